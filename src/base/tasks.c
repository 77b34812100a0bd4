#include "base/tasks.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MOST_THREADS = 64 };

typedef struct tasks {
    size_t n;
    tasks_task *task;
    void *with;
    atomic_size_t next;
    pthread_mutex_t lock; /* over what follows */
    size_t failed;        /* number of the task; n: none */
    ent_status status;
    ent_error error;
} tasks;

static void take_failure(tasks *t, size_t task, ent_status status, const ent_error *error)
{
    pthread_mutex_lock(&t->lock);
    if (task < t->failed) {
        t->failed = task;
        t->status = status;
        t->error = *error;
    }
    pthread_mutex_unlock(&t->lock);
    atomic_store(&t->next, t->n);
}

static void *work(void *with)
{
    tasks *t = with;
    for (;;) {
        ent_error error = {{0}};
        const size_t task = atomic_fetch_add(&t->next, 1);
        if (task >= t->n)
            return NULL;
        const ent_status status = t->task(t->with, task, &error);
        if (status != ENT_OK)
            take_failure(t, task, status, &error);
    }
}

ent_status tasks_run(size_t n, size_t threads, tasks_task *task, void *with, ent_error *err)
{
    pthread_t id[MOST_THREADS];
    size_t started = 0;
    tasks t = {.n = n, .task = task, .with = with, .failed = n, .status = ENT_OK};
    pthread_mutex_init(&t.lock, NULL);
    threads = threads < n ? threads : n;
    while (started + 1 < threads && started < MOST_THREADS &&
           pthread_create(&id[started], NULL, work, &t) == 0)
        started++;
    work(&t);
    for (size_t i = 0; i < started; i++)
        pthread_join(id[i], NULL);
    pthread_mutex_destroy(&t.lock);
    return t.status == ENT_OK ? ENT_OK : ent_fail(err, t.status, "%s", t.error.message);
}
