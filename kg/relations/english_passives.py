"""A second passive that leaves out its "is": "collagen is raised in keloids and degraded by MMP-1"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.relations.english_tokens import Token

__all__ = ["whole_passives"]

#: what may stand between the first passive and the conjunction: where, when and by whom
_BETWEEN: Final = ("P", "TO", "N", "A", "D", "Q", "T", "ADV", "SUF")
_EITHER: Final = ("or", "nor")
_PARTICLES: Final = ("up", "down", "off", "out", "on")
_LINKS: Final = ("and", "or", "but", "nor")


def whole_passives(tokens: list[Token]) -> list[Token]:
    """Return words with the "is" of a second passive, so that who does the one does not do the other.

    Args:
        tokens: those of a sentence, with their jobs.
    """
    out: list[Token] = []
    for n, token in enumerate(tokens):
        acted = token.kind in ("V", "X") and token.form == "part" and not token.found
        then = [one.word for one in tokens[n + 1 : n + 3]]
        by = then[:1] == ["by"] or (then[1:] == ["by"] and then[0] in _PARTICLES)
        if acted and by and (link := _link(out)):
            gap = out[link - 1].end
            denied = out[link - 1].word in _EITHER and _is_denied(out)
            out[link:link] = [Token(gap, gap, "is", "B"), *([Token(gap, gap, "not", "NEG")] if denied else [])]
            token = replace(token, form="pass")
        out.append(token)
    return out


def _is_denied(before: list[Token]) -> bool:
    """Return whether the last passive is denied: "is not prevented by A (or induced by B)"."""
    first = next((n for n in range(len(before) - 1, 0, -1) if before[n].form == "pass"), 0)
    while first > 1 and before[first - 1].kind == "ADV":
        first -= 1
    return first > 0 and before[first - 1].kind == "NEG"


def _link(before: list[Token]) -> int:
    """Return the place behind the conjunction that ties a participle to a passive with words of its own, or 0."""
    k = len(before) - 1
    while k > 0 and before[k].kind in ("ADV", "NEG"):
        k -= 1
    if k < 1 or before[k].word not in _LINKS:
        return 0
    n = k - 1
    while n > 0 and (before[n].kind in _BETWEEN or before[n].form == "part" or _joins(before, n)):
        n -= 1
    own = any(token.kind == "P" for token in before[n + 1 : k])
    return k + 1 if own and before[n].kind in ("V", "X") and before[n].form == "pass" else 0


def _joins(tokens: list[Token], n: int) -> bool:
    """Return whether a conjunction ties two names: "by heat and light"."""
    return tokens[n].kind == "C" and all(tokens[k].kind in ("N", "Q", "T") for k in (n - 1, n + 1))
