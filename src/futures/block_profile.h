/* Where the time of a block goes: the block's kernels once more, with a clock between them. */
#ifndef ENT_FUTURES_BLOCK_PROFILE_H
#define ENT_FUTURES_BLOCK_PROFILE_H

#include "entente/block.h"

typedef enum profile_part {
    PROFILE_ECONOMY, /* sections 1 and 2 with their shocks */
    PROFILE_PLEDGE,
    PROFILE_CAPABILITY,
    PROFILE_POSTURE, /* 4 to 6 */
    PROFILE_COMBAT,
    PROFILE_UKRAINE, /* 8 */
    PROFILE_SETTLEMENT,
    PROFILE_RECORD, /* outcomes of sections 1 to 3; clearing and checking the output */
    PROFILE_COPY,   /* draws into the tile */
    PROFILE_N
} profile_part;

typedef struct profile {
    double seconds[PROFILE_N];
    double toy_seconds;                       /* of one toy future */
    double normal_seconds, function_seconds;  /* of one normal; of one exponential or logarithm */
    double madd_per_second, bytes_per_second; /* peaks measured here, one core */
} profile;

/* One block, timed by part; `early` stops after sections 1 to 3. */
void profile_block_sse2(const ent_block_job *job, bool early, profile *p);
void profile_block_avx2(const ent_block_job *job, bool early, profile *p);
void profile_block_avx512(const ent_block_job *job, bool early, profile *p);

/* Cost of a toy, and the peaks of this core. `rows` is memory of at least `n` doubles. */
void profile_machine_sse2(double *rows, size_t n, profile *p);
void profile_machine_avx2(double *rows, size_t n, profile *p);
void profile_machine_avx512(double *rows, size_t n, profile *p);

double profile_clock(void);

#endif
