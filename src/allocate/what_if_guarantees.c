/* Guarantees for Ukraine, one beside another over the same futures: war again within five years. */
#include <string.h>

#include "allocate/what_if.h"
#include "entente/isa.h"
#include "entente/text.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/kernels.h"

/* A guarantee for Ukraine, where it differs from the scenario's. */
typedef struct what_if_guarantee {
    const char *members; /* codes with blanks between; NULL: the scenario's */
    int32_t without;     /* state left out of those; -1: none */
    double brigades;     /* missing: the scenario's */
    int32_t article5;    /* -1: the scenario's */
} what_if_guarantee;

/* --- many guarantees --- */

typedef struct renewals {
    const what_if_guarantee *guarantees;
    size_t n, futures;
    const ent_world *given;
    ent_world *world; /* with one guarantee after the other */
    ent_tile *tile;
    double *values;
} renewals;

static void set_members(ent_world *w, const char *codes)
{
    memset(w->member, 0, sizeof w->member);
    for (int32_t s = 0; s < w->n_states; s++)
        for (const char *at = codes; *at; at += at[3] ? 4 : 3)
            if (strncmp(w->iso3[s], at, 3) == 0)
                w->member[s] = 1;
}

static void give(ent_world *w, const ent_world *given, const what_if_guarantee *g)
{
    const double force = given->lever[ENT_L_GUARANTEE_FORCE_BRIGADES];
    const double article5 = given->lever[ENT_L_GUARANTEE_ARTICLE5];
    memcpy(w->member, given->member, sizeof w->member);
    if (g->members)
        set_members(w, g->members);
    if (g->without >= 0)
        w->member[g->without] = 0;
    what_if_lever(w, ENT_L_GUARANTEE_FORCE_BRIGADES,
                  g->brigades == g->brigades ? g->brigades : force);
    what_if_lever(w, ENT_L_GUARANTEE_ARTICLE5, g->article5 >= 0 ? g->article5 : article5);
}

/* A guarantee changes balance and deterrence, not the year's economy, spending and forces. */
static void see_renewals(void *with, const ent_tile *t, int32_t month)
{
    const renewals *r = with;
    if (month != ENT_VISIT_YEAR)
        return;
    memcpy(r->tile, t, sizeof *t);
    r->tile->world = r->world;
    for (size_t i = 0; i < r->n; i++) {
        give(r->world, r->given, &r->guarantees[i]);
        row_copy(r->tile->signal, t->signal); /* it may change when a balance is computed */
        ENT_ISA_NAME(ent_posture_year)(r->tile);
        ENT_ISA_NAME(ent_deterrence_year)(r->tile);
        memcpy(r->values + i * r->futures + t->first, r->tile->renewal_5y, sizeof(ent_row));
    }
}

/* Nothing happens elsewhere before the first balances: Ukraine is enough. */
static void leave_ukraine(ent_world *w)
{
    const int32_t n = w->n_flashpoints;
    w->n_flashpoints = 0;
    for (int32_t k = 0; k < n; k++)
        if (w->flashpoint[k].is_ukraine)
            w->flashpoint[w->n_flashpoints++] = w->flashpoint[k];
}

/* Chance of renewed war within five years of a ceasefire in the first year, future by future, under
   each guarantee: values[n][blocks * ENT_BLOCK], of the scratch. What no guarantee changes is
   computed once. */
static ent_status renewals_of(const what_if *t, const what_if_guarantee *guarantees, size_t n,
                              double **values)
{
    static const bool nothing[ENT_N_OUTCOMES];
    renewals r = {.guarantees = guarantees, .n = n, .futures = t->blocks * ENT_BLOCK};
    ent_world *first = NULL;
    sample s;
    ENT_TRY(what_if_variant(t, 1, &first));
    leave_ukraine(first);
    r.given = first;
    r.world = ent_arena_array(t->scratch, ent_world, 1);
    r.tile = ent_arena_array(t->scratch, ent_tile, 1);
    r.values = *values = ent_arena_array(t->scratch, double, n *r.futures);
    if (!r.world || !r.tile || !r.values)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    *r.world = *first;
    const sample_plan plan = {.world = first,
                              .blocks = t->blocks,
                              .seed = t->plan->seed,
                              .draws = t->draws,
                              .wanted = nothing,
                              .visit = see_renewals,
                              .visitor = &r};
    return sample_run(&plan, &s, t->scratch, t->err);
}

/* --- one beside another --- */

typedef struct named_guarantee {
    const char *label;
    what_if_guarantee is;
} named_guarantee;

static const named_guarantee named[] = {
    {"none", {"", -1, 0, 0}},
    {"4 brigades, members without nuclear weapons", {"CAN TUR DEU NLD", -1, 4, 0}},
    {"4 brigades with GBR, FRA", {"GBR FRA CAN AUS TUR", -1, 4, 0}},
    {"10 brigades with GBR, FRA", {"GBR FRA CAN AUS TUR", -1, 10, 0}},
    {"15 brigades with GBR, FRA", {"GBR FRA CAN AUS TUR", -1, 15, 0}},
    {"30 brigades with GBR, FRA", {"GBR FRA CAN AUS TUR", -1, 30, 0}},
    {"4 brigades with GBR, FRA, USA", {"GBR FRA USA", -1, 4, 0}},
    {"Article 5", {"", -1, 0, 1}},
    {"the scenario's", {NULL, -1, ENT_MISSING, -1}},
};
enum { N_NAMED = sizeof named / sizeof named[0] };

static const ent_column guarantee_columns[] = {
    {"guarantee", "Guarantee", "", ENT_CELL_TEXT, 0},
    {"mean", "War within five years", "share", ENT_CELL_NUMBER, 3},
    WHAT_IF_QUANTILES("", "", "share", 3),
    {"less", "Below no guarantee", "share", ENT_CELL_NUMBER, 3},
};

/* The named ones, then the scenario's without each of its members; how many there are. */
static size_t list_guarantees(const what_if *t, what_if_guarantee *list, const char **labels)
{
    const ent_world *given = t->plan->world;
    size_t n = 0;
    for (; n < N_NAMED; n++) {
        list[n] = named[n].is;
        labels[n] = named[n].label;
    }
    for (int32_t s = 0; s < given->n_states; s++) {
        if (!given->member[s])
            continue;
        list[n] = (what_if_guarantee){NULL, s, ENT_MISSING, -1};
        labels[n++] = ent_text_format(t->arena, "the scenario's without %s", given->iso3[s]);
    }
    return n;
}

ent_status what_if_guarantees(what_if *t)
{
    enum { MOST = N_NAMED + ENT_MAX_STATES };
    what_if_guarantee list[MOST];
    const char *labels[MOST];
    double *values = NULL, none = ENT_MISSING;
    ent_table_init(t->table, "guarantees", "War renewed within five years, by guarantee",
                   guarantee_columns, 8, t->arena);
    t->table->note = "After a ceasefire, with half of Russia's forces restored, in the first year "
                     "of the run. Every row has the same futures.";
    const size_t n = list_guarantees(t, list, labels), futures = t->blocks * ENT_BLOCK;
    ENT_TRY(renewals_of(t, list, n, &values));
    for (size_t i = 0; i < n; i++) {
        if (!labels[i])
            return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
        const sample_summary war = sample_summarise(values + i * futures, futures);
        none = i == 0 ? war.mean : none;
        const size_t row = ent_table_row(t->table);
        ent_table_text(t->table, row, 0, labels[i]);
        ent_table_number(t->table, row, 1, war.mean);
        what_if_quantiles(t, row, 2, &war);
        ent_table_number(t->table, row, 7, none - war.mean);
    }
    return ENT_OK;
}

/* --- how large a force must be, by who stands in it --- */

typedef struct membership {
    const char *label, *members; /* codes with blanks; NULL: the scenario's */
    int32_t article5;
} membership;

static const membership memberships[] = {
    {"members without nuclear weapons", "CAN TUR DEU NLD", 0},
    {"members with GBR, FRA", "GBR FRA CAN AUS TUR", 0},
    {"members with GBR, FRA, USA", "GBR FRA USA CAN AUS TUR", 0},
    {"the scenario's members", NULL, 0},
    {"Article 5, with a force", "", 1},
};
enum { N_MEMBERSHIPS = sizeof memberships / sizeof memberships[0] };

static const double sizes[] = {0, 2, 4, 6, 8, 10, 15, 20, 30}; /* brigades */
enum { N_SIZES = sizeof sizes / sizeof sizes[0], N_FORCES = N_MEMBERSHIPS * N_SIZES };

static const ent_column force_columns[] = {
    {"members", "Guarantee", "", ENT_CELL_TEXT, 0},
    {"brigades", "Force", "brigades", ENT_CELL_NUMBER, 0},
    {"mean", "War within five years", "share", ENT_CELL_NUMBER, 3},
    WHAT_IF_QUANTILES("", "", "share", 3),
    WHAT_IF_QUANTILES("odds_", "Odds ratio, ", "ratio", 2),
};
enum { N_FORCE_COLUMNS = sizeof force_columns / sizeof force_columns[0] };

/* Odds within five years against those without any guarantee, in the same future. */
static void odds_to(double *x, const double *base, size_t n)
{
    for (size_t f = 0; f < n; f++)
        x[f] = x[f] / (1.0 - x[f]) * (1.0 - base[f]) / base[f];
}

static void force_row(what_if *t, const membership *m, double brigades, const double *war_again,
                      const double *none, double *x)
{
    const size_t n = t->blocks * ENT_BLOCK;
    memcpy(x, war_again, n * sizeof *x);
    const sample_summary war = sample_summarise(x, n);
    memcpy(x, war_again, n * sizeof *x);
    odds_to(x, none, n);
    const sample_summary odds = sample_summarise(x, n);
    const size_t row = ent_table_row(t->table);
    ent_table_text(t->table, row, 0, m->label);
    ent_table_number(t->table, row, 1, brigades);
    ent_table_number(t->table, row, 2, war.mean);
    what_if_quantiles(t, row, 3, &war);
    what_if_quantiles(t, row, 8, &odds);
}

ent_status what_if_force(what_if *t)
{
    what_if_guarantee list[1 + N_FORCES] = {{"", -1, 0, 0}}; /* bilateral agreements alone */
    const size_t futures = t->blocks * ENT_BLOCK;
    double *values = NULL, *x = ent_arena_array(t->scratch, double, futures);
    if (!x)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    ent_table_init(t->table, "force", "How large a guarantee force must be, by membership",
                   force_columns, N_FORCE_COLUMNS, t->arena);
    t->table->note =
        "War again within five years of a ceasefire, Russia half reconstituted, as the "
        "force grows; the same futures at every size. Odds of 1: no guarantee, "
        "bilateral agreements alone.";
    for (size_t i = 0; i < N_FORCES; i++) {
        const membership *m = &memberships[i / N_SIZES];
        list[1 + i] = (what_if_guarantee){m->members, -1, sizes[i % N_SIZES], m->article5};
    }
    ENT_TRY(renewals_of(t, list, 1 + N_FORCES, &values));
    for (size_t i = 0; i < N_FORCES; i++)
        force_row(t, &memberships[i / N_SIZES], sizes[i % N_SIZES], values + (1 + i) * futures,
                  values, x);
    return ENT_OK;
}
