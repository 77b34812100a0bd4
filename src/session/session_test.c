/* The public way in: what goes in by name comes out by key, beside a baseline and without. */
#include "check.h"
#include "temporary.h"

#include <stdlib.h>
#include <string.h>

#include "entente/session.h"

enum { FUTURES = 300 };

typedef struct opened {
    ent_session *session;
    ent_scenario *scenario, *baseline;
    ent_result *result;
} opened;

static int open_all(void **state)
{
    const ent_session_options where = {.data = ENT_SOURCE_DIR "/data",
                                       .scenarios = ENT_SOURCE_DIR "/scenarios"};
    opened *o = calloc(1, sizeof *o);
    ent_run_options how = ENT_RUN_DEFAULTS;
    ent_error err = {{0}};
    how.futures = FUTURES;
    how.threads = 2;
    how.no_why = true;
    *state = o;
    if (!o || ent_session_open(&where, &o->session, &err) != ENT_OK ||
        ent_scenario_load(o->session, "brussels-2025", &o->scenario, &err) != ENT_OK ||
        ent_scenario_load(o->session, "status-quo-2024", &o->baseline, &err) != ENT_OK ||
        ent_scenario_run(o->scenario, o->baseline, &how, &o->result, &err) != ENT_OK) {
        print_message("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int close_all(void **state)
{
    opened *o = *state;
    ent_session_close(o->session);
    free(o);
    return 0;
}

static void test_folders(void **state)
{
    const opened *o = *state;
    assert_string_equal(ent_session_data(o->session), ENT_SOURCE_DIR "/data");
    assert_string_equal(ent_session_scenarios(o->session), ENT_SOURCE_DIR "/scenarios");
}

static void test_outcomes(void **state)
{
    static const struct {
        const char *key, *index, *at;
        bool account;
    } rows[] = {
        {"capability.europe", "", "2030", false},
        {"posture.shortfall", NULL, "2030", false},
        {"deterrence.odds_ratio", "baltic", "2030", false},
        {"combat.losses", "baltic,attacker", "", false},
        {"settlement.binding", "", "2027-06", false},
        {"bill.extra", "GBR", "2030", true},
        {"bill.multiple", "ALL", "", true},
        {"aid.replace_us", "", "", true},
        {"aid.replace_us", "DEU", "", true},
        {"aid.donor", "POL", "", true},
        {"allocation.margin", "", "2030", true},
        {"obligation.level", "1,EST", "", true},
    };
    const opened *o = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_band band;
        ent_error err = {{0}};
        if (ent_result_outcome(o->result, rows[i].key, rows[i].index, rows[i].at, &band, &err) !=
            ENT_OK)
            fail_msg("%s: %s", rows[i].key, err.message);
        if (band.account != rows[i].account || !(band.low <= band.median) ||
            !(band.median <= band.high))
            fail_msg("%s: %g (%g to %g), account %d", rows[i].key, band.median, band.low, band.high,
                     band.account);
        assert_int_equal(band.n + band.missing, rows[i].account ? 1 : FUTURES);
    }
}

/* Quantiles, shares and means beside a plain computation over the futures. */
static void test_paired(void **state)
{
    static double one[FUTURES], other[FUTURES];
    const opened *o = *state;
    const char *key = "capability.europe";
    ent_error err = {{0}};
    ent_effect change;
    ent_band band;
    double lower = 0, higher = 0, least = 1e9, sum = 0, quantiles[2];
    assert_int_equal(ent_result_values(o->result, false, key, "", "2030", one, FUTURES, &err), 0);
    assert_int_equal(ent_result_values(o->result, true, key, "", "2030", other, FUTURES, &err), 0);
    for (size_t f = 0; f < FUTURES; f++) {
        lower += one[f] < other[f];
        higher += one[f] > other[f];
        sum += one[f] - other[f];
        least = one[f] < least ? one[f] : least;
    }
    assert_int_equal(ent_result_change(o->result, key, "", "2030", &change, &err), ENT_OK);
    assert_int_equal(change.n, FUTURES);
    CHECK_NEAR(change.lower, lower / FUTURES, 1e-12);
    CHECK_NEAR(change.higher, higher / FUTURES, 1e-12);
    CHECK_NEAR(change.lower + change.same + change.higher, 1.0, 1e-12);
    CHECK_NEAR(change.mean, sum / FUTURES, 1e-9);
    assert_int_equal(ent_result_quantiles(o->result, key, "", "2030", 2, (const double[]){0.0, 0.5},
                                          quantiles, &err),
                     ENT_OK);
    assert_int_equal(ent_result_outcome(o->result, key, "", "2030", &band, &err), ENT_OK);
    assert_true(quantiles[0] == least);
    assert_true(quantiles[1] == band.median);
}

static void test_claims_and_bill(void **state)
{
    const opened *o = *state;
    ent_error err = {{0}};
    ent_cost cost;
    int firm = -1, contested = -1;
    assert_true(ent_result_claims(o->result) > 3);
    for (size_t i = 0; i < ent_result_claims(o->result); i++) {
        const ent_finding f = ent_result_claim(o->result, i);
        assert_true(*f.says && *f.verdict && *f.sentence && !strchr(f.sentence, '{'));
    }
    assert_int_equal(ent_result_bill(o->result, "UK", "EUR", &cost, &err), ENT_OK);
    assert_true(cost.average_bn > 0 && cost.sum_bn > cost.average_bn && cost.multiple > 1);
    assert_int_equal(ent_result_bill(o->result, "EUROPE", "USD", &cost, &err), ENT_OK);
    assert_int_equal(ent_result_duty(o->result, 0, "Estonia", &firm, &contested, &err), ENT_OK);
    assert_true(firm >= 0 && contested >= firm);
}

static void test_state_names(void **state)
{
    static const char *const rows[][2] = {{"UK", "GBR"},      {"GER", "DEU"},    {"Germany", "DEU"},
                                          {"germany", "DEU"}, {"Turkey", "TUR"}, {"usa", "USA"}};
    const opened *o = *state;
    ent_error err = {{0}};
    const char *iso3 = NULL;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(ent_session_state(o->session, rows[i][0], &iso3, &err), ENT_OK);
        assert_string_equal(iso3, rows[i][1]);
    }
    assert_int_equal(ent_session_state(o->session, "Grmany", &iso3, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "DEU"));
}

static void test_mistakes(void **state)
{
    static const struct {
        const char *key, *index, *at, *want;
    } rows[] = {
        {"bill.extr", "GBR", "", "Did you mean 'bill.extra'"},
        {"bill.extra", "XXX", "", "no bill for this state"},
        {"capability.europe", "", "1999", "no value"},
        {"deterrence.odds_ratio", "balti", "2030", "Did you mean 'baltic'"},
        {"capability.be", "POLAND", "2030", "no value"},
    };
    const opened *o = *state;
    ent_error err = {{0}};
    ent_band band;
    ent_result *none = NULL;
    ent_run_options how = ENT_RUN_DEFAULTS;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ent_result_outcome(o->result, rows[i].key, rows[i].index, rows[i].at, &band, &err) ==
                ENT_OK ||
            !strstr(err.message, rows[i].want))
            fail_msg("%s: '%s'", rows[i].key, err.message);
    }
    assert_int_equal(ent_scenario_set(o->scenario, "us.posture_eurpe", "0", &err), ENT_E_KEY);
    assert_non_null(strstr(err.message, "us.posture_europe"));
    how.futures = 0;
    assert_int_not_equal(ent_scenario_run(o->scenario, NULL, &how, &none, &err), ENT_OK);
    assert_null(none);
    how.futures = 8;
    how.design = "random";
    assert_int_equal(ent_scenario_run(o->scenario, NULL, &how, &none, &err), ENT_E_ARG);
    assert_int_equal(ent_result_duty(o->result, 99, "EST", &(int){0}, &(int){0}, &err), ENT_E_ARG);
}

/* A result stays what it was when its scenario is changed or closed. */
static void test_changes(void **state)
{
    const opened *o = *state;
    ent_error err = {{0}};
    ent_scenario *s = NULL;
    ent_result *before = NULL, *after = NULL, *richer = NULL;
    ent_run_options how = ENT_RUN_DEFAULTS;
    ent_cost cost[2];
    how.futures = 64;
    assert_int_equal(ent_scenario_load(o->session, "brussels-2025", &s, &err), ENT_OK);
    assert_int_equal(ent_scenario_run(s, NULL, &how, &before, &err), ENT_OK);
    const uint64_t hash = ent_result_hash(before);
    assert_int_equal(ent_scenario_set(s, "us.posture_europe", "0", &err), ENT_OK);
    assert_int_equal(ent_scenario_assume(s, "combat.rho", "1.1", &err), ENT_OK);
    assert_int_equal(ent_scenario_run(s, NULL, &how, &after, &err), ENT_OK);
    assert_int_equal(ent_scenario_fact(s, "POL", "gdp_current_musd", 2024, 2e6, NULL, &err),
                     ENT_OK);
    assert_int_equal(ent_scenario_run(s, NULL, &how, &richer, &err), ENT_OK);
    ent_scenario_close(s);
    assert_true(ent_result_hash(before) == hash && ent_result_hash(after) != hash);
    assert_int_equal(ent_result_bill(before, "POL", "USD", &cost[0], &err), ENT_OK);
    assert_int_equal(ent_result_bill(richer, "POL", "USD", &cost[1], &err), ENT_OK);
    assert_true(cost[1].sum_bn > cost[0].sum_bn);
    ent_result_close(before);
    ent_result_close(after);
}

static void test_accounts(void **state)
{
    const opened *o = *state;
    static const char *const states[] = {"UK"}, *const donors[] = {"DUE"};
    const ent_writing csv = {.format = "csv"}, odd = {.format = "xml"};
    ent_bill_options bill = ENT_BILL_DEFAULTS;
    ent_aid_options aid = ENT_AID_DEFAULTS;
    ent_error err = {{0}};
    const char *text = NULL, *other = NULL;
    size_t length = 0, all = 0;
    bill.n_states = 1;
    bill.states = states;
    assert_int_equal(
        ent_session_bill(o->session, o->scenario, NULL, &bill, &csv, &text, &length, &err), ENT_OK);
    assert_true(strlen(text) == length && strstr(text, "GBR") && !strstr(text, "POL"));
    assert_int_equal(
        ent_session_bill(o->session, o->scenario, o->baseline, &bill, &csv, &other, &all, &err),
        ENT_OK);
    assert_string_not_equal(text, other);
    bill.shape = "erly";
    assert_int_equal(ent_session_bill(o->session, NULL, NULL, &bill, &csv, &text, &length, &err),
                     ENT_E_ARG);
    assert_true(!text && strstr(err.message, "early"));
    assert_int_equal(ent_session_aid(o->session, &aid, &csv, &text, &all, &err), ENT_OK);
    assert_non_null(strstr(text, "DEU"));
    aid.n_donors = 1;
    aid.donors = donors;
    assert_int_equal(ent_session_aid(o->session, &aid, &csv, &text, &length, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "DEU"));
    aid.n_donors = 0;
    assert_int_equal(ent_session_aid(o->session, &aid, &odd, &text, &length, &err), ENT_E_ARG);
}

/* Obligations and posture: the same table as the command's, and mistakes named. */
static void test_tables(void **state)
{
    const opened *o = *state;
    const char *text = NULL, *other = NULL, *who[] = {"RUS"}, *whom[] = {"ESTT"};
    size_t length = 0, all = 0;
    ent_error err;
    const ent_writing csv = {"csv", 0, false};
    ent_obliged_options attack = ENT_OBLIGED_DEFAULTS;
    ent_posture_options plan = ENT_POSTURE_DEFAULTS;
    attack.attackers = (ent_words){1, who};
    attack.victims = (ent_words){1, whom};
    attack.on = "2026-06-01";
    assert_int_equal(ent_session_obligations(o->session, &attack, &csv, &text, &length, &err),
                     ENT_E_ARG);
    assert_non_null(strstr(err.message, "'EST'"));
    whom[0] = "EST";
    assert_int_equal(ent_session_obligations(o->session, &attack, &csv, &text, &length, &err),
                     ENT_OK);
    assert_true(strlen(text) == length && strstr(text, "nato_5"));
    assert_int_equal(ent_scenario_posture(o->scenario, &plan, &csv, &text, &length, &err), ENT_OK);
    assert_non_null(strstr(text, "baltic"));
    plan.without_us = true;
    assert_int_equal(ent_scenario_posture(o->scenario, &plan, &csv, &other, &all, &err), ENT_OK);
    assert_string_not_equal(text, other);
    plan.flashpoint = "balitc";
    assert_int_equal(ent_scenario_posture(o->scenario, &plan, &csv, &other, &all, &err), ENT_E_ARG);
    assert_true(!other && strstr(err.message, "baltic"));
}

/* Studies: what the program's commands show, without files, and mistakes named. */
static void test_studies(void **state)
{
    const opened *o = *state;
    const char *text = NULL, *over[] = {"posture.shortfall"}, *levers[] = {"us.posture_europe"};
    const char *objectives[] = {"posture.shortfall@2030", "min:spending.europe_canada@2030"};
    size_t length = 0;
    ent_error err;
    const ent_writing csv = {"csv", 0, false};
    ent_job job = ENT_JOB_DEFAULTS;
    ent_scenario *both[] = {o->scenario, o->baseline};
    ent_explore_options why = ENT_EXPLORE_DEFAULTS;
    ent_compare_options robust = ENT_COMPARE_DEFAULTS;
    ent_search_options found = ENT_SEARCH_DEFAULTS;
    why.method = "why";
    why.outcomes = (ent_words){1, over};
    why.at = "2030";
    why.points = 512;
    assert_int_equal(ent_scenario_explore(o->scenario, &why, &job, &csv, &text, &length, &err),
                     ENT_OK);
    assert_true(strlen(text) == length && strstr(text, "capability.quality_russia"));
    why.method = "wy";
    assert_int_equal(ent_scenario_explore(o->scenario, &why, &job, &csv, &text, &length, &err),
                     ENT_E_ARG);
    assert_true(!text && strstr(err.message, "why"));
    robust.over = over[0];
    robust.futures = 256;
    assert_int_equal(
        ent_session_compare(o->session, 2, both, &robust, &job, &csv, &text, &length, &err),
        ENT_OK);
    assert_true(strstr(text, "brussels-2025") && strstr(text, "status-quo-2024"));
    robust.grid = (ent_words){1, levers};
    assert_int_equal(
        ent_session_compare(o->session, 2, both, &robust, &job, &csv, &text, &length, &err),
        ENT_E_ARG);
    found.objectives = (ent_words){2, objectives};
    found.levers = (ent_words){1, levers};
    found.generations = 1;
    found.population = 4;
    found.futures = 256;
    found.check = 512;
    assert_int_equal(ent_scenario_search(o->scenario, &found, &job, &csv, &text, &length, &err),
                     ENT_OK);
    assert_non_null(strstr(text, "as it is"));
    job.resume = true;
    assert_int_equal(ent_scenario_search(o->scenario, &found, &job, &csv, &text, &length, &err),
                     ENT_E_ARG);
}

/* Registers, facts, battles and worlds as tables, and words that do not exist. */
static void test_listings(void **state)
{
    const opened *o = *state;
    const char *text = NULL, *key[] = {"pledge"}, *odd[] = {"pledg"}, *who[] = {"POL"};
    size_t length = 0;
    bool failed = true;
    ent_error err;
    const ent_writing csv = {"csv", 0, false};
    const ent_words all = {0, NULL}, one = {1, key}, wrong = {1, odd};
    ent_facts_options facts = ENT_FACTS_DEFAULTS;
    assert_int_equal(
        ent_session_register(o->session, "levers", &one, false, &csv, &text, &length, &err),
        ENT_OK);
    assert_true(strstr(text, "pledge.target_pct_gdp") && !strstr(text, "us.posture_europe"));
    assert_int_equal(
        ent_session_register(o->session, "levers", &wrong, false, &csv, &text, &length, &err),
        ENT_E_ARG);
    assert_int_equal(
        ent_session_register(o->session, "lever", &all, false, &csv, &text, &length, &err),
        ENT_E_ARG);
    assert_non_null(strstr(err.message, "assumptions"));
    facts.words = (ent_words){1, who};
    assert_int_equal(ent_session_facts(o->session, &facts, &csv, &failed, &text, &length, &err),
                     ENT_OK);
    assert_true(!failed && strstr(text, "defence_pct_gdp"));
    facts.check = true;
    assert_int_equal(ent_session_facts(o->session, &facts, &csv, &failed, &text, &length, &err),
                     ENT_OK);
    assert_false(failed);
    assert_int_equal(ent_scenario_world(o->scenario, &csv, &text, &length, &err), ENT_OK);
    assert_non_null(strstr(text, "brussels-2025"));
    assert_int_equal(ent_scenario_battles(o->scenario, &all, 256, 1, &csv, &text, &length, &err),
                     ENT_E_ARG);
    assert_non_null(strstr(err.message, "baltic-2015"));
}

/* What a run leaves in a folder is shown and compared again, by folder or by file. */
static void test_stored(void **state)
{
    const opened *o = *state;
    const char *text = NULL, *other = NULL;
    size_t length = 0;
    ent_error err;
    ent_result *result = NULL;
    ent_run_options options = ENT_RUN_DEFAULTS;
    const ent_writing plain = {"text", 80, false};
    char folder[TEMPORARY_PATH], store[600], page[600];
    options.futures = 256;
    options.no_why = true;
    options.folder = mkdtemp(temporary(folder, "entente-session-XXXXXX"));
    assert_non_null(options.folder);
    snprintf(store, sizeof store, "%s/results.sqlite", options.folder);
    snprintf(page, sizeof page, "%s/again.html", options.folder);
    assert_int_equal(ent_scenario_run(o->scenario, NULL, &options, &result, &err), ENT_OK);
    assert_int_equal(ent_result_write(result, options.folder, ENT_WRITE_DOCUMENT, &err), ENT_OK);
    assert_int_equal(
        ent_session_stored_summary(o->session, options.folder, &plain, &text, &length, &err),
        ENT_OK);
    assert_non_null(strstr(text, "Brussels"));
    assert_int_equal(
        ent_session_stored_report(o->session, options.folder, page, "javascript:1", true, &err),
        ENT_E_ARG);
    assert_int_equal(ent_session_stored_report(o->session, options.folder, page, NULL, true, &err),
                     ENT_OK);
    assert_int_equal(ent_session_stored_brief(o->session, options.folder, "XXX", page, &err),
                     ENT_E_KEY);
    assert_int_equal(ent_session_diff(o->session, options.folder, options.folder, true, 0.0, &plain,
                                      &text, &length, &err),
                     ENT_OK);
    assert_int_equal(
        ent_session_diff(o->session, store, store, true, 0.0, &plain, &other, &length, &err),
        ENT_OK);
    assert_string_equal(text, other);
    assert_non_null(strstr(text, "0 of "));
    assert_int_equal(ent_session_diff(o->session, options.folder, "nowhere", true, 0.0, &plain,
                                      &text, &length, &err),
                     ENT_E_IO);
    ent_result_close(result);
}

static void test_bargain(void **state)
{
    const opened *o = *state;
    const ent_writing csv = {"csv", 0, false};
    const char *path = ENT_SOURCE_DIR "/examples/bargain/ec_emission.csv", *text = "";
    ent_bargain_options how = ENT_BARGAIN_DEFAULTS;
    size_t length = 0;
    ent_error err = {{0}};
    how.scale = "4:10";
    assert_int_equal(ent_session_bargain(o->session, path, &how, &csv, &text, &length, &err),
                     ENT_OK);
    assert_non_null(strstr(text, "compromise"));
    how.power = "shapely";
    assert_int_equal(ent_session_bargain(o->session, path, &how, &csv, &text, &length, &err),
                     ENT_E_KEY);
    assert_non_null(strstr(err.message, "shapley"));
    how = (ent_bargain_options)ENT_BARGAIN_DEFAULTS;
    how.scale = "10:4";
    assert_int_equal(ent_session_bargain(o->session, path, &how, &csv, &text, &length, &err),
                     ENT_E_ARG);
}

static bool file_holds(const char *path, const char *words)
{
    FILE *file = fopen(path, "rb");
    char *bytes = calloc(1, (1 << 22) + 1);
    const bool holds =
        file && bytes && fread(bytes, 1, 1 << 22, file) > 0 && strstr(bytes, words) != NULL;
    free(bytes);
    if (file)
        fclose(file);
    return holds;
}

static void test_statement(void **state)
{
    static const char text[] = "Brussels, 12 February 2025. Allies must spend 5 % of GDP on "
                               "defence. The UK spends 2.33 % of its GDP. The sky is blue.";
    opened *o = *state;
    const ent_writing csv = {"csv", 0, false}, wrong = {"pdf", 0, false};
    ent_statement *read = NULL, *other = NULL;
    ent_scenario *scenario = NULL, *baseline = NULL;
    ent_result *result = NULL;
    ent_run_options options = ENT_RUN_DEFAULTS;
    const char *table = "";
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 20];
    size_t length = 0;
    ent_error err = {{0}};
    options.futures = 16;
    options.no_why = true;
    if (ent_session_read(o->session, text, strlen(text), "speech", NULL, &read, &err) != ENT_OK)
        fail_msg("%s", err.message);
    assert_int_equal(ent_statement_marks(read, false, &csv, &table, &length, &err), ENT_OK);
    assert_int_equal(strlen(table), length);
    assert_non_null(strstr(table, "spending"));
    assert_non_null(strstr(table, "spending_level,GBR"));
    assert_int_equal(ent_statement_marks(read, false, &wrong, &table, &length, &err), ENT_E_ARG);
    assert_int_equal(
        ent_session_read(o->session, text, strlen(text), "speech", "2025-02-30", &other, &err),
        ENT_E_ARG);
    assert_null(other);
    assert_int_equal(ent_session_read(o->session, text, (size_t)ENT_STATEMENT_MAX_BYTES + 1,
                                      "speech", NULL, &other, &err),
                     ENT_E_DATA);

    options.folder = mkdtemp(temporary(folder, "entente-statement-XXXXXX"));
    assert_non_null(options.folder);
    snprintf(path, sizeof path, "%s/baseline.yaml", folder);
    assert_int_equal(ent_statement_write(read, true, path, &err), ENT_OK);
    assert_int_equal(ent_scenario_load(o->session, path, &baseline, &err), ENT_OK);
    snprintf(path, sizeof path, "%s/scenario.yaml", folder);
    assert_int_equal(ent_statement_write(read, false, path, &err), ENT_OK);
    assert_int_equal(ent_scenario_load(o->session, path, &scenario, &err), ENT_OK);
    assert_int_equal(ent_scenario_run(scenario, baseline, &options, &result, &err), ENT_OK);
    ent_result_begin_with(result, read);
    assert_int_equal(ent_result_write(result, folder, ENT_WRITE_REPORT, &err), ENT_OK);
    snprintf(path, sizeof path, "%s/report.html", folder);
    assert_true(file_holds(path, "The sky is blue"));
    ent_result_close(result);
    ent_statement_close(read);
    ent_statement_close(NULL);
}

/* Options of zeros and a text that nobody chose: an answer or a line, never a crash. */
static void test_left_out(void **state)
{
    opened *o = *state;
    const ent_writing writing = {0};
    const ent_job job = {0};
    const ent_run_options few = {.futures = 16, .no_why = true};
    const ent_posture_options plan = {
        .year = 2030, .day = 60.0, .us_home = ENT_MISSING, .groups = 2.0, .group_be = 10.0};
    const ent_explore_options explore = {0};
    const ent_compare_options compare = {0};
    const ent_search_options search = {0};
    const ent_bargain_options bargain = {0};
    const char *text = NULL, *file = ENT_SOURCE_DIR "/examples/bargain/ec_emission.csv";
    size_t length = 0;
    ent_result *result = NULL;
    ent_error err = {{0}};
    CHECK_OK(ent_scenario_run(o->scenario, NULL, &few, &result, &err), err);
    ent_result_close(result);
    CHECK_OK(ent_scenario_posture(o->scenario, &plan, &writing, &text, &length, &err), err);
    assert_true(length > 0);
    const ent_status refused[] = {
        ent_scenario_explore(o->scenario, &explore, &job, &writing, &text, &length, &err),
        ent_session_compare(o->session, 1, &o->scenario, &compare, &job, &writing, &text, &length,
                            &err),
        ent_scenario_search(o->scenario, &search, &job, &writing, &text, &length, &err),
        ent_session_bargain(o->session, file, &bargain, &writing, &text, &length, &err),
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(refused[i], ENT_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folders),     cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_paired),      cmocka_unit_test(test_claims_and_bill),
        cmocka_unit_test(test_state_names), cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_changes),     cmocka_unit_test(test_accounts),
        cmocka_unit_test(test_tables),      cmocka_unit_test(test_studies),
        cmocka_unit_test(test_listings),    cmocka_unit_test(test_stored),
        cmocka_unit_test(test_statement),   cmocka_unit_test(test_bargain),
        cmocka_unit_test(test_left_out),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
