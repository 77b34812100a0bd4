/* Currencies: rates of 2024, units and names of columns, and words that name no money. */
#include "check.h"

#include "entente/heap.h"
#include "facts/money.h"
#include "one_arena.h"

static ent_facts facts;

static money named(const char *code)
{
    ent_error err = {{0}};
    money m;
    if (!facts.n_states)
        CHECK_OK(ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &arena, &err), err);
    CHECK_OK(money_read(code, &facts, &m, &err), err);
    return m;
}

static void rates_agree(void **state)
{
    (void)state;
    const money euro = named("EUR"), dollar = named("USD"), pound = named("GBP");
    CHECK_NEAR(dollar.per_usd, 1, 0);
    CHECK_NEAR(euro.per_eur, 1, 0);
    CHECK_NEAR(dollar.per_eur * euro.per_usd, 1, 1e-12);
    CHECK_NEAR(pound.per_eur * euro.per_usd, pound.per_usd, 1e-12);
    assert_true(pound.per_usd < euro.per_usd && euro.per_usd < 1); /* 2024: 0.78, 0.92 */
}

static void words_that_name_none(void **state)
{
    static const struct {
        const char *word, *says;
    } rows[] = {
        {"gbp", "Did you mean 'GBP'?"},
        {"XYZ", "Give USD, EUR"},
        {"", "Give USD, EUR"},
        {"GBPP", "Give USD, EUR"},
    };
    (void)state;
    named("USD");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {{0}};
        money m;
        if (money_read(rows[i].word, &facts, &m, &err) != ENT_E_ARG ||
            !strstr(err.message, rows[i].says))
            fail_msg("'%s': '%s', want '%s'", rows[i].word, err.message, rows[i].says);
    }
}

static void columns_of_money_change(void **state)
{
    static const ent_column columns[] = {
        {"state", "State", "", ENT_CELL_TEXT, 0},
        {"us_eur_bn", "US", "bn EUR", ENT_CELL_NUMBER, 1},
        {"extra_bn", "More", "bn USD of 2024", ENT_CELL_NUMBER, 1},
        {"share", "Share", "% of GDP", ENT_CELL_NUMBER, 1},
    };
    (void)state;
    const money pound = named("GBP"), none = named(NULL);
    ent_table t;
    ent_table_init(&t, "made", "Made", columns, 4, &arena);
    const size_t r = ent_table_row(&t);
    ent_table_text(&t, r, 0, "POL");
    for (size_t c = 1; c < 4; c++)
        ent_table_number(&t, r, c, 10);
    money_table(&none, &t, &arena);
    assert_ptr_equal(t.columns, columns);
    money_table(&pound, &t, &arena);
    assert_string_equal(t.columns[1].name, "us_gbp_bn");
    assert_string_equal(t.columns[1].unit, "bn GBP");
    assert_string_equal(t.columns[2].name, "extra_bn_gbp");
    assert_string_equal(t.columns[2].unit, "bn GBP of 2024");
    assert_string_equal(t.columns[3].name, "share");
    CHECK_NEAR(t.cells[1].number, 10 * pound.per_eur, 1e-12);
    CHECK_NEAR(t.cells[2].number, 10 * pound.per_usd, 1e-12);
    CHECK_NEAR(t.cells[3].number, 10, 0);
}

static void signs_and_sentences(void **state)
{
    (void)state;
    const money pound = named("GBP"), dollar = named("USD");
    assert_string_equal(money_sign_of("bn USD").text, "$");
    assert_string_equal(money_sign_of("bn EUR of 2024").text, "EUR ");
    assert_string_equal(money_sign_of("% of GDP").text, "");
    assert_string_equal(money_words(&dollar, false, &arena), "");
    assert_non_null(strstr(money_words(&pound, true, &arena), "for one euro)."));
    assert_non_null(strstr(money_words(&dollar, true, &arena), " USD at the average rate of 2024"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_agree),
        cmocka_unit_test(words_that_name_none),
        cmocka_unit_test(columns_of_money_change),
        cmocka_unit_test(signs_and_sentences),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
