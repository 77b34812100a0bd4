"""Entente from Python: run a scenario over many futures and get outcomes as arrays.

    import entente

    with entente.Simulation("brussels-2025") as s:
        s.set_lever("us.posture_europe", 0.2)
        s.run(futures=4096, seed=1)
        print(s.mean("capability.europe", at=2030))

It calls libentente through ctypes: nothing is compiled. The library, the data and the scenarios
are looked for in ENTENTE_LIBRARY, ENTENTE_DATA and ENTENTE_SCENARIOS, then in a build beside
this folder, then where the system installs libraries.
"""

from __future__ import annotations

import ctypes
import math
import os
from array import array
from typing import Any, Iterable, Mapping, Optional, Sequence, Tuple, Union

from ._places import find_data, find_library, find_scenarios, optional
from .chart import Chart, fan
from .registers import assumptions, levers, outcomes

_numpy, _pandas = optional("numpy"), optional("pandas")
__all__ = [
    "Chart", "EntenteError", "Simulation", "assumptions", "fan", "find_data", "find_library",
    "find_scenarios", "levers", "outcomes",
]

Path_ = Union[str, "os.PathLike[str]"]
LeverValue = Union[float, int, bool, str, Mapping[int, Union[float, str]], Sequence[str]]
AssumptionValue = Union[float, int, str]
Outcome = Union[str, Tuple[str, str, Union[str, int]]]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

_STATUS = ("OK", "ARG", "NOMEM", "PARSE", "IO", "KEY", "DATA", "VERSION", "STOPPED")


class EntenteError(Exception):
    """What the library refused: `status` is one of ARG, NOMEM, PARSE, IO, KEY, DATA, VERSION."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status: str = _STATUS[status] if 0 <= status < len(_STATUS) else str(status)


class _Error(ctypes.Structure):
    _fields_ = [("message", ctypes.c_char * 512)]


# --- the library ---

_loaded: dict[str, ctypes.CDLL] = {}


def _load(path: str) -> ctypes.CDLL:
    if path in _loaded:
        return _loaded[path]
    lib = ctypes.CDLL(path)
    text, error, handle = ctypes.c_char_p, ctypes.POINTER(_Error), ctypes.c_void_p
    number, size = ctypes.c_uint64, ctypes.c_size_t
    doubles = ctypes.POINTER(ctypes.c_double)
    for name, arguments, result in (
        ("open", [text, text, text, ctypes.POINTER(handle), error], ctypes.c_int),
        ("close", [handle], None),
        ("set_lever", [handle, text, text, error], ctypes.c_int),
        ("set_assumption", [handle, text, text, error], ctypes.c_int),
        ("keep", [handle, text, error], ctypes.c_int),
        ("run", [handle, number, number, size, error], ctypes.c_int),
        ("futures", [handle], number),
        ("hash", [handle], number),
        ("outcome", [handle, text, text, text, doubles, size, error], ctypes.c_int),
    ):
        function = getattr(lib, "ent_simulation_" + name)
        function.argtypes, function.restype = arguments, result
    _loaded[path] = lib
    return lib


# --- values as text ---


def _number(value: Union[float, int, bool, str]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number")
    return repr(float(value)) if isinstance(value, float) else str(value)


def _lever_text(value: LeverValue) -> str:
    if isinstance(value, Mapping):
        return "|".join(f"{year}:{_number(value[year])}" for year in sorted(value))
    if isinstance(value, (list, tuple, set, frozenset)):
        return "|".join(value)
    return _number(value)  # type: ignore[arg-type]


def _bytes(text: str) -> bytes:
    if "\0" in text:
        raise ValueError("a text must not hold NUL")
    return text.encode()


class Simulation:
    """A scenario with its settings, and the futures of its last run.

    One object must not be used by two threads at a time; a run itself takes all processors.
    """

    def __init__(
        self,
        scenario: str,
        data: Optional[Path_] = None,
        scenarios: Optional[Path_] = None,
        library: Optional[Path_] = None,
    ) -> None:
        """Open a scenario by name, or by path when it holds a slash or ends in .yaml."""
        self._handle = ctypes.c_void_p()
        self._lib = _load(os.fspath(library) if library else find_library())
        self._call(
            "open",
            _bytes(os.fspath(data or find_data())),
            _bytes(os.fspath(scenarios or find_scenarios())),
            _bytes(scenario),
            ctypes.byref(self._handle),
            handle=False,
        )
        self.scenario = scenario

    def _call(self, name: str, *arguments: Any, handle: bool = True) -> None:
        if handle and not self._handle:
            raise ValueError("the simulation is closed")
        error = _Error()
        first = (self._handle,) if handle else ()
        function = getattr(self._lib, "ent_simulation_" + name)
        status = function(*first, *arguments, ctypes.byref(error))
        if status != 0:
            raise EntenteError(status, error.message.decode(errors="replace"))

    def close(self) -> None:
        """Give everything back; arrays already taken stay."""
        if self._handle:
            self._lib.ent_simulation_close(self._handle)
            self._handle = ctypes.c_void_p()

    def __enter__(self) -> "Simulation":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self.close()

    def set_lever(self, key: str, value: LeverValue) -> None:
        """Set a lever from the next run on.

        A number, a bool, a choice, years ({2025: 0.3, 2027: 0}) or states (["GBR", "FRA"]).
        """
        self._call("set_lever", _bytes(key), _bytes(_lever_text(value)))

    def set_assumption(self, key: str, value: AssumptionValue) -> None:
        """Fix an assumption from the next run on, or give it a prior ("lognormal 2 0.6")."""
        self._call("set_assumption", _bytes(key), _bytes(_number(value)))

    def run(
        self, futures: int = 8192, seed: int = 1, threads: int = 0, keep: Iterable[str] = ()
    ) -> None:
        """Run the futures; threads 0 takes all processors and changes no result.

        Scalars, yearly totals and outcomes by flashpoint are kept for outcome(); name those by
        state or month in `keep`.
        """
        if isinstance(keep, str):
            raise TypeError("keep is a list of outcomes, not a text")
        if futures < 1 or threads < 0 or not 0 <= seed < 2**64:
            raise ValueError("futures must be 1 or more, threads and seed 0 or more")
        for key in keep:
            self._call("keep", _bytes(key))
        self._call("run", futures, seed, threads)

    @property
    def futures(self) -> int:
        """Futures of the last run; 0 before one."""
        return int(self._lib.ent_simulation_futures(self._handle)) if self._handle else 0

    @property
    def hash(self) -> str:
        """Hash of every outcome of the last run, as `entente run` prints it."""
        value = self._lib.ent_simulation_hash(self._handle) if self._handle else 0
        return f"{value:016x}"

    def outcome(self, key: str, index: str = "", at: Union[str, int] = "") -> Any:
        """An outcome in every future: a NumPy array where NumPy is there, else array('d').

        `index` is a state, flashpoint, side or zone; `at` a year, "2026-12", or "" for the last.
        A future without a value holds NaN.
        """
        n = self.futures
        values = array("d", bytes(8 * n))
        room = (ctypes.c_double * n).from_buffer(values) if n else (ctypes.c_double * 1)()
        self._call("outcome", _bytes(key), _bytes(index), _bytes(str(at)), room, n)
        return _numpy.frombuffer(values, dtype=float) if _numpy is not None else values

    def mean(self, key: str, index: str = "", at: Union[str, int] = "") -> float:
        """Mean over the futures that have a value; NaN when none has."""
        present = [x for x in self.outcome(key, index, at) if x == x]
        return math.fsum(present) / len(present) if present else math.nan

    def quantiles(
        self,
        key: str,
        index: str = "",
        at: Union[str, int] = "",
        q: Sequence[float] = QUANTILES,
    ) -> "list[float]":
        """Quantiles over the futures that have a value, by straight lines between two of them."""
        present = sorted(float(x) for x in self.outcome(key, index, at) if x == x)
        found = []
        for share in q:
            if not 0.0 <= share <= 1.0:
                raise ValueError(f"{share} is not a share from 0 to 1")
            place = share * (len(present) - 1)
            low = int(place)
            high = min(low + 1, len(present) - 1)
            found.append(present[low] + (place - low) * (present[high] - present[low])
                         if present else math.nan)
        return found

    def table(self, *wanted: Outcome) -> Any:
        """Outcomes side by side, one row per future: a DataFrame where pandas is, else a dict.

        Each is a key, or (key, index, at) as outcome() takes them.
        """
        columns = {}
        for one in wanted:
            key, index, at = (one, "", "") if isinstance(one, str) else one
            name = key + (f"[{index}]" if index else "") + (f" {at}" if at != "" else "")
            columns[name] = self.outcome(key, index, at)
        return _pandas.DataFrame(columns) if _pandas is not None else columns
