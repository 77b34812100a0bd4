#include "hindcast/allies.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/sort.h"
#include "entente/text.h"
#include "import/names.h"
#include "import/workbook.h"

static const char SIPRI[] = "publishers/sipri_1949_2024.xlsx", SHARES[] = "Share of GDP";
static const char RELEASE[] = "nato_2025_2026.csv", KEY[] = "defence_pct_gdp";
static const char WARS[] = "history/wars_to_2000.csv", MAJORS[] = "history/major_powers.csv";

enum {
    RECORD_OF_WARS = 1816, /* first year of the Correlates of War */
    WAVE = 3,              /* years over which a war between great powers raises spending */
    FEWEST = 8             /* allies in a year, for a mean over them */
};
static const double NORM = 2.0; /* % of GDP at which the noise is stated */

static bool known_year(int year)
{
    return year >= ALLIES_FIRST && year < ALLIES_FIRST + ALLIES_YEARS;
}

double allies_share(const allies *a, size_t ally, int year)
{
    return known_year(year) ? a->nato[ally][year - ALLIES_FIRST] : ENT_MISSING;
}

double allies_sipri(const allies *a, size_t ally, int year)
{
    return known_year(year) ? a->sipri[ally][year - ALLIES_FIRST] : ENT_MISSING;
}

static size_t find(const allies *a, const char *iso3)
{
    size_t i = 0;
    while (i < a->n && strcmp(a->iso3[i], iso3) != 0)
        i++;
    return i;
}

/* --- reading --- */

static void add_members(const ent_facts *facts, allies *a)
{
    for (size_t i = 0; i < facts->n_states && a->n < ALLIES_MOST; i++) {
        const char *since = ent_facts_text(facts, facts->states[i], "nato_since");
        if (!*since)
            continue;
        for (int y = 0; y < ALLIES_YEARS; y++) {
            a->nato[a->n][y] = ent_facts_value(facts, facts->states[i], KEY, ALLIES_FIRST + y);
            a->sipri[a->n][y] = ENT_MISSING;
        }
        a->since[a->n] = (int)strtol(since, NULL, 10);
        a->iso3[a->n++] = facts->states[i];
    }
}

static ent_status open_csv(const char *dir, const char *file, const char *const *names, size_t n,
                           ent_csv *t, size_t *columns, ent_arena *arena, ent_error *err)
{
    const char *path = ent_text_format(arena, "%s/%s", dir, file);
    if (!path)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ent_csv_read(path, t, arena, err));
    for (size_t i = 0; i < n; i++)
        ENT_TRY(ent_csv_column(t, names[i], &columns[i], err));
    return ENT_OK;
}

/* Of several releases in the file the newest counts. */
static ent_status read_release(const char *dir, allies *a, ent_arena *arena, ent_error *err)
{
    static const char *const names[] = {"state", "year", "key", "value", "release"};
    ent_csv t;
    size_t c[5];
    const char *newest = "";
    ENT_TRY(open_csv(dir, RELEASE, names, 5, &t, c, arena, err));
    for (size_t r = 0; r < t.n_rows; r++)
        if (strcmp(ent_csv_text(&t, r, c[4]), newest) > 0)
            newest = ent_csv_text(&t, r, c[4]);
    for (size_t r = 0; r < t.n_rows; r++) {
        const size_t ally = find(a, ent_csv_text(&t, r, c[0]));
        const int year = (int)strtol(ent_csv_text(&t, r, c[1]), NULL, 10);
        if (ally < a->n && known_year(year) && strcmp(ent_csv_text(&t, r, c[2]), KEY) == 0 &&
            strcmp(ent_csv_text(&t, r, c[4]), newest) == 0)
            ENT_TRY(ent_csv_required(&t, r, c[3], &a->nato[ally][year - ALLIES_FIRST], err));
    }
    return ENT_OK;
}

static void take_sipri_row(const ent_grid *g, size_t row, const int *year, double *shares)
{
    for (size_t c = 1; c < g->n_columns && c < ALLIES_YEARS + 16; c++) {
        const char *text = ent_grid_text(g, row, c);
        char *end = NULL;
        const double share = strtod(text, &end);
        if (year[c] && end != text && !*end && share > 0.0)
            shares[year[c] - ALLIES_FIRST] = 100.0 * share;
    }
}

static ent_status read_sipri_shares(const char *dir, const ent_facts *facts, allies *a,
                                    ent_arena *arena, ent_error *err)
{
    ent_workbook w;
    ent_grid g;
    names_table *names = ent_arena_array(arena, names_table, 1);
    const char *path = ent_text_format(arena, "%s/%s", dir, SIPRI);
    int year[ALLIES_YEARS + 16] = {0};
    size_t sheet = 0, rows = 0;
    if (!path || !names)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(names_load(names, facts, arena, err));
    ENT_TRY(ent_workbook_read(path, &w, arena, err));
    while (sheet < w.n_sheets && strcmp(w.names[sheet], SHARES) != 0)
        sheet++;
    if (sheet == w.n_sheets)
        return ent_fail(err, ENT_E_DATA, "%s: has no sheet '%s'", path, SHARES);
    ENT_TRY(ent_workbook_sheet(&w, sheet, &g, arena, err));
    for (size_t r = 0; r < g.n_rows; r++) {
        const char *label = ent_grid_text(&g, r, 0);
        if (strcmp(label, "Country") == 0)
            for (size_t c = 1; c < g.n_columns && c < ALLIES_YEARS + 16; c++) {
                const int y = (int)strtol(ent_grid_text(&g, r, c), NULL, 10);
                year[c] = known_year(y) ? y : 0;
            }
        const char *state = *label ? names_find(names, NAMES_WORDS, label) : NULL;
        const size_t ally = state ? find(a, state) : a->n;
        if (ally < a->n) {
            take_sipri_row(&g, r, year, a->sipri[ally]);
            rows++;
        }
    }
    return rows >= FEWEST
               ? ENT_OK
               : ent_fail(err, ENT_E_DATA, "%s: sheet '%s' names %zu allies", path, SHARES, rows);
}

/* --- wars between great powers --- */

typedef struct majors {
    ent_csv t;
    size_t c[3];
} majors;

static bool is_major(const majors *m, const char *code, int year)
{
    for (size_t r = 0; r < m->t.n_rows; r++)
        if (strcmp(ent_csv_text(&m->t, r, m->c[0]), code) == 0 &&
            strtol(ent_csv_text(&m->t, r, m->c[1]), NULL, 10) <= year &&
            strtol(ent_csv_text(&m->t, r, m->c[2]), NULL, 10) >= year)
            return true;
    return false;
}

/* First year in which great powers stood on both sides, by war. */
static ent_status read_wars(const char *dir, allies *a, ent_arena *arena, ent_error *err)
{
    static const char *const of_majors[] = {"ccode", "start_year", "end_year"};
    static const char *const of_wars[] = {"warnum", "ccode1", "ccode2", "year"};
    majors m;
    ent_csv t;
    size_t c[4];
    const char *number[ALLIES_MOST_WARS];
    ENT_TRY(open_csv(dir, MAJORS, of_majors, 3, &m.t, m.c, arena, err));
    ENT_TRY(open_csv(dir, WARS, of_wars, 4, &t, c, arena, err));
    for (size_t r = 0; r < t.n_rows; r++) {
        const int year = (int)strtol(ent_csv_text(&t, r, c[3]), NULL, 10);
        const char *war = ent_csv_text(&t, r, c[0]);
        size_t i = 0;
        if (!is_major(&m, ent_csv_text(&t, r, c[1]), year) ||
            !is_major(&m, ent_csv_text(&t, r, c[2]), year))
            continue;
        while (i < a->n_wars && strcmp(number[i], war) != 0)
            i++;
        if (i == ALLIES_MOST_WARS)
            return ent_fail(err, ENT_E_DATA, "%s: more than %d wars between great powers", t.path,
                            ALLIES_MOST_WARS);
        a->wars[i] = i == a->n_wars || year < a->wars[i] ? year : a->wars[i];
        number[i] = war;
        a->n_wars += i == a->n_wars;
    }
    return ENT_OK;
}

ent_status allies_read(const char *dir, const ent_facts *facts, allies *a, ent_arena *arena,
                       ent_error *err)
{
    memset(a, 0, sizeof *a);
    add_members(facts, a);
    ENT_TRY(read_release(dir, a, arena, err));
    ENT_TRY(read_sipri_shares(dir, facts, a, arena, err));
    return read_wars(dir, a, arena, err);
}

/* --- estimates --- */

static double change(const allies *a, size_t ally, int from, int to)
{
    return log(allies_sipri(a, ally, to) / allies_sipri(a, ally, from));
}

size_t allies_changes(const allies *a, int years, int last, size_t most, double *out)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        for (int y = ALLIES_FIRST + years; y <= last && n < most; y++) {
            const double d = change(a, i, y - years, y);
            if (!isnan(d))
                out[n++] = d;
        }
    double *spare = malloc((n ? n : 1) * sizeof *spare);
    if (!spare)
        return 0;
    ent_sort_values(n, out, spare);
    free(spare);
    return n;
}

/* Mean change of the allies in a year, and how many have one. */
static double mean_change(const allies *a, int year, size_t *n)
{
    double sum = 0.0;
    *n = 0;
    for (size_t i = 0; i < a->n; i++) {
        const double d = change(a, i, year - 1, year);
        sum += isnan(d) ? 0.0 : d;
        *n += isnan(d) ? 0U : 1U;
    }
    return *n >= FEWEST ? sum / (double)*n : ENT_MISSING;
}

/* Whether a war between great powers, begun within the record of spending, moves the year. */
static bool is_wave(const allies *a, int year)
{
    for (size_t i = 0; i < a->n_wars; i++)
        if (a->wars[i] >= ALLIES_FIRST && year > a->wars[i] && year <= a->wars[i] + WAVE)
            return true;
    return false;
}

/* Kurtosis of z exp(w z^2), z standard normal; and the weight that has a given one. */
static double kurtosis_of(double w)
{
    return 3.0 * pow(1.0 - 8.0 * w, -2.5) * pow(1.0 - 4.0 * w, 3.0);
}

static double weight_of(double kurtosis)
{
    double low = 0.0, high = 0.1249;
    for (int i = 0; i < 60; i++) {
        const double middle = 0.5 * (low + high);
        if (kurtosis_of(middle) < kurtosis)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The part of each ally: squares and fourth powers about the mean of the year. */
static void own_part(const allies *a, int last, double *variance, double *kurtosis, size_t *changes)
{
    double squares = 0.0, fourth = 0.0;
    *changes = 0;
    for (int y = ALLIES_FIRST + 1; y <= last; y++) {
        size_t n;
        const double mean = mean_change(a, y, &n);
        if (isnan(mean) || is_wave(a, y))
            continue;
        for (size_t i = 0; i < a->n; i++) {
            const double d = change(a, i, y - 1, y);
            if (isnan(d))
                continue;
            const double square = (d - mean) * (d - mean) * (double)n / (double)(n - 1);
            squares += square;
            fourth += square * square;
            ++*changes;
        }
    }
    const double n = (double)*changes;
    *variance = *changes ? squares / n : 0.0;
    *kurtosis = *changes ? fourth / n / (*variance * *variance) : 3.0;
}

/* The part common to all: variance about zero, less what the means owe to the own parts. */
static double common_part(const allies *a, int last, double own, double *persistence, double *years)
{
    double squares = 0.0, products = 0.0, owed = 0.0, pairs = 0.0, before = ENT_MISSING;
    *years = 0.0;
    for (int y = ALLIES_FIRST + 1; y <= last; y++) {
        size_t n;
        double mean = mean_change(a, y, &n);
        if (is_wave(a, y))
            mean = ENT_MISSING;
        if (!isnan(mean)) {
            squares += mean * mean;
            owed += own / (double)n;
            *years += 1.0;
            products += isnan(before) ? 0.0 : mean * before;
            pairs += isnan(before) ? 0.0 : 1.0;
        }
        before = mean;
    }
    const double variance = *years > 0.0 ? fmax((squares - owed) / *years, 0.0) : 0.0;
    const double raw = variance > 0.0 && pairs > 0.0 ? products / pairs / variance : 0.0;
    *persistence = fmin(fmax(raw, 0.0), 0.95);
    return variance;
}

/* Rises after wars between great powers, allies with both years (or the year after the first). */
static void find_rise(const allies *a, int last, double own, allies_fit *fit)
{
    double sum = 0.0, squares = 0.0, n = 0.0;
    for (size_t w = 0; w < a->n_wars; w++) {
        const int from = a->wars[w], to = from + WAVE;
        if (from < ALLIES_FIRST || to > last)
            continue;
        for (size_t i = 0; i < a->n; i++) {
            const double whole = change(a, i, from, to);
            const double rise = isnan(whole) ? change(a, i, from + 1, to) : whole;
            if (isnan(rise))
                continue;
            sum += rise;
            squares += rise * rise;
            n += 1.0;
        }
    }
    const double mean = n > 0.0 ? sum / n : 0.0;
    const double variance = n > 1.0 ? (squares - n * mean * mean) / (n - 1.0) - WAVE * own : 0.0;
    fit->alarm_rise = mean;
    fit->alarm_spread = mean > 0.0 ? sqrt(fmax(variance, 0.0)) / mean : 0.0;
}

void allies_fit_to(const allies *a, int last, allies_fit *fit)
{
    double own, kurtosis;
    *fit = (allies_fit){0};
    own_part(a, last, &own, &kurtosis, &fit->changes);
    const double common = common_part(a, last, own, &fit->persistence, &fit->common_years);
    fit->noise = NORM * sqrt(own + common);
    fit->common = own + common > 0.0 ? common / (own + common) : 0.0;
    fit->tail_weight = weight_of(kurtosis);
    fit->tail_scale = pow(1.0 - 4.0 * fit->tail_weight, 0.75);
    for (size_t i = 0; i < a->n_wars; i++)
        if (a->wars[i] <= last)
            fit->wars++;
    fit->years = last - RECORD_OF_WARS + 1;
    fit->alarm = ((double)fit->wars + 0.5) / fit->years; /* Jeffreys */
    find_rise(a, last, own, fit);
}
