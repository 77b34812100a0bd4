/* Reasons as sentences, written into the caller's buffer so that the page can use them too. */
#include "treaty/blob.h"

typedef struct sink {
    char *out;
    size_t size, length;
} sink;

static void add(sink *s, const char *text)
{
    while (*text && s->length + 1 < s->size)
        s->out[s->length++] = *text++;
    if (s->size > 0)
        s->out[s->length] = '\0';
}

static const char *const reason_codes[] = {
#define REASON_CODE(name, text) #name,
    ENT_TREATY_REASON_LIST(REASON_CODE)
#undef REASON_CODE
};
static const char *const reason_texts[] = {
#define REASON_TEXT(name, text) text,
    ENT_TREATY_REASON_LIST(REASON_TEXT)
#undef REASON_TEXT
};

const char *ent_treaty_reason_code(unsigned reason)
{
    return reason < ENT_TREATY_N_REASONS ? reason_codes[reason] : "";
}

const char *ent_treaty_answer_text(unsigned answer)
{
    return answer == ENT_TREATY_YES ? "yes" : answer == ENT_TREATY_CONTESTED ? "contested" : "no";
}

const char *ent_treaty_level_text(unsigned level)
{
    static const char *const texts[] = {
#define LEVEL_TEXT(n, code, text) text,
        ENT_TREATY_LEVEL_LIST(LEVEL_TEXT)
#undef LEVEL_TEXT
    };
    return level < ENT_TREATY_LEVELS ? texts[level] : "";
}

const char *ent_treaty_step_text(unsigned step)
{
    static const char *const texts[] = {
#define STEP_TEXT(name, text) text,
        ENT_TREATY_STEP_LIST(STEP_TEXT)
#undef STEP_TEXT
    };
    return step < ENT_TREATY_N_STEPS ? texts[step] : "";
}

const char *ent_treaty_status_text(unsigned status)
{
    static const char *const texts[] = {
#define STATUS_TEXT(name, text) text,
        ENT_TREATY_STATUS_LIST(STATUS_TEXT)
#undef STATUS_TEXT
    };
    return status < ENT_TREATY_N_STATUSES ? texts[status] : "";
}

/* Names with an article end like this, or are one of these. */
const char *ent_treaty_article(const char *name)
{
    static const char *const last[] = {"Kingdom", "States", "Emirates", "Republic",
                                       "Islands", "Union",  "Army"};
    static const char *const whole[] = {"Bahamas",  "Comoros",     "Gambia",
                                        "Maldives", "Netherlands", "Philippines"};
    const char *word = name;
    for (const char *c = name; *c; c++)
        word = *c == ' ' ? c + 1 : word;
    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++)
        if (word != name && treaty_same(word, last[i]))
            return "the ";
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (treaty_same(name, whole[i]))
            return "the ";
    return "";
}

static void add_state(sink *s, const ent_treaty *t, uint16_t state)
{
    const char *name = state < t->n_states ? ent_treaty_text(t, t->states[state].name) : "no state";
    add(s, ent_treaty_article(name));
    add(s, name);
}

static void add_states(sink *s, const ent_treaty *t, const uint16_t *list, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        add(s, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        add_state(s, t, list[i]);
    }
}

static void add_date(sink *s, int32_t days)
{
    char text[16];
    ent_treaty_date_text(days, text);
    add(s, text);
}

/* "Dakar, Senegal (French), territory of France," */
static void add_place(sink *s, const ent_treaty *t, const ent_treaty_event *e)
{
    const ent_treaty_site *site = &e->site;
    const bool named = e->place != ENT_TREATY_NONE;
    add(s, named ? ent_treaty_text(t, t->places[e->place].name) : "the place");
    if (site->territory != ENT_TREATY_NONE) {
        const char *name = ent_treaty_text(t, t->territories[site->territory].name);
        if (!named || !treaty_same(name, ent_treaty_text(t, t->places[e->place].name))) {
            add(s, ", ");
            add(s, name);
        }
    }
    switch (site->kind) {
    case ENT_SITE_STATE:
        add(s, ", territory of ");
        add_state(s, t, site->sovereign);
        if (site->administrator != site->sovereign && site->administrator != ENT_TREATY_NONE) {
            add(s, " held by ");
            add_state(s, t, site->administrator);
        }
        add(s, site->near_border ? ", close to a border," : ",");
        break;
    case ENT_SITE_ZONE:
        add(s, ", in the economic zone of ");
        add_state(s, t, site->sovereign);
        add(s, ",");
        break;
    case ENT_SITE_HIGH_SEAS:
        add(s, ", outside any territory,");
        break;
    case ENT_SITE_DISPUTED:
        add(s, ", whose status is disputed,");
        break;
    default:
        add(s, ", not located,");
        break;
    }
}

/* "North Atlantic Treaty (Washington) Art. 5" is long; the article leads: "nato_5". */
static void add_clause(sink *s, const ent_treaty *t, const ent_treaty_clause *k)
{
    add(s, ent_treaty_text(t, t->instruments[k->instrument].name));
    const char *article = ent_treaty_text(t, k->article);
    if (*article == '\0')
        return;
    if ((*article >= '0' && *article <= '9') || *article == 'I' || *article == 'V')
        add(s, ", Art. ");
    else
        add(s, ", ");
    add(s, article);
}

static void reason_in_force(sink *s, const ent_treaty *t, const ent_treaty_event *e,
                            const ent_treaty_clause *k)
{
    (void)t;
    if (e->date < k->from) {
        add(s, "it was not yet in force on ");
        add_date(s, e->date);
        add(s, " (from ");
        add_date(s, k->from);
    } else {
        add(s, "it was no longer in force on ");
        add_date(s, e->date);
        add(s, " (until ");
        add_date(s, k->to);
    }
    add(s, ")");
}

static void reason_attackers(sink *s, const ent_treaty *t, const ent_treaty_event *e,
                             unsigned reason)
{
    add_states(s, t, e->attackers, e->n_attackers);
    const bool many = e->n_attackers > 1;
    switch (reason) {
    case ENT_TREATY_NON_STATE:
        add(s, many ? " are not states" : " is not a state");
        add(s, ", and the competent body has not found that the attack was directed from abroad");
        break;
    case ENT_TREATY_INTRA_ALLIANCE:
        add(s, many ? " are among the parties" : " is itself a party");
        add(s, "; the text exempts no attacker, but was not made for this");
        break;
    case ENT_TREATY_ATTACKER_COND:
        add(s, many ? " are" : " is");
        add(s, " not an attacker of the kind the clause names");
        break;
    default:
        add(s, many ? " and others" : "");
        add(s, " may be replying to force that the victim used first");
        break;
    }
}

static void reason_object(sink *s, const ent_treaty *t, const ent_treaty_event *e, unsigned answer)
{
    add(s, "the clause protects territory, and what was attacked lay at ");
    add_place(s, t, e);
    add(s, answer == ENT_TREATY_CONTESTED ? " where that is disputed" : " not on it");
}

/* Is one of the victims a party on that day? */
static bool is_member(const ent_treaty *t, const ent_treaty_clause *k, const ent_treaty_event *e)
{
    for (unsigned i = 0; i < e->n_victims; i++)
        if (treaty_party(t, k->instrument, e->victims[i], e->date))
            return true;
    return false;
}

static void add_reason(sink *s, const ent_treaty *t, const ent_treaty_event *e,
                       const ent_treaty_verdict *v, unsigned reason, unsigned answer)
{
    const ent_treaty_clause *k = &t->clauses[v->clause];
    switch (reason) {
    case ENT_TREATY_NOT_IN_FORCE:
        reason_in_force(s, t, e, k);
        break;
    case ENT_TREATY_NOT_PARTY:
        if (is_member(t, k, e)) { /* the others attack, or are suspended */
            add(s, "no other party was left to assist on ");
            add_date(s, e->date);
            break;
        }
        add_states(s, t, e->victims, e->n_victims);
        add(s, e->n_victims > 1 ? " were not parties on " : " was not a party on ");
        add_date(s, e->date);
        break;
    case ENT_TREATY_NON_STATE:
    case ENT_TREATY_INTRA_ALLIANCE:
    case ENT_TREATY_ATTACKER_COND:
    case ENT_TREATY_AGGRESSOR_DISPUTED:
        reason_attackers(s, t, e, reason);
        break;
    case ENT_TREATY_OBJECT_OUT:
        reason_object(s, t, e, answer);
        break;
    case ENT_TREATY_GEO_OUT:
        add_place(s, t, e);
        add(s, " lies outside the area covered");
        break;
    case ENT_TREATY_GEO_EDGE:
        add_place(s, t, e);
        add(s, " lies where coverage is disputed");
        break;
    case ENT_TREATY_OVERSEAS_EDGE:
        add_place(s, t, e);
        add(s, " is overseas, where coverage is disputed");
        break;
    case ENT_TREATY_MEMBERSHIP_DISPUTED:
        add_state(s, t, v->victim_state);
        add(s, ": its membership is disputed or frozen");
        break;
    case ENT_TREATY_CONDITION_UNMET:
        add(s, k->condition & ENT_FLAG_NUCLEAR ? "no nuclear weapon was used"
                                               : "it takes effect only after a cease-fire");
        break;
    default:
        add(s, reason < ENT_TREATY_N_REASONS ? reason_texts[reason] : "");
        break;
    }
}

size_t ent_treaty_sentence(const ent_treaty *t, const ent_treaty_event *e,
                           const ent_treaty_verdict *verdict, char *out, size_t size)
{
    sink s = {out, size, 0};
    const ent_treaty_clause *k = &t->clauses[verdict->clause];
    add(&s, "");
    add_clause(&s, t, k);
    if (verdict->answer == ENT_TREATY_YES) {
        add(&s, verdict->own_security ? ": yes, for the parties' own security" : ": yes");
        if (k->request && verdict->requested != ENT_TREATY_YES)
            add(&s, verdict->requested == ENT_TREATY_NO ? ", but nobody has asked for it"
                                                        : ", once the victim asks");
        if (k->joint)
            add(&s, ", after a joint finding");
        add(&s, "; it asks for ");
        add(&s, ent_treaty_level_text(k->level));
    } else {
        add(&s, verdict->answer == ENT_TREATY_NO ? ": no, because " : ": contested, because ");
        add_reason(&s, t, e, verdict, verdict->reason, verdict->answer);
    }
    add(&s, ".");
    return s.length;
}

const ent_treaty_reading *ent_treaty_readings_of(const ent_treaty *t,
                                                 const ent_treaty_verdict *verdict)
{
    const ent_treaty_reading *found = NULL;
    if (verdict->answer != ENT_TREATY_CONTESTED)
        return NULL;
    for (uint32_t i = 0; i < t->n_readings; i++) {
        const ent_treaty_reading *r = &t->readings[i];
        if (r->reason == verdict->reason && r->clause == verdict->clause)
            return r;
        if (r->reason == verdict->reason && r->clause == ENT_TREATY_NONE)
            found = r;
    }
    return found;
}

static bool has_state(const uint16_t *list, unsigned n, uint16_t state)
{
    for (unsigned i = 0; i < n; i++)
        if (list[i] == state)
            return true;
    return false;
}

/* Might the place be the state's: held, governed, claimed, or nearer to its border than is known?
 */
static bool may_be_of(const ent_treaty *t, const ent_treaty_site *site, uint16_t state)
{
    if (state == site->sovereign || state == site->administrator ||
        has_state(site->near, site->n_near, state))
        return true;
    if (site->territory == ENT_TREATY_NONE)
        return false;
    const ent_treaty_territory *r = &t->territories[site->territory];
    return has_state(r->claimants, r->n_claimants, state);
}

size_t ent_treaty_contradiction(const ent_treaty *t, const ent_treaty_event *e, char *out,
                                size_t size)
{
    sink s = {out, size, 0};
    const ent_treaty_site *site = &e->site;
    add(&s, "");
    if (e->objects != ENT_OBJECT_TERRITORY || site->kind != ENT_SITE_STATE ||
        site->sovereign == ENT_TREATY_NONE)
        return 0;
    for (unsigned i = 0; i < e->n_victims; i++)
        if (may_be_of(t, site, e->victims[i]))
            return 0;
    add(&s,
        e->place != ENT_TREATY_NONE ? ent_treaty_text(t, t->places[e->place].name) : "the place");
    add(&s, " is territory of ");
    add_state(&s, t, site->sovereign);
    add(&s, ", not of ");
    add_states(&s, t, e->victims, e->n_victims);
    add(&s, ", on ");
    add_date(&s, e->date);
    return s.length;
}

size_t ent_treaty_step_sentence(const ent_treaty *t, const ent_treaty_event *e,
                                const ent_treaty_verdict *verdict, unsigned step, char *out,
                                size_t size)
{
    sink s = {out, size, 0};
    add(&s, "");
    if (step >= ENT_TREATY_N_STEPS)
        return 0;
    if (verdict->steps[step] == ENT_TREATY_YES)
        add(&s, "met");
    else
        add_reason(&s, t, e, verdict, verdict->step_reasons[step], verdict->steps[step]);
    return s.length;
}

/* Does some rule of the clause look at the territory of any party? */
static bool any_party_counts(const ent_treaty *t, const ent_treaty_clause *k)
{
    for (uint32_t i = k->first_rule; i < k->first_rule + k->n_rules; i++)
        for (uint32_t c = t->rules[i].code; c < t->rules[i].code + t->rules[i].n_code; c++)
            if (t->code[c].op == OP_COVERED)
                return true;
    return false;
}

size_t ent_treaty_what_if(const ent_treaty *t, const ent_treaty_event *e,
                          const ent_treaty_verdict *verdict, char *out, size_t size)
{
    sink s = {out, size, 0};
    const ent_treaty_clause *k = &t->clauses[verdict->clause];
    const ent_treaty_site *site = &e->site;
    add(&s, "");
    if (verdict->answer != ENT_TREATY_NO)
        return 0;
    if (verdict->reason == ENT_TREATY_GEO_OUT || verdict->reason == ENT_TREATY_OBJECT_OUT) {
        add(&s, "A strike on covered territory of ");
        add_state(&s, t, verdict->victim_state);
        add(&s, " would change the answer");
        if (any_party_counts(t, k) && site->kind == ENT_SITE_STATE &&
            site->sovereign != ENT_TREATY_NONE &&
            !treaty_party(t, k->instrument, site->sovereign, e->date)) {
            add(&s, "; so would the accession of ");
            add_state(&s, t, site->sovereign);
        }
        add(&s, ".");
    } else if (verdict->reason == ENT_TREATY_NOT_PARTY && !is_member(t, k, e)) {
        add(&s, "The accession of ");
        add_state(&s, t, verdict->victim_state);
        add(&s, " would change the answer.");
    }
    return s.length;
}
