"""Room 1: files to documents. ``READERS`` is the one table of endings; the library, the command line and the tests read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.decoding import decode
from kg.sources.structure import read_structure

__all__ = ["MAX_BYTES", "READERS", "document_id", "find_files", "read_document", "read_text"]

#: A text review is well under a megabyte; a bigger file is a mistake more often than a review.
MAX_BYTES: Final = 64 * 1024 * 1024


def read_text(text: str, *, name: str = "text", path: str = "") -> Document:
    """Return the document of a decoded text or Markdown article.

    Raises:
        SourceError: if nothing but white space is in it.

    >>> read_text("外泌体促进胶原合成。", name="demo").language
    'zh'
    """
    if not text.strip():
        raise SourceError(f"{path or name}: the document is empty; expected text; leave it out or fill it")
    return read_structure(text, document=name, path=path or name)


def _read_plain(data: bytes, path: Path) -> Document:
    return read_text(decode(data, str(path)), name=document_id(path), path=path.name)


#: file ending -> reader
READERS: Final[dict[str, Callable[[bytes, Path], Document]]] = {
    ".txt": _read_plain,
    ".text": _read_plain,
    ".md": _read_plain,
    ".markdown": _read_plain,
}


def document_id(path: Path) -> str:
    """Return the id of a document: its file name without the ending."""
    return path.stem


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read, folders searched through, in an order that does not depend on the caller's.

    Raises:
        SourceError: if a path does not exist, or a folder holds no file with a known ending.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = {
                file
                for file in path.rglob("*")
                if file.suffix.lower() in READERS
                and file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            }
            if not inside:
                raise SourceError(
                    f"{path}: no document in this folder; expected files ending in "
                    f"{', '.join(READERS)}; name another folder or the files themselves"
                )
            found |= inside
        elif path.exists():
            found.add(path)
        else:
            raise SourceError(f"{path}: no such file or folder; check the spelling")
    yield from sorted(found, key=lambda file: (file.name, file.as_posix()))


def read_document(path: Path) -> Document:
    """Return the document in a file.

    Raises:
        SourceError: if the ending is unknown, or the file is empty, too large, binary or undecodable.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(
            f"{path}: no reader for {path.suffix or 'a file without ending'}; expected "
            f"{', '.join(READERS)}; convert it to one of these"
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(f"{path}: larger than {MAX_BYTES // 1024 // 1024} MB; expected one review; split it")
        return reader(path.read_bytes(), path)
    except OSError as error:
        raise SourceError(f"{path}: cannot be opened ({error.strerror}); check that it may be read") from error
