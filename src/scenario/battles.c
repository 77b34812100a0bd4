/* Set-piece battles of a scenario file. */
#include <string.h>

#include "entente/text.h"
#include "scenario/parts.h"

/* One number, or a list of two; one number is both ends. */
static ent_status read_range(const yaml_node *node, double *low, double *high, ent_error *err)
{
    if (node->kind != YAML_LIST) {
        ENT_TRY(yaml_number(node, low, err));
        *high = *low;
        return ENT_OK;
    }
    if (node->n != 2)
        return yaml_fail(node, ENT_E_DATA, err, "%s takes one number or [low, high]", node->key);
    ENT_TRY(yaml_number(node->child, low, err));
    ENT_TRY(yaml_number(node->child->next, high, err));
    return *low <= *high
               ? ENT_OK
               : yaml_fail(node, ENT_E_DATA, err, "%s: %g is above %g", node->key, *low, *high);
}

static ent_status read_numbers(const parts *p, const yaml_node *map, ent_scenario_battle *b)
{
    const struct {
        const char *key;
        double *low, *high;
        bool optional;
    } ranges[] = {
        {"attacker_be", &b->attacker, &b->attacker, false},
        {"defender_be", &b->defender_low, &b->defender_high, false},
        {"front_width_km", &b->width_km, &b->width_km, false},
        {"depth_km", &b->depth_km, &b->depth_km, false},
        {"published_hours", &b->published_low, &b->published_high, true},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        const yaml_node *node = parts_member(map, ranges[i].key);
        if (!node && ranges[i].optional)
            continue;
        if (!node)
            return yaml_fail(map, ENT_E_DATA, p->err, "a battle needs %s", ranges[i].key);
        double low = 0.0, high = 0.0;
        ENT_TRY(read_range(node, &low, &high, p->err));
        if (!(low > 0.0))
            return yaml_fail(node, ENT_E_DATA, p->err, "%s must be above 0", ranges[i].key);
        *ranges[i].low = low;
        *ranges[i].high = high;
    }
    return ENT_OK;
}

static ent_status read_battle(const parts *p, const yaml_node *map, ent_scenario_battle *b)
{
    static const char *const names[] = {
        "key",      "label",           "attacker_be", "defender_be", "front_width_km",
        "depth_km", "published_hours", "source",      "note"};
    *b = (ent_scenario_battle){.published_low = ENT_MISSING, .published_high = ENT_MISSING};
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, sizeof names / sizeof names[0], p->err));
    ENT_TRY(parts_text(map, "key", &b->key, p->err));
    ENT_TRY(parts_text(map, "label", &b->label, p->err));
    ENT_TRY(parts_text(map, "source", &b->source, p->err));
    ENT_TRY(parts_text(map, "note", &b->note, p->err));
    if (!*b->key)
        return yaml_fail(map, ENT_E_DATA, p->err, "a battle needs a key");
    return read_numbers(p, map, b);
}

/* Battles of the scenario itself replace those of its base. */
ent_status parts_battles(parts *p, const yaml_node *list)
{
    ENT_TRY(yaml_need(list, YAML_LIST, p->err));
    p->scenario->n_battles = 0;
    for (const yaml_node *c = list->child; c; c = c->next) {
        if (p->scenario->n_battles == MAX_BATTLES)
            return yaml_fail(c, ENT_E_DATA, p->err, "more than %d battles", MAX_BATTLES);
        ENT_TRY(read_battle(p, c, &p->battles[p->scenario->n_battles]));
        p->scenario->n_battles++;
    }
    return ENT_OK;
}
