#include "report/headline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/chart.h"
#include "report/figure.h"
#include "report/words.h"
#include "result/hundred.h"

/* Registers a headline may speak of; `event` completes "In 48 of 100 simulated futures, ". */
static const struct {
    const char *registered, *event;
} speaks_of[] = {
    {"posture.covered", "Europe can defend its eastern flank without the US"},
    {"settlement.ceasefire", "there is a ceasefire"},
    {"deterrence.odds_ratio", ""},
    {"spending.europe_canada", ""},
    {"deterrence.renewal_5y", ""},
    {"capability.europe", ""},
    {"posture.shortfall", ""},
    {"settlement.months_at_war", ""},
    {"settlement.months_added", ""},
    {"ukraine.area", ""},
};
enum { SPEAKS_OF = sizeof speaks_of / sizeof speaks_of[0] };

static const char *event_of(const json_t *o)
{
    for (size_t i = 0; i < SPEAKS_OF; i++)
        if (doc_is_register(o, speaks_of[i].registered))
            return speaks_of[i].event;
    return "";
}

/* "In 48 of 100 futures Europe can ... in 2030 (42 at baseline): 6 more of 100 futures than ..." */
static void say_share(const json_t *o, char *text, size_t size)
{
    const char *event = event_of(o), *at = doc_text(o, "at");
    const bool month = strlen(at) > 4;
    const json_t *base = doc_get(o, "baseline");
    char baseline[96] = "";
    if (base)
        snprintf(baseline, sizeof baseline, " (%s at baseline)",
                 hundred_of(doc_number(base, "mean")).text);
    snprintf(text, size, "In %s of 100 simulated futures%s, %s%s%s.",
             hundred_of(doc_number(o, "mean")).text, baseline,
             *event ? event : doc_text(o, "label"), *at ? (month ? " by " : " in ") : "",
             words_time(at).text);
}

/* One outcome in a sentence: figure, band, baseline, paired difference. */
static void headline_outcome(const ent_report *r, const json_t *o, char *text, size_t size)
{
    const char *at = doc_text(o, "at"), *index = chart_index_name(r, o);
    if (figure_is_share(o)) {
        say_share(o, text, size);
        return;
    }
    const figure_words change = figure_change(o), counts = figure_counts(o),
                       of = figure_denominator(o);
    const char *maker = doc_true(doc_get(r->root, "run"), "own_beliefs")
                            ? " Policy and assumptions together make it "
                            : " The policy makes it ";
    snprintf(text, size, "%s%s%s%s%s: %s%s%s.%s%s%s%s%s", doc_text(o, "label"), *index ? ", " : "",
             index, *at ? ", " : "", words_time(at).text, figure_level(r, o).text,
             *of.text ? ", " : "", of.text, *change.text ? maker : "", change.text,
             *change.text && *counts.text ? "; " : "", *change.text ? counts.text : "",
             *change.text ? "." : "");
}

/* The total without the United States when the bill has one, else the first. */
static const json_t *headline_total(const json_t *bill)
{
    const json_t *totals = doc_get(bill, "totals");
    size_t i;
    const json_t *total;
    json_array_foreach(totals, i, total)
    {
        if (strstr(doc_text(total, "group"), "other than") ||
            strstr(doc_text(total, "group"), "Canada"))
            return total;
    }
    return json_array_get(totals, 0);
}

static bool say_bill(const ent_report *r, headline *line)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill");
    const json_t *total = headline_total(bill);
    const double extra = doc_number(total, "extra_bn"), euro = doc_number(total, "extra_eur_bn");
    if (isnan(extra))
        return false;
    const char *group = doc_text(total, "group");
    char in_euro[96] = "";
    const bool dollars = strcmp(doc_money(r), "USD") == 0;
    const char *sign = doc_money_sign(r);
    if (dollars && !isnan(euro))
        snprintf(in_euro, sizeof in_euro, " (EUR %s bn)", words_fixed(euro, 0).text);
    const double by = doc_number(bill, "by_year"), average = doc_number(total, "average_bn");
    char path[224] = "";
    if (!isnan(average))
        snprintf(path, sizeof path, ", and %s%s bn a year on average until then (%s%s bn in all)",
                 sign, words_fixed(average, 0).text, sign,
                 words_fixed(doc_number(total, "cumulative_bn"), 0).text);
    snprintf(
        line->text, sizeof line->text,
        "Meeting %s %% of GDP by %.0f would cost %s%s %s%s bn%s more in %.0f than %.0f shares "
        "would%s, %s.",
        words_target(doc_number(bill, "target")).text, by, strncmp(group, "All", 3) == 0 ? "a" : "",
        strncmp(group, "All", 3) == 0 ? group + 1 : group, sign, words_fixed(extra, 0).text,
        in_euro, by, isnan(doc_number(bill, "base_year")) ? 2024.0 : doc_number(bill, "base_year"),
        path, dollars ? "in constant 2024 dollars" : "at prices and rates of 2024");
    line->kind = "account";
    line->outcome = NULL;
    return true;
}

/* Size of a change in standard deviations: for the order only; no figure shown. */
static double weight_of(const json_t *o)
{
    const json_t *d = doc_get(o, "difference");
    const double size = fabs(doc_number(d, "mean")), sd = doc_number(o, "sd");
    if (isnan(size))
        return -1.0;
    const double weight = isnan(sd) || sd <= 0.0 ? size : size / sd;
    return doc_true(d, "distinguishable") ? 1000.0 + weight : weight / (1.0 + weight);
}

/* Within a register the largest change in its own unit; its weight among the registers. */
static const json_t *largest_of(const ent_report *r, const char *registered, double *weight)
{
    const json_t *best = NULL;
    const char *at = chart_time(r, registered);
    double largest = -1.0;
    const doc_list all = doc_registered(r, registered);
    for (size_t i = 0; i < all.n; i++) {
        const json_t *o = all.rows[i].outcome;
        if (strcmp(doc_text(o, "at"), at) != 0 || isnan(doc_number(o, "mean")))
            continue;
        const double change = fabs(doc_number(doc_get(o, "difference"), "mean"));
        if (!best || change > largest) {
            best = o;
            largest = isnan(change) ? -1.0 : change;
        }
    }
    *weight = best ? weight_of(best) : -2.0;
    return best;
}

static size_t own_sentences(const ent_report *r, headline lines[HEADLINE_MAX])
{
    const json_t *own = doc_get(r->root, "headline");
    size_t n = 0;
    for (; n < json_array_size(own) && n < HEADLINE_MAX; n++) {
        const json_t *line = json_array_get(own, n);
        snprintf(lines[n].text, sizeof lines[n].text, "%s", doc_text(line, "text"));
        lines[n].kind = doc_text(line, "kind");
        lines[n].outcome = NULL;
    }
    return n;
}

static void add_skill(const ent_report *r, const char *registered, char *text, size_t size)
{
    const char *said = doc_without_skill(r, registered);
    const size_t n = strlen(text);
    if (*said && n + 1 < size)
        snprintf(text + n, size - n, " %s", said);
}

size_t headline_make(const ent_report *r, headline lines[HEADLINE_MAX])
{
    size_t n = own_sentences(r, lines);
    if (n > 0)
        return n;
    n += say_bill(r, &lines[0]) ? 1 : 0;
    bool said[SPEAKS_OF] = {false};
    while (n < HEADLINE_MAX) {
        const json_t *best = NULL;
        double best_weight = -3.0;
        size_t which = 0;
        for (size_t i = 0; i < SPEAKS_OF; i++) {
            double weight;
            const json_t *o = said[i] ? NULL : largest_of(r, speaks_of[i].registered, &weight);
            if (o && weight > best_weight) {
                best = o;
                best_weight = weight;
                which = i;
            }
        }
        if (!best)
            break;
        said[which] = true;
        headline_outcome(r, best, lines[n].text, sizeof lines[n].text);
        add_skill(r, speaks_of[which].registered, lines[n].text, sizeof lines[n].text);
        lines[n].outcome = best;
        lines[n++].kind = "futures";
    }
    return n;
}

bool ent_report_headline_outcome(const ent_report *r, size_t i, const char **key, const char **at)
{
    headline lines[HEADLINE_MAX];
    const size_t n = headline_make(r, lines);
    if (i >= n || !lines[i].outcome)
        return false;
    *key = doc_text(lines[i].outcome, "key");
    *at = doc_text(lines[i].outcome, "at");
    return true;
}
