/* Futures said as parts of a hundred: "48 of 100". The one place that rounds them. */
#ifndef ENT_RESULT_HUNDRED_H
#define ENT_RESULT_HUNDRED_H

#include <stddef.h>

typedef struct hundred_words {
    char text[16];
} hundred_words;

/* What stands before "of 100": "48"; no share of some futures is written as none or as all, but as
 * "fewer than 1" or "more than 99". "-" for a missing share. */
hundred_words hundred_of(double share);

/* `n` counts (at most 8) as parts that add up to 100, the largest remainders rounded up; all 0
 * when nothing was counted. */
void hundred_parts(const double *counts, size_t n, int *parts);

#endif
