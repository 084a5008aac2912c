"""What a served graph does not allow: queries that run, grow or answer without end; and how it ends itself."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.serving import Runner
from kg.serving.protocol import Operation
from tests.conftest import ROOT
from tests.served import QUERY, post, serve

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g LIMIT 1"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("limited"), "--timeout", "4", "--max-mb", "1", "--memory", "100")


def test_a_heavy_query_is_ended_and_stops_nobody(site: str) -> None:
    async def both() -> tuple[httpx.Response, float]:
        async with httpx.AsyncClient(timeout=30) as client:
            slow = asyncio.ensure_future(client.get(f"{site}/sparql", params={"query": SLOW}))
            await asyncio.sleep(0.3)
            start = time.perf_counter()
            quick = await client.get(f"{site}/sparql", params={"query": "ASK { ?s ?p ?o }"})
            took = time.perf_counter() - start
            assert quick.status_code == 200
            return await slow, took

    slow, took = asyncio.run(both())
    assert slow.status_code == 503
    assert "ran for 4 s" in slow.text
    assert took < 3, "the quick one waited for the slow one"


def test_an_answer_that_is_too_large_is_not_sent(site: str) -> None:
    answer = post(site, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 500000", QUERY)
    assert answer.status_code == 422
    assert "LIMIT" in answer.text


def working() -> set[str]:
    """Return the processes that work on a query now, by number."""
    shown = subprocess.run(["ps", "-eo", "pid,stat,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in shown.splitlines() if "kg.serving.holder" in line]
    return {row[0] for row in rows if row[1].startswith("R")}


def test_what_nobody_waits_for_is_killed(site: str) -> None:
    """The very process that ran the query is gone before the four seconds that it might have run are over."""

    async def left() -> set[str]:
        async with httpx.AsyncClient() as client:
            waiting = asyncio.ensure_future(client.get(f"{site}/sparql", params={"query": SLOW}, timeout=0.7))
            await asyncio.sleep(0.5)
            busy = working()
            with pytest.raises(httpx.ReadTimeout):
                await waiting
            return busy

    start = time.monotonic()
    busy = asyncio.run(left())
    assert busy
    while busy and time.monotonic() - start < 3.6:
        time.sleep(0.1)
        busy &= working()
    assert busy == set()


def test_a_query_that_wants_too_much_memory_ends_and_stops_nobody(site: str) -> None:
    answer = httpx.get(f"{site}/sparql", params={"query": GREEDY}, timeout=60)
    # only Linux bounds the memory of a process; elsewhere the time that a query may run does
    assert answer.status_code == (500 if sys.platform.startswith("linux") else 503)
    assert "narrow it" in answer.text
    assert post(site, "ASK { ?s ?p ?o }", QUERY).json()["boolean"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_all_that_it_started(how: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(ROOT / "exports" / "demo" / "graph.ttl"), "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={"TMPDIR": str(tmp_path), "PATH": ""}
    ) as process:
        assert process.stderr is not None
        found = re.search(r"http://[\d.]+:\d+", process.stderr.readline())
        assert found
        assert httpx.get(f"{found[0]}/openapi.json", timeout=30).status_code == 200
        assert list(tmp_path.iterdir())
        process.send_signal(how)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
    assert list(tmp_path.iterdir()) == []


def test_who_asked_for_an_update_may_be_gone_when_it_is_done() -> None:
    """A copy that is killed while the holder does what it rehearsed does not take the holder, and what it holds, along."""
    with Runner.holding(None, writable=True) as runner:
        text = "INSERT DATA { <a:late> <a:p> 1 }"
        request = {"kind": "rehearsed", "text": text, "default": [], "named": [], "base": "http://a/"}
        for _ in range(20):
            with socket.socket(socket.AF_UNIX) as way:
                way.connect(runner.address)
                way.sendall(json.dumps(request).encode() + b"\n")
        asked = Operation("query", "ASK { <a:late> ?p ?o }", (), ())
        answer = asyncio.run(runner.run(asked, "application/sparql-results+json", "http://a/"))
        assert answer.status == 200
        assert json.loads(answer.body)["boolean"] is True


def test_a_heavy_update_is_ended_changes_nothing_and_stops_nobody(tmp_path: Path) -> None:
    served = serve(tmp_path, "--timeout", "3", "--memory", "400", "--update")
    site = next(served)
    update = "application/sparql-update"
    heavy = (
        "INSERT { <a:heavy> <a:p> ?g } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = STR(?f) || ?g = <a:b>) }"
    )

    async def both() -> tuple[httpx.Response, float]:
        async with httpx.AsyncClient(timeout=60) as client:
            slow = asyncio.ensure_future(client.post(f"{site}/sparql", content=heavy, headers={"Content-Type": update}))
            await asyncio.sleep(0.5)
            start = time.perf_counter()
            quick = await client.post(
                f"{site}/sparql", content="INSERT DATA { <a:quick> <a:p> 1 }", headers={"Content-Type": update}
            )
            took = time.perf_counter() - start
            assert quick.status_code == 204
            return await slow, took

    try:
        slow, took = asyncio.run(both())
        assert slow.status_code == 503, slow.text
        assert "was ended" in slow.text
        assert took < 2.5, "the quick one waited for the heavy one"
        for name, there in (("quick", True), ("heavy", False)):
            answer = httpx.get(f"{site}/sparql", params={"query": f"ASK {{ <a:{name}> ?p ?o }}"})
            assert answer.json()["boolean"] is there
    finally:
        next(served, None)
