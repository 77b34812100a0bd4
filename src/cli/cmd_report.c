/* entente report FOLDER: show a stored result again, without running anything. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct report_args {
    const char *result, *html, *brief, *live;
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

/* Where the brief about a state goes: to --html, else beside the result. */
static void brief_path(const report_args *a, const char *iso3, char *path, size_t size)
{
    struct stat is;
    const char *slash = strrchr(a->result, '/');
    const bool folder = stat(a->result, &is) == 0 && S_ISDIR(is.st_mode);
    const int beside = slash ? (int)(slash - a->result) + 1 : 0;
    if (a->html)
        snprintf(path, size, "%s", a->html);
    else if (folder)
        snprintf(path, size, "%s/brief-%s.html", a->result, iso3);
    else
        snprintf(path, size, "%.*sbrief-%s.html", beside, a->result, iso3);
}

static ent_status write_briefs(const report_args *a, ent_session *session, ent_error *err)
{
    const char *iso3[ENT_SESSION_STATES];
    size_t n;
    ent_error why;
    const ent_status status = ent_session_states(session, a->brief, iso3, &n, &why);
    if (status != ENT_OK)
        return ent_fail(err, status, "--brief: %s", why.message);
    if (a->html && n > 1)
        return ent_fail(err, ENT_E_ARG,
                        "--html takes one state. Leave it out to write a file for each.");
    for (size_t i = 0; i < n; i++) {
        char path[4096];
        brief_path(a, iso3[i], path, sizeof path);
        ENT_TRY(ent_session_stored_brief(session, a->result, iso3[i], path, err));
        printf("%s\n", path);
    }
    return ENT_OK;
}

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const report_args *a = args;
    const ent_writing writing = data_writing(false, false);
    if (a->brief)
        return write_briefs(a, session, err);
    return a->html ? ent_session_stored_report(session, a->result, a->html, a->live, a->plain, err)
                   : ent_session_stored_summary(session, a->result, &writing, text, length, err);
}

int cmd_report(int argc, char **argv)
{
    report_args args = {0};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    args.result = argv[1];
    return parsed == OPT_RUN ? data_answer("report", ask, &args) : opt_exit(parsed);
}
