"""What the report says, section by section: the strongest claims, where they disagree, what nobody cites, what is missing.

Plain rows; :mod:`kg.exports.report` writes them as HTML or Markdown. Names are given in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.chains import coverage_of, find_chains, languages_of
from kg.context.cues import Value, load_values
from kg.graph import Contents, EvidenceRow, StatementRow
from kg.ontology import load_ontology

__all__ = ["TOP", "Line", "Reading", "Section", "sections_of"]

TOP = 15  #: lines a section shows; a longer one says how many more there are
_DEFINING = ("is_a", "derived_from")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, and the sentences it rests on."""

    cells: tuple[str, ...]
    evidence: Sequence[EvidenceRow] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table; ``columns`` leaves out the last, the sentences."""

    title: str
    title_zh: str
    columns: tuple[str, ...]
    lines: Sequence[Line]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a graph, and which sentences were pointed to, numbered in the order in which they were.

    Attributes:
        contents: rows of the graph.
        evidence: statement -> its evidence, as the sentences stand in the documents.
        numbers: (document, where the sentence begins) -> number, 1 and up.
        pointed: number -> the evidence that pointed to it.
    """

    contents: Contents
    evidence: Mapping[str, Sequence[EvidenceRow]]
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    pointed: dict[int, list[EvidenceRow]] = field(default_factory=dict)

    @classmethod
    def of_graph(cls, contents: Contents) -> Reading:
        """Return a reading in which nothing was pointed to yet."""
        evidence: dict[str, list[EvidenceRow]] = {}
        for item in sorted(contents.evidence, key=lambda row: (row.document, row.offsets["sentenceStart"], row.id)):
            evidence.setdefault(item.statement, []).append(item)
        return cls(contents, evidence)

    def name(self, iri: str) -> str:
        """Return a thing's names, English and Chinese."""
        row = self.contents.entities.get(iri)
        if row is None:
            return iri
        return f"{row.label} {row.label_zh}" if row.label_zh and row.label_zh != row.label else row.label

    def says(self, *rows: StatementRow) -> str:
        """Return a statement in words, with its result; several that differ in their object alone as one."""
        row = rows[0]
        term = load_ontology().predicates[row.predicate]
        denied = {"positive": "", "denied": "not · ", "no_change": "no change: "}[row.result]
        objects = ", ".join(self.name(one.object) for one in rows)
        return f"{self.name(row.subject)} — {denied}{term.label} {term.label_zh} → {objects}"

    def together(self, rows: Sequence[StatementRow]) -> list[list[StatementRow]]:
        """Return statements in their order, those of one subject that the same sentences make of several objects together.

        A sentence that lists nine genes makes one claim of nine, and not the nine strongest.
        """
        groups: dict[tuple[object, ...], list[StatementRow]] = {}
        for row in rows:
            places = frozenset((item.document, item.offsets["sentenceStart"]) for item in self.of(row))
            key = (row.subject, row.predicate, row.result, row.certainty, places or row.id)
            groups.setdefault(key, []).append(row)
        return list(groups.values())

    def of(self, *rows: StatementRow) -> tuple[EvidenceRow, ...]:
        """Return the evidence of statements, in their order."""
        return tuple(item for row in rows for item in self.evidence.get(row.id, ()))

    def links(self, evidence: Sequence[EvidenceRow], most: int) -> tuple[list[int], int]:
        """Return the numbers of at most so many sentences, each once, and how many further sentences there are.

        A sentence that was read for six claims has one number.
        """
        places = dict.fromkeys((row.document, row.offsets["sentenceStart"]) for row in evidence)
        shown = list(places)[:most]
        for place in shown:
            number = self.numbers.setdefault(place, len(self.numbers) + 1)
            known = self.pointed.setdefault(number, [])
            known += [
                row for row in evidence if (row.document, row.offsets["sentenceStart"]) == place and row not in known
            ]
        return [self.numbers[place] for place in shown], len(places) - len(shown)


def _strength(row: StatementRow) -> tuple[float, int, int, str]:
    return -row.belief, -row.primary, -row.mentions, row.id


def _claims(reading: Reading) -> Section:
    rows = [row for row in reading.contents.statements if row.predicate not in _DEFINING and row.result == "positive"]
    rows.sort(key=_strength)
    lines = [
        Line(
            (
                reading.says(*group),
                f"{group[0].belief:.2f}",
                str(group[0].primary),
                str(group[0].papers),
                str(group[0].documents),
                group[0].certainty,
            ),
            reading.of(*group),
        )
        for group in reading.together(rows)
    ]
    columns = (
        "claim 论断",
        "belief 可信度",
        "primary papers 原始论文",
        "papers 论文",
        "documents 文献",
        "certainty 确定性",
    )
    return Section(
        "Strongest claims",
        "证据最强的论断",
        columns,
        lines,
        "by independent evidence; one paper cited by six reviews counts once",
    )


def _oppositions(reading: Reading) -> Section:
    by_id = {row.id: row for row in reading.contents.statements}
    lines = []
    for pair in reading.contents.oppositions:
        one, other = by_id.get(pair.one), by_id.get(pair.other)
        if one is not None and other is not None:
            why = "; ".join(pair.differences) or "no context differs"
            told = {
                "explained": "explained by context 可由背景解释",
                "unexplained": "not explained 未能解释",
                "unknown": "too little context 背景不足",
            }
            lines.append(
                Line((reading.says(one), reading.says(other), told[pair.verdict], why), reading.of(one, other))
            )
    return Section(
        "Claims that oppose each other",
        "相互对立的论断",
        ("one 一方", "other 另一方", "verdict 判断", "what differs 差异"),
        lines,
    )


def _uncited(reading: Reading) -> Section:
    rows = [row for row in reading.contents.statements if row.papers == 0 and row.predicate not in _DEFINING]
    rows.sort(key=lambda row: (-row.documents, -row.mentions, -row.belief, row.id))
    lines = [
        Line((reading.says(*group), str(group[0].mentions)), reading.of(*group)) for group in reading.together(rows)
    ]
    return Section("Claims without a citation", "无引文的论断", ("claim 论断", "sentences 句数"), lines)


def _unresolved(reading: Reading) -> Section:
    found: dict[str, dict[str, list[EvidenceRow]]] = {}
    for item in reading.contents.evidence:
        for number in item.unresolved:
            found.setdefault(item.document, {}).setdefault(number, []).append(item)
    listed = {item.document for item in reading.contents.evidence if item.references}
    documents = reading.contents.documents
    lines = []
    # a document whose list was not read at all is one thing to mend, not forty
    for iri, numbers in sorted(found.items(), key=lambda pair: (pair[0] not in listed, pair[0])):
        title = documents[iri].title if iri in documents else iri
        if iri in listed:
            lines += [Line((f"[{number}]", title), tuple(evidence)) for number, evidence in sorted(numbers.items())]
        else:
            cells = (
                f"{len(numbers)} · none of its citations was found in a reference list 所有引文均未在参考文献表中找到",
                title,
            )
            lines.append(Line(cells, tuple(one for _, evidence in sorted(numbers.items()) for one in evidence)))
    return Section(
        "Citations that their reference list does not hold",
        "参考文献表中不存在的引文",
        ("citation 引文", "document 文献"),
        lines,
    )


def _gaps(reading: Reading) -> list[Section]:
    languages = languages_of(reading.contents)
    found: dict[tuple[str, ...], list[StatementRow]] = {}
    for row in reading.contents.statements:
        if row.predicate not in _DEFINING:
            found.setdefault(languages.get(row.id, ()), []).append(row)
    titles = {
        ("en", "zh"): ("Claims in both languages", "两种语言均有的论断"),
        ("en",): ("Claims only in English", "仅见于英文的论断"),
        ("zh",): ("Claims only in Chinese", "仅见于中文的论断"),
    }
    sections = []
    for key, (title, title_zh) in titles.items():
        rows = sorted(found.get(key, ()), key=lambda row: (-row.belief, row.id))
        lines = [
            Line((reading.says(*group), f"{group[0].belief:.2f}"), reading.of(*group))
            for group in reading.together(rows)
        ]
        sections.append(Section(title, title_zh, ("claim 论断", "belief 可信度"), lines))
    return sections


def _coverage(reading: Reading) -> Section:
    coverage, models = coverage_of(reading.contents), load_values()["model"]

    def cell(source: str, outcome: str) -> str:
        rows = coverage.cells.get((source, outcome), {})
        return "; ".join(f"{_model(models.get(name))} {len(rows[name])}" for name in sorted(rows)) or "–"

    lines = [
        Line(
            (reading.name(source), *[cell(source, outcome) for outcome in coverage.outcomes]),
            reading.of(
                *[
                    row
                    for outcome in coverage.outcomes
                    for rows in coverage.cells.get((source, outcome), {}).values()
                    for row in rows
                ]
            ),
        )
        for source in coverage.sources
    ]
    columns = ("source 来源", *[reading.name(outcome) for outcome in coverage.outcomes])
    note = "statements by model system; an empty cell (–) is a gap in these documents, perhaps in research"
    return Section("What was studied in what", "来源、结局与模型的覆盖", columns, lines, note)


def _model(value: Value | None) -> str:
    return f"{value.en} {value.zh}" if value else "model not stated 未说明模型"


def _chains(reading: Reading) -> Section:
    lines: list[Line] = []
    for chain in find_chains(reading.contents):
        if len(lines) > TOP:
            break
        weak = chain.weakest
        lines.append(
            Line(
                ("  ⇒  ".join(reading.says(row) for row in chain.links), f"{weak.belief:.2f}", reading.says(weak)),
                reading.of(*chain.links),
            )
        )
    return Section(
        "Mechanisms, step by step",
        "逐步的机制链",
        ("chain 链", "weakest belief 最弱可信度", "weakest link 最弱环节"),
        lines,
        "each step is read from a sentence; the whole is not",
    )


def _entities(reading: Reading) -> Section:
    spoken: dict[str, dict[str, StatementRow]] = {}
    for row in sorted(reading.contents.statements, key=_strength):
        for end in (row.subject, row.object):
            spoken.setdefault(end, {})[row.id] = row
    lines = [
        Line((reading.name(iri), reading.contents.entities[iri].type, str(len(rows))), reading.of(*rows.values()))
        for iri, rows in sorted(spoken.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        if iri in reading.contents.entities
    ]
    return Section("Most spoken of", "论及最多的实体", ("thing 实体", "class 类别", "statements 陈述"), lines)


def sections_of(reading: Reading) -> list[Section]:
    """Return the sections of the report, in the order in which they are read."""
    return [
        _claims(reading),
        _oppositions(reading),
        _chains(reading),
        _uncited(reading),
        _unresolved(reading),
        *_gaps(reading),
        _coverage(reading),
        _entities(reading),
    ]
