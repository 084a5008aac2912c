"""What English "to be" states: "X is a Y", "X are vesicles secreted by Y", "there is less Y after X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.patterns import Trigger
from kg.relations.english_bases import ADJECTIVE
from kg.relations.english_listings import Listings
from kg.relations.english_nominals import SHOWN
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Proposal

__all__ = ["Definitions"]

_DUE = ("due to", "because of", "owing to", "thanks to", "as a result of", "on account of")
_CAUSE = Trigger("due to", "cause")
_EFFECTS = ("effect", "effects", "efficacy", "action", "actions", "benefit", "benefits")

_IS_A = Trigger("be", "is_a")
_BRINGS = Trigger("effects", "cause")


class Definitions(Listings):
    """Reads what a sentence says that things are."""

    def copula(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield what "X is a Y", "the main cause of Y is X" and "there is a reduction in Y" state, where the verb is chunk ``i``."""
        following = self.chunks[i + 1] if i + 1 < len(self.chunks) else None
        if following is not None and following.kind == "P" and following.word in _DUE and chunk.form != "inf":
            effects = tuple(arg for arg in self.who.found[i] if arg.entity and not arg.property and not arg.anaphor)
            by = self.after_preposition(i, (following.word,)) if not self.is_effect(i - 1, whose=True) else ()
            if i + 2 < len(self.chunks) and not self.is_feared(self.chunks[i + 2]):
                yield from self.propose(i, replace(chunk, end=following.end), by, _CAUSE, effects, "en-due-to")
            return
        if following is None or following.kind != "NP" or not following.bases or chunk.form == "inf":
            return
        yield from self.unwanted(i, chunk, following.args)
        if listed := (*self.listed(i), *self.follows(i)):  # "treatment options for X are A and B"
            yield from listed
            return
        topic = self.chunks[i - 1] if i and self.chunks[i - 1].kind == "NP" and self.chunks[i - 1].bases else None
        if topic is not None and topic.bases[-1].of:
            base = topic.bases[-1]
            light = next((t for t in self.english.verbs.special.get(base.head.word, ()) if t.kind == "light"), None)
            head = following.bases[-1].head
            quality = self.is_quality(i + 1) or (head.found is None and ADJECTIVE.fullmatch(head.word) is not None)
            if light is not None and "of" in light.prepositions and not quality:  # "the main cause of Y is X"
                of = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
                yield from self.propose(i, chunk, following.args, light, of, "en-light", at=base.head.start)
                return
        there = self.chunks[i - 1].word == "there" if i else False
        changed = tuple(arg for arg in following.args if arg.entity and arg.sign)
        if there and changed:  # "there is a reduction in Y in veins treated with X"
            agents = self.after_preposition(i, tuple(self.conditions)) or self.fronted(i) or self._treating(i)
            yield from self.propose(i, chunk, agents, SHOWN, changed, "en-condition")
            return
        for arg in following.args:
            if arg.property:
                yield from self.propose(i, chunk, self.who.found[i], SHOWN, (arg,), "en-show")
        named = tuple(arg for arg in following.args[:1] if arg.entity and not arg.sign and not arg.property)
        first = following.bases[0].tokens[0]
        if named and (first.word in ("a", "an") or first.kind != "D") and len(following.bases) == 1:
            goes_on = self.chunks[i + 2] if i + 2 < len(self.chunks) else None
            told = (
                first.word in ("a", "an")
                and goes_on is not None
                and goes_on.kind == "V"
                and goes_on.form in ("part", "relger")
            )
            kinds = (named[0].entity.type if named[0].entity else "", "Other")
            same = tuple(
                s
                for s in self.who.found[i]
                if s.entity and (s.entity.type in kinds or (told and kinds[0] == "Other"))  # a saponin isolated from Y
            )
            yield from self.propose(i, chunk, same, _IS_A, named, "en-copula")
            yield from self.english.nouns.handed_on(same, following.start, following.end)
            if same:
                yield from self.defined(i, same)

    def unwanted(self, i: int, chunk: Chunk, effects: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield what "the most common side effects of X are A and B" and "A was an adverse event after X" state: X leads to them."""
        opens = i - 3 if i > 2 and self.chunks[i - 2].kind in ("P", "TO") else i - 1
        yield from self.propose(i, chunk, self._blamed(opens), _BRINGS, effects, "en-copula")
        if chunk.kind == "B":
            yield from self.propose(i, chunk, self._blamed(i + 1), _BRINGS, self.who.found[i], "en-copula")

    def _blamed(self, k: int) -> tuple[Arg, ...]:
        """Return what the unwanted effects are of, or come after, that noun phrase ``k`` speaks of."""
        topic = self.chunks[k] if 0 <= k < len(self.chunks) else None
        base = topic.bases[-1] if topic is not None and topic.kind == "NP" and topic.bases else None
        if base is None or self.adverse.isdisjoint(token.word for token in base.tokens):
            return ()
        of = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
        then = self.chunks[k + 1 : k + 3]
        follows = (
            len(then) == 2 and then[0].word in ("to", "after", "with", "following", "from") and then[1].kind == "NP"
        )
        return of or (then[1].args if follows else ())

    def _treating(self, i: int) -> tuple[Arg, ...]:
        """Return what something later in the clause is treated with."""
        for k in range(i + 1, len(self.chunks) - 2):
            if self.chunks[k].word.startswith("treat") and self.chunks[k + 1].word == "with":
                return self.chunks[k + 2].args
        return ()

    def defined(self, i: int, subjects: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield what a definition goes on to say: "X are cells derived from Y", "X are vesicles secreted by Y"; the definition begins behind chunk ``i``."""
        verb = self.chunks[i + 2] if i + 2 < len(self.chunks) else None
        if verb is None or verb.kind != "V" or verb.form not in ("part", "relger") or not verb.triggers:
            return
        self.defining.add(i + 2)  # what the definition says is said of X, and of its class no more
        if verb.triggers[0].kind == "adjective" or verb.form == "relger":
            yield from self.propose(i + 2, verb, subjects, verb.triggers[0], self.objects(i + 2), "en-participle")
        else:
            makes = verb.triggers[0].predicate == "produces"
            agents = self.after_preposition(i + 2, ("by",)) or (self.made_in(i + 2) if makes else ())
            yield from self.propose(i + 2, verb, agents, verb.triggers[0], subjects, "en-participle")

    def made_in(self, i: int) -> tuple[Arg, ...]:
        """Return the cells in which verb ``i`` says that something is made: "a channel expressed in keratinocytes"."""
        return tuple(arg for arg in self.after_preposition(i, ("in",)) if arg.entity and arg.entity.type == "Cell")

    def is_effect(self, k: int, *, whose: bool = False) -> bool:
        """Return whether the subject that ends at chunk ``k`` is the effect of something, on what is not said; or its effect."""
        while (
            k > 1
            and self.chunks[k - 1].kind == "P"
            and self.chunks[k - 1].word in ("against", "in", "during") + (("on",) if whose else ())
        ):
            k -= 2
        chunk = self.chunks[k] if k >= 0 else None
        if chunk is None or chunk.kind != "NP" or not chunk.bases:
            return False
        base, first = chunk.bases[-1], chunk.bases[0]
        if first.head.word in _EFFECTS and first.of and not any(one.of for one in chunk.bases[1:]):
            return True  # "the effects of UV and smoke"
        return base.head.word in _EFFECTS and (bool(base.of) or (whose and len(base.tokens) > 1))
