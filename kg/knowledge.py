"""A graph in memory, and all that one asks of it: tables, questions, paths, parts, pictures, files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pandas as pd
import pyoxigraph as ox

from kg.chains import coverage_of
from kg.differences import compare
from kg.exports import WRITERS, export, write_aside
from kg.exports.files import begun, safe_csv
from kg.exports.notebook import Frame
from kg.exports.page import render_page
from kg.graph import Contents, check_graph, read_contents, write_sorted, write_store
from kg.lookup import Index
from kg.merging import merged
from kg.naming import Names, read_names
from kg.query import ask, resolve_query, with_parameters
from kg.reasoning import inferred_triples, reasoned
from kg.tables import (
    contradictions_table,
    coverage_table,
    entities_table,
    evidence_table,
    paths_table,
    references_table,
    statements_table,
    to_networkx,
)

__all__ = ["BuildReport", "KnowledgeGraph"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and what it left out, with the reason of each."""

    read: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


@dataclass
class KnowledgeGraph:
    """A graph: tables, queries, networkx and files are views of it.

    Attributes:
        store: the triples, in an Oxigraph store.
        report: what the build read, when the graph was built and not loaded.
        on_disk: whether the store lies in files, which only one process may have open.
    """

    store: ox.Store
    report: BuildReport = field(default_factory=BuildReport)
    on_disk: bool = False

    @cached_property
    def contents(self) -> Contents:
        """The rows of the graph."""
        return read_contents(self.store)

    @cached_property
    def index(self) -> Index:
        """The rows by what one asks for, names among them."""
        return Index(self.contents)

    @cached_property
    def names(self) -> Names:
        """The names of the things; of a large store nothing else is read for a question."""
        return read_names(self.store)

    @property
    def statements(self) -> pd.DataFrame:
        """One row per statement; see :func:`kg.tables.statements_table`."""
        return statements_table(self.contents)

    @property
    def evidence(self) -> pd.DataFrame:
        """One row per piece of evidence; see :func:`kg.tables.evidence_table`."""
        return evidence_table(self.contents)

    @property
    def entities(self) -> pd.DataFrame:
        """One row per node; see :func:`kg.tables.entities_table`."""
        return entities_table(self.contents)

    @property
    def references(self) -> pd.DataFrame:
        """One row per cited paper; see :func:`kg.tables.references_table`."""
        return references_table(self.contents)

    def query(self, query: str) -> pd.DataFrame:
        """Return the answer to SPARQL, a ``.rq`` file or a shipped question; see :func:`kg.query.ask`."""
        return ask(self.store, resolve_query(query))

    def ask(self, question: str, **parameters: object) -> pd.DataFrame:
        """Return the answer to a shipped question, a ``.rq`` file or SPARQL, with values for its parameters.

        Things are named in either language, by synonym, CURIE or IRI: ``graph.ask("raises", target="I型胶原")``.

        Raises:
            QueryError: if there is no such question or parameter, or the query cannot be run.
            UnknownNameError: if nothing has a name that was given; the message suggests the nearest.
        """
        text = with_parameters(resolve_query(question), parameters, self.names.resolve)
        return ask(self.store, text)

    def reasoned(self, regime: str = "rdfs") -> KnowledgeGraph:
        """Return the graph with what follows from it, which queries then see; tables, pages and Turtle stay what was read.

        What follows stands in a named graph of its own; save it as ``.trig`` or ``.nq`` to keep both.

        Args:
            regime: "rdfs" or "owlrl"; see :func:`kg.reasoning.reasoned`.

        Raises:
            GraphError: if there is no such regime.
        """
        return KnowledgeGraph(reasoned(self.store, regime), self.report)

    def subgraph(self, name: str, hops: int = 1, most: int = 500) -> nx.MultiDiGraph[str]:
        """Return what lies within some steps of a thing, the strongest statements first, as a networkx graph.

        Args:
            name: of the thing, in either language, or a CURIE or IRI.
            hops: how many steps.
            most: statements at most.

        Raises:
            UnknownNameError: if nothing has that name.
        """
        return to_networkx(self.index.near(self.index.resolve(name).id, hops, most))

    def paths(self, start: str, end: str, *, longest: int = 4, most: int = 20) -> pd.DataFrame:
        """Return the shortest ways between two things, one row a step: path, step, subject, predicate, object, result, belief.

        Raises:
            UnknownNameError: if nothing has one of the names.
        """
        one, other = self.index.resolve(start), self.index.resolve(end)
        return paths_table(self.contents, self.index.paths(one.id, other.id, longest, most))

    def contradictions(self) -> pd.DataFrame:
        """Return the opposite pairs: both statements, the verdict, what differs, and the papers behind each."""
        return contradictions_table(self.contents)

    def coverage(self, most: int = 8) -> pd.DataFrame:
        """Return how many statements there are by source, outcome and model; a combination that is missing may be a gap."""
        return coverage_table(self.contents, coverage_of(self.contents, most))

    def __add__(self, other: KnowledgeGraph) -> KnowledgeGraph:
        """Return both graphs as one; statements of both are counted anew from all their evidence."""
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        report = BuildReport(
            tuple(sorted({*self.report.read, *other.report.read})), (*self.report.skipped, *other.report.skipped)
        )
        return KnowledgeGraph(merged([(self.store, self.contents), (other.store, other.contents)]), report)

    def __sub__(self, other: KnowledgeGraph) -> pd.DataFrame:
        """Return what this graph has that the other has not: new statements, and those with other evidence."""
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        changes = [change for change in compare(other.contents, self.contents) if change.kind != "went"]
        return pd.DataFrame(
            [(change.kind, change.text, change.gained, change.lost) for change in changes],
            columns=["change", "statement", "gained", "lost"],
        )

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph for networkx; see :func:`kg.tables.to_networkx`."""
        return to_networkx(self.contents)

    def show(self, *, height: int = 640, language: str = "en") -> Frame:
        """Return the page of the graph for a notebook, which shows it inline.

        Args:
            height: of the frame, in pixels.
            language: "en" or "zh", of labels and interface.
        """
        return Frame(render_page(self.contents, language=language), height)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def check(self) -> tuple[list[str], list[str]]:
        """Return findings and notes; see :func:`kg.graph.check_graph`."""
        return check_graph(self.store)

    def save(self, path: str | Path) -> None:
        """Write the graph to a file, in the format of its ending.

        Raises:
            GraphError: if no writer has that ending, or the file cannot be written.
        """
        export(self.store, Path(path))

    def write_store(self, folder: str | Path) -> None:
        """Write the graph to a folder as a store that ``kg.load`` opens at once, whatever its size.

        Raises:
            GraphError: if the folder holds something else, or cannot be written to.
        """
        with TemporaryDirectory(prefix="kg-graph-") as aside:
            triples = Path(aside) / "graph.nt"
            export(self.store, triples)
            write_store(Path(folder), triples)

    def write(self, folder: str | Path, reason: str | None = None, jobs: int = 1) -> list[Path]:
        """Write graph.ttl, graph.html, statements.csv, evidence.csv and build.json to a folder, and return their paths.

        Args:
            folder: made where it is missing.
            reason: "rdfs" or "owlrl" writes what follows from the graph as well, to inferred.ttl.
            jobs: more than one, and Turtle is written by a process of its own.
        """
        folder = Path(folder)
        turtle = folder / "graph.ttl"

        def write_turtle() -> None:
            write_aside(turtle, lambda output: WRITERS[".ttl"](self.store, output))

        written = begun(write_turtle) if jobs != 1 and not self.on_disk else write_turtle
        summary = {
            "documents": list(self.report.read),
            "skipped": [{"file": name, "reason": why} for name, why in self.report.skipped],
            "statements": len(self.contents.statements),
            "evidence": len(self.contents.evidence),
            "entities": len(self.contents.entities),
            "references": len(self.contents.references),
        }
        files = {
            "graph.html": render_page(self.contents).encode("utf-8", "replace"),
            "statements.csv": safe_csv(self.statements),
            "evidence.csv": safe_csv(self.evidence),
            "build.json": (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode(),
        }
        if reason:
            files["inferred.ttl"] = write_sorted(inferred_triples(self.reasoned(reason).store), ox.RdfFormat.TURTLE)
        for name, data in files.items():
            write_aside(folder / name, data)
        written()
        return [turtle, *(folder / name for name in files)]
