/* Sections 1 to 3 of the deterministic vectors. */
#include <string.h>

#include "reference/det.h"

static bool state_value(const ent_tile *t, const det_row *row, double *got)
{
    const int32_t s = det_state(t, row->who);
    if (s < 0)
        return false;
    const struct {
        const char *quantity;
        double value;
    } values[] = {
        {"gdp_bn_2024usd", t->gdp[s][0]},  {"share_pct_gdp", 100.0 * t->share[s][0]},
        {"phi_equipment", t->price[s][0]}, {"K_bn", t->stock[s][0]},
        {"L_persons", t->soldiers[s][0]},  {"C_land_BE", t->forces.land[s][0]},
        {"C_sea_BE", t->forces.sea[s][0]},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (strcmp(row->quantity, values[i].quantity) == 0) {
            *got = values[i].value;
            return true;
        }
    return false;
}

/* Allies without the US; Iceland has no spending. */
static bool sum_value(const ent_tile *t, const det_row *row, double *got)
{
    const ent_world *w = t->world;
    double spend = 0.0, gdp = 0.0;
    for (int32_t s = 0; s < w->n_states; s++)
        if ((w->flags[s] & ENT_STATE_NATO) && (w->flags[s] & ENT_STATE_SPENDING) && s != w->usa) {
            spend += t->spend[s][0];
            gdp += t->gdp[s][0];
        }
    if (strcmp(row->quantity, "share.EURCAN") == 0)
        *got = 100.0 * spend / gdp;
    else if (strcmp(row->quantity, "spend.EURCAN") == 0)
        *got = spend;
    else if (strcmp(row->quantity, "eta") == 0)
        *got = t->eta[0];
    else
        return false;
    return true;
}

bool det_economy_value(const ent_tile *t, const det_row *row, double *got)
{
    if (strcmp(row->section, "economy") != 0 && strcmp(row->section, "pledge") != 0 &&
        strcmp(row->section, "capability") != 0)
        return false;
    return state_value(t, row, got) || sum_value(t, row, got);
}
