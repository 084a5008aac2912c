"""Measures what is extracted against hand-annotated sentences.

The annotations are JSON lines: ``{"doc", "sent", "triples": [{"s", "p", "o", "neg", "core", "s_ctx", "o_ctx", "s_name",
"o_name", "trigger"}]}``, where ``sent`` is a stretch of the document and ``s`` and ``o`` stretches of it (or, with
``s_ctx``, of what stands before). A relation is right when both ends overlap those of an annotated one by at least half
of the shorter, its predicate falls in the same class, and its negation agrees.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.extraction import Reading, read_sentences
from kg.lexicon import Lexicon
from kg.model import Document, Language, Mention, Relation, Span
from kg.patterns import Patterns
from kg.references import with_references
from kg.sources import find_files, read_documents

__all__ = ["CLASSES", "Annotated", "Gold", "Scored", "read_annotated", "read_docs", "read_gold", "rooms", "score"]

#: predicates that an annotator may take for one another; every other one is a class of its own
CLASSES = {"causes": "increases", "treats": "decreases", "associated_with": "affects", "contains": "produces"}
_DIRECTIONS = ("increases", "decreases")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated relation: where its ends stand (code points), and how they are also called."""

    predicate: str
    subject: tuple[Span, ...]
    target: tuple[Span, ...]
    names: tuple[frozenset[str], frozenset[str]]
    negated: bool
    core: bool
    row: Mapping[str, Any]

    def joins(self, relation: Relation) -> bool:
        """Return whether both ends are those of a relation."""
        return _same(self.subject, self.names[0], relation.subject) and _same(
            self.target, self.names[1], relation.object
        )

    def agrees(self, relation: Relation) -> bool:
        """Return whether it is what a relation says."""
        same = CLASSES.get(self.predicate, self.predicate) == CLASSES.get(relation.predicate, relation.predicate)
        return same and self.negated == relation.negated and self.joins(relation)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated sentence: where it stands in its document, and what it states."""

    document: str
    span: Span
    text: str
    relations: tuple[Gold, ...]


@dataclass(slots=True)
class Scored:
    """Counts of one language, and what they are counted from.

    Attributes:
        found: (relation, the annotated relations it agrees with, those it joins the ends of), for each relation found.
        missed: the annotated core relations that nothing agrees with, with their sentences.
        core, core_found: annotated relations marked core, and how many of them were found.
    """

    language: Language
    sentences: int = 0
    found: list[tuple[Relation, tuple[Gold, ...], tuple[Gold, ...]]] = field(default_factory=list)
    missed: list[tuple[Annotated, Gold]] = field(default_factory=list)
    core: int = 0
    core_found: int = 0

    @property
    def precision(self) -> float:
        """Share of the relations found that are right, 0..1."""
        return sum(bool(right) for _, right, _ in self.found) / len(self.found) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated core relations that were found, 0..1."""
        return self.core_found / self.core if self.core else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def exact_spans(self) -> float:
        """Return the share of the ends of right relations whose words are exactly the annotated ones, 0..1."""
        ends = [
            (relation.subject.span in gold.subject, relation.object.span in gold.target)
            for relation, right, _ in self.found
            for gold in right[:1]
        ]
        return sum(a + b for a, b in ends) / (2 * len(ends)) if ends else 0.0

    def wrong_direction(self) -> tuple[int, int]:
        """Return how many relations say increases for decreases or the reverse, and how many joined such a pair."""
        pairs = [
            (
                CLASSES.get(relation.predicate, relation.predicate),
                {CLASSES.get(g.predicate, g.predicate) for g in joined},
            )
            for relation, _, joined in self.found
            if joined
        ]
        directed = [(said, meant) for said, meant in pairs if said in _DIRECTIONS and meant & set(_DIRECTIONS)]
        return sum(said not in meant for said, meant in directed), len(directed)

    def negation(self) -> tuple[int, int, int, int]:
        """Return (denied and marked so, denied and found, not denied but marked so, not denied and found)."""
        counts = [0, 0, 0, 0]
        for relation, _, joined in self.found:
            if joined:
                denied = all(gold.negated for gold in joined)
                counts[1 if denied else 3] += 1
                counts[0 if denied else 2] += relation.negated
        return counts[0], counts[1], counts[2], counts[3]


def _plain(name: object) -> str:
    text = unicodedata.normalize("NFKC", str(name or "")).casefold()
    return "".join(char for char in text if char.isalnum())


def _same(spans: Sequence[Span], names: frozenset[str], mention: Mention) -> bool:
    for span in spans:
        shared = min(span.end, mention.span.end) - max(span.start, mention.span.start)
        if shared > 0 and shared * 2 >= min(span.end - span.start, mention.span.end - mention.span.start):
            return True
    return not names.isdisjoint((_plain(mention.text), _plain(mention.entity.label)))


def _places(text: str, quote: str, start: int, end: int) -> tuple[Span, ...]:
    spans, at = [], text.find(quote, start, end)
    while at >= 0 and quote:
        spans.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1, end)
    return tuple(spans)


def read_gold(paths: Sequence[Path], docs: Mapping[str, Document]) -> list[Annotated]:
    """Return the annotated sentences of some files, in order.

    Args:
        paths: files of JSON lines.
        docs: the documents they annotate, by id.

    Raises:
        SourceError: if a file cannot be read, a line is no annotation, its sentence stands in no document, or there is none.
    """
    out = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{path}: cannot be read: {error}; expected a file of JSON lines in UTF-8") from error
        cursor: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            if line.strip():
                out.append(_annotated(line, f"{path}:{number}", docs, cursor))
    if not out:
        names = ", ".join(map(str, paths))
        raise SourceError(f"{names}: no annotated sentence; expected JSON lines, one a sentence")
    return out


def _annotated(line: str, where: str, docs: Mapping[str, Document], cursor: dict[str, int]) -> Annotated:
    try:
        row = json.loads(line)
        name, sentence, triples = str(row["doc"]), str(row["sent"]), list(row["triples"])
        ends = [(str(triple["s"]), str(triple["p"]), str(triple["o"])) for triple in triples]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f'{where}: not an annotation: {error!r}; expected {{"doc", "sent", "triples": [{{"s", "p", "o"}}]}}'
        ) from error
    if name not in docs:
        raise SourceError(f"{where}: no document is called {name!r}; expected one of those given with --docs")
    text = docs[name].text
    at = text.find(sentence, cursor.get(name, 0))
    at = at if at >= 0 else text.find(sentence)
    if at < 0:
        raise SourceError(f"{where}: the sentence does not stand in {name!r}: {sentence[:60]!r}; quote it exactly")
    cursor[name] = at + 1
    end = at + len(sentence)
    relations = []
    for triple, (subject, predicate, target) in zip(triples, ends, strict=True):
        bounds = {side: (0, at) if triple.get(f"{side}_ctx") else (at, end) for side in "so"}
        relations.append(
            Gold(
                predicate,
                _places(text, subject, *bounds["s"]),
                _places(text, target, *bounds["o"]),
                (
                    frozenset({_plain(subject), _plain(triple.get("s_name"))} - {""}),
                    frozenset({_plain(target), _plain(triple.get("o_name"))} - {""}),
                ),
                bool(triple.get("neg")),
                bool(triple.get("core", True)),
                triple,
            )
        )
    return Annotated(name, Span(at, end), sentence, tuple(relations))


def read_docs(folder: Path) -> dict[str, Document]:
    """Return the documents of a folder by id.

    Raises:
        SourceError: if the folder holds nothing that kg reads.
    """
    found: dict[str, Document] = {}
    for file in find_files([folder]):
        for doc in read_documents(file):
            if isinstance(doc, SourceError):
                raise doc
            found[doc.id] = with_references(doc)
    return found


def rooms(relation: Relation, annotated: Sequence[Annotated]) -> list[Annotated]:
    """Return the annotated sentences that a relation stands in: none when it stands outside all of them."""
    middle = (relation.sentence.span.start + relation.sentence.span.end) / 2
    at = relation.object.span.start
    return [one for one in annotated if one.span.start <= middle < one.span.end or one.span.start <= at < one.span.end]


def read_annotated(
    annotated: Sequence[Annotated],
    docs: Mapping[str, Document],
    lexicon: Lexicon | None = None,
    min_confidence: float | None = None,
    own: Mapping[Language, Patterns] | None = None,
) -> Iterator[tuple[Document, list[Annotated], list[Reading]]]:
    """Yield each annotated document with its annotated sentences and what is read in all of its sentences."""
    for name in sorted({one.document for one in annotated}):
        mine = [one for one in annotated if one.document == name]
        yield docs[name], mine, list(read_sentences(docs[name], lexicon, min_confidence, own))


def score(
    annotated: Sequence[Annotated],
    docs: Mapping[str, Document],
    lexicon: Lexicon | None = None,
    min_confidence: float | None = None,
    own: Mapping[Language, Patterns] | None = None,
) -> list[Scored]:
    """Return the scores of each language that has annotated sentences, English first.

    Args:
        annotated: as :func:`read_gold` gave them.
        docs: the documents, by id.
        lexicon: the concepts to look for; those shipped with kg when left out.
        min_confidence: 0..1, below which a relation counts as not found; the usual one when left out.
        own: the words and triggers of a language; those shipped with kg when left out.
    """
    scores: dict[Language, Scored] = {}
    for doc, mine, readings in read_annotated(annotated, docs, lexicon, min_confidence, own):
        total = scores.setdefault(doc.language, Scored(doc.language))
        total.sentences += len(mine)
        met: set[int] = set()
        for relation in (relation for reading in readings for relation in reading.relations):
            here = [gold for one in rooms(relation, mine) for gold in one.relations]
            if not rooms(relation, mine):
                continue
            right = tuple(gold for gold in here if gold.agrees(relation))
            total.found.append((relation, right, tuple(gold for gold in here if gold.joins(relation))))
            met |= {id(gold) for gold in right}
        for one in mine:
            for gold in one.relations:
                if gold.core:
                    total.core += 1
                    total.core_found += id(gold) in met
                    if id(gold) not in met:
                        total.missed.append((one, gold))
    return [scores[language] for language in sorted(scores)]
