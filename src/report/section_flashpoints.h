/* One page for each flashpoint of the result document, folded until it is asked for. */
#ifndef ENT_REPORT_SECTION_FLASHPOINTS_H
#define ENT_REPORT_SECTION_FLASHPOINTS_H

#include "report/section.h"

void section_flashpoints(const ent_report *r, const ent_report_options *o, ent_builder *out);

#endif
