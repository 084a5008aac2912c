"""English doubts that stand outside the verb: "is thought to", "it seems that", "perhaps" at the head of a clause."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.patterns import Patterns

__all__ = ["is_doubted"]


#: "it is quite likely that"
_IT = (
    r"\bit (?:is|was|seems|appears|may be|might be|could be)(?: \w+)? "
    r"(?:un)?(?:possible|likely|probable|conceivable|plausible)"
)


#: "if X raises Y, it will be useful"
_IF = re.compile(r"\b(?:if|unless|provided|assuming)(?: that)?,?\s*$")


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
    to, that, first = _doubts(patterns)
    if to.search(lower, max(clause, verb - 40), verb):
        return True
    if _IF.search(lower, max(0, clause - 20), clause) and "," not in lower[clause:verb]:
        return True
    return that.search(lower, max(0, clause - 60), clause) is not None or first.match(lower, clause) is not None
