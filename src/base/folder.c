#include "base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

ent_status folder_make(const char *folder, ent_error *err)
{
    struct stat is;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return ent_fail(err, ENT_E_IO, "%.200s: cannot make this folder: %s", folder,
                        strerror(errno));
    if (stat(folder, &is) != 0 || !S_ISDIR(is.st_mode))
        return ent_fail(err, ENT_E_IO, "%s: is not a folder; give another with --out", folder);
    if (access(folder, W_OK | X_OK) != 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot write into this folder: %s", folder,
                        strerror(errno));
    return ENT_OK;
}

ent_status folder_lock(const char *folder, int *lock, ent_error *err)
{
    *lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*lock < 0 || flock(*lock, LOCK_EX | LOCK_NB) == 0)
        return ENT_OK;
    const int why = errno;
    folder_unlock(*lock);
    *lock = -1;
    return why == EWOULDBLOCK ? ent_fail(err, ENT_E_IO,
                                         "%s: another run is writing into this folder. Wait for "
                                         "it, or choose another folder with --out",
                                         folder)
                              : ENT_OK;
}

void folder_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}
