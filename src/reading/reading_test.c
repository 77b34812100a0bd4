/* Rules and patterns on a language of the test's own: words end at blanks and marks, stems are
 * words. */
#include "check.h"

#include <string.h>

#include "entente/heap.h"
#include "reading/meaning.h"
#include "reading/reading.h"

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c & 0x80) != 0;
}

/* Whether a cut at `i` would part "3.5". */
static bool in_number(const char *text, size_t i, size_t length)
{
    const size_t dot = text[i] == '.' ? i : i - 1;
    return text[dot] == '.' && dot > 0 && dot + 1 < length && text[dot - 1] <= '9' &&
           text[dot - 1] >= '0' && text[dot + 1] <= '9' && text[dot + 1] >= '0';
}

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

static bool ends_piece(const cutting *c, ent_break_kind kind, size_t i)
{
    if (kind == ENT_BREAK_SENTENCE)
        return c->text[i - 1] == ' ' && i > 1 && (c->text[i - 2] == '.' || c->text[i - 2] == '?');
    return !in_number(c->text, i, c->length) &&
           (!word_byte(c->text[i]) || !word_byte(c->text[i - 1]));
}

static size_t next(void *with, ent_break_kind kind)
{
    cutting *c = &cuttings[kind];
    (void)with;
    if (c->at == c->length)
        return 0;
    size_t i = c->at + 1;
    while (i < c->length && !ends_piece(c, kind, i))
        i++;
    return c->at = i;
}

static const char *stem(void *with, const char *word, size_t length, size_t *stem_length)
{
    (void)with;
    *stem_length = length;
    return word;
}

static const ent_language language = {NULL, cut, next, stem};

static const char words[] = "class,value,match,phrases,seen_in\n"
                            "STATE,FIN,case,Finland,\n"
                            "STATE,SWE,case,Sweden,\n"
                            "PREPOSITION,,word,of|in|to,\n"
                            "GDP,,word,gdp,\n"
                            "SAY,,word,said,\n"
                            "NEG,,word,not,\n"
                            "MAYBE,,word,may,\n"
                            "IF,,word,if,\n"
                            "DENIAL,,word,denies,\n"
                            "WE,,word,we,\n"
                            "COMMON,,word,will|it|of|if|not|that|its,\n"
                            "SPEECH,,word,speech,\n"
                            "VERB_END,,word,will,\n"
                            "PREDICATE,,word,will|spend|spends,\n"
                            "INFINITIVE,,word,spend,\n"
                            "MODAL,,word,will,\n"
                            "ASKS,,word,will,\n"
                            "SAYS_YES,,word,yes,\n"
                            "SAYS_NO,,word,no,\n"
                            "PLAIN,spend,word,lay out,\n"
                            "OUTER_NOT,,word,nobody says that,\n"
                            "PRONOUN,one,word,it,\n";
static const char patterns[] =
    "id,type,pattern,who,about,value,unit,stance,not,context,seen_in,example\n"
    "a,spending_target,will spend .3 {v:PCTG},subj,,$v,pct_gdp,,,,,\n"
    "b,spending_level,(spends|spent) .3 {v:PCTG},subj,,$v,pct_gdp,,,,only,\n";

static ent_reading_tables tables_with(const char *rows)
{
#define TABLE(name, text) \
    { \
        name, text, strlen(text) \
    }
    const ent_reading_tables t = {
        TABLE("words.csv", words), TABLE("names.csv", "names,stands_for\n"),
        TABLE("patterns.csv", rows), TABLE("abbreviations.csv", "abbreviation,joins\nNo.,always\n"),
        TABLE("meaning.csv", "")};
    return t;
}

static void read_by(const char *rows, const char *text, const char *without, ent_reading *r,
                    ent_arena *arena)
{
    const ent_reading_tables tables = tables_with(rows);
    ent_reading_rules *rules = NULL;
    ent_error err = {{0}};
    if (ent_reading_rules_read(&tables, &language, without, &rules, arena, &err) != ENT_OK)
        fail_msg("%s", err.message);
    if (ent_read(rules, text, strlen(text), "2025-02-12", r, arena, &err) != ENT_OK)
        fail_msg("%s", err.message);
}

static void read_it(const char *text, const char *without, ent_reading *r, ent_arena *arena)
{
    read_by(patterns, text, without, r, arena);
}

static void one_of_each(void **state)
{
    (void)state;
    ent_arena arena;
    ent_reading r;
    ent_heap_arena_create(&arena, 1 << 20);
    read_it("Finland will spend 3.5 % of GDP. It spends 2.4 % of GDP. Sweden spends 2 hours.", NULL,
            &r, &arena);
    assert_int_equal(r.n_sentences, 3);
    assert_int_equal(r.n_propositions, 2);
    assert_string_equal(r.propositions[0].type, "spending_target");
    assert_string_equal(r.propositions[0].who, "FIN");
    assert_string_equal(r.propositions[0].value, "3.5");
    assert_string_equal(r.propositions[1].type, "spending_level");
    assert_string_equal(r.propositions[1].who, "FIN"); /* "It" */
    assert_string_equal(r.propositions[1].rule, "b");
    assert_true(r.sentences[2].domain && *r.sentences[2].why_not);
    ent_heap_arena_destroy(&arena);
}

static void what_is_not_taken(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Finland will not spend 3.5 % of GDP.", "Finland may, if it will spend 3.5 % of GDP.",
        "Will Finland say that it will spend 3.5 % of GDP?", "Finland will spend 3.5 % of its day.",
        "Finland denies that Sweden will spend 3.5 % of GDP."};
    ent_arena arena;
    ent_reading r;
    ent_heap_arena_create(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        read_it(texts[i], NULL, &r, &arena);
        assert_int_equal(r.n_propositions, 0);
    }
    ent_heap_arena_destroy(&arena);
}

static void rules_of_one_text_are_left_out(void **state)
{
    (void)state;
    ent_arena arena;
    ent_reading r;
    ent_heap_arena_create(&arena, 1 << 20);
    read_it("Finland spends 2.4 % of GDP.", "only", &r, &arena);
    assert_int_equal(r.n_propositions, 0);
    read_it("Finland spends 2.4 % of GDP.", "other", &r, &arena);
    assert_int_equal(r.n_propositions, 1);
    ent_heap_arena_destroy(&arena);
}

static void mistakes_in_rules(void **state)
{
    (void)state;
    static const struct {
        const char *row, *says;
    } mistakes[] = {{"c,spending,will,subj,,,,,,,,\n", "the type 'spending' does not exist"},
                    {"c,threat,(will,subj,,,,,,,,\n", "a bracket is not closed"},
                    {"c,threat,@NOWHERE,subj,,,,,,,,\n", "not in words.csv"},
                    {"c,threat,{who},subj,,,,,,,,\n", "write {name:CLASS}"},
                    {"c,threat,a . b,subj,,,,,,,,\n", "a gap has no length"},
                    {"c,threat,will,subj,,,,,NOWHERE,,,\n", "no word class 'NOWHERE'"}};
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        char text[1024];
        ent_error err = {{0}};
        ent_reading_rules *rules = NULL;
        snprintf(text, sizeof text, "%s%s", patterns, mistakes[i].row);
        const ent_reading_tables tables = tables_with(text);
        assert_int_not_equal(ent_reading_rules_read(&tables, &language, NULL, &rules, &arena, &err),
                             ENT_OK);
        assert_non_null(strstr(err.message, "patterns.csv:4"));
        if (!strstr(err.message, mistakes[i].says))
            fail_msg("'%s' does not say '%s'", err.message, mistakes[i].says);
    }
    ent_heap_arena_destroy(&arena);
}

static void texts_that_are_none(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_reading r;
    ent_reading_rules *rules = NULL;
    const ent_reading_tables tables = tables_with(patterns);
    ent_heap_arena_create(&arena, 1 << 20);
    assert_int_equal(ent_reading_rules_read(&tables, &language, NULL, &rules, &arena, &err),
                     ENT_OK);
    assert_int_equal(ent_read(rules, " \n", 2, NULL, &r, &arena, &err), ENT_E_DATA);
    assert_int_equal(ent_read(rules, "a\xFFz", 3, NULL, &r, &arena, &err), ENT_E_DATA);
    assert_int_equal(ent_read(rules, "Finland", 7, "12 May", &r, &arena, &err), ENT_E_ARG);
    assert_int_equal(ent_read(rules, "Finland", ENT_READING_MAX_BYTES + 1, NULL, &r, &arena, &err),
                     ENT_E_DATA);
    ent_heap_arena_destroy(&arena);
}

static void what_follows(void **state)
{
    (void)state;
    static const char rows[] =
        "type,who,about,stance,value,effect,key,setting,basis,says,chart\n"
        "spending_target,STATE,,,NUMBER,lever,pledge.target_pct_gdp,$value,stated,,\n"
        "spending_target,,,,,cannot,,,,never,\n"
        "spending_level,NATO,,,,fact,share,,,,\n";
    const ent_reading_table table = {"meaning.csv", rows, sizeof rows - 1};
    ent_arena arena;
    ent_reading r;
    ent_error err = {{0}};
    meaning *all = NULL;
    size_t n = 0;
    ent_heap_arena_create(&arena, 1 << 20);
    read_it("Finland will spend 3.5 % of GDP. It spends 2.4 % of GDP.", NULL, &r, &arena);
    assert_int_equal(meaning_of(&table, &r, &all, &n, &arena, &err), ENT_OK);
    assert_int_equal(n, 2);
    assert_int_equal(all[0].effect, MEANING_LEVER);
    assert_string_equal(all[0].setting, "3.5");
    assert_int_equal(all[1].effect, MEANING_CANNOT); /* no row: said, not bent */
    ent_heap_arena_destroy(&arena);
}

/* Rules for plain clauses, read in sentences that are none. */
static void clauses_one_by_one(void **state)
{
    (void)state;
    static const char rows[] =
        "id,type,pattern,who,about,value,unit,stance,not,context,seen_in,example\n"
        "t,spending_target,{who:W} will spend .1 {v:PCTG},$who,,$v,pct_gdp,,,,,\n"
        "l,spending_level,{who:W} (spends|spend) {v:PCTG},$who,,$v,pct_gdp,,,,,\n";
    static const struct {
        const char *text, *who[2], *value[2];
        size_t n;
    } cases[] = {
        {"Finland spends 2.4 % of GDP, but will spend 3.5 % of GDP.",
         {"FIN", "FIN"},
         {"2.4", "3.5"},
         2},
        {"Finland will lay out 3 % of GDP.", {"FIN"}, {"3"}, 1},
        {"Will Finland spend 3 % of GDP? Yes.", {"FIN"}, {"3"}, 1},
        {"Will Finland spend 3 % of GDP? No.", {NULL}, {NULL}, 0},
        {"Finland and Sweden spend 2.4 % and 2.8 % of GDP respectively.",
         {"FIN", "SWE"},
         {"2.4", "2.8"},
         2},
        {"Nobody says that Finland will not spend 3 % of GDP.", {"FIN"}, {"3"}, 1},
        {"Finland, which spends 2.4 % of GDP, will spend 3.5 % of GDP.",
         {"FIN", "FIN"},
         {"2.4", "3.5"},
         2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_arena arena;
        ent_reading r;
        ent_heap_arena_create(&arena, 1 << 20);
        read_by(rows, cases[i].text, NULL, &r, &arena);
        size_t found = 0;
        for (size_t k = 0; k < cases[i].n; k++)
            for (size_t p = 0; p < r.n_propositions; p++)
                found += strcmp(r.propositions[p].who, cases[i].who[k]) == 0 &&
                         strcmp(r.propositions[p].value, cases[i].value[k]) == 0;
        if (found != cases[i].n || r.n_propositions != cases[i].n)
            fail_msg("%s: %zu propositions, %zu of them right", cases[i].text, r.n_propositions,
                     found);
        ent_heap_arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_each),
        cmocka_unit_test(what_is_not_taken),
        cmocka_unit_test(rules_of_one_text_are_left_out),
        cmocka_unit_test(mistakes_in_rules),
        cmocka_unit_test(texts_that_are_none),
        cmocka_unit_test(what_follows),
        cmocka_unit_test(clauses_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
