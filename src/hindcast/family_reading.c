/* Statements read against labelled sentences: precision and recall, with and without each text. */
#include <stdio.h>
#include <string.h>

#include "entente/heap.h"
#include "hindcast/validate.h"
#include "session/english.h"
#include "session/paths.h"

enum { MAX_TYPES = 24 };

typedef struct label {
    const char *sentence;
    size_t start, end; /* in its text */
    const char *type, *who, *value, *stance;
    bool found;
} label;

typedef struct tally {
    size_t right, wrong, missed;
} tally;

typedef struct score {
    tally all;
    size_t n_types;
    char types[MAX_TYPES][32];
    tally by_type[MAX_TYPES];
} score;

static tally *of_type(score *s, const char *type)
{
    for (size_t i = 0; i < s->n_types; i++)
        if (strcmp(s->types[i], type) == 0)
            return &s->by_type[i];
    if (s->n_types == MAX_TYPES)
        return &s->by_type[MAX_TYPES - 1];
    snprintf(s->types[s->n_types], sizeof s->types[0], "%s", type);
    return &s->by_type[s->n_types++];
}

/* "GBR|FRA" and "FRA|GBR" are the same parties. */
static bool same_parties(const char *a, const char *b)
{
    if (strlen(a) != strlen(b))
        return false;
    while (*a) {
        char word[64];
        const size_t n = strcspn(a, "|");
        if (n >= sizeof word)
            return false;
        memcpy(word, a, n);
        word[n] = 0;
        const char *at = strstr(b, word);
        if (!at)
            return false;
        a += n + (a[n] != 0);
    }
    return true;
}

static bool same(const label *l, const ent_proposition *p)
{
    return strcmp(l->type, p->type) == 0 && same_parties(l->who, p->who) &&
           strcmp(l->value, p->value) == 0 && strcmp(l->stance, p->stance) == 0;
}

/* The labelled sentence that bytes [start, end) overlap most. */
static const label *overlapped(const label *labels, size_t n, size_t start, size_t end)
{
    const label *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t from = labels[i].start > start ? labels[i].start : start;
        const size_t to = labels[i].end < end ? labels[i].end : end;
        if (to > from && to - from > most) {
            most = to - from;
            best = &labels[i];
        }
    }
    return best;
}

static void count_one(const ent_reading *r, size_t index, label *labels, size_t n, const char *text,
                      validate_log *log, score *s)
{
    const ent_proposition *p = &r->propositions[index];
    const ent_read_sentence *x = &r->sentences[p->sentence];
    const label *place = overlapped(labels, n, x->start, x->end);
    for (size_t i = 0; place && i < n; i++)
        if (labels[i].start == place->start && !labels[i].found && same(&labels[i], p)) {
            labels[i].found = true;
            s->all.right++;
            of_type(s, p->type)->right++;
            return;
        }
    s->all.wrong++;
    of_type(s, p->type)->wrong++;
    if (log)
        validate_note(log, "%s: taken and not labelled: %s %s %s %s (rule %s)", text, p->type,
                      p->who, p->value, p->stance, p->rule);
}

static void count_text(const ent_reading *r, label *labels, size_t n, const char *text,
                       validate_log *log, score *s)
{
    for (size_t i = 0; i < r->n_propositions; i++)
        count_one(r, i, labels, n, text, log, s);
    for (size_t i = 0; i < n; i++) {
        if (labels[i].found || strcmp(labels[i].type, "none") == 0)
            continue;
        s->all.missed++;
        of_type(s, labels[i].type)->missed++;
        if (log)
            validate_note(log, "%s: missed: %s %s %s %s", text, labels[i].type, labels[i].who,
                          labels[i].value, labels[i].stance);
    }
}

/* Labels of one text, each with where its sentence lies. */
static ent_status labels_of(const ent_csv *t, const size_t *c, const char *id, const char *text,
                            label **labels, size_t *n, ent_arena *arena, ent_error *err)
{
    const char *at = text;
    *n = 0;
    *labels = ent_arena_array(arena, label, t->n_rows + 1);
    if (!*labels)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t r = 0; r < t->n_rows; r++) {
        if (strcmp(ent_csv_text(t, r, c[0]), id) != 0)
            continue;
        label *l = &(*labels)[*n];
        *l = (label){.sentence = ent_csv_text(t, r, c[1]),
                     .type = ent_csv_text(t, r, c[2]),
                     .who = ent_csv_text(t, r, c[3]),
                     .value = ent_csv_text(t, r, c[4]),
                     .stance = ent_csv_text(t, r, c[5])};
        const bool again = *n > 0 && strcmp(l[-1].sentence, l->sentence) == 0;
        const char *found =
            strstr(again && strcmp(l->type, "none") != 0 ? text + l[-1].start : at, l->sentence);
        if (!found)
            return ent_fail(err, ENT_E_DATA, "%s:%zu: the sentence is not in %s.txt", t->path,
                            ent_csv_line(t, r), id);
        l->start = (size_t)(found - text);
        l->end = l->start + strlen(l->sentence);
        at = found + strlen(l->sentence);
        (*n)++;
    }
    return ENT_OK;
}

/* `rules` are NULL where those that only this text supports are to be left out. */
static ent_status read_text(const char *dir, const ent_reading_tables *tables,
                            const ent_language *language, const ent_csv *t, const size_t *c,
                            const char *id, ent_reading_rules *rules, validate_log *log, score *s,
                            ent_arena *arena, ent_error *err)
{
    char *text = NULL;
    size_t length = 0, n = 0;
    label *labels = NULL;
    ent_reading r;
    const char *path = ent_text_format(arena, "%s/reading/%s.txt", dir, id);
    ENT_NEED(path, err);
    ENT_TRY(ent_text_read_file(path, ENT_READING_MAX_BYTES, &text, &length, arena, err));
    ENT_TRY(labels_of(t, c, id, text, &labels, &n, arena, err));
    if (!rules)
        ENT_TRY(ent_reading_rules_read(tables, language, id, &rules, arena, err));
    ENT_TRY(ent_read(rules, text, length, NULL, &r, arena, err));
    count_text(&r, labels, n, id, log, s);
    return ENT_OK;
}

static double share(size_t part, size_t rest)
{
    return part + rest ? (double)part / (double)(part + rest) : 1.0;
}

static void report(const char *how, const score *s, double precision, double recall,
                   validate_log *log)
{
    validate_note(log, "%s: precision %.3f, recall %.3f (%zu right, %zu wrong, %zu missed)", how,
                  share(s->all.right, s->all.wrong), share(s->all.right, s->all.missed),
                  s->all.right, s->all.wrong, s->all.missed);
    validate_range(log, how, "precision", share(s->all.right, s->all.wrong), precision, ENT_MISSING,
                   "labelled sentences");
    validate_range(log, how, "recall", share(s->all.right, s->all.missed), recall, ENT_MISSING,
                   "labelled sentences");
}

static ent_status all_texts(const char *dir, const ent_reading_tables *tables,
                            const ent_language *language, const ent_csv *t, const size_t *c,
                            ent_reading_rules *rules, validate_log *log, score *s, ent_error *err)
{
    const char *last = "";
    ent_status status = ENT_OK;
    ent_arena of_text; /* a text takes megabytes, so each gives back what it took */
    ent_heap_arena_create(&of_text, 1 << 20);
    for (size_t r = 0; r < t->n_rows && status == ENT_OK; r++) {
        const char *id = ent_csv_text(t, r, c[0]);
        if (strcmp(id, last) == 0)
            continue;
        last = id;
        status = read_text(dir, tables, language, t, c, id, rules, log, s, &of_text, err);
        ent_arena_rewind(&of_text, 0);
    }
    ent_heap_arena_destroy(&of_text);
    return status;
}

static ent_status compare(const char *dir, const ent_language *language, validate_log *log,
                          ent_arena *arena, ent_error *err)
{
    ent_csv t;
    size_t c[6];
    ent_reading_tables tables;
    score with = {0}, without = {0};
    ent_reading_rules *rules = NULL;
    ENT_TRY(ent_csv_open(dir, "reading/sentences.csv", "text_id sentence type who value stance", c,
                         &t, arena, err));
    ENT_TRY(english_tables(path_data(), &tables, arena, err));
    ENT_TRY(ent_reading_rules_read(&tables, language, NULL, &rules, arena, err));
    ENT_TRY(all_texts(dir, &tables, language, &t, c, rules, log, &with, err));
    ENT_TRY(all_texts(dir, &tables, language, &t, c, NULL, NULL, &without, err));
    report("all rules", &with, 0.95, 0.80, log);
    report("each text without the rules that only it supports", &without, 0.90, 0.65, log);
    for (size_t i = 0; i < with.n_types; i++)
        validate_note(
            log, "  %-18s %3zu right, %2zu wrong, %2zu missed; left out: %3zu, %2zu, %2zu",
            with.types[i], with.by_type[i].right, with.by_type[i].wrong, with.by_type[i].missed,
            of_type(&without, with.types[i])->right, of_type(&without, with.types[i])->wrong,
            of_type(&without, with.types[i])->missed);
    return ENT_OK;
}

static ent_status run_reading(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    english *e = NULL;
    ENT_TRY(english_open(&e, arena, err));
    const ent_status status = compare(dir, english_language(e), log, arena, err);
    english_close(e);
    return status;
}

const validate_family family_reading = {
    .name = "reading",
    .file = "reading/sentences.csv",
    .what = "propositions read from nine texts against labels",
    .run = run_reading,
};
