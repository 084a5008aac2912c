"""What a person reads about an extraction: sentences with their relations, why each was made, what was missed, scores."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction import Reading
from kg.model import Document, Mention, Relation, Span
from kg.relations import Judged, states_something
from kg.relations.confidence import Weights, load_weights
from kg.scoring import Scored

__all__ = [
    "errors_lines",
    "explain_lines",
    "missed_lines",
    "relation_text",
    "score_lines",
    "sentence_lines",
    "unknown_terms",
]

_WIDTH = 100


def _cells(char: str) -> int:
    """Return how many columns a terminal gives a character."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _underlined(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Yield a text in lines of a hundred columns, each followed by a line of marks below some stretches of it."""
    marked = {at for span in spans for at in range(span.start, span.end)}
    upper, lower, width = "", "", 0
    for at, char in enumerate(text):
        shown = " " if char in "\n\r\t\v\f\u2028\u2029" else char
        cells = _cells(shown)
        if width + cells > _WIDTH and (shown == " " or cells == 2 or width + cells > _WIDTH + 20):
            yield from (line for line in (upper.rstrip(), lower.rstrip()) if line)
            upper, lower, width = "", "", 0
        upper += shown
        lower += ("~" if at in marked else " ") * cells
        width += cells
    yield from (line for line in (upper.rstrip(), lower.rstrip()) if line)


def relation_text(relation: Relation) -> str:
    """Return a relation as a person reads it: names, predicate, and what qualifies it."""
    said = "not " if relation.negated and not relation.no_change else ""
    marks = [name for name, on in (("hedged", relation.hedged), ("no change", relation.no_change)) if on]
    marks += [f"cites {', '.join(relation.citations)}"] if relation.citations else []
    tail = f" ({'; '.join(marks)})" if marks else ""
    return f"{relation.subject.entity.label} | {said}{relation.predicate} | {relation.object.entity.label}{tail}"


def sentence_lines(number: int, reading: Reading) -> Iterator[str]:
    """Yield a sentence with its mentions underlined and its relations below; nothing where it states none.

    Args:
        number: the sentence's place in its document, from 1.
        reading: what it gave.
    """
    if reading.relations:
        yield from _headed(number, reading, [item.span for item in reading.mentions])
        for relation in reading.relations:
            yield f"  {relation.confidence:.2f}  {relation_text(relation)}"
        yield ""


def _headed(number: int, reading: Reading, spans: Iterable[Span]) -> Iterator[str]:
    start = reading.sentence.span.start
    section = f", {reading.sentence.section}" if reading.sentence.section else ""
    yield f"[{number}] characters {start} to {reading.sentence.span.end}{section}"
    inside = [Span(span.start - start, span.end - start) for span in spans if span.start >= start]
    yield from _underlined(reading.sentence.text, inside)


def _end(name: str, mention: Mention) -> str:
    entity = mention.entity
    known = "not in the lexicon" if entity.provisional else "in the lexicon"
    return f"{name} {mention.text!r} {mention.span.start}..{mention.span.end}: {entity.label}, {entity.type}, {known}"


def explain_lines(number: int, reading: Reading) -> Iterator[str]:
    """Yield every proposal in a sentence: published or refused and why, its rule, its spans, what its confidence rests on."""
    weights = load_weights(reading.sentence.language)
    yield from _headed(number, reading, [item.span for item in reading.mentions])
    if not reading.judged:
        yield "  no rule proposed anything here"
    for item in reading.judged:
        yield from _explained(item, weights)
    yield ""


def _explained(item: Judged, weights: Weights) -> Iterator[str]:
    relation, table = item.relation, weights.observations
    if relation is None:
        yield f"  refused    {item.proposal.rule}: {item.refused} (trigger {item.proposal.trigger.words!r})"
        return
    verdict = (
        f"refused    {relation_text(relation)}: {item.refused}"
        if item.refused
        else f"published  {relation_text(relation)}"
    )
    yield f"  {verdict}"
    yield f"      rule {relation.rule}, trigger {relation.trigger_text!r} {relation.trigger.start}..{relation.trigger.end}"
    yield f"      {_end('subject', relation.subject)}"
    yield f"      {_end('object', relation.object)}"
    if item.observed:
        parts = sorted(
            ((table[name], name) for name in item.observed if name in table), key=lambda p: (-abs(p[0]), p[1])
        )
        listed = ", ".join(f"{name} {value:+.2f}" for value, name in parts)
        yield f"      confidence {relation.confidence:.2f}: starts at {weights.bias:+.2f}, {listed or 'nothing observed counts'}"


def missed_lines(doc: Document, readings: Sequence[Reading]) -> Iterator[str]:
    """Yield the sentences of a document that name two known things and a trigger, and yet gave no relation."""
    for number, reading in enumerate(readings, 1):
        known = {item.entity.id for item in reading.mentions if not item.entity.provisional}
        if len(known) < 2 or reading.relations or not states_something(reading.sentence):
            continue
        yield f"{doc.id}:{number}"
        yield from _headed(number, reading, [item.span for item in reading.mentions])
        refused = Counter(item.refused.split(" 0.")[0] for item in reading.judged if item.refused)
        why = "; ".join(f"{reason} ({many})" for reason, many in sorted(refused.items())) or "no rule fits"
        yield f"  {why}"
        yield ""


def unknown_terms(readings: Iterable[Reading], least: int = 2) -> list[tuple[int, str, str, str]]:
    """Return (how often, class its form suggests, name, a sentence) of the terms the lexicon lacks, the most frequent first.

    Args:
        readings: of any number of documents.
        least: how often a term must stand as an end of a proposal to be listed.
    """
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = defaultdict(str)
    for reading in readings:
        ends = {
            (mention.entity.type, mention.entity.label)
            for item in reading.judged
            if item.relation is not None
            for mention in (item.relation.subject, item.relation.object)
            if mention.entity.provisional and not mention.entity.parts
        }
        for key in ends:
            counts[key] += 1
            shown[key] = shown[key] or " ".join(reading.sentence.text.split())
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(many, kind, name, shown[kind, name]) for (kind, name), many in ordered if many >= least]


def _row(name: str, right: int, found: int) -> str:
    return f"  {name:28} {right:5} of {found:5} right   {right / found:.2f}" if found else f"  {name:28} none found"


def score_lines(scored: Scored) -> Iterator[str]:
    """Yield precision, recall and F1 of a language, by predicate and by rule, and how reliable the confidence is."""
    yield f"{scored.language}: {scored.sentences} sentences, {scored.core} core relations"
    yield f"  precision {scored.precision:.3f}   core recall {scored.recall:.3f}   F1 {scored.f1:.3f}"
    marked, denied, falsely, plain = scored.negation()
    wrong, directed = scored.wrong_direction()
    yield f"  denied and marked so: {marked} of {denied}; marked denied though not: {falsely} of {plain}"
    yield f"  direction wrong: {wrong} of {directed}; ends quoted exactly: {scored.exact_spans():.2f}"
    for title, key in (
        ("by predicate", lambda relation: relation.predicate),
        ("by rule", lambda relation: relation.rule),
        ("by confidence", lambda relation: f"{int(min(relation.confidence, 0.99) * 10) / 10:.1f}"),
    ):
        yield f"  {title}"
        counts: dict[str, list[int]] = {}
        for relation, right, _ in scored.found:
            row = counts.setdefault(key(relation), [0, 0])
            row[0] += bool(right)
            row[1] += 1
        yield from (f"  {_row(name, *counts[name])}" for name in sorted(counts))


def errors_lines(scored: Scored, most: int) -> Iterator[str]:
    """Yield up to some number of sentences with what is wrong or missed in them, side by side.

    Args:
        scored: the scores of a language.
        most: how many sentences.
    """
    wrong: dict[tuple[str, Span], list[str]] = {}
    texts: dict[tuple[str, Span], str] = {}
    for relation, right, joined in scored.found:
        if not right:
            key = (relation.sentence.document, relation.sentence.span)
            texts[key] = relation.sentence.text
            meant = f"   annotated: {', '.join(gold.predicate for gold in joined)}" if joined else ""
            wrong.setdefault(key, []).append(f"  wrong   {relation_text(relation)}  [{relation.rule}]{meant}")
    for one, gold in scored.missed:
        key = (one.document, one.span)
        texts[key] = one.text
        denied = "not " if gold.negated else ""
        wrong.setdefault(key, []).append(
            f"  missed  {gold.row['s']} | {denied}{gold.predicate} | {gold.row['o']}  [{gold.row.get('trigger', '')}]"
        )
    for key in sorted(wrong)[:most]:
        yield f"{key[0]} characters {key[1].start} to {key[1].end}"
        yield from _underlined(texts[key], ())
        yield from wrong[key]
        yield ""
