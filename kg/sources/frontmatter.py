"""Reads title, authors, journal, year and DOI where an article states them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages import is_cjk
from kg.model import Section

__all__ = ["FrontMatter", "read_front"]

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"'）)，。；]+")
_SENTENCE = re.compile(r"。|[a-z]{2}[.!?] [A-Z]")
_EMPHASIS = re.compile(r"^[#\s*_\-•]+|[*_\s]+$")
_LABELLED = {
    "title": re.compile(r"^[\s\-*]*(?:title|题目|标题)\s*[:：]\s*(\S.*)$", re.I | re.M),
    "journal": re.compile(r"^[\s\-*]*(?:journal|期刊|刊名)\s*[:：]\s*(\S.*)$", re.I | re.M),
    "year": re.compile(r"^[\s\-*]*(?:year|date|年份|出版日期|published)\s*[:：]\D{0,20}((?:19|20)\d{2})", re.I | re.M),
}
_FROM = re.compile(
    r"^[\s\-*]*From\s*[:：]\s*(?P<journal>\S[^\n]*?)\s*\n\s*(?P<year>(?:19|20)\d{2});\s*\d+", re.I | re.M
)
_CITED_AS = re.compile(
    r"(?:引用本文|引用格式|How to cite(?: this article)?|Cite this article)[^\n]{0,4}[:：](?P<rest>[^\n]+)", re.I
)
_JOURNAL_YEAR = re.compile(
    r"(?:\[J\]\s*[.．]\s*|[.．]\s*\*?)(?P<journal>[^.．\[\]*,，]{4,80}?)\*?\s*[.,，]\s*(?P<year>(?:19|20)\d{2})\b"
)
_AUTHOR_BLOCK = re.compile(
    r"^[\s\-*]*(?:Authors?|作者)\s*[:：]?\s*$(?P<rest>(?:\n.*)*?)(?=\n[\s*]*(?:-\s|Author Information)|\Z)", re.I | re.M
)
_LATIN_NAME = r"[A-Z][\w.'’\-]+(?:\s+[A-Z][\w.'’\-]*){1,3}"
_LATIN_NAMES = re.compile(
    rf"^{_LATIN_NAME}(?:\s*[\d*,†]*)(?:\s*[,;]\s*(?:and\s+)?{_LATIN_NAME}\s*[\d*,†]*)*(?:\s+and\s+{_LATIN_NAME})?$"
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an article says about itself; a field it does not state is empty."""

    title: str
    authors: tuple[str, ...]
    journal: str
    year: str
    doi: str


def _clean(line: str) -> str:
    return _EMPHASIS.sub("", line).strip()


def _first_title(lines: Sequence[str]) -> str:
    for line in lines:
        if line.lstrip().startswith("# "):
            return _clean(line)
    for line in lines[:12]:
        cleaned = _clean(line)
        # A title is a phrase: a first line that ends like a sentence belongs to a text without one.
        if (
            len(cleaned) > 8
            and not cleaned.endswith(".")
            and not _SENTENCE.search(cleaned)
            and not _DOI.search(cleaned)
            and ":" not in cleaned[:14]
        ):
            return cleaned if len(cleaned) < 300 else ""
        if cleaned:
            return ""
    return ""


def _is_name(part: str) -> bool:
    if part and all(map(is_cjk, part)):
        return 2 <= len(part) <= 4
    return bool(re.fullmatch(_LATIN_NAME, part))


def _authors(front: str, title: str) -> tuple[str, ...]:
    block = _AUTHOR_BLOCK.search(front)
    if block:
        parts = [part.strip(" \t,;*") for part in re.split(r"[\n;]", block["rest"])]
        return tuple(part for part in parts if _is_name(part))
    after = front.split(title, 1)[-1] if title else ""
    for line in [line.strip() for line in after.split("\n") if line.strip()][:4]:
        parts = [
            re.sub(r"[\d*†,]+$", "", part).strip() for part in re.split(r"\s*[,，、;；]\s*|\s+and\s+", _clean(line))
        ]
        if parts and all(_is_name(part) for part in parts if part):
            return tuple(part for part in parts if part)
    return ()


def read_front(text: str, sections: Sequence[Section]) -> FrontMatter:
    r"""Return the front matter of an article from all that stands outside its reference list.

    >>> read_front("# 外泌体与皮肤衰老\n\n王明, 李红\n\n引用本文: 王明. 外泌体与皮肤衰老 [J]. 再生医学, 2023, 1(1):1-6.\n", ())
    FrontMatter(title='外泌体与皮肤衰老', authors=('王明', '李红'), journal='再生医学', year='2023', doi='')
    """
    end = min((s.span.start for s in sections if s.kind == "references"), default=len(text))
    front = text[:end]
    labelled = {name: found[1].strip() for name, pattern in _LABELLED.items() if (found := pattern.search(front))}
    title = labelled.get("title") or _first_title([line for line in front.split("\n") if line.strip()])
    journal, year = labelled.get("journal", ""), labelled.get("year", "")
    if came_from := _FROM.search(front):
        journal, year = journal or came_from["journal"], year or came_from["year"]
    for cited in _CITED_AS.finditer(front):
        if found := _JOURNAL_YEAR.search(cited["rest"]):
            journal, year = journal or found["journal"].strip(), year or found["year"]
    doi = _DOI.search(front[:20000])
    return FrontMatter(title, _authors(front, title), journal, year, doi[0].rstrip(".,;>") if doi else "")
