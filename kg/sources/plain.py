"""Plain text and Markdown."""

from __future__ import annotations

from kg.errors import SourceError
from kg.model import Document
from kg.sources.decoding import decode
from kg.sources.opening import Read, Source
from kg.sources.structure import read_structure

__all__ = ["read_plain", "read_text"]


def read_text(text: str, *, name: str = "text", path: str = "") -> Document:
    """Return the document of a decoded text or Markdown article.

    Raises:
        SourceError: if nothing but white space is in it.

    >>> read_text("外泌体促进胶原合成。", name="demo").language
    'zh'
    """
    if not text.strip():
        raise SourceError(f"{path or name}: the document is empty; expected text; leave it out or fill it")
    return read_structure(text, document=name, path=path or name)


def read_plain(source: Source) -> Read:
    """Yield the document of a text or Markdown file."""
    yield read_text(decode(source.read(), source.name), name=source.id, path=source.path)
