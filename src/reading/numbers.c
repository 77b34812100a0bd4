/* Numbers in figures and words: money, counts, years, fractions. */
#include <string.h>

#include "reading/parts.h"

typedef struct quantity {
    double value;
    size_t n; /* tokens */
} quantity;

static double small_number(const char *word)
{
    static const char *const words[] = {"zero",    "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"twenty", "thirty",  "forty",  "fifty",
                                       "sixty",  "seventy", "eighty", "ninety"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(word, words[i]) == 0)
            return (double)i;
    for (size_t i = 0; i < sizeof tens / sizeof tens[0]; i++)
        if (strcmp(word, tens[i]) == 0)
            return (double)(20 + 10 * i);
    return -1.0;
}

static double scale_of(const char *word)
{
    static const struct {
        const char *word;
        double scale;
    } scales[] = {{"hundred", 1e2}, {"thousand", 1e3}, {"k", 1e3},        {"million", 1e6},
                  {"m", 1e6},       {"mn", 1e6},       {"mln", 1e6},      {"billion", 1e9},
                  {"bn", 1e9},      {"bln", 1e9},      {"b", 1e9},        {"trillion", 1e12},
                  {"trn", 1e12},    {"tn", 1e12},      {"millions", 1e6}, {"billions", 1e9},
                  {"dozen", 12.0}};
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
        if (strcmp(word, scales[i].word) == 0)
            return scales[i].scale;
    return 0.0;
}

/* "4,800" and "2.33"; a comma parts thousands only. */
static bool figures(const char *word, double *value)
{
    char plain[40];
    size_t k = 0, since = 0;
    bool comma = false;
    if (word[0] < '0' || word[0] > '9')
        return false;
    for (const char *c = word; *c; c++) {
        if (k + 1 >= sizeof plain)
            return false;
        if (*c == ',') {
            comma = true;
            since = 0;
            continue;
        }
        if (*c == '.' && comma && since != 3)
            return false;
        since++;
        plain[k++] = *c;
    }
    plain[k] = 0;
    if (comma && since != 3 && !strchr(plain, '.')) { /* "2,5": a decimal comma */
        const size_t n = strcspn(word, ",");
        if (n + 1 >= sizeof plain || strchr(word + n + 1, ','))
            return false;
        memcpy(plain, word, strlen(word) + 1);
        plain[n] = '.';
    }
    return ent_text_number(plain, strlen(plain), value);
}

/* "one hundred and twenty", "twenty five", "one and a half", "half a million". */
static bool number_in_words(const sentence *s, size_t at, quantity *q)
{
    double total = 0.0, part = 0.0;
    size_t i = at;
    bool any = false;
    if ((word_is(s, at, "a") || word_is(s, at, "an")) && at + 1 < s->n_tokens &&
        scale_of(s->tokens[at + 1].word) >= 12.0 && strlen(s->tokens[at + 1].word) > 2) {
        part = 1.0;
        i = at + 1;
        any = true;
    }
    for (; i < s->n_tokens; i++) {
        const char *w = s->tokens[i].word;
        const double small = small_number(w), scale = scale_of(w);
        if (small >= 0.0) {
            if (any && part >= 1.0 && !(part >= 20.0 && small < 10.0 && (int)part % 10 == 0))
                break;
            part += small;
            any = true;
        } else if (any && scale >= 100.0 && strlen(w) > 1) {
            part *= scale;
            if (scale >= 1000.0) {
                total += part;
                part = 0.0;
            }
        } else if (any && strcmp(w, "and") == 0 && i + 1 < s->n_tokens && i > at &&
                   (scale_of(s->tokens[i - 1].word) >= 100.0) &&
                   small_number(s->tokens[i + 1].word) > 0.0) {
            continue;
        } else if (any && strcmp(w, "and") == 0 && word_is(s, i + 1, "a") &&
                   (word_is(s, i + 2, "half") || word_is(s, i + 2, "quarter"))) {
            part += word_is(s, i + 2, "half") ? 0.5 : 0.25;
            i += 2;
        } else if (any && strcmp(w, "point") == 0 && i + 1 < s->n_tokens &&
                   small_number(s->tokens[i + 1].word) >= 0.0) {
            part += small_number(s->tokens[i + 1].word) / 10.0;
            i++;
        } else {
            break;
        }
    }
    if (!any)
        return false;
    *q = (quantity){total + part, i - at};
    return true;
}

static bool read_quantity(const sentence *s, size_t at, quantity *q)
{
    double value;
    if (at >= s->n_tokens)
        return false;
    if (!figures(s->tokens[at].word, &value))
        return number_in_words(s, at, q);
    *q = (quantity){value, 1};
    if (at + 1 < s->n_tokens) {
        const char *next = s->tokens[at + 1].word;
        const double scale = scale_of(next);
        /* a lone "m" or "b" is a scale where it touches its figure: "350m" */
        const bool touches = s->tokens[at + 1].start == s->tokens[at].end;
        if (scale >= 12.0 && (strlen(next) > 1 || touches))
            *q = (quantity){value * scale, 2};
        else if (strcmp(next, "1") == 0 && word_is(s, at + 2, "/") && word_is(s, at + 3, "2"))
            *q = (quantity){value + 0.5, 4};
    }
    return true;
}

static size_t percent_sign(const sentence *s, size_t at)
{
    static const char *const signs[] = {"%", "percent", "pct", "pc", "pp", "points", "point", NULL};
    if (word_in(s, at, signs))
        return 1;
    if (word_is(s, at, "per") && (word_is(s, at + 1, "cent") || word_is(s, at + 1, "cents")))
        return 2;
    if (word_is(s, at, "percentage") &&
        (word_is(s, at + 1, "points") || word_is(s, at + 1, "point")))
        return 2;
    return 0;
}

static const char *currency_word(const sentence *s, size_t at, size_t *n)
{
    static const struct {
        const char *word, *unit;
    } words[] = {{"\xE2\x82\xAC", "bn_eur"}, {"euro", "bn_eur"},  {"euros", "bn_eur"},
                 {"eur", "bn_eur"},          {"$", "bn_usd"},     {"dollar", "bn_usd"},
                 {"dollars", "bn_usd"},      {"usd", "bn_usd"},   {"\xC2\xA3", "bn_gbp"},
                 {"pounds", "bn_gbp"},       {"pound", "bn_gbp"}, {"gbp", "bn_gbp"},
                 {"sterling", "bn_gbp"}};
    *n = 1;
    if (at >= s->n_tokens)
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(s->tokens[at].word, words[i].word) == 0)
            return words[i].unit;
    return NULL;
}

/* The currency a number is in: "£4.5 billion", "EUR 40bn", "120 billion US dollars". */
static const char *money(const sentence *s, size_t *at, size_t *n)
{
    static const char *const others[] = {
        "a",        "c",          "nz",      "hk",        "s",      "ca",   "au",   "can", "aus",
        "canadian", "australian", "zealand", "singapore", "taiwan", "hong", "kong", NULL};
    size_t k;
    if (*at > 0) {
        const char *unit = currency_word(s, *at - 1, &k);
        if (unit && (strcmp(unit, "bn_usd") != 0 || *at < 2 || !word_in(s, *at - 2, others) ||
                     s->tokens[*at - 2].end != s->tokens[*at - 1].start)) {
            *at -= 1;
            *n += 1;
            return unit;
        }
        if (unit)
            return "other";
        if (strncmp(s->tokens[*at - 1].word, "us$", 3) == 0)
            return "bn_usd";
    }
    size_t after = *at + *n;
    if (word_in(s, after, others))
        return currency_word(s, after + 1, &k) ? "other" : NULL;
    if (word_is(s, after, "in"))
        return NULL;
    if (word_is(s, after, "us") || word_is(s, after, "u.s.") || word_is(s, after, "american"))
        after++;
    const char *unit = currency_word(s, after, &k);
    if (unit)
        *n = after + 1 - *at;
    return unit;
}

/* "two to three per cent", "between 2 and 3 %": the lower end, over the whole of it. */
static size_t range_end(const sentence *s, size_t at, size_t after, quantity *high)
{
    const bool joined = word_is(s, after, "to") || word_is(s, after, "or") ||
                        word_is(s, after, "\xE2\x80\x93") || word_is(s, after, "\xE2\x80\x94") ||
                        (word_is(s, after, "and") && at > 0 && word_is(s, at - 1, "between"));
    if (joined && read_quantity(s, after + 1, high))
        return after + 1 + high->n;
    if (after < s->n_tokens && read_quantity(s, after, high) &&
        s->tokens[after].start == s->tokens[after - 1].end + 1)
        return after + high->n; /* "15-20": the hyphen is not a token */
    return 0;
}

static bool is_year(const sentence *s, size_t at, double value)
{
    return strlen(s->tokens[at].word) == 4 && value >= 1900.0 && value <= 2100.0 &&
           value == (double)(int)value && !strchr(s->tokens[at].word, ',');
}

/* "6,000 of its 80,000 troops": the second number is not what is counted. */
static bool is_whole(const sentence *s, size_t at)
{
    for (size_t i = at; i > 0 && i + 4 > at; i--)
        if (word_is(s, i - 1, "of"))
            for (size_t k = 0; k < s->n_notes; k++)
                if (s->notes[k].class_id == CLASS_NUM &&
                    (size_t)s->notes[k].at + s->notes[k].n == i - 1)
                    return true;
    return false;
}

/* "50 billion euros, and another 23 billion will follow": the currency of the sum before. */
static const char *same_currency(const sentence *s, size_t end)
{
    const char *unit = NULL;
    for (size_t i = 0; i < s->n_notes; i++)
        if (s->notes[i].class_id == CLASS_MONEY)
            unit = s->notes[i].value;
    const bool noun = end < s->n_tokens && !s->tokens[end].punct &&
                      !note_at(s, CLASS_VERB_END, end) && !note_at(s, CLASS_PREPOSITION, end) &&
                      !word_is(s, end, "and") && !word_is(s, end, "more");
    return noun ? NULL : unit;
}

static size_t add_number(reader *r, sentence *s, size_t at)
{
    quantity q, high;
    if (!read_quantity(s, at, &q))
        return 0;
    size_t end = at + q.n, sign = percent_sign(s, end);
    if (q.n == 1 && is_year(s, at, q.value) && !sign) {
        note_add(s, CLASS_YEAR, at, 1, s->tokens[at].word, q.value);
        /* "2025-26" is one fiscal year */
        if (end < s->n_tokens && strlen(s->tokens[end].word) == 2 &&
            s->tokens[end].start == s->tokens[at].end + 1 && figures(s->tokens[end].word, &q.value))
            return 2;
        return 1;
    }
    if (sign) {
        size_t whole = end + sign; /* "2 per cent to 3 per cent" keeps both */
        add_percent(r, s, at, whole - at, q.value);
        return whole - at;
    }
    const size_t range = range_end(s, at, end, &high);
    if (range && (sign = percent_sign(s, range))) {
        if (at > 0 && word_is(s, at - 1, "from")) { /* "from 2 to 3.5 per cent": a rise */
            add_percent(r, s, range - high.n, high.n + sign, high.value);
            return range + sign - at;
        }
        if (high.value > q.value) {
            add_percent(r, s, at, range + sign - at, q.value);
            return range + sign - at;
        }
    }
    if (range && high.value > q.value && high.value < 1e15) {
        /* "15 to 20 billion": the scale is that of the end */
        double scale = 1.0;
        if (q.value < 1000.0 && high.value >= 1e3)
            scale = high.value >= 1e12  ? 1e12
                    : high.value >= 1e9 ? 1e9
                    : high.value >= 1e6 ? 1e6
                                        : 1e3;
        if (q.value * scale <= high.value) {
            q.value *= scale;
            end = range;
        }
    }
    size_t start = at, n = end - at;
    const char *unit = money(s, &start, &n);
    if (!unit && q.value >= 1e8)
        unit = same_currency(s, end);
    if (unit && strcmp(unit, "other") != 0)
        note_add(s, CLASS_MONEY, start, n, unit, q.value / 1e9);
    if (unit)
        return n - (at - start) ? n - (at - start) : 1;
    const bool day = q.value <= 31.0 && (month_at(s, end) || (at > 0 && month_at(s, at - 1)));
    if (!is_whole(s, at) && !day)
        note_add(s, CLASS_NUM, at, end - at, number_text(q.value, r->arena), q.value);
    return end - at;
}

static bool add_fraction(reader *r, sentence *s, size_t at, size_t *n)
{
    static const struct {
        const char *words[2];
        double value;
    } parts[] = {{{"half", NULL}, 50.0},
                 {{"two", "thirds"}, 200.0 / 3.0},
                 {{"one", "third"}, 100.0 / 3.0},
                 {{"a", "third"}, 100.0 / 3.0},
                 {{"three", "quarters"}, 75.0},
                 {{"a", "quarter"}, 25.0},
                 {{"one", "quarter"}, 25.0},
                 {{"three", "fifths"}, 60.0},
                 {{"four", "fifths"}, 80.0},
                 {{"two", "fifths"}, 40.0},
                 {{"a", "fifth"}, 20.0},
                 {{"nine", "tenths"}, 90.0},
                 {{"a", "tenth"}, 10.0},
                 {{"one", "half"}, 50.0},
                 {{"three", "fourths"}, 75.0},
                 {{"one", "fifth"}, 20.0},
                 {{"a", "half"}, 50.0}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        *n = parts[i].words[1] ? 2 : 1;
        if (!word_is(s, at, parts[i].words[0]) ||
            (parts[i].words[1] && !word_is(s, at + 1, parts[i].words[1])))
            continue;
        if (at > 0 && word_is(s, at - 1, "a") && word_is(s, at, "half") && at > 1 &&
            word_is(s, at - 2, "and"))
            return false;
        const double value = (double)(long)(parts[i].value * 10.0 + 0.5) / 10.0;
        const size_t one = at + *n + 1;
        const size_t sign =
            word_is(s, at + *n, "of") &&
                    (word_is(s, one, "one") || word_is(s, one, "a") || word_is(s, one, "1"))
                ? percent_sign(s, one + 1)
            : word_is(s, at + *n, "a") ? percent_sign(s, at + *n + 1)
                                       : 0;
        if (sign) { /* "a quarter of one per cent", "half a per cent" */
            *n = one + (word_is(s, at + *n, "of") ? 1u : 0u) + sign - at;
            add_percent(r, s, at, *n, value / 100.0);
            return true;
        }
        if (share_of(s, at + *n) > 0) /* "a third of its output" */
            note_add(s, CLASS_PCTG, at, *n, number_text(value, r->arena), value);
        note_add(s, CLASS_FRAC, at, *n, number_text(value, r->arena), value);
        return true;
    }
    return false;
}

bool begins_number(const char *word)
{
    return (word[0] >= '0' && word[0] <= '9') || strcmp(word, "a") == 0 ||
           strcmp(word, "an") == 0 || strcmp(word, "half") == 0 || small_number(word) >= 0.0;
}

void find_numbers(reader *r, sentence *s)
{
    if (has_class(s->classes, CLASS_GDP))
        r->memory.shares_of_gdp = true;
    for (size_t i = 0; i < s->n_tokens;) {
        size_t n = 0;
        if (!s->tokens[i].begins_number)
            i++;
        else if (add_fraction(r, s, i, &n) || (n = add_number(r, s, i)) > 0)
            i += n;
        else
            i++;
    }
    add_elliptic(r, s);
}
