"""English noun phrases: what they are made of, and the arguments they offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.grounding import Found, Grounder, as_worded
from kg.languages import View
from kg.model import Entity
from kg.patterns import Patterns, Trigger
from kg.relations.english_bases import ADJECTIVE, Base, reach, sign_of
from kg.relations.english_suffixes import GIVEN, Suffixes
from kg.relations.english_tokens import Token
from kg.relations.phrases import Arg, Proposal, signed

__all__ = ["NounPhrases"]

_RESPONSES = ("response", "responses")
_LESS = ("less", "fewer")
#: "age-related": what it is tied to is not what there is less of
_TIED = ("related", "associated", "dependent")
_OF_ORGANS = ("al", "ic", "iac", "ar", "an", "ary", "immune")  #: ovarian, renal
_HAVING = ("Organism", "Cell", "Anatomy")  #: of whom there is no level
_IN_HEADS = ("increases", "decreases", "improve", "affects")


class NounPhrases(Suffixes):
    """Reads the noun phrases of one sentence.

    Attributes:
        generic: heads that name nothing by themselves.
    """

    def __init__(
        self, view: View, found: Sequence[Found], tokens: list[Token], grounder: Grounder, patterns: Patterns
    ) -> None:
        super().__init__(view, grounder, patterns)
        self.found, self.tokens = found, tokens
        self.generic, self.applied = patterns.having("generic"), patterns.having("handling") | patterns.having("giving")
        self.giving, self.contents = patterns.having("giving"), patterns.having("contents")
        self.scarce, self.doses = patterns.having("scarce"), patterns.having("doses")
        self.negative, self.without = patterns.having("negative_quantities"), patterns.having("lacking")
        self.prefixes, self.resuming = patterns.tables["prefixes"], patterns.having("resuming")
        self.adjective_nouns = patterns.tables["adjective_nouns"]
        words = patterns.words
        self.acting_on, self.raising_drugs = words["acting_on"], words["raising_drugs"]
        self.courses, self.codes, self.flaws = (patterns.having(name) for name in ("courses", "codes", "flaws"))
        self.studies = patterns.having("studies")
        self.comparatives, self.organ_doings = patterns.tables["comparatives"], patterns.having("organ_doings")

    def handed_on(self, subjects: Sequence[Arg], start: int, end: int) -> list[Proposal]:
        """Return what a noun phrase states of its head as said of somebody else; it is said of the head no more.

        "Fibroblasts, the collagen-producing cells, ..." says that fibroblasts produce collagen.
        """
        inside = [p for p in self.embedded if p.rule == "en-suffix" and start <= p.subject.start and p.end <= end]
        inside = [p for p in inside if p.subject.start > p.start]
        self.embedded[:] = [p for p in self.embedded if p not in inside]
        return [replace(p, subject=subject) for p in inside for subject in subjects if subject.entity]

    def is_plural(self, arg: Arg) -> bool:
        """Return whether a phrase that points back names several things: "these factors"."""
        word = next((t.word for t in reversed(self.tokens) if t.start < arg.start and t.end + 1 == arg.start), "")
        return word in ("these", "those") or self.view.lower.startswith(("these ", "those "), arg.start)

    def base(self, i: int) -> tuple[Base | None, int]:
        """Return the noun phrase that starts at a word, with its "of" phrases, and where it ends."""
        words: list[Token] = []
        j = i
        while (j < len(self.tokens) and self.tokens[j].kind in ("D", "A", "N", "Q", "T", "SUF")) or (
            j < len(self.tokens)
            and words
            and self.tokens[j].kind == "ADV"
            and j + 1 < len(self.tokens)
            and self.tokens[j + 1].kind == "A"
        ):
            words.append(self.tokens[j])
            j += 1
        if words and words[-1].kind == "A" and all(token.kind in ("D", "A") for token in words):
            beyond = self.base(j + 1) if j < len(self.tokens) and self.tokens[j].kind == "C" else (None, j)
            if beyond[0] and beyond[0].tokens[0].kind == "A":  # a second and enhanced expression of X
                return beyond
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
        if base.head.word in self.codes and j < len(self.tokens) and self.tokens[j].word in ("for", "encoding"):
            inner, k = self.base(j + 1)
            if inner is not None:
                return inner, k  # "mRNA for VEGF" is VEGF's
        joins = (
            ("of", "in")
            if base.head.kind == "T"
            and any(t.predicate in _IN_HEADS for t in base.head.triggers)
            # AQP3 down-regulation in keratinocytes, but age-related decline in estrogen
            and not any(
                self._names(token) and then.kind != "SUF" and then.word not in _TIED for token, then in pairwise(words)
            )
            else ("of", "in")
            if base.head.word in self.flaws
            else ("of",)
        )
        if j < len(self.tokens) and self.tokens[j].kind == "P" and self.tokens[j].word in joins:
            inner, k = self.base(j + 1)
            if inner:
                return Base(base.tokens, (inner,)), k
        return base, j

    def args_of(self, base: Base) -> list[Arg]:
        """Return the arguments that a noun phrase offers: amounts give way to what they are amounts of."""
        sign = self.grounder.lexicon.get(base.head.word) if base.head.form == "sign" else None
        args = [Arg(base.head.start, base.head.end, sign.entity)] if sign else self._args_of(base)
        amount = base.head.kind == "Q" and bool(base.of)
        if len(args) != 1 or not (args[0].sign or amount) or args[0].property:
            return args
        return [replace(args[0], reach=(base.start, reach(base)))]

    def _args_of(self, base: Base) -> list[Arg]:
        tokens = self._told(base)
        sign = next((s for token in tokens if (s := self._adjective_sign(token))), 0)
        sign = sign or (-1 if any(token.word in _LESS for token in base.tokens) or self._is_scarce(base, tokens) else 0)
        if other := self._lacking(base, tokens) or self._drug(base, tokens) or self._response(base, tokens, sign):
            return [other]
        prop = self._property(tokens)
        if prop and (base.head.kind in ("Q", "T") or base.head.word in self.generic or base.head is tokens[0]):
            owners = [arg for inner in base.of for arg in self.args_of(inner) if arg.entity]
            if not owners or base.head.word not in self.generic:
                return [prop]
            for owner in owners:  # "the antioxidant property of X": X has it, and X acts
                bounds = (base.start, reach(base))
                self.embedded.append(
                    Proposal(owner, Trigger("of", "increases"), prop, base.start, base.end, bounds, "en-show")
                )
            return [replace(owner, property=True) for owner in owners]
        suffix = max((n for n, token in enumerate(tokens) if token.kind == "SUF"), default=-1)
        if 0 < suffix < len(tokens) - 1:
            return self.with_suffix(base, tokens, suffix)
        if base.head.word in self.negative and base.head.word != "inhibition" and (base.of or len(tokens) > 1):
            return [Arg(tokens[0].start, reach(base), self._loss(tokens[0].start, reach(base)))]
        if base.head.kind in ("Q", "T"):
            own = sign_of(base.head.triggers[0]) if base.head.kind == "T" else 0
            if base.head.kind == "T" and base.head.triggers[0].predicate == "affects":
                whole = (tokens[0].start, reach(base))  # "perturbation of X" is what acts, where it acts, and not X
                return [replace(a, undirected=not a.sign, reach=whole) for a in self._amount(base, tokens, sign)]
            return self._amount(base, tokens, sign * own if sign and own else sign or own)
        if base.of and tokens[-1].word.rsplit(" ", 1)[-1] in self.giving:
            given = [arg for inner in base.of for arg in self.args_of(inner)]
            if given and all(arg.entity and arg.entity.type in GIVEN for arg in given):
                return given  # "subcutaneous injection of exosomes": the exosomes act
        if ill := self._ailing(base):
            return ill
        words = [token.word for token in base.tokens]
        resumed = len(words) == 2 and words[0] == "the" and words[1] in self.resuming
        anaphor = (resumed or words[0] in ("these", "this", "such", "those", "its", "their")) and not base.of
        start, end = tokens[0].start, reach(base)
        if base.of and not tokens[-1].found and tokens[-1].word in self.generic:
            return [signed(arg, sign) for inner in base.of for arg in self.args_of(inner)]
        scanty = bool(sign) and (tokens[0].kind == "A" or tokens[0].word in self.scarce)
        if len(tokens) > 1 and (scanty or tokens[0].word in (*_LESS, *self.comparatives)):
            start = tokens[1].start  # reduced X, faster X: neither is part of a name
        entity = self.entity(start, end)
        if len(tokens) == 1 and tokens[0].word in self.generic and not tokens[0].found:
            entity = None
        pointing = anaphor and (entity is None or entity.provisional or len(tokens) == 1)
        return [Arg(start, end, entity, sign, anaphor=pointing and base.tokens[0].word not in ("its", "their"))]

    def _told(self, base: Base) -> list[Token]:
        """Return the words of a phrase without its articles, and without the mechanisms of "mechanisms underlying X"."""
        tokens = [token for token in base.tokens if token.kind != "D"] or list(base.tokens)
        underlies = len(tokens) > 2 and tokens[0].word in self.generic and tokens[1].word == "underlying"
        return tokens[2:] if underlies else tokens

    def _ailing(self, base: Base) -> list[Arg]:
        """Return the disease of "the development of a disease"; what bleomycin-induced says inside is added, too."""
        for inner in base.of:
            if any(token.kind == "SUF" and self.suffixes.get(token.word) == "cause" for token in inner.tokens):
                self.args_of(inner)
        if base.head.word not in self.courses:
            return []
        ill = [arg for inner in base.of for arg in self.args_of(inner)]
        return ill if all(arg.entity is not None and arg.entity.type == "Disease" for arg in ill) else []

    def _lacking(self, base: Base, tokens: list[Token]) -> Arg | None:
        """Return "mice lacking p53" as what it is: p53 itself does nothing there."""
        at = next((n for n, token in enumerate(tokens[1:-1], 1) if token.word in self.without), 0)
        if not at:
            return None
        who, end = tokens[at - 1], reach(base)
        kind = who.found.entity.type if who.found else "Other"
        return Arg(tokens[0].start, end, as_worded(self.view.text[tokens[0].start : end], kind, "en"))

    def _response(self, base: Base, tokens: list[Token], sign: int) -> Arg | None:
        """Return "the fibrotic response of fibroblasts" as what it is, and no fibroblasts."""
        if not base.of or len(tokens) < 2 or base.head.word not in _RESPONSES or base.head.found:
            return None
        start, end = tokens[0].start, reach(base)
        return Arg(start, end, as_worded(self.view.text[start:end], "Process", "en"), sign)

    def _drug(self, base: Base, tokens: list[Token]) -> Arg | None:
        """Return the drug of "the JAK inhibitor tofacitinib", and add what it does to what it is named for."""
        k = next((n for n, token in enumerate(tokens[:-1]) if token.word.endswith(self.acting_on)), -1)
        names = tokens[k + 1 :]
        if k < 0 or base.of or any(token.kind != "N" for token in names) or (k == 0 and tokens[0].found is None):
            return None
        if " " in tokens[k].word:  # "JAK inhibitor" is one word of the lexicon
            start, end = tokens[k].start, tokens[k].start + tokens[k].word.rfind(" ")
        else:  # "the (selective oral) JAK1 inhibitor"
            plain = (n for n in range(k) if tokens[n].found or tokens[n].kind == "N")
            first = next(
                (n for n in plain if tokens[n].found or not ADJECTIVE.fullmatch(tokens[n].word)), max(k - 1, 0)
            )
            start, end = tokens[first].start, tokens[max(k - 1, 0)].end
        if end <= start or len(tokens[k].word.rpartition(" ")[2]) < 7:
            return None
        hit = next((hit for hit in self.grounder.lexicon.find(self.view) if (hit.start, hit.end) == (start, end)), None)
        target = hit.concept.entity if hit else as_worded(self.view.text[start:end], "GeneProduct", "en")
        drug = self.entity(names[0].start, names[-1].end)
        if drug is not None and drug.provisional:
            drug = as_worded(self.view.text[names[0].start : names[-1].end], "Chemical", "en")
        if drug is None or drug.type not in ("Chemical", "Intervention", "GeneProduct", "RNA"):
            return None
        arg = Arg(names[0].start, names[-1].end, drug)
        raises = tokens[k].word.endswith(self.raising_drugs)
        trigger = Trigger(tokens[k].word.rpartition(" ")[2], "increases" if raises else "decreases")
        bounds, place = (base.start, base.end), tokens[k].end - len(trigger.words)
        self.embedded.append(
            Proposal(arg, trigger, Arg(start, end, target), place, tokens[k].end, bounds, "en-apposition")
        )
        return arg

    def _adjective_sign(self, token: Token) -> int:
        if token.kind != "A":
            return 0
        if token.triggers and token.form == "ed":
            return sign_of(token.triggers[0])
        return 0

    def _is_scarce(self, base: Base, tokens: list[Token]) -> bool:
        """Return whether there is said to be little of something: "low levels of iron", "low estrogen"."""
        at = next((n for n, token in enumerate(tokens[:-1]) if token.word in self.scarce and token.found is None), -1)
        if at > 0 and self.view.text[tokens[at].start - 1] == "-":
            return False  # "ICAM-1-low fibroblasts"
        what = tokens[at + 1].found if at >= 0 else None
        counted = what is not None and what.entity.type in (*GIVEN, "Cell", "Process")
        dosed = base.head.word in self.doses  # "low concentrations of H2O2": so much was given
        amount = base.head.kind == "Q" and not dosed and (bool(base.of) or counted)
        return at >= 0 and (amount or (counted and at + 2 == len(tokens)))

    def _property(self, tokens: list[Token]) -> Arg | None:
        """Return the argument inside "anti-inflammatory" and the like, or None."""
        for token, after in pairwise(tokens):
            if token.word in self.prefixes and after.found and after.start <= token.end + 1 and token.found is None:
                sign = -1 if self.prefixes[token.word] == "decreases" else 1  # "anti-aging"
                return Arg(after.start, after.end, after.found.entity, sign, property=True)
        for token in tokens:
            head, _, rest = token.word.replace(" ", "-").partition("-")
            for prefix, predicate in self.prefixes.items():
                stem = rest if head == prefix else token.word[len(prefix) :] if token.word.startswith(prefix) else ""
                noun = self.adjective_nouns.get(stem)
                if noun and token.end - token.start > len(prefix) + 3:
                    concept = self.grounder.lexicon.get(noun)
                    if concept:
                        return Arg(
                            token.end - len(stem),
                            token.end,
                            concept.entity,
                            -1 if predicate == "decreases" else 1,
                            property=True,
                        )
        return None

    def _amount(self, base: Base, tokens: list[Token], sign: int) -> list[Arg]:
        """Return the arguments of "expression of X", "X levels", "reduction in X", with the sign of the head."""
        if base.of:
            what = tokens[-2].found if len(tokens) > 1 and base.head.word in self.contents else None
            if what is not None and what.entity.type in GIVEN:  # "the collagen content of the dermis"
                return [Arg(tokens[-2].start, tokens[-2].end, what.entity, sign)]
            of = [arg for inner in base.of for arg in self.args_of(inner)]
            named = any(self._names(token) for token in tokens[:-1])
            if named and base.head.kind == "Q" and all(a.entity and a.entity.type in _HAVING for a in of):
                return self._amount(Base(base.tokens), tokens, sign)  # "the creatinine levels of patients"
            return [signed(arg, sign) for arg in of]
        rest = tokens[:-1]
        while rest and rest[-1].kind == "Q":
            rest = rest[:-1]
        while rest and rest[0].kind == "A" and self._adjective_sign(rest[0]):
            rest = rest[1:]
        if len(rest) > 1 and rest[-1].kind == "A" and rest[-1].word in _TIED:
            rest = rest[:-2]  # "age-related decline"
        if doing := self._doing(base, rest, sign):
            return [doing]
        known = rest[-1].found if rest else None
        if (
            base.head.word in self.applied
            and known
            and known.entity.type in GIVEN
            and not any(t.found for t in rest[:-1])
        ):
            rest = rest[-1:]  # "chronic metformin exposure"
        names = [token for token in rest if self._names(token) or token.kind == "T" or token.found]
        if not names:
            if base.head.found is None and base.head.kind == "Q":
                return [Arg(base.start, base.end, None, sign, anaphor=base.tokens[0].word in ("these", "this"))]
            return [Arg(base.start, base.end, None, sign)]
        if rest[-1].kind == "T":
            return self._amount(Base(tuple(rest)), list(rest), sign * (sign_of(rest[-1].triggers[0]) or 1))
        return [Arg(rest[0].start, rest[-1].end, self.entity(rest[0].start, rest[-1].end), sign)]

    def _doing(self, base: Base, rest: Sequence[Token], sign: int) -> Arg | None:
        """Return what an organ does, which is a name of its own: kidney function is no kidney."""
        if base.head.word not in self.organ_doings or not rest or rest[-1].kind not in ("N", "A"):
            return None
        last = rest[-1]
        if not (last.found.entity.type == "Anatomy" if last.found else last.word.endswith(_OF_ORGANS)):
            return None
        start, end = rest[0].start, base.head.end
        return Arg(start, end, self.entity(start, end) or as_worded(self.view.text[start:end], "Process", "en"), sign)

    def _names(self, token: Token) -> bool:
        """Return whether a noun may name a thing: an unknown word in -al or -ic is rather an adjective of a change."""
        return token.kind == "N" and (token.found is not None or not ADJECTIVE.fullmatch(token.word))

    def _loss(self, start: int, end: int) -> Entity | None:
        """Return what "loss of X" names: of a molecule or a cell it is no such thing itself, but something that happens."""
        entity = self.entity(start, end)
        if entity is None or entity.type not in (*GIVEN, "Cell", "Pathway"):
            return entity
        return as_worded(self.view.text[start:end], "Process", "en")

    def entity(self, start: int, end: int) -> Entity | None:
        """Return what a stretch of the text names, or None."""
        words = self.view.lower[start:end].split()
        known = any(item.start < end and item.end > start for item in self.found)
        told = len(words) == 2 and words[0].removeprefix("pro-").removeprefix("anti-") in self.adjective_nouns
        if not words or (not known and not told and words[-1] in self.generic) or len(words) > 12:
            return None
        if words[-1] in self.studies or words[0].startswith("/"):
            return None  # a split-face study shows what others do
        return self.grounder.ground(self.view, start, end, self.found)
