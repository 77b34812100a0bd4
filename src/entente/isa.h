/*
 * Names of functions that are compiled once per instruction set.
 *
 *     void ENT_ISA_NAME(ent_economy_step)(...);    // ent_economy_step_avx2 in the AVX2 build
 *
 * Only the entry point of a block is chosen at run time (futures/dispatch.c); kernels of one
 * build call each other directly. A file compiled outside such a build gets the suffix `plain`.
 */
#ifndef ENTENTE_ISA_H
#define ENTENTE_ISA_H

#ifndef ENT_ISA
#define ENT_ISA plain
#endif

#define ENT_ISA_JOIN_(name, isa) name##_##isa
#define ENT_ISA_JOIN(name, isa) ENT_ISA_JOIN_(name, isa)
#define ENT_ISA_NAME(name) ENT_ISA_JOIN(name, ENT_ISA)
#define ENT_ISA_TEXT_(isa) #isa
#define ENT_ISA_TEXT(isa) ENT_ISA_TEXT_(isa)

#endif
