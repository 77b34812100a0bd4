#include "treaty/blob.h"

static const size_t row_size[N_SECTIONS] = {
#define TREATY_SECTION_SIZE(name, type) sizeof(type),
    TREATY_SECTION_LIST(TREATY_SECTION_SIZE)
#undef TREATY_SECTION_SIZE
};

static bool sections_fit(const treaty_header *h, size_t bytes)
{
    for (unsigned s = 0; s < N_SECTIONS; s++) {
        const uint64_t start = h->section[s].offset;
        const uint64_t size = (uint64_t)h->section[s].count * row_size[s];
        if (start % 8 != 0 || start < sizeof *h || start > bytes || size > bytes - start)
            return false;
    }
    return true;
}

static bool strings_end(const ent_treaty *t)
{
    return t->n_strings > 0 && t->strings[t->n_strings - 1] == '\0' && t->strings[0] == '\0';
}

static bool state_ok(const ent_treaty *t, unsigned s)
{
    return s < t->n_states || s == ENT_TREATY_NONE;
}

static bool list_ok(const ent_treaty *t, const uint16_t *list, unsigned n, unsigned room)
{
    if (n > room)
        return false;
    for (unsigned i = 0; i < n; i++)
        if (list[i] >= t->n_states)
            return false;
    return true;
}

static bool span_ok(uint64_t first, uint64_t count, uint64_t n)
{
    return first <= n && count <= n - first;
}

/* Every expression must leave one value and never lack or overfill the stack. */
static bool code_ok(const ent_treaty *t, uint32_t first, uint32_t count)
{
    if (!span_ok(first, count, t->n_code))
        return false;
    unsigned depth = 0;
    for (uint32_t i = first; i < first + count; i++) {
        const ent_treaty_op *op = &t->code[i];
        if (op->op >= N_OPS)
            return false;
        const unsigned takes = op->op <= OP_OR ? 2 : op->op <= OP_OVERSEAS ? 1 : 0;
        if (depth < takes)
            return false;
        depth = depth - takes + 1;
        const bool region = op->op == OP_IN || op->op == OP_BEYOND;
        const bool second = op->op == OP_TERR_IN;
        if (depth > TREATY_STACK || (region && op->a >= t->n_regions) ||
            (second && (uint32_t)op->b >= t->n_regions))
            return false;
        if (op->op == OP_COVERED && op->b < 0)
            return false;
        if (op->op == OP_COVERED && (uint32_t)op->b >= t->n_rules)
            return false;
        if (!region && op->op != OP_COVERED && op->a != OP_VICTIM && !state_ok(t, op->a))
            return false;
    }
    return depth == 1;
}

static bool clauses_ok(const ent_treaty *t)
{
    for (uint32_t i = 0; i < t->n_clauses; i++) {
        const ent_treaty_clause *c = &t->clauses[i];
        if (c->instrument >= t->n_instruments || c->trigger >= ENT_TREATY_N_TRIGGERS ||
            c->level >= ENT_TREATY_LEVELS || c->n_rules == 0 ||
            !span_ok(c->first_rule, c->n_rules, t->n_rules) ||
            !code_ok(t, c->attacker_code, c->n_attacker) ||
            !code_ok(t, c->victim_code, c->n_victim) || c->id >= t->n_strings ||
            c->article >= t->n_strings || c->procedure >= t->n_strings ||
            c->binding >= t->n_strings || c->quote >= t->n_strings || c->citation >= t->n_strings ||
            c->verified >= t->n_strings)
            return false;
    }
    for (uint32_t i = 0; i < t->n_rules; i++)
        if (!code_ok(t, t->rules[i].code, t->rules[i].n_code))
            return false;
    return true;
}

static bool instruments_ok(const ent_treaty *t)
{
    for (uint32_t i = 0; i < t->n_instruments; i++) {
        const ent_treaty_instrument *r = &t->instruments[i];
        if (!span_ok(r->first_party, r->n_parties, t->n_parties) || r->id >= t->n_strings ||
            r->name >= t->n_strings || r->status >= t->n_strings || r->kind >= t->n_strings ||
            r->citation >= t->n_strings || r->verified >= t->n_strings)
            return false;
    }
    for (uint32_t i = 0; i < t->n_parties; i++) {
        const ent_treaty_party *p = &t->parties[i];
        if (p->instrument >= t->n_instruments || p->state >= t->n_states ||
            p->status >= ENT_TREATY_N_STATUSES || !state_ok(t, p->with))
            return false;
    }
    return true;
}

static bool geography_ok(const ent_treaty *t)
{
    for (uint32_t i = 0; i < t->n_regions; i++)
        if (!span_ok(t->regions[i].first_ring, t->regions[i].n_rings, t->n_rings) ||
            t->regions[i].id >= t->n_strings)
            return false;
    for (uint32_t i = 0; i < t->n_rings; i++)
        if (!span_ok(t->rings[i].first, t->rings[i].count, t->n_points / 2))
            return false;
    for (uint32_t i = 0; i < t->n_outlines; i++)
        if (!span_ok(t->outlines[i].first, t->outlines[i].count, t->n_outline_points / 2) ||
            t->outlines[i].state >= t->n_states)
            return false;
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        if (r->name >= t->n_strings || r->sovereign >= t->n_states ||
            r->administrator >= t->n_states || !state_ok(t, r->today) ||
            !list_ok(t, r->claimants, r->n_claimants, 4))
            return false;
    }
    return t->n_regions <= TREATY_MAX_REGIONS;
}

static bool people_ok(const ent_treaty *t)
{
    for (uint32_t i = 0; i < t->n_states; i++)
        if (t->states[i].code >= t->n_strings || t->states[i].name >= t->n_strings ||
            !state_ok(t, t->states[i].home))
            return false;
    for (uint32_t i = 0; i < t->n_places; i++)
        if (t->places[i].name >= t->n_strings || !state_ok(t, t->places[i].state) ||
            t->places[i].kind > ENT_SITE_DISPUTED)
            return false;
    for (uint32_t i = 0; i < t->n_records; i++) {
        const ent_treaty_record *r = &t->records[i];
        if (r->id >= t->n_strings || r->outcome >= t->n_strings || r->source >= t->n_strings ||
            (r->clause >= t->n_clauses && r->clause != ENT_TREATY_NONE) ||
            !list_ok(t, r->attackers, r->n_attackers, ENT_TREATY_LIST) ||
            !list_ok(t, r->victims, r->n_victims, ENT_TREATY_LIST) ||
            !list_ok(t, r->requested, r->n_requested, ENT_TREATY_LIST))
            return false;
    }
    for (uint32_t i = 0; i < t->n_readings; i++) {
        const ent_treaty_reading *r = &t->readings[i];
        if (r->reason >= ENT_TREATY_N_REASONS || r->majority >= t->n_strings ||
            r->minority >= t->n_strings || r->decides >= t->n_strings || r->settles >= t->n_strings)
            return false;
    }
    return t->n_states <= ENT_TREATY_MAX_STATES;
}

ent_status ent_treaty_open(const void *blob, size_t bytes, ent_treaty *t)
{
    const treaty_header *h = blob;
    if (!blob || (uintptr_t)blob % 8 != 0)
        return ENT_E_ARG;
    if (bytes < sizeof *h || h->magic != TREATY_MAGIC || h->version != TREATY_VERSION)
        return ENT_E_VERSION;
    if (h->bytes > bytes || !sections_fit(h, (size_t)h->bytes))
        return ENT_E_DATA;
    ent_treaty v = {0};
    v.blob = blob;
    v.contested_firm = h->contested_firm;
#define TREATY_SECTION_VIEW(name, type) \
    v.name = (const type *)(const void *)(v.blob + h->section[SECTION_##name].offset); \
    v.n_##name = h->section[SECTION_##name].count;
    TREATY_SECTION_LIST(TREATY_SECTION_VIEW)
#undef TREATY_SECTION_VIEW
    if (!strings_end(&v) || !people_ok(&v) || !instruments_ok(&v) || !geography_ok(&v) ||
        !clauses_ok(&v))
        return ENT_E_DATA;
    *t = v;
    return ENT_OK;
}

const char *ent_treaty_text(const ent_treaty *t, uint32_t offset)
{
    return offset < t->n_strings ? t->strings + offset : "";
}

bool treaty_same(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool equals(const char *text, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\0' || text[i] != word[i])
            return false;
    return text[length] == '\0';
}

uint16_t ent_treaty_find_state(const ent_treaty *t, const char *code, size_t length)
{
    for (uint32_t i = 0; i < t->n_states; i++)
        if (equals(ent_treaty_text(t, t->states[i].code), code, length))
            return (uint16_t)i;
    return ENT_TREATY_NONE;
}

uint16_t ent_treaty_find_clause(const ent_treaty *t, const char *id, size_t length)
{
    for (uint32_t i = 0; i < t->n_clauses; i++)
        if (equals(ent_treaty_text(t, t->clauses[i].id), id, length))
            return (uint16_t)i;
    return ENT_TREATY_NONE;
}

/*
 * Next letter of a name: lower case, accents of the Latin-1 and Latin Extended-A letters taken
 * off, punctuation and blanks as one blank. Enough for a gazetteer; not a collation.
 */
static unsigned fold(const unsigned char *s, size_t n, size_t *at)
{
    static const char latin1[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
    static const char extended[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"
                                   "llllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuu"
                                   "wwyyyzzzzzzs";
    const unsigned c = s[*at];
    *at += 1;
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    if (c < 0x80 || *at >= n)
        return ' ';
    const unsigned d = s[*at] & 0x3f;
    if (c == 0xc3) {
        *at += 1;
        return (unsigned char)latin1[d];
    }
    if (c == 0xc4 || c == 0xc5) {
        *at += 1;
        const unsigned i = (c - 0xc4) * 64 + d;
        return i < sizeof extended - 1 ? (unsigned char)extended[i] : ' ';
    }
    return ' ';
}

static unsigned next_letter(const unsigned char *s, size_t n, size_t *at)
{
    unsigned c = 0;
    while (*at < n) {
        c = fold(s, n, at);
        if (c != ' ')
            return c;
    }
    return 0;
}

size_t treaty_length(const char *text)
{
    size_t n = 0;
    while (text[n])
        n++;
    return n;
}

bool treaty_same_name(const char *a, const char *b, size_t nb)
{
    const size_t na = treaty_length(a);
    size_t i = 0, j = 0;
    for (;;) {
        const unsigned x = next_letter((const unsigned char *)a, na, &i);
        const unsigned y = next_letter((const unsigned char *)b, nb, &j);
        if (x != y)
            return false;
        if (x == 0)
            return true;
    }
}

uint16_t ent_treaty_find_place(const ent_treaty *t, const char *name, size_t length)
{
    for (uint32_t i = 0; i < t->n_places && i < ENT_TREATY_NONE; i++)
        if (treaty_same_name(ent_treaty_text(t, t->places[i].name), name, length))
            return (uint16_t)i;
    return ENT_TREATY_NONE;
}
