/* The sections of a report, in reading order; each writes its body or nothing. */
#ifndef ENT_REPORT_SECTION_H
#define ENT_REPORT_SECTION_H

#include "report/html.h"

typedef struct section {
    const char *key, *title;
    const char *about; /* what is missing, for the line that stands in its place */
    void (*body)(const ent_report *r, const ent_report_options *o, ent_builder *out);
} section;

/* Section `i`; NULL after the last. */
const section *section_at(size_t i);
/* The finding of a chart over its topic, or the topic alone; `heading` is "h3" or "h4". */
void section_chart_title(ent_builder *out, const ent_report *r, const json_t *chart,
                         const char *topic, const char *heading);
/* A chart as a figure: title, static SVG for wide and narrow pages, source, data. */
void section_chart(ent_builder *out, const ent_report *r, json_t *chart,
                   const ent_report_options *o);
/* Whether a section itself draws this chart of the document, at its place in the order. */
bool section_draws(const char *chart);
/* A table of the document; with `place` only the rows whose column "flashpoint" says so, without
   that column, under `caption` where it is not NULL. Nothing when no row is left. */
void section_table(ent_builder *out, const json_t *table, const char *place, const char *caption);
/* The central value, prior, basis and source of assumptions: those of `keys`, an array of
   texts, or the whole list where it is NULL. */
void section_assumption_table(const ent_report *r, ent_builder *out, const char *name,
                              const char *caption, const json_t *keys);
/* A sentence on what would have to be true, folded under `summary`; nothing for "". */
void section_belief(const char *text, const char *summary, ent_builder *out);
/* Command, seed, hash, version, citation. */
void section_reproduce(const ent_report *r, ent_builder *out);
/* "supported", "not supported", "depends on assumptions", "by construction", "not answered". */
const char *section_verdict(const json_t *claim);
/* The sentence with its figures; the statement where there is none. */
const char *section_claim_sentence(const json_t *claim);
/* On a line of its own, that a claim or finding rests on a part without skill; nothing of "". */
void section_without_skill(const char *said, ent_builder *out);
/* The claim's figure in words: "2.15", "in 21 % of simulated futures (baseline 9 %)". */
void section_claim_figure(const json_t *claim, char *text, size_t size);

#endif
