"""Chinese ways to say by what means or to what end something is done: 以 X 为 载体 的 Y, 为 治疗 Y 提供 思路, 寻找 抑制 Y 的 方法."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_aims", "read_vehicles"]

_BEARS, _OFFERS, _HOLDS = "递送", "提供", "含有"


def read_vehicles(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "以 脂质体 为 载体 (递送) 维生素C" as "脂质体 递送 维生素C", and "以 脂质体 为 载体 的 维生素C" likewise.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    vehicles, leading = patterns.having("vehicles"), patterns.having("using")
    tokens = _made_of(tokens, words, patterns)
    for n in range(len(tokens) - 4):
        leads, what, as_, vehicle, behind = tokens[n : n + 5]
        if vehicle.text not in vehicles or as_.text not in ("为", "作为", "作") or leads.text not in leading:
            continue
        if what.found is None and what.kinds != {"N"}:
            continue
        if behind.may("DE"):
            said = replace(vehicle, text=_BEARS, kinds=words.kinds[_BEARS], triggers=words.triggers[_BEARS], found=None)
            return [*tokens[:n], what, said, *read_vehicles(tokens[n + 4 :], words, patterns)]
        if behind.may("V") and any(one.predicate in ("delivers", "contains") for one in behind.triggers):
            return [*tokens[:n], what, *read_vehicles(tokens[n + 4 :], words, patterns)]
    return tokens


def _made_of(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "以 胶原 为 主要 成分 (的 敷料)" as "含有 胶原 (的 敷料)"."""
    ingredients = patterns.having("ingredients")
    for n in range(len(tokens) - 3):
        leads, what, as_ = tokens[n : n + 3]
        if leads.text != "以" or what.found is None or as_.text != "为":
            continue
        k = n + 3 + (tokens[n + 3].may("ADV") and n + 4 < len(tokens))
        if tokens[k].text in ingredients:
            kinds, triggers = words.kinds[_HOLDS], words.triggers[_HOLDS]
            holds = replace(leads, text=_HOLDS, kinds=kinds, triggers=triggers, found=None)
            return [*tokens[:n], holds, what, *_made_of(tokens[k + 1 :], words, patterns)]
    return tokens


def read_aims(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Return the chunks of a clause without what somebody only hopes for or looks for.

    Args:
        chunks: those of one clause.
        patterns: Chinese word lists.
        text: of the sentence, folded.
    """
    return _sought(_offered(_serving(chunks), patterns, text), patterns, text)


def _serving(chunks: list[Chunk]) -> list[Chunk]:
    """Return "(并 作为 X 的 辅因子) 促进 Y" as "促进 Y": as what it does that is no one who acts."""
    lead = next((n for n, chunk in enumerate(chunks) if chunk.kind != "C"), 0)
    serves = [chunk.kind for chunk in chunks[lead : lead + 3]] == ["V", "NP", "V"] and chunks[lead].text == "作为"
    serves = serves and not any("的" in chunk.text for chunk in chunks[lead + 3 :])  # 作为 [人体 抵御 X 的 防线]
    return [*chunks[:lead], *chunks[lead + 2 :]] if serves else chunks


def _offered(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Leave out what an idea is offered for: 为 抑制 X 提供 依据. That a drug may then treat Y (为 治疗 Y 提供 策略) is said."""
    for n, leads in enumerate(chunks):
        if leads.text != "为" or leads.kind == "V":
            continue
        gives = next((k for k in range(n + 1, len(chunks)) if chunks[k].text.startswith(_OFFERS)), 0)
        if not gives or text[: chunks[-1].end].endswith(tuple(patterns.words["support"])):
            continue
        does = [chunk.trigger for chunk in chunks[n + 1 : gives] if chunk.kind == "V" and chunk.trigger is not None]
        studied = text.lstrip().startswith(tuple(patterns.words["studying"]))  # 探讨 X 的 凋亡，为 治疗 Y 提供 思路
        if does and all(trigger.predicate == "treats" for trigger in does) and not studied:
            return chunks[:gives]
        return chunks[:n]
    return chunks


def _sought(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Leave out what a thing is to do that somebody looks for: 寻找 [抑制 瘢痕 的 方法]."""
    for n in range(len(chunks) - 2):
        looks, does, what = chunks[n : n + 3]
        if looks.text not in patterns.having("seeking") or does.kind != "V" or what.kind != "NP":
            continue
        if does.trigger is not None and "的" in text[does.end : what.end]:
            return [*chunks[: n + 1], *_sought(chunks[n + 3 :], patterns, text)]
    return chunks
