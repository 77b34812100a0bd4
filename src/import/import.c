#include "import/import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "entente/csv.h"
#include "entente/text.h"
#include "import/reading.h"

typedef struct kind_row {
    const char *name, *source, *what;
    ent_status (*read)(reading *r);
} kind_row;

static const kind_row kinds[] = {
#define KIND_ROW(id, name, source, publisher, what) {name, source, what, read_##id},
#define read_NATO read_nato
#define read_SIPRI read_sipri
#define read_WEO read_weo
#define read_KIEL read_kiel
#define read_TABLE read_table
    ENT_IMPORT_LIST(KIND_ROW)
#undef KIND_ROW
};

bool ent_import_kind_of(const char *name, ent_import_kind *kind)
{
    for (int k = 0; k < ENT_IMPORT_N_KINDS; k++)
        if (strcmp(kinds[k].name, name) == 0) {
            *kind = (ent_import_kind)k;
            return true;
        }
    return false;
}

const char *ent_import_name(ent_import_kind kind)
{
    return kinds[kind].name;
}

const char *ent_import_source(ent_import_kind kind)
{
    return kinds[kind].source;
}

const char *ent_import_what(ent_import_kind kind)
{
    return kinds[kind].what;
}

const char *ent_import_check_name(ent_import_check check)
{
    switch (check) {
    case ENT_FINDING_UNIT:
        return "unit";
    case ENT_FINDING_OUTLIER:
        return "outlier";
    case ENT_FINDING_SHARE:
        return "share";
    case ENT_FINDING_STATE:
        return "state";
    case ENT_FINDING_YEAR:
        return "year";
    case ENT_FINDING_NUMBER:
        return "number";
    case ENT_FINDING_NOT_TAKEN:
        return "not taken";
    }
    return "";
}

/* Other names of states; the table may be absent from a data folder of an older release. */
static ent_status load_names(reading *r)
{
    const char *path = ent_text_format(r->arena, "%s/state_names.csv", r->facts->dir);
    if (!path)
        return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    if (access(path, F_OK) != 0)
        return ENT_OK;
    ent_csv t;
    size_t state = 0, name = 0;
    ENT_TRY(ent_csv_read(path, &t, r->arena, r->err));
    ENT_TRY(ent_csv_column(&t, "state", &state, r->err));
    ENT_TRY(ent_csv_column(&t, "name", &name, r->err));
    for (size_t i = 0; i < t.n_rows && r->n_names < READING_MOST_NAMES; i++) {
        r->name_of[r->n_names] = ent_csv_text(&t, i, state);
        r->names[r->n_names++] = ent_csv_text(&t, i, name);
    }
    return ENT_OK;
}

/* Publishers list the world and its regions: one finding for all names that are no state here. */
static ent_status say_unknown(reading *r)
{
    enum { SHOWN = 12 };
    if (!r->n_unknown)
        return ENT_OK;
    ent_builder names;
    ent_builder_init(&names, r->arena);
    for (size_t i = 0; i < r->n_unknown && i < SHOWN; i++)
        ent_builder_format(&names, "%s%s", i ? ", " : "", r->unknown[i]);
    ENT_TRY(ent_builder_status(&names, r->err));
    const size_t more = r->n_unknown > SHOWN ? r->n_unknown - SHOWN : 0;
    if (!more && !r->more_unknown)
        return reading_find(r, ENT_FINDING_STATE, "", "no state of this program: %s", names.data);
    return reading_find(r, ENT_FINDING_STATE, "", "no state of this program: %s and %zu others",
                        names.data, more + r->more_unknown);
}

static ent_status read_book(reading *r, const ent_workbook *book, ent_import_kind kind,
                            ent_import *in)
{
    r->book = book;
    r->path = book->path;
    ENT_TRY(load_names(r));
    ENT_TRY(kinds[kind].read(r));
    ENT_TRY(reading_sort(r));
    ENT_TRY(check_shares(r));
    ENT_TRY(say_unknown(r));
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (*r->values[i].key != '(') /* the others served the checks */
            r->values[n++] = r->values[i];
    if (!n)
        return ent_fail(
            r->err, ENT_E_DATA, "%s: holds no figure of a state the program knows%s%s%s", r->path,
            r->n_findings ? "; " : "", r->n_findings ? r->findings[0].where : "",
            r->n_findings ? ent_text_format(r->arena, "%s%s", *r->findings[0].where ? ": " : "",
                                            r->findings[0].text)
                          : "");
    *in = (ent_import){kind, book->path, n, r->n_findings, r->values, r->findings};
    return ENT_OK;
}

static ent_status read_as(ent_import_kind kind, const ent_workbook *book, const ent_facts *facts,
                          ent_import *in, ent_arena *arena, ent_error *err)
{
    reading *r = ent_arena_array(arena, reading, 1); /* too large for some stacks */
    if (!r)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", book->path);
    *r = (reading){.facts = facts, .arena = arena, .err = err};
    return read_book(r, book, kind, in);
}

ent_status ent_import_read(ent_import_kind kind, const char *path, const ent_facts *facts,
                           ent_import *in, ent_arena *arena, ent_error *err)
{
    ent_workbook book;
    ENT_TRY(ent_workbook_read(path, &book, arena, err));
    return read_as(kind, &book, facts, in, arena, err);
}

ent_status ent_import_parse(ent_import_kind kind, const char *path, const void *bytes, size_t size,
                            const ent_facts *facts, ent_import *in, ent_arena *arena,
                            ent_error *err)
{
    ent_workbook book;
    ENT_TRY(ent_workbook_parse(path, bytes, size, &book, arena, err));
    return read_as(kind, &book, facts, in, arena, err);
}
