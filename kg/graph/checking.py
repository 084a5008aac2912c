"""Is this a graph as we promise one? SHACL for graphs of a usual size; the same demands as SPARQL for large ones."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import KgError
from kg.namespaces import PREFIXES, curie
from kg.resources import ontology_folder

__all__ = ["SHACL_LIMIT", "check_graph"]

#: SHACL over more triples than this takes minutes; the SPARQL checks take seconds.
SHACL_LIMIT = 60_000

_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
#: what is wrong -> who has it
_LINT = {
    "is no graph of kg: it holds no kg:Statement": "SELECT ?x { BIND(kg:Statement AS ?x) FILTER NOT EXISTS { ?s a kg:Statement } }",
    "has no evidence": "SELECT ?x { ?x a kg:Statement FILTER NOT EXISTS { ?x kg:hasEvidence ?e } }",
    "lacks its subject, predicate or object": "SELECT ?x { ?x a kg:Statement FILTER NOT EXISTS { ?x rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }",
    "has an end without an English name": 'SELECT ?x { ?x a kg:Statement ; rdf:subject|rdf:object ?n FILTER NOT EXISTS { ?n skos:prefLabel ?l FILTER(LANG(?l) = "en") } }',
    "has no sentence": "SELECT ?x { ?x a kg:Evidence FILTER NOT EXISTS { ?x kg:sentence ?s } }",
    "comes from no document": "SELECT ?x { ?x a kg:Evidence FILTER NOT EXISTS { ?x prov:wasDerivedFrom/a kg:Document } }",
    "ends before it starts": "SELECT ?x { ?x kg:sentenceStart ?a ; kg:sentenceEnd ?b FILTER(?a >= ?b) }",
    "counts other evidence than it has": "SELECT ?x { { SELECT ?x (COUNT(?e) AS ?n) { ?x kg:hasEvidence ?e } GROUP BY ?x } ?x kg:evidenceCount ?m FILTER(?n != ?m) }",
    "is denied and yet stands as a direct triple with no statement of its own": "SELECT ?x { ?x a kg:Statement ; kg:negated true ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o "
    "FILTER NOT EXISTS { ?y a kg:Statement ; kg:negated false ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } "
    "FILTER NOT EXISTS { ?s skos:broader ?o } }",
}
_UNRESOLVED = "SELECT ?doc ?n (COUNT(?e) AS ?times) { ?e kg:unresolvedCitation ?n ; prov:wasDerivedFrom ?doc } GROUP BY ?doc ?n ORDER BY ?doc ?n"


def _select(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    result = store.query(_HEAD + query)
    if isinstance(result, ox.QuerySolutions):
        yield from result


def check_graph(store: ox.Store) -> tuple[list[str], list[str]]:
    """Return what is wrong with a graph, and what a reader should know about it though nothing is wrong.

    The first list is empty for every graph that ``kg build`` wrote. The second names citation numbers that the
    reference list of their document does not hold.
    """
    findings = []
    for what, query in _LINT.items():
        findings += sorted(f"{curie(row['x'].value)} {what}" for row in _select(store, query))
    if not findings and len(store) <= SHACL_LIMIT:
        findings += _shacl(store)
    notes = [
        f"{curie(row['doc'].value)} cites [{row['n'].value}], which its reference list does not hold ({row['times'].value} times)"
        for row in _select(store, _UNRESOLVED)
    ]
    return findings, notes


def _shacl(store: ox.Store) -> list[str]:
    """Return the violations of ``ontology/shapes.ttl``, one line each."""
    import pyshacl  # a second to import, and only this needs it
    from rdflib import Graph

    data, shapes = Graph(), Graph()
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in store)
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    shapes.parse(data=ontology_folder("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inplace=True)
    if not hasattr(report, "query"):
        raise KgError(f"ontology/shapes.ttl: the shapes cannot be applied: {text}; mend the file")
    if conforms:
        return []
    rows = report.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?n ?m ?p { ?r sh:focusNode ?n ; sh:resultMessage ?m OPTIONAL { ?r sh:resultPath ?p } }"
    )
    return sorted(f"{curie(str(row.n))} breaks its shape at {curie(str(row.p or ''))}: {row.m}" for row in rows)
