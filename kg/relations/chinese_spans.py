"""Where a clause of Chinese tokens begins and ends, whether a verb comes next, and turns looked for where a word of theirs stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, Words

__all__ = [
    "ENDS",
    "Turn",
    "Wording",
    "acts_at",
    "named_whole",
    "opens_at",
    "stop_at",
    "turned",
    "with_gates",
    "with_words",
]

Turn = Callable[[list[Token], Patterns], list[Token]]
Wording = Callable[[list[Token], Words, Patterns], list[Token]]
ENDS = (",", ";", ")")


def with_words(named: Sequence[tuple[str, Turn]], patterns: Patterns) -> tuple[tuple[frozenset[str], Turn], ...]:
    """Return turns in their order, each with words of which it needs one: those of a list, or 经 and 经过 of "经 经过"."""
    return tuple((patterns.having(name) if name.isascii() else frozenset(name.split()), turn) for name, turn in named)


def turned(tokens: list[Token], turns: Sequence[tuple[frozenset[str], Turn]], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence after every turn of which a word stands in it; most hold none."""
    said = {token.text for token in tokens}
    for needed, turn in turns:
        if not said.isdisjoint(needed):
            tokens = turn(tokens, patterns)
    return tokens


def with_gates(
    named: Sequence[tuple[str, Wording]], tokens: list[Token], words: Words, patterns: Patterns
) -> list[Token]:
    """Return the tokens of a sentence after every turn of which a word stands in it, by lists or by words as in `with_words`."""
    said = {token.text for token in tokens}
    for name, turn in named:
        if not said.isdisjoint(patterns.having(name) if name.isascii() else name.split()):
            tokens = turn(tokens, words, patterns)
    return tokens


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
