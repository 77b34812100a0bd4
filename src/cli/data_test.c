/* What the commands share: changes of a scenario, warnings, forms of an answer, interrupts. */
#include "check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/data.h"
#include "cli/interrupt.h"
#include "heard.h"

static ent_session *session;

static int open_session(void **state)
{
    (void)state;
    ent_error err = {{0}};
    const ent_session_options how = {.data = ENT_SOURCE_DIR "/data",
                                     .scenarios = ENT_SOURCE_DIR "/scenarios"};
    CHECK_OK(ent_session_open(&how, &session, &err), err);
    return 0;
}

static int close_session(void **state)
{
    (void)state;
    ent_session_close(session);
    return 0;
}

static ent_status load(const char *set, const char *assume, ent_scenario **scenario, ent_error *err)
{
    text_list levers = {set != NULL, {set}}, assumptions = {assume != NULL, {assume}};
    return data_load_scenario(session, "status-quo-2024", &levers, &assumptions, scenario, err);
}

static void changes_reach_the_scenario(void **state)
{
    (void)state;
    ent_scenario *plain = NULL, *changed = NULL;
    ent_error err = {{0}};
    const ent_run_options few = {.futures = 256, .no_why = true};
    ent_result *results[2];
    CHECK_OK(load(NULL, NULL, &plain, &err), err);
    CHECK_OK(load("us.posture_europe=0", "capability.delta=0.09", &changed, &err), err);
    CHECK_OK(ent_scenario_run(plain, NULL, &few, &results[0], &err), err);
    CHECK_OK(ent_scenario_run(changed, NULL, &few, &results[1], &err), err);
    assert_true(ent_result_hash(results[0]) != ent_result_hash(results[1]));
}

static void wrong_changes_have_a_line(void **state)
{
    static const struct {
        const char *set, *assume, *says;
    } rows[] = {
        {"us.posture_europe", NULL, "'us.posture_europe' is not KEY=VALUE"},
        {"=1", NULL, "'=1' is not KEY=VALUE"},
        {"us.posture_eurpe=0", NULL, "Did you mean 'us.posture_europe'?"},
        {NULL, "capability.delta", "'capability.delta' is not KEY=VALUE"},
        {NULL, "capability.dleta=1", "capability.delta"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_scenario *scenario = NULL;
        ent_error err = {{0}};
        if (load(rows[i].set, rows[i].assume, &scenario, &err) == ENT_OK ||
            !strstr(err.message, rows[i].says))
            fail_msg("'%s', want '%s'", err.message, rows[i].says);
    }
}

static void a_warning_is_said_once(void **state)
{
    (void)state;
    const hearing h = hear(stderr);
    data_warn("the table x.csv is absent");
    data_warn("the table y.csv is absent");
    data_warn("the table x.csv is absent");
    assert_string_equal(heard(h), "entente: the table x.csv is absent\n"
                                  "entente: the table y.csv is absent\n");
}

static void forms(void **state)
{
    (void)state;
    assert_string_equal(data_writing(false, false).format, "text");
    assert_string_equal(data_writing(false, true).format, "csv");
    assert_string_equal(data_writing(true, false).format, "json");
    assert_int_equal(opt_format(true, true), ENT_FORMAT_JSON);
}

/* An error goes to stderr as one line with the command's name, and decides the exit status. */
static void an_error_ends_a_command(void **state)
{
    (void)state;
    const ent_error err = {"mine.yaml:7: no such lever"};
    const hearing h = hear(stderr);
    assert_int_equal(data_end("run", NULL, ENT_E_KEY, NULL, 0, &err), EXIT_FAILED);
    assert_int_equal(data_end("run", NULL, ENT_E_ARG, NULL, 0, &err), EXIT_USAGE);
    assert_string_equal(heard(h), "entente run: mine.yaml:7: no such lever\n"
                                  "entente run: mine.yaml:7: no such lever\n");
}

static void a_signal_raises_the_flag(void **state)
{
    (void)state;
    const volatile sig_atomic_t *stop = catch_interrupts();
    assert_int_equal(*stop, 0);
    raise(SIGTERM);
    raise(SIGTERM); /* launchers send it more than once */
    assert_int_equal(*stop, SIGTERM);
}

/* One that came when nothing was left to stop ends the program as it would have, and says what was
 * kept. */
static void a_late_signal_still_ends(void **state)
{
    (void)state;
    int status = 0;
    int said[2];
    char words[64] = {0};
    assert_int_equal(pipe(said), 0);
    const pid_t child = fork();
    if (child == 0) {
        dup2(said[1], STDERR_FILENO);
        catch_interrupts();
        raise(SIGINT);
        release_interrupts("all is kept\n");
        _exit(0);
    }
    close(said[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(read(said[0], words, sizeof words - 1) > 0);
    close(said[0]);
    assert_string_equal(words, "all is kept\n");
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGINT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_reach_the_scenario), cmocka_unit_test(wrong_changes_have_a_line),
        cmocka_unit_test(a_warning_is_said_once),     cmocka_unit_test(forms),
        cmocka_unit_test(an_error_ends_a_command),    cmocka_unit_test(a_signal_raises_the_flag),
        cmocka_unit_test(a_late_signal_still_ends),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
