"""English text cut into mentions and words, each with the job that the word lists alone give it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.grounding import Found
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.english_words import Words, look_up

__all__ = ["Token", "as_verb", "cut_tokens"]

_WORD = re.compile(
    r"\d+:\d+|"
    r"(?<![a-z0-9])[a-z]\.\s?[a-z]{5,}(?=[\s,.;)])|"  # S. epidermidis, written lower case in the folded view
    r"(?<![\d.,-])\d{1,3}(?:,\d{3})+(?:-[a-z]+)?(?![\d.,-]\d)|"  # 1,550-nm, 10,000
    r"[A-Za-z0-9α-ωΑ-Ω\u00c0-\u024f]+(?:[''][a-z]+)?(?:[-/.+][A-Za-z0-9α-ωΑ-Ω\u00c0-\u024f]+)*\+?|[,;:()\[\]\"&%]|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mention or a mark in a view.

    ``kind`` is one of: N noun, A adjective, D determiner, Q quantity, T change noun, V trigger verb, X other verb,
    B be, H have, M modal, TO, NEG, ADV, P preposition, C conjunction, R relative, S clause opener, PRON, ``,`` ``;``
    ``(`` ``)``, SUF an ending such as "-induced".
    """

    start: int
    end: int
    word: str
    kind: str
    found: Found | None = None
    triggers: tuple[Trigger, ...] = ()
    form: str = ""
    hedge: bool = False


_FOLD = re.compile(r"(?:[\d.]+|two|three|four|five|six|seven|eight|nine|ten|several|many)-?fold")
#: what a slash parts and does not join
_LISTED = ("Cell", "GeneProduct", "RNA")


def _raw(view: View, found: Sequence[Found], patterns: Patterns) -> Iterator[Token]:
    """Yield mentions as nouns, and the words between them by what the lists say alone."""
    starts = {item.start: item for item in found}
    edges = sorted(starts)
    suffixes = patterns.tables["suffixes"]
    aside = patterns.having("vague")
    at = 0
    text = view.lower
    while at < len(text):
        item = starts.get(at)
        if item:
            yield Token(item.start, item.end, text[item.start : item.end], "N", found=item)
            at = item.end
            other = starts.get(at + 1) if text[at : at + 1] == "/" else None
            if other is not None and other.entity.type == item.entity.type and other.entity.type in _LISTED:
                yield Token(at, at + 1, "or", "C")  # fibroblasts/keratinocytes, CD44/CD90
                at += 1
            continue
        word = _WORD.match(text, at)
        if word is None:
            at += 1
            continue
        edge = bisect_right(edges, at)
        end = min(word.end(), edges[edge]) if edge < len(edges) else word.end()
        part = text[at:end].rstrip("-") or text[at:end]
        if part.startswith("-") and part[1:]:
            part = part[1:]
            at += 1
        if part == "-" or (part[0].isdigit() and _is_superscript(view.text, at, part)):
            at += len(part)
            continue
        dashed = part.rpartition("-")
        if part == "a" and view.text[at] == "A" and text[max(0, at - 2) : at - 1].isalnum():
            yield Token(at, at + 1, part, "N")  # "cyclin A", and no article
        elif part in aside:
            yield Token(at, at + len(part), part, "?")
            at += "." in part and text[end : end + 1] == "."  # "i.v." ends in a full stop that ends nothing
        elif (
            at and view.text[at - 1] == "-" and (part in suffixes or (part.endswith(("ed", "ing")) and part.isalpha()))
        ):
            # what no list says of: "radiation-hardened skin" is skin, and nothing is hardened by it here
            yield Token(at, at + len(part), part, "SUF")
        elif dashed[0] and dashed[2] in suffixes:
            yield Token(at, at + len(dashed[0]), dashed[0], "N")
            yield Token(at + len(dashed[0]) + 1, at + len(part), dashed[2], "SUF")
        else:
            yield Token(at, at + len(part), part, "?")
        at = max(end, at + len(part))


def _is_superscript(text: str, at: int, part: str) -> bool:
    """Return whether a number is a citation whose superscript was flattened: "cytokines,17 inhibits"."""
    return part.isdigit() and 0 < at < len(text) and text[at - 1] in ",;)" and not text[max(0, at - 2)].isdigit()


#: verbs that nobody lists and that show what they are by their ending
_MADE = re.compile(
    r"[a-z]{3,}(?:ize|ify|(?:ize|ifie)(s)|(?:iz|ify)(ing))"
    # British, and no exercise or promise: miniaturise, localise
    r"|[a-z]{3,}(?:al|er|ic|ar|in|or|ur|iv|um|ol|il|an|on|id|im|et)(?:ise|ise(s)|is(ing))"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a spelling may be by itself; the fields are those of :class:`Token`."""

    kind: str
    form: str = ""
    triggers: tuple[Trigger, ...] = ()
    hedge: bool = False


@lru_cache(maxsize=65536)
def _classify(word: str, patterns: Patterns) -> _Reading:
    words = look_up(patterns)
    hedge = word in words.hedges
    if word in ",;:()[]":
        return _Reading({":": ";", "[": "(", "]": ")"}.get(word, word))
    if word == "&":
        return _Reading("C")
    if word in words.closed and not (words.closed[word] in ("N", "Q") and word in words.verbs):
        return _Reading(words.closed[word], hedge=hedge)
    if word in words.verbs:
        triggers, form = words.verbs[word]
        return _Reading("V", form, triggers)
    if word in words.nominal:
        return _Reading("T", triggers=words.nominal[word])
    if word in words.others:
        return _Reading("X", words.others[word], hedge=hedge)
    if word in words.adverbs or (
        word.endswith("ly") and len(word) > 4 and word not in ("assembly", "family", "anomaly", "early", "supply")
    ):
        return _Reading("ADV", hedge=hedge)
    if hedge:
        return _Reading("A", hedge=True)
    if not any(char.isalnum() for char in word):
        return _Reading("ADV")
    form = _form_of(word)
    return _Reading("X" if form else "N", form)


def _read(token: Token, patterns: Patterns) -> Token:
    """Return a word with what its spelling says that it is; a mention stays what it is."""
    if token.kind != "?":
        return token
    read = _classify(token.word, patterns)
    return Token(token.start, token.end, token.word, read.kind, None, read.triggers, read.form, read.hedge)


def _form_of(word: str) -> str:
    """Return the form of a verb that no list holds, or "" for any other word: "eluted", vaporizes, emulsify."""
    if word.endswith("ed") and len(word) > 4 and word.isalpha():
        return "ed"
    made = _MADE.fullmatch(word)
    return next((form for form in made.groups() if form), "base") if made else ""


def _phrase(tokens: list[Token], i: int, words: Words) -> tuple[int, str] | None:
    """Return how many tokens a fixed phrase spans at a position, and its kind."""
    for parts, kind in words.phrases.get(tokens[i].word, ()):
        here = tokens[i : i + len(parts)]
        if tuple([token.word for token in here]) == parts and not any(token.found for token in here):
            return len(parts), kind
    return None


def _merge_phrases(tokens: list[Token], patterns: Patterns) -> list[Token]:
    words = look_up(patterns)
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        phrase = _phrase(tokens, i, words)
        if phrase:
            size, kind = phrase
            word = " ".join(token.word for token in tokens[i : i + size])
            out.append(Token(tokens[i].start, tokens[i + size - 1].end, word, kind))
            i += size
        elif meant := words.particles.get(tuple(token.word for token in tokens[i : i + 2]), ""):  # type: ignore[arg-type]
            out.append(_read(Token(tokens[i].start, tokens[i + 1].end, meant, "?"), patterns))
            i += 2
        else:
            out.append(_read(tokens[i], patterns))
            i += 1
    return _without_asides(_quantified(out))


def _may_be_change(token: Token) -> bool:
    """Return whether a word may be a noun of change: "increase", and not "increased" behind "at 5 %"."""
    return token.kind == "T" or (token.kind == "V" and token.form == "base") or (token.kind == "A" and not token.form)


def _quantified(tokens: list[Token]) -> list[Token]:
    """Let how much it is be a quantity in front of a change: "a 2-fold increase", "a 50 % reduction"."""
    for i in range(len(tokens) - 1):
        if tokens[i].found or tokens[i].kind != "N":
            continue
        size = (
            1
            if _FOLD.fullmatch(tokens[i].word)
            else 2
            if tokens[i].word[:1].isdigit() and tokens[i + 1].word == "%"
            else 0
        )
        if size and i + size < len(tokens) and _may_be_change(tokens[i + size]):
            for k in range(i, i + size):
                tokens[k] = replace(tokens[k], kind="D")
    return tokens


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Return the tokens without adverbs between commas: "arises, in part, from"."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        aside = token.kind == "ADV" and " " in token.word and out and out[-1].kind == ","
        if aside and i + 1 < len(tokens) and tokens[i + 1].kind == "," and len(out) > 1:
            out.pop()
            tokens[i + 1] = replace(tokens[i + 1], kind="ADV")
        out.append(token)
    return out


def cut_tokens(view: View, found: Sequence[Found], patterns: Patterns) -> list[Token]:
    """Return the mentions, fixed phrases and words of a sentence, in order, brackets included.

    Args:
        view: the folded sentence.
        found: its mentions, in order, none overlapping.
        patterns: English word lists and triggers.
    """
    return _merge_phrases(list(_raw(view, found, patterns)), patterns)


def as_verb(token: Token, forms: Mapping[str, str], patterns: Patterns, form: str = "") -> Token:
    """Return a word as another verb in the form that it has or is given.

    Args:
        token: the word.
        forms: form -> the verb in that form, for every form that the word may have.
        patterns: English word lists and triggers.
        form: base, s, ed or ing, where the word does not know its own.
    """
    form = form or token.form
    word = forms[form]
    return replace(token, word=word, kind="V", form=form, triggers=look_up(patterns).verbs[word][0], found=None)
