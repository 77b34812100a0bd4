/* Reads data/treaty/, checks every cell that the engine relies on, packs one block. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hint.h"
#include "entente/text.h"
#include "treaty/rows.h"

/* One table being read: a cell by column name, errors with their place. */
typedef struct table {
    treaty_build *b;
    ent_csv csv;
    size_t row;
    ent_error *err;
} table;

static ent_status open_table(table *t, treaty_build *b, const char *name, ent_error *err)
{
    const char *path = ent_text_format(b->arena, "%s/%s", b->directory, name);
    ENT_NEED(path, err);
    t->b = b;
    t->row = 0;
    t->err = err;
    return ent_csv_read(path, &t->csv, b->arena, err);
}

static ent_status cell(table *t, const char *column, const char **text)
{
    size_t c = 0;
    ENT_TRY(ent_csv_column(&t->csv, column, &c, t->err));
    *text = ent_csv_text(&t->csv, t->row, c);
    return ENT_OK;
}

static ent_status bad(const table *t, const char *column, const char *what, const char *text)
{
    return ent_fail(t->err, ENT_E_DATA, "%s:%zu: column %s: %s '%s'", t->csv.path,
                    ent_csv_line(&t->csv, t->row), column, what, text);
}

static ent_status no_memory(const table *t)
{
    return ent_fail(t->err, ENT_E_NOMEM, "%s: out of memory", t->csv.path);
}

static ent_status cell_text(table *t, const char *column, uint32_t *offset)
{
    const char *text = NULL;
    ENT_TRY(cell(t, column, &text));
    *offset = rows_text(t->b, text);
    return *offset == UINT32_MAX ? no_memory(t) : ENT_OK;
}

static ent_status cell_date(table *t, const char *column, int32_t open, int32_t *days)
{
    const char *text = NULL;
    ENT_TRY(cell(t, column, &text));
    *days = open;
    if (*text && !ent_treaty_date(text, strlen(text), days))
        return bad(t, column, "expected YYYY-MM-DD, not", text);
    return ENT_OK;
}

static ent_status cell_number(table *t, const char *column, double low, double high, double *value)
{
    size_t c = 0;
    ENT_TRY(ent_csv_column(&t->csv, column, &c, t->err));
    ENT_TRY(ent_csv_required(&t->csv, t->row, c, value, t->err));
    if (!(*value >= low && *value <= high))
        return bad(t, column, "out of range:", ent_csv_text(&t->csv, t->row, c));
    return ENT_OK;
}

static ent_status cell_small(table *t, const char *column, unsigned high, uint8_t *value)
{
    double v = 0.0;
    ENT_TRY(cell_number(t, column, 0.0, high, &v));
    *value = (uint8_t)v;
    return ENT_OK;
}

static ent_status cell_state(table *t, const char *column, bool required, uint16_t *state)
{
    const char *text = NULL;
    ENT_TRY(cell(t, column, &text));
    *state = ENT_TREATY_NONE;
    if (*text == '\0' && !required)
        return ENT_OK;
    *state = build_state(t->b, text, strlen(text));
    return *state == ENT_TREATY_NONE ? bad(t, column, "unknown state", text) : ENT_OK;
}

static ent_status cell_states(table *t, const char *column, unsigned room, uint16_t *list,
                              uint8_t *count)
{
    const char *text = NULL;
    ENT_TRY(cell(t, column, &text));
    *count = 0;
    while (*text) {
        const size_t n = strcspn(text, "|");
        const uint16_t s = build_state(t->b, text, n);
        if (s == ENT_TREATY_NONE || *count >= room)
            return bad(t, column, *count >= room ? "too many states:" : "unknown state", text);
        list[(*count)++] = s;
        text += n + (text[n] == '|');
    }
    return ENT_OK;
}

static ent_status cell_areas(table *t, const char *column, uint64_t *areas)
{
    const char *text = NULL;
    ENT_TRY(cell(t, column, &text));
    *areas = 0;
    while (*text) {
        const size_t n = strcspn(text, "|");
        const int region = build_region(t->b, text, n);
        if (region < 0)
            return bad(t, column, "unknown region", text);
        *areas |= UINT64_C(1) << region;
        text += n + (text[n] == '|');
    }
    return ENT_OK;
}

static ent_status cell_choice(table *t, const char *column, const char *const *names, unsigned n,
                              uint8_t *value)
{
    const char *text = NULL;
    ENT_TRY(cell(t, column, &text));
    for (unsigned i = 0; i < n; i++)
        if (strcmp(text, names[i]) == 0) {
            *value = (uint8_t)i;
            return ENT_OK;
        }
    return bad(t, column, "unknown word", text);
}

static ent_status read_region(table *t)
{
    static const char *const kinds[] = {"area", "sea"}, *const by[] = {"polygon", "table"};
    const char *polygon = NULL;
    ent_treaty_region r = {0};
    if (rows_count(t->b, SECTION_regions) >= TREATY_MAX_REGIONS)
        return bad(t, "region", "more than 64 regions:", "");
    ENT_TRY(cell_text(t, "region", &r.id));
    ENT_TRY(cell_choice(t, "kind", kinds, 2, &r.sea));
    ENT_TRY(cell_choice(t, "by", by, 2, &r.by_table));
    ENT_TRY(cell_number(t, "edge_km", 0.0, 500.0, &r.edge_km));
    ENT_TRY(cell(t, "polygon", &polygon));
    r.first_ring = (uint32_t)rows_count(t->b, SECTION_rings);
    const scope_place place = {t->csv.path, ent_csv_line(&t->csv, t->row), "polygon"};
    ENT_TRY(polygon_compile(t->b, polygon, &place, &r.n_rings, t->err));
    ent_treaty_region *row = rows_add(t->b, SECTION_regions);
    if (!row)
        return no_memory(t);
    *row = r;
    return ENT_OK;
}

static ent_status read_state(table *t)
{
    static const char *const kinds[] = {"state", "union", "actor"};
    ent_treaty_state s = {0};
    ENT_TRY(cell_text(t, "code", &s.code));
    ENT_TRY(cell_text(t, "name", &s.name));
    ENT_TRY(cell_choice(t, "kind", kinds, 3, &s.kind));
    ENT_TRY(cell_areas(t, "areas", &s.areas));
    ENT_TRY(cell_small(t, "american", 1, &s.american));
    ENT_TRY(cell_date(t, "from", DATE_OPEN_FROM, &s.from));
    ENT_TRY(cell_date(t, "to", DATE_OPEN_TO, &s.to));
    ENT_TRY(cell_date(t, "communist_from", DATE_OPEN_TO, &s.communist_from));
    ENT_TRY(cell_date(t, "communist_to", DATE_OPEN_TO, &s.communist_to));
    s.home = ENT_TREATY_NONE; /* filled by read_home: it may stand later in the table */
    if (rows_count(t->b, SECTION_states) >= ENT_TREATY_MAX_STATES)
        return bad(t, "code", "more than 512 states", "");
    ent_treaty_state *row = rows_add(t->b, SECTION_states);
    if (!row)
        return no_memory(t);
    *row = s;
    return ENT_OK;
}

static ent_status read_home(table *t)
{
    ent_treaty_state *s = (ent_treaty_state *)(void *)t->b->section[SECTION_states].data;
    return cell_state(t, "home", false, &s[t->row].home);
}

static ent_status read_extent(table *t, ent_treaty_territory *r)
{
    double lat = 0, lon = 0, half_lat = 0, half_lon = 0;
    ENT_TRY(cell_number(t, "lat", -90, 90, &lat));
    ENT_TRY(cell_number(t, "lon", -180, 180, &lon));
    ENT_TRY(cell_number(t, "half_lat", 0, 90, &half_lat));
    ENT_TRY(cell_number(t, "half_lon", 0, 180, &half_lon));
    r->lat = (float)lat;
    r->lon = (float)lon;
    r->half_lat = (float)half_lat;
    r->half_lon = (float)half_lon;
    return ENT_OK;
}

static ent_status read_territory(table *t)
{
    static const char *const links[] = {"metropolitan", "integral", "dependency"};
    static const char *const eu[] = {"", "EU", "OMR", "OCT", "outside"};
    ent_treaty_territory r = {0};
    ENT_TRY(cell_text(t, "territory", &r.name));
    ENT_TRY(cell_state(t, "sovereign", true, &r.sovereign));
    ENT_TRY(cell_state(t, "administered_by", false, &r.administrator));
    ENT_TRY(read_extent(t, &r));
    ENT_TRY(cell_small(t, "island", 1, &r.island));
    ENT_TRY(cell_choice(t, "link", links, 3, &r.link));
    ENT_TRY(cell_areas(t, "areas", &r.areas));
    ENT_TRY(cell_choice(t, "eu_status", eu, 5, &r.eu));
    ENT_TRY(cell_date(t, "from", DATE_OPEN_FROM, &r.from));
    ENT_TRY(cell_date(t, "to", DATE_OPEN_TO, &r.to));
    ENT_TRY(cell_states(t, "claimants", 4, r.claimants, &r.n_claimants));
    ENT_TRY(cell_state(t, "today", false, &r.today));
    if (r.administrator == ENT_TREATY_NONE)
        r.administrator = r.sovereign;
    r.has_areas = r.areas != 0;
    ent_treaty_territory *row = rows_add(t->b, SECTION_territories);
    if (!row)
        return no_memory(t);
    *row = r;
    return ENT_OK;
}

static ent_status read_place(table *t)
{
    const char *where = NULL;
    ent_treaty_place p = {.state = ENT_TREATY_NONE};
    double lat = 0, lon = 0;
    ENT_TRY(cell_text(t, "place", &p.name));
    ENT_TRY(cell_number(t, "lat", -90, 90, &lat));
    ENT_TRY(cell_number(t, "lon", -180, 180, &lon));
    ENT_TRY(cell(t, "territory_of", &where));
    p.lat = lat;
    p.lon = lon;
    if (strcmp(where, "HIGHSEAS") == 0) {
        p.kind = ENT_SITE_HIGH_SEAS;
    } else if (strcmp(where, "DISPUTED") == 0) {
        p.kind = ENT_SITE_DISPUTED;
    } else if (*where) {
        const bool zone = strncmp(where, "EEZ:", 4) == 0;
        const char *code = zone ? where + 4 : where;
        p.kind = zone ? ENT_SITE_ZONE : ENT_SITE_STATE;
        p.state = build_state(t->b, code, strlen(code));
        if (p.state == ENT_TREATY_NONE)
            return bad(t, "territory_of", "unknown state", where);
    }
    ent_treaty_place *row = rows_add(t->b, SECTION_places);
    if (!row)
        return no_memory(t);
    *row = p;
    return ENT_OK;
}

static ent_status read_instrument(table *t)
{
    ent_treaty_instrument r = {0};
    ENT_TRY(cell_text(t, "instrument", &r.id));
    ENT_TRY(cell_text(t, "name", &r.name));
    ENT_TRY(cell_text(t, "kind", &r.kind));
    ENT_TRY(cell_date(t, "signed", DATE_OPEN_FROM, &r.signed_on));
    ENT_TRY(cell_date(t, "from", DATE_OPEN_FROM, &r.from));
    ENT_TRY(cell_date(t, "to", DATE_OPEN_TO, &r.to));
    ENT_TRY(cell_text(t, "status", &r.status));
    ENT_TRY(cell_text(t, "citation", &r.citation));
    ENT_TRY(cell_text(t, "verified", &r.verified));
    ent_treaty_instrument *row = rows_add(t->b, SECTION_instruments);
    if (!row)
        return no_memory(t);
    *row = r;
    return ENT_OK;
}

static ent_status cell_instrument(table *t, uint16_t *instrument)
{
    const char *id = NULL;
    ENT_TRY(cell(t, "instrument", &id));
    const int i = build_instrument(t->b, id, strlen(id));
    if (i < 0)
        return bad(t, "instrument", "unknown instrument", id);
    *instrument = (uint16_t)i;
    return ENT_OK;
}

static ent_status cell_status(table *t, uint8_t *status, uint16_t *with)
{
    static const char *const names[] = {
#define STATUS_NAME(name, text) #name,
        ENT_TREATY_STATUS_LIST(STATUS_NAME)
#undef STATUS_NAME
    };
    const char *text = NULL;
    ENT_TRY(cell(t, "status", &text));
    *with = ENT_TREATY_NONE;
    *status = ENT_TREATY_IS_none;
    if (*text == '\0')
        return ENT_OK;
    const size_t n = strcspn(text, "=");
    for (unsigned i = 1; i < ENT_TREATY_N_STATUSES; i++)
        if (strlen(names[i]) == n && strncmp(text, names[i], n) == 0) {
            *status = (uint8_t)i;
            if (text[n] == '=')
                *with = build_state(t->b, text + n + 1, strlen(text + n + 1));
            const bool lacks = i == ENT_TREATY_IS_suspended_with && *with == ENT_TREATY_NONE;
            return lacks ? bad(t, "status", "unknown state in", text) : ENT_OK;
        }
    return bad(t, "status", "unknown status", text);
}

static ent_status read_party(table *t)
{
    static const char *const precision[] = {"day", "approx"};
    ent_treaty_party p = {0};
    ENT_TRY(cell_instrument(t, &p.instrument));
    ENT_TRY(cell_state(t, "state", true, &p.state));
    ENT_TRY(cell_small(t, "obligor", 1, &p.obligor));
    ENT_TRY(cell_small(t, "beneficiary", 1, &p.beneficiary));
    ENT_TRY(cell_date(t, "from", DATE_OPEN_FROM, &p.from));
    ENT_TRY(cell_date(t, "to", DATE_OPEN_TO, &p.to));
    ENT_TRY(cell_status(t, &p.status, &p.with));
    ENT_TRY(cell_choice(t, "precision", precision, 2, &p.approximate));
    ent_treaty_party *row = rows_add(t->b, SECTION_parties);
    if (!row)
        return no_memory(t);
    *row = p;
    return ENT_OK;
}

static ent_status clause_texts(table *t, ent_treaty_clause *c)
{
    ENT_TRY(cell_text(t, "clause", &c->id));
    ENT_TRY(cell_text(t, "article", &c->article));
    ENT_TRY(cell_text(t, "procedure", &c->procedure));
    ENT_TRY(cell_text(t, "binding", &c->binding));
    ENT_TRY(cell_text(t, "quote", &c->quote));
    ENT_TRY(cell_text(t, "citation", &c->citation));
    return cell_text(t, "verified", &c->verified);
}

static ent_status clause_words(table *t, ent_treaty_clause *c)
{
    static const char *const triggers[] = {
#define TRIGGER_NAME(name) #name,
        ENT_TREATY_TRIGGER_LIST(TRIGGER_NAME)
#undef TRIGGER_NAME
    };
    static const char *const conditions[] = {"", "nuclear", "ceasefire"};
    static const char *const noyes[] = {"no", "yes"};
    ENT_TRY(cell_instrument(t, &c->instrument));
    ENT_TRY(cell_date(t, "from", DATE_OPEN_FROM, &c->from));
    ENT_TRY(cell_date(t, "to", DATE_OPEN_TO, &c->to));
    ENT_TRY(cell_choice(t, "trigger", triggers, ENT_TREATY_N_TRIGGERS, &c->trigger));
    ENT_TRY(cell_date(t, "nonstate_from", DATE_OPEN_TO, &c->nonstate_from));
    ENT_TRY(cell_choice(t, "condition", conditions, 3, &c->condition));
    ENT_TRY(cell_choice(t, "request", noyes, 2, &c->request));
    ENT_TRY(cell_small(t, "joint_finding", 1, &c->joint));
    ENT_TRY(cell_small(t, "level", 7, &c->level));
    return cell_small(t, "discretion", 3, &c->discretion);
}

/* Protects states by name only, so that its beneficiary may be host to somebody's forces. */
static bool only_states(const treaty_build *b, uint32_t first, uint32_t count)
{
    const ent_treaty_op *code = (const ent_treaty_op *)(const void *)b->section[SECTION_code].data;
    for (uint32_t i = first; i < first + count; i++)
        if (code[i].op != OP_STATE && code[i].op != OP_OR)
            return false;
    return true;
}

static ent_status read_clause(table *t)
{
    ent_treaty_clause c = {0};
    const char *text = NULL;
    scope_place place = {t->csv.path, ent_csv_line(&t->csv, t->row), "scope"};
    ENT_TRY(clause_texts(t, &c));
    ENT_TRY(clause_words(t, &c));
    ENT_TRY(cell(t, "scope", &text));
    ENT_TRY(scope_compile_rules(t->b, text, &place, &c.first_rule, &c.n_rules, t->err));
    place.column = "attacker";
    ENT_TRY(cell(t, "attacker", &text));
    ENT_TRY(
        scope_compile(t->b, text, SCOPE_ATTACKER, &place, &c.attacker_code, &c.n_attacker, t->err));
    place.column = "victim";
    ENT_TRY(cell(t, "victim", &text));
    ENT_TRY(scope_compile(t->b, text, SCOPE_VICTIM, &place, &c.victim_code, &c.n_victim, t->err));
    c.anyone = strcmp(text, "ANY") == 0;
    c.named = only_states(t->b, c.victim_code, c.n_victim);
    ent_treaty_clause *row = rows_add(t->b, SECTION_clauses);
    if (!row)
        return no_memory(t);
    *row = c;
    return ENT_OK;
}

static ent_status read_event(table *t)
{
    static const char *const kinds[] = {"hostilities", "invocation"};
    ent_treaty_record r = {.clause = ENT_TREATY_NONE};
    const char *clause = NULL;
    uint8_t kind = 0;
    ENT_TRY(cell_text(t, "event", &r.id));
    ENT_TRY(cell_choice(t, "kind", kinds, 2, &kind));
    ENT_TRY(cell_date(t, "date", DATE_OPEN_FROM, &r.from));
    ENT_TRY(cell_date(t, "until", DATE_OPEN_TO, &r.to));
    ENT_TRY(cell_states(t, "attacker", ENT_TREATY_LIST, r.attackers, &r.n_attackers));
    ENT_TRY(cell_states(t, "victim", ENT_TREATY_LIST, r.victims, &r.n_victims));
    ENT_TRY(cell_states(t, "requested_by", ENT_TREATY_LIST, r.requested, &r.n_requested));
    ENT_TRY(cell(t, "clause", &clause));
    const int k = build_clause(t->b, clause, strlen(clause));
    if (kind == 1 && k < 0)
        return bad(t, "clause", "unknown clause", clause);
    if (kind == 1)
        r.clause = (uint16_t)k;
    ENT_TRY(cell_text(t, "outcome", &r.outcome));
    ENT_TRY(cell_text(t, "source", &r.source));
    ent_treaty_record *row = rows_add(t->b, SECTION_records);
    if (!row)
        return no_memory(t);
    *row = r;
    return ENT_OK;
}

static ent_status read_reading(table *t)
{
    ent_treaty_reading r = {.clause = ENT_TREATY_NONE};
    const char *text = NULL;
    ENT_TRY(cell(t, "reason", &text));
    while (r.reason < ENT_TREATY_N_REASONS && strcmp(text, ent_treaty_reason_code(r.reason)) != 0)
        r.reason++;
    if (r.reason == ENT_TREATY_N_REASONS)
        return bad(t, "reason", "unknown reason", text);
    ENT_TRY(cell(t, "clause", &text));
    const int clause = build_clause(t->b, text, strlen(text));
    if (*text && clause < 0)
        return bad(t, "clause", "unknown clause", text);
    if (*text)
        r.clause = (uint16_t)clause;
    ENT_TRY(cell_text(t, "majority", &r.majority));
    ENT_TRY(cell_text(t, "minority", &r.minority));
    ENT_TRY(cell_text(t, "decides", &r.decides));
    ENT_TRY(cell_text(t, "settles", &r.settles));
    ent_treaty_reading *row = rows_add(t->b, SECTION_readings);
    if (!row)
        return no_memory(t);
    *row = r;
    return ENT_OK;
}

static ent_status read_outline(table *t)
{
    const scope_place place = {t->csv.path, ent_csv_line(&t->csv, t->row), "polygon"};
    const char *text = NULL;
    uint16_t state = 0;
    ENT_TRY(cell_state(t, "state", true, &state));
    ENT_TRY(cell(t, "polygon", &text));
    return outline_compile(t->b, text, state, &place, t->err);
}

static ent_status read_all(treaty_build *b, const char *name, ent_status (*read)(table *t),
                           ent_error *err)
{
    table t = {0};
    ENT_TRY(open_table(&t, b, name, err));
    for (t.row = 0; t.row < t.csv.n_rows; t.row++)
        ENT_TRY(read(&t));
    return ENT_OK;
}

/* The text nearest to `word` among those of a section; `field`: where in a row its offset lies. */
static const char *nearest_text(const treaty_build *b, unsigned section, size_t field,
                                const char *word)
{
    enum { MOST = 512 };
    const rows *r = &b->section[section];
    const char *texts[MOST];
    size_t n = 0;
    for (; n < r->count && n < MOST; n++) {
        uint32_t offset;
        memcpy(&offset, (const char *)r->data + n * r->size + field, sizeof offset);
        texts[n] = (const char *)b->section[SECTION_strings].data + offset;
    }
    return ent_text_nearest(word, texts, n);
}

static ent_status unknown_target(const char *where, const char *what, const char *word,
                                 const char *near, ent_error *err)
{
    return ent_fail(err, ENT_E_KEY, "%s: unknown %s '%s'%s", where, what, word,
                    near ? did_you_mean(near).text : "; see data/treaty");
}

static ent_status change_target(const treaty_build *b, const ent_treaty_change *c,
                                uint16_t *instrument, uint16_t *state, ent_error *err)
{
    const int i = build_instrument(b, c->instrument, strlen(c->instrument));
    const char *where = c->where ? c->where : "treaty";
    if (i < 0)
        return unknown_target(where, "instrument", c->instrument,
                              nearest_text(b, SECTION_instruments,
                                           offsetof(ent_treaty_instrument, id), c->instrument),
                              err);
    *instrument = (uint16_t)i;
    *state = build_state(b, c->party, strlen(c->party));
    if (*state == ENT_TREATY_NONE)
        return unknown_target(
            where, "state", c->party,
            nearest_text(b, SECTION_states, offsetof(ent_treaty_state, code), c->party), err);
    return ENT_OK;
}

static ent_status accede(treaty_build *b, const ent_treaty_change *c, ent_error *err)
{
    uint16_t instrument = 0, state = 0;
    ENT_TRY(change_target(b, c, &instrument, &state, err));
    ent_treaty_party *row = rows_add(b, SECTION_parties);
    ENT_NEED(row, err);
    *row = (ent_treaty_party){.instrument = instrument,
                              .state = state,
                              .from = c->from,
                              .to = DATE_OPEN_TO,
                              .obligor = 1,
                              .beneficiary = 1,
                              .with = ENT_TREATY_NONE};
    return ENT_OK;
}

static ent_status withdraw(treaty_build *b, const ent_treaty_change *c, ent_error *err)
{
    uint16_t instrument = 0, state = 0;
    ENT_TRY(change_target(b, c, &instrument, &state, err));
    ent_treaty_party *p = (ent_treaty_party *)(void *)b->section[SECTION_parties].data;
    bool found = false;
    for (size_t i = 0; i < rows_count(b, SECTION_parties); i++) {
        if (p[i].instrument != instrument || p[i].state != state || p[i].to < c->from)
            continue;
        p[i].to = c->from - 1; /* a row that starts later is thereby never in force */
        found = true;
    }
    if (!found)
        return ent_fail(err, ENT_E_DATA, "%s: %s is not a party to %s then",
                        c->where ? c->where : "treaty", c->party, c->instrument);
    return ENT_OK;
}

static ent_status apply_options(treaty_build *b, const ent_treaty_options *o, ent_error *err)
{
    if (!o)
        return ENT_OK;
    for (size_t i = 0; i < o->n_accessions; i++)
        ENT_TRY(accede(b, &o->accessions[i], err));
    for (size_t i = 0; i < o->n_withdrawals; i++)
        ENT_TRY(withdraw(b, &o->withdrawals[i], err));
    return ENT_OK;
}

/* Parties in the order of their instruments, otherwise as read. */
static ent_status group_parties(treaty_build *b, ent_error *err)
{
    rows *r = &b->section[SECTION_parties];
    ent_treaty_instrument *ins =
        (ent_treaty_instrument *)(void *)b->section[SECTION_instruments].data;
    const ent_treaty_party *from = (const ent_treaty_party *)(const void *)r->data;
    ent_treaty_party *to = ent_arena_array(b->arena, ent_treaty_party, r->count + 1);
    ENT_NEED(to, err);
    uint32_t n = 0;
    for (size_t i = 0; i < rows_count(b, SECTION_instruments); i++) {
        ins[i].first_party = n;
        for (size_t k = 0; k < r->count; k++)
            if (from[k].instrument == i)
                to[n++] = from[k];
        ins[i].n_parties = n - ins[i].first_party;
    }
    r->data = (unsigned char *)to;
    return ENT_OK;
}

static ent_status pack(treaty_build *b, const ent_treaty_options *options, ent_treaty_block *block,
                       ent_error *err)
{
    treaty_header h = {.magic = TREATY_MAGIC, .version = TREATY_VERSION};
    size_t at = (sizeof h + 7) / 8 * 8;
    for (unsigned s = 0; s < N_SECTIONS; s++) {
        h.section[s].offset = (uint32_t)at;
        h.section[s].count = (uint32_t)b->section[s].count;
        at = (at + b->section[s].count * b->section[s].size + 7) / 8 * 8;
    }
    h.bytes = at;
    h.contested_firm = options && options->contested_firm;
    unsigned char *data = ent_arena_alloc(b->arena, at, 1);
    if (!data || at > UINT32_MAX)
        return ent_fail(err, ENT_E_NOMEM, "treaty tables: out of memory");
    memcpy(data, &h, sizeof h);
    for (unsigned s = 0; s < N_SECTIONS; s++)
        if (b->section[s].count)
            memcpy(data + h.section[s].offset, b->section[s].data,
                   b->section[s].count * b->section[s].size);
    block->data = data;
    block->bytes = at;
    ent_treaty view;
    if (ent_treaty_open(data, at, &view) != ENT_OK)
        return ent_fail(err, ENT_E_DATA, "%s: the compiled tables are inconsistent", b->directory);
    return ENT_OK;
}

/* In the order in which they refer to each other. */
static const struct {
    const char *name;
    ent_status (*read)(table *t);
} tables[] = {
    {"regions.csv", read_region},   {"states.csv", read_state},
    {"states.csv", read_home},      {"territories.csv", read_territory},
    {"places.csv", read_place},     {"instruments.csv", read_instrument},
    {"parties.csv", read_party},    {"clauses.csv", read_clause},
    {"events.csv", read_event},     {"readings.csv", read_reading},
    {"outlines.csv", read_outline},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

const char *ent_treaty_file(size_t i)
{
    return i < N_TABLES ? tables[i].name : NULL;
}

ent_status ent_treaty_compile(const char *directory, const ent_treaty_options *options,
                              ent_treaty_block *block, ent_arena *arena, ent_error *err)
{
    treaty_build b = {.arena = arena, .directory = directory};
#define SECTION_SIZE(name, type) b.section[SECTION_##name].size = sizeof(type);
    TREATY_SECTION_LIST(SECTION_SIZE)
#undef SECTION_SIZE
    if (rows_text(&b, "") == UINT32_MAX)
        return ent_fail(err, ENT_E_NOMEM, "treaty tables: out of memory");
    for (size_t i = 0; i < N_TABLES; i++)
        ENT_TRY(read_all(&b, tables[i].name, tables[i].read, err));
    ENT_TRY(apply_options(&b, options, err));
    ENT_TRY(group_parties(&b, err));
    return pack(&b, options, block, err);
}
