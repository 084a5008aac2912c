"""Chinese doubts that stand outside the verb: 如果 X 增加 Y, 据推测，X 增加 Y, X 增加 Y 的 作用 有待 证实, 具有 增加 Y 的 潜力."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns
from kg.relations.chinese_spans import Wording, opening_at, opens_at, put_plainly, states, stop_at
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_doubts"]

_QUOTES = ('"', "”", "'", "’", "」")


def read_doubts(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with what is doubted marked at its verb.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = put_plainly(_NAMED, tokens, words, patterns)
    return _continued(tokens, patterns) if any(token.may("HEDGE") for token in tokens) else tokens


def _continued(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 可能 激活 A，从而 增加 B" as "X 可能 激活 A，从而 可能 增加 B": what comes of it is no surer."""
    sure, may = patterns.having("going_on_surely"), patterns.words["able_ends"]
    n, out = 0, tokens
    while n < len(out):
        stop = stop_at(out, n)
        verb = _verb(out, n, stop) if out[n].may("HEDGE") else -1
        n += 1
        relative = any(out[k].may("DE") and _verb(out, k, stop) > 0 for k in range(verb, stop)) if verb > 0 else True
        if relative or stop >= len(out) or not out[stop].may(","):
            continue
        then = _verb(out, stop + 1, stop_at(out, stop + 1))
        led = out[stop + 1 : then] if then > 0 else []
        plain = not any(
            t.found is not None or t.text in sure or t.text.endswith(may) or t.may("NEG", "HEDGE", "N", "REP", "STUDY")
            for t in led
        )
        if then > 0 and plain:
            out = [*out[:then], _doubt(out[then]), *out[then:]]
    return out


def _doubt(at: Token) -> Token:
    return Token(at.start, at.start, "可能", frozenset(("HEDGE",)))


def _verb(tokens: list[Token], start: int, stop: int) -> int:
    """Return the first verb that states something in a stretch, or -1."""
    return next((k for k in range(start, stop) if states(tokens[k])), -1)


def _supposed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "如果 X 增加 Y" as "X 可能 增加 Y": that it does is not said."""
    for n, token in enumerate(tokens):
        if (
            token.text not in patterns.having("supposing")
            or token.may("HEDGE")
            or not (opens_at(tokens, n) or token.text in ("理论上", "据说"))
        ):
            continue
        verb = _verb(tokens, n + 1, stop_at(tokens, n))
        if verb > 0:
            rest = [_doubt(tokens[verb]), *_supposed(tokens[verb:], _, patterns)]
            return [*tokens[:n], *tokens[n + 1 : verb], *rest]
    return tokens


def _guessed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "据 推测，X 增加 Y" without its comma."""
    for n in range(len(tokens) - 2):
        if tokens[n].text == "据" and tokens[n + 1].text in patterns.having("guesses") and tokens[n + 2].may(","):
            guess = replace(tokens[n + 1], kinds=frozenset(("HEDGE",)), triggers=())
            return [*tokens[:n], guess, *tokens[n + 3 :]]
    return tokens


def _unfound(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "尚未 证实 X 可 增加 Y" as "证实 X 不 增加 Y", as a text has it that "未 发现 X 增加 Y"."""
    for n in range(len(tokens) - 3):
        none, told = tokens[n], tokens[n + 1]
        if (
            not none.may("NEG")
            or none.found is not None
            or told.text not in patterns.having("telling_words")
            or not told.may("REP")
        ):
            continue
        stop = stop_at(tokens, n)
        verb = _verb(tokens, n + 2, stop)
        between = tokens[n + 2 : verb] if verb > 0 else []
        acts = any(one.found for one in between) and not any(one.may("NEG", "HEDGE") for one in between)
        if acts and any(one.found for one in tokens[verb:stop]):
            denied = replace(none, start=tokens[verb].start, end=tokens[verb].start)
            return [*tokens[:n], told, *between, denied, *_unfound(tokens[verb:], _, patterns)]
    return tokens


def _unproven(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X 增加 Y 的 作用 有待 证实" as "X 可能 增加 Y 的 作用", and "具有 增加 Y 的 潜力" as what may be."""
    for n in range(2, len(tokens)):
        stop = stop_at(tokens, n)
        opens = opening_at(tokens, n)
        then = tokens[n + 1 : min(stop, n + 6)]
        waiting = "".join(t.text for t in then).startswith(patterns.words["awaiting"])
        proven = any(t.may("REP", "STUDY") or t.text in patterns.having("telling_words") for t in then)
        # 尚未 得到 证实; but 作用 需要 Smad3
        open_yet = proven and (waiting or any(t.may("NEG") for t in then[:2]))
        waits = tokens[n].text in patterns.having("doubtable") and open_yet
        promises = (
            tokens[n].text in patterns.having("promises")
            and n + 1 == stop
            and any(t.text in ("具有", "有", "具备") for t in tokens[opens:n])
        )
        verb = _verb(tokens, opens, n) if (waits or promises) and tokens[n - 1].may("DE") else -1
        if verb >= 0 and not any(t.may("HEDGE", "NEG") for t in tokens[opens:verb]):
            return [
                *tokens[:verb],
                _doubt(tokens[verb]),
                *tokens[verb:n],
                tokens[n],
                *_unproven(tokens[n + 1 :], _, patterns),
            ]
    return tokens


def _claimed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X 可 逆转 Y 的 说法 并 无 依据" as "X 可 不 逆转 Y", and "X 逆转 Y 的 观点 由来已久" as "X 可能 逆转 Y"."""
    for n in range(3, len(tokens) - 1):
        if tokens[n].text not in patterns.having("claims") or not tokens[n - 1].may("DE"):
            continue
        quoted = tokens[n - 2].text in _QUOTES
        last = n - 1 - quoted
        opens = opening_at(tokens, last - 1)
        first, stop = opens - (quoted and opens > 0), stop_at(tokens, n)
        told = next((k for k in range(opens, last) if tokens[k].text in patterns.having("judging")), -1)
        verb = _verb(tokens, told + 1 if told >= 0 else opens, last)
        if verb <= opens:
            continue
        behind = "".join(token.text for token in tokens[n + 1 : stop])
        against = behind.endswith(patterns.words["baseless"])
        if told >= 0:  # 证实 了 X 增加 Y 的 观点, 反驳 了 这 观点
            unsaid = any(token.may("NEG") for token in tokens[opens:told])
            against = (tokens[told].text in patterns.having("refuting")) != unsaid
        sure = told >= 0 or behind.endswith(patterns.words["well_founded"])
        how = [] if sure else [_doubt(tokens[verb])]
        if against:
            how = [Token(tokens[verb].start, tokens[verb].start, "不", frozenset(("NEG",)))]
        begins = opens if told < 0 else told + 1 + (tokens[told + 1].text == "了")
        rest = _claimed(tokens[stop:], _, patterns)
        return [*tokens[:first], *tokens[begins:verb], *how, *tokens[verb:last], *rest]
    return tokens


def _rather(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "与其说 X 增加 Y，不如说 其 增加 Z" as "X 增加 Z"."""
    for n in range(len(tokens) - 4):
        if tokens[n].text not in patterns.having("less_than"):
            continue
        rather = next((k for k in range(n, len(tokens) - 1) if tokens[k].text in patterns.having("more_than")), 0)
        who = next((k for k in range(n + 1, len(tokens)) if not tokens[k].may("N", "DE", "C")), n)
        if rather and who > n + 1:
            again = rather + 1 + (tokens[rather + 1].text in ("其", "它"))
            return [*tokens[:n], *tokens[n + 1 : who], *_rather(tokens[again:], _, patterns)]
    return tokens


def _when_not(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "当 X 不能 增加 Y 时，Z 减少" without what is so only at times."""
    for n in range(len(tokens) - 4):
        stop = stop_at(tokens, n)
        at_times = tokens[n].text in patterns.having("at_times") and opens_at(tokens, n)
        if not at_times or stop >= len(tokens) or not tokens[stop - 1].may("end") or tokens[n].found is not None:
            continue
        said = [t for t in tokens[n:stop] if not t.may("ADV") or states(t)]
        if any(t.may("NEG") and states(after) for t, after in pairwise(said)):
            return [*tokens[:n], *_when_not(tokens[stop + 1 :], _, patterns)]
    return tokens


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("supposing", _supposed),
    ("guesses", _guessed),
    ("claims", _claimed),
    ("less_than", _rather),
    ("at_times", _when_not),
    ("doubtable", _unproven),
    ("promises", _unproven),
    ("telling_words", _unfound),
)
