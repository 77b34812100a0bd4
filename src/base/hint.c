#include "base/hint.h"

#include <stdio.h>

hint_text did_you_mean(const char *near)
{
    hint_text h = {""};
    if (near)
        snprintf(h.text, sizeof h.text, ". Did you mean '%.90s'?", near);
    return h;
}
