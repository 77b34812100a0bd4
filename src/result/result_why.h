/* The section "Why" of a run's report: drivers, failure boxes, what would have to be true. */
#ifndef ENT_RESULT_RESULT_WHY_H
#define ENT_RESULT_RESULT_WHY_H

#include "result/result.h"
#include "study/why.h"

/* With fewer futures the section is left out, and the document says so. */
enum { RESULT_WHY_LEAST = 1024, RESULT_HEADLINES = 4 };

/* An outcome that a headline rests on: its key with index and its time ("" for none). */
typedef struct result_headline {
    const char *key, *at;
} result_headline;

/*
 * Reads the outcomes of `headlines`, claims and places in the first futures of the run (at most
 * 4,096; those of another design are computed), and adds charts, tables and the member `believe` to
 * the document and to the pages of its flashpoints. Tables for the workbook are left in `*r->why`.
 *
 * errors   ENT_E_NOMEM; what cannot be said of an outcome is left out
 */
ent_status result_why(const result_of *r, size_t n, const result_headline *headlines,
                      json_t *document, ent_arena *arena, ent_error *err);

/* Charts, tables and sentences of an answer into a document. */
void why_into_document(const why_answer *a, json_t *document);

#endif
