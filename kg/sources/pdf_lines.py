"""The pieces of a page to lines in the order of reading: columns from left to right, what spans them where it stands.

Columns are told by their gutter: a strip that few lines cross, with text on both sides (after the projection profiles of Nagy,
Seth and Viswanathan 1992, doi:10.1109/2.144436).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.languages import is_cjk
from kg.sources.pdf_glyphs import Piece

__all__ = ["Line", "gutters_of", "lines_of", "usual_size"]

_CROSSED = 0.3  #: of the lines may cross a gutter: titles, wide tables
#: numbers of citations, whole or as far as the line goes
_RAISED = re.compile(r"[\[(［（]?\d{1,3}(?:\s?[-–—,，、]\s?\d{1,3})*[-–—,，、]?[\])］）]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column.

    Attributes:
        left, right: where it begins and ends.
        bottom: height of its base line.
        size: of most of its glyphs.
        text: raised numbers as ``<sup>``; a tab where a wide gap stands.
        bold: whether most of it is printed heavily.
        column: left and right edge of the column it stands in.
        page: from 0.
    """

    left: float
    right: float
    bottom: float
    size: float
    text: str
    bold: bool
    column: tuple[float, float]
    page: int


def usual_size(pieces: Iterable[Piece]) -> float:
    """Return the size that most of the text is printed in, in points."""
    weight: dict[float, int] = {}
    for piece in pieces:
        key = round(piece.size * 2) / 2
        weight[key] = weight.get(key, 0) + len(piece.text)
    return max(weight, key=lambda size: (weight[size], size)) if weight else 10.0


def _runs(pieces: Sequence[Piece], most: float) -> list[list[Piece]]:
    """Return pieces on one base line that stand close together, as runs, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.bottom, one.left)):
        row = next(
            (row for row in reversed(rows[-12:]) if abs(row[0].bottom - piece.bottom) < 0.25 * max(piece.size, 4)), None
        )
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    out = []
    for row in rows:
        row.sort(key=lambda one: one.left)
        run = [row[0]]
        for piece in row[1:]:
            if piece.left - max(one.right for one in run) > most * max(piece.size, run[-1].size):
                out.append(run)
                run = []
            run.append(piece)
        out.append(run)
    return out


def _gutters(runs: Sequence[Sequence[Piece]], size: float) -> list[float]:
    """Return where the gutters between columns are, from left to right."""
    boxes = [
        (run[0].left, max(piece.right for piece in run)) for run in runs if sum(len(piece.text) for piece in run) > 3
    ]
    if len(boxes) < 8:
        return []
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    crossing = [0] * (int(right) + 2)
    for start, end in boxes:
        for x in range(max(0, int(start)), int(end) + 1):
            crossing[x] += 1
    low, high = left + 0.15 * (right - left), right - 0.15 * (right - left)
    found: list[float] = []
    x = int(low)
    # how many runs stand on the fuller side: one column has as many as the page has lines
    while x < high:
        here = [n for n in range(x, int(high)) if crossing[n] <= crossing[x]]
        width = next((n for n, at in enumerate(here) if at != x + n), len(here))
        beside = min(sum(end <= x + 1 for _, end in boxes), sum(start >= x + width - 1 for start, _ in boxes))
        if width >= 0.7 * size and beside >= 6 and crossing[x] <= _CROSSED * (beside + crossing[x]):
            found.append(x + width / 2)
            x += max(width, int(0.12 * (right - left)))
        x += 1
    return found


def gutters_of(pieces: Sequence[Piece], size: float) -> list[float]:
    """Return where the gutters between the columns of a page are, from left to right; none where it has one column.

    Args:
        pieces: of the page.
        size: that most of the document is printed in, in points.
    """
    return _gutters(_runs(pieces, 0.9), size)


def _fitting(runs: Sequence[Sequence[Piece]], usual: Sequence[float]) -> list[float]:
    """Return the gutters of other pages that this one has as well, below a wide figure or above a table."""
    boxes = [(run[0].left, max(piece.right for piece in run)) for run in runs if len(run[0].text) > 8]
    found = []
    for gutter in usual:
        ends = sum(gutter - 40 < right <= gutter + 1 for _, right in boxes)
        begins = sum(gutter - 1 <= left < gutter + 40 for left, _ in boxes)
        if min(ends, begins) >= 3:
            found.append(gutter)
    return found


def _columns(pieces: Sequence[Piece], size: float, usual: Sequence[float]) -> tuple[list[float], list[list[Piece]]]:
    """Return the gutters of a page, and its runs, none of which crosses one unless it goes on over it."""
    close = _runs(pieces, 0.9)
    gutters = _gutters(close, size) or _fitting(close, usual)
    if not gutters:
        return [], close
    out: list[list[Piece]] = []
    for run in close:
        part = [run[0]]
        for piece in run[1:]:
            edge = part[-1].right
            if piece.left - edge > 0.55 * size and any(edge - 2 <= gutter <= piece.left + 2 for gutter in gutters):
                out.append(part)
                part = []
            part.append(piece)
        out.append(part)
    return gutters, out


def _column_of(run: Sequence[Piece], gutters: Sequence[float]) -> int:
    """Return the column that a run stands in, or -1 for one that spans a gutter."""
    left, right = run[0].left, max(piece.right for piece in run)
    if any(left < gutter - 2 and right > gutter + 2 for gutter in gutters):
        return -1
    return sum(left >= gutter - 2 for gutter in gutters)


def lines_of(pieces: Sequence[Piece], size: float, page: int, usual: Sequence[float] = ()) -> list[Line]:
    """Return the lines of a page in the order of reading.

    Args:
        pieces: of the page.
        size: that most of the document is printed in, in points.
        page: its number, from 0.
        usual: gutters of the other pages, for one whose own cannot be seen.
    """
    gutters, runs = _columns(pieces, size, usual)
    bands: list[dict[int, list[Piece]]] = [{}]
    wide = False
    spans = [(run[0], max(piece.right for piece in run)) for run in runs if _column_of(run, gutters) == -1]
    for run in sorted(runs, key=lambda one: -max(piece.bottom for piece in one)):
        column = _column_of(run, gutters)
        # a small run, raised or lowered, belongs to the line that it stands in
        if column >= 0 and any(
            run[0].size < 0.85 * line.size
            and abs(run[0].bottom - line.bottom) < 0.65 * line.size
            and line.left <= run[0].left <= right
            for line, right in spans
        ):
            column = -1
        if (column == -1) != wide and (column == -1 or bands[-1]):
            bands.append({})
            wide = column == -1
        bands[-1].setdefault(column, []).extend(run)
    out: list[Line] = []
    for band in bands:
        for _, inside in sorted(band.items()):
            rows = _rows(inside)
            edges = _edges(rows)
            out += [_line(row, edges, page) for row in rows]
    return [line for line in out if line.text.strip()]


def _edges(rows: Sequence[Sequence[Piece]]) -> tuple[float, float]:
    """Return the left and right edge of a column: where several lines begin and end, so that a stray number moves neither."""
    lefts = sorted(min(piece.left for piece in row) for row in rows)
    rights = sorted((max(piece.right for piece in row) for row in rows), reverse=True)
    enough = min(3, len(rows))
    left = next((x for x in lefts if sum(abs(x - other) < 2 for other in lefts) >= enough), lefts[0])
    right = next((x for x in rights if sum(abs(x - other) < 3 for other in rights) >= enough), rights[0])
    return left, right


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces of a column by line, from the top; what is raised or lowered stands in the line beside it."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-round(one.size), -one.bottom, one.left)):
        fits = [row for row in rows if _belongs(piece, row)]
        if fits:
            min(fits, key=lambda row: abs(row[0].middle - piece.middle)).append(piece)
        else:
            rows.append([piece])
    rows.sort(key=lambda row: -row[0].bottom)
    return rows


def _belongs(piece: Piece, row: Sequence[Piece]) -> bool:
    """Return whether a piece stands in a line: on its base line, or smaller, raised or lowered, and beside one of its pieces."""
    first = row[0]
    off = piece.bottom - first.bottom
    if abs(off) < 0.25 * min(piece.size, first.size):
        return True
    small = piece.size < 0.93 * first.size and len(piece.text) <= 24
    if not small or not -0.45 * first.size < off < 0.65 * first.size:
        return False
    reach = 0.9 * first.size
    return any(-reach < piece.left - one.right < reach or -reach < one.left - piece.right < reach for one in row)


def _line(row: Sequence[Piece], column: tuple[float, float], page: int) -> Line:
    row = sorted(row, key=lambda one: one.left)
    size = usual_size(row)
    base = next((one.bottom for one in row if abs(one.size - size) < 0.6), row[0].bottom)
    text, edge = "", row[0].left
    for piece in row:
        shown = piece.text
        raised = piece.size < 0.93 * size and piece.bottom - base > 0.12 * size
        if raised and _RAISED.fullmatch(shown.strip()):
            shown = f"<sup>{shown.strip()}</sup>"
        gap = piece.left - edge
        if text and gap > 1.8 * size:
            text += "\t"
        elif text and (gap > 0.2 * size or piece.spaced) and not raised and not (is_cjk(text[-1]) and is_cjk(shown[0])):
            text += " "
        text += shown
        edge = max(edge, piece.right)
    bold = 2 * sum(len(one.text) for one in row if one.bold) > sum(len(one.text) for one in row)
    return Line(row[0].left, max(one.right for one in row), base, size, text.strip(), bold, column, page)
