/* Rows of the bargaining vectors and what computes them, in two files. */
#ifndef ENT_REFERENCE_BARGAINING_H
#define ENT_REFERENCE_BARGAINING_H

#include <stdbool.h>

#include "entente/arena.h"

typedef struct bargain_row {
    const char *id, *family, *name, *params, *quantity, *i, *j, *k, *source;
    double turn, expected, tolerance;
} bargain_row;

/* A number of `key=value;key=a|b|c`; ENT_MISSING when the key is absent. `index` counts in
 * lists. */
double bargain_param(const char *params, const char *key, size_t index);

/* How many values a list has. */
size_t bargain_param_count(const char *params, const char *key);

/* Forecasts, war, quantal response and probit: everything that needs no file. Returns false
 * for a family or quantity it does not know. */
bool bargain_closed_form(const bargain_row *row, double *got, ent_arena *arena);

#endif
