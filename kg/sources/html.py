"""Web pages to documents: the article without what stands around it, its headings, tables and raised numbers kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from kg.errors import SourceError
from kg.model import Document
from kg.sources.decoding import decode
from kg.sources.markup import name_of
from kg.sources.opening import Read, Source
from kg.sources.structure import read_structure

__all__ = ["read_html"]

_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "object",
    "canvas",
    "figure",
    "dialog",
)
_BLOCK = (
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "tr",
    "br",
    "hr",
    "body",
    "center",
    "address",
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|breadcrumbs?|cookie|banner|advert|ads?|share|social|related|recommend|comments?|footer|header|popup|modal|toolbar|subscribe|newsletter|login)(?:$|[\s_-])",
    re.I,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]+)", re.I)
_RAISED = re.compile(r"\s*[\[(（［]?\s*\d{1,3}(?:\s*[-–—,，、;；]\s*\d{1,3})*\s*[\])）］]?\s*")


def _decoded(source: Source) -> str:
    data = source.read()
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else ""
    if name in ("gb2312", "gbk", "gb18030", "big5", "big5-hkscs"):
        try:
            return data.decode("gb18030" if name.startswith("gb") else name)
        except UnicodeDecodeError:
            pass  # the page says what it is not
    return decode(data, source.name)


def _around(element: etree._Element, much: float) -> bool:
    """Return whether an element stands around the article: menus, footers, advertisements.

    Args:
        element: of the page.
        much: running text, in code points, with which it is the article whatever its class says: "site with-sidebar".
    """
    if name_of(element) in _DROPPED or element.get("role") in (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
    ):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if not _AROUND.search(named) or name_of(element) in ("body", "html", "article", "main"):
        return False
    return not 0 < much <= _prose(element)


def _prose(element: etree._Element) -> int:
    """Return how much running text an element holds: code points of its paragraphs, less those of their links."""
    total = 0
    for paragraph in element.iter("p"):
        linked = sum(len("".join(map(str, link.itertext()))) for link in paragraph.iter("a"))
        total += max(0, len("".join(map(str, paragraph.itertext())).strip()) - linked)
    return total


def _main(body: etree._Element) -> etree._Element:
    """Return the element that holds the article: a marked one, else the smallest with most of the prose."""
    whole = _prose(body)
    marked = [one for one in body.iter("article", "main") if _prose(one) >= 0.5 * whole]
    marked += [one for one in body.iter() if one.get("role") == "main" and _prose(one) >= 0.5 * whole]
    best = marked[-1] if marked and whole else body
    while whole:
        inside = [
            child
            for child in best
            if name_of(child) in ("div", "section", "article", "main") and _prose(child) >= 0.85 * whole
        ]
        if len(inside) != 1:
            break
        best = inside[0]
    return best


def _walk(element: etree._Element, much: float) -> Iterator[str]:
    """Yield the text of an element in the form of Markdown; a line end ends a block."""
    name = name_of(element)
    if not name or _around(element, much):
        yield re.sub(r"\s+", " ", element.tail or "")
        return
    heading = re.fullmatch(r"h([1-6])", name)
    if heading:
        yield f"\n\n{'#' * int(heading[1])} {' '.join(''.join(map(str, element.itertext())).split())}\n\n"
    elif name == "sup":
        inside = "".join(map(str, element.itertext()))
        yield f"<sup>{inside.strip()}</sup>" if _RAISED.fullmatch(inside) else inside
    elif name in ("td", "th"):
        yield " | " + " ".join("".join(map(str, element.itertext())).split())
    elif name == "pre":
        yield "\n\n" + "".join(map(str, element.itertext())) + "\n\n"
    else:
        parent = element.getparent()
        within = name_of(parent) if parent is not None else ""
        if name in _BLOCK:
            yield "\n" if name in ("br", "tr") else "\n\n- " if name == "li" and within == "ul" else "\n\n"
        if name == "li" and within == "ol":
            place = 1 + sum(1 for _ in element.itersiblings("li", preceding=True))
            yield f"{place}. "
        yield re.sub(r"\s+", " ", element.text or "")
        for child in element:
            yield from _walk(child, much)
        if name in _BLOCK:
            yield "\n" if name in ("br", "tr") else "\n\n"
    yield re.sub(r"\s+", " ", element.tail or "") if element.tail else ""


def _markdown(element: etree._Element) -> str:
    text = "".join(_walk(element, 0.3 * _prose(element))).removesuffix(re.sub(r"\s+", " ", element.tail or ""))
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _said(root: etree._Element) -> dict[str, list[str]]:
    """Return what the head of a page says of its article, in the words of Google Scholar and Dublin Core."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            found.setdefault(name, []).append(value)
    return found


def read_html(source: Source) -> Read:
    """Yield the document of a web page."""
    text = _decoded(source)
    try:
        root = lxml_html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text),
            parser=lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise SourceError(
            f"{source.name}: cannot be read as HTML: {error}; expected a web page; save it again"
        ) from error
    said = _said(root)
    body = root.find("body")
    try:
        markdown = _markdown(_main(body if body is not None else root))
    except RecursionError as error:
        raise SourceError(f"{source.name}: nested too deeply; expected an article; save the page as text") from error
    if not markdown:
        raise SourceError(f"{source.name}: a page without text; expected an article; save it as it is shown")

    def one(*names: str) -> str:
        return next((said[name][0] for name in names if name in said), "")

    title = one("citation_title", "dc.title", "og:title")
    if not title and not re.search(r"^# ", markdown, re.M):
        title = re.split(r"\s[|–—-]\s", " ".join((root.findtext("head/title") or "").split()))[0]
    if title and not markdown.startswith("# "):
        markdown = f"# {title}\n\n{markdown}" if title not in markdown[:400] else markdown
    doc: Document = read_structure(markdown, document=source.id, path=source.path)
    year = re.search(
        r"(?:19|20)\d{2}", one("citation_publication_date", "citation_date", "citation_online_date", "dc.date")
    )
    yield replace(
        doc,
        title=title or doc.title,
        authors=tuple(said.get("citation_author", ())) or doc.authors,
        journal=one("citation_journal_title") or doc.journal,
        year=year[0] if year else doc.year,
        doi=one("citation_doi", "dc.identifier.doi").removeprefix("doi:") or doc.doi,
        pmid=one("citation_pmid"),
    )
