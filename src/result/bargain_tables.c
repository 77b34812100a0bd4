#include "result/bargain_tables.h"

static const ent_column forecast_columns[] = {
    {"issue", "Issue", "", ENT_CELL_TEXT, 0},
    {"rule", "Rule", "", ENT_CELL_TEXT, 0},
    {"label", "Name", "", ENT_CELL_TEXT, 0},
    {"forecast", "Forecast", "", ENT_CELL_NUMBER, 1},
    {"p5", "5 %", "", ENT_CELL_NUMBER, 1},
    {"p50", "Median", "", ENT_CELL_NUMBER, 1},
    {"p95", "95 %", "", ENT_CELL_NUMBER, 1},
    {"eu_error", "EU error", "of 100", ENT_CELL_NUMBER, 1},
    {"chosen", "", "", ENT_CELL_TEXT, 0},
};

static const ent_column position_columns[] = {
    {"actor", "Actor", "", ENT_CELL_TEXT, 0},
    {"issue", "Issue", "", ENT_CELL_TEXT, 0},
    {"power", "Power", "", ENT_CELL_NUMBER, 2},
    {"salience", "Salience", "", ENT_CELL_NUMBER, 1},
    {"start", "Start", "", ENT_CELL_NUMBER, 1},
    {"low", "Low", "", ENT_CELL_NUMBER, 1},
    {"high", "High", "", ENT_CELL_NUMBER, 1},
    {"final", "End", "", ENT_CELL_NUMBER, 1},
    {"p5", "5 %", "", ENT_CELL_NUMBER, 1},
    {"p95", "95 %", "", ENT_CELL_NUMBER, 1},
    {"chance", "Elected", "%", ENT_CELL_NUMBER, 1},
};

static const ent_column move_columns[] = {
    {"turn", "Turn", "", ENT_CELL_NUMBER, 0}, {"actor", "Actor", "", ENT_CELL_TEXT, 0},
    {"issue", "Issue", "", ENT_CELL_TEXT, 0}, {"from", "From", "", ENT_CELL_NUMBER, 2},
    {"to", "To", "", ENT_CELL_NUMBER, 2},     {"with", "Moved by", "", ENT_CELL_TEXT, 0},
    {"how", "How", "", ENT_CELL_TEXT, 0},
};

static const ent_column explain_columns[] = {
    {"turn", "Turn", "", ENT_CELL_NUMBER, 0},        {"actor", "Actor", "", ENT_CELL_TEXT, 0},
    {"does", "Does", "", ENT_CELL_TEXT, 0},          {"other", "Target", "", ENT_CELL_TEXT, 0},
    {"gain", "Gain", "utility", ENT_CELL_NUMBER, 4}, {"chance", "Chance", "%", ENT_CELL_NUMBER, 1},
    {"support", "Support", "%", ENT_CELL_NUMBER, 1}, {"where", "Position", "", ENT_CELL_TEXT, 0},
};

#define COUNT(columns) (sizeof(columns) / sizeof((columns)[0]))

static double unscale(const bargain_view *v, double x)
{
    return ent_actor_table_unscale(v->table, x);
}

static void add_forecast(const bargain_view *v, ent_table *t, size_t issue, ent_rule rule)
{
    const ent_study_band *b = &v->study->forecast[issue * ENT_RULE_COUNT + (size_t)rule];
    const ent_rule_about about = ent_rule_describe(rule);
    if (b->value != b->value)
        return;
    ent_table_add(t, ENT_TEXT(v->table->issues[issue]), ENT_TEXT(about.key), ENT_TEXT(about.label),
                  ENT_NUMBER(unscale(v, b->value)), ENT_NUMBER(unscale(v, b->p5)),
                  ENT_NUMBER(unscale(v, b->p50)), ENT_NUMBER(unscale(v, b->p95)),
                  ENT_NUMBER(about.eu_error), ENT_TEXT(rule == v->chosen ? "asked for" : ""));
}

void bargain_forecast_table(const bargain_view *v, ent_table *t)
{
    ent_table_init(t, "forecast", "Forecast by rule", forecast_columns, COUNT(forecast_columns),
                   v->arena);
    for (size_t d = 0; d < v->table->n_issues; d++) {
        add_forecast(v, t, d, v->chosen);
        if (v->chosen != ENT_RULE_COMPROMISE)
            add_forecast(v, t, d, ENT_RULE_COMPROMISE);
        for (int k = 0; k < ENT_RULE_COUNT; k++)
            if ((ent_rule)k != v->chosen && k != ENT_RULE_COMPROMISE)
                add_forecast(v, t, d, (ent_rule)k);
    }
    t->note = ent_text_format(
        v->arena,
        "EU error: mean absolute error of the rule on 178 decisions of the European Union, on "
        "0-100. No rule there beats the weighted mean (paired bootstrap, 95 %%), so that is the "
        "forecast; rounds show who can move whom.%s",
        v->study->n_draws ? ent_text_format(v->arena,
                                            " Bands: %zu draws within the ranges; they do not "
                                            "hold the rule's own error.",
                                            v->study->n_draws)
                          : " No bands: draw within the table's ranges with --draws.");
}

static void add_position(const bargain_view *v, ent_table *t, size_t i, size_t d)
{
    const ent_actor_table *a = v->table;
    const size_t cell = i * a->n_issues + d, r = ent_table_row(t);
    const ent_study_band *end = &v->study->final[cell];
    const double *chance =
        v->rounds == ENT_ROUNDS_SMP ? v->study->smp.chance_last : v->study->smp.chance_first;
    ent_table_text(t, r, 0, a->actors[i]);
    ent_table_text(t, r, 1, a->issues[d]);
    ent_table_number(t, r, 2, v->study->power[i]);
    ent_table_number(t, r, 3, a->salience[cell].value);
    ent_table_number(t, r, 4, unscale(v, a->position[cell].value));
    if (a->position[cell].low < a->position[cell].high) {
        ent_table_number(t, r, 5, unscale(v, a->position[cell].low));
        ent_table_number(t, r, 6, unscale(v, a->position[cell].high));
    }
    ent_table_number(t, r, 7, unscale(v, end->value));
    ent_table_number(t, r, 8, unscale(v, end->p5));
    ent_table_number(t, r, 9, unscale(v, end->p95));
    if (v->rounds != ENT_ROUNDS_BDM)
        ent_table_number(t, r, 10, 100.0 * chance[i]);
}

void bargain_position_table(const bargain_view *v, ent_table *t)
{
    ent_table_init(t, "positions", "Positions at the start and at the end", position_columns,
                   COUNT(position_columns), v->arena);
    for (size_t i = 0; i < v->table->n; i++)
        for (size_t d = 0; d < v->table->n_issues; d++)
            add_position(v, t, i, d);
    t->note = "Elected: chance of the actor's position in a vote over all of them; positions "
              "that several actors share are listed with the first.";
}

static const char *smp_how(const ent_smp_move *m)
{
    return m->own_proposal ? "own proposal" : "other's proposal";
}

static const char *bdm_how(ent_bdm_offer kind)
{
    return kind == ENT_BDM_CONFRONTATION  ? "yields in a confrontation"
           : kind == ENT_BDM_COMPROMISE   ? "compromises"
           : kind == ENT_BDM_CAPITULATION ? "is compelled"
                                          : "stays";
}

typedef struct listing {
    ent_table *t;
    size_t most, left;
} listing;

static void add_move(const bargain_view *v, listing *l, size_t turn, size_t i, size_t d,
                     const double from_to[2], size_t by, const char *how)
{
    if (l->t->n_rows >= l->most) {
        l->left++;
        return;
    }
    ent_table_add(l->t, ENT_NUMBER((double)turn), ENT_TEXT(v->table->actors[i]),
                  ENT_TEXT(v->table->issues[d]), ENT_NUMBER(unscale(v, from_to[0])),
                  ENT_NUMBER(unscale(v, from_to[1])),
                  ENT_TEXT(by < v->table->n ? v->table->actors[by] : ""), ENT_TEXT(how));
}

static void list_smp(const bargain_view *v, listing *l)
{
    const ent_smp_result *s = &v->study->smp;
    const size_t cells = s->n * s->n_issues;
    for (size_t turn = 1; turn <= s->n_turns; turn++)
        for (size_t i = 0; i < s->n; i++)
            for (size_t d = 0; d < s->n_issues; d++) {
                const size_t k = turn * cells + i * s->n_issues + d;
                const ent_smp_move *m = &s->moves[(turn - 1) * s->n + i];
                const double places[] = {s->positions[k - cells], s->positions[k]};
                if (places[0] != places[1])
                    add_move(v, l, turn, i, d, places, m->with, smp_how(m));
            }
}

static void list_bdm(const bargain_view *v, listing *l)
{
    for (size_t d = 0; d < v->table->n_issues; d++) {
        const ent_bdm_result *b = &v->study->bdm[d];
        for (size_t turn = 1; turn <= b->n_rounds; turn++)
            for (size_t i = 0; i < b->n; i++) {
                const double *now = b->positions + turn * b->n + i;
                const double places[] = {*(now - b->n), *now};
                const ent_bdm_move *m = &b->moves[(turn - 1) * b->n + i];
                if (places[0] != places[1])
                    add_move(v, l, turn, i, d, places, m->by, bdm_how(m->kind));
            }
    }
}

void bargain_move_table(const bargain_view *v, size_t most, ent_table *t)
{
    listing l = {t, most, 0};
    ent_table_init(t, "moves", "Who moves whom, turn by turn", move_columns, COUNT(move_columns),
                   v->arena);
    if (v->rounds == ENT_ROUNDS_SMP)
        list_smp(v, &l);
    if (v->rounds == ENT_ROUNDS_BDM)
        list_bdm(v, &l);
    t->note = bargain_ending(v);
    if (l.left)
        t->note = ent_text_format(v->arena,
                                  "%s %zu more moves: --json, --csv --table moves or "
                                  "--xlsx.",
                                  t->note, l.left);
}

const char *bargain_ending(const bargain_view *v)
{
    if (v->rounds == ENT_ROUNDS_SMP) {
        const ent_smp_result *s = &v->study->smp;
        return ent_text_format(v->arena, "%zu turns; %s.", s->n_turns,
                               s->settled ? "movement died down"
                                          : "still moving when the turns ran out");
    }
    const char *text = "";
    for (size_t d = 0; v->rounds == ENT_ROUNDS_BDM && d < v->table->n_issues; d++) {
        const ent_bdm_result *b = &v->study->bdm[d];
        const char *end = b->settled ? "nobody moves any more"
                          : b->cycle_length
                              ? ent_text_format(v->arena, "a cycle: positions of %zu rounds before",
                                                b->cycle_length)
                              : "still moving when the rounds ran out";
        text = ent_text_format(v->arena, "%s%s%s: %zu rounds, %s.", text, d ? " " : "",
                               v->table->issues[d], b->n_rounds, end ? end : "");
    }
    return text ? text : "";
}

/* --- One actor's way --- */

static const char *places_of(const bargain_view *v, size_t turn, size_t i)
{
    const ent_smp_result *s = &v->study->smp;
    const char *text = "";
    for (size_t d = 0; d < s->n_issues && text; d++)
        text = ent_text_format(v->arena, "%s%s%.1f", text, d ? " / " : "",
                               unscale(v, s->positions[(turn * s->n + i) * s->n_issues + d]));
    return text ? text : "";
}

static size_t add_step(const bargain_view *v, ent_table *t, size_t turn, size_t actor,
                       const char *does, size_t other)
{
    const size_t r =
        ent_table_add(t, ENT_NUMBER((double)turn), ENT_TEXT(v->table->actors[actor]),
                      ENT_TEXT(does), ENT_TEXT(other < v->table->n ? v->table->actors[other] : ""));
    return r;
}

static void explain_turn(const bargain_view *v, ent_table *t, size_t turn)
{
    const ent_smp_result *s = &v->study->smp;
    const ent_smp_move *moves = s->moves + (turn - 1) * s->n, *own = &moves[v->explain];
    size_t r;
    if (own->target != ENT_SMP_NOBODY) {
        r = add_step(v, t, turn, v->explain, "challenges", own->target);
        ent_table_number(t, r, 4, own->gain);
        ent_table_number(t, r, 5, 100.0 * own->chance);
    } else {
        add_step(v, t, turn, v->explain, "sees nobody worth challenging", ENT_SMP_NOBODY);
    }
    for (size_t i = 0; i < s->n; i++)
        if (moves[i].target == v->explain) {
            r = add_step(v, t, turn, i, "challenges", v->explain);
            ent_table_number(t, r, 4, moves[i].gain);
            ent_table_number(t, r, 5, 100.0 * moves[i].chance);
        }
    r = add_step(v, t, turn, v->explain,
                 own->with == ENT_SMP_NOBODY ? "stays where it is"
                 : own->own_proposal         ? "follows its own proposal to"
                                             : "follows the proposal of",
                 own->with);
    ent_table_number(t, r, 6, 100.0 * own->support);
    ent_table_text(t, r, 7, places_of(v, turn, v->explain));
}

static void explain_bdm(const bargain_view *v, ent_table *t)
{
    for (size_t d = 0; d < v->table->n_issues; d++) {
        const ent_bdm_result *b = &v->study->bdm[d];
        for (size_t turn = 1; turn <= b->n_rounds; turn++) {
            const ent_bdm_move *m = &b->moves[(turn - 1) * b->n + v->explain];
            const size_t by = m->kind == ENT_BDM_NONE ? ENT_SMP_NOBODY : m->by;
            const size_t r = add_step(v, t, turn, v->explain, bdm_how(m->kind), by);
            const double x = unscale(v, b->positions[turn * b->n + v->explain]);
            const char *where = ent_text_format(v->arena, "%s %.1f", v->table->issues[d], x);
            ent_table_text(t, r, 7, where ? where : "");
        }
    }
}

void bargain_explain_table(const bargain_view *v, ent_table *t)
{
    const char *title = ent_text_format(v->arena, "%s, turn by turn", v->table->actors[v->explain]);
    ent_table_init(t, "explain", title ? title : "Turn by turn", explain_columns,
                   COUNT(explain_columns), v->arena);
    if (v->rounds == ENT_ROUNDS_BDM) {
        explain_bdm(v, t);
        return;
    }
    for (size_t turn = 1; turn <= v->study->smp.n_turns; turn++)
        explain_turn(v, t, turn);
    t->note = "Gain and chance: as the challenger sees them. Support: chance of the option taken "
              "in a vote of all actors.";
}
