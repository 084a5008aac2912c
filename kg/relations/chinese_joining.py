"""Chinese clauses said in a roundabout way, told in the plain one: A 与 B 存在显著的相关性 as A 与 B 相关."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_nouns import Chunk

__all__ = ["read_plainly"]

_RELATED = Trigger("相关", "associated_with")
_IS, _KIND = Trigger("为", "is_a"), Trigger("是一种", "is_a")
_FROM_THERE = Trigger("来自", "derived_from")
_SYMMETRIC = ("associated_with", "interacts_with")
#: 由 X 分泌 的 Y: whose Y it is
_FROM = re.compile(r"(?:分泌|释放|来源|衍生|产生|制备|提取|分离)的")


def read_plainly(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return the chunks of a clause with roundabout ways of saying a thing replaced by the plain one.

    Args:
        chunks: those of one clause.
        patterns: Chinese word lists.
    """
    chunks = _between(_extracted(chunks, patterns))
    return _called(_meeting(_sourced(_related(_expressed(chunks, patterns), patterns))))


def _expressed(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "A 在 B 中 的 表达 与 C" as "A 与 C": the amount of A in B speaks of A."""
    for n in range(len(chunks) - 4):
        of, at, _, end = chunks[n : n + 4]
        behind = n + 4 + (chunks[n + 4].kind == "DE")
        if (of.kind, at.kind, end.kind) != ("NP", "at", "end") or chunks[n + 2].kind != "NP" or behind >= len(chunks):
            continue
        amount = chunks[behind]
        if amount.kind != "NP" or not amount.args or not any(arg.entity for arg in of.args):
            continue
        text = amount.text.removeprefix("的").split("与")[0].split("和")[0]
        if not amount.joined and text in patterns.having("quantities"):
            return [*chunks[:n], of, *chunks[behind + 1 :]]  # 提高 I型胶原 在 成纤维细胞 中 的 转录
        if amount.joined and not any(arg.entity for arg in amount.args[: amount.joined]):
            ends = tuple(arg for arg in of.args if arg.entity)
            both = replace(amount, start=of.start, args=ends + amount.args[amount.joined :], joined=len(ends))
            return [*chunks[:n], both, *chunks[behind + 1 :]]
    return chunks


def _between(chunks: list[Chunk]) -> list[Chunk]:
    """Return "A 与 B 中 C 相关" as "A 与 C 相关": B is where C is."""
    for n in range(len(chunks) - 3):
        both, end = chunks[n], chunks[n + 1]
        behind = n + 2 + (chunks[n + 2].kind == "DE")
        if behind + 1 >= len(chunks) or not both.joined or end.kind != "end" or end.text not in ("中", "内"):
            continue
        other, verb = chunks[behind], chunks[behind + 1]
        meets = verb.trigger is not None and verb.trigger.predicate in _SYMMETRIC
        if both.kind == "NP" and other.kind == "NP" and verb.kind == "V" and meets:
            args = both.args[: both.joined] + other.args
            return [*chunks[:n], replace(both, end=other.end, args=args), *chunks[behind + 1 :]]
    return chunks


def _extracted(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "X 是 从 Y 中 提取 的 Z" as "X 来自 Y 是一种 Z", and "X 可 从 Y 中 分离" as "X 来自 Y"."""
    taking = tuple(patterns.words["extracting"])
    for n in range(1, len(chunks) - 3):
        whence, source, end, taken = chunks[n : n + 4]
        text = taken.text.removesuffix("的")
        led = (whence.text, source.kind) == ("从", "NP") and end.text in ("中", "内", "里") and text.startswith(taking)
        what = next((chunk for chunk in reversed(chunks[:n]) if chunk.kind == "NP"), None)
        if not led or what is None:
            continue
        comes = replace(whence, kind="V", trigger=_FROM_THERE)
        tail = chunks[-1]
        if chunks[n - 1].text in ("是", "为", "是一种") and tail.kind == "NP" and "的" in (taken.text + _text(chunks, n + 4)):
            kind = replace(tail, args=(tail.kind_of,) if tail.kind_of else ())
            return [*chunks[: n - 1], comes, source, replace(chunks[n - 1], kind="V", text="是一种", trigger=_KIND), kind]
        if len(chunks) <= n + 5 and all(chunk.text.startswith((*taking, "获得", "得到")) for chunk in chunks[n + 3 :]):
            return [*chunks[:n], comes, source]
    return chunks


def _text(chunks: list[Chunk], start: int) -> str:
    """Return the words of the chunks from one on, 的 for those that are one."""
    return "".join("的" if chunk.kind == "DE" else chunk.text for chunk in chunks[start:])


def _related(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "A 与 B 存在 显著的 相关性" as "A 与 B 相关"."""
    for n in range(1, len(chunks) - 1):
        has, noun = chunks[n], chunks[n + 1]
        if has.text not in patterns.having("standing") or noun.kind != "NP" or n + 2 != len(chunks):
            continue
        joined = any(chunk.joined or (chunk.kind == "C" and chunk.text in ("与", "同", "和")) for chunk in chunks[:n])
        if joined and noun.text.endswith(tuple(patterns.words["relations"])):
            verb = replace(has, kind="V", end=noun.end, text=_RELATED.words, trigger=_RELATED)
            return [*chunks[:n], replace(verb, negated=has.negated or noun.negated)]
    return chunks


def _sourced(chunks: list[Chunk]) -> list[Chunk]:
    """Return "由 X 分泌 的 外泌体 可 V" without the 由, where the phrase is one name: the vesicle is who acts."""
    for n, chunk in enumerate(chunks[:-2]):
        phrase, opens = chunks[n + 1], n == 0 or chunks[n - 1].kind == "REP"
        if chunk.kind == "by" and chunk.text == "由" and opens and phrase.kind == "NP" and phrase.args:
            last = phrase.args[-1]
            if last.entity and last.entity.type in ("Vesicle", "Secretome") and _FROM.search(phrase.text):
                return [*chunks[:n], replace(phrase, args=(last,), joined=0, owner=None, head=None), *chunks[n + 2 :]]
    return chunks


def _meeting(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 通过 与 Y 结合 激活 Z" without the 通过, so that X is who binds Y."""
    for n in range(len(chunks) - 3):
        via, joins, _, verb = chunks[n : n + 4]
        meets = verb.trigger is not None and verb.trigger.predicate in _SYMMETRIC
        if (via.kind, joins.kind, verb.kind) == ("via", "C", "V") and chunks[n + 2].kind == "NP" and meets:
            return [*chunks[:n], *chunks[n + 1 :]]
    return chunks


def _called(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 为 Y 的 Z" as "X 是 Y 的 Z": where the clause ends there, 为 is a copula."""
    if [chunk.kind for chunk in chunks[-3:]] != ["NP", "by", "NP"] or chunks[-2].text != "为":
        return chunks
    what = chunks[-1]
    serves = any(chunk.kind in ("at", "take", "V", "L", "by") for chunk in chunks[:-2])  # 以 X 为 Y
    if serves or not (what.tail or what.head or any(arg.entity for arg in what.args)) or what.verbal:
        return chunks
    return [*chunks[:-2], replace(chunks[-2], kind="V", trigger=_IS), what]
