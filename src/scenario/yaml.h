/* One YAML document as a small tree in the arena; every node knows line and column. */
#ifndef ENT_SCENARIO_YAML_H
#define ENT_SCENARIO_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"

typedef enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP } yaml_kind;

typedef struct yaml_node yaml_node;
struct yaml_node {
    yaml_kind kind;
    const char *text;    /* of a text; "" otherwise */
    bool quoted;         /* a quoted text is never a number */
    size_t line, column; /* 1-based */
    const char *key;     /* when the node is a member of a map */
    size_t key_line, key_column;
    const yaml_node *child, *next; /* first member; next member of the same parent */
    size_t n;                      /* members */
    const char *path;              /* file, for messages */
};

/*
 * Read a document. One document only, UTF-8, no aliases, at most 1 MiB, nesting at most 12.
 * Errors: ENT_E_PARSE with path:line:column, ENT_E_DATA above the size, ENT_E_NOMEM.
 */
ent_status yaml_read(const char *path, const char *text, size_t length, const yaml_node **root,
                     ent_arena *arena, ent_error *err);

/* "path:line:column" of a node's value, and of its key, in the arena; "" when out of memory. */
const char *yaml_where(const yaml_node *node, ent_arena *arena);

/* Fail at the value, or at the key, with a message made like printf. */
ent_status yaml_fail(const yaml_node *node, ent_status status, ent_error *err, const char *format,
                     ...) ENT_PRINTF(4, 5);
ent_status yaml_fail_key(const yaml_node *node, ent_status status, ent_error *err,
                         const char *format, ...) ENT_PRINTF(4, 5);

/* Require a kind; names the key and what was met. */
ent_status yaml_need(const yaml_node *node, yaml_kind kind, ent_error *err);

/* A plain text that is a number. */
ent_status yaml_number(const yaml_node *node, double *value, ent_error *err);

#endif
