"""Proposals to relations: says of each whether it is published, with what confidence, and why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.grounding import BROAD, Found, to_mention
from kg.languages import View
from kg.model import Document, Mention, Relation, Sentence
from kg.ontology import Ontology
from kg.patterns import Patterns
from kg.relations.citing import cited
from kg.relations.confidence import Weights, confidence, observe
from kg.relations.meaning import mean
from kg.relations.phrases import Arg, Proposal
from kg.relations.settling import settle

__all__ = ["Judged", "judge"]

#: endings that few nouns share with adjectives
_QUALITY = re.compile(r"[a-z]+(?:al|ic|ous|ive|ible|able|ary|ory|oid)")


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal and what became of it.

    Attributes:
        proposal: what the grammar proposed, its ends as they are meant.
        relation: what it says, or None where its ends name nothing.
        refused: why it is not published, or "".
        observed: what the confidence rests on.
    """

    proposal: Proposal
    relation: Relation | None
    refused: str = ""
    observed: tuple[str, ...] = ()


#: a name with the number of what it is cited by behind it: 曹奎轩14
_AUTHOR = re.compile(r"[\u4e00-\u9fff]{1,2}(?![素酶肽白体子因])[\u4e00-\u9fff]\d{1,3}")
_UNITS = frozenset(("ml", "mg", "kg", "μg", "ng", "mm", "μm", "nm", "cm", "mj", "iu", "μl", "h", "min"))


_BODILY = ("Organism", "Anatomy", "GeneProduct")
_MORE_OR_LESS = ("increases", "causes", "decreases", "produces")
#: an amount, which is given or measured and does nothing: 5 mg/kg, 0.5 %, 3 weeks
_AMOUNT = re.compile(
    r"[<>≥≤~±]?\s*\d[\d.,]*(?:\s?[-–~±]\s?\d[\d.,]*)?\s*"
    r"(?:%|[kmμn]?g|[mμ]?l|[mμn]?mol|[mμn]m|cm|[mk]?j|i?u|hz|nm|h|min|days?|weeks?|months?|years?|hours?|minutes?)"
    r"(?:\s?/\s?(?:kg|g|m?l|c?m[2²]|day|d|week|h))?",
    re.I,
)


def _is_unit(mention: Mention) -> bool:
    name = mention.entity.label.replace(" ", "").lower()
    if name in _UNITS:
        return True
    counted = mention.entity.provisional and (mention.text[0].isdigit() or mention.text[0] in "<>≥≤~±")
    return counted and _AMOUNT.fullmatch(mention.text.strip()) is not None


def _is_scrap(mention: Mention) -> bool:
    """Return whether an unknown name is none: a unit, or two ideographs between known words, which are a remnant."""
    unknown = mention.entity.provisional and mention.entity.type == "Other"
    if unknown and (_is_unit(mention) or _AUTHOR.fullmatch(mention.text)):
        return True
    return unknown and len(mention.text) <= 2 and not mention.text.isascii()


def _mention(arg: Arg, doc: Document, view: View) -> Mention | None:
    if arg.mention is not None:
        return arg.mention
    if arg.entity is None or arg.end <= arg.start:
        return None
    return to_mention(doc.text, view, Found(arg.start, arg.end, arg.entity))


def judge(
    proposals: Sequence[Proposal],
    doc: Document,
    sentence: Sentence,
    view: View,
    found: Sequence[Found],
    patterns: Patterns,
    ontology: Ontology,
    weights: Weights,
    min_confidence: float | None = None,
) -> Iterator[Judged]:
    """Yield what becomes of every proposal of a sentence, in order; the first of several that say the same counts.

    Args:
        proposals: what the reader of its language found.
        doc: the document, whose text the spans point into.
        sentence: the sentence.
        view: its folded text.
        found: its mentions, indices into the view.
        patterns: word lists of its language.
        ontology: domains and ranges.
        weights: what a confidence is made from, for its language.
        min_confidence: 0..1, below which nothing is published; that of the weights when left out.
    """
    least = weights.publish if min_confidence is None else min_confidence
    fan = Counter((proposal.start, proposal.end) for proposal in proposals)
    seen: set[tuple[object, ...]] = set()
    for proposed in proposals:
        proposal = mean(proposed, view, patterns)
        relation, refused = _relation(proposal, doc, sentence, view, patterns, ontology)
        if relation is None or refused:
            yield Judged(proposal, relation, refused)
            continue
        observed = observe(proposal, relation, view, found, fan[(proposal.start, proposal.end)])
        sure = confidence(observed, weights)
        guess = not relation.rule.startswith("composite") and _is_guess(relation, patterns)
        relation = replace(relation, confidence=sure, hedged=relation.hedged or guess, hypothesised=guess)
        key = (relation.subject.span, relation.predicate, relation.object.span, relation.negated)
        if key in seen:
            refused = "said before in this sentence"
        elif sure < least:
            refused = f"confidence {sure:.2f} is below {least:.2f}"
        else:
            seen.add(key)
        yield Judged(proposal, relation, refused, observed)


def _relation(
    proposal: Proposal, doc: Document, sentence: Sentence, view: View, patterns: Patterns, ontology: Ontology
) -> tuple[Relation | None, str]:
    """Return what a proposal says, and why it cannot be meant, or ""."""
    subject, target = (_mention(proposal.subject, doc, view), _mention(proposal.object, doc, view))
    if subject is None or target is None or proposal.end <= proposal.start:
        return None, "an end names nothing"
    predicate = settle(proposal, view, patterns)
    trigger = view.span(proposal.start, proposal.end)
    relation = Relation(
        sentence,
        subject,
        predicate,
        target,
        trigger,
        doc.text[trigger.start : trigger.end],
        proposal.negated,
        proposal.hedged,
        proposal.no_change,
        cited(doc, sentence, trigger, (subject, target)),
        proposal.rule,
    )
    if subject.span.overlaps(target.span) and not proposal.rule.startswith("composite"):
        return relation, "one end lies within the other"
    if subject.entity.id == target.entity.id:
        return relation, "both ends are the same thing"
    if proposal.object.property and not proposal.object.sign:
        return relation, "the object is what a thing can do, not the thing"
    if (
        (_is_scrap(target) and predicate != "derived_from")
        or (_is_scrap(subject) and len(subject.text) > 2)
        or _is_unit(subject)
        or _is_unit(target)
    ):
        return relation, "the object is a remnant of a word"
    broad = target.text.lower() in patterns.having("broad")
    if predicate == "is_a" and (broad or not BROAD.isdisjoint((subject.entity.id, target.entity.id))):
        return relation, "to belong to so broad a class says nothing"
    if predicate == "causes" and _is_anyone(subject, patterns):
        return relation, "people bring nothing about: they have it"
    if predicate == "affects" and subject.entity.type == "Disease" and _is_anyone(target, patterns):
        return relation, "that people have an illness says nothing of it"
    if _is_quality(subject, patterns) or _is_quality(target, patterns):
        return relation, "an end is a quality, or anything at all, and names nothing"
    ill = target.entity.type in ("Disease", "Phenotype") or predicate == "causes"
    answered = proposal.trigger.words in patterns.having("answering") and subject.entity.type in _BODILY
    if proposal.trigger.words in patterns.having("ill_only") and (not ill or answered):
        return relation, "that is said of illnesses alone, and of what is given for them"
    return relation, _misjoined(subject, predicate, target, patterns, ontology)


def _misjoined(subject: Mention, predicate: str, target: Mention, patterns: Patterns, ontology: Ontology) -> str:
    """Return why things of two classes cannot stand in a relation, or ""."""
    kinds = (subject.entity.type, target.entity.type)
    ill_part = kinds[0] == "Anatomy" and kinds[1] in ("Disease", "Phenotype", "Process")
    if predicate == "is_a" and (set(kinds) > {"Organism"} or ill_part):
        return "no living thing is of that kind, and no part of one an illness"
    if kinds[0] in ("Disease", "Phenotype") and kinds[1] == "Intervention" and predicate in _MORE_OR_LESS:
        return "that an illness is treated is no doing of the illness"
    if predicate == "located_in" and kinds[1] == "Phenotype" and kinds[0] in ("Disease", "Phenotype"):
        return "an illness is in nobody's complexion"
    if predicate == "contains" and kinds[0] == "Process" and kinds[1] in ("GeneProduct", "RNA", "Chemical", "Cell"):
        return "what goes on holds no thing"
    if predicate == "has_phenotype" and kinds[0] in ("GeneProduct", "RNA"):
        return "a molecule shows no signs: that is of what it brings about"
    if predicate == "has_phenotype" and kinds[0] == "Organism" and _is_anyone(subject, patterns):
        return "patients show the signs of what they have, which is not said"
    if not ontology.allows(subject.entity.type, predicate, target.entity.type):
        return f"{predicate} does not join {subject.entity.type} and {target.entity.type}"
    return ""


def _is_quality(end: Mention, patterns: Patterns) -> bool:
    """Return whether an end is one unknown word that says what something is like, or names anything: "distinct", "value"."""
    word = end.entity.label
    if end.entity.provisional and word in patterns.having("any_of_many"):
        return True
    if not end.entity.provisional or end.entity.type != "Other":
        return False
    if patterns.language == "zh":
        return word in patterns.having("empty_names") or word.endswith(patterns.words["headless"])
    if not word.isalpha() or end.text.lower().endswith("ics"):
        return False
    if word in patterns.having("qualities") or end.text.lower() in patterns.having("qualities"):
        return True
    return _QUALITY.fullmatch(word) is not None and word not in patterns.having("nouns_like_qualities")


def _is_anyone(target: Mention, patterns: Patterns) -> bool:
    """Return whether a mention names people: "affects 2 % of women", 影响全球许多人."""
    people = patterns.words["people"]
    if patterns.language == "zh":
        return target.text.endswith(people)
    return target.text.lower().rpartition(" ")[2] in people


@lru_cache(maxsize=8)
def _guessing(patterns: Patterns) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the words of a hypothesis, and those that make one of whatever follows."""
    joined = "|".join(map(re.escape, sorted(patterns.having("hypotheses"), key=len, reverse=True)))
    if patterns.language == "zh":
        return re.compile(joined), re.compile(r"(?!)")
    asking = "|".join(map(re.escape, patterns.words["questions"]))
    sure = rf"\b(?:hypothesi[sz]ed?|postulated?|speculated?|assumed?)\s+that\b|\b(?:{asking})\b"
    return re.compile(rf"\b(?:{joined})\b"), re.compile(sure)


def _is_guess(relation: Relation, patterns: Patterns) -> bool:
    """Return whether a relation is a hypothesis or a question: a word for one stands before it in its part of the sentence.

    "We hypothesised that X raises Y" is one though no word of the clause itself doubts; 尚不清楚 may also stand behind.
    """
    guesses, asks = _guessing(patterns)
    text, base = relation.sentence.text.lower(), relation.sentence.span.start
    place = relation.trigger.start - base
    start = max(text.rfind(mark, 0, place) for mark in ";；。") + 1
    before = text[start:place]
    if patterns.language == "zh":
        behind = re.split(r"[;；。]", text[place:])[0]
        return relation.hedged and bool(guesses.search(before + behind))
    return bool(asks.search(before)) or (relation.hedged and bool(guesses.search(before)))
