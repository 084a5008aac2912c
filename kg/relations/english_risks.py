"""What English says of those who are at risk: "smokers are at risk of X", "X predisposes patients to Y", "X is hepatotoxic", "30 of 50 patients"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns, Trigger
from kg.relations.english_tokens import Token
from kg.relations.english_words import look_up

__all__ = ["at_risk"]

_NOUNS: Final = ("N", "Q", "T")
_PHRASE: Final = ("D", "A", *_NOUNS)
_CAUSES, _COMES = Trigger("make", "cause"), Trigger("appear", "cause", themes=True)
_GIVEN = ("Intervention", "Chemical", "Vesicle", "Secretome", "Exposure", "Cell")
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty"),
    *("fifty", "sixty", "seventy", "eighty", "ninety", "hundred"),
)
_SHARES = (
    *("half", "most", "all", "some", "majority", "minority", "third", "thirds", "quarter", "quarters", "%", "percent"),
    *("one-third", "two-thirds"),
)


def at_risk(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with such turns put plainly.

    Args:
        tokens: those of a sentence, with their jobs.
        patterns: English word lists.
    """
    said = {token.word for token in tokens}
    if "of" in said and not said.isdisjoint(patterns.having("bodies")):
        tokens = _uncounted(tokens, patterns.having("bodies"))
    if "risk" in said or "risks" in said:
        tokens = _risking(tokens)
    if not said.isdisjoint(patterns.having("predisposing")):
        tokens = _predisposed(tokens, patterns)
    if not said.isdisjoint(patterns.having("milder")):
        tokens = _milder(tokens, patterns)
    if not said.isdisjoint(patterns.having("to_be_expected")):
        tokens = _expected(tokens, patterns)
    if not said.isdisjoint(patterns.tables["harm_signs"]):
        tokens = _harmful(tokens, patterns)
    return tokens


def _uncounted(tokens: list[Token], bodies: frozenset[str]) -> list[Token]:
    """Return "in 30 of 50 patients" and "in half of the patients" as "in patients"."""
    for n in range(1, len(tokens) - 2):
        count = tokens[n].word
        share = count in _SHARES or count.replace(".", "").isdigit() or tokens[n].kind == "Q"
        if not share or tokens[n + 1].word != "of" or tokens[n - 1].kind not in ("P", "D", *_NOUNS, "A", "ADV"):
            continue
        end = n + 2
        while end < len(tokens) and (tokens[end].kind in ("D", "A") or tokens[end].word.isdigit()):
            end += 1
        if end < len(tokens) and tokens[end].word in bodies and count not in ("level", "levels"):
            first = n
            while first > 0 and _counts(tokens[first - 1]):
                first -= 1
            return [*tokens[:first], *_uncounted(tokens[end:], bodies)]
    return tokens


def _counts(token: Token) -> bool:
    """Return whether a word says how many: 28, twenty-eight, two."""
    word = token.word.replace(".", "").partition("-")[0]
    return token.found is None and (word.isdigit() or word in _NUMBERS or token.kind == "D")


def _risking(tokens: list[Token]) -> list[Token]:
    """Return "are at increased risk of (developing) X" and "have a greater risk for X" as "have an increased risk of X"."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        risk = next((k for k in range(n + 1, min(n + 5, len(tokens) - 1)) if tokens[k].word in ("risk", "risks")), 0)
        between = tokens[n + 1 : risk]
        at = token.word == "at" and bool(risk) and bool(out) and out[-1].kind == "B"
        if at and all(one.kind in ("D", "A", "V", "ADV", "Q", *_NOUNS) for one in between):
            have = "has" if out[-1].word in ("is", "was") else "have"
            out[-1] = replace(out[-1], word=have, kind="H")
            if not between:
                out.append(Token(token.start, token.start, "increased", "A", form="ed"))
            continue
        led = len(out) > 0 and out[-1].word in ("risk", "risks") and any(one.kind == "H" for one in out)
        if led and token.word == "for":
            token = replace(token, word="of", kind="P")
        develops = token.word in ("developing", "getting", "experiencing", "suffering")
        if develops and len(out) > 1 and out[-1].word == "of" and out[-2].word in ("risk", "risks"):
            continue
        out.append(token)
    return out


def _predisposed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X predisposes (patients) to Y" without whom."""
    for n, token in enumerate(tokens):
        if token.word not in patterns.having("predisposing") or token.kind not in ("V", "X"):
            continue
        end = next((k for k in range(n + 1, len(tokens)) if tokens[k].kind not in _PHRASE), len(tokens))
        whom = tokens[end - 1] if n + 1 < end < len(tokens) and tokens[end].word == "to" else None
        if whom is not None and (whom.word in patterns.having("bodies") or _is(whom, ("Organism", "Anatomy"))):
            return [*tokens[: n + 1], *_predisposed(tokens[end:], patterns)]
    return tokens


def _milder(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "yielded softer (and paler) scars" as "yielded reduced scars": a scar is the less for it."""
    for n in range(1, len(tokens)):
        told = _is(tokens[n], ("Phenotype", "Disease")) and tokens[n].word.rpartition(" ")[2] in patterns.having(
            "harmful"
        )
        first = n
        while (
            told
            and first
            and (tokens[first - 1].word in patterns.having("milder") or tokens[first - 1].word in (",", "and"))
        ):
            first -= 1
        while first < n and tokens[first].word in (",", "and"):
            first += 1
        if first < n and tokens[first - 1].kind in ("V", "X", "H", "P"):
            triggers, _ = look_up(patterns).verbs["reduced"]
            less = replace(tokens[n - 1], word="reduced", kind="A", form="ed", triggers=triggers, found=None)
            return [*tokens[:first], less, *_milder(tokens[n:], patterns)]
    return tokens


def _expected(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "bruising is common after X" as "bruising appears after X"."""
    for n in range(2, len(tokens) - 1):
        told = tokens[n].word in patterns.having("to_be_expected") and tokens[n + 1].word in (
            "after",
            "following",
            "with",
        )
        be = n - 1
        while be > 0 and tokens[be].kind == "ADV":
            be -= 1
        if told and tokens[be].kind == "B" and be > 0 and _is(tokens[be - 1], ("Phenotype", "Disease")):
            end = next((k for k in range(n + 2, len(tokens)) if tokens[k].kind in (",", ";", "S", "C")), len(tokens))
            if any(_is(one, _GIVEN) for one in tokens[n + 2 : end]):
                comes = replace(tokens[n], kind="V", form="s", triggers=(_COMES,), found=None)
                return [*tokens[:be], comes, *tokens[n + 1 :]]
    return tokens


def _harmful(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X is hepatotoxic" as "X causes hepatotoxicity"."""
    signs = patterns.tables["harm_signs"]
    for n in range(1, len(tokens) - 1):
        last = n + 1
        while last < len(tokens) and tokens[last].kind == "ADV":
            last += 1
        told = tokens[n].kind == "B" and last < len(tokens) and tokens[last].word in signs
        behind = tokens[last + 1] if last + 1 < len(tokens) else None
        ends = behind is None or behind.kind in ("P", ",", ";", "S", "C", "ADV")
        denied = any(one.kind == "NEG" for one in tokens[n:last])
        if told and ends and not denied and any(one.found is not None for one in tokens[:n]):
            causes = replace(tokens[n], kind="V", form="s", triggers=(_CAUSES,))
            told_of = [_sign(tokens[last], signs)]
            end = last + 1
            while end + 1 < len(tokens) and tokens[end].word in ("and", ",") and tokens[end + 1].word in signs:
                told_of += [tokens[end], _sign(tokens[end + 1], signs)]
                end += 2
            return [*tokens[:n], causes, *told_of, *tokens[end:]]
    return tokens


def _sign(token: Token, signs: Mapping[str, str]) -> Token:
    return replace(token, word=signs[token.word], kind="N", form="sign", triggers=(), found=None)


def _is(token: Token, types: tuple[str, ...]) -> bool:
    return token.found is not None and token.found.entity.type in types
