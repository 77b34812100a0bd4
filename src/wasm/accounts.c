/*
 * Accounts and obligations for the page: no futures, one answer at once.
 *
 * An event is set field by field through a text buffer and judged into rows parted by tabs:
 *
 *     C  clause instrument article verdict level reason sentence
 *     S  state name firm contested clause
 */
#include "entente/bill.h"
#include "entente/treaty.h"
#include "wasm/engine.h"
#include "wasm/text.h"

enum { TEXT_SIZE = 1 << 18, SENTENCE = 512, MAX_CLAUSES = 256 };

enum { /* groups for ent_wasm_bill besides states */
       GROUP_ALLIES = -1,
       GROUP_ALLIES_WITHOUT_US = -2
};

typedef struct bill_answer { /* read by the page in this order */
    double share0, multiple, base_bn, target_bn, cumulative_bn, per_head_usd, government, pace,
        years_to_target, debt_added, related_bn;
    double extra_bn[ENT_MAX_YEARS], share[ENT_MAX_YEARS], gdp_bn[ENT_MAX_YEARS];
} bill_answer;

static bill_answer answer_of(const ent_bill_line *l)
{
    bill_answer a = {l->share0,
                     l->multiple,
                     l->base_bn,
                     l->target_bn,
                     l->cumulative_bn,
                     l->per_head_usd,
                     l->government,
                     l->pace,
                     l->years_to_target,
                     l->debt_added,
                     l->related_bn,
                     {0},
                     {0},
                     {0}};
    for (size_t y = 0; y < ENT_MAX_YEARS; y++) {
        a.extra_bn[y] = l->extra_bn[y];
        a.share[y] = l->share[y];
        a.gdp_bn[y] = l->gdp[y];
    }
    return a;
}

static bool in_group(const ent_world *w, int32_t state, int32_t group)
{
    const bool ally = (w->flags[state] & ENT_STATE_NATO) != 0;
    return group >= 0 ? state == group : ally && (group == GROUP_ALLIES || state != w->usa);
}

/* The bill of a state, or of a group (-1 the allies, -2 the allies without the US) under the
   levers of the open world; 0 when there is none. */
const double *WASM_EXPORT(ent_wasm_bill)(int32_t group);
const double *WASM_EXPORT(ent_wasm_bill)(int32_t group)
{
    static ent_bill_line lines[ENT_MAX_STATES], sum;
    static bill_answer answer;
    const ent_world *w = wasm_world();
    if (!w)
        return 0;
    const ent_bill_terms terms = ent_bill_terms_of(w);
    if (!ent_bill_terms_fit(w, &terms))
        return 0;
    size_t n = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        if (in_group(w, s, group) && ent_bill_of_state(w, &terms, s, &lines[n]))
            n++;
    if (n == 0)
        return 0;
    ent_bill_sum(w, &terms, n, lines, &sum);
    answer = answer_of(group >= 0 ? &lines[0] : &sum);
    return &answer.share0;
}

static struct {
    _Alignas(8) char text[TEXT_SIZE];
    ent_treaty treaty;
    ent_treaty_event event;
    bool judged; /* the event says itself whether it is an armed attack */
    ent_treaty_verdict verdicts[MAX_CLAUSES];
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
} law;

/* The buffer through which texts go in and out. */
char *WASM_EXPORT(ent_wasm_text)(void);
char *WASM_EXPORT(ent_wasm_text)(void)
{
    return law.text;
}

/* Start an event under the treaties of the open world; 0 when that works. */
int32_t WASM_EXPORT(ent_wasm_event)(void);
int32_t WASM_EXPORT(ent_wasm_event)(void)
{
    const ent_world *w = wasm_world();
    if (!w || w->treaty_bytes == 0)
        return ENT_E_DATA;
    const ent_status status = ent_treaty_open((const unsigned char *)w + w->treaty_offset,
                                              (size_t)w->treaty_bytes, &law.treaty);
    if (status == ENT_OK)
        ent_treaty_event_init(&law.treaty, &law.event);
    law.judged = false;
    return (int32_t)status;
}

static bool is_named(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

/* Set a field: the buffer holds key, NUL, value, NUL. */
int32_t WASM_EXPORT(ent_wasm_event_set)(void);
int32_t WASM_EXPORT(ent_wasm_event_set)(void)
{
    size_t key = 0;
    while (key + 2 < TEXT_SIZE && law.text[key])
        key++;
    law.text[TEXT_SIZE - 1] = '\0';
    law.judged = law.judged || is_named(law.text, "armed_attack");
    return (int32_t)ent_treaty_event_set(&law.treaty, &law.event, law.text, law.text + key + 1);
}

static void write_clause(wasm_text *out, const ent_treaty_verdict *v)
{
    static char sentence[SENTENCE];
    const ent_treaty *t = &law.treaty;
    const ent_treaty_clause *c = &t->clauses[v->clause];
    ent_treaty_sentence(t, &law.event, v, sentence, sizeof sentence);
    text_field(out, "C");
    text_field(out, ent_treaty_text(t, c->id));
    text_field(out, ent_treaty_text(t, t->instruments[c->instrument].name));
    text_field(out, ent_treaty_text(t, c->article));
    text_field(out, ent_treaty_answer_text(v->answer));
    text_count(out, v->level);
    text_field(out, ent_treaty_reason_code(v->reason));
    text_field(out, sentence);
    const ent_treaty_reading *r = ent_treaty_readings_of(t, v);
    text_field(out, r ? ent_treaty_text(t, r->majority) : "");
    text_field(out, r ? ent_treaty_text(t, r->minority) : "");
    text_add(out, '\n');
}

static void write_state(wasm_text *out, uint16_t state)
{
    const ent_treaty *t = &law.treaty;
    const ent_treaty_level *l = &law.levels[state];
    const uint16_t clause = l->firm ? l->firm_clause : l->contested_clause;
    text_field(out, "S");
    text_field(out, ent_treaty_text(t, t->states[state].code));
    text_field(out, ent_treaty_text(t, t->states[state].name));
    text_count(out, l->firm);
    text_count(out, l->contested);
    text_field(out, clause < t->n_clauses ? ent_treaty_text(t, t->clauses[clause].id) : "");
    text_add(out, '\n');
}

/* Judge the event; length of the rows in the buffer, 0 when they do not fit. */
size_t WASM_EXPORT(ent_wasm_judge)(void);
size_t WASM_EXPORT(ent_wasm_judge)(void)
{
    const ent_treaty *t = &law.treaty;
    if (t->n_clauses == 0 || t->n_clauses > MAX_CLAUSES || t->n_states > ENT_TREATY_MAX_STATES)
        return 0;
    ent_treaty_locate(t, &law.event);
    if (!law.judged)
        ent_treaty_presume(t, &law.event);
    __builtin_memset(law.levels, 0, sizeof law.levels);
    ent_treaty_judge_all(t, &law.event, law.verdicts, law.levels);
    wasm_text out = {.data = law.text, .size = TEXT_SIZE};
    for (uint32_t c = 0; c < t->n_clauses; c++)
        write_clause(&out, &law.verdicts[c]);
    for (uint32_t s = 0; s < t->n_states; s++)
        if (law.levels[s].firm || law.levels[s].contested)
            write_state(&out, (uint16_t)s);
    return out.full ? 0 : out.length;
}

/* Where the event judged last lies, in degrees: axis 0 longitude, 1 latitude; missing when it has
   no place. */
double WASM_EXPORT(ent_wasm_event_at)(int32_t axis);
double WASM_EXPORT(ent_wasm_event_at)(int32_t axis)
{
    return axis == 0 ? law.event.lon : law.event.lat;
}

/* Names of the places of the gazetteer, one a line with latitude and longitude left out. */
size_t WASM_EXPORT(ent_wasm_places)(void);
size_t WASM_EXPORT(ent_wasm_places)(void)
{
    const ent_treaty *t = &law.treaty;
    wasm_text out = {.data = law.text, .size = TEXT_SIZE};
    for (uint32_t p = 0; p < t->n_places; p++) {
        text_field(&out, ent_treaty_text(t, t->places[p].name));
        text_add(&out, '\n');
    }
    return out.full ? 0 : out.length;
}

/* Outlines of states for the maps: the same polygons that place an event. Twelve bytes a ring in
   the buffer: index of the state, first point, points; 0 when they do not fit. */
size_t WASM_EXPORT(ent_wasm_outlines)(void);
size_t WASM_EXPORT(ent_wasm_outlines)(void)
{
    const ent_treaty *t = &law.treaty;
    uint32_t *row = (uint32_t *)(void *)law.text;
    if ((size_t)t->n_outlines * 12 > TEXT_SIZE)
        return 0;
    for (uint32_t r = 0; r < t->n_outlines; r++, row += 3) {
        row[0] = t->outlines[r].state;
        row[1] = t->outlines[r].first;
        row[2] = t->outlines[r].count;
    }
    return t->n_outlines;
}

/* Points of the outlines: longitude and latitude in hundredths of a degree. */
const int16_t *WASM_EXPORT(ent_wasm_outline_points)(void);
const int16_t *WASM_EXPORT(ent_wasm_outline_points)(void)
{
    return law.treaty.outline_points;
}

/* Code of a state of the treaty tables by index into the buffer; its length. */
size_t WASM_EXPORT(ent_wasm_outline_state)(uint32_t state);
size_t WASM_EXPORT(ent_wasm_outline_state)(uint32_t state)
{
    wasm_text out = {.data = law.text, .size = TEXT_SIZE};
    if (state < law.treaty.n_states)
        for (const char *c = ent_treaty_text(&law.treaty, law.treaty.states[state].code); *c; c++)
            text_add(&out, *c);
    return out.length;
}
