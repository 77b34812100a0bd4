/* clang-format off: one command a line, so that lines merge */
/*
 * Every command in one table: its function and its line of help. To add one: a line in the
 * list, src/cli/cmd_NAME.c, man/entente-NAME.1.scd.
 */
#ifndef ENT_CLI_COMMANDS_H
#define ENT_CLI_COMMANDS_H

#include "entente/session.h"

#define ENT_COMMAND_LIST(X) \
    X(run, "run a scenario over many futures") \
    X(merge, "join the parts of a run") \
    X(facts, "show the figures used, with sources") \
    X(levers, "list the levers of a scenario") \
    X(assumptions, "list the assumptions, with ranges and sources") \
    X(outcomes, "list the outcomes of a run") \
    X(aid, "show military aid to Ukraine, and what replacing US aid costs") \
    X(report, "show a stored result again") \
    X(world, "save everything that a run needs") \
    X(validate, "compare the model with what happened") \
    X(benchmark, "compare the model with published studies") \
    X(posture, "show how forces can defend all flashpoints at once") \
    X(obliged, "show which treaty obligations follow from an attack") \
    X(bill, "show what a spending target costs each ally") \
    X(app, "write or serve the live simulator") \
    X(battle, "compare the battle model with published wargames") \
    X(bargain, "forecast how bargaining over issues ends") \
    X(explore, "show what drives an outcome and when a policy fails") \
    X(compare, "compare how robust policies are") \
    X(search, "search for Pareto-efficient policies") \
    X(diff, "show which results changed between two runs") \
    X(read, "read a statement and check its figures") \
    X(completion, "write completion for bash, zsh and fish") \
    X(import, "read newer figures from a publisher's file") \
    /* the list ends here */

#define ENT_COMMAND_DECLARE(name, help) int cmd_##name(int argc, char **argv);
ENT_COMMAND_LIST(ENT_COMMAND_DECLARE)
#undef ENT_COMMAND_DECLARE

/* `entente run` for a scenario read from a text, which opens the report with its marked sentences.
   Both NULL: as `entente run`. */
int cmd_run_statement(int argc, char **argv, ent_session *session, const ent_statement *read);

#endif
