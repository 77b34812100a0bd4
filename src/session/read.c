/* Statements: a text goes in, what it says and the scenario that follows come out. */
#include <stdio.h>
#include <string.h>

#include "base/folder.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "session/answer.h"
#include "session/statement.h"

enum { CHUNK = 1 << 20 };

_Static_assert((int)ENT_STATEMENT_MAX_BYTES == (int)ENT_READING_MAX_BYTES, "one bound of a text");

struct ent_statement {
    ent_arena arena; /* holds this object too */
    ent_session *session;
    ent_statement *next;
    statement read;
};

/* The text and the words it came with are copied: what was read points into them. */
static ent_status read_into(ent_statement *s, const char *text, size_t length, const char *name,
                            const char *on, ent_error *err)
{
    const char *own = ent_text_copy(text, length, &s->arena);
    const statement_how how = {&s->session->tables, ent_text_copy(name, strlen(name), &s->arena),
                               on ? ent_text_copy(on, strlen(on), &s->arena) : NULL};
    if (!own || !how.name || (on && !how.on))
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    return statement_read(&how, own, length, &s->read, &s->arena, err);
}

ent_status ent_session_read(ent_session *session, const char *text, size_t length, const char *name,
                            const char *on, ent_statement **out, ent_error *err)
{
    ent_arena arena;
    *out = NULL;
    if (length > ENT_STATEMENT_MAX_BYTES)
        return ent_fail(err, ENT_E_DATA,
                        "the text is longer than the %d MB that are read; pass one speech or "
                        "article",
                        ENT_STATEMENT_MAX_BYTES >> 20);
    ent_heap_arena_create(&arena, CHUNK);
    ent_statement *s = ent_arena_alloc(&arena, 1, sizeof *s);
    ent_status status = s ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    if (status == ENT_OK) {
        *s = (ent_statement){.arena = arena, .session = session};
        status = read_into(s, text, length, name, on, err);
        arena = s->arena;
    }
    if (status != ENT_OK) {
        ent_heap_arena_destroy(&arena);
        return status;
    }
    s->next = session->statements;
    session->statements = *out = s;
    return ENT_OK;
}

void ent_statement_close(ent_statement *s)
{
    if (!s)
        return;
    ent_statement **at = &s->session->statements;
    while (*at && *at != s)
        at = &(*at)->next;
    if (*at)
        *at = s->next;
    ent_arena arena = s->arena;
    ent_heap_arena_destroy(&arena);
}

/* --- what it says ----------------------------------------------------------------------------- */

typedef struct marks_work {
    const ent_statement *statement;
    const ent_writing *writing;
    bool explain;
} marks_work;

static ent_status make_marks(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const marks_work *work = with;
    const statement *s = &work->statement->read;
    const ent_style style = answer_style(work->writing);
    ent_format format = ENT_FORMAT_TEXT;
    (void)arena;
    ENT_TRY(answer_format(work->writing, &format, err));
    if (format == ENT_FORMAT_JSON)
        return statement_json(s, out, err);
    if (format == ENT_FORMAT_CSV)
        return statement_csv(s, out, err);
    return statement_text(s, work->explain, &style, out, err);
}

ent_status ent_statement_marks(const ent_statement *s, bool explain, const ent_writing *writing,
                               const char **text, size_t *length, ent_error *err)
{
    marks_work work = {s, writing, explain};
    return answer(s->session, make_marks, &work, text, length, err);
}

/* --- the scenario that follows ---------------------------------------------------------------- */

static ent_status make_folder_of(const char *path, ent_arena *arena, ent_error *err)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return ENT_OK;
    const char *folder = ent_text_copy(path, (size_t)(slash - path), arena);
    return folder ? folder_make(folder, err) : ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
}

/* Read back: what was written can be run, from the day of the text on. */
static ent_status try_to_build(const ent_statement *s, const char *path, ent_arena *arena,
                               ent_error *err)
{
    world_parts parts;
    ent_error why;
    ENT_TRY(world_parts_share(path, &s->session->tables, &parts, arena, err));
    const ent_status status = world_parts_build_quietly(&parts, arena, &why);
    return status == ENT_OK
               ? ENT_OK
               : ent_fail(err, status, "%s: no run can start on %s, the day of the text: %s",
                          s->read.name, s->read.reading.date, why.message);
}

static ent_status write_and_try(const ent_statement *s, bool baseline, const char *path,
                                ent_arena *arena, ent_error *err)
{
    ent_builder yaml;
    world_parts parts;
    ent_builder_init(&yaml, arena);
    ENT_TRY(baseline ? statement_baseline(&s->read, &yaml, err)
                     : statement_scenario(&s->read, &yaml, err));
    ENT_TRY(ent_builder_status(&yaml, err));
    ENT_TRY(make_folder_of(path, arena, err));
    ENT_TRY(ent_text_write_file(path, yaml.data, yaml.length, err));
    return baseline ? try_to_build(s, path, arena, err)
                    : world_parts_share(path, &s->session->tables, &parts, arena, err);
}

ent_status ent_statement_write(const ent_statement *s, bool baseline, const char *path,
                               ent_error *err)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, CHUNK);
    const ent_status status = write_and_try(s, baseline, path, &arena, err);
    ent_heap_arena_destroy(&arena);
    return status;
}

/* --- reports ---------------------------------------------------------------------------------- */

void ent_result_begin_with(ent_result *r, const ent_statement *s)
{
    r->begin = s ? &s->read : NULL;
}
