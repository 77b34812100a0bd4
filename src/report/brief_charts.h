/* The five charts of a brief, one or two to a group. */
#ifndef ENT_REPORT_BRIEF_CHARTS_H
#define ENT_REPORT_BRIEF_CHARTS_H

#include "report/brief_words.h"

/* The charts of a group; nothing where the document has not what they show. */
void brief_chart_of(const ent_report *r, brief_group group, ent_builder *out);

#endif
