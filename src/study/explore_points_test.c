/* Points that are kept change nothing: the same scores, values and outcomes, bit for bit. */
#include "check.h"

#include <string.h>

#include "entente/heap.h"
#include "study/explore_run.h"

static explore_problem problem;
static ent_arena arena;

/* Two worlds: the second has priors of its own and is read by a difference. */
static int open_all(void **state)
{
    static const world_folders folders = {.data = ENT_SOURCE_DIR "/data",
                                          .scenarios = ENT_SOURCE_DIR "/scenarios"};
    static const char *const outcomes[] = {"posture.shortfall", "posture.shortfall"};
    ent_error err = {{0}};
    explore_problem *p = &problem;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 22);
    assert_int_equal(world_of(&folders, "brussels-2025", &p->parts, &arena, &err), ENT_OK);
    assert_int_equal(explore_open(p, 2, outcomes, "2027", &arena, &err), ENT_OK);
    ent_world *other = ent_arena_array(&arena, ent_world, 1);
    assert_non_null(other);
    *other = *p->worlds[0];
    other->prior[p->input[0]] = (ent_prior){ENT_PRIOR_FIXED, 1, {other->prior[p->input[0]].p[0]}};
    p->worlds[p->n_worlds++] = other;
    p->target[1].probe.combine = ENT_COMBINE_DIFFERENCE;
    p->target[1].probe.against = 1;
    p->threads = 2;
    assert_int_equal(explore_prepare(p, &arena, &err), ENT_OK);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

static void assert_same_sample(explore_plan plan)
{
    const size_t targets = plan.target == EXPLORE_ALL ? problem.n_targets : 1;
    explore_sample plain, kept;
    ent_error err = {{0}};
    plan.again = false;
    assert_int_equal(explore_plain(&problem, &plan, &plain, &arena, &err), ENT_OK);
    plan.again = true;
    for (size_t twice = 0; twice < 2; twice++) {
        assert_int_equal(explore_plain(&problem, &plan, &kept, &arena, &err), ENT_OK);
        assert_int_equal(kept.n, plain.n);
        if (plain.x)
            assert_memory_equal(kept.x, plain.x, plain.n * problem.n_inputs * sizeof *plain.x);
        if (plain.scores)
            assert_memory_equal(kept.scores, plain.scores,
                                plain.n * problem.n_inputs * sizeof *plain.scores);
        assert_memory_equal(kept.y, plain.y, plain.n * targets * sizeof *plain.y);
    }
}

static void test_without_shift(void **state)
{
    (void)state;
    assert_same_sample((explore_plan){.n = 512, .seed = 3, .target = EXPLORE_ALL});
    assert_same_sample((explore_plan){.n = 512, .seed = 3, .target = 1, .scores = true});
}

static void test_shifted(void **state)
{
    double shift[ENT_N_ASSUMPTIONS] = {0};
    const explore_plan plan = {
        .n = 512, .seed = 3, .shift = shift, .target = EXPLORE_ALL, .scores = true};
    (void)state;
    assert_same_sample(plan);
    shift[0] = 1.5;
    shift[problem.n_inputs - 1] = -0.75;
    assert_same_sample(plan);
    shift[0] = 0.0; /* what was moved goes back */
    assert_same_sample(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_shift),
        cmocka_unit_test(test_shifted),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
