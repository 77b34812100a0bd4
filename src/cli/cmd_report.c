/* entente report RESULT.json: show a result document again, without running anything. */
#include <string.h>

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
    {"html", ENT_OPT_TEXT, offsetof(report_args, html), "FILE", "write the page instead"},
    {"brief", ENT_OPT_TEXT, offsetof(report_args, brief), "ISO", "with --html: one state only"},
    {"live", ENT_OPT_TEXT, offsetof(report_args, live), "ADDRESS", "link charts to the live page"},
    {"plain", ENT_OPT_FLAG, offsetof(report_args, plain), NULL, "leave the page's script out"},
};

static const ent_command command = {
    .name = "report",
    .operands = "RESULT.json",
    .summary = "show a result document: summary, page, country brief",
    .details = "  entente report result.json\n"
               "  entente report result.json --html report.html\n"
               "  entente report result.json --html gbr.html --brief GBR\n",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static ent_status write_page(const report_args *args, const ent_report *report, ent_arena *arena,
                             ent_error *err)
{
    ent_builder page;
    ent_builder_init(&page, arena);
    const ent_report_options how = {.live = args->live,
                                    .plain = args->plain,
                                    .treaty =
                                        args->brief ? NULL : treaty_of_data(path_data(), arena)};
    if (args->brief)
        ENT_TRY(ent_report_brief(report, args->brief, &page, err));
    else
        ENT_TRY(ent_report_html(report, &how, &page, err));
    return ent_text_write_file(args->html, page.data, page.length, err);
}

static ent_status show(const report_args *args, const ent_report *report, int *code,
                       ent_arena *arena, ent_error *err)
{
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
    ent_status status = ent_report_open(argv[1], &report, &arena, &err);
    if (status == ENT_OK)
        status = data_note_fileset("report", argv[1], &arena, &err);
    if (status == ENT_OK)
        status = show(&args, report, &code, &arena, &err);
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
    return status == ENT_OK ? code : opt_fail("report", status, &err);
}
