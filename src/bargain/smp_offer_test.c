/* Offers: where two parties meet, by hand for every rule, and what blending two views gives. */
#include "check.h"
#include "one_arena.h"

#include "bargain/smp_state.h"

static const double power[] = {30, 10}, place[] = {20, 80}, care[] = {60, 40};

static ent_smp_state *make(const ent_smp_options *o)
{
    const ent_actors a = {2, 1, power, place, care};
    ent_smp_state *s = NULL;
    assert_int_equal(ent_smp_state_create(&a, o, &s, &arena), ENT_OK);
    return s;
}

static void bargain_at(ent_smp_state *s, double chance, double *i, double *j)
{
    double a[4];
    smp_bargain b[2] = {{.at_initiator = &a[0], .at_receiver = &a[1]},
                        {.at_initiator = &a[2], .at_receiver = &a[3]}};
    assert_int_equal(smp_make_bargains(s, 0, 1, chance, b), 1);
    assert_int_equal(b[0].initiator, 0);
    assert_int_equal(b[0].receiver, 1);
    *i = a[0];
    *j = a[1];
}

/* Places .2 and .8, saliences .6 and .4. */
static const struct {
    const char *what;
    ent_interpolate_rule rule;
    double chance, i, j;
} rows[] = {
    /* s2pmax: who is likely to lose gives way, by the square of what the other cares */
    {"even chances: nobody moves", ENT_INTERPOLATE_S2PMAX, .5, .2, .8},
    /* q - p = .6: fi = .6 .16 / (.6 .16 + .4 .36) = .4 */
    {"the initiator gives way", ENT_INTERPOLATE_S2PMAX, .2, .2 + .4 * .6, .8},
    /* p - q = .6: fj = .6 .36 / (.6 .36 + .4 .16) = .216/.28 */
    {"the receiver gives way", ENT_INTERPOLATE_S2PMAX, .8, .2, .8 - .6 * .216 / .28},
    /* s1p1: (.6 .5 .2 + .4 .5 .8) / .5 = .44, for both */
    {"by salience and chance", ENT_INTERPOLATE_S1P1, .5, .44, .44},
    /* s2p2: (.36 .25 .2 + .16 .25 .8) / .13 = .0500/.13 = .3846 rounded to the fourth */
    {"by their squares", ENT_INTERPOLATE_S2P2, .5, .3846, .3846},
    /* no chance at all: the sliver keeps the party's own place in its own bargain */
    {"certain defeat", ENT_INTERPOLATE_S1P1, 0, .8, .8},
    {"certain victory", ENT_INTERPOLATE_S1P1, 1, .2, .2},
};

static void meeting_places(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        ent_smp_options o = ent_smp_defaults();
        o.interpolate = rows[k].rule;
        o.offer = ENT_OFFER_INITIATOR;
        double i = 0, j = 0;
        bargain_at(make(&o), rows[k].chance, &i, &j);
        if (!(fabs(i - rows[k].i) <= 1e-5) || !(fabs(j - rows[k].j) <= 1e-5))
            fail_msg("%s: %.6f and %.6f", rows[k].what, i, j);
    }
}

/* Whole ten-thousandths, halves up; the predecessor's places have four decimals. */
static void rounded_to_the_fourth(void **state)
{
    (void)state;
    ent_smp_options o = ent_smp_defaults();
    o.interpolate = ENT_INTERPOLATE_S2P2;
    o.offer = ENT_OFFER_INITIATOR;
    ent_smp_state *s = make(&o);
    for (double p = 0; p <= 1; p += 1.0 / 64) {
        double i = 0, j = 0;
        bargain_at(s, p, &i, &j);
        CHECK_NEAR(i * 10000, round(i * 10000), 1e-8);
        assert_true(i >= .2 && i <= .8 && j >= .2 && j <= .8);
        const double wi = .36 * p * p, wj = .16 * (1 - p) * (1 - p);
        CHECK_NEAR(i, (wi * .2 + wj * .8) / (wi + wj), 1.1e-4);
    }
}

/* Both views make two bargains; weighted ones one, between them by power and salience. */
static void views(void **state)
{
    (void)state;
    ent_smp_options o = ent_smp_defaults();
    double one[2], two[2], blend[2], none[2];
    o.interpolate = ENT_INTERPOLATE_S2PMAX;
    o.offer = ENT_OFFER_BOTH;
    o.adjust = ENT_ADJUST_NONE; /* the two see each other differently */
    ent_smp_offer(make(&o), 0, 1, 0, one, two);
    assert_true(isfinite(two[0]) && isfinite(two[1]));
    o.offer = ENT_OFFER_INITIATOR;
    ent_smp_offer(make(&o), 0, 1, 0, blend, none);
    CHECK_NEAR(blend[0], one[0], 1e-12);
    assert_true(isnan(none[0]) && isnan(none[1]));
    o.offer = ENT_OFFER_WEIGHTED;
    for (int compat = 0; compat < 2; compat++) {
        o.compat = compat == 1;
        o.offer = ENT_OFFER_BOTH;
        ent_smp_offer(make(&o), 0, 1, 0, one, two);
        o.offer = ENT_OFFER_WEIGHTED;
        ent_smp_offer(make(&o), 0, 1, 0, blend, none);
        /* the predecessor takes the initiator's capability for both */
        const double wi = 30 * .6, wj = (compat ? 30 : 10) * .4;
        for (size_t k = 0; k < 2; k++)
            CHECK_NEAR(blend[k], (wi * one[k] + wj * two[k]) / (wi + wj), 1e-10);
        assert_true(isnan(none[0]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meeting_places),
        cmocka_unit_test(rounded_to_the_fourth),
        cmocka_unit_test(views),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
