"""Chinese comparisons between groups: "外泌体组 MMP-1 低于 对照组" says that exosomes lower it."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.phrases import signed

__all__ = ["read_comparisons"]


def read_comparisons(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return the chunks of a clause with "A 组 Y 高于 对照组" as "A 组 Y 升高"; what is compared with goes.

    Args:
        chunks: those of one clause.
        patterns: the words that compare, with what they say of what stands before them.
    """
    chunks = _changes_as_ends(chunks)
    compared, controls = patterns.tables["comparatives"], patterns.having("controls")
    for n, chunk in enumerate(chunks):
        if chunk.kind not in ("X", "V", "C", "ADV") or chunk.text not in compared or n < 1:
            continue
        grouped = any(before.kind == "end" and before.text in patterns.having("given_to") for before in chunks[: n - 1])
        measured = chunks[n - 1].kind == "NP" and any(arg.entity for arg in chunks[n - 1].args)
        # 银屑病患者 IL-17 高于 健康人: the disease raises it
        behind = chunks[n + 1].text if n + 1 < len(chunks) else ""
        alone = n == 1 and behind.endswith(tuple(patterns.words["groups"]))  # X 组 A 高于 模型组，B 低于 模型组
        if (grouped or alone or behind.startswith(tuple(controls))) and measured:
            change = replace(chunk, kind="V", trigger=Trigger(chunk.text, compared[chunk.text], themes=True))
            return [*chunks[:n], change]
    return chunks


def _changes_as_ends(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with "X 表达下降 与 Y 相关" as one phrase of two ends, the first of them the change."""
    for n in range(len(chunks) - 4):
        one, change, joins, other, verb = chunks[n : n + 5]
        if [chunk.kind for chunk in chunks[n : n + 5]] != ["NP", "V", "C", "NP", "V"] or joins.text != "与":
            continue
        if (
            not (change.trigger and change.trigger.themes and verb.trigger)
            or verb.trigger.predicate != "associated_with"
        ):
            continue
        sign = 1 if change.trigger.predicate == "increases" else -1
        changed = tuple(replace(signed(arg, sign), reach=(one.start, change.end)) for arg in one.args if arg.entity)
        both = replace(other, start=one.start, args=(*changed, *other.args), joined=len(changed))
        if changed:
            return [*chunks[:n], both, *chunks[n + 4 :]]
    return chunks
