/* The central future is one future: central assumptions, no shock, no event. */
#include "real_world.h"

#include "entente/central.h"

typedef struct path {
    size_t starts, years, months;
    double share[ENT_MAX_YEARS]; /* of the US */
} path;

static void look(void *with, const ent_tile *t, int32_t month)
{
    path *p = with;
    p->starts += month == ENT_VISIT_START;
    p->months += month >= 0;
    if (month != ENT_VISIT_YEAR)
        return;
    p->share[t->year] = t->share[t->world->usa][0];
    p->years++;
    for (size_t f = 1; f < ENT_TILE; f++) /* all futures of the tile are the same one */
        assert_memory_equal(&t->share[t->world->usa][f], &t->share[t->world->usa][0],
                            sizeof(double));
    for (int32_t k = 0; k < t->world->n_flashpoints; k++)
        assert_true(t->attack_now[k][0] < 0.5);
}

static void test_visits(void **state)
{
    real_world *r = *state;
    const size_t mark = ent_arena_mark(&r->arena);
    path p = {0};
    ent_error err;
    CHECK_OK(ent_central_run(r->world, look, &p, &r->arena, &err), err);
    assert_int_equal(p.starts, 1);
    assert_int_equal(p.years, r->world->n_years);
    assert_int_equal(p.months, r->world->n_months);
    assert_int_equal(ent_arena_mark(&r->arena), mark); /* scratch is rewound */
}

/* The same as a silent block whose draws are the central values. */
static void test_against_a_block(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    path p = {0};
    ent_error err;
    CHECK_OK(ent_central_run(w, look, &p, &r->arena, &err), err);
    double *out = real_world_output(r);
    ent_block_job job = real_world_job(r, out);
    double *draws = ent_arena_array(&r->arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    for (size_t i = 0; i < (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK; i++)
        draws[i] = w->central[i / ENT_BLOCK];
    job.draws = draws;
    job.silent = 1;
    ent_block_run(&job);
    for (int32_t y = 0; y < w->n_years; y++) {
        const double *row = real_world_row(r, out, ENT_O_SPENDING_SHARE, y * w->n_states + w->usa);
        CHECK_NEAR(row[0], 100.0 * p.share[y], 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_visits),
                                       cmocka_unit_test(test_against_a_block)};
    return cmocka_run_group_tests(tests, status_quo_load, status_quo_free);
}
