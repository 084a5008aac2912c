"""What an English verb states of what stands around it: its proposals, denied, doubted or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.patterns import Trigger
from kg.relations.english_arguments import Arguments
from kg.relations.english_denials import INSTEAD
from kg.relations.english_doubts import is_doubted, is_refuted
from kg.relations.english_verbs import Chunk
from kg.relations.english_wants import are_served
from kg.relations.phrases import Arg, Proposal, ends

__all__ = ["Proposals"]

#: no thing stands in these ways to itself
_WITHIN = ("contains", "is_a", "derived_from", "located_in")
_THAT = re.compile(r"\b(?:of|by|in|to|for) (?:this|these|that|those|such) ")
_AS_MODEL = re.compile(r"\bas (?:\w+ ){0,3}models? (?:of|for)\b")
_SHOULD = re.compile(r"\b(?:should|must|ought to)\b")


def _is_that(arg: Arg) -> bool:
    """Return whether the name of a thing points to another: "overexpression of this protein"."""
    return arg.entity is not None and arg.entity.provisional and _THAT.search(arg.entity.label) is not None


class Proposals(Arguments):
    """Proposes what one sentence states."""

    def propose(
        self,
        i: int,
        chunk: Chunk,
        subjects: Sequence[Arg],
        trigger: Trigger,
        objects: Sequence[Arg],
        rule: str,
        at: int | None = None,
    ) -> Iterator[Proposal]:
        """Yield one proposal for each subject and object that name different things.

        Args:
            i: index of the chunk that states it.
            chunk: that chunk.
            subjects: who acts.
            trigger: what is stated.
            objects: what is acted on.
            rule: the name that goes into the evidence.
            at: where the trigger starts in the view, if not where the chunk does.
        """
        before = self.chunks[i - 1] if i else None
        negated = chunk.negated or bool(
            before and (before.kind == "NEG" or (before.kind == "P" and before.word in INSTEAD))
        )
        negated |= self._is_none(i) or self._is_futile(i) or self.is_instead(i)
        led = self._led(i)
        if led is not None and led.negated and trigger is not led.triggers[0]:
            return  # "does not cause fibroblasts to produce X": of fibroblasts nothing is said
        negated |= led is not None and led.negated
        if self._is_aim(i) or are_served(chunk, subjects):
            return  # "to determine whether X inhibits Y": what is to be found out is not said
        start, end = self.clause(i)
        if trigger.words in self.shunned and _SHOULD.search(self.english.view.lower, start, chunk.end):
            return  # "patients taking X should avoid pregnancy"
        if trigger.predicate == "use" and _AS_MODEL.search(self.english.view.lower, chunk.start, end):
            return  # "was used as an animal model of Y": it treats no Y
        if trigger.predicate == "use" and not self.cautious.isdisjoint(self.english.view.lower[start:end].split()):
            return
        negated = negated or is_refuted(self.english.view.lower, chunk.start, chunk.end)
        same = negated and trigger.predicate == "affects" and self._is_same(chunk)
        verb = max(chunk.start, self.english.view.lower.rfind(chunk.word, chunk.start, chunk.end))
        hedged = (
            chunk.hedged
            or (led is not None and led.hedged)
            or self._is_asked(i)
            or self._is_studied(i)
            or is_doubted(self.english.view.lower, start, verb, self.patterns)
        )
        treats = trigger.predicate in ("use", "treats", "improve")
        objects = tuple(map(self._remedied, objects)) if treats else objects
        paired = "respectively" in self.english.view.lower[chunk.end : end]
        if paired and len(subjects) == 2 and len(objects) == 1:  # "A and B promote and inhibit Y, respectively"
            first, second = self.is_joined(i), i > 1 and self.is_joined(i - 2)
            subjects = subjects[:1] if first else subjects[1:] if second else subjects
        for subject, target in ends(subjects, trigger, objects, paired=paired):
            same_name = subject.entity and target.entity and subject.entity.label == target.entity.label
            if trigger.predicate in _WITHIN and same_name:
                continue  # "Dormex contains cyanamide", of two names of one thing
            if _is_that(subject) or _is_that(target):
                continue  # "leading to overexpression of this protein": of which, nobody who reads the graph can tell
            if trigger.inverse and target.property:
                continue  # "the anti-aging effect of X is due to Y": Y does nothing to X
            yield Proposal(
                subject,
                trigger,
                target,
                chunk.start if at is None else at,
                chunk.end,
                (start, end),
                rule,
                negated=negated,
                hedged=hedged,
                no_change=same,
            )

    def _led(self, i: int) -> Chunk | None:
        """Return the verb that makes somebody do what chunk ``i`` says: "(causes) fibroblasts to produce"."""
        verb = (
            self.chunks[i - 2] if i > 1 and self.chunks[i].form == "inf" and self.chunks[i - 1].kind == "NP" else None
        )
        leads = verb is not None and verb.finite and bool(verb.triggers) and verb.triggers[0].control
        return verb if leads else None

    def _is_same(self, chunk: Chunk) -> bool:
        """Return whether a denied verb says that nothing changed: "was unchanged"."""
        return not self.same.isdisjoint(self.english.view.lower[chunk.start : chunk.end].split())

    def _is_futile(self, i: int) -> bool:
        """Return whether a gerund is what something is denied to be good for: "was not effective in reducing X"."""
        if self.chunks[i].form != "ger" or not i:
            return False
        k = i - 1 - (self.chunks[i - 1].kind == "P" and self.chunks[i - 1].word in ("in", "for", "at"))
        verb = self.chunks[k] if k >= 0 else None
        good = verb is not None and verb.kind == "V" and verb.negated and verb.finite
        return good and verb is not None and any(t.kind in ("adjective", "light") for t in verb.triggers)

    def _is_none(self, i: int) -> bool:
        """Return whether what a verb is said of is denied to be: "no effect of X on Y was seen", "none of them raised Y"."""
        if not self.chunks[i].finite:
            return False
        k = i - 1
        while k >= 0 and self.chunks[k].kind in ("NP", "P"):
            k -= 1
        return 0 <= k < i - 1 and self.chunks[k].kind == "NEG" and self.chunks[k].word in ("no", "not any")

    def _remedied(self, arg: Arg) -> Arg:
        """Return the disease of "approved for alopecia treatment" and "effective in alopecia patients"."""
        words = self.english.view.lower[arg.start : arg.end].rsplit(" ", 1)
        stands_for = len(words) > 1 and (words[1] in self.remedies or words[1] in self.who.bodies)
        if not stands_for or arg.entity is None or not arg.entity.provisional:
            return arg
        end = arg.end - len(words[1]) - 1
        ill = (item for item in self.english.nouns.found if arg.start <= item.start and item.end == end)
        named = next((item for item in ill if item.entity.type in ("Disease", "Phenotype")), None)
        return Arg(named.start, named.end, named.entity) if named else arg

    def _is_aim(self, i: int) -> bool:
        """Return whether a chunk tells what a study sets out to find: "was conducted to examine whether X promotes Y"."""
        k = next((k for k in range(i - 1, 0, -1) if self.chunks[k].kind in ("S", ";", "R")), 0)
        if not k or self.chunks[k].word not in ("whether", "if"):
            return False
        verb = self.chunks[k - 1]
        words = self.english.view.lower[verb.start : verb.end].split()
        purpose = verb.kind in ("V", "X") and verb.form == "inf"  # "we examined whether" is a hypothesis of somebody's
        return purpose and bool(words) and words[-1].startswith(self.finding_out)

    def _is_asked(self, i: int) -> bool:
        """Return whether a chunk tells what is asked: "unclear whether X promotes Y"."""
        k = next((k for k in range(i - 1, -1, -1) if self.chunks[k].kind in ("S", ";")), None)
        if k is None or self.chunks[k].word != "whether":
            return False
        return k > 0 or not any(chunk.kind == "," for chunk in self.chunks[:i])  # "Whether A or B, UV induces"

    def _is_studied(self, i: int) -> bool:
        """Return whether a gerund is what is only studied: "we evaluated the efficacy of X in reducing Y"."""
        led = self.chunks[i].form == "ger" and i > 1 and self.chunks[i - 1].word == "in"
        base = self.chunks[i - 2].bases[-1:] if led else ()
        worth = any(one.head.word in self.who.worths for one in base)
        return worth and bool(self.who.part_of(i - 2)) and self.is_asked_about(i)

    def is_asked_about(self, i: int) -> bool:
        """Return whether the clause of chunk ``i`` only asks: "we studied the role of X", "the role of X is unknown"."""
        start, end = self.clause(i)
        return not self.asking.isdisjoint(re.findall(r"[a-z]+", self.english.view.lower[start:end]))

    def is_feared(self, phrase: Chunk) -> bool:
        """Return whether a phrase only tells of a danger or of what to do: "because of the risk of X", "should avoid Y due to X"."""
        if _SHOULD.search(self.english.view.lower, 0, phrase.start):
            return True
        return bool(phrase.bases) and any(token.word in self.dangers for token in phrase.bases[0].tokens)

    def is_ruled_out(self, i: int) -> bool:
        """Return whether the clause says that there is no such thing as chunk ``i`` names: "the data argue against a role"."""
        said = self.english.view.lower[self.clause(i)[0] : self.chunks[i].start]
        return self.ruling_out.search(said) is not None

    def clause(self, i: int) -> tuple[int, int]:
        """Return where the clause of a chunk begins and ends, as indices into the view."""
        start = next((self.chunks[k].end for k in range(i - 1, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
        end = next(
            (self.chunks[k].start for k in range(i + 1, len(self.chunks)) if self.chunks[k].kind in ("S", ";")),
            len(self.english.view.text),
        )
        return start, end
