/* Which columns of the outcomes are shown, and what they are called. */
#include <stdio.h>
#include <string.h>

#include "entente/columns.h"

static const char *const sides[] = {"attacker", "defender"};
static const char *const belligerents[] = {"russia", "ukraine"};
static const char *const zones[] = {"low", "high", "width"};

typedef struct walk {
    const ent_world *w;
    bool all;
    ent_column_show *show;
    void *with;
    ent_named_column column;
} walk;

static void name_year(walk *k, int32_t y)
{
    snprintf(k->column.at, sizeof k->column.at, "%d", k->w->first_year + y);
}

static void name_month(walk *k, int32_t m)
{
    const int32_t since = k->w->first_month - 1 + m;
    snprintf(k->column.at, sizeof k->column.at, "%d-%02d", k->w->first_year + since / 12,
             since % 12 + 1);
}

static void name_index(walk *k, const char *kind, const char *value, const char *second)
{
    k->column.kind_of_index = kind;
    k->column.value[0] = value;
    k->column.value[1] = second;
    snprintf(k->column.name, sizeof k->column.name, "%s%s%s", value, second ? "," : "",
             second ? second : "");
}

/* States of the alliance and those whose forces matter to it. */
static bool state_shown(const walk *k, int32_t s)
{
    const ent_world *w = k->w;
    return k->all || (w->flags[s] & ENT_STATE_NATO) || s == w->rus || s == w->ukr || s == w->chn;
}

/* The ends of quarters, the first and the last month. */
static bool month_shown(const walk *k, int32_t m)
{
    return k->all || (k->w->first_month + m) % 3 == 0 || m == 0 || m == k->w->n_months - 1;
}

/* Inner index `i` of a shape; whether it is shown. */
static bool name_inner(walk *k, ent_shape shape, int32_t i)
{
    const ent_world *w = k->w;
    switch (shape) {
    case ENT_SHAPE_SCALAR:
    case ENT_SHAPE_YEAR:
    case ENT_SHAPE_MONTH:
        return true;
    case ENT_SHAPE_YEAR_STATE:
        name_index(k, "state", w->iso3[i], NULL);
        return state_shown(k, i);
    case ENT_SHAPE_FLASHPOINT:
    case ENT_SHAPE_YEAR_FLASHPOINT:
        name_index(k, "flashpoint", w->flashpoint[i].key, NULL);
        return true;
    case ENT_SHAPE_FLASHPOINT_SIDE:
        name_index(k, "flashpoint", w->flashpoint[i / 2].key, sides[i % 2]);
        return true;
    case ENT_SHAPE_MONTH_SIDE:
        name_index(k, "side", belligerents[i], NULL);
        return true;
    case ENT_SHAPE_MONTH_ZONE:
        name_index(k, "item", zones[i], NULL);
        return true;
    }
    return false;
}

static void extent(const ent_world *w, ent_shape shape, int32_t *outer, int32_t *inner)
{
    const int32_t n = w->n_flashpoints;
    *outer = *inner = 1;
    switch (shape) {
    case ENT_SHAPE_SCALAR:
        break;
    case ENT_SHAPE_YEAR:
        *outer = w->n_years;
        break;
    case ENT_SHAPE_MONTH:
        *outer = w->n_months;
        break;
    case ENT_SHAPE_FLASHPOINT:
        *inner = n;
        break;
    case ENT_SHAPE_YEAR_STATE:
        *outer = w->n_years;
        *inner = w->n_states;
        break;
    case ENT_SHAPE_YEAR_FLASHPOINT:
        *outer = w->n_years;
        *inner = n;
        break;
    case ENT_SHAPE_FLASHPOINT_SIDE:
        *inner = 2 * n;
        break;
    case ENT_SHAPE_MONTH_SIDE:
        *outer = w->n_months;
        *inner = 2;
        break;
    case ENT_SHAPE_MONTH_ZONE:
        *outer = w->n_months;
        *inner = 3;
        break;
    }
}

static void walk_outcome(walk *k)
{
    const ent_shape shape = ent_outcome_shape(k->column.outcome);
    const bool monthly =
        shape == ENT_SHAPE_MONTH || shape == ENT_SHAPE_MONTH_SIDE || shape == ENT_SHAPE_MONTH_ZONE;
    const bool yearly = shape == ENT_SHAPE_YEAR || shape == ENT_SHAPE_YEAR_STATE ||
                        shape == ENT_SHAPE_YEAR_FLASHPOINT;
    int32_t outer, inner;
    extent(k->w, shape, &outer, &inner);
    for (int32_t i = 0; i < inner; i++) {
        k->column.name[0] = k->column.at[0] = '\0';
        k->column.kind_of_index = NULL;
        if (!name_inner(k, shape, i))
            continue;
        for (int32_t o = 0; o < outer; o++) {
            k->column.index = (size_t)o * (size_t)inner + (size_t)i;
            if (monthly && !month_shown(k, o))
                continue;
            if (monthly)
                name_month(k, o);
            if (yearly)
                name_year(k, o);
            k->show(k->with, &k->column);
        }
    }
}

void ent_columns_each(const ent_world *w, const ent_register *reg, bool all, ent_column_show *show,
                      void *with)
{
    for (size_t i = 0; i < reg->n_outcomes; i++)
        ent_columns_of(w, &reg->outcomes[i], all, show, with);
}

void ent_columns_of(const ent_world *w, const ent_outcome *row, bool all, ent_column_show *show,
                    void *with)
{
    walk k = {.w = w, .all = all, .show = show, .with = with};
    if (row->use < 0)
        return;
    k.column = (ent_named_column){.row = row, .outcome = (ent_outcome_id)row->use};
    walk_outcome(&k);
}

bool ent_column_shown(const ent_world *w, ent_outcome_id outcome, size_t index)
{
    const ent_shape shape = ent_outcome_shape(outcome);
    walk k = {.w = w};
    int32_t outer, inner;
    extent(w, shape, &outer, &inner);
    const int32_t o = (int32_t)index / inner;
    const bool monthly =
        shape == ENT_SHAPE_MONTH || shape == ENT_SHAPE_MONTH_SIDE || shape == ENT_SHAPE_MONTH_ZONE;
    return name_inner(&k, shape, (int32_t)index % inner) && (!monthly || month_shown(&k, o));
}
