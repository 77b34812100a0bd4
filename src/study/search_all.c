#include "study/search_all.h"

#include <string.h>

#include "base/clock.h"
#include "entente/text.h"

enum { FRONT_MOST = 256, FRONT_SHOWN = 60 };

typedef struct searcher {
    const search_plan *plan;
    search_job *job;
    search_found *found;
    ent_search *search;
    ent_builder log;
    const char *path; /* of the log; NULL: none */
    double *points, *objectives;
    ent_column *columns;
    ent_arena *arena;
    ent_error *err;
} searcher;

/* --- searching ------------------------------------------------------------------------------- */

static ent_status write_log(const searcher *s)
{
    ent_builder whole;
    if (!s->path)
        return ENT_OK;
    ent_builder_init(&whole, s->arena);
    ent_builder_text(&whole, s->found->header);
    ent_builder_add(&whole, s->log.data, s->log.length);
    ENT_TRY(ent_builder_status(&whole, s->err));
    return ent_text_write_file(s->path, whole.data, whole.length, s->err);
}

static ent_status start_search(searcher *s)
{
    search_job *j = s->job;
    static const size_t width = SEARCH_LEVERS + SEARCH_OBJECTIVES;
    double *bounds = ent_arena_array(s->arena, double, 4 * width);
    s->points = ent_arena_array(s->arena, double, j->population * j->n_levers);
    s->objectives = ent_arena_array(s->arena, double, j->population * j->n_objectives);
    ENT_NEED(bounds && s->points && s->objectives, s->err);
    for (size_t i = 0; i < j->n_levers; i++) {
        bounds[i] = j->lever[i].low;
        bounds[width + i] = j->lever[i].high;
        bounds[2 * width + i] = j->lever[i].step;
    }
    for (size_t k = 0; k < j->n_objectives; k++)
        bounds[3 * width + k] = j->objective[k].epsilon;
    const ent_search_problem problem = {.n_levers = j->n_levers,
                                        .n_objectives = j->n_objectives,
                                        .low = bounds,
                                        .high = bounds + width,
                                        .step = bounds + 2 * width,
                                        .epsilon = bounds + 3 * width,
                                        .population = j->population,
                                        .seed = j->seed};
    ENT_NEED(ent_search_create(&problem, FRONT_MOST, &s->search, s->arena) == ENT_OK, s->err);
    return ENT_OK;
}

static ent_status run_generation(searcher *s)
{
    search_job *j = s->job;
    double values[SEARCH_OBJECTIVES];
    ent_search_ask(s->search, s->points);
    for (size_t i = 0; i < j->population; i++) {
        ENT_TRY(
            search_run_policy(j, s->points + i * j->n_levers, j->futures, j->seed, values, NULL));
        for (size_t k = 0; k < j->n_objectives; k++)
            s->objectives[i * j->n_objectives + k] = j->objective[k].sign * values[k];
    }
    ent_search_tell(s->search, s->points, s->objectives);
    search_add_line(j, s->found->generations, s->points, s->objectives, &s->log);
    s->found->generations++;
    return write_log(s);
}

static ent_status run_generations(searcher *s)
{
    const search_plan *plan = s->plan;
    const double began = clock_now();
    size_t *done = &s->found->generations;
    ent_builder_init(&s->log, s->arena);
    ENT_TRY(start_search(s));
    if (plan->resume)
        ENT_TRY(search_replay(s->job, s->path, s->found->header, s->search, &s->log, done));
    while (*done < plan->generations) {
        ENT_TRY(run_generation(s));
        if (plan->progress)
            plan->progress(plan->progress_with, *done, plan->generations, clock_now() - began);
        if (plan->stop && *plan->stop && *done < plan->generations)
            return ent_fail(s->err, ENT_E_STOPPED,
                            "stopped: %zu of %zu generations are saved in %s; continue with "
                            "--resume",
                            *done, plan->generations, s->path ? s->path : "no file");
    }
    return ENT_OK;
}

/* --- the Pareto set -------------------------------------------------------------------------- */

/* An amount says its money: "bn 2024 EUR, less is better". */
static const char *unit_of(const searcher *s, size_t objective, const char *better)
{
    const explore_target *t = &s->job->p.target[objective];
    const char *unit = t->account && s->job->objective[objective].statistic != SEARCH_SHARE
                           ? ent_text_format(s->arena, "%s, %s", t->unit, better)
                           : better;
    return unit ? unit : better;
}

/* One policy a row: its levers, then each objective with its interval. */
static ent_table *start_table(searcher *s)
{
    const search_job *j = s->job;
    const size_t n = 1 + j->n_levers + 3 * j->n_objectives;
    ent_column *c = s->columns = ent_arena_array(s->arena, ent_column, n);
    if (!c)
        return NULL;
    *c++ = (ent_column){"policy", "Policy", "", ENT_CELL_TEXT, 0};
    for (size_t i = 0; i < j->n_levers; i++)
        *c++ = (ent_column){j->lever[i].key, j->lever[i].key, "", ENT_CELL_NUMBER, 2};
    for (size_t k = 0; k < j->n_objectives; k++) {
        const char *name = j->objective[k].name;
        const bool less = j->objective[k].sign > 0.0;
        *c++ = (ent_column){name, name, unit_of(s, k, less ? "less is better" : "more is better"),
                            ENT_CELL_NUMBER, 3};
        *c++ = (ent_column){ent_text_format(s->arena, "%s low", name), "low", "95 %",
                            ENT_CELL_NUMBER, 3};
        *c++ = (ent_column){ent_text_format(s->arena, "%s high", name), "high", "", ENT_CELL_NUMBER,
                            3};
    }
    return why_add_table(&s->found->answer, "pareto", "Pareto-efficient policies", s->columns, n,
                         s->arena);
}

static ent_status add_policy(searcher *s, ent_table *t, const char *name, const double *levers)
{
    const search_job *j = s->job;
    double values[SEARCH_OBJECTIVES];
    ent_index intervals[SEARCH_OBJECTIVES];
    /* a seed that no generation used */
    ENT_TRY(search_run_policy(s->job, levers, s->plan->check, j->seed + 104729, values, intervals));
    const size_t r = ent_table_row(t);
    ent_table_text(t, r, 0, name);
    for (size_t i = 0; i < j->n_levers; i++)
        ent_table_number(t, r, 1 + i, levers[i]);
    for (size_t k = 0; k < j->n_objectives; k++) {
        const size_t c = 1 + j->n_levers + 3 * k;
        ent_table_number(t, r, c, intervals[k].value);
        ent_table_number(t, r, c + 1, intervals[k].low);
        ent_table_number(t, r, c + 2, intervals[k].high);
    }
    return ENT_OK;
}

static ent_status check_front(searcher *s, const double *own)
{
    const search_job *j = s->job;
    double *points = ent_arena_array(s->arena, double, FRONT_MOST *SEARCH_LEVERS);
    ent_table *t = start_table(s);
    ENT_NEED(points && t, s->err);
    const size_t n = ent_search_front(s->search, FRONT_MOST, points, NULL);
    for (size_t i = 0; i < n; i++)
        ENT_TRY(
            add_policy(s, t, ent_text_format(s->arena, "%zu", i + 1), points + i * j->n_levers));
    ent_table_sort(t, 1 + j->n_levers, j->objective[0].sign < 0.0);
    ENT_TRY(add_policy(s, t, "as it is", own));
    s->found->answer.name = "";
    s->found->answer.text = ent_text_format(
        s->arena,
        "%zu policies after %zu generations of %zu (%zu futures each, seed %llu): none beats "
        "another on every objective by more than the epsilons. Figures and 95 %% intervals from "
        "%zu futures that the search never saw. The set shows what one objective costs in another; "
        "it names no best policy.%s",
        n, s->found->generations, j->population, j->futures, j->seed, s->plan->check,
        explore_notes(&j->p, s->arena));
    return ENT_OK;
}

/* --- the picture
 * ---------------------------------------------------------------------------------- */

typedef struct axis_range {
    double low, high;
} axis_range;

static axis_range range_of(const ent_table *t, size_t column)
{
    axis_range r = {ENT_MISSING, ENT_MISSING};
    for (size_t i = 0; i < t->n_rows; i++) {
        const double v = t->cells[i * t->n_columns + column].number;
        r.low = !(r.low <= v) ? v : r.low;
        r.high = !(r.high >= v) ? v : r.high;
    }
    return r;
}

static void add_end(const searcher *s, json_t *points, const char *axis, double y, double value)
{
    json_t *p = chart_point(points, json_string(axis), y);
    json_object_set_new(p, "label", json_string(ent_text_format(s->arena, "%.3g", value)));
}

/* Levers and objectives as axes; an objective's better end lies on top. */
static json_t *parallel_chart(const searcher *s, const ent_table *t)
{
    const search_job *j = s->job;
    const size_t axes = j->n_levers + j->n_objectives;
    json_t *chart = why_chart("pareto_axes", "Pareto-efficient policies", "parallel", "", "", "",
                              s->plan->check,
                              "A line is a policy: its levers, then the objectives, the better "
                              "end on top. Grey: the scenario as it is.");
    json_t *ends = chart_series(chart, "ends of the axes", "reference", "");
    for (size_t a = 0; a < axes; a++) {
        const bool lever = a < j->n_levers;
        const size_t k = lever ? 0 : a - j->n_levers;
        const size_t column = lever ? 1 + a : 1 + j->n_levers + 3 * k;
        const axis_range r = range_of(t, column);
        const bool turned = !lever && j->objective[k].sign > 0.0;
        const char *name = t->columns[column].label;
        add_end(s, ends, name, 0.0, turned ? r.high : r.low);
        add_end(s, ends, name, 1.0, turned ? r.low : r.high);
    }
    for (size_t i = 0; i < t->n_rows; i++) {
        const bool own = i + 1 == t->n_rows;
        if (!own && i >= FRONT_SHOWN)
            continue;
        const ent_cell *row = &t->cells[i * t->n_columns];
        json_t *line =
            chart_series(chart, own ? "as it is" : row[0].text, own ? "baseline" : "scenario", "");
        for (size_t a = 0; a < axes; a++) {
            const bool lever = a < j->n_levers;
            const size_t k = lever ? 0 : a - j->n_levers;
            const size_t column = lever ? 1 + a : 1 + j->n_levers + 3 * k;
            const axis_range r = range_of(t, column);
            const double part =
                r.high > r.low ? (row[column].number - r.low) / (r.high - r.low) : 0.5;
            const bool turned = !lever && j->objective[k].sign > 0.0;
            json_t *p = chart_point(line, json_string(t->columns[column].label),
                                    turned ? 1.0 - part : part);
            json_object_set_new(p, "label",
                                json_string(ent_text_format(s->arena, "%.3g", row[column].number)));
        }
    }
    return chart;
}

/* --- all ---------------------------------------------------------------------------------------
 */

ent_status search_all(const search_plan *plan, search_job *job, const char *scenario,
                      search_found *found, ent_arena *arena, ent_error *err)
{
    double own[SEARCH_LEVERS];
    searcher s = {.plan = plan, .job = job, .found = found, .arena = arena, .err = err};
    search_own_levers(job, own);
    ENT_TRY(search_fill_epsilons(job));
    found->header = search_header(job, scenario);
    s.path = plan->folder ? ent_text_format(arena, "%s/search.jsonl", plan->folder) : NULL;
    if (!found->header || (plan->folder && !s.path))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(run_generations(&s));
    found->answer.charts = json_array();
    ENT_TRY(check_front(&s, own));
    json_array_append_new(found->answer.charts, parallel_chart(&s, &found->answer.tables[0]));
    return ENT_OK;
}
