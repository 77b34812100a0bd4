/* How figures and verdicts are said: rounding, units, wording. Formatting only. */
#ifndef ENT_REPORT_WORDS_H
#define ENT_REPORT_WORDS_H

#include "report/document.h"

enum { WORDS_MAX = 64 };
typedef struct words {
    char text[WORDS_MAX];
} words;

/* Value in its unit's customary rounding, without the unit; shares become per cent. */
words words_value(double value, const char *unit);
/* The same with a sign, for differences. */
words words_change(double value, const char *unit);
/* Decimals as asked, thousands separated. */
words words_fixed(double value, int decimals);
/* "24.0" -> "24": no zeros for show behind the point. */
words words_without_zeros(words w);
/* A target share of GDP: "5", "3.5". */
words words_target(double percent);
/* What follows the value: "% of GDP", "%" for shares, "" for ratios. */
const char *words_unit(const char *unit);
/* Whether the unit is a share that is said in per cent. */
bool words_is_share(const char *unit);
/* "2026-07" -> "July 2026"; "2030" stays. */
words words_time(const char *at);
/* Value, list, or by-year text of a lever. */
void words_lever(ent_builder *out, const json_t *lever);

#endif
