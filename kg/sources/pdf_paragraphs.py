"""Lines to the text of a document: running heads dropped, paragraphs and words put together again, headings marked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.languages import is_cjk
from kg.sources.pdf_lines import Line
from kg.sources.pdf_references import ENTRY, HEADING, gathered

__all__ = ["without_running_heads", "written"]

_HYPHEN = re.compile(r"(?P<stem>[\w\u0370-\u03ff]+)(?P<mark>[-\u00ad‐])$")
_WITHIN = "(（,，。、;；<)）]"  #: what no paragraph begins with
_ENDS = re.compile(r"[.!?。！？:：;；][\"”’)）\]］]*(?:<sup>[^<]*</sup>|\s*\[[\d,–\- ]+\])?$")
_PAGE = re.compile(r"^[\s|·.—–-]*(?:page\s*)?\d{1,5}(?:\s*(?:of|/)\s*\d+)?[\s|·.—–-]*$|^第\s*\d+\s*页", re.I)
_CAPTION = re.compile(r"^(?:fig(?:ure|\.)?|table|scheme|图|表)\s*\.?\s*\d", re.I)
_ITEM = re.compile(r"^\s*(?:[•●▪◦‣-]\s|[（(]?\d{1,2}[）).]\s|[①-⑳])")
_ACCENTS = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¸": "\u0327",
    "ˇ": "\u030c",
    "˚": "\u030a",
}
_ACCENT = re.compile(r"([A-Za-z]) ?([¨´ˆ˜¸ˇ˚])(?: (?=[a-z]))?")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
#: a raised number that the end of a line cut in two
_BROKEN = re.compile(r"([-–—,，、])</sup>\s*<sup>")
_STRANGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufffe\ufffd]")


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together."""

    lines: list[Line]

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def without_running_heads(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Return the lines of every page without page numbers and what stands at the edge of several pages.

    Args:
        pages: the lines of each page.
        heights: of the pages, in points.
    """

    def at_edge(line: Line, height: float) -> bool:
        return line.bottom > 0.9 * height or line.bottom < 0.1 * height

    def shape(line: Line) -> str:
        return re.sub(r"\d+|\s+", "#", line.text.lower())

    seen = Counter(
        name
        for lines, height in zip(pages, heights, strict=True)
        for name in {shape(line) for line in lines if at_edge(line, height)}
    )
    often = max(2, min(3, (len(pages) + 1) // 2))
    return [
        [
            line
            for line in lines
            if not (
                at_edge(line, height)
                and (seen[shape(line)] >= often or _PAGE.match(line.text) or not line.text.strip(".|· "))
            )
        ]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance between base lines, in points."""
    gaps = (before.bottom - after.bottom for before, after in pairwise(lines))
    steps = [gap for gap, line in zip(gaps, lines, strict=False) if 0 < gap < 4 * line.size]
    return sorted(steps)[len(steps) // 2] if steps else 12.0


def _paragraphs(lines: Sequence[Line], body: float) -> Iterator[_Paragraph]:
    """Yield the paragraphs of lines in the order of reading."""
    pitch = _pitch([line for line in lines if abs(line.size - body) < 0.6] or lines)
    hanging = _hanging(lines)
    current: list[Line] = []
    entry = 0  # number of the entry of the reference list that is being read; 0 before the list
    listed = False
    for n, line in enumerate(lines):
        number = ENTRY.match(line.text)
        found = int(number[1] or number[2]) if number else 0
        if HEADING.match(line.text.strip()):
            listed, entry = True, 0
            starts = True
        elif listed and found and found in (entry + 1, entry + 2):
            starts, entry = True, found
        elif listed and entry:
            starts = abs(line.size - current[-1].size) > 0.12 * line.size if current else True
        elif listed and hanging:
            other = bool(current) and abs(line.size - current[-1].size) > 0.12 * line.size
            starts = not current or other or line.left - line.column[0] < 0.4 * line.size
        else:
            starts = not current or _starts(current, line, lines[n + 1] if n + 1 < len(lines) else None, pitch)
        if starts and current:
            yield _Paragraph(current)
            current = []
        current.append(line)
        if HEADING.match(line.text.strip()):
            yield _Paragraph(current)
            current = []
    if current:
        yield _Paragraph(current)


def _hanging(lines: Sequence[Line]) -> bool:
    """Return whether the entries of the reference list stand out to the left of their further lines, and have no numbers."""
    at = next((n for n, line in enumerate(lines) if HEADING.match(line.text.strip())), None)
    if at is None:
        return False
    entries = [
        line for line in lines[at + 1 : at + 60] if abs(line.size - lines[min(at + 1, len(lines) - 1)].size) < 0.6
    ]
    out = sum(line.left - line.column[0] < 0.4 * line.size for line in entries)
    return out >= 3 and len(entries) - out >= max(3, 0.25 * len(entries))


def _starts(current: Sequence[Line], line: Line, after: Line | None, pitch: float) -> bool:
    """Return whether a line begins a paragraph."""
    last = current[-1]
    moved = line.page != last.page or line.column != last.column
    if "\t" in line.text or "\t" in last.text:
        return True
    short = last.right < last.column[1] - 3 * last.size
    apart = abs(line.size - last.size) / max(line.size, last.size)
    if apart > 0.12 or (apart > 0.06 and (short or bool(_ENDS.search(last.text)))):
        return True
    # a heading that runs into its paragraph fills its line; one that stands alone seldom does
    if line.bold != last.bold and (line.bold or last.right < last.column[1] - 2 * last.size) and not moved:
        return True
    if moved:
        goes_on = line.text[:1] in _WITHIN or (
            not _ENDS.search(last.text)
            and (line.text[:1].islower() or is_cjk(line.text[:1] or " ") or bool(_HYPHEN.search(last.text)))
        )
        return not goes_on
    gap = last.bottom - line.bottom
    if gap > max(1.45 * pitch, 1.6 * line.size) or gap < -0.5 * line.size:
        return True
    if _CAPTION.match(line.text) and _ENDS.search(last.text):
        return True
    indented = line.left - line.column[0] > 0.7 * line.size
    if indented and not (
        after is not None
        and abs(after.left - line.left) < 0.3 * line.size
        and last.left < line.left - 0.7 * line.size
        and _hangs(current, line)
    ):
        return last.left - last.column[0] <= 0.7 * line.size or (bool(_ENDS.search(last.text)) and short)
    return (short and bool(_ENDS.search(last.text))) or (bool(_ITEM.match(line.text)) and bool(_ENDS.search(last.text)))


def _hangs(current: Sequence[Line], line: Line) -> bool:
    """Return whether a line is the second of an entry whose first line stands out to the left."""
    return (
        len(current) == 1
        and bool(ENTRY.match(current[0].text) or re.match(r"[A-Z][\w'’-]+,? [A-Z]", current[0].text))
        and line.left > current[0].left
    )


def _joined(paragraphs: Iterable[_Paragraph], body: float) -> list[_Paragraph]:
    """Return the paragraphs with those that a figure, a footnote or the edge of a page cut in two made whole."""
    out: list[_Paragraph] = []
    open_at = -1  # the last paragraph of running text, where it does not end a sentence
    for paragraph in paragraphs:
        text = paragraph.text
        running = abs(paragraph.size - body) < 0.06 * body and "\t" not in text and not _CAPTION.match(text)
        begins = text[:1].islower() or is_cjk(text[:1] or " ") or text[:1] in _WITHIN
        if open_at >= 0 and len(text) > 80 and re.search(r"(?:,|\b[a-z]+)$", out[open_at].text):
            begins = True  # "Thus," or "by means of" goes on with a name
        if (
            running
            and begins
            and open_at >= 0
            and len(out) - open_at <= 8
            and out[open_at].lines[-1].page >= paragraph.lines[0].page - 2
        ):
            whole = out[open_at]
            far = (
                whole.lines[-1].page != paragraph.lines[0].page
                or whole.lines[-1].column != paragraph.lines[0].column
                or len(out) - 1 > open_at
            )
            if far:
                whole.lines += paragraph.lines
                open_at = -1 if _ENDS.search(text) else open_at
                continue
        out.append(paragraph)
        if running and len(text) > 60:
            open_at = -1 if _ENDS.search(text) else len(out) - 1
    return out


def _words(lines: Iterable[Line]) -> Counter[str]:
    """Return the words of a document with how often they stand there, those cut at the end of a line left out."""
    found: Counter[str] = Counter()
    for line in lines:
        words = re.findall(r"[\w\u0370-\u03ff]+(?:-[\w\u0370-\u03ff]+)*", line.text)
        found.update(word.lower() for word in (words[:-1] if _HYPHEN.search(line.text) else words))
    return found


def _clean(text: str) -> str:
    text = _STRANGE.sub("", text)
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return _ACCENT.sub(lambda found: unicodedata.normalize("NFC", found[1] + _ACCENTS[found[2]]), text)


def _one(lines: Sequence[Line], words: Counter[str]) -> str:
    """Return the text of a paragraph, words that the end of a line cut put together."""
    text = ""
    for line in lines:
        shown = line.text.lstrip()
        cut = _HYPHEN.search(text)
        if not text:
            text = shown
        elif cut and shown[:1].isalpha():
            rest = re.match(r"[\w\u0370-\u03ff-]*", shown)
            tail = rest[0] if rest else ""
            whole, kept = (cut["stem"] + tail).lower(), f"{cut['stem']}-{tail}".lower()
            # as the document writes it elsewhere; two words that it knows keep it, and so does a capital, digit or Greek letter
            both = bool(words[cut["stem"].lower()] and words[tail.lower()])
            sign = bool(re.search(r"[A-Z0-9α-ωΑ-Ω]$", cut["stem"])) or shown[:1].isupper()
            hyphened = words[kept] > words[whole] or (not words[whole] and (both or sign))
            text = text[: cut.start("mark")] + ("-" if hyphened else "") + shown
        elif text.endswith("\u00ad"):
            text = text[:-1] + shown
        else:
            text += (
                ""
                if (is_cjk(text[-1]) and (is_cjk(shown[0]) or shown[0] in "，。；：、（）"))
                or text[-1] in "，。；：、（"
                else " "
            ) + shown
    # elsewhere the sign is some glyph without a name
    return _clean(_BROKEN.sub(r"\1", text.replace("\u00ad", "")))


def written(lines: Sequence[Line], body: float) -> str:
    """Return the text of a document in the form of Markdown.

    Args:
        lines: in the order of reading.
        body: the size of running text, in points.
    """
    words = _words(lines)
    lines = gathered(lines)
    out: list[str] = []
    titled = max((line.size for line in lines if line.page == 0 and len(line.text) > 3), default=body)
    listed = False
    for paragraph in _joined(_paragraphs(lines, body), body):
        text = _one(paragraph.lines, words).strip()
        if not text:
            continue
        bare = text.strip("*_ ")
        heading = (
            len(text) < (300 if paragraph.size == titled else 110)
            and "\t" not in text
            and not re.search(r"[.。,，;；]$", bare)
            and (paragraph.size > 1.08 * body or (paragraph.bold and paragraph.size >= 0.85 * body))
            and sum(2 if is_cjk(char) else char.isalpha() for char in text) > 2
        )
        if HEADING.match(bare):
            text, listed = f"## {bare}", True
        elif (
            heading
            and paragraph.size == titled
            and titled > 1.15 * body
            and not any(one.startswith("# ") for one in out)
        ):
            text = f"# {bare}"
        elif heading and not listed:
            text = f"## {bare}"
        entry = listed and bool(out) and not text.startswith("#") and not out[-1].lstrip().startswith("#")
        out.append(("\n" if entry else "\n\n" if out else "") + text)
    return "".join(out)
