#include "report/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "result/hundred.h"

bool figure_is_share(const json_t *o)
{
    return strcmp(doc_text(o, "unit"), "share of futures") == 0;
}

static bool is_time(const json_t *o)
{
    return strcmp(doc_text(o, "counts"), "time") == 0;
}

/* A risk beside that of 2021 is said as a change in per cent, never as a bare ratio. */
static bool is_relative(const json_t *o)
{
    return doc_is_register(o, "deterrence.odds_ratio");
}

/* Two digits, at most one of them behind the point: -17, 2.1. */
static words percent_size(double percent)
{
    return words_without_zeros(words_fixed(percent, fabs(percent) < 9.95 ? 1 : 0));
}

/* -17 -> "-17", 2.1 -> "+2.1". */
static words percent_words(double percent)
{
    const words size = percent_size(percent);
    words w;
    snprintf(w.text, sizeof w.text, "%s%.60s", percent >= 0.05 ? "+" : "", size.text);
    return w;
}

const char *figure_unit(const json_t *o)
{
    return is_relative(o) ? "%" : words_unit(doc_text(o, "unit"));
}

/* Level of a paired difference, or of its ratio in per cent. */
static double change_at(const json_t *o, const char *name)
{
    const json_t *d = doc_get(o, "difference");
    return doc_number(is_relative(o) ? doc_get(d, "percent") : d, name);
}

/* --- level --- */

/* A quantile of a time to an event: null where the event does not come. */
static void one_value(const ent_report *r, const json_t *o, double value, char *out, size_t size)
{
    if (isnan(value) && is_time(o))
        snprintf(out, size, "%s %.4s",
                 strcmp(doc_text(o, "unit"), "year") == 0 ? "not by" : "not by the end of",
                 doc_text(doc_get(r->root, "scenario"), "horizon"));
    else if (is_relative(o))
        snprintf(out, size, "%s", percent_words(100.0 * (value - 1.0)).text);
    else
        snprintf(out, size, "%s", words_value(value, doc_text(o, "unit")).text);
}

figure_words figure_value(const ent_report *r, const json_t *o, const json_t *statistic)
{
    figure_words f = {""};
    const double share = doc_number(statistic, "mean");
    if (figure_is_share(o))
        snprintf(f.text, sizeof f.text, "%s", words_value(share, "share of futures").text);
    else
        one_value(r, o, doc_quantile(statistic, "p50"), f.text, sizeof f.text);
    return f;
}

figure_words figure_quantile(const ent_report *r, const json_t *o, const char *name)
{
    figure_words f = {"\xe2\x80\x93"};
    if (!figure_is_share(o))
        one_value(r, o, doc_quantile(o, name), f.text, sizeof f.text);
    return f;
}

figure_words figure_band(const ent_report *r, const json_t *o, const json_t *statistic)
{
    figure_words f = {""};
    char low[64], high[64];
    const double p5 = doc_quantile(statistic, "p5"), p95 = doc_quantile(statistic, "p95");
    if (figure_is_share(o) || (isnan(p5) && !is_time(o)))
        return f;
    if (doc_number(statistic, "sd") == 0.0 && doc_number(statistic, "missing") == 0.0)
        return (figure_words){"in every future"};
    one_value(r, o, p5, low, sizeof low);
    one_value(r, o, p95, high, sizeof high);
    snprintf(f.text, sizeof f.text, "%s to %s", low, high);
    return f;
}

/* Futures of 100 in which a time to an event lies beyond the last year. */
static void not_reached(const ent_report *r, const json_t *o, figure_words *f)
{
    const double n = doc_number(o, "n"), missing = doc_number(o, "missing");
    if (!is_time(o) || !(n > 0.0) || !(missing > 0.0))
        return;
    const size_t used = strlen(f->text);
    snprintf(f->text + used, sizeof f->text - used, "; %s of 100 futures: not by %.4s",
             hundred_of(missing / n).text, doc_text(doc_get(r->root, "scenario"), "horizon"));
}

figure_words figure_level(const ent_report *r, const json_t *o)
{
    figure_words f = {""};
    const json_t *base = doc_get(o, "baseline");
    const char *said = figure_unit(o);
    const figure_words value = figure_value(r, o, o), before = figure_value(r, o, base);
    const bool paired = base && strcmp(before.text, "\xe2\x80\x93") != 0;
    if (figure_is_share(o)) {
        snprintf(f.text, sizeof f.text, "in %s of 100 futures%s%s%s",
                 hundred_of(doc_number(o, "mean")).text, paired ? " (" : "",
                 paired ? hundred_of(doc_number(base, "mean")).text : "",
                 paired ? " at baseline)" : "");
        return f;
    }
    const bool number = !isnan(doc_quantile(o, "p50"));
    const figure_words band = figure_band(r, o, o);
    char range[160];
    if (strcmp(band.text, "in every future") == 0)
        snprintf(range, sizeof range, "%.100s", band.text);
    else
        snprintf(range, sizeof range, "in the median future (%.100s in 90 %% of futures)",
                 band.text);
    snprintf(f.text, sizeof f.text, "%.60s%s%.40s %s%s%.60s%s", value.text,
             number && *said ? " " : "", number ? said : "", range, paired ? ", " : "",
             paired ? before.text : "", paired ? " at baseline" : "");
    not_reached(r, o, &f);
    return f;
}

figure_words figure_denominator(const json_t *o)
{
    figure_words f = {""};
    if (strcmp(doc_text(o, "counts"), "if") == 0)
        snprintf(f.text, sizeof f.text, "of the %s futures of %s in which %.120s",
                 words_fixed(doc_number(o, "n") - doc_number(o, "missing"), 0).text,
                 words_fixed(doc_number(o, "n"), 0).text, doc_text(o, "condition"));
    return f;
}

/* --- change --- */

/* "9 lower", "8 higher", "unchanged". */
static void directed(char *out, size_t size, const json_t *o, double value)
{
    const char *unit = doc_text(o, "unit"), *as = strcmp(unit, "year") == 0 ? "years" : unit;
    const words size_of = is_relative(o) ? percent_size(fabs(value)) : words_value(fabs(value), as);
    const char *text = size_of.text;
    if (strspn(text, "0.") == strlen(text))
        snprintf(out, size, "unchanged");
    else
        snprintf(out, size, "%s %s", text, value < 0.0 ? "lower" : "higher");
}

/* What follows the first number of a change: points for shares. */
static const char *unit_of_change(const json_t *o)
{
    const char *unit = doc_text(o, "unit");
    return is_relative(o)                                          ? "%"
           : words_is_share(unit) || strncmp(unit, "% of", 4) == 0 ? "points"
           : strcmp(unit, "year") == 0                             ? "years"
                                                                   : words_unit(unit);
}

figure_words figure_change(const json_t *o)
{
    figure_words f = {""};
    const json_t *d = doc_get(o, "difference");
    const char *unit = doc_text(o, "unit"), *as = strcmp(unit, "year") == 0 ? "years" : unit;
    const double median = change_at(o, "median"), mean = doc_number(d, "mean");
    const double p5 = change_at(o, "p5"), p95 = change_at(o, "p95");
    if (!d)
        return f;
    if (figure_is_share(o)) {
        if (isnan(mean))
            return f;
        const words size = words_value(fabs(mean), unit);
        if (strspn(size.text, "0.") == strlen(size.text))
            snprintf(f.text, sizeof f.text, "no change");
        else
            snprintf(f.text, sizeof f.text, "%s %s of 100 futures than at baseline", size.text,
                     mean < 0.0 ? "fewer" : "more");
        return f;
    }
    if (isnan(median))
        return f;
    const words size = is_relative(o) ? percent_size(fabs(median)) : words_value(fabs(median), as);
    const bool same = strspn(size.text, "0.") == strlen(size.text);
    char low[80], high[80], band[224] = "";
    directed(low, sizeof low, o, p5);
    directed(high, sizeof high, o, p95);
    if (!is_time(o) || (!isnan(p5) && !isnan(p95))) /* a time that only one of them reaches */
        snprintf(band, sizeof band, " (%.70s to %.70s in 90 %% of futures)", low, high);
    snprintf(f.text, sizeof f.text, "%s%s%.30s%s%s in the median future%s",
             same ? "unchanged" : size.text, same || !*unit_of_change(o) ? "" : " ",
             same ? "" : unit_of_change(o), same ? "" : " ",
             same           ? ""
             : median < 0.0 ? "lower"
                            : "higher",
             band);
    return f;
}

figure_words figure_counts(const json_t *o)
{
    figure_words f = {""};
    const json_t *d = doc_get(o, "difference");
    const double counts[] = {doc_number(d, "lower"), doc_number(d, "same"),
                             doc_number(d, "higher")};
    int parts[3];
    if (!d || !(counts[0] + counts[1] + counts[2] > 0.0))
        return f;
    hundred_parts(counts, 3, parts);
    snprintf(f.text, sizeof f.text, "lower in %d, the same in %d, higher in %d of 100 futures",
             parts[0], parts[1], parts[2]);
    return f;
}

/* "12 sooner, 3 later" of 100 futures: a time that only one of two runs reaches has no size. */
static void time_cell(const json_t *o, figure_words *f)
{
    const json_t *d = doc_get(o, "difference");
    const double counts[] = {doc_number(d, "lower"), doc_number(d, "same"),
                             doc_number(d, "higher")};
    int parts[3];
    if (!(counts[0] + counts[1] + counts[2] > 0.0))
        return;
    hundred_parts(counts, 3, parts);
    snprintf(f->text, sizeof f->text, "%d sooner, %d later", parts[0], parts[2]);
}

static words change_words(const json_t *o, const char *name)
{
    const double value = change_at(o, name);
    return is_relative(o) ? percent_words(value) : words_change(value, doc_text(o, "unit"));
}

figure_words figure_change_cell(const json_t *o, bool band)
{
    figure_words f = {"\xe2\x80\x93"};
    const json_t *d = doc_get(o, "difference");
    const double median = change_at(o, "median"), mean = doc_number(d, "mean");
    const double moved = doc_number(d, "lower") + doc_number(d, "higher");
    if (moved == 0.0 && doc_number(d, "same") > 0.0)
        return (figure_words){"unchanged"};
    if (d && is_time(o))
        time_cell(o, &f);
    else if (d && figure_is_share(o) && !isnan(mean))
        snprintf(f.text, sizeof f.text, "%s", words_change(mean, doc_text(o, "unit")).text);
    else if (d && !figure_is_share(o) && !isnan(median) && !band)
        snprintf(f.text, sizeof f.text, "%s", change_words(o, "median").text);
    else if (d && !figure_is_share(o) && !isnan(median))
        snprintf(f.text, sizeof f.text, "%s (%s to %s)", change_words(o, "median").text,
                 change_words(o, "p5").text, change_words(o, "p95").text);
    if (strcmp(f.text, "0 (0 to 0)") == 0)
        return (figure_words){"nearly unchanged"};
    return f;
}
