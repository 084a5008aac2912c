"""What "these factors", "they" and "which" point back to, in the sentence and in the one before."""

from __future__ import annotations

import re

from kg.model import Mention
from kg.patterns import Patterns
from kg.relations.english_phrases import English
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Before

__all__ = ["Anaphora"]

_NTH = {"the former": slice(1), "the latter": slice(1, 2), "both": slice(2)}
_TWO = 2
_LOWERING = ("decreases", "treats", "protect")
_HARMFUL, _HELPFUL = frozenset(("Exposure", "Disease")), frozenset(("Chemical", "Intervention", "Vesicle", "Secretome"))
_MOLECULES = frozenset(("GeneProduct", "RNA"))
_DONE = ("part", "ed", "pass")
_DESCRIBED = re.compile(r" (?:derived|isolated|secreted|released|obtained|from|of) ")
_SINGULAR = ("ss", "is", "us", "ics", "ous")


class Anaphora:
    """Resolves what points back, in the light of the subjects found so far.

    Attributes:
        found: index of a verb's chunk -> its subject.
    """

    def __init__(self, english: English, chunks: list[Chunk], patterns: Patterns, before: Before) -> None:
        self.english, self.chunks, self.before = english, chunks, before
        self.heads = patterns.tables["heads"]
        self.happenings = patterns.words["happenings"]
        self.outcome_verbs, self.harms = patterns.having("outcome_verbs"), patterns.having("harmful")
        self.lessening, self.raising = patterns.having("lessening_verbs"), patterns.having("raising_verbs")
        self.found: dict[int, tuple[Arg, ...]] = {}

    def resolved(self, args: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return the arguments with those that point back replaced by what they point to."""
        if not any(arg.anaphor for arg in args):
            return args
        out: list[Arg] = []
        for arg in args:
            if arg.anaphor and self._is_happening(arg):
                continue
            if arg.anaphor and self.english.view.lower[arg.start : arg.end] in _NTH:
                out += self.nth(arg)  # and nothing else, where no two were named
                continue
            back = (
                self.nth(arg)
                or self._within(arg)
                or self._several(arg)
                or self._they(arg)
                or self._pointed_back(self._kind(arg), self.english.view.lower[arg.start : arg.end])
                if arg.anaphor
                else (arg,)
            )
            out += back or ([arg] if arg.entity is not None and not arg.entity.provisional else [])
        return tuple(out)

    def _is_happening(self, arg: Arg) -> bool:
        """Return whether a phrase points back to what happened, and not to who did it: "this effect"."""
        return self.english.view.lower[arg.start : arg.end].endswith(self.happenings)

    def _kind(self, arg: Arg) -> str:
        """Return the type of the noun behind "these" or "this", or ""."""
        if arg.entity is not None:
            return arg.entity.type
        words = self.english.view.lower[arg.start : arg.end].split()
        return self.heads.get(words[-1], "") if words else ""

    def _within(self, arg: Arg) -> tuple[Arg, ...]:
        """Return what "these factors" points to earlier in the sentence: the last list of things of its type."""
        kind = self._kind(arg)
        if kind in ("", "Other") or arg.end <= arg.start:
            return ()
        for chunk in reversed(self.chunks):
            if chunk.kind == "NP" and chunk.end <= arg.start:
                fitting = tuple(a for a in chunk.args if a.entity and a.entity.type == kind and not a.anaphor)
                if fitting:
                    return fitting
        return ()

    def nth(self, arg: Arg) -> tuple[Arg, ...]:
        """Return which of two "the former", "the latter" or "both" means, in this sentence or the one before."""
        said = self.english.view.lower[arg.start : arg.end]
        if said not in _NTH:
            return ()
        for chunk in reversed(self.chunks):
            if chunk.kind == "NP" and chunk.end <= arg.start and len(chunk.args) == 2:
                return tuple([*chunk.args][_NTH[said]])
        two = self.before.pair
        alike = [one.entity.type for one in self.before.named]
        if not two and said != "both" and len(alike) == _TWO and len(set(alike)) == 1:
            two = self.before.named  # "TGF-β activates Smad3. The latter ..."
        return tuple(Arg(0, 0, one.entity, mention=one) for one in two[_NTH[said]])

    def _several(self, arg: Arg) -> tuple[Arg, ...]:
        """Return what "these factors" points to in the sentence before; nothing where it names one thing or anything."""
        kind, text = self._kind(arg), self.english.view.lower[arg.start : arg.end]
        if kind in ("", "Other") or arg.end <= arg.start or not self.english.nouns.is_plural(arg):
            return ()
        mentions = self.before.several(kind, text.split()[-1])
        return tuple(Arg(0, 0, mention.entity, mention=mention) for mention in mentions)

    def _they(self, arg: Arg) -> tuple[Arg, ...]:
        """Return the subjects of the sentence before, where there are several and "they" means them."""
        if self.english.view.lower[arg.start : arg.end] != "they":
            return ()
        group = self.before.group
        return tuple(Arg(0, 0, mention.entity, mention=mention) for mention in group) if len(group) > 1 else ()

    def _fronted_plural(self, i: int, pronoun: Arg) -> tuple[Arg, ...]:
        """Return the plural thing that "they" means in "through the paracrine effect of MSCs, they secrete"."""
        if self.english.view.lower[pronoun.start : pronoun.end] not in ("they", "these"):
            return ()
        opens = self.chunks[:2]
        done = len(opens) == 2 and opens[0].kind == "S" and (opens[1].form in _DONE or opens[1].word.endswith("ed"))
        if done:
            return ()  # "When cultured with fibroblasts, they lowered": not the fibroblasts
        for k in range(i - 1, -1, -1):
            inner = [arg for base in self.chunks[k].bases for of in base.of for arg in self.english.nouns.args_of(of)]
            for arg in (*reversed(inner), *reversed(self.chunks[k].args)):
                if arg.entity and self._names_several(arg):
                    return (arg,)
        return ()

    def _these(self, i: int) -> tuple[Arg, ...]:
        """Return the things of "keratinocytes release IL-1 and TNF-α, and these activate": what the clause before ends in."""
        behind = [chunk.kind for chunk in self.chunks[max(0, i - 4) : i]]
        if self.chunks[i - 1].word != "these" or behind[-2:] != ["C", "NP"]:
            return ()
        k = i - 3 - (behind[-3:-2] == [","])
        args = tuple(arg for arg in self.chunks[k].args if arg.entity) if k > 0 and self.chunks[k].kind == "NP" else ()
        return args if len(args) > 1 or any(self._names_several(arg) for arg in args) else ()

    def _is_one(self, mention: Mention) -> bool:
        """Return whether what was named is one thing, which "them" does not mean; of cells an abbreviation may name many."""
        plural = mention.text.lower().endswith(("s", "ae", "bacteria", "mice", "fungi"))
        return mention.entity.type not in ("Cell", "Vesicle", "Organism") and not plural and len(self.before.group) < 2

    def _names_several(self, arg: Arg) -> bool:
        """Return whether a phrase, or what it points back to, stands in the plural."""
        text = self.english.view.text[arg.start : arg.end] if arg.mention is None else arg.mention.text
        text = _DESCRIBED.split(text)[0]  # "exosomes derived from adipose tissue"
        return text.endswith("s") and not text.endswith(("ss", "is", "us"))

    def _tells_of_all(self, j: int, k: int) -> bool:
        """Return whether "which" means what was just said: a verb in the singular behind a plural, "of X to cells, which reduces"."""
        verb, noun = self.chunks[j + 1] if j + 1 < len(self.chunks) else None, self.chunks[k]
        if verb is None or not verb.finite or self.chunks[j].word != "which":
            return False
        said = self.english.view.lower[verb.start : verb.end].split()
        named = self.english.view.text[noun.start : noun.end]
        species = any(arg.entity and arg.entity.label.endswith("s") for arg in noun.args)  # C. acnes is one
        plural = (
            not species and named.endswith("s") and named[-4:-1].islower() and not named.lower().endswith(_SINGULAR)
        )
        return plural and bool(said) and said[0].endswith("s") and not said[0].endswith(_SINGULAR)

    def _follows(self, j: int, k: int) -> bool:
        """Return whether "which" means what was just done to phrase ``k``: "X inhibits TGF-β, which results in less collagen".

        What "leads to" harm is rather the thing that is inhibited, unless it is harm all along. What lessens is what was done:
        a thing that lessens is said to inhibit or to suppress.
        """
        verb = next((chunk for chunk in self.chunks[j + 1 : j + 3] if chunk.kind == "V" and chunk.triggers), None)
        done = self.chunks[k - 1] if k else None
        if verb is None or done is None or done.kind != "V" or not done.triggers or done.form in ("part", "pass"):
            return False
        if done.negated:
            return True  # "no longer support Y, which reduces Z": that they do not does so
        if done.triggers[0].predicate not in _LOWERING:
            return False
        if "in turn" in self.english.view.lower[self.chunks[j].start : verb.start + 8]:
            return True
        outcome = next((chunk.args for chunk in self.chunks if chunk.kind == "NP" and chunk.start > verb.start), ())
        leads = verb.triggers[0].words in self.outcome_verbs
        if leads and (verb.triggers[0].words != "lead" or any(arg.sign for arg in outcome)):
            return True
        by = {arg.entity.type for arg in self._last_subject(k) if arg.entity}
        kinds = {arg.entity.type for arg in outcome if arg.entity}
        words = {self.english.view.lower[arg.start : arg.end].split(" ")[-1] for arg in outcome}
        bad = "Disease" in kinds or bool(words & self.harms)
        if leads:
            return bool(by & _HARMFUL) or not bad
        if verb.triggers[0].words in self.lessening:  # "inhibits NF-κB, which reduces inflammation"
            return True
        # "inhibits mTOR, which increases autophagy", but "inhibits TGF-β, which increases scarring"
        more = verb.triggers[0].words in self.raising and bool(by & (_HARMFUL if bad else _HELPFUL))
        return more and not kinds & _MOLECULES

    def _last_subject(self, j: int) -> tuple[Arg, ...]:
        """Return the subject of the last finite verb before a chunk."""
        for k in range(j - 1, -1, -1):
            if self.chunks[k].finite and self.found.get(k):
                return self.found[k]
        return ()

    def _pointed_back(self, kind: str = "", said: str = "") -> tuple[Arg, ...]:
        mention = self.before.like(kind)
        if said == "them" and mention is not None and self._is_one(mention):
            return ()
        return (Arg(0, 0, mention.entity, mention=mention),) if mention is not None else ()
