#include "report/brief_words.h"

#include <math.h>
#include <string.h>

#include "base/text_list.h"
#include "entente/register.h"
#include "report/chart.h"
#include "report/section.h"
#include "result/claims.h"
#include "result/hundred.h"

#define SAY(r, ...) said(ent_text_format((r)->arena, __VA_ARGS__))

static const char *said(const char *text)
{
    return text ? text : "";
}

/* --- figures --------------------------------------------------------------------------------- */

static words plain(double value, int decimals)
{
    return words_without_zeros(words_fixed(value, decimals));
}

words brief_two(double value)
{
    return plain(value, decimals_of_two_digits(value));
}

words brief_billions(double bn)
{
    words w;
    if (fabs(bn) >= 999.5)
        snprintf(w.text, sizeof w.text, "%.50s trn", plain(bn / 1000.0, 1).text);
    else
        snprintf(w.text, sizeof w.text, "%.50s bn", plain(bn, fabs(bn) >= 9.95 ? 0 : 1).text);
    return w;
}

words brief_number(size_t n)
{
    static const char *const names[] = {"none",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    words w;
    if (n < sizeof names / sizeof names[0])
        snprintf(w.text, sizeof w.text, "%s", names[n]);
    else
        snprintf(w.text, sizeof w.text, "%zu", n);
    return w;
}

words brief_of_futures(double share, double n)
{
    words w;
    if (isnan(share))
        snprintf(w.text, sizeof w.text, "no future that was counted");
    else if (!(share > 0.0))
        snprintf(w.text, sizeof w.text, "none of the %.40s futures", words_fixed(n, 0).text);
    else if (share >= 1.0)
        snprintf(w.text, sizeof w.text, "every future");
    else
        snprintf(w.text, sizeof w.text, "%s of 100 futures", hundred_of(share).text);
    return w;
}

words brief_percent(double percent)
{
    words w;
    const words size = brief_two(fabs(percent));
    if (isnan(percent) || fabs(percent) < 0.05)
        snprintf(w.text, sizeof w.text, "unchanged");
    else if (fabs(percent) < 0.5)
        snprintf(w.text, sizeof w.text, "nearly unchanged");
    else
        snprintf(w.text, sizeof w.text, "%.40s %% %s", size.text,
                 percent < 0.0 ? "lower" : "higher");
    return w;
}

/* --- what the document holds --------------------------------------------------------------------
 */

static const json_t *bill_of(const ent_report *r)
{
    return doc_get(doc_get(r->root, "accounts"), "bill");
}

static double futures_of(const ent_report *r)
{
    return doc_number(doc_get(r->root, "run"), "futures");
}

static bool has_baseline(const ent_report *r)
{
    return doc_get(r->root, "baseline") != NULL;
}

const json_t *brief_total(const ent_report *r)
{
    size_t i;
    const json_t *total;
    json_array_foreach(doc_get(bill_of(r), "totals"), i, total)
    {
        if (strstr(doc_text(total, "group"), "Canada"))
            return total;
    }
    return NULL;
}

double brief_bill_years(const json_t *line)
{
    const size_t n = json_object_size(doc_get(line, "extra_bn_by_year"));
    return n ? (double)n : ENT_MISSING;
}

const char *brief_place(const ent_report *r, const char *flashpoint)
{
    size_t i;
    const json_t *f;
    json_array_foreach(doc_get(r->root, "flashpoints"), i, f)
    {
        if (strcmp(doc_text(f, "key"), flashpoint) == 0 && *doc_text(f, "in_sentence"))
            return doc_text(f, "in_sentence");
    }
    const char *name = doc_text(doc_get(r->root, "names"), flashpoint);
    return *name ? name : flashpoint;
}

const char *brief_state(const ent_report *r, const char *state)
{
    const char *name = doc_state_name(r, state);
    const size_t n = strlen(name);
    const bool plural =
        n > 5 && (strcmp(name + n - 5, "lands") == 0 || strcmp(name + n - 5, "pines") == 0);
    if (strncmp(name, "United ", 7) == 0 || plural)
        return SAY(r, "the %s", name);
    return name;
}

static const json_t *last_of(const ent_report *r, const char *key)
{
    const doc_list all = doc_keyed(r, key);
    return all.n ? all.rows[all.n - 1].outcome : NULL;
}

/* The outcome at the year of the bill's target, else at the last year that it has. */
static const json_t *in_target_year(const ent_report *r, const char *key)
{
    char year[16];
    snprintf(year, sizeof year, "%.0f", doc_number(bill_of(r), "by_year"));
    const json_t *at = doc_outcome(r, key, year);
    return at ? at : last_of(r, key);
}

static const json_t *at_report_time(const ent_report *r, const char *registered, const char *key)
{
    return doc_outcome(r, key, chart_time(r, registered));
}

static double median_of(const json_t *statistic)
{
    return doc_quantile(statistic, "p50");
}

/* "48 of 100 futures in 2030 (42 at baseline)" */
static const char *share_at(const ent_report *r, const json_t *o, const char *before)
{
    const char *at = doc_text(o, "at");
    const double base = doc_number(doc_get(o, "baseline"), "mean");
    const words share = brief_of_futures(doc_number(o, "mean"), doc_number(o, "n"));
    const char *when =
        *at ? SAY(r, " %s %s", strlen(at) > 4 ? "by" : "in", words_time(at).text) : "";
    if (isnan(base))
        return SAY(r, "%s%s%s", before, share.text, when);
    return SAY(r, "%s%s%s (%s at baseline)", before, share.text, when, hundred_of(base).text);
}

/* " (2.6 to 4 in 90 % of futures)"; "" without a band. */
static const char *band(const ent_report *r, const json_t *o, double scale)
{
    const double low = doc_quantile(o, "p5"), high = doc_quantile(o, "p95");
    if (isnan(low) || isnan(high))
        return "";
    const bool months = strcmp(doc_text(o, "unit"), "months") == 0;
    return SAY(r, " (%s to %s in 90 %% of futures)",
               brief_two(months ? round(low) : scale * low).text,
               brief_two(months ? round(high) : scale * high).text);
}

/* "shorter in 62, the same in 30, longer in 8 of 100"; "" without counts. */
static const char *counts(const ent_report *r, const json_t *o, const char *lower,
                          const char *higher)
{
    const json_t *d = doc_get(o, "difference");
    const double n[3] = {doc_number(d, "lower"), doc_number(d, "same"), doc_number(d, "higher")};
    const double all = n[0] + n[1] + n[2];
    int parts[3];
    if (!(all > 0.0 && n[0] >= 0.0 && n[1] >= 0.0 && n[2] >= 0.0 && all < 1e300))
        return "";
    hundred_parts(n, 3, parts);
    return SAY(r, "%s in %d, the same in %d, %s in %d of 100", lower, parts[0], parts[1], higher,
               parts[2]);
}

/* --- money --- */

static const char *expected_spending(const ent_report *r)
{
    const json_t *o = in_target_year(r, "spending.europe_canada");
    if (isnan(median_of(o)))
        return "";
    return SAY(r, "in the median future they spend %s %% of GDP in %s",
               brief_two(median_of(o)).text, doc_text(o, "at"));
}

static size_t meeting_allies(const ent_report *r, size_t *all)
{
    size_t n = 0, i;
    const json_t *row;
    *all = 0;
    json_array_foreach(doc_get(bill_of(r), "rows"), i, row)
    {
        if (isnan(doc_number(row, "multiple")))
            continue;
        ++*all;
        n += doc_number(row, "multiple") <= 1.0;
    }
    return n;
}

static void add(brief_finding *found, size_t *n, const char *text, const char *registered,
                double share)
{
    if (*text && *n < BRIEF_FINDINGS)
        found[(*n)++] = (brief_finding){text, registered, share};
}

static void money_findings(const ent_report *r, brief_finding *found, size_t *n)
{
    const json_t *o = in_target_year(r, "spending.europe_canada"), *bill = bill_of(r);
    const json_t *total = brief_total(r);
    const double before = median_of(doc_get(o, "baseline"));
    size_t all;
    const size_t meet = meeting_allies(r, &all);
    const words target = words_target(doc_number(bill, "target"));
    if (!isnan(median_of(o)))
        add(found, n,
            SAY(r,
                "Europe and Canada spend %s %% of GDP on defence in %s in the median future%s%s.",
                brief_two(median_of(o)).text, doc_text(o, "at"), band(r, o, 1.0),
                isnan(before) ? "" : SAY(r, "; %s %% at baseline", brief_two(before).text)),
            "spending.europe_canada", ENT_MISSING);
    if (doc_number(total, "multiple") > 1.0)
        add(found, n,
            SAY(r,
                "To spend %s %% of GDP, Europe and Canada would need %s times their share of %d, "
                "or "
                "%s%s more in all by %.0f at 2024 prices.",
                target.text, brief_two(doc_number(total, "multiple")).text, doc_base_year(r),
                doc_money_sign(r), brief_billions(doc_number(total, "cumulative_bn")).text,
                doc_number(bill, "by_year")),
            "bill.multiple", ENT_MISSING);
    if (all > 0)
        add(found, n,
            meet == 0
                ? SAY(r, "None of the %zu allies with a spending figure met %s %% of GDP in %d.",
                      all, target.text, doc_base_year(r))
                : SAY(r, "%zu of %zu allies with a spending figure met %s %% of GDP in %d.", meet,
                      all, target.text, doc_base_year(r)),
            "bill.extra", ENT_MISSING);
}

static const char *answer_money(const ent_report *r)
{
    const json_t *bill = bill_of(r), *total = brief_total(r);
    const double years = brief_bill_years(total), extra = doc_number(total, "extra_bn");
    const double mean = doc_number(total, "cumulative_bn") / years;
    const char *expected = expected_spending(r);
    if (isnan(extra) || isnan(mean)) { /* no bill: what is spent is the answer */
        brief_finding found[BRIEF_FINDINGS];
        size_t n = 0;
        money_findings(r, found, &n);
        return n ? found[0].text : "";
    }
    const words target = words_target(doc_number(bill, "target"));
    if (extra < 0.05)
        return SAY(r,
                   "Europe and Canada already spend what a target of %s %% of GDP asks for, so it "
                   "costs nothing extra%s%s.",
                   target.text, *expected ? "; " : "", expected);
    return SAY(r,
               "Meeting %s %% of GDP by %.0f would cost Europe and Canada %s%s more a year on "
               "average at 2024 prices (%s%s in %.0f)%s%s.",
               target.text, doc_number(bill, "by_year"), doc_money_sign(r),
               brief_billions(mean).text, doc_money_sign(r), brief_billions(extra).text,
               doc_number(bill, "by_year"), *expected ? "; " : "", expected);
}

/* --- forces and risk --- */

static const json_t *first_place(const ent_report *r)
{
    const json_t *baltic =
        at_report_time(r, "deterrence.odds_ratio", "deterrence.odds_ratio[baltic]");
    return baltic ? baltic : doc_any(r, "deterrence.odds_ratio");
}

/* "the risk of an attack on the Baltic states in 2030 is 17 % higher than at baseline" */
static const char *risk_of(const ent_report *r, const json_t *o)
{
    const json_t *percent = doc_get(doc_get(o, "difference"), "percent");
    const double change = median_of(o), paired = doc_number(percent, "median");
    const char *place = brief_place(r, doc_index(o)), *at = doc_text(o, "at");
    if (isnan(change))
        return "";
    const char *head = strcmp(doc_index(o), "ukraine") == 0
                           ? SAY(r, "the risk of renewed war in Ukraine in %s", at)
                           : SAY(r, "the risk of an attack on %s in %s", place, at);
    if (!isnan(paired) && fabs(paired) < 0.5)
        return SAY(r, "%s is %s in the median future", head, brief_percent(paired).text);
    if (!isnan(paired))
        return SAY(r, "%s is %s than at baseline in the median future", head,
                   brief_percent(paired).text);
    const char *past = strcmp(doc_index(o), "ukraine") == 0 ? "without any guarantee" : "in 2021";
    if (change >= 2.0)
        return SAY(r, "%s is %s times as high as %s in the median future", head,
                   brief_two(change).text, past);
    if (fabs(change - 1.0) < 0.005)
        return SAY(r, "%s is the same as %s in the median future", head, past);
    return SAY(r, "%s is %s than %s in the median future", head,
               brief_percent(100.0 * (change - 1.0)).text, past);
}

static const char *answer_forces(const ent_report *r)
{
    const json_t *alone = at_report_time(r, "posture.covered", "posture.covered");
    const json_t *place = first_place(r);
    const char *risk = place ? risk_of(r, place) : "";
    const char *able = alone && !isnan(doc_number(alone, "mean"))
                           ? SAY(r, "Europe can defend its eastern flank without the US in %s",
                                 share_at(r, alone, ""))
                           : "";
    if (!*able || !*risk)
        return *able ? SAY(r, "%s.", able) : *risk ? SAY(r, "T%s.", risk + 1) : "";
    return SAY(r, "%s; %s.", able, risk);
}

static const char *shortfall_sentence(const ent_report *r, const json_t *o)
{
    const double lacks = median_of(o), low = doc_quantile(o, "p5"), high = doc_quantile(o, "p95");
    const char *at = doc_text(o, "at");
    if (isnan(lacks))
        return "";
    const char *ends = isnan(low) || isnan(high)
                           ? ""
                           : SAY(r, " (%s %s to %s %s)", brief_two(fabs(low)).text,
                                 low < 0.0 ? "to spare" : "missing", brief_two(fabs(high)).text,
                                 high < 0.0 ? "to spare" : "missing");
    if (fabs(lacks) < 0.05)
        return SAY(r,
                   "Europe has just the brigades that its eastern flank needs in %s in the median "
                   "future%s.",
                   at, ends);
    return lacks > 0.0
               ? SAY(r,
                     "Europe lacks %s brigades on its eastern flank in %s in the median future%s.",
                     brief_two(lacks).text, at, ends)
               : SAY(r,
                     "Europe has %s brigades more than its eastern flank needs in %s in the median "
                     "future%s.",
                     brief_two(-lacks).text, at, ends);
}

static void forces_findings(const ent_report *r, brief_finding *found, size_t *n)
{
    const json_t *alone = at_report_time(r, "posture.covered", "posture.covered");
    const json_t *later = last_of(r, "posture.covered"), *gone = last_of(r, "posture.us_leaving");
    const json_t *short_of = at_report_time(r, "posture.shortfall", "posture.shortfall");
    if (!isnan(doc_number(alone, "mean")))
        add(found, n,
            SAY(r, "Europe can defend its eastern flank without the US in %s.",
                share_at(r, alone, "")),
            "posture.covered", doc_number(alone, "mean"));
    add(found, n, shortfall_sentence(r, short_of), "posture.shortfall", ENT_MISSING);
    if (later != alone && !isnan(doc_number(later, "mean")))
        add(found, n,
            SAY(r, "Europe can defend its eastern flank without the US in %s.",
                share_at(r, later, "")),
            SAY(r, "posture.covered@%s", doc_text(later, "at")), doc_number(later, "mean"));
    if (median_of(gone) > 0.05)
        add(found, n,
            SAY(r,
                "%s US brigades are no longer in the plans for Europe in %s in the median "
                "future%s.",
                brief_two(median_of(gone)).text, doc_text(gone, "at"), band(r, gone, 1.0)),
            "posture.us_leaving", ENT_MISSING);
}

/* "in 96 of 100 futures it is higher": the share with a change in the direction of the median. */
static double share_changed(const json_t *o, double direction)
{
    const json_t *d = doc_get(o, "difference");
    const double n = doc_number(d, "n");
    return n > 0.0 ? doc_number(d, direction < 0.0 ? "lower" : "higher") / n : ENT_MISSING;
}

/* "4 % lower to 2 % higher"; one word where both ends are the same. */
static const char *percent_ends(const ent_report *r, double low, double high)
{
    const words from = brief_percent(low), to = brief_percent(high);
    return strcmp(from.text, to.text) == 0 ? SAY(r, "%s", from.text)
                                           : SAY(r, "%s to %s", from.text, to.text);
}

static void risk_finding(const ent_report *r, const json_t *o, brief_finding *found, size_t *n)
{
    const json_t *percent = doc_get(doc_get(o, "difference"), "percent");
    const double low = doc_number(percent, "p5"), high = doc_number(percent, "p95");
    const char *risk = o ? risk_of(r, o) : "";
    const char *ends = isnan(low) || isnan(high)
                           ? ""
                           : SAY(r, " (%s in 90 %% of futures)", percent_ends(r, low, high));
    if (*risk)
        add(found, n, SAY(r, "T%s%s.", risk + 1, ends), SAY(r, "%s", doc_text(o, "key")),
            share_changed(o, doc_number(percent, "median")));
}

static void risk_findings(const ent_report *r, brief_finding *found, size_t *n)
{
    const json_t *again = at_report_time(r, "deterrence.renewal_5y", "deterrence.renewal_5y");
    risk_finding(r, first_place(r), found, n);
    risk_finding(r, at_report_time(r, "deterrence.odds_ratio", "deterrence.odds_ratio[taiwan]"),
                 found, n);
    if (isnan(median_of(again)))
        return;
    const double before = median_of(doc_get(again, "baseline"));
    add(found, n,
        SAY(r,
            "A ceasefire agreed in %s fails within five years with a chance of %s %% in the "
            "median future (%s to %s)%s.",
            doc_text(again, "at"), words_fixed(100.0 * median_of(again), 0).text,
            words_fixed(100.0 * doc_quantile(again, "p5"), 0).text,
            words_fixed(100.0 * doc_quantile(again, "p95"), 0).text,
            isnan(before) ? ""
                          : SAY(r, "; %s %% at baseline", words_fixed(100.0 * before, 0).text)),
        "deterrence.renewal_5y", ENT_MISSING);
}

/* --- the war --- */

#define WAR "the war in Ukraine"

static const char *war_change(const ent_report *r, const json_t *o, bool counted)
{
    const json_t *d = doc_get(o, "difference");
    const double median = doc_number(d, "median");
    if (isnan(median))
        return "";
    const char *in_brackets = SAY(r, " (%s)", counts(r, o, "shorter", "longer"));
    const char *all = counted && strlen(in_brackets) > 3 ? in_brackets : "";
    if (doc_number(d, "lower") + doc_number(d, "higher") == 0.0)
        return WAR " lasts as long as at baseline in every future";
    if (fabs(median) < 0.5)
        return SAY(r, WAR " lasts as long as at baseline in the median future%s", all);
    return SAY(r, WAR " is %.0f month%s %s than at baseline in the median future%s", fabs(median),
               fabs(median) < 1.5 ? "" : "s", median < 0.0 ? "shorter" : "longer", all);
}

/* Whether a sentence goes on after "if": it says that somebody attacks or is attacked. */
static bool is_clause(const char *name)
{
    static const char *const verbs[] = {" is ",     " are ",     " attacks ",
                                        " attack ", " invades ", " blockades "};
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strstr(name, verbs[i]))
            return true;
    return false;
}

/* Whether a title begins with a name that keeps its capital: a state's, or letters such as US. */
static bool begins_with_name(const ent_report *r, const char *title)
{
    const size_t n = strcspn(title, " -'");
    json_t *names = json_object_get(r->root, "names"), *name;
    const char *code;
    if (n > 1 && title[1] >= 'A' && title[1] <= 'Z')
        return true;
    json_object_foreach(names, code, name)
    {
        const char *text = json_string_value(name);
        if (text && strncmp(text, title, n) == 0)
            return true;
    }
    return false;
}

/* "if Estonia is attacked", 'in the case "..."' for a title without a verb. */
static const char *if_event(const ent_report *r, const json_t *event)
{
    const char *name = brief_event_name(r, event);
    if (!is_clause(name))
        return SAY(r, "in the case \xe2\x80\x9c%s\xe2\x80\x9d", name);
    const bool keep = begins_with_name(r, name) || name[0] < 'A' || name[0] > 'Z';
    return SAY(r, "if %c%s", keep ? name[0] : name[0] - 'A' + 'a', name + 1);
}

/* "no treaty obliges any state to fight if Estonia is attacked." */
static const char *in_case(const ent_report *r, const json_t *event)
{
    const size_t fight = brief_owing(event, BRIEF_OWED_LEAST);
    if (!fight)
        return SAY(r, "no treaty obliges any state to fight %s.", if_event(r, event));
    return SAY(r, "treaties oblige %s state%s to assist %s.", brief_number(fight).text,
               fight == 1 ? "" : "s", if_event(r, event));
}

static const char *answer_war(const ent_report *r)
{
    const json_t *war = doc_outcome(r, "settlement.months_at_war", NULL);
    const json_t *truce = at_report_time(r, "settlement.ceasefire", "settlement.ceasefire");
    const json_t *event = brief_event_at(r, 0);
    const char *change = war ? war_change(r, war, false) : "";
    const char *law = event ? in_case(r, event) : "";
    const char *first = *change ? SAY(r, "T%s", change + 1)
                        : truce && !isnan(doc_number(truce, "mean"))
                            ? SAY(r, "A ceasefire in Ukraine comes in %s", share_at(r, truce, ""))
                            : "";
    if (!*first && *law)
        return SAY(r, "%c%s", *law - 'a' + 'A', law + 1);
    if (!*first)
        return law;
    const char *skill =
        doc_without_skill(r, *change ? "settlement.months_at_war" : "settlement.ceasefire");
    return SAY(r, "%s%s%s%s%s", first, *law ? "; " : ".", law, *skill ? " " : "", skill);
}

static void war_findings(const ent_report *r, brief_finding *found, size_t *n)
{
    const json_t *war = doc_outcome(r, "settlement.months_at_war", NULL);
    const json_t *truce = at_report_time(r, "settlement.ceasefire", "settlement.ceasefire");
    const json_t *area = at_report_time(r, "ukraine.area", "ukraine.area");
    const double months = median_of(war);
    if (!isnan(doc_number(truce, "mean")))
        add(found, n, SAY(r, "A ceasefire in Ukraine comes in %s.", share_at(r, truce, "")),
            "settlement.ceasefire", doc_number(truce, "mean"));
    if (!isnan(months)) {
        const char *change = war_change(r, war, true);
        add(found, n,
            SAY(r, "The war in Ukraine goes on for %.0f month%s in the median future%s%s%s.",
                months, months > 0.5 && months < 1.5 ? "" : "s", band(r, war, 1.0),
                *change ? "; it" : "", change + (*change ? strlen(WAR) : 0)),
            "settlement.months_at_war", ENT_MISSING);
    }
    if (!isnan(median_of(area)))
        add(found, n,
            SAY(r, "Russia holds %s km\xc2\xb2 of Ukraine at the end of %s in the median future.",
                words_fixed(round(median_of(area) / 1000.0) * 1000.0, 0).text,
                words_time(doc_text(area, "at")).text),
            "ukraine.area", ENT_MISSING);
}

/* --- law --- */

const json_t *brief_event_at(const ent_report *r, size_t i)
{
    const json_t *events = doc_get(r->root, "obligations");
    if (json_array_size(events) > 0)
        return json_array_get(events, i);
    return i < 3 ? doc_get(json_array_get(doc_get(r->root, "flashpoints"), i), "obligation") : NULL;
}

const char *brief_event_name(const ent_report *r, const json_t *event)
{
    size_t i;
    const json_t *f;
    json_array_foreach(doc_get(r->root, "flashpoints"), i, f)
    {
        if (doc_get(f, "obligation") == event)
            return SAY(r, "%s attacks %s", doc_text(doc_get(f, "challenger"), "name"),
                       brief_place(r, doc_text(f, "key")));
    }
    return *doc_text(event, "label") ? doc_text(event, "label") : "The event";
}

bool brief_is_state(const json_t *row)
{
    return strcmp(doc_text(row, "state"), "EUU") != 0;
}

size_t brief_owing(const json_t *event, double level)
{
    size_t n = 0, i;
    const json_t *s;
    json_array_foreach(doc_get(event, "states"), i, s)
    {
        n += brief_is_state(s) && doc_number(s, "level_firm") >= level;
    }
    return n;
}

const char *brief_event(const ent_report *r, const json_t *event)
{
    const size_t fight = brief_owing(event, BRIEF_OWED_LEAST), all = brief_owing(event, 7.0);
    const size_t support = brief_owing(event, 3.0), any = brief_owing(event, 1.0);
    const char *name = brief_event_name(r, event);
    if (!any)
        return SAY(r, "%s: no treaty in the data asks anything of any state.", name);
    if (!fight && !support)
        return SAY(r, "%s: no treaty obliges any state to do more than consult.", name);
    if (!fight)
        return SAY(r,
                   "%s: no treaty obliges any state to fight; %s state%s support without fighting.",
                   name, brief_number(support).text, support == 1 ? " owes" : "s owe");
    if (!all)
        return SAY(r, "%s: treaties oblige %s state%s to assist, each as it deems necessary.", name,
                   brief_number(fight).text, fight == 1 ? "" : "s");
    return SAY(r,
               "%s: treaties oblige %s state%s to assist, %s of them by all the means in %s power.",
               name, brief_number(fight).text, fight == 1 ? "" : "s", brief_number(all).text,
               all == 1 ? "its" : "their");
}

const char *brief_level(int level)
{
    static const char *const said[] = {
        "nothing",
        "a statement",
        "consultation",
        "support without fighting",
        "action under its own constitution",
        "such action as it deems necessary",
        "assistance, armed force included",
        "all the means in its power",
    };
    return said[level < 0 || level > 7 ? 0 : level];
}

static void law_findings(const ent_report *r, brief_finding *found, size_t *n)
{
    for (size_t i = 0; brief_event_at(r, i); i++)
        add(found, n, brief_event(r, brief_event_at(r, i)), SAY(r, "obligation.level[%zu,", i + 1),
            ENT_MISSING);
}

/* --- all groups --- */

const char *brief_group_title(brief_group group)
{
    static const char *const titles[BRIEF_GROUPS] = {"Money", "Forces", "The war in Ukraine",
                                                     "Risk and guarantees", "Law"};
    return titles[group];
}

const char *brief_group_about(brief_group group)
{
    static const char *const about[BRIEF_GROUPS] = {
        "who would pay, and what would be spent", "what is needed, and what is missing",
        "how long it lasts, and how it ends", "where an attack becomes more or less likely",
        "who would have to help"};
    return about[group];
}

/* By what a claim rests on. */
static brief_group brief_group_of(const json_t *claim)
{
    static const struct {
        const char *begins;
        brief_group group;
    } rows[] = {
        {"obligation.", BRIEF_LAW},   {"bill.", BRIEF_MONEY},      {"spending.", BRIEF_MONEY},
        {"aid.", BRIEF_MONEY},        {"economy.", BRIEF_MONEY},   {"ukraine.", BRIEF_WAR},
        {"settlement.", BRIEF_WAR},   {"deterrence.", BRIEF_RISK}, {"commitment.", BRIEF_RISK},
        {"combat.", BRIEF_RISK},      {"posture.", BRIEF_FORCES},  {"capability.", BRIEF_FORCES},
        {"allocation.", BRIEF_FORCES}};
    const char *shows = doc_text(claim, "shows");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strncmp(shows, rows[i].begins, strlen(rows[i].begins)) == 0)
            return rows[i].group;
    return strcmp(doc_text(claim, "kind"), "obligation") == 0 ? BRIEF_LAW
           : strcmp(doc_text(claim, "kind"), "account") == 0  ? BRIEF_MONEY
                                                              : BRIEF_RISK;
}

const char *brief_answer(const ent_report *r, size_t i)
{
    return i == 0 ? answer_money(r) : i == 1 ? answer_forces(r) : answer_war(r);
}

/* Findings of a group, the most telling first; how many. */
static size_t brief_findings(const ent_report *r, brief_group group,
                             brief_finding found[BRIEF_FINDINGS])
{
    static void (*const makers[BRIEF_GROUPS])(const ent_report *, brief_finding *, size_t *) = {
        money_findings, forces_findings, war_findings, risk_findings, law_findings};
    size_t n = 0;
    makers[group](r, found, &n);
    return n;
}

/* Whether a claim already says what a finding would; "posture.covered@2035" asks of that year. */
static bool is_claimed(const ent_report *r, const char *registered)
{
    size_t i;
    const json_t *claim;
    const size_t n = strcspn(registered, "@");
    json_array_foreach(doc_get(r->root, "claims"), i, claim)
    {
        if (strncmp(doc_text(claim, "shows"), registered, n) == 0 &&
            (!registered[n] || strcmp(doc_text(claim, "at"), registered + n + 1) == 0))
            return true;
    }
    return false;
}

static const char *kind_of(brief_group group, const brief_finding *f)
{
    return group == BRIEF_LAW                        ? "obligation"
           : strncmp(f->registered, "bill.", 5) == 0 ? "account"
                                                     : "futures";
}

size_t brief_lines(const ent_report *r, brief_group group, brief_line lines[BRIEF_LINES])
{
    enum { LEAST = 3 };
    brief_finding found[BRIEF_FINDINGS];
    size_t n = 0, i;
    const json_t *claim;
    json_array_foreach(doc_get(r->root, "claims"), i, claim)
    {
        if (brief_group_of(claim) == group && n < BRIEF_LINES)
            lines[n++] = (brief_line){claim, section_claim_sentence(claim), doc_text(claim, "kind"),
                                      doc_number(claim, "share"), doc_text(claim, "without_skill")};
    }
    const size_t findings = brief_findings(r, group, found);
    for (i = 0; i < findings && n < LEAST; i++)
        if (!is_claimed(r, found[i].registered))
            lines[n++] = (brief_line){NULL, found[i].text, kind_of(group, &found[i]),
                                      found[i].share, doc_without_skill(r, found[i].registered)};
    return n;
}

/* --- key figures --- */

static bool card_money(const ent_report *r, brief_card *card)
{
    const json_t *bill = bill_of(r), *total = brief_total(r);
    const double extra = doc_number(total, "extra_bn"), by_year = doc_number(bill, "by_year");
    const double years = brief_bill_years(total);
    if (isnan(extra) || isnan(years))
        return false;
    const double mean = doc_number(total, "cumulative_bn") / years;
    card->title = SAY(r, "Money: cost of %s %% of GDP, Europe and Canada",
                      words_target(doc_number(bill, "target")).text);
    card->figure = extra < 0.05
                       ? "nothing extra"
                       : SAY(r, "%s%s a year", doc_money_sign(r), brief_billions(mean).text);
    card->note = SAY(r, "on average, %.0f to %.0f; %s%s in %.0f", by_year - years + 1.0, by_year,
                     doc_money_sign(r), brief_billions(extra).text, by_year);
    return true;
}

static bool card_forces(const ent_report *r, brief_card *card)
{
    const json_t *o = at_report_time(r, "posture.covered", "posture.covered");
    const json_t *later = last_of(r, "posture.covered");
    const double share = doc_number(o, "mean"), base = doc_number(doc_get(o, "baseline"), "mean");
    if (isnan(share))
        return false;
    card->title =
        SAY(r, "Forces: Europe can defend its eastern flank alone, %s", doc_text(o, "at"));
    card->figure = SAY(r, "%s of 100", hundred_of(share).text);
    card->note = SAY(r, "simulated futures%s; %s in %s",
                     isnan(base) ? "" : SAY(r, "; %s at baseline", hundred_of(base).text),
                     hundred_of(doc_number(later, "mean")).text, doc_text(later, "at"));
    return true;
}

bool brief_risk_card(const ent_report *r, const json_t *o, brief_card *card)
{
    const json_t *percent = doc_get(doc_get(o, "difference"), "percent");
    const double paired = doc_number(percent, "median"), level = median_of(o);
    if (isnan(level))
        return false;
    card->title =
        SAY(r, "Risk: an attack on %s, %s", brief_place(r, doc_index(o)), doc_text(o, "at"));
    card->figure = SAY(r, "%s", brief_percent(isnan(paired) ? 100.0 * (level - 1.0) : paired).text);
    if (isnan(paired))
        card->note = SAY(r, "than in 2021 (%s)",
                         percent_ends(r, 100.0 * (doc_quantile(o, "p5") - 1.0),
                                      100.0 * (doc_quantile(o, "p95") - 1.0)));
    else
        card->note = SAY(r, "than at baseline (%s)",
                         percent_ends(r, doc_number(percent, "p5"), doc_number(percent, "p95")));
    return true;
}

static bool card_risk(const ent_report *r, brief_card *card)
{
    return brief_risk_card(r, first_place(r), card);
}

static bool card_war(const ent_report *r, brief_card *card)
{
    const json_t *o = doc_outcome(r, "settlement.months_at_war", NULL);
    const double change = doc_number(doc_get(o, "difference"), "median");
    if (isnan(median_of(o)))
        return false;
    card->title = SAY(r, "War: months of fighting in Ukraine until the end of %.4s",
                      doc_text(doc_get(r->root, "scenario"), "horizon"));
    if (isnan(change)) {
        card->figure = SAY(r, "%.0f months", median_of(o));
        card->note = SAY(r, "in the median future%s", band(r, o, 1.0));
        return true;
    }
    card->figure = fabs(change) < 0.5
                       ? "no change"
                       : SAY(r, "%.0f %s", fabs(change), change < 0.0 ? "fewer" : "more");
    card->note = SAY(r, "in the median future; %s", counts(r, o, "shorter", "longer"));
    return true;
}

bool brief_card_at(const ent_report *r, size_t i, brief_card *card)
{
    static bool (*const makers[BRIEF_CARDS])(const ent_report *, brief_card *) = {
        card_money, card_forces, card_risk, card_war};
    static const char *const rests_on[BRIEF_CARDS] = {
        "bill.extra", "posture.covered", "deterrence.odds_ratio", "settlement.months_at_war"};
    if (i >= BRIEF_CARDS || !makers[i](r, card))
        return false;
    const char *skill = doc_without_skill(r, rests_on[i]);
    if (*skill)
        card->note = SAY(r, "%s. %s", card->note, skill);
    return true;
}

const char *brief_tally(const ent_report *r, const size_t n[BRIEF_VERDICTS])
{
    static const char *const one[BRIEF_VERDICTS] = {
        "is supported", "is not supported", "depends on assumptions", "holds by construction"};
    static const char *const many[BRIEF_VERDICTS] = {
        "are supported", "are not supported", "depend on assumptions", "hold by construction"};
    const size_t all = n[0] + n[1] + n[2] + n[3];
    size_t left = 0, written = 0;
    const char *list = "";
    for (size_t k = 0; k < BRIEF_VERDICTS; k++)
        left += n[k] > 0;
    for (size_t k = 0; k < BRIEF_VERDICTS; k++) {
        if (n[k] == 0)
            continue;
        list = SAY(r, "%s%s%s %s", list, text_joint(written, left), brief_number(n[k]).text,
                   (n[k] == 1 ? one : many)[k]);
        written++;
    }
    const char *verb = strchr(list, ' ');
    return !all               ? "No claim was answered."
           : all == 1 && verb ? SAY(r, "The one claim%s.", verb)
                              : SAY(r, "Of %zu claims, %s.", all, list);
}

/* --- drivers and trust --- */

/* The table that holds them, written by the section "Why". */
static const json_t *driver_table(const ent_report *r)
{
    size_t i;
    const json_t *t;
    json_array_foreach(doc_get(r->root, "tables"), i, t)
    {
        if (strcmp(doc_text(t, "name"), "drivers") == 0)
            return t;
    }
    return NULL;
}

static size_t column_of(const json_t *table, const char *name)
{
    size_t i;
    const json_t *c;
    json_array_foreach(doc_get(table, "columns"), i, c)
    {
        if (strcmp(doc_text(c, "name"), name) == 0)
            return i;
    }
    return SIZE_MAX;
}

static const char *text_in(const json_t *row, size_t column)
{
    const char *text = json_string_value(json_array_get(row, column));
    return text ? text : "";
}

static double number_in(const json_t *row, size_t column)
{
    const json_t *cell = json_array_get(row, column);
    return json_is_number(cell) ? json_number_value(cell) : ENT_MISSING;
}

/* Unit of the outcome that a row names by its label. */
static const char *unit_named(const ent_report *r, const char *name)
{
    size_t i;
    const json_t *o;
    json_array_foreach(doc_get(r->root, "outcomes"), i, o)
    {
        const char *label = doc_text(o, "label");
        if (*label && strncmp(name, label, strlen(label)) == 0)
            return doc_text(o, "unit");
    }
    return "";
}

/* "Ceasefire in Ukraine by date, 2026-12" with the month in words. */
static const char *name_in_words(const ent_report *r, const char *name)
{
    const char *comma = strrchr(name, ',');
    return comma && comma[1] == ' ' && !isnan(doc_time(comma + 2)) && strchr(comma, '-')
               ? SAY(r, "%.*s, %s", (int)(comma - name), name, words_time(comma + 2).text)
               : name;
}

static const char *effect_of(const ent_report *r, const char *outcome, double low, double high)
{
    const char *unit = unit_named(r, outcome);
    const bool futures = strcmp(unit, "share of futures") == 0;
    const double scale = words_is_share(unit) ? 100.0 : 1.0;
    const char *said_unit = futures                      ? "of 100 futures"
                            : strcmp(unit, "ratio") == 0 ? "times"
                                                         : words_unit(unit);
    return SAY(r, "%s: %s or %s%s%s", name_in_words(r, outcome), brief_two(scale * low).text,
               brief_two(scale * high).text, *said_unit ? " " : "", said_unit);
}

/* Whether two figures of two digits would show a difference worth a line: a twentieth. */
static bool differs(double low, double high)
{
    return fabs(high - low) > 0.05 * fmax(fabs(low), fabs(high)); /* false for a missing one */
}

size_t brief_drivers(const ent_report *r, brief_driver *drivers, size_t most)
{
    enum { EACH = 2 };
    const json_t *t = driver_table(r), *row;
    const size_t outcome = column_of(t, "outcome"), factor = column_of(t, "factor");
    const size_t low = column_of(t, "at_low"), high = column_of(t, "at_high");
    const char *last = "";
    size_t n = 0, of_this = 0, i;
    json_array_foreach(doc_get(t, "rows"), i, row)
    {
        const char *name = text_in(row, outcome);
        of_this = strcmp(name, last) == 0 ? of_this + 1 : 0;
        last = name;
        if (of_this >= EACH || n >= most || !differs(number_in(row, low), number_in(row, high)))
            continue;
        drivers[n++] = (brief_driver){
            text_in(row, factor), effect_of(r, name, number_in(row, low), number_in(row, high))};
    }
    return n;
}

const char *brief_reading(const ent_report *r)
{
    const json_t *s = doc_get(r->root, "scenario"), *base = doc_get(r->root, "baseline");
    const char *partial = doc_true(doc_get(r->root, "run"), "incomplete")
                              ? " The run was stopped before all futures were done."
                              : "";
    const char *own =
        doc_true(doc_get(r->root, "run"), "own_beliefs")
            ? " It has assumptions of its own, so changes are not of the policy alone."
            : "";
    const char *when = *doc_text(s, "start")
                           ? SAY(r, " from %s to %s", words_time(doc_text(s, "start")).text,
                                 words_time(doc_text(s, "horizon")).text)
                           : "";
    return SAY(r,
               "Not a forecast: what follows from stated assumptions in %s simulated futures%s. "
               "Ranges hold 90 of 100 futures.%s%s%s%s%s",
               words_fixed(futures_of(r), 0).text, when,
               base ? " The baseline is \xe2\x80\x9c" : "", doc_text(base, "name"),
               base ? "\xe2\x80\x9d." : "", own, partial);
}

const char *brief_decided_by(const ent_report *r, size_t i)
{
    return doc_text(json_array_get(doc_get(r->root, "decided_by"), i), "text");
}

bool brief_decides_alone(const ent_report *r, size_t i)
{
    return !json_is_false(doc_get(json_array_get(doc_get(r->root, "decided_by"), i), "alone"));
}

static size_t of_basis(const ent_report *r, const char *basis)
{
    size_t n = 0, i;
    const json_t *a;
    json_array_foreach(doc_get(r->root, "assumptions"), i, a)
    {
        const char *today = ent_basis(doc_text(a, "basis"));
        n += today && strcmp(today, basis) == 0;
    }
    return n;
}

const char *brief_trust(const ent_report *r)
{
    size_t inside = 0, all = 0, i;
    const json_t *s;
    json_array_foreach(doc_get(r->root, "scorecard"), i, s)
    {
        inside += strcmp(doc_text(s, "verdict"), "hit") == 0;
        all += strcmp(doc_text(s, "verdict"), "hit") == 0 ||
               strcmp(doc_text(s, "verdict"), "miss") == 0;
    }
    const size_t n = json_array_size(doc_get(r->root, "assumptions"));
    const char *record =
        all ? SAY(r,
                  " Of %s comparison%s with what has happened since, the record lies inside the "
                  "model's range in %s.",
                  brief_number(all).text, all == 1 ? "" : "s", brief_number(inside).text)
            : "";
    const size_t judged = of_basis(r, "expert judgement"),
                 estimated = of_basis(r, "estimated here");
    const size_t published = of_basis(r, "published");
    const char *bases =
        n ? SAY(r,
                " Of %zu assumption%s, %zu rest%s on expert judgement, %zu %s estimated here and "
                "%zu "
                "%s published.",
                n, n == 1 ? "" : "s", judged, judged == 1 ? "s" : "", estimated,
                estimated == 1 ? "was" : "were", published, published == 1 ? "is" : "are")
          : "";
    return SAY(r, "Differences between policies are firmer than levels.%s%s", record, bases);
}

/* "all three tests", "three of four tests", "neither of two tests" */
static const char *of_tests(const ent_report *r, size_t better, size_t tests)
{
    if (better == tests)
        return tests == 1
                   ? "its one test"
                   : SAY(r, tests == 2 ? "both tests" : "all %s tests", brief_number(tests).text);
    if (better == 0)
        return tests == 1 ? "no test" : SAY(r, "none of %s tests", brief_number(tests).text);
    return SAY(r, "%s of %s tests", brief_number(better).text, brief_number(tests).text);
}

const char *brief_tests(const ent_report *r)
{
    const json_t *tests = doc_get(r->root, "tests"), *past = doc_get(tests, "past"), *t;
    const json_t *studies = doc_get(tests, "studies");
    const size_t parts = json_array_size(past);
    const char *forecast = "";
    size_t i;
    json_array_foreach(past, i, t) forecast =
        SAY(r, "%s%s%s %sin %s", forecast,
            i == 0 ? "On past cases the model forecast " : text_joint(i, parts),
            doc_text(t, "part"), i == 0 ? "better than the best naive rule " : "",
            of_tests(r, (size_t)doc_number(t, "better"), (size_t)doc_number(t, "tests")));
    const double all = doc_number(studies, "compared"), agree = doc_number(studies, "agree"),
                 differ = doc_number(studies, "differ");
    if (!(all > 0.0))
        return *forecast ? SAY(r, "%s.", forecast) : "";
    const double wide = all - agree - differ;
    const char *unclear =
        wide > 0.0 ? SAY(r, "; for %.0f its range is too wide to tell", wide) : "";
    return SAY(r,
               "%s%sOf %.0f published figure%s, %.0f agree%s with the model and %.0f do%s not%s.",
               forecast, *forecast ? ". " : "", all, all == 1.0 ? "" : "s", agree,
               agree == 1.0 ? "s" : "", differ, differ == 1.0 ? "es" : "", unclear);
}

/* --- titles of charts --- */

const char *brief_title_spending(const ent_report *r)
{
    const json_t *o = in_target_year(r, "spending.europe_canada");
    const double target = doc_number(bill_of(r), "target"), median = median_of(o);
    if (isnan(median))
        return "What Europe and Canada spend on defence";
    if (isnan(target))
        return SAY(r, "Europe and Canada spend %s %% of GDP in %s in the median future",
                   brief_two(median).text, doc_text(o, "at"));
    return SAY(r, "%s %% of GDP, Europe and Canada spend %s %% in %s in the median future",
               median < target ? SAY(r, "Asked for %s", words_target(target).text)
                               : SAY(r, "With a target of %s", words_target(target).text),
               brief_two(median).text, doc_text(o, "at"));
}

const char *brief_title_bill(const ent_report *r)
{
    const json_t *bill = bill_of(r), *total = brief_total(r), *row;
    double largest[6] = {0.0}, all = doc_number(total, "cumulative_bn"), six = 0.0;
    size_t i, n = 0, allies = 0;
    json_array_foreach(doc_get(bill, "rows"), i, row)
    {
        double sum = doc_number(row, "cumulative_bn");
        if (strcmp(doc_text(row, "state"), "USA") == 0 || isnan(sum))
            continue;
        allies++;
        n += sum > 0.05;
        for (size_t k = 0; k < 6; k++)
            if (sum > largest[k]) {
                const double swap = largest[k];
                largest[k] = sum;
                sum = swap;
            }
    }
    for (size_t k = 0; k < 6; k++)
        six += largest[k];
    const char *target = SAY(r, "%s %% by %.0f", words_target(doc_number(bill, "target")).text,
                             doc_number(bill, "by_year"));
    if (n == 0)
        return SAY(r, "Meeting %s costs no ally anything extra", target);
    if (n <= 6 || !(all > 0.0))
        return SAY(r, "%s of %zu allies would pay for meeting %s; the others spend as much already",
                   n == 1 ? "One" : SAY(r, "%zu", n), allies, target);
    return SAY(r, "Six of %zu allies would carry %.0f %% of the cost of meeting %s", allies,
               100.0 * six / all, target);
}

const char *brief_title_forces(const ent_report *r)
{
    const json_t *o, *last = last_of(r, "posture.shortfall"), *able = last_of(r, "posture.covered");
    const char *from = "";
    bool ever_short = false;
    size_t i;
    json_array_foreach(doc_get(r->root, "outcomes"), i, o)
    {
        if (strcmp(doc_text(o, "key"), "posture.shortfall") != 0)
            continue;
        const bool lacks = median_of(o) > 0.0;
        ever_short = ever_short || lacks;
        from = lacks ? "" : *from ? from : doc_text(o, "at");
    }
    const double still = 1.0 - doc_number(able, "mean");
    const char *at = doc_text(last, "at");
    const char *tail = isnan(still) ? ""
                                    : SAY(r, "; in %s it is short in %s",
                                          brief_of_futures(still, futures_of(r)).text, at);
    if (!*from)
        return SAY(r, "Europe alone still lacks brigades on its eastern flank in %s%s", at, tail);
    return ever_short
               ? SAY(r, "Europe alone has the brigades its eastern flank needs from %s%s", from,
                     tail)
               : SAY(r, "Europe alone has the brigades its eastern flank needs in every year%s",
                     tail);
}

const char *brief_title_risk(const ent_report *r)
{
    const char *at = chart_time(r, "deterrence.odds_ratio");
    size_t up = 0, down = 0, all = 0, i;
    const json_t *o;
    json_array_foreach(doc_get(r->root, "outcomes"), i, o)
    {
        if (!doc_is_register(o, "deterrence.odds_ratio") || strcmp(doc_text(o, "at"), at) != 0)
            continue;
        const double percent =
            has_baseline(r) ? doc_number(doc_get(doc_get(o, "difference"), "percent"), "median")
                            : 100.0 * (median_of(o) - 1.0);
        all++;
        up += percent >= 0.5;
        down += percent <= -0.5;
    }
    const char *than = has_baseline(r) ? "than at baseline" : "than in 2021";
    if (up == 0 && down == 0)
        return SAY(r, "In %s the risk is about the same %s at every flashpoint", at,
                   has_baseline(r) ? "as at baseline" : "as in 2021");
    if (up == 0)
        return SAY(r, "In %s the risk is lower %s at %s of %zu flashpoints", at, than,
                   brief_number(down).text, all);
    if (down == 0)
        return SAY(r, "In %s the risk is higher %s at %s of %zu flashpoints", at, than,
                   brief_number(up).text, all);
    return SAY(r, "In %s the risk is higher %s at %s flashpoint%s and lower at %s", at, than,
               brief_number(up).text, up == 1 ? "" : "s", brief_number(down).text);
}

const char *brief_title_law(const ent_report *r)
{
    size_t n = 0, most = 0, without = 0;
    for (; brief_event_at(r, n); n++) {
        const size_t owing = brief_owing(brief_event_at(r, n), BRIEF_OWED_LEAST);
        most = owing > most ? owing : most;
        without += owing == 0;
    }
    const char *name = brief_number(most).text;
    if (n == 0)
        return "";
    if (without == n)
        return n == 1 ? "No treaty obliges a state to fight"
                      : "In none of the cases does a treaty oblige a state to fight";
    if (without == 0)
        return SAY(r, "Treaties oblige %s state%s to assist%s", brief_number(most).text,
                   most == 1 ? "" : "s", n == 1 ? "" : ", or fewer, depending on who is attacked");
    (void)name;
    return SAY(r,
               "Treaties oblige up to %s states to assist, but in %s of %s cases none has to fight",
               brief_number(most).text, brief_number(without).text, brief_number(n).text);
}
