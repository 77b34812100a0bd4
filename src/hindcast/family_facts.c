/* Family "facts": the cross-checks of the tables, with the known exceptions by size. */
#include <stdio.h>

#include "entente/facts.h"
#include "hindcast/validate.h"
#include "session/paths.h"

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_facts facts;
    ent_facts_report report;
    char id[128];
    (void)dir; /* needs no reference */
    ENT_TRY(ent_facts_load(path_data(), &facts, arena, err));
    ENT_TRY(ent_facts_cross_check(&facts, &report, arena, err));
    validate_check(log, "cross-checks that fail", "all tables", (double)report.n_failed, 0.0, 0.0,
                   0.0, "");
    for (size_t i = 0; i < report.n_listed; i++) {
        const ent_facts_check *c = &report.listed[i];
        snprintf(id, sizeof id, "%s, %s", c->check, c->where);
        validate_check(log, id, c->unit, c->got, c->expected, c->tolerance, 0.0, c->known);
    }
    validate_note(log, "%zu cross-checks: %zu passed, %zu known exceptions, %zu failed",
                  report.n_checks, report.n_passed, report.n_known, report.n_failed);
    return ENT_OK;
}

const validate_family family_facts = {
    .name = "facts",
    .file = "",
    .what = "cross-checks of the tables of facts",
    .run = run_family,
};
