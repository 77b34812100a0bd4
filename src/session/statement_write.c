/* A statement that was read, as text, table, JSON and scenario. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "result/hundred.h"
#include "session/statement_words.h"

/* A sentence on one line. */
static void add_sentence(ent_builder *b, const statement *s, const ent_read_sentence *x)
{
    for (size_t i = x->start; i < x->end; i++) {
        const char c = s->reading.text[i];
        ent_builder_add(b, c == '\n' || c == '\r' || c == '\t' ? " " : &s->reading.text[i], 1);
    }
}

/* --- terminal --- */

static void add_wrapped(ent_builder *out, const char *text, const char *first, const char *next,
                        int width)
{
    const size_t room = width > 40 ? (size_t)width : 100;
    size_t column = strlen(first);
    ent_builder_text(out, first);
    while (*text) {
        const size_t n = strcspn(text, " ");
        if (column + n + 1 > room && column > strlen(next)) {
            ent_builder_format(out, "\n%s", next);
            column = strlen(next);
        }
        ent_builder_add(out, text, n);
        text += n;
        column += n + 1;
        if (*text && *++text)
            ent_builder_text(out, " ");
    }
    ent_builder_text(out, "\n");
}

/* "lever: US forces kept in Europe = 0.5 [us.posture_europe]" */
static void text_lever(const statement *s, const meaning *m, ent_builder *b)
{
    const ent_lever *lever = ent_register_lever(&s->tables.reg, m->key);
    ent_builder_format(b, "      lever: %s = %s%s [%s]\n", lever ? lever->label : "", m->setting,
                       statement_basis(m), m->key);
}

static void text_effects(const statement *s, size_t p, ent_builder *b)
{
    for (size_t i = s->first_check[p]; i < s->first_check[p + 1]; i++)
        ent_builder_format(b, "      %s: %s%s%s%s\n", statement_verdicts[s->checks[i].verdict],
                           s->checks[i].sentence, *s->checks[i].source ? " [" : "",
                           s->checks[i].source, *s->checks[i].source ? "]" : "");
    for (size_t i = s->first_meaning[p]; i < s->first_meaning[p + 1]; i++) {
        const meaning *m = &s->meanings[i];
        if (s->repeated[i])
            continue;
        if (m->effect == MEANING_LEVER)
            text_lever(s, m, b);
        if (m->effect == MEANING_CLAIM) {
            ent_builder_text(b, "      to compute: ");
            statement_add_says(s, b, m->says, s->reading.propositions[p].who);
            ent_builder_format(b, " [%s]\n", m->key);
        }
        if (m->effect == MEANING_EVENT)
            ent_builder_format(b, "      case for the treaties: %s\n",
                               statement_event_title(m, b->arena));
    }
}

static void text_sentence(const statement *s, size_t index, bool explain, const ent_style *style,
                          ent_arena *arena, ent_builder *b)
{
    const ent_read_sentence *x = &s->reading.sentences[index];
    ent_builder line;
    if (!x->n_propositions && !(explain && x->domain))
        return;
    ent_builder_init(&line, arena);
    add_sentence(&line, s, x);
    add_wrapped(b, line.data, "", "", style->width);
    if (!x->n_propositions)
        ent_builder_format(b, "    nothing taken: %s\n", x->why_not);
    for (size_t i = 0; i < x->n_propositions; i++) {
        const size_t p = x->first_proposition + i;
        const ent_proposition *q = &s->reading.propositions[p];
        ent_builder_text(b, "    ");
        statement_add_proposition(s, b, q);
        ent_builder_text(b, "\n");
        if (explain)
            ent_builder_format(b, "      rule %s by the words \"%.*s\"\n", q->rule,
                               (int)(q->end - q->start), s->reading.text + q->start);
        text_effects(s, p, b);
    }
    ent_builder_text(b, "\n");
}

/* Sentences of the domain without a proposition. */
static void text_left(const statement *s, const ent_style *style, ent_arena *arena, ent_builder *b)
{
    size_t n = 0;
    for (size_t i = 0; i < s->reading.n_sentences; i++) {
        const ent_read_sentence *x = &s->reading.sentences[i];
        if (!x->domain || x->n_propositions)
            continue;
        if (n++ == 0)
            ent_builder_text(b, "Not taken, though a name or a number stands in it:\n");
        ent_builder line;
        ent_builder_init(&line, arena);
        add_sentence(&line, s, x);
        add_wrapped(b, line.data, "  - ", "    ", style->width);
        add_wrapped(b, ent_text_format(arena, "(%s)", x->why_not), "    ", "    ", style->width);
    }
    if (n)
        ent_builder_text(b, "\n");
}

static void text_cannot(const statement *s, ent_arena *arena, ent_builder *b)
{
    size_t n = 0;
    (void)arena;
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect != MEANING_CANNOT)
            continue;
        if (n++ == 0)
            ent_builder_text(b, "What the model cannot answer:\n");
        ent_builder_text(b, "  - ");
        statement_add_proposition(s, b, &s->reading.propositions[m->proposition]);
        ent_builder_format(b, ": %s\n", m->says);
    }
    if (n)
        ent_builder_text(b, "\n");
}

/* "EST|LVA|LTU" as "Estonia, Latvia, Lithuania". */
static void text_speaker(const statement *s, const char *list, ent_builder *b)
{
    if (*list)
        ent_builder_text(b, ", \"we\" is ");
    while (*list) {
        char code[16];
        const size_t n = strcspn(list, "|");
        snprintf(code, sizeof code, "%.*s", (int)n, list);
        ent_builder_text(b, statement_name(s, code, b->arena));
        list += n + (list[n] == '|');
        if (*list)
            ent_builder_text(b, ", ");
    }
}

ent_status statement_text(const statement *s, bool explain, const ent_style *style,
                          ent_builder *out, ent_error *err)
{
    const ent_reading *r = &s->reading;
    ent_builder_format(out, "%s: %zu sentences, %zu propositions%s%s", s->name, r->n_sentences,
                       r->n_propositions, *r->date ? ", " : ", no date", r->date);
    text_speaker(s, r->speaker, out);
    ent_builder_text(out, "\n\n");
    if (!r->n_propositions)
        ent_builder_text(out, "Nothing was understood that the rules know.\n\n");
    for (size_t i = 0; i < r->n_sentences; i++)
        text_sentence(s, i, explain, style, out->arena, out);
    if (!explain)
        text_left(s, style, out->arena, out);
    text_cannot(s, out->arena, out);
    return ent_builder_status(out, err);
}

/* --- CSV and JSON --- */

static void csv_cell(ent_builder *b, const char *text, size_t n)
{
    bool quote = n > 0 && (text[0] == ' ' || text[n - 1] == ' ');
    for (size_t i = 0; i < n; i++)
        quote = quote || text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    if (!quote) {
        ent_builder_add(b, text, n);
        return;
    }
    ent_builder_text(b, "\"");
    for (size_t i = 0; i < n; i++)
        ent_builder_add(b, text[i] == '"' ? "\"\"" : &text[i], text[i] == '"' ? 2 : 1);
    ent_builder_text(b, "\"");
}

static void csv_row(const statement *s, const ent_read_sentence *x, size_t n,
                    const ent_proposition *p, ent_builder *b)
{
    csv_cell(b, s->name, strlen(s->name));
    ent_builder_text(b, ",");
    csv_cell(b, s->reading.text + x->start, x->end - x->start);
    ent_builder_format(b, ",%zu,%s", n, p ? p->type : "none");
    const char *rest[] = {p ? p->who : "",  p ? p->about : "", p ? p->value : "",
                          p ? p->unit : "", p ? p->when : "",  p ? p->stance : ""};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
        ent_builder_text(b, ",");
        csv_cell(b, rest[i], strlen(rest[i]));
    }
    ent_builder_text(b, "\n");
}

ent_status statement_csv(const statement *s, ent_builder *out, ent_error *err)
{
    ent_builder_text(out, "text_id,sentence,n,type,who,about,value,unit,when,stance\n");
    for (size_t i = 0; i < s->reading.n_sentences; i++) {
        const ent_read_sentence *x = &s->reading.sentences[i];
        if (!x->n_propositions)
            csv_row(s, x, 0, NULL, out);
        for (size_t k = 0; k < x->n_propositions; k++)
            csv_row(s, x, k + 1, &s->reading.propositions[x->first_proposition + k], out);
    }
    return ent_builder_status(out, err);
}

static void json_member(ent_builder *b, const char *name, const char *value, bool last)
{
    ent_builder_format(b, "\"%s\": ", name);
    ent_json_text(b, value);
    ent_builder_text(b, last ? "" : ", ");
}

static void json_effects(const statement *s, size_t p, ent_builder *b)
{
    static const char *const effects[] = {"lever", "claim", "event", "fact", "cannot"};
    size_t n = 0;
    ent_builder_text(b, ", \"checks\": [");
    for (size_t i = s->first_check[p]; i < s->first_check[p + 1]; i++) {
        ent_builder_text(b, n++ ? ", {" : "{");
        json_member(b, "verdict", statement_verdicts[s->checks[i].verdict], false);
        json_member(b, "sentence", s->checks[i].sentence, false);
        json_member(b, "source", s->checks[i].source, true);
        ent_builder_text(b, "}");
    }
    ent_builder_text(b, "], \"follows\": [");
    n = 0;
    for (size_t i = s->first_meaning[p]; i < s->first_meaning[p + 1]; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect == MEANING_FACT)
            continue;
        ent_builder_text(b, n++ ? ", {" : "{");
        json_member(b, "effect", effects[m->effect], false);
        json_member(b, "key", m->key, false);
        json_member(b, "setting", m->setting, false);
        json_member(b, "basis", m->basis, false);
        json_member(b, "says", m->says, true);
        ent_builder_text(b, "}");
    }
    ent_builder_text(b, "]");
}

static void json_proposition(const statement *s, size_t index, ent_builder *b)
{
    const ent_proposition *p = &s->reading.propositions[index];
    char *words = ent_text_copy(s->reading.text + p->start, p->end - p->start, b->arena);
    ent_builder_text(b, "      {");
    json_member(b, "type", p->type, false);
    json_member(b, "who", p->who, false);
    json_member(b, "about", p->about, false);
    json_member(b, "value", p->value, false);
    json_member(b, "unit", p->unit, false);
    json_member(b, "when", p->when, false);
    json_member(b, "stance", p->stance, false);
    json_member(b, "rule", p->rule, false);
    json_member(b, "words", words ? words : "", false);
    ent_builder_format(b, "\"start\": %zu, \"end\": %zu", p->start, p->end);
    json_effects(s, index, b);
    ent_builder_text(b, "}");
}

ent_status statement_json(const statement *s, ent_builder *out, ent_error *err)
{
    ent_builder_text(out, "{\"kind\": \"entente-reading\", \"version\": 1,\n ");
    json_member(out, "text", s->name, false);
    json_member(out, "date", s->reading.date, false);
    json_member(out, "speaker", s->reading.speaker, false);
    ent_builder_text(out, "\n \"sentences\": [");
    for (size_t i = 0; i < s->reading.n_sentences; i++) {
        const ent_read_sentence *x = &s->reading.sentences[i];
        char *text = ent_text_copy(s->reading.text + x->start, x->end - x->start, out->arena);
        ent_builder_text(out, i ? ",\n  {" : "\n  {");
        json_member(out, "sentence", text ? text : "", false);
        ent_builder_format(out, "\"start\": %zu, \"end\": %zu, \"of_the_domain\": %s, ", x->start,
                           x->end, x->domain ? "true" : "false");
        json_member(out, "why_not", x->why_not, false);
        ent_builder_text(out, "\"propositions\": [");
        for (size_t k = 0; k < x->n_propositions; k++) {
            ent_builder_text(out, k ? ",\n" : "\n");
            json_proposition(s, x->first_proposition + k, out);
        }
        ent_builder_text(out, "]}");
    }
    ent_builder_text(out, "]}\n");
    return ent_builder_status(out, err);
}

/* --- scenario --- */

/* The sentence of a proposition as a YAML comment. */
static void yaml_comment(const statement *s, size_t p, const char *indent, ent_builder *b)
{
    const ent_proposition *q = &s->reading.propositions[p];
    ent_builder line;
    ent_builder_init(&line, b->arena);
    add_sentence(&line, s, &s->reading.sentences[q->sentence]);
    const char *first = ent_text_format(b->arena, "%s# ", indent);
    add_wrapped(b, line.data, first ? first : "# ", first ? first : "# ", 100);
}

/* A lever's number outside of the register's range is left out and said. */
static bool in_range(const statement *s, const meaning *m)
{
    const ent_register *reg = &s->tables.reg;
    double value;
    if (!ent_text_number(m->setting, strlen(m->setting), &value))
        return true;
    for (size_t i = 0; i < reg->n_levers; i++)
        if (strcmp(reg->levers[i].key, m->key) == 0)
            return value >= reg->levers[i].min && value <= reg->levers[i].max;
    return false;
}

static size_t yaml_levers(const statement *s, ent_builder *b)
{
    size_t n = 0;
    ent_builder_text(b, "levers:\n");
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect != MEANING_LEVER || s->repeated[i])
            continue;
        yaml_comment(s, m->proposition, "  ", b);
        if (!in_range(s, m)) {
            ent_builder_format(b, "  # %s: %s lies outside of what the model allows\n", m->key,
                               m->setting);
            continue;
        }
        ent_builder_format(b, "  %s: %s%s%s\n", m->key, m->setting,
                           *statement_basis(m) ? "  #" : "", statement_basis(m));
        n++;
    }
    for (size_t l = 0; l < s->tables.reg.n_levers; l++) {
        const char *key = s->tables.reg.levers[l].key;
        bool said = false;
        for (size_t i = 0; i < s->n_meanings; i++)
            said = said ||
                   (s->meanings[i].effect == MEANING_LEVER && strcmp(s->meanings[i].key, key) == 0);
        if (!said)
            ent_builder_format(b, "  # not in the text, default of the base scenario: %s\n", key);
    }
    return n;
}

static size_t yaml_events(const statement *s, ent_builder *b)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect != MEANING_EVENT || s->repeated[i])
            continue;
        if (n++ == 0)
            ent_builder_text(b, "events:\n");
        yaml_comment(s, m->proposition, "  ", b);
        ent_builder_format(b, "  - %s\n", m->setting);
    }
    return n;
}

/* Number of an event among those of the file, 0 when it is not there. */
static size_t event_number(const statement *s, const char *key, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect != MEANING_EVENT || s->repeated[i])
            continue;
        n++;
        if (strlen(m->key) == length && memcmp(m->key, key, length) == 0)
            return n;
    }
    return 0;
}

/* "obligation.level[$event:coalition, USA]" with the number of the event. */
static const char *shown(const statement *s, const char *key, ent_arena *arena)
{
    const char *at = strstr(key, "$event:");
    if (!at)
        return key;
    const size_t n = strcspn(at + 7, ",]");
    const char *text = ent_text_format(arena, "%.*s%zu%s", (int)(at - key), key,
                                       event_number(s, at + 7, n), at + 7 + n);
    return text ? text : key;
}

/* "kind: account; at: 2032" as lines of YAML; what a reader is told has names of states. */
static void yaml_fields(const statement *s, const char *fields, const char *who, ent_builder *b)
{
    while (*fields) {
        const size_t n = strcspn(fields, ";");
        const char *line = ent_text_copy(fields, n, b->arena);
        ent_builder_text(b, "    ");
        if (line && strncmp(line, "sentence: ", 10) == 0)
            statement_add_says(s, b, line, who);
        else
            ent_builder_add(b, fields, n);
        ent_builder_text(b, "\n");
        fields += n + (fields[n] != 0);
        while (*fields == ' ')
            fields++;
    }
}

static void yaml_claims(const statement *s, ent_builder *b)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_meanings; i++) {
        const meaning *m = &s->meanings[i];
        if (m->effect != MEANING_CLAIM || s->repeated[i])
            continue;
        if (n++ == 0)
            ent_builder_text(b, "claims:\n");
        yaml_comment(s, m->proposition, "  ", b);
        ent_builder_text(b, "  - says: \"");
        statement_add_says(s, b, m->says, s->reading.propositions[m->proposition].who);
        ent_builder_format(b, "\"\n    row: %zu\n    shows: '%s'\n", n, shown(s, m->key, b->arena));
        yaml_fields(s, m->setting, s->reading.propositions[m->proposition].who, b);
    }
}

/* Policies before the text and the months of the run. */
static ent_status yaml_months(const statement *s, ent_builder *b, ent_error *err)
{
    if (!*s->reading.date)
        return ent_fail(err, ENT_E_DATA,
                        "%s: the text has no date, so the scenario has no start; give it with --on",
                        s->name);
    ent_builder_format(b, "base: status-quo-2024\nstart: %s\nhorizon: %d-12\n", s->reading.date,
                       STATEMENT_LAST_YEAR);
    return ENT_OK;
}

ent_status statement_scenario(const statement *s, ent_builder *out, ent_error *err)
{
    ent_builder_format(out,
                       "# Written by entente read from %s; each value stands under the sentence"
                       "\n# that it comes from.\nname: \"%s\"\nabout: >-\n  Read from a text "
                       "of %s, sentence by sentence.\n",
                       s->name, s->name, s->reading.date);
    ENT_TRY(yaml_months(s, out, err));
    const size_t n = yaml_levers(s, out) + yaml_events(s, out);
    yaml_claims(s, out);
    if (!n)
        return ent_fail(err, ENT_E_DATA,
                        "%s: nothing in the text sets a lever or describes an event, so there is "
                        "no scenario to write",
                        s->name);
    return ent_builder_status(out, err);
}

ent_status statement_baseline(const statement *s, ent_builder *out, ent_error *err)
{
    ent_builder_format(out,
                       "# Written by entente read: what %s is compared with.\n"
                       "name: Status quo of 2024\nabout: >-\n  Policy as it stood before 12 "
                       "February 2025, carried on, from the day of the text.\n",
                       s->name);
    ENT_TRY(yaml_months(s, out, err));
    return ent_builder_status(out, err);
}
