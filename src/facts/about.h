/*
 * What a folder of facts holds: figures, releases, and one number that changes with any figure.
 *
 * Reading and sorting all facts takes some 15 ms. The program carries what the shipped folder
 * holds, made while it is built, under the mark of that folder's files: as long as the files are
 * the same, byte for byte, nothing has to be read but they.
 */
#ifndef ENT_FACTS_ABOUT_H
#define ENT_FACTS_ABOUT_H

#include <stdint.h>

#include "entente/facts.h"

typedef struct facts_about {
    uint64_t mark; /* of the files */
    uint64_t hash; /* FNV-1a over every figure as written, in the order of the facts */
    size_t n_figures;
    const char *releases; /* one line for each source of a hundred figures or more */
    const char *sources;  /* JSON: every source that has a figure */
    const char *absent;   /* JSON: optional tables that are not there */
    const char *missing;  /* the same, a line each */
} facts_about;

/* What was loaded. errors ENT_E_NOMEM */
ent_status facts_describe(const ent_facts *facts, facts_about *about, ent_arena *arena,
                          ent_error *err);

/* Mark of the bytes of all files that ent_facts_load reads in `dir`; one that is absent counts. */
uint64_t facts_mark(const char *dir);

/* Name of the i-th file that ent_facts_load reads, NULL after the last. */
const char *facts_file(size_t i);

#endif
