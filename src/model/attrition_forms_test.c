/* Stocks and flows of equipment: months by hand, balance, limits. */
#include "check.h"

#include "entente/attrition_forms.h"

/* Month after month by hand: 20 + .5 x 120 in, 5 % of the field out. */
static void months_by_hand(void **state)
{
    (void)state;
    const ent_stock_setup s = {2000.0, 3000.0, 20.0, 120.0, 0.5, 0.05, 0.0};
    static const struct {
        size_t months;
        double field, stored, exhausted;
    } rows[] = {
        {0, 2000.0, 3000.0, -1.0},
        {1, 1980.0, 2880.0, -1.0},
        {2, 1961.0, 2760.0, -1.0},
        {3, 1942.95, 2640.0, -1.0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_stock_end e = ent_stock_flow(&s, rows[i].months);
        CHECK_NEAR(e.field, rows[i].field, 1e-10);
        CHECK_NEAR(e.stored, rows[i].stored, 0.0);
        CHECK_NEAR(e.exhausted, rows[i].exhausted, 0.0);
    }
    const ent_stock_end dry = ent_stock_flow(&s, 36); /* 3000 / 120 = 25 months */
    CHECK_NEAR(dry.exhausted, 25.0, 0.0);
    CHECK_NEAR(dry.stored, 0.0, 0.0);
}

/* What leaves the store and is usable, and what is produced, less the losses: nothing else. */
static void what_goes_in_is_there(void **state)
{
    (void)state;
    for (size_t months = 0; months < 60; months += 7) {
        const ent_stock_setup s = {500.0, 700.0, 11.0, 90.0, 0.4, 0.0, 3.0};
        const ent_stock_end e = ent_stock_flow(&s, months);
        CHECK_NEAR(e.field, 500.0 + 8.0 * (double)months + 0.4 * (700.0 - e.stored), 1e-9);
        assert_true(e.stored >= 0.0);
    }
    const ent_stock_setup empty = {500.0, 0.0, 0.0, 90.0, 0.4, 0.1, 0.0};
    CHECK_NEAR(ent_stock_flow(&empty, 1).exhausted, 1.0, 0.0);
    CHECK_NEAR(ent_stock_flow(&empty, 2).field, 405.0, 1e-12);
}

static void inflow_has_a_steady_state(void **state)
{
    (void)state;
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.06, 180.0, -1.0), 3000.0, 1e-9);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.06, 180.0, 1.0), 2060.0, 1e-9);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.06, 180.0, 0.0), 2000.0, 1e-9);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.06, 180.0, 500.0), 3000.0, 1e-7);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.0, 180.0, 2.0), 2360.0, 0.0);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.0, 180.0, -1.0), ENT_MISSING, 0.0);
    /* The closed form is the recursion of ent_stock_flow without a store. */
    const ent_stock_setup s = {2000.0, 0.0, 180.0, 0.0, 1.0, 0.06, 0.0};
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.06, 180.0, 17.0), ent_stock_flow(&s, 17).field,
               1e-8);
}

static void ground(void **state)
{
    (void)state;
    CHECK_NEAR(ent_casualties_per_area(100.0, 4.0), 25.0, 0.0);
    CHECK_NEAR(ent_casualties_per_area(100.0, 0.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_casualties_per_area(100.0, -1.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_advance(300.0, 0.5, 6.0, 3.0, 1.0), 300.0, 1e-12);
    CHECK_NEAR(ent_advance(300.0, 0.5, 6.0, 3.0, 2.0), 600.0, 1e-12);
    CHECK_NEAR(ent_advance(300.0, 0.5, 3.0, 3.0, 7.0), 150.0, 1e-12); /* at the reference */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_by_hand),
        cmocka_unit_test(what_goes_in_is_there),
        cmocka_unit_test(inflow_has_a_steady_state),
        cmocka_unit_test(ground),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
