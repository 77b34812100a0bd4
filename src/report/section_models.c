/* Sections about forces, deterrence, Ukraine: charts of registered outcomes. */
#include "report/section_models.h"

#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/figure.h"
#include "result/hundred.h"

enum { REGISTERS_MAX = 16 };

static const chart_path deterrence_paths[] = {
    {.name = "forces",
     .title = "Ready land forces",
     .y_label = "Forces",
     .lines = {{"capability.europe", "NATO-Europe", "scenario"},
               {"capability.russia_free", "Russia, free", "second"}},
     .note = "capability model"},
    {.name = "enablers",
     .title = "Effectiveness of European forces without US enablers",
     .lines = {{"capability.eta", NULL, "scenario"}}},
    {.name = "requirement",
     .title = "Forces needed on the eastern flank, and forces missing without the US",
     .y_label = "Forces",
     .lines = {{"posture.shortfall", "missing", "scenario"},
               {"posture.requirement", "needed", "second"}},
     .note = "against a Russia no longer tied down in Ukraine, on day 30"},
    {.name = "covered",
     .title = "Europe can defend its eastern flank without the US",
     .lines = {{"posture.covered", NULL, "scenario"}}},
    {.name = "us_moves",
     .title = "US forces that leave the plans for Europe and arrive in the Indo-Pacific",
     .y_label = "Forces",
     .lines = {{"posture.us_leaving", "leaving", "scenario"},
               {"posture.us_arriving", "arriving", "second"}}},
};

const chart_path chart_odds_paths = {.name = "odds_paths",
                                     .title = "Odds of attack relative to 2021, by flashpoint",
                                     .lines = {{"deterrence.odds_ratio", NULL, "scenario"}},
                                     .by_index = true,
                                     .note = "the ratio does not depend on the base "
                                             "rate"};

static const chart_rows deterrence_rows[] = {
    {"odds", "Odds of attack relative to 2021", "deterrence.odds_ratio", NULL,
     "1 is the level of 2021"},
    {"q_us", "The US would fight, by flashpoint", "commitment.q_us", NULL,
     "expert judgement; the ranges are listed under assumptions"},
    {"taken", "Objective taken, if attacked", "combat.taken", NULL,
     "counts only futures with an attack; their number is in brackets"},
    {"people", "Soldiers lost, if attacked: attacker, then defender", "combat.people", NULL,
     "killed, wounded and captured; counts only futures with an attack; their number is in "
     "brackets"},
};

static const chart_path ukraine_paths[] = {
    {.name = "area",
     .title = "Ukrainian territory held by Russia",
     .lines = {{"ukraine.area", NULL, "scenario"}},
     .note = "the chart before shows what has been recorded since"},
    {.name = "gain",
     .title = "Russian territorial gain a month",
     .lines = {{"ukraine.gain", NULL, "scenario"}}},
    {.name = "soldiers",
     .title = "Soldiers by side",
     .lines = {{"ukraine.soldiers", NULL, "scenario"}},
     .by_index = true},
    {.name = "armour",
     .title = "Armour by side",
     .lines = {{"ukraine.armour", NULL, "scenario"}},
     .by_index = true},
    {.name = "casualties",
     .title = "Casualties a month, by side",
     .lines = {{"ukraine.casualties", NULL, "scenario"}},
     .by_index = true,
     .note = "killed and wounded, in the futures still at war"},
    {.name = "ceasefire",
     .title = "Ceasefire by date",
     .lines = {{"settlement.ceasefire", NULL, "scenario"}}},
    {.name = "zone",
     .title = "Peace terms both sides would accept",
     .lines = {{"settlement.zone", NULL, "scenario"}},
     .by_index = true,
     .note = "0: Ukraine's aims, 1: Russia's"},
    {.name = "nash",
     .title = "Where a compromise would lie (Nash bargaining solution)",
     .lines = {{"settlement.nash", NULL, "scenario"}},
     .note =
         "in the futures at war in which terms exist that both sides would accept; 0: Ukraine's "
         "aims, 1: Russia's"},
    {.name = "renewal",
     .title = "War renewed within five years of a ceasefire",
     .lines = {{"deterrence.renewal_5y", NULL, "scenario"}}},
};

static const chart_rows binding_rows = {
    "binding", "Why there is no deal", "settlement.binding", "Futures at war",
    "the obstacle whose removal would help a deal most; in the futures still at war"};

/* Charts of the document that a reader wants before those of the outcomes. */
static const char *const ukraine_first[] = {"aid_by_quarter",    "aid_by_donor",
                                            "aid_replacement",   "front_recorded",
                                            "soldiers_recorded", "armour_recorded"};
enum { UKRAINE_FIRST = sizeof ukraine_first / sizeof ukraine_first[0] };

static const char *const deterrence_figures[REGISTERS_MAX] = {
    "posture.autonomy_year", "posture.covered",   "posture.shortfall",
    "posture.requirement",   "capability.europe", "deterrence.odds_ratio",
    "commitment.q_us",       "combat.taken",      "combat.day",
    "combat.losses",         "combat.people",     "allocation.margin"};
static const char *const ukraine_figures[REGISTERS_MAX] = {"settlement.ceasefire",
                                                           "settlement.months_at_war",
                                                           "settlement.months_added",
                                                           "settlement.terms",
                                                           "ukraine.area",
                                                           "ukraine.gain",
                                                           "deterrence.renewal",
                                                           "deterrence.renewal_5y"};

static void change_cells(ent_builder *out, const json_t *o)
{
    const json_t *d = doc_get(o, "difference");
    const double median = doc_number(d, figure_is_share(o) ? "mean" : "median");
    const double counts[] = {doc_number(d, "lower"), doc_number(d, "same"),
                             doc_number(d, "higher")};
    int parts[3];
    ent_builder_text(out, "<td class=\"n\"");
    if (!isnan(median))
        ent_builder_format(out, " data-v=\"%.9g\"", median);
    ent_builder_format(out, ">%s</td><td class=\"n\">", figure_change_cell(o, true).text);
    if (counts[0] + counts[1] + counts[2] > 0.0) {
        hundred_parts(counts, 3, parts);
        ent_builder_format(out, "%d / %d / %d", parts[0], parts[1], parts[2]);
    } else {
        ent_builder_text(out, "\xe2\x80\x93");
    }
    ent_builder_text(out, "</td>");
}

/* What the row is about beside its label: a page of one place says only the side. */
static const char *index_of(const ent_report *r, const json_t *o, const char *place)
{
    const char *all = chart_index_name(r, o), *side = place ? strstr(all, ", ") : NULL;
    return !place ? all : side ? side + 2 : "";
}

static void figure_row(const ent_report *r, ent_builder *out, const json_t *o, const char *place)
{
    const char *unit = doc_text(o, "unit"), *index = index_of(r, o, place);
    const bool share = strcmp(unit, "share of futures") == 0;
    ent_builder_text(out, "<tr><th scope=\"row\">");
    html_text(out, doc_text(o, "label"));
    ent_builder_text(out, *index ? ", " : "");
    html_text(out, index);
    ent_builder_format(out, "</th><td>%s</td><td>", words_time(doc_text(o, "at")).text);
    html_text(out, *figure_unit(o) ? figure_unit(o) : unit);
    if (share && *doc_text(o, "condition")) {
        ent_builder_text(out, " in which ");
        html_text(out, doc_text(o, "condition"));
    }
    ent_builder_text(out, "</td>");
    const json_t *base = doc_get(o, "baseline");
    ent_builder_format(out, "<td class=\"n\">%s</td>", figure_value(r, o, o).text);
    for (size_t i = 0; i < 2; i++) {
        const char *name = i ? "p95" : "p5";
        const figure_words said = figure_quantile(r, o, name);
        words w;
        snprintf(w.text, sizeof w.text, "%.60s", said.text);
        html_figure(out, share ? ENT_MISSING : doc_quantile(o, name), w);
    }
    ent_builder_format(out, "<td class=\"n\">%s</td>",
                       base ? figure_value(r, o, base).text : "\xe2\x80\x93");
    change_cells(out, o);
    const double events = doc_number(o, "events");
    html_figure(out, events, words_fixed(events, 0));
    ent_builder_text(out, "</tr>\n");
}

static void figures_head(ent_builder *out, const char *name, const char *place)
{
    html_table_open(out, name, place ? "Figures" : "The figures behind the charts");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "Outcome", "", false);
    html_head(out, "At", "", false);
    html_head(out, "Unit", "", false);
    html_head(out, "Median future", "or share", true);
    html_head(out, "5 %", "", true);
    html_head(out, "95 %", "", true);
    html_head(out, "Baseline", "", true);
    html_head(out, "Change", "median, 90 % of futures", true);
    html_head(out, "Lower / same / higher", "of 100", true);
    html_head(out, "Futures", "with a value", true);
    ent_builder_text(out, "</tr></thead><tbody>\n");
}

/* Whether the outcome is about this flashpoint; about any where `place` is NULL. */
static bool is_about(const json_t *o, const char *place)
{
    return !place || strcmp(doc_text(doc_get(o, "index"), "flashpoint"), place) == 0;
}

void section_figures(const ent_report *r, ent_builder *out, const char *name,
                     const char *const *registers, const char *place)
{
    bool begun = false;
    for (size_t k = 0; k < REGISTERS_MAX && registers[k]; k++) {
        const char *at = chart_time(r, registers[k]);
        const doc_list all = doc_registered(r, registers[k]);
        for (size_t i = 0; i < all.n; i++) {
            const json_t *o = all.rows[i].outcome;
            if (strcmp(doc_text(o, "at"), at) != 0 || !is_about(o, place) ||
                (place && isnan(doc_number(o, "mean"))))
                continue;
            if (!begun)
                figures_head(out, name, place);
            begun = true;
            figure_row(r, out, o, place);
        }
    }
    if (begun)
        html_table_close(out);
}

void section_deterrence(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    for (size_t i = 0; i < sizeof deterrence_paths / sizeof deterrence_paths[0]; i++)
        section_chart(out, r, chart_of_path(r, &deterrence_paths[i]), o);
    section_chart(out, r, chart_of_path(r, &chart_odds_paths), o);
    for (size_t i = 0; i < sizeof deterrence_rows / sizeof deterrence_rows[0]; i++)
        section_chart(out, r, chart_of_rows(r, &deterrence_rows[i]), o);
    section_figures(r, out, "figures_deterrence", deterrence_figures, NULL);
}

bool section_draws(const char *chart)
{
    for (size_t i = 0; i < UKRAINE_FIRST; i++)
        if (strcmp(chart, ukraine_first[i]) == 0)
            return true;
    return false;
}

/* A chart of the document, for section_chart; NULL when it has none of this name. */
static json_t *document_chart(const ent_report *r, const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach(doc_get(r->root, "charts"), i, one)
    {
        if (strcmp(doc_text(one, "name"), name) == 0)
            return json_incref(one);
    }
    return NULL;
}

void section_ukraine(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    for (size_t i = 0; i < UKRAINE_FIRST; i++)
        section_chart(out, r, document_chart(r, ukraine_first[i]), o);
    for (size_t i = 0; i < sizeof ukraine_paths / sizeof ukraine_paths[0]; i++)
        section_chart(out, r, chart_of_path(r, &ukraine_paths[i]), o);
    section_chart(out, r, chart_of_choices(r, &binding_rows), o);
    section_figures(r, out, "figures_ukraine", ukraine_figures, NULL);
}
