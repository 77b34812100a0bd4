/* What the files of the session share. */
#ifndef ENT_SESSION_INSIDE_H
#define ENT_SESSION_INSIDE_H

#include "entente/ranks.h"
#include "entente/report.h"
#include "entente/session.h"
#include "entente/store.h"
#include "result/result.h"
#include "study/why.h"

enum { SESSION_CHANGES = 512 };

struct ent_session {
    ent_arena arena; /* holds this object too */
    world_folders folders;
    world_parts tables; /* facts and registers, for what is loaded over them */
    ent_ranks ranks;
    bool ranks_open;
    ent_scenario *scenarios; /* newest first */
    ent_result *results;
    ent_statement *statements;
};

/* "key=value", as it was given, for the command that makes a result again. */
typedef struct session_changes {
    size_t n;
    const char *items[SESSION_CHANGES];
} session_changes;

struct ent_scenario {
    ent_arena arena; /* holds this object too */
    ent_session *session;
    ent_scenario *next;
    const char *name;  /* as it was asked for */
    world_parts parts; /* without a world */
    session_changes set, assume;
    size_t n_facts; /* overrides that were added */
};

/* An outcome of the register in the money of a run. */
typedef struct session_unit {
    const char *text;
    double rate; /* from the register's unit */
} session_unit;

struct ent_result {
    ent_arena arena, working; /* holds this object too; of the threads, until the futures are run */
    ent_session *session;
    ent_result *next;
    world_parts parts, baseline;
    bool has_baseline, has_bill, is_changed;
    run_worlds worlds;
    claim_set claims;
    bill_set bill;
    money money;
    session_unit *units; /* by row of the register */
    ent_run_plan plan;
    ent_run *run;
    ent_bin_hint hints[ENT_N_OUTCOMES];
    int lock;         /* of the folder that results go to; -1: none */
    ent_store *store; /* of rank 0, while it runs */
    const char *design, *command, *vs;
    double seconds;
    const struct statement *begin; /* the report begins with it; NULL: with nothing */
    ent_run_options options;       /* callbacks only; its texts are not kept */
    /* made when first asked for */
    ent_builder document;
    ent_report *report;
    why_answer why;
};

#endif
