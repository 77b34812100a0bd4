/*
 * The store of a run: results.sqlite (docs/formats.md). It is whole after every batch, so that a
 * run that is killed loses at most the blocks it was working on.
 *
 *     ENT_TRY(ent_store_create("results.sqlite.part", run, &reg, &store, arena, err));
 *     status = ent_run_go(run, err);
 *     ENT_TRY(ent_store_finish(store, "results.sqlite", err));   // closes it
 */
#ifndef ENTENTE_STORE_H
#define ENTENTE_STORE_H

#include "entente/futures.h"
#include "entente/register.h"

enum { ENT_STORE_VERSION = 2 };

typedef struct ent_store ent_store;

/**
 * Make a store for a run and attach it: each batch of blocks is written as it is done.
 *
 * An older file of that name is replaced.
 *
 * errors   ENT_E_IO naming file and reason (folder not writable, disk full); ENT_E_NOMEM
 * memory   on the arena; borrows run and register until closed
 */
ENT_API ent_status ent_store_create(const char *path, ent_run *run, const ent_register *reg,
                                    ent_store **store, ent_arena *arena, ent_error *err);

/**
 * Open the store of the same run that was stopped: what it holds counts as done.
 *
 * errors   ENT_E_IO; ENT_E_VERSION for another kind or version of file; ENT_E_DATA naming what
 *          differs (world, seed, design, futures, blocks) or what is damaged
 */
ENT_API ent_status ent_store_resume(const char *path, ent_run *run, const ent_register *reg,
                                    ent_store **store, ent_arena *arena, ent_error *err);

/** Write down what is done, and keep the file open for more. */
ENT_API ent_status ent_store_checkpoint(ent_store *store, ent_error *err);

/**
 * Write statistics, close, and give the file its final name.
 */
ENT_API ent_status ent_store_finish(ent_store *store, const char *final_path, ent_error *err);

/** Close without more ado; NULL is allowed. What was written down stays. */
ENT_API void ent_store_close(ent_store *store);

/**
 * Whether a file is a store that this program reads: kind, version, exactly its tables, its pages
 * whole. What the tables say is looked at by those who use them.
 *
 * errors   ENT_E_IO, ENT_E_VERSION, ENT_E_DATA, naming the file
 * memory   scratch on the arena
 */
ENT_API ent_status ent_store_check(const char *path, ent_arena *arena, ent_error *err);

/* What a merge found. */
typedef struct ent_merge_report {
    uint64_t blocks, blocks_all; /* of the whole run */
    uint64_t futures, hash;
} ent_merge_report;

/**
 * Join stores of disjoint blocks of one run. `out` is there whole or not at all.
 *
 * errors   ENT_E_IO, ENT_E_VERSION; ENT_E_DATA for stores of other worlds, seeds, designs or
 *          numbers of futures, for blocks that overlap, for a file that is damaged
 */
ENT_API ent_status ent_store_merge(size_t n, const char *const *paths, const char *out,
                                   const ent_register *reg, ent_merge_report *report,
                                   ent_arena *arena, ent_error *err);

#endif
