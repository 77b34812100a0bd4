/*
 * The live page: one HTML file that holds registers, scenarios, worlds and the engine.
 *
 *     ENT_TRY(ent_live_page("data", "scenarios", &page, arena, err));
 *     ENT_TRY(ent_text_write_file("entente.html", page.data, page.length, err));
 */
#ifndef ENTENTE_LIVE_H
#define ENTENTE_LIVE_H

#include "entente/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Whether the page was built into this program (it needs npm, clang and lld at build time). */
ENT_API bool ent_live_built(void);

/**
 * Write the page with every scenario of a folder.
 *
 * errors   ENT_E_DATA when the page was not built into this program; those of facts, registers,
 *          scenarios and worlds
 */
ENT_API ent_status ent_live_page(const char *data, const char *scenarios, ent_builder *out,
                                 ent_arena *arena, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
