"""The molecular part of a graph, for those who model pathways: statements of INDRA, and BEL.

Both speak of molecules and what they do to each other and to processes, so what is said of cells, tissues and vesicles is left out. What
was denied, or saw no change, is a statement of INDRA with ``negated`` in its epistemics; BEL cannot say it, and it is left out there.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.graph import Contents, EntityRow, EvidenceRow, StatementRow, read_contents
from kg.namespaces import curie
from kg.resources import VERSION, data_folder, load_toml

__all__ = ["to_bel", "to_indra"]


@lru_cache(maxsize=1)
def _said() -> dict[str, Any]:
    return load_toml(data_folder("exports", "molecular.toml"), "kg/data/exports/molecular.toml")


def _molecular(contents: Contents) -> Iterator[tuple[StatementRow, EntityRow, EntityRow, list[EvidenceRow]]]:
    """Yield each statement of the molecular part with its ends and evidence."""
    said = _said()
    for row, evidence in contents.with_evidence():
        one, other = contents.entities[row.subject], contents.entities[row.object]
        known = one.type in said["functions"] and other.type in said["functions"]
        if known and row.predicate in said["predicates"] and {one.type, other.type} & {*said["molecules"]}:
            yield row, one, other, evidence


def _is_activity(target: EntityRow, item: EvidenceRow) -> bool:
    """Return whether a sentence speaks of what its object does: of molecules the trigger tells, processes always do."""
    said, trigger = _said(), item.trigger_text.lower()
    return target.type not in said["molecules"] or any(word in trigger for word in said["activity"]["triggers"])


def _pmid(item: EvidenceRow, contents: Contents) -> str:
    papers = (contents.references[iri] for iri in item.references if iri in contents.references)
    document = contents.documents.get(item.document)
    return next((paper.pmid for paper in papers if paper.pmid), document.pmid if document else "")


def _agent(entity: EntityRow, text: str) -> dict[str, Any]:
    spaces = _said()["spaces"]
    refs = {"TEXT": text}
    for iri in (entity.id, *entity.matches):
        prefix, _, local = curie(iri).partition(":")
        if prefix in spaces:
            refs.setdefault(spaces[prefix]["name"], f"{prefix}:{local}" if spaces[prefix].get("whole") else local)
    return {"name": entity.label, "db_refs": refs}


def _indra_evidence(item: EvidenceRow, row: StatementRow, contents: Contents) -> dict[str, Any]:
    offsets = item.offsets
    epistemics: dict[str, Any] = {}
    if row.negated:
        epistemics["negated"] = True
    if item.certainty != "asserted":
        epistemics["hypothesis"] = True
    found: dict[str, Any] = {
        "source_api": "reviewkg",
        "source_id": curie(item.id),
        "text": item.sentence,
        "annotations": {
            "document": curie(item.document),
            "section": item.section,
            "result": row.result,
            "confidence": item.confidence,
            "agents": {
                "coords": [
                    [offsets[f"{end}Start"] - offsets["sentenceStart"], offsets[f"{end}End"] - offsets["sentenceStart"]]
                    for end in ("subject", "object")
                ]
            },
        },
        "epistemics": epistemics,
    }
    pmid = _pmid(item, contents)
    return found | ({"pmid": pmid} if pmid else {})


def _indra(contents: Contents) -> Iterator[dict[str, Any]]:
    for row, one, other, evidence in _molecular(contents):
        kinds = _said()["predicates"][row.predicate]
        for activity, name in ((False, "amount"), (True, "activity")):
            items = [item for item in evidence if _is_activity(other, item) is activity]
            if not items or name not in kinds:
                continue
            kind = kinds[name]
            ends = [_agent(one, items[0].subject_text), _agent(other, items[0].object_text)]
            roles: dict[str, Any] = {"subj": ends[0], "obj": ends[1]}
            if kind == "Complex":
                roles = {"members": ends}
            elif activity:
                roles["obj_activity"] = "activity"
            yield {
                "type": kind,
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{row.id}#{kind}")),
                "belief": row.belief,
                **roles,
                "evidence": [_indra_evidence(item, row, contents) for item in items],
            }


def to_indra(store: ox.Store) -> bytes:
    """Return the molecular part as statements of INDRA in JSON (doi:10.15252/msb.20177651), for its assembler."""
    found = list(_indra(read_contents(store)))
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _quoted(text: str) -> str:
    clean = " ".join(text.split()).replace("\\", "/").replace('"', "'")
    return f'"{clean}"'


def _term(entity: EntityRow, functions: dict[str, str]) -> str:
    function = functions[entity.type]
    if entity.type == "RNA" and "mir" in entity.label.lower():
        function = "m"
    known = [curie(iri).partition(":") for iri in entity.matches]
    space, _, local = next((found for found in known if found[0] in _said()["spaces"]), ("RKG", "", ""))
    return (
        f"{function}({space}:{_quoted(local)} ! {_quoted(entity.label)})"
        if local
        else f"{function}(RKG:{_quoted(entity.label)})"
    )


def _citation(item: EvidenceRow, contents: Contents) -> str:
    """Return what is cited for a sentence: the paper by PMID or DOI where it has one, else the document."""
    for iri in item.references:
        paper = contents.references.get(iri)
        if paper is not None and (paper.pmid or paper.doi):
            kind, name = ("PubMed", paper.pmid) if paper.pmid else ("DOI", paper.doi)
            return f"{{{_quoted(kind)}, {_quoted(paper.title or paper.text)}, {_quoted(name)}}}"
    document = contents.documents.get(item.document)
    title = document.title if document else item.document
    return f'{{"Other", {_quoted(title)}, {_quoted(curie(item.document))}}}'


def _bel_lines(contents: Contents) -> Iterator[str]:
    said = _said()
    yield f'SET DOCUMENT Name = "reviewkg"\nSET DOCUMENT Version = "{VERSION}"\nSET DOCUMENT Description = "Statements of review articles"'
    yield 'SET DOCUMENT Authors = "reviewkg"\nSET DOCUMENT ContactInfo = "https://w3id.org/reviewkg"'
    for space in (*said["spaces"], "RKG"):
        yield f'DEFINE NAMESPACE {space} AS PATTERN ".*"'
    yield 'DEFINE ANNOTATION Certainty AS LIST {"asserted", "hedged", "hypothesised"}'
    yield 'DEFINE ANNOTATION Statement AS PATTERN ".*"'
    for row, one, other, evidence in _molecular(contents):
        if row.negated:
            continue
        for item in evidence:
            subject, target = _term(one, said["functions"]), _term(other, said["functions"])
            acts = other.type in said["molecules"] and _is_activity(other, item)
            relation = said["predicates"][row.predicate]["bel"]
            target = f"act({target})" if acts and relation != "association" and other.type == "GeneProduct" else target
            yield ""
            yield f"SET Citation = {_citation(item, contents)}"
            yield f"SET SupportingText = {_quoted(item.sentence)}"
            yield f"SET Certainty = {_quoted(item.certainty)}\nSET Statement = {_quoted(curie(row.id))}"
            yield f"{subject} {relation} {target}"


def to_bel(store: ox.Store) -> bytes:
    """Return the molecular part as a BEL script (https://language.bel.bio), for PyBEL and OpenBEL."""
    return ("\n".join(_bel_lines(read_contents(store))) + "\n").encode("utf-8", "replace")
