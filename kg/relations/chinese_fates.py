"""What cells become: X 向 Y 分化 says that X differentiates into Y, inside any clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.patterns import Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_nouns import NounPhrases
from kg.relations.phrases import Arg, Proposal

__all__ = ["read_fates"]

_INTO = Trigger("分化", "differentiates_into")


def read_fates(chunks: list[Chunk], nouns: NounPhrases) -> list[Chunk]:
    """Return the chunks of a clause with "X 向 Y 分化" as one phrase: X where it opens the clause, else Y 分化.

    What X becomes is added to what the noun phrases state.

    Args:
        chunks: those of one clause.
        nouns: reader of the noun phrases of the sentence.
    """
    chunks = _from_one_to_other(chunks)
    out: list[Chunk] = []
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        fate = following if chunk.kind == "at" and chunk.text == "向" and following else None
        whose = next((before for before in reversed(out) if before.kind == "NP"), None)
        if fate is None or whose is None or not _becomes(fate, nouns):
            out.append(chunk)
            at += 1
            continue
        nouns.embedded += _stated(whose, fate, nouns)
        inside = len(out) > 1 and out[-1] is whose  # 促进 X 向 Y 分化: what is promoted is the differentiation
        changes = at + 2 < len(chunks) and chunks[at + 2].kind == "V" and out[-1] is whose
        if inside or changes:
            out[-1] = replace(fate, args=fate.args[-1:], joined=0, head=None, owner=None)
        at += 2
    return out


def _from_one_to_other(chunks: list[Chunk]) -> list[Chunk]:
    """Return "从 X 变成 Y", whatever stands before it, as "X 变成 Y" where X is a cell."""
    for n in range(len(chunks) - 3):
        whence, cell, verb = chunks[n : n + 3]
        cells = bool(cell.args) and all(arg.entity is not None and arg.entity.type == "Cell" for arg in cell.args)
        turns = verb.trigger is not None and verb.trigger.predicate == _INTO.predicate
        if whence.text in ("从", "由") and cell.kind == "NP" and cells and turns:
            return [*chunks[: max(0, n - 1)], cell, *chunks[n + 2 :]]
    return chunks


def _becomes(fate: Chunk, nouns: NounPhrases) -> bool:
    return bool(fate.args) and nouns.view.text[fate.args[-1].start : fate.args[-1].end].endswith(nouns.fate_ends)


def _stated(whose: Chunk, fate: Chunk, nouns: NounPhrases) -> Iterator[Proposal]:
    """Yield that each of `whose` becomes each of `fate`, whose last name ends in 分化."""
    for cell in whose.args:
        for arg in fate.args:
            target = _without_end(arg, nouns) if arg is fate.args[-1] else arg
            if cell.entity is None or target is None or target.entity is None or cell.entity.id == target.entity.id:
                continue
            yield Proposal(
                cell,
                _INTO,
                replace(target, sign=0),
                arg.end - len(_INTO.words) if arg is fate.args[-1] else fate.args[-1].end - len(_INTO.words),
                fate.args[-1].end,
                (whose.start, fate.end),
                "zh-into",
                negated=fate.negated,
                hedged=fate.hedged,
            )


def _without_end(arg: Arg, nouns: NounPhrases) -> Arg | None:
    text = nouns.view.text[arg.start : arg.end]
    end = arg.end - len(next(ending for ending in nouns.fate_ends if text.endswith(ending)))
    if end - arg.start < 2:
        return None
    concept = nouns.grounder.lexicon.get(text[: end - arg.start])  # hidden by 细胞分化, which is as long
    inside = [item for item in nouns.found if item.end <= end]
    entity = concept.entity if concept else nouns.grounder.ground(nouns.view, arg.start, end, inside)
    return Arg(arg.start, end, entity)
