"""Precision and recall on annotated sentences, where those are at hand. A floor, so that a change that costs much is seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

#: language -> precision and core recall on the sentences below which something is broken
FLOOR = {"en": (0.85, 0.53), "zh": (0.81, 0.46)}


@pytest.fixture(scope="module")
def predicted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "p.jsonl"
    with path.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-m", "kg", "extract", str(shared / "gold" / "docs")], stdout=out, check=True)
    return path


@pytest.mark.shared
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_found_is_right_often_enough(shared: Path, predicted: Path, language: str) -> None:
    gold = shared / "gold"
    done = subprocess.run(
        [
            sys.executable,
            str(gold / "score.py"),
            str(predicted),
            "--docs",
            str(gold / "docs"),
            "--json",
            "--gold",
            *map(str, sorted(gold.glob(f"*-{language}*.jsonl"))),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    result = json.loads(done.stdout)
    precision, recall = FLOOR[language]
    assert result["precision"] >= precision
    assert result["recall_core"] >= recall
