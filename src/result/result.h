/* The result document and the workbook of a run: everything it found, written once. */
#ifndef ENT_RESULT_RESULT_H
#define ENT_RESULT_RESULT_H

#include <jansson.h>

#include "entente/columns.h"
#include "result/claims.h"
#include "study/explore_run.h"

typedef struct result_of {
    const world_parts *parts, *baseline; /* baseline NULL: none */
    const run_worlds *worlds;
    const claim_set *claims;
    const bill_set *bill; /* NULL: the terms have none */
    const ent_run *run;
    const money *money; /* that figures of money are shown in */
    const char *design, *isa, *command;
    uint64_t futures, seed;
    size_t ran_threads, ran_ranks; /* that computed the futures */
    size_t threads;                /* that make the document */
    double seconds;
    bool incomplete, own_beliefs; /* own_beliefs: the baseline keeps its own assumptions */
    study_progress *progress;     /* of the section "Why"; NULL: none */
    void *progress_with;
    struct why_answer *why; /* NULL: without the section "Why"; else its tables are left here */
} result_of;

/*
 * Make the document (schemas/result.schema.json), all but the section "Why" (result_why.h).
 *
 * memory   a reference is the caller's
 * errors   ENT_E_NOMEM
 */
ent_status result_make(const result_of *r, json_t **document, ent_arena *arena, ent_error *err);

/* Append it as text. */
ent_status result_text(const json_t *document, ent_builder *out, ent_error *err);

/* Write results.xlsx: a cover, claims, bill, one sheet for each group of outcomes, levers,
   assumptions, sources. */
ent_status result_workbook(const result_of *r, const char *path, ent_arena *arena, ent_error *err);

#endif
