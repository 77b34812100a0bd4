/* What the files of the browser's engine share. */
#ifndef ENT_WASM_ENGINE_H
#define ENT_WASM_ENGINE_H

#include "entente/world.h"

#define WASM_EXPORT(name) __attribute__((export_name(#name), used)) name

/* The world that was opened, with its edits; 0 before. */
const ent_world *wasm_world(void);

#endif
