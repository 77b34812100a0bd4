#include "cli/data.h"
#include "cli/interrupt.h"
#include "cli/options.h"

#include "entente/heap.h"
#include <stdio.h>
#include <string.h>

void data_warn(const char *line)
{
    enum { KEPT = 16 };
    static char said[KEPT][160]; /* each scenario of a run says the same of the same data */
    static size_t n;
    for (size_t i = 0; i < n; i++)
        if (strncmp(said[i], line, sizeof said[i] - 1) == 0)
            return;
    if (n < KEPT)
        snprintf(said[n++], sizeof said[0], "%s", line);
    opt_complain("entente: %s\n", line);
}

int data_print_table(const ent_table *t, ent_format format, ent_arena *arena, ent_status *status,
                     ent_error *err)
{
    ent_builder out;
    const ent_style style = opt_style();
    ent_builder_init(&out, arena);
    *status = ent_table_render(t, format, &style, &out, err);
    if (format == ENT_FORMAT_JSON)
        ent_builder_text(&out, "\n");
    if (*status == ENT_OK)
        *status = ent_builder_status(&out, err);
    return *status == ENT_OK ? opt_print(out.data, out.length) : EXIT_FAILED;
}

ent_writing data_writing(bool json, bool csv)
{
    const ent_style style = opt_style();
    return (ent_writing){json ? "json" : csv ? "csv" : "text", style.width, style.colour};
}

ent_words data_words(const text_list *list)
{
    return (ent_words){list->count, list->items};
}

ent_status data_open(ent_session **session, ent_error *err)
{
    const ent_session_options how = {.warn = data_warn};
    return ent_session_open(&how, session, err);
}

int data_end(const char *command, ent_session *session, ent_status status, const char *text,
             size_t length, const ent_error *err)
{
    int code = status == ENT_OK ? EXIT_DONE : EXIT_FAILED;
    if (!session || ent_session_speaks(session))
        code = status != ENT_OK ? opt_fail(command, status, err)
               : text           ? opt_print(text, length)
                                : EXIT_DONE;
    ent_session_close(session);
    return code;
}

const volatile sig_atomic_t *data_stop(const ent_session *session, const char *checkpoint)
{
    return checkpoint || ent_session_ranks(session) > 1 ? catch_interrupts() : NULL;
}

int data_answer(const char *command, data_ask *ask, const void *args)
{
    ent_error err = {{0}};
    ent_session *session = NULL;
    const char *text = NULL;
    size_t length = 0;
    ent_status status = data_open(&session, &err);
    if (status == ENT_OK)
        status = ask(session, args, &text, &length, &err);
    return data_end(command, session, status, text, length, &err);
}

static ent_status change_each(const text_list *list, ent_scenario *scenario,
                              ent_status (*change)(ent_scenario *s, const char *key,
                                                   const char *value, ent_error *err),
                              ent_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        char key[128];
        const char *text = list->items[i];
        const size_t n = strcspn(text, "=");
        if (!text[n] || n == 0)
            return ent_fail(err, ENT_E_ARG, "'%.60s' is not KEY=VALUE", text);
        snprintf(key, sizeof key, "%.*s", (int)(n < sizeof key ? n : sizeof key - 1), text);
        ENT_TRY(change(scenario, key, text + n + 1, err));
    }
    return ENT_OK;
}

ent_status data_load_scenario(ent_session *session, const char *name, const text_list *set,
                              const text_list *assume, ent_scenario **scenario, ent_error *err)
{
    ENT_TRY(ent_scenario_load(session, name, scenario, err));
    ENT_TRY(change_each(set, *scenario, ent_scenario_set, err));
    return change_each(assume, *scenario, ent_scenario_assume, err);
}

ent_job study_job(const study_args *args, const volatile sig_atomic_t *stop,
                  void (*progress)(void *with, uint64_t done, uint64_t all, double seconds))
{
    return (ent_job){.seed = args->seed,
                     .threads = args->threads,
                     .folder = args->out,
                     .command = args->command,
                     .checkpoint = args->checkpoint,
                     .resume = args->resume,
                     .progress = progress,
                     .stop = stop};
}

int study_answer(const ent_command *command, int argc, char **argv, data_ask *ask, study_args *args)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 12);
    args->command = opt_words(command, argc, argv, &arena);
    const opt_result parsed = opt_parse(command, argc, argv, args, &args->n);
    args->argc = argc;
    args->argv = argv;
    const int code = parsed == OPT_RUN ? data_answer(command->name, ask, args) : opt_exit(parsed);
    ent_heap_arena_destroy(&arena);
    return code;
}
