"""How Chinese things come out: adverbs in 地, X 发生 变化, cells that stain 阳性."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_tokens import Token, Words

__all__ = ["is_marker", "read_manners"]

_CHANGE = Trigger("改变", "affects", themes=True)


def read_manners(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return _manners(_changing(_expressing(tokens, words, patterns), patterns))


def _manners(tokens: list[Token]) -> list[Token]:
    """Let an unknown word that ends in 地 be an adverb before a verb: 周期性地 控制 毛发 的 生长."""
    for i, (token, after) in enumerate(pairwise(tokens)):
        if token.found is None and token.kinds == {"ADV", "V"} and after.may("V") and not after.found:
            tokens[i] = replace(token, kinds=frozenset(("ADV",)))  # 缓慢 释放
        if token.found is None and token.kinds == {"N"} and token.text.endswith("地") and after.may("V", "ADV"):
            tokens[i] = replace(token, kinds=frozenset(("ADV",)))
            if token.text == "地" and i and not tokens[i - 1].found and tokens[i - 1].end == token.start:
                tokens[i - 1] = replace(tokens[i - 1], kinds=frozenset(("ADV",)))
    for i in range(1, len(tokens)):
        if not tokens[i].may("CHANGE") or not tokens[i].may("ADV"):
            continue
        closes = i + 1 == len(tokens) or tokens[i + 1].may(",", ";", "C", ")")
        if closes and tokens[i - 1].may("N", "Q", "G", "DE", "E", "V"):
            tokens[i] = replace(tokens[i], kinds=frozenset(("CHANGE",)))  # 毛发 生长 异常, but not 异常 增多
    return tokens


def _changing(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "X 发生 (显著) 变化" end in a verb that says that X changes."""
    out = list(tokens)
    for i in range(len(tokens) - 1, 0, -1):
        if tokens[i].text not in patterns.having("happening"):
            continue
        last = next((k for k in range(i + 1, len(tokens)) if tokens[k].kinds != {"ADV"}), i)
        closes = last + 1 == len(tokens) or tokens[last + 1].may(",", ";", "C")
        if tokens[last].text in patterns.having("changes") and closes:
            verb = replace(tokens[last], start=tokens[i].start, kinds=frozenset("V"), triggers=(_CHANGE,), found=None)
            out[i : last + 1] = [replace(verb, text=tokens[i].text + tokens[last].text)]
    return out


def _expressing(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Let "(细胞) CD90、CD105 (呈) 阳性" be "(细胞) 阳性表达 CD90、CD105"."""
    out = list(tokens)
    for i in range(len(tokens) - 1, 0, -1):
        closes = i + 1 == len(tokens) or tokens[i + 1].may(",", ";", "(")
        if tokens[i].found or not tokens[i].text.endswith(patterns.words["stained"]) or not closes:
            continue
        first = i
        while first and tokens[first - 1].text in patterns.having("staining"):
            first -= 1
        last = first
        while first and (is_marker(tokens[first - 1]) or (tokens[first - 1].may("C") and first < last)):
            first -= 1
        verb = tokens[i].text[-2:] + "表达"
        if first == last or tokens[first].may("C") or verb not in words.triggers:
            continue
        opens = not first or tokens[first - 1].may(",", ";", "ANA", "REP")
        of = first > 1 and tokens[first - 1].may("DE")  # ADSC 的 CD73 呈 阳性
        whose = None if opens else tokens[first - 1 - of].found
        if opens or (whose is not None and whose.entity.type == "Cell"):
            said = replace(tokens[i], text=verb, kinds=frozenset("V"), triggers=words.triggers[verb])
            out[first - of : i + 1] = [said, *tokens[first:last]]
    return out


def is_marker(token: Token) -> bool:
    """Return whether a token names what cells are known by."""
    return token.found is not None and token.found.entity.type in ("GeneProduct", "RNA")
