"""Room 7: a graph to files. ``WRITERS`` is the one table of endings; the library, the command line and the tests read it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.exports.columns import to_parquet, to_parquet_tables
from kg.exports.files import write_aside
from kg.exports.interchange import to_cx2, to_cytoscape, to_gexf, to_graphml, to_nanopublications, to_neo4j, to_sssom
from kg.exports.kgx import to_kgx, to_kgx_lines, to_kgx_tables
from kg.exports.molecular import to_bel, to_indra
from kg.exports.page import render_page
from kg.graph import Contents, read_contents, serialize, sorted_quads, sorted_triples
from kg.namespaces import curie

__all__ = ["WRITERS", "export", "render_page", "to_bytes", "write_aside"]


Writer = Callable[[ox.Store, IO[bytes]], None]


def _read(store: ox.Store) -> Iterator[ox.Triple]:
    """Yield what was read; what was inferred stands in a graph of its own, which only _quads writes."""
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        yield quad.triple


def _rdf(syntax: ox.RdfFormat) -> Writer:
    return lambda store, output: serialize(sorted_triples(_read(store)), syntax, output)


def _quads(syntax: ox.RdfFormat) -> Writer:
    return lambda store, output: serialize(sorted_quads(store), syntax, output)


def _whole(make: Callable[[ox.Store], bytes]) -> Writer:
    """Return a writer of a file that is made in memory."""

    def write(store: ox.Store, output: IO[bytes]) -> None:
        output.write(make(store))

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
WRITERS: Final[dict[str, Writer]] = {
    ".html": _whole(_html),
    ".ttl": _rdf(ox.RdfFormat.TURTLE),
    ".nt": _rdf(ox.RdfFormat.N_TRIPLES),
    ".nq": _quads(ox.RdfFormat.N_QUADS),
    ".trig": _quads(ox.RdfFormat.TRIG),
    ".rdf": _rdf(ox.RdfFormat.RDF_XML),
    ".jsonld": _rdf(ox.RdfFormat.JSON_LD),
    ".jsonl": _whole(_jsonl),
    ".graphml": _whole(to_graphml),
    ".gexf": _whole(to_gexf),
    ".cyjs": _whole(to_cytoscape),
    ".cx2": _whole(to_cx2),
    ".kgx.json": _whole(to_kgx),
    ".kgx.jsonl.zip": _whole(to_kgx_lines),
    ".kgx.tsv.zip": _whole(to_kgx_tables),
    ".neo4j.zip": _whole(to_neo4j),
    ".sssom.tsv": _whole(to_sssom),
    ".nanopub.trig": _whole(to_nanopublications),
    ".indra.json": _whole(to_indra),
    ".bel": _whole(to_bel),
    ".parquet": _whole(to_parquet),
    ".parquet.zip": _whole(to_parquet_tables),
}


def to_bytes(ending: str, store: ox.Store) -> bytes:
    """Return a graph as the bytes of a file with an ending of ``WRITERS``."""
    output = io.BytesIO()
    WRITERS[ending](store, output)
    return output.getvalue()


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
    write_aside(path, lambda output: writer(store, output))
