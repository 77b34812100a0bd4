#include "futures/reduce.h"

#define REDUCE_DECLARE(isa) \
    reduce_row_fn reduce_row_##isa; \
    reduce_pair_fn reduce_pair_##isa; \
    reduce_hash_fn reduce_hash_##isa;
REDUCE_DECLARE(sse2)
REDUCE_DECLARE(avx2)
REDUCE_DECLARE(avx512)

reduce_fns reduce_of(ent_isa_id isa)
{
    switch (isa) {
    case ENT_ISA_AVX512:
        return (reduce_fns){reduce_row_avx512, reduce_pair_avx512, reduce_hash_avx512};
    case ENT_ISA_AVX2:
        return (reduce_fns){reduce_row_avx2, reduce_pair_avx2, reduce_hash_avx2};
    case ENT_ISA_SSE2:
    case ENT_N_ISAS:
        break;
    }
    return (reduce_fns){reduce_row_sse2, reduce_pair_sse2, reduce_hash_sse2};
}
