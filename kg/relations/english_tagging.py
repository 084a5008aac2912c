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
from kg.relations.english_plain import NOMINAL, explained, means, plain
from kg.relations.english_settings import is_main_verb, read_settings
from kg.relations.english_showing import read_showing
from kg.relations.english_tokens import Token, cut_tokens
from kg.relations.english_turns import spanned, turned
from kg.relations.english_words import Words, look_up

__all__ = ["read_tokens"]

_ALL = ("both", "all", "each")
_FOUND = ("showed", "shows", "revealed", "reveals", "disclosed", "discloses", "demonstrated", "displayed", "exhibited")
_DOSES = ("dose", "doses", "levels", "rates", "risk", "values", "concentrations")
#: "that damaged skin contains less X"
_CLAUSES = ("that", "because", "since", "whether", "when", "if", "although")
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
        where |= sorts and back > 1 and tokens[back - 2].kind in ("P", "D") and _touches(tokens, i, after)
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
    return _decide_past(token, adjective, before, after, tokens, i, words)


def _says_more(token: Token, before: Token, tokens: list[Token], i: int, degrees: frozenset[str]) -> bool:
    """Return whether a past form behind another and an adverb is the verb of the clause: "X taken orally increased Y"."""
    if before.kind not in ("V", "X"):
        return False
    rest = tokens[i + 1 :]
    stop = next((n for n, t in enumerate(rest) if t.kind in (",", ";", "R", "S", "PRON")), len(rest))
    alone = not any(t.kind in ("B", "H", "M") or (t.kind == "V" and t.form in ("ed", "s")) for t in rest[:stop])
    manner = tokens[i - 1].kind == "ADV" and (tokens[i - 1].word not in degrees or before.kind != "V")
    return bool(token.triggers) and before.form in ("ed", "part", "pass") and manner and alone


def _decide_past(
    token: Token, adjective: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int, words: Words
) -> Token:
    plain = token.kind == "X" and after is not None and after is tokens[i + 1] and after.kind in ("N", "Q")
    if before and before.kind == "B" and plain and before.word in ("is", "are", "was", "were") and not token.hedge:
        gives = token.word in words.giving
        return replace(token, form="pass") if gives else adjective  # "exosomes are nanosized vesicles"
    if before and before.kind in ("B", "H"):
        return replace(token, form="pass" if before.kind == "B" else "ed")
    opens = after is not None and after.kind in ("N", "Q", "T", "A", "SUF", "V", "X")
    if (
        before is not None
        and before.kind in ("V", "X")
        and opens
        and _says_more(token, before, tokens, i, words.degrees)
    ):
        return replace(token, form="ed")  # "collagen peptides taken orally increased skin hydration"
    if (
        before is None
        or before.kind in ("D", "A", "P", "TO", "V", "X", ";", "(", "M")
        or (before.kind == "S" and before.word in _CLAUSES)
    ):
        more = before is not None and opens and _says_more(token, before, tokens, i, words.degrees)
        return replace(token, form="ed") if more else adjective if opens else replace(token, form="part")
    if token.kind == "X" and before.kind in NOMINAL and _touches(tokens, i, after):
        rest = tokens[i + 1 :]
        stop = next((n for n, t in enumerate(rest) if t.kind in (",", ";", "R", "S", "PRON")), len(rest))
        verbal = any(t.kind in ("B", "H", "M") or (t.kind == "V" and t.form in ("ed", "s")) for t in rest[:stop])
        if verbal or (_only_sets(tokens[:i]) and stop < len(rest)):
            return adjective  # "this three-factor combined treatment led to", "In a split-face randomised trial, X raised Y"
    if before.kind in ("C", ","):
        if opens and before.kind == "C" and (done := _told_more(token, adjective, tokens, i, words)):
            return done
        finite = any(t.kind in ("V", "X", "B", "H", "M") and t.form not in ("part", "ing") for t in tokens[:i])
        goes_on = is_main_verb(tokens, i) if finite and before.kind == "," else _closes_apposition(tokens, i, words)
        takes = after is not None and any(after.word in trigger.prepositions for trigger in token.triggers)
        if (opens or takes) and goes_on and not (finite and before.kind != ","):
            return replace(token, form="ed")  # "Tofacitinib, a JAK inhibitor, promoted", "X, which binds Y, raised Z"
        listed = before.kind == "C" and _list_of_adjectives(tokens, i)
        if opens and (not finite or listed or _lists(tokens[:i], words) or _is_like(tokens, i, words)):
            return adjective
        tied = any(t.triggers and t.triggers[0].predicate == "associated_with" for t in tokens[:i])
        alike = tied and any(t.kind == "A" and t.form == "ed" for t in tokens[:i])  # "with increased A and reduced B"
        if opens and (before.kind == "," or tied) and (alike or _is_present(tokens[:i])):
            return adjective  # "is associated with less A and impaired B", "are characterized by inflammation, impaired angiogenesis and infection"
        return replace(token, form="ed" if after is not None and after.kind not in ("P",) else "part")
    if after is None or after.kind == "P" or after.kind in (",", ";", ")", "C", "TO", "B", "H", "M"):
        by = after is not None and after.word == "by"
        themes = any(trigger.themes for trigger in token.triggers)
        takes = after is not None and any(after.word in trigger.prepositions for trigger in token.triggers)
        return token if not by and (themes or takes) else replace(token, form="part")
    return replace(token, form="part") if token.word in words.participles else token  # "mice given X showed"


def _told_more(token: Token, adjective: Token, tokens: list[Token], i: int, words: Words) -> Token | None:
    """Return the past form behind "and" where what stands before tells what it is, or None."""
    n = next((n for n in range(i - 1, 0, -1) if tokens[n].kind not in ("A", "D", "C", "ADV", ",", *NOMINAL)), 0)
    found = (
        tokens[n].word in _FOUND and tokens[i - 1].word in words.degrees
    )  # "showed edema and markedly dilated vessels"
    if found or _accompanies(tokens, i):
        return adjective  # "were long, with swollen reticulum and markedly dilated cisternae"
    return replace(token, form="ed") if _is_also(tokens, i) else None  # "was safe and increased collagen"


def _accompanies(tokens: list[Token], i: int) -> bool:
    """Return whether a past form behind "and" and an adverb is in a list of what comes with something: ", with A and very dilated B"."""
    n = next((n for n in range(i - 1, 0, -1) if tokens[n].kind not in ("A", "D", "C", "ADV", *NOMINAL)), 0)
    return n > 1 and tokens[i - 1].kind == "ADV" and tokens[n].word == "with" and tokens[n - 1].kind == ","


def _is_also(tokens: list[Token], i: int) -> bool:
    """Return whether a past form says what something did that was so: "was safe and (significantly) increased collagen"."""
    n = i - 1
    while n > 0 and tokens[n].kind == "ADV":
        n -= 1
    says = n > 2 and tokens[n].word == "and" and tokens[n - 1].kind == "A" and tokens[n - 1].found is None
    if not says or tokens[n - 1].form or not tokens[i].triggers:
        return False
    be = next((t for t in reversed(tokens[: n - 1]) if t.kind != "ADV"), None)
    rest = any(t.kind in ("B", "H", "M") for t in tokens[i + 1 :])
    known = i + 1 < len(tokens) and (tokens[i + 1].found is not None or tokens[i + 1].kind == "D")
    return be is not None and be.word in ("was", "were") and known and not rest


def _is_like(tokens: list[Token], i: int, words: Words) -> bool:
    """Return whether a past form of no known verb stands between two of a type: "fine wrinkling and mottled hyperpigmentation"."""
    sides = (tokens[i - 2] if i > 1 else None, tokens[i + 1] if i + 1 < len(tokens) else None)
    types = {one.found.entity.type if one is not None and one.found is not None else "" for one in sides}
    return tokens[i].kind == "X" and tokens[i].word not in words.others and len(types) == 1 and "" not in types


def _only_sets(before: list[Token]) -> bool:
    """Return whether a sentence has said no more yet than "in a ..."."""
    opens = len(before) > 2 and before[0].kind == "P" and before[1].kind == "D"
    return opens and all(token.kind in ("A", *NOMINAL) for token in before[2:])


def _touches(tokens: list[Token], i: int, after: Token | None) -> bool:
    """Return whether a noun follows a word with nothing between them."""
    return after is not None and after is tokens[i + 1] and after.kind in NOMINAL


def _closes_apposition(tokens: list[Token], i: int, words: Words) -> bool:
    """Return whether what stands before a past form explains the subject between commas, and no verb follows."""
    like = next((k for k in range(i - 2, 0, -1) if tokens[k].word in words.exemplifying), 0)
    opens = next((k for k in range((like or i) - (2 if not like else 1), 0, -1) if tokens[k].kind in (",", ";")), 0)
    if like and opens != like - 1:
        return False  # "growth factors such as EGF, increased"
    if tokens[i - 1].kind != "," or not opens or tokens[opens].kind != "," or tokens[opens - 1].kind not in NOMINAL:
        return False
    inside = tokens[opens + 1 : i - 1]
    explains = bool(inside) and inside[0].word in ("a", "an", "one", "the")
    explains |= len(inside) > 1 and inside[0].word in ("but", "not") and any(t.kind == "NEG" for t in inside[:2])
    explains |= len(inside) > 1 and (
        inside[0].word == "like" or inside[0].word in words.exemplifying
    )  # "X, like Y, raised Z": so did Y
    if (
        inside and inside[0].kind == "P" and len(inside) > 1 and inside[1].form == "ing"
    ):  # "X, by delivering Y, raised Z"
        explains, inside = True, [t for t in inside if t.kind not in ("V", "X")]
    if (
        inside
        and inside[0].kind in ("V", "X")
        and inside[0].form in ("part", "pass", "ed")
        and inside[0].word.endswith("ed")
    ):
        explains, inside = True, inside[1:]  # "VEGF, released from platelets, promoted Y"
    stop = next((n for n, t in enumerate(tokens[i + 1 :], i + 1) if t.kind in (";", "R", "S", "PRON")), len(tokens))
    rest = any(t.kind in ("B", "H", "M") or (t.kind in ("V", "X") and t.form == "s") for t in tokens[i + 1 : stop])
    denies = inside[:1] != [] and inside[0].word in ("but", "not")
    kinds = (
        "D",
        "A",
        "ADV",
        "P",
        "SUF",
        *((",", "C") if like else ()),
        *(("S", "NEG", "C") if denies else ()),
        *NOMINAL,
    )
    return explains and not rest and all(t.kind in kinds for t in inside)


def _is_present(tokens: list[Token]) -> bool:
    """Return whether the verbs of a clause so far are in the present, so that a past form behind a comma is none of them."""
    verbs = [t for t in tokens if t.kind in ("B", "H") or (t.kind in ("V", "X") and t.form in ("s", "ed"))]
    return bool(verbs) and all(t.word in ("is", "are", "has", "have") or t.form == "s" for t in verbs)


def _lists(before: list[Token], words: Words) -> bool:
    """Return whether a past form stands in a list of members: "include wrinkles, decreased elasticity"."""
    last = next((t for t in reversed(before) if t.kind in ("V", "X", "B", "H", "M", "S", "R", ";", "PRON")), None)
    like = next((n for n, t in enumerate(before) if t.word in words.exemplifying), len(before))
    verbs = any(t.kind in ("V", "X", "B", "H") and t.form not in ("part", "ing") for t in before[:like])
    return (last is not None and last.word in words.listing) or (like < len(before) and verbs)


def _list_of_adjectives(tokens: list[Token], i: int) -> bool:
    return i >= 2 and tokens[i - 2].kind == "A"


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
