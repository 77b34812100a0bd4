/* entente merge A.sqlite B.sqlite -o C.sqlite: blocks run apart become one run. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/arena.h"
#include "entente/heap.h"
#include "entente/session.h"
#include "entente/text.h"

typedef struct merge_args {
    const char *out;
    bool json, csv;
} merge_args;

static const ent_option options[] = {
    {"out", ENT_OPT_TEXT, offsetof(merge_args, out), "FILE", "the joined store (also -o)"},
    {"json", ENT_OPT_FLAG, offsetof(merge_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(merge_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "merge",
    .operands = "STORE...",
    .summary = "Join the parts of a run that were computed separately.",
    .details = "  entente run brussels-2025 --blocks 0:32 --out a\n"
               "  entente run brussels-2025 --blocks 32:64 --out b\n"
               "  entente merge a/results.sqlite b/results.sqlite -o results/results.sqlite\n"
               "  entente run brussels-2025 --resume          the report of the whole\n"
               "The order does not matter: outcomes and hash are those of a single run.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 4096,
};

static const ent_column columns[] = {
    {"store", "Store", "", ENT_CELL_TEXT, 0},
    {"blocks", "Blocks", "", ENT_CELL_NUMBER, 0},
    {"blocks_all", "Blocks in all", "", ENT_CELL_NUMBER, 0},
    {"futures", "Futures", "", ENT_CELL_NUMBER, 0},
    {"outcome_hash", "Outcome hash", "", ENT_CELL_TEXT, 0},
};

static ent_status show(const merge_args *args, const ent_merged *r, int *code, ent_arena *arena,
                       ent_error *err)
{
    ent_table t;
    ent_builder text;
    const ent_style style = opt_style();
    ent_table_init(&t, "merge", "Joined run", columns, 5, arena);
    const size_t row = ent_table_row(&t);
    ent_table_text(&t, row, 0, args->out);
    ent_table_number(&t, row, 1, (double)r->blocks);
    ent_table_number(&t, row, 2, (double)r->blocks_all);
    ent_table_number(&t, row, 3, (double)r->futures);
    ent_table_text(&t, row, 4, ent_text_format(arena, "%016llx", (unsigned long long)r->hash));
    ent_builder_init(&text, arena);
    ENT_TRY(ent_table_render(&t, opt_format(args->json, args->csv), &style, &text, err));
    *code = opt_print(text.data, text.length);
    if (r->blocks < r->blocks_all)
        fprintf(stderr,
                "entente merge: %llu of %llu blocks are missing; run them with --blocks, "
                "or all of them with --resume\n",
                (unsigned long long)(r->blocks_all - r->blocks), (unsigned long long)r->blocks_all);
    return ENT_OK;
}

static ent_status merge(const merge_args *args, size_t n, char **stores, ent_session **session,
                        int *code, ent_arena *arena, ent_error *err)
{
    ent_merged merged;
    if (!args->out)
        return ent_fail(err, ENT_E_ARG, "give the file to write with -o FILE");
    ENT_TRY(data_open(session, err));
    ENT_TRY(ent_session_merge(*session, n, (const char *const *)stores, args->out, &merged, err));
    return show(args, &merged, code, arena, err);
}

int cmd_merge(int argc, char **argv)
{
    merge_args args = {0};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_error err = {{0}};
    ent_session *session = NULL;
    ent_arena arena;
    int code = EXIT_DONE;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    const ent_status status = merge(&args, n, argv + 1, &session, &code, &arena, &err);
    ent_heap_arena_destroy(&arena);
    const int end = data_end("merge", session, status, NULL, 0, &err);
    return end == EXIT_DONE ? code : end;
}
