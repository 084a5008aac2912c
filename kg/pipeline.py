"""The steps in a row. The only file that knows their order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file
from pathlib import Path
from typing import cast

from kg.assembling import put_together
from kg.cluster import on_cluster
from kg.errors import SourceError
from kg.extraction import Extracted
from kg.gathering import COUNTED_ONCE, Progress, again, read_all, silent
from kg.graph import open_graph
from kg.knowledge import KnowledgeGraph
from kg.limits import SECONDS
from kg.model import Document
from kg.patterns import patterns_with
from kg.resources import data_folder
from kg.sources import find_sources
from kg.spooling import Spool
from kg.termlists import given
from kg.terms import lexicon_with
from kg.workers import Task, extract_all

__all__ = ["build", "demo_paths", "load"]


def build(
    *paths: str | Path,
    terms: Sequence[str | Path] = (),
    lexicons: Sequence[str | Path] = (),
    triggers: Sequence[str | Path] = (),
    min_confidence: float | None = None,
    strict: bool = False,
    jobs: int = 1,
    cache: str | Path | None = None,
    scheduler: str = "",
    partitions: str | Path = "",
    seconds: int = SECONDS,
    progress: Progress = silent,
) -> KnowledgeGraph:
    """Return the graph of the reviews in some files and folders.

    Args:
        paths: files and folders, in any order: the graph is the same.
        terms: files of your own terms, beside those shipped with kg; see :func:`kg.terms.read_terms`.
        lexicons: files of terms of ontologies, "file" or "file=Class"; see :func:`kg.listed.merge`.
        triggers: files of your own triggers; see :func:`kg.patterns.patterns_with`.
        min_confidence: 0..1, below which no relation is published; the usual one of its language when left out.
        strict: stop at the first document that cannot be read.
        jobs: how many processes read at once; the graph is the same.
        cache: folder that keeps what every document gave, so that a later build reads only what is new.
        scheduler: address of a Dask scheduler that hands the files to workers, or "local" for as many of them here as jobs says;
            a script that says "local" needs ``if __name__ == "__main__":``, for its workers import it.
        partitions: folder or URL that all of them see, where what they read is kept, and found by a later build; a temporary
            folder when left out.
        seconds: that one document may take, which is left out when it takes longer; 0 for as long as it takes.
        progress: see :func:`kg.gathering.read_all`.

    Raises:
        SourceError: if a path does not exist, or nothing below the paths can be read.
        KgError: if there is no such scheduler, or what a cluster needs is not installed.
        LexiconError: if a file of terms is wrong.
        PatternError: if a file of triggers is wrong.
    """
    lexicon = lexicon_with([Path(path) for path in terms], given(lexicons))
    own = patterns_with([Path(path) for path in triggers])
    skipped: list[tuple[str, str]] = []
    task = Task(lexicon, min_confidence, own, cache, seconds)
    with Spool() as spool:
        found = (
            _of_cluster(paths, task, scheduler, str(partitions), jobs, progress)
            if scheduler
            else _here(paths, task, jobs, skipped, strict, progress)
        )
        for item in found:
            if not _left_out(item, skipped, strict):
                spool.add(cast(Extracted, item))
        if not len(spool):
            raise SourceError(
                "; ".join(why for _, why in skipped) or "no document was given; name a file or folder with reviews"
            )
        return put_together(spool, lexicon, skipped, jobs)


def _here(
    paths: Iterable[str | Path], task: Task, jobs: int, skipped: list[tuple[str, str]], strict: bool, progress: Progress
) -> Iterator[Extracted | tuple[str, str]]:
    """Yield what the documents give, read by this process and those that it starts."""
    waiting = (
        item
        for item in read_all(paths, progress=progress, seconds=task.seconds)
        if not _left_out(item, skipped, strict)
    )
    yield from extract_all(cast(Iterator[Document], waiting), task, jobs)


def _of_cluster(
    paths: Iterable[str | Path], task: Task, scheduler: str, partitions: str, jobs: int, progress: Progress
) -> Iterator[Extracted | tuple[str, str]]:
    """Yield what the documents give, read by the workers of a cluster, every text once."""
    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="kg-partitions-") as aside:
        for item in on_cluster(find_sources(paths), task, scheduler, partitions or aside, jobs, progress):
            if item.extracted is None:
                yield item.file, item.reason
            elif item.digest in texts:
                path = item.extracted.document.path
                yield item.file, again(item.file, path, texts[item.digest])
            else:
                texts[item.digest] = item.extracted.document.path
                yield item.extracted


def _left_out(item: Document | Extracted | tuple[str, str], skipped: list[tuple[str, str]], strict: bool) -> bool:
    """Return whether an item is no document, and note why."""
    if not isinstance(item, tuple):
        return False
    if strict and COUNTED_ONCE not in item[1]:
        raise SourceError(item[1])
    skipped.append(item)
    return True


def load(path: str | Path) -> KnowledgeGraph:
    """Return the graph in a file that ``kg build`` or ``kg export`` wrote.

    Raises:
        GraphError: if the file is missing or is no RDF.
    """
    return KnowledgeGraph(open_graph(Path(path)))


def demo_paths() -> list[Path]:
    """Return the two demo reviews that ship with kg, one English and one Chinese."""
    with as_file(data_folder("demo")) as folder:
        return sorted(folder.glob("*.md"))
