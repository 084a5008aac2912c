"""What every document gave, remembered in a folder: a file of JSON for each, named by the hash of all that it depends on.

The name covers the text and references of the document, the lexicon, the triggers, the settings, and the files of this package. So
nothing stale is ever read; what no build needs any more may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kg.errors import SourceError
from kg.extraction import Extracted
from kg.lexicon import Lexicon
from kg.model import Document, Language
from kg.patterns import Patterns
from kg.resources import ontology_folder

#: tells backups, and a build of the folder above, that this is a cache: https://bford.info/cachedir/
_TAG, _SIGNATURE = "CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55"

__all__ = ["Cache", "from_json", "settings_digest", "to_json"]


def to_json(value: Any) -> Any:
    """Return a dataclass of the model as lists of its fields, which JSON can write.

    >>> from kg.model import Span
    >>> to_json((Span(1, 2), "x"))
    [[1, 2], 'x']
    """
    if is_dataclass(value) and not isinstance(value, type):
        return [to_json(getattr(value, field.name)) for field in fields(value)]
    return [to_json(item) for item in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=64)
def _hints(kind: type) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[field.name] for field in fields(kind))


def from_json(kind: Any, value: Any) -> Any:
    """Return what :func:`to_json` wrote, as a type of the model.

    Raises:
        ValueError: if the value does not fit the type.

    >>> from kg.model import Span
    >>> from_json(tuple[Span, str], [[1, 2], "x"])
    (Span(start=1, end=2), 'x')
    """
    origin = get_origin(kind)
    if origin is tuple and isinstance(value, list):
        inside = get_args(kind)
        if len(inside) == 2 and inside[1] is ...:
            return tuple(from_json(inside[0], item) for item in value)
        return tuple(from_json(one, item) for one, item in zip(inside, value, strict=True))
    if origin is Literal and value in get_args(kind):
        return value
    if origin in (Union, types.UnionType):
        return value
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, list):
        return kind(*[from_json(hint, item) for hint, item in zip(_hints(kind), value, strict=True)])
    if isinstance(kind, type) and (isinstance(value, kind) or (kind is float and isinstance(value, int))):
        return value
    raise ValueError(f"{value!r} is no {kind}")


def _digest(folder: Traversable, into: hashlib._Hash) -> None:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir() and item.name not in ("__pycache__", "vendor"):
            _digest(item, into)
        elif item.name.endswith((".py", ".toml", ".ttl")):
            into.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")


@lru_cache(maxsize=1)
def _package() -> bytes:
    found = hashlib.sha256()
    _digest(files("kg"), found)
    _digest(ontology_folder(), found)  # in a checkout it lies beside the package
    return found.digest()


def settings_digest(lexicon: Lexicon, min_confidence: float | None, own: Mapping[Language, Patterns]) -> bytes:
    """Return a digest of all that reading depends on, apart from the document."""
    settings = hashlib.sha256(_package())
    for iri, concept in sorted(lexicon.own.items()):
        settings.update(repr((iri, concept)).encode("utf-8", "surrogatepass"))
    if lexicon.table is not None:
        settings.update(lexicon.table.digest())
    for language, patterns in sorted(own.items()):
        settings.update(repr((language, patterns.triggers)).encode("utf-8", "surrogatepass"))
    settings.update(repr(min_confidence).encode())
    return settings.digest()


class Cache:
    """A folder that remembers."""

    def __init__(
        self, folder: Path, lexicon: Lexicon, min_confidence: float | None, own: Mapping[Language, Patterns]
    ) -> None:
        self.folder = folder
        self._settings = settings_digest(lexicon, min_confidence, own)

    def _path(self, doc: Document) -> Path:
        written = json.dumps(to_json(doc), ensure_ascii=True)
        name = hashlib.sha256(self._settings + written.encode()).hexdigest()
        return self.folder / name[:2] / f"{name[2:34]}.json"

    def get(self, doc: Document) -> Extracted | None:
        """Return what a document gave before, or None; a file that is broken is as good as none."""
        try:
            given = json.loads(self._path(doc).read_text(encoding="utf-8"))
            found = from_json(Extracted, given)
        except (OSError, ValueError, TypeError):
            return None
        return found if isinstance(found, Extracted) else None

    def put(self, doc: Document, found: Extracted) -> None:
        """Remember what a document gave; whoever is killed meanwhile leaves no half of it.

        Raises:
            SourceError: if the folder cannot be written to.
        """
        path = self._path(doc)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not (self.folder / _TAG).exists():
                (self.folder / _TAG).write_text(
                    _SIGNATURE + "\n# What reviewkg remembers of documents; it may be deleted.\n"
                )
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kg-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(to_json(found), file, ensure_ascii=True)
            Path(name).replace(path)
        except OSError as error:
            raise SourceError(
                f"{self.folder}: cannot be written ({error.strerror}); name another folder with --cache"
            ) from error
