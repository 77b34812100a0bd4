/* Terminal summary: headline, claims, the bill, outcomes; as wide as the terminal. */
#include <math.h>
#include <string.h>

#include "base/visible.h"
#include "report/chart.h"
#include "report/figure.h"
#include "report/headline.h"
#include "report/section.h"

enum { NARROW = 60, WIDE = 100, SPARK_MAX = 40 };

/* Cells a UTF-8 text takes, counting each code point as one. */
static size_t cells_of(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    return n;
}

/* Words wrapped to `width`, each line after the first indented by `indent`. */
static void wrapped(ent_builder *out, const char *text, size_t width, size_t indent)
{
    size_t column = indent;
    bool first = true;
    while (*text) {
        const size_t length = strcspn(text, " ");
        const size_t cells = cells_of(text, length);
        if (!first && column + 1 + cells > width) {
            ent_builder_format(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!first) {
            ent_builder_text(out, " ");
            column++;
        }
        ent_builder_add(out, text, length);
        column += cells;
        first = false;
        text += length;
        while (*text == ' ')
            text++;
    }
    ent_builder_text(out, "\n");
}

static void heading(ent_builder *out, const ent_style *style, const char *text)
{
    ent_builder_format(out, "\n%s%s%s\n", style->colour ? VISIBLE_STYLE "[1m" : "", text,
                       style->colour ? VISIBLE_STYLE "[0m" : "");
}

/* Text in `width` cells, cut with an ellipsis or padded. */
static void cell(ent_builder *out, const char *text, size_t width, bool right)
{
    const size_t length = strlen(text), cells = cells_of(text, length);
    if (cells <= width) {
        if (right)
            ent_builder_format(out, "%*s", (int)(width - cells), "");
        ent_builder_text(out, text);
        if (!right)
            ent_builder_format(out, "%*s", (int)(width - cells), "");
        return;
    }
    size_t end = 0, seen = 0;
    while (end < length && seen < width - 1) {
        end++;
        while (end < length && ((unsigned char)text[end] & 0xC0U) == 0x80U)
            end++;
        seen++;
    }
    ent_builder_add(out, text, end);
    ent_builder_text(out, "\xe2\x80\xa6");
}

/* A label and what tells it from its like, in `width` cells: the label is what gets cut. */
static void label_cell(ent_builder *out, const char *label, const char *tail, size_t width)
{
    const size_t tail_cells = cells_of(tail, strlen(tail));
    const size_t label_cells = cells_of(label, strlen(label));
    if (tail_cells + 8 >= width || label_cells + tail_cells <= width) {
        char whole[320];
        snprintf(whole, sizeof whole, "%.150s%.150s", label, tail);
        cell(out, whole, width, false);
        return;
    }
    cell(out, label, width - tail_cells, false);
    ent_builder_text(out, tail);
}

/* Eight heights of block, scaled to the largest; a blank where a value is missing. */
static void spark(ent_builder *out, const double *values, size_t n, double low, double high)
{
    static const char *const blocks[] = {"\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83",
                                         "\xe2\x96\x84", "\xe2\x96\x85", "\xe2\x96\x86",
                                         "\xe2\x96\x87", "\xe2\x96\x88"};
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) {
            ent_builder_text(out, " ");
            continue;
        }
        const double part = high > low ? (values[i] - low) / (high - low) : 0.0;
        ent_builder_text(out, blocks[part >= 1.0 ? 7 : part <= 0.0 ? 0 : (int)(part * 8.0)]);
    }
}

static void headline_lines(const ent_report *r, ent_builder *out, size_t width)
{
    headline lines[HEADLINE_MAX];
    const size_t n = headline_make(r, lines);
    for (size_t i = 0; i < n; i++) {
        ent_builder_text(out, "  * ");
        wrapped(out, lines[i].text, width, 4);
    }
}

static const char *verdict_colour(const char *verdict)
{
    return strcmp(verdict, "holds") == 0           ? VISIBLE_STYLE "[32m"
           : strcmp(verdict, "does not hold") == 0 ? VISIBLE_STYLE "[31m"
           : strcmp(verdict, "depends") == 0       ? VISIBLE_STYLE "[33m"
                                                   : VISIBLE_STYLE "[2m";
}

static void claim_lines(const ent_report *r, ent_builder *out, const ent_style *style, size_t width)
{
    if (!doc_has(r->root, "claims"))
        return;
    heading(out, style, "Claims and findings");
    size_t i;
    const json_t *claim;
    json_array_foreach(doc_get(r->root, "claims"), i, claim)
    {
        char figure[512];
        const char *verdict = doc_text(claim, "verdict");
        section_claim_figure(claim, figure, sizeof figure);
        ent_builder_text(out, "  ");
        wrapped(out, section_claim_sentence(claim), width, 2);
        ent_builder_format(out, "    %s%s%s: ", style->colour ? verdict_colour(verdict) : "",
                           section_verdict(claim), style->colour ? VISIBLE_STYLE "[0m" : "");
        if (strcmp(verdict, "not answered") == 0)
            wrapped(out, "by this version", width, 6);
        else
            wrapped(out, figure, width, 6);
    }
}

static void bill_row(ent_builder *out, const json_t *row, const char *name, bool wide)
{
    static const struct {
        const char *member;
        int decimals;
        size_t width;
    } parts[] = {{"share_2014", 2, 7}, {"share_base", 2, 7},    {"multiple", 2, 9},
                 {"extra_bn", 1, 11},  {"extra_eur_bn", 1, 10}, {"cumulative_bn", 0, 10}};
    ent_builder_text(out, "  ");
    cell(out, name, wide ? 26 : 20, false);
    for (size_t i = 0; i < (wide ? 6 : 4); i++)
        cell(out, words_fixed(doc_number(row, parts[i].member), parts[i].decimals).text,
             parts[i].width, true);
    ent_builder_text(out, "\n");
}

static void bill_lines(const ent_report *r, ent_builder *out, const ent_style *style, size_t width)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill"), *row;
    const bool wide = width >= WIDE;
    size_t i;
    if (!doc_has(bill, "rows"))
        return;
    char title[128];
    snprintf(title, sizeof title, "The bill of %s %% of GDP by %.0f (accounts)",
             words_target(doc_number(bill, "target")).text, doc_number(bill, "by_year"));
    heading(out, style, title);
    ent_builder_format(out, "  %-*s%7s%7s%9s%11s%s\n", wide ? 26 : 20, "State", "2014",
                       doc_with_base_year(r, "@"), "multiple", "extra $bn",
                       wide ? "    EUR bn    sum $bn" : "");
    json_array_foreach(doc_get(bill, "rows"), i, row)
    {
        bill_row(out, row, *doc_text(row, "name") ? doc_text(row, "name") : doc_text(row, "state"),
                 wide);
    }
    json_array_foreach(doc_get(bill, "totals"), i, row)
    {
        bill_row(out, row, doc_text(row, "group"), wide);
    }
}

/* Median over time as a small picture between the least and the largest. */
static void path_spark(const ent_report *r, ent_builder *out, const char *key, size_t room)
{
    double values[256], low = ENT_MISSING, high = ENT_MISSING;
    size_t n = 0, i;
    const json_t *o;
    json_array_foreach(doc_get(r->root, "outcomes"), i, o)
    {
        if (n >= 256 || strcmp(doc_text(o, "key"), key) != 0 || !*doc_text(o, "at"))
            continue;
        const double value = doc_number(o, "mean");
        low = isnan(low) || value < low ? value : low;
        high = isnan(high) || value > high ? value : high;
        values[n++] = value;
    }
    const size_t step = room > 0 && n > room ? (n + room - 1) / room : 1;
    double thinned[256];
    size_t kept = 0;
    for (i = 0; i < n; i += step)
        thinned[kept++] = values[i];
    if (n > 1)
        spark(out, thinned, kept, low, high);
}

static void histogram_spark(ent_builder *out, const json_t *o, size_t room)
{
    const json_t *counts = doc_get(doc_get(o, "histogram"), "counts");
    double values[SPARK_MAX], high = 0.0;
    const size_t n = json_array_size(counts) < room ? json_array_size(counts) : room;
    for (size_t i = 0; i < n && i < SPARK_MAX; i++) {
        values[i] = json_number_value(json_array_get(counts, i));
        high = values[i] > high ? values[i] : high;
    }
    spark(out, values, n < SPARK_MAX ? n : SPARK_MAX, 0.0, high);
}

static void outcome_line(const ent_report *r, ent_builder *out, const json_t *o, size_t width)
{
    const char *unit = doc_text(o, "unit"), *at = doc_text(o, "at");
    const char *index = chart_index_name(r, o);
    const bool pictured = width >= 120;
    const size_t unit_room = width >= WIDE ? 12 : 9, band_room = width >= 80 ? 20 : 0;
    const size_t change_room = width >= WIDE ? 24 : 11;
    const size_t room = width - 16 - unit_room - band_room - change_room - (pictured ? 20 : 0);
    char when[40];
    const figure_words value = figure_value(r, o, o), band = figure_band(r, o, o);
    const figure_words change = figure_change_cell(o, width >= WIDE);
    ent_builder_text(out, "  ");
    snprintf(when, sizeof when, "%s%s", *at && !*index ? ", " : "", *index ? "" : at);
    ent_builder_text(out, *index ? "  " : "");
    label_cell(out, *index ? index : doc_text(o, "label"), when,
               (room < 46 ? room : 46) - (*index ? 2 : 0));
    cell(out, value.text, 11, true);
    ent_builder_text(out, " ");
    cell(out, strcmp(unit, "BE") == 0 ? unit : words_unit(unit), unit_room, false);
    if (band_room)
        cell(out, band.text, band_room, true);
    cell(out, change.text, change_room, true);
    ent_builder_text(out, "  ");
    if (pictured && doc_has(o, "histogram"))
        histogram_spark(out, o, 20);
    else if (pictured)
        path_spark(r, out, doc_text(o, "key"), 20);
    ent_builder_text(out, "\n");
}

/* What the terminal shows; the page and the workbook hold everything. */
static bool is_shown(const char *registered)
{
    static const char *const shown[] = {"spending.europe_canada",
                                        "capability.europe",
                                        "capability.russia_free",
                                        "capability.eta",
                                        "posture.requirement",
                                        "posture.shortfall",
                                        "posture.covered",
                                        "posture.autonomy_year",
                                        "posture.us_leaving",
                                        "posture.us_arriving",
                                        "deterrence.odds_ratio",
                                        "deterrence.renewal_5y",
                                        "ukraine.gain",
                                        "ukraine.area",
                                        "settlement.ceasefire",
                                        "settlement.months_at_war",
                                        "settlement.months_added",
                                        "allocation.margin"};
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        if (strcmp(registered, shown[i]) == 0)
            return true;
    return false;
}

/* Label and time above the lines of one register's states or flashpoints. */
static void index_heading(ent_builder *out, const json_t *o, size_t width)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s%s", doc_text(o, "label"), *doc_text(o, "at") ? ", " : "",
             doc_text(o, "at"));
    ent_builder_text(out, "  ");
    wrapped(out, text, width, 4);
}

/* One line for each outcome shown, at its time of report. */
static void outcome_lines(const ent_report *r, ent_builder *out, const ent_style *style,
                          size_t width)
{
    bool begun = false;
    char last[80] = "";
    const char *at = "";
    size_t i;
    const json_t *o;
    json_array_foreach(doc_get(r->root, "outcomes"), i, o)
    {
        char registered[80];
        snprintf(registered, sizeof registered, "%.*s", (int)strcspn(doc_text(o, "key"), "["),
                 doc_text(o, "key"));
        if (!is_shown(registered) || *doc_text(doc_get(o, "index"), "state"))
            continue;
        if (strcmp(registered, last) != 0)
            at = chart_time(r, registered);
        if (strcmp(doc_text(o, "at"), at) != 0)
            continue;
        if (!begun)
            heading(out, style, "Simulated futures: median, 90 % range, change");
        begun = true;
        if (strcmp(registered, last) != 0 && *chart_index_name(r, o))
            index_heading(out, o, width);
        memcpy(last, registered, sizeof last);
        outcome_line(r, out, o, width);
    }
    if (begun)
        ent_builder_text(out, "  BE: brigade equivalents. Shares change in points.\n");
}

static void run_line(const ent_report *r, ent_builder *out, size_t width)
{
    const json_t *run = doc_get(r->root, "run");
    const double worlds = doc_number(run, "worlds");
    char text[512], in[192] = "";
    if (worlds > 0.0)
        snprintf(in, sizeof in, " in %.0f world%s (%s computed for each asked for)", worlds,
                 worlds > 1.0 ? "s" : "",
                 words_fixed(doc_number(run, "computed_per_asked"), 2).text);
    snprintf(text, sizeof text,
             "%s futures%s, seed %.0f, %s; %s futures/s on %.0f threads; outcome "
             "hash %s",
             words_fixed(doc_number(run, "futures"), 0).text, in, doc_number(run, "seed"),
             *doc_text(run, "isa") ? doc_text(run, "isa") : "one build",
             words_fixed(doc_number(run, "futures_per_second"), 0).text,
             isnan(doc_number(run, "threads")) ? 1.0 : doc_number(run, "threads"),
             doc_text(run, "outcome_hash"));
    ent_builder_text(out, "\n  ");
    wrapped(out, text, width, 2);
    if (doc_true(run, "incomplete")) {
        ent_builder_text(out, "  ");
        wrapped(out, "Stopped before all futures were done: figures are of those that were.", width,
                2);
    }
}

ent_status ent_report_summary(const ent_report *r, const ent_style *style, ent_builder *out,
                              ent_error *err)
{
    const size_t width = style->width <= 0       ? WIDE
                         : style->width < NARROW ? NARROW
                                                 : (size_t)style->width;
    const json_t *scenario = doc_get(r->root, "scenario"), *base = doc_get(r->root, "baseline");
    char title[320];
    snprintf(title, sizeof title, "%s%s%s", doc_text(scenario, "name"),
             *doc_text(base, "name") ? " against " : "", doc_text(base, "name"));
    ent_builder_text(out, style->colour ? "\n" VISIBLE_STYLE "[1m" : "\n");
    wrapped(out, title, width, 0);
    ent_builder_text(out, style->colour ? VISIBLE_STYLE "[0m" : "");
    headline_lines(r, out, width);
    claim_lines(r, out, style, width);
    bill_lines(r, out, style, width);
    outcome_lines(r, out, style, width);
    run_line(r, out, width);
    return ent_builder_status(out, err);
}
