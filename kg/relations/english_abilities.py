"""What one is able to do, when a text says that the ability rises, falls or is lost: "impaired their ability to promote Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.patterns import Patterns
from kg.relations.english_bases import sign_of
from kg.relations.english_changes import Changes
from kg.relations.english_nominals import SHOWN
from kg.relations.english_phrases import English
from kg.relations.phrases import Arg, Before, Proposal, signed

__all__ = ["Abilities"]

_MAKES = ("produces", "generate", "differentiates_into")  # what one is less able to make, there is less of


class Abilities(Changes):
    """Reads infinitives that depend on an ability."""

    def __init__(self, english: English, patterns: Patterns, before: Before) -> None:
        super().__init__(english, patterns, before)
        self.able, self.lessened = patterns.having("able"), patterns.having("lessened")

    def is_of_ability(self, i: int) -> bool:
        """Return whether verb ``i`` makes more or less of an ability that an infinitive then tells of."""
        then = self.chunks[i + 1 : i + 3]
        told = len(then) == 2 and then[1].form == "inf" and self._is_ability(i + 1)
        return told and bool(sign_of(self.chunks[i].triggers[0]))

    def changed_ability(self, i: int) -> Iterator[Proposal]:
        """Yield what infinitive ``i`` says of whoever changes, or has less of, the ability to do it; nothing of others.

        "X impairs the ability of Y to raise Z" says that X lowers Z, and that Y raises it.
        """
        way, who = self._changing(i)
        chunk = self.chunks[i]
        inner = 1 if chunk.triggers[0].predicate in _MAKES else sign_of(chunk.triggers[0])
        what = tuple(signed(arg, way * inner) for arg in self.objects(i) if arg.entity)
        if inner:
            yield from self.propose(i, chunk, who, SHOWN, what, "en-infinitive")

    def loses_ability(self, i: int) -> bool:
        """Return whether infinitive ``i`` tells of what somebody is less able to do, and of nobody that does it."""
        return self._changing(i)[0] < 0 and not self.chunks[i - 1].bases[-1].of

    def _is_ability(self, k: int) -> bool:
        base = self.chunks[k].bases[-1] if 0 <= k < len(self.chunks) and self.chunks[k].bases else None
        return base is not None and base.head.word in self.able

    def _changing(self, i: int) -> tuple[int, tuple[Arg, ...]]:
        """Return +1 or -1 and who changes or has the ability to do infinitive ``i``; 0 where nothing is said of it."""
        if self.chunks[i].form != "inf" or not self._is_ability(i - 1):
            return 0, ()
        base, verb = self.chunks[i - 1].bases[-1], self.chunks[i - 2] if i > 1 else None
        words = self.english.view.lower[base.start : base.head.start].split()
        if not self.lessened.isdisjoint(words):
            return -1, self.who.found.get(i, ())
        if verb is None or verb.kind not in ("V", "X"):
            return 0, ()
        if verb.word in self.who.losing:
            return -1, self.who.found.get(i - 2, ())
        way = sign_of(verb.triggers[0]) if verb.triggers and verb.form in ("fin", "ger", "inf", "relger") else 0
        return way, self.who.found.get(i - 2, ()) if way else ()
