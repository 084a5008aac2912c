"""Room 7: files that appear whole, and text from documents that stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

import kg
from kg.errors import GraphError
from kg.exports import WRITERS
from kg.exports.page import render_page
from kg.exports.pagedata import page_data
from kg.namespaces import PREFIXES

HOSTILE = (
    'Exosomes <script>alert(1)</script> & "quotes" promote angiogenesis. '
    "外泌体</script><img src=x onerror=alert(2)>促进血管生成。 Exosomes <!-- increase elastin. =HYPERLINK(1) Exosomes inhibit MMP-1."
)


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_every_writer_writes_a_file_of_its_own(demo: kg.KnowledgeGraph, tmp_path: Path, ending: str) -> None:
    demo.save(tmp_path / "deep" / f"g{ending}")
    data = (tmp_path / "deep" / f"g{ending}").read_bytes()
    assert len(data) > 1000
    assert [p.name for p in (tmp_path / "deep").iterdir()] == [f"g{ending}"]


@pytest.mark.parametrize("ending", [".nt", ".rdf", ".jsonld"])
def test_an_rdf_syntax_comes_back_as_the_same_graph(demo: kg.KnowledgeGraph, tmp_path: Path, ending: str) -> None:
    demo.save(tmp_path / f"g{ending}")
    assert kg.load(tmp_path / f"g{ending}").contents == demo.contents


def test_an_unknown_ending_lists_the_known_ones(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"\.html, \.ttl"):
        demo.save(tmp_path / "g.docx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(GraphError, match="cannot be written"):
        demo.save(tmp_path / "file" / "g.ttl")


def test_the_page_names_no_address_that_a_browser_would_fetch(demo: kg.KnowledgeGraph) -> None:
    page = render_page(demo.contents)
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", page, flags=re.S)
    assert not re.search(r"""(?:src|href)\s*=|@import|url\(""", markup)
    assert "default-src 'none'" in page
    assert not re.search(r"<script[^>]+src=|<link\b", page)
    assert page.startswith("<!DOCTYPE html>")
    assert '<meta charset="utf-8">' in page


def test_text_from_documents_cannot_leave_its_element(tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text(HOSTILE, encoding="utf-8")
    page = render_page(kg.build(tmp_path).contents, title="<b>&")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>&" not in page
    data = json.loads(re.search(r'id="kg-data" data-form="plain">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert any("<script>alert(1)</script>" in sentence["text"] for sentence in data["sentences"])


def test_the_marks_of_a_sentence_stand_on_its_words(demo: kg.KnowledgeGraph) -> None:
    rows = {(row.sentence, row.subject_text, row.object_text) for row in demo.evidence.itertuples()}
    data = page_data(demo.contents)
    for ev in [ev for edge in data["edges"] for ev in edge["ev"]]:
        text = data["sentences"][ev["q"]]["text"]
        if ev["s"] and ev["o"]:
            assert (text, text[slice(*ev["s"])], text[slice(*ev["o"])]) in rows


def test_the_page_opens_on_statements_between_known_things_first(demo: kg.KnowledgeGraph) -> None:
    data = page_data(demo.contents, opening=10)
    assert len(data["edges"]) == len(demo.contents.statements)
    assert not any(node["prov"] for node in data["nodes"] if node["id"] in {edge["s"] for edge in data["edges"][:10]})


def test_csv_cells_are_no_formulas_and_the_file_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("=Exosomes increase elastin in the skin of mice.", encoding="utf-8")
    kg.build(tmp_path).write(tmp_path / "out")
    data = (tmp_path / "out" / "evidence.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))["statements"] == len(
        {row["statement"] for row in rows}
    )


def test_turtle_uses_our_prefixes(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    demo.save(tmp_path / "g.ttl")
    text = (tmp_path / "g.ttl").read_text(encoding="utf-8")
    assert "lex:adipose-derived-stem-cell kg:" in text.replace("\n\t", " ") or "lex:adipose-derived-stem-cell" in text
    assert all(f"@prefix {name}: <{iri}>" in text for name, iri in PREFIXES.items())
