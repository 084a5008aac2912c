"""The JSON API: things, statements, evidence, search and ways; and the OpenAPI document that describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg.graph import EntityRow, EvidenceRow, StatementRow
from kg.lookup import Index
from kg.namespaces import curie, expand
from kg.resources import VERSION
from kg.serving.protocol import ProtocolError

__all__ = ["CALLS", "openapi"]

Parameters = Mapping[str, str]


def _number(given: Parameters, name: str, usual: int, most: int) -> int:
    text = given.get(name, str(usual))
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise ProtocolError(400, f"{name}={text}: expected a whole number from 0 to {most}; mend it")
    return int(text)


def _thing(index: Index, given: Parameters, name: str) -> EntityRow:
    wanted = given.get(name, "").strip()
    if not wanted:
        raise ProtocolError(400, f"parameter {name} is missing; expected a name, CURIE or IRI; add it")
    found = index.thing(wanted)
    if found is None:
        near = ", ".join(row.label for row in index.search(wanted, 5))
        raise ProtocolError(
            404,
            f"{wanted}: no thing of that name in this graph" + (f"; near it: {near}" if near else "; try /api/search"),
        )
    return found


def _entity(row: EntityRow) -> dict[str, Any]:
    return {
        "id": curie(row.id),
        "iri": row.id,
        "label": row.label,
        "labelZh": row.label_zh,
        "type": row.type,
        "synonyms": list(row.synonyms),
        "matches": [curie(iri) for iri in row.matches],
        "provisional": row.provisional,
    }


def _statement(index: Index, row: StatementRow) -> dict[str, Any]:
    entities = index.contents.entities
    return {
        "id": curie(row.id),
        "subject": curie(row.subject),
        "subjectLabel": entities[row.subject].label,
        "predicate": row.predicate,
        "object": curie(row.object),
        "objectLabel": entities[row.object].label,
        "result": row.result,
        "certainty": row.certainty,
        "belief": row.belief,
        "mentions": row.mentions,
        "documents": row.documents,
        "papers": row.papers,
        "primaryPapers": row.primary,
    }


def _evidence(index: Index, item: EvidenceRow) -> dict[str, Any]:
    document = index.contents.documents.get(item.document)
    return {
        "id": curie(item.id),
        "sentence": item.sentence,
        "language": item.language,
        "section": item.section,
        "document": document.title if document else curie(item.document),
        "year": document.year if document else "",
        "subjectText": item.subject_text,
        "objectText": item.object_text,
        "triggerText": item.trigger_text,
        "offsets": dict(item.offsets),
        "rule": item.rule,
        "confidence": item.confidence,
        "certainty": item.certainty,
        "context": [
            {"field": one.field, "value": one.value, "valueZh": one.value_zh, "text": one.text} for one in item.context
        ],
        "papers": [index.contents.references[iri].text for iri in item.references if iri in index.contents.references],
        "unresolved": list(item.unresolved),
    }


def search(index: Index, given: Parameters) -> Any:
    """Return the things that ``q`` names."""
    if not given.get("q", "").strip():
        raise ProtocolError(400, "parameter q is missing; expected a part of a name; add it")
    return [_entity(row) for row in index.search(given["q"], _number(given, "limit", 20, 1000))]


def entity(index: Index, given: Parameters) -> Any:
    """Return a thing and the statements on it."""
    row = _thing(index, given, "name")
    rows = index.around[row.id][: _number(given, "limit", 200, 10_000)]
    return {**_entity(row), "statements": [_statement(index, one) for one in rows]}


def statements(index: Index, given: Parameters) -> Any:
    """Return the statements that fit, strongest first."""
    subject = _thing(index, given, "subject").id if given.get("subject") else ""
    target = _thing(index, given, "object").id if given.get("object") else ""
    least, skip, most = (
        _number(given, "minPrimary", 0, 10_000),
        _number(given, "offset", 0, 10**9),
        _number(given, "limit", 100, 10_000),
    )
    predicate = given.get("predicate", "")
    fit = [
        row
        for row in index.ordered
        if (not subject or row.subject == subject)
        and (not target or row.object == target)
        and (not predicate or row.predicate == predicate)
        and row.primary >= least
    ]
    return {"total": len(fit), "statements": [_statement(index, row) for row in fit[skip : skip + most]]}


def statement(index: Index, given: Parameters) -> Any:
    """Return one statement with all its evidence."""
    row = index.statements.get(expand(given.get("id", "")))
    if row is None:
        raise ProtocolError(
            404, f"{given.get('id', '')}: no statement of that CURIE or IRI; take one from /api/statements"
        )
    return {**_statement(index, row), "evidence": [_evidence(index, item) for item in index.evidence.get(row.id, ())]}


def paths(index: Index, given: Parameters) -> Any:
    """Return the shortest ways from one thing to another."""
    start, end = _thing(index, given, "from"), _thing(index, given, "to")
    found = index.paths(start.id, end.id, _number(given, "longest", 4, 6), _number(given, "limit", 10, 100))
    return [[_statement(index, row) for row in trail] for trail in found]


_NAME = "a label or synonym in English or Chinese, a CURIE or an IRI"
#: path -> (what answers, what it is for, parameters: name -> (what it is, whether it is needed))
CALLS: Mapping[str, tuple[Callable[[Index, Parameters], Any], str, Mapping[str, tuple[str, bool]]]] = {
    "/api/search": (
        search,
        "Things by a part of a name, synonym or identifier",
        {"q": ("what to look for", True), "limit": ("at most so many", False)},
    ),
    "/api/entity": (
        entity,
        "A thing and the statements on it",
        {"name": (_NAME, True), "limit": ("at most so many statements", False)},
    ),
    "/api/statements": (
        statements,
        "Statements, those with the most independent evidence first",
        {
            "subject": (_NAME, False),
            "object": (_NAME, False),
            "predicate": ("a predicate such as increases", False),
            "minPrimary": ("at least so many primary papers", False),
            "limit": ("at most so many", False),
            "offset": ("leave out so many", False),
        },
    ),
    "/api/statement": (
        statement,
        "A statement with its sentences, contexts and papers",
        {"id": ("CURIE or IRI of a statement", True)},
    ),
    "/api/paths": (
        paths,
        "The shortest ways between two things",
        {
            "from": (_NAME, True),
            "to": (_NAME, True),
            "longest": ("steps at most", False),
            "limit": ("at most so many", False),
        },
    ),
}


def openapi() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Review knowledge graph", "version": VERSION},
        "paths": {
            path: {
                "get": {
                    "operationId": path.rpartition("/")[2],
                    "summary": summary,
                    "parameters": [
                        {
                            "name": name,
                            "in": "query",
                            "required": needed,
                            "description": what,
                            "schema": {"type": "integer", "minimum": 0}
                            if name in ("limit", "offset", "longest", "minPrimary")
                            else {"type": "string"},
                        }
                        for name, (what, needed) in parameters.items()
                    ],
                    "responses": {
                        "200": {"description": "the answer", "content": {"application/json": {"schema": {}}}},
                        "400": {
                            "description": "a parameter is missing or wrong",
                            "content": {"application/json": {"schema": {}}},
                        },
                        "404": {
                            "description": "nothing has that name",
                            "content": {"application/json": {"schema": {}}},
                        },
                    },
                }
            }
            for path, (_, summary, parameters) in CALLS.items()
        },
    }
