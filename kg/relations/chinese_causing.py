"""Chinese turns that let, make or keep somebody do something: 使 黑素细胞 产生 X, 防止 自由基 破坏 胶原, 保护 胶原 免受 自由基 破坏."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Wording, opening_at, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_causing"]

_MAKERS = ("Cell", "Anatomy", "Organism")
_SIGNS = ("Phenotype", "Disease", "Process")
_HARMS = "损伤"
_MAKES, _TURNS = "促使", "转化为"


def read_causing(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    return put_plainly(_NAMED, tokens, words, patterns)


def _let(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "使 黑素细胞 产生 X" and "帮助 皮肤 产生 X" as "促使 ... 产生 X", and "变为 肌成纤维细胞" as "转化为"."""
    letting, becoming = patterns.having("letting"), patterns.having("made_into")
    for n in range(1, len(tokens) - 3):
        if tokens[n].text not in letting or tokens[n].found is not None:
            continue
        k = n + 1
        while k < len(tokens) and tokens[k].may("N", "DE", "G", "W") and not states(tokens[k]):
            if tokens[k].text in becoming:
                break
            k += 1
        whose = k - 1
        while k < len(tokens) and tokens[k].kinds == {"ADV"}:
            k += 1
        if whose == n or k >= len(tokens) or type_of(tokens[whose]) not in _MAKERS:
            continue
        what = next((one for one in tokens[k + 1 : stop_at(tokens, k)] if one.found is not None), None)
        turns = tokens[k].text in becoming and what is not None and type_of(tokens[whose]) == type_of(what) == "Cell"
        made = states(tokens[k]) and what is not None and type_of(what) not in _SIGNS
        made = made and any(
            one.predicate in ("produces", "generate", "differentiates_into") for one in tokens[k].triggers
        )
        if not turns and not made:
            continue
        makes = replace(tokens[n], text=_MAKES, kinds=words.kinds[_MAKES], triggers=words.triggers[_MAKES])
        kinds, triggers = words.kinds[_TURNS], words.triggers[_TURNS]
        does = replace(tokens[k], text=_TURNS, kinds=kinds, triggers=triggers) if turns else tokens[k]
        return [*tokens[:n], makes, *tokens[n + 1 : k], does, *_let(tokens[k + 1 :], words, patterns)]
    return tokens


def _its_harm(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "结膜炎 是 其 最 常见 的 不良反应" as "结膜炎 由 其 引起"."""
    for n in range(2, len(tokens) - 1):
        if tokens[n].text != "其" or tokens[n - 1].text not in ("是", "为"):
            continue
        stop = stop_at(tokens, n)
        last = tokens[stop - 1]
        plain = all(one.found is None and not states(one) for one in tokens[n + 1 : stop])
        if last.text in patterns.having("unwanted_ends") and plain and stop > n + 1:
            by = replace(tokens[n - 1], text="由", kinds=words.kinds["由"], triggers=())
            made = replace(last, text="引起", kinds=words.kinds["引起"], triggers=words.triggers["引起"])
            return [*tokens[: n - 1], by, tokens[n], made, *_its_harm(tokens[stop:], words, patterns)]
    return tokens


def _sign_listed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 萎缩 be a name in "引起 萎缩 和 色素减退": it stands in a list, and nobody shrinks."""
    for n in range(len(tokens) - 3):
        cause, sign, joins, other = tokens[n : n + 4]
        listed = joins.may("C") and other.found is not None and other.kinds == {"N"}
        brings = states(cause) and cause.triggers[0].predicate == "cause"
        if brings and listed and states(sign) and sign.triggers[0].themes and sign.text in patterns.having("wasting"):
            named = replace(sign, kinds=frozenset(("N",)), triggers=())
            return [*tokens[: n + 1], named, *_sign_listed(tokens[n + 2 :], _, patterns)]
    return tokens


def _harmed(tokens: list[Token], words: Words, _: Patterns) -> list[Token]:
    """Return "紫外线损伤 皮肤" as "紫外线 损伤 皮肤" where it fills a clause, which else had no verb."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        then = tokens[n + 1 : stop_at(tokens, n)]
        fills = bool(then) and type_of(then[0]) in ("Anatomy", "Cell") and all(one.may("N", "C") for one in then)
        harms = token.found is not None and token.text.endswith(_HARMS) and len(token.text) > len(_HARMS) + 1
        alone = not any(states(one) for one in tokens[opening_at(tokens, n) : n])
        if harms and fills and alone and not any(states(one) for one in then):
            at = token.end - len(_HARMS)
            out.append(replace(token, end=at, text=token.text[: -len(_HARMS)], found=None, kinds=frozenset(("N",))))
            out.append(Token(at, token.end, _HARMS, frozenset(("V",)), triggers=words.triggers[_HARMS]))
        else:
            out.append(token)
    return out


def _kept(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "防止 自由基 (破坏 胶原)" without the harm, and "阻止 IL-4 激活 STAT6" as "阻止 STAT6": there is less of what is not done."""
    for n in range(1, len(tokens) - 2):
        if tokens[n].text not in patterns.having("keeping_from") or tokens[n].found is not None:
            continue
        end = stop_at(tokens, n)
        k = next((i for i in range(n + 1, end) if not tokens[i].may("N", "DE") or states(tokens[i])), end)
        meant = _undone(tokens, n, k, end, patterns) if k > n + 1 else None
        if meant is not None:
            return [*tokens[:n], *meant, *_kept(tokens[end:], words, patterns)]
    return tokens


def _undone(tokens: list[Token], n: int, k: int, end: int, patterns: Patterns) -> list[Token] | None:
    """Return what it is to keep the names before ``k`` from doing what stands between ``k`` and ``end``; None for nothing."""
    harms = tuple(patterns.having("harming"))
    harm = next((i for i in range(n + 1, k) if tokens[i].found and tokens[i].text.endswith(harms)), 0)
    if harm and k == end and harm + 1 < end and not tokens[harm + 1].may("C", "DE"):
        return tokens[n : harm + 1]  # 紫外线损伤 (DNA)
    what = tokens[k + 1 : end]
    if k == end or tokens[k - 1].found is None or not what or what[0].may("C", "DE"):
        return None
    if not all(token.may("N", "C", "DE", "G", "W", "Q", "E") for token in what):
        return None
    if tokens[k].text in harms:
        return tokens[n:k]
    way = tokens[k].triggers[0].predicate if states(tokens[k]) else ""
    if type_of(tokens[k - 1]) == "Cell" or way not in ("increases", "cause"):
        return None  # 防止 氧化 减少 皱纹: to keep from it does
    return [tokens[n], *what]


def _spared(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "保护 胶原 免受 自由基 (破坏)" without the harm that is done."""
    harms = patterns.having("harming")
    return [
        token
        for n, token in enumerate(tokens)
        if not (
            token.text in harms
            and token.found is None
            and n > 1
            and tokens[n - 1].found is not None
            and (n + 1 == len(tokens) or tokens[n + 1].may(*ENDS))
            and any(one.text in ("免受", "免遭", "免于", "不受") for one in tokens[max(0, n - 6) : n])
        )
    ]


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("unwanted_ends", _its_harm),
    ("wasting", _sign_listed),
    ("damage_named", _harmed),
    ("letting", _let),
    ("keeping_from", _kept),
    ("免受 免遭 免于 不受", _spared),
)
