"""Where a clause of Chinese tokens begins and ends, whether a verb comes next, and turns looked for where a word of theirs stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, Words

__all__ = [
    "ENDS",
    "Turn",
    "Wording",
    "acts_at",
    "named_whole",
    "opening_at",
    "opens_at",
    "put_plainly",
    "standing",
    "states",
    "stop_at",
    "type_of",
]

Turn = Callable[[list[Token], Patterns], list[Token]]
Wording = Callable[[list[Token], Words, Patterns], list[Token]]
_T = TypeVar("_T")
ENDS = (",", ";", ")")


@lru_cache(maxsize=16)
def _gates(named: tuple[tuple[str, Any], ...], patterns: Patterns) -> tuple[tuple[frozenset[str], Any], ...]:
    return tuple((patterns.having(name) if name.isascii() else frozenset(name.split()), turn) for name, turn in named)


def standing(named: tuple[tuple[str, _T], ...], tokens: list[Token], patterns: Patterns) -> list[_T]:
    """Return the turns, in their order, of which a word stands in a sentence; most hold none.

    Args:
        named: turns, each with words of which it needs one: the name of their list, or 经 and 经过 as "经 经过".
        tokens: of the sentence.
        patterns: Chinese word lists.
    """
    said = {token.text for token in tokens}
    return [turn for needed, turn in _gates(named, patterns) if not said.isdisjoint(needed)]


def put_plainly(
    named: tuple[tuple[str, Wording], ...], tokens: list[Token], words: Words, patterns: Patterns
) -> list[Token]:
    """Return the tokens of a sentence as the turns leave them of which a word stands in it, one after the other.

    Args:
        named: turns, as :func:`standing` takes them.
        tokens: of the sentence.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    for turn in standing(named, tokens, patterns):
        tokens = turn(tokens, words, patterns)
    return tokens


def type_of(token: Token) -> str:
    """Return the type of what a token names, or ""."""
    return token.found.entity.type if token.found is not None else ""


def states(token: Token) -> bool:
    """Return whether a token is a verb that states something, and no name."""
    return token.found is None and token.may("V") and bool(token.triggers)


def opens_at(tokens: list[Token], n: int) -> bool:
    """Return whether a clause begins at ``n``."""
    while n and tokens[n - 1].may("ADV") and not tokens[n - 1].may("V", "N"):
        n -= 1
    return n == 0 or tokens[n - 1].may(",", ";")


def opening_at(tokens: list[Token], n: int) -> int:
    """Return where the clause begins that holds the token at ``n``."""
    return next((k + 1 for k in range(n - 1, -1, -1) if tokens[k].may(*ENDS)), 0)


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
