"""Which citation marker speaks for a relation.

A marker closes the clause before it: what stands between it and the marker before, as long as no semicolon, colon or
numbered item comes between. A marker behind an author or a study ("Wang et al. [12] showed that", 研究[12]表明) opens
what follows instead, up to the next marker or the end of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import CitationMarker, Document, Mention, Sentence, Span

__all__ = ["cited"]

#: where a clause ends that the next marker no longer speaks for
_BOUNDARY = re.compile(r"[;；。：]|:\s|[①-⑳]|[(（]\d{1,2}[)）]|,\s+(?:whereas|while|but)\s|[，,](?:而|但|然而|但是)")
#: what stands before a marker that opens: authors, or a study that then is said to show something
_AUTHORS = re.compile(
    r"(?:\bet al\.?|\b(?:colleagues|co-?workers)|等人?(?:学者|的)?|[A-Z][A-Za-zÀ-ÿ-]+(?:\s+(?:and|&)\s+[A-Z][A-Za-zÀ-ÿ-]+)?"
    r"|(?:等|人|学者)(?:在|于|的)?)[\s,，]*$"
)
_STUDY = re.compile(
    r"(?:\b(?:stud(?:y|ies)|trials?|reports?|authors?|researchers|groups?|analys[ei]s)|研究|文献|报道|报告|学者|试验|实验)\s*$"
)
#: 袁超[33]发现: two to four ideographs at the head of a clause are a name, where somebody then finds something
_NAMED = re.compile(r"(?:^|[，,。；;])\s*[\u4e00-\u9fff]{2,4}$")
_FINDS = re.compile(r"\s*(?:首次|则|还|也)?(?:发现|报道|证实|指出|认为|证明|提出)")
_SHOWS = re.compile(
    r"\s*(?:,\s*)?(?:ha(?:s|ve)\s+)?(?:also\s+)?(?:show|report|demonstrat|found|suggest|reveal|indicat|observ|confirm|prov|conclud|describ|"
    r"compar|investigat|evaluat|us(?:ed|ing)|treat|inject|isolat|that\b)|(?:则|还|均|也|曾|已|首次|通过|利用|采用|使用|将|用|对)?"
    r"(?:表明|发现|显示|证实|证明|报道|指出|认为|提示|揭示|研究|比较|观察|评估|利用|采用|使用|构建|将|在|用|对|从)"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Markers that stand side by side, such as [12][13], as one."""

    start: int
    end: int
    numbers: tuple[str, ...]
    opens: bool


def _groups(doc: Document, sentence: Sentence) -> list[_Group]:
    first = bisect_left(doc.markers, sentence.span.start, key=lambda marker: marker.span.start)
    behind = bisect_left(doc.markers, sentence.span.end, key=lambda marker: marker.span.start)
    groups: list[_Group] = []
    for marker in doc.markers[first:behind]:
        if groups and not doc.text[groups[-1].end : marker.span.start].strip(" ,，、;"):
            last = groups.pop()
            numbers = tuple(dict.fromkeys(last.numbers + marker.numbers))
            groups.append(_Group(last.start, marker.span.end, numbers, last.opens))
            continue
        groups.append(
            _Group(marker.span.start, marker.span.end, marker.numbers, _opens(doc.text, marker, sentence.span))
        )
    return groups


def _opens(text: str, marker: CitationMarker, sentence: Span) -> bool:
    """Return whether a marker stands behind who showed it and not behind what was shown."""
    before, after = text[sentence.start : marker.span.start], text[marker.span.end : sentence.end]
    if not after.strip(" .。;；,，)）"):
        return False
    if _AUTHORS.search(before[-60:]):
        named = re.search(r"(?:et al|colleagues|workers|等)", before[-24:])
        return bool(named) or bool(_SHOWS.match(after))
    if not before.strip():
        return True  # "[12] showed that"
    if _NAMED.search(before) and _FINDS.match(after):
        return True
    return bool(_STUDY.search(before[-24:]) and _SHOWS.match(after))


def cited(doc: Document, sentence: Sentence, trigger: Span, ends: Sequence[Mention]) -> tuple[str, ...]:
    """Return the numbers of the marker that speaks for a relation, ranges expanded; () where none does.

    Args:
        doc: the document, whose text the spans point into.
        sentence: the sentence of the relation.
        trigger: what states it.
        ends: its subject and object; one in an earlier sentence counts for nothing here.
    """
    inside = [end.span for end in ends if end.span.start >= sentence.span.start]
    start = min([trigger.start, *[span.start for span in inside]])
    stop = max([trigger.end, *[span.end for span in inside[1:] if span.end > trigger.end]])
    groups = _groups(doc, sentence)
    # a marker within the object ("collagen I [3] and elastin [4]") stands behind what it speaks for
    after = next((group for group in groups if group.start >= stop), None)
    if after is not None and not after.opens and not _BOUNDARY.search(doc.text[stop : after.start].rstrip("。.; ；")):
        return after.numbers
    opening = [group for group in groups if group.opens and group.end <= max(start, trigger.start)]
    if opening:
        between = [group for group in groups if opening[-1].end <= group.start < trigger.start and not group.opens]
        # what another paper has closed, and what follows it, is no longer said to be the first one's
        if not between:
            return opening[-1].numbers
    return ()
