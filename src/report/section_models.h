#ifndef ENT_REPORT_SECTION_MODELS_H
#define ENT_REPORT_SECTION_MODELS_H

#include "report/section.h"

void section_deterrence(const ent_report *r, const ent_report_options *o, ent_builder *out);
void section_ukraine(const ent_report *r, const ent_report_options *o, ent_builder *out);

#endif
