#include "entente/allocate.h"

#include <float.h>

#include <Clp_C_Interface.h>

#include "base/late.h"

/* clang-format off */
#define CLP(X) \
    X(Clp_deleteModel) \
    X(Clp_dualRowSolution) \
    X(Clp_initialSolve) \
    X(Clp_loadProblem) \
    X(Clp_newModel) \
    X(Clp_primalColumnSolution) \
    X(Clp_setLogLevel) \
    X(Clp_setOptimizationDirection) \
    X(Clp_status)
/* clang-format on */
LATE_LIBRARY(CLP, clp, ENT_LIBRARY_CLP)

/* Columns: the margin, then one per link. Rows: places, pools, limits.
 *
 *     place   sum worth a - need margin >= -base        (need margin only where it is shared)
 *     pool    sum a <= size
 *     limit   sum a <= most                             (arrivals on its day or later)
 */

enum { ROWS_PER_LINK = 2 };
static const double FIXED_SLACK = 1e-9; /* rounding room for margins reached before */
static const double ANY_MARGIN = -1e6;

typedef struct programme {
    int n_columns, n_rows;
    CoinBigIndex *start;
    int *row;
    double *value, *low, *high, *objective, *row_low, *row_high;
} programme;

static int is_fixed(const ent_margins *m, size_t place)
{
    return m && m->fixed[place];
}

static int in_limit(const ent_allocation_problem *p, size_t limit, const ent_link *link)
{
    const ent_limit *l = &p->limits[limit];
    return l->place == link->place && l->domain == p->pools[link->pool].domain &&
           link->arrival >= l->from;
}

static ent_status allot(const ent_allocation_problem *p, programme *lp, ent_arena *arena,
                        ent_error *err)
{
    const size_t rows = p->n_places + p->n_pools + p->n_limits, columns = 1 + p->n_links;
    const size_t cells = p->n_places + p->n_links * (ROWS_PER_LINK + p->n_limits);
    lp->n_rows = (int)rows;
    lp->n_columns = (int)columns;
    lp->start = ent_arena_array(arena, CoinBigIndex, columns + 1);
    lp->row = ent_arena_array(arena, int, cells);
    lp->value = ent_arena_array(arena, double, cells);
    lp->low = ent_arena_array(arena, double, columns);
    lp->high = ent_arena_array(arena, double, columns);
    lp->objective = ent_arena_array(arena, double, columns);
    lp->row_low = ent_arena_array(arena, double, rows);
    lp->row_high = ent_arena_array(arena, double, rows);
    ENT_NEED(lp->start && lp->row && lp->value && lp->low && lp->high && lp->objective &&
                 lp->row_low && lp->row_high,
             err);
    return ENT_OK;
}

static void write_columns(const ent_allocation_problem *p, const ent_margins *m, programme *lp)
{
    int cell = 0;
    lp->objective[0] = 1.0;
    lp->high[0] = 1e6;
    lp->low[0] = -1e6;
    for (size_t k = 0; k < p->n_places; k++)
        if (!is_fixed(m, k)) {
            lp->row[cell] = (int)k;
            lp->value[cell++] = -p->places[k].need;
        }
    for (size_t l = 0; l < p->n_links; l++) {
        const ent_link *link = &p->links[l];
        lp->start[1 + l] = cell;
        lp->high[1 + l] = DBL_MAX; /* the pool bounds it, and carries the price */
        lp->row[cell] = (int)link->place;
        lp->value[cell++] = link->worth;
        lp->row[cell] = (int)(p->n_places + link->pool);
        lp->value[cell++] = 1.0;
        for (size_t i = 0; i < p->n_limits; i++)
            if (in_limit(p, i, link)) {
                lp->row[cell] = (int)(p->n_places + p->n_pools + i);
                lp->value[cell++] = 1.0;
            }
    }
    lp->start[1 + p->n_links] = cell;
}

static void write_rows(const ent_allocation_problem *p, const ent_margins *m, programme *lp)
{
    for (size_t k = 0; k < p->n_places; k++) {
        const ent_place *place = &p->places[k];
        lp->row_low[k] = (is_fixed(m, k) ? place->need * m->margin[k] : 0.0) - place->base;
        lp->row_high[k] = DBL_MAX;
    }
    for (size_t i = 0; i < p->n_pools; i++) {
        lp->row_low[p->n_places + i] = -DBL_MAX;
        lp->row_high[p->n_places + i] = p->pools[i].size;
    }
    for (size_t i = 0; i < p->n_limits; i++) {
        lp->row_low[p->n_places + p->n_pools + i] = -DBL_MAX;
        lp->row_high[p->n_places + p->n_pools + i] = p->limits[i].most;
    }
}

static ent_status take(const ent_allocation_problem *p, const double *column, const double *dual,
                       ent_allocation *best, ent_arena *arena, ent_error *err)
{
    best->margin = column[0];
    best->sent = ent_arena_array(arena, double, p->n_links + 1);
    best->defence = ent_arena_array(arena, double, p->n_places);
    best->place_price = ent_arena_array(arena, double, p->n_places);
    best->pool_price = ent_arena_array(arena, double, p->n_pools + 1);
    best->limit_price = ent_arena_array(arena, double, p->n_limits + 1);
    ENT_NEED(best->sent && best->defence && best->place_price && best->pool_price &&
                 best->limit_price,
             err);
    for (size_t k = 0; k < p->n_places; k++) {
        best->defence[k] = p->places[k].base;
        best->place_price[k] = __builtin_fabs(dual[k]);
    }
    for (size_t l = 0; l < p->n_links; l++) {
        best->sent[l] = column[1 + l];
        best->defence[p->links[l].place] += p->links[l].worth * column[1 + l];
    }
    for (size_t i = 0; i < p->n_pools; i++)
        best->pool_price[i] = __builtin_fabs(dual[p->n_places + i]);
    for (size_t i = 0; i < p->n_limits; i++)
        best->limit_price[i] = __builtin_fabs(dual[p->n_places + p->n_pools + i]);
    return ENT_OK;
}

/* A plan exists for all needs and forces: the solver fails where their sizes are worlds apart. */
static ent_status out_of_proportion(const ent_allocation_problem *p, ent_error *err)
{
    const ent_place *least = &p->places[0], *most = &p->places[0];
    for (size_t k = 1; k < p->n_places; k++) {
        least = p->places[k].need < least->need ? &p->places[k] : least;
        most = p->places[k].need > most->need ? &p->places[k] : most;
    }
    return ent_fail(err, ENT_E_DATA,
                    "no plan of forces can be computed: %s needs %.3g brigade equivalents and %s "
                    "%.3g, too far apart for one plan. Choose settings nearer to the defaults.",
                    least->key, least->need, most->key, most->need);
}

/* Margins that a caller sets may be too much; without them there is always a plan. */
static ent_status failed(const ent_allocation_problem *p, const ent_margins *m, ent_error *err)
{
    return m ? ent_fail(err, ENT_E_DATA,
                        "no plan of forces keeps the safety margins asked for. Ask for smaller "
                        "ones, or choose settings nearer to the defaults.")
             : out_of_proportion(p, err);
}

static ent_status solve(const ent_allocation_problem *p, const ent_margins *m, programme *lp,
                        ent_allocation *best, ent_arena *arena, ent_error *err)
{
    ENT_TRY(clp_load(err));
    Clp_Simplex *model = clp.Clp_newModel();
    ENT_NEED(model, err);
    clp.Clp_setLogLevel(model, 0);
    clp.Clp_loadProblem(model, lp->n_columns, lp->n_rows, lp->start, lp->row, lp->value, lp->low,
                        lp->high, lp->objective, lp->row_low, lp->row_high);
    clp.Clp_setOptimizationDirection(model, -1.0);
    clp.Clp_initialSolve(model);
    ent_status status = clp.Clp_status(model) == 0
                            ? take(p, clp.Clp_primalColumnSolution(model),
                                   clp.Clp_dualRowSolution(model), best, arena, err)
                            : failed(p, m, err);
    clp.Clp_deleteModel(model);
    return status;
}

ent_status ent_allocate(const ent_allocation_problem *problem, const ent_margins *margins,
                        ent_allocation *best, ent_arena *arena, ent_error *err)
{
    for (size_t k = 0; k < problem->n_places; k++)
        if (!(problem->places[k].need > 0.0))
            return ent_fail(err, ENT_E_ARG,
                            "no plan of forces can be computed: the attacker of %s has no forces. "
                            "Choose settings that leave it some.",
                            problem->places[k].key);
    programme lp;
    ENT_TRY(allot(problem, &lp, arena, err));
    write_columns(problem, margins, &lp);
    write_rows(problem, margins, &lp);
    return solve(problem, margins, &lp, best, arena, err);
}

/* With margins that some plan is known to keep: only sizes can be in the way. */
static ent_status again(const ent_allocation_problem *p, const ent_margins *m, ent_allocation *best,
                        ent_arena *arena, ent_error *err)
{
    const ent_status status = ent_allocate(p, m, best, arena, err);
    return status == ENT_E_DATA ? out_of_proportion(p, err) : status;
}

ent_status ent_allocate_all(const ent_allocation_problem *problem, ent_allocation *best,
                            ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_allocate(problem, NULL, best, arena, err));
    int32_t *fixed = ent_arena_array(arena, int32_t, problem->n_places);
    double *margin = ent_arena_array(arena, double, problem->n_places);
    ENT_NEED(fixed && margin, err);
    const ent_margins margins = {fixed, margin};
    ent_allocation step = *best;
    for (size_t left = problem->n_places, before = left + 1; left > 0;) {
        /* A place with a price cannot be bettered: it keeps what it has. Prices times needs sum
           to one over the places that are left, so that each round settles one at least. */
        for (size_t k = 0; k < problem->n_places; k++)
            if (!fixed[k] && step.place_price[k] * problem->places[k].need > FIXED_SLACK) {
                fixed[k] = 1;
                margin[k] = step.margin - FIXED_SLACK;
                left--;
            }
        if (left == 0)
            break;
        if (left == before) /* values out of all proportion: the prices say nothing */
            return out_of_proportion(problem, err);
        before = left;
        ENT_TRY(again(problem, &margins, &step, arena, err));
    }
    best->sent = step.sent;
    best->defence = step.defence;
    return ENT_OK;
}

/* One theatre is bettered, one held at a margin; the others take what is left. */
static void set_fixed(const ent_allocation_problem *p, int32_t bettered, int32_t held,
                      double margin, int32_t *fixed, double *value)
{
    for (size_t k = 0; k < p->n_places; k++) {
        fixed[k] = p->places[k].theatre != bettered;
        value[k] = p->places[k].theatre == held ? margin : ANY_MARGIN;
    }
}

static double least_base(const ent_allocation_problem *p, int32_t theatre)
{
    double least = 1e6;
    for (size_t k = 0; k < p->n_places; k++) {
        const double ratio = p->places[k].base / p->places[k].need;
        if (p->places[k].theatre == theatre && ratio < least)
            least = ratio;
    }
    return least;
}

ent_status ent_allocate_frontier(const ent_allocation_problem *problem, size_t n,
                                 ent_frontier_point *points, ent_arena *arena, ent_error *err)
{
    int32_t *fixed = ent_arena_array(arena, int32_t, problem->n_places);
    double *value = ent_arena_array(arena, double, problem->n_places);
    ENT_NEED(fixed && value, err);
    const ent_margins margins = {fixed, value};
    ent_allocation best = {0};
    set_fixed(problem, ENT_THEATRE_INDO_PACIFIC, ENT_THEATRE_EUROPE, ANY_MARGIN, fixed, value);
    ENT_TRY(again(problem, &margins, &best, arena, err));
    const double most = best.margin, least = least_base(problem, ENT_THEATRE_INDO_PACIFIC);
    for (size_t i = 0; i < n; i++) {
        const double share = n > 1 ? (double)i / (double)(n - 1) : 1.0;
        const double level = least + (most - least) * share - FIXED_SLACK;
        set_fixed(problem, ENT_THEATRE_EUROPE, ENT_THEATRE_INDO_PACIFIC, level, fixed, value);
        ENT_TRY(again(problem, &margins, &best, arena, err));
        points[i] = (ent_frontier_point){best.margin, level, 0.0};
        for (size_t k = 0; k < problem->n_places; k++)
            if (fixed[k]) /* the analyser does not know that ent_fail is never ENT_OK */
                points[i].trade += problem->places[k].need *
                                   best.place_price[k]; /* NOLINT(*-core.NullDereference) */
    }
    return ENT_OK;
}
