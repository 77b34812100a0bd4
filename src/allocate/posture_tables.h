/* The posture of a world as a table: the best plan, its alternatives, and what holds over futures.
 */
#ifndef ENT_ALLOCATE_POSTURE_TABLES_H
#define ENT_ALLOCATE_POSTURE_TABLES_H

#include "entente/table.h"
#include "entente/world.h"

typedef struct posture_ask {
    const ent_world *world;
    const char *scenario; /* its name, for titles */
    int year;
    double day;              /* by which forces must be in line */
    double us_home;          /* share of US forces kept at home; ENT_MISSING: that of the model */
    double groups, group_be; /* mobile groups, and the size of each in brigade equivalents */
    const char *flashpoint;  /* NULL: all */
    const char *method;      /* "lp", "minmax", "security" */
    const char *table;       /* over futures; NULL: the plan, with every assumption central */
    size_t futures;          /* of a table */
    uint64_t seed;
    bool frontier, without_us, forces;
} posture_ask;

/*
 * errors   ENT_E_ARG naming the option, with the nearest word; those of the programme
 * memory   the table lies in the arena
 */
ent_status posture_table(const posture_ask *ask, ent_table *t, ent_arena *arena, ent_error *err);

#endif
