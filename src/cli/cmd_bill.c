/* entente bill: what a spending target costs, as accounts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hint.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/world_build.h"
#include "entente/xlsx.h"
#include "facts/state_names.h"
#include "result/bill_document.h"
#include "session/paths.h"
#include "world/parts.h"

typedef struct bill_args {
    double target, related;
    size_t by;
    bool json, csv, years;
    const char *shape, *scenario, *vs, *currency, *xlsx;
    text_list set, assume;
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

typedef struct bill_job {
    const bill_args *args;
    size_t n_words;
    char **words; /* STATE... */
    ent_arena *arena;
    ent_error *err;
} bill_job;

static ent_status read_shape(const char *text, ent_bill_shape *shape, ent_error *err)
{
    static const char *const names[] = {"linear", "early", "late"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(names[i], text) == 0) {
            *shape = (ent_bill_shape)i;
            return ENT_OK;
        }
    const char *near = ent_text_nearest(text, names, 3);
    return ent_fail(err, ENT_E_ARG, "--shape: '%.40s' is not linear, early or late%s", text,
                    did_you_mean(near).text);
}

/* Any money with a rate; `national` shows each state's figures in its own. */
static ent_status read_currency(const bill_args *args, const bill_set *set, money *m,
                                ent_error *err)
{
    const bool national = args->currency && strcmp(args->currency, MONEY_NATIONAL) == 0;
    if (!national)
        return money_read(args->currency, set->facts, m, err);
    *m = (money){MONEY_NATIONAL, 1.0, 1.0};
    if (args->json && !args->years)
        return ent_fail(
            err, ENT_E_ARG,
            "--currency: the JSON already has national money beside dollars. Leave out the option");
    if (args->vs)
        return ent_fail(err, ENT_E_ARG, "--currency: --vs compares in one money, such as EUR");
    return ENT_OK;
}

/* A target given as an option has the domain of its lever. */
static ent_status check_target(const ent_register *reg, const char *key, const char *option,
                               double value, ent_arena *arena, ent_error *err)
{
    const char *problem = ent_lever_problem(ent_register_lever(reg, key), value, arena);
    return problem ? ent_fail(err, ENT_E_ARG, "%s %s", option, problem) : ENT_OK;
}

/* Options given win over the scenario's levers; without a scenario 5 % by 2032. */
static ent_status read_terms(const bill_args *args, const ent_register *reg, const ent_world *world,
                             bool of_scenario, ent_bill_terms *terms, ent_arena *arena,
                             ent_error *err)
{
    *terms =
        of_scenario ? ent_bill_terms_of(world) : (ent_bill_terms){.target = 0.05, .by_year = 2032};
    if (args->target == args->target) {
        ENT_TRY(check_target(reg, "pledge.target_pct_gdp", "--target", args->target, arena, err));
        terms->target = args->target / 100.0;
    }
    if (args->related == args->related) {
        ENT_TRY(
            check_target(reg, "pledge.related_pct_gdp", "--related", args->related, arena, err));
        terms->related = args->related / 100.0;
    }
    if (args->by)
        terms->by_year = args->by < 9999 ? (int32_t)args->by : 9999;
    return args->shape ? read_shape(args->shape, &terms->shape, err) : ENT_OK;
}

static ent_status read_states(const bill_job *job, const world_parts *parts, int32_t *states)
{
    for (size_t i = 0; i < job->n_words; i++) {
        const char *iso3 = NULL;
        ENT_TRY(facts_state(&parts->facts, job->words[i], &iso3, job->err));
        states[i] = ent_world_state(parts->world, iso3);
        if (states[i] < 0)
            return ent_fail(job->err, ENT_E_ARG, "%s is not a state of this scenario", iso3);
    }
    return ENT_OK;
}

static ent_status compute(const bill_job *job, const char *scenario, bill_set *set)
{
    const world_ask ask = {scenario ? scenario : "status-quo-2024", &job->args->set,
                           &job->args->assume};
    world_parts *parts = ent_arena_array(job->arena, world_parts, 1);
    int32_t states[64];
    ent_bill_terms terms;
    if (!parts)
        return ent_fail(job->err, ENT_E_NOMEM, "bill: out of memory");
    ENT_TRY(world_asked_accounts(path_folders(), &ask, parts, job->arena, job->err));
    ENT_TRY(read_terms(job->args, &parts->reg, parts->world, scenario != NULL, &terms, job->arena,
                       job->err));
    ENT_TRY(read_states(job, parts, states));
    return bill_compute(parts->world, &parts->facts_changed, &terms, job->n_words, states, set,
                        job->err);
}

static ent_status print_json(json_t *document, ent_error *err)
{
    char *text = document ? json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) : NULL;
    json_decref(document);
    if (!text)
        return ent_fail(err, ENT_E_NOMEM, "bill: out of memory");
    printf("%s\n", text);
    free(text);
    return fflush(stdout) == 0 ? ENT_OK
                               : ent_fail(err, ENT_E_IO, "standard output cannot be written");
}

static ent_status print_table(const bill_job *job, const ent_table *t)
{
    ent_status status = ENT_OK;
    const ent_format format = opt_format(job->args->json, job->args->csv);
    if (data_print_table(t, format, job->arena, &status, job->err) != EXIT_DONE && status == ENT_OK)
        status = ent_fail(job->err, ENT_E_IO, "standard output cannot be written");
    return status;
}

static ent_status run_pair(const bill_job *job, const char *first, const char *second)
{
    bill_set *sets = ent_arena_array(job->arena, bill_set, 2);
    ent_table t;
    money m;
    if (!sets)
        return ent_fail(job->err, ENT_E_NOMEM, "bill: out of memory");
    ENT_TRY(compute(job, first, &sets[0]));
    ENT_TRY(compute(job, second, &sets[1]));
    ENT_TRY(read_currency(job->args, &sets[0], &m, job->err));
    bill_compare_table(&sets[0], &sets[1], &m, &t, job->arena);
    if (job->args->xlsx)
        return ent_xlsx_write(job->args->xlsx, (const ent_table *const[]){&t}, 1, job->err);
    return print_table(job, &t);
}

static ent_status run_one(const bill_job *job)
{
    const bill_args *args = job->args;
    bill_set *set = ent_arena_array(job->arena, bill_set, 1);
    ent_table table, years;
    money m;
    if (!set)
        return ent_fail(job->err, ENT_E_NOMEM, "bill: out of memory");
    ENT_TRY(compute(job, args->scenario, set));
    ENT_TRY(read_currency(args, set, &m, job->err));
    bill_state_table(set, &m, !args->csv, &table, job->arena);
    bill_years_table(set, &m, &years, job->arena);
    if (args->xlsx)
        return ent_xlsx_write(args->xlsx, (const ent_table *const[]){&table, &years}, 2, job->err);
    if (args->json && !args->years)
        return print_json(bill_document(set, &m), job->err);
    return print_table(job, args->years ? &years : &table);
}

/* --vs A B leaves B among the operands; --scenario A --vs B names both. */
static ent_status run(bill_job *job)
{
    const bill_args *args = job->args;
    if (!args->vs && !args->scenario && args->set.count + args->assume.count)
        return ent_fail(job->err, ENT_E_ARG,
                        "--set and --assume change a scenario: name it with --scenario");
    if (!args->vs)
        return run_one(job);
    if (args->scenario)
        return run_pair(job, args->scenario, args->vs);
    if (!job->n_words)
        return ent_fail(job->err, ENT_E_ARG, "--vs takes two scenarios: --vs A B");
    const char *second = job->words[0];
    job->words++;
    job->n_words--;
    return run_pair(job, args->vs, second);
}

int cmd_bill(int argc, char **argv)
{
    bill_args args = {.target = ENT_MISSING, .related = ENT_MISSING};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    bill_job job = {&args, n, argv + 1, &arena, &err};
    const ent_status status = run(&job);
    const int code = status == ENT_OK ? EXIT_DONE : opt_fail("bill", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
