/* One page served to this machine alone. */
#ifndef ENT_CLI_SERVE_H
#define ENT_CLI_SERVE_H

#include <stddef.h>

#include "entente/status.h"

/* ENT_E_ARG for a port outside 1 to 65535; asked before the page is built. */
ent_status serve_check(size_t port, ent_error *err);

/*
 * Serve `page` at http://127.0.0.1:PORT/ until SIGINT or SIGTERM.
 *
 * Only the loopback interface listens, and only a request for this machine is answered: a web site
 * whose name was pointed at 127.0.0.1 gets 403. HEAD and GET of / and /index.html get the page,
 * other methods 405, other paths 404.
 *
 * port     1 to 65535
 * errors   ENT_E_IO (the port is taken or needs other rights)
 * memory   one thread; each connection holds at most CONNECTION_BYTES, as far as it fills them
 */
ent_status serve_page(size_t port, const char *page, size_t length, ent_error *err);

#endif
