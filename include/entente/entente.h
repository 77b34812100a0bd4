/*
 * Every public header at once.
 *
 *     #include <entente/entente.h>
 *
 * Single headers say more: each opens with its purpose and a short use.
 */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include "entente/aid.h"
#include "entente/allocate.h"
#include "entente/allocation_forms.h"
#include "entente/arena.h"
#include "entente/bargain.h"
#include "entente/bargain_bdm.h"
#include "entente/bargain_probit.h"
#include "entente/bargain_qre.h"
#include "entente/bargain_smp.h"
#include "entente/bargain_study.h"
#include "entente/bargain_table.h"
#include "entente/bargain_war.h"
#include "entente/battle.h"
#include "entente/bill.h"
#include "entente/block.h"
#include "entente/central.h"
#include "entente/change.h"
#include "entente/columns.h"
#include "entente/csv.h"
#include "entente/design.h"
#include "entente/draw.h"
#include "entente/draws.h"
#include "entente/explore.h"
#include "entente/facts.h"
#include "entente/fmath.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/isa.h"
#include "entente/keys.h"
#include "entente/live.h"
#include "entente/philox_rows.h"
#include "entente/ranks.h"
#include "entente/register.h"
#include "entente/report.h"
#include "entente/rng.h"
#include "entente/scenario.h"
#include "entente/session.h"
#include "entente/sobol.h"
#include "entente/sort.h"
#include "entente/status.h"
#include "entente/store.h"
#include "entente/table.h"
#include "entente/tested.h"
#include "entente/text.h"
#include "entente/tile.h"
#include "entente/treaty.h"
#include "entente/treaty_cases.h"
#include "entente/treaty_report.h"
#include "entente/treaty_tables.h"
#include "entente/world.h"
#include "entente/world_build.h"
#include "entente/xlsx.h"

#endif
