"""libentente through ctypes: the functions of include/entente/session.h."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, c_bool, c_char_p, c_double, c_int, c_size_t, c_uint64, c_void_p
from typing import Any

_STATUS = ("OK", "ARG", "NOMEM", "PARSE", "IO", "KEY", "DATA", "VERSION", "STOPPED")


class EntenteError(Exception):
    """What the library refused: `status` is one of ARG, NOMEM, PARSE, IO, KEY, DATA, VERSION."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status: str = _STATUS[status] if 0 <= status < len(_STATUS) else str(status)


class Error(Structure):
    _fields_ = [("message", ctypes.c_char * 512)]


class SessionOptions(Structure):
    _fields_ = [("data", c_char_p), ("scenarios", c_char_p), ("warn", c_void_p)]


class RunOptions(Structure):
    _fields_ = [
        ("futures", c_uint64), ("seed", c_uint64), ("design", c_char_p), ("threads", c_size_t),
        ("n_keep", c_size_t), ("keep", POINTER(c_char_p)), ("every_column", c_bool), ("summary", c_bool),
        ("folder", c_char_p), ("resume", c_bool), ("first_block", c_uint64),
        ("end_block", c_uint64), ("no_why", c_bool), ("own_beliefs", c_bool), ("progress", c_void_p),
        ("progress_with", c_void_p), ("stop", c_void_p), ("currency", c_char_p),
    ]


class BandStruct(Structure):
    _fields_ = [(name, c_double) for name in
                ("median", "low", "high", "p25", "p75", "mean", "sd")] + [
        ("n", c_uint64), ("missing", c_uint64), ("account", c_bool), ("unit", c_char_p)]


class ChangeStruct(Structure):
    _fields_ = [(name, c_double) for name in
                ("median", "low", "high", "mean", "lower", "same", "higher")] + [("n", c_uint64)]


class FindingStruct(Structure):
    _fields_ = [(name, c_char_p) for name in ("says", "verdict", "sentence", "kind", "unit")] + [
        (name, c_double) for name in ("value", "low", "high", "share")]


class CostStruct(Structure):
    _fields_ = [("multiple", c_double), ("base_pct", c_double), ("target_pct", c_double),
                ("base_year", c_int), ("target_year", c_int), ("target_bn", c_double),
                ("average_bn", c_double), ("sum_bn", c_double), ("currency", c_char_p)]


class Writing(Structure):
    _fields_ = [("format", c_char_p), ("width", c_int), ("colour", c_bool)]


class BillOptions(Structure):
    _fields_ = [("target", c_double), ("related", c_double), ("by", c_int), ("shape", c_char_p),
                ("currency", c_char_p), ("n_states", c_size_t), ("states", POINTER(c_char_p)),
                ("years", c_bool), ("workbook", c_char_p)]


class AidOptions(Structure):
    _fields_ = [("quarters", c_bool), ("cap_pct", c_double), ("currency", c_char_p),
                ("n_donors", c_size_t), ("donors", POINTER(c_char_p))]


class Words(Structure):
    _fields_ = [("n", c_size_t), ("words", POINTER(c_char_p))]


class ObligedOptions(Structure):
    _fields_ = [("lat", c_double), ("lon", c_double)] + [(name, c_char_p) for name in (
        "place", "territory_of", "on", "mission", "armed_attack", "attacker_type", "request",
        "events", "cases", "page")] + [(name, c_bool) for name in (
            "nuclear", "after_ceasefire", "contested_firm", "explain", "all", "matrix", "history")] + [
        (name, Words) for name in ("attackers", "victims", "objects", "accessions", "withdrawals",
                                   "states")]


class BargainOptions(Structure):
    _fields_ = [("model", c_char_p), ("scale", c_char_p), ("power", c_char_p), ("quota", c_double),
                ("value", c_double), ("draws", c_size_t), ("no_draws", c_bool),
                ("explain", c_char_p), ("turns", c_size_t)] + [(name, c_char_p) for name in (
                    "vote", "victory", "election", "commit", "adjust", "range", "interpolate",
                    "offer", "choice")] + [
        ("ideal", c_double), ("ideals", c_char_p), ("stay", c_double), ("compat", c_char_p),
        ("seed", c_uint64), ("threads", c_size_t), ("html", c_char_p), ("xlsx", c_char_p),
        ("table", c_char_p), ("progress", c_void_p), ("progress_with", c_void_p)]


class PostureOptions(Structure):
    _fields_ = [("year", c_int), ("day", c_double), ("method", c_char_p), ("groups", c_double),
                ("group_be", c_double), ("us_home", c_double), ("without_us", c_bool),
                ("frontier", c_bool), ("forces", c_bool), ("flashpoint", c_char_p),
                ("table", c_char_p), ("futures", c_size_t), ("seed", c_uint64)]


class Job(Structure):
    _fields_ = [("seed", c_uint64), ("threads", c_size_t), ("folder", c_char_p),
                ("command", c_char_p), ("checkpoint", c_char_p), ("resume", c_bool),
                ("progress", c_void_p), ("progress_with", c_void_p), ("stop", c_void_p)]


class ExploreOptions(Structure):
    _fields_ = [("method", c_char_p), ("believe", c_char_p), ("outcomes", Words), ("at", c_char_p),
                ("fails", c_char_p), ("points", c_size_t), ("groups", c_bool),
                ("own_groups", Words), ("second", c_bool), ("radial", c_bool),
                ("independent", c_bool), ("scrambles", c_size_t), ("box", c_size_t),
                ("boxes", c_size_t), ("resamples", c_size_t), ("peel", c_double),
                ("paste", c_double), ("mass", c_double), ("objective", c_char_p),
                ("top", c_size_t), ("currency", c_char_p)]


class CompareOptions(Structure):
    _fields_ = [("over", c_char_p), ("at", c_char_p), ("grid", Words), ("threshold", c_double),
                ("alpha", c_double), ("futures", c_size_t), ("own_beliefs", c_bool),
                ("currency", c_char_p)]


class SearchOptions(Structure):
    _fields_ = [("objectives", Words), ("levers", Words), ("epsilons", Words),
                ("generations", c_size_t), ("population", c_size_t), ("futures", c_size_t),
                ("check", c_size_t), ("top", c_size_t), ("currency", c_char_p)]


class FactsOptions(Structure):
    _fields_ = [("words", Words), ("year", c_char_p), ("vintage", c_char_p), ("check", c_bool),
                ("sources", c_bool)]


_error = POINTER(Error)
_text = [POINTER(Writing), POINTER(c_char_p), POINTER(c_size_t), _error]
_where = [c_char_p, c_char_p, c_char_p]
_doubles = POINTER(c_double)
_FUNCTIONS: "dict[str, tuple[list[Any], Any]]" = {
    "session_open": ([POINTER(SessionOptions), POINTER(c_void_p), _error], c_int),
    "session_close": ([c_void_p], None),
    "session_state": ([c_void_p, c_char_p, POINTER(c_char_p), _error], c_int),
    "session_bill": ([c_void_p, c_void_p, c_void_p, POINTER(BillOptions), POINTER(Writing),
                      POINTER(c_char_p), POINTER(c_size_t), _error], c_int),
    "session_aid": ([c_void_p, POINTER(AidOptions), POINTER(Writing), POINTER(c_char_p),
                     POINTER(c_size_t), _error], c_int),
    "session_obligations": ([c_void_p, POINTER(ObligedOptions), *_text], c_int),
    "session_compare": ([c_void_p, c_size_t, POINTER(c_void_p), POINTER(CompareOptions),
                         POINTER(Job), *_text], c_int),
    "session_facts": ([c_void_p, POINTER(FactsOptions), POINTER(Writing), POINTER(c_bool),
                       POINTER(c_char_p), POINTER(c_size_t), _error], c_int),
    "session_diff": ([c_void_p, c_char_p, c_char_p, c_bool, c_double, *_text], c_int),
    "session_stored_summary": ([c_void_p, c_char_p, *_text], c_int),
    "session_stored_report": ([c_void_p, c_char_p, c_char_p, c_char_p, c_bool, _error], c_int),
    "session_stored_brief": ([c_void_p, c_char_p, c_char_p, c_char_p, _error], c_int),
    "session_read": ([c_void_p, c_char_p, c_size_t, c_char_p, c_char_p, POINTER(c_void_p), _error],
                     c_int),
    "statement_close": ([c_void_p], None),
    "statement_marks": ([c_void_p, c_bool, *_text], c_int),
    "statement_write": ([c_void_p, c_bool, c_char_p, _error], c_int),
    "session_bargain": ([c_void_p, c_char_p, POINTER(BargainOptions), *_text], c_int),
    "scenario_posture": ([c_void_p, POINTER(PostureOptions), *_text], c_int),
    "scenario_explore": ([c_void_p, POINTER(ExploreOptions), POINTER(Job), *_text], c_int),
    "scenario_search": ([c_void_p, POINTER(SearchOptions), POINTER(Job), *_text], c_int),
    "scenario_load": ([c_void_p, c_char_p, POINTER(c_void_p), _error], c_int),
    "scenario_close": ([c_void_p], None),
    "scenario_set": ([c_void_p, c_char_p, c_char_p, _error], c_int),
    "scenario_assume": ([c_void_p, c_char_p, c_char_p, _error], c_int),
    "scenario_fact": ([c_void_p, c_char_p, c_char_p, c_int, c_double, c_char_p, _error], c_int),
    "scenario_key": ([c_void_p], c_char_p),
    "scenario_name": ([c_void_p], c_char_p),
    "scenario_run": ([c_void_p, c_void_p, POINTER(RunOptions), POINTER(c_void_p), _error], c_int),
    "result_close": ([c_void_p], None),
    "result_begin_with": ([c_void_p, c_void_p], None),
    "result_futures": ([c_void_p], c_uint64),
    "result_hash": ([c_void_p], c_uint64),
    "result_has_baseline": ([c_void_p], c_bool),
    "result_outcome": ([c_void_p, *_where, POINTER(BandStruct), _error], c_int),
    "result_baseline": ([c_void_p, *_where, POINTER(BandStruct), _error], c_int),
    "result_change": ([c_void_p, *_where, POINTER(ChangeStruct), _error], c_int),
    "result_values": ([c_void_p, c_bool, *_where, _doubles, c_size_t, _error], c_int),
    "result_quantiles": ([c_void_p, *_where, c_size_t, _doubles, _doubles, _error], c_int),
    "result_claims": ([c_void_p], c_size_t),
    "result_claim": ([c_void_p, c_size_t], FindingStruct),
    "result_bill": ([c_void_p, c_char_p, c_char_p, POINTER(CostStruct), _error], c_int),
    "result_duty": ([c_void_p, c_size_t, c_char_p, POINTER(c_int), POINTER(c_int), _error], c_int),
    "result_write": ([c_void_p, c_char_p, ctypes.c_uint, _error], c_int),
    "result_write_brief": ([c_void_p, c_char_p, c_char_p, _error], c_int),
    "result_json": ([c_void_p, POINTER(c_char_p), POINTER(c_size_t), _error], c_int),
    "result_csv": ([c_void_p, POINTER(c_char_p), POINTER(c_size_t), _error], c_int),
    "result_summary": ([c_void_p, c_size_t, c_bool, POINTER(c_char_p), POINTER(c_size_t), _error],
                       c_int),
}


class Library:
    """The functions by their names without `ent_`; a status other than OK raises EntenteError."""

    _loaded: "dict[str, Library]" = {}

    def __init__(self, path: str) -> None:
        self.lib = ctypes.CDLL(path)
        for name, (arguments, result) in _FUNCTIONS.items():
            function = getattr(self.lib, "ent_" + name)
            function.argtypes, function.restype = arguments, result

    @classmethod
    def at(cls, path: str) -> "Library":
        if path not in cls._loaded:
            cls._loaded[path] = cls(path)
        return cls._loaded[path]

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function; those that take an error get one here."""
        function = getattr(self.lib, "ent_" + name)
        if _FUNCTIONS[name][1] is not c_int:
            return function(*arguments)
        error = Error()
        status = function(*arguments, ctypes.byref(error))
        if status != 0:
            raise EntenteError(status, error.message.decode(errors="replace"))
        return None

    def text(self, name: str, *arguments: Any) -> str:
        """A text that the session owns, as a text of Python's."""
        data, length = c_char_p(), c_size_t()
        self.call(name, *arguments, ctypes.byref(data), ctypes.byref(length))
        return ctypes.string_at(data, length.value).decode()


def encoded(text: str) -> bytes:
    if "\0" in text:
        raise ValueError("a text must not hold NUL")
    return text.encode()
