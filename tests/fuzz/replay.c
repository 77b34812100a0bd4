/* Without libFuzzer: run the target over every file of a folder, whole and cut at half. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* Mutators belong to libFuzzer: here none is called. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most)
{
    (void)data, (void)most;
    return size;
}

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return 1;
    enum { MOST = 1 << 22 };
    uint8_t *data = malloc(MOST);
    const size_t size = data ? fread(data, 1, MOST, file) : 0;
    fclose(file);
    for (size_t n = size; data; n /= 2) {
        uint8_t *exact = malloc(n ? n : 1); /* so that reading past the end is seen */
        if (exact) {
            memcpy(exact, data, n);
            LLVMFuzzerTestOneInput(exact, n);
        }
        free(exact);
        if (!n)
            break;
    }
    free(data);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = argc != 2, n = 0;
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    for (struct dirent *e; folder && (e = readdir(folder));) {
        char path[4096];
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
        failed += replay(path);
        n++;
    }
    if (folder)
        closedir(folder);
    printf("%d files\n", n);
    return failed || n == 0;
}
