#include "hindcast/benchmark_setting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "entente/aid.h"
#include "entente/battle.h"
#include "entente/bill.h"
#include "entente/change.h"
#include "entente/futures.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "result/aid_tables.h"

enum { FUTURES = BENCHMARK_FUTURES, MOST_PLACES = ENT_MAX_STATES, LONGEST_PLACE = 64 };
static const uint64_t SEED = 1;

/* Forces of all states in one year, which the outcomes do not show. */
struct benchmark_forces {
    bool home;      /* land forces at home; otherwise soldiers */
    long long year; /* 0: none yet */
    int32_t first_year;
    double *values; /* [n_states][FUTURES] */
};

/* --- a scenario ----------------------------------------------------------------------------- */

static ent_status change_horizon(scenario_spec *s, const char *value, ent_error *err)
{
    long long year = 0;
    if (!ent_text_integer(value, strlen(value), &year) || year <= s->start_year ||
        year - s->start_year >= ENT_MAX_YEARS)
        return ent_fail(err, ENT_E_ARG, "horizon=%.20s: give a year from %d to %d", value,
                        s->start_year + 1, s->start_year + ENT_MAX_YEARS - 1);
    s->horizon_year = (int)year;
    s->horizon_month = 12;
    return ENT_OK;
}

/* Levers after the name: "NAME lever=value lever=value". */
static ent_status change_levers(world_parts *parts, char *words, ent_arena *arena, ent_error *err)
{
    scenario_spec *s = &parts->scenario;
    ent_lever_setting *levers = ent_arena_array(arena, ent_lever_setting, s->n_levers + 1);
    ENT_NEED(levers, err);
    memcpy(levers, s->levers, s->n_levers * sizeof *levers);
    for (char *next = NULL, *word = strtok_r(words, " ", &next); word;
         word = strtok_r(NULL, " ", &next)) {
        char *equals = strchr(word, '=');
        size_t row;
        ent_lever_setting to;
        if (!equals)
            return ent_fail(err, ENT_E_ARG, "'%.60s' after the scenario: expected lever=value",
                            word);
        *equals = '\0';
        if (strcmp(word, "horizon") == 0) {
            ENT_TRY(change_horizon(s, equals + 1, err));
            continue;
        }
        ENT_TRY(
            ent_change_lever(&parts->reg, &parts->facts, word, equals + 1, &row, &to, arena, err));
        ENT_TRY(ent_change_fit(s, &parts->reg.levers[row], &levers[row], &to, err));
        levers[row] = to;
    }
    s->levers = levers;
    return ENT_OK;
}

static ent_status load(const world_folders *folders, const benchmark_setting *s, ent_arena *arena,
                       ent_error *err)
{
    char *words = ent_text_copy(s->text, strlen(s->text), arena);
    ENT_NEED(words && s->parts, err);
    char *rest = strchr(words, ' ');
    if (rest)
        *rest++ = '\0';
    /* a prior is one of no scenario in particular */
    const char *name = strcmp(words, "prior") == 0 ? "status-quo-2024" : words;
    ENT_TRY(world_parts_load(folders, name, s->parts, arena, err));
    if (rest)
        ENT_TRY(change_levers(s->parts, rest, arena, err));
    return world_parts_build_quietly(s->parts, arena, err);
}

static ent_status draw(benchmark_setting *s, ent_arena *arena, ent_error *err)
{
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = SEED};
    ent_draws from;
    double *block = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    s->draws = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *FUTURES);
    ENT_NEED(block && s->draws && ent_draws_make(s->parts->world, &from, arena) == ENT_OK, err);
    for (size_t b = 0; b < BENCHMARK_BLOCKS; b++) {
        ent_draws_block(&from, &design, b, block);
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            memcpy(s->draws + a * FUTURES + b * ENT_BLOCK, block + a * ENT_BLOCK,
                   ENT_BLOCK * sizeof *block);
    }
    return ENT_OK;
}

ent_status benchmark_setting_open(const world_folders *folders, const char *text, bool with_base,
                                  const bool *wanted, benchmark_setting *s, ent_arena *arena,
                                  ent_error *err)
{
    *s = (benchmark_setting){.text = text, .parts = ent_arena_array(arena, world_parts, 1)};
    ENT_TRY(load(folders, s, arena, err));
    const sample_plan plan = {
        .world = s->parts->world, .blocks = BENCHMARK_BLOCKS, .seed = SEED, .wanted = wanted};
    ENT_TRY(draw(s, arena, err));
    s->forces = ent_arena_array(arena, benchmark_forces, 1);
    if (s->forces)
        s->forces->values =
            ent_arena_array(arena, double, (size_t)s->parts->world->n_states *FUTURES);
    ENT_NEED(s->forces && s->forces->values, err);
    ENT_TRY(sample_run(&plan, &s->sample, arena, err));
    if (!with_base)
        return ENT_OK;
    s->base = ent_arena_array(arena, benchmark_setting, 1);
    const char *name = ent_text_copy(text, strcspn(text, " "), arena);
    ENT_NEED(s->base && name, err);
    return benchmark_setting_open(folders, name, false, wanted, s->base, arena, err);
}

/* --- places --------------------------------------------------------------------------------- */

typedef struct places {
    size_t n;
    char word[MOST_PLACES][LONGEST_PLACE];
    bool group; /* members without a value are left out, as in the bill */
} places;

static bool is_member(const world_parts *parts, int32_t s, const char *group)
{
    const ent_world *w = parts->world;
    const bool ally = (w->flags[s] & ENT_STATE_NATO) != 0;
    if (strcmp(group, "EUROPE") == 0)
        return (w->flags[s] & ENT_STATE_EUROPEAN) != 0;
    if (strcmp(group, "EURCAN") == 0)
        return ally && s != w->usa;
    if (strcmp(group, "EU") == 0)
        return ally && *ent_facts_text(&parts->facts, w->iso3[s], "eu_since");
    return ally;
}

static bool add_group(const world_parts *parts, const char *word, places *out)
{
    static const char *const names[][2] = {
        {"ALL", "ALL"}, {"NATO", "ALL"}, {"EURCAN", "EURCAN"}, {"EUROPE", "EUROPE"}, {"EU", "EU"}};
    for (size_t g = 0; g < sizeof names / sizeof names[0]; g++) {
        if (strcasecmp(word, names[g][0]) != 0)
            continue;
        for (int32_t s = 0; s < parts->world->n_states; s++)
            if (is_member(parts, s, names[g][1]))
                strcpy(out->word[out->n++], parts->world->iso3[s]);
        out->group = true;
        return true;
    }
    return false;
}

/* Codes of states in capitals, names of states as codes, flashpoints and sides in small letters. */
static void write_place(const world_parts *parts, const char *word, bool state, char *out)
{
    const ent_world *w = parts->world;
    for (int32_t s = 0; state && s < w->n_states; s++)
        if (strcasecmp(word, w->iso3[s]) == 0 ||
            strcasecmp(word, ent_facts_text(&parts->facts, w->iso3[s], "name")) == 0) {
            strcpy(out, w->iso3[s]);
            return;
        }
    for (size_t i = 0; (out[i] = word[i]) != '\0'; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] - 'A' + 'a');
}

/* "DEU,FRA" or "EUROPE"; false for a list that is too long. A place and a side are one word. */
static bool read_places(const world_parts *parts, const char *index, const char *shape, places *out)
{
    const bool sides = strstr(shape, "side") != NULL, states = strstr(shape, "state") != NULL;
    out->n = 0;
    out->group = false;
    for (const char *from = index; *from;) {
        char word[LONGEST_PLACE];
        from += strspn(from, " ");
        size_t n = sides ? strlen(from) : strcspn(from, ",|");
        const char *end = from + n;
        while (n && from[n - 1] == ' ')
            n--;
        if (!n || n >= sizeof word || out->n >= MOST_PLACES)
            return false;
        memcpy(word, from, n);
        word[n] = '\0';
        if (!states || out->n || *end || !add_group(parts, word, out))
            write_place(parts, word, states, out->word[out->n++]);
        from = *end ? end + 1 : end;
    }
    return out->n > 0;
}

/* --- one place at one time ------------------------------------------------------------------ */

static void fill(double value, double *values)
{
    for (size_t f = 0; f < FUTURES; f++)
        values[f] = value;
}

/* bill.extra and bill.multiple of one state: the same in every future. */
static ent_status bill(const benchmark_setting *from, const char *key, const char *index,
                       const char *at, double *values, ent_error *err)
{
    const ent_world *w = from->parts->world;
    const ent_bill_terms terms = ent_bill_terms_of(w);
    const int32_t state = index ? ent_world_state(w, index) : -1;
    long long year = terms.by_year;
    ent_bill_line line;
    if (*at && !ent_text_integer(at, strlen(at), &year))
        return ent_fail(err, ENT_E_KEY, "'%.20s' is not a year", at);
    if (state < 0 || year < w->first_year || year >= w->first_year + w->n_years ||
        !ent_bill_terms_fit(w, &terms) || !ent_bill_of_state(w, &terms, state, &line))
        return ent_fail(err, ENT_E_KEY, "%s has no value for '%.20s' at %lld", key,
                        index ? index : "", year);
    fill(strcmp(key, "bill.multiple") == 0 ? line.multiple : line.extra_bn[year - w->first_year],
         values);
    return ENT_OK;
}

/* What the US or Europe gives: as published, and later the lever times the mean of 2022-24. */
static ent_status donor(const benchmark_setting *from, const ent_aid *aid, const char *index,
                        const char *at, double *values, ent_error *err)
{
    const bool us = strcmp(index, "USA") == 0;
    long long year = 0;
    if (!us && strcmp(index, "EUROPE") != 0)
        return ent_fail(err, ENT_E_KEY, "aid.donor: give USA or EUROPE");
    if (!ent_text_integer(at, strlen(at), &year))
        return ent_fail(err, ENT_E_KEY, "aid.donor: give a year");
    const double v =
        year < 1900 || year > 2200
            ? ENT_MISSING
            : aid_of_year(aid, from->parts->world, us ? ENT_AID_US : ENT_AID_EUROPE, (int)year);
    if (isnan(v))
        return ent_fail(err, ENT_E_KEY, "aid.donor has no value for %lld", year);
    fill(v, values);
    return ENT_OK;
}

static ent_status aid(const benchmark_question *q, const char *key, const char *index,
                      const char *at, double *values, ent_error *err)
{
    const world_parts *parts = q->setting->parts;
    ent_aid tables;
    ENT_TRY(aid_load(parts->folders->data, &parts->facts_changed, &tables, q->arena, err));
    const double us = aid_us_yearly(&tables, parts->world);
    if (strcmp(key, "aid.replace_us") == 0 && (!index || strcmp(index, "EUROPE") == 0)) {
        fill(us, values);
        return ENT_OK;
    }
    if (strcmp(key, "aid.donor") == 0)
        return donor(q->setting, &tables, index ? index : "", at, values, err);
    double *part = ent_arena_array(q->arena, double, tables.n_donors + 1);
    ENT_NEED(part, err);
    ent_aid_replace(&tables, ENT_AID_BY_GDP, us, ENT_MISSING, part);
    for (size_t i = 0; i < tables.n_donors; i++)
        if (strcmp(tables.donors[i].iso3, index) == 0 && !isnan(part[i])) {
            fill(part[i], values);
            return ENT_OK;
        }
    return ent_fail(err, ENT_E_KEY, "aid.replace_us has no value for '%.40s'", index);
}

static bool has_time(const char *shape)
{
    return strstr(shape, "year") != NULL || strstr(shape, "month") != NULL;
}

static ent_status outcome(const benchmark_setting *from, const ent_outcome *row, const char *index,
                          const char *at, double *values, ent_error *err)
{
    const ent_world *w = from->parts->world;
    const sample *s = &from->sample;
    ent_probe p;
    if (*at && strcmp(row->key, "combat.attacked") == 0)
        return ent_fail(err, ENT_E_KEY,
                        "combat.attacked counts attacks to the last year of the scenario; for an "
                        "earlier one write horizon=%.20s after the scenario",
                        at);
    if (!ent_probe_find(w, (ent_outcome_id)row->use, index, has_time(row->shape) ? at : "", &p))
        return ent_fail(err, ENT_E_KEY, "%s has no value at index '%.40s', time '%.20s'", row->key,
                        index ? index : "", at);
    for (size_t f = 0; f < FUTURES; f++) {
        double sum = 0.0, n = 0.0;
        for (int32_t i = 0; i < p.count; i++) {
            const double v =
                sample_row(s, (ent_outcome_id)row->use, (size_t)(p.first + i * p.stride))[f];
            sum += v == v ? v : 0.0;
            n += v == v ? 1.0 : 0.0;
        }
        values[f] = n > 0.0 ? sum / n : ENT_MISSING;
    }
    return ENT_OK;
}

/* The value of a lever that is a number, the same in every future. */
static ent_status lever(const benchmark_setting *from, const ent_lever *row, const char *at,
                        double *values, ent_error *err)
{
    const ent_world *w = from->parts->world;
    long long year = w->first_year;
    if (*at && !ent_text_integer(at, strcspn(at, "-"), &year))
        return ent_fail(err, ENT_E_KEY, "'%.20s' is not a year", at);
    if (year < w->first_year || year >= w->first_year + w->n_years ||
        ent_kind_of_lever((ent_lever_id)row->use) == ENT_LEVER_STATES)
        return ent_fail(err, ENT_E_KEY, "the lever %s has no number at '%.20s'", row->key, at);
    fill(w->lever_year[row->use][year - w->first_year], values);
    return ENT_OK;
}

/* A battle of the scenario: the day on which the objective is taken, or whether it is. */
static bool battle(const benchmark_setting *from, const char *key, const char *index,
                   double *values)
{
    const bool day = strcmp(key, "combat.day") == 0;
    const scenario_spec *s = &from->parts->scenario;
    const double hours = 24.0;
    if (!day && strcmp(key, "combat.taken") != 0)
        return false;
    for (size_t b = 0; b < s->n_battles; b++) {
        ent_battle_sample all;
        if (strcmp(s->battles[b].key, index ? index : from->text) != 0)
            continue;
        ent_battle_run(&s->battles[b], from->parts->world->prior, from->parts->world->slot, SEED,
                       FUTURES, values, &all);
        for (size_t f = 0; f < FUTURES; f++)
            values[f] = day ? values[f] / hours : values[f] == values[f] ? 1.0 : 0.0;
        return true;
    }
    return false;
}

/* --- forces of a year ------------------------------------------------------------------------ */

static void watch_forces(void *with, const ent_tile *t, int32_t month)
{
    const benchmark_forces *x = with;
    if (month != ENT_VISIT_YEAR || x->first_year + t->year != x->year)
        return;
    for (int32_t s = 0; s < t->world->n_states; s++) {
        const double *row = x->home ? t->forces.home_land[s] : t->soldiers[s];
        double *to = x->values + (size_t)s * FUTURES + t->first;
        for (size_t f = 0; f < ENT_TILE; f++)
            to[f] = x->home ? row[f] : row[f] / 1000.0;
    }
}

/* Soldiers or home forces of a state in a year; one run serves every state. */
static ent_status forces(const benchmark_question *q, bool home, int32_t state, const char *at,
                         double *values, ent_error *err)
{
    static const bool nothing[ENT_N_OUTCOMES];
    const ent_world *w = q->setting->parts->world;
    benchmark_forces *x = q->setting->forces;
    long long year = 0;
    if (!ent_text_integer(at, strlen(at), &year) || year < w->first_year ||
        year >= w->first_year + w->n_years)
        return ent_fail(err, ENT_E_KEY, "%s has no value at '%.20s'; give a year from %d to %d",
                        home ? "home_land" : "soldiers", at, w->first_year,
                        w->first_year + w->n_years - 1);
    if (x->year != year || x->home != home) {
        const sample_plan plan = {.world = w,
                                  .blocks = BENCHMARK_BLOCKS,
                                  .seed = SEED,
                                  .wanted = nothing,
                                  .visit = watch_forces,
                                  .visitor = x};
        sample unused;
        *x = (benchmark_forces){home, year, w->first_year, x->values};
        ENT_TRY(sample_run(&plan, &unused, q->arena, err));
    }
    memcpy(values, x->values + (size_t)state * FUTURES, FUTURES * sizeof *values);
    return ENT_OK;
}

static ent_status one_time(const benchmark_question *q, const char *key, const char *index,
                           const char *at, double *values, ent_error *err)
{
    const benchmark_setting *s = q->setting;
    const ent_register *reg = &s->parts->reg;
    const ent_outcome *o = ent_register_outcome(reg, key);
    const ent_assumption *a = ent_register_assumption(reg, key);
    const ent_lever *l = ent_register_lever(reg, key);
    const int32_t state = index ? ent_world_state(s->parts->world, index) : -1;
    if (battle(s, key, index, values))
        return ENT_OK;
    if (strncmp(key, "bill.", 5) == 0 && o)
        return bill(s, key, index, at, values, err);
    if (strncmp(key, "aid.", 4) == 0 && o)
        return aid(q, key, index, at, values, err);
    if (o && o->use >= 0)
        return outcome(s, o, index, at, values, err);
    if (a && a->use >= 0 && !index) {
        memcpy(values, s->draws + (size_t)a->use * FUTURES, FUTURES * sizeof *values);
        return ENT_OK;
    }
    if (l && l->use >= 0 && !index)
        return lever(s, l, at, values, err);
    const bool gdp = strcmp(key, "gdp") == 0, soldiers = strcmp(key, "soldiers") == 0;
    const bool home = strcmp(key, "home_land") == 0;
    if (state >= 0 && (home || (soldiers && *at)))
        return forces(q, home, state, at, values, err);
    const ent_world *w = s->parts->world;
    const bool assigned = strcmp(key, "assigned") == 0;
    const double fact = state < 0  ? ENT_MISSING
                        : gdp      ? w->gdp0[state]
                        : soldiers ? w->soldiers0[state] / 1000.0
                        : assigned ? w->assigned[state] / 1000.0
                                   : ENT_MISSING;
    if (fact > 0.0) {
        fill(fact, values);
        return ENT_OK;
    }
    if (o)
        return ent_fail(err, ENT_E_KEY, "%s is not computed for a benchmark", key);
    return ent_fail(err, ENT_E_KEY, "the outcome, assumption or lever '%.60s' does not exist%s",
                    key, (a || l) && index ? " with an index" : "");
}

/* "2026..2030": the mean of the years. */
static ent_status all_times(const benchmark_question *q, const char *key, const char *index,
                            const char *at, double *values, ent_error *err)
{
    const char *dots = strstr(at, "..");
    long long first = 0, last = 0;
    if (!dots)
        return one_time(q, key, index, at, values, err);
    double *year = ent_arena_array(q->arena, double, FUTURES);
    ENT_NEED(year, err);
    if (!ent_text_integer(at, (size_t)(dots - at), &first) ||
        !ent_text_integer(dots + 2, strlen(dots + 2), &last) || last < first ||
        last - first >= ENT_MAX_YEARS)
        return ent_fail(err, ENT_E_KEY, "'%.20s' is not a span of years such as 2026..2030", at);
    fill(0.0, values);
    for (long long y = first; y <= last; y++) {
        ENT_TRY(one_time(q, key, index, ent_text_format(q->arena, "%lld", y), year, err));
        for (size_t f = 0; f < FUTURES; f++)
            values[f] += year[f] / (double)(last - first + 1);
    }
    return ENT_OK;
}

/* --- several places ------------------------------------------------------------------------- */

typedef enum joining { JOIN_NOT, JOIN_SUM, JOIN_BY_GDP } joining;

static joining joining_of(const char *key)
{
    static const char *const sums[] = {"bill.extra",     "capability.be",     "combat.attacked",
                                       "aid.replace_us", "deterrence.attack", "gdp",
                                       "soldiers",       "home_land",         "assigned"};
    static const char *const means[] = {"spending.share", "economy.debt_added", "bill.multiple"};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        if (strcmp(key, sums[i]) == 0)
            return JOIN_SUM;
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++)
        if (strcmp(key, means[i]) == 0)
            return JOIN_BY_GDP;
    return JOIN_NOT;
}

static ent_status several(const benchmark_question *q, const char *key, const places *at_places,
                          const char *at, double *values, ent_error *err)
{
    const ent_world *w = q->setting->parts->world;
    const joining join = joining_of(key);
    double *one = ent_arena_array(q->arena, double, FUTURES), weights = 0.0;
    ENT_NEED(one, err);
    if (join == JOIN_NOT)
        return ent_fail(err, ENT_E_KEY, "%s of several places has no meaning; name one", key);
    fill(0.0, values);
    for (size_t i = 0; i < at_places->n; i++) {
        const int32_t s = ent_world_state(w, at_places->word[i]);
        const double weight = join == JOIN_SUM ? 1.0 : s < 0 ? 0.0 : w->gdp0[s];
        if (at_places->group && s >= 0 && !(w->flags[s] & ENT_STATE_SPENDING))
            continue;
        ENT_TRY(all_times(q, key, at_places->word[i], at, one, err));
        for (size_t f = 0; f < FUTURES; f++)
            values[f] += weight * one[f];
        weights += weight;
    }
    for (size_t f = 0; join == JOIN_BY_GDP && f < FUTURES; f++)
        values[f] /= weights;
    return ENT_OK;
}

ent_status benchmark_values(void *closure, const expression_name *name, double *values,
                            ent_error *err)
{
    benchmark_question q = *(const benchmark_question *)closure;
    const char *at = name->at ? name->at : q.at;
    if (name->base && !q.setting->base)
        return ent_fail(err, ENT_E_KEY, "base() stands only where the scenario has changes");
    q.setting = name->base ? q.setting->base : q.setting;
    const bool whole = strncmp(name->key, "aid.", 4) == 0; /* EUROPE is a donor */
    const ent_outcome *o = ent_register_outcome(&q.setting->parts->reg, name->key);
    places *all = ent_arena_array(q.arena, places, 1);
    ENT_NEED(all, err);
    if (!name->index || whole)
        return all_times(&q, name->key, name->index, at, values, err);
    if (!read_places(q.setting->parts, name->index, o ? o->shape : "state", all))
        return ent_fail(err, ENT_E_KEY, "'%.60s' is not an index", name->index);
    if (all->n == 1 && !all->group)
        return all_times(&q, name->key, all->word[0], at, values, err);
    return several(&q, name->key, all, at, values, err);
}
