#include "entente/block.h"
#include "entente/isa.h"
#include "model/kernels.h"
#include "model/sections.h"

void ENT_ISA_NAME(ent_block)(const ent_block_job *job);

/* Months of the first year before the scenario starts have no war month of their own. */
static int32_t year_of_month(const ent_world *w, int32_t month)
{
    return (w->first_month - 1 + month) / 12;
}

static void start_tile(ent_tile *t)
{
    ENT_ISA_NAME(ent_ukraine_start)(t);
    ENT_ISA_NAME(ent_economy_start)(t);
    ENT_ISA_NAME(ent_pledge_start)(t);
    ENT_ISA_NAME(ent_capability_start)(t);
    ENT_ISA_NAME(ent_posture_start)(t);
    ENT_ISA_NAME(ent_deterrence_start)(t);
    ENT_ISA_NAME(ent_settlement_start)(t);
}

#define AT(section) (1U << ENT_SECTION_##section)
enum { ALL_SECTIONS = (1 << ENT_N_SECTIONS) - 1 };

/* ent_posture_year computes requirement and commitment too; ent_deterrence_year records the
   latter. */
static void run_year(ent_tile *t, ent_section_set wanted)
{
    ENT_ISA_NAME(ent_ukraine_year)(t);
    ENT_ISA_NAME(ent_economy_year)(t);
    if (wanted & AT(PLEDGE))
        ENT_ISA_NAME(ent_pledge_year)(t);
    if (wanted & AT(DEBT))
        ENT_ISA_NAME(ent_economy_debt)(t);
    if (wanted & AT(CAPABILITY))
        ENT_ISA_NAME(ent_capability_year)(t);
    if (wanted & (AT(REQUIREMENT) | AT(POSTURE) | AT(COMMITMENT)))
        ENT_ISA_NAME(ent_posture_year)(t);
    if (wanted & (AT(DETERRENCE) | AT(COMMITMENT)))
        ENT_ISA_NAME(ent_deterrence_year)(t);
    if (wanted & AT(SETTLEMENT))
        ENT_ISA_NAME(ent_settlement_year)(t);
    ENT_ISA_NAME(ent_record_year)(t);
}

/* What the year is for: in the last, the outcomes that are recorded, as nothing comes after. */
static ent_section_set wanted_in(const ent_block_job *job, int32_t year, int32_t years)
{
    const int all = year + 1 < years || job->visit || job->layout->last == 0;
    return all ? ALL_SECTIONS : job->layout->last;
}

static void show(const ent_block_job *job, const ent_tile *t, int32_t month)
{
    if (job->visit)
        job->visit(job->visitor, t, month);
}

/* Whether the run ends before the last year of the world. */
static bool is_cut(const ent_block_job *job)
{
    return job->years > 0 && job->years < job->world->n_years;
}

static void run_tile(const ent_block_job *job, ent_tile *t)
{
    const ent_world *w = t->world;
    const int32_t years = is_cut(job) ? job->years : w->n_years;
    int32_t month = 0;
    t->year = 0;
    start_tile(t);
    show(job, t, ENT_VISIT_START);
    for (t->year = 0; t->year < years; t->year++) {
        const ent_section_set wanted = wanted_in(job, t->year, years);
        run_year(t, wanted);
        show(job, t, ENT_VISIT_YEAR);
        if (wanted & AT(COMBAT))
            ENT_ISA_NAME(ent_combat_year)(t);
        const int32_t months = wanted & AT(UKRAINE) ? w->n_months : month;
        for (; month < months && year_of_month(w, month) == t->year; month++) {
            ENT_ISA_NAME(ent_ukraine_month)(t, (size_t)month);
            ENT_ISA_NAME(ent_settlement_month)(t, (size_t)month);
            show(job, t, month);
        }
    }
    t->year = years - 1;
    if (is_cut(job))
        return;
    ENT_ISA_NAME(ent_deterrence_end)(t);
    ENT_ISA_NAME(ent_settlement_end)(t);
}

/* What was kept of other futures is no longer known. */
static ent_shock_memory *remember(const ent_block_job *job, uint64_t first, size_t tile)
{
    ent_shock_memory *m = job->kept && !job->silent ? &job->kept[tile] : NULL;
    if (!m)
        return NULL;
    m->known = m->seed == job->seed && m->first == first ? m->known : 0;
    m->seed = job->seed;
    m->first = first;
    m->at = 0;
    return m;
}

/* Futures of the job in a column; those beside them stay as they are. */
static void clear_column(double *values, size_t from, size_t to)
{
    for (size_t f = from; f < to; f++)
        values[f] = ENT_MISSING;
}

/* A stored NaN is the canonical one: sign and payload differ between machines. */
static void canonical(double *values, size_t from, size_t to)
{
    for (size_t f = from; f < to; f++)
        values[f] = values[f] == values[f] ? values[f] : ENT_MISSING;
}

void ENT_ISA_NAME(ent_block)(const ent_block_job *job)
{
    ent_tile *t = job->tile;
    const size_t cells = (size_t)job->layout->n_columns * ENT_BLOCK;
    const size_t from = (size_t)job->from, to = job->to > 0 ? (size_t)job->to : ENT_BLOCK;
    for (size_t at = 0; is_cut(job) && at < cells; at += ENT_BLOCK)
        clear_column(job->out + at, from, to); /* a whole run writes every column */
    for (size_t at = from; at < to; at += ENT_TILE) {
        __builtin_memset(t, 0, sizeof *t);
        t->world = job->world;
        t->layout = job->layout;
        t->out = job->out + at;
        t->seed = job->seed;
        t->first = job->block * ENT_BLOCK + at;
        t->silent = job->silent;
        t->lead = job->lead ? job->lead + at : NULL;
        t->kept = remember(job, t->first, (at - from) / ENT_TILE);
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            row_copy(t->a[a], job->draws + a * ENT_BLOCK + at);
        run_tile(job, t);
    }
    for (size_t at = 0; !job->raw && at < cells; at += ENT_BLOCK)
        canonical(job->out + at, from, to);
}
