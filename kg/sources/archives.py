"""Files within files: ``.gz`` and ``.zip``. Nothing is unpacked to disk, so no name in an archive can reach out of it."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final, cast

from kg.errors import SourceError
from kg.sources.opening import MAX_BYTES, Source

__all__ = ["members_of_zip", "unpacked"]

_MOST: Final = 10_000  #: members of an archive
_RATIO: Final = 500  #: a text shrinks to a tenth; what shrinks to a five-hundredth is made to do harm
#: what the standard library raises for archives that are not whole
_BROKEN: Final = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    RuntimeError,
    ValueError,
    UnicodeError,
    struct.error,
)


def unpacked(source: Source) -> Source:
    """Return what is in a ``.gz`` file; it is unpacked as it is read.

    Raises:
        SourceError: if it is none; when it is read, if it is broken.
    """
    if source.start(2) != b"\x1f\x8b":
        raise SourceError(f"{source.name}: not a gzip file; expected one by its ending; rename it")
    name = source.name[: -len(source.ending)] if source.ending == ".gz" else source.name
    path = source.path[:-3] if source.path.lower().endswith(".gz") else source.path

    def open_it() -> BinaryIO:
        beneath = source.open()
        return cast(BinaryIO, _Told(gzip.GzipFile(fileobj=beneath), source.name, beneath))

    return Source(name, open_it, path)


class _Told(io.RawIOBase):
    """A stream that says of which file it is when it is broken."""

    def __init__(self, stream: gzip.GzipFile | zipfile.ZipExtFile, name: str, beneath: BinaryIO | None = None) -> None:
        self._stream, self._name, self._beneath = stream, name, beneath

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except _BROKEN as error:
            raise SourceError(
                f"{self._name}: cannot be unpacked: {error}; expected a whole archive; fetch it again"
            ) from error

    def close(self) -> None:
        self._stream.close()
        if self._beneath is not None:
            self._beneath.close()
        super().close()


def members_of_zip(source: Source) -> Iterator[Source | SourceError]:
    """Yield the files in a ``.zip`` archive by name; for one that must not be read the reason."""
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN as error:
            raise SourceError(
                f"{source.name}: not a zip archive: {error}; expected a whole one; fetch it again"
            ) from error
        with archive:
            yield from _members(archive, source)


def _members(archive: zipfile.ZipFile, source: Source) -> Iterator[Source | SourceError]:
    infos = sorted(
        (one for one in archive.infolist() if one.filename and not one.is_dir()), key=lambda one: one.filename
    )
    if any(one.filename == "[Content_Types].xml" for one in infos):
        raise SourceError(
            f"{source.name}: an office document; expected text, PDF, HTML or XML; save it as one of these"
        )
    if len(infos) > _MOST:
        raise SourceError(f"{source.name}: {len(infos)} files in one archive; expected at most {_MOST}; split it")
    for info in infos:
        inner = PurePath(info.filename)
        if any(part.startswith((".", "__MACOSX")) for part in inner.parts if part not in ("..", ".")):
            continue
        growth = info.file_size // max(1, info.compress_size)
        if info.flag_bits & 1:
            yield SourceError(f"{source.name}/{inner}: locked by a password; unpack it first")
        elif info.file_size > MAX_BYTES and growth > _RATIO:
            yield SourceError(f"{source.name}/{inner}: grows {growth} times when unpacked; left alone")
        else:
            yield Source(f"{source.name}/{inner}", _opener(archive, info, source.name), f"{source.path}/{inner}")


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], BinaryIO]:
    def open_it() -> BinaryIO:
        try:
            return cast(BinaryIO, _Told(cast(zipfile.ZipExtFile, archive.open(info)), f"{name}/{info.filename}"))
        except _BROKEN as error:
            raise SourceError(f"{name}/{info.filename}: cannot be unpacked: {error}; fetch it again") from error

    return open_it
