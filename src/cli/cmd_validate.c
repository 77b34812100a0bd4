/* entente validate: every family of reference checks, and what of the folder is not known. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/paths.h"
#include "cli/validate_log.h"
#include "entente/heap.h"

typedef struct validate_args {
    const char *reference, *only;
    bool json, csv, verbose;
} validate_args;

static const ent_option options[] = {
    {"reference", ENT_OPT_TEXT, offsetof(validate_args, reference), "DIR",
     "folder of the reference sets [ENTENTE_REFERENCE, else ../shared/data]"},
    {"only", ENT_OPT_TEXT, offsetof(validate_args, only), "FAMILY", "one family alone"},
    {"verbose", ENT_OPT_FLAG, offsetof(validate_args, verbose), NULL,
     "each failure with inputs, expected, got, tolerance, source"},
    {"json", ENT_OPT_FLAG, offsetof(validate_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(validate_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "validate",
    .operands = "",
    .summary = "Check the program against published and independently computed figures.",
    .details = "Reads every vector file it knows by name in the reference folder. Files that are\n"
               "not there are said; vector files it does not know count as failed.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
};

typedef struct family {
    const char *name, *file, *what;
    ent_status (*run)(const char *dir, validate_log *log, ent_arena *arena, ent_error *err);
} family;

static const family families[] = {
#define ENT_FAMILY_ROW(name, file, what) {#name, file, what, validate_##name},
    ENT_FAMILY_LIST(ENT_FAMILY_ROW)
#undef ENT_FAMILY_ROW
};
enum { N_FAMILIES = sizeof families / sizeof families[0] };

static const ent_column columns[] = {
    {"family", "Family", "", ENT_CELL_TEXT, 0},   {"file", "File", "", ENT_CELL_TEXT, 0},
    {"rows", "Rows", "", ENT_CELL_NUMBER, 0},     {"passed", "Passed", "", ENT_CELL_NUMBER, 0},
    {"failed", "Failed", "", ENT_CELL_NUMBER, 0}, {"worst", "Worst", "tol.", ENT_CELL_NUMBER, 3},
    {"seconds", "Time", "s", ENT_CELL_NUMBER, 2}, {"state", "State", "", ENT_CELL_TEXT, 0},
};
enum { FAMILY, FILE_NAME, ROWS, PASSED, FAILED, WORST, SECONDS, STATE, N_COLUMNS };

typedef struct validation {
    const validate_args *args;
    const char *dir; /* NULL: no reference folder */
    ent_arena *arena;
    ent_table table;
    ent_builder details;
    size_t failed;
} validation;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool is_there(const char *dir, const char *file)
{
    char path[4096];
    if (!*file)
        return true;
    if (!dir)
        return false;
    snprintf(path, sizeof path, "%s/%s", dir, file);
    return access(path, R_OK) == 0;
}

static void add_row(validation *v, const char *name, const char *file, const validate_log *log,
                    double seconds, const char *state)
{
    const size_t r = ent_table_row(&v->table);
    ent_table_text(&v->table, r, FAMILY, name);
    ent_table_text(&v->table, r, FILE_NAME, *file ? file : "-");
    ent_table_text(&v->table, r, STATE, state);
    ent_table_number(&v->table, r, PASSED, (double)log->passed);
    ent_table_number(&v->table, r, FAILED, (double)log->failed);
    ent_table_number(&v->table, r, ROWS, (double)(log->passed + log->failed));
    ent_table_number(&v->table, r, WORST, log->passed ? log->worst : ENT_MISSING);
    ent_table_number(&v->table, r, SECONDS, seconds);
    v->failed += log->failed;
}

static void add_details(validation *v, const char *name, const validate_log *log)
{
    for (const validate_line *n = log->first_note; n; n = n->next)
        ent_builder_format(&v->details, "%s: %s\n", name, n->text);
    for (const validate_failure *f = log->first_failure; f && v->args->verbose; f = f->next)
        ent_builder_format(&v->details, "%s %s: got %s, expected %s (%s); inputs %s; source %s\n",
                           name, f->id, f->got, f->expected, f->tolerance,
                           *f->inputs ? f->inputs : "-", *f->source ? f->source : "-");
}

static void run_family(validation *v, const family *f)
{
    validate_log log = {.arena = v->arena};
    if (!is_there(v->dir, f->file)) {
        add_row(v, f->name, f->file, &log, 0.0, "file not found");
        return;
    }
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 20);
    ent_error err = {{0}};
    const double start = now();
    const ent_status status = f->run(v->dir ? v->dir : ".", &log, &scratch, &err);
    const double seconds = now() - start;
    ent_heap_arena_destroy(&scratch);
    if (status != ENT_OK) {
        validate_unable(&log, "(family)", "",
                        err.message[0] ? err.message : ent_status_text(status), "");
        fprintf(stderr, "entente validate: %s: %s\n", f->name,
                err.message[0] ? err.message : ent_status_text(status));
    }
    add_row(v, f->name, f->file, &log, seconds, log.failed ? "failed" : "passed");
    add_details(v, f->name, &log);
}

static bool ends_with(const char *text, const char *end)
{
    const size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_vector_file(const char *name)
{
    return ends_with(name, "_vectors.csv") || ends_with(name, "_cases.csv") ||
           ends_with(name, "_behaviours.csv");
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < N_FAMILIES; i++)
        if (strcmp(families[i].file, name) == 0)
            return true;
    return false;
}

/* Rows of a file nobody computes; 1 when it cannot even be read. */
static size_t rows_of(const char *dir, const char *name)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_csv table;
    ent_error err;
    const char *path = ent_text_format(&arena, "%s/%s", dir, name);
    const bool read = path && ent_csv_read(path, &table, &arena, &err) == ENT_OK;
    const size_t rows = read && table.n_rows ? table.n_rows : 1;
    ent_heap_arena_destroy(&arena);
    return rows;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void report_unknown(validation *v)
{
    struct dirent **entries = NULL;
    const int n = v->dir ? scandir(v->dir, &entries, NULL, by_name) : 0;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        if (is_vector_file(name) && !is_known(name)) {
            const validate_log log = {.failed = rows_of(v->dir, name)};
            add_row(v, "unknown", name, &log, 0.0, "no family computes this file");
        }
        free(entries[i]);
    }
    free(entries);
}

static const family *find_family(const char *name)
{
    for (size_t i = 0; i < N_FAMILIES; i++)
        if (strcmp(families[i].name, name) == 0)
            return &families[i];
    return NULL;
}

static int unknown_family(const char *word)
{
    const char *names[N_FAMILIES];
    for (size_t i = 0; i < N_FAMILIES; i++)
        names[i] = families[i].name;
    const char *near = ent_text_nearest(word, names, N_FAMILIES);
    fprintf(stderr, "entente validate: there is no family '%s'%s%s%s; known:", word,
            near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    for (size_t i = 0; i < N_FAMILIES; i++)
        fprintf(stderr, " %s", names[i]);
    fprintf(stderr, "\n");
    return EXIT_USAGE;
}

/* Notes and failures go beside the table: after it as text, to stderr with --json and --csv. */
static int print(validation *v)
{
    const ent_format format = opt_format(v->args->json, v->args->csv);
    ent_status status = ENT_OK;
    ent_error err = {{0}};
    const int code = data_print_table(&v->table, format, v->arena, &status, &err);
    if (status != ENT_OK)
        return opt_fail("validate", status, &err);
    if (code != EXIT_DONE)
        return code;
    fputs(v->details.data, format == ENT_FORMAT_TEXT ? stdout : stderr);
    return v->failed ? EXIT_FAILED : EXIT_DONE;
}

static int validate(const validate_args *args, ent_arena *arena)
{
    validation v = {.args = args, .arena = arena};
    v.dir = args->reference ? args->reference : path_reference();
    const family *only = args->only ? find_family(args->only) : NULL;
    if (args->only && !only)
        return unknown_family(args->only);
    if (args->reference && access(args->reference, R_OK | X_OK) != 0) {
        fprintf(stderr, "entente validate: %s: folder cannot be read\n", args->reference);
        return EXIT_FAILED;
    }
    if (!v.dir)
        fprintf(stderr, "entente validate: no reference folder; give --reference DIR\n");
    ent_table_init(&v.table, "validate", "Validation", columns, N_COLUMNS, arena);
    v.table.note = "Worst: largest error of a passed row as a share of its tolerance.";
    ent_builder_init(&v.details, arena);
    for (size_t i = 0; i < N_FAMILIES; i++)
        if (!only || only == &families[i])
            run_family(&v, &families[i]);
    if (!only)
        report_unknown(&v);
    return print(&v);
}

int cmd_validate(int argc, char **argv)
{
    validate_args args = {0};
    size_t n_operands = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n_operands);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 18);
    const int code = validate(&args, &arena);
    ent_heap_arena_destroy(&arena);
    return code;
}
