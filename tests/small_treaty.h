/* Treaty tables small enough to know by heart: two pacts of four states round a gulf. */
#ifndef ENT_TEST_SMALL_TREATY_H
#define ENT_TEST_SMALL_TREATY_H

#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "entente/treaty_tables.h"

/*
 * Degrees east and north. Aland 0-4 and Beland 4-9 share a border at 4; Celand 20-24 was Aland's
 * until 2000; the gulf is 9-14. NORTH is 0-10, decided by the table; GULF a sea by its polygon.
 */
static const struct small_table {
    const char *name, *text;
} small_tables[] = {
    {"regions.csv", "region,kind,by,edge_km,polygon,basis,notes\n"
                    "NORTH,area,table,10,0 0;10 0;10 10;0 10,,\n"
                    "GULF,sea,polygon,10,9 0;14 0;14 10;9 10,,\n"
                    "IDEA,area,table,0,,,\n"},
    {"states.csv", "code,name,kind,areas,american,from,to,communist_from,communist_to,home\n"
                   "AAA,Aland,state,NORTH,0,,,,,\n"
                   "BBB,Beland,state,NORTH,1,,,1950-01-01,1990-01-01,\n"
                   "CCC,Celand,state,,0,2000-01-01,,,,AAA\n"
                   "DDD,Deland,state,,0,,,,,\n"
                   "GRP,the Group,actor,,0,,,,,\n"
                   "BND,the Band,actor,,0,,,,,\n"},
    {"territories.csv",
     "territory,sovereign,administered_by,today,lat,lon,half_lat,half_lon,island,"
     "link,areas,eu_status,from,to,claimants,notes\n"
     "Isle,AAA,,,20,5,0.3,0.3,1,dependency,,OCT,,,,\n"
     "Held,AAA,BBB,,5,8,0.5,0.5,0,integral,NORTH,,1960-01-01,,,\n"
     "Rock,BBB,AAA,,30,30,0.1,0.1,1,dependency,,,,,AAA|CCC,\n"
     "Outer,AAA,,,40,5,0.3,0.3,1,integral,IDEA,OMR,,,,\n"
     "Far,AAA,,,50,5,0.3,0.3,1,dependency,,outside,,,,\n"
     "Old Celand,BBB,,CCC,5,22,2,2,0,dependency,IDEA,,,1959-12-31,,\n"},
    {"places.csv", "place,lat,lon,territory_of\n"
                   "Alpha,5,2,AAA\n"
                   "Beta City,5,6,BBB\n"
                   "C\xc3\xa9leste,5,22,CCC\n"
                   "Zone point,2,11,EEZ:AAA\n"
                   "Open sea,-20,50,HIGHSEAS\n"
                   "Disputed Rock,30,30,DISPUTED\n"
                   "Nowhere,60,60,\n"},
    {"instruments.csv", "instrument,name,kind,signed,from,to,status,citation,verified\n"
                        "pact,The Pact,treaty,1950-01-01,1951-01-01,2040-01-01,in_force,c,text\n"
                        "side,Side letter,treaty,1950-01-01,1951-01-01,,in_force,c,memory\n"},
    {"parties.csv", "instrument,state,role,obligor,beneficiary,from,to,status,precision,notes\n"
                    "pact,AAA,party,1,1,1951-01-01,2040-01-01,,day,\n"
                    "side,AAA,party,1,1,1951-01-01,,,day,\n"
                    "pact,BBB,party,1,1,1951-01-01,,specific_character,day,\n"
                    "pact,CCC,party,1,1,2001-01-01,,suspended_with=BBB,day,\n"
                    "side,DDD,party,1,0,1951-01-01,,,approx,\n"},
    {"clauses.csv",
     "clause,instrument,article,from,to,trigger,scope,attacker,victim,nonstate_from,condition,"
     "request,joint_finding,procedure,level,binding,discretion,quote,citation,verified\n"
     "pact_5,pact,5,1951-01-01,2040-01-01,armed_attack,"
     "\"territory=>TERR_IN(victim,NORTH)|EDGE(ISLAND(victim));"
     "forces,vessels,aircraft=>COVERED_TERRITORY(any_party)|IN(GULF)\","
     "ANY,ANY,2001-09-12,,no,0,,5,treaty,3,,,text\n"
     "pact_4,pact,IV,1951-01-01,,threat,ANY,ANY,ANY,,,no,0,,2,treaty,3,,,text\n"
     "side_1,side,one,1951-01-01,,attack_or_danger,AS(pact_5),BBB|COMMUNIST,AAA,,nuclear,yes,1,,7,"
     "treaty,1,,,memory\n"},
    {"events.csv", "event,kind,date,until,attacker,victim,clause,requested_by,outcome,source\n"
                   "first,invocation,2001-09-12,,GRP,AAA,pact_5,AAA,found,s\n"
                   "war,hostilities,2010-01-01,2011-01-01,AAA,DDD,,,,s\n"},
    {"readings.csv", "reason,clause,majority,minority,decides,settles\n"
                     "GEO_EDGE,,an island is not the land,an island is land,each party,a ruling\n"
                     "GEO_EDGE,side_1,here it is,here it is not,nobody,nothing\n"},
    {"outlines.csv", "state,polygon\n"
                     "AAA,0 0;4 0;4 10;0 10\n"
                     "AAA,1 1;2 1;2 2;1 2\n" /* a lake: even-odd */
                     "BBB,4 0;9 0;9 10;4 10\n"
                     "CCC,20 0;24 0;24 10;20 10\n"},
};
enum { N_SMALL_TABLES = sizeof small_tables / sizeof small_tables[0] };

typedef struct small_treaty {
    ent_arena arena;
    char folder[TEMPORARY_PATH];
    ent_treaty_block block;
    ent_treaty t;
} small_treaty;

static inline const char *small_text(const char *name)
{
    for (size_t i = 0; i < N_SMALL_TABLES; i++)
        if (strcmp(small_tables[i].name, name) == 0)
            return small_tables[i].text;
    fail_msg("no table %s", name);
    return "";
}

static inline void small_write(small_treaty *s, const char *name, const char *text)
{
    char path[2 * TEMPORARY_PATH];
    ent_error err = {0};
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    CHECK_OK(ent_text_write_file(path, text, strlen(text), &err), err);
}

static inline int small_setup(void **state)
{
    static small_treaty s;
    ent_error err = {0};
    ent_heap_arena_create(&s.arena, 1 << 18);
    assert_non_null(mkdtemp(temporary(s.folder, "entente-small-XXXXXX")));
    for (size_t i = 0; i < N_SMALL_TABLES; i++)
        small_write(&s, small_tables[i].name, small_tables[i].text);
    CHECK_OK(ent_treaty_compile(s.folder, NULL, &s.block, &s.arena, &err), err);
    assert_int_equal(ent_treaty_open(s.block.data, s.block.bytes, &s.t), ENT_OK);
    *state = &s;
    return 0;
}

static inline int small_teardown(void **state)
{
    small_treaty *s = *state;
    char path[2 * TEMPORARY_PATH];
    for (size_t i = 0; i < N_SMALL_TABLES; i++) {
        snprintf(path, sizeof path, "%s/%s", s->folder, small_tables[i].name);
        unlink(path);
    }
    rmdir(s->folder);
    ent_heap_arena_destroy(&s->arena);
    return 0;
}

/* An event from "key=value;key=value". Values hold no semicolon. */
static inline ent_treaty_event small_event(const ent_treaty *t, const char *fields)
{
    ent_treaty_event e;
    ent_treaty_event_init(t, &e);
    assert_int_equal(ent_treaty_event_set(t, &e, "date", "2020-06-01"), ENT_OK);
    while (*fields) {
        char key[40], value[120];
        const size_t k = strcspn(fields, "="), v = strcspn(fields + k, ";");
        snprintf(key, sizeof key, "%.*s", (int)k, fields);
        snprintf(value, sizeof value, "%.*s", (int)v - 1, fields + k + 1);
        if (ent_treaty_event_set(t, &e, key, value) != ENT_OK)
            fail_msg("event: %s=%s is not known", key, value);
        fields += k + v + (fields[k + v] == ';');
    }
    ent_treaty_locate(t, &e);
    return e;
}

#endif
