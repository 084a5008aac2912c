"""The report as HTML or Markdown. Every line points to its sentences, which stand at the end, numbered, each once.

Text from documents is escaped in both forms, and the page asks no network for anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping

from kg.context.cues import load_values
from kg.exports.findings import TOP, Reading, sections_of
from kg.graph import Contents, ContextRow
from kg.resources import data_folder, load_toml

__all__ = ["render_report"]

_MANY = 12  #: sentences that a line points to; a line with more says how many
_MARKUP = re.compile(r"</?(?:sup|sub|i|em)>")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def _escape_md(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, no link, no table cell of its own."""
    return re.sub(r"([\\`*_{}\[\]<>()#|!~$&])", r"\\\1", " ".join(text.split()))


def _source(reading: Reading, number: int) -> tuple[str, str, str]:
    """Return a sentence as it is read (no markup), where it stands and what it cites, and its language."""
    rows = reading.pointed[number]
    document = reading.contents.documents.get(rows[0].document)
    fields = load_toml(data_folder("page", "page.toml"), "kg/data/page/page.toml")["fields"]
    context = dict.fromkeys(_context(one, fields) for row in rows for one in row.context)
    papers = dict.fromkeys(
        reading.contents.references[ref].text
        for row in rows
        for ref in row.references
        if ref in reading.contents.references
    )
    where = (document.title if document else "", rows[0].section, "; ".join(context), " | ".join(papers))
    return _MARKUP.sub("", rows[0].sentence), " · ".join(filter(None, where)), rows[0].language


def _context(row: ContextRow, fields: Mapping[str, Mapping[str, str]]) -> str:
    known = load_values().get(row.field, {}).get(row.value)
    names = (known.en, known.zh) if known else (row.value, row.value_zh)
    field = fields[row.field]
    return f"{field['en']} {field['zh']}: {' '.join(dict.fromkeys(filter(None, names)))}"


def _markdown(reading: Reading, title: str) -> str:
    out = [f"# {_escape_md(title)}", ""]
    for section in sections_of(reading):
        out += [f"## {section.title} {section.title_zh}", ""]
        if section.note:
            out += [f"*{section.note}*", ""]
        if not section.lines:
            out += ["none 无", ""]
            continue
        columns = [*map(_escape_md, section.columns), "sentences 原句"]
        out += ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
        for line in section.lines[:TOP]:
            numbers, more = reading.links(line.evidence, _MANY)
            links = " ".join(f"[{number}](#s{number})" for number in numbers) + (f" +{more}" if more else "")
            out.append("| " + " | ".join([*map(_escape_md, line.cells), links]) + " |")
        if len(section.lines) > TOP:
            out += ["", f"and {len(section.lines) - TOP} more 另有 {len(section.lines) - TOP} 条"]
        out.append("")
    out += ["## Sentences 原句", ""]
    for number in sorted(reading.pointed):
        sentence, where, _ = _source(reading, number)
        out.append(f'{number}. <a id="s{number}"></a>{_escape_md(sentence)} — *{_escape_md(where)}*')
    return "\n".join(out) + "\n"


def _html(reading: Reading, title: str) -> str:
    esc: Callable[[str], str] = html.escape
    out = []
    for section in sections_of(reading):
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
        for line in section.lines[:TOP]:
            numbers, more = reading.links(line.evidence, _MANY)
            links = " ".join(f'<a href="#s{number}">{number}</a>' for number in numbers) + (f" +{more}" if more else "")
            out.append("<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in line.cells) + f"<td>{links}</td></tr>")
        more = len(section.lines) - TOP
        out.append(
            "</tbody></table></div>"
            + (f'<p class="sub">and {more} more 另有 {more} 条</p>' if more > 0 else "")
            + "</section>"
        )
    out.append('<section><h2>Sentences <span lang="zh">原句</span></h2><ol class="sentences">')
    for number in sorted(reading.pointed):
        sentence, where, language = _source(reading, number)
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
    reading = Reading.of_graph(contents)
    title = _title(row.title for row in contents.documents.values())
    return (_html if style == "html" else _markdown)(reading, title)
