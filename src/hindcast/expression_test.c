#include "hindcast/expression.h"

#include <math.h>
#include <string.h>

#include "check.h"

#include "entente/heap.h"

enum { N = 3 };

static ent_status quantity(void *closure, const expression_name *name, double *values,
                           ent_error *err)
{
    const char *key = name->key, *index = name->index;
    (void)closure;
    if (name->base || name->at) { /* what only the name says */
        values[0] = name->base ? 10.0 : 0.0;
        values[1] = name->at && strcmp(name->at, "2026..2030") == 0 ? 5.0 : 0.0;
        values[2] = index && strcmp(index, "GBR") == 0 ? 7.0 : 0.0;
        return ENT_OK;
    }
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
    gives("2 x a.b \xc3\x97 3", 0.0, 6.0, 12.0);
    gives(".5 + 1e-1 + 2.5E+1", 25.6, 25.6, 25.6);
    gives("(a.b - 1) * gap[GBR]", 0.0, 0.0, 2.0); /* nothing times a gap is nothing */
    gives("a.b @ 2026..2030", 0.0, 5.0, 0.0);
    gives("gap[GBR]@2030-06", 0.0, 0.0, 7.0);
    gives("base(a.b) - a.b", 10.0, -1.0, -2.0);
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
