/* The result document and the workbook of a run: everything it found, written once. */
#ifndef ENT_CLI_RESULT_H
#define ENT_CLI_RESULT_H

#include <jansson.h>

#include "cli/claims.h"
#include "entente/columns.h"

typedef struct result_of {
    const world_parts *parts, *baseline; /* baseline NULL: none */
    const run_worlds *worlds;
    const claim_set *claims;
    const bill_set *bill; /* NULL: the terms have none */
    const ent_run *run;
    const char *design, *isa, *command;
    uint64_t futures, seed;
    size_t threads, ranks;
    double seconds;
    bool incomplete;
    struct why_answer *why; /* NULL: without the section "Why"; else its tables are left here */
} result_of;

/*
 * Append the document (schemas/result.schema.json).
 *
 * errors   ENT_E_NOMEM
 */
ent_status result_document(const result_of *r, ent_builder *out, ent_arena *arena, ent_error *err);

/* Write results.xlsx: claims, bill, one sheet for each group of outcomes, levers, assumptions. */
ent_status result_workbook(const result_of *r, const char *path, ent_arena *arena, ent_error *err);

#endif
