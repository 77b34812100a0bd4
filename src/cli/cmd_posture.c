/* entente posture: forces against requirement, the best allocation, the theatre frontier. */
#include <limits.h>
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct posture_args {
    const char *scenario;
    size_t year;
    double day, us_home, groups, group_be;
    const char *flashpoint, *method, *table, *currency;
    text_list set, assume;
    size_t futures;
    unsigned long long seed;
    bool frontier, without_us, forces, json, csv;
} posture_args;

static const ent_option options[] = {
    {"year", ENT_OPT_SIZE, offsetof(posture_args, year), "YEAR", "year of the plan [2030]"},
    {"day", ENT_OPT_NUMBER, offsetof(posture_args, day), "DAY",
     "day by which forces must be in line [60]"},
    {"method", ENT_OPT_TEXT, offsetof(posture_args, method), "NAME",
     "lp: linear programme; minmax: Powell's closed form for forces that can go anywhere; "
     "security: shares of time of mobile groups [lp]"},
    {"groups", ENT_OPT_NUMBER, offsetof(posture_args, groups), "N", "mobile groups [2]"},
    {"group-be", ENT_OPT_NUMBER, offsetof(posture_args, group_be), "BE",
     "size of a mobile group [10]"},
    {"us-home", ENT_OPT_NUMBER, offsetof(posture_args, us_home), "SHARE",
     "share of US forces kept at home [.30 land, .25 air-sea]"},
    {"without-us", ENT_OPT_FLAG, offsetof(posture_args, without_us), NULL,
     "the US sends nothing, and Europeans fight without US support"},
    {"frontier", ENT_OPT_FLAG, offsetof(posture_args, frontier), NULL,
     "best margin in Europe for each margin in the Indo-Pacific"},
    {"forces", ENT_OPT_FLAG, offsetof(posture_args, forces), NULL, "who sends what where"},
    {"flashpoint", ENT_OPT_TEXT, offsetof(posture_args, flashpoint), "KEY",
     "defence by day there, with and without the US; with --table only its rows"},
    {"table", ENT_OPT_TEXT, offsetof(posture_args, table), "NAME",
     "over futures: closure, credibility, believe, policies, pulls, guarantees, force, autonomy, "
     "attack"},
    OPT_CHANGES(posture_args),
    {"currency", ENT_OPT_TEXT, offsetof(posture_args, currency), "MONEY",
     "refused: no figure of this command is an amount of money"},
    {"futures", ENT_OPT_SIZE, offsetof(posture_args, futures), "N", "futures of a table [1024]"},
    {"seed", ENT_OPT_U64, offsetof(posture_args, seed), "SEED", "seed of a table [1]"},
    {"json", ENT_OPT_FLAG, offsetof(posture_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(posture_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "posture",
    .operands = "SCENARIO",
    .summary = "Show how scarce forces can defend all flashpoints at once.",
    .details =
        "Every flashpoint except Ukraine must be defended at the same time. Forces are sent\n"
        "so that the smallest safety margin is as large as possible. The price of a place\n"
        "says what one more brigade there would add to that margin. Every assumption has its "
        "central value: this is a plan, not a forecast.\n"
        "  entente posture brussels-2025 --frontier\n"
        "  entente posture brussels-2025 --flashpoint baltic --year 2027",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const posture_args *a = args;
    ent_scenario *scenario = NULL;
    const ent_posture_options how = {.year = a->year < INT_MAX ? (int)a->year : INT_MAX,
                                     .day = a->day,
                                     .method = a->method,
                                     .groups = a->groups,
                                     .group_be = a->group_be,
                                     .us_home = a->us_home,
                                     .without_us = a->without_us,
                                     .frontier = a->frontier,
                                     .forces = a->forces,
                                     .flashpoint = a->flashpoint,
                                     .table = a->table,
                                     .futures = a->futures,
                                     .seed = a->seed};
    const ent_writing writing = data_writing(a->json, a->csv);
    if (a->currency)
        return ent_fail(err, ENT_E_ARG,
                        "--currency: no figure of a plan of forces is an amount of money. Leave "
                        "the option out, or ask 'entente bill'");
    ENT_TRY(data_load_scenario(session, a->scenario, &a->set, &a->assume, &scenario, err));
    return ent_scenario_posture(scenario, &how, &writing, text, length, err);
}

int cmd_posture(int argc, char **argv)
{
    posture_args args = {.year = 2030,
                         .day = 60.0,
                         .us_home = ENT_MISSING,
                         .method = "lp",
                         .groups = 2.0,
                         .group_be = 10.0,
                         .futures = 1024,
                         .seed = 1};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    args.scenario = argv[1];
    return data_answer("posture", ask, &args);
}
