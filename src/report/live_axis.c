#include "report/live_axis.h"

#include <math.h>
#include <string.h>

#include "entente/world_build.h"
#include "futures/sample.h"

/* Four blocks: the first picture's and those after it. */
enum { BLOCKS = 4, SEED = 1 };

static void set_in_every_year(ent_world *w, ent_lever_id lever, double value)
{
    w->lever[lever] = value;
    for (int32_t y = 0; y < ENT_MAX_YEARS; y++)
        w->lever_year[lever][y] = value;
}

/* The highest of the yearly 95 % quantiles; sorts the values. */
static double highest(const sample *s, ent_outcome_id outcome, int32_t years, int32_t width,
                      int32_t place)
{
    double most = ENT_MISSING;
    for (int32_t y = 0; y < years; y++) {
        const size_t column = (size_t)(s->layout.first[outcome] + y * width + place);
        most = fmax(most, sample_summarise(s->values + column * s->n, s->n).p95);
    }
    return most;
}

static void add(json_t *tops, const char *name, double most)
{
    if (!isnan(most))
        json_object_set_new(tops, name, json_real(ceil(most * 10.0) / 10.0));
}

ent_status live_axis(const ent_world *world, double asked, double agreed, json_t *tops,
                     ent_arena *arena, ent_error *err)
{
    const size_t mark = ent_arena_mark(arena);
    ent_world *w = ent_arena_alloc(arena, (size_t)world->total_bytes, 1);
    sample s;
    bool wanted[ENT_N_OUTCOMES] = {0};
    ENT_NEED(w, err);
    memcpy(w, world, (size_t)world->total_bytes);
    set_in_every_year(w, ENT_L_PLEDGE_TARGET_PCT_GDP, asked);
    set_in_every_year(w, ENT_L_PLEDGE_AGREED_PCT_GDP, agreed);
    wanted[ENT_O_SPENDING_SHARE] = wanted[ENT_O_SPENDING_EUROPE_CANADA] = true;
    const sample_plan plan = {.world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    const ent_status status = sample_run(&plan, &s, arena, err);
    for (int32_t i = 0; status == ENT_OK && i < w->n_states; i++)
        if (w->flags[i] & ENT_STATE_NATO)
            add(tops, w->iso3[i], highest(&s, ENT_O_SPENDING_SHARE, w->n_years, w->n_states, i));
    if (status == ENT_OK)
        add(tops, "", highest(&s, ENT_O_SPENDING_EUROPE_CANADA, w->n_years, 1, 0));
    ent_arena_rewind(arena, mark);
    return status;
}
