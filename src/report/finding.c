#include "report/finding.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/text.h"
#include "report/brief_words.h"
#include "result/hundred.h"

enum {
    SLOTS_MAX = 40,
    SLOT_NAME = 16,
    SLOT_TEXT = 160,
    FEW = 30 /* futures with the event, for a figure to be named */
};

/* What {part} counts. */
typedef enum finding_count {
    COUNT_NONE,
    COUNT_ABOVE_BASELINE, /* panels that end above the baseline */
    COUNT_AT_MOST_ZERO,   /* panels that end at 0 or below */
    COUNT_ABOVE_ONE,      /* rows above 1 */
    COUNT_TWICE,          /* rows at least twice the baseline's */
    COUNT_STRONGER        /* panels in which the scenario ends above the second line */
} finding_count;

/*
 * One sentence a chart; slots are filled from its points:
 *   {first} {last}         y of the scenario's first and last point
 *   {base} {against}       y of the last point of the baseline, and of the second line
 *   {from} {to}            their times
 *   {rise} {rises}         "rise from 52 to 91 BE by 2035", or "stay at 91 BE until 2035"
 *   {baseline}             ", 84 at baseline", or nothing where there is none
 *   {low} {high} {least} {most}   the smallest and largest row, and their names
 *   {one} {two} {first name} {second name}   where two panels end; {one} without its unit
 *   {without}              {base} without its unit
 *   {part}                 a count: "two of nine", "all nine", "none of the nine"
 *   {lower}                "4 to 44 % lower": change from the first to the last point, by panel
 *   {recorded} {recorded two}  y of the last observed point, by panel
 *   {reach} {density}      x and y of the observed point, in per cent
 *   {rows}                 how many rows there are
 *   {label}                of the first series
 *   {mean low} {mean high} the smallest and largest reference value, with its panel
 *   {driver} {apart}       of two series of rows, the row whose values lie furthest apart
 * A sentence with an empty slot is not said; the next one of the chart's is tried.
 */
typedef struct finding_row {
    const char *chart; /* its name; "*end" stands for every name that ends so */
    const char *text;
    finding_count count;
    const char *panel; /* the only panel that the sentence is about; NULL: all, or none */
    const char *skip;  /* rows whose name begins so are not among the largest and smallest */
} finding_row;

static const finding_row finding_rows[] = {
    {.chart = "spending_europe_canada",
     .text = "In the median future European and Canadian spending {rises}{baseline}"},
    {.chart = "forces",
     .text = "In the median future European forces ready to deploy {rise}{baseline}"},
    {.chart = "enablers",
     .text = "Without US support European forces keep {last} of their effectiveness in {to}"},
    {.chart = "requirement",
     .text = "Forces missing without the US {rise}{baseline}; below 0 some are to spare"},
    {.chart = "covered",
     .text = "Europe can defend its eastern flank without the US in {last} in {to}{baseline}"},
    {.chart = "us_moves",
     .text = "US land forces that have left the plans for Europe {rise}{baseline}"},
    {.chart = "area", .text = "In the median future the area held by Russia {rises}{baseline}"},
    {.chart = "gain", .text = "In the median future Russia's monthly gain {rises}{baseline}"},
    {.chart = "ceasefire", .text = "There has been a ceasefire by {to} in {last}{baseline}"},
    {.chart = "zone",
     .text = "The range of terms that both sides prefer to war {rises}{baseline}",
     .panel = "Width"},
    {.chart = "nash", .text = "The median compromise {rises}, where 0 stands for Ukraine's aims"},
    {.chart = "renewal", .text = "The median five-year chance of renewed war {rises}{baseline}"},
    {.chart = "soldiers",
     .text =
         "In the median future {first name} has {one} and {second name} {two} soldiers in {to}"},
    {.chart = "armour",
     .text = "In the median future {first name} has {one} and {second name} {two} in {to}"},
    {.chart = "casualties",
     .text = "In the median future {first name} loses {one} and {second name} {two} in {to}"},
    {.chart = "spending_share",
     .text = "Spending in {to} is above the baseline in {part} states",
     .count = COUNT_ABOVE_BASELINE},
    {.chart = "odds_paths",
     .text = "In {to} the median risk is above the baseline at {part} flashpoints",
     .count = COUNT_ABOVE_BASELINE},
    {.chart = "odds_paths", .text = "The median risk {rises}{baseline}"},
    {.chart = "odds",
     .text = "The median risk is above its level of 2021 at {part} flashpoints",
     .count = COUNT_ABOVE_ONE},
    {.chart = "bill_dots",
     .text = "{part} states would at least double their share of GDP",
     .count = COUNT_TWICE},
    {.chart = "bill_years", .text = "Extra spending is highest in {most}: {high}"},
    {.chart = "debt_added", .text = "Defence adds most to the public debt of {most}: {high}"},
    {.chart = "q_us",
     .text =
         "The assumed chance that the US fights lies between {low} ({least}) and {high} ({most})"},
    {.chart = "taken", .text = "Attacks reach their objective most often here: {most}, in {high}"},
    {.chart = "people", .text = "The largest median loss in an attack is {high} soldiers ({most})"},
    {.chart = "closure",
     .text = "By day {to} the defence with the US is the stronger at {part} places",
     .count = COUNT_STRONGER},
    {.chart = "closure",
     .text =
         "By day {to} the defence has {one} with help and {without} without, against {against}"},
    {.chart = "credibility",
     .text = "The risk is {lower} if help is certain than if it is ruled out"},
    {.chart = "credibility_attack",
     .text =
         "The yearly chance of an attack is {lower} if help is certain than if it is ruled out"},
    {.chart = "autonomy",
     .text = "In {to} Europe alone has the forces it needs under {part} policies",
     .count = COUNT_AT_MOST_ZERO},
    {.chart = "frontier",
     .text = "As the Indo-Pacific gains margin, Europe's falls from {high} to {low}"},
    {.chart = "policies",
     .text = "Of these policies \"{least}\" gives the lowest risk ({label}): {low} times the "
             "scenario's"},
    {.chart = "proposals",
     .text = "Published proposals lie between {low} ({least}) and {high} ({most})"},
    {.chart = "bargaining_positions",
     .text = "Weighted means run from {mean low} to {mean high} on the scale of 0 to 100"},
    {.chart = "aid_by_quarter",
     .text = "In the last quarter shown Europe gave {last}, the United States {against}"},
    {.chart = "aid_by_donor", .text = "The most, {high}, came from {most}"},
    {.chart = "aid_replacement",
     .text = "In proportion to GDP, replacing US aid would take {high} of each donor"},
    {.chart = "front_recorded",
     .text = "Russia held {recorded} when last recorded; the median of the last month is {last}"},
    {.chart = "soldiers_recorded",
     .text =
         "The last figures are {recorded} for {first name} and {recorded two} for {second name}"},
    {.chart = "armour_recorded",
     .text =
         "The last figures are {recorded} for {first name} and {recorded two} for {second name}"},
    {.chart = "binding",
     .text = "What stands in the way of a deal most often: {most}, in {high}",
     .skip = "no obstacle"},
    {.chart = "guarantees",
     .text = "The chance of renewed war lies between {low} ({least}) and {high} ({most})"},
    {.chart = "force",
     .text = "At its largest the force makes the odds of renewed war {lower} than with none"},
    {.chart = "force_share",
     .text = "At its largest the force makes the chance of renewed war {lower} than with none"},
    {.chart = "*_trade_off",
     .text =
         "The box holds {reach} % of these futures; {density} % of those in it are of the kind"},
    {.chart = "*_box", .text = "{rows} assumptions mark out the futures of this kind"},
    {.chart = "*_tornado", .text = "{driver} moves it most: from {apart}"},
};

typedef struct slot {
    char name[SLOT_NAME], text[SLOT_TEXT];
} slot;

typedef struct finding {
    const ent_report *r;
    const json_t *chart;
    const finding_row *row;
    const char *unit;
    size_t n;
    slot slots[SLOTS_MAX];
} finding;

static void fill(finding *f, const char *name, const char *text)
{
    if (f->n == SLOTS_MAX)
        return;
    slot *s = &f->slots[f->n++];
    snprintf(s->name, sizeof s->name, "%s", name);
    snprintf(s->text, sizeof s->text, "%s", text);
}

/* --- points of the chart --------------------------------------------------------------------- */

/* Series `i` of this role; of the row's panel where it names one. */
static const json_t *series_at(const finding *f, const char *role, size_t i)
{
    size_t k;
    const json_t *s;
    json_array_foreach(doc_get(f->chart, "series"), k, s)
    {
        const char *panel = doc_text(s, "panel");
        if (strcmp(doc_text(s, "role"), role) == 0 &&
            (!f->row->panel || strcmp(panel, f->row->panel) == 0) && i-- == 0)
            return s;
    }
    return NULL;
}

/* The series of this role in the panel of `s`. */
static const json_t *beside(const finding *f, const json_t *s, const char *role)
{
    const json_t *other;
    for (size_t i = 0; (other = series_at(f, role, i)); i++)
        if (strcmp(doc_text(other, "panel"), doc_text(s, "panel")) == 0)
            return other;
    return NULL;
}

/* The first or last point that has a value. */
static const json_t *end_of(const json_t *series, bool last)
{
    size_t i;
    const json_t *p, *found = NULL;
    json_array_foreach(doc_get(series, "points"), i, p)
    {
        if (!isnan(doc_number(p, "y")) && (last || !found))
            found = p;
    }
    return found;
}

static double y_of(const json_t *series, bool last)
{
    return doc_number(end_of(series, last), "y");
}

/* --- values in words ---------------------------------------------------------------------------
 */

/* The value with its unit: "54 %", "EUR 64.1 bn", "68 of 100 futures". */
static words say(const finding *f, double value)
{
    const char *unit = f->unit;
    const words w = words_value(value, unit);
    words s;
    const bool bare = strncmp(unit, "ratio", 5) == 0 || strncmp(unit, "0 ", 2) == 0;
    if (isnan(value))
        *s.text = '\0';
    else if (bare)
        s = w;
    else if (strncmp(unit, "share of futures", 16) == 0)
        snprintf(s.text, sizeof s.text, "%s of 100 futures", hundred_of(value).text);
    else if (strncmp(unit, "bn 2024 ", 8) == 0)
        snprintf(s.text, sizeof s.text, "%.8s%.20s bn", doc_money_sign(f->r), w.text);
    else if (strlen(unit) == 6 && strcmp(unit + 3, " bn") == 0)
        snprintf(s.text, sizeof s.text, "%.3s %.20s bn", unit, w.text);
    else
        snprintf(s.text, sizeof s.text, "%.20s%s%.40s", w.text, *words_unit(unit) ? " " : "",
                 words_unit(unit));
    return s;
}

static bool looks_the_same(const finding *f, double a, double b)
{
    return strcmp(say(f, a).text, say(f, b).text) == 0;
}

/* "2035"; "December 2028" in a series of months; "" for a row's name. */
static words time_of(const json_t *series, const json_t *point)
{
    const json_t *points = doc_get(series, "points");
    const double step =
        doc_number(json_array_get(points, 1), "x") - doc_number(json_array_get(points, 0), "x");
    const double x = doc_number(point, "x");
    char at[32] = "";
    if (!(x >= 0.0 && x < 9999.0))
        return words_time("");
    if (step < 0.5)
        snprintf(at, sizeof at, "%04d-%02d", (int)x % 10000, (int)lround(fmod(x, 1.0) * 12.0) + 1);
    else
        snprintf(at, sizeof at, "%.0f", x);
    return words_time(at);
}

/* --- slots -------------------------------------------------------------------------------------
 */

static void fill_moves(finding *f, const json_t *s, const char *to)
{
    const double first = y_of(s, false), last = y_of(s, true);
    static const char *const verbs[][2] = {{"rise", "fall"}, {"rises", "falls"}};
    static const char *const stays[] = {"stay", "stays"};
    if (isnan(first) || isnan(last))
        return;
    for (size_t i = 0; i < 2; i++) {
        char text[SLOT_TEXT];
        if (looks_the_same(f, first, last))
            snprintf(text, sizeof text, "%s at %.50s until %.20s", stays[i], say(f, last).text, to);
        else
            snprintf(text, sizeof text, "%s from %.40s to %.50s by %.20s", verbs[i][last < first],
                     words_value(first, f->unit).text, say(f, last).text, to);
        fill(f, verbs[i][0], text);
    }
}

static void fill_baseline(finding *f, const json_t *s)
{
    const json_t *baseline = beside(f, s, "baseline");
    const double base = y_of(baseline, true);
    char text[SLOT_TEXT] = "";
    if (!isnan(base) && looks_the_same(f, base, y_of(s, true)))
        snprintf(text, sizeof text, ", as at baseline");
    else if (!isnan(base))
        snprintf(text, sizeof text, "; %s at baseline", words_value(base, f->unit).text);
    fill(f, "baseline", text);
}

static void fill_record(finding *f)
{
    const json_t *s = series_at(f, "observed", 0), *last = end_of(s, true);
    const double x = doc_number(last, "x"), y = doc_number(last, "y");
    fill(f, "recorded", say(f, y).text);
    fill(f, "recorded two", say(f, y_of(series_at(f, "observed", 1), true)).text);
    fill(f, "reach", isnan(x) ? "" : brief_two(100.0 * x).text);
    fill(f, "density", isnan(y) ? "" : brief_two(100.0 * y).text);
}

static void fill_means(finding *f)
{
    const json_t *s, *least = NULL, *most = NULL;
    for (size_t i = 0; (s = series_at(f, "reference", i)); i++) {
        least = !least || y_of(s, true) < y_of(least, true) ? s : least;
        most = !most || y_of(s, true) > y_of(most, true) ? s : most;
    }
    for (size_t i = 0; least && i < 2; i++) {
        char text[SLOT_TEXT];
        snprintf(text, sizeof text, "%s (%.80s)", brief_two(y_of(i ? most : least, true)).text,
                 doc_text(i ? most : least, "panel"));
        fill(f, i ? "mean high" : "mean low", text);
    }
}

static void fill_ends(finding *f)
{
    const json_t *s = series_at(f, "scenario", 0), *two = series_at(f, "scenario", 1);
    const words to = time_of(s, end_of(s, true));
    fill(f, "to", to.text);
    fill(f, "first", say(f, y_of(s, false)).text);
    fill(f, "last", say(f, y_of(s, true)).text);
    fill(f, "one", words_value(y_of(s, true), f->unit).text);
    fill(f, "without", words_value(y_of(beside(f, s, "baseline"), true), f->unit).text);
    fill(f, "two", say(f, y_of(two, true)).text);
    fill(f, "first name", doc_text(s, "panel"));
    fill(f, "second name", doc_text(two, "panel"));
    fill(f, "base", say(f, y_of(beside(f, s, "baseline"), true)).text);
    fill(f, "against", say(f, y_of(beside(f, s, "second"), true)).text);
    fill(f, "label", doc_text(s, "label"));
    fill_record(f);
    fill_moves(f, s, to.text);
    fill_baseline(f, s);
}

static void fill_rows(finding *f)
{
    size_t i;
    const json_t *p, *least = NULL, *most = NULL;
    const json_t *rows = series_at(f, "scenario", 0);
    rows = rows ? rows : series_at(f, "second", 0);
    json_array_foreach(doc_get(rows, "points"), i, p)
    {
        const double y = doc_number(p, "y");
        const char *skip = f->row->skip;
        if (isnan(y) || doc_number(p, "events") < FEW ||
            (skip && strncmp(doc_text(p, "x"), skip, strlen(skip)) == 0))
            continue;
        least = !least || y < doc_number(least, "y") ? p : least;
        most = !most || y > doc_number(most, "y") ? p : most;
    }
    fill(f, "rows", brief_number(json_array_size(doc_get(rows, "points"))).text);
    fill(f, "least", least ? brief_state(f->r, doc_text(least, "x")) : "");
    fill(f, "most", most ? brief_state(f->r, doc_text(most, "x")) : "");
    fill(f, "low", say(f, doc_number(least, "y")).text);
    fill(f, "high", say(f, doc_number(most, "y")).text);
}

/* By how much the last point of a panel lies below its first: the smallest and largest part. */
static void fill_lower(finding *f)
{
    const json_t *s;
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; (s = series_at(f, "scenario", i)); i++) {
        const double part = 100.0 * (1.0 - y_of(s, true) / y_of(s, false));
        least = fmin(least, part);
        most = fmax(most, part);
    }
    char text[SLOT_TEXT] = "";
    const words low = brief_two(least), high = brief_two(most);
    if (least >= 0.0 && isfinite(most) && strcmp(low.text, high.text) == 0)
        snprintf(text, sizeof text, "%s", brief_percent(-most).text);
    else if (least >= 0.0 && isfinite(most))
        snprintf(text, sizeof text, "%s to %s %% lower", low.text, high.text);
    fill(f, "lower", text);
}

/* The driver with the widest span between its two ends, and that span. */
static void fill_driver(finding *f)
{
    const json_t *low = doc_get(series_at(f, "baseline", 0), "points");
    const json_t *high = doc_get(series_at(f, "scenario", 0), "points");
    double widest = -1.0;
    const char *driver = "";
    char text[SLOT_TEXT] = "";
    for (size_t i = 0; i < json_array_size(low) && i < json_array_size(high); i++) {
        const double a = doc_number(json_array_get(low, i), "y");
        const double b = doc_number(json_array_get(high, i), "y");
        if (!(fabs(b - a) > widest))
            continue;
        widest = fabs(b - a);
        driver = doc_text(json_array_get(low, i), "x");
        snprintf(text, sizeof text, "%.40s to %.60s", words_value(a, f->unit).text, say(f, b).text);
    }
    fill(f, "driver", driver);
    fill(f, "apart", text);
}

static bool counts(const finding *f, const json_t *s)
{
    const double last = y_of(s, true);
    if (f->row->count == COUNT_ABOVE_BASELINE)
        return last > y_of(beside(f, s, "baseline"), true);
    if (f->row->count == COUNT_STRONGER)
        return last > y_of(beside(f, s, "second"), true);
    return last <= 0.0;
}

static size_t count_rows(const finding *f, size_t *n)
{
    const json_t *rows = doc_get(series_at(f, "scenario", 0), "points");
    const json_t *base = doc_get(series_at(f, "baseline", 0), "points");
    *n = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const double y = doc_number(json_array_get(rows, i), "y");
        const double than = doc_number(json_array_get(base, i), "y");
        *n += f->row->count == COUNT_ABOVE_ONE ? y > 1.0 : y >= 2.0 * than;
    }
    return json_array_size(rows);
}

static void fill_count(finding *f)
{
    size_t n = 0, m = 0;
    const finding_count by = f->row->count;
    const json_t *s;
    if (by == COUNT_ABOVE_ONE || by == COUNT_TWICE)
        m = count_rows(f, &n);
    else
        for (; (s = series_at(f, "scenario", m)); m++)
            n += counts(f, s);
    if (by == COUNT_NONE || m < 2 || (by == COUNT_ABOVE_BASELINE && !series_at(f, "baseline", 0)))
        return;
    char text[SLOT_TEXT];
    const words all = brief_number(m);
    if (n == m)
        snprintf(text, sizeof text, "all %s", all.text);
    else
        snprintf(text, sizeof text, "%s of %s%s", brief_number(n).text, n ? "" : "the ", all.text);
    fill(f, "part", text);
}

/* --- the sentence -------------------------------------------------------------------------------
 */

static bool is_about(const finding_row *row, const char *chart)
{
    const char *name = row->chart;
    const size_t n = strlen(chart), end = strlen(name) - 1;
    return strcmp(name, chart) == 0 ||
           (*name == '*' && n > end && strcmp(chart + n - end, name + 1) == 0);
}

/* The slot that begins after a brace; NULL when it is missing or empty, "baseline" excepted. */
static const slot *slot_at(const finding *f, const char *text, size_t length)
{
    for (size_t i = 0; i < f->n; i++) {
        const slot *s = &f->slots[i];
        if (strlen(s->name) == length && strncmp(s->name, text, length) == 0)
            return *s->text || strcmp(s->name, "baseline") == 0 ? s : NULL;
    }
    return NULL;
}

static const char *expand(const finding *f)
{
    ent_builder b;
    ent_builder_init(&b, f->r->arena);
    for (const char *t = f->row->text; *t;) {
        const size_t plain = strcspn(t, "{"), length = t[plain] ? strcspn(t + plain, "}") - 1 : 0;
        ent_builder_add(&b, t, plain);
        t += plain;
        if (!*t)
            break;
        const slot *s = slot_at(f, t + 1, length);
        if (!s)
            return "";
        ent_builder_text(&b, s->text);
        t += length + 2;
    }
    if (b.failed || !b.length)
        return "";
    if (b.data[0] >= 'a' && b.data[0] <= 'z')
        b.data[0] = (char)(b.data[0] - 'a' + 'A');
    return b.data;
}

static const char *sentence(const ent_report *r, const json_t *chart, const finding_row *row)
{
    finding f = {.r = r, .chart = chart, .row = row, .unit = doc_text(doc_get(chart, "y"), "unit")};
    fill_ends(&f);
    fill_rows(&f);
    fill_means(&f);
    fill_lower(&f);
    fill_driver(&f);
    fill_count(&f);
    return expand(&f);
}

const char *finding_of(const ent_report *r, const json_t *chart)
{
    const char *text = "";
    for (size_t i = 0; i < sizeof finding_rows / sizeof finding_rows[0] && !*text; i++)
        if (is_about(&finding_rows[i], doc_text(chart, "name")))
            text = sentence(r, chart, &finding_rows[i]);
    return text;
}
