"""A million terms in one file that opens at once: names in a trie, terms read where they are needed.

The file holds, behind a line of JSON that tells their sizes: the trie of the folded names with the terms that each stands for, and the
terms by their IRI. It is mapped into memory, so processes share it. Trust only files that this program wrote: the trie is taken as it
is. A trie needs a look at every word where an automaton would pass over the text once, and a twentieth of the memory: see MARISA,
https://www.s-yata.jp/marisa-trie/docs/readme.en.html.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
import tempfile
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from pathlib import Path
from struct import Struct
from typing import Any, Final

from marisa_trie import LABEL_ORDER, BinaryTrie, RecordTrie

from kg.errors import LexiconError
from kg.languages.scripts import word_starts

__all__ = ["Row", "TermTable", "packed", "plural_end", "unpacked", "write_table"]

_MAGIC: Final = b"reviewkg terms 2\n"
_SECTIONS: Final = ("names", "places", "rows")
_APART: Final = "\x1f"
_CASED: Final = 1 << 31
_MEANT: Final = "<I"  #: what the trie keeps with a name: the place of its term, and :data:`_CASED` where case matters
_BEHIND: Final = b"\xff"  #: a name, in the trie, where what is kept with it begins: no UTF-8 has this byte
_LONE = re.compile("[\ud800-\udfff]")
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


def packed(iri: str, kind: str, label: str, broader: str, names: Iterable[str]) -> bytes:
    """Return a term as it is written; terms so written sort by their IRI."""
    return _APART.join((iri, kind, label, broader, *names)).encode("utf-8", "surrogatepass")


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
        plain: folded name -> twice the place of its term among the rows, and one where that is its label.
        cased: the same of names that keep their case.
        extra: what else to keep, for JSON.

    Raises:
        OSError: if it cannot be written.
    """
    order: Sequence[int] = range(len(rows))
    if any(one > other for one, other in pairwise(rows)):
        order = sorted(order, key=rows.__getitem__)
    place = array("I", bytes(4 * len(rows)))
    for new, old in enumerate(order):
        place[old] = new
    meant = Struct(_MEANT).pack
    # as RecordTrie itself lays them out, in half the time
    names = chain(
        (form.encode() + _BEHIND + meant(place[old >> 1]) for form, old in plain.items()),
        (form.encode() + _BEHIND + meant(place[old >> 1] | _CASED) for form, old in cased.items()),
    )
    # one trie without a second one for the ends of names: twice the size, and a third faster to make and to ask
    trie = BinaryTrie(names, num_tries=1, order=LABEL_ORDER).tobytes() if plain or cased else b""
    places = array("Q", accumulate((len(rows[old]) for old in order), initial=0))
    parts = (trie, places.tobytes(), b"".join([rows[old] for old in order]))
    sizes = [*map(len, parts)]
    longest, crc = max(map(len, chain(plain, cased)), default=0), 0
    for part in parts:
        crc = zlib.crc32(part, crc)
    told = {"sizes": dict(zip(_SECTIONS, sizes, strict=True)), "longest": longest, "crc": crc, "extra": extra}
    head = json.dumps(told).encode() + b"\n"
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".kg-")
    with os.fdopen(handle, "wb") as file:
        start = len(_MAGIC) + len(head)
        file.write(_MAGIC + head + b"\0" * (-start % 8))
        for part, size in zip(parts, sizes, strict=True):
            file.write(part)
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
        views, at, crc = {}, end + -end % 8, 0
        for name in _SECTIONS:
            size = int(head["sizes"][name])
            if at + size > len(self._map):
                raise ValueError("it breaks off")
            views[name] = memoryview(self._map)[at : at + size]
            at += size + -size % 8
            crc = zlib.crc32(views[name], crc)
        self.extra: dict[str, Any] = head["extra"]
        self._longest = int(head["longest"])
        self._places, self._rows = views["places"].cast("Q"), views["rows"]
        self._names = RecordTrie(_MEANT)
        if crc != head["crc"]:
            raise ValueError("it is damaged")  # of which the trie would not tell, but end this process
        if views["names"]:
            self._names.frombytes(bytes(views["names"]))
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

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield every name in a folded text, overlapping ones included, that begins at the edge of a word: start and end."""
        if not text.isascii():
            text = _LONE.sub("\ufffd", text)  # UTF-8, in which the trie is, has no halves of a character
        for start in word_starts(text):
            for name in self._names.prefixes(text[start : start + self._longest]):
                yield start, start + len(name)

    def meant(self, form: str) -> list[tuple[bool, Row]]:
        """Return (whether its case matters, term) of all that a folded name stands for, the likeliest first."""
        found = sorted((item for (item,) in self._names.get(form, ())), reverse=True)
        return [(bool(item & _CASED), self.row(item & ~_CASED)) for item in found]


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
