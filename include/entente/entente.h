/*
 * Every public header at once.
 *
 *     #include <entente/entente.h>
 *
 * Single headers say more: each opens with its purpose and a short use.
 */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include "entente/arena.h"
#include "entente/bargain.h"
#include "entente/bargain_bdm.h"
#include "entente/bargain_smp.h"
#include "entente/bargain_table.h"
#include "entente/design.h"
#include "entente/explore.h"
#include "entente/heap.h"
#include "entente/session.h"
#include "entente/status.h"
#include "entente/text.h"

#endif
