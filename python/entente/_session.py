"""Sessions and scenarios."""

from __future__ import annotations

import ctypes
import json
import math
import os
import tempfile
from typing import Any, Iterable, Mapping, Optional, Sequence, Union

from ._library import (AidOptions, BargainOptions, BillOptions, CompareOptions, EntenteError, ExploreOptions, FactsOptions, Job,
                       Library, ObligedOptions, PostureOptions, RunOptions, SearchOptions,
                       SessionOptions, Words, Writing, encoded)
from ._places import find_data, find_library, find_scenarios
from ._results import Result

__all__ = ["EntenteError", "Scenario", "Session", "run"]

Path_ = Union[str, "os.PathLike[str]"]
LeverValue = Union[float, int, bool, str, Mapping[int, Union[float, str]], Sequence[str]]
AssumptionValue = Union[float, int, str]


def _number(value: Union[float, int, bool, str]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number")
    return repr(float(value)) if isinstance(value, float) else str(value)


def _plain(value: Any) -> Any:
    """A number or array of NumPy as Python's own."""
    return value.tolist() if hasattr(value, "tolist") else value


def _lever_text(value: LeverValue) -> str:
    plain = _plain(value)
    if hasattr(value, "items"):    # a mapping, or a pandas Series
        levels = {int(getattr(year, "year", year)): level for year, level in value.items()}
        if not isinstance(plain, list) or list(levels) != list(range(len(plain))):
            return "|".join(f"{year}:{_number(_plain(level))}"
                            for year, level in sorted(levels.items()))
    if isinstance(plain, (list, tuple, set, frozenset)):
        return "|".join(plain)
    return _number(plain)


_JSON = Writing(format=b"json")


def _words(words: Iterable[str]) -> "ctypes.Array[ctypes.c_char_p]":
    if isinstance(words, str):
        raise TypeError("give a list of states, not a text")
    found = [encoded(word) for word in words]
    return (ctypes.c_char_p * len(found))(*found)


def _list(words: Iterable[str]) -> Words:
    found = _words(words)
    return Words(len(found), found)


def _maybe(text: Optional[str]) -> Optional[bytes]:
    return encoded(text) if text else None


def _job(seed: int, threads: int, folder: Optional[Path_]) -> Job:
    if threads < 0 or not 0 <= seed < 2**64:
        raise ValueError("threads and seed must be 0 or more")
    return Job(seed=seed, threads=threads,
               folder=encoded(os.fspath(folder)) if folder else None)


class Session:
    """Opened data; scenarios and results belong to it. Used by one thread at a time."""

    def __init__(
        self,
        data: Optional[Path_] = None,
        scenarios: Optional[Path_] = None,
        library: Optional[Path_] = None,
    ) -> None:
        self._handle = ctypes.c_void_p()
        self._library = Library.at(os.fspath(library) if library else find_library())
        options = SessionOptions(encoded(os.fspath(data or find_data())),
                                 encoded(os.fspath(scenarios or find_scenarios())), None)
        self._library.call("session_open", ctypes.byref(options), ctypes.byref(self._handle))

    def _open(self) -> ctypes.c_void_p:
        if not self._handle:
            raise ValueError("the session is closed")
        return self._handle

    def close(self) -> None:
        """Give everything back; arrays already taken stay."""
        if self._handle:
            self._library.call("session_close", self._handle)
            self._handle = ctypes.c_void_p()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self.close()

    def state(self, word: str) -> str:
        """ISO3 code of a state by its code, a common other code ("UK") or its name."""
        code = ctypes.c_char_p()
        self._library.call("session_state", self._open(), encoded(word), ctypes.byref(code))
        return (code.value or b"").decode()

    def load(self, scenario: str) -> "Scenario":
        """A scenario by name, or by path when it holds a slash or ends in .yaml."""
        return Scenario(self, scenario)

    def bill(
        self,
        states: Iterable[str] = (),
        *,
        scenario: Union[str, "Scenario", None] = None,
        target: Optional[float] = None,
        related: Optional[float] = None,
        by: int = 0,
        shape: Optional[str] = None,
    ) -> Any:
        """What a spending target costs each ally: the document of `entente bill --json`.

        `target` and `related` are in % of GDP. What is not given comes from the scenario, or is 5 %
        by 2032 where there is none. No states: all allies with forces, and their totals.
        """
        given = self.load(scenario) if isinstance(scenario, str) else scenario
        names = _words(states)
        options = BillOptions(target=math.nan if target is None else target,
                              related=math.nan if related is None else related, by=by,
                              shape=encoded(shape) if shape else None, n_states=len(names),
                              states=names)
        return json.loads(self._library.text(
            "session_bill", self._open(), given._open() if given else None, None,
            ctypes.byref(options), ctypes.byref(_JSON)))

    def aid(self, donors: Iterable[str] = (), *, quarters: bool = False, cap: float = 0.25,
            currency: Optional[str] = None) -> Any:
        """Military aid to Ukraine, `flows` and `donors`: the document of `entente aid --json`.

        `cap`, in % of GDP a year, limits all military aid in the capped split. `currency` is a code
        such as GBP; by default euros.
        """
        names = _words(donors)
        options = AidOptions(quarters=quarters, cap_pct=cap, n_donors=len(names), donors=names,
                             currency=encoded(currency) if currency else None)
        return json.loads(self._library.text("session_aid", self._open(), ctypes.byref(options),
                                             ctypes.byref(_JSON)))

    def obligations(
        self,
        attackers: Iterable[str],
        victims: Iterable[str],
        *,
        objects: Iterable[str] = (),
        place: Optional[str] = None,
        lat: Optional[float] = None,
        lon: Optional[float] = None,
        territory_of: Optional[str] = None,
        on: Optional[str] = None,
        armed_attack: Optional[str] = None,
        attacker_type: Optional[str] = None,
        request: Optional[str] = None,
        nuclear: bool = False,
        after_ceasefire: bool = False,
        accessions: Iterable[str] = (),
        withdrawals: Iterable[str] = (),
        contested_firm: bool = False,
    ) -> Any:
        """Who owes what if this happens, and why: the document of `entente obliged --json`.

        States are codes. `on` is a date, "2026-06-01", by default today; an accession or withdrawal
        that is assumed is "nato:UKR:2030-01-01".
        """
        options = ObligedOptions(
            lat=math.nan if lat is None else lat, lon=math.nan if lon is None else lon,
            place=_maybe(place), territory_of=_maybe(territory_of), on=_maybe(on),
            armed_attack=_maybe(armed_attack), attacker_type=_maybe(attacker_type),
            request=_maybe(request), nuclear=nuclear, after_ceasefire=after_ceasefire,
            contested_firm=contested_firm, attackers=_list(attackers), victims=_list(victims),
            objects=_list(objects), accessions=_list(accessions), withdrawals=_list(withdrawals))
        return json.loads(self._library.text("session_obligations", self._open(),
                                             ctypes.byref(options), ctypes.byref(_JSON)))

    def bargain(
        self,
        path: Path_,
        *,
        model: str = "compromise",
        scale: str = "0:100",
        power: str = "capability",
        quota: float = 0.5,
        draws: Optional[int] = None,
        explain: Optional[str] = None,
        turns: Optional[int] = None,
        seed: int = 1,
        threads: int = 0,
    ) -> Any:
        """How bargaining ends in a table of actors: the document of `entente bargain --json`.

        `draws` within the ranges of the table: 0 takes central values only, None 1000 where it has
        ranges.
        """
        most = ctypes.c_size_t(-1).value
        options = BargainOptions(
            model=encoded(model), scale=encoded(scale), power=encoded(power), quota=quota, value=1.5,
            draws=most if draws is None else draws, no_draws=draws == 0, explain=_maybe(explain),
            turns=most if turns is None else turns, ideal=1.0, stay=1.0, seed=seed, threads=threads,
            table=b"forecast")
        return json.loads(self._library.text("session_bargain", self._open(),
                                             encoded(os.fspath(path)), ctypes.byref(options),
                                             ctypes.byref(_JSON)))

    def compare(
        self,
        scenarios: Iterable[Union[str, "Scenario"]],
        over: str,
        at: Optional[str] = None,
        *,
        grid: Iterable[str] = (),
        threshold: Optional[float] = None,
        alpha: float = 0.5,
        futures: int = 4096,
        seed: int = 1,
        threads: int = 0,
        own_beliefs: bool = False,
        currency: Optional[str] = None,
        folder: Optional[Path_] = None,
    ) -> Any:
        """How robust policies are over the same futures: the rows of `entente compare --json`.

        `over` is an outcome with its index; `grid`, over one scenario, has entries
        "us.posture_europe=0,0.5,1". With `folder` a page, JSON, CSV and a workbook go there too.
        """
        if isinstance(scenarios, str):
            raise TypeError("give a list of scenarios, not a text")
        given = [self.load(one) if isinstance(one, str) else one for one in scenarios]
        handles = (ctypes.c_void_p * len(given))(*(one._open() for one in given))
        options = CompareOptions(over=encoded(over), at=_maybe(at), grid=_list(grid),
                                 threshold=math.nan if threshold is None else threshold,
                                 alpha=alpha, futures=futures, own_beliefs=own_beliefs,
                                 currency=_maybe(currency))
        return json.loads(self._library.text(
            "session_compare", self._open(), len(given), handles, ctypes.byref(options),
            ctypes.byref(_job(seed, threads, folder)), ctypes.byref(_JSON)))

    def facts(self, words: Iterable[str] = (), *, year: int = 0, vintage: Optional[str] = None) -> Any:
        """Figures of states or keys, with unit and source: the rows of `entente facts --json`."""
        options = FactsOptions(words=_list(words), year=encoded(str(year)) if year else None,
                               vintage=_maybe(vintage))
        return json.loads(self._library.text("session_facts", self._open(), ctypes.byref(options),
                                             ctypes.byref(_JSON), None))

    def read(self, text: str, *, name: str = "statement", on: Optional[str] = None) -> "Statement":
        """Read a statement in plain English: what it says, and which scenario follows.

        `on` ("2025-02-12") decides which figures were known; else the first date in the text does.
        """
        return Statement(self, text, name, on)

    def diff(self, old: Path_, new: Path_, *, all: bool = False, least: float = 0.0) -> Any:
        """Outcomes that changed between two runs in folders: the rows of `entente diff --json`.

        `all` adds those that did not; `least` leaves out changes of fewer per cent than this.
        """
        return json.loads(self._library.text(
            "session_diff", self._open(), encoded(os.fspath(old)), encoded(os.fspath(new)), all,
            least, ctypes.byref(_JSON)))

    def summary(self, result: Path_, width: int = 0) -> str:
        """The summary of a run in a folder, or of its result.json, as in the terminal."""
        return self._library.text("session_stored_summary", self._open(),
                                  encoded(os.fspath(result)),
                                  ctypes.byref(Writing(format=b"text", width=width)))

    def report(self, result: Path_, path: Path_, *, live: Optional[str] = None,
               plain: bool = False) -> None:
        """Write the report of a run in a folder as one HTML file.

        `live` is the address of a live page for its links; `plain` leaves the script out.
        """
        self._library.call("session_stored_report", self._open(), encoded(os.fspath(result)),
                           encoded(os.fspath(path)), _maybe(live), plain)

    def brief(self, result: Path_, state: str, path: Path_) -> None:
        """Write one page about a state, from a run in a folder."""
        self._library.call("session_stored_brief", self._open(), encoded(os.fspath(result)),
                           encoded(self.state(state)), encoded(os.fspath(path)))

    def run(
        self,
        scenario: Union[str, "Scenario"],
        baseline: Union[str, "Scenario", None] = None,
        futures: int = 8192,
        seed: int = 1,
        *,
        set: Optional[Mapping[str, LeverValue]] = None,
        assume: Optional[Mapping[str, AssumptionValue]] = None,
        keep: Iterable[str] = (),
        design: str = "mc",
        threads: int = 0,
        why: bool = True,
        currency: Optional[str] = None,
    ) -> Result:
        """Run a scenario, beside a baseline on the same futures when one is given.

        `set` changes levers and `assume` assumptions of a scenario given by name; assumptions count
        for the baseline too. Scalars, yearly totals and outcomes by place are kept of every future;
        name those by state or month in `keep`. `threads` 0 takes all processors and changes nothing.
        `currency` is the money of every amount, "EUR" or "GBP"; without it defence is in US dollars
        and aid in euros.
        """
        if isinstance(keep, str):
            raise TypeError("keep is a list of outcomes, not a text")
        if futures < 1 or threads < 0 or not 0 <= seed < 2**64:
            raise ValueError("futures must be 1 or more, threads and seed 0 or more")
        first = self.load(scenario) if isinstance(scenario, str) else scenario
        second = self.load(baseline) if isinstance(baseline, str) else baseline
        for key, lever in ({} if set is None else set).items():
            first.set(key, lever)
        for key, value in ({} if assume is None else assume).items():
            first.assume(key, value)
        kept = [encoded(key) for key in keep]
        options = RunOptions(futures=futures, seed=seed, design=encoded(design), threads=threads,
                             n_keep=len(kept), keep=(ctypes.c_char_p * len(kept))(*kept),
                             no_why=not why,
                             currency=encoded(currency) if currency else None)
        handle = ctypes.c_void_p()
        self._library.call("scenario_run", first._open(), second._open() if second else None,
                           ctypes.byref(options), ctypes.byref(handle))
        return Result(self, handle)


class Statement:
    """A statement that was read: its sentences, and files of the scenario that follows."""

    def __init__(self, session: Session, text: str, name: str, on: Optional[str]) -> None:
        self._session = session
        self._handle = ctypes.c_void_p()
        data = text.encode()
        session._library.call("session_read", session._open(), data, len(data), encoded(name),
                              _maybe(on), ctypes.byref(self._handle))

    def _open(self) -> ctypes.c_void_p:
        self._session._open()
        return self._handle

    def marks(self) -> Any:
        """What each sentence says, how its figures compare and what follows: `entente read --json`."""
        return json.loads(self._session._library.text("statement_marks", self._open(), False,
                                                      ctypes.byref(_JSON)))

    def summary(self, width: int = 0, *, explain: bool = False) -> str:
        """What `entente read` prints; `explain` adds the rules and the words behind it."""
        return self._session._library.text(
            "statement_marks", self._open(), explain,
            ctypes.byref(Writing(format=b"text", width=width)))

    def write(self, path: Path_, *, baseline: bool = False) -> None:
        """Write the scenario that follows as YAML, or what to compare it with."""
        self._session._library.call("statement_write", self._open(), baseline,
                                    encoded(os.fspath(path)))

    def _load(self, baseline: bool) -> "Scenario":
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "baseline.yaml" if baseline else "scenario.yaml")
            self.write(path, baseline=baseline)
            return self._session.load(path)

    def scenario(self) -> "Scenario":
        """The scenario that follows."""
        return self._load(False)

    def baseline(self) -> "Scenario":
        """What to compare it with: the policies before, over the same months."""
        return self._load(True)


class Scenario:
    """A scenario with the changes made to it; each counts from the next run on."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._handle = ctypes.c_void_p()
        session._library.call("scenario_load", session._open(), encoded(name),
                              ctypes.byref(self._handle))

    def _open(self) -> ctypes.c_void_p:
        self._session._open()
        return self._handle

    @property
    def key(self) -> str:
        """Its key, as `entente run` takes it."""
        text: bytes = self._session._library.call("scenario_key", self._open())
        return text.decode()

    @property
    def name(self) -> str:
        """Its name for people."""
        text: bytes = self._session._library.call("scenario_name", self._open())
        return text.decode()

    def posture(
        self,
        year: int = 2030,
        *,
        day: float = 60.0,
        method: str = "lp",
        us_home: Optional[float] = None,
        without_us: bool = False,
        frontier: bool = False,
        forces: bool = False,
        flashpoint: Optional[str] = None,
        table: Optional[str] = None,
        futures: int = 1024,
        seed: int = 1,
    ) -> Any:
        """Forces needed, there and missing under the best plan: the rows of `entente posture --json`.

        Forces are in brigade equivalents. `table` names one over futures, such as "credibility".
        """
        options = PostureOptions(year=year, day=day, method=encoded(method), groups=2.0,
                                 group_be=10.0, us_home=math.nan if us_home is None else us_home,
                                 without_us=without_us, frontier=frontier, forces=forces,
                                 flashpoint=_maybe(flashpoint), table=_maybe(table),
                                 futures=futures, seed=seed)
        return json.loads(self._session._library.text(
            "scenario_posture", self._open(), ctypes.byref(options), ctypes.byref(_JSON)))

    def explore(
        self,
        outcomes: Iterable[str] = (),
        at: Optional[str] = None,
        *,
        method: str = "sobol",
        believe: Optional[str] = None,
        fails: Optional[str] = None,
        points: int = 0,
        groups: bool = False,
        independent: bool = False,
        seed: int = 1,
        threads: int = 0,
        currency: Optional[str] = None,
        folder: Optional[Path_] = None,
    ) -> Any:
        """What drives outcomes, when they fail, what would reverse a claim: `entente explore --json`.

        `believe` is a claim or a condition, "> 1.2"; `points` 0 leaves the number of futures to the
        method. With `folder` a page, JSON, CSV and a workbook go there too.
        """
        options = ExploreOptions(
            method=encoded(method), believe=_maybe(believe), outcomes=_list(outcomes),
            at=_maybe(at), fails=_maybe(fails), points=points, groups=groups, own_groups=_list(()),
            independent=independent, scrambles=8, box=ctypes.c_size_t(-1).value, boxes=1,
            resamples=20, peel=0.05, paste=0.05, mass=0.05, objective=b"lenient1", top=12,
            currency=_maybe(currency))
        return json.loads(self._session._library.text(
            "scenario_explore", self._open(), ctypes.byref(options),
            ctypes.byref(_job(seed, threads, folder)), ctypes.byref(_JSON)))

    def search(
        self,
        objectives: Iterable[str],
        levers: Iterable[str],
        *,
        generations: int = 20,
        population: int = 24,
        futures: int = 512,
        check: int = 2048,
        seed: int = 1,
        threads: int = 0,
        currency: Optional[str] = None,
        folder: Optional[Path_] = None,
    ) -> Any:
        """Policies that no other beats on every objective: the document of `entente search --json`.

        An objective is "min:spending.europe_canada@2030", a lever "us.posture_europe" or
        "pledge.target_pct_gdp=2:5". With `folder` a page, JSON, CSV and a workbook go there too.
        """
        options = SearchOptions(objectives=_list(objectives), levers=_list(levers),
                                epsilons=_list(()), generations=generations,
                                population=population, futures=futures, check=check, top=20,
                                currency=_maybe(currency))
        return json.loads(self._session._library.text(
            "scenario_search", self._open(), ctypes.byref(options),
            ctypes.byref(_job(seed, threads, folder)), ctypes.byref(_JSON)))

    def set(self, lever: str, value: LeverValue) -> None:
        """Set a lever: a number, a bool, a choice, years ({2025: 0.3, 2027: 0}) or states.

        Numbers and arrays of NumPy are understood too, and a pandas Series: by year (numbers,
        periods, dates) or of states.
        """
        self._session._library.call("scenario_set", self._open(), encoded(lever),
                                    encoded(_lever_text(value)))

    def assume(self, key: str, value: AssumptionValue) -> None:
        """Fix an assumption in every future, or give it a prior ("lognormal 2 0.6")."""
        self._session._library.call("scenario_assume", self._open(), encoded(key),
                                    encoded(_number(_plain(value))))

    def fact(self, state: str, key: str, value: float, year: int = 0,
             source: Optional[str] = None) -> None:
        """Replace a fact of a state; `source` is a key of sources.csv."""
        self._session._library.call("scenario_fact", self._open(), encoded(state), encoded(key),
                                    year, value, encoded(source) if source else None)


_shared: "list[Session]" = []


def run(
    scenario: str,
    baseline: Optional[str] = None,
    futures: int = 8192,
    seed: int = 1,
    *,
    set: Optional[Mapping[str, LeverValue]] = None,
    assume: Optional[Mapping[str, AssumptionValue]] = None,
    keep: Iterable[str] = (),
    design: str = "mc",
    threads: int = 0,
    why: bool = True,
    currency: Optional[str] = None,
) -> Result:
    """Run a scenario in a session over the data that are found; see Session.run."""
    if not _shared:
        _shared.append(Session())
    return _shared[0].run(scenario, baseline, futures, seed, set=set, assume=assume, keep=keep,
                          design=design, threads=threads, why=why, currency=currency)
