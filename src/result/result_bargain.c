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
    json_t *points, *rows, *positions_rows;
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
    json_t *row = json_pack("[s, f, f, f]", issue, forecast->value, forecast->p5, forecast->p95);
    for (size_t k = 1; k < N_SHOWN; k++)
        json_array_append_new(row, result_number(rounds->forecast[shown[k]].value));
    json_array_append_new(row, json_string(t->actors[who_binds(t, forecast->value)]));
    json_array_append_new(row, json_integer((json_int_t)t->n));
    json_array_append_new(p->rows, row);
}

static json_t *point(const char *label, double y, double low, double high)
{
    return json_pack("{s:s, s:f, s:f, s:f}", "x", label, "y", y, "p5", low, "p95", high);
}

static void add_positions(picture *p, const char *issue, const ent_actor_table *t,
                          const ent_study_band *forecast)
{
    json_t *points = json_array();
    for (size_t i = 0; i < t->n; i++) {
        const ent_ranged *x = &t->position[i], *s = &t->salience[i], *c = &t->capability[i];
        json_array_append_new(points, point(t->actors[i], x->value, x->low, x->high));
        json_array_append_new(p->positions_rows, json_pack("[s, s, f, f, f, f, f, f, f]", issue,
                                                           t->actors[i], x->value, x->low, x->high,
                                                           s->value, c->value, c->low, c->high));
    }
    json_array_append_new(p->points, json_pack("{s:s, s:s, s:s, s:o}", "label", "Position", "role",
                                               "scenario", "panel", issue, "points", points));
    json_array_append_new(
        p->points, json_pack("{s:s, s:s, s:s, s:[o]}", "label", "Weighted mean", "role",
                             "reference", "panel", issue, "points",
                             point("weighted mean", forecast->value, forecast->p5, forecast->p95)));
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
    if (!text)
        return ent_fail(p->err, ENT_E_NOMEM, "out of memory");
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

static json_t *column(const char *name, const char *label, const char *unit, bool text, int digits)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:i}", "name", name, "label", label, "unit", unit,
                     "kind", text ? "text" : "number", "digits", digits);
}

static json_t *forecast_columns(const picture *p)
{
    json_t *columns =
        json_pack("[o, o, o, o]", column("issue", "Issue", "", true, 0),
                  column("compromise", "Weighted mean", "0-100", false, 0),
                  column("p5", "5 %", "", false, 0), column("p95", "95 %", "", false, 0));
    for (size_t k = 1; k < N_SHOWN; k++) {
        const ent_rule_about about = ent_rule_describe(shown[k]);
        const char *error = ent_text_format(p->arena, "EU error %.1f", about.eu_error);
        json_array_append_new(columns,
                              column(about.key, about.label, error ? error : "", false, 0));
    }
    json_array_append_new(columns, column("binds", "Who loses most", "", true, 0));
    json_array_append_new(columns, column("actors", "Actors", "", false, 0));
    return columns;
}

static json_t *forecast_table(picture *p)
{
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s}", "name", "bargaining_forecast", "section",
        "ukraine", "title", "Terms of a settlement: bargaining forecasts with their known errors",
        "kind", "account", "columns", forecast_columns(p), "rows", p->rows, "note",
        "0: Russia's ideal, 100: Ukraine's. The weighted mean erred by 22.4 of 100 on average on "
        "178 EU decisions, and no rule beats it there (paired bootstrap); the band holds the "
        "coding's ranges only, not that error. Rounds show who can move whom. Who loses most: "
        "salience times squared distance at the weighted mean. None of this enters the futures.",
        "source", "own coding of public statements, data/ukraine/positions.csv, leverage.csv");
}

static json_t *position_table(picture *p)
{
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:[o, o, o, o, o, o, o, o, o], s:o, s:s}", "name",
        "bargaining_positions", "section", "ukraine", "title",
        "Terms of a settlement: positions coded, with ranges", "kind", "account", "columns",
        column("issue", "Issue", "", true, 0), column("actor", "Actor", "", true, 0),
        column("position", "Position", "0-100", false, 0), column("low", "Low", "", false, 0),
        column("high", "High", "", false, 0), column("salience", "Salience", "0-100", false, 0),
        column("capability", "Leverage", "Russia = 100", false, 0),
        column("capability_low", "Low", "", false, 0),
        column("capability_high", "High", "", false, 0), "rows", p->positions_rows, "source",
        "own coding of public statements, data/ukraine/positions.csv, leverage.csv");
}

static json_t *position_chart(picture *p)
{
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:{s:s}, s:{s:s, s:i, s:i}, s:o, s:s}", "name",
        "bargaining_positions", "section", "ukraine", "title",
        "Where the parties stand on the terms, and the weighted mean", "kind", "account", "form",
        "dots", "x", "label", "Actor", "y", "label", "Position, 0-100", "low", 0, "high", 100,
        "series", p->points, "note",
        "Bars: range of the coding; for the weighted mean, 5 to 95 % of draws within all ranges.");
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

static void append(picture *p, json_t *document)
{
    json_array_append_new(result_list(document, "charts"), position_chart(p));
    json_array_append_new(result_list(document, "tables"), forecast_table(p));
    json_array_append_new(result_list(document, "tables"), position_table(p));
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
    p.points = json_array();
    p.rows = json_array();
    p.positions_rows = json_array();
    const ent_status status = study_issues(&p);
    if (status == ENT_OK && p.n_issues > 0) {
        append(&p, document);
        return ENT_OK;
    }
    json_decref(p.points);
    json_decref(p.rows);
    json_decref(p.positions_rows);
    return status;
}
