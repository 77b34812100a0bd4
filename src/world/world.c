#include "entente/world_build.h"

#include <stdbool.h>

static const char magic[8] = {'E', 'N', 'T', 'W', 'O', 'R', 'L', 'D'};

/* FNV-1a over a range; the offset lets the checksum field be read as zeros. */
static uint64_t mix(uint64_t hash, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

uint64_t ent_world_checksum(const ent_world *world)
{
    static const unsigned char zeros[sizeof world->checksum];
    const unsigned char *bytes = (const unsigned char *)world;
    const size_t at = offsetof(ent_world, checksum), after = at + sizeof zeros;
    uint64_t hash = mix(14695981039346656037u, bytes, at);
    hash = mix(hash, zeros, sizeof zeros);
    return mix(hash, bytes + after, (size_t)world->total_bytes - after);
}

void ent_world_seal(ent_world *world)
{
    world->checksum = ent_world_checksum(world);
}

static bool in_range(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

static bool flashpoint_fits(const ent_world *w, const ent_flashpoint *f)
{
    bool fits =
        in_range(f->challenger, 0, w->n_states - 1) && in_range(f->n_hosts, 1, ENT_MAX_HOSTS) &&
        in_range(f->n_senders, 0, ENT_MAX_STATES) && in_range(f->domain, 0, 1) &&
        in_range(f->theatre, 0, w->n_theatres - 1) && in_range(f->crisis, -1, ENT_N_LEVERS - 1) &&
        in_range(f->pivot, -1, ENT_N_ASSUMPTIONS - 1) &&
        in_range(f->base, 0, ENT_N_ASSUMPTIONS - 1);
    for (int32_t i = 0; fits && i < f->n_hosts; i++)
        fits = in_range(f->hosts[i], 0, w->n_states - 1);
    for (int32_t i = 0; fits && i < f->n_senders; i++)
        fits = in_range(f->senders[i], 0, w->n_states - 1);
    for (int32_t i = 0; fits && i < w->n_states; i++)
        fits = in_range(f->commitment[i], -1, ENT_N_ASSUMPTIONS - 1);
    return fits;
}

/* Ids ascend, a row of the mixing has length one: scores stay standard normal. */
static bool mixing_fits(const ent_world *w)
{
    bool fits = in_range(w->n_correlated, 0, ENT_MAX_CORRELATED);
    for (int32_t i = 0; fits && i < w->n_correlated; i++) {
        const double *row = w->mixing + i * (i + 1) / 2;
        double length = 0.0;
        for (int32_t j = 0; j <= i; j++)
            length += row[j] * row[j];
        fits =
            in_range(w->correlated[i], i ? w->correlated[i - 1] + 1 : 0, ENT_N_ASSUMPTIONS - 1) &&
            length > 1.0 - 1e-9 && length < 1.0 + 1e-9;
    }
    return fits;
}

static bool counts_fit(const ent_world *w)
{
    bool fit = in_range(w->n_states, 1, ENT_MAX_STATES) &&
               in_range(w->n_flashpoints, 0, ENT_MAX_FLASHPOINTS) &&
               in_range(w->n_theatres, 2, ENT_MAX_THEATRES) &&
               in_range(w->n_years, 1, ENT_MAX_YEARS) && in_range(w->n_months, 1, ENT_MAX_MONTHS) &&
               in_range(w->n_history, 3, ENT_MAX_HISTORY) &&
               in_range(w->ref_history, 0, w->n_history - 1) && in_range(w->first_month, 1, 12);
    const int32_t named[] = {w->usa, w->rus, w->ukr, w->can, w->chn};
    for (size_t i = 0; fit && i < sizeof named / sizeof named[0]; i++)
        fit = in_range(named[i], 0, w->n_states - 1);
    for (int32_t i = 0; fit && i < w->n_states; i++)
        fit = in_range(w->block[i], 0, ENT_N_BLOCKS - 1) &&
              in_range(w->zone[i], 0, ENT_N_ZONES - 1) && w->iso3[i][3] == '\0';
    for (int32_t i = 0; fit && i < ENT_N_ASSUMPTIONS; i++)
        fit = in_range(w->prior[i].kind, 0, ENT_PRIOR_DISCRETE) && in_range(w->prior[i].n, 1, 6);
    for (int32_t i = 0; fit && i < w->n_flashpoints; i++)
        fit = flashpoint_fits(w, &w->flashpoint[i]);
    fit = fit && mixing_fits(w);
    return fit && !w->key[sizeof w->key - 1] && !w->name[sizeof w->name - 1];
}

ent_world_problem ent_world_check(const void *bytes, size_t size)
{
    const ent_world *w = (const ent_world *)bytes;
    if (size < sizeof magic + 2 * sizeof(int32_t))
        return ENT_WORLD_SHORT;
    for (size_t i = 0; i < sizeof magic; i++)
        if (w->magic[i] != magic[i])
            return ENT_WORLD_KIND;
    if (w->byte_order != 0x01020304)
        return ENT_WORLD_BYTE_ORDER;
    if (w->version != ENT_WORLD_VERSION)
        return ENT_WORLD_OTHER_VERSION;
    if (size < sizeof *w || size != w->total_bytes)
        return ENT_WORLD_SHORT;
    if (w->checksum != ent_world_checksum(w))
        return ENT_WORLD_CHECKSUM;
    if (w->treaty_offset < sizeof *w || w->treaty_offset % 8 || w->treaty_offset > size ||
        w->treaty_bytes != size - w->treaty_offset || !counts_fit(w))
        return ENT_WORLD_COUNT;
    return ENT_WORLD_FINE;
}

const char *ent_world_problem_text(ent_world_problem problem)
{
    static const char *const texts[] = {
        [ENT_WORLD_FINE] = "is fine",
        [ENT_WORLD_SHORT] = "is truncated or longer than it says",
        [ENT_WORLD_KIND] = "is not a world block",
        [ENT_WORLD_OTHER_VERSION] = "is a world block of another version; build it again",
        [ENT_WORLD_BYTE_ORDER] = "is a world block of a machine with another byte order",
        [ENT_WORLD_CHECKSUM] = "is damaged: its checksum does not match",
        [ENT_WORLD_COUNT] = "is damaged: a count or an index is out of range",
    };
    return texts[problem];
}

int32_t ent_world_state(const ent_world *world, const char *iso3)
{
    for (int32_t i = 0; i < world->n_states; i++) {
        const char *s = world->iso3[i];
        if (s[0] == iso3[0] && s[1] == iso3[1] && s[2] == iso3[2] && !iso3[3])
            return i;
        if (!iso3[0] || !iso3[1] || !iso3[2])
            return -1;
    }
    return -1;
}
