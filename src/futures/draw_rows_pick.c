#include "futures/draw_rows.h"

ent_draw_rows draw_rows_sse2, draw_rows_avx2, draw_rows_avx512;
void draw_correlate_sse2(const ent_world *world, double *u);
void draw_correlate_avx2(const ent_world *world, double *u);
void draw_correlate_avx512(const ent_world *world, double *u);

ent_draw_rows *draw_rows_of(ent_isa_id isa)
{
    return isa == ENT_ISA_AVX512 ? draw_rows_avx512
           : isa == ENT_ISA_AVX2 ? draw_rows_avx2
                                 : draw_rows_sse2;
}

void draw_rows_use(ent_draws *draws, ent_isa_id isa)
{
    draws->rows = draw_rows_of(isa);
    draws->correlate = isa == ENT_ISA_AVX512 ? draw_correlate_avx512
                       : isa == ENT_ISA_AVX2 ? draw_correlate_avx2
                                             : draw_correlate_sse2;
}
