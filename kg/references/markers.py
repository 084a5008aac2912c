"""Citation markers in running text: numbers in brackets or raised, and authors with a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import CitationMarker, Reference, Span
from kg.references.names import family_name

__all__ = ["find_author_markers", "find_fallen_markers", "find_markers", "find_round_markers", "label_of"]

_NUMBERS = r"\d{1,4}(?:\s*(?:[-–—~，,、;；]|至)\s*\d{1,4})*"
_MARKER = re.compile(
    rf"<sup>\s*[\[［(（]?\s*(?P<sup>{_NUMBERS})\s*[\]］)）]?\s*</sup>"
    rf"|(?P<open>[\[［])\s*(?P<bracket>{_NUMBERS})\s*(?:[\]］])"
    # a comma that the scan took for a full stop: "有关[1.3-5]"; "[0.6-1.8]" and "[1.2-3.4]" are intervals
    r"|[\[［](?P<stopped>[1-9]\d{0,2}\.[1-9]\d{0,2}[-–][1-9]\d{0,2}(?:[,，][1-9]\d{0,2})*)[\]］]"
    # a bracket that the scan lost: "成骨分化[3。"
    rf"|[\[［](?P<torn>\d{{1,3}}(?:[-–,，]\d{{1,3}})*)(?=[。；，,;的]|\.(?!\d))"
    rf"|\$?\s*\^\s*\{{\s*[\[［(]?\s*(?P<math>[\d\s,，–-]+?)\s*[\]］)]?\s*\}}\s*\$"
    rf"|\^\s*[\[［(]?(?P<caret>{_NUMBERS})[\]］)]?\s*\^"
    rf"|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻⁽⁾,，–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RANGE = re.compile(r"(\d{1,4})\s*(?:[-–—~]|至)\s*(\d{1,4})")
_UNIT = re.compile(r"(?:\b[cmkdnµμ]?m|\b[A-Z])$")

#: "(12, 13)." with the full stop or comma behind it; "(1) the first item" is none
_ROUND = re.compile(rf"(?<=[\w%”\"’] )[(（](?P<numbers>{_NUMBERS})[)）](?=[.,;:。，；]|\s*$)", re.M)
#: raised numbers that lost their place: "injury.12,13 Then", "injury.12, 13 Then"
_FALLEN = re.compile(
    r"(?<=[a-z)\]%”\"][.,;])(?P<numbers>\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)(?=\s+[A-Za-z(]|\s*$)"
    r"|(?<=[A-Z]{2}[.,;])(?P<capital>\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)(?=\s+[A-Za-z(]|\s*$)",
    re.M,
)

_NAME = r"(?:(?:van|von|de|der|den|da|di|le|la|el|al|dos)\s+){0,3}[A-Z][A-Za-zÀ-ÖØ-öø-ÿ'’-]*[A-Za-zÀ-ÖØ-öø-ÿ](?:\s[A-Z]{1,3}\b)?"
_ZH_NAME = r"[\u4e00-\u9fff]{2,4}?"
_AUTHORS = rf"(?:{_NAME}(?:\s*,\s*{_NAME}){{0,8}}(?:,?\s*(?:and|&)\s*{_NAME})?|{_ZH_NAME}(?:\s*[、,，和与]\s*{_ZH_NAME}){{0,8}})"
_ALIA = r"(?:,?\s*(?:et\s+al\.?|and\s+(?:colleagues|coworkers|co-workers|others))|\s*等人?)"
_YEARS = r"(?:19|20)\d{2}[a-h]?(?:\s*,\s*(?:(?:19|20)\d{2}[a-h]?|[a-h]\b))*"
_CITE = re.compile(rf"(?P<authors>{_AUTHORS})(?P<alia>{_ALIA})?\s*[,，]?\s*(?P<years>{_YEARS})")
_PARENTHESIS = re.compile(r"[(（\[［][^()（）\[\]［］\n]{3,400}[)）\]］]")
_LEAD = re.compile(r"(?:see(?: also)?|e\.g\.,?|i\.e\.,?|cf\.|reviewed (?:in|by)|as in|in|by|见|参见|如)\s*")
_NARRATIVE = re.compile(rf"(?P<marker>[(（\[［]\s*(?P<years>{_YEARS})\s*[)）\]］])")
_NAMED_BEFORE = re.compile(rf"(?P<authors>{_AUTHORS})(?P<alia>{_ALIA})?\s*$")
_BACK = 120  #: code points before a year in brackets in which its authors stand; a search of the whole text would be quadratic


def _expand(numbers: str) -> tuple[str, ...]:
    """Return the single numbers of a marker; a range that runs backwards or is absurdly long keeps its ends."""
    found: list[str] = []
    for part in re.split(r"[,，、;；]", numbers):
        bounds = _RANGE.fullmatch(part.strip())
        if bounds and 0 <= int(bounds[2]) - int(bounds[1]) <= 60:
            found += [str(n) for n in range(int(bounds[1]), int(bounds[2]) + 1)]
        else:
            found += [str(int(number)) for number in re.findall(r"\d+", part)]
    return tuple(dict.fromkeys(found))


def find_markers(text: str) -> Iterator[CitationMarker]:
    """Yield the numbered citation markers of a text, ranges expanded.

    >>> [marker.numbers for marker in find_markers("增加胶原束<sup>[53-55,60]</sup>。Collagen rose［12］ and fell³.")]
    [('53', '54', '55', '60'), ('12',), ('3',)]
    """
    for found in _MARKER.finditer(text):
        numbers = (
            found["sup"]
            or found["bracket"]
            or (found["stopped"] or "").replace(".", ",")
            or found["caret"]
            or found["torn"]
            or ""
        )
        if found["math"]:  # "^ { [ 2 7 ] }": a formula spaces every digit
            if not re.search(r"[\[［]", found[0]):
                continue
            numbers = re.sub(r"\s+", "", found["math"])
        numbers = numbers or found["super"].translate(_SUPERSCRIPT)
        # "cm²", "10³" and "H₂O₂²" are units and powers, not citations.
        before = text[max(0, found.start() - 12) : found.start()]
        if found["super"] and before and (before[-1].isdigit() or _UNIT.search(before)):
            continue
        # "10<sup>9</sup>" is a power; "cm<sup>2</sup>" a unit
        if (
            (found["sup"] or found["caret"])
            and not re.search(r"[\[［(（]", found[0])
            and before
            and (before[-1].isdigit() or (_UNIT.search(before) and numbers in ("2", "3")))
        ):
            continue
        expanded = _expand(numbers)
        if found["stopped"] and [int(n) for n in expanded] != sorted({int(n) for n in expanded}):
            continue
        # A bracketed year or a concentration is no marker.
        if expanded and all(int(n) < 1500 for n in expanded):
            yield CitationMarker(Span(found.start(), found.end()), expanded)


def find_round_markers(text: str, highest: int) -> Iterator[CitationMarker]:
    """Yield markers such as ``(12, 13)`` of a text that has no others and whose list runs to ``highest``.

    Fewer than three, or numbers beyond the list, are something else: quantities, items, equations.

    >>> text = "A rose (1). B fell (2, 3). C rose (3)."
    >>> [marker.numbers for marker in find_round_markers(text, 3)], list(find_round_markers(text, 2))
    ([('1',), ('2', '3'), ('3',)], [])
    """
    found = [CitationMarker(Span(one.start(), one.end()), _expand(one["numbers"])) for one in _ROUND.finditer(text)]
    if len(found) >= 3 and all(0 < int(n) <= highest for marker in found for n in marker.numbers):
        yield from found


def find_fallen_markers(text: str) -> Iterator[CitationMarker]:
    """Yield raised numbers that a conversion to text set behind the full stop, where a text has no other markers.

    Three at least, climbing as citations do; one that stands alone may be a decimal.

    >>> text = "It rose in skin.1 It fell in hair.2,3 It stayed in nails.4 The end."
    >>> [marker.numbers for marker in find_fallen_markers(text)]
    [('1',), ('2', '3'), ('4',)]
    """
    found = []
    for one in _FALLEN.finditer(text):
        group = "numbers" if one["numbers"] else "capital"
        found.append(CitationMarker(Span(one.start(group), one.end(group)), _expand(one[group])))
    firsts = [int(marker.numbers[0]) for marker in found]
    climbing = sum(before <= after for before, after in pairwise(firsts))
    if len(found) >= 3 and climbing >= 0.7 * (len(found) - 1):
        yield from found


def label_of(authors: Sequence[str], year: str) -> str:
    """Return what stands for an entry of a list without numbers: family name and year.

    >>> label_of(("Wang, X.", "Li, Q."), "2021a")
    'Wang 2021a'
    """
    name = family_name(authors[0]) if authors else ""
    return f"{name.title() if name.isascii() else name} {year}".strip()


def _resolve(authors: str, alia: str, year: str, references: Sequence[Reference]) -> tuple[str, bool]:
    """Return the number of the entry that authors and a year name, else their label; and whether it is an entry."""
    names = [name.strip() for name in re.split(r"\s*(?:,|，|、|和|与|&|\band\b)\s*", authors) if name.strip()]
    first = family_name(names[0])
    same = [
        entry
        for entry in references
        if entry.authors
        and (family_name(entry.authors[0]) == first or entry.authors[0].casefold() == first)
        and entry.year + _suffix(entry) in (year, year[:4] if not _suffix(entry) else year)
    ]
    if len(same) > 1 and len(names) > 1:
        same = [e for e in same if len(e.authors) > 1 and family_name(e.authors[1]) == family_name(names[1])] or same
    if len(same) > 1 and alia:
        same = [entry for entry in same if len(entry.authors) != 2] or same
    if len(same) > 1 and len(names) == 1 and not alia:
        same = [entry for entry in same if len(entry.authors) == 1] or same
    return (same[0].number, True) if len(same) == 1 else (label_of(names, year), False)


def _suffix(entry: Reference) -> str:
    found = re.search(rf"\b{entry.year}([a-h])\b", entry.text) if entry.year else None
    return found[1] if found else ""


def _years(text: str) -> list[str]:
    """Return the years of "2019a,b, 2021" with their letters."""
    out: list[str] = []
    for part in re.findall(r"(?:19|20)\d{2}[a-h]?|\b[a-h]\b", text):
        out.append(part if len(part) > 1 else (out[-1][:4] if out else "") + part)
    return out


def find_author_markers(text: str, references: Sequence[Reference]) -> Iterator[CitationMarker]:
    """Yield markers that name authors and a year, as the numbers of the entries they point to.

    A marker whose entry is not in the list, or not only one, carries its label ("Wang 2021"). One author without
    "et al." and without an entry is taken for something else ("May 2019").

    >>> refs = [Reference("1", "", ("Wang X", "Wu T", "Xu Y"), year="2021"), Reference("2", "", ("Li Q", "Zhao P"), year="2019")]
    >>> text = "Collagen rose (Wang et al., 2021; Li and Zhao 2019). Sato et al. (2020) disagree. 王明等（2018）。"
    >>> [marker.numbers for marker in find_author_markers(text, refs)]
    [('1', '2'), ('Sato 2020',), ('王明 2018',)]
    """
    taken: list[Span] = []
    for group in _PARENTHESIS.finditer(text):
        numbers: list[str] = []
        cites = group[0][1:-1]
        for part in re.split(r"[;；]", cites):
            body = part.strip()
            lead = _LEAD.match(body)
            body = body[lead.end() :] if lead else body
            found = _CITE.fullmatch(body)
            if not found:
                continue
            for year in _years(found["years"]):
                number, known = _resolve(found["authors"], found["alia"] or "", year, references)
                if known or found["alia"] or re.search(r"\band\b|&|和|与", found["authors"]):
                    numbers.append(number)
        if numbers:
            span = Span(group.start(), group.end())
            taken.append(span)
            yield CitationMarker(span, tuple(dict.fromkeys(numbers)))
    for found in _NARRATIVE.finditer(text):
        span = Span(found.start("marker"), found.end("marker"))
        if any(span.overlaps(other) for other in taken):
            continue
        who = _NAMED_BEFORE.search(text[max(0, found.start() - _BACK) : found.start()])
        if who is None:
            continue
        named = []
        for year in _years(found["years"]):
            number, known = _resolve(who["authors"], who["alia"] or "", year, references)
            if known or who["alia"]:
                named.append(number)
        if named:
            yield CitationMarker(span, tuple(dict.fromkeys(named)))
