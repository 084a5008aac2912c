"""How long the shipped questions take on large graphs, on Oxigraph and on rdflib side by side.

``python -m tests.bench.questions [STATEMENTS...]``, by default 10,000 and 100,000. Every question asks of the things that the most
statements are on. rdflib gets the same file and the same text, and half a minute for each.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.graph import Contents, open_graph, write_sorted, write_store
from kg.graph.claims import statement_triples
from kg.graph.entities import entity_triples
from kg.lexicon import load_lexicon
from kg.merging import evidence_of
from kg.model import Entity
from kg.namespaces import PREFIXES
from kg.naming import read_names
from kg.ontology import load_ontology
from kg.query import ask, list_questions, parameters_of, resolve_query, with_parameters
from kg.statements import assemble
from tests.bench.graphs import made_up

_SIZES = (10_000, 100_000)
_PATIENCE = 30.0  #: seconds that rdflib gets for a question


def triples_of(contents: Contents) -> Iterator[ox.Triple]:
    """Yield the triples that a build would make of some rows."""
    lexicon, ontology = load_lexicon(), load_ontology()
    yield from ontology.triples
    for row in contents.entities.values():
        yield from entity_triples(Entity(row.id, row.label, row.label_zh, row.type, broader=row.broader), lexicon)
    for concept in lexicon.concepts.values():
        yield from entity_triples(concept.entity, lexicon)
    for statement in assemble(evidence_of(contents)):
        yield from statement_triples(statement, "https://w3id.org/reviewkg/activity/bench", ontology)
    cited = ox.NamedNode(PREFIXES["dcterms"] + "bibliographicCitation")
    for iri, paper in contents.references.items():
        yield ox.Triple(ox.NamedNode(iri), cited, ox.Literal(paper.text))


def questions_on(store: ox.Store) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every question, asked of the things with the most statements."""
    weight = read_names(store).weight
    hubs = sorted(weight, key=lambda iri: (-weight[iri], iri))
    for name, _ in list_questions():
        text = resolve_query(name)
        things = [one for one, (kind, _, _) in parameters_of(text).items() if kind == "thing"]
        yield name, with_parameters(text, dict(zip(things, hubs, strict=False)), str)


def _rdflib_seconds(graph: rdflib.Graph, text: str) -> float | None:
    """Return how long rdflib takes, or None where it runs out of patience; it is asked in a copy that can be ended."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def work() -> None:
        start = time.perf_counter()
        list(graph.query(text))
        theirs.send(time.perf_counter() - start)

    copy = multiprocessing.get_context("fork").Process(target=work)
    copy.start()
    took = ours.recv() if ours.poll(_PATIENCE) else None
    copy.kill()
    copy.join()
    return took


def _measure(size: int, folder: Path) -> None:
    out = sys.stdout
    data = write_sorted(triples_of(made_up(size // 3, size)), ox.RdfFormat.N_TRIPLES)
    out.write(f"{size} statements, {data.count(b' .')} triples\n")
    file = folder / f"{size}.nt"
    file.write_bytes(data)
    start = time.perf_counter()
    write_store(folder / str(size), file)
    out.write(f"  written as a store in {time.perf_counter() - start:.1f} s, ")
    del data
    start = time.perf_counter()
    store = open_graph(folder / str(size))
    out.write(f"opened in {time.perf_counter() - start:.3f} s\n")
    start = time.perf_counter()
    store = open_graph(file)
    loading = time.perf_counter() - start
    start = time.perf_counter()
    graph = rdflib.Graph().parse(file, format="nt")
    theirs = time.perf_counter() - start
    out.write(
        f"  {'loaded':18} {'':12}  Oxigraph {loading:7.2f} s  rdflib {theirs:7.2f} s  {theirs / loading:8.1f} x\n"
    )
    out.flush()
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    slowest = 0.0
    for name, text in questions_on(store):
        start = time.perf_counter()
        rows = len(ask(store, text))
        ours = time.perf_counter() - start
        slowest = max(slowest, ours)
        took = _rdflib_seconds(graph, head + text)
        ratio = f"{(took or _PATIENCE) / ours:8.1f} x"
        told = f"{took:7.2f} s  {ratio}" if took else f"above {_PATIENCE:.0f} s: more than {ratio.strip()}"
        out.write(f"  {name:18} {rows:7} rows  Oxigraph {ours:7.2f} s  rdflib {told}\n")
        out.flush()
    out.write(f"  slowest on Oxigraph: {slowest:.2f} s\n")


def main() -> None:
    """Print one line for each question and size."""
    with tempfile.TemporaryDirectory() as folder:
        for size in [int(word) for word in sys.argv[1:]] or _SIZES:
            _measure(size, Path(folder))


if __name__ == "__main__":
    main()
