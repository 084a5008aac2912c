"""What molecules do to each other, put plainly: A 与 B 形成 复合物 as A 与 B 结合, A 可 磷酸化 B, A 催化 B 生成 C."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import ENDS, Wording, opens_at, put_plainly, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_molecules"]

_BINDS, _BECOMES = "结合", "转化为"
_WITH = ("与", "和", "及", "同", "跟")
_STREAM = ("上游", "下游")
_LOOSE = ("N", "W", "DE", "G", "ADV")
_MOLECULES = ("GeneProduct", "RNA", "Chemical")
_GIVING_OFF = ("Cell", "Vesicle", "Intervention", "Secretome")
_GROUPS = (*_MOLECULES, "Vesicle", "Secretome", "Cell", "Intervention", "Exposure", "Disease")


def read_molecules(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _verb(token: Token, text: str, words: Words) -> Token:
    """Return a token as a verb of the lists."""
    return replace(token, text=text, kinds=frozenset(("V",)), found=None, triggers=words.triggers[text])


def _first(tokens: list[Token], n: int) -> int:
    """Return where the clause around ``n`` begins."""
    return next((k + 1 for k in range(n - 1, -1, -1) if tokens[k].may(*ENDS)), 0)


def _complexed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "A 与 B 形成 复合物" and "A 与 B 结合 形成 复合物" as "A 与 B 结合"."""
    for n in range(2, len(tokens)):
        if tokens[n].text not in patterns.having("complexes") or tokens[n].found is not None:
            continue
        verb = n - 1
        forming = patterns.having("forming")
        while verb and tokens[verb].text not in forming and tokens[verb].found is None and tokens[verb].may(*_LOOSE):
            verb -= 1
        joined = any(one.text in _WITH for one in tokens[_first(tokens, n) : verb])
        if verb < 1 or not joined or tokens[verb].text not in forming:
            continue
        bound = tokens[verb - 1].text == _BINDS
        put = [] if bound else [_verb(tokens[verb], _BINDS, words)]
        return [*tokens[:verb], *put, *_complexed(tokens[n + 1 :], words, patterns)]
    return tokens


def _modifying(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 磷酸化 be a verb in "A 可 磷酸化 B", and leave 泛素化 out in "泛素化 降解 B"."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        before, after = tokens[n - 1] if n else None, tokens[n + 1] if n + 1 < len(tokens) else None
        plain = token.text.removeprefix("去").removeprefix("多").removeprefix("自身")
        if plain not in patterns.having("modifications") or before is None or after is None:
            out.append(token)
            continue
        then = tokens[n + 2] if n + 2 < len(tokens) else None
        led = before.may("ADV", "via") or type_of(before) == "GeneProduct"
        ends = then is None or then.may("C", "V", "ADV", "at", "end", *ENDS)
        if after.text == "后" and type_of(before) == "GeneProduct" and (n == 1 or tokens[n - 2].may(*ENDS)):
            return [*tokens[:n], *tokens[n + 2 :]]  # Smad2/3 (磷酸化 后) 与 Smad4 结合
        if after.text == "降解" and (led or before.may("DE")):
            continue
        if led and type_of(after) in _MOLECULES and ends and not before.may("C"):
            token = replace(token, kinds=frozenset(("V",)), found=None, triggers=(Trigger(token.text, "affects"),))
        out.append(token)
    return out


def _own_receptor(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "A 与 (其 受体) B 结合" without what B is to A, and "A 是 B 的 受体" with 受体 as what it is to B."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        token = tokens[n]
        end = n + 1
        if token.text in _STREAM and n and tokens[n - 1].may("DE") and end < len(tokens) and tokens[end].may("TAIL"):
            n += 1  # SMAD3 的 (上游) 调控因子
            continue
        if token.text in ("其", "自身") and n and tokens[n - 1].text in _WITH:
            while end < len(tokens) and (
                tokens[end].text in patterns.having("receptors") or tokens[end].may("ADV", "W")
            ):
                end += 1
            if end > n + 1 and end < len(tokens) and type_of(tokens[end]) in _MOLECULES:
                n = end
                continue
        closes = end == len(tokens) or tokens[end].may("V", *ENDS)
        if token.text in patterns.having("receptors") and closes and n > 1 and token.text in words.triggers:
            first = n
            while first and (
                tokens[first - 1].text in patterns.having("receptor_kinds") or tokens[first - 1].may("ADV")
            ):
                first -= 1
            if first > 1 and tokens[first - 1].may("DE") and type_of(tokens[first - 2]) in _MOLECULES:
                del out[len(out) - (n - first) :]
                token = replace(token, kinds=words.kinds[token.text], found=None, triggers=words.triggers[token.text])
        out.append(token)
        n += 1
    return out


def _catalysed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 催化 A 生成 B" as "X 将 A 转化为 B"."""
    for n in range(1, len(tokens) - 3):
        verb = next((k for k in range(n + 1, stop_at(tokens, n)) if not tokens[k].may("N", "C", "DE")), 0)
        named = (
            tokens[n].text in patterns.having("catalysing") and verb > n + 1 and type_of(tokens[n + 1]) in _MOLECULES
        )
        if named and tokens[verb].text in patterns.having("turning_into") and verb + 1 < len(tokens):
            takes = replace(tokens[n], text="将", kinds=frozenset(("take",)), triggers=())
            into = _verb(tokens[verb], _BECOMES, words)
            return [*tokens[:n], takes, *tokens[n + 1 : verb], into, *_catalysed(tokens[verb + 1 :], words, patterns)]
    return tokens


def _in_scene(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "A 在 X 的 诱导下 向 B 分化" as "在 X 的 诱导下，A 向 B 分化"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].text != "在" or not tokens[n].may("at"):
            continue
        first, stop = _first(tokens, n), stop_at(tokens, n)
        end = next((k for k in range(n + 1, stop) if tokens[k].text.endswith("下")), 0)
        then = (
            next((k for k in range(end + 1, stop) if not tokens[k].may("ADV") or tokens[k].may("V", "at")), 0)
            if end
            else 0
        )
        who = tokens[first:n]
        named = bool(who) and all(one.may("N", "C", "DE") for one in who)
        if named and then and tokens[then].text in patterns.having("turning_into"):
            last = end - (tokens[end - 1].text in patterns.having("catalysing"))
            scene = [*tokens[n:last], replace(tokens[end], kinds=tokens[end].kinds | {"end"})]
            into = tokens[then] if tokens[then].text == "向" else _verb(tokens[then], _BECOMES, words)
            comma = replace(tokens[end], start=tokens[end].end, text=",", kinds=frozenset((",",)))
            return [*tokens[:first], *scene, comma, *who, into, *tokens[then + 1 :]]
    return tokens


def _in_group(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "Y 在 X 组 升高" as "X 组 Y 升高"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].text != "在" or tokens[n + 2].text != "组" or type_of(tokens[n + 1]) not in _GROUPS:
            continue
        first = _first(tokens, n)
        verb = n + 3 + (tokens[n + 3].text in ("中", "内", "里"))
        while verb < len(tokens) and tokens[verb].may("ADV") and not tokens[verb].may("V"):
            verb += 1
        changes = verb < len(tokens) and any(trigger.themes for trigger in tokens[verb].triggers)
        closes = verb + 1 >= len(tokens) or tokens[verb + 1].may(*ENDS)
        what = tokens[first:n]
        if (
            changes
            and closes
            and opens_at(tokens, first)
            and what
            and all(not one.may("V") or one.may("Q") for one in what)
        ):
            group = replace(tokens[n + 2], kinds=frozenset(("end",)))
            rest = _in_group(tokens[verb:], words, patterns)
            return [*tokens[:first], tokens[n + 1], group, *what, *tokens[n + 3 : verb], *rest]
    return tokens


def _related(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Let a verb be part of the name in "与 肿瘤 侵袭 转移 有关": nothing is done there."""
    out = list(tokens)
    for n in range(3, len(tokens)):
        ties = any(trigger.predicate == "associated_with" for trigger in tokens[n].triggers)
        last = n - 1
        while last and tokens[last].may("ADV") and not tokens[last].may("V"):
            last -= 1
        loose = tokens[last].found is None and tokens[last].may("V") and bool(tokens[last].triggers)
        loose = loose and not any(
            trigger.themes for trigger in tokens[last].triggers
        )  # 与 弹性蛋白 减少 有关: with the fall
        joins = any(one.text in _WITH for one in tokens[_first(tokens, n) : last - 1])
        if ties and loose and joins and tokens[last - 1].may("N") and not tokens[last].may("Q"):
            out[last] = replace(tokens[last], kinds=frozenset(("N",)), triggers=())
    return out


def _bound_where(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "A 与 B (在 细胞核 内) 结合" without where they do."""
    for n in range(3, len(tokens) - 3):
        if tokens[n].text != "在" or not tokens[n].may("at"):
            continue
        who = tokens[_first(tokens, n) : n]
        verb = next((k for k in range(n + 1, stop_at(tokens, n)) if tokens[k].text in patterns.having("binding")), 0)
        both = len(who) > 2 and all(one.may("N", "C") for one in who) and any(one.text in _WITH for one in who)
        if verb > n + 1 and both and tokens[verb].may("V") and (tokens[verb - 1].may("end", "tail", "ADV")):
            return [*tokens[:n], *tokens[verb:]]
    return tokens


def _parted(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "A (与 B 解离 后) 入核" without what it parts from."""
    for n in range(3, len(tokens)):
        if tokens[n].text not in patterns.having("parting_from") or tokens[n].found is not None:
            continue
        first = next((k for k in range(n - 1, 0, -1) if not tokens[k].may("N", "DE") or tokens[k].text in _WITH), 0)
        named = any(type_of(one) in _MOLECULES for one in tokens[first + 1 : n])
        if first and tokens[first].text in (*_WITH, "从") and named and type_of(tokens[first - 1]) in _MOLECULES:
            end = n + 1 + (n + 1 < len(tokens) and tokens[n + 1].text in ("后", "并", "而"))
            return [*tokens[:first], *_parted(tokens[end:], _, patterns)]
    return tokens


def _entering(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "A 与 B 结合 (并 入核)" without where they go; that it enters the nucleus is no object."""
    out: list[Token] = []
    for token in tokens:
        if token.text in patterns.having("into_nucleus") and token.found is None and out:
            goes_on = (
                token.text[0] in "并后" or out[-1].may("V", "end", ",") or out[-1].text in ("并", "而", "可", "后")
            )
            if goes_on:
                while out and out[-1].text in ("并", "而", "后"):
                    out.pop()
                continue
        out.append(token)
    return out


def _its(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 降解 be a noun in "促进 其 降解": it is what is promoted, and no one does it."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        what, before = tokens[n + 1], tokens[n - 1]
        ends = n + 2 >= len(tokens) or tokens[n + 2].may("C", "ADV", *ENDS)
        acts = before.found is None and before.may("V") and bool(before.triggers)
        if tokens[n].text == "其" and acts and ends and what.may("V") and what.text in patterns.having("its_own"):
            out[n + 1] = replace(what, kinds=frozenset(("Q",)), triggers=())
    return out


def _polarized(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "使 巨噬细胞 由 M1型 向 M2型极化" as "促进 M2型极化"."""
    for n in range(2, len(tokens)):
        led = tokens[n].text in patterns.having("polarizing") and tokens[n - 1].text in ("向", "朝")
        make = next((k for k in range(n - 2, max(-1, n - 8), -1) if tokens[k].may("make")), -1) if led else -1
        if make >= 0 and not any(one.may("V", *ENDS) for one in tokens[make + 1 : n]):
            return [*tokens[:make], _verb(tokens[make], "促进", words), *_polarized(tokens[n:], words, patterns)]
    return tokens


def _made_more(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "成纤维细胞 经 外泌体 处理后 产生 更多 胶原" as "外泌体 增加 胶原"."""
    for n in range(4, len(tokens) - 2):
        first, k = _first(tokens, n), n + 2 + tokens[n + 2].may("DE")
        makes = tokens[n].text in patterns.having("making_verbs") and tokens[n + 1].text in patterns.having(
            "more_of_it"
        )
        treated = type_of(tokens[first]) == "Cell" and tokens[first + 1].text in ("经", "经过")
        scene = tokens[n - 1].may("end") and tokens[n - 1].text.endswith("后")
        if makes and treated and scene and k < len(tokens) and type_of(tokens[k]) in _MOLECULES:
            given = max((m + 1 for m in range(first + 2, n) if tokens[m].found is not None), default=n)
            raises = _verb(tokens[n], "增加", words)
            return [*tokens[:first], *tokens[first + 2 : given], raises, *_made_more(tokens[k:], words, patterns)]
    return tokens


def _made_there(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 释放 be the verb in "细胞 在 X 作用下 释放 Y", and 分泌 in "其 分泌 的 Y 可 促进 Z"."""
    out, making = list(tokens), patterns.having("making_verbs")
    for n in range(1, len(tokens) - 1):
        token, before, after = tokens[n], tokens[n - 1], tokens[n + 1]
        if token.text not in making or token.found is not None or not token.may("V"):
            continue
        scene = before.may("end") and before.text.endswith(("下", "后")) and type_of(after) in _MOLECULES
        cells = any(type_of(one) in _GIVING_OFF for one in tokens[_first(tokens, n) : n])
        its = before.text == "其" and after.may("DE") and (n == 1 or tokens[n - 2].may(*ENDS))
        if (scene and cells) or its:
            out[n] = replace(token, kinds=frozenset(("V",)))
    return out


#: in the order in which they are put plainly, each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("complexes", _complexed),
    ("modified_by", _modifying),
    ("receptors", _own_receptor),
    ("上游 下游", _own_receptor),
    ("catalysing", _catalysed),
    ("turning_into", _in_scene),
    ("组", _in_group),
    ("tied", _related),
    ("binding", _bound_where),
    ("parting_from", _parted),
    ("into_nucleus", _entering),
    ("其", _its),
    ("polarizing", _polarized),
    ("more_of_it", _made_more),
    ("making_verbs", _made_there),
)
