#include "world/build.h"

#include <stdio.h>
#include <string.h>

#include "entente/world_build.h"

/* Model months begin after the month of the start; a start in December begins next year. */
static ent_status build_span(build *b)
{
    const scenario_spec *s = b->scenario;
    ent_world *w = b->world;
    const bool december = s->start_month == 12;
    w->first_year = s->start_year + december;
    w->first_month = december ? 1 : s->start_month + 1;
    w->base_year = w->first_year - 1;
    w->n_years = s->horizon_year - w->first_year + 1;
    w->n_months = (s->horizon_year - w->first_year) * 12 + s->horizon_month - w->first_month + 1;
    w->n_history = w->base_year - FIRST_HISTORY + 1;
    w->ref_history = REFERENCE_YEAR - FIRST_HISTORY;
    if (w->n_years < 1 || w->n_years > ENT_MAX_YEARS || w->n_months < 1 ||
        w->n_months > ENT_MAX_MONTHS)
        return ent_fail(b->err, ENT_E_DATA, "%s: a run of %d years and %d months does not fit",
                        s->path, w->n_years, w->n_months);
    if (w->base_year < REFERENCE_YEAR || w->n_history > ENT_MAX_HISTORY)
        return ent_fail(b->err, ENT_E_DATA, "%s: a run may start from %d to %d", s->path,
                        REFERENCE_YEAR + 1, FIRST_HISTORY + ENT_MAX_HISTORY);
    snprintf(b->start, sizeof b->start, "%04d-%02d-%02d", s->start_year, s->start_month,
             s->start_day ? s->start_day : 31);
    return ENT_OK;
}

static void build_header(build *b, size_t offset, size_t treaty_bytes)
{
    ent_world *w = b->world;
    memcpy(w->magic, "ENTWORLD", 8);
    w->version = ENT_WORLD_VERSION;
    w->byte_order = 0x01020304;
    w->total_bytes = offset + treaty_bytes;
    w->treaty_offset = offset;
    w->treaty_bytes = treaty_bytes;
    snprintf(w->key, sizeof w->key, "%s", b->scenario->key);
    snprintf(w->name, sizeof w->name, "%s", b->scenario->name);
}

typedef struct tables {
    const void *data;
    size_t bytes;
} tables;

static bool is_ally_overseas(const ent_world *w, const char *state)
{
    for (int32_t s = 0; s < w->n_states; s++)
        if (strcmp(w->iso3[s], state) == 0)
            return (w->flags[s] & ENT_STATE_NATO) && !(w->flags[s] & ENT_STATE_EUROPEAN);
    return false;
}

/*
 * Facts that the bill and the accounts of aid read beside the world: shares of the first and of the
 * base year, for states without NATO's by SIPRI's figure over GDP; GDP by which Europe shares US
 * aid.
 */
static bool accounts_read(const build *b, const ent_fact *f)
{
    const double nato = ent_facts_value(b->facts, f->state, "defence_pct_gdp", FIRST_HISTORY);
    const bool gdp = strcmp(f->key, "gdp_bn") == 0;
    if (strcmp(f->key, "defence_pct_gdp") == 0)
        return f->year == FIRST_HISTORY || f->year == b->world->base_year;
    if (gdp && f->year == FACTS_YEAR)
        return !is_ally_overseas(b->world, f->state);
    return (gdp || strcmp(f->key, "sipri_current_musd") == 0) && f->year == FIRST_HISTORY &&
           nato != nato;
}

/* Whether no figure of a run depends on an override. */
static bool is_idle(const build *b, const ent_fact *change)
{
    return !ent_facts_was_read(b->facts, change) && !*change->vintage &&
           !accounts_read(b, change) &&
           !(b->accounts_only && strcmp(change->key, "judged_pct_gdp") == 0);
}

static ent_status check_idle(build *b)
{
    for (size_t i = 0; i < b->scenario->n_facts; i++) {
        const ent_fact *f = &b->scenario->facts[i];
        char when[24] = "";
        if (f->year)
            snprintf(when, sizeof when, " for %d", f->year);
        if (b->idle)
            b->idle[i] = is_idle(b, f);
        else if (!b->scenario->unread_facts && is_idle(b, f))
            return ent_fail(b->err, ENT_E_DATA,
                            "%s: nothing reads %s of %s%s: no figure of this run depends on it. "
                            "Leave it out, or write 'unread_facts: allowed'",
                            f->where ? f->where : b->scenario->path, f->key, f->state, when);
    }
    return ENT_OK;
}

static ent_status build_all(build *b, const ent_facts *facts, tables treaty, ent_world **world)
{
    const scenario_spec *scenario = b->scenario;
    const size_t offset = (sizeof(ent_world) + 63) / 64 * 64;
    const size_t padded = (treaty.bytes + 7) / 8 * 8;
    unsigned char *bytes = ent_arena_array(b->arena, unsigned char, offset + padded);
    ent_facts *changed = ent_arena_array(b->arena, ent_facts, 1);
    ENT_NEED(bytes && changed, b->err);
    ENT_TRY(
        ent_facts_override(facts, scenario->n_facts, scenario->facts, changed, b->arena, b->err));
    b->facts = changed;
    b->world = (ent_world *)(void *)bytes;
    build_header(b, offset, padded);
    ENT_TRY(build_span(b));
    ENT_TRY(build_states(b));
    ENT_TRY(build_settings(b));
    ENT_TRY(build_correlations(b));
    ENT_TRY(build_war(b));
    ENT_TRY(build_places(b));
    if (treaty.bytes)
        memcpy(bytes + offset, treaty.data, treaty.bytes);
    ENT_TRY(build_treaty(b));
    ent_world_seal(b->world);
    *world = b->world;
    return check_idle(b);
}

ent_status ent_world_build(const ent_facts *facts, const ent_register *reg,
                           const scenario_spec *scenario, const void *treaty, size_t treaty_bytes,
                           ent_world **world, ent_arena *arena, ent_error *err)
{
    build b = {.reg = reg, .scenario = scenario, .arena = arena, .err = err};
    return build_all(&b, facts, (tables){treaty, treaty_bytes}, world);
}

ent_status ent_world_idle_facts(const ent_facts *facts, const ent_register *reg,
                                const scenario_spec *scenario, bool *idle, ent_arena *arena,
                                ent_error *err)
{
    build b = {.reg = reg, .scenario = scenario, .idle = idle, .arena = arena, .err = err};
    ent_world *world;
    return build_all(&b, facts, (tables){NULL, 0}, &world);
}

ent_status ent_world_build_accounts(const ent_facts *facts, const ent_register *reg,
                                    const scenario_spec *scenario, ent_world **world,
                                    ent_arena *arena, ent_error *err)
{
    build b = {.reg = reg, .scenario = scenario, .accounts_only = true, .arena = arena, .err = err};
    return build_all(&b, facts, (tables){NULL, 0}, world);
}

ent_status ent_world_pair(const ent_world *a, const ent_world *b, ent_error *err)
{
    if (a->n_years != b->n_years || a->n_months != b->n_months || a->n_states != b->n_states ||
        a->n_flashpoints != b->n_flashpoints || a->first_month != b->first_month ||
        a->first_year != b->first_year)
        return ent_fail(err, ENT_E_ARG,
                        "%s and %s do not span the same months, states and flashpoints, so they "
                        "cannot be paired. Give both the same start and last year",
                        a->key, b->key);
    return ENT_OK;
}

void ent_world_believe(ent_world *world, const ent_world *from)
{
    memcpy(world->prior, from->prior, sizeof world->prior);
    memcpy(world->correlated, from->correlated, sizeof world->correlated);
    memcpy(world->mixing, from->mixing, sizeof world->mixing);
    world->n_correlated = from->n_correlated;
    ent_world_seal(world);
}
