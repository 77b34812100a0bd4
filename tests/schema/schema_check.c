/*
 * Check a JSON document against a JSON schema: the part of draft 2020-12 that schemas/ uses.
 *
 *     schema_check SCHEMA DOCUMENT
 *
 * Knows type, const, enum, properties, required, additionalProperties, items, minimum, pattern
 * and $ref within the schema; any other keyword that restricts is an error, so that the check
 * cannot pass for want of understanding.
 */
#include <jansson.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *const known[] = {
    "$schema", "$id",    "$defs", "$ref",       "title",    "description",          "type",
    "const",   "enum",   "items", "properties", "required", "additionalProperties", "minimum",
    "pattern", "maximum"};

static json_t *root;
static int mistakes;

static void complain(const char *where, const char *what, const char *value)
{
    if (++mistakes <= 20)
        fprintf(stderr, "%s: %s %s\n", where, what, value);
}

static bool is_type(const json_t *v, const char *type)
{
    if (strcmp(type, "integer") == 0)
        return json_is_integer(v);
    if (strcmp(type, "number") == 0)
        return json_is_number(v);
    if (strcmp(type, "string") == 0)
        return json_is_string(v);
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(v);
    if (strcmp(type, "array") == 0)
        return json_is_array(v);
    if (strcmp(type, "object") == 0)
        return json_is_object(v);
    return strcmp(type, "null") == 0 && json_is_null(v);
}

static void check_type(json_t *type, const json_t *v, const char *where)
{
    bool fits = json_is_string(type) && is_type(v, json_string_value(type));
    size_t i;
    json_t *one;
    json_array_foreach(type, i, one) fits = fits || is_type(v, json_string_value(one));
    if (!fits)
        complain(where, "has another type", "");
}

static void check_enum(json_t *list, json_t *v, const char *where)
{
    bool found = false;
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) found = found || json_equal(one, v);
    if (!found)
        complain(where,
                 "is none of the allowed values:", json_is_string(v) ? json_string_value(v) : "");
}

static void check_pattern(const char *pattern, const json_t *v, const char *where)
{
    regex_t re;
    if (!json_is_string(v) || regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        return;
    if (regexec(&re, json_string_value(v), 0, NULL, 0) != 0)
        complain(where, "does not match", pattern);
    regfree(&re);
}

static void check(json_t *schema, json_t *v, const char *where);

static void check_object(json_t *schema, json_t *v, const char *where)
{
    json_t *properties = json_object_get(schema, "properties"), *one;
    json_t *others = json_object_get(schema, "additionalProperties");
    const char *key;
    size_t i;
    char path[512];
    json_array_foreach(json_object_get(schema, "required"), i,
                       one) if (!json_object_get(v, json_string_value(one)))
        complain(where, "lacks", json_string_value(one));
    json_object_foreach(v, key, one)
    {
        json_t *of = json_object_get(properties, key);
        snprintf(path, sizeof path, "%.400s/%.80s", where, key);
        if (of)
            check(of, one, path);
        else if (json_is_false(others))
            complain(path, "is not in the schema", "");
        else if (json_is_object(others))
            check(others, one, path);
    }
}

static void check_known(json_t *schema, const char *where)
{
    const char *key;
    json_t *one;
    json_object_foreach(schema, key, one)
    {
        bool is = false;
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            is = is || strcmp(known[i], key) == 0;
        if (!is)
            complain(where, "keyword not understood:", key);
    }
}

static void check(json_t *schema, json_t *v, const char *where)
{
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    json_t *type = json_object_get(schema, "type"), *one;
    size_t i;
    char path[512];
    check_known(schema, where);
    if (ref && strncmp(ref, "#/$defs/", 8) == 0)
        check(json_object_get(json_object_get(root, "$defs"), ref + 8), v, where);
    if (type)
        check_type(type, v, where);
    if (json_object_get(schema, "const") && !json_equal(json_object_get(schema, "const"), v))
        complain(where, "is not the constant", "");
    if (json_object_get(schema, "enum"))
        check_enum(json_object_get(schema, "enum"), v, where);
    if (json_object_get(schema, "pattern"))
        check_pattern(json_string_value(json_object_get(schema, "pattern")), v, where);
    if (json_object_get(schema, "minimum") && json_is_number(v) &&
        json_number_value(v) < json_number_value(json_object_get(schema, "minimum")))
        complain(where, "is below its minimum", "");
    if (json_object_get(schema, "maximum") && json_is_number(v) &&
        json_number_value(v) > json_number_value(json_object_get(schema, "maximum")))
        complain(where, "is above its maximum", "");
    if (json_is_object(v))
        check_object(schema, v, where);
    if (json_is_array(v) && json_object_get(schema, "items"))
        json_array_foreach(v, i, one)
        {
            snprintf(path, sizeof path, "%.400s[%zu]", where, i);
            check(json_object_get(schema, "items"), one, path);
        }
}

int main(int argc, char **argv)
{
    json_error_t error;
    json_t *document = argc == 3 ? json_load_file(argv[2], JSON_REJECT_DUPLICATES, &error) : NULL;
    root = argc == 3 ? json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error) : NULL;
    if (!root || !document) {
        fprintf(stderr, "schema_check: %s: %s\n", argc == 3 ? error.source : "usage",
                argc == 3 ? error.text : "schema_check SCHEMA DOCUMENT");
        return 2;
    }
    check(root, document, "");
    json_decref(document);
    json_decref(root);
    return mistakes > 0;
}
