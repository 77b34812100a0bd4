/* Statuses and their messages: every status has a text of its own, a long message is cut whole. */
#include "check.h"

#include "entente/status.h"

static void every_status_has_its_text(void **state)
{
    (void)state;
    for (int s = ENT_OK; s <= ENT_E_STOPPED; s++) {
        assert_string_not_equal(ent_status_text((ent_status)s), "unknown status");
        for (int other = ENT_OK; other < s; other++)
            assert_string_not_equal(ent_status_text((ent_status)s),
                                    ent_status_text((ent_status)other));
    }
    assert_string_equal(ent_status_text(ENT_OK), "success");
    assert_string_equal(ent_status_text(ENT_E_NOMEM), "out of memory");
    assert_string_equal(ent_status_text((ent_status)99), "unknown status");
    assert_string_equal(ent_status_text((ent_status)-1), "unknown status");
}

static void message_is_written(void **state)
{
    (void)state;
    ent_error err = {"older"};
    assert_int_equal(ent_fail(&err, ENT_E_IO, "%s:%d: '%c'", "a.csv", 7, 'x'), ENT_E_IO);
    assert_string_equal(err.message, "a.csv:7: 'x'");
    assert_int_equal(ent_fail(NULL, ENT_E_KEY, "nothing reads this %d", 1), ENT_E_KEY);
}

static void long_message_is_cut(void **state)
{
    (void)state;
    struct {
        ent_error err;
        char after[8];
    } guarded = {.after = "intact"};
    char longer[2 * sizeof guarded.err.message];
    memset(longer, 'y', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    ent_fail(&guarded.err, ENT_E_PARSE, "%s", longer);
    assert_int_equal(strlen(guarded.err.message), sizeof guarded.err.message - 1);
    assert_string_equal(guarded.after, "intact");
}

static ent_status passes_on(ent_status status, int *reached)
{
    ENT_TRY(status);
    *reached = 1;
    return ENT_OK;
}

static void try_returns_early(void **state)
{
    (void)state;
    int reached = 0;
    assert_int_equal(passes_on(ENT_E_DATA, &reached), ENT_E_DATA);
    assert_int_equal(reached, 0);
    assert_int_equal(passes_on(ENT_OK, &reached), ENT_OK);
    assert_int_equal(reached, 1);
}

/* The one pattern of a missing value, so that stored and hashed bytes agree. */
static void missing_is_canonical(void **state)
{
    (void)state;
    const double missing = ENT_MISSING;
    uint64_t bits;
    memcpy(&bits, &missing, sizeof bits);
    assert_true(bits == UINT64_C(0x7ff8000000000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_text), cmocka_unit_test(message_is_written),
        cmocka_unit_test(long_message_is_cut),       cmocka_unit_test(try_returns_early),
        cmocka_unit_test(missing_is_canonical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
