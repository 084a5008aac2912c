"""Runs a reader in a process of its own: what crashes or never ends takes nothing with it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.opening import Read, Source, stopped

__all__ = ["SECONDS", "apart"]

SECONDS: Final = 120.0  #: a PDF of a hundred pages takes five
_MEGABYTES: Final = 3000  #: beside what the process has already


def apart(reader: Callable[[Source], Read], seconds: float = SECONDS) -> Callable[[Source], Read]:
    """Return a reader that reads in a copy of this process, with limits of time and memory.

    Where a system cannot copy processes, the reader itself is returned; where this process may not, it reads here.

    Args:
        reader: of one file.
        seconds: that it may take.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return reader
    context = multiprocessing.get_context("fork")

    def read(source: Source) -> Read:
        if multiprocessing.current_process().daemon:  # a worker of a cluster may start none, and has limits of its own
            yield from reader(source)
            return
        ours, theirs = context.Pipe(duplex=False)
        copy = context.Process(target=_work, args=(reader, source, theirs, seconds), daemon=True)
        with warnings.catch_warnings():
            # a notebook has threads, and Python says that a copy of them may hang; one that does is ended
            warnings.simplefilter("ignore", DeprecationWarning)
            copy.start()
        theirs.close()
        try:
            try:
                found = ours.recv() if ours.poll(seconds + 1) else None
            except (EOFError, OSError):  # it ended without a word
                copy.join(1)
                raise SourceError(
                    f"{source.name}: its reader crashed (exit {copy.exitcode}); expected a file that other programs open; print it to PDF again"
                ) from None
            if found is None:
                raise SourceError(
                    f"{source.name}: not read after {seconds:.0f} s; expected one review; split it or print it again"
                )
            yield from found
        finally:
            copy.kill()
            copy.join()
            ours.close()

    return read


def _work(reader: Callable[[Source], Read], source: Source, answer: Connection, seconds: float) -> None:
    found: list[Document | SourceError] = []
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not every system has it

        soft = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, soft + 1))
        pages = int(open("/proc/self/statm", encoding="ascii").read().split()[0])  # noqa: SIM115, PTH123
        most = pages * os.sysconf("SC_PAGE_SIZE") + _MEGABYTES * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        found += reader(source)
    except SourceError as error:
        found.append(error)
    except KeyboardInterrupt:  # the one who started this is told as well
        os._exit(1)
    except MemoryError:
        found.append(SourceError(f"{source.name}: takes more than {_MEGABYTES} MB to read; split it"))
    except Exception as error:
        found.append(stopped(source, error))
    answer.send(found)
    answer.close()
    os._exit(0)  # nothing of the parent is tidied up twice
