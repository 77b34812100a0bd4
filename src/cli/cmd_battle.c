/* entente battle: set-piece battles over draws of the assumptions of combat. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct battle_args {
    size_t draws;
    unsigned long long seed;
    const char *scenario;
    text_list set, assume;
    bool json, csv;
    ent_words keys;
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

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const battle_args *a = args;
    ent_scenario *scenario = NULL;
    const ent_writing writing = data_writing(a->json, a->csv);
    ENT_TRY(data_load_scenario(session, a->scenario, &a->set, &a->assume, &scenario, err));
    return ent_scenario_battles(scenario, &a->keys, a->draws, a->seed, &writing, text, length, err);
}

int cmd_battle(int argc, char **argv)
{
    battle_args args = {.draws = 4096, .seed = 1, .scenario = "baltic-2015"};
    const opt_result result = opt_parse(&command, argc, argv, &args, &args.keys.n);
    args.keys.words = (const char *const *)argv + 1;
    return result == OPT_RUN ? data_answer("battle", ask, &args) : opt_exit(result);
}
