#include "report/brief_charts.h"

#include <math.h>
#include <string.h>

#include "report/brief.h"
#include "report/brief_svg.h"
#include "report/chart.h"
#include "result/hundred.h"

enum { BILL_ROWS = 12, EVENTS = 3, WIDE = 720, NARROW = 340 };

static void brief_figure(const ent_report *r, const char *id, const char *title, const char *about,
                         const char *under, brief_draw *draw, const void *with, ent_builder *out)
{
    ent_builder_format(out, "<figure class=\"finding\" id=\"brief-%s\"><figcaption><h4>", id);
    html_text(out, title);
    ent_builder_text(out, "</h4><p>");
    html_text(out, about);
    ent_builder_text(out, "</p></figcaption><div class=\"wide\">");
    draw(r, with, WIDE, out);
    ent_builder_text(out, "</div><div class=\"narrow\">");
    draw(r, with, NARROW, out);
    ent_builder_text(out, "</div>\n");
    brief_paragraph(out, "under", under);
    ent_builder_text(out, "</figure>\n");
}

/* --- over time --- */

typedef struct over_time {
    const json_t *chart;
    double height;
} over_time;

static void draw_over_time(const ent_report *r, const void *with, double width, ent_builder *out)
{
    (void)r;
    const over_time *o = with;
    svg_chart_high(out, o->chart, width, o->height);
}

static void add_history(const ent_report *r, json_t *chart, const char *entity)
{
    const json_t *years = doc_get(doc_get(doc_get(r->root, "accounts"), "history"), entity);
    json_t *points = json_array(), *value;
    const char *year;
    json_object_foreach(doc_loose(years), year, value)
    {
        if (json_is_number(value))
            json_array_append_new(points, json_pack("{s:f, s:f}", "x", doc_time(year), "y",
                                                    json_number_value(value)));
    }
    json_t *series = json_pack("{s:s, s:s, s:b, s:o}", "label", "published", "role", "observed",
                               "joined", 1, "points", points);
    if (json_array_size(points) > 0)
        json_array_append_new(json_object_get(chart, "series"), series);
    else
        json_decref(series);
}

/* Only the series of one state, which loses its panel. */
static void keep_state(const ent_report *r, json_t *chart, const char *state)
{
    json_t *series = json_object_get(chart, "series");
    const char *name = doc_state_name(r, state);
    for (size_t i = json_array_size(series); i-- > 0;) {
        json_t *s = json_array_get(series, i);
        if (strcmp(doc_text(s, "panel"), name) != 0)
            json_array_remove(series, i);
        else
            json_object_del(s, "panel");
    }
}

static bool has_points(const json_t *chart)
{
    size_t i, k;
    const json_t *s, *p;
    json_array_foreach(doc_get(chart, "series"), i, s)
    {
        json_array_foreach(doc_get(s, "points"), k, p)
        {
            if (!isnan(doc_number(p, "y")))
                return true;
        }
    }
    return false;
}

void brief_spending_chart(const ent_report *r, const char *state, const char *title, double height,
                          ent_builder *out)
{
    const chart_path spec = {
        .name = "brief_spending",
        .title = title,
        .y_label = "",
        .lines = {{state ? "spending.share" : "spending.europe_canada", NULL, "scenario"}},
        .by_index = state != NULL};
    json_t *chart = chart_of_path(r, &spec);
    if (!chart)
        return;
    if (state)
        keep_state(r, chart, state);
    add_history(r, chart, state ? state : "EURCAN");
    const double target = doc_number(doc_get(doc_get(r->root, "accounts"), "bill"), "target");
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    json_object_set_new(json_object_get(chart, "y"), "unit", json_string("")); /* said above it */
    if (!isnan(target))
        json_object_set_new(chart, "reference",
                            json_pack("[{s:f, s:o}]", "y", target, "label",
                                      json_sprintf("target: %s %%", words_target(target).text)));
    const over_time with = {chart, height};
    if (has_points(chart))
        brief_figure(r, "spending", title, "Defence spending, % of GDP",
                     doc_get(r->root, "baseline")
                         ? "Published: NATO. Line: the median future; dark band: half of all "
                           "futures; light band: 90 of 100. Dashed: baseline."
                         : "Published: NATO. Line: the median future; dark band: half of all "
                           "futures; light band: 90 of 100.",
                     draw_over_time, &with, out);
    json_decref(chart);
}

static void forces_chart(const ent_report *r, ent_builder *out)
{
    const chart_path spec = {.name = "brief_forces",
                             .title = brief_title_forces(r),
                             .y_label = "",
                             .lines = {{"posture.shortfall", NULL, "scenario"}}};
    json_t *chart = chart_of_path(r, &spec);
    if (!chart)
        return;
    json_object_set_new(json_object_get(chart, "y"), "unit", json_string(""));
    json_object_set_new(chart, "reference", json_pack("[{s:f, s:s}]", "y", 0.0, "label", ""));
    const over_time with = {chart, 200.0};
    brief_figure(
        r, "forces", spec.title, "Brigades that Europe lacks on its eastern flank without the US",
        "Forces needed against the Russian forces that the war does not tie down, less those "
        "of Europe on day 30 of an attack. Below 0 there are more than needed.",
        draw_over_time, &with, out);
    json_decref(chart);
}

/* --- rows --- */

static void draw_rows(const ent_report *r, const void *with, double width, ent_builder *out)
{
    (void)r;
    brief_draw_rows(out, with, width);
}

static const brief_row no_row = {.bar = ENT_MISSING,
                                 .mark = ENT_MISSING,
                                 .p5 = ENT_MISSING,
                                 .p25 = ENT_MISSING,
                                 .p75 = ENT_MISSING,
                                 .p95 = ENT_MISSING,
                                 .role = "scenario"};

/* Allies by what the target costs them, the largest first; how many pay. */
static size_t sorted_bill(const json_t *bill, const json_t **sorted, size_t most)
{
    size_t n = 0, i;
    const json_t *row;
    json_array_foreach(doc_get(bill, "rows"), i, row)
    {
        const double sum = doc_number(row, "cumulative_bn");
        if (strcmp(doc_text(row, "state"), "USA") == 0 || !(sum > 0.0) || n == most)
            continue;
        size_t k = n++;
        for (; k > 0 && doc_number(sorted[k - 1], "cumulative_bn") < sum; k--)
            sorted[k] = sorted[k - 1];
        sorted[k] = row;
    }
    return n;
}

static void bill_row(const ent_report *r, const json_t *row, brief_row *shown)
{
    (void)r;
    *shown = no_row;
    shown->name = *doc_text(row, "name") ? doc_text(row, "name") : doc_text(row, "state");
    shown->bar = doc_number(row, "cumulative_bn") / brief_bill_years(row);
    shown->right[0] = words_fixed(doc_number(row, "extra_bn"), 1);
    shown->right[1] = brief_two(doc_number(row, "multiple"));
}

static void bill_chart(const ent_report *r, ent_builder *out)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill"), *sorted[64];
    const size_t n = sorted_bill(bill, sorted, sizeof sorted / sizeof sorted[0]);
    const char *last = ent_text_format(r->arena, "in %.0f", doc_number(bill, "by_year"));
    const char *times = ent_text_format(r->arena, "times %d", doc_base_year(r));
    brief_rows rows = {.title = brief_title_bill(r),
                       .heads = {last, times},
                       .unit = "",
                       .rule = ENT_MISSING,
                       .most = ENT_MISSING};
    if (!bill || isnan(doc_number(bill, "target")) || !brief_total(r))
        return;
    if (n == 0) {
        brief_paragraph(out, "plain", ent_text_format(r->arena, "%s.", rows.title));
        return;
    }
    double bar = 0.0, extra = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (i < BILL_ROWS) {
            bill_row(r, sorted[i], &rows.rows[rows.n++]);
            continue;
        }
        bar += doc_number(sorted[i], "cumulative_bn") / brief_bill_years(sorted[i]);
        extra += doc_number(sorted[i], "extra_bn");
    }
    if (n > BILL_ROWS) {
        brief_row *others = &rows.rows[rows.n++];
        *others = no_row;
        others->name = ent_text_format(r->arena, "%zu other allies", n - BILL_ROWS);
        others->bar = bar;
        others->right[0] = words_fixed(extra, 1);
        others->right[1] = (words){""};
    }
    const bool dollars = strcmp(doc_money(r), "USD") == 0;
    const char *what = ent_text_format(r->arena, "Extra spending a year on average, %s bn",
                                       dollars ? "$" : doc_money(r));
    const char *source = ent_text_format(
        r->arena,
        "Extra spending above the share of %d, in bn of 2024 %s: an "
        "account that assumes no "
        "behaviour. Sources: %s.",
        doc_base_year(r), dollars ? "US dollars" : doc_money(r), doc_text(bill, "source"));
    brief_figure(r, "bill", rows.title, what ? what : "", source ? source : "", draw_rows, &rows,
                 out);
}

static void risk_row(const ent_report *r, const json_t *o, bool paired, brief_row *row)
{
    const json_t *d = doc_get(o, "difference"), *percent = doc_get(d, "percent");
    *row = no_row;
    row->name = chart_index_name(r, o);
    if (paired) {
        row->mark = doc_number(percent, "median");
        row->p5 = doc_number(percent, "p5");
        row->p95 = doc_number(percent, "p95");
        const double n = doc_number(d, "n"), higher = doc_number(d, "higher");
        if (n > 0.0 && !isnan(higher))
            snprintf(row->right[1].text, sizeof row->right[1].text, "%s of 100",
                     hundred_of(higher / n).text);
    } else {
        row->mark = 100.0 * (doc_quantile(o, "p50") - 1.0);
        row->p5 = 100.0 * (doc_quantile(o, "p5") - 1.0);
        row->p25 = 100.0 * (doc_quantile(o, "p25") - 1.0);
        row->p75 = 100.0 * (doc_quantile(o, "p75") - 1.0);
        row->p95 = 100.0 * (doc_quantile(o, "p95") - 1.0);
    }
    row->role = row->mark > 0.5 ? "second" : "scenario";
    row->right[0] = brief_percent(row->mark);
}

static void risk_chart(const ent_report *r, ent_builder *out)
{
    const char *at = chart_time(r, "deterrence.odds_ratio");
    const bool paired = doc_get(r->root, "baseline") != NULL;
    brief_rows rows = {.title = brief_title_risk(r),
                       .heads = {"median", paired ? "higher in" : NULL},
                       .unit = " %",
                       .rule = 0.0,
                       .most = 200.0};
    size_t i;
    const json_t *o;
    json_array_foreach(doc_get(r->root, "outcomes"), i, o)
    {
        if (rows.n < BRIEF_ROWS && doc_is_register(o, "deterrence.odds_ratio") &&
            strcmp(doc_text(o, "at"), at) == 0)
            risk_row(r, o, paired, &rows.rows[rows.n++]);
    }
    if (rows.n == 0)
        return;
    const char *about =
        ent_text_format(r->arena, "Risk of an attack in %s, change %s (in Ukraine: of renewed war)",
                        at, paired ? "from the baseline" : "since 2021");
    brief_figure(
        r, "risk", rows.title, about ? about : "",
        "Dot: the median future; line: 90 of 100. Compare each place with itself only. The "
        "yearly chances themselves are small and rest on few cases.",
        draw_rows, &rows, out);
}

/* --- law --- */

static int level_of(const json_t *state)
{
    const double level = doc_number(state, "level_firm");
    return isnan(level) || level < 0.0 || level > 7.0 ? 0 : (int)level;
}

static void duty_row(const ent_report *r, const json_t *event, bool *seen, ent_builder *out)
{
    size_t i;
    const json_t *s;
    ent_builder_text(out, "<div class=\"duty\"><p>");
    html_text(out, brief_event_name(r, event));
    ent_builder_text(out, "</p><ul>");
    json_array_foreach(doc_get(event, "states"), i, s)
    {
        const int level = level_of(s);
        if (level == 0 || !brief_is_state(s))
            continue;
        seen[level] = true;
        ent_builder_format(out, "<li class=\"d%d\"><abbr title=\"", level);
        html_text(out, *doc_text(s, "name") ? doc_text(s, "name") : doc_text(s, "state"));
        ent_builder_format(out, ": %s\">", brief_level(level));
        html_text(out, doc_text(s, "state"));
        ent_builder_text(out, "</abbr></li>");
    }
    ent_builder_text(out, "</ul></div>\n");
}

static void law_chart(const ent_report *r, ent_builder *out)
{
    bool seen[8] = {false};
    if (!brief_event_at(r, 0))
        return;
    ent_builder_text(out, "<figure class=\"finding\" id=\"brief-law\"><figcaption><h4>");
    html_text(out, brief_title_law(r));
    ent_builder_text(out, "</h4><p>What treaties require of each state after an attack</p>"
                          "</figcaption>\n");
    for (size_t i = 0; i < EVENTS && brief_event_at(r, i); i++)
        duty_row(r, brief_event_at(r, i), seen, out);
    ent_builder_text(out, "<ul class=\"key\">");
    for (int level = 7; level > 0; level--)
        if (seen[level])
            ent_builder_format(out, "<li><i class=\"d%d\"></i>%s</li>", level, brief_level(level));
    ent_builder_text(out, "</ul>\n");
    brief_paragraph(
        out, "under",
        "This assumes an armed attack and that the victim asks for help. The levels order "
        "the words of the treaties, not the reliability of states. States without any "
        "duty are left out. Not legal advice.");
    ent_builder_text(out, "</figure>\n");
}

void brief_chart_of(const ent_report *r, brief_group group, ent_builder *out)
{
    switch (group) {
    case BRIEF_MONEY:
        brief_spending_chart(r, NULL, brief_title_spending(r), 200.0, out);
        bill_chart(r, out);
        break;
    case BRIEF_FORCES:
        forces_chart(r, out);
        break;
    case BRIEF_RISK:
        risk_chart(r, out);
        break;
    case BRIEF_LAW:
        law_chart(r, out);
        break;
    default:
        break;
    }
}
