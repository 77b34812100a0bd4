/* Levers, priors and the state of the war on the day the scenario starts. */
#include <string.h>

#include "world/build.h"

/* --- levers --- */

static ent_status build_lever(const build *b, const ent_lever *row, const ent_lever_setting *s)
{
    ent_world *w = b->world;
    const ent_lever_id id = (ent_lever_id)row->use;
    if (ent_kind_of_lever(id) == ENT_LEVER_STATES) {
        for (size_t i = 0; i < s->n_states; i++) {
            int32_t state = 0;
            ENT_TRY(build_index(b, s->states[i], &state));
            w->member[state] = 1;
        }
        w->lever[id] = (double)s->n_states;
    } else {
        w->lever[id] = ent_lever_in_year(s, w->first_year);
    }
    for (int32_t y = 0; y < ENT_MAX_YEARS; y++)
        w->lever_year[id][y] = ent_kind_of_lever(id) == ENT_LEVER_STATES
                                   ? w->lever[id]
                                   : ent_lever_in_year(s, w->first_year + y);
    return ENT_OK;
}

/* What is to be complete by a year cannot be so before the run begins. */
static ent_status check_years(const build *b)
{
    static const struct {
        ent_lever_id what, by;
        double none;
    } moves[] = {
        {ENT_L_US_POSTURE_EUROPE, ENT_L_US_POSTURE_BY_YEAR, 1.0},
        {ENT_L_EUROPE_FORWARD_BRIGADES, ENT_L_EUROPE_FORWARD_BY_YEAR, 0.0},
        {ENT_L_GUARANTEE_FORCE_BRIGADES, ENT_L_GUARANTEE_FORCE_BY_YEAR, 0.0},
    };
    const ent_world *w = b->world;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (w->lever[moves[i].what] != moves[i].none &&
            w->lever[moves[i].by] < (double)w->first_year)
            return ent_fail(b->err, ENT_E_DATA,
                            "%s: '%s' is %.0f, before the first year of the run, %d. Give a year "
                            "from %d on",
                            b->scenario->path, ent_key_of_lever((int)moves[i].by),
                            w->lever[moves[i].by], w->first_year, w->first_year);
    return ENT_OK;
}

/* --- priors --- */

/* FNV-1a, 32 bits: the slot of a draw stays when rows are added or moved. */
static uint32_t slot_of(const char *key)
{
    uint32_t hash = 2166136261u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 16777619u;
    return hash;
}

static void build_prior(const build *b, const ent_assumption *row, const ent_prior_setting *s)
{
    ent_world *w = b->world;
    const int id = row->use;
    w->prior[id] = s->set ? ent_prior_make(s->distribution, s->n_parameters, s->parameters)
                          : ent_prior_make(row->distribution, row->n_parameters, row->parameters);
    w->central[id] = s->set ? s->central : row->central;
    w->slot[id] = slot_of(row->key);
}

/* Two rows must not share a slot: their draws would be the same number. */
static ent_status check_slots(const build *b)
{
    const ent_world *w = b->world;
    for (int i = 0; i < ENT_N_ASSUMPTIONS; i++)
        for (int j = 0; j < i; j++)
            if (w->slot[i] == w->slot[j])
                return ent_fail(b->err, ENT_E_DATA,
                                "assumptions.csv: %s and %s share a slot; "
                                "rename one",
                                ent_key_of_assumption(i), ent_key_of_assumption(j));
    return ENT_OK;
}

static void build_compliance(ent_world *w)
{
    static const ent_assumption_id keys[ENT_N_ZONES] = {
        ENT_A_PLEDGE_COMPLIANCE_NEAR, ENT_A_PLEDGE_COMPLIANCE_MIDDLE, ENT_A_PLEDGE_COMPLIANCE_FAR};
    for (int32_t s = 0; s < w->n_states; s++)
        w->compliance[s] *= w->central[keys[w->zone[s]]];
}

ent_status build_settings(build *b)
{
    for (size_t i = 0; i < b->reg->n_levers; i++)
        if (b->reg->levers[i].use >= 0)
            ENT_TRY(build_lever(b, &b->reg->levers[i], &b->scenario->levers[i]));
    for (size_t i = 0; i < b->reg->n_assumptions; i++)
        if (b->reg->assumptions[i].use >= 0)
            build_prior(b, &b->reg->assumptions[i], &b->scenario->assumptions[i]);
    build_compliance(b->world);
    ENT_TRY(check_years(b));
    return check_slots(b);
}

/* --- the war --- */

static const double AID_MONTHS = 35.0; /* February 2022 to December 2024 */

static ent_status dated(const build *b, const char *key, double *value)
{
    const ent_fact *fact = ent_facts_dated(b->facts, "UKR", key, b->start);
    if (!fact)
        return ent_fail(b->err, ENT_E_DATA, "ukraine_front.csv: UKR has no %s on or before %s", key,
                        b->start);
    *value = fact->value;
    return ENT_OK;
}

static ent_status monthly_aid(const build *b, const char *key, double *value)
{
    ENT_TRY(ent_facts_need(b->facts, "UKR", key, 0, value, b->err));
    *value /= AID_MONTHS;
    return ENT_OK;
}

ent_status build_war(build *b)
{
    ent_war *war = &b->world->war;
    *war = (ent_war){.fighting = 1, .vbar_scale = 1.0};
    ENT_TRY(dated(b, "war_soldiers_russia_k", &war->soldiers_rus));
    ENT_TRY(dated(b, "war_soldiers_ukraine_k", &war->soldiers_ukr));
    ENT_TRY(dated(b, "war_armour_russia", &war->armour_rus));
    ENT_TRY(dated(b, "war_armour_ukraine", &war->armour_ukr));
    ENT_TRY(dated(b, "war_store_russia", &war->store_rus));
    ENT_TRY(dated(b, "war_area_km2", &war->area_km2));
    ENT_TRY(dated(b, "war_gain_km2", &war->gain_km2));
    ENT_TRY(ent_facts_need(b->facts, "UKR", "war_regions_km2", 0, &war->regions_km2, b->err));
    ENT_TRY(monthly_aid(b, "aid_us_total_eur_bn", &war->aid_us));
    ENT_TRY(monthly_aid(b, "aid_europe_total_eur_bn", &war->aid_europe));
    return monthly_aid(b, "aid_other_total_eur_bn", &war->aid_other);
}
