"""English verb groups: auxiliaries, adverbs and denial gathered around the verb, adjective or noun that states something."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from kg.patterns import Patterns, Trigger
from kg.relations.english_bases import Base
from kg.relations.english_tokens import Token
from kg.relations.phrases import Arg, Proposal

__all__ = ["Chunk", "VerbGroups"]

_HAS = {"has": "s", "have": "base", "had": "ed"}
_AS = ("role", "function")


@dataclass(slots=True)
class Chunk:
    """A piece of a clause; ``stated`` is what an adjective says that an effect is, ``but`` those of whom the opposite holds. ``kind``: NP, V (states something), X (other verb), P, C, R, S, PRON, ``,`` ``;``."""

    kind: str
    start: int
    end: int
    word: str = ""
    args: tuple[Arg, ...] = ()
    bases: tuple[Base, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    form: str = ""
    negated: bool = False
    hedged: bool = False
    finite: bool = False
    stated: str = ""
    lemma_form: str = ""
    extra: list[Proposal] = field(default_factory=list)
    but: tuple[Arg, ...] = ()


@lru_cache(maxsize=2)
def _special(patterns: Patterns) -> dict[str, tuple[Trigger, ...]]:
    """Return the adjectives and nouns that state something behind a verb, by their last word: "risk factor" by "factor"."""
    special: dict[str, tuple[Trigger, ...]] = {}
    for trigger in patterns.triggers:
        if trigger.kind in ("adjective", "light"):
            head = trigger.words.rpartition(" ")[2]
            plural = [head + "s"] if trigger.kind == "light" and not trigger.words.endswith("s") else []
            for word in (head, *plural):
                special[word] = (*special.get(word, ()), trigger)
    return special


class VerbGroups:
    """Reads the verb groups of one sentence."""

    def __init__(self, tokens: list[Token], patterns: Patterns) -> None:
        self.tokens = tokens
        self.adjective_nouns = patterns.tables["adjective_nouns"]
        self.alone = patterns.having("alone")
        self.signed_adjectives = patterns.tables["signed_adjectives"]
        words = patterns.words
        self.raising = tuple(stem[: max(4, len(stem) - 1)] for stem in words["raising"])
        self.serving, self.recommended, self.making_up = words["serving"], words["recommended"], words["making_up"]
        self.wanting = words["wanting"]
        self.special = _special(patterns)

    def group(self, i: int, out: list[Chunk]) -> tuple[Chunk, int] | None:
        """Return the verb group that starts at a word and where it ends, or None."""
        tokens, j = self.tokens, i
        negated = hedged = finite = passive = infinitive = False
        start = tokens[i].start
        while j < len(tokens) and (
            tokens[j].kind in ("M", "B", "H", "ADV", "TO")
            or (tokens[j].kind == "NEG" and tokens[j].word not in ("no", "absence of", "lack"))
        ):
            if tokens[j].kind == "TO" and (
                j + 1 == len(tokens) or tokens[j + 1].kind not in ("V", "X", "B", "H", "ADV", "NEG", "M")
            ):
                break
            if (
                tokens[j].kind == "TO"
                and j + 1 < len(tokens)
                and tokens[j + 1].kind in ("V", "X")
                and tokens[j + 1].form not in ("base",)
            ):
                break
            negated |= tokens[j].kind == "NEG"
            hedged |= tokens[j].hedge or tokens[j].word in ("may", "might")
            finite |= tokens[j].kind in ("M", "B", "H")
            infinitive |= tokens[j].kind == "TO" and not finite  # "is able to", "has to" are finite
            passive = tokens[j].kind == "B" or (passive and tokens[j].kind in ("ADV", "NEG"))
            j += 1
        verbal = any(tokens[k].kind in ("M", "B", "H", "TO") for k in range(i, j))
        if j < len(tokens) and tokens[j].kind in ("V", "X"):
            group = self._main_verb(
                i,
                j,
                start,
                out,
                negated=negated,
                hedged=hedged,
                finite=finite and not infinitive,
                passive=passive,
                infinitive=infinitive,
            )
            if group and group[0].form == "pass" and tokens[i].word == "being":
                group[0].finite = False  # "in addition to being released by X": the subject is still to come
            return group
        if verbal:
            special = self._special(j, passive)
            if special:
                chunk, end = special
                chunk.start, chunk.negated, chunk.hedged = (start, negated or chunk.negated, hedged or chunk.hedged)
                chunk.finite, chunk.form = not infinitive, "inf" if infinitive else "fin"
                chunk.lemma_form = _HAS.get(tokens[j - 1].word, "")
                return chunk, end
            kind = "B" if passive else "X"
            return Chunk(
                kind,
                start,
                tokens[j - 1].end,
                tokens[j - 1].word,
                form="inf" if infinitive else "fin",
                negated=negated,
                hedged=hedged,
                finite=not infinitive,
            ), j
        if tokens[i].kind in ("A", "V", "X") and tokens[i].word in self.special:
            special = self._special(i, True)
            if special:
                special[0].form = "part"
                return special
        return None

    def _main_verb(
        self,
        i: int,
        j: int,
        start: int,
        out: list[Chunk],
        *,
        negated: bool,
        hedged: bool,
        finite: bool,
        passive: bool,
        infinitive: bool,
    ) -> tuple[Chunk, int] | None:
        tokens = self.tokens
        token = tokens[j]
        is_adjective = passive or token.form in ("pass", "part", "ed") or (token.kind == "X" and token.form == "base")
        if token.word in self.special and is_adjective:
            special = self._special(j, True)
            if special and not (token.kind == "V" and special[0].word in ("in",) and not passive):
                chunk, end = special
                # "was elevated in X and correlated with Y"
                finite |= token.word in self.alone and tokens[i - 1].kind == "C" and any(c.finite for c in out)
                chunk.start, chunk.negated, chunk.hedged, chunk.finite = start, negated, hedged, finite
                chunk.form = "inf" if infinitive else "fin" if finite else "part"
                return chunk, end
        form = self._form(token, finite=finite, passive=passive, infinitive=infinitive, first=i == j, out=out)
        # "has been shown to promote", "helps to promote": the first verb says nothing itself
        after = j + 1
        while after < len(tokens) and tokens[after].kind == "ADV":
            after += 1
        lemma_ok = token.word.startswith(self.raising)
        if (
            lemma_ok
            and after + 1 < len(tokens)
            and tokens[after].kind == "TO"
            and tokens[after + 1].kind in ("V", "X", "B", "H", "ADV")
        ):
            inner = self.group(after, out)
            if inner:
                chunk, end = inner
                chunk.start, chunk.negated, chunk.hedged = (
                    start,
                    chunk.negated or negated,
                    chunk.hedged or hedged or token.hedge,
                )
                chunk.finite = form in ("fin", "pass") or chunk.finite
                if chunk.form == "inf":
                    chunk.form = "fin" if form in ("fin", "pass") else form
                return chunk, end
        held = token.word.startswith(self.recommended) and form == "pass"
        serving = (held or token.word.startswith(self.serving)) and j + 1 < len(tokens) and tokens[j + 1].word == "as"
        made_up = token.word.startswith(self.making_up) and form != "pass" and self._light(j + 1)
        if made_up and made_up[0].triggers[0].predicate == "located_in":
            made_up[0].start, made_up[0].form, made_up[0].finite = start, form, form == "fin"
            return made_up  # "forms a major part of the membrane"
        if token.kind == "X" or not token.triggers or (serving and self._light(j + 2)):
            # "to accept an approach to treat X" treats nothing
            wants = not serving and (token.word == "using" or token.word.startswith(self.wanting))
            light = None if wants else self._light(j + 2 if serving else j + 1)
            if light and (form in ("fin", "inf", "ger", "relger") or held):
                chunk, end = light
                chunk.start, chunk.form, chunk.negated, chunk.hedged, chunk.finite = (
                    start,
                    "fin" if held else form,
                    negated or chunk.negated,
                    hedged or chunk.hedged,
                    form == "fin" or held,
                )
                chunk.lemma_form = token.form
                return chunk, end
            return Chunk(
                "X",
                start,
                token.end,
                token.word,
                form=form,
                negated=negated,
                hedged=hedged or token.hedge,
                finite=form in ("fin", "pass"),
                lemma_form=token.form,
            ), j + 1
        return self._with_preposition(token, j, start, form, negated=negated, hedged=hedged)

    def _form(
        self, token: Token, *, finite: bool, passive: bool, infinitive: bool, first: bool, out: list[Chunk]
    ) -> str:
        if token.form == "pass" or (passive and token.form in ("ed", "part")):
            return "pass"
        if infinitive:
            return "inf"
        if token.form == "part":
            return "part"
        if token.form == "ing" and not (finite and not first):
            before = out[-1] if out else None
            return "relger" if before and before.kind == "NP" else "ger"
        return "fin"

    def _with_preposition(
        self, token: Token, j: int, start: int, form: str, *, negated: bool, hedged: bool
    ) -> tuple[Chunk, int]:
        """Return the verb with the preposition its trigger wants; triggers whose preposition is missing drop out."""
        after = j + 1
        while after < len(self.tokens) and self.tokens[after].kind == "ADV":
            after += 1
        particle = self.tokens[j + 1].word if j + 1 < len(self.tokens) else ""  # breaks down, speeds up
        following = " ".join(t.word for t in self.tokens[after : after + 2])
        first = following.split(" ", 1)[0] if following else ""
        chosen, end = [], j + 1
        for trigger in token.triggers:
            for preposition in trigger.prepositions:
                if preposition and preposition in (first, following) and form not in ("pass", "part"):
                    chosen, end = [trigger], after + len(preposition.split())
                    break
                if preposition and preposition == particle:
                    chosen, end = [trigger], j + 2
                    break
            else:
                if (
                    not trigger.prepositions
                    or "" in trigger.prepositions
                    or "none" in trigger.prepositions
                    or (form == "pass" and trigger.prepositions == ("to",))
                ):
                    chosen.append(trigger)
        kind = "V" if chosen else "X"
        return Chunk(
            kind,
            start,
            token.end,
            token.word,
            triggers=tuple(chosen[:1]),
            form=form,
            negated=negated,
            hedged=hedged,
            finite=form in ("fin", "pass"),
            lemma_form=token.form,
        ), end

    def _special(self, j: int, copular: bool) -> tuple[Chunk, int] | None:
        """Return an adjective or noun trigger with its preposition: "essential for", "a marker of"."""
        words = [token.word for token in self.tokens[j : j + 2]]
        held = len(words) == 2 and words[0].startswith(self.recommended) and words[1] == "as"
        light = self._light(j + 2 if held else j)
        if light:
            return light
        k = j
        while k < len(self.tokens) and self.tokens[k].kind in ("ADV", "A") and self.tokens[k].word not in self.special:
            k += 1
        if k >= len(self.tokens):
            return None
        token = self.tokens[k]
        for trigger in self.special.get(token.word, ()):
            if trigger.kind == "adjective" and copular:
                after = k + 1
                while after < len(self.tokens) and self.tokens[after].kind == "ADV":
                    after += 1
                size = self._preposition(after, trigger)
                if size:
                    return Chunk(
                        "V",
                        token.start,
                        token.end,
                        self.tokens[after].word,
                        triggers=(trigger,),
                        form="part",
                        hedged=token.hedge,
                    ), after + size
        return None

    def _light(self, j: int) -> tuple[Chunk, int] | None:
        """Return "(plays) a key role in", "(has) an inhibitory effect on" as one trigger."""
        k = j
        if [t.word for t in self.tokens[k : k + 2]] in (["one", "of"], ["some", "of"]):
            k += 2
        stated, negated = "", False
        while (
            k < len(self.tokens)
            and (self.tokens[k].kind in ("D", "A", "ADV", "N", "NEG", "SUF", "C", ",") or self._begins(k))
            and not (self.tokens[k].word in self.special and self._preposition_after(k))
            and not (self.tokens[k].word in _AS and k + 1 < len(self.tokens) and self.tokens[k + 1].word == "as")
            and k - j < 7
            and not self.tokens[k].found
        ):
            if self.tokens[k].word.startswith(("anti-", "anti", "pro-")) and self._is_property(self.tokens[k].word):
                return None  # "had anti-fibrotic effects in rats" is about fibrosis
            stated = stated or self.signed_adjectives.get(self.tokens[k].word, "")
            negated |= self.tokens[k].kind == "NEG" or self.tokens[k].word == "little"  # "had little effect on"
            k += 1
        if k >= len(self.tokens):
            return None
        token = self.tokens[k]
        if token.word in _AS and k + 1 < len(self.tokens) and self.tokens[k + 1].word == "as":
            return self._light(k + 2)  # "a role as a source of"
        for trigger in self.special.get(token.word, ()):
            size = self._preposition(k + 1, trigger)
            if trigger.kind == "light" and size and self._is_spelled(k, trigger):
                return Chunk(
                    "V",
                    token.start,
                    token.end,
                    self.tokens[k + 1].word,
                    triggers=(trigger,),
                    form="fin",
                    stated=stated,
                    negated=negated,
                ), k + 1 + size
        return None

    def _is_property(self, word: str) -> bool:
        return word.removeprefix("anti").removeprefix("pro").removeprefix("-") in self.adjective_nouns

    def _preposition_after(self, k: int) -> bool:
        return any(
            self._preposition(k + 1, trigger) and self._is_spelled(k, trigger)
            for trigger in self.special.get(self.tokens[k].word, ())
        )

    def _begins(self, k: int) -> bool:
        """Return whether a word begins a trigger of two: "risk factor"."""
        after = self.tokens[k + 1].word if k + 1 < len(self.tokens) else ""
        return any(t.words.startswith(f"{self.tokens[k].word} ") for t in self.special.get(after, ()))

    def _is_spelled(self, k: int, trigger: Trigger) -> bool:
        """Return whether the words before one are those of a trigger of several: the "risk" of "risk factor"."""
        before = trigger.words.split(" ")[:-1]
        return not before or [token.word for token in self.tokens[max(0, k - len(before)) : k]] == before

    def _preposition(self, k: int, trigger: Trigger) -> int:
        if k >= len(self.tokens):
            return 0
        for preposition in trigger.prepositions:
            parts = preposition.split()
            if parts and [token.word for token in self.tokens[k : k + len(parts)]] == parts:
                return len(parts)
        return 0
