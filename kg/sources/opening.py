"""What a reader gets: a name for people, and bytes that are opened when they are read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Final

from kg.errors import SourceError
from kg.model import Document

__all__ = ["MAX_BYTES", "STOPPED", "Read", "Source", "stopped"]

#: A text review is well under a megabyte; a bigger file is a mistake more often than a review.
MAX_BYTES: Final = 64 * 1024 * 1024

#: of a file at which a reader failed in a way that nobody thought of
STOPPED: Final = "the reader stopped"

#: what a reader yields: documents, and for a part that cannot be read the reason
Read = Iterator[Document | SourceError]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, a member of an archive, or standard input.

    Attributes:
        name: as it is shown to people: ``reviews/a.xml``, ``shelf.zip/a.xml``.
        open: gives the bytes from their beginning.
        path: what the documents of it carry: the name without the folders it was found in.
    """

    name: str
    open: Callable[[], BinaryIO]
    path: str

    @classmethod
    def of(cls, data: bytes, name: str) -> Source:
        """Return bytes in memory as a source."""
        return cls(name, lambda: io.BytesIO(data), PurePath(name).name)

    @property
    def ending(self) -> str:
        """The ending of the name, in lower case."""
        return PurePath(self.name).suffix.lower()

    @property
    def id(self) -> str:
        """The id of a document that is the whole file: its name without the ending."""
        return PurePath(self.name).stem

    def start(self, size: int = 4096) -> bytes:
        """Return the first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def read(self) -> bytes:
        """Return all bytes.

        Raises:
            SourceError: if there are more than `MAX_BYTES`; no more than that is ever read.
        """
        with self.open() as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SourceError(f"{self.name}: larger than {MAX_BYTES // 1024 // 1024} MB; expected one review; split it")
        return data


def stopped(source: Source, error: Exception) -> SourceError:
    """Return what is said of a file at which a reader failed unforeseen, so that the other files go on."""
    what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
    return SourceError(f"{source.name}: {STOPPED} ({what}); leave it out or convert it, and report this with the file")
