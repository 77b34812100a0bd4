"""The registers as rows: what can be set, what is assumed, what comes out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Optional

from . import _places

_pandas = _places.optional("pandas")


def _rows(name: str, group: Optional[str]) -> Any:
    path = Path(_places.find_data()) / f"{name}.csv"
    if _pandas is not None:    # columns of numbers become numbers
        frame = _pandas.read_csv(path)
        wanted = (frame["group"] == group) | frame["key"].str.startswith(f"{group}.")
        return frame if group is None else frame[wanted].reset_index(drop=True)
    with path.open(encoding="utf-8", newline="") as file:
        return [r for r in csv.DictReader(file)
                if group is None or r["group"] == group or r["key"].startswith(group + ".")]


def levers(group: Optional[str] = None) -> Any:
    """Rows of data/levers.csv, one group or all: a DataFrame where pandas is, else dicts."""
    return _rows("levers", group)


def assumptions(group: Optional[str] = None) -> Any:
    """Rows of data/assumptions.csv, one group or all: a DataFrame where pandas is, else dicts."""
    return _rows("assumptions", group)


def outcomes(group: Optional[str] = None) -> Any:
    """Rows of data/outcomes.csv, one group or all: a DataFrame where pandas is, else dicts."""
    return _rows("outcomes", group)
