"""Room 1b: the reference list of a document and the markers that point into it.

Numbered lists are read in the common forms: Vancouver (``1. Smith J. Title. Journal. 2020;12(3):4-9.``), the same
in brackets, GB/T 7714 (``[1] 王明. 题名[J]. 刊名, 2020, 12(3):4-9.``) and APA (``Smith, J. (2020). Title. Journal, 12, 4-9.``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import CitationMarker, Document, Reference, Span

__all__ = ["find_markers", "parse_reference", "with_references"]

_ENTRY = re.compile(
    r"^[\s\-*•]*(?:[\[［(](?P<bracket>\d{1,4})[\]］)]|(?P<plain>\d{1,4})[.、)]?(?=[\s　]+\D|\.\S))[\s.、]*", re.M
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"'，。；]+")
_PMID = re.compile(r"\bPMID\s*[:：]?\s*(\d{4,9})", re.I)
_YEAR = re.compile(r"(?<![\d:\-–])(?:19|20)\d{2}(?![\d\-–])")
_VOLUME_PAGES = re.compile(
    r"(?P<volume>\d{1,4})\s*(?:\((?P<issue>[^)]{1,14})\))?\s*[:：,]\s*(?P<pages>[A-Za-z]{0,3}\d+[\w\-–.]*)"
)
_VANCOUVER = re.compile(
    r"(?P<authors>[^.]*?(?:et al|等)?)\.\s+(?P<title>.+?[.?!])\s*\*?(?P<journal>[^.;*]+(?:\.(?=\s*[A-Z])[^.;*]+)*)\.?\*?\s*\.?\s*(?P<year>(?:19|20)\d{2})\s*[;；.]"
)
_GBT = re.compile(
    r"(?P<authors>[^.．]+)[.．]\s*(?P<title>.+?)\s*\[[A-Z](?:/OL)?\]\s*[.．]\s*(?P<journal>[^,，.．]+)\s*[,，.．]\s*(?P<year>(?:19|20)\d{2})"
)
_APA = re.compile(
    r"(?P<authors>.+?)\s*\((?P<year>(?:19|20)\d{2})[a-z]?\)\.?\s*(?P<title>.+?[.?!])\s*\*?(?P<journal>[^,.*]+)"
)

_NUMBERS = r"\d{1,4}(?:\s*(?:[-–—~,，、;；]|至)\s*\d{1,4})*"
_MARKER = re.compile(
    rf"<sup>\s*[\[［(]?\s*(?P<sup>{_NUMBERS})\s*[\]］)]?\s*</sup>"
    rf"|(?P<open>[\[［])\s*(?P<bracket>{_NUMBERS})\s*(?:[\]］])"
    rf"|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻⁽⁾,，–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RANGE = re.compile(r"(\d{1,4})\s*(?:[-–—~]|至)\s*(\d{1,4})")


def _expand(numbers: str) -> tuple[str, ...]:
    """Return the single numbers of a marker; a range that runs backwards or is absurdly long keeps its ends."""
    found: list[str] = []
    for part in re.split(r"[,，、;；]", numbers):
        bounds = _RANGE.fullmatch(part.strip())
        if bounds and 0 <= int(bounds[2]) - int(bounds[1]) <= 60:
            found += [str(n) for n in range(int(bounds[1]), int(bounds[2]) + 1)]
        else:
            found += re.findall(r"\d+", part)
    return tuple(dict.fromkeys(found))


def find_markers(text: str) -> Iterator[CitationMarker]:
    """Yield the numbered citation markers of a text, ranges expanded.

    >>> [marker.numbers for marker in find_markers("增加胶原束<sup>[53-55,60]</sup>。Collagen rose［12］ and fell³.")]
    [('53', '54', '55', '60'), ('12',), ('3',)]
    """
    for found in _MARKER.finditer(text):
        numbers = found["sup"] or found["bracket"] or found["super"].translate(_SUPERSCRIPT)
        # "cm²", "10³" and "H₂O₂²" are units and powers, not citations.
        if (
            found["super"]
            and found.start()
            and (text[found.start() - 1].isdigit() or re.search(r"(?:\b[cmkdnµμ]?m|\b[A-Z])$", text[: found.start()]))
        ):
            continue
        expanded = _expand(numbers)
        # A bracketed year or a concentration is no marker.
        if expanded and all(int(n) < 1500 for n in expanded):
            yield CitationMarker(Span(found.start(), found.end()), expanded)


def parse_reference(number: str, text: str) -> Reference:
    """Return the fields of one entry; those it does not show stay empty.

    >>> ref = parse_reference("1", "LI Q, WANG H. Exosomes in skin. *J Dermatol.* 2020;47(3):12-19. doi:10.1000/x1")
    >>> ref.authors, ref.title, ref.journal, ref.year, ref.volume, ref.pages, ref.doi
    (('LI Q', 'WANG H'), 'Exosomes in skin', 'J Dermatol', '2020', '47', '12-19', '10.1000/x1')
    >>> ref = parse_reference("2", "王明, 李红, 等. 外泌体的作用 [J]. 再生医学, 2021, 42(4):1-6.")
    >>> ref.authors, ref.title, ref.journal, ref.year
    (('王明', '李红'), '外泌体的作用', '再生医学', '2021')
    """
    plain = re.sub(r"[*_]{1,2}", "", " ".join(text.split()))
    found = _GBT.match(plain) or _APA.match(plain) or _VANCOUVER.match(plain)
    fields = found.groupdict() if found else {}
    year = fields.get("year") or (match[0] if (match := _YEAR.search(plain)) else "")
    is_apa = bool(found) and found.re is _APA  # type: ignore[union-attr]
    after = plain if not found else plain[found.end() if is_apa else found.end("year") :]
    place = _VOLUME_PAGES.search(after)
    doi, pmid = _DOI.search(plain), _PMID.search(plain)
    names = re.split(r"\s*[,，、;]\s*", fields.get("authors") or "")
    authors = tuple(n for n in (name.strip(" .&") for name in names) if n and n not in ("et al", "等", "and"))
    return Reference(
        number=number,
        text=" ".join(text.split()),
        authors=authors,
        title=(fields.get("title") or "").strip(" .。"),
        journal=(fields.get("journal") or "").strip(" ."),
        year=year,
        volume=place["volume"] if place else "",
        pages=place["pages"].rstrip(".") if place else "",
        doi=doi[0].rstrip(".,;)") if doi else "",
        pmid=pmid[1] if pmid else "",
    )


def _entries(text: str, span: Span) -> Iterator[Reference]:
    """Yield the entries of a reference list; a list without numbers is numbered by its lines."""
    part = text[span.start : span.end]
    starts = list(_ENTRY.finditer(part))
    # Numbers must climb: "2020;12(3)" at the start of a wrapped line is not entry 2020.
    climbing: list[re.Match[str]] = []
    for found in starts:
        number = int(found["bracket"] or found["plain"])
        if number == (int(climbing[-1]["bracket"] or climbing[-1]["plain"]) + 1 if climbing else number):
            climbing.append(found)
    if len(climbing) >= 2 or (climbing and part[: climbing[0].start()].strip() == ""):
        ends = [following.start() for following in climbing[1:]] + [len(part)]
        for found, end in zip(climbing, ends, strict=True):
            yield parse_reference(found["bracket"] or found["plain"], part[found.end() : end].strip())
        return
    for number, line in enumerate((line for line in part.splitlines() if len(line.strip()) > 20), start=1):
        yield parse_reference(str(number), line.strip(" -*•\t"))


def with_references(doc: Document) -> Document:
    """Return the document with its reference list and its citation markers filled in."""
    references: dict[str, Reference] = {}
    for section in doc.sections:
        if section.kind == "references":
            for reference in _entries(doc.text, section.span):
                references.setdefault(reference.number, reference)
    # Where several sections hold the list (page breaks), the numbers tell them apart.
    stop = min((s.span.start for s in doc.sections if s.kind == "references"), default=len(doc.text))
    markers = tuple(marker for marker in find_markers(doc.text) if marker.span.end <= stop)
    return replace(doc, references=tuple(references.values()), markers=markers)
