/*
 * Spending shares of the allies, forecast from earlier years with what was known then, against
 * the naive rule that nothing changes. The pledge section runs as in any future; only its start
 * is moved: shares and members of the origin, the target of 2014, the speed of closing fitted
 * on the years from 2014 to the origin. There is no threat, no jump: they came later.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/block.h"
#include "entente/draws.h"
#include "entente/rng.h"
#include "entente/sort.h"
#include "hindcast/validate.h"
#include "session/paths.h"
#include "world/parts.h"

enum {
    FIRST_DATA = 2014,
    LAST_DATA = 2024,
    LAST_RELEASE = 2025,
    BLOCKS = 4,
    FUTURES = BLOCKS * ENT_BLOCK
};
static const double TARGET = 0.02; /* agreed in Wales, September 2014 */
static const char SHARE[] = "defence_pct_gdp", LATER[] = "NATO-2025-08";
static const char RULE[] = "docs/model.md, validation 2";

typedef struct hindcast {
    const world_parts *parts;
    ent_world *world; /* as of the origin */
    ent_layout layout;
    ent_tile *tile;
    double *draws, *out;
    double *shares; /* [year of the run][state][future], % of GDP */
    double *spare;
} hindcast;

typedef struct score {
    size_t n, inside;
    double model, naive; /* sums of squared errors, points of GDP */
} score;

/* Share in percent: the base release to 2024, the release of August 2025 after it. */
static double actual(const hindcast *h, int32_t s, int year)
{
    const char *iso3 = h->parts->world->iso3[s];
    if (year <= LAST_DATA)
        return ent_facts_value(&h->parts->facts, iso3, SHARE, year);
    const ent_fact *fact = ent_facts_find(&h->parts->facts, iso3, SHARE, year, LATER);
    return fact ? fact->value : ENT_MISSING;
}

static bool is_member(const hindcast *h, int32_t s, int year)
{
    const ent_world *w = h->parts->world;
    const char *since = ent_facts_text(&h->parts->facts, w->iso3[s], "nato_since");
    return (w->flags[s] & ENT_STATE_NATO) && (w->flags[s] & ENT_STATE_SPENDING) && *since &&
           strtol(since, NULL, 10) <= year;
}

/* Least squares of the yearly change on the gap times the group's compliance. */
static double fit_speed(const hindcast *h, int origin)
{
    double moved = 0.0, gaps = 0.0;
    for (int year = FIRST_DATA + 1; year <= origin; year++)
        for (int32_t s = 0; s < h->parts->world->n_states; s++) {
            const double before = actual(h, s, year - 1), now = actual(h, s, year);
            const double below = fmax(100.0 * TARGET - before, 0.0);
            const double gap = h->parts->world->compliance[s] * below;
            if (!is_member(h, s, year - 1) || isnan(before) || isnan(now))
                continue;
            moved += gap * (now - before);
            gaps += gap * gap;
        }
    return gaps > 0.0 ? fmax(moved / gaps, 0.0) : 0.0;
}

static void move_start(hindcast *h, int origin)
{
    ent_world *w = h->world;
    *w = *h->parts->world;
    for (int32_t s = 0; s < w->n_states; s++) {
        const double share = actual(h, s, origin);
        if (!is_member(h, s, origin)) {
            w->flags[s] &= ~(ENT_STATE_NATO | ENT_STATE_EUROPEAN);
            w->compliance[s] = 0.0;
        } else if (!isnan(share)) {
            w->share0[s] = share / 100.0;
        }
    }
}

static void draw(hindcast *h, size_t block, double speed)
{
    const ent_world *w = h->world;
    static const ent_assumption_id off[] = {ENT_A_PLEDGE_THREAT_TARGET, ENT_A_PLEDGE_JUMP};
    for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (uint32_t f = 0; f < ENT_BLOCK; f++)
            h->draws[a * ENT_BLOCK + f] =
                ent_uniform(1, block * ENT_BLOCK + f, w->slot[a], ENT_SHOCK_ASSUMPTION);
    ent_draws_correlate(w, h->draws);
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            h->draws[a * ENT_BLOCK + f] =
                ent_draw_quantile(&w->prior[a], h->draws[a * ENT_BLOCK + f]);
    if (isnan(speed))
        return;
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        h->draws[(size_t)ENT_A_PLEDGE_KAPPA_LO * ENT_BLOCK + f] = speed;
        h->draws[(size_t)ENT_A_PLEDGE_KAPPA_HI * ENT_BLOCK + f] = speed;
        for (size_t i = 0; i < sizeof off / sizeof off[0]; i++)
            h->draws[(size_t)off[i] * ENT_BLOCK + f] = 0.0;
    }
}

/* Futures of the shares; a missing speed leaves every prior as it is. */
static void run(hindcast *h, double speed)
{
    const size_t columns = (size_t)h->layout.n_columns;
    for (size_t b = 0; b < BLOCKS; b++) {
        draw(h, b, speed);
        const ent_block_job job = {.world = h->world,
                                   .layout = &h->layout,
                                   .draws = h->draws,
                                   .out = h->out,
                                   .seed = 1,
                                   .block = b,
                                   .tile = h->tile};
        ent_block_run(&job);
        for (size_t c = 0; c < columns; c++)
            memcpy(h->shares + c * FUTURES + b * ENT_BLOCK, h->out + c * ENT_BLOCK,
                   ENT_BLOCK * sizeof *h->shares);
    }
    for (size_t c = 0; c < columns; c++)
        ent_sort_values(FUTURES, h->shares + c * FUTURES, h->spare);
}

/* Errors of the medians `horizon` years after the origin, over those who were members. */
static score compare(const hindcast *h, int origin, int horizon)
{
    score out = {0};
    for (int32_t s = 0; s < h->world->n_states; s++) {
        const size_t column = (size_t)(horizon - 1) * (size_t)h->world->n_states + (size_t)s;
        const double *sorted = h->shares + column * FUTURES;
        const double from = actual(h, s, origin), got = actual(h, s, origin + horizon);
        if (!is_member(h, s, origin) || isnan(from) || isnan(got))
            continue;
        const double error = got - ent_sorted_quantile(FUTURES, sorted, 0.5);
        out.n++;
        out.model += error * error;
        out.naive += (got - from) * (got - from);
        out.inside += got >= ent_sorted_quantile(FUTURES, sorted, 0.05) &&
                      got <= ent_sorted_quantile(FUTURES, sorted, 0.95);
    }
    return out;
}

static double rmse(double squares, const score *s)
{
    return s->n ? sqrt(squares / (double)s->n) : ENT_MISSING;
}

static void report(validate_log *log, const score *s, int origin, int horizon, double speed)
{
    char id[64], inputs[96];
    const double model = rmse(s->model, s), naive = rmse(s->naive, s);
    validate_note(log,
                  "from %d, %d years (%zu allies): rmse %.3f points of GDP, nothing changes %.3f "
                  "(%+.3f); %.0f %% inside the 90 %% band; speed fitted to then %.3f",
                  origin, horizon, s->n, model, naive, model - naive,
                  100.0 * (double)s->inside / (double)s->n, speed);
    if (origin < 2016 || horizon < 3)
        return; /* shown above; the condition is on 3 and 5 years from 2016 on */
    snprintf(id, sizeof id, "rmse_over_random_walk_%d_%d", origin, horizon);
    snprintf(inputs, sizeof inputs, "origin %d, horizon %d, %zu allies", origin, horizon, s->n);
    validate_range(log, id, inputs, model / naive, ENT_MISSING, 1.0, RULE);
}

static void from_origins(hindcast *h, validate_log *log)
{
    static const int horizons[] = {1, 3, 5};
    for (int origin = FIRST_DATA; origin <= 2021; origin++) {
        const double speed = fit_speed(h, origin);
        move_start(h, origin);
        run(h, speed);
        for (size_t i = 0; i < sizeof horizons / sizeof horizons[0]; i++) {
            if (origin + horizons[i] > LAST_RELEASE)
                continue;
            const score s = compare(h, origin, horizons[i]);
            report(log, &s, origin, horizons[i], speed);
        }
    }
    validate_note(log,
                  "2014 has no year under the target to fit on, so it is the random walk; from "
                  "2020 one year ahead loses, as shares rose with the fall of output and "
                  "came back; bands from 2019 on know no war and are too narrow");
}

/* 2025 with every prior as shipped. */
static void of_2025(hindcast *h, validate_log *log)
{
    *h->world = *h->parts->world;
    run(h, ENT_MISSING);
    const score s = compare(h, LAST_DATA, 1);
    const double inside = 100.0 * (double)s.inside / (double)s.n;
    validate_note(log,
                  "2025 as released in August 2025 (%zu allies): rmse %.3f points, nothing changes "
                  "%.3f; %.0f %% inside the 90 %% band. Jump, noise and threat were set with 2021 "
                  "to 2025 in view: only later releases are a clean test",
                  s.n, rmse(s.model, &s), rmse(s.naive, &s), inside);
    validate_range(log, "rmse_2025", "points of GDP, against nothing changes", rmse(s.model, &s),
                   ENT_MISSING, rmse(s.naive, &s), RULE);
    validate_range(log, "coverage_2025", "% of allies inside the 90 % band", inside, 65.0, 97.0,
                   RULE);
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    (void)dir; /* the figures are the program's own */
    hindcast h = {0};
    bool wanted[ENT_N_OUTCOMES] = {false};
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    if (!parts)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(world_of(path_folders(), "status-quo-2024", parts, arena, err));
    wanted[ENT_O_SPENDING_SHARE] = true;
    ent_layout_make(parts->world, wanted, &h.layout);
    const size_t columns = (size_t)h.layout.n_columns;
    h.parts = parts;
    h.world = ent_arena_array(arena, ent_world, 1);
    h.tile = ent_arena_array(arena, ent_tile, 1);
    h.draws = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    h.out = ent_arena_array(arena, double, columns *ENT_BLOCK);
    h.shares = ent_arena_array(arena, double, columns *FUTURES);
    h.spare = ent_arena_array(arena, double, FUTURES);
    if (!h.world || !h.tile || !h.draws || !h.out || !h.shares || !h.spare)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    from_origins(&h, log);
    of_2025(&h, log);
    return ENT_OK;
}

const validate_family family_spending = {
    .name = "spending",
    .file = "",
    .formerly = "hindcast_spending",
    .what = "spending of the allies from earlier years, and 2025",
    .run = run_family,
};
