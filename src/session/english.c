/* Boundaries of sentences and words by ICU, stems by Snowball. */
#include "session/english.h"

#include <libstemmer.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/late.h"
#include "entente/text.h"

#define ICU(X) \
    X(u_errorName) \
    X(ubrk_close) \
    X(ubrk_first) X(ubrk_next) X(ubrk_open) X(ubrk_setUText) X(utext_close) X(utext_openUTF8)
#define SNOWBALL(X) X(sb_stemmer_delete) X(sb_stemmer_length) X(sb_stemmer_new) X(sb_stemmer_stem)
LATE_LIBRARY(ICU, icu, ENT_LIBRARY_ICU)
LATE_LIBRARY(SNOWBALL, snowball, ENT_LIBRARY_STEMMER)

struct english {
    UBreakIterator *breaks[2]; /* by ent_break_kind */
    struct sb_stemmer *stemmer;
    ent_language language;
};

static ent_status cut(void *with, ent_break_kind kind, const char *text, size_t length,
                      ent_error *err)
{
    english *e = with;
    UErrorCode code = U_ZERO_ERROR;
    UText view = UTEXT_INITIALIZER;
    icu.utext_openUTF8(&view, text, (int64_t)length, &code);
    icu.ubrk_setUText(e->breaks[kind], &view, &code); /* keeps a view of its own */
    icu.utext_close(&view);
    if (U_FAILURE(code))
        return ent_fail(err, ENT_E_DATA, "ICU cannot cut the text: %s", icu.u_errorName(code));
    icu.ubrk_first(e->breaks[kind]);
    return ENT_OK;
}

static size_t next(void *with, ent_break_kind kind)
{
    english *e = with;
    const int32_t at = icu.ubrk_next(e->breaks[kind]);
    return at == UBRK_DONE ? 0 : (size_t)at;
}

static const char *stem(void *with, const char *word, size_t length, size_t *stem_length)
{
    english *e = with;
    const sb_symbol *s = snowball.sb_stemmer_stem(e->stemmer, (const sb_symbol *)word, (int)length);
    *stem_length = s ? (size_t)snowball.sb_stemmer_length(e->stemmer) : 0;
    return (const char *)s;
}

ent_status english_open(english **out, ent_arena *arena, ent_error *err)
{
    ENT_TRY(icu_load(err));
    ENT_TRY(snowball_load(err));
    UErrorCode code = U_ZERO_ERROR;
    english *e = ent_arena_array(arena, english, 1);
    ENT_NEED(e, err);
    e->breaks[ENT_BREAK_SENTENCE] = icu.ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &code);
    e->breaks[ENT_BREAK_WORD] = icu.ubrk_open(UBRK_WORD, "en", NULL, 0, &code);
    e->stemmer = snowball.sb_stemmer_new("english", "UTF_8");
    e->language = (ent_language){e, cut, next, stem};
    if (U_FAILURE(code) || !e->stemmer) {
        english_close(e);
        return ent_fail(err, ENT_E_DATA, "ICU or Snowball lack English: %s", icu.u_errorName(code));
    }
    *out = e;
    return ENT_OK;
}

void english_close(english *e)
{
    for (size_t i = 0; e && i < 2; i++)
        if (e->breaks[i])
            icu.ubrk_close(e->breaks[i]);
    if (e && e->stemmer)
        snowball.sb_stemmer_delete(e->stemmer);
}

const ent_language *english_language(const english *e)
{
    return &e->language;
}

static ent_status table(const char *dir, const char *name, ent_reading_table *t, ent_arena *arena,
                        ent_error *err)
{
    char *text = NULL;
    const char *path = ent_text_format(arena, "%s/reading/%s", dir, name);
    ENT_NEED(path, err);
    t->name = path;
    ENT_TRY(ent_text_read_file(path, 4 << 20, &text, &t->length, arena, err));
    t->text = text;
    return ENT_OK;
}

ent_status english_tables(const char *dir, ent_reading_tables *tables, ent_arena *arena,
                          ent_error *err)
{
    ENT_TRY(table(dir, "words.csv", &tables->words, arena, err));
    ENT_TRY(table(dir, "names.csv", &tables->names, arena, err));
    ENT_TRY(table(dir, "patterns.csv", &tables->patterns, arena, err));
    ENT_TRY(table(dir, "abbreviations.csv", &tables->abbreviations, arena, err));
    return table(dir, "meaning.csv", &tables->meaning, arena, err);
}
