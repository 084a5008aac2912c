"""Parts of a graph: the strongest, what lies around a thing, the ways between two; and names to things."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kg.graph import Contents, EntityRow, EvidenceRow, StatementRow
from kg.namespaces import curie
from kg.naming import Names

__all__ = ["Index"]


@dataclass(frozen=True)
class Index:
    """The rows of a graph by what one asks for."""

    contents: Contents

    @cached_property
    def ordered(self) -> tuple[StatementRow, ...]:
        """The statements, those with the most independent evidence first."""
        return tuple(
            sorted(self.contents.statements, key=lambda row: (-row.primary, -row.belief, -row.mentions, row.id))
        )

    @cached_property
    def statements(self) -> dict[str, StatementRow]:
        """IRI -> statement."""
        return {row.id: row for row in self.contents.statements}

    @cached_property
    def evidence(self) -> dict[str, list[EvidenceRow]]:
        """Statement -> its evidence."""
        found: dict[str, list[EvidenceRow]] = {}
        for item in self.contents.evidence:
            found.setdefault(item.statement, []).append(item)
        return found

    @cached_property
    def around(self) -> dict[str, list[StatementRow]]:
        """Thing -> the statements on it, strongest first."""
        found: dict[str, list[StatementRow]] = {iri: [] for iri in self.contents.entities}
        for row in self.ordered:
            found[row.subject].append(row)
            if row.object != row.subject:
                found[row.object].append(row)
        return found

    @cached_property
    def names(self) -> Names:
        """The names of the things."""
        rows = self.contents.entities.values()
        return Names(
            tuple(
                (name.casefold(), row.id)
                for row in rows
                for name in (row.label, row.label_zh, curie(row.id), *row.synonyms, *map(curie, row.matches))
                if name
            ),
            {row.id: (row.label, row.label_zh) for row in rows},
            {iri: len(found) for iri, found in self.around.items()},
        )

    def search(self, text: str, most: int = 20) -> list[EntityRow]:
        """Return the things that a text names: whole names first, then beginnings, then parts."""
        return [self.contents.entities[iri] for iri in self.names.search(text, most)]

    def thing(self, name: str) -> EntityRow | None:
        """Return the thing of an IRI, a CURIE or a name in either language, or None."""
        found = self.names.find(name)
        return None if found is None else self.contents.entities[found]

    def resolve(self, name: str) -> EntityRow:
        """Return the thing of an IRI, a CURIE or a name.

        Raises:
            UnknownNameError: if nothing has that name; the message suggests what comes near.
        """
        return self.contents.entities[self.names.resolve(name)]

    def strongest(self, most: int) -> Contents:
        """Return the graph of its strongest statements."""
        return self._of(self.ordered[:most])

    def near(self, start: str, hops: int, most: int) -> Contents:
        """Return the graph of the strongest statements within some steps of a thing."""
        reached, ring, rows = {start}, [start], dict[str, StatementRow]()
        for _ in range(hops):
            fresh: list[str] = []
            for iri in ring:
                for row in self.around[iri]:
                    if len(rows) >= most:
                        return self._of(tuple(rows.values()))
                    rows[row.id] = row
                    fresh += [end for end in (row.subject, row.object) if end not in reached]
                    reached.update((row.subject, row.object))
            ring = fresh
        return self._of(tuple(rows.values()))

    def _of(self, rows: tuple[StatementRow, ...]) -> Contents:
        kept = {row.id for row in rows}
        ends = {end for row in rows for end in (row.subject, row.object)}
        evidence = tuple(item for row in rows for item in self.evidence.get(row.id, ()))
        documents = {item.document for item in evidence}
        papers = {iri for item in evidence for iri in item.references}
        whole = self.contents
        return replace(
            whole,
            entities={iri: row for iri, row in whole.entities.items() if iri in ends},
            statements=rows,
            evidence=evidence,
            documents={iri: row for iri, row in whole.documents.items() if iri in documents},
            references={iri: row for iri, row in whole.references.items() if iri in papers},
            oppositions=tuple(pair for pair in whole.oppositions if pair.one in kept and pair.other in kept),
        )

    def paths(self, start: str, end: str, longest: int = 4, most: int = 10) -> Iterator[tuple[StatementRow, ...]]:
        """Yield the shortest ways between two things, against the arrows too, of at most so many steps."""
        away, ring = {end: 0}, deque([end])
        while ring:
            iri = ring.popleft()
            if away[iri] < longest:
                for row in self.around[iri]:
                    other = row.object if row.subject == iri else row.subject
                    if other not in away:
                        away[other] = away[iri] + 1
                        ring.append(other)
        if start not in away or start == end:
            return
        told = 0
        for length in range(away[start], longest + 1):
            waiting: list[tuple[str, tuple[StatementRow, ...], frozenset[str]]] = [(start, (), frozenset((start,)))]
            while waiting and told < most:
                iri, trail, seen = waiting.pop()
                if iri == end:
                    told += 1
                    yield trail
                    continue
                taken: set[str] = set()
                steps = []
                for row in self.around[iri]:
                    other = row.object if row.subject == iri else row.subject
                    left = length - len(trail) - 1
                    fits = other in away and away[other] <= left and (other != end or left == 0)
                    if fits and other not in seen and other not in taken:
                        taken.add(other)  # the strongest statement between two things stands for all
                        steps.append((other, (*trail, row), seen | {other}))
                waiting += reversed(steps)
