"""Room 1b: the reference list of a document and the markers that point into it."""

from __future__ import annotations

from dataclasses import replace

from kg.model import CitationMarker, Document, Reference
from kg.references.entries import parse_reference, read_entries
from kg.references.identity import identify, paper_key
from kg.references.kinds import is_review
from kg.references.markers import find_author_markers, find_fallen_markers, find_markers, find_round_markers

__all__ = ["find_markers", "identify", "paper_key", "parse_reference", "with_references"]


def with_references(doc: Document) -> Document:
    """Return the document with its reference list and its citation markers filled in, where its markup did not."""
    if doc.references:
        known = tuple(replace(entry, review=is_review(entry.title)) for entry in doc.references)
        stop = min((s.span.start for s in doc.sections if s.kind == "references"), default=len(doc.text))
        return replace(doc, references=known, markers=doc.markers or tuple(_markers(doc.text[:stop], known)))
    references: dict[str, Reference] = {}
    for section in doc.sections:
        if section.kind == "references":
            for reference in read_entries(doc.text, section.span):
                references.setdefault(reference.number, reference)
    # Where several sections hold the list (page breaks), the numbers tell them apart.
    stop = min((s.span.start for s in doc.sections if s.kind == "references"), default=len(doc.text))
    entries = tuple(references.values())
    return replace(doc, references=entries, markers=doc.markers or tuple(_markers(doc.text[:stop], entries)))


def _markers(text: str, references: tuple[Reference, ...]) -> list[CitationMarker]:
    """Return the markers of a text in order: numbers in brackets, else names and years, else what else is numbered."""
    named = list(find_author_markers(text, references))
    numbered = [marker for marker in find_markers(text) if not any(marker.span.overlaps(one.span) for one in named)]
    if not numbered and not named:
        highest = max((int(one.number) for one in references if one.number.isdigit()), default=0)
        numbered = list(find_round_markers(text, highest)) or list(find_fallen_markers(text))
    return sorted([*numbered, *named], key=lambda marker: marker.span)
