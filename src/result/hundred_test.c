/* Shares of futures in words, and counts that add up to a hundred. */
#include <math.h>

#include "check.h"
#include "result/hundred.h"

static void a_rare_share_is_neither_none_nor_all(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *said;
    } rows[] = {{0.0, "0"},     {1.0 / 8192.0, "fewer than 1"},    {0.005, "1"}, {0.48, "48"},
                {0.9949, "99"}, {8191.0 / 8192.0, "more than 99"}, {1.0, "100"}, {NAN, "-"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(hundred_of(rows[i].share).text, rows[i].said);
}

static void parts_add_up(void **state)
{
    (void)state;
    static const double counts[][3] = {{1, 1, 1}, {495, 10, 495}, {0, 0, 8192}, {1, 2, 597}};
    static const int want[][3] = {{34, 33, 33}, {50, 1, 49}, {0, 0, 100}, {0, 0, 100}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        int parts[3];
        hundred_parts(counts[i], 3, parts);
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(parts[k], want[i][k]);
    }
    int none[3];
    hundred_parts((const double[]){0.0, 0.0, 0.0}, 3, none);
    assert_int_equal(none[0] + none[1] + none[2], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_rare_share_is_neither_none_nor_all),
                                       cmocka_unit_test(parts_add_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
