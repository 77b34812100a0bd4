/* Aid accounts against the published totals (KIEL_UST_R29) and the keys' own
 * identities. */
#include "check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/aid.h"
#include "entente/heap.h"
#include "entente/text.h"

static ent_arena arena;
static ent_aid aid;
static ent_error err;

static int setup(void **state)
{
    (void)state;
    ent_heap_arena_create(&arena, 1 << 20);
    return ent_aid_read(ENT_SOURCE_DIR "/data", &aid, &arena, &err) == ENT_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

static void test_totals_as_published(void **state)
{
    (void)state;
    CHECK_NEAR(ent_aid_sum(&aid, ENT_AID_US, 202201, 202412), 64.134, 0.0006);
    CHECK_NEAR(ent_aid_sum(&aid, ENT_AID_EUROPE, 202201, 202412), 57.8484, 0.0006);
    CHECK_NEAR(ent_aid_sum(&aid, ENT_AID_OTHER, 202201, 202412), 3.6977, 0.0006);
    CHECK_NEAR(aid.published[ENT_AID_EUROPE], 62.0, 0.0); /* vintage of February 2025 */
    const double us = ent_aid_flow_of(&aid, ENT_AID_US, "military", 2024);
    const double all = ent_aid_flow_of(&aid, ENT_AID_ALL, "military", 2024);
    CHECK_NEAR(100.0 * us / all, 48.4045, 1e-3);
    assert_true(isnan(ent_aid_flow_of(&aid, ENT_AID_US, "military", 2019)));
    assert_true(isnan(ent_aid_sum(&aid, ENT_AID_US, 201901, 201912)));
}

static void test_months_make_quarters_and_years(void **state)
{
    (void)state;
    for (int g = 0; g < 3; g++)
        for (int year = 2022; year <= 2025; year++) {
            const double yearly = ent_aid_flow_of(&aid, (ent_aid_group)g, "military", year);
            double quarters = 0.0;
            for (int q = 1; q <= 4; q++)
                quarters += ent_aid_flow_of(&aid, (ent_aid_group)g, "military", year * 10 + q);
            CHECK_NEAR(quarters, yearly, 0.0006);
            CHECK_NEAR(ent_aid_sum(&aid, (ent_aid_group)g, year * 100 + 1, year * 100 + 12), yearly,
                       0.0011);
        }
}

static void test_replacement_adds_up(void **state)
{
    (void)state;
    double extra[200];
    assert_true(aid.n_donors < 200);
    for (size_t d = 0; d < aid.n_donors; d++) /* any GDP will do for the identities */
        aid.donors[d].gdp_eur_bn = 100.0 + 50.0 * (double)d;
    for (int key = 0; key < 3; key++) {
        const double left = ent_aid_replace(&aid, (ent_aid_key)key, 22.0, 0.5, extra);
        double sum = left;
        for (size_t d = 0; d < aid.n_donors; d++) {
            if (isnan(extra[d]))
                continue;
            assert_true(extra[d] >= 0.0);
            sum += extra[d];
            if (key == ENT_AID_BY_CAPPED) {
                const double given = aid.donors[d].eur_bn[ENT_AID_MILITARY] * 12.0 / 35.0;
                assert_true(extra[d] == 0.0 || isnan(given) ||
                            extra[d] + given <= 0.005 * aid.donors[d].gdp_eur_bn + 1e-9);
            }
        }
        CHECK_NEAR(sum, 22.0, 1e-9);
    }
    assert_true(ent_aid_replace(&aid, ENT_AID_BY_CAPPED, 1e6, 0.5, extra) > 0.0);
}

/* --- small tables: mistakes with their place, memory --- */

static const struct small_table {
    const char *name, *text;
} tables[] = {
    {"aid_flows.csv",
     "group,period,kind,eur_bn,source\nus,2024-03,military,1.5,S\n"
     "us,2024-Q1,military,4,S\nus,2024,military,10,S\nus,2024-04,humanitarian,7,S\n"
     "us,2024-05,military,,S\n"},
    {"aid_donors.csv", "donor,name,group,as_of,kind,value,source\n"
                       "DEU,Germany,eu_members,2024-12-31,military,12,S\n"
                       "DEU,Germany,eu_members,2025-06-30,military,15,S\n"
                       "DEU,Germany,eu_members,2024-12-31,military_pct_gdp2021,0.3,S\n"
                       "NOR,Norway,europe_non_eu,2024-12-31,military,,S\n"
                       "EUI,Institutions,eu_institutions,2024-12-31,financial,40,S\n"},
    {"aid_published.csv", "group,as_of,kind,value\nus,2024-12-31,military,64\n"
                          "us,2024-12-31,financial,46\nus,2025-02-28,military,65\n"},
};

typedef struct folders {
    char folder[TEMPORARY_PATH], sub[TEMPORARY_PATH + 16];
} folders;

static void write_table(const folders *f, const char *name, const char *text)
{
    char path[TEMPORARY_PATH + 64];
    ent_error e = {0};
    snprintf(path, sizeof path, "%s/%s", f->sub, name);
    CHECK_OK(ent_text_write_file(path, text, strlen(text), &e), e);
}

static folders make_tables(void)
{
    folders f;
    assert_non_null(mkdtemp(temporary(f.folder, "entente-aid-XXXXXX")));
    snprintf(f.sub, sizeof f.sub, "%s/ukraine", f.folder);
    assert_int_equal(mkdir(f.sub, 0700), 0);
    for (size_t i = 0; i < 3; i++)
        write_table(&f, tables[i].name, tables[i].text);
    return f;
}

static void remove_tables(const folders *f)
{
    for (size_t i = 0; i < 3; i++) {
        char path[TEMPORARY_PATH + 64];
        snprintf(path, sizeof path, "%s/%s", f->sub, tables[i].name);
        unlink(path);
    }
    rmdir(f->sub);
    rmdir(f->folder);
}

static void test_small_tables(void **state)
{
    (void)state;
    const folders f = make_tables();
    ent_aid small;
    ent_error e = {0};
    CHECK_OK(ent_aid_read(f.folder, &small, &arena, &e), e);
    assert_int_equal(small.n_flows, 5);
    assert_int_equal(small.flows[0].period, 202403);
    assert_int_equal(small.flows[1].period, 20241);
    assert_int_equal(small.flows[2].period, 2024);
    CHECK_NEAR(ent_aid_sum(&small, ENT_AID_US, 202401, 202412), 1.5, 0); /* months of one kind */
    assert_int_equal(small.n_donors, 3);
    CHECK_NEAR(small.donors[0].eur_bn[ENT_AID_MILITARY], 12, 0);
    CHECK_NEAR(small.donors[0].latest_eur_bn[ENT_AID_MILITARY], 15, 0);
    CHECK_NEAR(small.donors[0].pct_gdp2021, .3, 0);
    CHECK_NEAR(small.donors[1].eur_bn[ENT_AID_MILITARY], ENT_MISSING, 0);
    CHECK_NEAR(small.published[ENT_AID_US], 64, 0);
    CHECK_NEAR(small.published[ENT_AID_EUROPE], ENT_MISSING, 0);
    /* 3 bn over GDPs of 200 and 100, caps of .5 %: Germany gives 12/(35/12) > 1 already, so
       that Norway alone gives up to .5, and 2.5 stay without a donor. */
    double extra[3];
    small.donors[0].gdp_eur_bn = 200;
    small.donors[1].gdp_eur_bn = 100;
    small.donors[2].gdp_eur_bn = 999; /* institutions are not asked */
    CHECK_NEAR(ent_aid_replace(&small, ENT_AID_BY_CAPPED, 3, .5, extra), 2.5, 1e-12);
    CHECK_NEAR(extra[0], 0, 0);
    CHECK_NEAR(extra[1], .5, 1e-12);
    CHECK_NEAR(extra[2], ENT_MISSING, 0);
    CHECK_NEAR(ent_aid_replace(&small, ENT_AID_AS_NOW, 3, .5, extra), 0, 0);
    CHECK_NEAR(extra[0], 3, 1e-12); /* the only one that gives now */
    small.donors[0].eur_bn[ENT_AID_MILITARY] = ENT_MISSING;
    CHECK_NEAR(ent_aid_replace(&small, ENT_AID_AS_NOW, 3, .5, extra), 3, 0); /* nobody gives */
    remove_tables(&f);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        size_t table;
        const char *text, *want;
    } rows[] = {
        {0, "group,period,kind,eur_bn,source\nmars,2024,military,1,S\n",
         "aid_flows.csv:2: column group: 'mars' is not known"},
        {0, "group,period,kind,eur_bn,source\nus,2024-13,military,1,S\n",
         "aid_flows.csv:2: column period: '2024-13' is not YYYY, YYYY-Qn or YYYY-MM"},
        {0, "group,period,kind,eur_bn,source\nus,24,military,1,S\n", "'24' is not YYYY"},
        {0, "group,period,kind,eur_bn,source\nus,20x4,military,1,S\n", "'20x4' is not YYYY"},
        {0, "group,period,kind,eur_bn,source\nus,2024-Qx,military,1,S\n", "'2024-Qx' is not"},
        {0, "group,period,kind,eur_bn,source\nus,2024,military,x,S\n",
         "aid_flows.csv:2: column eur_bn: 'x' is not a number"},
        {0, "group,period\n", "aid_flows.csv:1: column 'kind' is missing"},
        {1, "donor,name,group,as_of,kind,value,source\nDEU,G,mars,2024,military,1,S\n",
         "aid_donors.csv:2: column group: 'mars' is not known"},
        {1, "donor,name,group,as_of,kind,value,source\nDEU,G,us,2024,military,x,S\n",
         "aid_donors.csv:2: column value: 'x' is not a number"},
        {1, "donor\n", "aid_donors.csv:1: column 'name' is missing"},
        {2, "group,as_of,kind,value\nmars,2024-12-31,military,1\n",
         "aid_published.csv:2: column group: 'mars' is not known"},
        {2, "group,as_of,kind,value\nus,2024-12-31,military,x\n",
         "aid_published.csv:2: column value: 'x' is not a number"},
        {2, "group\n", "aid_published.csv:1: column 'as_of' is missing"},
    };
    const folders f = make_tables();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_aid small;
        ent_error e = {0};
        write_table(&f, tables[rows[i].table].name, rows[i].text);
        const ent_status status = ent_aid_read(f.folder, &small, &arena, &e);
        if (status == ENT_OK || !strstr(e.message, rows[i].want))
            fail_msg("row %zu: status %d, '%s'", i, (int)status, e.message);
        write_table(&f, tables[rows[i].table].name, tables[rows[i].table].text);
    }
    remove_tables(&f);
    ent_aid small;
    ent_error e = {0};
    assert_int_equal(ent_aid_read(f.folder, &small, &arena, &e), ENT_E_IO);
}

static void test_without_memory(void **state)
{
    (void)state;
    const folders f = make_tables();
    size_t failures = 0;
    for (size_t n = 1;; n++) {
        ent_arena tight;
        ent_aid small;
        ent_error e = {0};
        ent_heap_arena_create(&tight, 64);
        ent_heap_fail_after(n);
        const ent_status status = ent_aid_read(f.folder, &small, &tight, &e);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&tight);
        if (status == ENT_OK)
            break;
        assert_int_equal(status, ENT_E_NOMEM);
        failures++;
    }
    assert_true(failures >= 5); /* three paths, two tables of rows, and the texts */
    remove_tables(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals_as_published),
        cmocka_unit_test(test_months_make_quarters_and_years),
        cmocka_unit_test(test_replacement_adds_up),
        cmocka_unit_test(test_small_tables),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
