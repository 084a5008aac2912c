"""Room 4: mentions to relations. A reader per language proposes who does what; `stating` settles what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.grounding import Found, Grounder, to_mention
from kg.languages import View
from kg.model import Document, Mention, Sentence
from kg.ontology import Ontology
from kg.patterns import PREDICATES, Patterns, Trigger, load_patterns
from kg.relations.chinese_clauses import read_chinese
from kg.relations.confidence import load_weights
from kg.relations.english_clauses import read_english
from kg.relations.english_words import look_up
from kg.relations.phrases import Arg, Before, Proposal
from kg.relations.stating import Judged, judge

__all__ = ["Before", "Judged", "judge_relations", "states_something"]

_NOTHING = Before()
_BOTH = ("former", "latter")
_NEAR = 6  #: characters between two members of a list
#: what parts the members of a list
_LISTING = re.compile(r"\s*(?:,? (?:and|or) |, |和|与|及|以及|或|、)\s*")
_READERS = {"en": read_english, "zh": read_chinese}


def judge_relations(
    doc: Document,
    sentence: Sentence,
    view: View,
    found: Sequence[Found],
    grounder: Grounder,
    patterns: Patterns,
    ontology: Ontology,
    before: Before = _NOTHING,
    min_confidence: float | None = None,
) -> tuple[list[Judged], Before]:
    """Return what becomes of every proposal in a sentence, and what it leaves for a pronoun in the next one to point to.

    Args:
        doc: the document, whose text all spans point into.
        sentence: the sentence to read.
        view: its folded text.
        found: its mentions, indices into the view.
        grounder: names what phrases name, in the language of the sentence.
        patterns: word lists and triggers of that language.
        ontology: domains and ranges.
        before: what the sentence before left.
        min_confidence: 0..1, below which nothing is published; the usual one of the language when left out.
    """
    read, main = _READERS[sentence.language](view, found, grounder, patterns, before)
    proposals = [*_composites(found), *read]
    weights = load_weights(sentence.language)
    judged = list(judge(proposals, doc, sentence, view, found, patterns, ontology, weights, min_confidence))
    subject = None
    if main is not None and main.entity is not None:
        subject = main.mention or to_mention(doc.text, view, Found(main.start, main.end, main.entity))
    named = tuple(to_mention(doc.text, view, item) for item in found)
    listed = _listed(view, found, main) if subject is not None and main is not None and main.mention is None else []
    group = tuple(to_mention(doc.text, view, item) for item in listed)
    pair = _pair(view, found, named)
    if subject in before.group:  # "they" goes on meaning the same things
        group, pair = before.group, pair or (before.group if len(before.group) == len(_BOTH) else ())
    return judged, Before(subject or before.subject, named, group, pair)


def _pair(view: View, found: Sequence[Found], named: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the last two things named as "A and B", and not as members of a longer list."""
    last = len(found) - 1
    while last > 0:
        first = last
        while first and _are_joined(view, found[first - 1], found[first]):
            first -= 1
        if last - first == 1:
            return tuple(named[first : last + 1])
        last = first - 1 if first == last else first
    return ()


def _are_joined(view: View, one: Found, other: Found) -> bool:
    near = 0 < other.start - one.end <= _NEAR
    return near and _LISTING.fullmatch(view.text[one.end : other.start]) is not None


def _listed(view: View, found: Sequence[Found], main: Arg) -> list[Found]:
    """Return the members of the list that a subject stands in: A and B, of one type."""
    at = next((n for n, item in enumerate(found) if item.start == main.start), -1)
    if at < 0:
        return []
    first = last = at
    while first and _are_listed(view, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _are_listed(view, found[last], found[last + 1]):
        last += 1
    return list(found[first : last + 1])


def _are_listed(view: View, one: Found, other: Found) -> bool:
    return one.entity.type == other.entity.type and _LISTING.fullmatch(view.text[one.end : other.start]) is not None


def _composites(found: Sequence[Found]) -> Iterator[Proposal]:
    """Yield what a composite says by its form: an ADSC exosome comes from an ADSC."""
    for item in found:
        for predicate, part in item.parts:
            if predicate not in PREDICATES:
                continue  # modified_by is said of the thing, and no claim
            inside = (item.start, item.end)
            yield Proposal(
                Arg(item.start, item.end, item.entity),
                Trigger("", predicate),
                Arg(part.start, part.end, part.entity),
                item.start,
                item.end,
                inside,
                "composite",
            )


def states_something(sentence: Sentence) -> bool:
    """Return whether a word of a sentence may state a relation."""
    patterns = load_patterns(sentence.language)
    if sentence.language == "zh":
        return any(trigger.words in sentence.text for trigger in patterns.triggers)
    words = look_up(patterns)
    return any(word in words.verbs or word in words.nominal for word in re.findall(r"[a-z-]+", sentence.text.lower()))
