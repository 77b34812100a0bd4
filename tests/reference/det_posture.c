/* Sections 4 to 7 of the deterministic vectors. */
#include <stdio.h>
#include <string.h>

#include "entente/isa.h"
#include "reference/det.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/combat.h"
#include "model/kernels.h"

/* Requirement and what meets it by day 30. */
static bool flank_value(const ent_tile *t, const det_row *row, double *got)
{
    ent_row need, alone, with_us;
    if (strcmp(row->quantity, "req") == 0 || strcmp(row->quantity, "short.US") == 0) {
        ENT_ISA_NAME(ent_posture_needs)(t, need, with_us);
        *got = strcmp(row->quantity, "req") == 0 ? need[0] : with_us[0];
        return true;
    }
    ENT_ISA_NAME(ent_posture_defence)(t, alone, with_us);
    *got = strcmp(row->quantity, "D30.US") == 0 ? with_us[0] : alone[0];
    return strcmp(row->quantity, "D30.US") == 0 || strcmp(row->quantity, "D30.noUS") == 0;
}

static bool balance_value(const ent_tile *t, const det_row *row, double *got)
{
    const int32_t k = det_flashpoint(t, row->who);
    if (k < 0)
        return false;
    const ent_balance *b = &t->balance[k];
    const struct {
        const char *quantity;
        double value;
    } values[] = {
        {"x", b->challenger[0]},
        {"yin", b->quick[1][0]},
        {"yout", b->quick[0][0]},
        {"y", b->quick[0][0]},
        {"dEU", b->shift[0]},
        {"P", b->attack[0]},
        {"P5", t->renewal_5y[0]},
        {"ref_x", b->challenger[0]},
        {"ref_yin", b->quick[1][0]},
        {"ref_yout", b->quick[0][0]},
        {"ref_EU", t->balance_ref[k][0]},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (strcmp(row->quantity, values[i].quantity) == 0) {
            *got = values[i].value;
            return true;
        }
    return false;
}

/* The shells of both sides, from stocks "30/10" in days of full fire. */
static void supply(const ent_tile *t, const char *stocks, land_battle *b)
{
    double days[2];
    if (!stocks || sscanf(stocks, ";stocks=%lf/%lf", &days[0], &days[1]) != 2)
        return;
    const double rounds = t->a[ENT_A_COMBAT_ROUNDS_PER_BE][0];
    const shell_supply attacker = {b->attacker, rounds, t->a[ENT_A_UKRAINE_RUS_FIRES][0], days[0]};
    const shell_supply host = {b->defender, rounds, t->a[ENT_A_COMBAT_SHELLS_EUROPE][0], days[1]};
    b->attacker_drain = ENT_ISA_NAME(ent_combat_drain)(&attacker);
    b->defender_drain = ENT_ISA_NAME(ent_combat_drain)(&host);
    b->defender_fed = ENT_ISA_NAME(ent_combat_fed)(&host);
}

/* "A=9;D=4;width=150;depth=200;RA=0/day;RD=0/day;60 days", and ";stocks=30/10" */
static bool land_value(const ent_tile *t, const det_row *row, double *got)
{
    land_battle b = {.rho = t->a[ENT_A_COMBAT_RHO][0],
                     .adt = t->a[ENT_A_COMBAT_ADT][0],
                     .aat = t->a[ENT_A_COMBAT_AAT][0],
                     .wmax = t->a[ENT_A_COMBAT_WMAX][0],
                     .km_per_be = t->a[ENT_A_COMBAT_KM_PER_BE][0],
                     .v_free = t->a[ENT_A_COMBAT_V_FREE][0],
                     .culmination = t->a[ENT_A_COMBAT_CULMINATION][0],
                     .counter_ratio = t->a[ENT_A_COMBAT_COUNTER_RATIO][0],
                     .first_rate = t->a[ENT_A_COMBAT_FIRST_RATE][0]};
    if (sscanf(row->setup, "A=%lf;D=%lf;width=%lf;depth=%lf;RA=%lf/day;RD=%lf/day;%d days",
               &b.attacker, &b.defender, &b.width_km, &b.depth_km, &b.attacker_daily,
               &b.defender_daily[0], &b.days) != 7)
        return false;
    b.attacker_days = b.defender_days[0] = b.days;
    supply(t, strstr(row->setup, ";stocks"), &b);
    land_result r;
    ENT_ISA_NAME(ent_combat_land)(&b, &r);
    const struct {
        const char *quantity;
        double value;
    } values[] = {
        {"day_taken", r.taken ? r.day : -1.0},
        {"depth_km", r.depth_km},
        {"A", r.attacker},
        {"D", r.defender},
        {"lossA", r.attacker_loss},
        {"lossD", r.defender_loss},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (strcmp(row->quantity, values[i].quantity) == 0) {
            *got = values[i].value;
            return true;
        }
    return false;
}

static bool sea_value(const ent_tile *t, const det_row *row, double *got)
{
    sea_battle b = {.rate = t->a[ENT_A_COMBAT_SEA_RATE][0],
                    .exchange = t->a[ENT_A_COMBAT_SEA_EXCHANGE][0],
                    .ratio = t->a[ENT_A_COMBAT_SEA_RATIO][0],
                    .hold = t->a[ENT_A_COMBAT_SEA_HOLD][0],
                    .culmination = t->a[ENT_A_COMBAT_CULMINATION][0],
                    .days = (int32_t)t->a[ENT_A_COMBAT_SEA_DAYS][0]};
    if (sscanf(row->setup, "x=%lf;y=%lf;", &b.attacker, &b.defender) != 2)
        return false;
    sea_result r;
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    *got = strcmp(row->quantity, "ratio") == 0   ? r.attacker / r.defender
           : strcmp(row->quantity, "lossA") == 0 ? r.attacker_loss
                                                 : r.defender_loss;
    return true;
}

bool det_posture_value(const ent_tile *t, const det_row *row, double *got)
{
    if (strcmp(row->section, "posture") == 0)
        return flank_value(t, row, got);
    if (strcmp(row->section, "deterrence") == 0)
        return balance_value(t, row, got);
    if (strcmp(row->section, "combat") == 0)
        return strncmp(row->id, "combat_sea", 10) == 0 ? sea_value(t, row, got)
                                                       : land_value(t, row, got);
    return false;
}
