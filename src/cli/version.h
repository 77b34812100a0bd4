/* The text of `entente --version`: program, revision, and the data it finds. */
#ifndef ENT_CLI_VERSION_H
#define ENT_CLI_VERSION_H

#include <stdbool.h>

/* Exit code; without data the program's own line stands and the exit code is still 0. */
int version_print(bool json);

#endif
