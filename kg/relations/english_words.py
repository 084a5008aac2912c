"""The English word lists as look-ups: what each spelling may be, and the forms of its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.patterns import Patterns, Trigger

__all__ = ["Words", "inflected", "look_up"]

_CLOSED_SYLLABLE = re.compile(r"[^aeiou][aeiou][bdfgklmnprtvz]$")


def inflected(lemma: str, patterns: Patterns) -> Iterator[tuple[str, str]]:
    """Yield (form, spelling) of a verb: base, s, ed, ing."""
    yield "base", lemma
    stem = lemma + lemma[-1] if lemma in patterns.having("doubled") else lemma[:-1] if lemma.endswith("e") else lemma
    y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    yield ("s", lemma[:-1] + "ies" if y else lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s"))
    irregular = patterns.tables["irregular"].get(lemma, "").split()
    for past in irregular or (lemma[:-1] + "ied" if y else stem + "ed",):
        yield "ed", past
    yield "ing", "lying" if lemma == "lie" else (lemma if lemma.endswith(("ee", "ye")) else stem) + "ing"
    if _CLOSED_SYLLABLE.search(lemma) and not irregular:  # "unplugged"; what is no word, "developped", does no harm
        yield from (("ed", lemma + lemma[-1] + "ed"), ("ing", lemma + lemma[-1] + "ing"))
    if lemma.endswith("ize"):
        yield from ((form, word.replace("iz", "is")) for form, word in _inflected_regular(lemma))


def _inflected_regular(lemma: str) -> Iterator[tuple[str, str]]:
    yield from (("base", lemma), ("s", lemma + "s"), ("ed", lemma + "d"), ("ing", lemma[:-1] + "ing"))


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists turned into look-ups: spelling -> what it may be."""

    closed: dict[str, str]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    verbs: dict[str, tuple[tuple[Trigger, ...], str]]
    others: dict[str, str]
    nominal: dict[str, tuple[Trigger, ...]]
    hedges: frozenset[str]
    adverbs: frozenset[str]
    noun_too: frozenset[str]
    giving: frozenset[str]
    participles: frozenset[str]
    listing: frozenset[str]
    exemplifying: frozenset[str]
    present: frozenset[str]
    degrees: frozenset[str]
    #: (a form of a verb, its particle) -> the same form of the verb that says it in one word
    particles: dict[tuple[str, str], str]


@lru_cache(maxsize=2)
def look_up(patterns: Patterns) -> Words:
    """Return the word lists of English as look-ups; made once per process."""
    closed: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    lists = (
        ("determiners", "D"),
        ("pronouns", "PRON"),
        ("conjunctions", "C"),
        ("prepositions", "P"),
        ("subordinators", "S"),
        ("contrast", "S"),
        ("auxiliaries", "M"),
        ("be_forms", "B"),
        ("have_forms", "H"),
        ("vague", "A"),
        ("quantities", "Q"),
        ("hyponym_markers", "P"),
        ("negations", "NEG"),
        ("negation_exceptions", "ADV"),
        ("adverb_phrases", "ADV"),
        ("nouns", "N"),
    )
    for name, kind in lists:
        for entry in patterns.words[name]:
            parts = tuple(entry.split())
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, kind))
            elif not (kind == "Q" and entry in closed):
                closed[entry] = kind
    closed |= {
        "to": "TO",
        "been": "B",
        "being": "B",
        "be": "B",
        "that": "R",
        "which": "R",
        "who": "R",
        "whose": "R",
        "this": "D",
        "these": "D",
        "those": "D",
        "as": "P",
        "than": "P",
        "no": "NEG",
        "without": "P",
        "both": "D",
        "rather": "ADV",
        "it": "PRON",
        "they": "PRON",
        "one": "D",
        "nor": "C",
        "neither": "NEG",
    }
    for options in phrases.values():
        options.sort(key=lambda item: -len(item[0]))
    verbs: dict[str, tuple[tuple[Trigger, ...], str]] = {}
    nominal: dict[str, tuple[Trigger, ...]] = {}
    for trigger in patterns.triggers:
        if trigger.kind == "verb":
            for form, word in inflected(trigger.words, patterns):
                known = verbs.get(word, ((), form))
                verbs[word] = ((*known[0], trigger), known[1] if known[0] else form)
            for noun in trigger.noun:
                nominal[noun] = (*nominal.get(noun, ()), trigger)
    others = {
        word: form
        for lemma in (*patterns.words["verbs"], *patterns.words["reporting"])
        if " " not in lemma
        for form, word in inflected(lemma, patterns)
    }
    for trigger in patterns.triggers:
        if trigger.kind == "adjective" and trigger.words not in verbs and trigger.words not in others:
            closed.setdefault(trigger.words, "A")
    return Words(
        closed,
        phrases,
        verbs,
        others,
        nominal,
        patterns.having("hedges"),
        patterns.having("adverbs"),
        patterns.having("noun_too"),
        patterns.having("giving_verbs"),
        frozenset(forms.split()[1] for forms in patterns.tables["irregular"].values() if len(set(forms.split())) > 1),
        patterns.having("listing_forms"),
        patterns.having("hyponym_markers"),
        patterns.having("present_in"),
        patterns.having("degrees"),
        dict(_particles(patterns)),
    )


def _particles(patterns: Patterns) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield ("knocking", "out") and what stands for it, "silencing", for each form of the verbs of such a kind."""
    for phrase, lemma in patterns.tables["particle_verbs"].items():
        verb, particle = phrase.split()
        same = dict(inflected(lemma, patterns))
        yield from (((word, particle), same[form]) for form, word in inflected(verb, patterns))
