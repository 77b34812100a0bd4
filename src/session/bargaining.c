/* Bargaining: any table of actors, positions and saliences through the models. Errors name an
   option as the command line does, for callers of the library too. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/hint.h"
#include "entente/csv.h"
#include "entente/text.h"
#include "result/bargain_tables.h"
#include "result/cover.h"
#include "session/answer.h"
#include "session/ranks.h"

enum { TEXT_MOVES_MAX = 40, PRESET_DRAWS = 1000, DRAWS_MAX = 1000000, TABLES = 4 };

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

static ent_status read_votes(const ent_bargain_options *a, ent_smp_options *s, ent_error *err)
{
    SET(vote, ent_vote_rule, ENT_VOTE_LIST);
    SET(victory, ent_victory_rule, ENT_VICTORY_LIST);
    SET(election, ent_election_rule, ENT_ELECTION_LIST);
    SET(commit, ent_commit_rule, ENT_COMMIT_LIST);
    return ENT_OK;
}

static ent_status read_moves(const ent_bargain_options *a, ent_smp_options *s, ent_error *err)
{
    SET(adjust, ent_adjust_rule, ENT_ADJUST_LIST);
    SET(range, ent_range_rule, ENT_RANGE_LIST);
    SET(interpolate, ent_interpolate_rule, ENT_INTERPOLATE_LIST);
    SET(offer, ent_offer_rule, ENT_OFFER_LIST);
    SET(choice, ent_choice_rule, ENT_CHOICE_LIST);
    return ENT_OK;
}

static ent_status read_smp(const ent_bargain_options *a, ent_smp_options *s, ent_error *err)
{
    ENT_TRY(read_votes(a, s, err));
    ENT_TRY(read_moves(a, s, err));
    s->seed = a->seed;
    if (a->turns > ENT_SMP_TURNS_MAX && a->turns != (size_t)-1)
        return ent_fail(err, ENT_E_ARG, "--turns must be at most %d", ENT_SMP_TURNS_MAX);
    s->max_turns = a->turns == (size_t)-1 ? s->max_turns : a->turns;
    return ENT_OK;
}

static ent_status read_bdm(const ent_bargain_options *a, ent_bdm_options *b, ent_error *err)
{
    if (a->turns != (size_t)-1 && a->turns > ENT_BDM_ROUNDS_MAX)
        return ent_fail(err, ENT_E_ARG, "--turns must be at most %d with bdm", ENT_BDM_ROUNDS_MAX);
    b->rounds = a->turns == (size_t)-1 ? b->rounds : a->turns;
    ENT_TRY(answer_domain("--stay", a->stay, 0.0, 1.0, 0.0, "chance", err));
    b->stay = a->stay;
    return ENT_OK;
}

static ent_status read_compat(const ent_bargain_options *a, ent_study_options *o, ent_error *err)
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

static ent_status read_model(const ent_bargain_options *a, ent_study_options *o, ent_rule *chosen,
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

static ent_status read_power(const ent_bargain_options *a, ent_study_options *o, ent_error *err)
{
    static const char *const words[] = {"capability", "shapley"};
    const word_list list = {"power", 2, words, words};
    int which = 0;
    ENT_TRY(find_word(a->power, &list, &which, err));
    o->power = which ? ENT_POWER_SHAPLEY : ENT_POWER_GIVEN;
    ENT_TRY(answer_domain("--quota", a->quota, 0.0, 1.0, 0.05, "share", err));
    if (a->quota == 0.0)
        return ent_fail(err, ENT_E_ARG, "--quota must be greater than 0");
    if (!(a->value > 0.0))
        return ent_fail(err, ENT_E_ARG, "--value must be greater than 0");
    o->quota = a->quota;
    o->nash_value = a->value;
    o->seed = a->seed;
    ENT_TRY(threads_allowed(a->threads, err));
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

typedef struct bargain_job {
    const ent_bargain_options *args;
    const ent_session *session;
    const ent_writing *writing;
    const char *file;
    ent_arena *arena;
    ent_actor_table table;
    ent_study_options options;
    ent_study study;
    bargain_view view;
} bargain_job;

/* A line for whoever hears warnings, with what steers a terminal escaped. */
static void note(const bargain_job *j, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void note(const bargain_job *j, const char *format, ...)
{
    char line[512];
    ent_error safe;
    va_list more;
    va_start(more, format);
    vsnprintf(line, sizeof line, format, more);
    va_end(more);
    ent_fail(&safe, ENT_E_DATA, "%s", line);
    if (j->session->folders.warn)
        j->session->folders.warn(safe.message);
}

static ent_status choose_draws(bargain_job *j, ent_error *err)
{
    const ent_bargain_options *a = j->args;
    j->options.n_draws = a->no_draws              ? 0
                         : a->draws != (size_t)-1 ? a->draws
                         : j->table.has_ranges    ? PRESET_DRAWS
                                                  : 0;
    if (j->options.n_draws > DRAWS_MAX)
        return ent_fail(err, ENT_E_ARG, "--draws must be at most %d", DRAWS_MAX);
    j->options.progress = a->progress;
    j->options.closure = a->progress_with;
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
    ENT_TRY(answer_domain("--ideal", share, 0.0, 1.0, 0.0, "share", err));
    if (share == 1.0 && !j->args->ideals)
        return ENT_OK;
    if (j->options.rounds != ENT_ROUNDS_SMP)
        return ent_fail(err, ENT_E_ARG, "%s is read by --model smp alone",
                        j->args->ideals ? "--ideals" : "--ideal");
    if (share != 1.0 && j->args->ideals)
        return ent_fail(err, ENT_E_ARG,
                        "--ideal and --ideals both say how ideals follow. Give one");
    double *ideal = ent_arena_array(j->arena, double, n *n);
    ENT_NEED(ideal, err);
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

/* Positions of 0.1 and 0.8 on a scale of 0 to 100: most likely shares of it. */
static bool look_like_shares(const ent_actor_table *t)
{
    bool inside = false;
    for (size_t k = 0; k < t->n * t->n_issues; k++) {
        if (t->position[k].value > 1.0)
            return false;
        inside = inside || (t->position[k].value > 0.0 && t->position[k].value < 1.0);
    }
    return inside;
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
        note(j, "%s: no salience above 1: read as shares, 1 is 100", j->file);
    if (scale.low == 0.0 && scale.high == 100.0 && look_like_shares(&j->table))
        note(j, "%s: no position above 1 of 100; if they are shares, add --scale 0:1", j->file);
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
    const ent_style style = answer_style(j->writing);
    if (j->study.n_failed)
        note(j, "%zu of %zu draws gave no result", j->study.n_failed, j->study.n_draws);
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
        ENT_TRY(cover_workbook(j->args->xlsx, sheets, n, j->arena, err));
    if (!j->args->html)
        return ENT_OK;
    ent_builder page;
    ent_builder_init(&page, j->arena);
    ENT_TRY(bargain_page(&j->view, sheets, n, &page, err));
    return ent_text_write_file(j->args->html, page.data, page.length, err);
}

static ent_status make_bargain(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    bargain_job *j = with;
    ent_format format = ENT_FORMAT_TEXT;
    ent_table tables[TABLES];
    ENT_TRY(answer_format(j->writing, &format, err));
    j->arena = arena;
    ENT_TRY(run(j, err));
    ENT_TRY(write_files(j, err));
    const size_t n = make_tables(j, format == ENT_FORMAT_TEXT, tables);
    return format == ENT_FORMAT_JSON  ? write_json(j, tables, n, out, err)
           : format == ENT_FORMAT_CSV ? write_csv(j, tables, n, out, err)
                                      : write_text(j, tables, n, out, err);
}

ent_status ent_session_bargain(ent_session *s, const char *file, const ent_bargain_options *options,
                               const ent_writing *writing, const char **text, size_t *length,
                               ent_error *err)
{
    ent_bargain_options usual = *options;
    usual.model = usual.model ? usual.model : "compromise";
    usual.scale = usual.scale ? usual.scale : "0:100";
    usual.power = usual.power ? usual.power : "capability";
    usual.table = usual.table ? usual.table : "forecast";
    bargain_job job = {.args = &usual, .session = s, .writing = writing, .file = file};
    return answer(s, make_bargain, &job, text, length, err);
}
