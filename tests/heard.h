/* What code writes to stdout or stderr, as a text. */
#ifndef ENT_TEST_HEARD_H
#define ENT_TEST_HEARD_H

#include <stdio.h>
#include <unistd.h>

typedef struct hearing {
    FILE *stream, *file;
    int kept; /* where the stream went before */
} hearing;

static inline hearing hear(FILE *stream)
{
    hearing h = {stream, tmpfile(), -1};
    fflush(stream);
    h.kept = dup(fileno(stream));
    dup2(fileno(h.file), fileno(stream));
    return h;
}

/* The text since hear(); the stream goes on as before. */
static inline const char *heard(hearing h)
{
    static char text[16384];
    fflush(h.stream);
    dup2(h.kept, fileno(h.stream));
    close(h.kept);
    rewind(h.file);
    text[fread(text, 1, sizeof text - 1, h.file)] = '\0';
    fclose(h.file);
    return text;
}

#endif
