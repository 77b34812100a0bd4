/*
 * Who could have attacked whom: politically relevant directed pairs of states by year, with what
 * was known before the year and what happened in it.
 *
 *     dyad_years d;
 *     ENT_TRY(dyads_read("../shared/data", "data", 1950, NULL, &d, arena, err));
 *     for (size_t i = 0; i < d.n; i++)
 *         wars += d.rows[i].level == DYAD_WAR;
 *
 * A pair is relevant when the two are contiguous by land or up to 400 miles of water, or when one
 * is a major power. An event is a dispute that the challenger began against an original target
 * (Gibler, Miller and Little); years of a running dispute without a new one are left out.
 */
#ifndef ENT_HINDCAST_DYADS_H
#define ENT_HINDCAST_DYADS_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"
#include "entente/treaty.h"
#include "model/attack.h"

enum { DYAD_FORCE = 4, DYAD_WAR = 5 }; /* hostility levels of the data */

typedef struct dyad_year {
    int year, challenger, target; /* Correlates of War numbers */
    int pair;                     /* the two states in either order: the unit of the bootstrap */
    int level;                    /* the challenger's highest hostility; 0 where none began */
    double past[ENT_CRISIS_TERMS];
    double ratio;              /* ln of the ratio of capabilities, challenger to target */
    double pact;               /* 1: the target has a defence pact with a third state */
    double mutual;             /* 1: the challenger owes the target its defence */
    double nuclear_challenger; /* 1: it has nuclear weapons */
    double nuclear_target;
    double nuclear_guarantor;            /* 1: the target or the US as its ally has them */
    double log_x, log_alone, log_allied; /* capabilities; allied: with the target's partners */
} dyad_year;

typedef struct dyad_years {
    size_t n;
    dyad_year *rows;           /* by year, challenger, target */
    int first, last;           /* years */
    size_t n_pairs;            /* dyad_year.pair lies below */
    size_t by_engine, by_atop; /* target-years whose partners come from either source */
} dyad_years;

/*
 * Read the folder and build the rows from `first` to the last year with disputes.
 *
 * data     folder of our own tables, for the codes of states
 * treaty   names the partners of a target where its tables hold a duty of defence for it in that
 *          year; NULL: the alliance data alone. Its codes are those of data/cow_codes.csv.
 * errors   ENT_E_IO, ENT_E_PARSE, ENT_E_DATA naming file and line; ENT_E_NOMEM
 * memory   rows in the arena
 */
ent_status dyads_read(const char *dir, const char *data, int first, const ent_treaty *treaty,
                      dyad_years *d, ent_arena *arena, ent_error *err);

#endif
