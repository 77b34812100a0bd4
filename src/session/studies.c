/* Studies of a session: explore, compare, search. Each runs futures of its own. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/hint.h"
#include "entente/text.h"
#include "session/answer.h"
#include "session/ranks.h"
#include "session/why_page.h"
#include "study/compare.h"
#include "study/explorer.h"
#include "study/search_all.h"

/* --- what all have in common ------------------------------------------------------------------ */

typedef struct study_work {
    ent_session *session;
    const ent_job *job;
    const ent_writing *writing;
    explore_keep keep;
} study_work;

static ent_status open_study(study_work *w, size_t *threads, ent_error *err)
{
    w->keep =
        (explore_keep){.path = w->job->checkpoint, .resume = w->job->resume, .stop = w->job->stop};
    if (w->job->resume && !w->job->checkpoint)
        return ent_fail(err, ENT_E_ARG, "--resume needs --checkpoint FILE, as it was given before");
    if (w->job->checkpoint) {
        char first[4096];
        snprintf(first, sizeof first, "%s.1", w->job->checkpoint);
        ENT_TRY(ent_file_possible(first, err));
    }
    ENT_TRY(answer_ranks(w->session, err));
    return ranks_threads(&w->session->ranks, w->job->threads, threads, err);
}

/* Whether every rank got so far. */
static ent_status agree(const study_work *w, ent_status status, ent_error *err)
{
    return ranks_agree(&w->session->ranks, status, w->session->folders.warn, err);
}

/* Whether this process has files to write: the first rank, if any. */
static bool keeps_files(const study_work *w)
{
    return w->job->folder && w->session->ranks.rank == 0;
}

static ent_status make_folder(const study_work *w, ent_error *err)
{
    return agree(w, keeps_files(w) ? folder_make(w->job->folder, err) : ENT_OK, err);
}

static void start_problem(study_work *w, size_t threads, explore_problem *p)
{
    p->threads = threads;
    p->ranks = &w->session->ranks;
    p->keep = &w->keep;
    p->progress = w->job->progress;
    p->progress_with = w->job->progress_with;
}

static ent_status write_files(const study_work *w, why_page *page, ent_arena *arena, ent_error *err)
{
    if (!keeps_files(w))
        return ENT_OK;
    page->command = w->job->command ? w->job->command : "";
    page->seed = w->job->seed;
    return why_page_write(page, w->job->folder, arena, err);
}

/* --- explore ---------------------------------------------------------------------------------- */

typedef struct explore_work {
    study_work study;
    const ent_scenario *scenario;
    const ent_explore_options *options;
} explore_work;

static const struct {
    const char *name;
    ent_status (*run)(explorer *x);
} methods[] = {{"sobol", explore_sobol}, {"morris", explore_morris},
               {"pawn", explore_pawn},   {"regional", explore_regional},
               {"prim", explore_prim},   {"cart", explore_cart},
               {"why", explore_why}};
enum { N_METHODS = sizeof methods / sizeof methods[0] };

static ent_status add_json(const why_answer *a, ent_builder *out, ent_error *err)
{
    const ent_style style = {0};
    ent_builder_text(out, "{\n\"outcome\": ");
    ent_json_text(out, a->name);
    ent_builder_text(out, ",\n\"text\": ");
    ent_json_text(out, a->text);
    for (size_t k = 0; k < a->n_tables; k++) {
        ent_builder_format(out, ",\n\"%s\": ", a->tables[k].name);
        ENT_TRY(ent_table_render(&a->tables[k], ENT_FORMAT_JSON, &style, out, err));
    }
    ent_builder_format(out, "%s\n}", a->more ? a->more : "");
    return ENT_OK;
}

/* Of "what would have to be true" the sentences say all that the tables do. */
static ent_status add_text(const explorer *x, const why_answer *a, const ent_style *style,
                           ent_builder *out, ent_error *err)
{
    for (size_t k = 0; k < a->n_tables && !x->args.believe; k++) {
        ent_table shown = a->tables[k];
        /* limits are in the sentences, others are pictures: they are in the files */
        if (k > 0 && (strcmp(shown.name, "limits") == 0 || strcmp(shown.name, "tornado") == 0 ||
                      strcmp(shown.name, "prim") == 0))
            continue;
        shown.n_rows = x->args.top < shown.n_rows ? x->args.top : shown.n_rows;
        ENT_TRY(ent_table_render(&shown, ENT_FORMAT_TEXT, style, out, err));
        ent_builder_text(out, "\n");
    }
    ent_builder_format(out, "%s\n", a->text);
    return ENT_OK;
}

static ent_status add_answers(const explorer *x, const ent_writing *writing, ent_builder *out,
                              ent_error *err)
{
    const ent_style style = answer_style(writing);
    ent_format format = ENT_FORMAT_TEXT;
    ENT_TRY(answer_format(writing, &format, err));
    const bool json = format == ENT_FORMAT_JSON, list = json && x->n_answers > 1;
    if (format == ENT_FORMAT_CSV)
        return why_csv(x->n_answers, x->answer, 0, out, x->arena, err);
    ent_builder_text(out, list ? "[" : "");
    for (size_t i = 0; i < x->n_answers; i++) {
        ent_builder_text(out, i == 0 ? "" : list ? ",\n" : "\n");
        ENT_TRY(json ? add_json(&x->answer[i], out, err)
                     : add_text(x, &x->answer[i], &style, out, err));
    }
    ent_builder_text(out, list ? "]\n" : json ? "\n" : "");
    return ENT_OK;
}

static ent_status write_explored(const study_work *w, const explorer *x, ent_error *err)
{
    why_page page = {.name = "explore",
                     .title = ent_text_format(x->arena, "Why: %s", x->p.parts.scenario.name),
                     .scenario = &x->p.parts.scenario,
                     .futures = x->futures,
                     .n_answers = x->n_answers,
                     .answers = x->answer};
    return write_files(w, &page, x->arena, err);
}

static ent_status find_method(const char *word, size_t *chosen, ent_error *err)
{
    const char *names[N_METHODS];
    for (size_t i = 0; i < N_METHODS; i++) {
        names[i] = methods[i].name;
        *chosen = i;
        if (strcmp(word, names[i]) == 0)
            return ENT_OK;
    }
    const char *near = ent_text_nearest(word, names, N_METHODS);
    return ent_fail(err, ENT_E_ARG, "--method: there is no '%s'%s", word,
                    near ? did_you_mean(near).text : "; see 'entente explore --help'");
}

/* The folder is made once the question is known to be right. */
static ent_status get_ready(const explorer *x)
{
    return make_folder(x->ready_with, x->err);
}

static ent_status by_method(const study_work *w, explorer *x)
{
    const explore_args *a = &x->args;
    size_t chosen = 0;
    ENT_TRY(find_method(a->method, &chosen, x->err));
    if (!a->outcomes.count)
        return ent_fail(x->err, ENT_E_ARG,
                        "--outcome KEY is needed; 'entente outcomes' lists them");
    ENT_TRY(answer_at_most("--points", a->points, 1 << 26, x->err));
    if (a->replicates < 2)
        return ent_fail(x->err, ENT_E_ARG, "--scrambles must be at least 2");
    ENT_TRY(answer_at_most("--scrambles", a->replicates, 1 << 12, x->err));
    if (a->resamples < 2 || a->boxes < 1)
        return ent_fail(x->err, ENT_E_ARG, "--resamples must be at least 2, --boxes at least 1");
    ENT_TRY(answer_at_most("--resamples", a->resamples, 1 << 12, x->err));
    ENT_TRY(answer_at_most("--boxes", a->boxes, 1 << 6, x->err));
    ENT_TRY(
        agree(w, explore_open(&x->p, a->outcomes.count, a->outcomes.items, a->at, x->arena, x->err),
              x->err));
    ENT_TRY(get_ready(x));
    return methods[chosen].run(x);
}

/* What tied assumptions do to the figures, and their money, after every text. */
static ent_status note_ties(explorer *x)
{
    const bool together =
        strcmp(x->args.method, "sobol") == 0 || strcmp(x->args.method, "morris") == 0;
    for (size_t i = 0; i < x->n_answers; i++) {
        const char *note = explore_tied_note(&x->p, together && !x->args.believe);
        x->answer[i].text = ent_text_format(x->arena, "%s%s%s", x->answer[i].text, note,
                                            explore_notes(&x->p, x->arena));
        ENT_NEED(x->answer[i].text, x->err);
    }
    return ENT_OK;
}

static ent_status read_explore(const explore_work *work, explore_args *args, ent_error *err)
{
    const ent_explore_options *o = work->options;
    *args = (explore_args){.at = o->at,
                           .method = o->method ? o->method : "sobol",
                           .fails = o->fails,
                           .believe = o->believe,
                           .objective = o->objective ? o->objective : "lenient1",
                           .points = o->points,
                           .replicates = o->scrambles,
                           .box = o->box,
                           .boxes = o->boxes,
                           .resamples = o->resamples,
                           .top = o->top,
                           .peel = o->peel,
                           .paste = o->paste,
                           .mass = o->mass,
                           .seed = work->study.job->seed,
                           .groups = o->groups,
                           .second = o->second,
                           .radial = o->radial};
    ENT_TRY(answer_domain("--peel", o->peel, 0.0, 0.5, 0.0, "share", err));
    ENT_TRY(answer_domain("--paste", o->paste, 0.0, 0.5, 0.0, "share", err));
    ENT_TRY(answer_domain("--mass", o->mass, 0.0, 1.0, 0.0, "share", err));
    ENT_TRY(answer_list("--group", &o->own_groups, &args->groups_named, err));
    return answer_list("--outcome", &o->outcomes, &args->outcomes, err);
}

static ent_status explore(explore_work *work, explorer *x, ent_builder *out, ent_error *err)
{
    study_work *w = &work->study;
    size_t threads = 0;
    ENT_TRY(read_explore(work, &x->args, err));
    ENT_TRY(open_study(w, &threads, err));
    start_problem(w, threads, &x->p);
    x->p.independent = work->options->independent;
    x->p.currency = work->options->currency;
    x->ready = get_ready;
    x->ready_with = w;
    ENT_TRY(agree(w, answer_world(work->scenario, &x->p.parts, x->arena, err), err));
    ENT_TRY(x->args.believe ? explore_believe(x) : by_method(w, x));
    ENT_TRY(note_ties(x));
    ENT_TRY(write_explored(w, x, err));
    ENT_TRY(add_answers(x, w->writing, out, err));
    if (w->session->ranks.rank == 0)
        explore_keep_clear(&w->keep);
    return ENT_OK;
}

static ent_status make_explored(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    explorer *x = ent_arena_array(arena, explorer, 1);
    ENT_NEED(x, err);
    x->arena = arena;
    x->err = err;
    const ent_status status = explore(with, x, out, err);
    for (size_t i = 0; i < x->n_answers; i++)
        why_free(&x->answer[i]);
    return status;
}

ent_status ent_scenario_explore(const ent_scenario *scenario, const ent_explore_options *options,
                                const ent_job *job, const ent_writing *writing, const char **text,
                                size_t *length, ent_error *err)
{
    explore_work work = {{scenario->session, job, writing, {0}}, scenario, options};
    return answer(scenario->session, make_explored, &work, text, length, err);
}

/* --- compare ---------------------------------------------------------------------------------- */

typedef struct compare_work {
    study_work study;
    size_t n;
    const ent_scenario *const *scenarios;
    const ent_compare_options *options;
} compare_work;

/* The next policy: a scenario with some levers set, ready to be run. */
static ent_status add_policy(compare_work *work, const ent_scenario *scenario, size_t threads,
                             compare_ask *ask, const compare_grid *grid, ent_arena *arena,
                             ent_error *err)
{
    explore_problem *p = ent_arena_array(arena, explore_problem, 1);
    const size_t k = ask->n;
    ENT_NEED(p, err);
    start_problem(&work->study, threads, p);
    p->account = why_account;
    p->currency = work->options->currency;
    ENT_TRY(answer_world(scenario, &p->parts, arena, err));
    ENT_TRY(explore_open(p, 1, &ask->over, ask->at, arena, err));
    ENT_TRY(explore_money_used(p, false, err));
    for (size_t i = 0; grid && i < grid->n_levers; i++)
        ENT_TRY(explore_set_lever(&p->parts.reg, p->parts.world, grid->lever[i],
                                  grid->value[k * grid->n_levers + i], "--grid", err));
    ask->policy[k] = p;
    ask->name[k] = grid ? grid->name[k] : scenario->name;
    ask->n++;
    return ENT_OK;
}

static ent_status add_policies(compare_work *work, size_t threads, compare_ask *ask,
                               ent_arena *arena, ent_error *err)
{
    const ent_words *texts = &work->options->grid;
    compare_grid grid;
    if (!texts->n) {
        for (size_t k = 0; k < work->n; k++)
            ENT_TRY(add_policy(work, work->scenarios[k], threads, ask, NULL, arena, err));
        return ENT_OK;
    }
    ENT_TRY(compare_read_grid(texts->n, texts->words, &grid, arena, err));
    while (ask->n < grid.n)
        ENT_TRY(add_policy(work, work->scenarios[0], threads, ask, &grid, arena, err));
    return ENT_OK;
}

static ent_status check_compare(const compare_work *work, ent_error *err)
{
    const ent_compare_options *o = work->options;
    if (!o->over)
        return ent_fail(err, ENT_E_ARG, "--over KEY is needed; 'entente outcomes' lists them");
    ENT_TRY(answer_at_most("--futures", o->futures, 1 << 26, err));
    if (!o->futures)
        return ent_fail(err, ENT_E_ARG, "--futures must be at least 1");
    ENT_TRY(answer_domain("--alpha", o->alpha, 0.0, 1.0, 0.0, "weight", err));
    if (!work->n || work->n > COMPARE_POLICIES)
        return ent_fail(err, ENT_E_ARG, "compare 1 to %d scenarios", COMPARE_POLICIES);
    if (o->grid.n && work->n != 1)
        return ent_fail(err, ENT_E_ARG, "--grid needs one scenario, but %zu are named", work->n);
    return ENT_OK;
}

static ent_status write_compared(const study_work *w, const compare_ask *ask, const why_answer *a,
                                 size_t futures, ent_arena *arena, ent_error *err)
{
    why_page page = {.name = "compare",
                     .title = ent_text_format(arena, "Policies compared: %s", ask->over),
                     .scenario = &ask->policy[0]->parts.scenario,
                     .futures = futures,
                     .n_answers = 1,
                     .answers = a};
    return write_files(w, &page, arena, err);
}

static ent_status make_compared(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    compare_work *work = with;
    study_work *w = &work->study;
    const ent_compare_options *o = work->options;
    compare_ask ask = {.over = o->over ? compare_outcome(o->over) : NULL,
                       .asked = o->over,
                       .at = o->at,
                       .threshold = o->threshold,
                       .alpha = o->alpha,
                       .futures = o->futures,
                       .seed = w->job->seed,
                       .own_beliefs = o->own_beliefs};
    why_answer found = {0};
    size_t threads = 0, futures = 0;
    ENT_TRY(check_compare(work, err));
    ENT_TRY(open_study(w, &threads, err));
    ENT_TRY(make_folder(w, err));
    ENT_TRY(agree(w, add_policies(work, threads, &ask, arena, err), err));
    ent_status status = compare_policies(&ask, &found, &futures, arena, err);
    if (status == ENT_OK)
        status = write_compared(w, &ask, &found, futures, arena, err);
    if (status == ENT_OK) {
        found.tables[0].note = found.text;
        status = answer_table(&found.tables[0], w->writing, out, err);
    }
    if (status == ENT_OK && w->session->ranks.rank == 0)
        explore_keep_clear(&w->keep);
    why_free(&found);
    return status;
}

ent_status ent_session_compare(ent_session *session, size_t n, ent_scenario *const *scenarios,
                               const ent_compare_options *options, const ent_job *job,
                               const ent_writing *writing, const char **text, size_t *length,
                               ent_error *err)
{
    compare_work work = {
        {session, job, writing, {0}}, n, (const ent_scenario *const *)scenarios, options};
    return answer(session, make_compared, &work, text, length, err);
}

/* --- search ----------------------------------------------------------------------------------- */

typedef struct search_work {
    study_work study;
    const ent_scenario *scenario;
    const ent_search_options *options;
} search_work;

enum { MOST_FUTURES = 1 << 24, MOST_POLICIES = 1 << 16, MOST_GENERATIONS = 1 << 20 };

static ent_status check_search(const search_work *work, ent_error *err)
{
    const ent_search_options *o = work->options;
    ENT_TRY(threads_allowed(work->study.job->threads, err));
    ENT_TRY(answer_at_most("--futures", o->futures, MOST_FUTURES, err));
    ENT_TRY(answer_at_most("--check", o->check, MOST_FUTURES, err));
    ENT_TRY(answer_at_most("--population", o->population, MOST_POLICIES, err));
    ENT_TRY(answer_at_most("--generations", o->generations, MOST_GENERATIONS, err));
    if (!o->futures || !o->generations || o->check < 512)
        return ent_fail(err, ENT_E_ARG,
                        "--futures and --generations must be at least 1, --check at least 512");
    if (work->study.job->resume && !work->study.job->folder)
        return ent_fail(err, ENT_E_ARG, "only a search with a folder can be resumed");
    return ENT_OK;
}

static ent_status open_search(const search_work *work, search_job *j, ent_arena *arena,
                              ent_error *err)
{
    const ent_search_options *o = work->options;
    const ent_job *job = work->study.job;
    const ent_ranks alone = {.size = 1};
    text_list objectives, levers, epsilons;
    *j = (search_job){
        .population = o->population, .futures = o->futures, .seed = job->seed, .arena = arena};
    j->err = err;
    ENT_TRY(answer_list("--objective", &o->objectives, &objectives, err));
    ENT_TRY(answer_list("--lever", &o->levers, &levers, err));
    ENT_TRY(answer_list("--epsilon", &o->epsilons, &epsilons, err));
    j->p.account = why_account;
    j->p.currency = o->currency;
    ENT_TRY(ranks_threads(&alone, job->threads, &j->p.threads, err));
    ENT_TRY(answer_world(work->scenario, &j->p.parts, arena, err));
    ENT_TRY(search_open(j, &objectives, &levers, &epsilons));
    if (j->population < 4 || j->population % 2)
        return ent_fail(err, ENT_E_ARG, "--population must be even and at least 4");
    return job->folder && !job->resume ? folder_make(job->folder, err) : ENT_OK;
}

static ent_status add_found(const search_work *work, const search_found *found, ent_builder *out,
                            ent_error *err)
{
    const ent_style style = answer_style(work->study.writing);
    ent_format format = ENT_FORMAT_TEXT;
    ent_table shown = found->answer.tables[0];
    ENT_TRY(answer_format(work->study.writing, &format, err));
    if (format == ENT_FORMAT_TEXT && work->options->top < shown.n_rows)
        shown.n_rows = work->options->top;
    if (format == ENT_FORMAT_JSON) {
        ent_builder_text(out, "{\n\"search\": ");
        ent_builder_add(out, found->header, strlen(found->header) - 1);
        ent_builder_format(out, ",\n\"generations\": %zu,\n\"text\": ", found->generations);
        ent_json_text(out, found->answer.text);
        ent_builder_text(out, ",\n\"pareto\": ");
    }
    ENT_TRY(ent_table_render(&shown, format, &style, out, err));
    if (format == ENT_FORMAT_TEXT)
        ent_builder_format(out, "\n%s\n", found->answer.text);
    ent_builder_text(out, format == ENT_FORMAT_JSON ? "\n}\n" : "");
    return ENT_OK;
}

static ent_status write_found(const search_work *work, const search_job *j,
                              const search_found *found, ent_arena *arena, ent_error *err)
{
    const scenario_spec *scenario = &j->p.parts.scenario;
    why_page page = {.name = "search",
                     .title = ent_text_format(arena, "Search over levers: %s", scenario->name),
                     .scenario = scenario,
                     .futures = work->options->check,
                     .n_answers = 1,
                     .answers = &found->answer};
    return write_files(&work->study, &page, arena, err);
}

static ent_status make_search(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const search_work *work = with;
    const ent_job *job = work->study.job;
    search_job *j = ent_arena_array(arena, search_job, 1);
    search_found *found = ent_arena_array(arena, search_found, 1);
    const search_plan plan = {.generations = work->options->generations,
                              .check = work->options->check,
                              .folder = job->folder,
                              .resume = job->resume,
                              .progress = job->progress,
                              .progress_with = job->progress_with,
                              .stop = job->stop};
    ENT_NEED(j && found, err);
    ENT_TRY(check_search(work, err));
    ENT_TRY(open_search(work, j, arena, err));
    ent_status status = search_all(&plan, j, work->scenario->name, found, arena, err);
    if (status == ENT_OK)
        status = write_found(work, j, found, arena, err);
    if (status == ENT_OK)
        status = add_found(work, found, out, err);
    why_free(&found->answer);
    return status;
}

ent_status ent_scenario_search(const ent_scenario *scenario, const ent_search_options *options,
                               const ent_job *job, const ent_writing *writing, const char **text,
                               size_t *length, ent_error *err)
{
    search_work work = {{scenario->session, job, writing, {0}}, scenario, options};
    return answer(scenario->session, make_search, &work, text, length, err);
}
