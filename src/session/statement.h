/*
 * A statement read: its propositions, what of them was checked against the data, and the scenario
 * that they give.
 *
 *     statement s;
 *     ENT_TRY(statement_read(&how, text, length, &s, arena, err));
 *     ENT_TRY(statement_text(&s, true, &style, &out, err));
 */
#ifndef ENT_SESSION_STATEMENT_H
#define ENT_SESSION_STATEMENT_H

#include "entente/facts.h"
#include "entente/table.h"
#include "reading/meaning.h"
#include "world/parts.h"

enum { STATEMENT_LAST_YEAR = 2035 }; /* of the scenario that is written */

typedef struct statement_how {
    const world_parts *tables; /* facts and registers */
    const char *name;          /* of the text: its file without folder and .txt */
    const char *on; /* YYYY-MM-DD; NULL takes the date of the text, else that in its name */
} statement_how;

typedef enum statement_verdict {
    STATEMENT_SUPPORTED,
    STATEMENT_NOT_SUPPORTED,
    STATEMENT_NO_FIGURE /* nothing to compare with */
} statement_verdict;

/* A fact of the text beside the data. */
typedef struct statement_check {
    size_t proposition;
    statement_verdict verdict;
    const char *sentence; /* "NATO, June 2024: 2.33 % of GDP in 2024." */
    const char *source;   /* key in sources.csv; "" when none */
} statement_check;

typedef struct statement {
    const char *name;
    ent_reading reading;
    size_t n_meanings, n_checks;
    meaning *meanings; /* in the order of the propositions, as are the checks */
    statement_check *checks;
    size_t *first_meaning; /* [n_propositions + 1] */
    size_t *first_check;   /* [n_propositions + 1] */
    bool *repeated;        /* [n_meanings] whether an earlier one gave the same key */
    world_parts tables;    /* facts and registers */
} statement;

/*
 * Read a text with the rules of the data folder.
 *
 * errors   those of ent_read and of the tables
 * memory   owned by the arena; borrows `text`
 */
ent_status statement_read(const statement_how *how, const char *text, size_t length, statement *s,
                          ent_arena *arena, ent_error *err);

/* Sentence by sentence for a terminal; `explain` adds rules, words and why nothing was taken. */
ent_status statement_text(const statement *s, bool explain, const ent_style *style,
                          ent_builder *out, ent_error *err);
/* The columns text_id, sentence, n, type, who, about, value, unit, when, stance. */
ent_status statement_csv(const statement *s, ent_builder *out, ent_error *err);
ent_status statement_json(const statement *s, ent_builder *out, ent_error *err);
/*
 * The text as HTML with its marked sentences, for the start of a report. `document` is the result
 * of the scenario that was read (JSON): its claims get verdict and figure.
 */
ent_status statement_html(const statement *s, const char *document, size_t length, ent_builder *out,
                          ent_error *err);
/*
 * The scenario as YAML: each lever, event and claim under the sentence it comes from, then the
 * levers that the text says nothing about.
 *
 * errors   ENT_E_DATA when the text has no date or nothing that the model can compute
 */
ent_status statement_scenario(const statement *s, ent_builder *out, ent_error *err);
/*
 * The base scenario over the months of statement_scenario, as YAML: what the scenario is compared
 * with. Its facts too are those known on the day of the text.
 *
 * errors   ENT_E_DATA when the text has no date
 */
ent_status statement_baseline(const statement *s, ent_builder *out, ent_error *err);

#endif
