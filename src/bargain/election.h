/* Votes between two options; shared by elections and challenges. */
#ifndef ENT_BARGAIN_ELECTION_H
#define ENT_BARGAIN_ELECTION_H

#include "entente/bargain_smp.h"

/* Vote of one actor between utilities a and b: positive for a. */
double smp_vote(ent_vote_rule rule, double weight, double a, double b);

/* The same for n actors. */
void smp_vote_row(ent_vote_rule rule, size_t n, const double *weight, const double *a,
                  const double *b, double *votes);

/* Add votes above zero to *positive and the size of those below to *negative, in order. */
void smp_add_sides(size_t n, const double *votes, double *positive, double *negative);

#endif
