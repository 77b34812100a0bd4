/*
 * Scarce forces over several places at once: the allocation that makes the smallest ratio of
 * defence to requirement as large as it can be, and what one more brigade would be worth.
 *
 *     ent_allocation_problem p = {...};
 *     ent_allocation best;
 *     ent_allocate(&p, NULL, &best, arena, &err);
 *     printf("%.2f of the requirement everywhere\n", best.margin);
 *
 * A linear programme (CLP). Forces are pools that can be split; a link is a pool that may go
 * to a place; a limit is what a place can receive by the day the plan is made for.
 */
#ifndef ENTENTE_ALLOCATE_H
#define ENTENTE_ALLOCATE_H

#include "entente/arena.h"
#include "entente/tile.h"

typedef struct ent_place {
    const char *key;
    int32_t theatre; /* ent_theatre */
    double need;     /* requirement R, BE, above 0 */
    double base;     /* defence that is there whatever is sent, BE */
} ent_place;

typedef struct ent_pool {
    const char *name; /* state */
    int32_t domain;   /* ent_domain */
    double size;      /* BE that can be sent */
} ent_pool;

typedef struct ent_link {
    size_t pool, place;
    double worth;   /* BE of defence per BE sent */
    double arrival; /* day; matters for limits only */
} ent_link;

/* All that reaches `place` on day `from` or later is at most `most`. */
typedef struct ent_limit {
    size_t place;
    double from, most;
    int32_t domain; /* pools it concerns */
} ent_limit;

typedef struct ent_allocation_problem {
    size_t n_places, n_pools, n_links, n_limits;
    ent_place *places;
    ent_pool *pools;
    ent_link *links;
    ent_limit *limits;
} ent_allocation_problem;

/* Which places share the margin that is maximised; the others keep at least a fixed one. */
typedef struct ent_margins {
    const int32_t *fixed; /* by place: 1 fixed */
    const double *margin; /* by place, of the fixed ones */
} ent_margins;

typedef struct ent_allocation {
    double margin;       /* smallest defence / requirement over the places that share it */
    double *sent;        /* by link, BE */
    double *defence;     /* by place, BE */
    double *place_price; /* by place: margin gained per BE of defence given to it */
    double *pool_price;  /* by pool: margin gained per BE more */
    double *limit_price; /* by limit: margin gained per BE more that can be received */
} ent_allocation;

/**
 * Best allocation.
 *
 * At a degenerate optimum the prices are supergradients: the margin changes by at most price
 * times change.
 *
 * memory   result lives in the arena
 * errors   ENT_E_ARG for a requirement of 0; ENT_E_DATA when the fixed margins cannot be met
 */
ENT_API ent_status ent_allocate(const ent_allocation_problem *problem, const ent_margins *margins,
                                ent_allocation *best, ent_arena *arena, ent_error *err);

/**
 * The same, then the places that do not bind are made as safe as possible in turn, so that
 * every force has a use. Margin and prices are those of the first step.
 */
ENT_API ent_status ent_allocate_all(const ent_allocation_problem *problem, ent_allocation *best,
                                    ent_arena *arena, ent_error *err);

typedef struct ent_frontier_point {
    double europe, indo_pacific; /* smallest margins */
    double trade;                /* margin lost in Europe per unit gained in the Indo-Pacific */
} ent_frontier_point;

/**
 * Trade-off between the theatres: for n levels of the margin in the Indo-Pacific, from what
 * it has without reinforcement to the most it can have, the best margin in Europe.
 */
ENT_API ent_status ent_allocate_frontier(const ent_allocation_problem *problem, size_t n,
                                         ent_frontier_point *points, ent_arena *arena,
                                         ent_error *err);

typedef struct ent_allocation_plan {
    double day;     /* forces must be in line by then */
    double us_home; /* share of the US forces kept at home; ENT_MISSING: as in the register */
    int32_t without_us;
} ent_allocation_plan;

/**
 * Build the problem from future f of a tile after section 4 of its year: places are the
 * flashpoints but Ukraine, pools what intervening states send, the need the challenger's
 * share over the ratio a plan must deny, against a Russia that is tied nowhere.
 */
ENT_API ent_status ent_allocation_of_tile(const ent_tile *t, size_t f,
                                          const ent_allocation_plan *plan,
                                          ent_allocation_problem *problem, ent_arena *arena,
                                          ent_error *err);

#endif
