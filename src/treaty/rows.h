/* Rows that grow while tables are read; the block is packed from them. Not installed. */
#ifndef ENT_TREATY_ROWS_H
#define ENT_TREATY_ROWS_H

#include "entente/arena.h"
#include "entente/csv.h"
#include "entente/treaty_tables.h"
#include "treaty/blob.h"

typedef struct rows {
    unsigned char *data;
    size_t size; /* bytes of a row */
    size_t count, capacity;
} rows;

/* Everything a compile collects, by section of the block. */
typedef struct treaty_build {
    rows section[N_SECTIONS];
    ent_arena *arena;
    const char *directory;
    /* for AS(): where each clause's rules lie is known once it has been read */
} treaty_build;

/* Append a row; NULL when out of memory. */
void *rows_add(treaty_build *b, unsigned section);
static inline size_t rows_count(const treaty_build *b, unsigned section)
{
    return b->section[section].count;
}

/* Offset of a text in the strings; 0 is "". UINT32_MAX when out of memory. */
uint32_t rows_text(treaty_build *b, const char *text);

uint16_t build_state(const treaty_build *b, const char *code, size_t length);
int build_region(const treaty_build *b, const char *name, size_t length);
int build_clause(const treaty_build *b, const char *id, size_t length);
int build_instrument(const treaty_build *b, const char *id, size_t length);

/* Where an expression stands, for messages. */
typedef struct scope_place {
    const char *path;
    size_t line;
    const char *column;
} scope_place;

typedef enum scope_kind { SCOPE_GEOGRAPHY, SCOPE_VICTIM, SCOPE_ATTACKER } scope_kind;

/*
 * Compile one expression or, for geography, rules "objects=>expression; ...", appending to the
 * code and rule sections. Position in messages counts characters from 1.
 */
ent_status scope_compile_rules(treaty_build *b, const char *text, const scope_place *place,
                               uint32_t *first_rule, uint16_t *n_rules, ent_error *err);
ent_status scope_compile(treaty_build *b, const char *text, scope_kind kind,
                         const scope_place *place, uint32_t *first, uint32_t *count,
                         ent_error *err);

/* "lon lat;lon lat;...|..." into rings of a region; longitudes may run past 180. */
ent_status polygon_compile(treaty_build *b, const char *text, const scope_place *place,
                           uint32_t *n_rings, ent_error *err);
/* One ring of a state's outline, in hundredths of a degree within 180. */
ent_status outline_compile(treaty_build *b, const char *text, uint16_t state,
                           const scope_place *place, ent_error *err);

#endif
