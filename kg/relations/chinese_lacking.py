"""What one cannot do any more, what the lack of a thing does, and what stands between two: 丧失 V 的 能力, X 缺失 引起 的 Y, A 与 B 之间."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token

__all__ = ["read_lacking"]

_BRINGS = ("cause", "increases", "decreases")


def read_lacking(tokens: Sequence[Token], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such words in the part that they play.

    Args:
        tokens: with the jobs that their neighbours leave them.
        patterns: Chinese word lists.
    """
    out = _within(_between(_balances(_lacks(_unable(tokens, patterns), patterns), patterns)))
    return _towards(_back(out, patterns), patterns)


def _unable(tokens: Sequence[Token], patterns: Patterns) -> list[Token]:
    """Let to lose an ability be not to do it: 干细胞 丧失 诱导 毛囊 形成 的 能力."""
    forfeiting, able = patterns.having("forfeiting"), tuple(patterns.words["able"])
    out = list(tokens)
    for n, token in enumerate(tokens):
        does = next((one for one in tokens[n + 1 : n + 3] if one.text != "了"), None)
        if token.text in forfeiting and token.may("V") and does is not None and does.may("V"):
            stop = next((k for k in range(n, len(tokens)) if tokens[k].may(",", ";")), len(tokens))
            if any(tokens[k].text.endswith(able) and tokens[k - 1].may("DE") for k in range(n + 2, stop)):
                out[n] = replace(token, kinds=frozenset(("NEG",)), triggers=())
    return out


def _lacks(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let the lack of a thing be one name where it brings about what follows: 逆转 [miR-21 缺失] 引起 的 胶原 下降."""
    without = patterns.having("without")
    out: list[Token] = []
    for n, token in enumerate(tokens):
        lacks = token.text in without and token.may("V") and bool(out) and out[-1].found is not None
        attribute = lacks and n + 2 < len(tokens) and tokens[n + 2].may("DE")
        if attribute and any(one.predicate in _BRINGS for one in tokens[n + 1].triggers):
            thing = out.pop()
            out.append(Token(thing.start, token.end, thing.text + token.text, frozenset(("N",))))
        else:
            out.append(token)
    return out


def _balances(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let what is in or out of balance be one name: Th1/Th2 失衡, MMP/TIMP 失衡, 胶原 合成 和 降解 的 平衡."""
    out: list[Token] = []
    for token in tokens:
        pair = out[-3:]
        if pair and pair[-1].text in ("比例", "比值") and token.text in patterns.having("balances"):
            pair = out[-4:-1]  # MMP/TIMP 比例 失衡
        slashed = len(pair) == 3 and pair[1].text == "/" and pair[0].may("N") and pair[2].may("N")
        if slashed and token.may("CHANGE") and token.text.endswith(("失衡", "失调")):
            first = len(out) - 3 - (pair[-1] is not out[-1])
            out[first:] = [_joined((*out[first:], token))]
        elif token.text in patterns.having("balances") and _are_two(out[-4:]):
            out[-4:] = [_joined((*out[-4:], token))]
        else:
            out.append(token)
    return out


def _are_two(before: Sequence[Token]) -> bool:
    """Return whether these are two processes, the second a verb elsewhere: 胶原合成 和 降解 的."""
    if len(before) != 4 or not before[1].may("C") or not before[3].may("DE") or not before[2].may("V"):
        return False
    one = before[0].found
    return one is not None and one.entity.type == "Process" and before[2].found is None


def _joined(tokens: Sequence[Token]) -> Token:
    return Token(tokens[0].start, tokens[-1].end, "".join(one.text for one in tokens), frozenset(("N",)))


def _between(tokens: list[Token]) -> list[Token]:
    """Leave 之间 out behind two that are told of together: 吸烟 与 脱发 (之间) 未发现 关联."""
    return [
        token
        for n, token in enumerate(tokens)
        if token.text != "之间"
        or not any(one.may("C") for one in tokens[max(0, n - 4) : n])
        or (n + 1 < len(tokens) and tokens[n + 1].may("DE", "N", "W", "G"))
    ]


def _within(tokens: list[Token]) -> list[Token]:
    """Leave out in what time something comes about: 导致 胶原 (在 5年 内) 减少."""
    timed = {
        k
        for n, token in enumerate(tokens[:-2])
        if token.text == "在"
        and tokens[n + 1].kinds == {"ADV"}
        and tokens[n + 1].text[0].isdigit()
        and tokens[n + 2].may("end")
        for k in (n, n + 1, n + 2)
    }
    return [token for n, token in enumerate(tokens) if n not in timed]


def _towards(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Name what goes somewhere without the place: 阻断 黑素小体 (向 角质形成细胞 的) 转运, MSC (向 损伤 皮肤 的) 归巢."""
    journeys = patterns.having("journeys")
    out = list(tokens)
    for n, token in enumerate(tokens):
        if token.text != "向" or not n:
            continue
        of = next((k for k in range(n + 1, min(n + 6, len(tokens) - 1)) if tokens[k].may("DE")), 0)
        goes = tokens[n - 1].found is not None and of and tokens[of + 1].text in journeys
        if goes and not any(one.may("V", ",", ";") for one in tokens[n + 1 : of]):
            out[of + 1] = replace(tokens[of + 1], kinds=frozenset(("N",)), triggers=())
            return _towards([*out[:n], *out[of + 1 :]], patterns)
    return out


def _back(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Leave out to where something is brought back: 恢复 (至 假手术 组 水平), 恢复 (正常)."""
    ends, back = patterns.having("back_to"), patterns.having("bringing_back")
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        out.append(tokens[n])
        n += 1
        if out[-1].text in back and n < len(tokens):
            stop = next((k for k in range(n, min(n + 6, len(tokens))) if tokens[k].text in ends), -1)
            led = tokens[n].text.startswith(("至", "到", "正常"))
            if led and stop >= 0 and not any(one.may(",", ";") for one in tokens[n:stop]):
                n = stop + 1
                n += n < len(tokens) and tokens[n].text in ends  # 至 正常 水平
    return out
