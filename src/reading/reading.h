/*
 * Reading: an English text about defence policy -> propositions, each with the words that it
 * rests on. Rules are the tables of data/reading; what no rule is sure of is not taken.
 *
 *     ent_reading_rules *rules;
 *     ENT_TRY(ent_reading_rules_read(&tables, &language, NULL, &rules, &arena, err));
 *     ent_reading r;
 *     ENT_TRY(ent_read(rules, text, length, "2025-02-12", &r, &arena, err));
 *     for (size_t i = 0; i < r.n_propositions; i++) puts(r.propositions[i].who);
 *
 * Knows no files and no processes: the caller hands over the tables, the boundaries of sentences
 * and words, and the stems.
 */
#ifndef ENT_READING_READING_H
#define ENT_READING_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"

enum { ENT_READING_MAX_BYTES = 4 << 20 };

typedef enum ent_break_kind { ENT_BREAK_SENTENCE, ENT_BREAK_WORD } ent_break_kind;

/* What the caller knows about the English language. */
typedef struct ent_language {
    void *with;
    /* Begin to cut `text` (UTF-8), which stays until the last piece was asked for. */
    ent_status (*cut)(void *with, ent_break_kind kind, const char *text, size_t length,
                      ent_error *err);
    /* Byte at which the next piece ends, ascending up to the length of the text; then 0. */
    size_t (*next)(void *with, ent_break_kind kind);
    /* Stem of a word in lower case; good until the next call. NULL when out of memory. */
    const char *(*stem)(void *with, const char *word, size_t length, size_t *stem_length);
} ent_language;

/* The tables of data/reading, as text; names are for messages. */
typedef struct ent_reading_table {
    const char *name, *text;
    size_t length;
} ent_reading_table;

typedef struct ent_reading_tables {
    ent_reading_table words, names, patterns, abbreviations, meaning;
} ent_reading_tables;

typedef struct ent_reading_rules ent_reading_rules;

typedef struct ent_proposition {
    const char *type, *who, *about, *value, *unit, *when, *stance; /* "" where there is none */
    const char *rule;                                              /* id in patterns.csv */
    size_t start, end; /* bytes of the evidence in the text */
    size_t sentence;   /* index in ent_reading.sentences */
} ent_proposition;

typedef struct ent_read_sentence {
    size_t start, end; /* bytes in the text */
    size_t first_proposition, n_propositions;
    bool domain;         /* holds a number or a name of the domain */
    const char *why_not; /* for a sentence of the domain without a proposition; else "" */
} ent_read_sentence;

typedef struct ent_reading {
    const char *text;
    size_t length;
    const char *date;    /* day of the text as given or found, "" when unknown */
    const char *speaker; /* state or organisation that "we" stands for, "" when unknown */
    size_t n_sentences, n_propositions;
    const ent_read_sentence *sentences;
    const ent_proposition *propositions; /* in the order of the text */
} ent_reading;

/**
 * Compile the rules.
 *
 * `without` leaves out the rows whose `seen_in` names this text alone; NULL takes every row.
 *
 * errors   ENT_E_PARSE, ENT_E_DATA with table:line: for a malformed table or pattern, an unknown
 *          type or word class
 * memory   owned by the arena; borrows the tables and `language`
 */
ent_status ent_reading_rules_read(const ent_reading_tables *tables, const ent_language *language,
                                  const char *without, ent_reading_rules **rules, ent_arena *arena,
                                  ent_error *err);

/**
 * Read a text (UTF-8, at most ENT_READING_MAX_BYTES).
 *
 * `date` (YYYY-MM-DD) is the day of the text; NULL or "" takes the first full date of its head.
 *
 * errors   ENT_E_DATA, in one sentence, for a text that is empty, too long, no UTF-8 text or not
 *          English; ENT_E_NOMEM
 * memory   owned by the arena; borrows `text`
 */
ent_status ent_read(const ent_reading_rules *rules, const char *text, size_t length,
                    const char *date, ent_reading *reading, ent_arena *arena, ent_error *err);

#endif
