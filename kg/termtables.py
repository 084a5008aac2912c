"""A million terms in one file that opens at once: names in an automaton, terms read where they are needed.

The file holds, behind a line of JSON that tells their sizes: the automaton over the folded names, which terms a name stands for, and
the terms by their IRI. It is mapped into memory, so processes share it. Trust only files that this program wrote: the automaton is
taken as it is.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.errors import LexiconError

__all__ = ["Row", "TermTable", "packed", "plural_end", "unpacked", "write_table"]

_MAGIC: Final = b"reviewkg terms 1\n"
_SECTIONS: Final = ("automaton", "first", "meant", "places", "rows")
_APART: Final = "\x1f"
_CASED: Final = 1 << 31
#: a name in letters that no s makes another word of: "vitamin c" has no plural
_NUMBERED = re.compile(r"(?:^|[ -])(?:[ivx]+|[a-z])$")


@dataclass(frozen=True, slots=True)
class Row:
    """A term: IRI, class, name, what is broader, and its further names."""

    iri: str
    type: str
    label: str
    broader: str
    names: tuple[str, ...]


def packed(row: Row) -> bytes:
    """Return a term as it is written; terms so written sort by their IRI."""
    return _APART.join((row.iri, row.type, row.label, row.broader, *row.names)).encode("utf-8", "surrogatepass")


def unpacked(written: bytes) -> Row:
    """Return the term that :func:`packed` wrote."""
    iri, kind, label, broader, *names = written.decode("utf-8", "surrogatepass").split(_APART)
    return Row(iri, kind, label, broader, tuple(names))


def write_table(
    path: Path, rows: Sequence[bytes], plain: Mapping[str, int], cased: Mapping[str, int], extra: Mapping[str, Any]
) -> None:
    """Write terms to a file; it appears whole or not at all.

    Args:
        path: of the file, whose folder is there.
        rows: the terms, packed.
        plain: folded name -> place of its term among the rows.
        cased: the same of names that keep their case.
        extra: what else to keep, for JSON.

    Raises:
        OSError: if it cannot be written.
    """
    order = sorted(range(len(rows)), key=rows.__getitem__)
    place = array("I", bytes(4 * len(rows)))
    for new, old in enumerate(order):
        place[old] = new
    names = sorted({*plain, *cased})
    first, meant, places = array("I", [0]), array("I"), array("Q", [0])
    for name in names:
        if name in cased:
            meant.append(place[cased[name]] | _CASED)
        if name in plain:
            meant.append(place[plain[name]])
        first.append(len(meant))
    for old in order:
        places.append(places[-1] + len(rows[old]))
    automaton = CharwiseDoubleArrayAhoCorasick(names).serialize() if names else b""
    parts = [[automaton], [first.tobytes()], [meant.tobytes()], [places.tobytes()], [rows[old] for old in order]]
    sizes = [sum(map(len, part)) for part in parts]
    head = json.dumps({"sizes": dict(zip(_SECTIONS, sizes, strict=True)), "extra": extra}).encode() + b"\n"
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".kg-")
    with os.fdopen(handle, "wb") as file:
        start = len(_MAGIC) + len(head)
        file.write(_MAGIC + head + b"\0" * (-start % 8))
        for part, size in zip(parts, sizes, strict=True):
            file.writelines(part)
            file.write(b"\0" * (-size % 8))  # numbers lie where a machine reads them
    Path(aside).replace(path)


class TermTable:
    """The terms of a file that :func:`write_table` wrote.

    Attributes:
        extra: what was kept beside the terms.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            LexiconError: if it is missing or is no such file.
        """
        try:
            with path.open("rb") as file:
                self._map: mmap.mmap | bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LexiconError(f"{path}: no table of terms: {error}; delete it, and it is made again") from error

    def __getstate__(self) -> bytes:
        """Return the whole file: another machine has it not."""
        return bytes(self._map)

    def __setstate__(self, data: bytes) -> None:
        self._map = data
        self._read()

    def _read(self) -> None:
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise ValueError("it begins otherwise")
        end = self._map.find(b"\n", len(_MAGIC)) + 1
        head = json.loads(self._map[len(_MAGIC) : end])
        views, at = {}, end + -end % 8
        for name in _SECTIONS:
            size = int(head["sizes"][name])
            if at + size > len(self._map):
                raise ValueError("it breaks off")
            views[name] = memoryview(self._map)[at : at + size]
            at += size + -size % 8
        self.extra: dict[str, Any] = head["extra"]
        self._first, self._meant = views["first"].cast("I"), views["meant"].cast("I")
        self._places, self._rows = views["places"].cast("Q"), views["rows"]
        packed = bytes(views["automaton"])
        self._automaton = CharwiseDoubleArrayAhoCorasick.deserialize(packed) if packed else None
        self.row = lru_cache(maxsize=4096)(self._row)

    def digest(self) -> bytes:
        """Return a digest of all that the table holds."""
        return hashlib.sha256(self._map).digest()

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._places) - 1

    def _row(self, number: int) -> Row:
        """Return a term by its place in the order of IRIs."""
        return unpacked(bytes(self._rows[self._places[number] : self._places[number + 1]]))

    def rows(self) -> Iterator[Row]:
        """Yield all terms, by IRI."""
        return map(self._row, range(len(self)))

    def get(self, iri: str) -> Row | None:
        """Return the term of an IRI, or None."""
        at = bisect_left(range(len(self)), iri, key=lambda number: self.row(number).iri)
        found = self.row(at) if at < len(self) else None
        return found if found is not None and found.iri == iri else None

    def find(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Return every name in a folded text, overlapping ones included: start, end, and what :meth:`meant` takes."""
        found: Iterable[tuple[int, int, int]] = self._automaton.find_overlapping(text) if self._automaton else ()
        return found

    def exact(self, form: str) -> int | None:
        """Return the name that a folded text is from end to end, or None."""
        return next((name for start, end, name in self.find(form) if start == 0 and end == len(form)), None)

    def meant(self, name: int) -> list[tuple[bool, Row]]:
        """Return (whether its case matters, term) of all that a name stands for, the likeliest first."""
        inside = self._meant[self._first[name] : self._first[name + 1]]
        return [(bool(item & _CASED), self.row(item & ~_CASED)) for item in inside]


def plural_end(text: str, start: int, end: int) -> int:
    """Return where a name ends in a text when the plural's s or es behind it is taken along; `end` where there is none.

    >>> plural_end("two zanzocytes", 4, 13)
    14
    """
    if text[end : end + 1] not in ("s", "e") or not text[end - 1].isalpha() or not text[end - 1].isascii():
        return end
    if _NUMBERED.search(text[start:end]):
        return end
    hissing = text[start:end].endswith(("s", "x", "ch", "sh"))
    return end + 2 if hissing and text.startswith("es", end) else end + 1 if not hissing and text[end] == "s" else end
