/* Sorting: against a sort by insertion, stability, missing values last; quantiles by hand. */
#include "check.h"

#include <stdbool.h>

#include "entente/rng.h"
#include "entente/sort.h"

enum { MOST = 130 }; /* beyond where few become many */

/* Keys on a few values, so that equal ones are common; some missing, some infinite. */
static void draw_keys(uint64_t seed, size_t n, double *keys)
{
    for (size_t i = 0; i < n; i++) {
        const double u = ent_uniform(seed, i, 0, 1);
        keys[i] = floor(12.0 * u) - 6.0;
        if (u < 0.1)
            keys[i] = ENT_MISSING;
        else if (u < 0.2)
            keys[i] = u < 0.15 ? (double)INFINITY : -(double)INFINITY;
        else if (u > 0.95)
            keys[i] = -0.0; /* no other than zero */
        else if (u > 0.85)
            keys[i] = (u - 0.9) * 1e-3;
    }
}

/* The independent computation: insertion, which is stable by nature. */
static void insertion_order(size_t n, const double *keys, uint32_t *order)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0; at--) {
            const double before = keys[order[at - 1]];
            if (!(keys[i] < before || (isnan(before) && !isnan(keys[i]))))
                break;
            order[at] = order[at - 1];
        }
        order[at] = (uint32_t)i;
    }
}

static void as_by_insertion(void **state)
{
    (void)state;
    double keys[MOST], values[MOST], spare_values[MOST];
    uint32_t got[MOST], want[MOST], spare[MOST];
    for (size_t n = 0; n <= MOST; n++)
        for (uint64_t seed = 1; seed <= 20; seed++) {
            draw_keys(seed, n, keys);
            memcpy(values, keys, sizeof values);
            insertion_order(n, keys, want);
            ent_sort_order(n, keys, got, spare);
            ent_sort_values(n, values, spare_values);
            for (size_t i = 0; i < n; i++) {
                if (got[i] != want[i])
                    fail_msg("n %zu, seed %llu: place %zu holds %u, not %u", n,
                             (unsigned long long)seed, i, got[i], want[i]);
                const bool both_missing = isnan(values[i]) && isnan(keys[want[i]]);
                assert_true(both_missing ||
                            !(values[i] < keys[want[i]] || values[i] > keys[want[i]]));
                assert_int_equal(isnan(values[i]), isnan(keys[want[i]]));
            }
        }
}

/* Permuting the input permutes nothing in the sorted values. */
static void order_of_the_input_is_forgotten(void **state)
{
    (void)state;
    double a[MOST], b[MOST], spare[MOST];
    for (uint64_t seed = 1; seed <= 50; seed++) {
        for (size_t i = 0; i < MOST; i++)
            a[i] = b[MOST - 1 - i] = floor(20.0 * ent_uniform(seed, i, 0, 2));
        ent_sort_values(MOST, a, spare);
        ent_sort_values(MOST, b, spare);
        for (size_t i = 0; i < MOST; i++) {
            CHECK_NEAR(a[i], b[i], 0.0);
            assert_true(i == 0 || a[i] >= a[i - 1]);
        }
    }
}

static void quantiles(void **state)
{
    (void)state;
    /* Type 7 of Hyndman and Fan 1996: h = q (n - 1), linear between neighbours; by hand. */
    static const double four[] = {10.0, 20.0, 40.0, 80.0};
    static const struct {
        const char *what;
        size_t n;
        double q, want;
    } rows[] = {
        {"least", 4, 0.0, 10.0},
        {"largest", 4, 1.0, 80.0},
        {"middle of an even number", 4, 0.5, 30.0},
        {"on a value", 3, 0.5, 20.0},
        {"h = 0.75", 4, 0.25, 17.5},
        {"h = 2.7: 40 + 0.7 (80 - 40)", 4, 0.9, 68.0},
        {"one value has every quantile", 1, 0.3, 10.0},
        {"none has none", 0, 0.5, ENT_MISSING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double got = ent_sorted_quantile(rows[i].n, four, rows[i].q);
        if (!(fabs(got - rows[i].want) <= 1e-12) && !(isnan(got) && isnan(rows[i].want)))
            fail_msg("%s: got %g, want %g", rows[i].what, got, rows[i].want);
    }
    const double until[] = {1.0, 2.0, INFINITY, INFINITY}; /* what does not come is never near */
    assert_true(ent_sorted_quantile(4, until, 1.0 / 3.0) == 2.0);
    assert_true(isinf(ent_sorted_quantile(4, until, 0.5)));
    assert_true(isinf(ent_sorted_quantile(4, until, 0.9)));
    double last = 0.0;
    for (double q = 0.0; q <= 1.0; q += 1.0 / 512.0) { /* monotone in q */
        const double now = ent_sorted_quantile(4, four, q);
        assert_true(now >= last);
        last = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_by_insertion),
        cmocka_unit_test(order_of_the_input_is_forgotten),
        cmocka_unit_test(quantiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
