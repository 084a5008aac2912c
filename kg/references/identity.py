"""One paper, one IRI, in whatever list and form it is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Reference
from kg.namespaces import REF, mint
from kg.references.names import paper_keys

__all__ = ["identify", "paper_key"]


def _described(reference: Reference) -> str:
    return paper_keys(
        reference.authors, reference.title, reference.journal, reference.year, reference.volume, reference.pages
    )


def paper_key(reference: Reference) -> str:
    """Return what names the cited paper in every list that cites it, whatever the case and punctuation there.

    DOI, else PMID, else first author, year, journal, volume and first page; the bare text when even those lack.

    >>> paper_key(Reference("1", "", ("Li Q",), journal="J Dermatol.", year="2020", volume="4", pages="12-9"))
    'li|2020|jd|4|12'
    """
    if reference.doi:
        return "doi:" + reference.doi.casefold()
    if reference.pmid:
        return "pmid:" + reference.pmid
    return _described(reference) or "text:" + "".join(char for char in reference.text.casefold() if char.isalnum())


def identify(lists: Mapping[str, Iterable[Reference]]) -> dict[tuple[str, str], str]:
    """Return (document, number) -> IRI of the paper, the same for one paper in every list.

    A list that gives the DOI of a paper names it for the lists that do not: both entries have the same author, year,
    journal, volume and page. Where two identifiers share those, nothing is joined.

    Args:
        lists: document -> its reference list.
    """
    known: dict[str, set[str]] = {}
    entries = [(document, reference) for document, references in lists.items() for reference in references]
    for _, reference in entries:
        described = _described(reference)
        if described and (reference.doi or reference.pmid):
            known.setdefault(described, set()).add(paper_key(reference))
    found = {}
    for document, reference in entries:
        key, others = paper_key(reference), known.get(_described(reference), set())
        # a DOI is preferred to a PMID of the same paper; several DOIs are several papers
        dois = sorted(other for other in others if other.startswith("doi:"))
        candidates = dois or sorted(others)
        if len(candidates) == 1 and not reference.doi:
            key = candidates[0]
        found[document, reference.number] = mint(REF, key)
    return found
