/* entente validate: how the model does against what happened, published results and its own data.
 */
#include "cli/commands.h"
#include "cli/validate_command.h"

static const char *const vectors[] = {"model",      "deterministic", "capability", "explore",
                                      "behaviours", "obligations",   "bargaining"};

int cmd_validate(int argc, char **argv)
{
    const validate_program program = {
        .name = "entente validate",
        .summary =
            "Compare the model with what happened, with published results and with its own data.",
        .details =
            "Runs the hindcasts, benchmarks and cross-checks, and shows what the model missed\n"
            "first. Files that the reference folder does not have are named.\n"
            "Reference vectors are computed by entente-reference, which is built with the\n"
            "program's tests.",
        .misses_shown = true,
        .elsewhere = vectors,
        .n_elsewhere = sizeof vectors / sizeof vectors[0],
        .their_kind = "a family of reference vectors",
        .their_program = "entente-reference",
    };
    const validate_set set = {.families = hindcast_families, .n_families = n_hindcast_families};
    return validate_command(&program, &set, argc, argv);
}
