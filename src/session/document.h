/* The result document of a run, the section "Why" included, and the report over it. */
#ifndef ENT_SESSION_DOCUMENT_H
#define ENT_SESSION_DOCUMENT_H

#include "entente/report.h"
#include "result/result.h"

/*
 * Make document and report, and append the document's text.
 *
 * memory   *report is to be closed
 * errors   ENT_E_NOMEM
 */
ent_status session_document(const result_of *r, ent_report **report, ent_builder *text,
                            ent_arena *arena, ent_error *err);

#endif
