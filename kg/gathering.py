"""The documents of files, folders and URLs, every text once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.limits import SECONDS, Overtime, limited
from kg.model import Document
from kg.references import with_references
from kg.sources import Source, find_sources, read_source

__all__ = ["COUNTED_ONCE", "Progress", "again", "digest_of", "read_all", "silent"]

#: of a document that was read already, and is no bad one
COUNTED_ONCE = "counted once"
#: called with the number of files done, their total, and the name of the next
Progress = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _name: str) -> None:
    """Say nothing about progress."""


def digest_of(doc: Document) -> str:
    """Return what two documents share whose text is the same."""
    return hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()


def again(file: str, path: str, first: str) -> str:
    """Return what is said of a document whose text was read before.

    Args:
        file: name of its file.
        path: of the document.
        first: path of the one that was read before.
    """
    folder = file.rpartition("/")[0]
    return f"{folder}/{path}: the same text as {first}; {COUNTED_ONCE}".removeprefix("/" if not folder else "")


def _limited(source: Source, seconds: int) -> Iterator[Document | SourceError]:
    """Yield what a source holds, each document with its own time."""
    reading = read_source(source)
    while True:
        try:
            with limited(seconds):
                item = next(reading, None)
        except Overtime:
            item = None
            yield SourceError(f"{source.name}: not read after {seconds} s; split it, or give it more with --limit")
        if item is None:
            return
        yield item


def read_all(
    paths: Iterable[str | Path], *, progress: Progress = silent, seconds: int = SECONDS
) -> Iterator[Document | tuple[str, str]]:
    """Yield each document below some paths, or (file, reason) for one that cannot be read; the rest go on.

    Args:
        paths: files, folders and URLs, in any order; "-" is standard input.
        progress: called before each file is read.
        seconds: that reading one document may take; 0 for as long as it takes.

    Raises:
        SourceError: if a path does not exist, or a folder holds nothing that kg reads.
    """
    sources = find_sources(paths)
    texts: dict[str, str] = {}
    for n, source in enumerate(sources):
        progress(n, len(sources), source.path)
        for doc in _limited(source, seconds):
            if isinstance(doc, SourceError):
                yield source.name, str(doc)
                continue
            known = digest_of(doc)
            if known in texts:
                yield source.name, again(source.name, doc.path, texts[known])
                continue
            texts[known] = doc.path
            yield with_references(doc)
    progress(len(sources), len(sources), "")
