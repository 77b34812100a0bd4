#include "result/result_parts.h"

#include <math.h>
#include <stdio.h>

json_t *result_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *result_seed(uint64_t seed)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    return seed <= (uint64_t)INT64_MAX ? json_integer((json_int_t)seed) : json_string(text);
}

json_t *result_section(const char *name, const char *section, const char *title, const char *kind)
{
    json_t *o = json_object();
    json_object_set_new(o, "name", json_string(name));
    json_object_set_new(o, "section", json_string(section));
    json_object_set_new(o, "title", json_string(title));
    json_object_set_new(o, "kind", json_string(kind));
    return o;
}

void result_table(json_t *tables, const ent_table *t, const char *section, const char *kind,
                  const char *source)
{
    json_t *o = result_section(t->name, section, t->title, kind);
    json_t *columns = json_array(), *rows = json_array();
    for (size_t c = 0; c < t->n_columns; c++) {
        const ent_column *column = &t->columns[c];
        json_t *of = json_object();
        json_object_set_new(of, "name", json_string(column->name));
        json_object_set_new(of, "label", json_string(column->label));
        json_object_set_new(of, "unit", json_string(column->unit));
        json_object_set_new(of, "kind",
                            json_string(column->kind == ENT_CELL_TEXT ? "text" : "number"));
        json_object_set_new(of, "digits", json_integer(column->digits));
        json_array_append_new(columns, of);
    }
    for (size_t r = 0; r < t->n_rows; r++) {
        json_t *row = json_array();
        for (size_t c = 0; c < t->n_columns; c++) {
            const ent_cell *cell = &t->cells[r * t->n_columns + c];
            json_array_append_new(row, cell->text ? json_string(cell->text)
                                                  : result_number(cell->number));
        }
        json_array_append_new(rows, row);
    }
    json_object_set_new(o, "columns", columns);
    json_object_set_new(o, "rows", rows);
    if (t->note)
        json_object_set_new(o, "note", json_string(t->note));
    json_object_set_new(o, "source", json_string(source));
    json_array_append_new(tables, o);
}

json_t *result_list(json_t *object, const char *key)
{
    json_t *list = json_object_get(object, key);
    if (!list) {
        list = json_array();
        json_object_set_new(object, key, list);
    }
    return list;
}
