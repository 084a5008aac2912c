"""What Chinese says in passing of who does something: 增殖 并 分泌 胶原, 较 安慰剂 改善 弹性, 过表达 TGF-β1, 分泌 可 降解 胶原 的 MMP."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Wording, named_whole, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_doings"]

_AND = ("并", "且", "并且", "而且")
_EVEN = ("甚至", "乃至", "甚或")
_CAN = ("可", "能", "能够", "可以")
_CANNOT = ("不能", "不可", "不会", "无法", "不能够", "未能")
_THAN = ("较", "比")
_TISSUES = ("组织", "细胞")
_MOLECULES = ("GeneProduct", "RNA")
_CAUSE, _MUTATION = "导致", "突变"
_FAR = 8  #: tokens of what something is compared with


def read_doings(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    if any(token.text.startswith(_THAN) for token in tokens):
        tokens = _uncompared(tokens)
    return put_plainly(_NAMED, tokens, words, patterns)


def _even(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return 甚至 between two names as 和."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        if tokens[n].text in _EVEN and type_of(tokens[n - 1]) and type_of(tokens[n + 1]):
            out[n] = replace(tokens[n], kinds=frozenset(("C",)))
    return out


def _enzymes(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "磺基 转移 酶" as one name: an enzyme is called after what it does."""
    for n in range(1, len(tokens) - 1):
        head = tokens[n + 1]
        if head.text != "酶" or not states(tokens[n]) or tokens[n].end != head.start:
            continue
        first = n
        while first and tokens[first - 1].may("N") and tokens[first - 1].end == tokens[first].start:
            first -= 1
            if type_of(tokens[first]) in ("Anatomy", "Cell"):
                first += 1
                break
        whole = named_whole(tokens[first : n + 2])
        return [*tokens[:first], whole, *_enzymes(tokens[n + 2 :], words, patterns)]
    return tokens


def _own(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "干细胞 (所) 分泌 的 X" plainly, and "(其所含 的) X" as X."""
    for n in range(len(tokens) - 2):
        if tokens[n].text in patterns.having("what_it_holds") and tokens[n + 1].may("DE") and tokens[n + 2].may("N"):
            return [*tokens[:n], *_own(tokens[n + 2 :], words, patterns)]
        so = tokens[n].text == "所" and n > 0 and states(tokens[n + 1]) and tokens[n + 2].may("DE")
        if so and tokens[n + 1].may("Q") and tokens[n - 1].may("N"):
            return [*tokens[:n], *_own(tokens[n + 1 :], words, patterns)]
        if so and tokens[n + 1].may("Q") and tokens[n - 1].may("ANA") and n + 3 < len(tokens):
            return [*tokens[: n - 1], *_own(tokens[n + 3 :], words, patterns)]
    return tokens


def _uncompared(tokens: list[Token]) -> list[Token]:
    """Return "X (较 安慰剂) 改善 Y" and "X (比 Z) 分泌 更 多 Y" without what X is compared with."""
    for n in range(1, len(tokens) - 2):
        token = tokens[n]
        than = token.found is None and (token.text in _THAN or (token.text[0] == "比" and len(token.text) < 4))
        if not than or not (tokens[n - 1].may("N") or tokens[n - 1].text.endswith(("组", "治疗", "者"))):
            continue
        verb = next((k for k in range(n + 1, min(n + _FAR, len(tokens))) if states(tokens[k])), 0)
        inside = tokens[n + 1 : verb]
        while inside and inside[-1].may("ADV", "NEG", "HEDGE"):
            inside = inside[:-1]
        other = bool(inside) and (bool(type_of(inside[0])) or len(token.text) > 1 or inside[0].may("N"))
        plain = all(one.may("N", "W", "DE", "TREAT", "Q", "G") for one in inside)
        object_ = verb + 1 < len(tokens) and not tokens[verb + 1].may(*ENDS)
        if verb and other and plain and object_:
            return [*tokens[:n], *_uncompared(tokens[n + 1 + len(inside) :])]
    return tokens


def _alike(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 促进 Y 的 效果 (与 Z 相当)" without what is as good."""
    alike = patterns.having("alike")
    for n in range(2, len(tokens) - 2):
        if tokens[n].text not in ("与", "和", "同") or not tokens[n - 1].may("E", "G") or not tokens[n - 2].may("DE"):
            continue
        stop = stop_at(tokens, n)
        if tokens[stop - 1].text in alike and not any(states(one) for one in tokens[n : stop - 1]):
            return [*tokens[:n], *_alike(tokens[stop:], words, patterns)]
    return tokens


def _expresses(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens with 过表达 as a verb where it is one."""
    return [_expressing(tokens, n, words, patterns) for n in range(len(tokens))]


def _expressing(tokens: list[Token], n: int, words: Words, patterns: Patterns) -> Token:
    """Return 过表达 as a verb between cells and what they express, unless that is what then acts."""
    token = tokens[n]
    if token.text not in patterns.having("overexpressing") or not 0 < n < len(tokens) - 1:
        return token
    cells = type_of(tokens[n - 1]) in ("Cell", "Anatomy", "Disease") or tokens[n - 1].text.endswith(_TISSUES)
    after = tokens[n + 2] if n + 2 < len(tokens) else None
    ends = after is None or after.may(*ENDS, "C") or after.text in _AND
    if not cells or not ends or type_of(tokens[n + 1]) not in _MOLECULES:
        return token
    said = token.text if token.text in words.triggers else "表达"
    return replace(token, found=None, kinds=frozenset(("V",)), triggers=words.triggers[said])


def _passed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "(黑素小体) 从 A 向 B 转移" and "休止期 向 生长期 转化" as one name, unless cells become others."""
    for n in range(3, len(tokens)):
        if tokens[n].text not in patterns.having("passages"):
            continue
        last = n - 1 - tokens[n - 1].may("DE")
        first = last
        while first and tokens[first - 1].text in ("向", "至", "到", "为") and first == last:
            first -= 2
        if first == last or not tokens[last].may("N") or not tokens[max(first, 0)].may("N"):
            continue
        if first > 1 and tokens[first - 1].text in ("由", "从", "自") and tokens[first - 2].may("N"):
            if tokens[last].text.endswith("期"):
                continue  # 毛囊 由 休止期 向 生长期 转化: it enters that
            first -= 2
        what = tokens[first]
        if type_of(what) in ("Cell", "Disease") or states(what) or (first and tokens[first - 1].may("DE")):
            continue
        return [*tokens[:first], named_whole(tokens[first : n + 1]), *_passed(tokens[n + 1 :], words, patterns)]
    return tokens


def _related(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "分泌 可 降解 Y 的 Z" as "分泌 Z，Z 降解 Y", and "构建 (含 Y 的) Z" without what Z holds."""
    led, holding = frozenset(_CAN) | patterns.having("holding"), patterns.having("holding")
    for n in range(1, len(tokens) - 4):
        if tokens[n].text not in led:
            continue
        of = next((k for k in range(n + 2, min(n + 6, len(tokens) - 1)) if tokens[k].may("DE", *ENDS)), 0)
        if not of or not tokens[of].may("DE") or not tokens[of + 1].may("N"):
            continue
        before, verb = tokens[n - 1], tokens[n]
        built = before.text in patterns.having("building") and verb.text in holding
        if built and any(one.may("N") for one in tokens[: n - 1]):
            return [*tokens[:n], *_related(tokens[of + 1 :], words, patterns)]
        made = states(before) and before.triggers[0].predicate in ("produces", "contains")
        listed = before.may("C") and any(states(one) and one.triggers[0].predicate == "produces" for one in tokens[:n])
        can = verb.text in _CAN and states(tokens[n + 1]) and all(one.may("N", "C") for one in tokens[n + 2 : of])
        if can and (made or listed) and of > n + 2:
            thing, stop = tokens[of + 1], stop_at(tokens, of)
            comma = replace(verb, text="，", kinds=frozenset((",",)))
            rest = [comma, thing, *tokens[n + 1 : of]]
            return [*tokens[:n], *tokens[of + 1 : stop], *rest, *_related(tokens[stop:], words, patterns)]
    return tokens


def _going_on(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "成纤维细胞 (增殖) 并 分泌 胶原" without the process that cells go through before they make something."""
    for n in range(1, len(tokens) - 2):
        process = type_of(tokens[n]) == "Process" and tokens[n].text in patterns.having("cell_doings")
        verb = next((one for one in tokens[n + 2 : n + 5] if not one.may("ADV") or one.may("V")), None)
        makes = verb is not None and states(verb) and verb.triggers[0].predicate in ("produces", "delivers", "generate")
        # 后者 (塌陷) 并 产生 Y: what no list knows
        process |= (
            tokens[n].may("N")
            and not type_of(tokens[n])
            and (tokens[n - 1].may("ANA") or type_of(tokens[n - 1]) == "Cell")
        )
        who = tokens[n - 1].may("N", "ANA") or (tokens[n - 1].may("end") and n > 1)
        if process and tokens[n + 1].text in _AND and makes and who:
            return [*tokens[:n], *_going_on(tokens[n + 2 :], words, patterns)]
    return tokens


def _resulting(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "皱纹 是 胶原 流失 的 结果" as "胶原流失 导致 皱纹"."""
    for n in range(4, len(tokens)):
        closes = n + 1 == len(tokens) or tokens[n + 1].may(*ENDS)
        if tokens[n].text not in patterns.having("results_of") or not tokens[n - 1].may("DE") or not closes:
            continue
        is_ = next((k for k in range(n - 2, 0, -1) if tokens[k].text in ("是", "为")), 0)
        first = max((k + 1 for k in range(n) if tokens[k].may(*ENDS)), default=0)
        what, why = tokens[first:is_], tokens[is_ + 1 : n - 1]
        named = bool(what) and bool(why) and bool(type_of(what[-1])) and any(map(type_of, why))
        if not named or any(states(one) for one in what) or any(states(one) for one in why[:-1]):
            continue
        cause = replace(tokens[n], text=_CAUSE, kinds=words.kinds[_CAUSE], triggers=words.triggers[_CAUSE])
        change = why[-1]
        more = states(change) and change.triggers[0].predicate == "increases"
        actor = why[:-1] if more else [named_whole(why)] if states(change) else why
        return [*tokens[:first], *actor, cause, *what, *_resulting(tokens[n + 1 :], words, patterns)]
    return tokens


def _driving(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "驱动 银屑病 的 是 X" as "X 驱动 银屑病"."""
    for n in range(3, len(tokens) - 1):
        if tokens[n].text != "是" or not tokens[n - 1].may("DE"):
            continue
        first = max((k + 1 for k in range(n) if tokens[k].may(*ENDS)), default=0)
        stop = stop_at(tokens, n)
        what, who = tokens[first + 1 : n - 1], tokens[n + 1 : stop]
        plain = bool(what) and bool(who) and all(one.may("N", "C", "DE", "Q") for one in (*what, *who))
        if states(tokens[first]) and plain and any(map(type_of, what)):
            return [*tokens[:first], *who, tokens[first], *what, *_driving(tokens[stop:], words, patterns)]
    return tokens


def _mutated(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "BRAF 激活 突变" and "丝聚蛋白 功能 缺失 突变" as one name: a gene does nothing to its mutation."""
    for n in range(2, len(tokens)):
        if tokens[n].text != _MUTATION:
            continue
        first = n
        while first and tokens[first - 1].text in patterns.having("of_mutations"):
            first -= 1
        if first < n and first and type_of(tokens[first - 1]) in _MOLECULES:
            return [
                *tokens[: first - 1],
                named_whole(tokens[first - 1 : n + 1]),
                *_mutated(tokens[n + 1 :], words, patterns),
            ]
    return tokens


def _unknown(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 可 (重编程 巨噬细胞) 并 促进 Y" without the deed that no list knows: what stands behind 可 acts on nothing else."""
    for n in range(1, len(tokens) - 3):
        led = tokens[n].text in _CAN or tokens[n].text in _CANNOT
        if not led or not tokens[n - 1].may("N", "TREAT") or not tokens[n].may("ADV", "NEG"):
            continue
        k = n + 1
        while k < len(tokens) and (tokens[k].may("N", "DE") or tokens[k].text == "、") and not tokens[k].may("V"):
            k += 1
        goes_on = k + 1 < len(tokens) and (tokens[k].text in _AND or tokens[k].may(","))
        if k > n + 1 and goes_on and states(tokens[k + 1]):
            return [*tokens[: n + 1], *_unknown(tokens[k + 1 :], words, patterns)]
    return tokens


def _cultured(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "(三维 培养 的) 干细胞" without how they were grown: that acts on nothing."""
    for n in range(len(tokens) - 3):
        grown = tokens[n].text in patterns.having("cultured_in") and tokens[n + 1].text.startswith("培养")
        if grown and tokens[n + 2].may("DE") and tokens[n + 3].may("N"):
            return [*tokens[:n], *_cultured(tokens[n + 3 :], words, patterns)]
    return tokens


def _gathered(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "线粒体 DNA 缺失 在 皮肤 中 累积" with the flaw as one name: it is the flaw that then acts."""
    flaws, gathering = patterns.having("flaws"), patterns.having("gathering")
    for n in range(1, len(tokens) - 4):
        if tokens[n].text not in flaws or tokens[n].found is not None or tokens[n + 1].text != "在":
            continue
        stop = stop_at(tokens, n)
        first = n
        while first and tokens[first - 1].may("N", "W") and not tokens[first - 1].may("V"):
            first -= 1
        if first < n and any(one.text in gathering for one in tokens[n + 2 : stop]):
            return [*tokens[:first], named_whole(tokens[first : n + 1]), *_gathered(tokens[n + 1 :], words, patterns)]
    return tokens


#: in the order in which they are put plainly, each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    (" ".join(_EVEN), _even),
    ("酶", _enzymes),
    ("所", _own),
    ("what_it_holds", _own),
    ("alike", _alike),
    ("overexpressing", _expresses),
    ("passages", _passed),
    (" ".join(_CAN), _related),
    ("holding", _related),
    ("results_of", _resulting),
    ("是", _driving),
    (_MUTATION, _mutated),
    (" ".join(_AND), _going_on),
    (" ".join((*_CAN, *_CANNOT)), _unknown),
    ("cultured_in", _cultured),
    ("flaws", _gathered),
)
