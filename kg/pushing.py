"""A graph to an existing triple store, over HTTP: the SPARQL 1.1 Graph Store Protocol, or SPARQL Update.

https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-update/. The graph goes in parts, each small enough for
any server; the first replaces what is there, unless it is to be added.
"""

from __future__ import annotations

import base64
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import GraphError

__all__ = ["MOST", "Protocol", "push"]

Protocol = Literal["gsp", "update"]
MOST: Final = 20_000  #: triples in a request
_PATIENCE: Final = 300.0  #: seconds for a request


def _parts(store: ox.Store, most: int) -> Iterator[tuple[int, bytes]]:
    """Yield the triples that were read in parts, as N-Triples, with how many there are."""
    part: list[ox.Triple] = []
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        part.append(ox.Triple(quad.subject, quad.predicate, quad.object))
        if len(part) == most:
            yield len(part), ox.serialize(part, format=ox.RdfFormat.N_TRIPLES) or b""
            part = []
    if part:
        yield len(part), ox.serialize(part, format=ox.RdfFormat.N_TRIPLES) or b""


def _send(request: urllib.request.Request, endpoint: str) -> None:
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310  # the scheme is checked by push
            answer.read()
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(300).decode("utf-8", "replace").strip()
        raise GraphError(
            f"{endpoint}: answered {error.code} {error.reason}: {said}; check the address, the right to write, and --protocol"
        ) from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        raise GraphError(
            f"{endpoint}: cannot be reached ({why}); check the address, and that the server runs"
        ) from error


def push(
    store: ox.Store,
    endpoint: str,
    *,
    graph: str = "",
    protocol: Protocol = "gsp",
    add: bool = False,
    user: str = "",
    password: str = "",
    most: int = MOST,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Send a graph to a triple store, and return how many triples were sent.

    Args:
        store: the graph; what was inferred is not sent.
        endpoint: address of the graph store, or of the update endpoint.
        graph: IRI of the graph to write to; the default graph when left out.
        protocol: "gsp" for the Graph Store Protocol, "update" for SPARQL Update.
        add: keep what the graph holds already.
        user: for servers that ask for a name and a password (HTTP Basic).
        password: that goes with it.
        most: triples in a request.
        progress: called with the number of triples sent so far.

    Raises:
        GraphError: if the address is none, or the server cannot be reached or refuses; what was sent before stays there.
    """
    if not endpoint.startswith(("http://", "https://")):
        raise GraphError(f"{endpoint}: no address of a server; expected http://... or https://...")
    if graph and (not urllib.parse.urlsplit(graph).scheme or set(graph) & set('<>"{}|^`\\ \n\r\t')):
        raise GraphError(f"{graph}: no IRI of a graph; expected one such as https://example.org/reviews")
    headers = {"User-Agent": "reviewkg"}
    if user:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    sent = 0
    for number, (count, data) in enumerate(_parts(store, most)):
        first = number == 0 and not add
        if protocol == "gsp":
            mark = "&" if urllib.parse.urlsplit(endpoint).query else "?"
            target = f"{endpoint}{mark}" + (f"graph={urllib.parse.quote(graph, safe='')}" if graph else "default")
            request = urllib.request.Request(  # noqa: S310
                target, data, {**headers, "Content-Type": "application/n-triples"}, method="PUT" if first else "POST"
            )
        else:
            inside = f"GRAPH <{graph}> {{ {data.decode()} }}" if graph else data.decode()
            clear = (f"DROP SILENT GRAPH <{graph}> ;\n" if graph else "DROP DEFAULT ;\n") if first else ""
            request = urllib.request.Request(  # noqa: S310
                endpoint,
                f"{clear}INSERT DATA {{ {inside} }}".encode(),
                {**headers, "Content-Type": "application/sparql-update"},
                method="POST",
            )
        _send(request, endpoint)
        sent += count
        progress(sent)
    return sent
