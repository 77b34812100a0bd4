/* entente battle: set-piece battles over draws of the assumptions of combat. */
#include <stdio.h>
#include <string.h>

#include "base/hint.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/battle.h"
#include "entente/heap.h"
#include "result/battle_table.h"
#include "session/paths.h"
#include "world/parts.h"

typedef struct battle_args {
    size_t draws;
    unsigned long long seed;
    const char *scenario;
    text_list set, assume;
    bool json, csv;
} battle_args;

static const ent_option options[] = {
    {"draws", ENT_OPT_SIZE, offsetof(battle_args, draws), "N", "draws of the assumptions [4096]"},
    {"seed", ENT_OPT_U64, offsetof(battle_args, seed), "SEED", "root seed [1]"},
    {"scenario", ENT_OPT_TEXT, offsetof(battle_args, scenario), "NAME",
     "scenario with the battles and assumptions [baltic-2015]"},
    OPT_CHANGES(battle_args),
    {"json", ENT_OPT_FLAG, offsetof(battle_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(battle_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "battle",
    .operands = "[KEY...]",
    .summary = "Compare the battle model with published wargames.",
    .details =
        "Without KEY it fights every battle of the scenario. The rules for an\n"
        "uncovered front and for the end of an offensive were chosen to fit these games, so\n"
        "agreement proves nothing. A change that breaks it becomes visible.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 16,
};

static ent_status check_word(const char *word, const ent_battle *all, size_t n, ent_error *err)
{
    const char *keys[64];
    size_t known = 0;
    for (; known < n && known < 64; known++) {
        keys[known] = all[known].key;
        if (strcmp(word, keys[known]) == 0)
            return ENT_OK;
    }
    const char *near = ent_text_nearest(word, keys, known);
    return ent_fail(err, ENT_E_ARG, "the battle '%.60s' does not exist%s", word,
                    near ? did_you_mean(near).text : "; 'entente battle' lists them");
}

static ent_status run(const battle_args *args, size_t n_words, char **words, ent_table *t,
                      ent_arena *arena, ent_error *err)
{
    const world_ask ask = {args->scenario, &args->set, &args->assume};
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    if (!parts)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (args->draws == 0)
        return ent_fail(err, ENT_E_ARG, "--draws must be at least 1");
    ENT_TRY(opt_at_most("draws", args->draws, 1 << 24, err));
    ENT_TRY(world_asked(path_folders(), &ask, parts, arena, err));
    const scenario_spec *s = &parts->scenario;
    if (s->n_battles == 0)
        return ent_fail(err, ENT_E_ARG, "%s describes no battles. The scenario baltic-2015 does",
                        s->key);
    for (size_t i = 0; i < n_words; i++)
        ENT_TRY(check_word(words[i], s->battles, s->n_battles, err));
    bool *wanted = ent_arena_array(arena, bool, s->n_battles);
    if (!wanted)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t b = 0; b < s->n_battles; b++) {
        wanted[b] = n_words == 0;
        for (size_t i = 0; i < n_words; i++)
            wanted[b] |= strcmp(words[i], s->battles[b].key) == 0;
    }
    return battle_table(parts, wanted, args->seed, args->draws, t, arena, err);
}

int cmd_battle(int argc, char **argv)
{
    battle_args args = {.draws = 4096, .seed = 1, .scenario = "baltic-2015"};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_table t = {0};
    const ent_status status = run(&args, n, argv + 1, &t, &arena, &err);
    return data_finish("battle", status, &t, opt_format(args.json, args.csv), &arena, &err);
}
