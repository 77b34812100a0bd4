/* What fewer US forces in Europe change: the same futures with three levels of one lever. */
#include <stdio.h>
#include <stdlib.h>

#include <entente/simulation.h>

enum { FUTURES = 1024 };

static ent_status mean_of(const ent_simulation *s, const char *key, const char *index, double *mean,
                          ent_error *err)
{
    static double values[FUTURES];
    size_t n = 0;
    double sum = 0.0;
    ENT_TRY(ent_simulation_outcome(s, key, index, "2030", values, FUTURES, err));
    for (size_t f = 0; f < FUTURES; f++) {
        if (values[f] != values[f])
            continue; /* no value in this future */
        sum += values[f];
        n++;
    }
    *mean = n ? sum / (double)n : 0.0;
    return ENT_OK;
}

static ent_status run(ent_simulation *s, ent_error *err)
{
    static const char *const shares[] = {"1", "0.5", "0"};
    printf("US posture  European ready land forces 2030  odds of attack, Baltic, 2030\n");
    for (size_t i = 0; i < 3; i++) {
        double forces = 0.0, odds = 0.0;
        ENT_TRY(ent_simulation_set_lever(s, "us.posture_europe", shares[i], err));
        ENT_TRY(ent_simulation_keep(s, "deterrence.odds_ratio", err)); /* by year and place */
        ENT_TRY(ent_simulation_run(s, FUTURES, 1, 0, err));
        ENT_TRY(mean_of(s, "capability.europe", "", &forces, err));
        ENT_TRY(mean_of(s, "deterrence.odds_ratio", "baltic", &odds, err));
        printf("%10s  %32.1f  %29.2f\n", shares[i], forces, odds);
    }
    return ENT_OK;
}

int main(int argc, char **argv)
{
    ent_simulation *s = NULL;
    ent_error err = {{0}};
    if (argc != 3) {
        fprintf(stderr, "posture DATA SCENARIOS\n");
        return 2;
    }
    ent_status status = ent_simulation_open(argv[1], argv[2], "status-quo-2024", &s, &err);
    if (status == ENT_OK)
        status = run(s, &err);
    if (status != ENT_OK)
        fprintf(stderr, "posture: %s\n", err.message);
    ent_simulation_close(s);
    return status == ENT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
