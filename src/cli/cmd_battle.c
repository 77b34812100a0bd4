/* entente battle: set-piece battles over draws of the assumptions of combat. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/paths.h"
#include "cli/world_of.h"
#include "entente/battle.h"
#include "entente/heap.h"

typedef struct battle_args {
    size_t draws;
    unsigned long long seed;
    const char *scenario;
    bool json, csv;
} battle_args;

static const ent_option options[] = {
    {"draws", ENT_OPT_SIZE, offsetof(battle_args, draws), "N", "draws of the assumptions [4096]"},
    {"seed", ENT_OPT_U64, offsetof(battle_args, seed), "SEED", "root seed [1]"},
    {"scenario", ENT_OPT_TEXT, offsetof(battle_args, scenario), "NAME",
     "whose assumptions [status-quo-2024]"},
    {"json", ENT_OPT_FLAG, offsetof(battle_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(battle_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "battle",
    .operands = "[KEY...]",
    .summary = "Set-piece battles as published wargames set them up: a calibration shown.",
    .details =
        "Without KEY every battle of data/battles.csv. The rules for an uncovered front and\n"
        "for the end of an offensive were chosen with these in view, so agreement proves\n"
        "nothing; a change that breaks it is seen.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 16,
};

static const ent_column columns[] = {
    {"battle", "Battle", "", ENT_CELL_TEXT, 0},
    {"attacker_be", "Attacker", "BE", ENT_CELL_NUMBER, 0},
    {"defender_be", "Defender", "BE", ENT_CELL_TEXT, 0},
    {"taken_share", "Taken", "share", ENT_CELL_NUMBER, 3},
    {"hours_p5", "Hours, 5 %", "h", ENT_CELL_NUMBER, 0},
    {"hours_p50", "Median", "h", ENT_CELL_NUMBER, 0},
    {"hours_p95", "95 %", "h", ENT_CELL_NUMBER, 0},
    {"published", "Published", "h", ENT_CELL_TEXT, 0},
    {"attacker_loss_be", "Loss", "BE", ENT_CELL_NUMBER, 1},
    {"defender_loss_be", "Defender's", "BE", ENT_CELL_NUMBER, 1},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Quantile of the first `n` of sorted values; missing when there are none. */
static double quantile(const double *sorted, size_t n, double p)
{
    return n ? sorted[(size_t)(p * (double)(n - 1) + 0.5)] : ENT_MISSING;
}

static void add_row(ent_table *t, const ent_battle *b, const ent_battle_sample *s,
                    const double *sorted, ent_arena *arena)
{
    const size_t r = ent_table_row(t);
    const bool range = b->defender_high > b->defender_low;
    const bool published = b->published_low == b->published_low;
    const char *defender = range
                               ? ent_text_format(arena, "%g-%g", b->defender_low, b->defender_high)
                               : ent_text_format(arena, "%g", b->defender_low);
    const char *hours =
        published ? ent_text_format(arena, "%g-%g", b->published_low, b->published_high) : "-";
    ent_table_text(t, r, 0, b->key);
    ent_table_number(t, r, 1, b->attacker);
    ent_table_text(t, r, 2, defender ? defender : "");
    ent_table_number(t, r, 3, (double)s->taken / (double)s->draws);
    ent_table_number(t, r, 4, quantile(sorted, s->taken, 0.05));
    ent_table_number(t, r, 5, quantile(sorted, s->taken, 0.5));
    ent_table_number(t, r, 6, quantile(sorted, s->taken, 0.95));
    ent_table_text(t, r, 7, hours ? hours : "");
    ent_table_number(t, r, 8, s->attacker_loss);
    ent_table_number(t, r, 9, s->defender_loss);
}

static void fight(const battle_args *args, const world_parts *parts, const ent_battle *b,
                  double *hours, ent_table *t, ent_arena *arena)
{
    ent_battle_sample s;
    ent_battle_run(b, parts->world->prior, parts->world->slot, args->seed, args->draws, hours, &s);
    size_t kept = 0;
    for (size_t i = 0; i < args->draws; i++)
        if (hours[i] == hours[i])
            hours[kept++] = hours[i];
    qsort(hours, kept, sizeof *hours, by_size);
    add_row(t, b, &s, hours, arena);
}

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
    return ent_fail(err, ENT_E_ARG, "'%.60s' is no battle%s%s%s", word,
                    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static ent_status run(const battle_args *args, size_t n_words, char **words, ent_table *t,
                      ent_arena *arena, ent_error *err)
{
    const ent_battle *all = NULL;
    size_t n = 0;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    double *hours = ent_arena_array(arena, double, args->draws);
    if (!parts || !hours)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (args->draws == 0)
        return ent_fail(err, ENT_E_ARG, "--draws 0: give at least one");
    ENT_TRY(ent_battles_load(path_data(), &all, &n, arena, err));
    for (size_t i = 0; i < n_words; i++)
        ENT_TRY(check_word(words[i], all, n, err));
    ENT_TRY(world_of(args->scenario, parts, arena, err));
    ent_table_init(t, "battles", "Set-piece battles", columns, N_COLUMNS, arena);
    t->note =
        ent_text_format(arena, "%zu draws each. A calibration shown, not a proof.", args->draws);
    for (size_t b = 0; b < n; b++) {
        bool wanted = n_words == 0;
        for (size_t i = 0; i < n_words; i++)
            wanted |= strcmp(words[i], all[b].key) == 0;
        if (wanted)
            fight(args, parts, &all[b], hours, t, arena);
    }
    return ENT_OK;
}

int cmd_battle(int argc, char **argv)
{
    battle_args args = {.draws = 4096, .seed = 1, .scenario = "status-quo-2024"};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_table t = {0};
    ent_status status = run(&args, n, argv + 1, &t, &arena, &err);
    int code = EXIT_DONE;
    if (status == ENT_OK)
        code = data_print_table(&t, opt_format(args.json, args.csv), &arena, &status, &err);
    if (status != ENT_OK)
        code = opt_fail("battle", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
