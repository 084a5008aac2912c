"""A graph to triples, and triples to bytes that are the same whatever the order they came in.

There are no blank nodes: every node has an IRI made from its content. Turtle comes from sorting the triples and
streaming them through pyoxigraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.graph.claims import opposition_triples, statement_triples
from kg.graph.entities import all_entities, entity_triples
from kg.graph.nodes import TYPE, named, ours, text, truth
from kg.lexicon import Lexicon
from kg.model import Document, Opposition, Reference, Statement
from kg.namespaces import ACT, PREFIXES
from kg.ontology import Ontology

__all__ = ["graph_triples", "to_turtle", "write_sorted"]


def _document_triples(iri: str, doc: Document) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iri)
    yield ox.Triple(node, TYPE, ours("Document"))
    yield ox.Triple(node, named("dcterms", "title"), text(doc.title or doc.id))
    yield ox.Triple(node, named("dcterms", "language"), text(doc.language))
    for name, value in (("path", doc.path), ("journal", doc.journal), ("year", doc.year), ("doi", doc.doi)):
        if value:
            yield ox.Triple(node, ours(name), text(value))
    for author in doc.authors:
        yield ox.Triple(node, named("dcterms", "creator"), text(author))


def _reference_triples(iri: str, reference: Reference) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iri)
    yield ox.Triple(node, TYPE, ours("Reference"))
    yield ox.Triple(node, named("dcterms", "bibliographicCitation"), text(reference.text))
    if reference.title:
        yield ox.Triple(node, named("dcterms", "title"), text(reference.title))
    for author in reference.authors:
        yield ox.Triple(node, named("dcterms", "creator"), text(author))
    for name in ("journal", "year", "volume", "pages", "doi", "pmid"):
        if value := getattr(reference, name):
            yield ox.Triple(node, ours(name), text(value))
    yield ox.Triple(node, ours("isReview"), truth(reference.review))


def _activity_triples(activity: str, version: str) -> Iterator[ox.Triple]:
    """Yield what made the graph: the same version makes the same activity, so the same input gives the same bytes."""
    run, software = ox.NamedNode(activity), ox.NamedNode(f"{ACT}reviewkg-{version}")
    yield ox.Triple(run, TYPE, named("prov", "Activity"))
    yield ox.Triple(run, named("prov", "wasAssociatedWith"), software)
    yield ox.Triple(software, TYPE, named("prov", "SoftwareAgent"))
    yield ox.Triple(software, named("dcterms", "title"), text(f"reviewkg {version}"))


def graph_triples(
    statements: Iterable[Statement],
    documents: Mapping[str, Document],
    references: Mapping[str, Reference],
    mentioned: Mapping[str, Iterable[str]],
    lexicon: Lexicon,
    ontology: Ontology,
    oppositions: Iterable[Opposition] = (),
    version: str = "",
) -> Iterator[ox.Triple]:
    """Yield the triples of a graph, in no order and perhaps more than once.

    Args:
        statements: with their evidence.
        documents: IRI -> document.
        references: IRI -> paper, as one of the documents cites it.
        mentioned: IRI of a document -> IRIs of the things it names, in a relation or not.
        lexicon: names and identifiers of the concepts.
        ontology: its terms are repeated in the graph, so that the file explains itself.
        oppositions: the opposite pairs among the statements.
        version: of this package, for the provenance.
    """
    statements = list(statements)
    yield from ontology.triples
    activity = f"{ACT}extraction-{version}"
    yield from _activity_triples(activity, version)
    for statement in statements:
        yield from statement_triples(statement, activity, ontology)
    known = {statement.id for statement in statements}
    for opposition in oppositions:
        yield from opposition_triples(opposition, known)
    entities = all_entities(statements, lexicon)
    for entity in entities.values():
        yield from entity_triples(entity, lexicon)
    for document, names in mentioned.items():
        for name in names:
            if name in entities:
                yield ox.Triple(ox.NamedNode(name), ours("mentionedIn"), ox.NamedNode(document))
    for iri, doc in documents.items():
        yield from _document_triples(iri, doc)
    cited = {iri for statement in statements for item in statement.evidence for iri in item.references}
    for iri in cited:
        yield from _reference_triples(iri, references[iri])


def write_sorted(triples: Iterable[ox.Triple] | Iterable[ox.Quad], syntax: ox.RdfFormat) -> bytes:
    """Return triples or quads as bytes in a syntax, sorted, each once: the same set gives the same bytes."""
    ordered = sorted({str(triple): triple for triple in triples}.items())
    if ordered and isinstance(ordered[0][1], ox.Quad):  # a graph is written in one piece
        ordered.sort(key=lambda item: str(getattr(item[1], "graph_name", "")))
    prefixes = {} if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else PREFIXES
    data = ox.serialize((triple for _, triple in ordered), format=syntax, prefixes=prefixes or None)  # type: ignore[arg-type]
    return data if data is not None else b""


def to_turtle(triples: Iterable[ox.Triple]) -> str:
    """Return triples as Turtle with our prefixes, sorted."""
    return write_sorted(triples, ox.RdfFormat.TURTLE).decode("utf-8")
