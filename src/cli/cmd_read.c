/* entente read: what a text says that the model knows of, and what follows. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "session/english.h"
#include "cli/options.h"
#include "session/paths.h"
#include "entente/heap.h"

typedef struct read_args {
    bool csv, json, explain;
    const char *on, *scenario, *out, *without;
} read_args;

static const ent_option options[] = {
    {"csv", ENT_OPT_FLAG, offsetof(read_args, csv), NULL, "print the propositions as CSV"},
    {"without", ENT_OPT_TEXT, offsetof(read_args, without), "TEXT", "leave rules out that only this text motivated"},
};

static const ent_command command = {
    .name = "read",
    .operands = "FILE.txt",
    .summary = "Read a statement: what it says, whether the figures are right, what follows.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

int cmd_read(int argc, char **argv)
{
    read_args args = {0};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    english *e = NULL;
    ent_reading_tables tables;
    ent_reading_rules *rules = NULL;
    ent_reading r;
    char *text; size_t length;
    ent_status st = english_open(&e, &arena, &err);
    if (st == ENT_OK) st = english_tables(path_data(), &tables, &arena, &err);
    if (st == ENT_OK) st = ent_reading_rules_read(&tables, english_language(e), args.without, &rules, &arena, &err);
    if (st == ENT_OK) st = ent_text_read_file(argv[1], 100 << 20, &text, &length, &arena, &err);
    if (st == ENT_OK) st = ent_read(rules, text, length, NULL, &r, &arena, &err);
    if (st != ENT_OK) return opt_fail("read", st, &err);
    for (size_t i = 0; i < r.n_sentences; i++) {
        const ent_read_sentence *s = &r.sentences[i];
        printf("S\t%.*s\t%s\n", (int)(s->end - s->start), text + s->start, s->why_not);
        for (size_t k = 0; k < s->n_propositions; k++) {
            const ent_proposition *p = &r.propositions[s->first_proposition + k];
            printf("P\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.*s\n", p->type, p->who, p->about, p->value, p->unit, p->when, p->stance, p->rule, (int)(p->end - p->start), text + p->start);
        }
    }
    return 0;
}
