/* What brussels-2025 changes against the policy of 2024: an outcome, a bill, the claims. */
#include <entente/entente.h>
#include <stdio.h>

int main(void)
{
    ent_session *session;
    ent_scenario *brussels, *before;
    ent_result *result;
    ent_run_options how = ENT_RUN_DEFAULTS;
    ent_band b;
    ent_effect c;
    ent_cost bill;
    ent_error err;
    how.futures = 1024;
    if (ent_session_open(NULL, &session, &err) == ENT_OK &&
        ent_scenario_load(session, "brussels-2025", &brussels, &err) == ENT_OK &&
        ent_scenario_load(session, "status-quo-2024", &before, &err) == ENT_OK &&
        ent_scenario_run(brussels, before, &how, &result, &err) == ENT_OK &&
        ent_result_outcome(result, "posture.shortfall", "", "2030", &b, &err) == ENT_OK &&
        ent_result_change(result, "posture.shortfall", "", "2030", &c, &err) == ENT_OK &&
        ent_result_bill(result, "GBR", "USD", &bill, &err) == ENT_OK) {
        printf("%.6g (%.6g to %.6g) brigades missing in 2030\n", b.median, b.low, b.high);
        printf("%.6g (%.6g to %.6g) more than before\n", c.median, c.low, c.high);
        printf("%.6g billion US dollars for the United Kingdom\n", bill.sum_bn);
        for (size_t i = 0; i < ent_result_claims(result); i++)
            printf("%s: %s\n", ent_result_claim(result, i).verdict,
                   ent_result_claim(result, i).says);
        ent_session_close(session);
        return 0;
    }
    fprintf(stderr, "%s\n", err.message);
    ent_session_close(session);
    return 1;
}
