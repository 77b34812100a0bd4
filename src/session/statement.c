#include "session/statement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/aid.h"
#include "entente/csv.h"
#include "session/english.h"

/* --- facts --- */

/* Day on which a figure was published: of its release, or of its source. */
static const char *published(const ent_facts *facts, const ent_fact *f, ent_arena *arena)
{
    if (strncmp(f->vintage, "NATO-", 5) == 0) {
        const char *day = ent_text_format(arena, "%s-28", f->vintage + 5);
        return day ? day : "";
    }
    const ent_source *source = ent_facts_source(facts, f->source);
    return source && source->date ? source->date : "";
}

static const char *month_words(const char *day, ent_arena *arena)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const int m = strlen(day) >= 7 ? atoi(day + 5) : 0;
    if (m < 1 || m > 12)
        return day;
    const char *text = ent_text_format(arena, "%s %.4s", months[m - 1], day);
    return text ? text : day;
}

/* A share of GDP as published, and when. */
typedef struct share {
    double value;
    int year;
    const char *day, *source, *publisher;
} share;

static bool later(const char *a, const char *b)
{
    return strcmp(a, b) > 0;
}

/* Facts are sorted by state. */
static size_t first_of_state(const ent_facts *facts, const char *state)
{
    size_t low = 0, high = facts->n_facts;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(facts->facts[middle].state, state) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * Share of a state in `year` (0: the newest up to `limit`), as known on `day`: of the newest
 * release until then, else of the first after it.
 */
static bool find_share(const statement *s, const char *state, int year, int limit, const char *day,
                       share *out, ent_arena *arena)
{
    const ent_facts *facts = &s->tables.facts;
    *out = (share){.value = ENT_MISSING};
    for (int pass = 0; pass < 2 && !out->year; pass++)
        for (size_t i = first_of_state(facts, state); i < facts->n_facts; i++) {
            const ent_fact *f = &facts->facts[i];
            if (strcmp(f->state, state) != 0)
                break;
            if (strcmp(f->key, "defence_pct_gdp") != 0 || f->value != f->value ||
                (year && f->year != year) || f->year > limit)
                continue;
            const char *when = published(facts, f, arena);
            if (pass == 0 && later(when, day))
                continue;
            const bool newer = f->year > out->year ||
                               (f->year == out->year &&
                                (pass == 0 ? later(when, out->day) : later(out->day, when)));
            if (newer)
                *out = (share){f->value, f->year, when, f->source, "NATO"};
        }
    return out->year != 0;
}

/* The same for states outside NATO: SIPRI's spending over the IMF's GDP. */
static bool find_share_elsewhere(const statement *s, const char *state, int year, int limit,
                                 share *out, ent_arena *arena)
{
    const ent_facts *facts = &s->tables.facts;
    for (int y = year ? year : limit; y > (year ? year - 1 : limit - 4); y--) {
        const double spent = ent_facts_value(facts, state, "sipri_current_musd", y);
        const double gdp = ent_facts_value(facts, state, "gdp_bn", y);
        const ent_fact *f = ent_facts_find(facts, state, "sipri_current_musd", y, NULL);
        if (spent == spent && gdp > 0.0 && f) {
            *out = (share){spent / gdp / 10.0, y, published(facts, f, arena), f->source, "SIPRI"};
            return true;
        }
    }
    return false;
}

static int year_of_text(const statement *s)
{
    return *s->reading.date ? atoi(s->reading.date) : 2100;
}

static bool share_known(const statement *s, const ent_proposition *p, const char *day, share *out,
                        ent_arena *arena)
{
    const int limit = year_of_text(s), said = atoi(p->when);
    const int year = said && said <= limit ? said : 0;
    return find_share(s, p->who, year, limit, day, out, arena) ||
           find_share_elsewhere(s, p->who, year, limit, out, arena) ||
           (year && find_share(s, p->who, 0, limit, day, out, arena));
}

/* Decimals with which a figure was said: "2.33" has two. */
static double rounding(const char *said)
{
    const char *dot = strchr(said, '.');
    double half = 0.5;
    for (size_t n = dot ? strlen(dot + 1) : 0; n > 0; n--)
        half /= 10.0;
    return half + 1e-9;
}

/* "NATO, June 2024: 2.33 % of GDP in 2024; by August 2025 it was 2.30 %." */
static const char *share_words(const statement *s, const ent_proposition *p, const share *known,
                               ent_arena *arena)
{
    share now;
    const char *first = ent_text_format(arena, "%s, %s: %.2f %% of GDP in %d", known->publisher,
                                        month_words(known->day, arena), known->value, known->year);
    if (!first)
        return "";
    if (*s->reading.date && later(known->day, s->reading.date))
        first = ent_text_format(arena, "%s (published after the text)", first);
    if (strcmp(known->publisher, "NATO") == 0 &&
        find_share(s, p->who, known->year, known->year, "9999", &now, arena) &&
        strcmp(now.day, known->day) != 0 && fabs(now.value - known->value) >= 0.005)
        first = ent_text_format(arena, "%s; today's figure for that year is %.2f %% (%s)",
                                first ? first : "", now.value, month_words(now.day, arena));
    return first ? first : "";
}

static statement_check check_share(const statement *s, const meaning *m, ent_arena *arena)
{
    const ent_proposition *p = &s->reading.propositions[m->proposition];
    const char *day = *s->reading.date ? s->reading.date : "9999";
    const double said = strtod(p->value, NULL);
    statement_check c = {m->proposition, STATEMENT_NO_FIGURE,
                         "the data have no share of this state", ""};
    share known;
    if (!share_known(s, p, day, &known, arena))
        return c;
    const bool reached = strcmp(m->key, "reached") == 0;
    const bool right = reached ? known.value >= said - rounding(p->value)
                               : fabs(known.value - said) <= rounding(p->value);
    c.verdict = right ? STATEMENT_SUPPORTED : STATEMENT_NOT_SUPPORTED;
    c.sentence = share_words(s, p, &known, arena);
    c.source = known.source;
    return c;
}

/* Target over the share as it is printed; the target is the one that the text spoke of last. */
static statement_check check_multiple(const statement *s, const meaning *m, ent_arena *arena)
{
    const ent_proposition *p = &s->reading.propositions[m->proposition];
    const char *day = *s->reading.date ? s->reading.date : "9999";
    statement_check c = {m->proposition, STATEMENT_NO_FIGURE,
                         "the text names no target to compare with", ""};
    const ent_proposition *target = NULL;
    for (size_t i = 0; i < m->proposition; i++)
        if (strcmp(s->reading.propositions[i].type, "spending_target") == 0)
            target = &s->reading.propositions[i];
    share known;
    if (!target || !share_known(s, p, day, &known, arena))
        return c;
    /* the share as it is printed, so that a reader can divide again */
    const double times = strtod(target->value, NULL) / (round(100.0 * known.value) / 100.0);
    c.verdict =
        times >= strtod(p->value, NULL) - 0.05 ? STATEMENT_SUPPORTED : STATEMENT_NOT_SUPPORTED;
    c.sentence = ent_text_format(arena, "%s %% is %.2f times the share; %s", target->value, times,
                                 share_words(s, p, &known, arena));
    c.source = known.source;
    return c;
}

/* How far a state is from a target of its own: no verdict, as the year is still to come. */
static statement_check check_distance(const statement *s, const meaning *m, ent_arena *arena)
{
    const ent_proposition *p = &s->reading.propositions[m->proposition];
    const char *day = *s->reading.date ? s->reading.date : "9999";
    ent_proposition today = *p;
    today.when = "";
    statement_check c = {m->proposition, STATEMENT_NO_FIGURE,
                         "the data have no share of this state", ""};
    share known;
    if (!share_known(s, &today, day, &known, arena))
        return c;
    const double times = strtod(p->value, NULL) / (round(100.0 * known.value) / 100.0);
    c.sentence = ent_text_format(
        arena, "%s %% is %.2f times its share; %s; 'entente bill --target %s' gives the cost",
        p->value, times, share_words(s, &today, &known, arena), p->value);
    c.source = known.source;
    return c;
}

/* Treaty events of the data: how often a clause was invoked. */
typedef struct invocations {
    ent_csv csv;
    size_t at[4];
} invocations;

enum { KIND, CLAUSE, DATE, SOURCE };

static void read_invocations(const statement *s, invocations *t, ent_arena *arena)
{
    if (ent_csv_open(s->tables.folders->data, "treaty/events.csv", "kind clause date source", t->at,
                     &t->csv, arena, NULL) != ENT_OK)
        t->csv.n_rows = 0;
}

/* How often a clause was invoked until the day of the text; the data name the documents. */
static statement_check check_invoked(const statement *s, const meaning *m, const invocations *t,
                                     ent_arena *arena)
{
    const ent_proposition *p = &s->reading.propositions[m->proposition];
    statement_check c = {m->proposition, STATEMENT_NO_FIGURE,
                         "the data list no invocation of this clause", ""};
    int n = 0;
    const char *last = "", *source = "";
    for (size_t r = 0; r < t->csv.n_rows; r++) {
        const char *date = ent_csv_text(&t->csv, r, t->at[DATE]);
        if (strcmp(ent_csv_text(&t->csv, r, t->at[KIND]), "invocation") != 0 ||
            strcmp(ent_csv_text(&t->csv, r, t->at[CLAUSE]), p->who) != 0 ||
            (*s->reading.date && later(date, s->reading.date)))
            continue;
        n++;
        if (later(date, last)) {
            last = date;
            source = ent_csv_text(&t->csv, r, t->at[SOURCE]);
        }
    }
    if (!t->csv.n_rows)
        return c;
    c.verdict = n == atoi(p->value) ? STATEMENT_SUPPORTED : STATEMENT_NOT_SUPPORTED;
    c.sentence = n ? ent_text_format(arena, "invoked %d time%s until then, the last on %s (%s)", n,
                                     n == 1 ? "" : "s", last, source)
                   : "never invoked until then (no document in the data)";
    return c;
}

static statement_check check_aid(const statement *s, const meaning *m, const ent_aid *aid,
                                 ent_arena *arena)
{
    const ent_proposition *p = &s->reading.propositions[m->proposition];
    statement_check c = {m->proposition, STATEMENT_NO_FIGURE, "the data have no aid of this donor",
                         ""};
    for (size_t i = 0; i < aid->n_donors; i++) {
        const ent_aid_donor *d = &aid->donors[i];
        if (strcmp(d->iso3, p->who) != 0 ||
            d->eur_bn[ENT_AID_MILITARY] != d->eur_bn[ENT_AID_MILITARY])
            continue;
        c.sentence = ent_text_format(arena,
                                     "not compared, as period and kind of aid are not sure; Kiel "
                                     "Institute: EUR %.1f bn of military aid in 2022 to 2024",
                                     d->eur_bn[ENT_AID_MILITARY]);
        c.source = d->source;
    }
    return c;
}

static ent_status check_all(statement *s, ent_arena *arena, ent_error *err)
{
    ent_aid aid = {0};
    invocations invoked = {0};
    s->checks = ent_arena_array(arena, statement_check, s->n_meanings + 1);
    ENT_NEED(s->checks, err);
    if (ent_aid_read(s->tables.folders->data, &aid, arena, NULL) != ENT_OK)
        aid.n_donors = 0;
    read_invocations(s, &invoked, arena);
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect != MEANING_FACT)
            continue;
        s->checks[s->n_checks++] = strcmp(m->key, "multiple") == 0   ? check_multiple(s, m, arena)
                                   : strcmp(m->key, "distance") == 0 ? check_distance(s, m, arena)
                                   : strcmp(m->key, "invoked") == 0
                                       ? check_invoked(s, m, &invoked, arena)
                                   : strcmp(m->key, "aid") == 0 ? check_aid(s, m, &aid, arena)
                                                                : check_share(s, m, arena);
        if (!s->checks[s->n_checks - 1].sentence)
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    }
    return ENT_OK;
}

/* Whether a meaning sets a deadline that the register sets anyway: it follows from no sentence. */
static bool usual_deadline(const statement *s, const meaning *m)
{
    const ent_lever *lever =
        strcmp(m->basis, "deadline") == 0 ? ent_register_lever(&s->tables.reg, m->key) : NULL;
    return lever && lever->value == strtod(m->setting, NULL);
}

/* Year of "at: 2040" in the fields of a claim; 0 for none. */
static int year_of_claim(const meaning *m)
{
    const char *at = m->effect == MEANING_CLAIM ? strstr(m->setting, "at: ") : NULL;
    return at ? atoi(at + 4) : 0;
}

/* Which levers of the register the text sets. */
static bool *levers_set(const statement *s, ent_arena *arena)
{
    const ent_register *reg = &s->tables.reg;
    bool *set = ent_arena_array(arena, bool, reg->n_levers + 1);
    for (size_t i = 0; set && i < s->n_meanings; i++)
        if (s->meanings[i].effect == MEANING_LEVER) {
            const ent_lever *lever = ent_register_lever(reg, s->meanings[i].key);
            if (lever)
                set[lever - reg->levers] = true;
        }
    return set;
}

/* The lever on which the sign of a claim rests, where the text does not set it; else NULL. */
static const ent_lever *lever_missing(const statement *s, const meaning *m, const bool *set)
{
    static const char rests[] = "by_construction: the sign is the lever ";
    const ent_register *reg = &s->tables.reg;
    const char *at = m->effect == MEANING_CLAIM ? strstr(m->setting, rests) : NULL;
    for (size_t i = 0; at && i < reg->n_levers; i++)
        if (!set[i] && strlen(reg->levers[i].key) == strcspn(at + sizeof rests - 1, ";") &&
            strncmp(at + sizeof rests - 1, reg->levers[i].key, strlen(reg->levers[i].key)) == 0)
            return &reg->levers[i];
    return NULL;
}

/* Leave out what the run sets anyway, and say what it does not answer: what lies after its end, and
 * what follows from a lever that stays where it was. */
static ent_status settle_meanings(statement *s, ent_arena *arena, ent_error *err)
{
    size_t kept = 0;
    const bool *set = levers_set(s, arena);
    if (!set)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t i = 0; i < s->n_meanings; i++) {
        meaning *m = &s->meanings[i];
        const ent_lever *unset = lever_missing(s, m, set);
        const char *why = "";
        if (year_of_claim(m) > STATEMENT_LAST_YEAR)
            why = ent_text_format(arena, "%d lies after the last year that is simulated, %d",
                                  year_of_claim(m), STATEMENT_LAST_YEAR);
        else if (unset)
            why = ent_text_format(arena,
                                  "%s: \"%s\" stays as it was, as the text gives no value for it",
                                  m->says, unset->label);
        if (!why)
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
        if (*why) {
            m->says = why;
            m->effect = MEANING_CANNOT;
        }
    }
    for (size_t i = 0; i < s->n_meanings; i++)
        if (!usual_deadline(s, &s->meanings[i]))
            s->meanings[kept++] = s->meanings[i];
    s->n_meanings = kept;
    return ENT_OK;
}

/* Where the meanings and checks of each proposition begin. */
static void index_by_proposition(statement *s)
{
    size_t m = 0, c = 0;
    for (size_t p = 0; p <= s->reading.n_propositions; p++) {
        while (m < s->n_meanings && s->meanings[m].proposition < p)
            m++;
        while (c < s->n_checks && s->checks[c].proposition < p)
            c++;
        s->first_meaning[p] = m;
        s->first_check[p] = c;
    }
}

static int by_key(const void *a, const void *b)
{
    const meaning *x = *(const meaning *const *)a, *y = *(const meaning *const *)b;
    if (x->effect != y->effect)
        return x->effect < y->effect ? -1 : 1;
    const int order = strcmp(x->key, y->key);
    return order ? order : x < y ? -1 : x > y;
}

/* Whether a meaning says once more what `first` says, with the same key: a lever has one value, a
 * claim may ask more than one question of an outcome. */
static bool says_again(const meaning *first, const meaning *m)
{
    return m->effect != MEANING_CLAIM || m->row == first->row || strcmp(m->says, first->says) == 0;
}

/* Meanings that give a lever, claim or event once more. */
static ent_status find_repeated(statement *s, ent_arena *arena, ent_error *err)
{
    const meaning **sorted = ent_arena_array(arena, const meaning *, s->n_meanings + 1);
    s->repeated = ent_arena_array(arena, bool, s->n_meanings + 1);
    ENT_NEED(sorted && s->repeated, err);
    for (size_t i = 0; i < s->n_meanings; i++)
        sorted[i] = &s->meanings[i];
    qsort(sorted, s->n_meanings, sizeof *sorted, by_key);
    size_t first = 0, n = 0; /* meanings of one key that say different things stand first */
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = sorted[i];
        if (m->effect == MEANING_CANNOT || m->effect == MEANING_FACT)
            break; /* sorted last: each is said where it belongs */
        if (i && (m->effect != sorted[first]->effect || strcmp(m->key, sorted[first]->key) != 0))
            n = 0;
        if (!n)
            first = i;
        bool again = false;
        for (size_t k = 0; k < n && !again; k++)
            again = says_again(sorted[first + k], m);
        s->repeated[m - s->meanings] = again;
        if (!again)
            sorted[first + n++] = m;
    }
    return ENT_OK;
}

static ent_status index_meanings(statement *s, ent_arena *arena, ent_error *err)
{
    const size_t n = s->reading.n_propositions + 1;
    s->first_meaning = ent_arena_array(arena, size_t, n);
    s->first_check = ent_arena_array(arena, size_t, n);
    ENT_NEED(s->first_meaning && s->first_check, err);
    index_by_proposition(s);
    return find_repeated(s, arena, err);
}

/* The first YYYY-MM-DD in the name of a text; NULL when there is none. */
static const char *date_in_name(const char *name, ent_arena *arena)
{
    for (const char *c = name; strlen(c) >= 10; c++) {
        bool fits = true;
        for (size_t i = 0; i < 10 && fits; i++)
            fits = i == 4 || i == 7 ? c[i] == '-' : c[i] >= '0' && c[i] <= '9';
        if (fits)
            return ent_text_copy(c, 10, arena);
    }
    return NULL;
}

ent_status statement_read(const statement_how *how, const char *text, size_t length, statement *s,
                          ent_arena *arena, ent_error *err)
{
    english *e = NULL;
    ent_reading_tables tables;
    ent_reading_rules *rules = NULL;
    *s = (statement){.name = how->name, .tables = *how->tables};
    ENT_TRY(english_tables(how->tables->folders->data, &tables, arena, err));
    ENT_TRY(english_open(&e, arena, err));
    ent_status status =
        ent_reading_rules_read(&tables, english_language(e), NULL, &rules, arena, err);
    if (status == ENT_OK)
        status = ent_read(rules, text, length, how->on, &s->reading, arena, err);
    const char *named = date_in_name(how->name, arena);
    if (status == ENT_OK && !*s->reading.date && named)
        status = ent_read(rules, text, length, named, &s->reading, arena, err);
    english_close(e);
    ENT_TRY(status);
    ENT_TRY(meaning_of(&tables.meaning, &s->reading, &s->meanings, &s->n_meanings, arena, err));
    ENT_TRY(settle_meanings(s, arena, err));
    ENT_TRY(check_all(s, arena, err));
    return index_meanings(s, arena, err);
}
