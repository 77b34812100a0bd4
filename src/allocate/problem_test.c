/* From a future's forces to the programme: places, pools, links and limits by hand. */
#include "one_arena.h"
#include "small_world.h"

#include "entente/allocate.h"

/* Round numbers in every future; half of the US posture in Europe is left. */
static void start(void)
{
    make_world();
    make_tile();
    set_row(tile.a[ENT_A_POSTURE_DECISION_DELAY], 2);
    set_row(tile.a[ENT_A_POSTURE_RSOI_DAYS], 10);
    set_row(tile.a[ENT_A_POSTURE_RSOI_RATE], .5);
    set_row(tile.a[ENT_A_POSTURE_COMMITTED], .5);
    set_row(tile.a[ENT_A_POSTURE_RATIO], 2);
    set_row(tile.a[ENT_A_POSTURE_AIR], .2);
    set_row(tile.eta, .8);
    set_row(tile.posture, .5);
    for (size_t s = 0; s < N_STATES; s++) {
        set_row(tile.forces.land[s], 20);
        set_row(tile.forces.sea[s], 10);
        set_row(tile.forces.home_land[s], 10);
        set_row(tile.forces.home_sea[s], 3);
    }
    set_row(tile.forces.home_land[HOST], 6);
    set_row(tile.forces.land[RUS], 40);
    set_row(tile.forces.sea[CHN], 60);
    set_row(tile.forces.sea[USA], 60);
}

static ent_allocation_problem problem_of(const ent_allocation_plan *plan)
{
    ent_allocation_problem p;
    ent_error err = {0};
    CHECK_OK(ent_allocation_of_tile(&tile, 5, plan, &p, &arena, &err), err);
    return p;
}

static const ent_link *find_link(const ent_allocation_problem *p, const char *name, size_t place,
                                 int32_t domain)
{
    for (size_t i = 0; i < p->n_links; i++) {
        const ent_pool *pool = &p->pools[p->links[i].pool];
        if (strcmp(pool->name, name) == 0 && p->links[i].place == place && pool->domain == domain)
            return &p->links[i];
    }
    return NULL;
}

static double size_of(const ent_allocation_problem *p, const char *name, int32_t domain)
{
    for (size_t i = 0; i < p->n_pools; i++)
        if (strcmp(p->pools[i].name, name) == 0 && p->pools[i].domain == domain)
            return p->pools[i].size;
    return ENT_MISSING;
}

/* Hosts 6, forward .2 + .2 + .5 .2 of the US, half a set after day 19; the terrain is 1.2. */
static void places(void **state)
{
    (void)state;
    start();
    static const struct {
        const char *what;
        ent_allocation_plan plan;
        double land, sea;
    } rows[] = {
        {"day 30", {30, ENT_MISSING, 0}, 1.2 * (6 + .5) + 1.2 * .5, 2 * (3 + .3 * 10 + .4)},
        {"before the sets are in line", {18, ENT_MISSING, 0}, 1.2 * 6.5, 2 * 6.4},
        {"on the very day", {19, ENT_MISSING, 0}, 1.2 * 6.5 + 1.2 * .5, 2 * 6.4},
        {"without the US: eta in Europe, no sets", {30, ENT_MISSING, 1}, 1.2 * .8 * 6.4, 2 * 6.2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_allocation_problem p = problem_of(&rows[i].plan);
        assert_int_equal(p.n_places, 2); /* Ukraine is none */
        assert_string_equal(p.places[0].key, "baltic");
        assert_int_equal(p.places[1].theatre, ENT_THEATRE_INDO_PACIFIC);
        CHECK_NEAR(p.places[0].need, .45 * 40 / 2, 1e-12);
        CHECK_NEAR(p.places[1].need, .55 * 60 / 2, 1e-12);
        if (fabs(p.places[0].base - rows[i].land) > 1e-12 ||
            fabs(p.places[1].base - rows[i].sea) > 1e-12)
            fail_msg("%s: %g and %g", rows[i].what, p.places[0].base, p.places[1].base);
    }
}

/* .9 cm C less what stands forward in places of the domain; the US by its shares abroad. */
static void pools(void **state)
{
    (void)state;
    start();
    ent_allocation_problem p = problem_of(&(ent_allocation_plan){60, ENT_MISSING, 0});
    CHECK_NEAR(size_of(&p, "POL", ENT_LAND), .9 * .5 * 20 - .2, 1e-12);
    CHECK_NEAR(size_of(&p, "POL", ENT_SEA), .9 * .5 * 10, 1e-12);
    CHECK_NEAR(size_of(&p, "JPN", ENT_SEA), .9 * .5 * 10 - .2, 1e-12);
    /* (.45 + .25) cm/.5 C land less half of .2; (.25 + .5) at sea less .2 */
    CHECK_NEAR(size_of(&p, "USA", ENT_LAND), .7 * 20 - .1, 1e-12);
    CHECK_NEAR(size_of(&p, "USA", ENT_SEA), .75 * 60 - .2, 1e-12);
    CHECK_NEAR(size_of(&p, "JPN", ENT_LAND), ENT_MISSING, 0); /* nowhere to send it */
    p = problem_of(&(ent_allocation_plan){60, .4, 0});
    CHECK_NEAR(size_of(&p, "USA", ENT_SEA), .6 * 60 - .2, 1e-12); /* kept at home: .4 */
    p = problem_of(&(ent_allocation_plan){60, ENT_MISSING, 1});
    CHECK_NEAR(size_of(&p, "USA", ENT_SEA), ENT_MISSING, 0);
    set_row(tile.forces.land[NEAR], .1); /* less than stands forward: nothing is left */
    p = problem_of(&(ent_allocation_plan){60, ENT_MISSING, 0});
    CHECK_NEAR(size_of(&p, "POL", ENT_LAND), 0, 0);
}

/* Arrivals 10, 37 and 47 on land; 9 and 17 at sea, with a week to deploy; air from day 12. */
static void links(void **state)
{
    (void)state;
    start();
    static const struct {
        double day;
        size_t n;
        bool near_land, usa_land, far_land, jpn_sea, usa_sea, air;
    } rows[] = {
        {11, 0, false, false, false, false, false, false},
        {12, 3, false, false, false, false, false, true},
        {16, 4, false, false, false, true, false, true},
        {20, 4, false, false, false, true, false, true}, /* in line on the day itself: no */
        {20.5, 5, true, false, false, true, false, true},
        {24, 6, true, false, false, true, true, true},
        {60, 8, true, true, true, true, true, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_allocation_problem p =
            problem_of(&(ent_allocation_plan){rows[i].day, ENT_MISSING, 0});
        if (p.n_links != rows[i].n)
            fail_msg("day %g: %zu links", rows[i].day, p.n_links);
        assert_int_equal(!!find_link(&p, "POL", 0, ENT_LAND), rows[i].near_land);
        assert_int_equal(!!find_link(&p, "USA", 0, ENT_LAND), rows[i].usa_land);
        assert_int_equal(!!find_link(&p, "ITA", 0, ENT_LAND), rows[i].far_land);
        assert_int_equal(!!find_link(&p, "JPN", 1, ENT_SEA), rows[i].jpn_sea);
        assert_int_equal(!!find_link(&p, "USA", 1, ENT_SEA), rows[i].usa_sea);
        assert_int_equal(!!find_link(&p, "ITA", 0, ENT_SEA), rows[i].air);
    }
    const ent_allocation_problem p = problem_of(&(ent_allocation_plan){60, ENT_MISSING, 0});
    CHECK_NEAR(find_link(&p, "ITA", 0, ENT_LAND)->arrival, 47, 0);
    CHECK_NEAR(find_link(&p, "ITA", 0, ENT_LAND)->worth, 1.2, 1e-15);
    CHECK_NEAR(find_link(&p, "ITA", 0, ENT_SEA)->worth, 1.2 * .2, 1e-15);
    CHECK_NEAR(find_link(&p, "JPN", 1, ENT_SEA)->worth, 2, 0);
}

/* What comes on a day or later passes between that day and the last: rate (60 - 10 - day). */
static void limits(void **state)
{
    (void)state;
    start();
    const ent_allocation_problem p = problem_of(&(ent_allocation_plan){60, ENT_MISSING, 0});
    static const double from[] = {10, 37, 47};
    assert_int_equal(p.n_limits, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(p.limits[i].place, 0); /* none at sea */
        CHECK_NEAR(p.limits[i].from, from[i], 0);
        CHECK_NEAR(p.limits[i].most, .5 * (50 - from[i]), 1e-12);
    }
    world.flashpoint[LAND_PLACE].notice[FAR] = 15; /* arrives with the US: one limit for both */
    assert_int_equal(problem_of(&(ent_allocation_plan){60, ENT_MISSING, 0}).n_limits, 2);
}

static void without_memory(void **state)
{
    (void)state;
    start();
    for (size_t n = 1; n <= 6; n++) {
        ent_arena small;
        ent_allocation_problem p;
        ent_error err = {0};
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        assert_int_equal(
            ent_allocation_of_tile(&tile, 0, &(ent_allocation_plan){60, .4, 0}, &p, &small, &err),
            n <= 5 ? ENT_E_NOMEM : ENT_OK);
        ent_heap_fail_after(0);
        if (n <= 5)
            assert_string_equal(err.message, "out of memory");
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places), cmocka_unit_test(pools),          cmocka_unit_test(links),
        cmocka_unit_test(limits), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
