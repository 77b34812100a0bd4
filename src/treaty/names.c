/* Events whose states are written in any name of theirs. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "entente/treaty_report.h"
#include "facts/state_names.h"

enum { MOST = 512 };

static bool is_word(const char *text, const char *word, size_t length)
{
    return strncasecmp(text, word, length) == 0 && text[length] == '\0';
}

uint16_t ent_treaty_state_named(const ent_treaty *t, const char *word, size_t length,
                                size_t n_names, const ent_state_name *names)
{
    char other[128];
    const uint16_t found = ent_treaty_find_state(t, word, length);
    if (found != ENT_TREATY_NONE || length == 0 || length >= sizeof other)
        return found;
    for (uint32_t i = 0; i < t->n_states; i++)
        if (is_word(ent_treaty_text(t, t->states[i].code), word, length) ||
            is_word(ent_treaty_text(t, t->states[i].name), word, length))
            return (uint16_t)i;
    snprintf(other, sizeof other, "%.*s", (int)length, word);
    const char *code = state_names_find(n_names, names, other);
    return code ? ent_treaty_find_state(t, code, strlen(code)) : ENT_TREATY_NONE;
}

/* Whether the values of a key are states. */
static bool is_states(const char *key)
{
    return strcmp(key, "attacker") == 0 || strcmp(key, "victim") == 0 ||
           strcmp(key, "territory_of") == 0;
}

ent_status ent_treaty_event_set_named(const ent_treaty *t, ent_treaty_event *e, const char *key,
                                      const char *value, size_t n_names,
                                      const ent_state_name *names)
{
    char codes[MOST];
    size_t n = 0;
    if (!is_states(key))
        return ent_treaty_event_set(t, e, key, value);
    if (strlen(value) >= sizeof codes - 1)
        return ENT_E_KEY;
    for (const char *at = value; *at;) {
        size_t length = strcspn(at, "|:,"), end = length;
        while (length > 0 && at[length - 1] == ' ')
            length--;
        const uint16_t state = ent_treaty_state_named(t, at, length, n_names, names);
        const char *word =
            state == ENT_TREATY_NONE ? at : ent_treaty_text(t, t->states[state].code);
        const size_t size = state == ENT_TREATY_NONE ? length : strlen(word);
        end += at[end] != '\0'; /* what separates it from the next */
        while (at[end] == ' ')
            end++;
        const bool more = at[end] != '\0';
        if (n + size + 2 > sizeof codes)
            return ENT_E_KEY;
        memcpy(codes + n, word, size);
        n += size;
        if (more)
            codes[n++] = at[strcspn(at, "|:,")];
        at += end;
    }
    codes[n] = '\0';
    return ent_treaty_event_set(t, e, key, codes);
}
