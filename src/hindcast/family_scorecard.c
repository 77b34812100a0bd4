/*
 * The scorecard: what the scenario of February 2025 said about spending, the front and a ceasefire,
 * beside what was recorded since. It is run with what its tables held then; later releases of the
 * same figures only judge it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/sort.h"
#include "entente/table.h"
#include "futures/sample.h"
#include "hindcast/allies.h"
#include "hindcast/front.h"
#include "session/paths.h"

enum { BLOCKS = 16, YEARS = 2, MOST_MONTHS = 36, MOST_CHANGES = 8192 };
static const uint64_t SEED = 1;
static const char SCENARIO[] = "brussels-2025", UNCHANGED[] = "status-quo-2024";
static const char START[] = "2025-02-12", LAST_SCORED[] = "2026-07-31";
static const char RELEASE[] = "NATO, 7 July 2026", SERIES[] = "DeepState, daily areas";

typedef struct card {
    validate_log *log;
    ent_arena *arena;
    ent_error *err;
    double *row, *spare, *naive; /* room for futures, or for changes */
} card;

/* One figure: what was said, what came. */
typedef struct figure {
    const char *test, *scenario, *state, *at, *unit, *source;
    double low, median, high, recorded, score, naive; /* scores: CRPS or log loss */
    bool scored, outside;
    const char *text;
} figure;

static void put_number(ent_builder *b, const char *name, double value)
{
    ent_builder_format(b, ", \"%s\": ", name);
    ent_json_number(b, value);
}

static ent_status put_figure(const card *c, const figure *f)
{
    ent_builder b;
    ent_builder_init(&b, c->arena);
    ent_builder_format(&b,
                       "{\"family\": \"scorecard\", \"test\": \"%s\", \"scenario\": \"%s\", "
                       "\"state\": \"%s\", \"at\": \"%s\", \"unit\": \"%s\", \"scored\": %s, "
                       "\"inside\": %s",
                       f->test, f->scenario, f->state, f->at, f->unit, f->scored ? "true" : "false",
                       f->outside ? "false" : "true");
    put_number(&b, "low", f->low);
    put_number(&b, "median", f->median);
    put_number(&b, "high", f->high);
    put_number(&b, "recorded", f->recorded);
    put_number(&b, "score", f->score);
    put_number(&b, "naive_score", f->naive);
    ent_builder_format(&b, ", \"source\": \"%s\", \"text\": \"%s\"}", f->source, f->text);
    if (b.failed)
        return ent_fail(c->err, ENT_E_NOMEM, "out of memory");
    validate_json(c->log, b.data);
    if (f->scored && f->outside)
        validate_note(c->log, "%s", f->text);
    return ENT_OK;
}

/* Sort a row of futures into c->row and take its band. */
static void take_band(const card *c, size_t n, const double *row, figure *f)
{
    memcpy(c->row, row, n * sizeof *row);
    ent_sort_values(n, c->row, c->spare);
    f->low = ent_sorted_quantile(n, c->row, 0.05);
    f->median = ent_sorted_quantile(n, c->row, 0.5);
    f->high = ent_sorted_quantile(n, c->row, 0.95);
    f->score = forecast_crps(n, c->row, f->recorded);
    f->outside = f->recorded < f->low || f->recorded > f->high;
}

/* --- spending --- */

typedef struct year_score {
    forecast_score ours, walk;
    double unchanged; /* sum of absolute changes */
} year_score;

static double best_naive(const year_score *s)
{
    return fmin(s->unchanged / (double)s->ours.n, forecast_mean(&s->walk));
}

static ent_status one_ally(const card *c, const world_parts *parts, const allies *a, int32_t s,
                           int year, size_t changes, const sample *futures, year_score *sum)
{
    const ent_world *w = parts->world;
    const int32_t at = year - w->first_year;
    size_t ally = 0;
    while (ally < a->n && strcmp(a->iso3[ally], w->iso3[s]) != 0)
        ally++;
    const int needed = ENT_STATE_NATO | ENT_STATE_SPENDING;
    const double got = ally < a->n ? allies_share(a, ally, year) : ENT_MISSING;
    if ((w->flags[s] & needed) != needed || isnan(got))
        return ENT_OK;
    const char *name = ent_facts_text(&parts->facts, w->iso3[s], "name");
    const double before = 100.0 * w->share0[s];
    figure f = {.test = "spending",
                .scenario = SCENARIO,
                .state = w->iso3[s],
                .at = ent_text_format(c->arena, "%d", year),
                .unit = "% of GDP",
                .source = RELEASE,
                .recorded = got,
                .scored = true};
    take_band(c, futures->n,
              sample_row(futures, ENT_O_SPENDING_SHARE, (size_t)(at * w->n_states + s)), &f);
    forecast_add(&sum->ours, futures->n, c->row, got);
    for (size_t i = 0; i < changes; i++)
        c->spare[i] = before * exp(c->naive[i]);
    forecast_add(&sum->walk, changes, c->spare, got);
    f.naive = fmin(fabs(got - before), forecast_crps(changes, c->spare, got));
    sum->unchanged += fabs(got - before);
    f.text = ent_text_format(c->arena,
                             "%s: %.2f %% of GDP in %d%s; the forecast was %.2f (%.2f to "
                             "%.2f)%s.",
                             *name ? name : w->iso3[s], got, year,
                             year > 2025 ? " by NATO's estimate" : "", f.median, f.low, f.high,
                             f.outside ? ", which missed it" : "");
    return f.at && f.text ? put_figure(c, &f) : ent_fail(c->err, ENT_E_NOMEM, "out of memory");
}

static ent_status spending(const card *c, const char *dir, const world_parts *parts)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_SPENDING_SHARE] = true};
    ent_world *w = ent_arena_array(c->arena, ent_world, 1);
    allies *a = ent_arena_array(c->arena, allies, 1);
    sample s;
    ENT_NEED(w && a, c->err);
    ENT_TRY(allies_read(dir, &parts->facts, a, c->arena, c->err));
    *w = *parts->world;
    const sample_plan plan = {.world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    ENT_TRY(sample_run(&plan, &s, c->arena, c->err));
    for (int year = w->first_year; year < w->first_year + YEARS; year++) {
        year_score sum = {0};
        const size_t changes =
            allies_changes(a, year - w->base_year, w->base_year, MOST_CHANGES, c->naive);
        for (int32_t i = 0; i < w->n_states; i++)
            ENT_TRY(one_ally(c, parts, a, i, year, changes, &s, &sum));
        validate_note(c->log,
                      "spending in %d: %zu of %zu allies lie outside the 90 %% band (3 would be "
                      "usual); the error (CRPS) is %.2f points of GDP, %.2f by the best naive rule "
                      "(%s)",
                      year, sum.ours.n - sum.ours.inside, sum.ours.n, forecast_mean(&sum.ours),
                      best_naive(&sum),
                      sum.unchanged / (double)sum.ours.n < forecast_mean(&sum.walk)
                          ? "shares stay"
                          : "random walk");
        char id[32];
        snprintf(id, sizeof id, "spending_%d", year);
        validate_range(c->log, id, "error over that of the best naive rule",
                       forecast_mean(&sum.ours) / best_naive(&sum), ENT_MISSING, 1.0, RELEASE);
    }
    return ENT_OK;
}

/* --- the front --- */

static ent_status one_month(const card *c, const sample *s, double area, size_t month, double got,
                            const front_normal rules[2], forecast_score sums[3])
{
    const double *to = sample_row(s, ENT_O_UKRAINE_AREA, month);
    const double *from = month ? sample_row(s, ENT_O_UKRAINE_AREA, month - 1) : NULL;
    int y = 0, m = 0, d = 0;
    sscanf(START, "%4d-%2d-%2d", &y, &m, &d);
    const int end = m + (int)month; /* months of the year counted from 0 */
    figure f = {.test = "front",
                .scenario = SCENARIO,
                .state = "UKR",
                .unit = "km2 a month",
                .source = SERIES,
                .recorded = got};
    f.at = ent_text_format(c->arena, "%04d-%02d-%02d", y + end / 12, end % 12 + 1, d);
    ENT_NEED(f.at, c->err);
    f.scored = strcmp(f.at, LAST_SCORED) <= 0;
    double *gain = c->naive;
    for (size_t i = 0; i < s->n; i++)
        gain[i] = to[i] - (from ? from[i] : area); /* at the start it is a fact */
    take_band(c, s->n, gain, &f);
    forecast_score walk = {0}, climate = {0};
    front_add_normal(rules[0], got, &walk);
    front_add_normal(rules[1], got, &climate);
    f.naive = fmin(forecast_mean(&walk), forecast_mean(&climate));
    if (f.scored) {
        forecast_add(&sums[0], s->n, c->row, got);
        forecast_pool(&sums[1], &walk);
        forecast_pool(&sums[2], &climate);
    }
    f.text = ent_text_format(c->arena,
                             "In the month to %s Russia's area in Ukraine %s by %.0f km2; the "
                             "forecast was a gain of %.0f (%.0f to %.0f)%s.",
                             f.at, got < 0.0 ? "shrank" : "grew", fabs(got), f.median, f.low,
                             f.high, f.outside ? ", which missed it" : "");
    return f.text ? put_figure(c, &f) : ent_fail(c->err, ENT_E_NOMEM, "out of memory");
}

static ent_status front(const card *c, const char *dir, const world_parts *parts)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_UKRAINE_AREA] = true};
    double known[FRONT_MOST_MONTHS], got[MOST_MONTHS];
    forecast_score sums[3];
    front_series *days = ent_arena_array(c->arena, front_series, 1);
    sample s;
    ENT_NEED(days, c->err);
    memset(sums, 0, sizeof sums);
    ENT_TRY(front_read(dir, days, c->arena, c->err));
    const size_t before = front_months_until(FRONT_FIRST, START);
    const size_t n = front_gains(days, FRONT_FIRST, FRONT_MOST_MONTHS, known);
    const size_t months = front_gains(days, START, MOST_MONTHS, got);
    if (n < before || months < 2)
        return ent_fail(c->err, ENT_E_DATA, "ukraine_territory_daily.csv: too short");
    const sample_plan plan = {
        .world = parts->world, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    ENT_TRY(sample_run(&plan, &s, c->arena, c->err));
    for (size_t m = 0; m < months; m++) {
        const front_normal rules[2] = {front_walk(before, known, (int)m + 1),
                                       front_climate(before, known)};
        ENT_TRY(one_month(c, &s, parts->world->war.area_km2, m, got[m], rules, sums));
    }
    const double naive = fmin(forecast_mean(&sums[1]), forecast_mean(&sums[2]));
    validate_note(c->log,
                  "the front: %zu of %zu months to July 2026 lie outside the 90 %% band; the error "
                  "(CRPS) of the monthly gain is %.0f km2, %.0f by the best naive rule (%s)",
                  sums[0].n - sums[0].inside, sums[0].n, forecast_mean(&sums[0]), naive,
                  forecast_mean(&sums[1]) < forecast_mean(&sums[2]) ? "random walk"
                                                                    : "mean of the months known");
    validate_range(c->log, "front", "error over that of the best naive rule",
                   forecast_mean(&sums[0]) / naive, ENT_MISSING, 1.0, SERIES);
    return ENT_OK;
}

/* --- the ceasefire, and what is recorded elsewhere --- */

/* Share of futures with a ceasefire by the end of that many months, and that of wars this old. */
static double share_by(const sample *s, size_t months)
{
    const double *ever = sample_row(s, ENT_O_SETTLEMENT_CEASEFIRE, months - 1);
    double share = 0.0;
    for (size_t i = 0; i < s->n; i++)
        share += ever[i] / (double)s->n;
    return share;
}

static double usual_by(size_t months)
{
    static const double USUAL = 14.5 / 47.0; /* a year, wars of two years and more (durations) */
    return 1.0 - pow(1.0 - USUAL, (double)months / 12.0);
}

/* The record of the forecast, month by month, while no ceasefire came: a row of JSON. */
static ent_status one_month_more(const card *c, const char *scenario, size_t months, double share,
                                 double usual)
{
    ent_builder b;
    ent_builder_init(&b, c->arena);
    ent_builder_format(&b,
                       "{\"family\": \"scorecard\", \"test\": \"ceasefire_by_month\", "
                       "\"scenario\": \"%s\", \"months\": %zu",
                       scenario, months);
    put_number(&b, "chance", share);
    put_number(&b, "log_loss", -log(1.0 - share));
    put_number(&b, "naive_log_loss", -log(1.0 - usual));
    ent_builder_format(&b, "}");
    if (b.failed)
        return ent_fail(c->err, ENT_E_NOMEM, "out of memory");
    validate_json(c->log, b.data);
    return ENT_OK;
}

static ent_status ceasefire(const card *c, const char *scenario, const char *date, double in_force,
                            const char *source)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_SETTLEMENT_CEASEFIRE] = true};
    world_parts *parts = ent_arena_array(c->arena, world_parts, 1);
    sample s;
    ENT_NEED(parts, c->err);
    ENT_TRY(world_of(path_folders(), scenario, parts, c->arena, c->err));
    const size_t months = front_months_until(START, date);
    const sample_plan plan = {
        .world = parts->world, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    ENT_TRY(sample_run(&plan, &s, c->arena, c->err));
    for (size_t m = 1; m < months && !(in_force > 0.0); m++)
        ENT_TRY(one_month_more(c, scenario, m, share_by(&s, m), usual_by(m)));
    const double share = share_by(&s, months), usual = usual_by(months);
    figure f = {.test = "ceasefire",
                .scenario = scenario,
                .state = "UKR",
                .at = date,
                .unit = "chance",
                .source = source,
                .low = ENT_MISSING,
                .median = share,
                .high = ENT_MISSING,
                .recorded = in_force,
                .scored = true,
                .outside = in_force > 0.0 ? share < 0.5 : share > 0.5};
    f.score = -log(in_force > 0.0 ? share : 1.0 - share);
    f.naive = -log(in_force > 0.0 ? usual : 1.0 - usual);
    f.text = ent_text_format(c->arena,
                             "No ceasefire came by %s; '%s' gave %.0f in 100 that one would (%.0f "
                             "in 100 by the record of wars this old).",
                             date, scenario, 100.0 * share, 100.0 * usual);
    ENT_NEED(f.text, c->err);
    validate_note(c->log, "ceasefire, '%s': log loss %.2f, %.2f by the record of wars", scenario,
                  f.score, f.naive);
    char id[64];
    snprintf(id, sizeof id, "ceasefire_%s", scenario);
    validate_range(c->log, id, "log loss over that of the record of wars", f.score / f.naive,
                   ENT_MISSING, 1.0, date);
    return put_figure(c, &f);
}

static ent_status elsewhere(const card *c)
{
    ent_csv t;
    enum { DATE, KEY, VALUE, UNIT, SCORED, SOURCE, N };
    size_t at[N];
    ENT_TRY(ent_csv_open(path_data(), "record.csv", "date key value unit scored source", at, &t,
                         c->arena, c->err));
    for (size_t r = 0; r < t.n_rows; r++) {
        double x = ENT_MISSING;
        ENT_TRY(ent_csv_required(&t, r, at[VALUE], &x, c->err));
        const char *on = ent_csv_text(&t, r, at[DATE]), *from = ent_csv_text(&t, r, at[SOURCE]);
        if (strcmp(ent_csv_text(&t, r, at[KEY]), "ceasefire") == 0) {
            ENT_TRY(ceasefire(c, SCENARIO, on, x, from));
            ENT_TRY(ceasefire(c, UNCHANGED, on, x, from));
            continue;
        }
        figure f = {.test = "front",
                    .scenario = SCENARIO,
                    .state = "UKR",
                    .at = on,
                    .unit = ent_csv_text(&t, r, at[UNIT]),
                    .source = from,
                    .low = ENT_MISSING,
                    .median = ENT_MISSING,
                    .high = ENT_MISSING,
                    .recorded = x,
                    .score = ENT_MISSING,
                    .naive = ENT_MISSING};
        f.text = ent_text_format(c->arena, "%.0f %s by another source, not scored.", x, f.unit);
        ENT_NEED(f.text, c->err);
        ENT_TRY(put_figure(c, &f));
    }
    return ENT_OK;
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    enum { ROOM = BLOCKS * ENT_BLOCK > MOST_CHANGES ? BLOCKS * ENT_BLOCK : MOST_CHANGES };
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    const card c = {.log = log,
                    .arena = arena,
                    .err = err,
                    .row = ent_arena_array(arena, double, ROOM),
                    .spare = ent_arena_array(arena, double, ROOM),
                    .naive = ent_arena_array(arena, double, ROOM)};
    ENT_NEED(parts && c.row && c.spare && c.naive, err);
    ENT_TRY(world_of(path_folders(), SCENARIO, parts, arena, err));
    ENT_TRY(elsewhere(&c));
    ENT_TRY(front(&c, dir, parts));
    return spending(&c, dir, parts);
}

const validate_family family_scorecard = {
    .name = "scorecard",
    .file = "nato_2025_2026.csv",
    .what = "the forecasts of February 2025 beside what was recorded since",
    .run = run_family,
};
