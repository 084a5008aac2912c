"""Measuring against annotated sentences: the rule of a match, the counts, and what a bad annotation is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.reporting import errors_lines, score_lines
from kg.scoring import read_docs, read_gold, score

EN = "Exosomes increase collagen I. Curcumin does not reduce MMP-1. Retinol protects the skin barrier."
ZH = "外泌体增加I型胶原。姜黄素不降低MMP-1。"


def _row(doc: str, sent: str, *triples: dict[str, object]) -> str:
    return json.dumps({"doc": doc, "sent": sent, "triples": list(triples)}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "docs" / "b.txt").write_text(ZH, encoding="utf-8")
    rows = [
        _row("a", "Exosomes increase collagen I.", {"s": "Exosomes", "p": "increases", "o": "collagen I"}),
        _row("a", "Curcumin does not reduce MMP-1.", {"s": "Curcumin", "p": "decreases", "o": "MMP-1", "neg": True}),
        _row("a", "Retinol protects the skin barrier.", {"s": "Retinol", "p": "decreases", "o": "skin barrier"}),
        _row("b", "外泌体增加I型胶原。", {"s": "外泌体", "p": "causes", "o": "I型胶原"}),
        _row("b", "姜黄素不降低MMP-1。", {"s": "姜黄素", "p": "decreases", "o": "MMP-1", "neg": True}),
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_precision_and_recall_are_counted_by_language(folder: Path) -> None:
    docs = read_docs(folder / "docs")
    english, chinese = score(read_gold([folder / "gold.jsonl"], docs), docs)
    assert (english.language, english.sentences, english.core, english.core_found) == ("en", 3, 3, 2)
    assert (round(english.precision, 2), round(english.recall, 2)) == (0.67, 0.67)
    # causes and increases are one class: an annotator may take one for the other
    assert (chinese.precision, chinese.recall, chinese.f1) == (1.0, 1.0, 1.0)
    assert english.wrong_direction() == (1, 3)
    assert english.negation() == (1, 1, 0, 2)
    assert chinese.exact_spans() == 1.0


def test_the_report_shows_predicates_rules_and_the_errors_beside_their_sentences(folder: Path) -> None:
    docs = read_docs(folder / "docs")
    english, _ = score(read_gold([folder / "gold.jsonl"], docs), docs)
    table = "\n".join(score_lines(english))
    assert "by predicate" in table
    assert "en-active" in table
    errors = list(errors_lines(english, 5))
    assert "Retinol protects the skin barrier." in errors
    assert any(line.startswith("  wrong   retinol | increases | skin barrier") for line in errors)
    assert any(line.startswith("  missed  Retinol | decreases | skin barrier") for line in errors)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "gold.jsonl: no annotated sentence; expected JSON lines"),
        ("{", r"gold.jsonl:1: not an annotation"),
        ('{"doc": "a", "sent": "Exosomes", "triples": [{"s": 1}]}', "not an annotation"),
        (_row("z", "Exosomes"), "no document is called 'z'"),
        (_row("a", "Nothing of the kind."), "the sentence does not stand in 'a'.*quote it exactly"),
    ],
)
def test_a_bad_annotation_names_file_line_and_remedy(folder: Path, line: str, message: str) -> None:
    (folder / "gold.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_gold([folder / "gold.jsonl"], read_docs(folder / "docs"))


def test_it_counts_as_the_annotators_own_script_does(shared: Path) -> None:
    gold = shared / "gold"
    docs = read_docs(gold / "docs")
    english, chinese = score(read_gold([gold / "dev-en.jsonl", gold / "dev-zh.jsonl"], docs), docs)
    assert (english.sentences, chinese.sentences) == (69, 70)
    # what the data can show of the targets that are not precision and recall
    for scored in (english, chinese):
        marked, denied, falsely, plain = scored.negation()
        assert marked >= 0.9 * denied
        assert falsely <= 0.01 * plain + 1
        wrong, directed = scored.wrong_direction()
        assert wrong <= 0.05 * directed + 1
        assert scored.exact_spans() >= 0.7
