/* Results that a run left in a folder: shown again, compared, without running anything. */
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "result/diff_table.h"
#include "session/answer.h"
#include "session/fileset.h"
#include "session/treaty_of.h"

/* Say so when the folder holds files of more than one run. */
static ent_status note_fileset(const ent_session *s, const char *path, ent_arena *arena,
                               ent_error *err)
{
    const char *problem = NULL;
    ent_error note;
    ENT_TRY(fileset_check(path, &problem, arena, err));
    if (!problem || !s->folders.warn)
        return ENT_OK;
    ent_fail(&note, ENT_E_DATA, "warning: %s", problem); /* with what steers a terminal escaped */
    s->folders.warn(note.message);
    return ENT_OK;
}

/* Say so of a document that another version of the program wrote. */
static void note_version(const ent_session *s, const char *path, const char *version)
{
    ent_error note;
    if (!s->folders.warn || !*version || strcmp(version, ENT_VERSION) == 0)
        return;
    ent_fail(&note, ENT_E_VERSION,
             "%s was written by Entente %.20s and is shown by %s. Its figures are those of its run",
             path, version, ENT_VERSION);
    s->folders.warn(note.message);
}

/* The document of a folder, or the file itself. */
static ent_status open_report(const ent_session *s, const char *path, const char *out,
                              ent_report **report, ent_arena *arena, ent_error *err)
{
    struct stat is;
    const bool folder = stat(path, &is) == 0 && S_ISDIR(is.st_mode);
    const char *document = folder ? ent_text_format(arena, "%s/result.json", path) : path;
    ENT_NEED(document, err);
    if (out)
        ENT_TRY(ent_file_distinct(out, document, err));
    ENT_TRY(ent_report_open(document, report, arena, err));
    note_version(s, document, ent_report_version(*report));
    return note_fileset(s, document, arena, err);
}

/* A page that is passed on must not carry a script in its links. */
static ent_status check_address(const char *live, ent_error *err)
{
    const size_t scheme = live ? strcspn(live, ":/?#") : 0;
    if (!live || live[scheme] != ':' || strncmp(live, "https:", 6) == 0 ||
        strncmp(live, "http:", 5) == 0 || strncmp(live, "file:", 5) == 0)
        return ENT_OK;
    return ent_fail(err, ENT_E_ARG,
                    "--live: '%.40s' is not the address of a page; give a file or an address that "
                    "starts with https:",
                    live);
}

typedef struct stored_work {
    ent_session *session;
    const char *result; /* folder or document */
    const char *out;    /* where a page goes; NULL: it is text */
    const ent_writing *writing;
    const char *live, *state; /* of a page, of a brief */
    bool plain;
} stored_work;

/* A text made of the stored result. */
static ent_status with_report(const stored_work *work,
                              ent_status (*make)(const stored_work *work, const ent_report *report,
                                                 ent_builder *out, ent_arena *arena,
                                                 ent_error *err),
                              ent_builder *out, ent_arena *arena, ent_error *err)
{
    ent_report *report = NULL;
    ent_status status = open_report(work->session, work->result, work->out, &report, arena, err);
    if (status == ENT_OK)
        status = make(work, report, out, arena, err);
    ent_report_close(report);
    return status;
}

static ent_status make_summary(const stored_work *work, const ent_report *report, ent_builder *out,
                               ent_arena *arena, ent_error *err)
{
    const ent_style style = answer_style(work->writing);
    (void)arena;
    return ent_report_summary(report, &style, out, err);
}

static ent_status make_page(const stored_work *work, const ent_report *report, ent_builder *out,
                            ent_arena *arena, ent_error *err)
{
    const ent_report_options how = {.live = work->live,
                                    .plain = work->plain,
                                    .treaty = treaty_of_data(work->session->folders.data, arena)};
    ENT_TRY(check_address(work->live, err));
    return ent_report_html(report, &how, out, err);
}

static ent_status make_brief(const stored_work *work, const ent_report *report, ent_builder *out,
                             ent_arena *arena, ent_error *err)
{
    (void)arena;
    return ent_report_brief(report, work->state, out, err);
}

static ent_status answer_summary(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    return with_report(with, make_summary, out, arena, err);
}

ent_status ent_session_stored_summary(ent_session *session, const char *result,
                                      const ent_writing *writing, const char **text, size_t *length,
                                      ent_error *err)
{
    stored_work work = {.session = session, .result = result, .writing = writing};
    return answer(session, answer_summary, &work, text, length, err);
}

/* A page as a file. */
static ent_status write_stored(const stored_work *work, bool brief, ent_error *err)
{
    ent_arena arena;
    ent_builder page;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_builder_init(&page, &arena);
    ent_status status = with_report(work, brief ? make_brief : make_page, &page, &arena, err);
    if (status == ENT_OK)
        status = ent_builder_status(&page, err);
    if (status == ENT_OK)
        status = ent_text_write_file(work->out, page.data, page.length, err);
    ent_heap_arena_destroy(&arena);
    return status;
}

ent_status ent_session_stored_report(ent_session *session, const char *result, const char *path,
                                     const char *live, bool plain, ent_error *err)
{
    const stored_work work = {
        .session = session, .result = result, .out = path, .live = live, .plain = plain};
    return write_stored(&work, false, err);
}

ent_status ent_session_stored_brief(ent_session *session, const char *result, const char *state,
                                    const char *path, ent_error *err)
{
    const stored_work work = {.session = session, .result = result, .out = path, .state = state};
    return write_stored(&work, true, err);
}

/* --- two runs --------------------------------------------------------------------------------- */

typedef struct diff_work {
    const ent_session *session;
    const char *result[2];
    const ent_writing *writing;
    bool all;
    double least;
} diff_work;

static ent_status make_diff(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const diff_work *work = with;
    diff_ask ask = {.all = work->all, .least = work->least};
    ent_table t;
    for (size_t i = 0; i < 2; i++)
        ENT_TRY(diff_store_of(work->result[i], &ask.store[i], arena, err));
    ENT_TRY(diff_table(&ask, &t, arena, err));
    for (size_t i = 0; i < 2; i++)
        ENT_TRY(note_fileset(work->session, ask.store[i], arena, err));
    return answer_table(&t, work->writing, out, err);
}

ent_status ent_session_diff(ent_session *session, const char *old_result, const char *new_result,
                            bool all, double least, const ent_writing *writing, const char **text,
                            size_t *length, ent_error *err)
{
    diff_work work = {session, {old_result, new_result}, writing, all, least};
    if (!(least >= 0.0))
        return ent_fail(err, ENT_E_ARG, "--least cannot be %g: a percentage of 0 or more", least);
    return answer(session, make_diff, &work, text, length, err);
}
