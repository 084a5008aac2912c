"""Room 5: relations to statements. Relations that say the same become one statement with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.belief import belief_of
from kg.model import Document, Entity, Evidence, Relation, Statement
from kg.namespaces import DOC, EVD, STM, mint

__all__ = ["assemble", "document_iri", "find_evidence"]


def document_iri(doc: Document) -> str:
    """Return the IRI of a document: its name for people, and a hash of its text for uniqueness."""
    readable = "".join(char if (char.isalnum() and char.isascii()) or char in "-_" else "-" for char in doc.id)[:60]
    return f"{DOC}{readable}-{mint('', doc.text)}"


def find_evidence(
    document: str, relations: Iterable[Relation], references: Mapping[tuple[str, str], str]
) -> Iterator[Evidence]:
    """Yield the evidence of a document, citations resolved in its own reference list.

    Args:
        document: IRI of the document that the relations were found in.
        relations: what ``kg.relations`` found in it.
        references: (IRI of the document, number) -> IRI of the cited paper, as ``kg.references.identify`` gave it.
    """
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
        cited = tuple(dict.fromkeys(references[document, n] for n in relation.citations if (document, n) in references))
        missing = tuple(n for n in relation.citations if (document, n) not in references)
        yield Evidence(name, relation, document, cited, missing)


def assemble(evidence: Iterable[Evidence], reviews: Collection[str] = ()) -> list[Statement]:
    """Return the statements that pieces of evidence make, by IRI; the order of the evidence does not matter.

    Args:
        evidence: from all documents.
        reviews: IRIs of the cited papers that are reviews themselves: they count as no primary paper.
    """
    grouped: dict[str, dict[str, Evidence]] = {}
    for item in evidence:
        relation = item.relation
        name = mint(STM, relation.subject.entity.id, relation.predicate, relation.object.entity.id, relation.result)
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
                first.relation.result,
                ordered,
                belief_of(ordered, reviews),
                tuple(sorted({iri for item in ordered for iri in item.references if iri not in reviews})),
            )
        )
    return statements


def _naming_order(relation: Relation) -> tuple[Entity, Entity]:
    return relation.subject.entity, relation.object.entity
