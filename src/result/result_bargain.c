#include "result/result_bargain.h"

#include <stdio.h>
#include <string.h>

#include "entente/bargain_study.h"
#include "facts/optional.h"
#include "result/result_parts.h"

/* Issues on which fewer actors are coded say little about many parties. */
enum { ACTORS_LEAST = 5, ISSUES_MOST = 16, DRAWS = 500 };

typedef struct picture {
    const scenario_spec *scenario;
    uint64_t seed;
    ent_csv positions, leverage;
    char as_of[16]; /* nothing later is known */
    json_t *chart;
    ent_table forecasts, codings;
    size_t n_issues;
    ent_arena *arena;
    ent_error *err;
} picture;

static const char *text_at(const ent_csv *csv, size_t row, const char *name)
{
    size_t column;
    return ent_csv_column(csv, name, &column, NULL) == ENT_OK ? ent_csv_text(csv, row, column) : "";
}

/* Row of an actor's latest coding on the issue known in time; n_rows when there is none. */
static size_t latest(const picture *p, const char *issue, const char *actor)
{
    const ent_csv *c = &p->positions;
    size_t best = c->n_rows;
    for (size_t r = 0; r < c->n_rows; r++) {
        const char *date = text_at(c, r, "as_of");
        if (strcmp(text_at(c, r, "issue"), issue) == 0 &&
            strcmp(text_at(c, r, "actor"), actor) == 0 && strcmp(date, p->as_of) <= 0 &&
            (best == c->n_rows || strcmp(date, text_at(c, best, "as_of")) > 0))
            best = r;
    }
    return best;
}

/* The issue as a table for the models; *n actors. */
static const char *table_text(const picture *p, const char *issue, size_t *n)
{
    static const char *const power[] = {"capability", "low", "high"};
    static const char *const coded[] = {"position", "low",          "high",
                                        "salience", "salience_low", "salience_high"};
    ent_builder b;
    ent_builder_init(&b, p->arena);
    ent_builder_text(&b, "actor,capability,capability_low,capability_high,position,position_low,"
                         "position_high,salience,salience_low,salience_high\n");
    *n = 0;
    for (size_t a = 0; a < p->leverage.n_rows; a++) {
        const char *actor = text_at(&p->leverage, a, "actor");
        const size_t r = latest(p, issue, actor);
        if (r == p->positions.n_rows)
            continue;
        ent_builder_text(&b, actor);
        for (size_t k = 0; k < 3; k++)
            ent_builder_format(&b, ",%s", text_at(&p->leverage, a, power[k]));
        for (size_t k = 0; k < 6; k++)
            ent_builder_format(&b, ",%s", text_at(&p->positions, r, coded[k]));
        ent_builder_text(&b, "\n");
        ++*n;
    }
    return b.failed ? NULL : b.data;
}

/* Who would lose most at y, by salience and squared distance: the first to say no. */
static size_t who_binds(const ent_actor_table *t, double y)
{
    size_t worst = 0;
    double most = -1.0;
    for (size_t i = 0; i < t->n; i++) {
        const double off = t->position[i].value - y, loss = t->salience[i].value * off * off;
        if (loss > most) {
            most = loss;
            worst = i;
        }
    }
    return worst;
}

/* The rules shown, each a column; the first is the forecast. */
static const ent_rule shown[] = {ENT_RULE_COMPROMISE, ENT_RULE_NASH, ENT_RULE_ELECTION,
                                 ENT_RULE_MEDIAN, ENT_RULE_SMP_MEAN};
enum { N_SHOWN = sizeof shown / sizeof shown[0] };

static void add_forecast(picture *p, const char *issue, const ent_actor_table *t,
                         const ent_study *spread, const ent_study *rounds)
{
    const ent_study_band *forecast = &spread->forecast[ENT_RULE_COMPROMISE];
    ent_table *into = &p->forecasts;
    const size_t r = ent_table_add(into, ENT_TEXT(issue), ENT_NUMBER(forecast->value),
                                   ENT_NUMBER(forecast->p5), ENT_NUMBER(forecast->p95));
    for (size_t k = 1; k < N_SHOWN; k++)
        ent_table_number(into, r, 3 + k, rounds->forecast[shown[k]].value);
    ent_table_text(into, r, 3 + N_SHOWN, t->actors[who_binds(t, forecast->value)]);
    ent_table_number(into, r, 4 + N_SHOWN, (double)t->n);
}

static void add_positions(picture *p, const char *issue, const ent_actor_table *t,
                          const ent_study_band *forecast)
{
    json_t *points = chart_series(p->chart, "Position", "scenario", issue);
    for (size_t i = 0; i < t->n; i++) {
        const ent_ranged *x = &t->position[i], *s = &t->salience[i], *c = &t->capability[i];
        const double cells[] = {x->value, x->low, x->high, s->value, c->value, c->low, c->high};
        const size_t r = ent_table_row(&p->codings);
        chart_ends(chart_point(points, json_string(t->actors[i]), x->value), x->low, x->high);
        ent_table_text(&p->codings, r, 0, issue);
        ent_table_text(&p->codings, r, 1, t->actors[i]);
        for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++)
            ent_table_number(&p->codings, r, 2 + k, cells[k]);
    }
    points = chart_series(p->chart, "Weighted mean", "reference", issue);
    chart_ends(chart_point(points, json_string("weighted mean"), forecast->value), forecast->p5,
               forecast->p95);
}

/* nato_membership: "NATO membership"; the rest with blanks and a capital. */
static const char *plain_words(const picture *p, const char *key)
{
    char *words = ent_text_copy(key, strlen(key), p->arena);
    if (!words)
        return key;
    for (char *c = words; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    if (strncmp(words, "nato", 4) == 0)
        memcpy(words, "NATO", 4);
    else if (words[0] >= 'a' && words[0] <= 'z')
        words[0] = (char)(words[0] - 'a' + 'A');
    return words;
}

/* The rounds at the central values, everything else over the ranges. */
static ent_status study_issue(picture *p, const char *issue)
{
    size_t n;
    const ent_actor_scale scale = {0.0, 100.0};
    ent_actor_table t;
    ent_study spread, rounds;
    const char *text = table_text(p, issue, &n);
    ENT_NEED(text, p->err);
    if (n < ACTORS_LEAST)
        return ENT_OK;
    ENT_TRY(ent_actor_table_parse(issue, text, strlen(text), scale, &t, p->arena, p->err));
    ent_study_options o = ent_study_defaults();
    o.seed = p->seed;
    o.rounds = ENT_ROUNDS_SMP;
    ENT_TRY(ent_study_run(&t, &o, &rounds, p->arena, p->err));
    o.rounds = ENT_ROUNDS_NONE;
    o.n_draws = DRAWS;
    ENT_TRY(ent_study_run(&t, &o, &spread, p->arena, p->err));
    const char *plain = plain_words(p, issue);
    add_positions(p, plain, &t, &spread.forecast[ENT_RULE_COMPROMISE]);
    add_forecast(p, plain, &t, &spread, &rounds);
    p->n_issues++;
    return ENT_OK;
}

/* --- Into the document --- */

static const char SOURCE[] =
    "own coding of public statements, data/ukraine/positions.csv, leverage.csv";

static ent_status begin_forecasts(picture *p)
{
    enum { N = N_SHOWN + 5 };
    ent_column *columns = ent_arena_array(p->arena, ent_column, N);
    ENT_NEED(columns, p->err);
    columns[0] = (ent_column){"issue", "Issue", "", ENT_CELL_TEXT, 0};
    columns[1] = (ent_column){"compromise", "Weighted mean", "0-100", ENT_CELL_NUMBER, 0};
    columns[2] = (ent_column){"p5", "5 %", "", ENT_CELL_NUMBER, 0};
    columns[3] = (ent_column){"p95", "95 %", "", ENT_CELL_NUMBER, 0};
    for (size_t k = 1; k < N_SHOWN; k++) {
        const ent_rule_about about = ent_rule_describe(shown[k]);
        const char *error = ent_text_format(p->arena, "EU error %.1f", about.eu_error);
        columns[3 + k] =
            (ent_column){about.key, about.label, error ? error : "", ENT_CELL_NUMBER, 0};
    }
    columns[N - 2] = (ent_column){"binds", "Who loses most", "", ENT_CELL_TEXT, 0};
    columns[N - 1] = (ent_column){"actors", "Actors", "", ENT_CELL_NUMBER, 0};
    ent_table_init(&p->forecasts, "bargaining_forecast",
                   "Terms of a settlement: bargaining forecasts with their known errors", columns,
                   N, p->arena);
    p->forecasts.note =
        "0: Russia's ideal, 100: Ukraine's. The weighted mean erred by 22.4 of 100 on average on "
        "178 EU decisions, and no rule beats it there (paired bootstrap); the band holds the "
        "coding's ranges only, not that error. Rounds show who can move whom. Who loses most: "
        "salience times squared distance at the weighted mean. None of this enters the futures.";
    return ENT_OK;
}

static void begin_positions(picture *p)
{
    static const ent_column columns[] = {
        {"issue", "Issue", "", ENT_CELL_TEXT, 0},
        {"actor", "Actor", "", ENT_CELL_TEXT, 0},
        {"position", "Position", "0-100", ENT_CELL_NUMBER, 0},
        {"low", "Low", "", ENT_CELL_NUMBER, 0},
        {"high", "High", "", ENT_CELL_NUMBER, 0},
        {"salience", "Salience", "0-100", ENT_CELL_NUMBER, 0},
        {"capability", "Leverage", "Russia = 100", ENT_CELL_NUMBER, 0},
        {"capability_low", "Low", "", ENT_CELL_NUMBER, 0},
        {"capability_high", "High", "", ENT_CELL_NUMBER, 0},
    };
    ent_table_init(&p->codings, "bargaining_positions",
                   "Terms of a settlement: positions coded, with ranges", columns,
                   sizeof columns / sizeof columns[0], p->arena);
    p->chart = chart_begin("bargaining_positions", "ukraine",
                           "Where the parties stand on the terms, and the weighted mean", "account",
                           "dots");
    chart_axis(p->chart, "x", "Actor", "");
    json_t *y = chart_axis(p->chart, "y", "Position, 0-100", "");
    json_object_set_new(y, "low", json_integer(0));
    json_object_set_new(y, "high", json_integer(100));
    chart_end(p->chart, 0, "",
              "Bars: range of the coding; for the weighted mean, 5 to 95 % of draws within all "
              "ranges.");
}

static ent_status study_issues(picture *p)
{
    const char *seen[ISSUES_MOST];
    size_t n = 0;
    for (size_t r = 0; r < p->positions.n_rows && n < ISSUES_MOST; r++) {
        const char *issue = text_at(&p->positions, r, "issue");
        size_t k = 0;
        while (k < n && strcmp(seen[k], issue) != 0)
            k++;
        if (k < n)
            continue;
        seen[n++] = issue;
        ENT_TRY(study_issue(p, issue));
    }
    return ENT_OK;
}

ent_status result_bargain(const char *data, const scenario_spec *scenario, uint64_t seed,
                          json_t *document, ent_arena *arena, ent_error *err)
{
    picture p = {.scenario = scenario, .seed = seed, .arena = arena, .err = err};
    bool positions = false, leverage = false;
    ENT_TRY(
        facts_read_optional(data, "ukraine/positions.csv", &p.positions, &positions, arena, err));
    ENT_TRY(facts_read_optional(data, "ukraine/leverage.csv", &p.leverage, &leverage, arena, err));
    if (!positions || !leverage)
        return ENT_OK;
    snprintf(p.as_of, sizeof p.as_of, "%04d-%02d-99", scenario->start_year % 10000,
             scenario->start_month % 100);
    ENT_TRY(begin_forecasts(&p));
    begin_positions(&p);
    const ent_status status = study_issues(&p);
    if (status != ENT_OK || p.n_issues == 0) {
        json_decref(p.chart);
        return status;
    }
    json_t *tables = chart_list(document, "tables");
    json_array_append_new(chart_list(document, "charts"), p.chart);
    json_array_append_new(tables, chart_table(&p.forecasts, "ukraine", "account", SOURCE));
    json_array_append_new(tables, chart_table(&p.codings, "ukraine", "account", SOURCE));
    return ENT_OK;
}
