#include <string.h>

#include "entente/text.h"
#include "entente/world_build.h"

enum { LARGEST = 1 << 26 };

ent_status ent_world_save(const char *path, const ent_world *world, ent_error *err)
{
    return ent_text_write_file(path, (const char *)world, (size_t)world->total_bytes, err);
}

ent_status ent_world_load(const char *path, ent_world **world, ent_arena *arena, ent_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    ENT_TRY(ent_text_read_file(path, LARGEST, &bytes, &size, arena, err));
    const ent_world_problem problem = ent_world_check(bytes, size);
    if (problem != ENT_WORLD_FINE)
        return ent_fail(err,
                        problem == ENT_WORLD_KIND || problem == ENT_WORLD_OTHER_VERSION ||
                                problem == ENT_WORLD_BYTE_ORDER
                            ? ENT_E_VERSION
                            : ENT_E_DATA,
                        "%s: %s (%zu bytes)", path, ent_world_problem_text(problem), size);
    *world = (ent_world *)(void *)bytes;
    return ENT_OK;
}
