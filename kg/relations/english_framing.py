"""What frames an English statement: "what drives Y is X", "that X raises Y is well known", "it takes months for X to raise Y"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns, Trigger
from kg.relations.english_tokens import Token

__all__ = ["unframed"]

_NOUNS: Final = ("N", "Q", "T")
_PHRASE: Final = ("D", "A", *_NOUNS)
_FINITE: Final = ("V", "X", "B", "H", "M")
_HELPING: Final = ("M", "H", "B", "ADV", "NEG")
_ABOUT = ("up to", "about", "approximately", "nearly", "over", "around", "almost", "than", "more", "less", "%")
_COUNTED = ("one", "two", "three", "small", "large", "considerable", "substantial", *_ABOUT)
_GIVEN = ("Chemical", "Vesicle", "Secretome", "Cell", "GeneProduct", "RNA", "Intervention")
_UNIT = 8  #: words of "from 121 to 146 hairs/cm2"
_DO = ("did", "do", "does")
_TELLING = ("suggest", "indicat", "impl", "show", "demonstrat", "confirm", "support", "reveal", "prov")


def unframed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with what it states freed of its frame.

    Args:
        tokens: those of a sentence, with their jobs.
        patterns: the word lists ``findings``, ``needing_for``, ``provers`` and ``seen``.
    """
    said = {token.word for token in tokens}
    if "of" in said and not said.isdisjoint(patterns.having("shares")):
        tokens = _shared(tokens, patterns)
    if not said.isdisjoint(patterns.having("giving_gerunds")):
        tokens = _given(tokens, patterns)
    if "combining" in said:
        tokens = _combined(tokens)
    if not said.isdisjoint(patterns.having("assays")):
        tokens = _assayed(tokens, patterns)
    if "from" in said and "to" in said:
        tokens = _unranged(tokens)
    if "what" in said:
        tokens = _what(tokens)
    if "that" in said:
        tokens = _that(tokens, patterns)
        if not said.isdisjoint(patterns.having("findings")):
            tokens = _finding([_opening(tokens, n, patterns) for n in range(len(tokens))], patterns)
    if "for" in said and "to" in said:
        tokens = _for(tokens, patterns)
    if "the" in said and not said.isdisjoint(patterns.tables["comparatives"]):
        tokens = _the_more(tokens, {**patterns.tables["comparatives"], **patterns.tables["amounts"]})
    if "only" in said and not said.isdisjoint(_DO):
        tokens = _only(tokens)
    return tokens


def _the_more(tokens: list[Token], compared: Mapping[str, str]) -> list[Token]:
    """Return "the higher the dose of X, the lower the Y" as "Y decreases with X"."""
    for n in range(len(tokens) - 5):
        opens = not n or tokens[n - 1].kind in (",", ";", "S")
        if not opens or tokens[n].word != "the" or tokens[n + 1].word not in compared:
            continue
        comma = next((k for k in range(n + 2, len(tokens)) if tokens[k].kind in _FINITE or tokens[k].kind == ","), 0)
        second = comma + 2 < len(tokens) and [one.word for one in tokens[comma + 1 : comma + 2]] == ["the"]
        if not comma or tokens[comma].kind != "," or not second or tokens[comma + 2].word not in compared:
            continue
        stop = next((k for k in range(comma + 3, len(tokens)) if tokens[k].kind in (",", ";", "S")), len(tokens))
        verb = next((k for k in range(comma + 3, stop) if tokens[k].kind in _FINITE), stop)
        stop -= tokens[stop - 1].word == "."
        led, what = tokens[n + 2 : comma], tokens[comma + 3 : stop]
        way = compared[tokens[n + 1].word] == compared[tokens[comma + 2].word]
        trigger = Trigger(tokens[comma + 2].word, "increases" if way else "decreases", themes=True)
        changes = replace(tokens[comma + 2], kind="V", form="s", triggers=(trigger,), found=None)
        with_it = replace(tokens[n], kind="P", word="with", form="", triggers=())
        if verb >= stop:
            return [*tokens[:n], *what, changes, with_it, *led, *_the_more(tokens[stop:], compared)]
    return tokens


def _end(tokens: list[Token], n: int, kinds: tuple[str, ...]) -> int:
    """Return where words of some kinds that begin at ``n`` end."""
    return next((k for k in range(n, len(tokens)) if tokens[k].kind not in kinds), len(tokens))


def _closes(tokens: list[Token], n: int) -> bool:
    return n == len(tokens) or tokens[n].word in (".", ",", ";") or tokens[n].kind == ";"


def _shared(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(the majority of) keratinocytes" without how many of them."""
    for n in range(len(tokens) - 2):
        if tokens[n].word not in patterns.having("shares") or tokens[n + 1].word != "of" or tokens[n].found:
            continue
        first = n
        while first and (tokens[first - 1].kind in ("D", "A") or _is_count(tokens[first - 1].word)):
            first -= 1
        # "contains 5% of normal levels of X": how much there is of it
        amount = tokens[n].word == "%" and first > 0 and tokens[first - 1].kind in ("V", "X")
        if not amount and (not first or tokens[first - 1].kind not in _NOUNS):
            return [*tokens[:first], *_shared(tokens[n + 2 :], patterns)]
    return tokens


def _given(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "injecting X (into wounds) reduced Y" as "X reduced Y": what is given acts."""
    for n in range(len(tokens) - 2):
        opens = not n or tokens[n - 1].kind in (",", ";", "S")
        if not opens or tokens[n].word not in patterns.having("giving_gerunds"):
            continue
        end = _end(tokens, n + 1, (*_PHRASE, "C"))
        then = _end(tokens, end, (*_PHRASE, "P", "TO", "ADV"))
        known = any(one.found is not None and one.found.entity.type in _GIVEN for one in tokens[n + 1 : end])
        acts = then < len(tokens) and tokens[then].kind in ("V", "M") and tokens[then].form not in ("ing", "part")
        if known and acts and end > n + 1:
            return [*tokens[:n], *tokens[n + 1 : end], *tokens[then:]]
    return tokens


def _assayed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "biopsies showed more X after Y" as "more X was observed after Y": no way of looking brings it about."""
    for n in range(1, len(tokens) - 1):
        looks = tokens[n - 1].word.rpartition(" ")[2] in patterns.having("assays") or _seen_by(tokens, n, patterns)
        if not looks or not tokens[n].word.startswith(patterns.words["showing"]) or tokens[n].kind not in ("V", "X"):
            continue
        first = n
        while first and tokens[first - 1].kind in (*_PHRASE, "P"):
            first -= 1
        end = _end(tokens, n + 1, (*_PHRASE, "C"))
        of = end < len(tokens) and tokens[end].word in ("of", "for")
        end = _end(tokens, end + 1, (*_PHRASE, "C")) if of else end
        opens = not first or tokens[first - 1].kind in (",", ";", "S", "ADV")
        if opens and end > n + 1:
            was = replace(tokens[n], word="was", kind="B", form="", triggers=())
            seen = replace(tokens[n], word="observed", kind="X", form="pass", triggers=())
            return [*tokens[:first], *tokens[n + 1 : end], was, seen, *_assayed(tokens[end:], patterns)]
    return tokens


def _seen_by(tokens: list[Token], n: int, patterns: Patterns) -> bool:
    """Return whether what shows something is a way of looking at it: "histology of the skin", "biopsies taken after"."""
    first = n
    while first and tokens[first - 1].kind in (*_PHRASE, "P"):
        first -= 1
    return any(one.word.rpartition(" ")[2] in patterns.having("assays") for one in tokens[first : first + 2])


def _unranged(tokens: list[Token]) -> list[Token]:
    """Return "rose (from 121 to 146 hairs/cm2) in" without how far."""
    for n in range(1, len(tokens) - 3):
        one, low, to, high = tokens[n : n + 4]
        numbers = one.word == "from" and to.word == "to" and _is_count(low.word) and _is_count(high.word)
        if not numbers or tokens[n - 1].kind not in ("V", "X", "ADV"):
            continue
        unit = next((k for k in range(n + 4, len(tokens)) if tokens[k].kind in ("P", ",", ";", "C", "S")), len(tokens))
        closed = next((k for k in range(n + 4, unit) if tokens[k].word == "."), unit)
        if closed - n <= _UNIT:
            return [*tokens[:n], *_unranged(tokens[closed:])]
    return tokens


def _combined(tokens: list[Token]) -> list[Token]:
    """Return "combining A with B improves Y" as "A and B improve Y"."""
    n = next(k for k, one in enumerate(tokens) if one.word == "combining")
    with_ = _end(tokens, n + 1, _PHRASE)
    opens = not n or tokens[n - 1].kind in (",", ";", "S")
    joins = opens and with_ + 1 < len(tokens) and tokens[with_].word in ("with", "and")
    end = _end(tokens, with_ + 1, (*_PHRASE, "ADV")) if joins else 0
    if not end or end == len(tokens) or tokens[end].kind not in ("V", "M") or with_ == n + 1:
        return tokens
    both = replace(tokens[with_], kind="C", word="and")
    return [*tokens[:n], *tokens[n + 1 : with_], both, *tokens[with_ + 1 :]]


def _is_count(word: str) -> bool:
    return word in _COUNTED or word.replace(".", "").isdigit()


def _what(tokens: list[Token]) -> list[Token]:
    """Return "what drives Y is X" as "X drives Y"."""
    if len(tokens) < 5 or tokens[0].word != "what" or tokens[1].kind != "V" or not tokens[1].triggers:
        return tokens
    is_ = _end(tokens, 2, (*_PHRASE, "P"))
    if is_ == 2 or is_ + 1 >= len(tokens) or tokens[is_].word not in ("is", "are", "was", "were"):
        return tokens
    end = _end(tokens, is_ + 1, (*_PHRASE, "P", "C"))
    if end == is_ + 1 or not _closes(tokens, end):
        return tokens
    return [*tokens[is_ + 1 : end], *tokens[1:is_], *tokens[end:]]


def _that(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "that X raises Y is well known" as "X raises Y"."""
    if len(tokens) < 6 or tokens[0].word != "that" or tokens[1].kind not in _PHRASE:
        return tokens
    verb = next((k for k in range(2, len(tokens)) if tokens[k].kind in _FINITE), 0)
    ends = next((k for k in range(verb + 2, len(tokens)) if tokens[k].kind in ("B", "H", "M")), 0)
    sure = patterns.having("provers") | patterns.having("seen") | {"known", "clear", "evident", "accepted"}
    if not verb or not ends or any(one.kind in (",", ";") for one in tokens[verb:ends]):
        return tokens
    rest = tokens[ends:]
    if any(one.word in sure for one in rest) and not any(one.kind == "NEG" for one in rest):
        return tokens[1:ends]
    return tokens


def _opening(tokens: list[Token], n: int, patterns: Patterns) -> Token:
    """Return the "that" of "the idea that X does Y" as what opens a clause; it is no relative."""
    led = n > 0 and tokens[n].word == "that" and tokens[n].kind == "R"
    return replace(tokens[n], kind="S") if led and tokens[n - 1].word in patterns.having("findings") else tokens[n]


def _finding(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "the finding that X lowers Y (led to Z)" without what the finding did: Y did not do it."""
    for n in range(1, len(tokens) - 4):
        if tokens[n].word != "that" or tokens[n - 1].word not in patterns.having("findings"):
            continue
        first = n - 1
        while first and tokens[first - 1].kind in ("D", "A", "N"):
            first -= 1
        if first and tokens[first - 1].kind not in (",", ";", "S", "ADV"):
            continue
        verb = next((k for k in range(n + 2, len(tokens)) if tokens[k].kind in _FINITE), 0)
        while (
            verb + 1 < len(tokens) and tokens[verb].kind in _HELPING and tokens[verb + 1].kind in (*_HELPING, "V", "X")
        ):
            verb += 1
        object_ = _end(tokens, verb + 1, (*_PHRASE, "P", "ADV", "C")) if verb else 0
        then = tokens[object_] if verb + 1 < object_ < len(tokens) else None
        if then is None or then.kind not in _FINITE or then.form in ("ing", "part", "pass"):
            continue
        if then.word.startswith(_TELLING):
            continue
        stop = next((k for k in range(object_, len(tokens)) if tokens[k].kind == ";"), len(tokens))
        return [*tokens[:object_], *tokens[stop:]]
    return tokens


def _for(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "it takes months for X to raise Y" as "X raises Y", "is essential for cells to make Y" as "is essential for Y"."""
    for n in range(2, len(tokens) - 3):
        if tokens[n].word != "for" or tokens[n].kind != "P":
            continue
        to = _end(tokens, n + 1, _PHRASE)
        if to == n + 1 or to + 2 >= len(tokens) or tokens[to].kind != "TO" or tokens[to + 1].kind != "V":
            continue
        verb = tokens[to + 1]
        if tokens[n - 1].word in patterns.having("needing_for") and tokens[to + 2].kind in _PHRASE:
            return [*tokens[: n + 1], *tokens[to + 2 :]]
        first = next((k for k in range(n) if tokens[k].word == "it"), -1)
        takes = first >= 0 and any(one.word in ("takes", "took", "take") for one in tokens[first:n])
        if takes:
            return [*tokens[:first], *tokens[n + 1 : to], replace(verb, form="s"), *tokens[to + 2 :]]
    return tokens


def _only(tokens: list[Token]) -> list[Token]:
    """Return "only after X did cells do Y" as "after X cells do Y"."""
    n = next((k for k in range(1, len(tokens) - 2) if tokens[k].word in _DO and tokens[k + 1].kind in _PHRASE), 0)
    if not n or tokens[0].word != "only" or tokens[1].kind not in ("P", "S"):
        return tokens
    comma = replace(tokens[n], kind=",", word=",", form="")
    return [*tokens[1:n], comma, *tokens[n + 1 :]]
