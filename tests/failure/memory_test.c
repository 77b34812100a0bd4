/*
 * Whole pieces of work with the n-th request for memory failing, for every n until none fails:
 * always ENT_E_NOMEM and a message, never a crash, and nothing left over (AddressSanitizer sees
 * leaks). tests/cli/no_memory.sh does the same to commands, with a limit of the system.
 */
#include "check.h"

#include "entente/heap.h"
#include "entente/report.h"
#include "entente/session.h"
#include "entente/text.h"

enum { MOST = 5000 };

typedef ent_status (*piece)(ent_error *err);

/* From the tables and a scenario to futures: facts, registers, YAML, treaty, world, run. */
static ent_status open_and_run(ent_error *err)
{
    const ent_session_options options = {.data = ENT_SOURCE_DIR "/data",
                                         .scenarios = ENT_SOURCE_DIR "/scenarios"};
    ent_run_options how = ENT_RUN_DEFAULTS;
    ent_session *s = NULL;
    ent_scenario *scenario = NULL;
    ent_result *result = NULL;
    ent_band band;
    how.futures = 8;
    how.threads = 1;
    ENT_TRY(ent_session_open(&options, &s, err));
    ent_status status = ent_scenario_load(s, "brussels-2025", &scenario, err);
    if (status == ENT_OK)
        status = ent_scenario_set(scenario, "pledge.agreed_pct_gdp", "3", err);
    if (status == ENT_OK)
        status = ent_scenario_run(scenario, NULL, &how, &result, err);
    if (status == ENT_OK)
        status = ent_result_outcome(result, "capability.europe", "", "2030", &band, err);
    ent_session_close(s);
    return status;
}

static ent_status read_statement(ent_error *err)
{
    static const char text[] = "12 February 2025. Allies must spend 5 % of GDP on defence.";
    const ent_session_options options = {.data = ENT_SOURCE_DIR "/data",
                                         .scenarios = ENT_SOURCE_DIR "/scenarios"};
    const ent_writing plain = {"text", 80, false};
    ent_session *s = NULL;
    ent_statement *read = NULL;
    const char *marks;
    size_t length;
    ENT_TRY(ent_session_open(&options, &s, err));
    ent_status status = ent_session_read(s, text, sizeof text - 1, "speech", NULL, &read, err);
    if (status == ENT_OK)
        status = ent_statement_marks(read, true, &plain, &marks, &length, err);
    ent_session_close(s);
    return status;
}

static ent_status report_with(ent_arena *arena, ent_error *err)
{
    char *text = NULL;
    size_t length = 0;
    ent_report *report = NULL;
    ENT_TRY(ent_text_read_file(ENT_SOURCE_DIR "/tests/fuzz/corpus/document/two.json", 1 << 20,
                               &text, &length, arena, err));
    ENT_TRY(ent_report_parse(text, length, "two.json", &report, arena, err));
    const ent_report_options plain = {.plain = true};
    const ent_style style = {.width = 80};
    ent_builder out;
    ent_builder_init(&out, arena);
    ent_status status = ent_report_summary(report, &style, &out, err);
    if (status == ENT_OK)
        status = ent_report_html(report, &plain, &out, err);
    if (status == ENT_OK)
        status = ent_builder_status(&out, err);
    ent_report_close(report);
    return status;
}

static ent_status make_report(ent_error *err)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 4096);
    const ent_status status = report_with(&arena, err);
    ent_heap_arena_destroy(&arena);
    return status;
}

static size_t fail_each(const char *what, piece work)
{
    size_t n = 0;
    ent_status status = ENT_E_NOMEM;
    while (status != ENT_OK) {
        ent_error err = {{0}};
        assert_true(++n < MOST);
        ent_heap_fail_after(n);
        status = work(&err);
        ent_heap_fail_after(0);
        if (status != ENT_OK && (status != ENT_E_NOMEM || !err.message[0]))
            fail_msg("%s, request %zu: status %d, '%s'", what, n, (int)status, err.message);
    }
    return n - 1;
}

static void test_session(void **state)
{
    (void)state;
    assert_true(fail_each("session", open_and_run) >= 5);
}

static void test_statement(void **state)
{
    (void)state;
    assert_true(fail_each("statement", read_statement) >= 5);
}

static void test_report(void **state)
{
    (void)state;
    assert_true(fail_each("report", make_report) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session),
        cmocka_unit_test(test_statement),
        cmocka_unit_test(test_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
