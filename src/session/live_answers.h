/* Claims that no lever of the live page moves, answered as a run answers them. */
#ifndef ENT_SESSION_LIVE_ANSWERS_H
#define ENT_SESSION_LIVE_ANSWERS_H

#include "entente/live.h"

/* For ent_live_page; `with` are world_parts whose tables are loaded. */
ent_status live_answers(void *with, const char *scenario, size_t n, ent_live_answer *answers,
                        ent_arena *arena, ent_error *err);

#endif
