/* The HTML page: the brief, and the data book folded behind it. */
#include <math.h>
#include <string.h>

#include "report/brief.h"
#include "report/chart.h"
#include "report/headline.h"
#include "report/section.h"
#include "report/section_bill.h"

extern const char ent_embed_report_css[];
extern const char ent_embed_report_js[];

/**
 * Whether the page's script was built into this program; without it the report is static.
 */
static bool has_script(void)
{
    return ent_embed_report_js[0] != '\0';
}

static void page_open(ent_builder *out, const char *title)
{
    ent_builder_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; script-src 'unsafe-inline'; style-src "
                          "'unsafe-inline'; img-src data: blob:\">\n<meta name=\"color-scheme\" "
                          "content=\"light dark\">\n<title>");
    html_text(out, title);
    ent_builder_text(out, "</title>\n<style>\n");
    ent_builder_text(out, ent_embed_report_css);
    ent_builder_text(out, "</style>\n</head>\n<body>\n");
}

static void scenario_line(const ent_report *r, ent_builder *out)
{
    const json_t *s = doc_get(r->root, "scenario"), *b = doc_get(r->root, "baseline");
    const json_t *run = doc_get(r->root, "run");
    ent_builder_text(out, "<p class=\"meta\">");
    if (*doc_text(b, "name")) {
        ent_builder_text(out, "Baseline: ");
        html_text(out, doc_text(b, "name"));
        ent_builder_text(out, ". ");
    }
    if (*doc_text(s, "data_date")) {
        ent_builder_text(out, "Facts as known on ");
        html_text(out, doc_text(s, "data_date"));
        ent_builder_text(out, ". ");
    }
    if (*doc_text(s, "start"))
        ent_builder_format(out, "%s to ", words_time(doc_text(s, "start")).text);
    if (*doc_text(s, "start"))
        ent_builder_format(out, "%s. ", words_time(doc_text(s, "horizon")).text);
    ent_builder_format(out, "%s simulated futures.",
                       words_fixed(doc_number(run, "futures"), 0).text);
    if (doc_true(run, "own_beliefs"))
        ent_builder_text(out,
                         " <strong>The baseline has assumptions of its own: changes are not of "
                         "the policy alone.</strong>");
    if (doc_true(run, "incomplete"))
        ent_builder_text(out, " <strong>Stopped before all futures were done.</strong>");
    ent_builder_text(out, "</p>\n");
}

/* What would have to be true for the opposite of a headline, folded away. */
static void headline_belief(const ent_report *r, const json_t *outcome, ent_builder *out)
{
    size_t i;
    const json_t *b;
    json_array_foreach(doc_get(r->root, "believe"), i, b)
    {
        if (!outcome || strcmp(doc_text(b, "outcome"), doc_text(outcome, "key")) != 0 ||
            strcmp(doc_text(b, "at"), doc_text(outcome, "at")) != 0)
            continue;
        section_belief(doc_text(b, "text"), "What would have to be true for the opposite", out);
        return;
    }
}

static void headline_block(const ent_report *r, ent_builder *out)
{
    headline lines[HEADLINE_MAX];
    const size_t n = headline_make(r, lines);
    if (n == 0)
        return;
    ent_builder_text(out, "<ul class=\"headline\">\n");
    for (size_t i = 0; i < n; i++) {
        ent_builder_text(out, "<li>");
        html_text(out, lines[i].text);
        ent_builder_text(out, " ");
        html_kind(out, lines[i].kind);
        headline_belief(r, lines[i].outcome, out);
        ent_builder_text(out, "</li>\n");
    }
    ent_builder_text(out, "</ul>\n");
}

/* Assumptions that explain more than a third of an outcome, with their range. */
static void decided_by(const ent_report *r, ent_builder *out)
{
    size_t i;
    const json_t *one;
    json_array_foreach(doc_get(r->root, "decided_by"), i, one)
    {
        ent_builder_text(out, "<p class=\"decided\">");
        html_text(out, doc_text(one, "text"));
        ent_builder_text(out, "</p>\n");
    }
}

static void cell_of_table(ent_builder *out, const json_t *column, const json_t *cell)
{
    const double digits = doc_number(column, "digits");
    if (json_is_number(cell)) {
        const double value = json_number_value(cell);
        const char *unit = doc_text(column, "unit");
        html_figure(out, value,
                    isnan(digits) || words_is_share(unit)
                        ? words_value(value, unit)
                        : words_fixed(value, doc_whole(column, "digits", 12)));
    } else if (strcmp(doc_text(column, "kind"), "number") == 0) {
        html_figure(out, ENT_MISSING, words_fixed(ENT_MISSING, 0));
    } else {
        html_cell(out, json_is_string(cell) ? json_string_value(cell) : "");
    }
}

/* Index of the column of flashpoints; SIZE_MAX where there is none. */
static size_t place_column(const json_t *columns)
{
    size_t c;
    const json_t *column;
    json_array_foreach(columns, c, column)
    {
        if (strcmp(doc_text(column, "name"), "flashpoint") == 0)
            return c;
    }
    return SIZE_MAX;
}

static bool is_row_of(const json_t *row, size_t column, const char *place)
{
    const char *is = json_string_value(json_array_get(row, column));
    return !place || (is && strcmp(is, place) == 0);
}

static bool has_row_of(const json_t *table, size_t column, const char *place)
{
    size_t i;
    const json_t *row;
    json_array_foreach(doc_get(table, "rows"), i, row)
    {
        if (is_row_of(row, column, place))
            return true;
    }
    return !place;
}

static void table_note(ent_builder *out, const json_t *table)
{
    if (!*doc_text(table, "note") && !*doc_text(table, "source"))
        return;
    ent_builder_text(out, "<p class=\"under\">");
    html_text(out, doc_text(table, "note"));
    ent_builder_text(out, *doc_text(table, "source") ? " Source: " : "");
    html_text(out, doc_text(table, "source"));
    ent_builder_text(out, "</p>\n");
}

void section_table(ent_builder *out, const json_t *table, const char *place, const char *caption)
{
    const json_t *columns = doc_get(table, "columns"), *column, *row;
    const size_t left_out = place ? place_column(columns) : SIZE_MAX;
    size_t i, c;
    if (!has_row_of(table, left_out, place))
        return;
    html_table_open(out, doc_text(table, "name"), caption ? caption : doc_text(table, "title"));
    ent_builder_text(out, "<thead><tr>");
    json_array_foreach(columns, c, column)
    {
        if (c != left_out)
            html_head(out, doc_text(column, "label"), words_unit(doc_text(column, "unit")),
                      strcmp(doc_text(column, "kind"), "number") == 0);
    }
    ent_builder_text(out, "</tr></thead><tbody>\n");
    json_array_foreach(doc_get(table, "rows"), i, row)
    {
        if (!is_row_of(row, left_out, place))
            continue;
        ent_builder_text(out, "<tr>");
        json_array_foreach(columns, c, column)
        {
            if (c != left_out)
                cell_of_table(out, column, json_array_get(row, c));
        }
        ent_builder_text(out, "</tr>\n");
    }
    html_table_close(out);
    table_note(out, table);
}

/* What the document itself brings for a section: charts, tables, notes. */
static void brought_along(const ent_report *r, const char *key, const ent_report_options *o,
                          ent_builder *out)
{
    size_t i;
    json_t *item;
    json_array_foreach(doc_get(r->root, "charts"), i, item)
    {
        if (strcmp(doc_text(item, "section"), key) == 0 && !section_draws(doc_text(item, "name")))
            section_chart(out, r, json_incref(item), o);
    }
    json_array_foreach(doc_get(r->root, "tables"), i, item)
    {
        if (strcmp(doc_text(item, "section"), key) == 0)
            section_table(out, item, NULL, NULL);
    }
    json_array_foreach(doc_get(r->root, "notes"), i, item)
    {
        if (strcmp(doc_text(item, "section"), key) != 0)
            continue;
        ent_builder_text(out, "<p class=\"note\">");
        html_text(out, doc_text(item, "text"));
        ent_builder_text(out, "</p>\n");
    }
}

static void one_section(const ent_report *r, const section *s, const ent_report_options *o,
                        ent_builder *out)
{
    ent_builder_text(out, "<section id=\"");
    html_id(out, s->key);
    ent_builder_text(out, "\"><h2>");
    html_text(out, s->title);
    ent_builder_text(out, "</h2>\n");
    const size_t before = out->length;
    s->body(r, o, out);
    brought_along(r, s->key, o, out);
    if (out->length == before) {
        ent_builder_text(out, "<p class=\"left-out\">Left out: ");
        html_text(out, s->about);
        ent_builder_text(out, ".</p>\n");
    }
    ent_builder_text(out, "</section>\n");
}

static void contents(ent_builder *out)
{
    ent_builder_text(out, "<nav aria-label=\"Sections\"><ol>");
    for (size_t i = 0; section_at(i); i++) {
        ent_builder_text(out, "<li><a href=\"#");
        html_id(out, section_at(i)->key);
        ent_builder_text(out, "\">");
        html_text(out, section_at(i)->title);
        ent_builder_text(out, "</a></li>");
    }
    ent_builder_text(out, "</ol></nav>\n");
}

/* Names and rates the script needs beside the charts: the bill, for the map. */
static void page_data(const ent_report *r, ent_builder *out)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill");
    if (bill)
        html_data(out, "bill-data", bill);
}

/* "Brief, 2026-11-29" beside the name, or the link to the live page. */
static void brand(const ent_report *r, const ent_report_options *options, ent_builder *out)
{
    char day[16];
    snprintf(day, sizeof day, "%.10s", doc_text(doc_get(r->root, "entente"), "date"));
    ent_builder_text(out, "<header><p class=\"brand\">Entente");
    if (options->live) {
        ent_builder_text(out, " <a href=\"");
        html_address(out, options->live);
        ent_builder_text(out, "#");
        html_text(out, options->scenario);
        ent_builder_text(out, "/");
        html_text(out, options->settings ? options->settings : "");
        ent_builder_text(out, "\">Try it live</a>");
    }
    ent_builder_text(out, *day ? " <span>" : "");
    html_text(out, day);
    ent_builder_text(out, *day ? "</span></p><h1>" : "</p><h1>");
    html_text(out, doc_text(doc_get(r->root, "scenario"), "name"));
    ent_builder_text(out, "</h1>\n");
    brief_paragraph(out, "about", doc_text(doc_get(r->root, "scenario"), "description"));
}

static void kinds_of_answer(ent_builder *out)
{
    ent_builder_text(out, "<p class=\"kinds\">Three kinds of answer, never mixed: ");
    html_kind(out, "account");
    ent_builder_text(out, " arithmetic on facts, ");
    html_kind(out, "obligation");
    ent_builder_text(out, " law applied to an event, ");
    html_kind(out, "futures");
    ent_builder_text(out, " models under assumptions, always conditional on them. Entente "
                          "recommends nothing.</p>\n");
}

static void all_sections(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    for (size_t i = 0; section_at(i); i++)
        if (!o->only || strcmp(o->only, section_at(i)->key) == 0)
            one_section(r, section_at(i), o, out);
}

/* Everything behind the brief, folded, with contents that stay in view. */
static void data_book(const ent_report *r, const ent_report_options *options, ent_builder *out)
{
    ent_builder_text(out,
                     "<details class=\"book\" id=\"data-book\"><summary>Data book: every figure, "
                     "table, assumption and source</summary>\n");
    contents(out);
    scenario_line(r, out);
    headline_block(r, out);
    decided_by(r, out);
    brought_along(r, "headline", options, out);
    kinds_of_answer(out);
    all_sections(r, options, out);
    ent_builder_text(out, "</details>\n");
}

ent_status ent_report_html(const ent_report *r, const ent_report_options *options, ent_builder *out,
                           ent_error *err)
{
    const json_t *scenario = doc_get(r->root, "scenario");
    ent_report_options how = *options;
    if (!how.scenario)
        how.scenario = doc_text(scenario, "key");
    page_open(out, *doc_text(scenario, "name") ? doc_text(scenario, "name") : "Entente");
    brand(r, &how, out);
    ent_builder_text(out, "</header>\n<main>\n");
    if (how.only) {
        all_sections(r, &how, out);
        section_reproduce(r, out);
    } else {
        if (how.statement)
            ent_builder_text(out, how.statement);
        ent_builder_text(out, "<article class=\"brief\" id=\"brief\">\n");
        brief_body(r, out);
        ent_builder_text(out, "</article>\n");
        data_book(r, &how, out);
    }
    ent_builder_text(out, "</main>\n");
    if (!how.plain && has_script()) {
        page_data(r, out);
        ent_builder_text(out, "<script>\n");
        ent_builder_text(out, ent_embed_report_js);
        ent_builder_text(out, "</script>\n");
    }
    ent_builder_text(out, "</body>\n</html>\n");
    return ent_builder_status(out, err);
}
