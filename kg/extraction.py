"""One document to the relations that it states: sentences, mentions, clauses, context, in this order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.annotations import things_of
from kg.context import with_context
from kg.grounding import Grounder
from kg.languages import fold
from kg.lexicon import Lexicon, load_lexicon
from kg.limits import MEGABYTES, SECONDS, Overtime, limited
from kg.mentions import find_in_view, learn_names
from kg.model import Document, Language, Mention, Relation, Sentence, Span
from kg.ontology import load_ontology
from kg.patterns import Patterns, load_patterns
from kg.references import with_references
from kg.relations import Before, Judged, judge_relations
from kg.sentences import split_sentences
from kg.statements import document_iri

__all__ = ["Extracted", "Reading", "attempt", "extract", "read_sentences", "take"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence gave: every proposal with what became of it, its mentions, and the IRIs of all that it names."""

    sentence: Sentence
    judged: tuple[Judged, ...]
    mentions: tuple[Mention, ...]
    named: tuple[str, ...]

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What is published."""
        return tuple(item.relation for item in self.judged if item.relation is not None and not item.refused)


def _markers(doc: Document, span: Span) -> Iterator[Span]:
    """Yield where the citation markers within a span stand."""
    for marker in doc.markers[bisect_left(doc.markers, span.start, key=lambda found: found.span.start) :]:
        if marker.span.start >= span.end:
            return
        yield marker.span


def read_sentences(
    doc: Document,
    lexicon: Lexicon | None = None,
    min_confidence: float | None = None,
    own: Mapping[Language, Patterns] | None = None,
) -> Iterator[Reading]:
    """Yield what each sentence of a document gives, in order.

    Args:
        doc: as a reader of ``kg.sources`` gave it.
        lexicon: the concepts to look for; those shipped with kg when left out.
        min_confidence: 0..1, below which no relation is published; the usual one of its language when left out.
        own: the words and triggers of a language; those shipped with kg when left out.
    """
    lexicon, own = lexicon or load_lexicon(), own or {}
    ontology = load_ontology()
    doc = with_references(doc) if not doc.markers else doc
    sentences = list(split_sentences(doc))
    views = [fold(doc.text, sent.span.start, sent.span.end, _markers(doc, sent.span)) for sent in sentences]
    naming = learn_names(views, lexicon, load_patterns(doc.language))
    before = Before()
    grounders: dict[Language, Grounder] = {}
    marked = things_of(doc.annotations, lexicon)
    for sent, view in zip(sentences, views, strict=True):
        patterns = own.get(sent.language) or load_patterns(sent.language)
        if sent.language not in grounders:
            grounders[sent.language] = Grounder(lexicon, patterns)
        grounder = grounders[sent.language]
        here = [(span, thing) for span, thing in marked if span.overlaps(sent.span)]
        found = find_in_view(view, lexicon, naming, here)
        judged, before = judge_relations(doc, sent, view, found, grounder, patterns, ontology, before, min_confidence)
        yield Reading(
            sent,
            _in_context(sent, judged, before.named),
            before.named,
            tuple(name for item in found for name in (item.entity.id, *[part.entity.id for _, part in item.parts])),
        )


def _in_context(sentence: Sentence, judged: Sequence[Judged], mentions: Sequence[Mention]) -> tuple[Judged, ...]:
    """Return what was judged, each relation that is published with its context."""
    published = [item.relation for item in judged if item.relation is not None and not item.refused]
    told = iter(with_context(sentence, published, mentions))
    return tuple(
        replace(item, relation=next(told)) if item.relation is not None and not item.refused else item
        for item in judged
    )


def extract(doc: Document, lexicon: Lexicon | None = None) -> Iterator[Relation]:
    """Yield the relations that a document states, in the order of its sentences; see :func:`read_sentences`.

    >>> from kg.sources import read_text
    >>> for text in ("ADSC exosomes increased collagen I.", "脂肪干细胞外泌体上调了Ⅰ型胶原的表达。"):
    ...     relation = list(extract(read_text(text)))[-1]
    ...     print(relation.subject.entity.label, relation.predicate, relation.object.entity.label)
    adipose-derived stem cell exosome increases type I collagen
    adipose-derived stem cell exosome increases type I collagen
    """
    for reading in read_sentences(doc, lexicon):
        yield from reading.relations


@dataclass(frozen=True, slots=True)
class Extracted:
    """All that the graph needs of one document.

    Attributes:
        iri: of the document.
        document: without its text.
        relations: in the order of its sentences.
        mentioned: IRIs of the things that it names, in a relation or not.
    """

    iri: str
    document: Document
    relations: tuple[Relation, ...]
    mentioned: tuple[str, ...]


def take(
    doc: Document, lexicon: Lexicon, min_confidence: float | None, own: Mapping[Language, Patterns] | None
) -> Extracted:
    """Return what the graph needs of a document; the arguments are those of :func:`read_sentences`."""
    readings = list(read_sentences(doc, lexicon, min_confidence, own))
    relations = tuple(relation for reading in readings for relation in reading.relations)
    named = {name for reading in readings for name in reading.named}
    named |= {end.entity.id for relation in relations for end in (relation.subject, relation.object)}
    bare = replace(doc, text="", sections=(), markers=(), annotations=())
    return Extracted(document_iri(doc), bare, relations, tuple(sorted(named)))


def attempt(
    doc: Document,
    lexicon: Lexicon,
    min_confidence: float | None,
    own: Mapping[Language, Patterns] | None,
    seconds: int = SECONDS,
) -> Extracted | str:
    """Return what :func:`take` does, or why one document gives nothing; the others go on.

    Args:
        doc: and the rest, see :func:`read_sentences`.
        lexicon: see there.
        min_confidence: see there.
        own: see there.
        seconds: that it may take; 0 for as long as it takes.
    """
    try:
        with limited(seconds):
            return take(doc, lexicon, min_confidence, own)
    except Overtime:
        return f"{doc.path}: not done after {seconds} s; leave it out, split it, or give it more with --limit"
    except MemoryError:
        return f"{doc.path}: takes more than {MEGABYTES} MB; leave it out, or split it"
    except Exception as error:
        what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        return f"{doc.path}: extraction stopped ({what}); leave it out, and report this with the file"
