"""Room 5b: statements with the same ends that say opposite things, lined up with what differs between their evidence.

Most such pairs are no contradiction: another species, another dose, another tissue. In one study 2.6 % of the raw opposite
pairs were real. So each pair says what differs, and whether that explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.model import FIELDS, Opposition, Statement, Verdict
from kg.namespaces import OPP, mint

__all__ = ["find_oppositions"]

_UP = frozenset(("increases", "causes"))
_DOWN = frozenset(("decreases", "treats"))
#: contexts in which a difference explains that two studies disagree; an effect size does not
_EXPLAINS = tuple(field for field in FIELDS if field != "effect")


def _side(predicate: str) -> str:
    return "up" if predicate in _UP else "down" if predicate in _DOWN else predicate


def _kind(one: Statement, other: Statement) -> str:
    """Return how two statements with the same ends oppose each other, or "" when they do not."""
    sides = {_side(one.predicate), _side(other.predicate)}
    results = {one.result, other.result}
    if sides == {"up", "down"} and results == {"positive"}:
        return "direction"
    if len(sides) == 1 and "positive" in results and len(results) == 2:
        return "no_change" if "no_change" in results else "denied"
    return ""


def _values(statement: Statement, field: str) -> frozenset[str]:
    return frozenset(
        context.value for item in statement.evidence for context in item.relation.context if context.field == field
    )


def _verdict(differences: Sequence[object], shared: int) -> Verdict:
    if differences:
        return "explained"
    return "unexplained" if shared else "unknown"


def _compare(one: Statement, other: Statement, kind: str) -> Opposition:
    differences, shared = [], 0
    for field in _EXPLAINS:
        here, there = _values(one, field), _values(other, field)
        if here and there:
            if here.isdisjoint(there):
                differences.append((field, tuple(sorted(here)), tuple(sorted(there))))
            else:
                shared += 1
    name = mint(OPP, one.id, other.id)
    return Opposition(name, one.id, other.id, kind, tuple(differences), _verdict(differences, shared))


def find_oppositions(statements: Iterable[Statement]) -> Iterator[Opposition]:
    """Yield the opposite pairs among statements, by the IRIs of their ends.

    Args:
        statements: as ``kg.statements.assemble`` gave them.
    """
    by_ends: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        by_ends.setdefault((statement.subject.id, statement.object.id), []).append(statement)
    for _, group in sorted(by_ends.items()):
        for one, other in combinations(sorted(group, key=lambda item: item.id), 2):
            kind = _kind(one, other)
            if kind:
                # the one that says it happens, and rises, first
                first, second = sorted(
                    (one, other), key=lambda item: (item.negated, _side(item.predicate) != "up", item.id)
                )
                pair = _compare(first, second, kind)
                # one sentence does not contradict itself: without a difference it was read wrongly
                if pair.differences or _sentences(one) != _sentences(other):
                    yield pair


def _sentences(statement: Statement) -> frozenset[tuple[str, int]]:
    return frozenset((item.document, item.relation.sentence.span.start) for item in statement.evidence)
