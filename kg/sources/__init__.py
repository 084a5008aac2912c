"""Room 1: files to documents. ``READERS`` is the one table of endings; the library, the command line and the tests read it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from kg.errors import SourceError
from kg.model import Document
from kg.sources.archives import members_of_zip, unpacked
from kg.sources.guarding import apart
from kg.sources.opening import MAX_BYTES, Read, Source, stopped
from kg.sources.plain import read_plain, read_text
from kg.sources.remote import find_urls, identity_of, is_url, source_at
from kg.sources.sniffing import sniff

__all__ = [
    "MAX_BYTES",
    "READERS",
    "Source",
    "find_files",
    "find_sources",
    "identity_of",
    "is_url",
    "read_document",
    "read_documents",
    "read_source",
    "read_text",
    "source_at",
    "source_of",
]

Reader = Callable[[Source], Read]


def _later(module: str, name: str) -> Reader:
    """Return a reader whose room is entered, and whose library is imported, when the first file needs it."""

    def read(source: Source) -> Read:
        yield from cast(Reader, getattr(import_module(f"kg.sources.{module}"), name))(source)

    return read


#: file ending -> reader; some are of no file, but of what the content shows (.pubmed, .bioc)
READERS: Final[dict[str, Reader]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_plain,
    ".markdown": read_plain,
    ".html": _later("html", "read_html"),
    ".htm": _later("html", "read_html"),
    ".xhtml": _later("html", "read_html"),
    ".pdf": apart(_later("pdf", "read_pdf")),
    ".nxml": _later("jats", "read_jats"),
    ".xml": _later("jats", "read_jats"),
    ".pubmed": _later("pubmed", "read_pubmed"),
    ".nbib": _later("pubmed", "read_medline"),
    ".medline": _later("pubmed", "read_medline"),
    ".bioc": _later("bioc", "read_bioc_xml"),
    ".json": _later("tabular", "read_jsonl"),
    ".pubtator": _later("bioc", "read_pubtator"),
    ".csv": _later("tabular", "read_csv"),
    ".tsv": _later("tabular", "read_csv"),
    ".jsonl": _later("tabular", "read_jsonl"),
    ".ndjson": _later("tabular", "read_jsonl"),
}
_ARCHIVES: Final = (".gz", ".zip")
#: what content shows that has no ending of its own
_SHOWN: Final[dict[str, Reader]] = {".bioc.json": _later("bioc", "read_bioc_json")}
#: what a build writes side by side
_WRITTEN: Final = ("graph.html", "statements.csv", "evidence.csv", "build.json")
_DEEPEST = 3  #: archives in archives


def read_source(source: Source, depth: int = 0) -> Iterator[Document | SourceError]:
    """Yield the documents of a file, and for what of it cannot be read the reason; the rest goes on.

    The content decides where it shows what it is; else the ending does.

    Args:
        source: the file.
        depth: how many archives it lies in.
    """
    some = False
    try:
        for item in _read(source, depth):
            some = True
            yield item
        if not some:
            yield SourceError(f"{source.name}: no document in it; expected at least one; leave it out")
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceError(f"{source.name}: cannot be opened ({error.strerror or error}); check that it may be read")
    except Exception as error:  # one file that nobody foresaw does not lose the others
        yield stopped(source, error)


def _read(source: Source, depth: int) -> Iterator[Document | SourceError]:
    shown, ending = sniff(source), source.ending
    if shown in _ARCHIVES or (ending in _ARCHIVES and not shown):
        if depth >= _DEEPEST:
            raise SourceError(f"{source.name}: an archive in an archive in an archive; unpack it first")
        members = [unpacked(source)] if (shown or ending) == ".gz" else members_of_zip(source)
        for member in members:
            if isinstance(member, SourceError):
                yield member
            elif (shown or ending) == ".gz" or _is_read(member):
                yield from read_source(member, depth + 1)
        return
    # HTML and tables are only guessed from content: an ending that we know counts more
    weak = shown in (".html", ".jsonl") and ending in READERS
    reader = (_SHOWN.get(shown) or READERS.get(shown)) if shown and not weak else READERS.get(ending)
    if reader is None and not ending:
        reader = read_plain
    if reader is None:
        raise SourceError(
            f"{source.name}: no reader for {ending or 'a file without ending'}; expected {', '.join((*READERS, *_ARCHIVES))}; "
            f"convert it to one of these"
        )
    yield from reader(source)


def _is_read(member: Source) -> bool:
    return member.ending in READERS or member.ending in _ARCHIVES


def _is_ours(file: Path, top: Path) -> bool:
    """Return whether a file below a folder was written by a build, or lies in a cache (https://bford.info/cachedir/)."""
    if file.name in _WRITTEN and all((file.parent / name).is_file() for name in ("graph.ttl", "build.json")):
        return True
    return any((above / "CACHEDIR.TAG").is_file() for above in file.parents if above.is_relative_to(top))


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read, folders searched through, in an order that does not depend on the caller's.

    Raises:
        SourceError: if a path does not exist, or a folder holds no file with a known ending.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = {
                file
                for file in path.rglob("*")
                if file.suffix.lower() in (*READERS, *_ARCHIVES)
                and file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
                and not _is_ours(file, path)
            }
            if not inside:
                raise SourceError(
                    f"{path}: no document in this folder; expected files ending in "
                    f"{', '.join((*READERS, *_ARCHIVES))}; name another folder or the files themselves"
                )
            found |= inside
        elif path.exists():
            found.add(path)
        else:
            raise SourceError(f"{path}: no such file or folder; check the spelling")
    yield from sorted(found, key=lambda file: (file.name, file.as_posix()))


def find_sources(paths: Iterable[str | Path]) -> list[Source]:
    """Return the files to read: those of local paths, those of URLs, and standard input where "-" is named; in one order.

    Raises:
        SourceError: see :func:`find_files` and :func:`kg.sources.remote.find_urls`.
    """
    given = list(paths)
    local = [Path(path) for path in given if not is_url(path) and str(path) != "-"]
    urls = [str(path) for path in given if is_url(path)]
    found = [source_of(file) for file in find_files(local)]
    found += [source_at(url) for url in find_urls(urls, (*READERS, *_ARCHIVES))]
    if any(str(path) == "-" for path in given):
        found.append(Source.of(sys.stdin.buffer.read(), "stdin"))
    return found


def source_of(file: Path) -> Source:
    """Return a local file as a source."""
    return Source(str(file), lambda: file.open("rb"), file.name)


def read_documents(path: Path) -> Iterator[Document | SourceError]:
    """Yield the documents in a file; see :func:`read_source`."""
    yield from read_source(source_of(path))


def read_document(path: Path) -> Document:
    """Return the document in a file that holds one.

    Raises:
        SourceError: if it cannot be read, or holds none or several.
    """
    found = list(read_documents(path))
    for item in found:
        if isinstance(item, SourceError):
            raise item
    if len(found) != 1:
        raise SourceError(f"{path}: {len(found)} documents; expected one; read it with kg.sources.read_documents")
    return cast(Document, found[0])
