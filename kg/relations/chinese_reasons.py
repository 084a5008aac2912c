"""Chinese turns of reviews put plainly: X 是 其 诱因, 因 A 做 B 而 加重 C, 以 A、B 为 特征, 抑制 LPS 刺激 的 细胞 中 X."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Wording, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_reasons"]

_SUFFERED: Final = ("Disease", "Phenotype", "Process")
_HOSTS: Final = ("Cell", "Anatomy", "Organism")
_WORDS_OF: Final = ("N", "C", "DE", "W", "G", "Q", "E", "ADV")
_MAKING: Final = ("产生", "生成", "分泌", "合成", "释放", "表达")
_SETTINGS: Final = ("环境", "条件", "状态")
_WOUNDS: Final = ("创面", "创面组织", "伤口", "溃疡", "溃疡创面", "皮损", "瘢痕", "瘢痕组织")
_ROMAN: Final = re.compile(r"[IVX]{1,4}|\d{1,2}")
_SORT: Final = re.compile(r"(?:[IVX]{1,4}|\d{1,2})型")
_RELATED: Final = ("有关", "相关", "有关联", "密切相关", "密切有关")
_DRIVING: Final = ("诱导", "促进", "刺激", "促使", "诱发", "抑制", "阻断", "阻止", "减少", "增加", "增强", "加速")
_MADE: Final = ("GeneProduct", "RNA", "Chemical", "Vesicle", "Secretome")
_EACH: Final = ("各个", "各", "不同", "多个", "每个", "每一", "所有", "各个不同", "多种")
_PARTS: Final = ("阶段", "环节", "步骤", "时期", "方面", "过程")
_FEATURES: Final = ("特征", "特点", "主要特征", "典型特征", "表现", "主要表现")


def read_reasons(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _opening(tokens: list[Token], n: int) -> int:
    """Return where the clause begins that holds a token."""
    return next((k + 1 for k in range(n - 1, -1, -1) if tokens[k].may(*ENDS)), 0)


def _its_causes(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "Y 与 Z 有关, X 是 其 主要 诱因" as "X 是 Y 的 诱因", and the clause without a statement where Y is unknown."""
    for n in range(2, len(tokens) - 1):
        be = tokens[n - 1]
        end = next((k for k in range(n + 1, min(n + 4, len(tokens))) if tokens[k].may("TAIL")), 0)
        plain = all(one.may("ADV", "G") and one.found is None for one in tokens[n + 1 : end]) if end else False
        stops = end + 1 == len(tokens) or tokens[min(end + 1, len(tokens) - 1)].may(*ENDS)
        if tokens[n].text != "其" or be.text not in patterns.having("being") or not plain or not stops:
            continue
        opens = _opening(tokens, n)
        before = _opening(tokens, opens - 1) if opens else 0
        whose = next((one for one in tokens[before : max(opens - 1, 0)] if type_of(one) in _SUFFERED), None)
        if whose is None:
            return [*tokens[: n - 1], *_its_causes(tokens[end + 1 :], _, patterns)]
        of = Token(tokens[n].start, tokens[n].end, "的", frozenset(("DE",)))
        return [*tokens[:n], whose, of, tokens[end], *_its_causes(tokens[end + 1 :], _, patterns)]
    return tokens


def _for_reasons(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "X 可能 因 A 释放 B 而 加重 C" as "A 释放 B, X 可能 加重 C": who does the one does not do the other."""
    for n, token in enumerate(tokens):
        if token.text not in ("因", "因为", "由于"):
            continue
        stop, opens = stop_at(tokens, n), _opening(tokens, n)
        so = next((k for k in range(n + 4, stop - 1) if tokens[k].text == "而"), 0)
        inner = tokens[n + 1 : so]
        verb = next((k for k, one in enumerate(inner) if states(one)), 0)
        told = verb > 0 and verb + 1 < len(inner) and not inner[verb].triggers[0].themes
        sides = (inner[:verb], inner[verb + 1 :])
        named = all(any(one.found for one in side) and all(one.may(*_WORDS_OF) for one in side) for side in sides)
        if so and told and named and any(one.found for one in tokens[opens:n]):
            comma = replace(tokens[so], text=",", kinds=frozenset((",",)), triggers=())
            return [*tokens[:opens], *inner, comma, *tokens[opens:n], *_for_reasons(tokens[so + 1 :], _, __)]
    return tokens


def _featured(tokens: list[Token], words: Words, _: Patterns) -> list[Token]:
    """Return "X 以 [A 增多、B 减少] 为 特征" as "X 表现为 [A 增多、B 减少]", which is read as a list of changes."""
    for n, token in enumerate(tokens[:-3]):
        if token.text != "以" or not any(one.found for one in tokens[_opening(tokens, n) : n]):
            continue
        by = next((k for k in range(n + 2, stop_at(tokens, n) - 1) if tokens[k].text == "为"), 0)
        end = next((k for k in range(by + 1, min(by + 4, len(tokens))) if tokens[k].text in _FEATURES), 0) if by else 0
        changes = any(states(one) for one in tokens[n + 1 : by])
        if end and changes and all(one.may("ADV", "G") for one in tokens[by + 1 : end]):
            shows = replace(token, text="表现为", kinds=words.kinds["表现为"], triggers=words.triggers["表现为"])
            return [*tokens[:n], shows, *tokens[n + 1 : by], *_featured(tokens[end + 1 :], words, _)]
    return tokens


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


def _induced(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "诱导 (产生) ROS" and "促进 (分泌) VEGF" without the second verb: there is more of what is made."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        makes = token.text in _MAKING and token.found is None and token.may("V")
        if makes and out and out[-1].text in _DRIVING and states(out[-1]):
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


def _made_there(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Let 合成 be the verb of "黑素细胞 在 黑素小体 中 合成 黑素"."""
    out = list(tokens)
    for n in range(3, len(tokens) - 1):
        token, opens = tokens[n], _opening(tokens, n)
        makes = token.text in _MAKING and token.found is None and token.may("V") and bool(token.triggers)
        if not makes or not tokens[n - 1].may("end") or type_of(tokens[n + 1]) not in _MADE:
            continue
        at = next((k for k in range(n - 1, opens, -1) if tokens[k].text in ("在", "于")), 0)
        acts = at > opens and type_of(tokens[at - 1]) in ("Cell", "Anatomy", "Vesicle")
        rest = tokens[n + 1 : stop_at(tokens, n)]
        if acts and all(one.may("N", "C") for one in rest) and not any(states(one) for one in tokens[opens:n]):
            out[n] = replace(token, kinds=frozenset(("V",)))
    return out


def _under(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Let 下 end the scene of "高糖环境 下", which is one name."""
    return [
        replace(token, kinds=frozenset(("end",)))
        if token.text == "下" and n and tokens[n - 1].text.endswith(_SETTINGS) and tokens[n - 1].may("N")
        else token
        for n, token in enumerate(tokens)
    ]


def _in_animals(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "降低 (大鼠 创面) TNF-α" and "上调 (成纤维细胞) I、III型胶原" without where that was measured."""
    for n in range(len(tokens) - 2):
        first, then = tokens[n], tokens[n + 1 : n + 4]
        wound = type_of(first) == "Organism" and then[0].text in _WOUNDS
        if wound and type_of(then[1]) in _MADE[:2]:
            return [*tokens[:n], *_in_animals(tokens[n + 2 :], _, __)]
        sorts = type_of(first) == "Cell" and then[0].found is None and _ROMAN.fullmatch(then[0].text) is not None
        if sorts and len(then) == 3 and then[1].may("C") and _SORT.match(then[2].text):
            return [*tokens[:n], *_in_animals(tokens[n + 1 :], _, __)]
    return tokens


def _due_to_deeds(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "Y 的 发生 可能 与 X 抑制 Z 有关" as "X 可能 抑制 Z": it is X that does, and not Y."""
    for n, token in enumerate(tokens):
        stop = stop_at(tokens, n)
        if token.text not in ("与", "和") or tokens[stop - 1].text not in _RELATED or stop - n < 5:
            continue
        inner = tokens[n + 1 : stop - 1]
        verb = next((k for k, one in enumerate(inner) if one.found is None and one.may("V", "X") and one.triggers), 0)
        told = verb > 0 and verb + 1 < len(inner) and states(inner[verb])
        sides = (inner[:verb], inner[verb + 1 :])
        if told and inner[0].text != "其" and sides[0][-1].found is not None and sides[1][0].may("N"):
            how = [one for one in tokens[_opening(tokens, n) : n] if one.may("HEDGE", "NEG")]
            return [
                *tokens[: _opening(tokens, n)],
                *inner[:verb],
                *how,
                *inner[verb:],
                *_due_to_deeds(tokens[stop:], _, __),
            ]
    return tokens


def _catalysed(tokens: list[Token], words: Words, _: Patterns) -> list[Token]:
    """Return "酪氨酸酶 催化 黑素生成" as what the enzyme promotes."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        if tokens[n].text == "催化" and type_of(tokens[n + 1]) == "Process" and type_of(tokens[n - 1]) == "GeneProduct":
            out[n] = replace(tokens[n], text="促进", kinds=words.kinds["促进"], triggers=words.triggers["促进"])
    return out


def _provided(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X (为 Y) 提供 Z" without whom it serves; to give support is another matter."""
    for n in range(3, len(tokens) - 1):
        what = next((one for one in tokens[n + 1 :] if one.text != "了"), tokens[n])
        if tokens[n].text != "提供" or tokens[n].found is not None or what.text in patterns.having("support"):
            continue
        opens = _opening(tokens, n)
        serves = next((k for k in range(n - 2, opens, -1) if tokens[k].text == "为"), 0)
        whom = all(one.may("N", "C", "W", "G", "DE") for one in tokens[serves + 1 : n])
        who = serves > opens and any(one.found for one in tokens[opens:serves])
        if serves and whom and who and not any(states(one) for one in tokens[opens:serves]):
            return [*tokens[:serves], *tokens[n : n + 1], *_provided(tokens[n + 1 :], _, patterns)]
    return tokens


def _in_stages(tokens: list[Token], words: Words, _: Patterns) -> list[Token]:
    """Return "影响 创面愈合 (的 各个 阶段)" without the parts of what goes on."""
    for n in range(1, len(tokens) - 2):
        parts = tokens[n].may("DE") and tokens[n + 1].text in _EACH and tokens[n + 2].text in _PARTS
        ends = n + 3 == len(tokens) or tokens[min(n + 3, len(tokens) - 1)].may(*ENDS)
        if parts and ends and type_of(tokens[n - 1]) in _SUFFERED:
            return [*tokens[:n], *_in_stages(tokens[n + 3 :], words, _)]
    return tokens


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("其", _its_causes),
    ("因 因为 由于", _for_reasons),
    ("以", _featured),
    ("stimuli", _stimulated),
    (" ".join(_MAKING), _induced),
    (" ".join(_MAKING), _made_there),
    (" ".join(_PARTS), _in_stages),
    ("提供", _provided),
    ("催化", _catalysed),
    ("下", _under),
    (" ".join((*_WOUNDS, "、", "和", "及")), _in_animals),
    (" ".join(_RELATED), _due_to_deeds),
)
