"""The command line: what goes where, which exit code, and no traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.cli import main, make_parser


def run(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=stdin,
        check=False,
    )


def test_build_writes_five_files_and_names_them_on_standard_output(tmp_path: Path) -> None:
    done = run("build", "--demo", "-o", tmp_path)
    assert done.returncode == 0
    names = ["graph.ttl", "graph.html", "statements.csv", "evidence.csv", "build.json"]
    assert done.stdout.split() == [str(tmp_path / name) for name in names]
    assert all((tmp_path / name).stat().st_size for name in names)
    assert re.search(r"2 documents, \d+ statements", done.stderr)


def test_extract_prints_lines_whose_offsets_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("外泌体上调了I型胶原的表达[1]。\n", encoding="utf-8")
    done = run("extract", path)
    row = json.loads(done.stdout)
    text = path.read_text(encoding="utf-8")
    for name in ("sentence", "subject", "object", "trigger"):
        assert text[row[name]["start"] : row[name]["end"]] == row[name]["text"]
    assert (row["doc"], row["lang"], row["predicate"], row["negated"], row["citations"]) == (
        "a",
        "zh",
        "increases",
        False,
        ["1"],
    )
    assert row["subject"]["id"] == "lex:exosome"
    assert set(row) == {
        "doc",
        "lang",
        "sentence",
        "subject",
        "predicate",
        "object",
        "trigger",
        "negated",
        "hedged",
        "no_change",
        "citations",
        "rule",
        "confidence",
        "certainty",
        "context",
    }


def test_extract_reads_standard_input_and_prints_for_people() -> None:
    done = run("extract", "-", "--format", "text", stdin="Exosomes did not increase elastin [4].")
    lines = done.stdout.splitlines()
    assert "Exosomes did not increase elastin [4]." in lines
    assert "~~~~~~~~                  ~~~~~~~" in lines
    assert any(line.endswith("exosome | not increases | elastin (cites 4)") for line in lines)


def test_query_export_and_check_work_on_what_build_wrote(tmp_path: Path) -> None:
    run("build", "--demo", "-o", tmp_path)
    graph = tmp_path / "graph.ttl"
    assert "papers" in run("query", graph, "strongest").stdout
    assert run("query", graph, "ASK { ?s a kg:Statement }", "--format", "csv").stdout.split() == ["answer", "True"]
    assert "strongest" in run("query", "--list").stdout
    assert run("export", graph, "-o", tmp_path / "again.nt").returncode == 0
    assert run("check", graph).returncode == 0
    (tmp_path / "empty.ttl").write_text("")
    assert run("check", tmp_path / "empty.ttl").returncode == 1


def test_one_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4 \x00")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "twin.md").write_text("Exosomes increase elastin.", encoding="utf-8")
    done = run("build", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.count("left out") == 3
    assert "bad.txt: not a readable PDF" in done.stderr
    assert len(kg.load(tmp_path / "out" / "graph.ttl").statements) == 1
    reasons = json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))["skipped"]
    assert len(reasons) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "/no/such/path"],
        ["build"],
        ["query", "/no/such.ttl", "strongest"],
        ["check", "/no/such.ttl"],
        ["export", "/no/such.ttl", "-o", "x.nt"],
        ["query"],
        ["extract", "/no/such.txt"],
    ],
)
def test_wrong_use_exits_2_with_a_message_and_no_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("kg: ")
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_binary_alone_is_an_error_and_no_graph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "not a text file" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["", "build", "extract", "query", "export", "check"])
def test_help_carries_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        make_parser().parse_args([command, "--help"] if command else ["--help"])
    assert left.value.code == 0
    assert "example:\n  kg " in capsys.readouterr().out


def test_progress_is_shown_for_more_than_a_few_files(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"Exosomes increase elastin in {n} mice.", encoding="utf-8")
    assert "6 of 6 files" in run("build", tmp_path, "-o", tmp_path / "out").stderr
