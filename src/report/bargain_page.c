/* The page of `entente bargain --html`: charts are drawn as SVG, nothing is loaded. */
#include "result/bargain_tables.h"

#include "base/chart_data.h"
#include "report/svg.h"

extern const char ent_embed_report_css[];

enum { CHART_WIDTH = 900 };

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

/* --- Positions by turn: one line an actor, told apart by colour, dash and label --- */

enum { LABELLED_MAX = 60, ROW = 14, WIDTH = 900, LEFT = 40, RIGHT = 190, TOP = 12, BASE = 30 };

/* Okabe and Ito's colours, told apart by most colour-blind readers. */
static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                      "#b8860b", "#56b4e9", "#7f7f7f"};
static const char *const dashes[] = {"none", "6 3", "2 3", "9 3 2 3"};
enum {
    N_COLOURS = sizeof colours / sizeof colours[0],
    N_DASHES = sizeof dashes / sizeof dashes[0]
};

typedef struct turn_plot {
    const bargain_view *v;
    size_t issue, turns;
    double height;
    svg_scale x, y;
    ent_builder *out;
} turn_plot;

static void plot_line(const turn_plot *p, size_t i)
{
    ent_builder_format(p->out,
                       "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" "
                       "stroke-dasharray=\"%s\" points=\"",
                       colours[i % N_COLOURS], dashes[i / N_COLOURS % N_DASHES]);
    for (size_t turn = 0; turn <= p->turns; turn++)
        ent_builder_format(p->out, "%.1f,%.1f ", svg_at(&p->x, (double)turn),
                           svg_at(&p->y, place(p->v, turn, i, p->issue)));
    ent_builder_text(p->out, "\"><title>");
    html_text(p->out, p->v->table->actors[i]);
    ent_builder_text(p->out, "</title></polyline>\n");
}

/* Labels at the right in the order of the ends, pushed apart; a hair line leads to each. */
static void plot_labels(const turn_plot *p)
{
    const size_t n = p->v->table->n;
    size_t order[LABELLED_MAX];
    double free_from = 0.0;
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        const double y = place(p->v, p->turns, i, p->issue);
        for (; k > 0 && place(p->v, p->turns, order[k - 1], p->issue) < y; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    for (size_t k = 0; k < n; k++) {
        const size_t i = order[k];
        const double end = svg_at(&p->y, place(p->v, p->turns, i, p->issue));
        const double last = p->height - BASE - (double)((n - 1 - k) * ROW);
        double y = end > free_from ? end : free_from;
        y = y < last ? y : last;
        free_from = y + ROW;
        ent_builder_format(p->out,
                           "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\".5\"/>"
                           "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"%s\">",
                           p->x.to, end, p->x.to + 18.0, y, colours[i % N_COLOURS], p->x.to + 22.0,
                           y + 4.0, colours[i % N_COLOURS]);
        html_text(p->out, p->v->table->actors[i]);
        ent_builder_text(p->out, "</text>\n");
    }
}

static void plot_axes(const turn_plot *p)
{
    for (int k = 0; k <= 5; k++) {
        const double value = p->y.low + (p->y.high - p->y.low) * k / 5.0, y = svg_at(&p->y, value);
        ent_builder_format(p->out,
                           "<path d=\"M%d %.1fH%.1f\" stroke=\"currentColor\" opacity=\".15\"/>"
                           "<text x=\"%d\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" "
                           "fill=\"currentColor\">%g</text>\n",
                           LEFT, y, p->x.to, LEFT - 6, y + 4.0, value);
    }
    const size_t step = p->turns / 10 + 1;
    for (size_t turn = 0; turn <= p->turns; turn += step)
        ent_builder_format(p->out,
                           "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" "
                           "text-anchor=\"middle\" fill=\"currentColor\">%zu</text>\n",
                           svg_at(&p->x, (double)turn), p->height - 8.0, turn);
    ent_builder_format(p->out,
                       "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" "
                       "fill=\"currentColor\">turn</text>\n",
                       p->x.to + 22.0, p->height - 8.0);
}

static void draw_turns(const bargain_view *v, size_t issue, ent_builder *out)
{
    const size_t n = v->table->n;
    const bool labelled = n <= LABELLED_MAX;
    turn_plot p = {.v = v, .issue = issue, .turns = turns_of(v, issue), .out = out};
    p.height = labelled && (double)(n * ROW) > 240.0 ? (double)(n * ROW + TOP + BASE) : 300.0;
    p.x = (svg_scale){.low = 0.0, .high = (double)p.turns, .from = LEFT, .to = WIDTH - RIGHT};
    p.y = (svg_scale){.low = v->table->scale.low,
                      .high = v->table->scale.high,
                      .from = p.height - BASE,
                      .to = TOP};
    ent_builder_format(out,
                       "<svg viewBox=\"0 0 %d %.0f\" style=\"width:100%%\" role=\"img\" "
                       "aria-label=\"Positions by turn\">\n",
                       WIDTH, p.height);
    plot_axes(&p);
    for (size_t i = 0; i < n; i++)
        plot_line(&p, i);
    if (labelled)
        plot_labels(&p);
    ent_builder_text(out, "</svg>\n");
}

/* One row an actor: where it ends, with the band of the draws. */
static json_t *ends_chart(const bargain_view *v, size_t d)
{
    const ent_actor_table *t = v->table;
    json_t *chart = chart_begin("positions", "ukraine", t->issues[d], "account", "dots");
    chart_axis(chart, "x", "", "");
    json_t *y = chart_axis(chart, "y", "Position", "");
    if (t->scale.low < t->scale.high) {
        json_object_set_new(y, "low", json_real(t->scale.low));
        json_object_set_new(y, "high", json_real(t->scale.high));
    }
    json_t *points = chart_series(chart, "End", "scenario", "");
    for (size_t i = 0; i < t->n; i++) {
        const ent_study_band *b = &v->study->final[i * t->n_issues + d];
        chart_ends(
            chart_point(points, json_string(t->actors[i]), ent_actor_table_unscale(t, b->value)),
            ent_actor_table_unscale(t, b->p5), ent_actor_table_unscale(t, b->p95));
    }
    return chart;
}

static void draw(const bargain_view *v, size_t d, ent_builder *out)
{
    const bool rounds = turns_of(v, d) > 0;
    ent_builder_text(out, "<figure>\n<h3>");
    html_text(out, v->table->issues[d]);
    ent_builder_text(out, rounds ? ": positions by turn</h3>\n" : "</h3>\n");
    if (rounds)
        draw_turns(v, d, out);
    if (!rounds || v->study->n_draws > 0) {
        json_t *chart = ends_chart(v, d);
        ent_builder_text(out, rounds ? "<figcaption>Lines: the table's own values. Below: where "
                                       "the actors end over the draws, 5 to 95 %.</figcaption>\n"
                                     : "");
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
    write_table(tables[0], out);
    for (size_t d = 0; d < v->table->n_issues; d++)
        draw(v, d, out);
    for (size_t k = 1; k < n_tables; k++)
        write_table(tables[k], out);
    ent_builder_text(out, "</main>\n</body>\n</html>\n");
    return ent_builder_status(out, err);
}
