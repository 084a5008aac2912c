"""The small change of triples: names of our vocabulary, and literals of each type."""

from __future__ import annotations

import pyoxigraph as ox

from kg.namespaces import KG, PREFIXES

__all__ = ["TYPE", "decimal", "named", "number", "ours", "text", "truth"]

_XSD = PREFIXES["xsd"]
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def ours(name: str) -> ox.NamedNode:
    """Return a term of our own vocabulary."""
    return ox.NamedNode(KG + name)


def named(prefix: str, name: str) -> ox.NamedNode:
    """Return a term of a vocabulary we lean on."""
    return ox.NamedNode(PREFIXES[prefix] + name)


def text(value: str, language: str = "") -> ox.Literal:
    """Return a text; a lone surrogate of a broken file becomes a question mark."""
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return ox.Literal(clean, language=language) if language else ox.Literal(clean)


def number(value: int) -> ox.Literal:
    """Return an integer."""
    return ox.Literal(str(value), datatype=ox.NamedNode(_XSD + "integer"))


def decimal(value: float) -> ox.Literal:
    """Return a number between 0 and 1 with two places, the same in every run."""
    return ox.Literal(f"{value:.2f}", datatype=ox.NamedNode(_XSD + "decimal"))


def truth(value: bool) -> ox.Literal:
    """Return a truth value."""
    return ox.Literal("true" if value else "false", datatype=ox.NamedNode(_XSD + "boolean"))
