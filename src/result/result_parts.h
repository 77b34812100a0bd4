/* What the parts of the result document are made of. */
#ifndef ENT_RESULT_RESULT_PARTS_H
#define ENT_RESULT_RESULT_PARTS_H

#include <jansson.h>
#include <stdint.h>

#include "base/chart_data.h"

/* A seed of 64 bits; as text where a signed number would not hold it. */
json_t *result_seed(uint64_t seed);

#endif
