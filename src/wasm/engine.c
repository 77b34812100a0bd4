/*
 * What the browser calls: one world, its edits, one block of futures at a time.
 *
 * Compiled for wasm32 with the same kernels as the program; there is no runtime. Memory is the
 * module's own, grown once for the world and once for the outcomes. Every function is exported
 * under its own name; app/src/live/protocol.ts states the same list.
 */
#include "wasm/engine.h"
#include "entente/block.h"
#include "entente/draws.h"
#include "entente/world_build.h"

void ent_block_wasm(const ent_block_job *job);
ent_draw_rows draw_rows_wasm;
void draw_correlate_wasm(const ent_world *world, double *u);

/* A move of a lever draws no assumption anew: a worker of two keeps its half of 64 blocks, and a
   few that it took over from the other. Of shocks, which take more room, it keeps what it drew of
   the blocks that come first. */
enum { PAGE = 65536, KEPT = 36, FIRST = 4, TILES = ENT_BLOCK / ENT_TILE };
extern unsigned char __heap_base;

static struct {
    unsigned char *world; /* as given by the page */
    size_t world_room;
    ent_world *open; /* the same once checked */
    double *out;     /* [column][ENT_BLOCK] */
    size_t out_room;
    size_t top;   /* first free byte of the memory */
    void *tables; /* of the draws */
    ent_arena arena;
    ent_draws drawn_from;
    bool drawing;    /* drawn_from fits the priors */
    ent_world drawn; /* the world that drawn_from was made for */
    bool wanted[ENT_N_OUTCOMES];
    ent_layout layout;
    ent_tile tile;
    uint64_t seed;       /* of the draws kept */
    uint64_t kept[KEPT]; /* block they belong to, plus one; 0 none */
    double *draws[KEPT]; /* [ENT_N_ASSUMPTIONS][ENT_BLOCK], taken when first needed */
    size_t next;         /* place that the next block takes */
    size_t last;         /* place of those used last */
    ent_shock_memory shocks[FIRST][TILES];
    double lever[ENT_N_LEVERS]; /* as the world came, to begin other edits from */
    double lever_year[ENT_N_LEVERS][ENT_MAX_YEARS];
    unsigned char member[sizeof((ent_world *)0)->member];
} engine;

/* The one function of a C library that the compiler calls here. */
int memcmp(const void *a, const void *b, size_t n);
int memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *x = a, *y = b;
    size_t i = 0;
    while (i < n && x[i] == y[i])
        i++;
    return i < n ? x[i] - y[i] : 0;
}

/* Fresh memory at the end of what the module has; NULL when the browser refuses. */
void *wasm_take(size_t bytes)
{
    if (engine.top == 0)
        engine.top = (size_t)&__heap_base;
    const size_t at = (engine.top + 63) & ~(size_t)63;
    const size_t need = (at + bytes + PAGE - 1) / PAGE, have = __builtin_wasm_memory_size(0);
    if (need > have && __builtin_wasm_memory_grow(0, need - have) == (size_t)-1)
        return 0;
    engine.top = at + bytes;
    return (void *)at;
}

const ent_world *wasm_world(void)
{
    return engine.open;
}

int32_t WASM_EXPORT(ent_wasm_version)(void);
int32_t WASM_EXPORT(ent_wasm_version)(void)
{
    return ENT_WORLD_VERSION;
}

/* Room for a world of `size` bytes; 0 when there is none. */
void *WASM_EXPORT(ent_wasm_world)(size_t bytes);
void *WASM_EXPORT(ent_wasm_world)(size_t bytes)
{
    if (bytes > engine.world_room) {
        engine.world = wasm_take(bytes);
        engine.world_room = engine.world ? bytes : 0;
    }
    engine.open = 0;
    engine.drawing = false;
    return engine.world;
}

/* Check the world that was copied in; 0 when it is fine, else ent_world_problem. */
int32_t WASM_EXPORT(ent_wasm_open)(size_t bytes);
int32_t WASM_EXPORT(ent_wasm_open)(size_t bytes)
{
    const ent_world_problem problem =
        engine.world ? ent_world_check(engine.world, bytes) : ENT_WORLD_SHORT;
    if (problem == ENT_WORLD_FINE) {
        engine.open = (ent_world *)(void *)engine.world;
        __builtin_memcpy(engine.lever, engine.open->lever, sizeof engine.lever);
        __builtin_memcpy(engine.lever_year, engine.open->lever_year, sizeof engine.lever_year);
        __builtin_memcpy(engine.member, engine.open->member, sizeof engine.member);
    }
    return (int32_t)problem;
}

/* Every lever as the world came with it; priors stay as they are. */
void WASM_EXPORT(ent_wasm_restore)(void);
void WASM_EXPORT(ent_wasm_restore)(void)
{
    if (!engine.open)
        return;
    __builtin_memcpy(engine.open->lever, engine.lever, sizeof engine.lever);
    __builtin_memcpy(engine.open->lever_year, engine.lever_year, sizeof engine.lever_year);
    __builtin_memcpy(engine.open->member, engine.member, sizeof engine.member);
}

/* Set a lever: in one model year, or in all with year -1. */
void WASM_EXPORT(ent_wasm_lever)(int32_t id, int32_t year, double value);
void WASM_EXPORT(ent_wasm_lever)(int32_t id, int32_t year, double value)
{
    if (!engine.open || id < 0 || id >= ENT_N_LEVERS)
        return;
    for (int32_t y = 0; y < ENT_MAX_YEARS; y++)
        if (year < 0 || y == year || (year == engine.open->n_years - 1 && y > year))
            engine.open->lever_year[id][y] = value;
    if (year <= 0)
        engine.open->lever[id] = value;
}

/* Put a state into the guarantee force, or take it out. */
void WASM_EXPORT(ent_wasm_member)(int32_t state, int32_t on);
void WASM_EXPORT(ent_wasm_member)(int32_t state, int32_t on)
{
    if (!engine.open || state < 0 || state >= engine.open->n_states)
        return;
    engine.open->member[state] = on != 0;
    double n = 0.0;
    for (int32_t s = 0; s < engine.open->n_states; s++)
        n += engine.open->member[s];
    engine.open->lever[ENT_L_GUARANTEE_MEMBERS] = n;
    for (int32_t y = 0; y < ENT_MAX_YEARS; y++)
        engine.open->lever_year[ENT_L_GUARANTEE_MEMBERS][y] = n;
}

/* Other parameters for a prior of the same kind. */
void WASM_EXPORT(ent_wasm_prior)(int32_t id, int32_t n, double p0, double p1, double p2, double p3,
                                 double p4, double p5);
void WASM_EXPORT(ent_wasm_prior)(int32_t id, int32_t n, double p0, double p1, double p2, double p3,
                                 double p4, double p5)
{
    if (!engine.open || id < 0 || id >= ENT_N_ASSUMPTIONS || n < 1 || n > 6)
        return;
    ent_prior *prior = &engine.open->prior[id];
    prior->n = n;
    engine.drawing = false;
    prior->p[0] = p0, prior->p[1] = p1, prior->p[2] = p2;
    prior->p[3] = p3, prior->p[4] = p4, prior->p[5] = p5;
}

/* Which outcomes to record. */
void WASM_EXPORT(ent_wasm_record)(int32_t outcome, int32_t on);
void WASM_EXPORT(ent_wasm_record)(int32_t outcome, int32_t on)
{
    if (outcome >= 0 && outcome < ENT_N_OUTCOMES)
        engine.wanted[outcome] = on != 0;
}

/* Columns of the outcomes recorded; -1 when there is no world. */
int32_t WASM_EXPORT(ent_wasm_layout)(void);
int32_t WASM_EXPORT(ent_wasm_layout)(void)
{
    if (!engine.open)
        return -1;
    ent_layout_make(engine.open, engine.wanted, &engine.layout);
    return engine.layout.n_columns;
}

int32_t WASM_EXPORT(ent_wasm_first)(int32_t outcome)
{
    return outcome >= 0 && outcome < ENT_N_OUTCOMES ? engine.layout.first[outcome] : -1;
}

int32_t WASM_EXPORT(ent_wasm_count)(int32_t outcome)
{
    return outcome >= 0 && outcome < ENT_N_OUTCOMES ? engine.layout.count[outcome] : 0;
}

static bool room_for_outcomes(void)
{
    const size_t bytes = (size_t)engine.layout.n_columns * ENT_BLOCK * sizeof(double);
    if (bytes > engine.out_room) {
        engine.out = wasm_take(bytes);
        engine.out_room = engine.out ? bytes : 0;
    }
    return engine.out || bytes == 0;
}

/* Tables for the priors as they now stand; false when there is no room. Worlds of one page mostly
   draw alike, and what was drawn for one then serves the next. */
static bool ready_to_draw(void)
{
    if (engine.drawing)
        return true;
    if (engine.drawn_from.world && ent_draws_same(engine.open, &engine.drawn)) {
        engine.drawn_from.world = engine.open;
        return engine.drawing = true;
    }
    const size_t bytes = (size_t)ENT_N_ASSUMPTIONS * (ENT_BETA_NODES * sizeof(ent_beta_node) / 8);
    if (!engine.tables)
        engine.tables = wasm_take(bytes);
    __builtin_memset(engine.kept, 0, sizeof engine.kept);
    engine.drawing = engine.tables &&
                     ent_arena_init(&engine.arena, engine.tables, bytes) == ENT_OK &&
                     ent_draws_make(engine.open, &engine.drawn_from, &engine.arena) == ENT_OK;
    engine.drawn_from.rows = draw_rows_wasm;
    engine.drawn_from.correlate = draw_correlate_wasm;
    if (engine.drawing)
        engine.drawn = *engine.open;
    else
        engine.drawn_from.world = 0;
    return engine.drawing;
}

const double *wasm_draws(void)
{
    return engine.draws[engine.last];
}

/* Place of a block's draws, or of those that make room for them. */
static size_t place_of(uint64_t block)
{
    for (size_t i = 0; i < KEPT; i++)
        if (engine.kept[i] == block + 1)
            return i;
    const size_t place = engine.next;
    engine.next = (place + 1) % KEPT;
    engine.kept[place] = 0;
    return place;
}

static const double *draws_of(uint64_t seed, uint32_t block)
{
    if (seed != engine.seed)
        __builtin_memset(engine.kept, 0, sizeof engine.kept);
    engine.seed = seed;
    const size_t place = engine.last = place_of(block);
    if (!engine.draws[place])
        engine.draws[place] = wasm_take((size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK * sizeof(double));
    if (engine.draws[place] && engine.kept[place] == 0) {
        const ent_design design = {.kind = ENT_DESIGN_MC, .seed = seed};
        ent_draws_block(&engine.drawn_from, &design, block, engine.draws[place]);
        engine.kept[place] = (uint64_t)block + 1;
    }
    return wasm_draws();
}

/* Room for the shocks of a part of a block; what there is none for is drawn each time. */
static ent_shock_memory *shocks_of(uint32_t block, int32_t from, int32_t to)
{
    const uint32_t room = ent_shock_room(engine.open);
    for (int32_t at = from / ENT_TILE; block < FIRST && at < to / ENT_TILE; at++) {
        ent_shock_memory *m = &engine.shocks[block][at];
        if (m->key)
            continue;
        m->key = wasm_take(room * sizeof *m->key);
        m->z = m->key ? wasm_take(room * sizeof *m->z) : 0;
        m->room = m->z ? room : 0;
    }
    return block < FIRST ? &engine.shocks[block][from / ENT_TILE] : 0;
}

static double *run_part(uint64_t seed, uint32_t block, int32_t from, int32_t to)
{
    if (ent_wasm_layout() < 0 || !room_for_outcomes() || !ready_to_draw() || !draws_of(seed, block))
        return 0;
    const ent_block_job job = {.world = engine.open,
                               .layout = &engine.layout,
                               .draws = wasm_draws(),
                               .kept = shocks_of(block, from, to),
                               .out = engine.out,
                               .seed = seed,
                               .block = block,
                               .tile = &engine.tile,
                               .from = from,
                               .to = to};
    ent_block_wasm(&job);
    return engine.out;
}

double *wasm_block(uint64_t seed, uint32_t block)
{
    return run_part(seed, block, 0, ENT_BLOCK);
}

/* Futures `from` to `to` of a block: [column][256], the others as they were. Parts go to several
   workers; they begin and end at multiples of 64, which is a whole number of tiles. */
double *WASM_EXPORT(ent_wasm_run)(uint32_t seed_low, uint32_t seed_high, uint32_t block,
                                  int32_t from, int32_t to);
double *WASM_EXPORT(ent_wasm_run)(uint32_t seed_low, uint32_t seed_high, uint32_t block,
                                  int32_t from, int32_t to)
{
    if (from < 0 || to > ENT_BLOCK || from >= to || from % 64 || to % 64)
        return 0;
    return run_part((uint64_t)seed_high << 32 | seed_low, block, from, to);
}

_Static_assert(64 % ENT_TILE == 0, "parts of a block are whole tiles");
