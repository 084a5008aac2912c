"""What stands around an English verb: its objects, its agents behind prepositions, its conditions; and its proposals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.grounding import as_worded
from kg.patterns import Patterns
from kg.relations.english_members import join_members
from kg.relations.english_objects import Objects
from kg.relations.english_owners import GIVEN
from kg.relations.english_phrases import English
from kg.relations.english_subjects import Subjects
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Before

__all__ = ["Arguments"]

#: in front of a clause
_LACKING = ("without", "in the absence of")

_NOT_BY = re.compile(r"\b(?:not|rather than|instead of|as opposed to) (?:by|through|via|from) \Z")
_EACH = ("every ", "each ", "successive ", "subsequent ")


class Arguments(Objects):
    """Finds what one sentence puts around its verbs.

    Attributes:
        english: the sentence and its noun phrases.
        chunks: its pieces, lists of examples joined.
        who: the subjects found so far.
        defining: participles that have been read as part of a definition.
    """

    def __init__(self, english: English, patterns: Patterns, before: Before) -> None:
        self.english, self.patterns = english, patterns
        self.chunks = join_members(english.chunks(), english.nouns, patterns.having("hyponym_markers"))
        self.conditions, self.periods = patterns.having("causes_after"), patterns.having("periods")
        self.same = frozenset(word for phrase in patterns.words["no_change"] for word in phrase.split()[-1:])
        self.makings, self.uses, self.limiting = (patterns.having(n) for n in ("makings", "uses", "limiting"))
        self.merits, self.remedies = patterns.having("merits"), patterns.having("remedies")
        self.compared, self.effects = patterns.tables["comparatives"], patterns.tables["effects"]
        self.seen, self.ties = patterns.having("seen"), patterns.tables["ties"]
        self.ill_words, self.given_to = patterns.having("ill"), patterns.having("given_to")
        self.parts, self.identifying = patterns.having("parts"), patterns.having("identifying")
        self.curing = patterns.having("healing_verbs")
        self.dangers, self.cautious = patterns.having("dangers"), patterns.having("cautious")
        self.ruling_out = re.compile("|".join(map(re.escape, patterns.words["ruling_out"])))
        self.asking, self.shunned = patterns.having("asking"), patterns.having("shunned")
        self.becoming = patterns.words["becoming"]
        self.showing, self.shows = patterns.words["showing"], patterns.having("shows")
        self.taking_part, self.amounts = patterns.words["taking_part"], patterns.tables["amounts"]
        self.ages, self.conversions = patterns.having("ages"), patterns.having("conversions")
        self.undoing, self.contrasting = patterns.having("undoing"), patterns.having("contrasting")
        self.putting, self.suffering = patterns.having("putting"), patterns.having("suffering")
        self.courses = patterns.having("courses_of")
        self.offering, self.protection = patterns.having("offering_verbs"), patterns.having("protection")
        self.animals = patterns.having("animals")
        self.adverse, self.unlisted = patterns.having("adverse"), patterns.having("unlisted")
        self.counts, self.harmful = patterns.having("counts"), patterns.having("harmful")
        self.finding_out = patterns.words["finding_out"]
        self.defining: set[int] = set()
        self.who = Subjects(english, self.chunks, patterns, before)

    def ill(self, i: int) -> tuple[Arg, ...]:
        """Return the diseased or aged body in which something changes: "IL-1 is reduced in psoriatic lesions"."""
        first = next((k + 1 for k in range(i, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
        last = next((k for k in range(i, len(self.chunks)) if self.chunks[k].kind in ("S", ";", "R")), len(self.chunks))
        for k in range(first, min(last, len(self.chunks) - 1, i + 6)):
            phrase = self.chunks[k + 1]
            if self.chunks[k].kind == "P" and self.chunks[k].word == "in" and phrase.kind == "NP":
                words = set(self.english.view.lower[phrase.start : phrase.end].replace("-", " ").split())
                if words & self.ill_words or any(arg.entity and arg.entity.type == "Disease" for arg in phrase.args):
                    return phrase.args
                if phrase.word in self.who.bodies and (theirs := self.after_preposition(k + 1, ("with",))):
                    return tuple(arg for arg in theirs if arg.entity and arg.entity.type == "Disease")
                if phrase.word in self.who.bodies and (theirs := self.who.ailing(phrase)):
                    return theirs  # "in psoriasis patients"
        return ()

    def fronted_ill(self, i: int) -> tuple[Arg, ...]:
        """Return the diseased or aged body that opens a clause: "in aged skin, fibroblasts produce less collagen"."""
        first = next((k + 1 for k in range(i, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
        kinds = [chunk.kind for chunk in self.chunks[first : first + 3]]
        opens = kinds[:2] == ["P", "NP"] and self.chunks[first].word == "in" and first + 2 < i
        phrase = self.chunks[first + 1] if opens else None
        if phrase is None:
            return ()
        return phrase.args if self.is_ill(first + 1) else ()

    def is_ill(self, k: int) -> bool:
        """Return whether chunk ``k`` names a disease, or a body that is ill or aged."""
        phrase = self.chunks[k] if k < len(self.chunks) else None
        if phrase is None or phrase.kind != "NP":
            return False
        words = set(self.english.view.lower[phrase.start : phrase.end].replace("-", " ").split())
        return bool(words & self.ill_words) or any(arg.entity and arg.entity.type == "Disease" for arg in phrase.args)

    def is_age(self, k: int) -> bool:
        """Return whether chunk ``k`` names age: "with ageing", "with advancing age"."""
        return self.chunks[k].kind == "NP" and self.chunks[k].word in self.ages

    def group(self, i: int) -> tuple[Arg, ...]:
        """Return what the group was given in which something changes: "was lower in the exosome group than in controls"."""
        first = next((k + 1 for k in range(i, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
        for k in range(first, min(len(self.chunks) - 1, i + 6)):
            phrase = self.chunks[k + 1]
            inside = self.chunks[k].kind == "P" and self.chunks[k].word == "in" and phrase.kind == "NP"
            if not inside or (k and self.chunks[k - 1].word == "than"):
                continue
            if phrase.word in self.given_to and phrase.start not in self.english.nouns.given:
                return tuple(arg for arg in phrase.args if arg.entity and arg.entity.type in GIVEN)
            if given := self.received(k + 1):
                return given
        return ()

    def received(self, k: int) -> tuple[Arg, ...]:
        """Return what those were given whom phrase ``k`` names: "women taking X", "wounds treated with X", "X-treated wounds"."""
        phrase, verb, behind = self.chunks[k : k + 1], self.chunks[k + 1 : k + 2], self.chunks[k + 2 : k + 4]
        if phrase and (agent := self.english.nouns.given.get(phrase[0].start)) is not None:
            return (agent,)
        if not verb or verb[0].finite or verb[0].word.rpartition(" ")[2] not in self.who.receiving:
            return ()
        if [one.kind for one in behind] == ["P", "NP"] and behind[0].word in ("with", "to"):
            del behind[0]
        known = behind and behind[0].kind == "NP"
        return tuple(arg for arg in behind[0].args if arg.entity and arg.entity.type in GIVEN) if known else ()

    def after_preposition(self, i: int, words: Sequence[str]) -> tuple[Arg, ...]:
        """Return what stands behind one of some prepositions after a verb, in its clause."""
        for k in range(i + 1, len(self.chunks) - 1):
            chunk = self.chunks[k]
            if chunk.kind in ("S", ";", "R") or chunk.finite:
                return ()
            if chunk.kind == "P" and chunk.word in words and self.chunks[k + 1].kind == "NP":
                told = self.chunks[k - 1].kind == "X" and self.chunks[k - 1].form == "part" and k - 1 > i
                if told and chunk.word == "by" and self.chunks[k - 2].kind == "NP":
                    return ()  # "cells treated for 72 h (detected) by ELISA"
                if self.is_instead(k + 1):
                    continue
                if self.english.view.lower.startswith(_EACH, self.chunks[k + 1].start):
                    return ()  # "shrink with every cycle": that is how often
                return self.who.resolved(self.condition(self.chunks[k + 1], k + 1)) + self.again(k + 2, chunk.word)
        return ()

    def under(self, i: int) -> tuple[Arg, ...]:
        """Return the condition of what happens at verb ``i``; what comes with it is none: "was long, with few mitochondria"."""
        at = next((k for k in range(i + 1, len(self.chunks)) if self.chunks[k].kind in ("P", "S", ";", "R")), i + 1)
        here = [chunk.word for chunk in self.chunks[at : at + 3]]
        comes = self.chunks[at - 1].kind == "," and here[:1] == ["with"]
        # "in a patient with psoriasis": that tells of what patients
        of_whom = len(here) > 2 and here[0] == "in" and here[1] in self.who.bodies and here[2] == "with"
        if comes or (of_whom and self._is_ill(at + 3)):
            return ()
        return self.after_preposition(i, tuple(self.conditions))

    def met(self, i: int) -> tuple[Arg, ...]:
        """Return what those of verb ``i`` met with, by which there is more or less of something; no other amount is that."""
        args = self.fronted(i) or self.under(i)
        return tuple(arg for arg in args if arg.entity and not arg.sign)  # "showed reduced A with increased B"

    def _is_ill(self, k: int) -> bool:
        """Return whether chunk ``k`` names what somebody has."""
        args = self.chunks[k].args if k < len(self.chunks) else ()
        return bool(args) and all(arg.entity and arg.entity.type in ("Disease", "Phenotype") for arg in args)

    def is_instead(self, i: int) -> bool:
        """Return whether it is not by what stands at chunk ``i``: "by lowering X rather than by killing Y", "not by killing Y"."""
        return _NOT_BY.search(self.english.view.lower, 0, self.chunks[i].start) is not None

    def again(self, k: int, word: str) -> tuple[Arg, ...]:
        """Return the further agents of "by X, as well as by Y"."""
        kinds = [(chunk.kind, chunk.word if chunk.kind == "P" else "") for chunk in self.chunks[k : k + 4]]
        if word == "in" and kinds[:2] == [(",", ""), ("P", "in")] and kinds[2:3] == [("NP", "")]:
            return self.chunks[k + 2].args  # "in the epidermis, most strongly in the upper layers"
        k += bool(kinds) and kinds[0][0] == ","
        if [kind for kind, _ in kinds if kind != ","][:3] != ["C", "P", "NP"] or self.chunks[k + 1].word != word:
            return ()
        return self.chunks[k + 2].args + self.again(k + 3, word)

    def condition(self, chunk: Chunk, k: int) -> tuple[Arg, ...]:
        """Return the agent in "treatment with X", "exposure to X", what "patients with X" have, else the phrase itself."""
        if ill := self.suffered(k):
            return ill
        if k and self.chunks[k - 1].word == "under":  # "under hypoxia", but not "under the epidermis"
            return tuple(arg for arg in chunk.args if arg.entity and arg.entity.type in ("Exposure", "Process"))
        if (
            all(arg.entity is None for arg in chunk.args)
            and k + 2 < len(self.chunks)
            and self.chunks[k + 1].kind in ("P", "TO")
            and self.chunks[k + 1].word in ("with", "to", "of")
            and self.chunks[k + 2].kind == "NP"
        ):
            return self.chunks[k + 2].args
        return chunk.args

    def fronted(self, i: int) -> tuple[Arg, ...]:
        """Return the agent of a condition that opens the clause: "After treatment with X, ..."."""
        for k in range(i - 1, -1, -1):
            if (
                self.chunks[k].kind == "P"
                and self.chunks[k].word in self.conditions
                and (k == 0 or self.chunks[k - 1].kind in ("S", ";", ",") or self.is_time(k - 1))
            ):
                if k + 1 < len(self.chunks) and self.chunks[k + 1].kind == "NP":
                    if self.chunks[k + 1].word in self.periods:
                        continue  # "After 12 weeks, X increased in the Y group"
                    return self.who.resolved(self.condition(self.chunks[k + 1], k + 1))
            elif self.chunks[k].word in _LACKING and self.chunks[k + 1].kind == "NP":
                start, end = self.chunks[k].start, self.chunks[k + 1].end
                named = "absence of " + self.english.view.text[self.chunks[k + 1].start : end]
                entity = as_worded(named, "Intervention", "en")
                return (Arg(start, end, entity),) if entity else ()
            elif self.chunks[k].kind in ("S", ";"):
                return ()
        return ()

    def is_time(self, k: int) -> bool:
        """Return whether a phrase that opens the sentence tells how long: "six months after"."""
        return k == 0 and self.chunks[0].kind == "NP" and not any(arg.entity for arg in self.chunks[0].args)
