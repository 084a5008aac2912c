"""A served graph of the demo reviews for tests, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx

import kg

__all__ = ["FORM", "QUERY", "UPDATE", "post", "serve"]

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


def serve(folder: Path, *more: str) -> Iterator[str]:
    """Yield the address of the demo graph, served until the generator is closed."""
    kg.build(*kg.demo_paths()).save(folder / "graph.ttl")
    command = [sys.executable, "-m", "kg", "serve", str(folder / "graph.ttl"), "--port", "0", *more]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://[\d.]+:\d+", process.stderr.readline())
        assert found
        yield found[0]
        process.terminate()


def post(site: str, body: str | bytes, kind: str, more: str = "", accept: str = "") -> httpx.Response:
    """Return the answer of the endpoint to a body of a media type."""
    raw = body if isinstance(body, bytes) else body.encode()
    headers = {"Content-Type": kind} | ({"Accept": accept} if accept else {})
    return httpx.post(f"{site}/sparql{more}", content=raw, headers=headers)
