/*
 * From data/treaty/ to one relocatable block.
 *
 *     ent_treaty_block block;
 *     ENT_TRY(ent_treaty_compile("data/treaty", NULL, &block, arena, err));
 *     ent_treaty t;
 *     ENT_TRY(ent_treaty_open(block.data, block.bytes, &t));
 */
#ifndef ENTENTE_TREATY_TABLES_H
#define ENTENTE_TREATY_TABLES_H

#include "entente/arena.h"
#include "entente/treaty.h"

typedef struct ent_treaty_block {
    const void *data; /* 64-byte aligned */
    size_t bytes;     /* a multiple of 8 */
} ent_treaty_block;

/* An accession or a withdrawal that a scenario assumes. */
typedef struct ent_treaty_change {
    const char *instrument, *party; /* ids as in the tables */
    int32_t from;                   /* first day as a party, or first day no longer one */
    const char *where;              /* "scenarios/x.yaml:12:3" for messages; may be NULL */
} ent_treaty_change;

typedef struct ent_treaty_options {
    size_t n_accessions;
    const ent_treaty_change *accessions;
    size_t n_withdrawals;
    const ent_treaty_change *withdrawals;
    bool contested_firm; /* levels count contested clauses as firm */
} ent_treaty_options;

/**
 * Read and check every table of `directory`, compile the scope expressions, pack the block.
 *
 * errors   ENT_E_IO; ENT_E_PARSE naming file, line, column and position inside the expression;
 *          ENT_E_DATA for an unknown state, region, clause, instrument, or a withdrawal of a
 *          state that is not a party; ENT_E_NOMEM
 * memory   the block is owned by the arena; `options` may be NULL
 */
ENT_API ent_status ent_treaty_compile(const char *directory, const ent_treaty_options *options,
                                      ent_treaty_block *block, ent_arena *arena, ent_error *err);

/** Name of the i-th table that is read, NULL after the last. */
ENT_API const char *ent_treaty_file(size_t i);

#endif
