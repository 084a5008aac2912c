"""Chinese text cut into mentions, triggers, function words and the stretches between them.

The cut is the cheapest path over what the dictionaries offer (Viterbi over a word lattice), so that 情况下调节 is
情况下 + 调节 and never 下调. The general segmenter (jieba's dictionary) only refuses: a function word or trigger
that would cut one of its words in two is dropped. It never proposes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kg.grounding import Found
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.brackets import unclosed

__all__ = ["Token", "Words", "cut_tokens", "processes_of", "split_brackets", "words_of"]

#: list -> kind; a word in several lists has several kinds
_LISTS = {
    "coordinators": "C",
    "passive_agents": "by",
    "means": "via",
    "targets": "to",
    "causatives": "make",
    "disposals": "take",
    "locatives": "at",
    "locative_ends": "end",
    "locative_tails": "tail",
    "adverbs": "ADV",
    "modals": "ADV",
    "negations": "NEG",
    "negation_exceptions": "W",
    "no_change": "SAME",
    "hedges": "HEDGE",
    "reporting": "REP",
    "studies": "STUDY",
    "anaphors": "ANA",
    "illness_pointers": "ILL",
    "effects": "E",
    "light_verbs": "L",
    "quantities": "Q",
    "generic": "G",
    "hyponym_markers": "HYP",
    "vocabulary": "W",
    "undirected": "CHANGE",
    "treatments": "TREAT",
    "demonstratives": "THIS",
    "verbs": "X",
    "clause_openers": "OPEN",
    "events": "EVENT",
}
_ASCII = re.compile(r"[A-Za-z0-9α-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω\-/.+']*|\d[\d.]*%?")
#: how long or how many: no part of a name
_AMOUNT = re.compile(
    r"(?:\d[\d.]*(?:~\d[\d.]*)?\s?(?:[μmnk]?g|[μmn]?mol|[μm]?[lL]|IU|[μmn]M|m?J)(?:\s?/\s?(?:m?[lL]|kg|cm2|d|只|孔))*的?(?![A-Za-z/])"
    r"|(?:约|近|至|到|达|超过)?(?:\d+(?:[.~\-]\d+)*|[一两二三四五六七八九十数几])\s?(?:倍|%|％)(?:左右|以上)?|(?:\d+(?:[.~\-]\d+)?[余多]?|[两二三四五六七八九十](?=[种类](?!似)))\s?(?:种|类|例|项|个(?!月)|h|d|min)(?![A-Za-z])|(?:长?达)?(?:\d+(?:[.~\-]\d+)?|[一两二三四五六七八九十几数])\s?(?:个月|周|天|年|小时|分钟|次)"
    # 一名12岁斑秃女孩, 8周龄
    r"|[一两二三四五六七八九十]\s?[名位例](?=\d|[\u4e00-\u9fff]{0,10}(?:患者|女|男|儿童|受试))|\d+(?:[~\-]\d+)?\s?[周月]?[岁龄]"
    # 35根/cm², 2.1 mm; 每日2次, 每2周注射一次
    r"|(?:约|近|至|到|达|超过)?\d+(?:\.\d+)?\s?(?:根|分(?=[,;。:)]|$)|[cmμ]m[23²³]?(?![A-Za-z0-9]))(?:\s?/\s?[cm]m[2²])?"
    r"|每隔?\s?(?:\d+|[一两二三四五六几])?\s?(?:个月|[周天日晚月])(?:(?:注射|给药|使用|外用|涂抹|口服)?\s?(?:\d|[一两二三四])\s?次)?)"
)
#: what those begin with
_AMOUNT_OPENS = frozenset("0123456789约近至到长达超一两二三四五六七八九十几数每")
#: the same and 后 before a verb, where a name stands in front: 米诺地尔24周后促进
_LATER = re.compile(r"(?:之|以)?后(?![,，、])")
_UNKNOWN, _KNOWN, _NAMED = 1.2, 1.0, 0.9


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a view. ``kinds`` says what it may be; N alone is name material.

    Kinds: N, W ordinary word, V trigger, TAIL noun trigger, DE 的, C, by, via, to, make, take, at, end, ADV, NEG, SAME, HEDGE,
    REP, STUDY, ANA, E effect noun, L light verb, Q quantity, G generic noun, HYP, ``,`` ``;`` ``(`` ``)``.
    """

    start: int
    end: int
    text: str
    kinds: frozenset[str]
    found: Found | None = None
    triggers: tuple[Trigger, ...] = ()

    def may(self, *kinds: str) -> bool:
        """Return whether the token may be of one of some kinds."""
        return not self.kinds.isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of Chinese that are no names.

    Attributes:
        kinds: word -> the kinds of token that it may be.
        triggers: word -> what it states.
        sizes: character -> lengths of the words that begin with it, the longest first.
        treatments: those for what something is treated with.
        loose: those that stand alone at either end of a word that the segmenter made up.
    """

    kinds: dict[str, frozenset[str]]
    triggers: dict[str, tuple[Trigger, ...]]
    sizes: dict[str, tuple[int, ...]]
    treatments: tuple[str, ...]
    loose: frozenset[str]


@lru_cache(maxsize=2)
def words_of(patterns: Patterns) -> Words:
    """Return the words of some patterns, gathered once."""
    kinds: dict[str, set[str]] = {"的": {"DE"}}
    for name, kind in _LISTS.items():
        for word in patterns.words[name]:
            kinds.setdefault(word, set()).add(kind)
    triggers: dict[str, tuple[Trigger, ...]] = {}
    for trigger in patterns.triggers:
        triggers[trigger.words] = (*triggers.get(trigger.words, ()), trigger)
        kinds.setdefault(trigger.words, set()).add("V" if trigger.kind == "verb" else "TAIL")
    sizes: dict[str, set[int]] = {}
    for word in kinds:
        sizes.setdefault(word[0], set()).add(len(word))
    return Words(
        {word: frozenset(found) for word, found in kinds.items()},
        triggers,
        {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()},
        tuple(patterns.words["treatments"]),
        patterns.having("loose"),
    )


@lru_cache(maxsize=2)
def processes_of(patterns: Patterns) -> frozenset[str]:
    """Return the words that name a process when they end a noun phrase: 神经修复."""
    return frozenset(word for word, kind in patterns.tables["endings"].items() if kind == "Process")


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Where the general segmenter sees a word end.

    Attributes:
        offsets: those places.
        left: for each place in the text the last of them at or before it.
        right: for each place the first of them behind it.
    """

    offsets: frozenset[int]
    left: tuple[int, ...]
    right: tuple[int, ...]


def _with_sides(offsets: set[int], size: int) -> _Breaks:
    left, right, behind = [0] * (size + 1), [size] * (size + 1), size
    for at in range(1, size + 1):
        left[at] = at if at in offsets else left[at - 1]
    for at in range(size - 1, -1, -1):
        right[at] = behind
        behind = at if at in offsets else behind
    return _Breaks(frozenset(offsets), tuple(left), tuple(right))


def _breaks(text: str, words: Words) -> _Breaks:
    """Return the offsets at which the general segmenter sees a word end; 可抑制 and 可使, which it knows as words, are two."""
    ends, at = {0}, 0
    for word in rjieba.cut(text):
        verb = len(word) > 2 and (word[1:] in words.triggers or "X" in words.kinds.get(word[1:], ()))
        if (verb or "make" in words.kinds.get(word[1:], ())) and "ADV" in words.kinds.get(word[0], ()):
            ends.add(at + 1)
        if len(word) == 2 and "make" in words.kinds.get(word[0], ()):
            ends.add(at + 1)  # 使人 in 使人皮肤中 X 增加
        if len(word) > 1 and (word[0] in words.loose or word[-1] in words.loose) and len(rjieba.cut(word, False)) > 1:
            ends |= {at + 1} if word[0] in words.loose else {at + len(word) - 1}  # 对腱, 组均: words it made up
        at += len(word)
        ends.add(at)
    return _with_sides(ends, len(text))


def _cut(text: str, found: Sequence[Found], words: Words) -> list[tuple[int, int, Found | None, bool]]:
    """Return (start, end, mention, known) along the cheapest path."""
    named = {item.start: item for item in found}
    inside = {at for item in found for at in range(item.start + 1, item.end)}
    ends = {item.end for item in found}
    edges = {item.start for item in found} | ends | {amount.end() for amount in _AMOUNT.finditer(text)}
    breaks = _breaks(text, words)
    cuts = edges | breaks.offsets
    best = [0.0] + [float("inf")] * len(text)
    step: list[tuple[int, Found | None, bool]] = [(0, None, False)] * (len(text) + 1)

    def offer(start: int, end: int, cost: float, item: Found | None, known: bool) -> None:
        if best[start] + cost < best[end] - 1e-9:
            best[end], step[end] = best[start] + cost, (start, item, known)

    for at, char in enumerate(text):
        item = named.get(at)
        if item:
            offer(at, item.end, _NAMED, item, True)
        latin = _ASCII.match(text, at)
        if latin and (at == 0 or not _ASCII.match(text[at - 1])):
            stop = min([latin.end(), *[edge for edge in edges if at < edge < latin.end()]])
            offer(at, stop, _KNOWN + 0.1, None, False)
        offer(at, at + 1, _UNKNOWN, None, False)
        if (
            char in _AMOUNT_OPENS
            and at not in inside
            and not (at and text[at - 1].isalnum() and text[at - 1].isascii())
        ):
            for stop in _amounts(text, at, inside, ends):
                offer(at, stop, _KNOWN, None, True)
        for size in words.sizes.get(char, ()):
            word = text[at : at + size]
            if word not in words.kinds or len(word) < size:
                continue
            whole = at in cuts and at + size in cuts
            if size == 1 and not whole and not _stands_alone(text, at, word, named, ends, breaks, words):
                continue
            if size > 1 and at not in cuts and at + size not in cuts:
                continue
            if size == 2 and not whole and _crosses(at, at + size, breaks) and not _is_function(word, words):
                continue
            # A trigger that is longer than the mention it overlaps wins (分化为 over 分化); inside one it does not.
            if at in inside and at + size in inside:
                continue
            offer(at, at + size, _KNOWN, None, True)
    path = []
    end = len(text)
    while end:
        start, item, known = step[end]
        path.append((start, end, item, known))
        end = start
    return path[::-1]


def _amounts(text: str, at: int, inside: set[int], ends: set[int]) -> Iterator[int]:
    """Yield where the amount that begins at a place ends, and then where the words for "later" behind it do."""
    amount = _AMOUNT.match(text, at)
    if amount is None or amount.end() in inside:
        return
    yield amount.end()
    before = len(text[:at].rstrip())
    later = _LATER.match(text, amount.end()) if before and before in ends else None
    if later:
        yield later.end()


def _stands_alone(
    text: str, at: int, word: str, named: Mapping[int, Found], ends: set[int], breaks: _Breaks, words: Words
) -> bool:
    """Return whether one character is a word although the segmenter has it inside a longer one."""
    if word == "的" or (at in ends and word in words.loose):  # 强脉冲光 可 选择性, where 可选 is a word
        return True
    # 阿达|帕林和维|A酸 cuts a name
    joins = at + 1 in named and at + 1 not in breaks.offsets and "C" in words.kinds[word]
    return joins or _small_words(text, at, breaks, words) or _opens_treatment(text, at, words)


def _opens_treatment(text: str, at: int, words: Words) -> bool:
    """Return whether a clause begins with what something is treated with: 用化橘红干预后, where 用化 is no word."""
    if text[at] not in "用经" or (at and text[at - 1] not in ",;:。 "):
        return False
    clause = re.split(r"[,;:。]", text[at + 2 : at + 20], maxsplit=1)[0]
    return any(word in clause for word in words.treatments)


def _is_function(word: str, words: Words) -> bool:
    """Return whether a word and each of its characters are adverbs, as 均可: a name before it may be unknown to the segmenter."""
    return all("ADV" in words.kinds.get(part, ()) for part in (word, *word))


def _small_words(text: str, at: int, breaks: _Breaks, words: Words) -> bool:
    """Return whether the segmenter's word around a character is nothing but function words, as in 中起, 也可 or 是从."""
    left, right = breaks.left[at], breaks.right[at]
    return right - left == 2 and all(
        char == "是" or not words.kinds.get(char, frozenset()).isdisjoint(("end", "L", "ADV", "at", "by", "C"))
        for char in text[left:right]
    )


def _crosses(start: int, end: int, breaks: _Breaks) -> bool:
    """Return whether the segmenter's words overlap a stretch on one side only, cutting into its neighbour."""
    left, right = breaks.left[start], breaks.right[end - 1]
    inner = [at for at in range(start + 1, end) if at in breaks.offsets]
    return (left < start and bool(inner)) or (right > end and bool(inner))


def cut_tokens(view: View, found: Sequence[Found], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence; neighbouring stretches that nothing knows are one.

    Args:
        view: the folded sentence.
        found: its mentions, in order, none overlapping.
        patterns: Chinese word lists and triggers.
    """
    words = words_of(patterns)
    text = view.text
    tokens: list[Token] = []
    for start, end, item, known in _cut(text, found, words):
        word = text[start:end]
        mark = _mark(word)
        if item:
            tokens.append(Token(start, end, word, frozenset("N"), found=item))
        elif mark:
            tokens.append(Token(start, end, word, frozenset((mark,))))
        elif known:
            kinds = words.kinds.get(word, frozenset(("ADV",)))
            tokens.append(Token(start, end, word, kinds, triggers=words.triggers.get(word, ())))
        elif (
            tokens
            and tokens[-1].kinds == {"N"}
            and tokens[-1].found is None
            and tokens[-1].end == start
            and word != " "
        ):
            tokens[-1] = Token(tokens[-1].start, end, text[tokens[-1].start : end], frozenset("N"))
        elif word != " ":
            tokens.append(Token(start, end, word, frozenset("N")))
    return tokens


def split_brackets(tokens: Iterable[Token]) -> tuple[list[Token], list[tuple[int, list[Token]]]]:
    """Return the tokens outside brackets, and what each bracket holds with the index behind the word before it.

    A bracket that nothing closes, as scans leave them (王等[31 发现), opens nothing.
    """
    outside: list[Token] = []
    groups: list[tuple[int, list[Token]]] = []
    depth = 0
    given = list(tokens)
    dead = unclosed("(" if token.may("(") else ")" if token.may(")") else "" for token in given)
    for token in (token for n, token in enumerate(given) if n not in dead):
        if token.kinds == {"("}:
            if not depth:
                groups.append((outside[-1].end if outside else 0, []))
            depth += 1
        elif token.kinds == {")"}:
            depth = max(0, depth - 1)
        elif depth:
            groups[-1][1].append(token)
        else:
            outside.append(token)
    return outside, groups


def _mark(word: str) -> str:
    if len(word) != 1:
        return ""
    if word in "()[]":
        return "(" if word in "([" else ")"
    if word in "\"'`①②③④⑤⑥⑦⑧⑨":
        return ","
    if word == ",":
        return ","
    return ";" if word in ";:。!?\n" else ""
