/*
 * Whole pieces of work with the n-th request for memory failing, for every n until none fails:
 * always ENT_E_NOMEM and a message, never a crash, and nothing left over (AddressSanitizer sees
 * leaks). tests/cli/no_memory.sh does the same to commands, with a limit of the system.
 */
#include "check.h"

#include "entente/heap.h"
#include "entente/report.h"
#include "entente/simulation.h"
#include "entente/text.h"

enum { MOST = 5000 };

typedef ent_status (*piece)(ent_error *err);

/* From the tables and a scenario to futures: facts, registers, YAML, treaty, world, run. */
static ent_status open_and_run(ent_error *err)
{
    ent_simulation *s = NULL;
    double values[8];
    ENT_TRY(ent_simulation_open(ENT_SOURCE_DIR "/data", ENT_SOURCE_DIR "/scenarios",
                                "brussels-2025", &s, err));
    ent_status status = ent_simulation_set_lever(s, "pledge.agreed_pct_gdp", "3", err);
    if (status == ENT_OK)
        status = ent_simulation_run(s, 8, 1, 1, err);
    if (status == ENT_OK)
        status = ent_simulation_outcome(s, "capability.europe", "", "2030", values, 8, err);
    ent_simulation_close(s);
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

static void test_simulation(void **state)
{
    (void)state;
    assert_true(fail_each("simulation", open_and_run) >= 5);
}

static void test_report(void **state)
{
    (void)state;
    assert_true(fail_each("report", make_report) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_simulation),
        cmocka_unit_test(test_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
