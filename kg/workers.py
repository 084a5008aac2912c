"""Many documents at once: processes that extract, and a folder that remembers what every document gave.

What comes out does not depend on the number of processes, nor on what was remembered.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.caching import Cache
from kg.extraction import Extracted, attempt
from kg.lexicon import Lexicon
from kg.limits import SECONDS
from kg.model import Document, Language
from kg.patterns import Patterns

__all__ = ["Task", "extract_all"]

#: documents waiting for each process: with few, a long one that is still read keeps the others from their work
_AHEAD: Final = 64
#: code points of all that wait, above which only a few may: of long documents more would fill the memory
_HELD, _FEW = 2_000_000, 4


@dataclass(frozen=True)
class Task:
    """How documents are read.

    Attributes:
        lexicon: the concepts to look for.
        min_confidence: 0..1, below which no relation is published; the usual one of its language when None.
        own: the words and triggers of a language.
        cache: folder that remembers, or None.
        seconds: that one document may take; 0 for as long as it takes.
    """

    lexicon: Lexicon
    min_confidence: float | None
    own: Mapping[Language, Patterns]
    cache: str | Path | None = None
    seconds: int = SECONDS


#: what the processes work with; they are copies of this one, so it need not be sent
_task: Task | None = None


def _begin(task: Task) -> None:
    global _task  # each process has its own
    _task = task


def _take(doc: Document) -> Extracted | str:
    if _task is None:
        raise RuntimeError("a worker without a task")
    return attempt(doc, _task.lexicon, _task.min_confidence, _task.own, _task.seconds)


def extract_all(documents: Iterable[Document], task: Task, jobs: int = 1) -> Iterator[Extracted | tuple[str, str]]:
    """Yield what every document gives, in their order, or (its path, why it gives nothing).

    Args:
        documents: with their references.
        task: how to read them.
        jobs: how many processes; 0 or less for as many as there are processors.

    Raises:
        SourceError: if the cache cannot be written to.
    """
    cache = Cache(Path(task.cache), task.lexicon, task.min_confidence, task.own) if task.cache else None
    jobs = max(jobs, 0) or os.cpu_count() or 1
    if jobs == 1 or "fork" not in multiprocessing.get_all_start_methods():
        for doc in documents:
            known = cache.get(doc) if cache else None
            if known is None:
                found = attempt(doc, task.lexicon, task.min_confidence, task.own, task.seconds)
                yield _kept(doc, found, cache)
            else:
                yield known
        return
    yield from _shared(documents, task, jobs, cache)


def _shared(
    documents: Iterable[Document], task: Task, jobs: int, cache: Cache | None
) -> Iterator[Extracted | tuple[str, str]]:
    """Yield what :func:`extract_all` does, from several processes."""
    waiting: deque[tuple[Document, Extracted | Future[Extracted | str]]] = deque()
    held = 0
    pool = _pool(jobs, task)
    try:
        for doc in documents:
            known = cache.get(doc) if cache else None
            try:
                waiting.append((doc, known if known is not None else pool.submit(_take, doc)))
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(jobs, task)
                waiting.append((doc, pool.submit(_take, doc)))
            held += len(doc.text)
            while waiting and (_done(waiting[0][1]) or len(waiting) > (_AHEAD if held <= _HELD else _FEW) * jobs):
                held -= len(waiting[0][0].text)
                yield _ready(*waiting.popleft(), cache, task)
        while waiting:
            yield _ready(*waiting.popleft(), cache, task)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int, task: Task) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(task,))


def _done(item: Extracted | Future[Extracted | str]) -> bool:
    """Return whether what a document gives can be passed on, and remembered, without a wait."""
    return isinstance(item, Extracted) or item.done()


def _ready(
    doc: Document, item: Extracted | Future[Extracted | str], cache: Cache | None, task: Task
) -> Extracted | tuple[str, str]:
    if isinstance(item, Extracted):
        return item
    try:
        return _kept(doc, item.result(), cache)
    except BrokenProcessPool:
        # one process that ends takes along what the others were reading: each is read again, alone
        with _pool(1, task) as pool:
            try:
                return _kept(doc, pool.submit(_take, doc).result(), cache)
            except BrokenProcessPool:
                return doc.path, (
                    f"{doc.path}: the process that read it ended without an answer, perhaps for want of memory; "
                    f"leave it out, or split it"
                )


def _kept(doc: Document, found: Extracted | str, cache: Cache | None) -> Extracted | tuple[str, str]:
    if isinstance(found, str):
        return doc.path, found
    if cache:
        cache.put(doc, found)
    return found
