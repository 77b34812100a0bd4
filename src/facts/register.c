#include "entente/register.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/text_list.h"
#include "entente/csv.h"
#include "entente/text.h"

typedef struct reader {
    const ent_facts *facts;
    const char *dir;
    ent_csv table;
    size_t at[20]; /* columns in the order asked for */
    ent_arena *arena;
    ent_error *err;
} reader;

static ent_status open_table(reader *r, const char *file, const char *columns)
{
    return ent_csv_open(r->dir, file, columns, r->at, &r->table, r->arena, r->err);
}

static const char *text(const reader *r, size_t row, size_t i)
{
    return ent_csv_text(&r->table, row, r->at[i]);
}

static ent_status required(const reader *r, size_t row, size_t i, double *value)
{
    return ent_csv_required(&r->table, row, r->at[i], value, r->err);
}

static ent_status bad(const reader *r, size_t row, const char *key, const char *what,
                      const char *word)
{
    return ent_fail(r->err, ENT_E_DATA, "%s:%zu: %s: %s%s%.60s%s", r->table.path,
                    ent_csv_line(&r->table, row), key, what, word ? " '" : "", word ? word : "",
                    word ? "'" : "");
}

static ent_status check_source(const reader *r, size_t row, const char *key, const char *source)
{
    return ent_facts_source(r->facts, source)
               ? ENT_OK
               : bad(r, row, key, "the source is not listed in sources.csv:", source);
}

static ent_status no_memory(const reader *r)
{
    return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->table.path);
}

enum { NO_ROOM = -1 };

/* Cut text at blanks; the number of words, n_max + 1 when there are more, NO_ROOM without memory.
 */
static int split(const char *line, const char **words, int n_max, ent_arena *arena)
{
    char *copy = ent_text_copy(line, strlen(line), arena);
    int n = 0;
    if (!copy)
        return NO_ROOM;
    while (*copy) {
        while (*copy == ' ')
            copy++;
        if (!*copy)
            break;
        if (n == n_max)
            return n_max + 1;
        words[n++] = copy;
        while (*copy && *copy != ' ')
            copy++;
        if (*copy)
            *copy++ = '\0';
    }
    return n;
}

/* --- levers --- */

static ent_status read_choices(const reader *r, size_t row, ent_lever *l)
{
    const char *fallback = text(r, row, 8);
    const int n = split(text(r, row, 9), l->choices, ENT_MAX_CHOICES, r->arena);
    if (n == NO_ROOM)
        return no_memory(r);
    l->n_choices = (size_t)n;
    if (n < 2 || n > ENT_MAX_CHOICES)
        return bad(r, row, l->key, "a choice needs two to eight words, got", text(r, row, 9));
    for (size_t i = 0; i < l->n_choices; i++)
        if (strcmp(l->choices[i], fallback) == 0) {
            l->value = (double)i;
            return ENT_OK;
        }
    return bad(r, row, l->key, "default is not among the choices:", fallback);
}

static ent_status read_range(const reader *r, size_t row, ent_lever *l)
{
    ENT_TRY(required(r, row, 5, &l->min));
    ENT_TRY(required(r, row, 6, &l->max));
    ENT_TRY(required(r, row, 7, &l->step));
    ENT_TRY(required(r, row, 8, &l->value));
    if (!(l->min < l->max))
        return bad(r, row, l->key, "min is not below max", NULL);
    if (!(l->step > 0.0))
        return bad(r, row, l->key, "step is not above zero", NULL);
    if (!(l->min <= l->value && l->value <= l->max))
        return bad(r, row, l->key, "default is outside min..max:", text(r, row, 8));
    return ENT_OK;
}

static ent_status read_lever(const reader *r, size_t row, ent_lever *l)
{
    static const char *const kinds[] = {"number", "year", "yearly", "switch", "choice", "states"};
    *l = (ent_lever){.key = text(r, row, 0),
                     .label = text(r, row, 1),
                     .group = text(r, row, 2),
                     .unit = text(r, row, 3),
                     .kind = text(r, row, 4),
                     .help = text(r, row, 10),
                     .source = text(r, row, 11),
                     .title = text(r, row, 12),
                     .unit_words = text(r, row, 13),
                     .low_end = text(r, row, 14),
                     .high_end = text(r, row, 15),
                     .min = ENT_MISSING,
                     .max = ENT_MISSING,
                     .step = ENT_MISSING,
                     .value = ENT_MISSING,
                     .use = ent_id_of_lever(text(r, row, 0)),
                     .line = ent_csv_line(&r->table, row)};
    ENT_TRY(check_source(r, row, l->key, l->source));
    if (!text_is_one_of(l->kind, kinds, 6))
        return bad(r, row, l->key, "unknown kind", l->kind);
    if (strcmp(l->kind, "choice") == 0)
        return read_choices(r, row, l);
    return strcmp(l->kind, "states") == 0 ? ENT_OK : read_range(r, row, l);
}

static ent_status load_levers(reader *r, ent_register *reg)
{
    ENT_TRY(open_table(r, "levers.csv",
                       "key label group unit kind min max step default choices help source title "
                       "unit_words low_end high_end"));
    ent_lever *rows = ent_arena_array(r->arena, ent_lever, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ENT_TRY(read_lever(r, i, &rows[i]));
        for (size_t j = 0; j < i; j++)
            if (strcmp(rows[j].key, rows[i].key) == 0)
                return bad(r, i, rows[i].key, "key is given twice", NULL);
    }
    reg->levers = rows;
    reg->n_levers = r->table.n_rows;
    for (int id = 0; id < ENT_N_LEVERS; id++)
        if (!ent_register_lever(reg, ent_key_of_lever(id)))
            return ent_fail(r->err, ENT_E_KEY, "%s: lever %s is used but not registered",
                            r->table.path, ent_key_of_lever(id));
    return ENT_OK;
}

/* --- assumptions --- */

ent_prior ent_prior_make(const char *distribution, size_t n, const double *parameters)
{
    static const char *const names[] = {
        [ENT_PRIOR_FIXED] = "fixed",         [ENT_PRIOR_TRIANGULAR] = "triangular",
        [ENT_PRIOR_LOGNORMAL] = "lognormal", [ENT_PRIOR_NORMAL] = "normal",
        [ENT_PRIOR_UNIFORM] = "uniform",     [ENT_PRIOR_BETA] = "beta",
        [ENT_PRIOR_DISCRETE] = "discrete"};
    ent_prior prior = {.kind = ENT_PRIOR_FIXED, .n = (int32_t)n};
    for (int32_t k = 0; k < (int32_t)(sizeof names / sizeof names[0]); k++)
        if (strcmp(names[k], distribution) == 0)
            prior.kind = k;
    for (size_t i = 0; i < n && i < ENT_MAX_PARAMETERS; i++)
        prior.p[i] = parameters[i];
    return prior;
}

const char *ent_prior_problem(const char *distribution, size_t n, const double *p, double *central)
{
    if (n == 0 || n > ENT_MAX_PARAMETERS)
        return "takes one to six parameters";
    for (size_t i = 0; i < n; i++)
        if (!isfinite(p[i]))
            return "a parameter is missing or not finite";
    if (strcmp(distribution, "fixed") == 0) {
        *central = p[0];
        return n == 1 ? NULL : "takes one value";
    }
    if (strcmp(distribution, "triangular") == 0) {
        if (n != 3)
            return "triangular takes low, mode, high";
        *central = p[1];
        return p[0] <= p[1] && p[1] <= p[2] && p[0] < p[2] ? NULL : "needs low <= mode <= high";
    }
    if (strcmp(distribution, "discrete") == 0) {
        double sum = 0.0, weight = 0.0;
        for (size_t i = 0; i < n; i++) {
            if (!(p[i] > 0.0))
                return "has a weight that is not above zero";
            sum += (double)i * p[i];
            weight += p[i];
        }
        *central = sum / weight;
        return n >= 2 ? NULL : "takes two weights or more";
    }
    if (n != 2)
        return "takes two parameters";
    if (strcmp(distribution, "uniform") == 0) {
        *central = 0.5 * (p[0] + p[1]);
        return p[0] < p[1] ? NULL : "needs low < high";
    }
    if (strcmp(distribution, "lognormal") == 0) {
        *central = p[0];
        return p[0] > 0.0 && p[1] > 0.0 ? NULL : "needs median > 0 and log-sd > 0";
    }
    if (strcmp(distribution, "normal") == 0) {
        *central = p[0];
        return p[1] > 0.0 ? NULL : "needs sd > 0";
    }
    if (strcmp(distribution, "beta") == 0) {
        *central = p[0] / (p[0] + p[1]);
        return p[0] > 0.0 && p[1] > 0.0 ? NULL : "needs a > 0 and b > 0";
    }
    return "is not a known distribution";
}

/* A prior with ends must lie inside the domain; one without ends at least in its middle. */
static ent_status read_domain(const reader *r, size_t row, ent_assumption *a)
{
    const bool has_ends =
        strcmp(a->distribution, "triangular") == 0 || strcmp(a->distribution, "uniform") == 0;
    const double first = has_ends ? a->parameters[0] : a->central;
    const double last = has_ends ? a->parameters[a->n_parameters - 1] : a->central;
    ENT_TRY(required(r, row, 8, &a->low));
    ENT_TRY(required(r, row, 9, &a->high));
    if (!(a->low < a->high))
        return bad(r, row, a->key, "low is not below high", NULL);
    if (!(a->low <= first && last <= a->high))
        return bad(r, row, a->key,
                   "the range of the distribution is not inside low..high:", text(r, row, 5));
    return ENT_OK;
}

static ent_status read_parameters(const reader *r, size_t row, ent_assumption *a)
{
    const char *words[ENT_MAX_PARAMETERS] = {NULL};
    double stated = 0.0;
    const int n = split(text(r, row, 5), words, ENT_MAX_PARAMETERS, r->arena);
    if (n == NO_ROOM)
        return no_memory(r);
    a->n_parameters = (size_t)n;
    if (n > ENT_MAX_PARAMETERS)
        return bad(r, row, a->key, "too many parameters", NULL);
    for (size_t i = 0; i < a->n_parameters; i++)
        if (!words[i] || !ent_text_number(words[i], strlen(words[i]), &a->parameters[i]))
            return bad(r, row, a->key, "parameter is not a number:", words[i]);
    const char *problem =
        ent_prior_problem(a->distribution, a->n_parameters, a->parameters, &a->central);
    if (problem)
        return ent_fail(r->err, ENT_E_DATA, "%s:%zu: %s: %.30s %s", r->table.path,
                        ent_csv_line(&r->table, row), a->key, a->distribution, problem);
    ENT_TRY(required(r, row, 7, &stated));
    if (!(fabs(stated - a->central) <= 1e-3 * fabs(a->central)))
        return bad(r, row, a->key,
                   "central value does not follow from the parameters:", text(r, row, 7));
    return read_domain(r, row, a);
}

const char *ent_basis(const char *written)
{
    static const char *const bases[] = {"published", "estimated here", "expert judgement"};
    enum { N = sizeof bases / sizeof bases[0] };
    for (size_t i = 0; i < N; i++)
        if (strcmp(written, bases[i]) == 0)
            return bases[i];
    return strcmp(written, "judgement") == 0 ? bases[N - 1] : NULL;
}

static ent_status read_assumption(const reader *r, size_t row, ent_assumption *a)
{
    *a = (ent_assumption){.key = text(r, row, 0),
                          .label = text(r, row, 1),
                          .group = text(r, row, 2),
                          .unit = text(r, row, 3),
                          .distribution = text(r, row, 4),
                          .parameter_names = text(r, row, 6),
                          .basis = ent_basis(text(r, row, 10)),
                          .source = text(r, row, 11),
                          .note = text(r, row, 12),
                          .unit_words = text(r, row, 13),
                          .help = text(r, row, 14),
                          .use = ent_id_of_assumption(text(r, row, 0)),
                          .line = ent_csv_line(&r->table, row)};
    ENT_TRY(check_source(r, row, a->key, a->source));
    if (!a->basis)
        return bad(r, row, a->key, "unknown basis", text(r, row, 10));
    return read_parameters(r, row, a);
}

static ent_status load_assumptions(reader *r, ent_register *reg)
{
    ENT_TRY(open_table(r, "assumptions.csv",
                       "key label group unit distribution parameters parameter_names central low "
                       "high basis source note unit_words help"));
    ent_assumption *rows = ent_arena_array(r->arena, ent_assumption, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ENT_TRY(read_assumption(r, i, &rows[i]));
        for (size_t j = 0; j < i; j++)
            if (strcmp(rows[j].key, rows[i].key) == 0)
                return bad(r, i, rows[i].key, "key is given twice", NULL);
    }
    reg->assumptions = rows;
    reg->n_assumptions = r->table.n_rows;
    for (int id = 0; id < ENT_N_ASSUMPTIONS; id++)
        if (!ent_register_assumption(reg, ent_key_of_assumption(id)))
            return ent_fail(r->err, ENT_E_KEY, "%s: assumption %s is used but not registered",
                            r->table.path, ent_key_of_assumption(id));
    return ENT_OK;
}

bool ent_correlation_joins(const ent_correlation *row, const char *a, const char *b)
{
    return (strcmp(row->first, a) == 0 && strcmp(row->second, b) == 0) ||
           (strcmp(row->first, b) == 0 && strcmp(row->second, a) == 0);
}

static ent_status load_correlations(reader *r, ent_register *reg)
{
    ENT_TRY(open_table(r, "correlations.csv", "first second correlation source basis note"));
    ent_correlation *rows = ent_arena_array(r->arena, ent_correlation, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ent_correlation *c = &rows[i];
        *c = (ent_correlation){
            .first = text(r, i, 0),
            .second = text(r, i, 1),
            .basis = ent_basis(text(r, i, 4)),
            .source = text(r, i, 3),
            .note = text(r, i, 5),
            .where = ent_text_format(r->arena, "correlations.csv:%zu", ent_csv_line(&r->table, i))};
        if (!c->where)
            return no_memory(r);
        ENT_TRY(required(r, i, 2, &c->value));
        ENT_TRY(check_source(r, i, c->first, text(r, i, 3)));
        if (!c->basis)
            return bad(r, i, c->first, "unknown basis", text(r, i, 4));
        if (!ent_register_assumption(reg, c->first) || !ent_register_assumption(reg, c->second))
            return bad(r, i, c->first, "both rows must be assumptions, but one is", c->second);
        if (!(fabs(c->value) < 1.0))
            return bad(r, i, c->first, "correlation is not between -1 and 1", NULL);
        if (strcmp(c->first, c->second) == 0)
            return bad(r, i, c->first, "is named twice in one row", NULL);
        for (size_t k = 0; k < i; k++)
            if (ent_correlation_joins(&rows[k], c->first, c->second))
                return bad(r, i, c->first, "this pair has a row already, with", c->second);
    }
    reg->correlations = rows;
    reg->n_correlations = r->table.n_rows;
    return ENT_OK;
}

/* --- outcomes --- */

static ent_status read_outcome(const reader *r, size_t row, ent_outcome *o)
{
    static const char *const better[] = {"high", "low", "neutral"};
    static const char *const scales[] = {"linear", "log"};
    static const char *const counts[] = {"all", "if", "time"};
    static const char *const tests[] = {"spending", "front", "ceasefire", "deterrence"};
    *o = (ent_outcome){.key = text(r, row, 0),
                       .label = text(r, row, 1),
                       .group = text(r, row, 2),
                       .unit = text(r, row, 3),
                       .shape = text(r, row, 4),
                       .better = text(r, row, 5),
                       .hist_log = strcmp(text(r, row, 8), "log") == 0,
                       .meaning = text(r, row, 9),
                       .title = text(r, row, 10),
                       .unit_words = text(r, row, 11),
                       .help = text(r, row, 12),
                       .condition = text(r, row, 14),
                       .tested_by = text(r, row, 15),
                       .decided_by = text(r, row, 16),
                       .use = ent_id_of_outcome(text(r, row, 0)),
                       .line = ent_csv_line(&r->table, row)};
    if (o->use < 0 && ent_key_is_account(o->key))
        o->use = -2;
    ENT_TRY(required(r, row, 6, &o->hist_low));
    ENT_TRY(required(r, row, 7, &o->hist_high));
    const char *counted = text(r, row, 13);
    if (!text_is_one_of(counted, counts, 3))
        return bad(r, row, o->key, "counts is all, if or time, not", counted);
    for (int i = 0; i < 3; i++)
        if (strcmp(counts[i], counted) == 0)
            o->counts = (ent_counts)i;
    if ((o->counts == ENT_COUNTS_IF) != (*o->condition != '\0'))
        return bad(r, row, o->key,
                   "a condition belongs to 'if' and to nothing else:", o->condition);
    if (*o->tested_by && !text_is_one_of(o->tested_by, tests, 4))
        return bad(r, row, o->key,
                   "tested_by is spending, front, ceasefire, deterrence or empty, not",
                   o->tested_by);
    if (!text_is_one_of(o->better, better, 3))
        return bad(r, row, o->key, "better is high, low or neutral, not", o->better);
    if (!text_is_one_of(text(r, row, 8), scales, 2))
        return bad(r, row, o->key, "unknown scale", text(r, row, 8));
    if (!(o->hist_low < o->hist_high) || (o->hist_log && !(o->hist_low > 0.0)))
        return bad(r, row, o->key, "range of the histogram is empty", NULL);
    return ENT_OK;
}

static bool has_flashpoint(const ent_register *reg, const char *key)
{
    for (size_t i = 0; i < reg->n_flashpoints; i++)
        if (strcmp(reg->flashpoints[i].key, key) == 0)
            return true;
    return false;
}

/* An assumption that takes part in deciding an outcome: "KEY", or "KEY[PLACE]" at one flashpoint.
 */
enum { MOST_DECIDE = 4, MOST_NAMED = 32 };

static ent_status read_deciding(const reader *r, size_t row, const ent_register *reg,
                                const ent_outcome *o, const char *word, const char **place)
{
    const size_t n = strcspn(word, "[");
    const size_t m = word[n] ? strcspn(word + n + 1, "]") : 0;
    const char *key = ent_text_copy(word, n, r->arena);
    *place = ent_text_copy(word[n] ? word + n + 1 : "", m, r->arena);
    if (!key || !*place)
        return no_memory(r);
    if (!ent_register_assumption(reg, key))
        return bad(r, row, o->key, "decided_by names an assumption that does not exist:", key);
    if (word[n] && (strcmp(word + n + 1 + m, "]") != 0 || !strstr(o->shape, "flashpoint") ||
                    !has_flashpoint(reg, *place)))
        return bad(r, row, o->key,
                   "decided_by names a place that the outcome does not have:", word);
    return ENT_OK;
}

static ent_status check_decided_by(const reader *r, size_t row, const ent_register *reg,
                                   const ent_outcome *o)
{
    const char *words[MOST_NAMED] = {NULL}, *places[MOST_NAMED];
    const int n = split(o->decided_by, words, MOST_NAMED, r->arena);
    if (n == NO_ROOM)
        return no_memory(r);
    if (n > MOST_NAMED)
        return bad(r, row, o->key, "decided_by names too many assumptions:", o->decided_by);
    for (int i = 0; i < n; i++)
        ENT_TRY(read_deciding(r, row, reg, o, words[i], &places[i]));
    for (int i = 0; i < n; i++) {
        int here = 0;
        for (int j = 0; j < n; j++)
            here += !*places[j] || strcmp(places[i], places[j]) == 0 ? 1 : 0;
        if (here > MOST_DECIDE)
            return bad(r, row, o->key,
                       "decided_by names more than four assumptions:", o->decided_by);
    }
    return ENT_OK;
}

static ent_status load_outcomes(reader *r, ent_register *reg)
{
    ENT_TRY(open_table(r, "outcomes.csv",
                       "key label group unit shape better hist_low hist_high hist_scale meaning "
                       "title unit_words help counts condition tested_by decided_by"));
    ent_outcome *rows = ent_arena_array(r->arena, ent_outcome, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ENT_TRY(read_outcome(r, i, &rows[i]));
        ENT_TRY(check_decided_by(r, i, reg, &rows[i]));
        for (size_t j = 0; j < i; j++)
            if (strcmp(rows[j].key, rows[i].key) == 0)
                return bad(r, i, rows[i].key, "key is given twice", NULL);
    }
    reg->outcomes = rows;
    reg->n_outcomes = r->table.n_rows;
    for (int id = 0; id < ENT_N_OUTCOMES; id++)
        if (!ent_register_outcome(reg, ent_key_of_outcome(id)))
            return ent_fail(r->err, ENT_E_KEY, "%s: outcome %s is used but not registered",
                            r->table.path, ent_key_of_outcome(id));
    return ENT_OK;
}

/* --- flashpoints and posture --- */

static ent_status check_states(const reader *r, size_t row, const char *key, const char *list)
{
    const char *words[32] = {NULL};
    const int n = split(list, words, 32, r->arena);
    if (n == NO_ROOM)
        return no_memory(r);
    if (n < 1 || n > 32)
        return bad(r, row, key, "needs one state or more, got", list);
    for (int i = 0; i < n; i++)
        if (!ent_facts_is_state(r->facts, words[i]))
            return bad(r, row, key, "is not a state:", words[i]);
    return ENT_OK;
}

static ent_status read_flashpoint(const reader *r, size_t row, ent_flashpoint_row *f)
{
    *f = (ent_flashpoint_row){.key = text(r, row, 0),
                              .label = text(r, row, 1),
                              .challenger = text(r, row, 2),
                              .hosts = text(r, row, 3),
                              .domain = text(r, row, 4),
                              .theatre = text(r, row, 5),
                              .pivot = text(r, row, 6),
                              .base_key = text(r, row, 11),
                              .source = text(r, row, 13),
                              .note = text(r, row, 14),
                              .title = text(r, row, 15),
                              .in_sentence = text(r, row, 16),
                              .help = text(r, row, 17),
                              .line = ent_csv_line(&r->table, row)};
    ENT_TRY(required(r, row, 7, &f->challenger_share));
    ENT_TRY(required(r, row, 8, &f->front_width_km));
    ENT_TRY(required(r, row, 9, &f->depth_km));
    ENT_TRY(required(r, row, 10, &f->terrain));
    ENT_TRY(required(r, row, 12, &f->base_weight));
    ENT_TRY(check_source(r, row, f->key, text(r, row, 13)));
    ENT_TRY(check_states(r, row, f->key, f->challenger));
    ENT_TRY(check_states(r, row, f->key, f->hosts));
    if (ent_id_of_assumption(f->base_key) < 0)
        return bad(r, row, f->key, "base_key is not an assumption in use:", f->base_key);
    return ENT_OK;
}

static ent_status load_flashpoints(reader *r, ent_register *reg)
{
    ENT_TRY(open_table(
        r, "flashpoints.csv",
        "key label challenger hosts domain theatre pivot challenger_share front_width_km depth_km "
        "terrain base_key base_weight source note title in_sentence help"));
    ent_flashpoint_row *rows = ent_arena_array(r->arena, ent_flashpoint_row, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ENT_TRY(read_flashpoint(r, i, &rows[i]));
        for (size_t j = 0; j < i; j++)
            if (strcmp(rows[j].key, rows[i].key) == 0)
                return bad(r, i, rows[i].key, "key is given twice", NULL);
    }
    reg->flashpoints = rows;
    reg->n_flashpoints = r->table.n_rows;
    return ENT_OK;
}

/* Keys of sources with blanks between. */
static ent_status check_sources(const reader *r, size_t row, const char *key, const char *list)
{
    enum { MOST = 8 };
    const char *words[MOST] = {NULL};
    const int n = *list ? split(list, words, MOST, r->arena) : 0;
    if (n == NO_ROOM)
        return no_memory(r);
    if (n > MOST)
        return bad(r, row, key, "more than 8 sources:", list);
    for (int i = 0; i < n; i++)
        ENT_TRY(check_source(r, row, key, words[i]));
    return ENT_OK;
}

/* "1995 1998 2024" */
static ent_status read_years(const reader *r, size_t row, const char *list, ent_dyad_row *d)
{
    const char *words[ENT_MAX_DISPUTES] = {NULL};
    const int n = *list ? split(list, words, ENT_MAX_DISPUTES, r->arena) : 0;
    if (n == NO_ROOM)
        return no_memory(r);
    for (int i = 0; i < n && i < ENT_MAX_DISPUTES; i++) {
        double year = 0.0;
        if (!ent_text_number(words[i], strlen(words[i]), &year) || year < 1816.0 || year > 2100.0 ||
            (i && year <= (double)d->years[i - 1]))
            return bad(r, row, d->flashpoint, "dispute_years are not ascending years:", list);
        d->years[i] = (int)year;
    }
    if (n < 1 || n > ENT_MAX_DISPUTES)
        return bad(r, row, d->flashpoint, "needs 1 to 32 dispute_years, got", list);
    d->n_years = n;
    return ENT_OK;
}

static ent_status read_dyad(const reader *r, const ent_register *reg, size_t row, ent_dyad_row *d)
{
    *d = (ent_dyad_row){.flashpoint = text(r, row, 0),
                        .challenger = text(r, row, 1),
                        .host = text(r, row, 2),
                        .last_war = ENT_MISSING,
                        .source = text(r, row, 10),
                        .later_source = text(r, row, 11),
                        .note = text(r, row, 12),
                        .line = ent_csv_line(&r->table, row)};
    ENT_TRY(required(r, row, 3, &d->contiguity));
    ENT_TRY(read_years(r, row, text(r, row, 4), d));
    if (*text(r, row, 5))
        ENT_TRY(required(r, row, 5, &d->last_war));
    ENT_TRY(required(r, row, 6, &d->initiated));
    ENT_TRY(required(r, row, 7, &d->major_challenger));
    ENT_TRY(required(r, row, 8, &d->major_host));
    ENT_TRY(required(r, row, 9, &d->rivals));
    if (!has_flashpoint(reg, d->flashpoint))
        return bad(r, row, d->flashpoint, "flashpoints.csv has no such row", NULL);
    if (d->contiguity < 0.0 || d->contiguity > 5.0 || d->initiated < 0.0)
        return bad(r, row, d->flashpoint, "contiguity is 0 to 5, initiated no less than 0", NULL);
    ENT_TRY(check_states(r, row, d->flashpoint, d->challenger));
    ENT_TRY(check_states(r, row, d->flashpoint, d->host));
    ENT_TRY(check_sources(r, row, d->flashpoint, d->source));
    return check_sources(r, row, d->flashpoint, d->later_source);
}

static ent_status load_dyads(reader *r, ent_register *reg)
{
    ENT_TRY(open_table(r, "flashpoint_dyads.csv",
                       "flashpoint challenger host contiguity dispute_years last_war initiated "
                       "major_challenger major_host rivals source later_source note"));
    ent_dyad_row *rows = ent_arena_array(r->arena, ent_dyad_row, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ENT_TRY(read_dyad(r, reg, i, &rows[i]));
        for (size_t j = 0; j < i; j++)
            if (strcmp(rows[j].flashpoint, rows[i].flashpoint) == 0 &&
                strcmp(rows[j].host, rows[i].host) == 0)
                return bad(r, i, rows[i].flashpoint, "the host is given twice:", rows[i].host);
    }
    reg->dyads = rows;
    reg->n_dyads = r->table.n_rows;
    return ENT_OK;
}

static ent_status load_posture(reader *r, ent_register *reg)
{
    static const char *const kinds[] = {
        "forward", "preposition",   "notice",       "transit",
        "class",   "us_share_land", "us_share_sea", "extra_forward_split"};
    ENT_TRY(open_table(r, "posture.csv", "kind place state from_year value source"));
    ent_posture_row *rows = ent_arena_array(r->arena, ent_posture_row, r->table.n_rows + 1);
    if (!rows)
        return no_memory(r);
    for (size_t i = 0; i < r->table.n_rows; i++) {
        ent_posture_row *p = &rows[i];
        double year = 0.0;
        ENT_TRY(required(r, i, 3, &year));
        *p = (ent_posture_row){.kind = text(r, i, 0),
                               .place = text(r, i, 1),
                               .state = text(r, i, 2),
                               .text = text(r, i, 4),
                               .from_year = (int)year,
                               .value = ENT_MISSING,
                               .line = ent_csv_line(&r->table, i)};
        if (!text_is_one_of(p->kind, kinds, sizeof kinds / sizeof kinds[0]))
            return bad(r, i, p->place, "unknown kind", p->kind);
        if (*p->state)
            ENT_TRY(check_states(r, i, p->place, p->state));
        ENT_TRY(check_source(r, i, p->place, text(r, i, 5)));
        if (strcmp(p->kind, "class") != 0)
            ENT_TRY(required(r, i, 4, &p->value));
        for (size_t j = 0; j < i; j++)
            if (strcmp(rows[j].kind, p->kind) == 0 && strcmp(rows[j].place, p->place) == 0 &&
                strcmp(rows[j].state, p->state) == 0 && rows[j].from_year == p->from_year)
                return bad(r, i, p->place, "the same row is above, for", p->state);
    }
    reg->posture = rows;
    reg->n_posture = r->table.n_rows;
    return ENT_OK;
}

ent_status ent_register_load(const char *dir, const ent_facts *facts, ent_register *reg,
                             ent_arena *arena, ent_error *err)
{
    reader r = {.facts = facts, .dir = dir, .arena = arena, .err = err};
    ent_register out = {.dir = dir};
    ENT_TRY(load_levers(&r, &out));
    ENT_TRY(load_assumptions(&r, &out));
    ENT_TRY(load_correlations(&r, &out));
    ENT_TRY(load_flashpoints(&r, &out));
    ENT_TRY(load_outcomes(&r, &out));
    ENT_TRY(load_dyads(&r, &out));
    ENT_TRY(load_posture(&r, &out));
    *reg = out;
    return ENT_OK;
}

/* --- questions --- */

const ent_lever *ent_register_lever(const ent_register *reg, const char *key)
{
    for (size_t i = 0; i < reg->n_levers; i++)
        if (strcmp(reg->levers[i].key, key) == 0)
            return &reg->levers[i];
    return NULL;
}

const ent_assumption *ent_register_assumption(const ent_register *reg, const char *key)
{
    for (size_t i = 0; i < reg->n_assumptions; i++)
        if (strcmp(reg->assumptions[i].key, key) == 0)
            return &reg->assumptions[i];
    return NULL;
}

const ent_outcome *ent_register_outcome(const ent_register *reg, const char *key)
{
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (strcmp(reg->outcomes[i].key, key) == 0)
            return &reg->outcomes[i];
    return NULL;
}

enum { MOST_KEYS = 512 };

const char *ent_register_nearest_lever(const ent_register *reg, const char *word)
{
    const char *keys[MOST_KEYS];
    size_t n = 0;
    for (; n < reg->n_levers && n < MOST_KEYS; n++)
        keys[n] = reg->levers[n].key;
    return ent_text_nearest(word, keys, n);
}

const char *ent_register_nearest_assumption(const ent_register *reg, const char *word)
{
    const char *keys[MOST_KEYS];
    size_t n = 0;
    for (; n < reg->n_assumptions && n < MOST_KEYS; n++)
        keys[n] = reg->assumptions[n].key;
    return ent_text_nearest(word, keys, n);
}

const char *ent_register_nearest_outcome(const ent_register *reg, const char *word)
{
    const char *keys[MOST_KEYS];
    size_t n = 0;
    for (; n < reg->n_outcomes && n < MOST_KEYS; n++)
        keys[n] = reg->outcomes[n].key;
    return ent_text_nearest(word, keys, n);
}
