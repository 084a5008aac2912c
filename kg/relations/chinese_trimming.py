"""Chinese words that stand in the way of a plain reading, left out or put where they are read: 除…外, 因…而, 呈年龄依赖性."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_trimmed"]

_BESIDES, _EXCEPT = ("外", "以外", "之外"), ("除", "除了")
_AGED, _BY_AGE = ("年龄",), ("依赖性", "相关性", "依赖性地")

_CHANGES = ("increases", "decreases", "cause", "treats", "affects")
_NAMES = ("N", "W", "Q", "G", "E", "DE", "ADV", "CHANGE")

#: 治疗后, 术后第7天, 第14天时
_WHEN = re.compile(
    r"(?:[^\W\d]{0,4}第?\s?\d*\s?(?:个月|[天周月年]|h|小时)?后?)(?:第\s?\d+\s?(?:个月|[天周日月])?)?(?<=[后天周月日])时?"
)


def read_trimmed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens without what only stands in the way.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = _seldom(_judged(_by_much(tokens), patterns), patterns)
    tokens = _aged(_besides(_because(_worn(_timed(tokens, patterns), patterns))), words)
    return _diagnosed(_prevented(_unrelated(_secreting(_without(tokens, words), patterns)), patterns), patterns)


def _by_much(tokens: list[Token]) -> list[Token]:
    """Return "胶原 的 (显著) 减少" without by how much: behind 的 a change is a noun, whatever stands between."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        much = token.kinds == {"ADV"} and len(token.text) > 1 and not token.text.startswith("过")  # too much is a fault
        if much and out and out[-1].may("DE") and len(out) > 1 and n + 1 < len(tokens):
            verb, after = tokens[n + 1], tokens[n + 2] if n + 2 < len(tokens) else None
            changes = verb.may("V") and bool(verb.triggers) and verb.triggers[0].predicate in _CHANGES
            if changes and (after is None or not after.may(*_NAMES)):
                continue
        out.append(token)
    return out


def _seldom(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 的 (晚期) 并发症" without when, or how often, it is seen."""
    seldom, harms = patterns.having("seldom"), patterns.having("unwanted_ends")
    for n in range(1, len(tokens) - 1):
        told = tokens[n].text in seldom and tokens[n].found is None and tokens[n - 1].may("DE")
        if told and tokens[n + 1].text in harms:
            return [*tokens[:n], *_seldom(tokens[n + 1 :], patterns)]
    return tokens


def _prevented(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(预防 与) 治疗 由 X 引起 的 Y" without the first: both are of Y, which stands far behind."""
    curing = patterns.having("curing")
    for i in range(len(tokens) - 3):
        first, joins, verb, leads = tokens[i : i + 4]
        if first.text == "预防" and joins.may("C") and verb.text in curing and leads.may("by"):
            return [*tokens[:i], *tokens[i + 2 :]]
    return tokens


def _diagnosed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "银屑病 (诊断 和 治疗) 的 靶点" without what one does with it."""
    clinical = patterns.having("clinical_uses")
    for i in range(1, len(tokens) - 2):
        if tokens[i].text not in clinical or tokens[i].found or tokens[i - 1].kinds != {"N"}:
            continue
        of = i
        while of < len(tokens) and (tokens[of].text in clinical or tokens[of].may("C")):
            of += 1
        heads = next((k for k in range(of, min(of + 4, len(tokens))) if tokens[k].may("TAIL")), 0)
        plain = bool(heads) and any(token.may("DE") for token in tokens[of:heads])
        if plain and not any(token.may("V", ",", ";") for token in tokens[of:heads]):
            return [*tokens[:i], *_diagnosed(tokens[of:], patterns)]
    return tokens


@lru_cache(maxsize=1)
def _verdict(patterns: Patterns) -> re.Pattern[str]:
    merits, verdicts = (
        "|".join(sorted(patterns.words[name], key=len, reverse=True)) for name in ("merits", "verdicts")
    )
    one = f"(?:{merits})(?:均|也|都|更|较|较为|相对|比较|十分|非常|很|极|极为|最)*(?:{verdicts})"
    return re.compile(f"(?:的|本身|因其|其)?{one}(?:[、和且]{one})*")


def _judged(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X (安全性 高)，(免疫原性 低)，可 促进 Y" without how good or bad X is: it is X that goes on acting."""
    if not any(token.text.startswith(patterns.words["merits"]) for token in tokens):
        return tokens
    out: list[Token] = []
    start = 0
    for end in [n for n, token in enumerate(tokens) if token.may(",", ";")] + [len(tokens)]:
        clause = tokens[start:end]
        named = next((n for n, token in enumerate(clause) if not (token.found or token.may("C", "ANA"))), len(clause))
        while named and clause[named - 1].text.startswith(patterns.words["merits"]):
            named -= 1
        told = _verdict(patterns).fullmatch("".join(token.text for token in clause[named:])) is not None
        goes_on = end < len(tokens) and tokens[end].may(",")
        if told and named and goes_on:
            out += [*clause[:named], tokens[end]]
        elif told and not named and out and out[-1].may(",") and goes_on:
            pass  # X，免疫原性 低，
        else:
            out += tokens[start : end + 1]
        start = end + 1
    return out


def _timed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Part when from what a group shows: 治疗 12周 后, 外泌体 组 Y 增加."""
    groups = patterns.having("groups")
    for i in range(len(tokens) - 2, 0, -1):
        if tokens[i].found is None or tokens[i + 1].text not in groups:
            continue
        opens = i
        while opens and tokens[opens - 1].found is None and not tokens[opens - 1].may(",", ";"):
            opens -= 1
        if opens < i and _WHEN.fullmatch("".join(token.text for token in tokens[opens:i])):
            at = tokens[i].start
            tokens = [*tokens[:i], Token(at, at, ",", frozenset(",")), *tokens[i:]]
    return tokens


def _worn(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let 受损 in front of a name say only in what state that is: 引起 受损 线粒体 堆积."""
    worn = patterns.having("worn")
    for i in range(1, len(tokens) - 1):
        after = tokens[i + 1]
        inside = tokens[i].text in worn and after.kinds == {"N"} and after.start == tokens[i].end
        if inside and tokens[i - 1].may("V") and not tokens[i - 1].found:
            tokens = [*tokens[:i], replace(tokens[i], kinds=frozenset(("ADV",)), triggers=()), *tokens[i + 1 :]]
    return tokens


def _because(tokens: list[Token]) -> list[Token]:
    """Leave out why something is used: X (因 其 旁分泌 作用 而) 被 用于 Y."""
    for i, token in enumerate(tokens[:-3]):
        if token.text not in ("因", "因其", "因为", "由于") or not i or tokens[i - 1].kinds != {"N"}:
            continue
        stop = next((k for k in range(i + 1, len(tokens)) if tokens[k].may(",", ";", "V")), len(tokens))
        then = next((k for k in range(i + 2, stop) if tokens[k].text == "而"), 0)
        if (
            then
            and then + 1 < len(tokens)
            and tokens[then + 1].text in ("被", "可", "可以", "能", "能够", "常", "广泛")
        ):
            return [*tokens[:i], *tokens[then + 1 :]]
    return tokens


def _besides(tokens: list[Token]) -> list[Token]:
    """Leave out the 外 of "除 可 介导 X 外，还 …"."""
    out: list[Token] = []
    excepts = False
    for i, token in enumerate(tokens):
        excepts |= token.text in _EXCEPT
        closes = i + 1 < len(tokens) and tokens[i + 1].may(",")
        if excepts and closes and token.text in _BESIDES and token.found is None:
            excepts = False
            continue
        out.append(token)
    return out


def _aged(tokens: list[Token], words: Words) -> list[Token]:
    """Let "X 呈 年龄 依赖性 减少" be "X 随 年龄 减少"."""
    for i in range(1, len(tokens) - 2):
        if tokens[i].text not in _AGED:
            continue
        last = i + 1 + (tokens[i + 2].text in ("性", "性地"))
        by = "".join(token.text for token in tokens[i + 1 : last + 1]) in _BY_AGE
        change = tokens[last + 1] if by and last + 1 < len(tokens) else None
        if change is None or not change.triggers or not change.triggers[0].themes:
            continue
        first = i - (tokens[i - 1].text in ("呈", "呈现", "的"))
        with_age = replace(tokens[i], text="随", end=tokens[i].start, kinds=words.kinds["随"], found=None)
        return [*tokens[:first], with_age, tokens[i], *tokens[last + 1 :]]
    return tokens


def _without(tokens: list[Token], words: Words) -> list[Token]:
    """Let "X 对 Y 无 (明显) 抑制 作用" be "X 对 Y 无 具有 抑制 作用"."""
    for i in range(2, len(tokens) - 2):
        closes = i + 3 == len(tokens) or tokens[i + 3].may(",", ";")
        effect = tokens[i + 1].may("V") and tokens[i + 2].may("E") and closes
        if not effect or not tokens[i].may("NEG") or not tokens[i].text.startswith(("无", "没有", "未见")):
            continue
        opens = next((k for k in range(i - 1, -1, -1) if tokens[k].may(",", ";")), -1)
        if any(token.may("to") for token in tokens[opens + 1 : i]):
            has = replace(tokens[i], start=tokens[i].end, text="具有", kinds=words.kinds["具有"])
            return [*tokens[: i + 1], has, *tokens[i + 1 :]]
    return tokens


def _secreting(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "X 是 Y 的 (主要) 分泌 细胞" be "X 是 分泌 Y 的 细胞"."""
    for i in range(2, len(tokens) - 1):
        last = i + 2 == len(tokens) or tokens[i + 2].may(",", ";")
        if (
            tokens[i].text not in patterns.having("making")
            or tokens[i + 1].text not in patterns.having("makers")
            or not last
        ):
            continue
        copula = next((k for k in range(i - 1, max(0, i - 9), -1) if tokens[k].text in ("是", "为")), 0)
        between = tokens[copula + 1 : i]
        if copula and between and all(one.may("N", "DE", "C", "ADV", "G", "W") for one in between):
            names = [one for one in between if one.may("N", "C")]
            of = next(
                (one for one in between if one.may("DE")), replace(tokens[i], text="的", kinds=frozenset(("DE",)))
            )
            return [*tokens[: copula + 1], tokens[i], *names, of, *tokens[i + 1 :]]
    return tokens


def _unrelated(tokens: list[Token]) -> list[Token]:
    """Leave out the changes of "X 与 A 升高 及 B 增加 有关": X is tied to A and to B."""
    drop: set[int] = set()
    for i, token in enumerate(tokens):
        tied = token.triggers and token.triggers[0].predicate == "associated_with" and token.may("V")
        if not tied or not (i + 1 == len(tokens) or tokens[i + 1].may(",", ";")):
            continue
        opens = next((k for k in range(i - 1, -1, -1) if tokens[k].may(",", ";")), -1)
        led = next((k for k in range(opens + 1, i) if tokens[k].text in ("与", "和", "同", "跟")), i)
        inside = tokens[led + 1 : i]
        if any(one.may("by", "via", "at", "take", "make", "to", "L") for one in inside):
            continue
        drop |= {
            k
            for k in range(led + 2, i - 1)
            if tokens[k].triggers and tokens[k].triggers[0].themes and tokens[k].may("V") and tokens[k + 1].may("C")
        }
    return [token for n, token in enumerate(tokens) if n not in drop]
