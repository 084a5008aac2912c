"""The process that holds the graph for the SPARQL endpoint; every query runs in a copy of it that can be killed.

It is started as ``python -m kg.serving.holder GRAPH SOCKET COPIES MEGABYTES`` and listens on a Unix socket. A fork shares the memory of
the store, and a query that runs too long ends with its copy and nothing else. With COPIES above 0 so many copies wait for
queries, and one that was killed is replaced; no update can reach them. With 0 every request has a copy of its own. An update is
rehearsed in its copy, so that one that takes too long or too much ends with it; what came to its end there is done again in the
holder itself, one after another.

A copy may use so many megabytes more than the graph; one that asks for more ends.

A request is one line of JSON; the answer is the number of the process on a line, then a line of JSON, then the bytes that it
announces.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph import in_memory
from kg.namespaces import PREFIXES
from kg.serving.protocol import GRAPHS, TABLES, ProtocolError, choose
from kg.sparql import clearing_quietly, reaches_out, with_dataset

__all__ = ["answer_query", "main"]

_SAME = {"application/json": TABLES[0], "text/xml": TABLES[1], "text/plain": "application/n-triples"}


class _TooLargeError(Exception):
    """The answer outgrew its limit."""


class _Bounded:
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        self.most, self.size, self.parts = most, 0, []  # type: int, int, list[bytes]

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > self.most:
            raise _TooLargeError
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def answer_query(store: ox.Store, request: dict[str, Any]) -> tuple[int, str, bytes]:
    """Return HTTP status, media type and body of the answer to a query.

    Args:
        store: the graph.
        request: ``text``, ``accept``, ``default``, ``named``, and ``most``, the largest answer in bytes.
    """
    text = str(request["text"])
    if word := reaches_out(text):
        return _refused(
            403, f"{word} asks something outside this graph; expected a query of this graph alone; remove it"
        )
    graphs: dict[str, Any] = {}
    try:
        if request["default"] or request["named"]:
            graphs = {
                "default_graph": [ox.NamedNode(iri) for iri in request["default"]],
                "named_graphs": [ox.NamedNode(iri) for iri in request["named"]],
            }
        result = store.query(text, prefixes=PREFIXES, base_iri=request["base"], **graphs)
    except (SyntaxError, ValueError) as error:
        return _refused(400, f"query: not valid SPARQL: {error}; mend it")
    out = _Bounded(int(request["most"]))
    try:
        if isinstance(result, ox.QueryTriples):
            media = choose(request["accept"], GRAPHS)
            kind = ox.RdfFormat.from_media_type(_SAME.get(media, media)) or ox.RdfFormat.RDF_XML
            result.serialize(out, kind)  # type: ignore[arg-type]
        else:
            offered = (
                TABLES
                if isinstance(result, ox.QuerySolutions)
                else [one for one in TABLES if "json" in one or "xml" in one]
            )
            media = choose(request["accept"], offered)
            if isinstance(result, ox.QueryBoolean) and media in ("application/xml", "text/xml"):
                media = TABLES[1]
            shape = ox.QueryResultsFormat.from_media_type(_SAME.get(media, media)) or ox.QueryResultsFormat.XML
            result.serialize(out, shape)  # type: ignore[arg-type]
    except ProtocolError as error:
        return _refused(error.status, str(error))
    except _TooLargeError:
        return _refused(422, f"the answer is larger than {out.most} bytes; add a LIMIT")
    except (OSError, ValueError, RuntimeError) as error:
        return _refused(400, f"query: cannot be answered: {error}; mend it")
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return 200, media + charset, b"".join(out.parts)


def _answer_update(store: ox.Store, request: dict[str, Any]) -> tuple[int, str, bytes]:
    text = str(request["text"])
    if word := reaches_out(text):
        return _refused(403, f"{word} reads something outside this graph; remove it")
    try:
        changed = with_dataset(clearing_quietly(text), request["default"], request["named"])
        store.update(changed, prefixes=PREFIXES, base_iri=request["base"])
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return _refused(400, f"update: cannot be done: {error}; mend it")
    return 204, "text/plain", b""


def _refused(status: int, message: str) -> tuple[int, str, bytes]:
    return status, "text/plain; charset=utf-8", (message + "\n").encode()


def _send(connection: socket.socket, status: int, media: str, body: bytes) -> None:
    head = json.dumps({"status": status, "media": media, "length": len(body)}).encode() + b"\n"
    connection.sendall(head + body)


def _read_line(connection: socket.socket) -> bytes:
    parts = bytearray()
    while not parts.endswith(b"\n"):
        part = connection.recv(1 << 16)
        if not part:
            break
        parts += part
    return bytes(parts)


def _done_in_holder(address: str, request: dict[str, Any]) -> tuple[int, str, bytes]:
    """Have the holder itself do an update that a copy has rehearsed."""
    with socket.socket(socket.AF_UNIX) as way:
        way.connect(address)
        way.sendall(json.dumps({**request, "kind": "rehearsed"}).encode() + b"\n")
        with way.makefile("rb") as answer:
            head = json.loads(answer.readline())
            return head["status"], head["media"], answer.read(head["length"])


def _answer(store: ox.Store, connection: socket.socket, request: dict[str, Any], address: str) -> None:
    connection.sendall(f"{os.getpid()}\n".encode())
    if request["kind"] == "query":
        answer = answer_query(store, request)
    else:
        answer = _answer_update(store, request)
        if answer[0] == 204:
            answer = _done_in_holder(address, request)
    _send(connection, *answer)


def _requests(listening: socket.socket, parent: int) -> Iterator[tuple[socket.socket, dict[str, Any]]]:
    """Yield who asks, and what, until the process that started this one ends."""
    while os.getppid() == parent:
        try:
            connection, _ = listening.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(10.0)
            with contextlib.suppress(OSError, ValueError, KeyError):  # who asked is gone, or asked nothing
                if line := _read_line(connection):
                    yield connection, json.loads(line)


def _bound(megabytes: int) -> None:
    """Let this process have so many megabytes more than it has; where the system does not tell, as many as there are."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _copy(store: ox.Store, listening: socket.socket, megabytes: int, address: str) -> int:
    """Start a copy that answers queries, and return its number."""
    parent = os.getpid()
    child = os.fork()
    if not child:
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _bound(megabytes)
            for connection, request in _requests(listening, parent):
                _answer(store, connection, request, address)
        finally:
            os._exit(0)
    return child


def _keep(store: ox.Store, listening: socket.socket, copies: int, megabytes: int, address: str, parent: int) -> None:
    """Keep so many copies alive."""
    alive = {_copy(store, listening, megabytes, address) for _ in range(copies)}
    try:
        while os.getppid() == parent:
            ended, _ = os.waitpid(-1, os.WNOHANG)
            if ended:
                alive.discard(ended)
                alive.add(_copy(store, listening, megabytes, address))
            else:
                time.sleep(0.02)
    finally:
        for child in alive:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)


def main(graph: str, address: str, copies: str = "0", megabytes: str = "2000") -> None:
    """Hold a graph and answer on a socket until the process that started this one ends."""
    store = in_memory(Path(graph)) if graph else ox.Store()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    parent = os.getppid()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(512)
        listening.settimeout(1.0)
        if int(copies):
            _keep(store, listening, int(copies), int(megabytes), address, parent)
            return
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the copies
        for connection, request in _requests(listening, parent):
            if request["kind"] == "rehearsed":
                done = _answer_update(store, request)
                with contextlib.suppress(
                    OSError
                ):  # who asked may have been ended; the update is done, and others go on
                    _send(connection, *done)
            elif not os.fork():
                try:
                    _bound(int(megabytes))
                    _answer(store, connection, request, address)
                finally:
                    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:5])
