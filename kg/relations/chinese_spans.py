"""Where a clause of Chinese tokens begins and ends, whether a verb comes next, and a stretch of them as one name."""

from __future__ import annotations

from kg.relations.chinese_tokens import Token

__all__ = ["ENDS", "acts_at", "named_whole", "opens_at", "stop_at"]

ENDS = (",", ";", ")")


def opens_at(tokens: list[Token], n: int) -> bool:
    """Return whether a clause begins at ``n``."""
    while n and tokens[n - 1].may("ADV") and not tokens[n - 1].may("V", "N"):
        n -= 1
    return n == 0 or tokens[n - 1].may(",", ";")


def stop_at(tokens: list[Token], n: int) -> int:
    """Return where the clause around ``n`` ends."""
    return next((k for k in range(n, len(tokens)) if tokens[k].may(*ENDS)), len(tokens))


def acts_at(tokens: list[Token], n: int) -> bool:
    """Return whether a verb stands at ``n``, behind what only tells how."""
    verb = next((token for token in tokens[n : n + 4] if token.may("V") or not token.may("ADV")), None)
    return verb is not None and verb.may("V") and verb.found is None and bool(verb.triggers)


def named_whole(tokens: list[Token]) -> Token:
    """Return some tokens as one name."""
    words = "".join(token.text for token in tokens)
    return Token(tokens[0].start, tokens[-1].end, words, frozenset(("N",)))
