/* entente import: the publishers' own downloads as overrides of facts, with what looks wrong. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/hint.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "import/import.h"
#include "import/import_write.h"
#include "session/paths.h"
#include "world/parts.h"

typedef struct import_args {
    bool json, csv, all;
    const char *base, *years, *source, *quality, *scenario, *data;
    const char *state, *year, *value, *as, *unit, *decimal, *separator;
    const char *publisher, *title, *address;
    text_list keys;
} import_args;

static const ent_option options[] = {
    {"base", ENT_OPT_TEXT, offsetof(import_args, base), "SCENARIO",
     "compare with the facts of this scenario [status-quo-2024]"},
    {"years", ENT_OPT_TEXT, offsetof(import_args, years), "A:B",
     "only these years [from the first the tables know]"},
    {"key", ENT_OPT_LIST, offsetof(import_args, keys), "KEY", "only this key; may be repeated"},
    {"source", ENT_OPT_TEXT, offsetof(import_args, source), "KEY",
     "source key of the figures, as in sources.csv"},
    {"publisher", ENT_OPT_TEXT, offsetof(import_args, publisher), "TEXT",
     "publisher of a source of your own"},
    {"title", ENT_OPT_TEXT, offsetof(import_args, title), "TEXT",
     "title of a source of your own; it is written into the scenario or data folder"},
    {"address", ENT_OPT_TEXT, offsetof(import_args, address), "URL",
     "address of a source of your own"},
    {"quality", ENT_OPT_TEXT, offsetof(import_args, quality), "WORD",
     "quality of the figures [as the file says: reported, estimate, projection]"},
    {"state", ENT_OPT_TEXT, offsetof(import_args, state), "COLUMN",
     "table: column of states [by the names publishers use]"},
    {"year", ENT_OPT_TEXT, offsetof(import_args, year), "COLUMN",
     "table: column of years [year, time, ...; without one, a column a year]"},
    {"value", ENT_OPT_TEXT, offsetof(import_args, value), "COLUMN",
     "table: column of the figures, or code of one of several series"},
    {"as", ENT_OPT_TEXT, offsetof(import_args, as), "KEY", "table: the key of the figures"},
    {"unit", ENT_OPT_TEXT, offsetof(import_args, unit), "UNIT",
     "table: unit of the figures, such as thousand, fraction or bn USD [that of the key]"},
    {"decimal", ENT_OPT_TEXT, offsetof(import_args, decimal), "point|comma",
     "sign before the decimals [point]"},
    {"separator", ENT_OPT_TEXT, offsetof(import_args, separator), "comma|semicolon|tab",
     "between the cells of a text [found]"},
    {"all", ENT_OPT_FLAG, offsetof(import_args, all), NULL,
     "also list and write figures that did not change"},
    {"scenario", ENT_OPT_TEXT, offsetof(import_args, scenario), "FILE",
     "write the overrides as a scenario on the base"},
    {"data", ENT_OPT_TEXT, offsetof(import_args, data), "DIR",
     "write a data folder with them (use it as ENTENTE_DATA)"},
    {"json", ENT_OPT_FLAG, offsetof(import_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(import_args, csv), NULL, "write CSV: changes, then findings"},
};

static const ent_command command = {
    .name = "import",
    .operands = "nato|sipri|weo|kiel|table FILE",
    .summary =
        "Read newer figures from a publisher's file and show what changed and what looks wrong.",
    .details =
        "  nato    Defence Expenditure of NATO Countries, tables (.xlsx, or a sheet as text)\n"
        "  sipri   Military Expenditure Database (.xlsx)\n"
        "  weo     World Economic Outlook by country (.xls as published, .csv, .xlsx)\n"
        "  kiel    Ukraine Support Tracker (.xlsx, or data_explorer.csv of the site)\n"
        "  table   anyone's table, long or wide: World Bank, Our World in Data, Correlates of\n"
        "          War, your own with --state, --year, --value and --as, or columns state, year,\n"
        "          source and keys of facts\n"
        "Nothing is written without --scenario or --data.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 2,
    .max_operands = 2,
};

static const ent_column change_columns[] = {
    {"standing", "", "", ENT_CELL_TEXT, 0},       {"state", "State", "", ENT_CELL_TEXT, 0},
    {"key", "Key", "", ENT_CELL_TEXT, 0},         {"year", "Year", "", ENT_CELL_NUMBER, 0},
    {"before", "In use", "", ENT_CELL_NUMBER, 3}, {"value", "In file", "", ENT_CELL_NUMBER, 3},
    {"change", "Change", "", ENT_CELL_NUMBER, 3}, {"quality", "Quality", "", ENT_CELL_TEXT, 0},
    {"where", "Cell", "", ENT_CELL_TEXT, 0},
};

static const ent_column finding_columns[] = {
    {"check", "Check", "", ENT_CELL_TEXT, 0},
    {"where", "Where", "", ENT_CELL_TEXT, 0},
    {"text", "What", "", ENT_CELL_TEXT, 0},
};

static const char *const standings[] = {"same", "changed", "new", "left out"};

static ent_status read_years(const char *text, ent_import_options *o, ent_error *err)
{
    if (!text)
        return ENT_OK;
    const char *colon = strchr(text, ':');
    long long first = 0, last = 0;
    if (!ent_text_integer(text, colon ? (size_t)(colon - text) : strlen(text), &first) ||
        (colon && !ent_text_integer(colon + 1, strlen(colon + 1), &last)) || first < 1900 ||
        first > 2100 || (colon && (last < first || last > 2100)))
        return ent_fail(err, ENT_E_ARG, "--years: '%.40s' is not A:B with years A to B", text);
    o->first_year = (int)first;
    o->last_year = colon ? (int)last : (int)first;
    return ENT_OK;
}

static ent_status read_columns(const import_args *a, ent_import_kind kind, ent_import_columns *c,
                               ent_error *err)
{
    *c = (ent_import_columns){
        .state = a->state, .year = a->year, .value = a->value, .as = a->as, .unit = a->unit};
    if (kind != ENT_IMPORT_TABLE && (a->state || a->year || a->value || a->as || a->unit))
        return ent_fail(err, ENT_E_ARG,
                        "--state, --year, --value, --as and --unit describe a table; '%s' knows "
                        "its own columns",
                        ent_import_name(kind));
    c->decimal_comma = a->decimal && strcmp(a->decimal, "comma") == 0;
    if (a->decimal && !c->decimal_comma && strcmp(a->decimal, "point") != 0)
        return ent_fail(err, ENT_E_ARG, "--decimal: '%.40s' is neither point nor comma",
                        a->decimal);
    if (!a->separator)
        return ENT_OK;
    c->separator = strcmp(a->separator, "comma") == 0       ? ','
                   : strcmp(a->separator, "semicolon") == 0 ? ';'
                   : strcmp(a->separator, "tab") == 0       ? '\t'
                                                            : 0;
    return c->separator
               ? ENT_OK
               : ent_fail(err, ENT_E_ARG,
                          "--separator: '%.40s' is none of comma, semicolon and tab", a->separator);
}

static bool is_word(const char *text)
{
    for (const char *p = text; *p; p++)
        if (!((*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') ||
              *p == '_'))
            return false;
    return *text && strlen(text) <= 64;
}

/* A release of its own: what is written must say which, and only the user knows. */
static ent_status need_source(const import_args *a, const char *source, const ent_facts *facts,
                              ent_arena *arena, ent_error *err)
{
    if ((!a->scenario && !a->data) || a->source || !*source)
        return ENT_OK;
    const ent_source *like = ent_facts_source(facts, source);
    ent_builder keys;
    ent_builder_init(&keys, arena);
    for (size_t i = 0; i < facts->n_sources; i++)
        if (like && strncmp(facts->sources[i].publisher, like->publisher, 4) == 0)
            ent_builder_format(&keys, "%s%s", keys.length ? ", " : "", facts->sources[i].key);
    return ent_fail(err, ENT_E_ARG,
                    "--source KEY is needed to write figures: which release is this? "
                    "sources.csv has %s",
                    keys.data);
}

static ent_status check_words(const import_args *a, const ent_facts *facts, const char *source,
                              ent_error *err)
{
    if (a->quality && strcmp(a->quality, "reported") != 0 && strcmp(a->quality, "estimate") != 0 &&
        strcmp(a->quality, "projection") != 0)
        return ent_fail(err, ENT_E_ARG,
                        "--quality: '%.40s' is none of reported, estimate and projection",
                        a->quality);
    if (a->source && !is_word(a->source))
        return ent_fail(err, ENT_E_ARG,
                        "--source: '%.40s' is not a source key (letters, digits and _)", a->source);
    const bool own = a->publisher || a->title || a->address;
    if (own && !(a->source && a->publisher && a->title))
        return ent_fail(
            err, ENT_E_ARG,
            "a source of your own needs --source KEY, --publisher TEXT and --title TEXT");
    if (own && ent_facts_source(facts, a->source))
        return ent_fail(err, ENT_E_ARG,
                        "--source: '%.60s' is already in sources.csv; choose another key for a "
                        "source of your own",
                        a->source);
    if (a->scenario && *source && !own && !ent_facts_source(facts, source))
        return ent_fail(err, ENT_E_ARG,
                        "--source: '%.60s' is not in %s/sources.csv; say what it is with "
                        "--publisher and --title",
                        source, facts->dir);
    return ENT_OK;
}

static void fill_changes(ent_table *t, const ent_import *in, const import_args *args,
                         const import_target *target, ent_arena *arena)
{
    ent_table_init(t, "changes", "What changed", change_columns,
                   sizeof change_columns / sizeof change_columns[0], arena);
    size_t counts[4] = {0};
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        counts[v->standing]++;
        if (!import_is_written(v, target) && v->standing != ENT_IMPORT_LEFT_OUT)
            continue;
        const size_t r = ent_table_row(t);
        ent_table_text(t, r, 0, standings[v->standing]);
        ent_table_text(t, r, 1, v->state);
        ent_table_text(t, r, 2, v->key);
        ent_table_number(t, r, 3, v->year);
        ent_table_number(t, r, 4, v->before);
        ent_table_number(t, r, 5, v->value);
        ent_table_number(t, r, 6, v->value - v->before);
        ent_table_text(t, r, 7, args->quality ? args->quality : v->quality);
        ent_table_text(t, r, 8, v->where);
    }
    t->note = ent_text_format(arena,
                              "%zu figures: %zu as they stand, %zu changed, %zu new, %zu "
                              "left out%s",
                              in->n_values, counts[0], counts[1], counts[2], counts[3],
                              args->scenario || args->data
                                  ? ""
                                  : "\nNothing is written. --scenario FILE or --data DIR writes "
                                    "the figures that changed or are new.");
}

static void fill_findings(ent_table *t, const ent_import *in, ent_arena *arena)
{
    ent_table_init(t, "findings", "What looks wrong", finding_columns,
                   sizeof finding_columns / sizeof finding_columns[0], arena);
    for (size_t i = 0; i < in->n_findings; i++) {
        const ent_import_finding *f = &in->findings[i];
        const size_t r = ent_table_row(t);
        ent_table_text(t, r, 0, ent_import_check_name(f->check));
        ent_table_text(t, r, 1, f->where);
        ent_table_text(t, r, 2, f->text);
    }
    t->note = ent_text_format(arena, "%zu finding(s)", in->n_findings);
}

static ent_status render(const ent_table *changes, const ent_table *findings,
                         const import_args *args, ent_builder *out, ent_error *err)
{
    const ent_format format = opt_format(args->json, args->csv);
    const ent_style style = opt_style();
    ent_builder_text(out, args->json ? "{\n\"changes\": " : "");
    ENT_TRY(ent_table_render(changes, format, &style, out, err));
    ent_builder_text(out, args->json ? ",\n\"findings\": " : "\n");
    ENT_TRY(ent_table_render(findings, format, &style, out, err));
    if (args->json)
        ent_builder_format(out, ",\n\"written\": %s\n}\n",
                           args->scenario || args->data ? "true" : "false");
    return ent_builder_status(out, err);
}

static ent_status unknown_kind(const char *word, ent_error *err)
{
    const char *names[ENT_IMPORT_N_KINDS];
    for (int k = 0; k < ENT_IMPORT_N_KINDS; k++)
        names[k] = ent_import_name((ent_import_kind)k);
    const char *near = ent_text_nearest(word, names, ENT_IMPORT_N_KINDS);
    return ent_fail(
        err, ENT_E_ARG,
        "the kind of file '%.40s' does not exist%s (kinds: nato, sipri, weo, kiel, table)", word,
        did_you_mean(near).text);
}

/* How many values a run on the base would not read. */
static ent_status find_idle(const world_parts *parts, const ent_import *in, import_target *target,
                            ent_arena *arena, ent_error *err)
{
    const size_t base = parts->scenario.n_facts;
    ent_fact *facts = ent_arena_array(arena, ent_fact, base + in->n_values + 1);
    bool *told = ent_arena_array(arena, bool, base + in->n_values + 1);
    if (!facts || !told)
        return ent_fail(err, ENT_E_NOMEM, "import: out of memory");
    scenario_spec with = parts->scenario;
    size_t n = base, unread = 0;
    memcpy(facts, parts->scenario.facts, base * sizeof *facts);
    for (size_t i = 0; i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        if (import_in_scenario(v, target))
            facts[n++] = ent_import_fact(v);
    }
    with.facts = facts;
    with.n_facts = n;
    ENT_TRY(ent_world_idle_facts(&parts->facts, &parts->reg, &with, told, arena, err));
    for (size_t k = base; k < n; k++)
        unread += told[k];
    target->idle = unread > 0;
    if (unread)
        fprintf(stderr,
                "entente import: a run on '%s', which starts in %d, does not read %zu of these %zu "
                "values\n",
                target->base, parts->scenario.start_year, unread, n - base);
    return ENT_OK;
}

/* A table's rows may name their source; what is written without one needs --source. */
static ent_status need_sources(const ent_import *in, const import_target *target, ent_error *err)
{
    for (size_t i = 0; i < in->n_values && !*target->source; i++)
        if (import_is_written(&in->values[i], target) && !*in->values[i].source)
            return ent_fail(err, ENT_E_ARG,
                            "--source KEY is needed: %s of %s has no source (%s); for figures of "
                            "your own give --publisher and --title, too",
                            in->values[i].key, in->values[i].state, in->values[i].where);
    return ENT_OK;
}

static ent_status run(const import_args *args, char **words, ent_arena *arena, ent_builder *out,
                      ent_error *err)
{
    ent_import_kind kind;
    ent_import_options o = {.n_keys = args->keys.count, .keys = args->keys.items};
    if (!ent_import_kind_of(words[0], &kind))
        return unknown_kind(words[0], err);
    ent_import_columns columns;
    ENT_TRY(read_years(args->years, &o, err));
    ENT_TRY(read_columns(args, kind, &columns, err));
    if (args->scenario)
        ENT_TRY(ent_file_distinct(args->scenario, words[1], err));
    world_parts parts;
    ENT_TRY(world_parts_load(path_folders(), args->base, &parts, arena, err));
    import_target target = {.base = args->base,
                            .source = args->source ? args->source : ent_import_source(kind),
                            .quality = args->quality,
                            .all = args->all};
    const ent_source own = {.key = target.source,
                            .publisher = args->publisher ? args->publisher : "",
                            .title = args->title ? args->title : "",
                            .date = "",
                            .address = args->address ? args->address : "",
                            .terms = ""};
    target.own = args->publisher ? &own : NULL;
    ENT_TRY(need_source(args, target.source, &parts.facts, arena, err));
    ENT_TRY(check_words(args, &parts.facts, target.source, err));
    ent_facts standing;
    ENT_TRY(ent_facts_override(&parts.facts, parts.scenario.n_facts, parts.scenario.facts,
                               &standing, arena, err));
    ent_import in;
    ENT_TRY(ent_import_read(kind, words[1], &standing, &columns, &in, arena, err));
    ENT_TRY(ent_import_compare(&in, &standing, &o, arena, err));
    ENT_TRY(ent_import_recheck(&in, &standing, arena, err));
    if (args->scenario || args->data)
        ENT_TRY(need_sources(&in, &target, err));
    if (args->scenario)
        ENT_TRY(find_idle(&parts, &in, &target, arena, err));
    if (args->scenario)
        ENT_TRY(import_write_scenario(args->scenario, &in, &target, arena, err));
    if (args->data)
        ENT_TRY(import_write_data(args->data, &in, &parts.facts, &target, arena, err));
    ent_table changes, findings;
    fill_changes(&changes, &in, args, &target, arena);
    fill_findings(&findings, &in, arena);
    ent_builder_init(out, arena);
    return render(&changes, &findings, args, out, err);
}

int cmd_import(int argc, char **argv)
{
    import_args args = {.base = "status-quo-2024"};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {{0}};
    ent_builder out = {0};
    const ent_status status = run(&args, argv + 1, &arena, &out, &err);
    const int code =
        status == ENT_OK ? opt_print(out.data, out.length) : opt_fail("import", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
