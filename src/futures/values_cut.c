/* What a long run keeps of its later blocks: values.h says how. */
#include <math.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/sort.h"
#include "futures/values_lists.h"

/* A quantile of all futures lies that many standard errors of its rank around that of the first
   ones, but for one time in 26 million a side. */
static const double REACH = 5.5;

enum { RANKS = 2 * ENT_RUN_QUANTILES };

static size_t whole_futures(const run_values *v)
{
    return v->n_whole * ENT_BLOCK;
}

/* Doubles with which a thread makes cuts: columns of the whole blocks, a list, its selection. */
static size_t room_of_cuts(const run_values *v)
{
    return values_group(v) * v->n_worlds * whole_futures(v) + 2 * whole_futures(v);
}

ent_status values_make_lane(const run_values *v, values_lane *lane, ent_arena *arena)
{
    const size_t n = v->n_lists;
    lane->count = (uint64_t(*)[VALUES_CELLS])ent_arena_array(arena, uint64_t, n * VALUES_CELLS);
    lane->open = ent_arena_array(arena, values_chunk, n);
    lane->last = ent_arena_array(arena, uint64_t, n);
    lane->room = ent_arena_array(arena, double, room_of_cuts(v));
    lane->stage = ent_arena_array(arena, values_chunk, VALUES_STAGE);
    lane->n_staged = 0;
    if (!lane->count || !lane->open || !lane->last || !lane->room || !lane->stage)
        return ENT_E_NOMEM;
    memset(lane->count, 0, n * sizeof *lane->count);
    memset(lane->last, 0, n * sizeof *lane->last);
    for (size_t i = 0; i < n; i++)
        lane->open[i].n = 0;
    return ENT_OK;
}

/* --- chunks --- */

static void write_staged(run_values *v, values_lane *lane)
{
    const size_t at = v->bytes + (size_t)lane->first_staged * sizeof *lane->stage;
    if (lane->n_staged && !values_write(v, at, lane->stage, lane->n_staged * sizeof *lane->stage))
        atomic_store(&v->failed, 1);
    lane->n_staged = 0;
}

void values_write_rest(run_values *v)
{
    for (size_t l = 0; v->cuts && l < v->n_lanes; l++)
        write_staged(v, &v->lane[l]);
}

/* A lane takes places in the file for a stage at a time. */
static void stage_chunk(run_values *v, values_lane *lane, const values_chunk *chunk)
{
    if (lane->n_staged == 0)
        lane->first_staged = atomic_fetch_add(&v->n_chunks, VALUES_STAGE);
    lane->stage[lane->n_staged++] = *chunk;
    lane->last[chunk->list] = lane->first_staged + lane->n_staged;
    if (lane->n_staged == VALUES_STAGE)
        write_staged(v, lane);
}

static void put_chunk(run_values *v, values_lane *lane, size_t list)
{
    values_chunk *chunk = &lane->open[list];
    chunk->list = (uint32_t)list;
    chunk->before = lane->last[list];
    if (v->remote)
        v->send(v->send_with, chunk);
    else
        stage_chunk(v, lane, chunk);
    chunk->n = 0;
}

static void keep_values(run_values *v, values_lane *lane, size_t list, const double *x, size_t n)
{
    values_chunk *chunk = &lane->open[list];
    while (n) {
        const size_t left = VALUES_CHUNK - chunk->n, some = n < left ? n : left;
        memcpy(chunk->x + chunk->n, x, some * sizeof *x);
        chunk->n += (uint32_t)some;
        x += some;
        n -= some;
        if (chunk->n == VALUES_CHUNK)
            put_chunk(v, lane, list);
    }
}

/* --- taking in --- */

static void take_row(run_values *v, values_lane *lane, size_t list, const double *x, size_t futures)
{
    const values_cut *cut = &v->cut[list];
    uint32_t count[2][VALUES_CELLS] = {
        {0}}; /* a count that was just stored cannot be read at once */
    uint8_t cell[ENT_BLOCK];
    double kept[ENT_BLOCK];
    size_t n = 0;
    v->cells(cut->edge, cut->n, x, cell);
    for (size_t f = 0; f < futures; f++) {
        count[f % 2][cell[f]]++;
        kept[n] = x[f];
        n += cut->keep[cell[f]];
    }
    for (size_t c = 0; c < VALUES_CELLS; c++)
        lane->count[list][c] += count[0][c] + count[1][c];
    keep_values(v, lane, list, kept, n);
}

static void take_column(run_values *v, values_lane *lane, size_t column, const double *x,
                        const double *y, size_t futures)
{
    double row[ENT_BLOCK];
    for (size_t k = 0; k < v->n_kinds; k++) {
        const size_t list = column * v->n_kinds + k;
        if (values_has_list(v, column, k) && !v->cut[list].over)
            take_row(v, lane, list, values_row((values_kind)k, v->time[column], x, y, row),
                     futures);
    }
}

/* --- cuts --- */

static void add_edge(values_cut *cut, double edge)
{
    uint32_t i = 0;
    while (i < cut->n && cut->edge[i] < edge)
        i++;
    if (i < cut->n && cut->edge[i] == edge)
        return;
    memmove(cut->edge + i + 1, cut->edge + i, (cut->n - i) * sizeof *cut->edge);
    cut->edge[i] = edge + 0.0;
    cut->n++;
}

static double after(double x)
{
    return nextafter(x, HUGE_VAL);
}

/* A cell of one value needs no keeping. */
static bool holds_one(const values_cut *cut, size_t cell)
{
    if (cell == 0)
        return false;
    const double first = cut->edge[cell - 1];
    return cell == cut->n ? first == HUGE_VAL : cut->edge[cell] == after(first);
}

/* Whether enough values are the same to deserve a cell of their own. */
static bool stands_out(const double *x, size_t n, double value)
{
    size_t same = 0;
    for (size_t i = 0; i < n; i++)
        same += x[i] == value;
    return same > 3 + n / 1000;
}

/* The ranks that a share of all futures may have among the n first; false: beyond them. */
static bool rank_around(size_t n, double share, double errors, size_t *rank)
{
    const double by = errors * sqrt((double)n * share * (1.0 - share));
    const double at = share * (double)(n - 1) + by + (by < 0.0 ? -2.0 : 2.0);
    *rank = at > 0.0 ? (size_t)at : 0;
    return at > 0.0 && at < (double)(n - 1);
}

/* Add a rank where it belongs, once. */
static void add_rank(size_t *ranks, size_t *n, size_t rank)
{
    size_t at = *n;
    while (at > 0 && ranks[at - 1] > rank)
        at--;
    if (at > 0 && ranks[at - 1] == rank)
        return;
    memmove(ranks + at + 1, ranks + at, (*n - at) * sizeof *ranks);
    ranks[at] = rank;
    ++*n;
}

/* The cells of a list from its n first values, which are put in another order. */
static void make_cut(values_cut *cut, values_kind kind, double *x, size_t n, double *few)
{
    size_t ranks[RANKS] = {0}, sorted[RANKS], n_ranks = 0;
    double low[ENT_RUN_QUANTILES], high[ENT_RUN_QUANTILES];
    bool inside[RANKS];
    *cut = (values_cut){0};
    for (size_t i = 0; i < RANKS; i++) {
        inside[i] =
            n > 0 && rank_around(n, values_shares[i / 2], i % 2 ? REACH : -REACH, &ranks[i]);
        if (inside[i])
            add_rank(sorted, &n_ranks, ranks[i]);
    }
    values_place(x, n, sorted, n_ranks, few);
    if (kind == VALUES_CHANGE) { /* lower, same, higher */
        add_edge(cut, 0.0);
        add_edge(cut, after(0.0));
    }
    for (size_t q = 0; q < ENT_RUN_QUANTILES; q++) {
        low[q] = inside[2 * q] ? x[ranks[2 * q]] : -HUGE_VAL;
        high[q] = inside[2 * q + 1] ? x[ranks[2 * q + 1]] : HUGE_VAL;
        add_edge(cut, low[q]);
        add_edge(cut, after(high[q]));
        if (stands_out(x, n, low[q]))
            add_edge(cut, after(low[q]));
        if (stands_out(x, n, high[q]))
            add_edge(cut, high[q]);
    }
    for (size_t cell = 1; cell <= cut->n; cell++)
        for (size_t q = 0; q < ENT_RUN_QUANTILES; q++)
            if (!holds_one(cut, cell) && low[q] <= cut->edge[cell - 1] &&
                (high[q] == HUGE_VAL || (cell < cut->n && cut->edge[cell] <= after(high[q]))))
                cut->keep[cell] = true;
}

/* The columns first .. first+n-1: their cuts, and what the whole blocks have of them. */
static void cut_columns(run_values *v, values_lane *lane, size_t first, size_t n)
{
    double *group = lane->room, row[ENT_BLOCK];
    double *list = group + values_group(v) * v->n_worlds * whole_futures(v);
    if (!values_read_whole(v, first, n, group))
        atomic_store(&v->failed, 1);
    for (size_t c = 0; c < n; c++)
        for (size_t k = 0; k < v->n_kinds; k++) {
            const size_t at = (first + c) * v->n_kinds + k;
            size_t filled = 0;
            if (!values_has_list(v, first + c, k))
                continue;
            for (size_t b = 0; b < v->n_whole; b++) {
                const double *x = group + (b * v->n_worlds * n + c) * ENT_BLOCK;
                const double *y = v->n_worlds == 2 ? x + n * ENT_BLOCK : x;
                const double *value = values_row((values_kind)k, v->time[first + c], x, y, row);
                for (size_t f = 0; f < v->futures[b]; f++) {
                    list[filled] = value[f];
                    filled += value[f] == value[f];
                }
            }
            make_cut(&v->cut[at], (values_kind)k, list, filled, list + whole_futures(v));
        }
    for (size_t b = 0; b < v->n_whole && !v->remote; b++) /* rank 0 has them too */
        for (size_t c = 0; c < n; c++) {
            const double *x = group + (b * v->n_worlds * n + c) * ENT_BLOCK;
            take_column(v, lane, first + c, x, v->n_worlds == 2 ? x + n * ENT_BLOCK : x,
                        v->futures[b]);
        }
}

/* Every thread that comes here takes some columns until all are cut. */
static void cut_together(run_values *v, values_lane *lane)
{
    const size_t most = values_group(v), groups = (v->n_columns + most - 1) / most;
    pthread_mutex_lock(&v->lock);
    while (v->n_written < v->n_whole)
        pthread_cond_wait(&v->changed, &v->lock);
    const bool cut = v->n_cut == groups;
    pthread_mutex_unlock(&v->lock);
    if (cut)
        return;
    for (size_t g = atomic_fetch_add(&v->next_group, 1); g < groups;
         g = atomic_fetch_add(&v->next_group, 1)) {
        const size_t left = v->n_columns - g * most;
        cut_columns(v, lane, g * most, left < most ? left : most);
        pthread_mutex_lock(&v->lock);
        v->n_cut++;
        pthread_cond_broadcast(&v->changed);
        pthread_mutex_unlock(&v->lock);
    }
    pthread_mutex_lock(&v->lock);
    while (v->n_cut < groups)
        pthread_cond_wait(&v->changed, &v->lock);
    pthread_mutex_unlock(&v->lock);
}

void values_make_cuts(run_values *v, size_t lane)
{
    cut_together(v, &v->lane[lane]);
}

void values_cut_block(run_values *v, size_t lane, size_t futures, const double *const *x)
{
    values_lane *l = &v->lane[lane];
    cut_together(v, l);
    for (size_t c = 0; c < v->n_columns; c++) {
        const double *first = x[0] + (size_t)v->column[c] * ENT_BLOCK;
        const double *paired = v->n_worlds == 2 ? x[1] + (size_t)v->column[c] * ENT_BLOCK : first;
        take_column(v, l, c, first, paired, futures);
    }
}

/* --- other ranks --- */

bool values_take_chunk(run_values *v, const values_chunk *chunk)
{
    if (chunk->list >= v->n_lists || chunk->n > VALUES_CHUNK)
        return false;
    keep_values(v, &v->lane[v->n_lanes - 1], chunk->list, chunk->x, chunk->n);
    return true;
}

void values_take_counts(run_values *v, const uint64_t *counts)
{
    values_lane *lane = &v->lane[v->n_lanes - 1];
    for (size_t i = 0; i < v->n_lists * VALUES_CELLS; i++)
        lane->count[i / VALUES_CELLS][i % VALUES_CELLS] += counts[i];
}

void values_send_rest(run_values *v, uint64_t *counts)
{
    for (size_t l = 0; l < v->n_lanes; l++)
        for (size_t i = 0; i < v->n_lists; i++) {
            if (v->lane[l].open[i].n)
                put_chunk(v, &v->lane[l], i);
            for (size_t c = 0; c < VALUES_CELLS; c++)
                counts[i * VALUES_CELLS + c] += v->lane[l].count[i][c];
        }
}

/* --- digesting --- */

static void count_all(const run_values *v, size_t list, uint64_t *count)
{
    for (size_t c = 0; c < VALUES_CELLS; c++) {
        count[c] = 0;
        for (size_t l = 0; l < v->n_lanes; l++)
            count[c] += v->lane[l].count[list][c];
    }
}

static size_t n_kept(const run_values *v, size_t list, const uint64_t *count)
{
    size_t n = 0;
    for (size_t c = 0; c <= v->cut[list].n; c++)
        n += v->cut[list].keep[c] ? (size_t)count[c] : 0;
    return n;
}

size_t values_kept_most(const run_values *v)
{
    size_t most = 0;
    for (size_t i = 0; i < v->n_lists; i++) {
        uint64_t count[VALUES_CELLS];
        count_all(v, i, count);
        const size_t n = v->cut[i].over ? 0 : n_kept(v, i, count);
        most = n > most ? n : most;
    }
    return most;
}

/* The kept values of a list, in any order: room for n; false when they are not all there. */
static bool gather(const run_values *v, size_t list, double *x, size_t n)
{
    size_t at = 0;
    for (size_t l = 0; l < v->n_lanes; l++) {
        const values_chunk *open = &v->lane[l].open[list];
        values_chunk chunk = {.before = v->lane[l].last[list]};
        if (open->n > n - at)
            return false;
        memcpy(x + at, open->x, open->n * sizeof *x);
        at += open->n;
        while (chunk.before) {
            const size_t offset = v->bytes + (size_t)(chunk.before - 1) * sizeof chunk;
            if (!values_read(v, offset, &chunk, sizeof chunk) || chunk.list != list ||
                chunk.n > n - at)
                return false;
            memcpy(x + at, chunk.x, chunk.n * sizeof *x);
            at += chunk.n;
        }
    }
    return at == n;
}

/* Where a rank of all values lies. */
typedef struct spot {
    size_t cell;
    size_t kept; /* rank among the kept values */
} spot;

static spot find(const values_cut *cut, const uint64_t *count, size_t rank)
{
    spot s = {0, 0};
    size_t before = 0;
    while (s.cell < cut->n && before + count[s.cell] <= rank) {
        s.kept += cut->keep[s.cell] ? (size_t)count[s.cell] : 0;
        before += (size_t)count[s.cell++];
    }
    s.kept += rank - before;
    return s;
}

static bool is_known(values_cut *cut, spot s)
{
    const bool known = cut->keep[s.cell] || holds_one(cut, s.cell);
    if (!known)
        cut->keep[s.cell] = cut->missed = true;
    return known;
}

static double value_at(const values_cut *cut, spot s, const double *kept)
{
    return (cut->keep[s.cell] ? kept[s.kept] : cut->edge[s.cell - 1]) + 0.0;
}

static void digest_quantiles(values_cut *cut, const uint64_t *count, double *few, size_t n_few,
                             values_digest *to, double *spare)
{
    spot spots[RANKS];
    size_t ranks[RANKS], n_ranks = 0;
    for (size_t i = 0; i < RANKS; i++) {
        const size_t low = (size_t)(values_shares[i / 2] * (double)(to->n - 1));
        spots[i] = find(cut, count, i % 2 && low + 1 < to->n ? low + 1 : low);
        if (is_known(cut, spots[i]) && cut->keep[spots[i].cell])
            add_rank(ranks, &n_ranks, spots[i].kept);
    }
    if (cut->missed)
        return;
    values_place(few, n_few, ranks, n_ranks, spare);
    for (size_t q = 0; q < ENT_RUN_QUANTILES; q++) {
        const double at = values_shares[q] * (double)(to->n - 1);
        to->quantile[q] =
            ent_between_sorted(value_at(cut, spots[2 * q], few),
                               value_at(cut, spots[2 * q + 1], few), at - (double)(size_t)at);
    }
}

bool values_digest_cut(run_values *v, size_t list, double *few)
{
    uint64_t count[VALUES_CELLS];
    values_cut *cut = &v->cut[list];
    values_digest *to = &v->digest[list];
    count_all(v, list, count);
    const size_t kept = n_kept(v, list, count);
    *to = (values_digest){0};
    for (size_t c = 0; c <= cut->n; c++) {
        to->n += count[c];
        if (c == 0 || cut->edge[c - 1] < 0.0)
            to->lower += c == cut->n || cut->edge[c] <= 0.0 ? count[c] : 0;
        else if (holds_one(cut, c) && cut->edge[c - 1] == 0.0)
            to->same += count[c];
        else
            to->higher += count[c];
    }
    for (size_t q = 0; q < ENT_RUN_QUANTILES; q++)
        to->quantile[q] = ENT_MISSING;
    if (to->n > 0 && !gather(v, list, few, kept)) {
        atomic_store(&v->failed, 1);
        return true;
    }
    if (to->n > 0)
        digest_quantiles(cut, count, few, kept, to, few + kept);
    cut->over = !cut->missed;
    return cut->over;
}

void values_begin_again(run_values *v)
{
    memset(v->has, 0, v->n_blocks * sizeof *v->has);
    for (size_t i = 0; i < v->n_lists; i++)
        v->cut[i].missed = false;
    for (size_t l = 0; l < v->n_lanes; l++) {
        v->lane[l].n_staged = 0;
        for (size_t i = 0; i < v->n_lists; i++) {
            memset(v->lane[l].count[i], 0, sizeof v->lane[l].count[i]);
            v->lane[l].last[i] = 0;
            v->lane[l].open[i].n = 0;
        }
    }
}
