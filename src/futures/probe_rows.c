#include "futures/probe_rows.h"

#include <string.h>
#include <unistd.h>

#include "futures/values_lists.h"

static size_t doubles_before(const probe_rows *rows, size_t probe, size_t block)
{
    return (probe * rows->n_blocks + block) * ENT_BLOCK;
}

ent_status probe_rows_make(size_t n_probes, size_t n_blocks, size_t memory, const char *folder,
                           probe_rows *rows, ent_arena *arena)
{
    const size_t doubles = n_probes * n_blocks * ENT_BLOCK, bytes = doubles * sizeof(double);
    rows->n_probes = n_probes;
    rows->n_blocks = n_blocks;
    rows->at = NULL;
    rows->file = bytes > memory ? values_nameless_file(folder, bytes, 0) : -1;
    atomic_store(&rows->failed, 0);
    if (rows->file < 0)
        rows->at = ent_arena_array(arena, double, doubles + 1);
    return rows->file >= 0 || rows->at ? ENT_OK : ENT_E_NOMEM;
}

void probe_rows_close(probe_rows *rows)
{
    if (rows->n_probes && rows->file >= 0)
        close(rows->file);
    rows->file = -1;
    rows->at = NULL;
    rows->n_probes = 0;
}

void probe_rows_put(probe_rows *rows, size_t probe, size_t block, const double row[ENT_BLOCK])
{
    const size_t at = doubles_before(rows, probe, block), bytes = ENT_BLOCK * sizeof *row;
    if (rows->at)
        memcpy(rows->at + at, row, bytes);
    else if (!values_write_at(rows->file, at * sizeof *row, row, bytes))
        atomic_store(&rows->failed, 1);
}

bool probe_rows_read(const probe_rows *rows, size_t probe, size_t blocks, double *values)
{
    const size_t n = blocks * ENT_BLOCK;
    if (probe >= rows->n_probes || blocks > rows->n_blocks || atomic_load(&rows->failed))
        return false;
    const size_t at = doubles_before(rows, probe, 0);
    if (rows->at)
        memcpy(values, rows->at + at, n * sizeof *values);
    return rows->at || values_read_at(rows->file, at * sizeof *values, values, n * sizeof *values);
}
