#include "study/explore_run.h"
#include "base/hint.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/rng.h"
#include "entente/sobol.h"
#include "entente/text.h"
#include "futures/draw_rows.h"
#include "study/explore_points.h"

/* --- opening -------------------------------------------------------------------------------- */

/* "key[index]" into its parts; index is NULL when there is none. */
static ent_status split_outcome(const char *text, char *key, size_t size, char **index,
                                ent_error *err)
{
    if (snprintf(key, size, "%s", text) >= (int)size)
        return ent_fail(err, ENT_E_KEY, "outcome '%.40s...' is too long", text);
    *index = strchr(key, '[');
    if (!*index)
        return ENT_OK;
    char *end = strchr(*index, ']');
    if (!end || end[1] != '\0' || end == *index + 1)
        return ent_fail(err, ENT_E_KEY, "outcome '%s': expected key[index]", text);
    *end = '\0';
    *(*index)++ = '\0';
    return ENT_OK;
}

/* A state or flashpoint, as the shape asks for, that is not the one given. */
static const char *nearest_index(const ent_world *w, const char *shape, const char *index)
{
    const char *names[ENT_MAX_STATES + ENT_MAX_FLASHPOINTS];
    size_t n = 0;
    for (int32_t i = 0; strstr(shape, "state") && i < w->n_states; i++)
        names[n++] = w->iso3[i];
    for (int32_t k = 0; strstr(shape, "flashpoint") && k < w->n_flashpoints; k++)
        names[n++] = w->flashpoint[k].key;
    const char *near = index ? ent_text_nearest(index, names, n) : NULL;
    return near && strcmp(near, index) != 0 ? near : NULL;
}

ent_status explore_find_row(const ent_register *reg, const char *key, const ent_outcome **row,
                            ent_error *err)
{
    *row = ent_register_outcome(reg, key);
    if (*row)
        return ENT_OK;
    const char *near = ent_register_nearest_outcome(reg, key);
    return ent_fail(err, ENT_E_KEY,
                    "the outcome '%.60s' does not exist%s ('entente outcomes' lists them)", key,
                    did_you_mean(near).text);
}

ent_status explore_find_probe(const ent_world *w, const ent_outcome *row, const char *index,
                              const char *at, ent_probe *probe, ent_error *err)
{
    if (row->use < 0)
        return ent_fail(err, ENT_E_KEY,
                        "'%s' does not depend on any assumption, so there is nothing to explore. "
                        "Use 'entente bill' instead",
                        row->key);
    if (ent_probe_find(w, (ent_outcome_id)row->use, index, at ? at : "", probe))
        return ENT_OK;
    const char *near = nearest_index(w, row->shape, index);
    return ent_fail(err, ENT_E_KEY,
                    "outcome '%s' (%s) has no value at index '%.40s', time '%.20s'%s "
                    "('entente outcomes %s' shows its shape)",
                    row->key, row->shape, index ? index : "", at && *at ? at : "the last",
                    did_you_mean(near).text, row->key);
}

/* A unit with the money that was asked for, and the rate from the one to the other. */
static const char *unit_in(const money *m, const char *unit, double *rate, ent_arena *arena)
{
    const char *other = m->code ? money_unit(m, unit, rate, arena) : NULL;
    if (!other)
        *rate = 1.0;
    return other ? other : unit;
}

ent_status explore_read_money(explore_problem *p, ent_error *err)
{
    return money_read(p->currency, &p->parts.facts, &p->money, err);
}

/* The time after the last that an event can come at; missing for any other outcome. */
static double end_of(const ent_world *w, const ent_outcome *outcome)
{
    if (outcome->counts != ENT_COUNTS_TIME)
        return ENT_MISSING;
    if (strcmp(outcome->unit, "year") == 0)
        return w->first_year + w->n_years;
    const double land = ent_draw_quantile(&w->prior[ENT_A_COMBAT_LAND_DAYS], 0.5);
    const double sea = ent_draw_quantile(&w->prior[ENT_A_COMBAT_SEA_DAYS], 0.5);
    return 1.0 + floor(land > sea ? land : sea);
}

/* No world is run for an account: it is of none of them. */
static ent_status add_account(explore_problem *p, explore_target *t, const char *index,
                              const char *at, ent_arena *arena, ent_error *err)
{
    double value;
    t->account = true;
    t->probe = (ent_probe){.world = -1, .against = -1};
    t->index = ent_text_copy(index, strlen(index), arena);
    t->at = ent_text_copy(at, strlen(at), arena);
    ENT_NEED(t->index && t->at, err);
    return p->account(&p->parts, t->outcome, t->index, t->at, &value, arena, err);
}

ent_status explore_add_target(explore_problem *p, const char *outcome, const char *at,
                              ent_arena *arena, ent_error *err)
{
    char key[96];
    char *index = NULL;
    if (p->n_targets == EXPLORE_TARGETS)
        return ent_fail(err, ENT_E_ARG, "more than %d outcomes at once", EXPLORE_TARGETS);
    explore_target *t = &p->target[p->n_targets];
    *t = (explore_target){.rate = 1.0, .end = ENT_MISSING};
    ENT_TRY(split_outcome(outcome, key, sizeof key, &index, err));
    ENT_TRY(explore_find_row(&p->parts.reg, key, &t->outcome, err));
    ENT_TRY(p->account && t->outcome->use < 0
                ? add_account(p, t, index ? index : "", at ? at : "", arena, err)
                : explore_find_probe(p->worlds[0], t->outcome, index, at, &t->probe, err));
    t->unit = unit_in(&p->money, t->outcome->unit, &t->rate, arena);
    t->end = end_of(p->worlds[0], t->outcome);
    t->name = ent_text_format(arena, "%s%s%s", outcome, at ? " at " : "", at ? at : "");
    p->n_targets++;
    return t->name && t->unit ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static void find_inputs(explore_problem *p, ent_arena *arena)
{
    const ent_register *reg = &p->parts.reg;
    p->n_inputs = 0;
    for (size_t i = 0; i < reg->n_assumptions; i++) {
        const int id = reg->assumptions[i].use;
        if (id < 0 || p->worlds[0]->prior[id].kind == ENT_PRIOR_FIXED)
            continue;
        p->input_key[p->n_inputs] = reg->assumptions[i].key;
        p->input_unit[p->n_inputs] =
            unit_in(&p->money, reg->assumptions[i].unit, &p->input_rate[p->n_inputs], arena);
        p->input[p->n_inputs++] = id;
    }
    p->input_key[p->n_inputs] = "shocks";
}

static bool reads_world(const ent_probe *probe, size_t world)
{
    return probe->world == (int32_t)world ||
           (probe->combine != ENT_COMBINE_VALUE && probe->against == (int32_t)world);
}

/* Columns of a world that a target reads, or all targets. */
static void layout_read(const explore_problem *p, size_t world, int target, ent_layout *layout)
{
    bool wanted[ENT_N_OUTCOMES] = {false};
    for (size_t k = 0; k < p->n_targets; k++)
        if ((target == EXPLORE_ALL || target == (int)k) &&
            reads_world(&p->target[k].probe, world)) {
            wanted[p->target[k].probe.outcome] = true;
            if (p->target[k].probe.of_count)
                wanted[p->target[k].probe.of_outcome] = true;
        }
    ent_layout_make(p->worlds[world], wanted, layout);
}

static ent_status make_workers(explore_problem *p, ent_arena *arena, ent_error *err)
{
    p->n_workers = p->threads;
    p->workers = ent_arena_array(arena, explore_worker, p->n_workers);
    for (size_t i = 0; p->workers && i < p->n_workers; i++)
        if (explore_worker_make(p, &p->workers[i], arena) != ENT_OK)
            p->workers = NULL;
    return p->workers ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

ent_status explore_prepare(explore_problem *p, ent_arena *arena, ent_error *err)
{
    for (size_t w = 0; w < p->n_worlds; w++) {
        ent_layout all;
        layout_read(p, w, EXPLORE_ALL, &all);
        p->columns[w] = all.n_columns;
        if (w > 0 && ent_draws_same(p->worlds[0], p->worlds[w])) {
            p->draws[w] = p->draws[0];
            continue;
        }
        ENT_NEED(ent_draws_make(p->worlds[w], &p->draws[w], arena) == ENT_OK, err);
        draw_rows_use(&p->draws[w], ent_isa_best());
    }
    const char *table = ent_text_format(arena, "%s/sobol_directions.csv", p->parts.folders->data);
    ENT_NEED(table, err);
    ENT_TRY(ent_sobol_load(table, &p->directions, &p->n_directions, arena, err));
    find_inputs(p, arena);
    p->threads = p->threads ? p->threads : 1;
    ENT_TRY(make_workers(p, arena, err));
    return explore_points_open(&p->points, arena, err);
}

ent_status explore_open(explore_problem *p, size_t n_outcomes, const char *const *outcomes,
                        const char *at, ent_arena *arena, ent_error *err)
{
    ENT_TRY(explore_read_money(p, err));
    p->n_worlds = 1;
    p->worlds[0] = p->parts.world;
    for (size_t i = 0; i < n_outcomes; i++)
        ENT_TRY(explore_add_target(p, outcomes[i], at, arena, err));
    return explore_prepare(p, arena, err);
}

ent_status explore_set_lever(const ent_register *reg, ent_world *world, const char *lever,
                             double value, const char *option, ent_error *err)
{
    const ent_lever *row = ent_register_lever(reg, lever);
    if (row && (row->use < 0 || isnan(row->min)))
        return ent_fail(err, ENT_E_KEY,
                        "%s: the lever '%s' is not a number, so it cannot be varied", option,
                        lever);
    if (!row) {
        const char *near = ent_register_nearest_lever(reg, lever);
        return ent_fail(err, ENT_E_KEY, "%s: no numeric lever '%s'%s", option, lever,
                        did_you_mean(near).text);
    }
    if (!(value >= row->min && value <= row->max))
        return ent_fail(err, ENT_E_ARG, "%s: %s is %g; it must be between %g and %g", option, lever,
                        value, row->min, row->max);
    world->lever[row->use] = value;
    for (size_t y = 0; y < ENT_MAX_YEARS; y++)
        world->lever_year[row->use][y] = value;
    return ENT_OK;
}

ent_status explore_money_used(const explore_problem *p, bool inputs, ent_error *err)
{
    bool used = !p->money.code || !*p->money.code;
    for (size_t k = 0; k < p->n_targets && !used; k++)
        used = strstr(p->target[k].unit, p->money.code) != NULL;
    for (size_t i = 0; inputs && i < p->n_inputs && !used; i++)
        used = strstr(p->input_unit[i], p->money.code) != NULL;
    return used ? ENT_OK
                : ent_fail(err, ENT_E_ARG,
                           "--currency: none of the figures asked for is an amount of money. Leave "
                           "the option out");
}

const char *explore_notes(const explore_problem *p, ent_arena *arena)
{
    const char *code = p->money.code;
    const explore_target *late = NULL;
    ent_builder b;
    ent_builder_init(&b, arena);
    for (size_t k = 0; k < p->n_targets; k++)
        late = p->target[k].end > 0.0 ? &p->target[k] : late;
    if (code && *code)
        ent_builder_format(&b, " Amounts are in %s at the average rates of 2024.", code);
    if (late && strcmp(late->outcome->unit, "year") == 0)
        ent_builder_format(&b, " A future in which the year does not come counts as %.0f.",
                           late->end);
    else if (late)
        ent_builder_format(&b, " A future in which the day does not come counts as day %.0f.",
                           late->end);
    return b.data && !b.failed ? b.data : "";
}

/* --- factors -------------------------------------------------------------------------------- */

static bool key_matches(const ent_assumption *row, const char *word, size_t length)
{
    if (length > 0 && word[length - 1] == '*')
        return strncmp(row->key, word, length - 1) == 0;
    return (strlen(row->key) == length && strncmp(row->key, word, length) == 0) ||
           (strlen(row->group) == length && strncmp(row->group, word, length) == 0);
}

/* One group of the user: its inputs, those taken by an earlier group left out. */
static ent_status take_group(const explore_problem *p, const char *text, explore_factors *f,
                             ent_arena *arena, ent_error *err)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1])
        return ent_fail(err, ENT_E_ARG, "--group '%.60s': expected NAME=KEY,KEY,...", text);
    const char *name = ent_text_copy(text, (size_t)(equals - text), arena);
    ENT_NEED(name, err);
    for (const char *at = equals + 1; *at;) {
        const size_t length = strcspn(at, ",");
        size_t taken = 0;
        for (size_t i = 0; i < p->n_inputs; i++) {
            const ent_assumption *row = ent_register_assumption(&p->parts.reg, p->input_key[i]);
            if (f->of_input[i] == SIZE_MAX && key_matches(row, at, length)) {
                f->of_input[i] = f->n;
                taken++;
            }
        }
        const char *word = ent_text_copy(at, length, arena);
        const char *near =
            taken || !word ? NULL : ent_register_nearest_assumption(&p->parts.reg, word);
        if (!taken)
            return ent_fail(err, ENT_E_KEY,
                            "--group %s: no assumption '%s' that varies and is in no group yet"
                            "%s",
                            name, word ? word : "", did_you_mean(near).text);
        at += length + (at[length] == ',');
    }
    f->name[f->n++] = name;
    return ENT_OK;
}

/* Factor b becomes part of factor a, whose number is lower. */
static void join_factors(const explore_problem *p, explore_factors *f, size_t a, size_t b)
{
    for (size_t i = 0; i < p->n_inputs; i++)
        if (f->of_input[i] == b)
            f->of_input[i] = a;
        else if (f->of_input[i] > b)
            f->of_input[i]--;
    for (size_t k = b; k + 1 < f->n; k++)
        f->name[k] = f->name[k + 1];
    f->n--;
}

static bool tied(const explore_problem *p, size_t i, size_t k)
{
    int one, other;
    return !p->independent && ent_draws_tied(p->worlds[0], p->input[i], &one) &&
           ent_draws_tied(p->worlds[0], p->input[k], &other) && one == other;
}

/* Correlated inputs are varied together: apart they would leave their joint distribution. */
static void join_tied(const explore_problem *p, explore_factors *f)
{
    for (size_t i = 0; i < p->n_inputs; i++)
        for (size_t k = 0; k < i; k++) {
            const size_t a = f->of_input[i], b = f->of_input[k];
            if (a != b && tied(p, i, k))
                join_factors(p, f, a < b ? a : b, a < b ? b : a);
        }
}

ent_status explore_make_factors(const explore_problem *p, bool by_group, size_t n_named,
                                const char *const *named, explore_factors *f, ent_arena *arena,
                                ent_error *err)
{
    f->n = 0;
    for (size_t i = 0; i < p->n_inputs; i++)
        f->of_input[i] = SIZE_MAX;
    for (size_t i = 0; i < n_named; i++)
        ENT_TRY(take_group(p, named[i], f, arena, err));
    const size_t own = f->n;
    for (size_t i = 0; i < p->n_inputs; i++) {
        const ent_assumption *row = ent_register_assumption(&p->parts.reg, p->input_key[i]);
        size_t found = f->n;
        if (f->of_input[i] != SIZE_MAX)
            continue;
        for (size_t k = own; by_group && k < f->n; k++)
            if (strcmp(f->name[k], row->group) == 0)
                found = k;
        if (found == f->n)
            f->name[f->n++] = by_group ? row->group : row->key;
        f->of_input[i] = found;
    }
    join_tied(p, f);
    f->name[f->n++] = "shocks";
    return ENT_OK;
}

const char *explore_tied_note(const explore_problem *p, bool together)
{
    if (p->independent || p->worlds[0]->n_correlated == 0)
        return "";
    return together ? " Assumptions that correlations tie are varied together, as one factor named "
                      "after the first: what is shown is due to all of them and cannot be split "
                      "among them; --independent takes each for itself."
                    : " Correlations tie some assumptions: each of these shows what the others do "
                      "too; --independent leaves that out.";
}

/* --- one block ------------------------------------------------------------------------------ */

static void values_of(const explore_problem *p, size_t world, int id, const double *u,
                      double *values)
{
    const ent_prior *prior = &p->worlds[world]->prior[id];
    const ent_draws *draws = &p->draws[world];
    const ent_beta_node *nodes = draws->beta[id];
    if (prior->kind == ENT_PRIOR_FIXED)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            values[f] = prior->p[0];
    else if (draws->rows && draws->rows(prior, nodes, u, values))
        return;
    else if (!nodes)
        ent_draw_row(prior, ENT_BLOCK, u, values);
    else
        for (size_t f = 0; f < ENT_BLOCK; f++)
            values[f] = ent_beta_table(nodes, u[f]);
}

void explore_values(const explore_problem *p, size_t input, const double *u, double *values)
{
    values_of(p, 0, p->input[input], u, values);
}

void explore_draw(const explore_problem *p, size_t world, size_t input, const double *u,
                  double *values)
{
    values_of(p, world, p->input[input], u, values);
}

void explore_correlate(explore_worker *w, double *u, uint64_t seed, uint64_t block)
{
    const explore_problem *p = w->p;
    const ent_world *world = p->worlds[0];
    double *all = w->draws; /* free until the block runs */
    if (p->independent || world->n_correlated == 0)
        return;
    for (int32_t i = 0; i < world->n_correlated; i++) {
        const int32_t a = world->correlated[i];
        for (size_t f = 0; f < ENT_BLOCK; f++)
            all[(size_t)a * ENT_BLOCK + f] =
                ent_uniform(seed, block * ENT_BLOCK + f, world->slot[a], ENT_SHOCK_ASSUMPTION);
    }
    for (size_t i = 0; i < p->n_inputs; i++)
        memcpy(all + (size_t)p->input[i] * ENT_BLOCK, u + i * ENT_BLOCK, ENT_BLOCK * sizeof *u);
    p->draws[0].correlate(world, all);
    for (size_t i = 0; i < p->n_inputs; i++)
        memcpy(u + i * ENT_BLOCK, all + (size_t)p->input[i] * ENT_BLOCK, ENT_BLOCK * sizeof *u);
}

void explore_draws(const explore_problem *p, size_t world, const double *u, double *draws)
{
    double half[ENT_BLOCK];
    bool varies[ENT_N_ASSUMPTIONS] = {false};
    for (size_t f = 0; f < ENT_BLOCK; f++)
        half[f] = 0.5;
    for (size_t i = 0; i < p->n_inputs; i++) {
        varies[p->input[i]] = true;
        values_of(p, world, p->input[i], u + i * ENT_BLOCK,
                  draws + (size_t)p->input[i] * ENT_BLOCK);
    }
    for (int a = 0; a < ENT_N_ASSUMPTIONS; a++)
        if (!varies[a])
            values_of(p, world, a, half, draws + (size_t)a * ENT_BLOCK);
}

static void read_target(const explore_worker *w, const ent_probe *probe, double *y)
{
    double other[ENT_BLOCK];
    ent_probe_side(probe, &w->layout[probe->world], w->out[probe->world], y);
    if (probe->combine == ENT_COMBINE_VALUE)
        return;
    ent_probe_side(probe, &w->layout[probe->against], w->out[probe->against], other);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        y[f] = ent_probe_combine(probe->combine, y[f], other[f]);
}

/* Model years of a world that a target reads, or all targets; 0: it is not read. */
static int32_t years_read(const explore_problem *p, size_t world, int target)
{
    int32_t years = 0;
    for (size_t k = 0; k < p->n_targets; k++) {
        const ent_probe *probe = &p->target[k].probe;
        if ((target != EXPLORE_ALL && target != (int)k) || !reads_world(probe, world))
            continue;
        const int32_t needed = ent_probe_years(p->worlds[world], probe);
        years = needed > years ? needed : years;
    }
    return years;
}

void explore_run_world(explore_worker *w, size_t world, const double *draws, uint64_t seed,
                       uint64_t block, int target)
{
    layout_read(w->p, world, target, &w->layout[world]);
    const ent_block_job job = {.world = w->p->worlds[world],
                               .layout = &w->layout[world],
                               .draws = draws,
                               .out = w->out[world],
                               .seed = seed,
                               .block = block,
                               .tile = w->tile,
                               .years = years_read(w->p, world, target)};
    if (job.years > 0)
        ent_block_run(&job);
}

void explore_count_ends(const explore_target *t, double *y, size_t n)
{
    for (size_t f = 0; f < n && t->end > 0.0; f++)
        y[f] = isnan(y[f]) ? t->end : y[f];
}

void explore_read(const explore_worker *w, int target, double *y, size_t stride)
{
    const explore_problem *p = w->p;
    for (size_t k = 0; k < p->n_targets; k++) {
        const explore_target *t = &p->target[k];
        double *into = y + (target == EXPLORE_ALL ? k * stride : 0);
        if (t->account || (target != EXPLORE_ALL && target != (int)k))
            continue;
        read_target(w, &t->probe, into);
        explore_count_ends(t, into, ENT_BLOCK);
    }
}

void explore_block(explore_worker *w, const double *u, uint64_t seed, uint64_t block, int target,
                   double *y, size_t stride)
{
    const explore_problem *p = w->p;
    bool of_first = false; /* w->draws are those of the first world */
    for (size_t i = 0; i < p->n_worlds; i++) {
        const bool same = ent_draws_same(p->worlds[0], p->worlds[i]);
        if (!years_read(p, i, target))
            continue;
        if (!same || !of_first)
            explore_draws(p, i, u, w->draws);
        of_first = same;
        explore_run_world(w, i, w->draws, seed, block, target);
    }
    explore_read(w, target, y, stride);
}
