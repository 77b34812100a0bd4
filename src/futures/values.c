#include "futures/values.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "entente/columns.h"
#include "entente/heap.h"
#include "entente/sort.h"

static const double SHARES[ENT_RUN_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
static const char *const NO_FOLDER = "/tmp";

enum { GROUP_BYTES = 1 << 20, THREAD_BYTES = 48 << 20, MEMORY_BYTES = 1 << 30 };

/* --- room --- */

/* Half of what is free is left to the results themselves. */
static bool has_room(int fd, size_t bytes)
{
    struct statvfs disk;
    return fstatvfs(fd, &disk) == 0 && bytes / disk.f_frsize < disk.f_bavail / 2 &&
           posix_fallocate(fd, 0, (off_t)bytes) == 0;
}

static int nameless_file(const char *folder, size_t bytes)
{
    const int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 && has_room(fd, bytes))
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* A file without a name, which takes no memory of the process; a little memory where the folder has
   no such files. False: there is no room. */
static bool make_room(run_values *v, const char *folder)
{
    v->bytes = v->n_groups * v->n_blocks * v->chunk * sizeof(double);
    v->file = nameless_file(folder ? folder : NO_FOLDER, v->bytes);
    if (v->file >= 0)
        return true;
    if (v->bytes > MEMORY_BYTES)
        return false;
    void *at = mmap(NULL, v->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    v->at = at == MAP_FAILED ? NULL : at;
    return v->at != NULL;
}

/* How many columns of one world are read at once. */
static size_t columns_of_group(size_t n_columns, size_t n_futures)
{
    const size_t fit = GROUP_BYTES / (n_futures * sizeof(double));
    const size_t n = fit < n_columns ? fit : n_columns;
    return n ? n : 1;
}

static ent_status place_columns(run_values *v, const ent_run_plan *plan, const ent_layout *layout,
                                ent_arena *arena)
{
    const size_t n = (size_t)layout->n_columns;
    v->place = ent_arena_array(arena, int32_t, n + 1);
    v->time = ent_arena_array(arena, bool, n + 1);
    if (!v->place || !v->time)
        return ENT_E_NOMEM;
    for (size_t i = 0; i <= n; i++)
        v->place[i] = -1;
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        for (int32_t i = 0; i < layout->count[o]; i++)
            if (plan->exact == ENT_EXACT_ALL ||
                ent_column_shown(plan->worlds[0], (ent_outcome_id)o, (size_t)i)) {
                v->time[v->n_columns] = plan->time[o];
                v->place[layout->first[o] + i] = (int32_t)v->n_columns++;
            }
    return ENT_OK;
}

ent_status values_make(const ent_run_plan *plan, const ent_layout *layout, size_t worlds,
                       size_t n_blocks, run_values **out, ent_arena *arena)
{
    run_values *v = ent_arena_array(arena, run_values, 1);
    *out = NULL;
    if (!v)
        return ENT_E_NOMEM;
    *v = (run_values){.n_worlds = worlds, .n_blocks = n_blocks, .file = -1};
    v->has = ent_arena_array(arena, unsigned char, n_blocks + 1);
    if (!v->has || place_columns(v, plan, layout, arena) != ENT_OK)
        return ENT_E_NOMEM;
    memset(v->has, 0, n_blocks + 1);
    v->digest = ent_arena_array(arena, values_digest, v->n_columns + 1);
    v->group = columns_of_group(v->n_columns, n_blocks * ENT_BLOCK);
    v->n_groups = (v->n_columns + v->group - 1) / v->group;
    v->chunk = worlds * v->group * ENT_BLOCK;
    if (!v->digest)
        return ENT_E_NOMEM;
    if (make_room(v, plan->scratch)) /* else quantiles come from bins, and say so */
        *out = v;
    return ENT_OK;
}

static void give_back(run_values *v)
{
    if (v->at)
        munmap(v->at, v->bytes);
    if (v->file >= 0)
        close(v->file);
    v->at = NULL;
    v->file = -1;
}

void values_free(run_values *v)
{
    if (v)
        give_back(v);
}

/* --- writing --- */

static bool put_bytes(run_values *v, size_t offset, const void *from, size_t bytes)
{
    const char *x = from;
    if (v->at)
        memcpy((char *)v->at + offset, x, bytes);
    while (!v->at && bytes) {
        const ssize_t done = pwrite(v->file, x, bytes, (off_t)offset);
        if (done < 0 && errno != EINTR)
            return false;
        offset += done > 0 ? (size_t)done : 0;
        bytes -= done > 0 ? (size_t)done : 0;
        x += done > 0 ? done : 0;
    }
    return true;
}

static size_t offset_of(const run_values *v, size_t group, size_t block)
{
    return (group * v->n_blocks + block) * v->chunk * sizeof(double);
}

void values_put(run_values *v, size_t world, size_t block, size_t n_layout, const double *x)
{
    for (size_t c = 0; c < n_layout;) { /* columns side by side here and there go at once */
        const size_t place = (size_t)v->place[c];
        size_t n = 1;
        if (v->place[c] < 0) {
            c++;
            continue;
        }
        while (c + n < n_layout && v->place[c + n] >= 0 && (place + n) % v->group != 0)
            n++;
        const size_t at = (world * v->group + place % v->group) * ENT_BLOCK * sizeof *x;
        if (!put_bytes(v, offset_of(v, place / v->group, block) + at, x + c * ENT_BLOCK,
                       n * ENT_BLOCK * sizeof *x))
            atomic_store(&v->failed, 1);
        c += n;
    }
}

/* --- reading --- */

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

/* Where values are digested: one group of columns at a time, as it lies in the file. */
typedef struct digesting {
    run_values *v;
    size_t n_exist;
    atomic_size_t *next;
    ent_arena arena;
    double *group, *sorted, *few;
} digesting;

static const double *values_at(const digesting *d, size_t world, size_t column, size_t block)
{
    const run_values *v = d->v;
    return d->group + block * v->chunk + (world * v->group + column) * ENT_BLOCK;
}

static void digest_band(const digesting *d, size_t world, size_t column, bool time, double *q)
{
    double *sorted = d->sorted;
    size_t n = 0, missing = 0;
    for (size_t b = 0, f = 0; f < d->n_exist; b++) {
        const double *x = values_at(d, world, column, b);
        for (size_t i = 0; i < ENT_BLOCK && f < d->n_exist; i++, f++) {
            sorted[n] = x[i];
            n += x[i] == x[i];
            missing += x[i] != x[i];
        }
    }
    for (size_t i = 0; time && i < missing; i++)
        sorted[n + i] = __builtin_inf();
    n += time ? missing : 0;
    place_quantiles(sorted, n, d->few);
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++)
        q[i] = ent_sorted_quantile(n, sorted, SHARES[i]);
}

/* Difference of two events in time: without one it lies beyond any number; without both, none. */
static double between(double a, double b, bool time)
{
    if (!time || (a == a && b == b))
        return a - b;
    return a == a ? -__builtin_inf() : b == b ? __builtin_inf() : 0.0;
}

static void digest_change(const digesting *d, size_t column, bool time, ent_change *c)
{
    double *sorted = d->sorted;
    size_t n = 0;
    *c = (ent_change){.exact = true};
    for (size_t b = 0, f = 0; f < d->n_exist; b++) {
        const double *x = values_at(d, 0, column, b), *y = values_at(d, 1, column, b);
        for (size_t i = 0; i < ENT_BLOCK && f < d->n_exist; i++, f++) {
            const double by = between(x[i], y[i], time);
            if (by != by)
                continue;
            sorted[n++] = by;
            c->lower += by < 0.0;
            c->same += by == 0.0;
            c->higher += by > 0.0;
        }
    }
    c->n = n;
    place_quantiles(sorted, n, d->few);
    c->low = ent_sorted_quantile(n, sorted, SHARES[0]);
    c->median = ent_sorted_quantile(n, sorted, SHARES[2]);
    c->high = ent_sorted_quantile(n, sorted, SHARES[4]);
}

/* Where a quotient has a value. */
static void digest_percent(const digesting *d, size_t column, ent_percent *p)
{
    double *sorted = d->sorted;
    size_t n = 0;
    for (size_t b = 0, f = 0; f < d->n_exist; b++) {
        const double *x = values_at(d, 0, column, b), *y = values_at(d, 1, column, b);
        for (size_t i = 0; i < ENT_BLOCK && f < d->n_exist; i++, f++) {
            const double percent = 100.0 * (x[i] / y[i] - 1.0);
            sorted[n] = percent;
            n += percent - percent == 0.0;
        }
    }
    place_quantiles(sorted, n, d->few);
    p->n = n;
    p->low = ent_sorted_quantile(n, sorted, SHARES[0]);
    p->median = ent_sorted_quantile(n, sorted, SHARES[2]);
    p->high = ent_sorted_quantile(n, sorted, SHARES[4]);
}

static bool read_group(digesting *d, size_t group)
{
    run_values *v = d->v;
    size_t offset = offset_of(v, group, 0), left = v->n_blocks * v->chunk * sizeof(double);
    char *to = (char *)d->group;
    if (v->at)
        d->group = v->at + offset / sizeof(double);
    while (!v->at && left) {
        const ssize_t done = pread(v->file, to, left, (off_t)offset);
        if (done == 0 || (done < 0 && errno != EINTR))
            return false;
        offset += done > 0 ? (size_t)done : 0;
        left -= done > 0 ? (size_t)done : 0;
        to += done > 0 ? done : 0;
    }
    return true;
}

static void *digest_groups(void *with)
{
    digesting *d = with;
    run_values *v = d->v;
    for (;;) {
        const size_t group = atomic_fetch_add(d->next, 1), first = group * v->group;
        if (group >= v->n_groups || atomic_load(&v->failed))
            return NULL;
        if (!read_group(d, group)) {
            atomic_store(&v->failed, 1);
            return NULL;
        }
        for (size_t c = 0; c < v->group && first + c < v->n_columns; c++) {
            values_digest *to = &v->digest[first + c];
            const bool time = v->time[first + c];
            for (size_t w = 0; w < v->n_worlds; w++)
                digest_band(d, w, c, time, to->quantile[w]);
            if (v->n_worlds < 2)
                continue;
            digest_change(d, c, time, &to->change);
            digest_percent(d, c, &to->percent);
        }
    }
}

static bool open_digesting(digesting *d, run_values *v, size_t n_exist, atomic_size_t *next)
{
    const size_t n = v->n_blocks * ENT_BLOCK;
    *d = (digesting){.v = v, .n_exist = n_exist, .next = next};
    ent_heap_arena_create(&d->arena, 1 << 16);
    d->group = v->at ? v->at : ent_arena_array(&d->arena, double, v->n_blocks * v->chunk);
    d->sorted = ent_arena_array(&d->arena, double, n + 1);
    d->few = ent_arena_array(&d->arena, double, n);
    return d->group && d->sorted && d->few;
}

void values_digest_all(run_values *v, size_t n_exist, size_t threads)
{
    enum { MOST = 64 };
    digesting d[MOST];
    pthread_t id[MOST];
    bool started[MOST] = {false};
    atomic_size_t next = 0;
    const size_t room = (v->n_blocks * v->chunk + 2 * v->n_blocks * ENT_BLOCK) * sizeof(double);
    size_t n = threads < MOST ? threads : MOST;
    if (n > THREAD_BYTES / room)
        n = THREAD_BYTES / room;
    n = n ? n : 1;
    for (size_t i = 0; i < n; i++)
        if (!open_digesting(&d[i], v, n_exist, &next))
            atomic_store(&v->failed, 1);
    for (size_t i = 1; i < n; i++)
        started[i] = pthread_create(&id[i], NULL, digest_groups, &d[i]) == 0;
    digest_groups(&d[0]);
    for (size_t i = 0; i < n; i++) {
        if (started[i])
            pthread_join(id[i], NULL);
        ent_heap_arena_destroy(&d[i].arena);
    }
    v->digested = !atomic_load(&v->failed);
    give_back(v);
}

void values_band(const run_values *v, size_t world, size_t column, ent_statistics *s)
{
    const size_t place = (size_t)v->place[column];
    if (v->time[place])
        s->mean = s->sd = ENT_MISSING; /* of an event that may not come there is none */
    memcpy(s->quantile, v->digest[place].quantile[world], sizeof s->quantile);
    s->exact = true;
}

void values_change(const run_values *v, size_t column, ent_change *c)
{
    const ent_change *d = &v->digest[(size_t)v->place[column]].change;
    const double mean = c->mean, error = c->error;
    *c = *d;
    c->mean = mean;
    c->error = error;
}

void values_percent(const run_values *v, size_t column, ent_percent *p)
{
    *p = v->digest[(size_t)v->place[column]].percent;
}
