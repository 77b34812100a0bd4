/* The brief in front of a report: at most four A4 pages. */
#ifndef ENT_REPORT_BRIEF_H
#define ENT_REPORT_BRIEF_H

#include "report/html.h"

/* Key figures, claims and findings in five groups, five charts, drivers, trust, how to cite. */
void brief_body(const ent_report *r, ent_builder *out);

/* A chart of the brief: its title is a sentence; drawn for wide and for narrow pages. */
typedef void brief_draw(const ent_report *r, const void *with, double width, ent_builder *out);

/* Spending of the past and of the futures: of a state, or of Europe and Canada for NULL; nothing
   where the document has neither. */
void brief_spending_chart(const ent_report *r, const char *state, const char *title, double height,
                          ent_builder *out);

/* <p class="css">text</p>; nothing for "". */
void brief_paragraph(ent_builder *out, const char *css, const char *text);

#endif
