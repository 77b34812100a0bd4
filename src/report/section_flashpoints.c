#include "report/section_flashpoints.h"

#include <math.h>
#include <string.h>

#include "base/text_list.h"
#include "entente/register.h"
#include "report/chart.h"
#include "report/section_models.h"
#include "report/svg.h"

enum { PAGE_CHART = 350 }; /* pixels: two beside each other on a wide page, one on a phone */

static const char *const page_figures[] = {"deterrence.odds_ratio",
                                           "deterrence.attack",
                                           "commitment.q_us",
                                           "posture.defence_in",
                                           "posture.defence_out",
                                           "deterrence.challenger",
                                           "combat.attacked",
                                           "combat.taken",
                                           "combat.day",
                                           "combat.area",
                                           "combat.counter",
                                           "combat.losses",
                                           "combat.people",
                                           NULL};
static const char *const guarantee_figures[] = {"deterrence.odds_ratio", "deterrence.attack",
                                                "posture.defence_in",    "posture.defence_out",
                                                "deterrence.challenger", NULL};

/* A place whose other branch is not the US but the members of a guarantee has own words. */
static bool is_guarantee(const json_t *page)
{
    return doc_true(page, "guarantee");
}

/* --- charts ---------------------------------------------------------------------------------- */

static const struct {
    const char *from, *to;
} own_words[] = {{"Defence, US in", "Members fight"},
                 {"Defence, US out", "Members out"},
                 {"Chance that the US fights", "Chance that the members fight"},
                 {"ratio to 2021", "ratio to no guarantee"}};

static void reword(json_t *o)
{
    static const char *const members[] = {"label", "unit"};
    for (size_t i = 0; i < sizeof own_words / sizeof own_words[0]; i++)
        for (size_t m = 0; m < 2; m++)
            if (strcmp(doc_text(o, members[m]), own_words[i].from) == 0)
                json_object_set_new(o, members[m], json_string(own_words[i].to));
}

static void reword_axis(json_t *own, const char *name)
{
    json_t *axis = json_copy(json_object_get(own, name));
    reword(axis);
    json_object_set_new(own, name, axis);
}

/* The part of a chart of small multiples that is about one place; NULL when there is none. */
static json_t *chart_of_place(const json_t *chart, const json_t *page)
{
    size_t i;
    const json_t *series;
    json_t *list = json_array(), *own = json_copy(doc_loose(chart));
    json_array_foreach(doc_get(chart, "series"), i, series)
    {
        if (strcmp(doc_text(series, "panel"), doc_text(page, "label")) != 0)
            continue;
        json_t *one = json_copy(doc_loose(series));
        json_object_del(one, "panel");
        if (is_guarantee(page))
            reword(one);
        json_array_append_new(list, one);
    }
    if (json_array_size(list) == 0) {
        json_decref(list);
        json_decref(own);
        return NULL;
    }
    json_object_set_new(own, "series", list);
    if (is_guarantee(page)) {
        reword_axis(own, "x");
        reword_axis(own, "y");
    }
    return own;
}

/* The data stand in the overview already: a page names them, unless it has its own words. */
static void page_chart(const ent_report *r, ent_builder *out, const json_t *chart,
                       const json_t *page, const char *title)
{
    json_t *own = chart_of_place(chart, page);
    if (!own)
        return;
    ent_builder_text(out, "<figure class=\"chart half\"");
    if (!is_guarantee(page)) {
        ent_builder_text(out, " data-of=\"chart-");
        html_id(out, doc_text(chart, "name"));
        ent_builder_text(out, "\" data-panel=\"");
        html_text(out, doc_text(page, "label"));
        ent_builder_text(out, "\"");
    }
    ent_builder_text(out, "><figcaption>");
    section_chart_title(out, r, own, title, "h4");
    ent_builder_text(out, "</figcaption><div class=\"static\">");
    svg_chart(out, own, PAGE_CHART);
    ent_builder_text(out, "</div>\n");
    if (is_guarantee(page))
        html_data(out, "chart-data", own);
    ent_builder_text(out, "</figure>\n");
    json_decref(own);
}

static const json_t *named(const ent_report *r, const char *list, const char *name)
{
    size_t i;
    const json_t *one;
    json_array_foreach(doc_get(r->root, list), i, one)
    {
        if (strcmp(doc_text(one, "name"), name) == 0)
            return one;
    }
    return NULL;
}

static void page_charts(const ent_report *r, const json_t *page, ent_builder *out)
{
    static const struct {
        const char *chart, *title, *guarantee;
    } rows[] = {
        {"closure", "Forces by day of defence", NULL},
        {"credibility", "Odds of attack by the credibility of the US",
         "Odds of attack by the credibility of the guarantee"},
        {"credibility_attack", "Attack share by the credibility of the US",
         "Attack share by the credibility of the guarantee"},
    };
    ent_builder_text(out, "<div class=\"halves\">\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const json_t *chart = named(r, "charts", rows[i].chart);
        const bool own = is_guarantee(page) && rows[i].guarantee;
        if (chart)
            page_chart(r, out, chart, page, own ? rows[i].guarantee : rows[i].title);
    }
    json_t *path = chart_of_path(r, &chart_odds_paths);
    if (path)
        page_chart(r, out, path, page, "Odds of attack by year");
    json_decref(path);
    ent_builder_format(
        out,
        "</div><p class=\"under\">Line: median; bands: 25\xe2\x80\x93"
        "75 and 5\xe2\x80\x93"
        "95 %% of simulated futures; by day and by credibility in %.0f. Forces in "
        "brigade equivalents "
        "(BE); odds against %s, dashed: baseline. The attack share is a share of futures a year; "
        "its level is dominated by the base rate, which rests on few cases.</p>\n",
        doc_number(page, "year"),
        is_guarantee(page) ? "a ceasefire without guarantee" : "the reference state of 2021");
}

/* --- who stands there ------------------------------------------------------------------------- */

static void states_in_words(ent_builder *out, const json_t *states)
{
    size_t i;
    const json_t *s;
    json_array_foreach(states, i, s)
    {
        ent_builder_text(out, text_joint(i, json_array_size(states)));
        html_text(out, doc_text(s, "name"));
    }
}

static void page_opening(const json_t *page, ent_builder *out)
{
    ent_builder_text(out, "<p>");
    html_text(out, doc_text(doc_get(page, "challenger"), "name"));
    ent_builder_text(out, " against ");
    states_in_words(out, doc_get(page, "hosts"));
    ent_builder_format(
        out, ", %s. %s %% of the challenger\xe2\x80\x99s free ready forces count for this place",
        strcmp(doc_text(page, "domain"), "sea") == 0 ? "at sea and in the air" : "on land",
        words_value(doc_number(page, "challenger_share"), "share").text);
    if (strcmp(doc_text(page, "domain"), "sea") != 0)
        ent_builder_format(out, "; front %s km, depth to the objective %s km",
                           words_fixed(doc_number(page, "front_width_km"), 0).text,
                           words_fixed(doc_number(page, "depth_km"), 0).text);
    ent_builder_text(out, ". Source: ");
    html_text(out, doc_text(page, "source"));
    ent_builder_text(out, *doc_text(page, "note") ? "; " : "");
    html_text(out, doc_text(page, "note"));
    ent_builder_text(out, ".</p>\n");
}

static const json_t *assumption_of(const ent_report *r, const char *key)
{
    size_t i;
    const json_t *a;
    json_array_foreach(doc_get(r->root, "assumptions"), i, a)
    {
        if (strcmp(doc_text(a, "key"), key) == 0)
            return a;
    }
    return NULL;
}

static void sender_row(const ent_report *r, const json_t *s, ent_builder *out)
{
    const double place = doc_number(s, "in_place"), days = doc_number(s, "days");
    const double firm = doc_number(s, "owed_firm"), most = doc_number(s, "owed_contested");
    ent_builder_text(out, "<tr>");
    html_state(out, doc_text(s, "name"), doc_text(s, "state"));
    html_figure(out, place, words_fixed(place, 2));
    html_figure(out, days, words_fixed(days, 0));
    html_figure(out, firm, words_fixed(firm, 0));
    html_figure(out, most, words_fixed(most, 0));
    html_cell(out, doc_text(assumption_of(r, doc_text(s, "class")), "label"));
    ent_builder_text(out, "</tr>\n");
}

static void page_senders(const ent_report *r, const json_t *page, ent_builder *out)
{
    size_t i;
    const json_t *s;
    char name[64];
    if (!doc_has(page, "senders"))
        return;
    snprintf(name, sizeof name, "who_%s", doc_text(page, "key"));
    html_table_open(out, name, "Who may come, and what binds them");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "State", "", false);
    html_head(out, "In place", "BE", true);
    html_head(out, "Notice and transit", "days", true);
    html_head(out, "Level owed",
              "firm, 0\xe2\x80\x93"
              "7",
              true);
    html_head(out, "Level owed", "if contested readings hold", true);
    html_head(out, "Chance to come drawn with", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    json_array_foreach(doc_get(page, "senders"), i, s)
    {
        sender_row(r, s, out);
    }
    html_table_close(out);
    ent_builder_format(
        out,
        "<p class=\"under\">Forces in place in %.0f as announced, before the "
        "scenario\xe2\x80\x99s posture; the hosts\xe2\x80\x99 own forces stand beside "
        "them. Levels order the words of the treaties, not reliability. Source: "
        "data/posture.csv, data/treaty.</p>\n",
        doc_number(page, "year"));
}

/* Clauses that apply or whose reading is disputed; the rest are in the section above. */
static void page_clauses(const json_t *page, ent_builder *out)
{
    const json_t *event = doc_get(page, "obligation"), *c;
    size_t i, n = 0;
    json_array_foreach(doc_get(event, "clauses"), i, c)
    {
        if (strcmp(doc_text(c, "verdict"), "no") == 0)
            continue;
        if (n++ == 0) {
            ent_builder_text(out, "<h4>Obligations if ");
            html_text(out, doc_text(doc_get(page, "challenger"), "name"));
            ent_builder_text(out, " attacked the territory of ");
            states_in_words(out, doc_get(page, "hosts"));
            ent_builder_text(out, " on the first day of the run ");
            html_kind(out, "obligation");
            ent_builder_text(out, "</h4>\n<ul>\n");
        }
        ent_builder_text(out, "<li>");
        html_text(out, *doc_text(c, "text") ? doc_text(c, "text") : doc_text(c, "clause"));
        ent_builder_text(out, "</li>\n");
    }
    if (n > 0)
        ent_builder_text(out, "</ul>\n");
    else if (event)
        ent_builder_text(out, "<p>No clause of the treaty tables applies to such an attack.</p>\n");
}

/* --- beliefs ---------------------------------------------------------------------------------- */

static void bases_of(const ent_report *r, const json_t *belief, ent_builder *out)
{
    size_t i;
    const json_t *move;
    if (!doc_has(belief, "moves"))
        return;
    ent_builder_text(out, " <small>Basis: ");
    json_array_foreach(doc_get(belief, "moves"), i, move)
    {
        const char *key = doc_text(move, "key");
        ent_builder_text(out, i ? "; " : "");
        html_text(out, key);
        ent_builder_text(out, " ");
        const char *basis = doc_text(assumption_of(r, key), "basis");
        html_text(out, ent_basis(basis) ? ent_basis(basis) : basis);
    }
    ent_builder_text(out, ".</small>");
}

static void page_beliefs(const ent_report *r, const json_t *page, ent_builder *out)
{
    size_t i;
    const json_t *b, *table = named(r, "tables", "believe");
    json_array_foreach(doc_get(page, "believe"), i, b)
    {
        if (i == 0) {
            ent_builder_text(out, "<h4>What would have to be true ");
            html_kind(out, "futures");
            ent_builder_text(out, "</h4>\n");
        }
        ent_builder_text(out, "<p>");
        html_text(out, doc_text(b, "text"));
        bases_of(r, b, out);
        ent_builder_text(out,
                         " <small>Checked over futures that the search never saw.</small></p>\n");
    }
    if (table)
        section_table(out, table, doc_text(page, "label"),
                      is_guarantee(page) ? "Credibility of the guarantee below which it weakens"
                                         : "Credibility of the US below which deterrence weakens");
}

/* --- all -------------------------------------------------------------------------------------- */

/* "median 0.99 (0.39 to 1.49)" of the odds in the year of the pages, after the name. */
static void page_summary(const ent_report *r, const json_t *page, ent_builder *out)
{
    char key[96], year[16];
    snprintf(key, sizeof key, "deterrence.odds_ratio[%s]", doc_text(page, "key"));
    snprintf(year, sizeof year, "%.0f", doc_number(page, "year"));
    const json_t *o = doc_outcome(r, key, year);
    ent_builder_text(out, "<summary><h3>");
    html_text(out, doc_text(page, "label"));
    ent_builder_text(out, "</h3>");
    if (o) {
        const double base = doc_quantile(doc_get(o, "baseline"), "p50");
        ent_builder_format(out,
                           " <span>odds of attack in %s: median %s (5\xe2\x80\x93"
                           "95 %%: %s to %s)",
                           year, words_value(doc_quantile(o, "p50"), "ratio").text,
                           words_value(doc_quantile(o, "p5"), "ratio").text,
                           words_value(doc_quantile(o, "p95"), "ratio").text);
        if (!isnan(base))
            ent_builder_format(out, "; baseline %s", words_value(base, "ratio").text);
        ent_builder_text(out, "</span>");
    }
    ent_builder_text(out, "</summary>\n");
}

static void page_remark(const json_t *page, ent_builder *out)
{
    ent_builder_text(out, "<p class=\"under\">");
    if (is_guarantee(page))
        ent_builder_text(out,
                         "Here \xe2\x80\x9cUS in\xe2\x80\x9d means that the members of the "
                         "guarantee fight, \xe2\x80\x9cUS out\xe2\x80\x9d that they do not. What a "
                         "renewed war would do stands in the section on Ukraine, with the size "
                         "of a guarantee force against renewed war.");
    else
        ent_builder_text(out,
                         "Rows about an attack are over the simulated futures that had one by the "
                         "end of the run; their number stands in the last column.");
    ent_builder_text(out, "</p>\n");
}

static void one_page(const ent_report *r, const json_t *page, ent_builder *out)
{
    static const struct {
        const char *table, *caption;
    } tables[] = {{"policies",
                   "What would move the odds here: policies and crises, each paired with "
                   "the scenario"},
                  {"attack", "What an attack would do, forced in every future"}};
    char name[64];
    ent_builder_text(out, "<details class=\"flashpoint\">");
    page_summary(r, page, out);
    ent_builder_text(out, "<div class=\"sheet\" id=\"flashpoint-");
    html_id(out, doc_text(page, "key"));
    ent_builder_text(out, "\">\n");
    page_opening(page, out);
    page_charts(r, page, out);
    snprintf(name, sizeof name, "figures_%s", doc_text(page, "key"));
    section_figures(r, out, name, is_guarantee(page) ? guarantee_figures : page_figures,
                    doc_text(page, "key"));
    page_remark(page, out);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const json_t *table = named(r, "tables", tables[i].table);
        if (table)
            section_table(out, table, doc_text(page, "label"), tables[i].caption);
    }
    page_beliefs(r, page, out);
    page_senders(r, page, out);
    page_clauses(page, out);
    snprintf(name, sizeof name, "assumptions_%s", doc_text(page, "key"));
    section_assumption_table(r, out, name, "Assumptions about this place",
                             doc_get(page, "assumptions"));
    ent_builder_text(out, "</div></details>\n");
}

void section_flashpoints(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    size_t i;
    const json_t *page;
    (void)o;
    if (!doc_has(r->root, "flashpoints"))
        return;
    ent_builder_text(out, "<p>One page for each place where the model lets an attack happen: who "
                          "stands there, what would move the odds, what an attack would do, what "
                          "binds whom. Open the ones you need; print shows them all.</p>\n"
                          "<p class=\"places\">");
    json_array_foreach(doc_get(r->root, "flashpoints"), i, page)
    {
        ent_builder_text(out, i ? " \xc2\xb7 <a href=\"#flashpoint-" : "<a href=\"#flashpoint-");
        html_id(out, doc_text(page, "key"));
        ent_builder_text(out, "\">");
        html_text(out, doc_text(page, "label"));
        ent_builder_text(out, "</a>");
    }
    ent_builder_text(out, "</p>\n");
    json_array_foreach(doc_get(r->root, "flashpoints"), i, page)
    {
        one_page(r, page, out);
    }
}
