#include "entente/isa.h"

const char *ENT_ISA_NAME(ent_isa)(void);

/* Which build this is, for the bench and the result document. */
const char *ENT_ISA_NAME(ent_isa)(void)
{
    return ENT_ISA_TEXT(ENT_ISA);
}
