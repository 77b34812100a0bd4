/* Any bytes as what a client of the local server sends: answered by HTTP or closed, and a request
   whose Host is a stranger's never gets the page. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/serve.c" /* NOLINT: what it answers with is its own */

static const char page[] = "<!doctype html><p>the page</p>";

static struct MHD_Daemon *daemon_of(void)
{
    static struct MHD_Daemon *once;
    static answers all;
    if (once)
        return once;
    ent_error err;
    if (mhd_load(&err) != ENT_OK || !answers_make(&all, page, sizeof page - 1))
        abort();
    once = MHD_start_daemon(MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL, answer, &all,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)1 << 16, MHD_OPTION_END);
    if (!once)
        abort();
    return once;
}

/* What the server says to these bytes, as far as there is room. */
static size_t ask(const uint8_t *data, size_t size, char *said, size_t room)
{
    struct MHD_Daemon *server = daemon_of();
    const struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int ends[2];
    size_t n = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
        abort();
    if (MHD_add_connection(server, ends[1], (const struct sockaddr *)&from, sizeof from) != MHD_YES)
        abort();
    const size_t half = size / 2;
    (void)send(ends[0], data, half, MSG_NOSIGNAL);
    MHD_run(server);
    (void)send(ends[0], data + half, size - half, MSG_NOSIGNAL);
    shutdown(ends[0], SHUT_WR);
    for (int i = 0; i < 16; i++) {
        MHD_run(server);
        const ssize_t got = read(ends[0], said + n, room - n);
        n += got > 0 ? (size_t)got : 0;
        if (got == 0)
            break;
    }
    close(ends[0]);
    MHD_run(server);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char stranger[] = "GET / HTTP/1.1\r\nHost: evil.example\r\nX: ";
    char said[8192];
    if (size > 60000)
        return 0;
    const size_t n = ask(data, size, said, sizeof said);
    if (n && (n < 7 || memcmp(said, "HTTP/1.", 7) != 0))
        abort();
    /* the same bytes behind a head that names a stranger */
    uint8_t *behind = malloc(sizeof stranger + size);
    if (!behind || memchr(data, '\n', size)) {
        free(behind);
        return 0;
    }
    memcpy(behind, stranger, sizeof stranger - 1);
    memcpy(behind + sizeof stranger - 1, data, size);
    const size_t m = ask(behind, sizeof stranger - 1 + size, said, sizeof said);
    free(behind);
    if (m >= sizeof page && memmem(said, m, page, sizeof page - 1))
        abort();
    return 0;
}
