"""Chinese names made of a part of the body and what ails it: 导致 [血管壁 增厚], 造成 [肾功能 损害], [创面 难以愈合] 的原因."""

from __future__ import annotations

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token

__all__ = ["read_compounds"]

_BODY = ("Anatomy", "Cell", "Disease")
_DOES = ("cause", "generate", "increases", "decreases", "treats", "improve", "protect")


def read_compounds(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the tokens with each such name as one, where a verb before it or 的原因 behind it shows that it is one.

    On its own, 真皮 增厚 says that the dermis thickens.

    Args:
        tokens: those of the sentence.
        patterns: Chinese word lists.
    """
    ailing, unhealing = patterns.having("ailing"), patterns.having("unhealing")
    out: list[Token] = []
    opens = 0
    for n, token in enumerate(tokens):
        if token.may(",", ";"):
            opens = len(out) + 1
        hard = bool(out) and out[-1].text + token.text in unhealing
        ails = hard or (token.found is None and (token.text in ailing or token.text in unhealing))
        rest = tokens[n + 1 : n + 4]
        first = _part(out, len(out) - hard) if ails else -1
        closes = not rest or rest[0].may(",", ";", "C", "DE") or rest[0].text == "等"
        names = hard or token.text in unhealing
        leads = closes and first >= 0 and (names or _is_governed(out[opens:first]))
        if leads:
            start, text = out[first].start, "".join(one.text for one in out[first:]) + token.text
            out[first:] = [Token(start, token.end, text, frozenset("N"))]
        else:
            out.append(token)
    return out


def _part(out: list[Token], end: int) -> int:
    """Return where the part of the body begins that ends at a token, its 壁 or 功能 included; -1 where none ends there."""
    k = end - 1
    if k > 0 and (out[k].text == "功能" or (out[k].found is None and out[k].kinds == {"N"} and len(out[k].text) == 1)):
        k -= 1
    item = out[k].found if k >= 0 else None
    touches = k + 1 >= end or out[k].end == out[k + 1].start
    if item is None or item.entity.type not in _BODY or not touches:
        return -1
    while (
        k > 0
        and (before := out[k - 1].found) is not None
        and before.entity.type == "Anatomy"
        and out[k - 1].end == out[k].start
    ):
        k -= 1  # 肝 肾 功能
    return k


def _is_governed(before: list[Token]) -> bool:
    """Return whether a verb of the clause has what follows as its object."""
    for token in reversed(before):
        if token.may("V") and token.triggers and not token.found:
            return token.triggers[0].predicate in _DOES and token.triggers[0].kind == "verb"
        if token.may("at", "by", "via", "to", "make", "take", "end", "L"):
            return False
    return False
