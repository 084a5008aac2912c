"""Tables of texts, one document a row: CSV, TSV, JSON lines. The columns are known by their names, English or Chinese."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.decoding import decode
from kg.sources.opening import Read, Source
from kg.sources.structure import read_structure

__all__ = ["COLUMNS", "read_csv", "read_jsonl"]

#: what a column holds -> its names, in lower case
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "doc", "doc_id", "document", "编号", "序号"),
    "pmid": ("pmid", "pubmed_id", "pubmed id"),
    "title": ("title", "article title", "题名", "标题", "题目", "篇名"),
    "abstract": ("abstract", "ab", "summary", "摘要"),
    "text": ("text", "full_text", "fulltext", "full text", "body", "content", "全文", "正文", "文本", "内容"),
    "journal": ("journal", "source", "source title", "journal/book", "期刊", "刊名", "来源"),
    "year": ("year", "publication year", "pub_year", "date", "年份", "年", "发表时间"),
    "doi": ("doi",),
    "authors": ("authors", "author", "author full names", "作者"),
}
_NAMED = {name: field for field, names in COLUMNS.items() for name in names}
_MOST = 10_000_000  #: code points of a cell; the reader's own limit is too low for a full text


def _document(source: Source, row: Mapping[str, str], number: int) -> Document | SourceError:
    """Return the document of a row; the number counts from 1."""
    title, parts = row.get("title", "").strip(), [row.get(name, "").strip() for name in ("abstract", "text")]
    if not any((title, *parts)):
        return SourceError(f"{source.name}: row {number} has neither title nor text; fill it or leave it out")
    given = row.get("pmid", "").strip()
    name = row.get("id", "").strip() or given or f"{source.id}-{number}"
    text = "\n\n".join(part for part in (f"# {title}" if title else "", *parts) if part)
    doc = read_structure(text, document=name, path=f"{source.path}#{name}")
    year = re.search(r"(?:19|20)\d{2}", row.get("year", ""))
    authors = [one.strip() for one in re.split(r"[;；|]|,(?=\s*[A-Z\u4e00-\u9fff])", row.get("authors", ""))]
    return replace(
        doc,
        title=title or doc.title,
        journal=row.get("journal", "").strip() or doc.journal,
        year=year[0] if year else doc.year,
        doi=re.sub(r"^https?://(?:dx\.)?doi\.org/", "", row.get("doi", "").strip()) or doc.doi,
        pmid=given,
        authors=tuple(one for one in authors if one) or doc.authors,
    )


def _fields(names: list[str], source: Source) -> dict[str, str]:
    """Return column -> what it holds; the first of two that hold the same counts.

    Raises:
        SourceError: if no column holds a text.
    """
    found: dict[str, str] = {}
    for name in names:
        field = _NAMED.get(name.strip().strip("\ufeff").lower())
        if field and field not in found.values():
            found[name] = field
    if not {"abstract", "text"} & set(found.values()):
        expected = ", ".join((*COLUMNS["text"], *COLUMNS["abstract"]))
        raise SourceError(
            f"{source.name}: no column of texts among {', '.join(names)[:200]!r}; expected one named {expected}; rename it"
        )
    return found


def read_csv(source: Source) -> Read:
    """Yield the documents of a table with commas, semicolons or tabs, a header first."""
    text = decode(source.read(), source.name)
    first = text.partition("\n")[0]
    mark = max("\t,;", key=lambda one: (first.count(one), one == ","))
    csv.field_size_limit(_MOST)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        head = next(rows)
        fields = _fields(head, source)
        for number, cells in enumerate(rows, 1):
            if any(cell.strip() for cell in cells):
                row = {fields[name]: cell for name, cell in zip(head, cells, strict=False) if name in fields}
                yield _document(source, row, number)
    except csv.Error as error:
        raise SourceError(f"{source.name}: line {rows.line_num} is no row of a table: {error}; mend it") from error


def _lines(text: str, source: Source) -> Iterator[tuple[int, Any | SourceError]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, SourceError(f"{source.name}: line {number} is not JSON: {error}; mend it")


def read_jsonl(source: Source) -> Read:
    """Yield the documents of a file with a JSON object a line, or of one list of objects."""
    text = decode(source.read(), source.name)
    if text.lstrip().startswith("["):
        try:
            items: Iterator[tuple[int, Any]] = iter(enumerate(json.loads(text), 1))
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{source.name}: not valid JSON: {error}; expected a list of objects; mend it") from error
    else:
        items = _lines(text, source)
    for number, item in items:
        if isinstance(item, SourceError):
            yield item
        elif not isinstance(item, dict):
            yield SourceError(
                f"{source.name}: line {number} is no object; expected keys such as title and text; mend it"
            )
        else:
            try:
                fields = _fields([str(name) for name in item], source)
            except SourceError as error:
                yield SourceError(f"line {number} of {error}")
                continue
            row = {
                field: "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
                for name, field in fields.items()
                for value in [item.get(name)]
            }
            yield _document(source, row, number)
