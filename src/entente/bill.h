/*
 * The bill: what a spending target costs each state, as arithmetic on facts.
 *
 *     const ent_bill_terms terms = {.target = 0.05, .by_year = 2032, .shape = ENT_BILL_LINEAR};
 *     ent_bill_line line;
 *     ent_bill_of_state(world, &terms, s, &line);      // line.extra_bn[y], line.multiple
 *
 * Central growth, no behaviour: the path of the share rises from that of the base year to the
 * target in the target year and stays there; the bill of a year is what the path asks for above
 * the base share, times GDP. Freestanding.
 *
 * units    billions of 2024 USD, shares as fractions of GDP
 */
#ifndef ENTENTE_BILL_H
#define ENTENTE_BILL_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/world.h"

typedef enum ent_bill_shape { /* in the order of the lever pledge.shape */
                              ENT_BILL_LINEAR,
                              ENT_BILL_EARLY, /* square root of the elapsed fraction */
                              ENT_BILL_LATE   /* its square */
} ent_bill_shape;

typedef struct ent_bill_terms {
    double target;  /* share of GDP */
    double related; /* second target, for spending related to defence; 0: none */
    int32_t by_year;
    ent_bill_shape shape;
} ent_bill_terms;

typedef struct ent_bill_line {
    int32_t state;
    double share0;    /* base year, unrounded */
    double multiple;  /* target over the base share as published (two decimals in %) */
    double base_bn;   /* base share times GDP of the base year */
    double static_bn; /* (target - base share) times GDP of the base year; below 0 if above */
    double gdp[ENT_MAX_YEARS];
    double share[ENT_MAX_YEARS];    /* the path */
    double extra_bn[ENT_MAX_YEARS]; /* the bill */
    double target_bn;               /* the bill of the target year */
    double cumulative_bn;           /* from the first year to the target year */
    double per_head_usd;            /* target year, by the population of the base year */
    double government; /* target year, over government spending at its share of the base year */
    double pace;       /* rise of the share a year over the last five years */
    double years_to_target; /* at that pace; 0 when reached; missing when never, as below .002
                               points a year */
    double debt_added;      /* share of GDP by the target year, borrowing and rates central */
    double related_bn;      /* related target times GDP of the target year: what it costs at most */
} ent_bill_line;

/**
 * The bill of one state.
 *
 * domain   target > 0; by_year from the first model year to the ENT_MAX_YEARS-th
 * returns  false when the state has no spending of the base year; `line` is then untouched
 */
ENT_API bool ent_bill_of_state(const ent_world *world, const ent_bill_terms *terms, int32_t state,
                               ent_bill_line *line);

/**
 * Sum of lines in their order; multiple, share and government spending are those of the sum.
 *
 * domain   lines of the same world and terms
 */
ENT_API void ent_bill_sum(const ent_world *world, const ent_bill_terms *terms, size_t n,
                          const ent_bill_line *lines, ent_bill_line *sum);

/** Terms from the levers of a world. */
ENT_API ent_bill_terms ent_bill_terms_of(const ent_world *world);

/** Whether the terms fit the world: target year within its years, target above 0. */
ENT_API bool ent_bill_terms_fit(const ent_world *world, const ent_bill_terms *terms);

#endif
