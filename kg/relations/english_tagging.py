"""Settles the job of each English word by what stands beside it: verb or noun, active or passive, participle or adjective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.grounding import Found
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.brackets import unclosed
from kg.relations.english_bases import ADJECTIVE
from kg.relations.english_finite import decide_finite, is_plural, leads_on
from kg.relations.english_framing import unframed
from kg.relations.english_measures import read_measures
from kg.relations.english_passives import whole_passives
from kg.relations.english_past import decide_past, touches
from kg.relations.english_plain import NOMINAL, explained, means, plain
from kg.relations.english_settings import read_settings
from kg.relations.english_showing import read_showing
from kg.relations.english_tokens import Token, cut_tokens
from kg.relations.english_turns import spanned, turned
from kg.relations.english_words import Words, look_up

__all__ = ["read_tokens"]

_ALL = ("both", "all", "each")
_DOSES = ("dose", "doses", "levels", "rates", "risk", "values", "concentrations")
#: prepositions behind which a participle is an attribute, and tells of no means
_BEFORE_THINGS = ("of", "in", "against", "between", "among", "into")


def _decide(tokens: list[Token], i: int, words: Words) -> Token:
    """Return the token at ``i`` with verb or noun settled by what stands beside it."""
    token = tokens[i]
    back = i - 1
    while back >= 0 and tokens[back].kind in ("ADV", "NEG") and tokens[back].word != "no":
        back -= 1
    before = tokens[back] if back >= 0 else None
    after = next((t for t in tokens[i + 1 :] if t.kind != "ADV"), None)
    kind = "T" if token.word in words.nominal else "Q" if words.closed.get(token.word) == "Q" else "N"
    noun = replace(token, kind=kind, triggers=words.nominal.get(token.word, ()), form="")
    adjective = replace(token, kind="A", form="ed")
    if token.form in ("base", "s"):
        return decide_finite(token, noun, before, after, tokens, i, words)
    if token.form == "ing":
        if (
            before
            and after
            and after.kind in NOMINAL
            and (before.word == "with" or (token.kind == "X" and before.word in _BEFORE_THINGS))
        ):
            return adjective  # "with increasing age", "of existing collagen", "against invading pathogens"
        two = tokens[back - 1] if back > 0 else None
        where = before is not None and before.word == "in" and two is not None and two.word in words.present
        where = where and after is not None and after.found is not None and after is tokens[i + 1]
        sorts = before is not None and before.kind == "C" and two is not None and two.kind == "A"  # resident and
        where |= sorts and back > 1 and tokens[back - 2].kind in ("P", "D") and touches(tokens, i, after)
        if where or (before and before.kind in ("D", "A", "SUF") and after and after.kind in NOMINAL):
            return adjective  # "is present in healing wounds", "UV-induced failing barrier"
        if (
            before
            and before.kind in ("V", "A", *NOMINAL)
            and token.word in words.closed
            and (after is None or after.kind in ("P", "C", ",", ";"))
        ):
            return noun  # "promoted healing with"
        if before and before.kind in NOMINAL and after and after.kind == "B" and token.kind == "V":
            return replace(noun, kind="N", triggers=())  # "this ligand binding is expected"
        acts = after is not None and (
            after.kind in ("B", "H", "M") or (after.kind == "V" and after.form in ("ed", "s"))
        )
        if before and before.found and acts and token.word in words.nominal and before is tokens[i - 1]:
            return noun  # "SIRT1 silencing increased"
        told = before is not None and before.kind == "N" and before.found is None and ADJECTIVE.fullmatch(before.word)
        if (before and before.kind == "D") or (told and two and two.kind == "D" and after and after.kind == "P"):
            named = token.kind != "V" or token.word in words.closed  # "the healing of wounds" is no change of wounds
            return replace(noun, kind="N" if named else "T", triggers=() if named else token.triggers)
        if (
            after
            and after.word == "of"
            and (token.kind == "X" or (before and before.kind in ("P", "V", "TO") and token.triggers))
        ):
            return (
                noun if token.kind == "X" else replace(noun, kind="T", triggers=token.triggers)
            )  # "by blocking of", "caused worsening of"
        if after and after.word == "of" and before and before.kind in ("C", "A") and token.triggers:
            return replace(noun, kind="T", triggers=token.triggers)  # "cross-linking and stiffening of collagen"
        if before is None and after is not None and after is tokens[i + 1] and after.word == "of":
            return replace(noun, kind="T", triggers=token.triggers)  # "Silencing of HSP47 lowered"
        return token
    return decide_past(token, adjective, before, after, tokens, i, words)


def _is_compared(tokens: list[Token], i: int) -> bool:
    """Return whether an adjective says how something came out: "was significantly lower in", "were higher than"."""
    before = next((t for t in reversed(tokens[:i]) if t.kind != "ADV"), None)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        before is not None and before.kind == "B" and (after is None or after.word in ("in", "than", "after", ",", "."))
    )


def _lowers(tokens: list[Token], i: int) -> bool:
    """Return whether "lower" is the verb of a plural that opens the sentence: "dressings lower wound pH and reduce"."""
    before, after = tokens[:i], tokens[i + 1] if i + 1 < len(tokens) else None
    opens = bool(before) and before[-1].kind in NOMINAL and is_plural(before[-1])
    alone = all(t.kind in ("D", "A", "ADV", "C", ",", "SUF", *NOMINAL) for t in before)
    rest = next((t for t in tokens[i + 1 :] if t.kind in ("V", "X", "B", "H", "M", "R", ";")), None)
    follows = rest is None or rest.kind in ("R", ";") or (rest.kind in ("V", "X") and rest.form in ("base", "ing"))
    return opens and alone and follows and after is not None and after.kind in ("N", "A", "D")


def _is_done(tokens: list[Token], i: int) -> bool:
    """Return whether an adjective is a verb where it stands: "can lower X", "may directly clear X", "dressings lower X"."""
    before = next((t for t in reversed(tokens[:i]) if t.kind not in ("ADV", "NEG")), None)
    after = next((t for t in tokens[i + 1 :] if t.kind != "ADV"), None)
    led = before is not None and (before.kind == "M" or (before.kind == "TO" and leads_on(tokens[:i])))
    if led and after is not None and after.kind in (*NOMINAL, "A", "D") and not after.word.endswith(_DOSES):
        return True
    joined = before is not None and before.kind == "C" and before.word == "and" and i + 1 < len(tokens)
    first = next((t for t in tokens[:i] if t.kind in ("V", "B", "H", "M", "X")), None)
    goes_on = joined and first is not None and first.kind in ("V", "M") and first.form in ("base", "")
    if goes_on and tokens[i + 1].found is not None and not any(t.word.endswith(_DOSES) for t in tokens[i + 1 : i + 3]):
        return True  # "retinoids inhibit AP-1 and lower MMP-1"
    return tokens[i].word == "lower" and _lowers(tokens, i)


def _is_between(tokens: list[Token], i: int) -> bool:
    """Return whether "both" or "all" stands inside a verb."""
    helps, after = tokens[i - 1].kind, tokens[i + 1].kind if i + 1 < len(tokens) else ""
    return (tokens[i].word == "both" and helps in ("M", "TO")) or (
        helps in ("M", "H", "B") and after in ("B", "V", "X")
    )


def _goes_on_alone(tokens: list[Token], n: int, words: Words) -> bool:
    """Return whether a verb follows "and these", and no noun: "and these delay closure", but not "and these target genes"."""
    verb, then = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else None
    if verb.kind != "V" or verb.form != "base" or then is None:
        return False
    rest = any(t.kind in ("V", "X", "B", "H", "M") and t.form != "ing" for t in tokens[n + 1 :])
    return verb.word not in words.noun_too or (not rest and not is_plural(then))


def _is_change(tokens: list[Token], i: int, words: Words) -> bool:
    """Return whether a word that may name an amount or what somebody was given names a change: "induction of X"."""
    changes = any(trigger.predicate in ("cause", "increases") for trigger in words.nominal.get(tokens[i].word, ()))
    return changes and i + 1 < len(tokens) and tokens[i + 1].word == "of"


def read_tokens(view: View, found: Sequence[Found], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with their jobs; brackets and what they hold are left out.

    Args:
        view: the folded sentence.
        found: its mentions, in order, none overlapping.
        patterns: English word lists and triggers.
    """
    words, compared = look_up(patterns), patterns.tables["comparatives"]
    tokens = plain(turned(spanned(cut_tokens(view, found, patterns), view.lower), patterns), patterns)
    kept: list[Token] = []
    depth = 0
    dead = unclosed(token.kind for token in tokens)
    aside = explained(tokens)
    told = means(tokens, patterns.having("throughs"))
    for n, token in enumerate(tokens):
        if n in dead or n in told:
            continue
        if n in aside:
            kept.append(replace(token, kind=",", word=","))
            continue
        depth += token.kind == "("
        if not depth:
            kept.append(token)
        depth -= token.kind == ")" and depth > 0
    kept = read_measures(kept, patterns)
    for i, token in enumerate(kept):
        if token.kind in ("V", "X") and not token.found:
            kept[i] = _decide(kept, i, words)
        elif token.word == "that" and i > 2 and kept[i - 2].kind == "B" and kept[i - 3].word == "it":
            kept[i] = replace(token, kind="S")  # "it is conceivable that"
        elif token.word == "that" and i and kept[i - 1].kind not in (*NOMINAL, ","):
            kept[i] = replace(
                token,
                kind="S"
                if kept[i - 1].kind in ("V", "X", "ADV")
                else "D"
                if i + 1 < len(kept) and kept[i + 1].kind in NOMINAL and kept[i - 1].kind == "P"
                else "S",
            )
        elif token.kind == "A" and token.word in words.verbs and not token.found and _is_done(kept, i):
            kept[i] = replace(token, kind="V", form="base", triggers=words.verbs[token.word][0])
        elif token.kind == "Q" and _is_change(kept, i, words):
            kept[i] = replace(token, kind="T", triggers=words.nominal[token.word])  # "stimulation of growth"
        elif token.word in compared and not token.found and _is_compared(kept, i):
            kept[i] = replace(
                token, kind="V", form="pass", triggers=(Trigger(token.word, compared[token.word], themes=True),)
            )
        elif token.word in _ALL and i and _is_between(kept, i):
            kept[i] = replace(token, kind="ADV")  # "can both stimulate and attract", "have all been implicated"
        elif (
            token.word in ("this", "these", "those", "both", "all", "some", "many")
            and (
                i + 1 == len(kept)
                or kept[i + 1].kind not in (*NOMINAL, "A", "D", "V", "?")
                or (token.word == "both" and kept[i + 1].kind == "V" and kept[i + 1].form == "base")
                or (token.word == "these" and kept[i - 1].kind == "C" and _goes_on_alone(kept, i + 1, words))
                # "those derived from X": X is not who acts
                or (
                    token.word == "those"
                    and kept[i + 1].kind in ("V", "X")
                    and [t.kind for t in kept[i + 2 : i + 3]] == ["P"]
                )
            )
        ):
            kept[i] = replace(token, kind="PRON")
    kept = whole_passives(kept)
    return read_settings(read_showing(unframed(kept, patterns), patterns), patterns)
