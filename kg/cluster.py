"""Extraction on a Dask cluster (https://distributed.dask.org): files go out in batches, and what each gave is a partition in Parquet.

A partition is named by its files and by all that reading depends on, so a build that is run again reads only what is new. Who takes
part needs this package. A worker that is lost costs what it was reading, which another then reads.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.caching import from_json, settings_digest, to_json
from kg.errors import KgError, SourceError
from kg.exports import write_aside
from kg.extraction import Extracted, attempt
from kg.gathering import Progress, digest_of, silent
from kg.namespaces import curie
from kg.references import with_references
from kg.sources import Source, identity_of, is_url, read_source, source_at, source_of
from kg.workers import Task

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Batch", "Given", "batches_of", "extract_batch", "on_cluster", "read_partition"]

INSTALL = 'pip install "reviewkg[cluster]"'
_BATCH = 2_000_000  #: bytes of files that make a batch; a bigger file is one of its own
_PATIENCE = "10s"  #: for a scheduler to answer
#: what the partitions say of every relation in columns; "given" holds all of it
_CLAIM = ("subject_id", "subject", "predicate", "object_id", "object", "result", "certainty", "sentence")
_AHEAD = 3  #: batches waiting for each worker; more would only fill memory


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are read together: (name, bytes of a local file, or None for one that the worker opens: a URL, or a file too large to travel)."""

    name: str
    files: tuple[tuple[str, bytes | None], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a partition holds of one document: the file it was in, a digest of its text, and what it gave, or why it gave nothing."""

    file: str
    digest: str
    extracted: Extracted | None
    reason: str = ""


def batches_of(sources: Iterable[Source], task: Task) -> Iterator[Batch]:
    """Yield sources in batches, each named by its files and by how they are read.

    Args:
        sources: local files are read now, and travel with their batch; large ones and those at URLs are opened by who reads them.
        task: how they are read.
    """
    settings = _settings(task).encode()
    held: list[tuple[str, bytes | None]] = []
    size, name = 0, hashlib.sha256(settings)
    for source in sources:
        if is_url(source.name):
            data, weight, identity = None, _BATCH // 8, identity_of(source.name).encode()
        else:
            try:
                data = source.read()
                weight, identity = len(data), hashlib.sha256(data).digest()
            except (OSError, SourceError):
                # too large to travel, or not to be read here: who reads it opens it where it lies, or says why not
                data, weight, identity = None, _BATCH, identity_of(Path(source.name).absolute().as_uri()).encode()
        held.append((source.name, data))
        name.update(repr((source.name, identity)).encode("utf-8", "surrogatepass"))
        size += weight
        if size >= _BATCH:
            yield Batch(name.hexdigest()[:32], tuple(held))
            held, size, name = [], 0, hashlib.sha256(settings)
    if held:
        yield Batch(name.hexdigest()[:32], tuple(held))


def _opened(place: str) -> Source:
    return source_at(place) if is_url(place) else source_of(Path(place))


@lru_cache(maxsize=2)
def _task(recipe: str) -> Task:
    with _opened(recipe).open() as file:
        found: Task = pickle.load(file)  # noqa: S301 - written by the build that this worker works for
    if _settings(found) not in recipe:
        raise KgError(
            f"{recipe}: this worker has another version of reviewkg than the machine that builds; install the same on both"
        )
    return found


def _settings(task: Task) -> str:
    return settings_digest(task.lexicon, task.min_confidence, task.own).hex()[:32]


def _given(source: Source, task: Task) -> Iterator[Given]:
    for doc in read_source(source):
        if isinstance(doc, SourceError):
            yield Given(source.name, "", None, str(doc))
            continue
        found = attempt(with_references(doc), task.lexicon, task.min_confidence, task.own, task.seconds)
        if isinstance(found, Extracted):
            yield Given(source.name, digest_of(doc), found)
        else:
            yield Given(source.name, "", None, found)


def extract_batch(batch: Batch, recipe: str, folder: str) -> str:
    """Read a batch, write what it gave to a partition, and return where that lies; this is what a worker does.

    Args:
        batch: the files.
        recipe: where the pickled :class:`kg.workers.Task` lies: with the partitions, for a worker that comes later needs it too.
        folder: where partitions lie: a folder or a URL.

    Raises:
        RuntimeError: if anything unforeseen happens; the error itself may be one that cannot travel.
    """
    try:
        return _extracted(batch, recipe, folder)
    except KgError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
    raise RuntimeError(what)


def _extracted(batch: Batch, recipe: str, folder: str) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    place, task = f"{folder.rstrip('/')}/{batch.name}.parquet", _task(recipe)
    if _exists(place):
        return place
    found = [
        item
        for name, data in batch.files
        for item in _given(_opened(name) if data is None else Source.of(data, name), task)
    ]
    rows = [
        (item.file, item.digest, item.reason, json.dumps(to_json(item.extracted)) if item.extracted else "")
        for item in found
    ]
    clean = [tuple(value.encode("utf-8", "replace").decode() for value in row) for row in rows]
    columns = dict(zip(("file", "digest", "reason", "given"), zip(*clean, strict=True), strict=True)) if clean else {}
    names = ("file", "digest", "reason", "given")
    table = pa.table({name: pa.array(columns.get(name, ()), pa.string()) for name in names})
    claims = pa.struct([(name, pa.string()) for name in _CLAIM] + [("confidence", pa.float64())])
    table = table.append_column("claims", pa.array([_claims(item) for item in found], pa.list_(claims)))
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    _write(place, out.getvalue())
    return place


def _claims(item: Given) -> list[dict[str, object]]:
    """Return what a document states, for those who ask the partitions themselves."""
    relations = item.extracted.relations if item.extracted else ()
    ends = [(one.subject.entity, one, one.object.entity) for one in relations]
    rows = [
        (curie(s.id), s.label, one.predicate, curie(o.id), o.label, one.result, one.certainty, one.sentence.text)
        for s, one, o in ends
    ]
    return [
        {name: value.encode("utf-8", "replace").decode() for name, value in zip(_CLAIM, row, strict=True)}
        | {"confidence": one.confidence}
        for row, one in zip(rows, relations, strict=True)
    ]


def _exists(place: str) -> bool:
    if is_url(place):
        import fsspec

        fs, path = fsspec.core.url_to_fs(place)
        return bool(fs.exists(path))
    return Path(place).is_file()


def _write(place: str, data: bytes) -> None:
    if is_url(place):
        import fsspec

        with fsspec.open(place, "wb") as file:  # an object appears when it is whole
            file.write(data)
        return
    write_aside(Path(place), data)


def read_partition(place: str) -> Iterator[Given]:
    """Yield what a partition holds, in the order of its files.

    Raises:
        SourceError: if it is not to be seen from here, or is broken.
    """
    import pyarrow.parquet as pq

    try:
        with _opened(place).open() as file:
            table = pq.read_table(file)
        for row in table.to_pylist():
            found = from_json(Extracted, json.loads(row["given"])) if row["given"] else None
            yield Given(row["file"], row["digest"], found, row["reason"])
    except (OSError, ValueError, KeyError) as error:
        raise SourceError(
            f"{place}: this partition cannot be read ({error}); name a folder or URL with --partitions that all workers and "
            f"this machine see, and delete what is broken there"
        ) from error


@contextmanager
def _client(scheduler: str, jobs: int) -> Iterator[Client]:
    try:
        import pyarrow  # noqa: F401
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise KgError(f"--scheduler needs Dask and pyarrow, which are not installed ({error}); {INSTALL}") from error
    if scheduler == "local":
        with (
            LocalCluster(n_workers=jobs or None, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise KgError(
            f"{scheduler}: no Dask scheduler answers ({error}); start one with `dask scheduler`, or use --scheduler local"
        ) from error
    with client:
        yield client


def on_cluster(
    sources: Sequence[Source], task: Task, scheduler: str, folder: str, jobs: int = 0, progress: Progress = silent
) -> Iterator[Given]:
    """Yield what the documents of some files gave, in the order of the files, read on a cluster.

    Args:
        sources: the files.
        task: how they are read.
        scheduler: address such as "tcp://10.0.0.1:8786", or "local" for a cluster on this machine.
        folder: where partitions are written, which all workers and this machine see: a folder or a URL.
        jobs: workers of a local cluster; 0 for one a processor.
        progress: called when a batch is done.

    Raises:
        KgError: if Dask is not installed, no scheduler answers, or a worker has another version of this package.
        SourceError: if a partition cannot be read here.
    """
    with _client(scheduler, jobs) as client:
        recipe = f"{folder.rstrip('/')}/{_settings(task)}.recipe"
        if not _exists(recipe):
            _write(recipe, pickle.dumps(task))
        sent = itertools.count()

        def send(batch: Batch) -> Any:
            return client.submit(extract_batch, batch, recipe, folder, key=f"kg-{batch.name}-{next(sent)}", pure=False)

        waiting = batches_of(sources, task)
        running: deque[tuple[Batch, Any]] = deque()
        done = 0
        while True:
            workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            while len(running) < _AHEAD * workers and (batch := next(waiting, None)) is not None:
                running.append((batch, send(batch)))
            if not running:
                return
            # partitions are taken in the order of the files, so that of two files with one text the first counts
            batch, future = running.popleft()
            place, what = _answer(future)
            if place:
                yield from read_partition(place)
            else:
                yield from _one_by_one(batch, what, send)
            done += len(batch.files)
            progress(done, len(sources), batch.files[-1][0])


def _answer(future: Any) -> tuple[str, str]:
    """Return where the partition of a batch lies, or what a worker met, or ended of."""
    try:
        return str(future.result()), ""
    except KgError:
        raise
    except Exception as error:
        return "", f"{type(error).__name__}: {error}".partition("\n")[0][:200]


def _one_by_one(batch: Batch, what: str, send: Callable[[Batch], Any]) -> Iterator[Given]:
    """Yield what the files of a batch give that no worker could read: each alone, so that only the bad one is left out."""
    for name, data in batch.files if len(batch.files) > 1 else ():
        single = hashlib.sha256(f"{batch.name} {name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        place, why = _answer(send(Batch(single, ((name, data),))))
        if place:
            yield from read_partition(place)
        else:
            yield _lost(name, why)
    if len(batch.files) == 1:
        yield _lost(batch.files[0][0], what)


def _lost(name: str, what: str) -> Given:
    return Given(name, "", None, f"{name}: no worker could read it ({what}); try it alone, or leave it out")
