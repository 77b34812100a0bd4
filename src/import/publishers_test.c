/* Odd files of the publishers, as text: titles, units, headers, names and figures that move. */
#include "import/imported.h"

#include "entente/text.h"

static ent_status parse(loaded *l, ent_import_kind kind, const char *path, const char *text,
                        ent_import *in, ent_error *err)
{
    return ent_import_parse(kind, path, text, strlen(text), &l->facts, NULL, in, &l->arena, err);
}

static ent_import parsed(loaded *l, ent_import_kind kind, const char *path, const char *text)
{
    ent_import in = {0};
    ent_error err = {{0}};
    CHECK_OK(parse(l, kind, path, text, &in, &err), err);
    return in;
}

typedef struct refusal {
    const char *what, *path, *text, *want;
} refusal;

static void expect_refusals(loaded *l, ent_import_kind kind, const refusal *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ent_import in = {0};
        ent_error err = {{0}};
        const char *path = rows[i].path ? rows[i].path : "t.csv";
        const ent_status status = parse(l, kind, path, rows[i].text, &in, &err);
        if (status != ENT_E_DATA || !strstr(err.message, rows[i].want) ||
            strncmp(err.message, path, strlen(path)) != 0)
            fail_msg("%s: status %d, '%s'", rows[i].what, (int)status, err.message);
    }
}
#define EXPECT_REFUSALS(kind, rows) \
    expect_refusals(*state, kind, rows, sizeof(rows) / sizeof(rows)[0])

/* --- NATO --- */

static const struct {
    const char *title, *unit, *subtitle;
    const char *key; /* NULL: none of the tables */
    double scale;
} tables[] = {
    {"Table 2: Defence expenditure", "Million US dollars", "Current prices and exchange rates",
     "defence_current_musd", 1},
    {"DEFENCE EXPENDITURE", "MILLION US DOLLARS", "CURRENT PRICES", "defence_current_musd", 1},
    {"Table 2: Defence expenditure", "Billion US dollars", "Current prices and exchange rates",
     "defence_current_musd", 1000},
    {"Table 2: Defence expenditure", "Million US dollars", "Constant 2015 prices",
     "defence_2015_musd", 1},
    {"Table 2: Defence expenditure", "Million US dollars", "Constant 20 prices", NULL, 0},
    {"Table 2: Defence expenditure", "Million US dollars", "Constant prices", NULL, 0},
    {"Table 2: Defence expenditure", "Million US dollars", "Prices of some year", NULL, 0},
    {"Table 1: Defence expenditure", "Million national currency units", "Current prices", NULL, 0},
    {"Table 5: Real GDP", "Million US dollars", "Current prices", "gdp_current_musd", 1},
    {"Table 5: Gross domestic product", "Million US dollars", "Constant 2015 prices",
     "gdp_2015_musd", 1},
    {"Table 5: Real GDP", "Million US dollars", "Current prices and exchange rates",
     "gdp_current_musd", 1},
    {"Table 5: GDP", "Million US dollars", "Annual change (%)", NULL, 0},
    {"Table 3: Share of GDP and annual real change", "Based on 2015 prices", "Percent", NULL, 0},
    {"Table 3: Share of GDP", "Annual real change (%)", "", NULL, 0},
    {"Core defence expenditure as a share of GDP", "Based on 2021 prices", "Share of real GDP (%)",
     "defence_pct_gdp", 1},
    {"Table 9: Something else", "Million US dollars", "Current prices", NULL, 0},
    {"Table 4: GDP per capita", "US dollars", "Current prices", NULL, 0},
    {"Table 4: Defence expenditure", "US dollars", "Defence expenditure per capita", NULL, 0},
    {"Table 3: Defence expenditure as a share of GDP", "Based on 2015 prices", "Share of real GDP",
     "defence_pct_gdp", 1},
    {"Table 3: Defence expenditure as a share of GDP", "Based on 2015 prices", "Percent",
     "defence_pct_gdp", 1},
    {"Table 3: Defence expenditure as a share of GDP", "Based on 2015 prices",
     "Annual real change (%)", NULL, 0},
    {"Defence expenditure as a share of GDP", "Million US dollars", "Current prices and rates",
     "defence_current_musd", 1},
    {"Table 7: Military personnel", "Thousands", "All services", "personnel_thousand", 1},
    {"Table 7: Military personnel", "Persons", "In thousands", "personnel_thousand", 1},
    {"Table 7: Military personnel", "Persons", "All services", "personnel_thousand", 1e-3},
    {"Table 8a: Distribution of defence expenditure", "Percentage", "Equipment (%)",
     "equipment_pct_defence", 1},
    {"Table 8a: Distribution of defence expenditure", "Percentage", "Infrastructure (%)", NULL, 0},
    {"Table 8b: Main categories", "Percentage", "Personnel (%)", NULL, 0},
};

static void test_nato_tables(void **state)
{
    loaded *l = *state;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        ent_import in = {0};
        ent_error err = {{0}};
        const char *text = ent_text_format(&l->arena,
                                           "\"%s\",,,\n\"%s\",,,\n\"%s\",,,\n,2021,2022,2023e\n"
                                           "Germany,10,20,30\n",
                                           tables[i].title, tables[i].unit, tables[i].subtitle);
        const ent_status status = parse(l, ENT_IMPORT_NATO, "nato.csv", text, &in, &err);
        if (!tables[i].key) {
            if (status != ENT_E_DATA || !strstr(err.message, "contains none of NATO's tables"))
                fail_msg("table %zu: status %d, '%s'", i, (int)status, err.message);
            continue;
        }
        CHECK_OK(status, err);
        const ent_import_value *first = value(&in, "DEU", tables[i].key, 2021),
                               *last = value(&in, "DEU", tables[i].key, 2023);
        if (!first || !last || in.n_values != 3)
            fail_msg("table %zu: %zu values, key %s", i, in.n_values, in.values[0].key);
        CHECK_NEAR(first->value, 10 * tables[i].scale, 1e-9);
        assert_string_equal(first->where, "line 5");
        assert_string_equal(first->quality, "reported");
        assert_string_equal(last->quality, "estimate");
    }
}

#define SHARES "Table 3: share of GDP,,,,\n,,,,\nShare of real GDP,,,,\n"

/* Rows that are none, names with marks, figures with marks, states given twice. */
static void test_nato_rows(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(
        l, ENT_IMPORT_NATO, "nato.csv",
        SHARES ",2021,,2022,2023e\n"
               "NATO Europe,,,,\n" /* a heading */
               ",9,,9,9\n"
               "A sentence that says in more than sixty letters what the figures below are,1,,1,1\n"
               "Notes: of 2021,1,,1,1\n"
               "Germany*,1.1,,1.2,1.3\n"
               "Narnia,1,,1,1\nGondor,1,,1,1\n"
               "France 2,2.1*,,\"2,2\",n/a\n"
               "Germany,1.1,,1.5,\n");
    assert_int_equal(in.n_values, 3);
    assert_null(value(&in, "DEU", "defence_pct_gdp", 2022)); /* contradicted */
    CHECK_NEAR(value(&in, "DEU", "defence_pct_gdp", 2021)->value, 1.1, 0);
    CHECK_NEAR(value(&in, "FRA", "defence_pct_gdp", 2021)->value, 2.1, 0);
    const ent_import_finding *twice =
        finding(&in, ENT_FINDING_NUMBER,
                "DEU defence_pct_gdp 2022 is given twice, as 1.2 and as 1.5; neither is taken");
    assert_non_null(twice);
    assert_string_equal(twice->where, "line 9 and line 13");
    const ent_import_finding *comma = finding(
        &in, ENT_FINDING_NUMBER,
        "'2,2' is not a number (a comma groups digits here; for decimal commas give --decimal");
    assert_non_null(comma);
    assert_string_equal(comma->where, "line 12");
    assert_non_null(finding(&in, ENT_FINDING_STATE, "no state: Narnia, Gondor"));
    assert_int_equal(in.n_findings, 3);
}

/* Years once above two blocks, as until 2024: the subtitle met last decides, a change is never a
 * share, a repeated heading without a measure stops, and tables that give nothing are named. */
static void test_nato_blocks(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(
        l, ENT_IMPORT_NATO, "nato.csv",
        ",,,,\n,Table 3 : Defence expenditure as a share of GDP and annual real change,,,\n,,,,\n"
        ",Based on 2015 prices,,,\n,,,2022,2023,2024e\n,,,,\n,Share of real GDP (%),,,\n"
        ",,Germany,1.4,1.6,2.1\n,NATO Total,,2.5,2.5,2.7\n,Annual real change (%),,,\n"
        ",,Germany,3,10,20\n,Growth over five years,,,\n,,Germany,33,10,20\n"
        ",-9-,,,\n,Table 6 : GDP per capita,,,\n,2015 prices and exchange rates,,,\n"
        ",,,2022,2023,2024e\n,GDP per capita (thousand US dollars),,,\n,,Germany,44,43,42\n"
        ",Table 7 : Military personnel,,,\n,Thousands,,,\n,,,2022,2023,2024e\n"
        ",,Germany,183,181,185\n,Others,,,\n,,France,200,201,202\n,Reserves,,,\n"
        ",,Germany,30,31,32\n,,France,40,41,42\n");
    CHECK_NEAR(value(&in, "DEU", "defence_pct_gdp", 2023)->value, 1.6, 0);
    assert_string_equal(value(&in, "DEU", "defence_pct_gdp", 2024)->quality, "estimate");
    CHECK_NEAR(value(&in, "NATO_TOTAL", "defence_pct_gdp", 2022)->value, 2.5, 0);
    CHECK_NEAR(value(&in, "DEU", "personnel_thousand", 2023)->value, 181, 0);
    CHECK_NEAR(value(&in, "FRA", "personnel_thousand", 2024)->value, 202, 0);
    assert_int_equal(in.n_values, 12);
    assert_non_null(finding(&in, ENT_FINDING_NOT_TAKEN,
                            "Table 6 : GDP per capita: nothing is taken (figures per head)"));
    assert_non_null(
        finding(&in, ENT_FINDING_NOT_TAKEN,
                "Table 7 : Military personnel: the states stand again below a heading"));
    assert_null(finding(&in, ENT_FINDING_NUMBER, ""));
    assert_int_equal(in.n_findings, 2);
}

/* Prices of 2021 become those of 2015 by the years that both have; sums of states are left. */
static void test_nato_prices(void **state)
{
    loaded *l = *state;
    const double of_2022 = ent_facts_value(&l->facts, "DEU", "defence_2015_musd", 2022),
                 of_2021 = ent_facts_value(&l->facts, "DEU", "defence_2015_musd", 2021);
    const ent_import in =
        parsed(l, ENT_IMPORT_NATO, "nato.csv",
               ent_text_format(&l->arena,
                               "Table 2: Defence expenditure,,,,\nMillion US dollars,,,,\n"
                               "Constant 2021 prices and exchange rates,,,,\n"
                               ",2021,2022,2023,2024e,2025e\n"
                               "Germany,%.6f,%.6f,n/a,66000,77000\nNATO Total,1,2,3,4,5\n",
                               1.25 * of_2021, 1.25 * of_2022));
    CHECK_NEAR(value(&in, "DEU", "defence_2015_musd", 2022)->value, of_2022, 1e-6 * of_2022);
    CHECK_NEAR(value(&in, "DEU", "defence_2015_musd", 2025)->value, 77000 / 1.25, 1e-3);
    assert_string_equal(value(&in, "DEU", "defence_2015_musd", 2025)->quality, "estimate");
    assert_null(value(&in, "NATO_TOTAL", "defence_2015_musd", 2025));
    assert_non_null(finding(&in, ENT_FINDING_PRICES,
                            "spending in other prices: 1 of 2 series are turned into"));
}

/* Columns between years, a year out of order, years as numbers with a point; two years do not make
 * a row of years; one table below another. */
static void test_nato_headers(void **state)
{
    loaded *l = *state;
    const ent_import in =
        parsed(l, ENT_IMPORT_NATO, "nato.csv",
               SHARES "Year,2019,2020,,,\n" /* a row of figures, not of years */
                      ",2021.0,Change,2022.0,1999,2023.0\nGermany,1.1,9,1.2,9,1.3\n,,,,\n"
                      "Equipment (%),,,,\n,2021,2022,2023\nGermany,21,22,23\n");
    assert_int_equal(in.n_values, 6);
    CHECK_NEAR(value(&in, "DEU", "defence_pct_gdp", 2023)->value, 1.3, 0);
    CHECK_NEAR(value(&in, "DEU", "equipment_pct_defence", 2023)->value, 23, 0);
}

/* A year written in a way that is not known is named, not passed over. */
static void test_other_years(void **state)
{
    loaded *l = *state;
    const ent_import nato = parsed(l, ENT_IMPORT_NATO, "nato.csv",
                                   SHARES ",2021,2022,2023,FY2024,2025 plan,Change\n"
                                          "Germany,1.1,1.2,1.3,1.4,1.5,9\n");
    assert_int_equal(nato.n_values, 3);
    assert_non_null(finding(&nato, ENT_FINDING_NOT_TAKEN, "column 'FY2024': not a single"));
    assert_non_null(finding(&nato, ENT_FINDING_NOT_TAKEN, "column '2025 plan': not a single"));
    assert_null(finding(&nato, ENT_FINDING_NOT_TAKEN, "'Change'"));
}

/* Years from new to old, with words for estimates, a year in two columns, and the row of years
 * again at the top of a page. */
static void test_year_forms(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(l, ENT_IMPORT_NATO, "nato.csv",
                                 SHARES ",2025 est.,2024 (estimate),e2023,2022,2021\n"
                                        "Germany,1.5,1.4,1.3,1.2,1.1\n");
    assert_int_equal(in.n_values, 5);
    for (int year = 2021; year <= 2025; year++) {
        const ent_import_value *v = value(&in, "DEU", "defence_pct_gdp", year);
        CHECK_NEAR(v->value, 1.1 + 0.1 * (year - 2021), 1e-12);
        assert_string_equal(v->quality, year > 2022 ? "estimate" : "reported");
    }
    const ent_import twice = parsed(l, ENT_IMPORT_NATO, "nato.csv",
                                    SHARES ",2021,2022,2023,2023\nGermany,1.1,1.2,1.3,1.4\n"
                                           "France,1.1,1.2,1.3,1.3\n");
    assert_int_equal(twice.n_values, 5);
    assert_non_null(finding(&twice, ENT_FINDING_NUMBER, "DEU defence_pct_gdp 2023 is given twice"));
    static const char years[] = "Country,Notes,2022,2023,2024\n";
    const ent_import pages =
        parsed(l, ENT_IMPORT_SIPRI, "Current US$.csv",
               ent_text_format(&l->arena,
                               "Military expenditure,,,,\n%sUkraine,,1,2,3\n%s"
                               "Russia,,4,5,6\nCountry,,2010,2011,2012\nChina,,7,8,9\n",
                               years, years));
    assert_int_equal(pages.n_values, 6);
    assert_non_null(finding(&pages, ENT_FINDING_NOT_TAKEN, "another row of years"));
}

/* Shares of GDP that are not defence spending are named and not taken; spending is also called
 * investment. */
static void test_other_quantities(void **state)
{
    static const char *const titles[] = {
        "Defence- and security-related expenditure as a share of GDP",
        "Resilience as a share of GDP",
        "Planned defence expenditure as a share of GDP",
        "Distance to the target as a share of GDP",
        "Rank by share of GDP",
        "Cost shares of common funding"};
    loaded *l = *state;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        const ent_import in =
            parsed(l, ENT_IMPORT_NATO, "nato.csv",
                   ent_text_format(&l->arena,
                                   "Table 2: Defence investment,,,\nMillion US dollars,,,\n"
                                   "Current prices and exchange rates,,,\n,2021,2022,2023\n"
                                   "Germany,10,20,30\nTable 9: %s,,,\n,,,\nShare of GDP (%%),,,\n"
                                   ",2021,2022,2023\nGermany,0.1,0.2,0.3\n",
                                   titles[i]));
        assert_int_equal(in.n_values, 3);
        CHECK_NEAR(value(&in, "DEU", "defence_current_musd", 2022)->value, 20, 0);
        assert_non_null(finding(&in, ENT_FINDING_NOT_TAKEN, "Table 9"));
    }
}

/* Every name is listed, however many. */
static void test_many_unknown_names(void **state)
{
    loaded *l = *state;
    ent_builder b;
    ent_error err;
    ent_builder_init(&b, &l->arena);
    ent_builder_format(&b, "%s", SHARES ",2021,2022,2023\nGermany,1,1,1\n");
    for (int k = 0; k < 300; k++)
        ent_builder_format(&b, "Land %d.,1,1,1\n", k);
    CHECK_OK(ent_builder_status(&b, &err), err);
    const ent_import in = parsed(l, ENT_IMPORT_NATO, "nato.csv", b.data);
    const ent_import_finding *f = finding(&in, ENT_FINDING_STATE, "no state: Land 0., Land 1.");
    assert_non_null(f);
    assert_non_null(strstr(f->text, "Land 299."));
}

/* --- shares against spending over GDP --- */

static void test_shares(void **state)
{
    loaded *l = *state;
    /* a table in the project's own layout: share, spending and GDP side by side */
    static const char head[] = "state,year,defence_pct_gdp,defence_current_musd,gdp_current_musd\n";
    ent_import in = parsed(l, ENT_IMPORT_TABLE, "t.csv",
                           ent_text_format(&l->arena,
                                           "%sDEU,2021,2.01,2,100\nDEU,2022,2.5,2,100\n"
                                           "DEU,2023,2,2,0\nFRA,2021,2,,100\nFRA,2022,2,2,\n",
                                           head));
    assert_int_equal(in.n_findings, 1);
    assert_string_equal(in.findings[0].text,
                        "DEU 2022: the share is 2.50 % of GDP, spending over GDP 2.00");
    ent_builder b;
    ent_error err;
    ent_builder_init(&b, &l->arena);
    ent_builder_text(&b, head);
    for (int year = 2010; year < 2025; year++)
        ent_builder_format(&b, "DEU,%d,3,2,100\n", year);
    CHECK_OK(ent_builder_status(&b, &err), err);
    in = parsed(l, ENT_IMPORT_TABLE, "t.csv", b.data);
    assert_int_equal(in.n_findings, 13);
    assert_string_equal(in.findings[12].text, "3 more shares disagree with spending over GDP");
    /* SIPRI's spending over the GDP that stands: Ukraine 2024, 64705 over 190,741 million */
    const double formed = 64705 / ent_facts_value(&l->facts, "UKR", "gdp_bn", 2024) / 10;
    in = parsed(l, ENT_IMPORT_TABLE, "t.csv",
                ent_text_format(&l->arena,
                                "state,year,defence_pct_gdp,sipri_current_musd\n"
                                "UKR,2024,%.2f,64705\nUKR,2023,9.9,64908\nUKR,1950,3,64908\n",
                                formed));
    assert_int_equal(in.n_findings, 1);
    assert_non_null(finding(&in, ENT_FINDING_SHARE, "UKR 2023: the share is 9.90 % of GDP"));
}

/* --- SIPRI --- */

static void test_sipri(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(l, ENT_IMPORT_SIPRI, "Current US$.csv",
                                 "Military expenditure,,,,\n,,,,\nCountry,Notes,2022,2023,2024\n"
                                 "Europe,,,,\nUkraine,4,41183.9,...,64705\n"
                                 "Germany,,1,2,3\nFrance,,1,2,3\nAlgeria,,1,2,3\n"
                                 "Russia,,xxx,2,\n");
    assert_int_equal(in.n_values, 3);
    CHECK_NEAR(value(&in, "UKR", "sipri_current_musd", 2024)->value, 64705, 0);
    CHECK_NEAR(value(&in, "RUS", "sipri_current_musd", 2023)->value, 2, 0); /* the last is empty */
    assert_null(value(&in, "UKR", "sipri_current_musd", 2023));
    assert_non_null(
        finding(&in, ENT_FINDING_NOT_TAKEN, "2 rows of NATO's members: they keep NATO's figures"));
    assert_non_null(finding(&in, ENT_FINDING_STATE, "Algeria"));
    assert_null(finding(&in, ENT_FINDING_STATE, "Europe"));
    const ent_import constant = parsed(l, ENT_IMPORT_SIPRI, "Constant (2023) US$.csv",
                                       "Country,Notes,2022,2023,2024\nUkraine,,1,2,3\n");
    CHECK_NEAR(value(&constant, "UKR", "sipri_2023_musd", 2024)->value, 3, 0);
    static const char one[] = "Country,2022,2023,2024\nUkraine,1,2,3\n";
    static const refusal refusals[] = {
        {"prices of no year", "Constant US$.csv", one, "has no sheet 'Current US$'"},
        {"prices in other money", "Constant (2023) EUR.csv", one, "has no sheet 'Current US$'"},
        {"shares alone", "Share of GDP.csv", one,
         "or 'Constant (2023) US$' (of any year), as SIPRI's"},
        {"regions", "Regional totals.csv", one, "has no sheet 'Current US$'"},
        {"no row of years", "Current US$.csv", "Country,2023,2024\nUkraine,1,2\n",
         "sheet 'Current US$.csv' has no row of years"},
        {"no state", "Current US$.csv", "Country,2022,2023,2024\nAlgeria,1,2,3\n",
         "contains no figure of a known state; states that the program does not cover: "
         "Algeria"},
    };
    EXPECT_REFUSALS(ENT_IMPORT_SIPRI, refusals);
}

/* --- IMF --- */

static void test_weo(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *what, *text, *key;
        double value;
        const char *quality;
    } rows[] = {
        {"older names",
         "ISO,WEO Subject Code,Scale,2022,2023,2024,Estimates Start After\n"
         "DEU,NGDPD,Billions,4000,4100,4200,2024\n",
         "gdp_bn", 4200, "reported"},
        {"newer names in small letters",
         "country.id,indicator.id,scale,2022,2023,2024,latest_actual_annual_data\n"
         "DEU,LP,Thousands,83000,83100,83200,FY2023/24\n",
         "population_m", 83.2, "reported"}, /* the fiscal year ends in 2024 */
        {"a fiscal year in full",
         "ISO,WEO Subject Code,Scale,2022,2023,2024,Estimates Start After\n"
         "DEU,NGDPD,9,4000,4100,4200,2022/2023\n",
         "gdp_bn", 4200, "projection"},
        {"no scale, no unit",
         "ISO,WEO Subject Code,2022,2023,2024,Estimates Start After\nDEU,LP,83,83.1,83.2,2024\n",
         "population_m", 83.2, "reported"},
        {"a scale within the unit",
         "ISO,WEO Subject Code,Units,2022,2023,2024\nDEU,LP,Thousand persons,1,2,83200\n",
         "population_m", 83.2, "projection"},
        {"one name for both",
         "SERIES_CODE,SCALE,2022,2023,2024\nDEU.NGDPD.A,Millions,1,2,4200000\n", "gdp_bn", 4200,
         "projection"},
        {"one name without a frequency",
         "SERIES_CODE,SCALE,2022,2023,2024\nDEU.LP,Units,1,2,83e6\n", "population_m", 83,
         "projection"},
        {"a state without its series' column",
         "ISO,SERIES_CODE,SCALE,2022,2023,2024\nFRA,DEU.NGDPD.A,Billions,1,2,3\n", "gdp_bn", 3,
         "projection"},
        {"no scale", "ISO,WEO Subject Code,2022,2023,2024\nDEU,NGDP_RPCH,1,2,-0.5\n", "growth_pct",
         -0.5, "projection"},
        {"a year of the last figures that is none",
         "ISO,WEO Subject Code,2022,2023,2024,Estimates Start After\nDEU,NGDP_RPCH,1,2,-0.5,12\n",
         "growth_pct", -0.5, "projection"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_import in = parsed(l, ENT_IMPORT_WEO, "weo.csv", rows[i].text);
        const ent_import_value *v = value(&in, "DEU", rows[i].key, 2024);
        if (!v || fabs(v->value - rows[i].value) > 1e-9 || strcmp(v->quality, rows[i].quality) != 0)
            fail_msg("%s: %g %s", rows[i].what, v ? v->value : 0, v ? v->quality : "is absent");
    }
    static const refusal refusals[] = {
        {"no years", NULL, "ISO,WEO Subject Code,Scale\nDEU,NGDPD,Billions\n",
         "is not the outlook by country: no row with ISO and WEO Subject Code"},
        {"states without series", NULL, "ISO,2022,2023,2024\nDEU,1,2,3\n", "(or COUNTRY.ID and"},
        {"series without states", NULL, "INDICATOR.ID,2022,2023,2024\nLP,1,2,3\n", "is not the"},
        {"a code without a point", NULL, "SERIES_CODE,2022,2023,2024\nDEULP,1,2,3\n",
         "contains no figure of a known state"},
        {"a code too long", NULL, "SERIES_CODE,2022,2023,2024\nSIXTEENLETTERSLO.LP,1,2,3\n",
         "contains no figure of a known state"},
        {"other series", NULL, "SERIES_CODE,2022,2023,2024\nDEU.LUR.A,1,2,3\n",
         "contains no figure of a known state"},
        {"other states", NULL, "SERIES_CODE,2022,2023,2024\nDZA.LP.A,1,2,3\n",
         "states that the program does not cover: DZA"},
        {"groups", NULL,
         "WEO Country Group Code,WEO Subject Code,Country Group Name,2022,2023,2024\n"
         "001,NGDPD,World,1,2,3\n",
         "is the outlook by country groups, which has no single states"},
    };
    EXPECT_REFUSALS(ENT_IMPORT_WEO, refusals);
}

/* A code and a name that are two states, and a file of groups that has a column Country, too. */
static void test_weo_names(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(l, ENT_IMPORT_WEO, "t.csv",
                                 "ISO,WEO Subject Code,Country,2022,2023,2024\n"
                                 "POL,LP,Germany,1,2,3\nGBR,LP,United Kingdom,4,5,6\n"
                                 "TUR,LP,T\xc3\xbcrkiye,7,8,9\nKOR,NGDP,Korea,7,8,9\n");
    assert_int_equal(in.n_values, 6); /* NGDP is in national currency */
    assert_non_null(finding(&in, ENT_FINDING_STATE, "'Germany' is not POL; the row of LP"));
    ent_import none = {0};
    ent_error err = {{0}};
    assert_int_equal(parse(l, ENT_IMPORT_WEO, "t.csv",
                           "WEO Country Group Code,WEO Subject Code,Country,2022,2023,2024\n"
                           "1,LP,Germany,1,2,3\n",
                           &none, &err),
                     ENT_E_DATA);
    assert_non_null(strstr(err.message, "by country groups"));
}

/* GDP at PPP becomes a ratio where there is a GDP to divide by, and else nothing. */
static void test_weo_ratio(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(l, ENT_IMPORT_WEO, "weo.csv",
                                 "ISO,WEO Subject Code,Scale,2022,2023,2024\n"
                                 "DEU,NGDPD,Billions,4000,0,n/a\n"
                                 "DEU,PPPGDP,Billions,5000,5000,5000\n"
                                 "FRA,PPPGDP,Billions,3000,3000,3000\n");
    CHECK_NEAR(value(&in, "DEU", "ppp_ratio", 2022)->value, 1.25, 1e-12);
    assert_int_equal(value(&in, "DEU", "ppp_ratio", 2022)->decimals, 4);
    assert_null(value(&in, "DEU", "ppp_ratio", 2023));
    assert_null(value(&in, "DEU", "ppp_ratio", 2024));
    assert_null(value(&in, "FRA", "ppp_ratio", 2022));
    assert_int_equal(in.n_values, 3);
}

/* --- Kiel --- */

#define KIEL "donor,aid_type_general,measure,month,tot_sub_activity_value_EUR_redistr\n"

static void test_kiel_rows(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(
        l, ENT_IMPORT_KIEL, "kiel.csv",
        "Ukraine Support Tracker\n\n" KIEL "United States,Military,Allocation,2,30000000000\n"
        "united states,MILITARY,allocation,36,1000000000\n"
        "United States,Military,Allocation,37,5000000000\n" /* 2025 */
        "United States,Military,Allocation,,5000000000\n"
        "United States,Military,Allocation,0,5000000000\n"
        "United States,Military,Allocation,601,5000000000\n"
        "United States,Military,Commitment,3,5000000000\n"
        "United States,Financial,Allocation,3,5000000000\n"
        "USA,Military,,3,2000000000\n" /* no measure: counts */
        "United States,Military,Allocation,4,.\n"
        "United States,Military,Allocation,4,..\n"
        "United States,Military,Allocation,4,much\n"
        "Germany,Military,Allocation,4,3000000000\n"
        "European Peace Facility (Europe),Military,Allocation,4,400000000\n"
        "EU (unknown),Military,Allocation,4,100000000\n"
        "Japan,Military,Allocation,4,70000000\n"
        "Narnia,Military,Allocation,4,70000000\n");
    assert_int_equal(in.n_values, 3);
    CHECK_NEAR(value(&in, "UKR", "aid_us_total_eur_bn", 2024)->value, 33, 1e-9);
    CHECK_NEAR(value(&in, "UKR", "aid_europe_total_eur_bn", 2024)->value, 3.5, 1e-9);
    CHECK_NEAR(value(&in, "UKR", "aid_other_total_eur_bn", 2024)->value, 0.07, 1e-9);
    assert_string_equal(value(&in, "UKR", "aid_us_total_eur_bn", 2024)->date, "2024-12-31");
    assert_non_null(finding(&in, ENT_FINDING_NUMBER, "'much' is not a number; left out"));
    assert_non_null(finding(&in, ENT_FINDING_YEAR, "3 rows of military allocations name no month"));
    assert_non_null(finding(&in, ENT_FINDING_STATE, "no state: Narnia"));
    assert_non_null(
        finding(&in, ENT_FINDING_OUTLIER,
                "United States: military allocations to the end of 2024 are EUR 33.00"));
}

/* Without a column of months the day counts, as a spreadsheet's number: 44562 is 2022-01-01. */
static void test_kiel_days(void **state)
{
    loaded *l = *state;
    const ent_import in = parsed(l, ENT_IMPORT_KIEL, "kiel.csv",
                                 "Donor,Aid_Type_General,announcement_date,"
                                 "tot_sub_activity_value_EUR\n"
                                 "United States,Military,44562,1000000000\n"
                                 "United States,Military,45657,2000000000\n"  /* 2024-12-31 */
                                 "United States,Military,45690,4000000000\n"  /* 2025 */
                                 "United States,Military,44561,8000000000\n"  /* before */
                                 "United States,Military,80000,16000000000\n" /* no day */
                                 "United States,Military,2022-05-01,32000000000\n");
    CHECK_NEAR(value(&in, "UKR", "aid_us_total_eur_bn", 2024)->value, 35, 1e-9);
    assert_non_null(finding(&in, ENT_FINDING_YEAR, "2 rows of military allocations name no month"));
}

/* Early workbooks and files that end before 2024: shown, but no figure of the facts. */
static void test_kiel_partial(void **state)
{
    loaded *l = *state;
    ent_import in =
        parsed(l, ENT_IMPORT_KIEL, "kiel.csv",
               "ID,countries,Announcement Date,Type of Aid General,Converted Value in EUR\n"
               "1,United States,44652,Military,27000000000\n"
               "2,United States,unclear,Military,1000000000\n"
               "3,Germany,44835,Military,1200000000\n"
               "4,Germany,44835,Humanitarian,9000000000\n");
    const ent_import_value *v = value(&in, "UKR", "aid_us_total_eur_bn", 2022);
    CHECK_NEAR(v->value, 28, 1e-9);
    assert_int_equal(v->standing, ENT_IMPORT_LEFT_OUT);
    assert_string_equal(v->date, "2022-09-30");
    assert_non_null(finding(&in, ENT_FINDING_NOT_TAKEN,
                            "military commitments to 2022-09-30: US 28.0, Europe 1.2, others 0.0"));
    in = parsed(l, ENT_IMPORT_KIEL, "site.csv",
                "country,iso,year,month,total,military,to_be_allocated\n"
                "United States,USA,2023,2,9,3.5,1\nPoland,POL,2023,12,9,0.5,1\n");
    v = value(&in, "UKR", "aid_us_total_eur_bn", 2023);
    CHECK_NEAR(v->value, 3.5, 1e-12);
    assert_string_equal(v->date, "2023-12-31");
    assert_int_equal(v->standing, ENT_IMPORT_LEFT_OUT);
    in = parsed(l, ENT_IMPORT_KIEL, "site.csv",
                "country,iso,year,month,military\nUnited States,USA,2023,2,3.5\n"
                "United States,USA,2025,2,7\nEU (Commission and Council),EU,2024,12,2\n");
    v = value(&in, "UKR", "aid_us_total_eur_bn", 2024);
    CHECK_NEAR(v->value, 3.5, 1e-12);
    CHECK_NEAR(value(&in, "UKR", "aid_europe_total_eur_bn", 2024)->value, 2, 1e-12);
    assert_string_equal(v->date, "2024-12-31");
    assert_int_equal(v->standing, ENT_IMPORT_SAME);
}

static void test_kiel_refused(void **state)
{
    static const refusal rows[] = {
        {"no value", NULL, "donor,aid_type_general,month\nUnited States,Military,2\n",
         "no sheet '... MAIN DATA' with donor, aid_type_general"},
        {"neither month nor day", NULL,
         "donor,aid_type_general,tot_sub_activity_value_EUR\nUnited States,Military,2\n",
         "no sheet '... MAIN DATA'"},
        {"no donor", NULL, "aid_type_general,month,tot_sub_activity_value_EUR\nMilitary,2,2\n",
         "no sheet '... MAIN DATA'"},
        {"no kind of aid", NULL, "donor,month,tot_sub_activity_value_EUR\nUnited States,2,2\n",
         "no sheet '... MAIN DATA'"},
        {"the header too far below", NULL,
         "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n" KIEL "United States,Military,,2,1\n",
         "no sheet '... MAIN DATA'"},
        {"nothing of those years", NULL, KIEL "United States,Military,Allocation,40,1000000000\n",
         "has no military aid from January 2022 to December 2024"},
    };
    EXPECT_REFUSALS(ENT_IMPORT_KIEL, rows);
}

/* --- the project's own layout --- */

static void test_own_table(void **state)
{
    loaded *l = *state;
    const ent_import in =
        parsed(l, ENT_IMPORT_TABLE, "t.csv",
               "state,year,date,quality,source,defence_pct_gdp,note,soldiers_active,war_area_km2\n"
               "POL,2024,,estimate,NATO_DEFEXP_2024_06,4.12,x,,\n"
               "POL,2023,,,,3.26,x,200000,\n"
               ",2023,,,,1,x,1,\n"
               "UKR,2024,2024-07-08,,,,x,,109361\n"
               "PLO,2024,,,,1,x,,\n");
    assert_int_equal(in.n_values, 4);
    const ent_import_value *v = value(&in, "POL", "defence_pct_gdp", 2024);
    assert_string_equal(v->quality, "estimate");
    assert_string_equal(v->source, "NATO_DEFEXP_2024_06");
    v = value(&in, "POL", "defence_pct_gdp", 2023);
    assert_string_equal(v->quality, "reported");
    assert_string_equal(v->source, "");
    assert_string_equal(value(&in, "UKR", "war_area_km2", 2024)->date, "2024-07-08");
    assert_non_null(finding(&in, ENT_FINDING_STATE, "no state: PLO"));
    /* without years: not tied to one */
    const ent_import timeless =
        parsed(l, ENT_IMPORT_TABLE, "t.csv", "state,distance_russia_km\nPOL,0\n");
    assert_int_equal(timeless.values[0].year, 0);
    static const refusal rows[] = {
        {"no state", NULL, "year,defence_pct_gdp\n2024,1\n",
         "no row names a column of states and one of years"},
        {"no year in a cell", NULL, "state,year,defence_pct_gdp\nPOL,,1\n",
         "t.csv:2: column year: '' is not a year"},
        {"a source that is none", NULL, "state,year,source,defence_pct_gdp\nPOL,2024,ME,1\n",
         "t.csv:2: source 'ME' is not in sources.csv"},
        {"nothing below", NULL, "state,year,defence_pct_gdp\n",
         "contains no figure of a known state"},
        {"one figure, no number", NULL, "state,year,defence_pct_gdp\nPOL,2024,one\n",
         "t.csv: contains no figure of a known state; line 2: POL defence_pct_gdp 2024: "
         "'one' is not a number; left out"},
    };
    EXPECT_REFUSALS(ENT_IMPORT_TABLE, rows);
}

/* --- tables of anyone --- */

typedef struct tidy {
    const char *what, *text;
    ent_import_columns columns;
    const char *state, *key;
    int year;
    double value;
    const char *quality;
} tidy;

#define WORLD_BANK \
    "\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated " \
    "Date\",\"2026-01-01\",\n\n" \
    "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2023\",\"2024\",\n"

static const tidy tidies[] = {
    {"long, named columns",
     "land,jahr,wert\nPolen,2024,4.1\n",
     {.state = "land", .year = "jahr", .value = "wert", .as = "defence_pct_gdp"},
     "POL",
     "defence_pct_gdp",
     2024,
     4.1,
     "reported"},
    {"semicolons and decimal commas",
     "Land;Jahr;Wert\nPolen;2024;4,1\nDeutschland;2024;1.234,5\n",
     {.state = "land",
      .year = "jahr",
      .value = "wert",
      .as = "defence_pct_gdp",
      .decimal_comma = true},
     "DEU",
     "defence_pct_gdp",
     2024,
     1234.5,
     "reported"},
    {"a separator that is not the most frequent",
     "state|x,year,value;a,b,c,d,e\n",
     {.separator = ';', .state = "state|x,year,value", .year = "a,b,c,d,e", .as = "gdp_bn"},
     NULL,
     NULL,
     0,
     0,
     NULL},
    {"wide",
     "country,2022,2023e,2024 [YR2024]\nTurkiye,1,2,3\n",
     {.as = "gdp_bn"},
     "TUR",
     "gdp_bn",
     2023,
     2,
     "estimate"},
    {"wide, one year",
     "Country,Notes,2024\nKorea, Rep.,x,3\n",
     {.as = "gdp_bn"},
     NULL,
     NULL,
     0,
     0,
     NULL},
    {"units",
     "state,year,value\nPOL,2024,200\n",
     {.as = "soldiers_active", .unit = "thousand"},
     "POL",
     "soldiers_active",
     2024,
     200000,
     "reported"},
    {"a fraction",
     "state,year,value\nPOL,2024,0.041\n",
     {.as = "defence_pct_gdp", .unit = "fraction"},
     "POL",
     "defence_pct_gdp",
     2024,
     4.1,
     "reported"},
    {"billions as millions",
     "state,year,value\nPOL,2024,35.5\n",
     {.as = "defence_current_musd", .unit = "bn USD"},
     "POL",
     "defence_current_musd",
     2024,
     35500,
     "reported"},
    {"the World Bank",
     WORLD_BANK "\"Poland\",\"POL\",\"Population, total\",\"SP.POP.TOTL\","
                "\"36685849\",\"36554707\",\n\"World\",\"WLD\",\"Population, "
                "total\",\"SP.POP.TOTL\",\"1\",\"1\",\n",
     {0},
     "POL",
     "population_m",
     2024,
     36.554707,
     "reported"},
    {"one of the World Bank's series",
     WORLD_BANK "\"Poland\",\"POL\",\"x\",\"SP.POP.TOTL\",\"36685849\",\"36554707\",\n"
                "\"Poland\",\"POL\",\"x\",\"MS.MIL.XPND.GD.ZS\",\"3.3\",\"4.2\",\n",
     {.value = "MS.MIL.XPND.GD.ZS", .as = "defence_pct_gdp"},
     "POL",
     "defence_pct_gdp",
     2024,
     4.2,
     "reported"},
    {"Our World in Data",
     "Entity,Code,Year,military_expenditure_share_gdp\nPoland,POL,2024,4.2\n"
     "World,,2024,2.5\n",
     {.as = "defence_pct_gdp"},
     "POL",
     "defence_pct_gdp",
     2024,
     4.2,
     "reported"},
    {"Correlates of War numbers",
     "stateabb,ccode,year,milper\nUKG,200,2016,150\nGMY,255,2016,-9\n",
     {.state = "ccode", .year = "year", .value = "milper", .as = "soldiers_active"},
     "GBR",
     "soldiers_active",
     2016,
     150000,
     "reported"},
    {"numbers of the UN",
     "m49,year,value\n826,2024,70\n",
     {.as = "population_m"},
     "GBR",
     "population_m",
     2024,
     70,
     "reported"},
    {"codes of two letters",
     "iso2,time_period,obs_value\nGB,2024,70\n",
     {.as = "population_m"},
     "GBR",
     "population_m",
     2024,
     70,
     "reported"},
    {"dates and marks",
     "geo,time,value\nGB,2024-12-31,70.5 e\n",
     {.as = "population_m"},
     "GBR",
     "population_m",
     2024,
     70.5,
     "estimate"},
    {"a mark after the year",
     "country,year,value\nPoland,2024e,4.1\n",
     {.as = "defence_pct_gdp"},
     "POL",
     "defence_pct_gdp",
     2024,
     4.1,
     "estimate"},
    {"letters of the Correlates of War under another name",
     "country,year,value\nUKG,2024,2.3\nGMY,2024,2.1\nAUS,2024,1\n",
     {.as = "defence_pct_gdp"},
     "AUT",
     "defence_pct_gdp",
     2024,
     1,
     "reported"},
    {"thousands in the name of the column",
     "country,year,Soldiers (thousands)\nPoland,2024,216.1\n",
     {.as = "soldiers_active", .unit = "thousand"},
     "POL",
     "soldiers_active",
     2024,
     216100,
     "reported"},
    {"a title above",
     "Spending of allies\n\nCountry,Year,Value\nPoland,2024,4.1\n",
     {.as = "defence_pct_gdp"},
     "POL",
     "defence_pct_gdp",
     2024,
     4.1,
     "reported"},
};

static void test_tidy(void **state)
{
    loaded *l = *state;
    for (size_t i = 0; i < sizeof tidies / sizeof tidies[0]; i++) {
        const tidy *t = &tidies[i];
        ent_import in = {0};
        ent_error err = {{0}};
        const ent_status status =
            ent_import_parse(ENT_IMPORT_TABLE, "t.csv", t->text, strlen(t->text), &l->facts,
                             &t->columns, &in, &l->arena, &err);
        if (!t->state) {
            assert_int_not_equal(status, ENT_OK);
            continue;
        }
        const ent_import_value *v = status == ENT_OK ? value(&in, t->state, t->key, t->year) : NULL;
        if (!v || fabs(v->value - t->value) > 1e-9 * t->value ||
            strcmp(v->quality, t->quality) != 0)
            fail_msg("%s: %s, %.12g %s", t->what, err.message, v ? v->value : 0,
                     v ? v->quality : "not there");
    }
}

/* What could be read in two ways is left out with a finding, and the rest of the table is taken. */
static void test_tidy_doubts(void **state)
{
    static const struct {
        const char *text;
        ent_import_columns columns;
        ent_import_check check;
        const char *want;
    } rows[] = {
        {"Country Name,Country Code,Year,Value\nPoland,DEU,2024,4.2\nFrance,FRA,2024,2\n",
         {.as = "defence_pct_gdp"},
         ENT_FINDING_STATE,
         "'DEU' is DEU, but 'Poland' is POL; the row is left out"},
        {"country,year,value\nPoland,2024,40%\nFrance,2024,68\n",
         {.as = "population_m"},
         ENT_FINDING_NUMBER,
         "POL population_m 2024: '40%' is a percentage, the figures are not; left out"},
        {"country,year,value\nPoland,2024,4.2%\nFrance,2024,0.02\n",
         {.as = "defence_pct_gdp", .unit = "fraction"},
         ENT_FINDING_NUMBER,
         "'4.2%' is a percentage"},
        {"country,2023,2024,2024/25,2026 (budget)\nFrance,1.9,2,3,4\n",
         {.as = "defence_pct_gdp"},
         ENT_FINDING_NOT_TAKEN,
         "column '2024/25': not a single calendar year"},
        {"country,2023,2024,2024/25,2026 (budget)\nFrance,1.9,2,3,4\n",
         {.as = "defence_pct_gdp"},
         ENT_FINDING_NOT_TAKEN,
         "column '2026 (budget)': not a single calendar year"},
    };
    loaded *l = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_import in = {0};
        ent_error err = {{0}};
        CHECK_OK(ent_import_parse(ENT_IMPORT_TABLE, "t.csv", rows[i].text, strlen(rows[i].text),
                                  &l->facts, &rows[i].columns, &in, &l->arena, &err),
                 err);
        assert_non_null(finding(&in, rows[i].check, rows[i].want));
        for (size_t v = 0; v < in.n_values; v++)
            assert_string_equal(in.values[v].state, "FRA");
        assert_non_null(value(&in, "FRA", rows[i].columns.as, 2024));
    }
}

/* A fiscal year in a column of years is not its first year; a date is a day of its year. */
static void test_tidy_years(void **state)
{
    static const struct {
        const char *year;
        int want; /* 0: refused */
    } rows[] = {
        {"2024-25", 0},       {"2024-2025", 0},  {"2024/25", 0},     {"2011-12", 0},
        {"FY2025", 0},        {"2024-13", 0},    {"2024-00-10", 0},  {"2024-1", 0},
        {"2024-12-31-1", 0},  {"2024-12", 2024}, {"2011-10", 2011},  {"2024-12-31", 2024},
        {"2011-12-31", 2011}, {"2024.0", 2024},  {"2024 (e)", 2024}, {"2024-12-31 00:00", 2024},
    };
    loaded *l = *state;
    const ent_import_columns columns = {.as = "defence_pct_gdp"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_import in = {0};
        ent_error err = {{0}};
        char text[96];
        snprintf(text, sizeof text, "country,year,value\nFrance,%s,2\n", rows[i].year);
        const ent_status status = ent_import_parse(ENT_IMPORT_TABLE, "t.csv", text, strlen(text),
                                                   &l->facts, &columns, &in, &l->arena, &err);
        if ((status == ENT_OK ? in.values[0].year : 0) != rows[i].want ||
            (!rows[i].want && !strstr(err.message, "is not a year")))
            fail_msg("%s: %d, '%s'", rows[i].year, status == ENT_OK ? in.values[0].year : 0,
                     err.message);
    }
}

static void test_tidy_mistakes(void **state)
{
    static const char own[] = "country,year,spend,people\nPoland,2024,4.1,200\n";
    static const struct {
        const char *text;
        ent_import_columns columns;
        const char *want;
    } rows[] = {
        {own,
         {.state = "contry", .as = "gdp_bn"},
         "--state: no column 'contry'. Did you mean 'country'? (columns: country, year,"},
        {own, {.year = "jahr", .as = "gdp_bn"}, "--year: no column 'jahr'"},
        {own,
         {.value = "spent", .as = "gdp_bn"},
         "--value: no column 'spent'. Did you mean 'spend'"},
        {own, {.as = "gdp_bn"}, "2 columns hold numbers; name the one to take with --value"},
        {own, {.value = "spend"}, "'spend' is not a key of facts; say which it is with --as KEY"},
        {own, {.value = "spend", .as = "gdp_b"}, "--as: 'gdp_b' is not a key of a number. Did you"},
        {own, {.value = "spend", .as = "region"}, "--as: 'region' is not a key of a number"},
        {own,
         {.value = "spend", .as = "gdp_bn", .unit = "bn EUR"},
         "--unit 'bn EUR': gdp_bn is in bn USD; an import does not convert money"},
        {own, {.value = "spend", .as = "gdp_bn", .unit = "percent"}, "gdp_bn is in bn USD"},
        {own,
         {.value = "spend", .as = "defence_pct_gdp", .unit = "million"},
         "give percent or fraction"},
        {"state,year,region\nPOL,2024,1\n",
         {.as = "gdp_bn", .value = "regoin"},
         "Did you mean 'region'"},
        {WORLD_BANK "\"Poland\",\"POL\",\"x\",\"A\",\"1\",\"2\",\n"
                    "\"Poland\",\"POL\",\"x\",\"B\",\"3\",\"4\",\n",
         {.as = "gdp_bn"},
         "holds 'A' and 'B'; name one with --value CODE"},
        {"country,year,Soldiers (thousands)\nPoland,2024,216.1\n",
         {.as = "soldiers_active"},
         "'Soldiers (thousands)' does not look like"},
        {"country,year,Column in thousands\nPoland,2024,36500\n",
         {.as = "population_m"},
         "'Column in thousands' does not look like million"},
        {"country,year,spend,spend\nPoland,2024,4.1,4.2\n",
         {.value = "spend", .as = "gdp_bn"},
         "t.csv:1: two columns are named 'spend'"},
    };
    loaded *l = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_import in = {0};
        ent_error err = {{0}};
        const ent_status status =
            ent_import_parse(ENT_IMPORT_TABLE, "t.csv", rows[i].text, strlen(rows[i].text),
                             &l->facts, &rows[i].columns, &in, &l->arena, &err);
        if (status != ENT_E_ARG || !strstr(err.message, rows[i].want))
            fail_msg("%zu: status %d, '%s'", i, (int)status, err.message);
    }
}

/* A file named as another kind is told what it is. */
static void test_looks(void **state)
{
    static const struct {
        ent_import_kind kind;
        const char *text, *want;
    } rows[] = {
        {ENT_IMPORT_NATO, WORLD_BANK "\"Poland\",\"POL\",\"x\",\"A\",\"1\",\"2\",\n",
         "this looks like a World Bank file: use 'entente import table'"},
        {ENT_IMPORT_WEO, "Entity,Code,Year,x\nPoland,POL,2024,1\n", "an Our World in Data file"},
        {ENT_IMPORT_KIEL, "ISO,WEO Subject Code,2022,2023,2024\nDEU,LP,1,2,3\n",
         "this looks like IMF's World Economic Outlook: use 'entente import weo'"},
        {ENT_IMPORT_TABLE, SHARES ",2021,2022,2023\nGermany,1,1,1\n", "use 'entente import nato'"},
        {ENT_IMPORT_TABLE, "donor,aid_type_general,month\nUnited States,Military,2\n",
         "use 'entente import kiel'"},
        {ENT_IMPORT_WEO,
         "Military expenditure by country,,,\n,,,\nCountry,2022,2023,2024\nUkraine,1,2,3\n",
         "use 'entente import sipri'"},
        {ENT_IMPORT_KIEL,
         "donor,category,number_of_weapons,weapons_list\nCanada,Tanks,8,Leopard (8)\n",
         "this is Kiel's table of weapons by donor; the program uses military allocations"},
        {ENT_IMPORT_TABLE, "country,iso,eu_share_pct_gdp,total_pct_gdp\nPoland,POL,1,2\n",
         "Take data_explorer.csv"},
        {ENT_IMPORT_KIEL, "year,month,total_allocations,military\n2022,1,1,2\n", "all donors"},
        {ENT_IMPORT_KIEL, "year,month,stockpile,procurement,nato_purl\n2022,1,1,2,3\n", "stocks"},
        {ENT_IMPORT_TABLE, "Country Code,Region,SpecialNotes,TableName\nPOL,Europe,x,Poland\n",
         "it has no figures"},
    };
    loaded *l = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_import in = {0};
        ent_error err = {{0}};
        const ent_status status = parse(l, rows[i].kind, "t.csv", rows[i].text, &in, &err);
        if (status != ENT_E_DATA || !strstr(err.message, rows[i].want))
            fail_msg("%zu: status %d, '%s'", i, (int)status, err.message);
    }
}

/* --- memory --- */

/* For every kind and every n the n-th request of memory fails: an error, no leak, no crash. */
static void test_no_memory(void **state)
{
    loaded *l = *state;
    static const struct {
        ent_import_kind kind;
        const char *path, *text;
    } rows[] = {
        {ENT_IMPORT_NATO, "nato.csv",
         SHARES ",2021,2022,2023\nGermany,1,1,x\nNarnia,1,1,1\n,,,\n"
                "Constant 2021 prices share of,,,\n,2021,2022,2023\nGermany,5,1,1\n"},
        {ENT_IMPORT_SIPRI, "Current US$.csv",
         "Country,2022,2023,2024\nUkraine,1,x,3\nGermany,1,2,3\n"},
        {ENT_IMPORT_WEO, "weo.csv", "SERIES_CODE,2022,2023,2024\nDEU.LP.A,1,x,3\nDZA.LP.A,1,2,3\n"},
        {ENT_IMPORT_KIEL, "kiel.csv",
         KIEL "United States,Military,,2,1e9\nGermany,Military,,2,x\nJapan,Military,,,1\n"},
        {ENT_IMPORT_TABLE, "t.csv",
         "state,year,defence_pct_gdp,defence_current_musd,gdp_current_musd\n"
         "POL,2024,4,3,100\nPOL,2024,5,3,100\nPLO,2024,4,3,100\nDEU,2024,x,,\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_status status = ENT_E_NOMEM;
        for (size_t n = 1; status != ENT_OK; n++) {
            ent_arena arena;
            ent_error err = {{0}};
            ent_import in = {0};
            assert_true(n < 5000);
            ent_heap_arena_create(&arena, 1); /* each request is one of the heap */
            ent_heap_fail_after(n);
            status = ent_import_parse(rows[i].kind, rows[i].path, rows[i].text,
                                      strlen(rows[i].text), &l->facts, NULL, &in, &arena, &err);
            if (status == ENT_OK) /* and none was passed over: the next would fail */
                assert_null(ent_arena_alloc(&arena, 1, 1));
            ent_heap_fail_after(0);
            if (status != ENT_OK &&
                (status != ENT_E_NOMEM || !strstr(err.message, "out of memory")))
                fail_msg("%s, request %zu: status %d, '%s'", rows[i].path, n, (int)status,
                         err.message);
            ent_heap_arena_destroy(&arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nato_tables),   cmocka_unit_test(test_nato_rows),
        cmocka_unit_test(test_nato_headers),  cmocka_unit_test(test_nato_blocks),
        cmocka_unit_test(test_nato_prices),   cmocka_unit_test(test_many_unknown_names),
        cmocka_unit_test(test_shares),        cmocka_unit_test(test_sipri),
        cmocka_unit_test(test_weo),           cmocka_unit_test(test_weo_ratio),
        cmocka_unit_test(test_weo_names),     cmocka_unit_test(test_kiel_rows),
        cmocka_unit_test(test_kiel_days),     cmocka_unit_test(test_kiel_refused),
        cmocka_unit_test(test_kiel_partial),  cmocka_unit_test(test_own_table),
        cmocka_unit_test(test_tidy),          cmocka_unit_test(test_other_years),
        cmocka_unit_test(test_year_forms),    cmocka_unit_test(test_other_quantities),
        cmocka_unit_test(test_tidy_doubts),   cmocka_unit_test(test_tidy_years),
        cmocka_unit_test(test_tidy_mistakes), cmocka_unit_test(test_looks),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
