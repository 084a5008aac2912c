"""The README is executed: every shell block and every Python block, in order, with the outputs it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

README = ROOT / "README.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.S) if README.is_file() else []


@pytest.mark.parametrize("block", [b for b in blocks("sh") if "venv" not in b])
def test_a_shell_block_runs(block: str, tmp_path: Path) -> None:
    commands = block.replace(".venv/bin/kg ", f"{sys.executable} -m kg ").replace("\nkg ", f"\n{sys.executable} -m kg ")
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "a.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "kg", "build", "--demo", "-o", "exports/demo"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    if commands.startswith("kg "):
        commands = f"{sys.executable} -m " + commands
    subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=tmp_path, check=True, capture_output=True)


def test_the_two_commands_of_the_first_screen_are_those_of_ci() -> None:
    first = README.read_text(encoding="utf-8").split("\n## ")[0:2]
    setup = re.findall(r"```sh\n(.*?)```", "\n## ".join(first), re.S)
    assert sum("venv" in block for block in setup) == 2
    test = next(block for block in setup if "pytest" in block).strip()
    assert test in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_python_blocks_run_in_order_and_print_what_they_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    script = "\n".join(blocks("python"))
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.strip() == blocks("text")[0].strip()


def test_the_sentence_that_the_readme_shows_is_read_as_it_says() -> None:
    shown = blocks("text")[1].strip("\n").split("\n")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "extract", "-", "--format", "text"],
        input=shown[0],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(shown) <= set(done.stdout.split("\n"))


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.name)
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "error"] == []
    assert any(cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells), (
        "commit the notebook with its outputs"
    )


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("0[1-5]*.ipynb")), ids=lambda path: path.name)
def test_a_notebook_runs_on_the_real_reviews(
    path: Path, tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_REVIEWS", str(shared / "reviews"))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert not [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "error"]
