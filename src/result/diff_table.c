#include "result/diff_table.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "entente/store.h"
#include "entente/text.h"

static const ent_column columns[] = {
    {"scenario", "Scenario", "", ENT_CELL_TEXT, 0},
    {"outcome", "Outcome", "", ENT_CELL_TEXT, 0},
    {"at", "At", "", ENT_CELL_TEXT, 0},
    {"old", "Old mean", "", ENT_CELL_NUMBER, 4},
    {"new", "New mean", "", ENT_CELL_NUMBER, 4},
    {"change", "Change", "", ENT_CELL_NUMBER, 4},
    {"low", "low", "95 %", ENT_CELL_NUMBER, 4},
    {"high", "high", "", ENT_CELL_NUMBER, 4},
    {"paired", "Interval", "", ENT_CELL_TEXT, 0},
    {"reading", "Reading", "", ENT_CELL_TEXT, 0},
};

typedef struct differ {
    const diff_ask *ask;
    sqlite3 *db[2];
    const char *path[2];
    char seed[2][64], design[2][32], futures[2][32];
    ent_table *table;
    size_t seen, moved, alone; /* outputs */
    ent_arena *arena;
    ent_error *err;
} differ;

static ent_status fail_sql(const differ *d, int which)
{
    return ent_fail(d->err, ENT_E_DATA, "%s: %s", d->path[which], sqlite3_errmsg(d->db[which]));
}

static ent_status read_setting(const differ *d, int which, const char *key, char *out, size_t size)
{
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(d->db[which], "SELECT value FROM run WHERE key = ?", -1, &q, NULL) !=
        SQLITE_OK)
        return fail_sql(d, which);
    sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
    const unsigned char *text = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_text(q, 0) : NULL;
    snprintf(out, size, "%s", text ? (const char *)text : "");
    sqlite3_finalize(q);
    return *out ? ENT_OK : ent_fail(d->err, ENT_E_DATA, "%s: damaged: no %s", d->path[which], key);
}

static ent_status open_store(differ *d, int which, const char *path)
{
    d->path[which] = path;
    ENT_TRY(ent_store_check(path, d->arena, d->err));
    if (sqlite3_open_v2(path, &d->db[which], SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return fail_sql(d, which);
    ENT_TRY(read_setting(d, which, "seed", d->seed[which], sizeof d->seed[which]));
    ENT_TRY(read_setting(d, which, "design", d->design[which], sizeof d->design[which]));
    return read_setting(d, which, "futures", d->futures[which], sizeof d->futures[which]);
}

typedef struct moments {
    double n, mean, sd;
} moments;

/* Futures of one number are the same draws: of one seed and design, and, where the design divides
   itself by the number of futures, of as many. */
static bool same_futures(const differ *d)
{
    return strcmp(d->seed[0], d->seed[1]) == 0 && strcmp(d->design[0], d->design[1]) == 0 &&
           (strcmp(d->design[0], "lhs") != 0 || strcmp(d->futures[0], d->futures[1]) == 0);
}

/* Both statements at rows of the same block; false when one has ended. */
static bool next_block(sqlite3_stmt *const q[2])
{
    if (sqlite3_step(q[0]) != SQLITE_ROW || sqlite3_step(q[1]) != SQLITE_ROW)
        return false;
    for (;;) {
        const sqlite3_int64 a = sqlite3_column_int64(q[0], 1), b = sqlite3_column_int64(q[1], 1);
        if (a == b)
            return true;
        if (sqlite3_step(q[a < b ? 0 : 1]) != SQLITE_ROW)
            return false;
    }
}

/* Mean and interval of the paired differences of one kept column; false where none is kept. */
static bool paired_interval(const differ *d, int world, const char *outcome, int column,
                            double *mean, double *half)
{
    static const char *const sql =
        "SELECT f.data, f.block FROM future f JOIN outcome o ON o.id = f.outcome "
        "WHERE f.world = ? AND o.key = ? ORDER BY f.block";
    sqlite3_stmt *q[2] = {NULL, NULL};
    double n = 0.0, sum = 0.0, squares = 0.0;
    bool fine = same_futures(d);
    for (int i = 0; i < 2 && fine; i++) {
        fine = sqlite3_prepare_v2(d->db[i], sql, -1, &q[i], NULL) == SQLITE_OK;
        sqlite3_bind_int(q[i], 1, world);
        sqlite3_bind_text(q[i], 2, outcome, -1, SQLITE_STATIC);
    }
    while (fine && next_block(q)) {
        const size_t block = 256 * sizeof(double), at = (size_t)column * block;
        const char *a = sqlite3_column_blob(q[0], 0), *b = sqlite3_column_blob(q[1], 0);
        fine = a && b && (size_t)sqlite3_column_bytes(q[0], 0) >= at + block &&
               (size_t)sqlite3_column_bytes(q[1], 0) >= at + block;
        for (size_t f = 0; fine && f < 256; f++) {
            double x, y;
            memcpy(&x, a + at + f * sizeof x, sizeof x);
            memcpy(&y, b + at + f * sizeof y, sizeof y);
            if (isnan(x) || isnan(y))
                continue;
            n += 1.0;
            sum += y - x;
            squares += (y - x) * (y - x);
        }
    }
    sqlite3_finalize(q[0]);
    sqlite3_finalize(q[1]);
    if (!fine || n < 2.0)
        return false;
    *mean = sum / n;
    const double variance = (squares - n * *mean * *mean) / (n - 1.0);
    *half = 1.959963984540054 * sqrt(fmax(variance, 0.0) / n);
    return true;
}

static void add_row(differ *d, int world, const char *scenario, const char *outcome,
                    const char *index, const char *at, int column, const moments *m)
{
    double change = m[1].mean - m[0].mean;
    double half = 1.959963984540054 * sqrt(m[0].sd * m[0].sd / m[0].n + m[1].sd * m[1].sd / m[1].n);
    const bool paired = !*index && paired_interval(d, world, outcome, column, &change, &half);
    const bool one_sided = isnan(m[0].mean) != isnan(m[1].mean);
    const bool moved =
        one_sided || (isfinite(change) && (change - half > 0.0 || change + half < 0.0));
    const double size = fabs(change) / fmax(fabs(m[0].mean), 1e-300) * 100.0;
    d->seen++;
    d->moved += moved;
    if (!d->ask->all && (!moved || size < d->ask->least))
        return;
    ent_table *t = d->table;
    const size_t r = ent_table_row(t);
    const char *name = *index ? ent_text_format(d->arena, "%s[%s]", outcome, index) : outcome;
    const double numbers[5] = {m[0].mean, m[1].mean, change, change - half, change + half};
    ent_table_text(t, r, 0, scenario);
    ent_table_text(t, r, 1, name ? name : outcome);
    ent_table_text(t, r, 2, at);
    for (size_t k = 0; k < 5; k++)
        ent_table_number(t, r, 3 + k, numbers[k]);
    ent_table_text(t, r, 8, paired ? "paired" : "independent");
    ent_table_text(t, r, 9,
                   one_sided ? "a value in one run only"
                   : moved   ? "moved"
                             : "no distinguishable change");
}

/* How many outputs a store has of a world. */
static size_t count_outputs(const differ *d, int which, int world)
{
    sqlite3_stmt *q = NULL;
    size_t n = 0;
    if (sqlite3_prepare_v2(d->db[which], "SELECT count(*) FROM quantile WHERE world = ?", -1, &q,
                           NULL) == SQLITE_OK) {
        sqlite3_bind_int(q, 1, world);
        n = sqlite3_step(q) == SQLITE_ROW ? (size_t)sqlite3_column_int64(q, 0) : 0;
    }
    sqlite3_finalize(q);
    return n;
}

/* n, mean and sd from a column on. What a run writes is a number or, for one that is none, nothing:
   that is missing, never zero. */
static ent_status read_moments(const differ *d, int which, sqlite3_stmt *q, int from,
                               const char *outcome, moments *m)
{
    double values[3];
    bool fine = true;
    for (int i = 0; i < 3; i++) {
        const int type = sqlite3_column_type(q, from + i);
        fine = fine && (type == SQLITE_INTEGER || type == SQLITE_FLOAT || type == SQLITE_NULL);
        values[i] = type == SQLITE_NULL ? ENT_MISSING : sqlite3_column_double(q, from + i);
    }
    *m = (moments){values[0], values[0] > 0.0 ? values[1] : ENT_MISSING, values[2]};
    return fine && m->n >= 0.0 && !(m->sd < 0.0)
               ? ENT_OK
               : ent_fail(d->err, ENT_E_DATA, "%s: damaged: statistics of %s", d->path[which],
                          outcome);
}

/* Walk both stores in the same order; outputs of one alone are counted, not guessed. */
static ent_status walk(differ *d, int world, const char *scenario)
{
    static const char *const sql =
        "SELECT outcome, idx, at, n, mean, sd FROM quantile WHERE world = ? "
        "ORDER BY outcome, idx, at";
    static const char *const other =
        "SELECT n, mean, sd FROM quantile WHERE world = ? AND outcome = ? AND idx = ? AND at = ?";
    sqlite3_stmt *q = NULL, *find = NULL;
    if (sqlite3_prepare_v2(d->db[0], sql, -1, &q, NULL) != SQLITE_OK)
        return fail_sql(d, 0);
    if (sqlite3_prepare_v2(d->db[1], other, -1, &find, NULL) != SQLITE_OK) {
        sqlite3_finalize(q);
        return fail_sql(d, 1);
    }
    char last[96] = "";
    int column = 0;
    size_t both = 0;
    ent_status status = ENT_OK;
    sqlite3_bind_int(q, 1, world);
    while (status == ENT_OK && sqlite3_step(q) == SQLITE_ROW) {
        const char *key[3];
        moments m[2];
        for (int i = 0; i < 3; i++)
            key[i] = (const char *)sqlite3_column_text(q, i);
        column = strcmp(last, key[0]) == 0 ? column + 1 : 0;
        snprintf(last, sizeof last, "%s", key[0]);
        sqlite3_reset(find);
        sqlite3_bind_int(find, 1, world);
        for (int i = 0; i < 3; i++)
            sqlite3_bind_text(find, 2 + i, key[i], -1, SQLITE_STATIC);
        if (sqlite3_step(find) != SQLITE_ROW)
            continue;
        both++;
        status = read_moments(d, 0, q, 3, key[0], &m[0]);
        if (status == ENT_OK)
            status = read_moments(d, 1, find, 0, key[0], &m[1]);
        if (status == ENT_OK && (m[0].n > 0.0 || m[1].n > 0.0))
            add_row(d, world, scenario, key[0], key[1], key[2], column, m);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(find);
    d->alone += count_outputs(d, 0, world) + count_outputs(d, 1, world) - 2 * both;
    return status;
}

static ent_status walk_worlds(differ *d)
{
    sqlite3_stmt *q = NULL, *find = NULL;
    if (sqlite3_prepare_v2(d->db[0], "SELECT role, key FROM world WHERE narrow = 0 ORDER BY role",
                           -1, &q, NULL) != SQLITE_OK)
        return fail_sql(d, 0);
    ent_status status = ENT_OK;
    if (sqlite3_prepare_v2(d->db[1], "SELECT key FROM world WHERE role = ?", -1, &find, NULL) !=
        SQLITE_OK)
        status = fail_sql(d, 1);
    while (status == ENT_OK && sqlite3_step(q) == SQLITE_ROW) {
        const int role = sqlite3_column_int(q, 0);
        const char *key = (const char *)sqlite3_column_text(q, 1);
        sqlite3_reset(find);
        sqlite3_bind_int(find, 1, role);
        const bool there = sqlite3_step(find) == SQLITE_ROW;
        const char *other = there ? (const char *)sqlite3_column_text(find, 0) : "";
        if (there && strcmp(key, other) != 0)
            status = ent_fail(d->err, ENT_E_DATA,
                              "%s runs '%s' and %s '%s'; compare runs of one scenario", d->path[0],
                              key, d->path[1], other);
        else if (there)
            status = walk(d, role, key);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(find);
    return status;
}

static ent_status compare_stores(differ *d)
{
    for (int i = 0; i < 2; i++)
        ENT_TRY(open_store(d, i, d->ask->store[i]));
    ent_table_init(d->table, "diff", "Outcomes that changed from old to new", columns,
                   sizeof columns / sizeof columns[0], d->arena);
    ENT_TRY(walk_worlds(d));
    for (int i = 0; i < 2; i++)
        if (count_outputs(d, i, 0) == 0)
            return ent_fail(d->err, ENT_E_DATA,
                            "%s: holds no statistics: its run was stopped; go on with "
                            "--resume",
                            d->path[i]);
    const bool same =
        strcmp(d->seed[0], d->seed[1]) == 0 && strcmp(d->futures[0], d->futures[1]) == 0;
    d->table->note = ent_text_format(
        d->arena,
        "%zu of %zu outputs moved (95 %% intervals; about %zu would by chance alone if "
        "intervals were independent). %s%s",
        d->moved, d->seen, d->seen / 20,
        d->alone ? ent_text_format(d->arena, "%zu outputs are in one store only. ", d->alone) : "",
        same ? "Same seed and number of futures."
             : "The runs differ in seed or number of futures.");
    return ENT_OK;
}

ent_status diff_store_of(const char *path, const char **store, ent_arena *arena, ent_error *err)
{
    struct stat is;
    const bool folder = stat(path, &is) == 0 && S_ISDIR(is.st_mode);
    *store = folder ? ent_text_format(arena, "%s/results.sqlite", path) : path;
    return *store ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

ent_status diff_table(const diff_ask *ask, ent_table *t, ent_arena *arena, ent_error *err)
{
    differ d = {.ask = ask, .table = t, .arena = arena, .err = err};
    const ent_status status = compare_stores(&d);
    for (int i = 0; i < 2; i++)
        sqlite3_close(d.db[i]);
    return status;
}
