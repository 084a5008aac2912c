"""Reads ``kg/data/context``: the words and patterns that name a context, and the values they stand for.

Every file is checked when it is read: an unknown field, an entry of the wrong shape or a pattern that is none is an error
that names the file, the entry and the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.errors import PatternError
from kg.model import FIELDS, Language
from kg.namespaces import expand
from kg.resources import data_folder, load_toml

__all__ = ["Beside", "Cues", "Measure", "Value", "load_cues", "load_values"]

_WHERE = "kg/data/context"
_NUMBER = r"\d+(?:[.,]\d+)?(?:\s*[×x]\s*10\s*(?:\^|<sup>)?\s*[-−]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:</sup>)?)?"
_RANGE = rf"{_NUMBER}(?:\s*(?:-|–|—|~|～|\bto\b|\band\b|\bor\b|,|、|至|和|或|±)\s*{_NUMBER}){{0,5}}"


@dataclass(frozen=True, slots=True)
class Value:
    """What a context may say: names in both languages, IRIs of terms, and for a model system its rung, 1..7."""

    name: str
    en: str
    zh: str
    terms: tuple[str, ...] = ()
    rung: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """A word beside a mention of some class: "UVB" + "-irradiated". With ``agents`` only what damages counts."""

    field: str
    side: str
    types: frozenset[str]
    words: re.Pattern[str]
    agents: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A phrase whose group ``v`` is quoted; the value is it, or the template filled with the named groups."""

    field: str
    regex: re.Pattern[str]
    value: str


@dataclass(frozen=True, slots=True)
class Cues:
    """All that names a context in one language."""

    words: tuple[tuple[str, str, re.Pattern[str]], ...]
    beside: tuple[Beside, ...]
    measures: tuple[Measure, ...]
    values: Mapping[str, Mapping[str, Value]]
    agents: frozenset[str]
    fluids: frozenset[str]


def _compiled(pattern: str, where: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise PatternError(f"{where}: {pattern!r} is no regular expression: {error}; mend or escape it") from error


def _field(name: object, where: str) -> str:
    if name not in FIELDS:
        raise PatternError(f"{where}: unknown field {name!r}; expected one of {', '.join(FIELDS)}")
    return str(name)


def _strings(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        raise PatternError(f"{where}: expected a list of patterns, got {value!r}")
    return value


@lru_cache(maxsize=1)
def load_values() -> Mapping[str, Mapping[str, Value]]:
    """Return field -> name -> value, as ``values.toml`` lists them.

    Raises:
        PatternError: if the file is broken.

    >>> load_values()["model"]["animal"].rung, load_values()["species"]["mouse"].zh
    (3, '小鼠')
    """
    where, out = f"{_WHERE}/values.toml", {}
    for name, table in load_toml(data_folder("context", "values.toml"), where).items():
        _field(name, where)
        values = {}
        for key, row in table.items():
            try:
                terms = tuple(expand(term) for term in row.get("terms", ()))
                values[key] = Value(key, row["en"], row["zh"], terms, int(row.get("rung", 0)))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise PatternError(
                    f'{where}: {name}.{key}: expected {{ en = "...", zh = "..." }}: {error!r}'
                ) from error
        out[name] = values
    return out


def _of_field(name: str, table: Mapping[str, Any], language: Language, where: str) -> Any:
    values = load_values().get(name, {})
    for key, listed in table.items():
        if key not in values:
            raise PatternError(f"{where}: {name}.{key} is no value of values.toml; add it there or mend the name")
        joined = "|".join(sorted(_strings(listed, f"{where}: {name}.{key}"), key=lambda one: -len(one)))
        bounded = rf"(?<![\w-])(?:{joined})(?![\w-])" if language == "en" else f"(?:{joined})"
        yield name, key, _compiled(bounded, f"{where}: {name}.{key}", re.I if language == "en" else 0)


@lru_cache(maxsize=4)
def load_cues(language: Language) -> Cues:
    """Return the cues of a language; read once per process.

    Raises:
        PatternError: if a file is broken.
    """
    where = f"{_WHERE}/{language}.toml"
    words: list[tuple[str, str, re.Pattern[str]]] = []
    beside: list[Beside] = []
    measures: list[Measure] = []
    for name, entry in load_toml(data_folder("context", f"{language}.toml"), where).items():
        if name == "beside":
            beside += [_beside(row, where) for row in entry]
        elif name == "pattern":
            measures += [_measure(row, where) for row in entry]
        else:
            words += _of_field(_field(name, where), entry, language, where)
    here = f"{_WHERE}/agents.toml"
    names = load_toml(data_folder("context", "agents.toml"), here)
    agents, fluids = (
        frozenset(name.casefold() for name in _strings(names.get(key), f"{here}: {key}"))
        for key in ("agents", "fluids")
    )
    return Cues(tuple(words), tuple(beside), tuple(measures), load_values(), agents, fluids)


def _beside(row: Mapping[str, Any], where: str) -> Beside:
    field = _field(row.get("field"), where)
    here = f"{where}: beside {field}"
    if row.get("side") not in ("left", "right"):
        raise PatternError(f'{here}: side is {row.get("side")!r}; expected "left" or "right", where the mention stands')
    joined = "|".join(_strings(row.get("words"), here))
    # the cue ends where the mention begins, or begins where it ends
    shape = rf"(?:{joined})" if row["side"] == "left" else rf"(?<![A-Za-z])(?:{joined})\s*$"
    return Beside(
        field, row["side"], frozenset(_strings(row.get("types"), here)), _compiled(shape, here), bool(row.get("agents"))
    )


def _measure(row: Mapping[str, Any], where: str) -> Measure:
    field = _field(row.get("field"), where)
    regex = _compiled(str(row.get("regex", "")).replace("{range}", _RANGE), f"{where}: pattern {field}")
    if "v" not in regex.groupindex:
        raise PatternError(f"{where}: pattern {field}: no group (?P<v>...) says what to quote; add it")
    return Measure(field, regex, str(row.get("value", "")))
