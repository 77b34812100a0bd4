/* The families of reference vectors, one file each; hindcast/validate.h says what a family is. */
#ifndef ENT_REFERENCE_FAMILIES_H
#define ENT_REFERENCE_FAMILIES_H

#include "hindcast/validate.h"

/* clang-format off: one family a line, so that lines merge */
/* X(name, file in the reference folder, what is computed) */
#define ENT_FAMILY_LIST(X) \
    X(model, "model_vectors.csv", "capability, burden, posture, deterrence, combat, attrition") \
    X(deterministic, "deterministic_vectors.csv", "the model, every assumption central, no shock") \
    X(capability, "cinc.csv", "forces against a published index, and their totals") \
    X(explore, "explore_vectors.csv", "sensitivity, scenario discovery, robustness") \
    X(behaviours, "model_behaviours.csv", "how results move when levers move, over futures") \
    X(obligations, "obligation_cases.csv", "verdict and reason per clause, level per state") \
    X(bargaining, "bargaining_vectors.csv", "forecasts and rounds of bargaining") \
    /* the list ends here */
/* clang-format on */

#define ENT_FAMILY_DECLARE(name, file, what) \
    ent_status validate_##name(const char *dir, validate_log *log, ent_arena *arena, \
                               ent_error *err);
ENT_FAMILY_LIST(ENT_FAMILY_DECLARE)
#undef ENT_FAMILY_DECLARE

#endif
