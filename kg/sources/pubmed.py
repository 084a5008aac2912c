"""PubMed's own formats, many records a file: XML (https://dtd.nlm.nih.gov/ncbi/pubmed/) and MEDLINE (``.nbib``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.errors import SourceError
from kg.model import Document
from kg.sources.decoding import decode
from kg.sources.drafting import Draft
from kg.sources.markup import children, one_text, records, text_of
from kg.sources.opening import Read, Source

__all__ = ["read_medline", "read_pubmed"]

_YEAR = re.compile(r"(?:19|20)\d{2}")
_FIELD = re.compile(r"^([A-Z]{2,4}) *- ?(.*)$")


def _document(
    source: Source, pmid: str, title: str, parts: list[tuple[str, str]], **front: object
) -> Document | SourceError:
    """Return the document of a record: its title, and its abstract with the labels of its parts."""
    draft = Draft()
    title = re.sub(r"^\[(.*)\]\.?$", r"\1", title)  # brackets mark a translated title
    draft.open(title)
    for label, text in parts:
        # the label of a part is a heading: what stands under METHODS is no result
        draft.open(label.capitalize() if label.isupper() else label, None if label else "body")
        draft.add([text])
    if not draft.text:
        return SourceError(f"{source.name}: record {pmid or '?'} has neither title nor abstract; leave it out")
    return draft.finish(pmid or source.id, f"{source.path}#{pmid}", title=title.rstrip("."), pmid=pmid, **front)


def _authors(article: etree._Element) -> tuple[str, ...]:
    found = []
    for author in article.iterfind("AuthorList/Author"):
        name = f"{one_text(author, 'LastName')} {one_text(author, 'Initials')}".strip()
        found.append(name or one_text(author, "CollectiveName"))
    return tuple(name for name in found if name)


def read_pubmed(source: Source) -> Read:
    """Yield the records of a PubMed XML file, one after the other, however many there are."""
    for record in records(source, "PubmedArticle", "PubmedBookArticle"):
        citation = next(children(record, "MedlineCitation", "BookDocument"), record)
        article = next(children(citation, "Article"), citation)
        parts = [
            (part.get("Label", ""), text_of(part))
            for abstract in (*children(article, "Abstract"), *children(citation, "OtherAbstract"))
            for part in children(abstract, "AbstractText")
        ]
        ids = {one.get("IdType", ""): text_of(one) for one in record.iterfind("PubmedData/ArticleIdList/ArticleId")}
        located = (text_of(one) for one in article.iterfind("ELocationID") if one.get("EIdType") == "doi")
        published = one_text(article, "Journal/JournalIssue/PubDate")
        year = _YEAR.search(published)
        yield _document(
            source,
            one_text(citation, "PMID"),
            one_text(article, "ArticleTitle"),
            parts,
            authors=_authors(article),
            journal=one_text(article, "Journal/Title"),
            year=year[0] if year else "",
            doi=ids.get("doi", "") or next(located, ""),
        )


def _fields(text: str) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each record; a line that begins with spaces goes on with the one before."""
    record: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found and found[1] == "PMID" and record:
            yield record
            record = {}
        if found:
            last = record.setdefault(found[1], [])
            last.append(found[2].strip())
        elif line.startswith(" ") and last:
            last[-1] += " " + line.strip()
    if record:
        yield record


def read_medline(source: Source) -> Read:
    """Yield the records of a MEDLINE file, as PubMed saves citations (``.nbib``)."""
    for fields in _fields(decode(source.read(), source.name)):

        def one(*names: str, fields: dict[str, list[str]] = fields) -> str:
            return next((fields[name][0] for name in names if name in fields), "")

        ids = (*fields.get("LID", ()), *fields.get("AID", ()))
        doi = next((value.removesuffix("[doi]").strip() for value in ids if value.endswith("[doi]")), "")
        year = _YEAR.search(one("DP", "DEP"))
        parts = [part for name in ("AB", "OAB") for value in fields.get(name, ()) for part in _labelled(value)]
        yield _document(
            source,
            one("PMID"),
            one("TI", "BTI", "TT"),
            parts,
            authors=tuple(fields.get("AU", ())),
            journal=one("JT", "TA"),
            year=year[0] if year else "",
            doi=doi,
        )


_LABEL = re.compile(r"(?:(?<=\. )|^)([A-Z][A-Z /&-]{2,40}): ")


def _labelled(abstract: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of an abstract that carries its labels in the text.

    >>> list(_labelled("AIM: To see. MAIN RESULTS: Collagen rose."))
    [('AIM', 'To see.'), ('MAIN RESULTS', 'Collagen rose.')]
    """
    cuts = [*_LABEL.finditer(abstract)]
    if not cuts or cuts[0].start():
        yield "", abstract[: cuts[0].start()].strip() if cuts else abstract
    ends = [*(after.start() for after in cuts[1:]), len(abstract)]
    for cut, end in zip(cuts, ends, strict=False):
        yield cut[1], abstract[cut.end() : end].strip()
