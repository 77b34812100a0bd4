#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/text.h"

static const char *const DATA = ENT_SOURCE_DIR "/data";

static void test_values(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts f;
    CHECK_OK(ent_facts_load(DATA, &f, &arena, &err), err);
    assert_true(f.n_states >= 60);
    assert_int_equal(f.n_absent, 0);

    /* NATO June 2024 release */
    CHECK_NEAR(ent_facts_value(&f, "GBR", "defence_pct_gdp", 2024), 2.3323, 0);
    CHECK_NEAR(ent_facts_value(&f, "POL", "defence_pct_gdp", 2024), 4.1210, 0.005);
    CHECK_NEAR(ent_facts_value(&f, "ISL", "defence_pct_gdp", 2024), ENT_MISSING, 0);
    CHECK_NEAR(ent_facts_value(&f, "ISL", "gdp_current_musd", 2024), 32894.5, 0);
    const ent_fact *later = ent_facts_find(&f, "POL", "defence_pct_gdp", 2025, "NATO-2025-08");
    assert_non_null(later);
    CHECK_NEAR(later->value, 4.48, 0);
    assert_string_equal(later->file, "nato_later.csv");
    assert_non_null(ent_facts_source(&f, later->source));
    ent_heap_arena_destroy(&arena);
}

static void test_choice_of_fact(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts f;
    CHECK_OK(ent_facts_load(DATA, &f, &arena, &err), err);

    /* caveats: of one state, and of all after a note of the row itself */
    assert_non_null(strstr(ent_facts_find(&f, "LUX", "defence_pct_gdp", 2023, NULL)->note,
                           "gross national income"));
    assert_string_equal(ent_facts_find(&f, "LUX", "defence_pct_gdp", 2020, NULL)->note, "");
    assert_non_null(strstr(ent_facts_find(&f, "PRK", "growth_pct", 2026, NULL)->note,
                           "no forecast is published; known after"));

    /* newest without a year, and by date */
    CHECK_NEAR(ent_facts_value(&f, "RUS", "soldiers_active", 0), 1320000, 0);
    CHECK_NEAR(ent_facts_value(&f, "RUS", "soldiers_active", 2021), 1013628, 0);
    CHECK_NEAR(ent_facts_dated(&f, "UKR", "war_area_km2", "2025-02-12")->value, 112240, 0);
    CHECK_NEAR(ent_facts_dated(&f, "UKR", "war_area_km2", "2025-02-11")->value, 109361, 0);
    assert_null(ent_facts_dated(&f, "UKR", "war_area_km2", "2022-01-01"));
    assert_string_equal(ent_facts_text(&f, "GBR", "currency"), "GBP");
    assert_string_equal(ent_facts_nearest_state(&f, "Poland"), "POL");
    ent_heap_arena_destroy(&arena);
}

static void test_need(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts f;
    double v = 7;
    CHECK_OK(ent_facts_load(DATA, &f, &arena, &err), err);
    assert_int_equal(ent_facts_need(&f, "ISL", "defence_pct_gdp", 2024, &v, &err), ENT_E_DATA);
    assert_string_equal(err.message, "nato_defence.csv: ISL has no defence_pct_gdp for 2024");
    CHECK_NEAR(v, 7, 0);
    ent_heap_arena_destroy(&arena);
}

static void test_override(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts f, g;
    CHECK_OK(ent_facts_load(DATA, &f, &arena, &err), err);
    const ent_fact changes[] = {
        {.state = "POL",
         .key = "defence_pct_gdp",
         .vintage = "",
         .date = "",
         .year = 2024,
         .value = 4.5},
        {.state = "POL",
         .key = "defence_pct_gdp",
         .vintage = "",
         .date = "",
         .year = 2025,
         .value = 4.48},
    };
    CHECK_OK(ent_facts_override(&f, 2, changes, &g, &arena, &err), err);
    assert_int_equal(g.n_facts, f.n_facts + 1);
    CHECK_NEAR(ent_facts_value(&g, "POL", "defence_pct_gdp", 2024), 4.5, 0);
    CHECK_NEAR(ent_facts_value(&g, "POL", "defence_pct_gdp", 0), 4.48, 0);
    CHECK_NEAR(ent_facts_value(&f, "POL", "defence_pct_gdp", 2024), 4.121, 0.005);
    ent_heap_arena_destroy(&arena);
}

/* --- malformed tables, each in a copy of the folder with one file replaced --- */

static void copy_folder(const char *to)
{
    char line[1024];
    snprintf(line, sizeof line, "cp -r '%s/.' '%s'", DATA, to);
    assert_int_equal(system(line), 0);
}

typedef struct bad_row {
    const char *file, *text, *want;
} bad_row;

static const bad_row bad[] = {
    {"sources.csv", "key,publisher,title,date,address,terms\nA,,,,,\nA,,,,,\n",
     "sources.csv:3: source 'A' is given twice"},
    {"exchange.csv", "currency,year,per_usd,quality,source\nEUR,2024,0.9,x,NOWHERE\n",
     "exchange.csv:2: source 'NOWHERE' is not listed in sources.csv"},
    {"exchange.csv", "currency,year,per_usd,quality,source\nEUR,2024,abc,x,ECB_RATES_2024\n",
     "exchange.csv:2: column per_usd: 'abc' is not a number"},
    {"exchange.csv", "currency,year,per_dollar,quality,source\nEUR,2024,1,x,ECB_RATES_2024\n",
     "exchange.csv:2: 'per_dollar' is not a key of keys.csv"},
    {"exchange.csv",
     "currency,year,per_usd,quality,source\nEUR,2024,1,x,ECB_RATES_2024\n"
     "EUR,2024,1,x,ECB_RATES_2024\n",
     "per_usd of EUR for 2024 is given twice"},
    {"exchange.csv", "currency,year,per_usd,quality,source\nEUR,soon,1,x,ECB_RATES_2024\n",
     "exchange.csv:2: column year: 'soon' is not a year"},
    {"forces.csv", "state,year,key,value,quality,source\nGBX,2024,reserves,1,x,ENTENTE\n",
     "forces.csv:2: column state: 'GBX' is not in states.csv. Did you mean 'GBR'?"},
    {"forces.csv", "state,year,key,value,quality,source\nGBR,2024,reserves,,x,ENTENTE\n",
     "forces.csv:2: column value: is empty but needed"},
    {"forces.csv", "state,year,key,quality,source\nGBR,2024,reserves,x,ENTENTE\n",
     "forces.csv:1: column 'value' is missing"},
    {"caveats.csv", "state,key,from_year,to_year,note\nGBR,reserves,1999,2000,x\n",
     "caveats.csv:2: no fact is concerned by this row"},
    {"caveats.csv", "state,key,from_year,to_year,note\nGBR,reserves,1999,,x\n",
     "caveats.csv:2: column to_year: is empty but needed"},
    {"states.csv", "state,name\nGBR,a\nGBR,b\n", "states.csv:3: state GBR is given twice"},
    {"states.csv", "state,name\nGREAT,a\n", "'GREAT' is not a code of three letters"},
    {"keys.csv",
     "key,label,unit,file,kind,source,title,unit_words,help,low,high\n"
     "name,,,,text,,,,,,\nname,,,,text,,,,,,\n",
     "keys.csv:3: key 'name' is given twice"},
    {"keys.csv", "key,label\n", "keys.csv:1: column 'unit' is missing"},
};

static void test_bad_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64], line[2 * TEMPORARY_PATH + 256];
        assert_non_null(mkdtemp(temporary(folder, "entente-facts-XXXXXX")));
        copy_folder(folder);
        snprintf(path, sizeof path, "%s/%s", folder, bad[i].file);
        ent_error err = {0};
        CHECK_OK(ent_text_write_file(path, bad[i].text, strlen(bad[i].text), &err), err);
        ent_arena arena;
        ent_heap_arena_create(&arena, 1 << 20);
        ent_facts f;
        assert_int_not_equal(ent_facts_load(folder, &f, &arena, &err), ENT_OK);
        if (!strstr(err.message, bad[i].want))
            fail_msg("row %zu: got '%s', want '%s'", i, err.message, bad[i].want);
        ent_heap_arena_destroy(&arena);
        snprintf(line, sizeof line, "rm -r '%s'", folder);
        assert_int_equal(system(line), 0);
    }
}

/* Without the separable table the rest loads, says what is missing, and names it when asked. */
static void test_without_sipri(void **state)
{
    (void)state;
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64], line[2 * TEMPORARY_PATH + 256];
    assert_non_null(mkdtemp(temporary(folder, "entente-facts-XXXXXX")));
    copy_folder(folder);
    snprintf(path, sizeof path, "%s/sipri_spending.csv", folder);
    assert_int_equal(unlink(path), 0);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts f;
    double v;
    CHECK_OK(ent_facts_load(folder, &f, &arena, &err), err);
    assert_int_equal(f.n_absent, 1);
    assert_string_equal(f.absent[0], "sipri_spending.csv");
    assert_int_equal(ent_facts_need(&f, "RUS", "sipri_current_musd", 2024, &v, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "the file is not there"));
    ent_heap_arena_destroy(&arena);
    snprintf(line, sizeof line, "rm -r '%s'", folder);
    assert_int_equal(system(line), 0);
}

/* The n-th allocation fails, for every n: an error, no crash. */
static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t n = 1;; n++) {
        ent_arena arena;
        ent_heap_arena_create(&arena, 1 << 14);
        ent_error err = {0};
        ent_facts f;
        ent_heap_fail_after(n);
        const ent_status status = ent_facts_load(DATA, &f, &arena, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&arena);
        if (status == ENT_OK)
            break;
        assert_int_equal(status, ENT_E_NOMEM);
        assert_true(n < 100000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),        cmocka_unit_test(test_choice_of_fact),
        cmocka_unit_test(test_need),          cmocka_unit_test(test_override),
        cmocka_unit_test(test_bad_tables),    cmocka_unit_test(test_without_sipri),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
