/* What a shell learns of an option: from its name, its word for the value, or its help. */
#include "check.h"

#include "cli/completion.h"
#include "heard.h"

static const ent_option options[] = {
    {"vs", ENT_OPT_TEXT, 0, "SCENARIO", "baseline"},
    {"keep", ENT_OPT_LIST, 0, "KEY", "keep an outcome"},
    {"set", ENT_OPT_LIST, 0, "LEVER=VALUE", "change a lever"},
    {"assume", ENT_OPT_LIST, 0, "KEY=VALUE", "fix an assumption"},
    {"out", ENT_OPT_TEXT, 0, "DIR", "where results go"},
    {"html", ENT_OPT_TEXT, 0, "FILE", "write a page"},
    {"power", ENT_OPT_TEXT, 0, "KIND", "capability (as given) or shapley [capability]"},
    {"commit", ENT_OPT_TEXT, 0, "MODE", "smp: semi, full, none"},
    {"quota", ENT_OPT_NUMBER, 0, "SHARE", "share of votes that wins: it's [0.5]"},
    {"json", ENT_OPT_FLAG, 0, NULL, "write JSON"},
};
static const ent_command command = {
    .name = "made",
    .operands = "SCENARIO",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
};

static const char *part(const char *shell)
{
    const hearing h = hear(stdout);
    completion_part(&command, shell);
    return heard(h);
}

static void wants(const char *shell, const char *const *lines, size_t n)
{
    const char *said = part(shell);
    for (size_t i = 0; i < n; i++)
        if (!strstr(said, lines[i]))
            fail_msg("%s: no '%s' in\n%s", shell, lines[i], said);
}

static void bash(void **state)
{
    static const char *const lines[] = {
        "    made)\n        options='--vs --keep --set ",
        "--json --help'\n        kind=scenarios\n",
        "--vs) kind=scenarios options= ;;",
        "--keep) kind=outcomes ",
        "--set) kind=levers ",
        "--assume) kind=assumptions ",
        "--out | -o) kind=folder ",
        "--html) kind=file ",
        "--power) kind=words options='capability shapley' ;;",
        "--commit) kind=words options='semi full none' ;;",
        "--quota) kind=none ",
    };
    (void)state;
    wants("bash", lines, sizeof lines / sizeof lines[0]);
    assert_null(strstr(part("bash"), "--json)")); /* a flag takes no value */
}

static void zsh(void **state)
{
    static const char *const lines[] = {
        "'--vs[baseline]:SCENARIO:_entente_list scenarios' \\\n",
        "'*--set[change a lever]:LEVER=VALUE:_entente_list levers' ",
        "'--power[capability (as given) or shapley \\[capability\\]]:KIND:(capability shapley)'",
        "it'\\''s \\[0.5\\]]:SHARE: '",
        "'--json[write JSON]' ",
        "'*:SCENARIO:_entente_list scenarios'\n        ;;\n",
    };
    (void)state;
    wants("zsh", lines, sizeof lines / sizeof lines[0]);
}

static void fish(void **state)
{
    static const char *const lines[] = {
        "-l vs -r -a '(entente completion --list scenarios)' -d 'baseline'\n",
        "-l power -x -a 'capability shapley' -d ",
        "it\\'s [0.5]'\n",
        "-l json -d 'write JSON'\n",
        "_from made' -F\n",
    };
    (void)state;
    wants("fish", lines, sizeof lines / sizeof lines[0]);
    assert_string_equal(part("tcsh"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bash), cmocka_unit_test(zsh),
                                       cmocka_unit_test(fish)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
