/* What the files of src/reading share: rules, tokens and annotations of one sentence. */
#ifndef ENT_READING_PARTS_H
#define ENT_READING_PARTS_H

#include <stdint.h>

#include "entente/text.h"
#include "reading/reading.h"

enum {
    MAX_CLASSES = 2048,
    CLASS_WORDS = MAX_CLASSES / 64,
    MAX_CAPTURES = 6,
    MAX_SETS = 3,
    MAX_WHO = 12, /* states or groups that one mention may stand for */
    MAX_TOKENS = 400,
    MAX_NOTES = 24 * MAX_TOKENS,
    RECALL = 3,       /* sentences that an anaphor may look back */
    RECALL_PERSON = 6 /* "he", while nobody else is named with an office */
};

/* Classes that the code itself fills; every other class comes from words.csv. */
enum {
    CLASS_NONE,
    CLASS_W,    /* mention of a state or group */
    CLASS_PCT,  /* percentage of anything */
    CLASS_PCTG, /* percentage of GDP, by its words or by what was said before */
    CLASS_PCTO, /* percentage said to be of something else */
    CLASS_NUM,  /* a count */
    CLASS_MONEY,
    CLASS_YEAR,
    CLASS_FRAC,    /* half, two thirds */
    CLASS_ART,     /* an article of a treaty */
    CLASS_ARTPRON, /* a word that may stand for the article named before */
    CLASS_PRON,    /* a pronoun that stands for a state or group */
    CLASS_PUNCT,
    CLASS_QUOTED,  /* every token inside quotation marks */
    CLASS_UNNAMED, /* "eleven allies", "an ally": somebody who is not named */
    CLASS_OWN
};

typedef struct token {
    size_t start, end; /* bytes in the text */
    const char *word;  /* lower case, without a possessive ending */
    const char *stem;
    const char *written; /* as in the text, without a possessive ending */
    bool possessive, quoted, punct, barrier, capital;
} token;

/* A class that holds for `n` tokens from `at`. */
typedef struct note {
    uint16_t class_id;
    uint16_t at, n;
    const char *value; /* of the word list, or of the number as text */
    double number;
} note;

/* One row of words.csv or names.csv. */
typedef struct phrase {
    const char *const *words; /* [n] stems, lower-case words or words as written */
    uint16_t n, class_id;
    char match; /* s: stem, w: word, c: as written */
    const char *value;
    bool pronoun;        /* "us", which "US" is not */
    uint64_t hash;       /* of the first word */
    struct phrase *next; /* in its bucket */
} phrase;

typedef enum step_kind {
    STEP_CLASS,
    STEP_NOT,
    STEP_GAP,   /* up to n tokens; over commas only when `wide` */
    STEP_SPLIT, /* try next, then other */
    STEP_JUMP,
    STEP_START,
    STEP_END,
    STEP_MATCH
} step_kind;

typedef struct step {
    step_kind kind;
    uint16_t class_id, n, other;
    bool wide;
    int capture; /* -1: none */
} step;

typedef struct pattern {
    const char *id, *type, *text, *who, *about, *value, *unit, *stance, *context;
    uint16_t n_steps;
    step *steps;
    size_t n_captures;
    const char *captures[MAX_CAPTURES];
    uint16_t n_not, n_need;
    uint16_t not_in[24];
    uint16_t need[16]; /* classes without which it cannot match */
    uint16_t n_sets;
    uint64_t sets[MAX_SETS][CLASS_WORDS]; /* of each of which it needs one class */
    bool any_first;                       /* a match may begin with any word */
    uint64_t first[CLASS_WORDS];          /* else with one of these classes */
    bool starts_with_who;                 /* with a state or group as a capture */
    int anchor; /* capture from whose start the subject is looked for; -1: the match */
} pattern;

struct ent_reading_rules {
    const ent_language *language;
    size_t n_classes;
    const char *classes[MAX_CLASSES];
    uint16_t class_index[2 * MAX_CLASSES]; /* by name; 0 is free */
    size_t n_buckets;
    phrase **buckets;
    size_t n_patterns;
    pattern *patterns;
    size_t n_abbreviations;
    const char *const *abbreviations; /* with their full stop */
    const bool *only_before_small;    /* joins unless a new sentence plainly begins */
    /* stems already asked for */
    size_t n_stems;
    struct stem_entry *stems;
    ent_arena *arena;
};

/* A state or group that a sentence speaks of. */
typedef struct mention {
    uint16_t at, n;
    size_t n_who;
    const char *who[MAX_WHO];
    const char *stands_for; /* kind of a pronoun: one, several, person, or how many */
    bool oblique, possessive, person, pronoun, place, plural;
    bool capital; /* the name of a capital, which stands for its state */
    bool object;  /* follows a verb */
    bool owner;   /* "of Germany", "by Germany", "for Germany" */
    bool aside;   /* ", he said," */
    bool army;    /* forces follow: "French soldiers" */
} mention;

typedef struct article {
    uint16_t at, n;
    const char *clause;
} article;

/* Where a sentence lies in the text, in bytes. */
typedef struct span {
    size_t start, end;
} span;

typedef struct sentence {
    size_t start, end;
    size_t n_tokens;
    token *tokens;
    size_t n_notes;
    note *notes, *spare;  /* [MAX_NOTES]; sorted by `at`, with the longer first */
    uint16_t *first_note; /* [n_tokens + 1] */
    uint64_t classes[CLASS_WORDS];
    size_t n_mentions;
    mention *mentions;
    size_t n_articles;
    article *articles;
    bool question;
    uint16_t *aside; /* [n_tokens] end of a ", he said," that begins here; 0: none */
} sentence;

/* Where the notes of one sentence lie; the next one writes over them. */
typedef struct note_room {
    note *notes[2];
    uint16_t first[MAX_TOKENS + 8], aside[MAX_TOKENS + 8];
} note_room;

/* What the sentences before have left in memory. */
typedef struct memory {
    size_t n_who, age_who; /* age: sentences since */
    const char *who[MAX_WHO];
    size_t n_list;
    const char *list[MAX_WHO]; /* the last group, or states named together */
    size_t age_list;
    size_t n_states;
    const char *states[MAX_WHO]; /* those of the last sentence that named two or more */
    size_t age_states;
    size_t n_spender;
    const char *spender[MAX_WHO];
    size_t age_spender;
    const char *share; /* last share of GDP asked for or agreed, as text */
    size_t age_share;
    const char *clauses[4];
    size_t n_clauses, age_clause;
    const char *types[RECALL + 1][12]; /* of this sentence and those before */
    size_t n_types[RECALL + 1];
    uint64_t seen[RECALL + 1][CLASS_WORDS];
    const char *treaty; /* other than NATO's, named last */
    size_t age_treaty;
    const char *person; /* state of the last person named */
    size_t age_person;
    const char *army; /* whose forces were named last */
    size_t age_army;
    const char *union_named; /* EU or NATO, whichever was named last */
    const char *place;       /* that forces were said to be in or to leave */
    size_t age_place;
    bool shares_of_gdp;  /* a share of GDP was named */
    const char *quoting; /* whose words the quotation marks hold */
} memory;

typedef struct reader {
    const ent_reading_rules *rules;
    const char *text;
    size_t length;
    int year, month, day; /* of the text; 0 unknown */
    const char *speaker;
    memory memory;
    size_t n_learned;
    struct {
        const char *word, *state;
    } learned[64];   /* persons introduced with their office */
    size_t n_states; /* that the text has named so far */
    const char *states[24];
    bool names_nato, names_ukraine;
    bool names_allies; /* the head speaks of NATO, Europe or allies */
    bool in_quotes;
    note_room room;
    ent_arena *arena;
    ent_error *err;
} reader;

/* rules.c */
uint64_t hash_text(const char *text);
int class_find(const ent_reading_rules *rules, const char *name);
int class_add(ent_reading_rules *rules, const char *name);
const char *stem_of(ent_reading_rules *rules, const char *word);
/* Value of the phrase of a class that is `first` and, where given, `second`, as written; NULL for
 * none. */
const char *phrase_in(const ent_reading_rules *rules, int class_id, const char *first,
                      const char *second);

/* words.c */
ent_status split_sentences(const ent_reading_rules *rules, const char *text, size_t length,
                           span **sentences, size_t *n, ent_arena *arena, ent_error *err);
ent_status split_words(ent_reading_rules *rules, const char *text, size_t start, size_t end,
                       sentence *s, ent_arena *arena, ent_error *err);
ent_status annotate(ent_reading_rules *rules, sentence *s, note_room *room, ent_arena *arena,
                    ent_error *err);
void note_add(sentence *s, int class_id, size_t at, size_t n, const char *value, double number);
void notes_sort(sentence *s);
const note *note_at(const sentence *s, int class_id, size_t at);
bool has_class(const uint64_t *classes, int class_id);

/* numbers.c */
void find_numbers(reader *r, sentence *s);
const char *number_text(double value, ent_arena *arena);

/* mentions.c */
void find_mentions(reader *r, sentence *s);
void find_articles(reader *r, sentence *s);
const char *treaty_between(const reader *r, const sentence *s);
const mention *subject_before(const sentence *s, size_t at);
const mention *mention_at(const sentence *s, size_t at);
size_t clause_start(const sentence *s, size_t at);

/* match.c */
typedef struct capture {
    size_t at, n;
    const note *what;
} capture;
typedef struct fit {
    size_t start, end;
    capture captures[MAX_CAPTURES];
} fit;
bool pattern_match(const pattern *p, const sentence *s, size_t from, fit *m);
ent_status pattern_compile(ent_reading_rules *rules, const char *text, pattern *p,
                           const char *where, ent_arena *arena, ent_error *err);

#endif
