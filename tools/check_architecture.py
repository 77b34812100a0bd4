#!/usr/bin/env python3
"""Compare the table of modules in docs/architecture.md with the code.

    check_architecture.py SOURCE [BUILD]

Each row names a module and the modules it uses. They must be those whose headers its files include
and, where BUILD holds objects, those whose functions its objects call; none may come later in the
table, so that no two modules need each other.
"""

import pathlib
import re
import sys

import objects

source = pathlib.Path(sys.argv[1])
build = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
APART = {"wasm", "entente"}


def table():
    rows = {}
    for line in (source / "docs/architecture.md").read_text(encoding="utf-8").splitlines():
        found = re.match(r"\| `src/(\w+)` \| .* \| ([^|]*) \|$", line)
        if found:
            used = found.group(2).strip()
            rows[found.group(1)] = set() if used == "nothing" else set(re.split(r",\s*", used))
    return rows


def owner_of_headers(modules):
    """The module of each header `entente/NAME.h`: that of NAME.c, else as check_layers.cmake says."""
    owner = {}
    for module in modules:
        for file in (source / "src" / module).glob("*.c"):
            owner.setdefault(file.stem, module)
    said = (source / "tools/check_layers.cmake").read_text(encoding="utf-8")
    for name, module in re.findall(r"\b(\w+):(\w+)\b", said):
        owner[name] = module
    for name in modules:
        owner.setdefault(name, name)
    return owner


def includes(modules):
    owner = owner_of_headers(modules)
    used = {module: {} for module in modules}
    for module in modules:
        for file in sorted((source / "src" / module).glob("*.[ch]")):
            if re.search(r"_(test|bench)\.c$", file.name):
                continue
            for target in re.findall(r'^ *# *include *"([^"]+)"', file.read_text(encoding="utf-8"),
                                     re.M):
                folder, _, name = target.partition("/")
                stem = name.removesuffix(".h")
                other = folder if folder != "entente" else \
                    owner.get(stem) or owner.get(stem.split("_")[0])
                if other in modules and other != module:
                    used[module].setdefault(other, file.relative_to(source))
    return used


def circles(uses):
    """Sets of files that need each other, by what each uses."""
    def reached(start):
        seen, todo = set(), [start]
        while todo:
            for other in uses.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    reach = {file: reached(file) for file in uses}
    return {frozenset(other for other in reach[file] if file in reach.get(other, ()))
            for file in uses if file in reach[file]}


def said_circles():
    """Rows "| MODULE: FILE, FILE | why |" under "Files that need each other"."""
    text = (source / "docs/architecture.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| (\w+): ([\w, ]+) \| .+ \|$", text, re.M)
    return {frozenset(f"{module}/{name}" for name in re.split(r",\s*", names))
            for module, names in found}


def calls(modules):
    """Module -> module -> the object and symbol that show it; and which files use which."""
    files = {path: file for path, file in objects.product_objects(source, build).items()
             if file.split("/")[0] in modules}
    defined, needed = objects.symbols(files)
    used, uses = {module: {} for module in modules}, {}
    for name, wanting in needed.items():
        for home in {files[path] for path in defined.get(name, ())}:
            for own in sorted({files[path] for path in wanting} - {home}):
                module, other = own.split("/")[0], home.split("/")[0]
                if module != other:
                    used[module].setdefault(other, f"{own}: {name}")
                uses.setdefault(own[:-2], set()).add(home[:-2])
    return used, uses


def main():
    rows = table()
    bad = []
    folders = {p.name for p in (source / "src").iterdir() if p.is_dir()} - APART
    for name in sorted(folders ^ set(rows)):
        bad.append(f"src/{name}: " + ("not in the table" if name in folders else "no such folder"))
    order = [name for name in rows if name in folders]
    included = includes(order)
    called, uses = calls(order) if build else ({name: {} for name in order}, {})
    found, said = circles(uses), said_circles()
    for files in sorted(map(sorted, found - said)):
        bad.append(f"{', '.join(files)}: these files need each other; cut the circle, or say why "
                   "it stays in docs/architecture.md")
    for files in sorted(map(sorted, said - found)) if build else ():
        bad.append(f"docs/architecture.md: {', '.join(files)} no longer need each other")
    for module in order:
        seen = set(included[module]) | set(called[module])
        for other in sorted(seen - rows[module]):
            why = included[module].get(other) or called[module].get(other)
            bad.append(f"src/{module}: uses {other} ({why}), which the table does not say")
        for other in sorted(rows[module] - seen):
            bad.append(f"src/{module}: the table says {other}, nothing uses it")
        for other in sorted(seen):
            if order.index(other) > order.index(module):
                why = included[module].get(other) or called[module].get(other)
                bad.append(f"src/{module}: uses {other} ({why}), which comes later in the table")
    print("\n".join(bad) if bad else f"{len(order)} modules use what the table says")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
