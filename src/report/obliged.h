/* What the parts of `entente obliged` share. */
#ifndef ENT_REPORT_OBLIGED_H
#define ENT_REPORT_OBLIGED_H

#include "base/text_list.h"
#include "entente/table.h"
#include "entente/treaty_report.h"
#include "facts/state_names.h"

typedef struct obliged_args {
    text_list attackers, victims, objects, accessions, withdrawals, states;
    const char *place, *on, *territory, *mission, *armed, *actor, *request, *event, *html, *cases;
    const char *data; /* folder of the tables */
    size_t n_names;
    const ent_state_name *names; /* of states, filled by obliged_open */
    ent_style style;
    double lat, lon;
    bool explain, all, matrix, history, json, csv, nuclear, after_ceasefire, contested_firm;
} obliged_args;

/* Read the compiled tables with the accessions and withdrawals asked for. */
ent_status obliged_open(obliged_args *args, ent_treaty *t, ent_arena *arena, ent_error *err);

/* The value nearest to one that is unknown under a key of an event, or NULL. */
const char *obliged_nearest(const ent_treaty *t, const char *key, const char *value);

/* The event of the options; the date defaults to today. */
ent_status obliged_event(const ent_treaty *t, const obliged_args *args, ent_treaty_event *e,
                         ent_error *err);
/* Set one field, naming the nearest valid word when it is not known. */
ent_status obliged_set(const obliged_args *args, const ent_treaty *t, ent_treaty_event *e,
                       const char *key, const char *value, ent_error *err);
int32_t obliged_today(void);

/* The modes; each prints its result and returns an exit code. */
ent_status obliged_answer(const ent_treaty *t, const obliged_args *args, ent_treaty_event *e,
                          const char *label, ent_builder *out, ent_arena *arena, ent_error *err);
ent_status obliged_matrix(const ent_treaty *t, const obliged_args *args, ent_builder *out,
                          ent_arena *arena, ent_error *err);
ent_status obliged_history(const ent_treaty *t, const obliged_args *args, ent_builder *out,
                           ent_arena *arena, ent_error *err);
ent_status obliged_file(const ent_treaty *t, const obliged_args *args, ent_builder *out,
                        ent_arena *arena, ent_error *err);

#endif
