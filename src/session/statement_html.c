/* A statement that was read, as the start of a report. */
#include <jansson.h>
#include <string.h>

#include "report/document.h"
#include "report/section.h"
#include "session/statement_words.h"

/* Number of a claim among those of the scenario that was written. */
static size_t claim_number(const statement *s, size_t index)
{
    size_t n = 0;
    for (size_t i = 0; i < index; i++)
        n += s->meanings[i].effect == MEANING_CLAIM && !s->repeated[i];
    return n;
}

static const char *version_of(const json_t *root)
{
    return doc_text(doc_get(root, "entente"), "version");
}

/* The source of a figure that the run computed, so that a line can be copied with it. */
static void html_source(const statement *s, const json_t *root, ent_builder *b)
{
    ent_builder_format(b, " [<a href=\"#quote\">Entente %s, ", version_of(root));
    html_text(b, s->name);
    ent_builder_format(b, " of %s</a>]", s->reading.date);
}

/* A claim before and after the run: "Gain falls by 3 km2 (1 to 5). supported; true in 98 ...". */
static void html_claim(const statement *s, const meaning *m, const json_t *root,
                       const json_t *claim, ent_builder *b)
{
    char figure[512];
    ent_builder says;
    ent_builder_init(&says, b->arena);
    statement_add_says(s, &says, m->says, s->reading.propositions[m->proposition].who);
    const char *place = doc_text(claim, "section");
    ent_builder_format(b, "<br><a href=\"#%s\">", *place ? place : "claims");
    html_text(b, claim ? section_claim_sentence(claim) : says.data);
    ent_builder_text(b, "</a>");
    if (!claim)
        return;
    section_claim_figure(claim, figure, sizeof figure);
    ent_builder_format(b, " <strong>%s</strong>", section_verdict(claim));
    if (*figure) {
        ent_builder_text(b, "; ");
        html_text(b, figure);
    }
    if (*m->chart)
        ent_builder_format(b, " <a href=\"#chart-%s\">(chart)</a>", m->chart);
    html_source(s, root, b);
    section_without_skill(doc_text(claim, "without_skill"), b);
}

static void html_check(const statement_check *c, ent_builder *b)
{
    ent_builder_format(b, "<br><strong>%s</strong>: ", statement_verdicts[c->verdict]);
    html_text(b, c->sentence);
    if (*c->source)
        ent_builder_format(b, " [<a href=\"#source-%s\">%s</a>]", c->source, c->source);
}

static void html_meaning(const statement *s, size_t index, const json_t *root, ent_builder *b)
{
    const meaning *m = &s->meanings[index];
    if (m->effect == MEANING_LEVER) {
        const ent_lever *lever = ent_register_lever(&s->tables.reg, m->key);
        ent_builder_text(b, "<br>lever: ");
        html_text(b, lever ? lever->label : "");
        ent_builder_format(b, " (<code>%s</code>) = ", m->key);
        html_text(b, m->setting);
        ent_builder_text(b, statement_basis(m));
    }
    if (m->effect == MEANING_CLAIM)
        html_claim(s, m, root, json_array_get(doc_get(root, "claims"), claim_number(s, index)), b);
    if (m->effect == MEANING_EVENT) {
        const char *title = statement_event_title(m, b->arena);
        ent_builder_text(b, "<br>case for the treaties: <a href=\"#obligations\">");
        html_text(b, title);
        ent_builder_text(b, "</a>");
    }
    if (m->effect == MEANING_CANNOT) {
        ent_builder_text(b, "<br>not answered: ");
        html_text(b, m->says);
    }
}

static void html_note(const statement *s, size_t p, const json_t *root, ent_builder *b)
{
    ent_builder said;
    ent_builder_init(&said, b->arena);
    statement_add_proposition(s, &said, &s->reading.propositions[p]);
    ent_builder_text(b, "<li>");
    html_text(b, said.data);
    for (size_t i = s->first_check[p]; i < s->first_check[p + 1]; i++)
        html_check(&s->checks[i], b);
    size_t above = 0;
    for (size_t i = s->first_meaning[p]; i < s->first_meaning[p + 1]; i++)
        if (s->repeated[i])
            above += s->meanings[i].effect != MEANING_FACT;
        else
            html_meaning(s, i, root, b);
    ent_builder_text(b, above ? "<br>more above, at a sentence that says the same</li>" : "</li>");
}

static void html_sentences(const statement *s, const json_t *root, ent_builder *out)
{
    const char *text = s->reading.text;
    size_t at = 0;
    for (size_t i = 0; i < s->reading.n_sentences; i++) {
        const ent_read_sentence *x = &s->reading.sentences[i];
        if (memchr(text + at, '\n', x->start - at))
            ent_builder_text(out, "</p>\n<p>");
        else if (i)
            ent_builder_text(out, " ");
        ent_builder_text(out, x->n_propositions ? "<mark>" : "");
        const char *sentence = ent_text_copy(text + x->start, x->end - x->start, out->arena);
        out->failed = out->failed || !sentence;
        html_text(out, sentence ? sentence : "");
        ent_builder_text(out, x->n_propositions ? "</mark>" : "");
        at = x->end;
        if (!x->n_propositions)
            continue;
        ent_builder_text(out, "</p><ul>");
        for (size_t k = 0; k < x->n_propositions; k++)
            html_note(s, x->first_proposition + k, root, out);
        ent_builder_text(out, "</ul><p>");
    }
}

/* What to name as the source of a figure that is quoted. */
static void html_origin(const statement *s, const json_t *root, ent_builder *b)
{
    const json_t *run = doc_get(root, "run");
    if (!run)
        return;
    ent_builder_format(b, "<p id=\"quote\">To quote a figure: Entente %s, scenario read from ",
                       version_of(root));
    html_text(b, s->name);
    ent_builder_format(
        b,
        " (%s), %lld simulated futures, seed %lld. <a href=\"#assumptions\">Assumptions and "
        "sources</a> are at the end.</p>\n",
        *s->reading.date ? s->reading.date : "no date",
        (long long)json_integer_value(doc_get(run, "futures")),
        (long long)json_integer_value(doc_get(run, "seed")));
}

ent_status statement_html(const statement *s, const char *document, size_t length, ent_builder *out,
                          ent_error *err)
{
    json_t *root = document ? json_loadb(document, length, 0, NULL) : NULL;
    ent_builder_text(out, "<section id=\"statement\"><h2>The statement</h2>\n"
                          "<p>Marked sentences were understood; what follows from each stands "
                          "below it.</p>\n<p>");
    html_sentences(s, root, out);
    ent_builder_text(out, "</p>\n");
    html_origin(s, root, out);
    ent_builder_text(out, "</section>\n");
    json_decref(root);
    return ent_builder_status(out, err);
}
