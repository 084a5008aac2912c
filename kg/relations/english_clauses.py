"""English chunks to proposals: for every verb, who does it and to what.

The reader goes through the chunks once. Each rule that makes a proposal has a name; `RULES` lists them with a
sentence that shows what each is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.grounding import Found, Grounder
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.english_bases import sign_of
from kg.relations.english_nominals import SHOWN
from kg.relations.english_phrases import English
from kg.relations.english_tagging import read_tokens
from kg.relations.english_telling import Telling
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Before, Proposal, excepting, signed

__all__ = ["RULES", "read_english"]

#: rule -> a sentence it reads
RULES = {
    "en-active": "ADSC exosomes increase collagen I.",
    "en-passive": "Collagen I was increased by ADSC exosomes.",
    "en-gerund": "Exosomes promote wound healing by stimulating angiogenesis.",
    "en-infinitive": "TGF-β stimulates fibroblasts to produce collagen.",
    "en-participle": "Exosomes secreted by stem cells are vesicles.",
    "en-relative": "TGF-β1, which induces fibrosis, is released.",
    "en-condition": "Collagen I increased after treatment with exosomes.",
    "en-via": "IL-6 promotes cell proliferation via activation of the MAPK pathway.",
    "en-adjective": "VEGF is essential for angiogenesis.",
    "en-light": "Exosomes play a role in hair growth.",
    "en-show": "Aged fibroblasts showed reduced expression of collagen I.",
    "en-copula": "Exosomes are extracellular vesicles.",
    "en-such-as": "Growth factors such as VEGF and EGF are released.",
    "en-suffix": "UV-induced photoaging was studied.",
    "en-nominal": "Inhibition of MMP-1 by exosomes was seen.",
    "en-cleft": "Factors that cause photoaging include smoking.",
    "en-with": "Exosomes promoted healing with increased expression of collagen I.",
    "en-apposition": "TGF-β1, an inducer of fibrosis, is released.",
    "en-due-to": "Wrinkles due to photoaging are deep.",
    "composite": "ADSC-derived exosomes were isolated.",
}
_NOTHING = Before()
_AFFECTS = Trigger("change", "affects")
#: to do this to an effect says that there is one
_UNDOES = ("affects", "decreases", "increases", "treats", "improve")
_NOW = ("can ", "may ", "could ", "should ", "is ", "are ", "has been ", "have been ")
_PROVOKED = ("induce", "provoke", "elicit", "evoke", "trigger")
_AGAINST = Trigger("protect", "decreases")


def _is_more(chunk: Chunk) -> bool:
    return chunk.word.replace("-", "").startswith("overexpress")


class _Reader(Telling):
    """Reads one sentence: what each verb does, to what, and who does it."""

    def read(self) -> Iterator[Proposal]:
        """Yield what the sentence states; what its noun phrases state by their form comes last."""
        embedded = self.english.nouns.embedded
        formed = tuple(embedded)
        for i, chunk in enumerate(self.chunks):
            if chunk.kind in ("V", "X", "B"):
                yield from self._read_verb(i, chunk)
            elif chunk.kind == "NP":
                yield from self.read_noun_phrase(i, chunk)
        yield from (proposal for proposal in formed if proposal in embedded)  # the rest was handed on to a subject

    def _read_verb(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        if i in self.defining:
            return
        subject = () if self.is_no_better(i) else self.own(i, self.who.of(i, chunk))
        self.who.found[i] = subject
        led = self.chunks[self.who.led_by[i]] if i in self.who.led_by else chunk
        chunk.hedged |= led.hedged  # "may activate X, raising Y": no surer
        if chunk.negated and self._is_at_times(i):
            return
        if chunk.finite and self.who.waiting and chunk.form in ("fin", "pass"):
            for earlier in self.who.waiting:
                self.who.found[earlier] = subject
                yield from self._state(earlier, self.chunks[earlier])
            self.who.waiting = []
        if (
            (chunk.form == "ger" or (chunk.form == "pass" and not chunk.finite))
            and not subject
            and chunk.kind == "V"
            and (self.who.is_subject(i) or not any(self.chunks[k].finite for k in range(i)))
        ):
            self.who.waiting.append(i)
            return
        yield from self._state(i, chunk)

    def _is_at_times(self, i: int) -> bool:
        """Return whether a verb stands in a clause that tells when, or on what condition: "when X cannot make Y, Z falls"."""
        opens = next((k for k in range(i - 1, -1, -1) if self.chunks[k].kind in ("S", ";")), -1)
        told = opens >= 0 and self.chunks[opens].word in self.patterns.having("at_times")
        return told and not any(one.finite or one.kind == "," for one in self.chunks[opens:i])

    def _state(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        if chunk.kind == "B":
            yield from self.copula(i, chunk)
        elif chunk.kind == "X" and chunk.form == "pass" and chunk.word == "followed":
            then = tuple(arg for arg in self.after_preposition(i, ("by",)) if arg.entity and arg.sign)
            yield from self.propose(i, chunk, self.who.found[i], SHOWN, then, "en-passive")
        elif converted := tuple(self.converted(i, chunk)):
            yield from converted
        elif chunk.kind == "X" and chunk.form == "pass" and chunk.word in self.seen:
            owners, what = self.effect(i - 3)  # "effects of X on Y have been shown"
            yield from self.propose(i, chunk, owners, _AFFECTS, what, "en-nominal")
            told = self.compares(i, self.who.found[i], -1) if self.group(i) else self.who.found[i]
            changed = tuple(arg for arg in told if arg.sign and arg.entity)
            opens = next((k for k in range(i - 1, -1, -1) if self.chunks[k].kind in ("S", ";")), 0)
            none = any(one.kind == "NEG" for one in self.chunks[opens:i])  # "no decrease in X was observed after Y"
            for proposal in self._theme(i, chunk, changed, SHOWN):
                yield replace(proposal, negated=proposal.negated or none)
        elif chunk.kind == "X":
            yield from self.shown(i, chunk)
        elif chunk.form == "pass" or (chunk.form == "part" and chunk.triggers and chunk.triggers[0].kind == "verb"):
            yield from self._passive(i, chunk)
        else:
            yield from self.changed_ability(i)
            if not self.is_of_ability(i) and not self.loses_ability(i):
                yield from self._active(i, chunk)

    def _active(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        trigger = chunk.triggers[0]
        objects = self._acted_on(i, trigger)
        objects = self.placed(objects) if trigger.kind == "adjective" and chunk.word == "in" else objects
        if (trigger.inverse and self.is_effect(i - 1)) or self.is_needed_to_act(i):
            return  # "the efficacy of X is due to Y": Y does nothing to X
        rule = self._rule(i, chunk, trigger)
        trigger, objects = self.shown_of(i, trigger, objects)
        protects = trigger.predicate == "protect" or (trigger.predicate == "increases" and self.protects(i))
        harms = self.after_preposition(i, ("against", "from")) if protects else ()
        yield from self.propose(i, chunk, self.who.found[i], _AGAINST, harms, rule)
        if any(arg.entity for arg in harms):
            objects = ()  # "protects the skin against UVB": what it is kept from says it
        if not any(arg.entity for arg in objects):
            yield from self._unchanged(i, chunk)
        if found := tuple(self._found_more(i, chunk, trigger, objects)):
            yield from found
            return
        if not objects:
            if trigger.themes and chunk.finite:
                yield from self._theme(i, chunk, self.who.found[i], trigger)
            return
        objects = self.made_to(i, trigger, objects)
        if not objects:
            return
        objects = self.regained(trigger, self.driven(i, self.kept_from(i, trigger, objects)))
        undone = list(self._undone(i))
        if undone or (trigger.predicate in _UNDOES and i + 1 < len(self.chunks) and self.is_effect(i + 1)):
            yield from undone  # of the effect of X on nobody knows what there is less, and not of X
            return
        if sign_of(trigger) < 0 and not all(arg.property for arg in objects):
            objects = tuple(arg for arg in objects if not arg.property)
        if chunk.stated:
            trigger = replace(trigger, predicate=chunk.stated)  # "an inhibitory effect on", "a beneficial effect on"
        if scene := self._scene(i, trigger, objects):
            said = SHOWN if trigger.predicate == "produces" else trigger
            yield from self.propose(i, chunk, scene, said, objects, "en-condition")
            return
        if trigger.predicate in ("produces", "contains"):
            made = self.more_or_less(i, objects)
            where = self.fronted_ill(i)  # "in aged skin, fibroblasts produce less collagen"
            yield from self.propose(i, chunk, where, SHOWN, tuple(arg for arg in made if arg.sign), "en-condition")
            trigger, objects = self._made(i, trigger, objects, made, bool(where))
        yield from self.propose(i, chunk, self.who.found[i], trigger, objects, rule)
        yield from self.follows(i)
        if trigger.predicate == "is_a" and self.who.found[i]:
            yield from self.defined(i, self.who.found[i])  # "X are a type of cells derived from Y"
        for proposal in self.propose(i, chunk, self.who.found[i], trigger, self.excepted(i), rule):
            yield replace(proposal, negated=not proposal.negated)
        yield from self._means(i, chunk, trigger, rule)

    def _found_more(self, i: int, chunk: Chunk, trigger: Trigger, objects: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield what it tells to find more or less of a thing in those who are ill, or who were given something."""
        if trigger.predicate in ("located_in", "seen") and (given := self.received(i + 1)):
            more = tuple(arg for arg in self.compares(i, self.who.found[i], -1) if arg.entity and arg.sign)
            yield from self.propose(i, chunk, given, SHOWN, more, "en-condition")
            if more:  # "higher X was found in wounds treated with Y"
                return
        changed = tuple(arg for arg in self.who.found[i] if arg.entity and arg.sign)
        if trigger.predicate == "located_in" and changed and self.is_ill(i + 1):
            yield from self.propose(i, chunk, objects, SHOWN, changed, "en-condition")  # "elevated X was found in"

    def _scene(self, i: int, trigger: Trigger, objects: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return what cells do something because of: "in the absence of X, fibroblasts produced less collagen"."""
        cells = all(arg.entity and arg.entity.type == "Cell" for arg in self.who.found[i])
        if (trigger.predicate == "produces" or (trigger is SHOWN and cells)) and all(arg.sign for arg in objects):
            return self.met(i) if cells else self.fronted(i)
        own = cells and trigger.words in ("upregulate", "downregulate")
        return self.fronted(i) if own else ()  # "upon stimulation with X, fibroblasts upregulate Y"

    def _made(
        self, i: int, trigger: Trigger, objects: tuple[Arg, ...], now: tuple[Arg, ...], told: bool
    ) -> tuple[Trigger, tuple[Arg, ...]]:
        """Return what is still to be said of who makes things, where a text says what is made more or less now."""
        if told:
            return trigger, tuple(arg for arg, changed in zip(objects, now, strict=True) if not changed.sign)
        if self.who.given.intersection(self.who.found[i]):
            return SHOWN, tuple(arg for arg in now if arg.sign)  # "cells exposed to UVA produced more MMP-1"
        return trigger, objects

    def _acted_on(self, i: int, trigger: Trigger) -> tuple[Arg, ...]:
        """Return the objects of a verb in the active voice."""
        objects = () if trigger.words in self.limiting and self._is_put_to_use(i + 1) else self.objects(i)
        if trigger.words in self.shows or trigger.predicate in ("produces", "contains"):
            kinds = {arg.entity.type for arg in self.who.found[i] if arg.entity}
            brings = trigger.predicate == "produces" and bool(kinds) and kinds <= {"Chemical", "Intervention"}
            return (
                tuple(self.compares(i, objects)) if brings or self.is_changed(i) else objects
            )  # "X produced thicker hair"
        if trigger.predicate == "cause":
            return tuple(self.compares(i, objects))  # "led to lower IL-6 levels"
        if trigger.words == "develop":  # mice that lack X develop an illness; that a patient did is no sign of anything
            ill = tuple(arg for arg in objects if arg.entity and arg.entity.type in ("Disease", "Phenotype"))
            return ill if self.chunks[i].finite and self.are_models(self.who.found[i]) else ()
        if trigger.predicate in ("located_in", "expressed"):
            return self.placed(objects + self.again(i + 2, "in"))
        return objects

    def _rule(self, i: int, chunk: Chunk, trigger: Trigger) -> str:
        """Return the name of the rule that reads a verb in the active voice."""
        if trigger.kind in ("adjective", "light"):
            return f"en-{trigger.kind}"
        if i in self.who.relative:
            return "en-relative"
        forms = {"ger": "en-gerund", "inf": "en-infinitive", "relger": "en-participle", "part": "en-participle"}
        return forms.get(chunk.form, "en-active")

    def _undone(self, i: int) -> Iterator[Proposal]:
        """Yield what "abolished the inhibitory effect of X on Y" takes for granted: X inhibits Y."""
        owners, what = self.effect(i + 1)
        if (
            not owners
            or self.chunks[i].triggers[0].kind != "verb"
            or self.chunks[i].triggers[0].predicate not in _UNDOES
        ):
            return
        effect = self.chunks[i + 1]
        base = effect.bases[-1]
        kind = next((self.effects[token.word] for token in base.tokens if token.word in self.effects), "")
        trigger = Trigger(base.head.word, kind or "affects")
        yield from self.propose(i, effect, owners, trigger, what, "en-nominal", at=base.head.start)
        if self.chunks[i].triggers[0].predicate == "affects" and not kind:  # "miR-21 mediates the effects of X on Y"
            yield from self.propose(i, self.chunks[i], self.who.found[i], self.chunks[i].triggers[0], what, "en-active")

    def _unchanged(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        """Yield "X caused no significant change in Y": tested, and no change."""
        then = self.chunks[i + 1 : i + 5]
        if [c.kind for c in then] != ["NEG", "NP", "P", "NP"] or then[2].word not in ("in", "of", "on"):
            return
        if then[1].bases and then[1].bases[-1].head.word in self.same:
            for proposal in self.propose(i, chunk, self.who.found[i], _AFFECTS, then[3].args, "en-active"):
                yield replace(proposal, negated=True, no_change=True)

    def _means(self, i: int, chunk: Chunk, trigger: Trigger, rule: str) -> Iterator[Proposal]:
        """Yield what stands behind "via", and what a subject does through the cells it makes do something."""
        if chunk.finite and trigger.kind == "verb" and trigger.predicate not in ("produces", "contains", "located_in"):
            means = tuple(
                arg
                for arg in self.after_preposition(i, ("via", "through"))
                if arg.entity and (arg.sign or arg.entity.type in ("Pathway", "GeneProduct", "RNA"))
            )
            yield from self.propose(i, chunk, self.who.found[i], SHOWN, means, "en-via")
        if chunk.finite and trigger.kind == "verb":
            changes = tuple(arg for arg in self.after_preposition(i, ("with",)) if arg.sign and arg.entity)
            yield from self.propose(i, chunk, self.who.found[i], SHOWN, changes, "en-with")
        if rule == "en-infinitive" and i > 1 and self.chunks[i - 1].kind == "NP":
            cause = self.chunks[i - 2]
            if cause.triggers and cause.triggers[0].control and self.who.found.get(i - 2):
                lowers = -1 if trigger.predicate == "decreases" else 0  # "causes fibroblasts to degrade collagen"
                objects = tuple(signed(arg, lowers) for arg in self.objects(i))
                yield from self.propose(i, chunk, self.who.found[i - 2], cause.triggers[0], objects, rule)

    def _is_put_to_use(self, k: int) -> bool:
        """Return whether a noun phrase is the use of something."""
        base = self.chunks[k].bases[-1] if 0 <= k < len(self.chunks) and self.chunks[k].bases else None
        return base is not None and base.head.word in self.uses

    def _passive(self, i: int, chunk: Chunk) -> Iterator[Proposal]:
        trigger = chunk.triggers[0]
        if trigger.words in self.limiting and self._is_put_to_use(i - 1):
            return  # "the use of X is limited by Y": there is no less of X
        by = self.after_preposition(i, ("by",))
        agents = by or self.after_preposition(i, ("via", "through"))
        told = chunk.finite and i not in self.who.relative and self.english.view.lower.startswith(_NOW, chunk.start)
        if not agents and told and trigger.predicate == "treats" and trigger.words in self.curing:
            # "photoaging can be treated with X", but not "the wounds were treated with X", which is a method
            ill = tuple(arg for arg in self.who.found[i] if arg.entity and arg.entity.type in ("Disease", "Phenotype"))
            remedies = self.after_preposition(i, ("with", "using"))
            yield from self.propose(i, chunk, remedies, trigger, ill, "en-passive")
            return
        if not agents and chunk.form == "pass":
            agents = self._shared_agents(i)
        if not agents and trigger.predicate == "delivers":
            agents = self.after_preposition(i, ("from",))  # "melanosomes are transferred from melanocytes to"
        if by and (happened := self.happened(i)):  # "X raised Y, and this was prevented by Z"
            changed = tuple(signed(arg, sign_of(trigger)) for arg in happened if sign_of(trigger))
            yield from self.propose(i, chunk, by, SHOWN, changed, "en-passive")
            return
        if agents and trigger.predicate in _UNDOES and self.is_effect(i - 1):
            return  # "the protective effects of exosomes were abolished by X": X does nothing to exosomes
        owners, what = self.effect(i - 3)
        if agents and owners and trigger.predicate in _UNDOES[1:]:  # "the effects of X on Y are abolished by Z"
            yield from self.propose(i, self.chunks[i - 3], owners, _AFFECTS, what, "en-nominal")
        elif agents and owners and trigger.predicate == "affects":  # "the effects of X on Y are mediated by Z"
            yield from self.propose(i, self.chunks[i - 3], owners, _AFFECTS, what, "en-nominal")
            yield from self.propose(i, chunk, agents, trigger, what, "en-passive")
        elif agents:
            rule = "en-passive" if chunk.form == "pass" else "en-participle"
            whom = self.regained(trigger, self.who.found[i])
            if trigger.predicate == "treats":  # "mice treated by X" have something that X is for
                whom = tuple(arg for arg in whom if arg.entity is None or arg.entity.type != "Organism")
            yield from self.propose(i, chunk, agents, trigger, whom, rule)
            means = tuple(
                arg for arg in self.after_preposition(i, ("through", "via")) if by and arg.entity and arg.sign
            )
            yield from self.propose(i, chunk, agents, SHOWN, means, "en-via")
        elif trigger.predicate == "produces" and not _is_more(chunk):
            rule = "en-passive" if chunk.form == "pass" else "en-participle"
            yield from self.propose(i, chunk, self.made_in(i), trigger, self.who.found[i], rule)
        elif chunk.form == "pass" and (
            trigger.predicate in ("increases", "decreases", "improve", "cause")
            or (trigger.predicate == "affects" and chunk.negated)  # "was not affected after X"
        ):
            yield from self._theme(i, chunk, self.who.found[i], trigger)
        elif chunk.form == "pass" and _is_more(chunk):
            yield from self._theme(i, chunk, self.who.found[i], SHOWN)

    def _shared_agents(self, i: int) -> tuple[Arg, ...]:
        """Return who did it in "X was inhibited and Y was enhanced by Z", where the agent stands behind the second verb."""
        then = self.chunks[i + 1 : i + 4]
        if [one.kind for one in then] != ["C", "NP", "V"] or then[2].form != "pass" or then[0].word != "and":
            return ()
        return self.after_preposition(i + 3, ("by",))

    def _theme(self, i: int, chunk: Chunk, themes: tuple[Arg, ...], trigger: Trigger) -> Iterator[Proposal]:
        """Yield what changes on its own, with the condition that changes it as the agent."""
        if trigger.words in self.shunned:
            return  # "should be avoided in patients taking X"
        agents = self.under(i) or self.fronted(i) or self.group(i)
        shown = all(arg.entity and arg.entity.type in ("Disease", "Phenotype") for arg in themes)
        if not agents and not (shown and trigger.words.startswith(_PROVOKED)):  # "was induced in a patient with X"
            agents = self.ill(i)
        agents = agents or self.contrasted(i) or self.put_on(i)
        if agents:
            yield from self.propose(i, chunk, agents, replace(trigger, inverse=False), themes, "en-condition")


def read_english(
    view: View, found: Sequence[Found], grounder: Grounder, patterns: Patterns, before: Before = _NOTHING
) -> tuple[list[Proposal], Arg | None]:
    """Return the proposals of an English sentence, and its main subject for the pronouns of the next one.

    Args:
        view: the folded sentence.
        found: its mentions.
        grounder: names what phrases name.
        patterns: English word lists and triggers.
        before: what the sentence before leaves for a pronoun to point to.
    """
    english = English(view, found, read_tokens(view, found, patterns), grounder, patterns)
    reader = _Reader(english, patterns, before)
    but = {(arg.start, arg.end): chunk.but for chunk in reader.chunks if chunk.but for arg in chunk.args}
    proposals = list(excepting(reader.read(), but) if but else reader.read())
    main = next(
        (
            args[0]
            for i, args in sorted(reader.who.found.items())
            if args and args[0].entity and reader.chunks[i].finite and i not in reader.who.relative
        ),
        None,
    )
    if main is None and not any(chunk.finite for chunk in reader.chunks):  # of a verb that the lists lack
        opens = next((item for item in found if not view.lower[: item.start].strip(" ").removeprefix("the")), None)
        main = Arg(opens.start, opens.end, opens.entity) if opens is not None else None
    return proposals, main
