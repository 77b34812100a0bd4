#include "check.h"

#include "entente/heap.h"
#include "report/document.h"
#include "report/headline.h"

/* A small document: one claim not answered, a hostile name, one path with a baseline. */
static const char small[] =
    "{\"schema\":\"entente-result\",\"version\":1,\"entente\":{\"version\":\"0.1.0\"},"
    "\"run\":{\"futures\":512,\"seed\":7,\"command\":\"entente run a --seed 7\"},"
    "\"scenario\":{\"key\":\"a\",\"name\":\"<script>alert(1)</script>\"},"
    "\"claims\":[{\"says\":\"the war must end\",\"verdict\":\"not answered\",\"value\":null,"
    "\"kind\":\"futures\"},{\"says\":\"a doubling\",\"verdict\":\"holds\",\"value\":2.1459,"
    "\"unit\":\"ratio\",\"kind\":\"account\"}],"
    "\"outcomes\":[{\"key\":\"posture.covered\",\"at\":\"2030\",\"label\":\"Covered\","
    "\"unit\":\"share of futures\",\"mean\":0.314,\"sd\":0.4,\"quantiles\":{\"p5\":0,\"p25\":0,"
    "\"p50\":0,\"p75\":1,\"p95\":1},\"baseline\":{\"mean\":0.09},\"difference\":{\"mean\":0.224,"
    "\"low\":0.2,\"high\":0.25,\"distinguishable\":true}},"
    "{\"key\":\"capability.europe\",\"at\":\"2029\",\"label\":\"Forces\",\"unit\":\"BE\","
    "\"mean\":60,\"sd\":4,\"quantiles\":{\"p5\":50,\"p25\":55,\"p50\":60,\"p75\":65,\"p95\":70},"
    "\"baseline\":{\"mean\":60,\"quantiles\":{\"p5\":50,\"p25\":55,\"p50\":60,\"p75\":65,"
    "\"p95\":70}},\"difference\":{\"mean\":0.1,\"low\":-0.2,\"high\":0.4,"
    "\"distinguishable\":false}},"
    "{\"key\":\"capability.europe\",\"at\":\"2030\",\"label\":\"Forces\",\"unit\":\"BE\","
    "\"mean\":62,\"sd\":4,\"quantiles\":{\"p5\":52,\"p25\":57,\"p50\":62,\"p75\":67,\"p95\":72},"
    "\"difference\":{\"mean\":0.1,\"low\":-0.2,\"high\":0.4,\"distinguishable\":false}}],"
    "\"accounts\":{\"bill\":{\"target\":5,\"by_year\":2032,\"rows\":[{\"state\":\"GBR\","
    "\"name\":\"United Kingdom\",\"share_base\":2.33,\"target\":5,\"multiple\":2.145923,"
    "\"extra_bn\":112.2,\"extra_bn_by_year\":{\"2031\":90,\"2032\":112.2}}],"
    "\"totals\":[{\"group\":\"All allies\",\"extra_bn\":112.2}]}},"
    "\"sources\":[{\"key\":\"X\",\"title\":\"t\",\"address\":\"javascript:alert(1)\"}]}";

static ent_report *parse(const char *text, ent_arena *arena)
{
    ent_error err = {{0}};
    ent_report *report = NULL;
    CHECK_OK(ent_report_parse(text, strlen(text), "small.json", &report, arena, &err), err);
    return report;
}

static void page_reads_without_script_and_escapes(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *report = parse(small, &arena);
    ent_builder page;
    ent_builder_init(&page, &arena);
    CHECK_OK(ent_report_html(report, &(ent_report_options){.plain = true}, &page, &err), err);
    assert_null(strstr(page.data, "<script>alert"));
    assert_non_null(strstr(page.data, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_null(strstr(page.data, "javascript:"));
    assert_non_null(strstr(page.data, "not answered by this version"));
    assert_non_null(strstr(page.data, "In 31 of 100 simulated futures (9 at baseline)"));
    assert_non_null(strstr(page.data, "Left out: no event was judged."));
    assert_non_null(strstr(page.data, "<svg"));
    assert_null(strstr(page.data, "probability"));
    assert_null(strstr(page.data, "nan"));
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
}

/* A place from data: its page is named, folded and holds the part of each chart and table that
   is about it, and nothing about another place. */
static const char places[] =
    "{\"schema\":\"entente-result\",\"version\":1,\"entente\":{\"version\":\"0.1.0\"},"
    "\"run\":{\"futures\":512,\"seed\":7},\"scenario\":{\"key\":\"a\",\"name\":\"A\"},"
    "\"names\":{\"gulf\":\"The strait\",\"moor\":\"The moor\"},"
    "\"assumptions\":[{\"key\":\"deterrence.base\",\"label\":\"base rate there\","
    "\"basis\":\"expert judgement\",\"source\":\"ENTENTE\",\"central\":0.1},"
    "{\"key\":\"other.one\",\"label\":\"something else\",\"basis\":\"published\"}],"
    "\"outcomes\":[{\"key\":\"deterrence.odds_ratio[gulf]\",\"register\":"
    "\"deterrence.odds_ratio\",\"index\":{\"flashpoint\":\"gulf\"},\"at\":\"2030\",\"label\":"
    "\"Odds\",\"unit\":\"ratio\",\"mean\":0.97,\"quantiles\":{\"p5\":0.39,\"p50\":0.99,"
    "\"p95\":1.49},\"baseline\":{\"mean\":0.7,\"quantiles\":{\"p50\":0.77}}}],"
    "\"charts\":[{\"name\":\"closure\",\"section\":\"deterrence\",\"title\":\"Forces\","
    "\"form\":\"fan\",\"x\":{\"label\":\"Day\"},\"y\":{\"label\":\"Forces\",\"unit\":\"BE\"},"
    "\"series\":[{\"label\":\"Defence, US in\",\"panel\":\"The strait\",\"points\":"
    "[{\"x\":0,\"y\":3},{\"x\":30,\"y\":9}]},{\"label\":\"Defence, US in\",\"panel\":"
    "\"The moor\",\"points\":[{\"x\":0,\"y\":1},{\"x\":30,\"y\":2}]},{\"label\":\"Moorland\","
    "\"panel\":\"The moor\",\"points\":[{\"x\":0,\"y\":4},{\"x\":30,\"y\":5}]}]}],"
    "\"tables\":[{\"name\":\"attack\",\"section\":\"deterrence\",\"title\":\"Attacks\","
    "\"columns\":[{\"name\":\"flashpoint\",\"label\":\"Place\"},{\"name\":\"taken\","
    "\"label\":\"Taken\",\"unit\":\"share of futures\",\"kind\":\"number\"}],"
    "\"rows\":[[\"The strait\",0.4375],[\"The moor\",0.8125]]}],"
    "\"flashpoints\":[{\"key\":\"gulf\",\"label\":\"The strait\",\"year\":2030,"
    "\"domain\":\"sea\",\"challenger\":{\"state\":\"IRN\",\"name\":\"Iran\"},"
    "\"hosts\":[{\"state\":\"ARE\",\"name\":\"UAE\"},{\"state\":\"OMN\",\"name\":\"Oman\"}],"
    "\"challenger_share\":0.5,\"senders\":[{\"state\":\"GBR\",\"name\":\"United Kingdom\","
    "\"class\":\"deterrence.base\",\"in_place\":0.25,\"days\":22,\"owed_firm\":5,"
    "\"owed_contested\":7}],\"assumptions\":[\"deterrence.base\"],\"source\":\"ENTENTE\","
    "\"note\":\"invented\",\"obligation\":{\"clauses\":[{\"clause\":\"x\",\"verdict\":\"yes\","
    "\"reason\":\"\",\"text\":\"The pact binds.\"},{\"clause\":\"y\",\"verdict\":\"no\","
    "\"reason\":\"\",\"text\":\"The other does not.\"}],\"states\":[]},\"believe\":"
    "[{\"what\":\"w\",\"text\":\"It is enough to believe.\",\"found\":true,\"moves\":"
    "[{\"key\":\"deterrence.base\",\"sd\":1}]}]}@]}";

/* The document with `more` in the place of '@', and the page of its flashpoints. */
static const char *places_page(const char *more, ent_arena *arena)
{
    ent_error err = {{0}};
    const char *at = strchr(places, '@');
    const char *text = ent_text_format(arena, "%.*s%s%s", (int)(at - places), places, more, at + 1);
    assert_non_null(text);
    ent_report *report = parse(text, arena);
    ent_builder page;
    ent_builder_init(&page, arena);
    CHECK_OK(ent_report_html(report, &(ent_report_options){.plain = true, .only = "flashpoints"},
                             &page, &err),
             err);
    ent_report_close(report);
    return page.data;
}

static void a_flashpoint_has_a_page(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    const char *page = places_page("", &arena);
    static const char *const there[] = {
        "id=\"flashpoint-gulf\"",
        "href=\"#flashpoint-gulf\"",
        ("median 0.99 (5\xe2\x80\x93"
         "95 %: 0.39 to 1.49); baseline 0.77"),
        "Iran against UAE and Oman, at sea and in the air. 50 % of the challenger",
        "data-of=\"chart-closure\" data-panel=\"The strait\"",
        ">44<",
        "The pact binds.",
        "It is enough to believe.",
        "Basis: deterrence.base expert judgement.",
        "United Kingdom",
        "base rate there",
        "Source: ENTENTE; invented."};
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        if (!strstr(page, there[i]))
            fail_msg("no '%s'", there[i]);
    static const char *const absent[] = {
        "The moor", "Moorland", ">81<", "The other does not", "something else", "nan", "probab"};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        if (strstr(page, absent[i]))
            fail_msg("'%s' is there", absent[i]);
    ent_heap_arena_destroy(&arena);
}

/* Where the members of a guarantee stand in the place of the US the words say so; a place that
   nothing is known about still has its page. */
static void pages_of_a_guarantee_and_of_nothing(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    const char *page =
        places_page(",{\"key\":\"moor\",\"label\":\"The moor\",\"year\":2030,\"guarantee\":"
                    "true,\"domain\":\"land\",\"front_width_km\":1000,\"depth_km\":150,"
                    "\"challenger\":{\"state\":\"RUS\",\"name\":\"Russia\"},\"hosts\":"
                    "[{\"state\":\"UKR\",\"name\":\"Ukraine\"}],\"obligation\":{\"clauses\":[],"
                    "\"states\":[]}}",
                    &arena);
    const char *moor = strstr(page, "id=\"flashpoint-moor\"");
    assert_non_null(moor);
    assert_non_null(strstr(moor, "front 1,000 km, depth to the objective 150 km"));
    assert_non_null(strstr(moor, "Members fight"));
    assert_null(strstr(moor, "Defence, US in"));
    assert_null(strstr(moor, "data-of"));
    assert_non_null(strstr(moor, "No clause of the treaty tables applies"));
    ent_heap_arena_destroy(&arena);
}

static void summary_keeps_the_width(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *report = parse(small, &arena);
    static const int widths[] = {60, 80, 120};
    for (size_t i = 0; i < 3; i++) {
        ent_builder text;
        ent_builder_init(&text, &arena);
        CHECK_OK(ent_report_summary(report, &(ent_style){widths[i], false}, &text, &err), err);
        int cells = 0;
        for (const char *c = text.data; *c; c++) {
            cells = *c == '\n' ? 0 : cells + (((unsigned char)*c & 0xC0U) != 0x80U);
            assert_true(cells <= widths[i]);
        }
        assert_non_null(strstr(text.data, "supported: 2.15"));
        assert_non_null(strstr(text.data, "not answered: by this version"));
    }
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
}

static void headlines_are_the_bill_then_the_largest_changes(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *report = parse(small, &arena);
    headline lines[HEADLINE_MAX];
    assert_int_equal(headline_make(report, lines), 3);
    assert_non_null(strstr(lines[0].text, "would cost all allies $112 bn"));
    assert_non_null(strstr(lines[1].text, "In 31 of 100"));
    assert_non_null(strstr(lines[2].text, "Forces, 2030"));
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
}

static void brief_is_about_one_state(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *report = parse(small, &arena);
    ent_builder page;
    ent_builder_init(&page, &arena);
    CHECK_OK(ent_report_brief(report, "GBR", &page, &err), err);
    assert_non_null(strstr(page.data, "United Kingdom"));
    assert_int_equal(ent_report_brief(report, "ZZZ", &page, &err), ENT_E_KEY);
    assert_non_null(strstr(err.message, "ZZZ"));
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
}

/* A categorical outcome has shares by kind, no mean; an event says how often it occurred. */
static void kinds_events_and_outlines_are_drawn(void **state)
{
    (void)state;
    static const char text[] =
        "{\"schema\":\"entente-result\",\"version\":1,\"entente\":{},\"run\":{\"futures\":512},"
        "\"outcomes\":[{\"key\":\"settlement.binding\",\"register\":\"settlement.binding\","
        "\"at\":\"2026-12\",\"label\":\"What binds\",\"unit\":\"choice: open|optimism\","
        "\"mean\":0.58,\"quantiles\":{},\"choices\":{\"open\":0.42,\"optimism\":0.58}},"
        "{\"key\":\"combat.taken[baltic]\",\"register\":\"combat.taken\",\"label\":\"Taken\","
        "\"unit\":\"share of futures\",\"mean\":0.81,\"events\":279,\"quantiles\":{\"p5\":0,"
        "\"p95\":1}}],\"assumptions\":[{\"key\":\"a.b\",\"label\":\"one\",\"basis\":"
        "\"judgement\",\"outline\":{\"low\":0,\"high\":1,\"heights\":[1,3,1]}}]}";
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *report = parse(text, &arena);
    ent_builder page;
    ent_builder_init(&page, &arena);
    CHECK_OK(ent_report_html(report, &(ent_report_options){.plain = true}, &page, &err), err);
    assert_non_null(strstr(page.data, ">optimism</text>"));
    assert_non_null(strstr(page.data, ">58</text>"));
    assert_null(strstr(page.data, "0.58</td>"));
    assert_non_null(strstr(page.data, ">81 (279)</text>"));
    assert_null(strstr(page.data, "class=\"whisker scenario\"")); /* 0 to 100 % says nothing */
    assert_non_null(strstr(page.data, "<svg class=\"outline\""));
    assert_non_null(strstr(page.data, "J</abbr> expert judgement</td>")); /* an older word */
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
}

static void bad_documents_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ent_status status;
        const char *says;
    } rows[] = {
        {"{\"schema\":", ENT_E_PARSE, "bad.json:1:"},
        {"[]", ENT_E_VERSION, "not a result document"},
        {"{\"schema\":\"entente-result\",\"version\":2}", ENT_E_VERSION, "reads version 1"},
        {"{\"schema\":\"entente-result\"}", ENT_E_VERSION, "version"},
        {"", ENT_E_PARSE, "bad.json"},
    };
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {{0}};
        ent_report *report = NULL;
        assert_int_equal(
            ent_report_parse(rows[i].text, strlen(rows[i].text), "bad.json", &report, &arena, &err),
            rows[i].status);
        assert_non_null(strstr(err.message, rows[i].says));
    }
    ent_heap_arena_destroy(&arena);
}

/* A member of the wrong kind is refused; what lies deeper is as good as absent: nothing may crash.
 */
static void wrong_types_do_no_harm(void **state)
{
    (void)state;
    static const char odd[] =
        "{\"schema\":\"entente-result\",\"version\":1,\"entente\":{\"version\":3},\"run\":{"
        "\"futures\":"
        "\"x\"},\"scenario\":{\"name\":[]},\"claims\":[1,{\"sentence\":2,\"share\":\"x\"}],"
        "\"outcomes\":[1,null,{\"key\":5},{\"key\":\"posture.covered\",\"at\":\"soon\"}],"
        "\"accounts\":{\"bill\":[],\"history\":3,\"options\":[1,{\"state\":\"DEU\",\"options\":5}]}"
        ","
        "\"charts\":[{\"section\":\"why\"},7],\"flashpoints\":[2,{\"hosts\":1,\"obligation\":"
        "{\"clauses\":[1],\"states\":[{\"state\":\"DEU\"}]}}],"
        "\"tables\":[{\"section\":\"why\",\"columns\":3,\"rows\":[1]},{\"name\":\"drivers\","
        "\"rows\":[1,[]]},{\"name\":\"attack\",\"rows\":[1,[2]]}],\"obligations\":[[]],"
        "\"sources\":[{}],\"assumptions\":[null],\"scorecard\":[1,{}]}";
    static const char refused[] = "{\"schema\":\"entente-result\",\"version\":1,\"entente\":3}";
    ent_arena arena;
    ent_error err = {{0}};
    ent_report *none = NULL;
    ent_heap_arena_create(&arena, 1 << 16);
    assert_int_equal(ent_report_parse(refused, sizeof refused - 1, "r.json", &none, &arena, &err),
                     ENT_E_DATA);
    ent_report *report = parse(odd, &arena);
    ent_builder out;
    ent_builder_init(&out, &arena);
    CHECK_OK(ent_report_html(report, &(ent_report_options){0}, &out, &err), err);
    CHECK_OK(ent_report_summary(report, &(ent_style){80, false}, &out, &err), err);
    CHECK_OK(ent_report_brief(report, "DEU", &out, &err), err);
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_reads_without_script_and_escapes),
        cmocka_unit_test(a_flashpoint_has_a_page),
        cmocka_unit_test(pages_of_a_guarantee_and_of_nothing),
        cmocka_unit_test(summary_keeps_the_width),
        cmocka_unit_test(headlines_are_the_bill_then_the_largest_changes),
        cmocka_unit_test(brief_is_about_one_state),
        cmocka_unit_test(kinds_events_and_outlines_are_drawn),
        cmocka_unit_test(bad_documents_say_where),
        cmocka_unit_test(wrong_types_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
