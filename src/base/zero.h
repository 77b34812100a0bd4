/* A number that rounds to zero is shown without a sign. */
#ifndef ENT_BASE_ZERO_H
#define ENT_BASE_ZERO_H

#include <string.h>

/* "-0.00" as "0.00"; any other text as it is. */
static inline void unsign_zero(char *text)
{
    const size_t n = strlen(text);
    if (*text == '-' && n > 1 && strspn(text + 1, "0.") == n - 1)
        memmove(text, text + 1, n);
}

#endif
