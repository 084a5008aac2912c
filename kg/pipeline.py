"""The steps in a row. The only file that knows their order."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import as_file
from pathlib import Path

import pyoxigraph as ox

from kg.annotations import things_of
from kg.context import with_context
from kg.errors import SourceError
from kg.graph import graph_triples, open_graph, write_sorted
from kg.grounding import Grounder
from kg.knowledge import BuildReport, KnowledgeGraph
from kg.languages import fold
from kg.lexicon import Lexicon, load_lexicon
from kg.mentions import find_in_view, learn_names
from kg.model import Document, Language, Mention, Reference, Relation, Sentence, Span
from kg.ontology import load_ontology
from kg.oppositions import find_oppositions
from kg.patterns import Patterns, load_patterns, patterns_with
from kg.references import identify, with_references
from kg.relations import Before, Judged, judge_relations
from kg.resources import VERSION, data_folder
from kg.sentences import split_sentences
from kg.sources import find_files, read_documents
from kg.statements import assemble, document_iri, find_evidence
from kg.terms import lexicon_with

__all__ = ["COUNTED_ONCE", "Reading", "build", "demo_paths", "extract", "load", "read_all", "read_sentences"]

#: of a document that was read already, and is no bad one
COUNTED_ONCE = "counted once"
Progress = Callable[[int, int, str], None]


def _silent(_done: int, _total: int, _name: str) -> None:
    """Say nothing about progress."""


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
    marked = things_of(doc.annotations, lexicon)
    for sent, view in zip(sentences, views, strict=True):
        patterns = own.get(sent.language) or load_patterns(sent.language)
        grounder = Grounder(lexicon, patterns)
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


def read_all(paths: Iterable[str | Path], *, progress: Progress = _silent) -> Iterator[Document | tuple[str, str]]:
    """Yield each document below some paths, or (file, reason) for one that cannot be read; the rest go on.

    Args:
        paths: files and folders, in any order.
        progress: called with the number done, the total and the file's name before each file is read.

    Raises:
        SourceError: if a path does not exist, or a folder holds nothing that kg reads.
    """
    files = list(find_files(Path(path) for path in paths))
    texts: dict[str, str] = {}
    for n, file in enumerate(files):
        progress(n, len(files), file.name)
        for doc in read_documents(file):
            if isinstance(doc, SourceError):
                yield str(file), str(doc)
                continue
            known = hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()
            if known in texts:
                yield str(file), f"{file.parent / doc.path}: the same text as {texts[known]}; {COUNTED_ONCE}"
                continue
            texts[known] = doc.path
            yield with_references(doc)
    progress(len(files), len(files), "")


def build(
    *paths: str | Path,
    terms: Sequence[str | Path] = (),
    triggers: Sequence[str | Path] = (),
    min_confidence: float | None = None,
    strict: bool = False,
    progress: Progress = _silent,
) -> KnowledgeGraph:
    """Return the graph of the reviews in some files and folders.

    Args:
        paths: files and folders, in any order: the graph is the same.
        terms: files of your own terms, beside those shipped with kg; see :func:`kg.terms.read_terms`.
        triggers: files of your own triggers; see :func:`kg.patterns.patterns_with`.
        min_confidence: 0..1, below which no relation is published; the usual one of its language when left out.
        strict: stop at the first document that cannot be read.
        progress: see :func:`read_all`.

    Raises:
        SourceError: if a path does not exist, or nothing below the paths can be read.
        LexiconError: if a file of terms is wrong.
        PatternError: if a file of triggers is wrong.
    """
    lexicon = lexicon_with([Path(path) for path in terms])
    own = patterns_with([Path(path) for path in triggers])
    documents: dict[str, Document] = {}
    found: dict[str, list[Relation]] = {}
    mentioned: dict[str, set[str]] = {}
    skipped: list[tuple[str, str]] = []
    for item in read_all(paths, progress=progress):
        if isinstance(item, tuple):
            if strict and COUNTED_ONCE not in item[1]:
                raise SourceError(item[1])
            skipped.append(item)
            continue
        documents[document_iri(item)] = item
        readings = list(read_sentences(item, lexicon, min_confidence, own))
        relations = [relation for reading in readings for relation in reading.relations]
        found[document_iri(item)] = relations
        mentioned[document_iri(item)] = {name for reading in readings for name in reading.named} | {
            end.entity.id for relation in relations for end in (relation.subject, relation.object)
        }
    if not documents:
        raise SourceError(
            "; ".join(why for _, why in skipped) or "no document was given; name a file or folder with reviews"
        )
    identified = identify({iri: doc.references for iri, doc in documents.items()})
    references: dict[str, Reference] = {}
    for iri, doc in documents.items():
        for reference in doc.references:
            # the fullest entry of a paper stands for it, whichever document was read first
            paper = identified[iri, reference.number]
            references[paper] = max(
                references.get(paper, reference), reference, key=lambda ref: (len(ref.text), ref.text)
            )
    evidence = [item for iri, doc in documents.items() for item in find_evidence(doc, found[iri], identified)]
    reviews = {iri for iri, reference in references.items() if reference.review}
    statements = assemble(evidence, reviews)
    triples = graph_triples(
        statements, documents, references, mentioned, lexicon, load_ontology(), find_oppositions(statements), VERSION
    )
    store = ox.Store()
    store.bulk_load(write_sorted(triples, ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.N_TRIPLES)
    return KnowledgeGraph(store, BuildReport(tuple(sorted(doc.path for doc in documents.values())), tuple(skipped)))


def load(path: str | Path) -> KnowledgeGraph:
    """Return the graph in a file that ``kg build`` or ``kg export`` wrote.

    Raises:
        GraphError: if the file is missing or is no RDF.
    """
    return KnowledgeGraph(open_graph(Path(path)))


def demo_paths() -> list[Path]:
    """Return the two demo reviews that ship with kg, one English and one Chinese."""
    with as_file(data_folder("demo")) as folder:
        return sorted(folder.glob("*.md"))
