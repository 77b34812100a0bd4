/* Which columns a name means: every shape of outcome, with and without time and index. Places are
   counted by hand from the layout: [time][state or place or side]. */
#include "real_world.h"

#include "entente/futures.h"

static void columns_of_names(void **state)
{
    const ent_world *w = ((real_world *)*state)->world;
    const int32_t states = w->n_states, places = w->n_flashpoints, years = w->n_years;
    const int32_t months = w->n_months, year = w->first_year;
    const int32_t january = 12 - (w->first_month - 1); /* of the second year, as a month */
    char second[16], third_month[16], last[16];
    snprintf(second, sizeof second, "%d", year + 1);
    snprintf(third_month, sizeof third_month, "%d-03", year + 1);
    snprintf(last, sizeof last, "%d", year + years - 1);
    const char *place = w->flashpoint[1].key;
    char side[64];
    snprintf(side, sizeof side, "%s, defender", place);
    const struct {
        ent_outcome_id outcome;
        const char *index, *at;
        int32_t first, count, stride;
    } rows[] = {
        {ENT_O_SETTLEMENT_TERMS, NULL, NULL, 0, 1, 1},
        {ENT_O_SPENDING_EUROPE_CANADA, NULL, NULL, years - 1, 1, 1},
        {ENT_O_SPENDING_EUROPE_CANADA, NULL, second, 1, 1, 1},
        {ENT_O_SPENDING_EUROPE_CANADA, NULL, last, years - 1, 1, 1},
        {ENT_O_SPENDING_SHARE, w->iso3[2], second, states + 2, 1, states},
        {ENT_O_DETERRENCE_ODDS_RATIO, place, second, places + 1, 1, places},
        {ENT_O_COMBAT_TAKEN, place, NULL, 1, 1, places},
        {ENT_O_SETTLEMENT_CEASEFIRE, NULL, NULL, months - 1, 1, 1},
        {ENT_O_SETTLEMENT_CEASEFIRE, NULL, second, january, 12, 1},
        {ENT_O_SETTLEMENT_CEASEFIRE, NULL, third_month, january + 2, 1, 1},
        {ENT_O_UKRAINE_CASUALTIES, "ukraine", third_month, 2 * (january + 2) + 1, 1, 2},
        {ENT_O_SETTLEMENT_ZONE, "width", third_month, 3 * (january + 2) + 2, 1, 3},
        {ENT_O_COMBAT_LOSSES, side, NULL, 3, 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_probe p;
        if (!ent_probe_find(w, rows[i].outcome, rows[i].index, rows[i].at, &p))
            fail_msg("row %zu: not found", i);
        if (p.first != rows[i].first || p.count != rows[i].count)
            fail_msg("row %zu: first %d, count %d", i, (int)p.first, (int)p.count);
        if (p.count > 1)
            assert_int_equal(p.stride, rows[i].stride);
    }
}

static void no_such_column(void **state)
{
    const ent_world *w = ((real_world *)*state)->world;
    char only_place[64];
    snprintf(only_place, sizeof only_place, "%s", w->flashpoint[0].key);
    const struct {
        ent_outcome_id outcome;
        const char *index, *at;
    } rows[] = {
        {ENT_O_SETTLEMENT_TERMS, "GBR", NULL},
        {ENT_O_SPENDING_EUROPE_CANADA, NULL, "1999"},
        {ENT_O_SPENDING_EUROPE_CANADA, NULL, "2999"},
        {ENT_O_SPENDING_EUROPE_CANADA, NULL, "soon"},
        {ENT_O_SPENDING_SHARE, NULL, NULL},
        {ENT_O_SPENDING_SHARE, "XYZ", NULL},
        {ENT_O_DETERRENCE_ODDS_RATIO, NULL, NULL},
        {ENT_O_DETERRENCE_ODDS_RATIO, "atlantis", NULL},
        {ENT_O_COMBAT_LOSSES, only_place, NULL},
        {ENT_O_COMBAT_LOSSES, NULL, NULL},
        {ENT_O_COMBAT_LOSSES, "atlantis,attacker", NULL},
        {ENT_O_UKRAINE_CASUALTIES, NULL, NULL},
        {ENT_O_UKRAINE_CASUALTIES, "neither", NULL},
        {ENT_O_SETTLEMENT_ZONE, NULL, NULL},
        {ENT_O_SETTLEMENT_ZONE, "depth", NULL},
        {ENT_O_SETTLEMENT_CEASEFIRE, NULL, "1999-01"},
        {ENT_O_SETTLEMENT_CEASEFIRE, NULL, "2999"},
        {ENT_O_SETTLEMENT_CEASEFIRE, NULL, "2026-x"},
        {ENT_O_SETTLEMENT_CEASEFIRE, "GBR", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_probe p;
        if (ent_probe_find(w, rows[i].outcome, rows[i].index, rows[i].at, &p))
            fail_msg("row %zu: found at %d", i, (int)p.first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(columns_of_names),
                                       cmocka_unit_test(no_such_column)};
    return cmocka_run_group_tests(tests, status_quo_load, status_quo_free);
}
