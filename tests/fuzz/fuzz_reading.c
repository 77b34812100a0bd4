/* Any bytes as a statement, or as a table of patterns: an error or propositions inside the text. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "reading/reading.h"

static bool word_byte(char c)
{
    return c == '.' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c & 0x80) != 0;
}

/* Words end at marks and blanks, sentences at full stops: the program's own come from ICU. */
/* What is being cut, and where the last piece ended. */
typedef struct cutting {
    const char *text;
    size_t length, at;
} cutting;

static cutting cuttings[2];

static ent_status cut(void *with, ent_break_kind kind, const char *text, size_t length,
                      ent_error *err)
{
    (void)with;
    (void)err;
    cuttings[kind] = (cutting){text, length, 0};
    return ENT_OK;
}

static size_t next(void *with, ent_break_kind kind)
{
    cutting *c = &cuttings[kind];
    (void)with;
    if (c->at == c->length)
        return 0;
    size_t i = c->at + 1;
    while (i < c->length &&
           !(kind == ENT_BREAK_WORD ? !word_byte(c->text[i]) || !word_byte(c->text[i - 1])
                                    : c->text[i - 1] == '.'))
        i++;
    return c->at = i;
}

static const char *stem(void *with, const char *word, size_t length, size_t *stem_length)
{
    (void)with;
    *stem_length = length > 3 && word[length - 1] == 's' ? length - 1 : length;
    return word;
}

static const ent_language language = {NULL, cut, next, stem};

static ent_reading_table table(const char *name, ent_arena *arena)
{
    ent_reading_table t = {name, "", 0};
    ent_error err;
    char *text = NULL;
    const char *path = ent_text_format(arena, ENT_SOURCE_DIR "/data/reading/%s", name);
    if (!path || ent_text_read_file(path, 4 << 20, &text, &t.length, arena, &err) != ENT_OK)
        abort();
    t.text = text;
    return t;
}

static const ent_reading_rules *shipped_rules(ent_reading_tables *tables)
{
    static ent_arena arena;
    static ent_reading_tables kept;
    static ent_reading_rules *rules;
    ent_error err;
    if (!rules) {
        ent_heap_arena_create(&arena, 1 << 20);
        kept = (ent_reading_tables){
            table("words.csv", &arena), table("names.csv", &arena), table("patterns.csv", &arena),
            table("abbreviations.csv", &arena), table("meaning.csv", &arena)};
        if (ent_reading_rules_read(&kept, &language, NULL, &rules, &arena, &err) != ENT_OK)
            abort();
    }
    *tables = kept;
    return rules;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_reading r;
    ent_reading_tables tables;
    const ent_reading_rules *rules = shipped_rules(&tables);
    ent_heap_arena_create(&arena, 1 << 16);
    if (size > 3 && memcmp(data, "id,", 3) == 0) {
        ent_reading_rules *own = NULL;
        tables.patterns = (ent_reading_table){"fuzz.csv", (const char *)data, size};
        if (ent_reading_rules_read(&tables, &language, NULL, &own, &arena, &err) == ENT_OK)
            ent_read(own, "Finland will spend 3 % of GDP on defence.", 41, NULL, &r, &arena, &err);
    } else if (ent_read(rules, (const char *)data, size, NULL, &r, &arena, &err) == ENT_OK) {
        for (size_t i = 0; i < r.n_propositions; i++) {
            const ent_proposition *p = &r.propositions[i];
            if (p->end > size || p->start > p->end || p->sentence >= r.n_sentences || !*p->who)
                abort();
        }
    }
    ent_heap_arena_destroy(&arena);
    return 0;
}
