/*
 * Verdicts as a document: the `obligation_event` of the result schema, and rows for tables.
 *
 *     ent_treaty_answers a;
 *     ENT_TRY(ent_treaty_answer_event(&t, &event, &a, arena, err));
 *     ent_treaty_document(&t, &event, &a, "Strike on Kharkiv", true, &out);
 */
#ifndef ENTENTE_TREATY_REPORT_H
#define ENTENTE_TREATY_REPORT_H

#include "entente/facts.h"
#include "entente/text.h"
#include "entente/treaty_tables.h"

/* All verdicts of one event, in the order in which a reader wants them. */
typedef struct ent_treaty_answers {
    size_t n_clauses, n_relevant; /* relevant ones come first */
    const ent_treaty_verdict *verdicts;
    const ent_treaty_level *levels; /* [n_states] */
    size_t n_states;
    const uint16_t *states; /* those that owe anything, highest level first */
} ent_treaty_answers;

/**
 * Judge every clause and sort: yes by level, contested by level, then those that fail although
 * the victim is among the parties, then the rest.
 *
 * memory   owned by the arena
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_treaty_answer_event(const ent_treaty *t, const ent_treaty_event *e,
                                           ent_treaty_answers *answers, ent_arena *arena,
                                           ent_error *err);

/**
 * ent_treaty_event_set with states by any name of the tables or of `names`: "UK", "Germany". What
 * is unknown stays as it is written.
 *
 * errors   those of ent_treaty_event_set; ENT_E_KEY for a text longer than 500 bytes
 */
ENT_API ent_status ent_treaty_event_set_named(const ent_treaty *t, ent_treaty_event *e,
                                              const char *key, const char *value, size_t n_names,
                                              const ent_state_name *names);

/** A state by its code, or by any name of the tables or of `names`; ENT_TREATY_NONE for none. */
ENT_API uint16_t ent_treaty_state_named(const ent_treaty *t, const char *word, size_t length,
                                        size_t n_names, const ent_state_name *names);

/** The event in one line: "Russia attacks forces of France at Kharkiv, 2026-06-01"; "Russia attacks
    Estonia with cyber means at Tallinn, 2026-06-01". */
ENT_API const char *ent_treaty_label(const ent_treaty *t, const ent_treaty_event *e,
                                     ent_arena *arena);

/** Append the JSON object; `all` includes clauses that have nothing to do with the victim. */
ENT_API void ent_treaty_document(const ent_treaty *t, const ent_treaty_event *e,
                                 const ent_treaty_answers *answers, const char *label, bool all,
                                 ent_builder *out);

#endif
