/* Exploration on given tables: what published implementations gave on the same numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/explore.h"
#include "entente/heap.h"
#include "reference/explore.h"

typedef struct table_data {
    size_t n, d;
    const char *const *names; /* [d] of the inputs */
    double *x, *y;
    uint8_t *failed;
} table_data;

struct explore_data {
    char key[128];
    table_data table;
    double *first, *total, *second; /* Sobol' */
    double *mu, *mu_star, *sigma;   /* Morris */
    ent_pawn_row *pawn;
    ent_prim_path path;
    ent_cart tree;
};

/* Inputs of a table: all but the last column; in the layout of Bryant and Lempert the columns
   between the two levers and the record number. */
static void input_columns(const ent_csv *table, size_t *low, size_t *high)
{
    *low = 0;
    *high = table->n_cols - 1;
    for (size_t c = 2; c < table->n_cols; c++)
        if (strcmp(table->cells[c], "input record") == 0) {
            *low = 2;
            *high = c;
        }
}

static ent_status read_table(const char *dir, const char *file, table_data *t, ent_arena *arena,
                             ent_error *err)
{
    const char *path = ent_text_format(arena, "%s/explore/%s", dir, file);
    ent_csv csv;
    ENT_NEED(path, err);
    ENT_TRY(ent_csv_read(path, &csv, arena, err));
    size_t low, high;
    input_columns(&csv, &low, &high);
    *t = (table_data){.n = csv.n_rows, .d = high - low, .names = csv.cells + low};
    t->x = ent_arena_array(arena, double, t->n * t->d);
    t->y = ent_arena_array(arena, double, t->n);
    t->failed = ent_arena_array(arena, uint8_t, t->n);
    ENT_NEED(t->x && t->y && t->failed, err);
    for (size_t i = 0; i < t->n; i++) {
        for (size_t j = 0; j < t->d; j++)
            ENT_TRY(ent_csv_required(&csv, i, low + j, &t->x[j * t->n + i], err));
        ENT_TRY(ent_csv_required(&csv, i, csv.n_cols - 1, &t->y[i], err));
        t->failed[i] = t->y[i] != 0.0;
    }
    return ENT_OK;
}

/* Row blocks of 2 d + 2: A, AB1..ABd, BA1..BAd, B. */
static ent_status run_sobol(explore_data *e, ent_arena *arena)
{
    const size_t d = e->table.d, n = e->table.n / (2 * d + 2);
    double *a = ent_arena_array(arena, double, n *(2 * d + 2));
    e->first = ent_arena_array(arena, double, d);
    e->total = ent_arena_array(arena, double, d);
    e->second = ent_arena_array(arena, double, d *d);
    if (!a || !e->first || !e->total || !e->second)
        return ENT_E_NOMEM;
    double *b = a + n, *ab = b + n, *ba = ab + d * n;
    for (size_t i = 0; i < n; i++) {
        const double *y = e->table.y + i * (2 * d + 2);
        a[i] = y[0];
        b[i] = y[2 * d + 1];
        for (size_t j = 0; j < d; j++) {
            ab[j * n + i] = y[1 + j];
            ba[j * n + i] = y[1 + d + j];
        }
    }
    const ent_cross cross = {n, d, a, b, ab, ba};
    ENT_TRY(ent_sobol_indices(&cross, e->first, e->total));
    return ent_sobol_second(&cross, e->second);
}

/* The data are on the model's scale; steps count in the unit cube of `levels` levels. */
static ent_status run_morris(explore_data *e, ent_arena *arena)
{
    table_data *t = &e->table;
    e->mu = ent_arena_array(arena, double, t->d);
    e->mu_star = ent_arena_array(arena, double, t->d);
    e->sigma = ent_arena_array(arena, double, t->d);
    if (!e->mu || !e->mu_star || !e->sigma)
        return ENT_E_NOMEM;
    for (size_t j = 0; j < t->d; j++) {
        double low = HUGE_VAL, high = -HUGE_VAL;
        for (size_t i = 0; i < t->n; i++) {
            low = fmin(low, t->x[j * t->n + i]);
            high = fmax(high, t->x[j * t->n + i]);
        }
        for (size_t i = 0; i < t->n; i++)
            t->x[j * t->n + i] = (t->x[j * t->n + i] - low) / (high - low);
    }
    return ent_morris(t->n / (t->d + 1), t->d, t->x, t->y, e->mu, e->mu_star, e->sigma, arena);
}

static ent_status run_pawn(explore_data *e, const vector_inputs *in, ent_arena *arena)
{
    const double slices = vector_number(in, "S");
    e->pawn = ent_arena_array(arena, ent_pawn_row, e->table.d);
    if (!e->pawn)
        return ENT_E_NOMEM;
    return ent_pawn(e->table.n, e->table.d, e->table.x, e->table.y,
                    slices >= 2.0 ? (size_t)slices : 10, e->pawn, arena);
}

static ent_status run_prim(explore_data *e, const vector_inputs *in, ent_arena *arena,
                           ent_arena *scratch)
{
    char objective[32] = "lenient1";
    ent_prim_options o = ENT_PRIM_DEFAULTS;
    const double peel = vector_number(in, "peel_alpha");
    const double paste = vector_number(in, "paste_alpha");
    const double mass = vector_number(in, "mass_min");
    vector_word(in, "objective", sizeof objective, objective);
    o.peel_alpha = isnan(peel) ? o.peel_alpha : peel;
    o.paste_alpha = isnan(paste) ? o.paste_alpha : paste;
    o.mass_min = isnan(mass) ? o.mass_min : mass;
    o.objective = strcmp(objective, "lenient2") == 0   ? ENT_PRIM_LENIENT2
                  : strcmp(objective, "original") == 0 ? ENT_PRIM_ORIGINAL
                                                       : ENT_PRIM_LENIENT1;
    return ent_prim(e->table.n, e->table.d, e->table.x, e->table.failed, &o, &e->path, arena,
                    scratch);
}

/* "gini;min leaf=int(0.05 n)=44;...": the number after the last '=' of that part. */
static size_t min_leaf_of(const char *params, size_t n)
{
    const char *at = strstr(params, "min leaf");
    const char *end = at ? strchr(at, ';') : NULL;
    double leaf = floor(0.05 * (double)n);
    for (; at && *at && at != end; at++)
        if (*at == '=' && at[1] >= '0' && at[1] <= '9')
            leaf = strtod(at + 1, NULL);
    return leaf >= 1.0 ? (size_t)leaf : 1;
}

static ent_status run_case(const explore_row *row, explore_data *e, ent_arena *arena,
                           ent_arena *scratch)
{
    const vector_inputs in = {row->params};
    if (strcmp(row->group, "sobol_given_data") == 0)
        return run_sobol(e, arena);
    if (strcmp(row->group, "morris_given_data") == 0)
        return run_morris(e, arena);
    if (strcmp(row->group, "pawn_given_data") == 0)
        return run_pawn(e, &in, arena);
    if (strcmp(row->group, "prim") == 0)
        return run_prim(e, &in, arena, scratch);
    return ent_cart_grow(e->table.n, e->table.d, e->table.x, e->table.failed,
                         min_leaf_of(row->params, e->table.n), &e->tree, arena, scratch);
}

static bool is_data_group(const char *group)
{
    static const char *const groups[] = {"sobol_given_data", "morris_given_data", "pawn_given_data",
                                         "prim", "cart"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strcmp(group, groups[i]) == 0)
            return true;
    return false;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static double read_sobol(const explore_data *e, const char *q)
{
    size_t j, k;
    if (!explore_inputs(q, &j, &k) || j >= e->table.d || k >= e->table.d)
        return ENT_MISSING;
    if (starts(q, "S2_"))
        return e->second[j * e->table.d + k];
    return starts(q, "S1_") ? e->first[j] : starts(q, "ST_") ? e->total[j] : ENT_MISSING;
}

static double read_morris(const explore_data *e, const char *q)
{
    size_t j, k;
    if (!explore_inputs(q, &j, &k) || j >= e->table.d)
        return ENT_MISSING;
    return starts(q, "mu_star_") ? e->mu_star[j]
           : starts(q, "mu_")    ? e->mu[j]
           : starts(q, "sigma_") ? e->sigma[j]
                                 : ENT_MISSING;
}

static double read_pawn(const explore_data *e, const char *q)
{
    size_t j, k;
    if (!explore_inputs(q, &j, &k) || j >= e->table.d)
        return ENT_MISSING;
    const ent_pawn_row *r = &e->pawn[j];
    return starts(q, "minimum_")                  ? r->minimum
           : starts(q, "mean_")                   ? r->mean
           : starts(q, "median_")                 ? r->median
           : starts(q, "maximum_")                ? r->maximum
           : starts(q, "CV_") || starts(q, "cv_") ? r->cv
                                                  : ENT_MISSING;
}

/* "qp_NAME_hi_at_5", "limit_NAME_lo_at_15": the name may hold blanks and underscores. */
static double read_prim_limit(const explore_data *e, const char *q, size_t box)
{
    const bool quasi = starts(q, "qp_");
    const char *name = q + (quasi ? 3 : 6), *at = strstr(q, "_at_");
    const bool high = at - q > 3 && strncmp(at - 3, "_hi", 3) == 0;
    const size_t length = (size_t)(at - 3 - name), d = e->table.d;
    for (size_t j = 0; j < d; j++)
        if (strlen(e->table.names[j]) == length && strncmp(e->table.names[j], name, length) == 0)
            return quasi ? ent_prim_quasi_p(e->table.n, d, e->table.x, e->table.failed, &e->path,
                                            box, j, high)
                         : e->path.limits[box * 2 * d + (high ? d : 0) + j];
    return ENT_MISSING;
}

static double read_prim(const explore_data *e, const char *q)
{
    if (strcmp(q, "trajectory_length") == 0)
        return (double)e->path.n_boxes;
    const char *at = strstr(q, "_at_");
    const size_t box = at ? (size_t)strtoul(at + 4, NULL, 10) : e->path.n_boxes;
    if (box >= e->path.n_boxes)
        return ENT_MISSING;
    const ent_prim_box *b = &e->path.boxes[box];
    if (starts(q, "qp_") || starts(q, "limit_"))
        return read_prim_limit(e, q, box);
    return starts(q, "coverage_")     ? b->coverage
           : starts(q, "density_")    ? b->density
           : starts(q, "mass_")       ? b->mass
           : starts(q, "restricted_") ? (double)b->restricted
                                      : ENT_MISSING;
}

static double read_cart(const explore_data *e, const char *q)
{
    const char *at = strstr(q, "_leaf");
    const size_t leaf = at ? (size_t)strtoul(at + 5, NULL, 10) : 0;
    if (strcmp(q, "leaves") == 0 || strcmp(q, "n_leaves") == 0)
        return (double)e->tree.n_leaves;
    if (leaf < 1 || leaf > e->tree.n_leaves)
        return ENT_MISSING;
    const ent_cart_leaf *l = &e->tree.leaves[leaf - 1];
    return starts(q, "mass_")       ? l->mass
           : starts(q, "coverage_") ? l->coverage
           : starts(q, "density_")  ? l->density
                                    : ENT_MISSING;
}

ent_status explore_from_data(const char *dir, const explore_row *row, explore_data **kept,
                             double *value, bool *known, ent_arena *arena, ent_error *err)
{
    char key[128];
    *known = is_data_group(row->group);
    if (!*known)
        return ENT_OK;
    snprintf(key, sizeof key, "%s/%s/%s", row->group, row->kase, row->file);
    if (!*kept || strcmp((*kept)->key, key) != 0) {
        explore_data *e = ent_arena_array(arena, explore_data, 1);
        ENT_NEED(e, err);
        memcpy(e->key, key, sizeof key);
        ENT_TRY(read_table(dir, row->file, &e->table, arena, err));
        ent_arena scratch;
        ent_heap_arena_create(&scratch, (size_t)1 << 20);
        const ent_status status = run_case(row, e, arena, &scratch);
        ent_heap_arena_destroy(&scratch);
        if (status != ENT_OK)
            return ent_fail(err, status, "%s: %s", key, ent_status_text(status));
        *kept = e;
    }
    const char *g = row->group, *q = row->quantity;
    *value = strcmp(g, "sobol_given_data") == 0    ? read_sobol(*kept, q)
             : strcmp(g, "morris_given_data") == 0 ? read_morris(*kept, q)
             : strcmp(g, "pawn_given_data") == 0   ? read_pawn(*kept, q)
             : strcmp(g, "prim") == 0              ? read_prim(*kept, q)
                                                   : read_cart(*kept, q);
    return ENT_OK;
}
