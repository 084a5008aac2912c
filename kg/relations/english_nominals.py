"""What English nouns state by themselves: "inhibition of X by Y", "a correlation between X and Y", "X due to Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.patterns import Trigger
from kg.relations.english_bases import Base
from kg.relations.english_earlier import Earlier
from kg.relations.english_verbs import Chunk
from kg.relations.meaning import PREPARED
from kg.relations.phrases import Arg, Proposal

__all__ = ["SHOWN", "Nominals"]

#: what is shown, with a change as its object, comes about
SHOWN = Trigger("show", "increases")
_TREATS = Trigger("treatment", "treats")
_MAKES = Trigger("production", "produces")
_MADE = ("GeneProduct", "RNA", "Chemical", "Vesicle", "Secretome")
_CAUSE = Trigger("due to", "cause")
_BECOMES = Trigger("differentiation", "differentiates_into")
_TAKES_PART = Trigger("role", "affects")
_CONVERTED = Trigger("conversion", "derived_from", inverse=True)
_IS_A = Trigger("be", "is_a")
_HOLDS = Trigger("include", "contains")
_BINDS = Trigger("binding", "interacts_with")
_CHANGING = ("increases", "decreases", "improve", "treats")
_STOPPED = ("stopp", "discontinu", "withdr", "ceas", "avoid")
_UNDERGOING = ("had", "have", "has", "having", "underwent", "undergo", "undergoes", "undergoing", "received")
_DONE = ("Intervention", "Anatomy")
_MODIFIES = Trigger("phosphorylation", "affects")
#: what stands between a thing and the class it is named with
_OTHERS = re.compile(r",? (?:and|or|as well as) (?:many |several |various )?other (?:\w+ )?")


def _are_alike(one: Arg, other: Arg) -> bool:
    """Return whether two things may be of one sort: a filler is prepared, and so is what it is made of."""
    kinds = {arg.entity.type for arg in (one, other) if arg.entity}
    return len(kinds) == 1 or kinds == set(PREPARED)


class Nominals(Earlier):
    """Reads what the noun phrases of a sentence state."""

    def read_noun_phrase(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield what chunk ``i``, a noun phrase, states by itself."""
        yield from self._and_others(i, chunk)
        for base in chunk.bases[-1:]:
            yield from self._nominal(i, chunk, base)

    def _and_others(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield "VEGF and other growth factors" as what it says of VEGF: that it is one of them."""
        kind = chunk.args[-1] if len(chunk.args) > 1 else None
        if kind is None or kind.entity is None or len(chunk.bases) < 2 or kind.sign:
            return
        between = self.english.view.lower[chunk.args[-2].end : kind.start]
        named = self.english.view.lower[kind.start : kind.end]
        if not _OTHERS.fullmatch(between) or not named.endswith("s"):
            return
        alike = tuple(arg for arg in chunk.args[:-1] if arg.entity and arg.entity.type == kind.entity.type)
        yield from self.propose(i, chunk, alike, _IS_A, (kind,), "en-example")

    def _nominal(self, i: int, chunk: Chunk, base: Base) -> Iterator[Proposal]:
        """Yield "inhibition of X by Y", "treatment of X with Y", "X differentiation into Y" and "X due to Y"."""
        yield from self._identified(i, chunk, base)
        after = self.chunks[i + 1] if i + 1 < len(self.chunks) else None
        then = self.chunks[i + 2] if i + 2 < len(self.chunks) else None
        if after is None or then is None or after.kind != "P" or then.kind != "NP":
            return
        if after.word in ("due to", "because of", "owing to", "as a result of", "as a consequence of"):
            if self.is_feared(then):
                return
            yield from self._due(i, chunk, after, then)
        kind = self.ties.get(base.head.word, "")
        if kind:
            yield from self._tie(i, chunk, Trigger(base.head.word, kind), base, then.args)
        if base.head.word in self.conversions:
            yield from self._conversion(i, chunk, base)
        if after.word == "with" and self.is_age(i + 2):
            less = tuple(arg for arg in chunk.args if arg.entity and arg.sign)  # "the decline in collagen with age"
            yield from self.propose(i, after, then.args, SHOWN, less, "en-nominal")
        if after.word == "from" and all(arg.entity and arg.entity.type == "Cell" for arg in then.args):
            made = tuple(arg for arg in chunk.args if arg.entity and arg.entity.type == "GeneProduct")
            yield from self.propose(i, after, then.args, _MAKES, made, "en-nominal")  # "IL-6 from keratinocytes"
        if base.head.word in self.makings and after.word in ("by", "from"):
            made = tuple(arg for arg in chunk.args if arg.entity and arg.entity.type in _MADE)
            yield from self.propose(i, chunk, then.args, _MAKES, made, "en-nominal", at=base.head.start)
        if base.head.word in self.parts:
            yield from self._part(i, chunk, base)
        yield from self._molecular(i, chunk, base)
        if not base.of:
            return
        objects = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
        if base.head.kind == "T" and after.word == "by":
            trigger = base.head.triggers[0]
            yield from self.propose(i, chunk, then.args, trigger, objects, "en-nominal", at=base.head.start)
        elif base.head.word in self.merits and after.word in ("for", "in", "on"):
            remedy = then.bases[-1] if then.bases else None
            if remedy is not None and remedy.head.word in self.remedies and remedy.of:
                yield from self.propose(i, chunk, objects, _TREATS, then.args, "en-nominal", at=base.head.start)
        elif base.head.word == "treatment" and after.word == "with":
            ill = tuple(arg for arg in objects if arg.entity and arg.entity.type in ("Disease", "Phenotype"))
            yield from self.propose(i, chunk, then.args, _TREATS, ill, "en-nominal", at=base.head.start)

    def _molecular(self, i: int, chunk: Chunk, base: Base) -> Iterator[Proposal]:
        """Yield "phosphorylation of X by Y" and "binding of X to Y"."""
        word, then = self.chunks[i + 1].word, self.chunks[i + 2]
        if base.head.word in self.patterns.having("modifications") and word == "by":
            who = tuple(arg for arg in then.args if arg.entity and arg.entity.type in _MADE)
            yield from self.propose(i, chunk, who, _MODIFIES, chunk.args, "en-nominal", at=base.head.start)
        if base.head.word in self.patterns.having("bindings") and word in ("to", "with"):
            objects = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
            yield from self.propose(i, chunk, objects, _BINDS, then.args, "en-nominal", at=base.head.start)

    def _identified(self, i: int, chunk: Chunk, base: Base) -> Iterator[Proposal]:
        """Yield "we identified X as an inhibitor of Y"."""
        before = self.chunks[max(0, i - 3) : i]
        if [one.kind for one in before] != ["X", "NP", "P"] or before[2].word != "as" or not base.of:
            return
        lights = self.english.verbs.special.get(base.head.word, ())
        light = next((trigger for trigger in lights if trigger.kind == "light" and "of" in trigger.prepositions), None)
        if light is not None and before[0].word in self.identifying:
            of = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
            yield from self.propose(i, chunk, before[1].args, light, of, "en-light", at=base.head.start)

    def _part(self, i: int, chunk: Chunk, base: Base) -> Iterator[Proposal]:
        """Yield "the role of X in Y" and "a role for X in Y"."""
        owners = self.who.part_of(i)
        at = i + 1 if base.of else i + 3
        then = self.chunks[at : at + 2]
        if owners and len(then) == 2 and then[0].word == "in" and then[1].kind == "NP":
            asked, out = self.is_asked_about(i), self.is_ruled_out(i)
            for proposal in self.propose(i, chunk, owners, _TAKES_PART, then[1].args, "en-nominal", at=base.head.start):
                yield replace(proposal, hedged=not out and (proposal.hedged or asked), negated=proposal.negated or out)

    def _means_of(self, i: int, due: Chunk, args: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "UV promotes tumours due to induction of X" as UV raises X: the change is what the subject brings about."""
        verb = next((k for k in range(i - 1, -1, -1) if self.chunks[k].finite or self.chunks[k].kind in ("S", ";")), 0)
        acts = self.chunks[verb]
        if acts.kind == "V" and acts.form == "fin" and any(arg.entity for arg in self.objects(verb)):
            changed = tuple(arg for arg in args if arg.entity and arg.sign)
            yield from self.propose(i, due, self.who.found.get(verb, ()), SHOWN, changed, "en-due-to")

    def converted(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield "X converts A into B" as A becoming B, and as X raising B."""
        if chunk.word.rpartition(" ")[2] not in self.patterns.having("converting"):
            return
        made = self.who.found[i] if chunk.form == "pass" else self.objects(i)
        led = chunk.form == "pass" and chunk.kind == "V"  # "is converted to B by X": "to" is part of the verb
        became = self.objects(i) if led else self.after_preposition(i, ("into", "to", "toward", "towards"))
        molecules = tuple(arg for arg in made if arg.entity and arg.entity.type in _MADE)
        cells = tuple(arg for arg in made if arg.entity and arg.entity.type == "Cell")
        alike = tuple(arg for arg in became if arg.entity and arg.entity.type in _MADE)
        if molecules and alike:
            yield from self.propose(i, chunk, molecules, _CONVERTED, alike, "en-active")
        elif cells:
            state = tuple(
                arg for arg in became if arg.entity and arg.entity.type == "Process"
            )  # "towards the M2 phenotype"
            became = became if led else state or self.after_preposition(i, ("into",))
            yield from self.propose(i, chunk, () if state else cells, _BECOMES, became, "en-active")
        else:  # "X converts telogen follicles to anagen"
            organs = bool(made) and all(arg.entity and arg.entity.type == "Anatomy" for arg in made)
            became = tuple(arg for arg in became if organs and arg.entity and arg.entity.type == "Process")
        if not became:
            return
        who = self.after_preposition(i, ("by",)) if chunk.form == "pass" else self.who.found[i]
        yield from self.propose(i, chunk, who, SHOWN, alike or became, "en-active")

    def _due(self, i: int, chunk: Chunk, after: Chunk, then: Chunk) -> Iterator[Proposal]:
        """Yield "Y due to X", and "Z accumulates in Y due to X" of what accumulates."""
        gathered = self._gathered(i)
        what = tuple(arg for arg in gathered or chunk.args if arg.entity)
        verb = self.chunks[i - 1] if i else None
        operated = all(arg.entity.type in _DONE for arg in what if arg.entity)
        if verb is not None and verb.word in _UNDERGOING and operated:
            return  # "had a transplantation because of X": X brought it about, and raised nothing
        if verb is not None and verb.word.startswith(_STOPPED):
            return  # "stopped X because of Y"
        acts = verb is not None and verb.kind == "V" and verb.form == "fin" and bool(verb.triggers)
        does = verb.triggers[0] if acts and verb is not None else _CAUSE
        does = does if does.predicate in _CHANGING else _CAUSE  # "improves skin quality owing to X": so does X
        yield from self.propose(i, after, then.args, does, what, "en-due-to")
        if not gathered:
            yield from self._means_of(i, after, then.args)

    def _gathered(self, i: int) -> tuple[Arg, ...]:
        """Return what gathers in the place that phrase ``i`` names: "X accumulates in Y because of Z" tells why X does."""
        k = i - 1 - (i > 1 and self.chunks[i - 1].word in ("in", "within", "on", "at"))
        verb = self.chunks[k] if k >= 0 and self.chunks[k].kind == "V" and self.chunks[k].form == "fin" else None
        trigger = verb.triggers[0] if verb is not None and verb.triggers else None
        tells = trigger is not None and (trigger.predicate == "located_in" or (trigger.themes and k < i - 1))
        return self.who.found.get(k, ()) if tells else ()

    def _conversion(self, i: int, chunk: Chunk, base: Base) -> Iterator[Proposal]:
        """Yield "differentiation of X into Y", also where a place stands between, and "conversion of X to Y" of molecules."""
        then = self.chunks[i + 1 : i + 5]
        if [one.kind for one in then] == ["P", "NP", "P", "NP"] and then[0].word in ("in", "at", "within"):
            then = then[2:]  # "differentiation of progenitors in the wound to endothelial cells"
        if len(then) < 2 or then[0].word not in ("into", "to") or then[1].kind != "NP":
            return
        before, at = base.tokens[:-1], base.head.start
        of = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
        of = of or tuple(self.english.nouns.args_of(Base(before)) if before and before[-1].kind == "N" else ())
        molecules = all(arg.entity and arg.entity.type in _MADE for arg in (*of, *then[1].args))
        if molecules:
            yield from self.propose(i, chunk, of, _CONVERTED, then[1].args, "en-nominal", at=at)
        else:
            yield from self.propose(i, chunk, of, _BECOMES, then[1].args, "en-nominal", at=at)

    def _tie(self, i: int, chunk: Chunk, tie: Trigger, base: Base, named: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "a correlation between X and Y", "Z is a link between X and Y", "X engages in crosstalk with Y"."""
        word, at = self.chunks[i + 1].word, base.head.start
        last = i - 2 if i > 1 and self.chunks[i - 1].kind == "C" else i - 1  # "a strong and plausible link"
        before = self.chunks[last] if last >= 0 else None
        is_one = before is not None and (before.kind == "B" or before.word.startswith(self.becoming))
        one = last < i - 1 or base.tokens[0].word in ("a", "an", "the")
        owner = tuple(arg for arg in self.who.found.get(last, ()) if arg.entity)
        if word == "between" and is_one and one and owner:
            yield from self.propose(i, chunk, owner, tie, named, "en-nominal", at=at)
        elif word == "between" and len(named) > 1:
            yield from self.propose(i, chunk, named[:1], tie, named[1:], "en-nominal", at=at)
        elif word == "with" and i > 1 and self.who.found.get(i - 2):
            yield from self.propose(i, chunk, self.who.found[i - 2], tie, named, "en-nominal", at=at)

    def includes(self, i: int) -> Iterator[Proposal]:
        """Yield "Y include X" as X is a Y, and "factors that cause Y include X" as X causes Y."""
        members = self.objects(i)
        kinds = [c.kind for c in self.chunks[max(0, i - 4) : i]]
        at = i - 2  # where the verb stands that says what they do
        acts = kinds[-2:] == ["V", "NP"] and bool(self.chunks[at].triggers)
        leads = acts and (
            kinds == ["NP", "R", "V", "NP"]
            or (kinds[-3:] == ["NP", "V", "NP"] and self.chunks[at].form in ("relger", "part"))
            or (kinds == ["NP", "X", "V", "NP"] and self.chunks[at].form == "inf")
        )
        part = self.chunks[i - 3] if kinds == ["NP", "V", "P", "NP"] else None
        if part is not None and part.word.startswith(self.taking_part) and self.chunks[i - 2].word == "in":
            taken = Trigger(part.word, "affects")  # "pathways involved in Y include X"
            yield from self.propose(i - 3, part, members, taken, self.chunks[i - 1].args, "en-cleft")
        if leads:
            verb = self.chunks[at]
            yield from self.propose(at, verb, members, verb.triggers[0], self.chunks[i - 1].args, "en-cleft")
            first = self.chunks[at - 1 if kinds[-3:] == ["NP", "V", "NP"] else at - 2]
            if not any(arg.entity and not arg.entity.provisional for arg in first.args):
                return
        for whole in self.who.found[i][-1:]:
            if whole.entity and whole.entity.type in ("Secretome", "Vesicle"):  # "the SASP includes IL-6"
                held = tuple(m for m in members if m.entity and m.entity.type in ("GeneProduct", "RNA", "Chemical"))
                yield from self.propose(i, self.chunks[i], (whole,), _HOLDS, held, "en-show")
            alike = [m for m in members if m.entity and whole.entity and _are_alike(m, whole) and not m.sign]
            yield from self.propose(i, self.chunks[i], alike, _IS_A, (whole,), "en-copula")
