/* What a run found, and which columns a name means. */
#include <string.h>

#include "entente/sort.h"
#include "entente/text.h"
#include "futures/run.h"

uint64_t ent_run_blocks(const ent_run *run)
{
    return run->end - run->first;
}

uint64_t ent_run_done(const ent_run *run)
{
    return run->n_done;
}

uint64_t ent_run_futures(const ent_run *run)
{
    const uint64_t last = (run->plan.n_futures - 1) / ENT_BLOCK;
    const bool has_last = run->end == last + 1 && run_is_done(run, last);
    return run->n_done * ENT_BLOCK - (has_last ? ENT_BLOCK - run_block_futures(run, last) : 0);
}

uint64_t ent_run_hash(const ent_run *run, size_t world)
{
    return run->worlds[world].hash;
}

/* Column of an outcome in a wide world; -1 when it is not recorded. */
static int32_t column_of(const ent_run *run, size_t world, ent_outcome_id outcome, size_t index)
{
    if (world >= run->plan.n_worlds || !run->worlds[world].wide)
        return -1;
    const ent_layout *l = &run->worlds[world].layout;
    return (int32_t)index < l->count[outcome] ? l->first[outcome] + (int32_t)index : -1;
}

static const ent_statistics nothing = {
    0,
    0,
    ENT_MISSING,
    ENT_MISSING,
    ENT_MISSING,
    ENT_MISSING,
    {ENT_MISSING, ENT_MISSING, ENT_MISSING, ENT_MISSING, ENT_MISSING},
    false};

ent_statistics ent_run_statistics(const ent_run *run, size_t world, ent_outcome_id outcome,
                                  size_t index)
{
    const int32_t column = column_of(run, world, outcome, index);
    return column < 0 ? nothing : summary_statistics(&run->worlds[world].sums, (size_t)column);
}

ent_difference ent_run_difference(const ent_run *run, ent_outcome_id outcome, size_t index)
{
    const ent_difference none = {0, ENT_MISSING, ENT_MISSING, ENT_MISSING, false};
    const int32_t column = column_of(run, 0, outcome, index);
    return column < 0 || !run->plan.paired ? none : summary_difference(&run->pairs, (size_t)column);
}

ent_difference ent_run_probe_difference(const ent_run *run, size_t probe)
{
    ent_difference d = summary_difference(&run->probes, probe);
    const double centre = run->probes.bins[probe].centre; /* sums are of what lies beside it */
    d.mean += centre;
    d.low += centre;
    d.high += centre;
    d.distinguishable = d.low > 0.0 || d.high < 0.0;
    return d;
}

static bool has_values(const ent_run *run, int32_t column)
{
    return column >= 0 && run->values && run->values->digested && run->values->place[column] >= 0;
}

ent_statistics ent_run_band(const ent_run *run, size_t world, ent_outcome_id outcome, size_t index)
{
    const int32_t column = column_of(run, world, outcome, index);
    ent_statistics s = ent_run_statistics(run, world, outcome, index);
    const bool paired = world > 0 && world == (size_t)run->plan.paired;
    if (has_values(run, column) && (world == 0 || paired))
        values_band(run->values, paired ? 1 : 0, (size_t)column, &s);
    return s;
}

ent_change ent_run_change(const ent_run *run, ent_outcome_id outcome, size_t index)
{
    const int32_t column = column_of(run, 0, outcome, index);
    ent_change c = {.median = ENT_MISSING, .low = ENT_MISSING, .high = ENT_MISSING};
    const ent_difference d = ent_run_difference(run, outcome, index);
    c.n = d.n;
    c.mean = run->plan.time[outcome] ? ENT_MISSING : d.mean;
    c.error = run->plan.time[outcome] ? ENT_MISSING : 0.5 * (d.high - d.low);
    if (run->plan.paired && has_values(run, column))
        values_change(run->values, (size_t)column, &c);
    return c;
}

ent_percent ent_run_percent(const ent_run *run, ent_outcome_id outcome, size_t index)
{
    const int32_t column = column_of(run, 0, outcome, index);
    ent_percent p = {.median = ENT_MISSING, .low = ENT_MISSING, .high = ENT_MISSING};
    if (run->plan.paired && has_values(run, column))
        values_percent(run->values, (size_t)column, &p);
    return p;
}

void ent_run_forget_values(ent_run *run)
{
    values_free(run->values);
    run->values = NULL;
    probe_rows_close(&run->rows);
}

bool ent_run_histogram(const ent_run *run, size_t world, ent_outcome_id outcome, size_t index,
                       ent_histogram *h)
{
    const int32_t column = column_of(run, world, outcome, index);
    if (column < 0)
        return false;
    const summary *s = &run->worlds[world].sums;
    const reduce_bins *b = &s->bins[column];
    *h = (ent_histogram){b->low, b->low + REDUCE_BINS / b->scale, b->logarithm, b->whole, {0}};
    memcpy(h->counts, s->counts + (size_t)column * (REDUCE_BINS + 1), sizeof h->counts);
    return true;
}

const double *ent_run_row(const ent_run *run, size_t world, ent_outcome_id outcome, size_t index)
{
    const int32_t column = column_of(run, world, outcome, index);
    const int32_t place = column < 0 ? -1 : run->worlds[world].kept_place[column];
    if (place < 0 || !run->worlds[world].rows)
        return NULL;
    return run->worlds[world].rows + (size_t)place * (run->end - run->first) * ENT_BLOCK;
}

/* The mean of the columns of a probe that are present in one future. */
static double mean_of(const double *const *rows, int32_t n, size_t future)
{
    double sum = 0.0;
    int32_t present = 0;
    for (int32_t c = 0; c < n; c++) {
        const double x = rows[c][future];
        sum += x == x ? x : 0.0;
        present += x == x;
    }
    return present ? sum / present : ENT_MISSING;
}

bool ent_run_values(const ent_run *run, size_t world, const ent_probe *p, double *values)
{
    enum { MOST = 12 }; /* months of a year */
    const double *rows[MOST];
    for (int32_t c = 0; c < p->count && c < MOST; c++) {
        rows[c] = ent_run_row(run, world, (ent_outcome_id)p->outcome,
                              (size_t)p->first + (size_t)c * (size_t)p->stride);
        if (!rows[c])
            return false;
    }
    const size_t n = (size_t)ent_run_futures(run);
    for (size_t f = 0; f < n; f++)
        values[f] = mean_of(rows, p->count < MOST ? p->count : MOST, f);
    return true;
}

uint64_t ent_run_computed(const ent_run *run)
{
    uint64_t n = 0;
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        for (uint64_t b = run->first; b < run->end; b++)
            if (run_is_done(run, b) && !run_leaves_out(run, w, b))
                n += run_block_futures(run, b);
    return n;
}

/* Futures done in which a probe was not looked at. */
static uint64_t left_out(const ent_run *run, size_t probe)
{
    uint64_t n = 0;
    for (uint64_t b = run->first; b < run->end; b++)
        if (run_is_done(run, b) && run_leaves_probe_out(run, &run->plan.probes[probe], b))
            n += run_block_futures(run, b);
    return n;
}

ent_statistics ent_run_probe(const ent_run *run, size_t probe, uint64_t *held)
{
    ent_statistics s = summary_statistics(&run->probes, probe);
    if (held)
        *held = run->probe[probe].held;
    s.missing -= left_out(run, probe);
    return s;
}

bool ent_run_probe_values(const ent_run *run, size_t probe, double *values)
{
    return probe_rows_read(&run->rows, probe, run->rows.n_blocks, values);
}

static bool same_probe(const ent_probe *a, const ent_probe *b)
{
    const bool pair = a->combine == ENT_COMBINE_VALUE || a->against == b->against;
    const bool whole =
        a->of_count == b->of_count &&
        (!a->of_count || (a->of_outcome == b->of_outcome && a->of_first == b->of_first &&
                          a->of_stride == b->of_stride));
    return a->world == b->world && a->combine == b->combine && pair && whole &&
           a->outcome == b->outcome && a->first == b->first && a->count == b->count &&
           a->stride == b->stride;
}

enum { MOST_COLUMNS = 32 };

/* Some columns of an outcome in one block, one behind the other. */
static bool read_columns(const ent_run *run, size_t world, size_t block, int32_t outcome,
                         int32_t first, int32_t count, int32_t stride, double *to)
{
    const size_t place = world > 0 ? 1 : 0; /* of the values: the first world, or the paired one */
    for (int32_t i = 0; i < count; i++, to += ENT_BLOCK) {
        const int32_t column =
            column_of(run, 0, (ent_outcome_id)outcome, (size_t)first + (size_t)i * (size_t)stride);
        if (column < 0 || !values_read_column(run->values, place, (size_t)column, block, to))
            return false;
    }
    return true;
}

/* One side of a probe in a block, from the columns that the run still has. */
static bool read_side(const ent_run *run, const ent_probe *p, size_t world, size_t block,
                      double *side)
{
    double columns[MOST_COLUMNS * ENT_BLOCK];
    const ent_layout together = {.n_columns = p->count + p->of_count}; /* all begin at 0 */
    const bool paired = world > 0 && world == (size_t)run->plan.paired;
    ent_probe here = *p;
    here.first = 0;
    here.of_first = p->count;
    here.stride = here.of_stride = 1;
    if ((world > 0 && !paired) || p->count + p->of_count > MOST_COLUMNS ||
        !read_columns(run, world, block, p->outcome, p->first, p->count, p->stride, columns) ||
        !read_columns(run, world, block, p->of_outcome, p->of_first, p->of_count, p->of_stride,
                      columns + (size_t)p->count * ENT_BLOCK))
        return false;
    ent_probe_side(&here, &together, columns, side);
    return true;
}

static bool read_block(const ent_run *run, const ent_probe *p, size_t block, double *values)
{
    double other[ENT_BLOCK];
    const bool pair = p->combine != ENT_COMBINE_VALUE;
    if (!read_side(run, p, (size_t)p->world, block, values) ||
        (pair && !read_side(run, p, (size_t)p->against, block, other)))
        return false;
    for (size_t f = 0; f < ENT_BLOCK; f++)
        values[f] = ent_probe_combine(p->combine, values[f], pair ? other[f] : 1.0);
    return true;
}

bool ent_run_first_values(const ent_run *run, const ent_probe *p, size_t blocks, double *values)
{
    if (run->first > 0 || blocks > run->end || !run->values || !run->values->digested)
        return false;
    for (size_t i = 0; i < run->plan.n_probes; i++)
        if (same_probe(p, &run->probe[i].probe) && probe_rows_read(&run->rows, i, blocks, values))
            return true;
    for (size_t b = 0; b < blocks; b++)
        if (!read_block(run, p, b, values + b * ENT_BLOCK))
            return false;
    return true;
}

/* --- names --- */

static int32_t inner_count(const ent_world *w, ent_shape shape)
{
    switch (shape) {
    case ENT_SHAPE_YEAR_STATE:
        return w->n_states;
    case ENT_SHAPE_FLASHPOINT:
    case ENT_SHAPE_YEAR_FLASHPOINT:
        return w->n_flashpoints;
    case ENT_SHAPE_MONTH_SIDE:
        return 2;
    case ENT_SHAPE_MONTH_ZONE:
        return 3;
    case ENT_SHAPE_SCALAR:
    case ENT_SHAPE_YEAR:
    case ENT_SHAPE_MONTH:
    case ENT_SHAPE_FLASHPOINT_SIDE:
        break;
    }
    return 1;
}

static int32_t word_place(const char *word, const char *const *list, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return i;
    return -1;
}

static int32_t side_place(const char *word)
{
    static const char *const names[] = {"attacker", "defender", "russia", "ukraine"};
    const int32_t i = word_place(word, names, 4);
    return i < 0 ? -1 : i % 2;
}

static int32_t flashpoint_place(const ent_world *w, const char *word, size_t length)
{
    for (int32_t i = 0; i < w->n_flashpoints; i++)
        if (strlen(w->flashpoint[i].key) == length &&
            memcmp(w->flashpoint[i].key, word, length) == 0)
            return i;
    return -1;
}

static int32_t inner_place(const ent_world *w, ent_shape shape, const char *word)
{
    static const char *const zones[] = {"low", "high", "width"};
    switch (shape) {
    case ENT_SHAPE_YEAR_STATE:
        for (int32_t i = 0; word && i < w->n_states; i++)
            if (strcmp(w->iso3[i], word) == 0)
                return i;
        return -1;
    case ENT_SHAPE_FLASHPOINT:
    case ENT_SHAPE_YEAR_FLASHPOINT:
        return word ? flashpoint_place(w, word, strlen(word)) : -1;
    case ENT_SHAPE_FLASHPOINT_SIDE: {
        const char *comma = word ? strchr(word, ',') : NULL;
        const int32_t place = comma ? flashpoint_place(w, word, (size_t)(comma - word)) : -1;
        const int32_t side = comma ? side_place(comma + 1 + strspn(comma + 1, " ")) : -1;
        return place < 0 || side < 0 ? -1 : 2 * place + side;
    }
    case ENT_SHAPE_MONTH_SIDE:
        return word ? side_place(word) : -1;
    case ENT_SHAPE_MONTH_ZONE:
        return word ? word_place(word, zones, 3) : -1;
    case ENT_SHAPE_SCALAR:
    case ENT_SHAPE_YEAR:
    case ENT_SHAPE_MONTH:
        break;
    }
    return word ? -1 : 0;
}

static bool read_time(const char *at, int32_t *year, int32_t *month)
{
    long long y = 0, m = 0;
    const size_t n = strcspn(at, "-");
    if (!ent_text_integer(at, n, &y))
        return false;
    if (at[n] && !ent_text_integer(at + n + 1, strcspn(at + n + 1, "-"), &m))
        return false;
    *year = (int32_t)y;
    *month = (int32_t)m;
    return true;
}

/* Months of the model: the first is first_month of first_year. */
static bool find_months(const ent_world *w, int32_t year, int32_t month, int32_t *first,
                        int32_t *count)
{
    const int32_t january = (year - w->first_year) * 12 - (w->first_month - 1);
    int32_t a = month ? january + month - 1 : january, b = month ? a + 1 : january + 12;
    a = a < 0 && !month ? 0 : a;
    b = b > w->n_months ? w->n_months : b;
    *first = a;
    *count = b - a;
    return a >= 0 && b > a;
}

static bool is_monthly(ent_shape shape)
{
    return shape == ENT_SHAPE_MONTH || shape == ENT_SHAPE_MONTH_SIDE ||
           shape == ENT_SHAPE_MONTH_ZONE;
}

static bool is_yearly(ent_shape shape)
{
    return shape == ENT_SHAPE_YEAR || shape == ENT_SHAPE_YEAR_STATE ||
           shape == ENT_SHAPE_YEAR_FLASHPOINT;
}

/* Years that columns of an outcome reach. */
static int32_t years_of(const ent_world *w, int32_t outcome, int32_t first, int32_t count,
                        int32_t stride)
{
    const ent_shape shape = ent_outcome_shape((ent_outcome_id)outcome);
    if (!is_monthly(shape) && !is_yearly(shape))
        return w->n_years;
    const int32_t last = (first + (count - 1) * stride) / inner_count(w, shape);
    return is_yearly(shape) ? last + 1 : (w->first_month - 1 + last) / 12 + 1;
}

int32_t ent_probe_years(const ent_world *w, const ent_probe *p)
{
    const int32_t own = years_of(w, p->outcome, p->first, p->count, p->stride);
    const int32_t whole =
        p->of_count ? years_of(w, p->of_outcome, p->of_first, p->of_count, p->of_stride) : 0;
    return own > whole ? own : whole;
}

/* Sums of columns and how many have a value, in each future. */
static void add_columns(const double *x, int32_t count, int32_t stride, double *sum, double *n)
{
    memset(sum, 0, ENT_BLOCK * sizeof *sum);
    memset(n, 0, ENT_BLOCK * sizeof *n);
    for (size_t i = 0; i < (size_t)count; i++) {
        const double *column = x + i * (size_t)stride * ENT_BLOCK;
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            sum[f] += column[f] == column[f] ? column[f] : 0.0;
            n[f] += column[f] == column[f] ? 1.0 : 0.0;
        }
    }
}

void ent_probe_side(const ent_probe *p, const ent_layout *layout, const double *columns,
                    double *side)
{
    double n[ENT_BLOCK], whole[ENT_BLOCK], n_whole[ENT_BLOCK];
    const size_t first = (size_t)layout->first[p->outcome] + (size_t)p->first;
    add_columns(columns + first * ENT_BLOCK, p->count, p->stride, side, n);
    if (!p->of_count) {
        for (size_t f = 0; f < ENT_BLOCK; f++)
            side[f] = n[f] > 0.0 ? side[f] / n[f] : ENT_MISSING;
        return;
    }
    const size_t of = (size_t)layout->first[p->of_outcome] + (size_t)p->of_first;
    add_columns(columns + of * ENT_BLOCK, p->of_count, p->of_stride, whole, n_whole);
    for (size_t f = 0; f < ENT_BLOCK; f++) /* a missing part or whole is not nothing */
        side[f] = n[f] > 0.0 && n_whole[f] > 0.0
                      ? ent_probe_combine(ENT_COMBINE_RATIO, 100.0 * side[f], whole[f])
                      : ENT_MISSING;
}

double ent_probe_combine(ent_combine how, double a, double b)
{
    const double v = how == ENT_COMBINE_RATIO        ? a / b
                     : how == ENT_COMBINE_PERCENT    ? 100.0 * (a / b - 1.0)
                     : how == ENT_COMBINE_DIFFERENCE ? a - b
                                                     : a;
    return v - v == 0.0 ? v : ENT_MISSING;
}

bool ent_probe_find(const ent_world *w, ent_outcome_id outcome, const char *index, const char *at,
                    ent_probe *p)
{
    const ent_shape shape = ent_outcome_shape(outcome);
    const int32_t inner = inner_count(w, shape), place = inner_place(w, shape, index);
    const bool monthly = is_monthly(shape), yearly = is_yearly(shape);
    int32_t first = 0, count = 1, year = 0, month = 0;
    const bool dated = at && *at;
    if (place < 0 || (dated && !read_time(at, &year, &month)))
        return false;
    if (monthly && !dated)
        first = w->n_months - 1;
    else if (monthly && !find_months(w, year, month, &first, &count))
        return false;
    if (yearly)
        first = dated ? year - w->first_year : w->n_years - 1;
    if (yearly && (first < 0 || first >= w->n_years))
        return false;
    *p = (ent_probe){.outcome = (int32_t)outcome,
                     .first = first * inner + place,
                     .count = count,
                     .stride = inner};
    return true;
}
