"""BioC (https://bioc.sourceforge.net), XML and JSON, and PubTator: text with the entities that others marked in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from kg.errors import SourceError
from kg.model import Annotation, Document, Reference, Section, Span
from kg.sources.decoding import decode
from kg.sources.drafting import Draft, Kind, Mark, Piece
from kg.sources.entities import class_of, curie_of
from kg.sources.markup import one_text, records
from kg.sources.opening import Read, Source

__all__ = ["read_bioc_json", "read_bioc_xml", "read_pubtator"]

_KINDS: dict[str, Kind] = {
    "METHODS": "back",
    "REF": "references",
    "FIG": "table",
    "TABLE": "table",
    "ACK_FUND": "back",
    "AUTH_CONT": "back",
    "COMP_INT": "back",
    "SUPPL": "back",
    "ABBR": "back",
    "KEYWORD": "front",
    "APPENDIX": "back",
}
_RECORD = re.compile(r"^(\w[\w-]*)\|([ta])\|(.*)$")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A name that the file marks, at code points of its passage."""

    start: int
    end: int
    text: str
    kind: str
    identifier: str


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage of BioC with what is said of it."""

    infons: Mapping[str, str]
    text: str
    marked: tuple[_Marked, ...]


def _pieces(passage: _Passage) -> Iterator[Piece]:
    """Yield the text of a passage with the names in it; one that lies over another or does not fit is left out."""
    at = 0
    for one in sorted(passage.marked, key=lambda mark: (mark.start, -mark.end)):
        kind = class_of(one.kind)
        if kind and one.start >= at and one.end > one.start and passage.text[one.start : one.end] == one.text:
            yield passage.text[at : one.start]
            yield Mark(one.text, kind, curie_of(one.kind, one.identifier))
            at = one.end
    yield passage.text[at:]


def _people(infons: Mapping[str, str]) -> tuple[str, ...]:
    found = []
    for n in range(200):
        value = infons.get(f"name_{n}")
        if value is None:
            break
        parts = dict(part.partition(":")[::2] for part in value.split(";"))
        initials = "".join(word[0] for word in re.split(r"[\s.-]+", parts.get("given-names", "")) if word)
        found.append(f"{parts.get('surname', '')} {initials}".strip())
    return tuple(found)


def _reference(passage: _Passage, number: int) -> Reference:
    said = passage.infons
    pages = "-".join(part for part in (said.get("fpage", ""), said.get("lpage", "")) if part)
    title = passage.text.strip() if said.get("source") else ""
    authors = _people(said)
    where = ";".join(part for part in (said.get("year", ""), f"{said.get('volume', '')}:{pages}".strip(":")) if part)
    printed = ". ".join(
        part.rstrip(". ") for part in (", ".join(authors), passage.text, said.get("source", ""), where) if part
    )
    return Reference(
        str(number),
        printed,
        authors,
        title.rstrip("."),
        said.get("source", ""),
        said.get("year", ""),
        said.get("volume", ""),
        pages,
        said.get("pub-id_doi", ""),
        said.get("pub-id_pmid", ""),
    )


def _document(source: Source, name: str, passages: Iterable[_Passage], many: bool) -> Document | SourceError:
    draft, front = Draft(), dict[str, str]()
    title, authors = "", tuple[str, ...]()
    entries: list[str] = []
    passages = list(passages)
    for place, passage in enumerate(passages):
        said, text = passage.infons, passage.text
        untold = not said and len(passages) > 1  # then the first is the title
        part, shape = said.get("section_type", said.get("section", "")).upper(), said.get("type", "").lower()
        if part == "TITLE" or shape in ("title", "front") or (untold and place == 0):
            title, authors = title or text.strip(), authors or _people(said)
            front = {**{key: value for key, value in said.items() if key not in front}, **front}
            draft.open(text, "body", list(_pieces(passage)))  # the names of the title are marked as well
        elif part == "REF" or shape == "ref":
            if text.strip() and shape != "title":
                draft.references.append(_reference(passage, len(draft.references) + 1))
                entries.append(f"[{draft.references[-1].number}] {draft.references[-1].text}")
        elif re.fullmatch(r"(?:abstract_)?title(?:_\d)?", shape):
            draft.open(text, _KINDS.get(part))
        else:
            draft.add(_pieces(passage), _KINDS.get(part) or ("body" if part or shape == "abstract" else None))
    if entries:
        draft.open("References", "references")
        for entry in entries:
            draft.add([entry], "references", "\n")
    if not draft.text:
        return SourceError(f"{source.name}: document {name or '?'} is empty; expected passages with text; leave it out")
    pmid = front.get("article-id_pmid", "") or (name if name.isdigit() and many else "")
    return draft.finish(
        name if many else source.id,
        f"{source.path}#{name}" if many else source.path,
        title=title.rstrip("."),
        authors=authors,
        journal=front.get("journal-title", front.get("journal", "")).partition(";")[0],
        year=front.get("year", ""),
        doi=front.get("article-id_doi", ""),
        pmid=pmid,
    )


def _xml_passages(document: etree._Element) -> Iterator[_Passage]:
    for passage in document.iterfind("passage"):
        base = int(one_text(passage, "offset") or 0)
        text = passage.findtext("text") or ""
        marked = []
        for one in passage.iterfind("annotation"):
            said = {infon.get("key", ""): infon.text or "" for infon in one.iterfind("infon")}
            for place in one.iterfind("location"):
                start = int(place.get("offset", 0)) - base
                end = start + int(place.get("length", 0))
                marked.append(
                    _Marked(start, end, one.findtext("text") or "", said.get("type", ""), said.get("identifier", ""))
                )
        infons = {infon.get("key", ""): infon.text or "" for infon in passage.iterfind("infon")}
        yield _Passage(infons, text, tuple(marked))


def read_bioc_xml(source: Source) -> Read:
    """Yield the documents of a BioC XML collection, one after the other."""
    # whether there are many is known when the second comes; then the first is named by its own id as well
    waiting: tuple[str, list[_Passage]] | None = None
    many = False
    for element in records(source, "document"):
        try:
            found = (one_text(element, "id"), list(_xml_passages(element)))
        except ValueError as error:
            yield SourceError(f"{source.name}: document {one_text(element, 'id')}: {error}; expected BioC; mend it")
            continue
        if waiting is not None:
            many = True
            yield _document(source, *waiting, many)
        waiting = found
    if waiting is not None:
        yield _document(source, *waiting, many)


def _json_passages(document: Mapping[str, Any]) -> Iterator[_Passage]:
    for passage in document.get("passages", ()):
        base, text = int(passage.get("offset", 0)), str(passage.get("text", ""))
        marked = [
            _Marked(
                int(place["offset"]) - base,
                int(place["offset"]) - base + int(place["length"]),
                str(one.get("text", "")),
                str(one.get("infons", {}).get("type", "")),
                str(one.get("infons", {}).get("identifier", "")),
            )
            for one in passage.get("annotations", ())
            for place in one.get("locations", ())
        ]
        yield _Passage({str(k): str(v) for k, v in passage.get("infons", {}).items()}, text, tuple(marked))


def read_bioc_json(source: Source) -> Read:
    """Yield the documents of a BioC JSON collection, or of a list of collections."""
    try:
        given = json.loads(decode(source.read(), source.name))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{source.name}: not valid JSON: {error}; expected a BioC collection; mend it") from error
    collections = given if isinstance(given, list) else [given]
    documents = [
        document
        for one in collections
        if isinstance(one, dict)
        for document in (one.get("documents") or ([one] if "passages" in one else []))
    ]
    if not documents:
        raise SourceError(f"{source.name}: no documents in this JSON; expected a BioC collection with `documents`")
    for document in documents:
        try:
            yield _document(source, str(document.get("id", "")), _json_passages(document), len(documents) > 1)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            yield SourceError(f"{source.name}: a document is not BioC: {error!r}; expected passages with text; mend it")


def read_pubtator(source: Source) -> Read:
    """Yield the records of a PubTator file: ``PMID|t|title``, ``PMID|a|abstract``, then a line for every name."""
    for block in re.split(r"\r?\n[ \t]*\r?\n", decode(source.read(), source.name)):
        parts: dict[str, str] = {}
        name, marked = "", []
        for line in block.splitlines():
            found = _RECORD.match(line)
            cells = line.split("\t")
            if found:
                name, parts[found[2]] = found[1], found[3]
            elif len(cells) >= 5 and re.fullmatch(r"[0-9]{1,9}", cells[1]) and re.fullmatch(r"[0-9]{1,9}", cells[2]):
                identifier = cells[5] if len(cells) > 5 else ""
                marked.append(_Marked(int(cells[1]), int(cells[2]), cells[3], cells[4], identifier))
        if not parts:
            if block.strip():
                yield SourceError(
                    f"{source.name}: no title or abstract in {block.strip()[:40]!r}; expected PMID|t|... and PMID|a|..."
                )
            continue
        yield _pubtator_document(source, name, parts, marked)


def _pubtator_document(source: Source, name: str, parts: Mapping[str, str], marked: Iterable[_Marked]) -> Document:
    title, abstract = parts.get("t", ""), parts.get("a", "")
    # the offsets of the file count title, one character, abstract: the text is kept so
    whole = f"{title}\n{abstract}"
    draft = Draft(text=whole)
    made = draft.finish(name, f"{source.path}#{name}", title=title.rstrip("."), pmid=name if name.isdigit() else "")
    return _with_parts(made, len(title), marked)


def _with_parts(doc: Document, cut: int, marked: Iterable[_Marked]) -> Document:
    sections = (Section(Span(0, cut), doc.title, "front"), Section(Span(cut + 1, len(doc.text)), "Abstract", "body"))
    annotations = tuple(
        Annotation(Span(one.start, one.end), one.text, class_of(one.kind), curie_of(one.kind, one.identifier))
        for one in sorted(marked, key=lambda mark: (mark.start, -mark.end))
        if class_of(one.kind) and doc.text[one.start : one.end] == one.text
    )
    return replace(doc, sections=sections, annotations=annotations)
