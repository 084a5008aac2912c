"""English turns of phrase put as the rules read them: "a role for X in Y", "X has a reduced expression in Y", "the balance between A and B"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns
from kg.relations.english_causing import causing
from kg.relations.english_molecules import molecular
from kg.relations.english_tokens import Token
from kg.relations.english_words import look_up

__all__ = ["spanned", "turned"]

_NOUNS: Final = ("N", "Q", "T")
_LEVELS = ("expression", "expressions", "level", "levels", "abundance", "concentration", "concentrations", "activity")
_LESS_OR_MORE = {"reduced": "decreases", "decreased": "decreases", "lower": "decreases", "diminished": "decreases"} | {
    "increased": "increases",
    "elevated": "increases",
    "higher": "increases",
}
_SHOWS = ("show", "exhibit", "display")
_BEFORE = (",", ";", "S", "P")  #: what a gerund that acts may stand behind
_TWO = ("former", "latter")
_SURFACES, _THEY = ("surface", "surfaces", "membrane", "membranes"), {"their": "they", "its": "it"}
_SO = ("therefore", "consequently", "accordingly")
_LONGEST = 6  #: words of one side of "between A and B"


def turned(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with such turns put straight.

    Args:
        tokens: as the word lists alone tell them.
        patterns: English word lists and triggers.
    """
    tokens = [_unhyphened(tokens, n, patterns) if "-" in one.word else one for n, one in enumerate(tokens)]
    said = {token.word for token in tokens}  # most sentences hold none of the words that a turn needs
    if "for" in said and "in" in said and not said.isdisjoint(patterns.having("parts")):
        tokens = _played(tokens, patterns.having("parts"))
    if not said.isdisjoint(_LESS_OR_MORE) and not said.isdisjoint(_LEVELS):
        tokens = _having(tokens)
    if "in" in said and not said.isdisjoint(patterns.having("telling_of")):
        tokens = _flawed(tokens, patterns)
    if not said.isdisjoint(patterns.having("lowerings")) and "of" in said:
        tokens = _lowered(tokens, patterns)
    if ("that" in said or "those" in said) and "of" in said:
        tokens = _that_of(tokens)
    if not said.isdisjoint(patterns.having("adding")) or not said.isdisjoint(patterns.having("loading_up")):
        tokens = _added(tokens, patterns)
    if not said.isdisjoint(patterns.having("concessions")):
        tokens = _conceded(tokens, patterns.having("concessions"))
    if "to" in said and not said.isdisjoint(patterns.having("passages")):
        tokens = _passed(tokens, patterns.having("passages"))
    if "under" in said and not said.isdisjoint(patterns.having("controls_of")):
        tokens = _controlled(tokens, patterns)
    if not said.isdisjoint(_SURFACES):
        tokens = _on_surface(tokens)
    if not said.isdisjoint(_SO):
        tokens = _so(tokens)
    if not said.isdisjoint(_TWO):
        tokens = _of_two(tokens)
    if not said.isdisjoint(patterns.having("goings_on")) and "," in said:
        tokens = _by_the_way(tokens, patterns.having("goings_on"))
    if "between" in said or "ratio" in said:
        tokens = _balanced(tokens, patterns.having("balances"))
    return molecular(causing(tokens, patterns), patterns)


def _by_the_way(tokens: list[Token], goings_on: Collection[str]) -> list[Token]:
    """Return "X becomes Y, (a process driven by Z)" without what is said of the whole clause: it is not said of Y."""
    for n in range(2, len(tokens) - 3):
        opens = tokens[n].kind == "," and tokens[n + 1].word in ("a", "an")
        what = (
            next((k for k in range(n + 2, min(n + 5, len(tokens) - 1)) if tokens[k].word in goings_on), 0)
            if opens
            else 0
        )
        then = tokens[what + 1] if what else None
        # "an effect that was abolished by Z" is read as what Z does to what X did
        told = then is not None and then.kind in ("V", "X") and then.form in ("ed", "part")
        if told and all(token.kind in ("A", "N", "V", "X") and token.found is None for token in tokens[n + 2 : what]):
            stop = next((k for k in range(what + 1, len(tokens)) if tokens[k].kind in (",", ";")), len(tokens))
            return [*tokens[:n], *tokens[stop:]]
    return tokens


def _unhyphened(tokens: list[Token], n: int, patterns: Patterns) -> Token:
    """Return "cross-link" and "are cross-linked" as the verb that the lists spell in one word."""
    token = tokens[n]
    if token.kind != "N" or token.found is not None:
        return token
    triggers, form = look_up(patterns).verbs.get(token.word.replace("-", ""), ((), ""))
    then = tokens[n + 1].word if n + 1 < len(tokens) else ""
    passive = (
        form == "ed" and n > 0 and (tokens[n - 1].kind == "B" or any(then in one.prepositions for one in triggers))
    )
    return replace(token, kind="V", form=form, triggers=triggers) if form in ("base", "s") or passive else token


def spanned(tokens: list[Token], text: str) -> list[Token]:
    """Return "fibroblast-to-myofibroblast differentiation" as one name.

    Args:
        tokens: as the word lists alone tell them.
        text: what they are of, in small letters.
    """
    for n in range(1, len(tokens) - 2):
        if tokens[n].word != "to":
            continue
        before, to, after, head = tokens[n - 1 : n + 3]
        dashed = text[before.end : to.start] == "-" and text[to.end : after.start] == "-"
        if dashed and before.kind in _NOUNS and after.kind in _NOUNS:
            end = n + 3 if head.kind in _NOUNS else n + 2
            words = text[before.start : tokens[end - 1].end]
            whole = Token(before.start, tokens[end - 1].end, words, "N")
            return [*tokens[: n - 1], whole, *spanned(tokens[end:], text)]
    return tokens


def _controlled(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "is under the control of X" as "is controlled by X"."""
    for n in range(1, len(tokens) - 3):
        k = n + 1 + (tokens[n + 1].word in ("the", "tight", "strict", "direct"))
        led = tokens[n].word == "under" and tokens[n - 1].kind == "B" and k + 1 < len(tokens)
        if led and tokens[k].word in patterns.having("controls_of") and tokens[k + 1].word == "of":
            triggers, _ = look_up(patterns).verbs["controlled"]
            verb = replace(tokens[k], word="controlled", kind="V", form="ed", triggers=triggers, found=None)
            return [*tokens[:n], verb, replace(tokens[k + 1], word="by"), *tokens[k + 2 :]]
    return tokens


def _of_two(tokens: list[Token]) -> list[Token]:
    """Return "the former" and "the latter" as pronouns where no noun follows."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        alone = after is None or not (after.kind in ("A", *_NOUNS) or after.word == "of")
        if token.word in _TWO and alone and out and out[-1].word == "the":
            out[-1] = Token(out[-1].start, token.end, f"the {token.word}", "PRON")
            if len(out) > 1 and out[-2].kind == ",":
                out[-2] = replace(out[-2], kind=";")  # "the former does A, the latter does B"
        else:
            out.append(token)
    return out


def _so(tokens: list[Token]) -> list[Token]:
    """Let "is (therefore) essential for" and "and (therefore) lowers" go on as if nothing stood between."""
    return [
        replace(one, kind="ADV") if one.word in _SO and n and _continues(tokens, n) else one
        for n, one in enumerate(tokens)
    ]


def _continues(tokens: list[Token], n: int) -> bool:
    """Return whether a clause goes on behind "therefore": "X therefore lowers Y"."""
    before, after = tokens[n - 1], tokens[n + 1] if n + 1 < len(tokens) else None
    goes_on = after is not None and after.kind in ("V", "X", "B", "M", "H") and before.kind in _NOUNS
    return goes_on or (before.kind in ("B", "M", "H", "C") and before.word != "but")


def _conceded(tokens: list[Token], conceding: frozenset[str]) -> list[Token]:
    """Return "X(, although rare,) causes Y" without what is granted in passing."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].kind != "," or tokens[n + 1].word not in conceding:
            continue
        if tokens[n + 1].word == "albeit" and not any(one.kind == "," for one in tokens[n + 2 : n + 2 + _LONGEST]):
            stop = next(
                (k for k in range(n, len(tokens)) if tokens[k].kind == ";" or tokens[k].word == "."), len(tokens)
            )
            return [*tokens[:n], *tokens[stop:]]
        end = next((k for k in range(n + 2, min(n + _LONGEST, len(tokens))) if tokens[k].kind == ","), 0)
        plain = not any(one.found or one.kind in ("V", "B", "M", "H", "PRON") for one in tokens[n + 2 : end])
        if end and plain:
            return [*tokens[:n], *_conceded(tokens[end + 1 :], conceding)]
    return tokens


def _passed(tokens: list[Token], passages: frozenset[str]) -> list[Token]:
    """Return "the transition from A to B" with the passage as one name."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        end = _passage(tokens, n) if tokens[n].word in passages else 0
        if end:
            first, last = tokens[n], tokens[end - 1]
            words = " ".join(one.word for one in tokens[n:end])
            out.append(replace(first, end=last.end, word=words, kind="N", form="", triggers=(), found=None))
        else:
            out.append(tokens[n])
        n = end or n + 1
    return out


def _passage(tokens: list[Token], n: int) -> int:
    """Return where "transition (of C) from A to B" ends: 0 where it is none."""
    k = n + 1
    if k < len(tokens) and tokens[k].word == "of":
        k = _over(tokens, k + 1)
    ways = (("from",), ("to", "into", "toward", "towards"))
    # "the transition to fibrosis"; "conversion of A to B" tells of both
    for led in ways if k > n + 1 or (k < len(tokens) and tokens[k].word == "from") else ways[1:]:
        if k >= len(tokens) or tokens[k].word not in led:
            return 0
        start, k = k + 1, _over(tokens, k + 1)
        if k == start:
            return 0
    return k


def _over(tokens: list[Token], n: int) -> int:
    """Return where the noun phrase that begins at ``n`` ends."""
    return next((k for k in range(n, len(tokens)) if tokens[k].kind not in ("D", "A", *_NOUNS)), len(tokens))


def _played(tokens: list[Token], parts: frozenset[str]) -> list[Token]:
    """Return "establish a role for X in Y" as "establish a role of X in Y"; "X has a role for Y" tells of X."""
    out = list(tokens)
    for n in range(1, len(tokens) - 3):
        if tokens[n].word not in parts or tokens[n + 1].word != "for":
            continue
        verb = next((one for one in reversed(tokens[:n]) if one.kind not in ("D", "A", "ADV", *_NOUNS)), None)
        ends = next((k for k in range(n + 2, len(tokens)) if tokens[k].kind not in ("D", "A", *_NOUNS)), 0)
        # "encourage a role for X" encourages no X
        plays = verb is not None and (verb.kind in ("H", "V") or verb.word.startswith(("play", "serve", "assum")))
        if ends > n + 2 and tokens[ends].word in ("in", "during", "for") and not plays:
            out[n + 1] = replace(tokens[n + 1], word="of")
            out[ends] = replace(tokens[ends], word="in") if tokens[ends].word == "for" else tokens[ends]
    return out


def _flawed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "FLG mutations have been reported in ichthyosis" as "have been detected in ichthyosis"."""
    out, flaws = list(tokens), patterns.having("gene_flaws")
    for n in range(2, len(tokens) - 1):
        told = tokens[n].word in patterns.having("telling_of") and tokens[n + 1].word == "in"
        if not told or tokens[n - 1].kind != "B":
            continue
        k = n - 1
        while k and tokens[k - 1].kind in ("B", "H", "ADV"):
            k -= 1
        first = k
        while first and tokens[first - 1].kind in ("D", "A", "P", *_NOUNS):
            first -= 1
        if any(token.word.rsplit(" ", 1)[-1] in flaws for token in tokens[first:k]):
            out[n] = replace(tokens[n], word="detected")
    return out


def _lowered(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "depression of collagen synthesis" as a decrease in it; depression alone is an illness."""
    out, fall = list(tokens), look_up(patterns).nominal["decrease"]
    for n in range(len(tokens) - 2):
        if tokens[n].word in patterns.having("lowerings") and tokens[n + 1].word == "of":
            what = next((one for one in tokens[n + 2 :] if one.kind not in ("D", "A")), None)
            if (
                what is not None
                and what.kind in _NOUNS
                and (what.found is None or what.found.entity.type != "Organism")
            ):
                out[n] = replace(tokens[n], kind="T", form="", triggers=fall, found=None)
    return out


def _that_of(tokens: list[Token]) -> list[Token]:
    """Return "lowers the expression of A and raises (that of) B"."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        before, after = tokens[n - 1] if n else None, tokens[n + 1] if n + 1 < len(tokens) else None
        if token.word in ("that", "those") and after is not None and after.word == "of" and before is not None:
            if before.kind in ("V", "C", ","):
                continue
        elif (
            token.word == "of"
            and before is not None
            and before.word in ("that", "those")
            and n > 1
            and tokens[n - 2].kind in ("V", "C", ",")
        ):
            continue
        out.append(token)
    return out


def _added(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "adding PRP to minoxidil" as "PRP and minoxidil", since both were given, and "adding X to the gel" as "X"."""
    for n in range(len(tokens) - 3):
        loads = tokens[n].word in patterns.having("loading_up")
        if not (loads or tokens[n].word in patterns.having("adding")) or (n and tokens[n - 1].kind not in _BEFORE):
            continue
        to = next((k for k in range(n + 1, min(n + 7, len(tokens))) if tokens[k].kind not in ("D", "A", *_NOUNS)), 0)
        if to <= n + 1 or tokens[to].word not in (("into", "in", "within", "to") if loads else ("to",)):
            continue
        end = next((k for k in range(to + 1, len(tokens)) if tokens[k].kind not in ("D", "A", *_NOUNS)), len(tokens))
        if end > to + 1 and tokens[end - 1].word.endswith(tuple(patterns.words["materials"])):
            return [*tokens[:n], *tokens[n + 1 : to], *_added(tokens[end:], patterns)]
        if end > to + 1 and not loads:
            both = replace(tokens[to], word="and", kind="C")
            return [*tokens[:n], *tokens[n + 1 : to], both, *_added(tokens[to + 1 :], patterns)]
    return tokens


def _on_surface(tokens: list[Token]) -> list[Token]:
    """Return "their surface carries CD63" as "they carry CD63"."""
    for n in range(len(tokens) - 3):
        acts = tokens[n + 2].kind in ("V", "X") and tokens[n + 2].form in ("s", "base")
        if tokens[n].word in _THEY and tokens[n + 1].word in _SURFACES and acts:
            they = replace(tokens[n], word=_THEY[tokens[n].word], kind="PRON")
            return [*tokens[:n], they, *_on_surface(tokens[n + 2 :])]
    return tokens


def _having(tokens: list[Token]) -> list[Token]:
    """Return "X has a reduced expression in melanoma" as "X expression is reduced in melanoma"."""
    for n in range(1, len(tokens) - 4):
        who, has = tokens[n - 1], tokens[n]
        gene = who.found is not None and who.found.entity.type in ("GeneProduct", "RNA")
        if not gene or not (has.kind == "H" or has.word.startswith(_SHOWS)):
            continue
        k = n + 1
        while k < len(tokens) and tokens[k].kind in ("D", "ADV"):
            k += 1
        if k + 2 >= len(tokens) or tokens[k].word not in _LESS_OR_MORE or tokens[k + 1].word not in _LEVELS:
            continue
        if tokens[k + 2].word != "in":
            continue
        is_so = Token(has.start, has.end, "is", "B")
        change = replace(tokens[k], kind="V", form="pass") if tokens[k].triggers else tokens[k]
        return [*tokens[:n], tokens[k + 1], is_so, change, *_having(tokens[k + 2 :])]
    return tokens


def _balanced(tokens: list[Token], balances: frozenset[str]) -> list[Token]:
    """Return "the balance between MMPs and TIMPs" and "the ratio of X to Y" as one name: it is neither of them."""
    for n in range(len(tokens) - 4):
        leads = (tokens[n].word, tokens[n + 1].word)
        if leads != ("ratio", "of") and (leads[0] not in balances or leads[1] != "between"):
            continue
        joins = _reach(tokens, n + 2)
        both = joins < len(tokens) and tokens[joins].word == ("to" if leads[1] == "of" else "and")
        ends = _reach(tokens, joins + 1) if both else 0
        if n + 2 < joins < n + 2 + _LONGEST and joins + 1 < ends < joins + 1 + _LONGEST:
            text = " ".join(token.word for token in tokens[n:ends])
            name = Token(tokens[n].start, tokens[ends - 1].end, text, "N")
            return [*tokens[:n], name, *_balanced(tokens[ends:], balances)]
    return tokens


def _reach(tokens: Sequence[Token], n: int) -> int:
    return next((k for k in range(n, len(tokens)) if tokens[k].kind not in ("A", *_NOUNS)), len(tokens))
