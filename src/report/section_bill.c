/* The bill: dots by ally, the path, the table, and what spending would follow. */
#include "report/section_bill.h"

#include <math.h>
#include <string.h>

#include "entente/text.h"
#include "report/chart.h"

typedef struct bill_column {
    const char *member, *label, *unit; /* '@' stands for the base year */
    int decimals;
} bill_column;

static const bill_column columns[] = {
    {"share_2014", "2014", "% of GDP", 2},
    {"share_base", "@", "% of GDP", 2},
    {"multiple", "Multiple", "target / @", 2},
    {"extra_bn", "Extra a year", "bn 2024 USD", 1},
    {"extra_eur_bn", "Extra a year", "bn 2024 EUR", 1}, /* beside dollars only */
    {"cumulative_bn", "Sum over the path", "bn 2024 USD", 0},
    {"per_head", "Per head", "2024 USD", 0},
    {"gov_share", "Share of government spending", "%", 1},
    {"years_to_target", "Years at the present pace", "years", 0},
    {"debt_added", "Debt added", "% of GDP", 1},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static bool column_used(const json_t *rows, const char *member)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (!isnan(doc_number(row, member)))
            return true;
    }
    return false;
}

/* "bn 2024 USD" -> "bn 2024 GBP" */
static const char *unit_of(const ent_report *r, const char *unit)
{
    const char *at = strstr(unit, "USD");
    const char *in = at ? ent_text_format(r->arena, "%.*s%s", (int)(at - unit), unit, doc_money(r))
                        : doc_with_base_year(r, unit);
    return in ? in : "";
}

static void write_cells(ent_builder *out, const json_t *row, const bool *used)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        const double value = doc_number(row, columns[c].member);
        if (used[c])
            html_figure(out, value, words_fixed(value, columns[c].decimals));
    }
    ent_builder_text(out, "</tr>\n");
}

/* The table of allies with its totals. */
static void bill_table(const ent_report *r, ent_builder *out)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill");
    const json_t *rows = doc_get(bill, "rows");
    char caption[160];
    snprintf(caption, sizeof caption, "The bill of %s %% of GDP by %.0f",
             words_target(doc_number(bill, "target")).text, doc_number(bill, "by_year"));
    html_table_open(out, "bill", isnan(doc_number(bill, "target")) ? "The bill" : caption);
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "State", "", false);
    const bool dollars = strcmp(doc_money(r), "USD") == 0;
    bool used[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++) {
        used[c] = column_used(rows, columns[c].member) &&
                  (dollars || strcmp(columns[c].member, "extra_eur_bn") != 0);
        if (used[c])
            html_head(out, doc_with_base_year(r, columns[c].label), unit_of(r, columns[c].unit),
                      true);
    }
    ent_builder_text(out, "</tr></thead><tbody>\n");
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        ent_builder_text(out, "<tr>");
        html_state(out, *doc_text(row, "name") ? doc_text(row, "name") : doc_text(row, "state"),
                   doc_text(row, "state"));
        write_cells(out, row, used);
    }
    json_array_foreach(doc_get(bill, "totals"), i, row)
    {
        ent_builder_text(out, "<tr class=\"total\"><th scope=\"row\">");
        html_text(out, doc_text(row, "group"));
        ent_builder_text(out, "</th>");
        write_cells(out, row, used);
    }
    html_table_close(out);
}

static void bill_source(const json_t *bill, ent_builder *out)
{
    ent_builder_text(out, "<p class=\"under\">");
    const bool euros =
        strcmp(doc_text(bill, "currency"), "USD") == 0 && !isnan(doc_number(bill, "eur_per_usd"));
    if (euros)
        ent_builder_format(out, "EUR %s per USD (",
                           words_fixed(doc_number(bill, "eur_per_usd"), 3).text);
    if (euros) {
        html_text(out, doc_text(bill, "rate_date"));
        ent_builder_text(out, "). ");
    }
    html_text(out, doc_text(bill, "note"));
    if (*doc_text(bill, "source")) {
        ent_builder_text(out, " Source: ");
        html_text(out, doc_text(bill, "source"));
        ent_builder_text(out, ".");
    }
    ent_builder_text(out, "</p>\n");
}

void section_bill(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    static const chart_path spending = {.name = "spending_europe_canada",
                                        .title = "Defence spending of the allies without the US",
                                        .lines = {{"spending.europe_canada", NULL, "scenario"}},
                                        .note = "behaviour, not pledge; NATO, IMF"};
    static const chart_path by_state = {.name = "spending_share",
                                        .title = "Defence spending by ally",
                                        .lines = {{"spending.share", NULL, "scenario"}},
                                        .by_index = true,
                                        .note = "behaviour, not pledge; NATO, IMF",
                                        .allies_only = true};
    static const chart_rows debt = {"debt_added", "Debt added by defence", "economy.debt_added",
                                    NULL, "on top of the IMF path"};
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill");
    section_chart(out, r, chart_of_bill(r), o);
    section_chart(out, r, chart_of_bill_years(r), o);
    if (doc_has(bill, "rows")) {
        bill_table(r, out);
        bill_source(bill, out);
    }
    section_chart(out, r, chart_of_path(r, &spending), o);
    section_chart(out, r, chart_of_path(r, &by_state), o);
    section_chart(out, r, chart_of_rows(r, &debt), o);
}
