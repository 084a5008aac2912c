"""What Chinese says of the sides of a thing: X 结构 和 功能 的 破坏, X 功能 的 障碍, X 控制 可 促进 Y, X 被 抑制 的 细胞."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import ENDS, Wording, named_whole, opens_at, put_plainly, states, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_aspects"]

_FAILS = Trigger("损害", "decreases", themes=True)
_CHANGED = ("increases", "decreases")
_KEPT = ("Cell", "Organism", "Anatomy")


def read_aspects(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _is_aspect(token: Token, patterns: Patterns) -> bool:
    """Return whether a token is or ends in a side of a thing: 结构, 皮肤结构."""
    return token.text.endswith(patterns.words["aspects"])


def _both(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X 结构 和 功能 的 损伤" as "X 功能 的 损伤", and "X 数量 和 功能 的 下降" as "X 数量 的 下降": both are X's."""
    for n in range(1, len(tokens) - 3):
        one, joins, other, of = tokens[n - 1 : n + 3]
        sides = _is_aspect(one, patterns) and other.text in patterns.having("aspects") and other.found is None
        if not joins.may("C") or not sides or not of.may("DE") or not _is_change(tokens[n + 3], patterns):
            continue
        if one.found is None and one.text in patterns.having("aspects") and n > 1 and tokens[n - 2].may("N"):
            return [*tokens[: n - 1], *_both(tokens[n + 1 :], _, patterns)]
        return [*tokens[:n], *_both(tokens[n + 2 :], _, patterns)]
    return tokens


def _is_change(token: Token, patterns: Patterns) -> bool:
    """Return whether a token says how a thing comes off: 下降, 异常, 损伤."""
    failing = token.text in patterns.having("failing")
    return failing or token.may("CHANGE") or (states(token) and token.triggers[0].themes)


def _failing(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X 功能 的 障碍" as "X 功能 的 损害": there is less of it."""
    out = list(tokens)
    for n in range(2, len(tokens)):
        token, of, what = tokens[n], tokens[n - 1], tokens[n - 2]
        ends = n + 1 == len(tokens) or tokens[n + 1].may("C", "V", "ADV", *ENDS)
        works = what.text.endswith(("功能", "能力", "活性")) and what.may("N", "G")
        if token.text in patterns.having("failing") and of.may("DE") and works and ends:
            out[n] = replace(token, kinds=frozenset("V"), found=None, triggers=(_FAILS,))
    return out


def _ailing(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "导致 X细胞 功能 (的) 异常" with what ails the cells as one name: it makes no cells."""
    for n in range(3, len(tokens)):
        ends = n + 1 == len(tokens) or tokens[n + 1].may("C", *ENDS)
        if tokens[n].text not in patterns.having("abnormal") or tokens[n].found is not None or not ends:
            continue
        k = n - 1 - tokens[n - 1].may("DE")
        first = k - 1
        if k < 2 or tokens[k].found is not None or tokens[k].text not in patterns.having("aspects"):
            continue
        while first > 1 and tokens[first - 1].may("N") and tokens[first - 1].found is not None:
            first -= 1
        if type_of(tokens[k - 1]) == "Cell" and tokens[first - 1].text in patterns.having("bringing_about"):
            return [*tokens[:first], named_whole(tokens[first : n + 1]), *_ailing(tokens[n + 1 :], _, patterns)]
    return tokens


def _lost(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 丢失 behind "X (的) 逐渐" say that there is less of X."""
    out = list(tokens)
    for n in range(2, len(tokens)):
        gone = tokens[n].text in patterns.having("going_lost") and tokens[n].found is None
        before = next((one for one in reversed(tokens[:n]) if not one.may("ADV", "DE")), None)
        if gone and tokens[n - 1].may("ADV") and before is not None and before.found is not None:
            out[n] = replace(tokens[n], kinds=frozenset("V"), triggers=(_FAILS,))
    return out


def _managed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(良好 的) 血糖 控制 可 促进 Y" with the control as one name: what stands before it does nothing."""
    for n in range(1, len(tokens) - 2):
        does, may = tokens[n], tokens[n + 1]
        if does.text not in patterns.having("managing") or does.found is not None or not tokens[n - 1].may("N"):
            continue
        verb = next((k for k in range(n + 1, len(tokens)) if not tokens[k].may("ADV", "HEDGE")), n + 1)
        if not may.may("ADV") or may.may("V") or verb == len(tokens) or not states(tokens[verb]):
            continue
        first = n - 1
        while first and tokens[first - 1].may("N") and not tokens[first - 1].may("V"):
            first -= 1
        if opens_at(tokens, first) or tokens[first - 1].may("DE", "C"):
            return [*tokens[:first], named_whole(tokens[first : n + 1]), *_managed(tokens[n + 1 :], _, patterns)]
    return tokens


def _enabled(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "使 细胞 合成 X 的 能力 下降" as "使 X 下降": the cells do not lower it."""
    for n in range(1, len(tokens) - 4):
        who, does = tokens[n + 1], tokens[n + 2]
        makes = tokens[n].may("make") or tokens[n].text in patterns.having("bringing_about")
        acts = states(does) and does.triggers[0].predicate in ("produces", "increases") and who.found is not None
        if not makes or not acts or type_of(who) not in _KEPT:
            continue
        able = next((k for k in range(n + 4, len(tokens)) if not tokens[k].may("N", "DE", "C")), len(tokens))
        what = tokens[n + 3 : able]
        if able == len(tokens) or tokens[able].text != "能力" or not what or what[0].found is None:
            continue
        rest = next((k for k in range(able + 1, len(tokens)) if not tokens[k].may("ADV", "DE")), able)
        if states(tokens[rest]) and tokens[rest].triggers[0].themes:
            what = what[:-1] if what[-1].may("DE") else what
            return [*tokens[: n + 1], *what, *_enabled(tokens[able + 1 :], _, patterns)]
    return tokens


def _short_of(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "皮肤 缺乏 X 会 导致 Y" as "缺乏 X 会 导致 Y": it is the want of X that does, and not the skin."""
    for n in range(1, len(tokens) - 2):
        if tokens[n].text not in ("缺乏", "缺少") or tokens[n].found is not None:
            continue
        first = n - 1
        while first and tokens[first - 1].may("N", "W", "DE") and not opens_at(tokens, first):
            first -= 1
        end = next((k for k in range(n + 1, len(tokens)) if not tokens[k].may("N", "C", "DE", "W")), len(tokens))
        verb = next((k for k in range(end, len(tokens)) if not tokens[k].may("ADV", "HEDGE")), len(tokens))
        does = n + 1 < end <= verb < len(tokens) and states(tokens[verb]) and not tokens[verb].triggers[0].themes
        bodily = type_of(tokens[n - 1]) in ("Anatomy", "Organism", "Cell") or tokens[n - 1].may("W")
        if does and bodily and opens_at(tokens, first) and not tokens[verb].text.startswith(("合成", "分泌", "表达")):
            return [*tokens[:first], *tokens[n:]]
    return tokens


def _made_more(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "细胞 表达 X 增加" as "细胞 X 增加": the cells raise nothing, there is more of it."""
    for n in range(len(tokens) - 2):
        does = tokens[n]
        if does.text not in patterns.having("making_of") or does.found is not None or not states(does):
            continue
        end = next((k for k in range(n + 1, len(tokens)) if not tokens[k].may("N", "C") or tokens[k].may("V")), n + 1)
        what = tokens[n + 1 : end]
        verb = next((k for k in range(end, len(tokens)) if not tokens[k].may("ADV")), end)
        stops = verb + 1 >= len(tokens) or tokens[verb + 1].may(*ENDS)
        changes = states(tokens[verb]) and tokens[verb].triggers[0].themes
        changes = changes and tokens[verb].triggers[0].predicate in _CHANGED
        made = bool(what) and what[-1].found is not None
        cell = tokens[n - 1].found if n else None
        plain = cell is not None and cell.entity.type == "Cell" and not cell.entity.provisional
        led = plain or (n > 0 and tokens[n - 1].text.endswith("下"))  # 缺氧预处理的ADSCs are no plain ones
        if made and changes and stops and led:
            return [*tokens[:n], *what, *_made_more(tokens[end:], _, patterns)]
    return tokens


def _plentiful(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(在 Y 条件下) 分泌 更多 的 X" as "分泌 X": how much it is makes no name of the deed."""
    for n in range(1, len(tokens) - 2):
        does, much = tokens[n], tokens[n + 1]
        if not states(does) or not does.may("Q") or much.text not in patterns.having("plenty"):
            continue
        what = n + 2 + tokens[n + 2].may("DE")
        if what < len(tokens) and tokens[what].may("N") and tokens[what].found is not None:
            verb = replace(does, kinds=frozenset("V"))
            return [*tokens[:n], verb, *_plentiful(tokens[what:], _, patterns)]
    return tokens


def _learned(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "有助于 理解 X" with nothing that it states: it is people who are helped."""
    out = list(tokens)
    for n in range(len(tokens) - 1):
        then = tokens[n + 1]
        helps = tokens[n].text in patterns.having("helping") and states(tokens[n])
        if helps and then.text.startswith(patterns.words["learning"]) and then.found is None:
            out[n] = replace(tokens[n], kinds=frozenset("X"), triggers=())
    return out


def _undergone(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "X 被 抑制 的 细胞 (中) Y 增加" as "X 抑制 后 ， 细胞 Y 增加"."""
    for n in range(2, len(tokens) - 2):
        by, does, of, where = tokens[n - 1 : n + 3]
        changes = states(does) and does.triggers[0].predicate in _CHANGED
        if by.text != "被" or not changes or not of.may("DE") or type_of(where) not in _KEPT:
            continue
        if tokens[n - 2].found is None or not opens_at(tokens, n - 2):
            continue
        after = Token(of.start, of.end, "后", frozenset(("end",)))
        stop = Token(of.end, of.end, ",", frozenset((",",)))
        return [*tokens[: n - 1], does, after, stop, *tokens[n + 2 :]]
    return tokens


#: in the order in which they are put plainly, each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("aspects", _both),
    ("failing", _failing),
    ("abnormal", _ailing),
    ("going_lost", _lost),
    ("managing", _managed),
    ("能力", _enabled),
    ("making_of", _made_more),
    ("plenty", _plentiful),
    ("缺乏 缺少", _short_of),
    ("learning", _learned),
    ("被", _undergone),
)
