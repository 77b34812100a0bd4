#include "import/names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "entente/text.h"
#include "facts/optional.h"

enum { MOST_NAMES = 1 << 13, MOST_CODES = 1 << 10, POOL_BYTES = 1 << 14 };

/* --- the form in which names are compared --- */

typedef struct folder {
    char *out;
    size_t n, size;
    bool gap; /* a blank is due before the next letter */
} folder;

static bool fold_add(folder *f, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);
    if (f->n + (size_t)n + 2 > f->size)
        return false;
    if (f->gap && f->n)
        f->out[f->n++] = ' ';
    f->gap = false;
    memcpy(f->out + f->n, bytes, (size_t)n);
    f->n += (size_t)n;
    return true;
}

/* Points and apostrophes vanish (U.K., d'Ivoire), an ampersand is "and", other signs part words. */
static bool fold_one(folder *f, utf8proc_int32_t c)
{
    if (c == '.' || c == '\'' || c == '`' || c == 0x2019 || c == 0x2bc)
        return true;
    if (c == '&') {
        f->gap = true;
        const bool fits = fold_add(f, 'a') && fold_add(f, 'n') && fold_add(f, 'd');
        f->gap = true;
        return fits;
    }
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
        return fold_add(f, c == 0x131 ? 'i' : c); /* the Turkish i without a dot */
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return true;
    default:
        f->gap = true;
        return true;
    }
}

static size_t names_fold(const char *text, size_t length, char *out, size_t size)
{
    utf8proc_int32_t points[NAMES_LONGEST * 4];
    const utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, points,
                           (utf8proc_ssize_t)(sizeof points / sizeof points[0]),
                           UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                               UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    folder f = {.out = out, .size = size};
    if (length > NAMES_LONGEST || n < 0 || n > (utf8proc_ssize_t)(sizeof points / sizeof points[0]))
        return 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        if (!fold_one(&f, points[i]))
            return 0;
    if (f.n > 4 && strncmp(out, "the ", 4) == 0) {
        f.n -= 4;
        memmove(out, out + 4, f.n);
    }
    out[f.n] = '\0';
    return f.n;
}

/* --- the tables --- */

typedef struct filling {
    names_entry *entries;
    size_t n, most;
    char *pool; /* texts lie close together */
    size_t room;
    ent_arena *arena;
} filling;

static ent_status add(filling *f, const char *name, const char *state, ent_error *err)
{
    char folded[NAMES_LONGEST + 1];
    const size_t n = names_fold(name, strlen(name), folded, sizeof folded);
    if (!n || f->n == f->most)
        return ENT_OK;
    if (n + 1 > f->room) {
        f->pool = ent_arena_array(f->arena, char, POOL_BYTES);
        f->room = POOL_BYTES;
    }
    ENT_NEED(f->pool, err);
    memcpy(f->pool, folded, n + 1);
    f->entries[f->n++] = (names_entry){f->pool, state};
    f->pool += n + 1;
    f->room -= n + 1;
    return ENT_OK;
}

/* One table of the data folder, `column` holding names or codes; absent: nothing. */
static ent_status add_table(filling *f, const ent_facts *facts, const char *file,
                            const char *column, ent_error *err)
{
    ent_csv t;
    size_t state = 0, name = 0;
    bool there = false;
    ENT_TRY(facts_read_optional(facts->dir, file, &t, &there, f->arena, err));
    if (!there)
        return ENT_OK;
    ENT_TRY(ent_csv_column(&t, "state", &state, err));
    ENT_TRY(ent_csv_column(&t, column, &name, err));
    for (size_t i = 0; i < t.n_rows; i++)
        ENT_TRY(add(f, ent_csv_text(&t, i, name), ent_csv_text(&t, i, state), err));
    return ENT_OK;
}

static int by_folded(const void *a, const void *b)
{
    const names_entry *x = a, *y = b;
    return strcmp(x->folded, y->folded);
}

static ent_status begin(filling *f, size_t most, ent_arena *arena, ent_error *err)
{
    *f = (filling){
        .entries = ent_arena_array(arena, names_entry, most), .most = most, .arena = arena};
    return f->entries ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "names of states: out of memory");
}

static void finish(filling *f, names_table *names, names_scheme scheme)
{
    if (f->n)
        qsort(f->entries, f->n, sizeof *f->entries, by_folded);
    names->entries[scheme] = f->entries;
    names->n[scheme] = f->n;
}

static ent_status load_codes(names_table *names, const ent_facts *facts, names_scheme scheme,
                             const char *column, ent_arena *arena, ent_error *err)
{
    filling f;
    ENT_TRY(begin(&f, MOST_CODES, arena, err));
    ENT_TRY(add_table(&f, facts, "state_codes.csv", column, err));
    finish(&f, names, scheme);
    return ENT_OK;
}

ent_status names_load(names_table *names, const ent_facts *facts, ent_arena *arena, ent_error *err)
{
    filling f;
    *names = (names_table){.n = {0}};
    ENT_TRY(begin(&f, MOST_NAMES, arena, err));
    for (size_t i = 0; i < facts->n_states; i++) {
        ENT_TRY(add(&f, facts->states[i], facts->states[i], err));
        ENT_TRY(add(&f, ent_facts_text(facts, facts->states[i], "name"), facts->states[i], err));
    }
    ENT_TRY(add_table(&f, facts, "state_names.csv", "name", err));
    ENT_TRY(add_table(&f, facts, "state_codes.csv", "state", err));
    ENT_TRY(add_table(&f, facts, "state_codes.csv", "iso2", err));
    finish(&f, names, NAMES_WORDS);
    ENT_TRY(load_codes(names, facts, NAMES_ISO_NUMBER, "iso_number", arena, err));
    ENT_TRY(load_codes(names, facts, NAMES_COW_NUMBER, "cow_number", arena, err));
    return load_codes(names, facts, NAMES_COW_LETTERS, "cow_letters", arena, err);
}

/* --- looking up --- */

static const char *exactly(const names_table *names, names_scheme scheme, const char *text,
                           size_t length)
{
    char folded[NAMES_LONGEST + 1];
    if (!names_fold(text, length, folded, sizeof folded))
        return NULL;
    const names_entry key = {folded, NULL};
    const names_entry *found = names->n[scheme] ? bsearch(&key, names->entries[scheme],
                                                          names->n[scheme], sizeof key, by_folded)
                                                : NULL;
    return found ? found->state : NULL;
}

/* "Korea (Democratic ...)" must not become Korea. */
static bool tells_apart(const char *text)
{
    static const char *const words[] = {"north", "south",  "east",   "west",
                                        "dem",   "people", "taiwan", "hong"};
    char folded[NAMES_LONGEST + 1];
    if (!names_fold(text, strlen(text), folded, sizeof folded))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(folded, words[i]))
            return true;
    return false;
}

/* "Germany*", "Sweden 4", "Finland (3)", "Spain¹" and "Belgium (Euros)": the name before the
 * mark. */
static size_t bare_length(const char *text)
{
    size_t n = strcspn(text, "*([");
    if (text[n] && text[n] != '*' && tells_apart(text + n))
        return strlen(text);
    for (bool more = true; more && n;) {
        const unsigned char last = (unsigned char)text[n - 1];
        if (isspace(last) || isdigit(last) || last == ',')
            n--;
        else if (n > 1 && last >= 0xb2 && last <= 0xbe && (unsigned char)text[n - 2] == 0xc2)
            n -= 2; /* superscripts 2, 3 and 1, a pilcrow, a no-break space before them */
        else if (n > 1 && last >= 0xa0 && last <= 0xb1 && (unsigned char)text[n - 2] == 0xc2)
            n -= 2;
        else if (n > 2 && (unsigned char)text[n - 3] == 0xe2 &&
                 ((unsigned char)text[n - 2] == 0x80 || (unsigned char)text[n - 2] == 0x81))
            n -= 3; /* daggers, superscript digits */
        else
            more = false;
    }
    return n;
}

const char *names_find(const names_table *names, names_scheme scheme, const char *text)
{
    const size_t length = strlen(text);
    if (scheme == NAMES_WORDS && length == 2 &&
        !(isupper((unsigned char)text[0]) && isupper((unsigned char)text[1])))
        return NULL; /* a code of two letters is in capitals; "no" and "is" are words */
    const char *state = exactly(names, scheme, text, length);
    if (state || scheme != NAMES_WORDS)
        return state;
    const size_t n = bare_length(text);
    return n && n < length ? exactly(names, scheme, text, n) : NULL;
}

bool names_header(const char *text, const char *name)
{
    for (; *text; text++) {
        if (!isalnum((unsigned char)*text))
            continue;
        if (tolower((unsigned char)*text) != *name)
            return false;
        name++;
    }
    return !*name;
}
