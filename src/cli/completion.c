#include "cli/completion.h"

#include <stdio.h>
#include <string.h>

static bool is_word(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_", text[i]))
            return false;
    return n > 0;
}

/* "capability (resources or votes, as given) or shapley [capability]": words at depth 0. */
static bool completion_words(const char *help, char *words, size_t size)
{
    const char *colon = strstr(help, ": ");
    const char *at = colon ? colon + 2 : help;
    size_t used = 0, n = 0;
    while (*at && *at != '[') {
        const size_t length = strcspn(at, " ,[(");
        const bool joins = length == 2 && memcmp(at, "or", 2) == 0;
        if (!joins && (!is_word(at, length) || used + length + 2 > size))
            return false;
        if (!joins) {
            if (used)
                words[used++] = ' ';
            memcpy(words + used, at, length);
            words[used += length] = '\0';
            n++;
        }
        at += length;
        at += strspn(at, " ");
        if (*at == '(') {
            const char *close = strchr(at, ')');
            if (!close)
                return false;
            at = close + 1;
            at += strspn(at, " ");
        } else if (!joins && *at && *at != '[' && *at != ',' && strncmp(at, "or ", 3) != 0) {
            return false; /* a second word without a comma: a sentence */
        }
        at += strspn(at, ", ");
    }
    return n > 1;
}

static completion_kind kind_of_name(const char *name)
{
    static const struct {
        const char *part;
        completion_kind kind;
    } kinds[] = {
        {"LEVER", COMPLETE_LEVER}, {"KEY=", COMPLETE_ASSUMPTION}, {"SCENARIO", COMPLETE_SCENARIO},
        {"FILE", COMPLETE_FILE},   {"DIR", COMPLETE_FOLDER},      {"STORE", COMPLETE_FILE},
        {".json", COMPLETE_FILE},  {".sqlite", COMPLETE_FILE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (name && strstr(name, kinds[i].part))
            return kinds[i].kind;
    return COMPLETE_NOTHING;
}

static completion_kind kind_of_option(const ent_option *o, char *words, size_t size)
{
    static const char *const scenarios[] = {"scenario", "vs", "base"};
    static const char *const outcomes[] = {"outcome", "over", "keep"};
    if (!o->value)
        return COMPLETE_NOTHING;
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(o->name, scenarios[i]) == 0)
            return COMPLETE_SCENARIO;
        if (strcmp(o->name, outcomes[i]) == 0)
            return COMPLETE_OUTCOME;
    }
    const completion_kind kind = kind_of_name(o->value);
    if (kind == COMPLETE_NOTHING && completion_words(o->help, words, size))
        return COMPLETE_WORDS;
    return kind;
}

static completion_kind kind_of_operands(const ent_command *c)
{
    static const char *const registers[] = {"levers", "assumptions", "outcomes"};
    static const completion_kind kinds[] = {COMPLETE_LEVER, COMPLETE_ASSUMPTION, COMPLETE_OUTCOME};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(c->name, registers[i]) == 0)
            return kinds[i];
    return kind_of_name(c->operands);
}

/* A text inside single quotes, with the characters of `also` escaped by a backslash. */
static void print_quoted(const char *text, const char *also)
{
    for (const char *t = text; *t; t++) {
        if (*t == '\'')
            fputs("'\\''", stdout);
        else if (strchr(also, *t))
            printf("\\%c", *t);
        else
            putchar(*t);
    }
}

/* --- bash --- */

static const char *const bash_kinds[] = {
    [COMPLETE_NOTHING] = "none",     [COMPLETE_FILE] = "file",
    [COMPLETE_FOLDER] = "folder",    [COMPLETE_SCENARIO] = "scenarios",
    [COMPLETE_LEVER] = "levers",     [COMPLETE_ASSUMPTION] = "assumptions",
    [COMPLETE_OUTCOME] = "outcomes", [COMPLETE_WORDS] = "words",
};

static void bash_part(const ent_command *c)
{
    char words[256];
    printf("    %s)\n        options='", c->name);
    for (size_t i = 0; i < c->n_options; i++)
        printf("--%s ", c->options[i].name);
    printf("--help'\n        kind=%s\n        case $prev in\n", bash_kinds[kind_of_operands(c)]);
    for (size_t i = 0; i < c->n_options; i++) {
        const ent_option *o = &c->options[i];
        if (!o->value)
            continue;
        const completion_kind kind = kind_of_option(o, words, sizeof words);
        printf("        --%s%s) kind=%s options=%s%s%s ;;\n", o->name,
               strcmp(o->name, "out") == 0 ? " | -o" : "", bash_kinds[kind],
               kind == COMPLETE_WORDS ? "'" : "", kind == COMPLETE_WORDS ? words : "",
               kind == COMPLETE_WORDS ? "'" : "");
    }
    printf("        esac\n        ;;\n");
}

/* --- zsh --- */

static const char *const zsh_actions[] = {
    [COMPLETE_NOTHING] = " ",
    [COMPLETE_FILE] = "_files",
    [COMPLETE_FOLDER] = "_files -/",
    [COMPLETE_SCENARIO] = "_entente_list scenarios",
    [COMPLETE_LEVER] = "_entente_list levers",
    [COMPLETE_ASSUMPTION] = "_entente_list assumptions",
    [COMPLETE_OUTCOME] = "_entente_list outcomes",
    [COMPLETE_WORDS] = "",
};

static void zsh_part(const ent_command *c)
{
    char words[256];
    printf("    %s)\n        _arguments \\\n", c->name);
    for (size_t i = 0; i < c->n_options; i++) {
        const ent_option *o = &c->options[i];
        const completion_kind kind = kind_of_option(o, words, sizeof words);
        printf("            '%s--%s[", o->kind == ENT_OPT_LIST ? "*" : "", o->name);
        print_quoted(o->help, "[]:\\");
        putchar(']');
        if (o->value) {
            putchar(':');
            print_quoted(o->value, ":\\");
            putchar(':');
        }
        if (kind == COMPLETE_WORDS)
            printf("(%s)", words);
        else if (o->value)
            fputs(zsh_actions[kind], stdout);
        printf("' \\\n");
    }
    printf("            '--help[this text]'");
    if (c->operands && *c->operands) {
        printf(" \\\n            '*:");
        print_quoted(c->operands, ":\\");
        printf(":%s'", zsh_actions[kind_of_operands(c)]);
    }
    printf("\n        ;;\n");
}

/* --- fish --- */

static const char *const fish_kinds[] = {
    [COMPLETE_NOTHING] = "-x",
    [COMPLETE_FILE] = "-r -F",
    [COMPLETE_FOLDER] = "-x -a '(__fish_complete_directories)'",
    [COMPLETE_SCENARIO] = "-r -a '(entente completion --list scenarios)'",
    [COMPLETE_LEVER] = "-x -a '(entente completion --list levers)='",
    [COMPLETE_ASSUMPTION] = "-x -a '(entente completion --list assumptions)='",
    [COMPLETE_OUTCOME] = "-x -a '(entente completion --list outcomes)'",
    [COMPLETE_WORDS] = "",
};

static void fish_part(const ent_command *c)
{
    char words[256];
    const completion_kind operands = kind_of_operands(c);
    for (size_t i = 0; i < c->n_options; i++) {
        const ent_option *o = &c->options[i];
        const completion_kind kind = kind_of_option(o, words, sizeof words);
        printf("complete -c entente -n '__fish_seen_subcommand_from %s' -l %s ", c->name, o->name);
        if (kind == COMPLETE_WORDS)
            printf("-x -a '%s' ", words);
        else if (o->value)
            printf("%s ", fish_kinds[kind]);
        printf("-d '");
        for (const char *t = o->help; *t; t++) {
            if (*t == '\'' || *t == '\\')
                putchar('\\');
            putchar(*t);
        }
        printf("'\n");
    }
    if (operands == COMPLETE_FILE || operands == COMPLETE_SCENARIO)
        printf("complete -c entente -n '__fish_seen_subcommand_from %s' -F\n", c->name);
    if (operands >= COMPLETE_SCENARIO)
        printf("complete -c entente -n '__fish_seen_subcommand_from %s' -a "
               "'(entente completion --list %s)'\n",
               c->name, bash_kinds[operands]);
}

void completion_part(const ent_command *c, const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        bash_part(c);
    else if (strcmp(shell, "zsh") == 0)
        zsh_part(c);
    else if (strcmp(shell, "fish") == 0)
        fish_part(c);
}
