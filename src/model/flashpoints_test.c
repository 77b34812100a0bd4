/*
 * The shipped odds of each flashpoint come from the functions that the hindcast scores
 * (model/attack.h): in every shipped scenario both stages are put together again from them.
 */
#include "real_world.h"

#include "model/attack.h"

static const char *const scenarios[] = {"article-5-for-ukraine",
                                        "baltic-2015",
                                        "brussels-2025",
                                        "ceasefire-guarantee",
                                        "europe-alone",
                                        "hague-2025",
                                        "status-quo-2024",
                                        "today",
                                        "two-wars",
                                        "us-leaves"};

/* P(crisis) over the pairs of a place in one future. */
static double crisis_of(const ent_tile *t, const ent_flashpoint *place, size_t f)
{
    double none = 1.0, b[ENT_CRISIS_TERMS], past[ENT_CRISIS_TERMS];
    for (size_t i = 0; i < ENT_CRISIS_TERMS; i++)
        b[i] = t->a[(size_t)ENT_A_DETERRENCE_CRISIS_LAND + i][f];
    for (int32_t i = 0; i < place->n_pairs; i++) {
        memcpy(past, place->past[i], sizeof past);
        past[ENT_CRISIS_AT_WAR] = place->challenger == t->world->rus && t->war_start[f] > 0.0;
        none *= 1.0 - ent_logistic(crisis_push(t->a[ENT_A_DETERRENCE_CRISIS][f], b, past));
    }
    return 1.0 - none;
}

/* P(attack | crisis) at the utility of the year. */
static double attack_of(const ent_tile *t, size_t k, size_t f)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    double constant = t->a[ENT_A_DETERRENCE_ATTACK][f];
    bool land = false, rivals = false;
    for (int32_t i = 0; i < place->n_pairs; i++) {
        land |= place->past[i][ENT_CRISIS_LAND] > 0.5;
        rivals |= place->past[i][ENT_CRISIS_RIVALS] > 0.5;
    }
    constant += land ? t->a[ENT_A_DETERRENCE_ATTACK_LAND][f] : 0.0;
    constant += rivals ? t->a[ENT_A_DETERRENCE_ATTACK_RIVALS][f] : 0.0;
    return ent_logistic(attack_push(constant, t->a[ENT_A_DETERRENCE_LAMBDA][f],
                                    t->balance_ref[k][f] + t->balance[k].shift[f],
                                    t->a[ENT_A_DETERRENCE_UTILITY_MEAN][f]));
}

static void log_row(const double *x, double *log_x)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        log_x[f] = ent_log(x[f]);
}

/* Expected utility of the year, from the forces that the tile holds. */
static void utility_of(const ent_tile *t, size_t k, double *value)
{
    const ent_balance *b = &t->balance[k];
    const attack_stakes stakes = {t->a[ENT_A_DETERRENCE_CONTEST],
                                  t->a[ENT_A_DETERRENCE_FAIT_ACCOMPLI], t->a[ENT_A_DETERRENCE_COST],
                                  t->a[ENT_A_DETERRENCE_NUCLEAR]};
    const size_t near = ENT_A_COMMITMENT_NATO_NEAR - ENT_A_COMMITMENT_US_NATO;
    const bool europe = t->world->flashpoint[k].theatre == ENT_THEATRE_EUROPE;
    ent_row seizing, holding, quick, late, nuclear, branch[2];
    log_row(b->challenger, seizing);
    log_row(t->a[ENT_A_DETERRENCE_HOLDING], holding);
    for (size_t f = 0; f < ENT_TILE; f++)
        holding[f] += seizing[f];
    for (size_t in = 0; in < 2; in++) {
        log_row(b->quick[in], quick);
        log_row(b->late[in], late);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double british_french =
                europe ? t->a[ENT_A_DETERRENCE_NUCLEAR_EUROPEAN][f] * t->comes[0][near][f] : 0.0;
            nuclear[f] = in ? 1.0 : british_french;
        }
        attack_utility(&stakes, &(attack_forces){seizing, holding, quick, late}, nuclear,
                       branch[in]);
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        value[f] = b->pivot[f] * branch[1][f] + (1.0 - b->pivot[f]) * branch[0][f];
}

/* The last year of a block's last futures, without shocks: no war elsewhere. */
static size_t check_place(const ent_tile *t, size_t k)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const ent_balance *b = &t->balance[k];
    ent_row utility;
    size_t checked = 0;
    utility_of(t, k, utility);
    for (size_t f = 0; f < ENT_TILE; f++) {
        CHECK_NEAR(t->balance_ref[k][f] + b->shift[f], utility[f], 1e-12);
        if (t->a[ENT_A_DETERRENCE_FORM][f] > 0.5) /* a variant of the second stage */
            continue;
        const double want = crisis_of(t, place, f) * attack_of(t, k, f);
        CHECK_NEAR(b->attack[f], want, 1e-13 + 1e-10 * want);
        checked++;
    }
    return checked;
}

static void check_scenario(const char *name)
{
    real_world r;
    size_t checked = 0;
    real_world_load(&r, name);
    r.world->lever[ENT_L_US_SIGNAL_CHANGES] = 0;
    real_world_run(&r, true);
    for (size_t k = 0; k < (size_t)r.world->n_flashpoints; k++) {
        if (r.world->flashpoint[k].is_ukraine)
            continue;
        assert_true(r.world->flashpoint[k].n_pairs > 0); /* each has its own history */
        checked += check_place(r.tile, k);
    }
    assert_true(checked > 0);
    real_world_free(&r);
}

static void shipped_odds_are_the_tested_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
        check_scenario(scenarios[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shipped_odds_are_the_tested_functions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
