"""Files that appear whole or not at all, and cells that no spreadsheet runs."""

from __future__ import annotations

import io
import multiprocessing
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import pandas as pd

from kg.errors import GraphError

__all__ = ["begun", "safe_csv", "write_aside", "zipped"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  #: of every member of an archive, so that the same graph gives the same bytes


def write_aside(path: Path, data: bytes | Callable[[IO[bytes]], object]) -> None:
    """Write a file by writing beside it and renaming.

    Args:
        path: of the file; its folder is made where it is missing.
        data: what to write, or what writes it to an open file.

    Raises:
        GraphError: if the folder cannot be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kg-")
        try:
            with os.fdopen(handle, "wb") as file:
                if isinstance(data, bytes):
                    file.write(data)
                else:
                    data(file)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise GraphError(
            f"{path}: cannot be written ({error.strerror}); name a folder that may be written to with -o"
        ) from error


def begun(work: Callable[[], object]) -> Callable[[], None]:
    """Begin some work in another process, and return what waits for its end; where that fails, it is done here.

    Args:
        work: that leaves its result in a file; what it reads must not be open in a way that a copy of this process spoils.
    """
    process = None
    if "fork" in multiprocessing.get_all_start_methods():
        process = multiprocessing.get_context("fork").Process(target=_silently, args=(work,), daemon=True)
        process.start()

    def wait() -> None:
        if process is not None:
            process.join()
        if process is None or process.exitcode:
            work()

    return wait


def _silently(work: Callable[[], object]) -> None:
    try:
        work()
    except BaseException:  # whoever waits does it again, and hears why it cannot be done
        os._exit(1)


def safe_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8 with a byte-order mark, which is how spreadsheets recognise Chinese.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> safe_csv(pd.DataFrame({"sentence": ["=1+1", "胶原"]})).decode("utf-8-sig").split()
    ['sentence', "'=1+1", '胶原']
    """
    guarded = frame.copy()
    for name in guarded.columns:
        values = guarded[name].tolist()
        if any(isinstance(value, str) for value in values):
            guarded[name] = [
                f"'{v}" if isinstance(v, str) and v.startswith(("=", "+", "-", "@", "\t", "\r")) else v for v in values
            ]
    return str(guarded.to_csv(index=False, lineterminator="\n")).encode("utf-8-sig", "replace")


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of files by name, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
