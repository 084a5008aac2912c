"""Bytes to text. A byte-order mark decides; then strict UTF-8; then charset-normalizer; never a guess that garbles."""

from __future__ import annotations

import codecs

import charset_normalizer

from kg.errors import SourceError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0")
_SAMPLE = 65536
#: what reviews in our two languages come in; a wider choice only adds ways to garble them
_PLAUSIBLE = ["gb18030", "big5", "cp1252"]


def decode(data: bytes, where: str) -> str:
    r"""Return the text in the bytes of a file named ``where``, without a byte-order mark, line ends as they are.

    Raises:
        SourceError: if the bytes are empty, are of a binary format, or fit no encoding.

    >>> decode("间充质干细胞来源的外泌体促进毛囊再生".encode("gb18030"), "a.txt")
    '间充质干细胞来源的外泌体促进毛囊再生'
    >>> decode(b"\x89PNG\r\n\x1a\n\x00", "a.txt")
    Traceback (most recent call last):
    kg.errors.SourceError: a.txt: not a text file (starts like a binary format); expected text; convert it first
    """
    if not data.strip():
        raise SourceError(f"{where}: the file is empty; expected text; leave it out or fill it")
    if data.startswith(_BINARY):
        raise SourceError(f"{where}: not a text file (starts like a binary format); expected text; convert it first")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data, where)
    if "\x00" in text:
        text = _without_mark(data, where)
    return text


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{where}: marked as {encoding} but broken at byte {error.start}; expected valid "
            f"{encoding}; save it again as UTF-8"
        ) from error


def _without_mark(data: bytes, where: str) -> str:
    """Return UTF-16 text that came without its mark: every other byte of its ASCII is NUL."""
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if not even and not odd:
        raise SourceError(
            f"{where}: in no encoding that can be recognised; expected UTF-8, GB18030 or UTF-16; save it as UTF-8"
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text or max(even, odd) * 20 < len(data[:_SAMPLE]):
        raise SourceError(f"{where}: not a text file (holds NUL bytes); expected text; convert it first")
    return text


def _guess(data: bytes, where: str) -> str:
    """Return text that is not UTF-8, in the encoding that charset-normalizer finds most plausible."""
    best = (
        charset_normalizer.from_bytes(data[: _SAMPLE * 4], cp_isolation=_PLAUSIBLE).best()
        if b"\x00" not in data[:_SAMPLE]
        else None
    )
    if best is None:
        return _without_mark(data, where)
    return _strict(data, best.encoding, where)
