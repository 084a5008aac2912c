"""What Chinese trials tell of those who were treated: PRP 治疗侧, 12% 的 患者 出现 Y, 注射后 肿胀 较为 常见, 由 9.2分 降至 4.1分."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import ENDS, Wording, opens_at, put_plainly, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_outcomes"]

_GIVEN = ("Chemical", "Vesicle", "Secretome", "Cell", "Intervention", "GeneProduct", "RNA")
_SHOWN = ("Phenotype", "Disease")
_FALLS = re.compile(r"\d+(?:\.\d+)?(?:分|%|％|个|根)?(下?降|上?升|减少|增加|提高)$")
_TO = re.compile(r"[至到为]\d")
_COMPLICATIONS = ("并发症", "不良反应", "副作用")


def read_outcomes(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = _ranged(_sided(tokens))
    return put_plainly(_NAMED, tokens, words, patterns)


def _opens(tokens: list[Token], n: int) -> bool:
    return n == 0 or tokens[n - 1].may("REP", *ENDS)


def _sided(tokens: list[Token]) -> list[Token]:
    """Return "PRP 治疗侧 毛发密度 增加" as "PRP 组 毛发密度 增加", and the group of 安慰剂组仅 apart from its adverb."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        before = out[-1] if out else None
        plain = token.found is None and token.kinds == {"N"} and before is not None
        if not plain or before is None or token.text[:1] not in "侧组" or len(token.text) > 3:
            out.append(token)
            continue
        treated = before.text in ("治疗", "注射", "处理") and before.found is None
        thing = out[-2] if treated and len(out) > 1 else before
        first = n - 1 - treated
        side = token.text.startswith("侧") and type_of(thing) in _GIVEN and _opens(tokens, first)
        late = token.text in ("组仅", "组则", "组均", "组也")
        if side:
            del out[len(out) - treated :]
            out.append(replace(token, end=token.start + 1, text="组", kinds=frozenset(("end",))))
            if len(token.text) > 1:
                out.append(replace(token, start=token.start + 1, text=token.text[1:]))
        elif late:
            out.append(replace(token, end=token.start + 1, text="组", kinds=frozenset(("G",))))
        else:
            out.append(token)
    return out


def _ranged(tokens: list[Token]) -> list[Token]:
    """Return "由 9.2分 降至 4.1分" as "降低"."""
    for n in range(1, len(tokens) - 1):
        falls = _FALLS.match(tokens[n].text) if tokens[n].found is None else None
        if falls is None or tokens[n - 1].text not in ("由", "从", "自") or not _TO.match(tokens[n + 1].text):
            continue
        less = falls[1].endswith(("降", "减少"))
        trigger = Trigger("降低" if less else "升高", "decreases" if less else "increases", themes=True)
        verb = replace(tokens[n], kinds=frozenset(("V",)), triggers=(trigger,))
        return [*tokens[: n - 1], verb, *_ranged(tokens[n + 2 :])]
    return tokens


def _controlled(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the clauses without those that tell of the group of a placebo: nothing was done to it."""
    for n in range(len(tokens) - 1):
        side = tokens[n + 1].text == "侧" and tokens[n].text in ("对照", *patterns.words["shams"])
        group = tokens[n].text in patterns.having("shams") and tokens[n + 1].text in ("组", "对照组")
        if (side or group) and (_opens(tokens, n) or opens_at(tokens, n)):
            stop = min(stop_at(tokens, n), len(tokens) - 1)  # a sentence keeps its end
            ends = stop < len(tokens) and tokens[stop].may(",") and stop + 1 < len(tokens)
            return [*tokens[:n], *_controlled(tokens[stop + ends :], words, patterns)]
    return tokens


def _common(tokens: list[Token], words: Words, _: Patterns) -> list[Token]:
    """Return "X 注射后 肿胀、瘀青 较为 常见" as "X 注射后 出现 肿胀、瘀青"."""
    for n in range(2, len(tokens)):
        if tokens[n].text not in ("常见", "多见") or not (n + 1 == len(tokens) or tokens[n + 1].may(*ENDS)):
            continue
        last = n - 1
        while last and tokens[last].may("ADV") and tokens[last].found is None:
            last -= 1
        first = last
        while first and (type_of(tokens[first - 1]) in _SHOWN or tokens[first - 1].may("C")):
            first -= 1
        after = tokens[first - 1].text.endswith("后") if first else False
        if after and type_of(tokens[first]) in _SHOWN and type_of(tokens[last]) in _SHOWN:
            appears = replace(tokens[n], text="出现", kinds=frozenset(("V",)), triggers=words.triggers["出现"])
            return [*tokens[:first], appears, *tokens[first : last + 1], *_common(tokens[n + 1 :], words, _)]
    return tokens


def _some(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(少数) 服用 X 的 患者 (中 12%) 出现 Y" without how many."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        takes = n + 1 < len(tokens) and tokens[n + 1].text in patterns.having("doing_with")
        if takes and tokens[n].text in patterns.having("shares") and _opens(tokens, n):
            n += 1
        out.append(tokens[n])
        then = tokens[n + 1 : n + 3]
        share = len(then) == 2 and then[0].text == "中" and then[1].text[:1].isdigit() and then[1].found is None
        n += 3 if share and tokens[n].text in patterns.having("patients") else 1
    return out


def _carried(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "使用 (含) 烟酰胺 (的 面霜) 后" as what is in it."""
    carriers = tuple(patterns.words["cream_forms"])
    for n in range(len(tokens) - 3):
        of = next((k for k in range(n + 2, min(n + 8, len(tokens) - 1)) if tokens[k].may("DE")), 0)
        held = tokens[n + 1 : of]
        named = (
            tokens[n].text in ("含", "含有") and held and all(type_of(one) in _GIVEN or one.may("C") for one in held)
        )
        led = n > 0 and (tokens[n - 1].may("at", "TREAT", "X") or tokens[n - 1].text in ("外用", "涂抹", "使用"))
        if named and led and tokens[of + 1].text.endswith(carriers):
            return [*tokens[:n], *held, *_carried(tokens[of + 2 :], _, patterns)]
    return tokens


def _complicated(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "X 术后 常见 并发症 包括" as "X 的 并发症 包括", and "是 X 填充 最严重 的 并发症" without the filling."""
    for n in range(1, len(tokens)):
        heads = tokens[n].text.endswith(_COMPLICATIONS) and tokens[n].found is None
        if not heads:
            continue
        k = n - 1
        while k and tokens[k].text in (
            "常见",
            "常见的",
            "主要",
            "严重",
            "可能",
            "的",
            "最",
            "最严重",
            "术后",
            "后",
            "最常见",
            "填充",
        ):
            k -= 1
        told = "".join(one.text for one in tokens[k + 1 : n])
        after = (
            "后" in told and n + 1 < len(tokens) and tokens[n + 1].text in ("包括", "有", "主要有", "为", "主要包括")
        )
        of = Token(tokens[n].start, tokens[n].start, "的", frozenset(("DE",)))
        if type_of(tokens[k]) in ("Intervention", "Chemical") and (after or "填充" in told):
            return [*tokens[: k + 1], of, *tokens[n:]]
    return tokens


def _led_in(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "微针 后 (导入) 外泌体 可 改善 Y" without how it got in."""
    return [
        one
        for n, one in enumerate(tokens)
        if not (
            one.text in patterns.having("leading_in")
            and n + 1 < len(tokens)
            and type_of(tokens[n + 1]) in _GIVEN
            and (_opens(tokens, n) or tokens[n - 1].may("end"))
        )
    ]


def _factored(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "是 皮肤老化 (最 主要) 的 (环境)因素" without what sort of factor it is: it brings that about."""
    sorts, qualities = patterns.having("kinds_of_factor"), patterns.having("qualities")
    for n in range(3, len(tokens)):
        ends = n + 1 == len(tokens) or tokens[n + 1].may("TAIL", *ENDS)
        k = n - 1
        while k > 1 and (tokens[k].text in qualities or tokens[k].text == "最" or tokens[k].may("DE")):
            k -= 1
        of = any(one.may("DE") for one in tokens[k + 1 : n])
        is_one = any(one.text in ("是", "为", "成为") for one in tokens[max(0, k - 5) : k])
        if tokens[n].text in sorts and ends and of and is_one and type_of(tokens[k]) in (*_SHOWN, "Process"):
            kinds, triggers = words.kinds["因素"], words.triggers["因素"]
            factor = replace(tokens[n], text="因素", kinds=kinds, triggers=triggers, found=None)
            return [*tokens[: k + 1], next(one for one in tokens[k + 1 : n] if one.may("DE")), factor, *tokens[n + 1 :]]
    return tokens


def _lost(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "导致 皮肤 (失去) 弹性" as "导致 弹性 减少": the skin is not what it brings about."""
    losing = patterns.having("deprived_of")
    for n in range(1, len(tokens) - 1):
        k = n - 1
        while k > 0 and tokens[k].kinds == {"ADV"}:
            k -= 1
        if tokens[n].text not in losing or tokens[n].found or type_of(tokens[k]) not in ("Anatomy", "Cell", "Organism"):
            continue
        opens = next((i + 1 for i in range(k, -1, -1) if tokens[i].may(*ENDS)), 0)
        end = next((i for i in range(n + 1, len(tokens)) if tokens[i].may(*ENDS)), len(tokens))
        brings = any(tokens[i].may("V", "make") and tokens[i].found is None for i in range(opens, k))
        things = tokens[n + 1 : end]
        own = tokens[n].text in ("缺乏", "缺少") or type_of(tokens[k]) == "Cell"  # what it is short of, and cannot do
        if things and (brings or not own) and all(one.may("N", "C", "DE", "W", "E", "G") for one in things):
            less = replace(tokens[n], text="减少", kinds=words.kinds["减少"], triggers=words.triggers["减少"])
            first = next((i + 1 for i in range(k, opens - 1, -1) if not tokens[i].may("N", "DE", "W", "G")), opens)
            return [*tokens[:first], *things, less, *_lost(tokens[end:], words, patterns)]
    return tokens


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("shams", _controlled),
    ("对照", _controlled),
    ("常见 多见", _common),
    ("patients", _some),
    ("含 含有", _carried),
    ("并发症 不良反应 副作用 常见并发症 严重并发症 主要并发症", _complicated),
    ("leading_in", _led_in),
    ("kinds_of_factor", _factored),
    ("deprived_of", _lost),
)
