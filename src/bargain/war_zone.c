#include "entente/bargain_war.h"

#include "entente/fmath.h"

const char *ent_war_bind_text(ent_war_bind bind)
{
    switch (bind) {
    case ENT_BIND_WAR:
        return "the odds and costs of war";
    case ENT_BIND_HAZARD:
        return "the value of fighting to the finish";
    case ENT_BIND_FORTS:
        return "expected battles, as that side believes";
    case ENT_BIND_DOMESTIC:
        return "punishment at home";
    case ENT_BIND_COMMITMENT:
        return "a coming shift of power";
    case ENT_BIND_NONE:
        break;
    }
    return "the end of the scale";
}

static void raise_low(ent_war_zone *z, double low, ent_war_bind bind)
{
    if (low > z->low) {
        z->low = low;
        z->low_bound = bind;
    }
}

static void lower_high(ent_war_zone *z, double high, ent_war_bind bind)
{
    if (high < z->high) {
        z->high = high;
        z->high_bound = bind;
    }
}

static ent_status add_fighting(const ent_war_case *c, ent_war_zone *z)
{
    if (c->has_lottery) {
        ent_war_range_result r;
        ENT_TRY(ent_war_range(c->p, c->cost_a, c->cost_b, 1.0, &r));
        raise_low(z, r.low, ENT_BIND_WAR);
        lower_high(z, r.high, ENT_BIND_WAR);
    }
    if (c->has_hazard) {
        ent_war_hazard_result r;
        ENT_TRY(ent_war_hazard(c->hazard_a, c->hazard_b, c->flow_a, c->flow_b, c->rate, &r));
        raise_low(z, r.low, ENT_BIND_HAZARD);
        lower_high(z, r.high, ENT_BIND_HAZARD);
    }
    if (c->has_forts) {
        ent_war_forts_result r;
        ENT_TRY(ent_war_forts(c->forts_m, c->forts_n, c->belief_a, c->belief_b, c->battle_a,
                              c->battle_b, &r));
        raise_low(z, r.low, ENT_BIND_FORTS);
        lower_high(z, r.high, ENT_BIND_FORTS);
    }
    return ENT_OK;
}

static ent_status add_politics(const ent_war_case *c, ent_war_zone *z)
{
    ent_war_floor floor;
    if (c->has_domestic_a) {
        ENT_TRY(ent_war_domestic(c->p, c->cost_a, c->punish_a, c->tau_a, &floor));
        raise_low(z, floor.least, ENT_BIND_DOMESTIC);
    }
    if (c->has_domestic_b) {
        ENT_TRY(ent_war_domestic(1.0 - c->p, c->cost_b, c->punish_b, c->tau_b, &floor));
        lower_high(z, 1.0 - floor.least, ENT_BIND_DOMESTIC);
    }
    if (c->has_shift) {
        ent_war_shift_result r;
        ENT_TRY(ent_war_shift(c->p1, c->p2, c->shift_cost_a, c->shift_cost_b, c->delta, &r));
        z->wedge = ent_max(0.0, r.transfer - 1.0);
        if (z->wedge > 0.0)
            lower_high(z, z->high - z->wedge, ENT_BIND_COMMITMENT);
    }
    return ENT_OK;
}

ent_status ent_war_zone_find(const ent_war_case *c, ent_war_zone *zone)
{
    if (!c->has_lottery && !c->has_hazard && !c->has_forts)
        return ENT_E_ARG;
    ent_war_zone z = {.low = 0.0, .high = 1.0};
    ENT_TRY(add_fighting(c, &z));
    ENT_TRY(add_politics(c, &z));
    z.width = z.high - z.low;
    z.nash = z.width >= 0.0 ? 0.5 * (z.low + z.high) : ENT_MISSING;
    *zone = z;
    return ENT_OK;
}
