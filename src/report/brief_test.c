/* The brief and a state's page: structure, and sentences at zero, one, none and below zero. */
#include "check.h"

#include "entente/heap.h"
#include "report/brief_words.h"
#include "report/country_words.h"

#define QUANTILES(a, b, c) \
    "\"quantiles\":{\"p5\":" #a ",\"p25\":" #a ",\"p50\":" #b ",\"p75\":" #c ",\"p95\":" #c "}"
#define STATE(code, name, level) \
    "{\"state\":\"" code "\",\"name\":\"" name "\",\"level_firm\":" #level \
    ",\"level_contested\":" #level "}"

/* Every part of a brief once; @ is the paired difference, # the months of the war's change. */
static const char whole[] =
    "{\"schema\":\"entente-result\",\"version\":1,"
    "\"entente\":{\"version\":\"9.9\",\"date\":\"2026-11-29T10:00:00Z\"},"
    "\"run\":{\"futures\":1000,\"seed\":7,\"command\":\"entente run a\",\"outcome_hash\":\"abc\"},"
    "\"scenario\":{\"key\":\"a\",\"name\":\"A <b>\",\"start\":\"2025-02\",\"horizon\":\"2035-12\"},"
    "\"baseline\":{\"key\":\"b\",\"name\":\"B\"},\"names\":{\"baltic\":\"Baltic states\"},"
    "\"claims\":[{\"says\":\"s\",\"sentence\":\"It doubles: 2.1 "
    "times.\",\"shows\":\"bill.multiple[GBR]\","
    "\"verdict\":\"holds\",\"value\":2.1,\"kind\":\"account\",\"row\":6},"
    "{\"says\":\"t\",\"sentence\":\"It lasts: 47 "
    "%.\",\"shows\":\"deterrence.renewal_5y\",\"share\":0.004,"
    "\"verdict\":\"does not hold\",\"value\":0.47,\"kind\":\"futures\"}],"
    "\"accounts\":{\"bill\":{\"target\":5,\"by_year\":2026,\"base_year\":2024,\"eur_per_usd\":0.9,"
    "\"source\":\"NATO\",\"rows\":["
    "{\"state\":\"DEU\",\"name\":\"Germany\",\"currency\":\"EUR\",\"share_base\":2.1,\"multiple\":"
    "2.4,"
    "\"extra_bn\":100,\"cumulative_bn\":150,\"extra_bn_by_year\":{\"2025\":50,\"2026\":100}},"
    "{\"state\":\"GBR\",\"name\":\"United Kingdom\",\"currency\":\"GBP\",\"share_base\":6,"
    "\"multiple\":0.8,\"extra_bn\":0,\"cumulative_bn\":0,\"extra_bn_by_year\":{\"2025\":0,\"2026\":"
    "0}}],"
    "\"totals\":[{\"group\":\"Europe and Canada\",\"multiple\":2.4,\"extra_bn\":1200,"
    "\"cumulative_bn\":1300,\"extra_bn_by_year\":{\"2025\":100,\"2026\":1200}}]},"
    "\"history\":{\"EURCAN\":{\"2023\":1.8,\"2024\":2},\"DEU\":{\"2023\":1.6,\"2024\":2.1}},"
    "\"options\":[{\"state\":\"DEU\",\"options\":[{\"target\":3.5,\"by_year\":2035,\"average_bn\":"
    "40,"
    "\"cumulative_bn\":400,\"gov_share\":2.8},null,{\"target\":5,\"by_year\":2026,\"average_bn\":"
    "75,"
    "\"cumulative_bn\":150,\"gov_share\":5.8}]}]},"
    "\"outcomes\":["
    "{\"key\":\"spending.europe_canada\",\"at\":\"2026\",\"label\":\"Spending\",\"unit\":\"% of "
    "GDP\","
    "\"mean\":3," QUANTILES(2, 3, 4) ",\"baseline\":{\"mean\":2," QUANTILES(
        1, 2,
        3) "}},"
           "{\"key\":\"spending.share[DEU]\",\"register\":\"spending.share\",\"index\":{\"state\":"
           "\"DEU\"},"
           "\"at\":\"2026\",\"label\":\"Share\",\"unit\":\"% of GDP\",\"mean\":3," QUANTILES(
               2, 3,
               4) "},"
                  "{\"key\":\"posture.shortfall\",\"at\":\"2030\",\"label\":\"Missing\",\"unit\":"
                  "\"BE\",\"mean\":-2," QUANTILES(
                      -17, -2,
                      22) "},"
                          "{\"key\":\"posture.covered\",\"at\":\"2030\",\"label\":\"Alone\","
                          "\"unit\":\"share of futures\","
                          "\"n\":1000,\"mean\":1," QUANTILES(
                              0, 1,
                              1) ",\"baseline\":{\"mean\":0.42}},"
                                 "{\"key\":\"deterrence.odds_ratio[baltic]\",\"register\":"
                                 "\"deterrence.odds_ratio\",\"index\":"
                                 "{\"flashpoint\":\"baltic\"},\"at\":\"2030\",\"label\":\"Risk\","
                                 "\"unit\":\"ratio\",\"mean\":1," QUANTILES(
                                     0.5, 1,
                                     2) ",\"difference\":{\"mean\":0,\"low\":0,\"high\":0,"
                                        "\"distinguishable\":false,"
                                        "\"n\":1000,\"lower\":10,\"same\":30,\"higher\":960@}},"
                                        "{\"key\":\"settlement.months_at_war\",\"label\":\"War\","
                                        "\"unit\":\"months\",\"mean\":20," QUANTILES(
                                            3, 24,
                                            85) ",\"difference\":{\"mean\":0,\"low\":0,\"high\":0,"
                                                "\"distinguishable\":false,"
                                                "\"n\":1000,#}}],"
                                                "\"tables\":[{\"name\":\"drivers\",\"columns\":[{"
                                                "\"name\":\"outcome\"},{\"name\":\"factor\"},"
                                                "{\"name\":\"at_low\"},{\"name\":\"at_high\"}],"
                                                "\"rows\":[[\"Spending, "
                                                "2026\",\"Pressure\",2.7,3.5],"
                                                "[\"Spending, 2026\",\"Luck\",3,3.01]]}],"
                                                "\"tests\":{\"past\":["
                                                "{\"part\":\"spending\",\"better\":3,\"tests\":3},"
                                                "{\"part\":\"the front\",\"better\":1,\"tests\":4},"
                                                "{\"part\":\"peace\",\"better\":0,\"tests\":2}],"
                                                "\"studies\":{\"compared\":14,\"agree\":11,"
                                                "\"differ\":1}},"
                                                "\"without_skill\":{\"settlement.months_at_war\":"
                                                "\"Rests on a naive part.\"},"
                                                "\"scorecard\":[{\"label\":\"Area "
                                                "held\",\"forecast\":1,\"low\":0,\"high\":2,"
                                                "\"observed\":1,"
                                                "\"verdict\":\"hit\",\"unit\":\"km2\"}],\"limits\":"
                                                "[\"It cannot know.\"],"
                                                "\"assumptions\":[{\"key\":\"k\",\"label\":\"l\","
                                                "\"basis\":\"judgement\"}],"
                                                "\"flashpoints\":[{\"key\":\"baltic\",\"label\":"
                                                "\"Baltic states\",\"in_sentence\":\"the Baltic "
                                                "states\","
                                                "\"challenger\":{\"state\":\"RUS\",\"name\":"
                                                "\"Russia\"},\"hosts\":[{\"state\":\"EST\","
                                                "\"name\":"
                                                "\"Estonia\"}],\"obligation\":{\"clauses\":[{"
                                                "\"clause\":\"nato_5\",\"instrument\":\"The "
                                                "treaty\","
                                                "\"article\":\"5 with "
                                                "6\",\"verdict\":\"yes\",\"reason\":\"OK\","
                                                "\"level\":5,\"owed_by\":[\"DEU\"]},"
                                                "{\"clause\":\"x\",\"instrument\":\"Another\","
                                                "\"article\":\"1\",\"verdict\":\"no\",\"reason\":"
                                                "\"N\","
                                                "\"level\":6,\"text\":\"Another, Art. 1: no, "
                                                "because it is over.\"}],\"states\":[" STATE(
                                                    "DEU", "Germany", 5) "," STATE("EUU",
                                                                                   "European Union",
                                                                                   7) "]}}]}";

static const char *with(const char *percent, const char *war, ent_arena *arena)
{
    const char *at = strchr(whole, '@'), *hash = strchr(whole, '#');
    const char *text = ent_text_format(arena, "%.*s%s%.*s%s%s", (int)(at - whole), whole, percent,
                                       (int)(hash - at - 1), at + 1, war, hash + 1);
    assert_non_null(text);
    return text;
}

static const char higher[] = ",\"percent\":{\"median\":17.2,\"p5\":-2.1,\"p95\":206}";
static const char shorter[] =
    "\"median\":-9,\"p5\":-71,\"p95\":8,\"lower\":620,\"same\":300,\"higher\":80";

static ent_report *parse(const char *text, ent_arena *arena)
{
    ent_error err = {{0}};
    ent_report *report = NULL;
    CHECK_OK(ent_report_parse(text, strlen(text), "r.json", &report, arena, &err), err);
    return report;
}

static size_t times(const char *all, const char *piece)
{
    size_t n = 0;
    for (; (all = strstr(all, piece)); all += strlen(piece))
        n++;
    return n;
}

static void has(const char *all, const char *piece)
{
    if (!strstr(all, piece))
        fail_msg("'%s' is not in:\n%s", piece, all);
}

static void no_litter(const char *all)
{
    static const char *const litter[] = {"nan", "(null)", "null", " .", " ,", "  <", "%%"};
    for (size_t i = 0; i < sizeof litter / sizeof litter[0]; i++)
        if (strstr(all, litter[i]))
            fail_msg("'%s' stands in: %.60s", litter[i], strstr(all, litter[i]));
}

static void figures_in_words(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *said;
    } shares[] = {{0.0, "none of the 8,192 futures"},
                  {1.0, "every future"},
                  {0.004, "fewer than 1 of 100 futures"},
                  {0.999, "more than 99 of 100 futures"},
                  {0.48, "48 of 100 futures"},
                  {0.01, "1 of 100 futures"}};
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++)
        assert_string_equal(brief_of_futures(shares[i].share, 8192.0).text, shares[i].said);
    static const struct {
        double percent;
        const char *said;
    } changes[] = {{0.0, "unchanged"},
                   {-0.3, "nearly unchanged"},
                   {17.2, "17 % higher"},
                   {-5.0, "5 % lower"},
                   {206.0, "206 % higher"}};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        assert_string_equal(brief_percent(changes[i].percent).text, changes[i].said);
    assert_string_equal(brief_billions(459.2).text, "459 bn");
    assert_string_equal(brief_billions(3671.0).text, "3.7 trn");
    assert_string_equal(brief_billions(3.0).text, "3 bn");
    assert_string_equal(brief_number(0).text, "none");
    assert_string_equal(brief_number(12).text, "twelve");
    assert_string_equal(brief_number(31).text, "31");
}

static void tallies(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *r = parse(with(higher, shorter, &arena), &arena);
    assert_string_equal(brief_tally(r, (size_t[]){0, 0, 0, 0}), "No claim was answered.");
    assert_string_equal(brief_tally(r, (size_t[]){1, 0, 0, 0}), "The one claim is supported.");
    assert_string_equal(brief_tally(r, (size_t[]){6, 3, 10, 1}),
                        "Of 20 claims, six are supported, three are not supported, ten depend on "
                        "assumptions and one holds by construction.");
    assert_string_equal(brief_tally(r, (size_t[]){0, 0, 2, 0}),
                        "Of 2 claims, two depend on assumptions.");
    ent_report_close(r);
    ent_heap_arena_destroy(&arena);
}

/* The war's sentence for each kind of change; that of the risk too. */
static void answers(void **state)
{
    (void)state;
    static const struct {
        const char *percent, *war, *risk, *lasts;
    } rows[] = {{higher, shorter, "is 17 % higher than at baseline",
                 "The war in Ukraine is 9 months shorter than at baseline in the median future;"},
                {",\"percent\":{\"median\":-5,\"p5\":-9,\"p95\":0}",
                 "\"median\":1,\"p5\":0,\"p95\":2,\"lower\":0,\"same\":100,\"higher\":900",
                 "is 5 % lower than at baseline", "is 1 month longer than at baseline"},
                {",\"percent\":{\"median\":0,\"p5\":0,\"p95\":0}",
                 "\"median\":0,\"p5\":-1,\"p95\":2,\"lower\":10,\"same\":900,\"higher\":90",
                 "is unchanged in the median future",
                 "lasts as long as at baseline in the median future;"},
                {"", "\"median\":0,\"p5\":0,\"p95\":0,\"lower\":0,\"same\":1000,\"higher\":0",
                 "is the same as in 2021", "lasts as long as at baseline in every future;"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_arena arena;
        ent_heap_arena_create(&arena, 1 << 16);
        ent_report *r = parse(with(rows[i].percent, rows[i].war, &arena), &arena);
        has(brief_answer(r, 0),
            "Meeting 5 % of GDP by 2026 would cost Europe and Canada $650 bn more a "
            "year on average at 2024 prices ($1.2 trn in 2026);");
        has(brief_answer(r, 1),
            "Europe can defend its eastern flank without the US in every future in "
            "2030 (42 at baseline); the risk of an attack on the Baltic states in");
        has(brief_answer(r, 1), rows[i].risk);
        has(brief_answer(r, 2), rows[i].lasts);
        /* beside the figures that rest on a part without skill, and not beside others */
        brief_card card;
        has(brief_answer(r, 2), "Rests on a naive part.");
        assert_null(strstr(brief_answer(r, 1), "naive"));
        assert_true(brief_card_at(r, 3, &card));
        has(card.note, ". Rests on a naive part.");
        assert_true(brief_card_at(r, 2, &card));
        assert_null(strstr(card.note, "naive"));
        brief_line lines[BRIEF_LINES];
        size_t beside = 0;
        const size_t n = brief_lines(r, BRIEF_WAR, lines);
        for (size_t k = 0; k < n; k++)
            beside += strstr(lines[k].text, "future") && strstr(lines[k].skill, "naive part.");
        assert_int_equal(beside, 1);
        /* the EU as such is not a state */
        has(brief_answer(r, 2), "treaties oblige one state to assist i");
        for (size_t k = 0; k < BRIEF_ANSWERS; k++)
            no_litter(brief_answer(r, k));
        ent_report_close(r);
        ent_heap_arena_destroy(&arena);
    }
}

static void five_groups_and_charts(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    ent_report *r = parse(with(higher, shorter, &arena), &arena);
    ent_builder page;
    ent_builder_init(&page, &arena);
    CHECK_OK(ent_report_html(r, &(ent_report_options){.plain = true}, &page, &err), err);
    const char *book = strstr(page.data, "<details class=\"book\"");
    assert_non_null(book);
    assert_null(strstr(book, "<details class=\"book\" open"));
    const size_t length = (size_t)(book - page.data);
    const char *brief = strstr(ent_text_copy(page.data, length, &arena), "<body>");
    assert_non_null(brief);
    assert_int_equal(times(brief, "<h3>"), 5);
    assert_int_equal(times(brief, "<figure class=\"finding\""), 5);
    assert_int_equal(times(brief, "<h1>"), 1);
    assert_int_equal(times(brief, "<li><span>"), 4); /* key figures */
    has(brief, "<h2>What would change the result</h2>");
    has(brief, "<th scope=\"row\">Pressure</th><td>Spending, 2026: 2.7 or 3.5 % of GDP</td>");
    assert_null(strstr(brief, "Luck")); /* changes nothing that two digits show */
    has(brief, "<h2>How far to trust it</h2>");
    has(brief,
        "Of 1 assumption, 1 rests on expert judgement, 0 were estimated here and 0 are published.");
    has(brief,
        "On past cases the model forecast spending better than the best naive rule in all three "
        "tests, the front in one of four tests and peace in none of two tests. Of 14 published "
        "figures, 11 agree with the model and 1 does not; for 2 its range is too wide "
        "to tell.");
    has(brief, "<h2>Reproduce and cite</h2>");
    has(brief, "<code>entente run a</code>");
    has(brief, "outcome hash abc");
    has(brief, "<b>It doubles:</b> 2.1 times.");
    has(brief,
        "Europe has 2 brigades more than its eastern flank needs in 2030 in the median future (17 "
        "to spare to 22 missing).");
    has(brief, "A &lt;b&gt;");
    no_litter(brief);
    for (const char *const *key =
             (const char *const[]){"claims", "bill", "why", "assumptions", NULL};
         *key; key++)
        has(book, ent_text_format(&arena, "<section id=\"%s\">", *key));
    ent_report_close(r);
    ent_heap_arena_destroy(&arena);
}

static const char *page_of(const char *code, ent_arena *arena)
{
    ent_error err = {{0}};
    ent_report *r = parse(with(higher, shorter, arena), arena);
    ent_builder page;
    ent_builder_init(&page, arena);
    CHECK_OK(ent_report_brief(r, code, &page, &err), err);
    ent_report_close(r);
    const char *body = strstr(page.data, "<body");
    assert_non_null(body);
    no_litter(body);
    return body;
}

static void a_page_for_a_state(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 18);
    const char *germany = page_of("DEU", &arena);
    has(germany, "<h1>5 % of GDP by 2026 would cost Germany EUR 68 bn more a year</h1>");
    has(germany, "In the median future Germany spends 3 % of GDP in 2026 (2 to 4).");
    has(germany, "3.5 % reached in 2035");
    has(germany, "The treaty, Art. 5</th><td>such action as it deems necessary");
    has(germany, "Another, Art. 1</th><td>nothing, because it is over.");
    has(germany, "What Germany owes if Russia attacks the Baltic states");
    assert_int_equal(times(germany, "<li><b>"), 3);
    const char *kingdom = page_of("GBR", &arena);
    has(kingdom,
        "<h1>The United Kingdom already spends the 5 % of GDP that the target asks for</h1>");
    ent_report *r = parse(with(higher, shorter, &arena), &arena);
    ent_builder page;
    ent_builder_init(&page, &arena);
    assert_int_equal(ent_report_brief(r, "JPN", &page, &err), ENT_E_KEY);
    has(err.message, "--brief JPN: the result says nothing about this state");
    ent_report_close(r);
    ent_heap_arena_destroy(&arena);
}

/* A state of which only treaties say something. */
static void a_state_without_figures(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 18);
    const char *text =
        "{\"schema\":\"entente-result\",\"version\":1,\"run\":{\"futures\":1,\"seed\":1},"
        "\"scenario\":{\"name\":\"A\"},\"names\":{\"ISL\":\"Iceland\"},"
        "\"flashpoints\":[{\"key\":\"p\",\"label\":\"P\",\"in_sentence\":\"Poland\","
        "\"challenger\":{\"name\":\"Russia\"},\"hosts\":[],\"obligation\":{\"clauses\":[],"
        "\"states\":[" STATE("ISL", "Iceland", 5) "]}}]}";
    ent_error err = {{0}};
    ent_report *r = parse(text, &arena);
    ent_builder page;
    ent_builder_init(&page, &arena);
    CHECK_OK(ent_report_brief(r, "ISL", &page, &err), err);
    const char *body = strstr(page.data, "<body");
    has(body, "<h1>No defence spending is published for Iceland, so a target has no price</h1>");
    has(body, "No share of GDP is published for Iceland, and none is assumed.");
    no_litter(body);
    ent_report_close(r);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(figures_in_words),
                                       cmocka_unit_test(tallies),
                                       cmocka_unit_test(answers),
                                       cmocka_unit_test(five_groups_and_charts),
                                       cmocka_unit_test(a_page_for_a_state),
                                       cmocka_unit_test(a_state_without_figures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
