/* The bill of a set of states as lines, as tables and as the `bill` of a result document. */
#ifndef ENT_RESULT_BILL_DOCUMENT_H
#define ENT_RESULT_BILL_DOCUMENT_H

#include <jansson.h>

#include "entente/bill.h"
#include "entente/facts.h"
#include "entente/table.h"
#include "facts/money.h"

enum { BILL_TOTALS = 3 };

typedef struct bill_total {
    const char *group, *label; /* ALL, EURCAN, EUROPE; SELECTED for other sets */
    ent_bill_line line;
} bill_total;

/* Money beside US dollars; rates are yearly averages of 2024. */
typedef enum bill_currency { BILL_USD, BILL_EUR, BILL_NATIONAL } bill_currency;

/* The code of a money that shows each state's figures in its own. */
extern const char MONEY_NATIONAL[];

typedef struct bill_set {
    const ent_world *world;
    const ent_facts *facts; /* with the scenario's overrides */
    ent_bill_terms terms;
    size_t n, n_totals;
    ent_bill_line lines[ENT_MAX_STATES];
    bill_total totals[BILL_TOTALS];
} bill_set;

/*
 * Compute the bill. No states: all allies with forces, and the totals of the alliance.
 * Errors: ENT_E_ARG for terms outside the world's years, ENT_E_DATA for a state without
 * spending of the base year.
 */
ent_status bill_compute(const ent_world *world, const ent_facts *facts, const ent_bill_terms *terms,
                        size_t n_states, const int32_t *states, bill_set *set, ent_error *err);

/* The `bill` object of the result schema; NULL when out of memory. */
json_t *bill_document(const bill_set *set, const money *m, ent_arena *arena);

/* One row a state by falling multiple, totals last when asked. Borrowed texts live on. */
void bill_state_table(const bill_set *set, const money *m, bool totals, ent_table *t,
                      ent_arena *arena);

/* State by year: share asked for, extra spending. */
void bill_years_table(const bill_set *set, const money *m, ent_table *t, ent_arena *arena);

/* Two sets of the same states side by side. */
void bill_compare_table(const bill_set *a, const bill_set *b, const money *m, ent_table *t,
                        ent_arena *arena);

#endif
