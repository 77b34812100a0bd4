/* What the files of the browser's engine share. */
#ifndef ENT_WASM_ENGINE_H
#define ENT_WASM_ENGINE_H

#include <stddef.h>

#include "entente/world.h"

#define WASM_EXPORT(name) __attribute__((export_name(#name), used)) name

/* The world that was opened, with its edits; 0 before. */
const ent_world *wasm_world(void);

/* Fresh memory at the end of what the module has; 0 when the browser refuses. */
void *wasm_take(size_t bytes);
/* Run a block: its outcomes as [column][256]; 0 when there is no world or no memory. */
double *wasm_block(uint64_t seed, uint32_t block);
/* Assumptions of the block run last: [ENT_N_ASSUMPTIONS][256]. */
const double *wasm_draws(void);

int32_t ent_wasm_first(int32_t outcome);
int32_t ent_wasm_count(int32_t outcome);

#endif
