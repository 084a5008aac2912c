"""What shows on the body, put as what brings it about: 使 皮肤 出现 皱纹, 照射后 皮肤 出现 红斑, 随着 年龄增长，皮肤松弛."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import ENDS, named_whole, opens_at, stop_at
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_showing"]

_CAUSE, _FILLS, _THE_MORE = "导致", "填充", "越"
_BODY = ("Anatomy", "Organism", "Cell")
_SHOWN = ("Phenotype", "Disease")
_WHOSE = frozenset(("儿童", "人群", "人体", "机体", "人类", "女性", "男性"))
_HARMS = ("Exposure", "Disease", "Process")
_DONE = ("Intervention", "Chemical", "Vesicle", "Secretome")
_NOT_SEEN = ("未出", "未见", "未发", "未观", "未检", "没有观", "没有发")
_AND = ("并", "并且", "且", "而且")
_FELT = ("痒", "痛", "屑", "感")  #: what is felt or seen goes on as a process, and is a sign
_LONGEST = 5  #: tokens of whose body it is


def read_showing(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with what shows behind its cause.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    if any(_THE_MORE in token.text for token in tokens):
        tokens = _the_more(tokens, patterns)
    said = {token.text for token in tokens}
    if not said.isdisjoint(patterns.having("breaking_down")):
        tokens = _broken(tokens, patterns)
    shown = not said.isdisjoint(patterns.having("appearing")) or not said.isdisjoint(patterns.having("not_seen"))
    if shown or "使" in said or "令" in said:
        tokens = _taking(_after(_made(tokens, words, patterns), words, patterns), words, patterns)
    if _FILLS in said:
        tokens = [_filling(one, tokens[n + 1 : n + 2]) for n, one in enumerate(tokens)]
    if not said.isdisjoint(patterns.having("becoming_words")):
        tokens = _become(tokens, patterns)
    if "、" in said:
        tokens = _bared(_parted(tokens))
    if not said.isdisjoint(patterns.having("growing_with")):
        tokens = _along(tokens, words, patterns)
    return tokens


def _broken(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "表现 为 弹性纤维 变性" with 弹性纤维变性 as one name: it is no thing that shows, but what becomes of it."""
    out: list[Token] = []
    shown = False
    for n, token in enumerate(tokens):
        shown = (shown or token.text in patterns.having("signs_follow")) and not token.may(";")
        ends = n + 1 == len(tokens) or tokens[n + 1].may("C", *ENDS)
        named = bool(out) and out[-1].found is not None and out[-1].end == token.start
        if shown and ends and named and token.found is None and token.text in patterns.having("breaking_down"):
            out[-1] = named_whole([out[-1], token])
        else:
            out.append(token)
    return out


def _shows(token: Token) -> bool:
    if token.found is None:
        return False
    return token.found.entity.type in _SHOWN or (token.found.entity.type == "Process" and token.text.endswith(_FELT))


def _body(tokens: list[Token], n: int, patterns: Patterns) -> int:
    """Return where the name of a part of the body or of those who have it ends that begins at ``n``: ``n`` without one."""
    k = n
    while k < min(n + _LONGEST, len(tokens)):
        token = tokens[k]
        whose = token.text in patterns.having("patients") or token.text in _WHOSE or (token.may("DE") and k > n)
        if not whose and (token.found is None or token.found.entity.type not in _BODY):
            break
        k += 1
    return k


def _told(tokens: list[Token], n: int) -> int:
    """Return what stands behind the words at ``n`` that tell how, how surely, or that it is not so."""
    tells = ("ADV", "HEDGE", "NEG")
    for k in range(n, len(tokens)):
        if not tokens[k].may(*tells) or tokens[k].may("V") or tokens[k].text.startswith(_NOT_SEEN):
            return k
    return n


def _how(tokens: list[Token]) -> list[Token]:
    """Return the words that doubt or deny what shows: 可能 出现, 未 出现, 未见."""
    return [one for one in tokens if one.may("HEDGE", "NEG")]


def _appears(tokens: list[Token], n: int, patterns: Patterns) -> int:
    """Return where the sign begins that appears at ``n``, behind what tells how: 0 where none does."""
    n = _told(tokens, n)
    here = tokens[n].text if n < len(tokens) else ""
    seen = here in patterns.having("appearing") or here in patterns.having("not_seen")
    if not seen or tokens[n].found is not None or n + 1 == len(tokens):
        return 0
    listed = n + 3 < len(tokens) and tokens[n + 2].may("C") and _shows(tokens[n + 3])
    if listed and _goes(tokens[n + 1]):
        return n + 3  # 出现 (萎缩 和) 毛细血管扩张
    item = tokens[n + 1].found  # 出现 头皮 瘙痒
    where = item is not None and item.entity.type == "Anatomy" and n + 2 < len(tokens) and _shows(tokens[n + 2])
    return n + 1 if _shows(tokens[n + 1]) or where or (listed and tokens[n + 1].may("N")) else 0


def _made(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 使 皮肤 出现 皱纹" and "X 导致 皮肤 出现 皱纹" as "X 导致 皱纹"."""
    for n in range(len(tokens) - 3):
        token = tokens[n]
        said = token.triggers[0].predicate if token.found is None and token.triggers else ""
        causes = said in ("cause", "has_phenotype")
        end = _body(tokens, n + 1, patterns) if causes or token.may("make") else 0
        sign = _appears(tokens, end, patterns) if end > n + 1 else 0
        goes_on = n + 3 < len(tokens) and tokens[n + 2].text in _AND
        if token.may("make") and _shows(tokens[n + 1]) and goes_on:
            sign, end = n + 1, n + 1  # 使 皮肤变薄 并 减慢 修复
        if sign:
            cause = replace(token, text=_CAUSE, kinds=words.kinds[_CAUSE], triggers=words.triggers[_CAUSE])
            cause = token if said == "has_phenotype" else cause
            return [*tokens[:n], *_how(tokens[end:sign]), cause, *_made(tokens[sign:], words, patterns)]
    return tokens


def _leads(tokens: list[Token], n: int, patterns: Patterns) -> bool:
    """Return whether a clause begins with what was done: 化疗, 使用 视黄醇."""
    return _opening(tokens, n, patterns) < n or opens_at(tokens, n)


def _opening(tokens: list[Token], n: int, patterns: Patterns) -> int:
    """Return where "(部分 患者) 使用 X" begins whose X stands at ``n``; ``n`` where nobody is said to take it."""
    if not n or not (tokens[n - 1].may("at") or tokens[n - 1].text in patterns.having("doing_with")):
        return n
    first = n - 1
    who = first > 0 and tokens[first - 1].text in patterns.having("patients")
    while who and first and tokens[first - 1].may("N", "DE", "ADV", "Q", "W", "G") and not tokens[first - 1].may(*ENDS):
        first -= 1
    return first if not first or tokens[first - 1].may(*ENDS) else n


def _after(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "照射 后 (皮肤) 出现 红斑" without where it appears, and behind a harm as "烧伤 导致 瘢痕"."""
    for n in range(1, len(tokens) - 2):
        if not (tokens[n].may("end") and tokens[n].text.endswith("后")):
            continue
        first = n + 1 + tokens[n + 1].may(",")
        end = _body(tokens, first, patterns)
        sign = _appears(tokens, end, patterns)
        item = tokens[n - 1].found
        done = item is not None and item.entity.type in _DONE
        harm = item is not None and item.entity.type in _HARMS and tokens[n].text in ("后", "之后", "以后")
        if sign and (harm or done) and _leads(tokens, n - 1, patterns):
            cause = replace(tokens[n], text=_CAUSE, kinds=words.kinds[_CAUSE], triggers=words.triggers[_CAUSE])
            before = tokens[: _opening(tokens, n - 1, patterns)]
            return [*before, tokens[n - 1], *_how(tokens[end:sign]), cause, *_after(tokens[sign:], words, patterns)]
        if sign and end > first and done:
            return [*tokens[: n + 1], *_after(tokens[end:], words, patterns)]
    return tokens


def _taking(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "服用 X 的 男性 出现 Y" as "X 导致 Y"."""
    for n in range(len(tokens) - 4):
        given = tokens[n + 1].found
        led = tokens[n].text in patterns.having("doing_with") and opens_at(tokens, n) and tokens[n + 2].may("DE")
        ill = next((k for k in range(n + 3, len(tokens)) if not _shows(tokens[k])), len(tokens))  # 银屑病 患者
        end = _body(tokens, ill, patterns) if led and given is not None and given.entity.type in _DONE else 0
        sign = _appears(tokens, end, patterns) if end > ill else 0
        if sign:
            cause = replace(tokens[end], text=_CAUSE, kinds=words.kinds[_CAUSE], triggers=words.triggers[_CAUSE])
            return [*tokens[:n], tokens[n + 1], *_how(tokens[end:sign]), cause, *tokens[sign:]]
    return tokens


def _bared(tokens: list[Token]) -> list[Token]:
    """Leave out of "表现为 (变薄、) 松弛" what went more or less without a name of its own."""
    for n in range(len(tokens) - 3):
        shows = bool(tokens[n].triggers) and tokens[n].triggers[0].predicate == "has_phenotype"
        if shows and tokens[n].found is None and _goes(tokens[n + 1]) and tokens[n + 2].may("C"):
            return [*tokens[: n + 1], *_bared(tokens[n + 3 :])]
    return tokens


def _filling(token: Token, then: list[Token]) -> Token:
    """Let 填充 皱纹 be what is done to the wrinkle; 填充 alone is a name, and what fills a gap treats nothing."""
    fills = token.text == _FILLS and token.found is None and bool(then)
    item = then[0].found if fills else None
    if item is None or item.entity.type != "Phenotype":
        return token
    return replace(token, kinds=frozenset(("V",)), triggers=(Trigger(_FILLS, "treats"),))


def _become(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "皮肤 (变得) 光滑" without what only says that it became so."""
    became = patterns.having("becoming_words")
    goes = [n + 1 < len(tokens) and token.text in became and _goes(tokens[n + 1]) for n, token in enumerate(tokens)]
    return [token for n, token in enumerate(tokens) if not goes[n]]


def _goes(token: Token) -> bool:
    """Return whether a token tells that something became more or less."""
    return token.found is None and token.may("V") and bool(token.triggers) and token.triggers[0].themes


def _parted(tokens: list[Token]) -> list[Token]:
    """Return "皱纹 减少、弹性 提高" with a comma: each is a clause of its own."""
    out = list(tokens)
    for n in range(2, len(tokens) - 2):
        if not tokens[n].may("C") or not _goes(tokens[n - 1]):
            continue
        stop = next((k for k in range(n + 1, len(tokens)) if tokens[k].may("C", *ENDS)), len(tokens))
        inside = tokens[n + 1 : stop]
        changed = len(inside) > 1 and _goes(inside[-1]) and all(one.may("N", "DE", "ADV", "Q") for one in inside[:-1])
        first = max((k + 1 for k in range(n) if out[k].may(*ENDS)), default=0)
        plain = all(one.may("N", "DE", "ADV", "Q", "end", "at", "HEDGE") for one in tokens[first : n - 1])
        more = tokens[n].text == "、" or (first and out[first - 1].text == "、")
        if changed and more and inside[0].may("N") and plain and tokens[n - 2].may("N", "ADV"):
            out[n] = replace(tokens[n], kinds=frozenset((",",)))
    return out


def _ends(tokens: list[Token], n: int) -> bool:
    """Return whether what one sign is said with ends at ``n``: at a comma, or in a list at what went more or less."""
    return tokens[n].may(*ENDS) or (tokens[n].may("C") and _goes(tokens[n - 1]))


def _goes_on(tokens: list[Token], n: int, patterns: Patterns) -> bool:
    """Return whether a further sign appears behind ``n``: 松弛 并 出现 皱纹."""
    return tokens[n].text in _AND and n + 2 < len(tokens) and tokens[n + 1].text in patterns.having("appearing")


def _split_off(tokens: list[Token]) -> list[Token]:
    """Return the tokens with 病程越长, which the lists do not part, as 病程 and 越长."""
    out: list[Token] = []
    for token in tokens:
        at = token.text.find(_THE_MORE) if token.kinds == {"N"} and token.found is None else 0
        if at > 0:
            out.append(replace(token, end=token.start + at, text=token.text[:at]))
            token = replace(token, start=token.start + at, text=token.text[at:])
        out.append(token)
    return out


def _the_more(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 越 大，Y 越 高" as "随着 X，Y 升高"."""
    tokens = _split_off(tokens)
    told: list[tuple[int, int, int, int]] = []  # where a clause begins, its thing and the clause end, and which way
    for n, token in enumerate(tokens):
        if not token.text.startswith(_THE_MORE) or token.found is not None:
            continue
        stop = stop_at(tokens, n)
        how = "".join(one.text for one in tokens[n:stop]).removeprefix(_THE_MORE)
        way = 1 if how in patterns.having("rather_more") else -1 if how in patterns.having("rather_less") else 0
        first = next((k + 1 for k in range(n - 1, -1, -1) if tokens[k].may(*ENDS, "REP")), 0)
        if way and first < n:
            told.append((first, n, stop, way))
    for (first, n, stop, way), (start, m, end, other) in pairwise(told):
        if stop + 1 != start or not tokens[stop].may(","):
            continue
        trigger = (
            Trigger("升高", "increases", themes=True) if way == other else Trigger("降低", "decreases", themes=True)
        )
        led = Token(tokens[first].start, tokens[first].start, "随着", frozenset(("at",)))
        verb = replace(tokens[m], end=tokens[end - 1].end, kinds=frozenset(("V",)), triggers=(trigger,))
        rest = [*tokens[first:n], tokens[stop], *tokens[start:m], verb]
        return [*tokens[:first], led, *rest, *tokens[end:]]
    return tokens


def _along(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "随着 年龄增长，皮肤松弛，胶原 减少" as "年龄增长 导致 皮肤松弛，导致 胶原 减少", and 皮肤 出现 皱纹 likewise."""
    for n in range(len(tokens) - 3):
        comma = stop_at(tokens, n)
        years = tokens[n + 1 : comma]
        if tokens[n].text not in patterns.having("growing_with") or not opens_at(tokens, n) or comma == len(tokens):
            continue
        if not years or years[0].found is None or not tokens[comma].may(","):
            continue
        said: list[Token] = []
        first, bare = comma + 1, False
        while first < len(tokens):
            ended = (k for k in range(first + 1, len(tokens)) if _ends(tokens, k) or _goes_on(tokens, k, patterns))
            stop = next(ended, len(tokens))
            body = _body(tokens, first, patterns)
            behind = _told(tokens, body)
            slowly = body > first and behind < stop and _shows(tokens[behind])  # 皮肤 逐渐 松弛
            sign = _appears(tokens, body, patterns) or (behind if slowly else first)
            shown = _shows(tokens[sign]) and all(one.may("N", "C") for one in tokens[sign:stop])
            changed = _goes(tokens[stop - 1]) and all(
                one.may("N", "DE", "ADV", "Q") for one in tokens[first : stop - 1]
            )
            if not shown and not changed:
                break
            bare = bare or shown
            at = tokens[first - 1] if said else tokens[n]  # what a reader is shown as the words that state it
            cause = replace(at, text=_CAUSE, kinds=words.kinds[_CAUSE], triggers=words.triggers[_CAUSE])
            said += [*_how(tokens[body:sign]), cause, *tokens[sign : stop + 1]]
            first = stop + 1
            if stop < len(tokens) and not tokens[stop].may(",", "C") and not _goes_on(tokens, stop, patterns):
                break
        if bare:
            return [*tokens[:n], *years, *said, *tokens[first:]]
    return tokens
