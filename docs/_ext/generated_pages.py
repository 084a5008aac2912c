"""Writes the pages that are made from the program itself: the command line, the questions, the ontology."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from sphinx.application import Sphinx

from kg.cli import make_parser
from kg.namespaces import KG, PREFIXES, curie
from kg.ontology import Term, load_ontology
from kg.query import list_questions, parameters_of, resolve_query

_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]


def command_line_page() -> Iterator[str]:
    """Yield the lines of the page on the command line, from the parser."""
    yield "# Command line\n"
    yield "What each command prints as its help. Data goes to standard output, words to standard error.\n"
    parser = make_parser()
    (commands,) = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for name, made in commands.choices.items():
        made.formatter_class = lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=100)
        yield f"\n## kg {name}\n\n```text\n{made.format_help()}```\n"


def questions_page() -> Iterator[str]:
    """Yield the lines of the page on the shipped questions, from their files."""
    yield "# Shipped questions\n"
    yield "Ask one with `kg query GRAPH NAME`, or `graph.ask(name, parameter=value)`. Things go by any name, in either language.\n"
    for name, question in list_questions():
        english, _, chinese = question.partition(" / ")
        text = resolve_query(name)
        yield f"\n## {name}\n\n{english}\n\n{chinese}\n"
        for parameter, (kind, what, usual) in parameters_of(text).items():
            yield f"- `{parameter}` ({kind}): {what}; `{usual}` unless given"
        yield f"\n```sparql\n{text.partition(chr(10))[2].rstrip()}\n```\n"


class _Values:
    """The values of the terms of the ontology."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = {}
        for triple in load_ontology().triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                self.found.setdefault((triple.subject.value, triple.predicate.value), []).append(triple.object)

    def said(self, iri: str, predicate: str, language: str) -> str:
        """Return the text in a language."""
        values = self.found.get((iri, predicate), [])
        return next((v.value for v in values if isinstance(v, ox.Literal) and v.language == language), "")

    def aligned(self, iri: str) -> list[str]:
        """Return the terms elsewhere that mean the same or come close."""
        return [
            f"`{curie(value.value)}` ({match})"
            for match in ("exactMatch", "closeMatch")
            for value in self.found.get((iri, _SKOS + match), [])
            if isinstance(value, ox.NamedNode)
        ]


def _term_lines(term: Term, values: _Values) -> Iterator[str]:
    iri = KG + term.name
    yield f"\n### {term.name}\n\n**{term.label}** · **{term.label_zh}**\n"
    yield f"{values.said(iri, _SKOS + 'definition', 'en')}\n\n{values.said(iri, _SKOS + 'definition', 'zh')}\n"
    if term.inverse:
        yield f"- read backwards: {term.inverse} · {term.inverse_zh}"
        yield f"- kind of: `{term.parent}`" if term.parent else "- kind of: nothing more general"
        for name, ends in (("from", term.domain), ("to", term.range)):
            yield f"- {name}: {', '.join(sorted(ends)) if ends else 'any class'}"
    for language, word in (("en", "for example"), ("zh", "例如")):
        if example := values.said(iri, _SKOS + "example", language):
            yield f"- {word}: {example}"
    if aligned := values.aligned(iri):
        yield f"- elsewhere: {', '.join(aligned)}"


def ontology_page() -> Iterator[str]:
    """Yield the lines of the page on the ontology, from core.ttl."""
    ontology, values = load_ontology(), _Values()
    yield "# Ontology\n"
    yield (
        f"`ontology/core.ttl`: {len(ontology.classes)} classes of things and {len(ontology.predicates)} predicates between them, "
        "in English and Chinese, aligned with Biolink, RO and OBO. Any RDF tool opens it. Its namespace is "
        f"`{KG}`, `kg:` for short.\n\n## Classes\n"
    )
    for term in ontology.classes.values():
        yield from _term_lines(term, values)
    yield "\n## Predicates\n"
    for term in ontology.predicates.values():
        yield from _term_lines(term, values)
    yield "\n## What is said of a statement\n"
    yield "Every triple is also a node, `kg:Statement`, with its counts and its evidence. Their properties:\n"
    yield "| property | English | 中文 | definition |\n|---|---|---|---|"
    told = {*ontology.classes, *ontology.predicates}
    for iri, predicate in sorted(values.found):
        if predicate == _RDFS + "label" and iri.startswith(KG) and iri.removeprefix(KG) not in told:
            label, zh = values.said(iri, predicate, "en"), values.said(iri, predicate, "zh")
            yield f"| `{curie(iri)}` | {label} | {zh} | {values.said(iri, _SKOS + 'definition', 'en')} |"


PAGES = {"command-line": command_line_page, "questions": questions_page, "ontology": ontology_page}


def write_pages(app: Sphinx) -> None:
    """Write the pages beside the others, where Sphinx finds them."""
    folder = Path(app.srcdir) / "reference" / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in PAGES.items():
        (folder / f"{name}.md").write_text("\n".join(lines()) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
