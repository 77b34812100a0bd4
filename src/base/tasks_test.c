/* Each task once, with any number of threads; of failures the first by number is told. */
#include "check.h"

#include "base/tasks.h"

enum { TASKS = 500 };

static ent_status count(void *with, size_t task, ent_error *err)
{
    int *times = with;
    (void)err;
    times[task]++;
    return ENT_OK;
}

static void test_each_once(void **state)
{
    (void)state;
    for (size_t threads = 0; threads < 5; threads++) {
        int times[TASKS] = {0};
        ent_error err = {{0}};
        CHECK_OK(tasks_run(TASKS, threads, count, times, &err), err);
        for (size_t i = 0; i < TASKS; i++)
            assert_int_equal(times[i], 1);
    }
}

static ent_status fail_from_three(void *with, size_t task, ent_error *err)
{
    (void)with;
    return task < 3 ? ENT_OK : ent_fail(err, ENT_E_DATA, "task %zu", task);
}

static void test_first_failure(void **state)
{
    ent_error err = {{0}};
    (void)state;
    assert_int_equal(tasks_run(TASKS, 1, fail_from_three, NULL, &err), ENT_E_DATA);
    assert_string_equal(err.message, "task 3");
    assert_int_equal(tasks_run(0, 4, fail_from_three, NULL, &err), ENT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_once),
        cmocka_unit_test(test_first_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
