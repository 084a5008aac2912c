"""Chinese words that say that nothing changed, put as Y 无变化: 未见 Y 变化, X 组 与 对照组 Y 无差异; and what it does to do without."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token

__all__ = ["read_unchanged"]

_ENDS = (",", ";", ")")


def read_unchanged(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such words in the part that they play.

    Args:
        tokens: with the jobs that their neighbours leave them.
        patterns: Chinese word lists.
    """
    said = {token.text for token in tokens}  # most sentences hold none of these words
    if any(token.may("SAME") for token in tokens):
        tokens = _compared(_parted(tokens), patterns)
    if not said.isdisjoint(patterns.having("not_seen")):
        tokens = _unseen(tokens, patterns)
    used = not said.isdisjoint(patterns.having("doing_with"))
    return _unused(tokens, patterns) if used and not said.isdisjoint(patterns.having("not_using")) else tokens


def _parted(tokens: list[Token]) -> list[Token]:
    """Part "促进 A 而 不影响 B" before 而, where a clause of its own begins."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        if tokens[n].text == "而" and tokens[n + 1].may("SAME") and tokens[n - 1].may("N", "Q", "G", "E"):
            out[n] = replace(tokens[n], text=",", kinds=frozenset((",",)), triggers=())
    return out


def _compared(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 组 (与 对照组) Y 无差异" without the group that it is compared with."""
    for n in range(2, len(tokens) - 2):
        group = tokens[n - 1].text.endswith("组") and tokens[n - 1].found is None
        control = tokens[n + 1].text.endswith("组") and tokens[n + 1].text.startswith(patterns.words["control_groups"])
        stop = next((k for k in range(n + 2, len(tokens)) if tokens[k].may(*_ENDS)), len(tokens))
        same = any(token.may("SAME") for token in tokens[n + 2 : stop])
        if tokens[n].may("C") and group and control and same and tokens[n - 2].may("N"):
            first = replace(tokens[n - 1], kinds=frozenset(("end",)))
            rest = tokens[n + 2 :]
            rest = rest[1:] if rest and rest[0].text in ("之间", "间", "的") else rest
            return [*tokens[: n - 1], first, *_compared(rest, patterns)]
    return tokens


def _unseen(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "未见 Y (明显) 变化" as "Y 无变化"."""
    for n in range(len(tokens) - 2):
        if tokens[n].text not in patterns.having("not_seen") or tokens[n].found is not None:
            continue
        stop = next((k for k in range(n + 1, len(tokens)) if tokens[k].may(*_ENDS)), len(tokens))
        last = stop - 1
        named = any(token.may("N") for token in tokens[n + 1 : last])
        if last < n + 2 or tokens[last].text not in patterns.having("not_seen_changes") or not named:
            continue
        inside = [token for token in tokens[n + 1 : last] if token.kinds != {"ADV"}]
        if any(token.may("V", "at", "to", "by") for token in inside):
            continue
        while inside and inside[-1].may("DE"):
            inside.pop()
        same = replace(tokens[last], text="无变化", kinds=frozenset(("SAME",)), triggers=(), found=None)
        return [*tokens[:n], *inside, same, *_unseen(tokens[stop:], patterns)]
    return tokens


def _unused(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let 不 使用 X be what acts in "不 使用 防晒霜 会 导致 皮肤老化": X itself does not."""
    for n in range(len(tokens) - 3):
        opens = n == 0 or tokens[n - 1].may(",", ";") or tokens[n - 1].kinds == {"ADV"}
        used = tokens[n + 1].text in patterns.having("doing_with") and tokens[n + 1].found is None
        if not opens or tokens[n].text not in patterns.having("not_using") or not used:
            continue
        end = n + 2
        while end < len(tokens) and tokens[end].may("N", "C", "DE", "G") and not tokens[end].may("V"):
            end += 1
        verb = next((k for k in range(end, min(end + 4, len(tokens))) if tokens[k].kinds != {"ADV"}), 0)
        acts = verb and verb < len(tokens) and tokens[verb].may("V") and tokens[verb].found is None
        if (
            end == n + 2
            or not acts
            or not any(t.predicate in ("cause", "increases", "decreases") for t in tokens[verb].triggers)
        ):
            continue
        words = "".join(token.text for token in tokens[n:end])
        whole = Token(tokens[n].start, tokens[end - 1].end, words, frozenset(("N",)))
        return [*tokens[:n], whole, *tokens[end:]]
    return tokens
