#include "entente/draws.h"

#include "futures/beta_table.h"
#include "futures/correlate.h"
#include "futures/lead_order.h"

/* Both tails in full precision: the upper half by the mirrored distribution. */
static ent_beta_node beta_node(const ent_prior *prior, double s)
{
    const double a = prior->p[0], b = prior->p[1];
    const double tail = ent_logistic(s < 0.0 ? s : -s); /* of the nearer end */
    ent_prior side = *prior;
    side.p[0] = s < 0.0 ? a : b;
    side.p[1] = s < 0.0 ? b : a;
    const double q = ent_draw_quantile(&side, tail);
    const double x = s < 0.0 ? q : 1.0 - q, y = s < 0.0 ? 1.0 - q : q;
    const double log_beta = ent_log_gamma(a) + ent_log_gamma(b) - ent_log_gamma(a + b);
    const double slope = tail * (1.0 - tail) * ent_exp(log_beta - a * ent_log(x) - b * ent_log(y));
    const double lean = s < 0.0 ? 1.0 - 2.0 * tail : 2.0 * tail - 1.0;
    return (ent_beta_node){ent_log(x) - ent_log(y), slope,
                           slope * (lean - (a * y - b * x) * slope)};
}

void ent_beta_fill(const ent_prior *prior, ent_beta_node *nodes)
{
    for (size_t i = 0; i < ENT_BETA_NODES; i++)
        nodes[i] = beta_node(prior, -BETA_REACH + BETA_STEP * (double)i);
}

double ent_beta_table(const ent_beta_node *nodes, double u)
{
    return ent_logistic(beta_table_logit(nodes, ent_log(u) - ent_log(1.0 - u)));
}

static bool same_bits(const double *x, const double *y, size_t n)
{
    bool same = true;
    for (size_t i = 0; i < n; i++)
        same = same && ent_bits(x[i]) == ent_bits(y[i]);
    return same;
}

ent_status ent_draws_make(const ent_world *world, ent_draws *draws, ent_arena *arena)
{
    *draws = (ent_draws){.world = world};
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        const double *p = world->prior[a].p;
        if (world->prior[a].kind != ENT_PRIOR_BETA)
            continue;
        for (size_t b = 0; b < a && !draws->beta[a]; b++) /* the same shape: the same table */
            if (draws->beta[b] && same_bits(world->prior[b].p, p, 2))
                draws->beta[a] = draws->beta[b];
        if (draws->beta[a])
            continue;
        ent_beta_node *nodes = ent_arena_array(arena, ent_beta_node, ENT_BETA_NODES);
        if (!nodes)
            return ENT_E_NOMEM;
        ent_beta_fill(&world->prior[a], nodes);
        draws->beta[a] = nodes;
    }
    return ENT_OK;
}

bool ent_draws_same(const ent_world *a, const ent_world *b)
{
    /* All bytes of a world are set: it is checksummed. */
    /* NOLINTBEGIN(bugprone-suspicious-memory-comparison) */
    return __builtin_memcmp(a->prior, b->prior, sizeof a->prior) == 0 &&
           __builtin_memcmp(a->slot, b->slot, sizeof a->slot) == 0 &&
           a->n_correlated == b->n_correlated &&
           __builtin_memcmp(a->correlated, b->correlated, sizeof a->correlated) == 0 &&
           __builtin_memcmp(a->mixing, b->mixing, sizeof a->mixing) == 0;
    /* NOLINTEND(bugprone-suspicious-memory-comparison) */
}

/* --- correlations --- */

void ent_draws_correlate(const ent_world *w, double *u)
{
    correlate_rows(w, u);
}

bool ent_draws_tied(const ent_world *w, int id, int *set)
{
    /* Names spread along the rows until nothing changes; there are few. */
    int name[ENT_MAX_CORRELATED];
    bool moved = true, tied = false;
    for (int32_t i = 0; i < w->n_correlated; i++)
        name[i] = w->correlated[i];
    while (moved) {
        moved = false;
        for (int32_t i = 0; i < w->n_correlated; i++)
            for (int32_t j = 0; j < i; j++) {
                if (correlate_mixing(w, i)[j] == 0.0 || name[i] == name[j])
                    continue;
                const int low = name[i] < name[j] ? name[i] : name[j];
                name[i] = name[j] = low;
                moved = true;
            }
    }
    int own = id;
    for (int32_t i = 0; i < w->n_correlated; i++)
        own = w->correlated[i] == id ? name[i] : own;
    for (int32_t i = 0; i < w->n_correlated; i++)
        tied = tied || (w->correlated[i] != id && name[i] == own);
    if (set)
        *set = own;
    return tied;
}

/* --- all --- */

static void draw_values(const ent_draws *draws, size_t a, double *row)
{
    const ent_prior *prior = &draws->world->prior[a];
    double u[ENT_BLOCK];
    if (prior->kind == ENT_PRIOR_FIXED) {
        for (size_t f = 0; f < ENT_BLOCK; f++)
            row[f] = prior->p[0];
        return;
    }
    for (size_t f = 0; f < ENT_BLOCK; f++)
        u[f] = row[f];
    if (draws->rows && draws->rows(prior, draws->beta[a], u, row))
        return;
    if (!draws->beta[a]) {
        ent_draw_row(prior, ENT_BLOCK, u, row);
        return;
    }
    for (size_t f = 0; f < ENT_BLOCK; f++)
        row[f] = ent_beta_table(draws->beta[a], u[f]);
}

static void to_values(const ent_draws *draws, double *u)
{
    if (draws->correlate)
        draws->correlate(draws->world, u);
    else
        ent_draws_correlate(draws->world, u);
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        draw_values(draws, a, u + a * ENT_BLOCK);
}

bool ent_draws_lead(const ent_design *design, uint64_t block, double *lead)
{
    if (design->kind != ENT_DESIGN_SOBOL)
        return false;
    for (int i = 0; i < ENT_N_LEADS; i++) {
        double *u = lead + (size_t)i * ENT_BLOCK;
        ent_design_row(design, block * ENT_BLOCK, ENT_BLOCK, lead_place(design, LEAD(i)),
                       lead_slot(i), u);
    }
    return true;
}

/* A fixed assumption needs no coordinate unless others are correlated with it. */
static bool needs_coordinate(const ent_world *w, size_t a)
{
    bool needed = w->prior[a].kind != ENT_PRIOR_FIXED;
    for (int32_t i = 0; i < w->n_correlated; i++)
        needed = needed || w->correlated[i] == (int32_t)a;
    return needed;
}

void ent_draws_block(const ent_draws *draws, const ent_design *design, uint64_t block,
                     double *values)
{
    const ent_world *w = draws->world;
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        double *u = values + a * ENT_BLOCK;
        if (!needs_coordinate(w, a))
            continue;
        ent_design_row(design, block * ENT_BLOCK, ENT_BLOCK, lead_place(design, (int)a), w->slot[a],
                       u);
        for (size_t f = 0; f < ENT_BLOCK; f++) /* futures that fill up the last block */
            u[f] = u[f] > 0.0 ? u[f] : 0.5;
    }
    to_values(draws, values);
}
