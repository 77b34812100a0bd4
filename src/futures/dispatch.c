#include <stdlib.h>
#include <string.h>

#include "entente/block.h"

void ent_block_sse2(const ent_block_job *job);
void ent_block_avx2(const ent_block_job *job);
void ent_block_avx512(const ent_block_job *job);

static const struct {
    const char *name;
    void (*run)(const ent_block_job *job);
} builds[ENT_N_ISAS] = {
    {"sse2", ent_block_sse2}, {"avx2", ent_block_avx2}, {"avx512", ent_block_avx512}};

bool ent_isa_usable(ent_isa_id isa)
{
    switch (isa) {
    case ENT_ISA_SSE2:
        return true;
    case ENT_ISA_AVX2:
        return __builtin_cpu_supports("avx2");
    case ENT_ISA_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
    case ENT_N_ISAS:
        break;
    }
    return false;
}

const char *ent_isa_name(ent_isa_id isa)
{
    return isa < ENT_N_ISAS ? builds[isa].name : "none";
}

/* ENTENTE_ISA=sse2|avx2|avx512 asks for a build; one that this machine lacks is passed over. */
ent_isa_id ent_isa_best(void)
{
    const char *asked = getenv("ENTENTE_ISA");
    for (int i = ENT_N_ISAS - 1; i > 0; i--)
        if (ent_isa_usable((ent_isa_id)i) &&
            (!asked || !*asked || strcmp(asked, builds[i].name) == 0))
            return (ent_isa_id)i;
    return ENT_ISA_SSE2;
}

void ent_block_run_isa(const ent_block_job *job, ent_isa_id isa)
{
    builds[isa].run(job);
}

void ent_block_run(const ent_block_job *job)
{
    ent_block_run_isa(job, ent_isa_best());
}
