/* entente completion: what a shell reads to complete commands, options, scenarios and keys. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct completion_args {
    const char *list;
} completion_args;

static const ent_option options[] = {
    {"list", ENT_OPT_TEXT, offsetof(completion_args, list), "WHAT",
     "names alone: scenarios, levers, assumptions, outcomes"},
};

static const ent_command command = {
    .name = "completion",
    .operands = "[bash|zsh|fish]",
    .summary = "Write completion for a shell: commands, options, scenarios and keys.",
    .details = "  source <(entente completion bash)\n"
               "  entente completion zsh >~/.zfunc/_entente\n"
               "  entente completion fish >~/.config/fish/completions/entente.fish",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 1,
};

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} rows[] = {
#define ENT_COMPLETION_ROW(name, help) {#name, cmd_##name, help},
    ENT_COMMAND_LIST(ENT_COMPLETION_ROW)
#undef ENT_COMPLETION_ROW
};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

/* Every command is asked for its part: its table of options is its own. */
static void print_parts(const char *shell)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        char name[32], word[32];
        snprintf(name, sizeof name, "%s", rows[i].name);
        snprintf(word, sizeof word, "--" COMPLETE_PREFIX "%s", shell);
        char *argv[] = {name, word, NULL};
        rows[i].run(2, argv);
    }
}

static void print_bash(void)
{
    printf("# bash completion of entente, written by `entente completion bash`\n"
           "_entente()\n{\n"
           "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local options= kind=none\n    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        options='");
    for (size_t i = 0; i < N_ROWS; i++)
        printf("%s ", rows[i].name);
    printf("--help --version'\n    else\n    case ${COMP_WORDS[1]} in\n");
    print_parts("bash");
    printf("    esac\n    fi\n"
           "    case $kind in\n"
           "    file) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
           "    folder) compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\")) ;;\n"
           "    scenarios | levers | assumptions | outcomes)\n"
           "        COMPREPLY=($(compgen -W \"$(entente completion --list $kind 2>/dev/null)\" "
           "-- \"$cur\"))\n"
           "        [ $kind != scenarios ] || COMPREPLY+=($(compgen -f -X '!*.yaml' -- \"$cur\"))\n"
           "        ;;\n    esac\n"
           "    [ -z \"$options\" ] || COMPREPLY+=($(compgen -W \"$options\" -- \"$cur\"))\n"
           "}\ncomplete -F _entente entente\n");
}

static void print_zsh(void)
{
    printf("#compdef entente\n"
           "# zsh completion of entente, written by `entente completion zsh`\n"
           "_entente_list() {\n"
           "    local -a found\n"
           "    found=(${(f)\"$(entente completion --list $@[-1] 2>/dev/null)\"})\n"
           "    compadd $@[1,-2] -a found\n"
           "    [[ $@[-1] != scenarios ]] || _files -g '*.yaml'\n"
           "}\n"
           "_entente() {\n"
           "    if (( CURRENT == 2 )); then\n        local -a commands\n        commands=(\n");
    for (size_t i = 0; i < N_ROWS; i++) {
        printf("            '%s:", rows[i].name);
        for (const char *t = rows[i].help; *t; t++)
            printf(*t == ':' ? "\\%c" : *t == '\'' ? "'\\'%c" : "%c", *t);
        printf("'\n");
    }
    printf("        )\n        _describe command commands\n"
           "        compadd -- --help --version\n        return\n    fi\n"
           "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n"
           "    case $command in\n");
    print_parts("zsh");
    printf("    esac\n}\n_entente \"$@\"\n");
}

static void print_fish(void)
{
    printf("# fish completion of entente, written by `entente completion fish`\n"
           "complete -c entente -f\n"
           "complete -c entente -n __fish_use_subcommand -l version -d 'version and data'\n"
           "complete -c entente -l help -d 'what it does and its options'\n");
    for (size_t i = 0; i < N_ROWS; i++)
        printf("complete -c entente -n __fish_use_subcommand -a %s -d \"%s\"\n", rows[i].name,
               rows[i].help);
    print_parts("fish");
}

/* --- names alone --- */

static int is_scenario(const struct dirent *entry)
{
    const size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

static ent_status list_scenarios(const char *folder, ent_error *err)
{
    struct dirent **found = NULL;
    const int n = scandir(folder, &found, is_scenario, alphasort);
    if (n < 0)
        return ent_fail(err, ENT_E_IO, "%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        printf("%.*s\n", (int)strlen(found[i]->d_name) - 5, found[i]->d_name);
        free(found[i]);
    }
    free(found);
    return ENT_OK;
}

/* The key is the first column of a register. */
static ent_status list_register(ent_session *session, const char *what, ent_error *err)
{
    static const char *const registers[] = {"levers", "assumptions", "outcomes"};
    const ent_writing csv = {.format = "csv"};
    const ent_words all = {0};
    const char *text;
    size_t length, known = 0;
    while (known < 3 && strcmp(what, registers[known]) != 0)
        known++;
    if (known == 3)
        return ent_fail(err, ENT_E_ARG,
                        "--list: '%.40s' is not scenarios, levers, assumptions or outcomes", what);
    ENT_TRY(ent_session_register(session, what, &all, false, &csv, &text, &length, err));
    for (const char *line = strchr(text, '\n'); line && line[1]; line = strchr(line + 1, '\n'))
        printf("%.*s\n", (int)strcspn(line + 1, ","), line + 1);
    return ENT_OK;
}

static int list(const char *what)
{
    ent_error err = {{0}};
    ent_session *session = NULL;
    ent_status status = ent_session_open(NULL, &session, &err);
    if (status == ENT_OK)
        status = strcmp(what, "scenarios") == 0
                     ? list_scenarios(ent_session_scenarios(session), &err)
                     : list_register(session, what, &err);
    return data_end("completion", session, status, NULL, 0, &err);
}

int cmd_completion(int argc, char **argv)
{
    static const struct {
        const char *shell;
        void (*print)(void);
    } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    completion_args args = {0};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    if (args.list)
        return list(args.list);
    for (size_t i = 0; n == 1 && i < sizeof shells / sizeof shells[0]; i++)
        if (strcmp(argv[1], shells[i].shell) == 0) {
            shells[i].print();
            return EXIT_DONE;
        }
    opt_complain("entente completion: %s%s%sname a shell: bash, zsh or fish", n ? "'" : "",
                 n ? argv[1] : "", n ? "' is not known; " : "");
    return EXIT_USAGE;
}
