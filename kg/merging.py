"""Two graphs to one: what both hold is counted anew from all the evidence, never added up.

Every row goes back to the types of ``kg.model``, and then the same road as in a build. The same graph twice is that graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph import Contents, EvidenceRow, StatementRow
from kg.graph.claims import opposition_triples, statement_triples
from kg.model import Context, Entity, Evidence, Mention, Relation, Sentence, Span
from kg.namespaces import ACT, KG, PREFIXES
from kg.ontology import load_ontology
from kg.oppositions import find_oppositions
from kg.resources import VERSION
from kg.statements import assemble

__all__ = ["evidence_of", "merged"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_COUNTED = tuple(ox.NamedNode(KG + name) for name in ("Statement", "Opposition"))


def _span(item: EvidenceRow, name: str) -> Span:
    return Span(item.offsets[name + "Start"], item.offsets[name + "End"])


def _entity(iri: str, contents: Contents) -> Entity:
    row = contents.entities[iri]
    return Entity(row.id, row.label, row.label_zh, row.type, broader=row.broader, provisional=row.provisional)


def _relation(item: EvidenceRow, statement: StatementRow, contents: Contents) -> Relation:
    language = "zh" if item.language == "zh" else "en"
    sentence = Sentence(item.document, _span(item, "sentence"), item.sentence, language, item.section)  # type: ignore[arg-type]
    return Relation(
        sentence,
        Mention(_span(item, "subject"), item.subject_text, _entity(statement.subject, contents)),
        statement.predicate,
        Mention(_span(item, "object"), item.object_text, _entity(statement.object, contents)),
        _span(item, "trigger"),
        item.trigger_text,
        statement.negated,
        item.certainty == "hedged" or item.hedged,
        item.no_change,
        item.citations,
        item.rule,
        item.confidence,
        item.certainty == "hypothesised",
        tuple(
            Context(one.field, one.value, Span(one.start, one.end), one.text, one.value_zh, one.terms)
            for one in item.context
        ),
    )


def evidence_of(contents: Contents) -> Iterator[Evidence]:
    """Yield the evidence of a graph as a build makes it; what only a build knows, the parts of a mention, is left out."""
    statements = {row.id: row for row in contents.statements}
    for item in contents.evidence:
        relation = _relation(item, statements[item.statement], contents)
        yield Evidence(item.id, relation, item.document, item.references, item.unresolved)


def merged(parts: Iterable[tuple[ox.Store, Contents]]) -> ox.Store:
    """Return a store with the graphs together; counts, belief and oppositions come from the evidence of all.

    Args:
        parts: each graph as triples and as rows.
    """
    store = ox.Store()
    evidence: dict[str, Evidence] = {}
    reviews: set[str] = set()
    for triples, contents in parts:
        store.extend(triples)
        evidence.update((item.id, item) for item in evidence_of(contents))
        reviews |= {iri for iri, row in contents.references.items() if row.review}
    for kind in _COUNTED:
        for quad in list(store.quads_for_pattern(None, _TYPE, kind)):
            for old in list(store.quads_for_pattern(quad.subject, None, None)):
                store.remove(old)
    statements = assemble(evidence.values(), reviews)
    known = {statement.id for statement in statements}
    activity, ontology = f"{ACT}extraction-{VERSION}", load_ontology()
    made = [triple for statement in statements for triple in statement_triples(statement, activity, ontology)]
    made += [triple for pair in find_oppositions(statements) for triple in opposition_triples(pair, known)]
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in made)
    return store
