#include "entente/treaty_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/text.h"

typedef struct reader {
    const ent_treaty *t;
    ent_csv csv;
    ent_arena *arena;
    ent_treaty_level *levels;
    ent_treaty_case *cases;
    ent_treaty_cell *cells;
    ent_treaty_case_list *list;
    ent_error *err;
} reader;

static ent_status get(reader *r, size_t row, const char *column, const char **text)
{
    size_t c = 0;
    ENT_TRY(ent_csv_column(&r->csv, column, &c, r->err));
    *text = ent_csv_text(&r->csv, row, c);
    return ENT_OK;
}

/* States of a list that the tables do not know become `other`, so that one name costs no file. */
static const char *known_states(reader *r, const char *list, const char *other)
{
    ent_builder b;
    ent_builder_init(&b, r->arena);
    while (*list) {
        const size_t n = strcspn(list, "|, ");
        const bool known = ent_treaty_find_state(r->t, list, n) != ENT_TREATY_NONE;
        if (n) {
            ent_builder_text(&b, b.length ? "|" : "");
            ent_builder_add(&b, known ? list : other, known ? n : strlen(other));
        }
        list += n + (list[n] != '\0');
    }
    return b.length ? b.data : other;
}

/* What a value the engine does not know is taken for; NULL: nothing safe, an error. */
static const char *fallback(reader *r, const char *key, const char *text)
{
    if (strcmp(key, "attacker") == 0)
        return known_states(r, text, "XXX");
    if (strcmp(key, "victim") == 0)
        return known_states(r, text, "ZZZ");
    if (strcmp(key, "object") == 0)
        return "other";
    if (strcmp(key, "territory_of") == 0) {
        const char *zone = strncmp(text, "EEZ:", 4) == 0 ? "EEZ:" : "";
        const char *code = strchr(text, ':') ? strchr(text, ':') + 1 : text;
        const bool known =
            ent_treaty_find_state(r->t, code, strcspn(code, "|, ")) != ENT_TREATY_NONE;
        return ent_text_format(r->arena, "%s%.*s", zone, known ? (int)strcspn(code, "|, ") : 3,
                               known ? code : "ZZZ");
    }
    if (strcmp(key, "attacker_type") == 0)
        return "unknown";
    if (strcmp(key, "armed_attack") == 0)
        return "contested";
    return strcmp(key, "request_made") == 0 ? "no" : NULL;
}

/* Objects one by one, so that an unknown word beside a known one does no harm. */
static ent_status set_objects(reader *r, const char *text, ent_treaty_event *e)
{
    uint32_t bits = 0;
    while (*text) {
        const size_t n = strcspn(text, "|, ");
        const char *one = ent_text_copy(text, n, r->arena);
        if (one && n && ent_treaty_event_set(r->t, e, "object", one) == ENT_OK)
            bits |= e->objects;
        text += n + (text[n] != '\0');
    }
    e->objects = bits ? bits : ENT_OBJECT_OTHER;
    return ENT_OK;
}

static ent_status read_field(reader *r, size_t row, const char *key, ent_treaty_event *e)
{
    const char *text = NULL;
    ENT_TRY(get(r, row, key, &text));
    if (strcmp(key, "object") == 0)
        return set_objects(r, text, e);
    const ent_status status = ent_treaty_event_set(r->t, e, key, text);
    const char *second = status == ENT_OK ? NULL : fallback(r, key, text);
    if (status == ENT_OK || (second && ent_treaty_event_set(r->t, e, key, second) == ENT_OK))
        return ENT_OK;
    return ent_fail(r->err, ENT_E_DATA, "%s:%zu: column %s: '%s' is not known here", r->csv.path,
                    ent_csv_line(&r->csv, row), key, text);
}

static ent_status read_event(reader *r, size_t row, ent_treaty_event *e)
{
    static const char *const keys[] = {
        "date", "attacker", "attacker_type", "victim",       "object",
        "lat",  "lon",      "territory_of",  "armed_attack", "request_made"};
    const char *place = NULL;
    ent_treaty_event_init(r->t, e);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        ENT_TRY(read_field(r, row, keys[i], e));
    ENT_TRY(get(r, row, "place", &place));
    if (!(e->lat >= -90.0)) /* without coordinates the name has to do */
        (void)ent_treaty_event_set(r->t, e, "place", place);
    ent_treaty_locate(r->t, e);
    return ENT_OK;
}

static size_t count_items(const char *text)
{
    size_t n = 1;
    for (; *text; text++)
        n += *text == ';' || *text == ' ';
    return n;
}

static const char *trim(const char *start, size_t n, ent_arena *arena)
{
    while (n > 0 && (*start == ' ')) {
        start++;
        n--;
    }
    while (n > 0 && start[n - 1] == ' ')
        n--;
    const char *copy = ent_text_copy(start, n, arena);
    return copy ? copy : "";
}

static double credit(const char *want, const char *got)
{
    if (strcmp(want, got) == 0)
        return 1.0;
    return strcmp(want, "contested") == 0 || strcmp(got, "contested") == 0 ? 0.5 : 0.0;
}

/* "nato_5:contested:GEO_EDGE" */
static void score_clause(reader *r, size_t row, const char *item)
{
    ent_treaty_case *k = &r->cases[row];
    ent_treaty_cell *c = &r->cells[r->list->n_cells++];
    const char *first = strchr(item, ':');
    const char *name = trim(item, first ? (size_t)(first - item) : strlen(item), r->arena);
    *c = (ent_treaty_cell){.row = row,
                           .name = name,
                           .want = first ? first + 1 : "",
                           .got = "unknown clause",
                           .clause = ent_treaty_find_clause(r->t, name, strlen(name))};
    r->list->n_clauses++;
    if (c->clause == ENT_TREATY_NONE) {
        k->vector_right = false;
        return;
    }
    ent_treaty_verdict v;
    char sentence[600];
    ent_treaty_judge(r->t, &k->event, c->clause, &v);
    ent_treaty_fold(r->t, &k->event, &v, r->levels);
    ent_treaty_sentence(r->t, &k->event, &v, sentence, sizeof sentence);
    const char *answer = ent_treaty_answer_text(v.answer);
    const char *reason = ent_treaty_reason_code(v.reason);
    c->got = ent_text_format(r->arena, "%s:%s", answer, reason);
    c->sentence = ent_text_copy(sentence, strlen(sentence), r->arena);
    const char *second = strchr(c->want, ':');
    const char *want =
        trim(c->want, second ? (size_t)(second - c->want) : strlen(c->want), r->arena);
    c->answer_right = strcmp(want, answer) == 0;
    c->reason_right = c->answer_right && second && strcmp(second + 1, reason) == 0;
    c->credit = credit(want, answer);
    k->vector_right = k->vector_right && c->answer_right;
    r->list->answers_right += c->answer_right;
    r->list->reasons_right += c->reason_right;
    r->list->credit += c->credit;
}

/* "USA=2/5" */
static void score_state(reader *r, size_t row, const char *item)
{
    const char *equal = strchr(item, '=');
    if (!equal)
        return;
    ent_treaty_cell *c = &r->cells[r->list->n_cells++];
    const char *name = trim(item, (size_t)(equal - item), r->arena);
    const uint16_t state = ent_treaty_find_state(r->t, name, strlen(name));
    *c = (ent_treaty_cell){.row = row,
                           .name = name,
                           .want = equal + 1,
                           .got = "unknown state",
                           .clause = ENT_TREATY_NONE,
                           .state = true};
    r->list->n_levels++;
    if (state == ENT_TREATY_NONE)
        return;
    const ent_treaty_level *l = &r->levels[state];
    c->got = l->contested > l->firm
                 ? ent_text_format(r->arena, "%u/%u", (unsigned)l->firm, (unsigned)l->contested)
                 : ent_text_format(r->arena, "%u", (unsigned)l->firm);
    c->answer_right = c->got && strcmp(c->got, c->want) == 0;
    c->credit = c->answer_right ? 1.0 : 0.0;
    r->list->levels_right += c->answer_right;
}

static void each(reader *r, size_t row, const char *text, char separator,
                 void (*score)(reader *, size_t, const char *))
{
    while (*text) {
        const char *end = strchr(text, separator);
        const size_t n = end ? (size_t)(end - text) : strlen(text);
        const char *item = trim(text, n, r->arena);
        if (*item)
            score(r, row, item);
        text += n + (end ? 1 : 0);
    }
}

static ent_status read_case(reader *r, size_t row)
{
    const char *expected = NULL, *levels = "";
    ent_treaty_case *k = &r->cases[row];
    k->line = ent_csv_line(&r->csv, row);
    k->vector_right = true;
    ENT_TRY(get(r, row, "case_id", &k->id));
    const bool scored = ent_csv_has_column(&r->csv, "expected");
    ENT_TRY(get(r, row, scored ? "expected" : "clauses", &expected));
    if (scored)
        ENT_TRY(get(r, row, "state_max_level", &levels));
    k->title = k->happened = k->source = "";
    if (ent_csv_has_column(&r->csv, "title"))
        ENT_TRY(get(r, row, "title", &k->title));
    if (ent_csv_has_column(&r->csv, "what_happened"))
        ENT_TRY(get(r, row, "what_happened", &k->happened));
    if (ent_csv_has_column(&r->csv, "source"))
        ENT_TRY(get(r, row, "source", &k->source));
    ENT_TRY(read_event(r, row, &k->event));
    for (uint32_t i = 0; i < r->t->n_states; i++)
        r->levels[i] =
            (ent_treaty_level){.firm_clause = ENT_TREATY_NONE, .contested_clause = ENT_TREATY_NONE};
    each(r, row, expected, ';', score_clause);
    each(r, row, levels, ' ', score_state);
    r->list->vectors_right += k->vector_right;
    return ENT_OK;
}

static size_t count_cells(reader *r)
{
    size_t n = 0;
    for (size_t row = 0; row < r->csv.n_rows; row++)
        for (size_t c = 0; c < r->csv.n_cols; c++)
            n += count_items(ent_csv_text(&r->csv, row, c));
    return n;
}

ent_status ent_treaty_cases_read(const ent_treaty *t, const char *path, ent_treaty_case_list *list,
                                 ent_arena *arena, ent_error *err)
{
    reader r = {.t = t, .arena = arena, .list = list, .err = err};
    *list = (ent_treaty_case_list){0};
    ENT_TRY(ent_csv_read(path, &r.csv, arena, err));
    r.cases = ent_arena_array(arena, ent_treaty_case, r.csv.n_rows + 1);
    r.cells = ent_arena_array(arena, ent_treaty_cell, count_cells(&r) + 1);
    r.levels = ent_arena_array(arena, ent_treaty_level, t->n_states + 1);
    ENT_NEED(r.cases && r.cells && r.levels, err);
    list->cases = r.cases;
    list->cells = r.cells;
    for (size_t row = 0; row < r.csv.n_rows; row++) {
        ENT_TRY(read_case(&r, row));
        list->n_cases++;
    }
    return ENT_OK;
}
