/* Numbers and years as publishers write them. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "entente/text.h"
#include "import/reading.h"

enum { LONGEST = 64, GROUP = '_' }; /* GROUP stands for a blank that groups digits */

static bool stands_for_missing(const char *text)
{
    static const char *const words[] = {"..",  ". .",  "...",  ". . .", "n/a",    "na",   "n.a.",
                                        "--",  "-",    "xxx",  "x",     ":",      "#N/A", ".",
                                        "nil", "none", "null", "nan",   "missing"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return !*text || strcmp(text, "\xe2\x80\x93") == 0 || strcmp(text, "\xe2\x80\x94") == 0 ||
           strcmp(text, "\xe2\x80\xa6") == 0;
}

/* Digit of another script as '0' to '9', signs and blanks as ASCII; 0 for anything else. */
static char plain_of(utf8proc_int32_t c)
{
    static const utf8proc_int32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6,
                                             0xa66, 0xae6, 0xe50, 0xff10};
    if (c > 0x20 && c < 0x7f)
        return c == '\'' ? GROUP : (char)c;
    for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
        if (c >= zeros[i] && c <= zeros[i] + 9)
            return (char)('0' + (c - zeros[i]));
    switch (c) {
    case ' ':
    case 0xa0:   /* no-break space */
    case 0x2007: /* as wide as a digit */
    case 0x2009: /* thin */
    case 0x202f: /* thin, no break */
    case 0x2019: /* an apostrophe */
        return GROUP;
    case 0x2212: /* minus */
    case 0x2013: /* dash */
        return '-';
    case 0x66b:
        return '.';
    case 0x66c:
        return ',';
    case 0x2020: /* daggers and superscripts are marks */
    case 0x2021:
    case 0xb9:
    case 0xb2:
    case 0xb3:
        return '*';
    case 0x1d49: /* a raised e */
        return 'e';
    default:
        return c >= 0x2070 && c <= 0x2079 ? '*' : '\0';
    }
}

/* The whole text in ASCII; false when it is too long or has letters of other scripts. */
static bool to_plain(const char *text, char *out)
{
    size_t n = 0;
    for (size_t at = 0, length = strlen(text); at < length;) {
        utf8proc_int32_t c = 0;
        const utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                                       (utf8proc_ssize_t)(length - at), &c);
        const char plain = step > 0 ? plain_of(c) : '\0';
        if (!plain || n + 1 == LONGEST)
            return false;
        out[n++] = plain;
        at += (size_t)step;
    }
    out[n] = '\0';
    return true;
}

static const char *quality_of_mark(char mark)
{
    return mark == 'e' || mark == 'p' ? "estimate" : mark == 'f' ? "projection" : NULL;
}

/* Take "(a)", "[1]", "*", "%", an "e" after a digit, a letter after a blank off the end. */
static void take_marks(char *text, const char **quality)
{
    for (size_t n = strlen(text); n; n = strlen(text)) {
        const char last = text[n - 1];
        const char *open = last == ')'   ? strrchr(text, '(')
                           : last == ']' ? strrchr(text, '[')
                                         : NULL;
        if (open && open > text && text + n - open <= 5) {
            if (text + n - open == 3 && !*quality)
                *quality = quality_of_mark((char)tolower((unsigned char)open[1]));
            text[open - text] = '\0';
        } else if (last == '*' || last == '%' || last == GROUP) {
            text[n - 1] = '\0';
        } else if (n > 1 && ((strchr("eE", last) && isdigit((unsigned char)text[n - 2])) ||
                             (strchr("epfbrsdu", last) && text[n - 2] == GROUP))) {
            if (!*quality)
                *quality = quality_of_mark((char)tolower((unsigned char)last));
            text[n - 1] = '\0';
        } else {
            return;
        }
    }
}

/* Signs that group digits stand before groups of three; `point` becomes a point. */
static bool ungrouped(const char *text, char point, char *out)
{
    const char comma = point == '.' ? ',' : '.';
    size_t n = 0, group = 0;
    char grouping = 0;
    bool after_point = false;
    for (; *text; text++) {
        if (*text == comma || *text == GROUP) {
            if (after_point || !group || group > 3 ||
                (grouping && (group != 3 || grouping != *text)))
                return false;
            grouping = *text;
            group = 0;
            continue;
        }
        if (isdigit((unsigned char)*text))
            group += !after_point;
        else if (*text == point) {
            if (grouping && group != 3)
                return false;
            after_point = true;
        }
        out[n++] = *text == point ? '.' : *text;
    }
    out[n] = '\0';
    return after_point || !grouping || group == 3;
}

/* Digits after the point; a spreadsheet keeps 0.94 as 0.9399999999999999, which has two. */
static int decimals_of(const char *written, double value)
{
    char text[LONGEST];
    const size_t length = strlen(written);
    if (length < 16 && !strpbrk(written, "eE")) /* 2.40 has two */
        snprintf(text, sizeof text, "%s", written);
    else
        snprintf(text, sizeof text, "%.15g", value);
    const char *point = strchr(text, '.'), *e = strchr(text, 'e');
    const int digits = point ? (int)strspn(point + 1, "0123456789") : 0;
    long long exponent = 0;
    if (e && !ent_text_integer(e + 1, strlen(e + 1), &exponent))
        exponent = 0;
    return digits - (int)exponent;
}

bool reading_number(const char *text, bool decimal_comma, reading_figure *figure)
{
    char plain[LONGEST], number[LONGEST];
    *figure = (reading_figure){.missing = stands_for_missing(text)};
    if (figure->missing || !to_plain(text, plain))
        return false;
    take_marks(plain, &figure->quality);
    figure->missing = stands_for_missing(plain);
    if (figure->missing || !ungrouped(plain, decimal_comma ? ',' : '.', number) ||
        !ent_text_number(number, strlen(number), &figure->value))
        return false;
    figure->decimals = decimals_of(number, figure->value);
    return true;
}

/* "2024 est.", "2024 (estimate)" and "e2024" become "2024e", "2023 proj." becomes "2023f"; other
 * words stay, since "2026 (budget)" and "2026 plan" are other quantities. */
static void shorten_mark(char *plain)
{
    static const struct {
        const char *word;
        char mark;
    } words[] = {{"est", 'e'},  {"estimate", 'e'},   {"estimated", 'e'}, {"estimates", 'e'},
                 {"proj", 'f'}, {"projection", 'f'}, {"projected", 'f'}, {"forecast", 'f'}};
    char word[LONGEST] = "";
    if ((plain[0] == 'e' || plain[0] == 'E') && strspn(plain + 1, "0123456789") == 4 && !plain[5]) {
        memmove(plain, plain + 1, 4);
        plain[4] = 'e';
        return;
    }
    if (strspn(plain, "0123456789") != 4)
        return;
    size_t n = 0;
    const char *from = plain + 4;
    while (*from == GROUP || *from == '(' || *from == '[')
        from++;
    for (; isalpha((unsigned char)*from); from++)
        word[n++] = (char)tolower((unsigned char)*from);
    word[n] = '\0';
    from += strspn(from, ".)]*");
    for (size_t i = 0; !*from && i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].word, word) == 0) {
            plain[4] = words[i].mark;
            plain[5] = '\0';
        }
}

int reading_year(const char *text, const char **quality)
{
    char plain[LONGEST];
    *quality = "reported";
    if (strlen(text) > 24 || !to_plain(text, plain))
        return 0;
    shorten_mark(plain);
    const size_t n = strspn(plain, "0123456789");
    char *rest = plain + n;
    if (strncmp(plain, "YR", 2) == 0 && strlen(plain) == 6)
        memmove(plain, plain + 2, 5), rest = plain + 4;
    else if (n != 4)
        return 0;
    if (strncmp(rest, ".0", 2) == 0 && !isdigit((unsigned char)rest[2]))
        memmove(rest, rest + 2, strlen(rest + 2) + 1);
    if (rest[0] == GROUP && strncmp(rest + 1, "[YR", 3) == 0) /* 2024 [YR2024] */
        rest[0] = '\0';
    const char *mark = NULL;
    if (strlen(rest) == 1 && strchr("eEpPfF", *rest) && *rest) {
        mark = quality_of_mark((char)tolower((unsigned char)*rest));
        rest[0] = '\0';
    }
    take_marks(plain, &mark);
    long long year = 0;
    if (strlen(plain) != 4 || !ent_text_integer(plain, 4, &year) || year < 1900 || year > 2100)
        return 0;
    *quality = mark ? mark : "reported";
    return (int)year;
}

double reading_magnitude(const char *text)
{
    return reading_has(text, "trillion")                             ? 1e12
           : reading_has(text, "billion") || reading_has(text, "bn") ? 1e9
           : reading_has(text, "million") || reading_has(text, "mn") ? 1e6
           : reading_has(text, "thousand")                           ? 1e3
                                                                     : 1.0;
}
