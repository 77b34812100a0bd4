#!/usr/bin/env python3
"""What examples/library/brussels prints beside the result document of the same run.

    library_figures.py DOCUMENT PRINTED
"""

import json
import re
import sys

document = json.load(open(sys.argv[1], encoding="utf-8"))
printed = open(sys.argv[2], encoding="utf-8").read().splitlines()
numbers = [float(x) for line in printed[:3] for x in re.findall(r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?", line)]
outcome = next(o for o in document["outcomes"]
               if o["key"] == "posture.shortfall" and o.get("at") == "2030")
q, d = outcome["quantiles"], outcome["difference"]
bill = next(row for row in document["accounts"]["bill"]["rows"] if row["state"] == "GBR")
wanted = {0: q["p50"], 1: q["p5"], 2: q["p95"], 4: d["median"], 5: d["p5"], 6: d["p95"],
          7: bill["cumulative_bn"]}
bad = [f"figure {i}: printed {numbers[i]}, document {want}" for i, want in wanted.items()
       if float(f"{want:.6g}") != numbers[i]]
verdicts = [f"{c['verdict']}: {c['says']}" for c in document["claims"]]
if printed[3:] != verdicts:
    bad.append("claims differ")
print("\n".join(bad) if bad else f"{len(wanted)} figures and {len(verdicts)} verdicts agree")
sys.exit(1 if bad else 0)
