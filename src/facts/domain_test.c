/* Domains of levers, assumptions and keys: every row refuses what lies outside, and asks about a
 * slip of the unit. */
#include "check.h"

#include "entente/heap.h"
#include "entente/register.h"

static ent_arena arena;
static ent_facts facts;
static ent_register reg;

static int setup(void **state)
{
    (void)state;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 20);
    return ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &arena, &err) == ENT_OK &&
                   ent_register_load(ENT_SOURCE_DIR "/data", &facts, &reg, &arena, &err) == ENT_OK
               ? 0
               : -1;
}

static int teardown(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

static void test_values(void **state)
{
    (void)state;
    assert_null(ent_domain_problem(0.8, 0, 1, "share", &arena));
    assert_null(ent_domain_problem(5, ENT_MISSING, ENT_MISSING, "", &arena));
    assert_string_equal(ent_domain_problem(80, 0, 1, "share", &arena),
                        "cannot be 80: it goes from 0 to 1 (share). Did you mean 0.8?");
    assert_string_equal(ent_domain_problem(0.035, 1, 6, "% of GDP", &arena),
                        "cannot be 0.035: it goes from 1 to 6 % of GDP. Did you mean 3.5?");
    assert_string_equal(ent_domain_problem(-3, 0, 1, "", &arena),
                        "cannot be -3: it goes from 0 to 1");
    assert_non_null(ent_domain_problem(1e308, 0, 1, "", &arena));
    assert_non_null(ent_domain_problem(ENT_MISSING, 0, 1, "", &arena));
}

static void test_every_lever(void **state)
{
    (void)state;
    for (size_t i = 0; i < reg.n_levers; i++) {
        const ent_lever *row = &reg.levers[i];
        if (row->min != row->min)
            continue;
        assert_null(ent_lever_problem(row, row->min, &arena));
        assert_null(ent_lever_problem(row, row->max, &arena));
        assert_non_null(ent_lever_problem(row, row->max + 1, &arena));
        assert_non_null(ent_lever_problem(row, row->min - 1, &arena));
        assert_non_null(ent_lever_problem(row, 1e308, &arena));
    }
    const ent_lever *target = ent_register_lever(&reg, "pledge.target_pct_gdp");
    assert_non_null(strstr(ent_lever_problem(target, 350, &arena), "Did you mean 3.5?"));
    assert_non_null(strstr(ent_lever_problem(target, 35, &arena), "Did you mean 3.5?"));
    assert_non_null(strstr(ent_lever_problem(target, 0.35, &arena), "Did you mean 3.5?"));
    const ent_lever *related = ent_register_lever(&reg, "pledge.related_pct_gdp");
    assert_string_equal(ent_lever_problem(related, 0.015, &arena),
                        "cannot be 0.015: its least step is 0.1. Did you mean 1.5?");
    assert_null(ent_lever_problem(related, 0.05, &arena));
    assert_string_equal(
        ent_lever_problem(ent_register_lever(&reg, "us.posture_by_year"), 2024, &arena),
        "cannot be 2024: it goes from 2025 to 2035");
    assert_null(strstr(ent_lever_problem(target, 70, &arena), "Did you mean"));
    assert_null(strstr(ent_domain_problem(240, 0, 60, "", &arena), "Did you mean"));
    assert_string_equal(ent_lever_problem(ent_register_lever(&reg, "us.posture_europe"), 7, &arena),
                        "cannot be 7: it goes from 0 (all leave) to 1.5 (half as many again). "
                        "Did you mean 0.7?");
}

static void test_every_assumption(void **state)
{
    (void)state;
    for (size_t i = 0; i < reg.n_assumptions; i++) {
        const ent_assumption *row = &reg.assumptions[i];
        const double beyond[] = {row->high + 1.0 + fabs(row->high), row->low - 1.0, 1e308};
        assert_null(
            ent_prior_outside(row, row->distribution, row->n_parameters, row->parameters, &arena));
        for (size_t k = 0; k < 3; k++)
            if (!ent_prior_outside(row, "fixed", 1, &beyond[k], &arena))
                fail_msg("%s takes %g", row->key, beyond[k]);
    }
    const ent_assumption *eta = ent_register_assumption(&reg, "capability.eta0");
    const double percent[] = {80};
    assert_non_null(strstr(ent_prior_outside(eta, "fixed", 1, percent, &arena), "mean 0.8?"));
    const ent_assumption *form = ent_register_assumption(&reg, "deterrence.form");
    const double half[] = {0.5}, weights[] = {1, 2};
    assert_string_equal(ent_prior_outside(form, "fixed", 1, half, &arena),
                        "takes a whole number, one of its choices");
    assert_string_equal(ent_prior_outside(form, "discrete", 2, weights, &arena),
                        "needs one weight for each of its choices");
    assert_non_null(ent_prior_outside(eta, "discrete", 2, weights, &arena));
}

static void test_facts(void **state)
{
    (void)state;
    double published = 0.0;
    ent_fact f = {
        .state = "GBR", .key = "defence_pct_gdp", .vintage = "", .date = "", .year = 2024};
    for (size_t i = 0; i < facts.n_keys; i++)
        assert_true(strcmp(facts.keys[i].kind, "number") != 0 ||
                    facts.keys[i].low < facts.keys[i].high);
    f.value = 0.0233;
    assert_true(ent_fact_slipped(&facts, &f, &published));
    CHECK_NEAR(published, 2.33, 0.01);
    f.value = 5.0;
    assert_false(ent_fact_slipped(&facts, &f, &published));
    f.key = "growth_pct"; /* 0.02 after a year of 2 is not a slip */
    f.value = 0.011;
    assert_false(ent_fact_slipped(&facts, &f, &published));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_every_lever),
        cmocka_unit_test(test_every_assumption),
        cmocka_unit_test(test_facts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
