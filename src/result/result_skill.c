#include "result/result_skill.h"

#include <string.h>

#include "facts/optional.h"

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
    size_t n = 0, tests[RESULT_FAMILIES] = {0}, better[RESULT_FAMILIES] = {0};
    const facts_score *scores = NULL;
    *skill = (result_skill){{false}};
    ENT_TRY(facts_scores(data, &n, &scores, arena, err));
    for (size_t r = 0; r < n; r++)
        for (size_t f = 0; f < RESULT_FAMILIES; f++) {
            if (strcmp(scores[r].part, "hindcast") != 0 ||
                strcmp(scores[r].family, families[f].name) != 0)
                continue;
            tests[f]++;
            better[f] += strcmp(scores[r].verdict, "better") == 0;
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
