/*
 * Who owes what, under which article, and why.
 *
 *     ent_treaty t;                       // a view on the compiled tables; borrows the block
 *     ent_treaty_open(blob, bytes, &t);
 *     ent_treaty_event e;
 *     ent_treaty_event_init(&t, &e);
 *     ent_treaty_event_set(&t, &e, "attacker", "RUS");    // victim, object, place, date ...
 *     ent_treaty_locate(&t, &e);
 *     ent_treaty_verdict v;
 *     ent_treaty_judge(&t, &e, clause, &v);               // yes, no or contested, and why
 *
 * The tables are one flat block of offsets (no pointers), made by treaty_tables.h and copied
 * whole into a world block. Everything in this header is freestanding and allocates nothing.
 *
 * Law only: the engine says what the words ask for, never what a state would do.
 */
#ifndef ENTENTE_TREATY_H
#define ENTENTE_TREATY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

/* Verdicts, ordered: the minimum over conditions is the verdict of a clause. */
typedef enum ent_treaty_answer {
    ENT_TREATY_NO,
    ENT_TREATY_CONTESTED,
    ENT_TREATY_YES
} ent_treaty_answer;

/* One code says why; the text is completed by ent_treaty_sentence. */
#define ENT_TREATY_REASON_LIST(X) \
    X(OK, "every condition is met") \
    X(NOT_IN_FORCE, "not in force on the date") \
    X(IN_FORCE_UNVERIFIED, "signed; entry into force not verified") \
    X(NOT_PARTY, "the victim is not a party on the date") \
    X(VICTIM_COND, "the victim is not among those protected") \
    X(MEMBERSHIP_DISPUTED, "the victim's membership is disputed") \
    X(NO_CLAUSE, "the text contains no such duty") \
    X(NO_ARMED_ATTACK, "the event is not an armed attack") \
    X(THRESHOLD, "whether it amounts to an armed attack is disputed") \
    X(INTERNAL, "the violence is internal") \
    X(NON_STATE, "the attacker is not a state") \
    X(ATTACKER_COND, "the clause is for other attackers") \
    X(AGGRESSOR_DISPUTED, "the victim had itself used force first") \
    X(INTRA_ALLIANCE, "the attacker is itself a party") \
    X(OBJECT_OUT, "the thing attacked is not covered") \
    X(GEO_OUT, "the place is outside the area covered") \
    X(GEO_EDGE, "whether the place is covered is disputed") \
    X(OVERSEAS_EDGE, "whether overseas territory is covered is disputed") \
    X(CONDITION_UNMET, "a further condition is not met") \
    X(NO_REQUEST, "applicable, but not requested")

typedef enum ent_treaty_reason {
#define ENT_TREATY_REASON_ENUM(name, text) ENT_TREATY_##name,
    ENT_TREATY_REASON_LIST(ENT_TREATY_REASON_ENUM)
#undef ENT_TREATY_REASON_ENUM
        ENT_TREATY_N_REASONS
} ent_treaty_reason;

/* Order of evaluation; the first condition that fails is the reason. */
#define ENT_TREATY_STEP_LIST(X) \
    X(IN_FORCE, "in force") \
    X(VICTIM, "victim") \
    X(OBLIGOR, "obligor") \
    X(TRIGGER, "trigger") \
    X(ATTACKER, "attacker") \
    X(OBJECT, "object") \
    X(PLACE, "place") \
    X(CONDITION, "other condition") \
    X(EXCEPTION, "exception")

typedef enum ent_treaty_step {
#define ENT_TREATY_STEP_ENUM(name, text) ENT_TREATY_STEP_##name,
    ENT_TREATY_STEP_LIST(ENT_TREATY_STEP_ENUM)
#undef ENT_TREATY_STEP_ENUM
        ENT_TREATY_N_STEPS
} ent_treaty_step;

/* Ordinal levels by wording alone. */
#define ENT_TREATY_LEVEL_LIST(X) \
    X(0, "NONE", "nothing owed") \
    X(1, "DECLARATORY", "a stance") \
    X(2, "CONSULT", "consultation") \
    X(3, "SUPPORT", "support without fighting") \
    X(4, "ACT_CONSTITUTIONAL", "action under its own constitution") \
    X(5, "ASSIST_AS_DEEMED", "assistance as it deems necessary") \
    X(6, "ASSIST_INCL_MILITARY", "assistance, military means included") \
    X(7, "ALL_MEANS", "all means in its power")

enum {
    ENT_TREATY_LIST = 8,      /* attackers, victims, near states of one event */
    ENT_TREATY_NONE = 0xffff, /* no state, no row */
    ENT_TREATY_LEVELS = 8,
    ENT_TREATY_MAX_STATES = 512,
    ENT_TREATY_COVERED_FROM = -7670 /* 1 January 1949, in days since 1970: the tables begin */
};

typedef enum ent_treaty_armed {
    ENT_ARMED_NOT_MET,
    ENT_ARMED_CONTESTED,
    ENT_ARMED_MET
} ent_treaty_armed;
typedef enum ent_treaty_actor {
    ENT_ACTOR_STATE,
    ENT_ACTOR_NONSTATE,
    ENT_ACTOR_UNKNOWN
} ent_treaty_actor;
typedef enum ent_treaty_request {
    ENT_REQUEST_NO,
    ENT_REQUEST_YES,
    ENT_REQUEST_ASSUMED,
    ENT_REQUEST_CONSULT, /* only for clauses of consultation */
    ENT_REQUEST_NAMED,   /* only for the clauses listed */
    ENT_REQUEST_OTHER    /* to another body, or for voluntary help */
} ent_treaty_request;

/* Objects are a set of bits. */
enum {
    ENT_OBJECT_TERRITORY = 1,
    ENT_OBJECT_FORCES = 2,
    ENT_OBJECT_VESSEL = 4,
    ENT_OBJECT_AIRCRAFT = 8,
    ENT_OBJECT_CYBER = 16,
    ENT_OBJECT_INFRASTRUCTURE = 32,
    ENT_OBJECT_OTHER = 64 /* threat, transit, nationals ... */
};

enum { ENT_FLAG_NUCLEAR = 1, ENT_FLAG_AFTER_CEASEFIRE = 2 };

typedef enum ent_treaty_site_kind {
    ENT_SITE_UNKNOWN,
    ENT_SITE_STATE, /* land, internal waters, territorial sea or the air above */
    ENT_SITE_ZONE,  /* exclusive economic zone of `sovereign` */
    ENT_SITE_HIGH_SEAS,
    ENT_SITE_DISPUTED
} ent_treaty_site_kind;

/* Where it happened, as far as it matters in law. Filled by ent_treaty_locate. */
typedef struct ent_treaty_site {
    uint8_t kind;
    uint8_t has_areas;   /* `areas` decides regions that go by table */
    uint8_t near_border; /* found from coordinates, within the stated distance of a border */
    uint8_t n_near;
    uint16_t sovereign;             /* state whose territory or zone it is */
    uint16_t administrator;         /* who governs it in fact */
    uint16_t territory;             /* row of the territory table */
    uint16_t near[ENT_TREATY_LIST]; /* other states it might belong to */
    uint64_t areas;                 /* regions by table, one bit each */
    uint64_t inside, edge; /* regions by polygon; edge: within the stated distance of a line */
} ent_treaty_site;

typedef struct ent_treaty_event {
    int32_t date; /* days since 1970-01-01 */
    uint8_t n_attackers, n_victims;
    uint8_t actor, armed, request, flags;
    uint8_t n_named;
    uint8_t named_yes; /* bit i: clause named[i] was requested */
    uint16_t attackers[ENT_TREATY_LIST], victims[ENT_TREATY_LIST];
    uint16_t named[ENT_TREATY_LIST];
    uint32_t objects;
    uint8_t place_given; /* ent_treaty_site_kind given by hand; ENT_SITE_UNKNOWN: find it */
    uint8_t mission;
    uint16_t place_state; /* state that goes with it */
    uint16_t place;       /* row of the gazetteer, or ENT_TREATY_NONE */
    double lat, lon;      /* degrees; ENT_MISSING when not known */
    ent_treaty_site site;
} ent_treaty_event;

typedef struct ent_treaty_verdict {
    uint8_t answer, reason, step, level;
    uint8_t victim;       /* index into the event's victims; the host counts as n_victims */
    uint8_t unverified;   /* entry into force not verified */
    uint8_t own_security; /* applies for the parties' own security, owed nothing to the victim */
    uint8_t requested;    /* ENT_TREATY_NO, CONTESTED (assumed) or YES; for activation only */
    uint16_t clause, victim_state;
    uint32_t atom; /* decisive predicate in the code section; UINT32_MAX: none */
    uint8_t steps[ENT_TREATY_N_STEPS];        /* answer of each condition; none after a no */
    uint8_t step_reasons[ENT_TREATY_N_STEPS]; /* and its reason */
} ent_treaty_verdict;

/* What one state owes, over all clauses asked. */
typedef struct ent_treaty_level {
    uint8_t firm, contested; /* contested: if contested readings hold */
    uint16_t firm_clause, contested_clause;
} ent_treaty_level;

/* ---- the tables: plain rows of the block, texts are offsets into its strings ---- */

typedef struct ent_treaty_state {
    uint64_t areas;
    uint32_t code, name;
    int32_t from, to, communist_from, communist_to;
    uint16_t home; /* of a non-state actor */
    uint8_t kind;  /* 0 state, 1 union, 2 actor */
    uint8_t american;
    uint32_t reserved;
} ent_treaty_state;

typedef struct ent_treaty_instrument {
    uint32_t id, name, status, citation, verified, kind;
    int32_t signed_on, from, to;
    uint32_t first_party, n_parties;
} ent_treaty_instrument;

typedef struct ent_treaty_party {
    uint16_t instrument, state;
    int32_t from, to;
    uint8_t obligor, beneficiary, status, approximate;
    uint16_t with; /* suspended towards this state */
    uint16_t reserved;
} ent_treaty_party;

#define ENT_TREATY_STATUS_LIST(X) \
    X(none, "") \
    X(specific_character, "may choose the kind of its aid") \
    X(defence_opt_out, "had opted out of common defence") \
    X(suspended_with, "suspended between the two") \
    X(participation_frozen, "has frozen its participation") \
    X(membership_contested, "membership is disputed") \
    X(us_understanding, "only for communist aggression, by its understanding") \
    X(association_by_letter, "associated by letter only") \
    X(in_force_unverified, "entry into force not verified") \
    X(conditional_on_ceasefire, "takes effect only after a cease-fire")

typedef enum ent_treaty_status {
#define ENT_TREATY_STATUS_ENUM(name, text) ENT_TREATY_IS_##name,
    ENT_TREATY_STATUS_LIST(ENT_TREATY_STATUS_ENUM)
#undef ENT_TREATY_STATUS_ENUM
        ENT_TREATY_N_STATUSES
} ent_treaty_status;

#define ENT_TREATY_TRIGGER_LIST(X) \
    X(none) X(threat) X(armed_attack) X(attack_or_danger) X(hybrid) X(terrorism) X(request)

typedef enum ent_treaty_trigger {
#define ENT_TREATY_TRIGGER_ENUM(name) ENT_TREATY_ON_##name,
    ENT_TREATY_TRIGGER_LIST(ENT_TREATY_TRIGGER_ENUM)
#undef ENT_TREATY_TRIGGER_ENUM
        ENT_TREATY_N_TRIGGERS
} ent_treaty_trigger;

typedef struct ent_treaty_clause {
    uint32_t id, article, procedure, binding, quote, citation, verified;
    uint16_t instrument;
    uint8_t trigger, condition, request, joint, level, discretion;
    uint8_t named, anyone; /* protects states by name; asks nothing of the victim */
    uint16_t n_rules;
    int32_t from, to;
    int32_t nonstate_from; /* practice accepts non-state attackers without a finding */
    uint32_t first_rule;
    uint32_t attacker_code, n_attacker, victim_code, n_victim;
} ent_treaty_clause;

typedef struct ent_treaty_rule {
    uint32_t objects; /* 0: any */
    uint32_t code, n_code;
} ent_treaty_rule;

typedef struct ent_treaty_op {
    uint8_t op, reserved;
    uint16_t a;
    int32_t b;
} ent_treaty_op;

typedef struct ent_treaty_region {
    uint32_t id;
    uint8_t sea, by_table;
    uint16_t reserved;
    uint32_t first_ring, n_rings;
    double edge_km;
} ent_treaty_region;

typedef struct ent_treaty_ring {
    float south, west, north, east;
    uint32_t first, count;
    uint16_t state; /* outlines only */
    uint16_t reserved;
} ent_treaty_ring;

typedef struct ent_treaty_territory {
    uint64_t areas;
    uint32_t name;
    uint16_t sovereign, administrator;
    float lat, lon, half_lat, half_lon;
    int32_t from, to;
    uint8_t island, link, eu, has_areas; /* link 0 metropolitan, 1 integral, 2 dependency */
    uint8_t n_claimants, reserved;
    uint16_t today; /* the state whose land it is now, where the row is of another time */
    uint16_t claimants[4];
} ent_treaty_territory;

enum { ENT_LINK_METROPOLITAN, ENT_LINK_INTEGRAL, ENT_LINK_DEPENDENCY };
enum { ENT_EU_DEFAULT, ENT_EU_IN, ENT_EU_OUTERMOST, ENT_EU_OVERSEAS, ENT_EU_OUTSIDE };

typedef struct ent_treaty_place {
    double lat, lon;
    uint32_t name;
    uint8_t kind; /* ent_treaty_site_kind */
    uint8_t reserved;
    uint16_t state;
} ent_treaty_place;

typedef struct ent_treaty_record {
    uint32_t id, outcome, source;
    int32_t from, to;
    uint16_t clause; /* ENT_TREATY_NONE for hostilities */
    uint8_t n_attackers, n_victims, n_requested, reserved;
    uint16_t attackers[ENT_TREATY_LIST], victims[ENT_TREATY_LIST], requested[ENT_TREATY_LIST];
} ent_treaty_record;

/* What is argued about a contested condition; of one clause, or of any. */
typedef struct ent_treaty_reading {
    uint16_t clause; /* ENT_TREATY_NONE: any */
    uint16_t reason;
    uint32_t majority, minority, decides, settles;
} ent_treaty_reading;

/* A view on a block; borrows it. Rows may be read, never written. */
typedef struct ent_treaty {
    const unsigned char *blob;
    const ent_treaty_state *states;
    const ent_treaty_instrument *instruments;
    const ent_treaty_party *parties;
    const ent_treaty_clause *clauses;
    const ent_treaty_rule *rules;
    const ent_treaty_op *code;
    const ent_treaty_region *regions;
    const ent_treaty_ring *rings;
    const double *points; /* lon, lat */
    const ent_treaty_ring *outlines;
    const int16_t *outline_points; /* lon, lat in hundredths of a degree */
    const ent_treaty_territory *territories;
    const ent_treaty_place *places;
    const ent_treaty_record *records;
    const ent_treaty_reading *readings;
    const char *strings;
    uint32_t n_states, n_instruments, n_parties, n_clauses, n_rules, n_code, n_regions, n_rings,
        n_points, n_outlines, n_outline_points, n_territories, n_places, n_records, n_readings,
        n_strings;
    uint32_t contested_firm; /* scenario reads contested clauses as firm */
} ent_treaty;

/**
 * Look at a compiled block.
 *
 * errors   ENT_E_VERSION for another kind or version; ENT_E_DATA when an offset or an index
 *          leaves the block (safe on any bytes); ENT_E_ARG when `blob` is not 8-byte aligned
 */
ENT_API ent_status ent_treaty_open(const void *blob, size_t bytes, ent_treaty *t);

/** Text at an offset of the strings. */
ENT_API const char *ent_treaty_text(const ent_treaty *t, uint32_t offset);
/** Row of a state by its code, or ENT_TREATY_NONE. */
ENT_API uint16_t ent_treaty_find_state(const ent_treaty *t, const char *code, size_t length);
/** Row of a clause by its id, or ENT_TREATY_NONE. */
ENT_API uint16_t ent_treaty_find_clause(const ent_treaty *t, const char *id, size_t length);
/** Row of a place by name; letter case and accents of Latin letters are ignored. */
ENT_API uint16_t ent_treaty_find_place(const ent_treaty *t, const char *name, size_t length);

/** Days since 1970-01-01 of "2026-06-01", "2026-06" or "2026"; false when it is not a date. */
ENT_API bool ent_treaty_date(const char *text, size_t length, int32_t *days);
/** Write the date as YYYY-MM-DD and a terminator; `out` holds at least 16 bytes. */
ENT_API void ent_treaty_date_text(int32_t days, char *out);

/** An event on no date, by nobody: armed attack met, state, territory, request assumed. */
ENT_API void ent_treaty_event_init(const ent_treaty *t, ent_treaty_event *e);

/**
 * Set one field from text: attacker, attacker_type, victim, object (lists with a bar), place,
 * lat, lon, territory_of (ISO3, EEZ:ISO3, HIGHSEAS, DISPUTED), mission, armed_attack,
 * request_made, date. Other keys are ignored, so a row of a case file can be fed as it is.
 *
 * errors   ENT_E_KEY for an unknown state, place, object or word; ENT_E_PARSE for a malformed
 *          number or date; the event is then unchanged
 */
ENT_API ent_status ent_treaty_event_set(const ent_treaty *t, ent_treaty_event *e, const char *key,
                                        const char *value);

/** The state that is attacker and victim at once, or ENT_TREATY_NONE. */
ENT_API uint16_t ent_treaty_attacks_itself(const ent_treaty_event *e);

/**
 * Find out where the event lies: territory, administrator, regions, distances to lines.
 * Coordinates that are NaN or outside the globe leave the site unknown, which makes every
 * geographic condition contested.
 */
ENT_API void ent_treaty_locate(const ent_treaty *t, ent_treaty_event *e);

/**
 * For an event whose armed attack nobody has judged: contested instead of met where the records
 * say that a victim had itself opened hostilities against the attacker that still went on.
 */
ENT_API void ent_treaty_presume(const ent_treaty *t, ent_treaty_event *e);

/** Judge one clause. The event must have been located. */
ENT_API void ent_treaty_judge(const ent_treaty *t, const ent_treaty_event *e, uint16_t clause,
                              ent_treaty_verdict *verdict);

/**
 * What one party row's state owes under a verdict.
 *
 * returns  false when it owes nothing there (victim, attacker, other instrument, not in force)
 */
ENT_API bool ent_treaty_owes(const ent_treaty *t, const ent_treaty_event *e,
                             const ent_treaty_verdict *verdict, const ent_treaty_party *party,
                             uint8_t *firm, uint8_t *contested);

/**
 * Judge all clauses and take the highest level per state.
 *
 * shape    verdicts[n_clauses], levels[n_states]; verdicts may be NULL
 */
ENT_API void ent_treaty_judge_all(const ent_treaty *t, const ent_treaty_event *e,
                                  ent_treaty_verdict *verdicts, ent_treaty_level *levels);

/** Fold one verdict into the levels of all states; `levels` starts zeroed. */
ENT_API void ent_treaty_fold(const ent_treaty *t, const ent_treaty_event *e,
                             const ent_treaty_verdict *verdict, ent_treaty_level *levels);

/**
 * Levels owed when `attacker` makes an armed attack on the home territory of `host`.
 * Clauses for the parties' own security do not count when the host is not a party.
 *
 * shape    levels[n_states]
 */
ENT_API void ent_treaty_guarantees(const ent_treaty *t, uint16_t attacker, uint16_t host,
                                   int32_t date, ent_treaty_level *levels);

/**
 * Highest levels for all pairs: firm[(a * n + v) * n + g] is what states[g] owes states[v]
 * attacked by states[a]. A pair of a state with itself gives zeros.
 */
ENT_API void ent_treaty_matrix(const ent_treaty *t, size_t n, const uint16_t *states, int32_t date,
                               uint8_t *firm, uint8_t *contested);

/** Code of a reason, "GEO_OUT". */
ENT_API const char *ent_treaty_reason_code(unsigned reason);
/** "yes", "no", "contested". */
ENT_API const char *ent_treaty_answer_text(unsigned answer);
/** A level of duty in words. */
ENT_API const char *ent_treaty_level_text(unsigned level);
/** A step of the judgement in words. */
ENT_API const char *ent_treaty_step_text(unsigned step);
/** The status of an instrument in words. */
ENT_API const char *ent_treaty_status_text(unsigned status);

/**
 * One sentence on a verdict: which condition decided, and why.
 *
 * returns  bytes written without the terminator; cut at `size`
 */
ENT_API size_t ent_treaty_sentence(const ent_treaty *t, const ent_treaty_event *e,
                                   const ent_treaty_verdict *verdict, char *out, size_t size);

/** Both readings of a contested verdict, who decides and what would settle it; else NULL. */
ENT_API const ent_treaty_reading *ent_treaty_readings_of(const ent_treaty *t,
                                                         const ent_treaty_verdict *verdict);

/** One sentence on what would change a "no" for reasons of place or membership; may be "". */
ENT_API size_t ent_treaty_what_if(const ent_treaty *t, const ent_treaty_event *e,
                                  const ent_treaty_verdict *verdict, char *out, size_t size);

/**
 * Why an attack on territory cannot be one on its victims: the place is another state's on that
 * day ("Paris is territory of France, not of Poland, on 2026-06-01").
 *
 * returns  bytes written; 0 when nothing contradicts, or when not territory alone is attacked
 */
ENT_API size_t ent_treaty_contradiction(const ent_treaty *t, const ent_treaty_event *e, char *out,
                                        size_t size);

/** "the " before names such as "United Kingdom" in a sentence; "" before others. */
ENT_API const char *ent_treaty_article(const char *name);

/** Words for one condition of a clause, as --explain shows it. */
ENT_API size_t ent_treaty_step_sentence(const ent_treaty *t, const ent_treaty_event *e,
                                        const ent_treaty_verdict *verdict, unsigned step, char *out,
                                        size_t size);

#endif
