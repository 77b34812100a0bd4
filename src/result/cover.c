#include "result/cover.h"

#include <time.h>

#include "entente/xlsx.h"

static const ent_column columns[] = {{"what", "About this file", "", ENT_CELL_TEXT, 0},
                                     {"value", "", "", ENT_CELL_TEXT, 0}};

static void say(ent_table *t, const char *what, const char *value)
{
    const size_t row = ent_table_row(t);
    ent_table_text(t, row, 0, what ? what : "");
    ent_table_text(t, row, 1, value ? value : "");
}

ent_status cover_workbook(const char *path, const ent_table *const *tables, size_t n,
                          ent_arena *arena, ent_error *err)
{
    ent_table cover;
    const ent_table **sheets = ent_arena_array(arena, const ent_table *, n + 1);
    char date[32] = "";
    const time_t now = time(NULL);
    struct tm utc;
    if (!sheets)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&now, &utc));
    ent_table_init(&cover, "about", n ? tables[0]->title : "", columns, 2, arena);
    say(&cover, "What it shows", n ? tables[0]->title : "");
    say(&cover, "Written on", date);
    say(&cover, "Entente", ENT_VERSION);
    say(&cover, "Units", "In brackets behind the head of a column.");
    sheets[0] = &cover;
    for (size_t i = 0; i < n; i++) {
        say(&cover, ent_text_format(arena, "Sheet: %s", tables[i]->name), tables[i]->title);
        sheets[i + 1] = tables[i];
    }
    say(&cover, "Sources", "Below each table, where it rests on data of others.");
    return ent_xlsx_write(path, sheets, n + 1, err);
}
