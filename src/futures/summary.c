#include "futures/summary.h"

#include <math.h>
#include <string.h>

enum { CELLS = REDUCE_BINS + 1, FEW = 32 }; /* cells kept; those after them are empty */

/* --- bins --- */

typedef struct spread {
    size_t n;
    double low, high;
    bool whole;
} spread;

static spread spread_of(const double *x)
{
    spread s = {0, __builtin_inf(), -__builtin_inf(), true};
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        if (!(x[f] - x[f] == 0.0))
            continue;
        s.n++;
        s.low = x[f] < s.low ? x[f] : s.low;
        s.high = x[f] > s.high ? x[f] : s.high;
        const double down = ent_floor(x[f]);
        s.whole = s.whole && x[f] - down <= 0.0;
    }
    return s;
}

reduce_bins summary_bins(const double *x, const ent_bin_hint *hint)
{
    spread s = spread_of(x);
    if (s.n == 0)
        s.low = s.high = s.whole = 0;
    if (s.n < FEW && hint) {
        s.low = ent_min(s.low, hint->low);
        s.high = ent_max(s.high, hint->high);
    }
    const double range = s.high - s.low;
    if (s.n > 0 && s.whole && range < (double)(REDUCE_BINS - 8)) {
        const double first = s.low - ent_floor(0.5 * ((double)REDUCE_BINS - range));
        return (reduce_bins){first, 1.0, first, 0, 1};
    }
    if (hint && hint->logarithm && s.low > 0.0) {
        const double a = ent_log(s.low), b = ent_log(s.high), pad = 0.25 * (b - a) + 1e-6;
        return (reduce_bins){a - pad, REDUCE_BINS / (b - a + 2.0 * pad), s.low + 0.5 * range, 1, 0};
    }
    const double size = ent_max(fabs(s.low), fabs(s.high));
    const double pad = 0.25 * range + 1e-9 * size + 1e-30;
    return (reduce_bins){s.low - pad, REDUCE_BINS / (range + 2.0 * pad), s.low - pad, 0, 0};
}

/* --- gathering --- */

static void clear_columns(size_t n, summary_column *c)
{
    memset(c, 0, n * sizeof *c);
    for (size_t i = 0; i < n; i++) {
        c[i].low = __builtin_inf();
        c[i].high = -__builtin_inf();
    }
}

void summary_clear(summary *s)
{
    clear_columns(s->n_columns, s->columns);
    if (s->counts)
        memset(s->counts, 0, s->n_columns * CELLS * sizeof *s->counts);
}

static void partial_clear(size_t n_columns, partial *p)
{
    if (p->columns)
        clear_columns(n_columns, p->columns);
    p->n_waiting = 0;
    if (p->counts)
        memset(p->counts, 0, n_columns * REDUCE_CELLS * sizeof *p->counts);
}

ent_status summary_make(size_t n_columns, bool histograms, summary *s, ent_arena *arena)
{
    *s = (summary){.n_columns = n_columns};
    s->bins = ent_arena_array(arena, reduce_bins, n_columns);
    s->columns = ent_arena_array(arena, summary_column, n_columns);
    s->counts = histograms ? ent_arena_array(arena, uint64_t, n_columns * CELLS) : NULL;
    if (!s->bins || !s->columns || (histograms && !s->counts))
        return ENT_E_NOMEM;
    summary_clear(s);
    return ENT_OK;
}

ent_status partial_make(size_t n_columns, bool histograms, size_t blocks, partial *p,
                        ent_arena *arena)
{
    const bool all_wait = blocks <= PARTIAL_WAITING;
    p->columns = all_wait ? NULL : ent_arena_array(arena, summary_column, n_columns);
    p->counts = histograms ? ent_arena_array(arena, uint16_t, n_columns * REDUCE_CELLS) : NULL;
    p->waiting =
        ent_arena_array(arena, reduce_sums, (all_wait ? blocks : PARTIAL_WAITING) * n_columns);
    if ((!p->columns && !all_wait) || !p->waiting || (histograms && !p->counts))
        return ENT_E_NOMEM;
    partial_clear(n_columns, p);
    return ENT_OK;
}

static void add_sums(summary_column *c, const reduce_sums *sums, uint64_t padding)
{
    const uint64_t missing = (uint64_t)sums->missing;
    exact_add(&c->sum, sums->sum);
    exact_add(&c->squares, sums->squares);
    c->low = ent_min(c->low, sums->low);
    c->high = ent_max(c->high, sums->high);
    c->n += ENT_BLOCK - missing;
    c->missing += missing - padding;
}

/* Add what waits to columns. */
static void settle(size_t n_columns, partial *p, summary_column *to)
{
    for (size_t c = 0; c < n_columns; c++)
        for (size_t i = 0; i < p->n_waiting; i++)
            add_sums(&to[c], &p->waiting[i * n_columns + c], p->padding[i]);
    p->n_waiting = 0;
}

reduce_sums *partial_next(size_t n_columns, partial *p, size_t padding)
{
    if (p->n_waiting == PARTIAL_WAITING)
        settle(n_columns, p, p->columns);
    p->padding[p->n_waiting] = padding;
    return p->waiting + p->n_waiting++ * n_columns;
}

static void merge_column(summary_column *into, summary_column *from)
{
    exact_merge(&into->sum, &from->sum);
    exact_merge(&into->squares, &from->squares);
    into->low = ent_min(into->low, from->low);
    into->high = ent_max(into->high, from->high);
    into->n += from->n;
    into->missing += from->missing;
}

void summary_take(summary *s, partial *p)
{
    settle(s->n_columns, p, p->columns ? p->columns : s->columns);
    for (size_t c = 0; c < s->n_columns; c++) {
        if (p->columns) {
            merge_column(&s->columns[c], &p->columns[c]);
        } else {
            exact_carry(&s->columns[c].sum);
            exact_carry(&s->columns[c].squares);
        }
        for (size_t i = 0; s->counts && i < CELLS; i++)
            s->counts[c * CELLS + i] += p->counts[c * REDUCE_CELLS + i];
    }
    partial_clear(s->n_columns, p);
}

void summary_merge(summary *s, summary *other)
{
    for (size_t i = 0; i < s->n_columns; i++)
        merge_column(&s->columns[i], &other->columns[i]);
    if (s->counts)
        for (size_t i = 0; i < s->n_columns * CELLS; i++)
            s->counts[i] += other->counts[i];
}

/* --- reading --- */

/* The value below which a share q of the futures lies. */
static double from_histogram(const summary *s, size_t column, double q)
{
    const summary_column *c = &s->columns[column];
    const reduce_bins *b = &s->bins[column];
    const uint64_t *counts = s->counts + column * CELLS;
    const double wanted = q * (double)c->n;
    double below = 0.0;
    size_t bin = 0;
    while (bin + 1 < REDUCE_BINS && below + (double)counts[bin] < wanted)
        below += (double)counts[bin++];
    if (b->whole)
        return ent_clip(b->low + (double)bin, c->low, c->high);
    double left = b->low + (double)bin / b->scale, right = left + 1.0 / b->scale;
    if (b->logarithm) {
        left = ent_exp(left);
        right = ent_exp(right);
    }
    left = bin == 0 || left < c->low ? c->low : left;
    right = bin == REDUCE_BINS - 1 || right > c->high ? c->high : right;
    const double part = counts[bin] > 0 ? (wanted - below) / (double)counts[bin] : 0.5;
    return ent_clip(left + part * (right - left), c->low, c->high);
}

static double deviation(double n, double sum, double squares)
{
    return n > 1.0 ? __builtin_sqrt(ent_max((squares - sum * sum / n) / (n - 1.0), 0.0))
                   : ENT_MISSING;
}

ent_statistics summary_statistics(const summary *s, size_t column)
{
    static const double shares[ENT_RUN_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    ent_statistics r = {
        .mean = ENT_MISSING, .sd = ENT_MISSING, .low = ENT_MISSING, .high = ENT_MISSING};
    summary_column c = s->columns[column];
    const double n = (double)c.n, sum = exact_value(&c.sum);
    r.n = c.n;
    r.missing = c.missing;
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++)
        r.quantile[i] = c.n > 0 && s->counts ? from_histogram(s, column, shares[i]) : ENT_MISSING;
    if (c.n == 0)
        return r;
    r.mean = s->bins[column].centre + sum / n;
    r.sd = deviation(n, sum, exact_value(&c.squares));
    r.low = c.low;
    r.high = c.high;
    return r;
}

ent_difference summary_difference(const summary *s, size_t column)
{
    ent_difference r = {0, ENT_MISSING, ENT_MISSING, ENT_MISSING, false};
    summary_column c = s->columns[column];
    const double n = (double)c.n, sum = exact_value(&c.sum);
    r.n = c.n;
    if (c.n < 2)
        return r;
    const double half =
        1.959963984540054 * deviation(n, sum, exact_value(&c.squares)) / __builtin_sqrt(n);
    r.mean = sum / n;
    r.low = r.mean - half;
    r.high = r.mean + half;
    r.distinguishable = r.low > 0.0 || r.high < 0.0;
    return r;
}

/* --- bytes --- */

/* Bins as they are, then column by column what is not zero: a store holds few other digits. */

enum { VARINT_MOST = 10, STEP_MOST = 2, COLUMN_FIXED = 2 * 8 };
_Static_assert(CELLS < 1 << 7 * STEP_MOST, "a step to the next cell fits the bytes");

/* `cells` are those of all columns that count something. */
static size_t bytes_of(const summary *s, size_t cells)
{
    const size_t digits = 2 * (2 + EXACT_DIGITS * sizeof(int64_t));
    return s->n_columns * (sizeof(reduce_bins) + COLUMN_FIXED + 3 * VARINT_MOST + digits) +
           cells * (VARINT_MOST + STEP_MOST);
}

size_t summary_bytes(const summary *s)
{
    return bytes_of(s, s->counts ? s->n_columns * (size_t)CELLS : 0);
}

size_t summary_bytes_now(const summary *s)
{
    size_t filled = 0;
    for (size_t i = 0; s->counts && i < s->n_columns * (size_t)CELLS; i++)
        filled += s->counts[i] > 0;
    return bytes_of(s, filled);
}

static unsigned char *put_varint(unsigned char *to, uint64_t value)
{
    for (; value >= 128; value >>= 7)
        *to++ = (unsigned char)(value | 128);
    *to++ = (unsigned char)value;
    return to;
}

static unsigned char *put_exact(unsigned char *to, exact *sum)
{
    size_t first = 0, end = EXACT_DIGITS;
    exact_carry(sum);
    while (first < end && sum->digit[first] == 0)
        first++;
    while (end > first && sum->digit[end - 1] == 0)
        end--;
    *to++ = (unsigned char)first;
    *to++ = (unsigned char)(end - first);
    memcpy(to, sum->digit + first, (end - first) * sizeof sum->digit[0]);
    return to + (end - first) * sizeof sum->digit[0];
}

static unsigned char *put_counts(unsigned char *to, const uint64_t *counts)
{
    size_t filled = 0, before = 0;
    for (size_t i = 0; i < CELLS; i++)
        filled += counts[i] > 0;
    to = put_varint(to, filled);
    for (size_t i = 0; i < CELLS; i++) {
        if (counts[i] == 0)
            continue;
        to = put_varint(to, i - before);
        to = put_varint(to, counts[i]);
        before = i;
    }
    return to;
}

size_t summary_write(summary *s, unsigned char *to)
{
    const unsigned char *start = to;
    if (s->n_columns)
        memcpy(to, s->bins, s->n_columns * sizeof *s->bins);
    to += s->n_columns * sizeof *s->bins;
    for (size_t i = 0; i < s->n_columns; i++) {
        summary_column *c = &s->columns[i];
        memcpy(to, &c->low, sizeof c->low);
        memcpy(to + sizeof c->low, &c->high, sizeof c->high);
        to = put_varint(put_varint(to + COLUMN_FIXED, c->n), c->missing);
        to = put_exact(put_exact(to, &c->sum), &c->squares);
        if (s->counts)
            to = put_counts(to, s->counts + i * CELLS);
    }
    return (size_t)(to - start);
}

/* What is left to read; `bad` once anything did not fit. */
typedef struct source {
    const unsigned char *at, *end;
    bool bad;
} source;

static void take(source *from, void *to, size_t size)
{
    if (from->bad || (size_t)(from->end - from->at) < size) {
        from->bad = true;
        return;
    }
    if (size)
        memcpy(to, from->at, size);
    from->at += size;
}

static uint64_t take_varint(source *from)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        unsigned char byte = 0;
        take(from, &byte, 1);
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return value;
    }
    from->bad = true;
    return 0;
}

static void take_exact(source *from, exact *sum)
{
    unsigned char head[2] = {0, 0};
    memset(sum, 0, sizeof *sum);
    take(from, head, sizeof head);
    if (head[0] + head[1] > EXACT_DIGITS)
        from->bad = true;
    else
        take(from, sum->digit + head[0], head[1] * sizeof sum->digit[0]);
}

static void take_counts(source *from, uint64_t *counts)
{
    const uint64_t filled = take_varint(from);
    uint64_t at = 0;
    memset(counts, 0, CELLS * sizeof *counts);
    from->bad = from->bad || filled > CELLS;
    for (uint64_t i = 0; i < filled && !from->bad; i++) {
        const uint64_t step = take_varint(from), value = take_varint(from);
        from->bad = from->bad || step >= CELLS || at + step >= CELLS;
        at += step;
        if (!from->bad)
            counts[at] = value;
    }
}

bool summary_read(summary *s, const unsigned char *bytes, size_t size)
{
    source from = {bytes, bytes + size, false};
    take(&from, s->bins, s->n_columns * sizeof *s->bins);
    for (size_t i = 0; i < s->n_columns && !from.bad; i++) {
        summary_column *c = &s->columns[i];
        take(&from, &c->low, sizeof c->low);
        take(&from, &c->high, sizeof c->high);
        c->n = take_varint(&from);
        c->missing = take_varint(&from);
        take_exact(&from, &c->sum);
        take_exact(&from, &c->squares);
        if (s->counts)
            take_counts(&from, s->counts + i * CELLS);
    }
    return !from.bad && from.at == from.end;
}
