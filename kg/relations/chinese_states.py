"""What Chinese says of the state a thing is in, and of what comes of it: X 控制 不佳, Z 因 X，导致 Y, A 做 B 与 C 有关."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import (
    ENDS,
    Wording,
    named_whole,
    opening_at,
    opens_at,
    put_plainly,
    states,
    stop_at,
    type_of,
)
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_states"]

_BODILY = ("Anatomy", "Organism", "Cell", "")
_REGULATING, _PATHS = ("调控", "调节", "控制"), ("通路", "网络", "系统", "机制", "轴", "途径")
_ACTS = ("increases", "decreases", "cause", "treats", "affects")


def read_states(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _going(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "血糖 控制 不佳 (会 导致 Y)" as one name: how it goes is no control of anything."""
    so, well = patterns.having("going_so"), patterns.having("going_well")
    for n in range(2, len(tokens)):
        managed = tokens[n].text in well and tokens[n - 1].text in patterns.having("managing")
        if not (managed or tokens[n].text in so) or tokens[n].found is not None:
            continue
        doing, first = tokens[n - 1], n - 2
        if doing.found is not None or not doing.may("V", "X", "Q", "TREAT", "W", "N") or not tokens[first].may("N"):
            continue
        while first and tokens[first - 1].may("N") and not tokens[first - 1].may("V"):
            first -= 1
        led = (
            opens_at(tokens, first)
            or tokens[first - 1].may("C")
            or tokens[first - 1].text in ("、", "因", "由于", "由")
        )
        stops = n + 1 == len(tokens) or tokens[n + 1].may("C", "V", "ADV", "HEDGE", "DE", *ENDS)
        if led and stops:
            return [*tokens[:first], named_whole(tokens[first : n + 1]), *_going(tokens[n + 1 :], _, patterns)]
    return tokens


def _suffering(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(皮肤 常 因) 紫外线照射，引起 Y" as "紫外线照射 引起 Y": it is not the skin that does it."""
    for n, token in enumerate(tokens):
        opens, stop = opening_at(tokens, n), stop_at(tokens, n)
        if token.text not in ("因", "因为", "由于") or token.found is not None or n == opens or stop + 2 >= len(tokens):
            continue
        who, why = [one for one in tokens[opens:n] if not one.may("ADV")], tokens[n + 1 : stop]
        verb = next((k for k in range(stop + 1, len(tokens)) if not tokens[k].may("ADV", "HEDGE")), stop)
        causes = states(tokens[verb]) and tokens[verb].text in patterns.having("bringing_about")
        bodily = bool(who) and all(one.may("N", "DE") for one in who) and type_of(who[-1]) in _BODILY
        known = bool(why) and why[0].may("N", "X", "ADV") and not any(states(one) for one in why[:-1])
        known = known and (not states(why[-1]) or why[-1].triggers[0].themes)  # 因 胶原 减少，导致
        if causes and bodily and known and tokens[stop].may(","):
            return [*tokens[:opens], *why, *tokens[stop + 1 : verb], *_suffering(tokens[verb:], _, patterns)]
    return tokens


def _tied(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "A 促进 B 与 C 有关" as "A 促进 B; B 与 C 有关": A does nothing to C."""
    for n in range(4, len(tokens)):
        if tokens[n].text not in patterns.having("related_ends") or tokens[n].found is not None:
            continue
        opens = opening_at(tokens, n)
        by = next((k for k in range(n - 1, opens, -1) if tokens[k].text in ("与", "和", "同", "跟")), 0)
        verb = next((k for k in range(opens + 1, by) if states(tokens[k])), 0)
        if not by or not verb or tokens[verb].triggers[0].predicate not in _ACTS:
            continue
        end = by
        while end > verb + 1 and tokens[end - 1].may("ADV", "HEDGE"):
            end -= 1
        doer, what, other = tokens[opens:verb], tokens[verb + 1 : end], tokens[by + 1 : n]
        named = all(one.may("N", "DE", "ADV", "NEG") for one in doer) and bool(what)
        named = named and all(one.may("N", "DE") or (one.may("C") and one.text != tokens[by].text) for one in what)
        named = named and any(one.found for one in doer) and what[-1].found is not None and not what[0].may("DE")
        if named and any(one.found for one in other):
            part = Token(tokens[by].start, tokens[by].start, ";", frozenset((";",)))
            rest = [replace(one) for one in what]
            return [*tokens[:end], part, *rest, *tokens[end : n + 1], *_tied(tokens[n + 1 :], _, patterns)]
    return tokens


def _sorted(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X 是 一个 重要 的 发育 调控 通路" with what sort of pathway it is as one name: X does nothing to pathways."""
    for n in range(3, len(tokens) - 1):
        head = tokens[n + 1]
        last = n + 2 == len(tokens) or tokens[n + 2].may(*ENDS)
        if tokens[n].text not in _REGULATING or not last or not head.text.endswith(_PATHS) or not head.may("N"):
            continue
        first = n
        while first and tokens[first - 1].may("N", "Q") and not tokens[first - 1].may("DE", "V"):
            first -= 1
        opens = opening_at(tokens, n)
        is_one = any(one.text.startswith("是") or one.text in patterns.having("being") for one in tokens[opens:first])
        if first < n and is_one and tokens[first - 1].may("DE"):
            return [*tokens[:first], named_whole(tokens[first : n + 2]), *tokens[n + 2 :]]
    return tokens


#: in the order in which they are put plainly, each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("going_so", _going),
    ("going_well", _going),
    ("因 因为 由于", _suffering),
    ("related_ends", _tied),
    ("调控 调节 控制", _sorted),
)
