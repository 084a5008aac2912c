"""What stands in apposition: "X, a growth factor," says what X is; "X, an inhibitor of Y," what it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.patterns import Trigger
from kg.relations.english_nouns import NounPhrases
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Proposal, ends

__all__ = ["join_appositions"]

_IS_A = Trigger("apposition", "is_a")
_ARTICLES = ("a", "an", "one")
#: "X cleaves Y, a process that": what was done, and not Y
_EVENTS = (
    "process",
    "effect",
    "event",
    "phenomenon",
    "change",
    "finding",
    "observation",
    "step",
    "condition",
    "response",
)
_FOLLOWS = (",", ";")


def join_appositions(
    chunks: Sequence[Chunk], nouns: NounPhrases, special: Mapping[str, Sequence[Trigger]]
) -> list[Chunk]:
    """Return the chunks without the noun phrases that only explain the one before them.

    What they say is added to what the noun phrases state.

    Args:
        chunks: those of the sentence, lists not yet joined.
        nouns: reader of the noun phrases of the sentence.
        special: noun triggers with a preposition, by their word.
    """
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        chunk = chunks[i]
        out.append(chunk)
        if _only_opens(chunks, i):
            i += 1
        elif (behind := _described(chunks, i)) and not _explains(chunks, i, special):
            nouns.embedded += _aimed(chunks[i], chunks[i + 2 : behind], special)
            i = behind  # "X, an antibody against Y, lowers Z"
        elif _explains(chunks, i, special):
            nouns.embedded += _said(nouns, _both(out, chunks[i + 2]), chunks[i + 2], special)
            closing = i + 3 < len(chunks) and chunks[i + 3].kind == ","
            verb_follows = closing and i + 4 < len(chunks) and _goes_on(chunks[i + 4])
            i += 4 if verb_follows else 3
        else:
            i += 1
    return out


def _only_opens(chunks: Sequence[Chunk], i: int) -> bool:
    """Return whether a phrase opens the clause behind a preposition, and who acts follows: "In mice, a gel loaded with X raised"."""
    first = i  # "In rats with burns,"
    while first > 1 and chunks[first - 1].kind == "P" and chunks[first - 2].kind == "NP":
        first -= 2
    opens = first > 0 and chunks[first - 1].kind == "P" and (first == 1 or chunks[first - 2].kind in ("S", ";"))
    return (
        opens
        and [chunk.kind for chunk in chunks[i + 1 : i + 3]] == [",", "NP"]
        and chunks[i + 3 : i + 4] != []
        and chunks[i + 3].kind != ","
        and not (
            chunks[i + 3].kind == "R" and "," in [chunk.kind for chunk in chunks[i + 4 :]]
        )  # "miR-21, a miRNA that"
    )


def _explains(chunks: Sequence[Chunk], i: int, special: Mapping[str, Sequence[Trigger]]) -> bool:
    if i + 2 >= len(chunks) or chunks[i].kind != "NP" or chunks[i + 1].kind != "," or chunks[i + 2].kind != "NP":
        return False
    first, second = chunks[i], chunks[i + 2]
    if not first.bases or not second.bases or not any(arg.entity for arg in first.args):
        return False
    if i + 3 < len(chunks) and chunks[i + 3].kind not in _FOLLOWS:
        return False
    if i + 4 < len(chunks) and chunks[i + 4].kind in ("C", "NP"):
        return False  # "A, a B, and C" is a list
    base = second.bases[0]
    closed = i + 4 < len(chunks) and chunks[i + 3].kind == "," and _goes_on(chunks[i + 4])
    if base.tokens[0].word == "the" and closed:
        return True
    return base.tokens[0].word in _ARTICLES or (base.head.word in special and bool(base.of))


def _goes_on(chunk: Chunk) -> bool:
    """Return whether the clause goes on behind the second comma: with its verb, or with where."""
    return chunk.finite or (chunk.kind == "P" and chunk.word in ("in", "of", "within", "from"))


def _described(chunks: Sequence[Chunk], i: int) -> int:
    """Return where the clause goes on behind "X, an antibody against Y," or "X, an enzyme" + "essential for Y"; 0 for others."""
    rest = chunks[i + 1 : i + 7]
    kinds = [chunk.kind for chunk in rest]
    if chunks[i].kind != "NP" or kinds[:2] != [",", "NP"] or not chunks[i].args or not rest[1].bases:
        return 0
    if rest[1].bases[0].tokens[0].word not in ("a", "an") or not any(arg.entity for arg in chunks[i].args):
        return 0
    if kinds[2:5] == ["P", "NP", ","] and len(rest) > 5 and rest[5].finite:
        return i + 6
    closes = i + 5 == len(chunks) or (len(rest) > 4 and kinds[4] in (";", "S"))
    if kinds[2:4] == ["P", "NP"] and closes and rest[2].word in ("for", "against"):
        return i + 5  # "deliver copper, a cofactor for X."
    event = rest[1].bases[0].head.word in _EVENTS
    if kinds[2:3] == ["R"] and (_returns(chunks, i + 4) or (_ends(chunks, i + 4) and not event)):
        return i + 3  # "X, an antibody that blocks Y, lowers Z": X blocks Y, and X lowers Z
    said = kinds[2:3] == ["V"] and rest[2].form == "part" and rest[2].triggers[0].kind == "adjective"
    return i + 3 if said else 0


def _returns(chunks: Sequence[Chunk], i: int) -> bool:
    """Return whether a relative clause that begins at ``i`` ends in a comma, and the verb of the clause follows."""
    ends = next((k for k in range(i, len(chunks)) if chunks[k].kind in (",", ";", "S")), len(chunks))
    return ends + 1 < len(chunks) and chunks[ends].kind == "," and chunks[ends + 1].finite


def _ends(chunks: Sequence[Chunk], i: int) -> bool:
    """Return whether nothing but a relative clause follows at ``i``: "secrete X, an enzyme that degrades Y"."""
    return all(chunk.kind in ("V", "X", "B", "NP", "P", "C", "NEG") for chunk in chunks[i:])


def _aimed(first: Chunk, described: Sequence[Chunk], special: Mapping[str, Sequence[Trigger]]) -> Iterator[Proposal]:
    """Yield what an antibody against something does to it, and what "a cofactor for" says of another."""
    kinds = [chunk.kind for chunk in described]
    if kinds[:3] != ["NP", "P", "NP"] or described[1].word not in ("against", "for"):
        return
    head = described[0].bases[0].head.word if described[0].bases else ""
    said = next((one for one in special.get(head, ()) if "for" in one.prepositions), None)
    if described[1].word == "for" and said is None:
        return
    acts = said if described[1].word == "for" and said else Trigger("against", "decreases")
    bounds = (first.start, described[2].end)
    for subject, target in ends(first.args[-1:], acts, described[2].args):
        yield Proposal(subject, acts, target, described[1].start, described[1].end, bounds, "en-apposition")


def _both(out: Sequence[Chunk], second: Chunk) -> Chunk:
    """Return what a plural explains: both of "Bcl-2 and survivin, inhibitors of apoptosis"."""
    first, kinds = out[-1], [chunk.kind for chunk in out[-3:]]
    if kinds != ["NP", "C", "NP"] or not second.bases[0].head.word.endswith("s"):
        return first
    return replace(first, start=out[-3].start, args=out[-3].args[-1:] + first.args)


def _said(
    nouns: NounPhrases, first: Chunk, second: Chunk, special: Mapping[str, Sequence[Trigger]]
) -> Iterator[Proposal]:
    base = second.bases[0]
    bounds = (first.start, second.end)
    yield from nouns.handed_on(first.args[-1:], second.start, second.end)
    light = next((t for t in special.get(base.head.word, ()) if t.kind == "light" and "of" in t.prepositions), None)
    if light is not None and base.of:
        of = [arg for inner in base.of for arg in nouns.args_of(inner)]
        for subject, target in ends(first.args, light, of):
            yield Proposal(subject, light, target, base.head.start, base.head.end, bounds, "en-apposition")
        return
    for subject, target in ends(first.args[-1:], _IS_A, second.args[-1:]):
        if subject.entity and target.entity and subject.entity.type == target.entity.type:
            yield Proposal(subject, _IS_A, target, second.start, second.start + 1, bounds, "en-apposition")
