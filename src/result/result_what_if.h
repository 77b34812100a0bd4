/* Charts and tables of the tests of the promise, for the result document. */
#ifndef ENT_RESULT_RESULT_WHAT_IF_H
#define ENT_RESULT_RESULT_WHAT_IF_H

#include <jansson.h>

#include "entente/arena.h"
#include "entente/register.h"
#include "entente/world.h"

/*
 * Set `charts` and `tables` of the document; flashpoints by the labels of the register.
 *
 * errors   as ent_what_if_document
 */
ent_status result_what_if(const ent_world *world, const ent_register *reg, uint64_t seed,
                          size_t threads, json_t *document, ent_arena *arena, ent_error *err);

#endif
