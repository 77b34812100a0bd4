/* entente bargain: any table of actors, positions and saliences through the bargaining models. */
#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct bargain_args {
    ent_bargain_options how;
    bool json, csv;
    const char *file;
    size_t shown; /* percent on the terminal */
} bargain_args;

static const ent_option options[] = {
    {"model", ENT_OPT_TEXT, offsetof(bargain_args, how.model), "MODEL",
     "compromise, median, election, nash, means, smp or bdm [compromise]"},
    {"scale", ENT_OPT_TEXT, offsetof(bargain_args, how.scale), "LOW:HIGH",
     "scale of the positions [0:100]"},
    {"power", ENT_OPT_TEXT, offsetof(bargain_args, how.power), "KIND",
     "capability (resources or votes, as given) or shapley [capability]"},
    {"quota", ENT_OPT_NUMBER, offsetof(bargain_args, how.quota), "SHARE",
     "share of votes that wins, for shapley [0.5]"},
    {"value", ENT_OPT_NUMBER, offsetof(bargain_args, how.value), "D",
     "nash: value of agreement; 1 is the loss from one end of the scale to the other [1.5]"},
    {"draws", ENT_OPT_SIZE, offsetof(bargain_args, how.draws), "N",
     "draws within the ranges [1000 when the table has ranges]"},
    {"no-draws", ENT_OPT_FLAG, offsetof(bargain_args, how.no_draws), NULL, "central values only"},
    {"explain", ENT_OPT_TEXT, offsetof(bargain_args, how.explain), "ACTOR",
     "one actor's path through the rounds"},
    {"turns", ENT_OPT_SIZE, offsetof(bargain_args, how.turns), "N",
     "largest number of turns [100; bdm 25, at most 200]"},
    {"vote", ENT_OPT_TEXT, offsetof(bargain_args, how.vote), "RULE",
     "proportional, binary, proportional-binary, cubic, proportional-cubic, asymmetric"},
    {"victory", ENT_OPT_TEXT, offsetof(bargain_args, how.victory), "RULE",
     "linear, square, quartic, octic, binary"},
    {"election", ENT_OPT_TEXT, offsetof(bargain_args, how.election), "RULE",
     "conditional, markov-uniform, markov-incentive"},
    {"commit", ENT_OPT_TEXT, offsetof(bargain_args, how.commit), "MODE", "semi, full, none"},
    {"adjust", ENT_OPT_TEXT, offsetof(bargain_args, how.adjust), "HOW",
     "risk seen in others: none, third, half, two-thirds, full"},
    {"range", ENT_OPT_TEXT, offsetof(bargain_args, how.range), "HOW", "of risk: min, mid, max"},
    {"interpolate", ENT_OPT_TEXT, offsetof(bargain_args, how.interpolate), "HOW",
     "s1p1, s2p2, s2pmax"},
    {"offer", ENT_OPT_TEXT, offsetof(bargain_args, how.offer), "WHOSE",
     "view: initiator, both, weighted"},
    {"choice", ENT_OPT_TEXT, offsetof(bargain_args, how.choice), "HOW", "best, draw"},
    {"ideal", ENT_OPT_NUMBER, offsetof(bargain_args, how.ideal), "SHARE",
     "smp: share of each step by which ideals follow positions [1]"},
    {"ideals", ENT_OPT_TEXT, offsetof(bargain_args, how.ideals), "FILE.csv",
     "smp: a row for each actor with the shares by which its ideal moves to the positions of "
     "all; at most 1 in sum, the rest stays"},
    {"stay", ENT_OPT_NUMBER, offsetof(bargain_args, how.stay), "Q",
     "bdm: chance that nothing changes unchallenged [1]"},
    {"compat", ENT_OPT_TEXT, offsetof(bargain_args, how.compat), "WHOM",
     "reproduce a predecessor with its faults: ktab (smp), public (bdm)"},
    {"seed", ENT_OPT_U64, offsetof(bargain_args, how.seed), "S", "seed of all draws [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(bargain_args, how.threads), "N",
     "threads for draws, without effect on the result [all]"},
    {"html", ENT_OPT_TEXT, offsetof(bargain_args, how.html), "FILE",
     "write a page with positions by turn"},
    {"xlsx", ENT_OPT_TEXT, offsetof(bargain_args, how.xlsx), "FILE", "write a workbook"},
    {"table", ENT_OPT_TEXT, offsetof(bargain_args, how.table), "NAME",
     "for --csv: forecast, positions, moves or explain [forecast]"},
    {"json", ENT_OPT_FLAG, offsetof(bargain_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(bargain_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "bargain",
    .operands = "FILE.csv",
    .summary =
        "Forecast how bargaining over issues ends, by several rules with their known errors.",
    .details = "The table has columns actor, capability, position_X and salience_X for each issue\n"
               "X (positions 0-100, saliences 0-100 with at most 100 in sum over issues);\n"
               "columns ending in _low and _high give ranges.\n"
               "  entente bargain talks.csv\n"
               "  entente bargain talks.csv --model smp --explain Ukraine --html talks.html\n"
               "  entente bargain votes.csv --power shapley --quota 0.7\n"
               "  entente bargain years.csv --model bdm --scale 4:10",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static bool show_progress(size_t done, size_t of, void *with)
{
    size_t *shown = with;
    const size_t percent = 100 * done / of;
    if (percent != *shown || done == of) {
        *shown = percent;
        fprintf(stderr, "\r%zu of %zu draws%s", done, of, done == of ? "\n" : "");
    }
    return true;
}

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const bargain_args *a = args;
    const ent_writing writing = data_writing(a->json, a->csv);
    return ent_session_bargain(session, a->file, &a->how, &writing, text, length, err);
}

int cmd_bargain(int argc, char **argv)
{
    bargain_args args = {.how = ENT_BARGAIN_DEFAULTS, .shown = 101};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    args.file = argv[1];
    if (isatty(STDERR_FILENO)) {
        args.how.progress = show_progress;
        args.how.progress_with = &args.shown;
    }
    return parsed == OPT_RUN ? data_answer("bargain", ask, &args) : opt_exit(parsed);
}
