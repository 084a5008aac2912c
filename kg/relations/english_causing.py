"""English turns that let, make or keep somebody do something: "help the skin produce", "keep UV from damaging", "prevent X from being converted to"."""

from __future__ import annotations

from typing import Final

from kg.patterns import Patterns
from kg.relations.english_tokens import Token, as_verb

__all__ = ["causing"]

_WITHIN: Final = ("D", "A", "Q", "N", "T", "SUF")
_LED: Final = ("N", "T", "ADV", "M", "TO", "R", "C", "NEG", "PRON", ")", "V", "X")
_BARE: Final = ("help", "let", "make")  #: what needs no "to" before the verb
_BECOMES: Final = {"become": "base", "becomes": "s", "became": "ed", "turn": "base", "turns": "s", "turned": "ed"}
#: what one can be made to do that is told of both
_DONE: Final = ("produces", "increases", "decreases", "cause", "differentiates_into", "delivers", "contains")
_SPARING: Final = "spar"
_MAKES: Final = ("produces", "increases", "cause")
_SAVING: Final = ("keep", "kept", _SPARING)  #: without "from" these say something else
_CAUSE: Final = {"base": "cause", "s": "causes", "ed": "caused", "ing": "causing"}
_DIFFERENTIATE: Final = {"base": "differentiate", "s": "differentiates", "ed": "differentiated"}
_PREVENT: Final = {"base": "prevent", "s": "prevents", "ed": "prevented", "ing": "preventing"}
_INCREASE: Final = {"base": "increase", "s": "increases", "ed": "increased", "ing": "increasing"}
_PROTECT: Final = {"base": "protect", "s": "protects", "ed": "protected", "ing": "protecting"}
_PASTS: Final = {"made": "ed", "drove": "ed", "kept": "ed", "let": "base"}


def causing(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with such turns put straight.

    Args:
        tokens: as the word lists alone tell them.
        patterns: English word lists and triggers.
    """
    said = {token.word for token in tokens}  # most sentences hold none of the words that a turn needs
    if not said.isdisjoint(_BECOMES):
        tokens = _become(tokens, patterns)
    if not said.isdisjoint(patterns.having("letting")):
        tokens = _let(tokens, patterns)
    if "from" in said and not said.isdisjoint(patterns.having("keeping")):
        tokens = _kept(tokens, patterns)
    return tokens


def _form(word: str) -> str:
    plain = "ed" if word.endswith("ed") else "ing" if word.endswith("ing") else "s" if word.endswith("s") else "base"
    return _PASTS.get(word, plain)


def _over(tokens: list[Token], n: int, *, known: bool = True) -> int:
    """Return where the noun phrase that begins at ``n`` ends; ``n`` where it names nothing that is ``known``."""
    end = n
    while end < len(tokens) and (tokens[end].kind in _WITHIN or (end > n and tokens[end].kind == "C")):
        end += 1
    end -= end > n and tokens[end - 1].kind == "C"
    return end if not known or any(token.found for token in tokens[n:end]) else n


def _leads(tokens: list[Token], n: int) -> bool:
    """Return whether a word stands where a verb with an object does."""
    return n > 0 and tokens[n - 1].kind in _LED and tokens[n].found is None


def _let(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "helps (the skin) (to) produce X" as "causes the skin to produce X"."""
    for n, token in enumerate(tokens):
        if token.word not in patterns.having("letting") or not _leads(tokens, n):
            continue
        end = _over(tokens, n + 1)
        to = end < len(tokens) and tokens[end].kind == "TO"
        does = tokens[end + to] if end + to < len(tokens) else None
        if end == n + 1 or does is None or (not to and not token.word.startswith(_BARE)):
            continue
        if does.kind == "V" and does.form == "base" and does.triggers and does.triggers[0].predicate in _DONE:
            gap = Token(does.start, does.start, "to", "TO")
            verb = as_verb(token, _CAUSE, patterns, _form(token.word))
            rest = _let(tokens[end + to :], patterns)
            return [*tokens[:n], verb, *tokens[n + 1 : end], gap, *rest]
    return tokens


def _beside(token: Token) -> bool:
    """Return whether a word may stand between "become" and the cell: "(activated) myofibroblasts"."""
    return token.kind in ("D", "ADV", "A") or token.form in ("pass", "ed") or token.word == "into"


def _become(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "fibroblasts to become (activated) myofibroblasts" as "fibroblasts to differentiate into" them."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        form = _BECOMES.get(token.word)
        if form is None or token.found:
            out.append(token)
            continue
        cell = next((one for one in tokens[n + 1 :] if not _beside(one)), None)
        before = next((one for one in reversed(out) if one.kind not in ("TO", "ADV", "M", "NEG")), None)
        both = all(one is not None and one.found and one.found.entity.type == "Cell" for one in (cell, before))
        if not both:
            out.append(token)
            continue
        out.append(as_verb(token, _DIFFERENTIATE, patterns, form))
        if n + 1 < len(tokens) and tokens[n + 1].word != "into":
            out.append(Token(token.end, token.end, "into", "P"))
    return out


def _kept(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "keeps B from damaging C" as "protects C from B", and "prevents B from being converted to C" as "prevents C"."""
    for n, token in enumerate(tokens):
        if token.word not in patterns.having("keeping") or not _leads(tokens, n):
            continue
        end = _over(tokens, n + 1)
        if end == n + 1 or end + 2 >= len(tokens) or tokens[end].word != "from":
            continue
        does, k = tokens[end + 1], end + 2
        if does.word == "being" and tokens[k].word in patterns.having("converted"):
            to = k + 1
            if to < len(tokens) and tokens[to].word in ("to", "into") and _over(tokens, to + 1) > to + 1:
                return [*tokens[:n], as_verb(token, _PREVENT, patterns, _form(token.word)), *tokens[to + 1 :]]
            continue
        if does.form != "ing" or does.kind != "V" or not does.triggers:
            if token.word.startswith(_SPARING) and _over(tokens, end + 1) > end + 1:  # spares collagen from glycation
                return [*tokens[:n], as_verb(token, _PROTECT, patterns, _form(token.word)), *tokens[n + 1 :]]
            continue
        what = _over(tokens, k, known=False)
        way = does.triggers[0].predicate
        if what > k and way == "decreases":
            if does.word in patterns.having("harming"):
                verb = as_verb(token, _PROTECT, patterns, _form(token.word))
                harm = tokens[n + 1 : end]
                return [*tokens[:n], verb, *tokens[k:what], tokens[end], *harm, *tokens[what:]]
            verb = as_verb(token, _INCREASE, patterns, _form(token.word))  # less of what lowers it
            return [*tokens[:n], verb, *tokens[k:what], *_kept_too(tokens[what:], token, patterns)]
        if what > k and way in _MAKES:
            verb = as_verb(token, _PREVENT, patterns, _form(token.word))
            return [*tokens[:n], verb, *tokens[k:what], *_kept_too(tokens[what:], token, patterns)]
        if token.word.startswith(_SAVING):  # keeps B from binding to C, as "prevents" does
            return [*tokens[:n], as_verb(token, _PREVENT, patterns, _form(token.word)), *tokens[n + 1 :]]
    return tokens


def _kept_too(rest: list[Token], keeps: Token, patterns: Patterns) -> list[Token]:
    """Return what follows "prevents B from reducing C" with a further "or increasing D" as what is prevented, too."""
    if len(rest) < 3 or rest[0].kind != "C" or rest[1].form != "ing" or not rest[1].triggers:
        return rest
    way, what = rest[1].triggers[0].predicate, _over(rest, 2, known=False)
    if what == 2 or way not in ("decreases", *_MAKES):
        return rest
    verb = as_verb(rest[1], _INCREASE if way == "decreases" else _PREVENT, patterns, _form(keeps.word))
    return [rest[0], verb, *rest[2:what], *_kept_too(rest[what:], keeps, patterns)]
