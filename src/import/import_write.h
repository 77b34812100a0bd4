/* What an import leaves behind: a scenario with overrides, or a data folder. */
#ifndef ENT_IMPORT_IMPORT_WRITE_H
#define ENT_IMPORT_IMPORT_WRITE_H

#include "entente/text.h"
#include "import/import.h"

typedef struct import_target {
    const char *base;      /* scenario the overrides are for */
    const char *source;    /* source key of values that bring none */
    const ent_source *own; /* what `source` is, where no table says so; NULL: one of the tables' */
    const char *quality;   /* NULL: as the file says */
    bool all;              /* values as they stand too */
    bool idle;             /* a run on the base does not read all of them */
} import_target;

/* Whether a value is written. */
bool import_is_written(const ent_import_value *v, const import_target *target);

/* Whether a scenario of it may hold the value: written, and of a state. */
bool import_in_scenario(const ent_import_value *v, const import_target *target);

/*
 * A whole scenario file: base, and a row of facts for each value.
 * errors: ENT_E_DATA above what a scenario may hold, ENT_E_IO; nothing half-written
 */
ent_status import_write_scenario(const char *path, const ent_import *in,
                                 const import_target *target, ent_arena *arena, ent_error *err);

/*
 * The program's data folder copied to a new one, with the values in imported.csv, which takes
 * precedence over the other tables, and the source in sources.csv where it is not yet listed.
 * errors: ENT_E_IO when the folder exists and is not empty, or cannot be written
 */
ent_status import_write_data(const char *folder, const ent_import *in, const ent_facts *facts,
                             const import_target *target, ent_arena *arena, ent_error *err);

#endif
