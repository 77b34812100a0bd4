/* Arithmetic on outcomes, future by future: "ukraine.casualties[russia] /
 * ukraine.casualties[ukraine]". */
#ifndef ENT_HINDCAST_EXPRESSION_H
#define ENT_HINDCAST_EXPRESSION_H

#include <stddef.h>

#include "entente/arena.h"

/*
 * Gives the values of a quantity that an expression names.
 *
 * index    the text between brackets; NULL without brackets
 * values   [n]; missing where a future has none
 * errors   ENT_E_KEY for a name, index or time that the model does not have
 */
typedef ent_status expression_lookup(void *closure, const char *key, const char *index,
                                     double *values, ent_error *err);

/*
 * Evaluate numbers, key[index], + - * /, brackets and sum(a, b, ...) for n futures.
 *
 * A future in which a part has no value, or a divisor is 0, has none; sum() leaves out the parts
 * that have none.
 *
 * memory   working memory from the arena, given back; result[n] is the caller's
 * errors   ENT_E_PARSE with the place, and those of the lookup
 */
ent_status expression_values(const char *text, size_t n, expression_lookup *lookup, void *closure,
                             double *result, ent_arena *arena, ent_error *err);

#endif
