#!/usr/bin/env python3
"""Write the parts list of a build as CycloneDX 1.5 JSON.

    tools/make_sbom.py BUILD OUT

Parts: the Debian packages whose libraries the program loads or whose static code it holds, the
npm packages that the report's script and the live page are made from, and the sources of the
data. Versions and licences come from dpkg, from app/package-lock.json and from data/sources.csv.
The same build gives the same bytes: date and revision are those of the sources.
"""
import csv
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Copyright files in free text, read by a person.
FREE_TEXT = {
    "libc6": "LGPL-2.1-or-later",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libgfortran5": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libquadmath0": "LGPL-2.1-or-later",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
}
# npm counts it as a tool of the build, yet its runtime ends up inside the page.
COMPILED_IN = {"svelte", "esm-env", "clsx", "devalue"}


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def licences_of(package):
    """Short names of the licences in a package's copyright file; [] when it is free text."""
    path = pathlib.Path("/usr/share/doc", package, "copyright")
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    names = re.findall(r"^License:[ \t]*(\S[^\n]*)$", text, re.M)
    return sorted({name.strip() for name in names}) or [FREE_TEXT[package]] * (package in FREE_TEXT)


def debian_part(package, scope, how):
    version, architecture, page = said(
        "dpkg-query", "-W", "-f", "${Version}\t${Architecture}\t${Homepage}", package).split("\t")
    part = {
        "type": "library", "bom-ref": f"deb:{package}", "name": package, "version": version,
        "scope": scope, "purl": f"pkg:deb/debian/{package}@{version}?arch={architecture}",
        "licenses": [{"license": {"name": name}} for name in licences_of(package)],
        "properties": [{"name": "entente:linked", "value": how}],
    }
    if page.startswith("http"):
        part["externalReferences"] = [{"type": "website", "url": page}]
    return part


def debian_parts(program):
    """Packages of every shared library the program needs, directly or through another."""
    direct = set(re.findall(r"\(NEEDED\).*\[(.*)\]", said("readelf", "-dW", program)))
    found = {}
    for name, path in re.findall(r"^\s*(\S+) => (/\S+)", said("ldd", program), re.M):
        for place in (path, os.path.realpath(path), os.path.realpath(path).replace("/usr", "", 1)):
            owner = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
            if owner.returncode == 0:
                package = owner.stdout.split(":")[0]
                found[package] = found.get(package, False) or name in direct
                break
        else:
            sys.exit(f"make_sbom: no Debian package owns {path}")
    return [debian_part(p, "required", "shared, direct" if found[p] else "shared, through another")
            for p in sorted(found)]


def npm_parts():
    """Packages the pages are made from; tools that only build or test them are `excluded`."""
    lock = json.loads((ROOT / "app/package-lock.json").read_text(encoding="utf-8"))
    parts = {}
    for place, entry in lock["packages"].items():
        if not place or "version" not in entry or entry.get("optional"):
            continue
        name = place.split("node_modules/")[-1]
        part = {
            "type": "library", "bom-ref": f"npm:{place}", "name": name,
            "version": entry["version"],
            "scope":
            "excluded" if entry.get("dev") and name not in COMPILED_IN else "required",
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}",
            "licenses": [{"license": {"name": entry["license"]}}] if entry.get("license") else [],
        }
        parts[place] = part
    return [parts[p] for p in sorted(parts)]


def data_parts():
    parts = []
    for name in ("data/sources.csv", "data/ukraine/sources.csv"):
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                part = {
                    "type": "data", "bom-ref": f"{name}:{row['key']}", "name": row["title"],
                    "version": row["date"], "supplier": {"name": row["publisher"]},
                    "licenses": [{"license": {"name": row["terms"]}}],
                }
                address = row.get("address") or row.get("url") or ""
                if address.startswith("http"):
                    part["externalReferences"] = [{"type": "distribution", "url": address}]
                parts.append(part)
    return parts


def compilers(build):
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    tools = []
    for key in ("CMAKE_C_COMPILER", "ENT_WASM_CLANG"):
        path = re.search(rf"^{key}:\w+=(/.*)$", cache, re.M)
        if path:
            line = said(path.group(1), "--version").splitlines()[0]
            tools.append({"type": "application", "name": pathlib.Path(path.group(1)).name,
                          "version": line})
    return tools


def main():
    build, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    program = build / "entente"
    about = json.loads(said(program, "--version", "--json"))
    date = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    when = datetime.datetime.fromtimestamp(date, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = debian_parts(program) + npm_parts() + data_parts()
    name = f"entente {about['version']} {about['revision']}"
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}",
        "metadata": {
            "timestamp": when,
            "tools": {"components": compilers(build)},
            "component": {
                "type": "application", "bom-ref": "entente", "name": "entente",
                "version": about["version"],
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "properties": [{"name": "entente:revision", "value": about["revision"]},
                               {"name": "entente:data", "value": about["data"]["hash"]}],
            },
        },
        "components": parts,
        "dependencies": [{"ref": "entente", "dependsOn": sorted(
            p["bom-ref"] for p in parts if p.get("scope") != "excluded")}],
    }
    unknown = [p["name"] for p in parts if not p["licenses"] and p.get("scope") == "required"]
    out.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    counts = [sum(p["bom-ref"].startswith(k) for p in parts) for k in ("deb:", "npm:", "data/")]
    print(f"{out.name}: {counts[0]} Debian packages, {counts[1]} npm packages, {counts[2]} sources of data")
    if unknown:
        sys.exit("make_sbom: no licence known for: " + ", ".join(unknown))


main()
