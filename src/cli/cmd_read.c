/* entente read: what a statement says, whether its figures are right, what follows from it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/session.h"
#include "entente/text.h"

typedef struct read_args {
    bool csv, json, explain;
    const char *on, *scenario, *out;
    size_t futures;
} read_args;

static const ent_option options[] = {
    {"explain", ENT_OPT_FLAG, offsetof(read_args, explain), NULL,
     "show the rule and the words behind each proposition, and why others were omitted"},
    {"on", ENT_OPT_TEXT, offsetof(read_args, on), "DATE",
     "date of the text, which decides which figures were known [the first date in it]"},
    {"scenario", ENT_OPT_TEXT, offsetof(read_args, scenario), "FILE.yaml",
     "write the scenario, each value under the sentence that it comes from"},
    {"out", ENT_OPT_TEXT, offsetof(read_args, out), "DIR",
     "run the scenario and write the report, which begins with the marked text"},
    {"futures", ENT_OPT_SIZE, offsetof(read_args, futures), "N",
     "with --out: simulated futures [8192]"},
    {"csv", ENT_OPT_FLAG, offsetof(read_args, csv), NULL, "print the propositions as CSV"},
    {"json", ENT_OPT_FLAG, offsetof(read_args, json), NULL, "print all as JSON"},
};

static const ent_command command = {
    .name = "read",
    .operands = "FILE.txt",
    .summary = "Read a statement: what it says, whether its figures are right and what follows.",
    .details = "  entente read speech.txt\n"
               "  entente read article.txt --explain\n"
               "  entente read article.txt --on 2025-02-12 --out article\n"
               "Reads plain English text of at most 4 MB; - is standard input. The rules are\n"
               "data (data/reading). What no rule understands is listed and ignored.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

/* Bytes of a file or of standard input, up to the first that make it too long to be read. */
static ent_status read_bytes(const char *path, int fd, ent_builder *text, ent_error *err)
{
    char piece[65536];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ent_fail(err, ENT_E_IO, "%s: cannot be read: %s", path, strerror(errno));
        ent_builder_add(text, piece, (size_t)n);
        if (n == 0 || text->length > ENT_STATEMENT_MAX_BYTES)
            return ent_builder_status(text, err);
    }
}

static ent_status read_input(const char *path, ent_builder *text, ent_error *err)
{
    struct stat about;
    if (strcmp(path, "-") == 0)
        return read_bytes("standard input", STDIN_FILENO, text, err);
    if (stat(path, &about) != 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot be read: %s", path, strerror(errno));
    if (!S_ISREG(about.st_mode))
        return ent_fail(err, ENT_E_IO,
                        "%s is not a regular file; to read from a pipe write 'entente read -'",
                        path);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot be read: %s", path, strerror(errno));
    const ent_status status = read_bytes(path, fd, text, err);
    close(fd);
    return status;
}

/* The file's name without folder and ".txt". */
static const char *name_of_text(const char *path, ent_arena *arena)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    if (strcmp(path, "-") == 0)
        return "standard input";
    if (n > 4 && strcmp(name + n - 4, ".txt") == 0)
        n -= 4;
    const char *copy = ent_text_copy(name, n, arena);
    return copy ? copy : name;
}

static ent_status print_it(const read_args *args, const ent_statement *s, int *code, ent_error *err)
{
    const ent_style style = opt_style();
    const ent_writing writing = {args->json  ? "json"
                                 : args->csv ? "csv"
                                             : "text",
                                 style.width, style.colour};
    const char *text = "";
    size_t length = 0;
    ENT_TRY(ent_statement_marks(s, args->explain, &writing, &text, &length, err));
    *code = opt_print(text, length);
    return ENT_OK;
}

/* The run of the scenario that was read, as `entente run` does it. */
static ent_status run_it(const read_args *args, ent_session *session, const ent_statement *s,
                         int *code, ent_arena *arena, ent_error *err)
{
    char *path = ent_text_format(arena, "%s/scenario.yaml", args->out);
    char *base = ent_text_format(arena, "%s/baseline.yaml", args->out);
    char *futures = ent_text_format(arena, "%zu", args->futures ? args->futures : 8192);
    char *folder = ent_text_copy(args->out, strlen(args->out), arena);
    if (!path || !base || !futures || !folder)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    ENT_TRY(ent_statement_write(s, false, path, err));
    ENT_TRY(ent_statement_write(s, true, base, err));
    char name[] = "run", vs[] = "--vs", n[] = "--futures", out[] = "--out";
    char *words[] = {name, path, vs, base, n, futures, out, folder, NULL};
    *code = cmd_run_statement(8, words, session, s);
    return ENT_OK;
}

static ent_status go(const read_args *args, const char *path, ent_session *session, int *code,
                     ent_arena *arena, ent_error *err)
{
    const char *name = name_of_text(path, arena);
    ent_builder text;
    ent_error why;
    ent_statement *s = NULL;
    ent_builder_init(&text, arena);
    if (args->scenario)
        ENT_TRY(ent_file_distinct(args->scenario, path, err));
    ENT_TRY(read_input(path, &text, err));
    const ent_status status =
        ent_session_read(session, text.data, text.length, name, args->on, &s, &why);
    if (status != ENT_OK)
        return ent_fail(err, status, "%s: %s", strcmp(path, "-") == 0 ? name : path, why.message);
    if (args->scenario)
        ENT_TRY(ent_statement_write(s, false, args->scenario, err));
    ENT_TRY(print_it(args, s, code, err));
    return args->out && *code == EXIT_DONE ? run_it(args, session, s, code, arena, err) : ENT_OK;
}

int cmd_read(int argc, char **argv)
{
    read_args args = {0};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    if (args.futures && !args.out) {
        opt_complain("entente read: --futures is for a run. Give its folder with --out, too");
        return EXIT_USAGE;
    }
    ent_arena arena;
    ent_session *session = NULL;
    ent_error err = {{0}};
    int code = EXIT_DONE;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    ent_status status = data_open(&session, &err);
    if (status == ENT_OK)
        status = go(&args, argv[1], session, &code, &arena, &err);
    if (status != ENT_OK)
        code = opt_fail("read", status, &err);
    ent_session_close(session);
    ent_heap_arena_destroy(&arena);
    return code;
}
