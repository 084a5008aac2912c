"""English doubts that stand outside the verb: "is thought to", "it seems that", "perhaps" at the head of a clause."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.patterns import Patterns

__all__ = ["is_doubted", "is_refuted"]


#: "it is quite likely that"
_IT = (
    r"\bit (?:is|was|seems|appears|may be|might be|could be)(?: \w+)? "
    r"(?:un)?(?:possible|likely|probable|conceivable|plausible)"
)


#: "if X raises Y, it will be useful"
_IF = re.compile(r"(?:\b(?:if|unless)|(?:^|[,;]\s)(?:provided|assuming))(?: that)?,?\s*$")
#: what an opinion is called
_OPINION = r"(?:view|idea|notion|hypothesis|claim|concept|assumption|conclusion|belief|theory|possibility|proposition|contention)"
_REFUTES = (
    r"(?:argue[sd]?|speaks?|spoke|militates?) against|contradict(?:s|ed)?|refute[sd]?|disprove[sd]?|reject(?:s|ed)?|ruled? out|rules out|"
    r"(?:do(?:es)? not|did not|fail(?:s|ed)? to|cannot|could not) support"
)
#: before "that": "did not support the view", "nobody has shown", "it is a myth"
_AGAINST = re.compile(
    rf"(?:\b(?:{_REFUTES}) (?:the|this|any) (?:\w+ )?{_OPINION}|\b(?:nobody|no one|none)(?: of \w+ \w+)? (?:has|have|had)? ?\w+|"
    r"\bit is (?:a myth|a misconception|untrue|not true|incorrect|false|wrong)) $"
)
#: before "that", and behind the clause: "the hypothesis that ... was rejected"
_HELD = re.compile(rf"\b{_OPINION} $")
_DROPPED = re.compile(
    r"[^,;]*?\b(?:(?:was|were|is|are|has been|have been|remains?) (?:then |later |subsequently |largely |a |now )?"
    r"(?:rejected|refuted|disproved|disproven|abandoned|overturned|discredited|debunked|unfounded|baseless|groundless|untenable|false"
    r"|wrong|incorrect|untrue|mistaken|myth|misconception|not (?:supported|confirmed|borne out|tenable|correct|true))"
    r"|(?:lacks?|lacked|ha(?:s|ve) no) (?:any |scientific |solid |clinical |good |firm )*(?:evidence|support|foundation|basis))"
)
#: before "that": "it is not clear", "few studies have shown", "little evidence"
_HARDLY = re.compile(
    r"\b(?:it (?:is|was|remains) (?:not (?:yet )?(?:entirely )?(?:clear|certain|evident|obvious)|doubtful|questionable|uncertain|debatable|unclear)"
    r"|few (?:\w+ )?(?:studies|trials|data|reports|authors) (?:have )?\w+(?: the \w+)?|little (?:\w+ )?evidence(?: \w+){0,3}) $"
)
#: behind a clause that "evidence that" opens
_WEAK = re.compile(
    r"[^,;]*?\b(?:is|are|remains?) (?:still |currently )?(?:lacking|weak|limited|scarce|insufficient|inconclusive|missing|sparse|anecdotal)\b"
)
_FARTHEST, _FAR_BACK = 70, 120  #: code points from "that" to its verb, and of what is read before it


def _opening(lower: str, verb: int) -> str | None:
    """Return what stands before the "that" of a verb's clause; None where it has none."""
    at = max(lower.rfind(" that ", max(0, verb - _FARTHEST), verb), -1)
    inside = lower[at + 6 : verb]
    return None if at < 0 or "," in inside or ";" in inside else lower[max(0, at - _FAR_BACK) : at + 1]


def is_refuted(lower: str, verb: int, end: int) -> bool:
    """Return whether words outside a verb deny what it says: "did not support the view that", "the claim that ... was refuted".

    Args:
        lower: the folded sentence in small letters.
        verb: where the verb begins in it.
        end: where the verb ends in it.
    """
    before = _opening(lower, verb)
    if before is None:
        return False
    return _AGAINST.search(before) is not None or (
        _HELD.search(before) is not None and _DROPPED.match(lower, end) is not None
    )


@lru_cache(maxsize=2)
def _doubts(patterns: Patterns) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds a doubt right before a verb, before a clause, and at its head."""
    to, that, first = (
        "|".join(map(re.escape, patterns.words[name])) for name in ("doubted_to", "doubted_that", "perhaps")
    )
    return (
        re.compile(rf"\b(?:{to}) to (?:\w+ ){{0,2}}$"),
        re.compile(rf"(?:{_IT}|\b(?:{that})),? that,?\s*$"),
        re.compile(rf"\s*(?:{first})\b"),
    )


def is_doubted(lower: str, clause: int, verb: int, patterns: Patterns) -> bool:
    """Return whether what a verb says is doubted by words outside it.

    Args:
        lower: the folded sentence in small letters.
        clause: where the clause of the verb begins in it, behind "that".
        verb: where the verb itself begins.
        patterns: English word lists.
    """
    before = _opening(lower, verb)
    if before is not None:
        weak = before.endswith("evidence ") and _WEAK.match(lower, verb) is not None
        if weak or _HARDLY.search(before):
            return True
    to, that, first = _doubts(patterns)
    if to.search(lower, max(clause, verb - 40), verb):
        return True
    if _IF.search(lower, max(0, clause - 20), clause) and "," not in lower[clause:verb]:
        return True
    return that.search(lower, max(0, clause - 60), clause) is not None or first.match(lower, clause) is not None
