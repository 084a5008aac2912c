"""Proposals to relations: settles the predicate by what the object is, and refuses what cannot be meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.grounding import Found, as_worded, to_mention
from kg.languages import View
from kg.model import Document, Mention, Relation, Sentence
from kg.ontology import Ontology
from kg.patterns import Patterns
from kg.relations.phrases import BROAD, Arg, Proposal

__all__ = ["state"]

#: what the loss of a thing does in these ways, the thing itself does not
_DIRECTED = ("increases", "decreases", "cause", "improve", "treats", "protect")


def _is_unknown(mention: Mention) -> bool:
    """Return whether neither the lexicon nor its form says what a thing is."""
    return mention.entity.provisional and mention.entity.type == "Other"


def _is_bare(mention: Mention) -> bool:
    """Return whether no concept names a thing and none heads its name."""
    return mention.entity.provisional and not mention.entity.broader


def _is_scrap(mention: Mention) -> bool:
    """Return whether an unknown name is too short to be one: two ideographs between known words are a remnant."""
    return _is_unknown(mention) and len(mention.text) <= 2 and not mention.text.isascii()


def _is_harmful(arg: Arg, view: View, patterns: Patterns) -> bool:
    words = patterns.having("harmful")
    entity = arg.entity
    names = [view.lower[arg.start : arg.end]] + ([entity.label.lower()] if entity else [])
    if patterns.language == "zh":
        return any(name.endswith(tuple(words)) for name in names)
    return any(re.split(r"[\s-]+", name)[-1] in words for name in names)


def settle(proposal: Proposal, view: View, patterns: Patterns) -> str:
    """Return the predicate that is stated, with the change the object phrase speaks of worked in.

    "reduces the loss of X" raises X, "leads to a decline of X" lowers it; "leads to" a disease causes it, while to
    lead to more of a protein is to raise it; to improve what is harmful is to treat it.
    """
    predicate, sign = proposal.trigger.predicate, proposal.object.sign
    if proposal.subject.sign < 0 and not proposal.subject.property and predicate in _DIRECTED:
        return "affects"  # the loss of X causes Y: X itself does not
    entity = proposal.object.entity
    kind = entity.type if entity else "Other"
    harmful = kind == "Disease" or _is_harmful(proposal.object, view, patterns)
    if proposal.object.undirected and predicate in ("increases", "cause", "decreases"):
        return "affects"
    if sign and predicate in ("increases", "cause", "improve", "produces"):
        return "increases" if sign > 0 else "decreases"
    if sign and predicate in ("decreases", "treats", "protect"):
        return "decreases" if sign > 0 else "increases"
    if predicate == "cause":
        return "causes" if kind in ("Disease", "Phenotype") or harmful else "increases"
    if predicate == "improve":
        return "treats" if harmful else "increases"
    if (
        predicate == "treats"
        and kind in ("Process", "Phenotype", "GeneProduct", "Pathway", "RNA", "Chemical")
        and not harmful
        and proposal.trigger.kind != "tail"
    ):
        return "affects" if proposal.trigger.words in patterns.having("reversals") else "increases"
    if predicate == "protect":
        return "decreases" if harmful or kind == "Exposure" else "increases"
    if predicate == "use":
        return "treats" if harmful else "affects"
    return predicate


def _lost(arg: Arg, view: View, language: str) -> Arg:
    """Return a subject of which there is less as what it is, a loss: collagen itself causes no wrinkles."""
    if arg.sign >= 0 or arg.property or arg.reach is None or arg.mention is not None:
        return arg
    entity = as_worded(view.text[slice(*arg.reach)], "Process", language)
    return Arg(*arg.reach, entity) if entity else arg


def _shown(proposal: Proposal, view: View, language: str) -> Arg:
    """Return what a disease shows as the whole change: 胶原减少 is the sign, not 胶原."""
    arg = proposal.object
    if proposal.trigger.predicate != "has_phenotype" or not arg.sign or arg.reach is None or arg.mention is not None:
        return arg
    entity = as_worded(view.text[slice(*arg.reach)], "Phenotype", language)
    return Arg(*arg.reach, entity) if entity else arg


def _expressed(proposal: Proposal) -> Proposal:
    """Return what it says that a thing is expressed somewhere: a cell produces it, a tissue holds it."""
    if proposal.trigger.predicate != "expressed":
        return proposal
    where = proposal.object.entity
    if where is not None and where.type == "Cell":
        trigger = replace(proposal.trigger, predicate="produces")
        return replace(proposal, subject=proposal.object, trigger=trigger, object=proposal.subject)
    return replace(proposal, trigger=replace(proposal.trigger, predicate="located_in"))


def _mention(arg: Arg, doc: Document, view: View) -> Mention | None:
    if arg.mention is not None:
        return arg.mention
    if arg.entity is None or arg.end <= arg.start:
        return None
    return to_mention(doc.text, view, Found(arg.start, arg.end, arg.entity))


def state(
    proposals: Iterable[Proposal], doc: Document, sentence: Sentence, view: View, patterns: Patterns, ontology: Ontology
) -> Iterator[Relation]:
    """Yield the relations that a sentence states, each once.

    Args:
        proposals: what the reader of its language found.
        doc: the document, whose text the spans point into.
        sentence: the sentence.
        view: its folded text.
        patterns: word lists of its language.
        ontology: domains and ranges.
    """
    seen: set[tuple[object, ...]] = set()
    for proposed in proposals:
        proposal = _expressed(proposed)
        proposal = replace(
            proposal,
            subject=_lost(proposal.subject, view, patterns.language),
            object=_shown(proposal, view, patterns.language),
        )
        subject, target = (_mention(proposal.subject, doc, view), _mention(proposal.object, doc, view))
        if subject is None or target is None or proposal.end <= proposal.start:
            continue
        if subject.span.overlaps(target.span) and not proposal.rule.startswith("composite"):
            continue
        predicate = settle(proposal, view, patterns)
        if (_is_unknown(subject) and _is_bare(target)) or _is_scrap(target):
            continue
        broad = target.text.lower() in patterns.having("broad")
        if predicate == "is_a" and (broad or not BROAD.isdisjoint((subject.entity.id, target.entity.id))):
            continue
        if not ontology.allows(subject.entity.type, predicate, target.entity.type):
            continue
        key = (subject.span, predicate, target.span, proposal.negated)
        if key in seen:
            continue
        seen.add(key)
        trigger = view.span(proposal.start, proposal.end)
        yield Relation(
            sentence,
            subject,
            predicate,
            target,
            trigger,
            doc.text[trigger.start : trigger.end],
            proposal.negated,
            proposal.hedged,
            proposal.no_change,
            _citations(doc, sentence, target, trigger.end),
            proposal.rule,
        )


def _citations(doc: Document, sentence: Sentence, target: Mention, after: int) -> tuple[str, ...]:
    """Return the numbers of the marker that closes the clause of a relation, or of the sentence where one alone does."""
    first_inside = bisect_left(doc.markers, sentence.span.start, key=lambda marker: marker.span.start)
    behind_all = bisect_left(doc.markers, sentence.span.end, key=lambda marker: marker.span.start)
    inside = doc.markers[first_inside:behind_all]
    behind = [
        marker
        for marker in inside
        if marker.span.start >= max(after, target.span.end if target.span.start >= sentence.span.start else 0)
    ]
    if behind:
        first = behind[0]
        end = first.span.end
        numbers = list(first.numbers)
        for marker in behind[1:]:  # [12][13] and [12],[13] are one marker
            if doc.text[end : marker.span.start].strip(" ,，、;"):
                break
            numbers += marker.numbers
            end = marker.span.end
        return tuple(dict.fromkeys(numbers))
    return inside[0].numbers if len(inside) == 1 and len(sentence.text) < 160 else ()
