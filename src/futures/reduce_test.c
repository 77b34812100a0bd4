/* Expected values are computed here, one future after the other, without vectors. */
#include <string.h>

#include "check.h"
#include "entente/fmath.h"
#include "entente/rng.h"
#include "futures/summary.h"

/* The portable build of the same file beside those of the library. */
#define LANES_PORTABLE
#undef ENT_ISA
#define ENT_ISA portable
#include "futures/reduce.c" /* NOLINT(bugprone-suspicious-include) */

enum { COLUMNS = 70 };

typedef struct rows {
    double x[COLUMNS][ENT_BLOCK];
    reduce_bins bins[COLUMNS];
} rows;

static double noise(size_t column, size_t future)
{
    return ent_uniform(7, future, (uint32_t)column, 3);
}

/* Usual rows, rows with something missing, with nothing, with infinite values and values far
   outside the bins, whole numbers, logarithms. */
static void fill(rows *r)
{
    for (size_t c = 0; c < COLUMNS; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const double u = noise(c, f);
            double v = 1e3 * (u - 0.3) * (1.0 + (double)c);
            v = c % 7 == 1 && u < 0.2 ? ENT_MISSING : v;
            v = c == 8 && v == v ? 5.0 : v; /* one value, some missing */
            v = c % 7 == 2 ? ENT_MISSING : v;
            v = c % 7 == 3 && f % 50 == 9 ? (u < 0.5 ? 1e300 : -1e300) : v;
            v = c % 14 == 4 && f == 17 ? __builtin_inf() : v;
            v = c % 7 == 5 ? ent_floor(12.0 * u) : v;
            v = c % 7 == 6 ? 10.0 * u * u : v;
            r->x[c][f] = v;
        }
    for (size_t c = 0; c < COLUMNS; c++) {
        const ent_bin_hint hint = {1e-3, 10.0, c % 7 == 6};
        r->bins[c] = summary_bins(r->x[c], &hint);
        if (c % 7 == 3) /* as if the first block had held none of the large ones */
            r->bins[c] = (reduce_bins){-500.0, 0.1, -500.0, 0, 0};
    }
}

static double finite_or(double v, double otherwise)
{
    return v - v == 0.0 ? v : otherwise;
}

static size_t bin_of(double v, const reduce_bins *b)
{
    const double p = ((b->logarithm ? ent_log(v) : v) - b->low) * b->scale;
    return p != p ? REDUCE_BINS : p < 0.0 ? 0 : p > REDUCE_BINS - 1 ? REDUCE_BINS - 1 : (size_t)p;
}

static void check_column(const double *x, const reduce_bins *b, const reduce_sums *s,
                         const uint16_t *counts)
{
    uint16_t want[REDUCE_CELLS] = {0};
    double sum = 0.0, size = 0.0, low = __builtin_inf(), high = -low, missing = 0.0;
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        want[bin_of(x[f], b)]++;
        missing += x[f] != x[f];
        low = x[f] < low ? x[f] : low;
        high = x[f] > high ? x[f] : high;
        sum += x[f] == x[f] ? x[f] - b->centre : 0.0;
        size += finite_or(x[f] < b->centre ? b->centre - x[f] : x[f] - b->centre, 0.0);
    }
    assert_memory_equal(counts, want, (REDUCE_BINS + 1) * sizeof *want);
    assert_true(s->missing >= missing && s->missing <= missing);
    assert_memory_equal(&s->low, &low, sizeof low);
    assert_memory_equal(&s->high, &high, sizeof high);
    CHECK_NEAR(finite_or(s->sum, 0.0), finite_or(sum, 0.0), 1e-13 * size);
}

static void reduce_all(reduce_columns_fn *columns, rows *r, size_t at_once, uint64_t *hash,
                       reduce_sums *sums, uint16_t *counts)
{
    *hash = 0;
    memset(counts, 0, sizeof(uint16_t) * COLUMNS * REDUCE_CELLS);
    for (size_t c = 0; c < COLUMNS; c += at_once) {
        const size_t n = COLUMNS - c < at_once ? COLUMNS - c : at_once;
        *hash += columns(n, c, r->x[c], &r->bins[c], sums + c, counts + c * REDUCE_CELLS);
    }
}

static void test_against_plain_loops(void **state)
{
    static rows r;
    static uint16_t counts[COLUMNS * REDUCE_CELLS];
    reduce_sums sums[COLUMNS];
    uint64_t hash;
    (void)state;
    fill(&r);
    reduce_all(reduce_columns_portable, &r, 16, &hash, sums, counts);
    for (size_t c = 0; c < COLUMNS; c++)
        check_column(r.x[c], &r.bins[c], &sums[c], counts + c * REDUCE_CELLS);
}

/* The same bits on every instruction set, however many columns are taken at once. */
static void test_same_bits(void **state)
{
    static rows r;
    static uint16_t counts[2][COLUMNS * REDUCE_CELLS];
    static const size_t at_once[] = {1, 5, 32, COLUMNS};
    reduce_sums sums[2][COLUMNS];
    uint64_t hash[2];
    (void)state;
    fill(&r);
    reduce_all(reduce_columns_portable, &r, 16, &hash[0], sums[0], counts[0]);
    for (int isa = 0; isa < ENT_N_ISAS; isa++)
        for (size_t i = 0; ent_isa_usable((ent_isa_id)isa) && i < 4; i++) {
            reduce_all(reduce_of((ent_isa_id)isa).columns, &r, at_once[i], &hash[1], sums[1],
                       counts[1]);
            assert_true(hash[0] == hash[1]);
            assert_memory_equal(sums[0], sums[1], sizeof sums[0]);
            for (size_t c = 0; c < COLUMNS; c++) /* the cell for nothing holds anything */
                assert_memory_equal(counts[0] + c * REDUCE_CELLS, counts[1] + c * REDUCE_CELLS,
                                    (REDUCE_BINS + 1) * sizeof counts[0][0]);
        }
}

/* One value, the order of futures and the order of columns all matter to the hash. */
static void test_hash(void **state)
{
    static rows r;
    static uint16_t counts[COLUMNS * REDUCE_CELLS];
    reduce_sums sums[COLUMNS];
    uint64_t before, after;
    (void)state;
    fill(&r);
    reduce_all(reduce_columns_portable, &r, 16, &before, sums, counts);
    for (size_t f = 0; f < ENT_BLOCK; f += 37) {
        const double kept = r.x[14][f];
        r.x[14][f] = ent_from_bits(ent_bits(kept) ^ 1);
        reduce_all(reduce_columns_portable, &r, 16, &after, sums, counts);
        assert_true(after != before);
        r.x[14][f] = r.x[14][(f + 9) % ENT_BLOCK];
        r.x[14][(f + 9) % ENT_BLOCK] = kept;
        reduce_all(reduce_columns_portable, &r, 16, &after, sums, counts);
        assert_true(after != before);
        r.x[14][(f + 9) % ENT_BLOCK] = r.x[14][f];
        r.x[14][f] = kept;
    }
    for (size_t n = 1; n <= ENT_BLOCK; n *= 2) { /* signs of the first n futures */
        for (size_t f = 0; f < n; f++)
            r.x[14][f] = -r.x[14][f];
        reduce_all(reduce_columns_portable, &r, 16, &after, sums, counts);
        assert_true(after != before);
        for (size_t f = 0; f < n; f++)
            r.x[14][f] = -r.x[14][f];
    }
    reduce_all(reduce_columns_portable, &r, 16, &after, sums, counts);
    assert_true(after == before);
    const uint64_t in_turn = reduce_columns_portable(1, 0, r.x[0], r.bins, sums, counts) +
                             reduce_columns_portable(1, 1, r.x[7], r.bins, sums, counts);
    const uint64_t swapped = reduce_columns_portable(1, 0, r.x[7], r.bins, sums, counts) +
                             reduce_columns_portable(1, 1, r.x[0], r.bins, sums, counts);
    assert_true(in_turn != swapped);
}

/* NaNs of another sign or payload count as any missing value, whether one was expected or not, and
   are canonical afterwards. */
static void test_foreign_nan(void **state)
{
    static const uint64_t foreign[] = {UINT64_C(0xfff8000000000000), UINT64_C(0x7ff800000000beef)};
    static rows r, own;
    static uint16_t counts[2][COLUMNS * REDUCE_CELLS];
    reduce_sums sums[2][COLUMNS];
    uint64_t hash[2];
    (void)state;
    fill(&r);
    r.x[14][200] = ENT_MISSING;
    reduce_all(reduce_columns_portable, &r, 16, &hash[0], sums[0], counts[0]);
    for (int isa = 0; isa < ENT_N_ISAS; isa++) {
        if (!ent_isa_usable((ent_isa_id)isa))
            continue;
        own = r;
        for (size_t c = 0; c < COLUMNS; c++)
            for (size_t f = 0; f < ENT_BLOCK; f++)
                if (own.x[c][f] != own.x[c][f])
                    own.x[c][f] = ent_from_bits(foreign[f % 2]);
        reduce_all(reduce_of((ent_isa_id)isa).columns, &own, 16, &hash[1], sums[1], counts[1]);
        assert_true(hash[0] == hash[1]);
        assert_memory_equal(sums[0], sums[1], sizeof sums[0]);
        assert_memory_equal(own.x, r.x, sizeof r.x);
    }
}

static void test_pair(void **state)
{
    double x[ENT_BLOCK], y[ENT_BLOCK];
    (void)state;
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        x[f] = f % 4 == 1 ? ENT_MISSING : (double)f;
        y[f] = f % 8 == 2 ? ENT_MISSING : (double)f - 2.0;
    }
    for (int isa = 0; isa < ENT_N_ISAS; isa++) {
        reduce_sums s;
        if (!ent_isa_usable((ent_isa_id)isa))
            continue;
        reduce_of((ent_isa_id)isa).pair(x, y, &s);
        CHECK_NEAR(s.missing, 64.0 + 32.0, 0.0);
        CHECK_NEAR(s.sum, 2.0 * 160.0, 0.0); /* 2 in each of the other 160 */
        CHECK_NEAR(s.squares, 4.0 * 160.0, 0.0);
        CHECK_NEAR(s.low, 2.0, 0.0);
        CHECK_NEAR(s.high, 2.0, 0.0);
    }
}

static void test_cells(void **state)
{
    const double edge[] = {-__builtin_inf(), -2.5, 0.0, 0x1p-1074, 7.0, __builtin_inf()};
    enum { EDGES = sizeof edge / sizeof edge[0] };
    double x[ENT_BLOCK];
    (void)state;
    for (size_t f = 0; f < ENT_BLOCK; f++)
        x[f] = f % 9 < EDGES ? edge[f % 9] : f % 9 == 6 ? ENT_MISSING : 20.0 * noise(1, f) - 10.0;
    x[3] = -0.0;
    for (int isa = 0; isa <= ENT_N_ISAS; isa++) {
        uint8_t cell[ENT_BLOCK];
        if (isa < ENT_N_ISAS && !ent_isa_usable((ent_isa_id)isa))
            continue;
        (isa < ENT_N_ISAS ? reduce_of((ent_isa_id)isa).cells : reduce_cells_portable)(edge, EDGES,
                                                                                      x, cell);
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            size_t below = 0;
            for (size_t e = 0; e < EDGES; e++)
                below += x[f] >= edge[e];
            assert_int_equal(cell[f], x[f] == x[f] ? below : REDUCE_NO_CELL);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_plain_loops),
        cmocka_unit_test(test_same_bits),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_foreign_nan),
        cmocka_unit_test(test_pair),
        cmocka_unit_test(test_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
