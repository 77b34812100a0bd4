#include "check.h"

#include <stdlib.h>

#include "entente/bill.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/world_build.h"

typedef struct loaded {
    ent_arena arena;
    ent_world *world;
} loaded;

static int load(void **state)
{
    static loaded l;
    ent_error err = {0};
    ent_facts facts;
    ent_register reg;
    scenario_spec s;
    ent_heap_arena_create(&l.arena, 1 << 20);
    CHECK_OK(ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &l.arena, &err), err);
    CHECK_OK(ent_register_load(ENT_SOURCE_DIR "/data", &facts, &reg, &l.arena, &err), err);
    CHECK_OK(scenario_load(ENT_SOURCE_DIR "/scenarios", "brussels-2025", &facts, &reg, &s, &l.arena,
                           &err),
             err);
    CHECK_OK(ent_world_build(&facts, &reg, &s, NULL, 0, &l.world, &l.arena, &err), err);
    *state = &l;
    return 0;
}

static int unload(void **state)
{
    loaded *l = *state;
    ent_heap_arena_destroy(&l->arena);
    return 0;
}

static ent_bill_line bill(const ent_world *w, const char *code, const ent_bill_terms *terms)
{
    ent_bill_line line;
    assert_true(ent_bill_of_state(w, terms, ent_world_state(w, code), &line));
    return line;
}

/* The 31 allies with forces, or those but the US, in the order of the world. */
static size_t allies(const ent_world *w, const ent_bill_terms *terms, bool with_usa,
                     ent_bill_line *lines)
{
    size_t n = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        if ((w->flags[s] & ENT_STATE_NATO) && (with_usa || s != w->usa))
            n += ent_bill_of_state(w, terms, s, &lines[n]);
    return n;
}

/* Figures of an independent computation from NATO's table and the IMF's growth. */
static void test_figures(void **state)
{
    const loaded *l = *state;
    static const struct {
        const char *code;
        double multiple, at_once, linear, early, late, then;
    } rows[] = {
        {"GBR", 2.145922747, 93.91627446, 49.61943319, 70.17247538, 24.8097166, 105.0703608},
        {"ESP", 3.90625, 61.64954043, 33.42853276, 47.2750844, 16.71426638, 71.22685577},
        {"USA", 1.479289941, 465.5502533, 252.6234267, 357.2634762, 126.3117134, 543.9626979},
        {"POL", 1.213592233, 7.468243886, 4.204474297, 5.946024573, 2.102237148, 9.333595199},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_bill_terms terms = {.target = 0.05, .by_year = 2032};
        const double want[] = {rows[i].linear, rows[i].early, rows[i].late};
        for (int shape = 0; shape < 3; shape++) {
            terms.shape = (ent_bill_shape)shape;
            const ent_bill_line line = bill(l->world, rows[i].code, &terms);
            CHECK_NEAR(line.extra_bn[3], want[shape], 1e-6 * want[shape]);
            CHECK_NEAR(line.multiple, rows[i].multiple, 1e-8);
            CHECK_NEAR(line.static_bn, rows[i].at_once, 1e-6 * rows[i].at_once);
            CHECK_NEAR(line.target_bn, rows[i].then, 1e-6 * rows[i].then);
        }
    }
}

static void test_totals(void **state)
{
    const loaded *l = *state;
    const ent_bill_terms terms = {.target = 0.05, .by_year = 2032};
    ent_bill_line lines[ENT_MAX_STATES] = {{0}}, sum;
    assert_int_equal(allies(l->world, &terms, true, lines), 31);
    ent_bill_sum(l->world, &terms, 31, lines, &sum);
    CHECK_NEAR(sum.static_bn, 1217.64641, 1e-3);
    double extra = 0.0, cumulative = 0.0;
    for (size_t i = 0; i < 31; i++) {
        extra += lines[i].target_bn;
        cumulative += lines[i].cumulative_bn;
    }
    CHECK_NEAR(sum.target_bn, extra, 1e-9);
    CHECK_NEAR(sum.cumulative_bn, cumulative, 1e-9);
    assert_int_equal(allies(l->world, &terms, false, lines), 30);
    ent_bill_sum(l->world, &terms, 30, lines, &sum);
    CHECK_NEAR(sum.static_bn, 752.0961564, 1e-3);
}

/* A sum over one state is that state. */
static void test_sum_of_one(void **state)
{
    const loaded *l = *state;
    const ent_bill_terms terms = {.target = 0.05, .by_year = 2032};
    ent_bill_line sum;
    const ent_bill_line one = bill(l->world, "DEU", &terms);
    ent_bill_sum(l->world, &terms, 1, &one, &sum);
    CHECK_NEAR(sum.target_bn, one.target_bn, 0);
    CHECK_NEAR(sum.per_head_usd, one.per_head_usd, 1e-9);
    CHECK_NEAR(sum.government, one.government, 1e-15);
    CHECK_NEAR(sum.share0, one.share0, 1e-15);
    CHECK_NEAR(sum.multiple, one.multiple, 1e-12);
    CHECK_NEAR(sum.years_to_target, one.years_to_target, 1e-9);
}

/* Permuting the states permutes the lines and leaves the sum. */
static void test_permutation(void **state)
{
    const loaded *l = *state;
    const ent_bill_terms terms = {.target = 0.035, .by_year = 2035, .shape = ENT_BILL_LATE};
    const ent_world *w = l->world;
    ent_world *turned = ent_arena_array(&((loaded *)*state)->arena, ent_world, 1);
    *turned = *w;
    for (int32_t s = 0; s < w->n_states; s++) {
        const int32_t to = (s + 17) % w->n_states;
        memcpy(turned->iso3[to], w->iso3[s], 4);
        turned->flags[to] = w->flags[s];
        turned->gdp0[to] = w->gdp0[s];
        turned->share0[to] = w->share0[s];
        turned->share0_published[to] = w->share0_published[s];
        turned->population0[to] = w->population0[s];
        turned->government0[to] = w->government0[s];
        turned->pace5[to] = w->pace5[s];
        memcpy(turned->growth[to], w->growth[s], sizeof w->growth[s]);
    }
    for (int32_t s = 0; s < w->n_states; s++) {
        ent_bill_line a, b;
        const bool has = ent_bill_of_state(w, &terms, s, &a);
        assert_int_equal(ent_bill_of_state(turned, &terms, (s + 17) % w->n_states, &b), has);
        if (!has)
            continue;
        a.state = b.state = 0;
        assert_memory_equal(&a, &b, sizeof a);
    }
}

/* A higher target never lowers a bill; an earlier path never costs less. */
static void test_monotone(void **state)
{
    const loaded *l = *state;
    for (int32_t s = 0; s < l->world->n_states; s++)
        for (int shape = 0; shape < 3; shape++) {
            double before[ENT_MAX_YEARS] = {0};
            for (int target = 1; target <= 8; target++) {
                const ent_bill_terms terms = {
                    .target = target / 100.0, .by_year = 2032, .shape = (ent_bill_shape)shape};
                ent_bill_line line;
                if (!ent_bill_of_state(l->world, &terms, s, &line))
                    break;
                for (int y = 0; y < ENT_MAX_YEARS; y++) {
                    assert_true(line.extra_bn[y] >= before[y]);
                    assert_true(line.share[y] >= line.share0);
                    before[y] = line.extra_bn[y];
                }
            }
        }
    ent_bill_terms terms = {.target = 0.05, .by_year = 2032};
    const ent_bill_line linear = bill(l->world, "FRA", &terms);
    terms.shape = ENT_BILL_EARLY;
    const ent_bill_line early = bill(l->world, "FRA", &terms);
    terms.shape = ENT_BILL_LATE;
    const ent_bill_line late = bill(l->world, "FRA", &terms);
    assert_true(early.cumulative_bn > linear.cumulative_bn);
    assert_true(linear.cumulative_bn > late.cumulative_bn);
    CHECK_NEAR(early.target_bn, late.target_bn, 1e-12);
}

/* A state above the target owes nothing; one whose share falls never gets there. */
static void test_edges(void **state)
{
    const loaded *l = *state;
    ent_bill_terms terms = {.target = 0.03, .by_year = 2032};
    const ent_bill_line pol = bill(l->world, "POL", &terms);
    CHECK_NEAR(pol.target_bn, 0, 0);
    CHECK_NEAR(pol.cumulative_bn, 0, 0);
    CHECK_NEAR(pol.years_to_target, 0, 0);
    assert_true(pol.static_bn < 0);
    terms.target = 0.05;
    const ent_bill_line usa = bill(l->world, "USA", &terms);
    assert_true(usa.pace < 0); /* 3.52 % in 2019, 3.38 % in 2024 */
    assert_true(usa.years_to_target != usa.years_to_target);
    /* The three largest together moved by less than the rounding of their shares. */
    const ent_bill_line slow[] = {usa, pol, bill(l->world, "GBR", &terms)};
    ent_bill_line sum;
    ent_bill_sum(l->world, &terms, 3, slow, &sum);
    assert_true(sum.pace > 0 && sum.pace < 0.00002);
    assert_true(sum.years_to_target != sum.years_to_target);
    /* 5 - 2.3323 points at (2.3323 - share of 2019) / 5 a year */
    const ent_bill_line gbr = bill(l->world, "GBR", &terms);
    CHECK_NEAR(gbr.years_to_target, (0.05 - 0.023323) / gbr.pace, 1e-9);
    CHECK_NEAR(gbr.per_head_usd, gbr.target_bn * 1e9 / l->world->population0[gbr.state], 1e-9);
    /* two years: .6 of the rise of the first year with interest less growth, .6 of the second */
    terms.by_year = 2026;
    const ent_bill_line two = bill(l->world, "GBR", &terms);
    const double rise = 0.05 - 0.023323;
    CHECK_NEAR(two.debt_added, 0.6 * (0.5 * rise * 1.004 + rise), 1e-12);
    ent_bill_line none;
    assert_false(ent_bill_of_state(l->world, &terms, ent_world_state(l->world, "ISL"), &none));
    terms.by_year = 2025;
    CHECK_NEAR(bill(l->world, "GBR", &terms).share[0], 0.05, 1e-15);
    assert_true(ent_bill_terms_fit(l->world, &terms));
    terms.by_year = 2024;
    assert_false(ent_bill_terms_fit(l->world, &terms));
    terms.by_year = 2041;
    assert_false(ent_bill_terms_fit(l->world, &terms));
    terms = ent_bill_terms_of(l->world);
    CHECK_NEAR(terms.target, 0.05, 0);
    assert_int_equal(terms.by_year, 2032);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),    cmocka_unit_test(test_totals),
        cmocka_unit_test(test_sum_of_one), cmocka_unit_test(test_permutation),
        cmocka_unit_test(test_monotone),   cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
