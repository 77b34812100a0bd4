/* Rounds of bargaining: properties, hard tables, every option. Runs of the predecessor are
 * checked row by row by entente-reference; one of its paths stands here. */
#include "check.h"

#include "entente/bargain_smp.h"
#include "entente/heap.h"
#include "entente/rng.h"

enum { N_MAX = 40 };

typedef struct table {
    ent_actors actors;
    double c[N_MAX], x[N_MAX * 3], s[N_MAX * 3];
} table;

typedef struct arenas {
    ent_arena keep, scratch;
} arenas;

static int open_arenas(void **state)
{
    static arenas a;
    ent_heap_arena_create(&a.keep, 1u << 20);
    ent_heap_arena_create(&a.scratch, 1u << 20);
    *state = &a;
    return 0;
}

static int close_arenas(void **state)
{
    arenas *a = *state;
    ent_heap_arena_destroy(&a->keep);
    ent_heap_arena_destroy(&a->scratch);
    return 0;
}

static void view(table *t, size_t n, size_t issues)
{
    t->actors = (ent_actors){n, issues, t->c, t->x, t->s};
}

/* Positions on whole hundredths, so that shifted ones round alike. */
static void random_table(table *t, size_t n, size_t issues, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) {
        t->c[i] = 1.0 + 99.0 * ent_uniform(seed, i, 0, 7);
        for (size_t d = 0; d < issues; d++) {
            t->x[i * issues + d] = floor(8000.0 * ent_uniform(seed, i, 1, (uint32_t)d)) / 100.0;
            t->s[i * issues + d] =
                (5.0 + 90.0 * ent_uniform(seed, i, 2, (uint32_t)d)) / (double)issues;
        }
    }
    view(t, n, issues);
}

static ent_smp_result run(arenas *a, const table *t, const ent_smp_options *o)
{
    ent_smp_result r;
    const ent_status status = ent_smp_run(&t->actors, o, &r, &a->keep, &a->scratch);
    if (status != ENT_OK)
        fail_msg("status %d", (int)status);
    return r;
}

static double last(const ent_smp_result *r, size_t i, size_t d)
{
    return r->positions[(r->n_turns * r->n + i) * r->n_issues + d];
}

/* The toolkit's three-issue example: from its own database at turn 1 and 10. */
static void test_predecessor(void **state)
{
    static table t = {
        .c = {102.543, 53.393, 129.643, 75.92, 63.224, 120.048, 54.178},
        .x = {75.79, 6.37,  70.45, 82.72, 73.5,  64,   82.45, 90.89, 0.07,  62.52, 50.82,
              62.33, 82.34, 45.77, 73.31, 84.48, 33.7, 88.11, 70.96, 33.46, 90.36},
        .s = {49.53, 5.91,  28.15, 30.33, 21.22, 24.79, 48.47, 13.55, 34.62, 20.76, 39.24,
              22.21, 40.96, 25.43, 22.59, 22.92, 39.35, 15.42, 31.75, 27.93, 26.03},
    };
    view(&t, 7, 3);
    ent_smp_options o = ent_smp_defaults();
    for (int compat = 0; compat < 2; compat++) {
        o.compat = compat == 1;
        const ent_smp_result r = run(*state, &t, &o);
        assert_int_equal(r.n_turns, 10);
        CHECK_NEAR(r.positions[7 * 3], 79.54, 1e-6);
        CHECK_NEAR(last(&r, 0, 0), 78.56, 1e-6);
        CHECK_NEAR(last(&r, 5, 2), 75.16, 1e-6);
        CHECK_NEAR(r.election_last[0], 78.07197052, 1e-6);
    }
}

static void test_every_option(void **state)
{
    static table t;
    random_table(&t, 9, 2, 5);
    const int counts[] = {6, 5, 3, 3, 5, 3, 3, 3, 2};
    for (int which = 0; which < 9; which++)
        for (int value = 0; value < counts[which]; value++)
            for (int compat = 0; compat < 2; compat++) {
                ent_smp_options o = ent_smp_defaults();
                o.compat = compat == 1;
                o.vote = which == 0 ? (ent_vote_rule)value : o.vote;
                o.victory = which == 1 ? (ent_victory_rule)value : o.victory;
                o.election = which == 2 ? (ent_election_rule)value : o.election;
                o.commit = which == 3 ? (ent_commit_rule)value : o.commit;
                o.adjust = which == 4 ? (ent_adjust_rule)value : o.adjust;
                o.range = which == 5 ? (ent_range_rule)value : o.range;
                o.interpolate = which == 6 ? (ent_interpolate_rule)value : o.interpolate;
                o.offer = which == 7 ? (ent_offer_rule)value : o.offer;
                o.choice = which == 8 ? (ent_choice_rule)value : o.choice;
                const ent_smp_result r = run(*state, &t, &o);
                for (size_t k = 0; k < (r.n_turns + 1) * 18; k++)
                    assert_true(compat || (r.positions[k] >= 0.0 && r.positions[k] <= 100.0));
            }
}

/* Who stands only at the ends, cares for nothing, is alone, or is everybody's double. */
static void test_hard_tables(void **state)
{
    static table t;
    ent_smp_options o = ent_smp_defaults();
    for (int adjust = 0; adjust < 5; adjust++) {
        o.adjust = (ent_adjust_rule)adjust;
        random_table(&t, 8, 1, 3);
        for (size_t i = 0; i < 8; i++)
            t.x[i] = i % 3 ? 100.0 : 0.0;
        ent_smp_result r = run(*state, &t, &o);
        assert_true(r.election_last[0] >= 0.0 && r.election_last[0] <= 100.0);
        random_table(&t, 8, 2, 4);
        t.s[4] = t.s[5] = 0.0;
        r = run(*state, &t, &o);
        assert_true(isfinite(last(&r, 2, 0)));
        random_table(&t, 1, 2, 4);
        r = run(*state, &t, &o);
        CHECK_NEAR(last(&r, 0, 1), t.x[1], 1e-12);
        CHECK_NEAR(r.chance_last[0], 1.0, 0);
        random_table(&t, 6, 1, 4);
        for (size_t i = 1; i < 6; i++)
            t.x[i] = t.x[0], t.s[i] = t.s[0], t.c[i] = t.c[0];
        r = run(*state, &t, &o);
        CHECK_NEAR(r.election_last[0], t.x[0], 1e-9);
    }
}

static void test_shift(void **state)
{
    static table t, moved;
    ent_smp_options o = ent_smp_defaults();
    o.interpolate = ENT_INTERPOLATE_S2PMAX; /* no rounding */
    for (uint64_t seed = 1; seed <= 30; seed++) {
        random_table(&t, 7, 2, seed);
        moved = t;
        view(&moved, 7, 2);
        for (size_t k = 0; k < 14; k++)
            moved.x[k] += 16.0;
        const ent_smp_result a = run(*state, &t, &o), b = run(*state, &moved, &o);
        assert_int_equal(a.n_turns, b.n_turns);
        for (size_t i = 0; i < 7; i++)
            CHECK_NEAR(last(&b, i, 1) - last(&a, i, 1), 16.0, 1e-6);
        CHECK_NEAR(b.election_first[0] - a.election_first[0], 16.0, 1e-9);
    }
}

static void test_permute(void **state)
{
    static table t, turned;
    const ent_smp_options o = ent_smp_defaults();
    for (uint64_t seed = 1; seed <= 30; seed++) {
        random_table(&t, 7, 2, seed);
        for (size_t i = 0; i < 7; i++) {
            turned.c[6 - i] = t.c[i];
            for (size_t d = 0; d < 2; d++) {
                turned.x[(6 - i) * 2 + d] = t.x[i * 2 + d];
                turned.s[(6 - i) * 2 + d] = t.s[i * 2 + d];
            }
        }
        view(&turned, 7, 2);
        const ent_smp_result a = run(*state, &t, &o), b = run(*state, &turned, &o);
        assert_int_equal(a.n_turns, b.n_turns);
        for (size_t i = 0; i < 7; i++)
            CHECK_NEAR(last(&a, i, 0), last(&b, 6 - i, 0), 1e-9);
    }
}

/* Fixed commitments are three models: the predecessor's Full and None differ only by noise. */
static void test_commitments_differ(void **state)
{
    static table t;
    random_table(&t, 9, 2, 11);
    double chance[3];
    for (int c = 0; c < 3; c++) {
        ent_smp_options o = ent_smp_defaults();
        o.commit = (ent_commit_rule)c;
        ent_smp_state *s;
        arenas *a = *state;
        assert_int_equal(ent_smp_state_create(&t.actors, &o, &s, &a->keep), ENT_OK);
        chance[c] = ent_smp_chance(s, 0, 0, 1);
    }
    for (int c = 0; c < 3; c++)
        assert_true(fabs(chance[c] - chance[(c + 1) % 3]) > 1e-4);
}

static void test_stochastic(void **state)
{
    static table t;
    random_table(&t, 12, 1, 2);
    ent_smp_options o = ent_smp_defaults();
    o.choice = ENT_CHOICE_DRAW;
    const ent_smp_result a = run(*state, &t, &o), b = run(*state, &t, &o);
    assert_int_equal(a.n_turns, b.n_turns);
    assert_memory_equal(a.positions, b.positions, (a.n_turns + 1) * 12 * sizeof(double));
    o.draw = 1;
    const ent_smp_result c = run(*state, &t, &o);
    assert_true(c.n_turns != a.n_turns ||
                memcmp(a.positions, c.positions, (a.n_turns + 1) * 12 * sizeof(double)) != 0);
}

static void test_ideals(void **state)
{
    static table t;
    random_table(&t, 5, 1, 2);
    double zero[25] = {0};
    ent_smp_options o = ent_smp_defaults();
    o.ideal = zero;
    const ent_smp_result r = run(*state, &t, &o);
    for (size_t i = 0; i < 5; i++)
        CHECK_NEAR(r.ideals[i], t.x[i], 1e-12); /* steadfast: ideals stay */
}

static void test_refusals(void **state)
{
    static table t;
    arenas *a = *state;
    ent_smp_result r;
    const ent_smp_options o = ent_smp_defaults();
    random_table(&t, 5, 2, 2);
    t.x[3] = 100.1;
    assert_int_equal(ent_smp_run(&t.actors, &o, &r, &a->keep, &a->scratch), ENT_E_ARG);
    random_table(&t, 5, 2, 2);
    t.s[3] = 99.0;
    assert_int_equal(ent_smp_run(&t.actors, &o, &r, &a->keep, &a->scratch), ENT_E_ARG);
    random_table(&t, 5, 2, 2);
    t.c[0] = ENT_MISSING;
    assert_int_equal(ent_smp_run(&t.actors, &o, &r, &a->keep, &a->scratch), ENT_E_ARG);
    for (size_t i = 0; i < 5; i++)
        t.c[i] = 0.0;
    assert_int_equal(ent_smp_run(&t.actors, &o, &r, &a->keep, &a->scratch), ENT_E_ARG);
    /* Out of memory anywhere is a status. */
    random_table(&t, 6, 2, 2);
    static unsigned char small[1u << 20];
    for (size_t bytes = 512; bytes < sizeof small; bytes += bytes / 3) {
        ent_arena fixed;
        assert_int_equal(ent_arena_init(&fixed, small, bytes), ENT_OK);
        const ent_status status = ent_smp_run(&t.actors, &o, &r, &fixed, &fixed);
        assert_true(status == ENT_OK || status == ENT_E_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_predecessor), cmocka_unit_test(test_every_option),
        cmocka_unit_test(test_hard_tables), cmocka_unit_test(test_shift),
        cmocka_unit_test(test_permute),     cmocka_unit_test(test_commitments_differ),
        cmocka_unit_test(test_stochastic),  cmocka_unit_test(test_ideals),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, open_arenas, close_arenas);
}
