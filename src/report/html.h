/* Writing HTML: every text that comes from outside passes through html_text. */
#ifndef ENT_REPORT_HTML_H
#define ENT_REPORT_HTML_H

#include "report/words.h"

/* Append text with & < > " ' escaped; control characters are dropped. */
void html_text(ent_builder *out, const char *text);
/* As html_text, kept to letters, digits, '-' and '_' ('_' for the rest): an id or class. */
void html_id(ent_builder *out, const char *text);
/* Address for href: only http, https and relative addresses pass; else "#". */
void html_address(ent_builder *out, const char *address);
/* Start a scrollable table; `name` is its machine name, `caption` may be "". */
void html_table_open(ent_builder *out, const char *name, const char *caption);
void html_table_close(ent_builder *out);
/* <th>: label with the unit beneath; `figure` aligns right. */
void html_head(ent_builder *out, const char *label, const char *unit, bool figure);
void html_cell(ent_builder *out, const char *text);
/* A figure cell: shown as `shown`, carrying the full value for sorting. */
void html_figure(ent_builder *out, double value, words shown);
/* A state's name with its code on hover; sorts by name. */
void html_state(ent_builder *out, const char *name, const char *code);
/* Small tag: ACCOUNT, OBLIGATION or FUTURES; nothing for "". */
void html_kind(ent_builder *out, const char *kind);
/* JSON into <script type="application/json">, safe against "</script>". */
void html_data(ent_builder *out, const char *css_class, const json_t *data);

#endif
