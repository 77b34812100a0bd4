#include "entente/block.h"
#include "model/sections.h"

typedef struct outcome_row {
    const char *key;
    ent_shape shape;
} outcome_row;

static const outcome_row outcomes[ENT_N_OUTCOMES] = {
#define ENT_OUTCOME_ROW(id, key, shape) {key, ENT_SHAPE_##shape},
    ENT_OUTCOME_LIST(ENT_OUTCOME_ROW)
#undef ENT_OUTCOME_ROW
};

ent_shape ent_outcome_shape(ent_outcome_id outcome)
{
    return outcomes[outcome].shape;
}

const char *ent_outcome_key(ent_outcome_id outcome)
{
    return outcomes[outcome].key;
}

int32_t ent_outcome_columns(const ent_world *w, ent_outcome_id outcome)
{
    switch (outcomes[outcome].shape) {
    case ENT_SHAPE_SCALAR:
        return 1;
    case ENT_SHAPE_YEAR:
        return w->n_years;
    case ENT_SHAPE_MONTH:
        return w->n_months;
    case ENT_SHAPE_FLASHPOINT:
        return w->n_flashpoints;
    case ENT_SHAPE_YEAR_STATE:
        return w->n_years * w->n_states;
    case ENT_SHAPE_YEAR_FLASHPOINT:
        return w->n_years * w->n_flashpoints;
    case ENT_SHAPE_FLASHPOINT_SIDE:
        return 2 * w->n_flashpoints;
    case ENT_SHAPE_MONTH_SIDE:
        return 2 * w->n_months;
    case ENT_SHAPE_MONTH_ZONE:
        return 3 * w->n_months;
    }
    return 0;
}

/* economy.c draws for all states every two years, pledge.c once for allies, ukraine.c every four
   months and every sixteen. */
uint32_t ent_shock_room(const ent_world *w)
{
    int32_t n = (w->n_years + 1) / 2 * (w->n_states + 1);
    for (int32_t s = 0; s < w->n_states; s++)
        n += (w->flags[s] & ENT_STATE_NATO) != 0;
    return (uint32_t)(n + (w->n_months + 3) / 4 + (w->n_months + 15) / 16);
}

void ent_layout_make(const ent_world *world, const bool *wanted, ent_layout *layout)
{
    ent_section_set written = 0;
    layout->n_columns = 0;
    for (int32_t o = 0; o < ENT_N_OUTCOMES; o++) {
        const bool kept = !wanted || wanted[o];
        layout->count[o] = kept ? ent_outcome_columns(world, (ent_outcome_id)o) : 0;
        layout->first[o] = kept ? layout->n_columns : -1;
        layout->n_columns += layout->count[o];
        written |= kept ? 1U << ent_section_of_outcome((ent_outcome_id)o) : 0;
    }
    layout->last = ent_sections_for_now(written);
}
