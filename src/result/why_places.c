#include "result/why_places.h"

#include <stdio.h>

#include "entente/text.h"
#include "result/why_claims.h"

static const ent_condition as_reference = {.n = 1, .compare = {ENT_CMP_GE}, .bound = {1.0}};

static int year_of(const json_t *page)
{
    return (int)json_integer_value(json_object_get(page, "year"));
}

size_t why_place_targets(const json_t *pages, explore_problem *p, why_place *places,
                         ent_arena *arena)
{
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(pages) && n < ENT_MAX_FLASHPOINTS; i++) {
        const json_t *page = json_array_get(pages, i);
        const char *key = json_string_value(json_object_get(page, "key"));
        const char *outcome = ent_text_format(arena, "deterrence.odds_ratio[%s]", key ? key : "");
        char year[16];
        snprintf(year, sizeof year, "%d", year_of(page));
        if (p->n_targets < EXPLORE_TARGETS && outcome &&
            explore_add_target(p, outcome, year, arena, NULL) == ENT_OK)
            places[n++] = (why_place){i, p->n_targets - 1};
    }
    return n;
}

ent_status why_place_goal(const json_t *pages, const why_place *place, const explore_sample *first,
                          why_goal *goal, ent_arena *arena, ent_error *err)
{
    const json_t *page = json_array_get(pages, place->page);
    const char *label = json_string_value(json_object_get(page, "label"));
    const char *reference = json_is_true(json_object_get(page, "guarantee"))
                                ? "those of a ceasefire without guarantee"
                                : "those of 2021";
    *goal = (why_goal){.target = place->target,
                       .condition = &as_reference,
                       .share = 0.5,
                       .at_least = !(why_share(first, place->target, &as_reference) >= 0.5)};
    goal->what = ent_text_format(arena, "Odds of attack, %s, %d: at least %s", label ? label : "",
                                 year_of(page), reference);
    return goal->what ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}
