/* One row of explore_vectors.csv, and who computes it. */
#ifndef ENT_REFERENCE_EXPLORE_H
#define ENT_REFERENCE_EXPLORE_H

#include "reference/families.h"
#include "reference/inputs.h"

typedef struct explore_row {
    const char *id, *group, *kase, *quantity, *file, *params, *note;
    double expected, abs_tol, rel_tol;
} explore_row;

/* Results of one (group, case), kept until the next: rows of a case follow each other. */
typedef struct explore_data explore_data;

/*
 * Value of a row computed from a table in DIR/explore: sobol_given_data, morris_given_data,
 * pawn_given_data, prim, cart. `known` is false for another group or quantity.
 */
ent_status explore_from_data(const char *dir, const explore_row *row, explore_data **kept,
                             double *value, bool *known, ent_arena *arena, ent_error *err);

/* Closed forms of the test functions: mean, variance, S1, ST, S2 by quantity. */
double explore_closed_form(const char *params, const char *kase, const char *quantity);

/* Robustness measures of a payoff table written in the parameters. */
ent_status explore_robustness(const char *params, const char *quantity, double *value,
                              ent_arena *arena, ent_error *err);

/* A point of the unscrambled Sobol' sequence: "point7_dim3". */
ent_status explore_sobol_point(const char *quantity, double *value, ent_arena *arena,
                               ent_error *err);

/* Error or half-width of Sobol' estimates on a test function: "abs_err_S1_x2". */
ent_status explore_sobol_estimate(const explore_row *row, explore_data **kept, double *value,
                                  ent_arena *arena, ent_error *err);

/* "S1_x3" -> input 2; "S2_x1x3" -> inputs 0 and 2. Returns false when it is neither. */
bool explore_inputs(const char *quantity, size_t *first, size_t *second);

#endif
