"""Chinese turns of reviews put plainly: X 是 其 诱因, 因 A 做 B 而 加重 C, 以 A、B 为 特征, Y 与 X 做 Z 有关, Y 的 效果 更好."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Wording, opening_at, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_reasons"]

_SUFFERED: Final = ("Disease", "Phenotype", "Process")
_WORDS_OF: Final = ("N", "C", "DE", "W", "G", "Q", "E", "ADV")


def read_reasons(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _its_causes(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "Y 与 Z 有关, X 是 其 主要 诱因" as "X 是 Y 的 诱因", and the clause without a statement where Y is unknown."""
    for n in range(2, len(tokens) - 1):
        be = tokens[n - 1]
        end = next((k for k in range(n + 1, min(n + 4, len(tokens))) if tokens[k].may("TAIL")), 0)
        plain = all(one.may("ADV", "G") and one.found is None for one in tokens[n + 1 : end]) if end else False
        last = end + (end + 1 < len(tokens) and tokens[end + 1].text == "之一")
        stops = last + 1 == len(tokens) or tokens[min(last + 1, len(tokens) - 1)].may(*ENDS)
        if tokens[n].text != "其" or be.text not in patterns.having("being") or not plain or not stops:
            continue
        opens = opening_at(tokens, n)
        before = opening_at(tokens, opens - 1) if opens else 0
        whose = next((one for one in tokens[before : max(opens - 1, 0)] if type_of(one) in _SUFFERED), None)
        if whose is None:
            return [*tokens[: n - 1], *_its_causes(tokens[last + 1 :], _, patterns)]
        of = Token(tokens[n].start, tokens[n].end, "的", frozenset(("DE",)))
        return [*tokens[:n], whose, of, tokens[end], *_its_causes(tokens[last + 1 :], _, patterns)]
    return tokens


def _for_reasons(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "X 可能 因 A 释放 B 而 加重 C" as "A 释放 B, X 可能 加重 C": who does the one does not do the other."""
    for n, token in enumerate(tokens):
        if token.text not in ("因", "因为", "由于"):
            continue
        stop, opens = stop_at(tokens, n), opening_at(tokens, n)
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


def _featured(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 以 [A 增多、B 减少] 为 特征" as "X 表现为 [A 增多、B 减少]", which is read as a list of changes."""
    for n, token in enumerate(tokens[:-3]):
        if token.text != "以" or not any(one.found for one in tokens[opening_at(tokens, n) : n]):
            continue
        by = next((k for k in range(n + 2, stop_at(tokens, n) - 1) if tokens[k].text == "为"), 0)
        end = (
            next(
                (
                    k
                    for k in range(by + 1, min(by + 4, len(tokens)))
                    if tokens[k].text in patterns.having("feature_nouns")
                ),
                0,
            )
            if by
            else 0
        )
        changes = any(states(one) for one in tokens[n + 1 : by])
        if end and changes and all(one.may("ADV", "G") for one in tokens[by + 1 : end]):
            shows = replace(token, text="表现为", kinds=words.kinds["表现为"], triggers=words.triggers["表现为"])
            return [*tokens[:n], shows, *tokens[n + 1 : by], *_featured(tokens[end + 1 :], words, patterns)]
    return tokens


def _due_to_deeds(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "Y 的 发生 可能 与 X 抑制 Z 有关" as "X 可能 抑制 Z": it is X that does, and not Y."""
    for n, token in enumerate(tokens):
        stop = stop_at(tokens, n)
        if (
            token.text not in ("与", "和")
            or tokens[stop - 1].text not in patterns.having("related_ends")
            or stop - n < 5
        ):
            continue
        inner = tokens[n + 1 : stop - 1]
        verb = next((k for k, one in enumerate(inner) if one.found is None and one.may("V", "X") and one.triggers), 0)
        told = verb > 0 and verb + 1 < len(inner) and states(inner[verb])
        sides = (inner[:verb], inner[verb + 1 :])
        if told and inner[0].text != "其" and sides[0][-1].found is not None and sides[1][0].may("N"):
            how = [one for one in tokens[opening_at(tokens, n) : n] if one.may("HEDGE", "NEG")]
            return [
                *tokens[: opening_at(tokens, n)],
                *inner[:verb],
                *how,
                *inner[verb:],
                *_due_to_deeds(tokens[stop:], _, patterns),
            ]
    return tokens


def _with_age_because(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "胶原 (随 年龄) 下降 归因于 X" without what it goes along with: what it is due to is said."""
    for n in range(1, len(tokens) - 2):
        if tokens[n].text not in ("随", "随着") or not tokens[n - 1].may("N", "Q") or not tokens[n + 1].may("N"):
            continue
        stop = stop_at(tokens, n)
        change = next((k for k in range(n + 2, min(n + 5, stop)) if states(tokens[k])), 0)
        due = any(one.text in ("归因于", "源于", "缘于", "由于") for one in tokens[change + 1 : stop])
        if change and due and tokens[change].triggers[0].themes:
            return [*tokens[:n], *tokens[change:]]
    return tokens


def _after_deeds(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "敲低 miR-21 后 胶原 减少" with a comma behind 后: who acted before does not do that."""
    for n in range(2, len(tokens) - 2):
        opens = opening_at(tokens, n)
        deed = tokens[opens]
        behind = (
            tokens[n].may("end") and tokens[n].text in ("后", "之后", "以后", "时") and not tokens[n + 1].may(*ENDS)
        )
        undone = deed.text in patterns.having("gene_losses")
        if not behind or not opens or not (undone or states(deed)):
            continue
        what = tokens[opens + 1 : n]
        named = bool(what) and any(one.found for one in what) and all(one.may("N", "C", "DE", "W", "Q") for one in what)
        changes = undone or deed.triggers[0].predicate in ("increases", "decreases")
        if named and changes and tokens[n + 1].may("N", "ANA"):
            comma = Token(tokens[n].end, tokens[n].end, ",", frozenset((",",)))
            return [*tokens[: n + 1], comma, *_after_deeds(tokens[n + 1 :], _, patterns)]
    return tokens


def _how_well(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "X 减少 脱发 (的 效果 更好)" without how well it does so, and "X 改善 皱纹 的 作用 不 明显" as "X 不 改善 皱纹"."""
    for n in range(3, len(tokens) - 2):
        stop, opens = stop_at(tokens, n), opening_at(tokens, n)
        if (
            not tokens[n].may("DE")
            or tokens[n + 1].text not in patterns.having("how_heads")
            or n + 2 >= stop
            or tokens[n - 1].found is None
        ):
            continue
        how = "".join(one.text for one in tokens[n + 2 : stop])
        verb = next((k for k in range(opens, n) if states(tokens[k])), -1)
        more = any(states(one) and not one.text.startswith(patterns.words["how_well"]) for one in tokens[n + 2 : stop])
        if verb < 0 or more or not how.startswith((*patterns.words["how_well"], *patterns.words["how_badly"])):
            continue
        at = tokens[verb].start
        none = [Token(at, at, "不", frozenset(("NEG",)))] if how.startswith(patterns.words["how_badly"]) else []
        return [*tokens[:verb], *none, *tokens[verb:n], *_how_well(tokens[stop:], _, patterns)]
    return tokens


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("其", _its_causes),
    ("因 因为 由于", _for_reasons),
    ("以", _featured),
    ("how_heads", _how_well),
    ("随 随着", _with_age_because),
    ("后 之后 以后 时", _after_deeds),
    ("related_ends", _due_to_deeds),
)
