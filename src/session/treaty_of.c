#include "session/treaty_of.h"

#include "entente/text.h"

const ent_treaty *treaty_of_data(const char *data, ent_arena *arena)
{
    ent_treaty_block block;
    ent_treaty *t = ent_arena_array(arena, ent_treaty, 1);
    const char *directory = ent_text_format(arena, "%s/treaty", data);
    if (!t || !directory || ent_treaty_compile(directory, NULL, &block, arena, NULL) != ENT_OK ||
        ent_treaty_open(block.data, block.bytes, t) != ENT_OK)
        return NULL;
    return t;
}
