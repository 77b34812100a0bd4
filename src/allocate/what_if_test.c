/* The tables of what_if.h on the shipped scenario: their shape, what they must agree with, and
   the charts they become. */
#include "check.h"

#include <jansson.h>

#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/what_if.h"
#include "entente/world_build.h"
#include "futures/sample.h"

static ent_arena arena;
static ent_world *world;
enum { FUTURES = 256, YEAR = 2030 };

static void build(void)
{
    ent_error err = {0};
    ent_facts *facts = ent_arena_array(&arena, ent_facts, 1);
    ent_register *reg = ent_arena_array(&arena, ent_register, 1);
    scenario_spec *scenario = ent_arena_array(&arena, scenario_spec, 1);
    const char *data = ENT_SOURCE_DIR "/data", *scenarios = ENT_SOURCE_DIR "/scenarios";
    CHECK_OK(ent_facts_load(data, facts, &arena, &err), err);
    CHECK_OK(ent_register_load(data, facts, reg, &arena, &err), err);
    CHECK_OK(scenario_load(scenarios, "brussels-2025", facts, reg, scenario, &arena, &err), err);
    CHECK_OK(ent_world_build(facts, reg, scenario, NULL, 0, &world, &arena, &err), err);
}

static ent_table make(ent_what_if_table which)
{
    ent_error err = {0};
    ent_table t = {0};
    if (!world)
        build();
    const ent_what_if_plan plan = {world, YEAR, FUTURES, 1, 2};
    CHECK_OK(ent_what_if_make(&plan, which, &t, &arena, &err), err);
    return t;
}

static double number(const ent_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_columns + column].number;
}

static const char *text(const ent_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_columns + column].text;
}

static void defence_rises_by_day(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_CLOSURE);
    assert_int_equal(t.n_rows, 9 * 3 * 11); /* Ukraine with its guarantee's members too */
    for (size_t row = 1; row < t.n_rows; row++)
        if (number(&t, row, 1) > number(&t, row - 1, 1))
            for (size_t c = 3; c < 8; c++)
                assert_true(number(&t, row, c) >= number(&t, row - 1, c) - 1e-9);
}

static void attack_falls_with_credibility(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_CREDIBILITY);
    for (size_t row = 1; row < t.n_rows; row++)
        if (number(&t, row, 1) > number(&t, row - 1, 1))
            for (size_t c = 2; c < t.n_columns; c++)
                assert_true(number(&t, row, c) <= number(&t, row - 1, c) * (1 + 1e-9));
}

static void shares_are_shares(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_BELIEVE);
    for (size_t row = 0; row < t.n_rows; row++) {
        assert_true(number(&t, row, 2) + number(&t, row, 3) <= 1 + 1e-12);
        if (!isnan(number(&t, row, 5))) {
            assert_true(number(&t, row, 5) >= 0);
            assert_true(number(&t, row, 7) <= 1);
        }
    }
}

static void the_scenario_is_its_own_measure(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_POLICIES);
    for (size_t row = 0; row < 8; row++)
        for (size_t c = 4; c < 9; c++)
            CHECK_NEAR(number(&t, row, c), 1, 0);
    const ent_table pulls = make(ENT_WHAT_IF_PULLS);
    for (size_t row = 0; row < pulls.n_rows; row++)
        if (strcmp(text(&pulls, row, 1), "do not react") == 0 &&
            strstr(text(&pulls, row, 2), "spending"))
            CHECK_NEAR(number(&pulls, row, 5), 0, 1e-12);
}

static void guarantees_lower_renewal(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_GUARANTEES);
    CHECK_NEAR(number(&t, 0, 7), 0, 0);
    for (size_t row = 1; row < t.n_rows; row++)
        assert_true(number(&t, row, 7) > 0);
}

/* More spending never leaves more lacking in the middle of the futures. */
static void spending_closes_the_gap(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_AUTONOMY);
    const size_t years = t.n_rows / 5;
    assert_int_equal(t.n_rows, 5 * 11);
    for (size_t y = 3; y < years; y++) {
        assert_true(number(&t, 2 * years + y, 5) <= number(&t, years + y, 5));
        assert_true(number(&t, 3 * years + y, 5) <= number(&t, 2 * years + y, 5));
    }
}

/* A larger force never makes renewed war likelier, in any quantile; nor do more members, and the
   odds are against no guarantee. */
static void force_lowers_renewal(void **state)
{
    (void)state;
    enum { SIZES = 9, MEMBERSHIPS = 5 };
    const ent_table t = make(ENT_WHAT_IF_FORCE);
    assert_int_equal(t.n_rows, SIZES * MEMBERSHIPS);
    for (size_t row = 0; row < t.n_rows; row++)
        for (size_t c = 2; c < t.n_columns; c++) {
            if (row % SIZES > 0)
                assert_true(number(&t, row, c) <= number(&t, row - 1, c) + 1e-12);
            if (row >= SIZES && row < 3 * SIZES)
                assert_true(number(&t, row, c) <= number(&t, row - SIZES, c) + 1e-12);
            if (c >= 8)
                assert_true(number(&t, row, c) <= 1 + 1e-12);
        }
    const ent_table named = make(ENT_WHAT_IF_GUARANTEES);
    CHECK_NEAR(number(&t, SIZES + 5, 2), number(&named, 3, 1), 1e-12); /* 10, GBR and FRA */
    CHECK_NEAR(number(&t, 4 * SIZES, 2), number(&named, 7, 1), 1e-12); /* Article 5 */
}

/* Row `row` of the table against a run of the whole world, every place and section, bit by bit. */
static void check_guarantee(const ent_table *t, size_t row, ent_world *w)
{
    static const bool wanted[ENT_N_OUTCOMES] = {[ENT_O_DETERRENCE_RENEWAL_5Y] = true};
    const sample_plan plan = {
        .world = w, .blocks = FUTURES / ENT_BLOCK, .seed = 1, .wanted = wanted};
    ent_error err = {0};
    sample s;
    CHECK_OK(sample_run(&plan, &s, &arena, &err), err);
    const sample_summary war = sample_summarise(s.values, s.n);
    CHECK_NEAR(number(t, row, 1), war.mean, 0);
    CHECK_NEAR(number(t, row, 2), war.p5, 0);
    CHECK_NEAR(number(t, row, 6), war.p95, 0);
}

/* What comes before a guarantee tells is computed once, at the one place that matters. */
static void guarantees_are_whole_runs(void **state)
{
    (void)state;
    const ent_table t = make(ENT_WHAT_IF_GUARANTEES);
    static const ent_lever_id changed[] = {ENT_L_GUARANTEE_FORCE_BRIGADES,
                                           ENT_L_GUARANTEE_ARTICLE5};
    static const struct {
        size_t row;
        double value[2];
    } rows[] = {{0, {0, 0}}, {7, {0, 1}}, {8, {-1, -1}}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_world *w = ent_arena_array(&arena, ent_world, 1);
        *w = *world;
        w->n_years = 1;
        w->n_months = 12 - (world->first_month - 1);
        for (size_t l = 0; rows[i].value[0] >= 0 && l < 2; l++) {
            w->lever[changed[l]] = rows[i].value[l];
            for (size_t y = 0; y < ENT_MAX_YEARS; y++)
                w->lever_year[changed[l]][y] = rows[i].value[l];
        }
        if (rows[i].value[0] >= 0)
            memset(w->member, 0, sizeof w->member);
        check_guarantee(&t, rows[i].row, w);
    }
}

/* One is forced in every future at each place but Ukraine; who stands where decides what it
   does: a US that stays out never makes a taking rarer. */
static void forced_attacks(void **state)
{
    (void)state;
    ent_error err = {0};
    const ent_table t = make(ENT_WHAT_IF_ATTACK);
    assert_int_equal(t.n_rows, 8);
    ent_world *away = ent_arena_array(&arena, ent_world, 1);
    *away = *world;
    away->lever[ENT_L_US_CREDIBILITY_SIGNAL] = away->lever[ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC] =
        -3;
    for (size_t y = 0; y < ENT_MAX_YEARS; y++)
        away->lever_year[ENT_L_US_CREDIBILITY_SIGNAL][y] =
            away->lever_year[ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC][y] = -3;
    const ent_what_if_plan plan = {away, YEAR, FUTURES, 1, 1};
    ent_table without;
    CHECK_OK(ent_what_if_make(&plan, ENT_WHAT_IF_ATTACK, &without, &arena, &err), err);
    for (size_t row = 0; row < t.n_rows; row++) {
        assert_true(number(&t, row, 1) >= 0 && number(&t, row, 1) <= 1);
        assert_true(number(&without, row, 1) >= number(&t, row, 1) - 1e-12);
        for (size_t c = 6; c < t.n_columns; c++) /* every future had one */
            assert_true(number(&t, row, c) > 0);
    }
}

/* Each point of a chart is a row of its table; three tables have none. */
static void points_are_rows(const json_t *charts)
{
    for (int i = 0; i < ENT_WHAT_IF_TABLES; i++) {
        const ent_table t = make((ent_what_if_table)i);
        const bool none =
            i == ENT_WHAT_IF_BELIEVE || i == ENT_WHAT_IF_PULLS || i == ENT_WHAT_IF_ATTACK;
        size_t found = 0, points = 0, c, s;
        const json_t *chart, *series;
        json_array_foreach(charts, c, chart)
        {
            if (strcmp(json_string_value(json_object_get(chart, "name")), t.name) != 0)
                continue;
            found++;
            json_array_foreach(json_object_get(chart, "series"), s, series) points +=
                json_array_size(json_object_get(series, "points"));
        }
        assert_int_equal(found, none ? 0 : 1);
        assert_int_equal(points, none ? 0 : i == ENT_WHAT_IF_POLICIES ? t.n_rows / 4 : t.n_rows);
    }
}

/* Nothing here is a probability of the world: the words are share, odds and chance under
   assumptions. The document's parts are JSON. */
static void document_and_its_words(void **state)
{
    (void)state;
    ent_error err = {0};
    const ent_what_if_plan plan = {world, YEAR, FUTURES, 1, 2};
    json_t *parts[2] = {json_array(), json_array()};
    CHECK_OK(ent_what_if_document(&plan, parts[0], parts[1], &arena, &err), err);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(json_array_size(parts[i]), i == 0 ? 9 : 6);
        if (i == 0)
            points_are_rows(parts[i]);
        char *text = json_dumps(parts[i], 0);
        json_decref(parts[i]);
        static const char *const forbidden[] = {"probab", "Probab", "forecasts ", "will attack",
                                                "likely"};
        for (size_t w = 0; w < sizeof forbidden / sizeof forbidden[0]; w++)
            assert_null(strstr(text, forbidden[w]));
        free(text);
    }
}

static void years_outside_the_run(void **state)
{
    (void)state;
    static const int years[] = {2024, 2036};
    for (size_t i = 0; i < 2; i++) {
        const ent_what_if_plan plan = {world, years[i], FUTURES, 1, 1};
        ent_error err = {0};
        ent_table t;
        assert_int_equal(ent_what_if_make(&plan, ENT_WHAT_IF_CLOSURE, &t, &arena, &err), ENT_E_ARG);
        assert_non_null(strstr(err.message, "which covers 2025 to 2035"));
    }
}

/* For every n the n-th request of memory fails: a line, or a table that says so when it is shown.
 */
static void without_memory(void **state)
{
    (void)state;
    ent_world *brief = ent_arena_array(&arena, ent_world, 1);
    *brief = *world;
    brief->n_years = 1;
    brief->n_months = 12 - (world->first_month - 1);
    const ent_what_if_plan plan = {brief, 2025, FUTURES, 1, 1};
    for (int i = 0; i < ENT_WHAT_IF_TABLES; i++) {
        ent_status status = ENT_E_NOMEM;
        ent_table t = {.failed = true};
        for (size_t n = 1; status != ENT_OK || t.failed; n++) {
            ent_arena own;
            ent_error err = {0};
            assert_true(n < 100);
            ent_heap_arena_create(&own, 4096);
            ent_heap_fail_after(n);
            status = ent_what_if_make(&plan, (ent_what_if_table)i, &t, &own, &err);
            ent_heap_fail_after(0);
            if (status != ENT_OK &&
                (status != ENT_E_NOMEM || !strstr(err.message, "out of memory")))
                fail_msg("table %d, request %zu: status %d, '%s'", i, n, (int)status, err.message);
            ent_heap_arena_destroy(&own);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defence_rises_by_day),
        cmocka_unit_test(attack_falls_with_credibility),
        cmocka_unit_test(shares_are_shares),
        cmocka_unit_test(the_scenario_is_its_own_measure),
        cmocka_unit_test(guarantees_lower_renewal),
        cmocka_unit_test(spending_closes_the_gap),
        cmocka_unit_test(force_lowers_renewal),
        cmocka_unit_test(guarantees_are_whole_runs),
        cmocka_unit_test(forced_attacks),
        cmocka_unit_test(document_and_its_words),
        cmocka_unit_test(years_outside_the_run),
        cmocka_unit_test(without_memory),
    };
    ent_heap_arena_create(&arena, 1 << 22);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ent_heap_arena_destroy(&arena);
    return failed;
}
