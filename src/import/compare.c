/* What changed, and what looks wrong about it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hint.h"
#include "entente/text.h"
#include "import/reading.h"

/* How far a revision of a figure goes without a second look; then either bound must be passed. */
typedef struct bound {
    const char *key;
    double share;  /* of the figure that stands */
    double points; /* in the unit of the key */
} bound;

static const bound bounds[] = {
    {"defence_pct_gdp", 0.10, 0.25},      {"equipment_pct_defence", 0.20, 5.0},
    {"personnel_thousand", 0.10, 2.0},    {"growth_pct", 1e9, 1.5},
    {"population_m", 0.05, 0.05},         {"ppp_ratio", 0.10, 0.0},
    {"debt_pct_gdp", 0.15, 5.0},          {"government_pct_gdp", 0.15, 3.0},
    {"aid_us_total_eur_bn", 0.10, 1.0},   {"aid_europe_total_eur_bn", 0.10, 1.0},
    {"aid_other_total_eur_bn", 0.1, 1.0},
};
static const bound money = {"", 0.10, 0.0}; /* all others */

enum { SHARE_TOLERANCE_HUNDREDTHS = 2 }; /* of a percent of GDP, as in 'entente facts --check' */

static const bound *bound_of(const char *key)
{
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++)
        if (strcmp(bounds[i].key, key) == 0)
            return &bounds[i];
    return &money;
}

/* 3, 6, 9 or 2: about that power of ten (100 for a fraction taken for a percentage); else 0. */
static int power_apart(double now, double before)
{
    static const int powers[] = {2, 3, 6, 9, -2, -3, -6, -9};
    if (!(now > 0.0) || !(before > 0.0))
        return 0;
    const double apart = log10(now / before);
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++)
        if (fabs(apart - powers[i]) < 0.15) /* within a factor of 1.4 */
            return powers[i];
    return 0;
}

/* The figure that stands nearest in time: of the year, else of the newest year before. */
static const ent_fact *nearest(const ent_facts *f, const ent_import_value *v)
{
    const ent_fact *same = ent_facts_find(f, v->state, v->key, v->year, NULL);
    for (int year = v->year - 1; !same && year >= v->year - 5; year--)
        same = ent_facts_find(f, v->state, v->key, year, NULL);
    return same;
}

static const ent_fact *standing(const ent_facts *f, const ent_import_value *v)
{
    return *v->date ? ent_facts_dated(f, v->state, v->key, v->date)
                    : ent_facts_find(f, v->state, v->key, v->year, NULL);
}

/* Digits of a number as the tables write it. */
typedef struct digits {
    int after, all; /* after the point, and significant ones */
} digits;

static digits digits_of(double value)
{
    char text[64];
    snprintf(text, sizeof text, "%.12g", value);
    const char *point = strchr(text, '.'), *e = strchr(text, 'e');
    int after = point ? (int)strspn(point + 1, "0123456789") : 0, all = 0;
    bool begun = false;
    for (const char *p = text; *p && p != e; p++)
        if (*p >= '0' && *p <= '9') {
            begun |= *p != '0';
            all += begun;
        }
    if (e)
        after -= (int)strtol(e + 1, NULL, 10);
    return (digits){after, all};
}

/*
 * How finely a table gives a key: trailing zeros are not written, so the finest of its figures
 * says how many digits all have. A few figures alone may all be round by chance.
 */
typedef struct precision {
    const char *key, *source;
    size_t n;
    digits finest;
} precision;

enum { MOST_PRECISIONS = 256, ENOUGH = 8, LEAST_AFTER = 2, LEAST_ALL = 6 };

typedef struct precisions {
    size_t n;
    precision rows[MOST_PRECISIONS];
} precisions;

static precision *precision_of(precisions *p, const char *key, const char *source)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->rows[i].key, key) == 0 && strcmp(p->rows[i].source, source) == 0)
            return &p->rows[i];
    if (p->n == MOST_PRECISIONS)
        return NULL;
    p->rows[p->n] = (precision){.key = key, .source = source};
    return &p->rows[p->n++];
}

static void learn_precisions(precisions *p, const ent_facts *f)
{
    p->n = 0;
    for (size_t i = 0; i < f->n_facts; i++) {
        const ent_fact *fact = &f->facts[i];
        precision *row = fact->value == fact->value && *fact->source
                             ? precision_of(p, fact->key, fact->source)
                             : NULL;
        if (!row)
            continue;
        const digits d = digits_of(fact->value);
        row->n++;
        row->finest.after = d.after > row->finest.after ? d.after : row->finest.after;
        row->finest.all = d.all > row->finest.all ? d.all : row->finest.all;
    }
}

/* Half a step of the table's last digit at a figure; as in "%.6g" both rules may cut. */
static double half_step(precisions *p, const ent_fact *fact)
{
    const precision *row = precision_of(p, fact->key, fact->source);
    digits d = row && row->n ? row->finest : digits_of(fact->value);
    if (!row || row->n < ENOUGH) {
        d.after = d.after > LEAST_AFTER ? d.after : LEAST_AFTER;
        d.all = d.all > LEAST_ALL ? d.all : LEAST_ALL;
    }
    const double size = fabs(fact->value);
    const double by_all = size > 0.0 ? pow(10.0, floor(log10(size)) + 1.0 - d.all) : 0.0;
    return 0.5 * fmax(pow(10.0, -d.after), by_all);
}

/* The coarser of file and table decides: 1.35 is 1.3465, and 11388.976 is 11389. */
static bool is_same(const ent_import_value *v, const ent_fact *fact, precisions *p)
{
    const double step = v->decimals > -12 && v->decimals < 12 ? pow(10.0, -v->decimals) : 0.0;
    const double apart = fabs(v->value - v->before);
    return apart <= 0.5000001 * step || apart <= 1e-6 * fabs(v->before) ||
           (fact && apart <= 1.0000001 * half_step(p, fact));
}

static double value_of(const ent_fact *fact)
{
    return fact ? fact->value : ENT_MISSING;
}

typedef struct key_count {
    const char *key;
    size_t n, units, first;
    int power;
} key_count;

enum { MOST_KEYS = 64 };

static key_count *count_of(key_count *counts, size_t *n, const char *key)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(counts[i].key, key) == 0)
            return &counts[i];
    if (*n == MOST_KEYS)
        return NULL;
    counts[*n] = (key_count){.key = key};
    return &counts[(*n)++];
}

/* A whole table in thousands where millions are wanted is one finding, not a thousand. */
static ent_status check_units(reading *r, ent_import *in)
{
    key_count counts[MOST_KEYS];
    size_t n = 0;
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_fact *near = nearest(r->facts, &in->values[i]);
        key_count *c = near ? count_of(counts, &n, in->values[i].key) : NULL;
        const int power = c ? power_apart(in->values[i].value, near->value) : 0;
        if (c)
            c->n++;
        if (power && !c->units++) {
            c->first = i;
            c->power = power;
        }
    }
    for (size_t k = 0; k < n; k++) {
        const bool all = 2 * counts[k].units > counts[k].n;
        if (all)
            ENT_TRY(reading_find(r, ENT_FINDING_UNIT, in->values[counts[k].first].where,
                                 "%s: %zu of %zu values are about 10^%d times those that stand; "
                                 "the file is in another unit? None of the key is taken",
                                 counts[k].key, counts[k].units, counts[k].n, counts[k].power));
        for (size_t i = 0; i < in->n_values; i++) {
            ent_import_value *v = &in->values[i];
            const ent_fact *near = strcmp(v->key, counts[k].key) == 0 ? nearest(r->facts, v) : NULL;
            const int power = near ? power_apart(v->value, near->value) : 0;
            if (strcmp(v->key, counts[k].key) == 0 && (all || power))
                v->standing = ENT_IMPORT_LEFT_OUT;
            if (power && !all)
                ENT_TRY(reading_find(r, ENT_FINDING_UNIT, v->where,
                                     "%s %s %d: %g is about 10^%d times %g; left out", v->state,
                                     v->key, v->year, v->value, power, near->value));
        }
    }
    return ENT_OK;
}

/* Aid, reserves and equipment may be nothing; no state here lives or spends on nothing. */
static bool is_never_zero(const char *key)
{
    return strncmp(key, "gdp_", 4) == 0 || strncmp(key, "defence_", 8) == 0 ||
           strncmp(key, "sipri_", 6) == 0 || strncmp(key, "personnel", 9) == 0 ||
           strcmp(key, "population_m") == 0 || strcmp(key, "soldiers_active") == 0 ||
           strcmp(key, "ppp_ratio") == 0;
}

static ent_status check_value(reading *r, ent_import_value *v, precisions *p)
{
    if (v->standing == ENT_IMPORT_LEFT_OUT)
        return ENT_OK;
    const ent_fact_key *key = ent_facts_key(r->facts, v->key);
    const bool bounded = key && key->low < key->high;
    if (!isfinite(v->value)) {
        v->standing = ENT_IMPORT_LEFT_OUT;
        return reading_find(r, ENT_FINDING_NUMBER, v->where, "%s %s %d is not a number; left out",
                            v->state, v->key, v->year);
    }
    if (bounded && (v->value < key->low || v->value > key->high)) {
        v->standing = ENT_IMPORT_LEFT_OUT;
        return reading_find(r, ENT_FINDING_NUMBER, v->where,
                            "%s %s %d cannot be %g: it goes from %g to %g %s; left out", v->state,
                            v->key, v->year, v->value, key->low, key->high, key->unit);
    }
    const bool known = v->before == v->before;
    v->standing = !known                                 ? ENT_IMPORT_NEW
                  : is_same(v, standing(r->facts, v), p) ? ENT_IMPORT_SAME
                                                         : ENT_IMPORT_CHANGED;
    if (v->standing == ENT_IMPORT_SAME)
        return ENT_OK;
    const ent_fact *near = known ? NULL : nearest(r->facts, v);
    if (!known && !near)
        return ENT_OK;
    const double before = known ? v->before : near->value;
    const bound *b = bound_of(v->key);
    /* a new year may move on from the one before by twice what a revision may */
    const double allowed =
        (known ? 1.0 : 2.5) * fmax(b->points, b->share < 1e8 ? b->share * fabs(before) : 0.0);
    if (!(fabs(v->value - before) > allowed))
        return ENT_OK;
    if (known)
        return reading_find(r, ENT_FINDING_OUTLIER, v->where,
                            "%s %s %d: %.6g stands, the file has %.6g", v->state, v->key, v->year,
                            before, v->value);
    return reading_find(r, ENT_FINDING_OUTLIER, v->where, "%s %s %d: %.6g after %.6g in %d",
                        v->state, v->key, v->year, v->value, before, near->year);
}

/* --- years and states that are not there --- */

static bool same_series(const ent_import_value *a, const ent_import_value *b)
{
    return strcmp(a->state, b->state) == 0 && strcmp(a->key, b->key) == 0;
}

static bool is_unlikely_zero(const ent_facts *f, const ent_import_value *v)
{
    const ent_fact *fact = standing(f, v);
    return v->value == 0.0 && is_never_zero(v->key) && !(fact && fact->value == 0.0);
}

/* A nought often stands for a missing figure; each run of them is one finding. */
static ent_status check_zeros(reading *r, ent_import *in)
{
    for (size_t i = 0, end; i < in->n_values; i = end) {
        ent_import_value *v = &in->values[i];
        end = i + 1;
        if (!is_unlikely_zero(r->facts, v))
            continue;
        v->standing = ENT_IMPORT_LEFT_OUT;
        for (; end < in->n_values && same_series(v, &in->values[end]) &&
               is_unlikely_zero(r->facts, &in->values[end]);
             end++)
            in->values[end].standing = ENT_IMPORT_LEFT_OUT;
        const int last = in->values[end - 1].year;
        const char *until = last > v->year ? ent_text_format(r->arena, " to %d", last) : "";
        ENT_NEED(until, r->err);
        ENT_TRY(reading_find(r, ENT_FINDING_NUMBER, v->where,
                             "%s %s %d%s: the file has 0, which may stand for a missing figure; "
                             "left out",
                             v->state, v->key, v->year, until));
    }
    return ENT_OK;
}

static int last_year(const ent_import *in, const char *key)
{
    int year = 0;
    for (size_t i = 0; i < in->n_values; i++)
        if (strcmp(in->values[i].key, key) == 0 && in->values[i].year > year)
            year = in->values[i].year;
    return year;
}

static ent_status check_years(reading *r, const ent_import *in)
{
    key_count counts[MOST_KEYS];
    size_t n = 0;
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        key_count *c = count_of(counts, &n, v->key);
        if (c && !c->n++)
            c->power = last_year(in, v->key);
        const bool ends = i + 1 == in->n_values || !same_series(v, &in->values[i + 1]);
        const int next = ends ? (c ? c->power : v->year) + 1 : in->values[i + 1].year;
        if (next > v->year + 2)
            ENT_TRY(reading_find(r, ENT_FINDING_YEAR, v->where, "%s %s: nothing for %d to %d",
                                 v->state, v->key, v->year + 1, next - 1));
        else if (next > v->year + 1)
            ENT_TRY(reading_find(r, ENT_FINDING_YEAR, v->where, "%s %s: nothing for %d", v->state,
                                 v->key, v->year + 1));
    }
    return ENT_OK;
}

static bool has_series(const ent_import *in, const char *state, const char *key)
{
    for (size_t i = 0; i < in->n_values; i++)
        if (strcmp(in->values[i].state, state) == 0 && strcmp(in->values[i].key, key) == 0)
            return true;
    return false;
}

/* States that have a figure today and are not in the file. */
static ent_status check_states(reading *r, const ent_import *in)
{
    key_count counts[MOST_KEYS];
    size_t n = 0;
    for (size_t i = 0; i < in->n_values; i++)
        count_of(counts, &n, in->values[i].key);
    for (size_t k = 0; k < n; k++) {
        ent_builder names;
        size_t absent = 0;
        ent_builder_init(&names, r->arena);
        for (size_t s = 0; s < r->facts->n_states; s++) {
            const char *state = r->facts->states[s];
            if (!ent_facts_find(r->facts, state, counts[k].key, 0, NULL) ||
                has_series(in, state, counts[k].key))
                continue;
            ent_builder_format(&names, "%s%s", absent++ ? " " : "", state);
        }
        ENT_TRY(ent_builder_status(&names, r->err));
        if (absent)
            ENT_TRY(reading_find(r, ENT_FINDING_STATE, "", "%s: not in the file: %s", counts[k].key,
                                 names.data));
    }
    return ENT_OK;
}

/* --- shares against spending over GDP --- */

/* NATO's share is one of constant prices; current prices stand in where the file has no others. */
static double share_of_file(const reading *r, const ent_import_value *share, double *tolerance)
{
    static const char *const pairs[][2] = {
        {SERIES_DEFENCE_CONSTANT, SERIES_GDP_CONSTANT},
        {"defence_2015_musd", "gdp_2015_musd"},
        {"defence_current_musd", "gdp_current_musd"},
    };
    *tolerance = SHARE_TOLERANCE_HUNDREDTHS / 100.0;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const ent_import_value *part = reading_at(r, share->state, pairs[i][0], share->year);
        const ent_import_value *whole = reading_at(r, share->state, pairs[i][1], share->year);
        if (part && whole && whole->value > 0.0)
            return 100.0 * part->value / whole->value;
    }
    const ent_import_value *sipri = reading_at(r, share->state, "sipri_current_musd", share->year);
    const double gdp = ent_facts_value(r->facts, share->state, "gdp_bn", share->year);
    if (!sipri || !(gdp > 0.0))
        return ENT_MISSING;
    const double formed = sipri->value / gdp / 10.0; /* million over billion, in percent */
    *tolerance = 0.1 * formed + 0.05;                /* another GDP than the publisher's */
    return formed;
}

/* A wrong unit makes every share disagree: some are shown, the rest counted. */
ent_status check_shares(reading *r)
{
    enum { SHOWN = 12 };
    size_t found = 0;
    for (size_t i = 0; i < r->n; i++) {
        const ent_import_value *v = &r->values[i];
        double tolerance = 0.0;
        if (strcmp(v->key, "defence_pct_gdp") != 0 && strcmp(v->key, SERIES_SHARE) != 0)
            continue;
        const double formed = share_of_file(r, v, &tolerance);
        if (fabs(v->value - formed) > tolerance && ++found <= SHOWN)
            ENT_TRY(reading_find(r, ENT_FINDING_SHARE, v->where,
                                 "%s %d: the share is %.2f %% of GDP, spending over GDP %.2f",
                                 v->state, v->year, v->value, formed));
    }
    if (found > SHOWN)
        return reading_find(r, ENT_FINDING_SHARE, "",
                            "%zu more shares disagree with spending over GDP", found - SHOWN);
    return ENT_OK;
}

/* --- all --- */

static bool wanted_key(const ent_import_options *o, const char *key)
{
    for (size_t i = 0; i < o->n_keys; i++)
        if (strcmp(o->keys[i], key) == 0)
            return true;
    return !o->n_keys;
}

static int first_known_year(const ent_facts *f, const char *key)
{
    int year = 0;
    for (size_t i = 0; i < f->n_facts; i++)
        if (strcmp(f->facts[i].key, key) == 0 && f->facts[i].year &&
            (!year || f->facts[i].year < year))
            year = f->facts[i].year;
    return year;
}

static ent_status unknown_key(const ent_import *in, const char *word, ent_error *err)
{
    const char *keys[MOST_KEYS];
    size_t n = 0;
    for (size_t i = 0; i < in->n_values && n < MOST_KEYS; i++) {
        size_t k = 0;
        while (k < n && strcmp(keys[k], in->values[i].key) != 0)
            k++;
        keys[k] = in->values[i].key;
        n += k == n;
    }
    const char *near = ent_text_nearest(word, keys, n);
    return ent_fail(err, ENT_E_ARG, "--key: this file gives no '%.60s'%s", word,
                    did_you_mean(near).text);
}

static ent_status select_values(ent_import *in, const ent_facts *facts, const ent_import_options *o,
                                ent_error *err)
{
    for (size_t k = 0; k < o->n_keys; k++) {
        bool given = false;
        for (size_t i = 0; i < in->n_values && !given; i++)
            given = strcmp(in->values[i].key, o->keys[k]) == 0;
        if (!given)
            return unknown_key(in, o->keys[k], err);
    }
    key_count firsts[MOST_KEYS];
    size_t n_firsts = 0, n = 0;
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        key_count *c = count_of(firsts, &n_firsts, v->key);
        if (c && !c->n++)
            c->power = o->first_year ? o->first_year : first_known_year(facts, v->key);
        if (wanted_key(o, v->key) &&
            (!c || v->year >= c->power || v->standing == ENT_IMPORT_LEFT_OUT) &&
            (!o->last_year || v->year <= o->last_year))
            in->values[n++] = *v;
    }
    in->n_values = n;
    return n ? ENT_OK
             : ent_fail(err, ENT_E_DATA, "%s: contains nothing for the years given with --years",
                        in->path);
}

ent_status ent_import_compare(ent_import *in, const ent_facts *facts,
                              const ent_import_options *options, ent_arena *arena, ent_error *err)
{
    reading *r = ent_arena_array(arena, reading, 1);
    ENT_NEED(r, err);
    *r = (reading){.facts = facts, .path = in->path, .arena = arena, .err = err};
    for (size_t i = 0; i < in->n_findings; i++)
        ENT_TRY(reading_find_text(r, in->findings[i].check, in->findings[i].where,
                                  in->findings[i].text));
    ENT_TRY(select_values(in, facts, options, err));
    for (size_t i = 0; i < in->n_values; i++)
        in->values[i].before = value_of(standing(facts, &in->values[i]));
    ENT_TRY(check_zeros(r, in));
    ENT_TRY(check_units(r, in));
    precisions *known = ent_arena_array(arena, precisions, 1);
    ENT_NEED(known, err);
    learn_precisions(known, facts);
    for (size_t i = 0; i < in->n_values; i++)
        ENT_TRY(check_value(r, &in->values[i], known));
    ENT_TRY(check_years(r, in));
    ENT_TRY(check_states(r, in));
    in->findings = r->findings;
    in->n_findings = r->n_findings;
    return ENT_OK;
}
