"""Opens a graph: a file in an RDF syntax, or a folder that holds it ready to be asked, and writes such a folder.

A folder has one store for every time it was written, and a file ``IN-USE`` that names the one in use and is replaced in one step:
whoever is killed while writing leaves the store that was in use before.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError

__all__ = ["in_memory", "open_graph", "store_of", "write_store"]

_SYNTAXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_IN_USE, _STORE, _POINTER, _LOCK = "IN-USE", "store-", "pointer-", "IN-USE.lock"


def open_graph(path: Path) -> ox.Store:
    """Return a store with the triples of a graph file, in memory, or the store in a folder, for reading only.

    Raises:
        GraphError: if it is missing, its ending is none of an RDF syntax, or it cannot be parsed.
    """
    if path.is_dir():
        return _open_folder(path)
    syntax = _SYNTAXES.get(path.suffix.lower())
    if syntax is None:
        raise GraphError(
            f"{path}: not a graph file by its ending; expected {', '.join(_SYNTAXES)}, or a folder that `kg build --store` "
            f"wrote; name the graph.ttl that `kg build` wrote"
        )
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=syntax)
    except FileNotFoundError as error:
        raise GraphError(f"{path}: no such file; expected a graph; run `kg build` first") from error
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(f"{path}: cannot be read as RDF: {error}; build it again with `kg build`") from error
    return store


def in_memory(path: Path) -> ox.Store:
    """Return a graph as :func:`open_graph` does, a folder's copied to memory: a store on disk does not outlive a fork.

    Raises:
        GraphError: see :func:`open_graph`.
    """
    store = open_graph(path)
    if not path.is_dir():
        return store
    made = ox.Store()
    made.bulk_extend(store)
    return made


def _in_use(folder: Path) -> Path | None:
    """Return the store of a folder that is in use, or None."""
    try:
        name = (folder / _IN_USE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return folder / name if name.startswith(_STORE) and "/" not in name and (folder / name).is_dir() else None


def _open_folder(folder: Path) -> ox.Store:
    inside = _in_use(folder)
    if inside is None:
        hint = f"; did you mean {folder / 'graph.ttl'}?" if (folder / "graph.ttl").is_file() else ""
        raise GraphError(
            f"{folder}: this folder holds no store; expected one that `kg build --store {folder}` wrote{hint}"
        )
    try:
        return ox.Store.read_only(str(inside))
    except (OSError, ValueError) as error:
        raise GraphError(f"{folder}: the store cannot be opened: {error}; build it again with --store") from error


def store_of(triples: Path, folder: Path | None = None) -> ox.Store:
    """Return a store with the triples of a file of N-Triples that we wrote, in memory, or in a folder of its own where one is given."""
    store = ox.Store(str(folder)) if folder else ox.Store()
    store.bulk_load(
        path=str(triples), format=ox.RdfFormat.N_TRIPLES, lenient=True
    )  # each IRI was looked at when it was made
    return store


def write_store(folder: Path, triples: Path) -> None:
    """Write a graph to a folder as a store that opens at once, whatever its size; the folder's older store goes.

    Args:
        folder: new, empty, or one that was written so before.
        triples: file of the graph, in N-Triples.

    Raises:
        GraphError: if the folder holds something else, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [item.name for item in folder.iterdir() if not item.name.startswith((_IN_USE, _STORE, _POINTER))]
        if others:
            raise GraphError(
                f"{folder}: holds {sorted(others)[0]} and is no store; expected an empty folder or none; name another"
            )
        with _alone(folder):
            _write(folder, triples)
    except OSError as error:
        raise GraphError(
            f"{folder}: the store cannot be written: {error}; name a folder that may be written to"
        ) from error


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder against other writers; the system lets it go when this process ends, however it does."""
    with (folder / _LOCK).open("w") as handle:
        with contextlib.suppress(ImportError):  # not every system has it
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise GraphError(f"{folder}: another build writes this store; wait for it, or name another") from error
        yield


def _write(folder: Path, triples: Path) -> None:
    before = _in_use(folder)
    fresh = Path(tempfile.mkdtemp(dir=folder, prefix=_STORE))
    store = store_of(triples, fresh)
    store.flush()
    store.optimize()
    del store
    pointer = folder / (_POINTER + fresh.name)
    with pointer.open("w", encoding="ascii") as file:
        file.write(fresh.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / _IN_USE)
    # who still reads the one before keeps it until the next time; what a killed writer left behind goes
    for item in [*folder.glob(_STORE + "*"), *folder.glob(_POINTER + "*")]:
        if item not in (fresh, before):
            shutil.rmtree(item, ignore_errors=True) if item.is_dir() else item.unlink(missing_ok=True)
