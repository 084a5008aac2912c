"""Entities to triples: names, identifiers, what a composite is made of, and what it is a kind of.

A vesicle is named by type, source and engineering: "NAMPT-overexpressing umbilical cord MSC exosome" is a kind of umbilical
cord MSC exosome, which is a kind of MSC exosome, which is a kind of exosome. A question for the general finds the special.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from kg.graph.nodes import TYPE, named, ours, text, truth
from kg.grounding import of_source
from kg.lexicon import Concept, Lexicon
from kg.model import Entity
from kg.namespaces import LEX

__all__ = ["all_entities", "entity_triples"]

_MATCHES = (("exact", "exactMatch"), ("close", "closeMatch"))
_SOURCED = ("Vesicle", "Secretome")
#: a vesicle of "a cell" is just a vesicle
_NOT_A_SOURCE = frozenset((LEX + "cell", ""))


def entity_triples(entity: Entity, lexicon: Lexicon) -> Iterator[ox.Triple]:
    """Yield the triples of one entity.

    Args:
        entity: one of :func:`all_entities`.
        lexicon: names and identifiers of the concepts.
    """
    node = ox.NamedNode(entity.id)
    yield ox.Triple(node, TYPE, ours(entity.type))
    yield ox.Triple(node, named("skos", "prefLabel"), text(entity.label, "en"))
    if entity.label_zh:
        yield ox.Triple(node, named("skos", "prefLabel"), text(entity.label_zh, "zh"))
    if entity.provisional:
        yield ox.Triple(node, ours("provisional"), truth(True))
    for predicate, part in entity.parts:
        yield ox.Triple(node, ours(predicate), ox.NamedNode(part))
    if entity.broader:
        yield ox.Triple(node, named("skos", "broader"), ox.NamedNode(entity.broader))
    concept = lexicon.concepts.get(entity.id)
    if concept:
        yield from _concept_triples(node, concept)


def _concept_triples(node: ox.NamedNode, concept: Concept) -> Iterator[ox.Triple]:
    yield ox.Triple(node, TYPE, named("skos", "Concept"))
    for language, name in concept.alternatives:
        yield ox.Triple(node, named("skos", "altLabel"), text(name, language))
    for attribute, match in _MATCHES:
        for iri in getattr(concept, attribute):
            yield ox.Triple(node, named("skos", match), ox.NamedNode(iri))


def all_entities(ends: Iterable[Entity], lexicon: Lexicon) -> dict[str, Entity]:
    """Return the ends of statements with what their composites are made of and all that is broader, by IRI."""
    found: dict[str, Entity] = {}
    waiting = sorted(ends)
    while waiting:
        entity = waiting.pop()
        known = found.get(entity.id)
        if known is not None and known <= entity:
            continue
        found[entity.id] = entity
        waiting += [parent for parent in _parents(entity, lexicon) if parent.id not in found]
        for iri in (entity.broader, *[part for _, part in entity.parts]):
            concept = lexicon.concepts.get(iri)
            if concept and iri not in found:
                waiting.append(concept.entity)
    for entity in list(found.values()):
        parent = next(iter(_parents(entity, lexicon)), None)
        if parent is not None and parent.id in found:
            found[entity.id] = replace(entity, broader=parent.id)
        elif entity.broader and entity.broader not in found:
            # a broader thing that is no concept and no end of a statement has no node
            found[entity.id] = replace(entity, broader="")
    return found


def _parents(entity: Entity, lexicon: Lexicon) -> Iterator[Entity]:
    """Yield what a vesicle of a named source is a kind of: without its engineering, then of the broader source."""
    sources = [part for predicate, part in entity.parts if predicate == "derived_from"]
    if entity.type not in _SOURCED or not sources:
        return
    source = lexicon.concepts.get(sources[0])
    product = _product(entity, lexicon)
    if source is None or product is None:
        return
    if len(entity.parts) > 1:
        yield of_source(product, source.entity)
        return
    parent = lexicon.concepts.get(source.broader)
    if source.broader not in _NOT_A_SOURCE and parent is not None and parent.type == source.type:
        yield of_source(product, parent.entity)


def _product(entity: Entity, lexicon: Lexicon) -> Entity | None:
    """Return the plain vesicle or medium that a composite is one of, told by its label."""
    concept = lexicon.concepts.get(entity.broader)
    if concept is not None:
        return concept.entity
    last = [one for one in lexicon.own.values() if one.type == entity.type and entity.label.endswith(" " + one.label)]
    return max(last, key=lambda one: (len(one.label), one.id)).entity if last else None
