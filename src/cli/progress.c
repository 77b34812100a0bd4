#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { LONGEST_LEFT = 1000 * 86400 }; /* s; beyond it the figure says nothing */

static void time_left(double seconds, char *out, size_t size)
{
    if (seconds < 120.0)
        snprintf(out, size, "%.0f s left", seconds);
    else if (seconds < 7200.0)
        snprintf(out, size, "%.0f min left", seconds / 60.0);
    else
        snprintf(out, size, "%.1f h left", seconds / 3600.0);
}

void progress_text(uint64_t done, uint64_t all, double work, const char *unit, double seconds,
                   char *out, size_t size)
{
    char left[32];
    if (done > all)
        done = all;
    const double share = all ? (double)done / (double)all : 1.0;
    const double rest = share > 0.0 ? seconds * (1.0 - share) / share : -1.0;
    if (!(seconds > 1e-3) || !(rest >= 0.0) || !(rest < LONGEST_LEFT)) {
        snprintf(out, size, "%3.0f %%", 100.0 * share);
        return;
    }
    time_left(rest, left, sizeof left);
    snprintf(out, size, "%3.0f %%  %.0f %s/s  %s", 100.0 * share, (double)done * work / seconds,
             unit, left);
}

void progress_show(uint64_t done, uint64_t all, double work, const char *unit, double seconds)
{
    char text[128];
    if (!isatty(STDERR_FILENO))
        return;
    progress_text(done, all, work, unit, seconds, text, sizeof text);
    fprintf(stderr, "\r\033[K%s", text);
    if (done >= all)
        fputs("\r\033[K", stderr);
    fflush(stderr);
}

void progress_study(void *with, uint64_t done, uint64_t all, double seconds)
{
    (void)with;
    if (seconds > 0.5 || done == all)
        progress_show(done, all, 1.0, "tasks", seconds);
}
