#include "session/live_answers.h"

#include "result/claims.h"

ent_status live_answers(void *with, const char *scenario, size_t n, ent_live_answer *answers,
                        ent_arena *arena, ent_error *err)
{
    const world_parts *tables = with;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    claim_set *claims = ent_arena_array(arena, claim_set, 1);
    ENT_NEED(parts && claims, err);
    ENT_TRY(world_parts_share(scenario, tables, parts, arena, err));
    ENT_TRY(world_parts_build_quietly(parts, arena, err));
    run_worlds worlds = {.n = 1, .accounts = true, .worlds = {parts->world}, .key = {scenario}};
    ENT_TRY(claims_prepare(parts, NULL, &worlds, claims, arena, err));
    for (size_t i = 0; i < n && i < claims->n; i++) {
        const claim_state *s = &claims->states[i];
        answers[i].kind = s->kind;
        if (s->from == CLAIM_VALUE) {
            answers[i].value = s->value;
            answers[i].unit = s->unit;
        }
    }
    return ENT_OK;
}
