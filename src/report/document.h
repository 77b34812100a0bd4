/* Reading a result document: typed access to its members, absent members included. */
#ifndef ENT_REPORT_DOCUMENT_H
#define ENT_REPORT_DOCUMENT_H

#include <jansson.h>
#include <stdint.h>

#include "entente/report.h"

/* An outcome under a name by which it is looked for. */
typedef struct doc_named {
    const char *name;
    size_t length, place; /* of the name; in the document */
    const json_t *outcome;
} doc_named;

/* Outcomes of one name, in the order of the document. */
typedef struct doc_list {
    size_t n;
    const doc_named *rows;
} doc_list;

struct ent_report {
    json_t *root;
    ent_arena *arena;
    doc_list by_key, by_register; /* every outcome, sorted by name, then by place */
};

/* A report over a document in memory, which it takes over, on failure too. */
ent_status report_take(json_t *root, const char *name, ent_report **report, ent_arena *arena,
                       ent_error *err);

/* Member `key`, or NULL; `o` may be NULL. */
const json_t *doc_get(const json_t *o, const char *key);
/* jansson walks objects and counts references through pointers that are not const. */
static inline json_t *doc_loose(const json_t *o)
{
    return (json_t *)(uintptr_t)o;
}
/* Text member; "" when absent or of another type. */
const char *doc_text(const json_t *o, const char *key);
/* Number member; ENT_MISSING when absent or null. */
double doc_number(const json_t *o, const char *key);

/* A member as a whole number from 0 to `most`; 0 where it is none or lies outside. */
int doc_whole(const json_t *o, const char *key, int most);
/* The seed of the run in full: 64 bits do not fit a double. */
const char *doc_seed(const json_t *run, char text[24]);
bool doc_true(const json_t *o, const char *key);
/* Whether the array or object member exists and is not empty. */
bool doc_has(const json_t *o, const char *key);
/* Number at quantile `p` ("p50") of an outcome or baseline. */
double doc_quantile(const json_t *o, const char *p);
/* The outcome with this key and time; `at` NULL: any time, the first. */
const json_t *doc_outcome(const ent_report *r, const char *key, const char *at);

/* What is said beside figures of a register that rest on a part without skill; "" for others. */
const char *doc_without_skill(const ent_report *r, const char *registered);
/* Any one outcome of a register row, or NULL. */
const json_t *doc_any(const ent_report *r, const char *register_key);
/* All outcomes of a key. */
doc_list doc_keyed(const ent_report *r, const char *key);
/* All outcomes of a register row: hundreds of questions are asked of thousands of outcomes. */
doc_list doc_registered(const ent_report *r, const char *register_key);
/* Register key of an outcome: the member, else its key without the index. */
bool doc_is_register(const json_t *outcome, const char *register_key);
/* The single index value of an outcome ("GBR"), "" for none. */
const char *doc_index(const json_t *outcome);
/* "2030" -> 2030; "2026-07" -> 2026.5; ENT_MISSING when malformed. */
double doc_time(const char *at);
/* Display name of a state, from the bill or obligations; its code when unknown. */
const char *doc_state_name(const ent_report *r, const char *state);
/* The code of the money of the bill: "USD" where the run was not asked for another. */
const char *doc_money(const ent_report *r);
/* What stands before an amount of it: "$", "GBP ". */
const char *doc_money_sign(const ent_report *r);
/* Year of the shares that the bill starts from, 2024 where the document does not say. */
int doc_base_year(const ent_report *r);
/* `label` with its '@' as that year. */
const char *doc_with_base_year(const ent_report *r, const char *label);

#endif
