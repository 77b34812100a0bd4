/* Any bytes as the condition of a claim. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "entente/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[64];
    ent_condition c;
    const size_t n = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, n);
    text[n] = '\0';
    if (ent_condition_read(text, &c) && (c.n < 1 || c.n > 2))
        abort();
    return 0;
}
