/* Family "deterrence": disputes and wars between states from earlier years, by the two stages of
   section 6, against contiguity, the base rate and the strongest logit of the literature. */
#include <math.h>
#include <string.h>

#include "entente/table.h"
#include "hindcast/crises.h"
#include "hindcast/logit.h"
#include "hindcast/validate.h"
#include "session/paths.h"
#include "session/treaty_of.h"

enum { FIRST = 1950, LAST_FITTED = 2000, DRAWS = 200, NEVER = 9999 };
static const double RIDGE = 0.001;
static const char FAMILY[] = "deterrence";

typedef struct trial {
    const char *dir;
    world_parts *parts;
    dyad_years dyads;
    crisis_stakes stakes;
    crisis_cases cases;
    validate_log *log;
    ent_arena *arena;
} trial;

/* A split of the years, and what counts as an event. */
typedef struct span {
    int fit_to, from, to, level;
} span;

/* The rows of a span, with chances given to all rows of the dyads. */
typedef struct tested {
    skill_set set;
    double *chance, *happened;
    int *pair;
} tested;

static const char *name_of(int level)
{
    return level == DYAD_WAR ? "war" : "force";
}

static bool is_tested(const trial *t, const span *s, size_t i)
{
    return t->dyads.rows[i].year >= s->from && t->dyads.rows[i].year <= s->to;
}

static ent_status keep(const trial *t, const span *s, const double *all, tested *out,
                       ent_error *err)
{
    size_t n = 0;
    *out = (tested){.chance = ent_arena_array(t->arena, double, t->dyads.n),
                    .happened = ent_arena_array(t->arena, double, t->dyads.n),
                    .pair = ent_arena_array(t->arena, int, t->dyads.n)};
    ENT_NEED(out->chance && out->happened && out->pair, err);
    for (size_t i = 0; i < t->dyads.n; i++)
        if (is_tested(t, s, i)) {
            out->chance[n] = all[i];
            out->happened[n] = t->dyads.rows[i].level >= s->level;
            out->pair[n++] = t->dyads.rows[i].pair;
        }
    out->set = (skill_set){n, out->chance, out->happened, out->pair, t->dyads.n_pairs};
    return ENT_OK;
}

/* Share of the fitted years' rows with an event. */
static double base_rate(const trial *t, const span *s)
{
    double n = 0.0, events = 0.0;
    for (size_t i = 0; i < t->dyads.n; i++)
        if (t->dyads.rows[i].year <= s->fit_to) {
            n += 1.0;
            events += t->dyads.rows[i].level >= s->level;
        }
    return events / n;
}

/* --- what the two stages are held against --- */

enum { CONTIGUITY_COLUMNS = 5, STRONGEST_COLUMNS = 14 };

/* One, land, water, majors; then ratio, pacts, weapons, years of peace, rivalry, other wars,
   disputes of ten years. */
static void columns_of(const dyad_year *d, double *x)
{
    const double all[STRONGEST_COLUMNS] = {1.0,
                                           d->past[ENT_CRISIS_LAND],
                                           d->past[ENT_CRISIS_WATER],
                                           d->past[ENT_CRISIS_MAJOR_CHALLENGER],
                                           d->past[ENT_CRISIS_MAJOR_TARGET],
                                           d->ratio,
                                           d->pact,
                                           d->mutual,
                                           d->nuclear_challenger,
                                           d->nuclear_target,
                                           d->past[ENT_CRISIS_PEACE],
                                           d->past[ENT_CRISIS_RIVALS],
                                           d->past[ENT_CRISIS_AT_WAR],
                                           d->past[ENT_CRISIS_DISPUTES]};
    memcpy(x, all, sizeof all);
}

/* A logit of the first k columns, fitted up to the origin; chances of all rows. */
static ent_status rival(const trial *t, const span *s, size_t k, double *chance, ent_error *err)
{
    const size_t n = t->dyads.n;
    double *x = ent_arena_array(t->arena, double, n *k), *y = ent_arena_array(t->arena, double, n);
    double *weight = ent_arena_array(t->arena, double, n), beta[LOGIT_MOST] = {0};
    ENT_NEED(x && y && weight, err);
    for (size_t i = 0; i < n; i++) {
        double columns[STRONGEST_COLUMNS];
        columns_of(&t->dyads.rows[i], columns);
        memcpy(&x[i * k], columns, k * sizeof *x);
        y[i] = t->dyads.rows[i].level >= s->level;
        weight[i] = t->dyads.rows[i].year <= s->fit_to;
    }
    const logit_data data = {n, k, x, y, NULL, weight};
    ENT_TRY(logit_fit(&data, RIDGE, beta, err));
    for (size_t i = 0; i < n; i++)
        chance[i] = logit_chance(&data, beta, i);
    return ENT_OK;
}

/* --- JSON --- */

static void put_number(ent_builder *b, const char *name, double value)
{
    ent_builder_format(b, ", \"%s\": ", name);
    ent_json_number(b, value);
}

static void put_band(ent_builder *b, const char *name, const skill_band *band)
{
    put_number(b, name, band->value);
    ent_builder_format(b, ", \"%s_90\": [", name);
    ent_json_number(b, band->low);
    ent_builder_format(b, ", ");
    ent_json_number(b, band->high);
    ent_builder_format(b, "]");
}

static void put_tenths(ent_builder *b, const skill_score *s)
{
    ent_builder_format(b, ", \"tenths\": [");
    for (size_t i = 0; i < SKILL_TENTHS; i++) {
        ent_builder_format(b, "%s{\"expected\": ", i ? ", " : "");
        ent_json_number(b, s->tenth_expected[i]);
        ent_builder_format(b, ", \"events\": ");
        ent_json_number(b, s->tenth_events[i]);
        ent_builder_format(b, "}");
    }
    ent_builder_format(b, "]");
}

static void put_score(ent_builder *b, const skill_score *s)
{
    put_number(b, "n", (double)s->n);
    put_number(b, "events", s->events);
    put_number(b, "expected", s->expected);
    put_band(b, "auc", &s->auc);
    put_number(b, "log_loss", s->log_loss);
    put_band(b, "log_loss_skill", &s->skill);
    put_number(b, "brier", s->brier);
    put_band(b, "slope", &s->slope);
}

/* --- one split --- */

typedef struct against {
    skill_score score;
    skill_band difference;
} against;

static ent_status compare(const trial *t, const span *s, const tested *ours, size_t k, double base,
                          against *a, ent_error *err)
{
    tested other;
    double *chance = ent_arena_array(t->arena, double, t->dyads.n);
    ENT_NEED(chance, err);
    ENT_TRY(rival(t, s, k, chance, err));
    ENT_TRY(keep(t, s, chance, &other, err));
    ENT_TRY(skill_of(&other.set, base, 0, &a->score, t->arena, err));
    return skill_difference(&ours->set, other.chance, base, DRAWS, &a->difference, t->arena, err);
}

static void put_against(ent_builder *b, const char *name, const against *a)
{
    ent_builder_format(b, ", \"%s\": {\"auc\": ", name);
    ent_json_number(b, a->score.auc.value);
    put_number(b, "log_loss", a->score.log_loss);
    put_number(b, "log_loss_skill", a->score.skill.value);
    put_number(b, "brier", a->score.brier);
    put_band(b, "difference", &a->difference);
    ent_builder_format(b, "}");
}

/* A test of one fit on one span; `strongest` may be NULL. */
typedef struct finding {
    const char *test;
    skill_score score;
    against contiguity, strongest;
    double base;
} finding;

static ent_status find(const trial *t, const span *s, const double *chance, finding *f,
                       ent_error *err)
{
    tested ours;
    f->base = base_rate(t, s);
    ENT_TRY(keep(t, s, chance, &ours, err));
    ENT_TRY(skill_of(&ours.set, f->base, DRAWS, &f->score, t->arena, err));
    ENT_TRY(compare(t, s, &ours, CONTIGUITY_COLUMNS, f->base, &f->contiguity, err));
    return compare(t, s, &ours, STRONGEST_COLUMNS, f->base, &f->strongest, err);
}

static ent_status write_row(const trial *t, const span *s, const finding *f, ent_error *err)
{
    ent_builder b;
    ent_builder_init(&b, t->arena);
    ent_builder_format(&b, "{\"family\": \"%s\", \"test\": \"%s\", \"outcome\": \"%s\"", FAMILY,
                       f->test, name_of(s->level));
    ent_builder_format(&b, ", \"from\": %d, \"to\": %d, \"fitted_to\": %d", s->from, s->to,
                       s->fit_to);
    put_score(&b, &f->score);
    put_tenths(&b, &f->score);
    ent_builder_format(&b, ", \"against\": {\"base_rate\": {\"auc\": 0.5");
    put_number(&b, "log_loss", f->score.log_loss / (1.0 - f->score.skill.value));
    ent_builder_format(&b, ", \"log_loss_skill\": 0}");
    put_against(&b, "contiguity", &f->contiguity);
    put_against(&b, "strongest_logit", &f->strongest);
    ent_builder_format(&b, "}}");
    if (b.failed)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    validate_json(t->log, b.data);
    return ENT_OK;
}

static void say(const trial *t, const span *s, const finding *f)
{
    const double percent = 100.0;
    const skill_score *c = &f->score;
    validate_note(
        t->log,
        "%s, %s, %d to %d, fitted on %d to %d: %.0f events in %zu pairs and years, %.0f expected; "
        "AUC %.3f (%.3f to %.3f); log-loss skill %.1f %% (%.1f to %.1f), contiguity %.1f %%, "
        "strongest logit %.1f %%, difference to it %.1f (%.1f to %.1f); calibration slope %.2f "
        "(%.2f to %.2f)",
        f->test, name_of(s->level), s->from, s->to, FIRST, s->fit_to, c->events, c->n, c->expected,
        c->auc.value, c->auc.low, c->auc.high, percent * c->skill.value, percent * c->skill.low,
        percent * c->skill.high, percent * f->contiguity.score.skill.value,
        percent * f->strongest.score.skill.value, percent * f->strongest.difference.value,
        percent * f->strongest.difference.low, percent * f->strongest.difference.high,
        c->slope.value, c->slope.low, c->slope.high);
}

static void say_lambda(const trial *t, const span *s, const crisis_lambda *l)
{
    validate_note(t->log,
                  "lambda for %s, %d to %d: %.2f (%.2f to %.2f, draws of pairs) in %zu crises of "
                  "which %zu became %s; %.2f (sd %.2f) in %zu cases of Huth; weight of the record "
                  "%.2f, pooled %.2f (sd %.2f)",
                  name_of(s->level), FIRST, s->fit_to, l->record.value, l->record.low,
                  l->record.high, l->crises, l->attacks, name_of(s->level), l->cases_value,
                  l->cases_sd, l->cases, l->weight, l->pooled, l->pooled_sd);
}

/* What issue and docs promise of the split at 1980. */
static void check_split(const trial *t, const span *s, const finding *f)
{
    const bool war = s->level == DYAD_WAR;
    const char *id = name_of(s->level);
    const char *source = "docs/model.md, section 6";
    validate_range(t->log, id, "area under the curve, 1980 to 2000", f->score.auc.value,
                   war ? 0.94 : 0.90, 1.0, source);
    validate_range(t->log, id, "log-loss skill, 1980 to 2000", f->score.skill.value,
                   war ? 0.18 : 0.24, 1.0, source);
    if (war) {
        validate_range(t->log, id, "low end of the calibration slope", f->score.slope.low,
                       ENT_MISSING, 1.0, source);
        validate_range(t->log, id, "high end of the calibration slope", f->score.slope.high, 1.0,
                       ENT_MISSING, source);
    } else {
        validate_range(t->log, id, "calibration slope", f->score.slope.value, 0.8, 1.25, source);
    }
    validate_range(t->log, id, "high end of the difference to the strongest logit",
                   f->strongest.difference.high, 0.0, ENT_MISSING, source);
}

static ent_status run_span(const trial *t, const span *s, bool rivals, bool checked, ent_error *err)
{
    crisis_model m;
    finding f = {.test = rivals ? "two stages" : "two stages without rivalries"};
    const crisis_sample train = {&t->dyads, FIRST, s->fit_to, s->level, rivals};
    double *chance = ent_arena_array(t->arena, double, t->dyads.n);
    ENT_NEED(chance, err);
    ENT_TRY(crisis_fit(&train, &t->stakes, &t->cases, DRAWS, &m, t->arena, err));
    ENT_TRY(crisis_predict(&t->dyads, &m, &t->stakes, chance, t->arena, err));
    ENT_TRY(find(t, s, chance, &f, err));
    say(t, s, &f);
    if (rivals)
        say_lambda(t, s, &m.lambda);
    if (checked)
        check_split(t, s, &f);
    return write_row(t, s, &f, err);
}

/* The origins: each with the ten years after it, and 1980 with all years to 2000. */
static ent_status run_origins(const trial *t, ent_error *err)
{
    static const int origins[][2] = {
        {1980, 2000}, {1960, 1969}, {1970, 1979}, {1980, 1989}, {1990, 1999}};
    for (int level = DYAD_WAR; level >= DYAD_FORCE; level--)
        for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
            const span s = {origins[i][0] - 1, origins[i][0], origins[i][1], level};
            if (s.to > t->dyads.last)
                continue;
            ENT_TRY(run_span(t, &s, true, i == 0, err));
            ENT_TRY(run_span(t, &s, false, false, err));
        }
    return ENT_OK;
}

/* --- what ships --- */

/* The rows of the register are those that the years to 2000 give, to three decimals. */
static void check_register(const trial *t, const crisis_model *fit, const crisis_model *shipped)
{
    const double near = 0.0011;
    const char *source = "data/assumptions.csv";
    const struct {
        const char *key;
        double fitted, shipped;
    } rows[] = {{"deterrence.crisis", fit->crisis_constant, shipped->crisis_constant},
                {"deterrence.attack", fit->attack_constant, shipped->attack_constant},
                {"deterrence.attack_land", fit->attack_land, shipped->attack_land},
                {"deterrence.attack_rivals", fit->attack_rivals, shipped->attack_rivals},
                {"deterrence.utility_mean", fit->utility_mean, shipped->utility_mean},
                {"deterrence.lambda", fit->lambda.pooled, shipped->lambda.pooled}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        validate_check(t->log, rows[i].key, "fitted on 1950 to 2000", rows[i].shipped,
                       rows[i].fitted, near, 0.0, source);
    for (int i = 0; i < ENT_CRISIS_TERMS; i++)
        validate_check(t->log, ent_key_of_assumption(ENT_A_DETERRENCE_CRISIS_LAND + i),
                       "fitted on 1950 to 2000", shipped->crisis[i], fit->crisis[i], near, 0.0,
                       source);
}

/* 90 % intervals of the coefficients. Rows of one pair are not independent, so the spread of the
   first stage is taken as twice that of independent rows. */
static void note_intervals(const trial *t, const crisis_model *fit)
{
    const double z = 1.645, together = 2.0;
    for (int i = 0; i < ENT_CRISIS_TERMS; i++) {
        const double half = z * together * fit->crisis_sd[i];
        validate_note(t->log, "%s %.3f (%.2f to %.2f)",
                      ent_key_of_assumption(ENT_A_DETERRENCE_CRISIS_LAND + i), fit->crisis[i],
                      fit->crisis[i] - half, fit->crisis[i] + half);
    }
    validate_note(t->log, "deterrence.attack_land %.3f (%.2f to %.2f)", fit->attack_land,
                  fit->attack_land - z * fit->attack_land_sd,
                  fit->attack_land + z * fit->attack_land_sd);
    validate_note(t->log, "deterrence.attack_rivals %.3f (%.2f to %.2f)", fit->attack_rivals,
                  fit->attack_rivals - z * fit->attack_rivals_sd,
                  fit->attack_rivals + z * fit->attack_rivals_sd);
}

/* The parameters that ship, on years that they have not seen. */
static ent_status run_later(const trial *t, const crisis_model *shipped, ent_error *err)
{
    const span s = {LAST_FITTED, LAST_FITTED + 1, t->dyads.last, DYAD_WAR};
    finding f = {.test = "two stages as shipped"};
    double *chance = ent_arena_array(t->arena, double, t->dyads.n);
    ENT_NEED(chance, err);
    if (s.to < s.from)
        return ENT_OK;
    ENT_TRY(crisis_predict(&t->dyads, shipped, &t->stakes, chance, t->arena, err));
    ENT_TRY(find(t, &s, chance, &f, err));
    say(t, &s, &f);
    ENT_TRY(write_row(t, &s, &f, err));
    const span force = {LAST_FITTED, LAST_FITTED + 1, t->dyads.last, DYAD_FORCE};
    return run_span(t, &force, true, false, err); /* only the fit for war ships */
}

static ent_status run_shipped(const trial *t, ent_error *err)
{
    enum { MANY = 1000 };
    crisis_model fit, shipped;
    const span s = {LAST_FITTED, LAST_FITTED + 1, t->dyads.last, DYAD_WAR};
    const crisis_sample train = {&t->dyads, FIRST, LAST_FITTED, DYAD_WAR, true};
    ENT_TRY(crisis_shipped(&t->parts->reg, &shipped, err));
    ENT_TRY(crisis_fit(&train, &t->stakes, &t->cases, MANY, &fit, t->arena, err));
    say_lambda(t, &s, &fit.lambda);
    validate_note(
        t->log,
        "as shipped, fitted on %d to %d: log-odds of a crisis %.3f (sd %.2f), of war in a "
        "crisis %.3f (sd of neighbours by land %.2f), mean utility %.3f",
        FIRST, LAST_FITTED, fit.crisis_constant, fit.crisis_constant_sd, fit.attack_constant,
        fit.attack_constant_sd, fit.utility_mean);
    note_intervals(t, &fit);
    check_register(t, &fit, &shipped);
    return run_later(t, &shipped, err);
}

/* --- cases --- */

static ent_status run_cases(const trial *t, ent_error *err)
{
    const crisis_cases *c = &t->cases;
    double *chance = ent_arena_array(t->arena, double, c->n), loss = 0.0, naive = 0.0;
    double *base = ent_arena_array(t->arena, double, c->n);
    int *pair = ent_arena_array(t->arena, int, c->n);
    ENT_NEED(chance && base && pair, err);
    ENT_TRY(crisis_cases_left_out(c, chance, base, t->arena, err));
    for (size_t i = 0; i < c->n; i++) {
        pair[i] = (int)i;
        loss += skill_loss(chance[i], c->attacked[i]) / (double)c->n;
        naive += skill_loss(base[i], c->attacked[i]) / (double)c->n;
    }
    const skill_set set = {c->n, chance, c->attacked, pair, c->n};
    skill_score score;
    ENT_TRY(skill_of(&set, 0.5, DRAWS, &score, t->arena, err));
    validate_range(t->log, "huth", "log loss, each case from the others", loss, 0.0, 0.68,
                   "huth_deterrence.csv");
    validate_note(t->log,
                  "crises of extended deterrence (Huth), each from the others: log loss %.3f, "
                  "share of the others %.3f; AUC %.2f in %zu cases of which %.0f were attacked",
                  loss, naive, score.auc.value, c->n, score.events);
    ent_builder b;
    ent_builder_init(&b, t->arena);
    ent_builder_format(&b,
                       "{\"family\": \"%s\", \"test\": \"crises, leave one out\", "
                       "\"outcome\": \"attack\", \"from\": %d, \"to\": %d",
                       FAMILY, c->year[0], c->year[c->n - 1]);
    score.skill = (skill_band){1.0 - loss / naive, ENT_MISSING, ENT_MISSING};
    put_score(&b, &score);
    ent_builder_format(&b, ", \"against\": {\"base_rate\": {\"log_loss\": ");
    ent_json_number(&b, naive);
    ent_builder_format(&b, "}}}");
    if (b.failed)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    validate_json(t->log, b.data);
    return ENT_OK;
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    trial t = {.dir = dir, .log = log, .arena = arena};
    t.parts = ent_arena_array(arena, world_parts, 1);
    ENT_NEED(t.parts, err);
    ENT_TRY(world_tables_load(path_folders(), t.parts, arena, err));
    ENT_TRY(crisis_stakes_read(&t.parts->reg, &t.stakes, err));
    ENT_TRY(dyads_read(dir, path_data(), FIRST, treaty_of_data(path_data(), arena), &t.dyads, arena,
                       err));
    ENT_TRY(crisis_cases_read(dir, &t.stakes, &t.cases, arena, err));
    validate_note(log,
                  "partners of a target come from the treaty tables in %zu target-years and from "
                  "ATOP in %zu",
                  t.dyads.by_engine, t.dyads.by_atop);
    ENT_TRY(run_shipped(&t, err));
    ENT_TRY(run_origins(&t, err));
    return run_cases(&t, err);
}

const validate_family family_deterrence = {
    .name = "deterrence",
    .file = "huth_deterrence.csv",
    .what = "disputes and wars between states, and crises, from earlier years",
    .run = run_family,
};
