"""Graphs on disk, and what follows from a graph."""

from __future__ import annotations

import fcntl
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg.cli import main
from kg.errors import GraphError
from kg.graph import open_graph, write_store
from kg.namespaces import KG, LEX
from kg.reasoning import INFERRED, inferred_triples, reasoned

EXOSOME = "脂肪间充质干细胞外泌体"


def test_a_store_answers_as_the_file_does(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    demo.write_store(tmp_path / "store")
    stored = kg.load(tmp_path / "store")
    assert len(stored.store) == len(demo.store)
    for name in ("ADSC exosome", EXOSOME, "adsc exosome"):
        one, other = stored.ask("effects", source=name), demo.ask("effects", source=name)
        assert one.equals(other)
        assert len(one) > 3
    assert "contents" not in stored.__dict__, "a question reads names alone, not the whole store"
    assert stored.statements.equals(demo.statements)


def test_a_store_is_for_reading_and_says_what_is_wrong(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    demo.write_store(tmp_path / "store")
    with pytest.raises(RuntimeError, match="read"):
        kg.load(tmp_path / "store").store.add(
            ox.Quad(ox.NamedNode("http://a.org/1"), ox.NamedNode("http://a.org/2"), ox.NamedNode("http://a.org/3"))
        )
    demo.write(tmp_path / "out")
    with pytest.raises(GraphError, match=r"holds no store.*did you mean .*graph\.ttl"):
        kg.load(tmp_path / "out")
    with pytest.raises(GraphError, match="is no store"):
        demo.write_store(tmp_path / "out")
    (tmp_path / "file").write_text("x")
    with pytest.raises(GraphError, match="cannot be written"):
        demo.write_store(tmp_path / "file" / "store")
    (tmp_path / "store" / "IN-USE").write_text("../../etc")
    with pytest.raises(GraphError, match="holds no store"):
        kg.load(tmp_path / "store")


def test_a_store_is_written_again_and_the_older_ones_go(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    for size in range(1, 5):
        triples = tmp_path / "x.nt"
        triples.write_text("".join(f'<http://a.org/{n}> <http://a.org/p> "x" .\n' for n in range(size)))
        write_store(folder, triples)
        assert len(open_graph(folder)) == size
    assert len([item for item in folder.iterdir() if item.is_dir()]) == 2, "the one in use and the one before it"


def test_two_writers_do_not_take_each_others_store_away(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    demo.write_store(tmp_path / "store")
    with (tmp_path / "store" / "IN-USE.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(GraphError, match="another build writes this store"):
            demo.write_store(tmp_path / "store")
    demo.write_store(tmp_path / "store")
    assert len(open_graph(tmp_path / "store")) == len(demo.store)


_WRITER = """
import sys, time
from pathlib import Path
from kg.graph import write_store
print("ready", flush=True)
while True:
    write_store(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_killed_writer_leaves_a_store_that_opens(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    """Twelve writers are killed at random moments; whoever reads then finds one of the two graphs, whole."""
    folder, rng = tmp_path / "store", random.Random(7)  # noqa: S311
    demo.write_store(folder)
    whole = len(demo.store)
    lines = [b'<http://a.org/%d> <http://a.org/p> "%d" .\n' % (n, n) for n in range(20_000)]
    (tmp_path / "other.nt").write_bytes(b"".join(lines))
    for _ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder), str(tmp_path / "other.nt")], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(rng.uniform(0.005, 0.4))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert len(open_graph(folder)) in (whole, len(lines))
    demo.write_store(folder)
    assert len(open_graph(folder)) == whole
    assert len(list(folder.iterdir())) <= 4, (
        "what the killed ones left is gone: two stores, the file that names one, and the lock"
    )


def test_a_build_writes_a_store_and_what_follows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["build", "--demo", "-o", str(tmp_path / "out"), "--store", str(tmp_path / "store"), "--reason", "rdfs"])
        == 0
    )
    assert str(tmp_path / "store") in capsys.readouterr().out
    assert main(["query", str(tmp_path / "store"), "raises", "--param", "target=I型胶原"]) == 0
    assert "adipose-derived stem cell exosome" in capsys.readouterr().out
    read, follows = (
        rdflib.Graph().parse(data=(tmp_path / "out" / name).read_text(encoding="utf-8"), format="turtle")
        for name in ("graph.ttl", "inferred.ttl")
    )
    assert len(follows) > 50
    assert not set(read) & set(follows), "what follows is not what was read"


def test_classes_and_predicates_roll_up_only_when_asked(demo: kg.KnowledgeGraph) -> None:
    general = "SELECT ?o { lex:reactive-oxygen-species kg:affects ?o }"
    assert demo.query(general).empty, "the demo says what it increases, not what it affects"
    before = len(demo.store)
    for regime in ("rdfs", "owlrl"):
        graph = demo.reasoned(regime)
        assert "lex:ap-1" in set(graph.query(general).o)
        assert graph.query("ASK { lex:exosome a kg:Entity }").answer.all()
        assert graph.statements.equals(demo.statements)
        assert len(graph.contents.evidence) == len(demo.contents.evidence)
    assert len(demo.store) == before
    assert not list(demo.store.named_graphs())


def test_the_hierarchy_is_transitive_in_owl_alone(demo: kg.KnowledgeGraph) -> None:
    above = "SELECT ?up { ?x skos:prefLabel 'adipose-derived stem cell exosome'@en ; skos:broaderTransitive ?up }"
    near, far = (set(demo.reasoned(regime).query(above).up) for regime in ("rdfs", "owlrl"))
    assert near < far
    assert "lex:exosome" in far


def test_no_claim_climbs_the_hierarchy(demo: kg.KnowledgeGraph) -> None:
    """What one kind of exosome does is not said of all exosomes."""
    follows = set(inferred_triples(reasoned(demo.store, "owlrl")))
    claims = {KG + name for name in ("increases", "decreases", "treats", "causes")}
    assert not [one for one in follows if one.predicate.value in claims]
    assert all(isinstance(one.subject, ox.NamedNode) and isinstance(one.object, ox.NamedNode) for one in follows)


def test_what_is_symmetric_is_turned_round() -> None:
    store = ox.Store()
    one, other = ox.NamedNode(LEX + "a"), ox.NamedNode(LEX + "b")
    store.add(ox.Quad(one, ox.NamedNode(KG + "interacts_with"), other))
    assert ox.Triple(other, ox.NamedNode(KG + "interacts_with"), one) in set(inferred_triples(reasoned(store, "owlrl")))
    assert list(store.quads_for_pattern(other, None, None)) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
def test_both_graphs_are_exported_apart(
    demo: kg.KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write(tmp_path)
    graph = str(tmp_path / "graph.ttl")
    for ending in (".trig", ".nq"):
        target = tmp_path / f"both{ending}"
        assert main(["export", graph, "-o", str(target), "--reason", "rdfs"]) == 0
        both = rdflib.Dataset()
        both.parse(data=target.read_text(encoding="utf-8"), format=ending[1:].replace("nq", "nquads"))
        assert len(both.graph(rdflib.URIRef(INFERRED.value))) > 50
        assert len(both.default_graph) == len(demo.store)
        again = kg.load(target)
        assert again.statements.equals(demo.statements)
        again.save(tmp_path / "back.ttl")
        assert (tmp_path / "back.ttl").read_bytes() == (tmp_path / "graph.ttl").read_bytes()
    for ending in ("ttl", "nanopub.trig", "kgx.json"):
        assert main(["export", graph, "-o", str(tmp_path / f"x.{ending}"), "--reason", "rdfs"]) == 2
    assert "cannot keep apart" in capsys.readouterr().err
    assert (
        main(
            [
                "query",
                graph,
                "SELECT ?o { lex:reactive-oxygen-species kg:affects ?o }",
                "--reason",
                "rdfs",
                "--format",
                "csv",
            ]
        )
        == 0
    )
    assert "lex:ap-1" in capsys.readouterr().out


def test_an_unknown_reasoning_says_which_there_are(demo: kg.KnowledgeGraph) -> None:
    with pytest.raises(GraphError, match="rdfs or owlrl"):
        demo.reasoned("magic")
