/* Parts of the result document: what is missing is null, what is empty is left out. */
#include "check.h"

#include "base/chart_data.h"
#include "one_arena.h"

static void same(json_t *made, const char *want)
{
    char *text = json_dumps(made, JSON_COMPACT | JSON_REAL_PRECISION(6));
    assert_string_equal(text, want);
    free(text);
    json_decref(made);
}

static void a_chart(void **state)
{
    (void)state;
    static const double quantile[5] = {1, 2, ENT_MISSING, 4, (double)INFINITY};
    json_t *chart = chart_begin("front", "", "Territory", "futures", "fan");
    json_object_set_new(chart_axis(chart, "x", "Year", ""), "time", json_true());
    json_t *points = chart_series(chart, "simulated", "scenario", "");
    chart_band(points, json_real(2030), quantile);
    points = chart_series(chart, "recorded", "observed", "Russia");
    chart_ends(chart_point(points, json_string("a"), 1.5), 1, 2);
    chart_ends(chart_point(points, json_string("b"), ENT_MISSING), 1, ENT_MISSING);
    chart_rule(chart, "y", 2, "2 %");
    chart_end(chart, 8192, "", "dots came later");
    same(chart, "{\"name\":\"front\",\"title\":\"Territory\",\"kind\":\"futures\",\"form\":\"fan\","
                "\"x\":{\"label\":\"Year\",\"unit\":\"\",\"time\":true},\"series\":["
                "{\"label\":\"simulated\",\"role\":\"scenario\",\"points\":["
                "{\"x\":2030.0,\"p5\":1.0,\"p25\":2.0,\"y\":null,\"p75\":4.0,\"p95\":null}]},"
                "{\"label\":\"recorded\",\"role\":\"observed\",\"panel\":\"Russia\",\"points\":["
                "{\"x\":\"a\",\"y\":1.5,\"p5\":1.0,\"p95\":2.0},{\"x\":\"b\",\"y\":null}]}],"
                "\"reference\":[{\"y\":2.0,\"label\":\"2 %\"}],\"n\":8192,"
                "\"note\":\"dots came later\"}");
    chart = chart_begin("none", "why", "Nothing", "account", "dots");
    chart_end(chart, 0, "NATO", "");
    same(chart, "{\"name\":\"none\",\"section\":\"why\",\"title\":\"Nothing\",\"kind\":\"account\","
                "\"form\":\"dots\",\"series\":[],\"source\":\"NATO\"}");
}

static void a_table(void **state)
{
    static const ent_column columns[] = {{"state", "State", "", ENT_CELL_TEXT, 0},
                                         {"cost", "Cost", "bn EUR", ENT_CELL_NUMBER, 1}};
    (void)state;
    ent_table t;
    ent_table_init(&t, "made", "Made", columns, 2, &arena);
    const size_t r = ent_table_row(&t);
    ent_table_text(&t, r, 0, "POL");
    ent_table_number(&t, r, 1, ENT_MISSING);
    t.note = "a note";
    same(chart_table(&t, "money", "account", "NATO"),
         "{\"name\":\"made\",\"section\":\"money\",\"title\":\"Made\",\"kind\":\"account\","
         "\"columns\":[{\"name\":\"state\",\"label\":\"State\",\"unit\":\"\",\"kind\":\"text\","
         "\"digits\":0},{\"name\":\"cost\",\"label\":\"Cost\",\"unit\":\"bn EUR\","
         "\"kind\":\"number\",\"digits\":1}],\"rows\":[[\"POL\",null]],\"note\":\"a note\","
         "\"source\":\"NATO\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_chart), cmocka_unit_test(a_table)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
