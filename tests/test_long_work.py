"""Long work: several processes, a folder that remembers, Ctrl-C and kill."""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import assembling, caching, extraction, workers
from kg.assembling import put_together
from kg.caching import Cache, from_json, to_json
from kg.cli import main
from kg.errors import GraphError, SourceError
from kg.exports import to_bytes
from kg.extraction import Extracted, take
from kg.gathering import read_all
from kg.graph import Seen
from kg.graph.sorting import sorted_lines, sorted_triples
from kg.lexicon import load_lexicon
from kg.limits import limited
from kg.model import Document
from kg.references import with_references
from kg.sources import READERS, Source, read_source
from kg.spooling import Spool
from tests.test_readers import WRITTEN

FILES = ("graph.ttl", "graph.html", "statements.csv", "evidence.csv", "build.json")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demo reviews and an article in every format."""
    folder = tmp_path_factory.mktemp("shelf")
    for path in kg.demo_paths():
        (folder / path.name).write_bytes(path.read_bytes())
    for kind, (text, name) in WRITTEN.items():
        (folder / (kind + name)).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def documents(folder: Path) -> list[Document]:
    return [item for item in read_all([folder]) if isinstance(item, Document)]


def written(graph: kg.KnowledgeGraph, folder: Path) -> dict[str, bytes]:
    graph.write(folder)
    return {name: (folder / name).read_bytes() for name in FILES}


def test_the_same_bytes_for_any_number_of_processes_and_from_memory(shelf: Path, tmp_path: Path) -> None:
    alone = written(kg.build(shelf), tmp_path / "1")
    assert written(kg.build(shelf, jobs=3), tmp_path / "3") == alone
    assert written(kg.build(shelf, cache=tmp_path / "cache"), tmp_path / "c") == alone
    assert written(kg.build(shelf, cache=tmp_path / "cache"), tmp_path / "d") == alone
    assert written(kg.build(shelf, cache=tmp_path / "cache", jobs=2), tmp_path / "e") == alone


def test_what_a_document_gave_comes_back_from_json_as_it_was(shelf: Path) -> None:
    for doc in documents(shelf):
        found = take(doc, load_lexicon(), None, None)
        assert from_json(Extracted, json.loads(json.dumps(to_json(found)))) == found


def test_only_what_is_new_is_read(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    kg.build(shelf, cache=cache)
    asked: list[str] = []
    real = extraction.attempt

    def told(doc: Document, *rest: object) -> Extracted | str:
        asked.append(doc.path)
        return real(doc, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "attempt", told)
    kg.build(shelf, cache=cache)
    assert asked == []
    (tmp_path / "new.txt").write_text("Exosomes increase elastin in aged skin.", encoding="utf-8")
    kg.build(shelf, tmp_path / "new.txt", cache=cache)
    assert asked == ["new.txt"]
    kg.build(tmp_path / "new.txt", cache=cache, min_confidence=0.9)
    assert asked == ["new.txt"] * 2, "another setting gives another answer"
    (tmp_path / "mine.tsv").write_text("Chemical\tzanzuol\n", encoding="utf-8")
    kg.build(tmp_path / "new.txt", cache=cache, terms=[tmp_path / "mine.tsv"])
    assert asked == ["new.txt"] * 3


def test_a_memory_that_is_broken_is_as_good_as_none(shelf: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = written(kg.build(shelf, cache=cache), tmp_path / "a")
    remembered = sorted(cache.rglob("*.json"))
    for number, path in enumerate(remembered):
        path.write_bytes((b"", b"{}", b"[1, 2]", path.read_bytes()[:-9], b"\xff")[number % 5])
    assert written(kg.build(shelf, cache=cache), tmp_path / "b") == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match="--cache"):
        kg.build(shelf, cache=tmp_path / "file" / "cache")


def test_the_name_of_a_memory_covers_the_document(tmp_path: Path) -> None:
    cache = Cache(tmp_path, load_lexicon(), None, {})
    (one,) = read_source(Source.of(b"Exosomes increase elastin.", "a.txt"))
    (other,) = read_source(Source.of(b"Exosomes increase elastin!", "a.txt"))
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    cache.put(with_references(one), take(one, load_lexicon(), None, None))
    assert cache.get(with_references(one)) is not None
    assert cache.get(with_references(other)) is None


def test_a_build_does_not_read_what_builds_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    (tmp_path / "build.json").write_text(
        '{"title": "A review", "text": "Exosomes increase collagen."}', encoding="utf-8"
    )
    for _ in range(2):
        assert main(["build", ".", "-o", "exports", "--cache", "memory", "--store", "exports/store"]) == 0
        assert kg.load("exports/graph.ttl").statements.object.tolist() == ["collagen", "elastin"]
    assert json.loads(Path("exports/build.json").read_text(encoding="utf-8"))["documents"] == [
        "a.txt",
        "build.json#build-1",
    ]


def test_a_change_of_the_ontology_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (doc,) = (
        with_references(one)
        for one in read_source(Source.of(b"Exosomes increase elastin.", "a.txt"))
        if isinstance(one, Document)
    )
    cache = Cache(tmp_path / "cache", load_lexicon(), None, {})
    cache.put(doc, take(doc, load_lexicon(), None, None))
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "core.ttl").write_text("# another one")
    monkeypatch.setattr(caching, "ontology_folder", lambda *_: tmp_path / "ontology")
    caching._package.cache_clear()
    try:
        assert Cache(tmp_path / "cache", load_lexicon(), None, {}).get(doc) is None
    finally:
        monkeypatch.undo()
        caching._package.cache_clear()
    assert Cache(tmp_path / "cache", load_lexicon(), None, {}).get(doc) is not None


def _dies_of_one(doc: Document, *rest: object) -> Extracted | str:
    if "zanzifragile" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return extraction.attempt(doc, *rest)  # type: ignore[arg-type]


def test_long_documents_do_not_pile_up_behind_one_that_takes_long(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried, gate = extraction.attempt, tmp_path / "gate"

    def slow_for_one(doc: Document, *how: Any) -> Extracted | str:
        began = time.monotonic()
        while doc.path == "0" and not gate.exists():
            assert time.monotonic() < began + 60, "the others wait for this one"
            time.sleep(0.01)
        return hurried(doc, *how)

    monkeypatch.setattr(workers, "attempt", slow_for_one)
    taken: list[int] = []

    def given_out(opens: int) -> Iterator[Document]:
        for number in range(60):
            taken.append(number)
            if number == opens:
                gate.touch()
            yield replace(doc, path=str(number))

    doc = documents(shelf)[0]
    task = workers.Task(load_lexicon(), None, {})
    found = workers.extract_all(given_out(40), task, 2)
    assert [one.document.path if isinstance(one, Extracted) else one for one in found] == [*map(str, range(60))]
    gate.unlink()
    monkeypatch.setattr(workers, "_HELD", len(doc.text) * 3)
    found = workers.extract_all(given_out(8), task, 2)
    taken.clear()
    first = next(found)
    assert isinstance(first, Extracted)
    assert first.document.path == "0"
    assert len(taken) == 9  # four for each process, and the one that is read
    assert sum(1 for _ in found) == 59


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_document_of_which_a_process_dies_is_left_out_and_the_rest_goes_on(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    shelf = shutil.copytree(shelf, tmp_path / "shelf")
    before = kg.build(shelf)
    (shelf / "fragile.txt").write_text("A zanzifragile text.", encoding="utf-8")
    monkeypatch.setattr(workers, "attempt", _dies_of_one)
    after = kg.build(shelf, jobs=jobs, cache=tmp_path / "cache")
    ((file, why),) = set(after.report.skipped) - set(before.report.skipped)
    assert file == "fragile.txt"
    assert "ended without an answer" in why
    assert written(after, tmp_path / "a").keys() == written(before, tmp_path / "b").keys()
    assert to_bytes(".nt", after.store) == to_bytes(".nt", before.store)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_nobody_foresaw_is_left_out_and_the_rest_goes_on(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    shelf = shutil.copytree(shelf, tmp_path / "shelf")
    before = kg.build(shelf)
    (shelf / "odd.txt").write_text("A zanziodd text.", encoding="utf-8")
    real = extraction.take

    def stumbles(doc: Document, *rest: object) -> Extracted:
        if "zanziodd" in doc.text:
            raise RecursionError("too deep")
        return real(doc, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extraction, "take", stumbles)
    after = kg.build(shelf, jobs=jobs)
    assert set(after.report.skipped) - set(before.report.skipped) == {
        (
            "odd.txt",
            "odd.txt: extraction stopped (RecursionError: too deep); leave it out, and report this with the file",
        )
    }
    assert to_bytes(".nt", after.store) == to_bytes(".nt", before.store)
    with pytest.raises(SourceError, match="extraction stopped"):
        kg.build(shelf / "odd.txt", jobs=jobs, strict=True)


def _never_ends(doc: Document, *rest: object) -> Extracted:
    while "zanzilong" in doc.text:
        pass
    return take(doc, *rest)  # type: ignore[arg-type]


def _takes_all(doc: Document, *rest: object) -> Extracted:
    if "zanzilong" in doc.text:
        held = [bytearray(2_000_000_000) for _ in range(9)]
        assert held
    return take(doc, *rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("work", "seconds", "says"), [(_never_ends, 1, "not done after 1 s"), (_takes_all, 60, "takes more than")]
)
def test_a_document_has_limits_of_time_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, work: object, seconds: int, says: str
) -> None:
    (tmp_path / "a.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("A zanzilong text.", encoding="utf-8")
    monkeypatch.setattr(extraction, "take", work)
    graph = kg.build(tmp_path, jobs=jobs, seconds=seconds)
    ((file, why),) = graph.report.skipped
    assert file == "b.txt"
    assert says in why
    assert graph.statements.object.tolist() == ["elastin"]


def test_threads_do_not_take_each_others_limits_away() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    inside: list[tuple[int, int]] = []

    def work() -> None:
        with limited(1, 1):
            inside.append(resource.getrlimit(resource.RLIMIT_AS))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert inside == [before]
    with limited(60, 1000):
        assert resource.getrlimit(resource.RLIMIT_AS) != before
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_reading_has_a_limit_of_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    (tmp_path / "b.nbib").write_text("PMID- 1\nTI  - zanzilong", encoding="utf-8")

    def slow(_source: Source) -> Iterator[Document | SourceError]:
        time.sleep(30)
        yield SourceError("never")

    monkeypatch.setitem(READERS, ".nbib", slow)
    graph = kg.build(tmp_path, seconds=1)
    ((_, why),) = graph.report.skipped
    assert "b.nbib: not read after 1 s" in why
    assert graph.statements.object.tolist() == ["elastin"]


def test_a_large_graph_lies_on_disk_and_goes_with_its_folder(shelf: Path, tmp_path: Path) -> None:
    lexicon = load_lexicon()
    with Spool() as spool:
        for doc in documents(shelf):
            spool.add(take(doc, lexicon, None, None))
            spool.add(take(doc, lexicon, None, None))  # the same document again adds nothing
        small, large = put_together(spool, lexicon), put_together(spool, lexicon, most=0)
    assert written(large, tmp_path / "a") == written(small, tmp_path / "b")
    folders = set(Path(tempfile.gettempdir()).glob("kg-graph-*"))
    assert folders
    del large
    gc.collect()
    assert folders - set(Path(tempfile.gettempdir()).glob("kg-graph-*")), "nobody holds the graph any more"


def _dies(_part: int) -> Seen:
    os._exit(9)


def test_any_number_of_processes_puts_together_and_writes_the_same(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembling, "_WORTH", 1)
    lexicon, shares = load_lexicon(), []
    with Spool() as spool:
        for doc in documents(shelf):
            spool.add(take(doc, lexicon, None, None))
        alone = put_together(spool, lexicon)
        for jobs in (2, 3):
            shares.append(put_together(spool, lexicon, jobs=jobs))
        monkeypatch.setattr(assembling, "_take", _dies)
        shares.append(put_together(spool, lexicon, jobs=2))
    alone.write(tmp_path / "one")
    for number, graph in enumerate(shares, 2):
        assert list(graph.store) == list(alone.store), "in the same order as well"
        graph.write(tmp_path / str(number), jobs=2)
        for name in FILES:
            assert (tmp_path / str(number) / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_what_a_second_process_cannot_write_is_an_error(
    demo: kg.KnowledgeGraph, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(GraphError, match=r"graph\.ttl: cannot be written"):
        demo.write(tmp_path, jobs=2)
    assert capfd.readouterr().err == "", "the other process keeps quiet"


def test_a_full_disk_is_an_error_that_says_what_to_do(shelf: Path) -> None:
    (doc, *_) = documents(shelf)
    with Spool() as spool:
        spool._file.execute("PRAGMA max_page_count=1")
        found = take(doc, load_lexicon(), None, None)
        large = replace(found, relations=found.relations * 500)
        with pytest.raises(SourceError, match="TMPDIR"):
            spool.add(large)


@given(st.lists(st.text("ab\x00\x1f é皮", max_size=4), max_size=40), st.integers(1, 7))
def test_lines_are_sorted_alike_in_memory_and_on_disk(texts: list[str], most: int) -> None:
    lines = [text.encode() for text in texts]
    assert list(sorted_lines(lines, most)) == sorted(set(lines))


@given(st.lists(st.text(max_size=5), max_size=20), st.integers(1, 5))
def test_triples_are_sorted_alike_in_memory_and_on_disk(texts: list[str], most: int) -> None:
    node, clean = ox.NamedNode("https://example.org/a"), [text.encode("utf-8", "replace").decode() for text in texts]
    triples = [ox.Triple(node, node, ox.Literal(text)) for text in clean]
    assert list(sorted_triples(triples, most)) == list(sorted_triples(triples))


@pytest.mark.parametrize("given_", ["-1", "two", "1.5"])
def test_a_number_of_processes_that_is_none_is_refused(given_: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["build", "--demo", "--jobs", given_])
    assert "no number of processes or seconds" in capsys.readouterr().err


def test_ctrl_c_leaves_what_is_done_and_a_rerun_takes_it_up(shelf: Path, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    text = (shelf / "exosomes-skin-en.md").read_text(encoding="utf-8")
    for n in range(60):
        (many / f"{n:02}.md").write_text(f"{text}\n\nNumber {n}.\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(many),
        "-o",
        str(tmp_path / "out"),
        "--cache",
        str(tmp_path / "cache"),
    ]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while len(list((tmp_path / "cache").rglob("*.json"))) < 5 and time.monotonic() < end:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "interrupted" in said
    assert not (tmp_path / "out" / "graph.ttl").exists()
    done = len(list((tmp_path / "cache").rglob("*.json")))
    assert 5 <= done < 60
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert len(list((tmp_path / "cache").rglob("*.json"))) == 60


def test_kill_at_any_moment_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    """Fifty builds are killed at random moments, over the output of one that was whole."""
    rng = random.Random(11)  # noqa: S311
    out, cache = tmp_path / "out", tmp_path / "cache"
    assert main(["build", "--demo", "-o", str(out), "--cache", str(cache)]) == 0
    whole = {name: (out / name).read_bytes() for name in FILES}
    start = time.monotonic()
    command = [sys.executable, "-m", "kg", "build", "--demo", "-o", str(out), "--cache", str(cache)]
    subprocess.run(command, capture_output=True, check=True)
    usual = time.monotonic() - start
    for _ in range(50):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 1.1) * usual)
        running.kill()
        running.wait()
        assert {name: (out / name).read_bytes() for name in FILES} == whole
        for path in cache.rglob("*.json"):
            json.loads(path.read_text(encoding="utf-8"))
