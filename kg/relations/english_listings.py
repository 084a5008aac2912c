"""What an English sentence lists under a heading: "causes of X include A and B", "treatment options for X are A and B"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.patterns import Trigger
from kg.relations.english_bases import Base
from kg.relations.english_nominals import Nominals
from kg.relations.phrases import Arg, Proposal

__all__ = ["Listings"]


_CARE = ("treats", "improve", "use")
_LEADS = ("cause", "increases", "decreases", "affects")  #: what the factors do that a list names


class Listings(Nominals):
    """Reads lists whose heading says what the members are for something."""

    def listed(self, i: int) -> Iterator[Proposal]:
        """Yield what each member of the list behind verb ``i`` is for what the heading before the verb speaks of."""
        heading = self._heading(i)
        if heading is None:
            yield from self._aimed(i)
            return
        trigger, base, whose = heading
        first = self.chunks[i + 1].bases[0].head if i + 1 < len(self.chunks) and self.chunks[i + 1].bases else None
        if first is not None and self.is_quality(i + 1):
            return  # "the treatment for X is expensive"
        if any(arg.entity and arg.entity.type == "Organism" for arg in whose) and trigger.predicate in _CARE:
            return  # options for patients are for what they have
        if trigger.predicate == "located_in" and any(arg.entity and arg.entity.type == "Disease" for arg in whose):
            return  # an illness is no place
        members = tuple(arg for arg in self._members(i) if arg.entity)
        yield from self.propose(i, self.chunks[i], members, trigger, whose, "en-light", at=base.head.start)

    def _aimed(self, i: int) -> Iterator[Proposal]:
        """Yield what each member does that is listed for an aim: "options to treat X include A and B"."""
        what = self.chunks[max(i - 4, 0) : i]
        if [chunk.kind for chunk in what] == ["NP", "R", "V", "NP"]:
            del what[1]  # "the factors that lead to X are A and B"
        what = what[-3:]
        if [chunk.kind for chunk in what] != ["NP", "V", "NP"] or not what[1].triggers:
            return
        tells = self.chunks[i].kind == "B" and what[1].form in ("relger", "part", "fin")
        if not tells and (what[1].form != "inf"):
            return
        if tells and (what[1].triggers[0].predicate not in _LEADS or self.is_quality(i + 1)):
            return
        head = what[0].bases[-1].head if what[0].bases else None
        if head is None or head.found is not None or not head.word.endswith("s") or what[1].negated:
            return
        members = tuple(arg for arg in self._members(i) if arg.entity)
        yield from self.propose(
            i, self.chunks[i], members, what[1].triggers[0], what[2].args, "en-light", at=head.start
        )

    def follows(self, i: int) -> Iterator[Proposal]:
        """Yield what the list behind a colon says: "three factors contribute to X: A, B and C"."""
        colon = next((k for k in range(i + 1, len(self.chunks)) if self.chunks[k].kind == ";"), 0)
        here = self.chunks[i]
        if not colon or self.english.view.text[self.chunks[colon].start] != ":":
            return
        rest = self.chunks[colon + 1 :]
        if not rest or any(chunk.kind not in ("NP", "C", ",") for chunk in rest):
            return
        members = tuple(arg for arg in self._members(colon) if arg.entity)
        counted = self.who.found.get(i, ())
        bases = self.chunks[i - 1].bases if i and self.chunks[i - 1].kind == "NP" else ()
        several = bool(bases) and bases[0].tokens[0].word in self.counts
        if here.kind == "V" and counted and (several or all(arg.entity is None for arg in counted)):
            yield from self.propose(i, here, members, here.triggers[0], self.objects(i), "en-light")
        heading = self._heading(colon) if here.kind == "B" else None
        if heading is not None:  # "there are two types of X: A and B"
            trigger, base, whose = heading
            yield from self.propose(i, here, members, trigger, whose, "en-light", at=base.head.start)

    def is_quality(self, k: int) -> bool:
        """Return whether chunk ``k`` says by one unknown word what something is like: "the causes are unknown", "is expensive"."""
        chunk = self.chunks[k]
        tokens = chunk.bases[0].tokens if chunk.bases else ()
        alone = len(chunk.bases) == 1 and len(tokens) == 1 and tokens[0].found is None and not chunk.bases[0].of
        return alone and (tokens[0].word.islower() and not tokens[0].word.endswith("s"))

    def _heading(self, i: int) -> tuple[Trigger, Base, tuple[Arg, ...]] | None:
        """Return what the heading that ends before chunk ``i`` states of a member, its noun, and of what it is the heading."""
        last = self.chunks[i - 1] if i else None
        if last is None or last.kind != "NP" or not last.bases:
            return None
        base, word = last.bases[-1], "of"
        whose = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
        if i > 2 and self.chunks[i - 2].kind == "P" and self.chunks[i - 3].kind == "NP" and self.chunks[i - 3].bases:
            base, word, whose = self.chunks[i - 3].bases[-1], self.chunks[i - 2].word, last.args
            if base.of:  # "components of hair loss in men"
                word, whose = "of", tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
        if not whose or base.head.found is not None:
            return None
        before = [token.word for token in base.tokens[:-1]]
        for trigger in self.english.verbs.special.get(base.head.word, ()):
            led = trigger.words.split(" ")[:-1]
            fits = trigger.kind == "light" and word in trigger.prepositions and before[len(before) - len(led) :] == led
            if fits and trigger.words not in self.unlisted:
                return trigger, base, whose
        return None

    def _members(self, i: int) -> tuple[Arg, ...]:
        """Return the members of the list behind chunk ``i``, whatever their kinds: "include wrinkles, dryness and itch"."""
        args: tuple[Arg, ...] = ()
        k = i + 1
        while k < len(self.chunks) and self.chunks[k].kind == "NP":
            args += self.chunks[k].args
            k += 1
            while k < len(self.chunks) and self.chunks[k].kind in (",", "C"):
                k += 1
        return args
