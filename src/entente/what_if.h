/*
 * Does the promise hold when tested? Tables about posture, credibility and guarantees that a
 * run of one scenario does not hold: forces by day of defence, attack as a function of the
 * credibility of intervention, what would have to be true, policies one beside another,
 * guarantees for Ukraine, the frontier between theatres.
 *
 *     ent_what_if_plan plan = {.world = w, .year = 2030, .futures = 1024, .seed = 1};
 *     ent_table tables[ENT_WHAT_IF_TABLES];
 *     ENT_TRY(ent_what_if_tables(&plan, tables, arena, err));
 *
 * All over the same futures; chances are shares of futures under assumptions.
 */
#ifndef ENTENTE_WHAT_IF_H
#define ENTENTE_WHAT_IF_H

#include <jansson.h>

#include "entente/table.h"
#include "entente/world.h"

typedef struct ent_what_if_plan {
    const ent_world *world;
    int32_t year;   /* calendar year looked at */
    size_t futures; /* rounded up to whole blocks */
    uint64_t seed;
    size_t threads; /* of ent_what_if_document, a table each; 0: one. They change no figure */
} ent_what_if_plan;

typedef enum ent_what_if_table {
    ENT_WHAT_IF_CLOSURE,     /* flashpoint x day: defence with and without the US, challenger */
    ENT_WHAT_IF_CREDIBILITY, /* flashpoint x credibility: odds and chance of attack */
    ENT_WHAT_IF_BELIEVE,     /* flashpoint: credibility at which the odds double */
    ENT_WHAT_IF_POLICIES,    /* policy x flashpoint: odds, paired ratio to the scenario */
    ENT_WHAT_IF_PULLS,       /* US posture cut: balance alone, with allied reaction */
    ENT_WHAT_IF_GUARANTEES,  /* guarantee: renewed war within five years */
    ENT_WHAT_IF_FRONTIER,    /* margin in the Indo-Pacific: best margin in Europe */
    ENT_WHAT_IF_AUTONOMY,    /* spending path x year: what Europe alone lacks */
    ENT_WHAT_IF_FORCE,       /* members x size of a guarantee force: renewed war */
    ENT_WHAT_IF_ATTACK,      /* flashpoint: what a forced attack does */
    ENT_WHAT_IF_TABLES
} ent_what_if_table;

/**
 * One of the tables.
 *
 * memory   table owned by the arena; scratch is given back
 * errors   ENT_E_ARG when the year is outside the run; ENT_E_NOMEM
 */
ENT_API ent_status ent_what_if_make(const ent_what_if_plan *plan, ent_what_if_table which,
                                    ent_table *table, ent_arena *arena, ent_error *err);

/**
 * All of it for a result document (schemas/result.schema.json), appended to its charts and tables.
 *
 * errors   as ent_what_if_make
 */
ENT_API ent_status ent_what_if_document(const ent_what_if_plan *plan, json_t *charts,
                                        json_t *tables, ent_arena *arena, ent_error *err);

#endif
