/* What the parts of the result document are made of. */
#ifndef ENT_RESULT_RESULT_PARTS_H
#define ENT_RESULT_RESULT_PARTS_H

#include <jansson.h>
#include <stdint.h>

#include "entente/table.h"

/* A number of the document: null when it is missing or infinite. */
json_t *result_number(double value);

/* A seed of 64 bits; as text where a signed number would not hold it. */
json_t *result_seed(uint64_t seed);

/* A chart or table of a section, still empty. */
json_t *result_section(const char *name, const char *section, const char *title, const char *kind);

/* The list `key` of an object, made when it is not there; borrowed. */
json_t *result_list(json_t *object, const char *key);

/* Append a table of the program as a table of the document. */
void result_table(json_t *tables, const ent_table *t, const char *section, const char *kind,
                  const char *source);

#endif
