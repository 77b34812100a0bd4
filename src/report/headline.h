/* The four sentences at the head of the data book, made by rule from the document. */
#ifndef ENT_REPORT_HEADLINE_H
#define ENT_REPORT_HEADLINE_H

#include "report/document.h"

enum { HEADLINE_MAX = 4 };

typedef struct headline {
    char text[1536];
    const char *kind;      /* account, obligation, futures */
    const json_t *outcome; /* it rests on; NULL: an account or a sentence of the document */
} headline;

/*
 * The document's own sentences, else: the bill, then the largest distinguishable changes of
 * the registers that headlines speak of, one each. Returns how many were made.
 */
size_t headline_make(const ent_report *r, headline lines[HEADLINE_MAX]);

#endif
