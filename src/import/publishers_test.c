/* Odd files of the publishers, as text: titles, units, headers, names and figures that move. */
#include "import/imported.h"

#include "entente/text.h"

static ent_status parse(loaded *l, ent_import_kind kind, const char *path, const char *text,
                        ent_import *in, ent_error *err)
{
    return ent_import_parse(kind, path, text, strlen(text), &l->facts, in, &l->arena, err);
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
    {"Table 2: Defence expenditure", "Million US dollars", "Constant 2021 prices", NULL, 0},
    {"Table 2: Defence expenditure", "Million US dollars", "Constant 20 prices", NULL, 0},
    {"Table 2: Defence expenditure", "Million US dollars", "Constant prices", NULL, 0},
    {"Table 2: Defence expenditure", "Million US dollars", "Prices of some year", NULL, 0},
    {"Table 1: Defence expenditure", "Million national currency units", "Current prices", NULL, 0},
    {"Table 5: Real GDP", "Million US dollars", "Current prices", "gdp_current_musd", 1},
    {"Table 5: Gross domestic product", "Million US dollars", "Constant 2015 prices",
     "gdp_2015_musd", 1},
    {"Table 5: Real GDP", "Million US dollars", "Constant 2021 prices", NULL, 0},
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
            if (status != ENT_E_DATA || !strstr(err.message, "holds none of NATO's tables"))
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
    CHECK_NEAR(value(&in, "DEU", "defence_pct_gdp", 2022)->value, 1.2, 0);
    assert_non_null(finding(&in, ENT_FINDING_NUMBER,
                            "DEU defence_pct_gdp 2022 is given twice, as 1.2 and as 1.5"));
    const ent_import_finding *mark = finding(&in, ENT_FINDING_NUMBER, "'2.1*' is not a number");
    assert_non_null(mark);
    assert_string_equal(mark->text, "FRA defence_pct_gdp 2021: '2.1*' is not a number; left out");
    assert_string_equal(mark->where, "line 12");
    assert_non_null(finding(&in, ENT_FINDING_NUMBER,
                            "'2,2' is not a number (a comma groups digits, a point is needed)"));
    assert_non_null(finding(&in, ENT_FINDING_STATE, "no state of this program: Narnia, Gondor"));
    assert_int_equal(in.n_findings, 4);
}

/* Columns between years, a year out of order, years as numbers with a point; two years are no row
 * of years; one table below another. */
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

/* Thirteen names are too many to list; beyond 64 they are only counted. */
static void test_many_unknown_names(void **state)
{
    loaded *l = *state;
    static const size_t counts[] = {12, 13, 70};
    static const char *const want[] = {"Land 11.", " and 1 others", " and 58 others"};
    for (size_t i = 0; i < 3; i++) {
        ent_builder b;
        ent_error err;
        ent_builder_init(&b, &l->arena);
        ent_builder_format(&b, "%s", SHARES ",2021,2022,2023\nGermany,1,1,1\n");
        for (size_t k = 0; k < counts[i]; k++)
            ent_builder_format(&b, "Land %zu.,1,1,1\n", k);
        CHECK_OK(ent_builder_status(&b, &err), err);
        const ent_import in = parsed(l, ENT_IMPORT_NATO, "nato.csv", b.data);
        const ent_import_finding *f = finding(&in, ENT_FINDING_STATE, want[i]);
        assert_non_null(f);
        assert_int_equal(strstr(f->text, "others") != NULL, i > 0);
        assert_null(strstr(f->text, "Land 12."));
    }
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
    assert_int_equal(in.n_values, 2);
    CHECK_NEAR(value(&in, "UKR", "sipri_current_musd", 2024)->value, 64705, 0);
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
        {"prices of another year", "Constant (2021) US$.csv", one, "holds no sheet 'Current US$'"},
        {"prices of no year", "Constant US$.csv", one, "holds no sheet 'Current US$'"},
        {"prices in other money", "Constant (2023) EUR.csv", one, "holds no sheet 'Current US$'"},
        {"shares alone", "Share of GDP.csv", one, "or 'Constant (2023) US$', as SIPRI's"},
        {"regions", "Regional totals.csv", one, "holds no sheet 'Current US$'"},
        {"no row of years", "Current US$.csv", "Country,2023,2024\nUkraine,1,2\n",
         "sheet 'Current US$.csv' has no row of years"},
        {"no state", "Current US$.csv", "Country,2022,2023,2024\nAlgeria,1,2,3\n",
         "holds no figure of a state the program knows; no state of this program: Algeria"},
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
         "holds no figure of a state the program knows"},
        {"a code too long", NULL, "SERIES_CODE,2022,2023,2024\nSIXTEENLETTERSLO.LP,1,2,3\n",
         "holds no figure of a state the program knows"},
        {"other series", NULL, "SERIES_CODE,2022,2023,2024\nDEU.LUR.A,1,2,3\n",
         "holds no figure of a state the program knows"},
        {"other states", NULL, "SERIES_CODE,2022,2023,2024\nDZA.LP.A,1,2,3\n",
         "no state of this program: DZA"},
    };
    EXPECT_REFUSALS(ENT_IMPORT_WEO, refusals);
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
    assert_non_null(finding(&in, ENT_FINDING_STATE, "no state of this program: Narnia"));
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
    CHECK_NEAR(value(&in, "UKR", "aid_us_total_eur_bn", 2024)->value, 3, 1e-9);
    assert_non_null(finding(&in, ENT_FINDING_YEAR, "3 rows of military allocations name no month"));
}

static void test_kiel_refused(void **state)
{
    static const refusal rows[] = {
        {"no value", NULL, "donor,aid_type_general,month\nUnited States,Military,2\n",
         "holds no sheet '... MAIN DATA' with the columns donor, aid_type_general"},
        {"neither month nor day", NULL,
         "donor,aid_type_general,tot_sub_activity_value_EUR\nUnited States,Military,2\n",
         "holds no sheet '... MAIN DATA'"},
        {"no donor", NULL, "aid_type_general,month,tot_sub_activity_value_EUR\nMilitary,2,2\n",
         "holds no sheet '... MAIN DATA'"},
        {"no kind of aid", NULL, "donor,month,tot_sub_activity_value_EUR\nUnited States,2,2\n",
         "holds no sheet '... MAIN DATA'"},
        {"the header too far below", NULL,
         "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n" KIEL "United States,Military,,2,1\n",
         "holds no sheet '... MAIN DATA'"},
        {"nothing of those years", NULL, KIEL "United States,Military,Allocation,40,1000000000\n",
         "has no military allocation from January 2022 to December 2024"},
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
    assert_non_null(finding(&in, ENT_FINDING_STATE, "no state of this program: PLO"));
    /* without years: not tied to one */
    const ent_import timeless =
        parsed(l, ENT_IMPORT_TABLE, "t.csv", "state,distance_russia_km\nPOL,0\n");
    assert_int_equal(timeless.values[0].year, 0);
    static const refusal rows[] = {
        {"no state", NULL, "year,defence_pct_gdp\n2024,1\n",
         "column 'state' is missing; a table has columns state, year, source and keys of facts"},
        {"no year in a cell", NULL, "state,year,defence_pct_gdp\nPOL,,1\n",
         "t.csv:2: column year: '' is not a year"},
        {"a source that is none", NULL, "state,year,source,defence_pct_gdp\nPOL,2024,ME,1\n",
         "t.csv:2: source 'ME' is not in sources.csv"},
        {"no key", NULL, "state,year,defence\nPOL,2024,1\n", "no column is a key of facts"},
        {"a key of a text", NULL, "state,year,region\nPOL,2024,1\n", "no column is a key of facts"},
        {"nothing below", NULL, "state,year,defence_pct_gdp\n",
         "holds no figure of a state the program knows"},
        {"one figure, no number", NULL, "state,year,defence_pct_gdp\nPOL,2024,one\n",
         "t.csv: holds no figure of a state the program knows; line 2: POL defence_pct_gdp 2024: "
         "'one' is not a number; left out"},
    };
    EXPECT_REFUSALS(ENT_IMPORT_TABLE, rows);
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
                                      strlen(rows[i].text), &l->facts, &in, &arena, &err);
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
        cmocka_unit_test(test_nato_tables),  cmocka_unit_test(test_nato_rows),
        cmocka_unit_test(test_nato_headers), cmocka_unit_test(test_many_unknown_names),
        cmocka_unit_test(test_shares),       cmocka_unit_test(test_sipri),
        cmocka_unit_test(test_weo),          cmocka_unit_test(test_weo_ratio),
        cmocka_unit_test(test_kiel_rows),    cmocka_unit_test(test_kiel_days),
        cmocka_unit_test(test_kiel_refused), cmocka_unit_test(test_own_table),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
