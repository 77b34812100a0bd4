/*
 * Bargaining vectors: spatial bargaining and expected utility against runs of their
 * predecessors, and forecasts. Scenario tables lie beside the vectors: CASE.csv, bdm_CASE.csv.
 */
#include <stdlib.h>
#include <string.h>

#include "entente/bargain.h"
#include "entente/bargain_bdm.h"
#include "entente/bargain_smp.h"
#include "entente/bargain_table.h"
#include "entente/csv.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "reference/families.h"

typedef struct bargain_row {
    const char *id, *family, *name, *params, *quantity, *i, *j, *k, *source;
    double turn, expected, tolerance;
} bargain_row;

/* The last scenario worked on: rows of one case and setting follow each other. */
typedef struct scenario {
    const char *family, *name, *params;
    ent_status status;
    ent_actor_table table;
    ent_actors actors;
    ent_smp_result smp;
    ent_smp_state *state;
    ent_bdm_result bdm;
} scenario;

typedef struct workspace {
    const char *dir;
    scenario now;
    ent_arena arena, scratch; /* both live as long as one scenario */
} workspace;

/* Start of the key's value, its length up to ';' in *length; NULL when absent. */
static const char *find_param(const char *params, const char *key, size_t *length)
{
    const size_t key_length = strlen(key);
    for (const char *at = params; at && *at; at = strchr(at, ';'), at = at ? at + 1 : at)
        if (strncmp(at, key, key_length) == 0 && at[key_length] == '=') {
            at += key_length + 1;
            *length = strcspn(at, ";");
            return at;
        }
    return NULL;
}

/* A number of `key=value;key=a|b|c`; ENT_MISSING when the key is absent. `index` counts in lists.
 */
static double param(const char *params, const char *key, size_t index)
{
    size_t length;
    const char *at = find_param(params, key, &length);
    for (; at && index > 0; index--) {
        const size_t item = strcspn(at, "|;");
        if (item >= length)
            return ENT_MISSING;
        at += item + 1;
        length -= item + 1;
    }
    double value;
    if (!at || !ent_text_number(at, strcspn(at, "|;"), &value))
        return ENT_MISSING;
    return value;
}

/* How many values a list has. */
static size_t param_count(const char *params, const char *key)
{
    size_t length, count = 1;
    const char *at = find_param(params, key, &length);
    for (size_t k = 0; at && k < length; k++)
        count += at[k] == '|';
    return at ? count : 0;
}

/* --- Options of the predecessor by name --- */

#define PAIR(name, theirs, ours) theirs,
static const char *const vote_names[] = {ENT_VOTE_LIST(PAIR)};
static const char *const victory_names[] = {ENT_VICTORY_LIST(PAIR)};
static const char *const election_names[] = {ENT_ELECTION_LIST(PAIR)};
static const char *const commit_names[] = {ENT_COMMIT_LIST(PAIR)};
static const char *const adjust_names[] = {ENT_ADJUST_LIST(PAIR)};
static const char *const range_names[] = {ENT_RANGE_LIST(PAIR)};
static const char *const interpolate_names[] = {ENT_INTERPOLATE_LIST(PAIR)};
static const char *const offer_names[] = {ENT_OFFER_LIST(PAIR)};
static const char *const choice_names[] = {ENT_CHOICE_LIST(PAIR)};
#undef PAIR

/* Value of an option in `names`; -1 when unknown, `preset` when the option is not given. */
static int option_value(const char *params, const char *option, const char *const *names,
                        size_t count, int preset)
{
    const size_t length = strlen(option);
    for (const char *at = params; at; at = strchr(at, ';'), at = at ? at + 1 : at) {
        if (strncmp(at, option, length) != 0 || at[length] != '=')
            continue;
        at += length + 1;
        for (size_t k = 0; k < count; k++)
            if (strlen(names[k]) == strcspn(at, ";") &&
                strncmp(names[k], at, strlen(names[k])) == 0)
                return (int)k;
        return -1;
    }
    return preset;
}

#define READ_OPTION(field, name, names, type) \
    do { \
        const int read_ = \
            option_value(params, name, names, sizeof(names) / sizeof(names[0]), (int)o->field); \
        if (read_ < 0) \
            return ENT_E_KEY; \
        o->field = (type)read_; \
    } while (0)

/* IdealAdjustment=diagX: X of each step towards the own position; IdealAdjustment=A B .../C D ...:
   the whole matrix, rows apart by a stroke. */
static ent_status read_ideal(const char *params, size_t n, ent_smp_options *o, ent_arena *arena)
{
    static const char key[] = "IdealAdjustment=";
    const char *at = strstr(params, key);
    if (!at)
        return ENT_OK;
    double *ideal = ent_arena_array(arena, double, n *n);
    if (!ideal)
        return ENT_E_NOMEM;
    at += sizeof key - 1;
    const bool diagonal = strncmp(at, "diag", 4) == 0;
    for (size_t k = 0; !diagonal && k < n * n; k++) {
        char *end = NULL;
        ideal[k] = strtod(at, &end);
        if (end == at)
            return ENT_E_PARSE;
        at = end + (*end == '/');
    }
    for (size_t i = 0; diagonal && i < n; i++)
        ideal[i * n + i] = strtod(at + 4, NULL);
    o->ideal = ideal;
    return ENT_OK;
}

static ent_status read_options(const char *params, size_t n, ent_smp_options *o, ent_arena *arena)
{
    *o = ent_smp_defaults();
    o->compat = true;
    READ_OPTION(vote, "VotingRule", vote_names, ent_vote_rule);
    READ_OPTION(victory, "VictoryProbModel", victory_names, ent_victory_rule);
    READ_OPTION(election, "PCEModel", election_names, ent_election_rule);
    READ_OPTION(commit, "ThirdPartyCommit", commit_names, ent_commit_rule);
    READ_OPTION(adjust, "BigRAdjust", adjust_names, ent_adjust_rule);
    READ_OPTION(range, "BigRRange", range_names, ent_range_rule);
    READ_OPTION(interpolate, "InterVecBrgn", interpolate_names, ent_interpolate_rule);
    READ_OPTION(offer, "BargnModel", offer_names, ent_offer_rule);
    READ_OPTION(choice, "StateTransition", choice_names, ent_choice_rule);
    return read_ideal(params, n, o, arena);
}

/* --- Scenarios --- */

/* CASE_rescaled_0_100 is the table bdm_CASE.csv with positions from least to most on 0-100
 *, saliences and capabilities in hundredths of the file's. */
static ent_status read_rescaled(workspace *w, const char *stem, size_t length, ent_error *err)
{
    scenario *s = &w->now;
    const char *path = ent_text_format(&w->arena, "%s/bdm_%.*s.csv", w->dir, (int)length, stem);
    const ent_actor_scale as_it_is = {0.0, 0.0};
    ENT_TRY(ent_actor_table_read(path, as_it_is, &s->table, &w->arena, err));
    double *capability = s->table.flat, *x = capability + s->table.n;
    double *salience = x + s->table.n * s->table.n_issues;
    double least = 1e300, most = -1e300;
    for (size_t i = 0; i < s->table.n; i++) {
        least = x[i] < least ? x[i] : least;
        most = x[i] > most ? x[i] : most;
    }
    for (size_t i = 0; i < s->table.n; i++) {
        x[i] = most > least ? 100.0 * ((x[i] - least) / (most - least)) : 0.0;
        salience[i] *= 100.0;
        capability[i] *= 100.0;
    }
    return ENT_OK;
}

static ent_status load_smp(workspace *w, ent_error *err)
{
    static const char suffix[] = "_rescaled_0_100";
    scenario *s = &w->now;
    const size_t length = strlen(s->name), tail = sizeof suffix - 1;
    if (length > tail && strcmp(s->name + length - tail, suffix) == 0) {
        ENT_TRY(read_rescaled(w, s->name, length - tail, err));
    } else {
        const ent_actor_scale scale = {0.0, 100.0};
        const char *path = ent_text_format(&w->arena, "%s/%s.csv", w->dir, s->name);
        ENT_TRY(ent_actor_table_read(path, scale, &s->table, &w->arena, err));
    }
    s->actors = ent_actor_table_view(&s->table);
    ent_smp_options o;
    ENT_TRY(read_options(s->params, s->table.n, &o, &w->arena));
    if (strcmp(s->family, "ktab_detail") == 0)
        return ent_smp_state_create(&s->actors, &o, &s->state, &w->arena);
    return ent_smp_run(&s->actors, &o, &s->smp, &w->arena, &w->scratch);
}

/* `Q=1;risk_from_own_danger;prob_denominator=all_dyads`: words choose the form. */
static ent_bdm_options bdm_options(const char *params)
{
    ent_bdm_options o = ent_bdm_public_code();
    const double stay = param(params, "Q", 0);
    o.stay = stay == stay ? stay : 1.0;
    if (strstr(params, "prob_denominator=pair"))
        o.probability = ENT_BDM_PAIR;
    if (strstr(params, "compel"))
        o.compel = true;
    if (strstr(params, "smallest_move"))
        o.choice = ENT_BDM_SMALLEST_MOVE;
    if (strstr(params, "risk_neutral"))
        o.risk = false;
    return o;
}

static ent_status load_bdm(workspace *w, ent_error *err)
{
    scenario *s = &w->now;
    const ent_actor_scale as_it_is = {0.0, 0.0};
    const char *path = ent_text_format(&w->arena, "%s/bdm_%s.csv", w->dir, s->name);
    ENT_TRY(ent_actor_table_read(path, as_it_is, &s->table, &w->arena, err));
    s->actors = ent_actor_table_view(&s->table);
    ent_bdm_options o = bdm_options(s->params);
    return ent_bdm_run(s->actors.n, s->actors.capability, s->actors.position, s->actors.salience,
                       &o, &s->bdm, &w->arena, &w->scratch);
}

static ent_status load(workspace *w, ent_error *err)
{
    scenario *s = &w->now;
    if (strncmp(s->family, "ktab_", 5) == 0)
        return load_smp(w, err);
    return load_bdm(w, err);
}

/* --- Quantities --- */

static bool smp_run_value(const scenario *s, const bargain_row *row, double *got)
{
    const ent_smp_result *r = &s->smp;
    const size_t i = ent_actor_table_find(&s->table, row->i);
    const size_t d = (size_t)strtoul(row->k, NULL, 10) - 1;
    if (strcmp(row->quantity, "turns") == 0) {
        *got = (double)r->n_turns;
        return true;
    }
    if (d >= r->n_issues)
        return false;
    if (strcmp(row->quantity, "final_pce_expected_position") == 0) {
        *got = r->election_last[d];
        return true;
    }
    if (strcmp(row->quantity, "final_power_salience_mean") == 0) {
        *got = r->mean_last[d];
        return true;
    }
    const bool final = strcmp(row->quantity, "final_position") == 0;
    const size_t turn = final ? r->n_turns : (size_t)row->turn;
    if (i >= r->n || turn > r->n_turns)
        return false;
    *got = strcmp(row->quantity, "final_ideal") == 0
               ? r->ideals[i * r->n_issues + d]
               : r->positions[(turn * r->n + i) * r->n_issues + d];
    return final || strcmp(row->quantity, "position") == 0 ||
           strcmp(row->quantity, "final_ideal") == 0;
}

static bool smp_detail_value(const scenario *s, const bargain_row *row, double *got)
{
    const size_t i = ent_actor_table_find(&s->table, row->i);
    const size_t j = ent_actor_table_find(&s->table, row->j);
    const size_t k = ent_actor_table_find(&s->table, row->k), n = s->table.n;
    if (i >= n)
        return false;
    if (strcmp(row->quantity, "risk_R") == 0) {
        *got = ent_smp_risk(s->state, i);
    } else if (strcmp(row->quantity, "best_target_index") == 0) {
        const size_t target = ent_smp_target(s->state, i, NULL, NULL);
        *got = target == ENT_SMP_NOBODY ? -1.0 : (double)target;
    } else if (j >= n) {
        return false;
    } else if (strcmp(row->quantity, "delta_eu_challenge") == 0) {
        *got = ent_smp_gain(s->state, i, i, i, j);
    } else if (strcmp(row->quantity, "util_est") == 0 && k < n) {
        *got = ent_smp_utility(s->state, i, j, k);
    } else if (strcmp(row->quantity, "prob_victory_i_over_j_est_h") == 0 && k < n) {
        *got = ent_smp_chance(s->state, i, j, k);
    } else {
        double first[2], second[2];
        ent_smp_offer(s->state, i, j, (size_t)strtoul(row->k, NULL, 10) - 1, first, second);
        *got = first[strcmp(row->quantity, "bargain_receiver_coord") == 0];
        return strncmp(row->quantity, "bargain_", 8) == 0;
    }
    return true;
}

static bool bdm_value(const scenario *s, const bargain_row *row, double *got)
{
    const ent_bdm_result *r = &s->bdm;
    const size_t i = ent_actor_table_find(&s->table, row->i);
    const size_t j = ent_actor_table_find(&s->table, row->j), n = r->n;
    const size_t t = (size_t)row->turn;
    const char *q = row->quantity;
    if (t > r->n_rounds)
        return false;
    if (strcmp(q, "condorcet_median") == 0)
        *got = r->median[t];
    else if (strcmp(q, "power_salience_mean") == 0)
        *got = r->mean[t];
    else if (i < n && strcmp(q, "position") == 0)
        *got = r->positions[t * n + i];
    else if (i < n && strcmp(q, "danger_level_r1") == 0)
        *got = r->first.danger[i];
    else if (i < n && strcmp(q, "risk_exponent_r") == 0)
        *got = r->first.exponent[i];
    else if (i < n && j < n && strcmp(q, "prob_i_beats_j_r1") == 0)
        *got = r->first.chance[i * n + j];
    else if (i < n && j < n && strcmp(q, "eu_i_challenges_j_est_i") == 0)
        *got = r->first.eu_own[i * n + j];
    else if (i < n && j < n && strcmp(q, "eu_j_challenges_i_est_i") == 0)
        *got = r->first.eu_theirs[i * n + j];
    else
        return false;
    return true;
}

static bool forecast(const bargain_row *row, double *got, ent_arena *arena)
{
    const size_t n = param_count(row->params, "x");
    double *x = ent_arena_array(arena, double, n), *c = ent_arena_array(arena, double, n);
    double *s = ent_arena_array(arena, double, n), *w = ent_arena_array(arena, double, n);
    if (n == 0 || !x || !c || !s || !w)
        return false;
    for (size_t i = 0; i < n; i++) {
        x[i] = param(row->params, "x", i);
        c[i] = param(row->params, "c", i);
        s[i] = param(row->params, "s", i);
    }
    ent_forecast_weights(n, c, s, w);
    const char *q = row->quantity;
    if (strcmp(q, "compromise_mean") == 0)
        return ent_forecast_mean(n, x, w, got) == ENT_OK;
    if (strcmp(q, "salience_mean") == 0)
        return ent_forecast_mean(n, x, s, got) == ENT_OK;
    if (strcmp(q, "capability_mean") == 0)
        return ent_forecast_mean(n, x, c, got) == ENT_OK;
    if (strcmp(q, "plain_mean") == 0)
        return ent_forecast_mean(n, x, NULL, got) == ENT_OK;
    if (strcmp(q, "weighted_median_cs") == 0)
        return ent_forecast_median(n, x, w, got, arena) == ENT_OK;
    return strcmp(q, "nbs_outcome") == 0 &&
           ent_forecast_nash(n, x, c, s, param(row->params, "d", 0), got) == ENT_OK;
}

/* Families of war, quantal response and strategic probit: nothing in the program needed them. */
static bool is_absent(const char *family)
{
    static const char *const absent[] = {
        "war_range",      "war_screening",    "war_commitment",       "war_hazard", "war_forts",
        "war_learning",   "war_attrition",    "war_domestic",         "rubinstein", "qre_2x2",
        "qre_deterrence", "strategic_probit", "strategic_probit_huth"};
    for (size_t k = 0; k < sizeof absent / sizeof absent[0]; k++)
        if (strcmp(absent[k], family) == 0)
            return true;
    return false;
}

static double compute(workspace *w, const bargain_row *row, ent_error *err)
{
    scenario *s = &w->now;
    double got = ENT_MISSING;
    if (strcmp(row->family, "compromise") == 0 || strcmp(row->family, "nash_spatial") == 0)
        return forecast(row, &got, &w->scratch) ? got : ENT_MISSING;
    if (strncmp(row->family, "ktab_", 5) != 0 && strcmp(row->family, "bdm_scholz") != 0)
        return ENT_MISSING;
    const bool same = s->name && strcmp(s->family, row->family) == 0 &&
                      strcmp(s->name, row->name) == 0 && strcmp(s->params, row->params) == 0;
    if (!same) {
        ent_arena_rewind(&w->arena, 0);
        ent_arena_rewind(&w->scratch, 0);
        *s = (scenario){.family = row->family, .name = row->name, .params = row->params};
        s->status = load(w, err);
    }
    if (s->status != ENT_OK)
        return ENT_MISSING;
    bool known;
    if (strcmp(row->family, "ktab_run") == 0)
        known = smp_run_value(s, row, &got);
    else if (strcmp(row->family, "ktab_detail") == 0)
        known = smp_detail_value(s, row, &got);
    else
        known = bdm_value(s, row, &got);
    return known ? got : ENT_MISSING;
}

static const char *cell(const ent_csv *csv, size_t row, const char *name)
{
    size_t column;
    return ent_csv_column(csv, name, &column, NULL) == ENT_OK ? ent_csv_text(csv, row, column) : "";
}

/* Half a unit of the last digit of a value cut off at ten or twelve digits: it cannot be met
 * more closely, whatever the tolerance. Shorter ones are exact. */
static double printed_half(const char *text)
{
    const char *point = strchr(text, '.'), *exponent = strpbrk(text, "eE");
    if (!point || strspn(text + strspn(text, "-0."), "0123456789.") < 10)
        return 0.0;
    const long digits = (long)strcspn(point + 1, "eE");
    double half = 0.5;
    for (long k = exponent ? strtol(exponent + 1, NULL, 10) - digits : -digits; k < 0; k++)
        half /= 10.0;
    return half;
}

static ent_status check_rows(const ent_csv *csv, workspace *w, validate_log *log, ent_arena *arena,
                             ent_error *err)
{
    size_t expected, tolerance, turn;
    ENT_TRY(ent_csv_column(csv, "expected", &expected, err));
    ENT_TRY(ent_csv_column(csv, "tolerance", &tolerance, err));
    ENT_TRY(ent_csv_column(csv, "turn", &turn, err));
    for (size_t r = 0; r < csv->n_rows; r++) {
        bargain_row row = {
            .id = cell(csv, r, "vector_id"),
            .family = cell(csv, r, "family"),
            .name = cell(csv, r, "case"),
            .params = cell(csv, r, "params"),
            .quantity = cell(csv, r, "quantity"),
            .i = cell(csv, r, "i"),
            .j = cell(csv, r, "j"),
            .k = cell(csv, r, "k"),
            .source = cell(csv, r, "source"),
        };
        if (is_absent(row.family)) {
            validate_absent(log);
            continue;
        }
        ENT_TRY(ent_csv_required(csv, r, expected, &row.expected, err));
        ENT_TRY(ent_csv_required(csv, r, tolerance, &row.tolerance, err));
        ENT_TRY(ent_csv_number(csv, r, turn, &row.turn, err));
        ent_error why = {"no such case, option or quantity"};
        const double got = compute(w, &row, &why);
        const size_t mark = ent_arena_mark(arena);
        const char *inputs =
            ent_text_format(arena, "%s %s %s: %s %s %s %s turn %g", row.family, row.name,
                            row.params, row.quantity, row.i, row.j, row.k, row.turn);
        inputs = inputs ? inputs : row.quantity;
        const double room = row.tolerance + printed_half(cell(csv, r, "expected"));
        if (got == got)
            validate_check(log, row.id, inputs, got, row.expected, room, 0.0, row.source);
        else
            validate_unable(log, row.id, inputs, why.message, row.source);
        ent_arena_rewind(arena, mark);
    }
    return ENT_OK;
}

ent_status validate_bargaining(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_csv csv;
    const char *path = ent_text_format(arena, "%s/bargaining_vectors.csv", dir);
    ENT_NEED(path, err);
    ENT_TRY(ent_csv_read(path, &csv, arena, err));
    workspace w = {.dir = dir};
    ent_heap_arena_create(&w.arena, 1u << 20);
    ent_heap_arena_create(&w.scratch, 1u << 20);
    const ent_status status = check_rows(&csv, &w, log, arena, err);
    ent_heap_arena_destroy(&w.arena);
    ent_heap_arena_destroy(&w.scratch);
    return status;
}
