"""How long the shipped questions take on large graphs, on Oxigraph and on rdflib: ``python -m tests.bench.questions``."""

from __future__ import annotations

import sys
import time

import pyoxigraph as ox
import rdflib

from kg.graph import Contents, write_sorted
from kg.graph.claims import statement_triples
from kg.graph.entities import entity_triples
from kg.lexicon import load_lexicon
from kg.merging import evidence_of
from kg.model import Entity
from kg.namespaces import PREFIXES
from kg.ontology import load_ontology
from kg.query import ask, list_questions, resolve_query
from kg.statements import assemble
from tests.bench.graphs import made_up

_SIZES = (1_000, 10_000, 100_000)
_SMALL = 1_000  #: rdflib is asked up to here; beyond, a question takes minutes


def filled(contents: Contents) -> ox.Store:
    """Return a store with the triples that a build would make of some rows."""
    store = ox.Store()
    lexicon = load_lexicon()
    triples = list(load_ontology().triples)
    for row in contents.entities.values():
        triples += entity_triples(Entity(row.id, row.label, row.label_zh, row.type), lexicon)
    for concept in lexicon.concepts.values():
        triples += entity_triples(concept.entity, lexicon)
    for statement in assemble(evidence_of(contents)):
        triples += statement_triples(statement, "https://w3id.org/reviewkg/activity/bench")
    cited = ox.NamedNode(PREFIXES["dcterms"] + "bibliographicCitation")
    triples += [
        ox.Triple(ox.NamedNode(iri), cited, ox.Literal(paper.text)) for iri, paper in contents.references.items()
    ]
    store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


def main() -> None:
    """Print one line for each question and size."""
    out = sys.stdout.write
    for size in _SIZES:
        store = filled(made_up(size // 3, size))
        start = time.perf_counter()
        data = write_sorted((ox.Triple(q.subject, q.predicate, q.object) for q in store), ox.RdfFormat.N_TRIPLES)
        out(f"{size} statements, {len(store)} triples, written in {time.perf_counter() - start:.1f} s\n")
        start = time.perf_counter()
        ox.Store().bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
        out(f"loaded by Oxigraph in {time.perf_counter() - start:.1f} s\n")
        graph = rdflib.Graph()
        if size <= _SMALL:
            start = time.perf_counter()
            graph.parse(data=data.decode(), format="nt")
            out(f"loaded by rdflib in {time.perf_counter() - start:.1f} s\n")
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
        for name, _ in list_questions():
            start = time.perf_counter()
            rows = len(ask(store, resolve_query(name)))
            ours = time.perf_counter() - start
            line = f"  {name:18} {rows:7} rows  Oxigraph {ours:7.2f} s"
            if size <= _SMALL:
                start = time.perf_counter()
                list(graph.query(head + resolve_query(name)))
                theirs = time.perf_counter() - start
                line += f"  rdflib {theirs:7.2f} s  {theirs / ours:6.1f} x"
            out(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
