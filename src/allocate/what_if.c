#include "allocate/what_if.h"

#include <string.h>

#include "entente/central.h"
#include "entente/heap.h"
#include "entente/isa.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/posture.h"

/* --- shared --- */

ent_status what_if_variant(const what_if *t, int32_t years, ent_world **copy)
{
    ent_world *w = ent_arena_array(t->scratch, ent_world, 1);
    if (!w)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    *w = *t->plan->world;
    const int32_t months = 12 * years - (w->first_month - 1);
    w->n_years = years;
    w->n_months = w->n_months < months ? w->n_months : months;
    *copy = w;
    return ENT_OK;
}

void what_if_lever(ent_world *w, ent_lever_id lever, double value)
{
    w->lever[lever] = value;
    for (size_t y = 0; y < ENT_MAX_YEARS; y++)
        w->lever_year[lever][y] = value;
}

void what_if_quantiles(what_if *t, size_t row, size_t first, const sample_summary *s)
{
    const double five[] = {s->p5, s->p25, s->p50, s->p75, s->p95};
    for (size_t i = 0; i < sizeof five / sizeof five[0]; i++)
        ent_table_number(t->table, row, first + i, five[i]);
}

ent_status what_if_sample(const what_if *t, const ent_world *w, const ent_outcome_id *wanted,
                          size_t n_wanted, sample *s)
{
    bool record[ENT_N_OUTCOMES] = {false};
    for (size_t i = 0; i < n_wanted; i++)
        record[wanted[i]] = true;
    const sample_plan plan = {.world = w,
                              .blocks = t->blocks,
                              .seed = t->plan->seed,
                              .draws = t->draws,
                              .wanted = record};
    return sample_run(&plan, s, t->scratch, t->err);
}

/* Run to the year of the plan with someone looking at its tiles. */
static ent_status look_at_year(const what_if *t, ent_block_visit visit, void *visitor)
{
    static const bool nothing[ENT_N_OUTCOMES];
    ent_world *w = NULL;
    sample s;
    ENT_TRY(what_if_variant(t, t->year + 1, &w));
    const sample_plan plan = {.world = w,
                              .blocks = t->blocks,
                              .seed = t->plan->seed,
                              .draws = t->draws,
                              .wanted = nothing,
                              .visit = visit,
                              .visitor = visitor};
    return sample_run(&plan, &s, t->scratch, t->err);
}

/* Rows of futures, one per (flashpoint, step, kind). */
typedef struct rows {
    const what_if *t;
    size_t n, steps, kinds; /* n: futures */
    double *values;
    const double *at; /* the steps */
} rows;

static ent_status rows_make(rows *r, const what_if *t, const double *at, size_t steps, size_t kinds)
{
    const size_t places = (size_t)t->plan->world->n_flashpoints;
    *r = (rows){t, t->blocks * ENT_BLOCK, steps, kinds, NULL, at};
    r->values = ent_arena_array(t->scratch, double, places *steps *kinds * r->n);
    return r->values ? ENT_OK : ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
}

static double *rows_at(const rows *r, size_t k, size_t step, size_t kind)
{
    return r->values + ((k * r->steps + step) * r->kinds + kind) * r->n;
}

static void put(const rows *r, size_t k, size_t step, size_t kind, const ent_tile *t,
                const double *row)
{
    memcpy(rows_at(r, k, step, kind) + t->first, row, sizeof(ent_row));
}

/* --- forces by day --- */

static const double closure_days[] = {0, 3, 7, 10, 14, 21, 30, 45, 60, 90, 120};
enum { N_DAYS = sizeof closure_days / sizeof closure_days[0], US_IN = 0, US_OUT, CHALLENGER };

static const ent_column closure_columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"day", "Day of defence", "day", ENT_CELL_NUMBER, 0},
    {"series", "Forces", "", ENT_CELL_TEXT, 0},
    WHAT_IF_QUANTILES("", "", "BE", 1),
};

static void see_closure(void *with, const ent_tile *t, int32_t month)
{
    const rows *r = with;
    if (month != ENT_VISIT_YEAR || t->year != r->t->year)
        return;
    ent_balance b;
    for (size_t k = 0; k < (size_t)t->world->n_flashpoints; k++)
        for (size_t d = 0; d < N_DAYS; d++) {
            ENT_ISA_NAME(ent_posture_on_days)(t, k, closure_days[d], closure_days[d], &b);
            put(r, k, d, US_IN, t, b.month[1]);
            put(r, k, d, US_OUT, t, b.month[0]);
            put(r, k, d, CHALLENGER, t, t->balance[k].challenger);
        }
}

static ent_status what_if_closure(what_if *t)
{
    static const char *const names[] = {"Defence, US in", "Defence, US out", "Challenger"};
    const ent_world *w = t->plan->world;
    rows r;
    ent_table_init(t->table, "closure", "Forces by day of defence", closure_columns, 8, t->arena);
    t->table->note = "Allies count by their chance to come; the challenger by its forces that are "
                     "free for the place. In Ukraine without Article 5 the members of a guarantee "
                     "take the place of the US.";
    ENT_TRY(rows_make(&r, t, closure_days, N_DAYS, 3));
    ENT_TRY(look_at_year(t, see_closure, &r));
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        for (size_t kind = 0; kind < 3; kind++)
            for (size_t d = 0; d < N_DAYS; d++) {
                const sample_summary s = sample_summarise(rows_at(&r, k, d, kind), r.n);
                const size_t row = ent_table_row(t->table);
                ent_table_text(t->table, row, 0, w->flashpoint[k].key);
                ent_table_number(t->table, row, 1, closure_days[d]);
                ent_table_text(t->table, row, 2, names[kind]);
                what_if_quantiles(t, row, 3, &s);
            }
    return ENT_OK;
}

/* --- credibility --- */

static const double credibilities[] = {0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1};
enum { N_CREDIBILITIES = sizeof credibilities / sizeof credibilities[0] };

static const ent_column credibility_columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"credibility", "Chance that the US fights", "share", ENT_CELL_NUMBER, 2},
    {"attack", "Attacks", "per year", ENT_CELL_NUMBER, 5},
    WHAT_IF_QUANTILES("", "Odds, ", "ratio", 2),
    WHAT_IF_QUANTILES("attack_", "Attacks, ", "per year", 5),
};
enum { CREDIBILITY_COLUMNS = sizeof credibility_columns / sizeof credibility_columns[0] };

static void see_credibility(void *with, const ent_tile *t, int32_t month)
{
    const rows *r = with;
    if (month != ENT_VISIT_YEAR || t->year != r->t->year)
        return;
    ent_row odds, attack;
    for (size_t k = 0; k < (size_t)t->world->n_flashpoints; k++)
        for (size_t q = 0; q < N_CREDIBILITIES; q++) {
            ENT_ISA_NAME(ent_deterrence_at)(t, k, credibilities[q], odds, attack);
            put(r, k, q, 0, t, odds);
            put(r, k, q, 1, t, attack);
        }
}

static ent_status what_if_credibility(what_if *t)
{
    const ent_world *w = t->plan->world;
    rows r;
    ent_table_init(t->table, "credibility", "Risk of an attack by the chance that the US fights",
                   credibility_columns, CREDIBILITY_COLUMNS, t->arena);
    t->table->note = "Odds relative to 2021. The attack share is the mean over "
                     "futures; its level is dominated by the base rate drawn. In Ukraine without "
                     "Article 5: the chance that the members of a guarantee fight, and odds "
                     "against a ceasefire without any.";
    ENT_TRY(rows_make(&r, t, credibilities, N_CREDIBILITIES, 2));
    ENT_TRY(look_at_year(t, see_credibility, &r));
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        for (size_t q = 0; q < N_CREDIBILITIES; q++) {
            const sample_summary odds = sample_summarise(rows_at(&r, k, q, 0), r.n);
            const sample_summary attack = sample_summarise(rows_at(&r, k, q, 1), r.n);
            const size_t row = ent_table_row(t->table);
            ent_table_text(t->table, row, 0, w->flashpoint[k].key);
            ent_table_number(t->table, row, 1, credibilities[q]);
            ent_table_number(t->table, row, 2, attack.mean);
            what_if_quantiles(t, row, 3, &odds);
            what_if_quantiles(t, row, 8, &attack);
        }
    return ENT_OK;
}

/* --- what would have to be true --- */

static const double fail_levels[] = {1.0, 2.0};
enum { N_LEVELS = sizeof fail_levels / sizeof fail_levels[0] };

static const ent_column believe_columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"odds", "Odds reach", "ratio", ENT_CELL_NUMBER, 0},
    {"never", "Never reached", "share of futures", ENT_CELL_NUMBER, 3},
    {"always", "Always reached", "share of futures", ENT_CELL_NUMBER, 3},
    {"below", "Reached as assumed", "share of futures", ENT_CELL_NUMBER, 3},
    {"p5", "Reached below, 5 %", "chance", ENT_CELL_NUMBER, 2},
    {"p50", "Median", "chance", ENT_CELL_NUMBER, 2},
    {"p95", "95 %", "chance", ENT_CELL_NUMBER, 2},
};

static void see_threshold(void *with, const ent_tile *t, int32_t month)
{
    const rows *r = with;
    if (month != ENT_VISIT_YEAR || t->year != r->t->year)
        return;
    ent_row q, odds, attack;
    for (size_t k = 0; k < (size_t)t->world->n_flashpoints; k++)
        for (size_t i = 0; i < N_LEVELS; i++) {
            ENT_ISA_NAME(ent_deterrence_threshold)(t, k, fail_levels[i], q);
            put(r, k, i, 0, t, q);
            put(r, k, i, 1, t, t->balance[k].odds);
            ENT_ISA_NAME(ent_deterrence_at)(t, k, 0.0, odds, attack);
            put(r, k, i, 2, t, odds);
            ENT_ISA_NAME(ent_deterrence_at)(t, k, 1.0, odds, attack);
            put(r, k, i, 3, t, odds);
        }
}

static void believe_row(what_if *t, const rows *r, size_t k, size_t level)
{
    double *q = rows_at(r, k, level, 0);
    const double *drawn = rows_at(r, k, level, 1), *without = rows_at(r, k, level, 2);
    const double *with = rows_at(r, k, level, 3), n = (double)r->n;
    double never = 0.0, always = 0.0, below = 0.0;
    for (size_t f = 0; f < r->n; f++) {
        const bool low = without[f] < fail_levels[level] && with[f] < fail_levels[level];
        const bool high = without[f] >= fail_levels[level] && with[f] >= fail_levels[level];
        never += low;
        always += high;
        below += drawn[f] >= fail_levels[level];
        q[f] = low || high ? ENT_MISSING : q[f];
    }
    const sample_summary s = sample_summarise(q, r->n);
    const double cells[] = {
        fail_levels[level], never / n, always / n, below / n, s.p5, s.p50, s.p95};
    const size_t row = ent_table_row(t->table);
    ent_table_text(t->table, row, 0, t->plan->world->flashpoint[k].key);
    for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++)
        ent_table_number(t->table, row, c + 1, cells[c]);
}

static ent_status what_if_believe(what_if *t)
{
    const ent_world *w = t->plan->world;
    rows r;
    ent_table_init(t->table, "believe", "What would have to be true for deterrence to weaken",
                   believe_columns, 8, t->arena);
    t->table->note = "Credibility of US intervention below which the odds of attack reach those of "
                     "2021, or twice them; quantiles over the futures in which it matters. In "
                     "Ukraine: of the members of a guarantee, and odds without any.";
    ENT_TRY(rows_make(&r, t, fail_levels, N_LEVELS, 4));
    ENT_TRY(look_at_year(t, see_threshold, &r));
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        for (size_t i = 0; i < N_LEVELS; i++)
            believe_row(t, &r, k, i);
    return ENT_OK;
}

/* --- the frontier, with every assumption central --- */

const ent_column frontier_columns[FRONTIER_COLUMNS] = {
    {"indo_pacific", "Indo-Pacific", "ratio", ENT_CELL_NUMBER, 2},
    {"europe", "Europe", "ratio", ENT_CELL_NUMBER, 3},
    {"trade", "Europe loses per unit", "ratio", ENT_CELL_NUMBER, 3},
};

void frontier_rows(ent_table *t, const ent_frontier_point at[FRONTIER_POINTS])
{
    for (size_t i = 0; i < FRONTIER_POINTS; i++) {
        const size_t row = ent_table_row(t);
        ent_table_number(t, row, 0, at[i].indo_pacific);
        ent_table_number(t, row, 1, at[i].europe);
        ent_table_number(t, row, 2, at[i].trade);
    }
}

enum { PLAN_DAY = 60 };

typedef struct frontier {
    const what_if *t;
    ent_frontier_point at[FRONTIER_POINTS];
    ent_status status;
} frontier;

static void see_frontier(void *with, const ent_tile *t, int32_t month)
{
    frontier *f = with;
    if (month != ENT_VISIT_YEAR || t->year != f->t->year)
        return;
    const ent_allocation_plan plan = {PLAN_DAY, ENT_MISSING, 0};
    ent_allocation_problem p;
    ent_arena own;
    ent_heap_arena_create(&own, 1 << 20);
    f->status = ent_allocation_of_tile(t, 0, &plan, &p, &own, f->t->err);
    if (f->status == ENT_OK)
        f->status = ent_allocate_frontier(&p, FRONTIER_POINTS, f->at, &own, f->t->err);
    ent_heap_arena_destroy(&own);
}

static ent_status what_if_frontier(what_if *t)
{
    frontier f = {.t = t};
    ent_table_init(t->table, "frontier", "Margins: Europe against the Indo-Pacific",
                   frontier_columns, 3, t->arena);
    t->table->note = "Smallest safety margin in each theatre, with all places defended at once by "
                     "forces in line by day 60. Every assumption is central: this is a plan, not a "
                     "forecast.";
    ENT_TRY(ent_central_run(t->plan->world, see_frontier, &f, t->scratch, t->err));
    ENT_TRY(f.status);
    frontier_rows(t->table, f.at);
    return ENT_OK;
}

/* --- one call --- */

static size_t blocks_of(const ent_what_if_plan *plan)
{
    return plan->futures ? (plan->futures + ENT_BLOCK - 1) / ENT_BLOCK : 1;
}

ent_status what_if_draws(const ent_what_if_plan *plan, sample_draws *draws, ent_arena *arena,
                         ent_error *err)
{
    return sample_draw(plan->world, blocks_of(plan), plan->seed, draws, arena, err);
}

ent_status what_if_make(const ent_what_if_plan *plan, const sample_draws *draws,
                        ent_what_if_table which, ent_table *table, ent_arena *arena, ent_error *err)
{
    static ent_status (*const makers[ENT_WHAT_IF_TABLES])(what_if *) = {
        [ENT_WHAT_IF_CLOSURE] = what_if_closure,   [ENT_WHAT_IF_CREDIBILITY] = what_if_credibility,
        [ENT_WHAT_IF_BELIEVE] = what_if_believe,   [ENT_WHAT_IF_POLICIES] = what_if_policies,
        [ENT_WHAT_IF_PULLS] = what_if_pulls,       [ENT_WHAT_IF_GUARANTEES] = what_if_guarantees,
        [ENT_WHAT_IF_FRONTIER] = what_if_frontier, [ENT_WHAT_IF_AUTONOMY] = what_if_autonomy,
        [ENT_WHAT_IF_FORCE] = what_if_force,       [ENT_WHAT_IF_ATTACK] = what_if_attack,
    };
    const int32_t year = plan->year - plan->world->first_year;
    if (year < 0 || year >= plan->world->n_years)
        return ent_fail(err, ENT_E_ARG, "year %d lies outside the scenario, which covers %d to %d",
                        plan->year, plan->world->first_year,
                        plan->world->first_year + plan->world->n_years - 1);
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 22);
    what_if t = {.plan = plan,
                 .table = table,
                 .arena = arena,
                 .scratch = &scratch,
                 .draws = draws,
                 .err = err,
                 .blocks = blocks_of(plan),
                 .year = year};
    const ent_status status = makers[which](&t);
    ent_heap_arena_destroy(&scratch);
    return status;
}

ent_status ent_what_if_make(const ent_what_if_plan *plan, ent_what_if_table which, ent_table *table,
                            ent_arena *arena, ent_error *err)
{
    ent_arena own;
    sample_draws draws;
    ent_heap_arena_create(&own, 1 << 20);
    ent_status status = what_if_draws(plan, &draws, &own, err);
    if (status == ENT_OK)
        status = what_if_make(plan, &draws, which, table, arena, err);
    ent_heap_arena_destroy(&own);
    return status;
}
