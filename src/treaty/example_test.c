/*
 * The worked example of docs/treaty.md: its lines are appended to copies of the tables and
 * judged. And what a mistake in a table says: file, line, column, position.
 */
#include "check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "entente/treaty_tables.h"

static const char *const tables[] = {
    "instruments.csv", "parties.csv", "clauses.csv", "readings.csv", "states.csv",
    "territories.csv", "regions.csv", "places.csv",  "events.csv",   "outlines.csv"};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

typedef struct fixture {
    ent_arena arena;
    char directory[TEMPORARY_PATH];
} fixture;

/* noinline: gcc 12 takes the pointer that is filled here for the text it points to */
__attribute__((noinline)) static const char *read_text(fixture *f, const char *path)
{
    char *text = NULL;
    size_t length = 0;
    ent_error err = {{0}};
    CHECK_OK(ent_text_read_file(path, 1 << 24, &text, &length, &f->arena, &err), err);
    return text;
}

static void write_table(fixture *f, const char *name, const char *text)
{
    ent_error err = {{0}};
    const char *path = ent_text_format(&f->arena, "%s/%s", f->directory, name);
    CHECK_OK(ent_text_write_file(path, text, strlen(text), &err), err);
}

/* The lines of the document's block ```csv NAME; "" when there is none. */
static const char *example(fixture *f, const char *document, const char *name)
{
    const char *mark = ent_text_format(&f->arena, "```csv %s\n", name);
    const char *start = strstr(document, mark);
    if (!start)
        return "";
    start += strlen(mark);
    const char *end = strstr(start, "```");
    assert_non_null(end);
    return ent_text_copy(start, (size_t)(end - start), &f->arena);
}

static int setup(void **state)
{
    static fixture f;
    ent_heap_arena_create(&f.arena, 1 << 20);
    assert_non_null(mkdtemp(temporary(f.directory, "entente-treaty-XXXXXX")));
    for (size_t i = 0; i < N_TABLES; i++)
        write_table(
            &f, tables[i],
            read_text(&f, ent_text_format(&f.arena, ENT_SOURCE_DIR "/data/treaty/%s", tables[i])));
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < N_TABLES; i++)
        unlink(ent_text_format(&f->arena, "%s/%s", f->directory, tables[i]));
    rmdir(f->directory);
    ent_heap_arena_destroy(&f->arena);
    return 0;
}

static unsigned judge(const ent_treaty *t, const char *object, const char *place, const char *on)
{
    ent_treaty_event e;
    ent_treaty_verdict v;
    ent_treaty_event_init(t, &e);
    assert_int_equal(ent_treaty_event_set(t, &e, "date", on), ENT_OK);
    assert_int_equal(ent_treaty_event_set(t, &e, "attacker", "RUS"), ENT_OK);
    assert_int_equal(ent_treaty_event_set(t, &e, "victim", "LTU"), ENT_OK);
    assert_int_equal(ent_treaty_event_set(t, &e, "object", object), ENT_OK);
    assert_int_equal(ent_treaty_event_set(t, &e, "place", place), ENT_OK);
    ent_treaty_locate(t, &e);
    const uint16_t clause = ent_treaty_find_clause(t, "baltic_2", 8);
    assert_int_not_equal(clause, ENT_TREATY_NONE);
    ent_treaty_judge(t, &e, clause, &v);
    return v.answer;
}

static void the_documents_example_works(void **state)
{
    fixture *f = *state;
    const char *document = read_text(f, ENT_SOURCE_DIR "/docs/treaty.md");
    unsigned appended = 0;
    for (size_t i = 0; i < N_TABLES; i++) {
        const char *lines = example(f, document, tables[i]);
        const char *path = ent_text_format(&f->arena, "%s/%s", f->directory, tables[i]);
        write_table(f, tables[i], ent_text_format(&f->arena, "%s%s", read_text(f, path), lines));
        appended += *lines != '\0';
    }
    assert_int_equal(appended, 3);
    ent_error err = {{0}};
    ent_treaty_block block;
    ent_treaty t;
    CHECK_OK(ent_treaty_compile(f->directory, NULL, &block, &f->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &t), ENT_OK);
    assert_int_equal(judge(&t, "territory", "Klaipeda", "2031-01-01"), ENT_TREATY_YES);
    assert_int_equal(judge(&t, "territory", "Klaipeda", "2029-12-31"), ENT_TREATY_NO);
    assert_int_equal(judge(&t, "vessel", "Baltic Sea", "2031-01-01"), ENT_TREATY_CONTESTED);
    assert_int_equal(judge(&t, "vessel", "Red Sea", "2031-01-01"), ENT_TREATY_NO);
}

static const struct {
    const char *what, *table, *line, *message;
} mistakes[] = {
    {"unknown region", "clauses.csv",
     "x_1,nato,1,2000-01-01,,threat,any=>TERR(FRA)|IN(EUROPA),ANY,ANY,,,no,0,,1,treaty,1,,,"
     "memory\n",
     "clauses.csv:142: column scope: position 19: unknown region near 'EUROPA)'"},
    {"open bracket", "clauses.csv",
     "x_1,nato,1,2000-01-01,,threat,(TERR(FRA)|ANY,ANY,ANY,,,no,0,,1,treaty,1,,,memory\n",
     "column scope: position 15: expected ')' near ''"},
    {"unknown attacker", "clauses.csv",
     "x_1,nato,1,2000-01-01,,threat,ANY,RUS|XQX,ANY,,,no,0,,1,treaty,1,,,memory\n",
     "column attacker: position 5: unknown condition near 'XQX'"},
    {"half a date", "parties.csv", "nato,FRA,party,1,1,1949-8-24,,,day,\n",
     "column from: expected YYYY-MM-DD, not '1949-8-24'"},
    {"unknown instrument", "parties.csv", "natto,FRA,party,1,1,1949-08-24,,,day,\n",
     "column instrument: unknown instrument 'natto'"},
    {"two points do not make a ring", "regions.csv", "X,area,polygon,5,1 2;3 4,,\n",
     "column polygon: position 8: a ring needs three points before near ''"},
    {"latitude past the pole", "regions.csv", "X,area,polygon,5,1 2;3 94;5 6,,\n",
     "column polygon: position 5: expected a longitude and a latitude near '3 94;5 6'"},
    {"status without its state", "parties.csv",
     "nato,FRA,party,1,1,1990-01-01,,suspended_with=Q,day,\n",
     "column status: unknown state in 'suspended_with=Q'"},
};

static void mistakes_name_their_place(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        ent_error err = {{0}};
        ent_treaty_block block;
        const char *path =
            ent_text_format(&f->arena, ENT_SOURCE_DIR "/data/treaty/%s", mistakes[i].table);
        const char *whole = read_text(f, path);
        write_table(f, mistakes[i].table,
                    ent_text_format(&f->arena, "%s%s", whole, mistakes[i].line));
        if (ent_treaty_compile(f->directory, NULL, &block, &f->arena, &err) == ENT_OK)
            fail_msg("%s: accepted", mistakes[i].what);
        if (!strstr(err.message, mistakes[i].message))
            fail_msg("%s: '%s' lacks '%s'", mistakes[i].what, err.message, mistakes[i].message);
        write_table(f, mistakes[i].table, whole);
    }
}

static void changes_are_checked(void **state)
{
    fixture *f = *state;
    ent_error err = {{0}};
    ent_treaty_block block;
    ent_treaty t;
    ent_treaty_change in = {"nato", "UKR", 21915, NULL}; /* 2030-01-01 */
    ent_treaty_options o = {.n_accessions = 1, .accessions = &in};
    CHECK_OK(ent_treaty_compile(ENT_SOURCE_DIR "/data/treaty", &o, &block, &f->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &t), ENT_OK);
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    const uint16_t rus = ent_treaty_find_state(&t, "RUS", 3),
                   ukr = ent_treaty_find_state(&t, "UKR", 3);
    const uint16_t usa = ent_treaty_find_state(&t, "USA", 3),
                   est = ent_treaty_find_state(&t, "EST", 3);
    ent_treaty_guarantees(&t, rus, ukr, 21914, levels);
    assert_int_equal(levels[usa].firm, 3);
    ent_treaty_guarantees(&t, rus, ukr, 21915, levels);
    assert_int_equal(levels[usa].firm, 5);
    assert_int_equal(levels[est].firm, 5);
    ent_treaty_change out = {"nato", "USA", 21915, NULL};
    o = (ent_treaty_options){.n_withdrawals = 1, .withdrawals = &out};
    CHECK_OK(ent_treaty_compile(ENT_SOURCE_DIR "/data/treaty", &o, &block, &f->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &t), ENT_OK);
    ent_treaty_guarantees(&t, rus, est, 21914, levels);
    assert_int_equal(levels[usa].firm, 5);
    ent_treaty_guarantees(&t, rus, est, 21915, levels);
    assert_int_equal(levels[usa].firm, 0);
    out.party = "CHE";
    out.where = "x.yaml:3:5";
    assert_int_equal(ent_treaty_compile(ENT_SOURCE_DIR "/data/treaty", &o, &block, &f->arena, &err),
                     ENT_E_DATA);
    assert_string_equal(err.message, "x.yaml:3:5: CHE is not a party to nato then");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_name_their_place),
        cmocka_unit_test(changes_are_checked),
        cmocka_unit_test(the_documents_example_works),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
