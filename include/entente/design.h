/*
 * Designs: where the futures of a run lie in the unit cube of the assumptions.
 *
 *     double u[256];
 *     const ent_design d = {ENT_DESIGN_LHS, 1, 4096, NULL, 0};
 *     ent_design_row(&d, 512, 256, 0, 7, u); // futures 512 to 767 of the first dimension
 *
 * Every coordinate is a pure function of (seed, future, dimension): no future waits for
 * another, blocks can be run in any order and on any machine. Freestanding.
 */
#ifndef ENTENTE_DESIGN_H
#define ENTENTE_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_design_kind {
    ENT_DESIGN_MC,   /* independent draws */
    ENT_DESIGN_LHS,  /* Latin hypercube: one future in each n-th of every dimension */
    ENT_DESIGN_SOBOL /* Sobol' sequence, Owen-scrambled by hashing */
} ent_design_kind;

enum { ENT_SOBOL_BITS = 32 };

typedef struct ent_design {
    ent_design_kind kind;
    uint64_t seed;
    uint64_t n;                 /* futures of the whole run; Latin hypercube only */
    const uint32_t *directions; /* [n_dimensions][ENT_SOBOL_BITS]; Sobol' only */
    size_t n_dimensions;
} ent_design;

/**
 * Coordinates of `n` successive futures in one dimension.
 *
 * `slot` names the dimension for randomisation (the hash of a key: it stays when dimensions
 * are added); `dimension` is its place in the Sobol' table.
 *
 * shape    u[n], each in the open interval (0, 1)
 * domain   Latin hypercube: futures below d->n; Sobol': futures below 2^32 and dimension below
 *          d->n_dimensions; ENT_MISSING outside
 * threads  pure
 * source   permutation: a Feistel network, walked along its cycle until it falls below n (Black
 *          and Rogaway 2002); scrambling: Laine and Karras 2011 and Burley 2020, multipliers of
 *          Vegdahl 2021
 */
ENT_API void ent_design_row(const ent_design *d, uint64_t first, size_t n, size_t dimension,
                            uint32_t slot, double *u);

/**
 * Direction numbers of one dimension from its primitive polynomial and initial numbers.
 *
 * `polynomial` holds all coefficients as bits (x^2 + x + 1 is 7; 1 for the first dimension).
 *
 * shape    initial[degree], directions[ENT_SOBOL_BITS]
 * errors   ENT_E_DATA for an initial number that is even or too large for its place
 * source   Bratley and Fox 1988; numbers of Joe and Kuo 2008 in data/sobol_directions.csv
 */
ENT_API ent_status ent_sobol_direction(uint32_t polynomial, size_t n_initial,
                                       const uint32_t *initial, uint32_t *directions);

#ifdef __cplusplus
}
#endif
#endif
