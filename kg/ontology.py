"""The ontology as the program needs it: classes and predicates with labels, and which ends a predicate takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import LexiconError
from kg.namespaces import KG
from kg.resources import ontology_folder

__all__ = ["Ontology", "Term", "load_ontology"]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"


@dataclass(frozen=True, slots=True)
class Term:
    """A class or predicate: its local name, names in both languages, and for a predicate the ends it takes."""

    name: str
    label: str
    label_zh: str
    inverse: str = ""
    inverse_zh: str = ""
    parent: str = ""
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Classes and predicates by local name, the evidence ladder (model system -> rung), and the triples of core.ttl."""

    classes: Mapping[str, Term]
    predicates: Mapping[str, Term]
    rungs: Mapping[str, int]
    triples: tuple[ox.Triple, ...]

    def allows(self, subject_type: str, predicate: str, object_type: str) -> bool:
        """Return whether a predicate may join things of two classes; no stated domain or range means any.

        >>> load_ontology().allows("Cell", "differentiates_into", "Chemical")
        False
        """
        term = self.predicates[predicate]
        return (not term.domain or subject_type in term.domain) and (not term.range or object_type in term.range)


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """Return the ontology that ships with kg; read once per process.

    Raises:
        LexiconError: if core.ttl is not Turtle, or a term of it lacks a label in a language.
    """
    source = ontology_folder("core.ttl").read_text(encoding="utf-8")
    try:
        triples = tuple(ox.parse(source.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise LexiconError(f"ontology/core.ttl: not valid Turtle: {error}; mend that line") from error
    values: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for quad in triples:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            values.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    terms = {iri.removeprefix(KG): _term(iri, found) for iri, found in values.items() if iri.startswith(KG)}
    children = {name for name, term in terms.items() if term.parent == "Entity"}
    predicates = {name: term for name, term in terms.items() if term.inverse}
    return Ontology(
        {name: terms[name] for name in sorted(children)},
        dict(sorted(predicates.items())),
        {
            iri.removeprefix(KG): int(found[KG + "rung"][0].value)
            for iri, found in values.items()
            if KG + "rung" in found
        },
        tuple(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in triples),
    )


def _term(iri: str, values: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> Term:
    def text(predicate: str, language: str) -> str:
        return next(
            (v.value for v in values.get(predicate, []) if isinstance(v, ox.Literal) and v.language == language), ""
        )

    def names(predicate: str) -> frozenset[str]:
        return frozenset(v.value.removeprefix(KG) for v in values.get(predicate, []))

    name = iri.removeprefix(KG)
    for language in ("en", "zh"):
        if not text(_RDFS + "label", language):
            raise LexiconError(f'ontology/core.ttl: kg:{name} has no {language} label; add rdfs:label "..."@{language}')
    parents = names(_RDFS + "subClassOf") | names(_RDFS + "subPropertyOf")
    return Term(
        name,
        text(_RDFS + "label", "en"),
        text(_RDFS + "label", "zh"),
        text(KG + "inverseLabel", "en"),
        text(KG + "inverseLabel", "zh"),
        next(iter(sorted(parents)), ""),
        names(_SCHEMA + "domainIncludes"),
        names(_SCHEMA + "rangeIncludes"),
    )
