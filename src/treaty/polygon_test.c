/* Polygons from text: points, boxes and rings by hand, mistakes with their position, memory. */
#include "check.h"

#include "entente/heap.h"
#include "treaty/rows.h"

static const scope_place place = {"r.csv", 4, "polygon"};

static void prepare(treaty_build *b, ent_arena *arena)
{
    *b = (treaty_build){.arena = arena};
#define SECTION_SIZE(name, type) b->section[SECTION_##name].size = sizeof(type);
    TREATY_SECTION_LIST(SECTION_SIZE)
#undef SECTION_SIZE
}

static void regions(void **state)
{
    (void)state;
    ent_arena arena;
    treaty_build b;
    ent_error err = {0};
    uint32_t n = 9;
    ent_heap_arena_create(&arena, 4096);
    prepare(&b, &arena);
    CHECK_OK(polygon_compile(&b, "", &place, &n, &err), err); /* a region may have none */
    assert_int_equal(n, 0);
    CHECK_OK(polygon_compile(&b, "170 -5;190.5 -5;180 7.25|1 1;2 1;2 2;1 2", &place, &n, &err),
             err);
    assert_int_equal(n, 2);
    const ent_treaty_ring *r = (const ent_treaty_ring *)(const void *)b.section[SECTION_rings].data;
    const double *p = (const double *)(const void *)b.section[SECTION_points].data;
    assert_int_equal(r[0].first, 0);
    assert_int_equal(r[0].count, 3);
    assert_int_equal(r[1].first, 3);
    assert_int_equal(r[1].count, 4);
    CHECK_NEAR(p[2], 190.5, 0); /* past the date line on purpose */
    CHECK_NEAR(p[5], 7.25, 0);
    CHECK_NEAR((double)r[0].west, 170, 2e-4); /* the box is wider by a hair, never narrower */
    assert_true((double)r[0].west < 170 && (double)r[0].east > 190.5);
    assert_true((double)r[0].south < -5 && (double)r[0].north > 7.25);
    ent_heap_arena_destroy(&arena);
}

static void outlines(void **state)
{
    (void)state;
    ent_arena arena;
    treaty_build b;
    ent_error err = {0};
    ent_heap_arena_create(&arena, 4096);
    prepare(&b, &arena);
    CHECK_OK(outline_compile(&b, "-10.126 3.004;-9 3.005;-9.5 4", 17, &place, &err), err);
    const int16_t *p = (const int16_t *)(const void *)b.section[SECTION_outline_points].data;
    static const int16_t want[] = {-1013, 300, -900, 301, -950, 400}; /* hundredths, rounded */
    assert_memory_equal(p, want, sizeof want);
    const ent_treaty_ring *r =
        (const ent_treaty_ring *)(const void *)b.section[SECTION_outlines].data;
    assert_int_equal(r->state, 17);
    assert_int_equal(r->count, 3);
    ent_heap_arena_destroy(&arena);
}

static void mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
        bool outline;
    } wrong[] = {
        {"a 1;2 2;3 3", "position 1: expected 'lon lat' near 'a 1;2 2;3 3'", false},
        {"1,1;2 2;3 3", "position 1: expected 'lon lat' near '1,1;2 2;3 3'", false},
        {"1 x;2 2;3 3", "position 1: expected a longitude and a latitude near", false},
        {"1 90.5;2 2;3 3", "position 1: expected a longitude and a latitude near", false},
        {"1 1;361 2;3 3", "position 5: expected a longitude and a latitude near", false},
        {"1 1;2 2", "position 8: a ring needs three points before near ''", false},
        {"1 1;2 2|3 3;4 4;5 5", "position 8: a ring needs three points before near '|3", false},
        {"1 1;2 2;3 3|", "", false}, /* a bar at the end adds nothing */
        {"1 1;2 2;3 3,", "position 12: expected ';' or '|' near ','", false},
        {"1 1;181 2;3 3", "position 5: expected a longitude and a latitude near", true},
        {"1 1;2 2;3 3|4 4", "position 12: expected ';' near '|4 4'", true},
        {"1 1;2 2", "position 8: a ring needs three points before near ''", true},
        {"", "position 1: expected 'lon lat' near ''", true},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ent_arena arena;
        treaty_build b;
        ent_error err = {0};
        uint32_t n = 0;
        ent_heap_arena_create(&arena, 4096);
        prepare(&b, &arena);
        const ent_status status = wrong[i].outline
                                      ? outline_compile(&b, wrong[i].text, 1, &place, &err)
                                      : polygon_compile(&b, wrong[i].text, &place, &n, &err);
        assert_int_equal(status, *wrong[i].want ? ENT_E_PARSE : ENT_OK);
        if (!strstr(err.message, wrong[i].want))
            fail_msg("'%s': '%s'", wrong[i].text, err.message);
        if (*wrong[i].want)
            assert_memory_equal(err.message, "r.csv:4: column polygon: ", 25);
        ent_heap_arena_destroy(&arena);
    }
}

static void without_memory(void **state)
{
    (void)state;
    for (int outline = 0; outline < 2; outline++) {
        size_t failures = 0;
        for (size_t n = 1; n <= 3; n++) {
            ent_arena arena;
            treaty_build b;
            ent_error err = {0};
            uint32_t rings = 0;
            ent_heap_arena_create(&arena, 64);
            prepare(&b, &arena);
            ent_heap_fail_after(n);
            const ent_status status =
                outline ? outline_compile(&b, "1 1;2 2;3 3", 1, &place, &err)
                        : polygon_compile(&b, "1 1;2 2;3 3", &place, &rings, &err);
            ent_heap_fail_after(0);
            failures += status != ENT_OK;
            if (status != ENT_OK)
                assert_string_equal(err.message, "r.csv: out of memory");
            ent_heap_arena_destroy(&arena);
        }
        assert_int_equal(failures, 2); /* points, ring */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions),
        cmocka_unit_test(outlines),
        cmocka_unit_test(mistakes),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
