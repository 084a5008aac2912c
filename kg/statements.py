"""Room 5: relations to statements. Relations that say the same become one statement with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Document, Entity, Evidence, Relation, Statement
from kg.namespaces import DOC, EVD, REF, STM, mint

__all__ = ["assemble", "document_iri", "find_evidence", "reference_iris"]


def document_iri(doc: Document) -> str:
    """Return the IRI of a document: its name for people, and a hash of its text for uniqueness."""
    readable = "".join(char if (char.isalnum() and char.isascii()) or char in "-_" else "-" for char in doc.id)[:60]
    return f"{DOC}{readable}-{mint('', doc.text)}"


def reference_iris(doc: Document) -> dict[str, str]:
    """Return number -> IRI of the papers a document cites; one paper has one IRI across documents."""
    return {reference.number: mint(REF, reference.key) for reference in doc.references}


def find_evidence(doc: Document, relations: Iterable[Relation]) -> Iterator[Evidence]:
    """Yield the evidence of a document, citations resolved in its own reference list.

    Args:
        doc: the document that the relations were found in.
        relations: what ``kg.relations`` found in it.
    """
    document, references = document_iri(doc), reference_iris(doc)
    for relation in relations:
        spans = (relation.subject.span, relation.object.span, relation.trigger, relation.sentence.span)
        name = mint(
            EVD,
            document,
            relation.subject.entity.id,
            relation.predicate,
            relation.object.entity.id,
            relation.negated,
            *[number for span in spans for number in (span.start, span.end)],
        )
        cited = tuple(dict.fromkeys(references[number] for number in relation.citations if number in references))
        missing = tuple(number for number in relation.citations if number not in references)
        yield Evidence(name, relation, document, cited, missing)


def assemble(evidence: Iterable[Evidence]) -> list[Statement]:
    """Return the statements that pieces of evidence make, by IRI; the order of the evidence does not matter."""
    grouped: dict[str, dict[str, Evidence]] = {}
    for item in evidence:
        relation = item.relation
        name = mint(STM, relation.subject.entity.id, relation.predicate, relation.object.entity.id, relation.negated)
        grouped.setdefault(name, {})[item.id] = item
    statements = []
    for name, items in sorted(grouped.items()):
        ordered = tuple(items[key] for key in sorted(items))
        first = min(ordered, key=lambda item: _naming_order(item.relation))
        statements.append(
            Statement(
                name,
                first.relation.subject.entity,
                first.relation.predicate,
                first.relation.object.entity,
                first.relation.negated,
                ordered,
            )
        )
    return statements


def _naming_order(relation: Relation) -> tuple[Entity, Entity]:
    return relation.subject.entity, relation.object.entity
