"""Statements to triples, and triples to bytes that are the same whatever the order they came in.

There are no blank nodes: every node has an IRI made from its content. Turtle comes from sorting the triples and
streaming them through pyoxigraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.lexicon import Concept, Lexicon
from kg.model import Document, Entity, Evidence, Reference, Statement
from kg.namespaces import KG, PREFIXES
from kg.ontology import Ontology

__all__ = ["graph_triples", "to_turtle", "write_sorted"]

_SKOS, _RDF, _DCT = PREFIXES["skos"], PREFIXES["rdf"], PREFIXES["dcterms"]
_XSD = PREFIXES["xsd"]
_TYPE = ox.NamedNode(_RDF + "type")
_MATCHES = (("exact", "exactMatch"), ("close", "closeMatch"))


def _kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)


def _text(value: str, language: str = "") -> ox.Literal:
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return ox.Literal(clean, language=language) if language else ox.Literal(clean)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(_XSD + "integer"))


def _truth(value: bool) -> ox.Literal:
    return ox.Literal("true" if value else "false", datatype=ox.NamedNode(_XSD + "boolean"))


def _entity_triples(entity: Entity, lexicon: Lexicon) -> Iterator[ox.Triple]:
    node = ox.NamedNode(entity.id)
    yield ox.Triple(node, _TYPE, _kg(entity.type))
    yield ox.Triple(node, ox.NamedNode(_SKOS + "prefLabel"), _text(entity.label, "en"))
    if entity.label_zh:
        yield ox.Triple(node, ox.NamedNode(_SKOS + "prefLabel"), _text(entity.label_zh, "zh"))
    if entity.provisional:
        yield ox.Triple(node, _kg("provisional"), _truth(True))
    for predicate, part in entity.parts:
        yield ox.Triple(node, _kg(predicate), ox.NamedNode(part))
    if entity.broader:
        yield ox.Triple(node, ox.NamedNode(_SKOS + "broader"), ox.NamedNode(entity.broader))
    concept = lexicon.concepts.get(entity.id)
    if concept:
        yield from _concept_triples(node, concept)


def _concept_triples(node: ox.NamedNode, concept: Concept) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _TYPE, ox.NamedNode(_SKOS + "Concept"))
    for language, name in concept.alternatives:
        yield ox.Triple(node, ox.NamedNode(_SKOS + "altLabel"), _text(name, language))
    for attribute, match in _MATCHES:
        for iri in getattr(concept, attribute):
            yield ox.Triple(node, ox.NamedNode(_SKOS + match), ox.NamedNode(iri))


def _all_entities(statements: Iterable[Statement], lexicon: Lexicon) -> dict[str, Entity]:
    """Return the entities of statements with what their composites are made of and all that is broader, by IRI."""
    found: dict[str, Entity] = {}
    waiting = [entity for statement in statements for entity in (statement.subject, statement.object)]
    while waiting:
        entity = waiting.pop()
        known = found.get(entity.id)
        if known is not None and known <= entity:
            continue
        found[entity.id] = entity
        for iri in (entity.broader, *[part for _, part in entity.parts]):
            concept = lexicon.concepts.get(iri)
            if concept and iri not in found:
                waiting.append(concept.entity)
    for entity in list(found.values()):  # a broader thing that is no concept and no end of a statement has no node
        if entity.broader and entity.broader not in found:
            found[entity.id] = Entity(
                entity.id, entity.label, entity.label_zh, entity.type, entity.parts, "", entity.provisional
            )
    return found


def _evidence_triples(item: Evidence) -> Iterator[ox.Triple]:
    node, relation = ox.NamedNode(item.id), item.relation
    yield ox.Triple(node, _TYPE, _kg("Evidence"))
    yield ox.Triple(node, ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), ox.NamedNode(item.document))
    texts = {
        "sentence": relation.sentence.text,
        "sentenceLanguage": relation.sentence.language,
        "section": relation.sentence.section,
        "subjectText": relation.subject.text,
        "objectText": relation.object.text,
        "triggerText": relation.trigger_text,
        "rule": relation.rule,
    }
    for name, text in texts.items():
        if text:
            yield ox.Triple(node, _kg(name), _text(text))
    sure = ox.Literal(f"{relation.confidence:.2f}", datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal"))
    yield ox.Triple(node, _kg("confidence"), sure)
    spans = {
        "sentence": relation.sentence.span,
        "subject": relation.subject.span,
        "object": relation.object.span,
        "trigger": relation.trigger,
    }
    for name, span in spans.items():
        yield ox.Triple(node, _kg(name + "Start"), _number(span.start))
        yield ox.Triple(node, _kg(name + "End"), _number(span.end))
    for name, flag in (("hedged", relation.hedged), ("noChange", relation.no_change)):
        yield ox.Triple(node, _kg(name), _truth(flag))
    for number in relation.citations:
        yield ox.Triple(node, _kg("citation"), _text(number))
    for number in item.unresolved:
        yield ox.Triple(node, _kg("unresolvedCitation"), _text(number))
    for iri in item.references:
        yield ox.Triple(node, ox.NamedNode(PREFIXES["cito"] + "citesAsEvidence"), ox.NamedNode(iri))


def _statement_triples(statement: Statement) -> Iterator[ox.Triple]:
    subject, predicate, target = (
        ox.NamedNode(statement.subject.id),
        _kg(statement.predicate),
        ox.NamedNode(statement.object.id),
    )
    if not statement.negated:
        yield ox.Triple(subject, predicate, target)
    node = ox.NamedNode(statement.id)
    yield ox.Triple(node, _TYPE, ox.NamedNode(_RDF + "Statement"))
    yield ox.Triple(node, _TYPE, _kg("Statement"))
    yield ox.Triple(node, ox.NamedNode(_RDF + "subject"), subject)
    yield ox.Triple(node, ox.NamedNode(_RDF + "predicate"), predicate)
    yield ox.Triple(node, ox.NamedNode(_RDF + "object"), target)
    yield ox.Triple(node, _kg("negated"), _truth(statement.negated))
    hedged = {item.relation.hedged for item in statement.evidence}
    yield ox.Triple(
        node, _kg("certainty"), _text("mixed" if len(hedged) == 2 else "hedged" if True in hedged else "asserted")
    )
    yield ox.Triple(node, _kg("evidenceCount"), _number(len(statement.evidence)))
    yield ox.Triple(node, _kg("documentCount"), _number(len({item.document for item in statement.evidence})))
    yield ox.Triple(
        node, _kg("primaryCount"), _number(len({iri for item in statement.evidence for iri in item.references}))
    )
    for item in statement.evidence:
        yield ox.Triple(node, _kg("hasEvidence"), ox.NamedNode(item.id))
        yield from _evidence_triples(item)


def _document_triples(iri: str, doc: Document) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iri)
    yield ox.Triple(node, _TYPE, _kg("Document"))
    yield ox.Triple(node, ox.NamedNode(_DCT + "title"), _text(doc.title or doc.id))
    yield ox.Triple(node, ox.NamedNode(_DCT + "language"), _text(doc.language))
    for name, text in (("path", doc.path), ("journal", doc.journal), ("year", doc.year), ("doi", doc.doi)):
        if text:
            yield ox.Triple(node, _kg(name), _text(text))
    for author in doc.authors:
        yield ox.Triple(node, ox.NamedNode(_DCT + "creator"), _text(author))


def _reference_triples(iri: str, reference: Reference) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iri)
    yield ox.Triple(node, _TYPE, _kg("Reference"))
    yield ox.Triple(node, ox.NamedNode(_DCT + "bibliographicCitation"), _text(reference.text))
    if reference.title:
        yield ox.Triple(node, ox.NamedNode(_DCT + "title"), _text(reference.title))
    for author in reference.authors:
        yield ox.Triple(node, ox.NamedNode(_DCT + "creator"), _text(author))
    for name in ("journal", "year", "volume", "pages", "doi", "pmid"):
        if value := getattr(reference, name):
            yield ox.Triple(node, _kg(name), _text(value))


def graph_triples(
    statements: Iterable[Statement],
    documents: Mapping[str, Document],
    references: Mapping[str, Reference],
    mentioned: Mapping[str, Iterable[str]],
    lexicon: Lexicon,
    ontology: Ontology,
) -> Iterator[ox.Triple]:
    """Yield the triples of a graph, in no order and perhaps more than once.

    Args:
        statements: with their evidence.
        documents: IRI -> document.
        references: IRI -> paper, as one of the documents cites it.
        mentioned: IRI of a document -> IRIs of the things it names, in a relation or not.
        lexicon: names and identifiers of the concepts.
        ontology: its terms are repeated in the graph, so that the file explains itself.
    """
    statements = list(statements)
    yield from ontology.triples
    for statement in statements:
        yield from _statement_triples(statement)
    entities = _all_entities(statements, lexicon)
    for entity in entities.values():
        yield from _entity_triples(entity, lexicon)
    for document, named in mentioned.items():
        for name in named:
            if name in entities:
                yield ox.Triple(ox.NamedNode(name), _kg("mentionedIn"), ox.NamedNode(document))
    for iri, doc in documents.items():
        yield from _document_triples(iri, doc)
    cited = {iri for statement in statements for item in statement.evidence for iri in item.references}
    for iri in cited:
        yield from _reference_triples(iri, references[iri])


def write_sorted(triples: Iterable[ox.Triple], syntax: ox.RdfFormat) -> bytes:
    """Return triples as bytes in a syntax, sorted, each once: the same set gives the same bytes."""
    ordered = sorted({str(triple): triple for triple in triples}.items())
    prefixes = {} if syntax == ox.RdfFormat.N_TRIPLES else PREFIXES
    data = ox.serialize((triple for _, triple in ordered), format=syntax, prefixes=prefixes or None)
    return data if data is not None else b""


def to_turtle(triples: Iterable[ox.Triple]) -> str:
    """Return triples as Turtle with our prefixes, sorted."""
    return write_sorted(triples, ox.RdfFormat.TURTLE).decode("utf-8")
