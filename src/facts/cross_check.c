#include "entente/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "entente/csv.h"
#include "entente/text.h"

/* The years of the shipped tables, and the last that an import may add. */
enum { FIRST_YEAR = 2014, LAST_YEAR = 2024, LAST_IMPORTED = 2040 };

static const double SUM_TOLERANCE_PCT = 0.05;
static const double SHARE_TOLERANCE_POINTS = 0.02;
/* NATO weighs by GDP at constant prices, the check by the IMF's at current ones. */
static const double LATER_SHARE_TOLERANCE_POINTS = 0.05;
static const double ROUNDING = 0.0005; /* sizes in known_exceptions.csv have three decimals */

typedef struct known_row {
    const char *check, *state, *reason;
    double from_year, to_year, size;
} known_row;

typedef struct checker {
    const ent_facts *facts;
    const known_row *known;
    size_t n_known;
    ent_facts_report *report;
    ent_facts_check *listed;
    size_t capacity;
    ent_arena *arena;
    bool failed; /* out of memory */
} checker;

static ent_status load_known(checker *c, ent_error *err)
{
    size_t at[6];
    ent_csv t = {0};
    ENT_TRY(ent_csv_open(c->facts->dir, "known_exceptions.csv",
                         "check state reason from_year to_year size", at, &t, c->arena, err));
    known_row *rows = ent_arena_array(c->arena, known_row, t.n_rows + 1);
    ENT_NEED(rows, err);
    for (size_t r = 0; r < t.n_rows; r++) {
        rows[r].check = ent_csv_text(&t, r, at[0]);
        rows[r].state = ent_csv_text(&t, r, at[1]);
        rows[r].reason = ent_csv_text(&t, r, at[2]);
        ENT_TRY(ent_csv_required(&t, r, at[3], &rows[r].from_year, err));
        ENT_TRY(ent_csv_required(&t, r, at[4], &rows[r].to_year, err));
        ENT_TRY(ent_csv_required(&t, r, at[5], &rows[r].size, err));
    }
    c->known = rows;
    c->n_known = t.n_rows;
    return ENT_OK;
}

static const known_row *find_known(const checker *c, const char *check, const char *state, int year)
{
    for (size_t i = 0; i < c->n_known; i++) {
        const known_row *k = &c->known[i];
        if (strcmp(k->check, check) == 0 && strcmp(k->state, state) == 0 && k->from_year <= year &&
            year <= k->to_year)
            return k;
    }
    return NULL;
}

static void list(checker *c, const ent_facts_check *row)
{
    ent_facts_check *all =
        grow(c->arena, c->listed, c->report->n_listed, &c->capacity, 32, sizeof *all);
    c->failed |= !all;
    if (!all)
        return;
    c->listed = all;
    c->listed[c->report->n_listed++] = *row;
}

/* A missing figure on either side fails: the difference is then not a number. */
static void record(checker *c, const char *check, const char *state, int year, double got,
                   double expected, double off, double tolerance, const char *unit)
{
    const double size = off < 0 ? -off : off;
    const known_row *k = find_known(c, check, state, year);
    ent_facts_check row = {.check = check,
                           .got = got,
                           .expected = expected,
                           .off = off,
                           .tolerance = tolerance,
                           .unit = unit,
                           .known = ""};
    c->report->n_checks++;
    if (size <= tolerance) {
        c->report->n_passed++;
        return;
    }
    if (k && size <= k->size + ROUNDING) {
        row.known = k->reason;
        row.tolerance = k->size;
        row.passed = true;
        c->report->n_known++;
    } else {
        c->report->n_failed++;
    }
    row.where = ent_text_format(c->arena, "%s %d", state, year);
    if (!row.where)
        c->failed = true;
    else
        list(c, &row);
}

static bool is_member(const ent_facts *f, const char *state, int year)
{
    const char *since = ent_facts_text(f, state, "nato_since");
    return *since && atoi(since) <= year;
}

/* Sum over the members of the year; a member without the figure (Iceland) adds nothing. */
static double sum_members(const ent_facts *f, const char *key, int year, bool with_usa)
{
    double sum = 0.0;
    for (size_t i = 0; i < f->n_states; i++) {
        const char *s = f->states[i];
        const double v = ent_facts_value(f, s, key, year);
        if (is_member(f, s, year) && v == v && (with_usa || strcmp(s, "USA") != 0))
            sum += v;
    }
    return sum;
}

static void check_sums(checker *c)
{
    static const char *const keys[] = {"gdp_current_musd", "gdp_2015_musd", "defence_current_musd",
                                       "defence_2015_musd", "personnel_thousand"};
    static const char *const names[] = {"sum of gdp_current_musd", "sum of gdp_2015_musd",
                                        "sum of defence_current_musd", "sum of defence_2015_musd",
                                        "sum of personnel_thousand"};
    static const char *const groups[] = {"NATO_EUR_CAN", "NATO_TOTAL"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        for (int year = FIRST_YEAR; year <= LAST_IMPORTED; year++)
            for (size_t g = 0; g < 2; g++) {
                if (year > LAST_YEAR && !ent_facts_find(c->facts, groups[g], keys[k], year, NULL))
                    continue;
                const double got = sum_members(c->facts, keys[k], year, g == 1);
                const double want = ent_facts_value(c->facts, groups[g], keys[k], year);
                record(c, names[k], groups[g], year, got, want, 100.0 * (got / want - 1.0),
                       SUM_TOLERANCE_PCT, "%");
            }
}

/* A year that an import or a scenario added may have the share alone. */
static void check_share(checker *c, const ent_fact *f, const char *name, const char *defence,
                        const char *gdp)
{
    const double want = 100.0 * ent_facts_value(c->facts, f->state, defence, f->year) /
                        ent_facts_value(c->facts, f->state, gdp, f->year);
    if (f->year <= LAST_YEAR || want == want)
        record(c, name, f->state, f->year, f->value, want, f->value - want, SHARE_TOLERANCE_POINTS,
               "points");
}

static void check_shares(checker *c)
{
    for (size_t i = 0; i < c->facts->n_facts; i++) {
        const ent_fact *f = &c->facts->facts[i];
        if (strcmp(f->key, "defence_pct_gdp") != 0 || *f->vintage)
            continue;
        check_share(c, f, "share from 2015 prices", "defence_2015_musd", "gdp_2015_musd");
        check_share(c, f, "share from current prices", "defence_current_musd", "gdp_current_musd");
    }
}

/* The share of an aggregate in the newest release that has one for the year. */
static double newest_share(const ent_facts *f, const char *state, int year)
{
    const ent_fact *newest = NULL;
    for (size_t i = 0; i < f->n_facts; i++) {
        const ent_fact *a = &f->facts[i];
        if (a->year == year && *a->vintage && strcmp(a->key, "defence_pct_gdp") == 0 &&
            strcmp(a->state, state) == 0 && (!newest || strcmp(a->vintage, newest->vintage) > 0))
            newest = a;
    }
    return newest ? newest->value : ENT_MISSING;
}

/* Shares of the members weighted by the IMF's GDP; missing while a member has none. */
static double share_of_sum(const ent_facts *f, int year, bool with_usa)
{
    double spent = 0.0, gdp = 0.0;
    for (size_t i = 0; i < f->n_states; i++) {
        const char *s = f->states[i];
        const bool has_forces = ent_facts_find(f, s, "defence_pct_gdp", LAST_YEAR, NULL);
        if (!has_forces || !is_member(f, s, year) || (!with_usa && strcmp(s, "USA") == 0))
            continue;
        const double whole = ent_facts_value(f, s, "gdp_bn", year);
        spent += ent_facts_value(f, s, "defence_pct_gdp", year) * whole;
        gdp += whole;
    }
    return gdp > 0.0 ? spent / gdp : ENT_MISSING;
}

/* A scenario or an import may bring the shares of a later year: NATO gives their sum, too. */
static void check_later_shares(checker *c)
{
    static const char *const groups[] = {"NATO_EUR_CAN", "NATO_TOTAL"};
    for (int year = LAST_YEAR + 1; year <= LAST_IMPORTED; year++)
        for (size_t g = 0; g < 2; g++) {
            const double formed = share_of_sum(c->facts, year, g == 1);
            const double own = newest_share(c->facts, groups[g], year);
            if (formed == formed && own == own)
                record(c, "share of the sum", groups[g], year, formed, own, formed - own,
                       LATER_SHARE_TOLERANCE_POINTS, "points");
        }
}

/* In its base year a constant-price series equals the current one. */
static void check_base_year(checker *c, const char *name, const char *current, const char *constant,
                            int year)
{
    for (size_t i = 0; i < c->facts->n_states; i++) {
        const char *s = c->facts->states[i];
        const ent_fact *a = ent_facts_find(c->facts, s, current, year, NULL);
        const ent_fact *b = ent_facts_find(c->facts, s, constant, year, NULL);
        if (a || b)
            record(c, name, s, year, a ? a->value : ENT_MISSING, b ? b->value : ENT_MISSING,
                   a && b ? 100.0 * (a->value / b->value - 1.0) : ENT_MISSING, SUM_TOLERANCE_PCT,
                   "%");
    }
}

/* The 31 allies with forces have every figure for every year; Iceland has GDP only. */
static void check_complete(checker *c)
{
    static const char *const keys[] = {"gdp_current_musd",      "defence_current_musd",
                                       "defence_2015_musd",     "defence_pct_gdp",
                                       "equipment_pct_defence", "personnel_thousand"};
    for (size_t i = 0; i < c->facts->n_states; i++) {
        const char *s = c->facts->states[i];
        const bool ally = *ent_facts_text(c->facts, s, "nato_since") != '\0';
        for (int year = FIRST_YEAR; ally && year <= LAST_YEAR; year++)
            for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
                const double v = ent_facts_value(c->facts, s, keys[k], year);
                const bool wanted = k == 0 || strcmp(s, "ISL") != 0;
                record(c, "complete", s, year, v == v ? 1.0 : 0.0, wanted ? 1.0 : 0.0,
                       (v == v) == wanted ? 0.0 : 1.0, 0.0, "figures");
            }
    }
}

static void check_range(checker *c, const char *key, double low, double high)
{
    for (size_t i = 0; i < c->facts->n_facts; i++) {
        const ent_fact *f = &c->facts->facts[i];
        if (strcmp(f->key, key) == 0)
            record(c, "within range", f->state, f->year, f->value, f->value < low ? low : high,
                   f->value >= low && f->value <= high ? 0.0 : 1.0, 0.0, "");
    }
}

/* Spending of one state stands in one series only: NATO's or SIPRI's. */
static void check_unmixed(checker *c)
{
    for (size_t i = 0; i < c->facts->n_states; i++) {
        const char *s = c->facts->states[i];
        const bool nato = ent_facts_find(c->facts, s, "defence_current_musd", 0, NULL);
        const bool sipri = ent_facts_find(c->facts, s, "sipri_current_musd", 0, NULL);
        record(c, "one spending series", s, LAST_YEAR, nato + sipri, 1.0, nato && sipri ? 1.0 : 0.0,
               0.0, "series");
    }
}

static void check_us_price(checker *c)
{
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        const double v = ent_facts_value(c->facts, "USA", "ppp_ratio", year);
        record(c, "PPP ratio of the US is 1", "USA", year, v, 1.0, 100.0 * (v - 1.0),
               SUM_TOLERANCE_PCT, "%");
    }
}

ent_status ent_facts_cross_check(const ent_facts *facts, ent_facts_report *report, ent_arena *arena,
                                 ent_error *err)
{
    ent_facts_report r = {0};
    checker c = {.facts = facts, .report = &r, .arena = arena};
    ENT_TRY(load_known(&c, err));
    check_sums(&c);
    check_shares(&c);
    check_later_shares(&c);
    check_base_year(&c, "base year 2015", "defence_current_musd", "defence_2015_musd", 2015);
    check_base_year(&c, "base year 2015", "gdp_current_musd", "gdp_2015_musd", 2015);
    check_base_year(&c, "base year 2023", "sipri_current_musd", "sipri_2023_musd", 2023);
    check_complete(&c);
    check_range(&c, "defence_pct_gdp", 0.1, 50.0);
    check_range(&c, "equipment_pct_defence", 0.0, 100.0);
    check_range(&c, "government_pct_gdp", 3.0, 100.0);
    check_range(&c, "population_m", 0.01, 2000.0);
    check_range(&c, "ppp_ratio", 0.5, 8.0);
    check_unmixed(&c);
    check_us_price(&c);
    if (c.failed)
        return ent_fail(err, ENT_E_NOMEM, "facts: out of memory");
    r.listed = c.listed;
    *report = r;
    return ENT_OK;
}
