"""A reference list in the lines of a PDF that no heading announces: set in small print at the foot of the last columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.sources.pdf_lines import Line

__all__ = ["ENTRY", "HEADING", "gathered"]

ENTRY = re.compile(r"^(?:[\[［(（](\d{1,3})[\]］)）]|(\d{1,3})[.．、]?(?=\s))")
HEADING = re.compile(
    r"^(?:\d+[.\s]*)?(?:references(?: and notes)?|bibliography|literature cited|参\s*考\s*文\s*献)\s*[:：]?$", re.I
)
_FEWEST = 8  #: entries that climb without a gap are a list of references and no list of items
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def _number(line: Line) -> int:
    found = ENTRY.match(line.text)
    return int(found[1] or found[2]) if found else 0


def gathered(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with such a list at the end under a heading, whatever text stands between its parts.

    Args:
        lines: of the whole document, in the order of reading.
    """
    if any(HEADING.match(line.text.strip()) for line in lines):
        return list(lines)
    starts = [n for n, line in enumerate(lines) if _number(line) == 1]
    best: list[int] = []
    for first in starts:
        chain = [first]
        for n in range(first + 1, len(lines)):
            same = abs(lines[n].size - lines[first].size) < 0.06 * lines[first].size
            if same and _number(lines[n]) == len(chain) + 1:
                chain.append(n)
        best = max(best, chain, key=len)
    if len(best) < _FEWEST:
        return list(lines)
    taken: set[int] = set()
    for at, n in enumerate(best):
        taken.add(n)
        end = best[at + 1] if at + 1 < len(best) else len(lines)
        for further in range(n + 1, end):
            line, before = lines[further], lines[further - 1]
            near = (
                line.page == before.page
                and line.column == before.column
                and before.bottom - line.bottom < 2 * line.size
            )
            if abs(line.size - lines[n].size) > 0.06 * line.size or not (
                near or (at + 1 < len(best) and further == n + 1)
            ):
                break
            taken.add(further)
    text = " ".join(lines[n].text for n in sorted(taken))
    if len(_YEAR.findall(text)) < 0.7 * len(best):
        return list(lines)
    rest = [line for n, line in enumerate(lines) if n not in taken]
    listed = [lines[n] for n in sorted(taken)]
    return [*rest, replace(listed[0], text="References", bold=True), *listed]
