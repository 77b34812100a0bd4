#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/late.h"

#define MATHS(X) X(floor) X(ldexp)
#define NOWHERE(X) X(floor)
LATE_LIBRARY(MATHS, maths, "libm.so.6")
LATE_LIBRARY(NOWHERE, nowhere, "libentente-nowhere.so.0")

static void loads_once(void **state)
{
    ent_error err = {{0}};
    (void)state;
    assert_null(maths.floor);
    assert_int_equal(maths_load(&err), ENT_OK);
    assert_true(maths.floor(2.5) == 2.0 && maths.ldexp(1.5, 2) == 6.0);
    maths.floor = NULL; /* a second load leaves the table alone */
    assert_int_equal(maths_load(&err), ENT_OK);
    assert_null(maths.floor);
}

static void names_what_is_missing(void **state)
{
    ent_error err = {{0}};
    (void)state;
    assert_int_equal(nowhere_load(&err), ENT_E_IO);
    assert_non_null(strstr(err.message, "libentente-nowhere.so.0"));
    const char *names[] = {"floor", "no_such_function"};
    void *table[2];
    bool loaded = false;
    assert_int_equal(late_load("libm.so.6", names, 2, table, &loaded, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "no_such_function"));
    assert_false(loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_once),
        cmocka_unit_test(names_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
