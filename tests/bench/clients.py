"""Two hundred clients of a served graph at once, for a minute, beside a query that never ends: ``python -m tests.bench.clients``."""

from __future__ import annotations

import asyncio
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

import kg

_CLIENTS, _SECONDS = 200, 60.0
_ASKED = (
    "SELECT ?s { ?s ?p ?o } LIMIT 5",
    "ASK { ?s kg:increases ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement ; kg:hasEvidence ?e }",
    "DESCRIBE lex:exosome",
)
_SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


async def _client(
    n: int, site: str, until: float, http: httpx.AsyncClient, said: Counter[str], took: list[float]
) -> None:
    while time.perf_counter() < until:
        start = time.perf_counter()
        try:
            answer = await http.get(f"{site}/sparql", params={"query": _ASKED[n % len(_ASKED)]})
            said[str(answer.status_code)] += 1
        except httpx.HTTPError as error:
            said[type(error).__name__] += 1
        took.append(time.perf_counter() - start)


async def _heavy(site: str, until: float, http: httpx.AsyncClient, said: Counter[str]) -> None:
    while time.perf_counter() < until:
        said[f"heavy {(await http.get(f'{site}/sparql', params={'query': _SLOW})).status_code}"] += 1


async def _crowd(site: str) -> None:
    said: Counter[str] = Counter()
    took: list[float] = []
    until = time.perf_counter() + _SECONDS
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=_CLIENTS + 5)) as http:
        clients = [_client(n, site, until, http, said, took) for n in range(_CLIENTS)]
        await asyncio.gather(_heavy(site, until, http, said), *clients)
    took.sort()
    sys.stdout.write(
        f"answers: {dict(said)}\n{len(took) / _SECONDS:.0f} a second; median {statistics.median(took):.2f} s, 99 % within {took[len(took) * 99 // 100]:.2f} s\n"
    )


def main() -> None:
    """Print what was answered and how soon."""
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.ttl"
        kg.build(*kg.demo_paths()).save(graph)
        command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", "--timeout", "5"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            found = re.search(r"http://[\d.]+:\d+", process.stderr.readline() if process.stderr else "")
            if found:
                asyncio.run(_crowd(found[0]))
            process.terminate()


if __name__ == "__main__":
    main()
