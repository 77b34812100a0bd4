#include "cli/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>

#include "base/late.h"

#define MHD(X) \
    X(MHD_add_response_header) \
    X(MHD_create_response_from_buffer) \
    X(MHD_destroy_response) \
    X(MHD_lookup_connection_value) X(MHD_queue_response) X(MHD_start_daemon) X(MHD_stop_daemon)
LATE_LIBRARY(MHD, mhd, ENT_LIBRARY_MICROHTTPD)

enum {
    CONNECTION_BYTES = 4 << 20, /* largest request head; browsers send a few kB */
    IDLE_SECONDS = 15,
    CONNECTIONS = 2000
};

typedef struct answers {
    struct MHD_Response *page, *not_here, *not_so, *not_you;
} answers;

/* The part of `host` before its port; "[::1]:8080" keeps its brackets. */
static size_t without_port(const char *host, size_t n)
{
    if (n > 0 && host[0] == '[') {
        const char *end = memchr(host, ']', n);
        return end ? (size_t)(end - host) + 1 : n;
    }
    const char *colon = memchr(host, ':', n);
    return colon ? (size_t)(colon - host) : n;
}

static bool is_word(const char *text, size_t n, const char *word)
{
    return n == strlen(word) && strncasecmp(text, word, n) == 0;
}

/*
 * Whether a request is meant for this machine. A stranger's web site can point its own name at
 * 127.0.0.1 and have a visitor's browser ask here; such a name has a dot, those of this machine's
 * own network have none.
 */
static bool is_this_machine(const char *host, size_t length)
{
    const size_t n = without_port(host, length);
    if (is_word(host, n, "[::1]"))
        return true;
    char name[INET_ADDRSTRLEN];
    struct in_addr address;
    if (n < sizeof name) {
        memcpy(name, host, n);
        name[n] = '\0';
        if (inet_pton(AF_INET, name, &address) == 1)
            return ntohl(address.s_addr) >> 24 == IN_LOOPBACKNET;
    }
    return n > 0 && host[0] != '[' && !memchr(host, '.', n);
}

/* "http://HOST/path" as a proxy would ask: the path; its host is judged like the header's. */
static const char *path_of(const char *url, bool *local)
{
    static const char scheme[] = "http://";
    if (strncasecmp(url, scheme, sizeof scheme - 1) != 0)
        return url;
    const char *host = url + sizeof scheme - 1;
    const size_t n = strcspn(host, "/");
    *local = *local && is_this_machine(host, n);
    return host[n] ? host + n : "/";
}

static enum MHD_Result answer(void *closure, struct MHD_Connection *caller, const char *url,
                              const char *method, const char *version, const char *body,
                              size_t *n_body, void **seen)
{
    const answers *all = closure;
    (void)version;
    (void)body;
    if (!*seen) { /* the head has arrived; a body may follow */
        *seen = closure;
        return MHD_YES;
    }
    if (*n_body) {
        *n_body = 0;
        return MHD_YES;
    }
    const char *host =
        mhd.MHD_lookup_connection_value(caller, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    bool local = !host || is_this_machine(host, strlen(host));
    const char *path = path_of(url, &local);
    if (!local)
        return mhd.MHD_queue_response(caller, MHD_HTTP_FORBIDDEN, all->not_you);
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return mhd.MHD_queue_response(caller, MHD_HTTP_METHOD_NOT_ALLOWED, all->not_so);
    if (strcmp(path, "/") != 0 && strcmp(path, "/index.html") != 0)
        return mhd.MHD_queue_response(caller, MHD_HTTP_NOT_FOUND, all->not_here);
    return mhd.MHD_queue_response(caller, MHD_HTTP_OK, all->page);
}

static struct MHD_Response *response(const char *text, size_t length, const char *type)
{
    struct MHD_Response *r = mhd.MHD_create_response_from_buffer(length, (void *)(uintptr_t)text,
                                                                 MHD_RESPMEM_PERSISTENT);
    if (r && (mhd.MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type) != MHD_YES ||
              mhd.MHD_add_response_header(r, MHD_HTTP_HEADER_CONNECTION, "close") != MHD_YES ||
              mhd.MHD_add_response_header(r, "X-Content-Type-Options", "nosniff") != MHD_YES ||
              mhd.MHD_add_response_header(r, "Cross-Origin-Resource-Policy", "same-origin") !=
                  MHD_YES)) {
        mhd.MHD_destroy_response(r);
        return NULL;
    }
    return r;
}

static struct MHD_Response *plain(const char *text)
{
    return response(text, strlen(text), "text/plain; charset=utf-8");
}

static bool answers_make(answers *all, const char *page, size_t length)
{
    *all = (answers){
        .page = response(page, length, "text/html; charset=utf-8"),
        .not_here = plain("There is no such page here. The simulator is at /\n"),
        .not_so = plain("This server only shows a page: use GET or HEAD.\n"),
        .not_you = plain("This server answers only as 127.0.0.1 or localhost.\n"),
    };
    return all->page && all->not_here && all->not_you && all->not_so &&
           mhd.MHD_add_response_header(all->not_so, MHD_HTTP_HEADER_ALLOW, "GET, HEAD") == MHD_YES;
}

static void answers_free(const answers *all)
{
    struct MHD_Response *const each[] = {all->page, all->not_here, all->not_so, all->not_you};
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++)
        if (each[i])
            mhd.MHD_destroy_response(each[i]);
}

/* Connections for which descriptors are left, so that a flood is refused rather than failing. */
static unsigned connections_allowed(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY ||
        files.rlim_cur > CONNECTIONS + 32)
        return CONNECTIONS;
    return files.rlim_cur > 48 ? (unsigned)files.rlim_cur - 32 : 16;
}

static struct MHD_Daemon *start(size_t port, answers *all)
{
    struct sockaddr_in here = {.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)port),
                               .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return mhd.MHD_start_daemon(
        MHD_USE_AUTO_INTERNAL_THREAD, (uint16_t)port, NULL, NULL, answer, all, MHD_OPTION_SOCK_ADDR,
        (struct sockaddr *)&here, MHD_OPTION_CONNECTION_LIMIT, connections_allowed(),
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_END);
}

static ent_status serve_until(const sigset_t *end, size_t port, answers *all, ent_error *err)
{
    errno = 0;
    struct MHD_Daemon *server = start(port, all);
    if (!server)
        return ent_fail(err, ENT_E_IO, "--port %zu: %s; choose another port", port,
                        errno ? strerror(errno) : "the server cannot be started");
    fprintf(stderr, "http://127.0.0.1:%zu/  (Ctrl-C ends it)\n", port);
    int signal_number;
    sigwait(end, &signal_number);
    mhd.MHD_stop_daemon(server);
    return ENT_OK;
}

ent_status serve_check(size_t port, ent_error *err)
{
    if (port < 1 || port > 65535)
        return ent_fail(err, ENT_E_ARG, "--port %zu: choose a port from 1 to 65535", port);
    return ENT_OK;
}

ent_status serve_page(size_t port, const char *page, size_t length, ent_error *err)
{
    answers all;
    sigset_t end;
    ENT_TRY(mhd_load(err));
    sigemptyset(&end);
    sigaddset(&end, SIGINT);
    sigaddset(&end, SIGTERM);
    sigaddset(&end, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &end, NULL); /* the server's thread inherits it */
    const ent_status status = answers_make(&all, page, length)
                                  ? serve_until(&end, port, &all, err)
                                  : ent_fail(err, ENT_E_NOMEM, "app: out of memory");
    answers_free(&all);
    pthread_sigmask(SIG_UNBLOCK, &end, NULL);
    return status;
}
