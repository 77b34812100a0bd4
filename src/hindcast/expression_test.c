#include "hindcast/expression.h"

#include <math.h>
#include <string.h>

#include "check.h"

#include "entente/heap.h"

enum { N = 3 };

static ent_status quantity(void *closure, const char *key, const char *index, double *values,
                           ent_error *err)
{
    (void)closure;
    for (size_t f = 0; f < N; f++)
        values[f] = (double)f;
    if (strcmp(key, "a.b") == 0 && !index)
        return ENT_OK;
    if (strcmp(key, "gap") == 0 && index && strcmp(index, "GBR") == 0) {
        values[1] = ENT_MISSING;
        return ENT_OK;
    }
    return ent_fail(err, ENT_E_KEY, "no '%s'", key);
}

static void gives(const char *text, double first, double second, double third)
{
    const double wanted[N] = {first, second, third};
    double values[N];
    ent_error err = {0};
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 12);
    CHECK_OK(expression_values(text, N, quantity, NULL, values, &arena, &err), err);
    for (size_t f = 0; f < N; f++)
        if (!(values[f] == wanted[f] || (isnan(values[f]) && isnan(wanted[f]))))
            fail_msg("%s: future %zu has %g, not %g", text, f, values[f], wanted[f]);
    ent_heap_arena_destroy(&arena);
}

static void fails(const char *text, const char *with)
{
    double values[N];
    ent_error err = {0};
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 12);
    assert_true(expression_values(text, N, quantity, NULL, values, &arena, &err) != ENT_OK);
    if (!strstr(err.message, with))
        fail_msg("'%s' should say '%s'", err.message, with);
    ent_heap_arena_destroy(&arena);
}

static void test_arithmetic(void **state)
{
    (void)state;
    gives("a.b", 0.0, 1.0, 2.0);
    gives("1 + 2 * a.b", 1.0, 3.0, 5.0);
    gives("(1 + 2) * a.b - 1", -1.0, 2.0, 5.0);
    gives("-a.b/2", 0.0, -0.5, -1.0);
    gives("8 - 2 - 1", 5.0, 5.0, 5.0);
    gives("1e3 * 0.5", 500.0, 500.0, 500.0);
}

static void test_missing_values(void **state)
{
    (void)state;
    gives("gap[GBR] + 1", 1.0, ENT_MISSING, 3.0);
    gives("1 / a.b", ENT_MISSING, 1.0, 0.5);
    gives("sum(gap[GBR], a.b, 1)", 1.0, 2.0, 5.0);
    gives("sum(gap[GBR])", 0.0, ENT_MISSING, 2.0);
}

static void test_mistakes(void **state)
{
    (void)state;
    fails("", "character 1");
    fails("a.b +", "is expected");
    fails("a.b a.b", "should end here");
    fails("(a.b", "closing bracket");
    fails("sum(a.b", "closing bracket");
    fails("gap[]", "an index");
    fails("gap[GBR", "an index");
    fails("nothing", "no 'nothing'");
    fails("((((((((((((((((((1))))))))))))))))))", "nested too deeply");
    fails("1.2.3", "not a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_missing_values),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
