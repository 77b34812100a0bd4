#include "report/country_words.h"

#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "result/hundred.h"

#define SAY(r, ...) said(ent_text_format((r)->arena, __VA_ARGS__))

static const char *said(const char *text)
{
    return text ? text : "";
}

/* --- what the document holds --------------------------------------------------------------------
 */

static const json_t *row_of(const json_t *rows, const char *state)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (strcmp(doc_text(row, "state"), state) == 0)
            return row;
    }
    return NULL;
}

static const json_t *accounts_of(const ent_report *r)
{
    return doc_get(r->root, "accounts");
}

static bool is_host(const json_t *flashpoint, const char *state)
{
    return row_of(doc_get(flashpoint, "hosts"), state) != NULL;
}

/* The state's own flashpoint, else the first that treaties say something about. */
static void choose_places(const ent_report *r, country *c)
{
    size_t i;
    const json_t *f;
    json_array_foreach(doc_get(r->root, "flashpoints"), i, f)
    {
        if (!doc_get(f, "obligation"))
            continue;
        if (is_host(f, c->state)) {
            c->place = c->host ? c->place : f;
            c->host = true;
            continue;
        }
        c->place = c->place ? c->place : f;
        c->duty = c->duty ? c->duty : f;
    }
}

static const json_t *yearly(const ent_report *r, const country *c, const char *registered,
                            const char *at)
{
    return doc_outcome(r, SAY(r, "%s[%s]", registered, c->state), at);
}

/* The state's spending in the year of the target, else in the last year. */
static const json_t *spending(const ent_report *r, const country *c)
{
    const double year = doc_number(doc_get(accounts_of(r), "bill"), "by_year");
    const json_t *o = yearly(r, c, "spending.share", SAY(r, "%.0f", year));
    const doc_list all = doc_keyed(r, SAY(r, "spending.share[%s]", c->state));
    return o || !all.n ? o : all.rows[all.n - 1].outcome;
}

bool country_of(const ent_report *r, const char *state, country *c)
{
    *c = (country){.state = state, .name = doc_state_name(r, state)};
    c->in_sentence = brief_state(r, state);
    c->bill = row_of(doc_get(doc_get(accounts_of(r), "bill"), "rows"), state);
    c->options = doc_get(row_of(doc_get(accounts_of(r), "options"), state), "options");
    c->euro = strcmp(doc_text(c->bill, "currency"), "EUR") == 0;
    choose_places(r, c);
    return c->bill || yearly(r, c, "spending.share", NULL) ||
           row_of(doc_get(doc_get(c->duty, "obligation"), "states"), state);
}

/* --- money
 * ---------------------------------------------------------------------------------------- */

/* Dollars, for states with the euro in euros. */
static double in_money(const ent_report *r, const country *c, double bn_usd)
{
    const double rate = doc_number(doc_get(accounts_of(r), "bill"), "eur_per_usd");
    const bool dollars = strcmp(doc_money(r), "USD") == 0; /* else another money was asked for */
    return dollars && c->euro && !isnan(rate) ? bn_usd * rate : bn_usd;
}

static const char *sign_of(const ent_report *r, const country *c)
{
    return c->euro && strcmp(doc_money(r), "USD") == 0 ? "EUR " : doc_money_sign(r);
}

/* "EUR 73 bn", "$210 m" */
static const char *money(const ent_report *r, const country *c, double bn_usd)
{
    const double bn = in_money(r, c, bn_usd);
    if (fabs(bn) < 0.995)
        return SAY(r, "%s%s m", sign_of(r, c), words_fixed(1000.0 * bn, 0).text);
    return SAY(r, "%s%s", sign_of(r, c), brief_billions(bn).text);
}

static double mean_of(const country *c)
{
    return doc_number(c->bill, "cumulative_bn") / brief_bill_years(c->bill);
}

static bool pays(const country *c)
{
    return doc_number(c->bill, "cumulative_bn") > 0.0005;
}

static const char *target_of(const ent_report *r)
{
    return SAY(r, "%s", words_target(doc_number(doc_get(accounts_of(r), "bill"), "target")).text);
}

static int by_year(const ent_report *r)
{
    const double year = doc_number(doc_get(accounts_of(r), "bill"), "by_year");
    return isnan(year) ? 0 : (int)year;
}

/* A sentence begins with a capital: "The United Kingdom". */
static const char *begin(const ent_report *r, const country *c)
{
    return strncmp(c->in_sentence, "the ", 4) == 0 ? SAY(r, "T%s", c->in_sentence + 1)
                                                   : c->in_sentence;
}

/* --- finding
 * ---------------------------------------------------------------------------------------- */

const char *country_finding(const ent_report *r, const country *c)
{
    if (!c->bill)
        return SAY(r, "No defence spending is published for %s, so a target has no price",
                   c->in_sentence);
    if (!pays(c))
        return SAY(r, "%s already spends the %s %% of GDP that the target asks for", begin(r, c),
                   target_of(r));
    return SAY(r, "%s %% of GDP by %d would cost %s %s more a year", target_of(r), by_year(r),
               c->in_sentence, money(r, c, mean_of(c)));
}

/* "spends 3.1 % of GDP in 2032 in the median future (2.2 to 4.4), 2.3 % at baseline" */
static const char *expected(const ent_report *r, const country *c)
{
    const json_t *o = spending(r, c);
    const double median = doc_quantile(o, "p50"), low = doc_quantile(o, "p5");
    const double before = doc_quantile(doc_get(o, "baseline"), "p50");
    if (isnan(median) || isnan(low))
        return "";
    return SAY(r, "In the median future %s spends %s %% of GDP in %s (%s to %s)%s.", c->in_sentence,
               brief_two(median).text, doc_text(o, "at"), brief_two(low).text,
               brief_two(doc_quantile(o, "p95")).text,
               isnan(before) ? "" : SAY(r, ", and %s %% at baseline", brief_two(before).text));
}

static const char *cost(const ent_report *r, const country *c)
{
    if (!c->bill)
        return SAY(r, "%s enters the run through its treaties, not through forces or money.",
                   begin(r, c));
    if (!pays(c))
        return SAY(r, "In %d it spent %s %% of GDP on defence, so the target costs nothing extra.",
                   doc_base_year(r), words_fixed(doc_number(c->bill, "share_base"), 2).text);
    return SAY(r, "The target takes %s in all by %d, %s of it in that year alone.",
               money(r, c, doc_number(c->bill, "cumulative_bn")), by_year(r),
               money(r, c, doc_number(c->bill, "extra_bn")));
}

const char *country_lead(const ent_report *r, const country *c)
{
    const json_t *alone = doc_outcome(r, "posture.covered", chart_time(r, "posture.covered"));
    const double share = doc_number(alone, "mean");
    const char *europe =
        isnan(share)
            ? ""
            : SAY(r, "Europe can defend its eastern flank without the US in %s in %s.",
                  brief_of_futures(share, doc_number(alone, "n")).text, doc_text(alone, "at"));
    const char *own = expected(r, c);
    return SAY(r, "%s%s%s %s", cost(r, c), *own ? " " : "", own, europe);
}

const char *country_spending_title(const ent_report *r, const country *c)
{
    const json_t *o = spending(r, c);
    const double median = doc_quantile(o, "p50");
    return isnan(median) ? SAY(r, "What %s spends on defence", c->in_sentence)
                         : SAY(r, "%s spends %s %% of GDP in %s in the median future", begin(r, c),
                               brief_two(median).text, doc_text(o, "at"));
}

/* --- options
 * ---------------------------------------------------------------------------------------- */

static const words no_figure = {"\xe2\x80\x93"};

static words amount(double value)
{
    const double size = fabs(value);
    return isnan(value) ? no_figure : words_fixed(value, size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2);
}

static words share_with_band(const json_t *statistic)
{
    words w = no_figure;
    const double median = doc_quantile(statistic, "p50");
    if (!isnan(median))
        snprintf(w.text, sizeof w.text, "%.14s (%.14s to %.14s)", brief_two(median).text,
                 brief_two(doc_quantile(statistic, "p5")).text,
                 brief_two(doc_quantile(statistic, "p95")).text);
    return w;
}

/* "58 of 100" in the year of report. */
static words alone(const ent_report *r, bool baseline)
{
    const json_t *o = doc_outcome(r, "posture.covered", chart_time(r, "posture.covered"));
    const double share = doc_number(baseline ? doc_get(o, "baseline") : o, "mean");
    words w = no_figure;
    if (!isnan(share))
        snprintf(w.text, sizeof w.text, "%s of 100", hundred_of(share).text);
    return w;
}

static country_option simulated(const ent_report *r, const char *name, const json_t *o,
                                bool baseline)
{
    const json_t *statistic = baseline ? doc_get(o, "baseline") : o;
    return (country_option){
        name,
        false,
        {share_with_band(statistic), no_figure, no_figure, no_figure, alone(r, baseline)}};
}

static country_option account(const ent_report *r, const country *c, const json_t *o, bool asked)
{
    return (country_option){
        SAY(r, "%s %% reached in %.0f", words_target(doc_number(o, "target")).text,
            doc_number(o, "by_year")),
        asked,
        {words_target(doc_number(o, "target")), amount(in_money(r, c, doc_number(o, "average_bn"))),
         amount(in_money(r, c, doc_number(o, "cumulative_bn"))), amount(doc_number(o, "gov_share")),
         no_figure}};
}

size_t country_options(const ent_report *r, const country *c,
                       country_option options[COUNTRY_OPTIONS])
{
    const json_t *o = spending(r, c), *row;
    size_t n = 0, i;
    if (doc_get(o, "baseline"))
        options[n++] = simulated(r, "Baseline, simulated", o, true);
    if (o)
        options[n++] = simulated(r, "This scenario, simulated", o, false);
    json_array_foreach(c->options, i, row)
    {
        if (n < COUNTRY_OPTIONS && json_is_object(row))
            options[n++] = account(r, c, row, i + 1 == json_array_size(c->options));
    }
    return n;
}

const char *country_column(const ent_report *r, const country *c, size_t i)
{
    switch (i) {
    case 0:
        return "% of GDP";
    case 1:
        return SAY(r, "%s%sbn a year", sign_of(r, c), *sign_of(r, c) == '$' ? " " : "");
    case 2:
        return SAY(r, "%s%sbn in all", sign_of(r, c), *sign_of(r, c) == '$' ? " " : "");
    case 3:
        return "% of government spending";
    default:
        return SAY(r, "Europe alone in %s", chart_time(r, "posture.covered"));
    }
}

const char *country_options_note(const ent_report *r, const country *c)
{
    return SAY(
        r,
        "Simulated: %% of GDP in %d, the median future and the range that holds 90 of 100; "
        "Europe alone: futures in which it can defend its eastern flank without the US. The "
        "other rows are accounts at prices of 2024%s: what a steady path takes above the share "
        "of %d, and the extra share of government spending when the target is reached.",
        by_year(r), *sign_of(r, c) != '$' ? " and the exchange rate of that year" : "",
        doc_base_year(r));
}

/* --- duties
 * ----------------------------------------------------------------------------------------- */

static const char *duty_place(const ent_report *r, const country *c)
{
    return brief_place(r, doc_text(c->duty, "key"));
}

const char *country_duties_title(const ent_report *r, const country *c)
{
    return c->duty ? SAY(r, "What %s owes if %s attacks %s", c->in_sentence,
                         doc_text(doc_get(c->duty, "challenger"), "name"), duty_place(r, c))
                   : SAY(r, "What %s owes", c->in_sentence);
}

static bool binds(const json_t *clause, const char *state)
{
    size_t i;
    const json_t *one;
    json_array_foreach(doc_get(clause, "owed_by"), i, one)
    {
        if (json_is_string(one) && strcmp(json_string_value(one), state) == 0)
            return true;
    }
    return false;
}

/* "North Atlantic Treaty (Washington), Art. 5" without the remarks behind the number. */
static const char *treaty_name(const ent_report *r, const json_t *clause)
{
    const char *article = doc_text(clause, "article");
    const size_t n = strcspn(article, " ");
    const bool numbered =
        (*article >= '0' && *article <= '9') || *article == 'I' || *article == 'V';
    if (!*article)
        return doc_text(clause, "instrument");
    return numbered ? SAY(r, "%s, Art. %.*s", doc_text(clause, "instrument"), (int)n, article)
                    : SAY(r, "%s, %s", doc_text(clause, "instrument"), article);
}

/* The part of a sentence of the treaty engine that says why a clause does not apply. */
static const char *why_not(const ent_report *r, const json_t *clause)
{
    const char *text = doc_text(clause, "text"), *because = strstr(text, "because ");
    return because ? SAY(r, "nothing, %s", because) : "nothing in this case";
}

size_t country_duties(const ent_report *r, const country *c, country_duty duties[COUNTRY_DUTIES])
{
    const json_t *clauses = doc_get(doc_get(c->duty, "obligation"), "clauses"), *k;
    size_t n = 0, i;
    json_array_foreach(clauses, i, k)
    {
        if (n < COUNTRY_DUTIES && binds(k, c->state))
            duties[n++] =
                (country_duty){treaty_name(r, k), brief_level(doc_whole(k, "level", 9)), true};
    }
    json_array_foreach(clauses, i, k)
    {
        if (n > 0 && n < 4 && strcmp(doc_text(k, "verdict"), "no") == 0 &&
            doc_number(k, "level") > 0.0)
            duties[n++] = (country_duty){treaty_name(r, k), why_not(r, k), false};
    }
    return n;
}

/* What it owes in one event of the scenario. */
static const char *event_duty(const ent_report *r, const country *c, const json_t *event)
{
    const json_t *row = row_of(doc_get(event, "states"), c->state);
    const double level = doc_number(row, "level_firm");
    const char *victim = doc_text(doc_get(event, "event"), "victim");
    if (strstr(victim, c->state))
        return "";
    return SAY(r, "%s: %s owes %s. ", brief_event_name(r, event), c->in_sentence,
               isnan(level) || level < 1.0 ? "nothing" : brief_level((int)level));
}

const char *country_duties_note(const ent_report *r, const country *c)
{
    const char *others = "", *events = "";
    if (c->host) {
        const json_t *own = doc_get(c->place, "obligation");
        others = SAY(r, "If %s itself is attacked, %s other states must assist. ", c->in_sentence,
                     brief_number(brief_owing(own, BRIEF_OWED_LEAST)).text);
    }
    for (size_t i = 0; i < 2 && json_array_size(doc_get(r->root, "obligations")) > i; i++)
        events = SAY(r, "%s%s", events, event_duty(r, c, brief_event_at(r, i)));
    return SAY(r, "%s%sThis assumes an armed attack and that the victim asks for help.", others,
               events);
}

/* --- security
 * --------------------------------------------------------------------------------------- */

static bool card_forces(const ent_report *r, const country *c, brief_card *card)
{
    const json_t *o = yearly(r, c, "capability.be", chart_time(r, "capability.be"));
    const double median = doc_quantile(o, "p50");
    const double more = doc_number(doc_get(o, "difference"), "median");
    if (isnan(median))
        return false;
    card->title = SAY(r, "Brigades ready within 30 days, %s", doc_text(o, "at"));
    card->figure = SAY(r, "%s", brief_two(median).text);
    card->note =
        SAY(r, "(%s to %s)%s", brief_two(doc_quantile(o, "p5")).text,
            brief_two(doc_quantile(o, "p95")).text,
            isnan(more)          ? ""
            : fabs(more) < 0.005 ? "; as many as at baseline"
                                 : SAY(r, "; %s %s than at baseline", brief_two(fabs(more)).text,
                                       more < 0.0 ? "fewer" : "more"));
    return true;
}

static bool card_risk(const ent_report *r, const country *c, brief_card *card)
{
    const char *at = chart_time(r, "deterrence.odds_ratio");
    const char *key = SAY(r, "deterrence.odds_ratio[%s]", doc_text(c->place, "key"));
    return c->place && brief_risk_card(r, doc_outcome(r, key, at), card);
}

/* Futures of a forced attack in which the attacker takes its objective. */
static bool card_attack(const ent_report *r, const country *c, brief_card *card)
{
    size_t i, k;
    const json_t *t, *row;
    json_array_foreach(doc_get(r->root, "tables"), i, t)
    {
        if (strcmp(doc_text(t, "name"), "attack") != 0)
            continue;
        json_array_foreach(doc_get(t, "rows"), k, row)
        {
            const char *place = json_string_value(json_array_get(row, 0));
            const json_t *taken = json_array_get(row, 1);
            if (!place || strcmp(place, doc_text(c->place, "label")) != 0 || !json_is_number(taken))
                continue;
            card->title =
                SAY(r, "If %s attacks %s", doc_text(doc_get(c->place, "challenger"), "name"),
                    brief_place(r, doc_text(c->place, "key")));
            card->figure = SAY(r, "%s of 100", hundred_of(json_number_value(taken)).text);
            card->note = "futures in which it takes its objective";
            return true;
        }
    }
    return false;
}

bool country_card(const ent_report *r, const country *c, size_t i, brief_card *card)
{
    switch (i) {
    case 0:
        return card_forces(r, c, card);
    case 1:
        return brief_card_at(r, 1, card);
    case 2:
        return card_risk(r, c, card);
    default:
        return card_attack(r, c, card);
    }
}

/* --- caveats
 * ---------------------------------------------------------------------------------------- */

const char *country_caveat_head(size_t i)
{
    static const char *const heads[COUNTRY_CAVEATS] = {"The starting point is dated.",
                                                       "The simulated figures rest on judgement.",
                                                       "Treaties order words, not will."};
    return heads[i];
}

static const char *base_caveat(const ent_report *r, const country *c)
{
    const double share = doc_number(c->bill, "share_base");
    if (isnan(share))
        return SAY(r,
                   "No share of GDP is published for %s, and none is assumed. Figures of other "
                   "allies are those of %d.",
                   c->in_sentence, doc_base_year(r));
    return SAY(r,
               "%s spent %s %% of GDP on defence in %d by the source used here. Later releases may "
               "differ, and every amount above starts from this one.",
               begin(r, c), words_fixed(share, 2).text, doc_base_year(r));
}

const char *country_caveat(const ent_report *r, const country *c, size_t i)
{
    if (i == 0)
        return base_caveat(r, c);
    if (i == 1)
        return brief_trust(r);
    return SAY(
        r,
        "No treaty says how many troops %s must send, or when, and what a government would do "
        "is not known. The coding of treaties is not legal advice.",
        c->in_sentence);
}

const char *country_sources(const ent_report *r, const country *c)
{
    (void)c;
    const char *bill = doc_text(doc_get(accounts_of(r), "bill"), "source");
    return SAY(r,
               "%s Sources: %s; treaty texts as coded by rule. A brigade is a brigade equivalent: "
               "6,000 soldiers with support.",
               brief_reading(r), *bill ? bill : "NATO and IMF");
}
