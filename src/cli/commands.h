/* clang-format off: one command a line, so that lines merge */
/*
 * Every command in one table: its function and its line of help. To add one: a line in the
 * list, src/cli/cmd_NAME.c, man/entente-NAME.1.scd.
 */
#ifndef ENT_CLI_COMMANDS_H
#define ENT_CLI_COMMANDS_H

#define ENT_COMMAND_LIST(X) \
    X(run, "run a scenario over many futures: report, result, workbook, store") \
    X(merge, "join stores of blocks that ran apart into one run") \
    X(facts, "figures about the world, with sources; --check") \
    X(levers, "what a scenario can set") \
    X(assumptions, "everything uncertain, with its prior") \
    X(outcomes, "what a run reports") \
    X(aid, "military aid to Ukraine by donor, and what replacing the US share costs") \
    X(report, "show a result document: summary, page, country brief") \
    X(world, "build, save or describe the block a run needs") \
    X(validate, "check the program against reference figures") \
    X(benchmark, "published studies beside the model, disagreements first") \
    X(posture, "scarce forces over several places at once; the theatre frontier") \
    X(obliged, "who owes what, under which article, and why") \
    X(bill, "what a spending target costs each ally") \
    X(app, "the live simulator: one page, offline") \
    X(battle, "set-piece battles as published wargames set them up") \
    X(bargain, "bargaining over issues: forecasts with known errors, rounds, who moves whom") \
    X(explore, "which assumptions drive an outcome, where a policy fails") \
    X(compare, "regret and satisficing of policies over the same futures") \
    X(search, "search over levers: policies that no other beats on every objective") \
    X(diff, "which outputs moved between two runs") \
    X(read, "read a statement: what it says, what is right, what follows") \
    X(completion, "what bash, zsh and fish read to complete commands") \
    X(import, "a publisher's own download as overrides of facts") \
    /* the list ends here */

#define ENT_COMMAND_DECLARE(name, help) int cmd_##name(int argc, char **argv);
ENT_COMMAND_LIST(ENT_COMMAND_DECLARE)
#undef ENT_COMMAND_DECLARE

struct statement;

/* `entente run` for a scenario read from a text, which opens the report with its marked sentences.
 */
int cmd_run_statement(int argc, char **argv, const struct statement *read);

#endif
