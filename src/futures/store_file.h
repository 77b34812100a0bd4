/* Inside of the store: statements, messages, tables. */
#ifndef ENT_FUTURES_STORE_FILE_H
#define ENT_FUTURES_STORE_FILE_H

#include <sqlite3.h>

#include "entente/store.h"
#include "futures/run.h"

/* "ENTR" in the header of the file. */
enum {
    STORE_KIND = 0x454e5452,
    STORE_HASHES = 4 /* of worlds; later ones are never recorded whole */
};

struct ent_store {
    sqlite3 *db;
    sqlite3_stmt *insert_future;
    ent_run *run;
    const ent_register *reg;
    ent_arena *arena;
    const char *path;
    unsigned char *buffer; /* summaries are read through it */
    size_t buffer_size;
    double last_commit;
    double pause; /* seconds to the next: a second, then four, since each writes all sums anew */
    bool open;    /* a transaction is */
};

/* The file's name, what SQLite says, and what to do. */
ent_status store_fail(const ent_store *s, ent_error *err);
ent_status store_exec(const ent_store *s, const char *sql, ent_error *err);
ent_status store_prepare(const ent_store *s, const char *sql, sqlite3_stmt **statement,
                         ent_error *err);
/* Run a bound statement to its end and make it ready for the next row. */
ent_status store_step(const ent_store *s, sqlite3_stmt *statement, ent_error *err);

/* Of what the last step of a statement that reads said: a row and the end are fine. */
ent_status store_read_end(const ent_store *s, int code, ent_error *err);

/* Opening and removing a file of SQLite with what lies beside it (store.c). */
ent_status store_open(const char *path, ent_run *run, const ent_register *reg, int flags,
                      ent_store **store, ent_arena *arena, ent_error *err);
void store_remove(const char *path, ent_arena *arena);

/* What tells one run from another: rows of the table `run` (store_identity.c). */
enum { STORE_IDENTITY_MAX = 16 };
typedef struct store_identity {
    size_t n;
    const char *key[STORE_IDENTITY_MAX];
    char value[STORE_IDENTITY_MAX][40];
} store_identity;
void store_identify(const ent_run *run, store_identity *id);
ent_status store_check_identity(const ent_store *s, ent_error *err);
ent_status store_put(const ent_store *s, sqlite3_stmt *q, const char *key, const char *value,
                     ent_error *err);
/* Value of a row of `run`, "" when it is not there. */
ent_status store_get(const ent_store *s, const char *key, char *value, size_t size, ent_error *err);
ent_design_kind store_design(const char *name);

/* What a run hands over (store_write.c). */
size_t store_summary_bytes(const ent_run *run);
ent_status store_write_state(ent_store *s, ent_error *err);
run_sink store_take_batch;

/* What a store holds (store_read.c): `fresh` when the run has no bins yet. */
ent_status store_pragma(const ent_store *s, const char *sql, int *value, ent_error *err);
/* The tables of a store; a file is read only when it has exactly these, whole (store_check.c). */
extern const char store_schema[];
ent_status store_check_kind(const ent_store *s, ent_error *err);
/* Fails with what to do about a store of another version; `what` goes before "made by". Always
   ENT_E_VERSION. */
ent_status store_other_version(const ent_store *s, const char *what, ent_error *err);
ent_status store_look(const char *path, ent_error *err);
bool store_same_file(const char *a, const char *b);
ent_status store_read_state(ent_store *s, bool fresh, ent_error *err);

/* Tables for readers: levers, assumptions, outcomes; then statistics. */
ent_status store_describe(const ent_store *s, ent_error *err);
ent_status store_statistics(const ent_store *s, ent_error *err);

#endif
