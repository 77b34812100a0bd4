#include "study/explore_points.h"

enum { MOST = 4 };

struct explore_points {
    size_t n;
    explore_known known[MOST];
    ent_arena *arena;
};

ent_status explore_points_open(explore_points **points, ent_arena *arena, ent_error *err)
{
    *points = ent_arena_array(arena, explore_points, 1);
    if (!*points)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    **points = (explore_points){.arena = arena};
    return ENT_OK;
}

/* Room for the points of a plan; a world that draws as the first does shares its values. */
static ent_status make(const explore_problem *p, explore_known *k, ent_arena *arena)
{
    const size_t blocks = k->n / ENT_BLOCK, values = (size_t)ENT_N_ASSUMPTIONS * k->n;
    k->made = ent_arena_array(arena, bool, blocks);
    k->scores = k->scored ? ent_arena_array(arena, double, p->n_inputs * k->n) : NULL;
    bool fine = k->made && (k->scores || !k->scored);
    for (size_t w = 0; fine && w < p->n_worlds; w++) {
        k->draws[w] = w && ent_draws_same(p->worlds[0], p->worlds[w])
                          ? k->draws[0]
                          : ent_arena_array(arena, double, values);
        fine = k->draws[w] != NULL;
    }
    for (size_t b = 0; fine && b < blocks; b++)
        k->made[b] = false;
    return fine ? ENT_OK : ENT_E_NOMEM;
}

ent_status explore_points_find(const explore_problem *p, const explore_plan *plan, size_t n,
                               explore_known **known, ent_error *err)
{
    explore_points *all = p->points;
    const bool moved = plan->shift, scored = plan->shift || plan->scores;
    *known = NULL;
    for (size_t i = 0; plan->again && i < all->n; i++) {
        explore_known *k = &all->known[i];
        if (k->seed == plan->seed && k->n == n && k->moved == moved && k->scored == scored)
            *known = k;
    }
    if (*known || !plan->again || all->n == MOST)
        return ENT_OK;
    explore_known *k = &all->known[all->n];
    *k = (explore_known){.seed = plan->seed, .n = n, .moved = moved, .scored = scored};
    ENT_NEED(make(p, k, all->arena) == ENT_OK, err);
    all->n++;
    *known = k;
    return ENT_OK;
}
