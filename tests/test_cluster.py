"""Builds on a Dask cluster, on loopback: the same bytes, whichever worker reads, and whichever is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

import kg
from kg.cluster import read_partition
from kg.errors import KgError, SourceError
from kg.exports import to_bytes
from kg.sources import find_sources
from tests.bench.corpus import abstracts

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask leaves sockets and deprecations behind, none of them ours

#: loaded by a worker before it begins: a document with a certain word ends it, as a fault in a library would
_FRAGILE = """
import os
import kg.cluster
if not hasattr(kg.cluster, "whole"):  # a worker loads this twice
    kg.cluster.whole = kg.cluster.attempt
    def attempt(doc, *rest):
        if "zanzifragile" in doc.text:
            os._exit(1)
        return kg.cluster.whole(doc, *rest)
    kg.cluster.attempt = attempt
"""


def _shelf(folder: Path, files: int, each: int = 20) -> Path:
    """Write files of some abstracts, and one in Chinese."""
    folder.mkdir()
    rows = abstracts(files * each)
    for n in range(files):
        text = " ".join(row["text"] for row, _ in zip(rows, range(each), strict=False))
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    (folder / "zh.txt").write_text("脂肪干细胞外泌体促进Ⅰ型胶原的合成。", encoding="utf-8")
    return folder


@contextmanager
def _scheduler(workers: int, folder: Path, *options: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Run a scheduler and its workers as processes of their own, and end them."""
    told = folder / "scheduler.json"
    environment = os.environ | {
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "DASK_DISTRIBUTED__WORKER__DAEMON": "True",
    }

    def start(*command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--scheduler-file", str(told)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    processes = [start("scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")]
    for n in range(workers):
        scratch = str(folder / f"scratch{n}")
        processes.append(start("worker", "--nthreads", "1", "--no-dashboard", "--local-directory", scratch, *options))
    try:
        _until(told.exists)
        address = json.loads(told.read_text())["address"]
        from distributed import Client

        with Client(address, timeout="60s") as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, processes[1:]
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _until(met: Callable[[], bool], seconds: float = 60) -> None:
    for _ in range(int(seconds * 20)):
        if met():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def test_a_cluster_on_this_machine_gives_the_same_bytes_and_reads_nothing_twice(tmp_path: Path) -> None:
    shelf, kept = _shelf(tmp_path / "shelf", 3), tmp_path / "partitions"
    (shelf / "again.txt").write_bytes((shelf / "zh.txt").read_bytes())
    (shelf / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    here = kg.build(shelf)
    there = kg.build(shelf, scheduler="local", jobs=2, partitions=kept)
    assert to_bytes(".nt", there.store) == to_bytes(".nt", here.store)
    assert there.report == here.report
    assert [why for _, why in there.report.skipped if "counted once" in why]
    assert [why for _, why in there.report.skipped if "broken.pdf" in why]
    before = {item.name: item.stat().st_mtime_ns for item in kept.glob("*.parquet")}
    assert before
    again = kg.build(shelf, scheduler="local", jobs=2, partitions=kept)
    assert to_bytes(".nt", again.store) == to_bytes(".nt", here.store)
    assert {item.name: item.stat().st_mtime_ns for item in kept.glob("*.parquet")} == before


def test_one_of_three_workers_is_killed_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = _shelf(tmp_path / "shelf", 12)
    here = kg.build(shelf)
    monkeypatch.setattr("kg.cluster._BATCH", 1)  # a batch a file, so that the work is spread
    kept = tmp_path / "partitions"
    with _scheduler(3, tmp_path, "--no-nanny") as (address, workers):

        def kill() -> None:
            _until(lambda: kept.is_dir() and len(list(kept.glob("*.parquet"))) >= 2)
            os.killpg(workers[1].pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        there = kg.build(shelf, scheduler=address, partitions=kept)
        killer.join()
        assert workers[1].poll() is not None or workers[1].wait(10) is not None
    assert there.report == here.report
    assert to_bytes(".nt", there.store) == to_bytes(".nt", here.store)


def test_what_ends_every_worker_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path / "shelf", 2)
    here = kg.build(shelf)
    (shelf / "fragile.txt").write_text("Zanzifragile is zanzifragile.", encoding="utf-8")
    (tmp_path / "fragile.py").write_text(_FRAGILE)
    with _scheduler(1, tmp_path, "--preload", str(tmp_path / "fragile.py")) as (address, _):
        there = kg.build(shelf, scheduler=address, partitions=tmp_path / "partitions")
    ((file, why),) = there.report.skipped
    assert file.endswith("fragile.txt")
    assert "no worker could read it" in why
    assert to_bytes(".nt", there.store) == to_bytes(".nt", here.store)


def test_a_worker_of_another_version_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = _shelf(tmp_path / "shelf", 1)
    monkeypatch.setattr("kg.caching._package", lambda: b"another")
    with pytest.raises(KgError, match="another version of reviewkg"):
        kg.build(shelf, scheduler="local", jobs=1)


def test_a_cluster_takes_lists_of_terms_and_triggers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zanzocytes rejuvenize elastin.", encoding="utf-8")
    (tmp_path / "cells.tsv").write_text("id\tlabel\nCL:9000001\tzanzocyte\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text('[[en.verb]]\nwords = "rejuvenize"\npredicate = "increases"\n', encoding="utf-8")
    graph = kg.build(
        tmp_path / "a.txt",
        lexicons=[tmp_path / "cells.tsv"],
        triggers=[tmp_path / "own.toml"],
        scheduler="local",
        jobs=1,
    )
    assert graph.statements[["subject_id", "predicate", "object"]].to_numpy().tolist() == [
        ["CL:9000001", "increases", "elastin"]
    ]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = _shelf(tmp_path / "shelf", 1)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


@pytest.mark.parametrize("scheduler", ["", "local"])
def test_files_are_read_from_urls(site: tuple[str, Path], scheduler: str) -> None:
    address, folder = site
    urls = [f"{address}/000.txt", f"file://{folder}/z*.txt"]
    there = kg.build(*urls, scheduler=scheduler, jobs=1)
    assert to_bytes(".nt", there.store) == to_bytes(".nt", kg.build(folder).store)
    assert there.report.read == ("000.txt", "zh.txt")


def test_a_file_too_large_to_travel_is_opened_by_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = _shelf(tmp_path / "shelf", 1)
    here = kg.build(shelf)
    monkeypatch.setattr("kg.sources.opening.MAX_BYTES", 100)  # of this process; the workers have their own
    there = kg.build(shelf, scheduler="local", jobs=1)
    assert there.report == here.report
    assert to_bytes(".nt", there.store) == to_bytes(".nt", here.store)


def test_partitions_may_lie_at_a_url(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path / "shelf", 1)
    there = kg.build(shelf, scheduler="local", jobs=1, partitions=f"file://{tmp_path}/kept")
    assert to_bytes(".nt", there.store) == to_bytes(".nt", kg.build(shelf).store)
    (partition,) = (tmp_path / "kept").glob("*.parquet")
    claims = pd.read_parquet(partition, columns=["file", "claims"]).explode("claims").claims
    said = pd.json_normalize(claims.dropna().tolist())
    assert len(said) == len(there.evidence)
    assert set(said.predicate) == set(there.statements.predicate)
    assert "脂肪干细胞外泌体促进Ⅰ型胶原的合成。" in set(said.sentence)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a bucket of an S3 server on loopback, with three reviews below reviews/; `pip install moto[server] s3fs`."""
    for needed in ("moto.server", "s3fs"):
        pytest.importorskip(needed, reason="no server of S3 here; moto[server] and s3fs are one, and what speaks to it")
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    said = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in {**said, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket="shelf")
    for path in _shelf(tmp_path / "shelf", 3).iterdir():
        client.upload_file(str(path), "shelf", f"reviews/{path.name}")
    yield "s3://shelf"
    server.stop()


def test_reviews_and_partitions_may_lie_in_a_bucket(bucket: str, tmp_path: Path) -> None:
    here = to_bytes(".ttl", kg.build(bucket + "/reviews").store)
    for _ in range(2):
        graph = kg.build(bucket + "/reviews", scheduler="local", jobs=2, partitions=bucket + "/parts")
        assert to_bytes(".ttl", graph.store) == here
    assert len(kg.build(bucket + "/reviews/*.txt").report.read) == len(list((tmp_path / "shelf").iterdir()))
    with pytest.raises(SourceError, match="s3://shelf/nothing: nothing there that kg reads"):
        kg.build(bucket + "/nothing")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9/a.xml", "cannot be reached|nothing there"),
        ("file:///nowhere/*.xml", "nothing there that kg reads"),
        ("nosuch://bucket/a.xml", "cannot be opened here"),
    ],
)
def test_a_url_that_leads_nowhere_is_named(url: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        find_sources([url])
    assert url in str(caught.value)


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    monkeypatch.setattr("kg.cluster._PATIENCE", "1s")
    with pytest.raises(KgError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        kg.build(tmp_path / "a.txt", scheduler="tcp://127.0.0.1:9")


def test_without_dask_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KgError, match=r"reviewkg\[cluster\]"):
        kg.build(tmp_path / "a.txt", scheduler="local")


def test_a_partition_that_is_not_seen_or_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no")
    for name in ("a.parquet", "b.parquet"):
        with pytest.raises(SourceError, match="--partitions") as caught:
            list(read_partition(str(tmp_path / name)))
        assert name in str(caught.value)
