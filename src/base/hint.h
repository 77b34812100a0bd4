/* One way to ask whether something else was meant. */
#ifndef ENT_BASE_HINT_H
#define ENT_BASE_HINT_H

typedef struct hint_text {
    char text[112];
} hint_text;

/* ". Did you mean 'aid.us'?" for the end of a message; empty when `near` is NULL. */
hint_text did_you_mean(const char *near);

#endif
