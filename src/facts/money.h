/* The money in which figures are shown: US dollars, or another at the average rates of 2024. */
#ifndef ENT_FACTS_MONEY_H
#define ENT_FACTS_MONEY_H

#include "entente/facts.h"
#include "entente/table.h"

typedef struct money {
    const char *code;        /* "USD", "EUR", any currency of data/exchange.csv */
    double per_usd, per_eur; /* units of it for one dollar, one euro */
} money;

/*
 * The money that a word names; NULL is none in particular: every figure in its own.
 * Errors: ENT_E_ARG where there is no rate, with the code for one in small letters.
 */
ent_status money_read(const char *word, const ent_facts *facts, money *m, ent_error *err);

/* Put every column of a table whose unit is dollars or euros into the money, units included. */
void money_table(const money *m, ent_table *t, ent_arena *arena);

/*
 * The unit with the money's code in place of the one it names, and what to multiply figures in it
 * by; NULL when it names no money, or no other was asked for.
 */
const char *money_unit(const money *m, const char *unit, double *rate, ent_arena *arena);

/* What stands before an amount in a unit: "$", "EUR "; "" when the unit names no money. */
typedef struct money_sign {
    char text[8];
} money_sign;
money_sign money_sign_of(const char *unit);

/* A sentence for the note of a table: " EUR at the average rate of 2024 (0.924 for one US
   dollar)."; "" where nothing was converted. */
const char *money_words(const money *m, bool of_euros, ent_arena *arena);

#endif
