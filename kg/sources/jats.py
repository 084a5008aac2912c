"""JATS and NLM full texts (``.nxml``, ``.xml``): https://jats.nlm.nih.gov. References and citations come from the markup."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml import etree

from kg.errors import SourceError
from kg.model import Document, Reference
from kg.sources.drafting import Cite, Draft, Kind, Piece
from kg.sources.markup import children, entity_text, name_of, one_text, parse, text_of
from kg.sources.opening import Read, Source

__all__ = ["read_jats"]

_BLOCKS = (
    "fig",
    "fig-group",
    "table-wrap",
    "table-wrap-group",
    "disp-formula",
    "boxed-text",
    "list",
    "def-list",
    "disp-quote",
)
_SKIPPED = (
    "graphic",
    "media",
    "inline-graphic",
    "tex-math",
    "alternatives",
    "object-id",
    "fn",
    "supplementary-material",
)
_PICTORIAL = ("graphical", "teaser", "toc", "key-points", "precis")
#: a printed number: "12", "[12]", "12."
_LABEL = re.compile(r"\W*(\d{1,4})\W*")
_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation")
_RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


def _names(element: etree._Element) -> tuple[str, ...]:
    """Return the people below an element, family name and initials."""
    found = []
    for name in element.iter("{*}name", "{*}string-name"):
        family, given = one_text(name, "{*}surname"), one_text(name, "{*}given-names")
        initials = (
            given
            if len(given) <= 3 and given.isupper()
            else "".join(part[0] for part in re.split(r"[\s.-]+", given) if part)
        )
        found.append(f"{family} {initials}".strip() if family.isascii() or not given else family + given)
    found += [text_of(group) for group in element.iter("{*}collab")]
    return tuple(name for name in found if name)


def _references(element: etree._Element, place: int, taken: Container[str]) -> Iterator[Reference]:
    """Yield what an entry of the reference list cites: one paper, or several that it calls a, b, c.

    Args:
        element: the entry.
        place: of the entry in the list, from 1; its number where it prints none, or one that is taken.
        taken: the numbers of those before.
    """
    label = _LABEL.fullmatch(one_text(element, "{*}label"))
    number = label[1] if label and label[1] not in taken else str(place)
    while number in taken:
        number += "'"
    cited = [one for one in element if name_of(one) in _CITATIONS]
    cited = cited or list(element.iter(*(f"{{*}}{name}" for name in _CITATIONS)))[:1] or [element]
    for nth, one in enumerate(cited):
        yield _reference(one, number + ("" if nth == 0 else chr(ord("a") + nth) if nth < 26 else f"-{nth}"))


def _reference(cited: etree._Element, number: str) -> Reference:
    """Return what one citation says."""
    ids = {one.get("pub-id-type", ""): text_of(one) for one in cited.iter("{*}pub-id")}
    doi = ids.get("doi", "") or next(
        (
            found[0]
            for link in cited.iter("{*}ext-link", "{*}uri")
            if (found := re.search(r"10\.\d{4,9}/\S+", text_of(link)))
        ),
        "",
    )
    first, last = one_text(cited, "{*}fpage"), one_text(cited, "{*}lpage")
    title = one_text(cited, "{*}article-title") or one_text(cited, "{*}chapter-title")
    journal = one_text(cited, "{*}source")
    if not title:
        title, journal = journal, ""
    authors = _names(cited)
    year = re.search(r"(?:19|20)\d{2}", one_text(cited, "{*}year"))
    volume = one_text(cited, "{*}volume")
    pages = "-".join(part for part in (first, last) if part) or one_text(cited, "{*}elocation-id")
    where = ";".join(part for part in (year[0] if year else "", f"{volume}:{pages}".strip(":")) if part)
    parts = (", ".join(authors), title, journal, where)
    printed = ". ".join(part.rstrip(". ") for part in parts if part) if authors and title and year else text_of(cited)
    return Reference(
        number=number,
        text=printed,
        authors=authors,
        title=title.rstrip(" ."),
        journal=journal,
        year=year[0] if year else "",
        volume=volume,
        pages=pages,
        doi=doi.rstrip(".,;)"),
        pmid=ids.get("pmid", ""),
    )


class _Reader:
    """Walks one article."""

    def __init__(self, article: etree._Element) -> None:
        self.article = article
        self.draft = Draft()
        self.numbers: dict[str, tuple[str, ...]] = {}
        taken: set[str] = set()
        for place, element in enumerate(article.iter("{*}ref"), 1):
            entries = list(_references(element, place, taken))
            self.numbers[element.get("id", f"?{place}")] = tuple(entry.number for entry in entries)
            taken.update(entry.number for entry in entries)
            self.draft.references += entries

    def pieces(self, element: etree._Element) -> Iterator[Piece]:
        """Yield the running text of an element; citations as such, what stands on its own is left out."""
        yield element.text or ""
        for child in element:
            name = name_of(child)
            if not name:
                yield entity_text(child)
            elif name == "xref" and child.get("ref-type") == "bibr":
                yield from self._cite(child)
            elif name == "sup":
                yield from self._raised(child)
            elif name in ("break", "label"):
                yield " "
            elif name == "title":  # of a part within a paragraph
                yield text_of(child).rstrip(".: ") + ". "
            elif name not in (*_BLOCKS, *_SKIPPED):
                yield from self.pieces(child)
            yield child.tail or ""

    def _cite(self, xref: etree._Element) -> Iterator[Piece]:
        numbers = tuple(number for rid in xref.get("rid", "").split() for number in self.numbers.get(rid, ()))
        shown = "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces(xref))
        yield Cite(shown, numbers) if numbers else shown

    def _raised(self, element: etree._Element) -> Iterator[Piece]:
        inside = list(self.pieces(element))
        text = "".join(piece if isinstance(piece, str) else piece.text for piece in inside).strip()
        if any(isinstance(piece, Cite) for piece in inside):
            bare = not re.match(r"[\[(（［]", text)
            yield from (["[", *inside, "]"] if bare else inside)
        else:
            yield text.translate(_RAISED) if re.fullmatch(r"[\d−-]+", text) else text

    def block(self, element: etree._Element, kind: Kind | None = None) -> None:
        """Add a paragraph, list, figure or table, and what stands in it on its own."""
        name = name_of(element)
        if name in ("fig", "table-wrap", "fig-group", "table-wrap-group"):
            for caption in element.iter("{*}caption"):
                self.draft.add(["".join(text_of(part) + " " for part in caption)], "table")
            for row in element.iter("{*}tr"):
                self.draft.add(["| " + " | ".join(text_of(cell) for cell in row) + " |"], "table", "\n")
            return
        if name in ("disp-formula", "label", "object-id"):
            return
        if name in ("list", "def-list", "boxed-text", "disp-quote", "list-item", "def-item", "def"):
            for child in element:
                self.block(child, kind)
            return
        if name in ("p", "title", "term", "verse-group", "speech"):
            self.draft.add(self.pieces(element), kind)
        for child in element.iter(*("{*}" + block for block in _BLOCKS)):
            if next(one for one in child.iterancestors() if name_of(one) in (*_BLOCKS, name)) is element:
                self.block(child, kind)

    def part(self, element: etree._Element, kind: Kind | None = None) -> None:
        """Add a section with those inside it; what is inside methods is methods."""
        title = next(children(element, "title"), None)
        if title is not None or kind is not None:
            self.draft.open(text_of(title), kind)
        inherited = self.draft.kind if self.draft.kind != "body" else None
        heading, own = self.draft.heading, self.draft.kind
        for child in element:
            if name_of(child) == "sec":
                self.part(child, inherited)
                self.draft.heading, self.draft.kind = heading, own
            elif name_of(child) not in ("title", "label", "sec-meta", ""):
                self.block(child)

    def read(self, source: Source) -> Document:
        """Return the document of the article."""
        meta = self.article.find("{*}front/{*}article-meta")
        meta = meta if meta is not None else self.article.find("{*}front-stub")
        title = journal = year = ""
        ids: dict[str, str] = {}
        authors: tuple[str, ...] = ()
        if meta is not None:
            title = one_text(meta, "{*}title-group/{*}article-title")
            journal = one_text(self.article, "{*}front/{*}journal-meta//{*}journal-title")
            years = [
                found[0]
                for date in meta.iter("{*}pub-date")
                if (found := re.search(r"(?:19|20)\d{2}", one_text(date, "{*}year")))
            ]
            year = min(years, default="")
            ids = {one.get("pub-id-type", ""): text_of(one) for one in children(meta, "article-id")}
            authors = tuple(
                name
                for one in meta.iter("{*}contrib")
                if one.get("contrib-type", "author") == "author"
                for name in _names(one)[:1]
            )
            self.draft.open(title)
            for abstract in children(meta, "abstract", "trans-abstract"):
                if abstract.get("abstract-type", "").split("-")[0] not in _PICTORIAL:
                    self.draft.open(text_of(next(children(abstract, "title"), None)) or "Abstract", "body")
                    self._abstract(abstract)
        for body in children(self.article, "body"):
            self.draft.open("", "body")
            self.part(body)
        if self.draft.references:
            self.draft.open("References", "references")
            for reference in self.draft.references:
                self.draft.add([f"[{reference.number}] {reference.text}"], "references", "\n")
        if not any(section.kind == "body" for section in self.draft.sections) and not title:
            raise SourceError(
                f"{source.name}: an article without title, abstract and text; expected one of them; leave it out"
            )
        pmc = re.sub(r"^PMC", "", ids.get("pmc", "") or ids.get("pmcid", ""))
        return self.draft.finish(
            source.id if source.id not in ("", "-") else f"PMC{pmc}",
            source.path,
            title=title,
            authors=authors,
            journal=journal,
            year=year,
            doi=ids.get("doi", ""),
            pmid=ids.get("pmid", ""),
        )

    def _abstract(self, abstract: etree._Element) -> None:
        heading = self.draft.heading
        for child in abstract:
            if name_of(child) == "sec":
                label = text_of(next(children(child, "title"), None))
                # "Methods" of an abstract are a line or two, and no result
                kind = self._kind_within(label)
                for block in children(child, "p", "list"):
                    self.block(block, kind)
            elif name_of(child) not in ("title", ""):
                self.block(child)
        self.draft.heading = heading

    @staticmethod
    def _kind_within(label: str) -> Kind:
        draft = Draft()
        draft.open(label)
        return draft.kind


def read_jats(source: Source) -> Read:
    """Yield the articles of a JATS file: one, or those of a set (``pmc-articleset``)."""
    root = parse(source)
    articles = [root] if name_of(root) == "article" else list(root.iter("{*}article"))
    if not articles:
        raise SourceError(f"{source.name}: no article in this XML (its root is <{name_of(root)}>); expected JATS")
    for place, article in enumerate(articles, 1):
        within = (
            source if len(articles) == 1 else Source(f"{source.name}#{place}", source.open, f"{source.path}#{place}")
        )
        try:
            yield _Reader(article).read(within)
        except SourceError as error:
            yield error
