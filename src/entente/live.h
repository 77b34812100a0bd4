/*
 * The live page: one HTML file that holds registers, scenarios, worlds and the engine.
 *
 *     ENT_TRY(ent_live_page("data", "scenarios", &page, arena, err));
 *     ENT_TRY(ent_text_write_file("entente.html", page.data, page.length, err));
 */
#ifndef ENTENTE_LIVE_H
#define ENTENTE_LIVE_H

#include "entente/text.h"

/** Whether the page was built into this program (it needs npm, clang and lld at build time). */
ENT_API bool ent_live_built(void);

/** What a claim comes to that no lever of the page moves: an account or an obligation. */
typedef struct ent_live_answer {
    double value; /* ENT_MISSING: the page itself has to find it */
    const char *kind, *unit;
} ent_live_answer;

/**
 * Answers of one scenario's claims; written into `answers` in the order of the scenario, as many
 * as `n`. `with` is the caller's own.
 */
typedef ent_status ent_live_answers(void *with, const char *scenario, size_t n,
                                    ent_live_answer *answers, ent_arena *arena, ent_error *err);

/**
 * Write the page with every scenario of a folder. `ask` is called once for each scenario that has
 * claims; NULL leaves them to the page.
 *
 * errors   ENT_E_DATA when the page was not built into this program; those of facts, registers,
 *          scenarios and worlds
 */
ENT_API ent_status ent_live_page(const char *data, const char *scenarios, ent_live_answers *ask,
                                 void *with, ent_builder *out, ent_arena *arena, ent_error *err);

#endif
