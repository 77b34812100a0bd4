#include "bargain/smp_state.h"

#include "entente/rng.h"

enum { CHOICE_STREAM = 0x534d50 }; /* keeps these draws apart from all others of a seed */

ent_smp_options ent_smp_defaults(void)
{
    return (ent_smp_options){
        .adjust = ENT_ADJUST_THIRD,
        .range = ENT_RANGE_MID,
        .interpolate = ENT_INTERPOLATE_S2P2,
        .max_turns = ENT_SMP_TURNS_MAX,
        .stop_ratio = 0.02,
        .seed = 1,
    };
}

ent_status ent_smp_state_create(const ent_actors *actors, const ent_smp_options *options,
                                ent_smp_state **state, ent_arena *arena)
{
    ent_smp_state *s = ent_arena_array(arena, ent_smp_state, 1);
    if (!s)
        return ENT_E_NOMEM;
    ENT_TRY(smp_state_init(actors, options, s, arena));
    ENT_TRY(smp_state_assess(s, arena));
    *state = s;
    return ENT_OK;
}

/* What one turn needs beside the state; made once, used every turn. */
typedef struct turn_room {
    smp_bargain *bargains; /* [2n] in the order proposed */
    size_t n_bargains;
    double *places;            /* the bargains' points */
    double *next;              /* [n][n_issues] positions after the turn */
    double *utility;           /* [2n + 1][n] of a queue's options */
    double *chance;            /* [2n + 1] */
    const smp_bargain **queue; /* [2n + 1]; NULL: no change */
} turn_room;

static ent_status room_init(const ent_smp_state *s, turn_room *r, ent_arena *arena)
{
    const size_t n = s->n, most = 2 * n;
    r->bargains = ent_arena_array(arena, smp_bargain, most);
    r->places = ent_arena_array(arena, double, 2 * most * s->n_issues);
    r->next = ent_arena_array(arena, double, n * s->n_issues);
    r->utility = ent_arena_array(arena, double, (most + 1) * n);
    r->chance = ent_arena_array(arena, double, most + 1);
    r->queue = ent_arena_array(arena, const smp_bargain *, most + 1);
    if (!r->bargains || !r->places || !r->next || !r->utility || !r->chance || !r->queue)
        return ENT_E_NOMEM;
    for (size_t k = 0; k < most; k++) {
        r->bargains[k].at_initiator = r->places + 2 * k * s->n_issues;
        r->bargains[k].at_receiver = r->places + (2 * k + 1) * s->n_issues;
    }
    return ENT_OK;
}

static void propose(ent_smp_state *s, turn_room *r, ent_smp_move *moves)
{
    r->n_bargains = 0;
    for (size_t i = 0; i < s->n; i++) {
        double gain, chance;
        const size_t j = ent_smp_target(s, i, &gain, &chance);
        if (moves)
            moves[i] = (ent_smp_move){j, gain, chance, ENT_SMP_NOBODY, false, 1.0};
        if (j != ENT_SMP_NOBODY)
            r->n_bargains += smp_make_bargains(s, i, j, chance, r->bargains + r->n_bargains);
    }
}

/* Options of actor k: bargains in the order proposed, "no change" just before its own. */
static size_t fill_queue(const turn_room *r, size_t k)
{
    size_t m = 0;
    bool stayed = false;
    for (size_t b = 0; b < r->n_bargains; b++) {
        const smp_bargain *bargain = &r->bargains[b];
        if (!stayed && bargain->initiator >= k) {
            r->queue[m++] = NULL;
            stayed = true;
        }
        if (bargain->initiator == k || bargain->receiver == k)
            r->queue[m++] = bargain;
    }
    if (!stayed)
        r->queue[m++] = NULL;
    return m;
}

/* Mean utility to every actor of all positions, two of them replaced by the bargain's. */
static void weigh_option(const ent_smp_state *s, const smp_bargain *b, double *utility)
{
    const size_t n = s->n;
    for (size_t a = 0; a < n; a++)
        utility[a] = 0.0;
    for (size_t p = 0; p < n; p++) {
        const double *truth = s->truth + p * n;
        const double *point = !b                  ? NULL
                              : p == b->initiator ? b->at_initiator
                              : p == b->receiver  ? b->at_receiver
                                                  : NULL;
        if (point)
            for (size_t a = 0; a < n; a++)
                utility[a] += smp_curve(smp_distance(s, a, point), s->risk[a]);
        else
            for (size_t a = 0; a < n; a++)
                utility[a] += truth[a];
    }
    for (size_t a = 0; a < n; a++)
        utility[a] /= (double)n;
}

static size_t pick(const ent_smp_state *s, const double *chance, size_t m, size_t k, size_t turn)
{
    if (s->options.choice == ENT_CHOICE_DRAW) {
        double left = ent_uniform(s->options.seed, s->options.draw,
                                  (uint32_t)(turn * ENT_ACTORS_MAX + k), CHOICE_STREAM);
        for (size_t o = 0; o + 1 < m; o++) {
            left -= chance[o];
            if (left < 0.0)
                return o;
        }
        return m - 1;
    }
    size_t best = 0;
    for (size_t o = 1; o < m; o++)
        best = chance[o] > chance[best] ? o : best;
    return best;
}

/* Actor k follows one option of its queue; its place goes into next. */
static ent_status choose(const ent_smp_state *s, turn_room *r, size_t k, size_t turn,
                         ent_smp_move *move, ent_arena *scratch)
{
    const ent_election e = {s->options.vote, s->options.victory, s->options.election};
    const size_t m = fill_queue(r, k), width = s->n_issues;
    size_t chosen = 0;
    r->chance[0] = 1.0;
    if (m > 1) {
        for (size_t o = 0; o < m; o++)
            weigh_option(s, r->queue[o], r->utility + o * s->n);
        ENT_TRY(ent_elect(&e, s->n, m, s->capability, r->utility, r->chance, scratch));
        chosen = pick(s, r->chance, m, k, turn);
    }
    const smp_bargain *b = r->queue[chosen];
    const double *place = !b                  ? s->position + k * width
                          : b->initiator == k ? b->at_initiator
                                              : b->at_receiver;
    for (size_t d = 0; d < width; d++)
        r->next[k * width + d] = place[d];
    if (move) {
        move->with = !b ? ENT_SMP_NOBODY : b->initiator == k ? b->receiver : b->initiator;
        move->own_proposal = b && b->initiator == k;
        move->support = r->chance[chosen];
    }
    return ENT_OK;
}

static double sum_of_steps(const ent_smp_state *s, const double *from, const double *to)
{
    double total = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        double sum = 0.0;
        for (size_t d = 0; d < s->n_issues; d++) {
            const double step = to[i * s->n_issues + d] - from[i * s->n_issues + d];
            sum += step * step;
        }
        total += __builtin_sqrt(sum);
    }
    return total;
}

/* Ideals follow positions entirely, or by the rows of the adjustment matrix. */
static void move_ideals(ent_smp_state *s)
{
    const double *a = s->options.ideal;
    for (size_t i = 0; i < s->n; i++)
        for (size_t d = 0; d < s->n_issues; d++) {
            double *ideal = &s->ideal[i * s->n_issues + d];
            double sum = 0.0, kept = 1.0;
            for (size_t j = 0; a && j < s->n; j++) {
                sum += a[i * s->n + j] * s->position[j * s->n_issues + d];
                kept -= a[i * s->n + j];
            }
            *ideal = a ? sum + kept * *ideal : s->position[i * s->n_issues + d];
        }
}

/* One turn; *step is how far all moved together. */
static ent_status take_turn(ent_smp_state *s, turn_room *r, size_t turn, ent_smp_move *moves,
                            double *step, ent_arena *scratch)
{
    propose(s, r, moves);
    for (size_t k = 0; k < s->n; k++)
        ENT_TRY(choose(s, r, k, turn, moves ? &moves[k] : NULL, scratch));
    *step = sum_of_steps(s, s->position, r->next);
    for (size_t k = 0; k < s->n * s->n_issues; k++)
        s->position[k] = r->next[k];
    move_ideals(s);
    return smp_state_assess(s, scratch);
}

static void weighted_mean(const ent_smp_state *s, double *mean)
{
    for (size_t d = 0; d < s->n_issues; d++) {
        double sum = 0.0, total = 0.0;
        for (size_t i = 0; i < s->n; i++) {
            const double w = s->capability[i] * s->salience[i * s->n_issues + d];
            sum += w * s->position[i * s->n_issues + d];
            total += w;
        }
        mean[d] = total > 0.0 ? 100.0 * sum / total : ENT_MISSING;
    }
}

static ent_status result_init(const ent_smp_state *s, ent_smp_result *result, ent_arena *arena)
{
    const size_t n = s->n, width = s->n_issues, turns = s->options.max_turns;
    *result = (ent_smp_result){.n = n, .n_issues = width};
    double **const by_issue[] = {&result->election_first, &result->election_last,
                                 &result->mean_first, &result->mean_last};
    double **const by_actor[] = {&result->chance_first, &result->chance_last, &result->risk_first};
    bool whole = (result->positions = ent_arena_array(arena, double, (turns + 1) * n * width));
    whole &= (result->ideals = ent_arena_array(arena, double, n *width)) != NULL;
    for (size_t k = 0; k < sizeof by_issue / sizeof by_issue[0]; k++)
        whole &= (*by_issue[k] = ent_arena_array(arena, double, width)) != NULL;
    for (size_t k = 0; k < sizeof by_actor / sizeof by_actor[0]; k++)
        whole &= (*by_actor[k] = ent_arena_array(arena, double, n)) != NULL;
    if (s->options.record && turns > 0)
        whole &= (result->moves = ent_arena_array(arena, ent_smp_move, turns * n)) != NULL;
    return whole ? ENT_OK : ENT_E_NOMEM;
}

static void keep_positions(const ent_smp_state *s, double *row)
{
    for (size_t k = 0; k < s->n * s->n_issues; k++)
        row[k] = 100.0 * s->position[k];
}

static ent_status elect_outcome(const ent_smp_state *s, double *chance, double *mean,
                                ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = smp_elect_positions(s, chance, mean, scratch);
    ent_arena_rewind(scratch, mark);
    for (size_t d = 0; d < s->n_issues; d++)
        mean[d] *= 100.0;
    return status;
}

static ent_status run_turns(ent_smp_state *s, ent_smp_result *result, ent_arena *scratch)
{
    const size_t cells = s->n * s->n_issues;
    turn_room room;
    ENT_TRY(room_init(s, &room, scratch));
    double first = 0.0;
    for (size_t turn = 1; turn <= s->options.max_turns; turn++) {
        double step;
        ent_smp_move *moves = result->moves ? result->moves + (turn - 1) * s->n : NULL;
        ENT_TRY(take_turn(s, &room, turn, moves, &step, scratch));
        keep_positions(s, result->positions + turn * cells);
        result->n_turns = turn;
        first = turn == 1 ? step : first;
        if (turn >= 2 && step / (first + 1e-4) < s->options.stop_ratio) {
            result->settled = true;
            break;
        }
    }
    return ENT_OK;
}

static ent_status run(const ent_actors *actors, const ent_smp_options *options,
                      ent_smp_result *result, ent_arena *result_arena, ent_arena *scratch)
{
    ent_smp_state s;
    ENT_TRY(smp_state_init(actors, options, &s, scratch));
    ENT_TRY(result_init(&s, result, result_arena));
    ENT_TRY(smp_state_assess(&s, scratch));
    keep_positions(&s, result->positions);
    for (size_t i = 0; i < s.n; i++)
        result->risk_first[i] = s.risk[i];
    weighted_mean(&s, result->mean_first);
    ENT_TRY(elect_outcome(&s, result->chance_first, result->election_first, scratch));
    ENT_TRY(run_turns(&s, result, scratch));
    for (size_t k = 0; k < s.n * s.n_issues; k++)
        result->ideals[k] = 100.0 * s.ideal[k];
    weighted_mean(&s, result->mean_last);
    return elect_outcome(&s, result->chance_last, result->election_last, scratch);
}

ent_status ent_smp_run(const ent_actors *actors, const ent_smp_options *options,
                       ent_smp_result *result, ent_arena *result_arena, ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = run(actors, options, result, result_arena, scratch);
    if (result_arena != scratch)
        ent_arena_rewind(scratch, mark);
    return status;
}
