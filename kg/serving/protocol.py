"""The SPARQL 1.1 Protocol: what a request asks for, and in which form the answer goes back.

https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qsl

from kg.errors import KgError

__all__ = ["GRAPHS", "TABLES", "Operation", "ProtocolError", "choose", "read_operation"]

#: media types of SELECT and ASK answers; the first is what is sent when nothing is asked for
TABLES: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
#: media types of CONSTRUCT and DESCRIBE answers
GRAPHS: Final = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "text/n3",
    "application/xml",
    "text/plain",
)
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MISSPELT = "application/x-www-url-form-urlencoded"  #: can mean nothing else


class ProtocolError(KgError):
    """A request that the protocol does not allow; ``status`` is the HTTP status to answer with."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update, and the graphs that the request names for it."""

    kind: Literal["query", "update"]
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def _text(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"{what}: not UTF-8 ({error.reason}); send it in UTF-8") from error


def _pairs(raw: str, what: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw, keep_blank_values=True, strict_parsing=False, errors="strict", max_num_fields=200)
    except (UnicodeDecodeError, ValueError) as error:
        raise ProtocolError(400, f"{what}: cannot be read: {error}; send it percent-encoded in UTF-8") from error


def _from_pairs(pairs: Sequence[tuple[str, str]], kinds: tuple[str, ...]) -> Operation:
    given = [(name, value) for name, value in pairs if name in ("query", "update")]
    if len(given) != 1:
        raise ProtocolError(400, f"expected one parameter, {' or '.join(kinds)}; got {len(given)}; send exactly one")
    kind, text = given[0]
    if kind not in kinds:
        raise ProtocolError(400, "an update must be sent by POST, not in the address; POST it")
    return _operation("query" if kind == "query" else "update", text, pairs)


def _operation(kind: Literal["query", "update"], text: str, pairs: Sequence[tuple[str, str]]) -> Operation:
    names = (
        ("default-graph-uri", "named-graph-uri") if kind == "query" else ("using-graph-uri", "using-named-graph-uri")
    )
    default, named = (tuple(value for name, value in pairs if name == wanted) for wanted in names)
    return Operation(kind, text, default, named)


def read_operation(method: str, query_string: str, headers: Mapping[str, str], body: bytes) -> Operation:
    """Return what a request asks for.

    Args:
        method: of HTTP, in capitals.
        query_string: what follows the "?" of the address, percent-encoded.
        headers: names in lower case.
        body: as it came.

    Raises:
        ProtocolError: if the method, the media type, the encoding or the parameters are none that the protocol knows.
    """
    pairs = _pairs(query_string, "the address")
    if method in ("GET", "HEAD"):
        return _from_pairs(pairs, ("query",))
    if method != "POST":
        raise ProtocolError(405, f"method {method}: expected GET or POST; use one of them")
    media, _, rest = headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    charset = rest.lower().partition("charset=")[2].strip(" \"'").partition(";")[0]
    if charset and charset.replace("_", "-") not in ("utf-8", "utf8"):
        raise ProtocolError(415, f"charset {charset}: expected UTF-8; send the request in UTF-8")
    if media in (_FORM, _MISSPELT):
        return _from_pairs(_pairs(_text(body, "the form"), "the form"), ("query", "update"))
    if media == _QUERY:
        return _operation("query", _text(body, "the query"), pairs)
    if media == _UPDATE:
        return _operation("update", _text(body, "the update"), pairs)
    raise ProtocolError(
        415, f"content type {media or 'missing'}: expected {_FORM}, {_QUERY} or {_UPDATE}; set Content-Type"
    )


def choose(accept: str, offered: Sequence[str]) -> str:
    """Return the media type to answer with, after RFC 9110 section 12.5.1; the first of those offered when all will do.

    Raises:
        ProtocolError: 406, if none of those offered is accepted.

    >>> choose("text/csv;q=0.5, application/json", TABLES), choose("", TABLES), choose("text/*", GRAPHS)
    ('application/json', 'application/sparql-results+json', 'text/turtle')
    """
    wanted: list[tuple[float, str]] = []
    for part in accept.split(","):
        media, *parameters = [piece.strip().lower() for piece in part.split(";")]
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            wanted.append((float(quality), media))
        except ValueError:
            continue
    ranges = [one for one in wanted if one[1]]
    if not ranges:
        return offered[0]
    scored = [(_quality(media, ranges), -n, media) for n, media in enumerate(offered)]
    best = max(scored)
    if best[0] <= 0:
        raise ProtocolError(406, f"Accept: {accept}: none of these can be sent; expected one of {', '.join(offered)}")
    return best[2]


def _quality(media: str, ranges: Sequence[tuple[float, str]]) -> float:
    """Return how welcome a media type is: what the most precise range that holds it says."""
    for wanted in (media, media.partition("/")[0] + "/*", "*/*"):
        found = [quality for quality, name in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
