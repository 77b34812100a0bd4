/*
 * Correlations of a scenario: `shipped`, `none`, or a list of rows that replace those of the
 * same pair; `shipped` and `none` may stand in the list too and start anew.
 */
#include <math.h>
#include <string.h>

#include "base/hint.h"
#include "scenario/parts.h"

ent_status parts_shipped_correlations(parts *p)
{
    const ent_register *reg = p->reg;
    if (reg->n_correlations > MAX_CORRELATIONS)
        return ent_fail(p->err, ENT_E_DATA, "correlations.csv: more than %d rows",
                        MAX_CORRELATIONS);
    for (size_t i = 0; i < reg->n_correlations; i++)
        p->correlations[i] = reg->correlations[i];
    p->scenario->n_correlations = reg->n_correlations;
    return ENT_OK;
}

/* "shipped" or "none". */
static ent_status start_anew(parts *p, const yaml_node *node)
{
    if (strcmp(node->text, "shipped") == 0)
        return parts_shipped_correlations(p);
    if (strcmp(node->text, "none") != 0)
        return yaml_fail(node, ENT_E_DATA, p->err,
                         "correlations: '%.40s' must be shipped, none or a row such as {first: "
                         "KEY, second: KEY, rank: 0.5}",
                         node->text);
    p->scenario->n_correlations = 0;
    return ENT_OK;
}

static ent_status read_key(const parts *p, const yaml_node *map, const char *name, const char **key)
{
    const yaml_node *node = parts_member(map, name);
    if (!node)
        return yaml_fail(map, ENT_E_DATA, p->err, "'%s' is missing here", name);
    ENT_TRY(yaml_need(node, YAML_TEXT, p->err));
    if (ent_register_assumption(p->reg, node->text)) {
        *key = node->text;
        return ENT_OK;
    }
    const char *near = ent_register_nearest_assumption(p->reg, node->text);
    return yaml_fail(node, ENT_E_KEY, p->err, "the assumption '%.60s' does not exist%s", node->text,
                     did_you_mean(near).text);
}

static ent_status read_row(const parts *p, const yaml_node *map, ent_correlation *row)
{
    static const char *const names[] = {"first", "second", "rank", "note"};
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, sizeof names / sizeof names[0], p->err));
    *row = (ent_correlation){.basis = "scenario", .source = ""};
    ENT_TRY(read_key(p, map, "first", &row->first));
    ENT_TRY(read_key(p, map, "second", &row->second));
    ENT_TRY(parts_text(map, "note", &row->note, p->err));
    const yaml_node *rank = parts_member(map, "rank");
    if (!rank)
        return yaml_fail(map, ENT_E_DATA, p->err, "'rank' is missing here");
    ENT_TRY(yaml_number(rank, &row->value, p->err));
    if (!(fabs(row->value) < 1.0))
        return yaml_fail(rank, ENT_E_DATA, p->err, "rank: %g is not between -1 and 1", row->value);
    if (strcmp(row->first, row->second) == 0)
        return yaml_fail(map, ENT_E_DATA, p->err, "%.60s is named twice in one row", row->first);
    row->where = yaml_where(map, p->arena);
    return ENT_OK;
}

static ent_status add_row(parts *p, const yaml_node *map)
{
    scenario_spec *s = p->scenario;
    ent_correlation row;
    ENT_TRY(read_row(p, map, &row));
    size_t at = 0;
    while (at < s->n_correlations &&
           !ent_correlation_joins(&p->correlations[at], row.first, row.second))
        at++;
    if (at == MAX_CORRELATIONS)
        return yaml_fail(map, ENT_E_DATA, p->err, "more than %d correlations", MAX_CORRELATIONS);
    p->correlations[at] = row;
    s->n_correlations += at == s->n_correlations;
    return ENT_OK;
}

ent_status parts_correlations(parts *p, const yaml_node *node)
{
    if (node->kind == YAML_TEXT)
        return start_anew(p, node);
    ENT_TRY(yaml_need(node, YAML_LIST, p->err));
    for (const yaml_node *c = node->child; c; c = c->next)
        ENT_TRY(c->kind == YAML_TEXT ? start_anew(p, c) : add_row(p, c));
    return ENT_OK;
}
