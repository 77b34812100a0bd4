/*
 * Shocks of a tile: rows of normals or uniforms by (stream, slot).
 *
 * A slot is reserved whether it is drawn or not, so that two runs that differ in levers share
 * every shock they both use. With t->silent every normal is 0 and every uniform 1: no event.
 */
#ifndef ENT_MODEL_SHOCK_H
#define ENT_MODEL_SHOCK_H

#include "entente/fmath.h"
#include "entente/rng.h"
#include "entente/tile.h"

/* Slots of a state follow its code, not its place in the world: permuting states permutes
   results. `part` counts the slots of one state, below 64. */
static inline uint32_t state_slot(const ent_world *w, int32_t s, uint32_t part)
{
    const char *c = w->iso3[s];
    const uint32_t code = ((uint32_t)(unsigned char)c[0] << 14) ^
                          ((uint32_t)(unsigned char)c[1] << 7) ^ (uint32_t)(unsigned char)c[2];
    return code * 64u + part;
}

typedef struct shock_words {
    uint32_t w[4][ENT_TILE];
} shock_words;

static inline void shock_draw(const ent_tile *t, ent_shock stream, uint32_t slot, shock_words *out)
{
    ent_philox_rows(t->seed, t->first, ENT_TILE, slot, (uint32_t)stream, out->w[0], out->w[1],
                    out->w[2], out->w[3]);
}

/* Two rows of normals, times `scale`, from two of words; the radius in a loop of its own. */
static inline void shock_normals(double scale, const uint32_t *restrict a,
                                 const uint32_t *restrict b, double *restrict z0,
                                 double *restrict z1)
{
    ent_row radius;
    for (size_t f = 0; f < ENT_TILE; f++)
        radius[f] = scale * ent_normal_radius_(a[f]);
    for (size_t f = 0; f < ENT_TILE; f++) {
        double cosine, sine;
        ent_normal_angle_(b[f], &cosine, &sine);
        z0[f] = radius[f] * cosine;
        z1[f] = radius[f] * sine;
    }
}

_Static_assert(ENT_SHOCK_LEVEL < 16, "a stream and a slot share a word");

/* Four rows of standard normals of one slot. */
static inline void shock_normal4(const ent_tile *t, ent_shock stream, uint32_t slot, ent_row *z)
{
    const uint32_t key = (uint32_t)stream << 28 | slot;
    ent_shock_memory *m = t->kept;
    if (m && m->at < m->known && m->key[m->at] == key) {
        __builtin_memcpy(z, m->z[m->at++], sizeof *m->z);
        return;
    }
    shock_words words;
    const double scale = t->silent ? 0.0 : 1.0;
    shock_draw(t, stream, slot, &words);
    shock_normals(scale, words.w[0], words.w[1], z[0], z[1]);
    shock_normals(scale, words.w[2], words.w[3], z[2], z[3]);
    if (m && m->at < m->room) {
        __builtin_memcpy(m->z[m->at], z, sizeof *m->z);
        m->key[m->at] = key;
        m->known = ++m->at;
    }
}

/* One row of uniforms in (0, 1); `word` 0-3 picks one of the slot's four. */
static inline void shock_uniform_word(const ent_tile *t, const shock_words *words, size_t word,
                                      double *u)
{
    const uint32_t *w = words->w[word];
    const double silent = t->silent ? 1.0 : 0.0;
    for (size_t f = 0; f < ENT_TILE; f++)
        u[f] = silent + (1.0 - silent) * ent_uniform_word(w[f]);
}

/* The row of a leading shock; NULL where every shock is random. */
static inline const double *shock_lead(const ent_tile *t, size_t lead)
{
    return t->lead ? t->lead + lead * ENT_BLOCK : NULL;
}

/* Normals of one step of a path, from Haar waves over its eight steps: the first uniforms
   decide about the sum of all steps, of either half, and of the quarters. */
static inline void shock_path(const ent_tile *t, size_t lead, size_t step, double *restrict z)
{
    static const double height[4] = {0x1.6a09e667f3bcdp-2, 0x1.6a09e667f3bcdp-2, 0.5,
                                     0x1.6a09e667f3bcdp-1}; /* 1/sqrt 8, 1/sqrt 8, 1/2, 1/sqrt 2 */
    const size_t wave[4] = {0, 1, 2 + step / 4, 4 + step / 2};
    const bool down[4] = {false, step >= 4, step % 4 >= 2, step % 2 == 1};
    ent_row part, far;
    for (size_t i = 0; i < 4; i++) {
        const double by = down[i] ? -height[i] : height[i];
        ent_normal_quantile_row(ENT_TILE, shock_lead(t, lead + wave[i]), part, far);
        for (size_t f = 0; f < ENT_TILE; f++)
            z[f] = (i ? z[f] : 0.0) + by * part[f];
    }
}

#endif
