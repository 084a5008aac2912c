"""Terms of ontologies beside the lexicon: what they share with it becomes names of its concepts, the rest a table of their own.

What a list calls by the identifier of a shipped concept (``exactMatch``), or by its very name, becomes more names of that concept; the
rest are terms of their own. Where two lists have one name, the first that is given wins, and `clashes` tells. The table is kept in the
user's cache folder, named by all that it depends on.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from kg.errors import LexiconError
from kg.lexicon import Lexicon, is_acronym
from kg.namespaces import curie
from kg.ontology import load_ontology
from kg.resources import VERSION
from kg.termlists import Term, read_list
from kg.termnames import is_chinese, looked_for, prose, settings
from kg.termtables import TermTable, packed, unpacked, write_table

__all__ = ["Merged", "merge", "merged_lexicon"]

_SPACE = re.compile(r".*[_/#:]")  #: the part of an identifier that terms of one list share
_KEPT: Final = 8  #: tables that the cache folder holds


@dataclass(frozen=True, slots=True)
class Merged:
    """A lexicon with lists, and what became of them.

    Attributes:
        lexicon: the concepts together.
        terms: list -> how many terms it has.
        joined: list -> how many of them are concepts that were known.
        passed: list -> how many names were passed over: too short, too long, or words of everyday prose.
        clashes: (name, IRI of the concept that it stays with, IRI of the one that also has it).
    """

    lexicon: Lexicon
    terms: Mapping[str, int]
    joined: Mapping[str, int]
    passed: Mapping[str, int]
    clashes: tuple[tuple[str, str, str], ...]


class _Gathered:
    """The terms of some lists on the way to a table."""

    def __init__(self, shipped: Lexicon) -> None:
        self._shipped = shipped
        self.rows: list[bytes] = []
        #: folded name -> place of its term, of names that keep their case and of others; twice that, and one for a label
        self.cased: dict[str, int] = {}
        self.plain: dict[str, int] = {}
        #: IRI of a concept -> (language, name) that lists have for it, and the other way round, by folded name
        self.more: dict[str, list[tuple[str, str]]] = {}
        self.joined: dict[str, str] = {}
        self.clashes: list[tuple[str, str, str]] = []
        self._known = set(shipped.own)

    def take(self, term: Term, kind: str, whose: str, broader: str) -> int:
        """Note the names of a term, and return how many of them are no names to look for.

        Args:
            term: of a list.
            kind: its class.
            whose: IRI of the concept that it is, or "".
            broader: IRI of what is broader, or "".
        """
        names = dict.fromkeys((term.label, *term.names)) if term.names else (term.label,)
        passed, mine = 0, []
        again = not whose and term.iri in self._known
        for name in names:
            proper = name == term.label
            forms = looked_for(name, proper, kind)
            if not forms or again:
                passed += not forms
                continue
            into = self.cased if len(name) <= 5 and is_acronym(name) else self.plain
            place = 2 * len(self.rows) + proper
            for n, form in enumerate(forms):
                # almost always nobody has it yet, and one look into a large dictionary tells that and keeps it
                if whose or form in self.joined or into.setdefault(form, place) != place:
                    holder = self._holder(name, form, into, proper, whose)
                    if holder and holder != (whose or term.iri):
                        if n == 0:
                            self.clashes.append((name, holder, term.iri))
                        break
                    if whose:
                        self.joined[form] = whose
                    else:
                        into[form] = place
                if n == 0:
                    mine.append(name)
        if whose:
            self.more.setdefault(whose, []).extend(("zh" if is_chinese(name) else "en", name) for name in mine)
        elif mine:
            self._known.add(term.iri)
            if mine[0] == term.label:
                del mine[0]
            self.rows.append(packed(term.iri, kind, term.label, broader, mine))
        return passed

    def _holder(self, name: str, form: str, into: Mapping[str, int], proper: bool, whose: str) -> str:
        """Return the IRI of the concept or term that has a name already and keeps it, or "".

        A label takes a name from a term of which it is a synonym: AQP9 is the gene of that symbol, and no older name of AQP7.
        """
        if whose and (known := self._shipped.get(name)) is not None:
            return known.id  # what the lexicon calls otherwise stays so
        if form in self.joined:
            return self.joined[form]
        held = into.get(form)
        if held is None or held >> 1 == len(self.rows) or (proper and not whose and not held & 1):
            return ""
        return unpacked(self.rows[held >> 1]).iri


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the search for cycles, of which millions of names have none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def merge(shipped: Lexicon, lists: Iterable[tuple[Path, str]], path: Path | None = None) -> Merged:
    """Return a lexicon with the terms of some lists.

    Args:
        shipped: whose names win over those of the lists.
        lists: (file, class of its terms, or "" to tell by the prefix of their identifiers).
        path: where to write the table; a file without a name when left out.

    Raises:
        LexiconError: if a file cannot be read, or its class is unknown or cannot be told, or the table cannot be written.
    """
    known = settings()["classes"]
    same = {iri: concept.id for concept in shipped.own.values() for iri in concept.exact}
    called = {(concept.type, concept.label.lower()): concept.id for concept in shipped.own.values()}
    into, counted = _Gathered(shipped), {}
    with _uncollected():
        for file, kind in lists:
            _checked(file, kind)
            spaces: dict[str, str] = {}
            space = its = "?"
            terms = joined = passed = 0
            for term in read_list(file):
                if not term.iri.startswith(space) or not term.iri[len(space) :].isalnum():  # else as the last one
                    begun = _SPACE.match(term.iri)
                    space = begun[0] if begun else ""
                    if space not in spaces:
                        spaces[space] = kind or known.get(curie(term.iri).partition(":")[0], "")
                    its = spaces[space]
                if not its:
                    raise LexiconError(
                        f"{file}: of what class is {curie(term.iri)}? Name it: --lexicon {file}=Cell, say"
                    )
                whose = same.get(term.iri, "") or called.get((its, term.label.lower()), "")
                if term.exact and term.iri not in same:
                    whose = next((same[iri] for iri in term.exact if iri in same), whose)
                broader = same.get(term.parents[0], term.parents[0]) if term.parents else ""
                passed += into.take(term, its, whose, broader)
                terms, joined = terms + 1, joined + bool(whose)
            counted[str(file)] = (terms, joined, passed)
        lexicon = _with_table(shipped, _written(into, path))
    terms_of, joined_of, passed_of = ({name: counts[n] for name, counts in counted.items()} for n in range(3))
    return Merged(lexicon, terms_of, joined_of, passed_of, tuple(into.clashes))


def _checked(file: Path, kind: str) -> None:
    classes = {"Other", *load_ontology().classes}
    if kind and kind not in classes:
        raise LexiconError(f"{file}: {kind!r} is no class; expected one of {', '.join(sorted(classes))}")


def _written(into: _Gathered, path: Path | None) -> TermTable:
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_table(path, into.rows, into.plain, into.cased, into.more)
            return TermTable(path)
        with tempfile.TemporaryDirectory(prefix="kg-terms-") as folder:
            write_table(Path(folder) / "terms", into.rows, into.plain, into.cased, into.more)
            return TermTable(Path(folder) / "terms")
    except OSError as error:
        raise LexiconError(
            f"the table of terms cannot be written ({error}); set TMPDIR to a folder with more room"
        ) from error


def _with_table(shipped: Lexicon, table: TermTable) -> Lexicon:
    """Return a lexicon with a table, and with the names that the table's lists have for concepts of the lexicon."""
    concepts = dict(shipped.own)
    for iri, names in table.extra.items():
        concept = concepts[iri]
        more = [(language, name) for language, name in names]
        concepts[iri] = replace(concept, alternatives=tuple(dict.fromkeys((*concept.alternatives, *more))))
    return Lexicon(concepts, shipped.ambiguities, table)


def _cache_folder() -> Path | None:
    """Return where this user's programs keep what can be made again (XDG Base Directory Specification), if anywhere."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "reviewkg"
    except RuntimeError:  # a user without a home
        return None


def _key(shipped: Lexicon, lists: Sequence[tuple[Path, str]]) -> str:
    """Return a name made of all that a table depends on: the lists, their order and classes, our lexicon, this program."""
    found = hashlib.sha256(repr((VERSION, sys.byteorder, sorted(prose()), settings()["classes"])).encode())
    for module in ("listed", "termlists", "termnames", "termtables", "lexicon"):
        found.update(files("kg").joinpath(f"{module}.py").read_bytes())
    for iri, concept in sorted(shipped.own.items()):
        found.update(repr((iri, concept)).encode("utf-8", "surrogatepass"))
    for file, kind in lists:
        found.update(repr((file.name, kind)).encode())
        with file.open("rb") as handle:
            found.update(hashlib.file_digest(handle, "sha256").digest())
    return found.hexdigest()[:32]


def merged_lexicon(shipped: Lexicon, lists: Sequence[tuple[Path, str]]) -> Lexicon:
    """Return what :func:`merge` does, from the table of an earlier run where the lists are the same.

    Raises:
        LexiconError: see :func:`merge`.
    """
    folder = _cache_folder()
    if folder is None:
        return merge(shipped, lists).lexicon
    try:
        path = folder / f"{_key(shipped, lists)}.terms"
    except OSError as error:
        raise LexiconError(f"{error.filename}: cannot be read: {error}; expected a list of terms in UTF-8") from error
    try:
        lexicon = _with_table(shipped, TermTable(path))
        os.utime(path)
        return lexicon
    except (LexiconError, OSError):
        pass  # none yet, or one that is broken
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return merge(shipped, lists).lexicon  # what cannot be kept is made every time
    lexicon = merge(shipped, lists, path if os.access(folder, os.W_OK) else None).lexicon
    with suppress(OSError):  # another build tidies up as well
        for old in sorted(folder.glob("*.terms"), key=lambda item: -item.stat().st_mtime)[_KEPT:]:
            old.unlink(missing_ok=True)
    return lexicon
