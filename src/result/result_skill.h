/* How the parts of the model did in tests, by data/scorecard.csv, and what rests on one without
 * skill. */
#ifndef ENT_RESULT_RESULT_SKILL_H
#define ENT_RESULT_RESULT_SKILL_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "entente/arena.h"
#include "entente/register.h"

enum { RESULT_FAMILIES = 4 };

typedef struct result_skill {
    bool without[RESULT_FAMILIES]; /* tested, and better in no test */
    size_t tests[RESULT_FAMILIES],
        better[RESULT_FAMILIES];   /* on past cases, than the best naive rule */
    size_t studies, agree, differ; /* published figures; the others' ranges are too wide to tell */
} result_skill;

/*
 * Read the table of the folder; nothing is said where it is absent.
 *
 * errors   ENT_E_PARSE, ENT_E_DATA naming the table; ENT_E_NOMEM
 */
ent_status result_skill_read(const char *data, result_skill *skill, ent_arena *arena,
                             ent_error *err);

/*
 * A sentence where the outcome rests on such a part, by the column tested_by of its row; "" for the
 * others, for NULL and where none is tested.
 */
const char *result_without_skill(const result_skill *skill, const ent_outcome *outcome);

/* Member `tests` of the result document: `past`, a row per part, and `studies`; owned by the
 * caller. */
json_t *result_tests(const result_skill *skill);

#endif
