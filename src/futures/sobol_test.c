/* Direction numbers from a table: known first points, refusals. */
#include <stdlib.h>

#include "check.h"
#include "entente/design.h"
#include "entente/heap.h"
#include "entente/sobol.h"

static ent_status load_text(const char *text, size_t *n, ent_arena *arena, ent_error *err)
{
    char path[TEMPORARY_PATH];
    const uint32_t *directions;
    const int fd = mkstemp(temporary(path, "entente-sobol-XXXXXX"));
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    fputs(text, file);
    fclose(file);
    const ent_status status = ent_sobol_load(path, &directions, n, arena, err);
    remove(path);
    return status;
}

/* Dimensions 1 to 3 of Joe and Kuo 2008 (new-joe-kuo-6.21201): initial numbers 1; 1; 1, 3. */
static void test_known_directions(void **state)
{
    ent_arena arena;
    ent_error err;
    const uint32_t *v;
    size_t n;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    CHECK_OK(ent_sobol_load(ENT_SOURCE_DIR "/data/sobol_directions.csv", &v, &n, &arena, &err),
             err);
    assert_true(n >= 1024);
    for (size_t k = 0; k < ENT_SOBOL_BITS; k++)
        assert_true(v[k] == UINT32_C(1) << (31 - k)); /* first dimension: van der Corput */
    const uint32_t *second = v + ENT_SOBOL_BITS, *third = v + (size_t)2 * ENT_SOBOL_BITS;
    assert_true(second[0] == UINT32_C(0x80000000) && second[1] == UINT32_C(0xC0000000));
    assert_true(third[0] == UINT32_C(0x80000000) && third[1] == UINT32_C(0xC0000000));
    for (size_t d = 0; d < n; d++) /* triangular: bit 31 - k is the lowest that is set */
        for (size_t k = 0; k < ENT_SOBOL_BITS; k++) {
            const uint32_t x = v[d * ENT_SOBOL_BITS + k];
            assert_true((x & (~x + 1)) == UINT32_C(1) << (31 - k));
        }
    ent_heap_arena_destroy(&arena);
}

static void test_refusals(void **state)
{
    static const char *const bad[] = {
        "polynomial,initial\n7,1 2\n",  /* even */
        "polynomial,initial\n7,1 5\n",  /* too large for its place */
        "polynomial,initial\n7,1 x\n",  /* no number */
        "polynomial,initial\n-7,1 3\n", /* no polynomial */
    };
    ent_arena arena;
    ent_error err = {{0}};
    size_t n;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    CHECK_OK(load_text("polynomial,initial\n7,1 3\n", &n, &arena, &err), err);
    assert_int_equal(n, 1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(load_text(bad[i], &n, &arena, &err), ENT_E_DATA);
        assert_non_null(strstr(err.message, ":2: "));
    }
    assert_int_not_equal(load_text("degree\n1\n", &n, &arena, &err), ENT_OK);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_directions),
                                       cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
