"""What is denied reaches on: "neither A nor B did", "did not X, Y or Z", "without causing X or raising Y"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.relations.english_verbs import Chunk

__all__ = ["INSTEAD", "denied", "excepted"]

INSTEAD: Final = ("without", "rather than", "instead of", "far from")
_NONE: Final = ("no", "none", "none of", "no one", "not any")
_OWN: Final = ("did", "does", "do", "can", "could", "may", "might", "will", "would", "should", "must")
_LEADS: Final = ("did", "does", "could", "can", "cannot", "couldn't", "didn't", "doesn't", "unable", "failed", "fails")


def excepted(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with "UVA, but not UVB, penetrates" as "UVA penetrates", and UVB put down as what does not."""
    for n in range(1, len(chunks) - 3):
        but, no = chunks[n : n + 2]
        if (but.word, no.kind, no.word) != ("but", "NEG", "not"):
            continue
        led = chunks[n + 2].kind == "P"  # "but not of Y"
        other, end = chunks[n + 2 + led], n + 3 + led
        start, end = n - (chunks[n - 1].kind == ","), end + (end < len(chunks) and chunks[end].kind == ",")
        acts = start > 0 and chunks[start - 1].kind == "NP" and not any(chunk.finite for chunk in chunks[:start])
        if acts and other.kind == "NP" and end < len(chunks) and chunks[end].finite:
            chunks[start - 1].but = () if led else tuple(arg for arg in other.args if arg.entity)
            return [*chunks[:start], *chunks[end:]]
    return chunks


def denied(chunks: list[Chunk], text: str) -> list[Chunk]:
    """Return the chunks with every verb denied that a "not" or "neither" reaches.

    Args:
        chunks: the chunks of a sentence.
        text: the sentence in small letters.
    """
    done = list(chunks)
    for n, chunk in enumerate(done):
        kinds = [c.kind for c in done[n + 1 : n + 3]]
        if chunk.kind == "NEG" and chunk.word == "neither" and kinds in (["NP", "V"], ["NP", "X"]):
            done[n + 2] = replace(done[n + 2], negated=True)
    for n, chunk in enumerate(done):
        if chunk.kind in ("V", "X") and _is_denied(done, n):
            for k in _joined(done, n, text):
                done[k] = replace(done[k], negated=True)
    return done


def _is_denied(chunks: list[Chunk], n: int) -> bool:
    """Return whether a verb is denied, by a "not" of its own or by what it stands behind: "without causing"."""
    before = chunks[n - 1] if n else None
    instead = before is not None and (before.kind == "NEG" or (before.kind == "P" and before.word in INSTEAD))
    if chunks[n].negated or (instead and chunks[n].form == "ger"):
        return True
    k = n - 1
    while k >= 0 and chunks[k].kind in ("NP", "P"):
        k -= 1
    none = chunks[n].finite and 0 <= k < n - 1 and chunks[k].kind == "NEG" and chunks[k].word.lower() in _NONE
    return none and not any(chunk.finite for chunk in chunks[:k])


def _joined(chunks: list[Chunk], n: int, text: str) -> list[int]:
    """Return where the verbs stand that share what is said of the one at ``n``: "did not (alter) A, reduce B or raise C".

    They have its form and no subject of their own; behind a mere comma they wait for the "or" that ends the list.
    """
    first, waiting, sure = chunks[n], list[int](), list[int]()
    said = text[first.start : first.end].split()
    for k in range(n + 1, len(chunks)):
        chunk, before = chunks[k], chunks[k - 1]
        if chunk.kind in ("R", "S", ";", "PRON") or chunk.word in ("but", "nor"):
            break
        if chunk.kind not in ("V", "X") or before.kind not in ("C", ","):
            if chunk.finite:
                break
            continue
        own = text[chunk.start : chunk.end].partition(" ")[0] in _OWN  # "and did increase"
        if not first.lemma_form or chunk.lemma_form != first.lemma_form or chunk.negated or own:
            break
        if before.kind == ",":
            waiting.append(k)
        elif before.word == "or" or (first.lemma_form == "base" and not set(said).isdisjoint(_LEADS)):
            sure = [*sure, *waiting, k]
            waiting = []
        else:
            break
    return sure
