"""More and less: what somebody treated or ill shows, what a comparative says of an object, what is kept from happening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.grounding import as_worded
from kg.patterns import Trigger
from kg.relations.english_bases import reach, sign_of
from kg.relations.english_definitions import Definitions
from kg.relations.english_nominals import SHOWN
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Proposal, signed

__all__ = ["Changes"]

_LOSS = re.compile(
    r"(?:the |an? )?(?:(?:rapid|progressive|marked|complete|relative|near-complete|total|partial|gradual|significant|severe|substantial) )?(?:loss|depletion|lack|absence) of "
)
_NO_BETTER = re.compile(r"\bno (?:better|more effective|more potent) than\b")
_UNDOING = ("decreases", "treats", "improve", "protect")
_COUNTED = ("GeneProduct", "RNA", "Chemical", "Cell")
_LOSABLE = ("GeneProduct", "RNA", "Chemical", "Cell", "Anatomy", "Process")
_THICK = ("thicker", "thinner")
_ILL = "Disease"
_SIGNS = (_ILL, "Phenotype", "Process")
_SHOWS = Trigger("show", "has_phenotype")

#: "induces follicles to enter anagen"
_ENTERS = ("enter", "reenter", "re-enter")


def _are_bodies(objects: tuple[Arg, ...]) -> bool:
    return bool(objects) and all(arg.entity and arg.entity.type in ("Cell", "Anatomy", "Disease") for arg in objects)


class Changes(Definitions):
    """Reads what verbs say of more and of less."""

    def shown_of(self, i: int, trigger: Trigger, objects: tuple[Arg, ...]) -> tuple[Trigger, tuple[Arg, ...]]:
        """Return what is stated of which objects, where a verb tells what somebody shows or holds more or less of."""
        held = trigger.predicate == "contains"
        if held and not self.is_changed(i):
            return trigger, tuple(arg for arg in objects if arg.sign >= 0)  # that A holds less X than B is no change
        if (
            (held or trigger.words in self.shows or trigger.words == "act")
            and objects
            and all(arg.sign for arg in objects)
        ):
            return (
                SHOWN,
                objects,
            )  # "exhibit increased levels of X", "aged skin contains less collagen", "acts via less X"
        return trigger, objects

    def symptoms(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield what an illness shows in those who have it: "patients with rosacea present with flushing"."""
        ill = tuple(
            arg for arg in self.who.found[i] if arg in self.who.given and arg.entity and arg.entity.type == _ILL
        )
        if chunk.form != "fin" or chunk.word not in self.suffering:
            return
        if not ill and len(self.who.found[i]) == 1 and self.are_models(self.who.found[i]):
            arg = self.who.found[i][0]  # "mice lacking Klotho show skin atrophy"; of any mice it says nothing
            ill = (arg,) if " " in self.english.view.lower[arg.start : arg.end] else ()
        shown = tuple(self.compares(i, self.objects(i))) or self.after_preposition(i, ("with", "from", "of"))
        kinds = _SIGNS if all(arg in self.who.given for arg in ill) else _SIGNS[:2]
        signs = tuple(arg for arg in shown if arg.entity and arg.entity.type in kinds and not arg.sign)
        signs = tuple(arg for arg in signs if arg.entity and (arg.entity.type != "Process" or self._is_bad(arg)))
        yield from self.propose(i, chunk, ill, _SHOWS, signs, "en-show")

    def _is_bad(self, arg: Arg) -> bool:
        """Return whether a process is a sign of illness, and none of getting well: itch, but not hair regrowth."""
        words = (arg.entity.label if arg.entity else "").lower().split()
        return bool(words) and words[-1] in self.harmful

    def are_models(self, subject: tuple[Arg, ...]) -> bool:
        """Return whether those of a subject are animals, cells or an illness, and no persons of whom nothing else is said."""
        words = {
            word for arg in subject for word in re.findall(r"[a-z]+", self.english.view.lower[arg.start : arg.end])
        }
        ill = any(arg.entity and arg.entity.type == "Disease" for arg in subject)
        return ill or (bool(words & self.animals) and not words & {"patient", "patients"})

    def happened(self, i: int) -> tuple[Arg, ...]:
        """Return the change that "this" or "an effect that" means in front of passive ``i``: of what the last verb changed."""
        leads = i - 2 if i > 1 and self.chunks[i - 1].kind == "R" else i - 1
        named = self.chunks[leads] if leads > 0 else None
        if named is None or named.kind != "NP":
            return ()
        said = self.english.view.lower[named.start : named.end]
        if not (said == "this" if leads == i - 1 else said.endswith(self.who.happenings)):
            return ()
        for k in range(leads - 1, -1, -1):
            verb = self.chunks[k]
            if verb.finite and verb.kind == "V" and verb.triggers:
                way = 1 if verb.triggers[0].predicate == "produces" else sign_of(verb.triggers[0])
                changed = self.who.found.get(k, ()) if verb.form == "pass" else self.objects(k)
                return tuple(signed(arg, way) for arg in changed if arg.entity and way)
        return ()

    def kept_from(self, i: int, trigger: Trigger, objects: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return what does not come about in "prevents wounds from healing": that is less, and not the wounds."""
        then = self.chunks[i + 2 : i + 5]
        if trigger.predicate != "decreases" or len(then) < 2 or then[0].word != "from" or then[1].form != "ger":
            return objects
        if len(then) > 2 and then[2].kind == "NP":
            return tuple(
                arg for arg in then[2].args if arg.entity and arg.entity.type in ("Process", "Phenotype", "Disease")
            )
        start, end = then[1].start, then[1].end
        word = self.english.view.text[start:end]
        concept = self.english.grounder.lexicon.get(word)
        entity = concept.entity if concept is not None else as_worded(word, "Process", "en")
        return (Arg(start, end, entity),) if entity is not None and len(then) == 2 else ()

    def driven(self, i: int, objects: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return what something is driven into: "drive follicles into catagen" makes for more of catagen."""
        then = self.chunks[i + 2 : i + 4]
        into = len(then) == 2 and then[0].kind == "P" and then[0].word == "into" and then[1].kind == "NP"
        states = tuple(arg for arg in then[1].args if arg.entity and arg.entity.type == "Process") if into else ()
        held = all(arg.entity and arg.entity.type in ("Anatomy", "Cell") for arg in objects)
        return states if states and held else objects

    def regained(self, trigger: Trigger, objects: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return the objects of a verb that undoes, what "the loss of X" is about as what there is more of again."""
        if trigger.predicate == "cause":  # "leads to a rapid loss of collagen": there is less of it
            return tuple(self._kept(arg, _COUNTED) for arg in objects)
        return tuple(self._kept(arg, _LOSABLE) for arg in objects) if trigger.predicate in _UNDOING else objects

    def _kept(self, arg: Arg, kinds: tuple[str, ...]) -> Arg:
        if arg.around[0] and _LOSS.match(arg.around[0].lower()):  # the second of "loss of A and B"
            entity = self.english.grounder.ground(self.english.view, arg.start, arg.end, self.english.nouns.found)
            fits = entity is not None and entity.type in kinds
            return replace(arg, entity=entity, sign=-1, around=("", "")) if fits else arg
        lost = _LOSS.match(self.english.view.lower, arg.start, arg.end)
        if lost is None or arg.entity is None or not arg.entity.provisional or arg.sign or arg.mention is not None:
            return arg  # of a loss that has a name of its own there is less
        entity = self.english.grounder.ground(self.english.view, lost.end(), arg.end, self.english.nouns.found)
        fits = entity is not None and entity.type in kinds
        return Arg(lost.end(), arg.end, entity, -1, reach=(arg.start, arg.end)) if fits else arg

    def is_no_better(self, i: int) -> bool:
        """Return whether a verb tells in what a thing is no better than another: "was not superior to Y in raising Z"."""
        leads = self.chunks[i - 1] if i > 1 else None
        if leads is None or self.chunks[i].form != "ger" or leads.kind != "P" or leads.word not in ("in", "at", "for"):
            return False
        verb = next((one for one in reversed(self.chunks[: i - 1]) if one.finite), None)
        if verb is None:
            return False
        return verb.negated or _NO_BETTER.search(self.english.view.lower, verb.start, self.chunks[i].start) is not None

    def is_needed_to_act(self, i: int) -> bool:
        """Return whether something is needed for another to do a thing: "required for myofibroblasts to convert"."""
        then = self.chunks[i + 1 : i + 3]
        needed = self.chunks[i].word == "for" and self.chunks[i].triggers[0].kind == "adjective"
        return needed and len(then) == 2 and then[0].kind == "NP" and then[1].form == "inf"

    def more_or_less(self, i: int, objects: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return the objects of a verb, those that "more", "less" or "fewer" leads with the sign of it."""
        bases = self.chunks[i + 1].bases if i + 1 < len(self.chunks) else ()
        words = [next((t.word for t in base.tokens if t.word in self.amounts), "") for base in bases]
        for n, word in enumerate(words[1:]):
            words[n + 1] = word or words[n]  # "more IL-17 and TNF-α" is more of both
        if len(words) != len(objects):
            return objects
        return tuple(
            signed(replace(arg, sign=0), 1 if self.amounts[word] == "increases" else -1) if word else arg
            for arg, word in zip(objects, words, strict=True)
        )

    def is_changed(self, i: int) -> bool:
        """Return whether those that a verb tells of are treated or ill, so that what they show is a change.

        Of two kinds of cells that are compared, neither does anything: "stem cells display a lower rate than others".
        """
        subject = self.who.found[i]
        words = {word for arg in subject for word in self.english.view.lower[arg.start : arg.end].split()}
        return bool(self.who.given.intersection(subject) or words & self.ill_words)

    def compares(self, i: int, objects: Sequence[Arg], at: int = 1) -> Iterator[Arg]:
        """Yield objects, those with a sign that a comparative says of who is treated or ill: "mice given X showed higher Y".

        Args:
            i: the verb.
            objects: what it says something of.
            at: how many chunks behind the verb they stand; less than 0 for its subject.
        """
        changes = {**self.amounts, **self.compared}
        bases = self.chunks[i + at].bases if 0 <= i + at < len(self.chunks) else ()
        for arg in objects:
            before = [t.word for base in bases for t in base.tokens if base.start <= arg.start < reach(base)]
            word = next((word for word in before[:2] if word in changes), "")
            if arg.sign or not word:
                yield arg
                continue
            if self.english.view.lower.startswith(word + " ", arg.start):
                start = arg.start + len(word) + 1
                if self.english.view.lower[start : arg.end] in self.english.nouns.generic:
                    continue  # "better results"
                entity = self.english.grounder.ground(self.english.view, start, arg.end, self.english.nouns.found)
                arg = replace(arg, start=start, entity=entity)
            if word in _THICK and arg.entity is not None and arg.entity.type == "Anatomy":
                known = self.english.grounder.lexicon.get(f"{arg.entity.label} thickness")
                if known is None:
                    continue  # of thinner nails there are no fewer
                arg = replace(arg, entity=known.entity)
            yield signed(arg, 1 if changes[word] == "increases" else -1)

    def made_to(self, i: int, trigger: Trigger, objects: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return what a verb brings about, with the change of "causes X to decrease"; nothing where X only becomes something."""
        bodies = _are_bodies(objects)
        if trigger.predicate != "cause" and not bodies:
            return objects
        inner = self.chunks[i + 2] if i + 2 < len(self.chunks) else None
        if inner is None or trigger.predicate not in ("cause", "increases"):
            return objects
        if (inner.kind, inner.form) == ("B", "inf") or inner.word in self.compared:
            return ()  # "causes the skin to become dry": there is no more of the skin
        if inner.form == "inf" and inner.word in _ENTERS:
            return self.objects(i + 2)  # "induces hair follicles to enter anagen"
        if inner.form == "inf" and inner.word in self.who.losing:
            return tuple(signed(arg, -1) for arg in self.objects(i + 2))  # "causes the skin to lose elasticity"
        if inner.form != "inf" or not inner.triggers:
            return objects
        if inner.triggers[0].predicate in ("produces", "generate", "differentiates_into") and bodies:
            return ()  # "induces keratinocytes to produce ROS": there are no more cells
        change = sign_of(inner.triggers[0]) if inner.triggers[0].themes and not self.objects(i + 2) else 0
        return tuple(signed(arg, change) for arg in objects)
