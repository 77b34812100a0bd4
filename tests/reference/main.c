/*
 * entente-reference: every reference vector of a folder against the program's functions.
 *
 *     entente-reference [--reference DIR] [--only FAMILY] [--verbose] [--json|--csv]
 *
 * Rows of functions that the program no longer has, and rows whose equation it has replaced
 * (superseded.csv beside this file, with the reason), are counted apart and are not failures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/validate_command.h"
#include "entente/csv.h"
#include "entente/heap.h"
#include "reference/families.h"

#define ENT_FAMILY_ROW(name, file, what) \
    static const validate_family family_##name = {#name, file, NULL, what, validate_##name};
ENT_FAMILY_LIST(ENT_FAMILY_ROW)
#undef ENT_FAMILY_ROW

static const validate_family *const families[] = {
#define ENT_FAMILY_ADDRESS(name, file, what) &family_##name,
    ENT_FAMILY_LIST(ENT_FAMILY_ADDRESS)
#undef ENT_FAMILY_ADDRESS
};

static const char *const hindcasts[] = {"facts",        "spending",          "front",
                                        "aid",          "durations",         "wargames",
                                        "negotiations", "hindcast_spending", "hindcast_ukraine",
                                        "deu",          "deterrence",        "ceasefire",
                                        "reading"};

/* "0.25", or "0.2..0.4" for a new range; empty when only the old value is known to be wrong. */
static ent_status read_value(const ent_csv *t, size_t row, size_t column, validate_superseded *s,
                             ent_error *err)
{
    const char *text = ent_csv_text(t, row, column), *dots = strstr(text, "..");
    const size_t length = strlen(text);
    s->low = s->high = ENT_MISSING;
    if (!length)
        return ENT_OK;
    const size_t first = dots ? (size_t)(dots - text) : length;
    const char *second = dots ? dots + 2 : text;
    if (!ent_text_number(text, first, &s->low) ||
        !ent_text_number(second, strlen(second), &s->high))
        return ent_fail(err, ENT_E_PARSE,
                        "superseded.csv:%zu: '%s' is neither a number nor LOW..HIGH",
                        ent_csv_line(t, row), text);
    return ENT_OK;
}

static ent_status read_superseded(validate_set *set, ent_arena *arena, ent_error *err)
{
    ent_csv t;
    size_t id, value, reason;
    const char *given = getenv("ENTENTE_SUPERSEDED"); /* for tests of this program */
    ENT_TRY(ent_csv_read(given ? given : ENT_SOURCE_DIR "/tests/reference/superseded.csv", &t,
                         arena, err));
    ENT_TRY(ent_csv_column(&t, "id", &id, err));
    ENT_TRY(ent_csv_column(&t, "new_equation", &reason, err));
    ENT_TRY(ent_csv_column(&t, "new_value", &value, err));
    validate_superseded *rows = ent_arena_array(arena, validate_superseded, t.n_rows + 1);
    ENT_NEED(rows, err);
    for (size_t r = 0; r < t.n_rows; r++) {
        rows[r].id = ent_csv_text(&t, r, id);
        if (!*rows[r].id || !*ent_csv_text(&t, r, reason))
            return ent_fail(
                err, ENT_E_PARSE,
                "superseded.csv:%zu: a row needs an id and the equation that counts now",
                ent_csv_line(&t, r));
        ENT_TRY(read_value(&t, r, value, &rows[r], err));
    }
    set->superseded = rows;
    set->n_superseded = t.n_rows;
    return ENT_OK;
}

int main(int argc, char **argv)
{
    const validate_program program = {
        .name = "entente-reference",
        .summary = "Check the program's functions against published and independently computed\n"
                   "figures.",
        .details =
            "Reads every vector file it knows by name in the reference folder. Files that are\n"
            "not there are named; vector files it does not know count as failed.\n"
            "Hindcasts and benchmarks: entente validate.",
        .elsewhere = hindcasts,
        .n_elsewhere = sizeof hindcasts / sizeof hindcasts[0],
        .their_kind = "a hindcast or a benchmark",
        .their_program = "entente validate",
    };
    validate_set set = {
        .families = families, .n_families = sizeof families / sizeof families[0], .vectors = true};
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    int code = EXIT_FAILED;
    if (read_superseded(&set, &arena, &err) == ENT_OK)
        code = validate_command(&program, &set, argc, argv);
    else
        fprintf(stderr, "entente-reference: %s\n", err.message);
    ent_heap_arena_destroy(&arena);
    return code;
}
