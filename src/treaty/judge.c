/*
 * A clause applied to an event.
 *
 * Every condition answers yes, no or contested. The clause is "no" for the first condition that
 * is no, else "contested" for the first that is contested, else yes. Of several victims and
 * objects the most favourable combination counts; where all fail, the one that got furthest.
 */
#include "treaty/blob.h"

typedef struct answer {
    uint8_t answer, reason;
    uint32_t atom;
} answer;

static answer say(unsigned a, unsigned reason)
{
    return (answer){(uint8_t)a, (uint8_t)reason, UINT32_MAX};
}

static answer yes(void)
{
    return say(ENT_TREATY_YES, ENT_TREATY_OK);
}

static answer from_scope(scope_value v)
{
    return (answer){v.answer, v.reason, v.atom};
}

static bool among(const uint16_t *list, unsigned n, uint16_t state)
{
    for (unsigned i = 0; i < n; i++)
        if (list[i] == state)
            return true;
    return false;
}

static bool all_among(const uint16_t *list, unsigned n, const uint16_t *other, unsigned m)
{
    for (unsigned i = 0; i < n; i++)
        if (among(other, m, list[i]))
            return true;
    return false;
}

/* Had the victim itself opened hostilities against an attacker that were still going on? */
static bool aggressor_disputed(const ent_treaty *t, const ent_treaty_event *e, uint16_t victim)
{
    for (uint32_t i = 0; i < t->n_records; i++) {
        const ent_treaty_record *r = &t->records[i];
        if (r->clause == ENT_TREATY_NONE && treaty_on(e->date, r->from, r->to) &&
            among(r->attackers, r->n_attackers, victim) &&
            all_among(e->attackers, e->n_attackers, r->victims, r->n_victims))
            return true;
    }
    return false;
}

void ent_treaty_presume(const ent_treaty *t, ent_treaty_event *e)
{
    for (unsigned i = 0; i < e->n_victims; i++)
        if (e->armed == ENT_ARMED_MET && aggressor_disputed(t, e, e->victims[i]))
            e->armed = ENT_ARMED_CONTESTED;
}

static answer step_in_force(const ent_treaty_clause *k, const ent_treaty_event *e)
{
    return treaty_on(e->date, k->from, k->to) ? yes() : say(ENT_TREATY_NO, ENT_TREATY_NOT_IN_FORCE);
}

static answer step_victim(const scope_case *c, const ent_treaty_clause *k)
{
    if (k->anyone)
        return yes();
    const answer a = from_scope(treaty_scope(c, k->victim_code, k->n_victim, 0));
    if (a.answer != ENT_TREATY_YES)
        return a;
    const ent_treaty_party *p = treaty_party(c->t, k->instrument, c->subject, c->e->date);
    if (p && (p->status == ENT_TREATY_IS_membership_contested ||
              p->status == ENT_TREATY_IS_participation_frozen))
        return say(ENT_TREATY_CONTESTED, ENT_TREATY_MEMBERSHIP_DISPUTED);
    return a;
}

/* Suspended between the two; `v` is the victim's own row, NULL when it is not a party. */
static bool suspended(const ent_treaty_party *p, const ent_treaty_party *v, uint16_t victim)
{
    if (p->status == ENT_TREATY_IS_suspended_with && p->with == victim)
        return true;
    return v && v->status == ENT_TREATY_IS_suspended_with && v->with == p->state;
}

static bool status_firm(unsigned status)
{
    return status == ENT_TREATY_IS_none || status == ENT_TREATY_IS_specific_character ||
           status == ENT_TREATY_IS_defence_opt_out || status == ENT_TREATY_IS_suspended_with ||
           status == ENT_TREATY_IS_us_understanding;
}

/* Is anybody left who would owe? `firm`: at least one of them without a reservation of status. */
static answer step_obligor(const scope_case *c, const ent_treaty_clause *k, bool *firm)
{
    const ent_treaty_instrument *r = &c->t->instruments[k->instrument];
    const ent_treaty_party *v = treaty_party(c->t, k->instrument, c->victim, c->e->date);
    bool any = false;
    for (uint32_t i = r->first_party; i < r->first_party + r->n_parties; i++) {
        const ent_treaty_party *p = &c->t->parties[i];
        if (!p->obligor || !treaty_on(c->e->date, p->from, p->to) || p->state == c->victim ||
            among(c->e->attackers, c->e->n_attackers, p->state) || suspended(p, v, c->victim))
            continue;
        any = true;
        *firm = *firm || status_firm(p->status);
    }
    return any ? yes() : say(ENT_TREATY_NO, ENT_TREATY_NOT_PARTY);
}

/* Violence by a non-state actor at home, as opposed to one that came from abroad. */
static bool internal(const scope_case *c)
{
    const ent_treaty_site *s = &c->e->site;
    if (c->e->actor != ENT_ACTOR_NONSTATE || s->kind != ENT_SITE_STATE || s->sovereign != c->victim)
        return false;
    for (unsigned i = 0; i < c->e->n_attackers; i++) {
        const uint16_t home = c->t->states[c->e->attackers[i]].home;
        if (home != ENT_TREATY_NONE && home != c->victim)
            return false;
    }
    return true;
}

static unsigned requested(const ent_treaty_event *e, uint16_t clause, unsigned level)
{
    for (unsigned i = 0; i < e->n_named; i++)
        if (e->named[i] == clause)
            return (e->named_yes >> i) & 1 ? ENT_TREATY_YES : ENT_TREATY_NO;
    switch (e->request) {
    case ENT_REQUEST_YES:
        return ENT_TREATY_YES;
    case ENT_REQUEST_ASSUMED:
        return ENT_TREATY_CONTESTED;
    case ENT_REQUEST_CONSULT:
        return level == 2 ? ENT_TREATY_YES : ENT_TREATY_NO;
    default:
        return ENT_TREATY_NO;
    }
}

/* Acceptance of a cyber attack as a possible armed attack: Wales declaration, 5 September 2014. */
enum { CYBER_ACCEPTED = 16318 };

static answer armed_attack(const scope_case *c, uint16_t clause, const ent_treaty_clause *k)
{
    const ent_treaty_event *e = c->e;
    if (e->armed == ENT_ARMED_NOT_MET)
        return say(ENT_TREATY_NO, internal(c) ? ENT_TREATY_INTERNAL : ENT_TREATY_NO_ARMED_ATTACK);
    if (e->armed == ENT_ARMED_CONTESTED) {
        if (internal(c))
            return say(ENT_TREATY_CONTESTED, ENT_TREATY_INTERNAL);
        if (e->actor == ENT_ACTOR_NONSTATE)
            return say(ENT_TREATY_CONTESTED, ENT_TREATY_NON_STATE);
        if (aggressor_disputed(c->t, e, c->victim))
            return yes(); /* contested at the next condition */
        return say(ENT_TREATY_CONTESTED, ENT_TREATY_THRESHOLD);
    }
    if (e->actor == ENT_ACTOR_NONSTATE && e->date < k->nonstate_from &&
        requested(e, clause, k->level) != ENT_TREATY_YES)
        return say(ENT_TREATY_CONTESTED, ENT_TREATY_NON_STATE);
    if (e->objects == ENT_OBJECT_CYBER && e->date < CYBER_ACCEPTED)
        return say(ENT_TREATY_CONTESTED, ENT_TREATY_THRESHOLD);
    return yes();
}

static answer step_trigger(const scope_case *c, const ent_treaty_clause *k, uint16_t clause)
{
    const ent_treaty_event *e = c->e;
    answer a;
    switch (k->trigger) {
    case ENT_TREATY_ON_none:
        return say(ENT_TREATY_NO, ENT_TREATY_NO_CLAUSE);
    case ENT_TREATY_ON_armed_attack:
        return armed_attack(c, clause, k);
    case ENT_TREATY_ON_attack_or_danger:
        a = armed_attack(c, clause, k);
        if (a.reason == ENT_TREATY_NO_ARMED_ATTACK)
            return say(ENT_TREATY_CONTESTED, ENT_TREATY_THRESHOLD);
        return a;
    case ENT_TREATY_ON_hybrid:
        if (e->armed == ENT_ARMED_NOT_MET && !(e->objects & ENT_OBJECT_CYBER))
            return say(ENT_TREATY_CONTESTED, ENT_TREATY_THRESHOLD);
        return yes();
    case ENT_TREATY_ON_terrorism:
        if (e->actor == ENT_ACTOR_NONSTATE)
            return yes();
        return e->actor == ENT_ACTOR_UNKNOWN ? say(ENT_TREATY_CONTESTED, ENT_TREATY_NON_STATE)
                                             : say(ENT_TREATY_NO, ENT_TREATY_ATTACKER_COND);
    default: /* a threat, or a request: the opinion of the party suffices */
        return yes();
    }
}

static bool needs_attack(const ent_treaty_clause *k)
{
    return k->trigger == ENT_TREATY_ON_armed_attack || k->trigger == ENT_TREATY_ON_attack_or_danger;
}

static answer attacker_condition(const scope_case *c, const ent_treaty_clause *k)
{
    answer best = say(ENT_TREATY_NO, ENT_TREATY_ATTACKER_COND);
    for (unsigned i = 0; i < c->e->n_attackers; i++) {
        scope_case one = *c;
        one.subject = c->e->attackers[i];
        const scope_value v = treaty_scope(&one, k->attacker_code, k->n_attacker, 0);
        if (v.answer > best.answer)
            best = (answer){v.answer, ENT_TREATY_ATTACKER_COND, v.atom};
    }
    const bool open = c->t->code[k->attacker_code].op == OP_ANY;
    if (best.answer == ENT_TREATY_YES && !open && c->e->actor == ENT_ACTOR_UNKNOWN)
        return say(ENT_TREATY_CONTESTED, ENT_TREATY_ATTACKER_COND);
    if (open || best.answer == ENT_TREATY_YES)
        return yes();
    return best;
}

static answer step_attacker(const scope_case *c, const ent_treaty_clause *k)
{
    const answer a = attacker_condition(c, k);
    if (a.answer != ENT_TREATY_YES)
        return a;
    const ent_treaty_event *e = c->e;
    if (needs_attack(k) && e->armed == ENT_ARMED_CONTESTED && e->actor != ENT_ACTOR_NONSTATE &&
        aggressor_disputed(c->t, e, c->victim))
        return say(ENT_TREATY_CONTESTED, ENT_TREATY_AGGRESSOR_DISPUTED);
    if (k->level >= 3) /* consultation is open to all parties, the attacker included */
        for (unsigned i = 0; i < e->n_attackers; i++)
            if (treaty_party(c->t, k->instrument, e->attackers[i], e->date))
                return say(ENT_TREATY_CONTESTED, ENT_TREATY_INTRA_ALLIANCE);
    return yes();
}

/* The rule for this kind of object; `exact` false when only the territory rule is left. */
static const ent_treaty_rule *rule_for(const ent_treaty *t, const ent_treaty_clause *k,
                                       uint32_t object, bool *exact)
{
    const ent_treaty_rule *territory = NULL;
    *exact = true;
    for (uint32_t i = k->first_rule; i < k->first_rule + k->n_rules; i++) {
        const ent_treaty_rule *r = &t->rules[i];
        if (r->objects == 0 || (r->objects & object))
            return r;
        if (r->objects & ENT_OBJECT_TERRITORY)
            territory = r;
    }
    *exact = false;
    return territory;
}

/*
 * Object and place together. A clause that protects territory protects what stands on it: an
 * object it does not name is tested as an attack on territory. Where that fails, the reason is
 * the place when it is foreign land, and the object when it is at sea or in no state's land;
 * in the victim's own economic zone even that is disputed.
 */
static void object_and_place(const scope_case *c, const ent_treaty_clause *k, answer *object,
                             answer *place)
{
    bool exact = true;
    const ent_treaty_rule *r = rule_for(c->t, k, c->object, &exact);
    *object = yes();
    *place = yes();
    if (!r) {
        *object = say(ENT_TREATY_NO, ENT_TREATY_OBJECT_OUT);
        return;
    }
    const ent_treaty_site *s = &c->e->site;
    const answer where = from_scope(treaty_scope(c, r->code, r->n_code, 0));
    if (!exact && where.answer == ENT_TREATY_NO && s->kind != ENT_SITE_STATE) {
        const bool own_zone = s->kind == ENT_SITE_ZONE && s->sovereign == c->victim;
        *object = say(own_zone ? ENT_TREATY_CONTESTED : ENT_TREATY_NO, ENT_TREATY_OBJECT_OUT);
        object->atom = where.atom;
        return;
    }
    *place = where;
}

static answer step_condition(const ent_treaty_clause *k, const ent_treaty_event *e)
{
    if (k->condition & ~e->flags)
        return say(ENT_TREATY_NO, ENT_TREATY_CONDITION_UNMET);
    return yes();
}

/* Note one condition; false when it settles the clause, so that later ones are not reached. */
static bool record(ent_treaty_verdict *v, unsigned step, answer a)
{
    v->steps[step] = a.answer;
    v->step_reasons[step] = a.reason;
    if (a.answer < v->answer) {
        v->answer = a.answer;
        v->reason = a.reason;
        v->step = (uint8_t)step;
        v->atom = a.atom;
    }
    return a.answer != ENT_TREATY_NO;
}

static void judge_one(scope_case *c, uint16_t clause, unsigned victim_index, ent_treaty_verdict *v)
{
    const ent_treaty_clause *k = &c->t->clauses[clause];
    c->subject = c->victim;
    *v = (ent_treaty_verdict){.answer = ENT_TREATY_YES,
                              .reason = ENT_TREATY_OK,
                              .step = ENT_TREATY_N_STEPS,
                              .level = k->level,
                              .victim = (uint8_t)victim_index,
                              .clause = clause,
                              .victim_state = c->victim,
                              .atom = UINT32_MAX};
    for (unsigned i = 0; i < ENT_TREATY_N_STEPS; i++)
        v->steps[i] = ENT_TREATY_YES;
    bool firm = false;
    answer object, place;
    if (!record(v, ENT_TREATY_STEP_IN_FORCE, step_in_force(k, c->e)) ||
        !record(v, ENT_TREATY_STEP_VICTIM, step_victim(c, k)) ||
        !record(v, ENT_TREATY_STEP_OBLIGOR, step_obligor(c, k, &firm)) ||
        !record(v, ENT_TREATY_STEP_TRIGGER, step_trigger(c, k, clause)) ||
        !record(v, ENT_TREATY_STEP_ATTACKER, step_attacker(c, k)))
        return;
    object_and_place(c, k, &object, &place);
    if (!record(v, ENT_TREATY_STEP_OBJECT, object) || !record(v, ENT_TREATY_STEP_PLACE, place) ||
        !record(v, ENT_TREATY_STEP_CONDITION, step_condition(k, c->e)))
        return;
    v->unverified = !firm;
    record(v, ENT_TREATY_STEP_EXCEPTION,
           firm ? yes() : say(ENT_TREATY_CONTESTED, ENT_TREATY_IN_FORCE_UNVERIFIED));
}

static bool better(const ent_treaty_verdict *a, const ent_treaty_verdict *b)
{
    if (a->answer != b->answer)
        return a->answer > b->answer;
    return a->step > b->step;
}

void ent_treaty_judge(const ent_treaty *t, const ent_treaty_event *e, uint16_t clause,
                      ent_treaty_verdict *verdict)
{
    const ent_treaty_clause *k = &t->clauses[clause];
    const ent_treaty_site *s = &e->site;
    scope_case c = {.t = t, .e = e, .instrument = k->instrument};
    /* A clause for a named state also answers when that state is host to the forces attacked. */
    const bool host = k->named && s->kind == ENT_SITE_STATE && s->sovereign != ENT_TREATY_NONE &&
                      !among(e->attackers, e->n_attackers, s->sovereign);
    bool first = true;
    for (unsigned i = 0; i < e->n_victims + (host ? 1U : 0U); i++) {
        c.victim = i < e->n_victims ? e->victims[i] : s->sovereign;
        for (uint32_t bits = e->objects; bits; bits &= bits - 1) {
            c.object = bits & (~bits + 1);
            ent_treaty_verdict v;
            judge_one(&c, clause, i, &v);
            if (first || better(&v, verdict))
                *verdict = v;
            first = false;
        }
    }
    if (first) { /* nobody attacked, nothing attacked */
        c.victim = 0;
        c.object = ENT_OBJECT_OTHER;
        judge_one(&c, clause, 0, verdict);
        record(verdict, ENT_TREATY_STEP_VICTIM, say(ENT_TREATY_NO, ENT_TREATY_VICTIM_COND));
    }
    verdict->own_security =
        k->anyone && !treaty_party(t, k->instrument, verdict->victim_state, e->date);
    verdict->requested = (uint8_t)requested(e, clause, k->level);
}

static bool communist_attack(const ent_treaty *t, const ent_treaty_event *e)
{
    for (unsigned i = 0; i < e->n_attackers; i++) {
        const ent_treaty_state *s = &t->states[e->attackers[i]];
        if (treaty_on(e->date, s->communist_from, s->communist_to))
            return true;
    }
    return false;
}

static bool owes(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_verdict *verdict,
                 const ent_treaty_party *party, const ent_treaty_party *victim, uint8_t *firm,
                 uint8_t *contested)
{
    const ent_treaty_clause *k = &t->clauses[verdict->clause];
    if (verdict->answer == ENT_TREATY_NO || party->instrument != k->instrument || !party->obligor ||
        !treaty_on(e->date, party->from, party->to) ||
        among(e->victims, e->n_victims, party->state) || party->state == verdict->victim_state ||
        among(e->attackers, e->n_attackers, party->state) ||
        suspended(party, victim, verdict->victim_state))
        return false;
    const bool sure = verdict->answer == ENT_TREATY_YES;
    const uint8_t level = k->level;
    *contested = level;
    *firm = sure ? level : 0;
    switch (party->status) {
    case ENT_TREATY_IS_specific_character:
    case ENT_TREATY_IS_defence_opt_out:
        *firm = sure ? (level < 3 ? level : 3) : 0;
        break;
    case ENT_TREATY_IS_us_understanding:
        if (k->level > 2 && !communist_attack(t, e))
            *firm = 0;
        break;
    case ENT_TREATY_IS_none:
    case ENT_TREATY_IS_suspended_with:
        break;
    default:
        *firm = 0;
        break;
    }
    if (t->contested_firm)
        *firm = *contested;
    return true;
}

bool ent_treaty_owes(const ent_treaty *t, const ent_treaty_event *e,
                     const ent_treaty_verdict *verdict, const ent_treaty_party *party,
                     uint8_t *firm, uint8_t *contested)
{
    const uint16_t instrument = t->clauses[verdict->clause].instrument;
    const ent_treaty_party *victim = treaty_party(t, instrument, verdict->victim_state, e->date);
    return owes(t, e, verdict, party, victim, firm, contested);
}

void ent_treaty_fold(const ent_treaty *t, const ent_treaty_event *e,
                     const ent_treaty_verdict *verdict, ent_treaty_level *levels)
{
    if (verdict->answer == ENT_TREATY_NO)
        return;
    const uint16_t instrument = t->clauses[verdict->clause].instrument;
    const ent_treaty_instrument *r = &t->instruments[instrument];
    const ent_treaty_party *v = treaty_party(t, instrument, verdict->victim_state, e->date);
    for (uint32_t i = r->first_party; i < r->first_party + r->n_parties; i++) {
        const ent_treaty_party *p = &t->parties[i];
        uint8_t firm = 0, contested = 0;
        if (!owes(t, e, verdict, p, v, &firm, &contested))
            continue;
        ent_treaty_level *l = &levels[p->state];
        if (firm > l->firm || (firm > 0 && l->firm_clause == ENT_TREATY_NONE)) {
            l->firm = firm;
            l->firm_clause = verdict->clause;
        }
        if (contested > l->contested) {
            l->contested = contested;
            l->contested_clause = verdict->clause;
        }
    }
}

static void clear(const ent_treaty *t, ent_treaty_level *levels)
{
    for (uint32_t i = 0; i < t->n_states; i++)
        levels[i] =
            (ent_treaty_level){.firm_clause = ENT_TREATY_NONE, .contested_clause = ENT_TREATY_NONE};
}

void ent_treaty_judge_all(const ent_treaty *t, const ent_treaty_event *e,
                          ent_treaty_verdict *verdicts, ent_treaty_level *levels)
{
    clear(t, levels);
    for (uint32_t i = 0; i < t->n_clauses; i++) {
        ent_treaty_verdict v;
        ent_treaty_judge(t, e, (uint16_t)i, &v);
        if (verdicts)
            verdicts[i] = v;
        ent_treaty_fold(t, e, &v, levels);
    }
}

/* An attack on the home territory of a state, wherever exactly. */
static void home_event(const ent_treaty *t, uint16_t attacker, uint16_t host, int32_t date,
                       ent_treaty_event *e)
{
    ent_treaty_event_init(t, e);
    e->date = date;
    e->n_attackers = 1;
    e->attackers[0] = attacker;
    e->n_victims = 1;
    e->victims[0] = host;
    e->place_given = ENT_SITE_STATE;
    e->place_state = host;
    for (uint32_t i = 0; i < t->n_places; i++)
        if (t->places[i].state == host && t->places[i].kind == ENT_SITE_STATE) {
            e->lat = t->places[i].lat; /* the capital comes first in the gazetteer */
            e->lon = t->places[i].lon;
            break;
        }
    ent_treaty_locate(t, e);
}

static void judge_guarantees(const ent_treaty *t, const ent_treaty_event *e,
                             ent_treaty_level *levels)
{
    clear(t, levels);
    for (uint32_t i = 0; i < t->n_clauses; i++) {
        ent_treaty_verdict v;
        if (!treaty_on(e->date, t->clauses[i].from, t->clauses[i].to))
            continue;
        ent_treaty_judge(t, e, (uint16_t)i, &v);
        if (!v.own_security)
            ent_treaty_fold(t, e, &v, levels);
    }
}

void ent_treaty_guarantees(const ent_treaty *t, uint16_t attacker, uint16_t host, int32_t date,
                           ent_treaty_level *levels)
{
    ent_treaty_event e;
    home_event(t, attacker, host, date, &e);
    judge_guarantees(t, &e, levels);
}

void ent_treaty_matrix(const ent_treaty *t, size_t n, const uint16_t *states, int32_t date,
                       uint8_t *firm, uint8_t *contested)
{
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    for (size_t v = 0; v < n; v++) {
        ent_treaty_event e;
        home_event(t, states[v], states[v], date, &e);
        for (size_t a = 0; a < n; a++) {
            uint8_t *f = firm + (a * n + v) * n, *x = contested + (a * n + v) * n;
            e.attackers[0] = states[a];
            if (a != v)
                judge_guarantees(t, &e, levels);
            for (size_t g = 0; g < n; g++) {
                f[g] = a == v ? 0 : levels[states[g]].firm;
                x[g] = a == v ? 0 : levels[states[g]].contested;
            }
        }
    }
}
