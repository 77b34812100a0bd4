/*
 * The world: everything a run needs, resolved to numbers, in one flat block.
 *
 *     const ent_world *w = ...;              // from ent_world_build or ent_world_load
 *     double gdp = w->gdp0[s];               // billions of 2024 USD in the base year
 *
 * No pointers: the block can be saved, mapped, sent to a worker or to WebAssembly as it is.
 * Only doubles, int32 and uint64 in natural alignment, so that the layout is the same on
 * every platform. Capacities are fixed; counts say what is used. The treaty tables, compiled,
 * follow the struct at `treaty_offset`.
 *
 * units    money in billions of constant 2024 US dollars at market rates, shares as fractions
 *          of GDP (0.02, not 2), forces in brigade equivalents (BE), soldiers in persons,
 *          distances in km, times in days unless a field says otherwise
 * missing  ENT_MISSING; a field that the model needs is never missing in a built world
 */
#ifndef ENTENTE_WORLD_H
#define ENTENTE_WORLD_H

#include <stdint.h>

#include "entente/draw.h"
#include "entente/keys.h"

enum {
    ENT_WORLD_VERSION = 5,
    ENT_MAX_STATES = 80,
    ENT_MAX_FLASHPOINTS = 16,
    ENT_MAX_THEATRES = 4, /* Europe, the Indo-Pacific and two that rows may add */
    ENT_MAX_CLASSES = 4,  /* classes of commitment that meet at one flashpoint */
    ENT_MAX_YEARS = 16,   /* years simulated: first_year .. first_year + n_years - 1 */
    ENT_MAX_HISTORY = 16, /* years of history: 2014 .. base_year */
    ENT_MAX_MONTHS = 192,
    ENT_MAX_HOSTS = 8,
    ENT_MAX_CORRELATED = 48
};

/* Blocks share the priors of land share, readiness and quality. */
typedef enum ent_block_id {
    ENT_BLOCK_EUROPE,
    ENT_BLOCK_US,
    ENT_BLOCK_RUSSIA,
    ENT_BLOCK_CHINA,
    ENT_BLOCK_OTHER,
    ENT_N_BLOCKS
} ent_block_id;

enum {                         /* flags of a state */
       ENT_STATE_NATO = 1,     /* member of the alliance at the start */
       ENT_STATE_EUROPEAN = 2, /* European ally: NATO but not USA, CAN */
       ENT_STATE_FORCES = 4,   /* has forces that are counted */
       ENT_STATE_SPENDING = 8, /* has spending of the base year; else only GDP */
       ENT_STATE_ADVANCED = 16,
       ENT_STATE_EQ_ADVERSARY = 32, /* equipment share from capability.eq_adversary */
       ENT_STATE_LANDLOCKED = 64,   /* no ships */
       ENT_STATE_CONSCRIPTION = 128 /* calls up conscripts */
};

/* Least distance of a state to Russia: up to 300 km, up to 1200 km, beyond. */
typedef enum ent_zone { ENT_ZONE_NEAR, ENT_ZONE_MIDDLE, ENT_ZONE_FAR, ENT_N_ZONES } ent_zone;

typedef enum ent_domain { ENT_LAND, ENT_SEA } ent_domain;
/* The two that equations name; data/flashpoints.csv may name more, numbered as they come. */
typedef enum ent_theatre { ENT_THEATRE_EUROPE, ENT_THEATRE_INDO_PACIFIC } ent_theatre;

/* What the chance of a crisis between two states depends on besides its constant, in the order of
   the assumptions deterrence.crisis_land .. deterrence.crisis_rivals. */
enum {
    ENT_CRISIS_LAND,             /* 1: neighbours by land */
    ENT_CRISIS_WATER,            /* 1: by up to 400 miles of water */
    ENT_CRISIS_MAJOR_CHALLENGER, /* 1: the challenger is a major power */
    ENT_CRISIS_MAJOR_TARGET,
    ENT_CRISIS_PEACE,     /* ln(1 + years since the last dispute of the two) */
    ENT_CRISIS_DISPUTES,  /* ln(1 + years of the last ten in which one began) */
    ENT_CRISIS_AT_WAR,    /* 1: the challenger was at war with another state in the year before */
    ENT_CRISIS_INITIATED, /* ln(1 + disputes with anybody it began in ten years) */
    ENT_CRISIS_RIVALS,    /* 1: coded as strategic rivals */
    ENT_CRISIS_TERMS
};

typedef struct ent_flashpoint {
    char key[16];
    int32_t challenger; /* index of the state */
    int32_t n_hosts, hosts[ENT_MAX_HOSTS];
    int32_t domain;  /* ent_domain */
    int32_t theatre; /* index into theatre_key */
    int32_t pivot;   /* ent_assumption_id of the class of the US; -1 for ukraine (guarantee) */
    int32_t base;    /* ent_assumption_id of the base rate */
    int32_t is_ukraine;
    int32_t crisis; /* ent_lever_id of the year of a forced attack; -1: crisis_year holds it */
    int32_t n_senders;
    int32_t n_pairs; /* hosts with a history of disputes; 0: the base rate stands for it */
    int32_t senders[ENT_MAX_STATES]; /* by notice + transit, then ISO code; hosts left out */
    double challenger_share, front_width_km, depth_km, terrain, base_weight;
    double crisis_year;                           /* of a lever that no code names; 0 none */
    double past[ENT_MAX_HOSTS][ENT_CRISIS_TERMS]; /* of each pair, on the base date */
    double preposition;                           /* BE of US equipment sets in place */
    double extra_split;                           /* share of the extra European forward brigades */
    double notice[ENT_MAX_STATES];                /* days; missing: not a sender */
    double transit[ENT_MAX_STATES];               /* days */
    /* class of the state's commitment here: ent_assumption_id, -1 none */
    int32_t commitment[ENT_MAX_STATES];
    /* level owed (0-7) by the treaty engine if attacked: firm, and if contested readings hold */
    int32_t owed_firm[ENT_MAX_STATES], owed_contested[ENT_MAX_STATES];
    double forward[ENT_MAX_YEARS][ENT_MAX_STATES]; /* BE in place in model year */
    double forward_ref[ENT_MAX_STATES];            /* the same in 2021 */
} ent_flashpoint;

/* The war in Ukraine on the day the scenario starts (model.md section 8). */
typedef struct ent_war {
    int32_t fighting; /* 1: war at the start */
    int32_t reserved;
    double soldiers_rus, soldiers_ukr;    /* thousand */
    double armour_rus, armour_ukr;        /* tanks */
    double store_rus;                     /* stored tanks before the usable share */
    double area_km2;                      /* held by Russia */
    double gain_km2;                      /* of the 30 days before the start */
    double regions_km2;                   /* area of the five regions: 135,900 */
    double aid_us, aid_europe, aid_other; /* 2022-24 mean, EUR bn a month */
    /* the draw of vbar: overrides the prior's median where a start date has its own */
    double vbar_scale; /* factor on the drawn ukraine.vbar; 1 by default */
} ent_war;

typedef struct ent_world {
    char magic[8];               /* "ENTWORLD" */
    int32_t version, byte_order; /* 0x01020304 as written */
    uint64_t total_bytes;        /* struct and treaty tables */
    uint64_t checksum;           /* FNV-1a 64 of all bytes with this field zero */
    uint64_t treaty_offset, treaty_bytes;
    char key[64]; /* scenario key, file name without .yaml */
    char name[128];

    int32_t base_year;  /* last year of facts: 2024 */
    int32_t first_year; /* base_year + 1 */
    int32_t n_years;
    int32_t first_month; /* calendar month (1-12) of model month 1, in first_year */
    int32_t n_months;    /* months until the end of the last year */
    int32_t n_history;   /* years of history, the last is base_year */
    int32_t ref_history; /* index of 2021 in the history */
    int32_t n_states, n_flashpoints, n_theatres, reserved_count;
    int32_t usa, rus, ukr, can, chn; /* indices of states the equations name */

    /* --- states --- */
    char iso3[ENT_MAX_STATES][4];
    int32_t block[ENT_MAX_STATES]; /* ent_block_id */
    int32_t flags[ENT_MAX_STATES];
    double gdp0[ENT_MAX_STATES];                  /* base year */
    double growth[ENT_MAX_STATES][ENT_MAX_YEARS]; /* real, per year: 0.02; all years set */
    double share0[ENT_MAX_STATES];                /* defence share of GDP, base year */
    double share0_published[ENT_MAX_STATES];      /* the same rounded to two decimals in % */
    double spend_history[ENT_MAX_STATES][ENT_MAX_HISTORY];
    double eq_history[ENT_MAX_STATES][ENT_MAX_HISTORY]; /* equipment share; missing: prior */
    double ppp_ratio[ENT_MAX_STATES];                   /* PPP over market GDP, base year */
    double soldiers0[ENT_MAX_STATES];                   /* active, base year */
    double soldiers_ref[ENT_MAX_STATES];                /* active, 2021 */
    double reserves[ENT_MAX_STATES];    /* persons outside wartime units; NaN: not published */
    double assigned[ENT_MAX_STATES];    /* reservists with a place in a wartime unit */
    int32_t zone[ENT_MAX_STATES];       /* ent_zone: distance to Russia */
    double compliance[ENT_MAX_STATES];  /* of the zone, central; 0: no pledge, no closing */
    double population0[ENT_MAX_STATES]; /* persons */
    double government0[ENT_MAX_STATES]; /* government spending, share of GDP */
    double pace5[ENT_MAX_STATES];       /* change of the share a year, last five */
    double equipment_unit; /* bn of equipment per thousand soldiers of the median ally, 2024 */

    /* --- scenario --- */
    double lever[ENT_N_LEVERS];                     /* value at the start */
    double lever_year[ENT_N_LEVERS][ENT_MAX_YEARS]; /* by model year; same for all by default */
    int32_t member[ENT_MAX_STATES];                 /* 1: in the guarantee force */
    ent_prior prior[ENT_N_ASSUMPTIONS];
    double central[ENT_N_ASSUMPTIONS];
    uint32_t slot[ENT_N_ASSUMPTIONS]; /* FNV-1a 32 of the key: stable when rows are added */
    /* assumptions that are correlated, by id; their normal scores are sums of independent ones:
       score i = sum over j <= i of mixing[i (i + 1) / 2 + j] * independent score j */
    int32_t n_correlated, reserved;
    int32_t correlated[ENT_MAX_CORRELATED];
    double mixing[ENT_MAX_CORRELATED * (ENT_MAX_CORRELATED + 1) / 2];

    /* --- flashpoints, war --- */
    ent_flashpoint flashpoint[ENT_MAX_FLASHPOINTS];
    char theatre_key[ENT_MAX_THEATRES][16];
    double us_share_land[ENT_MAX_THEATRES]; /* by theatre */
    double us_share_sea[ENT_MAX_THEATRES];
    ent_war war;
} ent_world;

#endif
