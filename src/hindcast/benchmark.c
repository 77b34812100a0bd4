#include "hindcast/benchmark.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/bill.h"
#include "entente/change.h"
#include "entente/csv.h"
#include "entente/draws.h"
#include "entente/futures.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "futures/sample.h"
#include "hindcast/expression.h"

enum { FUTURES = BENCHMARK_BLOCKS * ENT_BLOCK };
static const uint64_t SEED = 1;
static const double WIDEST = 4.0; /* times the published range */

/* A scenario with its futures. */
typedef struct setting {
    const char *text;
    world_parts *parts;
    sample sample;
    double *draws; /* [ENT_N_ASSUMPTIONS][FUTURES] */
} setting;

typedef struct evaluation {
    const setting *from;
    const char *at;
} evaluation;

/* --- the table ------------------------------------------------------------------------------ */

static const char *cell(const ent_csv *t, size_t row, const char *name)
{
    size_t c;
    return ent_csv_has_column(t, name) && ent_csv_column(t, name, &c, NULL) == ENT_OK
               ? ent_csv_text(t, row, c)
               : "";
}

static ent_status number(const ent_csv *t, size_t row, const char *name, double *value,
                         ent_error *err)
{
    size_t c;
    *value = ENT_MISSING;
    return ent_csv_has_column(t, name) && ent_csv_column(t, name, &c, err) == ENT_OK
               ? ent_csv_number(t, row, c, value, err)
               : ENT_OK;
}

/* "us-leaves, 2027" of a table without expressions: the scenario, and its time. */
static ent_status split_scenario(benchmark_row *r, ent_arena *arena, ent_error *err)
{
    const char *comma = strchr(r->scenario, ',');
    if (!comma)
        return ENT_OK;
    r->at = comma + 1 + strspn(comma + 1, " ");
    r->scenario = ent_text_copy(r->scenario, (size_t)(comma - r->scenario), arena);
    return r->scenario ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status read_row(const ent_csv *t, size_t i, benchmark_row *r, ent_arena *arena,
                           ent_error *err)
{
    const bool whole = ent_csv_has_column(t, "expression");
    *r = (benchmark_row){.id = cell(t, i, "id"),
                         .quantity = cell(t, i, "quantity"),
                         .unit = cell(t, i, "unit"),
                         .source = cell(t, i, "source"),
                         .how_read = cell(t, i, "how_read"),
                         .note = cell(t, i, "note"),
                         .expression = cell(t, i, whole ? "expression" : "entente_outcome"),
                         .at = cell(t, i, "at"),
                         .statistic = cell(t, i, "statistic"),
                         .scenario = cell(t, i, "scenario")};
    ENT_TRY(number(t, i, "value", &r->value, err));
    ENT_TRY(number(t, i, "low", &r->low, err));
    ENT_TRY(number(t, i, "high", &r->high, err));
    ENT_TRY(number(t, i, "factor", &r->factor, err));
    r->factor = isnan(r->factor) ? 1.0 : r->factor;
    r->value = isnan(r->value) ? 0.5 * (r->low + r->high) : r->value;
    r->low = isnan(r->low) ? r->value : r->low;
    r->high = isnan(r->high) ? r->value : r->high;
    if (r->low > r->high)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: low is above high", t->path, ent_csv_line(t, i));
    return whole ? ENT_OK : split_scenario(r, arena, err);
}

static ent_status read_table(const char *path, benchmark *b, ent_arena *arena, ent_error *err)
{
    ent_csv t;
    ENT_TRY(ent_csv_read(path, &t, arena, err));
    static const char *const needed[] = {"id", "quantity", "value", "scenario"};
    size_t column;
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        ENT_TRY(ent_csv_column(&t, needed[i], &column, err));
    if (!ent_csv_has_column(&t, "expression"))
        ENT_TRY(ent_csv_column(&t, "entente_outcome", &column, err));
    b->rows = ent_arena_array(arena, benchmark_row, t.n_rows + 1);
    if (!b->rows)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    for (size_t i = 0; i < t.n_rows; i++)
        ENT_TRY(read_row(&t, i, &b->rows[b->n_rows++], arena, err));
    return ENT_OK;
}

/* --- a scenario ----------------------------------------------------------------------------- */

/* Levers behind the name: "NAME lever=value lever=value". */
static ent_status change_levers(world_parts *parts, char *words, ent_arena *arena, ent_error *err)
{
    scenario_spec *s = &parts->scenario;
    ent_lever_setting *levers = ent_arena_array(arena, ent_lever_setting, s->n_levers + 1);
    if (!levers)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    memcpy(levers, s->levers, s->n_levers * sizeof *levers);
    for (char *next = NULL, *word = strtok_r(words, " ", &next); word;
         word = strtok_r(NULL, " ", &next)) {
        char *equals = strchr(word, '=');
        size_t row;
        ent_lever_setting to;
        if (!equals)
            return ent_fail(err, ENT_E_ARG, "'%.60s': expected lever=value", word);
        *equals = '\0';
        ENT_TRY(
            ent_change_lever(&parts->reg, &parts->facts, word, equals + 1, &row, &to, arena, err));
        ENT_TRY(ent_change_fit(s, &parts->reg.levers[row], &levers[row], &to, err));
        levers[row] = to;
    }
    s->levers = levers;
    return ENT_OK;
}

static ent_status load(const world_folders *folders, setting *s, ent_arena *arena, ent_error *err)
{
    char *words = ent_text_copy(s->text, strlen(s->text), arena);
    if (!words || !s->parts)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    char *rest = strchr(words, ' ');
    if (rest)
        *rest++ = '\0';
    /* a prior is one of no scenario in particular */
    const char *name = strcmp(words, "prior") == 0 ? "status-quo-2024" : words;
    ENT_TRY(world_parts_load(folders, name, s->parts, arena, err));
    if (rest)
        ENT_TRY(change_levers(s->parts, rest, arena, err));
    return world_parts_build_quietly(s->parts, arena, err);
}

static ent_status draw(setting *s, ent_arena *arena, ent_error *err)
{
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = SEED};
    ent_draws from;
    double *block = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    s->draws = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *FUTURES);
    if (!block || !s->draws || ent_draws_make(s->parts->world, &from, arena) != ENT_OK)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t b = 0; b < BENCHMARK_BLOCKS; b++) {
        ent_draws_block(&from, &design, b, block);
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            memcpy(s->draws + a * FUTURES + b * ENT_BLOCK, block + a * ENT_BLOCK,
                   ENT_BLOCK * sizeof *block);
    }
    return ENT_OK;
}

/* The futures of a scenario, with the outcomes that its rows name. */
static ent_status open_setting(const world_folders *folders, const benchmark *b, setting *s,
                               ent_arena *arena, ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {false};
    s->parts = ent_arena_array(arena, world_parts, 1);
    ENT_TRY(load(folders, s, arena, err));
    for (size_t i = 0; i < b->n_rows; i++)
        for (size_t o = 0; strcmp(b->rows[i].scenario, s->text) == 0 && o < ENT_N_OUTCOMES; o++)
            wanted[o] = wanted[o] ||
                        strstr(b->rows[i].expression, ent_outcome_key((ent_outcome_id)o)) != NULL;
    const sample_plan plan = {
        .world = s->parts->world, .blocks = BENCHMARK_BLOCKS, .seed = SEED, .wanted = wanted};
    ENT_TRY(draw(s, arena, err));
    return sample_run(&plan, &s->sample, arena, err);
}

/* --- a quantity ----------------------------------------------------------------------------- */

/* bill.extra and bill.multiple of one state: the same in every future. */
static ent_status account(const evaluation *e, const char *key, const char *index, double *values,
                          ent_error *err)
{
    const ent_world *w = e->from->parts->world;
    const ent_bill_terms terms = ent_bill_terms_of(w);
    const int32_t state = index ? ent_world_state(w, index) : -1;
    long long year = terms.by_year;
    ent_bill_line line;
    if (*e->at && !ent_text_integer(e->at, strlen(e->at), &year))
        return ent_fail(err, ENT_E_KEY, "'%.20s' is not a year", e->at);
    if (state < 0 || year < w->first_year || year >= w->first_year + w->n_years ||
        !ent_bill_terms_fit(w, &terms) || !ent_bill_of_state(w, &terms, state, &line))
        return ent_fail(err, ENT_E_KEY, "%s has no value for '%.20s' at %lld", key,
                        index ? index : "", year);
    const double v =
        strcmp(key, "bill.multiple") == 0 ? line.multiple : line.extra_bn[year - w->first_year];
    for (size_t f = 0; f < FUTURES; f++)
        values[f] = v;
    return ENT_OK;
}

static ent_status outcome(const evaluation *e, const ent_outcome *row, const char *index,
                          double *values, ent_error *err)
{
    const sample *s = &e->from->sample;
    ent_probe p;
    if (!ent_probe_find(e->from->parts->world, (ent_outcome_id)row->use, index, e->at, &p))
        return ent_fail(err, ENT_E_KEY, "%s has no value at index '%.40s', time '%.20s'", row->key,
                        index ? index : "", e->at);
    for (size_t f = 0; f < FUTURES; f++) {
        double sum = 0.0, n = 0.0;
        for (int32_t i = 0; i < p.count; i++) {
            const double v =
                sample_row(s, (ent_outcome_id)row->use, (size_t)(p.first + i * p.stride))[f];
            sum += v == v ? v : 0.0;
            n += v == v ? 1.0 : 0.0;
        }
        values[f] = n > 0.0 ? sum / n : ENT_MISSING;
    }
    return ENT_OK;
}

static ent_status quantity(void *closure, const char *key, const char *index, double *values,
                           ent_error *err)
{
    const evaluation *e = closure;
    const ent_register *reg = &e->from->parts->reg;
    const ent_outcome *row = ent_register_outcome(reg, key);
    const ent_assumption *a = ent_register_assumption(reg, key);
    if (strcmp(key, "bill.extra") == 0 || strcmp(key, "bill.multiple") == 0)
        return account(e, key, index, values, err);
    if (row && row->use >= 0)
        return outcome(e, row, index, values, err);
    if (a && a->use >= 0 && !index) {
        memcpy(values, e->from->draws + (size_t)a->use * FUTURES, FUTURES * sizeof *values);
        return ENT_OK;
    }
    return ent_fail(err, ENT_E_KEY, "there is no outcome or assumption '%.60s'", key);
}

static bool only_yes_or_no(const double *values)
{
    for (size_t f = 0; f < FUTURES; f++)
        if (values[f] == values[f] && values[f] != 0.0 && values[f] != 1.0)
            return false;
    return true;
}

static void compare(benchmark_row *r, double *values)
{
    const bool mean =
        strcmp(r->statistic, "mean") == 0 || (!*r->statistic && only_yes_or_no(values));
    const double z90 = 1.6448536269514722;
    double squares = 0.0;
    for (size_t f = 0; f < FUTURES; f++)
        values[f] *= r->factor;
    const sample_summary s = sample_summarise(values, FUTURES);
    r->n = s.n;
    if (!s.n) {
        r->unmatched = "no future has a value";
        return;
    }
    for (size_t f = 0; f < s.n; f++)
        squares += (values[f] - s.mean) * (values[f] - s.mean);
    const double error = z90 * sqrt(squares) / (double)s.n;
    r->median = mean ? s.mean : s.p50;
    r->ours_low = mean ? s.mean - error : s.p5;
    r->ours_high = mean ? s.mean + error : s.p95;
    const double width = r->high > r->low ? r->high - r->low : 0.5 * fabs(r->value);
    r->ratio = r->value != 0.0 ? r->median / r->value : ENT_MISSING;
    r->width_ratio = width > 0.0 ? (r->ours_high - r->ours_low) / width : ENT_MISSING;
    r->inside = r->ours_low <= r->high && r->ours_high >= r->low && r->width_ratio <= WIDEST;
}

static ent_status compute(const setting *s, benchmark_row *r, ent_arena *arena, ent_error *err)
{
    double *values = ent_arena_array(arena, double, FUTURES);
    evaluation e = {s, r->at};
    ent_error why = {0};
    if (!values)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (*r->statistic && strcmp(r->statistic, "median") != 0 && strcmp(r->statistic, "mean") != 0) {
        r->unmatched = "the statistic is neither median nor mean";
        return ENT_OK;
    }
    const ent_status status =
        expression_values(r->expression, FUTURES, quantity, &e, values, arena, &why);
    if (status == ENT_E_NOMEM)
        return ent_fail(err, status, "%s", why.message);
    if (status == ENT_OK)
        compare(r, values);
    else
        r->unmatched = ent_text_copy(why.message, strlen(why.message), arena);
    return ENT_OK;
}

/* --- all rows ------------------------------------------------------------------------------- */

static bool same_quantity(const benchmark_row *a, const benchmark_row *b)
{
    return strcmp(a->expression, b->expression) == 0 && strcmp(a->at, b->at) == 0 &&
           strcmp(a->scenario, b->scenario) == 0 && strcmp(a->statistic, b->statistic) == 0 &&
           a->factor == b->factor;
}

/* Studies of one quantity count once, and as inside when one of them agrees. */
static void count(benchmark *b)
{
    for (size_t i = 0; i < b->n_rows; i++) {
        benchmark_row *r = &b->rows[i];
        r->group = i;
        if (r->unmatched) {
            b->unmatched++;
            continue;
        }
        for (size_t k = 0; k < i && r->group == i; k++)
            if (!b->rows[k].unmatched && same_quantity(r, &b->rows[k]))
                r->group = b->rows[k].group;
        b->comparable += r->group == i;
    }
    for (size_t g = 0; g < b->n_rows; g++) {
        bool inside = false;
        for (size_t i = g; i < b->n_rows; i++)
            inside = inside || (b->rows[i].group == g && b->rows[i].inside);
        b->inside += inside;
    }
}

static int rank_of(const benchmark_row *r)
{
    return r->unmatched ? 2 : r->inside ? 1 : 0;
}

/* Outside first; rows of one kind stay in their order. */
static ent_status order(benchmark *b, ent_arena *arena, ent_error *err)
{
    benchmark_row *sorted = ent_arena_array(arena, benchmark_row, b->n_rows + 1);
    size_t n = 0;
    if (!sorted)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (int rank = 0; rank < 3; rank++)
        for (size_t i = 0; i < b->n_rows; i++)
            if (rank_of(&b->rows[i]) == rank)
                sorted[n++] = b->rows[i];
    b->rows = sorted;
    return ENT_OK;
}

/* All rows of one scenario. One that cannot be loaded leaves its rows without an answer. */
static ent_status run_setting(const world_folders *folders, benchmark *b, const char *text,
                              ent_arena *arena, ent_error *err)
{
    setting s = {.text = text};
    ent_error why = {0};
    const ent_status status = open_setting(folders, b, &s, arena, &why);
    if (status == ENT_E_NOMEM)
        return ent_fail(err, status, "%s", why.message);
    const char *reason =
        status == ENT_OK ? NULL : ent_text_copy(why.message, strlen(why.message), arena);
    for (size_t i = 0; i < b->n_rows; i++) {
        benchmark_row *r = &b->rows[i];
        if (strcmp(r->scenario, text) != 0)
            continue;
        if (!*r->expression)
            r->unmatched = "the model has no such quantity";
        else if (reason)
            r->unmatched = reason;
        else
            ENT_TRY(compute(&s, r, arena, err));
    }
    return ENT_OK;
}

ent_status benchmark_run(const world_folders *folders, const char *path, benchmark *b,
                         ent_arena *arena, ent_error *err)
{
    *b = (benchmark){0};
    ENT_TRY(read_table(path, b, arena, err));
    for (size_t i = 0; i < b->n_rows; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen = seen || strcmp(b->rows[k].scenario, b->rows[i].scenario) == 0;
        if (!seen)
            ENT_TRY(run_setting(folders, b, b->rows[i].scenario, arena, err));
    }
    count(b);
    return order(b, arena, err);
}
