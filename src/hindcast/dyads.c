#include "hindcast/dyads.h"

#include <dirent.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "entente/csv.h"
#include "entente/sort.h"
#include "entente/text.h"

enum {
    START = 1816, /* first year of the data */
    SPAN = 256,   /* years that a record can hold */
    WORDS = SPAN / 64,
    MOST_CODE = 1000,
    MOST_FILES = 16,
    DECADE = 10,
    ASSISTANCE = 4 /* ENT_TREATY_LEVEL: action in defence, by whatever procedure */
};
static const double LEAST = 1e-6; /* capability of a state too small to be measured */

typedef struct years {
    uint64_t bits[WORDS];
} years;

/* What is known of two states, in the order of their numbers, or of one towards another. */
typedef struct record {
    int n;                            /* states */
    int code[MOST_CODE];              /* of state i */
    int index[MOST_CODE];             /* of a number; -1 */
    years *alive, *major;             /* [state] */
    years *disputed, *begun, *fought; /* [pair]: a dispute ran, began, was war */
    years *rivals;
    years *ally;            /* [pair] */
    uint8_t *contiguity;    /* [pair][year] 0 none, 1 land, 2 to 5 water */
    uint8_t *level;         /* [challenger][target][year] of disputes begun, originators only */
    uint16_t *initiated;    /* [state][year] */
    uint16_t *enemies;      /* [state][year] at war with */
    double *capability;     /* [state][year]; missing */
    int nuclear[MOST_CODE]; /* [state] first year with nuclear weapons */
    int last;
} record;

static bool has(const years *y, int year)
{
    const int at = year - START;
    return at >= 0 && at < SPAN && (y->bits[at / 64] >> (at % 64) & 1U);
}

static void add(years *y, int year)
{
    const int at = year - START;
    if (at >= 0 && at < SPAN)
        y->bits[at / 64] |= UINT64_C(1) << (at % 64);
}

static void add_range(years *y, int from, int to)
{
    for (int year = from > START ? from : START; year <= to && year < START + SPAN; year++)
        add(y, year);
}

static size_t pair_of(const record *r, int a, int b)
{
    const size_t low = (size_t)(a < b ? a : b), high = (size_t)(a < b ? b : a);
    return low * (size_t)r->n + high;
}

static size_t state_year(int state, int year)
{
    return (size_t)state * SPAN + (size_t)(year - START);
}

/* --- reading --- */

typedef struct table {
    ent_csv csv;
    size_t columns[16];
} table;

/* A whole number; an empty cell is `absent`. */
static ent_status whole(const table *t, size_t row, size_t column, int absent, int *value,
                        ent_error *err)
{
    const char *text = ent_csv_text(&t->csv, row, t->columns[column]);
    char *end = NULL;
    *value = absent;
    const long read = *text ? strtol(text, &end, 10) : absent;
    if (*text && (*end || read < INT_MIN || read > INT_MAX))
        return ent_fail(err, ENT_E_PARSE, "%s:%zu: '%s' is not a whole number", t->csv.path,
                        ent_csv_line(&t->csv, row), text);
    *value = (int)read;
    return ENT_OK;
}

static int known_state(const record *r, int code)
{
    return code > 0 && code < MOST_CODE ? r->index[code] : -1;
}

static ent_status read_states(const char *dir, record *r, ent_arena *arena, ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(dir, "history/states.csv", "ccode start_year end_year", t.columns, &t.csv,
                         arena, err));
    r->n = 0;
    for (int i = 0; i < MOST_CODE; i++)
        r->index[i] = -1;
    r->alive = ent_arena_array(arena, years, t.csv.n_rows);
    ENT_NEED(r->alive, err);
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        int code = 0, from = 0, to = 0;
        ENT_TRY(whole(&t, row, 0, 0, &code, err));
        ENT_TRY(whole(&t, row, 1, START, &from, err));
        ENT_TRY(whole(&t, row, 2, START + SPAN - 1, &to, err));
        if (code <= 0 || code >= MOST_CODE)
            return ent_fail(err, ENT_E_DATA, "%s:%zu: %d is not a state number", t.csv.path,
                            ent_csv_line(&t.csv, row), code);
        if (r->index[code] < 0) {
            r->code[r->n] = code;
            r->index[code] = r->n++;
        }
        add_range(&r->alive[r->index[code]], from, to);
    }
    return ENT_OK;
}

static ent_status make_room(record *r, ent_arena *arena, ent_error *err)
{
    const size_t n = (size_t)r->n, pairs = n * n;
    r->major = ent_arena_array(arena, years, n);
    r->disputed = ent_arena_array(arena, years, pairs);
    r->begun = ent_arena_array(arena, years, pairs);
    r->fought = ent_arena_array(arena, years, pairs);
    r->rivals = ent_arena_array(arena, years, pairs);
    r->ally = ent_arena_array(arena, years, pairs);
    r->contiguity = ent_arena_array(arena, uint8_t, pairs * SPAN);
    r->level = ent_arena_array(arena, uint8_t, pairs * SPAN);
    r->initiated = ent_arena_array(arena, uint16_t, n * SPAN);
    r->enemies = ent_arena_array(arena, uint16_t, n * SPAN);
    r->capability = ent_arena_array(arena, double, n *SPAN);
    ENT_NEED(r->major && r->disputed && r->begun && r->fought && r->rivals && r->ally &&
                 r->contiguity && r->level && r->initiated && r->enemies && r->capability,
             err);
    for (size_t i = 0; i < n * SPAN; i++)
        r->capability[i] = ENT_MISSING;
    return ENT_OK;
}

/* Files of pairs with a span of years: contiguity, rivalries, pacts. */
typedef struct span_row {
    int a, b, from, to, type; /* states, or -1 */
} span_row;

static ent_status read_span(const record *r, const table *t, size_t row, span_row *s,
                            ent_error *err)
{
    int a = 0, b = 0;
    *s = (span_row){0};
    ENT_TRY(whole(t, row, 0, 0, &a, err));
    ENT_TRY(whole(t, row, 1, 0, &b, err));
    ENT_TRY(whole(t, row, 2, START, &s->from, err));
    ENT_TRY(whole(t, row, 3, START + SPAN - 1, &s->to, err));
    s->a = known_state(r, a);
    s->b = known_state(r, b);
    if (s->a < 0 || s->b < 0 || s->a == s->b)
        s->to = s->from - 1;
    return ENT_OK;
}

static ent_status read_contiguity(const char *dir, record *r, ent_arena *arena, ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(dir, "history/contiguity.csv", "ccode1 ccode2 start_year end_year type",
                         t.columns, &t.csv, arena, err));
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        span_row s = {0};
        ENT_TRY(read_span(r, &t, row, &s, err));
        ENT_TRY(whole(&t, row, 4, 0, &s.type, err));
        for (int y = s.from > START ? s.from : START; y <= s.to && y < START + SPAN; y++) {
            uint8_t *at = &r->contiguity[pair_of(r, s.a, s.b) * SPAN + (size_t)(y - START)];
            if (s.type > 0 && (*at == 0 || s.type < *at))
                *at = (uint8_t)s.type;
        }
    }
    return ENT_OK;
}

static ent_status read_spans(const char *dir, const char *file, record *r, years *into,
                             ent_arena *arena, ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(dir, file, "ccode1 ccode2 start_year end_year", t.columns, &t.csv, arena,
                         err));
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        span_row s = {0};
        ENT_TRY(read_span(r, &t, row, &s, err));
        if (s.to >= s.from)
            add_range(&into[pair_of(r, s.a, s.b)], s.from, s.to);
    }
    return ENT_OK;
}

static ent_status read_majors(const char *dir, record *r, ent_arena *arena, ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(dir, "history/major_powers.csv", "ccode start_year end_year", t.columns,
                         &t.csv, arena, err));
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        int code = 0, from = 0, to = 0;
        ENT_TRY(whole(&t, row, 0, 0, &code, err));
        ENT_TRY(whole(&t, row, 1, START, &from, err));
        ENT_TRY(whole(&t, row, 2, START + SPAN - 1, &to, err));
        if (known_state(r, code) >= 0)
            add_range(&r->major[known_state(r, code)], from, to);
    }
    return ENT_OK;
}

static ent_status read_capability(const char *dir, record *r, ent_arena *arena, ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(dir, "cinc.csv", "ccode year cinc", t.columns, &t.csv, arena, err));
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        int code = 0, year = 0;
        ENT_TRY(whole(&t, row, 0, 0, &code, err));
        ENT_TRY(whole(&t, row, 1, 0, &year, err));
        if (known_state(r, code) >= 0 && year >= START && year < START + SPAN)
            ENT_TRY(ent_csv_number(&t.csv, row, t.columns[2],
                                   &r->capability[state_year(known_state(r, code), year)], err));
    }
    return ENT_OK;
}

/* --- disputes --- */

enum {
    NUMBER,
    STATE_1,
    STATE_2,
    YEAR,
    ONSET,
    SIDE_1,
    SIDE_2,
    LEVEL_1,
    LEVEL_2,
    ORIGIN_1,
    ORIGIN_2
};

typedef struct dispute {
    int number, a, b, year, onset, side_a, side_b, level_a, level_b, original;
} dispute;

typedef struct disputes {
    size_t n, room;
    dispute *all;
    ent_arena *arena;
} disputes;

static ent_status push(disputes *d, const dispute *one, ent_error *err)
{
    d->all = grow(d->arena, d->all, d->n, &d->room, 8192, sizeof *d->all);
    ENT_NEED(d->all, err);
    d->all[d->n++] = *one;
    return ENT_OK;
}

static ent_status read_disputes(const char *dir, const char *file, const record *r, disputes *d,
                                ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(dir, file,
                         "dispnum ccode1 ccode2 year onset sidea1 sidea2 hostlev1 hostlev2 orig1 "
                         "orig2 dataset",
                         t.columns, &t.csv, d->arena, err));
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        int v[ORIGIN_2 + 1];
        if (strncmp(ent_csv_text(&t.csv, row, t.columns[ORIGIN_2 + 1]), "GML", 3) != 0)
            continue;
        for (size_t i = 0; i <= ORIGIN_2; i++)
            ENT_TRY(whole(&t, row, i, 0, &v[i], err));
        const dispute one = {v[NUMBER],
                             known_state(r, v[STATE_1]),
                             known_state(r, v[STATE_2]),
                             v[YEAR],
                             v[ONSET],
                             v[SIDE_1],
                             v[SIDE_2],
                             v[LEVEL_1],
                             v[LEVEL_2],
                             v[ORIGIN_1] && v[ORIGIN_2]};
        if (one.a >= 0 && one.b >= 0 && one.a != one.b && one.year >= START &&
            one.year < START + SPAN)
            ENT_TRY(push(d, &one, err));
    }
    return ENT_OK;
}

static int compare(int a, int b)
{
    return (a > b) - (a < b);
}

static int by_dispute(const void *x, const void *y)
{
    const dispute *p = x, *q = y;
    const int number = compare(p->number, q->number), year = compare(p->year, q->year);
    const int a = compare(p->a, q->a), b = compare(p->b, q->b);
    return number ? number : a ? a : b ? b : year;
}

static void raise_level(record *r, int a, int b, int year, int level)
{
    uint8_t *at = &r->level[((size_t)a * (size_t)r->n + (size_t)b) * SPAN + (size_t)(year - START)];
    if (level > *at)
        *at = (uint8_t)level;
}

static void enter_dispute(record *r, const dispute *d)
{
    const size_t pair = pair_of(r, d->a, d->b);
    add(&r->disputed[pair], d->year);
    if (d->year > r->last)
        r->last = d->year;
    if ((d->level_a == DYAD_WAR || d->level_b == DYAD_WAR) && !has(&r->fought[pair], d->year)) {
        add(&r->fought[pair], d->year);
        r->enemies[state_year(d->a, d->year)]++;
        r->enemies[state_year(d->b, d->year)]++;
    }
    if (!d->onset)
        return;
    add(&r->begun[pair], d->year);
    if (d->side_a) {
        r->initiated[state_year(d->a, d->year)]++;
        if (d->original)
            raise_level(r, d->a, d->b, d->year, d->level_a);
    }
    if (d->side_b) {
        r->initiated[state_year(d->b, d->year)]++;
        if (d->original)
            raise_level(r, d->b, d->a, d->year, d->level_b);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every disputes*.csv of the folder; a dispute that stands in two of them counts once. */
static ent_status read_all_disputes(const char *dir, record *r, ent_arena *arena, ent_error *err)
{
    const char *folder = ent_text_format(arena, "%s/history", dir), *files[MOST_FILES];
    size_t n = 0;
    DIR *open = folder ? opendir(folder) : NULL;
    if (!open)
        return ent_fail(err, ENT_E_IO, "%s/history: folder cannot be read", dir);
    for (const struct dirent *e = readdir(open); e && n < MOST_FILES; e = readdir(open)) {
        const size_t length = strlen(e->d_name);
        if (strncmp(e->d_name, "disputes", 8) == 0 && length > 4 &&
            strcmp(e->d_name + length - 4, ".csv") == 0)
            files[n++] = ent_text_copy(e->d_name, length, arena);
    }
    closedir(open);
    qsort(files, n, sizeof files[0], by_name);
    disputes d = {.arena = arena};
    for (size_t i = 0; i < n; i++)
        ENT_TRY(read_disputes(folder, files[i], r, &d, err));
    if (d.n == 0)
        return ent_fail(err, ENT_E_DATA, "%s: no disputes*.csv with disputes of GML", folder);
    qsort(d.all, d.n, sizeof *d.all, by_dispute);
    for (size_t i = 0; i < d.n; i++)
        if (i == 0 || by_dispute(&d.all[i - 1], &d.all[i]) != 0)
            enter_dispute(r, &d.all[i]);
    return ENT_OK;
}

/* --- partners --- */

/* Rows of the treaty engine's states by state and year. */
typedef struct engine {
    const ent_treaty *treaty;
    uint16_t *state; /* [state][year] or ENT_TREATY_NONE */
    uint8_t *covers; /* [target] in the year at hand: the tables hold a duty for it */
    ent_treaty_level *levels;
} engine;

/* Which states the numbers are in our own tables, and when they got nuclear weapons. */
static ent_status read_codes(const char *data, record *r, engine *e, ent_arena *arena,
                             ent_error *err)
{
    table t;
    ENT_TRY(ent_csv_open(data, "cow_codes.csv", "ccode from_year to_year nuclear_from state",
                         t.columns, &t.csv, arena, err));
    for (int s = 0; s < r->n; s++)
        r->nuclear[s] = START + SPAN;
    for (size_t row = 0; row < t.csv.n_rows; row++) {
        int code = 0, from = 0, to = 0;
        ENT_TRY(whole(&t, row, 0, 0, &code, err));
        ENT_TRY(whole(&t, row, 1, START, &from, err));
        ENT_TRY(whole(&t, row, 2, START + SPAN - 1, &to, err));
        const char *text = ent_csv_text(&t.csv, row, t.columns[4]);
        const int s = known_state(r, code);
        if (s < 0)
            continue;
        ENT_TRY(whole(&t, row, 3, r->nuclear[s], &r->nuclear[s], err));
        if (!e->treaty)
            continue;
        const uint16_t found = ent_treaty_find_state(e->treaty, text, strlen(text));
        for (int y = from > START ? from : START; y <= to && y < START + SPAN; y++)
            e->state[state_year(s, y)] = found;
    }
    return ENT_OK;
}

static ent_status treaty_rows(const char *data, record *r, engine *e, ent_arena *arena,
                              ent_error *err)
{
    const size_t n = (size_t)r->n;
    e->state = ent_arena_array(arena, uint16_t, n * SPAN);
    e->covers = ent_arena_array(arena, uint8_t, n);
    e->levels = ent_arena_array(arena, ent_treaty_level, e->treaty ? e->treaty->n_states : 1);
    ENT_NEED(e->state && e->covers && e->levels, err);
    for (size_t i = 0; i < n * SPAN; i++)
        e->state[i] = ENT_TREATY_NONE;
    return read_codes(data, r, e, arena, err);
}

/* Whether a clause of defence is in force for the state: then the tables cover it. */
static bool is_covered(const ent_treaty *t, uint16_t state, int32_t date)
{
    for (uint32_t p = 0; p < t->n_parties; p++) {
        const ent_treaty_party *party = &t->parties[p];
        if (party->state != state || !party->beneficiary || date < party->from || date >= party->to)
            continue;
        for (uint32_t c = 0; c < t->n_clauses; c++)
            if (t->clauses[c].instrument == party->instrument &&
                t->clauses[c].level >= ASSISTANCE && date >= t->clauses[c].from &&
                date < t->clauses[c].to)
                return true;
    }
    return false;
}

static int32_t midyear(int year)
{
    char date[16] = "0000-07-01";
    int32_t days = 0;
    for (int i = 3, y = year; i >= 0; i--, y /= 10)
        date[i] = (char)('0' + y % 10);
    ent_treaty_date(date, strlen(date), &days);
    return days;
}

/* Who covers whom in a year. */
static void cover_year(const record *r, engine *e, int year, dyad_years *d)
{
    for (int b = 0; b < r->n; b++) {
        const uint16_t state = e->treaty ? e->state[state_year(b, year)] : ENT_TREATY_NONE;
        if (!has(&r->alive[b], year))
            continue;
        e->covers[b] = state != ENT_TREATY_NONE && is_covered(e->treaty, state, midyear(year));
        *(e->covers[b] ? &d->by_engine : &d->by_atop) += 1;
    }
}

/* Partners of the target against this challenger, 1 in `partner`. */
static void find_partners(const record *r, engine *e, int a, int b, int year, uint8_t *partner)
{
    const int atop = year <= 2018 ? year : 2018; /* the last year of the alliance data */
    const uint16_t attacker = e->treaty ? e->state[state_year(a, year)] : ENT_TREATY_NONE;
    const bool engine_knows = e->covers[b] && attacker != ENT_TREATY_NONE;
    if (engine_knows)
        ent_treaty_guarantees(e->treaty, attacker, e->state[state_year(b, year)], midyear(year),
                              e->levels);
    for (int s = 0; s < r->n; s++) {
        partner[s] = 0;
        if (s == b || !has(&r->alive[s], year))
            continue;
        const uint16_t row = engine_knows ? e->state[state_year(s, year)] : ENT_TREATY_NONE;
        if (row != ENT_TREATY_NONE)
            partner[s] = e->levels[row].firm >= ASSISTANCE;
        else
            partner[s] = has(&r->ally[pair_of(r, s, b)], atop);
    }
}

/* --- rows --- */

static double capability(const record *r, int state, int year)
{
    for (int y = year; y >= START && y > year - DECADE; y--)
        if (!isnan(r->capability[state_year(state, y)]))
            return fmax(r->capability[state_year(state, y)], LEAST);
    return ENT_MISSING;
}

/* Capability of the year before; of the year itself for a state that is new. */
static double known_capability(const record *r, int state, int year)
{
    const double before = capability(r, state, year - 1);
    const double now = isnan(before) ? capability(r, state, year) : before;
    return isnan(now) ? LEAST : now;
}

static int first_year(const record *r, int state)
{
    for (int y = START; y < START + SPAN; y++)
        if (has(&r->alive[state], y))
            return y;
    return START + SPAN;
}

static int years_of_peace(const record *r, int a, int b, int year)
{
    const years *disputed = &r->disputed[pair_of(r, a, b)];
    const int from_a = first_year(r, a), from_b = first_year(r, b);
    for (int y = year - 1; y >= START; y--)
        if (has(disputed, y))
            return year - y - 1;
    return year - (from_a > from_b ? from_a : from_b);
}

static void fill_past(const record *r, int a, int b, int year, dyad_year *row)
{
    const size_t pair = pair_of(r, a, b);
    const int type = r->contiguity[pair * SPAN + (size_t)(year - START)];
    int begun = 0, initiated = 0;
    for (int y = year - DECADE; y < year; y++) {
        begun += has(&r->begun[pair], y);
        initiated += r->initiated[state_year(a, y)];
    }
    const int others = r->enemies[state_year(a, year - 1)] - has(&r->fought[pair], year - 1);
    row->past[ENT_CRISIS_LAND] = type == 1;
    row->past[ENT_CRISIS_WATER] = type >= 2;
    row->past[ENT_CRISIS_MAJOR_CHALLENGER] = has(&r->major[a], year);
    row->past[ENT_CRISIS_MAJOR_TARGET] = has(&r->major[b], year);
    row->past[ENT_CRISIS_PEACE] = log1p(years_of_peace(r, a, b, year));
    row->past[ENT_CRISIS_DISPUTES] = log1p(begun);
    row->past[ENT_CRISIS_AT_WAR] = others > 0;
    row->past[ENT_CRISIS_INITIATED] = log1p(initiated);
    row->past[ENT_CRISIS_RIVALS] = has(&r->rivals[pair], year);
}

static void fill_power(const record *r, engine *e, int a, int b, dyad_year *row)
{
    enum { USA = 2 };
    uint8_t partner[MOST_CODE];
    double allied = 0.0;
    const double x = known_capability(r, a, row->year), y = known_capability(r, b, row->year);
    bool american = false, any = false;
    find_partners(r, e, a, b, row->year, partner);
    for (int s = 0; s < r->n; s++)
        if (partner[s] && s != a) {
            allied += known_capability(r, s, row->year);
            american = american || r->code[s] == USA;
            any = true;
        }
    row->ratio = log(x / y);
    row->pact = any;
    row->mutual = partner[a];
    row->nuclear_challenger = row->year >= r->nuclear[a];
    row->nuclear_target = row->year >= r->nuclear[b];
    row->nuclear_guarantor = row->nuclear_target > 0.0 || american;
    row->log_x = log(x);
    row->log_alone = log(y);
    row->log_allied = log(y + allied);
}

/* Rows of a year; only counts where there are no rows yet. */
static void fill_year(const record *r, engine *e, int year, dyad_years *d)
{
    if (d->rows)
        cover_year(r, e, year, d);
    for (int a = 0; a < r->n; a++)
        for (int b = 0; b < r->n; b++) {
            const size_t pair = pair_of(r, a, b);
            if (a == b || !has(&r->alive[a], year) || !has(&r->alive[b], year))
                continue;
            if (!r->contiguity[pair * SPAN + (size_t)(year - START)] && !has(&r->major[a], year) &&
                !has(&r->major[b], year))
                continue;
            if (has(&r->disputed[pair], year) && !has(&r->begun[pair], year))
                continue;
            if (d->rows) {
                dyad_year *row = &d->rows[d->n];
                *row = (dyad_year){.year = year,
                                   .challenger = r->code[a],
                                   .target = r->code[b],
                                   .pair = (int)pair};
                row->level = r->level[((size_t)a * (size_t)r->n + (size_t)b) * SPAN +
                                      (size_t)(year - START)];
                fill_past(r, a, b, year, row);
                fill_power(r, e, a, b, row);
            }
            d->n++;
        }
}

ent_status dyads_read(const char *dir, const char *data, int first, const ent_treaty *treaty,
                      dyad_years *d, ent_arena *arena, ent_error *err)
{
    record *r = ent_arena_array(arena, record, 1);
    engine *e = ent_arena_array(arena, engine, 1);
    ENT_NEED(r && e, err);
    ENT_TRY(read_states(dir, r, arena, err));
    ENT_TRY(make_room(r, arena, err));
    ENT_TRY(read_contiguity(dir, r, arena, err));
    ENT_TRY(read_spans(dir, "history/rivalries.csv", r, r->rivals, arena, err));
    ENT_TRY(read_spans(dir, "alliances_defense_pacts.csv", r, r->ally, arena, err));
    ENT_TRY(read_majors(dir, r, arena, err));
    ENT_TRY(read_capability(dir, r, arena, err));
    ENT_TRY(read_all_disputes(dir, r, arena, err));
    e->treaty = treaty;
    ENT_TRY(treaty_rows(data, r, e, arena, err));
    *d = (dyad_years){.first = first, .last = r->last, .n_pairs = (size_t)r->n * (size_t)r->n};
    for (int year = first; year <= r->last; year++)
        fill_year(r, e, year, d);
    d->rows = ent_arena_array(arena, dyad_year, d->n);
    ENT_NEED(d->rows, err);
    d->n = 0;
    for (int year = first; year <= r->last; year++)
        fill_year(r, e, year, d);
    return ENT_OK;
}
