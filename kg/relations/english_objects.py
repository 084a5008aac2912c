"""What an English verb acts on, by name or by pointing back: "inhibits it", "inhibits its synthesis"."""

from __future__ import annotations

from kg.patterns import Patterns
from kg.relations.english_phrases import English
from kg.relations.english_subjects import Subjects
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, signed

__all__ = ["Objects"]

#: what is done to something: a verb of it needs an object
_ACTING_ON = ("increases", "decreases", "affects", "treats", "improve", "protect", "cause")


#: what is made, and may be made more or less of
_MADE = ("GeneProduct", "RNA", "Chemical")


class Objects:
    """Finds the objects of the verbs of one sentence."""

    english: English
    patterns: Patterns
    chunks: list[Chunk]
    who: Subjects

    def objects(self, i: int) -> tuple[Arg, ...]:
        """Return what a verb acts on: the noun phrase right behind it, or behind the verb that it is joined to."""
        if self.is_joined(i):
            return self.objects(i + 2)  # "X promotes and maintains Y"
        for k in range(i + 1, len(self.chunks)):
            if self.chunks[k].kind == "NP":
                pointed = self.chunks[k].word in ("it", "them") or self.is_its(k)
                if self.is_its(k) and self.chunks[k].word.rpartition(" ")[2] in self.patterns.having("effect_nouns"):
                    return ()  # "abolished their hair-promoting effect": of them there is no less
                if pointed and (whose := self.acted_on(i) or self._named_before(i, k)):
                    sign = next((arg.sign for arg in self.chunks[k].args), 0)
                    return tuple(signed(arg, sign) for arg in whose) if sign else whose
                if suffered := self.suffered(k):
                    return suffered
                # "X reversed this": what happened, and not who did it
                args = () if self.chunks[k].word == "this" else self.who.resolved(self.chunks[k].args)
                return args + self._resumed(k)
            if self.chunks[k].kind not in ("H",):
                return ()
        return ()

    def is_its(self, k: int) -> bool:
        """Return whether phrase ``k`` is an amount or a change of what was named before: "its expression", "its degradation"."""
        its = self.english.view.lower.startswith(("its ", "their "), self.chunks[k].start)
        return its and not any(arg.entity for arg in self.chunks[k].args)

    def _named_before(self, i: int, k: int) -> tuple[Arg, ...]:
        """Return the molecule that the sentence before is of, where this one's subject is none: "UV reduces its synthesis"."""
        mention = self.who.before.like("")
        kinds = {arg.entity.type for arg in self.who.found.get(i, ()) if arg.entity}
        fits = mention is not None and mention.entity.type in _MADE and kinds.isdisjoint(_MADE[:2])
        if mention is None or not fits or self.chunks[k].word in ("it", "them"):
            return ()
        return (Arg(0, 0, mention.entity, mention=mention),)

    def is_joined(self, i: int) -> bool:
        """Return whether a verb that needs an object shares that of the verb behind "and"."""
        here, then = self.chunks[i], self.chunks[i + 1 : i + 4]
        if here.kind != "V" or [chunk.kind for chunk in then] != ["C", "V", "NP"] or not here.triggers:
            return False
        alike = here.form == then[1].form and here.form in ("fin", "inf", "ger") and not then[1].negated
        return alike and not here.triggers[0].themes and here.triggers[0].predicate in _ACTING_ON

    def _resumed(self, k: int) -> tuple[Arg, ...]:
        """Return the change that goes on from the one at ``k``: "activation of A in B and promotion of C"."""
        then = self.chunks[k : k + 5]
        if [chunk.kind for chunk in then] != ["NP", "P", "NP", "C", "NP"] or then[3].word != "and":
            return ()
        heads = [chunk.bases[-1] for chunk in then if chunk.bases]
        changes = [base.head.kind in ("T", "Q") and bool(base.of) for base in heads]
        follows = self.chunks[k + 5] if k + 5 < len(self.chunks) else None
        alone = follows is None or not follows.finite
        # what is left apart of "A in B and C in D" was told apart by its kind
        elsewhere = follows is not None and follows.kind == "P" and follows.word == then[1].word in ("in", "on")
        return then[4].args if (changes == [True, False, True] or elsewhere) and alone else ()

    def suffered(self, k: int) -> tuple[Arg, ...]:
        """Return what "patients with X" have, where chunk ``k`` is the patients."""
        behind = self.chunks[k + 1 : k + 3]
        if self.chunks[k].word not in self.who.bodies or [one.kind for one in behind] != ["P", "NP"]:
            return ()
        ill = tuple(arg for arg in behind[1].args if arg.entity and arg.entity.type == "Disease")
        return ill if behind[0].word == "with" else ()

    def effect(self, k: int) -> tuple[tuple[Arg, ...], tuple[Arg, ...]]:
        """Return whose effect chunk ``k`` speaks of, and on what: "the effects of X on Y"."""
        here = self.chunks[max(k, 0) : max(k, 0) + 3]
        if k < 0 or [chunk.kind for chunk in here] != ["NP", "P", "NP"] or here[1].word not in ("on", "upon"):
            return (), ()
        base = here[0].bases[-1] if here[0].bases else None
        if base is None or base.head.word not in self.patterns.having("effect_nouns") or not base.of:
            return (), ()
        return tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner)), here[2].args

    def placed(self, where: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return the places among what follows "in": nothing is told by its being found in patients."""
        text, people = self.english.view.lower, self.patterns.having("bodies") - self.patterns.having("animals")
        return tuple(arg for arg in where if text[arg.start : arg.end].rpartition(" ")[2] not in people)

    def excepted(self, i: int) -> tuple[Arg, ...]:
        """Return what a verb is said not to act on: "increased VEGF, but not IL-6"."""
        rest = [chunk for chunk in self.chunks[i + 1 : i + 6] if chunk.kind != ","]
        if [chunk.kind for chunk in rest[:4]] != ["NP", "S", "NEG", "NP"] or (rest[1].word, rest[2].word) != (
            "but",
            "not",
        ):
            return ()
        return tuple(arg for arg in rest[3].args if arg.entity)

    def acted_on(self, i: int) -> tuple[Arg, ...]:
        """Return what an earlier verb of the sentence acts on: "X drives growth, whereas Y inhibits it"."""
        for k in range(i - 2, 0, -1):
            told = self.chunks[k].finite or self.chunks[k].form == "ger"
            if (
                self.chunks[k].kind == "V"
                and self.chunks[k].form == "pass"
                and told
                and self.chunks[i + 1].word != "it"
            ):
                return tuple(
                    arg for arg in self.who.found.get(k, ()) if arg.entity
                )  # "X is made by A, and B lowers its synthesis"
            if self.chunks[k].kind == "V" and told and self.chunks[k + 1].kind == "NP":
                phrase = self.chunks[k + 1]
                several = len(phrase.args) > 1 or phrase.word.endswith("s")
                if several or self.chunks[i + 1].word != "them":
                    return tuple(arg for arg in phrase.args if arg.entity)
        return ()
