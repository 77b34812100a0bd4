/* entente app: the live page as one file, or served on this machine. */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/live.h"
#include "session/live_answers.h"
#include "session/paths.h"
#include "world/parts.h"

typedef struct app_args {
    const char *file;
    size_t port;
} app_args;

static const ent_option options[] = {
    {"file", ENT_OPT_TEXT, offsetof(app_args, file), "FILE", "write the page to FILE"},
    {"port", ENT_OPT_SIZE, offsetof(app_args, port), "N", "serve it on this machine [8080]"},
};

static const ent_command command = {
    .name = "app",
    .operands = "",
    .summary = "The live simulator: one page that works offline, with the engine inside.",
    .details = "  entente app --file entente.html   one file to open or send\n"
               "  entente app --port 8080           the same page on http://127.0.0.1:8080/",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 0,
    .max_operands = 0,
};

static bool send_all(int to, const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t sent = send(to, bytes, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes += sent;
        n -= (size_t)sent;
    }
    return true;
}

/* One request, one answer: the page for "GET / ", nothing else is here. */
static void answer(int caller, const ent_builder *page)
{
    char request[2048], head[256];
    const struct timeval patience = {.tv_sec = 5};
    setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ssize_t got;
    do {
        got = recv(caller, request, sizeof request - 1, 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0)
        return;
    request[got] = '\0';
    const bool found = strncmp(request, "GET / ", 6) == 0;
    const char *nothing = "Not here. The page is at /\n";
    snprintf(head, sizeof head,
             "HTTP/1.1 %s\r\nContent-Type: %s; charset=utf-8\r\nContent-Length: %zu\r\n"
             "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
             found ? "200 OK" : "404 Not Found", found ? "text/html" : "text/plain",
             found ? page->length : strlen(nothing));
    if (send_all(caller, head, strlen(head)))
        send_all(caller, found ? page->data : nothing, found ? page->length : strlen(nothing));
}

static ent_status serve(size_t port, const ent_builder *page, ent_error *err)
{
    if (port < 1 || port > 65535)
        return ent_fail(err, ENT_E_ARG, "--port %zu: give a port from 1 to 65535", port);
    const int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    struct sockaddr_in here = {.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)port),
                               .sin_addr = {htonl(INADDR_LOOPBACK)}};
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (door < 0 || bind(door, (const struct sockaddr *)&here, sizeof here) != 0 ||
        listen(door, 16) != 0) {
        const int why = errno;
        if (door >= 0)
            close(door);
        return ent_fail(err, ENT_E_IO, "--port %zu: %s; give another port", port, strerror(why));
    }
    fprintf(stderr, "http://127.0.0.1:%zu/  (Ctrl-C ends it)\n", port);
    for (;;) {
        const int caller = accept(door, NULL, NULL);
        if (caller < 0)
            continue;
        answer(caller, page);
        close(caller);
    }
}

static ent_status run(const app_args *args, ent_arena *arena, ent_error *err)
{
    ent_builder page;
    world_parts *tables = ent_arena_array(arena, world_parts, 1);
    if (!tables)
        return ent_fail(err, ENT_E_NOMEM, "app: out of memory");
    ENT_TRY(world_tables_load(path_folders(), tables, arena, err));
    ent_builder_init(&page, arena);
    ENT_TRY(ent_live_page(path_data(), path_scenarios(), live_answers, tables, &page, arena, err));
    if (!args->file)
        return serve(args->port, &page, err);
    ENT_TRY(ent_text_write_file(args->file, page.data, page.length, err));
    fprintf(stderr, "%s: %zu kB; open it in a browser\n", args->file, page.length / 1000);
    return ENT_OK;
}

int cmd_app(int argc, char **argv)
{
    app_args args = {.port = 8080};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_error err = {{0}};
    ent_arena arena;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    const ent_status status = run(&args, &arena, &err);
    ent_heap_arena_destroy(&arena);
    return status == ENT_OK ? EXIT_DONE : opt_fail("app", status, &err);
}
