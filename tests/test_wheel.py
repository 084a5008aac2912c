"""What is shipped is what works: the wheel is built, laid out away from the checkout, and run from there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("reviewkg-*.whl"))


def test_the_wheel_holds_one_package_with_all_its_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"kg"}
    for needed in (
        "kg/data/ontology/core.ttl",
        "kg/data/ontology/shapes.ttl",
        "kg/data/ontology/lexicon/cells.ttl",
        "kg/data/ontology/questions/strongest.rq",
        "kg/data/patterns/zh/triggers.toml",
        "kg/data/page/script/7-main.js",
        "kg/data/page/vendor/sigma.min.js",
        "kg/data/page/vendor/editor.min.js",
        "kg/data/page/vendor/LICENSES.txt",
        "kg/data/page/console.html",
        "kg/data/demo/exosomes-skin-zh.md",
        "kg/data/ambiguous.toml",
    ):
        assert needed in names


def test_the_wheel_builds_the_demo_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "--demo", "-o", "out"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    where = subprocess.run(
        [sys.executable, "-c", "import kg; print(kg.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(tmp_path / "site") in where.stdout
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == (ROOT / "exports" / "demo" / "graph.ttl").read_bytes()
    assert "2 documents" in done.stderr
