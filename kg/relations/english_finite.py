"""Is a finite form in English a verb here, or the noun that is spelt alike? What stands beside it decides."""

from __future__ import annotations

from itertools import pairwise

from kg.relations.english_plain import NOMINAL
from kg.relations.english_tokens import Token
from kg.relations.english_words import Words

__all__ = ["decide_finite", "is_plural", "leads_on"]

_AUXILIARIES = ("do", "does", "did", "can", "could", "may", "might", "will", "would", "should", "cannot")
_CHANGES = ("increase", "decrease")
_HELPS = ("help", "helps", "helped")
#: "the number of cells falls after exposure"
_TIMES = ("after", "during", "upon", "following", "over", "until", "before")


def is_plural(token: Token) -> bool:
    """Return whether a noun has the form of a plural."""
    return token.word.endswith("s") and not token.word.endswith(("ss", "us", "is"))


def decide_finite(
    token: Token, noun: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int, words: Words
) -> Token:
    """Return a word that is a verb in its base form or in -s as that verb, or as the noun.

    Args:
        token: as a verb.
        noun: the same word as a noun.
        before: the word in front of it that is no adverb.
        after: the word behind it that is no adverb.
        tokens: all of the sentence.
        i: where the word stands.
        words: the word lists of English.
    """
    if before and (before.kind in ("M", "TO", "PRON", "R") or before.word in _HELPS):  # "helps increase elastin"
        named = before.kind == "TO" and token.word in words.noun_too and after and after.word in ("of", "in")
        return noun if named and not leads_on(tokens[:i]) else token  # "led to increase of"
    if before and before.kind == "C" and token.form == "base":
        rest = next(
            (t for t in tokens[i + 1 :] if t.kind not in ("D", "A", "N", "Q", "T", "ADV") and t.word != "of"), None
        )
        if rest is not None and rest.kind in ("B", "H", "M"):
            return noun  # "and reverse transcription was performed"
    if (
        token.form == "base"
        and before
        and before.kind == "C"
        and not any(t.kind in ("V", "X", "B", "H", "M") for t in tokens[:i])
    ):
        return noun  # "target genes and reverse transcription": nothing before it is a verb that it could continue
    either = token.form == "base" and i > 0 and tokens[i - 1].word in ("neither", "either")  # "neither heat nor light"
    if either or token.word not in words.noun_too:
        told = before and before.kind in ("D", "A") and after and after.kind not in ("D", "N")
        return noun if either or told else token
    denied = next((t for t in reversed(tokens[:i]) if t.kind != "ADV"), None)
    unable = denied is not None and denied.kind == "NEG" and denied.word.endswith(" to")
    # "UV damages and kills cells"
    goes_on = token.form == "s" and after is not None and after.word in ("and", "or") and i + 2 < len(tokens)
    goes_on = goes_on and tokens[i + 1] is after and tokens[i + 2].kind in ("V", "X") and tokens[i + 2].form == "s"
    goes_on = goes_on and tokens[i + 2].word not in words.noun_too
    works = goes_on and before is not None and before.kind in NOMINAL
    works |= token.word == "works" and before is not None and before.kind in NOMINAL  # "how the gel works is unknown"
    able = denied is not None and (unable or denied.word.partition(" ")[0] in _AUXILIARIES)
    # "tranexamic acid acts indirectly: it prevents"
    how = tokens[i + 1].word if i + 1 < len(tokens) else ""
    works |= token.word == "acts" and before is not None and before.kind in NOMINAL and how.endswith("ly")
    if works or (token.form == "base" and able):
        return token  # "VEGF did not increase", "was unable to increase"
    if before is None or before.kind in ("D", "A", "P", "SUF", "V", "X", "B", "H", "NEG"):
        return noun
    if after is None or after.kind in (",", ";", ")") or after.word in ("of", "and", "or"):
        # "levels decline", "a level declines"
        agrees = token.form == "s" or (after is None and is_plural(before))
        themes = any(trigger.themes for trigger in token.triggers)
        changes = agrees and themes
        own = max((k for k, t in enumerate(tokens[:i]) if t.kind == "C"), default=-1) if after is None else -1
        own = own if any(t.kind in ("V", "X") and t.form in ("s", "base") for t in tokens[:own]) else -1
        alone = not any(t.kind in ("V", "X", "B", "H", "M") for k, t in enumerate(tokens) if k != i and k > own)
        one = not is_plural(before) or _is_amount(tokens[:i])
        if themes and after is not None and after.word == "and" and (token.form == "s") == one:
            return token if _goes_on(tokens, i) else noun  # "collagen declines and MMP activity rises"
        return token if changes and alone and after is None and (token.form == "base") == is_plural(before) else noun
    if before.kind in (*NOMINAL, ")"):
        # "fibroblasts express elevated levels of": what is said of an amount is no verb of its own
        amount = after.form == "ed" and any(
            one is after and other.kind == "Q" for one, other in pairwise(tokens[i + 1 : i + 6])
        )
        # "causes pronounced inflammation": what no list holds is rather what a thing is like
        like = after.kind == "X" and after.form == "ed" and after.word not in words.others and i + 2 < len(tokens)
        amount |= like and tokens[i + 1] is after and tokens[i + 2].kind in NOMINAL
        causes = any(trigger.predicate == "cause" for trigger in token.triggers)  # "diabetes causes delayed healing"
        bare = token.form == "base" and is_plural(before)
        amount |= (bare or (causes and before.found is not None)) and _qualifies(tokens, i + 1, words)
        nounish = after.kind in ("P", "B", "M", "H", "V", "X") and not amount
        nounish = nounish and not (after.form == "ing" and after.word in words.closed)  # "supports healing"
        # "UV causes damage to DNA": neither would be a verb of one thing in its base form
        named = after.form == "base" and after.word in words.noun_too and tokens[i + 1] is after
        named = named and after.word != "cause"  # "skin barrier changes cause dryness"
        nounish = nounish and not (token.form == "s" and named and before.found and not is_plural(before))
        nounish = nounish and after.word not in (
            "by",
            "to",
            "in",
            "with",
            "from",
            "on",
            "as",
            "through",
            "via",
            "at",
            "like",
        )
        nounish = nounish and not (after.word in _TIMES and any(trigger.themes for trigger in token.triggers))
        nounish = nounish and not (token.form == "base" and is_plural(before) and tokens[i + 1].word.endswith("ly"))
        listed = all(t.kind in ("D", "A", "ADV", "C", ",", *NOMINAL) for t in tokens[:i])
        joined = i > 2 and listed and any(t.word == "and" for t in tokens[1 : i - 1])  # "X and Y deficiency increase"
        agrees = is_plural(before) or joined if token.form == "base" else not is_plural(before) or bool(before.found)
        # "by blocking histamine release", "strains trigger histamine release"
        handled = i > 1 and tokens[i - 2].kind in ("V", "X") and tokens[i - 2].form in ("ing", "base")
        handled = handled and tokens[i - 2].word not in _HELPS
        known = before.found and not handled and not _is_told(tokens[: i - 1])
        if nounish or (token.form == "base" and not agrees and not known and not _are_several(tokens, i)):
            return noun
        return token
    if before.kind == "C":
        # "depends on androgens and falls after menopause"
        themes = token.form == "s" and any(trigger.themes for trigger in token.triggers)
        falls = themes and after.kind == "P" and after.word in (*_TIMES, "with")
        falls = falls and any(t.kind in ("V", "X") and t.form == "s" for t in tokens[:i])
        # "stimulate growth and increase survival": a verb when an object follows
        return (
            token
            if falls
            or _adds(token, after, tokens, i)
            or (
                (after.kind in ("D", "N", "Q", "T", "A") or _leads_to(token, after))
                and any(t.kind in ("V", "X", "M", "TO") for t in tokens[:i])
            )
            else noun
        )
    return token if after.kind in ("D", "N", "Q", "T", "A") else noun


def _adds(token: Token, after: Token, tokens: list[Token], i: int) -> bool:
    """Return whether a verb says more of what "is" or "has" something: "has no effect on IL-6 and increases collagen".

    No plural stands straight before another noun; a bare form has to be that of a change in which what follows is known.
    """
    helps = [t.word for t in tokens[:i] if t.kind in ("B", "H")]
    if not helps or after is not tokens[i + 1] or token.kind != "V":
        return False
    if token.form == "s":
        return after.kind in ("N", "Q", "D", "A")
    return after.found is not None and token.word in _CHANGES and helps[-1] in ("are", "have", "were", "had")


def _are_several(tokens: list[Token], i: int) -> bool:
    """Return whether a plural with a preposition is all that stands before a verb: "peels with salicylic acid cause erythema"."""
    with_what = next((n for n in range(i) if tokens[n].kind == "P"), 0)
    several = with_what > 0 and tokens[with_what - 1].kind in NOMINAL and is_plural(tokens[with_what - 1])
    alone = all(t.kind in ("D", "A", "ADV", "P", "SUF", *NOMINAL) for t in tokens[:i])
    rest = any(t.kind in ("B", "H", "M") or (t.kind in ("V", "X") and t.form in ("ed", "s")) for t in tokens[i + 1 :])
    takes = i + 1 < len(tokens) and tokens[i + 1].kind in ("D", "A", *NOMINAL)
    return several and alone and takes and not rest


def _is_told(before: list[Token]) -> bool:
    """Return whether a clause has its verb: "improved skin function in mice"."""
    opens = next((n for n in range(len(before) - 1, -1, -1) if before[n].kind in ("C", ",", ";", "R", "S", "PRON")), -1)
    return any(
        t.kind in ("B", "H", "M") or (t.kind in ("V", "X") and t.form in ("ed", "s")) for t in before[opens + 1 :]
    )


def _qualifies(tokens: list[Token], i: int, words: Words) -> bool:
    """Return whether a past form tells what the noun behind it is like, and no verb follows: "cells release reduced amounts"."""
    stop = next((n for n in range(i + 1, len(tokens)) if tokens[n].kind in (";", "S", "R")), len(tokens))
    named = i + 1 < len(tokens) and (tokens[i + 1].kind in (*NOMINAL, "A") or tokens[i + 1].word in words.closed)
    like = tokens[i].form == "ed" and named
    verbs = any(t.kind in ("B", "H", "M") or (t.kind in ("V", "X") and t.form == "ed") for t in tokens[i + 1 : stop])
    return like and not verbs and not any(t.kind in ("V", "X", "B", "H", "M") for t in tokens[: i - 1])


def _is_amount(before: list[Token]) -> bool:
    """Return whether what ends here is how many there are of something: "the number of fibroblasts"."""
    first = next((n for n in range(len(before) - 1, 0, -1) if before[n].kind not in (*NOMINAL, "A", "D")), 0)
    return first > 0 and before[first].word == "of" and before[first - 1].kind == "Q"


def _leads_to(token: Token, after: Token) -> bool:
    """Return whether a verb takes the preposition behind it: "and acts on keratinocytes"."""
    return after.kind == "P" and any(after.word in trigger.prepositions for trigger in token.triggers)


def _goes_on(tokens: list[Token], i: int) -> bool:
    """Return whether a clause of its own follows a verb and "and", and no verb stands before it."""
    rest = tokens[i + 2 :]
    verb = next((n for n, t in enumerate(rest) if t.kind in ("V", "X", "B", "H", "M")), 0)
    before = any(t.kind in ("V", "X", "B", "H", "M") for t in tokens[:i])
    return (
        not before
        and verb > 0
        and rest[verb - 1].kind in NOMINAL
        and all(t.kind in (*NOMINAL, "D", "A") for t in rest[:verb])
    )


def leads_on(before: list[Token]) -> bool:
    """Return whether what ends in "to" asks for a verb: "was shown to", "able to", but not "exposure to", "led to"."""
    prior = next((t for t in reversed(before) if t.kind not in ("ADV", "NEG", "TO")), None)
    if prior is None or prior.kind not in ("X", "V", "B"):
        return before[-2].word in ("able", "capable", "sufficient", "necessary") if len(before) > 1 else False
    return not any("to" in trigger.prepositions for trigger in prior.triggers)
