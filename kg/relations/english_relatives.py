"""What an English relative clause or participle speaks of: "oils from a plant that improve", "a blend from plants that improves"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.relations.english_finite import is_plural
from kg.relations.english_owners import Owners
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg

__all__ = ["Relatives"]

_PLACES = ("in", "at", "on", "within")
_RELATIVES = ("that", "which", "who")
_ONE, _MANY = ("is", "was", "has", "does"), ("are", "were", "have", "do")


class Relatives(Owners):
    """Finds what the clauses that tell more of a noun are said of.

    Attributes:
        chief: words for the one that matters, as "main".
        ensuing: beginnings of the verbs of what comes of something, as "leading".
    """

    chief: frozenset[str]
    ensuing: tuple[str, ...]

    def nearest(self, j: int) -> tuple[Arg, ...]:
        """Return what a relative clause or participle after ``j`` speaks of: the noun phrase right before it."""
        k = j - 1
        if [chunk.kind for chunk in self.chunks[max(0, j - 3) : j]] == [",", "NP", "P"] and self.chunks[k].word == "of":
            if self.chunks[k - 1].word == "latter" and j > 3 and self.chunks[j - 4].kind == "NP":
                return self.chunks[j - 4].args[-1:]  # "A and B, the latter of which"
            k -= 2  # "miR-21 and miR-146a, both of which"
        comma = k >= 0 and self.chunks[k].kind == ","
        k -= comma
        if not comma and self._harms_what(k, j):
            k -= 2  # "damage to the microvasculature that leads to hypoxia"
        while k >= 0 and self.chunks[k].kind in ("H", "R", "P") and self.chunks[k].kind != "NP":
            if self.chunks[k].kind == "P" and self.chunks[k].word not in ("in", "of"):
                return ()
            k -= 1
        if k < 0 or self.chunks[k].kind != "NP":
            return self._last_subject(j) if comma and self.chunks[j].kind == "R" else ()
        if self.chunks[j].kind == "R" and (at := _agreeing(self.chunks, k, j, self.verb_words(j + 1))) != k:
            return self._said_of(at) or self.resolved(self.chunks[at].args)
        if self.chunks[j].kind == "R" and not comma and (said := self._said_of(k)):
            return said  # "X have emerged as a therapy that promotes": X does
        led = self.chunks[k - 1].kind == "P" and self.chunks[k - 1].word not in _PLACES
        if comma and self.chunks[j].kind == "R" and ((led and self._tells_of_all(j, k)) or self._follows(j, k)):
            return self._last_subject(j)
        bodily = all(arg.entity and arg.entity.type in ("Anatomy", "Organism") for arg in self.chunks[k].args)
        acts = k > 0 and bool(self.chunks[k - 1].triggers) and self.chunks[k - 1].triggers[0].words == "act"
        cells = acts and all(arg.entity and arg.entity.type == "Cell" for arg in self.chunks[k].args)
        bodily |= cells and self._tells_of_all(j, k)
        if comma and self.chunks[j].kind == "R" and bodily and k and self.chunks[k - 1].finite:
            return self._last_subject(k)  # "X heats the dermis, which causes Y"
        placed = k > 1 and self.chunks[k - 1].kind == "P" and self.chunks[k - 1].word in _PLACES
        placed = placed and not self._are_makers(k, j)
        caused = self.chunks[j].form == "part" and bool(self.chunks[j].triggers)
        caused = caused and self.chunks[j].triggers[0].predicate in ("cause", "increases") and self._is_body(k)
        if comma and (self.chunks[j].kind == "R" or caused) and placed and self.chunks[k - 2].kind == "NP":
            k -= 2  # "factors at the injury site, which", "loss of X in the dermis, caused by"
        if comma and self.chunks[j].kind == "R" and (several := self._of_several(k, j)):
            return several
        return self._told_by(j, k, comma=comma, placed=placed)

    def _is_body(self, k: int) -> bool:
        """Return whether chunk ``k`` names only cells, animals and parts of the body, which nothing brings about."""
        args = self.chunks[k].args
        return bool(args) and all(arg.entity and arg.entity.type in ("Anatomy", "Cell", "Organism") for arg in args)

    def _told_by(self, j: int, k: int, *, comma: bool, placed: bool) -> tuple[Arg, ...]:
        """Return which things of phrase ``k`` the clause or participle at ``j`` tells of: all of a list, or the last."""
        args = self.chunks[k].args
        if comma and self.chunks[j].form in ("part",) and k in (0,):
            return self.resolved(args)
        by = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
        if made_of := self._made_of(k, j):
            return made_of
        if self._sets_up(j, k):
            ill = self.chunks[k - 2].args if placed and self.chunks[k - 2].kind == "NP" else ()
            return tuple(arg for arg in ill if arg.entity and arg.entity.type in ("Disease", "Phenotype"))
        shared = self.chunks[j].form == "part" and by is not None and by.kind == "P" and by.word in ("by", "from")
        made = self.chunks[j].triggers[0] if self.chunks[j].form == "part" and self.chunks[j].triggers else None
        shared |= made is not None and (made.predicate == "derived_from" or made.words == "associated")
        shared |= self._follows_from(k, j)
        single = self.chunks[k].bases[-1].tokens[0].word in ("a", "an") if self.chunks[k].bases else False
        shared |= self.chunks[j].kind == "R" and not single and self._is_said_of_all(args, by)
        return self.resolved(args if comma or shared or len(self.chunks[k].bases) < 2 else args[-1:])

    def _follows_from(self, k: int, j: int) -> bool:
        """Return whether something comes of all of a list: "activation of A and B leading to C", "between A and B resulting in C"."""
        bases, verb = self.chunks[k].bases, self.chunks[j]
        comes = verb.form == "relger" and verb.word.startswith(self.ensuing) and len(bases) > 1
        between = k > 0 and self.chunks[k - 1].kind == "P" and self.chunks[k - 1].word == "between"
        return comes and (between or (bool(bases[0].of) and not any(base.of for base in bases[1:])))

    def _sets_up(self, j: int, k: int) -> bool:
        """Return whether participle ``j`` tells what brought about the illness of animals: "fibrosis in mice induced by X"."""
        verb = self.chunks[j]
        brings = verb.form == "part" and bool(verb.triggers) and verb.triggers[0].predicate in ("increases", "cause")
        plain = not any(base.of for base in self.chunks[k].bases)
        return brings and plain and all(arg.entity and arg.entity.type == "Organism" for arg in self.chunks[k].args)

    def _of_several(self, k: int, j: int) -> tuple[Arg, ...]:
        """Return the things of "proliferation of fibroblasts, which make X": a verb in the plural behind one process."""
        verb = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
        base = self.chunks[k].bases[-1] if self.chunks[k].bases else None
        if verb is None or base is None or not base.of or not verb.finite:
            return ()
        said = self.verb_words(j + 1)
        plural = bool(said) and (said[0] in ("are", "were", "have") or verb.lemma_form == "base")
        inner = tuple(self.english.nouns.args_of(base.of[-1]))
        named = all(self._names_several(arg) for arg in inner)
        process = all(arg.entity and arg.entity.type == "Process" for arg in self.chunks[k].args)
        return inner if plural and named and process else ()

    def _harms_what(self, k: int, j: int) -> bool:
        """Return whether a relative clause at ``j`` tells what the harm done to phrase ``k`` brings about."""
        kinds = [chunk.kind for chunk in self.chunks[max(0, k - 2) : k + 1]]
        verb = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
        if kinds != ["NP", "P", "NP"] or self.chunks[k - 1].word != "to" or self.chunks[j].kind != "R" or verb is None:
            return False
        brings = bool(verb.triggers) and verb.triggers[0].predicate == "cause"
        return brings and self.chunks[k - 2].word.rpartition(" ")[2] in self.harms

    def _made_of(self, k: int, j: int) -> tuple[Arg, ...]:
        """Return the molecule of "characterisation of cytokines produced by": what is made is no process."""
        verb, chunk = self.chunks[j], self.chunks[k]
        makes = verb.form == "part" and bool(verb.triggers) and verb.triggers[0].predicate == "produces"
        if (
            not makes
            or len(chunk.bases) != 1
            or not all(arg.entity and arg.entity.type == "Process" for arg in chunk.args)
        ):
            return ()
        inner = [arg for base in chunk.bases for of in base.of for arg in self.english.nouns.args_of(of)]
        return tuple(arg for arg in inner if arg.entity and arg.entity.type != "Process")

    def _is_said_of_all(self, args: tuple[Arg, ...], verb: Chunk | None) -> bool:
        """Return whether a plural verb speaks of all things of a list, which are alike: "cytokines and chemokines that trigger"."""
        types = {arg.entity.type for arg in args if arg.entity}
        plural = verb is not None and verb.kind == "V" and not verb.word.endswith(("s", "ed"))
        return plural and len(types) == 1 and "Other" not in types and all(arg.entity for arg in args)

    def _are_makers(self, k: int, j: int) -> bool:
        """Return whether the relative clause behind ``j`` tells what the cells of phrase ``k`` make: "in X cells, which secrete"."""
        verb = next((one for one in self.chunks[j:] if one.kind == "V"), None)
        makes = verb is not None and bool(verb.triggers) and verb.triggers[0].predicate == "produces"
        return makes and all(arg.entity and arg.entity.type == "Cell" for arg in self.chunks[k].args)

    def _said_of(self, k: int) -> tuple[Arg, ...]:
        """Return the subject that a noun phrase is said of: "X are vesicles that", "X serve as a source that"."""
        base = self.chunks[k].bases[0] if self.chunks[k].bases else None
        if base is None or k < 1 or len(self.chunks[k].bases) > 1:
            return ()
        before, words = self.chunks[k - 1], [token.word for token in base.tokens]
        chief = before.kind == "B" and words[0] == "the" and not self.chief.isdisjoint(words)  # "the main cells that"
        plain = before.word in ("are", "were") and base.tokens[0].kind != "D"  # "X are vesicles that"
        if words[0] not in ("a", "an") and not chief and not plain:
            return ()
        verb = k - 1 if before.kind == "B" else k - 2 if before.kind == "P" and before.word == "as" else -1
        return self.found.get(verb, ()) if verb >= 0 and self.chunks[verb].finite else ()

    def verb_words(self, k: int) -> list[str]:
        """Return the words of chunk ``k`` in small letters; none where there is no such chunk."""
        return (
            self.english.view.lower[self.chunks[k].start : self.chunks[k].end].split() if k < len(self.chunks) else []
        )


def _agreeing(chunks: Sequence[Chunk], k: int, j: int, said: Sequence[str]) -> int:
    """Return the index of the noun phrase that a relative clause speaks of; ``k`` where its verb agrees with the nearest, or tells nothing.

    Args:
        chunks: those of a sentence.
        k: index of the noun phrase right before the clause.
        j: index of its relative pronoun.
        said: the words of its verb, in small letters.
    """
    verb = chunks[j + 1] if j + 1 < len(chunks) else None
    if chunks[j].word not in _RELATIVES or verb is None or not said:
        return k
    many = said[0] in _MANY or (len(said) == 1 and verb.lemma_form == "base")
    one = said[0] in _ONE or (len(said) == 1 and verb.lemma_form == "s")
    if many == one or _is_many(chunks[k]) is not one:
        return k
    at = k
    while (at := _outer(chunks, at)) >= 0:
        if _is_many(chunks[at]) is many:
            return at
    return k


def _outer(chunks: Sequence[Chunk], k: int) -> int:
    """Return the noun phrase that phrase ``k`` tells more of, as in "oil (pressed) from a plant"; -1 where there is none."""
    at = k - 1
    told = at > 0 and chunks[at].kind == "P"
    at -= told
    if at > 0 and chunks[at].kind in ("V", "X") and chunks[at].form == "part":
        told, at = True, at - 1  # the preposition of "derived from" is part of the verb
    return at if told and at >= 0 and chunks[at].kind == "NP" else -1


def _is_many(phrase: Chunk) -> bool | None:
    """Return whether a noun phrase is in the plural; None for a list and for what has no number to be seen."""
    if len(phrase.bases) != 1:
        return None
    tokens = phrase.bases[0].tokens
    head = tokens[-1]
    if is_plural(head):
        return True
    plain = head.word.isalpha() and head.word.isascii() and len(head.word) > 3
    return False if plain or tokens[0].word in ("a", "an") else None
