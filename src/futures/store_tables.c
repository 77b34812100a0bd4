/* Tables of a store for those who read it with SQL. */
#include <string.h>

#include "entente/columns.h"
#include "futures/store_file.h"

static void bind_number(sqlite3_stmt *q, int at, double value)
{
    if (value - value == 0.0)
        sqlite3_bind_double(q, at, value);
    else
        sqlite3_bind_null(q, at);
}

/* Not copied: a copy that finds no memory would leave a NULL in the row. */
static void bind_text(sqlite3_stmt *q, int at, const char *text)
{
    sqlite3_bind_text(q, at, text, -1, SQLITE_STATIC);
}

/* --- registers --- */

static ent_status write_levers(const ent_store *s, sqlite3_stmt *q, int world, ent_error *err)
{
    const ent_world *w = s->run->worlds[world].world;
    for (int l = 0; l < ENT_N_LEVERS; l++)
        for (int32_t y = 0; y < w->n_years; y++) {
            sqlite3_bind_int(q, 1, world);
            bind_text(q, 2, ent_key_of_lever(l));
            sqlite3_bind_int(q, 3, w->first_year + y);
            bind_number(q, 4, w->lever_year[l][y]);
            ENT_TRY(store_step(s, q, err));
        }
    return ENT_OK;
}

static ent_status write_priors(const ent_store *s, sqlite3_stmt *q, int world, ent_error *err)
{
    static const char *const kinds[] = {"fixed",   "triangular", "lognormal", "normal",
                                        "uniform", "beta",       "discrete"};
    const ent_world *w = s->run->worlds[world].world;
    for (int a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        const ent_prior *p = &w->prior[a];
        sqlite3_bind_int(q, 1, world);
        bind_text(q, 2, ent_key_of_assumption(a));
        bind_text(q, 3, kinds[p->kind]);
        for (int i = 0; i < 3; i++)
            bind_number(q, 4 + i, i < p->n ? p->p[i] : ENT_MISSING);
        bind_number(q, 7, w->central[a]);
        sqlite3_bind_int64(q, 8, w->slot[a]);
        ENT_TRY(store_step(s, q, err));
    }
    return ENT_OK;
}

static ent_status write_outcomes(const ent_store *s, sqlite3_stmt *q, int world, ent_error *err)
{
    const ent_layout *l = &s->run->worlds[world].layout;
    for (int o = 0; o < ENT_N_OUTCOMES; o++) {
        const ent_outcome *row = ent_register_outcome(s->reg, ent_key_of_outcome(o));
        sqlite3_bind_int(q, 1, o);
        bind_text(q, 2, ent_key_of_outcome(o));
        bind_text(q, 3, row ? row->label : "");
        bind_text(q, 4, row ? row->unit : "");
        bind_text(q, 5, row ? row->shape : "");
        bind_text(q, 6, row ? row->better : "");
        sqlite3_bind_int(q, 7, l->first[o]);
        sqlite3_bind_int(q, 8, l->count[o]);
        sqlite3_bind_int(q, 9, s->run->plan.keep[o]);
        ENT_TRY(store_step(s, q, err));
    }
    return ENT_OK;
}

typedef ent_status table_writer(const ent_store *s, sqlite3_stmt *q, int world, ent_error *err);

static ent_status write_table(const ent_store *s, const char *sql, table_writer *write,
                              size_t n_worlds, ent_error *err)
{
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    ENT_TRY(store_prepare(s, sql, &q, err));
    for (size_t w = 0; status == ENT_OK && w < n_worlds; w++)
        status = write(s, q, (int)w, err);
    sqlite3_finalize(q);
    return status;
}

ent_status store_describe(const ent_store *s, ent_error *err)
{
    const size_t n = s->run->plan.n_worlds;
    ENT_TRY(write_table(s, "INSERT INTO lever VALUES(?, ?, ?, ?)", write_levers, n, err));
    ENT_TRY(write_table(s, "INSERT INTO assumption VALUES(?, ?, ?, ?, ?, ?, ?, ?)", write_priors, n,
                        err));
    return write_table(s, "INSERT INTO outcome VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", write_outcomes,
                       1, err);
}

/* --- statistics --- */

typedef struct statistics {
    const ent_store *store;
    sqlite3_stmt *q;
    int world;
    ent_status status;
    ent_error *err;
} statistics;

static void write_column(void *with, const ent_named_column *c)
{
    statistics *t = with;
    if (t->status != ENT_OK)
        return;
    const ent_statistics s =
        ent_run_statistics(t->store->run, (size_t)t->world, c->outcome, c->index);
    const double values[] = {s.mean,        s.sd,          s.low,
                             s.high,        s.quantile[0], s.quantile[1],
                             s.quantile[2], s.quantile[3], s.quantile[4]};
    sqlite3_bind_int(t->q, 1, t->world);
    bind_text(t->q, 2, c->row->key);
    bind_text(t->q, 3, c->name);
    bind_text(t->q, 4, c->at);
    sqlite3_bind_int64(t->q, 5, (sqlite3_int64)s.n);
    sqlite3_bind_int64(t->q, 6, (sqlite3_int64)s.missing);
    for (int i = 0; i < 9; i++)
        bind_number(t->q, 7 + i, values[i]);
    t->status = store_step(t->store, t->q, t->err);
}

static void write_difference(void *with, const ent_named_column *c)
{
    statistics *t = with;
    if (t->status != ENT_OK)
        return;
    const ent_difference d = ent_run_difference(t->store->run, c->outcome, c->index);
    bind_text(t->q, 1, c->row->key);
    bind_text(t->q, 2, c->name);
    bind_text(t->q, 3, c->at);
    sqlite3_bind_int64(t->q, 4, (sqlite3_int64)d.n);
    bind_number(t->q, 5, d.mean);
    bind_number(t->q, 6, d.low);
    bind_number(t->q, 7, d.high);
    sqlite3_bind_int(t->q, 8, d.distinguishable);
    t->status = store_step(t->store, t->q, t->err);
}

static ent_status each_column(const ent_store *s, const char *sql, int world, ent_column_show *show,
                              ent_error *err)
{
    statistics t = {.store = s, .world = world, .status = ENT_OK, .err = err};
    ENT_TRY(store_prepare(s, sql, &t.q, err));
    ent_columns_each(s->run->worlds[0].world, s->reg, true, show, &t);
    sqlite3_finalize(t.q);
    return t.status;
}

ent_status store_statistics(const ent_store *s, ent_error *err)
{
    ENT_TRY(store_exec(s, "DELETE FROM quantile; DELETE FROM difference", err));
    for (size_t w = 0; w < s->run->plan.n_worlds; w++)
        if (s->run->worlds[w].wide)
            ENT_TRY(each_column(
                s, "INSERT INTO quantile VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (int)w, write_column, err));
    if (s->run->plan.paired)
        return each_column(s, "INSERT INTO difference VALUES(?, ?, ?, ?, ?, ?, ?, ?)", 0,
                           write_difference, err);
    return ENT_OK;
}
