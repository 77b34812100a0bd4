/* Inside of the compiled treaty block: header, sections, opcodes. Not installed. */
#ifndef ENT_TREATY_BLOB_H
#define ENT_TREATY_BLOB_H

#include "entente/treaty.h"

enum { TREATY_MAGIC = 0x54544e45 /* "ENTT" */, TREATY_VERSION = 2 };

/* Sections in the order of the block: name in the view, row type. */
#define TREATY_SECTION_LIST(X) \
    X(states, ent_treaty_state) \
    X(instruments, ent_treaty_instrument) \
    X(parties, ent_treaty_party) \
    X(clauses, ent_treaty_clause) \
    X(rules, ent_treaty_rule) \
    X(code, ent_treaty_op) \
    X(regions, ent_treaty_region) \
    X(rings, ent_treaty_ring) \
    X(points, double) \
    X(outlines, ent_treaty_ring) \
    X(outline_points, int16_t) \
    X(territories, ent_treaty_territory) \
    X(places, ent_treaty_place) \
    X(records, ent_treaty_record) \
    X(readings, ent_treaty_reading) \
    X(strings, char)

enum {
#define TREATY_SECTION_ENUM(name, type) SECTION_##name,
    TREATY_SECTION_LIST(TREATY_SECTION_ENUM)
#undef TREATY_SECTION_ENUM
        N_SECTIONS
};

typedef struct treaty_header {
    uint32_t magic, version;
    uint64_t bytes;
    uint32_t contested_firm, reserved;
    struct {
        uint32_t offset, count;
    } section[N_SECTIONS];
} treaty_header;

/* Operators of a scope, attacker or victim expression; postfix, three-valued. */
#define TREATY_OP_LIST(X) \
    X(AND) \
    X(OR) \
    X(EDGE) \
    X(OVERSEAS) \
    X(ANY) \
    X(TERR) \
    X(TERR_IN) \
    X(ISLAND) \
    X(METRO) \
    X(HOME) \
    X(ADMIN) \
    X(EU_TERRITORY) \
    X(COVERED) \
    X(IN) \
    X(BEYOND) \
    X(LAT_ABOVE) \
    X(BEFORE) \
    X(AFTER) \
    X(PARTY) \
    X(BENEFICIARY) \
    X(AMERICAN) \
    X(STATE) \
    X(COMMUNIST) \
    X(NONSTATE) \
    X(ALLIED)

typedef enum treaty_opcode {
#define TREATY_OP_ENUM(name) OP_##name,
    TREATY_OP_LIST(TREATY_OP_ENUM)
#undef TREATY_OP_ENUM
        N_OPS
} treaty_opcode;

enum { OP_VICTIM = 0xfffe, TREATY_STACK = 32, TREATY_MAX_REGIONS = 64 };
enum { DATE_OPEN_FROM = INT32_MIN, DATE_OPEN_TO = INT32_MAX };

/* Value of an expression: answer, reason when it is not YES, and the atom that decided. */
typedef struct scope_value {
    uint8_t answer, reason;
    uint32_t atom;
} scope_value;

/* What an expression is evaluated about. */
typedef struct scope_case {
    const ent_treaty *t;
    const ent_treaty_event *e;
    uint16_t instrument;
    uint16_t victim;  /* state the clause would protect */
    uint16_t subject; /* state tested by attacker and victim expressions */
    uint32_t object;  /* one bit */
} scope_case;

scope_value treaty_scope(const scope_case *c, uint32_t first, uint32_t count, unsigned depth);

/* Whether the state is a party (either role) of the instrument on the date; its row or NULL. */
const ent_treaty_party *treaty_party(const ent_treaty *t, uint16_t instrument, uint16_t state,
                                     int32_t date);

/* Signed nearness of a point to the rings: inside, and whether an edge is within `km`. */
bool treaty_in_rings(const double *points, const ent_treaty_ring *rings, uint32_t n, double lon,
                     double lat);
double treaty_ring_distance(const double *points, const ent_treaty_ring *rings, uint32_t n,
                            double lon, double lat, double limit_km);
bool treaty_in_outline(const ent_treaty *t, const ent_treaty_ring *ring, double lon, double lat);
double treaty_outline_distance(const ent_treaty *t, const ent_treaty_ring *ring, double lon,
                               double lat, double limit_km);

bool treaty_same(const char *a, const char *b);
/* Names alike but for letter case, accents and punctuation. */
bool treaty_same_name(const char *a, const char *b, size_t nb);
static inline bool treaty_on(int32_t date, int32_t from, int32_t to)
{
    return date >= from && date <= to;
}

/* Bytes of a text. */
size_t treaty_length(const char *text);

#endif
