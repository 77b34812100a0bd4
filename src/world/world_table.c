#include "world/world_table.h"

#include <stdarg.h>
#include <stdio.h>

#include "entente/register.h"

static const ent_column columns[] = {
    {"what", "What", "", ENT_CELL_TEXT, 0},
    {"value", "Value", "", ENT_CELL_TEXT, 0},
};

static void say(ent_table *t, const char *what, const char *format, ...) ENT_PRINTF(3, 4);

static void say(ent_table *t, const char *what, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ent_table_add(t, ENT_TEXT(what), ENT_TEXT(text));
}

static int count(const ent_world *w, int32_t flag)
{
    int n = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        n += (w->flags[s] & flag) != 0;
    return n;
}

void world_table(const ent_world *w, ent_table *t, ent_arena *arena)
{
    ent_table_init(t, "world", "World", columns, 2, arena);
    say(t, "scenario", "%s", w->key);
    say(t, "name", "%s", w->name);
    say(t, "version", "%d", w->version);
    say(t, "bytes", "%llu", (unsigned long long)w->total_bytes);
    say(t, "treaty bytes", "%llu", (unsigned long long)w->treaty_bytes);
    say(t, "checksum", "%016llx", (unsigned long long)w->checksum);
    say(t, "base year", "%d", w->base_year);
    say(t, "years", "%d..%d", w->first_year, w->first_year + w->n_years - 1);
    say(t, "months", "%d, the first is %d-%02d", w->n_months, w->first_year, w->first_month);
    say(t, "states", "%d", w->n_states);
    say(t, "allies", "%d", count(w, ENT_STATE_NATO));
    say(t, "states with forces", "%d", count(w, ENT_STATE_FORCES));
    say(t, "flashpoints", "%d", w->n_flashpoints);
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        say(t, "flashpoint", "%s: %d hosts, %d senders", w->flashpoint[k].key,
            w->flashpoint[k].n_hosts, w->flashpoint[k].n_senders);
    for (int i = 0; i < ENT_N_LEVERS; i++)
        say(t, ent_key_of_lever(i), "%g", w->lever[i]);
}
