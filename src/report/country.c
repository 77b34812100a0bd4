/* One page about one state: its bill, its spending, what it owes, how to reproduce. */
#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/section.h"

extern const char ent_embed_report_css[];

typedef struct brief_line {
    const char *member, *label, *unit; /* '@' stands for the base year */
    int decimals;
} brief_line;

static const brief_line lines[] = {
    {"share_2014", "Share of GDP, 2014", "%", 2},
    {"share_base", "Share of GDP, @", "%", 2},
    {"target", "Target", "% of GDP", 1},
    {"multiple", "Target over the share of @", "times", 2},
    {"base_bn", "Spending at the base share", "bn 2024 USD", 1},
    {"extra_bn", "Extra spending in the target year", "bn 2024 USD", 1},
    {"extra_eur_bn", "the same", "bn EUR", 1},
    {"extra_national_bn", "the same", "bn", 1},
    {"cumulative_bn", "Sum over the path", "bn 2024 USD", 1},
    {"per_head", "Per inhabitant in the target year", "2024 USD", 0},
    {"gov_share", "Share of government spending", "%", 1},
    {"pace", "Pace so far", "points of GDP a year", 2},
    {"years_to_target", "Years to the target at that pace", "years", 0},
    {"debt_added", "Debt added by the target year", "% of GDP", 1},
};

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

static void account_list(const ent_report *r, ent_builder *out, const json_t *row)
{
    ent_builder_text(out, "<h2>The bill <abbr class=\"tag account\" "
                          "title=\"arithmetic on facts\">ACCOUNT</abbr></h2>\n<table><tbody>\n");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const double value = doc_number(row, lines[i].member);
        if (isnan(value))
            continue;
        ent_builder_text(out, "<tr><th scope=\"row\">");
        html_text(out, doc_with_base_year(r, lines[i].label));
        ent_builder_text(out, "</th>");
        html_figure(out, value, words_fixed(value, lines[i].decimals));
        ent_builder_text(out, "<td>");
        html_text(out, lines[i].unit);
        if (strcmp(lines[i].member, "extra_national_bn") == 0) {
            ent_builder_text(out, " ");
            html_text(out, doc_text(row, "currency"));
        }
        ent_builder_text(out, "</td></tr>\n");
    }
    ent_builder_text(out, "</tbody></table>\n");
}

/* The state's defence share over time: the spending outcomes whose index is the state. */
static json_t *spending_chart(const ent_report *r, const char *state)
{
    static const chart_path spec = {.name = "brief_spending",
                                    .title = "Defence spending in simulated futures",
                                    .lines = {{"spending.share", NULL, "scenario"}},
                                    .by_index = true,
                                    .note = "behaviour, not pledge"};
    json_t *chart = chart_of_path(r, &spec);
    const char *name = doc_state_name(r, state);
    json_t *series = json_object_get(chart, "series");
    for (size_t i = json_array_size(series); i-- > 0;) {
        json_t *s = json_array_get(series, i);
        if (strcmp(doc_text(s, "panel"), name) != 0)
            json_array_remove(series, i);
        else
            json_object_del(s, "panel");
    }
    if (json_array_size(series) > 0)
        return chart;
    json_decref(chart);
    return NULL;
}

static void owed_list(const ent_report *r, ent_builder *out, const char *state)
{
    size_t i;
    const json_t *event;
    json_array_foreach(doc_get(r->root, "obligations"), i, event)
    {
        const json_t *row = row_of(doc_get(event, "states"), state);
        if (!row)
            continue;
        ent_builder_text(out, "<h2>What it would owe <abbr class=\"tag obligation\" title=\"law "
                              "applied to an event\">OBLIGATION</abbr></h2>\n<p>");
        html_text(out, doc_text(event, "label"));
        const double firm = doc_number(row, "level_firm");
        ent_builder_format(out, ": level %s firm, ", words_fixed(firm, 0).text);
        const double most = doc_number(row, "level_contested");
        ent_builder_format(out, "%s if contested readings hold. ", words_fixed(most, 0).text);
        html_text(out, doc_text(row, "reason"));
        ent_builder_text(out, "</p>\n");
    }
}

ent_status ent_report_brief(const ent_report *r, const char *state, ent_builder *out,
                            ent_error *err)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill");
    const json_t *row = row_of(doc_get(bill, "rows"), state);
    json_t *chart = spending_chart(r, state);
    if (!row && !chart)
        return ent_fail(err, ENT_E_KEY,
                        "--brief %s: the result says nothing about this state; "
                        "give an ISO code such as GBR",
                        state);
    ent_builder_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n<title>");
    html_text(out, doc_state_name(r, state));
    ent_builder_text(out, "</title>\n<style>\n");
    ent_builder_text(out, ent_embed_report_css);
    ent_builder_text(out, "</style>\n</head>\n<body class=\"country\">\n<p class=\"brand\">Entente"
                          "</p><h1>");
    html_text(out, doc_state_name(r, state));
    ent_builder_text(out, "</h1>\n<p class=\"meta\">");
    html_text(out, doc_text(doc_get(r->root, "scenario"), "name"));
    ent_builder_text(out, "</p>\n");
    if (row)
        account_list(r, out, row);
    section_chart(out, chart, &(ent_report_options){.plain = true});
    owed_list(r, out, state);
    ent_builder_text(out, "<p class=\"under\">");
    html_text(out, doc_text(doc_get(r->root, "run"), "command"));
    ent_builder_text(out, "; ");
    html_text(out, doc_text(bill, "source"));
    ent_builder_text(out, "</p>\n</body>\n</html>\n");
    return ent_builder_status(out, err);
}
