"""What documents gave, on disk until the graph is put together: memory does not grow with their number.

A temporary SQLite file holds one row a document and one a relation, and hands the relations back by the two things that they
stand between, which is the order in which statements and oppositions are made.
"""

from __future__ import annotations

import itertools
import pickle
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType

from kg.errors import SourceError
from kg.extraction import Extracted
from kg.model import Document, Relation

__all__ = ["Spool", "relations"]

_TABLES = """
CREATE TABLE document (iri TEXT PRIMARY KEY, path TEXT, body BLOB) WITHOUT ROWID;
CREATE TABLE relation (ends TEXT, part INTEGER, document TEXT, body BLOB);
"""


class Spool:
    """A place for what documents gave; use it in a ``with`` block, whose end removes the file.

    The rows are pickled: nobody but this process writes to the file, which lies in a folder of its own.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kg-spool-")
        self._path = Path(self._folder.name) / "spool.sqlite"
        self._file = sqlite3.connect(self._path, isolation_level=None)
        # nothing here outlives the process, so nothing is waited for
        self._file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;" + _TABLES)
        self._file.execute("BEGIN")

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def add(self, item: Extracted) -> None:
        """Keep what a document gave; a document that is there already is left as it is.

        Raises:
            SourceError: if the disk is full.
        """
        try:
            body = pickle.dumps((item.document, item.mentioned), pickle.HIGHEST_PROTOCOL)
            made = self._file.execute(
                "INSERT OR IGNORE INTO document VALUES (?, ?, ?)", (item.iri, _plain(item.document.path), body)
            )
            if not made.rowcount:
                return
            self._file.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", _rows(item))
        except sqlite3.OperationalError as error:
            raise SourceError(
                f"{self._folder.name}: what was read cannot be kept ({error}); set TMPDIR to a folder with more room"
            ) from error

    def __len__(self) -> int:
        """How many documents there are."""
        return int(self._file.execute("SELECT count(*) FROM document").fetchone()[0])

    def paths(self) -> list[str]:
        """Return where the documents were read, sorted."""
        return sorted(path for (path,) in self._file.execute("SELECT path FROM document"))

    def documents(self) -> Iterator[tuple[str, Document, tuple[str, ...]]]:
        """Yield the IRI of each document, the document without its text, and the IRIs of what it names; by IRI."""
        for iri, body in self._file.execute("SELECT iri, body FROM document ORDER BY iri"):
            document, mentioned = pickle.loads(body)  # noqa: S301 - our own file
            yield iri, document, mentioned

    def whole(self) -> Path:
        """Return the file, with all that was added; :func:`relations` reads it, in another process too."""
        self._file.execute("COMMIT")
        self._file.execute("BEGIN")
        return self._path


def relations(spool: Path, part: int = 0, parts: int = 1) -> Iterator[list[tuple[str, Relation]]]:
    """Yield all (IRI of the document, relation) between two things, one pair of things after the other.

    Args:
        spool: file of a :class:`Spool`.
        part: which share of the pairs of things: 0 to parts - 1.
        parts: how many shares.
    """
    with closing(sqlite3.connect(spool, isolation_level=None)) as file:
        rows = file.execute(
            "SELECT ends, document, body FROM relation WHERE part % ? = ? ORDER BY ends, rowid", (parts, part)
        )
        for _, group in itertools.groupby(rows, key=lambda row: row[0]):
            yield [(document, pickle.loads(body)) for _, document, body in group]  # noqa: S301 - our own file


def _rows(item: Extracted) -> Iterator[tuple[str, int, str, bytes]]:
    for relation in item.relations:
        ends = f"{relation.subject.entity.id} {relation.object.entity.id}"
        part = zlib.crc32(ends.encode("utf-8", "surrogatepass"))
        yield ends, part, item.iri, pickle.dumps(relation, pickle.HIGHEST_PROTOCOL)


def _plain(path: str) -> str:
    """Return a path that can be written as UTF-8; a name of undecodable bytes holds lone surrogates."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
