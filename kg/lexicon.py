"""The SKOS lexicon: concepts with names in both languages, and the matcher that finds them in a text.

One automaton holds the names of both languages, so an English name in a Chinese sentence is found as well. No
word segmenter decides: a hit counts unless an unbroken Latin, Greek or digit word runs over one of its edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.errors import LexiconError
from kg.languages import View, fold_term
from kg.languages.scripts import has_cjk, is_cjk, is_joined
from kg.model import Entity
from kg.namespaces import ENT, KG, curie, expand
from kg.resources import data_folder, load_toml, ontology_folder
from kg.spellings import british
from kg.termtables import Row, TermTable, plural_end

__all__ = [
    "Ambiguity",
    "Concept",
    "Hit",
    "Lexicon",
    "is_acronym",
    "load_lexicon",
    "plural",
    "provisional_iri",
    "read_concepts",
]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_GREEK_NAMES = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "ω": "omega"}
#: "collagen i", "vitamin c": an s behind these makes another word
_NUMBERED = re.compile(r"(?:^|[ -])(?:[ivx]+|[a-z])$")
#: a Chinese name that ends in a number or a letter, which some join with a hyphen (folded to a space)
_CJK_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])( ?)([0-9α-ω][0-9a-zα-ω]{0,2}|[a-z]\d?)$")
_IRREGULAR = {"mitochondrion": "mitochondria", "mouse": "mice", "peroxisome": "peroxisomes"}


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the lexicon: its node, class, names, identifiers elsewhere, and the tissue that a cell is taken from."""

    id: str
    type: str
    label: str
    label_zh: str
    alternatives: tuple[tuple[str, str], ...] = ()
    broader: str = ""
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def entity(self) -> Entity:
        """The entity this concept stands for in statements."""
        taken = tuple(("derived_from", source) for source in self.sources)
        return Entity(self.id, self.label, self.label_zh, self.type, parts=taken, broader=self.broader)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of a concept in a view: indices into the view's text, half-open."""

    start: int
    end: int
    concept: Concept


def read_concepts(turtle: str, where: str) -> Iterator[Concept]:
    """Yield the concepts in a SKOS file, in the order of their IRIs.

    Args:
        turtle: the text of the file.
        where: its name, for messages.

    Raises:
        LexiconError: if it is not Turtle, or a concept lacks a class, or a preferred name in a language.
    """
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    try:
        for triple in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                found.setdefault(subject.value, {}).setdefault(triple.predicate.value, []).append(value)
    except SyntaxError as error:
        raise LexiconError(f"{where}: not valid Turtle: {error}; mend that line") from error
    for iri, values in sorted(found.items()):
        types = [value.value for value in values.get(_RDF_TYPE, [])]
        if _SKOS + "Concept" in types:
            yield _concept(iri, types, values, where)


def _concept(iri: str, types: list[str], values: Mapping[str, list[ox.NamedNode | ox.Literal]], where: str) -> Concept:
    classes = [name.removeprefix(KG) for name in types if name.startswith(KG)]
    if len(classes) != 1:
        raise LexiconError(
            f"{where}: concept {curie(iri)} has {len(classes)} classes of kg:; expected one; "
            f"write `a skos:Concept, kg:Cell`, say"
        )
    names = {"prefLabel": {}, "altLabel": {}}  # type: dict[str, dict[str, list[str]]]
    for kind, by_language in names.items():
        for value in values.get(_SKOS + kind, []):
            if isinstance(value, ox.Literal):
                by_language.setdefault(value.language or "", []).append(value.value)
    for language in ("en", "zh"):
        if len(names["prefLabel"].get(language, [])) != 1:
            raise LexiconError(f'{where}: concept {curie(iri)} needs one skos:prefLabel "..."@{language}; add it')
    broader = sorted(value.value for value in values.get(_SKOS + "broader", []))
    return Concept(
        iri,
        classes[0],
        names["prefLabel"]["en"][0],
        names["prefLabel"]["zh"][0],
        tuple(sorted((language, name) for language in ("en", "zh") for name in names["altLabel"].get(language, []))),
        broader[0] if broader else "",
        tuple(sorted(value.value for value in values.get(_SKOS + "exactMatch", []))),
        tuple(sorted(value.value for value in values.get(_SKOS + "closeMatch", []))),
        tuple(sorted(value.value for value in values.get(KG + "derived_from", []))),
    )


def plural(word: str) -> str:
    """Return the plural of an English name in lower case."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("sis"):
        return word[:-2] + "es"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _variants(name: str, language: str) -> Iterator[str]:
    """Yield the folded spellings of a name: Greek by letter or name, joins before digits, plural."""
    base = fold_term(name)
    if not base:
        return
    yield base
    if language == "zh" and has_cjk(base):
        if join := _CJK_NUMBER.search(base):  # 白介素-6 and 白介素6, 干扰素-γ and 干扰素γ
            yield base[: join.start()] + ("" if join[1] else " ") + join[2]
        return
    forms = {base}
    for letter, spelled in _GREEK_NAMES.items():
        forms |= {form.replace(letter, spelled) for form in forms}
        forms |= {form.replace(letter, " " + spelled).replace("  ", " ") for form in forms}
        # "transforming growth factor beta" for a name written with the letter, and the other way round
        forms |= {re.sub(rf"\b{spelled}\b", letter, form) for form in forms}
        forms |= {form.replace(letter, spelled[0]) for form in forms if letter in "κ"}
    forms |= {re.sub(r" (?=[0-9α-ω])", "", form) for form in forms}
    forms |= {re.sub(r"(?<=[a-z])(?=[α-ω])", " ", form) for form in forms}
    forms |= {re.sub(r"(?<=[α-ω])(?=\d)", " ", form) for form in forms}
    if base.endswith(" mesenchymal stem cell"):
        forms.add(base.removesuffix("mesenchymal stem cell") + "msc")
    if len(base) <= 12:
        forms |= {re.sub(r"(?<=[a-z])(?=\d)", " ", form) for form in forms}
    forms |= {british(form) for form in forms} | {form.replace("signalling", "signaling") for form in forms}
    forms = {form.strip() for form in forms}
    yield from forms
    for form in forms:
        if form[-1].isalpha() and form[-1] < "\u0100" and not _NUMBERED.search(form):
            yield plural(form)


def is_acronym(name: str) -> bool:
    """Return whether letters alone, mostly capital, make up a short name: these are matched with their case."""
    return len(name) <= 5 and name.isalpha() and name.isascii() and sum(map(str.isupper, name)) >= 2


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name with two meanings and the words that decide: see ``kg/data/ambiguous.toml``."""

    usual: str
    other: str
    cues: tuple[str, ...]


class _Concepts(Mapping[str, Concept]):
    """The concepts of a lexicon and the terms of its table, by IRI."""

    def __init__(self, own: Mapping[str, Concept], table: TermTable | None) -> None:
        self.own, self._table = own, table

    def __getitem__(self, iri: str) -> Concept:
        if iri in self.own:
            return self.own[iri]
        row = self._table.get(iri) if self._table and iri else None
        if row is None:
            raise KeyError(iri)
        return _of_row(row)

    def __iter__(self) -> Iterator[str]:
        yield from self.own
        yield from (row.iri for row in (self._table.rows() if self._table else ()))

    def __len__(self) -> int:
        return len(self.own) + (len(self._table) if self._table else 0)


def _of_row(row: Row) -> Concept:
    names = tuple(("en" if name.isascii() or not has_cjk(name) else "zh", name) for name in row.names)
    return Concept(row.iri, row.type, row.label, "", names, row.broader)


class Lexicon:
    """Concepts by IRI and by name, and the automaton over their names.

    Attributes:
        concepts: IRI -> concept, those of the table included.
        own: IRI -> concept, without the table.
        ambiguities: folded name -> how it is decided.
        table: terms of long lists, or None; where a name is in both, the lexicon's own wins unless the name keeps its case.
    """

    def __init__(
        self,
        concepts: Mapping[str, Concept],
        ambiguities: Mapping[str, Ambiguity] | None = None,
        table: TermTable | None = None,
    ) -> None:
        self.own = dict(concepts)
        self.table = table
        self.concepts: Mapping[str, Concept] = _Concepts(self.own, table) if table else self.own
        self.ambiguities = dict(ambiguities or {})
        #: folded spelling -> (the name when its case matters, else "", concept)
        self._by_form: dict[str, list[tuple[str, Concept]]] = {}
        for concept in self.own.values():
            for language, name in (("en", concept.label), ("zh", concept.label_zh), *concept.alternatives):
                cased = name if is_acronym(name) else ""
                for form in _variants(name, language):
                    known = self._by_form.setdefault(form, [])
                    if (len(form) > 1 or is_cjk(form)) and (cased, concept) not in known:
                        known.append((cased, concept))
        self._forms = sorted(form for form, known in self._by_form.items() if known)
        self._automaton = CharwiseDoubleArrayAhoCorasick(self._forms)

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes this lexicon anew in another process: the automaton cannot travel."""
        return Lexicon, (self.own, self.ambiguities, self.table)

    def get(self, name: str) -> Concept | None:
        """Return the concept of a name in either language, or None; the first by IRI where several share it.

        >>> load_lexicon().get("I型胶原蛋白").label
        'type I collagen'
        """
        form = fold_term(name)
        found, _ = self._choose(form, name)
        if self.table is None:
            return found
        form = form.replace("-", " ")
        singulars = (one for one in (form[:-1], form[:-2]) if one and plural_end(form, 0, len(one)) == len(form))
        for spelling in (form, *singulars):
            if meant := self.table.meant(spelling):
                return self._listed(meant, form, name)
        return found

    def find(self, view: View, decided: Mapping[str, str] | None = None) -> list[Hit]:
        """Return every hit in a view, overlapping ones included, by position and then longest first.

        Args:
            view: the folded text.
            decided: folded name -> IRI, or "" for none, as :meth:`decide` settled it for the document.
        """
        text = view.lower.replace("-", " ")
        hits = {}
        for start, end, index in self._automaton.find_overlapping(text):
            if not self._is_whole(view, start, end):
                continue
            form = self._forms[index]
            concept, _ = self._choose(form, view.text[start:end])
            if concept and decided and form in decided:
                concept = self.own.get(decided[form])
            if concept:
                hits[start, end] = Hit(start, end, concept)
        if self.table is not None:
            hits |= self._find_listed(view, text, self.table, decided or {})
        return sorted(hits.values(), key=lambda hit: (hit.start, -hit.end))

    def _find_listed(
        self, view: View, text: str, table: TermTable, decided: Mapping[str, str]
    ) -> dict[tuple[int, int], Hit]:
        hits = {}
        for start, end in table.find(text):
            for edge in {end, plural_end(text, start, end)}:
                if not self._is_whole(view, start, edge) or text[start:edge] in decided:
                    continue
                concept = self._listed(table.meant(text[start:end]), text[start:edge], view.text[start:edge])
                if concept:
                    hits[start, edge] = Hit(start, edge, concept)
        return hits

    def match(self, lower: str) -> int:
        """Return how many dictionary hits a text in lower case has, as the automaton alone finds them."""
        return len(self._automaton.find_overlapping(lower))

    def decide(self, lower: str) -> dict[str, str]:
        """Return what the ambiguous names mean in a document, given its text in lower case."""
        decided = {}
        for form, ambiguity in self.ambiguities.items():
            if any(cue in lower for cue in ambiguity.cues):
                for spelling in (form, plural(form)):
                    decided[spelling] = ambiguity.other
        return decided

    @staticmethod
    def _is_whole(view: View, start: int, end: int) -> bool:
        text = view.text
        if start and is_joined(text[start - 1]) and is_joined(text[start]):
            return False
        return not (end < len(text) and is_joined(text[end]) and is_joined(text[end - 1]))

    def _choose(self, form: str, written: str) -> tuple[Concept | None, bool]:
        """Return the concept a spelling stands for, as it is written, and whether by its case: names in capitals keep it."""
        known = self._by_form.get(form, [])
        for cased, concept in known:
            if cased and written in (cased, cased + "s", cased + "es"):
                return concept, True
        return next((concept for cased, concept in known if not cased), None), False

    def _listed(self, meant: Sequence[tuple[bool, Row]], form: str, written: str) -> Concept | None:
        """Return what a name of the table stands for, as it is written; the lexicon's own concept comes first."""
        mine, by_case = self._choose(form, written)
        if by_case:
            return mine
        spelled = {written, written.removesuffix("s"), written.removesuffix("es")}
        for cased, row in meant:
            if cased and not spelled.isdisjoint((row.label, *row.names)):
                return _of_row(row)
        return mine or next((_of_row(row) for cased, row in meant if not cased), None)


def provisional_iri(entity_type: str, name: str) -> str:
    """Return the IRI of a thing no concept names, made from its class and folded name.

    >>> provisional_iri("Process", "Scar contracture")
    'https://w3id.org/reviewkg/entity/process/scar-contracture'
    """
    local = re.sub(r"[^\w]+", "-", fold_term(name)).strip("-") or "x"
    return f"{ENT}{entity_type.lower()}/{local}"


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with kg; read once per process.

    Raises:
        LexiconError: if a file of it is broken.
    """
    concepts: dict[str, Concept] = {}
    folder = ontology_folder("lexicon")
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".ttl"):
            concepts.update(
                (c.id, c) for c in read_concepts(file.read_text(encoding="utf-8"), f"ontology/lexicon/{file.name}")
            )
    return Lexicon(dict(sorted(concepts.items())), _read_ambiguities())


def _read_ambiguities() -> dict[str, Ambiguity]:
    where = "kg/data/ambiguous.toml"
    found = {}
    for entry in load_toml(data_folder("ambiguous.toml"), where)["name"]:
        missing = {"surface", "usual", "other", "cues", "why"} - set(entry)
        if missing:
            raise LexiconError(f"{where}: entry {entry.get('surface', '?')!r} lacks {sorted(missing)[0]!r}; add it")
        found[fold_term(entry["surface"])] = Ambiguity(
            expand(entry["usual"]), expand(entry["other"]), tuple(entry["cues"])
        )
    return found
