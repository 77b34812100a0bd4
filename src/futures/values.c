#include "futures/values.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "entente/columns.h"

static const double SHARES[ENT_RUN_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
static const char *const NO_FOLDER = "/tmp";

/* --- room --- */

static int nameless_file(const char *folder, size_t bytes)
{
    const int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 && posix_fallocate(fd, 0, (off_t)bytes) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Memory of a file without a name; of none where the folder has no such files. */
static double *map(const char *folder, size_t bytes)
{
    const int fd = nameless_file(folder ? folder : NO_FOLDER, bytes);
    void *at = fd >= 0
                   ? mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                   : mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (fd >= 0)
        close(fd);
    return at == MAP_FAILED ? NULL : at;
}

ent_status values_make(const ent_run_plan *plan, const ent_layout *layout, size_t worlds,
                       size_t n_blocks, run_values **out, ent_arena *arena)
{
    const size_t n = (size_t)layout->n_columns;
    run_values *v = ent_arena_array(arena, run_values, 1);
    *out = NULL;
    if (!v)
        return ENT_E_NOMEM;
    *v = (run_values){.n_futures = n_blocks * ENT_BLOCK};
    v->place = ent_arena_array(arena, int32_t, n + 1);
    v->has = ent_arena_array(arena, unsigned char, n_blocks + 1);
    v->spare = ent_arena_array(arena, double, 2 * v->n_futures);
    if (!v->place || !v->has || !v->spare)
        return ENT_E_NOMEM;
    memset(v->has, 0, n_blocks + 1);
    for (size_t i = 0; i <= n; i++)
        v->place[i] = -1;
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        for (int32_t i = 0; i < layout->count[o]; i++)
            if (plan->exact == ENT_EXACT_ALL ||
                ent_column_shown(plan->worlds[0], (ent_outcome_id)o, (size_t)i))
                v->place[layout->first[o] + i] = (int32_t)v->n_columns++;
    v->bytes = worlds * v->n_columns * v->n_futures * sizeof(double);
    v->at = map(plan->scratch, v->bytes);
    *out = v->at ? v : NULL;
    return ENT_OK;
}

void values_free(run_values *v)
{
    if (v && v->at)
        munmap(v->at, v->bytes);
    if (v)
        v->at = NULL;
}

static double *column_at(const run_values *v, size_t world, size_t place)
{
    return v->at + (world * v->n_columns + place) * v->n_futures;
}

void values_put(run_values *v, size_t world, size_t block, size_t n_layout, const double *x)
{
    for (size_t c = 0; c < n_layout; c++)
        if (v->place[c] >= 0)
            memcpy(column_at(v, world, (size_t)v->place[c]) + block * ENT_BLOCK, x + c * ENT_BLOCK,
                   ENT_BLOCK * sizeof *x);
}

/* --- reading --- */

/* Values by size, type 7; a place between a value and an event that does not come is not reached.
 */
static double quantile(const double *sorted, size_t n, double q)
{
    const double at = q * (double)(n - 1), low = floor(at), part = at - low;
    const double a = sorted[(size_t)low], b = part > 0.0 ? sorted[(size_t)low + 1] : a;
    return a == b || part <= 0.0 || isinf(a) ? a : isinf(b) ? b : a + part * (b - a);
}

static void swap(double *a, double *b)
{
    const double t = *a;
    *a = *b;
    *b = t;
}

/* Middle one of three values. */
static double middle_of(double a, double b, double c)
{
    const double low = a < b ? a : b, high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* Put the values of the ranks wanted (rising, within first..end-1) where sorting would put them;
 * parts of the list that hold none stay as they are. */
static void select_ranks(double *x, size_t first, size_t end, const size_t *ranks, size_t n_ranks)
{
    while (n_ranks > 0 && end - first > 1) {
        const double pivot = middle_of(x[first], x[first + (end - first) / 2], x[end - 1]);
        size_t low = first, high = end, i = first;
        while (i < high) { /* below the pivot, the same, above */
            if (x[i] < pivot)
                swap(&x[low++], &x[i++]);
            else if (x[i] > pivot)
                swap(&x[i], &x[--high]);
            else
                i++;
        }
        size_t left = 0, right = 0;
        while (left < n_ranks && ranks[left] < low)
            left++;
        right = left;
        while (right < n_ranks && ranks[right] < high)
            right++;
        select_ranks(x, first, low, ranks, left);
        ranks += right;
        n_ranks -= right;
        first = high;
    }
}

enum { CELLS = 1024, RANKS = 2 * ENT_RUN_QUANTILES };

static size_t cell_of(double x, double low, double scale)
{
    const double at = (x - low) * scale; /* rises with x: cells keep the order */
    return at < (double)(CELLS - 1) ? (size_t)at : CELLS - 1;
}

/* The ranks that the shares lie between, rising. */
static void find_ranks(size_t n, size_t *ranks)
{
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++) {
        ranks[2 * i] = (size_t)floor(SHARES[i] * (double)(n - 1));
        ranks[2 * i + 1] = ranks[2 * i] + 1 < n ? ranks[2 * i] + 1 : n - 1;
    }
    for (size_t i = 1; i < RANKS; i++) /* few values: ranks may cross */
        for (size_t k = i; k > 0 && ranks[k] < ranks[k - 1]; k--) {
            const size_t t = ranks[k];
            ranks[k] = ranks[k - 1];
            ranks[k - 1] = t;
        }
}

/*
 * Put the values that each share lies between in their places in x. Even cells between the least
 * and the largest value leave few to select from: those of the cells that hold a wanted rank.
 */
static void place_quantiles(double *x, size_t n, double *few)
{
    size_t ranks[RANKS], in_few[RANKS], count[CELLS] = {0}, below[CELLS], m = 0;
    bool wanted[CELLS] = {false};
    if (n == 0)
        return;
    find_ranks(n, ranks);
    double low = x[0], high = x[0];
    for (size_t i = 1; i < n; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    const double scale = (double)CELLS / (high - low);
    if (!(high > low))
        return;
    if (!(scale > 0.0 && scale < 1e300)) {
        select_ranks(x, 0, n, ranks, RANKS);
        return;
    }
    for (size_t i = 0; i < n; i++)
        count[cell_of(x[i], low, scale)]++;
    size_t before = 0, kept_before = 0, r = 0;
    for (size_t c = 0; c < CELLS; c++) {
        below[c] = before - kept_before; /* values before this cell that are left out */
        for (; r < RANKS && ranks[r] < before + count[c]; r++) {
            wanted[c] = true;
            in_few[r] = ranks[r] - below[c];
        }
        before += count[c];
        kept_before += wanted[c] ? count[c] : 0;
    }
    for (size_t i = 0; i < n; i++)
        if (wanted[cell_of(x[i], low, scale)])
            few[m++] = x[i];
    select_ranks(few, 0, m, in_few, RANKS);
    for (r = 0; r < RANKS; r++)
        x[ranks[r]] = few[in_few[r]];
}

void values_band(run_values *v, size_t world, size_t column, bool time, size_t n_exist,
                 ent_statistics *s)
{
    const double *x = column_at(v, world, (size_t)v->place[column]);
    double *sorted = v->spare;
    size_t n = 0, missing = 0;
    for (size_t f = 0; f < n_exist; f++) {
        if (x[f] == x[f])
            sorted[n++] = x[f];
        else
            missing++;
    }
    for (size_t i = 0; time && i < missing; i++)
        sorted[n + i] = __builtin_inf();
    if (time) {
        n += missing;
        s->mean = s->sd = ENT_MISSING; /* of an event that may not come there is none */
    }
    s->exact = true;
    place_quantiles(sorted, n, v->spare + v->n_futures);
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++)
        s->quantile[i] = n ? quantile(sorted, n, SHARES[i]) : ENT_MISSING;
}

/* Difference of two events in time: without one it lies beyond any number; without both, none. */
static double between(double a, double b, bool time)
{
    if (!time || (a == a && b == b))
        return a - b;
    return a == a ? -__builtin_inf() : b == b ? __builtin_inf() : 0.0;
}

void values_change(run_values *v, size_t column, bool time, size_t n_exist, ent_change *c)
{
    const double *x = column_at(v, 0, (size_t)v->place[column]);
    const double *y = column_at(v, 1, (size_t)v->place[column]);
    double *sorted = v->spare;
    size_t n = 0;
    for (size_t f = 0; f < n_exist; f++) {
        const double d = between(x[f], y[f], time);
        if (d != d)
            continue;
        sorted[n++] = d;
        c->lower += d < 0.0;
        c->same += d == 0.0;
        c->higher += d > 0.0;
    }
    c->n = n;
    c->exact = true;
    place_quantiles(sorted, n, v->spare + v->n_futures);
    c->low = n ? quantile(sorted, n, SHARES[0]) : ENT_MISSING;
    c->median = n ? quantile(sorted, n, SHARES[2]) : ENT_MISSING;
    c->high = n ? quantile(sorted, n, SHARES[4]) : ENT_MISSING;
}

void values_percent(run_values *v, size_t column, size_t n_exist, ent_percent *p)
{
    const double *x = column_at(v, 0, (size_t)v->place[column]);
    const double *y = column_at(v, 1, (size_t)v->place[column]);
    double *sorted = v->spare;
    size_t n = 0;
    for (size_t f = 0; f < n_exist; f++) {
        const double percent = 100.0 * (x[f] / y[f] - 1.0);
        if (percent - percent == 0.0)
            sorted[n++] = percent;
    }
    place_quantiles(sorted, n, v->spare + v->n_futures);
    p->n = n;
    p->low = n ? quantile(sorted, n, SHARES[0]) : ENT_MISSING;
    p->median = n ? quantile(sorted, n, SHARES[2]) : ENT_MISSING;
    p->high = n ? quantile(sorted, n, SHARES[4]) : ENT_MISSING;
}
