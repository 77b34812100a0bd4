/* The rules of reading: word lists and patterns from their tables. */
#include <string.h>

#include "base/hint.h"
#include "entente/csv.h"
#include "reading/parts.h"

typedef struct stem_entry {
    const char *word, *stem;
} stem_entry;

typedef struct spelling_entry {
    const char *raw;
    size_t length;
    spelling spelling;
} spelling_entry;

static uint64_t hash_bytes(const char *text, size_t length)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return h ^ (h >> 29);
}

uint64_t hash_text(const char *text)
{
    return hash_bytes(text, strlen(text));
}

/* Where a class is, or would be, in the index by name. */
static size_t class_slot(const ent_reading_rules *rules, const char *name)
{
    size_t at = hash_text(name) % (2 * MAX_CLASSES);
    while (rules->class_index[at] && strcmp(rules->classes[rules->class_index[at]], name) != 0)
        at = (at + 1) % (2 * MAX_CLASSES);
    return at;
}

int class_find(const ent_reading_rules *rules, const char *name)
{
    return rules->class_index[class_slot(rules, name)];
}

int class_add(ent_reading_rules *rules, const char *name)
{
    const int found = class_find(rules, name);
    if (found)
        return found;
    if (rules->n_classes >= MAX_CLASSES)
        return CLASS_NONE;
    rules->classes[rules->n_classes] = ent_text_copy(name, strlen(name), rules->arena);
    if (!rules->classes[rules->n_classes])
        return CLASS_NONE;
    rules->class_index[class_slot(rules, name)] = (uint16_t)rules->n_classes;
    return (int)rules->n_classes++;
}

/* Words outside of the cache are stemmed each time; the cache never grows over its first size. */
enum { STEM_CACHE = 1 << 14, SPELLINGS = 1 << 15 };

const char *stem_of(ent_reading_rules *rules, const char *word)
{
    size_t at = hash_text(word) % STEM_CACHE, length = 0;
    for (size_t tries = 0; tries < 8; tries++, at = (at + 1) % STEM_CACHE) {
        stem_entry *e = &rules->stems[at];
        if (e->word && strcmp(e->word, word) == 0)
            return e->stem;
        if (e->word)
            continue;
        const char *stem =
            rules->language->stem(rules->language->with, word, strlen(word), &length);
        const char *kept = stem ? ent_text_copy(stem, length, rules->arena) : NULL;
        const char *key = kept ? ent_text_copy(word, strlen(word), rules->arena) : NULL;
        if (!key)
            return word;
        *e = (stem_entry){key, kept};
        return kept;
    }
    const char *stem = rules->language->stem(rules->language->with, word, strlen(word), &length);
    stem = stem ? ent_text_copy(stem, length, rules->arena) : NULL;
    return stem ? stem : word;
}

spelling *spelling_slot(ent_reading_rules *rules, const char *text, size_t length)
{
    size_t at = hash_bytes(text, length) % SPELLINGS;
    for (size_t tries = 0; tries < 8; tries++, at = (at + 1) % SPELLINGS) {
        spelling_entry *e = rules->spellings[at];
        if (e && e->length == length && memcmp(e->raw, text, length) == 0)
            return &e->spelling;
        if (e)
            continue;
        e = ent_arena_array(rules->arena, spelling_entry, 1);
        const char *raw = e ? ent_text_copy(text, length, rules->arena) : NULL;
        if (!raw)
            return NULL;
        *e = (spelling_entry){.raw = raw, .length = length};
        rules->spellings[at] = e;
        return &e->spelling;
    }
    return NULL;
}

/* --- word lists --- */

static const char *key_of(const token *t, char match)
{
    return match == 's' ? t->stem : t->word;
}

static ent_status add_phrase(ent_reading_rules *rules, const char *text, size_t length, char match,
                             int class_id, const char *value, const char *where, ent_error *err)
{
    token tokens[MAX_TOKENS];
    size_t n = 0;
    bool in_quotes = false;
    ENT_TRY(split_words(rules, text, 0, length, tokens, &n, &in_quotes, err));
    if (!n)
        return ent_fail(err, ENT_E_DATA, "%s: an empty phrase; take out the bar", where);
    phrase *p = ent_arena_array(rules->arena, phrase, 1);
    const char **words = ent_arena_array(rules->arena, const char *, n);
    if (!p || !words)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t i = 0; i < n; i++)
        words[i] = match == 'c' ? tokens[i].written : key_of(&tokens[i], match);
    *p = (phrase){.words = words,
                  .n = (uint16_t)n,
                  .class_id = (uint16_t)class_id,
                  .match = match,
                  .value = value};
    p->pronoun = strcmp(rules->classes[class_id], "WE") == 0 ||
                 strcmp(rules->classes[class_id], "PRONOUN") == 0;
    p->hash = hash_text(key_of(&tokens[0], match));
    p->second = n > 1 ? hash_text(key_of(&tokens[1], match)) : 0;
    const size_t bucket = p->hash % rules->n_buckets;
    p->next = rules->buckets[bucket];
    rules->buckets[bucket] = p;
    return ENT_OK;
}

static ent_status add_phrases(ent_reading_rules *rules, const char *list, char match, int class_id,
                              const char *value, const char *where, ent_error *err)
{
    for (;;) {
        const size_t n = strcspn(list, "|");
        ENT_TRY(add_phrase(rules, list, n, match, class_id, value, where, err));
        if (!list[n])
            return ENT_OK;
        list += n + 1;
    }
}

/* A row that only `without` asked for is left out. */
static bool left_out(const char *seen_in, const char *without)
{
    return without && strcmp(seen_in, without) == 0;
}

static const char *where_of(const ent_csv *t, size_t index, ent_arena *arena)
{
    const char *where = ent_text_format(arena, "%s:%zu", t->path, ent_csv_line(t, index));
    return where ? where : t->path;
}

static ent_status open_table(const ent_reading_table *from, const char *const *headings, size_t n,
                             size_t *columns, ent_csv *t, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_csv_parse(from->name, from->text, from->length, t, arena, err));
    for (size_t i = 0; i < n; i++)
        ENT_TRY(ent_csv_column(t, headings[i], &columns[i], err));
    return ENT_OK;
}

static ent_status read_words(ent_reading_rules *rules, const ent_reading_table *from,
                             const char *without, ent_error *err)
{
    static const char *const headings[] = {"class", "value", "match", "phrases", "seen_in"};
    size_t c[5];
    ent_csv t;
    ENT_TRY(open_table(from, headings, 5, c, &t, rules->arena, err));
    for (size_t r = 0; r < t.n_rows; r++) {
        const char *where = where_of(&t, r, rules->arena), *match = ent_csv_text(&t, r, c[2]);
        const char kind = strcmp(match, "word") == 0 ? 'w' : strcmp(match, "case") == 0 ? 'c' : 's';
        if (kind == 's' && strcmp(match, "stem") != 0)
            return ent_fail(err, ENT_E_DATA, "%s: match is '%.20s'; write stem, word or case",
                            where, match);
        if (left_out(ent_csv_text(&t, r, c[4]), without))
            continue;
        const int class_id = class_add(rules, ent_csv_text(&t, r, c[0]));
        if (!class_id)
            return ent_fail(err, ENT_E_DATA, "%s: too many word classes", where);
        ENT_TRY(add_phrases(rules, ent_csv_text(&t, r, c[3]), kind, class_id,
                            ent_csv_text(&t, r, c[1]), where, err));
    }
    return ENT_OK;
}

static ent_status read_names(ent_reading_rules *rules, const ent_reading_table *from,
                             ent_error *err)
{
    static const char *const headings[] = {"names", "stands_for"};
    size_t c[2];
    ent_csv t;
    ENT_TRY(open_table(from, headings, 2, c, &t, rules->arena, err));
    const int class_id = class_add(rules, "PERSON");
    for (size_t r = 0; r < t.n_rows; r++)
        ENT_TRY(add_phrases(rules, ent_csv_text(&t, r, c[0]), 'c', class_id,
                            ent_csv_text(&t, r, c[1]), where_of(&t, r, rules->arena), err));
    return ENT_OK;
}

static ent_status read_abbreviations(ent_reading_rules *rules, const ent_reading_table *from,
                                     ent_error *err)
{
    static const char *const headings[] = {"abbreviation", "joins"};
    size_t c[2];
    ent_csv t;
    ENT_TRY(open_table(from, headings, 2, c, &t, rules->arena, err));
    const char **list = ent_arena_array(rules->arena, const char *, t.n_rows + 1);
    const char **joins = ent_arena_array(rules->arena, const char *, t.n_rows + 1);
    if (!list || !joins)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t r = 0; r < t.n_rows; r++) {
        list[r] = ent_csv_text(&t, r, c[0]);
        joins[r] = ent_csv_text(&t, r, c[1]);
    }
    rules->abbreviations = list;
    rules->joins = joins;
    rules->n_abbreviations = t.n_rows;
    return ENT_OK;
}

/* --- patterns --- */

static const char *const types[] = {"spending_target",
                                    "spending_level",
                                    "spending_multiple",
                                    "target_reached",
                                    "aid_share",
                                    "aid_amount",
                                    "posture_change",
                                    "priority",
                                    "commitment",
                                    "membership",
                                    "guarantee_force",
                                    "force_excluded",
                                    "treaty_coverage",
                                    "treaty_invoked",
                                    "treaty_text",
                                    "borders",
                                    "ceasefire",
                                    "talks",
                                    "threat",
                                    "event",
                                    "spending_estimate",
                                    "nothing",
                                    "topic"};

static ent_status check_type(const char *type, const char *where, ent_error *err)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i], type) == 0)
            return ENT_OK;
    const char *near = ent_text_nearest(type, types, sizeof types / sizeof types[0]);
    return ent_fail(err, ENT_E_DATA, "%s: the type '%.40s' does not exist%s", where, type,
                    did_you_mean(near).text);
}

/* The classes named in a list such as "NEG MAYBE". */
static ent_status read_not(ent_reading_rules *rules, const char *list, pattern *p,
                           const char *where, ent_error *err)
{
    while (*list) {
        const size_t n = strcspn(list, " ");
        char name[64];
        if (n >= sizeof name)
            return ent_fail(err, ENT_E_DATA, "%s: a class name is too long", where);
        memcpy(name, list, n);
        name[n] = 0;
        const int id = n ? class_find(rules, name) : CLASS_NONE;
        if (n && !id)
            return ent_fail(err, ENT_E_DATA, "%s: no word class '%s' in words.csv", where, name);
        if (n && p->n_not == sizeof p->not_in / sizeof p->not_in[0])
            return ent_fail(err, ENT_E_DATA, "%s: too many classes in 'not'", where);
        if (n)
            p->not_in[p->n_not++] = (uint16_t)id;
        list += n + (list[n] != 0);
    }
    return ENT_OK;
}

static ent_status read_patterns(ent_reading_rules *rules, const ent_reading_table *from,
                                const char *without, ent_error *err)
{
    static const char *const usual = "NEG MAYBE IF DENIAL";
    static const char *const headings[] = {"id",    "type",    "pattern", "who",
                                           "about", "value",   "unit",    "stance",
                                           "not",   "context", "seen_in"};
    enum { ID, TYPE, PATTERN, WHO, ABOUT, VALUE, UNIT, STANCE, NOT, CONTEXT, SEEN, N };
    size_t c[N];
    ent_csv t;
    ENT_TRY(open_table(from, headings, N, c, &t, rules->arena, err));
    rules->patterns = ent_arena_array(rules->arena, pattern, t.n_rows + 1);
    if (!rules->patterns)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t r = 0; r < t.n_rows; r++) {
        const char *where = where_of(&t, r, rules->arena);
        pattern *p = &rules->patterns[rules->n_patterns];
        if (left_out(ent_csv_text(&t, r, c[SEEN]), without))
            continue;
        *p = (pattern){.id = ent_csv_text(&t, r, c[ID]),
                       .type = ent_csv_text(&t, r, c[TYPE]),
                       .who = ent_csv_text(&t, r, c[WHO]),
                       .about = ent_csv_text(&t, r, c[ABOUT]),
                       .value = ent_csv_text(&t, r, c[VALUE]),
                       .unit = ent_csv_text(&t, r, c[UNIT]),
                       .stance = ent_csv_text(&t, r, c[STANCE]),
                       .context = ent_csv_text(&t, r, c[CONTEXT]),
                       .text = ent_csv_text(&t, r, c[PATTERN])};
        ENT_TRY(check_type(p->type, where, err));
        ENT_TRY(
            pattern_compile(rules, ent_csv_text(&t, r, c[PATTERN]), p, where, rules->arena, err));
        const char *not_in = ent_csv_text(&t, r, c[NOT]);
        if (strcmp(not_in, "-") != 0)
            ENT_TRY(read_not(rules, *not_in ? not_in : usual, p, where, err));
        rules->n_patterns++;
    }
    return ENT_OK;
}

/* The class that the fewest patterns need, of those that `p` needs; CLASS_NONE for none. */
static uint16_t rarest_need(const pattern *p, const uint16_t *needed)
{
    uint16_t best = CLASS_NONE;
    for (size_t i = 0; i < p->n_need; i++)
        if (best == CLASS_NONE || needed[p->need[i]] < needed[best])
            best = p->need[i];
    return best;
}

/* Patterns by a class without which they cannot match. */
static ent_status index_patterns(ent_reading_rules *r, ent_error *err)
{
    uint16_t *needed = ent_arena_array(r->arena, uint16_t, r->n_classes);
    r->pattern_words = (r->n_patterns + 63) / 64;
    r->any_patterns = ent_arena_array(r->arena, uint64_t, r->pattern_words);
    r->by_class = ent_arena_array(r->arena, uint64_t *, r->n_classes);
    if (!needed || !r->any_patterns || !r->by_class)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t i = 0; i < r->n_patterns; i++)
        for (size_t k = 0; k < r->patterns[i].n_need; k++)
            needed[r->patterns[i].need[k]]++;
    for (size_t i = 0; i < r->n_patterns; i++) {
        const uint16_t id = rarest_need(&r->patterns[i], needed);
        uint64_t **list = id ? &r->by_class[id] : &r->any_patterns;
        if (!*list)
            *list = ent_arena_array(r->arena, uint64_t, r->pattern_words);
        if (!*list)
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
        (*list)[i / 64] |= UINT64_C(1) << (i % 64);
    }
    return ENT_OK;
}

ent_status ent_reading_rules_read(const ent_reading_tables *tables, const ent_language *language,
                                  const char *without, ent_reading_rules **rules, ent_arena *arena,
                                  ent_error *err)
{
#define QUOTED(name) #name,
    static const char *const own[CLASS_OWN] = {
        "",     "W",   "PCT",     "PCTG", "PCTO",  "NUM",    "MONEY",   "YEAR",
        "FRAC", "ART", "ARTPRON", "PRON", "PUNCT", "QUOTED", "UNNAMED", NAMED_CLASSES(QUOTED)};
#undef QUOTED
    ent_reading_rules *r = ent_arena_array(arena, ent_reading_rules, 1);
    if (!r)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    r->language = language;
    r->arena = arena;
    r->n_buckets = 16384;
    r->buckets = ent_arena_array(arena, phrase *, r->n_buckets);
    r->stems = ent_arena_array(arena, stem_entry, STEM_CACHE);
    r->spellings = ent_arena_array(arena, spelling_entry *, SPELLINGS);
    if (!r->buckets || !r->stems || !r->spellings)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    r->classes[0] = own[0];
    r->n_classes = 1;
    for (size_t i = 1; i < CLASS_OWN; i++)
        if (!class_add(r, own[i]))
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    ENT_TRY(read_words(r, &tables->words, without, err));
    ENT_TRY(read_names(r, &tables->names, err));
    ENT_TRY(read_abbreviations(r, &tables->abbreviations, err));
    ENT_TRY(read_patterns(r, &tables->patterns, without, err));
    ENT_TRY(index_patterns(r, err));
    *rules = r;
    return ENT_OK;
}

/* --- looking words up --- */

/* "US" is not a pronoun, and "May" inside of a sentence is a month. */
static bool is_other_word(const phrase *p, const sentence *s, size_t at)
{
    const token *t = &s->tokens[at];
    if (p->n != 1 || p->match == 'c')
        return false;
    if (strcmp(t->word, "may") == 0)
        return t->capital && at > 0;
    return p->pronoun && strlen(t->written) == 2 && t->written[0] <= 'Z' && t->written[1] <= 'Z';
}

const char *phrase_in(const ent_reading_rules *rules, int class_id, const char *first,
                      const char *second)
{
    char key[64];
    size_t n = 0;
    for (; first[n] && n + 1 < sizeof key; n++)
        key[n] = (char)(first[n] >= 'A' && first[n] <= 'Z' ? first[n] + 32 : first[n]);
    key[n] = 0;
    const uint64_t hash = hash_text(key);
    for (const phrase *p = rules->buckets[hash % rules->n_buckets]; p; p = p->next)
        if (p->hash == hash && p->class_id == class_id && p->match == 'c' &&
            strcmp(p->words[0], first) == 0 && p->n == (second ? 2 : 1) &&
            (!second || strcmp(p->words[1], second) == 0))
            return p->value;
    return NULL;
}

static bool phrase_fits(const phrase *p, const sentence *s, size_t at)
{
    if (at + p->n > s->n_tokens)
        return false;
    const token *second = &s->tokens[at + 1]; /* most phrases that begin alike part there */
    if (p->n > 1 && p->second != (p->match == 's' ? second->stem_hash : second->word_hash))
        return false;
    for (size_t i = 0; i < p->n; i++) {
        const token *t = &s->tokens[at + i];
        if (p->match != 'c') {
            if (strcmp(p->words[i], key_of(t, p->match)) != 0)
                return false;
        } else if (strcmp(p->words[i], t->written) != 0) {
            return false;
        }
        if (i + 1 < p->n && t->possessive && p->match == 'c')
            return false;
    }
    return true;
}

static void look_up(const ent_reading_rules *rules, sentence *s, size_t at, uint64_t hash,
                    bool stems)
{
    for (const phrase *p = rules->buckets[hash % rules->n_buckets]; p; p = p->next)
        if (p->hash == hash && (p->match == 's') == stems && phrase_fits(p, s, at) &&
            !is_other_word(p, s, at))
            note_add(s, p->class_id, at, p->n, p->value, 0.0);
}

void annotate(const ent_reading_rules *rules, sentence *s, sentence_room *room)
{
    s->notes = room->notes[0];
    s->spare = room->notes[1];
    s->first_note = room->first;
    s->aside = room->aside;
    memset(s->aside, 0, (s->n_tokens + 1) * sizeof *s->aside);
    s->n_notes = 0;
    for (size_t i = 0; i < s->n_tokens; i++) {
        look_up(rules, s, i, s->tokens[i].word_hash, false);
        look_up(rules, s, i, s->tokens[i].stem_hash, true);
        if (s->tokens[i].quoted)
            note_add(s, CLASS_QUOTED, i, 1, "", 0.0);
    }
}

static bool ends_in_question(const char *text, size_t start, size_t end)
{
    while (end > start && (text[end - 1] == '"' || text[end - 1] == ')' || (text[end - 1] & 0x80)))
        end--;
    return end > start && text[end - 1] == '?';
}

ent_status prepare(reader *r, sentence *s, ent_error *err)
{
    ent_reading_rules *rules = caches_of(r);
    s->tokens = r->room->tokens;
    s->question = ends_in_question(r->text, s->start, s->end);
    ENT_TRY(
        split_words(rules, r->text, s->start, s->end, s->tokens, &s->n_tokens, &r->in_quotes, err));
    annotate(rules, s, r->room);
    notes_sort(s);
    make_plain(rules, s, r->room);
    return ENT_OK;
}
