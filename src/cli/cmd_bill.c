/* entente bill: what a spending target costs, as accounts. */
#include <limits.h>
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct bill_args {
    double target, related;
    size_t by;
    bool json, csv, years;
    const char *shape, *scenario, *vs, *currency, *xlsx;
    text_list set, assume;
    size_t n_words;
    const char *const *words; /* states; the second scenario first where --vs names one */
} bill_args;

static const ent_option options[] = {
    {"target", ENT_OPT_NUMBER, offsetof(bill_args, target), "PCT", "target, % of GDP [5]"},
    {"by", ENT_OPT_SIZE, offsetof(bill_args, by), "YEAR", "year of the target [2032]"},
    {"shape", ENT_OPT_TEXT, offsetof(bill_args, shape), "SHAPE", "linear, early or late [linear]"},
    {"related", ENT_OPT_NUMBER, offsetof(bill_args, related), "PCT",
     "second target, for defence-related spending, % of GDP"},
    {"scenario", ENT_OPT_TEXT, offsetof(bill_args, scenario), "NAME",
     "take target and years from a scenario"},
    {"vs", ENT_OPT_TEXT, offsetof(bill_args, vs), "A B",
     "compare two scenarios (or --scenario A --vs B)"},
    OPT_CHANGES(bill_args),
    {"years", ENT_OPT_FLAG, offsetof(bill_args, years), NULL, "every year of the path"},
    {"currency", ENT_OPT_TEXT, offsetof(bill_args, currency), "MONEY",
     "every figure in this money: USD, EUR, GBP..., or national: each state in its own [USD]"},
    {"xlsx", ENT_OPT_TEXT, offsetof(bill_args, xlsx), "FILE", "write a workbook"},
    {"json", ENT_OPT_FLAG, offsetof(bill_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(bill_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "bill",
    .operands = "[STATE...]",
    .summary = "Show what a spending target costs each ally, year by year.",
    .details = "  entente bill                                5 % by 2032, all allies\n"
               "  entente bill --target 3.5 --by 2035 GBR FRA\n"
               "  entente bill --shape late --currency EUR\n"
               "  entente bill --vs brussels-2025 hague-2025  two scenarios",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 64,
};

/* --scenario A --vs B names both; --vs A B leaves B among the operands. */
static ent_status read_scenarios(bill_args *a, const char **first, const char **second,
                                 ent_error *err)
{
    *first = a->scenario;
    *second = a->vs;
    if (!a->vs && !a->scenario && a->set.count + a->assume.count)
        return ent_fail(err, ENT_E_ARG,
                        "--set and --assume change a scenario: name it with --scenario");
    if (!a->vs || a->scenario)
        return ENT_OK;
    if (!a->n_words)
        return ent_fail(err, ENT_E_ARG, "--vs takes two scenarios: --vs A B");
    *first = a->vs;
    *second = *a->words++;
    --a->n_words;
    return ENT_OK;
}

static ent_status load(const bill_args *a, ent_session *session, const char *name,
                       ent_scenario **scenario, ent_error *err)
{
    return name ? data_load_scenario(session, name, &a->set, &a->assume, scenario, err) : ENT_OK;
}

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    bill_args a = *(const bill_args *)args;
    ent_scenario *scenario = NULL, *other = NULL;
    const char *first = NULL, *second = NULL;
    ENT_TRY(read_scenarios(&a, &first, &second, err));
    const ent_bill_options how = {.target = a.target,
                                  .related = a.related,
                                  .by = a.by < INT_MAX ? (int)a.by : INT_MAX,
                                  .shape = a.shape,
                                  .currency = a.currency,
                                  .n_states = a.n_words,
                                  .states = a.words,
                                  .years = a.years,
                                  .workbook = a.xlsx};
    const ent_writing writing = data_writing(a.json, a.csv);
    ENT_TRY(load(&a, session, first, &scenario, err));
    ENT_TRY(load(&a, session, second, &other, err));
    return ent_session_bill(session, scenario, other, &how, &writing, text, length, err);
}

int cmd_bill(int argc, char **argv)
{
    bill_args args = {.target = ENT_MISSING, .related = ENT_MISSING};
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &args.n_words);
    args.words = (const char *const *)argv + 1;
    return parsed == OPT_RUN ? data_answer("bill", ask, &args) : opt_exit(parsed);
}
