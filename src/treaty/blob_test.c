/* Opening a block: each index that could leave it is refused; look-ups; names without accents. */
#include "small_treaty.h"

#include "treaty/blob.h"

typedef struct damage {
    const char *what;
    size_t at; /* byte offset */
    uint64_t value;
    size_t bytes;
} damage;

static unsigned char *copy_of(const small_treaty *s)
{
    unsigned char *copy = aligned_alloc(64, (s->block.bytes + 63) / 64 * 64);
    assert_non_null(copy);
    memcpy(copy, s->block.data, s->block.bytes);
    return copy;
}

#define AT(section, row, type, field) \
    ((size_t)((const unsigned char *)(s->t.section + (row)) - s->t.blob) + offsetof(type, field))
#define BAD(section, row, type, field, value) \
    { \
#section "." #field, AT(section, row, type, field), (value), sizeof((type *)NULL)->field \
    }

/* Every field that indexes something, set one past the end. */
static void indices_that_leave_the_block(void **state)
{
    const small_treaty *s = *state;
    const uint64_t text = s->t.n_strings, states = s->t.n_states;
    const damage list[] = {
        BAD(states, 0, ent_treaty_state, code, text),
        BAD(states, 1, ent_treaty_state, name, text),
        BAD(states, 2, ent_treaty_state, home, states),
        BAD(instruments, 0, ent_treaty_instrument, id, text),
        BAD(instruments, 0, ent_treaty_instrument, name, text),
        BAD(instruments, 0, ent_treaty_instrument, status, text),
        BAD(instruments, 0, ent_treaty_instrument, kind, text),
        BAD(instruments, 0, ent_treaty_instrument, citation, text),
        BAD(instruments, 1, ent_treaty_instrument, verified, text),
        BAD(instruments, 1, ent_treaty_instrument, first_party, 6),
        BAD(instruments, 1, ent_treaty_instrument, n_parties, 3),
        BAD(parties, 0, ent_treaty_party, instrument, 2),
        BAD(parties, 1, ent_treaty_party, state, states),
        BAD(parties, 2, ent_treaty_party, status, ENT_TREATY_N_STATUSES),
        BAD(parties, 2, ent_treaty_party, with, states),
        BAD(clauses, 0, ent_treaty_clause, instrument, 2),
        BAD(clauses, 0, ent_treaty_clause, trigger, ENT_TREATY_N_TRIGGERS),
        BAD(clauses, 0, ent_treaty_clause, level, ENT_TREATY_LEVELS),
        BAD(clauses, 0, ent_treaty_clause, n_rules, 0),
        BAD(clauses, 0, ent_treaty_clause, first_rule, s->t.n_rules),
        BAD(clauses, 1, ent_treaty_clause, attacker_code, s->t.n_code),
        BAD(clauses, 1, ent_treaty_clause, n_attacker, 0),
        BAD(clauses, 1, ent_treaty_clause, victim_code, s->t.n_code + 1),
        BAD(clauses, 1, ent_treaty_clause, n_victim, s->t.n_code),
        BAD(clauses, 2, ent_treaty_clause, id, text),
        BAD(clauses, 2, ent_treaty_clause, article, text),
        BAD(clauses, 2, ent_treaty_clause, procedure, text),
        BAD(clauses, 2, ent_treaty_clause, binding, text),
        BAD(clauses, 2, ent_treaty_clause, quote, text),
        BAD(clauses, 2, ent_treaty_clause, citation, text),
        BAD(clauses, 2, ent_treaty_clause, verified, text),
        BAD(rules, 1, ent_treaty_rule, code, s->t.n_code),
        BAD(code, 0, ent_treaty_op, op, N_OPS),
        BAD(code, 0, ent_treaty_op, op, OP_AND), /* takes two, finds none */
        BAD(code, 0, ent_treaty_op, op, OP_EDGE),
        BAD(code, 0, ent_treaty_op, a, states), /* TERR_IN of no state */
        BAD(code, 0, ent_treaty_op, b, s->t.n_regions),
        BAD(regions, 0, ent_treaty_region, first_ring, 3),
        BAD(regions, 0, ent_treaty_region, n_rings, 3),
        BAD(regions, 1, ent_treaty_region, id, text),
        BAD(rings, 0, ent_treaty_ring, first, 9),
        BAD(rings, 1, ent_treaty_ring, count, 5),
        BAD(outlines, 0, ent_treaty_ring, first, 17),
        BAD(outlines, 3, ent_treaty_ring, count, 5),
        BAD(outlines, 1, ent_treaty_ring, state, states),
        BAD(territories, 0, ent_treaty_territory, name, text),
        BAD(territories, 0, ent_treaty_territory, sovereign, states),
        BAD(territories, 1, ent_treaty_territory, administrator, states),
        BAD(territories, 2, ent_treaty_territory, n_claimants, 5),
        BAD(territories, 2, ent_treaty_territory, claimants[1], states),
        BAD(places, 0, ent_treaty_place, name, text),
        BAD(places, 1, ent_treaty_place, state, states),
        BAD(places, 1, ent_treaty_place, kind, ENT_SITE_DISPUTED + 1),
        BAD(records, 0, ent_treaty_record, id, text),
        BAD(records, 0, ent_treaty_record, outcome, text),
        BAD(records, 0, ent_treaty_record, source, text),
        BAD(records, 0, ent_treaty_record, clause, s->t.n_clauses),
        BAD(records, 0, ent_treaty_record, n_attackers, ENT_TREATY_LIST + 1),
        BAD(records, 0, ent_treaty_record, attackers[0], states),
        BAD(records, 0, ent_treaty_record, victims[0], states),
        BAD(records, 0, ent_treaty_record, requested[0], states),
        BAD(readings, 0, ent_treaty_reading, reason, ENT_TREATY_N_REASONS),
        BAD(readings, 0, ent_treaty_reading, majority, text),
        BAD(readings, 0, ent_treaty_reading, minority, text),
        BAD(readings, 1, ent_treaty_reading, decides, text),
        BAD(readings, 1, ent_treaty_reading, settles, text),
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        unsigned char *copy = copy_of(s);
        ent_treaty t = {.n_states = 77};
        assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_OK);
        memcpy(copy + list[i].at, &list[i].value, list[i].bytes); /* little endian */
        t = (ent_treaty){.n_states = 77};
        const ent_status status = ent_treaty_open(copy, s->block.bytes, &t);
        if (status != ENT_E_DATA || t.n_states != 77)
            fail_msg("%s: status %d", list[i].what, (int)status);
        free(copy);
    }
}

static void heads_that_lie(void **state)
{
    const small_treaty *s = *state;
    unsigned char *copy = copy_of(s);
    treaty_header *h = (treaty_header *)(void *)copy;
    ent_treaty t;
    const treaty_header kept = *h;
    assert_int_equal(ent_treaty_open(NULL, 100, &t), ENT_E_ARG);
    assert_int_equal(ent_treaty_open(copy + 4, s->block.bytes - 4, &t), ENT_E_ARG);
    assert_int_equal(ent_treaty_open(copy, sizeof *h - 1, &t), ENT_E_VERSION);
    assert_int_equal(ent_treaty_open(copy, s->block.bytes - 8, &t), ENT_E_DATA);
    h->magic++;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_VERSION);
    *h = kept;
    h->version++;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_VERSION);
    for (unsigned section = 0; section < N_SECTIONS; section++) {
        *h = kept;
        h->section[section].offset += 4; /* not on eight bytes */
        assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
        *h = kept;
        h->section[section].offset = 0; /* inside the head */
        assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
        h->section[section].offset = (uint32_t)(s->block.bytes + 8);
        assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
        *h = kept;
        h->section[section].count = UINT32_MAX;
        assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    }
    *h = kept;
    h->section[SECTION_strings].count = 0;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    h->section[SECTION_strings].count = kept.section[SECTION_strings].count - 1; /* no end */
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    *h = kept;
    copy[kept.section[SECTION_strings].offset] = 'x'; /* the first text is "" */
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    free(copy);
}

/* A reference to a rule that is not there, and an expression deeper than the stack. */
static void expressions_that_lie(void **state)
{
    const small_treaty *s = *state;
    unsigned char *copy = copy_of(s);
    ent_treaty t;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_OK);
    ent_treaty_op *code =
        (ent_treaty_op *)(void *)(copy + ((const unsigned char *)t.code - t.blob));
    uint32_t covered = 0;
    while (code[covered].op != OP_COVERED)
        covered++;
    code[covered].b = -1;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    code[covered].b = (int32_t)t.n_rules;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    code[covered].op = OP_IN;
    code[covered].a = (uint16_t)t.n_regions;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    code[covered].a = 0;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_OK);
    code[covered + 1].op = OP_ANY; /* two values and nothing that joins them */
    code[covered + 2].op = OP_ANY;
    assert_int_equal(ent_treaty_open(copy, s->block.bytes, &t), ENT_E_DATA);
    free(copy);
}

static void look_ups(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    assert_int_equal(ent_treaty_find_state(t, "BBB|CCC", 3), 1);
    assert_int_equal(ent_treaty_find_state(t, "BB", 2), ENT_TREATY_NONE);
    assert_int_equal(ent_treaty_find_state(t, "BBBB", 4), ENT_TREATY_NONE);
    assert_int_equal(ent_treaty_find_clause(t, "side_1", 6), 2);
    assert_int_equal(ent_treaty_find_clause(t, "side_2", 6), ENT_TREATY_NONE);
    assert_string_equal(ent_treaty_text(t, t->n_strings), "");
    assert_true(treaty_same("abc", "abc") && treaty_same("", ""));
    assert_false(treaty_same("abc", "abd") || treaty_same("ab", "abc") || treaty_same("abc", "ab"));
}

static void names_without_accents(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"beta city", "Beta City", true},
        {"BETA-CITY", "Beta City", true},
        {"betacity", "Beta City", true},
        {"Celeste", "C\xc3\xa9leste", true},
        {"\xc3\x89"
         "A",
         "ea", true}, /* capital accent */
        {"\xc5\x81\xc3\xb3"
         "d\xc5\xba",
         "lodz", true}, /* Latin Extended-A */
        {"\xc4\xb0zmir", "izmir", true},
        {"\xc5\xbf", "s", true}, /* its last letter */
        {"K\xe2\x80\x99"
         "ito",
         "kito", true},           /* an apostrophe of three bytes */
        {"abc\xc3", "abc", true}, /* a cut sequence is a blank */
        {"Base 12", "base12", true},
        {"Base 12", "base13", false},
        {"Beta", "Beta City", false},
        {"", "", true},
        {"...", "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (treaty_same_name(rows[i].a, rows[i].b, strlen(rows[i].b)) != rows[i].same)
            fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
    assert_int_equal(ent_treaty_find_place(t, "CELESTE", 7), 2);
    assert_int_equal(ent_treaty_find_place(t, "open-sea", 8), 4);
    assert_int_equal(ent_treaty_find_place(t, "Atlantis", 8), ENT_TREATY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_that_leave_the_block), cmocka_unit_test(heads_that_lie),
        cmocka_unit_test(expressions_that_lie),         cmocka_unit_test(look_ups),
        cmocka_unit_test(names_without_accents),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
