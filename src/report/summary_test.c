/* The terminal's summary of a small document: colours, small pictures, what is cut and left out. */
#include "check.h"

#include "entente/heap.h"
#include "report/document.h"

#define RED "\xff[31m"
#define GREEN "\xff[32m"
#define YELLOW "\xff[33m"
#define FAINT "\xff[2m"
#define BOLD "\xff[1m"
#define PLAIN "\xff[0m"

#define CLAIM(says, verdict) \
    "{\"says\":\"" says "\",\"verdict\":\"" verdict "\",\"value\":2," \
    "\"unit\":\"ratio\",\"kind\":\"account\"}"
#define GAIN(at, mean) \
    "{\"key\":\"ukraine.gain\",\"at\":\"" at "\",\"label\":\"Ground\",\"unit\":\"km2\"," \
    "\"mean\":" mean "}"

static const char text[] =
    "{\"schema\":\"entente-result\",\"version\":1,\"entente\":{\"version\":\"0.1.0\"},"
    "\"run\":{\"futures\":512,\"seed\":7,\"threads\":2,\"isa\":\"avx2\",\"incomplete\":true,"
    "\"futures_per_second\":1000,\"outcome_hash\":\"abc\"},"
    "\"scenario\":{\"key\":\"a\",\"name\":\"A\"},\"baseline\":{\"key\":\"b\",\"name\":\"B\"},"
    "\"names\":{\"gulf\":\"The strait\"},"
    "\"claims\":[" CLAIM("one", "holds") "," CLAIM("two", "does not hold") "," CLAIM(
        "three",
        "depends") "," CLAIM("four",
                             "not answered") "],"
                                             "\"outcomes\":["
                                             "{\"key\":\"capability.europe\",\"at\":\"2030\","
                                             "\"label\":\"Forces of Europe that are ready\","
                                             "\"unit\":\"BE\",\"mean\":62,\"quantiles\":{\"p50\":"
                                             "62,\"p5\":52,"
                                             "\"p95\":72},\"histogram\":{\"counts\":"
                                             "[0,1,2,4,8,4,2,1,0]},\"difference\":{\"median\":2.5,"
                                             "\"p5\":-1,\"p95\":8,\"lower\":1,\"same\":1,"
                                             "\"higher\":1,\"mean\":3,"
                                             "\"low\":2,\"high\":4,"
                                             "\"distinguishable\":true}},"
                                             "{\"key\":\"posture.covered\",\"at\":\"2030\","
                                             "\"label\":\"Covered\",\"unit\":\"share of "
                                             "futures\",\"mean\":0.31,\"quantiles\":{\"p5\":0,"
                                             "\"p95\":1},\"difference\":{\"mean\":0,"
                                             "\"low\":-1,\"high\":1,\"distinguishable\":false}}"
                                             "," GAIN("2026-01", "1") "," GAIN(
                                                 "2026-02",
                                                 "null") "," GAIN("2026-03",
                                                                  "9") "," GAIN("2026-04",
                                                                                "5") ","
                                                                                     "{\"key\":"
                                                                                     "\"deterrence."
                                                                                     "renewal_5y["
                                                                                     "gulf]\","
                                                                                     "\"index\":{"
                                                                                     "\"flashpoint"
                                                                                     "\":\"gulf\"},"
                                                                                     "\"label\":"
                                                                                     "\"Renewal\","
                                                                                     "\"unit\":"
                                                                                     "\"share of "
                                                                                     "futures\","
                                                                                     "\"mean\":0.1}"
                                                                                     ","
                                                                                     "{\"key\":"
                                                                                     "\"spending."
                                                                                     "share[GBR]\","
                                                                                     "\"index\":{"
                                                                                     "\"state\":"
                                                                                     "\"GBR\"},"
                                                                                     "\"label\":"
                                                                                     "\"Hidden\","
                                                                                     "\"unit\":\"% "
                                                                                     "of "
                                                                                     "GDP\","
                                                                                     "\"mean\":2}]"
                                                                                     "}";

static const char *summary_of(const char *document, ent_style style, ent_arena *arena)
{
    ent_error err = {{0}};
    ent_report *report = NULL;
    ent_builder out;
    CHECK_OK(ent_report_parse(document, strlen(document), "r.json", &report, arena, &err), err);
    ent_builder_init(&out, arena);
    CHECK_OK(ent_report_summary(report, &style, &out, &err), err);
    ent_report_close(report);
    return out.data;
}

static void has(const char *all, const char *words)
{
    if (!strstr(all, words))
        fail_msg("'%s' is not in:\n%s", words, all);
}

static void lacks(const char *all, const char *words)
{
    if (strstr(all, words))
        fail_msg("'%s' is in:\n%s", words, all);
}

static void colours_follow_the_verdict(void **state)
{
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    const char *coloured = summary_of(text, (ent_style){100, true}, &arena);
    has(coloured, BOLD "A against B\n" PLAIN);
    has(coloured, "\n" BOLD "Money: claims and findings" PLAIN "\n");
    has(coloured, GREEN "supported" PLAIN ": 2.00");
    has(coloured, RED "not supported" PLAIN ": 2.00");
    has(coloured, YELLOW "depends on assumptions" PLAIN ": 2.00");
    has(coloured, FAINT "not answered" PLAIN ": by this version");
    const char *plain = summary_of(text, (ent_style){100, false}, &arena);
    lacks(plain, "\xff");
    has(plain, "\nA against B\n");
    ent_heap_arena_destroy(&arena);
}

/* A wide terminal shows the histogram, else the path of the means, a blank where one is missing. */
static void small_pictures(void **state)
{
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    const char *wide = summary_of(text, (ent_style){120, false}, &arena);
    has(wide, "\xe2\x96\x81\xe2\x96\x82\xe2\x96\x83\xe2\x96\x85\xe2\x96\x88\xe2\x96\x85\xe2\x96\x83"
              "\xe2\x96\x82\xe2\x96\x81\n");
    has(wide, "\xe2\x96\x81 \xe2\x96\x88\xe2\x96\x85\n"); /* 1, none, 9, 5 of 1 to 9 */
    const char *usual = summary_of(text, (ent_style){100, false}, &arena);
    lacks(usual, "\xe2\x96\x88");
    ent_heap_arena_destroy(&arena);
}

static void what_is_said(void **state)
{
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    const char *wide = summary_of(text, (ent_style){120, false}, &arena);
    has(wide,
        "  * Europe can defend its eastern flank without the US in 31 of 100 futures in 2030.\n");
    has(wide, "Not a forecast");
    has(wide, "+2.5 (\xe2\x88\x92"
              "1 to +8)");
    has(wide, "  Renewal\n    The strait");
    lacks(wide, "Hidden");
    lacks(wide, "0 to 100"); /* a share has no band */
    has(wide, "512 futures, seed 7, avx2; 1,000 futures/s on 2 threads.\n");
    has(wide, "\nOutcome hash abc\n");
    has(wide, "Stopped before all futures were done: figures are of those that were.\n");
    const char *bare =
        summary_of("{\"schema\":\"entente-result\",\"version\":1,\"scenario\":{\"name\":\"A\"},"
                   "\"run\":{\"futures\":1,\"seed\":1}}",
                   (ent_style){100, true}, &arena);
    has(bare, BOLD "A\n" PLAIN);
    has(bare, "one build");
    has(bare, "on 1 threads");
    lacks(bare, "Claims and");
    lacks(bare, "Simulated futures:");
    lacks(bare, "Stopped");
    ent_heap_arena_destroy(&arena);
}

/* 0 is 100 cells; fewer than 60 are taken as 60. A label without room has a line of its own. */
static void widths(void **state)
{
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    assert_string_equal(summary_of(text, (ent_style){0, false}, &arena),
                        summary_of(text, (ent_style){100, false}, &arena));
    const char *narrow = summary_of(text, (ent_style){20, false}, &arena);
    assert_string_equal(narrow, summary_of(text, (ent_style){60, false}, &arena));
    has(narrow, "  Forces of Europe that are ready, 2030\n");
    lacks(narrow, "\xe2\x80\xa6"); /* nothing is cut */
    has(narrow, "         62 BE              +2.5");
    has(narrow, "figures are of those\n  that were.\n");
    lacks(narrow, "52 to 72  ");
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(colours_follow_the_verdict),
                                       cmocka_unit_test(small_pictures),
                                       cmocka_unit_test(what_is_said), cmocka_unit_test(widths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
