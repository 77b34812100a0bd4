/* Accounts that a brief shows beside the bill: spending so far, and what other targets cost. */
#ifndef ENT_RESULT_RESULT_BRIEF_H
#define ENT_RESULT_RESULT_BRIEF_H

#include <jansson.h>

#include "result/bill_document.h"

/*
 * Published defence spending by year, % of GDP: {"EURCAN": {"2014": 1.43, ...}, "DEU": ...}.
 *
 * shape    allies with a bill, and Europe and Canada together; from 2014 to the base year
 * memory   the caller's
 */
json_t *brief_history(const bill_set *bill);

/*
 * What each ally would spend on the way to a few targets: rows of {state, options}.
 *
 * memory   the caller's
 */
json_t *brief_options(const bill_set *bill, const money *m);

#endif
