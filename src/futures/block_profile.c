#include "futures/block_profile.h"

#include <string.h>

#include "entente/isa.h"
#include "model/kernels.h"
#include "model/shock.h"

#define TIMED(part, call) \
    do { \
        const double from_ = profile_clock(); \
        call; \
        p->seconds[part] += profile_clock() - from_; \
    } while (0)

static void start_tile(ent_tile *t, bool early, profile *p)
{
    TIMED(PROFILE_UKRAINE, ENT_ISA_NAME(ent_ukraine_start)(t));
    TIMED(PROFILE_ECONOMY, ENT_ISA_NAME(ent_economy_start)(t));
    TIMED(PROFILE_PLEDGE, ENT_ISA_NAME(ent_pledge_start)(t));
    TIMED(PROFILE_CAPABILITY, ENT_ISA_NAME(ent_capability_start)(t));
    if (early)
        return;
    TIMED(PROFILE_POSTURE, ENT_ISA_NAME(ent_posture_start)(t));
    TIMED(PROFILE_POSTURE, ENT_ISA_NAME(ent_deterrence_start)(t));
    TIMED(PROFILE_SETTLEMENT, ENT_ISA_NAME(ent_settlement_start)(t));
}

static void run_year(ent_tile *t, bool early, profile *p)
{
    TIMED(PROFILE_UKRAINE, ENT_ISA_NAME(ent_ukraine_year)(t));
    TIMED(PROFILE_ECONOMY, ENT_ISA_NAME(ent_economy_year)(t));
    TIMED(PROFILE_PLEDGE, ENT_ISA_NAME(ent_pledge_year)(t));
    TIMED(PROFILE_ECONOMY, ENT_ISA_NAME(ent_economy_debt)(t));
    TIMED(PROFILE_CAPABILITY, ENT_ISA_NAME(ent_capability_year)(t));
    if (!early) {
        TIMED(PROFILE_POSTURE, ENT_ISA_NAME(ent_posture_year)(t));
        TIMED(PROFILE_POSTURE, ENT_ISA_NAME(ent_deterrence_year)(t));
        TIMED(PROFILE_SETTLEMENT, ENT_ISA_NAME(ent_settlement_year)(t));
    }
    TIMED(PROFILE_RECORD, ENT_ISA_NAME(ent_record_year)(t));
    if (!early)
        TIMED(PROFILE_COMBAT, ENT_ISA_NAME(ent_combat_year)(t));
}

static void run_tile(ent_tile *t, bool early, profile *p)
{
    const ent_world *w = t->world;
    size_t month = 0;
    t->year = 0;
    start_tile(t, early, p);
    for (t->year = 0; t->year < w->n_years; t->year++) {
        run_year(t, early, p);
        for (; !early && (int32_t)month < w->n_months &&
               (w->first_month - 1 + (int32_t)month) / 12 == t->year;
             month++) {
            TIMED(PROFILE_UKRAINE, ENT_ISA_NAME(ent_ukraine_month)(t, month));
            TIMED(PROFILE_SETTLEMENT, ENT_ISA_NAME(ent_settlement_month)(t, month));
        }
    }
    t->year = w->n_years - 1;
    if (early)
        return;
    TIMED(PROFILE_COMBAT, ENT_ISA_NAME(ent_deterrence_end)(t));
    TIMED(PROFILE_SETTLEMENT, ENT_ISA_NAME(ent_settlement_end)(t));
}

static void clear(double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        values[i] = ENT_MISSING;
}

static void canonical(double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        values[i] = values[i] == values[i] ? values[i] : ENT_MISSING;
}

static void load_tile(const ent_block_job *job, size_t at)
{
    ent_tile *t = job->tile;
    memset(t, 0, sizeof *t);
    t->world = job->world;
    t->layout = job->layout;
    t->out = job->out + at;
    t->seed = job->seed;
    t->first = job->block * ENT_BLOCK + at;
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        row_copy(t->a[a], job->draws + a * ENT_BLOCK + at);
}

void ENT_ISA_NAME(profile_block)(const ent_block_job *job, bool early, profile *p)
{
    const size_t cells = (size_t)job->layout->n_columns * ENT_BLOCK;
    TIMED(PROFILE_RECORD, clear(job->out, cells));
    for (size_t at = 0; at < ENT_BLOCK; at += ENT_TILE) {
        TIMED(PROFILE_COPY, load_tile(job, at));
        run_tile(job->tile, early, p);
    }
    TIMED(PROFILE_RECORD, canonical(job->out, cells));
}

/* The toy: 12 years, 45 states, 25 additions and multiplications a state-year. */
enum { TOY_YEARS = 12, TOY_STATES = 45, TOY_ROUNDS = 20, LANES = 64 };

static void toy_year(ent_row *state, const double *common)
{
    for (size_t s = 0; s < TOY_STATES; s++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            double x = state[s][f], y = common[f];
            x = x * 0.999 + y * 0.001;
            y = y * 0.5 + x * 0.25;
            x = x + y * (0.01 - 0.02 * x);
            y = y * 0.75 + 0.1 * x * x;
            x = x * 0.998 + y * 0.001 + 0.0005;
            y = y - x * 0.125 + 0.0625 * y;
            state[s][f] = x * 0.9995 + 0.0001 * y;
        }
}

static void time_toy(double *rows, profile *p)
{
    ent_row *state = (ent_row *)rows;
    ent_row common;
    for (size_t f = 0; f < ENT_TILE; f++)
        common[f] = 0.3 + 0.01 * (double)f;
    for (size_t s = 0; s < TOY_STATES; s++)
        row_copy(state[s], common);
    const double from = profile_clock();
    for (size_t round = 0; round < TOY_ROUNDS; round++)
        for (size_t y = 0; y < TOY_YEARS; y++)
            toy_year(state, common);
    p->toy_seconds = (profile_clock() - from) / ((double)TOY_ROUNDS * ENT_TILE);
}

/* Four rows of normals, and a logarithm with an exponential, as the kernels draw and take them. */
static void time_functions(double *rows, profile *p)
{
    enum { ROUNDS = 500 };
    ent_row *z = (ent_row *)rows, *x = z + 4;
    shock_words words;
    const double from = profile_clock();
    for (uint32_t round = 0; round < ROUNDS; round++) {
        ent_philox_rows(1, round, ENT_TILE, round, 1, words.w[0], words.w[1], words.w[2],
                        words.w[3]);
        shock_normals(1.0, words.w[0], words.w[1], z[0], z[1]);
        shock_normals(1.0, words.w[2], words.w[3], z[2], z[3]);
    }
    const double drawn = profile_clock();
    for (size_t f = 0; f < ENT_TILE; f++)
        x[0][f] = 2.0 + 0.1 * z[0][f] * z[0][f];
    const double ready = profile_clock();
    for (size_t round = 0; round < ROUNDS; round++) {
        row_log(x[0]);
        row_exp(x[0]);
    }
    p->function_seconds = (profile_clock() - ready) / (2.0 * ROUNDS * ENT_TILE);
    p->normal_seconds = (drawn - from) / (4.0 * ROUNDS * ENT_TILE);
}

/* Independent chains of a multiplication and an addition: the most this core can do when
   nothing may be fused. */
static void time_arithmetic(double *rows, profile *p)
{
    enum { ROUNDS = 20000 };
    double chain[LANES];
    for (size_t i = 0; i < LANES; i++)
        chain[i] = 1.0 + 0.001 * (double)i;
    const double from = profile_clock();
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < LANES; i++)
            chain[i] = chain[i] * 0.999 + 0.001;
    p->madd_per_second = (double)ROUNDS * LANES / (profile_clock() - from);
    for (size_t i = 0; i < LANES; i++)
        rows[i] = chain[i];
}

/* Read, change and write back a stretch as large as `n`. */
static void time_memory(double *rows, size_t n, profile *p)
{
    enum { ROUNDS = 2 };
    const double from = profile_clock();
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < n; i++)
            rows[i] = rows[i] * 0.5;
    p->bytes_per_second =
        2.0 * (double)(ROUNDS * sizeof *rows) * (double)n / (profile_clock() - from);
}

void ENT_ISA_NAME(profile_machine)(double *rows, size_t n, profile *p)
{
    time_toy(rows, p);
    time_functions(rows, p);
    time_arithmetic(rows, p);
    time_memory(rows, n, p);
}
