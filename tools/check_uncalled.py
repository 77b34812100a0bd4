#!/usr/bin/env python3
"""Every function that other files can see is called by another file.

    check_uncalled.py SOURCE BUILD

A function with external linkage must be called from another file of src/: if only its own file calls
it, it is static; if nothing calls it, it goes. Functions of the public headers count as called when
an example, Python or a test calls them; others that a unit test drives alone need a caller in their
own file. What stays without a caller is listed here with the reason.
"""

import fnmatch
import pathlib
import re
import sys

import objects

WINDOW = "reference vectors look at what is inside a kernel"
LOG = "entente-reference keeps its rows in the log of entente validate"
ALLOWED = {
    "ent_posture_needs": WINDOW, "ent_posture_defence": WINDOW,
    "validate_absent": LOG, "validate_text": LOG,
    "ent_ranks_open": "the entry of the plug-in for MPI, found by name when it is loaded",
    "ent_import_parse": "fuzzing and tests import from memory, not from a file",
    "scenario_parse": "fuzzing and tests read a scenario from memory",
    "ent_embed_*_end": "an embedded file has a beginning, a length and an end",
}


def words(source, *patterns):
    found = {}
    for pattern in patterns:
        for path in source.glob(pattern):
            for word in re.findall(r"\w+", path.read_text(encoding="utf-8")):
                found[word] = found.get(word, 0) + 1
    return found


def plain(symbol):
    """A kernel's function without the name of its instruction set."""
    return re.sub(r"_(sse2|avx2|avx512)$", "", symbol)


def main():
    source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    files = objects.product_objects(source, build)
    if not files:
        print(f"{build}: no objects; build the program first")
        return 1
    defined, needed = objects.symbols(files)
    elsewhere = words(source, "src/wasm/*.c", "src/*/*_make.c", "examples/*/*")
    elsewhere.update(("ent_" + word, 1) for word in words(source, "python/entente/*.py"))
    tests = words(source, "src/*/*_test.c", "tests/**/*.[ch]")
    public = words(source, "include/entente/*.h")
    problems, used = [], set()
    called = {plain(symbol) for symbol in needed}
    for symbol, homes in sorted(defined.items()):
        name, file = plain(symbol), files[min(homes)]
        if name in called or name in elsewhere or name in ("main", "ent_isa"):
            continue
        inside = words(source, f"src/{file}").get(name, 0) > 1
        if name in tests and (inside or name in public):
            continue
        allowed = [p for p in ALLOWED if fnmatch.fnmatch(name, p)]
        used.update(allowed)
        if not allowed:
            problems.append(f"src/{file}: {name} is called by " +
                            ("its own file alone; make it static" if inside else
                             "nothing but tests; delete it" if name in tests else
                             "nothing; delete it"))
    # A build without MPI or without the page has not every object.
    there = {plain(symbol) for symbol in defined}
    problems += [f"tools/check_uncalled.py: {p} is listed and has callers" for p in ALLOWED
                 if p not in used and fnmatch.filter(there, p)]
    print("\n".join(dict.fromkeys(problems)) or f"{len(defined)} functions and tables have callers")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
