#include "cli/options.h"
#include "base/hint.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/visible.h"
#include "cli/completion.h"
#include "entente/heap.h"

void opt_complain(const char *format, ...)
{
    char raw[4096], line[2 * sizeof raw];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(raw, sizeof raw, format, args);
    va_end(args);
    n = n < 0 ? 0 : n < (int)sizeof raw ? n : (int)sizeof raw - 1;
    size_t used = 0;
    const size_t end = n > 0 && raw[n - 1] == '\n' ? (size_t)n - 1 : (size_t)n;
    for (size_t from = 0; from <= end;) {
        const char *stop = memchr(raw + from, '\n', end - from);
        const size_t length = stop ? (size_t)(stop - raw) - from : end - from;
        visible_text(raw + from, length, false, line + used, sizeof line - used);
        used += strlen(line + used);
        if (!stop)
            break;
        used += (size_t)snprintf(line + used, sizeof line - used, "\\n");
        used = used < sizeof line ? used : sizeof line - 1;
        from += length + 1;
    }
    fprintf(stderr, "%s\n", line);
}

static void print_help(const ent_command *c)
{
    printf("entente %s%s%s%s\n\n%s\n", c->name, c->operands && *c->operands ? " " : "",
           c->operands ? c->operands : "", c->n_options ? " [OPTION...]" : "", c->summary);
    if (c->details)
        printf("\n%s\n", c->details);
    printf("\nOptions\n");
    for (size_t i = 0; i < c->n_options; i++) {
        const ent_option *o = &c->options[i];
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", o->name, o->value ? " " : "",
                 o->value ? o->value : "");
        printf("  %-24s %s\n", left, o->help);
    }
    printf("  %-24s %s\n", "--help", "this text");
}

static opt_result wrong(const ent_command *c, const char *what, const char *word, const char *near)
{
    char option[64];
    snprintf(option, sizeof option, "--%s", near ? near : "");
    opt_complain("entente %s: %s '%s'%s (see 'entente %s --help')\n", c->name, what, word,
                 did_you_mean(near ? option : NULL).text, c->name);
    return OPT_WRONG;
}

static const ent_option *find(const ent_command *c, const char *name, size_t length)
{
    for (size_t i = 0; i < c->n_options; i++)
        if (strlen(c->options[i].name) == length && memcmp(c->options[i].name, name, length) == 0)
            return &c->options[i];
    return NULL;
}

static const char *nearest_option(const ent_command *c, const char *word)
{
    const char *names[64];
    size_t n = 0;
    for (; n < c->n_options && n < 64; n++)
        names[n] = c->options[n].name;
    return ent_text_nearest(word, names, n);
}

static bool parse_u64(const char *text, unsigned long long *value)
{
    if (*text < '0' || *text > '9')
        return false;
    char *end = NULL;
    errno = 0;
    *value = strtoull(text, &end, 10);
    return errno == 0 && *end == '\0';
}

/* More than any count that a command could work off; what it can hold, each command says. */
#define MOST_COUNTED (1ULL << 52)

static bool store(const ent_option *o, const char *text, void *into)
{
    unsigned char *at = (unsigned char *)into + o->offset;
    unsigned long long whole = 0;
    double number = 0.0;
    switch (o->kind) {
    case ENT_OPT_FLAG:
        memcpy(at, &(bool){true}, sizeof(bool));
        return true;
    case ENT_OPT_SIZE:
        if (!parse_u64(text, &whole) || whole > MOST_COUNTED)
            return false;
        memcpy(at, &(size_t){whole}, sizeof(size_t));
        return true;
    case ENT_OPT_U64:
        if (!parse_u64(text, &whole))
            return false;
        memcpy(at, &whole, sizeof whole);
        return true;
    case ENT_OPT_NUMBER:
        if (!ent_text_number(text, strlen(text), &number))
            return false;
        memcpy(at, &number, sizeof number);
        return true;
    case ENT_OPT_TEXT:
        memcpy(at, &text, sizeof text);
        return true;
    case ENT_OPT_LIST: {
        text_list *list = (text_list *)(void *)at;
        if (list->count == TEXT_LIST_MAX)
            return false;
        list->items[list->count++] = text;
        return true;
    }
    }
    return false;
}

/* One word that starts with "--"; moves *i past a separate value. */
static opt_result take_option(const ent_command *c, int argc, char **argv, int *i, void *into,
                              uint64_t *given)
{
    const char *word = argv[*i] + 2;
    const char *equals = strchr(word, '=');
    const size_t length = equals ? (size_t)(equals - word) : strlen(word);
    if (length == 4 && memcmp(word, "help", 4) == 0) {
        if (equals)
            return wrong(c, "option takes no value:", argv[*i], NULL);
        print_help(c);
        return OPT_HELPED;
    }
    if (strncmp(word, COMPLETE_PREFIX, strlen(COMPLETE_PREFIX)) == 0) {
        completion_part(c, word + strlen(COMPLETE_PREFIX));
        return OPT_HELPED;
    }
    const ent_option *o = find(c, word, length);
    if (!o)
        return wrong(c, "unknown option", argv[*i], nearest_option(c, word));
    if (o->kind == ENT_OPT_FLAG && equals)
        return wrong(c, "option takes no value:", argv[*i], NULL);
    const char *value = equals ? equals + 1 : NULL;
    if (o->kind != ENT_OPT_FLAG && !value) {
        if (*i + 1 >= argc)
            return wrong(c, "option needs a value:", argv[*i], NULL);
        value = argv[++*i];
    }
    if (value && !*value) {
        opt_complain("entente %s: --%s: the value is empty", c->name, o->name);
        return OPT_WRONG;
    }
    const uint64_t bit = 1ULL << ((size_t)(o - c->options) % 64);
    if (value && o->kind != ENT_OPT_LIST && (*given & bit)) {
        opt_complain("entente %s: --%s is given twice. Give it once", c->name, o->name);
        return OPT_WRONG;
    }
    *given |= bit;
    if (!store(o, value, into)) {
        opt_complain("entente %s: --%s: '%s' is %s\n", c->name, o->name, value,
                     o->kind == ENT_OPT_LIST     ? "not taken: the option is given too often"
                     : o->kind == ENT_OPT_NUMBER ? "not a number such as 3.5"
                     : value[strspn(value, "0123456789")] ? "not a whole number"
                     : o->kind == ENT_OPT_SIZE
                         ? "too large; the largest that is read is 4503599627370496"
                         : "too large; the largest is 18446744073709551615");
        return OPT_WRONG;
    }
    return OPT_RUN;
}

/* Two forms of one answer cannot both be printed. */
static opt_result check_form(const ent_command *c, const void *into)
{
    size_t forms = 0;
    for (size_t i = 0; i < c->n_options; i++) {
        const ent_option *o = &c->options[i];
        bool on = false;
        if (o->kind == ENT_OPT_FLAG &&
            (strcmp(o->name, "json") == 0 || strcmp(o->name, "csv") == 0))
            memcpy(&on, (const unsigned char *)into + o->offset, sizeof on);
        forms += on;
    }
    if (forms < 2)
        return OPT_RUN;
    opt_complain("entente %s: --json and --csv cannot both be printed. Choose one", c->name);
    return OPT_WRONG;
}

opt_result opt_parse(const ent_command *command, int argc, char **argv, void *into,
                     size_t *n_operands)
{
    size_t n = 0;
    uint64_t given = 0;
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (!only_operands &&
                   (strncmp(argv[i], "--", 2) == 0 || strcmp(argv[i], "-o") == 0)) {
            char out[] = "--out"; /* what -o is short for */
            if (strcmp(argv[i], "-o") == 0)
                argv[i] = out;
            const opt_result r = take_option(command, argc, argv, &i, into, &given);
            if (r != OPT_RUN)
                return r;
        } else if (!only_operands && strcmp(argv[i], "-h") == 0) {
            print_help(command);
            return OPT_HELPED;
        } else {
            argv[1 + n++] = argv[i];
        }
    }
    *n_operands = n;
    if (n < command->min_operands) {
        fprintf(stderr, "entente %s: expected %s; see 'entente %s --help'\n", command->name,
                command->operands, command->name);
        return OPT_WRONG;
    }
    if (n > command->max_operands)
        return wrong(command, "unexpected argument", argv[1 + command->max_operands], NULL);
    return check_form(command, into);
}

static void add_word(ent_builder *b, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./=:,@%+";
    ent_builder_text(b, " ");
    if (*word && strspn(word, plain) == strlen(word)) {
        ent_builder_text(b, word);
        return;
    }
    ent_builder_text(b, "'");
    for (; *word; word++)
        ent_builder_format(b, *word == '\'' ? "'\\%c'" : "%c", *word);
    ent_builder_text(b, "'");
}

const char *opt_words(const ent_command *command, int argc, char **argv, ent_arena *arena)
{
    static const char *const left_out[] = {"out",  "resume", "checkpoint", "threads",
                                           "json", "csv",    "top"};
    ent_builder b;
    ent_builder_init(&b, arena);
    ent_builder_format(&b, "entente %s", command->name);
    for (int i = 1; i < argc; i++) {
        const char *word = strcmp(argv[i], "-o") == 0 ? "--out" : argv[i];
        const ent_option *o =
            strncmp(word, "--", 2) == 0 ? find(command, word + 2, strcspn(word + 2, "=")) : NULL;
        const bool separate = o && o->kind != ENT_OPT_FLAG && !strchr(word, '=') && i + 1 < argc;
        bool kept = true;
        for (size_t k = 0; o && k < sizeof left_out / sizeof left_out[0]; k++)
            kept = kept && strcmp(o->name, left_out[k]) != 0;
        if (kept)
            add_word(&b, word);
        if (kept && separate)
            add_word(&b, argv[i + 1]);
        i += separate;
    }
    return b.data;
}

int opt_exit(opt_result result)
{
    return result == OPT_WRONG ? EXIT_USAGE : EXIT_DONE;
}

ent_style opt_style(void)
{
    ent_style style = {.width = 0, .colour = false};
    if (!isatty(STDOUT_FILENO))
        return style;
    struct winsize size;
    style.width = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
    const char *no_colour = getenv("NO_COLOR");
    style.colour = !(no_colour && *no_colour);
    return style;
}

ent_format opt_format(bool json, bool csv)
{
    return json ? ENT_FORMAT_JSON : csv ? ENT_FORMAT_CSV : ENT_FORMAT_TEXT;
}

int opt_print(const char *text, size_t length)
{
    char none[1];
    const bool colour = opt_style().colour;
    const size_t n = visible_text(text, length, colour, none, sizeof none);
    ent_arena arena;
    ent_heap_arena_create(&arena, n + 1);
    char *shown = ent_arena_array(&arena, char, n + 1);
    errno = ENOMEM;
    const bool written = shown && visible_text(text, length, colour, shown, n + 1) == n &&
                         fwrite(shown, 1, n, stdout) == n && fflush(stdout) == 0;
    ent_heap_arena_destroy(&arena);
    if (written)
        return EXIT_DONE;
    fprintf(stderr, "entente: standard output cannot be written: %s\n", strerror(errno));
    return EXIT_FAILED;
}

int opt_fail(const char *command, ent_status status, const ent_error *err)
{
    opt_complain("entente %s: %s\n", command,
                 err->message[0] ? err->message : ent_status_text(status));
    return status == ENT_E_ARG ? EXIT_USAGE : EXIT_FAILED;
}
