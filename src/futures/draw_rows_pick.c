#include "futures/draw_rows.h"

ent_draw_rows draw_rows_sse2, draw_rows_avx2, draw_rows_avx512;

ent_draw_rows *draw_rows_of(ent_isa_id isa)
{
    return isa == ENT_ISA_AVX512 ? draw_rows_avx512
           : isa == ENT_ISA_AVX2 ? draw_rows_avx2
                                 : draw_rows_sse2;
}
