#include "result/result_skill.h"

#include <string.h>

#include "entente/csv.h"
#include "entente/text.h"

#define NO_BETTER "Rests on a part that does no better than a naive rule: "

static const struct {
    const char *name, *said;
} families[RESULT_FAMILIES] = {{"spending", NO_BETTER "the path of defence spending."},
                               {"front", NO_BETTER "the advance of the front."},
                               {"ceasefire", NO_BETTER "the time of a ceasefire."},
                               {"deterrence", NO_BETTER "the risk of attack."}};

ent_status result_skill_read(const char *data, result_skill *skill, ent_arena *arena,
                             ent_error *err)
{
    ent_csv t;
    size_t part, family, verdict, tests[RESULT_FAMILIES] = {0}, better[RESULT_FAMILIES] = {0};
    *skill = (result_skill){{false}};
    const char *path = ent_text_format(arena, "%s/scorecard.csv", data);
    if (!path)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const ent_status found = ent_csv_read(path, &t, arena, err);
    if (found == ENT_E_IO)
        return ENT_OK;
    ENT_TRY(found);
    ENT_TRY(ent_csv_column(&t, "part", &part, err));
    ENT_TRY(ent_csv_column(&t, "family", &family, err));
    ENT_TRY(ent_csv_column(&t, "verdict", &verdict, err));
    for (size_t r = 0; r < t.n_rows; r++)
        for (size_t f = 0; f < RESULT_FAMILIES; f++) {
            if (strcmp(ent_csv_text(&t, r, part), "hindcast") != 0 ||
                strcmp(ent_csv_text(&t, r, family), families[f].name) != 0)
                continue;
            tests[f]++;
            better[f] += strcmp(ent_csv_text(&t, r, verdict), "better") == 0;
        }
    for (size_t f = 0; f < RESULT_FAMILIES; f++)
        skill->without[f] = tests[f] && !better[f];
    return ENT_OK;
}

const char *result_without_skill(const result_skill *skill, const ent_outcome *outcome)
{
    for (size_t f = 0; outcome && f < RESULT_FAMILIES; f++)
        if (strcmp(families[f].name, outcome->tested_by) == 0 && skill->without[f])
            return families[f].said;
    return "";
}
