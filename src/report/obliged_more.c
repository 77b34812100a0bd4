/* The other faces of `entente obliged`: matrix, history, files of events. */
#include <stdio.h>
#include <string.h>

#include "base/hint.h"
#include "entente/text.h"
#include "entente/treaty_cases.h"
#include "report/map_svg.h"
#include "report/obliged.h"
#include "scenario/yaml.h"

#define N(columns) (sizeof(columns) / sizeof(columns)[0])

static const ent_column pair_columns[] = {
    {"attacker", "Attacker", "", ENT_CELL_TEXT, 0},
    {"state", "Protected", "", ENT_CELL_TEXT, 0},
    {"guarantor", "Guarantor", "", ENT_CELL_TEXT, 0},
    {"level_firm", "Firm", "", ENT_CELL_NUMBER, 0},
    {"level_contested", "If contested readings count", "", ENT_CELL_NUMBER, 0},
};

/* Those a reader of the statement would look for first; --state chooses others. */
static const char default_states[] =
    "USA CAN GBR FRA DEU ITA ESP POL NLD BEL NOR SWE FIN DNK ISL EST LVA LTU CZE SVK HUN ROU BGR "
    "GRC TUR PRT HRV SVN ALB MKD MNE LUX AUT IRL MLT CYP CHE UKR MDA GEO ARM AZE RUS BLR KAZ CHN "
    "TWN JPN KOR PRK PHL AUS NZL IND PAK IRN ISR SAU QAT BRA";

static ent_status unknown_state(const ent_treaty *t, const char *option, const char *code,
                                ent_error *err)
{
    char word[24];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(code, "|, "), code);
    const char *near = obliged_nearest(t, "attacker", word);
    return ent_fail(err, ENT_E_ARG, "%s: unknown state '%s'%s", option, word,
                    did_you_mean(near).text);
}

static ent_format format_of(const obliged_args *args)
{
    return args->json ? ENT_FORMAT_JSON : args->csv ? ENT_FORMAT_CSV : ENT_FORMAT_TEXT;
}

static ent_status matrix_states(const obliged_args *args, const ent_treaty *t, uint16_t *states,
                                size_t *n, ent_error *err)
{
    *n = 0;
    if (args->states.count == 0) {
        for (const char *s = default_states; *s; s += s[3] ? 4 : 3)
            states[(*n)++] = ent_treaty_find_state(t, s, 3);
        return ENT_OK;
    }
    for (size_t i = 0; i < args->states.count; i++)
        for (const char *s = args->states.items[i]; *s;) {
            size_t length = strcspn(s, "|,");
            uint16_t found = ent_treaty_state_named(t, s, length, args->n_names, args->names);
            if (found == ENT_TREATY_NONE) { /* not a name with blanks: one word of several */
                length = strcspn(s, "|, ");
                found = ent_treaty_state_named(t, s, length, args->n_names, args->names);
            }
            if (found == ENT_TREATY_NONE || *n >= ENT_TREATY_MAX_STATES)
                return unknown_state(t, "--state", s, err);
            states[(*n)++] = found;
            s += length + (s[length] != '\0');
        }
    return ENT_OK;
}

static ent_status pairs(const ent_treaty *t, size_t n, const uint16_t *states, const uint8_t *firm,
                        const uint8_t *contested, ent_format format, ent_builder *out,
                        ent_error *err)
{
    ent_table table;
    const ent_style style = {0};
    ent_table_init(&table, "matrix", "Highest level of obligation", pair_columns, N(pair_columns),
                   out->arena);
    for (size_t i = 0; i < n * n * n; i++) {
        if (!firm[i] && !contested[i])
            continue;
        const size_t row = ent_table_row(&table);
        const size_t who[] = {i / (n * n), i / n % n, i % n};
        for (size_t c = 0; c < 3; c++)
            ent_table_text(&table, row, c, ent_treaty_text(t, t->states[states[who[c]]].code));
        ent_table_number(&table, row, 3, firm[i]);
        ent_table_number(&table, row, 4, contested[i]);
    }
    return ent_table_render(&table, format, &style, out, err);
}

/* One attacker on a screen: rows are attacked, columns would owe. */
static void grid(const ent_treaty *t, size_t n, const uint16_t *states, const uint8_t *firm,
                 const uint8_t *contested, const char *title, ent_builder *out)
{
    ent_builder_format(out,
                       "%s\nRows are attacked, columns would owe; + : more if contested "
                       "readings hold.\n\n    ",
                       title);
    for (size_t g = 0; g < n; g++)
        ent_builder_format(out, " %s", ent_treaty_text(t, t->states[states[g]].code));
    for (size_t v = 0; v < n; v++) {
        ent_builder_format(out, "\n%s ", ent_treaty_text(t, t->states[states[v]].code));
        for (size_t g = 0; g < n; g++) {
            const unsigned f = firm[v * n + g], c = contested[v * n + g];
            ent_builder_format(out, c ? "  %u%c" : "  .%c", c ? f : (unsigned)' ',
                               c > f ? '+' : ' ');
        }
    }
    ent_builder_text(out, "\n");
}

static ent_status one_attacker(const ent_treaty *t, const obliged_args *args, int32_t date,
                               size_t n, const uint16_t *states, ent_builder *out, ent_arena *arena,
                               ent_error *err)
{
    uint8_t *levels = ent_arena_array(arena, uint8_t, 2 * n * n + 1);
    ent_treaty_level *row = ent_arena_array(arena, ent_treaty_level, t->n_states + 1);
    const char *code = args->attackers.count ? args->attackers.items[0] : "XXX";
    const uint16_t attacker =
        ent_treaty_state_named(t, code, strlen(code), args->n_names, args->names);
    char on[16];
    if (attacker == ENT_TREATY_NONE)
        return unknown_state(t, "--attacker", code, err);
    ENT_NEED(levels && row, err);
    for (size_t v = 0; v < n; v++) {
        if (states[v] == attacker)
            continue;
        ent_treaty_guarantees(t, attacker, states[v], date, row);
        for (size_t g = 0; g < n; g++) {
            levels[v * n + g] = row[states[g]].firm;
            levels[n * n + v * n + g] = row[states[g]].contested;
        }
    }
    ent_treaty_date_text(date, on);
    const char *title = ent_text_format(arena, "What is owed if %s attacks, %s",
                                        ent_treaty_text(t, t->states[attacker].name), on);
    if (args->html) {
        ent_builder page;
        ent_builder_init(&page, arena);
        ENT_TRY(map_matrix_page(t, n, states, levels, levels + n * n, title, &page, err));
        ENT_TRY(ent_text_write_file(args->html, page.data, page.length, err));
    }
    grid(t, n, states, levels, levels + n * n, title, out);
    return ENT_OK;
}

ent_status obliged_matrix(const ent_treaty *t, const obliged_args *args, ent_builder *out,
                          ent_arena *arena, ent_error *err)
{
    uint16_t states[ENT_TREATY_MAX_STATES];
    size_t n = 0;
    int32_t date = obliged_today();
    if (args->on && !ent_treaty_date(args->on, strlen(args->on), &date))
        return ent_fail(err, ENT_E_ARG, "--on: '%.40s' is not a date YYYY-MM-DD", args->on);
    ENT_TRY(matrix_states(args, t, states, &n, err));
    if (!args->json && !args->csv)
        return one_attacker(t, args, date, n, states, out, arena, err);
    uint8_t *firm = ent_arena_array(arena, uint8_t, n * n * n + 1);
    uint8_t *contested = ent_arena_array(arena, uint8_t, n * n * n + 1);
    ENT_NEED(firm && contested, err);
    ent_treaty_matrix(t, n, states, date, firm, contested);
    return pairs(t, n, states, firm, contested, format_of(args), out, err);
}

/* --- history --- */

static const ent_column record_columns[] = {
    {"date", "Date", "", ENT_CELL_TEXT, 0},
    {"clause", "Clause", "", ENT_CELL_TEXT, 0},
    {"requested_by", "Requested by", "", ENT_CELL_TEXT, 0},
    {"attacker", "Against", "", ENT_CELL_TEXT, 0},
    {"victim", "Attacked", "", ENT_CELL_TEXT, 0},
    {"outcome", "What followed", "", ENT_CELL_TEXT, 0},
    {"source", "Source", "", ENT_CELL_TEXT, 0},
};

static const ent_column history_columns[] = {
    {"case", "Case", "", ENT_CELL_TEXT, 0},
    {"date", "Date", "", ENT_CELL_TEXT, 0},
    {"event", "Event", "", ENT_CELL_TEXT, 0},
    {"clause", "Clause", "", ENT_CELL_TEXT, 0},
    {"verdict", "Entente says", "", ENT_CELL_TEXT, 0},
    {"reason", "Reason", "", ENT_CELL_TEXT, 0},
    {"what_happened", "What happened", "", ENT_CELL_TEXT, 0},
};

static void codes(ent_table *table, size_t row, size_t column, const ent_treaty *t,
                  const uint16_t *list, unsigned n)
{
    char text[64] = "";
    size_t at = 0;
    for (unsigned i = 0; i < n && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? " " : "",
                               ent_treaty_text(t, t->states[list[i]].code));
    ent_table_text(table, row, column, text);
}

static void record_rows(const ent_treaty *t, ent_table *table)
{
    for (uint32_t i = 0; i < t->n_records; i++) {
        const ent_treaty_record *r = &t->records[i];
        char date[16];
        if (r->clause == ENT_TREATY_NONE)
            continue;
        ent_treaty_date_text(r->from, date);
        const size_t row = ent_table_add(table, ENT_TEXT(date),
                                         ENT_TEXT(ent_treaty_text(t, t->clauses[r->clause].id)));
        codes(table, row, 2, t, r->requested, r->n_requested);
        codes(table, row, 3, t, r->attackers, r->n_attackers);
        codes(table, row, 4, t, r->victims, r->n_victims);
        ent_table_text(table, row, 5, ent_treaty_text(t, r->outcome));
        ent_table_text(table, row, 6, ent_treaty_text(t, r->source));
    }
    ent_table_sort(table, 0, false);
}

static unsigned invocations(const ent_treaty *t, const char *clause)
{
    const uint16_t k = ent_treaty_find_clause(t, clause, strlen(clause));
    unsigned n = 0;
    for (uint32_t i = 0; i < t->n_records; i++)
        n += k != ENT_TREATY_NONE && t->records[i].clause == k;
    return n;
}

static void case_rows(const ent_treaty *t, const ent_treaty_case_list *list, ent_table *table)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < list->n_cells; i++) {
        const ent_treaty_cell *c = &list->cells[i];
        const ent_treaty_case *k = &list->cases[c->row];
        char date[16], verdict[16] = "";
        if (c->state)
            continue;
        const char *colon = c->got ? strchr(c->got, ':') : NULL;
        ent_treaty_date_text(k->event.date, date);
        if (colon)
            snprintf(verdict, sizeof verdict, "%.*s", (int)(colon - c->got), c->got);
        const size_t row = ent_table_row(table);
        const bool first = c->row != last;
        ent_table_text(table, row, 0, k->id);
        ent_table_text(table, row, 1, date);
        ent_table_text(table, row, 2, first ? k->title : "");
        ent_table_text(table, row, 3, c->name);
        ent_table_text(table, row, 4, verdict);
        ent_table_text(table, row, 5, colon ? colon + 1 : c->got);
        ent_table_text(table, row, 6, first ? k->happened : "");
        last = c->row;
    }
    (void)t;
}

static void json_part(const char *name, const char *before_it, ent_builder *out)
{
    ent_builder_text(out, before_it);
    ent_json_text(out, name);
    ent_builder_text(out, ": ");
}

ent_status obliged_history(const ent_treaty *t, const obliged_args *args, ent_builder *out,
                           ent_arena *arena, ent_error *err)
{
    const char *path =
        args->cases ? args->cases : ent_text_format(arena, "%s/treaty/cases.csv", args->data);
    const ent_format format = format_of(args);
    const ent_style style = args->style;
    ent_treaty_case_list list;
    ent_table records, history;
    ENT_TRY(ent_treaty_cases_read(t, path, &list, arena, err));
    ent_table_init(&records, "invocations", "Recorded invocations", record_columns,
                   N(record_columns), arena);
    ent_table_init(&history, "history", "What Entente says and what happened", history_columns,
                   N(history_columns), arena);
    record_rows(t, &records);
    case_rows(t, &list, &history);
    if (format == ENT_FORMAT_CSV)
        return ent_table_render(&history, format, &style, out, err);
    if (format == ENT_FORMAT_JSON)
        json_part("invocations", "{", out);
    ENT_TRY(ent_table_render(&records, format, &style, out, err));
    if (format == ENT_FORMAT_JSON)
        json_part("history", ",\n", out);
    else
        ent_builder_format(out,
                           "\nOn this record NATO Article 5 was invoked %u time%s, "
                           "Article 4 %u times.\n\n",
                           invocations(t, "nato_5"), invocations(t, "nato_5") == 1 ? "" : "s",
                           invocations(t, "nato_4"));
    ENT_TRY(ent_table_render(&history, format, &style, out, err));
    if (format == ENT_FORMAT_JSON)
        ent_builder_format(out, ",\n\"nato_5_invoked\": %u, \"nato_4_invoked\": %u}\n",
                           invocations(t, "nato_5"), invocations(t, "nato_4"));
    return ENT_OK;
}

/* --- files of events --- */

static const struct {
    const char *key, *column;
} event_keys[] = {
    {"on", "date"},
    {"date", "date"},
    {"attacker", "attacker"},
    {"victim", "victim"},
    {"object", "object"},
    {"place", "place"},
    {"lat", "lat"},
    {"lon", "lon"},
    {"territory_of", "territory_of"},
    {"attacker_type", "attacker_type"},
    {"armed_attack", "armed_attack"},
    {"request", "request_made"},
    {"request_made", "request_made"},
    {"mission", "mission"},
};

static const char *column_of(const char *key)
{
    for (size_t i = 0; i < N(event_keys); i++)
        if (strcmp(event_keys[i].key, key) == 0)
            return event_keys[i].column;
    return NULL;
}

/* A text, or a list of texts joined by bars. */
static ent_status value_of(const yaml_node *node, char *text, size_t size, ent_error *err)
{
    size_t n = 0;
    text[0] = '\0';
    if (node->kind == YAML_TEXT) {
        n = (size_t)snprintf(text, size, "%s", node->text);
    } else {
        ENT_TRY(yaml_need(node, YAML_LIST, err));
        for (const yaml_node *item = node->child; item && n < size; item = item->next) {
            ENT_TRY(yaml_need(item, YAML_TEXT, err));
            n += (size_t)snprintf(text + n, size - n, "%s%s", n ? "|" : "", item->text);
        }
    }
    return n < size ? ENT_OK : yaml_fail(node, ENT_E_DATA, err, "longer than %zu bytes", size - 1);
}

static ent_status set_member(const obliged_args *args, const ent_treaty *t, const yaml_node *node,
                             ent_treaty_event *e, const char **label, ent_error *err)
{
    char text[512];
    ent_error inner = {{0}};
    ENT_TRY(value_of(node, text, sizeof text, err));
    if (strcmp(node->key, "label") == 0) {
        *label = node->text;
        return ENT_OK;
    }
    const char *column = column_of(node->key);
    if (!column) {
        const char *names[N(event_keys)];
        for (size_t i = 0; i < N(event_keys); i++)
            names[i] = event_keys[i].key;
        const char *near = ent_text_nearest(node->key, names, N(event_keys));
        return yaml_fail_key(node, ENT_E_KEY, err, "unknown key '%.40s'%s", node->key,
                             did_you_mean(near).text);
    }
    if (obliged_set(args, t, e, column, text, &inner) != ENT_OK)
        return yaml_fail(node, ENT_E_DATA, err, "%s", inner.message);
    return ENT_OK;
}

static const yaml_node *member(const yaml_node *map, const char *key)
{
    for (const yaml_node *m = map->child; m; m = m->next)
        if (m->key && strcmp(m->key, key) == 0)
            return m;
    return NULL;
}

static ent_status one_event(const obliged_args *args, const ent_treaty *t, const yaml_node *map,
                            ent_treaty_event *e, const char **label, ent_error *err)
{
    ENT_TRY(yaml_need(map, YAML_MAP, err));
    ent_treaty_event_init(t, e);
    e->date = obliged_today();
    *label = NULL;
    /* the date first: which territory a name means may depend on it */
    for (const yaml_node *m = map->child; m; m = m->next)
        if (strcmp(m->key, "on") == 0 || strcmp(m->key, "date") == 0)
            ENT_TRY(set_member(args, t, m, e, label, err));
    for (const yaml_node *m = map->child; m; m = m->next)
        if (strcmp(m->key, "territory_of") != 0)
            ENT_TRY(set_member(args, t, m, e, label, err));
    if (member(map, "territory_of"))
        ENT_TRY(set_member(args, t, member(map, "territory_of"), e, label, err));
    if (e->n_attackers == 0 || e->n_victims == 0)
        return yaml_fail(map, ENT_E_DATA, err, "an event needs 'attacker' and 'victim'");
    const yaml_node *lat = member(map, "lat"), *lon = member(map, "lon");
    const uint16_t itself = ent_treaty_attacks_itself(e);
    if (itself != ENT_TREATY_NONE)
        return yaml_fail_key(member(map, "victim"), ENT_E_DATA, err,
                             "'attacker' and 'victim' both name %s%s. Name two different states",
                             ent_treaty_article(ent_treaty_text(t, t->states[itself].name)),
                             ent_treaty_text(t, t->states[itself].name));
    if (member(map, "place") && (lat || lon))
        return yaml_fail_key(member(map, "place"), ENT_E_DATA, err,
                             "'place' and 'lat', 'lon' both say where it happens. Give one of "
                             "them");
    if (!lat != !lon)
        return yaml_fail_key(lat ? lat : lon, ENT_E_DATA, err,
                             "'%s' alone is half a coordinate. Give 'lat' and 'lon'",
                             lat ? "lat" : "lon");
    ent_treaty_locate(t, e);
    char why[300];
    if (ent_treaty_contradiction(t, e, why, sizeof why))
        return yaml_fail(map, ENT_E_DATA, err,
                         "%s. Name that state as the victim, or 'object: forces' for forces there",
                         why);
    if (!member(map, "armed_attack"))
        ent_treaty_presume(t, e);
    return ENT_OK;
}

ent_status obliged_file(const ent_treaty *t, const obliged_args *args, ent_builder *out,
                        ent_arena *arena, ent_error *err)
{
    char *text = NULL;
    size_t length = 0;
    const yaml_node *root = NULL;
    ENT_TRY(ent_text_read_file(args->event, 1 << 20, &text, &length, arena, err));
    ENT_TRY(yaml_read(args->event, text, length, &root, arena, err));
    const yaml_node *list = root->kind == YAML_MAP ? member(root, "events") : root;
    if (!list)
        return yaml_fail(root, ENT_E_DATA, err, "expected a list of events, or 'events:'");
    ENT_TRY(yaml_need(list, YAML_LIST, err));
    if (args->json)
        ent_builder_text(out, "{\"obligations\": [\n");
    for (const yaml_node *m = list->child; m; m = m->next) {
        ent_treaty_event e;
        const char *label = NULL;
        ent_builder one;
        ent_builder_init(&one, arena);
        ENT_TRY(one_event(args, t, m, &e, &label, err));
        ENT_TRY(obliged_answer(t, args, &e, label, &one, arena, err));
        ENT_TRY(ent_builder_status(&one, err));
        const char *header = args->csv && m != list->child ? strchr(one.data, '\n') : NULL;
        ent_builder_text(out, header ? header + 1 : one.data);
        if (m->next)
            ent_builder_text(out, args->json ? ",\n" : args->csv ? "" : "\n----\n\n");
    }
    if (args->json)
        ent_builder_text(out, "]}\n");
    return ENT_OK;
}
