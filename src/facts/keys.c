#include "entente/register.h"

#include "entente/keys.h"

static const char *const assumption_keys[] = {
#define KEY_TEXT(id, key) key,
    ENT_ASSUMPTION_LIST(KEY_TEXT)
#undef KEY_TEXT
};
static const char *const lever_keys[] = {
#define KEY_TEXT(id, key, kind) key,
    ENT_LEVER_LIST(KEY_TEXT)
#undef KEY_TEXT
};
static const ent_lever_kind lever_kinds[] = {
#define KEY_KIND(id, key, kind) ENT_LEVER_##kind,
    ENT_LEVER_LIST(KEY_KIND)
#undef KEY_KIND
};
static const char *const outcome_keys[] = {
#define KEY_TEXT(id, key, shape) key,
    ENT_OUTCOME_LIST(KEY_TEXT)
#undef KEY_TEXT
};
static const char *const account_keys[] = {
#define KEY_TEXT(key) key,
    ENT_ACCOUNT_LIST(KEY_TEXT)
#undef KEY_TEXT
};

static bool same(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static int find(const char *const *list, int n, const char *key)
{
    for (int i = 0; i < n; i++)
        if (same(list[i], key))
            return i;
    return -1;
}

const char *ent_key_of_assumption(int id)
{
    return id >= 0 && id < ENT_N_ASSUMPTIONS ? assumption_keys[id] : NULL;
}

const char *ent_key_of_lever(int id)
{
    return id >= 0 && id < ENT_N_LEVERS ? lever_keys[id] : NULL;
}

const char *ent_key_of_outcome(int id)
{
    return id >= 0 && id < ENT_N_OUTCOMES ? outcome_keys[id] : NULL;
}

int ent_id_of_assumption(const char *key)
{
    return find(assumption_keys, ENT_N_ASSUMPTIONS, key);
}

int ent_id_of_lever(const char *key)
{
    return find(lever_keys, ENT_N_LEVERS, key);
}

int ent_id_of_outcome(const char *key)
{
    return find(outcome_keys, ENT_N_OUTCOMES, key);
}

bool ent_key_is_account(const char *key)
{
    return find(account_keys, (int)(sizeof account_keys / sizeof account_keys[0]), key) >= 0;
}

ent_lever_kind ent_kind_of_lever(ent_lever_id id)
{
    return lever_kinds[id];
}
