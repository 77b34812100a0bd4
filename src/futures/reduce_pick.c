#include "futures/reduce.h"

#define REDUCE_DECLARE(isa) \
    reduce_columns_fn reduce_columns_##isa; \
    reduce_pair_fn reduce_pair_##isa; \
    reduce_cells_fn reduce_cells_##isa;
REDUCE_DECLARE(sse2)
REDUCE_DECLARE(avx2)
REDUCE_DECLARE(avx512)

reduce_fns reduce_of(ent_isa_id isa)
{
    switch (isa) {
    case ENT_ISA_AVX512:
        return (reduce_fns){reduce_columns_avx512, reduce_pair_avx512, reduce_cells_avx512};
    case ENT_ISA_AVX2:
        return (reduce_fns){reduce_columns_avx2, reduce_pair_avx2, reduce_cells_avx2};
    case ENT_ISA_SSE2:
    case ENT_N_ISAS:
        break;
    }
    return (reduce_fns){reduce_columns_sse2, reduce_pair_sse2, reduce_cells_sse2};
}
