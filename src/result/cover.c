#include "result/cover.h"

#include <string.h>
#include <time.h>

#include "entente/xlsx.h"

static const ent_column columns[] = {{"what", "About this file", "", ENT_CELL_TEXT, 0},
                                     {"value", "", "", ENT_CELL_TEXT, 0}};

void cover_begin(ent_table *cover, const char *title, ent_arena *arena)
{
    ent_table_init(cover, "about", title, columns, 2, arena);
}

void cover_line(ent_table *cover, const char *what, const char *value)
{
    const size_t row = ent_table_row(cover);
    ent_table_text(cover, row, 0, what ? what : "");
    ent_table_text(cover, row, 1, value ? value : "");
}

void cover_made(ent_table *cover)
{
    char date[32] = "";
    const time_t now = time(NULL);
    struct tm utc;
    strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&now, &utc));
    cover_line(cover, "Written on", date);
    cover_line(cover, "Entente", ENT_VERSION);
}

void cover_sheets(ent_table *cover, const ent_table *const *sheets, size_t n, ent_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        cover_line(cover, ent_text_format(arena, "Sheet: %s", sheets[i]->name), sheets[i]->title);
}

ent_status cover_workbook(const char *path, const ent_table *const *tables, size_t n,
                          ent_arena *arena, ent_error *err)
{
    ent_table cover;
    const char *title = n ? tables[0]->title : "";
    const ent_table **sheets = ent_arena_array(arena, const ent_table *, n + 1);
    if (!sheets)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    cover_begin(&cover, title, arena);
    cover_line(&cover, "What it shows", title);
    cover_made(&cover);
    cover_line(&cover, "Units", "In brackets behind the head of a column.");
    cover_sheets(&cover, tables, n, arena);
    cover_line(&cover, "Sources", "Below each table, where it rests on data of others.");
    sheets[0] = &cover;
    memcpy(sheets + 1, tables, n * sizeof *tables);
    return ent_xlsx_write(path, sheets, n + 1, err);
}
