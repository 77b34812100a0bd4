"""What a run found."""

from __future__ import annotations

import ctypes
import json
import os
from array import array
from typing import TYPE_CHECKING, Any, Iterable, NamedTuple, Optional, Sequence, Tuple, Union

from ._library import BandStruct, ChangeStruct, CostStruct, encoded
from ._places import optional

if TYPE_CHECKING:
    from ._session import Session, Statement

_numpy, _pandas = optional("numpy"), optional("pandas")
At = Union[str, int]
Path_ = Union[str, "os.PathLike[str]"]
Outcome = Union[str, Tuple[str, str, At]]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_PARTS = {"document": 1, "workbook": 2, "report": 4, "page": 8}


class Band(NamedTuple):
    """An outcome over the futures, in `unit`: 90 % of them lie between low and high."""

    median: float
    low: float
    high: float
    p25: float
    p75: float
    mean: float
    sd: float
    n: int
    missing: int
    account: bool
    unit: str


class Change(NamedTuple):
    """Scenario less baseline, future by future; lower, same and higher are shares of futures."""

    median: float
    low: float
    high: float
    mean: float
    lower: float
    same: float
    higher: float
    n: int


class Finding(NamedTuple):
    """A claim of the scenario and what the run says about it."""

    says: str
    verdict: str
    sentence: str
    kind: str
    unit: str
    value: float
    low: float
    high: float
    share: float


class Cost(NamedTuple):
    """What the spending target costs, in billions of `currency` at prices of 2024."""

    multiple: float
    base_pct: float
    target_pct: float
    base_year: int
    target_year: int
    target_bn: float
    average_bn: float
    sum_bn: float
    currency: str


class Duty(NamedTuple):
    """What a state owes in an event: 0, nothing, to 7."""

    firm: int
    contested: int


def _fields(struct: Any) -> "list[Any]":
    values = (getattr(struct, name) for name, *_ in struct._fields_)
    return [(v or b"").decode() if isinstance(v, bytes) or v is None else v for v in values]


def _where(rest: Sequence[At]) -> "tuple[str, str]":
    """(2030), ("GBR") and ("GBR", 2030) as index and time."""
    if len(rest) > 2:
        raise TypeError("an outcome is named by key, place and time")
    if len(rest) == 2:
        return str(rest[0]), str(rest[1])
    if not rest:
        return "", ""
    one = str(rest[0])
    return ("", one) if one[:4].isdigit() else (one, "")


class Bill:
    """Costs by state (any name of it), or by ALL, EURCAN, EUROPE; in any money with a rate."""

    def __init__(self, result: "Result", currency: Optional[str] = None) -> None:
        self._result, self._currency = result, currency

    def __getitem__(self, who: str) -> Cost:
        cost = CostStruct()
        currency = encoded(self._currency) if self._currency else None
        self._result._call("result_bill", encoded(who), currency, ctypes.byref(cost))
        return Cost(*_fields(cost))

    def in_currency(self, currency: str) -> "Bill":
        """The same in another currency."""
        return Bill(self._result, currency)


class Result:
    """A run: outcomes, changes against the baseline, claims, bill, obligations, files."""

    def __init__(self, session: "Session", handle: ctypes.c_void_p) -> None:
        self._session, self._handle = session, handle

    def _call(self, name: str, *arguments: Any) -> Any:
        self._session._open()
        return self._session._library.call(name, self._handle, *arguments)

    @property
    def futures(self) -> int:
        """Futures run."""
        return int(self._call("result_futures"))

    @property
    def hash(self) -> str:
        """Hash of every outcome, as `entente run` prints it."""
        return f"{self._call('result_hash'):016x}"

    # --- outcomes ---

    def _band(self, name: str, key: str, rest: Sequence[At]) -> Band:
        index, at = _where(rest)
        band = BandStruct()
        self._call(name, encoded(key), encoded(index), encoded(at), ctypes.byref(band))
        return Band(*_fields(band))

    def __getitem__(self, asked: Union[str, Tuple[At, ...]]) -> Band:
        """result[key], result[key, 2030], result[key, "baltic", 2030]."""
        key, *rest = (asked,) if isinstance(asked, str) else asked
        return self._band("result_outcome", str(key), rest)

    def baseline(self, key: str, *where: At) -> Band:
        """The same outcome in the baseline."""
        return self._band("result_baseline", key, where)

    def change(self, key: str, *where: At) -> Change:
        """What the scenario changes against the baseline."""
        index, at = _where(where)
        change = ChangeStruct()
        self._call("result_change", encoded(key), encoded(index), encoded(at), ctypes.byref(change))
        return Change(*_fields(change))

    def values(self, key: str, *where: At, of_baseline: bool = False) -> Any:
        """One value for each future: a NumPy array where NumPy is there, else array('d').

        A future without a value holds NaN.
        """
        index, at = _where(where)
        n = self.futures
        values = array("d", bytes(8 * n))
        room = (ctypes.c_double * n).from_buffer(values)
        self._call("result_values", of_baseline, encoded(key), encoded(index), encoded(at), room, n)
        return _numpy.frombuffer(values, dtype=float) if _numpy is not None else values

    def quantiles(self, key: str, *where: At, q: Sequence[float] = QUANTILES) -> "list[float]":
        """Exact quantiles over the futures that have a value."""
        index, at = _where(where)
        doubles = ctypes.c_double * len(q)
        found = doubles()
        self._call("result_quantiles", encoded(key), encoded(index), encoded(at), len(q),
                   doubles(*q), found)
        return list(found)

    def mean(self, key: str, *where: At) -> float:
        """Mean over the futures that have a value; NaN when none has."""
        return self[(key, *where)].mean

    def frame(self, key: str, *index: str, years: Iterable[int] = ()) -> Any:
        """A column for each year, a row for each future: a DataFrame where pandas is, else a dict.

        Without `years` all those that the run has.
        """
        wanted = list(years) or [y for y in range(2000, 2101) if self._has(key, *index, y)]
        columns = {year: self.values(key, *index, year) for year in wanted}
        return _pandas.DataFrame(columns) if _pandas is not None else columns

    def _has(self, key: str, *where: At) -> bool:
        from ._library import EntenteError
        try:
            self._band("result_outcome", key, where)
        except EntenteError as error:
            if "no value at" not in str(error):
                raise
            return False
        return True

    def table(self, *wanted: Outcome) -> Any:
        """Outcomes side by side, one row per future: a DataFrame where pandas is, else a dict.

        Each is a key, or (key, index, at).
        """
        columns = {}
        for one in wanted:
            key, index, at = (one, "", "") if isinstance(one, str) else one
            name = key + (f"[{index}]" if index else "") + (f" {at}" if at != "" else "")
            columns[name] = self.values(key, index, at)
        return _pandas.DataFrame(columns) if _pandas is not None else columns

    # --- claims, bill, duties ---

    @property
    def claims(self) -> "list[Finding]":
        """Claims of the scenario with verdict and sentence."""
        n = int(self._call("result_claims"))
        return [Finding(*_fields(self._call("result_claim", i))) for i in range(n)]

    @property
    def bill(self) -> Bill:
        """What the spending target costs: result.bill["GBR"].average_bn.

        In the currency of the run; in EUR where it was asked for none.
        """
        return Bill(self)

    def duty(self, event: int, state: str) -> Duty:
        """What a state owes in an event of the scenario, the first being 0."""
        firm, contested = ctypes.c_int(), ctypes.c_int()
        self._call("result_duty", event, encoded(state), ctypes.byref(firm),
                   ctypes.byref(contested))
        return Duty(firm.value, contested.value)

    # --- files and texts ---

    def begin_with(self, statement: "Optional[Statement]") -> None:
        """Begin the report with a statement that was read, its sentences marked; None: without."""
        self._session._open()
        self._session._library.call("result_begin_with", self._handle,
                                    statement._open() if statement else None)

    def write(self, folder: Path_, parts: Iterable[str] = tuple(_PARTS)) -> None:
        """Write document, workbook, report and page into a folder."""
        what = 0
        for part in parts:
            if part not in _PARTS:
                raise ValueError(f"'{part}' is none of {', '.join(_PARTS)}")
            what |= _PARTS[part]
        self._call("result_write", encoded(os.fspath(folder)), what)

    def write_brief(self, state: str, path: Path_) -> None:
        """Write a page about one state."""
        self._call("result_write_brief", encoded(state), encoded(os.fspath(path)))

    def document(self) -> Any:
        """The result document (schemas/result.schema.json) as dicts and lists."""
        self._session._open()
        return json.loads(self._session._library.text("result_json", self._handle))

    def summary(self, width: int = 0) -> str:
        """What `entente run` prints."""
        self._session._open()
        return self._session._library.text("result_summary", self._handle, width, False)
