/* Any bytes as a table of actors: an error, or a table that every forecast and a few turns of
 * bargaining can be run on. */
#include "fuzz.h"

#include "entente/bargain_study.h"
#include "entente/heap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    const ent_actor_scale scale = {0.0, 100.0};
    ent_actor_table t;
    ent_error err = {0};
    ent_study s;
    if (ent_actor_table_parse("fuzz.csv", (const char *)data, size, scale, &t, &arena, &err) ==
            ENT_OK &&
        t.n <= 20) {
        ent_study_options o = ent_study_defaults();
        o.rounds = size % 2 ? ENT_ROUNDS_SMP : ENT_ROUNDS_BDM;
        o.smp.max_turns = 3;
        o.bdm.rounds = 3;
        ent_study_run(&t, &o, &s, &arena, &err);
    }
    ent_heap_arena_destroy(&arena);
    return 0;
}
