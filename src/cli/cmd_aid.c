/* entente aid: who gave Ukraine what, and what replacing the US share would
 * cost each donor. */
#include <stdio.h>
#include <string.h>

#include "base/hint.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "result/aid_tables.h"
#include "result/money.h"
#include "session/paths.h"

typedef struct aid_args {
    bool quarters, json, csv;
    double cap;
    const char *currency;
} aid_args;

static const ent_option options[] = {
    {"quarters", ENT_OPT_FLAG, offsetof(aid_args, quarters), NULL,
     "flows by quarter instead of year"},
    {"cap", ENT_OPT_NUMBER, offsetof(aid_args, cap), "PCT",
     "most military aid in all for the capped split, % of GDP a year [0.25]"},
    {"currency", ENT_OPT_TEXT, offsetof(aid_args, currency), "MONEY",
     "every figure in this money, at the average rate of 2024: USD, GBP, ... [EUR]"},
    {"json", ENT_OPT_FLAG, offsetof(aid_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(aid_args, csv), NULL, "write CSV: flows, then donors"},
};

static const ent_command command = {
    .name = "aid",
    .operands = "[DONOR...]",
    .summary = "Show military aid to Ukraine by donor, and what replacing US aid would cost.",
    .details = "The figures count aid allocated, not deliveries. The cost of replacement "
               "is split over the\n"
               "European donors by GDP, as they give now, or by GDP under a cap. "
               "Money is not supply:\n"
               "some of what the US gave (interceptors, long-range rockets, "
               "intelligence) has no\n"
               "European source; European money for US weapons is shown as PURL.\n"
               "  entente aid                two vintages, flows by year, donors\n"
               "  entente aid DEU GBR        these donors\n"
               "  entente aid --quarters     flows by quarter",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 32,
};

enum { MOST_DONORS = 256 };

static ent_status check_word(const ent_aid *aid, const char *word, ent_error *err)
{
    const char *donors[MOST_DONORS];
    size_t n = 0;
    for (; n < aid->n_donors && n < MOST_DONORS; n++) {
        donors[n] = aid->donors[n].iso3;
        if (strcmp(word, donors[n]) == 0)
            return ENT_OK;
    }
    const char *near = ent_text_nearest(word, donors, n);
    return ent_fail(err, ENT_E_ARG,
                    "'%.40s' is not a donor in data/ukraine/aid_donors.csv%s; "
                    "'entente aid' lists them",
                    word, did_you_mean(near).text);
}

static ent_status check_words(const ent_aid *aid, size_t n, char **words, ent_error *err)
{
    for (size_t i = 0; i < n; i++)
        ENT_TRY(check_word(aid, words[i], err));
    return ENT_OK;
}

static ent_status render(const ent_table *flows, const ent_table *donors, const aid_args *args,
                         ent_builder *out, ent_error *err)
{
    const ent_format format = opt_format(args->json, args->csv);
    const ent_style style = opt_style();
    ent_builder_text(out, args->json ? "{\n\"flows\": " : "");
    ENT_TRY(ent_table_render(flows, format, &style, out, err));
    ent_builder_text(out, args->json ? ",\n\"donors\": " : "\n");
    ENT_TRY(ent_table_render(donors, format, &style, out, err));
    ent_builder_text(out, args->json ? "\n}\n" : "");
    return ent_builder_status(out, err);
}

static ent_status run(const aid_args *args, size_t n, char **words, ent_arena *arena,
                      ent_builder *out, ent_error *err)
{
    ent_facts facts;
    ent_aid aid;
    ENT_TRY(ent_facts_load(path_data(), &facts, arena, err));
    ENT_TRY(aid_load(path_data(), &facts, &aid, arena, err));
    ENT_TRY(check_words(&aid, n, words, err));
    if (!(args->cap >= 0.0 && args->cap <= 10.0))
        return ent_fail(err, ENT_E_ARG, "--cap is %g; it must be between 0 and 10 %% of GDP",
                        args->cap);
    ent_table flows, donors;
    money m;
    ENT_TRY(money_read(args->currency ? args->currency : "EUR", &facts, &m, err));
    aid_flow_table(&flows, &aid, args->quarters, arena);
    ENT_TRY(aid_donor_table(&donors, &aid, args->cap, &m, n, words, arena, err));
    money_table(&m, &flows, arena);
    money_table(&m, &donors, arena);
    ent_builder_init(out, arena);
    return render(&flows, &donors, args, out, err);
}

int cmd_aid(int argc, char **argv)
{
    aid_args args = {.cap = 0.25};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {{0}};
    ent_builder out = {0};
    const ent_status status = run(&args, n, argv + 1, &arena, &out, &err);
    const int code =
        status == ENT_OK ? opt_print(out.data, out.length) : opt_fail("aid", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
