"""The demo exports in the repository are what the code makes today. `pytest --regenerate` writes them anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kg
from tests.conftest import ROOT

FOLDER = ROOT / "exports" / "demo"


@pytest.fixture(scope="module")
def made(demo: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    if request.config.getoption("--regenerate"):
        demo.write(FOLDER)
    folder = tmp_path_factory.mktemp("golden")
    demo.write(folder)
    return folder


@pytest.mark.parametrize("name", ["graph.ttl", "statements.csv", "evidence.csv", "build.json"])
def test_a_demo_file_is_what_the_code_makes(made: Path, name: str) -> None:
    assert (made / name).read_bytes() == (FOLDER / name).read_bytes(), "changed on purpose? pytest --regenerate"


def test_the_demo_page_shows_what_the_code_makes(made: Path) -> None:
    # The page holds vis-network as pyvis ships it, so only our part is compared.
    def data(path: Path) -> object:
        found = re.search(r'id="kg-data" data-form="plain">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
        assert found
        return json.loads(found[1])

    assert data(made / "graph.html") == data(FOLDER / "graph.html")
