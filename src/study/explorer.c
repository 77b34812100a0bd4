#include <math.h>

#include "study/explorer.h"

why_answer *explore_answer(explorer *x, const char *name)
{
    why_answer *a = &x->answer[x->n_answers < EXPLORE_OUTCOMES ? x->n_answers++ : 0];
    a->name = name;
    a->text = "";
    a->charts = json_array();
    return a;
}

const char *explore_same_everywhere(explorer *x, const char *name, const double *y, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (y[i] != y[0] && (y[i] == y[i] || y[0] == y[0]))
            return NULL;
    if (y[0] != y[0])
        return ent_text_format(x->arena, "%s has no value in any of %zu simulated futures.", name,
                               n);
    return ent_text_format(x->arena,
                           "%s is the same in every future: %.4g in all %zu. No assumption changes "
                           "it.",
                           name, y[0], n);
}

const char *explore_reading(const ent_index *index)
{
    return isnan(index->value)           ? "the same in every future"
           : ent_index_holds_zero(index) ? "not distinguishable from zero"
                                         : "acts";
}
