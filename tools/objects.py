"""The symbols of the objects of a build: which file of src/ defines a name, and which need it."""

import pathlib
import re
import subprocess


def product_objects(source, build):
    """Path of each object of the library and the program -> its file, "report/page.c"."""
    files = {}
    for folder in ("CMakeFiles/*.dir/src/*", "src/*/CMakeFiles/*.dir"):
        for path in build.glob(folder + "/*.c.o"):
            target = re.search(r"CMakeFiles/(\w+)\.dir/", str(path)).group(1)
            module = path.parent.name if path.parent.parent.name == "src" else \
                path.parent.parent.parent.name
            file = f"{module}/{path.name[:-2]}"
            # Not of a test, nor left over from a file that has gone.
            if (target.startswith("ent_") or target == "entente_program") and \
                    ((source / "src" / file).exists() or (build / "src" / file).exists()):
                files[path] = file
    return files


def symbols(paths):
    """What nm says of these objects: ({name: paths that define it}, {name: paths that need it})."""
    defined, needed = {}, {}
    said = subprocess.run(["nm", "-A", *map(str, sorted(paths))], capture_output=True, text=True,
                          check=True).stdout
    for line in said.splitlines():
        path, rest = line.split(":", 1)
        kind, name = rest.split()[-2:]
        if name.startswith("__"):
            continue  # of the compiler: __odr_asan.NAME, __asan_init
        if kind in "TDRBW":
            defined.setdefault(name, set()).add(pathlib.Path(path))
        elif kind == "U":
            needed.setdefault(name, set()).add(pathlib.Path(path))
    return defined, needed
