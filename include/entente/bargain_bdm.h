/*
 * The expected-utility model of group decisions: offers, compromise, capitulation.
 *
 *     const double power[] = {1, 2, 1}, position[] = {0, 50, 100}, salience[] = {.5, .8, .3};
 *     const ent_bdm_options o = ent_bdm_defaults();
 *     ent_bdm_result r;
 *     ENT_TRY(ent_bdm_run(3, power, position, salience, &o, &r, arena, scratch));
 *
 * One issue, any scale. Published replications disagree with each other and with the author's
 * reports; switches choose among them and cycles are reported, not hidden. Freestanding.
 * source   Bueno de Mesquita 1994, 1997; Scholz, Calbert and Smith 2011
 */
#ifndef ENTENTE_BARGAIN_BDM_H
#define ENTENTE_BARGAIN_BDM_H

#include <stdbool.h>

#include "entente/bargain.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_bdm_probability {
    ENT_BDM_PAIR,     /* support for i over j among those who take sides */
    ENT_BDM_ALL_PAIRS /* the same support over the votes of all ordered pairs (public code) */
} ent_bdm_probability;

typedef enum ent_bdm_choice {
    ENT_BDM_SMALLEST_MOVE, /* within the best class of offers */
    ENT_BDM_LOWEST_MEAN    /* compromises by the lowest weighted mean (public code) */
} ent_bdm_choice;

typedef struct ent_bdm_options {
    ent_bdm_probability probability;
    ent_bdm_choice choice;
    double stay;   /* Q, chance that nothing changes without a challenge; 1 or 0.5 */
    bool compel;   /* weak actors can be compelled (the public code never does) */
    bool risk;     /* attitudes to risk from the danger each is in; else all neutral */
    size_t rounds; /* at most ENT_BDM_ROUNDS_MAX */
} ent_bdm_options;

enum { ENT_BDM_ROUNDS_MAX = 200 };

/** Text form: pairwise probability, Q = 1, smallest move, compelling, risk, 25 rounds. */
ENT_API ent_bdm_options ent_bdm_defaults(void);
/** The public replication's form, quirks included. */
ENT_API ent_bdm_options ent_bdm_public_code(void);

typedef enum ent_bdm_offer {
    ENT_BDM_NONE,
    ENT_BDM_CONFRONTATION,
    ENT_BDM_COMPROMISE,
    ENT_BDM_CAPITULATION
} ent_bdm_offer;

/* What moved an actor in one round. */
typedef struct ent_bdm_move {
    ent_bdm_offer kind;
    size_t by; /* whose offer; the actor itself when none */
} ent_bdm_move;

/* Inside of one round, for the curious: [n][n] or [n]. */
typedef struct ent_bdm_round {
    double *chance;    /* [i][j] P that i prevails over j; first pass, all neutral */
    double *danger;    /* [i] first pass */
    double *exponent;  /* [i] r */
    double *eu_own;    /* [i][j] of challenging j, as i sees it */
    double *eu_theirs; /* [i][j] of j's challenge to i, as i sees it */
} ent_bdm_round;

typedef struct ent_bdm_result {
    size_t n, n_rounds;
    double *positions;   /* [n_rounds + 1][n] */
    double *median;      /* [n_rounds + 1] position that beats every other in pairs */
    double *mean;        /* [n_rounds + 1] capability x salience */
    ent_bdm_move *moves; /* [n_rounds][n] */
    bool settled;        /* nobody moved in the last round */
    size_t cycle_length; /* positions of the last round were met this many rounds before; 0: no */
    ent_bdm_round first; /* of round 1 */
} ent_bdm_result;

/**
 * Play rounds of offers until nobody moves, positions repeat or the rounds run out.
 *
 * shape    n values each; salience on any common scale
 * units    positions in the table's unit
 * domain   1 <= n <= ENT_ACTORS_MAX, capability and salience >= 0, some product positive
 * errors   ENT_E_ARG, ENT_E_NOMEM
 */
ENT_API ent_status ent_bdm_run(size_t n, const double *capability, const double *position,
                               const double *salience, const ent_bdm_options *options,
                               ent_bdm_result *result, ent_arena *result_arena, ent_arena *scratch);

#ifdef __cplusplus
}
#endif
#endif
