/* Who a verb belongs to: the subject before it. */
#include <string.h>

#include "reading/parts.h"

static bool comma_between(const sentence *s, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < s->n_tokens; i++)
        if (s->tokens[i].punct && s->tokens[i].word[0] == ',')
            return true;
    return false;
}

/* ", which", ", who", ", both of": what follows is said of the mention before. */
static bool relative_clause(const sentence *s, size_t end)
{
    return end + 1 < s->n_tokens && s->tokens[end].punct && s->tokens[end].word[0] == ',' &&
           (word_is(s, end + 1, "which") || word_is(s, end + 1, "who") ||
            word_is(s, end + 1, "whose"));
}

/* "Oslo, as Washington demands, will": who is named between the commas is not the subject. */
static bool inside_aside(const sentence *s, const mention *m, size_t at)
{
    for (size_t i = 0; i < m->at; i++)
        if (s->aside[i] > m->at && s->aside[i] <= at)
            return true;
    for (size_t back = 1; back <= 2 && back < m->at; back++)
        if (word_is(s, m->at - back, "as") && s->tokens[m->at - back - 1].punct)
            return comma_between(s, (size_t)m->at + m->n, at);
    return false;
}

const mention *subject_before(const sentence *s, size_t at)
{
    for (size_t i = s->n_mentions; i-- > 0;) {
        const mention *m = &s->mentions[i];
        const size_t end = (size_t)m->at + m->n;
        if (end > at)
            continue;
        if (relative_clause(s, end) && end + 1 < at)
            return m;
        /* "the decision of Germany to station": who decides, does */
        if (m->oblique && m->owner && end + 1 == at && word_is(s, end, "to"))
            return m;
        if (m->oblique || inside_aside(s, m, at))
            continue;
        if (word_is(s, end, "included") || word_is(s, end, "excepted")) /* ", Spain included," */
            continue;
        if (m->object && word_is(s, end, "that") && i > 0) /* "told Oslo that": who was told */
            continue;
        bool semicolon = false;
        for (size_t k = end; k < at; k++)
            semicolon = semicolon || s->tokens[k].word[0] == ';';
        if (semicolon)
            return NULL;
        if (m->possessive && (at - end > 6 || (m->person && !m->pronoun && !is_office(s, end))))
            continue;
        if (m->object && comma_between(s, end, at))
            continue;
        /* "Leaders backed Kyiv and called for": they call, too */
        if (m->object && i > 0 && word_is(s, end, "and") && !mention_at(s, end + 1))
            continue;
        if (m->aside && end + 1 < at) /* "European allies, he said, must" */
            continue;
        return m;
    }
    return NULL;
}
