"""A graph in Python: questions with parameters, names in both languages, paths, parts, sums and differences."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import QueryError, UnknownNameError
from kg.exports import to_bytes
from kg.query import list_questions, parameters_of, resolve_query
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "name",
    ["collagen I", "I型胶原", "COL1", "lex:type-i-collagen", "https://w3id.org/reviewkg/lexicon/type-i-collagen"],
)
def test_a_question_takes_a_thing_by_any_of_its_names(demo: kg.KnowledgeGraph, name: str) -> None:
    rows = demo.ask("raises", target=name)
    assert list(rows.subject) == ["adipose-derived stem cell exosome"]
    assert set(rows.object) == {"type I collagen"}


def test_a_question_without_values_has_its_own_and_rolls_up(demo: kg.KnowledgeGraph) -> None:
    assert "type I collagen" in set(demo.ask("raises").object), "asked for collagen of any kind"
    kinds = set(demo.ask("effects", source="外泌体").subject)
    assert "adipose-derived stem cell exosome" in kinds
    assert len(demo.ask("independent", least=2)) < len(demo.ask("independent", least=1))


def test_a_chain_and_what_lies_between(demo: kg.KnowledgeGraph) -> None:
    rows = demo.ask("mechanism", source="活性氧", target="wrinkle")
    assert list(rows.middle) == ["MMP-1"]
    between = demo.ask("between", one="光老化", other="UV radiation")
    assert set(between.subject) == {"ultraviolet radiation"}


def test_an_unknown_name_suggests_the_nearest(demo: kg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="photoaging"):
        demo.ask("about", source="photoagin")
    with pytest.raises(UnknownNameError, match="exosome"):
        demo.subgraph("ADSC exosom")
    with pytest.raises(QueryError, match="it has target"):
        demo.ask("raises", goal="collagen")
    with pytest.raises(QueryError, match="no number"):
        demo.ask("independent", least="2 } . ?x ?y ?z")


def test_every_parameter_is_said_and_a_question_is_a_query_for_any_tool() -> None:
    asked = {name: parameters_of(resolve_query(name)) for name, _ in list_questions()}
    assert len(asked) >= 20
    assert sum(bool(given) for given in asked.values()) >= 8
    for given in asked.values():
        for kind, what, usual in given.values():
            assert kind in ("thing", "number", "text")
            assert what
            assert usual


def test_parts_and_paths(demo: kg.KnowledgeGraph) -> None:
    near, wide = demo.subgraph("ADSC exosome"), demo.subgraph("ADSC exosome", hops=2)
    assert isinstance(near, nx.MultiDiGraph)
    assert 1 < near.number_of_nodes() < wide.number_of_nodes()
    ways = demo.paths("脂肪干细胞外泌体", "photoaging")
    assert set(ways[ways.path == 1].predicate) == {"treats"}
    for _, steps in ways.groupby("path"):
        ends = [{row.subject, row.object} for row in steps.itertuples()]
        assert "adipose-derived stem cell exosome" in ends[0]
        assert "photoaging" in ends[-1]
        assert all(one & other for one, other in pairwise(ends))
    assert len(demo.paths("photoaging", "photoaging")) == 0


def test_coverage_and_contradictions(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    table = demo.coverage()
    assert table.statements.sum() > 0
    assert {"source", "outcome", "model"} < set(table.columns)
    (tmp_path / "a.txt").write_text("Exosomes increased melanin in mice. Exosomes decreased melanin in rats.")
    row = kg.build(tmp_path).contradictions().iloc[0]
    assert (row.verdict, row.differences) == ("explained", "species: mouse | rat")


def test_a_graph_and_itself_are_that_graph(demo: kg.KnowledgeGraph) -> None:
    both = demo + demo
    assert to_bytes(".nt", both.store) == to_bytes(".nt", demo.store)
    assert len(demo - demo) == 0


def test_what_two_graphs_share_is_counted_anew(tmp_path: Path) -> None:
    for name, text in {
        "a": "Exosomes increase elastin.",
        "b": "外泌体增加弹性蛋白。外泌体减少皱纹。",
        "c": "Exosomes decrease elastin in mice.",
    }.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    one, other, third = (kg.build(tmp_path / f"{name}.txt") for name in "abc")
    both = one + other
    assert to_bytes(".nt", both.store) == to_bytes(".nt", kg.build(tmp_path / "a.txt", tmp_path / "b.txt").store)
    row = both.statements.set_index("object").loc["elastin"]
    assert (row.mentions, row.documents, row.languages) == (2, 2, "en+zh")
    assert list((both - one).change) == ["came", "changed"]
    assert len((both + third).contradictions()) == 1, "opposition appears when both are there"
    assert (one + third).check()[0] == []


def test_questions_and_parameters_on_the_command_line() -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    assert "--param target=lex:collagen" in run("--list")
    graph = "exports/demo/graph.ttl"
    assert "adipose-derived stem cell exosome" in run(graph, "raises", "--param", "target=弹性蛋白")
    assert "nearest: elastin" in run(graph, "raises", "--param", "target=elastim")
