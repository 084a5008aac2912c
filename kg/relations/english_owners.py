"""Whose body an English sentence speaks of, what is wrong with it, and what can be given to it: "the skin of patients with scleroderma"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.grounding import as_worded
from kg.patterns import Patterns
from kg.relations.english_anaphora import Anaphora
from kg.relations.english_phrases import English
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Before

__all__ = ["CHANGES", "GIVEN", "Owners"]

#: what cells and bodies are given or exposed to
GIVEN = frozenset(("Chemical", "GeneProduct", "RNA", "Vesicle", "Secretome", "Cell", "Intervention", "Exposure"))


#: predicates of what happens to somebody because of what they were given, or have
CHANGES = frozenset(("increases", "decreases", "cause", "improve", "affects", "has_phenotype", "treats"))
_TOGETHER = ("combined", "coupled", "alternated", "supplemented", "followed")
_PARTS = ("Cell", "Anatomy", "Secretome", "Vesicle")
_SOURCES = ("from", "of", "in")
_AGENTS = ("by", "from")


class Owners(Anaphora):
    """Finds those who have what is spoken of.

    Attributes:
        bodies: words for them, as "patients".
        receiving: words for how they got something, as "treated".
        amounts: word -> the change it tells of.
        given: what those of a subject were given, or suffer from, and which stands for them.
        begun: last chunk of a subject -> its first one.
    """

    bodies: frozenset[str]
    receiving: frozenset[str]
    amounts: Mapping[str, str]

    def __init__(self, english: English, chunks: list[Chunk], patterns: Patterns, before: Before) -> None:
        super().__init__(english, chunks, patterns, before)
        self.given: set[Arg] = set()
        self.begun: dict[int, int] = {}

    def of_the_ill(self, k: int, j: int) -> tuple[Arg, ...]:
        """Return "fibroblasts from patients with keloids", from phrase ``k`` to phrase ``j``, as one thing, which is no other's."""
        phrase, rest = self.chunks[k], self.chunks[k + 1 : j + 1]
        kinds = [chunk.kind for chunk in rest]
        inside = [inner.head.word for base in phrase.bases[-1:] for inner in base.of]
        told = kinds == ["P", "NP"] and rest[0].word == "with" and any(word in self.bodies for word in inside)
        if kinds == ["P", "NP", "P", "NP"] and rest[0].word in _SOURCES and rest[2].word == "with":
            told = rest[1].word in self.bodies
        owned = kinds == ["P", "NP"] and rest[0].word in _SOURCES and rest[1].word in self.bodies
        owned = owned and bool(self.ailing(rest[1]) or self._words(rest[1]) & self.english.patterns.having("ill"))
        part = phrase.args[0] if len(phrase.args) == 1 else None
        ill = bool(rest) and any(arg.entity and arg.entity.type == "Disease" for arg in rest[-1].args)
        if part is None or part.entity is None or part.sign or not (owned or (told and ill)):
            return ()
        head = phrase.bases[-1].head.found
        kind, end = head.entity.type if head is not None else part.entity.type, rest[-1].end
        entity = as_worded(self.english.view.text[part.start : end], kind, "en") if kind in _PARTS else None
        return (Arg(part.start, end, entity),) if entity else ()

    def _words(self, phrase: Chunk) -> set[str]:
        return set(self.english.view.lower[phrase.start : phrase.end].replace("-", " ").split())

    def ailing(self, phrase: Chunk) -> tuple[Arg, ...]:
        """Return what those have whom a phrase names by it: "vitiligo patients"."""
        tokens = phrase.bases[-1].tokens if phrase.bases else ()
        theirs = [token.found for token in tokens if token.found and token.found.entity.type == "Disease"]
        return tuple(Arg(one.start, one.end, one.entity) for one in theirs)

    def may_be_given(self, arg: Arg) -> bool:
        """Return whether one can be given what an argument names, or what its name is made with: "the exosome serum"."""
        if arg.entity is None or arg.entity.type in GIVEN or not arg.entity.provisional:
            return arg.entity is not None and arg.entity.type in GIVEN
        inside = (item for item in self.english.nouns.found if arg.start <= item.start and item.end <= arg.end)
        return any(item.entity.type in GIVEN for item in inside)

    def makes_other_amount(self, i: int) -> bool:
        """Return whether a verb tells of making more or less: "fibroblasts exposed to UVA produced more MMP-1"."""
        what = self.chunks[i + 1] if i + 1 < len(self.chunks) else None
        makes = bool(self.chunks[i].triggers) and self.chunks[i].triggers[0].predicate in ("produces", "contains")
        words = {token.word for base in (what.bases if what is not None else ()) for token in base.tokens}
        return makes and not self.amounts.keys().isdisjoint(words)

    def given_to(self, k: int, j: int, at: int | None = None) -> tuple[Arg, ...]:
        """Return what those of a noun phrase were given, or have: "mice that received X showed", "patients with X have".

        Args:
            k: chunk that the phrase begins with.
            j: its last chunk.
            at: the verb that tells what they do, where that is not the next one.
        """
        if at is None:
            at = next((n for n in range(j + 1, len(self.chunks)) if self.chunks[n].kind in ("V", "X", "B")), None)
        does = self.chunks[at] if at is not None else None
        changes = does is not None and bool(does.triggers) and does.triggers[0].predicate in CHANGES
        if at is None or does is None or not (does.kind == "X" or changes or self.makes_other_amount(at)):
            return ()  # "keratinocytes exposed to UVB release IL-1": they do
        again = any(
            one.kind in ("V", "X") and one.word.rpartition(" ")[2] in self.receiving for one in self.chunks[k + 1 : j]
        )
        if (agent := self.english.nouns.given.get(self.chunks[k].start)) and does.form != "pass" and not again:
            return (agent,)  # "exosome-treated mice showed", but not "UVB-irradiated mice that received X showed"
        if j == k and self.chunks[k].word in self.english.nouns.given_to:
            return tuple(arg for arg in self.chunks[k].args if arg.entity and arg.entity.type in GIVEN)
        inside = j == k + 2 and self.chunks[k + 1].word == "in" and self.chunks[j].word in self.english.nouns.given_to
        if inside and does.form != "pass":  # "mice in the exosome group had"
            return tuple(arg for arg in self.chunks[j].args if arg.entity and arg.entity.type in GIVEN)
        found = self.chunks[k].bases[-1].head.found if j == k and self.chunks[k].bases else None
        agents = [part for role, part in found.parts if role == "modified_by"] if found and does.kind == "X" else []
        if agents:  # "fibroblasts pretreated with X showed lower Y"
            return tuple(Arg(part.start, part.end, part.entity) for part in agents)
        verb = next((n for n in range(k + 1, j) if self.chunks[n].kind in ("V", "X")), None)
        last = self.chunks[j].args
        if verb is not None and does.form == "pass":
            return ()  # what those who were given X then suffer, X does not
        if verb is not None and self.chunks[verb].word.rpartition(" ")[2] in self.receiving:
            what = verb + 1 + (self.chunks[verb + 1].kind == "P")
            fitting = tuple(arg for arg in self.chunks[what].args if self.may_be_given(arg))
            more = self.chunks[what + 1 : what + 4]
            if what + 3 <= j and [one.kind for one in more[1:]] == ["P", "NP"] and more[0].word in _TOGETHER:
                fitting += tuple(arg for arg in more[2].args if self.may_be_given(arg))  # "X combined with Y"
                what += 3
            rest = [one for one in self.chunks[what + 1 : j + 1] if one.kind != "P"]
            timed = all(one.kind == "NP" and self.english.view.text[one.start].isdigit() for one in rest)
            return fitting if what <= j and timed else ()  # "treated with X for 24 h showed"
        ill = tuple(arg for arg in last if arg.entity and arg.entity.type == "Disease")
        if verb is None and j == k + 2 and self.chunks[k + 1].word == "with" and self.chunks[k].word in self.bodies:
            return ill
        return self.ailing(self.chunks[k]) if j == k and self.chunks[k].word in self.bodies else ()

    def given_before(self, k: int, i: int) -> tuple[Arg, ...]:
        """Return what the subject of verb ``k`` was given, where verb ``i`` tells that: "mice given X ate well and made less Y"."""
        end = next((n for n in range(k - 1, -1, -1) if self.chunks[n].kind not in ("H", "NEG")), -1)
        given = self.given_to(self.begun[end], end, i) if end in self.begun else ()
        self.given.update(given)
        return given

    def given_first(self, j: int) -> tuple[Arg, ...]:
        """Return what those were given whom the clause before ``j`` begins with: "wounds treated with X healed and made more Y"."""
        start = next((k + 1 for k in range(j, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
        kinds = ["V" if chunk.kind == "X" else chunk.kind for chunk in self.chunks[start : start + 4]]
        led = kinds == ["NP", "V", "P", "NP"] and start + 3 < j and self.chunks[start + 1].form == "part"
        given = self.given_to(start, start + 3, j + 1) if led else ()
        self.given.update(given)
        return given

    def past_relative(self, j: int) -> tuple[Arg, ...]:
        """Return who goes on acting behind a clause that only says what something is: "X harms lungs (that are ill) and raises Y".

        That the verb is not the clause's own shows in its number, or in that "whose" has another subject.

        Args:
            j: the conjunction.
        """
        chunks, verb = self.chunks, self.chunks[j + 1]
        opens = next((k for k in range(j - 1, 1, -1) if chunks[k].kind in ("R", "S", ";", "C")), 0)
        if chunks[opens].kind != "R" or chunks[j].kind != "C" or verb.kind not in ("V", "X"):
            return ()
        is_whose = chunks[opens].word == "whose"
        says = opens + 1 + (is_whose and chunks[opens + 1].kind == "NP")
        said = self.english.view.lower[chunks[says].start : chunks[says].end].split() if says < j else []
        several = said[:1] == ["are"]
        number = {"s": several or is_whose, "base": not several}.get(verb.lemma_form, False)
        alone = " " not in self.english.view.lower[verb.start : verb.end]  # of "may raise" nothing can be told
        if not (number and alone) or said[:1] not in (["is"], ["are"]):
            return ()
        many = verb.lemma_form == "base"
        led = next((k for k in range(opens - 1, 0, -1) if chunks[k].finite), 0)
        return self._first(led) if led and chunks[led].word.endswith("s") != many else ()

    def _first(self, verb: int) -> tuple[Arg, ...]:
        """Return the phrase right before a verb that nothing else governs, and that opens its clause."""
        before = self.chunks[verb - 1]
        opens = verb == 1 or self.chunks[verb - 2].kind in (",", ";", "S")
        return before.args if before.kind == "NP" and opens else ()

    def told_of(self, k: int) -> int:
        """Return the place of the phrase of which "that are induced by A and inhibited by B" tells, or -1.

        Args:
            k: the last of its verbs.
        """
        chunks = self.chunks
        if not _is_told(chunks, k) or chunks[k].form not in ("pass", "part"):
            return -1
        does = next((n for n in range(k + 1, len(chunks)) if chunks[n].kind in ("V", "X", "B")), k)
        less = (chunks[does].kind == "X" or self.makes_other_amount(does)) and chunks[k + 1].word not in _AGENTS
        while k > 1 and (chunks[k].kind in ("P", "NP", "C", "NEG") or _is_told(chunks, k)):
            k -= 1
        if chunks[k].kind != "R" or chunks[k].word == "whose" or chunks[k - 1].kind != "NP":
            return -1
        # "that were transfected with X showed less Y": what they were put to does so, if that can be told
        return k - 1 if not less or chunks[k + 1].word.rpartition(" ")[2] in self.receiving else -1


def _is_told(chunks: Sequence[Chunk], k: int) -> bool:
    """Return whether a verb is of a clause that tells of a noun: "that carry A and are taken up by B"."""
    verb = chunks[k]
    return verb.kind in ("V", "X") and (verb.form in ("pass", "part") or (verb.finite and chunks[k - 1].kind == "R"))
