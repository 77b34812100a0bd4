#include "base/hint.h"

#include "check.h"

static void asks_for_a_near_word(void **state)
{
    (void)state;
    assert_string_equal(did_you_mean("aid.us").text, ". Did you mean 'aid.us'?");
    assert_string_equal(did_you_mean(NULL).text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(asks_for_a_near_word)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
