"""English turns of the clinic put as the rules read them: "ineffective in Y", "no better than placebo in Y", "Y occurs due to X"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.patterns import Patterns
from kg.relations.english_tokens import Token
from kg.relations.english_words import look_up

__all__ = ["reworded"]

_Turn = Callable[[list[Token], Patterns], list[Token]]
_NOUNS: Final = ("N", "Q", "T", "D", "A")
_PRESENTS: Final = {"presents": "manifests", "present": "manifest", "presented": "manifested"}
_ONLY: Final = ("only", "sole", "single")
_IN: Final = ("in", "for", "at", "on", "against")


def reworded(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with such turns put straight.

    Args:
        tokens: as the word lists alone tell them.
        patterns: English word lists and triggers.
    """
    said = {token.word for token in tokens}  # most sentences hold none of the words that a turn needs
    for needed, turn in _turns(patterns):
        if not said.isdisjoint(needed):
            tokens = turn(tokens, patterns)
    return tokens


@lru_cache(maxsize=2)
def _turns(patterns: Patterns) -> tuple[tuple[frozenset[str], _Turn], ...]:
    """Return the turns in the order in which they are put straight, each with words of which it needs one."""
    having = patterns.having
    return (
        (having("without_effect"), _ineffective),
        (having("placebos"), _no_better),
        (frozenset(_ONLY), _one_of_several),
        (having("no_good"), _no_benefit),
        (having("proving"), _proved),
        (frozenset(_PRESENTS), _presenting),
        (having("occurring"), _occurring),
        (having("remedies"), _for_which),
    )


def _word(tokens: list[Token], n: int) -> str:
    return tokens[n].word if n < len(tokens) else ""


def _is(at: Token) -> Token:
    return replace(at, word="is", kind="B", form="", triggers=(), found=None)


def _useless(at: Token, patterns: Patterns) -> list[Token]:
    """Return "not effective" where a word or two say so."""
    adjective = next(t for t in patterns.triggers if t.kind == "adjective" and t.words == "effective")
    no = Token(at.start, at.start, "not", "NEG")
    return [no, replace(at, word="effective", kind="A", form="", triggers=(adjective,), found=None)]


def _one_of_several(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "is not the only cause of Y" as "is the cause of Y": it is one."""
    for n in range(1, len(tokens) - 3):
        one = tokens[n].word == "not" and tokens[n + 1].word == "the" and tokens[n + 2].word in _ONLY
        if one and tokens[n - 1].kind == "B":
            return [*tokens[:n], tokens[n + 1], *_one_of_several(tokens[n + 3 :], patterns)]
    return tokens


def _ineffective(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "is ineffective in Y" as "is not effective in Y", and "is unrelated to Y" as "is not related to Y"."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        stem = patterns.tables["opposites"].get(token.word) if n and tokens[n - 1].kind in ("B", "ADV") else None
        if stem == "effective" and _word(tokens, n + 1) in _IN:
            out += _useless(token, patterns)
        elif stem and stem != "effective":
            known = tuple(t for t in patterns.triggers if t.kind == "adjective" and t.words == stem)
            kept = replace(token, word=stem, kind="A", triggers=known)
            out += [Token(token.start, token.start, "not", "NEG"), kept]
        else:
            out.append(token)
    return out


def _no_better(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "was no better than placebo in Y" as "was not effective in Y"."""
    for n in range(1, len(tokens) - 4):
        than = next((k for k in range(n + 2, n + 4) if _word(tokens, k) == "than"), 0)
        if tokens[n].word != "no" or tokens[n - 1].kind != "B" or not than:
            continue
        end = than + 1
        while end < len(tokens) and tokens[end].kind in _NOUNS:
            end += 1
        control = any(token.word in patterns.having("placebos") for token in tokens[than + 1 : end])
        if control and _word(tokens, end) in _IN:
            return [*tokens[:n], *_useless(tokens[n + 1], patterns), *_no_better(tokens[end:], patterns)]
    return tokens


def _no_benefit(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "showed no benefit in Y" and "is of no benefit in Y" as "is not effective in Y"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].word != "no":
            continue
        k = n + 1
        while tokens[k].kind in ("A", "ADV") and k + 2 < len(tokens):
            k += 1
        if tokens[k].word not in patterns.having("no_good") or _word(tokens, k + 1) not in _IN:
            continue
        of = tokens[n - 1].word == "of" and n > 1 and tokens[n - 2].kind == "B"
        if of:
            return [*tokens[: n - 1], *_useless(tokens[k], patterns), *_no_benefit(tokens[k + 1 :], patterns)]
        if tokens[n - 1].word in patterns.having("offering"):
            says = [_is(tokens[n - 1]), *_useless(tokens[k], patterns)]
            return [*tokens[: n - 1], *says, *_no_benefit(tokens[k + 1 :], patterns)]
    return tokens


def _proved(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "proved (to be) effective" as "is effective"."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        end = n + 1
        end += 2 * ([_word(tokens, end), _word(tokens, end + 1)] == ["to", "be"])
        while end < len(tokens) and tokens[end].kind == "ADV":
            end += 1
        proves = tokens[n].word in patterns.having("proving") and n > 0 and end < len(tokens)
        if proves and tokens[end].word == "effective":
            out.append(_is(tokens[n]))
            n = end
            continue
        out.append(tokens[n])
        n += 1
    return out


def _occurring(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "Y occurs due to X" as "Y is due to X"."""
    due = patterns.having("due_to")
    return [
        _is(token)
        if token.word in patterns.having("occurring")
        and n
        and tokens[n - 1].kind != "R"
        and _word(tokens, n + 1) in due
        else token
        for n, token in enumerate(tokens)
    ]


def _for_which(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "Y, for which X is the best therapy, (goes on)" as "Y (goes on); X is the best therapy for Y"."""
    n = next((n for n in range(1, len(tokens) - 3) if tokens[n].word == "for" and tokens[n + 1].word == "which"), 0)
    apart = n > 1 and tokens[n - 1].kind == ","
    ill = tokens[n - 1 - apart].found if n else None
    if ill is None or ill.entity.type not in ("Disease", "Phenotype"):
        return tokens
    end = next(
        (k for k in range(n + 2, len(tokens)) if tokens[k].kind in (",", ";", "S") or tokens[k].word == "."),
        len(tokens),
    )
    said, be = tokens[n + 2 : end], next((k for k in range(n + 2, end) if tokens[k].kind == "B"), 0)
    if not be or not said or said[-1].word not in patterns.having("remedies"):
        return tokens
    rest = tokens[end + (end < len(tokens) and tokens[end].kind == ",") :]
    stop, to = replace(tokens[n], word=";", kind=";"), replace(tokens[n], word="for", kind="P")
    return [*tokens[: n - apart], *rest, stop, *said, to, tokens[n - 1 - apart]]


def _presenting(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "rosacea presents with flushing" as "rosacea manifests as flushing"; of a patient it says nothing."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        before = next((one for one in reversed(tokens[:n]) if one.kind != "ADV"), None)
        ill = before is not None and before.found is not None and before.found.entity.type == "Disease"
        if (
            tokens[n].word in _PRESENTS
            and tokens[n + 1].word == "with"
            and ill
            and not any(t.kind == "P" for t in tokens[:n])
        ):
            word = _PRESENTS[tokens[n].word]
            triggers, form = look_up(patterns).verbs[word]
            out[n] = replace(tokens[n], word=word, kind="V", form=form, triggers=triggers)
            out[n + 1] = replace(tokens[n + 1], word="as")
    return out
