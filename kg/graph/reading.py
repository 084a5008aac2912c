"""A graph file back into rows: what tables, pages and other exports are made from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.namespaces import KG, PREFIXES

__all__ = [
    "Contents",
    "ContextRow",
    "EntityRow",
    "EvidenceRow",
    "OppositionRow",
    "ReferenceRow",
    "StatementRow",
    "read_contents",
]


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A node: names in both languages, class, other names, identifiers elsewhere."""

    id: str
    label: str
    label_zh: str
    type: str
    synonyms: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    broader: str = ""
    provisional: bool = False
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A cited paper or a document that was read; what is not known is empty."""

    id: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: str = ""
    doi: str = ""
    pmid: str = ""
    language: str = ""
    path: str = ""
    review: bool = False


@dataclass(frozen=True, slots=True, order=True)
class ContextRow:
    """A context of a piece of evidence. Offsets are code points into the document, half-open."""

    start: int
    end: int
    field: str
    value: str
    value_zh: str
    text: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OppositionRow:
    """Two statements that say opposite things; differences as "field: values of one | values of the other"."""

    id: str
    one: str
    other: str
    kind: str
    verdict: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence. Offsets are code points into the document, half-open."""

    id: str
    statement: str
    sentence: str
    language: str
    section: str
    document: str
    offsets: Mapping[str, int]
    subject_text: str
    object_text: str
    trigger_text: str
    rule: str
    confidence: float
    hedged: bool
    no_change: bool
    citations: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    certainty: str = "asserted"
    context: tuple[ContextRow, ...] = ()

    def values(self, name: str, language: str = "en") -> tuple[str, ...]:
        """Return what a field of the context says, in order of the text."""
        return tuple(
            row.value_zh if language == "zh" and row.value_zh else row.value
            for row in self.context
            if row.field == name
        )


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement, with its counts; ``papers`` are all that are cited, ``primary`` those that are no reviews."""

    id: str
    subject: str
    predicate: str
    object: str
    negated: bool
    certainty: str
    mentions: int
    documents: int
    papers: int
    primary: int = 0
    belief: float = 0.0
    result: str = "positive"
    asserted: int = 0
    hedged: int = 0
    hypothesised: int = 0
    uncited: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """All rows of a graph, each list by IRI."""

    entities: Mapping[str, EntityRow]
    statements: tuple[StatementRow, ...]
    evidence: tuple[EvidenceRow, ...]
    documents: Mapping[str, ReferenceRow]
    references: Mapping[str, ReferenceRow]
    oppositions: tuple[OppositionRow, ...] = ()

    def with_evidence(self) -> Iterator[tuple[StatementRow, list[EvidenceRow]]]:
        """Yield each statement with its evidence."""
        found: dict[str, list[EvidenceRow]] = {}
        for item in self.evidence:
            found.setdefault(item.statement, []).append(item)
        for row in self.statements:
            yield row, found.get(row.id, [])


@dataclass(slots=True)
class _Node:
    """The values of one subject: predicate IRI -> values; names -> (language, text)."""

    values: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def all(self, predicate: str) -> list[str]:
        return sorted(self.values.get(predicate, []))

    def one(self, predicate: str) -> str:
        return next(iter(self.all(predicate)), "")

    def kg(self, name: str) -> str:
        return self.one(KG + name)

    def number(self, name: str) -> int:
        return int(self.kg(name) or 0)

    def named(self, predicate: str, language: str) -> list[str]:
        return sorted(text for tag, text in self.names.get(predicate, []) if tag == language)


class _Reader:
    """The nodes of a store, one at a time; names that stand at many nodes are held once."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._type = ox.NamedNode(PREFIXES["rdf"] + "type")

    def node(self, iri: str) -> _Node:
        """Return the values of a subject; none where the store does not know it."""
        node = _Node()
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()):
            value = quad.object
            if isinstance(value, ox.NamedNode | ox.Literal):
                text = sys.intern(value.value)
                node.values.setdefault(quad.predicate.value, []).append(text)
                if isinstance(value, ox.Literal):
                    node.names.setdefault(quad.predicate.value, []).append((value.language or "", text))
        return node

    def of(self, kind: str) -> Iterator[tuple[str, _Node]]:
        """Yield the nodes of one of our classes, by IRI."""
        quads = self.store.quads_for_pattern(None, self._type, ox.NamedNode(KG + kind), ox.DefaultGraph())
        for iri in sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)):
            yield iri, self.node(iri)


def _entity(iri: str, node: _Node) -> EntityRow:
    skos = PREFIXES["skos"]
    types = [name.removeprefix(KG) for name in node.all(PREFIXES["rdf"] + "type") if name.startswith(KG)]
    labels = node.named(skos + "prefLabel", "en") or [iri]
    return EntityRow(
        iri,
        labels[0],
        next(iter(node.named(skos + "prefLabel", "zh")), ""),
        types[0] if types else "Other",
        tuple(node.all(skos + "altLabel")),
        tuple(node.all(skos + "exactMatch") + node.all(skos + "closeMatch")),
        node.one(skos + "broader"),
        node.kg("provisional") == "true",
        tuple(node.all(KG + "mentionedIn")),
    )


def _paper(iri: str, node: _Node) -> ReferenceRow:
    dct = PREFIXES["dcterms"]
    return ReferenceRow(
        iri,
        node.one(dct + "bibliographicCitation"),
        node.one(dct + "title"),
        tuple(node.all(dct + "creator")),
        node.kg("journal"),
        node.kg("year"),
        node.kg("doi"),
        node.kg("pmid"),
        node.one(dct + "language"),
        node.kg("path"),
        node.kg("isReview") == "true",
    )


def _context(node: _Node) -> ContextRow:
    values = node.named(KG + "contextValue", "")
    return ContextRow(
        node.number("contextStart"),
        node.number("contextEnd"),
        node.kg("contextField"),
        next(iter(values), ""),
        next(iter(node.named(KG + "contextValue", "zh")), ""),
        node.kg("contextText"),
        tuple(node.all(KG + "contextTerm")),
    )


def _evidence(iri: str, reader: _Reader, statement: str) -> EvidenceRow:
    node = reader.node(iri)
    offsets = {
        name: node.number(name)
        for part in ("sentence", "subject", "object", "trigger")
        for name in (part + "Start", part + "End")
    }
    return EvidenceRow(
        iri,
        statement,
        node.kg("sentence"),
        node.kg("sentenceLanguage"),
        node.kg("section"),
        node.one(PREFIXES["prov"] + "wasDerivedFrom"),
        offsets,
        node.kg("subjectText"),
        node.kg("objectText"),
        node.kg("triggerText"),
        node.kg("rule"),
        float(node.kg("confidence") or 1),
        node.kg("hedged") == "true",
        node.kg("noChange") == "true",
        tuple(sorted(node.all(KG + "citation"), key=lambda n: (len(n), n))),
        tuple(node.all(KG + "unresolvedCitation")),
        tuple(node.all(PREFIXES["cito"] + "citesAsEvidence")),
        node.kg("evidenceCertainty") or ("hedged" if node.kg("hedged") == "true" else "asserted"),
        tuple(sorted(_context(reader.node(name)) for name in node.all(KG + "hasContext"))),
    )


def _statement(iri: str, node: _Node) -> StatementRow:
    rdf = PREFIXES["rdf"]
    return StatementRow(
        iri,
        node.one(rdf + "subject"),
        node.one(rdf + "predicate").removeprefix(KG),
        node.one(rdf + "object"),
        node.kg("negated") == "true",
        node.kg("certainty"),
        node.number("evidenceCount"),
        node.number("documentCount"),
        node.number("paperCount"),
        node.number("primaryCount"),
        float(node.kg("belief") or 0),
        node.kg("result") or ("denied" if node.kg("negated") == "true" else "positive"),
        node.number("assertedCount"),
        node.number("hedgedCount"),
        node.number("hypothesisedCount"),
        node.kg("uncited") == "true",
    )


def _opposition(iri: str, node: _Node) -> OppositionRow:
    return OppositionRow(
        iri,
        node.kg("firstOpposed"),
        node.kg("secondOpposed"),
        node.kg("oppositionKind"),
        node.kg("verdict"),
        tuple(node.all(KG + "difference")),
    )


def read_contents(store: ox.Store) -> Contents:
    """Return the rows of a graph, sorted by IRI."""
    reader = _Reader(store)
    statements: list[StatementRow] = []
    evidence: list[EvidenceRow] = []
    for iri, node in reader.of("Statement"):
        statements.append(_statement(iri, node))
        evidence += [_evidence(item, reader, iri) for item in node.all(KG + "hasEvidence")]
    ends = sorted({end for row in statements for end in (row.subject, row.object)})
    return Contents(
        {iri: _entity(iri, node) for iri in ends if (node := reader.node(iri)).values},
        tuple(statements),
        tuple(evidence),
        {iri: _paper(iri, node) for iri, node in reader.of("Document")},
        {iri: _paper(iri, node) for iri, node in reader.of("Reference")},
        tuple(_opposition(iri, node) for iri, node in reader.of("Opposition")),
    )
