/*
 * Spending shares of the allies, forecast from earlier years with what was known then.
 *
 * The model's own world and kernels run, as in any scenario; only what was not yet known is taken
 * back: shares and members of the origin, the target of 2014, the speed of closing fitted on the
 * years from 2014 to the origin, the laws of chance on SIPRI's years up to it. There is no threat
 * and no jump: they came later.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/block.h"
#include "entente/draws.h"
#include "entente/rng.h"
#include "entente/sort.h"
#include "entente/table.h"
#include "hindcast/allies.h"
#include "hindcast/forecast.h"
#include "hindcast/validate.h"
#include "session/paths.h"
#include "world/parts.h"

enum {
    FIRST_DATA = 2014,
    LAST_ORIGIN = 2021,
    ORIGINS = LAST_ORIGIN - FIRST_DATA + 1,
    FIRST_LONG = 1965,
    LAST_LONG = 2015,
    LONG_DATA = 2020, /* the record is tested on years before those of the other test */
    YEARS = 5,
    HORIZONS = 3,
    BLOCKS = 4,
    FUTURES = BLOCKS * ENT_BLOCK,
    MOST_CHANGES = 8192
};
static const int horizons[HORIZONS] = {1, 3, 5};
static const double TARGET = 2.0; /* % of GDP, agreed in Wales, September 2014, within ten years */
static const int TARGET_YEAR = 2024;
static const char RULE[] = "docs/model.md, section 2", FAMILY[] = "spending";

/* The law of chance that a run follows. */
typedef enum law { LAW_SHIPPED, LAW_REVISION, N_LAWS } law;

typedef struct hindcast {
    const world_parts *parts;
    const allies *allies;
    size_t ally[ENT_MAX_STATES]; /* of a state of the world; allies->n where it is none */
    ent_world *world;            /* as of the origin */
    ent_layout layout;
    ent_tile *tile;
    double *draws, *out;
    double *shares; /* [year of the run][state][future], % of GDP */
    double *row, *spare, *changes;
} hindcast;

/* What one origin and horizon gave; `ours` is the shipped model. */
typedef struct scores {
    forecast_score ours, revision, walk, path; /* path: the target reached in a straight line */
    forecast_score alliance, alliance_walk;    /* of the mean share, weighted with output */
} scores;

/* [horizon][origin] */
typedef struct by_origin {
    scores of[HORIZONS][ORIGINS];
} by_origin;

static void pool(scores *s, const scores *more)
{
    forecast_pool(&s->ours, &more->ours);
    forecast_pool(&s->revision, &more->revision);
    forecast_pool(&s->walk, &more->walk);
    forecast_pool(&s->path, &more->path);
    forecast_pool(&s->alliance, &more->alliance);
    forecast_pool(&s->alliance_walk, &more->alliance_walk);
}

/* --- what was known --- */

typedef double (*series)(const allies *a, size_t ally, int year);

static bool is_member(const hindcast *h, int32_t s, int year)
{
    const size_t ally = h->ally[s];
    return ally < h->allies->n && (h->parts->world->flags[s] & ENT_STATE_SPENDING) &&
           h->allies->since[ally] <= year;
}

/* Least squares of the yearly change on the gap to the target. */
static double fit_speed(const hindcast *h, int origin)
{
    double moved = 0.0, gaps = 0.0;
    for (int year = FIRST_DATA + 1; year <= origin; year++)
        for (int32_t s = 0; s < h->parts->world->n_states; s++) {
            if (!is_member(h, s, year - 1) || s == h->parts->world->usa)
                continue;
            const double before = allies_share(h->allies, h->ally[s], year - 1);
            const double now = allies_share(h->allies, h->ally[s], year);
            const double gap = fmax(TARGET - before, 0.0);
            if (isnan(before) || isnan(now))
                continue;
            moved += gap * (now - before);
            gaps += gap * gap;
        }
    return gaps > 0.0 ? fmax(moved / gaps, 0.0) : 0.0;
}

/* The world of an origin: no war in Europe was under way, and none is foreseen. */
static void move_start(hindcast *h, int origin, series of, bool pledged)
{
    ent_world *w = h->world;
    *w = *h->parts->world;
    w->n_years = YEARS;
    w->n_months = 0;
    w->war.fighting = 0;
    w->prior[ENT_A_DETERRENCE_BASE_UKRAINE] = (ent_prior){.kind = ENT_PRIOR_FIXED, .n = 1};
    for (int32_t s = 0; s < w->n_states; s++) {
        const bool member = pledged ? is_member(h, s, origin) : h->ally[s] < h->allies->n;
        const double share = member ? of(h->allies, h->ally[s], origin) : ENT_MISSING;
        if (!isnan(share)) {
            w->share0[s] = share / 100.0;
        } else {
            w->flags[s] &= ~(ENT_STATE_NATO | ENT_STATE_EUROPEAN);
            w->compliance[s] = 0.0;
        }
    }
    for (int y = 0; y < ENT_MAX_YEARS && !pledged; y++)
        w->lever_year[ENT_L_PLEDGE_AGREED_PCT_GDP][y] =
            w->lever_year[ENT_L_PLEDGE_TARGET_PCT_GDP][y] = 0.0;
}

/* --- runs --- */

static void set(hindcast *h, ent_assumption_id a, double value)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        h->draws[(size_t)a * ENT_BLOCK + f] = value;
}

/* The laws of chance as estimated by the end of the origin; those of the revision had neither
   lasting common shocks nor alarms. */
static void set_chance(hindcast *h, law which, const allies_fit *fit)
{
    const bool shipped = which == LAW_SHIPPED;
    set(h, ENT_A_PLEDGE_TAIL_WEIGHT, shipped ? fit->tail_weight : 0.08);
    set(h, ENT_A_PLEDGE_TAIL_SCALE, shipped ? fit->tail_scale : 0.72);
    set(h, ENT_A_PLEDGE_PERSISTENCE, shipped ? fit->persistence : 0.0);
    set(h, ENT_A_PLEDGE_ALARM, shipped ? fit->alarm : 0.0);
    if (!shipped)
        return;
    set(h, ENT_A_PLEDGE_NOISE, fit->noise);
    set(h, ENT_A_PLEDGE_COMMON, fit->common);
    set(h, ENT_A_PLEDGE_ALARM_RISE, fit->alarm_rise);
    set(h, ENT_A_PLEDGE_ALARM_SPREAD, fit->alarm_spread);
}

static void set_law(hindcast *h, law which, double speed, bool pledged)
{
    const bool shipped = which == LAW_SHIPPED;
    set(h, ENT_A_PLEDGE_KAPPA_LO, speed);
    set(h, ENT_A_PLEDGE_KAPPA_HI, speed);
    set(h, ENT_A_PLEDGE_THREAT_TARGET, 0.0);
    set(h, ENT_A_PLEDGE_JUMP, 0.0);
    set(h, ENT_A_PLEDGE_COMPLIANCE_NEAR, shipped ? 1.0 : 1.35); /* estimated on later years */
    set(h, ENT_A_PLEDGE_COMPLIANCE_MIDDLE, 1.0);
    set(h, ENT_A_PLEDGE_COMPLIANCE_FAR, shipped ? 1.0 : 0.75);
    if (!pledged)
        set(h, ENT_A_PLEDGE_BEFORE, 0.0);
}

/* The priors of revision 4330218, for comparison. */
static void believe_revision(ent_world *w)
{
    w->prior[ENT_A_PLEDGE_NOISE] = (ent_prior){ENT_PRIOR_LOGNORMAL, 2, {0.17, 0.25}};
    w->prior[ENT_A_PLEDGE_COMMON] = (ent_prior){ENT_PRIOR_UNIFORM, 2, {0.1, 0.3}};
    w->prior[ENT_A_PLEDGE_PEER] = (ent_prior){ENT_PRIOR_TRIANGULAR, 3, {0.0, 0.06, 0.16}};
}

static void draw(hindcast *h, size_t block)
{
    const ent_world *w = h->world;
    for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (uint32_t f = 0; f < ENT_BLOCK; f++)
            h->draws[a * ENT_BLOCK + f] =
                ent_uniform(1, block * ENT_BLOCK + f, w->slot[a], ENT_SHOCK_ASSUMPTION);
    ent_draws_correlate(w, h->draws);
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            h->draws[a * ENT_BLOCK + f] =
                ent_draw_quantile(&w->prior[a], h->draws[a * ENT_BLOCK + f]);
}

/* Futures of the shares from the world of the origin, in the order they are drawn. */
static void run(hindcast *h, law which, int origin, double speed, bool pledged)
{
    allies_fit fit;
    allies_fit_to(h->allies, origin, &fit);
    const size_t columns = (size_t)h->layout.n_columns;
    if (which == LAW_REVISION)
        believe_revision(h->world);
    for (size_t b = 0; b < BLOCKS; b++) {
        draw(h, b);
        set_law(h, which, speed, pledged);
        set_chance(h, which, &fit);
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
}

static const double *share_row(const hindcast *h, int horizon, int32_t s)
{
    const size_t column = (size_t)(horizon - 1) * (size_t)h->world->n_states + (size_t)s;
    return h->shares + column * FUTURES;
}

/* --- scores --- */

/* A walk without drift, whose steps are the changes of the record over as many years. */
static void add_walk(hindcast *h, size_t n, double from, double got, forecast_score *score)
{
    for (size_t i = 0; i < n; i++)
        h->spare[i] = from * exp(h->changes[i]);
    forecast_add(score, n, h->spare, got);
}

static void add_path(double from, int origin, int horizon, double got, forecast_score *score)
{
    const int last = TARGET_YEAR > origin + YEARS ? TARGET_YEAR : origin + YEARS;
    const double part = fmin(1.0, (double)horizon / (double)(last - origin));
    const double there = from + part * fmax(TARGET - from, 0.0);
    forecast_add(score, 1, &there, got);
}

/* The mean share of the alliance, each member weighted with the output of the base year. */
static void add_alliance(hindcast *h, int origin, int horizon, series of, size_t n, scores *score)
{
    double from = 0.0, got = 0.0, weight = 0.0;
    for (size_t f = 0; f < FUTURES; f++)
        h->row[f] = 0.0;
    for (int32_t s = 0; s < h->world->n_states; s++) {
        if (!(h->world->flags[s] & ENT_STATE_NATO))
            continue;
        const double now = of(h->allies, h->ally[s], origin);
        const double then = of(h->allies, h->ally[s], origin + horizon);
        const double gdp = h->world->gdp0[s], *row = share_row(h, horizon, s);
        if (isnan(now) || isnan(then))
            continue;
        from += gdp * now;
        got += gdp * then;
        weight += gdp;
        for (size_t f = 0; f < FUTURES; f++)
            h->row[f] += gdp * row[f];
    }
    for (size_t f = 0; f < FUTURES; f++)
        h->row[f] /= weight;
    ent_sort_values(FUTURES, h->row, h->spare);
    forecast_add(&score->alliance, FUTURES, h->row, got / weight);
    add_walk(h, n, from / weight, got / weight, &score->alliance_walk);
}

static void compare(hindcast *h, law which, int origin, int horizon, series of, int last,
                    scores *score)
{
    const size_t n = allies_changes(h->allies, horizon, origin, MOST_CHANGES, h->changes);
    if (origin + horizon > last)
        return;
    for (int32_t s = 0; s < h->world->n_states; s++) {
        if (!(h->world->flags[s] & ENT_STATE_NATO))
            continue;
        const double from = of(h->allies, h->ally[s], origin);
        const double got = of(h->allies, h->ally[s], origin + horizon);
        if (isnan(from) || isnan(got))
            continue;
        memcpy(h->row, share_row(h, horizon, s), FUTURES * sizeof *h->row);
        ent_sort_values(FUTURES, h->row, h->spare);
        forecast_add(which == LAW_SHIPPED ? &score->ours : &score->revision, FUTURES, h->row, got);
        if (which != LAW_SHIPPED)
            continue;
        add_walk(h, n, from, got, &score->walk);
        add_path(from, origin, horizon, got, &score->path);
    }
    if (which == LAW_SHIPPED)
        add_alliance(h, origin, horizon, of, n, score);
}

/* --- JSON and lines --- */

static void put_against(ent_builder *b, const char *before, const char *name,
                        const forecast_score *s)
{
    ent_builder_format(b, "%s\"%s\": {", before, name);
    forecast_json(b, s);
    ent_builder_format(b, "}");
}

static ent_status put_row(validate_log *log, const char *test, int from, int to, int horizon,
                          const scores *s, ent_arena *arena, ent_error *err)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    ent_builder_format(&b, "{\"family\": \"%s\", \"test\": \"%s\", \"from\": %d, \"to\": %d",
                       FAMILY, test, from, to);
    ent_builder_format(&b, ", \"horizon\": %d, \"unit\": \"%% of GDP\", ", horizon);
    forecast_json(&b, &s->ours);
    put_against(&b, ", \"alliance\": {\"against\": {", "random_walk", &s->alliance_walk);
    ent_builder_format(&b, "}, ");
    forecast_json(&b, &s->alliance);
    put_against(&b, "}, \"against\": {", "random_walk", &s->walk);
    if (s->revision.n)
        put_against(&b, ", ", "revision_4330218", &s->revision);
    if (s->path.n && s->revision.n)
        put_against(&b, ", ", "path_to_2_percent", &s->path);
    ent_builder_format(&b, "}}");
    if (b.failed)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    validate_json(log, b.data);
    return ENT_OK;
}

static void put_line(validate_log *log, const char *what, int horizon, const scores *s)
{
    validate_note(log,
                  "%s, %d year%s ahead: %.0f %% of %zu forecasts inside the 90 %% band; CRPS %.3f "
                  "points of GDP (random walk %.3f%s)",
                  what, horizon, horizon > 1 ? "s" : "", forecast_coverage(&s->ours), s->ours.n,
                  forecast_mean(&s->ours), forecast_mean(&s->walk), "");
    if (s->revision.n)
        validate_note(log,
                      "%s, %d year%s ahead: revision 4330218 covers %.0f %%, CRPS %.3f; a straight "
                      "path to 2 %% misses by %.3f points",
                      what, horizon, horizon > 1 ? "s" : "", forecast_coverage(&s->revision),
                      forecast_mean(&s->revision), forecast_mean(&s->path));
}

static void put_alliance(validate_log *log, int horizon, const scores *s)
{
    validate_note(
        log,
        "the alliance's mean share, %d year%s ahead: inside the 90 %% band from %zu of %zu "
        "origins; CRPS %.3f (random walk %.3f)",
        horizon, horizon > 1 ? "s" : "", s->alliance.inside, s->alliance.n,
        forecast_mean(&s->alliance), forecast_mean(&s->alliance_walk));
}

static void check_band(validate_log *log, const char *test, int horizon, const scores *s,
                       double low, double high)
{
    char id[128], inputs[64];
    snprintf(id, sizeof id, "%s_coverage_%d", test, horizon);
    snprintf(inputs, sizeof inputs, "%d years ahead, %zu forecasts", horizon, s->ours.n);
    validate_range(log, id, inputs, forecast_coverage(&s->ours), low, high, RULE);
}

static void check_ratio(validate_log *log, const char *test, const char *against, int horizon,
                        const forecast_score *ours, const forecast_score *theirs)
{
    char id[80], inputs[64];
    snprintf(id, sizeof id, "%s_crps_over_%s_%d", test, against, horizon);
    snprintf(inputs, sizeof inputs, "%d years ahead", horizon);
    validate_range(log, id, inputs, forecast_mean(ours) / forecast_mean(theirs), ENT_MISSING, 1.0,
                   RULE);
}

/* --- the two tests --- */

static ent_status of_origins(hindcast *h, validate_log *log, ent_arena *arena, ent_error *err)
{
    static const double low[HORIZONS] = {85, 85, 85}, high[HORIZONS] = {95, 95, 97};
    static const double LEAST = 75.0; /* of any origin */
    by_origin *all = ent_arena_array(arena, by_origin, 1);
    ENT_NEED(all, err);
    memset(all, 0, sizeof *all);
    for (int origin = FIRST_DATA; origin <= LAST_ORIGIN; origin++)
        for (int which = 0; which < N_LAWS; which++) {
            move_start(h, origin, allies_share, true);
            run(h, (law)which, origin, fit_speed(h, origin), true);
            for (size_t i = 0; i < HORIZONS; i++)
                compare(h, (law)which, origin, horizons[i], allies_share, INT32_MAX,
                        &all->of[i][origin - FIRST_DATA]);
        }
    for (size_t i = 0; i < HORIZONS; i++) {
        scores sum;
        memset(&sum, 0, sizeof sum);
        char what[96];
        for (int o = 0; o < ORIGINS; o++)
            pool(&sum, &all->of[i][o]);
        ENT_TRY(put_row(log, "origins", FIRST_DATA, LAST_ORIGIN, horizons[i], &sum, arena, err));
        put_line(log, "from 2014 to 2021", horizons[i], &sum);
        check_band(log, "origins", horizons[i], &sum, low[i], high[i]);
        check_ratio(log, "origins", "random_walk", horizons[i], &sum.ours, &sum.walk);
        check_ratio(log, "origins", "revision_4330218", horizons[i], &sum.ours, &sum.revision);
        for (int o = 0; o < ORIGINS; o++) {
            const scores *s = &all->of[i][o];
            snprintf(what, sizeof what, "from %d", FIRST_DATA + o);
            ENT_TRY(
                put_row(log, "origin", FIRST_DATA + o, FIRST_DATA + o, horizons[i], s, arena, err));
            snprintf(what, sizeof what, "origin_%d", FIRST_DATA + o);
            check_band(log, what, horizons[i], s, LEAST, 100.0);
        }
        put_alliance(log, horizons[i], &sum);
    }
    return ENT_OK;
}

/* Only fitted parameters ship: each centre of the register is the estimate on the whole record. */
static void of_register(const hindcast *h, validate_log *log)
{
    static const double NEAR = 0.02; /* relative: the register rounds to two or three digits */
    const double *central = h->parts->world->central;
    allies_fit f;
    allies_fit_to(h->allies, h->parts->world->base_year, &f);
    const struct {
        const char *id;
        ent_assumption_id key;
        double fitted;
    } rows[] = {
        {"pledge.noise", ENT_A_PLEDGE_NOISE, f.noise},
        {"pledge.common", ENT_A_PLEDGE_COMMON, f.common},
        {"pledge.persistence", ENT_A_PLEDGE_PERSISTENCE, f.persistence},
        {"pledge.tail_weight", ENT_A_PLEDGE_TAIL_WEIGHT, f.tail_weight},
        {"pledge.tail_scale", ENT_A_PLEDGE_TAIL_SCALE, f.tail_scale},
        {"pledge.alarm", ENT_A_PLEDGE_ALARM, f.alarm},
        {"pledge.alarm_rise", ENT_A_PLEDGE_ALARM_RISE, f.alarm_rise},
        {"pledge.alarm_spread", ENT_A_PLEDGE_ALARM_SPREAD, f.alarm_spread},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        validate_check(log, rows[i].id, "as shipped, against the estimate to the base year",
                       central[rows[i].key], rows[i].fitted, 0.0, NEAR, RULE);
    validate_note(
        log,
        "shipped laws of chance, estimated on %zu yearly changes to %d: noise %.3f points "
        "at 2 %%, %.2f of its variance common with persistence %.2f; %zu wars between "
        "great powers in %.0f years, a rise of %.2f in logarithms (spread %.2f)",
        f.changes, h->parts->world->base_year, f.noise, f.common, f.persistence, f.wars, f.years,
        f.alarm_rise, f.alarm_spread);
}

/* No target: the law of chance alone, on SIPRI's record. */
static ent_status of_record(hindcast *h, validate_log *log, ent_arena *arena, ent_error *err)
{
    scores sum[HORIZONS];
    memset(sum, 0, sizeof sum);
    for (int origin = FIRST_LONG; origin <= LAST_LONG; origin++) {
        move_start(h, origin, allies_sipri, false);
        run(h, LAW_SHIPPED, origin, 0.0, false);
        for (size_t i = 0; i < HORIZONS; i++)
            compare(h, LAW_SHIPPED, origin, horizons[i], allies_sipri, LONG_DATA, &sum[i]);
    }
    for (size_t i = 0; i < HORIZONS; i++) {
        ENT_TRY(
            put_row(log, "long_record", FIRST_LONG, LAST_LONG, horizons[i], &sum[i], arena, err));
        put_line(log, "long record, from 1965 to 2015", horizons[i], &sum[i]);
        put_alliance(log, horizons[i], &sum[i]);
        check_band(log, "long_record", horizons[i], &sum[i], 88.0, 95.0);
    }
    return ENT_OK;
}

static ent_status make(hindcast *h, ent_arena *arena, ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_SPENDING_SHARE] = true};
    h->world = ent_arena_array(arena, ent_world, 1);
    ENT_NEED(h->world, err);
    *h->world = *h->parts->world;
    h->world->n_years = YEARS;
    ent_layout_make(h->world, wanted, &h->layout);
    const size_t columns = (size_t)h->layout.n_columns;
    h->tile = ent_arena_array(arena, ent_tile, 1);
    h->draws = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    h->out = ent_arena_array(arena, double, columns *ENT_BLOCK);
    h->shares = ent_arena_array(arena, double, columns *FUTURES);
    h->row = ent_arena_array(arena, double, FUTURES);
    h->spare = ent_arena_array(arena, double, MOST_CHANGES);
    h->changes = ent_arena_array(arena, double, MOST_CHANGES);
    return h->tile && h->draws && h->out && h->shares && h->row && h->spare && h->changes
               ? ENT_OK
               : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    hindcast h = {0};
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    allies *known = ent_arena_array(arena, allies, 1);
    ENT_NEED(parts && known, err);
    ENT_TRY(world_of(path_folders(), "status-quo-2024", parts, arena, err));
    ENT_TRY(allies_read(dir, &parts->facts, known, arena, err));
    h.parts = parts;
    h.allies = known;
    for (int32_t s = 0; s < parts->world->n_states; s++) {
        h.ally[s] = 0;
        while (h.ally[s] < known->n && strcmp(known->iso3[h.ally[s]], parts->world->iso3[s]) != 0)
            h.ally[s]++;
    }
    ENT_TRY(make(&h, arena, err));
    ENT_TRY(of_origins(&h, log, arena, err));
    ENT_TRY(of_record(&h, log, arena, err));
    of_register(&h, log);
    return ENT_OK;
}

const validate_family family_spending = {
    .name = "spending",
    .file = "publishers/sipri_1949_2024.xlsx",
    .formerly = "hindcast_spending",
    .what = "spending of the allies, forecast from earlier years",
    .run = run_family,
};
