/* entente: a thin client of libentente. Results on stdout, all else on stderr. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/hint.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/version.h"
#include "entente/block.h"
#include "session/paths.h"

typedef struct command_row {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} command_row;

static const command_row commands[] = {
#define ENT_COMMAND_ROW(name, help) {#name, cmd_##name, help},
    ENT_COMMAND_LIST(ENT_COMMAND_ROW)
#undef ENT_COMMAND_ROW
        {NULL, NULL, NULL},
};

static void print_help(void)
{
    printf("entente: open simulation of collective defence\n\n"
           "  entente COMMAND [OPTION...]    entente COMMAND --help\n\nCommands\n");
    for (const command_row *c = commands; c->name; c++)
        printf("  %-12s %s\n", c->name, c->help);
    printf("\nResults go to standard output, everything else to standard error.\n"
           "Exit status: 0 done, 1 failed, 2 usage.\n");
}

static int unknown(const char *word)
{
    const char *names[sizeof commands / sizeof commands[0]] = {NULL};
    size_t n = 0;
    for (const command_row *c = commands; c->name; c++)
        names[n++] = c->name;
    const char *near = ent_text_nearest(word, names, n);
    opt_complain("entente: unknown command '%s'%s (see 'entente --help')\n", word,
                 did_you_mean(near).text);
    return EXIT_USAGE;
}

/* A full disk may show only when the last of the answer leaves the buffer. */
static int all_written(int code)
{
    const bool failed = fflush(stdout) != 0 || ferror(stdout);
    if (code != EXIT_DONE || !failed)
        return code;
    fprintf(stderr, "entente: standard output cannot be written: %s\n", strerror(errno));
    return EXIT_FAILED;
}

/* A value that nothing knows would be passed over without a word. */
static int unknown_setting(void)
{
    const char *asked = getenv("ENTENTE_ISA");
    if (!asked || !*asked)
        return EXIT_DONE;
    for (int i = 0; i < ENT_N_ISAS; i++)
        if (strcmp(asked, ent_isa_name((ent_isa_id)i)) == 0)
            return EXIT_DONE;
    opt_complain("entente: ENTENTE_ISA is '%s'; it takes sse2, avx2 or avx512\n", asked);
    return EXIT_USAGE;
}

/*
 * A file past the limit of its size is a failed write, which says so, not the end of the program.
 * A descriptor that came closed is taken, or a result's file would get its number and the text
 * meant for the terminal; output through it still fails.
 */
static void take_descriptors(void)
{
    static const int how[] = {O_RDONLY, O_RDONLY, O_WRONLY};
    signal(SIGXFSZ, SIG_IGN);
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", how[fd]) < 0)
            return;
}

/* What a run gives back is large: it goes back to the machine at once, not into a reserve. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
    enum { LARGE = 1000000, RESERVE = 8000000, POOLS = 2 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, RESERVE);
    mallopt(M_ARENA_MAX, POOLS);
#endif
}

int main(int argc, char **argv)
{
    take_descriptors();
    give_memory_back();
    path_folders()->warn = data_warn;
    if (argc < 2) {
        print_help();
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help();
        return all_written(EXIT_DONE);
    }
    if (unknown_setting() != EXIT_DONE)
        return EXIT_USAGE;
    if (strcmp(argv[1], "--version") == 0)
        return all_written(version_print(argc > 2 && strcmp(argv[2], "--json") == 0));
    for (const command_row *c = commands; c->name; c++)
        if (strcmp(argv[1], c->name) == 0)
            return all_written(c->run(argc - 1, argv + 1));
    return unknown(argv[1]);
}
