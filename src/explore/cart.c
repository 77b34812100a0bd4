#include "entente/explore.h"
#include "entente/sort.h"

/* A node is a range of `points`; splitting moves its left points to the front. */
typedef struct cart_node {
    size_t low, high;
    double *limits; /* [2][d] */
} cart_node;

typedef struct cart_work {
    size_t n, d, min_leaf, n_failed;
    const double *x;
    const uint8_t *failed;
    uint32_t *points, *order, *spare;
    double *keys;
} cart_work;

typedef struct cart_split {
    double impurity, threshold; /* weighted impurity of the two sides, to be least */
    size_t input;
    bool found;
} cart_split;

/* Twice the Gini impurity times the size: 2 k (m - k) / m. */
static double impurity_of(size_t k, size_t m)
{
    return 2.0 * (double)k * (double)(m - k) / (double)m;
}

static void try_input(cart_work *w, const cart_node *node, size_t k_all, size_t j, cart_split *best)
{
    const size_t m = node->high - node->low;
    for (size_t i = 0; i < m; i++)
        w->keys[i] = w->x[j * w->n + w->points[node->low + i]];
    ent_sort_order(m, w->keys, w->order, w->spare);
    size_t k = 0;
    for (size_t left = 1; left < m; left++) {
        k += w->failed[w->points[node->low + w->order[left - 1]]] != 0;
        const double here = w->keys[w->order[left - 1]], next = w->keys[w->order[left]];
        if (left < w->min_leaf || m - left < w->min_leaf || !(next > here))
            continue;
        const double impurity = impurity_of(k, left) + impurity_of(k_all - k, m - left);
        if (!best->found || impurity < best->impurity - 1e-12)
            *best = (cart_split){impurity, (here + next) / 2.0, j, true};
    }
}

static size_t count_failed(const cart_work *w, const cart_node *node)
{
    size_t k = 0;
    for (size_t i = node->low; i < node->high; i++)
        k += w->failed[w->points[i]] != 0;
    return k;
}

static cart_split find_split(cart_work *w, const cart_node *node)
{
    const size_t m = node->high - node->low, k = count_failed(w, node);
    cart_split best = {0};
    if (m >= 2 * w->min_leaf && k > 0 && k < m)
        for (size_t j = 0; j < w->d; j++)
            try_input(w, node, k, j, &best);
    return best;
}

static size_t divide(cart_work *w, const cart_node *node, const cart_split *s)
{
    size_t left = node->low, kept = 0;
    for (size_t i = node->low; i < node->high; i++) {
        const uint32_t point = w->points[i];
        if (w->x[s->input * w->n + point] <= s->threshold)
            w->points[left++] = point;
        else
            w->spare[kept++] = point;
    }
    for (size_t i = 0; i < kept; i++)
        w->points[left + i] = w->spare[i];
    return left;
}

static void keep_leaf(const cart_work *w, const cart_node *node, ent_cart *tree)
{
    const size_t m = node->high - node->low, k = count_failed(w, node);
    tree->leaves[tree->n_leaves] =
        (ent_cart_leaf){.coverage = w->n_failed ? (double)k / (double)w->n_failed : ENT_MISSING,
                        .density = (double)k / (double)m,
                        .mass = (double)m / (double)w->n,
                        .n = m,
                        .k = k};
    for (size_t i = 0; i < 2 * w->d; i++)
        tree->limits[tree->n_leaves * 2 * w->d + i] = node->limits[i];
    tree->n_leaves++;
}

/* Depth first without recursion; the right side waits on the stack. */
static ent_status grow(cart_work *w, ent_cart *tree, cart_node *stack, double *limits)
{
    const size_t width = 2 * w->d;
    size_t depth = 1, used = 1;
    stack[0] = (cart_node){0, w->n, limits};
    while (depth) {
        cart_node node = stack[--depth];
        for (;;) {
            const cart_split s = find_split(w, &node);
            if (!s.found)
                break;
            const size_t middle = divide(w, &node, &s);
            double *right = limits + used++ * width;
            for (size_t i = 0; i < width; i++)
                right[i] = node.limits[i];
            right[s.input] = s.threshold;
            node.limits[w->d + s.input] = s.threshold;
            stack[depth++] = (cart_node){middle, node.high, right};
            node.high = middle;
        }
        keep_leaf(w, &node, tree);
    }
    return ENT_OK;
}

static ent_status grow_tree(cart_work *w, ent_cart *tree, ent_arena *result, ent_arena *scratch)
{
    const size_t most = w->n / w->min_leaf + 1;
    w->points = ent_arena_array(scratch, uint32_t, w->n);
    w->order = ent_arena_array(scratch, uint32_t, w->n);
    w->spare = ent_arena_array(scratch, uint32_t, w->n);
    w->keys = ent_arena_array(scratch, double, w->n);
    cart_node *stack = ent_arena_array(scratch, cart_node, most);
    double *limits = ent_arena_array(scratch, double, most * 2 * w->d);
    *tree = (ent_cart){.d = w->d,
                       .leaves = ent_arena_array(result, ent_cart_leaf, most),
                       .limits = ent_arena_array(result, double, most * 2 * w->d)};
    if (!w->points || !w->order || !w->spare || !w->keys || !stack || !limits || !tree->leaves ||
        !tree->limits)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < w->n; i++) {
        w->points[i] = (uint32_t)i;
        w->n_failed += w->failed[i] != 0;
    }
    for (size_t j = 0; j < w->d; j++) {
        limits[j] = -__builtin_inf();
        limits[w->d + j] = __builtin_inf();
    }
    return grow(w, tree, stack, limits);
}

ent_status ent_cart_grow(size_t n, size_t d, const double *x, const uint8_t *failed,
                         size_t min_leaf, ent_cart *tree, ent_arena *result, ent_arena *scratch)
{
    if (n == 0 || d == 0 || min_leaf == 0 || result == scratch)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    cart_work w = {.n = n, .d = d, .min_leaf = min_leaf, .x = x, .failed = failed};
    const ent_status status = grow_tree(&w, tree, result, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}
