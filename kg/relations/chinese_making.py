"""What makes what, and where, in Chinese: 诱导 产生 ROS, 在 黑素小体 中 合成 黑素, 抑制 LPS 刺激 的 细胞 中 X, 为 皮肤 提供 弹性."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Wording, opening_at, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_making"]

_SUFFERED: Final = ("Disease", "Phenotype", "Process")
_HOSTS: Final = ("Cell", "Anatomy", "Organism")
_ROMAN: Final = re.compile(r"[IVX]{1,4}|\d{1,2}")
_SORT: Final = re.compile(r"(?:[IVX]{1,4}|\d{1,2})型")
_MADE: Final = ("GeneProduct", "RNA", "Chemical", "Vesicle", "Secretome")


def read_making(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with what is made, and who makes it, put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _stimulated(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "抑制 (LPS 刺激 的 巨噬细胞 中) X 的 激活": X is inhibited, and no cell."""
    for n in range(2, len(tokens) - 4):
        done, of, host, inside = tokens[n : n + 4]
        led = done.text in patterns.having("stimuli") and of.may("DE") and type_of(host) in _HOSTS
        if not led or inside.text not in ("中", "内", "里") or not tokens[n + 4].may("N"):
            continue
        first = n
        while first and tokens[first - 1].may("N") and not states(tokens[first - 1]):
            first -= 1
        if first < n and first and states(tokens[first - 1]):
            return [*tokens[:first], *_stimulated(tokens[n + 4 :], _, patterns)]
    return tokens


def _induced(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "诱导 (产生) ROS" and "促进 (分泌) VEGF" without the second verb: there is more of what is made."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        makes = token.text in patterns.having("makings") and token.found is None and token.may("V")
        if makes and out and out[-1].text in patterns.having("drivings") and states(out[-1]):
            k = n + 1
            while (
                k < len(tokens)
                and tokens[k].found is None
                and tokens[k].text in ("大量", "更多", "较多", "过多", "少量")
            ):
                k += 1
            what = type_of(tokens[k]) if k < len(tokens) else ""
            of = next((one for one in tokens[k + 1 : stop_at(tokens, n)] if not one.may("N", "C")), None)
            if what in _MADE and (of is None or not of.may("DE")):  # but 诱导 表达 α-SMA 的 成纤维细胞
                continue
        out.append(token)
    return out


def _made_there(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 合成 be the verb of "黑素细胞 在 黑素小体 中 合成 黑素"."""
    out = list(tokens)
    for n in range(3, len(tokens) - 1):
        token, opens = tokens[n], opening_at(tokens, n)
        makes = (
            token.text in patterns.having("makings") and token.found is None and token.may("V") and bool(token.triggers)
        )
        if not makes or not tokens[n - 1].may("end") or type_of(tokens[n + 1]) not in _MADE:
            continue
        at = next((k for k in range(n - 1, opens, -1) if tokens[k].text in ("在", "于")), 0)
        acts = at > opens and type_of(tokens[at - 1]) in ("Cell", "Anatomy", "Vesicle")
        rest = tokens[n + 1 : stop_at(tokens, n)]
        plain = all(one.may("N", "C") for one in rest) and not any(states(one) for one in tokens[opens:n])
        if acts and plain:
            out[n] = replace(token, kinds=frozenset(("V",)))
        elif plain and tokens[n - 1].text == "时" and type_of(tokens[opens]) == "Cell":
            verb = replace(token, kinds=frozenset(("V",)))  # 肥大细胞 (脱颗粒 时) 释放 组胺
            return [*tokens[: opens + 1], verb, *tokens[n + 1 :]]
    return out


def _under(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 下 end the scene of "高糖环境 下", which is one name."""
    return [
        replace(token, kinds=frozenset(("end",)))
        if token.text == "下"
        and n
        and tokens[n - 1].text.endswith(patterns.words["scene_heads"])
        and tokens[n - 1].may("N")
        else token
        for n, token in enumerate(tokens)
    ]


def _in_animals(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "降低 (大鼠 创面) TNF-α" and "上调 (成纤维细胞) I、III型胶原" without where that was measured."""
    for n in range(len(tokens) - 2):
        first, then = tokens[n], tokens[n + 1 : n + 4]
        wound = type_of(first) == "Organism" and then[0].text in patterns.having("wounds_measured")
        ailing = n > 0 and type_of(tokens[n - 1]) == "Disease"  # 银屑病 皮损 IL-17 升高 tells of psoriasis
        touches = type_of(then[0]) in _MADE[:2] and then[0].start == first.end
        if first.text in patterns.having("wounds_measured") and touches and not ailing:
            return [*tokens[:n], *_in_animals(tokens[n + 1 :], _, patterns)]  # 升高 (创面) VEGF
        if wound and type_of(then[1]) in _MADE[:2]:
            return [*tokens[:n], *_in_animals(tokens[n + 2 :], _, patterns)]
        sorts = type_of(first) == "Cell" and then[0].found is None and _ROMAN.fullmatch(then[0].text) is not None
        if sorts and len(then) == 3 and then[1].may("C") and _SORT.match(then[2].text):
            return [*tokens[:n], *_in_animals(tokens[n + 1 :], _, patterns)]
    return tokens


def _provided(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X (为 Y) 提供 Z" without whom it serves; to give support is another matter."""
    for n in range(3, len(tokens) - 1):
        what = next((one for one in tokens[n + 1 :] if one.text != "了"), tokens[n])
        if tokens[n].text != "提供" or tokens[n].found is not None or what.text in patterns.having("support"):
            continue
        opens = opening_at(tokens, n)
        serves = next((k for k in range(n - 2, opens, -1) if tokens[k].text == "为"), 0)
        whom = all(one.may("N", "C", "W", "G", "DE") for one in tokens[serves + 1 : n])
        who = serves > opens and any(one.found for one in tokens[opens:serves])
        if serves and whom and who and not any(states(one) for one in tokens[opens:serves]):
            return [*tokens[:serves], *tokens[n : n + 1], *_provided(tokens[n + 1 :], _, patterns)]
    return tokens


def _catalysed(tokens: list[Token], words: Words, _: Patterns) -> list[Token]:
    """Return "酪氨酸酶 催化 黑素生成" as what the enzyme promotes."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        if tokens[n].text == "催化" and type_of(tokens[n + 1]) == "Process" and type_of(tokens[n - 1]) == "GeneProduct":
            out[n] = replace(tokens[n], text="促进", kinds=words.kinds["促进"], triggers=words.triggers["促进"])
    return out


def _on_surface(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "外泌体 (表面) 表达 CD63" and "其 (表面) 含有 CD63" without where on it."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        whose = bool(out) and (type_of(out[-1]) in ("Cell", "Vesicle") or out[-1].text in ("其", "它"))
        acts = n + 1 < len(tokens) and (states(tokens[n + 1]) or tokens[n + 1].may("ADV"))
        if not (token.text in patterns.having("surfaces_of") and token.found is None and whose and acts):
            out.append(token)
    return out


def _made_of(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "其 主要 成分 是 A 和 B" as "其 含有 A 和 B"."""
    for n in range(len(tokens) - 3):
        k = n + 1
        while k < len(tokens) - 2 and (tokens[k].text in patterns.having("qualities") or tokens[k].may("DE")):
            k += 1
        parts = tokens[n].text in ("其", "它") and tokens[k].text in patterns.having("ingredients")
        if parts and tokens[k + 1].text in patterns.having("being"):
            holds = replace(tokens[k + 1], text="含有", kinds=words.kinds["含有"], triggers=words.triggers["含有"])
            return [*tokens[: n + 1], holds, *_made_of(tokens[k + 2 :], words, patterns)]
    return tokens


def _common_in(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 在 Y 患者 中 更 常见" as "X 与 Y 相关"."""
    for n in range(4, len(tokens)):
        common = tokens[n].text in patterns.having("how_common") and (n + 1 == len(tokens) or tokens[n + 1].may(*ENDS))
        inside = next((k for k in range(n - 1, n - 3, -1) if tokens[k].text == "中"), 0) if common else 0
        at = next((k for k in range(inside - 1, max(0, inside - 5), -1) if tokens[k].text == "在"), 0)
        people = at > 0 and any(one.text in patterns.having("patients") for one in tokens[at + 1 : inside])
        ill = [one for one in tokens[at + 1 : inside] if type_of(one) == "Disease"]
        if people and ill:
            goes = replace(tokens[at], text="与", kinds=words.kinds["与"], triggers=())
            along = replace(tokens[n], text="相关", kinds=words.kinds["相关"], triggers=words.triggers["相关"])
            return [*tokens[:at], goes, *ill, along, *_common_in(tokens[n + 1 :], words, patterns)]
    return tokens


def _kept_out(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "阻止 过敏原 (进入 皮肤)": of the skin there is no less."""
    for n in range(2, len(tokens) - 1):
        if tokens[n].text not in ("进入", "侵入", "渗入") or type_of(tokens[n + 1]) not in ("Anatomy", "Cell"):
            continue
        verb = next((k for k in range(n - 1, opening_at(tokens, n) - 1, -1) if states(tokens[k])), -1)
        keeps = verb >= 0 and tokens[verb].triggers[0].predicate == "decreases" and verb + 1 < n
        ends = n + 2 == len(tokens) or tokens[n + 2].may(*ENDS)
        if keeps and ends and all(one.may("N", "W", "G", "C", "DE") for one in tokens[verb + 1 : n]):
            return [*tokens[:n], *_kept_out(tokens[n + 2 :], _, patterns)]
    return tokens


def _in_stages(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "影响 创面愈合 (的 各个 阶段)" without the parts of what goes on."""
    for n in range(1, len(tokens) - 2):
        parts = (
            tokens[n].may("DE")
            and tokens[n + 1].text in patterns.having("each_of")
            and tokens[n + 2].text in patterns.having("stages_of")
        )
        ends = n + 3 == len(tokens) or tokens[min(n + 3, len(tokens) - 1)].may(*ENDS)
        if parts and ends and type_of(tokens[n - 1]) in _SUFFERED:
            return [*tokens[:n], *_in_stages(tokens[n + 3 :], words, patterns)]
    return tokens


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("stimuli", _stimulated),
    ("makings", _induced),
    ("makings", _made_there),
    ("stages_of", _in_stages),
    ("提供", _provided),
    ("催化", _catalysed),
    ("进入 侵入 渗入", _kept_out),
    ("下", _under),
    ("surfaces_of", _on_surface),
    ("ingredients", _made_of),
    ("how_common", _common_in),
    ("wounds_measured", _in_animals),
    ("、 和 及", _in_animals),
)
