#include "result/hundred.h"

#include <stdio.h>

hundred_words hundred_of(double share)
{
    hundred_words w = {"-"};
    if (share > 0.0 && share < 0.005)
        return (hundred_words){"fewer than 1"};
    if (share >= 0.995 && share < 1.0)
        return (hundred_words){"more than 99"};
    if (share >= 0.0 && share <= 1.0)
        snprintf(w.text, sizeof w.text, "%d", (int)(100.0 * share + 0.5));
    return w;
}

void hundred_parts(const double *counts, size_t n, int *parts)
{
    double sum = 0.0, rest[8] = {0.0};
    int left = 100;
    for (size_t i = 0; i < n; i++)
        sum += counts[i];
    for (size_t i = 0; i < n; i++) {
        const double exact = sum > 0.0 ? 100.0 * counts[i] / sum : 0.0;
        parts[i] = (int)exact;
        rest[i] = exact - (double)parts[i];
        left -= parts[i];
    }
    for (; sum > 0.0 && left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < n; i++)
            most = rest[i] > rest[most] ? i : most;
        parts[most]++;
        rest[most] = -1.0;
    }
}
