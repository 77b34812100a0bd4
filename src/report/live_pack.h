/* How worlds and the engine travel inside the live page; app/src/live/data.ts reads it. */
#ifndef ENT_REPORT_LIVE_PACK_H
#define ENT_REPORT_LIVE_PACK_H

#include "entente/text.h"

/* What repeats is said once: a count of bytes, those bytes, a count of bytes to copy, how far
   back they stand (the two may overlap); again until the end. Counts are little-endian base-128
   numbers. False when out of memory. */
bool live_pack(ent_builder *out, const unsigned char *bytes, size_t n, ent_arena *arena);
/* What differs from another block: a count of bytes, those bytes, a count of bytes to copy, the
   place in the other block to copy from; again until the end. False when out of memory. */
bool live_delta(ent_builder *out, const unsigned char *bytes, size_t n, const unsigned char *from,
                size_t n_from, ent_arena *arena);
void live_base64(ent_builder *out, const unsigned char *bytes, size_t n);

#endif
