/* Aid accounts against the published totals (KIEL_UST_R29) and the keys' own
 * identities. */
#include "check.h"

#include "entente/aid.h"
#include "entente/heap.h"

static ent_arena arena;
static ent_aid aid;
static ent_error err;

static int setup(void **state)
{
    (void)state;
    ent_heap_arena_create(&arena, 1 << 20);
    return ent_aid_read(ENT_SOURCE_DIR "/data", &aid, &arena, &err) == ENT_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

static void test_totals_as_published(void **state)
{
    (void)state;
    CHECK_NEAR(ent_aid_sum(&aid, ENT_AID_US, 202201, 202412), 64.134, 0.0006);
    CHECK_NEAR(ent_aid_sum(&aid, ENT_AID_EUROPE, 202201, 202412), 57.8484, 0.0006);
    CHECK_NEAR(ent_aid_sum(&aid, ENT_AID_OTHER, 202201, 202412), 3.6977, 0.0006);
    CHECK_NEAR(aid.published[ENT_AID_EUROPE], 62.0, 0.0); /* vintage of February 2025 */
    const double us = ent_aid_flow_of(&aid, ENT_AID_US, "military", 2024);
    const double all = ent_aid_flow_of(&aid, ENT_AID_ALL, "military", 2024);
    CHECK_NEAR(100.0 * us / all, 48.4045, 1e-3);
    assert_true(isnan(ent_aid_flow_of(&aid, ENT_AID_US, "military", 2019)));
    assert_true(isnan(ent_aid_sum(&aid, ENT_AID_US, 201901, 201912)));
}

static void test_months_make_quarters_and_years(void **state)
{
    (void)state;
    for (int g = 0; g < 3; g++)
        for (int year = 2022; year <= 2025; year++) {
            const double yearly = ent_aid_flow_of(&aid, (ent_aid_group)g, "military", year);
            double quarters = 0.0;
            for (int q = 1; q <= 4; q++)
                quarters += ent_aid_flow_of(&aid, (ent_aid_group)g, "military", year * 10 + q);
            CHECK_NEAR(quarters, yearly, 0.0006);
            CHECK_NEAR(ent_aid_sum(&aid, (ent_aid_group)g, year * 100 + 1, year * 100 + 12), yearly,
                       0.0011);
        }
}

static void test_replacement_adds_up(void **state)
{
    (void)state;
    double extra[200];
    assert_true(aid.n_donors < 200);
    for (size_t d = 0; d < aid.n_donors; d++) /* any GDP will do for the identities */
        aid.donors[d].gdp_eur_bn = 100.0 + 50.0 * (double)d;
    for (int key = 0; key < 3; key++) {
        const double left = ent_aid_replace(&aid, (ent_aid_key)key, 22.0, 0.5, extra);
        double sum = left;
        for (size_t d = 0; d < aid.n_donors; d++) {
            if (isnan(extra[d]))
                continue;
            assert_true(extra[d] >= 0.0);
            sum += extra[d];
            if (key == ENT_AID_BY_CAPPED) {
                const double given = aid.donors[d].eur_bn[ENT_AID_MILITARY] * 12.0 / 35.0;
                assert_true(extra[d] == 0.0 || isnan(given) ||
                            extra[d] + given <= 0.005 * aid.donors[d].gdp_eur_bn + 1e-9);
            }
        }
        CHECK_NEAR(sum, 22.0, 1e-9);
    }
    assert_true(ent_aid_replace(&aid, ENT_AID_BY_CAPPED, 1e6, 0.5, extra) > 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals_as_published),
        cmocka_unit_test(test_months_make_quarters_and_years),
        cmocka_unit_test(test_replacement_adds_up),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
