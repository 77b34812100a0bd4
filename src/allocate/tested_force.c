#include <string.h>

#include "allocate/tested.h"

/* How large a guarantee force must be, by who stands in it: renewed war against its size. */

typedef struct membership {
    const char *label, *members; /* codes with blanks; NULL: the scenario's */
    int article5;
} membership;

static const membership no_guarantee = {"bilateral agreements alone", "", 0};
static const membership memberships[] = {
    {"members without nuclear weapons", "CAN TUR DEU NLD", 0},
    {"members with GBR, FRA", "GBR FRA CAN AUS TUR", 0},
    {"members with GBR, FRA, USA", "GBR FRA USA CAN AUS TUR", 0},
    {"the scenario's members", NULL, 0},
    {"Article 5, with a force", "", 1},
};
enum { N_MEMBERSHIPS = sizeof memberships / sizeof memberships[0] };

static const double sizes[] = {0, 2, 4, 6, 8, 10, 15, 20, 30}; /* brigades */
enum { N_SIZES = sizeof sizes / sizeof sizes[0] };

static const ent_column columns[] = {
    {"members", "Guarantee", "", ENT_CELL_TEXT, 0},
    {"brigades", "Force", "brigades", ENT_CELL_NUMBER, 0},
    {"mean", "War within five years", "share", ENT_CELL_NUMBER, 3},
    {"p5", "5 %", "share", ENT_CELL_NUMBER, 3},
    {"p25", "25 %", "share", ENT_CELL_NUMBER, 3},
    {"p50", "Median", "share", ENT_CELL_NUMBER, 3},
    {"p75", "75 %", "share", ENT_CELL_NUMBER, 3},
    {"p95", "95 %", "share", ENT_CELL_NUMBER, 3},
    {"odds_p5", "Odds ratio, 5 %", "ratio", ENT_CELL_NUMBER, 2},
    {"odds_p25", "25 %", "ratio", ENT_CELL_NUMBER, 2},
    {"odds_p50", "Median", "ratio", ENT_CELL_NUMBER, 2},
    {"odds_p75", "75 %", "ratio", ENT_CELL_NUMBER, 2},
    {"odds_p95", "95 %", "ratio", ENT_CELL_NUMBER, 2},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

/* Chance of renewed war within five years, future by future. */
static ent_status renewed(const tested *t, const membership *m, double brigades, sample *s)
{
    static const ent_outcome_id wanted[] = {ENT_O_DETERRENCE_RENEWAL_5Y};
    ent_world *w = NULL;
    ENT_TRY(tested_variant(t, 1, &w));
    if (m->members)
        tested_members(w, m->members);
    tested_lever(w, ENT_L_GUARANTEE_FORCE_BRIGADES, brigades);
    tested_lever(w, ENT_L_GUARANTEE_ARTICLE5, m->article5);
    return tested_sample(t, w, wanted, 1, s);
}

/* Odds within five years against those without any guarantee, in the same future. */
static void odds_to(double *x, const double *base, size_t n)
{
    for (size_t f = 0; f < n; f++)
        x[f] = x[f] / (1.0 - x[f]) * (1.0 - base[f]) / base[f];
}

static void add_row(tested *t, const membership *m, double brigades, const sample *s, double *x,
                    const double *none)
{
    memcpy(x, s->values, s->n * sizeof *x);
    const sample_summary war = sample_summarise(x, s->n);
    memcpy(x, s->values, s->n * sizeof *x);
    odds_to(x, none, s->n);
    const sample_summary odds = sample_summarise(x, s->n);
    const size_t row = ent_table_row(t->table);
    ent_table_text(t->table, row, 0, m->label);
    ent_table_number(t->table, row, 1, brigades);
    ent_table_number(t->table, row, 2, war.mean);
    tested_quantiles(t, row, 3, &war);
    tested_quantiles(t, row, 8, &odds);
}

ent_status tested_force(tested *t)
{
    sample none, s;
    ent_table_init(t->table, "force", "How large a guarantee force must be, by membership", columns,
                   N_COLUMNS, t->arena);
    t->table->note =
        "War again within five years of a ceasefire, Russia half reconstituted, as the "
        "force grows; the same futures at every size. Odds of 1: no guarantee, "
        "bilateral agreements alone.";
    ENT_TRY(renewed(t, &no_guarantee, 0.0, &none));
    double *x = ent_arena_array(t->scratch, double, none.n);
    if (!x)
        return ent_fail(t->err, ENT_E_NOMEM, "tested: out of memory");
    for (size_t m = 0; m < N_MEMBERSHIPS; m++)
        for (size_t i = 0; i < N_SIZES; i++) {
            const size_t mark = ent_arena_mark(t->scratch);
            ENT_TRY(renewed(t, &memberships[m], sizes[i], &s));
            add_row(t, &memberships[m], sizes[i], &s, x, none.values);
            ent_arena_rewind(t->scratch, mark);
        }
    return ENT_OK;
}
