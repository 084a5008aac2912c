"""What a reader wants on one page: the strongest claims, where they disagree, what nobody cites, and what is missing.

One list of sections serves Markdown and HTML. Every line points to its sentences, which stand at the end, numbered. Names are
given in both languages. Text from documents is escaped in both forms.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.chains import coverage_of, find_chains, languages_of
from kg.graph import Contents, StatementRow
from kg.ontology import load_ontology
from kg.resources import data_folder

__all__ = ["render_report"]

_TOP = 15  #: lines a section shows; a longer one says how many more there are
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_DEFINING = ("is_a", "derived_from")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table, and the sentences it rests on."""

    cells: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    title_zh: str
    columns: tuple[str, ...]
    lines: Sequence[_Line]
    note: str = ""


@dataclass(slots=True)
class _Report:
    """The rows of a graph, and the sentences that were pointed to, in the order in which they were."""

    contents: Contents
    evidence: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def name(self, iri: str) -> str:
        row = self.contents.entities.get(iri)
        if row is None:
            return iri
        return f"{row.label} {row.label_zh}" if row.label_zh and row.label_zh != row.label else row.label

    def says(self, row: StatementRow) -> str:
        term = load_ontology().predicates[row.predicate]
        denied = {"positive": "", "denied": "not · ", "no_change": "no change: "}[row.result]
        return f"{self.name(row.subject)} — {denied}{term.label} {term.label_zh} → {self.name(row.object)}"

    def of(self, *rows: StatementRow) -> tuple[str, ...]:
        return tuple(iri for row in rows for iri in self.evidence.get(row.id, ()))

    def number(self, iri: str) -> int:
        return self.numbers.setdefault(iri, len(self.numbers) + 1)


def _claims(report: _Report) -> _Section:
    rows = [row for row in report.contents.statements if row.predicate not in _DEFINING and row.result == "positive"]
    rows.sort(key=lambda row: (-row.belief, -row.primary, -row.mentions, row.id))
    lines = [
        _Line(
            (
                report.says(row),
                f"{row.belief:.2f}",
                str(row.primary),
                str(row.papers),
                str(row.documents),
                row.certainty,
            ),
            report.of(row),
        )
        for row in rows
    ]
    columns = (
        "claim 论断",
        "belief 可信度",
        "primary papers 原始论文",
        "papers 论文",
        "documents 文献",
        "certainty 确定性",
    )
    return _Section(
        "Strongest claims",
        "证据最强的论断",
        columns,
        lines,
        "by independent evidence; one paper cited by six reviews counts once",
    )


def _oppositions(report: _Report) -> _Section:
    by_id = {row.id: row for row in report.contents.statements}
    lines = []
    for pair in report.contents.oppositions:
        one, other = by_id.get(pair.one), by_id.get(pair.other)
        if one is not None and other is not None:
            why = "; ".join(pair.differences) or "no context differs"
            told = {
                "explained": "explained by context 可由背景解释",
                "unexplained": "not explained 未能解释",
                "unknown": "too little context 背景不足",
            }
            lines.append(_Line((report.says(one), report.says(other), told[pair.verdict], why), report.of(one, other)))
    return _Section(
        "Claims that oppose each other",
        "相互对立的论断",
        ("one 一方", "other 另一方", "verdict 判断", "what differs 差异"),
        lines,
    )


def _uncited(report: _Report) -> _Section:
    rows = [row for row in report.contents.statements if row.papers == 0 and row.predicate not in _DEFINING]
    rows.sort(key=lambda row: (-row.documents, -row.mentions, -row.belief, row.id))
    lines = [_Line((report.says(row), str(row.mentions)), report.of(row)) for row in rows]
    return _Section("Claims without a citation", "无引文的论断", ("claim 论断", "sentences 句数"), lines)


def _unresolved(report: _Report) -> _Section:
    found: dict[tuple[str, str], list[str]] = {}
    for item in report.contents.evidence:
        for number in item.unresolved:
            found.setdefault((item.document, number), []).append(item.id)
    documents = report.contents.documents
    lines = [
        _Line((f"[{number}]", documents[iri].title if iri in documents else iri), tuple(sorted(evidence)))
        for (iri, number), evidence in sorted(found.items())
    ]
    return _Section(
        "Citations that their reference list does not hold",
        "参考文献表中不存在的引文",
        ("citation 引文", "document 文献"),
        lines,
    )


def _gaps(report: _Report) -> list[_Section]:
    languages = languages_of(report.contents)
    found: dict[tuple[str, ...], list[StatementRow]] = {}
    for row in report.contents.statements:
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
        lines = [_Line((report.says(row), f"{row.belief:.2f}"), report.of(row)) for row in rows]
        sections.append(_Section(title, title_zh, ("claim 论断", "belief 可信度"), lines))
    return sections


def _coverage(report: _Report) -> _Section:
    coverage = coverage_of(report.contents)

    def cell(source: str, outcome: str) -> str:
        models = coverage.cells.get((source, outcome), {})
        return (
            ", ".join(
                f"{model.replace('_', ' ') or 'model not stated'} {count}" for model, count in sorted(models.items())
            )
            or "–"
        )

    lines = [
        _Line((report.name(source), *[cell(source, outcome) for outcome in coverage.outcomes]))
        for source in coverage.sources
    ]
    columns = ("source 来源", *[report.name(outcome) for outcome in coverage.outcomes])
    note = "statements by model system; an empty cell (–) is a gap in these documents, perhaps in research"
    return _Section("What was studied in what", "来源、结局与模型的覆盖", columns, lines, note)


def _chains(report: _Report) -> _Section:
    lines: list[_Line] = []
    for chain in find_chains(report.contents):
        if len(lines) > _TOP:
            break
        weak = chain.weakest
        lines.append(
            _Line(
                ("  ⇒  ".join(report.says(row) for row in chain.links), f"{weak.belief:.2f}", report.says(weak)),
                report.of(*chain.links),
            )
        )
    return _Section(
        "Mechanisms, step by step",
        "逐步的机制链",
        ("chain 链", "weakest belief 最弱可信度", "weakest link 最弱环节"),
        lines,
        "each step is read from a sentence; the whole is not",
    )


def _entities(report: _Report) -> _Section:
    counts: Counter[str] = Counter()
    for row in report.contents.statements:
        counts.update((row.subject, row.object))
    lines = [
        _Line((report.name(iri), report.contents.entities[iri].type, str(count)))
        for iri, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if iri in report.contents.entities
    ]
    return _Section("Most spoken of", "论及最多的实体", ("thing 实体", "class 类别", "statements 陈述"), lines)


def _sections(report: _Report) -> list[_Section]:
    return [
        _claims(report),
        _oppositions(report),
        _chains(report),
        _uncited(report),
        _unresolved(report),
        *_gaps(report),
        _coverage(report),
        _entities(report),
    ]


def _escape_md(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, no link, no table cell of its own."""
    return re.sub(r"([\\`*_{}\[\]<>()#|!~$&])", r"\\\1", " ".join(text.split()))


def _source(report: _Report, iri: str) -> tuple[str, str, str]:
    item = next(row for row in report.contents.evidence if row.id == iri)
    document = report.contents.documents.get(item.document)
    context = "; ".join(f"{row.field}: {row.value}" for row in item.context)
    papers = " | ".join(
        report.contents.references[ref].text for ref in item.references if ref in report.contents.references
    )
    where = " · ".join(filter(None, (document.title if document else "", item.section, context, papers)))
    return item.sentence, where, item.language


def _markdown(report: _Report, title: str) -> str:
    out = [f"# {_escape_md(title)}", ""]
    for section in _sections(report):
        out += [f"## {section.title} {section.title_zh}", ""]
        if section.note:
            out += [f"*{section.note}*", ""]
        if not section.lines:
            out += ["none 无", ""]
            continue
        columns = [*map(_escape_md, section.columns), "sentences 原句"]
        out += ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
        for line in section.lines[:_TOP]:
            links = " ".join(f"[{report.number(iri)}](#s{report.number(iri)})" for iri in line.evidence)
            out.append("| " + " | ".join([*map(_escape_md, line.cells), links]) + " |")
        if len(section.lines) > _TOP:
            out += ["", f"and {len(section.lines) - _TOP} more 另有 {len(section.lines) - _TOP} 条"]
        out.append("")
    out += ["## Sentences 原句", ""]
    for iri, number in report.numbers.items():
        sentence, where, _ = _source(report, iri)
        out.append(f'{number}. <a id="s{number}"></a>{_escape_md(sentence)} — *{_escape_md(where)}*')
    return "\n".join(out) + "\n"


def _html(report: _Report, title: str) -> str:
    esc: Callable[[str], str] = html.escape
    out = []
    for section in _sections(report):
        out.append(f'<section><h2>{esc(section.title)} <span lang="zh">{esc(section.title_zh)}</span></h2>')
        out.append(f'<p class="sub">{esc(section.note)}</p>' if section.note else "")
        if not section.lines:
            out.append('<p class="sub">none 无</p></section>')
            continue
        columns = (*section.columns, "sentences 原句")
        out.append(
            '<div class="wide"><table><thead><tr>'
            + "".join(f"<th>{esc(name)}</th>" for name in columns)
            + "</tr></thead><tbody>"
        )
        for line in section.lines[:_TOP]:
            links = " ".join(f'<a href="#s{report.number(iri)}">{report.number(iri)}</a>' for iri in line.evidence)
            out.append("<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in line.cells) + f"<td>{links}</td></tr>")
        more = len(section.lines) - _TOP
        out.append(
            "</tbody></table></div>"
            + (f'<p class="sub">and {more} more 另有 {more} 条</p>' if more > 0 else "")
            + "</section>"
        )
    out.append('<section><h2>Sentences <span lang="zh">原句</span></h2><ol class="sentences">')
    for iri, number in report.numbers.items():
        sentence, where, language = _source(report, iri)
        out.append(
            f'<li id="s{number}"><span lang="{esc(language)}">{esc(sentence)}</span><br><span class="sub">{esc(where)}</span></li>'
        )
    out.append("</ol></section>")
    style = data_folder("page", "report.css").read_text(encoding="utf-8")
    head = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{esc(title)}</title><style>{style}</style></head>'
    )
    return f"{head}<body><h1>{esc(title)}</h1>\n" + "\n".join(filter(None, out)) + "\n</body></html>\n"


def _title(documents: Iterable[str]) -> str:
    names = sorted(filter(None, documents))
    return (
        f"What {len(names)} reviews say 综述所言" if len(names) != 1 else f"What one review says 综述所言: {names[0]}"
    )


def render_report(contents: Contents, style: str) -> str:
    """Return the report on a graph.

    Args:
        contents: rows of the graph.
        style: "html" for a page that asks no network for anything, "md" for Markdown.
    """
    report = _Report(contents)
    for item in sorted(contents.evidence, key=lambda row: (row.document, row.offsets["sentenceStart"], row.id)):
        report.evidence.setdefault(item.statement, []).append(item.id)
    title = _title(row.title for row in contents.documents.values())
    return (_html if style == "html" else _markdown)(report, title)
