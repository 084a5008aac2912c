"""Limits of time and memory while one document is read, so that none of them holds up or brings down the others."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

__all__ = ["MEGABYTES", "SECONDS", "Overtime", "limited"]

SECONDS: Final = 900  #: the largest text that is read takes some ten minutes
MEGABYTES: Final = 6000  #: beside what the process has already


class Overtime(BaseException):
    """Raised where a block takes too long: no Exception, so that nothing inside takes it for a fault of a file."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Overtime


@contextlib.contextmanager
def limited(seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Raise what Python raises for want of time or memory when the block needs more; 0 for no limit.

    Where a system has no such limits, or another thread than the first asks, there are none.

    Args:
        seconds: by the clock.
        megabytes: that the process may take beside what it has.

    Raises:
        Overtime: after so many seconds.
        MemoryError: for so much memory.
    """
    with contextlib.ExitStack() as stack:
        if threading.current_thread() is not threading.main_thread():
            yield  # limits are those of a process: two threads would take each other's away
            return
        if megabytes:
            stack.enter_context(_less_memory(megabytes))
        if seconds:
            stack.enter_context(_less_time(seconds))
        yield


@contextlib.contextmanager
def _less_time(seconds: int) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _less_memory(megabytes: int) -> Iterator[None]:
    before = _tightened(megabytes)
    try:
        yield
    finally:
        if before is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, before)


def _tightened(megabytes: int) -> tuple[int, int] | None:
    """Set a limit of memory, and return the one that was before; None where none is set, or a tighter one is."""
    try:
        import resource  # not every system has it

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 1_000_000
        if soft != resource.RLIM_INFINITY and soft <= most:
            return None
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, OSError, ValueError):
        return None
    return soft, hard
