/*
 * A tile: some futures side by side, every quantity a row over them.
 *
 *     for (size_t s = 0; s < n_states; s++)
 *         for (size_t f = 0; f < ENT_TILE; f++)
 *             t->gdp[s][f] *= 1.0 + world->growth[s][y];
 *
 * A block of ENT_BLOCK futures, the unit of numbering and of reductions, is computed tile by
 * tile. Kernels take the whole tile, loop over rows, call nothing that is not inlined and
 * allocate nothing. The caller provides the tile (about half a megabyte: it fits L2).
 */
#ifndef ENTENTE_TILE_H
#define ENTENTE_TILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/world.h"

/* A test builds with other sizes to show that the bits do not depend on it. */
#ifndef ENT_TILE_FUTURES
#define ENT_TILE_FUTURES 32
#endif

enum {
    ENT_BLOCK = 256,
    ENT_TILE = ENT_TILE_FUTURES /* divides ENT_BLOCK; a multiple of the 8 lanes */
};

typedef double ent_row[ENT_TILE] __attribute__((aligned(64)));

/* Shock streams: each has its own slots, reserved whether used or not, so that runs stay
   paired when levers change. Slot within a stream: see model/shock.h. */
typedef enum ent_shock {
    ENT_SHOCK_ASSUMPTION, /* by the hash of the key */
    ENT_SHOCK_COMMON,     /* (year): growth and spending shocks common to all */
    ENT_SHOCK_STATE,      /* (state, year): growth and spending */
    ENT_SHOCK_JUMP,       /* (state, year) uniform */
    ENT_SHOCK_COMPLIANCE, /* (state) normal, one per future */
    ENT_SHOCK_ATTACK,     /* (flashpoint, year) uniforms: attack, US in, spare */
    ENT_SHOCK_GAIN,       /* (month) normal */
    ENT_SHOCK_SETTLEMENT, /* (month) uniforms: settlement or collapse, renewal */
    ENT_SHOCK_PRESIDENCY, /* (year) uniform: the signal of the US changes */
    ENT_SHOCK_ALARM,      /* (year) uniform: a war between great powers */
    ENT_SHOCK_LEVEL       /* (four months) normal: the level of the gain */
} ent_shock;

/* Shocks that a design may place evenly, as it does the assumptions: one uniform a future each.
   A path takes eight uniforms for eight successive steps, the longest waves first. */
typedef enum ent_lead {
    ENT_LEAD_CEASEFIRE,                       /* when the war ends: one uniform for all months */
    ENT_LEAD_BREAK,                           /* when a peace breaks: the same */
    ENT_LEAD_LEVEL,                           /* path of the level of the gain, from its start */
    ENT_LEAD_MOOD = ENT_LEAD_LEVEL + 8,       /* path of the spending of all allies */
    ENT_LEAD_GROWTH = ENT_LEAD_MOOD + 8,      /* path of the growth of all states */
    ENT_LEAD_ALARM = ENT_LEAD_GROWTH + 8,     /* a war between great powers, eight years */
    ENT_LEAD_COMPLIANCE = ENT_LEAD_ALARM + 8, /* of the eight largest allies with a pledge */
    ENT_N_LEADS = ENT_LEAD_COMPLIANCE + 8
} ent_lead;

enum { ENT_LEAD_STEPS = 8 };

/* Forces of one set of states in one year: what sections 4 and 6 read. */
typedef struct ent_forces {
    ent_row land[ENT_MAX_STATES], sea[ENT_MAX_STATES];           /* C, ready to be sent */
    ent_row home_land[ENT_MAX_STATES], home_sea[ENT_MAX_STATES]; /* H, at home */
} ent_forces;

/* Classes of commitment: the assumptions commitment.us_nato .. commitment.guarantor. */
enum { ENT_N_CLASSES = ENT_A_COMMITMENT_GUARANTOR - ENT_A_COMMITMENT_US_NATO + 1 };

/* The balance at a flashpoint in one year. Branch 1: the pivot comes (the US; in Ukraine
   without Article 5 the guarantee force fights); branch 0: it stays out. */
typedef struct ent_balance {
    ent_row challenger; /* x, BE; Ukraine: with a half reconstituted Russia */
    ent_row quick[2];   /* y_S: defence as the mean over the challenger's horizon, BE */
    ent_row month[2];   /* y_30 */
    ent_row late[2];    /* y_L: day 120 */
    ent_row pivot;      /* chance of branch 1 */
    ent_row shift;      /* EU - EU_ref, prizes */
    ent_row odds;       /* odds of attack relative to 2021 */
    ent_row attack;     /* P, per year */
} ent_balance;

/* Days left for a force that is received on day 0, until each of the three measures of a balance,
   and what counts by then; the same in every year of a future. */
typedef struct ent_clocks {
    ent_row quick, month, late;                /* less reception */
    ent_row air_quick, air_month, air_late;    /* share of the air power that counts */
    ent_row sets_quick, sets_month, sets_late; /* share of the equipment sets in place */
    ent_row per_rate;                          /* days one brigade keeps the staging place busy */
    ent_row weight;                            /* of a ramp, brigades a day */
} ent_clocks;

/* Where the columns of the outcomes lie in a block's output. */
typedef struct ent_layout {
    int32_t first[ENT_N_OUTCOMES]; /* first column of an outcome; -1: not recorded */
    int32_t count[ENT_N_OUTCOMES]; /* its columns: e.g. n_years * n_states, last index fastest */
    int32_t n_columns;
    uint32_t last; /* sections of the model that the recorded outcomes need in the last year that
                      is computed (model/sections.h); 0: all */
} ent_layout;

/* Draws of normals of a tile in the order in which its world makes them, kept for the next world
   that is run in the same futures. A draw is taken from here where it was the same one then. */
typedef struct ent_shock_memory {
    uint64_t seed, first;     /* of the tile that was drawn */
    uint32_t known, at, room; /* draws that are here, the next one, at most */
    uint32_t *key;            /* [room] stream and slot */
    ent_row (*z)[4];          /* [room] */
} ent_shock_memory;

typedef struct ent_tile {
    const ent_world *world;
    const ent_layout *layout;
    double *out; /* [column][ENT_BLOCK] of the block, already offset to this tile */
    uint64_t seed;
    uint64_t first;     /* number of the tile's first future */
    const double *lead; /* [ENT_N_LEADS][ENT_BLOCK], offset to this tile; NULL: shocks are random */
    ent_shock_memory *kept; /* NULL: every shock is drawn */
    int32_t year;           /* index of the model year, 0 = first_year */
    int32_t silent;         /* 1: every shock 0 (uniforms 1: no event), for checks */
    ent_row a[ENT_N_ASSUMPTIONS];

    /* --- economy, pledge (sections 1, 2) --- */
    ent_row gdp[ENT_MAX_STATES], share[ENT_MAX_STATES], spend[ENT_MAX_STATES];
    ent_row debt[ENT_MAX_STATES];       /* added, share of GDP */
    ent_row compliance[ENT_MAX_STATES]; /* c_i */
    ent_row shock[ENT_MAX_STATES][4];   /* growth, spending of this year and of the next */
    ent_row jump[ENT_MAX_STATES][4];    /* uniforms of four years */
    ent_row common[4];                  /* growth, spending common to all; this year, the next */
    ent_row threat;                     /* T */
    ent_row peer_change;                /* dsbar of last year */
    ent_row mood, alarm;                /* relative change of the year common to all; of alarm */
    ent_row alarm_draw[4];              /* uniforms of four years */
    ent_row response[ENT_MAX_STATES];   /* of an ally to an alarm, relative to the mean */

    /* --- capability (section 3) --- */
    ent_row stock[ENT_MAX_STATES];      /* K, bn */
    ent_row pipeline[ENT_MAX_STATES];   /* B, bn */
    ent_row soldiers[ENT_MAX_STATES];   /* L, persons */
    ent_row ready[ENT_MAX_STATES];      /* rho */
    ent_row price[ENT_MAX_STATES];      /* phi */
    ent_row equip[ENT_MAX_STATES];      /* eq of the base year */
    ent_row reservists[ENT_MAX_STATES]; /* factor on the home defence on land */
    ent_row on_land[ENT_N_BLOCKS];      /* BE that a soldier of the block adds on land, */
    ent_row at_sea[ENT_N_BLOCKS];       /* and at sea, with equipment of the unit */
    ent_row inland[ENT_N_BLOCKS];       /* factor on land where there are no ships */
    ent_row enablers, eta;              /* E, eta */
    ent_forces forces;                  /* of the year, after step 3 */
    ent_forces forces_ref;              /* of the reference state 2021, once per future */

    /* --- posture, commitment, deterrence, combat (sections 4-7) --- */
    ent_row posture;                           /* posture_y */
    ent_clocks clock[2];                       /* by ent_domain */
    ent_row signal;                            /* 1: the US gives the scenario's signal; 0: none */
    ent_row record_shift;                      /* log-odds that the record takes off every class */
    ent_row comes[2][ENT_N_CLASSES];           /* q of an ally by branch and class */
    ent_balance balance[ENT_MAX_FLASHPOINTS];  /* of the year; before the first: reference */
    ent_row balance_ref[ENT_MAX_FLASHPOINTS];  /* EU_ref, once per future */
    ent_row crisis[2][ENT_MAX_FLASHPOINTS];    /* P(crisis) while the challenger is at peace, at war
                                                  with another state; 1 where only attacks count */
    ent_row given_ref[ENT_MAX_FLASHPOINTS];    /* P(attack | crisis) in the reference state */
    ent_row log_holding;                       /* of deterrence.holding */
    ent_row base_rate[ENT_MAX_FLASHPOINTS];    /* P(attack) in the reference state, per year */
    ent_row attack_now[ENT_MAX_FLASHPOINTS];   /* 1: attacked in this year */
    ent_row quiet_until[ENT_MAX_FLASHPOINTS];  /* year index before which no second attack */
    ent_row attacked_before[ENT_MAX_THEATRES]; /* 1: attack in that theatre in the year before */
    ent_row tied_before[ENT_MAX_THEATRES];     /* size of the war of the year before that the US
                                                  fights in that theatre; 1: its largest */
    ent_row renewal_year, renewal_5y;          /* P_ren of the year; P_5 */
    ent_row renewal_month;                     /* the yearly chance as a monthly one */
    ent_row truce_hazard;                      /* of a truce in its first month, a month */
    ent_row short_since;                       /* for the autonomy year */

    /* --- ukraine, settlement (sections 8, 9) --- */
    ent_row fighting;     /* 1 while the war goes on, now */
    ent_row ended;        /* 1 after a collapse: the war is over for good */
    ent_row peace_months; /* months since the ceasefire or collapse; 0 while fighting */
    ent_row war_start;    /* `fighting` at the start of the year: what sections 1-7 see */
    ent_row peace_years;  /* years of peace at the start of the year, 0 in war */
    ent_row men_rus_start, men_ukr_start; /* N at the start of the year, for section 3 */
    ent_row men_rus, men_ukr;             /* N, thousand */
    ent_row armour_rus, armour_ukr;       /* F, tanks */
    ent_row store;                        /* usable stored tanks */
    ent_row area, gain;                   /* km2, km2 a month */
    ent_row level;                        /* of the gain at the forces of the start */
    ent_row gain_shock[4];                /* normals of four months */
    ent_row level_shock[4];               /* normals of sixteen months */
    ent_row drive;                        /* of the month */
    ent_row log_fires, log_men;           /* ln rf, ln rn of the month */
    ent_row aid_us, aid_europe;           /* a_d, EUR bn a month */
    ent_row log_fires_start;              /* ln of fR/fU at the start */
    ent_row optimism_rus, optimism_ukr;
    ent_row zone_low, zone_high; /* of the month */
    ent_row terms;               /* at the first ceasefire; missing before */
    ent_row months_at_war, ever_ceasefire;
    ent_row ceasefire_draw, break_draw; /* uniforms of the leads, given what has happened */
    ent_row truce_first;                /* 1 while the first ceasefire holds */
    ent_row truce_broken; /* 1: the first ceasefire broke within three months; missing: none */
} ent_tile;

/* Columns by which the caches are ahead of the kernels: rows of successive columns lie too far
   apart for the processor to see a sequence in them. */
enum { ENT_AHEAD = 8, ENT_LINE = 64 / sizeof(double) };

/* Row of an outcome's column at this tile, to be written whole, or NULL when it is not recorded. */
static inline double *ent_out(const ent_tile *t, ent_outcome_id outcome, size_t index)
{
    const int32_t first = t->layout->first[outcome];
    if (first < 0)
        return NULL;
    const size_t column = (size_t)first + index;
    double *row = t->out + column * ENT_BLOCK;
    if (column + ENT_AHEAD < (size_t)t->layout->n_columns)
        for (size_t f = 0; f < ENT_TILE; f += ENT_LINE)
            __builtin_prefetch(row + ENT_AHEAD * ENT_BLOCK + f, 1);
    return row;
}

#endif
