/* The tree of a document: kinds, places, quotes; what is refused and where; memory. */
#include "scenario_text.h"

#include "scenario/yaml.h"

static const yaml_node *tree(loaded *l, const char *text)
{
    ent_error err = {0};
    const yaml_node *root = NULL;
    CHECK_OK(yaml_read("d/t.yaml", text, strlen(text), &root, &l->arena, &err), err);
    return root;
}

static void kinds_and_places(void **state)
{
    loaded *l = *state;
    const yaml_node *root = tree(l, "a: 1\nlist:\n  - x\n  - 'y z'\nmap: {b: \"2\", c: [], d: }\n");
    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->n, 3);
    assert_int_equal(root->line, 1);
    const yaml_node *a = root->child, *list = a->next, *map = list->next;
    assert_null(map->next);
    assert_string_equal(a->key, "a");
    assert_string_equal(a->text, "1");
    assert_false(a->quoted);
    assert_true(a->line == 1 && a->column == 4 && a->key_column == 1);
    assert_int_equal(list->kind, YAML_LIST);
    assert_int_equal(list->n, 2);
    assert_true(list->key_line == 2 && list->line == 3 && list->column == 5);
    assert_string_equal(list->child->next->text, "y z");
    assert_true(list->child->next->quoted);
    assert_true(list->child->next->line == 4);
    assert_int_equal(map->kind, YAML_MAP);
    assert_true(map->child->quoted);
    assert_int_equal(map->child->next->kind, YAML_LIST);
    assert_int_equal(map->child->next->n, 0);
    assert_string_equal(map->child->next->next->text, ""); /* no value is an empty text */
    assert_string_equal(yaml_where(list, &l->arena), "d/t.yaml:3:5");
    assert_string_equal(a->path, "d/t.yaml");
}

static void numbers(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *text;
        double want; /* missing: none */
    } rows[] = {
        {"v: 5", 5},
        {"v: -.5", -.5},
        {"v: 1e3", 1000},
        {"v: \"5\"", ENT_MISSING},
        {"v: '5'", ENT_MISSING},
        {"v: five", ENT_MISSING},
        {"v: ", ENT_MISSING},
        {"v: .nan", ENT_MISSING},
        {"v: [5]", ENT_MISSING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        double got = 7;
        const ent_status status = yaml_number(tree(l, rows[i].text)->child, &got, &err);
        assert_int_equal(status, isnan(rows[i].want) ? ENT_E_DATA : ENT_OK);
        CHECK_NEAR(got, isnan(rows[i].want) ? 7 : rows[i].want, 0);
    }
    ent_error err = {0};
    double got = 0;
    yaml_number(tree(l, "- x")->child, &got, &err);
    assert_string_equal(err.message, "d/t.yaml:1:3: entry: 'x' is not a number");
}

static void needed_kinds(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    const yaml_node *root = tree(l, "a: 1\nb: [1]\nc: {d: 1}\n");
    assert_int_equal(yaml_need(root, YAML_MAP, &err), ENT_OK);
    assert_int_equal(yaml_need(root, YAML_LIST, &err), ENT_E_DATA);
    assert_string_equal(err.message, "d/t.yaml:1:1: a scenario takes a list, not a map of keys");
    yaml_need(root->child, YAML_MAP, &err);
    assert_string_equal(err.message, "d/t.yaml:1:4: a takes a map of keys, not one value");
    yaml_need(root->child->next, YAML_TEXT, &err);
    assert_string_equal(err.message, "d/t.yaml:2:5: b takes one value, not a list");
    yaml_fail_key(root->child->next, ENT_E_KEY, &err, "no %s", "such");
    assert_string_equal(err.message, "d/t.yaml:2:1: no such");
    yaml_fail_key(root->child->next->child, ENT_E_KEY, &err, "x"); /* no key: its value */
    assert_string_equal(err.message, "d/t.yaml:2:5: x");
}

static void refused(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *text;
        size_t length; /* 0: by strlen */
        const char *want;
    } rows[] = {
        {"a: 1\n---\nb: 2\n", 0, "d/t.yaml:2:1: a second document begins"},
        {"---\na: 1\n", 0, NULL},
        {"# c\n%YAML 1.2\n---\na: 1\n", 0, NULL},
        {"a: 1\n---b: 2\n", 0, NULL}, /* no marker: a key */
        {"a: 1\n--- \nb: 2\n", 0, "d/t.yaml:2:1: a second document begins"},
        {"a: 1\n...\nb: 2\n", 0, "d/t.yaml:3:1: a second document begins"},
        {"a: 1\n...\n# end\n", 0, NULL},
        {"%YAML 3.0\n---\na: 1\n", 0, "d/t.yaml:1:1: only '%YAML 1.2' is allowed here"},
        {"%TAG ! tag:x,2000:\n---\na: 1\n", 0, "d/t.yaml:1:1: only '%YAML 1.2' is allowed here"},
        {"a: 1\nb: !thing 2\n", 0, "d/t.yaml:2:1: the tag '!thing' is not known"},
        {"a: 1\nb: !!set {x: 1}\n", 0,
         "d/t.yaml:2:1: the tag 'tag:yaml.org,2002:set' is not known"},
        {"a: !!str 5\nb: !!map {c: !!int 3}\n", 0, NULL},
        {"a: &x 1\nb: *x\n", 0, "aliases are not allowed; write the value out"},
        {"a: \"x\\0y\"\n", 0, "the text contains a NUL character"},
        {"a: x\0y\n", 7, "d/t.yaml:"},
        {"ab\n\xc3(: 1\n", 0, "d/t.yaml:2:1: invalid UTF-8"},
        {"a: [[[[[[[[[[[[1]]]]]]]]]]]]\n", 0, "nesting is deeper than 12 levels"},
        {"a: [[[[[[[[[[1]]]]]]]]]]\n", 0, NULL},
        {"? [1]\n: 2\n", 0, "d/t.yaml:1:1: a key must be a plain text"},
        {"a: [1\n", 0, "d/t.yaml:"},
        {"a: 1\na: 2\n", 0, "d/t.yaml:2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        const yaml_node *root = NULL;
        const size_t length = rows[i].length ? rows[i].length : strlen(rows[i].text);
        const ent_status status =
            yaml_read("d/t.yaml", rows[i].text, length, &root, &l->arena, &err);
        if ((status == ENT_OK) != !rows[i].want ||
            (rows[i].want && (!strstr(err.message, rows[i].want) || root)))
            fail_msg("row %zu: status %d, '%s'", i, (int)status, err.message);
    }
    ent_error err = {0};
    const yaml_node *root = NULL;
    assert_int_equal(yaml_read("d/t.yaml", "a", (1 << 20) + 1, &root, &l->arena, &err), ENT_E_DATA);
    assert_string_equal(err.message, "d/t.yaml: is larger than 1048576 bytes");
}

/* Forms of YAML that mean the same. */
static void test_yaml_forms(void **state)
{
    loaded *l = *state;
    static const char *const texts[] = {
        "name: x\nlevers: {us.posture_europe: 0.5}\n",
        "---\nname: x\nlevers:\n  us.posture_europe: 0.5\n",
        "\xef\xbb\xbfname: x\r\nlevers:\r\n  us.posture_europe: 0.5\r\n",
        "# a comment\n\n---\nname: 'x'  # more\nlevers: {\"us.posture_europe\": .5}\n",
        "%YAML 1.2\n---\nname: x\nlevers: {us.posture_europe: 5e-1}\n...\n",
        "name: >-\n  x\nabout: |\n  a\n  b\nlevers: {us.posture_europe: 0.50}\nfacts:\nclaims:\n",
        "{name: x, levers: {us.posture_europe: 0.5}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ent_error err = {0};
        scenario_spec s;
        if (scenario_parse("t.yaml", texts[i], strlen(texts[i]), &l->facts, &l->reg, &s, &l->arena,
                           &err) != ENT_OK)
            fail_msg("row %zu: %s", i, err.message);
        assert_string_equal(s.name, "x");
        CHECK_NEAR(value(l, &s, "us.posture_europe"), 0.5, 0);
    }
}

static void without_memory(void **state)
{
    (void)state;
    static const char text[] = "a: 1\nb: [x, {c: 2}]\n";
    size_t failures = 0;
    for (size_t n = 1;; n++) {
        ent_arena small;
        ent_error err = {0};
        const yaml_node *root = NULL;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        const ent_status status = yaml_read("t", text, strlen(text), &root, &small, &err);
        ent_heap_fail_after(0);
        if (status == ENT_OK)
            assert_string_equal(yaml_where(root, &small), "t:1:1");
        ent_heap_fail_after(status == ENT_OK ? 1 : 0);
        if (status == ENT_OK)
            assert_string_equal(yaml_where(root, &small), "");
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
        if (status == ENT_OK)
            break;
        assert_int_equal(status, ENT_E_NOMEM);
        assert_string_equal(err.message, "out of memory");
        failures++;
    }
    assert_int_equal(failures, 13); /* path and root, five nodes of which four hold a text, keys */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_and_places), cmocka_unit_test(numbers),
        cmocka_unit_test(needed_kinds),     cmocka_unit_test(refused),
        cmocka_unit_test(test_yaml_forms),  cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
