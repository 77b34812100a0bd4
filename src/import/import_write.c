#include "import/import_write.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_IN_SCENARIO = 512, LARGEST_TABLE = 1 << 26 };

bool import_is_written(const ent_import_value *v, const import_target *target)
{
    return v->standing == ENT_IMPORT_CHANGED || v->standing == ENT_IMPORT_NEW ||
           (target->all && v->standing == ENT_IMPORT_SAME);
}

/* Sums of the alliance are facts of the tables; a scenario overrides states only. */
static bool is_state(const ent_import_value *v)
{
    return strlen(v->state) == 3;
}

bool import_in_scenario(const ent_import_value *v, const import_target *target)
{
    return import_is_written(v, target) && is_state(v);
}

/* The shortest text that reads back as the value, as the file gave it. */
static void value_text(const ent_import_value *v, char *out, size_t size)
{
    double back = 0.0;
    if (v->decimals >= 0 && v->decimals <= 6) {
        snprintf(out, size, "%.*f", v->decimals, v->value);
        return;
    }
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(out, size, "%.*g", digits, v->value);
        if (ent_text_number(out, strlen(out), &back) && back == v->value)
            return;
    }
}

static const char *source_of(const ent_import_value *v, const import_target *t)
{
    return *v->source ? v->source : t->source;
}

static const char *quality_of(const ent_import_value *v, const import_target *t)
{
    return t->quality ? t->quality : v->quality;
}

/* A file name as one YAML text: quoted, so that nothing in it is YAML. */
static void yaml_text(ent_builder *out, const char *text)
{
    ent_builder_text(out, "'");
    for (; *text; text++)
        ent_builder_format(out, "%s%c", *text == '\'' ? "'" : "",
                           (unsigned char)*text < 0x20 ? ' ' : *text);
    ent_builder_text(out, "'");
}

/* The source in the scenario itself, so that nobody has to edit installed data. */
static void write_source(ent_builder *out, const ent_source *own)
{
    static const char *const names[] = {"publisher", "title", "date", "address", "terms"};
    const char *const texts[] = {own->publisher, own->title, own->date, own->address, own->terms};
    ent_builder_format(out, "sources:\n  - key: %s\n", own->key);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (*texts[i]) {
            ent_builder_format(out, "    %s: ", names[i]);
            yaml_text(out, texts[i]);
            ent_builder_text(out, "\n");
        }
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

ent_status import_write_scenario(const char *path, const ent_import *in, const import_target *t,
                                 ent_arena *arena, ent_error *err)
{
    ent_builder out;
    size_t n = 0;
    ent_builder_init(&out, arena);
    ent_builder_text(&out, "name: ");
    yaml_text(&out, ent_text_format(arena, "%s with figures of %s", t->base, file_name(in->path)));
    ent_builder_format(&out, "\nbase: %s\n%s", t->base, t->idle ? "unread_facts: allowed\n" : "");
    if (t->own)
        write_source(&out, t->own);
    ent_builder_text(&out, "facts:\n");
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        char value[64];
        if (!import_in_scenario(v, t))
            continue;
        value_text(v, value, sizeof value);
        ent_builder_format(&out, "  - {state: %s, key: %s, year: %d, value: %s", v->state, v->key,
                           v->year, value);
        if (*v->date)
            ent_builder_format(&out, ", date: '%s'", v->date);
        ent_builder_format(&out, ", source: %s, quality: %s}\n", source_of(v, t), quality_of(v, t));
        n++;
    }
    if (!n)
        return ent_fail(
            err, ENT_E_DATA,
            "%s: nothing changed, so no scenario is written (--all also writes figures that agree)",
            in->path);
    if (n > MOST_IN_SCENARIO)
        return ent_fail(err, ENT_E_DATA,
                        "%zu facts are more than the %d a scenario may hold; narrow them with "
                        "--years and --key, or write a data folder with --data",
                        n, MOST_IN_SCENARIO);
    ENT_TRY(ent_builder_status(&out, err));
    return ent_text_write_file(path, out.data, out.length, err);
}

/* --- a data folder --- */

static ent_status make_folder(const char *folder, ent_error *err)
{
    if (mkdir(folder, 0755) == 0)
        return ENT_OK;
    const int reason = errno;
    DIR *there = reason == EEXIST ? opendir(folder) : NULL;
    if (!there)
        return ent_fail(err, ENT_E_IO, "%s: cannot make this folder: %s", folder,
                        strerror(reason == EEXIST ? ENOTDIR : reason));
    size_t entries = 0;
    while (readdir(there))
        entries++;
    closedir(there);
    return entries <= 2
               ? ENT_OK
               : ent_fail(err, ENT_E_IO,
                          "%s: exists and is not empty. Give a new folder with --data", folder);
}

static ent_status copy_file(const char *from, const char *to, ent_arena *arena, ent_error *err)
{
    const size_t mark = ent_arena_mark(arena);
    char *text = NULL;
    size_t length = 0;
    ENT_TRY(ent_text_read_file(from, LARGEST_TABLE, &text, &length, arena, err));
    ENT_TRY(ent_text_write_file(to, text, length, err));
    ent_arena_rewind(arena, mark);
    return ENT_OK;
}

static bool is_table(const char *name)
{
    const size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".csv") == 0;
}

static ent_status copy_tables(const char *from, const char *to, ent_arena *arena, ent_error *err)
{
    DIR *folder = opendir(from);
    if (!folder)
        return ent_fail(err, ENT_E_IO, "%s: cannot be opened: %s", from, strerror(errno));
    ent_status status = ENT_OK;
    for (struct dirent *e; status == ENT_OK && (e = readdir(folder));) {
        if (!is_table(e->d_name) || strcmp(e->d_name, "imported.csv") == 0)
            continue;
        const char *source = ent_text_format(arena, "%s/%s", from, e->d_name);
        const char *target = ent_text_format(arena, "%s/%s", to, e->d_name);
        status = source && target ? copy_file(source, target, arena, err)
                                  : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", to);
    }
    closedir(folder);
    return status;
}

static void csv_text(ent_builder *out, const char *text)
{
    ent_builder_text(out, "\"");
    for (; *text; text++)
        ent_builder_format(out, "%s%c", *text == '"' ? "\"" : "", *text);
    ent_builder_text(out, "\"");
}

static ent_status add_source(const char *folder, const ent_import *in, const ent_facts *facts,
                             const import_target *t, ent_arena *arena, ent_error *err)
{
    if (!*t->source || ent_facts_source(facts, t->source))
        return ENT_OK;
    const char *path = ent_text_format(arena, "%s/sources.csv", folder);
    char *text = NULL;
    size_t length = 0;
    ent_builder out;
    ENT_TRY(ent_text_read_file(path, LARGEST_TABLE, &text, &length, arena, err));
    const ent_source *like = ent_facts_source(facts, ent_import_source(in->kind));
    const char *title = ent_text_format(arena, "Imported from %s", file_name(in->path));
    const ent_source made = {.publisher = like ? like->publisher : "",
                             .title = title ? title : "",
                             .date = "",
                             .address = like ? like->address : "",
                             .terms = like ? like->terms : ""};
    const ent_source *s = t->own ? t->own : &made;
    const char *const texts[] = {s->publisher, s->title, s->date, s->address, s->terms};
    ent_builder_init(&out, arena);
    ent_builder_add(&out, text, length);
    ent_builder_text(&out, t->source);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ent_builder_text(&out, ",");
        csv_text(&out, texts[i]);
    }
    ent_builder_text(&out, "\n");
    ENT_TRY(ent_builder_status(&out, err));
    return ent_text_write_file(path, out.data, out.length, err);
}

static ent_status write_imported(const char *folder, const ent_import *in, const import_target *t,
                                 ent_arena *arena, ent_error *err)
{
    ent_builder out;
    ent_builder_init(&out, arena);
    ent_builder_text(&out, "state,year,date,key,value,quality,source,note\n");
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        char value[64];
        if (!import_is_written(v, t))
            continue;
        value_text(v, value, sizeof value);
        ent_builder_format(&out, "%s,%d,%s,%s,%s,%s,%s,", v->state, v->year, v->date, v->key, value,
                           quality_of(v, t), source_of(v, t));
        csv_text(&out, v->where);
        ent_builder_text(&out, "\n");
    }
    ENT_TRY(ent_builder_status(&out, err));
    return ent_text_write_file(ent_text_format(arena, "%s/imported.csv", folder), out.data,
                               out.length, err);
}

ent_status import_write_data(const char *folder, const ent_import *in, const ent_facts *facts,
                             const import_target *t, ent_arena *arena, ent_error *err)
{
    static const char *const below[] = {"", "/treaty", "/ukraine"};
    ENT_TRY(make_folder(folder, err));
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        const char *from = ent_text_format(arena, "%s%s", facts->dir, below[i]);
        const char *to = ent_text_format(arena, "%s%s", folder, below[i]);
        ENT_NEED(from && to, err);
        if (*below[i])
            ENT_TRY(make_folder(to, err));
        ENT_TRY(copy_tables(from, to, arena, err));
    }
    ENT_TRY(add_source(folder, in, facts, t, arena, err));
    return write_imported(folder, in, t, arena, err);
}
