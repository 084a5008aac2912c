"""What came, what went and what changed its evidence between two builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.graph import Contents, StatementRow

__all__ = ["Change", "compare", "diff_lines"]


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that came, went, or has other evidence than before.

    Attributes:
        kind: what became of it.
        text: its ends and predicate, for people.
        old, new: its row before and after, None where it was not there.
        gained, lost: how many pieces of evidence came and went.
    """

    kind: Literal["came", "went", "changed"]
    text: str
    old: StatementRow | None
    new: StatementRow | None
    gained: int = 0
    lost: int = 0


def _text(row: StatementRow, contents: Contents) -> str:
    denied = "" if row.result == "positive" else f" [{row.result}]"
    return f"{contents.entities[row.subject].label} | {row.predicate} | {contents.entities[row.object].label}{denied}"


def _evidence(contents: Contents) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in contents.evidence:
        found.setdefault(item.statement, set()).add(item.id)
    return found


def compare(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield the changes from one graph to another: first what came, then what went, then what changed, by text."""
    before, after = {row.id: row for row in old.statements}, {row.id: row for row in new.statements}
    was, now = _evidence(old), _evidence(new)
    changes = [
        Change("came", _text(after[iri], new), None, after[iri], len(now.get(iri, ())))
        for iri in after.keys() - before.keys()
    ]
    changes += [
        Change("went", _text(before[iri], old), before[iri], None, 0, len(was.get(iri, ())))
        for iri in before.keys() - after.keys()
    ]
    for iri in before.keys() & after.keys():
        gained, lost = now.get(iri, set()) - was.get(iri, set()), was.get(iri, set()) - now.get(iri, set())
        if gained or lost or before[iri] != after[iri]:
            changes.append(Change("changed", _text(after[iri], new), before[iri], after[iri], len(gained), len(lost)))
    order = {"came": 0, "went": 1, "changed": 2}
    yield from sorted(changes, key=lambda change: (order[change.kind], change.text))


def diff_lines(old: Contents, new: Contents) -> Iterator[str]:
    """Yield the changes as lines: a sign, the statement, and what its evidence was and is."""
    signs = {"came": "+", "went": "-", "changed": "~"}
    for change in compare(old, new):
        row = change.new or change.old
        line = f"{signs[change.kind]} {change.text}"
        if change.kind == "changed" and change.old and change.new:
            line += (
                f"  (evidence +{change.gained} -{change.lost}, primary papers {change.old.primary} -> {change.new.primary}, "
                f"belief {change.old.belief:.2f} -> {change.new.belief:.2f})"
            )
        elif row is not None:
            line += f"  (evidence {row.mentions}, primary papers {row.primary}, belief {row.belief:.2f})"
        yield line
