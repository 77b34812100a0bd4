/*
 * Family "behaviours": statements about how results move when levers move, each with a range.
 * Any row of the form of model_behaviours.csv is understood.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/by_value.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/world_build.h"
#include "futures/sample.h"
#include "reference/families.h"
#include "scenario/apply.h"
#include "session/paths.h"

enum { FUTURES = 4096 };
static const uint64_t SEED = 1;

enum {
    ID,
    SCENARIO,
    LEVERS,
    ASSUMPTIONS,
    VERSUS,
    OUTCOME,
    AT,
    STATISTIC,
    COMBINE,
    LOW,
    HIGH,
    N_COLUMNS
};

/* One run a row needs: its own, or the one it is compared with. */
typedef struct side {
    const char *scenario, *levers, *assumptions;
    bool needed, done;
    const char *trouble; /* NULL: none */
    double *values;      /* [FUTURES] the row's quantity in each future */
} side;

typedef struct suite {
    ent_csv table;
    size_t at[N_COLUMNS];
    bool wanted[ENT_N_OUTCOMES];
    ent_facts facts;
    ent_register reg;
    size_t n_sides;
    side *sides; /* [row][2] */
    ent_arena *arena;
    ent_error *err;
} suite;

static const char *cell(const suite *s, size_t row, size_t column)
{
    return ent_csv_text(&s->table, row, s->at[column]);
}

/* --- runs --- */

/* "key=value;key=value" as a list of settings. */
static ent_status split(const char *text, text_list *list, ent_arena *arena, ent_error *err)
{
    list->count = 0;
    while (*text) {
        const size_t n = strcspn(text, ";");
        if (list->count == TEXT_LIST_MAX)
            return ent_fail(err, ENT_E_DATA, "more than %d settings", TEXT_LIST_MAX);
        const char *item = ent_text_copy(text, n, arena);
        ENT_NEED(item, err);
        list->items[list->count++] = item;
        text += n + (text[n] == ';');
    }
    return ENT_OK;
}

static ent_status build_world(const suite *s, const side *x, ent_world **world, ent_arena *scratch,
                              ent_error *err)
{
    text_list set, assume;
    scenario_spec *scenario = ent_arena_array(scratch, scenario_spec, 1);
    ent_facts *facts = ent_arena_array(scratch, ent_facts, 1);
    ENT_NEED(scenario && facts, err);
    ENT_TRY(split(x->levers, &set, scratch, err));
    ENT_TRY(split(x->assumptions, &assume, scratch, err));
    ENT_TRY(
        scenario_load(path_scenarios(), x->scenario, &s->facts, &s->reg, scenario, scratch, err));
    ENT_TRY(settings_apply(&set, &assume, &s->reg, &s->facts, scenario, scratch, err));
    ENT_TRY(ent_facts_override(&s->facts, scenario->n_facts, scenario->facts, facts, scratch, err));
    return ent_world_build(facts, &s->reg, scenario, NULL, 0, world, scratch, err);
}

/* --- one number per future --- */

static bool split_outcome(const char *text, char *key, size_t size, char *index, size_t index_size)
{
    const size_t n = strcspn(text, "["), m = text[n] ? strcspn(text + n + 1, "]") : 0;
    if (n >= size || m >= index_size)
        return false;
    memcpy(key, text, n);
    key[n] = '\0';
    memcpy(index, text + n + (text[n] == '['), m);
    index[m] = '\0';
    return true;
}

static ent_outcome_id find_outcome(const char *text)
{
    char key[64], index[64];
    if (split_outcome(text, key, sizeof key, index, sizeof index))
        for (int o = 0; o < ENT_N_OUTCOMES; o++)
            if (strcmp(ent_outcome_key((ent_outcome_id)o), key) == 0)
                return (ent_outcome_id)o;
    return ENT_N_OUTCOMES;
}

/* Mean of the columns that have a value in this future. */
static double value_of(const sample *run, const ent_probe *p, size_t f)
{
    double sum = 0.0;
    size_t n = 0;
    for (int32_t i = 0; i < p->count; i++) {
        const size_t column = (size_t)p->first + (size_t)i * (size_t)p->stride;
        const double x = sample_row(run, (ent_outcome_id)p->outcome, column)[f];
        sum += x == x ? x : 0.0;
        n += x == x;
    }
    return n ? sum / (double)n : ENT_MISSING;
}

static bool same_run(const side *a, const side *b)
{
    return strcmp(a->scenario, b->scenario) == 0 && strcmp(a->levers, b->levers) == 0 &&
           strcmp(a->assumptions, b->assumptions) == 0;
}

/* The row's quantity in each future of a run. */
static ent_status take(const suite *s, size_t row, const ent_world *w, const sample *run, side *x)
{
    char key[64], index[64];
    ent_probe p;
    const char *outcome = cell(s, row, OUTCOME);
    x->done = true;
    if (!split_outcome(outcome, key, sizeof key, index, sizeof index) ||
        !ent_probe_find(w, find_outcome(outcome), *index ? index : NULL, cell(s, row, AT), &p)) {
        x->trouble = "no such outcome or time";
        return ENT_OK;
    }
    x->values = ent_arena_array(s->arena, double, FUTURES);
    ENT_NEED(x->values, s->err);
    for (size_t f = 0; f < FUTURES; f++)
        x->values[f] = value_of(run, &p, f);
    return ENT_OK;
}

/* One run serves every row that needs it; what it recorded is given back. */
static ent_status run_for(suite *s, const side *first, ent_arena *scratch)
{
    ent_world *w = NULL;
    sample run;
    ent_error why = {0};
    const ent_status built = build_world(s, first, &w, scratch, &why);
    if (built == ENT_E_NOMEM)
        return ent_fail(s->err, built, "out of memory");
    const char *trouble =
        built == ENT_OK ? NULL : ent_text_copy(why.message, strlen(why.message), s->arena);
    const sample_plan plan = {
        .world = w, .blocks = FUTURES / ENT_BLOCK, .seed = SEED, .wanted = s->wanted};
    if (!trouble)
        ENT_TRY(sample_run(&plan, &run, scratch, s->err));
    for (size_t i = 0; i < s->n_sides; i++) {
        side *x = &s->sides[i];
        if (!x->needed || x->done || !same_run(x, first))
            continue;
        if (!trouble)
            ENT_TRY(take(s, i / 2, w, &run, x));
        x->done = true;
        x->trouble = trouble ? trouble : x->trouble;
    }
    return ENT_OK;
}

/* Statistic over the futures that have a value. */
static double statistic(const char *name, double *x, size_t n)
{
    size_t kept = 0;
    double sum = 0.0;
    for (size_t f = 0; f < n; f++)
        if (x[f] == x[f]) {
            sum += x[f];
            x[kept++] = x[f];
        }
    if (!kept)
        return ENT_MISSING;
    qsort(x, kept, sizeof *x, by_value);
    const double last = (double)(kept - 1);
    double p = -1.0;
    if (strcmp(name, "mean") == 0)
        return sum / (double)kept;
    if (strcmp(name, "min") == 0)
        p = 0.0;
    else if (strcmp(name, "max") == 0)
        p = 1.0;
    else if (strcmp(name, "median") == 0)
        p = 0.5;
    else if (name[0] == 'p')
        p = strtod(name + 1, NULL) / 100.0;
    if (!(p >= 0.0 && p <= 1.0))
        return ENT_MISSING;
    const size_t low = (size_t)(p * last);
    const double part = p * last - (double)low;
    return low + 1 < kept ? x[low] + part * (x[low + 1] - x[low]) : x[low];
}

/* NULL, or why the number is missing. */
static const char *evaluate(const suite *s, size_t row, double *got)
{
    static const char *const ways[] = {"value", "paired", "ratio", "difference"};
    const side *a = &s->sides[2 * row], *b = a + 1;
    const char *name = cell(s, row, STATISTIC), *combine = cell(s, row, COMBINE);
    size_t way = 0;
    while (way < 4 && strcmp(combine, ways[way]) != 0)
        way++;
    if (way == 4)
        return "combine is none of value, paired, ratio, difference";
    if (a->trouble || (b->needed && b->trouble))
        return a->trouble ? a->trouble : b->trouble;
    for (size_t f = 0; way == 1 && f < FUTURES; f++)
        a->values[f] -= b->values[f];
    *got = statistic(name, a->values, FUTURES);
    if (way >= 2) {
        const double other = statistic(name, b->values, FUTURES);
        *got = way == 2 ? *got / other : *got - other;
    }
    return NULL;
}

static ent_status check_row(suite *s, size_t row, validate_log *log)
{
    char inputs[512];
    double low = ENT_MISSING, high = ENT_MISSING, got = ENT_MISSING;
    const char *id = cell(s, row, ID);
    snprintf(inputs, sizeof inputs, "%s %s %s, %s %s %s", cell(s, row, SCENARIO),
             cell(s, row, LEVERS), cell(s, row, ASSUMPTIONS), cell(s, row, STATISTIC),
             cell(s, row, OUTCOME), cell(s, row, AT));
    ENT_TRY(ent_csv_number(&s->table, row, s->at[LOW], &low, s->err));
    ENT_TRY(ent_csv_number(&s->table, row, s->at[HIGH], &high, s->err));
    const char *trouble = evaluate(s, row, &got);
    if (trouble)
        validate_unable(log, id, inputs, trouble, "model_behaviours.csv");
    else
        validate_range(log, id, inputs, got, low, high, "model_behaviours.csv");
    return ENT_OK;
}

static ent_status read_rows(suite *s, const char *dir)
{
    ENT_TRY(ent_csv_open(dir, "model_behaviours.csv",
                         "id scenario levers assumptions vs outcome at statistic combine low high",
                         s->at, &s->table, s->arena, s->err));
    s->n_sides = 2 * s->table.n_rows;
    s->sides = ent_arena_array(s->arena, side, s->n_sides + 1);
    ENT_NEED(s->sides, s->err);
    for (size_t row = 0; row < s->table.n_rows; row++) {
        const ent_outcome_id o = find_outcome(cell(s, row, OUTCOME));
        const char *versus = cell(s, row, VERSUS);
        side *a = &s->sides[2 * row];
        if (o < ENT_N_OUTCOMES)
            s->wanted[o] = true;
        a[0] = (side){.scenario = cell(s, row, SCENARIO),
                      .levers = cell(s, row, LEVERS),
                      .assumptions = cell(s, row, ASSUMPTIONS),
                      .needed = o < ENT_N_OUTCOMES,
                      .trouble = o < ENT_N_OUTCOMES ? NULL : "no such outcome"};
        a[1] = a[0];
        a[1].levers = strcmp(versus, "base") == 0 ? "" : versus;
        a[1].needed = a[0].needed && strcmp(cell(s, row, COMBINE), "value") != 0;
    }
    return ENT_OK;
}

static ent_status check_all(suite *s, const char *dir, validate_log *log)
{
    ENT_TRY(read_rows(s, dir));
    ENT_TRY(ent_facts_load(path_data(), &s->facts, s->arena, s->err));
    ENT_TRY(ent_register_load(path_data(), &s->facts, &s->reg, s->arena, s->err));
    for (size_t i = 0; i < s->n_sides; i++) {
        if (!s->sides[i].needed || s->sides[i].done)
            continue;
        ent_arena scratch;
        ent_heap_arena_create(&scratch, 1 << 22);
        const ent_status status = run_for(s, &s->sides[i], &scratch);
        ent_heap_arena_destroy(&scratch);
        ENT_TRY(status);
    }
    for (size_t row = 0; row < s->table.n_rows; row++)
        ENT_TRY(check_row(s, row, log));
    validate_note(log, "%d futures a setting, the same draws in each", FUTURES);
    return ENT_OK;
}

ent_status validate_behaviours(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    suite *s = ent_arena_array(arena, suite, 1);
    ENT_NEED(s, err);
    s->arena = arena;
    s->err = err;
    return check_all(s, dir, log);
}
