#include "session/paths.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static const char *given(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value ? value : NULL;
}

/* The first place around a file that holds NAME/MARK; build/ and build/PRESET/ lie one and two
   levels down. */
static const char *beside(const char *file, size_t length, const char *name, const char *mark,
                          char *buffer)
{
    static const char *const places[] = {"..", "../..", "../share/entente", "../../share/entente",
                                         "../../.."};
    char probe[PATH_BYTES];
    while (length > 0 && file[length - 1] != '/')
        length--;
    for (size_t i = 0; length && i < sizeof places / sizeof places[0]; i++) {
        const int n = snprintf(buffer, PATH_BYTES, "%.*s%s/%s", (int)length, file, places[i], name);
        const int m = snprintf(probe, PATH_BYTES, "%s/%s", buffer, mark);
        if (n > 0 && n < PATH_BYTES && m > 0 && m < PATH_BYTES && access(probe, F_OK) == 0)
            return realpath(buffer, probe) ? memcpy(buffer, probe, strlen(probe) + 1) : buffer;
    }
    return NULL;
}

/* Beside the running program, then beside the library that a program of others has loaded. */
static const char *beside_program(const char *name, const char *mark, char *buffer)
{
    static const char here;
    char program[PATH_BYTES];
    Dl_info library;
    const ssize_t n = readlink("/proc/self/exe", program, PATH_BYTES - 1);
    const char *found = n > 0 ? beside(program, (size_t)n, name, mark, buffer) : NULL;
    if (!found && dladdr(&here, &library) && library.dli_fname)
        found = beside(library.dli_fname, strlen(library.dli_fname), name, mark, buffer);
    return found;
}

const char *path_data(void)
{
    static char buffer[PATH_BYTES];
    const char *variable = given("ENTENTE_DATA");
    const char *found = variable ? variable : beside_program("data", "levers.csv", buffer);
    return found ? found : "data";
}

const char *path_scenarios(void)
{
    static char buffer[PATH_BYTES];
    const char *variable = given("ENTENTE_SCENARIOS");
    const char *found =
        variable ? variable : beside_program("scenarios", "status-quo-2024.yaml", buffer);
    return found ? found : "scenarios";
}

const char *path_reference(void)
{
    static char buffer[PATH_BYTES];
    const char *variable = given("ENTENTE_REFERENCE");
    return variable ? variable : beside_program("../shared/data", "model_vectors.csv", buffer);
}

world_folders *path_folders(void)
{
    static world_folders folders;
    folders.data = path_data();
    folders.scenarios = path_scenarios();
    return &folders;
}
