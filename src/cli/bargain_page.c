/* The page of `entente bargain --html`: charts are drawn as SVG, nothing is loaded. */
#include "cli/bargain_tables.h"

#include <jansson.h>

#include "report/svg.h"

extern const char ent_embed_report_css[];

enum { CHART_WIDTH = 900 };

static json_t *axis(const char *label, bool ends, double low, double high)
{
    json_t *a = json_pack("{s:s}", "label", label);
    if (ends) {
        json_object_set_new(a, "low", json_real(low));
        json_object_set_new(a, "high", json_real(high));
    }
    return a;
}

static json_t *chart_frame(const bargain_view *v, const char *title, const char *form,
                           const char *x)
{
    const ent_actor_scale *s = &v->table->scale;
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:[]}", "name", "positions", "section",
                     "ukraine", "title", title, "form", form, "x", axis(x, false, 0, 0), "y",
                     axis("Position", s->low < s->high, s->low, s->high), "series");
}

/* Positions of actor i on issue d at a turn, and how many turns there are. */
static size_t turns_of(const bargain_view *v, size_t d)
{
    return v->rounds == ENT_ROUNDS_SMP   ? v->study->smp.n_turns
           : v->rounds == ENT_ROUNDS_BDM ? v->study->bdm[d].n_rounds
                                         : 0;
}

static double place(const bargain_view *v, size_t turn, size_t i, size_t d)
{
    const size_t n = v->table->n, width = v->table->n_issues;
    const double x = v->rounds == ENT_ROUNDS_BDM
                         ? v->study->bdm[d].positions[turn * n + i]
                         : v->study->smp.positions[(turn * n + i) * width + d];
    return ent_actor_table_unscale(v->table, x);
}

static void add_point(json_t *series, json_t *x, double y, const ent_band *band,
                      const bargain_view *v)
{
    json_t *point = json_pack("{s:o, s:f}", "x", x, "y", y);
    if (band && band->p5 == band->p5) {
        json_object_set_new(point, "p5", json_real(ent_actor_table_unscale(v->table, band->p5)));
        json_object_set_new(point, "p95", json_real(ent_actor_table_unscale(v->table, band->p95)));
    }
    json_array_append_new(json_object_get(series, "points"), point);
}

/* One line an actor over the turns. */
static json_t *turns_chart(const bargain_view *v, size_t d)
{
    json_t *chart = chart_frame(v, v->table->issues[d], "line", "Turn");
    for (size_t i = 0; i < v->table->n; i++) {
        json_t *series = json_pack("{s:s, s:s, s:[]}", "label", v->table->actors[i], "role",
                                   "category", "points");
        for (size_t turn = 0; turn <= turns_of(v, d); turn++)
            add_point(series, json_integer((json_int_t)turn), place(v, turn, i, d), NULL, v);
        json_array_append_new(json_object_get(chart, "series"), series);
    }
    return chart;
}

/* One row an actor: where it ends, with the band of the draws. */
static json_t *ends_chart(const bargain_view *v, size_t d)
{
    json_t *chart = chart_frame(v, v->table->issues[d], "dots", "");
    json_t *series = json_pack("{s:s, s:s, s:[]}", "label", "End", "role", "scenario", "points");
    for (size_t i = 0; i < v->table->n; i++) {
        const ent_band *b = &v->study->final[i * v->table->n_issues + d];
        add_point(series, json_string(v->table->actors[i]),
                  ent_actor_table_unscale(v->table, b->value), b, v);
    }
    json_array_append_new(json_object_get(chart, "series"), series);
    return chart;
}

static void draw(const bargain_view *v, size_t d, ent_builder *out)
{
    json_t *chart = turns_of(v, d) > 0 ? turns_chart(v, d) : ends_chart(v, d);
    ent_builder_text(out, "<figure>\n<h3>");
    html_text(out, v->table->issues[d]);
    ent_builder_text(out, "</h3>\n");
    svg_chart(out, chart, CHART_WIDTH);
    json_decref(chart);
    if (turns_of(v, d) > 0 && v->study->n_draws > 0) {
        ent_builder_text(out, "<figcaption>Lines: the table's own values. Where the actors end "
                              "over the draws, 5 to 95 %:</figcaption>\n");
        chart = ends_chart(v, d);
        svg_chart(out, chart, CHART_WIDTH);
        json_decref(chart);
    }
    ent_builder_text(out, "</figure>\n");
}

static void write_cell(const ent_table *t, size_t r, size_t c, ent_builder *out)
{
    const ent_cell *cell = &t->cells[r * t->n_columns + c];
    if (cell->text || t->columns[c].kind == ENT_CELL_TEXT)
        html_cell(out, cell->text ? cell->text : "");
    else
        html_figure(out, cell->number, words_fixed(cell->number, t->columns[c].digits));
}

static void write_table(const ent_table *t, ent_builder *out)
{
    ent_builder_text(out, "<h2>");
    html_text(out, t->title);
    ent_builder_text(out, "</h2>\n");
    html_table_open(out, t->name, "");
    ent_builder_text(out, "<thead><tr>");
    for (size_t c = 0; c < t->n_columns; c++)
        html_head(out, t->columns[c].label, t->columns[c].unit,
                  t->columns[c].kind == ENT_CELL_NUMBER);
    ent_builder_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = 0; r < t->n_rows; r++) {
        ent_builder_text(out, "<tr>");
        for (size_t c = 0; c < t->n_columns; c++)
            write_cell(t, r, c, out);
        ent_builder_text(out, "</tr>\n");
    }
    ent_builder_text(out, "</tbody>");
    html_table_close(out);
    ent_builder_text(out, "<p>");
    html_text(out, t->note ? t->note : "");
    ent_builder_text(out, "</p>\n");
}

static void open_page(const bargain_view *v, ent_builder *out)
{
    ent_builder_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_text(out, v->table->path);
    ent_builder_text(out, "</title>\n<style>\n");
    ent_builder_text(out, ent_embed_report_css);
    ent_builder_text(out, "</style>\n</head>\n<body>\n<main>\n<h1>Bargaining: ");
    html_text(out, v->table->path);
    ent_builder_format(out, "</h1>\n<p class=\"meta\">Model ");
    html_text(out, v->model);
    ent_builder_format(out, "; %zu actors, %zu issue%s. ", v->table->n, v->table->n_issues,
                       v->table->n_issues == 1 ? "" : "s");
    html_text(out, bargain_ending(v));
    ent_builder_text(out, "</p>\n");
}

ent_status bargain_page(const bargain_view *v, const ent_table *const *tables, size_t n_tables,
                        ent_builder *out, ent_error *err)
{
    open_page(v, out);
    for (size_t d = 0; d < v->table->n_issues; d++)
        draw(v, d, out);
    for (size_t k = 0; k < n_tables; k++)
        write_table(tables[k], out);
    ent_builder_text(out, "</main>\n</body>\n</html>\n");
    return ent_builder_status(out, err);
}
