#include "reference/inputs.h"

#include <string.h>

#include "entente/text.h"

bool vector_tolerance(const char *text, double *abs_tol, double *rel_tol)
{
    *abs_tol = *rel_tol = 0.0;
    while (*text) {
        const size_t length = strcspn(text, ";");
        double *into = strncmp(text, "abs:", 4) == 0   ? abs_tol
                       : strncmp(text, "rel:", 4) == 0 ? rel_tol
                                                       : NULL;
        if (!into || length < 4 || !ent_text_number(text + 4, length - 4, into))
            return false;
        text += length;
        text += *text == ';';
    }
    return true;
}

/* Value of a key, and its length; NULL when absent. */
static const char *find(const vector_inputs *in, const char *key, size_t *length)
{
    const size_t n = strlen(key);
    for (const char *at = in->text; *at;) {
        const size_t item = strcspn(at, ";");
        if (item > n && strncmp(at, key, n) == 0 && at[n] == '=') {
            *length = item - n - 1;
            return at + n + 1;
        }
        at += item;
        at += *at == ';';
    }
    return NULL;
}

double vector_number(const vector_inputs *in, const char *key)
{
    size_t length = 0;
    double value = ENT_MISSING;
    const char *text = find(in, key, &length);
    return text && ent_text_number(text, length, &value) ? value : ENT_MISSING;
}

size_t vector_list(const vector_inputs *in, const char *key, size_t most, double *values)
{
    size_t length = 0, n = 0;
    const char *text = find(in, key, &length);
    const char *end = text ? text + length : NULL;
    while (text && text < end && n < most) {
        const char *bar = memchr(text, '|', (size_t)(end - text));
        const char *stop = bar ? bar : end;
        if (!ent_text_number(text, (size_t)(stop - text), &values[n]))
            return 0;
        n++;
        text = stop + 1;
    }
    return n;
}

bool vector_word(const vector_inputs *in, const char *key, size_t size, char *word)
{
    size_t length = 0;
    const char *text = find(in, key, &length);
    if (!text || !size)
        return false;
    const size_t n = length < size - 1 ? length : size - 1;
    memcpy(word, text, n);
    word[n] = '\0';
    return true;
}
