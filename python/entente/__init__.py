"""Entente from Python: run a scenario over many futures, beside a baseline, and ask for the result.

    import entente

    result = entente.run("brussels-2025", baseline="status-quo-2024",
                         set={"us.posture_europe": 0.25})
    print(result["posture.shortfall", 2030])
    print(result.change("posture.shortfall", 2030).lower)
    print(result.bill["GBR"].average_bn)

It calls libentente through ctypes: nothing is compiled. The library, the data and the scenarios
are looked for in ENTENTE_LIBRARY, ENTENTE_DATA and ENTENTE_SCENARIOS, then in a build beside
this folder, then where the system installs libraries.
"""

from __future__ import annotations

from ._places import find_data, find_library, find_scenarios
from ._results import Band, Bill, Change, Cost, Duty, Finding, Result
from ._session import EntenteError, Scenario, Session, Statement, run
from .chart import Chart, fan
from .registers import assumptions, levers, outcomes

__all__ = [
    "Band", "Bill", "Change", "Chart", "Cost", "Duty", "EntenteError", "Finding", "Result",
    "Scenario", "Session", "Statement", "assumptions", "fan", "find_data", "find_library",
    "find_scenarios", "levers", "outcomes", "run",
]
