#!/usr/bin/env python3
"""Run a notebook without Jupyter and compare what each cell says with the output it stores.

    run_notebook.py NOTEBOOK [--update] [--jupyter]

Text is compared whole; of a picture only its kind is stored. --update writes what was said.
--jupyter executes the notebook by nbconvert as well, where that is installed, and says where not.
"""

import ast
import contextlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile


def execute(source, names):
    """What a cell leaves behind: printed text, and the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    said, outputs = io.StringIO(), []
    with contextlib.redirect_stdout(said):
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
    if said.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream",
                        "text": said.getvalue().splitlines(True)})
    if value is not None:
        data = {"text/plain": [repr(value)]}
        picture = getattr(value, "_repr_svg_", None)
        if picture:
            svg = picture()
            assert svg.startswith("<svg") and svg.endswith("</svg>") and "NaN" not in svg, svg[:200]
            data = {"text/plain": [type(value).__name__]}
        outputs.append({"data": data, "metadata": {}, "output_type": "display_data"})
    return outputs


def by_jupyter(path):
    try:
        import ipykernel  # noqa: F401
        import nbconvert  # noqa: F401
    except ImportError as missing:
        print(f"left out, {missing.name} is not installed: the same notebook in Jupyter")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute",
                        "--ExecutePreprocessor.timeout=120", "--output-dir", folder, str(path)],
                       check=True, capture_output=True)
        done = json.loads((pathlib.Path(folder) / path.name).read_text(encoding="utf-8"))
        kinds = {k for c in done["cells"] for o in c.get("outputs", []) for k in o.get("data", {})}
        assert "image/svg+xml" in kinds, kinds
    print("executed by Jupyter too, picture included")


def main():
    path = pathlib.Path(sys.argv[1])
    book = json.loads(path.read_text(encoding="utf-8"))
    names, bad, count = {"__name__": "__main__"}, 0, 0
    for cell in book["cells"]:
        if cell["cell_type"] != "code":
            continue
        count += 1
        got = execute("".join(cell["source"]), names)
        if "--update" in sys.argv:
            cell["outputs"] = got
        elif got != cell["outputs"]:
            bad += 1
            print(f"{path.name}, cell {count}: stored\n{json.dumps(cell['outputs'], indent=1)}\n"
                  f"but it says\n{json.dumps(got, indent=1)}")
    if "--update" in sys.argv:
        path.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path.name}: {count} cells executed")
    if "--jupyter" in sys.argv:
        by_jupyter(path)
    sys.exit(1 if bad or not count else 0)


main()
