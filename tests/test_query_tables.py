"""Rooms beside the exports: SPARQL to tables, pandas, networkx."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import QueryError
from kg.query import format_table, list_questions

QUESTIONS = [name for name, _ in list_questions()]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_shipped_question_has_both_languages_and_an_answer_on_the_demo(
    demo: kg.KnowledgeGraph, name: str
) -> None:
    question = dict(list_questions())[name]
    assert " / " in question
    assert question.isascii() is False
    frame = demo.query(name)
    assert len(frame.columns) >= 2
    assert name in ("contradictions", "new-terms") or len(frame) > 0


def test_a_question_finds_what_the_demo_says(demo: kg.KnowledgeGraph) -> None:
    rows = demo.query("raises")
    assert ("adipose-derived stem cell exosome", "type I collagen") in set(zip(rows.subject, rows.object, strict=True))
    shared = demo.query("both-languages")
    assert ("adipose-derived stem cell exosome", "increases", "elastin") in set(
        zip(shared.subject, shared.predicate, shared.object, strict=True)
    )


def test_contradictions_are_found_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Exosomes increase elastin. TGF-β promotes fibrosis.")
    (tmp_path / "b.txt").write_text("外泌体减少弹性蛋白。TGF-β未促进纤维化。")
    rows = kg.build(tmp_path).query("contradictions")
    assert {tuple(row) for row in rows[["subject", "one", "other", "object"]].itertuples(index=False)} == {
        ("exosome", "increases", "decreases", "elastin"),
        ("TGF-β", "increases", "not increases", "fibrosis"),
    }


def test_sparql_comes_as_text_or_from_a_file(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }"
    (tmp_path / "q.rq").write_text(query)
    assert int(demo.query(query).n[0]) == int(demo.query(str(tmp_path / "q.rq")).n[0]) == len(demo.statements)
    assert bool(demo.query("ASK { lex:exosome a kg:Vesicle }").answer[0])
    assert len(demo.query("CONSTRUCT { ?s kg:increases ?o } WHERE { ?s kg:increases ?o }")) > 5


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT * {", "not valid SPARQL"),
        ("no-such-question", "no question of that name"),
        ("missing.rq", "cannot be opened"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", "not valid SPARQL"),
    ],
)
def test_a_query_that_cannot_run_says_why(demo: kg.KnowledgeGraph, query: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        demo.query(query)


def test_the_four_formats_hold_the_same_answer(demo: kg.KnowledgeGraph) -> None:
    frame = demo.query("SELECT ?n { VALUES ?n { '胶原|I' 'a,b' } }")
    assert format_table(frame, "csv").splitlines() == ["n", "胶原|I", '"a,b"']
    assert json.loads(format_table(frame, "json")) == [{"n": "胶原|I"}, {"n": "a,b"}]
    assert format_table(frame, "md").splitlines()[2:] == ["| 胶原\\|I |", "| a,b |"]
    assert format_table(frame, "table").splitlines() == ["n", "------", "胶原|I", "a,b"]


def test_tables_and_networkx_agree_with_the_statements(demo: kg.KnowledgeGraph) -> None:
    graph = demo.networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == len(demo.statements)
    assert graph.number_of_nodes() == len(demo.entities)
    row = demo.statements.set_index("statement").iloc[0]
    assert graph.edges[row.subject_id, row.object_id, row.name]["papers"] == row.papers
    assert int(demo.statements.mentions.sum()) == len(demo.evidence)
    assert str(demo.statements.predicate.dtype) == "category"


def test_an_evidence_row_points_into_its_document(demo: kg.KnowledgeGraph) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in kg.demo_paths()}
    for row in demo.evidence.to_dict("records"):
        text = texts[row["document"]]
        assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
        assert text[row["subject_start"] : row["subject_end"]] == row["subject_text"]
        assert text[row["object_start"] : row["object_end"]] == row["object_text"]
