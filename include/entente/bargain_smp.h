/*
 * Spatial bargaining in rounds: challenges, coalitions, offers, moves (the "SMP").
 *
 *     const double power[] = {1, 2, 1}, position[] = {0, 50, 100}, salience[] = {50, 80, 30};
 *     const ent_actors actors = {3, 1, power, position, salience};
 *     const ent_smp_options o = ent_smp_defaults();
 *     ent_smp_result r;
 *     ENT_TRY(ent_smp_run(&actors, &o, &r, arena, scratch));
 *     for (size_t actor = 0; actor < r.n; actor++)
 *         printf("%.2f\n", r.positions[(r.n_turns * r.n + actor) * r.n_issues]);
 *
 * Follows KAPSARC's Toolkit for Behavioral Analysis (KTAB) to the digit with `compat`, and
 * fixes its faults without (docs/bargaining.md lists them). Work per turn grows with the cube
 * of the number of actors. Freestanding, one thread: the same bits everywhere.
 * source   KTAB, KAPSARC 2015-2019; Bueno de Mesquita 1997
 */
#ifndef ENTENTE_BARGAIN_SMP_H
#define ENTENTE_BARGAIN_SMP_H

#include <stdbool.h>
#include <stdint.h>

#include "entente/bargain.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each list: enum constant, the predecessor's name, the word used here. The first is the
 * default unless ent_smp_defaults says otherwise. */
#define ENT_VOTE_LIST(X) \
    X(ENT_VOTE_PROPORTIONAL, "Prop", "proportional") \
    X(ENT_VOTE_BINARY, "Binary", "binary") \
    X(ENT_VOTE_PROPBIN, "PropBin", "proportional-binary") \
    X(ENT_VOTE_CUBIC, "Cubic", "cubic") \
    X(ENT_VOTE_PROPCUBIC, "PropCbc", "proportional-cubic") \
    X(ENT_VOTE_ASYMMETRIC, "ASymProsp", "asymmetric")
#define ENT_VICTORY_LIST(X) \
    X(ENT_VICTORY_LINEAR, "Linear", "linear") \
    X(ENT_VICTORY_SQUARE, "Square", "square") \
    X(ENT_VICTORY_QUARTIC, "Quartic", "quartic") \
    X(ENT_VICTORY_OCTIC, "Octic", "octic") \
    X(ENT_VICTORY_BINARY, "Binary", "binary")
#define ENT_ELECTION_LIST(X) \
    X(ENT_ELECTION_CONDITIONAL, "Conditional", "conditional") \
    X(ENT_ELECTION_UNIFORM, "MarkovUniform", "markov-uniform") \
    X(ENT_ELECTION_INCENTIVE, "MarkovIncentive", "markov-incentive")
#define ENT_COMMIT_LIST(X) \
    X(ENT_COMMIT_SEMI, "SemiCommit", "semi") \
    X(ENT_COMMIT_FULL, "FullCommit", "full") \
    X(ENT_COMMIT_NONE, "NoCommit", "none")
#define ENT_ADJUST_LIST(X) \
    X(ENT_ADJUST_NONE, "None", "none") \
    X(ENT_ADJUST_THIRD, "OneThird", "third") \
    X(ENT_ADJUST_HALF, "Half", "half") \
    X(ENT_ADJUST_TWO_THIRDS, "TwoThirds", "two-thirds") \
    X(ENT_ADJUST_FULL, "Full", "full")
#define ENT_RANGE_LIST(X) \
    X(ENT_RANGE_MIN, "Min", "min") \
    X(ENT_RANGE_MID, "Mid", "mid") \
    X(ENT_RANGE_MAX, "Max", "max")
#define ENT_INTERPOLATE_LIST(X) \
    X(ENT_INTERPOLATE_S1P1, "S1P1", "s1p1") \
    X(ENT_INTERPOLATE_S2P2, "S2P2", "s2p2") \
    X(ENT_INTERPOLATE_S2PMAX, "S2PMax", "s2pmax")
#define ENT_OFFER_LIST(X) \
    X(ENT_OFFER_INITIATOR, "InitOnlyInterp", "initiator") \
    X(ENT_OFFER_BOTH, "InitRcvrInterp", "both") \
    X(ENT_OFFER_WEIGHTED, "PWCompInterp", "weighted")
#define ENT_CHOICE_LIST(X) \
    X(ENT_CHOICE_BEST, "Deterministic", "best") \
    X(ENT_CHOICE_DRAW, "Stochastic", "draw")

#define ENT_SMP_ENUM(name, theirs, ours) name,
typedef enum ent_vote_rule { ENT_VOTE_LIST(ENT_SMP_ENUM) } ent_vote_rule;
typedef enum ent_victory_rule { ENT_VICTORY_LIST(ENT_SMP_ENUM) } ent_victory_rule;
typedef enum ent_election_rule { ENT_ELECTION_LIST(ENT_SMP_ENUM) } ent_election_rule;
typedef enum ent_commit_rule { ENT_COMMIT_LIST(ENT_SMP_ENUM) } ent_commit_rule;
typedef enum ent_adjust_rule { ENT_ADJUST_LIST(ENT_SMP_ENUM) } ent_adjust_rule;
typedef enum ent_range_rule { ENT_RANGE_LIST(ENT_SMP_ENUM) } ent_range_rule;
typedef enum ent_interpolate_rule { ENT_INTERPOLATE_LIST(ENT_SMP_ENUM) } ent_interpolate_rule;
typedef enum ent_offer_rule { ENT_OFFER_LIST(ENT_SMP_ENUM) } ent_offer_rule;
typedef enum ent_choice_rule { ENT_CHOICE_LIST(ENT_SMP_ENUM) } ent_choice_rule;
#undef ENT_SMP_ENUM

/* --- Probabilistic Condorcet election --- */

typedef struct ent_election {
    ent_vote_rule vote;
    ent_victory_rule victory;
    ent_election_rule rule;
} ent_election;

/**
 * Chance of each option: every pair of options is contested by coalitions of voters.
 *
 * shape    weight[n_voters]; utility[n_options][n_voters] -> chance[n_options], sums to 1
 * domain   n_options >= 1; weights >= 0
 * errors   ENT_E_NOMEM; ENT_E_DATA when a Markov election does not settle
 * source   KTAB; for the name, Wise, Lester and Efird 2015
 */
ENT_API ent_status ent_elect(const ent_election *election, size_t n_voters, size_t n_options,
                             const double *weight, const double *utility, double *chance,
                             ent_arena *scratch);

/* --- Rounds --- */

typedef struct ent_smp_options {
    ent_vote_rule vote;
    ent_victory_rule victory;
    ent_election_rule election;
    ent_commit_rule commit;
    ent_adjust_rule adjust; /* how far actors see each other's attitude to risk */
    ent_range_rule range;   /* of risk attitudes */
    ent_interpolate_rule interpolate;
    ent_offer_rule offer;
    ent_choice_rule choice;
    bool compat;         /* the predecessor's quirks */
    const double *ideal; /* [n][n] rows summing to at most 1; NULL: ideals follow positions */
    size_t max_turns;    /* at most ENT_SMP_TURNS_MAX */
    double stop_ratio;   /* stop when movement falls below this share of the first turn's */
    uint64_t seed, draw; /* of stochastic choice */
    bool record;         /* keep moves and elections of every turn */
} ent_smp_options;

enum { ENT_SMP_TURNS_MAX = 100 };
#define ENT_SMP_NOBODY ((size_t)-1)

/** The predecessor's defaults, fixed form. */
ENT_API ent_smp_options ent_smp_defaults(void);

/* What one actor did in one turn. */
typedef struct ent_smp_move {
    size_t target;     /* whom it challenged; ENT_SMP_NOBODY */
    double gain;       /* expected from the challenge */
    double chance;     /* to prevail, as it sees it */
    size_t with;       /* party of the bargain it followed; ENT_SMP_NOBODY: stayed */
    bool own_proposal; /* it followed its own proposal, not the other's */
    double support;    /* election chance of the option it chose */
} ent_smp_move;

typedef struct ent_smp_result {
    size_t n, n_issues, n_turns;
    bool settled;           /* stopped because movement died down */
    double *positions;      /* [n_turns + 1][n][n_issues], the table's 0-100 scale */
    double *ideals;         /* [n][n_issues] at the end */
    ent_smp_move *moves;    /* [n_turns][n]; NULL unless recorded */
    double *election_first; /* [n_issues] election-weighted mean of positions, turn 0 */
    double *election_last;  /* [n_issues] */
    double *mean_first;     /* [n_issues] capability x salience mean, turn 0 */
    double *mean_last;
    double *chance_first; /* [n] chance of each actor's position; shared ones at the first */
    double *chance_last;
    double *risk_first; /* [n] attitude to risk, turn 0 */
} ent_smp_result;

/**
 * Run rounds of bargaining until they settle.
 *
 * units    positions 0-100, salience 0-100 with at most 100 in sum over issues
 * domain   1 <= n <= ENT_ACTORS_MAX, capability >= 0 and not all 0, positions within 0-100.
 *          An actor without any salience neither challenges nor resists.
 * errors   ENT_E_ARG outside the domain, ENT_E_NOMEM, ENT_E_DATA when an election fails
 * memory   result on `result_arena`; scratch is rewound
 * threads  pure
 */
ENT_API ent_status ent_smp_run(const ent_actors *actors, const ent_smp_options *options,
                               ent_smp_result *result, ent_arena *result_arena, ent_arena *scratch);

/* --- One state, for those who want to look inside. The state caches one observer's view, so
 * calls change it: one state per thread. --- */

typedef struct ent_smp_state ent_smp_state;

/**
 * The state at the table's positions: risk attitudes and utilities.
 *
 * memory   on the arena; borrows nothing
 * errors   as ent_smp_run
 */
ENT_API ent_status ent_smp_state_create(const ent_actors *actors, const ent_smp_options *options,
                                        ent_smp_state **state, ent_arena *arena);

/** Attitude to risk: above 0 averse. */
ENT_API double ent_smp_risk(const ent_smp_state *state, size_t i);
/** Utility to i of j's position, as h estimates it. */
ENT_API double ent_smp_utility(ent_smp_state *state, size_t h, size_t i, size_t j);
/** Chance that i prevails over j, as h estimates it. */
ENT_API double ent_smp_chance(ent_smp_state *state, size_t h, size_t i, size_t j);
/** Gain to k when i challenges j, as h estimates it. */
ENT_API double ent_smp_gain(ent_smp_state *state, size_t h, size_t k, size_t i, size_t j);
/** Best target of i, or ENT_SMP_NOBODY; its gain and chance when not NULL. */
ENT_API size_t ent_smp_target(ent_smp_state *state, size_t i, double *gain, double *chance);
/**
 * The bargain i offers j on one issue: where each would stand, 0-100.
 *
 * shape    first[2], second[2]: initiator's and receiver's place; second is ENT_MISSING
 *          unless both views make one
 */
ENT_API void ent_smp_offer(ent_smp_state *state, size_t i, size_t j, size_t issue, double first[2],
                           double second[2]);

#ifdef __cplusplus
}
#endif
#endif
