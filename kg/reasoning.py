"""What follows from a graph by RDFS or OWL 2 RL, kept apart from what was read.

The rules are those of owlrl (https://owl-rl.readthedocs.io), over the direct triples, classes and hierarchy of a graph and the axioms of
``ontology/core.ttl`` and ``ontology/reasoning.ttl``. Sentences, papers and counts are not reasoned about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.namespaces import KG, PREFIXES
from kg.ontology import load_ontology
from kg.resources import ontology_folder

__all__ = ["INFERRED", "REGIMES", "inferred_triples", "reasoned"]

#: the named graph that holds what follows
INFERRED: Final = ox.NamedNode("https://w3id.org/reviewkg/graph/inferred")
#: name -> class of owlrl
REGIMES: Final = {"rdfs": "RDFS_Semantics", "owlrl": "OWLRL_Semantics"}

_TYPE = PREFIXES["rdf"] + "type"
_HIERARCHY = tuple(PREFIXES["skos"] + name for name in ("broader", "exactMatch"))
#: true of everything, so said of nothing
_EMPTY = frozenset(
    PREFIXES[prefix] + name for prefix, name in (("rdfs", "Resource"), ("owl", "Thing"), ("owl", "NamedIndividual"))
)


def _axioms() -> Iterator[ox.Triple]:
    yield from load_ontology().triples
    source = ontology_folder("reasoning.ttl").read_text(encoding="utf-8")
    for quad in ox.parse(source.encode(), format=ox.RdfFormat.TURTLE):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


def _facts(store: ox.Store) -> Iterator[ox.Triple]:
    """Yield the direct triples between things, their classes and their hierarchy."""
    ontology = load_ontology()
    for predicate in (*[KG + name for name in ontology.predicates], *_HIERARCHY):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
            ours = isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith(KG)
            if ours and isinstance(quad.object, ox.NamedNode):
                yield ox.Triple(quad.subject, quad.predicate, quad.object)
    for name in (*ontology.classes, "Other"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(_TYPE), ox.NamedNode(KG + name), ox.DefaultGraph()):
            yield ox.Triple(quad.subject, quad.predicate, quad.object)


def _is_told(triple: tuple[object, object, object], things: set[str]) -> bool:
    """Return whether an inferred triple says something of a thing of the graph."""
    from rdflib import URIRef

    subject, predicate, target = triple
    if not (isinstance(subject, URIRef) and isinstance(target, URIRef)) or str(subject) not in things:
        return False
    if str(predicate) == _TYPE:
        return str(target) not in _EMPTY
    return subject != target


def reasoned(store: ox.Store, regime: str) -> ox.Store:
    """Return a copy of a graph with what follows from it in the named graph `INFERRED`, and there alone.

    Args:
        store: the graph; what was read is in its default graph.
        regime: "rdfs" (classes and predicates roll up) or "owlrl" (transitive, symmetric and inverse predicates as well).

    Raises:
        GraphError: if there is no such regime.
    """
    if regime not in REGIMES:
        raise GraphError(f"{regime!r}: no such reasoning; expected {' or '.join(REGIMES)}")
    import owlrl  # this and rdflib take a while to import, and few ask for them
    import rdflib

    facts = set(_facts(store))
    graph = rdflib.Graph()
    data = ox.serialize([*_axioms(), *facts], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=data or b"", format="nt")
    before = set(graph)
    owlrl.DeductiveClosure(getattr(owlrl, REGIMES[regime]), axiomatic_triples=False, datatype_axioms=False).expand(
        graph
    )
    things = {triple.subject.value for triple in facts if isinstance(triple.subject, ox.NamedNode)}
    things |= {triple.object.value for triple in facts if isinstance(triple.object, ox.NamedNode)} - {
        KG + name for name in load_ontology().classes
    }
    made = ox.Store()
    made.bulk_extend(store)
    made.bulk_extend(
        ox.Quad(ox.NamedNode(str(one)), ox.NamedNode(str(two)), ox.NamedNode(str(three)), INFERRED)
        for one, two, three in set(graph) - before
        if _is_told((one, two, three), things)
    )
    return made


def inferred_triples(store: ox.Store) -> Iterator[ox.Triple]:
    """Yield what follows from a graph, without what was read."""
    for quad in store.quads_for_pattern(None, None, None, INFERRED):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)
