#include "study/search_run.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sort.h"
#include "entente/text.h"

/* --- words of the command line --------------------------------------------------------------- */

static ent_status read_statistic(search_job *j, const char *word, search_objective *o)
{
    double percent;
    if (!*word || strcmp(word, "mean") == 0) {
        o->statistic = SEARCH_MEAN;
        return ENT_OK;
    }
    if (*word == 'p' && ent_text_number(word + 1, strlen(word + 1), &percent) && percent > 0.0 &&
        percent < 100.0) {
        o->statistic = SEARCH_QUANTILE;
        o->quantile = percent / 100.0;
        return ENT_OK;
    }
    o->statistic = SEARCH_SHARE;
    return ent_condition_read(word, &o->condition)
               ? ENT_OK
               : ent_fail(j->err, ENT_E_ARG,
                          "--objective %s: '%s' is not mean, p5 to p95 or a condition such as "
                          "'> 0'",
                          o->name, word);
}

/* Less or more is better: said, else by the register. A share of futures is wanted high where
   the condition points to the better side. */
static ent_status read_sense(search_job *j, const char *said, search_objective *o,
                             const ent_outcome *row)
{
    if (*said) {
        o->sign = strcmp(said, "min") == 0 ? 1.0 : -1.0;
        return ENT_OK;
    }
    if (strcmp(row->better, "neutral") == 0)
        return ent_fail(j->err, ENT_E_ARG,
                        "--objective %s: the register does not say which direction is better. "
                        "Write min:%s or max:%s",
                        o->name, o->name, o->name);
    o->sign = strcmp(row->better, "low") == 0 ? 1.0 : -1.0;
    if (o->statistic == SEARCH_SHARE) {
        const bool upward =
            o->condition.compare[0] == ENT_CMP_GT || o->condition.compare[0] == ENT_CMP_GE;
        o->sign = upward == (o->sign < 0.0) ? -1.0 : 1.0;
    }
    return ENT_OK;
}

static ent_status read_objective(search_job *j, const char *text)
{
    search_objective *o = &j->objective[j->n_objectives];
    const bool said = strncmp(text, "min:", 4) == 0 || strncmp(text, "max:", 4) == 0;
    const char *word = said ? text + 4 : text;
    const size_t key = strcspn(word, "@=");
    const char *at = word[key] == '@' ? word + key + 1 : NULL;
    const char *equals = strchr(word, '=');
    const size_t time = at ? strcspn(at, "=") : 0;
    *o = (search_objective){.name = text};
    const char *outcome = ent_text_copy(word, key, j->arena);
    const char *when = at ? ent_text_copy(at, time, j->arena) : NULL;
    if (!outcome || (at && !when))
        return ent_fail(j->err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(explore_add_target(&j->p, outcome, when, j->arena, j->err));
    ENT_TRY(read_statistic(j, equals ? equals + 1 : "", o));
    char sense[4] = "";
    if (said)
        memcpy(sense, text, 3);
    ENT_TRY(read_sense(j, sense, o, j->p.target[j->n_objectives].outcome));
    j->n_objectives++;
    return ENT_OK;
}

static ent_status read_lever(search_job *j, const char *text)
{
    const size_t key = strcspn(text, "=");
    search_lever *l = &j->lever[j->n_levers];
    const char *name = ent_text_copy(text, key, j->arena);
    ENT_NEED(name, j->err);
    for (size_t i = 0; i < j->n_levers; i++)
        if (strcmp(j->lever[i].key, name) == 0)
            return ent_fail(j->err, ENT_E_ARG, "--lever names %s twice. Leave one out", name);
    const ent_lever *row = ent_register_lever(&j->p.parts.reg, name);
    ENT_TRY(explore_set_lever(&j->p.parts.reg, j->p.parts.world, name,
                              row && !isnan(row->min) ? row->min : 0.0, "--lever", j->err));
    *l = (search_lever){name, row->min, row->max, row->step > 0.0 ? row->step : 0.0};
    if (text[key] == '=') {
        const char *range = text + key + 1;
        const size_t low = strcspn(range, ":");
        if (!range[low] || !ent_text_number(range, low, &l->low) ||
            !ent_text_number(range + low + 1, strlen(range + low + 1), &l->high) ||
            !(l->low < l->high) || l->low < row->min || l->high > row->max)
            return ent_fail(j->err, ENT_E_ARG, "--lever %s: expected %s=LOW:HIGH within %g to %g",
                            text, name, row->min, row->max);
    }
    j->n_levers++;
    return ENT_OK;
}

ent_status search_open(search_job *j, const text_list *objectives, const text_list *levers,
                       const text_list *epsilons)
{
    double own[SEARCH_LEVERS] = {0};
    if (objectives->count < 2 || objectives->count > SEARCH_OBJECTIVES)
        return ent_fail(j->err, ENT_E_ARG, "2 to %d objectives, each by --objective",
                        SEARCH_OBJECTIVES);
    if (levers->count < 1 || levers->count > SEARCH_LEVERS)
        return ent_fail(j->err, ENT_E_ARG, "1 to %d levers, each by --lever", SEARCH_LEVERS);
    if (epsilons->count && epsilons->count != objectives->count)
        return ent_fail(j->err, ENT_E_ARG, "--epsilon: one for each objective, or none");
    ENT_TRY(explore_read_money(&j->p, j->err));
    j->p.n_worlds = 1;
    j->p.worlds[0] = j->p.parts.world;
    for (size_t i = 0; i < objectives->count; i++)
        ENT_TRY(read_objective(j, objectives->items[i]));
    for (size_t i = 0; i < levers->count; i++) {
        const ent_lever *row = NULL;
        const char *name =
            ent_text_copy(levers->items[i], strcspn(levers->items[i], "="), j->arena);
        if (name)
            row = ent_register_lever(&j->p.parts.reg, name);
        own[i] = row && row->use >= 0 ? j->p.parts.world->lever[row->use] : 0.0;
        ENT_TRY(read_lever(j, levers->items[i]));
    }
    for (size_t i = 0; i < epsilons->count; i++)
        if (!ent_text_number(epsilons->items[i], strlen(epsilons->items[i]),
                             &j->objective[i].epsilon) ||
            !(j->objective[i].epsilon > 0.0))
            return ent_fail(j->err, ENT_E_ARG, "--epsilon '%s' is not a positive number",
                            epsilons->items[i]);
    for (size_t i = 0; i < j->n_levers; i++) /* reading them tried their lowest value */
        ENT_TRY(explore_set_lever(&j->p.parts.reg, j->p.parts.world, j->lever[i].key, own[i],
                                  "--lever", j->err));
    ENT_TRY(explore_money_used(&j->p, false, j->err));
    return explore_prepare(&j->p, j->arena, j->err);
}

void search_own_levers(const search_job *j, double *levers)
{
    for (size_t i = 0; i < j->n_levers; i++) {
        const ent_lever *row = ent_register_lever(&j->p.parts.reg, j->lever[i].key);
        levers[i] = j->p.parts.world->lever[row->use];
    }
}

/* --- one policy ------------------------------------------------------------------------------ */

static double statistic_of(const search_objective *o, size_t n, const double *y, double *spare)
{
    double *sorted = spare, sum = 0.0;
    size_t known = 0, held = 0;
    for (size_t f = 0; f < n; f++) {
        if (isnan(y[f]))
            continue;
        sorted[known++] = y[f];
        sum += y[f];
        held += ent_condition_holds(&o->condition, y[f]);
    }
    if (!known)
        return ENT_MISSING;
    switch (o->statistic) {
    case SEARCH_MEAN:
        return sum / (double)known;
    case SEARCH_SHARE: /* of all futures */
        return (double)held / (double)n;
    case SEARCH_QUANTILE:
        ent_sort_values(known, sorted, spare + n);
        return ent_sorted_quantile(known, sorted, o->quantile);
    }
    return ENT_MISSING;
}

/* Statistics of a sample; `spare` has room for two columns of it. */
static void digest(const search_job *j, const explore_sample *s, double *spare, double *values,
                   ent_index *intervals)
{
    const size_t m = s->n / SEARCH_BATCHES;
    for (size_t k = 0; k < j->n_objectives; k++) {
        const double *y = s->y + k * s->n;
        double batch[SEARCH_BATCHES];
        values[k] = statistic_of(&j->objective[k], s->n, y, spare);
        for (size_t b = 0; intervals && b < SEARCH_BATCHES; b++)
            batch[b] = statistic_of(&j->objective[k], m, y + b * m, spare);
        if (intervals) {
            intervals[k] = ent_interval_of_replicates(batch, SEARCH_BATCHES);
            const double half = 0.5 * (intervals[k].high - intervals[k].low);
            intervals[k] = (ent_index){values[k], values[k] - half, values[k] + half};
        }
    }
}

ent_status search_run_policy(search_job *j, const double *levers, size_t n, uint64_t seed,
                             double *values, ent_index *intervals)
{
    const explore_plan plan = {.n = n, .seed = seed, .target = EXPLORE_ALL, .again = true};
    explore_sample s;
    ent_arena scratch; /* of its own: points kept for the next policy stay in the job's */
    for (size_t i = 0; i < j->n_levers; i++)
        ENT_TRY(explore_set_lever(&j->p.parts.reg, j->p.parts.world, j->lever[i].key, levers[i],
                                  "--lever", j->err));
    ent_heap_arena_create(&scratch, 1 << 20);
    ent_status status = explore_plain(&j->p, &plan, &s, &scratch, j->err);
    double *spare = status == ENT_OK ? ent_arena_array(&scratch, double, 2 * s.n) : NULL;
    if (spare)
        digest(j, &s, spare, values, intervals);
    else if (status == ENT_OK)
        status = ent_fail(j->err, ENT_E_NOMEM, "out of memory");
    ent_heap_arena_destroy(&scratch);
    return status;
}

ent_status search_fill_epsilons(search_job *j)
{
    enum { POLICIES = 16, PARTS = 50 };
    double low[SEARCH_OBJECTIVES] = {0}, high[SEARCH_OBJECTIVES] = {0};
    double levers[SEARCH_LEVERS] = {0}, values[SEARCH_OBJECTIVES] = {0};
    if (j->objective[0].epsilon > 0.0)
        return ENT_OK;
    for (size_t i = 0; i < POLICIES; i++) {
        for (size_t l = 0; l < j->n_levers; l++) {
            const double u = ent_uniform(j->seed, i, (uint32_t)l, 0xe95);
            levers[l] = j->lever[l].low + u * (j->lever[l].high - j->lever[l].low);
        }
        ENT_TRY(search_run_policy(j, levers, j->futures, j->seed, values, NULL));
        for (size_t k = 0; k < j->n_objectives; k++) {
            low[k] = i == 0 || values[k] < low[k] ? values[k] : low[k];
            high[k] = i == 0 || values[k] > high[k] ? values[k] : high[k];
        }
    }
    for (size_t k = 0; k < j->n_objectives; k++) {
        if (!(high[k] > low[k]))
            return ent_fail(j->err, ENT_E_DATA,
                            "--objective %s: none of the levers named changes it. Leave it out, or "
                            "name other levers",
                            j->objective[k].name);
        j->objective[k].epsilon = (high[k] - low[k]) / PARTS;
    }
    return ENT_OK;
}

/* --- the log -----------------------------------------------------------------------------------
 */

const char *search_header(const search_job *j, const char *scenario)
{
    ent_builder b;
    ent_builder_init(&b, j->arena);
    ent_builder_format(&b,
                       "{\"schema\": \"entente-search\", \"version\": 1, \"scenario\": \"%s\", "
                       "\"world\": \"%016llx\", \"seed\": %llu, \"futures\": %zu, \"population\": "
                       "%zu, \"levers\": [",
                       scenario, (unsigned long long)j->p.parts.world->checksum, j->seed,
                       j->futures, j->population);
    for (size_t i = 0; i < j->n_levers; i++)
        ent_builder_format(&b, "%s{\"key\": \"%s\", \"low\": %.17g, \"high\": %.17g}",
                           i ? ", " : "", j->lever[i].key, j->lever[i].low, j->lever[i].high);
    ent_builder_text(&b, "]");
    if (j->p.money.code && *j->p.money.code)
        ent_builder_format(&b, ", \"currency\": \"%s\"", j->p.money.code);
    ent_builder_text(&b, ", \"objectives\": [");
    for (size_t k = 0; k < j->n_objectives; k++) {
        ent_builder_text(&b, k ? ", {\"objective\": " : "{\"objective\": ");
        ent_json_text(&b, j->objective[k].name);
        ent_builder_format(&b, ", \"sense\": \"%s\", \"epsilon\": %.17g}",
                           j->objective[k].sign > 0.0 ? "min" : "max", j->objective[k].epsilon);
    }
    ent_builder_text(&b, "]}\n");
    return b.failed ? NULL : b.data;
}

static void add_matrix(ent_builder *log, size_t rows, size_t columns, const double *values)
{
    ent_builder_text(log, "[");
    for (size_t i = 0; i < rows; i++) {
        ent_builder_text(log, i ? ", [" : "[");
        for (size_t k = 0; k < columns; k++) {
            ent_builder_text(log, k ? ", " : "");
            ent_json_number(log, values[i * columns + k]);
        }
        ent_builder_text(log, "]");
    }
    ent_builder_text(log, "]");
}

void search_add_line(const search_job *j, size_t generation, const double *points,
                     const double *objectives, ent_builder *log)
{
    ent_builder_format(log, "{\"generation\": %zu, \"points\": ", generation);
    add_matrix(log, j->population, j->n_levers, points);
    ent_builder_text(log, ", \"objectives\": ");
    add_matrix(log, j->population, j->n_objectives, objectives);
    ent_builder_text(log, "}\n");
}

static bool read_matrix(const json_t *list, size_t rows, size_t columns, double *values)
{
    if (json_array_size(list) != rows)
        return false;
    for (size_t i = 0; i < rows; i++) {
        const json_t *row = json_array_get(list, i);
        if (json_array_size(row) != columns)
            return false;
        for (size_t k = 0; k < columns; k++) {
            const json_t *v = json_array_get(row, k);
            values[i * columns + k] = json_is_number(v) ? json_number_value(v) : ENT_MISSING;
        }
    }
    return true;
}

/* One line told; false when it is not what the search would have asked. */
static bool tell_line(const search_job *j, const char *line, size_t length, ent_search *search,
                      double *asked, double *points, double *objectives)
{
    json_t *o = json_loadb(line, length, 0, NULL);
    const size_t n = j->population;
    const bool fine = o && read_matrix(json_object_get(o, "points"), n, j->n_levers, points) &&
                      read_matrix(json_object_get(o, "objectives"), n, j->n_objectives, objectives);
    json_decref(o);
    if (!fine)
        return false;
    ent_search_ask(search, asked);
    for (size_t i = 0; i < n * j->n_levers; i++)
        if (fabs(asked[i] - points[i]) > 1e-12 * (1.0 + fabs(points[i])))
            return false;
    ent_search_tell(search, asked, objectives);
    return true;
}

ent_status search_replay(const search_job *j, const char *path, const char *header,
                         ent_search *search, ent_builder *log, size_t *generations)
{
    char *text = NULL;
    size_t length = 0;
    const size_t n = j->population;
    double *asked = ent_arena_array(j->arena, double, n * j->n_levers);
    double *points = ent_arena_array(j->arena, double, n * j->n_levers);
    double *objectives = ent_arena_array(j->arena, double, n * j->n_objectives);
    ENT_NEED(asked && points && objectives, j->err);
    ENT_TRY(ent_text_read_file(path, (size_t)1 << 28, &text, &length, j->arena, j->err));
    const size_t head = strlen(header);
    if (length < head || memcmp(text, header, head) != 0)
        return ent_fail(j->err, ENT_E_DATA,
                        "%s: is the log of another search (scenario, levers, objectives, seed, "
                        "futures or population differ); give another --out or the same options",
                        path);
    *generations = 0;
    for (const char *line = text + head; *line;) {
        const size_t size = strcspn(line, "\n");
        if (!line[size]) /* a line that was cut off is run again */
            break;
        if (!tell_line(j, line, size, search, asked, points, objectives))
            return ent_fail(j->err, ENT_E_DATA,
                            "%s:%zu: does not follow from the lines before; the log was changed",
                            path, *generations + 2);
        ent_builder_add(log, line, size + 1);
        (*generations)++;
        line += size + 1;
    }
    return ENT_OK;
}
