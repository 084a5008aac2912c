"""Puts a document together from the parts that a markup names: its text, with sections, markers and annotations in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.languages import detect_language
from kg.model import Annotation, CitationMarker, Document, Reference, Section, Span
from kg.sources.structure import kind_of_heading

__all__ = ["Cite", "Draft", "Kind", "Mark", "Piece"]

Kind = Literal["front", "body", "back", "references", "table"]

_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2002-\u200a\u202f\u3000]+")
_JOINED = re.compile(r"[\s,;，、]*(?:(?P<range>[-–—‐‑~])|and|&|和)?[\s,;，、]*")
_YEAR = re.compile(r"\(?\s*(?:19|20)\d{2}[a-h]?\s*\)?$")
#: a space between two ideographs comes from a line break in the file
_WIDE = re.compile(r"(?<=[\u3400-\u9fff，。；：、]) (?=[\u3400-\u9fff，。；：、])")


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in running text: how it is printed, and the numbers of the entries it points to."""

    text: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A name in running text that the file marks; ``type`` is a class of the ontology."""

    text: str
    type: str
    identifier: str = ""


Piece = str | Cite | Mark


@dataclass(slots=True)
class Draft:
    """A document in the making."""

    text: str = ""
    sections: list[Section] = field(default_factory=list)
    markers: list[CitationMarker] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    heading: str = ""
    kind: Kind = "body"

    def open(self, title: str, kind: Kind | None = None, pieces: Sequence[Piece] = ()) -> None:
        """Begin a part under a heading; what kind of part it is the title tells, unless it is said.

        Args:
            title: of the part.
            kind: of what stands under it.
            pieces: the title with the names that are marked in it, where some are.
        """
        title = _SPACE.sub(" ", title).strip()
        if title:
            self._put(pieces or [title], "front", title, "\n\n" if self.text else "")
        self.heading = title
        self.kind = kind or kind_of_heading(title) or "body"

    def add(self, pieces: Iterable[Piece], kind: Kind | None = None, separator: str = "\n\n") -> None:
        """Add a paragraph; a kind other than that of the part it stands in is said."""
        self._put(list(pieces), kind or self.kind, self.heading, separator if self.text else "")

    def cite_order(self) -> dict[str, int]:
        """Return where each entry of the list stands."""
        return {reference.number: at for at, reference in enumerate(self.references)}

    def _put(self, pieces: Sequence[Piece], kind: Kind, heading: str, separator: str) -> None:
        out, cites = "", list[tuple[int, int, tuple[str, ...]]]()
        marks: list[tuple[int, int, Mark]] = []
        for piece in pieces:
            raw = piece if isinstance(piece, str) else piece.text
            text = _WIDE.sub("", _SPACE.sub(" ", raw))
            if out.endswith(" ") or not out:
                text = text.lstrip(" ")
            start = len(out)
            out += text
            if isinstance(piece, Cite) and text.strip():
                cites.append((start, len(out), piece.numbers))
            elif isinstance(piece, Mark) and text.strip():
                marks.append((start, start + len(text.rstrip(" ")), piece))
        out = out.rstrip(" ")
        if not out:
            return
        base = len(self.text) + len(separator)
        self.text += separator + out
        self.sections.append(Section(Span(base, base + len(out)), heading, kind))
        self.markers += _merged(out, cites, self.cite_order(), base)
        for start, end, mark in marks:
            shown = out[start:end]
            self.annotations.append(Annotation(Span(base + start, base + end), shown, mark.type, mark.identifier))

    def finish(self, name: str, path: str, **front: object) -> Document:
        """Return the document.

        Args:
            name: its id.
            path: where it came from, as it is shown to people.
            front: title, authors, journal, year, doi and pmid, as far as they are known.
        """
        body = " ".join(self.text[s.span.start : s.span.end] for s in self.sections if s.kind == "body")
        return Document(
            id=name,
            path=path,
            text=self.text,
            language=detect_language(body or self.text),
            sections=tuple(self.sections),
            references=tuple(self.references),
            markers=tuple(self.markers),
            annotations=tuple(self.annotations),
            **front,  # type: ignore[arg-type]
        )


def _merged(
    text: str, cites: Sequence[tuple[int, int, tuple[str, ...]]], order: dict[str, int], base: int
) -> Iterable[CitationMarker]:
    """Yield the markers of a paragraph: neighbours are one, ``3-5`` is all between, the brackets around belong to it."""
    numbers = list(order)
    runs: list[tuple[int, int, list[str]]] = []
    for start, end, cited in cites:
        found = _JOINED.fullmatch(text, runs[-1][1], start) if runs else None
        if found is None:
            runs.append((start, end, list(cited)))
            continue
        first, _, known = runs[-1]
        if found["range"] and cited and known and known[-1] in order and cited[0] in order:
            known += numbers[order[known[-1]] + 1 : order[cited[0]]]
        runs[-1] = (first, end, [*known, *cited])
    for start, end, known in runs:
        around = (text[start - 1 : start], text[end : end + 1])
        if around in (("[", "]"), ("(", ")"), ("［", "］"), ("（", "）")):
            start, end = start - 1, end + 1
        elif not re.search(r"[\[(（［]", text[start:end]) and (year := _YEAR.search(text[start:end])):
            start += year.start()  # "Wang et al. 2020 showed": Wang stays in the sentence
        elif (year := re.search(r"[(（]\s*(?:19|20)\d{2}[a-h]?\s*[)）]$", text[start:end])) is not None:
            start += year.start()
        yield CitationMarker(Span(base + start, base + end), tuple(dict.fromkeys(known)))
