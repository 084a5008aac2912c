"""What stands aside in Chinese clauses: what something is compared with, how large it is; and lists behind a colon."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import opening_at, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_asides"]

_ENDS = (",", ";")
_DOINGS, _THAN = ("作用", "效应", "效果"), ("较", "比")
_FOR: Final = ("因", "因为", "由于", "为", "为了")
_RATHER: Final = ("而非", "而不是", "而并非")
_INSIDE = ("上", "中", "内", "表面", "里")
_MATTER = ("GeneProduct", "RNA", "Chemical", "Pathway", "Cell")
_COUNTED = re.compile(r"(?:以下|下列|[两二三四五六七八九十几多\d]+)[个种类大项方面]*$")


def read_asides(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence without such asides, and with a list in the place of what announces it.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    said = {token.text for token in tokens}  # most sentences hold none of the words that a turn needs
    if not said.isdisjoint(patterns.having("bodily")):
        tokens = _bodily(tokens, patterns)
    if "而" in said or "同时" in said:
        tokens = _side_by_side(_made_both(tokens))
    if not said.isdisjoint(_RATHER):
        tokens = _rather(tokens)
    if not said.isdisjoint(_INSIDE):
        tokens = _on_both(tokens)
    if not said.isdisjoint(patterns.having("using")):
        tokens = _treatable(tokens, words, patterns)
    if not said.isdisjoint(_DOINGS):
        tokens = _mediated(tokens, words)
    if not said.isdisjoint(_THAN):
        tokens = _better(tokens)
    tokens = _sized(_unlike(tokens, patterns), patterns)
    if ":" in said:
        tokens = _announced(tokens)
    return tokens if said.isdisjoint(patterns.having("growing_with")) else _along(tokens, patterns)


def _on_both(tokens: list[Token]) -> list[Token]:
    """Return "激活 (A 细胞 和) B 细胞 上 的 X": it is X that is activated, and no cells."""
    for i in range(len(tokens) - 5):
        one, joins, other, inside, of, what = tokens[i : i + 6]
        placed = inside.text in _INSIDE and of.may("DE") and what.may("N")
        if placed and joins.may("C") and type_of(one) == type_of(other) in ("Cell", "Anatomy"):
            return [*tokens[:i], *_on_both(tokens[i + 2 :])]
    return tokens


def _made_both(tokens: list[Token]) -> list[Token]:
    """Return "使 表皮 增厚 (而) 真皮 变薄" as two things that come about."""
    for i in range(3, len(tokens) - 1):
        make = next((one for one in tokens[max(0, i - 4) : i - 1] if one.may("make")), None)
        if tokens[i].text != "而" or make is None:
            continue
        behind = tokens[i + 1 : stop_at(tokens, i)]
        changes = len(behind) == 2 and behind[0].may("N") and bool(behind[1].triggers) and behind[1].triggers[0].themes
        done = tokens[i - 1].may("N", "V")
        if done and (changes or (len(behind) == 1 and type_of(behind[0]) in ("Phenotype", "Process"))):
            comma = replace(tokens[i], text=",", kinds=frozenset((",",)), triggers=())
            again = replace(make, start=tokens[i].end, end=tokens[i].end)
            return [*tokens[:i], comma, again, *tokens[i + 1 :]]
    return tokens


def _side_by_side(tokens: list[Token]) -> list[Token]:
    """Return "胶原合成 减少 而 MMPs 增加" as two clauses: the one does not lower the other."""
    for i in range(2, len(tokens) - 2):
        meanwhile = tokens[i].may("DE") and tokens[i + 1].text == "同时"  # 炎症 减轻 的 同时 胶原沉积 增加
        joins = tokens[i].text == "而" or meanwhile
        if not joins or not _changes(tokens[i - 1]) or not tokens[i - 2].may("N", "Q"):
            continue
        if any(one.text in _FOR for one in tokens[opening_at(tokens, i) : i]):
            continue  # 因 血管生成 受损 而 愈合 缓慢
        behind = tokens[i + 1 + meanwhile : stop_at(tokens, i)]
        named = bool(behind) and all(one.may("N", "Q", "C", "DE", "W", "E") for one in behind[:-1])
        if named and len(behind) > 1 and _changes(behind[-1]):
            comma = replace(tokens[i], text=",", kinds=frozenset((",",)), triggers=())
            return [*tokens[:i], comma, *_side_by_side(tokens[i + 1 + meanwhile :])]
    return tokens


def _changes(token: Token) -> bool:
    """Return whether a word tells that there is more or less of what stands before it."""
    return states(token) and token.triggers[0].themes


def _rather(tokens: list[Token]) -> list[Token]:
    """Return "(来源于 年轻 供体 而非 老年 供体 的) 外泌体" as the exosomes alone: what is said of some is not said of the others."""
    for i in range(1, len(tokens) - 3):
        if tokens[i].text not in _RATHER:
            continue
        of = next((k for k in range(i + 2, min(i + 6, len(tokens) - 1)) if tokens[k].may("DE")), 0)
        first = i
        while first and tokens[first - 1].may("N", "W", "G") and not tokens[first - 1].may("V", *_ENDS):
            first -= 1
        from_whom = (
            first > 0 and states(tokens[first - 1]) and tokens[first - 1].triggers[0].predicate == "derived_from"
        )
        if not of or first == i or not all(one.may("N", "W", "G") for one in tokens[i + 1 : of]):
            continue
        if tokens[of + 1].found:
            return [*tokens[: first - from_whom], *_rather(tokens[of + 1 :])]
        if tokens[i - 1].found and tokens[of + 1].may("Q", "E", "TREAT"):  # 外泌体 (而非 干细胞 的 移植)
            return [*tokens[:i], *_rather(tokens[of + 2 :])]
    return tokens


def _bodily(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let 收缩 be a verb in "可 收缩 血管"; 血管 收缩 is a name."""
    verbs = patterns.having("bodily")
    out = list(tokens)
    for i in range(1, len(tokens) - 1):
        before = tokens[i - 1]
        listed = before.text == "、" and any(
            one.kinds == {"ADV"} or one.may("V") for one in tokens[max(0, i - 4) : i - 1]
        )
        led = tokens[i].text in verbs and tokens[i].found is None and (before.kinds == {"ADV"} or listed)
        if led and type_of(tokens[i + 1]) == "Anatomy":
            out[i] = replace(tokens[i], kinds=frozenset(("V",)), triggers=(Trigger(tokens[i].text, "affects"),))
    return out


def _treatable(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "光老化 可 用 X 治疗" as "X 治疗 光老化"."""
    using = patterns.having("using")
    for i in range(len(tokens) - 3):
        if type_of(tokens[i]) not in ("Disease", "Phenotype") or not (not i or tokens[i - 1].may(*_ENDS)):
            continue
        stop = stop_at(tokens, i)
        use = next((n for n in range(i + 1, stop - 2) if tokens[n].text in using), 0)
        how = tokens[stop - 1].text in ("治疗", "进行治疗", "来治疗")
        between = tokens[i + 1 : use]
        hedged = any(one.may("NEG", "HEDGE", "N") or one.found for one in between)
        what = tokens[use + 1 : stop - 1]
        if use and how and between and not hedged and all(one.may("N", "C", "W") and not one.may("DE") for one in what):
            treats = replace(
                tokens[stop - 1], text="治疗", kinds=words.kinds["治疗"], triggers=words.triggers["治疗"], found=None
            )
            return [*tokens[:i], *what, treats, tokens[i], *_treatable(tokens[stop:], words, patterns)]
    return tokens


def _mediated(tokens: list[Token], words: Words) -> list[Token]:
    """Return "X 对 Y 的 促进 作用 由 Z 介导" as "X 促进 Y，Z 介导 Y", and "Z 介导 X 对 Y 的 促进 作用" likewise."""
    for i in range(1, len(tokens) - 4):
        if not tokens[i].may("to") or not tokens[i - 1].may("N") or not tokens[i + 1].may("N"):
            continue
        of, how, done = tokens[i + 2 : i + 5]
        acts = how.may("V") and how.found is None and bool(how.triggers)
        if not of.may("DE") or not acts or done.text not in _DOINGS:
            continue
        rest = tokens[i + 5 :]
        comma = replace(done, text=",", kinds=frozenset((",",)), triggers=())
        mediates = replace(done, text="介导", kinds=words.kinds["介导"], triggers=words.triggers["介导"])
        said = [tokens[i - 1], replace(how, start=how.start), tokens[i + 1]]
        if len(rest) > 2 and rest[0].may("by") and rest[1].may("N") and rest[2].text == "介导":
            return [*tokens[: i - 1], *said, comma, rest[1], rest[2], tokens[i + 1], *rest[3:]]
        before = tokens[i - 2] if i > 2 else None
        if before is not None and before.text == "介导" and tokens[i - 3].may("N") and not (rest and rest[0].may("N")):
            opens = tokens[: i - 3]
            return [
                *opens,
                tokens[i - 3],
                replace(mediates, start=before.start, end=before.end),
                tokens[i + 1],
                comma,
                *said,
                *rest,
            ]
    return tokens


def _better(tokens: list[Token]) -> list[Token]:
    """Return "A (较 B) 更 能 促进 X": it is A that does."""
    for i in range(1, len(tokens) - 3):
        if tokens[i].text not in _THAN or tokens[i].found or not tokens[i - 1].may("N"):
            continue
        more = next((n for n in range(i + 2, min(i + 8, stop_at(tokens, i))) if tokens[n].text.startswith("更")), 0)
        if more and tokens[i + 1].may("N") and not any(one.may("V") and not one.may("N") for one in tokens[i:more]):
            return [*tokens[:i], *_better(tokens[more:])]
    return tokens


def _unlike(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(与 B 不同，) A 损伤 X"."""
    unlike = patterns.having("unlike")
    if not any(token.text in unlike or token.text == "不同于" for token in tokens):
        return tokens
    for i in range(len(tokens) - 3):
        opens = not i or tokens[i - 1].may(*_ENDS)
        stop = stop_at(tokens, i)
        joins = tokens[i].text in ("与", "和", "同") and tokens[stop - 1].text in unlike
        led = joins or tokens[i].text == "不同于"
        if opens and led and stop + 1 < len(tokens) and tokens[stop].may(",") and stop - i < 6:
            return [*tokens[:i], *_unlike(tokens[stop + 1 :], patterns)]
    return tokens


def _sized(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "外泌体 (直径 30~150 nm，) 含有 X": how large it is, is no part of its name."""
    sizes = patterns.words["sizes"]
    if not any(token.text.startswith(sizes) for token in tokens):
        return tokens
    for i in range(1, len(tokens) - 2):
        stop = stop_at(tokens, i)
        measured = tokens[i].text.startswith(sizes) and tokens[i - 1].found is not None and stop + 1 < len(tokens)
        if not measured or not tokens[stop].may(",") or any(one.found or one.may("V") for one in tokens[i:stop]):
            continue
        if any(char.isdigit() for one in tokens[i:stop] for char in one.text):
            return [*tokens[:i], *_sized(tokens[stop + 1 :], patterns)]
    return tokens


def _announced(tokens: list[Token]) -> list[Token]:
    """Return "以下 因素 可 导致 X：A、B" as "A、B 可 导致 X", and "X 与 三个 因素 有关：A、B" likewise."""
    colon = next((n for n, token in enumerate(tokens) if token.text == ":" and token.may(*_ENDS)), 0)
    rest = tokens[colon + 1 :]
    stop = next((n for n, token in enumerate(rest) if token.may(";")), len(rest))
    listed = rest[:stop]
    plain = bool(listed) and listed[0].may("N") and not any(one.may("V", "by", "at", "via", ",") for one in listed)
    if not colon or not plain or not any(one.may("C") for one in listed):
        return tokens
    opens = max((n + 1 for n in range(colon) if tokens[n].may(*_ENDS)), default=0)
    for i in range(opens, colon - 1):
        what = tokens[i + 1]
        if _COUNTED.fullmatch(tokens[i].text) and not tokens[i].found and what.may("G") and not what.found:
            return [*tokens[:i], *listed, *tokens[i + 2 : colon], *rest[stop:]]
    return tokens


def _along(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "随着 (X 减弱)，Y 减少" with the loss of X as one name: X itself does not lower Y."""
    growing = patterns.having("growing_with")
    for i in range(len(tokens) - 3):
        stop = stop_at(tokens, i)
        inside = tokens[i + 1 : stop]
        if tokens[i].text not in growing or len(inside) < 2 or stop == len(tokens) or not tokens[stop].may(","):
            continue
        change = inside[-1]
        changes = change.found is None and bool(change.triggers) and change.triggers[0].themes and change.may("V")
        if not changes or type_of(inside[0]) not in _MATTER or any(one.may("V", "DE", "C") for one in inside[1:-1]):
            continue
        if change.triggers[0].predicate == "increases":
            return [*tokens[: stop - 1], *tokens[stop:]]
        text = "".join(one.text for one in inside)
        whole = replace(inside[0], end=change.end, text=text, found=None, kinds=frozenset(("N",)), triggers=())
        return [*tokens[: i + 1], whole, *tokens[stop:]]
    return tokens
