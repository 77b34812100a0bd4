#include "books.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

#include "entente/aid.h"
#include "entente/heap.h"

static const char *name_of(const ent_facts *f, const char *state)
{
    /* as NATO writes them */
    return strcmp(state, "NLD") == 0   ? "Netherlands"
           : strcmp(state, "SVK") == 0 ? "Slovak Republic*"
           : strcmp(state, "CZE") == 0 ? "Czechia*"
           : strcmp(state, "USA") == 0 ? "United States"
                                       : ent_facts_text(f, state, "name");
}

/* --- NATO --- */

typedef struct nato_table {
    const char *sheet, *title, *unit, *subtitle, *second;
    const char *key, *second_key;
    int digits;
} nato_table;

static const nato_table nato_tables[] = {
    {"Table 1", "Table 1: Defence expenditure", "Million national currency units", "Current prices",
     NULL, "defence_current_musd", NULL, 0},
    {"Table 2", "Table 2: Defence expenditure", "Million US dollars",
     "Current prices and exchange rates", "Constant %d prices and exchange rates",
     "defence_current_musd", "defence_2015_musd", 9},
    {"Table 3", "Table 3: Defence expenditure as a share of GDP and annual real change",
     "Based on %d prices and exchange rates", "Share of real GDP (%)", "Annual real change (%)",
     "defence_pct_gdp", "defence_pct_gdp", 2},
    {"Table 4", "Table 4: GDP per capita and defence expenditure per capita",
     "%d prices and exchange rates (US dollars)", "GDP per capita (thousand US dollars)", NULL,
     "gdp_current_musd", NULL, 1},
    {"Table 5", "Table 5: Real GDP", "Million US dollars", "Current prices and exchange rates",
     "Constant %d prices and exchange rates", "gdp_current_musd", "gdp_2015_musd", 9},
    {"Table 7", "Table 7: Military personnel", "Thousands", "", NULL, "personnel_thousand", NULL,
     9},
    {"Table 8a", "Table 8a: Distribution of defence expenditure by main category",
     "Percentage of total defence expenditure", "Equipment (%)", "Personnel (%)",
     "equipment_pct_defence", "equipment_pct_defence", 9},
};

static double rounded(double value, int digits)
{
    const double step = pow(10.0, digits);
    return digits < 9 ? round(value * step) / step : value;
}

static double nato_figure(const ent_facts *f, const char *state, const char *key, int year,
                          const nato_book *how)
{
    double value = ent_facts_value(f, state, key, year);
    if (year > 2024) {
        const ent_fact *later = ent_facts_find(f, state, "defence_pct_gdp", year, "NATO-2025-08");
        const double share = later ? later->value : ENT_MISSING;
        const double gdp = ent_facts_value(f, state, "gdp_current_musd", 2024) * 1.04;
        value = strcmp(key, "defence_pct_gdp") == 0        ? share
                : strcmp(key, "gdp_current_musd") == 0     ? gdp
                : strcmp(key, "defence_current_musd") == 0 ? gdp * share / 100.0
                : strcmp(key, "gdp_2015_musd") == 0        ? gdp * 0.8
                : strcmp(key, "defence_2015_musd") == 0    ? gdp * 0.8 * share / 100.0
                                                           : ENT_MISSING;
    }
    if (strstr(key, "2015") && how->price_year != 2015)
        value *= 1.07; /* other prices, the same ratio */
    if (strncmp(key, "defence_current", 15) == 0 || strncmp(key, "defence_2015", 12) == 0)
        value *= how->unit;
    if (strcmp(key, "defence_pct_gdp") == 0 && strcmp(state, "ITA") == 0 && year == 2020)
        value += how->wrong_share;
    return value;
}

static uint32_t nato_row(lxw_worksheet *sheet, uint32_t row, const ent_facts *f, const char *state,
                         const char *name, const char *key, const nato_table *t,
                         const nato_book *how)
{
    worksheet_write_string(sheet, row, 0, name, NULL);
    for (int year = 2014; year <= how->last_year; year++) {
        const double value = nato_figure(f, state, key, year, how);
        const bool hole = how->hole && year == 2019 && strcmp(state, "NOR") == 0;
        if (value == value && !hole)
            worksheet_write_number(sheet, row, (lxw_col_t)(year - 2013), rounded(value, t->digits),
                                   NULL);
        else
            worksheet_write_string(sheet, row, (lxw_col_t)(year - 2013), "..", NULL);
    }
    return row + 1;
}

static uint32_t nato_block(lxw_worksheet *sheet, uint32_t row, const ent_facts *f,
                           const char *subtitle, const char *key, const nato_table *t,
                           const nato_book *how)
{
    char text[128];
    snprintf(text, sizeof text, "%.*s%d%s", (int)strcspn(subtitle, "%"), subtitle, how->price_year,
             strstr(subtitle, "%d") ? strstr(subtitle, "%d") + 2 : "");
    worksheet_write_string(sheet, row++, 0, strstr(subtitle, "%d") ? text : subtitle, NULL);
    for (int year = 2014; year <= how->last_year; year++) {
        if (year + 1 < how->last_year) {
            worksheet_write_number(sheet, row, (lxw_col_t)(year - 2013), year, NULL);
            continue;
        }
        snprintf(text, sizeof text, "%de", year);
        worksheet_write_string(sheet, row, (lxw_col_t)(year - 2013), text, NULL);
    }
    row++;
    for (size_t s = 0; s < f->n_states; s++) {
        const char *state = f->states[s];
        if (!ent_facts_find(f, state, "defence_pct_gdp", 2024, NULL) ||
            (how->without_poland && strcmp(state, "POL") == 0))
            continue;
        char name[96];
        snprintf(name, sizeof name, "%s%s", name_of(f, state),
                 strcmp(t->sheet, "Table 1") == 0 ? " (Euros)" : "");
        row = nato_row(sheet, row, f, state, name, key, t, how);
    }
    if (how->narnia)
        row = nato_row(sheet, row, f, "ALB", "Narnia", key, t, how);
    row = nato_row(sheet, row, f, "NATO_EUR_CAN", "NATO Europe and Canada", key, t, how);
    return nato_row(sheet, row, f, "NATO_TOTAL", "NATO Total", key, t, how);
}

void book_nato(const char *path, const ent_facts *f, const nato_book *how)
{
    lxw_workbook *book = workbook_new(path);
    for (size_t i = 0; i < sizeof nato_tables / sizeof nato_tables[0]; i++) {
        const nato_table *t = &nato_tables[i];
        lxw_worksheet *sheet = workbook_add_worksheet(book, t->sheet);
        worksheet_write_string(sheet, 0, 0, t->title, NULL);
        worksheet_write_string(sheet, 1, 0, t->unit, NULL);
        uint32_t row = nato_block(sheet, 2, f, t->subtitle, t->key, t, how);
        if (t->second)
            row = nato_block(sheet, row + 1, f, t->second, t->second_key, t, how);
        worksheet_write_string(sheet, row + 1, 0,
                               "Notes: Figures for the last years are estimates.", NULL);
    }
    workbook_close(book);
}

/* --- SIPRI --- */

static void sipri_sheet(lxw_workbook *book, const char *name, const ent_facts *f, const char *key,
                        double factor)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book, name);
    worksheet_write_string(sheet, 0, 0, "Military expenditure by country", NULL);
    worksheet_write_string(sheet, 2, 0, "Figures in blue are estimates", NULL);
    worksheet_write_string(sheet, 5, 0, "Country", NULL);
    worksheet_write_string(sheet, 5, 1, "Notes", NULL);
    for (int year = 2010; year <= 2024; year++)
        worksheet_write_number(sheet, 5, (lxw_col_t)(year - 2008), year, NULL);
    worksheet_write_string(sheet, 6, 0, "Africa", NULL);
    worksheet_write_string(sheet, 7, 0, "Algeria", NULL);
    for (int year = 2010; year <= 2024; year++)
        worksheet_write_number(sheet, 7, (lxw_col_t)(year - 2008), 10000, NULL);
    uint32_t row = 8;
    for (size_t s = 0; s < f->n_states; s++) {
        const char *state = f->states[s];
        if (!ent_facts_find(f, state, "sipri_current_musd", 0, NULL) && strcmp(state, "DEU") != 0)
            continue;
        worksheet_write_string(sheet, row, 0, ent_facts_text(f, state, "name"), NULL);
        worksheet_write_string(sheet, row, 1, "1", NULL);
        for (int year = 2010; year <= 2024; year++) {
            const double spent = ent_facts_value(f, state, "sipri_current_musd", year);
            double value = ent_facts_value(f, state, key, year) * factor;
            if (strcmp(key, "gdp_bn") == 0)
                value = spent / ent_facts_value(f, state, "gdp_bn", year) / 1000.0;
            if (strcmp(state, "DEU") == 0)
                value = 0.01;
            if (value == value)
                worksheet_write_number(sheet, row, (lxw_col_t)(year - 2008), value, NULL);
            else
                worksheet_write_string(sheet, row, (lxw_col_t)(year - 2008),
                                       year < 2012 ? "xxx" : "...", NULL);
        }
        row++;
    }
}

void book_sipri(const char *path, const ent_facts *f, double factor)
{
    lxw_workbook *book = workbook_new(path);
    worksheet_write_string(workbook_add_worksheet(book, "Front page"), 0, 0,
                           "SIPRI Military Expenditure Database", NULL);
    sipri_sheet(book, "Constant (2023) US$", f, "sipri_2023_musd", factor);
    sipri_sheet(book, "Current US$", f, "sipri_current_musd", factor);
    sipri_sheet(book, "Share of GDP", f, "gdp_bn", 1.0);
    workbook_close(book);
}

/* --- Kiel --- */

void book_kiel(const char *path, const ent_facts *f)
{
    static const char *const header[] = {"activity_id",
                                         "donor",
                                         "announcement_date",
                                         "month",
                                         "aid_type_general",
                                         "measure",
                                         "tot_sub_activity_value_EUR",
                                         "tot_sub_activity_value_EUR_redistr"};
    ent_arena arena;
    ent_error err = {{0}};
    ent_aid aid;
    ent_heap_arena_create(&arena, 1 << 16);
    lxw_workbook *book = workbook_new(path);
    workbook_add_worksheet(book, "Table of Contents");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Bilateral Assistance, MAIN DATA");
    for (lxw_col_t c = 0; c < sizeof header / sizeof header[0]; c++)
        worksheet_write_string(sheet, 0, c, header[c], NULL);
    if (ent_aid_read(f->dir, &aid, &arena, &err) != ENT_OK)
        abort();
    uint32_t row = 1;
    for (size_t d = 0; d < aid.n_donors; d++)
        for (int part = 0; part < 5; part++, row++) {
            const double bn = aid.donors[d].eur_bn[ENT_AID_MILITARY];
            worksheet_write_string(sheet, row, 1, aid.donors[d].name, NULL);
            worksheet_write_number(sheet, row, 2, 44600 + 200 * part, NULL);
            worksheet_write_number(sheet, row, 3, part == 4 ? 36 : 2 + 7 * part, NULL);
            worksheet_write_string(sheet, row, 4, part == 4 ? "Financial" : "Military", NULL);
            worksheet_write_string(sheet, row, 5, part == 3 ? "Commitment" : "Allocation", NULL);
            worksheet_write_string(sheet, row, 6, ".", NULL);
            worksheet_write_number(sheet, row, 7, bn == bn ? bn * 1e9 / 3 : 0.0, NULL);
        }
    workbook_close(book);
    ent_heap_arena_destroy(&arena);
}

/* --- WEO --- */

static const struct {
    const char *code, *key, *scale, *title;
} weo_series[] = {
    {"NGDPD", "gdp_bn", "Billions", "Gross domestic product, current prices"},
    {"PPPGDP", "ppp_ratio", "Billions", "Gross domestic product, purchasing power"},
    {"NGDP_RPCH", "growth_pct", "", "Gross domestic product, constant prices"},
    {"LP", "population_m", "Millions", "Population"},
    {"GGXWDG_NGDP", "debt_pct_gdp", "", "General government gross debt"},
    {"GGX_NGDP", "government_pct_gdp", "", "General government total expenditure"},
    {"LUR", "growth_pct", "", "Unemployment rate"},
};
enum { WEO_SERIES = sizeof weo_series / sizeof weo_series[0], WEO_FIRST = 2010, WEO_LAST = 2030 };

static double weo_figure(const ent_facts *f, const char *state, size_t s, int year)
{
    const double value = ent_facts_value(f, state, weo_series[s].key, year);
    return s == 1 ? value * ent_facts_value(f, state, "gdp_bn", year) : value;
}

/* 1,234.567 as the older file writes it */
static void grouped(double value, char *out, size_t size)
{
    char plain[64];
    snprintf(plain, sizeof plain, "%.3f", fabs(value));
    const size_t whole = strcspn(plain, ".");
    size_t n = 0;
    if (value < 0.0)
        out[n++] = '-';
    for (size_t i = 0; plain[i] && n + 2 < size; i++) {
        if (i && i < whole && (whole - i) % 3 == 0)
            out[n++] = ',';
        out[n++] = plain[i];
    }
    out[n] = '\0';
}

static void put_utf16(FILE *file, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        unsigned c = *p;
        if (c >= 0xc0 && c < 0xe0 && p[1])
            c = (c & 0x1f) << 6 | (*++p & 0x3f);
        fputc((int)(c & 0xff), file);
        fputc((int)(c >> 8), file);
    }
}

static void weo_text(FILE *file, const ent_facts *f, bool tabs)
{
    char line[8192], number[64];
    const char *sep = tabs ? "\t" : ",";
    int n = snprintf(line, sizeof line, "%s",
                     tabs ? "WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\t"
                            "Subject Notes\tUnits\tScale\tCountry/Series-specific Notes"
                          : "DATASET,SERIES_CODE,OBS_MEASURE,COUNTRY,INDICATOR,SCALE,UNIT,"
                            "LATEST_ACTUAL_ANNUAL_DATA");
    for (int y = WEO_FIRST; y <= WEO_LAST; y++)
        n += snprintf(line + n, sizeof line - (size_t)n, "%s%d", sep, y);
    snprintf(line + n, sizeof line - (size_t)n, tabs ? "\tEstimates Start After\r\n" : "\n");
    tabs ? put_utf16(file, line) : (void)fputs(line, file);
    for (size_t i = 0; i < f->n_states * WEO_SERIES; i++) {
        const char *state = f->states[i / WEO_SERIES];
        const size_t s = i % WEO_SERIES;
        if (tabs)
            n = snprintf(line, sizeof line,
                         "111\t%s\t%s\t%s\t%s\t\tUnits\t%s\t\"See notes; \"\"x\"\".\"", state,
                         weo_series[s].code, ent_facts_text(f, state, "name"), weo_series[s].title,
                         weo_series[s].scale);
        else
            n = snprintf(line, sizeof line, "IMF.RES:WEO(9.0.0),%s.%s.A,,\"%s\",\"%s\",%s,,2023",
                         state, weo_series[s].code, ent_facts_text(f, state, "name"),
                         weo_series[s].title, *weo_series[s].scale ? weo_series[s].scale : "Units");
        for (int y = WEO_FIRST; y <= WEO_LAST; y++) {
            const double value = weo_figure(f, state, s, y);
            snprintf(number, sizeof number, "%s", tabs ? "n/a" : "");
            if (value == value && tabs)
                grouped(value, number, sizeof number);
            else if (value == value)
                snprintf(number, sizeof number, "%.6f", value);
            n += snprintf(line + n, sizeof line - (size_t)n, "%s%s", sep, number);
        }
        snprintf(line + n, sizeof line - (size_t)n, tabs ? "\t2023\r\n" : "\n");
        tabs ? put_utf16(file, line) : (void)fputs(line, file);
    }
}

static void weo_sheet(const char *path, const ent_facts *f)
{
    static const char *const header[] = {"DATASET",
                                         "SERIES_CODE",
                                         "COUNTRY.ID",
                                         "COUNTRY",
                                         "INDICATOR.ID",
                                         "SCALE",
                                         "LATEST_ACTUAL_ANNUAL_DATA"};
    enum { FIXED = sizeof header / sizeof header[0] };
    lxw_workbook *book = workbook_new(path);
    workbook_add_worksheet(book, "October 2025 WEO");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Countries");
    for (lxw_col_t c = 0; c < FIXED; c++)
        worksheet_write_string(sheet, 0, c, header[c], NULL);
    for (int y = WEO_FIRST; y <= WEO_LAST; y++)
        worksheet_write_number(sheet, 0, (lxw_col_t)(FIXED + y - WEO_FIRST), y, NULL);
    for (size_t i = 0; i < f->n_states * WEO_SERIES; i++) {
        const char *state = f->states[i / WEO_SERIES];
        const size_t s = i % WEO_SERIES;
        const lxw_row_t row = (lxw_row_t)i + 1;
        worksheet_write_string(sheet, row, 2, state, NULL);
        worksheet_write_string(sheet, row, 3, ent_facts_text(f, state, "name"), NULL);
        worksheet_write_string(sheet, row, 4, weo_series[s].code, NULL);
        worksheet_write_string(sheet, row, 5, *weo_series[s].scale ? weo_series[s].scale : "Units",
                               NULL);
        worksheet_write_string(sheet, row, 6, "FY2023/24", NULL);
        for (int y = WEO_FIRST; y <= WEO_LAST; y++) {
            const double value = weo_figure(f, state, s, y);
            if (value == value)
                worksheet_write_number(sheet, row, (lxw_col_t)(FIXED + y - WEO_FIRST), value, NULL);
        }
    }
    workbook_add_worksheet(book, "Country Groups");
    workbook_close(book);
}

void book_weo(const char *path, const ent_facts *f, weo_layout layout)
{
    if (layout == WEO_SHEET) {
        weo_sheet(path, f);
        return;
    }
    FILE *file = fopen(path, "wb");
    if (!file)
        abort();
    if (layout == WEO_UTF16_TABS)
        fwrite("\xff\xfe", 1, 2, file);
    weo_text(file, f, layout == WEO_UTF16_TABS);
    fclose(file);
}
