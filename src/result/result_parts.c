#include "result/result_parts.h"

#include <stdio.h>

json_t *result_seed(uint64_t seed)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    return seed <= (uint64_t)INT64_MAX ? json_integer((json_int_t)seed) : json_string(text);
}
