/* What the files of src/reading share: rules, tokens and annotations of one sentence. */
#ifndef ENT_READING_PARTS_H
#define ENT_READING_PARTS_H

#include <stdint.h>

#include "entente/text.h"
#include "reading/classes.h"
#include "reading/reading.h"

enum {
    MAX_CLASSES = 2048,
    CLASS_WORDS = MAX_CLASSES / 64,
    MAX_CAPTURES = 6,
    MAX_SETS = 3,
    MAX_WHO = 12, /* states or groups that one mention may stand for */
    MAX_TOKENS = 400,
    MAX_NOTES = 24 * MAX_TOKENS,
    MAX_ARTICLES = 16,
    MAX_ROWS = 40,    /* propositions of one sentence */
    RECALL = 3,       /* sentences that an anaphor may look back */
    RECALL_PERSON = 6 /* "he", while nobody else is named with an office */
};

/* A word as it is written, with what the rules look it up by. */
typedef struct spelling {
    const char *word; /* lower case, without a possessive ending */
    const char *stem;
    const char *written; /* as in the text, without a possessive ending */
    uint64_t word_hash, stem_hash;
    bool possessive, capital, begins_number;
} spelling;

typedef struct token {
    size_t start, end; /* bytes in the text */
    const char *word, *stem, *written;
    uint64_t word_hash, stem_hash;
    bool possessive, quoted, punct, barrier, capital, begins_number;
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
    uint64_t second;     /* hash of the second word, where there is one */
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
    size_t pattern_words;   /* of 64 bits, one bit for each pattern */
    uint64_t *any_patterns; /* those that need no class */
    uint64_t **by_class;    /* [n_classes] those that need it, each under its rarest; or NULL */
    size_t n_abbreviations;
    const char *const *abbreviations;  /* with their full stop */
    const char *const *joins;          /* "always", "digit": before one, else no new sentence */
    struct stem_entry *stems;          /* already asked for */
    struct spelling_entry **spellings; /* already met */
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
    uint16_t *aside;        /* [n_tokens] end of a ", he said," that begins here; 0: none */
    const uint16_t *origin; /* [n_tokens] its words in the sentence that it tells again, or NULL */
    bool anew;              /* says of somebody else what that sentence says */
} sentence;

/* Where words, notes and mentions of one sentence lie; the next one writes over them. */
typedef struct sentence_room {
    token tokens[MAX_TOKENS + 8];
    note notes[2][MAX_NOTES];
    uint16_t first[MAX_TOKENS + 8], aside[MAX_TOKENS + 8];
    mention mentions[MAX_TOKENS + 8];
    article articles[MAX_ARTICLES];
} sentence_room;

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

/* A question of yes or no as a statement: "you will send" for "will you send". */
typedef struct asked {
    size_t n, verb, age; /* words; which of them takes "not"; sentences since */
    token tokens[64];
} asked;

typedef struct reader {
    const ent_reading_rules *rules;
    const char *text;
    size_t length;
    int year, month, day; /* of the text; 0 unknown */
    const char *speaker;
    memory memory;
    asked asked;
    size_t n_learned;
    struct {
        const char *word, *state;
    } learned[64];   /* persons introduced with their office */
    size_t n_states; /* that the text has named so far */
    const char *states[24];
    bool names_nato, names_ukraine;
    bool names_allies; /* the head speaks of NATO, Europe or allies */
    bool in_quotes;
    sentence_room *room, *second_room;
    ent_arena *arena;
    ent_error *err;
} reader;

/* States or groups, each once, in the order in which they were found. */
typedef struct names {
    size_t n;
    const char *name[MAX_WHO];
} names;

typedef struct capture {
    size_t at, n;
    const note *what;
} capture;

/* Where a pattern matches. */
typedef struct fit {
    size_t start, end; /* tokens */
    capture captures[MAX_CAPTURES];
} fit;

/* A proposition in the making: by which rule, from which words, about whom. */
typedef struct candidate {
    const pattern *by;
    const fit *fit;
    const capture *figure; /* NULL when the rule asks for none */
    names who, about;
    ent_proposition p;
} candidate;

typedef struct row {
    ent_proposition p;
    size_t at, end; /* tokens of the match */
    const pattern *by;
} row;

/* The propositions of one sentence. */
typedef struct result {
    size_t n;
    row rows[MAX_ROWS];
    bool used[MAX_TOKENS + 8]; /* figures that a proposition has taken */
    const char *topic;         /* why a sentence of this topic gives no proposition, or NULL */
} result;

static inline bool has_class(const uint64_t *classes, int class_id)
{
    return (classes[class_id / 64] >> (class_id % 64)) & 1;
}

/* sentence.c */
void note_add(sentence *s, int class_id, size_t at, size_t n, const char *value, double number);
void notes_sort(sentence *s);
const note *note_at(const sentence *s, int class_id, size_t at);
bool in_class(const sentence *s, size_t at, int class_id);
bool word_is(const sentence *s, size_t at, const char *word);
/* Whether one of a list that NULL ends stands at `at`. */
bool word_in(const sentence *s, size_t at, const char *const *list);
const mention *mention_at(const sentence *s, size_t at);
size_t clause_start(const sentence *s, size_t at);
size_t clause_end(const sentence *s, size_t at);
/* First token before `at` that is neither article nor adjective. */
size_t before_noun(const sentence *s, size_t at);
void add_who(mention *m, const char *who);
/* "2.5" of 2.5, "7" of 7. */
const char *number_text(double value, ent_arena *arena);

/* rules.c */
uint64_t hash_text(const char *text);
int class_find(const ent_reading_rules *rules, const char *name);
int class_add(ent_reading_rules *rules, const char *name);
const char *stem_of(ent_reading_rules *rules, const char *word);
/* Where the spelling of these bytes is kept, empty at first; NULL when there is no room. */
spelling *spelling_slot(ent_reading_rules *rules, const char *text, size_t length);
/* Value of the phrase of a class that is `first` and, where given, `second`, as written; NULL for
 * none. */
const char *phrase_in(const ent_reading_rules *rules, int class_id, const char *first,
                      const char *second);
/* Note every phrase of the word lists in the words of a sentence. */
void annotate(const ent_reading_rules *rules, sentence *s, sentence_room *room);
/* The rules of a reader with what they keep of the words that they have met. */
static inline ent_reading_rules *caches_of(const reader *r)
{
    return (ent_reading_rules *)(uintptr_t)r->rules;
}
/* Cut a sentence into words and note every phrase of the word lists in it. */
ent_status prepare(reader *r, sentence *s, ent_error *err);

/* boundaries.c */
static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
ent_status split_sentences(const ent_reading_rules *rules, const char *text, size_t length,
                           span **sentences, size_t *n, ent_arena *arena, ent_error *err);

/* words.c */
/* Spell a token as another word, a plain one. */
void token_as(ent_reading_rules *rules, token *t, const char *word);
/* `tokens` has room for MAX_TOKENS; `in_quotes` goes on from one sentence to the next. */
ent_status split_words(ent_reading_rules *rules, const char *text, size_t start, size_t end,
                       token *tokens, size_t *n_tokens, bool *in_quotes, ent_error *err);

/* numbers.c */
void find_numbers(reader *r, sentence *s);
/* Whether a number in figures or words may begin with this word. */
bool begins_number(const char *word);

/* shares.c */
/* What a percentage before `from` is a share of: 1 GDP, -1 something else, 0 not said. */
int share_of(const sentence *s, size_t from);
void add_percent(reader *r, sentence *s, size_t at, size_t n, double value);
/* A bare "3.5" is a percentage where the sentence has one of GDP and no noun follows. */
void add_elliptic(reader *r, sentence *s);

/* dates.c */
/* Whether a month is named at `at`, with a capital. */
bool month_at(const sentence *s, size_t at);
/* Takes the first whole date of a sentence as the day of the text. */
void find_date(reader *r, const sentence *s);
/* The year nearest after the tokens from..to up to the end of the clause, else the last before. */
const char *when_of(reader *r, const sentence *s, size_t from, size_t to);
/* Whether a year to come is named within the words from `from` on. */
bool year_ahead(const reader *r, const sentence *s, size_t from);
/* The day of an event, as exactly as it is said. */
const char *day_of(reader *r, const sentence *s);

/* mentions.c */
void find_mentions(reader *r, sentence *s);
/* "Turkey's foreign minister", "the French president": a person speaks for the state. */
bool is_office(const sentence *s, size_t after);

/* subject.c */
const mention *subject_before(const sentence *s, size_t at);

/* pronouns.c */
const char *own_voice(const reader *r, const sentence *s, size_t at);
const char *members(const reader *r, const sentence *s, size_t at);
const char *members_named(const reader *r, const sentence *s, size_t at);
const char *seat_of(const reader *r, const sentence *s, size_t at);
bool object_like(const sentence *s, const mention *m, size_t noun);
bool resolve_pronoun(const reader *r, const sentence *s, size_t n, mention *m, const char *kind);
bool resolve_count(const reader *r, const sentence *s, size_t before, mention *m,
                   const char *count);

/* articles.c */
void find_articles(reader *r, sentence *s);
const char *treaty_between(const reader *r, const sentence *s);

/* match.c */
const capture *captured(const pattern *p, const fit *m, const char *name);
bool pattern_match(const pattern *p, const sentence *s, size_t from, fit *m);
ent_status pattern_compile(ent_reading_rules *rules, const char *text, pattern *p,
                           const char *where, ent_arena *arena, ent_error *err);

/* who.c */
void names_add(names *list, const char *name);
/* Ways to say who, tried in order: "subj?topic?speaker"; "subj+$b" is both, the second if it is
 * there. */
void names_of_spec(const reader *r, const pattern *p, const fit *m, const sentence *s,
                   const char *spec, names *list);
void names_of_place(const reader *r, const sentence *s, size_t from, const char *but, names *list);
void names_of_whole(const sentence *s, const capture *figure, names *who);
bool spec_is(const char *spec, size_t n, const char *word);
const char *joined(const names *list, ent_arena *arena);

/* guards.c */
/* Whether what stands around a match keeps it from saying anything. */
bool is_kept_back(const reader *r, const pattern *p, const sentence *s, const fit *m,
                  const result *out);
/* Whether what a match says is none of the propositions of its type. */
bool is_refused(const reader *r, const sentence *s, const candidate *c);

/* plain.c */
/* Turns of phrase of the class PLAIN give way to the words that the list has for them. */
void make_plain(ent_reading_rules *rules, sentence *s, sentence_room *room);

/* answers.c */
void remember_question(reader *r, const sentence *s);
/* What an answer of yes or no says, as words in `v`, which has room for MAX_TOKENS; false for any
 * other sentence. */
bool answer_tells(reader *r, const sentence *s, sentence *v);

/* views.c */
/* Read two lists that belong together member by member; before the sentence itself. */
void read_lists(reader *r, const sentence *s, size_t index, result *out);
/* Read the clauses of a sentence one by one; adds to what the whole gave. */
void read_again(reader *r, const sentence *s, size_t index, result *out);

/* take.c */
void apply_patterns(reader *r, const sentence *s, size_t index, result *out);

/* memory.c */
void remember(reader *r, const sentence *s, const result *out);
void remember_spender(reader *r, const names *who, const ent_proposition *p);
void grow_older(memory *k);

/* head.c */
ent_status read_head(reader *r, const span *list, size_t n, bool dated, ent_error *err);

#endif
