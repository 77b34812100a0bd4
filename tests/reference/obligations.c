/* The treaty engine against a file of cases: verdict, reason and level, cell by cell. */
#include <string.h>

#include "entente/treaty_cases.h"
#include "reference/families.h"
#include "session/paths.h"

static const char *part(const char *text, bool second, ent_arena *arena)
{
    const char *colon = text ? strchr(text, ':') : NULL;
    if (!colon)
        return second || !text ? "" : text;
    const char *copy = second ? ent_text_copy(colon + 1, strlen(colon + 1), arena)
                              : ent_text_copy(text, (size_t)(colon - text), arena);
    return copy ? copy : "";
}

static void check_cell(validate_log *log, const ent_treaty_case *k, const ent_treaty_cell *c,
                       ent_arena *arena)
{
    const char *id = ent_text_format(arena, "%s %s", k->id, c->name);
    const char *reason = ent_text_format(arena, "%s %s reason", k->id, c->name);
    const char *why = c->sentence ? c->sentence : k->title;
    if (!id || !reason)
        return;
    if (c->state) {
        validate_text(log, id, k->title, c->got ? c->got : "", c->want, k->source);
        return;
    }
    validate_text(log, id, why, part(c->got, false, arena), part(c->want, false, arena), k->source);
    validate_text(log, reason, why, part(c->got, true, arena), part(c->want, true, arena),
                  k->source);
}

ent_status validate_obligations(const char *dir, validate_log *log, ent_arena *arena,
                                ent_error *err)
{
    ent_treaty t;
    ent_treaty_block block;
    ent_treaty_case_list list;
    const char *tables = ent_text_format(arena, "%s/treaty", path_data());
    const char *cases = ent_text_format(arena, "%s/obligation_cases.csv", dir);
    ENT_NEED(tables && cases, err);
    ENT_TRY(ent_treaty_compile(tables, NULL, &block, arena, err));
    ENT_TRY(ent_treaty_open(block.data, block.bytes, &t));
    ENT_TRY(ent_treaty_cases_read(&t, cases, &list, arena, err));
    for (size_t i = 0; i < list.n_cells; i++)
        check_cell(log, &list.cases[list.cells[i].row], &list.cells[i], arena);
    validate_note(log, "verdict vectors exact: %zu of %zu cases", list.vectors_right, list.n_cases);
    validate_note(log,
                  "verdicts exact: %zu of %zu; half-credit score %.1f (contested against yes "
                  "or no counts half)",
                  list.answers_right, list.n_clauses, list.credit);
    validate_note(log, "reasons exact: %zu of %zu; levels exact: %zu of %zu", list.reasons_right,
                  list.n_clauses, list.levels_right, list.n_levels);
    return ENT_OK;
}
