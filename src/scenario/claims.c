/* Events, treaty changes and claims of a scenario file. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/hint.h"
#include "base/text_list.h"
#include "entente/change.h"
#include "entente/text.h"
#include "scenario/parts.h"

/* --- events and treaty --- */

static ent_status read_date(const yaml_node *node, const char *key, ent_error *err)
{
    int year, month, day;
    if (parts_date(node->text, &year, &month, &day))
        return ENT_OK;
    return yaml_fail(node, ENT_E_DATA, err, "%s: '%.40s' is not a date (YYYY-MM-DD)", key,
                     node->text);
}

static ent_status read_event(const parts *p, const yaml_node *map, ent_scenario_event *event)
{
    static const char *const names[] = {
        "attacker",     "attacker_type", "victim",       "object",       "place", "lat",  "lon",
        "territory_of", "mission",       "armed_attack", "request_made", "on",    "title"};
    *event = (ent_scenario_event){.where = yaml_where(map, p->arena)};
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, sizeof names / sizeof names[0], p->err));
    for (const yaml_node *c = map->child; c; c = c->next) {
        double number = 0.0;
        ENT_TRY(yaml_need(c, YAML_TEXT, p->err));
        if (strcmp(c->key, "lat") == 0 || strcmp(c->key, "lon") == 0)
            ENT_TRY(yaml_number(c, &number, p->err));
        if (strcmp(c->key, "on") == 0)
            ENT_TRY(read_date(c, "on", p->err));
        event->fields[event->n_fields] = c->key;
        event->values[event->n_fields++] = c->text;
    }
    if (!parts_member(map, "attacker") || !parts_member(map, "victim"))
        return yaml_fail(map, ENT_E_DATA, p->err, "an event needs attacker and victim");
    return ENT_OK;
}

/* Events of the scenario itself replace those of its base. */
ent_status parts_events(parts *p, const yaml_node *list)
{
    ENT_TRY(yaml_need(list, YAML_LIST, p->err));
    p->scenario->n_events = 0;
    for (const yaml_node *c = list->child; c; c = c->next) {
        if (p->scenario->n_events == MAX_EVENTS)
            return yaml_fail(c, ENT_E_DATA, p->err, "more than %d events", MAX_EVENTS);
        ENT_TRY(read_event(p, c, &p->events[p->scenario->n_events]));
        p->scenario->n_events++;
    }
    return ENT_OK;
}

static ent_status read_changes(const parts *p, const yaml_node *list, ent_scenario_change *changes,
                               size_t *n)
{
    static const char *const names[] = {"instrument", "party", "on", "from"};
    ENT_TRY(yaml_need(list, YAML_LIST, p->err));
    for (const yaml_node *c = list->child; c; c = c->next) {
        if (*n == MAX_CHANGES)
            return yaml_fail(c, ENT_E_DATA, p->err, "more than %d changes", MAX_CHANGES);
        ent_scenario_change *change = &changes[*n];
        change->where = yaml_where(c, p->arena);
        ENT_TRY(yaml_need(c, YAML_MAP, p->err));
        ENT_TRY(parts_known(c, names, 4, p->err));
        const char *day = parts_member(c, "from") ? "from" : "on"; /* two words for one thing */
        const char *const needed[] = {"instrument", "party", day};
        for (size_t i = 0; i < 3; i++)
            if (!parts_member(c, needed[i]))
                return yaml_fail(c, ENT_E_DATA, p->err, "'%s' is missing here", needed[i]);
        ENT_TRY(parts_text(c, "instrument", &change->instrument, p->err));
        ENT_TRY(parts_text(c, "party", &change->party, p->err));
        ENT_TRY(parts_text(c, day, &change->on, p->err));
        ENT_TRY(read_date(parts_member(c, day), day, p->err));
        (*n)++;
    }
    return ENT_OK;
}

ent_status parts_treaty(parts *p, const yaml_node *map)
{
    static const char *const names[] = {"contested", "accessions", "withdrawals", "accession",
                                        "withdraw"};
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, 5, p->err));
    const yaml_node *contested = parts_member(map, "contested");
    if (contested) {
        const bool held = strcmp(contested->text, "contested") == 0;
        if (!held && strcmp(contested->text, "firm") != 0)
            return yaml_fail(contested, ENT_E_DATA, p->err,
                             "contested is 'firm' (only what is firmly owed counts) or 'contested' "
                             "(as if contested readings held), not '%.40s'",
                             contested->text);
        p->scenario->contested_firm = held;
    }
    for (size_t i = 1; i < 5; i++) {
        const yaml_node *list = parts_member(map, names[i]);
        const bool in = names[i][0] == 'a';
        if (list)
            ENT_TRY(read_changes(p, list, in ? p->accessions : p->withdrawals,
                                 in ? &p->scenario->n_accessions : &p->scenario->n_withdrawals));
    }
    return ENT_OK;
}

/* --- claims --- */

static bool is_flashpoint(const ent_register *reg, const char *word)
{
    for (size_t i = 0; i < reg->n_flashpoints; i++)
        if (strcmp(reg->flashpoints[i].key, word) == 0)
            return true;
    return false;
}

/* Whether a word can index an outcome of this shape. */
static bool index_fits(const parts *p, const ent_outcome *o, const char *word)
{
    static const char *const groups[] = {"ALL", "EURCAN", "EUROPE"};
    static const char *const sides[] = {"attacker", "defender", "russia", "ukraine"};
    static const char *const zones[] = {"low", "high", "width"};
    int year, month, day;
    if (strstr(o->shape, "state") &&
        (ent_facts_is_state(p->facts, word) || text_is_one_of(word, groups, 3)))
        return true;
    if (strstr(o->shape, "flashpoint") && is_flashpoint(p->reg, word))
        return true;
    if (strstr(o->shape, "side") && text_is_one_of(word, sides, 4))
        return true;
    if (strstr(o->shape, "zone") && text_is_one_of(word, zones, 3))
        return true;
    if (strcmp(o->shape, "scalar") == 0 && ent_register_lever(p->reg, word))
        return true;
    if (strstr(o->shape, "event") && word[0] >= '1' && word[0] <= '9' && !word[1])
        return true;
    return (strstr(o->shape, "year") || strstr(o->shape, "month")) &&
           parts_date(word, &year, &month, &day);
}

/* "key[index,index]" into its parts; `word` names the line: shows or of. */
static ent_status read_quantity(const parts *p, const yaml_node *node, const char *name,
                                const char **outcome, size_t *n_indices, const char **indices)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, p->err));
    const size_t length = strcspn(node->text, "[");
    const char *key = ent_text_copy(node->text, length, p->arena);
    char *rest = ent_text_copy(node->text + length, strlen(node->text + length), p->arena);
    ENT_NEED(key && rest, p->err);
    const ent_outcome *o = ent_register_outcome(p->reg, key);
    if (!o) {
        const char *near = ent_register_nearest_outcome(p->reg, key);
        return yaml_fail(node, ENT_E_KEY, p->err, "the outcome '%.60s' does not exist%s", key,
                         did_you_mean(near).text);
    }
    *outcome = o->key;
    if (!*rest)
        return ENT_OK;
    const size_t n = strlen(rest);
    if (n < 3 || rest[n - 1] != ']')
        return yaml_fail(node, ENT_E_DATA, p->err, "%s: '%.60s' lacks its closing bracket", name,
                         node->text);
    rest[n - 1] = '\0';
    for (char *word = rest + 1; word;) {
        char *comma = strchr(word, ',');
        if (comma)
            *comma++ = '\0';
        while (*word == ' ')
            word++;
        if (*n_indices == ENT_MAX_INDICES || !index_fits(p, o, word))
            return yaml_fail(node, ENT_E_DATA, p->err, "%s: '%.40s' is not an index of %s (%s)",
                             name, word, o->key, o->shape);
        indices[(*n_indices)++] = word;
        word = comma;
    }
    return ENT_OK;
}

static ent_status read_shows(const parts *p, const yaml_node *node, ent_claim *claim)
{
    ENT_TRY(read_quantity(p, node, "shows", &claim->outcome, &claim->n_indices, claim->indices));
    claim->shows = node->text;
    return ENT_OK;
}

/* Whether quantities in a unit add up: brigades and money do, shares, ratios and years do not. */
static bool adds_up(const char *unit)
{
    static const char *const not [] = {"share", "ratio",  "%",        "level",   "year",
                                       "day",   "choice", "per year", "disputed"};
    for (size_t i = 0; i < sizeof not / sizeof not [0]; i++)
        if (strncmp(unit, not [i], strlen(not [i])) == 0)
            return false;
    return true;
}

/* A part can only be of something in the same unit. */
static ent_status read_of(const parts *p, const yaml_node *node, ent_claim *claim)
{
    if (!node)
        return ENT_OK;
    ENT_TRY(
        read_quantity(p, node, "of", &claim->of_outcome, &claim->n_of_indices, claim->of_indices));
    claim->of = node->text;
    if (!*claim->outcome)
        return yaml_fail(node, ENT_E_DATA, p->err,
                         "of: needs 'shows' beside it, the part that is asked for");
    const char *part = ent_register_outcome(p->reg, claim->outcome)->unit;
    const char *whole = ent_register_outcome(p->reg, claim->of_outcome)->unit;
    if (strcmp(part, whole) != 0)
        return yaml_fail(node, ENT_E_DATA, p->err,
                         "of: %s is in %s and %s in %s, so one cannot be a part of the other",
                         claim->of_outcome, whole, claim->outcome, part);
    if (!adds_up(whole))
        return yaml_fail(node, ENT_E_DATA, p->err, "of: %s is a %s, which has no parts",
                         claim->of_outcome, whole);
    return ENT_OK;
}

static ent_status read_row(const yaml_node *node, int *row, ent_error *err)
{
    double number = 0.0;
    if (!node)
        return ENT_OK;
    ENT_TRY(yaml_number(node, &number, err));
    if (!(number >= 0.0 && number <= 999.0))
        return yaml_fail(node, ENT_E_DATA, err, "row: '%.20s' is not between 0 and 999",
                         node->text);
    *row = (int)number;
    return ENT_OK;
}

static ent_status check_words(const yaml_node *map, const char *key, const char *word,
                              const char *const *list, size_t n, ent_error *err)
{
    if (!*word || text_is_one_of(word, list, n))
        return ENT_OK;
    const char *near = ent_text_nearest(word, list, n);
    return yaml_fail(parts_member(map, key), ENT_E_DATA, err, "%s: unknown word '%.40s'%s", key,
                     word, did_you_mean(near).text);
}

static ent_status check_at(const parts *p, const yaml_node *node)
{
    int year, month, day;
    const scenario_spec *s = p->scenario;
    if (!node)
        return ENT_OK;
    ENT_TRY(read_date(node, "at", p->err));
    parts_date(node->text, &year, &month, &day);
    if (year < s->start_year || year > s->horizon_year)
        return yaml_fail(node, ENT_E_DATA, p->err, "at: %s is outside the run %d..%d", node->text,
                         s->start_year, s->horizon_year);
    return ENT_OK;
}

static ent_status read_claim_texts(const parts *p, const yaml_node *map, ent_claim *claim)
{
    const struct {
        const char *key, **text;
    } rows[] = {{"says", &claim->says},
                {"at", &claim->at},
                {"holds", &claim->holds},
                {"sentence", &claim->sentence},
                {"by_construction", &claim->by_construction},
                {"combine", &claim->combine},
                {"kind", &claim->kind},
                {"section", &claim->section},
                {"note", &claim->note}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ENT_TRY(parts_text(map, rows[i].key, rows[i].text, p->err));
    return *claim->says ? ENT_OK : yaml_fail(map, ENT_E_DATA, p->err, "'says' is missing here");
}

/* A scenario by its name, or levers of this one by their keys. */
static ent_status read_against(const parts *p, const yaml_node *node, ent_claim *claim)
{
    if (!node)
        return ENT_OK;
    if (node->kind != YAML_MAP) {
        ENT_TRY(yaml_need(node, YAML_TEXT, p->err));
        claim->against = node->text;
        return ENT_OK;
    }
    for (const yaml_node *c = node->child; c; c = c->next) {
        size_t row;
        ent_lever_setting setting;
        ent_error err = {{0}};
        ENT_TRY(yaml_need(c, YAML_TEXT, p->err));
        if (claim->n_levers == ENT_MAX_CLAIM_LEVERS)
            return yaml_fail(c, ENT_E_DATA, p->err, "against: more than %d levers",
                             ENT_MAX_CLAIM_LEVERS);
        if (ent_change_lever(p->reg, p->facts, c->key, c->text, &row, &setting, p->arena, &err) !=
            ENT_OK)
            return yaml_fail(c, ENT_E_DATA, p->err, "against: %s", err.message);
        claim->lever[claim->n_levers] = c->key;
        claim->lever_value[claim->n_levers++] = c->text;
    }
    return claim->n_levers ? ENT_OK
                           : yaml_fail(node, ENT_E_DATA, p->err, "against: names no lever");
}

static ent_status read_missing(const yaml_node *node, ent_claim *claim, ent_error *err)
{
    if (!node)
        return ENT_OK;
    ENT_TRY(yaml_need(node, YAML_TEXT, err));
    if (strcmp(node->text, "holds") != 0 && strcmp(node->text, "fails") != 0)
        return yaml_fail(node, ENT_E_DATA, err, "missing: '%.20s' is neither holds nor fails",
                         node->text);
    claim->missing_holds = strcmp(node->text, "holds") == 0;
    return ENT_OK;
}

/* Slots of a sentence: "{median}", "{abs:low}", "{low|missing|to spare}", "{lever:aid.us}". */
static ent_status check_sentence(const yaml_node *map, const ent_claim *claim, ent_error *err)
{
    static const char *const slots[] = {"value", "median", "low",  "high",  "share",     "base",
                                        "up",    "same",   "down", "money", "threshold", "band"};
    for (const char *at = strchr(claim->sentence, '{'); at; at = strchr(at + 1, '{')) {
        char slot[64], plain[64];
        const size_t n = strcspn(at + 1, "{}");
        snprintf(slot, sizeof slot, "%.*s", (int)(n < 63 ? n : 63), at + 1);
        const char *name = strncmp(slot, "abs:", 4) == 0 ? slot + 4 : slot;
        snprintf(plain, sizeof plain, "%.*s", (int)strcspn(name, "|"), name);
        if (at[1 + n] != '}')
            return yaml_fail(parts_member(map, "sentence"), ENT_E_DATA, err,
                             "sentence: '{%.40s' lacks its closing brace", slot);
        if (strncmp(slot, "lever:", 6) != 0 &&
            !text_is_one_of(plain, slots, sizeof slots / sizeof *slots))
            return yaml_fail(
                parts_member(map, "sentence"), ENT_E_DATA, err,
                "sentence: there is no slot '{%.40s}'; use {median}, {low}, {high}, {band}, "
                "{value}, {threshold}, {money}, {share}, {base}, {up}, {same}, {down} or "
                "{lever:KEY}",
                slot);
    }
    return ENT_OK;
}

static ent_status check_claim_words(const parts *p, const yaml_node *map, const ent_claim *claim)
{
    static const char *const kinds[] = {"account", "obligation", "futures"};
    static const char *const combines[] = {"value", "ratio", "difference", "percent"};
    static const char *const sections[] = {"headline",    "claims",     "bill",
                                           "obligations", "deterrence", "ukraine",
                                           "why",         "trust",      "assumptions"};
    ENT_TRY(check_words(map, "kind", claim->kind, kinds, 3, p->err));
    ENT_TRY(check_words(map, "combine", claim->combine, combines, 4, p->err));
    return check_words(map, "section", claim->section, sections, 9, p->err);
}

static ent_status read_claim(const parts *p, const yaml_node *map, ent_claim *claim)
{
    static const char *const names[] = {
        "says", "shows",   "of",   "at",  "holds",    "against",         "combine",
        "kind", "section", "note", "row", "sentence", "by_construction", "missing"};
    *claim = (ent_claim){.shows = "",
                         .outcome = "",
                         .of = "",
                         .of_outcome = "",
                         .against = "",
                         .where = yaml_where(map, p->arena)};
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, sizeof names / sizeof names[0], p->err));
    ENT_TRY(read_claim_texts(p, map, claim));
    ENT_TRY(read_against(p, parts_member(map, "against"), claim));
    ENT_TRY(read_missing(parts_member(map, "missing"), claim, p->err));
    ENT_TRY(check_sentence(map, claim, p->err));
    if (parts_member(map, "shows"))
        ENT_TRY(read_shows(p, parts_member(map, "shows"), claim));
    ENT_TRY(read_of(p, parts_member(map, "of"), claim));
    if (parts_member(map, "holds") && !ent_condition_read(claim->holds, &claim->condition))
        return yaml_fail(parts_member(map, "holds"), ENT_E_DATA, p->err,
                         "holds: '%.40s' is not a condition such as '>= 2'", claim->holds);
    const ent_outcome *row = ent_register_outcome(p->reg, claim->outcome);
    claim->time = row && row->counts == ENT_COUNTS_TIME && !*claim->against && !claim->n_levers;
    if (claim->time && claim->condition.n && !parts_member(map, "missing"))
        claim->missing_holds = ent_condition_holds(&claim->condition, (double)INFINITY);
    ENT_TRY(check_at(p, parts_member(map, "at")));
    ENT_TRY(check_claim_words(p, map, claim));
    return read_row(parts_member(map, "row"), &claim->row, p->err);
}

/* A claim that says the same as one of the base replaces it. */
ent_status parts_claims(parts *p, const yaml_node *list)
{
    ENT_TRY(yaml_need(list, YAML_LIST, p->err));
    for (const yaml_node *c = list->child; c; c = c->next) {
        ent_claim claim;
        size_t at = 0;
        ENT_TRY(read_claim(p, c, &claim));
        while (at < p->scenario->n_claims && strcmp(p->claims[at].says, claim.says) != 0)
            at++;
        if (at == MAX_CLAIMS)
            return yaml_fail(c, ENT_E_DATA, p->err, "more than %d claims", MAX_CLAIMS);
        p->claims[at] = claim;
        p->scenario->n_claims += at == p->scenario->n_claims;
    }
    return ENT_OK;
}

/* --- conditions --- */

static const char *skip_blanks(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

static bool read_comparison(const char **text, ent_compare *compare)
{
    static const char *const signs[] = {[ENT_CMP_LT] = "<",
                                        [ENT_CMP_LE] = "<=",
                                        [ENT_CMP_GT] = ">",
                                        [ENT_CMP_GE] = ">=",
                                        [ENT_CMP_EQ] = "=="};
    const size_t n = strspn(*text, "<>=");
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strlen(signs[i]) == n && memcmp(signs[i], *text, n) == 0) {
            *compare = (ent_compare)i;
            *text += n;
            return true;
        }
    return false;
}

bool ent_condition_read(const char *text, ent_condition *condition)
{
    ent_condition c = {.n = 0};
    for (;;) {
        text = skip_blanks(text);
        if (c.n == 2 || !read_comparison(&text, &c.compare[c.n]))
            return false;
        text = skip_blanks(text);
        const size_t length = strcspn(text, " ");
        if (!ent_text_number(text, length, &c.bound[c.n]))
            return false;
        c.n++;
        text = skip_blanks(text + length);
        if (!*text)
            break;
        if (strncmp(text, "and ", 4) != 0)
            return false;
        text += 4;
    }
    *condition = c;
    return true;
}

bool ent_condition_holds(const ent_condition *condition, double value)
{
    bool holds = value == value;
    for (size_t i = 0; i < condition->n; i++) {
        const double bound = condition->bound[i];
        switch (condition->compare[i]) {
        case ENT_CMP_LT:
            holds = holds && value < bound;
            break;
        case ENT_CMP_LE:
            holds = holds && value <= bound;
            break;
        case ENT_CMP_GT:
            holds = holds && value > bound;
            break;
        case ENT_CMP_GE:
            holds = holds && value >= bound;
            break;
        case ENT_CMP_EQ:
            holds = holds && value >= bound && value <= bound;
            break;
        }
    }
    return holds;
}
