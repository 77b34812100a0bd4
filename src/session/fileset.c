#include "session/fileset.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/csv.h"
#include "entente/text.h"

/* FNV-1a over the bytes, eight at a time. */
static uint64_t add_bytes(uint64_t sum, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, bytes + i, n - i < 8 ? n - i : 8);
        sum = (sum ^ word) * 1099511628211U;
        sum ^= sum >> 29;
    }
    return sum;
}

fileset_print fileset_look(const char *path)
{
    static _Thread_local unsigned char buffer[1 << 16];
    fileset_print p = {0, 14695981039346656037U, false};
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return p;
    ssize_t n;
    do {
        size_t filled = 0; /* whole buffers, so that the sum does not depend on short reads */
        do {
            n = read(fd, buffer + filled, sizeof buffer - filled);
            filled += n > 0 ? (size_t)n : 0;
        } while ((n > 0 && filled < sizeof buffer) || (n < 0 && errno == EINTR));
        p.bytes += filled;
        p.checksum = add_bytes(p.checksum, buffer, filled);
    } while (n > 0);
    close(fd);
    p.known = n == 0;
    return p;
}

static const char *beside(const char *folder, const char *name, ent_arena *arena)
{
    return ent_text_format(arena, "%s/%s", folder, name);
}

ent_status fileset_write(const char *folder, const char *const *names, size_t n,
                         const fileset_print *first, ent_arena *arena, ent_error *err)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    ent_builder_text(&b, "file,bytes,checksum\n");
    for (size_t i = 0; i < n; i++) {
        const char *path = beside(folder, names[i], arena);
        ENT_NEED(path, err);
        const fileset_print p = i == 0 && first && first->known ? *first : fileset_look(path);
        if (p.known)
            ent_builder_format(&b, "%s,%" PRIu64 ",%016" PRIx64 "\n", names[i], p.bytes,
                               p.checksum);
    }
    ENT_TRY(ent_builder_status(&b, err));
    const char *list = beside(folder, FILESET_NAME, arena);
    return list ? ent_text_write_file(list, b.data, b.length, err)
                : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status look(const char *folder, const ent_csv *list, const char **problem,
                       ent_arena *arena, ent_error *err)
{
    size_t file, bytes, checksum;
    ENT_TRY(ent_csv_column(list, "file", &file, err));
    ENT_TRY(ent_csv_column(list, "bytes", &bytes, err));
    ENT_TRY(ent_csv_column(list, "checksum", &checksum, err));
    for (size_t i = 0; i < list->n_rows && !*problem; i++) {
        const char *name = ent_csv_text(list, i, file);
        const char *path = strchr(name, '/') ? NULL : beside(folder, name, arena);
        const uint64_t wanted = strtoull(ent_csv_text(list, i, checksum), NULL, 16);
        const fileset_print p = path ? fileset_look(path) : (fileset_print){0};
        if (p.known && p.checksum == wanted &&
            p.bytes == strtoull(ent_csv_text(list, i, bytes), NULL, 10))
            continue;
        *problem = ent_text_format(arena,
                                   "%s/%.60s is not what the last whole run into this folder "
                                   "wrote: a later run was stopped, or the file was changed",
                                   folder, name);
        if (!*problem)
            return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    return ENT_OK;
}

ent_status fileset_check(const char *path, const char **problem, ent_arena *arena, ent_error *err)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? ent_text_copy(path, (size_t)(slash - path), arena) : ".";
    const char *list = folder ? beside(folder, FILESET_NAME, arena) : NULL;
    *problem = NULL;
    ENT_NEED(list, err);
    if (access(list, F_OK) != 0)
        return ENT_OK;
    ent_csv table;
    ENT_TRY(ent_csv_read(list, &table, arena, err));
    return look(folder, &table, problem, arena, err);
}
