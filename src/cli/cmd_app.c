/* entente app: the live page as one file, or served on this machine. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/serve.h"
#include "entente/session.h"
#include "entente/text.h"

typedef struct app_args {
    const char *file;
    size_t port;
} app_args;

static const ent_option options[] = {
    {"file", ENT_OPT_TEXT, offsetof(app_args, file), "FILE", "write the page to FILE"},
    {"port", ENT_OPT_SIZE, offsetof(app_args, port), "N", "serve it on this machine [8080]"},
};

static const ent_command command = {
    .name = "app",
    .operands = "",
    .summary = "Write or serve the live simulator, one page that works offline.",
    .details = "  entente app --file entente.html   one file to open or send\n"
               "  entente app --port 8080           the same page on http://127.0.0.1:8080/",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 0,
    .max_operands = 0,
};

static ent_status run(const app_args *args, ent_session **session, ent_error *err)
{
    const char *page = NULL;
    size_t length = 0;
    if (!args->file)
        ENT_TRY(serve_check(args->port, err));
    ENT_TRY(data_open(session, err));
    ENT_TRY(ent_session_page(*session, &page, &length, err));
    if (!args->file)
        return serve_page(args->port, page, length, err);
    ENT_TRY(ent_text_write_file(args->file, page, length, err));
    fprintf(stderr, "%s: %zu kB; open it in a browser\n", args->file, length / 1000);
    return ENT_OK;
}

int cmd_app(int argc, char **argv)
{
    app_args args = {.port = 8080};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_error err = {{0}};
    ent_session *session = NULL;
    const ent_status status = run(&args, &session, &err);
    return data_end("app", session, status, NULL, 0, &err);
}
