"""What Chinese trials say of what was given: how much, to whom, in which phase, by which score, with which side effects."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_trials"]

_TREATED = ("治疗", "处理", "干预")
_RELIEVES = ("decreases", "treats", "improve")
_GIVEN = ("Chemical", "Intervention", "Vesicle", "Cell")


def read_trials(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens with what was given as who acts, and what only says when or how much left aside.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = _given_in(_brought(_given_dose(_received(tokens), patterns), patterns), patterns)
    tokens = _unwanted(_given_then(tokens, patterns), words, patterns)
    return _scored(_used_for(_in_phase(tokens, patterns)))


def _opening(tokens: list[Token]) -> list[int]:
    """Return where the clauses begin."""
    return [i for i in range(len(tokens)) if not i or tokens[i - 1].may(",", ";")]


def _brought(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "微针 递送 外泌体 可 促进 Y" as "外泌体 可 促进 Y": the way in does not act, what comes in does."""
    for i in reversed(_opening(tokens)):
        if i + 4 > len(tokens) or tokens[i + 1].text not in patterns.having("bringing"):
            continue
        way, what, then = tokens[i].found, tokens[i + 2].found, tokens[i + 3]
        led = way.entity.type == "Intervention" if way else tokens[i].text in patterns.having("ways_in")
        if led and what is not None and what.entity.type in _GIVEN and then.may("ADV", "V") and not then.may("DE"):
            tokens = [*tokens[:i], *tokens[i + 2 :]]
    return tokens


def _given_in(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(皮内注射) 含 X 的 凝胶 可 …": who gives it how is no thing that holds X."""
    giving = patterns.words["giving"]
    for i in reversed(_opening(tokens)):
        k = next((k for k in range(i, min(i + 3, len(tokens) - 1)) if tokens[k].text.endswith(giving)), -1)
        plain = k >= i and all(token.may("N", "G", "W", "ADV", "TREAT") and not token.may("V") for token in tokens[i:k])
        holds = tokens[k + 1] if plain else None
        if holds is not None and holds.triggers and holds.triggers[0].predicate == "contains" and not holds.found:
            tokens = [*tokens[:i], *tokens[k + 1 :]]
    return tokens


def _given_then(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "绝经后女性 口服 X 5 g，连续 8周，Y 改善" as "X 后，Y 改善"."""
    giving, applied = patterns.words["giving"], patterns.words["applied_to"]
    for i in reversed(_opening(tokens)):
        stop = next((k for k in range(i, len(tokens)) if tokens[k].may(",", ";")), len(tokens))
        given = next((k for k in range(i, stop - 1) if tokens[k].text.endswith((*giving, *applied))), -1)
        if given < 0 or stop == len(tokens) or not tokens[stop].may(","):
            continue
        if any(token.may("NEG", "HEDGE") for token in tokens[i:given]):
            continue  # 可能 口服 X, 未 将 X 注射 至: what is only supposed, or was not done, must not be lost
        if (put := _taken(tokens, given, stop, applied)) and (then := _changed(tokens, stop, patterns)):
            after = Token(put.end, put.end, "后", frozenset(("end",)))
            return [*tokens[:i], put, after, tokens[stop], *tokens[then:]]
        first = given + 1 + (tokens[given + 1].text in ("给予", "了"))
        last = next((k for k in range(first, stop) if tokens[k].kinds == {"ADV"}), stop)
        what = tokens[first:last]
        fits = what and what[0].found is not None and what[0].found.entity.type in _GIVEN
        whom = all(not token.may("V", "by", "via", "C") for token in tokens[i:given])
        dosed = all(token.kinds == {"ADV"} for token in tokens[last:stop])
        if fits and whom and dosed and all(token.kinds == {"N"} for token in what):
            then = _changed(tokens, stop, patterns)
            if then:
                after = Token(what[-1].end, what[-1].end, "后", frozenset(("end",)))
                return [*tokens[:i], *what, after, tokens[stop], *tokens[then:]]
    return tokens


def _taken(tokens: list[Token], given: int, stop: int, applied: tuple[str, ...]) -> Token | None:
    """Return what is given in "将 X 注射 至 裸鼠 皮下" and "将 X 作用于 UVB 照射 后 的 细胞"."""
    fits = given > 1 and tokens[given - 2].may("take") and _is_givable(tokens[given - 1])
    into = given + 1 < stop and tokens[given + 1].text in ("至", "到", "入", "于", "进")
    behind = tokens[given + 1 : stop]
    if tokens[given].text.endswith(applied):
        return tokens[given - 1] if fits and not any(token.may("by", "via", "to") for token in behind) else None
    plain = all(token.may("N", "W", "G", "at", "ADV") and not token.may("V") for token in behind)
    return tokens[given - 1] if fits and into and plain else None


def _is_givable(token: Token) -> bool:
    return token.found is not None and token.found.entity.type in _GIVEN


def _changed(tokens: list[Token], stop: int, patterns: Patterns) -> int:
    """Return where the clause begins that tells what changed behind a comma, past how long and how often; 0 for none."""
    k = stop + 1
    while k < len(tokens) and (
        tokens[k].kinds == {"ADV"} or tokens[k].may(",", "end", "REP", "STUDY") or _lasts(tokens, k, patterns)
    ):
        k += 1
    if k == len(tokens) or tokens[k].found is None:
        return 0
    states = [n for n in range(k, len(tokens)) if tokens[n].may("V", ",", ";") and not tokens[n].found]
    # MMP-1 表达 下调: 表达 is how much of it there is
    verb = next((n for n in states if not (tokens[n].may("Q") and n + 1 in states)), 0)
    changes = verb and (tokens[verb].text in patterns.having("easing") or any(t.themes for t in tokens[verb].triggers))
    return k if changes and (verb + 1 == len(tokens) or tokens[verb + 1].may(",", ";", "C")) else 0


def _lasts(tokens: list[Token], k: int, patterns: Patterns) -> bool:
    """Return whether a word only leads how long it went on: 连续 8周."""
    return tokens[k].text in patterns.having("going_on") and k + 1 < len(tokens) and tokens[k + 1].kinds == {"ADV"}


def _used_for(tokens: list[Token]) -> list[Token]:
    """Return "用于 (处理) 血管栓塞" as "用于 血管栓塞", and "应用于 延缓 衰老 (的 治疗 中)" as "应用于 延缓 衰老"."""
    tokens = [t for i, t in enumerate(tokens) if not (t.text == "处理" and i and tokens[i - 1].text.endswith("用于"))]
    for i in range(3, len(tokens)):
        eases, what, of = tokens[i - 3 : i]
        relieves = eases.may("V") and bool(eases.triggers) and eases.triggers[0].predicate in _RELIEVES
        if tokens[i].text in _TREATED and of.may("DE") and relieves and what.found is not None:
            end = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "中")
            return [*tokens[: i - 1], *tokens[end:]]
    return tokens


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
        if token.text not in ("期", "阶段"):
            out.append(token)
            continue
        name, after = out[-1] if out else None, tokens[i + 1] if i + 1 < len(tokens) else None
        opens = len(out) == 1 or (len(out) > 1 and out[-2].may(",", ";"))
        acts = after is not None and after.found is None and after.may("V", "via", "ADV", "NEG")
        phase = name is not None and name.text in patterns.having("phases")
        if opens and acts and phase and name is not None:
            out[-1] = Token(name.start, token.end, name.text + token.text, frozenset(("ADV",)))
        else:
            out.append(token)
    return out


def _unwanted(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 最 常见 的 不良反应 为 A 和 B" as "X 引起 A 和 B"."""
    for i in range(1, len(tokens) - 2):
        at = i + 1
        while at < len(tokens) - 1 and tokens[at].may("ADV") and tokens[at].found is None:
            at += 1  # 不良反应 主要 为
        ill, be = tokens[i], tokens[at]
        if ill.text not in patterns.having("adverse") or be.text not in patterns.having("being"):
            continue
        first = i
        while first and tokens[first - 1].found is None and tokens[first - 1].may("DE", "ADV", "G", "W"):
            first -= 1
        first -= first > 1 and tokens[first - 1].may("TREAT")  # 填充剂 注射 的 并发症
        remedy = tokens[first - 1].found if first else None
        if remedy is not None and remedy.entity.type in _GIVEN:
            causes = replace(be, text="引起", kinds=words.kinds["引起"], triggers=words.triggers["引起"], found=None)
            return [*tokens[:first], causes, *tokens[at + 1 :]]
    return tokens


def _scored(tokens: list[Token]) -> list[Token]:
    """Return "PASI 评分" as one name; 瘢痕 评分 speaks of the scar."""
    for i, (what, score) in enumerate(pairwise(tokens)):
        if score.text == "评分" and what.text.isascii() and what.kinds == {"N"} and what.end == score.start:
            whole = replace(what, end=score.end, text=what.text + score.text, found=None)
            return [*tokens[:i], whole, *tokens[i + 2 :]]
    return tokens
