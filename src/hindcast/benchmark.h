/*
 * Entente beside published studies: for each row a published value with its range, and what the
 * model says of the same quantity.
 *
 *     benchmark b;
 *     ENT_TRY(benchmark_run(folders, "data/benchmarks.csv", &b, arena, err));
 *     for (size_t i = 0; i < b.n_rows; i++) puts(b.rows[i].id);     // outside first
 *
 * Columns of a table: quantity and value; id, unit, low, high, source, and what the model computes:
 * expression (key[index] with + - * /, brackets and sum; a key of an outcome, an assumption or a
 * lever; key[index]@time for a time of its own; base(key) for the scenario without its changes), at
 * ("2030", "2025-12" or empty), statistic (median, mean; empty: the mean of quantities that are
 * only 0 or 1, else the median), factor (empty: what turns our unit into that of the row, such as
 * 100 from a share to %), scenario ("NAME", "NAME lever=value ..." or "NAME horizon=2030"; empty:
 * the assumptions of no scenario). Where `expression` or `at` is empty, entente_outcome and a
 * scenario "NAME, 2030" are tried as they stand.
 */
#ifndef ENT_HINDCAST_BENCHMARK_H
#define ENT_HINDCAST_BENCHMARK_H

#include <stdbool.h>

#include "entente/arena.h"
#include "world/parts.h"

typedef struct benchmark_row {
    const char *id, *quantity, *unit, *source, *how_read, *note;
    const char *expression, *at, *statistic, *scenario;
    double factor;
    double value, low, high; /* published; low and high are value where no range is */
    const char *unmatched;   /* why there is nothing of ours; NULL when there is */
    double median, ours_low,
        ours_high;      /* 5 and 95 % of the futures; of a mean, its sampling error */
    size_t n;           /* futures with a value */
    double ratio;       /* our median over the published value */
    double width_ratio; /* our band over the published one, or over half the value */
    bool inside;  /* the band meets the range, rounded as published, and is at most four times as
                     wide */
    size_t group; /* rows of one quantity that contradict each other share it */
} benchmark_row;

typedef struct benchmark {
    size_t n_rows;
    benchmark_row *rows;       /* outside first, then inside, then unmatched; else in their order */
    size_t comparable, inside; /* groups */
    size_t unmatched;          /* rows */
} benchmark;

/*
 * Read a table and compute every row.
 *
 * memory   all owned by the arena
 * errors   those of the table (path, line, what is wrong) and of the scenarios' files; a row that
 * the model cannot answer is not an error: `unmatched` says why
 */
ent_status benchmark_run(const world_folders *folders, const char *path, benchmark *b,
                         ent_arena *arena, ent_error *err);

#endif
