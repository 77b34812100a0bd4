#ifndef ENT_REPORT_SECTION_MODELS_H
#define ENT_REPORT_SECTION_MODELS_H

#include "report/chart.h"
#include "report/section.h"

/* Odds of attack by year, one panel a flashpoint. */
extern const chart_path chart_odds_paths;

void section_deterrence(const ent_report *r, const ent_report_options *o, ent_builder *out);
/* Table of the outcomes of these registers, NULL after the last of at most 16; about one
   flashpoint where `place` names one. */
void section_figures(const ent_report *r, ent_builder *out, const char *name,
                     const char *const *registers, const char *place);
void section_ukraine(const ent_report *r, const ent_report_options *o, ent_builder *out);

#endif
