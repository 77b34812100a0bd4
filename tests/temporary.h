/* Where tests and benchmarks put files: $TMPDIR, else /tmp. */
#ifndef ENT_TEST_TEMPORARY_H
#define ENT_TEST_TEMPORARY_H

#include <stdio.h>
#include <stdlib.h>

enum { TEMPORARY_PATH = 512 };

/* `name` there, written to `out` and returned: mkdtemp(temporary(out, "entente-x-XXXXXX")). */
static inline char *temporary(char out[TEMPORARY_PATH], const char *name)
{
    const char *folder = getenv("TMPDIR");
    snprintf(out, TEMPORARY_PATH, "%s/%s", folder && *folder ? folder : "/tmp", name);
    return out;
}

#endif
