/* What fewer US forces in Europe change: the same futures with three levels of one lever. */
#include <stdio.h>
#include <stdlib.h>

#include <entente/entente.h>

static ent_status run(ent_session *session, const char *share, ent_error *err)
{
    ent_scenario *scenario = NULL;
    ent_result *result = NULL;
    ent_run_options how = ENT_RUN_DEFAULTS;
    ent_band forces, odds;
    how.futures = 1024;
    ENT_TRY(ent_scenario_load(session, "status-quo-2024", &scenario, err));
    ENT_TRY(ent_scenario_set(scenario, "us.posture_europe", share, err));
    ENT_TRY(ent_scenario_run(scenario, NULL, &how, &result, err));
    ENT_TRY(ent_result_outcome(result, "capability.europe", "", "2030", &forces, err));
    ENT_TRY(ent_result_outcome(result, "deterrence.odds_ratio", "baltic", "2030", &odds, err));
    printf("%10s  %32.1f  %29.2f\n", share, forces.mean, odds.mean);
    return ENT_OK;
}

int main(int argc, char **argv)
{
    static const char *const shares[] = {"1", "0.5", "0"};
    ent_session_options where = {NULL, NULL, NULL};
    ent_session *session = NULL;
    ent_error err = {{0}};
    if (argc == 3) {
        where.data = argv[1];
        where.scenarios = argv[2];
    }
    ent_status status = ent_session_open(&where, &session, &err);
    printf("US posture  European ready land forces 2030  odds of attack, Baltic, 2030\n");
    for (size_t i = 0; i < 3 && status == ENT_OK; i++)
        status = run(session, shares[i], &err);
    if (status != ENT_OK)
        fprintf(stderr, "posture: %s\n", err.message);
    ent_session_close(session);
    return status == ENT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
