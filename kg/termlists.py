"""Terms of ontologies as concepts: OBO, OBO Graphs, SKOS and OWL in RDF, and tables with id, label, synonyms, parents.

What a list calls by the identifier of a shipped concept (``exactMatch``), or by its very name, becomes more names of that concept; the
rest are concepts of their own. Where two lists have one name, the first that is given wins, and `clashes` tells.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import LexiconError
from kg.languages import is_cjk
from kg.lexicon import Concept, Lexicon
from kg.namespaces import PREFIXES, curie, expand
from kg.ontology import load_ontology
from kg.patterns import load_patterns
from kg.resources import data_folder, load_toml

__all__ = ["ENDINGS", "Merged", "Term", "given", "merge", "read_list"]

ENDINGS: Final = (".tsv", ".obo", ".json", ".ttl", ".owl", ".rdf", ".nt")
_LONGEST, _SHORTEST = 80, 3  #: code points of a name; Chinese names may have two
_SYNTAXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
}
_OIO = "http://www.geneontology.org/formats/oboInOwl#"
_LABELS = {PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label"}
_SYNONYMS = {PREFIXES["skos"] + "altLabel", _OIO + "hasExactSynonym"}
_PARENTS = {PREFIXES["skos"] + "broader", PREFIXES["rdfs"] + "subClassOf"}


@dataclass(slots=True)
class Term:
    """A term of a list: identifier as IRI, name, further names, identifiers of what is broader."""

    iri: str
    label: str = ""
    names: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A lexicon with lists, and what became of them.

    Attributes:
        lexicon: the concepts together.
        terms: list -> how many terms it has.
        joined: list -> how many of them are concepts that were known.
        passed: list -> how many names were passed over: too short, too long, or words of everyday prose.
        clashes: (name, IRI of the concept that it stays with, IRI of the one that also has it).
    """

    lexicon: Lexicon
    terms: Mapping[str, int]
    joined: Mapping[str, int]
    passed: Mapping[str, int]
    clashes: tuple[tuple[str, str, str], ...]


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


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}; expected a list of terms in UTF-8") from error


def read_list(path: Path) -> list[Term]:
    """Return the terms of a file, obsolete ones left out.

    Raises:
        LexiconError: if it cannot be read, or is of no format that is known, or holds no term.
    """
    ending = Path(path.name.lower().removesuffix(".gz")).suffix
    if ending not in ENDINGS:
        raise LexiconError(f"{path}: no list of terms by its ending; expected {', '.join(ENDINGS)}, or .gz of these")
    text = _text(path)
    reader = {".tsv": _table, ".obo": _obo, ".json": _graphs}.get(ending)
    found = list(reader(text, str(path)) if reader else _rdf(text, str(path), _SYNTAXES[ending]))
    kept = [term for term in found if term.label and not term.obsolete]
    if not kept:
        raise LexiconError(f"{path}: no term in it; expected terms with an identifier and a name")
    return kept


def _table(text: str, where: str) -> Iterator[Term]:
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    head = [name.strip().lower() for name in next(rows, [])]
    if head[:2] != ["id", "label"]:
        raise LexiconError(
            f"{where}:1: expected a header that begins with id and label, then synonyms and parents; add it"
        )
    for number, cells in enumerate(rows, 2):
        if not any(cells):
            continue
        row = dict(zip(head, cells, strict=False))
        if row.get("id") and ":" not in row["id"]:
            continue  # a property of the ontology itself, and no term
        if not row.get("id"):
            raise LexiconError(
                f"{where}:{number}: no identifier; expected one such as CL:0000057 in the first column; mend the line"
            )
        names = [name for name in row.get("synonyms", "").split("|") if name]
        parents = [expand(name) for name in row.get("parents", "").split("|") if name]
        yield Term(expand(row["id"]), row.get("label", ""), names, parents)


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


@lru_cache(maxsize=1)
def _prose() -> frozenset[str]:
    """Return the words of which none is taken for the name of a term."""
    listed = {word.lower() for words in load_patterns("en").words.values() for word in words if " " not in word}
    verbs = {trigger.words for trigger in load_patterns("en").triggers}
    return frozenset(listed | verbs | set(_settings()["prose"]["names"]))


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    return load_toml(data_folder("termlists.toml"), "kg/data/termlists.toml")


def _is_chinese(name: str) -> bool:
    return not name.isascii() and any(map(is_cjk, name))


def _is_name(name: str) -> bool:
    """Return whether a name can be looked for in running text without finding what it does not mean."""
    if _is_chinese(name):
        return 2 <= len(name) <= _LONGEST
    if not _SHORTEST <= len(name) <= _LONGEST or ", " in name or not any(char.isalpha() for char in name):
        return False
    written = name.isupper() and name.isalpha()  # a symbol is matched with its case
    return written or name.lower() not in _prose()


def merge(shipped: Lexicon, lists: Iterable[tuple[Path, str]]) -> Merged:
    """Return a lexicon with the terms of some lists.

    Args:
        shipped: whose names win over those of the lists.
        lists: (file, class of its terms, or "" to tell by the prefix of their identifiers).

    Raises:
        LexiconError: if a file cannot be read, or its class is unknown or cannot be told.
    """
    classes, known = {"Other", *load_ontology().classes}, _settings()["classes"]
    concepts = dict(shipped.concepts)
    same = {iri: concept.id for concept in concepts.values() for iri in concept.exact}
    called = {(concept.type, concept.label.lower()): concept.id for concept in concepts.values()}
    more: dict[str, list[tuple[str, str]]] = {}
    owner: dict[str, str] = {}
    counted: dict[str, tuple[int, int, int]] = {}
    clashes: list[tuple[str, str, str]] = []
    for path, kind in lists:
        if kind and kind not in classes:
            raise LexiconError(f"{path}: {kind!r} is no class; expected one of {', '.join(sorted(classes))}")
        terms, joined, passed = read_list(path), 0, 0
        for term in terms:
            prefix = curie(term.iri).partition(":")[0]
            its = kind or known.get(prefix, "")
            if not its:
                raise LexiconError(f"{path}: of what class is {curie(term.iri)}? Name it: --lexicon {path}=Cell, say")
            whose = same.get(term.iri, "")
            whose = whose or called.get((its, term.label.lower()), "")
            usable = [name for name in dict.fromkeys((term.label, *term.names)) if _is_name(name)]
            passed += 1 + len(set(term.names) - {term.label}) - len(usable)
            mine = []
            for name in usable:
                key = name if name.isupper() else name.lower()
                holder = owner.setdefault(key, whose or term.iri)
                if holder == (whose or term.iri):
                    mine.append(name)
                else:
                    clashes.append((name, holder, term.iri))
            if whose:
                joined += 1
                more.setdefault(whose, []).extend(("zh" if _is_chinese(name) else "en", name) for name in mine)
            elif mine and term.iri not in concepts:
                rest = tuple(("zh" if _is_chinese(name) else "en", name) for name in mine if name != term.label)
                broader = next((same.get(parent, parent) for parent in term.parents), "")
                concepts[term.iri] = Concept(term.iri, its, term.label, "", rest, broader, plain=True)
        counted[str(path)] = (len(terms), joined, passed)
    for iri, names in more.items():
        concept = concepts[iri]
        concepts[iri] = replace(concept, alternatives=tuple(dict.fromkeys((*concept.alternatives, *names))))
    terms_of, joined_of, passed_of = ({name: counts[n] for name, counts in counted.items()} for n in range(3))
    return Merged(Lexicon(concepts, shipped.ambiguities), terms_of, joined_of, passed_of, tuple(clashes))
