"""A graph sent to a triple store: a real one on loopback, by both protocols, and servers that refuse."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

import kg
from kg.cli import main
from kg.errors import GraphError
from kg.pushing import Protocol, push

GRAPH = "https://example.org/reviews"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of an Oxigraph server."""
    port = _free_port()
    command = [
        str(Path(sys.executable).with_name("oxigraph")),
        "serve",
        "--location",
        str(tmp_path_factory.mktemp("oxigraph")),
        "--bind",
        f"127.0.0.1:{port}",
    ]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        except OSError:
            time.sleep(0.05)
    yield address
    running.kill()
    running.wait()


def count(server: str, pattern: str) -> int:
    query = urllib.parse.urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"})
    request = urllib.request.Request(f"{server}/query?{query}", headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return int(json.load(answer)["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("protocol", ["gsp", "update"])
@pytest.mark.parametrize("graph", ["", GRAPH])
def test_a_real_store_holds_what_was_sent(demo: kg.KnowledgeGraph, server: str, protocol: Protocol, graph: str) -> None:
    endpoint = server + ("/store" if protocol == "gsp" else "/update")
    inside = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    told: list[int] = []
    for _ in range(2):  # a second time replaces, and doubles nothing
        assert push(demo.store, endpoint, graph=graph, protocol=protocol, most=700, progress=told.append) == len(
            demo.store
        )
        assert count(server, inside) == len(demo.store)
    assert told[-1] == len(demo.store)
    assert len(told) > 4, "it goes in parts"
    zh = inside.replace("?o }", '"脂肪间充质干细胞外泌体"@zh }').replace(
        "?s ?p ?o", '?s ?p "脂肪间充质干细胞外泌体"@zh'
    )
    assert count(server, zh) == 1


def test_add_keeps_what_is_there(demo: kg.KnowledgeGraph, server: str) -> None:
    other = "https://example.org/kept"
    data = b"<http://a.org/1> <http://a.org/2> <http://a.org/3> ."
    request = urllib.request.Request(
        f"{server}/store?graph={other}", data, {"Content-Type": "application/n-triples"}, method="PUT"
    )
    urllib.request.urlopen(request, timeout=30).close()
    push(demo.store, f"{server}/store", graph=other, add=True)
    assert count(server, f"GRAPH <{other}> {{ ?s ?p ?o }}") == len(demo.store) + 1
    push(demo.store, f"{server}/store", graph=other)
    assert count(server, f"GRAPH <{other}> {{ ?s ?p ?o }}") == len(demo.store)


def test_what_was_inferred_stays_at_home(demo: kg.KnowledgeGraph, server: str) -> None:
    assert push(demo.reasoned("rdfs").store, f"{server}/store", graph="https://example.org/read") == len(demo.store)


def test_the_command_sends_and_says_so(
    demo: kg.KnowledgeGraph, server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.save(tmp_path / "g.ttl")
    assert main(["push", str(tmp_path / "g.ttl"), "--endpoint", f"{server}/store", "--graph", GRAPH]) == 0
    assert f"{len(demo.store)} triples are at" in capsys.readouterr().err
    assert main(["push", str(tmp_path / "g.ttl"), "--endpoint", f"{server}/store", "--graph", "not an iri"]) == 2
    assert "no IRI of a graph" in capsys.readouterr().err
    assert main(["push", str(tmp_path / "g.ttl"), "--endpoint", f"{server}/nowhere"]) == 2
    assert "answered 404" in capsys.readouterr().err


class _Guarded(BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(self.headers.get("Authorization", ""))
        self.send_response(204 if self.seen[-1] else 401)
        self.end_headers()

    do_POST = do_PUT  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_server_that_asks_for_a_password(demo: kg.KnowledgeGraph) -> None:
    with HTTPServer(("127.0.0.1", 0), _Guarded) as guarded:
        threading.Thread(target=guarded.serve_forever, daemon=True).start()
        endpoint = f"http://127.0.0.1:{guarded.server_port}/store"
        with pytest.raises(GraphError, match="answered 401"):
            push(demo.store, endpoint)
        assert push(demo.store, endpoint, user="me", password="secret") == len(demo.store)
        assert _Guarded.seen[-1] == "Basic bWU6c2VjcmV0"
        guarded.shutdown()


@pytest.mark.parametrize(
    ("endpoint", "says"),
    [
        ("file:///etc/passwd", "no address of a server"),
        ("http://127.0.0.1:9/store", "cannot be reached"),
        ("graph.ttl", "no address"),
    ],
)
def test_an_address_that_is_none_or_does_not_answer(demo: kg.KnowledgeGraph, endpoint: str, says: str) -> None:
    with pytest.raises(GraphError, match=says):
        push(demo.store, endpoint)
