"""The words of a SPARQL text: what it would reach for outside the graph, and where its clauses begin.

Strings, addresses, comments, variables and prefixed names are skipped by the grammar's own terminals
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar), so that ``"SERVICE"`` is no SERVICE and ``?x < 3 ) SERVICE <y>`` is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["clearing_quietly", "keywords", "reaches_out", "with_dataset"]

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^\x00-\x20<>\"{}|^`\\]*>"
    r"|#[^\n\r]*"
    r"|[?$]\w+"
    r"|[\w.-]*:(?:[\w.:%-]|\\.)*"
    r"|@[A-Za-z-]+"
    r"|(?P<word>[A-Za-z]+)|(?P<brace>[{}])",
    re.S,
)


def keywords(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (word in capitals, where it begins, how deep in braces it stands) for every bare word.

    >>> list(keywords('ASK { ?x ex:service "SERVICE" } # LOAD'))
    [('ASK', 0, 0)]
    """
    depth = 0
    for found in _TOKEN.finditer(text):
        if found["word"]:
            yield found["word"].upper(), found.start(), depth
        elif found["brace"]:
            depth += 1 if found["brace"] == "{" else -1


def reaches_out(text: str) -> str:
    """Return the keyword by which a query or update would ask another server or read a file, or "".

    >>> reaches_out("SELECT * { FILTER(?a < 3) SERVICE <http://x.org> { ?s ?p ?o } }"), reaches_out("ASK { ?s ?p 'LOAD' }")
    ('SERVICE', '')
    """
    return next((word for word, _, _ in keywords(text) if word in ("SERVICE", "LOAD")), "")


def clearing_quietly(update: str) -> str:
    """Return an update in which to clear or drop a graph that is not there is no error.

    So it is in a store that keeps no empty graphs (https://www.w3.org/TR/sparql11-update/#clear), and so the
    protocol's tests expect it.

    >>> clearing_quietly("CLEAR GRAPH <http://a.org/g> ; DROP SILENT ALL")
    'CLEAR SILENT GRAPH <http://a.org/g> ; DROP SILENT ALL'
    """
    words = list(keywords(update))
    for (word, at, depth), (after, _, _) in reversed(list(pairwise(words))):
        if word in ("CLEAR", "DROP") and depth == 0 and after == "GRAPH":
            end = at + len(word)
            update = f"{update[:end]} SILENT{update[end:]}"
    return update


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose patterns are matched in some graphs, as the protocol's ``using-graph-uri`` asks.

    Args:
        update: SPARQL Update.
        default: IRIs of the graphs that together are the default graph.
        named: IRIs of the named graphs.

    Raises:
        ValueError: if the update says by itself which graphs to use (USING or WITH), or an IRI is none.

    >>> with_dataset("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://a.org/g"], [])
    'DELETE { ?s ?p 1 } USING <http://a.org/g> WHERE { ?s ?p 1 }'
    """
    if not default and not named:
        return update
    words = list(keywords(update))
    if any(word in ("USING", "WITH") and depth == 0 for word, _, depth in words):
        raise ValueError("both the update and the request say which graphs to use; leave out one of them")
    for iri in (*default, *named):
        if not re.fullmatch(r"[^\x00-\x20<>\"{}|^`\\]+", iri):
            raise ValueError(f"{iri!r} is no IRI")
    clause = "".join([f"USING <{iri}> " for iri in default] + [f"USING NAMED <{iri}> " for iri in named])
    for _, at, _ in reversed([one for one in words if one[0] == "WHERE" and one[2] == 0]):
        update = update[:at] + clause + update[at:]
    return update
