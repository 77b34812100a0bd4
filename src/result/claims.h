/*
 * Claims of a scenario: what each reads (a probe of the futures, an account, an obligation) and
 * what the run says about it.
 */
#ifndef ENT_RESULT_CLAIMS_H
#define ENT_RESULT_CLAIMS_H

#include "entente/futures.h"
#include "entente/treaty_report.h"
#include "result/bill_document.h"
#include "world/parts.h"

enum { CLAIMS_MAX = 128, CLAIM_EVENTS = 16 };

/* The worlds of a run and what they are. */
typedef struct run_worlds {
    size_t n;
    bool accounts; /* claims on futures are left alone, and nothing is said of absent tables */
    const ent_world *worlds[ENT_RUN_WORLDS];
    bool narrow[ENT_RUN_WORLDS];
    const char *key[ENT_RUN_WORLDS]; /* of the scenario; a lever for one that differs in it */
} run_worlds;

typedef enum claim_from { CLAIM_NOWHERE, CLAIM_PROBE, CLAIM_VALUE } claim_from;

typedef struct claim_state {
    const ent_claim *claim;
    claim_from from;
    size_t probe;
    size_t base;  /* probe of the same under the base of the scenario, SIZE_MAX: none */
    double value; /* CLAIM_VALUE */
    const char *kind, *unit;
    const char *why; /* it is not answered */
} claim_state;

typedef struct claim_set {
    size_t n, n_probes;
    claim_state states[CLAIMS_MAX];
    ent_probe probes[2 * CLAIMS_MAX];
    size_t n_events;
    ent_treaty treaty;
    ent_treaty_event events[CLAIM_EVENTS];
    ent_treaty_answers answers[CLAIM_EVENTS];
    const char *labels[CLAIM_EVENTS];
} claim_set;

/* What a claim came to. */
typedef struct claim_verdict {
    const char *verdict;     /* as in the result schema */
    double value, low, high; /* the median of the futures with a value, and 90 % of them */
    double share;            /* of all futures: those in which the condition holds */
    uint64_t n, all;         /* futures with a value; all */
    uint64_t up, same, down; /* signs of the value, of those with one */
} claim_verdict;

/*
 * Find out what each claim reads, adding to `worlds` those that it is compared with. Events of
 * the scenario are judged on the way.
 *
 * errors   of scenarios and worlds; a claim that nothing can answer is none
 */
ent_status claims_prepare(const world_parts *parts, const bill_set *bill, run_worlds *worlds,
                          claim_set *set, ent_arena *arena, ent_error *err);

/* Put the claims whose unit is money into the money: value, threshold and unit. */
ent_status claims_in_money(claim_set *set, const money *m, ent_arena *arena, ent_error *err);

/*
 * A claim about futures holds where its condition is true in at least 90 % of them, does not in
 * at most 10 %, depends in between: futures without a value are counted as not meeting it, unless
 * the claim says that they do; accounts and obligations are plain.
 */
claim_verdict claims_verdict(const claim_set *set, size_t i, const ent_run *run);

/* The line of a state or of ALL, EURCAN, EUROPE; NULL when the bill has none. */
const ent_bill_line *claims_bill_line(const bill_set *bill, const char *who);

/*
 * An account at "index,index" as a target of a study: every account that needs no run.
 *
 * errors   ENT_E_KEY where it has no value at this index and time
 */
ent_status claims_account_of(const world_parts *parts, const ent_outcome *row, const char *index,
                             const char *at, double *value, ent_arena *arena, ent_error *err);

/* Share of all futures in which the claim's condition holds under the scenario's base; missing
   where the sentence does not ask for it. */
double claims_base_share(const claim_set *set, size_t i, const ent_run *run);

/* Decimals that leave two significant digits; whole numbers from 10. */
int decimals_of_two_digits(double value);

/* The claim's sentence with the figures of the run in its slots; "" when it has none. */
void claims_sentence(const claim_set *set, size_t i, const claim_verdict *v,
                     const world_parts *parts, const ent_run *run, char *out, size_t size);

#endif
