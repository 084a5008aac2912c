"""Room 7: a graph to files. ``WRITERS`` is the one table of endings; the library, the command line and the tests read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.exports.files import write_aside
from kg.exports.interchange import to_cytoscape, to_gexf, to_graphml, to_kgx, to_nanopublications, to_neo4j, to_sssom
from kg.exports.page import render_page
from kg.graph import Contents, read_contents, write_sorted
from kg.namespaces import curie

__all__ = ["WRITERS", "export", "render_page", "write_aside"]


def _rdf(syntax: ox.RdfFormat) -> Callable[[ox.Store], bytes]:
    """Return a writer of what was read; what was inferred stands in a graph of its own, which only _quads writes."""

    def write(store: ox.Store) -> bytes:
        read = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return write_sorted((ox.Triple(quad.subject, quad.predicate, quad.object) for quad in read), syntax)

    return write


def _quads(syntax: ox.RdfFormat) -> Callable[[ox.Store], bytes]:
    def write(store: ox.Store) -> bytes:
        return write_sorted(store, syntax)

    return write


def _html(store: ox.Store) -> bytes:
    return render_page(read_contents(store)).encode("utf-8", "replace")


def _jsonl(store: ox.Store) -> bytes:
    return "".join(
        json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in _statement_rows(read_contents(store))
    ).encode()


def _statement_rows(contents: Contents) -> list[dict[str, object]]:
    return [
        {
            "statement": curie(row.id),
            "subject": curie(row.subject),
            "subject_label": contents.entities[row.subject].label,
            "predicate": row.predicate,
            "object": curie(row.object),
            "object_label": contents.entities[row.object].label,
            "negated": row.negated,
            "result": row.result,
            "certainty": row.certainty,
            "belief": row.belief,
            "mentions": row.mentions,
            "documents": row.documents,
            "papers": row.papers,
            "primary": row.primary,
        }
        for row in contents.statements
    ]


#: file ending -> writer
WRITERS: Final[dict[str, Callable[[ox.Store], bytes]]] = {
    ".html": _html,
    ".ttl": _rdf(ox.RdfFormat.TURTLE),
    ".nt": _rdf(ox.RdfFormat.N_TRIPLES),
    ".nq": _quads(ox.RdfFormat.N_QUADS),
    ".trig": _quads(ox.RdfFormat.TRIG),
    ".rdf": _rdf(ox.RdfFormat.RDF_XML),
    ".jsonld": _rdf(ox.RdfFormat.JSON_LD),
    ".jsonl": _jsonl,
    ".graphml": to_graphml,
    ".gexf": to_gexf,
    ".cyjs": to_cytoscape,
    ".kgx.json": to_kgx,
    ".neo4j.zip": to_neo4j,
    ".sssom.tsv": to_sssom,
    ".nanopub.trig": to_nanopublications,
}


def export(store: ox.Store, path: Path) -> None:
    """Write a graph to a file, in the format of its ending; the file appears whole or not at all.

    Raises:
        GraphError: if no writer has that ending, or the file cannot be written.
    """
    fitting = [ending for ending in WRITERS if path.name.lower().endswith(ending)]
    writer = WRITERS.get(max(fitting, key=len, default=""))
    if writer is None:
        raise GraphError(
            f"{path}: no writer for {path.suffix or 'a name without ending'}; expected {', '.join(WRITERS)}; change the ending"
        )
    write_aside(path, writer(store))
