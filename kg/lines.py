"""A relation as one line, for other programs: JSON lines and tab-separated values."""

from __future__ import annotations

from kg.model import Document, Mention, Relation
from kg.namespaces import curie

__all__ = ["TABS", "relation_line", "tab_line"]

#: the columns of :func:`tab_line`
TABS = ("doc", "subject", "predicate", "object", "negated", "hedged", "citations", "rule", "confidence", "sentence")


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "id": curie(mention.entity.id),
        "label": mention.entity.label,
        "type": mention.entity.type,
    }


def relation_line(doc: Document, relation: Relation) -> dict[str, object]:
    """Return a relation as ``kg extract --format jsonl`` prints it; offsets are code points in the decoded text."""
    sentence = relation.sentence
    return {
        "doc": doc.id,
        "lang": sentence.language,
        "sentence": {"start": sentence.span.start, "end": sentence.span.end, "text": sentence.text},
        "subject": _mention(relation.subject),
        "predicate": relation.predicate,
        "object": _mention(relation.object),
        "trigger": {"start": relation.trigger.start, "end": relation.trigger.end, "text": relation.trigger_text},
        "negated": relation.negated,
        "hedged": relation.hedged,
        "no_change": relation.no_change,
        "certainty": relation.certainty,
        "context": [
            {"field": one.field, "value": one.value, "start": one.span.start, "end": one.span.end, "text": one.text}
            for one in relation.context
        ],
        "citations": list(relation.citations),
        "rule": relation.rule,
        "confidence": relation.confidence,
    }


def tab_line(doc: Document, relation: Relation) -> str:
    """Return a relation as tab-separated values, in the order of `TABS`; white space within a value is one space."""
    cells = [
        doc.id,
        relation.subject.text,
        relation.predicate,
        relation.object.text,
        str(relation.negated).lower(),
        str(relation.hedged).lower(),
        ",".join(relation.citations),
        relation.rule,
        f"{relation.confidence:.2f}",
        relation.sentence.text,
    ]
    return "\t".join(" ".join(cell.split()) for cell in cells)
