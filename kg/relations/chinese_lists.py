"""Chinese lists put right before they are read: commas that part names, and the number of them behind or before."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_lists"]

#: how many there are, behind a list: A 和 B 两种 C, A、B 这两个 C
_COUNTED = re.compile(r"(?:\d+|[两二三四五六七八九十]+)(?:种|类|个|大类)")
#: said of what is then named: 常用 的 抗氧化剂 有
_COMMON = ("常用", "常见", "常用的", "常见的", "典型", "典型的", "代表性")


def read_lists(tokens: list[Token], words: Words) -> list[Token]:
    """Return the tokens with every list in the form A、B 和 C, A、B 等 C or 包括 A 和 B.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
    """
    return _introduced(_counted(_ended(_parted(tokens)), words), words)


def _is_name(token: Token) -> bool:
    """Return whether a token is a name in Latin letters: miR-21, Terf2."""
    return token.kinds == {"N"} and token.text.isascii() and not token.text.isdigit() and token.text[0].isalnum()


def _parted(tokens: list[Token]) -> list[Token]:
    """Let commas between Latin names part a list where 和 or 等 closes it: Men1, Tep1, Terf2 和 Tert."""
    out = list(tokens)
    for n in range(1, len(tokens) - 2):
        before = tokens[n - 1]
        if tokens[n].kinds != {","} or before.kinds != {"N"} or not before.text[-1:].isascii():
            continue
        k = n + 1
        while k + 2 < len(tokens) and _is_name(tokens[k]) and tokens[k + 1].kinds == {","}:
            k += 2
        closes = k + 1 < len(tokens) and (tokens[k + 1].may("C") or tokens[k + 1].text == "等")
        if closes and _is_name(tokens[k]) and _is_name(tokens[n + 1]) and before.text[-1].isalnum():
            out[n] = replace(tokens[n], text="、", kinds=frozenset("C"))
    return out


def _ended(tokens: list[Token]) -> list[Token]:
    """Let commas part a list that 等 ends behind a preposition: 在 炎症，免疫反应，毒素 等 因素 的 刺激下."""
    out = list(tokens)
    for end in (n for n, token in enumerate(tokens) if token.text == "等"):
        commas: list[int] = []
        k = end - 1
        while k > 0 and tokens[k].kinds == {"N"}:
            if tokens[k - 1].kinds == {","} and k > 1 and tokens[k - 2].kinds == {"N"}:
                commas.append(k - 1)
                k -= 1
            k -= 1
        if commas and tokens[k].may("at", "by", "via", "to"):
            for n in commas:
                out[n] = replace(tokens[n], text="、", kinds=frozenset("C"))
    return out


def _counted(tokens: list[Token], words: Words) -> list[Token]:
    """Let the number behind a list be 等: 巨噬细胞 和 T细胞 两种 免疫细胞."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        if token.found is not None or not _COUNTED.fullmatch(token.text):
            out.append(token)
            continue
        listed = n > 2 and tokens[n - 1].may("N", "TAIL") and any(one.may("C") for one in tokens[max(0, n - 4) : n - 1])
        this = listed is False and n > 3 and tokens[n - 1].text == "这" and tokens[n - 2].may("N")
        behind = tokens[n + 1] if n + 1 < len(tokens) else None
        if (listed or this) and behind is not None and behind.kinds == {"N"}:
            out = out[:-1] if this else out
            out.append(replace(token, text="等", kinds=words.kinds["等"], triggers=()))
        else:
            out.append(token)
    return out


def _introduced(tokens: list[Token], words: Words) -> list[Token]:
    """Let "X 有 两种，(即) A 和 B" be "X 包括 A 和 B"."""
    for n in range(1, len(tokens) - 4):
        has, number = tokens[n], tokens[n + 1]
        common = any(token.text in _COMMON for token in tokens[max(0, n - 4) : n])
        if has.text == "有" and common and number.kinds == {"N"} and tokens[n - 1].found and tokens[n + 2].may("C"):
            lists = replace(has, text="包括", kinds=words.kinds["包括"], triggers=words.triggers["包括"])
            return [*tokens[:n], lists, *tokens[n + 1 :]]  # 常用 的 X 有 A 和 B
        if has.text != "有" or not _COUNTED.fullmatch(number.text) or tokens[n - 1].kinds != {"N"}:
            continue
        k = n + 2 + (tokens[n + 2].text in ("成员", "亚型", "类型", "形式"))
        if not tokens[k].may(",", ";"):
            continue
        k += 1 + (k + 1 < len(tokens) and tokens[k + 1].text in ("即", "分别为", "分别是", "包括"))
        listed = k + 2 < len(tokens) and tokens[k].kinds == {"N"} and tokens[k + 1].may("C")
        if listed:
            lists = replace(has, text="包括", kinds=words.kinds["包括"], triggers=words.triggers["包括"])
            return [*tokens[:n], lists, *tokens[k:]]
    return tokens
