"""Chains of statements, research gaps, and what only one language says: read from the rows of a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph import Contents, StatementRow

__all__ = ["Chain", "Coverage", "coverage_of", "find_chains", "languages_of"]

_LINKS = frozenset(
    ("increases", "decreases", "affects", "treats", "causes", "contains", "delivers", "interacts_with", "produces")
)
_STARTS = ("Vesicle", "Secretome", "Cell", "Intervention")
_OUTCOMES = ("Process", "Phenotype", "Disease")
_MIDDLE = ("RNA", "GeneProduct", "Pathway", "Chemical", "Process")
#: beginnings of chains that are followed, shared out over the starts; in a dense graph they multiply with every link
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Statements joined end to end; it is as strong as its weakest link (belief, 0..1)."""

    links: tuple[StatementRow, ...]

    @property
    def weakest(self) -> StatementRow:
        """The link with the least belief."""
        return min(self.links, key=lambda row: (row.belief, row.id))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The statements on a source and an outcome by model system ("": not stated); an empty cell may be a gap."""

    sources: tuple[str, ...]
    outcomes: tuple[str, ...]
    cells: Mapping[tuple[str, str], Mapping[str, Sequence[StatementRow]]]


def languages_of(contents: Contents) -> dict[str, tuple[str, ...]]:
    """Return statement -> the languages of its sentences, sorted."""
    found: dict[str, set[str]] = {}
    for item in contents.evidence:
        found.setdefault(item.statement, set()).add(item.language)
    return {name: tuple(sorted(languages)) for name, languages in found.items()}


def find_chains(contents: Contents, longest: int = 4) -> Iterator[Chain]:
    """Yield the chains from a vesicle, cell or treatment over molecules and pathways to an outcome, strongest first.

    Args:
        contents: rows of a graph.
        longest: how many statements a chain may have, 2 at least.
    """
    out: dict[str, list[StatementRow]] = {}
    for row in contents.statements:
        if row.predicate in _LINKS and row.result == "positive" and row.subject != row.object:
            out.setdefault(row.subject, []).append(row)
    found: list[Chain] = []
    kinds = {iri: entity.type for iri, entity in contents.entities.items()}
    starts = sorted(iri for iri, kind in kinds.items() if kind in _STARTS)
    for start in starts:
        tried = 0
        waiting: list[tuple[StatementRow, ...]] = [(row,) for row in out.get(start, ()) if kinds[row.object] in _MIDDLE]
        while waiting and tried < max(100, _MOST // len(starts)):
            tried += 1
            links = waiting.pop()
            seen = {start, *[row.object for row in links]}
            for row in out.get(links[-1].object, ()):
                if row.object in seen:
                    continue
                longer = (*links, row)
                if kinds[row.object] in _OUTCOMES:
                    found.append(Chain(longer))
                if len(longer) < longest and kinds[row.object] in _MIDDLE:
                    waiting.append(longer)
    yield from sorted(
        found, key=lambda chain: (-chain.weakest.belief, len(chain.links), tuple(row.id for row in chain.links))
    )


def coverage_of(contents: Contents, most: int = 8) -> Coverage:
    """Return the coverage of the most spoken-of sources and outcomes.

    Args:
        contents: rows of a graph.
        most: how many sources and how many outcomes.
    """
    kinds = {iri: entity.type for iri, entity in contents.entities.items()}
    models: dict[str, set[str]] = {}
    for item in contents.evidence:
        models.setdefault(item.statement, set()).update(item.values("model") or ("",))
    cells: dict[tuple[str, str], dict[str, list[StatementRow]]] = {}
    weight: dict[str, int] = {}
    for row in contents.statements:
        if row.predicate not in _LINKS or kinds[row.subject] not in _STARTS or kinds[row.object] not in _OUTCOMES:
            continue
        for end in (row.subject, row.object):
            weight[end] = weight.get(end, 0) + row.mentions
        cell = cells.setdefault((row.subject, row.object), {})
        for model in models.get(row.id, {""}):
            cell.setdefault(model, []).append(row)
    ranked = sorted(weight, key=lambda iri: (-weight[iri], iri))
    sources = tuple([iri for iri in ranked if kinds[iri] in _STARTS][:most])
    outcomes = tuple([iri for iri in ranked if kinds[iri] in _OUTCOMES][:most])
    return Coverage(sources, outcomes, cells)
