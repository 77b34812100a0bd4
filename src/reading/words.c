/* A sentence cut into words. */
#include <string.h>

#include "reading/parts.h"

/* Lower case of ASCII, Latin-1 and Latin Extended-A; a typographic apostrophe becomes a plain one.
 */
static size_t lower(const char *from, size_t n, char *to)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)from[i];
        const unsigned char d = i + 1 < n ? (unsigned char)from[i + 1] : 0;
        if (c >= 'A' && c <= 'Z') {
            to[k++] = (char)(c + 32);
        } else if (c == 0xC3 && d >= 0x80 && d <= 0x9E && d != 0x97) {
            to[k++] = (char)c;
            to[k++] = (char)(d + 32);
            i++;
        } else if ((c == 0xC4 || c == 0xC5) && d >= 0x80 && d <= 0xBF) {
            to[k++] = (char)c;
            to[k++] = (char)(d | 1);
            i++;
        } else if (c == 0xE2 && d == 0x80 && i + 2 < n && (unsigned char)from[i + 2] == 0x99) {
            to[k++] = '\'';
            i += 2;
        } else {
            to[k++] = (char)c;
        }
    }
    to[k] = 0;
    return k;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/* Width of the dash, quote or other mark at `p`; 0 for a word. */
typedef enum mark {
    MARK_NONE,
    MARK_OPEN,
    MARK_CLOSE,
    MARK_PLAIN_QUOTE,
    MARK_DASH,
    MARK_OTHER
} mark;

static mark mark_of(const char *p, size_t n)
{
    static const struct {
        const char *text;
        mark kind;
    } marks[] = {{"\xE2\x80\x9C", MARK_OPEN},
                 {"\xE2\x80\x9D", MARK_CLOSE},
                 {"\xC2\xAB", MARK_OPEN},
                 {"\xC2\xBB", MARK_CLOSE},
                 {"\"", MARK_PLAIN_QUOTE},
                 {"\xE2\x80\x93", MARK_DASH},
                 {"\xE2\x80\x94", MARK_DASH},
                 {"\xE2\x80\x98", MARK_OTHER},
                 {"\xE2\x80\x99", MARK_OTHER},
                 {"'", MARK_OTHER},
                 {"\xE2\x80\xA2", MARK_OTHER},
                 {"\xC2\xA0", MARK_OTHER},
                 {"\xE2\x80\xAF", MARK_OTHER},
                 {"-", MARK_OTHER},
                 {"\xE2\x80\x91", MARK_OTHER},
                 {"*", MARK_OTHER},
                 {"_", MARK_OTHER},
                 {"#", MARK_OTHER}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strlen(marks[i].text) == n && memcmp(p, marks[i].text, n) == 0)
            return marks[i].kind;
    return MARK_NONE;
}

typedef struct cutter {
    ent_reading_rules *rules;
    const char *text;
    token *tokens;
    size_t n_tokens;
    bool in_quotes;
} cutter;

static token *push(cutter *c, size_t start, size_t end)
{
    if (c->n_tokens >= MAX_TOKENS)
        return NULL;
    token *t = &c->tokens[c->n_tokens++];
    *t = (token){.start = start, .end = end, .quoted = c->in_quotes};
    return t;
}

/* Take "'s" and a closing apostrophe off; the rest is the word. */
static bool spell(ent_reading_rules *rules, const char *text, size_t n, spelling *out)
{
    char *word = ent_arena_array(rules->arena, char, n + 1);
    if (!word)
        return false;
    size_t k = lower(text, n, word), cut = 0;
    if (k > 2 && strcmp(word + k - 2, "'s") == 0)
        cut = 2;
    else if (k > 1 && word[k - 1] == '\'')
        cut = 1;
    word[k - cut] = 0;
    size_t kept = n;
    if (cut) { /* the apostrophe has one byte or three */
        const bool wide = (text[n - (cut == 2 ? 2 : 1)] & 0x80) != 0;
        kept = n - (cut == 2 ? 1 : 0) - (wide ? 3 : 1);
    }
    *out = (spelling){.word = word,
                      .written = ent_text_copy(text, kept, rules->arena),
                      .stem = stem_of(rules, word),
                      .possessive = cut > 0};
    if (!out->written)
        return false;
    out->capital = kept > 0 && ((out->written[0] >= 'A' && out->written[0] <= 'Z') ||
                                (out->written[0] & 0x80) != 0);
    out->word_hash = hash_text(out->word);
    out->stem_hash = hash_text(out->stem);
    out->begins_number = begins_number(word);
    return true;
}

static void set_spelling(token *t, const spelling *x)
{
    t->word = x->word;
    t->stem = x->stem;
    t->written = x->written;
    t->word_hash = x->word_hash;
    t->stem_hash = x->stem_hash;
    t->possessive = x->possessive;
    t->capital = x->capital;
    t->begins_number = x->begins_number;
}

static bool fill_word(cutter *c, token *t)
{
    const char *text = c->text + t->start;
    const size_t n = t->end - t->start;
    spelling own, *known = spelling_slot(c->rules, text, n);
    if (known && !known->word && !spell(c->rules, text, n, known))
        return false;
    if (!known && !spell(c->rules, text, n, &own))
        return false;
    set_spelling(t, known ? known : &own);
    return true;
}

void token_as(ent_reading_rules *rules, token *t, const char *word)
{
    t->word = t->written = word;
    t->stem = stem_of(rules, word);
    t->word_hash = hash_text(t->word);
    t->stem_hash = hash_text(t->stem);
    t->begins_number = begins_number(word);
    t->possessive = t->capital = t->punct = t->barrier = false;
}

static bool push_fixed(cutter *c, size_t start, size_t end, const char *word)
{
    token *t = push(c, start, end);
    if (!t)
        return true;
    token_as(c->rules, t, word);
    return true;
}

/* "won't" is "will not", "we'll" is "we will". */
static bool push_contracted(cutter *c, size_t start, size_t end, bool *done)
{
    static const struct {
        const char *ending, *word;
    } endings[] = {{"'ll", "will"}, {"'re", "are"}, {"'ve", "have"}, {"'m", "am"}, {"'d", "would"}};
    static const char *const is_after[] = {"it", "he", "she", "that", "there", "what", "who"};
    char word[32];
    const char *raw = c->text + start;
    *done = false;
    if (end - start >= sizeof word ||
        !(memchr(raw, '\'', end - start) || memchr(raw, 0xE2, end - start) || end - start == 6))
        return true; /* no apostrophe, and not "cannot" */
    const size_t n = lower(c->text + start, end - start, word);
    if (strcmp(word, "cannot") == 0 || strcmp(word, "can't") == 0 || strcmp(word, "won't") == 0) {
        *done = true;
        return push_fixed(c, start, end, word[0] == 'w' ? "will" : "can") &&
               push_fixed(c, start, end, "not");
    }
    if (n > 3 && strcmp(word + n - 3, "n't") == 0) {
        char *rest = ent_text_copy(word, n - 3, c->rules->arena);
        *done = true;
        return rest && push_fixed(c, start, end, rest) && push_fixed(c, start, end, "not");
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const size_t k = strlen(endings[i].ending);
        if (n <= k || strcmp(word + n - k, endings[i].ending) != 0)
            continue;
        char *rest = ent_text_copy(word, n - k, c->rules->arena);
        *done = true;
        return rest && push_fixed(c, start, end, rest) &&
               push_fixed(c, start, end, endings[i].word);
    }
    for (size_t i = 0; i < sizeof is_after / sizeof is_after[0]; i++) {
        const size_t k = strlen(is_after[i]);
        if (n == k + 2 && memcmp(word, is_after[i], k) == 0 && strcmp(word + k, "'s") == 0) {
            *done = true;
            return push_fixed(c, start, end, is_after[i]) && push_fixed(c, start, end, "is");
        }
    }
    return true;
}

/* "3bn" and "5pc" are a number and its unit; "FY2027" a word and a year. */
static size_t number_end(const char *text, size_t start, size_t end)
{
    size_t i = start;
    while (i < end && (is_digit(text[i]) || ((text[i] == '.' || text[i] == ',') && i + 1 < end &&
                                             is_digit(text[i + 1]))))
        i++;
    return i;
}

static bool push_word(cutter *c, size_t start, size_t end)
{
    bool done = false;
    if (!push_contracted(c, start, end, &done))
        return false;
    if (done)
        return true;
    const size_t digits = is_digit(c->text[start]) ? number_end(c->text, start, end) : start;
    const bool ordinal =
        end - digits == 2 &&
        (memcmp(c->text + digits, "th", 2) == 0 || memcmp(c->text + digits, "st", 2) == 0 ||
         memcmp(c->text + digits, "nd", 2) == 0 || memcmp(c->text + digits, "rd", 2) == 0);
    if (digits > start && digits < end && !ordinal && is_letter(c->text[digits])) {
        token *number = push(c, start, digits);
        if (number && !fill_word(c, number))
            return false;
        start = digits;
    }
    token *t = push(c, start, end);
    return !t || fill_word(c, t);
}

static bool push_mark(cutter *c, size_t start, size_t end)
{
    token *t = push(c, start, end);
    if (!t)
        return true;
    if (!fill_word(c, t))
        return false;
    t->word = t->stem = t->written;
    t->word_hash = t->stem_hash = hash_text(t->word);
    t->punct = true;
    t->possessive = t->capital = false;
    t->barrier = t->word[0] == ';' || t->word[0] == ':' || t->word[0] == '?' ||
                 mark_of(t->word, end - start) == MARK_DASH;
    return true;
}

/* Letters with stops between them, "U.S", take the stop that follows. */
static bool initials(const char *text, size_t start, size_t end)
{
    if (end - start < 3)
        return false;
    for (size_t i = start; i < end; i++)
        if ((i - start) % 2 ? text[i] != '.' : !is_letter(text[i]) || (text[i] & 0x80))
            return false;
    return (end - start) % 2 == 1;
}

static bool push_piece(cutter *c, size_t start, size_t end)
{
    const char *p = c->text + start;
    const size_t n = end - start;
    if (is_letter(*p) || is_digit(*p)) {
        const mark m = (*p & 0x80) ? mark_of(p, n) : MARK_NONE;
        if (m == MARK_NONE)
            return push_word(c, start, end);
        if (m == MARK_OPEN)
            c->in_quotes = true;
        if (m == MARK_CLOSE)
            c->in_quotes = false;
        return m != MARK_DASH || push_mark(c, start, end);
    }
    if (*p == '"')
        c->in_quotes = !c->in_quotes;
    if (is_blank(*p) || mark_of(p, n) != MARK_NONE)
        return true;
    return push_mark(c, start, end);
}

ent_status split_words(ent_reading_rules *rules, const char *text, size_t start, size_t end,
                       token *tokens, size_t *n_tokens, bool *in_quotes, ent_error *err)
{
    const ent_language *language = rules->language;
    cutter c = {rules, text, tokens, 0, *in_quotes};
    size_t from = start, next;
    ENT_TRY(language->cut(language->with, ENT_BREAK_WORD, text + start, end - start, err));
    while (c.n_tokens + 3 < MAX_TOKENS &&
           (next = language->next(language->with, ENT_BREAK_WORD)) > 0) {
        size_t to = start + next;
        if (to <= from)
            continue;
        if (to < end && text[to] == '.' && initials(text, from, to))
            to++;
        if (!push_piece(&c, from, to))
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
        from = to;
    }
    *n_tokens = c.n_tokens;
    *in_quotes = c.in_quotes;
    return ENT_OK;
}
