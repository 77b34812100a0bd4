/* What a result says: outcomes, changes, claims, the bill, duties. */
#include <stdio.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/sort.h"
#include "entente/text.h"
#include "facts/state_names.h"
#include "result/hundred.h"
#include "session/inside.h"

enum { MEDIAN = 2 };

uint64_t ent_result_futures(const ent_result *r)
{
    return r->session->ranks.rank ? 0 : ent_run_futures(r->run);
}

uint64_t ent_result_hash(const ent_result *r)
{
    return r->session->ranks.rank ? 0 : ent_run_hash(r->run, 0);
}

bool ent_result_has_baseline(const ent_result *r)
{
    return r->has_baseline;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* A figure of an account, which needs no future, in the money of the run. */
static ent_status account(const ent_result *r, const ent_outcome *row, const char *index,
                          const char *at, double *value, ent_error *err)
{
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 20);
    const ent_status status =
        claims_account_of(&r->parts, row, index ? index : "", at ? at : "", value, &scratch, err);
    ent_heap_arena_destroy(&scratch);
    return status;
}

static ent_status find(const ent_result *r, const char *key, const char *index, const char *at,
                       const ent_outcome **row, ent_probe *probe, ent_error *err)
{
    ENT_TRY(explore_find_row(&r->parts.reg, key, row, err));
    if ((*row)->use < 0)
        return ENT_OK;
    return explore_find_probe(r->parts.world, *row, index && *index ? index : NULL, at, probe, err);
}

static ent_status need_baseline(const ent_result *r, const char *key, ent_error *err)
{
    return r->has_baseline
               ? ENT_OK
               : ent_fail(err, ENT_E_ARG, "%.60s: this run has no baseline to compare with", key);
}

static ent_status need_futures(const ent_outcome *row, ent_error *err)
{
    return row->use >= 0 ? ENT_OK
                         : ent_fail(err, ENT_E_ARG,
                                    "outcome '%s' is arithmetic on facts, the same in every future",
                                    row->key);
}

/* Room for a few rows of futures; NULL when out of memory. */
static double *room_for(const ent_result *r, size_t rows, ent_arena *arena)
{
    ent_heap_arena_create(arena, (size_t)1 << 16);
    double *room = ent_arena_array(arena, double, rows *(size_t)ent_run_futures(r->run) + 1);
    if (!room)
        ent_heap_arena_destroy(arena);
    return room;
}

/* --- outcomes --------------------------------------------------------------------------------- */

static ent_band band_of(const ent_statistics *s, const char *unit)
{
    return (ent_band){.median = s->quantile[MEDIAN],
                      .low = s->quantile[0],
                      .high = s->quantile[ENT_RUN_QUANTILES - 1],
                      .p25 = s->quantile[1],
                      .p75 = s->quantile[3],
                      .mean = s->mean,
                      .sd = s->sd,
                      .n = s->n,
                      .missing = s->missing,
                      .unit = unit};
}

/* A year of months: the mean of its months in each future, from the rows kept in memory. */
static bool band_of_year(const ent_result *r, size_t world, const ent_probe *probe, ent_band *band)
{
    ent_arena arena;
    double *room = room_for(r, 2, &arena), sum = 0.0;
    if (!room)
        return false;
    const size_t n = (size_t)ent_run_futures(r->run);
    const bool kept = ent_run_values(r->run, world, probe, room);
    size_t known = 0;
    for (size_t f = 0; kept && f < n; f++)
        if (room[f] == room[f]) {
            sum += room[f];
            room[known++] = room[f];
        }
    ent_sort_values(known, room, room + n);
    *band = (ent_band){.median = ent_sorted_quantile(known, room, 0.5),
                       .low = ent_sorted_quantile(known, room, 0.05),
                       .high = ent_sorted_quantile(known, room, 0.95),
                       .p25 = ent_sorted_quantile(known, room, 0.25),
                       .p75 = ent_sorted_quantile(known, room, 0.75),
                       .mean = known ? sum / (double)known : ENT_MISSING,
                       .sd = ENT_MISSING,
                       .n = known,
                       .missing = n - known,
                       .unit = band->unit};
    ent_heap_arena_destroy(&arena);
    return kept;
}

static ent_status outcome_in(const ent_result *r, size_t world, const char *key, const char *index,
                             const char *at, ent_band *band, ent_error *err)
{
    const ent_outcome *row = NULL;
    ent_probe probe;
    ENT_TRY(find(r, key, index, at, &row, &probe, err));
    if (row->use < 0) {
        const session_unit *u = &r->units[row - r->parts.reg.outcomes];
        double v = ENT_MISSING;
        ENT_TRY(account(r, row, index, at, &v, err));
        v *= u->rate;
        *band = (ent_band){v, v, v, v, v, v, 0.0, 1, 0, true, u->text};
        return ENT_OK;
    }
    if (probe.count == 1) {
        const ent_statistics s =
            ent_run_band(r->run, world, (ent_outcome_id)row->use, (size_t)probe.first);
        *band = band_of(&s, row->unit);
        return ENT_OK;
    }
    band->unit = row->unit;
    return band_of_year(r, world, &probe, band)
               ? ENT_OK
               : ent_fail(
                     err, ENT_E_ARG,
                     "outcome '%s' in a whole year: ask for a month, or name it to keep before "
                     "the run",
                     key);
}

ent_status ent_result_outcome(const ent_result *r, const char *key, const char *index,
                              const char *at, ent_band *band, ent_error *err)
{
    return outcome_in(r, 0, key, index, at, band, err);
}

ent_status ent_result_baseline(const ent_result *r, const char *key, const char *index,
                               const char *at, ent_band *band, ent_error *err)
{
    const ent_outcome *row = NULL;
    ENT_TRY(need_baseline(r, key, err));
    ENT_TRY(explore_find_row(&r->parts.reg, key, &row, err));
    ENT_TRY(need_futures(row, err));
    return outcome_in(r, 1, key, index, at, band, err);
}

ent_status ent_result_change(const ent_result *r, const char *key, const char *index,
                             const char *at, ent_effect *effect, ent_error *err)
{
    const ent_outcome *row = NULL;
    ent_probe probe;
    ENT_TRY(need_baseline(r, key, err));
    ENT_TRY(find(r, key, index, at, &row, &probe, err));
    ENT_TRY(need_futures(row, err));
    if (probe.count > 1)
        return ent_fail(err, ENT_E_ARG, "outcome '%s' in a whole year: ask for a month", key);
    const ent_change c = ent_run_change(r->run, (ent_outcome_id)row->use, (size_t)probe.first);
    const double n = c.exact && c.n ? (double)c.n : ENT_MISSING;
    *effect = (ent_effect){.median = c.median,
                           .low = c.low,
                           .high = c.high,
                           .mean = c.mean,
                           .lower = (double)c.lower / n,
                           .same = (double)c.same / n,
                           .higher = (double)c.higher / n,
                           .n = c.n};
    return ENT_OK;
}

ent_status ent_result_values(const ent_result *r, bool of_baseline, const char *key,
                             const char *index, const char *at, double *values, size_t n,
                             ent_error *err)
{
    const ent_outcome *row = NULL;
    ent_probe probe;
    if (of_baseline)
        ENT_TRY(need_baseline(r, key, err));
    ENT_TRY(find(r, key, index, at, &row, &probe, err));
    ENT_TRY(need_futures(row, err));
    if (n != ent_run_futures(r->run))
        return ent_fail(err, ENT_E_ARG, "%.60s: room for %zu futures, the run has %llu", key, n,
                        (unsigned long long)ent_run_futures(r->run));
    if (!ent_run_values(r->run, of_baseline ? 1 : 0, &probe, values))
        return ent_fail(err, ENT_E_ARG, "%s: not kept in memory; name it to keep before the run",
                        key);
    return ENT_OK;
}

ent_status ent_result_quantiles(const ent_result *r, const char *key, const char *index,
                                const char *at, size_t n, const double *shares, double *quantiles,
                                ent_error *err)
{
    ent_arena arena;
    const size_t futures = (size_t)ent_run_futures(r->run);
    for (size_t i = 0; i < n; i++)
        if (!(shares[i] >= 0.0 && shares[i] <= 1.0))
            return ent_fail(err, ENT_E_ARG, "%g is not a share from 0 to 1", shares[i]);
    double *room = room_for(r, 2, &arena);
    if (!room)
        return ent_fail(err, ENT_E_NOMEM, "%.60s: out of memory", key);
    const ent_status status = ent_result_values(r, false, key, index, at, room, futures, err);
    if (status == ENT_OK) {
        size_t known = 0;
        for (size_t f = 0; f < futures; f++)
            if (room[f] == room[f])
                room[known++] = room[f];
        ent_sort_values(known, room, room + futures);
        for (size_t i = 0; i < n; i++)
            quantiles[i] = ent_sorted_quantile(known, room, shares[i]);
    }
    ent_heap_arena_destroy(&arena);
    return status;
}

/* --- claims ----------------------------------------------------------------------------------- */

size_t ent_result_claims(const ent_result *r)
{
    return r->claims.n;
}

/* The claim's own sentence, as in the document; one with its figures where it has none. */
static const char *sentence_of(ent_result *r, size_t i, const claim_verdict *v)
{
    ent_arena *arena = &r->arena;
    const claim_state *s = &r->claims.states[i];
    const char *says = s->claim->says, *figure = "";
    char own[640];
    claims_sentence(&r->claims, i, v, &r->parts, r->run, own, sizeof own);
    if (*own)
        return ent_text_copy(own, strlen(own), arena);
    if (v->value == v->value)
        figure = ent_text_format(arena, " (%.3g%s%s)", v->value, *s->unit ? " " : "", s->unit);
    if (v->share == v->share)
        return ent_text_format(arena, "%s: true in %s of 100 simulated futures.", says,
                               hundred_of(v->share).text);
    return ent_text_format(arena, "%s: %s%s.", says, v->verdict, figure ? figure : "");
}

ent_finding ent_result_claim(ent_result *r, size_t i)
{
    const claim_state *s = &r->claims.states[i];
    const claim_verdict v = claims_verdict(&r->claims, i, r->run);
    const char *sentence = sentence_of(r, i, &v);
    return (ent_finding){.says = s->claim->says,
                         .verdict = v.verdict,
                         .sentence = sentence ? sentence : s->claim->says,
                         .kind = s->kind,
                         .unit = s->unit,
                         .value = v.value,
                         .low = v.low,
                         .high = v.high,
                         .share = v.share};
}

/* --- bill and duties -------------------------------------------------------------------------- */

ent_status ent_result_bill(const ent_result *r, const char *who, const char *currency,
                           ent_cost *cost, ent_error *err)
{
    const char *iso3 = who;
    const char *code = currency ? currency : *r->money.code ? r->money.code : "EUR";
    money m;
    ENT_TRY(money_read(code, &r->parts.facts, &m, err));
    if (!r->has_bill)
        return ent_fail(err, ENT_E_DATA, "%s sets no spending target that ends within its years",
                        r->parts.scenario.key);
    const ent_bill_line *line = claims_bill_line(&r->bill, who);
    if (!line) {
        ENT_TRY(facts_state(&r->parts.facts, who, &iso3, err));
        line = claims_bill_line(&r->bill, iso3);
    }
    if (!line)
        return ent_fail(err, ENT_E_ARG,
                        "%s is not an ally with forces, so the target does not apply to it", iso3);
    const ent_bill_terms *t = &r->bill.terms;
    const double rate = m.per_usd;
    const int years = t->by_year - r->parts.world->first_year + 1;
    *cost = (ent_cost){.multiple = line->multiple,
                       .base_pct = 100.0 * line->share0,
                       .target_pct = 100.0 * t->target,
                       .base_year = r->parts.world->base_year,
                       .target_year = t->by_year,
                       .target_bn = line->target_bn * rate,
                       .average_bn = line->cumulative_bn * rate / (double)(years > 0 ? years : 1),
                       .sum_bn = line->cumulative_bn * rate,
                       .currency = m.code};
    return ENT_OK;
}

ent_status ent_result_duty(const ent_result *r, size_t event, const char *state, int *firm,
                           int *contested, ent_error *err)
{
    const char *iso3 = NULL;
    if (event >= r->claims.n_events)
        return ent_fail(err, ENT_E_ARG, "%s has %zu events; there is no event %zu",
                        r->parts.scenario.key, r->claims.n_events, event);
    ENT_TRY(facts_state(&r->parts.facts, state, &iso3, err));
    const uint16_t s = ent_treaty_find_state(&r->claims.treaty, iso3, strlen(iso3));
    if (s >= r->claims.treaty.n_states)
        return ent_fail(err, ENT_E_ARG, "the treaty tables do not know the state %s", iso3);
    *firm = r->claims.answers[event].levels[s].firm;
    *contested = r->claims.answers[event].levels[s].contested;
    return ENT_OK;
}
