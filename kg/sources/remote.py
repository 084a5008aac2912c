"""Files that lie elsewhere: S3, GCS, HTTP and whatever else fsspec knows (https://filesystem-spec.readthedocs.io).

Nothing is fetched that was not named. A URL may be a file, a folder, or hold an asterisk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from kg.errors import SourceError
from kg.sources.opening import Source

__all__ = ["find_urls", "identity_of", "is_url", "source_at"]

_INSTALL = 'pip install "reviewkg[cluster]"'


def is_url(path: object) -> bool:
    """Return whether a path is a URL.

    >>> is_url("s3://bucket/a.xml"), is_url("C:/reviews"), is_url("a.xml")
    (True, False, False)
    """
    return "://" in str(path)


def _opened(url: str) -> tuple[Any, str]:
    """Return the file system of a URL, and the path there.

    Raises:
        SourceError: if fsspec, or what it needs for this kind of URL, is not installed.
    """
    try:
        import fsspec

        fs, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise SourceError(f"{url}: cannot be opened here: {error}; {_INSTALL}, and what fsspec needs for it") from error
    return fs, path


def find_urls(urls: Iterable[str], endings: tuple[str, ...]) -> Iterator[str]:
    """Yield the files that URLs name, folders and asterisks resolved, sorted by name.

    Args:
        urls: of files or folders, or with an asterisk.
        endings: of the files that are taken from a folder.

    Raises:
        SourceError: if there is nothing, or it cannot be reached.
    """
    found: set[str] = set()
    for url in urls:
        fs, path = _opened(url)
        try:
            if "*" in path:
                inside = [str(name) for name in fs.glob(path)]
            elif fs.isdir(path) and not path.lower().endswith(endings):
                inside = [str(name) for name in fs.find(path) if str(name).lower().endswith(endings)]
            else:
                inside = [path] if fs.exists(path) else []
        except Exception as error:  # every file system has errors of its own
            raise SourceError(f"{url}: cannot be reached ({_said(error)}); check the address and the rights") from error
        if not inside:
            raise SourceError(f"{url}: nothing there that kg reads; expected files ending in {', '.join(endings)}")
        found |= {str(fs.unstrip_protocol(name)) for name in inside}
    yield from sorted(found, key=lambda url: (PurePath(url).name, url))


def source_at(url: str) -> Source:
    """Return the file at a URL as a source."""
    fs, path = _opened(url)

    def opened() -> BinaryIO:
        try:
            return cast(BinaryIO, fs.open(path, "rb"))
        except Exception as error:
            raise SourceError(f"{url}: cannot be read ({_said(error)}); check the address and the rights") from error

    return Source(url, opened, PurePath(path).name)


def identity_of(url: str) -> str:
    """Return what changes when the file at a URL does: its version, date or size, as far as its file system tells."""
    fs, path = _opened(url)
    try:
        return str(fs.checksum(path))
    except Exception:  # not every file system tells
        return url


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".partition("\n")[0][:200]
