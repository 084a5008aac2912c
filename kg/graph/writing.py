"""A graph to triples, and triples to bytes that are the same whatever the order they came in.

There are no blank nodes: every node has an IRI made from its content. Turtle comes from sorting the triples and
streaming them through pyoxigraph.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

import pyoxigraph as ox

from kg.graph.claims import opposition_triples, statement_triples
from kg.graph.entities import all_entities, entity_triples
from kg.graph.nodes import TYPE, named, ours, text, truth
from kg.graph.sorting import sorted_triples
from kg.lexicon import Lexicon
from kg.model import Document, Entity, Opposition, Reference, Statement
from kg.namespaces import ACT, PREFIXES
from kg.ontology import Ontology

__all__ = ["Seen", "claim_triples", "named_triples", "serialize", "to_turtle", "write_sorted"]


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


def _activity(version: str) -> str:
    return f"{ACT}extraction-{version}"


def _activity_triples(activity: str, version: str) -> Iterator[ox.Triple]:
    """Yield what made the graph: the same version makes the same activity, so the same input gives the same bytes."""
    run, software = ox.NamedNode(activity), ox.NamedNode(f"{ACT}reviewkg-{version}")
    yield ox.Triple(run, TYPE, named("prov", "Activity"))
    yield ox.Triple(run, named("prov", "wasAssociatedWith"), software)
    yield ox.Triple(software, TYPE, named("prov", "SoftwareAgent"))
    yield ox.Triple(software, named("dcterms", "title"), text(f"reviewkg {version}"))


@dataclass(slots=True)
class Seen:
    """What statements name, which is told of once for all of them.

    Attributes:
        ends: the things they stand between.
        cited: IRIs of the papers that their evidence cites.
    """

    ends: set[Entity] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)


def claim_triples(
    claims: Iterable[Statement | Opposition], ontology: Ontology, version: str, seen: Seen
) -> Iterator[ox.Triple]:
    """Yield the triples of statements and oppositions, in no order; no claim is held longer than it is written.

    Args:
        claims: statements with their evidence, and opposite pairs of statements that came before.
        ontology: its evidence ladder.
        version: of this package, for the provenance.
        seen: takes what the claims name.
    """
    known: set[str] = set()
    for claim in claims:
        if isinstance(claim, Opposition):
            yield from opposition_triples(claim, known)
            continue
        known.add(claim.id)
        seen.ends.update((claim.subject, claim.object))
        seen.cited.update(iri for item in claim.evidence for iri in item.references)
        yield from statement_triples(claim, _activity(version), ontology)


def named_triples(
    seen: Seen,
    documents: Iterable[tuple[str, Document, Iterable[str]]],
    references: Mapping[str, Reference],
    lexicon: Lexicon,
    ontology: Ontology,
    version: str = "",
) -> Iterator[ox.Triple]:
    """Yield the triples of a graph that are of no claim, in no order and perhaps more than once.

    Args:
        seen: what its claims name.
        documents: IRI, document, and IRIs of the things it names, in a relation or not.
        references: IRI -> paper, as one of the documents cites it.
        lexicon: names and identifiers of the concepts.
        ontology: its terms are repeated in the graph, so that the file explains itself.
        version: of this package, for the provenance.
    """
    yield from ontology.triples
    yield from _activity_triples(_activity(version), version)
    entities = all_entities(seen.ends, lexicon)
    for entity in entities.values():
        yield from entity_triples(entity, lexicon)
    for iri, doc, names in documents:
        yield from _document_triples(iri, doc)
        for name in names:
            if name in entities:
                yield ox.Triple(ox.NamedNode(name), ours("mentionedIn"), ox.NamedNode(iri))
    for iri in seen.cited:
        yield from _reference_triples(iri, references[iri])


def serialize(triples: Iterable[ox.Triple] | Iterable[ox.Quad], syntax: ox.RdfFormat, output: IO[bytes]) -> None:
    """Write triples or quads to a file as they come, with our prefixes."""
    prefixes = {} if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else PREFIXES
    ox.serialize(triples, output, format=syntax, prefixes=prefixes or None)


def write_sorted(triples: Iterable[ox.Triple], syntax: ox.RdfFormat) -> bytes:
    """Return triples as bytes in a syntax, sorted, each once: the same set gives the same bytes."""
    output = io.BytesIO()
    serialize(sorted_triples(triples), syntax, output)
    return output.getvalue()


def to_turtle(triples: Iterable[ox.Triple]) -> str:
    """Return triples as Turtle with our prefixes, sorted."""
    return write_sorted(triples, ox.RdfFormat.TURTLE).decode("utf-8")
