"""The tables of a graph as Parquet (https://parquet.apache.org), which pandas, DuckDB and Spark read without parsing."""

from __future__ import annotations

import io

import pandas as pd
import pyoxigraph as ox

from kg.errors import GraphError
from kg.exports.files import zipped
from kg.graph import read_contents
from kg.tables import entities_table, evidence_table, references_table, statements_table

__all__ = ["to_parquet", "to_parquet_tables"]


def _written(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    try:
        frame.to_parquet(out, engine="pyarrow", index=False)
    except ImportError as error:
        raise GraphError(
            'Parquet is written by pyarrow, which is not installed; pip install "reviewkg[parquet]"'
        ) from error
    return out.getvalue()


def to_parquet(store: ox.Store) -> bytes:
    """Return the table of statements.

    Raises:
        GraphError: if pyarrow is not installed.
    """
    return _written(statements_table(read_contents(store)))


def to_parquet_tables(store: ox.Store) -> bytes:
    """Return an archive with the tables of statements, evidence, entities and references.

    Raises:
        GraphError: if pyarrow is not installed.
    """
    contents = read_contents(store)
    tables = {
        "statements": statements_table(contents),
        "evidence": evidence_table(contents),
        "entities": entities_table(contents),
        "references": references_table(contents),
    }
    return zipped({f"{name}.parquet": _written(frame) for name, frame in tables.items()})
