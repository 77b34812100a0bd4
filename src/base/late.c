#include "base/late.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static ent_status fill(const char *file, const char *const *names, size_t n, void **table,
                       ent_error *err)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return ent_fail(err, ENT_E_IO, "a library cannot be loaded: %s", dlerror());
    for (size_t i = 0; i < n; i++) {
        table[i] = dlsym(library, names[i]);
        if (!table[i])
            return ent_fail(err, ENT_E_IO, "%s is another version: it has no %s", file, names[i]);
    }
    return ENT_OK;
}

ent_status late_load(const char *file, const char *const *names, size_t n, void *table,
                     bool *loaded, ent_error *err)
{
    ent_status status = ENT_OK;
    pthread_mutex_lock(&one_at_a_time);
    if (!*loaded) {
        status = fill(file, names, n, table, err);
        *loaded = status == ENT_OK;
    }
    pthread_mutex_unlock(&one_at_a_time);
    return status;
}
