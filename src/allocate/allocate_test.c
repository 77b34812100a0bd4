/* The programme against allocations made by hand and at random, its prices against small
   changes, and the frontier's shape. */
#include "check.h"

#include "entente/allocate.h"
#include "entente/heap.h"
#include "entente/rng.h"

enum { PLACES = 4, POOLS = 5, LINKS = PLACES * POOLS, TRIES = 100000 };

static uint32_t slot;

static double draw(double low, double high)
{
    return low + (high - low) * ent_uniform(11, 0, slot++, 5);
}

typedef struct fixture {
    ent_allocation_problem p;
    ent_place places[PLACES];
    ent_pool pools[POOLS];
    ent_link links[LINKS];
    ent_limit limits[PLACES];
} fixture;

static void make(fixture *x)
{
    static const char *const names[] = {"A", "B", "C", "D", "E"};
    x->p = (ent_allocation_problem){PLACES,    POOLS,    0,        PLACES,
                                    x->places, x->pools, x->links, x->limits};
    for (size_t k = 0; k < PLACES; k++) {
        x->places[k] = (ent_place){names[k], k < 2 ? ENT_THEATRE_EUROPE : ENT_THEATRE_INDO_PACIFIC,
                                   draw(3, 20), draw(0, 5)};
        x->limits[k] = (ent_limit){k, 10, draw(2, 12), ENT_LAND};
    }
    for (size_t i = 0; i < POOLS; i++)
        x->pools[i] = (ent_pool){names[i], ENT_LAND, draw(1, 10)};
    for (size_t i = 0; i < POOLS; i++)
        for (size_t k = 0; k < PLACES; k++)
            if (draw(0, 1) < .8)
                x->links[x->p.n_links++] = (ent_link){i, k, draw(.3, 1.5), draw(0, 30)};
}

static double margin_of(const ent_allocation_problem *p, const double *sent)
{
    double least = 1e9;
    for (size_t k = 0; k < p->n_places; k++) {
        double defence = p->places[k].base;
        for (size_t l = 0; l < p->n_links; l++)
            defence += p->links[l].place == k ? p->links[l].worth * sent[l] : 0;
        least = fmin(least, defence / p->places[k].need);
    }
    return least;
}

static double over(const ent_allocation_problem *p, const double *sent)
{
    double worst = 0;
    for (size_t i = 0; i < p->n_pools; i++) {
        double sum = 0;
        for (size_t l = 0; l < p->n_links; l++)
            sum += p->links[l].pool == i ? sent[l] : 0;
        worst = fmax(worst, sum / p->pools[i].size);
    }
    for (size_t i = 0; i < p->n_limits; i++) {
        double sum = 0;
        for (size_t l = 0; l < p->n_links; l++)
            sum +=
                p->links[l].place == p->limits[i].place && p->links[l].arrival >= p->limits[i].from
                    ? sent[l]
                    : 0;
        worst = fmax(worst, sum / p->limits[i].most);
    }
    return worst;
}

static ent_arena arena;

static void no_other_allocation_is_better(void **state)
{
    (void)state;
    ent_error err = {0};
    for (int world = 0; world < 10; world++) {
        fixture x;
        make(&x);
        ent_allocation best;
        CHECK_OK(ent_allocate_all(&x.p, &best, &arena, &err), err);
        CHECK_NEAR(margin_of(&x.p, best.sent), best.margin, 1e-7);
        assert_true(over(&x.p, best.sent) <= 1 + 1e-7);
        for (int try = 0; try < TRIES / 10; try++) {
            double sent[LINKS];
            for (size_t l = 0; l < x.p.n_links; l++)
                sent[l] = draw(0, 1) < .5 ? 0 : draw(0, 10);
            const double scale = 1 / fmax(over(&x.p, sent), 1e-12);
            for (size_t l = 0; l < x.p.n_links; l++)
                sent[l] *= scale;
            assert_true(margin_of(&x.p, sent) <= best.margin + 1e-9);
        }
    }
}

static void prices_bound_small_changes(void **state)
{
    (void)state;
    ent_error err = {0};
    for (int world = 0; world < 50; world++) {
        fixture x;
        make(&x);
        ent_allocation best, other;
        CHECK_OK(ent_allocate(&x.p, NULL, &best, &arena, &err), err);
        double weight = 0;
        for (size_t k = 0; k < PLACES; k++)
            weight += best.place_price[k] * x.places[k].need;
        CHECK_NEAR(weight, 1, 1e-9); /* duals of a max-min programme */
        for (size_t i = 0; i < POOLS; i++)
            for (int sign = -1; sign <= 1; sign += 2) {
                const double change = .01 * sign;
                x.pools[i].size += change;
                CHECK_OK(ent_allocate(&x.p, NULL, &other, &arena, &err), err);
                x.pools[i].size -= change;
                assert_true(other.margin <= best.margin + best.pool_price[i] * change + 1e-9);
            }
        for (size_t k = 0; k < PLACES; k++) {
            x.places[k].base += .01;
            CHECK_OK(ent_allocate(&x.p, NULL, &other, &arena, &err), err);
            x.places[k].base -= .01;
            assert_true(other.margin <= best.margin + best.place_price[k] * .01 + 1e-9);
        }
    }
}

static void frontier_falls_and_is_concave(void **state)
{
    (void)state;
    enum { N = 9 };
    ent_error err = {0};
    for (int world = 0; world < 20; world++) {
        fixture x;
        make(&x);
        ent_frontier_point at[N];
        CHECK_OK(ent_allocate_frontier(&x.p, N, at, &arena, &err), err);
        for (size_t i = 1; i < N; i++)
            assert_true(at[i].europe <= at[i - 1].europe + 1e-6);
        for (size_t i = 1; i + 1 < N; i++)
            assert_true(2 * at[i].europe >= at[i - 1].europe + at[i + 1].europe - 1e-6);
    }
}

static void by_hand(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_place places[] = {{"one", 0, 10, 2}, {"two", 1, 5, 1}};
    ent_pool pools[] = {{"A", ENT_LAND, 6}};
    ent_link links[] = {{0, 0, 1, 0}, {0, 1, 1, 0}};
    ent_allocation_problem p = {2, 1, 2, 0, places, pools, links, NULL};
    ent_allocation best;
    CHECK_OK(ent_allocate(&p, NULL, &best, &arena, &err), err);
    CHECK_NEAR(best.margin, 9.0 / 15, 1e-9); /* (2 + 1 + 6) / (10 + 5) */
    CHECK_NEAR(best.sent[0], 4, 1e-9);
    CHECK_NEAR(best.pool_price[0], 1.0 / 15, 1e-9);
    const int32_t fixed[] = {0, 1};
    const double margin[] = {0, 2};
    const ent_margins impossible = {fixed, margin};
    assert_int_equal(ent_allocate(&p, &impossible, &best, &arena, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "keeps the safety margins asked for. Ask for smaller"));
    places[0].need = 0;
    assert_int_equal(ent_allocate(&p, NULL, &best, &arena, &err), ENT_E_ARG);
}

/* Place after place by hand: "one" is bound at .5 by what may reach it, "two" takes the rest; at
   any scale of the needs. */
static void every_place_to_its_best(void **state)
{
    (void)state;
    static const double scales[] = {1, 1e-6, 1e9};
    for (size_t i = 0; i < 3; i++) {
        const double u = scales[i];
        ent_error err = {0};
        ent_place places[] = {{"one", 0, 10 * u, 2 * u}, {"two", 1, 5 * u, 1 * u}};
        ent_pool pools[] = {{"A", ENT_LAND, 9 * u}};
        ent_link links[] = {{0, 0, 1, 0}, {0, 1, 1, 0}};
        ent_limit limits[] = {{0, 0, 3 * u, ENT_LAND}};
        ent_allocation_problem p = {2, 1, 2, 1, places, pools, links, limits};
        ent_allocation best;
        CHECK_OK(ent_allocate_all(&p, &best, &arena, &err), err);
        CHECK_NEAR(best.margin, .5, 1e-6);
        CHECK_NEAR(best.defence[0] / u, 5, 1e-4);
        CHECK_NEAR(best.defence[1] / u, 7, 1e-4);
        places[0].need = 0;
        assert_int_equal(ent_allocate_all(&p, &best, &arena, &err), ENT_E_ARG);
        assert_non_null(strstr(err.message, "the attacker of one has no forces. Choose"));
        ent_frontier_point at[2];
        assert_int_equal(ent_allocate_frontier(&p, 2, at, &arena, &err), ENT_E_ARG);
    }
}

/* Sizes that no double holds together: no plan, and the line names the places. */
static void worlds_apart(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_place places[] = {{"one", 0, 1e-280, 0}, {"two", 1, 1e280, 0}};
    ent_pool pools[] = {{"A", ENT_LAND, 9}};
    ent_link links[] = {{0, 0, 1, 0}, {0, 1, 1, 0}};
    ent_allocation_problem p = {2, 1, 2, 0, places, pools, links, NULL};
    ent_allocation best;
    assert_int_equal(ent_allocate_all(&p, &best, &arena, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "one needs 1e-280 brigade equivalents and two 1e+280"));
}

static void without_memory(void **state)
{
    (void)state;
    fixture x;
    make(&x);
    for (int which = 0; which < 3; which++) {
        size_t failures = 0;
        for (size_t n = 1;; n++) {
            ent_arena small;
            ent_allocation best;
            ent_frontier_point at[3];
            ent_error err = {0};
            ent_heap_arena_create(&small, 64);
            ent_heap_fail_after(n);
            const ent_status status = which == 0 ? ent_allocate(&x.p, NULL, &best, &small, &err)
                                      : which == 1
                                          ? ent_allocate_all(&x.p, &best, &small, &err)
                                          : ent_allocate_frontier(&x.p, 3, at, &small, &err);
            ent_heap_fail_after(0);
            ent_heap_arena_destroy(&small);
            if (status == ENT_OK)
                break;
            assert_int_equal(status, ENT_E_NOMEM);
            failures++;
        }
        assert_true(failures > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(no_other_allocation_is_better),
        cmocka_unit_test(prices_bound_small_changes),
        cmocka_unit_test(frontier_falls_and_is_concave),
        cmocka_unit_test(every_place_to_its_best),
        cmocka_unit_test(worlds_apart),
        cmocka_unit_test(without_memory),
    };
    ent_heap_arena_create(&arena, 1 << 20);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ent_heap_arena_destroy(&arena);
    return failed;
}
