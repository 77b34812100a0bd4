/* Inputs and tolerances as the reference vectors write them. */
#ifndef ENT_REFERENCE_INPUTS_H
#define ENT_REFERENCE_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

/* "rel:1e-9;abs:0.5" to the two tolerances (0 where not named); false when malformed. */
bool vector_tolerance(const char *text, double *abs_tol, double *rel_tol);

/*
 * Inputs of the form key=value;key=a|b|c. The text is borrowed.
 */
typedef struct vector_inputs {
    const char *text;
} vector_inputs;

/* One number by key; ENT_MISSING when the key is absent or no number. */
double vector_number(const vector_inputs *in, const char *key);

/* Numbers of a list by key; returns how many, at most `most`; 0 when absent or malformed. */
size_t vector_list(const vector_inputs *in, const char *key, size_t most, double *values);

/* A word by key, copied into `word` (cut to `size`); false when absent. */
bool vector_word(const vector_inputs *in, const char *key, size_t size, char *word);

#endif
