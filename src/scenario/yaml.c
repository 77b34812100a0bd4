#include "scenario/yaml.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "entente/text.h"

enum { LARGEST = 1 << 20, DEEPEST = 12 };

typedef struct builder {
    const char *path;
    ent_arena *arena;
    ent_error *err;
} builder;

static ent_status fail_at(const builder *b, const struct fy_mark *mark, const char *what)
{
    return ent_fail(b->err, ENT_E_PARSE, "%s:%d:%d: %s", b->path, mark ? mark->line + 1 : 1,
                    mark ? mark->column + 1 : 1, what);
}

static const struct fy_mark *mark_of(struct fy_node *node)
{
    struct fy_token *token = fy_node_get_scalar_token(node);
    return token ? fy_token_start_mark(token) : NULL;
}

static ent_status build(const builder *b, struct fy_node *from, size_t depth, yaml_node *to);

/* Line of a value, 1-based; of a collection, that of its first value. */
static size_t line_of(struct fy_node *node)
{
    for (int depth = 0; node && depth <= DEEPEST; depth++) {
        const struct fy_mark *mark = fy_node_is_scalar(node) ? mark_of(node) : NULL;
        if (mark)
            return (size_t)mark->line + 1;
        node = fy_node_is_sequence(node)  ? fy_node_sequence_get_by_index(node, 0)
               : fy_node_is_mapping(node) ? fy_node_pair_key(fy_node_mapping_get_by_index(node, 0))
                                          : NULL;
    }
    return 1;
}

/* A tag says what a value is; of the language's own, those are known that a scenario can hold. */
static ent_status check_tag(const builder *b, struct fy_node *node)
{
    static const char prefix[] = "tag:yaml.org,2002:";
    static const char *const known[] = {"str", "int", "float", "bool", "null", "seq", "map"};
    size_t n = 0;
    const char *tag = fy_node_get_tag(node, &n);
    if (!tag || !n)
        return ENT_OK;
    const size_t skip = sizeof prefix - 1;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (n == skip + strlen(known[i]) && memcmp(tag, prefix, skip) == 0 &&
            memcmp(tag + skip, known[i], n - skip) == 0)
            return ENT_OK;
    return ent_fail(b->err, ENT_E_PARSE, "%s:%zu:1: the tag '%.*s' is not known; leave it out",
                    b->path, line_of(node), n > 60 ? 60 : (int)n, tag);
}

static ent_status build_text(const builder *b, struct fy_node *from, yaml_node *to)
{
    size_t length = 0;
    const char *text = fy_node_get_scalar(from, &length);
    if (fy_node_is_alias(from))
        return fail_at(b, mark_of(from), "aliases are not allowed; write the value out");
    if (text && memchr(text, '\0', length))
        return fail_at(b, mark_of(from), "the text contains a NUL character");
    ENT_TRY(check_tag(b, from));
    char *copy = ent_text_copy(text ? text : "", text ? length : 0, b->arena);
    ENT_NEED(copy, b->err);
    to->kind = YAML_TEXT;
    to->text = copy;
    to->quoted = fy_node_get_style(from) != FYNS_PLAIN;
    const struct fy_mark *mark = mark_of(from);
    if (mark) {
        to->line = (size_t)mark->line + 1;
        to->column = (size_t)mark->column + 1;
    }
    return ENT_OK;
}

/* A collection stands where its first member stands. */
static ent_status add(yaml_node *parent, yaml_node **last, yaml_node *child)
{
    if (*last)
        (*last)->next = child;
    else
        parent->child = child;
    if (!parent->n && child->line) {
        parent->line = child->key ? child->key_line : child->line;
        parent->column = child->key ? child->key_column : child->column;
    }
    parent->n++;
    *last = child;
    return ENT_OK;
}

static yaml_node *new_node(const builder *b, const yaml_node *parent)
{
    yaml_node *node = ent_arena_array(b->arena, yaml_node, 1);
    if (node)
        *node = (yaml_node){
            .text = "", .path = b->path, .line = parent->line, .column = parent->column};
    return node;
}

static ent_status build_list(const builder *b, struct fy_node *from, size_t depth, yaml_node *to)
{
    void *at = NULL;
    yaml_node *last = NULL;
    to->kind = YAML_LIST;
    for (struct fy_node *n; (n = fy_node_sequence_iterate(from, &at));) {
        yaml_node *child = new_node(b, to);
        ENT_NEED(child, b->err);
        ENT_TRY(build(b, n, depth + 1, child));
        ENT_TRY(add(to, &last, child));
    }
    return ENT_OK;
}

static ent_status build_map(const builder *b, struct fy_node *from, size_t depth, yaml_node *to)
{
    void *at = NULL;
    yaml_node *last = NULL;
    to->kind = YAML_MAP;
    for (struct fy_node_pair *p; (p = fy_node_mapping_iterate(from, &at));) {
        struct fy_node *key = fy_node_pair_key(p);
        yaml_node name = {.path = b->path};
        yaml_node *child = new_node(b, to);
        ENT_NEED(child, b->err);
        if (!key || !fy_node_is_scalar(key))
            return fail_at(b, NULL, "a key must be a plain text");
        ENT_TRY(build_text(b, key, &name));
        child->key = name.text;
        child->line = child->key_line = name.line;
        child->column = child->key_column = name.column;
        ENT_TRY(build(b, fy_node_pair_value(p), depth + 1, child));
        ENT_TRY(add(to, &last, child));
    }
    return ENT_OK;
}

static ent_status build(const builder *b, struct fy_node *from, size_t depth, yaml_node *to)
{
    if (depth > DEEPEST)
        return ent_fail(b->err, ENT_E_PARSE, "%s:%zu:%zu: nesting is deeper than %d levels",
                        b->path, to->line ? to->line : 1, to->column ? to->column : 1, DEEPEST);
    if (from && !fy_node_is_scalar(from))
        ENT_TRY(check_tag(b, from));
    if (from && fy_node_is_sequence(from))
        return build_list(b, from, depth, to);
    if (from && fy_node_is_mapping(from))
        return build_map(b, from, depth, to);
    return from ? build_text(b, from, to) : ENT_OK;
}

/* Whether a line begins with a marker of three characters, alone or before a blank. */
static bool is_marker(const char *line, size_t n, const char *marker)
{
    return n >= 3 && memcmp(line, marker, 3) == 0 && (n == 3 || strchr(" \t\r", line[3]));
}

/* "%YAML 1.1" and "%YAML 1.2" may stand above a document; nothing depends on them. */
static bool is_known_directive(const char *line, size_t n)
{
    while (n > 0 && strchr(" \t\r", line[n - 1]))
        n--;
    return n == 9 && (memcmp(line, "%YAML 1.1", 9) == 0 || memcmp(line, "%YAML 1.2", 9) == 0);
}

/* The parser reads the first document only, so a second one is looked for here. */
static ent_status check_single(const builder *b, const char *text, size_t length)
{
    bool content = false, ended = false;
    size_t line = 1;
    for (size_t at = 0; at < length; line++) {
        const char *end = memchr(text + at, '\n', length - at);
        const size_t stop = end ? (size_t)(end - text) : length;
        size_t first = at;
        while (first < stop && (text[first] == ' ' || text[first] == '\t' || text[first] == '\r'))
            first++;
        const bool blank = first == stop || text[first] == '#';
        const bool end_marker = is_marker(text + at, stop - at, "...");
        if (!content && text[at] == '%' && !is_known_directive(text + at, stop - at))
            return ent_fail(b->err, ENT_E_PARSE,
                            "%s:%zu:1: only '%%YAML 1.2' is allowed here. Remove this line",
                            b->path, line);
        if ((is_marker(text + at, stop - at, "---") && content) || (ended && !blank && !end_marker))
            return ent_fail(b->err, ENT_E_PARSE,
                            "%s:%zu:1: a second document begins; a scenario is one document",
                            b->path, line);
        ended = ended || end_marker;
        content = content || (!blank && text[at] != '%');
        at = stop + 1;
    }
    return ENT_OK;
}

static ent_status check_utf8(const builder *b, const char *text, size_t length)
{
    const size_t bad = ent_text_utf8_error(text, length);
    size_t line = 1, start = 0;
    for (size_t i = 0; i < bad; i++)
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    return bad == length ? ENT_OK
                         : ent_fail(b->err, ENT_E_PARSE, "%s:%zu:%zu: invalid UTF-8", b->path, line,
                                    bad - start + 1);
}

/* Line of the first tab that indents, which YAML does not allow; 0 when there is none. */
static size_t tab_line(const char *text, size_t length)
{
    size_t line = 1;
    bool indent = true;
    for (size_t i = 0; i < length; i++) {
        if (indent && text[i] == '\t')
            return line;
        indent = text[i] == '\n' || (indent && text[i] == ' ');
        line += text[i] == '\n';
    }
    return 0;
}

static ent_status report(const builder *b, struct fy_diag *diag, const char *text, size_t length)
{
    const size_t tab = tab_line(text, length);
    if (tab)
        return ent_fail(b->err, ENT_E_PARSE,
                        "%s:%zu:1: a tab indents this line. Use blanks in YAML", b->path, tab);
    void *at = NULL;
    const struct fy_diag_error *e = fy_diag_errors_iterate(diag, &at);
    return ent_fail(b->err, ENT_E_PARSE, "%s:%d:%d: %s", b->path, e && e->line > 0 ? e->line : 1,
                    e && e->column > 0 ? e->column : 1,
                    e && e->msg ? e->msg : "is empty; a scenario needs at least a name and a base");
}

static ent_status parse(const builder *b, const char *text, size_t length, yaml_node *root)
{
    struct fy_diag_cfg diag_cfg;
    fy_diag_cfg_default(&diag_cfg);
    diag_cfg.fp = NULL;
    struct fy_diag *diag = fy_diag_create(&diag_cfg);
    ENT_NEED(diag, b->err);
    fy_diag_set_collect_errors(diag, true);
    const struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_JSON_NONE, .diag = diag};
    struct fy_document *document = fy_document_build_from_string(&cfg, text, length);
    ent_status status = ENT_OK;
    if (!document)
        status = report(b, diag, text, length);
    else if (fy_document_root(document))
        status = build(b, fy_document_root(document), 0, root);
    fy_document_destroy(document);
    fy_diag_destroy(diag);
    return status;
}

ent_status yaml_read(const char *path, const char *text, size_t length, const yaml_node **root,
                     ent_arena *arena, ent_error *err)
{
    const builder b = {ent_text_copy(path, strlen(path), arena), arena, err};
    yaml_node *node = ent_arena_array(arena, yaml_node, 1);
    ENT_NEED(b.path && node, err);
    *node = (yaml_node){.text = "", .path = b.path, .line = 1, .column = 1};
    if (length > LARGEST)
        return ent_fail(err, ENT_E_DATA, "%s: is larger than %d bytes", path, LARGEST);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    ENT_TRY(check_utf8(&b, text, length));
    ENT_TRY(check_single(&b, text, length));
    ENT_TRY(parse(&b, text, length, node));
    *root = node;
    return ENT_OK;
}

const char *yaml_where(const yaml_node *node, ent_arena *arena)
{
    const char *text = ent_text_format(arena, "%s:%zu:%zu", node->path, node->line, node->column);
    return text ? text : "";
}

ent_status yaml_fail(const yaml_node *node, ent_status status, ent_error *err, const char *format,
                     ...)
{
    char what[384];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return ent_fail(err, status, "%s:%zu:%zu: %s", node->path, node->line, node->column, what);
}

ent_status yaml_fail_key(const yaml_node *node, ent_status status, ent_error *err,
                         const char *format, ...)
{
    char what[384];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return ent_fail(err, status, "%s:%zu:%zu: %s", node->path,
                    node->key ? node->key_line : node->line,
                    node->key ? node->key_column : node->column, what);
}

static const char *kind_text(yaml_kind kind)
{
    return kind == YAML_TEXT ? "one value" : kind == YAML_LIST ? "a list" : "a map of keys";
}

ent_status yaml_need(const yaml_node *node, yaml_kind kind, ent_error *err)
{
    if (node->kind == kind)
        return ENT_OK;
    return yaml_fail(node, ENT_E_DATA, err, "%.60s takes %s, not %s",
                     node->key ? node->key : "a scenario", kind_text(kind), kind_text(node->kind));
}

ent_status yaml_number(const yaml_node *node, double *value, ent_error *err)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, err));
    if (!node->quoted && ent_text_number(node->text, strlen(node->text), value))
        return ENT_OK;
    return yaml_fail(node, ENT_E_DATA, err, "%.60s: '%.60s' is not a number",
                     node->key ? node->key : "entry", node->text);
}
