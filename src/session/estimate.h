/* What a run will take, before it starts. */
#ifndef ENT_SESSION_ESTIMATE_H
#define ENT_SESSION_ESTIMATE_H

#include "session/inside.h"

/*
 * Refuse a run that the disk of its folder cannot hold or that would take longer than a month, and
 * announce one that takes longer than ten minutes. The pace is measured on a few blocks of the
 * same worlds; runs of up to a million futures are neither measured nor announced.
 *
 * folder   where results go; NULL keeps nothing
 * errors   ENT_E_ARG with what it would take and how to go on; those of ent_run_go
 */
ent_status estimate_run(ent_result *r, const char *folder, ent_error *err);

#endif
