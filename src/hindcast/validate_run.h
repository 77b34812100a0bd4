/* Families of comparisons run one after another, into one table and the lines that go with it. */
#ifndef ENT_HINDCAST_VALIDATE_RUN_H
#define ENT_HINDCAST_VALIDATE_RUN_H

#include "entente/table.h"
#include "hindcast/validate_log.h"

/* What one of the two programs compares. */
typedef struct validate_set {
    const validate_family *const *families;
    size_t n_families;
    /* Of reference vectors: files of the folder that no family reads count as failed, and rows can
       be superseded or no longer in the product. */
    bool vectors;
    const validate_superseded *superseded;
    size_t n_superseded;
} validate_set;

typedef struct validate_report {
    ent_table table;      /* one row a family, those with misses first */
    ent_builder misses;   /* one line a failed row */
    ent_builder notes;    /* what the families say beside their rows */
    ent_builder json;     /* their JSON objects, a comma before each */
    ent_builder troubles; /* families that could not be computed at all */
    size_t failed;
} validate_report;

/* The family of that name, now or up to 0.1; NULL when there is none. */
const validate_family *validate_find(const validate_set *set, const char *name);

/*
 * Run all families of the set, or one.
 *
 * dir      folder of the reference files; NULL when there is none
 * only     NULL for all
 * memory   all in the arena
 */
void validate_run(const validate_set *set, const char *dir, const validate_family *only,
                  validate_report *report, ent_arena *arena);

#endif
