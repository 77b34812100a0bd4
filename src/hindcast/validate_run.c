#include "hindcast/validate_run.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "entente/csv.h"
#include "entente/heap.h"

static const ent_column columns[] = {
    {"family", "Family", "", ENT_CELL_TEXT, 0},
    {"file", "File", "", ENT_CELL_TEXT, 0},
    {"rows", "Rows", "", ENT_CELL_NUMBER, 0},
    {"passed", "Passed", "", ENT_CELL_NUMBER, 0},
    {"failed", "Failed", "", ENT_CELL_NUMBER, 0},
    {"worst", "Worst", "tol.", ENT_CELL_NUMBER, 3},
    {"seconds", "Time", "s", ENT_CELL_NUMBER, 2},
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"superseded", "Superseded", "", ENT_CELL_NUMBER, 0},
    {"absent", "Not in the product", "", ENT_CELL_NUMBER, 0},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0], N_PLAIN_COLUMNS = N_COLUMNS - 2 };
enum { FAMILY, FILE_NAME, ROWS, PASSED, FAILED, WORST, SECONDS, STATE, SUPERSEDED, ABSENT };

/* A family's turn; kept until all are known, so that those with misses come first. */
typedef struct turn {
    const char *name, *file, *state;
    validate_log log;
    double seconds;
} turn;

typedef struct turns {
    turn *all;
    size_t n, room;
    ent_arena *arena;
} turns;

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

static turn *next_turn(turns *t)
{
    if (t->n == t->room) {
        const size_t room = t->room ? 2 * t->room : 32;
        turn *all = ent_arena_array(t->arena, turn, room);
        if (!all)
            return NULL;
        if (t->n)
            memcpy(all, t->all, t->n * sizeof *all);
        t->all = all;
        t->room = room;
    }
    turn *one = &t->all[t->n++];
    *one = (turn){.log = {.arena = t->arena}};
    return one;
}

static void run_family(const validate_set *set, const char *dir, const validate_family *f,
                       turns *all, validate_report *report)
{
    turn *t = next_turn(all);
    if (!t)
        return;
    t->name = f->name;
    t->file = f->file;
    t->state = "file not found";
    if (!is_there(dir, f->file))
        return;
    t->log.superseded = set->superseded;
    t->log.n_superseded = set->n_superseded;
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 20);
    ent_error err = {{0}};
    const double start = clock_now();
    const ent_status status = f->run(dir ? dir : ".", &t->log, &scratch, &err);
    t->seconds = clock_now() - start;
    ent_heap_arena_destroy(&scratch);
    if (status != ENT_OK) {
        const char *why = err.message[0] ? err.message : ent_status_text(status);
        validate_unable(&t->log, "(family)", "", why, "");
        ent_builder_format(&report->troubles, "%s: %s\n", f->name, why);
    }
    t->state = t->log.failed ? "failed" : "passed";
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

static bool is_known(const validate_set *set, const char *file)
{
    for (size_t i = 0; i < set->n_families; i++)
        if (strcmp(set->families[i]->file, file) == 0)
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

static void add_unknown(const validate_set *set, const char *dir, turns *all)
{
    struct dirent **entries = NULL;
    const int n = dir ? scandir(dir, &entries, NULL, by_name) : 0;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        turn *t = is_vector_file(name) && !is_known(set, name) ? next_turn(all) : NULL;
        if (t) {
            t->name = "unknown";
            t->file = ent_text_copy(name, strlen(name), all->arena);
            t->state = "no family computes this file";
            t->log.failed = rows_of(dir, name);
        }
        free(entries[i]);
    }
    free(entries);
}

static void add_row(validate_report *report, const turn *t)
{
    const validate_log *log = &t->log;
    const size_t r = ent_table_row(&report->table);
    ent_table_text(&report->table, r, FAMILY, t->name);
    ent_table_text(&report->table, r, FILE_NAME, t->file && *t->file ? t->file : "-");
    ent_table_text(&report->table, r, STATE, t->state);
    ent_table_number(&report->table, r, PASSED, (double)log->passed);
    ent_table_number(&report->table, r, FAILED, (double)log->failed);
    ent_table_number(&report->table, r, ROWS,
                     (double)(log->passed + log->failed + log->replaced + log->absent));
    ent_table_number(&report->table, r, WORST, log->passed ? log->worst : ENT_MISSING);
    ent_table_number(&report->table, r, SECONDS, t->seconds);
    if (report->table.n_columns == N_COLUMNS) {
        ent_table_number(&report->table, r, SUPERSEDED, (double)log->replaced);
        ent_table_number(&report->table, r, ABSENT, (double)log->absent);
    }
    report->failed += log->failed;
}

static void add_lines(validate_report *report, const turn *t)
{
    for (const validate_failure *f = t->log.first_failure; f; f = f->next)
        ent_builder_format(&report->misses,
                           "%s %s: got %s, expected %s (%s); inputs %s; source %s\n", t->name,
                           f->id, f->got, f->expected, f->tolerance, *f->inputs ? f->inputs : "-",
                           *f->source ? f->source : "-");
    for (const validate_line *n = t->log.first_note; n; n = n->next)
        ent_builder_format(&report->notes, "%s: %s\n", t->name, n->text);
    for (const validate_line *n = t->log.first_json; n; n = n->next)
        ent_builder_format(&report->json, ",\n  %s", n->text);
}

const validate_family *validate_find(const validate_set *set, const char *name)
{
    for (size_t i = 0; i < set->n_families; i++) {
        const validate_family *f = set->families[i];
        if (strcmp(f->name, name) == 0 || (f->formerly && strcmp(f->formerly, name) == 0))
            return f;
    }
    return NULL;
}

void validate_run(const validate_set *set, const char *dir, const validate_family *only,
                  validate_report *report, ent_arena *arena)
{
    turns all = {.arena = arena};
    *report = (validate_report){0};
    ent_table_init(&report->table, "validate", "Validation", columns,
                   set->vectors ? N_COLUMNS : N_PLAIN_COLUMNS, arena);
    report->table.note = "Worst: largest error of a passed row as a share of its tolerance.";
    ent_builder_init(&report->misses, arena);
    ent_builder_init(&report->notes, arena);
    ent_builder_init(&report->json, arena);
    ent_builder_init(&report->troubles, arena);
    for (size_t i = 0; i < set->n_families; i++)
        if (!only || only == set->families[i])
            run_family(set, dir, set->families[i], &all, report);
    if (set->vectors && !only)
        add_unknown(set, dir, &all);
    for (int misses = 1; misses >= 0; misses--)
        for (size_t i = 0; i < all.n; i++)
            if ((all.all[i].log.failed > 0) == (misses == 1)) {
                add_row(report, &all.all[i]);
                add_lines(report, &all.all[i]);
            }
}
