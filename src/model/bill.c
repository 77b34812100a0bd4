#include "entente/bill.h"

static double rising_part(double fraction, ent_bill_shape shape)
{
    switch (shape) {
    case ENT_BILL_EARLY:
        return __builtin_sqrt(fraction);
    case ENT_BILL_LATE:
        return fraction * fraction;
    case ENT_BILL_LINEAR:
        break;
    }
    return fraction;
}

static double path_share(double share0, int32_t base_year, const ent_bill_terms *terms,
                         int32_t year)
{
    const double span = (double)(terms->by_year - base_year);
    double fraction = span > 0.0 ? (double)(year - base_year) / span : 1.0;
    fraction = fraction > 1.0 ? 1.0 : fraction;
    const double share = share0 + rising_part(fraction, terms->shape) * (terms->target - share0);
    return share > share0 ? share : share0;
}

/* A share is published to a hundredth of a point: over five years a slower pace is rounding. */
static const double PACE_LEAST = 0.00002;

/* Over the base population, which is what the sources have; it is not projected. */
static void finish(const ent_bill_terms *terms, double population, double government,
                   double gdp_then, ent_bill_line *line)
{
    const double gap = terms->target - line->share0;
    line->per_head_usd = line->target_bn * 1e9 / population;
    line->government = line->target_bn / (government * gdp_then);
    line->years_to_target = gap <= 0.0                 ? 0.0
                            : line->pace >= PACE_LEAST ? gap / line->pace
                                                       : ENT_MISSING;
    line->related_bn = terms->related * gdp_then;
}

/* Debt added by defence, as in the futures, at central assumptions. */
static double next_debt(const ent_world *world, double debt, double rise)
{
    return debt * (1.0 + world->central[ENT_A_ECONOMY_I_MINUS_N]) +
           world->central[ENT_A_ECONOMY_DEBT_SHARE] * rise;
}

static size_t year_index(const ent_world *world, const ent_bill_terms *terms)
{
    return (size_t)(terms->by_year - world->first_year);
}

bool ent_bill_of_state(const ent_world *world, const ent_bill_terms *terms, int32_t state,
                       ent_bill_line *line)
{
    if (!(world->flags[state] & ENT_STATE_SPENDING))
        return false;
    const size_t last = year_index(world, terms);
    ent_bill_line l = {.state = state,
                       .share0 = world->share0[state],
                       .multiple = terms->target / world->share0_published[state],
                       .base_bn = world->share0[state] * world->gdp0[state],
                       .pace = world->pace5[state]};
    l.static_bn = (terms->target - l.share0) * world->gdp0[state];
    double gdp = world->gdp0[state];
    for (size_t y = 0; y < ENT_MAX_YEARS; y++) {
        const int32_t year = world->first_year + (int32_t)y;
        gdp *= 1.0 + world->growth[state][y];
        l.gdp[y] = gdp;
        l.share[y] = path_share(l.share0, world->base_year, terms, year);
        l.extra_bn[y] = (l.share[y] - l.share0) * gdp;
        l.cumulative_bn += y <= last ? l.extra_bn[y] : 0.0;
        l.debt_added =
            y <= last ? next_debt(world, l.debt_added, l.share[y] - l.share0) : l.debt_added;
    }
    l.target_bn = l.extra_bn[last];
    finish(terms, world->population0[state], world->government0[state], l.gdp[last], &l);
    *line = l;
    return true;
}

void ent_bill_sum(const ent_world *world, const ent_bill_terms *terms, size_t n,
                  const ent_bill_line *lines, ent_bill_line *sum)
{
    const size_t last = year_index(world, terms);
    double gdp0 = 0.0, published = 0.0, population = 0.0, government = 0.0, before = 0.0;
    ent_bill_line s = {.state = -1};
    for (size_t i = 0; i < n; i++) {
        const ent_bill_line *l = &lines[i];
        const double gdp = world->gdp0[l->state];
        gdp0 += gdp;
        published += world->share0_published[l->state] * gdp;
        before += (l->share0 - 5.0 * l->pace) * gdp;
        population += world->population0[l->state];
        government += world->government0[l->state] * l->gdp[last];
        s.base_bn += l->base_bn;
        s.static_bn += l->static_bn;
        s.target_bn += l->target_bn;
        s.cumulative_bn += l->cumulative_bn;
        s.debt_added += l->debt_added * l->gdp[last];
        for (size_t y = 0; y < ENT_MAX_YEARS; y++) {
            s.gdp[y] += l->gdp[y];
            s.share[y] += l->share[y] * l->gdp[y];
            s.extra_bn[y] += l->extra_bn[y];
        }
    }
    for (size_t y = 0; y < ENT_MAX_YEARS; y++)
        s.share[y] = s.share[y] / s.gdp[y];
    s.debt_added = s.debt_added / s.gdp[last];
    s.share0 = s.base_bn / gdp0;
    s.multiple = terms->target / (published / gdp0);
    s.pace = (s.share0 - before / gdp0) / 5.0;
    finish(terms, population, government / s.gdp[last], s.gdp[last], &s);
    *sum = s;
}

/* A lever as a whole number from 0 on; -1 where a link from elsewhere sets none. */
static int32_t whole_of(double lever)
{
    return lever >= 0.0 && lever < 1e6 ? (int32_t)lever : -1;
}

ent_bill_terms ent_bill_terms_of(const ent_world *world)
{
    const int32_t shape = whole_of(world->lever[ENT_L_PLEDGE_SHAPE]);
    return (ent_bill_terms){.target = world->lever[ENT_L_PLEDGE_TARGET_PCT_GDP] / 100.0,
                            .related = world->lever[ENT_L_PLEDGE_RELATED_PCT_GDP] / 100.0,
                            .by_year = whole_of(world->lever[ENT_L_PLEDGE_BY_YEAR]),
                            .shape = shape == ENT_BILL_EARLY || shape == ENT_BILL_LATE
                                         ? (ent_bill_shape)shape
                                         : ENT_BILL_LINEAR};
}

bool ent_bill_terms_fit(const ent_world *world, const ent_bill_terms *terms)
{
    return terms->target > 0.0 && terms->target <= 1.0 && terms->related >= 0.0 &&
           terms->by_year >= world->first_year &&
           terms->by_year < world->first_year + ENT_MAX_YEARS;
}
