#ifndef ENT_REPORT_SECTION_BILL_H
#define ENT_REPORT_SECTION_BILL_H

#include "report/section.h"

void section_bill(const ent_report *r, const ent_report_options *o, ent_builder *out);

#endif
