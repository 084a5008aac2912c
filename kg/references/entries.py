"""A reference list to its entries, and an entry to its fields.

Read are the common forms: Vancouver (``1. Smith J. Title. Journal. 2020;12(3):4-9.``), GB/T 7714 (``[1] 王明. 题名[J].
刊名, 2020, 12(3):4-9.``), APA (``Smith, J. (2020). Title. Journal, 12, 4-9.``), Springer, Frontiers, Nature and Elsevier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Reference, Span
from kg.references.kinds import is_review
from kg.references.markers import label_of

__all__ = ["parse_reference", "read_entries"]

_ENTRY = re.compile(
    r"^[\s\-*•]*(?:[\[［(](?P<bracket>\d{1,4})[\]］)]|(?P<plain>\d{1,4})[.、)]?(?=[\s　]+\D|\.\S))[\s.、]*", re.M
)
#: an entry that a lost line end put behind the one before
_WITHIN = re.compile(r"(?<=[.。\d])[ \t]+[\[［](?P<bracket>\d{1,4})(?P<plain>)[\]］]\s*(?=[A-Z\u4e00-\u9fff])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"'，。；]+")
_PMID = re.compile(r"\b(?:PMID|PubMed)\s*[:：]?\s*(\d{4,9})", re.I)
_Y = r"(?P<year>(?:19|20)\d{2})"
_YEAR = re.compile(r"(?<![\d:\-–])(?:19|20)\d{2}(?![\d\-–])")
_PAGES = r"(?P<pages>[A-Za-z]{0,3}\d+[\w\-–.]*)"
_VOLUME_PAGES = re.compile(rf"(?P<volume>\d{{1,4}})\s*(?:\((?P<issue>[^)]{{1,14}})\))?\s*[:：,]\s*{_PAGES}")
_INITIALS = r"(?:[A-Z]\.[\s-]?)+"
_TURNED = rf"(?:[^\W\d_][\w'’ -]*,\s*{_INITIALS},?\s*(?:&|and)?\s*)+(?:et al\.)?"
#: the forms, most telling first: each ends where volume and pages may follow, unless it reads them itself
_FORMS = {
    "gbt": re.compile(
        rf"(?P<authors>[^.．]+)[.．]\s*(?P<title>.+?)\s*\[[A-Z](?:/OL)?\]\s*[.．]\s*(?P<journal>[^,，.．]+)\s*[,，.．]\s*{_Y}"
    ),
    "gbt-year": re.compile(
        rf"(?P<authors>[^.．]+)[.．,，]\s*\(?{_Y}[a-h]?\)?[.．]\s*(?P<title>.+?)\s*\[[A-Z](?:/OL)?\]\s*[.．]\s*(?P<journal>[^,，.．]+)"
    ),
    "nature": re.compile(
        rf"(?P<authors>{_TURNED})\s*(?P<title>[^.?!]+[.?!])\s+(?P<journal>[A-Z][\w.&: -]*?)\s+(?P<volume>\d+),\s*{_PAGES}\s*\({_Y}\)"
    ),
    "frontiers": re.compile(
        rf"(?P<authors>[^.]+)\.\s+(?P<title>.+?[.?!])\s+(?P<journal>[^.()]+(?:\.\s[^.()]+)*?)\.?\s+\({_Y}\)\s+(?P<volume>\d+)(?:\([^)]*\))?:\s*{_PAGES}"
    ),
    "elsevier": re.compile(
        rf"(?P<authors>(?:{_INITIALS}\s?[^\W\d_][\w'’ -]*,\s*)+(?:et al\.,?\s*)?)(?P<title>.+?),\s*(?P<journal>[A-Z][\w.&: -]*?)\s+(?P<volume>\d+)\s*(?:\([^)]*\)\s*)?\({_Y}\)\s*{_PAGES}"
    ),
    "apa": re.compile(
        rf"(?P<authors>.+?)\s*\({_Y}[a-h]?\)\.?:?\s*(?P<title>.+?[.?!])\s*\*?(?P<journal>[^,.*\d]+(?:\.\s?[^,.*\d]+)*)"
    ),
    "vancouver": re.compile(
        rf"(?P<authors>[^.]*?(?:et al|等)?)\.\s+(?P<title>.+?[.?!])\s*\*?(?P<journal>[^.;*]+(?:\.(?=\s*[A-Z])[^.;*]+)*)\.?\*?\s*\.?\s*{_Y}(?:\s[A-Z][a-z]{{2}}(?:[\s-]\w+)*)?\s*[;；.]"
    ),
    "book": re.compile(rf"(?P<authors>[^.]+)\.\s+(?P<title>[^.?!]+[.?!])(?P<journal>).*?(?<!\d){_Y}(?!\d)"),
}
#: how many entries in a row a scan may lose
_LOST = 4
_NOBODY = frozenset(("et al", "等", "and", "others", ""))


def _authors(text: str) -> tuple[str, ...]:
    """Return the authors of an entry, each as "Li Q" or as printed.

    >>> _authors("Li, Q., & Wang, H. M."), _authors("LI Q, WANG H, et al"), _authors("X. Wang, Y. Li, ")
    (('Li Q', 'Wang HM'), ('LI Q', 'WANG H'), ('X. Wang', 'Y. Li'))
    """
    turned = re.findall(rf"([^\W\d_][\w'’ -]*),\s*({_INITIALS}|[A-Z]{{1,3}}\b)", text)
    if re.match(rf"(?!{_INITIALS}\s?[^\W\d_]{{2}})[^,]+,\s*{_INITIALS}", text) and turned:
        pairs = ((re.sub(r"^(?:and|&)\s+", "", name.strip()), initials) for name, initials in turned)
        return tuple(f"{name} {re.sub(r'[^A-Z]', '', initials)}" for name, initials in pairs)
    names = re.split(r"\s*(?:[,，、;]|\band\b|&)\s*", text)
    return tuple(
        n
        for n in (re.sub(r"^(?:[.&]|\s)+|[&\s]+$|(?<![A-Z])\.$", "", name) for name in names)
        if n.strip(" .") not in _NOBODY
    )


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
    found = next((match for form in _FORMS.values() if (match := form.match(plain))), None)
    fields = {name: value or "" for name, value in found.groupdict().items()} if found else {}
    year = fields.get("year") or (match[0] if (match := _YEAR.search(plain)) else "")
    if found and "volume" not in fields:
        place = _VOLUME_PAGES.search(
            plain, max(found.end("journal"), 0 if found.re is not _FORMS["vancouver"] else found.end("year"))
        )
        if place and place["volume"] == year and found.re is _FORMS["gbt"]:
            place = _VOLUME_PAGES.search(plain, found.end("year"))
    else:
        place = None if found else _VOLUME_PAGES.search(plain)
    doi, pmid = _DOI.search(plain), _PMID.search(plain)
    return Reference(
        number=number,
        text=" ".join(text.split()),
        authors=_authors(fields.get("authors", "")),
        title=fields.get("title", "").strip(" .。"),
        journal=fields.get("journal", "").strip(" ."),
        year=year,
        volume=fields.get("volume") or (place["volume"] if place else ""),
        pages=(fields.get("pages") or (place["pages"] if place else "")).rstrip("."),
        doi=doi[0].rstrip(".,;)") if doi else "",
        pmid=pmid[1] if pmid else "",
        review=is_review(fields.get("title", "")),
    )


def read_entries(text: str, span: Span) -> Iterator[Reference]:
    """Yield the entries of a reference list; without numbers, one is called by author and year, else by its line."""
    part = text[span.start : span.end]
    starts = sorted([*_ENTRY.finditer(part), *_WITHIN.finditer(part)], key=lambda found: found.start())
    # Numbers must climb: "2020;12(3)" at the start of a wrapped line is not entry 2020. In brackets some may be missing,
    # where a scan lost or misread one.
    climbing: list[re.Match[str]] = []
    for found in starts:
        step = int(found["bracket"] or found["plain"])
        if climbing:
            step -= int(climbing[-1]["bracket"] or climbing[-1]["plain"])
        if not climbing or step == 1 or (found["bracket"] and climbing[-1]["bracket"] and 1 < step <= _LOST):
            climbing.append(found)
    if len(climbing) >= 2 or (climbing and part[: climbing[0].start()].strip() == ""):
        ends = [following.start() for following in climbing[1:]] + [len(part)]
        for found, end in zip(climbing, ends, strict=True):
            yield parse_reference(found["bracket"] or found["plain"], part[found.end() : end].strip())
        return
    lines = [line.strip(" -*•\t") for line in part.splitlines() if len(line.strip()) > 20]
    labels: Counter[str] = Counter()
    for place, line in enumerate(lines, start=1):
        entry = parse_reference(str(place), line)
        if entry.authors and entry.year:
            letter = re.search(rf"\b{entry.year}([a-h])\b", line)
            label = label_of(entry.authors, entry.year + (letter[1] if letter else ""))
            labels[label] += 1
            again = f" ({labels[label]})" if labels[label] > 1 else ""
            entry = replace(entry, number=label + again)
        yield entry
