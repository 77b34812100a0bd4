#include "cli/validate_command.h"
#include "base/hint.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/data.h"
#include "entente/heap.h"
#include "session/paths.h"

typedef struct validate_args {
    const char *reference, *only;
    bool json, csv, verbose;
} validate_args;

static const ent_option options[] = {
    {"reference", ENT_OPT_TEXT, offsetof(validate_args, reference), "DIR",
     "folder of the reference sets [ENTENTE_REFERENCE, else ../shared/data]"},
    {"only", ENT_OPT_TEXT, offsetof(validate_args, only), "FAMILY", "only this family"},
    {"verbose", ENT_OPT_FLAG, offsetof(validate_args, verbose), NULL,
     "show each failure with inputs, expected value, result, tolerance and source"},
    {"json", ENT_OPT_FLAG, offsetof(validate_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(validate_args, csv), NULL, "write CSV"},
};

/* A family of the other program, or of none. */
static int wrong_family(const validate_program *p, const validate_set *set, const char *word)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < p->n_elsewhere; i++)
        if (strcmp(p->elsewhere[i], word) == 0) {
            fprintf(stderr, "%s: '%s' is %s. Run: %s --only %s\n", p->name, word, p->their_kind,
                    p->their_program, word);
            return EXIT_USAGE;
        }
    for (size_t i = 0; i < set->n_families && n < sizeof names / sizeof names[0]; i++)
        names[n++] = set->families[i]->name;
    const char *near = ent_text_nearest(word, names, n);
    fprintf(stderr, "%s: there is no family '%s'%s (known:", p->name, word,
            did_you_mean(near).text);
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, " %s", names[i]);
    fprintf(stderr, ")\n");
    return EXIT_USAGE;
}

/* The families, then the scores of the hindcasts, in one array. */
static int print_json(validate_report *report, ent_arena *arena, ent_status *status, ent_error *err)
{
    ent_builder out;
    ent_builder_init(&out, arena);
    *status = ent_table_render(&report->table, ENT_FORMAT_JSON, NULL, &out, err);
    while (*status == ENT_OK && out.length && strchr("]\n", out.data[out.length - 1]))
        out.data[--out.length] = '\0';
    ent_builder_format(&out, "%s\n]\n", report->json.data);
    if (*status == ENT_OK)
        *status = ent_builder_status(&out, err);
    return *status == ENT_OK ? opt_print(out.data, out.length) : EXIT_FAILED;
}

/* Lines stand around the table as text, and on stderr beside --json and --csv. */
static int print(const validate_program *p, const validate_args *args, validate_report *report,
                 ent_arena *arena)
{
    const ent_format format = opt_format(args->json, args->csv);
    FILE *lines = format == ENT_FORMAT_TEXT ? stdout : stderr;
    ent_status status = ENT_OK;
    ent_error err = {{0}};
    if (p->misses_shown && report->misses.length)
        fprintf(lines, "Missed\n%s\n", report->misses.data);
    const int code = format == ENT_FORMAT_JSON && report->json.length
                         ? print_json(report, arena, &status, &err)
                         : data_print_table(&report->table, format, arena, &status, &err);
    if (status != ENT_OK)
        return opt_fail(p->name, status, &err);
    if (code != EXIT_DONE)
        return code;
    if (!p->misses_shown && args->verbose)
        fputs(report->misses.data, lines);
    fputs(report->notes.data, lines);
    return report->failed ? EXIT_FAILED : EXIT_DONE;
}

static int run(const validate_program *p, const validate_set *set, const validate_args *args,
               ent_arena *arena)
{
    const char *dir = args->reference ? args->reference : path_reference();
    const validate_family *only = args->only ? validate_find(set, args->only) : NULL;
    if (args->only && !only)
        return wrong_family(p, set, args->only);
    if (args->reference && access(args->reference, R_OK | X_OK) != 0) {
        fprintf(stderr, "%s: %s: folder cannot be read\n", p->name, args->reference);
        return EXIT_FAILED;
    }
    if (!dir)
        fprintf(stderr, "%s: no reference folder; give --reference DIR\n", p->name);
    validate_report report;
    validate_run(set, dir, only, &report, arena);
    if (report.troubles.length)
        fprintf(stderr, "%s: %s", p->name, report.troubles.data);
    return print(p, args, &report, arena);
}

int validate_command(const validate_program *program, const validate_set *set, int argc,
                     char **argv)
{
    const ent_command command = {
        .name = "validate",
        .operands = "",
        .summary = program->summary,
        .details = program->details,
        .options = options,
        .n_options = sizeof options / sizeof options[0],
    };
    validate_args args = {0};
    size_t n_operands = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n_operands);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 18);
    const int code = run(program, set, &args, &arena);
    ent_heap_arena_destroy(&arena);
    return code;
}
