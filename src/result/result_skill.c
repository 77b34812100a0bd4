#include "result/result_skill.h"

#include <string.h>

#include "facts/optional.h"

#define NO_BETTER "On past cases the model does no better than a naive rule on "

static const struct {
    const char *name, *part;
    const char *said;
} families[RESULT_FAMILIES] = {
#define FAMILY(name, part) \
    { \
        name, part, NO_BETTER part "." \
    }
    FAMILY("spending", "the path of defence spending"), FAMILY("front", "the advance of the front"),
    FAMILY("ceasefire", "the time of a ceasefire"), FAMILY("deterrence", "the risk of attack")};

ent_status result_skill_read(const char *data, result_skill *skill, ent_arena *arena,
                             ent_error *err)
{
    size_t n = 0;
    const facts_score *scores = NULL;
    *skill = (result_skill){0};
    ENT_TRY(facts_scores(data, &n, &scores, arena, err));
    for (size_t r = 0; r < n; r++) {
        const bool study = strcmp(scores[r].part, "benchmark") == 0;
        skill->studies += study;
        skill->agree += study && strcmp(scores[r].verdict, "inside") == 0;
        skill->differ += study && strcmp(scores[r].verdict, "outside") == 0;
        for (size_t f = 0; f < RESULT_FAMILIES; f++) {
            if (strcmp(scores[r].part, "hindcast") != 0 ||
                strcmp(scores[r].family, families[f].name) != 0)
                continue;
            skill->tests[f]++;
            skill->better[f] += strcmp(scores[r].verdict, "better") == 0;
        }
    }
    for (size_t f = 0; f < RESULT_FAMILIES; f++)
        skill->without[f] = skill->tests[f] && !skill->better[f];
    return ENT_OK;
}

const char *result_without_skill(const result_skill *skill, const ent_outcome *outcome)
{
    for (size_t f = 0; outcome && f < RESULT_FAMILIES; f++)
        if (strcmp(families[f].name, outcome->tested_by) == 0 && skill->without[f])
            return families[f].said;
    return "";
}

json_t *result_tests(const result_skill *skill)
{
    json_t *past = json_array();
    for (size_t f = 0; f < RESULT_FAMILIES; f++)
        if (skill->tests[f])
            json_array_append_new(past, json_pack("{s:s, s:s, s:I, s:I}", "family",
                                                  families[f].name, "part", families[f].part,
                                                  "better", (json_int_t)skill->better[f], "tests",
                                                  (json_int_t)skill->tests[f]));
    return json_pack("{s:o, s:{s:I, s:I, s:I}}", "past", past, "studies", "compared",
                     (json_int_t)skill->studies, "agree", (json_int_t)skill->agree, "differ",
                     (json_int_t)skill->differ);
}
