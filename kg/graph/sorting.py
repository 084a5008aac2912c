"""Triples in their one order, whatever order and number they come in: what memory does not hold waits in files.

The order is that of the lines of N-Triples, by code point. Above some hundred thousand triples, sorted runs are written to a
temporary file each and merged (Knuth, The Art of Computer Programming 3, 5.4: external sorting).
"""

from __future__ import annotations

import heapq
import itertools
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pyoxigraph as ox

__all__ = ["IN_MEMORY", "merge_lines", "sorted_lines", "sorted_quads", "sorted_triples", "write_lines"]

#: lines that are held at once; with their strings about 200 MB
IN_MEMORY = 500_000


def _run(lines: Iterable[bytes], stack: ExitStack) -> IO[bytes]:
    file = tempfile.TemporaryFile(prefix="kg-sort-", buffering=1 << 20)  # noqa: SIM115 - the stack closes it
    stack.enter_context(file)
    file.writelines(line + b"\n" for line in lines)
    file.seek(0)
    return file


def sorted_lines(lines: Iterable[bytes], most: int = IN_MEMORY) -> Iterator[bytes]:
    r"""Yield lines in order, each once.

    Args:
        lines: without their newline, and without one inside.
        most: how many to hold in memory.

    >>> list(sorted_lines([b"b", b"a", b"b", b"c"], most=2))
    [b'a', b'b', b'c']
    """
    waiting = iter(lines)
    first = sorted(set(itertools.islice(waiting, most)))
    more = sorted(set(itertools.islice(waiting, most)))
    if not more:
        yield from first
        return
    with ExitStack() as stack:
        runs = [_run(first, stack)]
        del first
        while more:
            runs.append(_run(more, stack))
            more = sorted(set(itertools.islice(waiting, most)))
        merged = heapq.merge(*[(line[:-1] for line in run) for run in runs])
        yield from (line for line, _ in itertools.groupby(merged))


def sorted_triples(triples: Iterable[ox.Triple], most: int = IN_MEMORY) -> Iterator[ox.Triple]:
    """Yield triples in order, each once.

    Args:
        triples: without blank nodes, which a file would name anew.
        most: how many to hold in memory.
    """
    waiting = iter(triples)
    held = {str(triple): triple for triple in itertools.islice(waiting, most)}
    further = next(waiting, None)
    if further is None:
        yield from (triple for _, triple in sorted(held.items()))
        return
    everything = itertools.chain(held, (str(triple) for triple in itertools.chain([further], waiting)))
    with tempfile.TemporaryFile(prefix="kg-sort-", buffering=1 << 20) as file:
        file.writelines(line + b" .\n" for line in sorted_lines((line.encode() for line in everything), most))
        file.seek(0)
        for found in ox.parse(file, format=ox.RdfFormat.N_TRIPLES):
            yield found.triple


def write_lines(triples: Iterable[ox.Triple], path: Path, most: int = IN_MEMORY) -> None:
    """Write triples to a file of N-Triples, in order, each once.

    Args:
        triples: without blank nodes, which a file would name anew.
        path: of the file.
        most: how many to hold in memory.
    """
    with path.open("wb", buffering=1 << 20) as file:
        file.writelines(line + b" .\n" for line in sorted_lines((str(triple).encode() for triple in triples), most))


def merge_lines(parts: Iterable[Path], path: Path) -> None:
    """Write the lines of some sorted files to one, in order, each once."""
    with ExitStack() as stack:
        files = [stack.enter_context(part.open("rb", buffering=1 << 20)) for part in parts]
        output = stack.enter_context(path.open("wb", buffering=1 << 20))
        output.writelines(line for line, _ in itertools.groupby(heapq.merge(*files)))


def sorted_quads(quads: ox.Store | Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield quads in order, each once, a graph in one piece; those of a store wait in files where they are many."""
    if not isinstance(quads, ox.Store):
        held = {str(quad): quad for quad in quads}
        yield from (quad for _, quad in sorted(held.items(), key=lambda item: (str(item[1].graph_name), item[0])))
        return
    for graph in sorted([*quads.named_graphs(), ox.DefaultGraph()], key=str):
        inside = (quad.triple for quad in quads.quads_for_pattern(None, None, None, graph))
        for triple in sorted_triples(inside):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
