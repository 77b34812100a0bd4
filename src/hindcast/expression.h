/* Arithmetic on outcomes, future by future: "ukraine.casualties[russia] /
 * ukraine.casualties[ukraine]". */
#ifndef ENT_HINDCAST_EXPRESSION_H
#define ENT_HINDCAST_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"

/* A quantity as an expression names it. */
typedef struct expression_name {
    const char *key, *index; /* the text between square brackets; NULL without */
    const char *at;          /* behind @; NULL without */
    bool base;               /* inside base() */
} expression_name;

/*
 * Gives the values of a quantity.
 *
 * values   [n]; missing where a future has none
 * errors   ENT_E_KEY for a name, index or time that the model does not have
 */
typedef ent_status expression_lookup(void *closure, const expression_name *name, double *values,
                                     ent_error *err);

/*
 * Evaluate numbers, key[index]@time, + - * / (or x), brackets, sum(a, b, ...) and base(a) for n
 * futures; what base() holds is asked of the scenario without its changes.
 *
 * A future in which a part has no value, or a divisor is 0, has none; sum() leaves out the parts
 * that have none, and 0 times a part without a value is 0: no attack, nothing taken.
 *
 * memory   working memory from the arena, given back; result[n] is the caller's
 * errors   ENT_E_PARSE with the place, and those of the lookup
 */
ent_status expression_values(const char *text, size_t n, expression_lookup *lookup, void *closure,
                             double *result, ent_arena *arena, ent_error *err);

#endif
