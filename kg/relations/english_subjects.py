"""Who does it: the subject of every kind of English verb, found by walking back over the chunks."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.english_owners import CHANGES, GIVEN
from kg.relations.english_phrases import English
from kg.relations.english_relatives import Relatives
from kg.relations.english_verbs import Chunk
from kg.relations.english_wants import is_wanted, need_it
from kg.relations.phrases import Arg, Before, signed

__all__ = ["Subjects"]

#: "X raises A while lowering B": the subject of both is X
_ALONGSIDE = ("while", "whilst", "when", "thus", "thereby")
_ADDS = ("but", "yet")
_UNKNOWN = ("Other", "Intervention")
_HANDLED_BY = ("to", "with", "under")
_KEPT = ("Cell", "Organism", "Anatomy", "Other")


class Subjects(Relatives):
    """Finds the subjects of one sentence and remembers them.

    Attributes:
        relative: indices of the verbs of relative clauses.
        led_by: verb -> the one before it whose subject, and whose doubt, it shares.
        waiting: gerunds that open the sentence, whose subject is still to come.
    """

    def __init__(self, english: English, chunks: list[Chunk], patterns: Patterns, before: Before) -> None:
        super().__init__(english, chunks, patterns, before)
        self.patterns = patterns
        self.handling, self.treating = patterns.having("handling"), patterns.having("treating")
        self.receiving, self.bodies = patterns.having("receiving"), patterns.having("bodies")
        self.members_of = patterns.having("hyponym_markers")
        names = ("parts", "worths", "able", "chief")
        self.parts, self.worths, self.able, self.chief = (patterns.having(name) for name in names)
        self.ensuing, self.losing = patterns.words["ensuing"], patterns.having("parting_with")
        self.amounts = patterns.tables["amounts"]
        self.relative: set[int] = set()
        self.culturing = patterns.having("culturing")
        self.modals = patterns.having("modals")
        self.led_by: dict[int, int] = {}
        self.waiting: list[int] = []

    def of(self, i: int, chunk: Chunk) -> tuple[Arg, ...]:
        """Return the subject of the verb at a chunk."""
        if chunk.form == "inf":
            return self._controller(i)
        if chunk.form == "ger":
            return self._gerund_subject(i)
        if (
            chunk.form == "relger"
            and chunk.triggers
            and chunk.triggers[0].predicate == "cause"
            and chunk.triggers[0].prepositions
        ):
            # "It stabilized the wound leading to ...": the whole clause did
            return self._last_subject(i) or self.nearest(i)
        if chunk.form in ("relger", "part"):
            return self.nearest(i)
        subject = self._finite_subject(i)
        if len(subject) == 1 and subject[0].anaphor and (meant := self.nth(subject[0])):
            return meant
        undone = chunk.form == "pass" and i > 0 and self.chunks[i - 1].word == "this"  # "this was prevented by"
        if undone or any(arg.anaphor and self._is_happening(arg) for arg in subject):
            return ()  # "this effect is due to Y": Y does nothing to who had it
        if len(subject) == 1 and subject[0].anaphor and subject[0].entity is None and not self._kind(subject[0]):
            if these := self._these(i):
                return these
            within = self._last_subject(i)
            if len(within) < 2 and not any(self._names_several(arg) for arg in within):
                within = self._fronted_plural(i, subject[0]) or within  # "X recruits cells, where they proliferate"
            if within:
                return within  # "X is used, but it may ...": the pronoun points within the sentence
        return self.resolved(subject)

    def _finite_subject(self, i: int) -> tuple[Arg, ...]:
        j = i - 1
        while j >= 0 and self.chunks[j].kind in ("H", "NEG"):
            j -= 1
        if j < 0:
            return self._pointed_back()
        chunk = self.chunks[j]
        if chunk.kind == "R":
            self.relative.add(i)
            return self.nearest(j)
        if chunk.kind == "NP":
            return self._from_noun_phrase(j)
        if chunk.kind in (",", "C"):
            return self._around(j) or self._coordinated(j)
        if chunk.kind == "S" and chunk.word in _ADDS:
            return self._last_subject(j)  # "X inhibited A, but had no effect on B"
        if chunk.form == "pass" and j > 1 and [one.kind for one in self.chunks[j - 2 : j]] == ["NP", "R"]:
            return self.resolved(self._from_noun_phrase(j - 2))  # "macrophages in wounds that are infected produce X"
        if chunk.kind in ("V", "X"):
            return self.found.get(j) or self._first_noun_phrase(j)  # "that help recruit cells"
        return ()

    def _around(self, j: int) -> tuple[Arg, ...]:
        """Return the subject of "X, in which A is B, does Y", whose inner clause ends at comma ``j``."""
        if self.chunks[j].kind != ",":
            return ()
        at = next((k for k in range(j - 1, 2, -1) if self.chunks[k].kind in ("R", ",", ";", "S")), 0)
        led = [chunk.kind for chunk in self.chunks[at - 3 : at + 1]] == ["NP", ",", "P", "R"] if at else False
        alone = led and not any(chunk.finite for chunk in self.chunks[: at - 3])
        return self.resolved(self._from_noun_phrase(at - 3)) if alone else ()

    def _from_noun_phrase(self, j: int) -> tuple[Arg, ...]:
        """Return the subject that ends at noun phrase ``j``: back over prepositions, participles and relatives."""
        k = j
        while k > 0:
            before = self.chunks[k - 1]
            two = self.chunks[k - 2] if k > 1 else None
            if before.kind == "P":
                if (before.word in self.members_of and two and two.kind == "NP") or (two and two.kind == "NP"):
                    k -= 2
                elif (
                    two
                    and two.kind in ("V", "X")
                    and two.form in ("part", "relger")
                    and k > 2
                    and self.chunks[k - 3].kind == "NP"
                ):
                    k -= 3
                elif two and (whom := self.told_of(k - 2)) >= 0:
                    k = whom
                else:
                    return ()
            elif before.kind in ("V", "X") and before.form in ("part", "relger", "inf") and two and two.kind == "NP":
                k -= 2
            elif before.kind in ("V", "X") and before.form == "part" and k > 2 and self._goes_with(k - 3):
                k -= 3  # "exosomes isolated from MSCs and loaded with miR-21 increased"
            elif (
                before.kind in ("V", "X")
                and before.form == "ger"
                and (two is None or two.kind in (";", "S", ",") or self.is_subject(k - 1))
            ):
                return self._gerund_as_subject(k - 1, j)
            elif before.kind in ("V", "X", "B") and two and two.kind == "R" and k > 2:
                k -= 4 if self.chunks[k - 3].kind == "," and k > 3 else 3
                if k < 0 or self.chunks[k].kind != "NP":
                    return ()
            else:
                break
        args = self.chunks[k].args
        base = self.chunks[k].bases[-1] if self.chunks[k].bases else None
        then = self.chunks[k + 1 : k + 3]
        plain = not any(arg.entity and not (arg.entity.provisional and arg.entity.type in _UNKNOWN) for arg in args)
        head = base.head.word if base is not None and k + 2 <= j else ""
        handled = head in self.handling and base is not None and (bool(base.of) or plain)
        carried = head in self.english.nouns.giving and base is not None and not base.of and plain
        if (handled or carried) and len(then) == 2 and then[0].word in _HANDLED_BY and then[1].kind == "NP":
            return then[1].args  # "the exposure of cells to X", "a cream with X": X acts
        if not any(arg.entity for arg in args) and k + 2 <= j and self.chunks[k + 1].word in ("with", "using", "via"):
            return self.chunks[k + 2].args  # "strategies with platelet-rich plasma"
        self.begun[j] = k
        given = self.given_to(k, j) or self.of_the_ill(k, j)
        self.given.update(given)
        return given or args

    def _goes_with(self, k: int) -> bool:
        """Return whether a noun phrase is joined by "and" to a participle that tells more of it."""
        return [chunk.kind for chunk in self.chunks[k : k + 2]] == ["NP", "C"] and self.chunks[k + 1].word == "and"

    def is_subject(self, i: int) -> bool:
        """Return whether gerund ``i`` is the subject of the second of two clauses: "X does A, and inhibiting Y does B"."""
        joined = [chunk.kind for chunk in self.chunks[max(0, i - 2) : i]] == [",", "C"]
        k = i + 1
        while k + 2 < len(self.chunks) and [one.kind for one in self.chunks[k : k + 2]] == ["NP", "P"]:
            k += 2
        acts = k + 1 < len(self.chunks) and self.chunks[k].kind == "NP" and self.chunks[k + 1].finite
        return self.chunks[i].form == "ger" and joined and acts and any(one.finite for one in self.chunks[:i])

    def _gerund_as_subject(self, verb: int, j: int) -> tuple[Arg, ...]:
        then, does = self.chunks[verb + 1 : verb + 4], self.chunks[verb].triggers
        treats = self.chunks[verb].word.rpartition(" ")[2] in self.treating
        changes = bool(does) and does[0].predicate in CHANGES and [c.word for c in then[1:2]] == ["with"]
        given: tuple[Arg, ...] = ()
        if (treats or changes) and [c.kind for c in then] == ["NP", "P", "NP"] and then[1].word in _HANDLED_BY:
            may = (arg for arg in then[2].args if self.may_be_given(arg) or (changes and arg.entity))
            given = tuple(arg for arg in may if arg.entity and (not changes or arg.entity.type in (*GIVEN, "Other")))
        if given and changes and not treats:
            return given  # "inhibiting Y with X" says of X that it does that
        if verb in self.waiting:
            self.waiting.remove(verb)
        if given:
            return given  # "treating mice with X"
        start, end = self.chunks[verb].start, self.chunks[j].end
        entity = self.english.grounder.ground(self.english.view, start, end, ())
        return (Arg(start, end, replace(entity, type="Intervention") if entity and entity.type == "Other" else entity),)

    def _coordinated(self, j: int) -> tuple[Arg, ...]:
        if past := self.past_relative(j):
            return self.resolved(past)
        for k in range(j, -1, -1):
            if self.chunks[k].kind in ("S", ";") and k < j - 1 and not any(k2 in self.found for k2 in range(k, j)):
                return ()
            if k in self.found and self.chunks[k].form in ("fin", "pass", "inf", "relger") and self.found[k]:
                if self.chunks[j + 1].lemma_form == "base" and self._is_modal(k):
                    self.led_by[j + 1] = k
                return self.given_before(k, j + 1) or self.found[k]
        return self.given_first(j) or self._first_noun_phrase(j)

    def _is_modal(self, k: int) -> bool:
        """Return whether verb ``k`` stands with one that takes its bare form: "may inhibit X and reduce Y"."""
        return not self.modals.isdisjoint(self.verb_words(k))

    def _first_noun_phrase(self, j: int) -> tuple[Arg, ...]:
        """Return the first noun phrase before ``j`` in its clause that no preposition governs."""
        start = next((k + 1 for k in range(j, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
        for k in range(start, j + 1):
            if self.chunks[k].kind == "NP" and not (k and self.chunks[k - 1].kind == "P"):
                return self.chunks[k].args
        return ()

    def _makes(self, k: int) -> bool:
        """Return whether a verb makes what stands behind it, which then acts."""
        verb, then = self.chunks[k], self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        makes = bool(verb.triggers) and verb.triggers[0].predicate == "produces" and verb.kind == "V"
        return makes and then is not None and then.kind == "NP" and all(arg.entity for arg in then.args)

    def _falls(self, k: int) -> bool:
        """Return whether a verb says that there is less of its subject: "is impaired", "declines"."""
        verb, then = self.chunks[k], self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        less = bool(verb.triggers) and verb.triggers[0].predicate == "decreases" and verb.triggers[0].kind == "verb"
        alone = verb.form == "pass" or then is None or then.kind != "NP"
        plain = all(arg.entity and not arg.sign and arg.mention is None for arg in self.found.get(k, ()))
        return less and alone and plain and bool(self.found.get(k))

    def part_of(self, k: int) -> tuple[Arg, ...]:
        """Return who has the part that chunk ``k`` names: "the role of X in", "a role for X in"."""
        chunk, then = self.chunks[k], self.chunks[k + 1 : k + 3]
        base = chunk.bases[-1] if chunk.kind == "NP" and chunk.bases else None
        if base is None or (base.head.word not in self.parts and base.head.word not in self.worths):
            return ()
        if base.of:
            return self.resolved(tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner)))
        lent = len(then) == 2 and then[0].word == "for" and then[1].kind == "NP"
        return self.resolved(then[1].args) if lent else ()

    def _gerund_subject(self, i: int) -> tuple[Arg, ...]:
        before = self.chunks[i - 1] if i else None
        if before is None or self.is_subject(i):
            return ()
        if before.word == "from" and i > 2 and self.chunks[i - 2].kind == "NP" and self.chunks[i - 3].triggers:
            return ()  # "prevents plasminogen from binding to cells": nobody binds
        for k in (i - 2, i - 4):  # "the role of X in promoting Y"
            if before.word == "in" and k >= 0 and (owners := self.part_of(k)):
                return owners
        first = i - 2 if before.kind == "S" and before.word in _ALONGSIDE else i - 1
        for k in range(first, -1, -1):
            if self.chunks[k].kind in ("S", ";") and before.kind != "P":
                break
            if k in self.found and (
                self.chunks[k].finite or (self.chunks[k].form in ("inf", "ger", "relger") and self.found[k])
            ):
                self.led_by[i] = k
                if self.chunks[i].word.startswith(self.ensuing) and self._makes(k):
                    return self.chunks[k + 1].args  # "release TGF-β, leading to fibrosis": TGF-β does
                if self.chunks[i].word.startswith(self.ensuing) and self.chunks[k].word in self.losing:
                    return ()  # "fibroblasts lose their capacity, resulting in Y": they do nothing
                if self.chunks[i].word.startswith(self.ensuing) and self._falls(k):
                    verb = self.chunks[k]  # "collagen declines, leading to wrinkles": the loss of it does
                    return tuple(replace(signed(arg, -1), reach=(arg.start, verb.end)) for arg in self.found[k])
                return self.found[k]
        return ()

    def _is_kept(self, k: int) -> bool:
        """Return whether a verb tells what somebody did to cells or animals, who aim at nothing: "cells were grown in X to raise Y"."""
        kept = self.chunks[k].form == "pass" and self.chunks[k].word.rpartition(" ")[2] in self.culturing
        return kept and all(arg.entity and arg.entity.type in _KEPT for arg in self.found[k])

    def _controller(self, i: int) -> tuple[Arg, ...]:
        """Return who an infinitive is about: the object of "stimulate", the owner of an ability, else the subject."""
        if is_wanted(self.chunks, i, self.patterns):
            return ()
        before = self.chunks[i - 1] if i else None
        if before and before.kind == "NP":
            base = before.bases[-1] if before.bases else None
            if base and base.head.word in self.able:
                owned = tuple(arg for inner in base.of for arg in self.english.nouns.args_of(inner))
                if owned:
                    return self.resolved(owned)
            elif (
                i > 1
                and self.chunks[i - 2].kind in ("V", "X")
                and (
                    (self.chunks[i - 2].triggers and self.chunks[i - 2].triggers[0].control)
                    or self.chunks[i - 2].word.startswith(("enabl", "allow", "forc"))
                )
            ):
                return self.resolved(before.args)
        for k in range(i - 1, -1, -1):
            if self.found.get(k):
                if k == i - 2 and need_it(self.chunks[k], self.found[k]):
                    return self.resolved(self.chunks[i - 1].args)  # "patients need X to prevent Y"
                return () if self._is_kept(k) else self.found[k]
        if before and before.kind == "NP" and len(before.args) > len(before.bases) > 0:
            return before.args  # "strategies to improve healing, such as X"
        return ()
