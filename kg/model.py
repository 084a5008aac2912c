"""The types that leave each room. All frozen; spans are half-open code-point offsets into ``Document.text``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal

__all__ = [
    "FIELDS",
    "Annotation",
    "Certainty",
    "CitationMarker",
    "Context",
    "Document",
    "Entity",
    "EntityType",
    "Evidence",
    "Language",
    "Mention",
    "Opposition",
    "Reference",
    "Relation",
    "Result",
    "Section",
    "Sentence",
    "Span",
    "Statement",
    "Verdict",
]

Language = Literal["en", "zh"]
Certainty = Literal["asserted", "hedged", "hypothesised"]
Result = Literal["positive", "denied", "no_change"]
#: what a context may be about
FIELDS = (
    "model",
    "species",
    "donor",
    "treated",
    "condition",
    "dose",
    "duration",
    "route",
    "carrier",
    "engineering",
    "effect",
)
EntityType = str  #: local name of a class of the ontology: "Cell", "Vesicle", ...


@lru_cache(maxsize=64)
def _values_of(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    return attrgetter(*names)


class _Sent:
    """Goes to another process by what it was made of: field by field, as dataclasses do, takes twice the time."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Any], tuple[Any, ...]]:
        return type(self), _values_of(self.__slots__)(self)


@dataclass(frozen=True, slots=True, order=True)
class Span(_Sent):
    """A stretch of text: code points, half-open, so ``text[start:end]`` is what it covers."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0: got {self.start}..{self.end}")

    def overlaps(self, other: Span) -> bool:
        """Return whether both cover at least one common code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section(_Sent):
    """A stretch of a document under one heading. Only ``body`` yields sentences."""

    span: Span
    title: str
    kind: Literal["front", "body", "back", "references", "table"]


@dataclass(frozen=True, slots=True, order=True)
class Reference(_Sent):
    """One entry of a reference list. A field that the entry does not show is empty.

    ``number`` is what markers point by: the printed number, or author and year ("Wang 2021") in a list without numbers.
    """

    number: str
    text: str
    authors: tuple[str, ...] = ()
    title: str = ""
    journal: str = ""
    year: str = ""
    volume: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    #: whether its title shows that it is a review itself
    review: bool = False


@dataclass(frozen=True, slots=True, order=True)
class CitationMarker(_Sent):
    """A marker such as ``[53-55]`` or ``(Wang et al., 2021)`` in running text, as the numbers of the entries it points to."""

    span: Span
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Annotation(_Sent):
    """A name that the file itself marks: ``document.text[span.start:span.end] == text``.

    Attributes:
        type: local name of a class of the ontology.
        identifier: CURIE of what it names, such as "NCBIGene:6331", or "".
    """

    span: Span
    text: str
    type: EntityType
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Document(_Sent):
    """A text as it was decoded, with what was recognised in it."""

    id: str
    path: str
    text: str
    language: Language
    title: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: str = ""
    doi: str = ""
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    markers: tuple[CitationMarker, ...] = ()
    pmid: str = ""
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence(_Sent):
    """One sentence: ``document.text[span.start:span.end] == text``, blank lines of a page break included."""

    document: str
    span: Span
    text: str
    language: Language
    section: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Entity(_Sent):
    """A thing: a concept of the lexicon, a composite of concepts, or a provisional one named by its text.

    Attributes:
        id: IRI, the node of the graph.
        label: English name, or the text where none is known.
        label_zh: Chinese name, or "".
        type: local name of its class.
        parts: (predicate, IRI) pairs that a composite says by its form, such as ("derived_from", ...).
        broader: IRI of the more general thing, or "".
        provisional: true when no concept of the lexicon names it.
    """

    id: str
    label: str
    label_zh: str
    type: EntityType
    parts: tuple[tuple[str, str], ...] = ()
    broader: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Mention(_Sent):
    """Words that name an entity: ``document.text[span.start:span.end] == text``."""

    span: Span
    text: str
    entity: Entity
    #: the mentions a composite is made of, such as the source cell within a vesicle phrase
    parts: tuple[tuple[str, Mention], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Context(_Sent):
    """In what a relation was shown, as its sentence says it.

    Attributes:
        field: one of `FIELDS`: ``donor`` is the species of the source cell, ``treated`` is a cell or tissue, ``condition`` a disease or damage of the model,
            ``engineering`` what was done to the source cell, ``effect`` a size or a p-value.
        value: in one writing: "mouse", "10 μg/mL", "P < 0.05".
        span: where it stands in the document, code points, half-open.
        text: the words there.
        value_zh: the Chinese name of the value, or "".
        terms: IRIs of what it is in an ontology or in the graph.
    """

    field: str
    value: str
    span: Span
    text: str
    value_zh: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation(_Sent):
    """A subject, a predicate and an object that one sentence states, with the words that state it."""

    sentence: Sentence
    subject: Mention
    predicate: str
    object: Mention
    trigger: Span
    trigger_text: str
    negated: bool
    hedged: bool
    no_change: bool
    citations: tuple[str, ...]
    rule: str
    #: how likely it is that a reader of the sentence would agree, 0..1
    confidence: float = 1.0
    #: whether the doubt is that of a hypothesis or a question ("we hypothesised that", 是否)
    hypothesised: bool = False
    context: tuple[Context, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """How sure the sentence is of what it says."""
        return "hypothesised" if self.hypothesised else "hedged" if self.hedged else "asserted"

    @property
    def result(self) -> Result:
        """What was found: the relation, its absence, or a test that saw no change."""
        return "no_change" if self.no_change else "denied" if self.negated else "positive"


@dataclass(frozen=True, slots=True)
class Evidence(_Sent):
    """One relation as found, with where it stands and what it cites.

    Attributes:
        id: IRI made from the content of the document and the spans.
        document: IRI of the document.
        references: IRIs of the cited papers that the reference list of the document holds.
        unresolved: citation numbers that it does not hold.
    """

    id: str
    relation: Relation
    document: str
    references: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement(_Sent):
    """One triple with all its evidence; denied and tested-without-change are statements of their own."""

    id: str
    subject: Entity
    predicate: str
    object: Entity
    result: Result
    evidence: tuple[Evidence, ...] = field(default=())
    #: how much the independent evidence speaks for it, 0..1; see ``kg.belief``
    belief: float = 0.0
    #: IRIs of the distinct papers that are cited for it and are no reviews themselves
    primary: tuple[str, ...] = ()

    @property
    def negated(self) -> bool:
        """Whether it is denied, by name or by a test that saw no change."""
        return self.result != "positive"

    @property
    def certainty(self) -> str:
        """How sure its sentences are: "asserted", "hedged" or "hypothesised" where all agree, else "mixed"."""
        found = {item.relation.certainty for item in self.evidence}
        return found.pop() if len(found) == 1 else "mixed"

    @property
    def papers(self) -> tuple[str, ...]:
        """IRIs of the distinct papers cited for it, in order."""
        return tuple(sorted({iri for item in self.evidence for iri in item.references}))

    @property
    def uncited(self) -> bool:
        """Whether any sentence states it without a citation."""
        return any(not item.relation.citations for item in self.evidence)


Verdict = Literal["explained", "unexplained", "unknown"]


@dataclass(frozen=True, slots=True)
class Opposition(_Sent):
    """Two statements with the same ends that say opposite things.

    Attributes:
        id: IRI made from both.
        one, other: IRIs of the statements.
        kind: "direction" (raises, lowers), "denied" or "no_change".
        differences: (field, values of one, values of the other) where the evidence of both gives a context and no value
            is shared.
        verdict: whether such a difference explains it; "unknown" where too little context is given to tell.
    """

    id: str
    one: str
    other: str
    kind: str
    differences: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    verdict: Verdict
