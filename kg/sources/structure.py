"""Finds the parts of an article in its plain text: front matter, body, tables, methods, back matter, references.

Nothing is deleted or moved: a section is a span of the text as it was decoded. Only ``body`` sections are read
for relations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from kg.languages import detect_language, has_cjk, is_cjk
from kg.model import Document, Section, Span
from kg.resources import data_folder, load_toml
from kg.sources.frontmatter import read_front

__all__ = ["kind_of_heading", "read_structure"]

Kind = Literal["front", "body", "back", "references", "table"]

_HEADING = re.compile(r"#{1,6}\s+(.*)")
_NUMBERING = re.compile(
    r"^(?:[-•△▲]\s*)?[\*_]*\s*(?:(?:\d+(?:\.\d+)*|[IVX]+)[.、)]?\s+|[一二三四五六七八九十]+、|[(（]\d+[)）])?[\*_]*"
)
_TERMINAL = re.compile(r"[。！？!?.;；:：][\"”’')）\]*_]*(?:<sup>.{0,40}</sup>|\s*[\[［][\d,，\-–\s]+[\]］])*\s*$")
_SENTENCE_END = re.compile(
    r"[。！？]|[\u4e00-\u9fff]\.(?:\s|$|[\u4e00-\u9fff])"
    # "by NF-κB." and "of vitamin C." end sentences, "Smith A." does not
    r"|(?:[a-z0-9α-ω)\]%+®™°′]|\b[IVX]+|[A-Z]{2}|[a-z0-9α-ω-][A-Z]|\b[a-z]{4,} [A-Z])[.!?](?:\s|$)"
)
_REFERENCE = re.compile(
    r"^\s*[-*]?\s*(?:[\[［(]?\d{1,3}[\]］).]?[\s.、]*)?\S.{15,}?(?:\b(?:19|20)\d{2}\b).{0,80}?"
    r"(?:\d+\s*(?:\(\d+\))?\s*:\s*[A-Za-z]?\d+|\bdoi\b)",
    re.I,
)
_NUMBER = re.compile(r"^[#\s*]*(\d+(?:\.\d+)*)")
_ADDRESS = re.compile(
    r"(?:Department|University|Hospital|Institute|School|College|Laborator|大学|医院|学院|研究所).*\b\d{5,6}\b", re.S
)
_PAGE = re.compile(r"^\s*(?:[-–—]?\s*\d{1,4}\s*[-–—]?|page \d+.*|第\s*\d+\s*页.*|www\.\S+)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, heading or table row: raw text with its span."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return load_toml(data_folder("patterns", "headings.toml"), "kg/data/patterns/headings.toml")


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the lines of a text, hard-wrapped lines joined into their paragraph."""
    lines = [_Block(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n\r]+", text)]
    run: list[_Block] = []
    for line in lines:
        if run and _continues(text, run, line):
            run.append(line)
            continue
        if run:
            yield _join(text, run)
        run = [line] if line.text.strip() else []
    if run:
        yield _join(text, run)


def _join(text: str, run: list[_Block]) -> _Block:
    return _Block(run[0].start, run[-1].end, text[run[0].start : run[-1].end])


def _continues(text: str, run: list[_Block], line: _Block) -> bool:
    """Return whether a line goes on with the hard-wrapped paragraph before it."""
    before = run[-1]
    if not line.text.strip() or text.count("\n", before.end, line.start) != 1 or "\t" in line.text + before.text:
        return False
    if (
        _HEADING.match(before.text)
        or _HEADING.match(line.text)
        or re.match(r"\s*(?:[-*•|]|\d+[.)]|\[\d+)\s", line.text)
    ):
        return False
    if _label(before.text, ("front", "back")) or _opens(before.text) or _opens(line.text):
        return False
    # Wrapped at a column: the line before is long, does not end a sentence, and the widths agree.
    return 45 <= len(before.text.strip()) <= 130 and not _TERMINAL.search(before.text)


def _bare(line: str) -> str:
    """Return a line without numbering, hashes and emphasis, in lower case."""
    line = line.strip().lstrip("#").strip()
    return _NUMBERING.sub("", line).strip("*_ \t:：").lower()


def _opens(line: str) -> Kind | None:
    """Return the kind of part that a heading opens, or None when the line is no known heading."""
    bare = _bare(line)
    if not bare or len(bare) > 60 or _SENTENCE_END.search(_NUMBERING.sub("", line.strip().lstrip("# "))):
        return None
    marked = bool(_HEADING.match(line.strip()))
    for kind, names in _words()["headings"].items():
        for name in names:
            if bare == name or (bare.startswith(name) and (marked or len(bare) < len(name) + 14)):
                return {"references": "references", "back": "back", "methods": "back"}.get(kind, "body")  # type: ignore[return-value]
    return "body" if marked else None


def kind_of_heading(title: str) -> Kind | None:
    """Return the kind of part that a heading opens, by its words, or None when they are those of any part.

    >>> kind_of_heading("2. Materials and Methods"), kind_of_heading("参考文献"), kind_of_heading("Exosomes in hair")
    ('back', 'references', None)
    """
    opens = _opens("## " + title)
    return None if opens == "body" else opens


def _label(line: str, kinds: tuple[str, ...]) -> str:
    """Return the label that a line begins with, such as ``Keywords:`` or ``通讯作者：``, or ""."""
    stripped = re.sub(r"^[\s\-*•_#]+", "", line).replace("**", "").lower()
    for kind in kinds:
        for name in _words()["labels"][kind]:
            if stripped.startswith(name):
                rest = stripped[len(name) :]
                if name.startswith(("http", "<", "©", "doi")) or re.match(r"\s*[:：|.\d]|\s*$|\s+\d", rest):
                    return str(name)
    return ""


def _is_prose(block: _Block) -> bool:
    stripped = block.text.strip()
    if len(stripped) < (6 if has_cjk(stripped) else 12) or _PAGE.match(stripped):
        return False
    if _SENTENCE_END.search(stripped):
        return True
    words = len(re.findall(r"[A-Za-z]+", stripped)) + sum(map(is_cjk, stripped)) / 2
    return words >= 14


def _looks_like_reference(line: str) -> bool:
    return bool(_REFERENCE.match(line)) and len(line) < 900


class _Sorter:
    """Walks down the blocks of one article and says of each what kind of part it belongs to."""

    def __init__(self) -> None:
        self.kind: Kind = "front"
        self.title = ""
        self.label = ""
        self.number = ""
        self.begun = False

    def sort(self, block: _Block, reference_run: bool) -> tuple[Kind, str]:
        line = block.text
        opens = _opens(line)
        if opens and not (self.kind == "references" and opens == "body" and not line.strip().startswith("#")):
            number = _NUMBER.match(line.strip())
            inside = bool(number and self.number and number[1].startswith(self.number + "."))
            if not (inside and self.kind == "back" and opens == "body"):
                self.kind, self.number = opens, number[1] if number else ""
            self.title, self.label = line.strip().lstrip("#").strip(" *:："), ""
            return "front", self.title
        if self.kind == "references" or reference_run:
            return "references", "References"
        if "\t" in line.strip() or line.lstrip().startswith("|"):
            return "table", self.title
        return self._sort_prose(block)

    def _sort_prose(self, block: _Block) -> tuple[Kind, str]:
        line = block.text
        if _label(line, ("body",)):
            self.label, self.begun = "", True
            if self.kind == "front":
                self.kind = "body"
            return (self.kind if _is_prose(block) else "front"), self.title
        if label := _label(line, ("front", "back")):
            self.label = "" if self.begun else label
            return "front", self.title
        if not _is_prose(block) or (_ADDRESS.search(line) and not line.strip().endswith(("。", "."))):
            return "front", self.title
        if self.label and not _SENTENCE_END.search(line.strip()):
            return "front", self.title
        if self.kind == "front":
            self.kind = "body"
        self.begun, self.label = True, ""
        return self.kind, self.title


def _reference_runs(blocks: list[_Block]) -> set[int]:
    """Return the indices of unmarked reference lists: three or more entries in a row, near the end."""
    found: set[int] = set()
    for is_entry, run in groupby(range(len(blocks)), key=lambda i: _looks_like_reference(blocks[i].text)):
        indices = list(run)
        if is_entry and len(indices) >= 3:
            found.update(indices)
    return found


def _skips_boilerplate(block: _Block, kind: Kind) -> Kind:
    """Return ``front`` for body lines that only repeat the address of the article or its page."""
    stripped = block.text.strip()
    return "front" if kind == "body" and (_PAGE.match(stripped) or stripped.startswith(("http", "<http"))) else kind


def read_structure(text: str, *, document: str, path: str) -> Document:
    """Return the document of a decoded text, with sections and what its front matter says.

    Args:
        text: the text as decoded; offsets of everything that follows point into it.
        document: id of the document.
        path: where it came from, as it is shown to people.
    """
    blocks = list(_blocks(text))
    runs = _reference_runs(blocks)
    sorter = _Sorter()
    sections: list[Section] = []
    for i, block in enumerate(blocks):
        kind, title = sorter.sort(block, i in runs)
        kind = _skips_boilerplate(block, kind)
        last = sections[-1] if sections else None
        if last and last.kind == kind and last.title == title and kind != "table":
            sections[-1] = Section(Span(last.span.start, block.end), title, kind)
        else:
            sections.append(Section(Span(block.start, block.end), title, kind))
    body = " ".join(text[s.span.start : s.span.end] for s in sections if s.kind == "body") or text
    front = read_front(text, sections)
    return Document(
        id=document,
        path=path,
        text=text,
        language=detect_language(body),
        title=front.title,
        authors=front.authors,
        journal=front.journal,
        year=front.year,
        doi=front.doi,
        sections=tuple(sections),
    )
