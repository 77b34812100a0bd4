/* Each cross-check finds the figure it is there for, and that one alone; known exceptions. */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/text.h"

static ent_arena arena;
static ent_facts facts;

static int load(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_heap_arena_create(&arena, 1 << 20);
    CHECK_OK(ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &arena, &err), err);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

/* No popular ranking stands behind a soldier or a reservist, and nobody is counted twice. */
static void personnel_by_kind(void **state)
{
    (void)state;
    ent_error err = {0};
    const ent_facts_kind *kinds = NULL;
    size_t n = 0, reserves = 0, wartime = 0, soldiers = 0;
    CHECK_OK(ent_facts_personnel(&facts, &kinds, &n, &arena, &err), err);
    for (size_t i = 0; i < n; i++) {
        assert_string_not_equal(kinds[i].kind, "aggregator");
        assert_string_not_equal(kinds[i].kind, "judgement");
        if (strcmp(kinds[i].key, "reserves") == 0)
            reserves += kinds[i].n_states;
        else if (strcmp(kinds[i].key, "wartime_strength") == 0)
            wartime += kinds[i].n_states;
        else
            soldiers += kinds[i].n_states;
    }
    assert_int_equal(soldiers, facts.n_states - 1); /* Iceland has no forces */
    assert_int_equal(reserves + wartime, soldiers); /* counted, or from an assumption */
    for (size_t i = 0; i < facts.n_facts; i++)
        if (strcmp(facts.facts[i].file, "forces.csv") == 0)
            assert_true(*facts.facts[i].note); /* who is counted */
}

static void shipped_facts(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_facts_report report;
    CHECK_OK(ent_facts_cross_check(&facts, &report, &arena, &err), err);
    for (size_t i = 0; i < report.n_listed; i++)
        if (!report.listed[i].passed)
            print_error("%s %s: off %g\n", report.listed[i].check, report.listed[i].where,
                        report.listed[i].off);
    assert_int_equal(report.n_failed, 0);
    assert_int_equal(report.n_known, 12); /* NLD 3, USA 4, aggregates 5 */
    assert_true(report.n_checks > 3000);
    assert_int_equal(report.n_checks, report.n_passed + report.n_known);
    assert_int_equal(report.n_listed, report.n_known);
    for (size_t i = 0; i < report.n_listed; i++)
        assert_true(*report.listed[i].known != '\0');
}

/* One figure replaced: which checks fail, and how often. */
static const struct {
    const char *what;
    ent_fact wrong;
    size_t failed;
    const char *first; /* check that fails first */
} rows[] = {
    {"spending in 2015 prices: two sums and a share",
     {.state = "DEU", .key = "defence_2015_musd", .year = 2020, .value = 60000},
     3,
     "sum of defence_2015_musd"},
    {"soldiers: two sums",
     {.state = "POL", .key = "personnel_thousand", .year = 2023, .value = 150},
     2,
     "sum of personnel_thousand"},
    {"of the US: one sum only",
     {.state = "USA", .key = "personnel_thousand", .year = 2023, .value = 100},
     1,
     "sum of personnel_thousand"},
    {"a share that no spending explains",
     {.state = "LVA", .key = "defence_pct_gdp", .year = 2022, .value = 9.9},
     2,
     "share from 2015 prices"},
    {"no share in per cent",
     {.state = "LVA", .key = "defence_pct_gdp", .year = 2022, .value = 60},
     3,
     "share from 2015 prices"},
    {"equipment above the whole",
     {.state = "LVA", .key = "equipment_pct_defence", .year = 2022, .value = 101},
     1,
     "within range"},
    {"equipment below nothing",
     {.state = "LVA", .key = "equipment_pct_defence", .year = 2022, .value = -1},
     1,
     "within range"},
    {"a price ratio of the US that is not 1",
     {.state = "USA", .key = "ppp_ratio", .year = 2022, .value = 1.01},
     1,
     "PPP ratio of the US is 1"},
    {"Iceland has no forces",
     {.state = "ISL", .key = "equipment_pct_defence", .year = 2022, .value = 20},
     1,
     "complete"},
    {"spending in two series",
     {.state = "RUS", .key = "defence_current_musd", .year = 2023, .value = 100000},
     1,
     "one spending series"},
    {"nothing wrong: the figure as it is",
     {.state = "USA", .key = "ppp_ratio", .year = 2022, .value = 1},
     0,
     ""},
};

static void one_wrong_figure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        ent_facts changed;
        ent_facts_report report;
        ent_fact wrong = rows[i].wrong;
        wrong.vintage = wrong.date = "";
        CHECK_OK(ent_facts_override(&facts, 1, &wrong, &changed, &arena, &err), err);
        CHECK_OK(ent_facts_cross_check(&changed, &report, &arena, &err), err);
        const ent_facts_check *first = NULL;
        for (size_t k = 0; k < report.n_listed && !first; k++)
            if (!report.listed[k].passed)
                first = &report.listed[k];
        if (report.n_failed != rows[i].failed ||
            strcmp(first ? first->check : "", rows[i].first) != 0)
            fail_msg("%s: %zu failed, first '%s' %s", rows[i].what, report.n_failed,
                     first ? first->check : "", first ? first->where : "");
        if (first)
            assert_true(!(fabs(first->off) <= first->tolerance) && !*first->known);
    }
}

/* A known exception excuses its size and no more; a malformed one is named with its place. */
static void known_exceptions(void **state)
{
    (void)state;
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64];
    assert_non_null(mkdtemp(temporary(folder, "entente-known-XXXXXX")));
    snprintf(path, sizeof path, "%s/known_exceptions.csv", folder);
    ent_fact wrong = {
        .state = "USA", .key = "ppp_ratio", .vintage = "", .date = "", .year = 2022, .value = 1.01};
    ent_error err = {0};
    ent_facts changed;
    ent_facts_report report;
    CHECK_OK(ent_facts_override(&facts, 1, &wrong, &changed, &arena, &err), err);
    changed.dir = folder;
#define HEAD "check,state,from_year,to_year,size,reason,source\n"
    static const struct {
        const char *text;
        size_t known; /* of this check */
        const char *want;
    } texts[] = {
        {HEAD "PPP ratio of the US is 1,USA,2020,2023,1.0,a test,X\n", 1, NULL},
        {HEAD "PPP ratio of the US is 1,USA,2020,2023,0.9,a test,X\n", 0, NULL},
        {HEAD "PPP ratio of the US is 1,USA,2023,2024,1.0,a test,X\n", 0, NULL},
        {HEAD "PPP ratio of the US is 1,USA,2020,2021,1.0,a test,X\n", 0, NULL},
        {HEAD "PPP ratio of the US is 1,GBR,2020,2023,1.0,a test,X\n", 0, NULL},
        {HEAD "PPP ratio,USA,2020,2023,1.0,a test,X\n", 0, NULL},
        {HEAD "PPP ratio,USA,,2023,1.0,a test,X\n", 0,
         "known_exceptions.csv:2: column from_year: is empty but needed"},
        {HEAD "PPP ratio,USA,2020,x,1.0,a test,X\n", 0,
         "known_exceptions.csv:2: column to_year: 'x' is not a number"},
        {HEAD "PPP ratio,USA,2020,2023,,a test,X\n", 0,
         "known_exceptions.csv:2: column size: is empty but needed"},
        {"check,state\n", 0, "known_exceptions.csv:1: column 'reason' is missing"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        CHECK_OK(ent_text_write_file(path, texts[i].text, strlen(texts[i].text), &err), err);
        const ent_status status = ent_facts_cross_check(&changed, &report, &arena, &err);
        if (texts[i].want) {
            assert_true(status != ENT_OK);
            if (!strstr(err.message, texts[i].want))
                fail_msg("row %zu: '%s'", i, err.message);
            continue;
        }
        assert_int_equal(status, ENT_OK);
        assert_int_equal(report.n_known, texts[i].known);
        assert_int_equal(report.n_failed, 13 - texts[i].known); /* the shipped twelve and this */
    }
    unlink(path);
    assert_int_equal(ent_facts_cross_check(&changed, &report, &arena, &err), ENT_E_IO);
    rmdir(folder);
}

static void without_memory(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t n = 1;; n++) {
        ent_arena small;
        ent_error err = {0};
        ent_facts_report report;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        const ent_status status = ent_facts_cross_check(&facts, &report, &small, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
        if (status == ENT_OK)
            break;
        assert_int_equal(status, ENT_E_NOMEM);
        failures++;
        assert_true(n < 1000);
    }
    assert_true(failures > 13); /* the known rows, each text and each list that is kept */
}

/* Shares of a year after the tables, as a scenario brings them, give NATO's own share of the sum.
 */
static void later_shares(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_facts_report report;
    ent_facts changed;
    ent_fact added[64];
    for (int wrong = 0; wrong < 2; wrong++) {
        size_t n = 0;
        for (size_t i = 0; i < facts.n_facts && n < 64; i++) {
            const ent_fact *f = &facts.facts[i];
            if (strcmp(f->vintage, "NATO-2026-07") != 0 || f->year != 2025 ||
                strlen(f->state) != 3 || strcmp(f->key, "defence_pct_gdp") != 0)
                continue;
            added[n] = *f;
            added[n++].vintage = "";
        }
        assert_int_equal(n, 31);
        if (wrong)
            for (size_t i = 0; i < n; i++)
                added[i].value += strcmp(added[i].state, "DEU") == 0 ? 1.0 : 0.0;
        CHECK_OK(ent_facts_override(&facts, n, added, &changed, &arena, &err), err);
        CHECK_OK(ent_facts_cross_check(&changed, &report, &arena, &err), err);
        assert_int_equal(report.n_failed, wrong ? 2 : 0); /* of Europe and Canada, of all */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_facts),    cmocka_unit_test(one_wrong_figure),
        cmocka_unit_test(known_exceptions), cmocka_unit_test(later_shares),
        cmocka_unit_test(without_memory),   cmocka_unit_test(personnel_by_kind),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
