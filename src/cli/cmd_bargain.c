/* entente bargain: any table of actors, positions and saliences through the bargaining models. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hint.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "entente/csv.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "entente/xlsx.h"
#include "result/bargain_tables.h"
#include "session/ranks.h"

enum { TEXT_MOVES_MAX = 40, PRESET_DRAWS = 1000, DRAWS_MAX = 1000000, TABLES = 4 };

typedef struct bargain_args {
    const char *model, *power, *compat, *explain, *scale, *table;
    const char *vote, *victory, *election, *commit, *adjust, *range, *interpolate, *offer, *choice;
    const char *html, *xlsx, *ideals;
    double quota, value, stay, ideal;
    size_t turns, draws, threads;
    unsigned long long seed;
    bool no_draws, json, csv;
} bargain_args;

static const ent_option options[] = {
    {"model", ENT_OPT_TEXT, offsetof(bargain_args, model), "MODEL",
     "compromise, median, election, nash, means, smp or bdm [compromise]"},
    {"scale", ENT_OPT_TEXT, offsetof(bargain_args, scale), "LOW:HIGH",
     "scale of the positions [0:100]"},
    {"power", ENT_OPT_TEXT, offsetof(bargain_args, power), "KIND",
     "capability (resources or votes, as given) or shapley [capability]"},
    {"quota", ENT_OPT_NUMBER, offsetof(bargain_args, quota), "SHARE",
     "share of votes that wins, for shapley [0.5]"},
    {"value", ENT_OPT_NUMBER, offsetof(bargain_args, value), "D",
     "nash: value of agreement; 1 is the loss from one end of the scale to the other [1.5]"},
    {"draws", ENT_OPT_SIZE, offsetof(bargain_args, draws), "N",
     "draws within the ranges [1000 when the table has ranges]"},
    {"no-draws", ENT_OPT_FLAG, offsetof(bargain_args, no_draws), NULL, "central values only"},
    {"explain", ENT_OPT_TEXT, offsetof(bargain_args, explain), "ACTOR",
     "one actor's path through the rounds"},
    {"turns", ENT_OPT_SIZE, offsetof(bargain_args, turns), "N",
     "largest number of turns [100; bdm 25, at most 200]"},
    {"vote", ENT_OPT_TEXT, offsetof(bargain_args, vote), "RULE",
     "proportional, binary, proportional-binary, cubic, proportional-cubic, asymmetric"},
    {"victory", ENT_OPT_TEXT, offsetof(bargain_args, victory), "RULE",
     "linear, square, quartic, octic, binary"},
    {"election", ENT_OPT_TEXT, offsetof(bargain_args, election), "RULE",
     "conditional, markov-uniform, markov-incentive"},
    {"commit", ENT_OPT_TEXT, offsetof(bargain_args, commit), "MODE", "semi, full, none"},
    {"adjust", ENT_OPT_TEXT, offsetof(bargain_args, adjust), "HOW",
     "risk seen in others: none, third, half, two-thirds, full"},
    {"range", ENT_OPT_TEXT, offsetof(bargain_args, range), "HOW", "of risk: min, mid, max"},
    {"interpolate", ENT_OPT_TEXT, offsetof(bargain_args, interpolate), "HOW", "s1p1, s2p2, s2pmax"},
    {"offer", ENT_OPT_TEXT, offsetof(bargain_args, offer), "WHOSE",
     "view: initiator, both, weighted"},
    {"choice", ENT_OPT_TEXT, offsetof(bargain_args, choice), "HOW", "best, draw"},
    {"ideal", ENT_OPT_NUMBER, offsetof(bargain_args, ideal), "SHARE",
     "smp: share of each step by which ideals follow positions [1]"},
    {"ideals", ENT_OPT_TEXT, offsetof(bargain_args, ideals), "FILE.csv",
     "smp: a row for each actor with the shares by which its ideal moves to the positions of "
     "all; at most 1 in sum, the rest stays"},
    {"stay", ENT_OPT_NUMBER, offsetof(bargain_args, stay), "Q",
     "bdm: chance that nothing changes unchallenged [1]"},
    {"compat", ENT_OPT_TEXT, offsetof(bargain_args, compat), "WHOM",
     "reproduce a predecessor with its faults: ktab (smp), public (bdm)"},
    {"seed", ENT_OPT_U64, offsetof(bargain_args, seed), "S", "seed of all draws [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(bargain_args, threads), "N",
     "threads for draws, without effect on the result [all]"},
    {"html", ENT_OPT_TEXT, offsetof(bargain_args, html), "FILE",
     "write a page with positions by turn"},
    {"xlsx", ENT_OPT_TEXT, offsetof(bargain_args, xlsx), "FILE", "write a workbook"},
    {"table", ENT_OPT_TEXT, offsetof(bargain_args, table), "NAME",
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

/* --- Words to options --- */

typedef struct word_list {
    const char *option;
    size_t count;
    const char *const *ours, *const *theirs;
} word_list;

#define OURS(name, theirs, ours) ours,
#define THEIRS(name, theirs, ours) theirs,

/* Which word of the list `text` is, or an error with the nearest one. */
static ent_status find_word(const char *text, const word_list *list, int *value, ent_error *err)
{
    for (size_t k = 0; k < list->count; k++)
        if (strcmp(text, list->ours[k]) == 0 || strcmp(text, list->theirs[k]) == 0) {
            *value = (int)k;
            return ENT_OK;
        }
    const char *near = ent_text_nearest(text, list->ours, list->count);
    return ent_fail(err, ENT_E_KEY, "--%s: there is no '%.40s'%s", list->option, text,
                    near ? did_you_mean(near).text : "; see --help");
}

#define SET(field, type, LIST) \
    do { \
        static const char *const ours_[] = {LIST(OURS)}, *const theirs_[] = {LIST(THEIRS)}; \
        const word_list list_ = {#field, sizeof ours_ / sizeof ours_[0], ours_, theirs_}; \
        int value_ = 0; \
        if (a->field) { \
            ENT_TRY(find_word(a->field, &list_, &value_, err)); \
            s->field = (type)value_; \
        } \
    } while (0)

static ent_status read_votes(const bargain_args *a, ent_smp_options *s, ent_error *err)
{
    SET(vote, ent_vote_rule, ENT_VOTE_LIST);
    SET(victory, ent_victory_rule, ENT_VICTORY_LIST);
    SET(election, ent_election_rule, ENT_ELECTION_LIST);
    SET(commit, ent_commit_rule, ENT_COMMIT_LIST);
    return ENT_OK;
}

static ent_status read_moves(const bargain_args *a, ent_smp_options *s, ent_error *err)
{
    SET(adjust, ent_adjust_rule, ENT_ADJUST_LIST);
    SET(range, ent_range_rule, ENT_RANGE_LIST);
    SET(interpolate, ent_interpolate_rule, ENT_INTERPOLATE_LIST);
    SET(offer, ent_offer_rule, ENT_OFFER_LIST);
    SET(choice, ent_choice_rule, ENT_CHOICE_LIST);
    return ENT_OK;
}

static ent_status read_smp(const bargain_args *a, ent_smp_options *s, ent_error *err)
{
    ENT_TRY(read_votes(a, s, err));
    ENT_TRY(read_moves(a, s, err));
    s->seed = a->seed;
    if (a->turns > ENT_SMP_TURNS_MAX && a->turns != (size_t)-1)
        return ent_fail(err, ENT_E_ARG, "--turns must be at most %d", ENT_SMP_TURNS_MAX);
    s->max_turns = a->turns == (size_t)-1 ? s->max_turns : a->turns;
    return ENT_OK;
}

static ent_status read_bdm(const bargain_args *a, ent_bdm_options *b, ent_error *err)
{
    if (a->turns != (size_t)-1 && a->turns > ENT_BDM_ROUNDS_MAX)
        return ent_fail(err, ENT_E_ARG, "--turns must be at most %d with bdm", ENT_BDM_ROUNDS_MAX);
    b->rounds = a->turns == (size_t)-1 ? b->rounds : a->turns;
    if (!(a->stay >= 0.0 && a->stay <= 1.0))
        return ent_fail(err, ENT_E_ARG, "--stay must be a chance from 0 to 1");
    b->stay = a->stay;
    return ENT_OK;
}

static ent_status read_compat(const bargain_args *a, ent_study_options *o, ent_error *err)
{
    if (!a->compat)
        return ENT_OK;
    if (strcmp(a->compat, "ktab") == 0 && o->rounds == ENT_ROUNDS_SMP)
        o->smp.compat = true;
    else if (strcmp(a->compat, "public") == 0 && o->rounds == ENT_ROUNDS_BDM)
        o->bdm = ent_bdm_public_code();
    else
        return ent_fail(err, ENT_E_ARG,
                        "--compat: 'ktab' needs --model smp, 'public' needs --model bdm");
    return ENT_OK;
}

static ent_status read_model(const bargain_args *a, ent_study_options *o, ent_rule *chosen,
                             ent_error *err)
{
    static const char *const words[] = {"compromise", "median", "election", "nash",
                                        "means",      "smp",    "bdm"};
    static const ent_rule rules[] = {ENT_RULE_COMPROMISE, ENT_RULE_MEDIAN, ENT_RULE_ELECTION,
                                     ENT_RULE_NASH,       ENT_RULE_MEANS,  ENT_RULE_SMP_MEAN,
                                     ENT_RULE_BDM_MEAN};
    const word_list list = {"model", sizeof words / sizeof words[0], words, words};
    int which = 0;
    ENT_TRY(find_word(a->model, &list, &which, err));
    *chosen = rules[which];
    o->rounds = *chosen == ENT_RULE_SMP_MEAN   ? ENT_ROUNDS_SMP
                : *chosen == ENT_RULE_BDM_MEAN ? ENT_ROUNDS_BDM
                                               : ENT_ROUNDS_NONE;
    ENT_TRY(read_compat(a, o, err));
    ENT_TRY(read_smp(a, &o->smp, err));
    return o->rounds == ENT_ROUNDS_BDM ? read_bdm(a, &o->bdm, err) : ENT_OK;
}

enum { MOST_DRAWS = 1 << 24 };

static ent_status read_power(const bargain_args *a, ent_study_options *o, ent_error *err)
{
    static const char *const words[] = {"capability", "shapley"};
    const word_list list = {"power", 2, words, words};
    int which = 0;
    ENT_TRY(find_word(a->power, &list, &which, err));
    o->power = which ? ENT_POWER_SHAPLEY : ENT_POWER_GIVEN;
    if (!(a->quota > 0.0 && a->quota <= 1.0))
        return ent_fail(err, ENT_E_ARG, "--quota must be greater than 0 and at most 1");
    if (!(a->value > 0.0))
        return ent_fail(err, ENT_E_ARG, "--value must be greater than 0");
    o->quota = a->quota;
    o->nash_value = a->value;
    o->seed = a->seed;
    ENT_TRY(threads_allowed(a->threads, err));
    if (a->draws != SIZE_MAX)
        ENT_TRY(opt_at_most("draws", a->draws, MOST_DRAWS, err));
    o->n_threads = a->threads;
    return ENT_OK;
}

static ent_status read_scale(const char *text, ent_actor_scale *scale, ent_error *err)
{
    const char *colon = strchr(text, ':');
    if (!colon || !ent_text_number(text, (size_t)(colon - text), &scale->low) ||
        !ent_text_number(colon + 1, strlen(colon + 1), &scale->high) || !(scale->low < scale->high))
        return ent_fail(err, ENT_E_ARG, "--scale: '%.40s' is not LOW:HIGH, like 0:100", text);
    return ENT_OK;
}

/* --- Running --- */

static bool show_progress(size_t done, size_t of, void *closure)
{
    size_t *shown = closure;
    const size_t percent = 100 * done / of;
    if (percent != *shown || done == of) {
        *shown = percent;
        fprintf(stderr, "\r%zu of %zu draws%s", done, of, done == of ? "\n" : "");
    }
    return true;
}

typedef struct bargain_job {
    const bargain_args *args;
    const char *file;
    ent_arena *arena;
    ent_actor_table table;
    ent_study_options options;
    ent_study study;
    bargain_view view;
    size_t shown; /* percent on the terminal */
} bargain_job;

static ent_status choose_draws(bargain_job *j, ent_error *err)
{
    const bargain_args *a = j->args;
    j->options.n_draws = a->no_draws              ? 0
                         : a->draws != (size_t)-1 ? a->draws
                         : j->table.has_ranges    ? PRESET_DRAWS
                                                  : 0;
    if (j->options.n_draws > DRAWS_MAX)
        return ent_fail(err, ENT_E_ARG, "--draws must be at most %d", DRAWS_MAX);
    if (isatty(STDERR_FILENO)) {
        j->options.progress = show_progress;
        j->options.closure = &j->shown;
    }
    return ENT_OK;
}

/* One row of --ideals: an actor of the table, and its shares in the order of the table. */
static ent_status read_ideal_row(const bargain_job *j, const ent_csv *csv, size_t row,
                                 double *ideal, ent_error *err)
{
    size_t name = 0, column = 0;
    const size_t n = j->table.n, line = ent_csv_line(csv, row);
    ENT_TRY(ent_csv_column(csv, "actor", &name, err));
    const char *actor = ent_csv_text(csv, row, name);
    const size_t i = ent_actor_table_find(&j->table, actor);
    if (i >= n)
        return ent_fail(err, ENT_E_KEY, "%s:%zu: there is no actor '%.60s' in %s", csv->path, line,
                        actor, j->table.path);
    double sum = 0.0;
    for (size_t k = 0; k < n; k++) {
        double *share = &ideal[i * n + k];
        ENT_TRY(ent_csv_column(csv, j->table.actors[k], &column, err));
        ENT_TRY(ent_csv_required(csv, row, column, share, err));
        if (!(*share >= 0.0 && *share <= 1.0))
            return ent_fail(err, ENT_E_DATA, "%s:%zu: column %s: a share lies from 0 to 1",
                            csv->path, line, j->table.actors[k]);
        sum += *share;
    }
    if (sum > 1.0 + 1e-9)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: the shares of '%.60s' sum to %g; at most 1",
                        csv->path, line, actor, sum);
    return ENT_OK;
}

static ent_status read_ideals(bargain_job *j, double *ideal, ent_error *err)
{
    ent_csv csv;
    ENT_TRY(ent_csv_read(j->args->ideals, &csv, j->arena, err));
    if (csv.n_rows != j->table.n)
        return ent_fail(err, ENT_E_DATA, "%s: has %zu rows; %s has %zu actors", csv.path,
                        csv.n_rows, j->table.path, j->table.n);
    for (size_t r = 0; r < csv.n_rows; r++)
        ENT_TRY(read_ideal_row(j, &csv, r, ideal, err));
    return ENT_OK;
}

/* Ideals that follow positions in part: the same share for everybody, or a matrix. */
static ent_status set_ideals(bargain_job *j, ent_error *err)
{
    const double share = j->args->ideal;
    const size_t n = j->table.n;
    if (!(share >= 0.0 && share <= 1.0))
        return ent_fail(err, ENT_E_ARG, "--ideal: a share from 0 to 1");
    if (share == 1.0 && !j->args->ideals)
        return ENT_OK;
    if (j->options.rounds != ENT_ROUNDS_SMP)
        return ent_fail(err, ENT_E_ARG, "%s is read by --model smp alone",
                        j->args->ideals ? "--ideals" : "--ideal");
    if (share != 1.0 && j->args->ideals)
        return ent_fail(err, ENT_E_ARG,
                        "--ideal and --ideals both say how ideals follow. Give one");
    double *ideal = ent_arena_array(j->arena, double, n *n);
    if (!ideal)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    j->options.smp.ideal = ideal;
    if (j->args->ideals)
        return read_ideals(j, ideal, err);
    for (size_t i = 0; i < n; i++)
        ideal[i * n + i] = share;
    return ENT_OK;
}

static ent_status find_explained(bargain_job *j, ent_error *err)
{
    const char *name = j->args->explain;
    j->view.explain = j->table.n;
    if (!name)
        return ENT_OK;
    if (j->options.rounds == ENT_ROUNDS_NONE)
        return ent_fail(err, ENT_E_ARG, "--explain needs rounds: add --model smp or bdm");
    j->view.explain = ent_actor_table_find(&j->table, name);
    if (j->view.explain < j->table.n)
        return ENT_OK;
    const char *near = ent_text_nearest(name, j->table.actors, j->table.n);
    return ent_fail(err, ENT_E_KEY, "%s: there is no actor '%.60s'%s", j->table.path, name,
                    did_you_mean(near).text);
}

static ent_status run(bargain_job *j, ent_error *err)
{
    ent_actor_scale scale = {0};
    j->options = ent_study_defaults();
    ENT_TRY(read_model(j->args, &j->options, &j->view.chosen, err));
    ENT_TRY(read_power(j->args, &j->options, err));
    ENT_TRY(read_scale(j->args->scale, &scale, err));
    ENT_TRY(ent_actor_table_read(j->file, scale, &j->table, j->arena, err));
    if (j->table.salience_shares)
        fprintf(stderr, "entente bargain: %s: no salience above 1: read as shares, 1 is 100\n",
                j->file);
    ENT_TRY(choose_draws(j, err));
    ENT_TRY(set_ideals(j, err));
    ENT_TRY(find_explained(j, err));
    ENT_TRY(ent_study_run(&j->table, &j->options, &j->study, j->arena, err));
    j->view.table = &j->table;
    j->view.study = &j->study;
    j->view.rounds = j->options.rounds;
    j->view.model = j->args->model;
    j->view.arena = j->arena;
    return ENT_OK;
}

/* --- Showing --- */

static size_t make_tables(const bargain_job *j, bool for_people, ent_table tables[TABLES])
{
    size_t n = 0;
    bargain_forecast_table(&j->view, &tables[n++]);
    bargain_position_table(&j->view, &tables[n++]);
    if (j->view.rounds != ENT_ROUNDS_NONE)
        bargain_move_table(&j->view, for_people ? TEXT_MOVES_MAX : (size_t)-1, &tables[n++]);
    if (j->view.explain < j->table.n)
        bargain_explain_table(&j->view, &tables[n++]);
    return n;
}

static ent_status write_json(const bargain_job *j, const ent_table *tables, size_t n,
                             ent_builder *out, ent_error *err)
{
    const ent_style style = {0};
    ent_builder_text(out, "{\"model\":");
    ent_json_text(out, j->args->model);
    ent_builder_text(out, ",\"file\":");
    ent_json_text(out, j->table.path);
    ent_builder_format(out, ",\"draws\":%zu,\"failed_draws\":%zu,\"turns\":%zu,\"ending\":",
                       j->study.n_draws, j->study.n_failed, j->study.smp.n_turns);
    ent_json_text(out, bargain_ending(&j->view));
    for (size_t k = 0; k < n; k++) {
        ent_builder_format(out, ",\n\"%s\":", tables[k].name);
        ENT_TRY(ent_table_render(&tables[k], ENT_FORMAT_JSON, &style, out, err));
    }
    ent_builder_text(out, "}\n");
    return ent_builder_status(out, err);
}

static ent_status write_csv(const bargain_job *j, const ent_table *tables, size_t n,
                            ent_builder *out, ent_error *err)
{
    const ent_style style = {0};
    for (size_t k = 0; k < n; k++)
        if (strcmp(tables[k].name, j->args->table) == 0)
            return ent_table_render(&tables[k], ENT_FORMAT_CSV, &style, out, err);
    return ent_fail(err, ENT_E_KEY, "--table: '%.40s' is not forecast, positions, moves or explain",
                    j->args->table);
}

static ent_status write_text(const bargain_job *j, const ent_table *tables, size_t n,
                             ent_builder *out, ent_error *err)
{
    const ent_style style = opt_style();
    if (j->study.n_failed)
        fprintf(stderr, "entente bargain: %zu of %zu draws gave no result\n", j->study.n_failed,
                j->study.n_draws);
    for (size_t k = 0; k < n; k++) {
        if (k > 0)
            ent_builder_text(out, "\n");
        ENT_TRY(ent_table_render(&tables[k], ENT_FORMAT_TEXT, &style, out, err));
    }
    return ent_builder_status(out, err);
}

static ent_status write_files(const bargain_job *j, ent_error *err)
{
    ent_table tables[TABLES];
    const ent_table *sheets[TABLES];
    const size_t n = make_tables(j, false, tables);
    for (size_t k = 0; k < n; k++)
        sheets[k] = &tables[k];
    if (j->args->xlsx)
        ENT_TRY(ent_xlsx_write(j->args->xlsx, sheets, n, err));
    if (!j->args->html)
        return ENT_OK;
    ent_builder page;
    ent_builder_init(&page, j->arena);
    ENT_TRY(bargain_page(&j->view, sheets, n, &page, err));
    return ent_text_write_file(j->args->html, page.data, page.length, err);
}

static int show(const bargain_job *j, ent_error *err)
{
    const ent_format format = opt_format(j->args->json, j->args->csv);
    ent_table tables[TABLES];
    ent_builder out;
    ent_builder_init(&out, j->arena);
    ent_status status = write_files(j, err);
    if (status == ENT_OK) {
        const size_t n = make_tables(j, format == ENT_FORMAT_TEXT, tables);
        status = format == ENT_FORMAT_JSON  ? write_json(j, tables, n, &out, err)
                 : format == ENT_FORMAT_CSV ? write_csv(j, tables, n, &out, err)
                                            : write_text(j, tables, n, &out, err);
    }
    return status == ENT_OK ? opt_print(out.data, out.length) : opt_fail("bargain", status, err);
}

int cmd_bargain(int argc, char **argv)
{
    bargain_args args = {
        .model = "compromise",
        .power = "capability",
        .scale = "0:100",
        .table = "forecast",
        .quota = 0.5,
        .value = 1.5,
        .stay = 1.0,
        .ideal = 1.0,
        .turns = (size_t)-1,
        .draws = (size_t)-1,
        .seed = 1,
    };
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1u << 20);
    bargain_job job = {.args = &args, .file = argv[1], .arena = &arena, .shown = 101};
    const ent_status status = run(&job, &err);
    const int code = status == ENT_OK ? show(&job, &err) : opt_fail("bargain", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
