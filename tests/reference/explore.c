/* Family "explore": estimators, screening, PRIM, CART and robustness on known answers. */
#include "reference/explore.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/explore.h"

enum { ID, GROUP, CASE, QUANTITY, EXPECTED, ABS_TOL, REL_TOL, FILE_NAME, PARAMS, NOTE, N_COLUMNS };

static ent_status read_row(const ent_csv *t, const size_t *at, size_t r, const char *above,
                           explore_row *row, ent_error *err)
{
    *row = (explore_row){.id = ent_csv_text(t, r, at[ID]),
                         .group = ent_csv_text(t, r, at[GROUP]),
                         .kase = ent_csv_text(t, r, at[CASE]),
                         .quantity = ent_csv_text(t, r, at[QUANTITY]),
                         .file = ent_csv_text(t, r, at[FILE_NAME]),
                         .params = ent_csv_text(t, r, at[PARAMS]),
                         .note = ent_csv_text(t, r, at[NOTE])};
    if (strcmp(row->params, "as above") == 0)
        row->params = above;
    ENT_TRY(ent_csv_number(t, r, at[EXPECTED], &row->expected, err));
    ENT_TRY(ent_csv_number(t, r, at[ABS_TOL], &row->abs_tol, err));
    ENT_TRY(ent_csv_number(t, r, at[REL_TOL], &row->rel_tol, err));
    row->abs_tol = isnan(row->abs_tol) ? 0.0 : row->abs_tol;
    row->rel_tol = isnan(row->rel_tol) ? 0.0 : row->rel_tol;
    return ENT_OK;
}

static double quasi_p(const explore_row *row)
{
    const vector_inputs in = {row->params};
    return ent_binomial_upper((size_t)vector_number(&in, "H"), (size_t)vector_number(&in, "T"),
                              vector_number(&in, "p"));
}

/* An error is a bar: ours must not be larger than the peer's, or than what its own interval
   allows when the peer was lucky. */
static void judge_error(validate_log *log, const explore_row *row, double got, double allowed)
{
    validate_range(log, row->id, row->quantity, got, ENT_MISSING, fmax(row->expected, allowed),
                   row->note);
}

static ent_status judge_row(const char *dir, validate_log *log, const explore_row *row,
                            explore_data **kept, ent_arena *arena, ent_error *err)
{
    double got = ENT_MISSING;
    bool known = false;
    ENT_TRY(explore_from_data(dir, row, kept, &got, &known, arena, err));
    if (!known && strcmp(row->group, "closed_form") == 0) {
        got = explore_closed_form(row->params, row->kase, row->quantity);
    } else if (!known && strcmp(row->group, "robustness") == 0) {
        ENT_TRY(explore_robustness(row->params, row->quantity, &got, arena, err));
    } else if (!known && strcmp(row->group, "quasi_p") == 0) {
        got = quasi_p(row);
    } else if (!known && strcmp(row->group, "sobol_points") == 0) {
        ENT_TRY(explore_sobol_point(row->quantity, &got, arena, err));
    } else if (!known && strncmp(row->group, "sobol_estimate", 14) == 0) {
        ENT_TRY(explore_sobol_estimate(row, kept, &got, arena, err));
        if (strncmp(row->quantity, "abs_err", 7) == 0) {
            judge_error(log, row, got, 2e-3);
            return ENT_OK;
        }
    } else if (!known) {
        validate_unable(log, row->id, row->params, "the text of this recurrence is not known here",
                        row->note);
        return ENT_OK;
    }
    validate_check(log, row->id, row->quantity, got, row->expected, row->abs_tol, row->rel_tol,
                   row->note);
    return ENT_OK;
}

ent_status validate_explore(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    const char *above = "";
    size_t at[N_COLUMNS];
    explore_data *kept = NULL;
    ent_csv table;
    ENT_TRY(ent_csv_open(dir, "explore_vectors.csv",
                         "id group case quantity expected abs_tol rel_tol input_file params note",
                         at, &table, arena, err));
    char group[64] = "";
    for (size_t r = 0; r < table.n_rows; r++) {
        explore_row row;
        ENT_TRY(read_row(&table, at, r, above, &row, err));
        if (strcmp(group, row.group) != 0) /* results of another group are of another type */
            kept = NULL;
        snprintf(group, sizeof group, "%s", row.group);
        above = row.params;
        ENT_TRY(judge_row(dir, log, &row, &kept, arena, err));
    }
    return ENT_OK;
}
