/* Terminal summary: headline, claims, the bill, outcomes; as wide as the terminal. */
#include <math.h>
#include <string.h>

#include "base/visible.h"
#include "base/wrap.h"
#include "report/brief_words.h"
#include "report/chart.h"
#include "report/figure.h"
#include "report/headline.h"
#include "report/section.h"

enum { NARROW = 60, WIDE = 100, SPARK_MAX = 40, BILL_LINES = 10 };

static void heading(ent_builder *out, const ent_style *style, const char *text)
{
    ent_builder_format(out, "\n%s%s%s\n", style->colour ? VISIBLE_STYLE "[1m" : "", text,
                       style->colour ? VISIBLE_STYLE "[0m" : "");
}

/* Text in `width` cells, cut with an ellipsis or padded. */
static void cell(ent_builder *out, const char *text, size_t width, bool right)
{
    const size_t length = strlen(text), cells = wrap_cells(text, length);
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

/* What was said of parts without skill. While it is one sentence, it need not be said again. */
typedef struct caveats {
    const char *said[8];
    size_t n;
} caveats;

static bool caveat_said(caveats *c, const char *sentence)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->said[i], sentence) == 0)
            return true;
    if (c->n < sizeof c->said / sizeof c->said[0])
        c->said[c->n++] = sentence;
    return false;
}

/* A line with what follows it of a part without skill. */
static const char *with_caveat(const ent_report *r, const char *line, const char *sentence,
                               caveats *c)
{
    if (!*sentence)
        return line;
    const bool again = caveat_said(c, sentence) && c->n == 1;
    const char *text =
        ent_text_format(r->arena, "%s %s", line, again ? "The same caveat applies." : sentence);
    return text ? text : line;
}

/* The answers stand first and say the whole sentence. */
static void answered_caveats(const ent_report *r, const char *answer, caveats *c)
{
    const char *key;
    const json_t *sentence;
    json_object_foreach(doc_loose(doc_get(r->root, "without_skill")), key, sentence)
    {
        const char *text = json_string_value(sentence);
        if (text && *text && strstr(answer, text))
            (void)caveat_said(c, text);
    }
}

/* The answer, as the brief gives it; of a document without one its headlines. */
static void answer_lines(const ent_report *r, ent_builder *out, size_t width, caveats *said)
{
    headline lines[HEADLINE_MAX];
    size_t written = 0;
    for (size_t i = 0; i < BRIEF_ANSWERS; i++) {
        if (!*brief_answer(r, i))
            continue;
        ent_builder_text(out, "  * ");
        wrap_words(out, brief_answer(r, i), width, 4);
        answered_caveats(r, brief_answer(r, i), said);
        written++;
    }
    const size_t n = written ? 0 : headline_make(r, lines);
    for (size_t i = 0; i < n; i++) {
        ent_builder_text(out, "  * ");
        wrap_words(out, lines[i].text, width, 4);
        answered_caveats(r, lines[i].text, said);
    }
    if (written) {
        ent_builder_text(out, "  ");
        wrap_words(out, brief_reading(r), width, 2);
    }
}

/* Assumptions that decide an outcome, each with its mean in the lowest and the highest fifth. */
static void decided_lines(const ent_report *r, ent_builder *out, const ent_style *style,
                          size_t width)
{
    const json_t *list = doc_get(r->root, "decided_by"), *one;
    const char *of = "";
    size_t i;
    if (json_array_size(list) == 0)
        return;
    heading(out, style,
            "What decides these results: the outcome where an assumption is lowest or highest");
    json_array_foreach(list, i, one)
    {
        if (strcmp(of, doc_text(one, "of")) != 0) {
            of = doc_text(one, "of");
            ent_builder_text(out, "  ");
            wrap_words(out, of, width, 2);
        }
        char line[512];
        snprintf(line, sizeof line, "%.160s (%.40s): %.120s, %.100s", doc_text(one, "label"),
                 doc_text(one, "basis"), doc_text(one, "ends"), doc_text(one, "assumption"));
        ent_builder_text(out, "    ");
        wrap_words(out, line, width, 6);
    }
    ent_builder_text(out, "  --assume KEY=VALUE sets one of them.\n");
}

static const char *verdict_colour(const char *verdict)
{
    return strcmp(verdict, "holds") == 0           ? VISIBLE_STYLE "[32m"
           : strcmp(verdict, "does not hold") == 0 ? VISIBLE_STYLE "[31m"
           : strcmp(verdict, "depends") == 0       ? VISIBLE_STYLE "[33m"
                                                   : VISIBLE_STYLE "[2m";
}

/* "supported: true in 92 of 100 simulated futures" under the sentence. */
static void verdict_line(const ent_report *r, const json_t *claim, ent_builder *out,
                         const ent_style *style, size_t width, caveats *said)
{
    char figure[512];
    const char *verdict = doc_text(claim, "verdict"), *kind = doc_text(claim, "kind");
    const bool counted = !isnan(doc_number(claim, "share"));
    section_claim_figure(claim, figure, sizeof figure);
    if (strcmp(verdict, "not answered") == 0)
        snprintf(figure, sizeof figure, "by this version");
    else if (*doc_text(claim, "sentence") && !counted)
        snprintf(figure, sizeof figure, "%s",
                 strcmp(kind, "account") == 0 ? "an account" : "by the text of the treaty");
    const char *skill = doc_text(claim, "without_skill");
    const size_t n = strlen(figure);
    snprintf(figure + n, sizeof figure - n, "%s", *skill ? "." : "");
    ent_builder_format(out, "    %s%s%s: ", style->colour ? verdict_colour(verdict) : "",
                       section_verdict(claim), style->colour ? VISIBLE_STYLE "[0m" : "");
    wrap_words(out, with_caveat(r, figure, skill, said), width - strlen(section_verdict(claim)), 6);
}

/* What the treaties require in each event, whatever is claimed of it. */
static void event_lines(const ent_report *r, ent_builder *out, size_t width)
{
    for (size_t i = 0; brief_event_at(r, i); i++) {
        ent_builder_text(out, "  ");
        wrap_words(out, brief_event(r, brief_event_at(r, i)), width, 4);
    }
}

static void group_lines(const ent_report *r, brief_group group, ent_builder *out,
                        const ent_style *style, size_t width, caveats *said)
{
    brief_line lines[BRIEF_LINES];
    const size_t n = brief_lines(r, group, lines);
    if (n == 0)
        return;
    char title[80];
    snprintf(title, sizeof title, "%s: claims and findings", brief_group_title(group));
    heading(out, style, title);
    for (size_t i = 0; i < n; i++) {
        if (group == BRIEF_LAW && !lines[i].claim)
            continue; /* said with the events */
        ent_builder_text(out, "  ");
        if (lines[i].claim) {
            wrap_words(out, lines[i].text, width, 4);
            verdict_line(r, lines[i].claim, out, style, width, said);
        } else {
            wrap_words(out, with_caveat(r, lines[i].text, lines[i].skill, said), width, 4);
        }
    }
    if (group == BRIEF_LAW)
        event_lines(r, out, width);
}

/* Euros stand beside dollars; any other money that was asked for stands alone. */
static void bill_row(const ent_report *r, ent_builder *out, const json_t *row, const char *name,
                     bool wide)
{
    const bool dollars = strcmp(doc_money(r), "USD") == 0;
    static const struct {
        const char *member;
        int decimals;
        size_t width;
    } parts[] = {{"share_2014", 2, 7}, {"share_base", 2, 7},    {"multiple", 2, 9},
                 {"extra_bn", 1, 11},  {"extra_eur_bn", 1, 10}, {"cumulative_bn", 0, 10}};
    ent_builder_text(out, "  ");
    cell(out, name, wide ? 26 : 20, false);
    for (size_t i = 0; i < (wide ? 6 : 4); i++)
        if (dollars || strcmp(parts[i].member, "extra_eur_bn") != 0)
            cell(out, words_fixed(doc_number(row, parts[i].member), parts[i].decimals).text,
                 parts[i].width + (dollars || i < 3 ? 0 : 3), true);
    ent_builder_text(out, "\n");
}

/* Those who would pay most, the largest first; how many. */
static size_t largest_bills(const json_t *bill, const json_t *largest[BILL_LINES])
{
    size_t n = 0, i;
    const json_t *row;
    json_array_foreach(doc_get(bill, "rows"), i, row)
    {
        const double extra = doc_number(row, "extra_bn");
        size_t k = n;
        while (k > 0 && !(doc_number(largest[k - 1], "extra_bn") >= extra))
            k--;
        if (k == BILL_LINES || !(extra >= 0.05)) /* not a row of zeros */
            continue;
        n += n < BILL_LINES;
        for (size_t m = n - 1; m > k; m--)
            largest[m] = largest[m - 1];
        largest[k] = row;
    }
    return n;
}

static void bill_lines(const ent_report *r, ent_builder *out, const ent_style *style, size_t width)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill"), *row;
    const bool wide = width >= WIDE;
    size_t i;
    if (!doc_has(bill, "rows"))
        return;
    char title[128];
    snprintf(title, sizeof title, "Cost of %s %% of GDP by %.0f (accounts)",
             words_target(doc_number(bill, "target")).text, doc_number(bill, "by_year"));
    heading(out, style, title);
    const bool dollars = strcmp(doc_money(r), "USD") == 0;
    const char *money = doc_money_sign(r);
    ent_builder_format(out, "  %-*s%7s%7s%9s", wide ? 26 : 20, "State", "2014",
                       doc_with_base_year(r, "@"), "multiple");
    ent_builder_format(out, "  extra %sbn", money);
    if (wide)
        ent_builder_format(out, dollars ? "    EUR bn    sum %sbn" : "   sum %sbn", money);
    ent_builder_text(out, "\n");
    const json_t *largest[BILL_LINES];
    const size_t shown = largest_bills(bill, largest), all = json_array_size(doc_get(bill, "rows"));
    for (i = 0; i < shown; i++)
        bill_row(r, out, largest[i],
                 *doc_text(largest[i], "name") ? doc_text(largest[i], "name")
                                               : doc_text(largest[i], "state"),
                 wide);
    json_array_foreach(doc_get(bill, "totals"), i, row)
    {
        bill_row(r, out, row, doc_text(row, "group"), wide);
    }
    if (all > shown) {
        char more[160];
        snprintf(more, sizeof more,
                 "%zu more allies pay less or nothing: 'entente bill' lists them all, by year with "
                 "--years.",
                 all - shown);
        ent_builder_text(out, "  ");
        wrap_words(out, more, width, 2);
    }
}

/* Median over time as a small picture between the least and the largest. */
static void path_spark(const ent_report *r, ent_builder *out, const char *key, size_t room)
{
    double values[256], low = ENT_MISSING, high = ENT_MISSING;
    size_t n = 0, i;
    const doc_list all = doc_keyed(r, key);
    for (i = 0; i < all.n; i++) {
        const json_t *o = all.rows[i].outcome;
        if (n >= 256 || !*doc_text(o, "at"))
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

/* A unit that fits its column at any width. */
static const char *short_unit(const json_t *o)
{
    const char *unit = doc_text(o, "unit");
    return strcmp(unit, "BE") == 0                 ? "BE"
           : strcmp(unit, "share of futures") == 0 ? "of 100"
           : strcmp(unit, "km2/month") == 0        ? "km\xc2\xb2/month"
                                                   : figure_unit(o);
}

static void outcome_line(const ent_report *r, ent_builder *out, const json_t *o, size_t width)
{
    const char *at = doc_text(o, "at");
    const bool paired = doc_has(o, "difference");
    const char *index = chart_index_name(r, o);
    const bool pictured = width >= 120;
    const size_t unit_room = width >= WIDE ? 12 : 9, band_room = width >= 80 ? 20 : 0;
    const size_t change_room = width >= WIDE ? 24 : 11;
    const size_t room = width - 16 - unit_room - band_room - change_room - (pictured ? 20 : 0);
    const size_t label_room = room < 46 ? room : 46;
    char label[320];
    const figure_words value = figure_value(r, o, o), band = figure_band(r, o, o);
    figure_words change = figure_change_cell(o, width >= WIDE);
    if (wrap_cells(change.text, strlen(change.text)) >= change_room)
        change = figure_change_cell(o, false);
    snprintf(label, sizeof label, "%s%.150s%s%s", *index ? "  " : "",
             *index ? index : doc_text(o, "label"), *at && !*index ? ", " : "", *index ? "" : at);
    ent_builder_text(out, "  ");
    if (wrap_cells(label, strlen(label)) >= label_room) { /* a line of its own: nothing is cut */
        ent_builder_text(out, *index ? "  " : "");
        wrap_words(out, *index ? label + 2 : label, width, 4);
        ent_builder_format(out, "%*s", (int)label_room + 2, "");
    } else {
        cell(out, label, label_room, false);
    }
    cell(out, value.text, 11, true);
    ent_builder_text(out, " ");
    cell(out, short_unit(o), unit_room, false);
    if (band_room && (*band.text || paired || pictured))
        cell(out, band.text, band_room, true);
    if (paired)
        cell(out, change.text, change_room, true);
    ent_builder_text(out, pictured ? "  " : "");
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
    wrap_words(out, text, width, 4);
}

static void outcome_note(ent_builder *out, bool paired, size_t width)
{
    ent_builder_text(out, "  ");
    wrap_words(out,
               paired
                   ? "BE: brigade equivalents. Shares change in points. The report has all years."
                   : "BE: brigade equivalents. The report has all years.",
               width, 2);
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
            heading(out, style,
                    doc_has(o, "difference") ? "Simulated futures: median, 90 % range, change"
                                             : "Simulated futures: median, 90 % range");
        begun = true;
        if (strcmp(registered, last) != 0 && *chart_index_name(r, o))
            index_heading(out, o, width);
        memcpy(last, registered, sizeof last);
        outcome_line(r, out, o, width);
    }
    if (begun)
        outcome_note(out, doc_get(r->root, "baseline") != NULL, width);
}

static void run_line(const ent_report *r, ent_builder *out, size_t width)
{
    const json_t *run = doc_get(r->root, "run");
    const double worlds = doc_number(run, "worlds");
    char text[512], in[192] = "";
    if (worlds > 1.0)
        snprintf(in, sizeof in, " in %.0f worlds (the scenario and what it is compared with)",
                 worlds);
    snprintf(text, sizeof text, "%s futures%s, seed %s, %s; %s futures/s on %.0f threads.",
             words_fixed(doc_number(run, "futures"), 0).text, in, doc_seed(run, (char[24]){0}),
             *doc_text(run, "isa") ? doc_text(run, "isa") : "one build",
             words_fixed(doc_number(run, "futures_per_second"), 0).text,
             isnan(doc_number(run, "threads")) ? 1.0 : doc_number(run, "threads"));
    ent_builder_text(out, "\n  ");
    wrap_words(out, text, width, 2);
    if (doc_true(run, "incomplete")) {
        ent_builder_text(out, "  ");
        wrap_words(out, "Stopped before all futures were done: figures are of those that were.",
                   width, 2);
    }
    if (*doc_text(run, "outcome_hash"))
        ent_builder_format(out, "\nOutcome hash %s\n", doc_text(run, "outcome_hash"));
}

ent_status ent_report_summary(const ent_report *r, const ent_style *style, ent_builder *out,
                              ent_error *err)
{
    const size_t width = style->width <= 0       ? WIDE
                         : style->width < NARROW ? NARROW
                                                 : (size_t)style->width;
    const json_t *scenario = doc_get(r->root, "scenario"), *base = doc_get(r->root, "baseline");
    caveats said = {.n = 0};
    char title[320];
    snprintf(title, sizeof title, "%s%s%s", doc_text(scenario, "name"),
             *doc_text(base, "name") ? " against " : "", doc_text(base, "name"));
    ent_builder_text(out, style->colour ? "\n" VISIBLE_STYLE "[1m" : "\n");
    wrap_words(out, title, width, 0);
    ent_builder_text(out, style->colour ? VISIBLE_STYLE "[0m" : "");
    answer_lines(r, out, width, &said);
    for (int g = 0; g < BRIEF_GROUPS; g++)
        group_lines(r, (brief_group)g, out, style, width, &said);
    bill_lines(r, out, style, width);
    outcome_lines(r, out, style, width);
    decided_lines(r, out, style, width);
    run_line(r, out, width);
    return ent_builder_status(out, err);
}
