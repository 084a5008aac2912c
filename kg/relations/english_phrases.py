"""English words to chunks: noun phrases with their arguments, verb groups with voice and polarity, the small words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.grounding import Found, Grounder
from kg.languages import View
from kg.model import Entity
from kg.patterns import Patterns, Trigger
from kg.relations.english_tokens import Token
from kg.relations.phrases import Arg, Proposal, complete, share, signed

__all__ = ["Chunk", "English", "sign_of"]

_RISES = ("increases", "cause", "improve")
_FALLS = ("decreases", "treats", "protect")
_IN_HEADS = ("increases", "decreases", "improve", "affects")
_SIGNED_ADJECTIVES = {
    "inhibitory": -1, "suppressive": -1, "negative": -1, "detrimental": -1, "stimulatory": 1, "positive": 1, "stimulating": 1,
    "promoting": 1, "beneficial": 1, "inducing": 1, "enhancing": 1, "inhibiting": -1, "higher": 1, "lower": -1, "less": -1,
}


@dataclass(frozen=True, slots=True)
class Base:
    """A noun phrase without what follows it: its words, and the phrases behind "of"."""

    tokens: tuple[Token, ...]
    of: tuple[Base, ...] = ()

    @property
    def head(self) -> Token:
        """The last word."""
        return self.tokens[-1]

    @property
    def start(self) -> int:
        """Index of the first character in the view."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Index behind the last character of the words before "of"."""
        return self.tokens[-1].end


@dataclass(slots=True)
class Chunk:
    """A piece of a clause. ``kind``: NP, V (states something), X (other verb), P, C, R, S, PRON, ``,`` ``;``."""

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
    sign: int = 0
    lemma_form: str = ""
    extra: list[Proposal] = field(default_factory=list)


def sign_of(trigger: Trigger) -> int:
    """Return whether a change noun speaks of more (+1), of less (-1) or of neither (0)."""
    return 1 if trigger.predicate in _RISES else -1 if trigger.predicate in _FALLS else 0


class English:
    """Chunks one sentence. Holds what every step needs: the view, the mentions, the grounder and the word lists."""

    def __init__(self, view: View, found: Sequence[Found], tokens: list[Token], grounder: Grounder, patterns: Patterns) -> None:
        self.view, self.found, self.tokens, self.grounder = view, found, tokens, grounder
        self.generic = patterns.having("generic")
        self.negative = patterns.having("negative_quantities")
        self.anaphoric = patterns.having("anaphors")
        self.prefixes = patterns.tables["prefixes"]
        self.adjective_nouns = patterns.tables["adjective_nouns"]
        self.suffixes = patterns.tables["suffixes"]
        self.raising = patterns.having("raising")
        self.special = {trigger.words: [] for trigger in patterns.triggers if trigger.kind in ("adjective", "light")}  # type: dict[str, list[Trigger]]
        for trigger in patterns.triggers:
            if trigger.kind in ("adjective", "light"):
                self.special[trigger.words].append(trigger)
        self.embedded: list[Proposal] = []

    def chunks(self) -> list[Chunk]:
        """Return the chunks of the sentence, in order."""
        out: list[Chunk] = []
        i = 0
        while i < len(self.tokens):
            chunk, i = self._next(i, out)
            if chunk:
                out.append(chunk)
        joined = _coordinate(out)
        for chunk in joined:
            if chunk.kind == "NP" and len(chunk.bases) > 1:
                chunk.args = complete(share(chunk.args, self._participant(chunk)), self.view, self.grounder.lexicon)
        return joined

    def _participant(self, chunk: Chunk) -> Entity | None:
        """Return whose processes a list names: "proliferation and migration of fibroblasts"."""
        last = chunk.bases[-1]
        if last.of and last.head.found:
            return next((arg.entity for arg in self.args_of(last.of[0])), None)
        first = chunk.args[0].entity if chunk.args else None
        concepts = self.grounder.lexicon.concepts
        return next((concepts[part].entity for role, part in first.parts if role == "participant" and part in concepts), None) if first else None

    def _next(self, i: int, out: list[Chunk]) -> tuple[Chunk | None, int]:
        token = self.tokens[i]
        group = self._verb_group(i, out)
        if group:
            return group
        base, after = self._base(i)
        if base:
            return self._noun_phrase(base), after
        if token.kind == "PRON":
            back = token.word in self.anaphoric
            arg = Arg(token.start, token.end, None, anaphor=back)
            return Chunk("NP", token.start, token.end, token.word, args=(arg,)), i + 1
        if token.kind in ("P", "C", "R", "S", ",", ";", "TO"):
            return Chunk(token.kind, token.start, token.end, token.word, hedged=token.hedge), i + 1
        if token.kind == "NEG":
            return Chunk("NEG", token.start, token.end, token.word), i + 1
        return (Chunk("H", token.start, token.end) if token.hedge else None), i + 1

    # --- noun phrases ---------------------------------------------------------------------------------------------

    def _base(self, i: int) -> tuple[Base | None, int]:
        """Return the noun phrase that starts at a word, with its "of" phrases, and where it ends."""
        words, j = [], i
        while j < len(self.tokens) and self.tokens[j].kind in ("D", "A", "N", "Q", "T", "SUF") or (
                j < len(self.tokens) and words and self.tokens[j].kind == "ADV" and j + 1 < len(self.tokens)
                and self.tokens[j + 1].kind == "A"):
            words.append(self.tokens[j])
            j += 1
        while words and words[-1].kind in ("SUF", "ADV", "D") and len(words) > 1:
            words.pop()
            j -= 1
        if not any(token.kind in ("N", "Q", "T") for token in words):
            return None, i
        if words[-1].kind == "A" and any(token.kind in ("N", "Q", "T") for token in words):
            while words[-1].kind == "A":  # a predicate adjective behind the noun is not in it
                words.pop()
                j -= 1
        base = Base(tuple(words))
        joins = ("of", "in") if base.head.kind == "T" and any(t.predicate in _IN_HEADS for t in base.head.triggers) else ("of",)
        if j < len(self.tokens) and self.tokens[j].kind == "P" and self.tokens[j].word in joins:
            inner, k = self._base(j + 1)
            if inner:
                return Base(base.tokens, (inner,)), k
        return base, j

    def _noun_phrase(self, base: Base) -> Chunk:
        end = base.of[-1].end if base.of else base.end
        while base.of and base.of[-1].of:
            break
        return Chunk("NP", base.start, _reach(base), args=tuple(self.args_of(base)), bases=(base,), word=base.head.word if end else "")

    def args_of(self, base: Base) -> list[Arg]:
        """Return the arguments that a noun phrase offers: amounts give way to what they are amounts of."""
        tokens = [token for token in base.tokens if token.kind != "D"] or list(base.tokens)
        sign = next((s for token in tokens if (s := self._adjective_sign(token))), 0)
        prop = self._property(tokens)
        if prop and (base.head.kind in ("Q", "T") or base.head.word in self.generic or base.head is tokens[0]):
            return [prop]
        suffix = max((n for n, token in enumerate(tokens) if token.kind == "SUF"), default=-1)
        if 0 < suffix < len(tokens) - 1:
            return self._with_suffix(base, tokens, suffix)
        if base.head.word in self.negative and (base.of or len(tokens) > 1):
            return [Arg(tokens[0].start, _reach(base), self._entity(tokens[0].start, _reach(base)))]
        if base.head.kind in ("Q", "T"):
            own = sign_of(base.head.triggers[0]) if base.head.kind == "T" else 0
            return self._amount(base, tokens, sign * own if sign and own else sign or own)
        anaphor = base.tokens[0].word in ("these", "this", "such", "those", "its", "their") and not base.of
        start, end = tokens[0].start, _reach(base)
        if base.of and not tokens[-1].found and tokens[-1].word in self.generic:
            return [signed(arg, sign) for inner in base.of for arg in self.args_of(inner)]
        entity = self._entity(start, end)
        if sign and tokens[0].kind == "A" and len(tokens) > 1:
            start = tokens[1].start
        if len(tokens) == 1 and tokens[0].word in self.generic and not tokens[0].found:
            entity = None
        pointing = anaphor and (entity is None or entity.provisional or len(tokens) == 1)
        return [Arg(start, end, entity, sign, anaphor=pointing and base.tokens[0].word not in ("its", "their"))]

    def _adjective_sign(self, token: Token) -> int:
        if token.kind != "A":
            return 0
        if token.triggers and token.form == "ed":
            return sign_of(token.triggers[0])
        return 0

    def _property(self, tokens: list[Token]) -> Arg | None:
        """Return the argument inside "anti-inflammatory" and the like, or None."""
        for token in tokens:
            head, _, rest = token.word.replace(" ", "-").partition("-")
            for prefix, predicate in self.prefixes.items():
                stem = rest if head == prefix else token.word[len(prefix):] if token.word.startswith(prefix) else ""
                noun = self.adjective_nouns.get(stem)
                if noun and token.end - token.start > len(prefix) + 3:
                    concept = self.grounder.lexicon.get(noun)
                    if concept:
                        return Arg(token.end - len(stem), token.end, concept.entity, -1 if predicate == "decreases" else 1, property=True)
        return None

    def _with_suffix(self, base: Base, tokens: list[Token], suffix: int) -> list[Arg]:
        """Return the argument behind "-induced"; what stands before becomes a proposal of its own."""
        agent_end = tokens[suffix].start - 1
        agent = Arg(tokens[0].start, agent_end, self._entity(tokens[0].start, agent_end))
        rest = Base(tuple(tokens[suffix + 1:]), base.of)
        objects = self.args_of(rest)
        predicate = self.suffixes[tokens[suffix].word]
        inverse = predicate.endswith("_inverse")
        trigger = Trigger(tokens[suffix].word, predicate.removesuffix("_inverse"), inverse=predicate == "derived_from" or inverse)
        for arg in objects:
            first, second = (arg, agent) if trigger.inverse else (agent, arg)
            self.embedded.append(Proposal(first, trigger, replace(second, sign=0), tokens[suffix].start, tokens[suffix].end,
                                          (base.start, base.end), "en-suffix"))
        return [replace(arg, start=arg.start) for arg in objects]

    def _amount(self, base: Base, tokens: list[Token], sign: int) -> list[Arg]:
        """Return the arguments of "expression of X", "X levels", "reduction in X", with the sign of the head."""
        if base.of:
            args = [signed(arg, sign) for inner in base.of for arg in self.args_of(inner)]
            if base.head.kind == "T" and len(tokens) > 1 and tokens[0].kind == "N":
                pass
            return args
        rest = tokens[:-1]
        while rest and rest[-1].kind == "Q":
            rest = rest[:-1]
        while rest and rest[0].kind == "A" and self._adjective_sign(rest[0]):
            rest = rest[1:]
        names = [token for token in rest if token.kind in ("N", "T") or token.found]
        if not names:
            if base.head.found is None and base.head.kind == "Q":
                return [Arg(base.start, base.end, None, sign, anaphor=base.tokens[0].word in ("these", "this"))]
            return [Arg(base.start, base.end, None, sign)]
        if rest[-1].kind == "T":
            return self._amount(Base(tuple(rest)), list(rest), sign * (sign_of(rest[-1].triggers[0]) or 1))
        return [Arg(rest[0].start, rest[-1].end, self._entity(rest[0].start, rest[-1].end), sign)]

    def _entity(self, start: int, end: int) -> Entity | None:
        words = self.view.lower[start:end].split()
        known = any(item.start < end and item.end > start for item in self.found)
        if not words or (not known and words[-1] in self.generic) or len(words) > 12:
            return None
        return self.grounder.ground(self.view, start, end, self.found)

    # --- verb groups ----------------------------------------------------------------------------------------------

    def _verb_group(self, i: int, out: list[Chunk]) -> tuple[Chunk, int] | None:
        """Return the verb group that starts at a word and where it ends, or None."""
        tokens, j = self.tokens, i
        negated = hedged = finite = passive = infinitive = False
        start = tokens[i].start
        while j < len(tokens) and (tokens[j].kind in ("M", "B", "H", "ADV", "TO") or (tokens[j].kind == "NEG" and tokens[j].word not in ("no", "absence of", "lack"))):
            if tokens[j].kind == "TO" and (j + 1 == len(tokens) or tokens[j + 1].kind not in ("V", "X", "B", "H", "ADV", "NEG", "M")):
                break
            if tokens[j].kind == "TO" and j + 1 < len(tokens) and tokens[j + 1].kind in ("V", "X") and tokens[j + 1].form not in ("base",):
                break
            negated |= tokens[j].kind == "NEG"
            hedged |= tokens[j].hedge or tokens[j].word in ("may", "might")
            finite |= tokens[j].kind in ("M", "B", "H")
            infinitive |= tokens[j].kind == "TO"
            passive = tokens[j].kind == "B" or (passive and tokens[j].kind in ("ADV", "NEG"))
            j += 1
        verbal = any(tokens[k].kind in ("M", "B", "H", "TO") for k in range(i, j))
        if j < len(tokens) and tokens[j].kind in ("V", "X"):
            return self._main_verb(i, j, start, out, negated=negated, hedged=hedged, finite=finite and not infinitive, passive=passive, infinitive=infinitive)
        if verbal:
            special = self._special(j, passive)
            if special:
                chunk, end = special
                chunk.start, chunk.negated, chunk.hedged = start, negated or chunk.negated, hedged or chunk.hedged
                chunk.finite, chunk.form = not infinitive, "inf" if infinitive else "fin"
                return chunk, end
            kind = "B" if passive else "X"
            return Chunk(kind, start, tokens[j - 1].end, tokens[j - 1].word, form="inf" if infinitive else "fin", negated=negated,
                         hedged=hedged, finite=not infinitive), j
        if tokens[i].kind in ("A", "V", "X") and tokens[i].word in self.special:
            special = self._special(i, True)
            if special:
                special[0].form = "part"
                return special
        return None

    def _main_verb(self, i: int, j: int, start: int, out: list[Chunk], *, negated: bool, hedged: bool, finite: bool, passive: bool,
                   infinitive: bool) -> tuple[Chunk, int] | None:
        tokens = self.tokens
        token = tokens[j]
        if token.word in self.special and (passive or token.form in ("pass", "part", "ed")):
            special = self._special(j, True)
            if special and not (token.kind == "V" and special[0].word in ("in",) and not passive):
                chunk, end = special
                chunk.start, chunk.negated, chunk.hedged, chunk.finite = start, negated, hedged, finite
                chunk.form = "inf" if infinitive else "fin" if finite else "part"
                return chunk, end
        form = self._form(token, finite=finite, passive=passive, infinitive=infinitive, first=i == j, out=out)
        # "has been shown to promote", "helps to promote": the first verb says nothing itself
        after = j + 1
        while after < len(tokens) and tokens[after].kind == "ADV":
            after += 1
        lemma_ok = any(token.word.startswith(stem[:max(4, len(stem) - 1)]) for stem in self.raising)
        if lemma_ok and after + 1 < len(tokens) and tokens[after].kind == "TO" and tokens[after + 1].kind in ("V", "X", "B", "H", "ADV"):
            inner = self._verb_group(after, out)
            if inner:
                chunk, end = inner
                chunk.start, chunk.negated, chunk.hedged = start, chunk.negated or negated, chunk.hedged or hedged or token.hedge
                chunk.finite = form in ("fin", "pass") or chunk.finite
                if chunk.form == "inf":
                    chunk.form = "fin" if form in ("fin", "pass") else form
                return chunk, end
        if token.kind == "X" or not token.triggers:
            light = self._light(j + 1)
            if light and form in ("fin", "inf", "ger", "relger"):
                chunk, end = light
                chunk.start, chunk.form, chunk.negated, chunk.hedged, chunk.finite = start, form, negated or chunk.negated, hedged or chunk.hedged, form == "fin"
                return chunk, end
            return Chunk("X", start, token.end, token.word, form=form, negated=negated, hedged=hedged or token.hedge, finite=form in ("fin", "pass")), j + 1
        return self._with_preposition(token, j, start, form, negated=negated, hedged=hedged)

    def _form(self, token: Token, *, finite: bool, passive: bool, infinitive: bool, first: bool, out: list[Chunk]) -> str:
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

    def _with_preposition(self, token: Token, j: int, start: int, form: str, *, negated: bool, hedged: bool) -> tuple[Chunk, int]:
        """Return the verb with the preposition its trigger wants; triggers whose preposition is missing drop out."""
        after = j + 1
        while after < len(self.tokens) and self.tokens[after].kind == "ADV":
            after += 1
        following = " ".join(t.word for t in self.tokens[after:after + 2])
        first = following.split(" ", 1)[0] if following else ""
        chosen, end = [], j + 1
        for trigger in token.triggers:
            for preposition in trigger.prepositions:
                if preposition and (preposition == first or preposition == following) and form not in ("pass", "part"):
                    chosen, end = [trigger], after + len(preposition.split())
                    break
            else:
                if not trigger.prepositions or "" in trigger.prepositions or "none" in trigger.prepositions or form == "pass" and trigger.prepositions == ("to",):
                    chosen.append(trigger)
        kind = "V" if chosen else "X"
        return Chunk(kind, start, token.end, token.word, triggers=tuple(chosen[:1]), form=form, negated=negated, hedged=hedged,
                     finite=form in ("fin", "pass"), lemma_form=token.form), end

    def _special(self, j: int, copular: bool) -> tuple[Chunk, int] | None:
        """Return an adjective or noun trigger with its preposition: "essential for", "a marker of"."""
        light = self._light(j)
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
                    return Chunk("V", token.start, token.end, self.tokens[after].word, triggers=(trigger,), form="part",
                                 hedged=token.hedge), after + size
        return None

    def _light(self, j: int) -> tuple[Chunk, int] | None:
        """Return "(plays) a key role in", "(has) an inhibitory effect on" as one trigger."""
        k = j
        sign, negated = 0, False
        while k < len(self.tokens) and self.tokens[k].kind in ("D", "A", "ADV", "N", "NEG", "SUF", "C", ",") and not (
                self.tokens[k].word in self.special and self._preposition_after(k)) and k - j < 7 and not self.tokens[k].found:
            sign = sign or _SIGNED_ADJECTIVES.get(self.tokens[k].word, 0)
            negated |= self.tokens[k].kind == "NEG"
            k += 1
        if k >= len(self.tokens):
            return None
        token = self.tokens[k]
        for trigger in self.special.get(token.word, ()):
            size = self._preposition(k + 1, trigger)
            if trigger.kind == "light" and size:
                return Chunk("V", token.start, token.end, self.tokens[k + 1].word, triggers=(trigger,), form="fin", sign=sign, negated=negated), k + 1 + size
        return None

    def _preposition_after(self, k: int) -> bool:
        return any(self._preposition(k + 1, trigger) for trigger in self.special.get(self.tokens[k].word, ()))

    def _preposition(self, k: int, trigger: Trigger) -> int:
        if k >= len(self.tokens):
            return 0
        for preposition in trigger.prepositions:
            parts = preposition.split()
            if parts and [token.word for token in self.tokens[k:k + len(parts)]] == parts:
                return len(parts)
        return 0


def _reach(base: Base) -> int:
    """Return the index behind a noun phrase with its "of" phrases."""
    return _reach(base.of[-1]) if base.of else base.end


def _coordinate(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with lists of noun phrases joined: "A, B and C".

    The last member is left alone when a finite verb follows and one went before: "X raises A, and B lowers C".
    """
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        chunk = chunks[i]
        if chunk.kind != "NP" or not chunk.bases:
            out.append(chunk)
            i += 1
            continue
        members, j = [chunk], i
        while True:
            k = j + 1
            comma = k < len(chunks) and chunks[k].kind == ","
            k += comma
            conjunction = k < len(chunks) and chunks[k].kind == "C"
            k += conjunction
            if not (comma or conjunction) or k >= len(chunks) or chunks[k].kind != "NP" or not chunks[k].bases:
                break
            follows = chunks[k + 1] if k + 1 < len(chunks) else None
            begun = any(c.finite for c in out)
            if follows and follows.finite and begun and not (conjunction and not comma and not _has_finite_since_boundary(out)):
                break
            if follows and follows.kind == "R" and comma and not conjunction:
                break
            members.append(chunks[k])
            j = k
            if conjunction and not (k + 1 < len(chunks) and chunks[k + 1].kind in ("C",)):
                break
        if len(members) > 1 and not (len(members) == 2 and chunks[i + 1].kind == "," and chunks[j - 1].kind == ","
                                     and _is_opener(chunk, out)):
            out.append(_merge(members))
            i = j + 1
        else:
            out.append(chunk)
            i += 1
    return out


def _has_finite_since_boundary(out: list[Chunk]) -> bool:
    for chunk in reversed(out):
        if chunk.kind in ("S", ";"):
            return False
        if chunk.finite:
            return True
    return False


def _is_opener(chunk: Chunk, out: list[Chunk]) -> bool:
    """Return whether "X, Y" begins with an adverbial such as "In mice," and is no list."""
    return bool(out) and out[-1].kind == "P" and not any(c.finite or c.kind == "NP" for c in out)


def _merge(members: list[Chunk]) -> Chunk:
    args = tuple(arg for member in members for arg in member.args)
    bases = tuple(base for member in members for base in member.bases)
    return Chunk("NP", members[0].start, members[-1].end, members[-1].word, args=args, bases=bases)
