"""Reads the word lists and triggers in ``kg/data/patterns``: TOML files, one table per kind of word.

Every file is checked when it is read: an unknown key, a value of the wrong type or a trigger without a predicate
is an error that names the file, the entry and the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import PatternError
from kg.model import Language
from kg.resources import data_folder, load_toml

__all__ = ["PREDICATES", "Patterns", "Trigger", "load_patterns", "parse_triggers", "patterns_with"]

#: The predicates a trigger may state; `tests/test_ontology.py` holds them equal to those of core.ttl.
PREDICATES = (
    "increases",
    "decreases",
    "affects",
    "treats",
    "causes",
    "derived_from",
    "produces",
    "contains",
    "delivers",
    "located_in",
    "differentiates_into",
    "interacts_with",
    "is_a",
    "has_phenotype",
    "associated_with",
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that state a predicate, and how they take their arguments.

    Attributes:
        words: the lemma (English) or the string (Chinese).
        predicate: what is stated; "change", "improve", "cause" and "expressed" are settled by what the object is.
        prepositions: words that must follow and are part of the trigger ("lead" + "to"); "" allows none.
        inverse: the grammatical subject is the object of the predicate ("X results from Y").
        themes: without an object, the subject is what changes ("X increased").
        control: an infinitive after the object belongs to the object ("stimulates cells to migrate").
        noun: nominal forms ("inhibition").
        kind: the table it stands in: "verb", "adjective", "light" or "tail".
    """

    words: str
    predicate: str
    kind: str = "verb"
    prepositions: tuple[str, ...] = ()
    inverse: bool = False
    themes: bool = False
    control: bool = False
    noun: tuple[str, ...] = ()


_TRIGGER_KEYS = {field.name for field in fields(Trigger)}
_KINDS = ("verb", "adjective", "light", "tail")
_SETTLED_LATER = ("change", "improve", "cause", "protect", "use", "expressed", "generate", "source", "seen")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The language data of one language: word lists by name, triggers by form."""

    language: Language
    words: Mapping[str, tuple[str, ...]]
    triggers: tuple[Trigger, ...]
    tables: Mapping[str, Mapping[str, str]]
    sets: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sets", {name: frozenset(listed) for name, listed in self.words.items()})

    def __hash__(self) -> int:
        return id(self)

    def having(self, name: str) -> frozenset[str]:
        """Return the words of one list as a set; an unknown list is a mistake in the code and raises KeyError."""
        return self.sets[name]


def parse_triggers(kind: str, entry: Mapping[str, Any], where: str) -> list[Trigger]:
    """Return the triggers of one entry, one for each of its words.

    Args:
        kind: the name of the table: "verb", "adjective", "light", "tail".
        entry: the keys and values of the entry.
        where: the file, for messages.

    Raises:
        PatternError: if a key is unknown, or the words or the predicate are missing or unknown.

    >>> parse_triggers("verb", {"words": ["促进", "提高"], "predicate": "increases"}, "verbs.toml")[1].words
    '提高'
    >>> parse_triggers("verb", {"words": "促进", "predicate": "raises"}, "verbs.toml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.PatternError: verbs.toml: trigger '促进' has the unknown predicate 'raises'; expected one of affects, ...
    """
    listed = entry.get("words")
    names = [listed] if isinstance(listed, str) else _strings(listed)
    if not names or not all(names):
        raise PatternError(f'{where}: trigger {dict(entry)!r} has no words; add words = "..."')
    name = names[0]
    unknown = set(entry) - _TRIGGER_KEYS
    if unknown:
        raise PatternError(
            f"{where}: trigger {name!r} has the unknown key {sorted(unknown)[0]!r}; "
            f"expected {', '.join(sorted(_TRIGGER_KEYS))}"
        )
    predicate = entry.get("predicate")
    if predicate not in PREDICATES + _SETTLED_LATER:
        known = ", ".join(sorted(PREDICATES + _SETTLED_LATER))
        raise PatternError(
            f"{where}: trigger {name!r} has the unknown predicate {predicate!r}; expected one of {known}"
        )
    values: dict[str, Any] = {}
    for key, value in entry.items():
        values[key] = tuple(value) if isinstance(value, list) else value
    return [Trigger(**{**values, "words": word, "kind": kind}) for word in names]


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


@lru_cache(maxsize=4)
def load_patterns(language: Language) -> Patterns:
    """Return the patterns shipped for a language; read once per process.

    Raises:
        PatternError: if a file is broken.

    >>> "促进" in {trigger.words for trigger in load_patterns("zh").triggers}
    True
    """
    words: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Mapping[str, str]] = {}
    triggers: list[Trigger] = []
    folder = data_folder("patterns", language)
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        where = f"kg/data/patterns/{language}/{file.name}"
        for name, value in load_toml(file, where).items():
            listed = _strings(value)
            if listed is not None:
                words[name] = listed
            elif isinstance(value, dict):
                tables[name] = {str(key): str(item) for key, item in value.items()}
            elif isinstance(value, list):
                triggers += [trigger for entry in value for trigger in parse_triggers(name, entry, where)]
            else:
                raise PatternError(
                    f"{where}: {name!r} is neither a list of words, a table nor triggers; see the "
                    f"other files of that folder"
                )
    return Patterns(language, words, tuple(triggers), tables)


def patterns_with(paths: Sequence[Path]) -> dict[Language, Patterns]:
    """Return the patterns of both languages together with the triggers of a reader's own files; theirs win for the same words.

    A file is TOML with entries as in ``kg/data/patterns/*/triggers.toml``, under the language that they are of: ``[[en.verb]]``,
    ``words = "rejuvenate"``, ``predicate = "increases"``.

    Raises:
        PatternError: if a file cannot be read, or an entry is wrong; the message names file, entry and remedy.
    """
    own: dict[Language, list[Trigger]] = {"en": [], "zh": []}
    for path in paths:
        for language, kinds in load_toml(path, str(path)).items():
            if language not in own or not isinstance(kinds, dict):
                raise PatternError(
                    f"{path}: {language!r} is no language; expected entries such as [[en.verb]] or [[zh.verb]]"
                )
            for kind, entries in kinds.items():
                if kind not in _KINDS or not isinstance(entries, list):
                    raise PatternError(f"{path}: {language}.{kind} is no kind of trigger; expected {', '.join(_KINDS)}")
                for entry in entries:
                    own[language] += parse_triggers(kind, entry, str(path))
    made: dict[Language, Patterns] = {}
    for name, mine in own.items():
        shipped = load_patterns(name)
        said = {(trigger.words, trigger.kind) for trigger in mine}
        rest = tuple(trigger for trigger in shipped.triggers if (trigger.words, trigger.kind) not in said)
        made[name] = replace(shipped, triggers=(*rest, *mine)) if mine else shipped
    return made
