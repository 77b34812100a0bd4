/* Figures beside those that stand: what is the same, new, changed, odd, absent. */
#include "import/imported.h"

#include "entente/text.h"

static ent_import_value figure(const char *state, const char *key, int year, double value)
{
    return (ent_import_value){.state = state,
                              .key = key,
                              .year = year,
                              .date = "",
                              .value = value,
                              .decimals = 4,
                              .where = "cell",
                              .quality = "reported",
                              .source = "",
                              .before = ENT_MISSING};
}

static ent_import compared(loaded *l, ent_import_value *values, size_t n,
                           const ent_import_options *o)
{
    ent_import in = {.kind = ENT_IMPORT_TABLE, .path = "t.csv", .n_values = n, .values = values};
    ent_error err;
    CHECK_OK(ent_import_compare(&in, &l->facts, o, &l->arena, &err), err);
    return in;
}

static size_t findings(const ent_import *in, ent_import_check check)
{
    size_t n = 0;
    for (size_t i = 0; i < in->n_findings; i++)
        n += in->findings[i].check == check;
    return n;
}

static const ent_import_options all = {0};

/* One figure, the state of the facts being Poland's: 2.2312 in 2020 to 4.1202 in 2024. */
static void test_one_figure(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *what, *key;
        int year;
        double value;
        int decimals;
        ent_import_standing standing;
        ent_import_check check;
        const char *want; /* NULL: nothing to say */
    } rows[] = {
        {"as it stands", "defence_pct_gdp", 2024, 4.1202, 4, ENT_IMPORT_SAME, 0, NULL},
        {"as it stands to the digits given", "defence_pct_gdp", 2024, 4.12, 2, ENT_IMPORT_SAME, 0,
         NULL},
        {"not to those digits", "defence_pct_gdp", 2024, 4.1, 2, ENT_IMPORT_CHANGED, 0, NULL},
        {"digits that say nothing", "defence_pct_gdp", 2024, 4.1202, 40, ENT_IMPORT_SAME, 0, NULL},
        {"digits before the point that say nothing", "defence_pct_gdp", 2024, 4.2, -40,
         ENT_IMPORT_CHANGED, 0, NULL},
        {"a revision within bounds", "defence_pct_gdp", 2024, 4.35, 2, ENT_IMPORT_CHANGED, 0, NULL},
        {"a revision beyond them", "defence_pct_gdp", 2024, 4.6, 2, ENT_IMPORT_CHANGED,
         ENT_FINDING_OUTLIER, "POL defence_pct_gdp 2024: 4.1202 stands, the file has 4.6"},
        {"a new year within bounds", "defence_pct_gdp", 2025, 4.9, 2, ENT_IMPORT_NEW, 0, NULL},
        {"a new year beyond them", "defence_pct_gdp", 2025, 5.5, 2, ENT_IMPORT_NEW,
         ENT_FINDING_OUTLIER, "POL defence_pct_gdp 2025: 5.5 after 4.1202 in 2024"},
        {"a year long after the last", "defence_pct_gdp", 2030, 9, 2, ENT_IMPORT_NEW, 0, NULL},
        {"below zero", "defence_pct_gdp", 2024, -1, 2, ENT_IMPORT_LEFT_OUT, ENT_FINDING_NUMBER,
         "POL defence_pct_gdp 2024 cannot be -1: it goes from "},
        {"beyond the range of the key", "defence_pct_gdp", 2024, 412, 2, ENT_IMPORT_LEFT_OUT,
         ENT_FINDING_UNIT, "values are about 10^2 times"},
        {"no number", "defence_pct_gdp", 2024, INFINITY, 2, ENT_IMPORT_LEFT_OUT, ENT_FINDING_NUMBER,
         "POL defence_pct_gdp 2024 is not a number; left out"},
        {"growth may be below zero", "growth_pct", 2020, -2.5, 1, ENT_IMPORT_CHANGED, 0, NULL},
        {"growth moves by points, not by shares", "growth_pct", 2020, -4, 1, ENT_IMPORT_CHANGED,
         ENT_FINDING_OUTLIER, "-2.036 stands, the file has -4"},
        {"money moves by a tenth", "gdp_current_musd", 2024, 950000, 0, ENT_IMPORT_CHANGED,
         ENT_FINDING_OUTLIER, "848857 stands, the file has 950000"},
        {"a hundred times: a fraction for a percentage", "defence_pct_gdp", 2024, 0.0412, 4,
         ENT_IMPORT_LEFT_OUT, ENT_FINDING_UNIT,
         "defence_pct_gdp: 1 of 1 values are about 10^-2 times those that stand"},
        {"nothing after something", "defence_pct_gdp", 2024, 0, 2, ENT_IMPORT_LEFT_OUT,
         ENT_FINDING_NUMBER, "POL defence_pct_gdp 2024: the file has 0, which may stand for a "},
        {"as it stands to the digits of the table", "defence_pct_gdp", 2024, 4.12024, 9,
         ENT_IMPORT_SAME, 0, NULL},
        {"not to the digits of the table", "defence_pct_gdp", 2024, 4.12032, 9, ENT_IMPORT_CHANGED,
         0, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_import_value v = figure("POL", rows[i].key, rows[i].year, rows[i].value);
        v.decimals = rows[i].decimals;
        const ent_import in = compared(l, &v, 1, &all);
        if (v.standing != rows[i].standing)
            fail_msg("%s: standing %d", rows[i].what, v.standing);
        if (rows[i].want && !finding(&in, rows[i].check, rows[i].want))
            fail_msg("%s: not said", rows[i].what);
        const size_t odd = findings(&in, ENT_FINDING_OUTLIER) + findings(&in, ENT_FINDING_UNIT) +
                           findings(&in, ENT_FINDING_NUMBER);
        if (odd != (rows[i].want ? 1 : 0))
            fail_msg("%s: %zu findings", rows[i].what, odd);
    }
}

static double stands(const loaded *l, const char *state, const char *key, int year)
{
    return ent_facts_value(&l->facts, state, key, year);
}

/* One of three in another unit is left out alone; two of three take the key with them. */
static void test_units(void **state)
{
    loaded *l = *state;
    static const char *const states[] = {"DEU", "FRA", "POL"};
    const char *key = "defence_current_musd";
    for (size_t wrong = 1; wrong <= 2; wrong++) {
        ent_import_value v[4];
        for (size_t i = 0; i < 3; i++)
            v[i] = figure(states[i], key, 2024,
                          stands(l, states[i], key, 2024) * (i < wrong ? 1000.0 : 1.0));
        v[3] = figure("POL", "defence_pct_gdp", 2024, stands(l, "POL", "defence_pct_gdp", 2024));
        const ent_import in = compared(l, v, 4, &all);
        assert_int_equal(v[0].standing, ENT_IMPORT_LEFT_OUT);
        assert_int_equal(v[2].standing, wrong == 1 ? ENT_IMPORT_SAME : ENT_IMPORT_LEFT_OUT);
        assert_int_equal(v[3].standing, ENT_IMPORT_SAME);
        assert_int_equal(findings(&in, ENT_FINDING_UNIT), 1);
        assert_non_null(finding(&in, ENT_FINDING_UNIT,
                                wrong == 1
                                    ? "DEU defence_current_musd 2024: 9.76856e+07 is about "
                                      "10^3 times 97685.6; left out"
                                    : "2 of 3 values are about 10^3 times those that stand; "
                                      "the file is in another unit? None of the key is taken"));
    }
}

static void test_no_figure_stands(void **state)
{
    loaded *l = *state;
    ent_import_value v = figure("RUS", "defence_pct_gdp", 2024, 40);
    const ent_import in = compared(l, &v, 1, &all);
    assert_int_equal(v.standing, ENT_IMPORT_NEW);
    assert_int_equal(findings(&in, ENT_FINDING_OUTLIER) + findings(&in, ENT_FINDING_UNIT), 0);
}

/* A figure for a day is set beside the newest that is not after it. */
static void test_dated(void **state)
{
    loaded *l = *state;
    ent_import_value v = figure("UKR", "war_area_km2", 2024, 109361);
    v.date = "2024-07-08";
    compared(l, &v, 1, &all);
    assert_int_equal(v.standing, ENT_IMPORT_SAME);
    v.date = "2019-01-01";
    compared(l, &v, 1, &all);
    assert_int_equal(v.standing, ENT_IMPORT_NEW);
    CHECK_NEAR(v.before, ENT_MISSING, 0);
}

static void test_years_that_lack(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *state;
        int year;
    } given[] = {{"DEU", 2014}, {"DEU", 2016}, {"DEU", 2019}, {"POL", 2014},
                 {"POL", 2015}, {"POL", 2016}, {"POL", 2017}, {"POL", 2018},
                 {"POL", 2019}, {"POL", 2020}, {"POL", 2021}, {"POL", 2022}};
    ent_import_value v[12];
    for (size_t i = 0; i < 12; i++)
        v[i] = figure(given[i].state, "defence_pct_gdp", given[i].year,
                      stands(l, given[i].state, "defence_pct_gdp", given[i].year));
    const ent_import in = compared(l, v, 12, &all);
    assert_int_equal(findings(&in, ENT_FINDING_YEAR), 3);
    assert_non_null(finding(&in, ENT_FINDING_YEAR, "DEU defence_pct_gdp: nothing for 2015"));
    assert_non_null(
        finding(&in, ENT_FINDING_YEAR, "DEU defence_pct_gdp: nothing for 2017 to 2018"));
    assert_non_null(
        finding(&in, ENT_FINDING_YEAR, "DEU defence_pct_gdp: nothing for 2020 to 2022"));
}

/* All absent states are named. */
static void test_states_that_lack(void **state)
{
    loaded *l = *state;
    ent_import_value v = figure("POL", "defence_pct_gdp", 2024, 4.1202);
    const ent_import in = compared(l, &v, 1, &all);
    const ent_import_finding *f = finding(&in, ENT_FINDING_STATE, "not in the file: ALB BEL ");
    assert_non_null(f);
    assert_null(strstr(f->text, "POL"));
    for (size_t s = 0; s < l->facts.n_states; s++) {
        const char *ally = l->facts.states[s];
        if (ent_facts_find(&l->facts, ally, "defence_pct_gdp", 0, NULL) && strcmp(ally, "POL") != 0)
            assert_non_null(strstr(f->text, ally));
    }
}

/* One ally's spending alone no longer adds up to NATO's sum, nor to its share; the same does. */
static void test_recheck(void **state)
{
    loaded *l = *state;
    ent_error err;
    const double spent = ent_facts_value(&l->facts, "POL", "defence_current_musd", 2024);
    ent_import_value v = figure("POL", "defence_current_musd", 2024, 1.09 * spent);
    ent_import in = compared(l, &v, 1, &all);
    CHECK_OK(ent_import_recheck(&in, &l->facts, &l->arena, &err), err);
    assert_non_null(
        finding(&in, ENT_FINDING_CROSS_CHECK, "sum of defence_current_musd, NATO_EUR_CAN 2024: "));
    assert_non_null(finding(&in, ENT_FINDING_CROSS_CHECK,
                            "share from current prices, POL 2024: 4.1202 against"));
    assert_int_equal(findings(&in, ENT_FINDING_CROSS_CHECK), 3);
    v = figure("POL", "defence_current_musd", 2024, spent);
    in = compared(l, &v, 1, &all);
    CHECK_OK(ent_import_recheck(&in, &l->facts, &l->arena, &err), err);
    assert_int_equal(findings(&in, ENT_FINDING_CROSS_CHECK), 0);
}

static void test_options(void **state)
{
    loaded *l = *state;
    static const char *const one[] = {"growth_pct"}, *const unknown[] = {"gdp_pct"};
    static const struct {
        ent_import_options o;
        size_t n;
        int first;
    } rows[] = {
        {{0}, 4, 2014}, /* the first year that is known: 1995 is not */
        {{.first_year = 1990}, 6, 1995},
        {{.first_year = 2023}, 2, 2023},
        {{.last_year = 2014}, 2, 2014},
        {{.keys = one, .n_keys = 1}, 2, 2014},
        {{.first_year = 2023, .keys = one, .n_keys = 1}, 1, 2023},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_import_value v[6];
        static const int years[] = {1995, 2014, 2023};
        for (size_t k = 0; k < 6; k++)
            v[k] = figure("POL", k < 3 ? "defence_pct_gdp" : "growth_pct", years[k % 3], 2);
        const ent_import in = compared(l, v, 6, &rows[i].o);
        if (in.n_values != rows[i].n || in.values[0].year != rows[i].first)
            fail_msg("row %zu: %zu values from %d", i, in.n_values, in.values[0].year);
    }
    ent_import_value v = figure("POL", "growth_pct", 2023, 2);
    ent_import in = {.path = "t.csv", .n_values = 1, .values = &v};
    ent_error err;
    assert_int_equal(ent_import_compare(&in, &l->facts,
                                        &(ent_import_options){.keys = unknown, .n_keys = 1},
                                        &l->arena, &err),
                     ENT_E_ARG);
    assert_string_equal(err.message, "--key: this file gives no 'gdp_pct'");
    assert_int_equal(ent_import_compare(&in, &l->facts, &(ent_import_options){.first_year = 2024},
                                        &l->arena, &err),
                     ENT_E_DATA);
    assert_string_equal(err.message, "t.csv: contains nothing for the years given with --years");
}

/* More keys than are counted one by one: figures are taken all the same. */
static void test_many_keys(void **state)
{
    enum { MANY = 70 };
    loaded *l = *state;
    static char keys[MANY][8];
    ent_import_value v[MANY + 1];
    for (size_t i = 0; i < MANY; i++) {
        snprintf(keys[i], sizeof keys[i], "k%02zu", i);
        v[i] = figure("DEU", keys[i], 2020, 1);
    }
    v[MANY] = figure("POL", "population_m", 2024, 36.621);
    const ent_import in = compared(l, v, MANY + 1, &all);
    assert_int_equal(in.n_values, MANY + 1);
    assert_int_equal(v[0].standing, ENT_IMPORT_NEW);
    assert_int_equal(v[MANY].standing, ENT_IMPORT_SAME);
    assert_int_equal(findings(&in, ENT_FINDING_YEAR), 0);
}

/* For every n the n-th request of memory fails. */
static void test_no_memory(void **state)
{
    loaded *l = *state;
    ent_status status = ENT_E_NOMEM;
    for (size_t n = 1; status != ENT_OK; n++) {
        ent_import_value v[] = {
            figure("DEU", "defence_current_musd", 2024, 97.7), /* in another unit */
            figure("DEU", "defence_pct_gdp", 2020, -1), /* cannot be, and then 3 years lack */
            figure("DEU", "defence_pct_gdp", 2024, 9),
            figure("FRA", "defence_pct_gdp", 2025, 9),
            figure("POL", "defence_pct_gdp", 2022, 2225.3), /* one in another unit */
            figure("POL", "defence_pct_gdp", 2024, 4.1202),
        };
        const ent_import_finding before = {ENT_FINDING_STATE, "", "from the reader"};
        ent_import in = {
            .path = "t.csv", .n_values = 6, .values = v, .n_findings = 1, .findings = &before};
        ent_arena arena;
        ent_error err = {{0}};
        assert_true(n < 100);
        ent_heap_arena_create(&arena, 1); /* each request is one of the heap */
        ent_heap_fail_after(n);
        status = ent_import_compare(&in, &l->facts, &all, &arena, &err);
        if (status == ENT_OK) /* and none was passed over: the next would fail */
            assert_null(ent_arena_alloc(&arena, 1, 1));
        ent_heap_fail_after(0);
        if (status != ENT_OK && (status != ENT_E_NOMEM || !strstr(err.message, "out of memory")))
            fail_msg("request %zu: status %d, '%s'", n, (int)status, err.message);
        if (status == ENT_OK) {
            assert_non_null(finding(&in, ENT_FINDING_STATE, "from the reader"));
            assert_int_equal(findings(&in, ENT_FINDING_UNIT), 2);
            assert_int_equal(findings(&in, ENT_FINDING_OUTLIER), 2);
            assert_int_equal(findings(&in, ENT_FINDING_NUMBER), 1);
        }
        ent_heap_arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_figure),       cmocka_unit_test(test_units),
        cmocka_unit_test(test_no_figure_stands), cmocka_unit_test(test_dated),
        cmocka_unit_test(test_years_that_lack),  cmocka_unit_test(test_states_that_lack),
        cmocka_unit_test(test_options),          cmocka_unit_test(test_recheck),
        cmocka_unit_test(test_many_keys),        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
