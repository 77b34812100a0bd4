/*
 * Family "behaviours": statements about how results move when levers move, each with a range.
 * Any row of the form of model_behaviours.csv is understood.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/validate.h"
#include "cli/world_of.h"
#include "entente/block.h"
#include "entente/heap.h"
#include "futures/sample.h"

enum { FUTURES = 4096, MAX_RUNS = 64 };
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
static const char *const column_names[N_COLUMNS] = {"id",      "scenario", "levers", "assumptions",
                                                    "vs",      "outcome",  "at",     "statistic",
                                                    "combine", "low",      "high"};

/* One set of settings, run once. */
typedef struct run {
    const char *scenario, *levers, *assumptions;
    const ent_world *world;
    sample sample;
} run;

typedef struct suite {
    ent_csv table;
    size_t at[N_COLUMNS];
    bool wanted[ENT_N_OUTCOMES];
    size_t n_runs;
    run runs[MAX_RUNS];
    ent_arena *arena;
    ent_error *err;
} suite;

static const char *cell(const suite *s, size_t row, size_t column)
{
    return ent_csv_text(&s->table, row, s->at[column]);
}

/* --- settings --- */

static int32_t state_index(const ent_world *w, const char *iso3)
{
    for (int32_t s = 0; s < w->n_states; s++)
        if (strncmp(w->iso3[s], iso3, 3) == 0)
            return s;
    return -1;
}

static ent_status set_states(ent_world *w, const char *list, ent_error *err)
{
    memset(w->member, 0, sizeof w->member);
    for (const char *at = list; *at; at += strcspn(at, "|"), at += *at == '|') {
        const int32_t s = state_index(w, at);
        if (s < 0)
            return ent_fail(err, ENT_E_DATA, "behaviours: '%.20s' is no state", at);
        w->member[s] = 1;
    }
    return ENT_OK;
}

static ent_status set_lever(ent_world *w, const char *key, const char *value, ent_error *err)
{
    static const char *const keys[ENT_N_LEVERS] = {
#define ENT_LEVER_KEY(id, key, kind) key,
        ENT_LEVER_LIST(ENT_LEVER_KEY)
#undef ENT_LEVER_KEY
    };
    for (size_t l = 0; l < ENT_N_LEVERS; l++) {
        if (strcmp(keys[l], key) != 0)
            continue;
        if (l == ENT_L_GUARANTEE_MEMBERS)
            return set_states(w, value, err);
        w->lever[l] = strtod(value, NULL);
        for (size_t y = 0; y < ENT_MAX_YEARS; y++)
            w->lever_year[l][y] = w->lever[l];
        return ENT_OK;
    }
    return ent_fail(err, ENT_E_KEY, "behaviours: '%.60s' is no lever", key);
}

static ent_status set_assumption(ent_world *w, const char *key, const char *value, ent_error *err)
{
    static const char *const keys[ENT_N_ASSUMPTIONS] = {
#define ENT_ASSUMPTION_KEY(id, key) key,
        ENT_ASSUMPTION_LIST(ENT_ASSUMPTION_KEY)
#undef ENT_ASSUMPTION_KEY
    };
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        if (strcmp(keys[a], key) == 0) {
            w->prior[a] = (ent_prior){.kind = ENT_PRIOR_FIXED, .n = 1, .p = {strtod(value, NULL)}};
            w->central[a] = w->prior[a].p[0];
            return ENT_OK;
        }
    return ent_fail(err, ENT_E_KEY, "behaviours: '%.60s' is no assumption", key);
}

/* "key=value;key=value" */
static ent_status apply(ent_world *w, const char *text,
                        ent_status (*set)(ent_world *, const char *, const char *, ent_error *),
                        ent_error *err)
{
    while (*text) {
        char item[512];
        const size_t n = strcspn(text, ";");
        if (n >= sizeof item)
            return ent_fail(err, ENT_E_DATA, "behaviours: setting too long: '%.60s'", text);
        memcpy(item, text, n);
        item[n] = '\0';
        char *equals = strchr(item, '=');
        if (!equals)
            return ent_fail(err, ENT_E_DATA, "behaviours: '%.60s' is not key=value", item);
        *equals = '\0';
        ENT_TRY(set(w, item, equals + 1, err));
        text += n + (text[n] == ';');
    }
    return ENT_OK;
}

/* --- runs --- */

/* Scenario with settings on top; the same settings are run once. */
static ent_status find_run(suite *s, const char *scenario, const char *levers,
                           const char *assumptions, const run **found)
{
    for (size_t i = 0; i < s->n_runs; i++)
        if (strcmp(s->runs[i].scenario, scenario) == 0 && strcmp(s->runs[i].levers, levers) == 0 &&
            strcmp(s->runs[i].assumptions, assumptions) == 0) {
            *found = &s->runs[i];
            return ENT_OK;
        }
    if (s->n_runs == MAX_RUNS)
        return ent_fail(s->err, ENT_E_DATA, "behaviours: more than %d settings", MAX_RUNS);
    world_parts *parts = ent_arena_array(s->arena, world_parts, 1);
    if (!parts)
        return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(world_of(scenario, parts, s->arena, s->err));
    ENT_TRY(apply(parts->world, levers, set_lever, s->err));
    ENT_TRY(apply(parts->world, assumptions, set_assumption, s->err));
    run *r = &s->runs[s->n_runs++];
    *r = (run){
        .scenario = scenario, .levers = levers, .assumptions = assumptions, .world = parts->world};
    *found = r;
    const sample_plan plan = {
        .world = parts->world, .blocks = FUTURES / ENT_BLOCK, .seed = SEED, .wanted = s->wanted};
    return sample_run(&plan, &r->sample, s->arena, s->err);
}

/* --- one number per future --- */

typedef struct selection {
    size_t first, count; /* columns; their mean per future */
} selection;

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

static int32_t find_index(const ent_world *w, const char *name)
{
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        if (strcmp(w->flashpoint[k].key, name) == 0)
            return k;
    return state_index(w, name);
}

/* Columns of an outcome at a time: "2030", "2026-12", all months of a year, or none. */
static bool select_columns(const run *r, const char *outcome, const char *at, selection *found)
{
    const ent_world *w = r->world;
    const ent_layout *layout = &r->sample.layout;
    char key[64], name[64];
    const ent_outcome_id o = find_outcome(outcome);
    split_outcome(outcome, key, sizeof key, name, sizeof name);
    const int32_t index = *name ? find_index(w, name) : 0;
    const int year = (int)strtol(at, NULL, 10), month = strlen(at) == 7 ? atoi(at + 5) : 0;
    const int32_t y = year - w->first_year, start = w->first_month;
    int32_t first = 0, count = 1;
    switch (ent_outcome_shape(o)) {
    case ENT_SHAPE_YEAR:
        first = y;
        break;
    case ENT_SHAPE_YEAR_FLASHPOINT:
        first = y * w->n_flashpoints + index;
        break;
    case ENT_SHAPE_YEAR_STATE:
        first = y * w->n_states + index;
        break;
    case ENT_SHAPE_FLASHPOINT:
        first = index;
        break;
    case ENT_SHAPE_MONTH:
        first = 12 * y + (month ? month : y ? 1 : start) - start;
        count = month ? 1 : y ? 12 : 13 - start;
        break;
    default:
        break;
    }
    found->first = (size_t)(layout->first[o] + first);
    found->count = (size_t)count;
    return first >= 0 && index >= 0 && first + count <= layout->count[o];
}

static double value_of(const run *r, const selection *c, size_t f)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->count; i++)
        sum += r->sample.values[(c->first + i) * FUTURES + f];
    return sum / (double)c->count;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
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
    qsort(x, kept, sizeof *x, by_size);
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

static ent_status evaluate(suite *s, size_t row, double *got)
{
    const char *versus = cell(s, row, VERSUS), *combine = cell(s, row, COMBINE);
    const run *a = NULL, *b = NULL;
    ENT_TRY(
        find_run(s, cell(s, row, SCENARIO), cell(s, row, LEVERS), cell(s, row, ASSUMPTIONS), &a));
    if (strcmp(combine, "value") != 0)
        ENT_TRY(find_run(s, cell(s, row, SCENARIO), strcmp(versus, "base") == 0 ? "" : versus,
                         cell(s, row, ASSUMPTIONS), &b));
    selection c;
    if (!select_columns(a, cell(s, row, OUTCOME), cell(s, row, AT), &c))
        return ent_fail(s->err, ENT_E_DATA, "no such outcome or time");
    static const char *const ways[] = {"value", "paired", "ratio", "difference"};
    size_t way = 0;
    while (way < 4 && strcmp(combine, ways[way]) != 0)
        way++;
    if (way == 4)
        return ent_fail(s->err, ENT_E_DATA, "combine '%.20s' is unknown", combine);
    double *x = ent_arena_array(s->arena, double, 2 * (size_t)FUTURES), *y = x + FUTURES;
    if (!x)
        return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    for (size_t f = 0; f < FUTURES; f++) {
        y[f] = b ? value_of(b, &c, f) : 0.0;
        x[f] = value_of(a, &c, f) - (way == 1 ? y[f] : 0.0);
    }
    const char *name = cell(s, row, STATISTIC);
    const double of_a = statistic(name, x, FUTURES);
    *got = way < 2    ? of_a
           : way == 2 ? of_a / statistic(name, y, FUTURES)
                      : of_a - statistic(name, y, FUTURES);
    return ENT_OK;
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
    const ent_status status = evaluate(s, row, &got);
    if (status == ENT_E_NOMEM)
        return status;
    if (status != ENT_OK)
        validate_unable(log, id, inputs, s->err->message, "model_behaviours.csv");
    else
        validate_range(log, id, inputs, got, low, high, "model_behaviours.csv");
    return ENT_OK;
}

static ent_status check_all(suite *s, const char *dir, validate_log *log)
{
    const char *path = ent_text_format(s->arena, "%s/model_behaviours.csv", dir);
    if (!path)
        return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ent_csv_read(path, &s->table, s->arena, s->err));
    for (size_t c = 0; c < N_COLUMNS; c++)
        ENT_TRY(ent_csv_column(&s->table, column_names[c], &s->at[c], s->err));
    for (size_t row = 0; row < s->table.n_rows; row++) {
        const ent_outcome_id o = find_outcome(cell(s, row, OUTCOME));
        if (o < ENT_N_OUTCOMES)
            s->wanted[o] = true;
    }
    for (size_t row = 0; row < s->table.n_rows; row++)
        if (find_outcome(cell(s, row, OUTCOME)) < ENT_N_OUTCOMES)
            ENT_TRY(check_row(s, row, log));
        else
            validate_unable(log, cell(s, row, ID), "", "no such outcome", "model_behaviours.csv");
    validate_note(log, "%d futures a setting, the same draws in each", FUTURES);
    return ENT_OK;
}

ent_status validate_behaviours(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    suite *s = ent_arena_array(arena, suite, 1);
    if (!s)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    s->arena = arena;
    s->err = err;
    return check_all(s, dir, log);
}
