/* Inside of the store: statements, messages, tables. */
#ifndef ENT_FUTURES_STORE_FILE_H
#define ENT_FUTURES_STORE_FILE_H

#include <sqlite3.h>

#include "entente/store.h"
#include "futures/run.h"

/* "ENTR" in the header of the file. */
enum { STORE_KIND = 0x454e5452 };

struct ent_store {
    sqlite3 *db;
    sqlite3_stmt *insert_future;
    ent_run *run;
    const ent_register *reg;
    ent_arena *arena;
    const char *path;
    unsigned char *buffer; /* for summaries */
    size_t buffer_size;
    double last_commit;
    bool open; /* a transaction is */
};

/* The file's name, what SQLite says, and what to do. */
ent_status store_fail(const ent_store *s, ent_error *err);
ent_status store_exec(const ent_store *s, const char *sql, ent_error *err);
ent_status store_prepare(const ent_store *s, const char *sql, sqlite3_stmt **statement,
                         ent_error *err);
/* Run a bound statement to its end and make it ready for the next row. */
ent_status store_step(const ent_store *s, sqlite3_stmt *statement, ent_error *err);

/* Tables for readers: levers, assumptions, outcomes; then statistics. */
ent_status store_describe(const ent_store *s, ent_error *err);
ent_status store_statistics(const ent_store *s, ent_error *err);

#endif
