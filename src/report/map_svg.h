/*
 * Static maps: states coloured by the level they owe, drawn from the outlines of the treaty
 * tables, the one set of polygons of report, page and engine.
 */
#ifndef ENT_REPORT_MAP_SVG_H
#define ENT_REPORT_MAP_SVG_H

#include "entente/treaty_report.h"

typedef struct map_spec {
    const ent_treaty *t;
    bool round_a_point;            /* equal-area map round a point, 5 800 km wide; else the world */
    double centre_lat, centre_lon; /* of that map; Europe: 52, 15 */
    const uint8_t *value;          /* [n_states] 0 to `steps`; 0 is not coloured */
    const uint8_t *hatched;        /* [n_states] value if contested readings hold; may be NULL */
    unsigned steps;
    const uint16_t *outlined; /* states with a strong border, such as the victims */
    size_t n_outlined;
    const uint16_t *crossed; /* states with a dashed border, such as the attackers */
    size_t n_crossed;
    double lat, lon; /* a mark; ENT_MISSING for none */
    const char *mark, *title;
    double width;
} map_spec;

/** Append one <svg>; colours through CSS variables with fallbacks. */
void map_svg(const map_spec *spec, ent_builder *out);

/** Append a whole page on one event: map, clauses, states, notes. Runs no script. */
ent_status map_page(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_answers *a,
                    const char *label, ent_builder *out, ent_error *err);

struct json_t;
/** Append the map round one event of a result document (member of `obligations`), small. */
void map_of_document(const ent_treaty *t, const struct json_t *event, ent_builder *out);

/** Page with a heat map of guarantor by protected state: levels[v * n + g], 0 to 7. */
ent_status map_matrix_page(const ent_treaty *t, size_t n, const uint16_t *states,
                           const uint8_t *firm, const uint8_t *contested, const char *title,
                           ent_builder *out, ent_error *err);

#endif
