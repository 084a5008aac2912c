"""What verbs tell that state nothing by themselves: "showed less IL-6", "provides protection against UVB", "no effect was found"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.patterns import Trigger
from kg.relations.english_abilities import Abilities
from kg.relations.english_nominals import SHOWN
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Proposal

__all__ = ["Telling"]

_CONTAINS, _RAISES, _BRINGS = (
    Trigger("show", "contains"),
    Trigger("provide", "increases"),
    Trigger("provide", "delivers"),
)
_AFFECTS, _AGAINST = Trigger("change", "affects"), Trigger("protect", "decreases")
_PREPARED: Final = ("Vesicle", "Secretome", "Intervention")
_BROUGHT: Final = ("GeneProduct", "RNA", "Chemical", "Cell")
_FORMS: Final = ("fin", "ger", "relger", "inf")


class Telling(Abilities):
    """Reads verbs of showing, reporting and providing by what stands behind them."""

    def shown(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield what is told by the verb at chunk ``i``."""
        yield from self._seen(i, chunk)
        if chunk.finite and chunk.word.startswith("include"):
            yield from self.unwanted(i, chunk, self.objects(i))
            listed = tuple(self.listed(i)) or tuple(self.includes(i))
            yield from listed
            if any(proposal.trigger.predicate == "has_phenotype" for proposal in listed):
                return  # "the signs of X include less Y"
        yield from self.symptoms(i, chunk)
        if chunk.form not in _FORMS:
            return
        if chunk.word.startswith(self.showing):
            yield from self._showing(i, chunk)
        if chunk.word in self.offering:
            yield from self._offering(i, chunk)

    def protects(self, i: int) -> bool:
        """Return whether what follows chunk ``i`` is a protection: "increased protection against", "a protective effect from"."""
        then = self.chunks[i + 1 : i + 3]
        if [one.kind for one in then] != ["NP", "P"] or then[1].word not in ("against", "from"):
            return False
        words = {token.word for base in then[0].bases for token in base.tokens}
        return "protective" in words or then[0].word in self.protection

    def _seen(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        if chunk.form != "fin":
            return
        then = self.chunks[i + 1 : i + 4]
        if chunk.word in self.seen and [one.kind for one in then] == ["NP", "P", "NP"] and then[1].word == "in":
            # "we observed high levels of VEGF in the secretome"
            where = tuple(arg for arg in then[2].args if arg.entity and arg.entity.type in _PREPARED)
            what = tuple(replace(arg, sign=0) for arg in then[0].args)
            yield from self.propose(i, chunk, where, _CONTAINS, what, "en-active")
        if i + 2 < len(self.chunks) and self.chunks[i + 1].kind == "NEG":
            owners, what = self.effect(i + 2)  # "the study found no effect of X on Y"
            for proposal in self.propose(i, chunk, owners, _AFFECTS, what, "en-nominal"):
                yield replace(proposal, negated=True, no_change=True)

    def _showing(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        if self.protects(i):
            harms = self.after_preposition(i, ("against", "from"))  # "exert protective effects against Y"
            yield from self.propose(i, chunk, self.who.found[i], _AGAINST, harms, "en-show")
        if chunk.word.startswith("exert"):  # "exerts its anti-aging effects through inhibition of Y"
            means = tuple(arg for arg in self.after_preposition(i, ("through", "via", "by")) if arg.sign and arg.entity)
            yield from self.propose(i, chunk, self.who.found[i], SHOWN, means, "en-via")
        objects = self.objects(i)
        objects = tuple(self.compares(i, objects)) if self.is_changed(i) else objects
        changed = tuple(arg for arg in objects if (arg.sign or arg.undirected) and arg.entity)
        anyone = self.who.bodies | {"patient", "mouse", "rat"}  # "patients reported less pain": nobody knows why
        told = chunk.word.startswith("report")  # by those who were given something; who else reports did the study
        shown_in = tuple(
            arg
            for arg in self.who.found[i]
            if (arg in self.who.given if told else self.english.view.lower[arg.start : arg.end] not in anyone)
        )
        kept = ("Cell", "Anatomy")
        plain = all(arg.entity and arg.entity.type in kept and arg not in self.who.given for arg in shown_in)
        met = self.met(i) if changed and shown_in and plain else ()
        if met:  # "fibroblasts showed increased X after UV": that is what UV does
            yield from self.propose(i, chunk, met, SHOWN, changed, "en-condition")
            return
        yield from self.propose(i, chunk, shown_in, SHOWN, changed, "en-show")
        if changed:  # "showed an increase in X with a reduction in Y"
            further = tuple(arg for arg in self.after_preposition(i, ("with",)) if arg.sign and arg.entity)
            yield from self.propose(i, chunk, self.who.found[i], SHOWN, further, "en-with")

    def _offering(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield what is provided: things are brought, what goes on in the body is raised; of what has no name nothing is."""
        if self.protects(i):
            return  # as of what is shown
        known = tuple(arg for arg in self.objects(i) if arg.entity and not arg.entity.provisional and not arg.sign)
        brought = bool(known) and all(arg.entity and arg.entity.type in _BROUGHT for arg in known)
        yield from self.propose(i, chunk, self.who.found[i], _BRINGS if brought else _RAISES, known, "en-active")
