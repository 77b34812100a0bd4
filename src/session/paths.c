#include "session/paths.h"

#include <stdbool.h>
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

/* Folder of the running program. */
static bool program_folder(char *folder)
{
    const ssize_t n = readlink("/proc/self/exe", folder, PATH_BYTES - 1);
    if (n <= 0)
        return false;
    folder[n] = '\0';
    char *slash = strrchr(folder, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

/* The first place that holds NAME/MARK; build/ and build/PRESET/ lie one and two levels down. */
static const char *beside_program(const char *name, const char *mark, char *buffer)
{
    static const char *const places[] = {"..", "../..", "../share/entente", "../../.."};
    char program[PATH_BYTES], probe[PATH_BYTES];
    if (!program_folder(program))
        return NULL;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const int n = snprintf(buffer, PATH_BYTES, "%s/%s/%s", program, places[i], name);
        const int m = snprintf(probe, PATH_BYTES, "%s/%s", buffer, mark);
        if (n > 0 && n < PATH_BYTES && m > 0 && m < PATH_BYTES && access(probe, F_OK) == 0)
            return realpath(buffer, probe) ? memcpy(buffer, probe, strlen(probe) + 1) : buffer;
    }
    return NULL;
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
