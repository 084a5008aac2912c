"""Statements, their evidence, its context, and statements that oppose each other, to triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.graph.nodes import TYPE, decimal, named, number, ours, text, truth
from kg.model import Context, Evidence, Opposition, Statement
from kg.namespaces import CTX, PREFIXES, mint
from kg.ontology import Ontology

__all__ = ["opposition_triples", "statement_triples"]

#: an author's statement with a cited source, and without one (Evidence and Conclusion Ontology)
_CITED, _UNCITED = ox.NamedNode(PREFIXES["ECO"] + "0000033"), ox.NamedNode(PREFIXES["ECO"] + "0000034")


def _context_triples(evidence: ox.NamedNode, item: Evidence, context: Context) -> Iterator[ox.Triple]:
    node = ox.NamedNode(mint(CTX, item.id, context.field, context.value))
    yield ox.Triple(evidence, ours("hasContext"), node)
    yield ox.Triple(node, TYPE, ours("Context"))
    yield ox.Triple(node, ours("contextField"), text(context.field))
    yield ox.Triple(node, ours("contextValue"), text(context.value))
    if context.value_zh:
        yield ox.Triple(node, ours("contextValue"), text(context.value_zh, "zh"))
    yield ox.Triple(node, ours("contextText"), text(context.text))
    yield ox.Triple(node, ours("contextStart"), number(context.span.start))
    yield ox.Triple(node, ours("contextEnd"), number(context.span.end))
    for term in context.terms:
        yield ox.Triple(node, ours("contextTerm"), ox.NamedNode(term))
    if context.field == "model":
        yield ox.Triple(evidence, ours("modelSystem"), ours(context.value))


def _evidence_triples(item: Evidence, activity: str) -> Iterator[ox.Triple]:
    node, relation = ox.NamedNode(item.id), item.relation
    yield ox.Triple(node, TYPE, ours("Evidence"))
    yield ox.Triple(node, TYPE, _CITED if item.references else _UNCITED)
    yield ox.Triple(node, named("prov", "wasDerivedFrom"), ox.NamedNode(item.document))
    yield ox.Triple(node, named("prov", "wasGeneratedBy"), ox.NamedNode(activity))
    texts = {
        "sentence": relation.sentence.text,
        "sentenceLanguage": relation.sentence.language,
        "section": relation.sentence.section,
        "subjectText": relation.subject.text,
        "objectText": relation.object.text,
        "triggerText": relation.trigger_text,
        "rule": relation.rule,
        "evidenceCertainty": relation.certainty,
    }
    for name, value in texts.items():
        if value:
            yield ox.Triple(node, ours(name), text(value))
    yield ox.Triple(node, ours("confidence"), decimal(relation.confidence))
    spans = {
        "sentence": relation.sentence.span,
        "subject": relation.subject.span,
        "object": relation.object.span,
        "trigger": relation.trigger,
    }
    for name, span in spans.items():
        yield ox.Triple(node, ours(name + "Start"), number(span.start))
        yield ox.Triple(node, ours(name + "End"), number(span.end))
    for name, flag in (("hedged", relation.hedged), ("noChange", relation.no_change)):
        yield ox.Triple(node, ours(name), truth(flag))
    for marker in relation.citations:
        yield ox.Triple(node, ours("citation"), text(marker))
    for marker in item.unresolved:
        yield ox.Triple(node, ours("unresolvedCitation"), text(marker))
    for iri in item.references:
        yield ox.Triple(node, named("cito", "citesAsEvidence"), ox.NamedNode(iri))
    for context in relation.context:
        yield from _context_triples(node, item, context)


def statement_triples(statement: Statement, activity: str, ontology: Ontology) -> Iterator[ox.Triple]:
    """Yield the triples of a statement and of all its evidence; the direct triple only when it is not denied.

    Args:
        statement: with its evidence.
        activity: IRI of the run that read it.
        ontology: its evidence ladder.
    """
    subject, target = ox.NamedNode(statement.subject.id), ox.NamedNode(statement.object.id)
    if not statement.negated:
        yield ox.Triple(subject, ours(statement.predicate), target)
    node = ox.NamedNode(statement.id)
    yield ox.Triple(node, TYPE, named("rdf", "Statement"))
    yield ox.Triple(node, TYPE, ours("Statement"))
    yield ox.Triple(node, named("rdf", "subject"), subject)
    yield ox.Triple(node, named("rdf", "predicate"), ours(statement.predicate))
    yield ox.Triple(node, named("rdf", "object"), target)
    yield ox.Triple(node, ours("negated"), truth(statement.negated))
    yield ox.Triple(node, ours("result"), text(statement.result))
    yield ox.Triple(node, ours("certainty"), text(statement.certainty))
    yield ox.Triple(node, ours("belief"), decimal(statement.belief))
    yield ox.Triple(node, ours("uncited"), truth(statement.uncited))
    yield ox.Triple(node, ours("reviewsOnly"), truth(not statement.primary))
    sure = Counter(item.relation.certainty for item in statement.evidence)
    counts = {
        "evidenceCount": len(statement.evidence),
        "documentCount": len({item.document for item in statement.evidence}),
        "paperCount": len(statement.papers),
        "primaryCount": len(statement.primary),
        "assertedCount": sure["asserted"],
        "hedgedCount": sure["hedged"],
        "hypothesisedCount": sure["hypothesised"],
    }
    # said again of the statement, where a question over a hundred thousand of them needs it
    languages = {item.relation.sentence.language for item in statement.evidence}
    yield ox.Triple(node, ours("languages"), text("+".join(sorted(languages))))
    models = [one.value for item in statement.evidence for one in item.relation.context if one.field == "model"]
    if rungs := [ontology.rungs[value] for value in models if value in ontology.rungs]:
        counts["highestRung"] = max(rungs)
    for name, count in counts.items():
        yield ox.Triple(node, ours(name), number(count))
    for iri in statement.primary:
        yield ox.Triple(node, named("prov", "hadPrimarySource"), ox.NamedNode(iri))
    for item in statement.evidence:
        yield ox.Triple(node, ours("hasEvidence"), ox.NamedNode(item.id))
        yield from _evidence_triples(item, activity)


def opposition_triples(opposition: Opposition, known: Collection[str]) -> Iterator[ox.Triple]:
    """Yield the triples of two opposite statements and what differs between their evidence.

    Args:
        opposition: the pair.
        known: IRIs of the statements of the graph.
    """
    if opposition.one not in known or opposition.other not in known:
        return
    node = ox.NamedNode(opposition.id)
    one, other = ox.NamedNode(opposition.one), ox.NamedNode(opposition.other)
    yield ox.Triple(node, TYPE, ours("Opposition"))
    yield ox.Triple(node, ours("opposes"), one)
    yield ox.Triple(node, ours("opposes"), other)
    yield ox.Triple(node, ours("firstOpposed"), one)
    yield ox.Triple(node, ours("secondOpposed"), other)
    yield ox.Triple(one, named("cito", "disagreesWith"), other)
    yield ox.Triple(other, named("cito", "disagreesWith"), one)
    yield ox.Triple(node, ours("oppositionKind"), text(opposition.kind))
    yield ox.Triple(node, ours("verdict"), text(opposition.verdict))
    for field, here, there in opposition.differences:
        yield ox.Triple(node, ours("differsIn"), text(field))
        yield ox.Triple(node, ours("difference"), text(f"{field}: {', '.join(here)} | {', '.join(there)}"))
