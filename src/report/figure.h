/* What a figure of the futures means, in words: level, change, and over which futures. One place,
 * so that the headline, the terminal and the tables of the report say the same. */
#ifndef ENT_REPORT_FIGURE_H
#define ENT_REPORT_FIGURE_H

#include "report/words.h"

enum { FIGURE_MAX = 320 };
typedef struct figure_words {
    char text[FIGURE_MAX];
} figure_words;

/* Whether the outcome is a share of futures: its figure is the mean, given as a number of 100. */
bool figure_is_share(const json_t *outcome);

/* The figure itself: the median, a share, or the median date; "not by 2035" when it does not come.
 */
figure_words figure_value(const ent_report *r, const json_t *outcome, const json_t *statistic);

/* One of its quantiles; a dash for a share. */
figure_words figure_quantile(const ent_report *r, const json_t *outcome, const char *name);

/* What follows the figure: "% of GDP"; "%" for a risk beside that of 2021. */
const char *figure_unit(const json_t *outcome);

/* Its 90 % band, "3 to 85"; "" for a share. */
figure_words figure_band(const ent_report *r, const json_t *outcome, const json_t *statistic);

/* "24 months in the median future (3 to 85 in 90 % of futures), 41 at baseline". */
figure_words figure_level(const ent_report *r, const json_t *outcome);

/* "9 months lower in the median future (71 lower to 8 higher in 90 % of futures)"; "" without a
 * baseline. */
figure_words figure_change(const json_t *outcome);

/* "lower in 62, the same in 30, higher in 8 of 100 futures": three counts that add up to 100. */
figure_words figure_counts(const json_t *outcome);

/* The median change with a sign, and its band, for a cell: "-9 (-71 to +8)"; of a time to an event
 * in how many of 100 futures it comes "12 sooner, 3 later". */
figure_words figure_change_cell(const json_t *outcome, bool band);

/* "of the 229 futures of 8,192 in which there is an attack"; "" for all futures. */
figure_words figure_denominator(const json_t *outcome);

#endif
