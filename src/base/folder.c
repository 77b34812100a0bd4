#include "base/folder.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

ent_status folder_make(const char *folder, ent_error *err)
{
    struct stat is;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return ent_fail(err, ENT_E_IO, "%s: cannot make this folder: %s", folder, strerror(errno));
    if (stat(folder, &is) != 0 || !S_ISDIR(is.st_mode))
        return ent_fail(err, ENT_E_IO, "%s: is not a folder; give another with --out", folder);
    if (access(folder, W_OK | X_OK) != 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot write into this folder: %s", folder,
                        strerror(errno));
    return ENT_OK;
}
