/* entente report FOLDER: show a stored result again, without running anything. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/report.h"
#include "session/paths.h"
#include "session/treaty_of.h"

typedef struct report_args {
    const char *html, *brief, *live;
    bool plain;
} report_args;

static const ent_option options[] = {
    {"html", ENT_OPT_TEXT, offsetof(report_args, html), "FILE", "write the report to FILE"},
    {"brief", ENT_OPT_TEXT, offsetof(report_args, brief), "STATE,...",
     "write one page about each of these states, beside the result or to --html"},
    {"live", ENT_OPT_TEXT, offsetof(report_args, live), "ADDRESS", "link charts to the live page"},
    {"plain", ENT_OPT_FLAG, offsetof(report_args, plain), NULL,
     "write the report without a script"},
};

static const ent_command command = {
    .name = "report",
    .operands = "FOLDER",
    .summary = "Show a stored result again as a summary, a report or a page about a state.",
    .details = "  entente report results\n"
               "  entente report results --html report.html\n"
               "  entente report results --brief DEU,POL    writes brief-DEU.html, brief-POL.html\n"
               "FOLDER is what a run wrote; its result.json also works.\n",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

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

static ent_status write_page(const report_args *args, const ent_report *report, ent_arena *arena,
                             ent_error *err)
{
    ent_builder page;
    ENT_TRY(check_address(args->live, err));
    ent_builder_init(&page, arena);
    const ent_report_options how = {
        .live = args->live, .plain = args->plain, .treaty = treaty_of_data(path_data(), arena)};
    ENT_TRY(ent_report_html(report, &how, &page, err));
    return ent_text_write_file(args->html, page.data, page.length, err);
}

static ent_status write_brief(const char *path, const ent_report *report, const char *iso3,
                              ent_arena *arena, ent_error *err)
{
    ent_builder page;
    ent_builder_init(&page, arena);
    ENT_TRY(ent_report_brief(report, iso3, &page, err));
    ENT_TRY(ent_text_write_file(path, page.data, page.length, err));
    printf("%s\n", path);
    return ENT_OK;
}

static ent_status write_named_briefs(const report_args *args, const ent_session *session,
                                     const char *document, const ent_report *report,
                                     ent_arena *arena, ent_error *err)
{
    const char *iso3[ENT_SESSION_STATES], *slash = strrchr(document, '/');
    const int folder = slash ? (int)(slash - document) + 1 : 0;
    size_t n;
    ent_error why;
    const ent_status status = ent_session_states(session, args->brief, iso3, &n, &why);
    if (status != ENT_OK)
        return ent_fail(err, status, "--brief: %s", why.message);
    if (args->html && n > 1)
        return ent_fail(err, ENT_E_ARG,
                        "--html takes one state. Leave it out to write a file for each.");
    for (size_t i = 0; i < n; i++) {
        const char *path =
            args->html ? args->html
                       : ent_text_format(arena, "%.*sbrief-%s.html", folder, document, iso3[i]);
        if (!path)
            return ent_fail(err, ENT_E_NOMEM, "out of memory");
        ENT_TRY(write_brief(path, report, iso3[i], arena, err));
    }
    return ENT_OK;
}

static ent_status write_briefs(const report_args *args, const char *document,
                               const ent_report *report, ent_arena *arena, ent_error *err)
{
    ent_session *session = NULL;
    ent_status status = ent_session_open(&(ent_session_options){.warn = data_warn}, &session, err);
    if (status == ENT_OK)
        status = write_named_briefs(args, session, document, report, arena, err);
    ent_session_close(session);
    return status;
}

/* The result document of a folder, or the file itself. */
static ent_status document_of(const char *path, const char **document, ent_arena *arena,
                              ent_error *err)
{
    struct stat is;
    const bool folder = stat(path, &is) == 0 && S_ISDIR(is.st_mode);
    *document = folder ? ent_text_format(arena, "%s/result.json", path) : path;
    return *document ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status show(const report_args *args, const char *document, const ent_report *report,
                       int *code, ent_arena *arena, ent_error *err)
{
    if (args->brief)
        return write_briefs(args, document, report, arena, err);
    if (args->html)
        return write_page(args, report, arena, err);
    ent_builder text;
    ent_builder_init(&text, arena);
    const ent_style style = opt_style();
    ENT_TRY(ent_report_summary(report, &style, &text, err));
    *code = opt_print(text.data, text.length);
    return ENT_OK;
}

int cmd_report(int argc, char **argv)
{
    report_args args = {0};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_error err = {{0}};
    ent_arena arena;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    ent_report *report = NULL;
    int code = EXIT_DONE;
    const char *document = argv[1];
    ent_status status = document_of(argv[1], &document, &arena, &err);
    if (status == ENT_OK)
        status = ent_report_open(document, &report, &arena, &err);
    if (status == ENT_OK)
        status = data_note_fileset("report", document, &arena, &err);
    if (status == ENT_OK)
        status = show(&args, document, report, &code, &arena, &err);
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
    return status == ENT_OK ? code : opt_fail("report", status, &err);
}
