/*
 * What each section of the model reads and writes: the arrows of docs/model.md as data.
 *
 *     const ent_section_set need = ent_sections_for_now(1U << ent_section_of_outcome(id));
 *
 * Outcomes of a section are computed when the sections in `need` are. Two worlds that differ in a
 * lever have the same results, bit for bit, in every section that the table does not connect with
 * it: sections_test.c holds the table against the kernels' text and against runs in which one lever
 * or assumption is moved. A row is changed with the kernel that it describes.
 */
#ifndef ENT_MODEL_SECTIONS_H
#define ENT_MODEL_SECTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "entente/keys.h"

typedef enum ent_section {
    ENT_SECTION_ECONOMY,
    ENT_SECTION_PLEDGE,
    ENT_SECTION_DEBT, /* the second half of economy.c, after the spending of the year */
    ENT_SECTION_CAPABILITY,
    ENT_SECTION_REQUIREMENT,
    ENT_SECTION_POSTURE,
    ENT_SECTION_COMMITMENT,
    ENT_SECTION_DETERRENCE,
    ENT_SECTION_COMBAT,
    ENT_SECTION_UKRAINE,
    ENT_SECTION_SETTLEMENT,
    ENT_SECTION_RECORD, /* Russia's forces that are free, which nothing else reads */
    ENT_N_SECTIONS
} ent_section;

/* Bit 1 << section. */
typedef uint32_t ent_section_set;

enum { ENT_SECTION_MOST = 20 };

/* Lists end at `n_`; a level of a lever counts in every year. */
typedef struct ent_section_row {
    const char *name;
    const char *file;       /* in src/model */
    const char *prefix;     /* every assumption whose key begins so, "pledge."; "" for none */
    ent_section_set now;    /* results of this year that it reads */
    ent_section_set before; /* results of the year or month before */
    size_t n_assumptions, n_levers, n_outcomes;
    ent_assumption_id assumptions[ENT_SECTION_MOST]; /* beyond those of the prefix */
    ent_lever_id levers[ENT_SECTION_MOST];
    ent_outcome_id outcomes[ENT_SECTION_MOST]; /* that it writes */
} ent_section_row;

extern const ent_section_row ent_section_table[ENT_N_SECTIONS];

/* The section that writes an outcome; ENT_N_SECTIONS for an outcome of no kernel. */
ent_section ent_section_of_outcome(ent_outcome_id outcome);

/* These sections and all whose results they need within one pass through a year, its months
   included: what was before it is as it was. */
ent_section_set ent_sections_for_now(ent_section_set wanted);

#endif
