/* War bargaining: published examples, limits, monotonicity, domains. */
#include "check.h"

#include "entente/bargain_war.h"
#include "entente/rng.h"

static void test_range(void **state)
{
    (void)state;
    ent_war_range_result r;
    assert_int_equal(ent_war_range(0.7, 0.2, 0.05, 1.0, &r), ENT_OK); /* Fearon 1995 */
    CHECK_NEAR(r.low, 0.5, 1e-15);
    CHECK_NEAR(r.high, 0.75, 1e-15);
    CHECK_NEAR(r.split, 0.625, 1e-15);
    /* Equal sides averse to risk split evenly, whatever the exponent. */
    assert_int_equal(ent_war_range(0.5, 0.1, 0.1, 0.37, &r), ENT_OK);
    CHECK_NEAR(r.split, 0.5, 1e-9);
    /* The Nash bargaining solution under risk aversion tends to the neutral one. */
    assert_int_equal(ent_war_range(0.6, 0.1, 0.2, 1.0 - 1e-9, &r), ENT_OK);
    CHECK_NEAR(r.split, 0.65, 1e-7);
}

static void test_forts_near_even(void **state)
{
    (void)state;
    /* Continuous through f = 1/2 and across the switch to the expansion; limits m/N, m(N-m). */
    ent_war_forts_result even, near;
    assert_int_equal(ent_war_forts(5, 10, 0.5, 0.5, 0.005, 0.005, &even), ENT_OK);
    CHECK_NEAR(even.p_win_by_a, 0.5, 1e-15);
    CHECK_NEAR(even.battles_by_a, 25.0, 1e-13);
    const size_t held[] = {1, 3, 50, 99};
    for (size_t k = 0; k < 4; k++)
        for (double e = 1e-9; e < 1e-2; e *= 1.3) {
            const size_t m = held[k], n = 100;
            assert_int_equal(ent_war_forts(m, n, 0.5 + e, 0.5 - e, 0, 0, &near), ENT_OK);
            /* Recursion of the ruin: D(m) = 1 + f D(m+1) + (1-f) D(m-1), same for p. */
            ent_war_forts_result up = {0}, down = {0};
            if (m + 1 < n)
                ent_war_forts(m + 1, n, 0.5 + e, 0.5, 0, 0, &up);
            else
                up.p_win_by_a = 1.0;
            if (m > 1)
                ent_war_forts(m - 1, n, 0.5 + e, 0.5, 0, 0, &down);
            const double f = 0.5 + e;
            CHECK_NEAR(near.p_win_by_a, f * up.p_win_by_a + (1 - f) * down.p_win_by_a, 1e-12);
            CHECK_NEAR(near.battles_by_a, 1 + f * up.battles_by_a + (1 - f) * down.battles_by_a,
                       1e-10 * (double)(m * n));
            /* Strong A with m forts is weak B with n - m. */
            ent_war_forts_result mirror;
            ent_war_forts(n - m, n, 0.5 - e, 0.5, 0, 0, &mirror);
            CHECK_NEAR(near.p_win_by_a, 1.0 - mirror.p_win_by_a, 1e-13);
            CHECK_NEAR(near.battles_by_a, mirror.battles_by_a, 1e-10 * (double)(m * n));
        }
}

/* Width of the zone rises with costs, falls with mutual optimism; the transfer with p2. */
static void test_monotone(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        const double p = ent_uniform(seed, 0, 0, 1), a = 0.5 * ent_uniform(seed, 0, 1, 1);
        const double b = 0.5 * ent_uniform(seed, 0, 2, 1), more = ent_uniform(seed, 0, 3, 1);
        ent_war_range_result r, dearer;
        ent_war_range(p, a, b, 1.0, &r);
        ent_war_range(p, a + more, b, 1.0, &dearer);
        assert_true(dearer.width >= r.width - 1e-15);
        const double f = 0.3 + 0.4 * ent_uniform(seed, 0, 4, 1);
        const double hope = 0.2 * ent_uniform(seed, 0, 5, 1);
        ent_war_forts_result sober, hopeful, costly;
        ent_war_forts(4, 10, f, f, 0.005, 0.005, &sober);
        ent_war_forts(4, 10, f, f, 0.010, 0.005, &costly);
        ent_war_forts(4, 10, f + hope, f - hope, 0.001, 0.001, &hopeful);
        ent_war_forts(4, 10, f, f, 0.001, 0.001, &sober);
        assert_true(hopeful.width < sober.width);
        ent_war_forts(4, 10, f, f, 0.005, 0.005, &sober);
        assert_true(costly.width > sober.width);
        ent_war_shift_result low, high;
        ent_war_shift(p, 0.5 * more, a, b, 0.9, &low);
        ent_war_shift(p, 0.5 * more + 0.4, a, b, 0.9, &high);
        assert_true(high.transfer > low.transfer);
        assert_true(low.preventive_war == (low.transfer > 1.0 + 1e-12) ||
                    fabs(low.transfer - 1.0) < 1e-9); /* the same condition */
    }
}

static void test_learning(void **state)
{
    (void)state;
    /* 40,000 battles do not underflow: even odds per pair of results cancel. */
    double q;
    assert_int_equal(ent_war_learn_types(0.3, 0.6, 0.4, 20000, 20000, &q), ENT_OK);
    CHECK_NEAR(q, 0.3, 1e-9);
}

static void test_attrition(void **state)
{
    (void)state;
    double t;
    /* Either side of the switch to the series. */
    assert_int_equal(ent_war_quit_uniform(0.1, 1, &t), ENT_OK);
    CHECK_NEAR(t, -0.1 - log1p(-0.1), 1e-16);
    assert_int_equal(ent_war_quit_uniform(0.1000001, 1, &t), ENT_OK);
    CHECK_NEAR(t, -0.1000001 - log1p(-0.1000001), 1e-15);
}

/* Every argument set outside its domain in turn, not a number included: ENT_E_ARG, and the
   result is as it was. Functions of up to six numbers, called through one list. */
typedef ent_status call_fn(const double *x, double *first);

#define CALL(name, type, field, call) \
    static ent_status name(const double *x, double *first) \
    { \
        type r = {.field = *first}; \
        const ent_status status = call; \
        *first = r.field; \
        return status; \
    }
CALL(call_range, ent_war_range_result, low, ent_war_range(x[0], x[1], x[2], x[3], &r))
CALL(call_uniform, ent_war_offer, demand, ent_war_screen_uniform(x[0], x[1], x[2], x[3], &r))
CALL(call_types, ent_war_offer, demand, ent_war_screen_types(x[0], x[1], x[2], x[3], x[4], &r))
CALL(call_shift, ent_war_shift_result, shift, ent_war_shift(x[0], x[1], x[2], x[3], x[4], &r))
CALL(call_hazard, ent_war_hazard_result, low, ent_war_hazard(x[0], x[1], x[2], x[3], x[4], &r))
CALL(call_forts, ent_war_forts_result, low, ent_war_forts(3, 7, x[0], x[1], x[2], x[3], &r))
CALL(call_attrition, ent_war_attrition_result, duration,
     ent_war_attrition(x[0], x[1], x[2], x[3], &r))
CALL(call_floor, ent_war_floor, least, ent_war_domestic(x[0], x[1], x[2], x[3], &r))
#undef CALL
static ent_status call_beta(const double *x, double *first)
{
    return ent_war_learn_beta(x[0], x[1], x[2], x[3], first);
}
static ent_status call_learn(const double *x, double *first)
{
    return ent_war_learn_types(x[0], x[1], x[2], x[3], x[4], first);
}
static ent_status call_survival(const double *x, double *first)
{
    return ent_war_attrition_survival(x[0], x[1], x[2], x[3], x[4], first);
}
static ent_status call_quit_uniform(const double *x, double *first)
{
    return ent_war_quit_uniform(x[0], x[1], first);
}
static ent_status call_quit_exponential(const double *x, double *first)
{
    return ent_war_quit_exponential(x[0], x[1], first);
}
static ent_status call_rubinstein(const double *x, double *first)
{
    return ent_war_rubinstein(x[0], x[1], first);
}

/* Inside the domain; then for each argument a value below and one above (missing: no bound). */
#define NONE ENT_MISSING
static const struct {
    const char *what;
    call_fn *call;
    int n;
    double fine[5], below[5], above[5];
} domains[] = {
    {"range",
     call_range,
     4,
     {.5, .1, .1, 1},
     {-.1, -1, -1, 0},
     {1.1, (double)INFINITY, (double)INFINITY, NONE}},
    {"one demand",
     call_uniform,
     4,
     {.5, .1, .1, .3},
     {-.1, -1, -1, .05},
     {1.1, (double)INFINITY, .4, (double)INFINITY}},
    {"two types",
     call_types,
     5,
     {.5, .1, .1, .3, .5},
     {-.1, -1, -1, .05, -.1},
     {1.1, (double)INFINITY, .4, (double)INFINITY, 1.1}},
    {"shift",
     call_shift,
     5,
     {.5, .5, .1, .1, .9},
     {-.1, -.1, -1, -1, 0},
     {1.1, 1.1, (double)INFINITY, (double)INFINITY, 1}},
    {"hazard",
     call_hazard,
     5,
     {.1, .1, .1, .1, .1},
     {-1, -1, -1, -1, -1},
     {(double)INFINITY, (double)INFINITY, (double)INFINITY, (double)INFINITY, (double)INFINITY}},
    {"forts",
     call_forts,
     4,
     {.5, .5, .1, .1},
     {0, 0, -1, -1},
     {1, 1, (double)INFINITY, (double)INFINITY}},
    {"attrition", call_attrition, 4, {1, 1, 1, 1}, {0, 0, 0, 0}, {NONE, NONE, NONE, NONE}},
    {"domestic",
     call_floor,
     4,
     {.5, .1, .1, .5},
     {-.1, -1, -1, -.1},
     {1.1, (double)INFINITY, (double)INFINITY, 1.1}},
    {"beta",
     call_beta,
     4,
     {1, 1, 1, 1},
     {0, 0, -1, -1},
     {NONE, NONE, (double)INFINITY, (double)INFINITY}},
    {"two kinds",
     call_learn,
     5,
     {.5, .6, .4, 1, 1},
     {-.1, 0, 0, -1, -1},
     {1.1, 1, 1, (double)INFINITY, (double)INFINITY}},
    {"survival",
     call_survival,
     5,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, -1},
     {NONE, NONE, NONE, NONE, (double)INFINITY}},
    {"quit, uniform", call_quit_uniform, 2, {.5, 1}, {-.1, 0}, {1, NONE}},
    {"quit, exponential", call_quit_exponential, 2, {.5, 1}, {-.1, 0}, {(double)INFINITY, NONE}},
    {"rubinstein", call_rubinstein, 2, {.9, .9}, {-.1, -.1}, {1.1, 1.1}},
};

static void test_domains(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++)
        for (int k = 0; k < domains[i].n; k++) {
            const double bad[] = {domains[i].below[k], domains[i].above[k], ENT_MISSING};
            double x[5], first = 42;
            memcpy(x, domains[i].fine, sizeof x);
            assert_int_equal(domains[i].call(x, &first), ENT_OK);
            for (size_t b = 0; b < 3; b++) {
                x[k] = bad[b];
                first = 42;
                if (domains[i].call(x, &first) != ENT_E_ARG || first < 42 || first > 42)
                    fail_msg("%s: argument %d at %g is taken", domains[i].what, k, bad[b]);
            }
        }
    double x;
    ent_war_offer o;
    ent_war_hazard_result h;
    ent_war_forts_result f;
    assert_int_equal(ent_war_screen_types(0.5, 0, 0, 0, 0.5, &o), ENT_E_ARG); /* nothing to lose */
    assert_int_equal(ent_war_hazard(0, 0, 0, 0, 0.1, &h), ENT_E_ARG);         /* nobody ever wins */
    assert_int_equal(ent_war_forts(0, 10, 0.5, 0.5, 0, 0, &f), ENT_E_ARG);
    assert_int_equal(ent_war_forts(10, 10, 0.5, 0.5, 0, 0, &f), ENT_E_ARG);
    assert_int_equal(ent_war_rubinstein(1, 1, &x), ENT_E_ARG); /* no split is unique */
}

/* Closed forms by hand, one row a function. */
static void test_by_hand(void **state)
{
    (void)state;
    ent_war_offer o;
    /* A's best demand: half of (high - cA) within [low, high]: .5 (.4 - .1) = .15; refused by
       those whose cost is below, (.15 - .1) / .3 of them. */
    assert_int_equal(ent_war_screen_uniform(.5, .1, .1, .4, &o), ENT_OK);
    CHECK_NEAR(o.demand, .65, 1e-15);
    CHECK_NEAR(o.war_probability, 1.0 / 6, 1e-15);
    CHECK_NEAR(o.payoff, 5.0 / 6 * .65 + 1.0 / 6 * .4, 1e-15);
    assert_int_equal(ent_war_screen_uniform(.5, .1, .2, .2, &o), ENT_OK);
    CHECK_NEAR(o.war_probability, 0, 0); /* no uncertainty, no war */
    CHECK_NEAR(o.demand, .7, 1e-15);
    /* Two types: bold below (.3 - .1) / (.3 + .1) = 1/2 of tough ones. */
    assert_int_equal(ent_war_screen_types(.5, .1, .1, .3, .4, &o), ENT_OK);
    CHECK_NEAR(o.threshold, .5, 1e-15);
    CHECK_NEAR(o.demand, .8, 1e-15);
    CHECK_NEAR(o.war_probability, .4, 0);
    assert_int_equal(ent_war_screen_types(.5, .1, .1, .3, .6, &o), ENT_OK);
    CHECK_NEAR(o.demand, .6, 1e-15);
    CHECK_NEAR(o.war_probability, 0, 0);
    ent_war_hazard_result h; /* hazards .03 and .01, rate .06: .3 and .1 of what is disputed */
    assert_int_equal(ent_war_hazard(.03, .01, .005, .002, .06, &h), ENT_OK);
    CHECK_NEAR(h.p_win_a, .75, 1e-15);
    CHECK_NEAR(h.duration, 25, 1e-12);
    CHECK_NEAR(h.low, .25, 1e-15);
    CHECK_NEAR(h.high, 1 - .08, 1e-15);
    double share, q;
    assert_int_equal(ent_war_rubinstein(.9, .8, &share), ENT_OK);
    CHECK_NEAR(share, .2 / .28, 1e-15);
    assert_int_equal(ent_war_learn_beta(1, 1, 3, 1, &q), ENT_OK);
    CHECK_NEAR(q, 4.0 / 6, 1e-15);
    assert_int_equal(ent_war_learn_types(.5, .8, .2, 1, 0, &q), ENT_OK);
    CHECK_NEAR(q, .8, 1e-15);
    assert_int_equal(ent_war_learn_types(0, .8, .2, 1, 0, &q), ENT_OK);
    CHECK_NEAR(q, 0, 0);
    ent_war_attrition_result a; /* values 2 and 4, costs 1 and 1: who values more lasts longer */
    assert_int_equal(ent_war_attrition(2, 4, 1, 1, &a), ENT_OK);
    CHECK_NEAR(a.quit_rate_1, .25, 0);
    CHECK_NEAR(a.quit_rate_2, .5, 0);
    CHECK_NEAR(a.p_win_1, 2.0 / 3, 1e-15); /* the paradox of mixed strategies */
    assert_int_equal(ent_war_attrition_survival(2, 4, 1, 1, 2, &q), ENT_OK);
    CHECK_NEAR(q, exp(-1.5), 1e-15);
    assert_int_equal(ent_war_quit_exponential(2, 4, &q), ENT_OK);
    CHECK_NEAR(q, .5, 0);
    ent_war_floor f; /* .6 1.5 - .1 = .8 below the threshold; above it max(tau, .6 - .2 - .1) */
    assert_int_equal(ent_war_domestic(.6, .1, .5, .9, &f), ENT_OK);
    CHECK_NEAR(f.least, .8, 1e-15);
    assert_int_equal(ent_war_domestic(.6, .1, .5, .7, &f), ENT_OK);
    CHECK_NEAR(f.least, .7, 1e-15);
    CHECK_NEAR(f.at_or_above, .7, 1e-15);
    assert_int_equal(ent_war_domestic(.6, .1, .5, .2, &f), ENT_OK);
    CHECK_NEAR(f.least, .3, 1e-15);
    /* A gambler's ruin far from even: f = .9, 1 of 3 forts: (1 - (1/9)) / (1 - (1/9)^3). */
    ent_war_forts_result ruin;
    assert_int_equal(ent_war_forts(1, 3, .9, .1, 0, 0, &ruin), ENT_OK);
    CHECK_NEAR(ruin.p_win_by_a, (8.0 / 9) / (1 - 1.0 / 729), 1e-14);
    CHECK_NEAR(ruin.p_win_by_b, (9.0 - 1) / (729.0 - 1), 1e-14);
    /* Under risk aversion the Nash bargaining solution maximises the product: no neighbour is
     * better. */
    ent_war_range_result r;
    assert_int_equal(ent_war_range(.6, .1, .2, .5, &r), ENT_OK);
    CHECK_NEAR(r.low, .25, 1e-15);
    CHECK_NEAR(r.high, 1 - .04, 1e-14);
    assert_true(isnan(r.split_uncapped));
    const double at = (sqrt(r.split) - .5) * (sqrt(1 - r.split) - .2);
    for (double d = -1e-3; d < 2e-3; d += 2e-3)
        assert_true((sqrt(r.split + d) - .5) * (sqrt(1 - r.split - d) - .2) < at);
    assert_int_equal(ent_war_range(1, 0, 0, .5, &r), ENT_OK); /* nothing to share */
    CHECK_NEAR(r.split, 1, 1e-12);
    assert_int_equal(ent_war_range(.3, .4, 0, 2, &r), ENT_OK); /* 0^(1/2) is 0 */
    CHECK_NEAR(r.low, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range),     cmocka_unit_test(test_forts_near_even),
        cmocka_unit_test(test_monotone),  cmocka_unit_test(test_learning),
        cmocka_unit_test(test_attrition), cmocka_unit_test(test_domains),
        cmocka_unit_test(test_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
