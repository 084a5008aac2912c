"""Chinese wordings put plainly: 以 X 为 特征, 由 X 分化 而 来, 具有 与 X 相似 的 Y, 主要 不良反应 为 X."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Turn, acts_at, opens_at, standing, stop_at
from kg.relations.chinese_tokens import Token

__all__ = ["read_wordings"]

_INVASION = ("Cell", "Anatomy")  #: what goes in, and where


def read_wordings(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such clauses put plainly.

    Args:
        tokens: with the jobs that their neighbours leave them.
        patterns: Chinese word lists.
    """
    for turn in standing(_NAMED, tokens, patterns):
        tokens = turn(tokens, patterns)
    return tokens


def _reviewed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "综述 A、B 以及 (影响 D 的) 信号通路": what a list of topics ends with is none of their doings."""
    for n, token in enumerate(tokens):
        if token.text not in patterns.having("reviewing") or token.found is not None:
            continue
        stop = stop_at(tokens, n)
        for k in range(n + 2, stop - 3):
            verb = tokens[k + 1]
            of = next((m for m in range(k + 2, stop - 1) if tokens[m].may("DE")), 0)
            joins = tokens[k].may("C") and tokens[k].text != "、"
            if joins and verb.may("V") and verb.found is None and verb.triggers and of == stop - 2:
                return [*tokens[: k + 1], *tokens[of + 1 : stop], *_reviewed(tokens[stop:], patterns)]
    return tokens


def _invading(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let cells that go into a part of the body do so by a verb: CD8+T细胞 浸润 毛球部 并 分泌 IFN-γ."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        what, where = tokens[n - 1].found, tokens[n + 1].found
        goes = tokens[n].text in patterns.having("invading") and tokens[n].found is None
        if goes and what is not None and where is not None and (what.entity.type, where.entity.type) == _INVASION:
            out[n] = replace(tokens[n], kinds=frozenset(("X",)), triggers=())
    return out


def _phased(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "毛囊 由 休止期 向 生长期 转化" as "毛囊 进入 生长期": a follicle is no cell that becomes another."""
    for n in range(1, len(tokens) - 4):
        led = tokens[n].text in ("由", "从", "自") and tokens[n + 1].text.endswith("期")
        to = tokens[n + 2].text in ("向", "到", "至") and tokens[n + 3].text.endswith("期")
        if led and to and tokens[n + 4].text in patterns.having("passing_over"):
            enters = replace(tokens[n + 4], text="进入", kinds=frozenset(("X",)), triggers=(), found=None)
            return [*tokens[:n], enters, tokens[n + 3], *_phased(tokens[n + 5 :], patterns)]
    return tokens


def _marked_by(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "以 X 为 主要表现" as "表现为 X"."""
    shows = next(t for t in patterns.triggers if t.kind == "verb" and t.words == "表现为")
    for n in range(1, len(tokens) - 3):
        if tokens[n].text != "以":
            continue
        end = next((k for k in range(n + 2, min(n + 9, len(tokens) - 1)) if tokens[k].text == "为"), 0)
        inside = tokens[n + 1 : end]
        sign = end and any(t.predicate == "has_phenotype" for t in tokens[end + 1].triggers)
        closes = end + 2 == len(tokens) or (end and tokens[end + 2].may(*ENDS))
        if sign and closes and inside and not any(token.may(",", ";", "V") for token in inside):
            verb = replace(tokens[n], text=shows.words, kinds=frozenset("V"), triggers=(shows,), found=None)
            verb = replace(verb, start=tokens[end + 1].start, end=tokens[end + 1].end)
            return [*tokens[:n], verb, *inside, *_marked_by(tokens[end + 2 :], patterns)]
    return tokens


def _become(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 由 Y 分化 而 来" as "Y 分化为 X"."""
    turns = next((t for t in patterns.triggers if t.kind == "verb" and t.words == "分化为"), None)
    for n in range(1, len(tokens) - 3):
        if turns is None or tokens[n].text != "由" or not opens_at(tokens, n - 1) or not tokens[n - 1].may("N"):
            continue
        end = next((k for k in range(n + 2, min(n + 6, len(tokens))) if tokens[k].text.startswith("分化")), 0)
        comes = "".join(token.text for token in tokens[end : end + 3]) if end else ""
        if comes.startswith(("分化而来", "分化而成")):
            stop = next((k for k in range(end, len(tokens)) if tokens[k].text.endswith(("来", "成"))), None)
            if stop is None:
                continue  # 分化而来导: another word begins there
            verb = replace(tokens[end], text=turns.words, kinds=frozenset("V"), triggers=(turns,), found=None)
            return [*tokens[: n - 1], *tokens[n + 1 : end], verb, tokens[n - 1], *_become(tokens[stop + 1 :], patterns)]
    return tokens


def _adverse(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(最 常见 的 主要 不良反应 为) 多毛" behind who was told of as what that brings about; of nobody's nothing is said."""
    brings = next(t for t in patterns.triggers if t.kind == "verb" and t.words == "引起")
    for n in range(len(tokens) - 2):
        if tokens[n].text not in patterns.having("harms_done") or tokens[n].found is not None:
            continue
        first, be = n, n + 1
        while first and tokens[first - 1].found is None and tokens[first - 1].may("ADV", "G", "DE", "W"):
            first -= 1
        while be < len(tokens) - 1 and tokens[be].may("ADV") and tokens[be].found is None:
            be += 1
        item = be + 1
        while item < len(tokens) - 1 and tokens[item].may("ADV") and tokens[item].found is None:
            item += 1
        listed = item < len(tokens) and tokens[be].text in patterns.having("being_listed") and tokens[item].may("N")
        if listed and opens_at(tokens, first):
            verb = replace(tokens[n], text=brings.words, kinds=frozenset("V"), triggers=(brings,), found=None)
            return [*tokens[:first], *([verb] if first else []), *_adverse(tokens[item:], patterns)]
    return tokens


def _overgrown(tokens: list[Token], _: Patterns) -> list[Token]:
    """Return "马拉色菌 (过度 增殖) 可 诱发 Y" as what the microbe does."""
    for n in range(len(tokens) - 2):
        what = tokens[n].found
        living = what is not None and what.entity.type == "Organism"
        grows = tokens[n + 2].text in ("增殖", "繁殖", "生长", "过度生长")
        if living and tokens[n + 1].kinds == {"ADV"} and grows and acts_at(tokens, n + 3):
            return [*tokens[: n + 1], *_overgrown(tokens[n + 3 :], _)]
    return tokens


def _limited(tokens: list[Token], _: Patterns) -> list[Token]:
    """Return "X 治疗 Y (疗效 有限)" without how well."""
    return [
        token
        for n, token in enumerate(tokens)
        if not (token.text == "有限" and n and tokens[n - 1].may("E"))
        and not (token.may("E") and n + 1 < len(tokens) and tokens[n + 1].text == "有限")
    ]


def _symptoms(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "改善 痤疮 (症状)" with the illness alone."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        ill = out[-1].found if out else None
        led = token.text in patterns.having("ill_signs") and ill is not None and ill.entity.type == "Disease"
        if not led or (n + 1 < len(tokens) and tokens[n + 1].may("N", "DE", "end")):
            out.append(token)
    return out


def _not_so(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "并非 X 促进 Y" as "X 不 促进 Y"."""
    for n in range(len(tokens) - 2):
        denied = tokens[n].text in patterns.having("not_so") and opens_at(tokens, n)
        stop = next((k for k in range(n + 1, len(tokens)) if not tokens[k].may("N", "DE")), 0) if denied else 0
        if stop > n + 1 and acts_at(tokens, stop):
            no = replace(tokens[n], text="不", kinds=frozenset(("NEG",)))
            return [*tokens[:n], *tokens[n + 1 : stop], no, *_not_so(tokens[stop:], patterns)]
    return tokens


def _likened(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "具有 (与 X 相似 的) 抗炎 特性": what it is like has a name, and does nothing here."""
    for n in range(1, len(tokens) - 4):
        if not tokens[n].may("L") or tokens[n + 1].text not in ("与", "和", "同"):
            continue
        like = next(
            (k for k in range(n + 3, min(n + 8, len(tokens) - 1)) if tokens[k].text in patterns.having("alike")), 0
        )
        if like and tokens[like + 1].may("DE") and all(one.may("N", "DE", "G") for one in tokens[n + 2 : like]):
            return [*tokens[: n + 1], *_likened(tokens[like + 2 :], patterns)]
    return tokens


def _defined(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X (是) Y 过程 中 发挥 作用 (的 一种 酶)": what a thing is matters less than what it does."""
    for n in range(1, len(tokens) - 5):
        if tokens[n].text != "是" or tokens[n].found is not None or not tokens[n + 1].may("N"):
            continue
        stop = stop_at(tokens, n)
        where = next((k for k in range(n + 2, stop) if tokens[k].may("end") and tokens[k].text.endswith("中")), 0)
        light = next((k for k in range(where, stop) if tokens[k].may("L")), 0) if where else 0
        of = next((k for k in range(light, stop) if tokens[k].may("DE")), 0) if light else 0
        plain = light == where + 1 and of > light + 1 and tokens[of - 1].may("E")
        if plain and not any(token.may("V") and token.found is None for token in tokens[n + 1 : where]):
            at = Token(tokens[n].start, tokens[n].end, "在", frozenset(("at",)))
            return [*tokens[:n], at, *tokens[n + 1 : of], *_defined(tokens[stop:], patterns)]
    return tokens


#: in the order in which they are put plainly, each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Turn], ...] = (
    ("reviewing", _reviewed),
    ("invading", _invading),
    ("passing_over", _phased),
    ("以", _marked_by),
    ("由", _become),
    ("ill_signs", _symptoms),
    ("harms_done", _adverse),
    ("增殖 繁殖 过度生长", _overgrown),
    ("有限", _limited),
    ("not_so", _not_so),
    ("alike", _likened),
    ("是", _defined),
)
