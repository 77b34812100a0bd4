#include "report/document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/text.h"

enum { DOCUMENT_MAX = 1 << 30 };

const json_t *doc_get(const json_t *o, const char *key)
{
    return o ? json_object_get(o, key) : NULL;
}

const char *doc_text(const json_t *o, const char *key)
{
    const char *text = json_string_value(doc_get(o, key));
    return text ? text : "";
}

double doc_number(const json_t *o, const char *key)
{
    const json_t *value = doc_get(o, key);
    return json_is_number(value) ? json_number_value(value) : ENT_MISSING;
}

int doc_whole(const json_t *o, const char *key, int most)
{
    const double value = doc_number(o, key);
    return value >= 0.0 && value <= most ? (int)value : 0;
}

const char *doc_seed(const json_t *run, char text[24])
{
    const json_t *value = doc_get(run, "seed");
    if (json_is_string(value))
        return json_string_value(value);
    snprintf(text, 24, "%lld", (long long)json_integer_value(value));
    return text;
}

bool doc_true(const json_t *o, const char *key)
{
    return json_is_true(doc_get(o, key));
}

bool doc_has(const json_t *o, const char *key)
{
    const json_t *value = doc_get(o, key);
    return json_array_size(value) > 0 || json_object_size(value) > 0;
}

double doc_quantile(const json_t *o, const char *p)
{
    return doc_number(doc_get(o, "quantiles"), p);
}

/* --- outcomes by name --- */

static int compare_names(const doc_named *a, const doc_named *b)
{
    const size_t shared = a->length < b->length ? a->length : b->length;
    const int order = memcmp(a->name, b->name, shared);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int compare_named(const void *a, const void *b)
{
    const doc_named *x = a, *y = b;
    const int order = compare_names(x, y);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* The first row not before a name; with `after`, the first behind it. */
static size_t find_name(const doc_list *all, const doc_named *wanted, bool after)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare_names(&all->rows[middle], wanted);
        if (order < 0 || (after && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static doc_list list_of(const doc_list *all, const char *name)
{
    const doc_named wanted = {.name = name, .length = strlen(name)};
    const size_t from = find_name(all, &wanted, false);
    return (doc_list){find_name(all, &wanted, true) - from, all->rows + from};
}

doc_list doc_keyed(const ent_report *r, const char *key)
{
    return list_of(&r->by_key, key);
}

doc_list doc_registered(const ent_report *r, const char *register_key)
{
    return list_of(&r->by_register, register_key);
}

static ent_status index_outcomes(ent_report *r, ent_error *err)
{
    const json_t *outcomes = doc_get(r->root, "outcomes"), *o;
    const size_t n = json_array_size(outcomes);
    doc_named *keys = ent_arena_array(r->arena, doc_named, n + 1);
    doc_named *registers = ent_arena_array(r->arena, doc_named, n + 1);
    size_t i;
    ENT_NEED(keys && registers, err);
    json_array_foreach(outcomes, i, o)
    {
        const char *key = doc_text(o, "key"), *name = doc_text(o, "register");
        keys[i] = (doc_named){key, strlen(key), i, o};
        registers[i] = *name ? (doc_named){name, strlen(name), i, o}
                             : (doc_named){key, strcspn(key, "["), i, o};
    }
    qsort(keys, n, sizeof *keys, compare_named);
    qsort(registers, n, sizeof *registers, compare_named);
    r->by_key = (doc_list){n, keys};
    r->by_register = (doc_list){n, registers};
    return ENT_OK;
}

const json_t *doc_outcome(const ent_report *r, const char *key, const char *at)
{
    const doc_list all = list_of(&r->by_key, key);
    for (size_t i = 0; i < all.n; i++)
        if (!at || strcmp(doc_text(all.rows[i].outcome, "at"), at) == 0)
            return all.rows[i].outcome;
    return NULL;
}

bool doc_is_register(const json_t *outcome, const char *register_key)
{
    const char *name = doc_text(outcome, "register");
    if (*name)
        return strcmp(name, register_key) == 0;
    const char *key = doc_text(outcome, "key");
    const size_t length = strlen(register_key);
    return strncmp(key, register_key, length) == 0 && (key[length] == '\0' || key[length] == '[');
}

const json_t *doc_any(const ent_report *r, const char *register_key)
{
    const doc_list all = doc_registered(r, register_key);
    return all.n ? all.rows[0].outcome : NULL;
}

const char *doc_index(const json_t *outcome)
{
    const char *name;
    json_t *value;
    json_object_foreach(doc_loose(doc_get(outcome, "index")), name, value)
    {
        if (json_is_string(value))
            return json_string_value(value);
    }
    return "";
}

double doc_time(const char *at)
{
    double year, month;
    const size_t length = strlen(at);
    if (length < 4 || !ent_text_number(at, 4, &year))
        return ENT_MISSING;
    if (length >= 7 && ent_text_number(at + 5, 2, &month))
        return year + (month - 1.0) / 12.0;
    return year;
}

static const char *name_in(const json_t *rows, const char *state)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (strcmp(doc_text(row, "state"), state) == 0 && *doc_text(row, "name"))
            return doc_text(row, "name");
    }
    return NULL;
}

int doc_base_year(const ent_report *r)
{
    const double year = doc_number(doc_get(doc_get(r->root, "accounts"), "bill"), "base_year");
    return isnan(year) || !(year > 1900.0 && year < 2200.0) ? 2024 : (int)year;
}

const char *doc_with_base_year(const ent_report *r, const char *label)
{
    const char *at = strchr(label, '@');
    if (!at)
        return label;
    const char *whole =
        ent_text_format(r->arena, "%.*s%d%s", (int)(at - label), label, doc_base_year(r), at + 1);
    return whole ? whole : label;
}

const char *doc_state_name(const ent_report *r, const char *state)
{
    const json_t *bill = doc_get(doc_get(r->root, "accounts"), "bill");
    const char *name = name_in(doc_get(bill, "rows"), state);
    size_t i;
    const json_t *event;
    json_array_foreach(doc_get(r->root, "obligations"), i, event)
    {
        if (!name)
            name = name_in(doc_get(event, "states"), state);
    }
    if (!name) /* neither ally nor party to a treaty that was asked about */
        name = doc_text(doc_get(r->root, "names"), state);
    return *name ? name : state;
}

const char *doc_without_skill(const ent_report *r, const char *registered)
{
    return doc_text(doc_get(r->root, "without_skill"), registered);
}

/* Members that the pages read, each of its kind: a document that another program wrote may lie. */
static ent_status check_members(const json_t *root, const char *name, ent_error *err)
{
    static const struct {
        const char *key;
        json_type type;
    } members[] = {
        {"entente", JSON_OBJECT},       {"run", JSON_OBJECT},        {"scenario", JSON_OBJECT},
        {"baseline", JSON_OBJECT},      {"claims", JSON_ARRAY},      {"outcomes", JSON_ARRAY},
        {"accounts", JSON_OBJECT},      {"obligations", JSON_ARRAY}, {"assumptions", JSON_ARRAY},
        {"correlations", JSON_ARRAY},   {"sources", JSON_ARRAY},     {"words", JSON_OBJECT},
        {"names", JSON_OBJECT},         {"limits", JSON_ARRAY},      {"charts", JSON_ARRAY},
        {"tables", JSON_ARRAY},         {"flashpoints", JSON_ARRAY}, {"scorecard", JSON_ARRAY},
        {"without_skill", JSON_OBJECT},
    };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const json_t *member = json_object_get(root, members[i].key);
        if (member && !json_is_null(member) && json_typeof(member) != members[i].type)
            return ent_fail(err, ENT_E_DATA, "%s: '%s' is not %s. Give the result.json of a run.",
                            name, members[i].key,
                            members[i].type == JSON_ARRAY ? "a list" : "an object");
    }
    return ENT_OK;
}

static ent_status check_kind(const json_t *root, const char *name, ent_error *err)
{
    if (!json_is_object(root) || strcmp(doc_text(root, "schema"), "entente-result") != 0)
        return ent_fail(err, ENT_E_VERSION, "%s: not a result document of Entente", name);
    const double version = doc_number(root, "version");
    if (!(version >= 1.0 && version < 2.0))
        return ent_fail(err, ENT_E_VERSION,
                        "%s: result document version %g; this program reads version 1", name,
                        version);
    return check_members(root, name, err);
}

/* The bill is shown by multiple, the largest first; equal ones keep their order. */
static void sort_bill(json_t *root)
{
    json_t *rows =
        json_object_get(json_object_get(json_object_get(root, "accounts"), "bill"), "rows");
    const size_t n = json_array_size(rows);
    for (size_t i = 1; i < n; i++) {
        json_t *row = json_incref(json_array_get(rows, i));
        const double multiple = doc_number(row, "multiple");
        size_t to = i;
        while (to > 0 && doc_number(json_array_get(rows, to - 1), "multiple") < multiple)
            to--;
        if (to < i) {
            json_array_remove(rows, i);
            json_array_insert(rows, to, row);
        }
        json_decref(row);
    }
}

ent_status report_take(json_t *root, const char *name, ent_report **report, ent_arena *arena,
                       ent_error *err)
{
    const ent_status status = check_kind(root, name, err);
    ent_report *made = status == ENT_OK ? ent_arena_array(arena, ent_report, 1) : NULL;
    if (!made) {
        json_decref(root);
        return status != ENT_OK ? status : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", name);
    }
    sort_bill(root);
    *made = (ent_report){.root = root, .arena = arena};
    const ent_status indexed = index_outcomes(made, err);
    if (indexed == ENT_OK)
        *report = made;
    else
        json_decref(root);
    return indexed;
}

ent_status ent_report_parse(const char *text, size_t length, const char *name, ent_report **report,
                            ent_arena *arena, ent_error *err)
{
    json_error_t where;
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a mark that an editor left */
        text += 3;
        length -= 3;
    }
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);
    if (!root && (!length || (*text != '{' && *text != '[' && *text != ' ' && *text != '\n')))
        return ent_fail(err, ENT_E_PARSE,
                        "%s was not written by 'entente run'. Give the result.json of a run.",
                        name);
    if (!root)
        return ent_fail(err, ENT_E_PARSE, "%s:%d:%d: %s", name, where.line, where.column,
                        where.text);
    return report_take(root, name, report, arena, err);
}

/* What every run writes: without it a page would be empty and say nothing of it. */
static ent_status check_whole(const json_t *root, const char *path, ent_error *err)
{
    static const char *const members[] = {"run", "scenario", "outcomes"};
    const json_t *futures = doc_get(doc_get(root, "run"), "futures"), *o;
    const char *wrong = NULL;
    size_t i;
    for (i = 0; i < sizeof members / sizeof members[0]; i++)
        if (!doc_has(root, members[i]))
            wrong = members[i];
    json_array_foreach(doc_get(root, "outcomes"), i, o)
    {
        if (!json_is_object(o) || !*doc_text(o, "key"))
            wrong = "outcomes";
    }
    if (!json_is_integer(futures) || json_integer_value(futures) < 1)
        wrong = wrong ? wrong : "futures";
    return wrong ? ent_fail(err, ENT_E_DATA,
                            "%s is not whole: '%s' is missing or is not what a run writes. Give "
                            "the result.json of a run.",
                            path, wrong)
                 : ENT_OK;
}

ent_status ent_report_open(const char *path, ent_report **report, ent_arena *arena, ent_error *err)
{
    char *text;
    size_t length;
    ENT_TRY(ent_text_read_file(path, DOCUMENT_MAX, &text, &length, arena, err));
    ENT_TRY(ent_report_parse(text, length, path, report, arena, err));
    const ent_status status = check_whole((*report)->root, path, err);
    if (status != ENT_OK) {
        ent_report_close(*report);
        *report = NULL;
    }
    return status;
}

void ent_report_close(ent_report *report)
{
    if (report)
        json_decref(report->root);
}

const char *doc_money(const ent_report *r)
{
    const char *code = doc_text(doc_get(doc_get(r->root, "accounts"), "bill"), "currency");
    return *code ? code : "USD";
}

const char *doc_money_sign(const ent_report *r)
{
    const char *code = doc_money(r);
    const char *sign = strcmp(code, "USD") == 0 ? "$" : ent_text_format(r->arena, "%s ", code);
    return sign ? sign : "";
}

const char *ent_report_version(const ent_report *report)
{
    return doc_text(doc_get(report->root, "entente"), "version");
}
