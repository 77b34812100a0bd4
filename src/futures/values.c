#include "futures/values.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "entente/columns.h"
#include "entente/heap.h"
#include "entente/sort.h"
#include "futures/values_lists.h"

const double values_shares[ENT_RUN_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
static const char *const NO_FOLDER = "/tmp";

enum {
    GROUP_BYTES = 1 << 20,
    THREAD_BYTES = 48 << 20,
    MEMORY_BYTES = 1 << 30,
    STAGE_COLUMNS = 32 /* written in one piece */
};

/* --- room --- */

/* Half of what is free is left to the results themselves. */
static bool has_room(int fd, size_t bytes, size_t later)
{
    struct statvfs disk;
    return fstatvfs(fd, &disk) == 0 && (bytes + later) / disk.f_frsize < disk.f_bavail / 2 &&
           posix_fallocate(fd, 0, (off_t)bytes) == 0;
}

int values_nameless_file(const char *folder, size_t bytes, size_t later)
{
    int fd = open(folder ? folder : NO_FOLDER, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && folder && errno == ENOENT) /* rank 0 alone makes it, maybe on another machine */
        fd = open(NO_FOLDER, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 && has_room(fd, bytes, later))
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static size_t whole_bytes(const run_values *v)
{
    return v->n_whole * v->n_worlds * v->n_columns * ENT_BLOCK * sizeof(double);
}

/* Of later blocks about a third is kept. */
static size_t chunk_bytes(const run_values *v)
{
    return v->cuts && !v->remote
               ? (v->n_blocks - v->n_whole) * v->n_lists * ENT_BLOCK * sizeof(double) / 3
               : 0;
}

/* A file without a name, which takes no memory of the process; a little memory where the folder has
   no such files, which holds no chunks. False: there is no room. */
static bool make_room(run_values *v, const char *folder)
{
    v->bytes = whole_bytes(v);
    v->file = values_nameless_file(folder, v->bytes, chunk_bytes(v));
    if (v->file >= 0)
        return true;
    if (!v->remote) {
        v->n_whole = v->n_blocks;
        v->cuts = false;
        v->bytes = whole_bytes(v);
    }
    if (v->bytes > MEMORY_BYTES)
        return false;
    void *at = mmap(NULL, v->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    v->at = at == MAP_FAILED ? NULL : at;
    return v->at != NULL;
}

static ent_status place_columns(run_values *v, const ent_run_plan *plan, const ent_layout *layout,
                                ent_arena *arena)
{
    const size_t n = (size_t)layout->n_columns;
    v->column = ent_arena_array(arena, int32_t, n + 1);
    v->place = ent_arena_array(arena, int32_t, n + 1);
    v->time = ent_arena_array(arena, bool, n + 1);
    v->percent = ent_arena_array(arena, bool, n + 1);
    if (!v->column || !v->place || !v->time || !v->percent)
        return ENT_E_NOMEM;
    for (size_t i = 0; i <= n; i++)
        v->place[i] = -1;
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        for (int32_t i = 0; i < layout->count[o]; i++)
            if (plan->exact == ENT_EXACT_ALL ||
                ent_column_shown(plan->worlds[0], (ent_outcome_id)o, (size_t)i)) {
                v->time[v->n_columns] = plan->time[o];
                v->percent[v->n_columns] = plan->percent[o];
                v->column[v->n_columns] = layout->first[o] + i;
                v->place[layout->first[o] + i] = (int32_t)v->n_columns++;
            }
    v->n_kinds = v->n_worlds == 2 ? VALUES_KINDS : 1;
    v->n_lists = v->n_columns * v->n_kinds;
    return ENT_OK;
}

/* The threads' lanes, and one for what other ranks kept; several ranks take no turns, as each has
   the same whole blocks. */
static ent_status make_lanes(run_values *v, const ent_run_plan *plan, ent_arena *arena,
                             ent_arena *working)
{
    const bool several = plan->ranks && plan->ranks->size > 1;
    v->n_lanes = (plan->threads ? plan->threads : 1) + several;
    v->lane = ent_arena_array(arena, values_lane, v->n_lanes);
    v->cut = ent_arena_array(arena, values_cut, v->cuts ? v->n_lists : 1);
    v->futures = ent_arena_array(arena, uint16_t, v->n_whole + 1);
    if (!v->lane || !v->cut || !v->futures)
        return ENT_E_NOMEM;
    atomic_store(&v->turn, v->cuts && several ? v->n_whole : 0);
    memset(v->lane, 0, v->n_lanes * sizeof *v->lane);
    for (size_t i = 0; v->cuts && i < v->n_lanes; i++)
        ENT_TRY(values_make_lane(v, &v->lane[i], working));
    return ENT_OK;
}

ent_status values_make(const ent_run_plan *plan, const ent_layout *layout, size_t n_blocks,
                       reduce_cells_fn *cells, run_values **out, ent_arena *arena,
                       ent_arena *working)
{
    run_values *v = ent_arena_array(arena, run_values, 1);
    *out = NULL;
    if (!v)
        return ENT_E_NOMEM;
    *v = (run_values){.n_worlds = plan->paired ? 2 : 1,
                      .n_blocks = n_blocks,
                      .n_whole = n_blocks > 2 * VALUES_WHOLE ? VALUES_WHOLE : n_blocks,
                      .cuts = n_blocks > 2 * VALUES_WHOLE,
                      .remote = plan->ranks && plan->ranks->rank > 0,
                      .cells = cells,
                      .file = -1};
    if (v->remote && !v->cuts)
        return ENT_OK; /* rank 0 computes the few blocks itself */
    v->has = ent_arena_array(arena, uint32_t, n_blocks + 1);
    if (!v->has || place_columns(v, plan, layout, arena) != ENT_OK)
        return ENT_E_NOMEM;
    v->digest = ent_arena_array(arena, values_digest, v->n_lists + 1);
    if (!v->digest)
        return ENT_E_NOMEM;
    pthread_mutex_init(&v->lock, NULL);
    pthread_cond_init(&v->changed, NULL);
    if (!make_room(v, plan->scratch))
        return ENT_OK; /* quantiles come from bins, and say so */
    *out = v;
    return make_lanes(v, plan, arena, working);
}

void values_free(run_values *v)
{
    if (v && v->at)
        munmap(v->at, v->bytes);
    if (v && v->file >= 0)
        close(v->file);
    if (v) {
        v->at = NULL;
        v->file = -1;
    }
}

/* --- the file --- */

bool values_write_at(int file, size_t offset, const void *from, size_t bytes)
{
    const char *x = from;
    while (bytes) {
        const ssize_t done = pwrite(file, x, bytes, (off_t)offset);
        if (done < 0 && errno != EINTR)
            return false;
        offset += done > 0 ? (size_t)done : 0;
        bytes -= done > 0 ? (size_t)done : 0;
        x += done > 0 ? done : 0;
    }
    return true;
}

bool values_read_at(int file, size_t offset, void *to, size_t bytes)
{
    char *x = to;
    while (bytes) {
        const ssize_t done = pread(file, x, bytes, (off_t)offset);
        if (done == 0 || (done < 0 && errno != EINTR))
            return false;
        offset += done > 0 ? (size_t)done : 0;
        bytes -= done > 0 ? (size_t)done : 0;
        x += done > 0 ? done : 0;
    }
    return true;
}

bool values_write(run_values *v, size_t offset, const void *from, size_t bytes)
{
    if (v->at)
        memcpy((char *)v->at + offset, from, bytes);
    return v->at || values_write_at(v->file, offset, from, bytes);
}

bool values_read(const run_values *v, size_t offset, void *to, size_t bytes)
{
    if (v->at)
        memcpy(to, (const char *)v->at + offset, bytes);
    return v->at || values_read_at(v->file, offset, to, bytes);
}

static size_t offset_of(const run_values *v, size_t block, size_t world, size_t column)
{
    return ((block * v->n_worlds + world) * v->n_columns + column) * ENT_BLOCK * sizeof(double);
}

/* --- whole blocks --- */

size_t values_turn(run_values *v)
{
    return atomic_fetch_add(&v->turn, 1);
}

static void put_whole(run_values *v, size_t turn, const double *const *x)
{
    double stage[STAGE_COLUMNS][ENT_BLOCK];
    for (size_t w = 0; w < v->n_worlds; w++)
        for (size_t c = 0; c < v->n_columns; c += STAGE_COLUMNS) {
            const size_t left = v->n_columns - c, n = left < STAGE_COLUMNS ? left : STAGE_COLUMNS;
            for (size_t i = 0; i < n; i++)
                memcpy(stage[i], x[w] + (size_t)v->column[c + i] * ENT_BLOCK, sizeof stage[i]);
            if (!values_write(v, offset_of(v, turn, w, c), stage, n * sizeof stage[0]))
                atomic_store(&v->failed, 1);
        }
}

void values_put(run_values *v, size_t lane, size_t turn, size_t futures, const double *const *x)
{
    if (turn >= v->n_whole) {
        values_cut_block(v, lane, futures, x);
        return;
    }
    v->futures[turn] = (uint16_t)futures;
    put_whole(v, turn, x);
    pthread_mutex_lock(&v->lock);
    v->n_written++;
    pthread_cond_broadcast(&v->changed);
    pthread_mutex_unlock(&v->lock);
}

size_t values_group(const run_values *v)
{
    const size_t one = v->n_worlds * v->n_whole * ENT_BLOCK * sizeof(double);
    const size_t fit = GROUP_BYTES / one, n = fit < v->n_columns ? fit : v->n_columns;
    return n ? n : 1;
}

bool values_read_whole(const run_values *v, size_t first, size_t n, double *to)
{
    for (size_t b = 0; b < v->n_whole; b++)
        for (size_t w = 0; w < v->n_worlds; w++, to += n * ENT_BLOCK)
            if (!values_read(v, offset_of(v, b, w, first), to, n * ENT_BLOCK * sizeof *to))
                return false;
    return true;
}

bool values_read_column(const run_values *v, size_t world, size_t column, size_t block, double *to)
{
    const int32_t place = v->place[column];
    const size_t turn = block < v->n_blocks ? v->has[block] : 0;
    return place >= 0 && turn > 0 && turn <= v->n_whole && (v->at || v->file >= 0) &&
           values_read(v, offset_of(v, turn - 1, world, (size_t)place), to, ENT_BLOCK * sizeof *to);
}

/* --- lists --- */

/* Difference of two events in time: without one it lies beyond any number; without both, none. */
static double between(double a, double b, bool time)
{
    if (!time || (a == a && b == b))
        return a - b;
    return a == a ? -__builtin_inf() : b == b ? __builtin_inf() : 0.0;
}

const double *values_row(values_kind kind, bool time, const double *x, const double *y, double *row)
{
    if (kind == VALUES_BAND || kind == VALUES_PAIRED_BAND) {
        const double *band = kind == VALUES_BAND ? x : y;
        for (size_t f = 0; time && f < ENT_BLOCK; f++)
            row[f] = band[f] == band[f] ? band[f] : __builtin_inf();
        return time ? row : band;
    }
    if (kind == VALUES_CHANGE && time)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            row[f] = between(x[f], y[f], true);
    else if (kind == VALUES_CHANGE)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            row[f] = x[f] - y[f];
    else
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const double percent = 100.0 * (x[f] / y[f] - 1.0);
            row[f] = percent - percent == 0.0 ? percent : ENT_MISSING; /* where there is one */
        }
    return row;
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

enum { CELLS = 1024, RANKS_MOST = 2 * ENT_RUN_QUANTILES, PIECE = 256 };

/* Even cells between the least and the largest value. */
typedef struct even_cells {
    double low, scale;
} even_cells;

/* Cells of at most PIECE values. They rise with x: cells keep the order. */
static void find_cells(const even_cells *e, const double *x, size_t n, int32_t *cell)
{
    const double low = e->low, scale = e->scale, last = CELLS - 1;
    for (size_t i = 0; i < n; i++) {
        const double at = (x[i] - low) * scale;
        cell[i] = (int32_t)(at < last ? at : last);
    }
}

static size_t piece_of(size_t from, size_t n)
{
    return n - from < PIECE ? n - from : PIECE;
}

/* Lanes side by side, so that no comparison waits for the one before. */
static void extremes(const double *x, size_t n, double *low, double *high)
{
    enum { LANES = 8 };
    double least[LANES], most[LANES];
    for (size_t l = 0; l < LANES; l++)
        least[l] = most[l] = x[0];
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t l = 0; l < LANES; l++) {
            least[l] = x[i + l] < least[l] ? x[i + l] : least[l];
            most[l] = x[i + l] > most[l] ? x[i + l] : most[l];
        }
    for (; i < n; i++) {
        least[0] = x[i] < least[0] ? x[i] : least[0];
        most[0] = x[i] > most[0] ? x[i] : most[0];
    }
    for (size_t l = 1; l < LANES; l++) {
        least[0] = least[l] < least[0] ? least[l] : least[0];
        most[0] = most[l] > most[0] ? most[l] : most[0];
    }
    *low = least[0];
    *high = most[0];
}

/* Two banks: a count that was just stored cannot be read at once. */
static void count_cells(const even_cells *e, const double *x, size_t n, uint32_t *count)
{
    uint32_t bank[2][CELLS];
    int32_t cell[PIECE];
    memset(bank, 0, sizeof bank);
    for (size_t from = 0; from < n; from += PIECE) {
        const size_t piece = piece_of(from, n);
        find_cells(e, x + from, piece, cell);
        for (size_t i = 0; i < piece; i++)
            bank[i % 2][cell[i]]++;
    }
    for (size_t c = 0; c < CELLS; c++)
        count[c] = bank[0][c] + bank[1][c];
}

/* The values in wanted cells, one behind the other; how many. */
static size_t take_wanted(const even_cells *e, const double *x, size_t n, const bool *wanted,
                          double *few)
{
    int32_t cell[PIECE];
    size_t m = 0;
    for (size_t from = 0; from < n; from += PIECE) {
        const size_t piece = piece_of(from, n);
        find_cells(e, x + from, piece, cell);
        for (size_t i = 0; i < piece; i++) {
            few[m] = x[from + i];
            m += wanted[cell[i]];
        }
    }
    return m;
}

/* Of even cells few values are left to select from: those of the cells that hold a wanted rank. */
void values_place(double *x, size_t n, const size_t *ranks, size_t n_ranks, double *few)
{
    size_t in_few[RANKS_MOST];
    uint32_t count[CELLS];
    bool wanted[CELLS] = {false};
    if (n == 0)
        return;
    double low, high;
    extremes(x, n, &low, &high);
    const even_cells e = {low, (double)CELLS / (high - low)};
    if (!(high > low))
        return;
    if (!(e.scale > 0.0 && e.scale < 1e300)) {
        select_ranks(x, 0, n, ranks, n_ranks);
        return;
    }
    count_cells(&e, x, n, count);
    size_t before = 0, kept_before = 0, r = 0;
    for (size_t c = 0; c < CELLS; c++) {
        const size_t left_out = before - kept_before; /* values before this cell */
        for (; r < n_ranks && ranks[r] < before + count[c]; r++) {
            wanted[c] = true;
            in_few[r] = ranks[r] - left_out;
        }
        before += count[c];
        kept_before += wanted[c] ? count[c] : 0;
    }
    const size_t m = take_wanted(&e, x, n, wanted, few);
    select_ranks(few, 0, m, in_few, n_ranks);
    for (r = 0; r < n_ranks; r++)
        x[ranks[r]] = few[in_few[r]];
}

/* --- digesting --- */

/* Where values are digested: one group of columns at a time, or one list of a run that was cut. */
typedef struct digesting {
    run_values *v;
    atomic_size_t *next;
    atomic_size_t *missed;
    ent_arena arena;
    double *group, *sorted, *few;
} digesting;

/* The ranks that the shares lie between, rising. */
static void find_ranks(size_t n, size_t *ranks)
{
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++) {
        ranks[2 * i] = (size_t)(values_shares[i] * (double)(n - 1));
        ranks[2 * i + 1] = ranks[2 * i] + 1 < n ? ranks[2 * i] + 1 : n - 1;
    }
    for (size_t i = 1; i < RANKS_MOST; i++) /* few values: ranks may cross */
        for (size_t k = i; k > 0 && ranks[k] < ranks[k - 1]; k--) {
            const size_t t = ranks[k];
            ranks[k] = ranks[k - 1];
            ranks[k - 1] = t;
        }
}

/* Of the values of one block how many lie below, at and above zero. */
static void count_sides(const double *values, size_t n, values_digest *to)
{
    uint64_t lower = 0, same = 0, higher = 0;
    for (size_t f = 0; f < n; f++) {
        lower += values[f] < 0.0;
        same += values[f] == 0.0;
        higher += values[f] > 0.0;
    }
    to->lower += lower;
    to->same += same;
    to->higher += higher;
}

static size_t count_known(const double *values, size_t n)
{
    uint64_t known = 0;
    for (size_t f = 0; f < n; f++)
        known += values[f] == values[f];
    return (size_t)known;
}

/* The values that are there, one behind the other. */
static void take_known(const double *values, size_t n, size_t known, double *to)
{
    if (known == n)
        memcpy(to, values, n * sizeof *to);
    for (size_t f = 0, at = 0; known < n && f < n; f++) {
        to[at] = values[f];
        at += values[f] == values[f];
    }
}

/* One list of a column that lies in d->group[n_whole][n_worlds][columns][ENT_BLOCK]. */
static void digest_list(const digesting *d, size_t columns, size_t column, values_kind kind,
                        bool time, values_digest *to)
{
    const run_values *v = d->v;
    size_t ranks[RANKS_MOST], n = 0;
    double row[ENT_BLOCK], *sorted = d->sorted;
    *to = (values_digest){0};
    for (size_t b = 0; b < v->n_whole; b++) {
        const double *x = d->group + (b * v->n_worlds * columns + column) * ENT_BLOCK;
        const double *y = v->n_worlds == 2 ? x + columns * ENT_BLOCK : x;
        const double *values = values_row(kind, time, x, y, row);
        const size_t known = count_known(values, v->futures[b]);
        if (kind == VALUES_CHANGE)
            count_sides(values, v->futures[b], to);
        take_known(values, v->futures[b], known, sorted + n);
        n += known;
    }
    to->n = n;
    if (n > 0)
        find_ranks(n, ranks);
    values_place(sorted, n, ranks, RANKS_MOST, d->few);
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++)
        to->quantile[i] = ent_sorted_quantile(n, sorted, values_shares[i]);
}

static void *digest_groups(void *with)
{
    digesting *d = with;
    run_values *v = d->v;
    const size_t most = values_group(v);
    for (;;) {
        const size_t first = atomic_fetch_add(d->next, 1) * most;
        if (first >= v->n_columns || atomic_load(&v->failed))
            return NULL;
        const size_t left = v->n_columns - first, n = left < most ? left : most;
        if (!values_read_whole(v, first, n, d->group)) {
            atomic_store(&v->failed, 1);
            return NULL;
        }
        for (size_t c = 0; c < n; c++)
            for (size_t k = 0; k < v->n_kinds; k++)
                if (values_has_list(v, first + c, k))
                    digest_list(d, n, c, (values_kind)k, v->time[first + c],
                                &v->digest[(first + c) * v->n_kinds + k]);
    }
}

static void *digest_cuts(void *with)
{
    digesting *d = with;
    run_values *v = d->v;
    for (;;) {
        const size_t list = atomic_fetch_add(d->next, 1);
        if (list >= v->n_lists || atomic_load(&v->failed))
            return NULL;
        if (values_has_list(v, list / v->n_kinds, list % v->n_kinds) && !v->cut[list].over &&
            !values_digest_cut(v, list, d->few))
            atomic_fetch_add(d->missed, 1);
    }
}

/* Doubles that a thread works with. */
static size_t working_room(const run_values *v, size_t *group, size_t *sorted, size_t *few)
{
    *sorted = v->cuts ? 1 : v->n_blocks * ENT_BLOCK + 1;
    *few = v->cuts ? 2 * values_kept_most(v) + 1 : *sorted;
    *group = v->cuts ? 1 : values_group(v) * v->n_whole * v->n_worlds * ENT_BLOCK;
    return *group + *sorted + *few;
}

static bool open_digesting(digesting *d, run_values *v, atomic_size_t *next, atomic_size_t *missed)
{
    size_t group, sorted, few;
    working_room(v, &group, &sorted, &few);
    *d = (digesting){.v = v, .next = next, .missed = missed};
    ent_heap_arena_create(&d->arena, 1 << 16);
    d->group = ent_arena_array(&d->arena, double, group);
    d->sorted = ent_arena_array(&d->arena, double, sorted);
    d->few = ent_arena_array(&d->arena, double, few);
    return d->group && d->sorted && d->few;
}

bool values_digest_all(run_values *v, size_t threads)
{
    enum { MOST = 64 };
    digesting d[MOST];
    pthread_t id[MOST];
    bool started[MOST] = {false};
    atomic_size_t next = 0, missed = 0;
    size_t group, sorted, few, n = threads < MOST ? threads : MOST;
    const size_t room = working_room(v, &group, &sorted, &few) * sizeof(double);
    void *(*const digest)(void *) = v->cuts ? digest_cuts : digest_groups;
    if (n > THREAD_BYTES / room)
        n = THREAD_BYTES / room;
    n = n ? n : 1;
    values_write_rest(v);
    for (size_t i = 0; i < n; i++)
        if (!open_digesting(&d[i], v, &next, &missed))
            atomic_store(&v->failed, 1);
    for (size_t i = 1; i < n; i++)
        started[i] = pthread_create(&id[i], NULL, digest, &d[i]) == 0;
    digest(&d[0]);
    for (size_t i = 0; i < n; i++) {
        if (started[i])
            pthread_join(id[i], NULL);
        ent_heap_arena_destroy(&d[i].arena);
    }
    const bool whole = missed == 0 || atomic_load(&v->failed);
    v->digested = whole && !atomic_load(&v->failed);
    if (!whole)
        values_begin_again(v);
    return whole;
}

/* --- what is left --- */

static const values_digest *digest_of(const run_values *v, size_t column, values_kind kind)
{
    return &v->digest[(size_t)v->place[column] * v->n_kinds + kind];
}

void values_band(const run_values *v, size_t world, size_t column, ent_statistics *s)
{
    const values_digest *d = digest_of(v, column, world ? VALUES_PAIRED_BAND : VALUES_BAND);
    if (v->time[(size_t)v->place[column]])
        s->mean = s->sd = ENT_MISSING; /* of an event that may not come there is none */
    memcpy(s->quantile, d->quantile, sizeof s->quantile);
    s->exact = true;
}

void values_change(const run_values *v, size_t column, ent_change *c)
{
    const values_digest *d = digest_of(v, column, VALUES_CHANGE);
    *c = (ent_change){.n = d->n,
                      .lower = d->lower,
                      .same = d->same,
                      .higher = d->higher,
                      .low = d->quantile[0],
                      .median = d->quantile[2],
                      .high = d->quantile[4],
                      .mean = c->mean,
                      .error = c->error,
                      .exact = true};
}

void values_percent(const run_values *v, size_t column, ent_percent *p)
{
    const values_digest *d = digest_of(v, column, VALUES_PERCENT);
    *p = (ent_percent){
        .n = d->n, .low = d->quantile[0], .median = d->quantile[2], .high = d->quantile[4]};
}
