#include "study/explorer.h"

why_answer *explore_answer(explorer *x, const char *name)
{
    why_answer *a = &x->answer[x->n_answers < EXPLORE_OUTCOMES ? x->n_answers++ : 0];
    a->name = name;
    a->text = "";
    a->charts = json_array();
    return a;
}

const char *explore_reading(const ent_index *index)
{
    return ent_index_holds_zero(index) ? "not distinguishable from zero" : "acts";
}
