/* A text cut into sentences and words. */
#include <string.h>

#include "reading/parts.h"

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
}

/* --- sentences --- */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_sentence(const char *text, size_t start, size_t end)
{
    while (end > start && (blank(text[end - 1]) || text[end - 1] == '"' || (text[end - 1] & 0x80)))
        end--;
    return end > start && strchr(".!?:", text[end - 1]) != NULL;
}

/* Whether lines end where a mail program or a converter broke them, not where a paragraph ends. */
static bool lines_are_wrapped(const char *text, size_t length)
{
    size_t lines = 0, full = 0, open = 0, longest = 0, start = 0;
    for (size_t i = 0; i <= length; i++)
        if (i == length || text[i] == '\n') {
            const size_t n = i - start;
            const bool is_full = n >= 50 && n <= 110;
            lines += n > 1;
            full += is_full;
            open += is_full && !ends_sentence(text, start, i);
            longest = n > longest ? n : longest;
            start = i + 1;
        }
    return lines >= 4 && longest <= 120 && full * 2 >= lines && open * 2 > full;
}

/* End of the paragraph that begins at `start`. */
static size_t paragraph_end(const char *text, size_t length, size_t start, bool wrapped)
{
    for (size_t i = start; i < length; i++) {
        if (text[i] != '\n')
            continue;
        if (!wrapped)
            return i;
        size_t k = i + 1;
        while (k < length && (text[k] == ' ' || text[k] == '\t' || text[k] == '\r'))
            k++;
        if (k >= length || text[k] == '\n')
            return i;
    }
    return length;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_a_sentence(const char *text, size_t length)
{
    static const char *const words[] = {
        "The ",  "It ",   "He ", "She ",    "They ", "But ", "And ", "In ",    "On ",  "At ", "We ",
        "This ", "That ", "A ",  "However", "As ",   "For ", "If ",  "There ", "Its ", "His "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const size_t n = strlen(words[i]);
        if (length >= n && memcmp(text, words[i], n) == 0)
            return true;
    }
    return false;
}

/* Whether a piece that ends at `end` ends in an abbreviation and goes on. */
static bool goes_on(const ent_reading_rules *rules, const char *text, size_t start, size_t end,
                    size_t next, size_t last)
{
    while (end > start && blank(text[end - 1]))
        end--;
    for (size_t i = 0; i < rules->n_abbreviations; i++) {
        const char *a = rules->abbreviations[i];
        const size_t n = strlen(a);
        if (end - start < n || memcmp(text + end - n, a, n) != 0)
            continue;
        const char before = end - start > n ? text[end - n - 1] : ' ';
        if (!blank(before) && before != '(' && before != '-' && before != '/' &&
            (before & 0x80) == 0 && before != '"')
            continue;
        if (strcmp(a, "No.") == 0) /* "No. 10", not the answer "No." */
            return next < last && is_digit(text[next]);
        return !rules->only_before_small[i] || !starts_a_sentence(text + next, last - next);
    }
    return false;
}

enum { MAX_WORDS = 3 * MAX_TOKENS / 4 }; /* the rest of MAX_TOKENS is for marks */

typedef struct spans {
    span *all;
    size_t n, room;
    ent_arena *arena;
} spans;

/* Where a sentence of more words than the rules look at is parted; `end` for a shorter one. */
static size_t part_of(const char *text, size_t start, size_t end)
{
    size_t words = 0;
    for (size_t i = start + 1; i < end; i++)
        if (blank(text[i]) && !blank(text[i - 1]) && ++words == MAX_WORDS)
            return i;
    return end;
}

static ent_status add_part(spans *list, const char *text, size_t start, size_t end, ent_error *err)
{
    while (start < end && blank(text[start]))
        start++;
    while (end > start && blank(text[end - 1]))
        end--;
    if (end == start)
        return ENT_OK;
    if (list->n == list->room) {
        const size_t room = 2 * list->room + 64;
        span *more = ent_arena_array(list->arena, span, room);
        if (!more)
            return no_memory(err);
        if (list->n)
            memcpy(more, list->all, list->n * sizeof *more);
        list->all = more;
        list->room = room;
    }
    list->all[list->n++] = (span){start, end};
    return ENT_OK;
}

static ent_status add_sentence(spans *list, const char *text, size_t start, size_t end,
                               ent_error *err)
{
    while (start < end) {
        const size_t part = part_of(text, start, end);
        ENT_TRY(add_part(list, text, start, part, err));
        start = part;
    }
    return ENT_OK;
}

/* Where a sentence that begins with a figure follows inside of a piece: "... at Riga. 47 tanks".
 * Unicode's rules end no sentence there. */
static size_t figure_start(const ent_reading_rules *rules, const char *text, size_t from, size_t to)
{
    for (size_t i = from + 3; i + 2 < to; i++) {
        const unsigned char next = (unsigned char)text[i + 2];
        const char *c = text + i - 1;
        const bool word = (*c >= 'a' && *c <= 'z' && c[-1] >= 'a' && c[-1] <= 'z') || *c == '%';
        if (text[i] == '.' && text[i + 1] == ' ' && word &&
            ((next >= '0' && next <= '9') || next == '$' || next == 0xC2 || next == 0xE2) &&
            !goes_on(rules, text, from, i + 1, i + 2, to))
            return i + 1;
    }
    return to;
}

/* The paragraph on one line: a line's end inside of it ends no sentence. */
static const char *one_line(const char *text, size_t length, ent_arena *arena)
{
    if (!memchr(text, '\n', length) && !memchr(text, '\r', length))
        return text;
    char *line = ent_text_copy(text, length, arena);
    for (size_t i = 0; line && i < length; i++)
        if (line[i] == '\n' || line[i] == '\r')
            line[i] = ' ';
    return line;
}

static ent_status cut_paragraph(const ent_reading_rules *rules, const char *text, size_t start,
                                size_t end, spans *list, ent_error *err)
{
    const ent_language *language = rules->language;
    const char *line = one_line(text + start, end - start, list->arena);
    size_t from = start, last = 0;
    if (!line)
        return no_memory(err);
    ENT_TRY(language->cut(language->with, ENT_BREAK_SENTENCE, line, end - start, err));
    for (size_t next; (next = language->next(language->with, ENT_BREAK_SENTENCE)) > last;) {
        const size_t at = start + next;
        last = next;
        if (at < end && goes_on(rules, text, from, at, at, end))
            continue;
        while (from < at) {
            const size_t to = figure_start(rules, text, from, at);
            ENT_TRY(add_sentence(list, text, from, to, err));
            from = to;
        }
    }
    return ENT_OK;
}

ent_status split_sentences(const ent_reading_rules *rules, const char *text, size_t length,
                           span **sentences, size_t *n, ent_arena *arena, ent_error *err)
{
    spans list = {.arena = arena};
    const bool wrapped = lines_are_wrapped(text, length);
    for (size_t at = 0; at < length;) {
        const size_t end = paragraph_end(text, length, at, wrapped);
        if (end > at)
            ENT_TRY(cut_paragraph(rules, text, at, end, &list, err));
        at = end + 1;
    }
    *sentences = list.all;
    *n = list.n;
    return ENT_OK;
}

/* --- words --- */

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

static bool push_fixed(cutter *c, size_t start, size_t end, const char *word)
{
    token *t = push(c, start, end);
    if (!t)
        return true;
    t->word = t->written = word;
    t->stem = stem_of(c->rules, word);
    t->word_hash = hash_text(t->word);
    t->stem_hash = hash_text(t->stem);
    t->begins_number = begins_number(word);
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
    if (blank(*p) || mark_of(p, n) != MARK_NONE)
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
            return no_memory(err);
        from = to;
    }
    *n_tokens = c.n_tokens;
    *in_quotes = c.in_quotes;
    return ENT_OK;
}
