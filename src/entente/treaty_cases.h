/*
 * Cases of a file against the engine: verdict and reason per clause, level per state.
 *
 *     ent_treaty_case_list list;
 *     ENT_TRY(ent_treaty_cases_read(&t, "obligation_cases.csv", &list, arena, err));
 *     for (size_t i = 0; i < list.n_cells; i++) ... list.cells[i] ...
 *
 * Columns as in the case table of the reference data; only attacker, attacker_type, victim,
 * object, place, lat, lon, territory_of, mission, armed_attack, request_made and date make the
 * event. `expected` is a list clause:verdict:reason, `state_max_level` a list STATE=firm or
 * STATE=firm/contested over the clauses listed. A file without `expected` lists clause ids in
 * `clauses` and is judged without a score.
 */
#ifndef ENTENTE_TREATY_CASES_H
#define ENTENTE_TREATY_CASES_H

#include "entente/treaty_tables.h"

typedef struct ent_treaty_cell {
    size_t row;       /* index of the case */
    uint16_t clause;  /* ENT_TREATY_NONE: unknown to the engine, or a cell about a state */
    const char *name; /* clause id or state code as written */
    const char *want; /* "contested:GEO_EDGE" or "2/5" */
    const char *got;
    bool state;        /* a level of a state */
    bool answer_right; /* verdict, or level */
    bool reason_right;
    double credit; /* 1 right; 0.5 contested answered yes or no, or the other way round */
    const char *sentence;
} ent_treaty_cell;

typedef struct ent_treaty_case {
    const char *id, *title, *happened, *source;
    size_t line;
    bool vector_right; /* every listed verdict */
    ent_treaty_event event;
} ent_treaty_case;

typedef struct ent_treaty_case_list {
    size_t n_cases, n_cells;
    const ent_treaty_case *cases;
    const ent_treaty_cell *cells;
    size_t vectors_right, n_clauses, answers_right, reasons_right, n_levels, levels_right;
    double credit;
} ent_treaty_case_list;

/**
 * Read a case file and score every row.
 *
 * errors   those of ent_csv_read; ENT_E_DATA naming file, line and column for a value the
 *          engine does not know
 * memory   owned by the arena
 */
ENT_API ent_status ent_treaty_cases_read(const ent_treaty *t, const char *path,
                                         ent_treaty_case_list *list, ent_arena *arena,
                                         ent_error *err);

#endif
