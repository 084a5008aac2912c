"""Room 6: RDF that is the same every time, that every tool reads, and that its shapes accept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

import kg
from kg.errors import GraphError
from kg.graph import check_graph, read_contents
from kg.namespaces import KG, LEX


def turtle(graph: kg.KnowledgeGraph, tmp_path: Path) -> bytes:
    graph.save(tmp_path / "g.ttl")
    return (tmp_path / "g.ttl").read_bytes()


def test_the_order_of_the_files_does_not_change_a_byte(tmp_path: Path) -> None:
    paths = kg.demo_paths()
    assert turtle(kg.build(*paths), tmp_path) == turtle(kg.build(*reversed(paths)), tmp_path)


@pytest.mark.parametrize("name", ["graph.ttl", "graph.html", "statements.csv", "evidence.csv", "build.json"])
def test_another_process_with_another_hash_seed_writes_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    out = tmp_path_factory.getbasetemp() / "seeds"
    for seed in ("1", "2"):
        if not (out / seed).is_dir():
            subprocess.run(
                [sys.executable, "-m", "kg", "build", "--demo", "-o", str(out / seed)],
                check=True,
                capture_output=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
            )
    assert (out / "1" / name).read_bytes() == (out / "2" / name).read_bytes()


def test_rdflib_and_oxigraph_read_the_same_triples(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    data = turtle(demo, tmp_path)
    assert (
        len(Graph().parse(data=data, format="turtle"))
        == len(demo.store)
        == len(list(ox.parse(data, format=ox.RdfFormat.TURTLE)))
    )


def test_the_file_explains_itself(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    graph = Graph().parse(data=turtle(demo, tmp_path), format="turtle")
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and str(term).startswith(KG)}
    assert {term for term in used if (term, RDF.type, None) not in graph} == set()
    names = {
        label.language: str(label)
        for label in graph.objects(URIRef(LEX + "exosome"), SKOS.prefLabel)
        if isinstance(label, Literal)
    }
    assert names == {"en": "exosome", "zh": "外泌体"}
    assert not any(term.startswith("_:") for triple in graph for term in map(str, triple))


def test_a_denied_statement_is_no_direct_triple(demo: kg.KnowledgeGraph) -> None:
    denied = [s for s in demo.contents.statements if s.negated]
    asserted = {(s.subject, s.predicate, s.object) for s in demo.contents.statements if not s.negated}
    assert denied
    for s in denied:
        if (s.subject, s.predicate, s.object) not in asserted:
            assert not list(
                demo.store.quads_for_pattern(
                    ox.NamedNode(s.subject), ox.NamedNode(KG + s.predicate), ox.NamedNode(s.object)
                )
            )


def test_the_demo_conforms_to_its_shapes(demo: kg.KnowledgeGraph) -> None:
    findings, _ = demo.check()
    assert findings == []


@pytest.mark.parametrize(
    ("update", "says"),
    [
        (f"DELETE WHERE {{ ?s <{KG}hasEvidence> ?e }}", "has no evidence"),
        (f"DELETE {{ ?e <{KG}sentence> ?t }} WHERE {{ ?e <{KG}sentence> ?t }}", "has no sentence"),
        (
            f"DELETE {{ ?s <{KG}certainty> ?c }} INSERT {{ ?s <{KG}certainty> 'sure' }} WHERE {{ ?s <{KG}certainty> ?c }}",
            "breaks its shape at kg:certainty",
        ),
        ("DELETE WHERE { ?s ?p ?o }", "is no graph of kg"),
    ],
)
def test_a_damaged_graph_is_found_out(demo: kg.KnowledgeGraph, update: str, says: str) -> None:
    store = ox.Store()
    store.extend(demo.store)
    store.update(update)
    findings, _ = check_graph(store)
    assert any(says in finding for finding in findings)


def test_rows_come_back_from_the_file_as_they_went_in(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    demo.save(tmp_path / "g.nt")
    again = kg.load(tmp_path / "g.nt")
    assert again.contents == demo.contents == read_contents(demo.store)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.ttl", None, "no such file"),
        ("bad.ttl", b"this is no turtle", "cannot be read as RDF"),
        ("graph.docx", b"", "not a graph file"),
        ("bin.nt", bytes(range(256)), "cannot be read as RDF"),
    ],
)
def test_a_file_that_is_no_graph_is_refused(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=says):
        kg.load(tmp_path / name)


@pytest.mark.shared
def test_the_real_reviews_give_what_their_readers_look_for(shared: Path) -> None:
    graph = kg.build(shared / "reviews")
    frame = graph.statements
    triples = set(zip(frame.subject, frame.predicate.astype(str), frame.object, strict=True))
    assert len(frame) >= 150
    assert {
        ("adipose-derived stem cell extracellular vesicle", "increases", "type I collagen"),
        ("ultraviolet radiation", "increases", "reactive oxygen species"),
        ("mesenchymal stem cell exosome", "increases", "dermal papilla cell proliferation"),
    } <= triples
    assert int((graph.entities.documents == 2).sum()) >= 10
    assert graph.check()[0] == []
