/*
 * What must hold for every clause, whatever the tables say: seeds are fixed, a failure prints
 * its event.
 */
#include "check.h"

#include <stdlib.h>

#include "entente/heap.h"
#include "entente/treaty_tables.h"

typedef struct fixture {
    ent_arena arena;
    ent_treaty_block block;
    ent_treaty t;
} fixture;

static int setup(void **state)
{
    static fixture f;
    ent_error err = {{0}};
    ent_heap_arena_create(&f.arena, 1 << 20);
    CHECK_OK(ent_treaty_compile(ENT_SOURCE_DIR "/data/treaty", NULL, &f.block, &f.arena, &err),
             err);
    assert_int_equal(ent_treaty_open(f.block.data, f.block.bytes, &f.t), ENT_OK);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    ent_heap_arena_destroy(&f->arena);
    return 0;
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U; /* Knuth's MMIX constants */
    return *seed >> 33;
}

static unsigned below(uint64_t *seed, unsigned n)
{
    return (unsigned)(next(seed) % n);
}

static ent_treaty_event random_event(const ent_treaty *t, uint64_t *seed)
{
    ent_treaty_event e;
    ent_treaty_event_init(t, &e);
    ent_treaty_date("1948-01-01", 10, &e.date);
    e.date += (int32_t)below(seed, 29000); /* to 2027 */
    e.n_attackers = (uint8_t)(1 + below(seed, 2));
    e.n_victims = (uint8_t)(1 + below(seed, 2));
    for (unsigned i = 0; i < 2; i++) {
        e.attackers[i] = (uint16_t)below(seed, t->n_states);
        e.victims[i] = (uint16_t)below(seed, t->n_states);
    }
    e.objects = 1U << below(seed, 7);
    e.armed = (uint8_t)below(seed, 3);
    e.actor = (uint8_t)below(seed, 3);
    e.request = (uint8_t)below(seed, 4);
    e.place = ENT_TREATY_NONE;
    if (below(seed, 2)) {
        e.place = (uint16_t)below(seed, t->n_places);
        e.lat = t->places[e.place].lat;
        e.lon = t->places[e.place].lon;
    } else {
        e.lat = -89.0 + below(seed, 1780) / 10.0;
        e.lon = -180.0 + below(seed, 3600) / 10.0;
    }
    ent_treaty_locate(t, &e);
    return e;
}

static const char *clause_id(const ent_treaty *t, unsigned k)
{
    return ent_treaty_text(t, t->clauses[k].id);
}

/* The reason is the first condition that is no, else the first that is contested. */
static void reason_is_first_failure(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    uint64_t seed = 1;
    for (unsigned n = 0; n < 1500; n++) {
        const ent_treaty_event e = random_event(t, &seed);
        for (uint16_t k = 0; k < t->n_clauses; k++) {
            ent_treaty_verdict v;
            ent_treaty_judge(t, &e, k, &v);
            unsigned worst = ENT_TREATY_YES, at = ENT_TREATY_N_STEPS;
            for (unsigned s = 0; s < ENT_TREATY_N_STEPS; s++)
                if (v.steps[s] < worst) {
                    worst = v.steps[s];
                    at = s;
                }
            if (v.answer != worst || v.step != at ||
                (at < ENT_TREATY_N_STEPS && v.reason != v.step_reasons[at]))
                fail_msg("event %u, %s: answer %u at %u, conditions say %u at %u", n,
                         clause_id(t, k), v.answer, v.step, worst, at);
        }
    }
}

static void attacker_and_victim_never_owe(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    uint64_t seed = 2;
    for (unsigned n = 0; n < 1500; n++) {
        const ent_treaty_event e = random_event(t, &seed);
        ent_treaty_judge_all(t, &e, NULL, levels);
        for (unsigned i = 0; i < e.n_attackers; i++)
            assert_int_equal(levels[e.attackers[i]].contested, 0);
        for (unsigned i = 0; i < e.n_victims; i++)
            assert_int_equal(levels[e.victims[i]].contested, 0);
        for (uint32_t s = 0; s < t->n_states; s++)
            assert_true(levels[s].firm <= levels[s].contested);
    }
}

/* After its last day as a party a state neither owes nor is protected. */
static void withdrawal_ends_everything(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    uint64_t seed = 3;
    for (unsigned n = 0; n < 4000; n++) {
        ent_treaty_event e = random_event(t, &seed);
        const ent_treaty_party *p = &t->parties[below(&seed, t->n_parties)];
        e.n_victims = 1;
        e.victims[0] = p->state;
        bool party = false;
        const ent_treaty_instrument *r = &t->instruments[p->instrument];
        for (uint32_t i = r->first_party; i < r->first_party + r->n_parties; i++)
            party |= t->parties[i].state == p->state && e.date >= t->parties[i].from &&
                     e.date <= t->parties[i].to;
        if (party)
            continue;
        for (uint16_t k = 0; k < t->n_clauses; k++) {
            ent_treaty_verdict v;
            if (t->clauses[k].instrument != p->instrument || t->clauses[k].anyone ||
                t->clauses[k].named || strcmp(clause_id(t, k), "rio_6") == 0)
                continue; /* rio_6 protects any American State */
            ent_treaty_judge(t, &e, k, &v);
            if (v.answer != ENT_TREATY_NO)
                fail_msg("%s protects %s, no party on that day", clause_id(t, k),
                         ent_treaty_text(t, t->states[p->state].code));
        }
    }
}

/* The block with one region replaced by the box round it, which contains it. */
static unsigned char *widened(const fixture *f, unsigned region)
{
    unsigned char *copy = aligned_alloc(64, (f->block.bytes + 63) / 64 * 64);
    memcpy(copy, f->block.data, f->block.bytes);
    const ent_treaty *t = &f->t;
    const ent_treaty_region *r = &t->regions[region];
    for (uint32_t i = r->first_ring; i < r->first_ring + r->n_rings; i++) {
        const ent_treaty_ring *ring = &t->rings[i];
        double *p = (double *)(void *)(copy + ((const unsigned char *)t->points - t->blob)) +
                    2 * (size_t)ring->first;
        const double box[4][2] = {{(double)ring->west, (double)ring->south},
                                  {(double)ring->east, (double)ring->south},
                                  {(double)ring->east, (double)ring->north},
                                  {(double)ring->west, (double)ring->north}};
        for (uint32_t k = 0; k < ring->count; k++)
            memcpy(p + 2 * (size_t)k, box[k < 4 ? k : 3], 2 * sizeof(double));
    }
    return copy;
}

/* An attack on a party of some clause, at a point in or about the region: often a yes. */
static ent_treaty_event likely_event(const ent_treaty *t, const ent_treaty_region *region,
                                     uint64_t *seed)
{
    ent_treaty_event e = random_event(t, seed);
    const ent_treaty_ring *box = &t->rings[region->first_ring];
    const ent_treaty_party *p = &t->parties[below(seed, t->n_parties)];
    e.n_attackers = e.n_victims = 1;
    e.attackers[0] = ent_treaty_find_state(t, "XXX", 3);
    e.victims[0] = p->state;
    e.armed = ENT_ARMED_MET;
    e.actor = ENT_ACTOR_STATE;
    e.objects = 1U << below(seed, 4);
    ent_treaty_date("2026-06-01", 10, &e.date);
    if (p->to < e.date)
        e.date = p->to;
    e.place = ENT_TREATY_NONE;
    e.place_given = below(seed, 2) ? ENT_SITE_HIGH_SEAS : ENT_SITE_UNKNOWN;
    e.lat = (double)box->south + below(seed, 1000) / 1000.0 * (double)(box->north - box->south);
    e.lon = (double)box->west + below(seed, 1000) / 1000.0 * (double)(box->east - box->west);
    ent_treaty_locate(t, &e);
    return e;
}

static void widening_never_turns_yes_into_no(void **state)
{
    const fixture *f = *state;
    for (unsigned region = 0; region < f->t.n_regions; region++) {
        if (f->t.regions[region].n_rings == 0 ||
            f->t.rings[f->t.regions[region].first_ring].count < 4)
            continue;
        ent_treaty wide;
        unsigned char *copy = widened(f, region);
        assert_int_equal(ent_treaty_open(copy, f->block.bytes, &wide), ENT_OK);
        uint64_t seed = 4 + region;
        for (unsigned n = 0; n < 1200; n++) {
            ent_treaty_event e = likely_event(&f->t, &f->t.regions[region], &seed), w = e;
            ent_treaty_locate(&wide, &w);
            for (uint16_t k = 0; k < wide.n_clauses; k++) {
                ent_treaty_verdict before, after;
                ent_treaty_judge(&f->t, &e, k, &before);
                ent_treaty_judge(&wide, &w, k, &after);
                if (before.answer == ENT_TREATY_YES && after.answer == ENT_TREATY_NO)
                    fail_msg("widening %s turns %s from yes to no",
                             ent_treaty_text(&f->t, f->t.regions[region].id), clause_id(&f->t, k));
            }
        }
        free(copy);
    }
}

static ent_treaty_event at(const ent_treaty *t, double lat, double lon)
{
    ent_treaty_event e;
    ent_treaty_event_init(t, &e);
    ent_treaty_date("2026-06-01", 10, &e.date);
    e.lat = lat;
    e.lon = lon;
    ent_treaty_locate(t, &e);
    return e;
}

static void check_regions(const ent_treaty *t, const char *name, const ent_treaty_event *e,
                          uint64_t areas)
{
    for (unsigned g = 0; g < t->n_regions; g++) {
        const ent_treaty_region *r = &t->regions[g];
        const bool table = (areas >> g) & 1, inside = (e->site.inside >> g) & 1;
        /* a sea region's land-side edges run inland: only what the table puts in must be in */
        if (!r->by_table || r->n_rings == 0 || ((e->site.edge >> g) & 1) || (r->sea && !table))
            continue;
        if (table != inside)
            fail_msg("%s: region %s by table %d, by polygon %d", name, ent_treaty_text(t, r->id),
                     table, inside);
    }
}

/* Polygons agree with the territory table at the middle of every territory and every place. */
static void polygons_agree_with_tables(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        if (r->has_areas) {
            const ent_treaty_event e = at(t, (double)r->lat, (double)r->lon);
            check_regions(t, ent_treaty_text(t, r->name), &e, r->areas);
        }
    }
    for (uint32_t i = 0; i < t->n_places; i++) {
        const ent_treaty_place *p = &t->places[i];
        ent_treaty_event e = at(t, p->lat, p->lon);
        const ent_treaty_site found = e.site;
        if (p->kind != ENT_SITE_STATE || t->states[p->state].to < e.date)
            continue;
        bool agrees = found.kind == ENT_SITE_STATE && found.sovereign == p->state;
        for (unsigned k = 0; k < found.n_near; k++)
            agrees |= found.near[k] == p->state; /* close to a border: contested, not wrong */
        if (!agrees)
            fail_msg("%s: gazetteer says %s, coordinates do not", ent_treaty_text(t, p->name),
                     ent_treaty_text(t, t->states[p->state].code));
        e.place = (uint16_t)i;
        ent_treaty_locate(t, &e);
        if (e.site.has_areas)
            check_regions(t, ent_treaty_text(t, p->name), &e, e.site.areas);
    }
}

/* Poles, antimeridian and nonsense: no crash, one turn of the globe changes nothing. */
static void any_coordinate_is_safe(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    const double bad[] = {ENT_MISSING, (double)INFINITY, (double)-INFINITY, 1e300, -91.0, 90.0,
                          -90.0};
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    for (size_t i = 0; i < 7; i++)
        for (size_t k = 0; k < 7; k++) {
            ent_treaty_event e = at(t, bad[i], bad[k]);
            e.n_attackers = e.n_victims = 1;
            e.victims[0] = 5;
            ent_treaty_judge_all(t, &e, NULL, levels);
        }
    for (double lat = -88.0; lat < 90.0; lat += 4.1) {
        const ent_treaty_event a = at(t, lat, 179.99), b = at(t, lat, -180.01);
        const ent_treaty_event c = at(t, lat, 180.0), d = at(t, lat, -180.0);
        assert_true(a.site.inside == b.site.inside && a.site.edge == b.site.edge);
        assert_int_equal(a.site.sovereign, b.site.sovereign);
        assert_true(c.site.inside == d.site.inside && c.site.edge == d.site.edge);
    }
    const ent_treaty_event nowhere = at(t, ENT_MISSING, 0.0);
    assert_int_equal(nowhere.site.kind, ENT_SITE_UNKNOWN);
}

/* Damaged blocks are refused or harmless: judged after opening, under the sanitizers. */
static void damaged_blocks_are_refused(void **state)
{
    const fixture *f = *state;
    const size_t room = (f->block.bytes + 63) / 64 * 64;
    unsigned char *copy = aligned_alloc(64, room);
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    uint64_t seed = 5;
    unsigned opened = 0;
    for (unsigned n = 0; n < 300; n++) {
        ent_treaty t;
        memcpy(copy, f->block.data, f->block.bytes);
        const size_t bytes = n % 3 ? f->block.bytes : below(&seed, (unsigned)f->block.bytes);
        for (unsigned k = 0; k < 1 + n % 4; k++)
            copy[below(&seed, n % 2 ? 512 : (unsigned)f->block.bytes)] ^=
                (unsigned char)(1U << below(&seed, 8));
        if (ent_treaty_open(copy, bytes, &t) != ENT_OK)
            continue;
        opened++;
        const ent_treaty_event e = random_event(&t, &seed);
        ent_treaty_judge_all(&t, &e, NULL, levels);
    }
    assert_true(opened > 0);
    assert_int_equal(ent_treaty_open(f->block.data, 0, &(ent_treaty){0}), ENT_E_VERSION);
    free(copy);
}

static void matrix_equals_single_pairs(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    uint16_t states[6];
    uint8_t firm[216], contested[216];
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    int32_t date = 0;
    const char *codes[] = {"USA", "FRA", "RUS", "EST", "AUT", "JPN"};
    for (size_t i = 0; i < 6; i++)
        states[i] = ent_treaty_find_state(t, codes[i], 3);
    ent_treaty_date("2026-06-01", 10, &date);
    ent_treaty_matrix(t, 6, states, date, firm, contested);
    for (size_t a = 0; a < 6; a++)
        for (size_t v = 0; v < 6; v++) {
            if (a == v)
                continue;
            ent_treaty_guarantees(t, states[a], states[v], date, levels);
            for (size_t g = 0; g < 6; g++) {
                assert_int_equal(firm[(a * 6 + v) * 6 + g], levels[states[g]].firm);
                assert_int_equal(contested[(a * 6 + v) * 6 + g], levels[states[g]].contested);
            }
        }
    assert_int_equal(firm[(2 * 6 + 3) * 6 + 0], 5); /* the USA for Estonia against Russia */
    assert_int_equal(firm[(2 * 6 + 3) * 6 + 1], 7); /* France, by the Union's clause */
    assert_int_equal(firm[(2 * 6 + 3) * 6 + 4], 3); /* Austria, of its own choice */
    assert_int_equal(contested[(2 * 6 + 3) * 6 + 4], 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reason_is_first_failure),
        cmocka_unit_test(attacker_and_victim_never_owe),
        cmocka_unit_test(withdrawal_ends_everything),
        cmocka_unit_test(widening_never_turns_yes_into_no),
        cmocka_unit_test(polygons_agree_with_tables),
        cmocka_unit_test(any_coordinate_is_safe),
        cmocka_unit_test(damaged_blocks_are_refused),
        cmocka_unit_test(matrix_equals_single_pairs),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
