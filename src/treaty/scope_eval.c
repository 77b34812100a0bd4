/* Three-valued evaluation of compiled scope, attacker and victim expressions. */
#include "treaty/blob.h"

static scope_value value(unsigned answer, unsigned reason, uint32_t atom)
{
    return (scope_value){(uint8_t)answer,
                         (uint8_t)(answer == ENT_TREATY_YES ? ENT_TREATY_OK : reason), atom};
}

static scope_value geography(unsigned answer, uint32_t atom)
{
    return value(answer, answer == ENT_TREATY_NO ? ENT_TREATY_GEO_OUT : ENT_TREATY_GEO_EDGE, atom);
}

const ent_treaty_party *treaty_party(const ent_treaty *t, uint16_t instrument, uint16_t state,
                                     int32_t date)
{
    const ent_treaty_instrument *r = &t->instruments[instrument];
    for (uint32_t i = r->first_party; i < r->first_party + r->n_parties; i++) {
        const ent_treaty_party *p = &t->parties[i];
        if (p->state == state && treaty_on(date, p->from, p->to))
            return p;
    }
    return NULL;
}

static bool is_near(const ent_treaty_site *s, uint16_t state)
{
    for (unsigned i = 0; i < s->n_near; i++)
        if (s->near[i] == state)
            return true;
    return false;
}

/* Is the place territory of the state? */
static unsigned territory_of(const ent_treaty_site *s, uint16_t state)
{
    if (s->kind == ENT_SITE_UNKNOWN)
        return ENT_TREATY_CONTESTED;
    if (s->kind == ENT_SITE_STATE && s->sovereign == state)
        return s->near_border ? ENT_TREATY_CONTESTED : ENT_TREATY_YES;
    return is_near(s, state) ? ENT_TREATY_CONTESTED : ENT_TREATY_NO;
}

static unsigned link_of(const ent_treaty *t, const ent_treaty_site *s)
{
    return s->territory == ENT_TREATY_NONE ? ENT_LINK_METROPOLITAN
                                           : t->territories[s->territory].link;
}

static bool island(const ent_treaty *t, const ent_treaty_site *s)
{
    return s->territory != ENT_TREATY_NONE && t->territories[s->territory].island;
}

/* Is the point inside the polygon, allowing for its stated coarseness? */
static unsigned by_polygon(const ent_treaty_site *s, unsigned region)
{
    const uint64_t bit = UINT64_C(1) << region;
    if (s->edge & bit)
        return ENT_TREATY_CONTESTED;
    return s->inside & bit ? ENT_TREATY_YES : ENT_TREATY_NO;
}

static unsigned in_region(const scope_case *c, unsigned region)
{
    const ent_treaty_region *r = &c->t->regions[region];
    const ent_treaty_site *s = &c->e->site;
    const bool ashore = s->kind == ENT_SITE_STATE && c->object != ENT_OBJECT_VESSEL;
    /* Fewer than 64: ent_treaty_open refuses code that names another. */
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
    const uint64_t bit = UINT64_C(1) << region;
    const bool tabled = s->kind == ENT_SITE_STATE || s->territory != ENT_TREATY_NONE;
    if (r->by_table && s->has_areas && tabled && (ashore || !r->sea))
        return s->areas & bit ? ENT_TREATY_YES : ENT_TREATY_NO;
    if (r->sea && ashore)
        return ENT_TREATY_NO;
    if (r->n_rings == 0)
        return s->kind == ENT_SITE_UNKNOWN ? ENT_TREATY_CONTESTED : ENT_TREATY_NO;
    const unsigned answer = by_polygon(s, region);
    if (r->sea && s->kind == ENT_SITE_DISPUTED && answer == ENT_TREATY_YES)
        return ENT_TREATY_CONTESTED; /* might be another state's waters */
    return answer;
}

static unsigned administered(const scope_case *c, uint16_t state)
{
    const ent_treaty_site *s = &c->e->site;
    if (s->kind == ENT_SITE_STATE) {
        if (s->administrator == state)
            return s->near_border ? ENT_TREATY_CONTESTED : ENT_TREATY_YES;
        return is_near(s, state) ? ENT_TREATY_CONTESTED : ENT_TREATY_NO;
    }
    if (s->kind == ENT_SITE_DISPUTED && s->territory != ENT_TREATY_NONE) {
        const bool moving = c->object == ENT_OBJECT_VESSEL || c->object == ENT_OBJECT_AIRCRAFT;
        if (s->administrator != state)
            return ENT_TREATY_NO;
        return moving ? ENT_TREATY_CONTESTED : ENT_TREATY_YES;
    }
    return territory_of(s, state);
}

static scope_value eu_territory(const scope_case *c, uint16_t state, uint32_t atom)
{
    const unsigned held = territory_of(&c->e->site, state);
    const unsigned row = c->e->site.territory;
    const unsigned eu = row == ENT_TREATY_NONE ? ENT_EU_IN : c->t->territories[row].eu;
    if (held == ENT_TREATY_NO || eu == ENT_EU_OUTSIDE)
        return geography(ENT_TREATY_NO, atom);
    if (eu == ENT_EU_OVERSEAS)
        return value(ENT_TREATY_CONTESTED, ENT_TREATY_OVERSEAS_EDGE, atom);
    if (eu == ENT_EU_DEFAULT && c->t->territories[row].link == ENT_LINK_DEPENDENCY)
        return geography(ENT_TREATY_NO, atom);
    return geography(held, atom);
}

/* Territory of any party that passes the territory rule itself. */
static scope_value covered(const scope_case *c, uint32_t rule, uint32_t atom, unsigned depth)
{
    const ent_treaty_site *s = &c->e->site;
    const ent_treaty_rule *r = &c->t->rules[rule];
    scope_value best = geography(ENT_TREATY_NO, atom);
    for (unsigned i = 0; i <= s->n_near; i++) {
        const bool first = i == s->n_near;
        const uint16_t holder = first ? s->sovereign : s->near[i];
        if (holder == ENT_TREATY_NONE || (first && s->kind != ENT_SITE_STATE) ||
            !treaty_party(c->t, c->instrument, holder, c->e->date))
            continue;
        scope_case as_holder = *c;
        as_holder.victim = holder;
        as_holder.object = ENT_OBJECT_TERRITORY;
        const scope_value v = treaty_scope(&as_holder, r->code, r->n_code, depth + 1);
        if (v.answer > best.answer)
            best = value(v.answer, v.reason, atom);
    }
    return best;
}

/* Do the two states share an instrument other than this one? */
static bool allied(const scope_case *c, uint16_t other)
{
    for (uint32_t i = 0; i < c->t->n_instruments; i++)
        if (i != c->instrument && treaty_party(c->t, (uint16_t)i, c->subject, c->e->date) &&
            treaty_party(c->t, (uint16_t)i, other, c->e->date))
            return true;
    return false;
}

static scope_value about_state(const scope_case *c, const ent_treaty_op *op, uint32_t atom)
{
    const ent_treaty_state *s = &c->t->states[c->subject];
    const ent_treaty_party *p = NULL;
    bool yes = false;
    switch (op->op) {
    case OP_PARTY:
        p = treaty_party(c->t, c->instrument, c->subject, c->e->date);
        yes = p && p->beneficiary;
        return value(yes ? ENT_TREATY_YES : ENT_TREATY_NO, ENT_TREATY_NOT_PARTY, atom);
    case OP_BENEFICIARY:
        p = treaty_party(c->t, c->instrument, c->subject, c->e->date);
        yes = p && p->beneficiary;
        break;
    case OP_AMERICAN:
        yes = s->american != 0;
        break;
    case OP_STATE:
        yes = op->a == c->subject;
        break;
    case OP_COMMUNIST:
        yes = treaty_on(c->e->date, s->communist_from, s->communist_to);
        break;
    case OP_NONSTATE:
        yes = s->kind == 2;
        break;
    default:
        yes = c->subject != op->a && allied(c, op->a);
        break;
    }
    return value(yes ? ENT_TREATY_YES : ENT_TREATY_NO, ENT_TREATY_VICTIM_COND, atom);
}

static scope_value about_place(const scope_case *c, const ent_treaty_op *op, uint32_t atom,
                               unsigned depth)
{
    const ent_treaty_event *e = c->e;
    const ent_treaty_site *s = &e->site;
    const uint16_t state = op->a == OP_VICTIM ? c->victim : op->a;
    const unsigned held = territory_of(s, state);
    unsigned other = ENT_TREATY_YES;
    switch (op->op) {
    case OP_TERR:
        return geography(held, atom);
    case OP_TERR_IN:
        other = held == ENT_TREATY_NO ? held : in_region(c, (unsigned)op->b);
        return geography(other < held ? other : held, atom);
    case OP_ISLAND:
        return geography(island(c->t, s) ? held : ENT_TREATY_NO, atom);
    case OP_METRO:
        return geography(link_of(c->t, s) == ENT_LINK_METROPOLITAN ? held : ENT_TREATY_NO, atom);
    case OP_HOME:
        return geography(link_of(c->t, s) != ENT_LINK_DEPENDENCY ? held : ENT_TREATY_NO, atom);
    case OP_ADMIN:
        return geography(administered(c, state), atom);
    case OP_EU_TERRITORY:
        return eu_territory(c, state, atom);
    case OP_COVERED:
        return depth < 3 ? covered(c, (uint32_t)op->b, atom, depth)
                         : geography(ENT_TREATY_NO, atom);
    case OP_IN:
        return geography(in_region(c, op->a), atom);
    case OP_BEYOND: /* never no: lying there only makes it doubtful */
        other = in_region(c, op->a);
        return geography(other == ENT_TREATY_NO ? ENT_TREATY_YES : ENT_TREATY_CONTESTED, atom);
    case OP_LAT_ABOVE:
        if (!(e->lat >= -90.0 && e->lat <= 90.0))
            return geography(ENT_TREATY_CONTESTED, atom);
        return geography(e->lat > op->b / 10000.0 ? ENT_TREATY_YES : ENT_TREATY_NO, atom);
    case OP_BEFORE:
        return geography(e->date < op->b ? ENT_TREATY_YES : ENT_TREATY_NO, atom);
    case OP_AFTER:
        return geography(e->date > op->b ? ENT_TREATY_YES : ENT_TREATY_NO, atom);
    default:
        return geography(ENT_TREATY_YES, atom);
    }
}

static scope_value downgrade(scope_value v, unsigned reason)
{
    if (v.answer == ENT_TREATY_NO)
        return v;
    return value(ENT_TREATY_CONTESTED, reason, v.atom);
}

scope_value treaty_scope(const scope_case *c, uint32_t first, uint32_t count, unsigned depth)
{
    scope_value stack[TREATY_STACK];
    unsigned n = 0;
    for (uint32_t i = first; i < first + count; i++) {
        const ent_treaty_op *op = &c->t->code[i];
        if (op->op == OP_AND || op->op == OP_OR) {
            const scope_value b = stack[--n], a = stack[n - 1];
            const bool take_b = op->op == OP_AND ? b.answer < a.answer : b.answer > a.answer;
            stack[n - 1] = take_b ? b : a;
        } else if (op->op == OP_EDGE) {
            stack[n - 1] = downgrade(stack[n - 1], ENT_TREATY_GEO_EDGE);
        } else if (op->op == OP_OVERSEAS) {
            stack[n - 1] = downgrade(stack[n - 1], ENT_TREATY_OVERSEAS_EDGE);
        } else if (op->op >= OP_PARTY) {
            stack[n++] = about_state(c, op, i);
        } else {
            stack[n++] = about_place(c, op, i, depth);
        }
    }
    return stack[0];
}
