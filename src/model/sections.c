#include "model/sections.h"

#define AT(section) (1U << ENT_SECTION_##section)

/* The flashpoints' stress tests, crisis.KEY_year: each place has its own lever. */
#define CRISES \
    ENT_L_CRISIS_TAIWAN_YEAR, ENT_L_CRISIS_BALTIC_YEAR, ENT_L_CRISIS_POLAND_YEAR, \
        ENT_L_CRISIS_NORDIC_YEAR, ENT_L_CRISIS_BLACK_SEA_YEAR, ENT_L_CRISIS_KOREA_YEAR, \
        ENT_L_CRISIS_SENKAKU_YEAR, ENT_L_CRISIS_PHILIPPINES_YEAR
enum { N_CRISES = 8 };

/* clang-format off: one fact a line */
const ent_section_row ent_section_table[ENT_N_SECTIONS] = {
    [ENT_SECTION_ECONOMY] =
        {
            .name = "economy",
            .file = "economy.c",
            .prefix = "economy.",
        },
    [ENT_SECTION_PLEDGE] =
        {
            .name = "pledge",
            .file = "pledge.c",
            .prefix = "pledge.",
            .now = AT(ECONOMY),
            .before = AT(UKRAINE) | AT(SETTLEMENT) | AT(COMBAT), /* war and attacks of last year */
            .n_levers = 6,
            .levers = {ENT_L_PLEDGE_TARGET_PCT_GDP, ENT_L_PLEDGE_AGREED_PCT_GDP,
                       ENT_L_PLEDGE_AGREED_BY_YEAR, ENT_L_US_POSTURE_EUROPE,
                       ENT_L_US_POSTURE_BY_YEAR, ENT_L_US_POSTURE_FLOOR},
            .n_outcomes = 2,
            .outcomes = {ENT_O_SPENDING_SHARE, ENT_O_SPENDING_EUROPE_CANADA},
        },
    [ENT_SECTION_DEBT] =
        {
            .name = "debt",
            .file = "economy.c",
            .prefix = "",
            .now = AT(ECONOMY) | AT(PLEDGE),
            .n_assumptions = 2,
            .assumptions = {ENT_A_ECONOMY_DEBT_SHARE, ENT_A_ECONOMY_I_MINUS_N},
            .n_outcomes = 1,
            .outcomes = {ENT_O_ECONOMY_DEBT_ADDED},
        },
    [ENT_SECTION_CAPABILITY] =
        {
            .name = "capability",
            .file = "capability.c",
            .prefix = "capability.",
            .now = AT(ECONOMY) | AT(PLEDGE),
            .before = AT(UKRAINE) | AT(SETTLEMENT) | AT(COMBAT), /* soldiers at the front, losses */
            .n_levers = 1,
            .levers = {ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW},
            .n_outcomes = 3,
            .outcomes = {ENT_O_CAPABILITY_BE, ENT_O_CAPABILITY_EUROPE, ENT_O_CAPABILITY_ETA},
        },
    [ENT_SECTION_REQUIREMENT] =
        {
            .name = "requirement",
            .file = "requirement.c",
            .prefix = "posture.",
            .now = AT(CAPABILITY),
            .n_levers = 5,
            .levers = {ENT_L_US_POSTURE_EUROPE, ENT_L_US_POSTURE_BY_YEAR, ENT_L_US_POSTURE_FLOOR,
                       ENT_L_US_FREED_TO_INDO_PACIFIC, ENT_L_POSTURE_PLANNING_RATIO},
            .n_outcomes = 7,
            .outcomes = {ENT_O_POSTURE_REQUIREMENT, ENT_O_POSTURE_SHORTFALL, ENT_O_POSTURE_COVERED,
                         ENT_O_POSTURE_AUTONOMY_YEAR, ENT_O_POSTURE_US_LEAVING,
                         ENT_O_POSTURE_US_ARRIVING, ENT_O_POSTURE_SHORTFALL_WITH_US},
        },
    [ENT_SECTION_POSTURE] =
        {
            .name = "posture",
            .file = "posture.c",
            .prefix = "posture.",
            .now = AT(CAPABILITY) | AT(COMMITMENT),
            .before = AT(COMBAT), /* the US is away after an attack elsewhere */
            .n_assumptions = 2,
            .assumptions = {ENT_A_CAPABILITY_ETA0, ENT_A_DETERRENCE_HORIZON},
            .n_levers = 10 + N_CRISES,
            .levers = {ENT_L_US_POSTURE_EUROPE, ENT_L_US_POSTURE_BY_YEAR, ENT_L_US_POSTURE_FLOOR,
                       ENT_L_US_FREED_TO_INDO_PACIFIC, ENT_L_EUROPE_FORWARD_BRIGADES,
                       ENT_L_EUROPE_FORWARD_BY_YEAR, ENT_L_GUARANTEE_FORCE_BRIGADES,
                       ENT_L_GUARANTEE_FORCE_BY_YEAR, ENT_L_GUARANTEE_MEMBERS,
                       ENT_L_GUARANTEE_ARTICLE5, CRISES},
            .n_outcomes = 2,
            .outcomes = {ENT_O_POSTURE_DEFENCE_IN, ENT_O_POSTURE_DEFENCE_OUT},
        },
    [ENT_SECTION_COMMITMENT] =
        {
            .name = "commitment",
            .file = "commitment.c",
            .prefix = "commitment.",
            .now = AT(CAPABILITY),
            .n_levers = 7,
            .levers = {ENT_L_US_CREDIBILITY_SIGNAL, ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC,
                       ENT_L_US_SIGNAL_CHANGES, ENT_L_GUARANTEE_FORCE_BRIGADES,
                       ENT_L_GUARANTEE_FORCE_BY_YEAR, ENT_L_GUARANTEE_MEMBERS,
                       ENT_L_GUARANTEE_ARTICLE5},
            .n_outcomes = 1,
            .outcomes = {ENT_O_COMMITMENT_Q_US},
        },
    [ENT_SECTION_DETERRENCE] =
        {
            .name = "deterrence",
            .file = "deterrence.c",
            .prefix = "deterrence.",
            .now = AT(CAPABILITY) | AT(POSTURE) | AT(COMMITMENT),
            .before =
                AT(UKRAINE) | AT(SETTLEMENT) | AT(COMBAT), /* years of peace, attacks elsewhere */
            .n_assumptions = 2,
            .assumptions = {ENT_A_POSTURE_RUSSIA_TIED, ENT_A_POSTURE_RUSSIA_TIED_2021},
            .n_levers = 2 + N_CRISES,
            .levers = {ENT_L_GUARANTEE_MEMBERS, ENT_L_GUARANTEE_ARTICLE5, CRISES},
            .n_outcomes = 5,
            .outcomes = {ENT_O_DETERRENCE_ODDS_RATIO, ENT_O_DETERRENCE_ATTACK,
                         ENT_O_DETERRENCE_RENEWAL, ENT_O_DETERRENCE_RENEWAL_5Y,
                         ENT_O_DETERRENCE_CHALLENGER},
        },
    [ENT_SECTION_COMBAT] =
        {
            .name = "combat",
            .file = "combat.c",
            .prefix = "combat.",
            .now = AT(CAPABILITY) | AT(POSTURE) | AT(COMMITMENT) | AT(DETERRENCE),
            .n_assumptions = 3,
            .assumptions = {ENT_A_CAPABILITY_SOLDIERS_PER_BE, ENT_A_DETERRENCE_HOLDING,
                            ENT_A_UKRAINE_RUS_FIRES},
            .n_levers = N_CRISES,
            .levers = {CRISES},
            .n_outcomes = 7,
            .outcomes = {ENT_O_COMBAT_TAKEN, ENT_O_COMBAT_DAY, ENT_O_COMBAT_LOSSES,
                         ENT_O_COMBAT_ATTACKED, ENT_O_COMBAT_AREA, ENT_O_COMBAT_COUNTER,
                         ENT_O_COMBAT_PEOPLE},
        },
    [ENT_SECTION_UKRAINE] =
        {
            .name = "ukraine",
            .file = "ukraine.c",
            .prefix = "ukraine.",
            .before = AT(SETTLEMENT), /* whether there is war */
            .n_levers = 2,
            .levers = {ENT_L_AID_US, ENT_L_AID_EUROPE},
            .n_outcomes = 5,
            .outcomes = {ENT_O_UKRAINE_GAIN, ENT_O_UKRAINE_AREA, ENT_O_UKRAINE_SOLDIERS,
                         ENT_O_UKRAINE_ARMOUR, ENT_O_UKRAINE_CASUALTIES},
        },
    [ENT_SECTION_SETTLEMENT] =
        {
            .name = "settlement",
            .file = "settlement.c",
            .prefix = "settlement.",
            .now = AT(DETERRENCE) | AT(UKRAINE),
            .n_levers = 9,
            .levers = {ENT_L_UKRAINE_NATO_MEMBERSHIP, ENT_L_UKRAINE_PRE2014_DEMAND,
                       ENT_L_UKRAINE_REGIONS_DEMAND, ENT_L_UKRAINE_LINE_DEMAND,
                       ENT_L_UKRAINE_MEDIATION, ENT_L_CRISIS_UKRAINE_YEAR,
                       ENT_L_GUARANTEE_FORCE_BRIGADES, ENT_L_GUARANTEE_FORCE_BY_YEAR,
                       ENT_L_GUARANTEE_ARTICLE5},
            .n_outcomes = 7,
            .outcomes = {ENT_O_SETTLEMENT_CEASEFIRE, ENT_O_SETTLEMENT_ZONE, ENT_O_SETTLEMENT_TERMS,
                         ENT_O_SETTLEMENT_MONTHS_AT_WAR, ENT_O_SETTLEMENT_BINDING,
                         ENT_O_SETTLEMENT_NASH, ENT_O_SETTLEMENT_TRUCE_BROKEN},
        },
    [ENT_SECTION_RECORD] =
        {
            .name = "record",
            .file = "record.c",
            .prefix = "",
            .now = AT(CAPABILITY),
            .before = AT(UKRAINE) | AT(SETTLEMENT),
            .n_assumptions = 2,
            .assumptions = {ENT_A_POSTURE_RUSSIA_TIED, ENT_A_DETERRENCE_RECONSTITUTION},
            .n_outcomes = 1,
            .outcomes = {ENT_O_CAPABILITY_RUSSIA_FREE},
        },
};
/* clang-format on */

ent_section ent_section_of_outcome(ent_outcome_id outcome)
{
    for (size_t s = 0; s < ENT_N_SECTIONS; s++)
        for (size_t i = 0; i < ent_section_table[s].n_outcomes; i++)
            if (ent_section_table[s].outcomes[i] == outcome)
                return (ent_section)s;
    return ENT_N_SECTIONS;
}

/* Front and talks alternate month by month. */
ent_section_set ent_sections_for_now(ent_section_set wanted)
{
    const ent_section_set months = AT(UKRAINE) | AT(SETTLEMENT);
    wanted |= wanted & months ? months : 0;
    for (size_t round = 0; round < ENT_N_SECTIONS; round++)
        for (size_t s = 0; s < ENT_N_SECTIONS; s++)
            wanted |= wanted & (1U << s) ? ent_section_table[s].now : 0;
    return wanted;
}
