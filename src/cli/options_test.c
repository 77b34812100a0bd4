/* Words of a command line: what they set, and the line about each that is wrong. */
#include "check.h"

#include "cli/options.h"
#include "heard.h"
#include "one_arena.h"

typedef struct made_args {
    size_t futures;
    unsigned long long seed;
    double share;
    const char *out;
    text_list set;
    bool json, csv;
} made_args;

static const ent_option options[] = {
    {"futures", ENT_OPT_SIZE, offsetof(made_args, futures), "N", "futures [4096]"},
    {"seed", ENT_OPT_U64, offsetof(made_args, seed), "S", "seed [1]"},
    {"share", ENT_OPT_NUMBER, offsetof(made_args, share), "X", "a share"},
    {"out", ENT_OPT_TEXT, offsetof(made_args, out), "DIR", "where"},
    {"set", ENT_OPT_LIST, offsetof(made_args, set), "LEVER=VALUE", "change a lever"},
    {"json", ENT_OPT_FLAG, offsetof(made_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(made_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "made",
    .operands = "SCENARIO",
    .summary = "A command made for this test.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 2,
};

enum { MOST_WORDS = 24 };

/* Words apart by '|' as argv, in `room`; how many. */
static int cut(const char *line, char *room, size_t size, char *argv[MOST_WORDS])
{
    static char name[] = "made";
    int argc = 0;
    argv[argc++] = name;
    snprintf(room, size, "%s", line);
    for (char *at = room; at && *line; argc++) {
        char *end = strchr(at, '|');
        argv[argc] = at;
        if (end)
            *end++ = '\0';
        at = end;
    }
    argv[argc] = NULL;
    return argc;
}

static opt_result parse(const char *line, made_args *args, size_t *n, char *argv[MOST_WORDS],
                        const char **said)
{
    static char room[512];
    const int argc = cut(line, room, sizeof room, argv);
    *args = (made_args){.futures = 4096, .seed = 1};
    const hearing h = hear(stderr);
    const opt_result r = opt_parse(&command, argc, argv, args, n);
    *said = heard(h);
    return r;
}

static void what_is_right(void **state)
{
    (void)state;
    made_args a;
    size_t n;
    char *argv[MOST_WORDS];
    const char *said;
    assert_int_equal(parse("--futures|10|today|--seed=18446744073709551615|--share|-2.5e-1|--set|"
                           "a=1|-o|here|--json|--set=b=2|later",
                           &a, &n, argv, &said),
                     OPT_RUN);
    assert_string_equal(said, "");
    assert_int_equal(n, 2);
    assert_string_equal(argv[1], "today");
    assert_string_equal(argv[2], "later");
    assert_int_equal(a.futures, 10);
    assert_true(a.seed == UINT64_MAX);
    CHECK_NEAR(a.share, -0.25, 0);
    assert_string_equal(a.out, "here");
    assert_int_equal(a.set.count, 2);
    assert_string_equal(a.set.items[1], "b=2");
    assert_true(a.json && !a.csv);
    assert_int_equal(parse("--|--json", &a, &n, argv, &said), OPT_RUN);
    assert_string_equal(argv[1], "--json");
    assert_false(a.json);
    assert_int_equal(parse("today|--futures=4503599627370496", &a, &n, argv, &said), OPT_RUN);
    assert_true(a.futures == 4503599627370496);
}

static void what_is_wrong(void **state)
{
    static const struct {
        const char *words, *says;
    } rows[] = {
        {"", "expected SCENARIO"},
        {"a|b|c", "unexpected argument 'c'"},
        {"a|--futurs|3", "unknown option '--futurs'. Did you mean '--futures'?"},
        {"a|--qqqqqqqq", "unknown option '--qqqqqqqq' (see"},
        {"a|--futures", "option needs a value: '--futures'"},
        {"a|--futures=", "--futures: the value is empty"},
        {"a|--json=1", "option takes no value: '--json=1'"},
        {"a|--help=1", "option takes no value: '--help=1'"},
        {"a|--futures|-1", "'-1' is not a whole number"},
        {"a|--futures|1e3", "'1e3' is not a whole number"},
        {"a|--futures|4503599627370497", "is too large; the largest that is read"},
        {"a|--seed|18446744073709551616", "is too large; the largest is 18446744073709551615"},
        {"a|--share|3,5", "'3,5' is not a number such as 3.5"},
        {"a|--seed|1|--seed|2", "--seed is given twice"},
        {"a|--json|--csv", "--json and --csv cannot both be printed"},
        {"a|--x\x1b[31m\ny", "--x\\u001b[31m\\ny"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        made_args a;
        size_t n;
        char *argv[MOST_WORDS];
        const char *said;
        const opt_result r = parse(rows[i].words, &a, &n, argv, &said);
        if (r != OPT_WRONG || opt_exit(r) != EXIT_USAGE || !strstr(said, rows[i].says) ||
            strchr(said, '\n') != said + strlen(said) - 1)
            fail_msg("'%s': %d, '%s', want '%s'", rows[i].words, (int)r, said, rows[i].says);
    }
}

static void lists_end_somewhere(void **state)
{
    (void)state;
    static char word[] = "--set=a=1", name[] = "made";
    char *argv[TEXT_LIST_MAX + 3] = {name};
    made_args a = {0};
    size_t n;
    for (int i = 1; i <= TEXT_LIST_MAX + 1; i++)
        argv[i] = word;
    const hearing h = hear(stderr);
    assert_int_equal(opt_parse(&command, TEXT_LIST_MAX + 2, argv, &a, &n), OPT_WRONG);
    assert_non_null(strstr(heard(h), "given too often"));
    assert_int_equal(a.set.count, TEXT_LIST_MAX);
}

static void help_names_every_option(void **state)
{
    (void)state;
    made_args a;
    size_t n;
    char *argv[MOST_WORDS];
    const char *said;
    const hearing h = hear(stdout);
    const opt_result r = parse("-h", &a, &n, argv, &said);
    const char *help = heard(h);
    assert_int_equal(r, OPT_HELPED);
    assert_int_equal(opt_exit(r), EXIT_DONE);
    for (size_t i = 0; i < command.n_options; i++)
        assert_non_null(strstr(help, options[i].help));
    assert_int_equal(strncmp(help, "entente made SCENARIO [OPTION...]\n", 34), 0);
}

/* The command that makes an answer again: quoted, without where it goes and who computes. */
static void words_for_a_shell(void **state)
{
    static const struct {
        const char *words, *again;
    } rows[] = {
        {"today|--set|a=1", "entente made today --set a=1"},
        {"today|--out|here|--json|--seed=7|-o|there", "entente made today --seed=7"},
        {"my plan|--set|it's", "entente made 'my plan' --set 'it'\\''s'"},
        {"today|--share", "entente made today --share"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char room[512], *argv[MOST_WORDS];
        const int argc = cut(rows[i].words, room, sizeof room, argv);
        assert_string_equal(opt_words(&command, argc, argv, &arena), rows[i].again);
    }
}

/* Text of others cannot steer the terminal. */
static void prints_no_control_characters(void **state)
{
    (void)state;
    const hearing h = hear(stdout);
    const int code = opt_print("a\x1b[2Jb\n", 7);
    assert_string_equal(heard(h), "a\\u001b[2Jb\n");
    assert_int_equal(code, EXIT_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right),       cmocka_unit_test(what_is_wrong),
        cmocka_unit_test(lists_end_somewhere), cmocka_unit_test(help_names_every_option),
        cmocka_unit_test(words_for_a_shell),   cmocka_unit_test(prints_no_control_characters),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
