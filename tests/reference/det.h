/*
 * Deterministic vectors: what the model gives with every assumption central, no shock and no
 * event, against an independent computation. One function a part of the model reads its
 * quantities off the tile.
 */
#ifndef ENT_REFERENCE_DET_H
#define ENT_REFERENCE_DET_H

#include <stdbool.h>

#include "entente/tile.h"
#include "reference/families.h"

enum { DET_START = -1 }; /* visited before the first year */

typedef struct det_row {
    const char *id, *section, *quantity, *who, *setup;
    int32_t year;  /* of sections 1 to 7; 0 when the row has none */
    int32_t month; /* of sections 8 and 9, 1-based; 0 when the row has none */
    int32_t day;   /* of combat */
    double value, absolute, relative;
} det_row;

/* Each returns false for a quantity that is not its own. */
bool det_economy_value(const ent_tile *t, const det_row *row, double *got);
bool det_posture_value(const ent_tile *t, const det_row *row, double *got);
bool det_ukraine_value(const ent_tile *t, const det_row *row, double *got);

/* Multiples and bills: rows that need no run of the model. */
ent_status det_bill(const char *dir, validate_log *log, ent_arena *arena, ent_error *err);

/* Index of the state or flashpoint of a row; -1 when there is none. */
int32_t det_state(const ent_tile *t, const char *iso3);
int32_t det_flashpoint(const ent_tile *t, const char *key);

#endif
