"""A graph as pandas tables and as a networkx graph."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import pandas as pd

from kg.chains import Coverage
from kg.graph import Contents, StatementRow
from kg.model import FIELDS
from kg.namespaces import curie

__all__ = [
    "contradictions_table",
    "coverage_table",
    "entities_table",
    "evidence_table",
    "paths_table",
    "references_table",
    "statements_table",
    "to_networkx",
]

_CATEGORIES = ("predicate", "subject_type", "object_type", "result", "certainty", "language", "rule", "type")


def _frame(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    for name in _CATEGORIES:
        if name in frame.columns:
            frame[name] = frame[name].astype("category")
    return frame


def statements_table(contents: Contents) -> pd.DataFrame:
    """Return one row per statement, strongest first.

    Columns: statement, subject, subject_zh, subject_type, predicate, object, object_zh, object_type (names in English,
    and in Chinese where known), negated, result (positive, denied, no_change), certainty, asserted, hedged, hypothesised
    (how many sentences), mentions, documents, papers (distinct cited papers), primary (those that are no reviews),
    belief (0..1), languages, uncited (whether any sentence states it without a citation), subject_id, object_id (CURIEs).
    """
    languages: dict[str, set[str]] = {}
    uncited: dict[str, bool] = {}
    for item in contents.evidence:
        languages.setdefault(item.statement, set()).add(item.language)
        uncited[item.statement] = uncited.get(item.statement, False) or not item.citations
    rows: list[dict[str, object]] = []
    for statement in contents.statements:
        one, other = contents.entities[statement.subject], contents.entities[statement.object]
        rows.append(
            {
                "statement": curie(statement.id),
                "subject": one.label,
                "subject_zh": one.label_zh,
                "subject_type": one.type,
                "predicate": statement.predicate,
                "object": other.label,
                "object_zh": other.label_zh,
                "object_type": other.type,
                "negated": statement.negated,
                "result": statement.result,
                "certainty": statement.certainty,
                "asserted": statement.asserted,
                "hedged": statement.hedged,
                "hypothesised": statement.hypothesised,
                "mentions": statement.mentions,
                "documents": statement.documents,
                "papers": statement.papers,
                "primary": statement.primary,
                "belief": statement.belief,
                "languages": "+".join(sorted(languages.get(statement.id, ()))),
                "uncited": uncited.get(statement.id, False),
                "subject_id": curie(one.id),
                "object_id": curie(other.id),
            }
        )
    rows.sort(
        key=lambda row: (
            -int(str(row["papers"])),
            -int(str(row["mentions"])),
            str(row["subject"]),
            str(row["predicate"]),
            str(row["object"]),
            str(row["statement"]),
        )
    )
    return _frame(
        rows,
        [
            "statement",
            "subject",
            "subject_zh",
            "subject_type",
            "predicate",
            "object",
            "object_zh",
            "object_type",
            "negated",
            "result",
            "certainty",
            "asserted",
            "hedged",
            "hypothesised",
            "mentions",
            "documents",
            "papers",
            "primary",
            "belief",
            "languages",
            "uncited",
            "subject_id",
            "object_id",
        ],
    )


def evidence_table(contents: Contents) -> pd.DataFrame:
    """Return one row per piece of evidence, in the order of documents and sentences.

    Columns: evidence, statement, subject, predicate, object, negated, hedged, no_change, certainty, sentence, language, section,
    document, subject_text, trigger_text, object_text, citations (numbers), unresolved, papers (as the document lists
    them), rule, confidence (0..1), the fields of the context (``kg.model.FIELDS``), and the offsets sentence_start ... trigger_end in code points.
    """
    statements = {row.id: row for row in contents.statements}
    rows: list[dict[str, object]] = []
    for item in contents.evidence:
        statement = statements[item.statement]
        offsets = {
            name.replace("Start", "_start").replace("End", "_end"): value for name, value in item.offsets.items()
        }
        document = contents.documents.get(item.document)
        rows.append(
            {
                "evidence": curie(item.id),
                "statement": curie(item.statement),
                "subject": contents.entities[statement.subject].label,
                "predicate": statement.predicate,
                "object": contents.entities[statement.object].label,
                "negated": statement.negated,
                "hedged": item.hedged,
                "no_change": item.no_change,
                "certainty": item.certainty,
                "sentence": item.sentence,
                "language": item.language,
                "section": item.section,
                "document": document.path if document else "",
                "subject_text": item.subject_text,
                "trigger_text": item.trigger_text,
                "object_text": item.object_text,
                "citations": ";".join(item.citations),
                "unresolved": ";".join(item.unresolved),
                "papers": " | ".join(
                    contents.references[iri].text for iri in item.references if iri in contents.references
                ),
                "rule": item.rule,
                "confidence": item.confidence,
                **{name: "; ".join(item.values(name)) for name in FIELDS},
                **offsets,
            }
        )
    rows.sort(
        key=lambda row: (
            str(row["document"]),
            int(str(row["sentence_start"])),
            int(str(row["trigger_start"])),
            str(row["evidence"]),
        )
    )
    columns = [
        "evidence",
        "statement",
        "subject",
        "predicate",
        "object",
        "negated",
        "hedged",
        "no_change",
        "certainty",
        "sentence",
        "language",
        "section",
        "document",
        "subject_text",
        "trigger_text",
        "object_text",
        "citations",
        "unresolved",
        "papers",
        "rule",
        "confidence",
        *FIELDS,
        "sentence_start",
        "sentence_end",
        "subject_start",
        "subject_end",
        "object_start",
        "object_end",
        "trigger_start",
        "trigger_end",
    ]
    return _frame(rows, columns)


def entities_table(contents: Contents) -> pd.DataFrame:
    """Return one row per node: entity (CURIE), label, label_zh, type, synonyms, matches, documents (how many name it), provisional."""
    rows: list[dict[str, object]] = [
        {
            "entity": curie(row.id),
            "label": row.label,
            "label_zh": row.label_zh,
            "type": row.type,
            "synonyms": "; ".join(row.synonyms),
            "matches": " ".join(curie(iri) for iri in row.matches),
            "documents": len(row.documents),
            "provisional": row.provisional,
        }
        for row in contents.entities.values()
    ]
    return _frame(rows, ["entity", "label", "label_zh", "type", "synonyms", "matches", "documents", "provisional"])


def references_table(contents: Contents) -> pd.DataFrame:
    """Return one row per cited paper: reference (CURIE), authors, title, journal, year, doi, pmid, text, statements."""
    counts: dict[str, set[str]] = {}
    for item in contents.evidence:
        for iri in item.references:
            counts.setdefault(iri, set()).add(item.statement)
    rows: list[dict[str, object]] = [
        {
            "reference": curie(row.id),
            "authors": "; ".join(row.authors),
            "title": row.title,
            "journal": row.journal,
            "year": row.year,
            "doi": row.doi,
            "pmid": row.pmid,
            "text": row.text,
            "statements": len(counts.get(row.id, ())),
        }
        for row in contents.references.values()
    ]
    return _frame(rows, ["reference", "authors", "title", "journal", "year", "doi", "pmid", "text", "statements"])


def to_networkx(contents: Contents) -> nx.MultiDiGraph[str]:
    """Return the graph: nodes by CURIE with label, label_zh, type; edges keyed by statement with predicate and counts."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in contents.entities.values():
        graph.add_node(
            curie(row.id), label=row.label, label_zh=row.label_zh, type=row.type, provisional=row.provisional
        )
    for statement in contents.statements:
        graph.add_edge(
            curie(statement.subject),
            curie(statement.object),
            key=curie(statement.id),
            predicate=statement.predicate,
            negated=statement.negated,
            certainty=statement.certainty,
            mentions=statement.mentions,
            documents=statement.documents,
            papers=statement.papers,
            primary=statement.primary,
            belief=statement.belief,
            result=statement.result,
        )
    return graph


def paths_table(contents: Contents, paths: Iterable[tuple[StatementRow, ...]]) -> pd.DataFrame:
    """Return ways through a graph, one row a step: path and step (from 1), subject, predicate, object, result, belief, statement."""
    label = {iri: row.label for iri, row in contents.entities.items()}
    columns = ["path", "step", "subject", "predicate", "object", "result", "belief", "statement"]
    rows = [
        (n, k, label[row.subject], row.predicate, label[row.object], row.result, row.belief, curie(row.id))
        for n, trail in enumerate(paths, 1)
        for k, row in enumerate(trail, 1)
    ]
    return pd.DataFrame(rows, columns=columns)


def contradictions_table(contents: Contents) -> pd.DataFrame:
    """Return one row per opposite pair: one, other (in words), kind, verdict, differences, papers_one, papers_other."""
    by_id = {row.id: row for row in contents.statements}
    label = {iri: row.label for iri, row in contents.entities.items()}

    def words(row: StatementRow) -> str:
        how = {"positive": "", "denied": "not ", "no_change": "no change: "}[row.result]
        return f"{label[row.subject]} {how}{row.predicate} {label[row.object]}"

    rows = [
        (words(by_id[pair.one]), words(by_id[pair.other]), pair.kind, pair.verdict, "; ".join(pair.differences), by_id[pair.one].primary, by_id[pair.other].primary)
        for pair in contents.oppositions
        if pair.one in by_id and pair.other in by_id
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["one", "other", "kind", "verdict", "differences", "papers_one", "papers_other"])


def coverage_table(contents: Contents, coverage: Coverage) -> pd.DataFrame:
    """Return how many statements there are, one row per source, outcome and model ("" where none is stated)."""
    label = {iri: row.label for iri, row in contents.entities.items()}
    rows = [
        (label[source], label[outcome], model, len(found))
        for source in coverage.sources
        for outcome in coverage.outcomes
        for model, found in sorted(coverage.cells.get((source, outcome), {}).items())
    ]
    return pd.DataFrame(rows, columns=["source", "outcome", "model", "statements"])
