"""The steps in a row. The only file that knows their order."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grounding import Grounder
from kg.languages import fold
from kg.lexicon import Lexicon, load_lexicon
from kg.mentions import find_in_view, learn_names
from kg.model import Document, Mention, Relation
from kg.ontology import load_ontology
from kg.patterns import load_patterns
from kg.references import with_references
from kg.relations import find_relations
from kg.sentences import split_sentences

__all__ = ["extract"]


def extract(doc: Document, lexicon: Lexicon | None = None) -> Iterator[Relation]:
    """Yield the relations that a document states, in the order of its sentences.

    Args:
        doc: as a reader of ``kg.sources`` gave it.
        lexicon: the concepts to look for; those shipped with kg when left out.

    >>> from kg.sources import read_text
    >>> [(r.subject.entity.label, r.predicate, r.object.entity.label) for r in extract(read_text("ADSC exosomes increased collagen I."))][-1]
    ('adipose-derived stem cell exosome', 'increases', 'type I collagen')
    """
    lexicon = lexicon or load_lexicon()
    ontology = load_ontology()
    doc = with_references(doc) if not doc.markers else doc
    hidden = [marker.span for marker in doc.markers]
    sentences = list(split_sentences(doc))
    views = [fold(doc.text, sent.span.start, sent.span.end, hidden) for sent in sentences]
    naming = learn_names(views, lexicon, load_patterns(doc.language))
    antecedent: Mention | None = None
    for sent, view in zip(sentences, views, strict=True):
        patterns = load_patterns(sent.language)
        grounder = Grounder(lexicon, patterns)
        found = find_in_view(view, lexicon, naming)
        relations, main = find_relations(doc, sent, view, found, grounder, patterns, ontology, antecedent)
        yield from relations
        antecedent = main or antecedent
