"""The graph for KGX (https://github.com/biolink/kgx), in the terms of the Biolink model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.exports.files import zipped
from kg.graph import Contents, EvidenceRow, read_contents
from kg.namespaces import ACT, curie
from kg.resources import VERSION, data_folder, load_toml

__all__ = ["to_kgx", "to_kgx_lines", "to_kgx_tables"]

_SOURCE, _STUDIES = "infores:reviewkg", "has_supporting_studies"


@lru_cache(maxsize=1)
def _biolink() -> dict[str, Any]:
    return load_toml(data_folder("exports", "biolink.toml"), "kg/data/exports/biolink.toml")


def _publications(evidence: Sequence[EvidenceRow], contents: Contents) -> list[str]:
    """Return the cited papers by PMID, DOI or IRI."""
    papers = (contents.references[iri] for item in evidence for iri in item.references if iri in contents.references)
    return sorted({f"PMID:{p.pmid}" if p.pmid else f"doi:{p.doi}" if p.doi else curie(p.id) for p in papers})


def _nodes(contents: Contents) -> list[dict[str, Any]]:
    names = _biolink()
    return [
        {
            "id": curie(row.id),
            "category": [f"biolink:{names['categories'].get(row.type, 'NamedThing')}"],
            "name": row.label,
            "synonym": sorted({*row.synonyms, *([row.label_zh] if row.label_zh else [])}),
            "xref": [curie(iri) for iri in row.matches],
            "provided_by": [_SOURCE],
        }
        for row in contents.entities.values()
    ]


def _edges(contents: Contents) -> Iterator[dict[str, Any]]:
    """Yield the edges: each says that a text-mining agent found it and how many sentences do; what was denied is ``negated``."""
    names, run = _biolink(), curie(f"{ACT}extraction-{VERSION}")
    for row, evidence in contents.with_evidence():
        results = [
            {
                "id": curie(item.id),
                "category": ["biolink:TextMiningStudyResult"],
                "supporting_text": [item.sentence],
                "xref": [curie(item.document), *map(curie, item.references)],
                "extraction_confidence_score": item.confidence,
                "subject_location_in_text": [item.offsets["subjectStart"], item.offsets["subjectEnd"]],
                "object_location_in_text": [item.offsets["objectStart"], item.offsets["objectEnd"]],
            }
            for item in evidence
        ]
        yield {
            "id": curie(row.id),
            "category": ["biolink:Association"],
            "subject": curie(row.subject),
            "predicate": f"biolink:{names['predicates'][row.predicate]}",
            "object": curie(row.object),
            "negated": row.negated,
            "knowledge_level": "not_provided",
            "agent_type": "text_mining_agent",
            "primary_knowledge_source": _SOURCE,
            "evidence_count": row.mentions,
            "publications": _publications(evidence, contents),
            "supporting_text": [item.sentence for item in evidence],
            _STUDIES: {run: {"id": run, "category": ["biolink:Study"], "has_study_results": results}},
        }


def to_kgx(store: ox.Store) -> bytes:
    """Return the graph as KGX JSON."""
    contents = read_contents(store)
    data = {"nodes": _nodes(contents), "edges": list(_edges(contents))}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def to_kgx_lines(store: ox.Store) -> bytes:
    """Return an archive with the graph as KGX JSON Lines: nodes and edges in a file each."""
    contents = read_contents(store)
    parts = {"nodes": _nodes(contents), "edges": list(_edges(contents))}
    return zipped(
        {
            f"reviewkg_{name}.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(
                "utf-8", "replace"
            )
            for name, rows in parts.items()
        }
    )


def to_kgx_tables(store: ox.Store) -> bytes:
    """Return an archive with the graph as KGX tables: nodes and edges in a file each, several values between bars.

    A table has no place for the text-mining results; their sentences stand in ``supporting_text``.
    """
    contents = read_contents(store)
    edges = [{name: value for name, value in edge.items() if name != _STUDIES} for edge in _edges(contents)]
    parts = {"nodes": _nodes(contents), "edges": edges}
    return zipped({f"reviewkg_{name}.tsv": _tab_separated(rows) for name, rows in parts.items()})


def _tab_separated(rows: Sequence[dict[str, Any]]) -> bytes:
    head = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["\t".join(head)]
    lines += ["\t".join(_cell(row.get(name, "")) for name in head) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _cell(value: Any) -> str:
    """Return a value as a cell; a bar within a text would be two texts, and a tab two cells."""
    if isinstance(value, list):
        return "|".join(_cell(item).replace("|", "/") for item in value)
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
