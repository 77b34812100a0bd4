/* What a proposition says and what follows from it, in words: for the terminal and the report. */
#ifndef ENT_SESSION_STATEMENT_WORDS_H
#define ENT_SESSION_STATEMENT_WORDS_H

#include "session/statement.h"

/* Words of each statement_verdict. */
extern const char *const statement_verdicts[];
/* Name of a state, group, place or clause inside a sentence: "the United Kingdom". */
const char *statement_name(const statement *s, const char *code, ent_arena *arena);
/* "Article 5 of the North Atlantic Treaty does not cover forces in Ukraine" */
void statement_add_proposition(const statement *s, ent_builder *b, const ent_proposition *p);
/* A claim's sentence; codes of states become names. */
void statement_add_says(const statement *s, ent_builder *b, const char *says, const char *who);
/* What is said behind a lever that the text gives no figure for, else "". */
const char *statement_basis(const meaning *m);
/* Title of an event, from its line of YAML. */
const char *statement_event_title(const meaning *m, ent_arena *arena);

#endif
