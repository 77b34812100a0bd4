/* What brussels-2025 changes against the policy of 2024: an outcome, a bill, the claims. */
#include <stdio.h>

#include <entente/entente.h>

static ent_status show(ent_session *session, ent_error *err)
{
    ent_scenario *brussels, *before;
    ent_result *result;
    ent_run_options how = ENT_RUN_DEFAULTS;
    ent_band b;
    ent_effect c;
    ent_cost bill;
    how.futures = 1024;
    ENT_TRY(ent_scenario_load(session, "brussels-2025", &brussels, err));
    ENT_TRY(ent_scenario_load(session, "status-quo-2024", &before, err));
    ENT_TRY(ent_scenario_run(brussels, before, &how, &result, err));
    ENT_TRY(ent_result_outcome(result, "posture.shortfall", "", "2030", &b, err));
    ENT_TRY(ent_result_change(result, "posture.shortfall", "", "2030", &c, err));
    ENT_TRY(ent_result_bill(result, "GBR", "USD", &bill, err));
    printf("%.6g (%.6g to %.6g) brigades missing in 2030\n", b.median, b.low, b.high);
    printf("%.6g (%.6g to %.6g) more than before\n", c.median, c.low, c.high);
    printf("%.6g billion US dollars for the United Kingdom\n", bill.sum_bn);
    for (size_t i = 0; i < ent_result_claims(result); i++)
        printf("%s: %s\n", ent_result_claim(result, i).verdict, ent_result_claim(result, i).says);
    return ENT_OK;
}

int main(void)
{
    ent_session *session = NULL;
    ent_error err;
    ent_status status = ent_session_open(NULL, &session, &err);
    status = status == ENT_OK ? show(session, &err) : status;
    if (status != ENT_OK)
        fprintf(stderr, "%s\n", err.message);
    ent_session_close(session);
    return status == ENT_OK ? 0 : 1;
}
