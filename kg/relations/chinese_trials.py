"""What Chinese trials say of what was given: how much, to whom, in which phase, by which score, with which side effects."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_trials"]

_TREATED = ("治疗", "处理", "干预")
_GIVEN = ("Chemical", "Intervention", "Vesicle", "Cell")


def read_trials(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens with what was given as who acts, and what only says when or how much left aside.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = _unwanted(_given_dose(_received(tokens), patterns), words, patterns)
    return _scored(_used_for(_in_phase(tokens, patterns)))


def _used_for(tokens: list[Token]) -> list[Token]:
    """Return "用于 (处理) 血管栓塞" as "用于 血管栓塞"."""
    return [t for i, t in enumerate(tokens) if not (t.text == "处理" and i and tokens[i - 1].text.endswith("用于"))]


def _given_dose(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "皮下注射 (200 μL) 外泌体" without how much is given."""
    giving = patterns.words["giving"]
    return [
        token
        for i, token in enumerate(tokens)
        if not (
            token.kinds == {"ADV"}
            and token.text[:1].isdigit()
            and 0 < i < len(tokens) - 1
            and tokens[i - 1].text.endswith(giving)
            and tokens[i + 1].found
        )
    ]


def _received(tokens: list[Token]) -> list[Token]:
    """Return "接受 X 治疗 的 小鼠 Y 减少" as "X 治疗 的 小鼠 Y 减少"."""
    for i, token in enumerate(tokens):
        if token.text != "接受" or token.found is not None:
            continue
        k = next((k for k in range(i + 1, min(i + 5, len(tokens) - 1)) if tokens[k].text.endswith(_TREATED)), 0)
        if not k or not tokens[k + 1].may("DE"):
            continue
        given, start = tokens[i + 1 : k], tokens[k].end - 2
        thing = tokens[k].found
        if thing is not None and start > tokens[k].start:
            name = replace(tokens[k], end=start, text=tokens[k].text[:-2], found=replace(thing, end=start))
            given = [*given, name]
        treats = Token(start, tokens[k].end, tokens[k].text[-2:], frozenset(("TREAT",)))
        if given and all(one.kinds == {"N"} for one in given):
            return [*tokens[:i], *given, treats, *tokens[k + 1 :]]
    return tokens


def _in_phase(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "炎症期" at the head of a clause say when: it is no phase that 调节 巨噬细胞 极化."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        name, after = out[-1] if out else None, tokens[i + 1] if i + 1 < len(tokens) else None
        opens = len(out) == 1 or (len(out) > 1 and out[-2].may(",", ";"))
        acts = after is not None and after.found is None and after.may("V", "via", "ADV", "NEG")
        phase = token.text in ("期", "阶段") and name is not None and name.text in patterns.having("phases")
        if opens and acts and phase and name is not None:
            out[-1] = Token(name.start, token.end, name.text + token.text, frozenset(("ADV",)))
        else:
            out.append(token)
    return out


def _unwanted(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 最 常见 的 不良反应 为 A 和 B" as "X 引起 A 和 B"."""
    for i in range(1, len(tokens) - 2):
        ill, be = tokens[i], tokens[i + 1]
        if ill.text not in patterns.having("adverse") or be.text not in patterns.having("being"):
            continue
        first = i
        while first and tokens[first - 1].found is None and tokens[first - 1].may("DE", "ADV", "G", "W"):
            first -= 1
        remedy = tokens[first - 1].found if first else None
        if remedy is not None and remedy.entity.type in _GIVEN:
            causes = replace(be, text="引起", kinds=words.kinds["引起"], triggers=words.triggers["引起"], found=None)
            return [*tokens[:first], causes, *tokens[i + 2 :]]
    return tokens


def _scored(tokens: list[Token]) -> list[Token]:
    """Return "PASI 评分" as one name; 瘢痕 评分 speaks of the scar."""
    for i, (what, score) in enumerate(pairwise(tokens)):
        if score.text == "评分" and what.text.isascii() and what.kinds == {"N"} and what.end == score.start:
            whole = replace(what, end=score.end, text=what.text + score.text, found=None)
            return [*tokens[:i], whole, *tokens[i + 2 :]]
    return tokens
