/* The parts of a scenario file, each read by one function. */
#ifndef ENT_SCENARIO_PARTS_H
#define ENT_SCENARIO_PARTS_H

#include "entente/scenario.h"
#include "scenario/yaml.h"

enum {
    MAX_FACTS = 512,
    MAX_EVENTS = 64,
    MAX_CHANGES = 64,
    MAX_CLAIMS = 128,
    MAX_CORRELATIONS = 256,
    MAX_BATTLES = 16,
    MAX_SOURCES = 64
};

/* What is being filled, from the outermost base to the scenario itself. */
typedef struct parts {
    const ent_facts *facts;
    const ent_register *reg;
    scenario_spec *scenario;
    ent_lever_setting *levers;
    ent_prior_setting *assumptions;
    ent_fact *overrides;
    ent_source *sources;
    ent_scenario_event *events;
    ent_scenario_change *accessions, *withdrawals;
    ent_claim *claims;
    ent_correlation *correlations;
    ent_scenario_battle *battles;
    ent_arena *arena;
    ent_error *err;
} parts;

ent_status parts_levers(parts *p, const yaml_node *map);
ent_status parts_assumptions(parts *p, const yaml_node *map);
ent_status parts_sources(parts *p, const yaml_node *list);
ent_status parts_facts(parts *p, const yaml_node *list);
ent_status parts_events(parts *p, const yaml_node *list);
ent_status parts_treaty(parts *p, const yaml_node *map);
ent_status parts_correlations(parts *p, const yaml_node *node);
/* The rows of the register, which every scenario starts from. */
ent_status parts_shipped_correlations(parts *p);
ent_status parts_claims(parts *p, const yaml_node *list);
ent_status parts_battles(parts *p, const yaml_node *list);

/* Member of a map by key, or NULL. */
const yaml_node *parts_member(const yaml_node *map, const char *key);

/* Refuse members that are not among the names, with the nearest one. */
ent_status parts_known(const yaml_node *map, const char *const *names, size_t n, ent_error *err);

/* Text of a member; "" when absent; an error when it is not a text. */
ent_status parts_text(const yaml_node *map, const char *key, const char **text, ent_error *err);

/* "2025", "2025-02" or "2025-02-12"; month and day 0 when absent. */
bool parts_date(const char *text, int *year, int *month, int *day);

#endif
