/*
 * Tables of actors from CSV: who, with what power, wanting what, caring how much.
 *
 *     static const char text[] =
 *         "actor,capability,position_land,salience_land,position_land_low,position_land_high\n"
 *         "Ukraine,60,65,90,50,85\n"
 *         "Russia,80,10,80,0,30\n";
 *     ent_actor_table t;
 *     const ent_actor_scale scale = {0, 100};
 *     ENT_TRY(ent_actor_table_parse("table.csv", text, sizeof text - 1, scale, &t, arena, err));
 *     const ent_actors actors = ent_actor_table_view(&t);
 *     printf("%zu actors\n", actors.n);
 */
#ifndef ENTENTE_BARGAIN_TABLE_H
#define ENTENTE_BARGAIN_TABLE_H

#include <stdbool.h>

#include "entente/bargain.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The scale of positions in the file; the table holds them as 0-100 of it. With low = high
 * they stay in the file's unit and may be anything. */
typedef struct ent_actor_scale {
    double low, high;
} ent_actor_scale;

/* A value with its range; low = high = value when the file gives none. */
typedef struct ent_ranged {
    double value, low, high;
} ent_ranged;

typedef struct ent_actor_table {
    const char *path;
    size_t n, n_issues;
    ent_actor_scale scale;
    bool has_ranges;
    bool salience_shares;   /* the file gave saliences as shares of 1; held as 0-100 */
    const char **actors;    /* [n] */
    const char **issues;    /* [n_issues] suffix of the columns; "1" when there is none */
    ent_ranged *capability; /* [n] */
    ent_ranged *position;   /* [n][n_issues], 0-100 */
    ent_ranged *salience;   /* [n][n_issues], 0-100 */
    double *flat;           /* central values behind ent_actor_table_view */
} ent_actor_table;

/**
 * Read a table. Columns: actor, capability, then position_X and salience_X for every issue X
 * (or position and salience for a single one); any number column may have _low and _high
 * beside it. Other columns are ignored.
 *
 * domain   1 to ENT_ACTORS_MAX actors, 1 to ENT_ISSUES_MAX issues; capability >= 0, not all 0;
 *          positions within the scale; salience 0-100 (or all of them 0-1, then read as shares
 *          unless positions stay in the file's unit), at most 100 in sum over issues;
 *          low <= value <= high
 * errors   one line naming file, line, column and actor; ENT_E_PARSE, ENT_E_DATA, ENT_E_IO,
 *          ENT_E_NOMEM
 * memory   owned by the arena
 */
ENT_API ent_status ent_actor_table_read(const char *path, ent_actor_scale scale,
                                        ent_actor_table *table, ent_arena *arena, ent_error *err);

/** The same on text in memory; `name` stands in messages. */
ENT_API ent_status ent_actor_table_parse(const char *name, const char *text, size_t length,
                                         ent_actor_scale scale, ent_actor_table *table,
                                         ent_arena *arena, ent_error *err);

/** The central values as a table for the models; borrows. */
ENT_API ent_actors ent_actor_table_view(const ent_actor_table *table);

/** A position of the table back on the file's scale. */
ENT_API double ent_actor_table_unscale(const ent_actor_table *table, double position);

/** Index of an actor by name; table->n when there is none. */
ENT_API size_t ent_actor_table_find(const ent_actor_table *table, const char *actor);

/**
 * One draw of the table within its ranges: triangular with the value as mode, saliences
 * shrunk together when they would exceed 100 in sum.
 *
 * shape    capability[n], position[n * n_issues], salience[n * n_issues] are filled
 * threads  pure function of (table, seed, draw)
 */
ENT_API void ent_actor_table_draw(const ent_actor_table *table, uint64_t seed, uint64_t draw,
                                  double *capability, double *position, double *salience);

#ifdef __cplusplus
}
#endif
#endif
