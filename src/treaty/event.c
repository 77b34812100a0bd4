/* An event from words: the columns of a case file, the options of the command, the page. */
#include "treaty/blob.h"

typedef struct word {
    const char *text;
    unsigned value;
} word;

static bool is_word(const char *text, size_t n, const char *want)
{
    for (size_t i = 0; i < n; i++)
        if (want[i] == '\0' || want[i] != text[i])
            return false;
    return want[n] == '\0';
}

static bool starts(const char *text, const char *with)
{
    while (*with)
        if (*text++ != *with++)
            return false;
    return true;
}

static bool find_word(const word *words, size_t n_words, const char *text, size_t n,
                      unsigned *value)
{
    for (size_t i = 0; i < n_words; i++)
        if (is_word(text, n, words[i].text)) {
            *value = words[i].value;
            return true;
        }
    return false;
}

/* Next item of a list separated by a bar, comma or blank; false at the end. */
static bool next_item(const char **text, const char **item, size_t *n)
{
    const char *s = *text;
    while (*s == '|' || *s == ',' || *s == ' ')
        s++;
    *item = s;
    while (*s && *s != '|' && *s != ',' && *s != ' ')
        s++;
    *n = (size_t)(s - *item);
    *text = s;
    return *n > 0;
}

void ent_treaty_event_init(const ent_treaty *t, ent_treaty_event *e)
{
    (void)t;
    *e = (ent_treaty_event){.armed = ENT_ARMED_MET,
                            .request = ENT_REQUEST_ASSUMED,
                            .objects = ENT_OBJECT_TERRITORY,
                            .place_state = ENT_TREATY_NONE,
                            .place = ENT_TREATY_NONE,
                            .lat = ENT_MISSING,
                            .lon = ENT_MISSING};
    e->site.sovereign = e->site.administrator = e->site.territory = ENT_TREATY_NONE;
}

static ent_status set_states(const ent_treaty *t, const char *value, uint16_t *list, uint8_t *count)
{
    uint16_t found[ENT_TREATY_LIST];
    uint8_t n = 0;
    const char *item = NULL;
    size_t length = 0;
    while (next_item(&value, &item, &length)) {
        const uint16_t s = ent_treaty_find_state(t, item, length);
        uint8_t same = 0;
        while (same < n && found[same] != s)
            same++;
        if (s == ENT_TREATY_NONE || same == ENT_TREATY_LIST)
            return ENT_E_KEY;
        found[same] = s;
        n = (uint8_t)(n + (same == n));
    }
    if (n == 0)
        return ENT_E_KEY;
    for (uint8_t i = 0; i < n; i++)
        list[i] = found[i];
    *count = n;
    return ENT_OK;
}

static ent_status set_objects(const char *value, uint32_t *objects)
{
    static const word words[] = {
        {"territory", ENT_OBJECT_TERRITORY},
        {"state", ENT_OBJECT_TERRITORY},
        {"island_territory", ENT_OBJECT_TERRITORY},
        {"forces", ENT_OBJECT_FORCES},
        {"vessel", ENT_OBJECT_VESSEL},
        {"vessels", ENT_OBJECT_VESSEL},
        {"public_vessel", ENT_OBJECT_VESSEL},
        {"public_vessels", ENT_OBJECT_VESSEL},
        {"aircraft", ENT_OBJECT_AIRCRAFT},
        {"cyber", ENT_OBJECT_CYBER},
        {"infrastructure", ENT_OBJECT_INFRASTRUCTURE},
        {"cable", ENT_OBJECT_INFRASTRUCTURE},
        {"threat", ENT_OBJECT_OTHER},
        {"transit", ENT_OBJECT_OTHER},
        {"nationals", ENT_OBJECT_OTHER},
        {"other", ENT_OBJECT_OTHER},
    };
    uint32_t bits = 0;
    const char *item = NULL;
    size_t length = 0;
    while (next_item(&value, &item, &length)) {
        unsigned bit = 0;
        if (!find_word(words, sizeof words / sizeof words[0], item, length, &bit))
            return ENT_E_KEY;
        bits |= bit;
    }
    if (bits == 0)
        return ENT_E_KEY;
    *objects = bits;
    return ENT_OK;
}

/* A plain decimal; no exponent, which coordinates do not need. */
static bool decimal(const char *s, double *value)
{
    double v = 0.0, unit = 1.0;
    bool any = false, point = false;
    const bool negative = *s == '-';
    unsigned n = 0;
    for (s += *s == '-' || *s == '+'; *s; s++) {
        if (*s == '.' && !point) {
            point = true;
            continue;
        }
        if (*s < '0' || *s > '9' || ++n > 15)
            return false;
        v = v * 10.0 + (*s - '0');
        unit *= point ? 10.0 : 1.0;
        any = true;
    }
    *value = negative ? -v / unit : v / unit;
    return any;
}

static ent_status set_degrees(const char *value, double limit, double *degrees)
{
    double v = 0.0;
    if (*value == '\0') {
        *degrees = ENT_MISSING;
        return ENT_OK;
    }
    if (!decimal(value, &v) || v < -limit || v > limit)
        return ENT_E_PARSE;
    *degrees = v;
    return ENT_OK;
}

static ent_status set_territory(const ent_treaty *t, const char *value, ent_treaty_event *e)
{
    uint16_t state = ENT_TREATY_NONE;
    unsigned kind = ENT_SITE_STATE;
    if (*value == '\0')
        kind = ENT_SITE_UNKNOWN;
    else if (treaty_same(value, "HIGHSEAS"))
        kind = ENT_SITE_HIGH_SEAS;
    else if (treaty_same(value, "DISPUTED"))
        kind = ENT_SITE_DISPUTED;
    else {
        const bool zone = starts(value, "EEZ:");
        const char *code = zone ? value + 4 : value;
        kind = zone ? ENT_SITE_ZONE : ENT_SITE_STATE;
        state = ent_treaty_find_state(t, code, treaty_length(code));
        if (state == ENT_TREATY_NONE)
            return ENT_E_KEY;
    }
    e->place_given = (uint8_t)kind;
    e->place_state = state;
    return ENT_OK;
}

/* A territory by its name stands for its middle. */
static ent_status set_named_territory(const ent_treaty *t, const char *value, ent_treaty_event *e)
{
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        const bool then = e->date >= r->from && e->date <= r->to;
        if (!then || !treaty_same_name(ent_treaty_text(t, r->name), value, treaty_length(value)))
            continue;
        e->place = ENT_TREATY_NONE;
        e->place_given = ENT_SITE_STATE;
        e->place_state = r->sovereign;
        e->lat = (double)r->lat;
        e->lon = (double)r->lon;
        return ENT_OK;
    }
    return ENT_E_KEY;
}

static ent_status set_place(const ent_treaty *t, const char *value, ent_treaty_event *e)
{
    const uint16_t p = ent_treaty_find_place(t, value, treaty_length(value));
    if (p == ENT_TREATY_NONE)
        return set_named_territory(t, value, e);
    e->place = p;
    e->lat = t->places[p].lat;
    e->lon = t->places[p].lon;
    return ENT_OK;
}

static void skip_blanks(const char **s)
{
    while (**s == ' ' || **s == '(' || **s == ';')
        *s += 1;
}

static size_t word_length(const char *s)
{
    size_t n = 0;
    while (s[n] && s[n] != ' ' && s[n] != ';' && s[n] != ')')
        n++;
    return n;
}

/* "clause yes; clause no": the clauses that were requested and those that were not. */
static ent_status set_named(const ent_treaty *t, const char *s, ent_treaty_event *e)
{
    e->request = ENT_REQUEST_NAMED;
    for (skip_blanks(&s); *s; skip_blanks(&s)) {
        const size_t n = word_length(s);
        const uint16_t clause = ent_treaty_find_clause(t, s, n);
        if (clause == ENT_TREATY_NONE || e->n_named == ENT_TREATY_LIST)
            return ENT_E_KEY;
        s += n;
        skip_blanks(&s);
        if (starts(s, "yes"))
            e->named_yes |= (uint8_t)(1U << e->n_named);
        e->named[e->n_named++] = clause;
        s += word_length(s);
    }
    return ENT_OK;
}

/* "yes", "no", "assumed", "consult_only", "yes (CLAUSE only)", "yes (elsewhere)", or a list. */
static ent_status set_request(const ent_treaty *t, const char *value, ent_treaty_event *e)
{
    static const word words[] = {{"yes", ENT_REQUEST_YES},
                                 {"no", ENT_REQUEST_NO},
                                 {"assumed", ENT_REQUEST_ASSUMED},
                                 {"consult_only", ENT_REQUEST_CONSULT},
                                 {"", ENT_REQUEST_NO}};
    unsigned request = 0;
    e->n_named = e->named_yes = 0;
    if (find_word(words, sizeof words / sizeof words[0], value, treaty_length(value), &request)) {
        e->request = (uint8_t)request;
        return ENT_OK;
    }
    if (!starts(value, "yes ("))
        return set_named(t, value, e);
    const char *s = value + 5;
    const uint16_t clause = ent_treaty_find_clause(t, s, word_length(s));
    e->request = ENT_REQUEST_OTHER;
    if (clause != ENT_TREATY_NONE) {
        e->request = ENT_REQUEST_NAMED;
        e->named[0] = clause;
        e->named_yes = 1;
        e->n_named = 1;
    }
    return ENT_OK;
}

static ent_status set_word(const word *words, size_t n, const char *value, uint8_t *into)
{
    unsigned v = 0;
    if (!find_word(words, n, value, treaty_length(value), &v))
        return ENT_E_KEY;
    *into = (uint8_t)v;
    return ENT_OK;
}

static ent_status set_date(const char *value, int32_t *date)
{
    return ent_treaty_date(value, treaty_length(value), date) ? ENT_OK : ENT_E_PARSE;
}

ent_status ent_treaty_event_set(const ent_treaty *t, ent_treaty_event *e, const char *key,
                                const char *value)
{
    static const word armed[] = {
        {"met", ENT_ARMED_MET}, {"not_met", ENT_ARMED_NOT_MET}, {"contested", ENT_ARMED_CONTESTED}};
    static const word actor[] = {{"state", ENT_ACTOR_STATE},
                                 {"nonstate", ENT_ACTOR_NONSTATE},
                                 {"unknown", ENT_ACTOR_UNKNOWN}};
    ent_treaty_event next = *e;
    ent_status status = ENT_OK;
    if (treaty_same(key, "attacker")) {
        status = set_states(t, value, next.attackers, &next.n_attackers);
        if (status == ENT_OK)
            next.actor =
                t->states[next.attackers[0]].kind == 2 ? ENT_ACTOR_NONSTATE : ENT_ACTOR_STATE;
    } else if (treaty_same(key, "attacker_type"))
        status = set_word(actor, 3, value, &next.actor);
    else if (treaty_same(key, "victim"))
        status = set_states(t, value, next.victims, &next.n_victims);
    else if (treaty_same(key, "object"))
        status = set_objects(value, &next.objects);
    else if (treaty_same(key, "place"))
        status = set_place(t, value, &next);
    else if (treaty_same(key, "lat"))
        status = set_degrees(value, 90.0, &next.lat);
    else if (treaty_same(key, "lon"))
        status = set_degrees(value, 360.0, &next.lon);
    else if (treaty_same(key, "territory_of"))
        status = set_territory(t, value, &next);
    else if (treaty_same(key, "armed_attack"))
        status = set_word(armed, 3, value, &next.armed);
    else if (treaty_same(key, "request_made"))
        status = set_request(t, value, &next);
    else if (treaty_same(key, "date"))
        status = set_date(value, &next.date);
    if (status == ENT_OK)
        *e = next;
    return status;
}

uint16_t ent_treaty_attacks_itself(const ent_treaty_event *e)
{
    for (unsigned a = 0; a < e->n_attackers; a++)
        for (unsigned v = 0; v < e->n_victims; v++)
            if (e->attackers[a] == e->victims[v])
                return e->attackers[a];
    return ENT_TREATY_NONE;
}
