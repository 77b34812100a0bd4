/* Tables of the aid accounts, for the command and for the report. */
#ifndef ENT_RESULT_AID_TABLES_H
#define ENT_RESULT_AID_TABLES_H

#include "entente/aid.h"
#include "entente/facts.h"
#include "entente/table.h"
#include "entente/world.h"
#include "facts/money.h"

/* Read the aid tables and give each donor its GDP of 2024 in EUR. */
ent_status aid_load(const char *dir, const ent_facts *facts, ent_aid *aid, ent_arena *arena,
                    ent_error *err);

/*
 * Military aid that the US, Europe or all donors give in a year, EUR bn: as published before the
 * first year of the world, and in its years the levers times the mean of 2022-24.
 *
 * domain   ENT_AID_US, ENT_AID_EUROPE, ENT_AID_ALL
 * returns  ENT_MISSING where nothing is published or the world has ended
 */
double aid_of_year(const ent_aid *aid, const ent_world *world, ent_aid_group group, int year);

/*
 * Military aid that the US gave a year in 2022-24, EUR bn: the sum of the months, which the fact of
 * the world rounds; by the fact where a scenario gives another.
 */
double aid_us_yearly(const ent_aid *aid, const ent_world *world);

/* Flows by year or quarter; the first row sums 2022-24 and shows the other vintage. */
void aid_flow_table(ent_table *t, const ent_aid *aid, bool quarters, ent_arena *arena);

/* Donors and their part in replacing the US share by three keys; n words name the donors
   wanted, 0 all. `cap` of the capped key in % of GDP a year. */
ent_status aid_donor_table(ent_table *t, const ent_aid *aid, double cap, const money *m, size_t n,
                           const char *const *words, ent_arena *arena, ent_error *err);

#endif
