"""Chinese clauses that only set the scene or tell of what is done, with what acts in them put first: 当 X 过表达 时，可 抑制 Y."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import (
    ENDS,
    Turn,
    acts_at,
    named_whole,
    opening_at,
    opens_at,
    standing,
    stop_at,
    type_of,
)
from kg.relations.chinese_tokens import Token

__all__ = ["read_settings"]

_GIVEN = ("Chemical", "Vesicle", "GeneProduct", "RNA", "Exposure", "Intervention", "Secretome", "Cell")
_BODIES, _PLAIN = ("Anatomy", "Organism"), ("N", "TREAT", "DE", "Q")
_DOES = ("increases", "decreases", "treats", "improve", "protect", "affects", "cause")
_LONGEST = 10  #: tokens of a condition


def read_settings(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such clauses put plainly.

    Args:
        tokens: with the jobs that their neighbours leave them.
        patterns: Chinese word lists.
    """
    for turn in standing(_NAMED, tokens, patterns):
        tokens = turn(tokens, patterns)
    return tokens


def _fed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let what a diet lacks be lacking, and no doing of the diet: 饮食 缺乏 蛋白质 会 导致."""
    for n in range(len(tokens) - 2):
        if tokens[n].text not in patterns.having("diets") or not tokens[n + 2].may("N"):
            continue
        if tokens[n + 1].text not in patterns.having("without") or tokens[n + 1].found is not None:
            continue
        return [*tokens[:n], named_whole(tokens[n + 1 : n + 3]), *_fed(tokens[n + 3 :], patterns)]
    return tokens


def _apart(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Leave out between whom something differs, at the head of a sentence: (不同 物种 间，) 参与 Y 的 基因."""
    end = next((n for n, token in enumerate(tokens[:6]) if token.text in ("间", "之间")), 0)
    parted = end > 1 and end + 1 < len(tokens) and tokens[end + 1].may(",")
    if parted and tokens[end - 1].text in patterns.having("differing") and tokens[0].text in ("不同", "各", "在"):
        return tokens[end + 2 :]
    return tokens


def _conditions(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(当) X 过表达 (时，) 可 抑制 Y" as "X 过表达 可 抑制 Y"."""
    states = patterns.having("gene_states")
    for n in range(len(tokens) - 4):
        if not opens_at(tokens, n) or not (tokens[n].text == "当" or tokens[n].found is not None):
            continue
        first = n + (tokens[n].text == "当")
        end = next((k for k in range(first + 1, min(first + _LONGEST, len(tokens) - 2)) if tokens[k].may("end")), 0)
        comma = bool(end) and tokens[end + 1].may(",")
        inside = tokens[first:end]
        if len(inside) > 1 and inside[-2].text + inside[-1].text in states:  # 过度 表达
            inside = [*inside[:-2], named_whole(inside[-2:])]
        if not end or tokens[end].text != "时" or len(inside) < 2 or inside[-1].text not in states:
            continue
        plain = all(token.may("N", "DE", "C", "ADV") for token in inside[:-1]) and inside[0].found is not None
        if not plain or not acts_at(tokens, end + 1 + comma):
            continue
        actor = [named_whole(inside)] if inside[-1].text in patterns.having("gene_losses") else inside[:-1]
        return [*tokens[:n], *actor, *_conditions(tokens[end + 1 + comma :], patterns)]
    return tokens


def _inwardly(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 的 (持续) 激活 可 引起 Y" without what only tells how: what is activated acts."""
    inner = patterns.having("inner_adverbs")
    return [
        token
        for n, token in enumerate(tokens)
        if token.text not in inner
        or not (n and tokens[n - 1].may("DE") and n + 2 < len(tokens) and tokens[n + 1].may("V"))
        or not acts_at(tokens, n + 2)
    ]


def _after(tokens: list[Token], _: Patterns) -> list[Token]:
    """Return "血小板 (经) 激活 后 释放 X" as "血小板 激活 后 释放 X"."""
    return [
        token
        for n, token in enumerate(tokens)
        if not token.may("via")
        or token.text not in ("经", "经过")
        or n + 2 >= len(tokens)
        or not (tokens[n + 1].may("V") and tokens[n + 1].found is None and tokens[n + 2].text == "后")
    ]


def _then(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(给予) X 后(，) 可 减轻 Y" as "X 可 减轻 Y": who has no subject behind what was done does it thereby."""
    for n in range(1, len(tokens) - 2):
        if not tokens[n].may("end") or not tokens[n].text.endswith("后") or tokens[n].found is not None:
            continue
        k = n + 1 + tokens[n + 1].may(",")
        first = opening_at(tokens, n)
        first += tokens[first].may("REP")
        if first + 1 < n and type_of(tokens[first]) in _BODIES and tokens[first + 1].may("via"):
            first += 1  # 皮肤 (经) UVB照射 后，可: it is not the skin that does it
            done, kept = tokens[first:n], tokens[: first - 1]
        else:
            done, kept = tokens[first:n], tokens[:first]
        if not done:
            continue
        led, ceases = done[0].may("at"), done[0].may("V") and len(done) > 1 and done[1].may("at")
        given = [one for one in done if type_of(one) in _GIVEN]
        plain = all(one.may(*_PLAIN) or one.text in patterns.having("doing_with") for one in done[1:-1])
        plain = plain and (led or done[0].may("N", "TREAT", "V")) and done[-1].may("N", "TAIL", "V")
        plain |= ceases
        verb = next((m for m in range(k, min(k + 4, len(tokens) - 1)) if not tokens[m].may("ADV", "NEG")), 0)
        acts = verb and acts_at(tokens, verb) and tokens[verb].triggers[0].predicate in _DOES
        acts = acts and tokens[verb + 1].may("N") and not tokens[verb].may("N", "CHANGE")
        if not given or not plain or not (acts or (verb and tokens[verb].text == "对")):
            continue
        done = [named_whole(done)] if ceases else done  # 停止使用X: not X itself
        return [*kept, *done, *_then(tokens[k:], patterns)]
    return tokens


def _wanting(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Leave out what is not known: 但 其 安全性 (缺乏 高质量 证据 支持)."""
    out = list(tokens)
    for n in range(len(tokens) - 1, -1, -1):
        if tokens[n].text not in ("缺乏", "缺少") or tokens[n].found is not None:
            continue
        stop = stop_at(out, n)
        if any(token.text in patterns.having("wanting") for token in out[n + 1 : stop]):
            out = [*out[:n], *out[stop:]]
    return out


def _unanswering(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(对 激素 无 反应 的) 斑秃 可用 X 治疗" without what did not help before."""
    for n in range(len(tokens) - 4):
        if not tokens[n].may("to") or tokens[n].text != "对":
            continue
        end = next((k for k in range(n + 2, min(n + 6, len(tokens) - 1)) if tokens[k + 1].may("DE")), 0)
        if end and tokens[end].text in patterns.having("unresponsive") and not any(t.may(*ENDS) for t in tokens[n:end]):
            return [*tokens[:n], *_unanswering(tokens[end + 2 :], patterns)]
    return tokens


def _treated(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 处理 的 细胞 中 Y 升高" as "X 处理后 Y 升高": it is what they were given that tells."""
    handled = tuple(patterns.words["handled"])
    for n in range(len(tokens) - 4):
        given, cells = tokens[n].found, tokens[n + 2].found  # 经 紫外线照射 的 细胞 中
        whole = given is not None and tokens[n].text.endswith(handled) and tokens[n + 1].may("DE")
        within = tokens[n + 3].may("end") and tokens[n + 3].text in ("中", "内", "里")
        if whole and within and cells is not None and given is not None and given.entity.type in _GIVEN:
            first = n - (n > 0 and tokens[n - 1].text in ("经", "用", "以", "受"))
            if opens_at(tokens, first):
                later = replace(tokens[n + 1], text="后", kinds=frozenset(("end",)), triggers=())
                return [*tokens[:first], tokens[n], later, *_treated(tokens[n + 4 :], patterns)]
    for n in range(1, len(tokens) - 4):
        given, cells = tokens[n - 1].found, tokens[n + 2].found
        led = tokens[n].text in patterns.having("handled") and tokens[n].found is None and tokens[n + 1].may("DE")
        if not led or given is None or cells is None or given.entity.type not in _GIVEN:
            continue
        first = n - 1 - (n > 1 and tokens[n - 2].text in ("经", "用", "以", "受"))
        within = tokens[n + 3].may("end") and tokens[n + 3].text in ("中", "内", "里", "组织中")
        if within and cells.entity.type in ("Cell", "Organism", "Anatomy") and opens_at(tokens, first):
            later = replace(tokens[n], text="处理后", kinds=frozenset(("end",)), triggers=())
            return [*tokens[:first], tokens[n - 1], later, *_treated(tokens[n + 4 :], patterns)]
    return tokens


def _applied(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(应用) X 可 改善 Y" as what X does: to use it is no thing of its own."""
    return [
        token
        for n, token in enumerate(tokens)
        if token.text not in patterns.having("doing_with")
        or token.found is not None
        or not opens_at(tokens, n)
        or n + 2 >= len(tokens)
        or not (tokens[n + 1].found is not None and tokens[n + 1].may("N"))
        or not (tokens[n + 2].may("ADV") and acts_at(tokens, n + 2))
    ]


def _taken_in(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "增加 (小鼠 的) 锌 摄入 可 促进 Y" as "锌 可 促进 Y"; less of it is a thing of its own."""
    for n in range(len(tokens) - 3):
        token = tokens[n]
        signed = token.may("V") and token.found is None and token.triggers
        if not signed or token.triggers[0].predicate not in ("increases", "decreases") or not opens_at(tokens, n):
            continue
        end = next((k for k in range(n + 1, min(n + 6, len(tokens))) if tokens[k].text in patterns.having("intake")), 0)
        then = end + 1 + (end + 1 < len(tokens) and tokens[end + 1].may(","))
        if end < n + 2 or tokens[end - 1].found is None or not acts_at(tokens, then):
            continue
        if any(not one.may("N", "DE") for one in tokens[n + 1 : end]):
            continue
        more = token.triggers[0].predicate == "increases"
        actor = tokens[end - 1] if more else named_whole(tokens[n : end + 1])
        return [*tokens[:n], actor, *_taken_in(tokens[then:], patterns)]
    return tokens


#: in the order in which they are put plainly, each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Turn], ...] = (
    ("done_first", _then),
    ("diets", _fed),
    ("间 之间", _apart),
    ("时", _conditions),
    ("intake", _taken_in),
    ("inner_adverbs", _inwardly),
    ("经 经过", _after),
    ("缺乏 缺少", _wanting),
    ("doing_with", _applied),
    ("unresponsive", _unanswering),
    ("中 内 里", _treated),
)
