/* entente aid: who gave Ukraine what, and what replacing the US share would
 * cost each donor. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct aid_args {
    bool quarters, json, csv;
    double cap;
    const char *currency;
    size_t n_donors;
    const char *const *donors;
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

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const aid_args *a = args;
    const ent_aid_options how = {.quarters = a->quarters,
                                 .cap_pct = a->cap,
                                 .currency = a->currency,
                                 .n_donors = a->n_donors,
                                 .donors = a->donors};
    const ent_writing writing = data_writing(a->json, a->csv);
    return ent_session_aid(session, &how, &writing, text, length, err);
}

int cmd_aid(int argc, char **argv)
{
    aid_args args = {.cap = 0.25};
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &args.n_donors);
    args.donors = (const char *const *)argv + 1;
    return parsed == OPT_RUN ? data_answer("aid", ask, &args) : opt_exit(parsed);
}
