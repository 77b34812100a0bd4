/* For qsort and bsearch: numbers from the smallest to the largest; none of them missing. */
#ifndef ENT_BASE_BY_VALUE_H
#define ENT_BASE_BY_VALUE_H

static inline int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

#endif
