"""XML as it comes: no entity reaches outside, none grows without bound, and a broken file says where."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from kg.errors import SourceError
from kg.sources.opening import Source

__all__ = ["broken", "children", "entity_text", "name_of", "one_text", "parse", "records", "text_of"]


def broken(source: Source, error: Exception) -> SourceError:
    """Return the error of a file that is not well-formed."""
    return SourceError(
        f"{source.name}: not well-formed XML: {str(error).partition(chr(10))[0][:200]}; expected a complete file; download it again"
    )


def parse(source: Source) -> etree._Element:
    """Return the root of an XML file.

    Raises:
        SourceError: if it is not well-formed, too deep, too large, or grows without bound.
    """
    try:
        # nothing is fetched, no DTD is read, trees and expansions stay within the limits of libxml2
        safe = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(source.read(), safe)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(source, error) from error


def records(source: Source, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of some names, one after the other; each is forgotten when the next is asked for.

    Raises:
        SourceError: as :func:`parse`, when the place is reached; what came before has been yielded.
    """
    with source.open() as stream:
        yield from _records(stream, source, names)


def _records(stream: BinaryIO, source: Source, names: tuple[str, ...]) -> Iterator[etree._Element]:
    try:
        found = etree.iterparse(
            stream,
            events=("end",),
            tag=names,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
        )
        for _, element in found:
            yield element
            parent = element.getparent()
            element.clear()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(source, error) from error


def name_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for an entity that was not resolved."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the child elements of some names, whatever their namespace."""
    for child in element:
        if name_of(child) in names:
            yield child


def entity_text(element: etree._Element) -> str:
    """Return the character that a named entity stands for, such as ``&alpha;``; an entity of the file's own stands for nothing."""
    shown = str(element.text or "")
    known = html.unescape(shown)
    return known if known != shown else " "


def text_of(element: etree._Element | None) -> str:
    """Return all text of an element, runs of white space as one space; "" for None."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(part.tag, str):  # an entity
            if event == "start":
                yield entity_text(part)
        elif event == "start":
            yield part.text or ""
        if event == "end" and part is not element:
            yield part.tail or ""


def one_text(element: etree._Element, path: str) -> str:
    """Return the text of the first element below another that a path names, or ""."""
    return text_of(element.find(path))
