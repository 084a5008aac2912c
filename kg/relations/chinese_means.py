"""Chinese clauses whose subject is what was done: 用 X 抑制 Y 可 增加 Z, 缺乏 X 时 Y 减少, 激活 X 使 其 进入 增殖."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import Wording, opens_at, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_means"]

#: what something is done with
_GIVEN = ("Chemical", "Intervention", "Vesicle", "Secretome", "GeneProduct", "RNA", "Cell", "Exposure")


def read_means(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with what does something as the subject of what comes of it.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _using(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "用 X 抑制 Y 可 增加 Z" as "X 抑制 Y，可 增加 Z": X does both."""
    for n in range(len(tokens) - 5):
        if tokens[n].text not in patterns.having("done_with") or tokens[n].found or not opens_at(tokens, n):
            continue
        stop = stop_at(tokens, n)
        may = (
            k
            for k in range(n + 3, stop - 1)
            if tokens[k].may("HEDGE") or tokens[k].text in patterns.having("able_ends")
        )
        able = next(may, 0)
        does = next((k for k in range(n + 2, able) if states(tokens[k])), 0)
        given, what = tokens[n + 1 : does], tokens[does + 1 : able]
        ill = (
            able == n + 3
            and type_of(tokens[n + 1]) == "Intervention"
            and type_of(tokens[n + 2]) in ("Disease", "Phenotype")
        )
        if ill and tokens[n + 1].text.endswith("治疗"):  # 采用 激光治疗 (瘢痕) 可 减少 Y
            return [*tokens[:n], tokens[n + 1], *_using(tokens[able:], words, patterns)]
        named = (
            bool(given)
            and given[0].text not in patterns.having("tools")
            and all(t.may("N", "C", "W") for t in given)
            and type_of(given[0]) in _GIVEN
        )
        done = bool(what) and all(t.may("N", "C", "W", "Q") for t in what) and any(t.found for t in what)
        if named and done and any(states(t) for t in tokens[able:stop]):
            at = tokens[able].start
            comma = Token(at, at, "，", frozenset((",",)))
            return [*tokens[:n], *tokens[n + 1 : able], comma, *_using(tokens[able:], words, patterns)]
    return tokens


def _when_lacking(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "缺乏 X 时 Y 减少" with the comma that parts what is lacking from what comes of it."""
    for n in range(len(tokens) - 4):
        if tokens[n].text not in patterns.having("lacking_at") or tokens[n].found or not opens_at(tokens, n):
            continue
        stop = stop_at(tokens, n)
        when = next((k for k in range(n + 2, stop - 1) if tokens[k].text == "时" and tokens[k].may("end")), 0)
        if when and all(t.may("N", "C") for t in tokens[n + 1 : when]):
            comma = Token(tokens[when].end, tokens[when].end, "，", frozenset((",",)))
            return [*tokens[: when + 1], comma, *_when_lacking(tokens[when + 1 :], words, patterns)]
    return tokens


def _enters(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "使 其 进入 增殖" as "促进 增殖"."""
    for n in range(len(tokens) - 3):
        enters = tokens[n + 1].text == "其" and tokens[n + 2].text in patterns.having("entering")
        if tokens[n].may("make") and enters and tokens[n + 3].found is not None:
            raises = replace(tokens[n], text="促进", kinds=frozenset(("V",)), triggers=words.triggers["促进"])
            return [*tokens[:n], raises, *_enters(tokens[n + 3 :], words, patterns)]
    return tokens


#: each with the words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (("done_with", _using), ("lacking_at", _when_lacking), ("entering", _enters))
