"""What shows on the body, put as what brings it about: "as we age, wrinkles appear", "makes the skin thinner", "loses collagen with age"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.patterns import Patterns, Trigger
from kg.relations.english_bases import sign_of
from kg.relations.english_cases import is_ill, read_cases
from kg.relations.english_reports import reported
from kg.relations.english_risks import at_risk
from kg.relations.english_tokens import Token

__all__ = ["read_showing"]

_NOUNS: Final = ("N", "Q", "T")
_ENDS: Final = (",", ";", "S", "R", "C")
_SHOWN = ("Phenotype", "Disease")
_ILL = ("Phenotype", "Disease", "Process")
_BODY = ("Anatomy", "Organism", "Cell")
_HARMS = ("Exposure", "Intervention", "Chemical", "Disease", "Process", "Vesicle", "Secretome", "GeneProduct")
_WHO = ("we", "it", "they", "one", "you", "he", "she")
_LATER = ("after", "following", "upon")
_TAKING = ("receiving", "taking", "using")
_GIVEN = ("exposed", "treated", "irradiated", "stimulated", "challenged")
_LESS = Trigger("lose", "decreases", themes=True)
_CAUSES, _SHOWS = Trigger("make", "cause"), Trigger("show", "has_phenotype")
_COMES = Trigger("appear", "cause", themes=True)
_MORE = ("more", "less", "most", "least")
_GIVES, _ITS = ("give", "gives", "gave", "giving", "lend", "lends", "lent", "lending"), ("its", "their")
_LENDS = Trigger("lend", "increases")
_LOSES = ("lose", "loses", "lost", "losing")
_LONGEST = 5  #: words of whose body it is


def read_showing(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with what shows as what comes about or changes on its own.

    Args:
        tokens: those of a sentence, with their jobs.
        patterns: English word lists.
    """
    tokens = read_cases(tokens, patterns)
    said = {token.word for token in tokens}
    if "as" in said and not said.isdisjoint(patterns.having("growing_old")):
        tokens = _ageing(tokens, patterns)
    if "during" in said:
        tokens = _during(tokens, patterns)
    if "within" in said:
        tokens = _within(tokens, patterns)
    if not said.isdisjoint(patterns.having("making_so")):
        tokens = _made(tokens, patterns)
    if not said.isdisjoint(_GIVES):
        tokens = _lent(tokens)
    if not said.isdisjoint(_telling(patterns)):
        tokens = _become(tokens, patterns)
    if not said.isdisjoint(patterns.having("able")):
        tokens = _abilities(tokens, patterns)
    if not said.isdisjoint(patterns.having("able")) and not said.isdisjoint(_LOSES):
        tokens = _unable(tokens, patterns)
    if not said.isdisjoint(patterns.having("losing_verbs")) or not said.isdisjoint(patterns.having("getting_verbs")):
        tokens = _got(tokens, patterns)
    tokens = reported(at_risk(tokens, patterns), patterns)
    if not said.isdisjoint(patterns.having("appearing")):
        tokens = _appearing(tokens, patterns)
    return tokens


@lru_cache(maxsize=2)
def _telling(patterns: Patterns) -> frozenset[str]:
    """Return the adjectives that tell of a sign or a change."""
    return frozenset().union(*(patterns.tables[name] for name in ("signs", "comparatives", "turning_out")))


def _abilities(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "leads to a reduction in the ability of X to do" as "reduces the ability of X to do"."""
    for n in range(2, len(tokens) - 3):
        change = sign_of(tokens[n].triggers[0]) if tokens[n].kind == "T" and tokens[n].triggers else 0
        k = n + 2 + (tokens[n + 2].kind in ("D", "PRON"))
        if not change or tokens[n + 1].word not in ("in", "of") or tokens[k].word not in patterns.having("able"):
            continue
        verb = n - 1
        while verb and (tokens[verb].kind in ("D", "A", "ADV", "TO") or tokens[verb].word == "in"):
            verb -= 1
        does = tokens[verb]
        if does.kind == "V" and does.triggers and does.triggers[0].predicate in ("cause", "increases"):
            trigger = Trigger(does.word, "increases" if change > 0 else "decreases")
            changes = replace(does, triggers=(trigger,))
            return [*tokens[:verb], changes, *_abilities(tokens[n + 2 :], patterns)]
    return tokens


def _unable(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "lose their capacity for X" as "lose X"."""
    for n in range(1, len(tokens) - 3):
        k = n + 1 + (tokens[n + 1].kind in ("D", "PRON"))
        able = tokens[n].word in _LOSES and tokens[k].word in patterns.having("able")
        if able and k + 2 < len(tokens) and tokens[k + 1].word in ("for", "of"):
            return [*tokens[: n + 1], *_unable(tokens[k + 2 :], patterns)]
    return tokens


def _ageing(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "as we age, Y falls" and "as the skin ages" as "with age"."""
    old = patterns.having("growing_old")
    for n in range(len(tokens) - 2):
        if tokens[n].word != "as":
            continue
        end = next((k for k in range(n + 2, min(n + _LONGEST, len(tokens))) if tokens[k].word in old), 0)
        who = tokens[n + 1 : end]
        last = end + 1 == len(tokens) or tokens[end + 1].kind in (",", ";", "ADV")
        if end and last and all(one.kind in ("D", "A", "PRON", *_NOUNS) for one in who):
            years = replace(tokens[end], kind="N", form="", triggers=())
            return [*tokens[:n], replace(tokens[n], word="with"), years, *_ageing(tokens[end + 1 :], patterns)]
    return tokens


def _told(tokens: list[Token], n: int, patterns: Patterns) -> tuple[list[Token], str, int]:
    """Return the signs that adjectives from ``n`` on name, the first change that one tells of, and where they end; 0 where none do.

    "dry, rough and thinner": dryness and roughness, decreases.
    """
    names = patterns.tables["signs"]
    changes = {**patterns.tables["comparatives"], **patterns.tables["turning_out"]}
    signs: list[Token] = []
    change, k = "", n
    while k < len(tokens):
        while k < len(tokens) and tokens[k].kind == "ADV" and tokens[k].word != ".":
            k += 1
        less = k < len(tokens) and tokens[k].word in ("less", "more")
        k += less
        if k == len(tokens) or tokens[k].kind not in ("A", "V", "X", *_NOUNS):
            break
        word = tokens[k].word
        if not less and word in names:
            if signs:
                signs.append(replace(tokens[k - 1], kind="C", word="and"))
            signs.append(replace(tokens[k], word=names[word], kind="N", form="sign", triggers=(), found=None))
        elif not less and not change:
            change = changes.get(word, "")
        k += 1
        if k + 1 < len(tokens) and tokens[k].kind == "," and tokens[k + 1].kind == "C":
            k += 1
        if k == len(tokens) or tokens[k].kind not in (",", "C"):
            break
        k += 1
    ends = k == len(tokens) or tokens[k].kind in ("P", ";", "S", "R") or tokens[k].word in (".", ",")
    return (signs, change, k) if ends and (signs or change) else ([], "", 0)


def _during(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "during (skin) aging" as "with aging"."""
    ages = patterns.having("ages")
    return [
        replace(one, word="with")
        if one.word == "during" and any(then.word in ages for then in tokens[n + 1 : n + 3])
        else one
        for n, one in enumerate(tokens)
    ]


def _within(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "within two weeks of X" as "after X"."""
    units = patterns.having("time_units")
    for n in range(len(tokens) - 3):
        if tokens[n].word != "within":
            continue
        k = next((k for k in range(n + 1, min(n + _LONGEST, len(tokens) - 1)) if tokens[k].word in units), 0)
        if k and tokens[k + 1].word in ("of", "after"):
            later = replace(tokens[n], word="after", end=tokens[k + 1].end)
            return [*tokens[:n], later, *_within(tokens[k + 2 :], patterns)]
    return tokens


def _made(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X makes the skin thinner" as "X thins the skin", and "X makes the skin dry" as "X causes dryness"."""
    telling = _telling(patterns)
    n = -1
    while n < len(tokens) - 3:
        n += 1
        if tokens[n].word not in patterns.having("making_so") or tokens[n].kind not in ("V", "X"):
            continue
        k = n + 1
        while k < len(tokens) and tokens[k].kind in ("D", "A", *_NOUNS) and tokens[k].word not in telling:
            k += 1
        signs, change, end = (
            _told(tokens, k, patterns)
            if k > n + 1 and (_is(tokens[k - 1], _BODY) or tokens[k - 1].word == "hair")
            else ([], "", 0)
        )
        if end:
            trigger = _CAUSES if signs else Trigger(tokens[n].word, change)
            what = signs or tokens[n + 1 : k]
            return [
                *tokens[:n],
                replace(tokens[n], kind="V", triggers=(trigger,)),
                *what,
                *_made(tokens[end:], patterns),
            ]
        how = next((m for m in range(n + 2, k) if tokens[m].word in _MORE and tokens[m - 1].kind in _NOUNS), 0)
        if how and how + 1 < len(tokens):  # renders fibroblasts | more sensitive to X: that is no name
            apart = [] if tokens[how + 1].kind == "A" else [replace(tokens[how], kind="ADV")]
            tokens = [*tokens[:how], *apart, *tokens[how + 1 :]]
    return tokens


def _lent(tokens: list[Token]) -> list[Token]:
    """Return "X gives the skin its tensile strength" as "X raises tensile strength"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].word not in _GIVES or tokens[n].kind not in ("V", "X"):
            continue
        k = end = n + 1
        while k < len(tokens) and tokens[k].kind in ("D", "A", *_NOUNS) and tokens[k].word not in _ITS:
            k += 1
        if k < len(tokens) and tokens[k].word in _ITS and k > n + 1 and tokens[k - 1].found is not None:
            end = k + 1
            while end < len(tokens) and tokens[end].kind in ("A", *_NOUNS):
                end += 1
        if end > k + 1:
            lends = replace(tokens[n], kind="V", triggers=(_LENDS,))
            return [*tokens[:n], lends, *tokens[k + 1 : end], *_lent(tokens[end:])]
    return tokens


def _become(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "with age, the skin becomes dry" as "dryness appears", "becomes thin" as "thins", "aged skin is dry" as "shows dryness"."""
    for n in range(1, len(tokens) - 1):
        becomes = tokens[n].word in patterns.having("becoming_verbs")
        if tokens[n].kind not in ("B", "V", "X") or not (becomes or tokens[n].word in ("is", "are", "looks", "look")):
            continue
        signs, change, end = _told(tokens, n + 1, patterns)
        led = n
        while led and tokens[led - 1].kind in ("M", "NEG", "ADV", "H"):
            led -= 1
        first = led
        while first and tokens[first - 1].kind in ("D", "A", "ADV", *_NOUNS):
            first -= 1
        if not end or not any(one.found is not None for one in tokens[first:led]):
            continue
        if signs and _is(tokens[led - 1], _ILL):
            shows = replace(tokens[n], kind="V", form="s", triggers=(_SHOWS,))
            return [*tokens[:n], shows, *signs, *_become(tokens[end:], patterns)]
        near = tokens[max(0, led - 5) : led - 1]
        given = led > 2 and _is(tokens[led - 1], _HARMS) and any(one.word in _GIVEN for one in near)
        if becomes and signs and given:  # "cells exposed to UVB become apoptotic"
            causes = replace(tokens[n], kind="V", form="s", triggers=(_CAUSES,))
            return [*tokens[:n], causes, *signs, *_become(tokens[end:], patterns)]
        if not becomes or not _scened(tokens, patterns.having("sceneries"), patterns):
            continue
        trigger = _COMES if signs else Trigger(tokens[n].word, change, themes=True)
        verb = replace(tokens[n], kind="V", form="s", triggers=(trigger,))
        if signs and _is(tokens[led - 1], _BODY):
            return [*tokens[:first], *signs, *tokens[led:n], verb, *_become(tokens[end:], patterns)]
        if not signs:
            return [*tokens[:n], verb, *_become(tokens[end:], patterns)]
    return tokens


def _scened(tokens: list[Token], scenes: Collection[str], patterns: Patterns) -> bool:
    """Return whether the sentence says when or by what something comes about."""
    led = [k for k, one in enumerate(tokens[:-1]) if one.word in _TAKING or (one.kind == "P" and one.word in scenes)]
    for k in led:
        stop = next((m for m in range(k + 1, len(tokens)) if tokens[m].kind in (*_ENDS, "V", "X", "B", "M", "H")), None)
        what = tokens[k + 1 : stop]
        known = any(_is(one, _ILL if tokens[k].word == "in" else _HARMS) for one in what)
        if known or any(one.word in patterns.having("ages") for one in what):
            return True
    return False


def _got(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "with age, the skin loses X" as "X is lost", and "patients develop Y after X" as "Y appears"."""
    losing, getting = patterns.having("losing_verbs"), patterns.having("getting_verbs")
    for n in range(1, len(tokens)):
        token = tokens[n]
        less = token.word in losing
        if (not less and token.word not in getting) or token.kind not in ("V", "X") or token.found is not None:
            continue
        scenes = patterns.having("sceneries") if less else _LATER
        if less and tokens[n - 1].kind == "B":
            lost = replace(token, kind="V", form="pass", triggers=(_LESS,))
            return [*tokens[:n], lost, *_got(tokens[n + 1 :], patterns)]
        led = n
        while led and tokens[led - 1].kind in ("M", "NEG", "ADV", "H"):
            led -= 1
        first = led
        while first and tokens[first - 1].kind in ("D", "A", "ADV", "PRON", *_NOUNS):
            first -= 1
        who = [one for one in tokens[first:led] if one.kind != "ADV"]
        at = (
            _bodies(tokens, first - 1, patterns)
            if not less and first > 1 and tokens[first - 1].word == "with"
            else None
        )
        if at is not None:
            who, first = tokens[at : first - 1], at  # "two patients with diabetes developed hepatitis after X"
        opens = bool(who) and (not first or tokens[first - 1].kind in (",", ";", "C", "NEG"))
        bodily = opens and (who[-1].word in _WHO or who[-1].word in patterns.having("bodies") or _is(who[-1], _BODY))
        end = n + 1
        while end < len(tokens) and tokens[end].kind in ("D", "A", *_NOUNS, "C", ","):
            end += 1
        while end > n + 1 and tokens[end - 1].kind in ("C", ","):
            end -= 1
        what, rest = tokens[n + 1 : end], tokens[end:]
        while len(what) > 1 and (what[-1].word in patterns.having("time_units") or what[-1].word.isdigit()):
            what.pop()  # "developed tremor (1 h) after X"
        if not less and len(rest) > 1 and rest[0].word == "with" and any(_is(one, _ILL) for one in rest[1:3]):
            rest = _joined(rest)  # "developed hypertension (with headache 2 hours) after X"
        signs = [one for one in what if one.found is not None or is_ill(one, patterns)]
        ill = bool(signs) and is_ill(signs[0], patterns) and all(_is(one, _ILL) or not one.found for one in signs)
        fits = bool(signs) and (less or ill) and not any(one.triggers for one in what)
        if bodily and fits and (not less or what[-1].found is not None) and _scened(tokens, scenes, patterns):
            verb = replace(token, kind="V", form="base", triggers=(_LESS if less else _COMES,))
            return [*tokens[:first], *what, *tokens[led:n], verb, *_got(rest, patterns)]
    return tokens


def _bodies(tokens: list[Token], k: int, patterns: Patterns) -> int | None:
    """Return where the phrase begins that ends before ``k`` and names people; None where it names none, 0 at the start included."""
    first = k
    while first and tokens[first - 1].kind in ("D", "A", *_NOUNS):
        first -= 1
    return first if first < k and tokens[k - 1].word in patterns.having("bodies") else None


def _joined(rest: list[Token]) -> list[Token]:
    """Return what stands behind a sign from what tells when it came: signs that went with it are not why it came."""
    later = next((n for n, one in enumerate(rest) if one.word in _LATER), 0)
    return rest[later:] if not any(one.kind in (",", ";", "V", "X", "B") for one in rest[:later]) else rest


def _is(token: Token, types: tuple[str, ...]) -> bool:
    return token.found is not None and token.found.entity.type in types


def _appearing(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "wrinkles appear" tell of what comes about, with age or after irradiation, and leave out "adverse events such as"."""
    losses = patterns.having("negative_quantities")
    scenes, later = patterns.having("sceneries"), any(one.word in _LATER for one in tokens)
    for n in range(1, len(tokens)):
        token = tokens[n]
        if token.word not in patterns.having("appearing") or token.kind not in ("V", "X") or token.found is not None:
            continue
        before = next((one for one in reversed(tokens[:n]) if one.kind not in ("ADV", "M", "NEG", "H")), None)
        after = next((one for one in tokens[n + 1 :] if one.kind != "ADV"), None)
        alone = after is None or after.kind in _ENDS or (after.kind == "P" and after.word in scenes)
        shown = before is not None and (
            before.kind in ("Q", "T")
            or before.word in losses
            or _is(before, _ILL if later else _SHOWN)
            or (later and is_ill(before, patterns))
        )
        if not shown or not alone or not _scened(tokens, scenes, patterns):
            continue
        comes = replace(token, kind="V", form="ed" if token.form == "part" else token.form, triggers=(_COMES,))
        such = next((k for k in range(n - 1, 0, -1) if tokens[k].word in ("such as", "including", "like")), 0)
        first = such
        while first and tokens[first - 1].kind in ("D", "A", ",", *_NOUNS) and tokens[first - 1].found is None:
            first -= 1
        whole = such and not any(one.kind in ("V", "X", "B", "H", "P") for one in tokens[such + 1 : n])
        kept = tokens[such + 1 : n] if whole and first < such else tokens[first:n] if such else []
        return [*tokens[: first if such else n], *kept, comes, *_appearing(tokens[n + 1 :], patterns)]
    return tokens
