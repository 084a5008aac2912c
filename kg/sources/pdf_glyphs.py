"""A page of a PDF to pieces of lines: the glyphs that stand together, with where they stand and how large they are.

Coordinates are points from the lower left corner of the page, as PDF counts them.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.languages import is_cjk

__all__ = ["Piece", "pieces_of"]

_BOLD = re.compile(rb"bold|black|heavy|semib|demi", re.I)
_WIDEST, _MARGIN = 14_400.0, 50.0  #: points; the largest page that PDF knows
_HYPHENS = ("\x02", "\ufffe")  #: how pdfium marks the hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one line without a wide gap between them.

    Attributes:
        left, bottom, right, top: the box around them.
        size: of most of the glyphs, in points.
        text: with a space where the glyphs leave one; U+00AD at the end for a hyphen that ends the line.
        bold: whether they are printed heavily.
        spaced: whether a space stands before them in the file.
    """

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str
    bold: bool = False
    spaced: bool = False

    @property
    def middle(self) -> float:
        """Height of the middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    origin: float
    bold: bool


def _glyphs(page: pdfium.PdfPage) -> Iterator[_Glyph]:
    """Yield the glyphs of a page in the order of the file; text that is turned is left out."""
    textpage = page.get_textpage()
    handle = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    names: dict[bytes, bool] = {}
    width, height = (min(_WIDEST, float(edge)) for edge in page.get_size())
    count = textpage.count_chars()
    text = textpage.get_text_range(0, count) if count else ""
    whole = len(text) == count
    for n in range(count):
        code = ord(text[n]) if whole else raw.FPDFText_GetUnicode(handle, n)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not char or char in "\r\n":
            continue
        if char == " " or char == "\u00a0":
            yield _Glyph(" ", 0, 0, 0, 0, 0, 0, False)
            continue
        if abs(raw.FPDFText_GetCharAngle(handle, n)) > 0.1 and abs(raw.FPDFText_GetCharAngle(handle, n) - 6.2832) > 0.1:
            continue
        raw.FPDFText_GetLooseCharBox(handle, n, box)
        raw.FPDFText_GetCharOrigin(handle, n, x, y)
        if not (-_MARGIN < box.left <= box.right < width + _MARGIN and -_MARGIN < y.value < height + _MARGIN):
            continue  # beside the page, where nobody reads it
        size = raw.FPDFText_GetFontSize(handle, n)
        if box.top > box.bottom:  # the font size of the file may be 1, scaled by the matrix
            size = size if 0.4 < size / (box.top - box.bottom) < 2.5 else box.top - box.bottom
        if not 0.5 < size < 1000:
            continue
        heavy = raw.FPDFText_GetFontWeight(handle, n) >= 600 or _is_bold(handle, n, names)
        yield _Glyph(char, box.left, box.bottom, box.right, box.top, size, y.value, heavy)
    textpage.close()


def _is_bold(handle: object, n: int, names: dict[bytes, bool]) -> bool:
    """Return whether the font of a glyph is called bold: its weight is often left out of the file."""
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, n, name, 96, flags)
    known = names.get(name.value)
    if known is None:
        known = names[name.value] = bool(_BOLD.search(name.value))
    return known


def pieces_of(page: pdfium.PdfPage) -> list[Piece]:
    """Return the pieces of a page, in the order of the file."""
    out: list[Piece] = []
    run: list[_Glyph] = []
    space = spaced = False
    text = ""
    for glyph in _glyphs(page):
        if glyph.char == " ":
            space = True
            continue
        if run and not _goes_on(run[-1], glyph):
            out.append(_piece(run, text, spaced))
            run, text, spaced = [], "", space
        elif run and not glyph.char.startswith(_HYPHENS) and _apart(run[-1], glyph, space):
            text += " "
        run.append(glyph)
        text += "\u00ad" if glyph.char in _HYPHENS else glyph.char
        space = False
    if run:
        out.append(_piece(run, text, spaced))
    return [piece for piece in out if piece.text.strip()]


def _apart(before: _Glyph, glyph: _Glyph, space: bool) -> bool:
    """Return whether a space stands between two glyphs; justified ideographs stand apart without one."""
    if is_cjk(before.char) and is_cjk(glyph.char):
        return False
    return space or glyph.left - before.right > 0.22 * glyph.size


def _goes_on(before: _Glyph, glyph: _Glyph) -> bool:
    """Return whether a glyph stands beside the one before, on the same line and at the same height."""
    size = max(before.size, glyph.size, 1.0)
    gap = glyph.left - before.right
    return (
        abs(glyph.origin - before.origin) < 0.12 * size
        and -0.9 * size < gap < 0.95 * size
        and 0.8 < glyph.size / max(before.size, 0.1) < 1.25
    )


def _piece(run: list[_Glyph], text: str, spaced: bool) -> Piece:
    size = sorted(glyph.size for glyph in run)[len(run) // 2]
    return Piece(
        min(glyph.left for glyph in run),
        run[0].origin,
        max(glyph.right for glyph in run),
        run[0].origin + 0.75 * size,
        size,
        text,
        bold=2 * sum(glyph.bold for glyph in run) > len(run),
        spaced=spaced,
    )
