"""The documentation: it builds without a warning, what it shows runs, and what it says of the ontology is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.namespaces import KG
from kg.ontology import load_ontology
from kg.sources import read_text
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "generated" not in page.parts and "_build" not in page.parts)
_BLOCK = re.compile(r"^```(sh|python|text)\n(.*?)^```", re.S | re.M)
_REVIEW = """# Exosomes and collagen

Exosomes increase collagen I in dermal fibroblasts [1]. 外泌体增加弹性蛋白[1]。

## References

[1] Roe P. Exosomes in fibroblasts. *J Demo.* 2021;1(1):1-9.
"""
_GOLD = '{"doc": "one", "sent": "Exosomes increase collagen I in dermal fibroblasts [1].", "triples": [{"s": "Exosomes", "p": "increases", "o": "collagen I"}]}\n'


def shown(page: Path, *languages: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if kind in languages]


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(DOCS), str(tmp_path / "site")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "reference" / "generated" / "ontology.html").read_text(encoding="utf-8")
    for name, term in {**load_ontology().classes, **load_ontology().predicates}.items():
        assert f">{name}<" in page
        assert term.label_zh in page
    outside = re.findall(
        r'(?:src|href)="(https?://[^"]+)"', (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    )
    assert all("furo" in one or "pradyunsg" in one for one in outside), "nothing is fetched from elsewhere"


@pytest.mark.parametrize("page", [page for page in PAGES if shown(page, "sh")], ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_one_after_the_other(page: Path, tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "one.md").write_text(_REVIEW, encoding="utf-8")
    (tmp_path / "annotated.jsonl").write_text(_GOLD, encoding="utf-8")
    script = f'kg() {{ "{sys.executable}" -m kg "$@"; }}\nkg build --demo -o exports/demo\n'
    script += "".join(text for _, text in shown(page, "sh"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", [page for page in PAGES if shown(page, "python")], ids=lambda page: page.stem)
def test_the_python_of_a_page_prints_what_it_shows(page: Path, tmp_path: Path) -> None:
    parts = shown(page, "python", "text")
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(text for kind, text in parts if kind == "python")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    said = "".join(text for kind, text in parts if kind == "text")
    assert [line.rstrip() for line in done.stdout.splitlines()] == [line.rstrip() for line in said.splitlines()]


_EXAMPLES = [
    (predicate, triple.object.value)
    for triple in load_ontology().triples
    if triple.predicate.value.endswith("#example") and isinstance(triple.object, ox.Literal)
    for predicate in load_ontology().predicates
    if triple.subject == ox.NamedNode(KG + predicate)
]


def test_every_predicate_has_an_example_in_each_language() -> None:
    assert sorted(predicate for predicate, _ in _EXAMPLES) == sorted([*load_ontology().predicates] * 2)


@pytest.mark.parametrize(("predicate", "sentence"), _EXAMPLES)
def test_the_example_of_a_predicate_is_read_so(predicate: str, sentence: str) -> None:
    assert predicate in {relation.predicate for relation in kg.extract(read_text(sentence))}
