/* Findings over charts: at a rise, a fall, no change, a count, a missing figure. */
#include "check.h"

#include "entente/heap.h"
#include "report/finding.h"

static const char *said(ent_arena *arena, const char *chart)
{
    ent_report report = {.root = json_object(), .arena = arena};
    json_t *o = json_loads(chart, 0, NULL);
    assert_non_null(o);
    const char *text = finding_of(&report, o);
    json_decref(o);
    json_decref(report.root);
    return text;
}

#define SERIES(role, panel, points) \
    "{\"label\":\"x\",\"role\":\"" role "\",\"panel\":\"" panel "\",\"points\":[" points "]}"
#define CHART(name, unit, series) \
    "{\"name\":\"" name "\",\"y\":{\"unit\":\"" unit "\"},\"series\":[" series "]}"
#define P(x, y) "{\"x\":" #x ",\"y\":" #y "}"

static void sentences_follow_the_points(void **state)
{
    (void)state;
    static const struct {
        const char *chart, *want;
    } rows[] = {
        {CHART("forces", "BE", SERIES("scenario", "", P(2025, 51.74) "," P(2035, 91))),
         "In the median future European forces ready to deploy rise from 51.7 to 91 brigade "
         "equivalents by 2035"},
        {CHART("area", "km2",
               SERIES("scenario", "", P(2026.75, 900) "," P(2026.8333, 800)) "," SERIES(
                   "baseline", "", P(2026.75, 900) "," P(2026.8333, 850))),
         "In the median future the area held by Russia falls from 900 to 800 km\xc2\xb2 by "
         "November 2026; 850 at baseline"},
        {CHART("gain", "km2/month",
               SERIES("scenario", "", P(2026, 5) "," P(2027, 5)) "," SERIES(
                   "baseline", "", P(2026, 5) "," P(2027, 5))),
         "In the median future Russia's monthly gain stays at 5 km\xc2\xb2 a month until 2027, as "
         "at baseline"},
        {CHART("covered", "share of futures",
               SERIES("scenario", "", P(2025, 0.4) "," P(2035, 0.8) "," P(2036, null))),
         "Europe can defend its eastern flank without the US in 80 of 100 futures in 2035"},
        {CHART("odds_paths", "ratio",
               SERIES("scenario", "a", P(2025, 1) "," P(2030, 1.2)) "," SERIES(
                   "baseline", "a",
                   P(2025, 1) "," P(
                       2030, 1.1)) "," SERIES("scenario", "b",
                                              P(2025, 1) "," P(
                                                  2030, 0.2)) "," SERIES("baseline", "b",
                                                                         P(2025, 1) "," P(2030,
                                                                                          0.2))),
         "In 2030 the median risk is above the baseline at one of two flashpoints"},
        {CHART("credibility", "ratio",
               SERIES("scenario", "a", P(0, 1) "," P(1, 0.75)) "," SERIES("scenario", "b",
                                                                          P(0, 2) "," P(1, 1))),
         "The risk is 25 to 50 % lower if help is certain than if it is ruled out"},
        {CHART("aid_by_donor", "EUR bn",
               SERIES("scenario", "", P("a", 10) "," P("United States", 64.13))),
         "The most, EUR 64.1 bn, came from the United States"},
        {CHART("why_1_tornado", "months",
               SERIES("baseline", "", P("Losses", 30) "," P("Aid", 40)) "," SERIES(
                   "scenario", "", P("Losses", 54) "," P("Aid", 39))),
         "Losses moves it most: from 30 to 54 months"},
        /* A share of few futures is not named. */
        {CHART("taken", "share of futures",
               SERIES("scenario", "",
                      "{\"x\":\"a\",\"y\":1,\"events\":2},{\"x\":\"b\",\"y\":0.5,\"events\":300}")),
         "Attacks reach their objective most often here: b, in 50 of 100 futures"},
        /* Nothing to compare with, nothing known, no sentence for the name. */
        {CHART("spending_share", "% of GDP",
               SERIES("scenario", "a", P(2030, 1.2)) "," SERIES("scenario", "b", P(2030, 0.2))),
         ""},
        {CHART("forces", "BE", SERIES("scenario", "", P(2025, null))), ""},
        {CHART("other", "BE", SERIES("scenario", "", P(2025, 1))), ""},
        {CHART("forces", "BE", ""), ""},
    };
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(said(&arena, rows[i].chart), rows[i].want);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentences_follow_the_points)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
