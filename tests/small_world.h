/* A small world of nine states and three flashpoints, and a tile of random futures over it, for
 * tests of the kernels of sections 4 to 7. Built for SSE2: every machine has it. */
#ifndef ENT_TEST_SMALL_WORLD_H
#define ENT_TEST_SMALL_WORLD_H

#include "check.h"

#include "entente/fmath.h"
#include "entente/isa.h"
#include "entente/rng.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/kernels.h"
#include "model/posture.h"

enum { USA, RUS, HOST, NEAR, FAR, CHN, TWN, JPN, UKR, N_STATES };
enum { LAND_PLACE, SEA_PLACE, UKRAINE, N_PLACES };

static ent_world world;
static ent_layout layout;
static ent_tile tile;
static uint32_t random_slot;

static inline double draw(double low, double high)
{
    return low + (high - low) * ent_uniform(7, 0, random_slot++, 99);
}

static inline void add_sender(ent_flashpoint *p, int32_t state, double notice, double transit,
                              int32_t class_id)
{
    p->senders[p->n_senders++] = state;
    p->notice[state] = notice;
    p->transit[state] = transit;
    p->commitment[state] = class_id;
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        p->forward[y][state] = .2;
    p->forward_ref[state] = .1;
}

static inline void make_places(void)
{
    ent_flashpoint *land = &world.flashpoint[LAND_PLACE];
    *land = (ent_flashpoint){.key = "baltic", .challenger = RUS, .n_hosts = 1, .hosts = {HOST}};
    land->pivot = ENT_A_COMMITMENT_US_NATO;
    land->crisis = ENT_L_CRISIS_BALTIC_YEAR;
    land->base = ENT_A_DETERRENCE_BASE_RUSSIA;
    land->challenger_share = .45;
    land->front_width_km = 150;
    land->depth_km = 200;
    land->terrain = 1.2;
    land->base_weight = .45;
    land->preposition = 1;
    land->extra_split = .5;
    add_sender(land, NEAR, 5, 3, ENT_A_COMMITMENT_NATO_NEAR);
    add_sender(land, USA, 15, 20, -1);
    add_sender(land, FAR, 25, 20, ENT_A_COMMITMENT_NATO_FAR);
    ent_flashpoint *sea = &world.flashpoint[SEA_PLACE];
    *sea = (ent_flashpoint){.key = "taiwan", .challenger = CHN, .n_hosts = 1, .hosts = {TWN}};
    sea->domain = ENT_SEA;
    sea->theatre = ENT_THEATRE_INDO_PACIFIC;
    sea->pivot = ENT_A_COMMITMENT_US_TAIWAN;
    sea->crisis = ENT_L_CRISIS_TAIWAN_YEAR;
    sea->base = ENT_A_DETERRENCE_BASE_TAIWAN;
    sea->challenger_share = .55;
    sea->terrain = 2;
    sea->base_weight = 1;
    add_sender(sea, JPN, 3, 4, ENT_A_COMMITMENT_ALLIES_TAIWAN);
    add_sender(sea, USA, 5, 10, -1);
    ent_flashpoint *ukraine = &world.flashpoint[UKRAINE];
    *ukraine = *land;
    memcpy(ukraine->key, "ukraine", 8);
    ukraine->is_ukraine = 1;
    ukraine->crisis = ENT_L_CRISIS_UKRAINE_YEAR;
    ukraine->hosts[0] = UKR;
    ukraine->base = ENT_A_DETERRENCE_BASE_UKRAINE;
    ukraine->base_weight = 1;
    ukraine->challenger_share = .75;
    ukraine->preposition = 0;
    ukraine->extra_split = 0;
}

static inline void make_world(void)
{
    static const char names[N_STATES][4] = {"USA", "RUS", "EST", "POL", "ITA",
                                            "CHN", "TWN", "JPN", "UKR"};
    memset(&world, 0, sizeof world);
    world.base_year = 2024;
    world.first_year = 2025;
    world.first_month = 1;
    world.n_years = 11;
    world.n_states = N_STATES;
    world.n_flashpoints = N_PLACES;
    world.n_theatres = 2;
    world.usa = USA;
    world.rus = RUS;
    world.ukr = UKR;
    world.can = -1;
    memcpy(world.iso3, names, sizeof names);
    for (int s = 0; s < N_STATES; s++)
        world.flags[s] = s == HOST || s == NEAR || s == FAR ? ENT_STATE_EUROPEAN : 0;
    world.lever[ENT_L_US_POSTURE_EUROPE] = 1;
    world.lever[ENT_L_US_POSTURE_BY_YEAR] = 2027;
    world.lever[ENT_L_US_FREED_TO_INDO_PACIFIC] = .6;
    world.lever[ENT_L_EUROPE_FORWARD_BY_YEAR] = 2028;
    world.us_share_land[0] = .45;
    world.us_share_land[1] = .25;
    world.us_share_sea[0] = .25;
    world.us_share_sea[1] = .5;
    make_places();
    memset(&layout, -1, sizeof layout);
}

static inline void draw_row(double *row, double low, double high)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        row[f] = draw(low, high);
}

static inline void draw_forces(ent_forces *forces)
{
    for (size_t s = 0; s < N_STATES; s++) {
        draw_row(forces->land[s], 1, 30);
        draw_row(forces->sea[s], 1, 60);
        draw_row(forces->home_land[s], 1, 20);
        draw_row(forces->home_sea[s], 1, 20);
    }
}

/* A tile of random futures in the ranges of the register and beyond. */
static inline void make_tile(void)
{
    static const struct {
        ent_assumption_id id;
        double low, high;
    } ranges[] = {
        {ENT_A_POSTURE_DECISION_DELAY, 1, 10},
        {ENT_A_POSTURE_RSOI_DAYS, 9, 40},
        {ENT_A_POSTURE_RSOI_RATE, .3, 1.5},
        {ENT_A_POSTURE_COMMITTED, .3, .7},
        {ENT_A_POSTURE_AIR, .05, .3},
        {ENT_A_POSTURE_RUSSIA_TIED, .7, .92},
        {ENT_A_POSTURE_RATIO, 1.5, 3},
        {ENT_A_POSTURE_FLANK_SHARE, .5, .8},
        {ENT_A_COMMITMENT_US_NATO, -.5, 3},
        {ENT_A_COMMITMENT_NATO_NEAR, -.5, 3},
        {ENT_A_COMMITMENT_NATO_FAR, -1.5, 2},
        {ENT_A_COMMITMENT_US_TAIWAN, -2, 2},
        {ENT_A_COMMITMENT_ALLIES_TAIWAN, -2, 2},
        {ENT_A_COMMITMENT_BILATERAL, -5, -2},
        {ENT_A_COMMITMENT_GUARANTOR, -1.5, 2},
        {ENT_A_COMMITMENT_FORCE_SHIFT, .3, 1},
        {ENT_A_COMMITMENT_FOLLOW, .5, 1.5},
        {ENT_A_DETERRENCE_LAMBDA, .5, 6},
        {ENT_A_DETERRENCE_BASE_RUSSIA, 0, .03},
        {ENT_A_DETERRENCE_BASE_TAIWAN, 0, .03},
        {ENT_A_DETERRENCE_BASE_UKRAINE, .05, .3},
        {ENT_A_DETERRENCE_CONTEST, 1, 3},
        {ENT_A_DETERRENCE_HORIZON, 3, 60},
        {ENT_A_DETERRENCE_FAIT_ACCOMPLI, .2, .8},
        {ENT_A_DETERRENCE_COST, .1, .6},
        {ENT_A_DETERRENCE_NUCLEAR, 0, .4},
        {ENT_A_DETERRENCE_RECONSTITUTION, 2, 8},
        {ENT_A_DETERRENCE_CONTAGION, 1, 3},
        {ENT_A_POSTURE_AIR_DAY, 3, 3},
        {ENT_A_POSTURE_AIR_SPREAD, 7, 7},
        {ENT_A_POSTURE_SEA_SPREAD, 7, 7},
        {ENT_A_POSTURE_SETS_DAY, 5, 5},
        {ENT_A_POSTURE_SETS_SPREAD, 2, 2},
        {ENT_A_POSTURE_SENT_EUROPE, 0.9, 0.9},
        {ENT_A_POSTURE_SENT_ELSEWHERE, 0.5, 0.5},
        {ENT_A_POSTURE_US_AWAY, 0.6, 0.6},
        {ENT_A_POSTURE_SIMULTANEITY, 1, 1},
        {ENT_A_POSTURE_US_NORM, 0.5, 0.5},
        {ENT_A_POSTURE_TAIWAN_LAND, 0.3, 0.3},
        {ENT_A_POSTURE_FIRST_ARRIVALS, 12, 12},
        {ENT_A_POSTURE_EARLY_BRIGADES, 3, 3},
        {ENT_A_POSTURE_PLACES, 4, 4},
        {ENT_A_POSTURE_HOST_WORTH, 0.7, 0.7},
        {ENT_A_POSTURE_SENDER_WORTH, 0.8, 0.8},
        {ENT_A_POSTURE_RUSSIA_TIED_2021, 0.15, 0.15},
        {ENT_A_COMMITMENT_RECORD, 3, 3},
        {ENT_A_COMMITMENT_RECORD_POSTWAR, 0.22, 0.22},
        {ENT_A_COMMITMENT_RECORD_PACTS, 0.41, 0.41},
        {ENT_A_COMMITMENT_RECORD_UPDATE, 0.67, 0.67},
        {ENT_A_COMMITMENT_RECORD_LEEDS, 0.745, 0.745},
        {ENT_A_DETERRENCE_CRISIS, -6, -4},
        {ENT_A_DETERRENCE_ATTACK, -7, -5},
        {ENT_A_COMMITMENT_FORCE_FULL, 0.15, 0.15},
        {ENT_A_DETERRENCE_HOLDING, 1.25, 1.25},
        {ENT_A_DETERRENCE_RETURN_LEAST, 0.1, 0.1},
        {ENT_A_DETERRENCE_RETURN_REPORTED, 0.5, 0.5},
        {ENT_A_DETERRENCE_NUCLEAR_EUROPEAN, 0.5, 0.5},
    };
    memset(&tile, 0, sizeof tile);
    tile.world = &world;
    tile.layout = &layout;
    tile.silent = 1;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        draw_row(tile.a[ranges[i].id], ranges[i].low, ranges[i].high);
    draw_forces(&tile.forces);
    draw_forces(&tile.forces_ref);
    draw_row(tile.eta, .5, 1);
}

/* Every future alike. */
static inline void set_row(double *row, double value)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        row[f] = value;
}

/* Record an outcome of `count` columns from column `first` on; returns the column after. */
static inline int32_t record_outcome(ent_outcome_id outcome, int32_t first, int32_t count)
{
    layout.first[outcome] = first;
    layout.count[outcome] = count;
    layout.n_columns = first + count;
    return first + count;
}

#endif
