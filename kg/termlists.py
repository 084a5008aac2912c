"""Files of terms: OBO, OBO Graphs, SKOS and OWL in RDF, tables with id, label, synonyms, parents, and mappings in SSSOM.

What becomes of them is the matter of ``kg.listed``.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import LexiconError
from kg.namespaces import PREFIXES, expand

__all__ = ["ENDINGS", "Term", "given", "read_list"]

ENDINGS: Final = (".tsv", ".sssom.tsv", ".obo", ".json", ".ttl", ".owl", ".rdf", ".nt")
_SYNTAXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
}
#: what a file that is missing, cut short or damaged raises, packed or not
_BROKEN = (OSError, EOFError, UnicodeDecodeError, zlib.error)
_OIO = "http://www.geneontology.org/formats/oboInOwl#"
_LABELS = {PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label"}
_SYNONYMS = {PREFIXES["skos"] + "altLabel", _OIO + "hasExactSynonym"}
_PARENTS = {PREFIXES["skos"] + "broader", PREFIXES["rdfs"] + "subClassOf"}


@dataclass(slots=True)
class Term:
    """A term of a list: identifier as IRI, name, further names, identifiers of what is broader and of what is the same."""

    iri: str
    label: str = ""
    names: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    obsolete: bool = False
    exact: list[str] = field(default_factory=list)


def given(words: Iterable[str | Path]) -> list[tuple[Path, str]]:
    """Return (file, class) of lists as they are named: ``cl.obo``, or ``mesh.tsv=Chemical`` for one whose class is said.

    >>> given(["cl.obo", "mesh.tsv=Chemical"])[1][1]
    'Chemical'
    """
    out = []
    for word in map(str, words):
        name, mark, kind = word.rpartition("=")
        out.append((Path(name), kind) if mark and kind.isalpha() and not Path(word).exists() else (Path(word), ""))
    return out


def _unreadable(path: Path, error: Exception) -> LexiconError:
    return LexiconError(f"{path}: cannot be read: {error}; expected a list of terms in UTF-8")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except _BROKEN as error:
        raise _unreadable(path, error) from error


def read_list(path: Path) -> Iterator[Term]:
    """Yield the terms of a file, obsolete ones left out.

    Raises:
        LexiconError: if it cannot be read, or is of no format that is known, or holds no term.
    """
    name = path.name.lower().removesuffix(".gz")
    ending = ".sssom.tsv" if name.endswith(".sssom.tsv") else Path(name).suffix
    if ending not in ENDINGS:
        raise LexiconError(f"{path}: no list of terms by its ending; expected {', '.join(ENDINGS)}, or .gz of these")
    reader = {".sssom.tsv": _sssom, ".obo": _obo, ".json": _graphs}.get(ending)
    where, kept = str(path), False
    if ending == ".tsv":
        terms = _table(_lines(path), where)
    else:
        terms = reader(_text(path), where) if reader else _rdf(_text(path), where, _SYNTAXES[ending])
    for term in terms:
        if term.label and not term.obsolete:
            kept = True
            yield term
    if not kept:
        raise LexiconError(f"{path}: no term in it; expected terms with an identifier and a name")


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, and hold few at a time: a file in memory would be four times the text."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with (gzip.open if packed else open)(path, "rt", encoding="utf-8-sig", newline="\n") as file:
            yield from file
    except _BROKEN as error:
        raise _unreadable(path, error) from error


def _table(lines: Iterator[str], where: str) -> Iterator[Term]:
    head = [name.strip().lower() for name in next(lines, "").split("\t")]
    if head[:2] != ["id", "label"]:
        raise LexiconError(
            f"{where}:1: expected a header that begins with id and label, then synonyms and parents; add it"
        )
    synonyms, parents = (head.index(name) if name in head else len(head) for name in ("synonyms", "parents"))
    width = max(len(head), synonyms + 1, parents + 1)
    for number, line in enumerate(lines, 2):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        if ":" not in cells[0]:
            if cells[0] or not any(cells):
                continue  # a property of the ontology itself, and no term
            raise LexiconError(
                f"{where}:{number}: no identifier; expected one such as CL:0000057 in the first column; mend the line"
            )
        also, above = cells[synonyms], cells[parents]
        yield Term(
            expand(cells[0]),
            cells[1],
            [name for name in also.split("|") if name] if also else [],
            [expand(name) for name in above.split("|") if name] if above else [],
        )


def _sssom(text: str, where: str) -> Iterator[Term]:
    """Yield the subject of every exact match, with the object's name and identifier (https://mapping-commons.github.io/sssom/)."""
    told = [line.lstrip("#") for line in text.splitlines() if line.startswith("#")]
    prefixes = dict(re.findall(r"""^\s+["']?([\w.-]+)["']?:\s*["']?(https?://[^\s"']+)""", "\n".join(told), re.M))
    rows = csv.reader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    head = next(rows, [])
    if not {"subject_id", "predicate_id", "object_id"} <= set(head):
        raise LexiconError(
            f"{where}: no mappings in SSSOM; expected a header with subject_id, predicate_id and object_id; add it"
        )

    def whole(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else expand(name)

    found: dict[str, Term] = {}
    for cells in rows:
        row = dict(zip(head, cells, strict=False))
        if row.get("predicate_id") != "skos:exactMatch" or row.get("predicate_modifier"):
            continue
        term = found.setdefault(whole(row["subject_id"]), Term(whole(row["subject_id"])))
        label, other = row.get("subject_label", ""), row.get("object_label", "")
        term.label = term.label or label or other
        term.names += [other] if other and other != term.label else []
        term.exact.append(whole(row["object_id"]))
    yield from found.values()


def _obo(text: str, where: str) -> Iterator[Term]:
    term: Term | None = None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line.startswith("["):
            if term is not None:
                yield term
            term = Term("") if line == "[Term]" else None
            continue
        if term is None or not line:
            continue
        tag, colon, value = line.partition(": ")
        if not colon and not line.endswith(":"):
            raise LexiconError(f"{where}:{number}: {line[:60]!r} is no line of OBO; expected tag: value; mend it")
        if tag == "id":
            term.iri = expand(value.partition(" !")[0].strip())
        elif tag == "name":
            term.label = value
        elif tag == "synonym" and (found := re.match(r'"((?:[^"\\]|\\.)*)"\s+EXACT', value)):
            term.names.append(re.sub(r"\\(.)", r"\1", found[1]))
        elif tag == "is_a":
            term.parents.append(expand(value.split()[0]))
        elif tag == "is_obsolete":
            term.obsolete = value == "true"
    if term is not None:
        yield term


def _graphs(text: str, where: str) -> Iterator[Term]:
    try:
        graphs = json.loads(text)["graphs"]
        parents: dict[str, list[str]] = {}
        for graph in graphs:
            for edge in graph.get("edges", ()):
                if edge["pred"] == "is_a":
                    parents.setdefault(edge["sub"], []).append(edge["obj"])
        for graph in graphs:
            for node in graph.get("nodes", ()):
                meta: dict[str, Any] = node.get("meta") or {}
                names = [one["val"] for one in meta.get("synonyms", ()) if one.get("pred") == "hasExactSynonym"]
                iri = str(node["id"])
                yield Term(iri, str(node.get("lbl") or ""), names, parents.get(iri, []), bool(meta.get("deprecated")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LexiconError(f"{where}: no OBO Graphs JSON: {error!r}; expected graphs with nodes and edges") from error


def _rdf(text: str, where: str, syntax: ox.RdfFormat) -> Iterator[Term]:
    found: dict[str, Term] = {}
    try:
        for quad in ox.parse(text.encode(), format=syntax):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode):
                continue
            term = found.setdefault(subject.value, Term(subject.value))
            name = quad.predicate.value
            if isinstance(value, ox.Literal):
                english = value.language in (None, "", "en", "en-us", "en-gb")
                if name in _LABELS and english and not term.label:
                    term.label = value.value
                elif (name in _SYNONYMS or name in _LABELS) and (english or str(value.language).startswith("zh")):
                    term.names.append(value.value)
                elif name.endswith("#deprecated"):
                    term.obsolete = value.value in ("true", "1")
            elif name in _PARENTS and isinstance(value, ox.NamedNode):
                term.parents.append(value.value)
    except (SyntaxError, ValueError) as error:
        raise LexiconError(f"{where}: not valid RDF: {error}; mend that line") from error
    yield from found.values()
