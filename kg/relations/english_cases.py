"""What English case reports tell came while somebody took something: "developed X while receiving Y", "a case of X after Y"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.grounding import type_of
from kg.patterns import Patterns, Trigger
from kg.relations.english_tokens import Token

__all__ = ["is_ill", "read_cases"]

_NOUNS: Final = ("N", "Q", "T")
_SHOWN = ("Phenotype", "Disease")
_DONE = ("Intervention", "Chemical", "GeneProduct", "Vesicle", "Secretome", "Exposure", "Cell")
_LATER = ("after", "following", "upon", "with")
_BEGINS = ("starting", "initiating", "commencing", "receiving", "taking", "using", "beginning", "stopping")
_BEGINNING = ("initiation", "start", "commencement", "onset", "introduction", "institution", "beginning")
_CARE = ("treatment", "therapy", "administration", "use", "exposure")
_TAKES = ("receiving", "taking", "using", "on")
_TELLS = ("report", "reported", "present", "describe", "described", "presented")
_COMES = Trigger("appear", "cause", themes=True)
_MODELS = ("model", "models")
_NEAR = 5  #: words in which what was done is named


def is_ill(token: Token, patterns: Patterns) -> bool:
    """Return whether a word names what ails somebody, by the lexicon or by its ending: hepatitis."""
    if token.found is not None:
        return token.found.entity.type in _SHOWN
    return token.kind == "N" and type_of(token.word, patterns) in _SHOWN


def read_cases(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with what came while somebody took something as what came after it.

    Args:
        tokens: those of a sentence, with their jobs.
        patterns: English word lists.
    """
    said = {token.word for token in tokens}
    comes = patterns.having("getting_verbs") | patterns.having("appearing") | patterns.having("seen_in")
    if not said.isdisjoint(comes):
        tokens = _taken(tokens, patterns)
    if not said.isdisjoint(_TELLS) and not said.isdisjoint(_LATER):
        tokens = _told(tokens, patterns)
    return tokens if said.isdisjoint(_MODELS) else _modelled(tokens, patterns)


def _modelled(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "a psoriasis model (of mice) induced by X" as "psoriasis induced by X"."""
    for n in range(1, len(tokens) - 1):
        if tokens[n].word not in _MODELS or not is_ill(tokens[n - 1], patterns):
            continue
        end = n + 1
        if tokens[end].word in ("of", "in") and end + 2 < len(tokens):
            animal = tokens[end + 1].found
            end += 2 if animal is not None and animal.entity.type == "Organism" else 0
        does = end + (tokens[end].kind == "B")
        brings = does + 1 < len(tokens) and tokens[does].kind in ("V", "X") and tokens[does + 1].word in ("by", "with")
        if brings and tokens[does].form in ("ed", "part", "pass") and tokens[does].word in patterns.having("induced"):
            return [*tokens[:n], *_modelled(tokens[end:], patterns)]
    return tokens


def _taken(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "while receiving X", "during treatment with X" and "after starting X" as "after X"."""
    comes = patterns.having("getting_verbs") | patterns.having("appearing") | patterns.having("seen_in")
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        here = [token.word for token in tokens[n : n + 3]] + ["", ""]
        came = any(one.word in comes for one in out)
        size = 0
        if here[0] == "while" and here[1] in _TAKES:
            size = 2
        elif here[0] == "during" and here[1] in _CARE:
            size = 2 if here[2] in ("with", "of", "to") else 1
        elif here[0] in _LATER and here[1] in _BEGINS and tokens[n + 1].kind in ("V", "X"):
            size = 2
        elif here[0] in _LATER and here[1] in _BEGINNING and here[2] == "of":
            size = 3
        size += here[0] == "during" and size == 2  # its preposition
        what = tokens[n + size : n + size + _NEAR]
        sham = any(one.word in patterns.having("placebos") for one in what)
        if size and came and not sham and any(one.found and one.found.entity.type in _DONE for one in what):
            out.append(replace(tokens[n], word="after", kind="P", end=tokens[n + size - 1].end, triggers=(), form=""))
            n += size
            continue
        out.append(tokens[n])
        n += 1
    return out


def _told(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "we report a case of X following Y" as "X appeared after Y"."""
    told = (k for k in range(1, len(tokens)) if tokens[k].word in _TELLS)
    n = next((k for k in told if tokens[k].kind in ("V", "X") or tokens[k - 1].kind == "PRON"), 0)
    if not n or any(one.kind in ("V", "B", "M") for one in tokens[:n]) or tokens[n - 1].kind == "B":
        return tokens
    k = n + 1
    while k < len(tokens) and (tokens[k].kind in ("D", "A") or tokens[k].word in ("case", "cases", "of", "rare")):
        k += 1
    led = next((m for m in range(k + 1, min(k + _NEAR, len(tokens))) if tokens[m].word in _LATER[:-1]), 0)
    signs = tokens[k:led]
    ill = (
        bool(signs) and is_ill(signs[-1], patterns) and all(one.kind in ("D", "A", "C", ",", *_NOUNS) for one in signs)
    )
    what = tokens[led + 1 : led + 1 + _NEAR]
    done = any(one.found is not None and one.found.entity.type in _DONE for one in what)
    if not led or not ill or not done:
        return tokens
    comes = Token(tokens[n].start, tokens[n].end, "appeared", "V", form="ed", triggers=(_COMES,))
    after = replace(tokens[led], word="after", kind="P", form="", triggers=())
    return [*signs, comes, after, *tokens[led + 1 :]]
