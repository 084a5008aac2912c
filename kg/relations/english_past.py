"""Is a past form in English a verb here, a participle behind its noun, or what the noun behind it is like?"""

from __future__ import annotations

from dataclasses import replace

from kg.relations.english_plain import NOMINAL
from kg.relations.english_settings import is_main_verb
from kg.relations.english_tokens import Token
from kg.relations.english_words import Words

__all__ = ["decide_past", "touches"]

_OWING = ("by", "due to", "owing to", "because of", "through", "from")
_AMOUNTS = ("reduced", "decreased", "increased", "elevated", "diminished", "lowered", "impaired", "enhanced", "altered")
_FOUND = ("showed", "shows", "revealed", "reveals", "disclosed", "discloses", "demonstrated", "displayed", "exhibited")
#: "that damaged skin contains less X"
_CLAUSES = ("that", "because", "since", "whether", "when", "if", "although")


def _says_more(token: Token, before: Token, tokens: list[Token], i: int, degrees: frozenset[str]) -> bool:
    """Return whether a past form behind another and an adverb is the verb of the clause: "X taken orally increased Y"."""
    if before.kind not in ("V", "X"):
        return False
    rest = tokens[i + 1 :]
    stop = next((n for n, t in enumerate(rest) if t.kind in (",", ";", "R", "S", "PRON")), len(rest))
    alone = not any(t.kind in ("B", "H", "M") or (t.kind == "V" and t.form in ("ed", "s")) for t in rest[:stop])
    manner = tokens[i - 1].kind == "ADV" and (tokens[i - 1].word not in degrees or before.kind != "V")
    return bool(token.triggers) and before.form in ("ed", "part", "pass") and manner and alone


def decide_past(
    token: Token, adjective: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int, words: Words
) -> Token:
    """Return a past form as the verb, the participle or the adjective that it is.

    Args:
        token: as a verb.
        adjective: the same word as an adjective.
        before: the word in front of it that is no adverb.
        after: the word behind it that is no adverb.
        tokens: all of the sentence.
        i: where the word stands.
        words: the word lists of English.
    """
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
    if token.kind == "X" and before.kind in NOMINAL and touches(tokens, i, after):
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
    if found or _accompanies(tokens, i) or _is_second(tokens, i, n):
        return adjective  # "were long, with swollen reticulum and markedly dilated cisternae"
    return replace(token, form="ed") if _is_also(tokens, i) else None  # "was safe and increased collagen"


def _is_second(tokens: list[Token], i: int, n: int) -> bool:
    """Return whether two amounts stand behind one preposition: "is explained by reduced A and increased B"."""
    first = tokens[n + 1]
    listed = tokens[n].kind == "P" and tokens[n].word in _OWING and first.kind == "A" and first.word in _AMOUNTS
    changes = listed and tokens[i].triggers != () and tokens[i].triggers[0].predicate in ("increases", "decreases")
    return changes and not any(token.kind == "ADV" for token in tokens[n + 1 : i])


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


def touches(tokens: list[Token], i: int, after: Token | None) -> bool:
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
