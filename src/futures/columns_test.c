/* Every column has one name, and what is shown is a part of all. */
#include "real_world.h"

#include "entente/columns.h"

typedef struct seen {
    const real_world *r;
    uint8_t *times; /* of each column of the layout */
    size_t n;
    ent_named_column found;
    const char *key, *name, *at; /* what to look for */
} seen;

static void count(void *with, const ent_named_column *c)
{
    seen *s = with;
    assert_true(c->index < (size_t)s->r->layout.count[c->outcome]);
    s->times[(size_t)s->r->layout.first[c->outcome] + c->index]++;
    s->n++;
    if (s->key && strcmp(c->row->key, s->key) == 0 && strcmp(c->name, s->name) == 0 &&
        strcmp(c->at, s->at) == 0)
        s->found = *c;
}

static seen walk(real_world *r, bool all, const char *key, const char *name, const char *at)
{
    const size_t n = (size_t)r->layout.n_columns;
    seen s = {.r = r, .key = key, .name = name, .at = at};
    s.times = ent_arena_array(&r->arena, uint8_t, n);
    memset(s.times, 0, n);
    ent_columns_each(r->world, &r->reg, all, count, &s);
    return s;
}

static void test_each_once(void **state)
{
    real_world *r = *state;
    const seen all = walk(r, true, NULL, NULL, NULL), some = walk(r, false, NULL, NULL, NULL);
    assert_int_equal(all.n, r->layout.n_columns);
    for (int32_t c = 0; c < r->layout.n_columns; c++) {
        assert_int_equal(all.times[c], 1);
        assert_true(some.times[c] <= 1);
    }
    assert_true(some.n > 0 && some.n < all.n);
    seen one = {.r = r, .times = all.times};
    ent_columns_of(r->world, ent_register_outcome(&r->reg, "spending.share"), true, count, &one);
    assert_int_equal(one.n, r->layout.count[ENT_O_SPENDING_SHARE]);
    for (int32_t c = 0; c < r->layout.n_columns; c++)
        assert_int_equal(all.times[c], c >= r->layout.first[ENT_O_SPENDING_SHARE] &&
                                               c < r->layout.first[ENT_O_SPENDING_SHARE] +
                                                       r->layout.count[ENT_O_SPENDING_SHARE]
                                           ? 2
                                           : 1);
}

static void test_names(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    char year[16];
    snprintf(year, sizeof year, "%d", w->first_year + 1);
    const seen share = walk(r, false, "spending.share", "USA", year);
    assert_int_equal(share.found.index, w->n_states + w->usa); /* second year, by state */
    assert_string_equal(share.found.kind_of_index, "state");
    const char *place = w->flashpoint[1].key;
    char name[96];
    snprintf(name, sizeof name, "%s,defender", place);
    const seen losses = walk(r, false, "combat.losses", name, "");
    assert_int_equal(losses.found.index, 3);
    assert_string_equal(losses.found.value[0], place);
    assert_string_equal(losses.found.value[1], "defender");
}

/* Of months the first, the last and the ends of quarters. */
static void test_months(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    const seen s = walk(r, false, NULL, NULL, NULL);
    for (int32_t m = 0; m < w->n_months; m++) {
        const int32_t month = (w->first_month - 1 + m) % 12 + 1;
        const bool shown = month % 3 == 0 || m == 0 || m == w->n_months - 1;
        assert_int_equal(s.times[r->layout.first[ENT_O_UKRAINE_AREA] + m], shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_once),
                                       cmocka_unit_test(test_names), cmocka_unit_test(test_months)};
    return cmocka_run_group_tests(tests, status_quo_load, status_quo_free);
}
