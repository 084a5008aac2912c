"""Chinese words that deny, put as 不 before the verb that is denied: 与 Y 无关, 对 Y 无效, 不是 Y 的 原因, 对 X 无反应."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_denials"]

_ENDS = (",", ";", ")")
_NEEDED = ("not_so", "denials", "deniable", "futile")
_ILL = ("Disease", "Phenotype")
_REMEDIES = ("Chemical", "Intervention", "Vesicle", "Secretome", "Cell")
_TREATS, _MENDS, _TIED, _IS, _USED, _HOLDS = "治疗", "改善", "相关", "是", "用于", "含有"
_WANTING = frozenset(("缺乏", "缺少"))
_HOLDERS = ("Cell", "Vesicle", "Secretome", "Anatomy")


def read_denials(tokens: list[Token], text: str, words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such words put plainly.

    Args:
        tokens: with the jobs that their neighbours leave them.
        text: the folded sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    said = {token.text for token in tokens}  # most sentences hold none of these words
    if said.isdisjoint(("不适", *_WANTING)) and all(said.isdisjoint(patterns.having(name)) for name in _NEEDED):
        return tokens
    tokens = _wanting(tokens, words)
    out: list[Token] = []
    first = 0
    for n, token in enumerate(tokens):
        if token.may(",", ";"):
            out += [*_clause(tokens[first:n], text, words, patterns), token]
            first = n + 1
    return [*out, *_clause(tokens[first:], text, words, patterns)]


def _clause(tokens: list[Token], text: str, words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of one clause."""
    if len(tokens) < 3:
        return tokens
    tokens = _unfit(_is_not(tokens, text, words, patterns), words)
    denied = _denial(tokens, patterns)
    if not denied:
        return tokens
    head, what = tokens[:denied], tokens[-1]
    return _untied(head, what, words, patterns) or _useless(head, what, words, patterns) or tokens


def _verb(at: Token, word: str, words: Words) -> Token:
    return replace(at, text=word, kinds=words.kinds[word], triggers=words.triggers[word], found=None)


def _no(at: Token) -> Token:
    return Token(at.start, at.start, "不", frozenset(("NEG",)))


def _is_not(tokens: list[Token], text: str, words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 不是 Y 的 原因" as "X 不 是 Y 的 原因"."""
    for n in range(1, len(tokens) - 2):
        if tokens[n].text in patterns.having("not_so") and tokens[-1].may("TAIL") and tokens[n - 1].may("N", "ADV"):
            only = "唯一" in text[tokens[n].end : tokens[-1].end]  # it is one of several
            no = [] if only else [_no(tokens[n])]
            return [*tokens[:n], *no, _verb(tokens[n], _IS, words), *tokens[n + 1 :]]
    return tokens


def _unfit(tokens: list[Token], words: Words) -> list[Token]:
    """Return "X 不适 用于 Y" as "X 不 用于 Y"."""
    for n in range(1, len(tokens) - 2):
        if tokens[n].text == "不适" and tokens[n + 1].text.startswith(_USED):
            return [*tokens[:n], _no(tokens[n]), _verb(tokens[n + 1], _USED, words), *tokens[n + 2 :]]
    return tokens


def _wanting(tokens: list[Token], words: Words) -> list[Token]:
    """Return "软骨 缺乏 血管" as "软骨 不 含有 血管"; of skin that is short of collagen nothing is said."""
    for n in range(1, len(tokens) - 1):
        wants, thing = tokens[n], tokens[n + 1].found
        if wants.text not in _WANTING or wants.found or thing is None:
            continue
        opens = next((i + 1 for i in range(n - 1, -1, -1) if tokens[i].may(*_ENDS)), 0)
        end = next((i for i in range(n + 1, len(tokens)) if tokens[i].may(*_ENDS)), len(tokens))
        left_out = all(
            token.text in ("但", "但是", "却", "而", "且", "并") for token in tokens[opens:n]
        )  # 表达 A，但 缺乏 B
        holder = next((one.found for one in tokens if one.found), None) if left_out else tokens[n - 1].found
        plain = all(token.may("N", "C", "DE") for token in tokens[n + 1 : end])
        acts = any(token.may("V", "make") and token.found is None for token in tokens[opens:n])
        if holder is None or acts or not plain or holder.entity.type not in _HOLDERS:
            continue
        kind = thing.entity.type
        if kind in ("Anatomy", "Cell") or (holder.entity.type != "Anatomy" and kind in ("GeneProduct", "RNA")):
            return [*tokens[:n], _no(wants), _verb(wants, _HOLDS, words), *_wanting(tokens[n + 1 :], words)]
        return [*tokens[:n], replace(wants, kinds=frozenset(("NEG",)), triggers=()), *tokens[n + 1 :]]
    return tokens


def _denial(tokens: list[Token], patterns: Patterns) -> int:
    """Return where the words begin that deny at the end of a clause: 无 明显 效果, 没有 关系; 0 where none do."""
    last = tokens[-1].text
    if last in patterns.having("denials") or last in patterns.having("futile"):
        return len(tokens) - 1
    k = len(tokens) - 1
    k -= last == "性" and tokens[k - 1].text.endswith(_TIED)
    words = "".join(token.text for token in tokens[k:])
    if words not in patterns.having("deniable"):
        return 0
    while k > 1 and tokens[k - 1].kinds == {"ADV"}:
        k -= 1
    denied = k > 1 and tokens[k - 1].may("NEG") and tokens[k - 1].text != "不"
    return k - 1 if denied else 0


def _untied(head: list[Token], what: Token, words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 与 Y 无关" as "X 与 Y 不 相关"."""
    tied = what.text in patterns.having("ties_denied") or what.text == "性"
    with_ = next((n for n in range(1, len(head) - 1) if head[n].text in ("与", "和", "跟", "同")), 0)
    if not tied or not with_ or any(token.may("V") and token.found is None for token in head):
        return []
    while head and head[-1].text in ("之间", "间", "无", "均"):
        head = head[:-1]
    return [*head, _no(what), _verb(what, _TIED, words)]


def _useless(head: list[Token], what: Token, words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 对 Y 无效" as "X 不 治疗 Y", "Y 对 X 无反应" likewise, and "X 治疗 Y 未见 效果", too."""
    to = next((n for n in range(len(head) - 1) if head[n].may("to") and head[n].text in ("对", "对于")), -1)
    if to < 0:
        curing = next((n for n in range(1, len(head) - 1) if head[n].text in patterns.having("curing")), 0)
        ill = bool(curing) and all(token.may("N", "C", "DE") for token in head[curing + 1 :])
        return [*head[:curing], _no(head[curing]), *head[curing:]] if ill else []
    plain = not any(token.may("V") and token.found is None and token.text != _TREATS for token in head)
    object_ = head[to + 1 :]
    other = next((token.found for token in object_ if token.found), None)
    actors = [token for token in head[:to] if token.may("N")]
    one = actors[-1].found if actors else None
    if not plain or other is None:
        return []
    verb = _verb(what, _MENDS, words)
    well = one is None or one.entity.type not in _ILL
    if other.entity.type in _ILL and well and what.text not in patterns.having("unresponsive"):
        return [*head[:to], _no(what), verb, *(token for token in object_ if token.may("N", "C", "DE"))]
    if (
        one is not None
        and one.entity.type in _ILL
        and other.entity.type in _REMEDIES
        and what.text in patterns.having("unresponsive")
    ):
        remedy = [token for token in object_ if token.may("N", "C") and token.text != _TREATS]
        return [*head[: to - 1], *remedy, _no(what), verb, head[to - 1]]
    return []
