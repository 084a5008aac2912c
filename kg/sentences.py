"""Room 2: a document to its sentences, with exact spans.

A sentence never runs over a heading, a table or a list item; it does run over a page break when the paragraph
before the break does not end one. Rules per language are a few lines each: they are measured in the tests on a
growing list of cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.languages import detect_language, has_cjk, is_cjk
from kg.model import Document, Language, Section, Sentence, Span

__all__ = ["split_sentences"]

_CLOSERS = r"[\"”’'」』)）\]］*_]*"
_CITED = r"(?:\s*<sup>[^<]{0,60}</sup>|\s*[\[［][\d,，;；.\-–—\s]{1,40}[\]］]?|[⁰¹²³⁴⁵⁶⁷⁸⁹,⁻]+)*"
_END_ZH = re.compile(
    rf"[。！？!?]{_CLOSERS}{_CITED}|(?<=[\u4e00-\u9fff\])）>])\.(?=\s|$|[\u4e00-\u9fff]){_CITED}|(?<=[a-z]{{3}})\.(?=\s[\u4e00-\u9fff])"
)
_END_EN = re.compile(
    rf"[.!?。]{_CLOSERS}{_CITED}(?=\s+{_CLOSERS}(?:[\"“(\[]?[A-Z0-9α-ωΑ-Ω\u4e00-\u9fff]|[a-z]+[A-Z])|\s*$)|(?<=[a-z)])\.(?=[A-Z][a-z]+\s)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|al|etc|vs|cf|ca|approx|resp|Fig|Figs|Tab|No|Nos|Dr|Prof|St|spp|sp|subsp|var|Eq|Ref|Refs|"
    r"vol|pp|ed|eds|incl|viz|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z]|\b[a-z]\.[a-z])$"
)
#: "mitomycin C.", but not "by J. Smith"
_CALLED = re.compile(
    r"(?:[Vv]itamin|[Tt]ype|[Ff]actor|[Gg]roup|[Cc]lass|[Pp]rotein|[Gg]rade|[Ss]tage|[Hh]epatitis)\s+[IVXABCDEK]$"
    r"|\b(?!(?:with|from|like|after|near|than|that|when|where|were|under|over|both)\b)[a-z]{4,}\s+[IVXABCDEK]$"
)
_SUFFIXED = re.compile(r"[A-Za-z0-9]{2,}[-/][A-Z]$")  #: "TRPV-A." and "APC/C.", but not "J.-P."
_BREAK = re.compile(r"\n[ \t　]*(?:\n[ \t　]*)*")
_ITEM = re.compile(r"\s*(?:[-*•△▲]\s|\d{1,2}[.)、]\s|[(（]\d{1,2}[)）]|#{1,6}\s|\*\*|\|)")
#: a heading that runs into its paragraph: "2.1 皮肤衰老 衰老过程…", "**免疫:** 上皮…"
_RUN_IN = re.compile(
    r"\s*(?:\*\*[^*\n]{2,60}\*\*\s*[:：]?|\d+(?:\.\d+)+\s+[^\s。，,;；]{2,24}(?=\s+[\u4e00-\u9fff]))\s*"
)
_FINISHED = re.compile(rf"[。！？!?.;；:：]{_CLOSERS}{_CITED}\s*$")


#: code points; a longer stretch without a full stop is no sentence, and reading it whole takes quadratic time
_LONGEST = 3000


def _paragraphs(text: str, section: Section) -> Iterator[Span]:
    """Yield the paragraphs of a section; those that a page break cut in two come as one."""
    start = section.span.start
    for found in _BREAK.finditer(text, section.span.start, section.span.end):
        before, after = text[start : found.start()], text[found.end() : found.end() + 40]
        if before.strip() and (_FINISHED.search(before[-120:]) or _ITEM.match(after) or not _goes_on(before, after)):
            yield Span(start, found.start())
            start = found.end()
        elif not before.strip():
            start = found.end()
    yield Span(start, section.span.end)


def _goes_on(before: str, after: str) -> bool:
    """Return whether text after a break can be the rest of a sentence: long enough before, no capital after."""
    long_enough = len(before.strip()) > 30
    return long_enough and bool(after) and (is_cjk(after[0]) or after[0].islower() or after[0] in "(,，、;；0123456789")


def _is_end(text: str, found: re.Match[str], start: int, language: Language) -> bool:
    if language == "zh" or found[0][0] != ".":
        return True
    before = text[start : found.start()]
    if _ABBREVIATION.search(before[-12:]):
        # "vitamin C." and "type I." do end sentences; an initial or a genus does not.
        last = before.rsplit(None, 1)[-1]
        return bool(_CALLED.search(before)) if len(last) == 1 else bool(_SUFFIXED.search(last))
    return True


def split_sentences(doc: Document) -> Iterator[Sentence]:
    """Yield the sentences of the body of a document, in order.

    Only ``body`` sections are read: front matter, tables, methods, back matter and references hold none.
    """
    for section in doc.sections:
        if section.kind != "body":
            continue
        for paragraph in _paragraphs(doc.text, section):
            language = detect_language(doc.text[paragraph.start : paragraph.end])
            for span in _split(doc.text, paragraph, language):
                raw = doc.text[span.start : span.end]
                yield Sentence(doc.id, span, raw, _language_of(raw, language), section.title)


def _language_of(sentence: str, paragraph: Language) -> Language:
    """Return the language of a sentence: that of its paragraph, unless it has not one character of it."""
    if paragraph == "zh":
        return "zh" if has_cjk(sentence) else "en"
    return detect_language(sentence)


def _split(text: str, paragraph: Span, language: Language) -> Iterator[Span]:
    ends = _END_ZH if language == "zh" else _END_EN
    heading = _RUN_IN.match(text, paragraph.start, paragraph.end)
    start = heading.end() if heading and heading.end() < paragraph.end else paragraph.start
    for found in ends.finditer(text, start, paragraph.end):
        if found.end() > start and _is_end(text, found, start, language):
            yield from _trimmed(text, start, found.end())
            start = found.end()
    yield from _trimmed(text, start, paragraph.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a stretch without the space and markup around it; one too long to be a sentence comes in pieces."""
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip(" \t\n\r　*_#-•△"))
    if len(raw) > _LONGEST:
        cut = max(raw.rfind(mark, 1, _LONGEST) for mark in " ,，、;；") + 1 or _LONGEST
        yield from _trimmed(text, start, start + cut)
        rest = start + cut
        while end - rest > _LONGEST:  # not by recursion: a line of a hundred megabytes has many pieces
            piece = text[rest : rest + _LONGEST]
            cut = max(piece.rfind(mark, 1) for mark in " ,，、;；") + 1 or _LONGEST
            yield from _trimmed(text, rest, rest + cut)
            rest += cut
        yield from _trimmed(text, rest, end)
        return
    kept = raw.strip(" \t\n\r　")
    if len(kept) - left >= 2 and any(char.isalpha() for char in kept):
        yield Span(start + left, start + len(raw.rstrip()))
