/* Every form of chart, from charts as the result document holds them. */
#include "check.h"

#include <stdlib.h>

#include "entente/heap.h"
#include "report/svg.h"

typedef struct room {
    ent_arena arena;
    ent_builder out;
} room;

static int setup(void **state)
{
    static room r;
    ent_heap_arena_create(&r.arena, 1 << 16);
    *state = &r;
    return 0;
}

static int teardown(void **state)
{
    room *r = *state;
    ent_heap_arena_destroy(&r->arena);
    return 0;
}

static const char *draw(room *r, const char *text, double width)
{
    json_error_t where;
    json_t *chart = json_loads(text, 0, &where);
    if (!chart)
        fail_msg("%s: %s", text, where.text);
    ent_builder_init(&r->out, &r->arena);
    svg_chart(&r->out, chart, width);
    json_decref(chart);
    assert_int_equal(ent_builder_status(&r->out, NULL), ENT_OK);
    assert_null(strstr(r->out.data, "nan"));
    assert_null(strstr(r->out.data, "inf"));
    return r->out.data;
}

static size_t times(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = strstr(text, what); at; at = strstr(at + 1, what))
        n++;
    return n;
}

static void has(const char *text, const char *what, size_t n)
{
    if (times(text, what) != n)
        fail_msg("'%s' %zu times, not %zu, in\n%s", what, times(text, what), n, text);
}

/* Where a mark lies: the number behind the n-th `name`. */
static double number_of(const char *text, const char *mark, const char *name)
{
    const char *at = strstr(text, mark);
    at = at ? strstr(at, name) : NULL;
    assert_non_null(at);
    return strtod(at + strlen(name), NULL);
}

#define SERIES "\"series\":["
static const char path[] =
    "{\"title\":\"Odds <1>\",\"form\":\"fan\",\"x\":{\"time\":true},\"y\":{\"label\":\"Odds\","
    "\"unit\":\"odds\"},\"reference\":[{\"y\":1,\"label\":\"even\"},{\"x\":2027,\"label\":\"now\"}]"
    ","
    "\"series\":[{\"label\":\"base\",\"role\":\"baseline\",\"points\":[{\"x\":\"2025\",\"y\":1.0},"
    "{\"x\":\"2026\",\"y\":null},{\"x\":\"2030\",\"y\":1.2}]},"
    "{\"label\":\"policy\",\"points\":[{\"x\":\"2025\",\"y\":1.01,\"p5\":0.5,\"p25\":0.8,\"p75\":1."
    "2,"
    "\"p95\":1.5},{\"x\":\"2026-06\",\"y\":1.1,\"p5\":0.4,\"p95\":1.9},{\"x\":\"2030\",\"y\":1.21,"
    "\"p5\":0.3,\"p25\":0.9,\"p75\":1.3,\"p95\":2.2}]},"
    "{\"label\":\"seen\",\"role\":\"observed\",\"points\":[{\"x\":2025,\"y\":0.9},{\"x\":2026,"
    "\"y\":null}]}]}";

static void a_path_has_bands_rules_and_labels_apart(void **state)
{
    const char *text = draw(*state, path, 640.0);
    has(text, "Odds &lt;1&gt;", 1);
    has(text, "class=\"band90 scenario\"", 1);
    has(text, "class=\"band50 scenario\"", 1);
    has(text, "class=\"band90 baseline\"", 0); /* it has no quantiles */
    has(text, "class=\"median ", 2);
    has(text, "class=\"dot observed\"", 1); /* without a value no dot */
    has(text, "class=\"rule\"", 2);
    assert_true(strstr(text, "median baseline") < strstr(text, "median scenario"));
    has(text, "class=\"end ", 2); /* what was seen ends without a value */
}

static void one_point_is_a_dot_and_none_a_sentence(void **state)
{
    const char *text =
        draw(*state,
             "{\"title\":\"t\",\"x\":{},\"y\":{\"unit\":\"share of futures\"}," SERIES
             "{\"label\":\"a\",\"points\":[{\"x\":1,\"y\":0.31}]}]}",
             300.0);
    has(text, "class=\"dot scenario\"", 1);
    text = draw(*state, "{\"title\":\"t\",\"series\":[]}", 300.0);
    has(text, "<svg", 0);
    assert_true(strlen(text) > 0);
    text = draw(*state,
                "{\"title\":\"t\"," SERIES "{\"label\":\"a\",\"points\":[{\"x\":1,"
                "\"y\":null}]}]}",
                300.0);
    has(text, "<circle", 0);
}

static void a_logarithmic_axis_has_its_powers(void **state)
{
    const char *text =
        draw(*state,
             "{\"title\":\"t\",\"form\":\"points\",\"x\":{\"label\":\"Year\",\"unit\":"
             "\"year\"},\"y\":{\"log\":true}," SERIES
             "{\"label\":\"a\",\"points\":[{\"x\":1,\"y\":0.02},{\"x\":2,\"y\":50},"
             "{\"x\":3,\"y\":200}]}]}",
             640.0);
    has(text, "<circle", 3);
    has(text, ">0.1</text>", 1);
    has(text, ">10</text>", 1);
    has(text, ">100</text>", 1);
}

static const char dots[] =
    "{\"title\":\"By state\",\"form\":\"dots\",\"y\":{\"label\":\"Share\",\"unit\":\"% of GDP\"},"
    "\"reference\":[{\"y\":2,\"label\":\"two per cent\"},{\"y\":2.1,\"label\":\"a little more\"},"
    "{\"label\":\"nowhere\"}]," SERIES "{\"label\":\"before\",\"role\":\"baseline\",\"points\":[{"
    "\"x\":\"Germany\",\"y\":2.1,\"p5\":1.9,"
    "\"p95\":2.3}]},{\"label\":\"after\",\"points\":[{\"x\":\"Germany\",\"y\":2.4,\"p5\":2.0,"
    "\"p25\":2.2,\"p75\":2.6,\"p95\":3.0,\"label\":\"2.4\"},{\"x\":\"A state whose name is much "
    "longer than any room that a chart of this width has for it\",\"y\":null},{\"x\":2031,"
    "\"y\":1.5}]}]}";

static void rows_have_marks_whiskers_and_names(void **state)
{
    static const double widths[] = {320.0, 760.0};
    for (size_t i = 0; i < 2; i++) {
        const char *text = draw(*state, dots, widths[i]);
        has(text, "class=\"rowname\"", 3);
        has(text, "class=\"whisker ", 2);
        has(text, "class=\"box scenario\"", 1);
        has(text, "class=\"mark ", 3 + 2); /* three values, two names in the legend */
        has(text, "class=\"rowlabel\"", 1);
        has(text, "class=\"rule\"", 2);
        has(text, "class=\"rulelabel\"", 2);
        has(text, "\xe2\x80\xa6", 1); /* the long name is cut */
        has(text, ">2031</text>", 1);
    }
}

static void a_tornado_swings_from_its_rule(void **state)
{
    static const char form[] =
        "{\"title\":\"What moves it\",\"form\":\"tornado\",\"y\":{\"unit\":\"months\"},%s" SERIES
        "{\"label\":\"a\",\"points\":[{\"x\":\"up\",\"y\":9,\"p5\":8,\"p95\":10},{\"x\":\"down\","
        "\"y\":1},{\"x\":\"band\",\"p5\":2,\"p95\":7},{\"x\":\"nothing\"}]}]}";
    char text[600];
    snprintf(text, sizeof text, form, "\"reference\":[{\"y\":5,\"label\":\"now\"}],");
    const char *drawn = draw(*state, text, 640.0);
    has(drawn, "class=\"bar scenario\"", 3);
    has(drawn, "class=\"interval scenario\"", 1);
    /* up begins where down ends */
    const char *second = strstr(strstr(drawn, "<rect") + 1, "<rect");
    CHECK_NEAR(number_of(drawn, "<rect", "x=\""),
               number_of(second, "<rect", "x=\"") + number_of(second, "<rect", "width=\""), 0.11);
    snprintf(text, sizeof text, form, "");
    drawn = draw(*state, text, 640.0);
    has(drawn, "class=\"bar scenario\"", 2); /* without a rule from p5 to p95 */
}

static void bars_stand_on_zero(void **state)
{
    const char *text =
        draw(*state,
             "{\"title\":\"t\",\"form\":\"bars\",\"y\":{\"unit\":\"bn\"}," SERIES
             "{\"label\":\"a\",\"points\":[{\"x\":\"2025\",\"y\":12},{\"x\":2026,\"y\":-3.5,"
             "\"label\":\"less\"},{\"x\":\"2027\",\"y\":null},{\"x\":\"2028\",\"y\":3.25}]}]}",
             640.0);
    has(text, "class=\"bar scenario\"", 3);
    has(text, ">less</text>", 1);
    has(text, ">12</text>", 1);
    has(text, ">3.2</text>", 1);
    has(text, "class=\"zero\"", 1);
    draw(*state,
         "{\"title\":\"t\",\"form\":\"bars\"," SERIES "{\"label\":\"a\",\"points\":["
         "{\"x\":\"a\",\"y\":0},{\"x\":\"b\",\"y\":0}]}]}",
         200.0);
}

static void panels_become_small_multiples(void **state)
{
    char text[4000] = "{\"title\":\"t\",\"x\":{\"time\":true},\"y\":{\"unit\":\"share\"}," SERIES;
    for (int i = 0; i < 4; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "%s{\"label\":\"l\",\"panel\":\"state %d\",\"points\":[{\"x\":\"2025\",\"y\":0.1},"
                 "{\"x\":\"2026\",\"y\":0.2}]},{\"label\":\"l\",\"role\":\"baseline\",\"panel\":"
                 "\"state %d\",\"points\":[{\"x\":\"2025\",\"y\":0.1},{\"x\":\"2026\",\"y\":0.1}]}",
                 i ? "," : "", i, i);
    strcat(text, "]}");
    const char *drawn = draw(*state, text, 640.0);
    has(drawn, "<svg", 4);
    has(drawn, "state 3", 2); /* heading and name for readers of screens */
    json_t *chart = json_loads(text, 0, NULL);
    assert_true(svg_has_panels(chart));
    json_decref(chart);
}

static const char cells[] =
    "{\"title\":\"Pairs\",\"form\":\"cells\"," SERIES
    "{\"label\":\"capability.quality_russia_and_more_of_it\",\"points\":[{\"x\":\"a\",\"y\":0.5},"
    "{\"x\":\"b\",\"y\":null}]},{\"label\":\"two words\",\"points\":[{\"x\":\"a\",\"y\":0.25},"
    "{\"x\":\"b\",\"y\":1}]}]}";

static void cells_are_shaded_by_value(void **state)
{
    static const double widths[] = {320.0, 760.0};
    for (size_t i = 0; i < 2; i++) {
        const char *text = draw(*state, cells, widths[i]);
        has(text, "class=\"cell\"", 3);
        has(text, "class=\"cell none\"", 1);
        has(text, "fill-opacity:0.68", 1); /* 0.08 + 0.6 * 1 */
        has(text, "fill-opacity:0.38", 1); /* 0.08 + 0.6 * 0.5 */
        has(text, ">0.25</text>", 1);
        has(text, "capability.quality", 0); /* the last part of a long key, cut */
    }
    const char *zero = draw(*state,
                            "{\"title\":\"t\",\"form\":\"cells\"," SERIES
                            "{\"label\":\"a\",\"points\":[{\"y\":0}]}]}",
                            320.0);
    has(zero, "fill-opacity:0.08", 1);
}

static void parallel_axes_have_a_line_a_policy(void **state)
{
    const char *text = draw(
        *state,
        "{\"title\":\"Front\",\"form\":\"parallel\"," SERIES
        "{\"label\":\"ends\",\"role\":\"reference\",\"points\":[{\"x\":\"cost\",\"y\":0,\"label\":"
        "\"10\"},{\"x\":\"cost\",\"y\":1,\"label\":\"90\"},{\"x\":\"settlement.ceasefire\",\"y\":0,"
        "\"label\":\"0\"},{\"x\":\"settlement.ceasefire\",\"y\":1,\"label\":\"1\"}]},"
        "{\"label\":\"p1\",\"points\":[{\"x\":\"cost\",\"y\":0.25},{\"x\":\"settlement.ceasefire\","
        "\"y\":0.75}]},{\"label\":\"own\",\"role\":\"second\",\"points\":[{\"x\":\"cost\",\"y\":1},"
        "{\"x\":\"settlement.ceasefire\",\"y\":null}]}]}",
        640.0);
    has(text, "class=\"zero\"", 2);
    has(text, ">90</text>", 1);
    assert_non_null(strstr(text, "cost</text>"));
    assert_true(times(text, "<path") + times(text, "<polyline") >= 1);
    draw(*state,
         "{\"title\":\"t\",\"form\":\"parallel\"," SERIES
         "{\"label\":\"ends\",\"role\":\"reference\",\"points\":[{\"x\":\"one\",\"y\":0,"
         "\"label\":\"0\"},{\"x\":\"one\",\"y\":1,\"label\":\"1\"}]},"
         "{\"label\":\"p\",\"points\":[{\"x\":\"one\",\"y\":0.5}]}]}",
         320.0);
}

static void a_role_is_no_way_into_the_page(void **state)
{
    static const char *const forms[] = {"fan",  "points",   "dots", "tornado",
                                        "bars", "parallel", "cells"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char text[400];
        snprintf(
            text, sizeof text,
            "{\"title\":\"t\",\"form\":\"%s\"," SERIES
            "{\"label\":\"<i>\",\"role\":\"x\\\"><script>\",\"points\":[{\"x\":\"<b>\",\"y\":1,"
            "\"p5\":0,\"p95\":2,\"label\":\"<u>\"}]}]}",
            forms[i]);
        const char *drawn = draw(*state, text, 640.0);
        assert_null(strstr(drawn, "script>"));
        assert_null(strstr(drawn, "<i>"));
        assert_null(strstr(drawn, "<b>"));
        assert_null(strstr(drawn, "<u>"));
    }
}

static void an_outline_is_drawn_when_it_is_there(void **state)
{
    room *r = *state;
    static const struct {
        const char *json;
        size_t paths;
    } rows[] = {
        {"null", 0},
        {"{\"heights\":[]}", 0},
        {"{\"heights\":[0,0]}", 0},
        {"{\"heights\":[0.1,0.5,1,0.4,0]}", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *outline = json_loads(rows[i].json, JSON_DECODE_ANY, NULL);
        ent_builder_init(&r->out, &r->arena);
        svg_outline(&r->out, outline);
        json_decref(outline);
        const size_t drawn = r->out.length ? times(r->out.data, "<svg") : 0;
        if (drawn != rows[i].paths)
            fail_msg("%s: %zu drawn", rows[i].json, drawn);
    }
}

static void ticks_are_round_and_hold_the_data(void **state)
{
    (void)state;
    static const struct {
        double low, high;
        bool log;
    } rows[] = {{0.0, 1.0, false},        {-3.0, 7.0, false},        {5.0, 5.0, false},
                {0.0, 0.0, false},        {1e-9, 2e-9, false},       {1e9, 3e12, false},
                {0.3, 250.0, true},       {-1.0, 10.0, true},        {-1e300, 1e300, false},
                {1e17, 1e17 + 64, false}, {1.0, 1.0 + 1e-15, false}, {0.0, 1e-310, false},
                {-1e308, 1e308, false},   {1e308, 1e308, false},     {1e-300, 1e300, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        svg_scale s = svg_scale_over(rows[i].low, rows[i].high, 5, rows[i].log);
        s.from = 0.0, s.to = 100.0;
        if (!(s.low < s.high) || (!s.log && !(s.step > 0.0)))
            fail_msg("row %zu: from %g to %g by %g", i, s.low, s.high, s.step);
        const double slack = 1e-6 * s.step;
        const bool drawable = fabs(rows[i].low) <= 1e300 && fabs(rows[i].high) <= 1e300;
        if (drawable && !s.log && !(s.low - slack <= rows[i].low && s.high + slack >= rows[i].high))
            fail_msg("row %zu: %g to %g leaves data out", i, s.low, s.high);
        CHECK_NEAR(svg_at(&s, s.low), 0.0, 1e-6);
        CHECK_NEAR(svg_at(&s, s.high), 100.0, 1e-6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_path_has_bands_rules_and_labels_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(one_point_is_a_dot_and_none_a_sentence, setup, teardown),
        cmocka_unit_test_setup_teardown(a_logarithmic_axis_has_its_powers, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_have_marks_whiskers_and_names, setup, teardown),
        cmocka_unit_test_setup_teardown(a_tornado_swings_from_its_rule, setup, teardown),
        cmocka_unit_test_setup_teardown(bars_stand_on_zero, setup, teardown),
        cmocka_unit_test_setup_teardown(panels_become_small_multiples, setup, teardown),
        cmocka_unit_test_setup_teardown(cells_are_shaded_by_value, setup, teardown),
        cmocka_unit_test_setup_teardown(parallel_axes_have_a_line_a_policy, setup, teardown),
        cmocka_unit_test_setup_teardown(a_role_is_no_way_into_the_page, setup, teardown),
        cmocka_unit_test_setup_teardown(an_outline_is_drawn_when_it_is_there, setup, teardown),
        cmocka_unit_test(ticks_are_round_and_hold_the_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
