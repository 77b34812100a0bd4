/* What a chart of the data book shows, as a sentence over it. */
#ifndef ENT_REPORT_FINDING_H
#define ENT_REPORT_FINDING_H

#include "report/document.h"

/* The finding of a chart of outcomes or of the document, from its own points; "" where no sentence
   stands for its name, or a figure of the sentence is missing. Lives in the report's arena. */
const char *finding_of(const ent_report *r, const json_t *chart);

#endif
