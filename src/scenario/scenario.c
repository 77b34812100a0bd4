#include "entente/scenario.h"
#include "base/hint.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/text.h"
#include "scenario/parts.h"

enum { LARGEST_FILE = 1 << 20, MOST_BASES = 8, LONGEST_RUN = 16, MOST_SCENARIOS = 1024 };

/* One file of the chain from a scenario to its outermost base. */
typedef struct chain_link {
    const char *path;
    const yaml_node *root;
} chain_link;

static const char *const top_keys[] = {
    "name",    "about",   "base",    "policy",       "label",       "short_label", "start",
    "horizon", "levers",  "reasons", "facts",        "events",      "assumptions", "treaty",
    "claims",  "battles", "sources", "correlations", "unread_facts"};

/* --- small readers --- */

const yaml_node *parts_member(const yaml_node *map, const char *key)
{
    for (const yaml_node *c = map->kind == YAML_MAP ? map->child : NULL; c; c = c->next)
        if (strcmp(c->key, key) == 0)
            return c;
    return NULL;
}

/* A key like none of the known ones: all of them are named. */
static ent_status unknown_key(const yaml_node *key, const char *const *names, size_t n,
                              ent_error *err)
{
    char list[400];
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < n && used < sizeof list - 1; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", names[i]);
    return yaml_fail_key(key, ENT_E_KEY, err, "unknown key '%.60s'; known here: %s", key->key,
                         list);
}

ent_status parts_known(const yaml_node *map, const char *const *names, size_t n, ent_error *err)
{
    for (const yaml_node *c = map->child; c; c = c->next) {
        bool known = false;
        for (size_t i = 0; i < n; i++)
            known = known || strcmp(names[i], c->key) == 0;
        const char *near = known ? NULL : ent_text_nearest(c->key, names, n);
        if (!known && near)
            return yaml_fail_key(c, ENT_E_KEY, err, "unknown key '%.60s'%s", c->key,
                                 did_you_mean(near).text);
        if (!known)
            return unknown_key(c, names, n, err);
        for (const yaml_node *d = map->child; d != c; d = d->next)
            if (strcmp(d->key, c->key) == 0)
                return yaml_fail_key(c, ENT_E_DATA, err, "key '%.60s' is given twice", c->key);
    }
    return ENT_OK;
}

ent_status parts_text(const yaml_node *map, const char *key, const char **text, ent_error *err)
{
    const yaml_node *node = parts_member(map, key);
    *text = "";
    if (!node)
        return ENT_OK;
    ENT_TRY(yaml_need(node, YAML_TEXT, err));
    *text = node->text;
    return ENT_OK;
}

static bool digits(const char *text, size_t n, int *value)
{
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool parts_date(const char *text, int *year, int *month, int *day)
{
    const size_t n = strlen(text);
    *month = *day = 0;
    if ((n != 4 && n != 7 && n != 10) || !digits(text, 4, year))
        return false;
    if (n >= 7 && (text[4] != '-' || !digits(text + 5, 2, month) || *month < 1 || *month > 12))
        return false;
    return n < 10 || (text[7] == '-' && digits(text + 8, 2, day) && *day >= 1 && *day <= 31);
}

/* --- start and horizon --- */

static ent_status read_month(const yaml_node *root, const char *key, int *year, int *month,
                             int *day, ent_error *err)
{
    const yaml_node *node = parts_member(root, key);
    if (!node)
        return ENT_OK;
    ENT_TRY(yaml_need(node, YAML_TEXT, err));
    if (!parts_date(node->text, year, month, day) || !*month)
        return yaml_fail(node, ENT_E_DATA, err, "%s: '%.40s' is not a month (YYYY-MM)", key,
                         node->text);
    return ENT_OK;
}

static ent_status read_span(const yaml_node *root, scenario_spec *s, ent_error *err)
{
    int day = 0;
    ENT_TRY(read_month(root, "start", &s->start_year, &s->start_month, &s->start_day, err));
    ENT_TRY(read_month(root, "horizon", &s->horizon_year, &s->horizon_month, &day, err));
    const yaml_node *node = parts_member(root, "horizon");
    node = node ? node : root;
    if (s->start_year < 2020 || s->start_year > 2035)
        return yaml_fail(root, ENT_E_DATA, err, "start: %d is outside 2020..2035", s->start_year);
    if (s->horizon_year < s->start_year ||
        (s->horizon_year == s->start_year && s->horizon_month <= s->start_month))
        return yaml_fail(node, ENT_E_DATA, err, "horizon: %d-%02d is not after the start %d-%02d",
                         s->horizon_year, s->horizon_month, s->start_year, s->start_month);
    if (s->horizon_year - s->start_year >= LONGEST_RUN)
        return yaml_fail(node, ENT_E_DATA, err, "horizon: a run is at most %d years", LONGEST_RUN);
    return ENT_OK;
}

/* --- one file --- */

static ent_status read_unread(const yaml_node *root, scenario_spec *s, ent_error *err)
{
    const char *text = "";
    ENT_TRY(parts_text(root, "unread_facts", &text, err));
    if (*text && strcmp(text, "allowed") != 0)
        return yaml_fail(parts_member(root, "unread_facts"), ENT_E_DATA, err,
                         "unread_facts: write 'allowed' or leave the key out");
    s->unread_facts = s->unread_facts || *text;
    return ENT_OK;
}

/* Why the scenario sets a lever as it does: a sentence by lever. */
static ent_status read_reasons(parts *p, const yaml_node *node)
{
    scenario_spec *s = p->scenario;
    ENT_TRY(yaml_need(node, YAML_MAP, p->err));
    for (const yaml_node *c = node->child; c; c = c->next) {
        ENT_TRY(yaml_need(c, YAML_TEXT, p->err));
        if (!ent_register_lever(p->reg, c->key))
            return yaml_fail_key(c, ENT_E_KEY, p->err, "reasons: the lever '%.60s' does not exist",
                                 c->key);
        if (s->n_reasons == ENT_MAX_REASONS)
            return yaml_fail_key(c, ENT_E_DATA, p->err, "reasons: at most %d levers have one",
                                 ENT_MAX_REASONS);
        s->reason_lever[s->n_reasons] = c->key;
        s->reason[s->n_reasons++] = c->text;
    }
    return ENT_OK;
}

static ent_status read_words(parts *p, const yaml_node *root)
{
    scenario_spec *s = p->scenario;
    s->n_reasons = 0;
    ENT_TRY(parts_text(root, "about", &s->about, p->err));
    ENT_TRY(parts_text(root, "policy", &s->policy, p->err));
    ENT_TRY(parts_text(root, "label", &s->label, p->err));
    return parts_text(root, "short_label", &s->short_label, p->err);
}

static ent_status apply(parts *p, const yaml_node *root)
{
    static const struct {
        const char *key;
        ent_status (*read)(parts *p, const yaml_node *node);
    } sections[] = {
        {"levers", parts_levers},   {"assumptions", parts_assumptions},
        {"sources", parts_sources}, {"facts", parts_facts},
        {"events", parts_events},   {"treaty", parts_treaty},
        {"claims", parts_claims},   {"correlations", parts_correlations},
        {"battles", parts_battles}, {"reasons", read_reasons},
    };
    scenario_spec *s = p->scenario;
    const char *name = "";
    ENT_TRY(yaml_need(root, YAML_MAP, p->err));
    ENT_TRY(parts_known(root, top_keys, sizeof top_keys / sizeof top_keys[0], p->err));
    ENT_TRY(parts_text(root, "name", &name, p->err));
    ENT_TRY(read_words(p, root));
    ENT_TRY(parts_text(root, "base", &s->base, p->err));
    const yaml_node *base = parts_member(root, "base");
    if (base && !*s->base)
        return yaml_fail_key(base, ENT_E_DATA, p->err,
                             "'base' is empty; name a scenario or leave the line out");
    if (!*name)
        return yaml_fail(root, ENT_E_DATA, p->err, "'name' is missing");
    ENT_TRY(read_unread(root, s, p->err));
    s->name = name;
    ENT_TRY(read_span(root, s, p->err));
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        const yaml_node *node = parts_member(root, sections[i].key);
        const bool empty = node && node->kind == YAML_TEXT && !*node->text;
        if (node && !empty)
            ENT_TRY(sections[i].read(p, node));
    }
    return ENT_OK;
}

/* --- the chain of bases --- */

static bool is_path(const char *name)
{
    const size_t n = strlen(name);
    return strchr(name, '/') || (n > 5 && strcmp(name + n - 5, ".yaml") == 0);
}

static const char *folder_of(const char *path, ent_arena *arena)
{
    const char *slash = strrchr(path, '/');
    return slash ? ent_text_copy(path, (size_t)(slash - path), arena) : ".";
}

static const char *key_of(const char *path, ent_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    if (n > 5 && strcmp(name + n - 5, ".yaml") == 0)
        n -= 5;
    return ent_text_copy(name, n, arena);
}

/* Scenarios that were renamed; links and files with the old name stay good. */
static const char *present_name(const char *name)
{
    static const char *const renamed[][2] = {{"today-2026", "today"}};
    for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
        if (strcmp(name, renamed[i][0]) == 0)
            return renamed[i][1];
    return name;
}

static const char *find_file(const char *beside, const char *dir, const char *name,
                             ent_arena *arena)
{
    if (is_path(name))
        return name;
    const char *first = beside ? ent_text_format(arena, "%s/%s.yaml", beside, name) : NULL;
    if (first && access(first, F_OK) == 0)
        return first;
    return ent_text_format(arena, "%s/%s.yaml", dir, present_name(name));
}

/* A scenario that is not there: name the nearest that is. */
static ent_status not_there(const char *dir, const char *name, const yaml_node *base,
                            ent_arena *arena, ent_error *err)
{
    const char *const *names = NULL;
    size_t n = 0;
    const char *near = NULL;
    if (scenario_list(dir, &names, &n, arena, NULL) == ENT_OK)
        near = ent_text_nearest(name, names, n);
    if (base)
        return yaml_fail(base, ENT_E_IO, err, "base: the scenario '%.60s' does not exist%s", name,
                         did_you_mean(near).text);
    if (access(name, F_OK) == 0)
        return ent_fail(err, ENT_E_IO,
                        "'%.200s' is not a scenario: the name of a scenario file ends in .yaml",
                        name);
    return ent_fail(err, ENT_E_IO, "the %s '%.60s' does not exist in %s%s",
                    strchr(name, '.') ? "scenario or file" : "scenario", name, dir,
                    did_you_mean(near).text);
}

static ent_status open_link(const char *dir, const char *name, const yaml_node *base,
                            const char *beside, chain_link *out, ent_arena *arena, ent_error *err)
{
    char *text = NULL;
    size_t length = 0;
    *out = (chain_link){NULL, NULL};
    out->path = find_file(beside, dir, name, arena);
    ENT_NEED(out->path, err);
    if (access(out->path, F_OK) != 0)
        return not_there(dir, name, base, arena, err);
    ENT_TRY(ent_text_read_file(out->path, LARGEST_FILE, &text, &length, arena, err));
    return yaml_read(out->path, text, length, &out->root, arena, err);
}

static ent_status open_chain(const char *dir, const char *name, chain_link *links, size_t *n,
                             ent_arena *arena, ent_error *err)
{
    const yaml_node *base = NULL;
    const char *beside = NULL;
    for (*n = 0;; (*n)++) {
        if (*n == MOST_BASES)
            return yaml_fail(base, ENT_E_DATA, err, "base: more than %d levels of bases",
                             MOST_BASES);
        chain_link *l = &links[*n];
        ENT_TRY(open_link(dir, name, base, beside, l, arena, err));
        for (size_t i = 0; i < *n; i++)
            if (strcmp(links[i].path, l->path) == 0)
                return yaml_fail(base, ENT_E_DATA, err,
                                 "base: '%.60s' refers back to %s; bases must not form a circle",
                                 name, l->path);
        base = parts_member(l->root, "base");
        if (!base || base->kind != YAML_TEXT || !*base->text)
            break;
        name = base->text;
        beside = folder_of(l->path, arena);
        ENT_NEED(beside, err);
    }
    (*n)++;
    return ENT_OK;
}

static ent_status begin(parts *p, scenario_spec *s, const ent_facts *facts, const ent_register *reg,
                        ent_arena *arena, ent_error *err)
{
    *s = (scenario_spec){.name = "",
                         .about = "",
                         .base = "",
                         .start_year = 2025,
                         .start_month = 2,
                         .horizon_year = 2035,
                         .horizon_month = 12,
                         .n_levers = reg->n_levers,
                         .n_assumptions = reg->n_assumptions};
    *p = (parts){.facts = facts, .reg = reg, .scenario = s, .arena = arena, .err = err};
    p->levers = ent_arena_array(arena, ent_lever_setting, reg->n_levers + 1);
    p->assumptions = ent_arena_array(arena, ent_prior_setting, reg->n_assumptions + 1);
    p->overrides = ent_arena_array(arena, ent_fact, MAX_FACTS);
    p->sources = ent_arena_array(arena, ent_source, MAX_SOURCES);
    p->events = ent_arena_array(arena, ent_scenario_event, MAX_EVENTS);
    p->accessions = ent_arena_array(arena, ent_scenario_change, MAX_CHANGES);
    p->withdrawals = ent_arena_array(arena, ent_scenario_change, MAX_CHANGES);
    p->claims = ent_arena_array(arena, ent_claim, MAX_CLAIMS);
    p->correlations = ent_arena_array(arena, ent_correlation, MAX_CORRELATIONS);
    p->battles = ent_arena_array(arena, ent_scenario_battle, MAX_BATTLES);
    ENT_NEED(p->levers && p->assumptions && p->overrides && p->sources && p->events &&
                 p->accessions && p->withdrawals && p->claims && p->correlations && p->battles,
             err);
    ENT_TRY(parts_shipped_correlations(p));
    for (size_t i = 0; i < reg->n_levers; i++)
        p->levers[i] = (ent_lever_setting){.value = reg->levers[i].value, .where = ""};
    for (size_t i = 0; i < reg->n_assumptions; i++)
        p->assumptions[i] =
            (ent_prior_setting){.central = reg->assumptions[i].central, .where = ""};
    s->levers = p->levers;
    s->assumptions = p->assumptions;
    s->facts = p->overrides;
    s->sources = p->sources;
    s->events = p->events;
    s->accessions = p->accessions;
    s->withdrawals = p->withdrawals;
    s->claims = p->claims;
    s->correlations = p->correlations;
    s->battles = p->battles;
    return ENT_OK;
}

ent_status scenario_load(const char *dir, const char *name, const ent_facts *facts,
                         const ent_register *reg, scenario_spec *scenario, ent_arena *arena,
                         ent_error *err)
{
    chain_link links[MOST_BASES];
    size_t n = 0;
    scenario_spec s;
    parts p;
    ENT_TRY(open_chain(dir, name, links, &n, arena, err));
    ENT_TRY(begin(&p, &s, facts, reg, arena, err));
    for (size_t i = n; i-- > 0;)
        ENT_TRY(apply(&p, links[i].root));
    s.path = links[0].path;
    s.key = key_of(s.path, arena);
    ENT_NEED(s.key, err);
    *scenario = s;
    return ENT_OK;
}

ent_status scenario_parse(const char *path, const char *text, size_t length, const ent_facts *facts,
                          const ent_register *reg, scenario_spec *scenario, ent_arena *arena,
                          ent_error *err)
{
    const yaml_node *root = NULL;
    scenario_spec s;
    parts p;
    ENT_TRY(yaml_read(path, text, length, &root, arena, err));
    ENT_TRY(begin(&p, &s, facts, reg, arena, err));
    ENT_TRY(apply(&p, root));
    s.path = root->path;
    s.key = key_of(s.path, arena);
    ENT_NEED(s.key, err);
    *scenario = s;
    return ENT_OK;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static ent_status list_folder(DIR *folder, const char **list, size_t *n, ent_arena *arena,
                              ent_error *err)
{
    for (struct dirent *e; (e = readdir(folder)) && *n < MOST_SCENARIOS;) {
        const size_t length = strlen(e->d_name);
        if (length <= 5 || strcmp(e->d_name + length - 5, ".yaml") != 0)
            continue;
        list[*n] = ent_text_copy(e->d_name, length - 5, arena);
        if (!list[(*n)++])
            return ent_fail(err, ENT_E_NOMEM, "scenario: out of memory");
    }
    return ENT_OK;
}

ent_status scenario_list(const char *dir, const char *const **names, size_t *n, ent_arena *arena,
                         ent_error *err)
{
    const char **list = ent_arena_array(arena, const char *, MOST_SCENARIOS);
    ENT_NEED(list, err);
    DIR *folder = opendir(dir);
    if (!folder)
        return ent_fail(err, ENT_E_IO, "%s: cannot be opened: %s", dir, strerror(errno));
    *n = 0;
    const ent_status status = list_folder(folder, list, n, arena, err);
    closedir(folder);
    if (status == ENT_OK)
        qsort(list, *n, sizeof *list, compare_names);
    *names = list;
    return status;
}

double ent_lever_in_year(const ent_lever_setting *setting, int year)
{
    double value = setting->value;
    for (size_t i = 0; i < setting->n_years && setting->years[i] <= year; i++)
        value = setting->by_year[i];
    return value;
}
