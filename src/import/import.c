#include "import/import.h"

#include <string.h>

#include "entente/text.h"
#include "import/reading.h"

typedef struct kind_row {
    const char *name, *source;
    ent_status (*read)(reading *r);
} kind_row;

static const kind_row kinds[] = {
#define KIND_ROW(id, name, source, publisher, what) {name, source, read_##id},
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
    case ENT_FINDING_PRICES:
        return "prices";
    case ENT_FINDING_CROSS_CHECK:
        return "cross-check";
    }
    return "";
}

static ent_status list_names(reading *r, const reading_names *list, const char *what)
{
    if (!list->n)
        return ENT_OK;
    ent_builder text;
    ent_builder_init(&text, r->arena);
    ent_builder_text(&text, what);
    for (size_t i = 0; i < list->n; i++)
        ent_builder_format(&text, "%s%s", i ? ", " : ": ", list->names[i]);
    if (list->more)
        ent_builder_format(&text, " and %zu more", list->more);
    ENT_TRY(ent_builder_status(&text, r->err));
    return reading_find_text(r, ENT_FINDING_STATE, "", text.data);
}

/* Publishers list the world and its regions: a finding for each sort of name, all in full. */
static ent_status say_names(reading *r)
{
    if (r->no_memory)
        return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    ENT_TRY(list_names(r, &r->outside, "states that the program does not cover"));
    return list_names(r, &r->unknown, "no state");
}

static ent_status say_hidden(reading *r)
{
    if (!r->book->n_hidden)
        return ENT_OK;
    return r->book->n_hidden > 1
               ? reading_find(r, ENT_FINDING_NOT_TAKEN, r->book->hidden,
                              "this sheet and %zu more are hidden; they are not read",
                              r->book->n_hidden - 1)
               : reading_find(r, ENT_FINDING_NOT_TAKEN, r->book->hidden,
                              "this sheet is hidden; it is not read");
}

/* A file that is another kind's is told so, whatever its reader missed in it. */
static ent_status say_look(reading *r, ent_import_kind kind, ent_status status)
{
    const import_look *look =
        status == ENT_E_DATA || status == ENT_E_ARG ? import_look_at(r) : NULL;
    if (look && look->why)
        return ent_fail(r->err, ENT_E_DATA, "%s: this is %s; %s", r->path, look->what, look->why);
    if (!look || strcmp(look->kind, kinds[kind].name) == 0)
        return status;
    return ent_fail(r->err, ENT_E_DATA, "%s: this looks like %s: use 'entente import %s'", r->path,
                    look->what, look->kind);
}

static ent_status read_book(reading *r, const ent_workbook *book, ent_import_kind kind,
                            ent_import *in)
{
    r->book = book;
    r->path = book->path;
    ENT_TRY(names_load(&r->names, r->facts, r->arena, r->err));
    const ent_status status = kinds[kind].read(r);
    if (status != ENT_OK)
        return say_look(r, kind, status);
    ENT_TRY(reading_sort(r));
    ENT_TRY(check_shares(r));
    ENT_TRY(say_hidden(r));
    ENT_TRY(say_names(r));
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (*r->values[i].key != '(') /* the others served the checks */
            r->values[n++] = r->values[i];
    if (!n)
        return ent_fail(
            r->err, ENT_E_DATA, "%s: contains no figure of a known state%s%s%s", r->path,
            r->n_findings ? "; " : "", r->n_findings ? r->findings[0].where : "",
            r->n_findings ? ent_text_format(r->arena, "%s%s", *r->findings[0].where ? ": " : "",
                                            r->findings[0].text)
                          : "");
    *in = (ent_import){kind, book->path, n, r->n_findings, r->values, r->findings};
    return ENT_OK;
}

static ent_status read_as(ent_import_kind kind, ent_workbook *book, const ent_facts *facts,
                          const ent_import_columns *columns, ent_import *in, ent_arena *arena,
                          ent_error *err)
{
    static const ent_import_columns as_usual = {.state = NULL};
    reading *r = ent_arena_array(arena, reading, 1); /* too large for some stacks */
    ENT_NEED(r, err);
    *r = (reading){
        .facts = facts, .columns = columns ? columns : &as_usual, .arena = arena, .err = err};
    book->separator = r->columns->separator;
    return read_book(r, book, kind, in);
}

ent_status ent_import_read(ent_import_kind kind, const char *path, const ent_facts *facts,
                           const ent_import_columns *columns, ent_import *in, ent_arena *arena,
                           ent_error *err)
{
    ent_workbook book;
    ENT_TRY(ent_workbook_read(path, &book, arena, err));
    return read_as(kind, &book, facts, columns, in, arena, err);
}

ent_status ent_import_parse(ent_import_kind kind, const char *path, const void *bytes, size_t size,
                            const ent_facts *facts, const ent_import_columns *columns,
                            ent_import *in, ent_arena *arena, ent_error *err)
{
    ent_workbook book;
    ENT_TRY(ent_workbook_parse(path, bytes, size, &book, arena, err));
    return read_as(kind, &book, facts, columns, in, arena, err);
}
