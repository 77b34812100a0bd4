#include "hindcast/allies.h"

#include <stdlib.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/text.h"
#include "import/names.h"
#include "import/workbook.h"

static const char SIPRI[] = "publishers/sipri_1949_2024.xlsx", SHARES[] = "Share of GDP";
static const char RELEASE[] = "nato_2025_2026.csv", KEY[] = "defence_pct_gdp";
static const char WARS[] = "history/wars_to_2000.csv", MAJORS[] = "history/major_powers.csv";

enum { FEWEST = 8 }; /* allies that a sheet has to name */

static bool known_year(int year)
{
    return year >= ALLIES_FIRST && year < ALLIES_FIRST + ALLIES_YEARS;
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

/* Of several releases in the file the newest counts. */
static ent_status read_release(const char *dir, allies *a, ent_arena *arena, ent_error *err)
{
    ent_csv t;
    size_t c[5];
    const char *newest = "";
    ENT_TRY(ent_csv_open(dir, RELEASE, "state year key value release", c, &t, arena, err));
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
    ENT_NEED(path && names, err);
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
    majors m;
    ent_csv t;
    size_t c[4];
    const char *number[ALLIES_MOST_WARS];
    ENT_TRY(ent_csv_open(dir, MAJORS, "ccode start_year end_year", m.c, &m.t, arena, err));
    ENT_TRY(ent_csv_open(dir, WARS, "warnum ccode1 ccode2 year", c, &t, arena, err));
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
