"""How much the independent evidence speaks for a statement: one number in 0..1, to sort by, and no claim to truth.

Each source counts once: a cited primary paper, however many reviews repeat it, or where none is cited, the document itself.
The strength of a source is the best of its sentences: the confidence that the sentence says so, times how sure the sentence
is, times what the source is. Sources join as independent chances do (noisy or)::

    support = 1 - product over sources of (1 - weight(source) * max over its sentences of confidence * certainty)
    read = 1 - product over sentences of (1 - confidence)
    belief = the smaller of support and read

Seven papers behind one sentence are still one reading of one sentence: no statement is believed more than it is likely that at
least one of its sentences says it.

After the belief of INDRA (Gyori et al. 2017, doi:10.15252/msb.20177651), which counts sentences and readers; here papers
count. The weights are choices, not fits: a primary paper cannot lift a statement above 0.7 alone, a review cited above 0.5,
a sentence without a citation above 0.4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from kg.model import Certainty, Evidence

__all__ = ["CERTAINTY", "PRIMARY", "REVIEW", "UNCITED", "belief_of", "sources_of"]

PRIMARY: Final = 0.7
REVIEW: Final = 0.5
UNCITED: Final = 0.4
#: what a sentence that doubts is worth beside one that asserts
CERTAINTY: Final[dict[Certainty, float]] = {"asserted": 1.0, "hedged": 0.6, "hypothesised": 0.2}


def sources_of(item: Evidence, reviews: Collection[str]) -> list[tuple[str, float]]:
    """Return the sources that a piece of evidence rests on, each with its weight.

    Args:
        item: one sentence that states something.
        reviews: IRIs of the cited papers that are reviews themselves.
    """
    cited = [(iri, REVIEW if iri in reviews else PRIMARY) for iri in item.references]
    # a number that the list lacks is still some paper, of this document alone
    cited += [(f"{item.document}#{number}", REVIEW) for number in item.unresolved]
    return cited or [(item.document, UNCITED)]


def belief_of(evidence: Iterable[Evidence], reviews: Collection[str] = ()) -> float:
    """Return the belief in a statement, 0..1; more independent sources never lower it.

    Args:
        evidence: all that is found for it.
        reviews: IRIs of the cited papers that are reviews themselves.
    """
    best: dict[str, float] = {}
    misread = 1.0
    for item in evidence:
        misread *= 1 - item.relation.confidence
        sure = item.relation.confidence * CERTAINTY[item.relation.certainty]
        for source, weight in sources_of(item, reviews):
            best[source] = max(best.get(source, 0.0), weight * sure)
    doubt = 1.0
    for source in sorted(best):
        doubt *= 1 - best[source]
    return min(1 - doubt, 1 - misread)
